"""A Doc as plain lists, and what a finder hands on: a mention not yet put on the Doc."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spacy.attrs import ORTH, TAG
from spacy.tokens import Doc

from pipeline import spans
from pipeline.layers.actors.resolve import Actor

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PROPER = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Words:
    """Token texts (apostrophes made straight), lower case, tags, and where sentences start."""

    text: list[str]
    lower: list[str]
    tag: list[str]
    starts: list[int]

    def sentence(self, i: int) -> tuple[int, int]:
        """First token and one past the last token of the sentence of token i."""
        n = bisect_right(self.starts, i)
        return self.starts[n - 1], self.starts[n] if n < len(self.starts) else len(self.text)

    def phrase(self, start: int, end: int) -> str:
        """The tokens' text as it would be written."""
        text = " ".join(self.text[start:end])
        for tight in ("'s", "'", ",", ".", ")", "/", "-", "–"):
            text = text.replace(f" {tight}", tight)
        for tight in ("(", "/", "-", "–"):
            text = text.replace(f"{tight} ", tight)
        return text


def read_words(doc: Doc) -> Words:
    """The Doc's tokens as lists; every distinct word is looked at once."""
    orths, tags = doc.to_array([ORTH, TAG]).T.tolist() if len(doc) else ([], [])
    strings = doc.vocab.strings
    text = {orth: strings[orth].replace("’", "'").replace("‘", "'") for orth in set(orths)}
    lower = {orth: word.lower() for orth, word in text.items()}
    tag = {key: strings[key] for key in set(tags)}
    return Words(
        [text[o] for o in orths], [lower[o] for o in orths], [tag[t] for t in tags], spans.sentence_starts(doc)
    )


@dataclass(slots=True)
class Found:
    """A mention: tokens [start, end), how it is named, who is meant.

    tier: lower wins where mentions overlap; body: its pattern, where the country that it belongs to is still to be found.
    """

    start: int
    end: int
    kind: str
    rule: str
    actor: Actor
    tier: int = 0
    role: str | None = None
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A name that may own what follows: tokens [start, end), the adjective made of it, its country.

    state: whether it is a state's name, seat or demonym.
    """

    start: int
    end: int
    adjective: str
    country: str | None
    state: bool = False


def keep_best(found: list[Found]) -> list[Found]:
    """The mentions without overlaps, in reading order: lower tiers first, then longer ones, then earlier ones."""
    taken: set[int] = set()
    kept = []
    for mention in sorted(found, key=lambda m: (m.tier, m.start - m.end, m.start)):
        here = range(mention.start, mention.end)
        if taken.isdisjoint(here):
            taken.update(here)
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
