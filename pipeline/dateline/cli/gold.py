"""`dateline gold`: gold in from annotation tools and out to them."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.arguments import Layers, ProjectFolder, layer_names, project_of
from dateline.cli.console import errors, output
from dateline.cli.faults import user_errors
from dateline.look.terminal import printable

gold = typer.Typer(
    name="gold",
    help="Gold of your own: in from annotation tools and out to them, checked, compared and kept up to date.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@gold.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Files of the tool's export, or folders with them.")],
    form: Annotated[
        str,
        typer.Option(
            "--as",
            help="native, doccano, labelstudio, brat, prodigy, webanno, xmi, conll2003, conllu, spacy or timeml.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the gold, a file a document.")] = Path("gold"),
    labels: Annotated[Path | None, typer.Option("--map", help="TOML that says what the tool's labels are.")] = None,
    texts: Annotated[
        Path | None, typer.Option(help="Output folder whose texts the gold is to stand on, title and all.")
    ] = None,
) -> None:
    """Take in what was annotated elsewhere. Offsets are proven against the text; repairs and faults are told.

    Example: dateline gold import export/*.ann --as brat --map labels.toml --out gold

    Exit status: 1 where an annotation could not be proven and was left out.
    """
    from dateline.gold.mapping import read_map
    from dateline.gold.transfer import imported, write_gold

    with user_errors():
        found = imported(files, form, names=read_map(labels) if labels else None, texts=texts)
        lines = write_gold(found, out)
    for said in found.repairs:
        output().print(printable(f"repaired: {said}"), soft_wrap=True)
    for said in found.faults:
        errors().print(printable(f"left out: {said}"), soft_wrap=True)
    n = len(found.documents)
    output().print(f"{n} document{'s' * (n != 1)}, {lines} lines in {printable(str(out))}", soft_wrap=True)
    if found.faults:
        raise typer.Exit(1)


@gold.command("export")
def export_(
    outputs: Annotated[Path, typer.Argument(help="Folder with the tables, or with gold.")],
    form: Annotated[str, typer.Option("--as", help="doccano, labelstudio, brat, prodigy or native.")],
    out: Annotated[Path, typer.Option(help="Folder for the files.")],
    doc: Annotated[list[str] | None, typer.Option(help="Only this document; may be given more than once.")] = None,
) -> None:
    """Write predictions as annotations to correct in a tool.

    Example: dateline gold export outputs --as labelstudio --out to-correct --doc bodies-third-batch
    """
    from dateline.gold.transfer import export

    with user_errors():
        n = export(outputs, form, out, doc)
    output().print(f"{n} document{'s' * (n != 1)} in {printable(str(out))}", soft_wrap=True)


@gold.command()
def update(
    files: Annotated[list[Path], typer.Argument(help="Files of cases.")],
    yes: Annotated[bool, typer.Option("--yes", help="Rewrite without asking.")] = False,
    project: ProjectFolder = None,
) -> None:
    """Rewrite cases from what the pipeline gives now, after showing what changes.

    Example: dateline gold update gold/cases/dates.jsonl

    Exit status: 1 where something changes and is not written.
    """
    from dateline.flow.load import load
    from dateline.gold.cases import read_cases
    from dateline.gold.fresh import tables_of
    from dateline.gold.update import changes, rewritten

    with user_errors():
        given = {path: read_cases(path) for path in files}
        own = project_of(project)
        nlp = load(project=own.folder if own else None)
        tables = {path: tables_of(nlp, [(c.text, c.published) for c in cases]) for path, cases in given.items()}
        found = {path: list(changes(path, cases, tables[path])) for path, cases in given.items()}
    n = 0
    for path, changed in found.items():
        for change in changed:
            output().print(printable(f"{path}:{change.case.number} {change.case.name}"), soft_wrap=True)
            if change.new is None:
                lines = [*change.why, "a case of claims: mend it by hand"]
            else:
                lines, n = [f"- {change.old}", f"+ {change.new}"], n + 1
            for line in lines:
                output().print(printable(line), soft_wrap=True)
    if not n:
        output().print("no case to rewrite")
        raise typer.Exit(int(any(found.values())))
    if not (yes or typer.confirm(f"Rewrite {n} case{'s' * (n != 1)}?")):
        raise typer.Exit(1)
    with user_errors():
        for path, changed in found.items():
            rewritten(path, changed)


@gold.command()
def agree(
    first: Annotated[Path, typer.Argument(help="Gold of one annotator: a file, or a folder.")],
    second: Annotated[Path, typer.Argument(help="Gold of another on the same documents.")],
    list_all: Annotated[bool, typer.Option("--list", help="List what they differ on.")] = False,
    layer: Layers = None,
) -> None:
    """Measure how far two annotators agree, layer by layer.

    kappa is Cohen's, of words in a mention or not; alpha is Krippendorff's, of the values of shared mentions.

    Example: dateline gold agree corpus/gold/dev corpus/gold/second --list
    """
    from rich.table import Table

    from dateline.gold.agreement import agreement, disagreements, shared
    from dateline.gold.annotations import read_gold

    with user_errors():
        names = layer_names(layer, in_gold=True)
        both = shared(read_gold(first), read_gold(second))
        table = Table(title=f"{len(both)} documents", title_justify="left")
        for n, heading in enumerate(("layer", "first", "second", "exact F1", "overlap F1", "kappa", "values", "alpha")):
            table.add_column(heading, justify="right" if n else "left")
        for name in names:
            a = agreement(both, name)
            if a.first and a.second:
                figures = (a.exact, a.overlap, a.kappa, a.value, a.alpha)
                said = ["–" if figure is None else f"{figure:.3f}" for figure in figures]
                table.add_row(name, str(a.first), str(a.second), *said)
        output().print(table)
        for name in names if list_all else ():
            for found in disagreements(both, name):
                output().print(printable(found.line()), soft_wrap=True)


@gold.command()
def lint(
    path: Annotated[Path, typer.Argument(help="Gold file, or folder with gold.")],
    layer: Layers = None,
) -> None:
    """Find what is odd about gold: overlaps, borders inside words, values that do not parse, two ways of one sentence.

    Example: dateline gold lint corpus/gold/dev

    Exit status: 1 where something is odd.
    """
    from dateline.gold.annotations import read_gold
    from dateline.gold.lint import lint as oddities

    with user_errors():
        found = list(oddities(read_gold(path), layer_names(layer, in_gold=True)))
    for oddity in found:
        output().print(printable(oddity.line()), soft_wrap=True)
    output().print(f"{len(found)} oddit{'y' if len(found) == 1 else 'ies'}")
    if found:
        raise typer.Exit(1)
