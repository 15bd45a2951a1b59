"""The command line: parses, calls, prints. Heavy imports wait until a command needs them."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from pipeline.documents import Document
    from pipeline.flow import Summary

# One thread of linear algebra a process: it must be set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

app = typer.Typer(
    name="dateline",
    help="Turns a corpus of English news into tidy tables of who, where, when, how many and who says so.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
# The column whose commonest values the summary of a run shows.
SHOWN = {
    "regions": "kind",
    "actors": "name",
    "places": "name",
    "dates": "timex",
    "quantities": "counted",
    "quotes": "cue_class",
    "claims": "event_type",
}
errors = Console(stderr=True, highlight=False, markup=False)
output = Console(highlight=False, markup=False)


def fail(message: str) -> "typer.Exit":
    """Prints an error; the exit for wrong usage."""
    errors.print(f"dateline: {message}")
    return typer.Exit(2)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        output.print("dateline " + version("dateline"))
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    """Turns a corpus of English news into tidy tables of who, where, when, how many and who says so."""


@app.command()
def run(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")],
    out: Annotated[Path, typer.Option(help="Folder that the tables are written to.")] = Path("outputs"),
    published: Annotated[str | None, typer.Option(help="Day of publication where a document brings none.")] = None,
    not_after: Annotated[str | None, typer.Option(help="Latest day a document can have been published.")] = None,
    any_language: Annotated[bool, typer.Option(help="Annotate documents that are not English too.")] = False,
    model: Annotated[str | None, typer.Option(help="Another English spaCy pipeline, by name or folder.")] = None,
    config: Annotated[Path | None, typer.Option(help="Another config.cfg.")] = None,
) -> None:
    """Run the pipeline and write one Parquet file a table.

    Example: dateline run corpus/sample --out outputs

    Exit status: 0 fine, 1 some documents failed, 2 wrong usage.
    """
    from pipeline.errors import DatelineError
    from pipeline.flow import run as run_pipeline

    try:
        with _progress() as progress:
            summary = run_pipeline(
                paths,
                out,
                published=published,
                not_after=not_after,
                any_language=any_language,
                model=model,
                config=config,
                progress=progress,
            )
    except DatelineError as err:
        raise fail(str(err)) from err
    _print_summary(summary, out)
    if summary.failures:
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the data dictionary: every table and column.

    Example: dateline schema > outputs/README.md
    """
    from pipeline.flow import readme

    sys.stdout.write(readme())


@app.command()
def assemble(
    folder: Annotated[Path, typer.Argument(help="Folder to save the pipeline in.")],
    model: Annotated[str | None, typer.Option(help="Another English spaCy pipeline, by name or folder.")] = None,
) -> None:
    """Save the whole pipeline as a folder that plain spacy.load opens.

    Example: dateline assemble dateline-model
    """
    from pipeline.errors import DatelineError
    from pipeline.nlp import load

    try:
        load(model).to_disk(folder)
    except DatelineError as err:
        raise fail(str(err)) from err
    output.print(f"{folder}: open it with spacy.load({str(folder)!r})")


@contextmanager
def _progress() -> Iterator[Callable[["Document"], None]]:
    """A bar of documents, words a second and failures on a terminal; nothing elsewhere."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} documents"),
        BarColumn(),
        TextColumn("{task.fields[speed]:,.0f} words/s"),
        TextColumn("{task.fields[failed]} failed"),
        TimeElapsedColumn(),
    )
    words = failed = 0
    with Progress(*columns, console=errors, disable=not errors.is_terminal) as bar:
        task = bar.add_task("", total=None, speed=0.0, failed=0)

        def advance(document: "Document") -> None:
            nonlocal words, failed
            words += document.text.count(" ") + 1
            failed += document.status == "failed"
            elapsed = bar.tasks[task].elapsed or 0.0
            bar.update(task, advance=1, speed=words / elapsed if elapsed else 0.0, failed=failed)

        yield advance


def _print_summary(summary: "Summary", out: Path) -> None:
    from pipeline.frames import most_frequent, read_tables

    tables = read_tables(out)
    shown = Table(title=f"{out}: {summary.n_words:,} words in {summary.seconds:.1f} s", title_justify="left")
    shown.add_column("table")
    shown.add_column("rows", justify="right")
    shown.add_column("most frequent")
    for name, n in summary.rows.items():
        common = most_frequent(tables, name, SHOWN[name], 5) if name in SHOWN else []
        shown.add_row(name, f"{n:,}", ", ".join(f"{printable(value)} {count}" for value, count in common))
    output.print(shown)
    output.print("documents: " + ", ".join(f"{n} {status}" for status, n in sorted(summary.documents.items())))
    for failure in summary.failures[:20]:
        errors.print(f"failed: {printable(failure['error'])}")
    if len(summary.failures) > 20:
        errors.print(f"… and {len(summary.failures) - 20} more: documents.parquet, column error.")


def printable(text: str) -> str:
    """The text with control characters escaped, so that a document cannot steer the terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
