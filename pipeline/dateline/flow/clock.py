"""What stages cost, and the limit of time that a document has."""

import faulthandler
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

CHARS_A_SECOND = 1000  # that a long document may take besides: slower by far than any is
HARD = 2  # times its limit, after which a document that no exception stops ends its process

Seconds = Counter[str]  # CPU seconds by stage


@contextmanager
def timed(seconds: Seconds, stage: str) -> Iterator[None]:
    """Adds what the block costs to a stage."""
    began = time.process_time()
    try:
        yield
    finally:
        seconds[stage] += time.process_time() - began  # type: ignore[assignment]  # a Counter holds floats as well


def limit(seconds: float, chars: int) -> float:
    """What documents of so many characters may take."""
    return seconds + chars / CHARS_A_SECOND


@contextmanager
def limited(seconds: float, *, own_process: bool = False) -> Iterator[None]:
    """Raises TimeoutError in a block that takes longer; only in the main thread, where there are signals.

    own_process: whether the process may be ended where the exception does not come through, as in a loop in C.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"it took more than {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, stop)
    with open(os.devnull, "wb") as nowhere:
        if own_process:
            faulthandler.dump_traceback_later(HARD * seconds, exit=True, file=nowhere)
        signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # again each second: what is raised in a callback is lost
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            if own_process:
                faulthandler.cancel_dump_traceback_later()
