"""Parts on many processes: each has its own, so that one that dies loses its part and nothing else."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection

import pyarrow as pa

from dateline.flow.blame import Attempt
from dateline.flow.parts import Part
from dateline.flow.settings import Job
from dateline.flow.work import Done, Report, Step, annotate_part, loaded, try_part
from dateline.flow.workers import INTERRUPTS, context, make_ready, undisturbed

TICK = 0.5  # seconds between two looks at what the processes report


def annotate_parts(job: Job, parts: Iterator[Part], workers: int, report: Report) -> Generator[Done, None, None]:
    """What each part gives, as it is done, by so many processes. Parts are read as processes become free.

    report: called for documents that are done, and about twice a second.
    Raises RunError where processes die without a document that is to blame; what one raises is raised here.
    """
    make_ready()
    everyone = [Seat(job) for _ in range(workers)]
    seats = [*everyone]
    at_work: dict[Future[Done | None], tuple[Seat, Attempt]] = {}
    try:
        while True:
            while seats and (part := next(parts, None)):
                seat, attempt = seats.pop(), Attempt(part)
                at_work[seat.submit(attempt)] = seat, attempt
            if not at_work:
                return
            ended, _ = wait(at_work, TICK, FIRST_COMPLETED)
            for seat, _ in at_work.values():
                seat.pass_on(report)
            for future in ended:
                seat, attempt = at_work.pop(future)
                seat.pass_on(report)
                if (done := _outcome(future, attempt, seat)) is not None:
                    yield done
                    seats.append(seat)
                else:
                    at_work[seat.submit(attempt)] = seat, attempt
            report(Step())
    finally:
        with undisturbed():
            for seat in everyone:
                seat.close()


def _outcome(future: "Future[Done | None]", attempt: Attempt, seat: "Seat") -> Done | None:
    """What a part has given; None where it must be sent again, whole or in part."""
    try:
        done = future.result()
    except BrokenProcessPool:
        seat.rebuild()
        attempt.died()
        return None
    if done is None:
        attempt.survived()
    return done


class Seat:
    """One process at work, and the line to it; another one takes its place when it dies."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._open()

    def _open(self) -> None:
        self._line, self._far = context().Pipe()
        self._executor = ProcessPoolExecutor(1, context(), initializer=begin, initargs=(self._far,))

    def submit(self, attempt: Attempt) -> "Future[Done | None]":
        """Sends a part, or some documents of it that are under suspicion."""
        task = partial(work, self.job, attempt.part, frozenset(attempt.lost), attempt.trial)
        with undisturbed():
            try:
                return self._executor.submit(task)
            except BrokenProcessPool:  # it died while it had nothing to do
                self.rebuild()
                return self._executor.submit(task)

    def pass_on(self, report: Report) -> None:
        """Hands on what the process has reported."""
        with suppress(EOFError, OSError):  # where it is dead, its future says so too
            while self._line.poll():
                report(self._line.recv())

    def rebuild(self) -> None:
        """A new process for a dead one."""
        self.close()
        self._open()

    def close(self) -> None:
        """Ends the process at once, whatever it does."""
        self._line.close()
        self._far.close()
        self._executor.shutdown(wait=True, cancel_futures=True)


_REPORT: list[Callable[[Step], None]] = []  # of a worker process: its line to the one that sends it parts


def begin(line: Connection) -> None:
    """Sets a worker process up: it ends with the one that it works for, and leaves Ctrl-C to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTS)
    _REPORT[:] = [line.send]
    _do_without_pandas()
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()


def _do_without_pandas() -> None:
    """Has pyarrow look for pandas while there is none: it would import it with the first array that it makes.

    That costs 0.2 s and 30 MiB a process, and no worker makes a frame.
    """
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


def work(job: Job, part: Part, lost: frozenset[int], span: range | None) -> Done | None:
    """Annotates a part in a worker process; or only some documents, for nothing, where they are under suspicion."""
    report = _REPORT[0]
    nlp = loaded(job)
    if span is None:
        return annotate_part(nlp, job, part, report, lost=lost, own_process=True)
    try_part(nlp, job, part.records[span.start : span.stop], report)
    return None
