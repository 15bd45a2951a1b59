"""Parts on many processes: each has its own, so that one that dies loses its part and nothing else."""

from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing import resource_tracker

from dateline.flow.blame import Attempt
from dateline.flow.parts import Part, heaviest_first
from dateline.flow.settings import Job
from dateline.flow.work import Done, Report, Step, annotate_part, loaded, try_part
from dateline.flow.workers import REPORT, undisturbed, without_pandas, worker

AHEAD = 2  # parts a process, that are read before it is free
TICK = 0.5  # seconds between two looks at what the processes report


def annotate_parts(job: Job, parts: Iterator[Part], workers: int, report: Report) -> Generator[Done, None, None]:
    """What each part gives, as it is done, by so many processes. Parts are read as processes become free.

    report: called for documents that are done, and about twice a second.
    Raises RunError where processes die without a document that is to blame; what one raises is raised here.
    """
    resource_tracker.ensure_running()  # first of all, as it has its own way with signals
    everyone = [Seat(job) for _ in range(workers)]
    parts = heaviest_first(parts, AHEAD * workers)
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
    """One process at work; another one takes its place when it dies."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._worker = worker()

    def submit(self, attempt: Attempt) -> "Future[Done | None]":
        """Sends a part, or some documents of it that are under suspicion."""
        task = partial(work, self.job, attempt.part, frozenset(attempt.lost), attempt.trial)
        try:
            return self._worker.submit(task)
        except BrokenProcessPool:  # it died while it had nothing to do
            self.rebuild()
            return self._worker.submit(task)

    def pass_on(self, report: Report) -> None:
        """Hands on what the process has reported."""
        with suppress(EOFError, OSError):  # where it is dead, its future says so too
            while self._worker.line.poll():
                report(self._worker.line.recv())

    def rebuild(self) -> None:
        """A new process for a dead one."""
        self.close()
        self._worker = worker()

    def close(self) -> None:
        """Ends the process at once, whatever it does."""
        self._worker.close()


def work(job: Job, part: Part, lost: frozenset[int], span: range | None) -> Done | None:
    """Annotates a part in a worker process; or only some documents, for nothing, where they are under suspicion."""
    without_pandas()
    report = REPORT[0]
    nlp = loaded(job)
    if span is None:
        return annotate_part(nlp, job, part, report, lost=lost, own_process=True)
    try_part(nlp, job, part.records[span.start : span.stop], report)
    return None
