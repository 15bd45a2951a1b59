"""One article, one rule, one name: what was found and why."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.arguments import Layers, ProjectFolder, layer_names, project_of
from dateline.cli.console import errors, output, print_indented
from dateline.cli.faults import fail, user_errors
from dateline.look.terminal import printable


def show(
    doc: Annotated[str, typer.Argument(help="A document's id in the output folder, or a file.")],
    out: Annotated[Path, typer.Option(help="Folder with the tables.")] = Path("outputs"),
    layer: Layers = None,
    project: ProjectFolder = None,
) -> None:
    """Print an article with its mentions coloured by layer and their values underneath.

    Example: dateline show bodies-third-batch --layer dates --layer quantities
    """
    from dateline.flow.load import load
    from dateline.look.document import about, open_document, rows_of
    from dateline.look.show import paragraphs
    from dateline.look.terminal import escaped

    with user_errors():
        layers = layer_names(layer)
        own = project_of(project)
        document = open_document(doc, out, own.added if own else {})
        rows = rows_of(lambda: load(project=own.folder if own else None), document, doc, out)
        output().print(escaped(about(document)), style="dim", soft_wrap=True)
        for text, lines in paragraphs(document, rows, layers):
            output().print()
            output().print(text)
            for line in lines:
                print_indented(line, 11)


def explain(
    doc: Annotated[
        str, typer.Argument(help="A document's id in the output folder, a file, or a rule such as dates/ago.")
    ],
    out: Annotated[Path, typer.Option(help="Folder with the tables.")] = Path("outputs"),
    layer: Layers = None,
    at: Annotated[str | None, typer.Option(help="Only mentions with this text in them.")] = None,
    other: Annotated[
        str | None, typer.Option("--with", help="Another claim: say why the two are one event, or are not.")
    ] = None,
    project: ProjectFolder = None,
) -> None:
    """Say for each mention which rule fired, what the model said, the candidates, and what was chosen.

    Of a rule: the line of data, or the function, that it stands for.
    Of a claim --with another: why they are one event, or not.

    Example: dateline explain bodies-third-batch --layer dates --at "last August"
    """
    from rich.text import Text

    from dateline.look.rules import find, is_known

    if other is not None:
        from dateline.look.pairs import compared

        with user_errors():
            for reason in compared(doc, other, out):
                output().print(reason, soft_wrap=True)
        return
    with user_errors():
        own = project_of(project)
    if is_known(doc, own):
        for rule in find(doc, own):
            output().print(f"{rule.kind} {rule.where}", style="bold", soft_wrap=True)
            for name, said in (("rule", rule.id), ("says", rule.text), ("example", rule.example)):
                for n, line in enumerate(said.splitlines()):
                    print_indented(Text.assemble((f"{'' if n else name:13s} ", "dim"), line), 14)
        return
    from dateline.flow.load import load
    from dateline.look.document import about, open_document
    from dateline.look.explain import explanations
    from dateline.look.terminal import escaped

    with user_errors():
        layers = layer_names(layer)
        document = open_document(doc, out, own.added if own else {})
        output().print(escaped(about(document)), soft_wrap=True)
        nlp = load(project=own.folder if own else None)
        found = False
        for headline, lines in explanations(nlp, document, layers, at, own):
            found = True
            output().print(headline, style="bold", soft_wrap=True)
            for name, said in lines:
                print_indented(Text.assemble((f"{name:13s} ", "dim"), said), 14)
    if not found:
        errors().print("No mention" + (f" holds {printable(at)!r}." if at is not None else "."), soft_wrap=True)


def rules(
    outputs: Annotated[Path, typer.Argument(help="Folder with the tables.")],
    layer: Layers = None,
    silent: Annotated[bool, typer.Option("--silent", help="List the lines of data that decided no row.")] = False,
    project: ProjectFolder = None,
) -> None:
    """Count the rows that each rule decided. `dateline explain RULE` says what a rule is.

    With --silent the lines of your own project that decided nothing come first.

    Example: dateline rules outputs --layer dates
    """
    from rich.table import Table

    from dateline.look import rules as found

    with user_errors():
        layers = layer_names(layer)
        if silent:
            for file, name in found.silent(outputs, project_of(project)):
                output().print(f"{name}  {file}", soft_wrap=True)
            return
        table = Table("layer", "rule", "rows", "share")
        counted = [row for row in found.fired(outputs) if row[0] in layers]
        total = Counter({name: sum(n for at, _, n in counted if at == name) for name in layers})
        for name, rule, n in counted:
            table.add_row(name, rule, f"{n:,}", f"{n / total[name]:.1%}")
        output().print(table)


def frames(
    paths: Annotated[list[str], typer.Option("--coverage", help="Corpus: a file, folder or glob; may be repeated.")],
    top: Annotated[int, typer.Option(min=1, help="How many of the commonest predicates are looked at.")] = 500,
    project: ProjectFolder = None,
) -> None:
    """List the commonest predicates of a corpus that have no frame and are not listed as no event, with sentences.

    Example: dateline frames --coverage corpus/sample

    Exit status: 1 where there are such predicates.
    """
    from rich.text import Text

    from dateline.flow.load import load
    from dateline.look.coverage import coverage, share
    from dateline.look.document import max_chars
    from dateline.reading.clean import clean
    from dateline.reading.documents import read

    with user_errors():
        own = project_of(project)
        nlp = load(project=own.folder if own else None)
        found = coverage(nlp, clean(read(paths)), max_chars=max_chars())[:top]
    if not found:
        raise fail(f"No verb or noun in {', '.join(paths)}.")
    unknown = [predicate for predicate in found if not predicate.known]
    for predicate in unknown:
        output().print(f"{predicate.count:6,} {predicate.lemma} ({predicate.pos})", style="bold", soft_wrap=True)
        for sentence in predicate.examples:
            print_indented(Text(printable(sentence)), 3)
    counts = share(found, top)
    said = ", ".join(f"{n} {name} ({n / len(found):.1%})" for name, n in counts.items())
    output().print(f"{len(found)} commonest predicates: {said}", soft_wrap=True)
    if unknown:
        raise typer.Exit(1)


def gazetteer(
    name: Annotated[str, typer.Argument(help="A place name.")],
    project: ProjectFolder = None,
) -> None:
    """Look a name up in the gazetteer.

    Example: dateline gazetteer Kursk
    """
    from rich.table import Table

    from dateline.data import adding
    from dateline.gazetteer import Gazetteer

    with user_errors():
        own = project_of(project)
    with adding(own.added if own else {}):
        found = Gazetteer().named(name)
    table = Table("id", "name", "kind", "country", "admin1", "lat", "lon", "population")
    for p in found:
        point = [f"{degrees:.3f}" if degrees is not None else "" for degrees in (p.lat, p.lon)]
        table.add_row(p.place_id, p.name, p.kind, p.country, p.admin1, *point, f"{p.population or 0:,}")
    if found:
        output().print(table)
    else:
        errors().print(f"No place is called {printable(name)!r}.")
        raise typer.Exit(1)
