"""How far a run is: a bar on a terminal, a line now and then elsewhere, JSON lines for programs."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

if TYPE_CHECKING:
    from dateline.flow.work import Step

LINES_EVERY = 30.0  # seconds between two lines where there is no terminal
JSON_EVERY = 5.0


class Counts:
    """What a run has done so far, and what that says of the rest."""

    def __init__(self) -> None:
        self.documents = self.failed = self.words = 0
        self.share = self._share_at_start = 0.0
        self.total: int | None = None
        self._began = time.monotonic()

    def add(self, step: "Step") -> None:
        """Counts what is done. Words are counted of documents that are annotated now, not of those that were there."""
        self.documents += step.documents
        self.failed += step.failed
        self.words += step.words
        self.total = step.total or self.total
        if step.share is not None:
            self.share = step.share
            if not self.words:
                self._share_at_start, self._began = step.share, time.monotonic()

    @property
    def speed(self) -> float:
        """Words a second."""
        return self.words / max(time.monotonic() - self._began, 1e-9)

    @property
    def eta(self) -> float | None:
        """Seconds to the end, as far as the share of the input tells; None where it does not yet."""
        done = self.share - self._share_at_start
        return (time.monotonic() - self._began) * (1 - self.share) / done if done > 0 else None

    def line(self) -> str:
        """The counts in words."""
        documents = f"{self.documents:,}" + (f" of {self.total:,}" if self.total else "")
        said = [f"{documents} documents", f"{self.speed:,.0f} words/s", f"{self.failed:,} failed"]
        if self.share:
            said.append(f"{self.share:.0%}")
        return ", ".join([*said, f"{clock(self.eta)} to go"] if self.eta is not None else said)


def clock(seconds: float) -> str:
    """A time in hours and minutes, or minutes and seconds."""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {whole % 60:02d} s"


Shown = Callable[[Counts], None]


@contextmanager
def shown(console: Console, *, quiet: bool, as_json: bool) -> Iterator[Shown]:
    """What shows the counts of a run, on the console's stream."""
    if as_json:
        yield _paced(JSON_EVERY, lambda counts: json_line("progress", **numbers(counts)))
    elif quiet:
        yield lambda counts: None
    elif console.is_terminal:
        with _bar(console) as show:
            yield show
    else:
        yield _paced(LINES_EVERY, lambda counts: console.print(counts.line(), soft_wrap=True))


def _paced(seconds: float, say: Shown) -> Shown:
    last = time.monotonic()

    def show(counts: Counts) -> None:
        nonlocal last
        if time.monotonic() - last >= seconds:
            last = time.monotonic()
            say(counts)

    return show


@contextmanager
def _bar(console: Console) -> Iterator[Shown]:
    columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(counts: Counts) -> None:
            bar.update(task, description=counts.line(), completed=counts.share, total=1.0 if counts.share else None)

        yield show


def numbers(counts: Counts) -> dict[str, object]:
    """The counts for programs."""
    eta = counts.eta
    return {
        "documents": counts.documents,
        "total": counts.total,
        "failed": counts.failed,
        "words": counts.words,
        "words_per_second": round(counts.speed),
        "share": round(counts.share, 4),
        "eta_seconds": None if eta is None else round(eta),
    }


def json_line(event: str, **said: object) -> None:
    """A line for programs that watch, on standard error."""
    sys.stderr.write(json.dumps({"event": event, **said}, ensure_ascii=True) + "\n")
    sys.stderr.flush()
