"""The command line: parses, calls, prints. Heavy imports wait until a command needs them."""

import io
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.look.terminal import printable

if TYPE_CHECKING:
    from dateline.flow.run import Summary
    from dateline.flow.work import Step
    from dateline.gold.evaluate import Difference, Score

# One thread of linear algebra a process: it must be set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

app = typer.Typer(
    name="dateline",
    help="Turns a corpus of English news into tidy tables of who, where, when, how many and who says so.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
errors = Console(stderr=True, highlight=False, markup=False)
# Where the output is no terminal, as in a pipe, lines are as long as they are and tables fit 120 columns.
output = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 120)


KEPT = "What was committed is kept: the same command goes on from there."


def fail(message: str, status: int = 2) -> "typer.Exit":
    """Prints an error; the exit for wrong usage, or with another status."""
    errors.print(f"dateline: {printable(message)}", soft_wrap=True)
    return typer.Exit(status)


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
    for stream in (sys.stdout, sys.stderr):  # what the terminal's encoding does not have is escaped, no error
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@app.command()
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
    from dateline.flow.run import run as run_pipeline

    columns = {"text": text_column, "published": date_column, "title": title_column, "id": id_column}
    columns |= {"publisher": publisher_column, "url": url_column}
    from dateline.look.progress import Counts, json_line, numbers, shown

    counts = Counts()
    with _interrupts(), _user_errors(verbose=verbose, kept=KEPT), shown(errors, quiet=quiet, as_json=log_json) as show:

        def progress(step: "Step") -> None:
            counts.add(step)
            show(counts)

        summary = run_pipeline(
            paths,
            out,
            columns={field: column for field, column in columns.items() if column},
            workers=workers or (_cores() if engine == "local" else 0),
            engine=engine,
            single=single,
            force=force,
            partition_by=partition_by,
            published=published,
            not_after=not_after,
            any_language=any_language,
            model=model,
            config=config,
            across=across,
            progress=progress,
        )
    if log_json:
        json_line("end", **numbers(counts), seconds=round(summary.seconds, 1), rows=summary.rows, new=summary.new)
    elif not quiet:
        _print_summary(summary, out)
    if profile:
        _print_profile(summary)
    if not log_json:
        _print_failures(summary)
    if summary.documents.get("failed"):
        raise typer.Exit(1)


@app.command()
def status(
    outputs: Annotated[str, typer.Argument(help="Folder or URL with the tables.")] = "outputs",
) -> None:
    """Say what an output folder holds, and whether a run is at work on it.

    Example: dateline status outputs
    """
    from dateline.look.status import status as lines
    from dateline.storage import Folder

    with _user_errors():
        for line in lines(Folder(outputs)):
            output.print(printable(line), soft_wrap=True)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="Folder with the tables of one run.")],
    after: Annotated[Path, typer.Argument(help="Folder with those of another.")],
    layer: Annotated[list[str] | None, typer.Option(help="Only this layer; may be given more than once.")] = None,
) -> None:
    """Compare two runs without gold: rows gained, lost and changed by rule, with their sentences.

    Example: dateline diff outputs-before outputs

    Exit status: 1 where they differ.
    """
    from dateline.look.diff import changes

    counts: Counter[tuple[str, str, str]] = Counter()
    with _user_errors():
        for change in changes(before, after, _layers(layer)):
            counts[change.layer, change.rule, change.change] += 1
            output.print(printable(change.line()), soft_wrap=True)
    table = Table("layer", "rule", "gained", "lost", "changed")
    for name, rule in dict.fromkeys((name, rule) for name, rule, _ in sorted(counts)):
        table.add_row(name, rule, *(str(counts[name, rule, how]) for how in ("gained", "lost", "changed")))
    output.print(table if counts else "no differences")
    if counts:
        raise typer.Exit(1)


