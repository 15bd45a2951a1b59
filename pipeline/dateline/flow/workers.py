"""How worker processes come to be: forked from one that has imported what they need, where the system can.

That one starts first of all in a run and imports while the run reads its settings and its input, so that a worker
neither waits for that nor does it again.
"""

import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import BaseContext
from pathlib import Path

INTERRUPTS = {signal.SIGINT, signal.SIGTERM}
ROOMS = Path(__file__).parent.parent / "layers"


def context() -> BaseContext:
    """What makes worker processes and the lines to them."""
    methods = multiprocessing.get_all_start_methods()
    found: BaseContext = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    rooms = sorted(path.parent.name for path in ROOMS.glob("*/component.py"))
    found.set_forkserver_preload(["dateline.flow.pool", *(f"dateline.layers.{room}.component" for room in rooms)])
    return found


def make_ready() -> None:
    """Starts the process that workers are forked from, and does not wait for it."""
    with undisturbed():
        resource_tracker.ensure_running()  # first of all, as it has its own way with signals
        if context().get_start_method() == "forkserver":
            forkserver.ensure_running()


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
