"""How a command ends: errors in one line, interrupts in good order, exit status."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from dateline.cli.console import errors
from dateline.look.terminal import printable


def fail(message: str, status: int = 2) -> "typer.Exit":
    """Prints an error; the exit for wrong usage, or with another status."""
    errors().print(f"dateline: {printable(message)}", soft_wrap=True)
    return typer.Exit(status)


@contextmanager
def user_errors(*, verbose: bool = False, kept: str = "") -> Iterator[None]:
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
def interrupts(kept: str) -> Iterator[None]:
    """Ctrl-C and SIGTERM end a run in good order: exit status 130 and 143, as of a shell."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt(signal.Signals(number).name)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt as err:
        raise fail(f"interrupted. {kept}", status=143 if "SIGTERM" in err.args else 130) from err
    finally:
        signal.signal(signal.SIGTERM, before)