@app.command()
def reconcile(
    outputs: Annotated[list[Path], typer.Argument(help="Folders that run or reconcile wrote.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the tables; by default the first one.")] = None,
) -> None:
    """Join copies, actors, events and figures across the documents of one or more output folders.

    Example: dateline reconcile outputs-june outputs-july --out events
    """
    from dateline.reconcile.run import reconcile as reconcile_outputs

    with _user_errors():
        done = reconcile_outputs(outputs, out)
    output.print(f"{out or outputs[0]}: {done.n_documents:,} documents in {done.seconds:.1f} s")
    for name, n in done.rows.items():
        output.print(f"{name:14s} {n:>9,}")


@app.command()
def ledger(
    outputs: Annotated[str, typer.Argument(help="Folder with the tables, or the id of an event in --out.")],
    out: Annotated[Path, typer.Option(help="Folder with the tables, where an event is asked for.")] = Path("outputs"),
    place: Annotated[str | None, typer.Option(help="Part of a place's name, or a country such as UKR.")] = None,
    actor: Annotated[str | None, typer.Option(help="Part of the name of a party.")] = None,
    event_type: Annotated[str | None, typer.Option("--type", help="An event type, such as CASUALTY.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day, ISO 8601.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, ISO 8601.")] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Only where claims contradict each other.")] = False,
) -> None:
    """Print the events by date with figures, sides, status and sources; of one event every claim with its sentence.

    Example: dateline ledger outputs --contested

    Exit status: 1 where no event is found.
    """
    from dateline.look.ledger import lines, opened
    from dateline.tables.ledger import Wanted

    with _user_errors():
        if not Path(outputs).is_dir():
            found = opened(outputs, out)
        else:
            found = lines(Path(outputs), Wanted(place, actor, event_type, since, until, contested))
        none = True
        for line in found:
            none = False
            output.print(line, soft_wrap=True)
    if none:
        errors.print("No event is like that.")
        raise typer.Exit(1)


@app.command()
def export(
    outputs: Annotated[Path, typer.Argument(help="Folder with the tables.")],
    shape: Annotated[str, typer.Option("--as", help="ucdp, acled, csv, geojson or sqlite.")],
    out: Annotated[Path | None, typer.Option(help="File to write; by default events.SHAPE in the folder.")] = None,
) -> None:
    """Write the events in a shape that others use, and say what it has no place for.

    Example: dateline export outputs --as ucdp --out events.csv
    """
    from dateline.tables.export import export as export_events

    with _user_errors():
        done = export_events(outputs, shape, out)
    output.print(f"{done.path}: {done.n_rows:,} events", soft_wrap=True)
    for line in done.left_out:
        output.print(f"left out: {printable(line)}", soft_wrap=True)


@app.command()
def schema() -> None:
    """Print the data dictionary: every table and column.

    Example: dateline schema > outputs/README.md
    """
    from dateline.tables.frames import ALL
    from dateline.tables.schema import readme

    sys.stdout.write(readme(ALL.values()))


@app.command()
def show(
    doc: Annotated[str, typer.Argument(help="A document's id in the output folder, or a file.")],
    out: Annotated[Path, typer.Option(help="Folder with the tables.")] = Path("outputs"),
    layer: Annotated[list[str] | None, typer.Option(help="Only this layer; may be given more than once.")] = None,
) -> None:
    """Print an article with its mentions coloured by layer and their values underneath.

    Example: dateline show bodies-third-batch --layer dates --layer quantities
    """
    from dateline.flow.load import load
    from dateline.look.document import about, open_document, rows_of
    from dateline.look.show import paragraphs
    from dateline.look.terminal import escaped

    with _user_errors():
        layers = _layers(layer)
        document = open_document(doc, out)
        rows = rows_of(load, document, doc, out)
        output.print(escaped(about(document)), style="dim", soft_wrap=True)
        for text, lines in paragraphs(document, rows, layers):
            output.print()
            output.print(text)
            for line in lines:
                _print_indented(line, 11)


