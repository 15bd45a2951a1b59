"""The cues of attribution, from the lexicon."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cue:
    """One entry of the lexicon: what the word means, the frames in which it takes content, objects that are none."""

    rule: str
    name: str
    pos: str
    frames: frozenset[str]
    prepositions: frozenset[str]
    no_objects: frozenset[str] = frozenset()

    def takes(self, frame: str) -> bool:
        """Whether the cue takes content in this frame."""
        return frame in self.frames


def read_cues(entries: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Cue]:
    """The cues by lemma and part of speech; a verb with its particle has both as lemma ("point out")."""
    found = {}
    for entry in entries:
        frames = entry["frames"]
        prepositions = frozenset(f.removeprefix("prep:") for f in frames if f.startswith("prep:"))
        found[entry["lemma"], entry["pos"]] = Cue(
            entry["id"],
            entry["class"],
            entry["pos"],
            frozenset(frames),
            prepositions,
            frozenset(entry.get("no_objects", ())),
        )
    return found
