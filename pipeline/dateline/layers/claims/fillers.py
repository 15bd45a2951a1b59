"""The mentions of the other layers, by token: what an argument of a claim can be."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span

from dateline.doc.attributes import columns
from dateline.layers.actors.values import actors
from dateline.layers.dates.values import dates
from dateline.layers.places.values import places
from dateline.layers.quantities.values import quantities

_VALUES: Mapping[str, Callable[[Doc], Iterator[tuple[Span, Any]]]] = {
    "actors": actors,
    "places": places,
    "dates": dates,
    "quantities": quantities,
}
_NO_FIGURE = frozenset({"ordinal", "age", "duration"})


class Mention(NamedTuple):
    """A mention of another layer, as tokens, with its value; state: the name of the state that a place lies in."""

    layer: str
    start: int
    end: int
    value: dict[str, Any]
    state: str = ""

    @property
    def key(self) -> str:
        """What makes two mentions the same thing: the actor_id or place_id, else the name."""
        return str(self.value.get("actor_id") or self.value.get("place_id") or self.value.get("name"))


class Mentions:
    """The actors, literal places, dates and quantities of a Doc; states: the states' names by country code."""

    def __init__(self, doc: Doc, states: Mapping[str, str]) -> None:
        self.actors = _read(doc, "actors")
        literal = [m for m in _read(doc, "places") if m.value.get("reading") == "literal"]
        self.places = [m._replace(state=states.get(m.value.get("country") or "", "")) for m in literal]
        dates = _read(doc, "dates")
        self.in_dates = {i for m in dates for i in range(m.start, m.end)}
        self.dates = [m for m in dates if m.value.get("date_start") or m.value.get("date_end")]
        self.quantities = [m for m in _read(doc, "quantities") if m.value.get("kind") not in _NO_FIGURE]
        self.in_names = {
            i for m in _read(doc, "places") if m.value.get("reading") == "name" for i in range(m.start, m.end)
        }
        self._by_token = {i: m for m in (*self.places, *self.actors) for i in range(m.start, m.end)}

    def at(self, token: int) -> Mention | None:
        """The actor or place that a token is in."""
        return self._by_token.get(token)


def between(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """The mentions that begin between two tokens; they must be in reading order."""
    first = bisect_left(mentions, start, key=lambda m: m.start)
    return mentions[first : bisect_left(mentions, end, key=lambda m: m.start)]


def _read(doc: Doc, layer: str) -> list[Mention]:
    return [Mention(layer, s.start, s.end, columns(value)) for s, value in _VALUES[layer](doc)]