@app.command()
def explain(
    doc: Annotated[
        str, typer.Argument(help="A document's id in the output folder, a file, or a rule such as dates/ago.")
    ],
    out: Annotated[Path, typer.Option(help="Folder with the tables.")] = Path("outputs"),
    layer: Annotated[list[str] | None, typer.Option(help="Only this layer; may be given more than once.")] = None,
    at: Annotated[str | None, typer.Option(help="Only mentions with this text in them.")] = None,
    other: Annotated[
        str | None, typer.Option("--with", help="Another claim: say why the two are one event, or are not.")
    ] = None,
) -> None:
    """Say for each mention which rule fired, what the model said, the candidates, and what was chosen.

    Of a rule: the line of data, or the function, that it stands for.
    Of a claim --with another: why they are one event, or not.

    Example: dateline explain bodies-third-batch --layer dates --at "last August"
    """
    from dateline.look.rules import find, is_known

    if other is not None:
        from dateline.look.pairs import compared

        with _user_errors():
            for reason in compared(doc, other, out):
                output.print(reason, soft_wrap=True)
        return
    if is_known(doc):
        for rule in find(doc):
            output.print(f"{rule.kind} {rule.where}", style="bold", soft_wrap=True)
            for name, said in (("rule", rule.id), ("says", rule.text), ("example", rule.example)):
                for n, line in enumerate(said.splitlines()):
                    _print_indented(Text.assemble((f"{'' if n else name:13s} ", "dim"), line), 14)
        return
    from dateline.flow.load import load
    from dateline.look.document import about, open_document
    from dateline.look.explain import explanations
    from dateline.look.terminal import escaped

    with _user_errors():
        layers = _layers(layer)
        document = open_document(doc, out)
        output.print(escaped(about(document)), soft_wrap=True)
        found = False
        for headline, lines in explanations(load(), document, layers, at):
            found = True
            output.print(headline, style="bold", soft_wrap=True)
            for name, said in lines:
                _print_indented(Text.assemble((f"{name:13s} ", "dim"), said), 14)
    if not found:
        errors.print("No mention" + (f" holds {printable(at)!r}." if at is not None else "."), soft_wrap=True)


@app.command()
def score(
    outputs: Annotated[Path, typer.Argument(help="Folder with the tables.")],
    gold: Annotated[Path, typer.Argument(help="Gold file, or folder of gold files.")],
    against: Annotated[Path | None, typer.Option(help="Another output folder to compare with.")] = None,
    list_mistakes: Annotated[bool, typer.Option("--list", help="List what is missed, wrong or in no gold.")] = False,
    layer: Annotated[list[str] | None, typer.Option(help="Only this layer; may be given more than once.")] = None,
) -> None:
    """Score tables against gold: precision, recall, F1 with 95% bootstrap intervals over documents.

    With --against, F1 of the other folder too, and every gain and loss with its rule and sentence.

    Example: dateline score outputs corpus/gold/dev --against outputs-before

    Exit status: 1 where documents of the gold are not in the tables.
    """
    from dateline.gold import evaluate
    from dateline.gold.annotations import read_gold

    with _user_errors():
        layers = _layers(layer, in_gold=True)
        documents = read_gold(gold)
        absent = evaluate.missing(outputs, documents)
        rows = evaluate.read_rows(outputs, documents)
        others = evaluate.read_rows(against, documents) if against else None
        before = evaluate.evaluate(documents, others, layers) if others else []
        _print_scores(evaluate.evaluate(documents, rows, layers), before, len(documents))
        if list_mistakes:
            _print_differences(evaluate.mistakes(documents, rows, layers))
        if others:
            _print_differences(evaluate.differences(documents, rows, others, layers))
    if absent:
        errors.print(f"Not in {outputs}, or with another text: {printable(', '.join(absent))}")
        raise typer.Exit(1)


@app.command()
def rules(
    outputs: Annotated[Path, typer.Argument(help="Folder with the tables.")],
    layer: Annotated[list[str] | None, typer.Option(help="Only this layer; may be given more than once.")] = None,
    silent: Annotated[bool, typer.Option("--silent", help="List the lines of data that decided no row.")] = False,
) -> None:
    """Count the rows that each rule decided. `dateline explain RULE` says what a rule is.

    Example: dateline rules outputs --layer dates
    """
    from dateline.look import rules as found

    with _user_errors():
        layers = _layers(layer)
        if silent:
            for file, name in found.silent(outputs):
                output.print(f"{name}  {file}", soft_wrap=True)
            return
        table = Table("layer", "rule", "rows", "share")
        counted = [row for row in found.fired(outputs) if row[0] in layers]
        total = Counter({name: sum(n for at, _, n in counted if at == name) for name in layers})
        for name, rule, n in counted:
            table.add_row(name, rule, f"{n:,}", f"{n / total[name]:.1%}")
        output.print(table)


