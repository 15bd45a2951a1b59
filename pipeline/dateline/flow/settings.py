"""What a run is asked to do: the config, checked, and the arguments that decide rows."""

import hashlib
import json
from collections import deque
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from dateline.data import Lines
from dateline.errors import ConfigError
from dateline.flow.config import read_config
from dateline.flow.load import described
from dateline.flow.provenance import provenance
from dateline.gazetteer import read_places
from dateline.layers.places.lexicon import read_contested
from dateline.layers.registry import OWN_LINES
from dateline.reading.documents import day

if TYPE_CHECKING:
    from dateline.project.folder import Project


@dataclass(frozen=True, slots=True)
class Arguments:
    """What of a run's arguments decides its rows. published, not_after: ISO days. columns: field and column, in pairs.

    partition_by: "month" where a table lies in a folder a month of publication.
    """

    published: str | None = None
    not_after: str | None = None
    any_language: bool = False
    columns: tuple[tuple[str, str], ...] = ()
    partition_by: str | None = None


@dataclass(frozen=True)
class Job:
    """All that a worker must know: it is sent to other processes and machines.

    out: folder or URL; settings: the config; made: what stands in the metadata of every file.
    """

    out: str
    model: str | None
    settings: dict[str, Any]
    arguments: Arguments
    made: dict[str, str]

    @property
    def lines(self) -> Lines:
        """The user's own lines, by the file under models/ that they are added to."""
        lines: Lines = self.settings.get("lines", {})
        return lines

    @property
    def digest(self) -> str:
        """The hash of what decides rows besides the documents: two runs with the same are of one kind."""
        said = json.dumps([self.made, asdict(self.arguments)], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def make_job(
    out: str,
    model: str | None,
    config: Path | None,
    arguments: Arguments,
    nlp: Language | None,
    project: "Project | None" = None,
) -> Job:
    """The job of a run. nlp: a Language that is loaded already, if there is one, with its lines.

    Raises ConfigError where a day is none, or a setting is not what it should be; ModelError of a model.
    """
    settings = read_config(config, project)
    lines = nlp.meta.get(OWN_LINES) if nlp else None
    if nlp and project and lines != dict(project.added):
        raise ConfigError(f"{project.folder}: nlp was loaded without its lines; expected dateline.load(project=…).")
    if lines:
        settings = settings | {"lines": lines}
    check_own_data(settings)
    dated = replace(arguments, published=day(arguments.published), not_after=day(arguments.not_after))
    made = provenance(nlp.meta["dateline"] if nlp else described(model, settings), settings)
    return Job(out, model, settings, dated, made)


def check_own_data(settings: dict[str, Any]) -> None:
    """Raises ConfigError where a file of the user's that the config names is missing or wrong, before a run begins."""
    places = settings["components"].get("places", {})
    if places.get("own"):
        deque(read_places(Path(places["own"])), maxlen=0)
    if places.get("contested"):
        deque(read_contested(Path(places["contested"])), maxlen=0)
