"""Worker processes: started before they are needed, so that they import while the run reads its settings and input.

The module is light: it is the first that a worker imports, which from then on ends with the one that it works for.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

INTERRUPTS = {signal.SIGINT, signal.SIGTERM}
ROOMS = Path(__file__).parent.parent / "layers"


class Worker:
    """A process that does one thing after the other, and the line by which it reports."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, self._far = context.Pipe()
        self._executor = ProcessPoolExecutor(1, context, initializer=begin, initargs=(self._far,))

    def submit(self, task: Callable[[], Any]) -> "Future[Any]":
        """Has it do a task. Raises BrokenProcessPool where it has died."""
        with undisturbed():
            return self._executor.submit(task)

    def close(self) -> None:
        """Ends it at once, whatever it does."""
        self.line.close()
        self._far.close()
        self._executor.shutdown(wait=True, cancel_futures=True)


_READY: list[Worker] = []  # started and not yet at work


def worker() -> Worker:
    """One of those that are ready, else a new one."""
    return _READY.pop() if _READY else Worker()


@contextmanager
def ready(number: int) -> Iterator[None]:
    """Starts so many workers, which import what they need meanwhile; those that nobody has taken are ended.

    One is enough for the first part, and leaves a core to the run itself.
    """
    resource_tracker.ensure_running()  # first of all, as it has its own way with signals
    _READY.extend(Worker() for _ in range(number))
    for one in _READY:
        with suppress(BrokenProcessPool):  # the first part finds that out too
            one.submit(prepare)
    try:
        yield
    finally:
        with undisturbed():
            while _READY:
                _READY.pop().close()


REPORT: list[Callable[[Any], None]] = []  # of a worker: its line to the one that sends it parts


def begin(line: Connection) -> None:
    """Sets a worker up: it ends with the one that it works for, and leaves Ctrl-C to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTS)
    REPORT[:] = [line.send]
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()


def prepare() -> None:
    """Imports what every part needs."""
    without_pandas()
    import_module("dateline.flow.work")
    for path in sorted(ROOMS.glob("*/component.py")):
        import_module(f"dateline.layers.{path.parent.name}.component")


def without_pandas() -> None:
    """Has pyarrow look for pandas while there is none: it would import it with the first array that it makes.

    That costs 0.2 s and 30 MiB a process, and no worker makes a frame.
    """
    import pyarrow as pa

    if "pandas" not in sys.modules:
        sys.modules["pandas"] = None  # type: ignore[assignment]  # as Python has it: "import pandas" raises ImportError
        try:
            with suppress(ImportError, AttributeError):  # the second where it is compiled to look among modules itself
                pa.array([0])
        finally:
            del sys.modules["pandas"]


def _end_with(line: Connection) -> None:
    """Ends this process when the other end of the line is closed, as the death of its process does too."""
    with suppress(EOFError, OSError):
        line.recv()
    os._exit(1)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait until the block is done; a process that starts in it has them wait until it says."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
