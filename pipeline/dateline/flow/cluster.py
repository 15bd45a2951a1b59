"""Parts on many machines: Ray actors, each with the Language loaded once, over the same parts and the same manifest."""

from collections.abc import Generator, Iterator
from typing import Any

from dateline.errors import ConfigError, RunError
from dateline.flow.blame import Attempt
from dateline.flow.parts import Part
from dateline.flow.settings import Job
from dateline.flow.work import Done, Report, Step, annotate_part, loaded, try_part

TICK = 1.0  # seconds between two looks at the actors


class Annotator:
    """What an actor does with the parts that it is sent."""

    def ready(self) -> None:
        """Answers when the cluster has found it a place."""

    def work(self, job: Job, part: Part, lost: frozenset[int], trial: range | None) -> tuple[Done | None, list[Step]]:
        """What a part gives, and what is to be reported; None of documents under suspicion, which are safe then."""
        steps: list[Step] = []
        nlp = loaded(job)
        if trial is None:
            return annotate_part(nlp, job, part, steps.append, lost=lost, own_process=True), steps
        try_part(nlp, job, part.records[trial.start : trial.stop], steps.append)
        return None, steps


def annotate_parts(job: Job, parts: Iterator[Part], workers: int, report: Report) -> Generator[Done, None, None]:
    """What each part gives, as it is done, by so many actors of the Ray cluster that this process is connected to.

    workers: 0 for as many as the cluster has CPUs. An actor that dies, with its machine or alone, loses its part only:
    another one takes it, and the cluster is asked for a new actor, wherever there is room.
    Raises ConfigError where Ray is not installed; RunError where actors die without a document that is to blame.
    """
    actors = Actors(_connected(), job)
    try:
        for _ in range(workers or actors.cpus):
            actors.ask_for_one()
        again: list[Attempt] = []
        while True:
            while actors.idle and (attempt := again.pop() if again else _next(parts)):
                actors.send(attempt)
            if actors.idle and not (actors.busy or again):
                return
            for attempt, done, steps in actors.ended():
                for step in steps:
                    report(step)
                if done is None:
                    again.append(attempt)
                else:
                    yield done
            report(Step())
    finally:
        actors.close()


def _next(parts: Iterator[Part]) -> Attempt | None:
    part = next(parts, None)
    return Attempt(part) if part else None


class Actors:
    """The actors of a run: those that are coming, that are idle, and that are busy with a part."""

    def __init__(self, ray: Any, job: Job) -> None:
        self.ray, self.job = ray, job
        self.kind = ray.remote(num_cpus=1, max_restarts=0)(Annotator)
        self.idle: list[Any] = []
        self.coming: dict[Any, Any] = {}
        self.busy: dict[Any, tuple[Any, Attempt]] = {}

    @property
    def cpus(self) -> int:
        """What the cluster has."""
        return max(1, int(self.ray.cluster_resources().get("CPU", 1)))

    def ask_for_one(self) -> None:
        """Asks the cluster for an actor, which is there when it has room."""
        actor = self.kind.remote()
        self.coming[actor.ready.remote()] = actor

    def send(self, attempt: Attempt) -> None:
        """Sends a part to an idle actor."""
        actor = self.idle.pop()
        part, lost = attempt.part, frozenset(attempt.lost)
        self.busy[actor.work.remote(self.job, part, lost, attempt.trial)] = actor, attempt

    def ended(self) -> Iterator[tuple[Attempt, Done | None, list[Step]]]:
        """What has come back, or None with a part that must be sent again, as its actor died or it was a trial."""
        references, _ = self.ray.wait([*self.busy, *self.coming], num_returns=1, timeout=TICK)
        for reference in references:
            if reference in self.coming:
                self._arrived(reference)
            else:
                yield self._answered(reference)

    def _arrived(self, reference: Any) -> None:
        actor = self.coming.pop(reference)
        try:
            self.ray.get(reference)
        except self.ray.exceptions.RayActorError:  # its machine was lost meanwhile
            self.ask_for_one()
        else:
            self.idle.append(actor)

    def _answered(self, reference: Any) -> tuple[Attempt, Done | None, list[Step]]:
        actor, attempt = self.busy.pop(reference)
        try:
            done, steps = self.ray.get(reference)
        except (self.ray.exceptions.RayActorError, self.ray.exceptions.ObjectLostError):
            attempt.died()
            self.ask_for_one()
            return attempt, None, []
        except self.ray.exceptions.RayTaskError as err:
            raise RunError(f"an actor failed: {err.cause}") from err
        if done is None:
            attempt.survived()
        self.idle.append(actor)
        return attempt, done, steps

    def close(self) -> None:
        """Ends all actors."""
        for actor in [*self.idle, *self.coming.values(), *(actor for actor, _ in self.busy.values())]:
            self.ray.kill(actor)


def _connected() -> Any:
    """Ray, connected to the cluster that RAY_ADDRESS names, else to one of this machine's own."""
    try:
        import ray
    except ImportError as err:
        raise ConfigError("--engine ray needs Ray: pip install 'dateline[ray]'.") from err
    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    return ray
