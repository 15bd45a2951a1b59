"""The page of a run: written as one file, or served."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.console import errors, output
from dateline.cli.faults import user_errors

LARGE = 20_000_000  # bytes; a page beyond it opens slowly


def report(
    outputs: Annotated[Path, typer.Argument(help="Folder with the tables.")] = Path("outputs"),
    out: Annotated[
        Path | None, typer.Option(help="File to write; by default report.html in the folder of the tables.")
    ] = None,
) -> None:
    """Write the run as one page that opens in a browser: events, map, actors, contradictions, articles, quality.

    The page holds the articles' texts, loads nothing from anywhere, and can be sent as it is.

    Example: dateline report outputs --out report.html
    """
    from dateline.look.report.page import write_report

    with user_errors():
        path = out or outputs / "report.html"
        size = write_report(outputs, path)
    output().print(f"{path}: {size / 1e6:.1f} MB; open it in a browser.", soft_wrap=True)
    if size > LARGE:
        errors().print("It is large: fewer documents a folder make pages that open at once.", soft_wrap=True)


def serve(
    outputs: Annotated[Path, typer.Argument(help="Folder with the tables.")] = Path("outputs"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 takes a free one.")] = 8471,
) -> None:
    """Serve the page of a large run to this machine's browser, until Ctrl-C; nothing is written.

    Needs DuckDB: pip install 'dateline[serve]'.

    Example: dateline serve outputs
    """
    with user_errors():
        from dateline.look.serve.database import Database
        from dateline.look.serve.server import Server

        with _stopped(), Server(Database(outputs), port) as server:
            output().print(f"{server.address} shows {outputs}; Ctrl-C stops.", soft_wrap=True)
            server.serve_forever()


@contextmanager
def _stopped() -> Iterator[None]:
    """Ctrl-C and SIGTERM end a server as it is meant to end."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        errors().print("dateline: stopped.")
    finally:
        signal.signal(signal.SIGTERM, before)
