"""Runs compared: with gold, and with each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.arguments import Layers, ProjectFolder, layer_names, project_of
from dateline.cli.console import errors, output
from dateline.cli.faults import user_errors
from dateline.look.terminal import printable

if TYPE_CHECKING:
    from dateline.gold.annotations import GoldDocument
    from dateline.gold.evaluate import Difference, Gain, Rows, Score, Triple
    from dateline.project.folder import Project


def score(
    outputs: Annotated[Path, typer.Argument(help="Folder with the tables.")] = Path("outputs"),
    gold: Annotated[Path | None, typer.Argument(help="Gold file, or folder of them; gold/ of the project.")] = None,
    against: Annotated[Path | None, typer.Option(help="Another output folder to compare with.")] = None,
    list_mistakes: Annotated[bool, typer.Option("--list", help="List what is missed, wrong or in no gold.")] = False,
    by: Annotated[
        list[str] | None, typer.Option(help="Also by label, rule or source (publisher); may be given more than once.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write all of it to a page of HTML, too.")] = None,
    layer: Layers = None,
    project: ProjectFolder = None,
) -> None:
    """Score tables against gold: precision, recall, F1 with 95% bootstrap intervals over documents.

    With --against, F1 of the other folder too, whether the change is more than chance (paired bootstrap), and every
    gain and loss with its rule and sentence.

    Example: dateline score outputs corpus/gold/dev --against outputs-before

    Exit status: 1 where documents of the gold are not in the tables.
    """
    from dateline.gold import evaluate
    from dateline.gold.annotations import read_gold

    with user_errors():
        layers = layer_names(layer, in_gold=True)
        wanted = _ways(by, everything=html is not None)
        gold = gold or _gold_of(project_of(project))
        documents = read_gold(gold)
        absent = evaluate.missing(outputs, documents)
        rows = evaluate.read_rows(outputs, documents)
        others = evaluate.read_rows(against, documents) if against else None
        scores = evaluate.evaluate(documents, rows, layers)
        gains = evaluate.gains(documents, rows, others, layers) if others else {}
        _print_scores(scores, gains, len(documents))
        parts = _parts(documents, rows, layers, wanted, outputs)
        _print_parts({key: counts for key, counts in parts.items() if key[1] in (by or ())})
        if list_mistakes:
            _print_differences(evaluate.mistakes(documents, rows, layers))
        if others:
            _print_differences(evaluate.differences(documents, rows, others, layers))
        if html:
            from dateline.gold.page import page

            found = (
                evaluate.differences(documents, rows, others, layers)
                if others
                else evaluate.mistakes(documents, rows, layers)
            )
            html.write_text(page(f"{outputs} by {gold}", scores, gains, parts, found), encoding="utf-8")
    if absent:
        errors().print(f"Not in {outputs}, or with another text: {printable(', '.join(absent))}")
        raise typer.Exit(1)


def _gold_of(own: "Project | None") -> Path:
    from dateline.errors import ConfigError
    from dateline.project import GOLD

    if own is None:
        raise ConfigError("no gold is named; expected a gold file, a folder of them, or a project with one.")
    return own.folder / GOLD


def diff(
    before: Annotated[Path, typer.Argument(help="Folder with the tables of one run.")],
    after: Annotated[Path, typer.Argument(help="Folder with those of another.")],
    layer: Layers = None,
) -> None:
    """Compare two runs without gold: rows gained, lost and changed by rule, with their sentences.

    Example: dateline diff outputs-before outputs

    Exit status: 1 where they differ.
    """
    from rich.table import Table

    from dateline.look.diff import changes

    counts: Counter[tuple[str, str, str]] = Counter()
    with user_errors():
        for change in changes(before, after, layer_names(layer)):
            counts[change.layer, change.rule, change.change] += 1
            output().print(printable(change.line()), soft_wrap=True)
    table = Table("layer", "rule", "gained", "lost", "changed")
    for name, rule in dict.fromkeys((name, rule) for name, rule, _ in sorted(counts)):
        table.add_row(name, rule, *(str(counts[name, rule, how]) for how in ("gained", "lost", "changed")))
    output().print(table if counts else "no differences")
    if counts:
        raise typer.Exit(1)


def _ways(by: list[str] | None, *, everything: bool) -> tuple[str, ...]:
    """The ways to part scores that are asked for, or all. Raises ConfigError of others."""
    from dateline.errors import ConfigError
    from dateline.gold.breakdown import BY

    unknown = sorted(set(by or ()) - set(BY))
    if unknown:
        raise ConfigError(f"--by {unknown[0]!r} is unknown. There are: {', '.join(BY)}.")
    return BY if everything else tuple(by or ())


def _parts(
    documents: "Sequence[GoldDocument]",
    rows: "Mapping[str, Mapping[str, Rows]]",
    layers: tuple[str, ...],
    wanted: tuple[str, ...],
    outputs: Path,
) -> "dict[tuple[str, str], dict[str, Triple]]":
    """Scores by layer and by label, rule and publisher."""
    from dateline.gold.breakdown import breakdown
    from dateline.tables.frames import read_table

    heads = read_table("documents", outputs, columns=["doc_id", "publisher"]).to_pylist()
    publishers = {row["doc_id"]: row["publisher"] for row in heads}
    return {(layer, by): breakdown(documents, rows, layer, by, publishers) for layer in layers for by in wanted}


def _print_parts(parts: "Mapping[tuple[str, str], Mapping[str, Triple]]") -> None:
    from rich.table import Table

    from dateline.gold.evaluate import prf

    for (layer, by), counts in parts.items():
        table = Table(layer, title_justify="left")
        for heading in ("P", "R", "F1", "gold", "predicted"):
            table.add_column(heading, justify="right")
        for name, triple in counts.items():
            precision, recall, f1 = (f"{figure:.3f}" for figure in prf(triple))
            gold = ("–", "–", "–") if by == "rule" else (recall, f1, str(triple[2]))
            table.add_row(printable(name), precision, *gold, str(triple[1]))
        output().print(table)


def _print_scores(scores: "list[Score]", gains: "Mapping[tuple[str, str], Gain]", n_documents: int) -> None:
    """The scores; beside them the change from another run, where there is one."""
    from rich.table import Table

    table = Table(title=f"{n_documents} documents", title_justify="left")
    headings = ["layer", "measure", "P", "R", "F1", "95%", "gold", "predicted"]
    for heading in [*headings, *(["F1 of other", "change", "95%", "p"] if gains else [])]:
        table.add_column(heading, justify="left" if heading in ("layer", "measure") else "right")
    for n, s in enumerate(scores):
        figures = [f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", f"{s.low:.2f}–{s.high:.2f}"]
        gain = gains.get((s.layer, s.measure))
        if gain:
            compared = [f"{s.f1 - gain.change:.3f}", f"{gain.change:+.3f}"]
            compared += [f"{gain.low:+.2f}…{gain.high:+.2f}", f"{gain.p:.3f}"]
        else:
            compared = []
        last = n + 1 == len(scores) or scores[n + 1].layer != s.layer
        table.add_row(s.layer, s.measure, *figures, str(s.gold), str(s.pred), *compared, end_section=last)
    output().print(table)


def _print_differences(found: "Iterable[Difference]") -> None:
    """A line each, and at the end how many there are by layer."""
    count: Counter[tuple[str, str]] = Counter()
    for difference in found:
        count[difference.layer, difference.change] += 1
        output().print(printable(difference.line()), soft_wrap=True)
    said = [f"{layer} {n} {what}" for (layer, what), n in count.items()]
    output().print("; ".join(said) or "no differences")