@app.command()
def frames(
    paths: Annotated[list[str], typer.Option("--coverage", help="Corpus: a file, folder or glob; may be repeated.")],
    top: Annotated[int, typer.Option(min=1, help="How many of the commonest predicates are looked at.")] = 500,
) -> None:
    """List the commonest predicates of a corpus that have no frame and are not listed as no event, with sentences.

    Example: dateline frames --coverage corpus/sample

    Exit status: 1 where there are such predicates.
    """
    from dateline.flow.load import load
    from dateline.look.coverage import coverage, share
    from dateline.look.document import max_chars
    from dateline.reading.clean import clean
    from dateline.reading.documents import read

    with _user_errors():
        found = coverage(load(), clean(read(paths)), max_chars=max_chars())[:top]
    if not found:
        raise fail(f"No verb or noun in {', '.join(paths)}.")
    unknown = [predicate for predicate in found if not predicate.known]
    for predicate in unknown:
        output.print(f"{predicate.count:6,} {predicate.lemma} ({predicate.pos})", style="bold", soft_wrap=True)
        for sentence in predicate.examples:
            _print_indented(Text(printable(sentence)), 3)
    counts = share(found, top)
    said = ", ".join(f"{n} {name} ({n / len(found):.1%})" for name, n in counts.items())
    output.print(f"{len(found)} commonest predicates: {said}", soft_wrap=True)
    if unknown:
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Check the installation: versions, data files, gazetteer, model; and say what to do.

    Example: dateline doctor

    Exit status: 1 where something is not sound.
    """
    from dateline.look.doctor import examine

    sound = True
    for finding in examine():
        sound &= finding.sound
        output.print(f"{'ok   ' if finding.sound else 'FAULT'} {finding.check}: {finding.detail}", soft_wrap=True)
    if not sound:
        raise typer.Exit(1)


@app.command()
def gazetteer(
    name: Annotated[str, typer.Argument(help="A place name.")],
) -> None:
    """Look a name up in the gazetteer.

    Example: dateline gazetteer Kursk
    """
    from dateline.gazetteer import Gazetteer

    found = Gazetteer().named(name)
    table = Table("id", "name", "kind", "country", "admin1", "lat", "lon", "population")
    for p in found:
        point = [f"{degrees:.3f}" if degrees is not None else "" for degrees in (p.lat, p.lon)]
        table.add_row(p.place_id, p.name, p.kind, p.country, p.admin1, *point, f"{p.population or 0:,}")
    if found:
        output.print(table)
    else:
        errors.print(f"No place is called {printable(name)!r}.")
        raise typer.Exit(1)


@app.command()
def assemble(
    folder: Annotated[Path, typer.Argument(help="Folder to save the pipeline in.")],
    model: Annotated[str | None, typer.Option(help="Another English spaCy pipeline, by name or folder.")] = None,
) -> None:
    """Save the whole pipeline as a folder that plain spacy.load opens.

    Example: dateline assemble dateline-model
    """
    from dateline.flow.load import load

    with _user_errors():
        load(model).to_disk(folder)
    output.print(f"{folder}: open it with spacy.load({str(folder)!r})")


def _print_indented(line: Text, hanging: int) -> None:
    """A line under what it belongs to: wrapped inside its own column on a terminal, whole elsewhere."""
    if not output.is_terminal:
        output.print(Text("    ") + line, soft_wrap=True)
        return
    name, said = line[:hanging], line[hanging:]
    grid = Table.grid(padding=0)
    grid.add_column(width=4 + hanging)
    grid.add_column(overflow="fold")
    grid.add_row(Text("    ") + name, said)
    output.print(grid)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _user_errors(*, verbose: bool = False, kept: str = "") -> Iterator[None]:
    """Turns errors into one line: exit status 2 for wrong usage, 1 where the machine or a fault stopped the command."""
    from dateline.errors import DatelineError, RunError

    try:
        yield
    except RunError as err:
        raise fail(str(err), status=1) from err
    except DatelineError as err:
        raise fail(str(err)) from err
    except OSError as err:
        where = f"{err.filename}: " if err.filename else ""
        raise fail(f"{where}{err.strerror or err}. {kept}", status=1) from err
    except (typer.Exit, typer.Abort):
        raise
    except Exception as err:
        if verbose:
            raise
        raise fail(
            f"a fault of Dateline's: {type(err).__name__}: {err}; --verbose shows where. {kept}", status=1
        ) from err


@contextmanager
def _interrupts() -> Iterator[None]:
    """Ctrl-C and SIGTERM end a run in good order: exit status 130 and 143, as of a shell."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt(signal.Signals(number).name)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt as err:
        raise fail(f"interrupted. {KEPT}", status=143 if "SIGTERM" in err.args else 130) from err
    finally:
        signal.signal(signal.SIGTERM, before)


