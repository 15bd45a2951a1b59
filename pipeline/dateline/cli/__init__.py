"""The command line: parses, calls, prints. Heavy imports, rich's too, wait until a command needs them."""

import io
import os
import sys
from typing import Annotated

import typer

from dateline.cli.batch import run, status
from dateline.cli.events import export, ledger, reconcile
from dateline.cli.gold import gold
from dateline.cli.install import assemble, doctor, init, schema
from dateline.cli.look import explain, frames, gazetteer, rules, show
from dateline.cli.page import report, serve
from dateline.cli.score import diff, score

# One thread of linear algebra a process: it must be set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

COMMANDS = (
    *(init, run, status, diff, reconcile, ledger, export, report, serve, schema, show, explain, score, rules, frames),
    *(doctor, gazetteer, assemble),
)

app = typer.Typer(
    name="dateline",
    help="Turns a corpus of English news into tidy tables of who, where, when, how many and who says so.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # a plain --help, as rich's takes twice as long to come
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
for command in (*COMMANDS, gazetteer, assemble):
    app.command()(command)
app.add_typer(gold)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo("dateline " + version("dateline"))
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    """Turns a corpus of English news into tidy tables of who, where, when, how many and who says so."""
    for stream in (sys.stdout, sys.stderr):  # what the terminal's encoding does not have is escaped, no error
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
