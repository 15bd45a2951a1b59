"""The run, and what it has left."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.arguments import ProjectFolder, project_of
from dateline.cli.console import errors, output
from dateline.cli.faults import interrupts, user_errors
from dateline.look.terminal import printable

if TYPE_CHECKING:
    from dateline.flow.run import Summary
    from dateline.flow.work import Step

KEPT = "What was committed is kept: the same command goes on from there."


def run(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, globs, URLs, or - for standard input.")],
    out: Annotated[str, typer.Option(help="Folder or URL that the tables are written to.")] = "outputs",
    published: Annotated[str | None, typer.Option(help="Day of publication where a document brings none.")] = None,
    not_after: Annotated[str | None, typer.Option(help="Latest day a document can have been published.")] = None,
    any_language: Annotated[bool, typer.Option(help="Annotate documents that are not English too.")] = False,
    text_column: Annotated[str | None, typer.Option(help="Column or key that holds the text.")] = None,
    date_column: Annotated[str | None, typer.Option(help="The same of the day of publication.")] = None,
    title_column: Annotated[str | None, typer.Option(help="The same of the title.")] = None,
    id_column: Annotated[str | None, typer.Option(help="The same of the id.")] = None,
    publisher_column: Annotated[str | None, typer.Option(help="The same of the publisher.")] = None,
    url_column: Annotated[str | None, typer.Option(help="The same of the address.")] = None,
    model: Annotated[str | None, typer.Option(help="Another English spaCy pipeline, by name or folder.")] = None,
    config: Annotated[Path | None, typer.Option(help="Another config.cfg.")] = None,
    project: ProjectFolder = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes to annotate with; as many as cores.")] = None,
    engine: Annotated[str, typer.Option(help="local, or ray: the cluster that RAY_ADDRESS names.")] = "local",
    single: Annotated[
        bool | None, typer.Option("--single/--parts", help="One file a table, or a folder of parts; as the size is.")
    ] = None,
    partition_by: Annotated[str | None, typer.Option(help="month: a folder a month of publication.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Start anew; what the folder holds is replaced.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show where a fault arose.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Log JSON lines to standard error.")] = False,
    profile: Annotated[bool, typer.Option("--profile", help="Print CPU seconds by stage.")] = False,
    across: Annotated[
        bool, typer.Option("--reconcile/--no-reconcile", help="Join events and figures across documents at the end.")
    ] = True,
) -> None:
    """Run the pipeline and write the tables as Parquet: what is missing or has changed, and keep the rest.

    Example: dateline run corpus/sample --out outputs

    Exit status: 0 fine, 1 some documents failed or the run could not go on, 2 wrong usage, 130 and 143 interrupted.
    """
    from dateline.flow.workers import ready
    from dateline.look.progress import Counts, json_line, numbers, shown

    columns = {"text": text_column, "published": date_column, "title": title_column, "id": id_column}
    columns |= {"publisher": publisher_column, "url": url_column}

    counts = Counts()
    processes = workers or (_cores() if engine == "local" else 0)
    with (
        interrupts(KEPT),
        ready(1 if engine == "local" else 0),
        user_errors(verbose=verbose, kept=KEPT),
        shown(errors(), quiet=quiet, as_json=log_json) as show,
    ):

        def progress(step: "Step") -> None:
            counts.add(step)
            show(counts)

        from dateline.flow.run import run as run_pipeline  # it takes long, and workers import meanwhile

        own = project_of(project)
        summary = run_pipeline(
            paths,
            out,
            columns={field: column for field, column in columns.items() if column},
            workers=processes,
            engine=engine,
            single=single,
            force=force,
            partition_by=partition_by,
            published=published,
            not_after=not_after,
            any_language=any_language,
            model=model,
            config=config,
            project=own.folder if own else None,
            across=across,
            progress=progress,
        )
    if log_json:
        json_line("end", **numbers(counts), seconds=round(summary.seconds, 1), rows=summary.rows, new=summary.new)
    elif not quiet:
        _print_summary(summary, out)
        if own:
            output().print(f"project: {printable(str(own.folder))}, own lines: {len(own.lines)}", soft_wrap=True)
    if profile:
        _print_profile(summary)
    if not log_json:
        _print_failures(summary)
    if summary.documents.get("failed"):
        raise typer.Exit(1)


def status(
    outputs: Annotated[str, typer.Argument(help="Folder or URL with the tables.")] = "outputs",
) -> None:
    """Say what an output folder holds, and whether a run is at work on it.

    Example: dateline status outputs
    """
    from dateline.look.status import status as lines
    from dateline.storage import Folder

    with user_errors():
        for line in lines(Folder(outputs)):
            output().print(printable(line), soft_wrap=True)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _print_summary(summary: "Summary", out: str) -> None:
    from rich.table import Table

    from dateline.layers.registry import LAYERS
    from dateline.tables.frames import most_frequent

    common = {"regions": "kind", **{name: layer.common or layer.value for name, layer in LAYERS.items()}}
    shown = Table(title=f"{out}: {summary.n_words:,} words in {summary.seconds:.1f} s", title_justify="left")
    shown.add_column("table")
    shown.add_column("rows", justify="right")
    shown.add_column("most frequent")
    for name, n in summary.rows.items():
        values = most_frequent(out, name, common[name], 5) if name in common else []
        shown.add_row(name, f"{n:,}", ", ".join(f"{printable(value)} {count}" for value, count in values))
    output().print(shown)
    output().print("documents: " + ", ".join(f"{n} {status}" for status, n in sorted(summary.documents.items())))
    if summary.passed_over:
        others = ", ".join(f"{n:,} {ending}" for ending, n in summary.passed_over.items())
        output().print(f"passed over: {printable(others)}")


def _print_failures(summary: "Summary") -> None:
    for failure in summary.failures[:20]:
        errors().print(f"failed: {printable(failure['error'])}", soft_wrap=True)
    more = summary.documents.get("failed", 0) - 20
    if more > 0:
        errors().print(f"… and {more} more: table documents, column error.")


def _print_profile(summary: "Summary") -> None:
    """CPU seconds by stage, of all that the folder holds."""
    from rich.table import Table

    whole = sum(summary.spent.values()) or 1.0
    table = Table("stage", "CPU seconds", "share", title=f"{summary.n_words / whole:,.0f} words per CPU second")
    for stage, seconds in sorted(summary.spent.items(), key=lambda item: -item[1]):
        table.add_row(stage, f"{seconds:,.1f}", f"{seconds / whole:.1%}")
    errors().print(table)
