"""The cues of attribution, from the lexicon; and an attribution."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.doc.predicates import Range


@dataclass(frozen=True)
class Cue:
    """One entry of the lexicon: what the word means, the frames in which it takes content, objects that are none.

    polarity: "-" where the cue denies its content; tense: "future" where that lies ahead of it.
    """

    rule: str
    name: str
    pos: str
    frames: frozenset[str]
    prepositions: frozenset[str]
    predicates: frozenset[str] = frozenset()
    adjuncts: frozenset[str] = frozenset()
    no_objects: frozenset[str] = frozenset()
    polarity: str = "+"
    tense: str = "any"

    def takes(self, frame: str) -> bool:
        """Whether the cue takes content in this frame."""
        return frame in self.frames


@dataclass
class Attribution:
    """A cue with its source and the parts of its content, as token ranges."""

    cue: Cue
    at: Range
    source: Range | None
    parts: list[Range] = field(default_factory=list)
    how: list[str] = field(default_factory=list)
    nested: bool = False


def read_cues(entries: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Cue]:
    """The cues by lemma and part of speech; a verb with its particle has both as lemma ("point out")."""
    found = {}
    for entry in entries:
        frames = entry["frames"]
        after = {prefix: _after(prefix, frames) for prefix in ("prep:", "object:", "adjunct:")}
        found[entry["lemma"], entry["pos"]] = Cue(
            entry["id"],
            entry["class"],
            entry["pos"],
            frozenset(frames),
            after["prep:"],
            after["object:"],
            after["adjunct:"],
            frozenset(entry.get("no_objects", ())),
            entry["polarity"],
            entry["tense"],
        )
    return found


def _after(prefix: str, frames: Iterable[str]) -> frozenset[str]:
    return frozenset(frame.removeprefix(prefix) for frame in frames if frame.startswith(prefix))


Words = Mapping[str, frozenset[str]]
"""Lists of words by what they are for: words["nobody"]."""


def read_words(entries: Iterable[Mapping[str, Any]]) -> Words:
    """The lists of words by the name after "words/" in their id."""
    return {entry["id"].removeprefix("words/"): frozenset(entry["words"]) for entry in entries}
