"""`dateline gold`: gold in from annotation tools and out to them."""

from pathlib import Path
from typing import Annotated

import typer

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
