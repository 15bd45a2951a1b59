"""The words of claims: triggers with their event type and roles, classes of cues, and what makes a claim less sure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Entries = Iterable[Mapping[str, Any]]


@dataclass(frozen=True)
class Trigger:
    """What a word tells of: an event type, a mode, the role of each of its arguments, and what it needs to count.

    ground: a place, too, can be the object that it needs.
    """

    rule: str
    event_type: str
    mode: str | None
    frame: str
    roles: Mapping[str, str]
    objects: frozenset[str]
    needs: str
    ground: bool = False


@dataclass(frozen=True)
class CueClass:
    """What the class of a cue says of a claim in its content."""

    speaks: bool
    status: str
    modality: str | None


Words = Mapping[str, Mapping[str, str]]
"""Kind of word, then word, then its value: words["modal"]["will"] == "planned"."""


def read_triggers(entries: Entries, frames: Entries, words: Words) -> dict[tuple[str, str], list[Trigger]]:
    """The triggers by lemma and part of speech; those that want a certain object come first."""
    roles = {frame["frame"]: frame["roles"] for frame in frames}
    found: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
    for e in entries:
        ground = e.get("objects") == "ground"
        objects = frozenset(words["ground"] if ground else e.get("objects", ()))
        trigger = Trigger(
            e["id"], e["event_type"], e["mode"], e["frame"], roles[e["frame"]], objects, e.get("needs", ""), ground
        )
        found[e["lemma"], e["pos"]].append(trigger)
    return {key: sorted(found[key], key=lambda t: not t.objects) for key in found}


def read_classes(entries: Entries) -> dict[str, CueClass]:
    """The classes of cues by name."""
    return {e["class"]: CueClass(e["source_is_speaker"], e["status"], e["modality"]) for e in entries}


def read_words(entries: Entries) -> Words:
    """The other words, by kind."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for e in entries:
        found[e["kind"]][e["word"]] = e["value"]
    return found