def _layers(wanted: list[str] | None, *, in_gold: bool = False) -> tuple[str, ...]:
    from dateline.layers.registry import layers

    return tuple(layer.name for layer in layers(wanted, in_gold=in_gold))


def _print_scores(scores: "list[Score]", others: "list[Score]", n_documents: int) -> None:
    """The scores; beside them what the other run has, where there is one."""
    table = Table(title=f"{n_documents} documents", title_justify="left")
    headings = [
        "layer",
        "measure",
        "P",
        "R",
        "F1",
        "95%",
        "gold",
        "predicted",
        *(["F1 of other", "change"] if others else []),
    ]
    for heading in headings:
        table.add_column(heading, justify="left" if heading in ("layer", "measure") else "right")
    for n, s in enumerate(scores):
        figures = [f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", f"{s.low:.2f}–{s.high:.2f}"]
        compared = [f"{others[n].f1:.3f}", f"{s.f1 - others[n].f1:+.3f}"] if others else []
        last = n + 1 == len(scores) or scores[n + 1].layer != s.layer
        table.add_row(s.layer, s.measure, *figures, str(s.gold), str(s.pred), *compared, end_section=last)
    output.print(table)


def _print_differences(found: "Iterable[Difference]") -> None:
    """A line each, and at the end how many there are by layer."""
    count: Counter[tuple[str, str]] = Counter()
    for difference in found:
        count[difference.layer, difference.change] += 1
        output.print(printable(difference.line()), soft_wrap=True)
    said = [f"{layer} {n} {what}" for (layer, what), n in count.items()]
    output.print("; ".join(said) or "no differences")


def _print_summary(summary: "Summary", out: str) -> None:
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
    output.print(shown)
    output.print("documents: " + ", ".join(f"{n} {status}" for status, n in sorted(summary.documents.items())))
    if summary.passed_over:
        others = ", ".join(f"{n:,} {ending}" for ending, n in summary.passed_over.items())
        output.print(f"passed over: {printable(others)}")


def _print_failures(summary: "Summary") -> None:
    for failure in summary.failures[:20]:
        errors.print(f"failed: {printable(failure['error'])}", soft_wrap=True)
    more = summary.documents.get("failed", 0) - 20
    if more > 0:
        errors.print(f"… and {more} more: table documents, column error.")


def _print_profile(summary: "Summary") -> None:
    """CPU seconds by stage, of all that the folder holds."""
    whole = sum(summary.spent.values()) or 1.0
    table = Table("stage", "CPU seconds", "share", title=f"{summary.n_words / whole:,.0f} words per CPU second")
    for stage, seconds in sorted(summary.spent.items(), key=lambda item: -item[1]):
        table.add_row(stage, f"{seconds:,.1f}", f"{seconds / whole:.1%}")
    errors.print(table)
