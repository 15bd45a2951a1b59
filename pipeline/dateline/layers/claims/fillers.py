"""The other layers' mentions by token: who and what can fill the roles of a claim."""

import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from spacy.tokens import Doc, Span

from dateline.layers.actors.values import Actor, actors
from dateline.layers.dates.values import Date, dates
from dateline.layers.places.values import Place, places
from dateline.layers.quantities.values import Quantity, quantities
from dateline.layers.quotes.values import quotes

Value = TypeVar("Value")

NO_FIGURE = frozenset({"ordinal", "age", "duration"})
"""Kinds of quantities that count nobody who takes part."""
_RANK, _DURATION = "ordinal", "duration"
_LENGTH, _APART = "length", frozenset({"away", "off", "from"})


class Participant(NamedTuple):
    """An actor or a place that can take part; tokens, end-exclusive. state: the name of the state of a place."""

    start: int
    end: int
    value: Actor | Place
    state: str = ""
    text: str = ""

    @property
    def name(self) -> str:
        """Its canonical name; as the text has it where the gazetteer's name of a place shares no word with that."""
        canonical = self.value.name
        if not self.is_place or not self.text or self.value.kind == "country":
            return canonical
        here, there = set(_plain(self.text).split()), set(_plain(canonical).split())
        alike = here & there or _plain(canonical).startswith(_plain(self.text)[:4])
        return canonical if alike else self.text

    def is_a(self, *types: str) -> bool:
        """Whether it is an actor of one of some types."""
        return isinstance(self.value, Actor) and self.value.type in types

    @property
    def layer(self) -> str:
        """The layer that it is a mention of."""
        return "actors" if isinstance(self.value, Actor) else "places"

    @property
    def is_place(self) -> bool:
        """Whether it is a place, not an actor."""
        return isinstance(self.value, Place)

    @property
    def key(self) -> str:
        """What makes two of them the same: the actor_id or place_id, else the name."""
        given = self.value.actor_id if isinstance(self.value, Actor) else self.value.place_id
        return given or self.value.name


class Filler(NamedTuple, Generic[Value]):
    """A date or quantity with its tokens, end-exclusive."""

    start: int
    end: int
    value: Value


class _Starting(Protocol):
    @property
    def start(self) -> int: ...


Starting = TypeVar("Starting", bound=_Starting)


@dataclass(frozen=True, slots=True)
class Fillers:
    """Actors, literal places, all toponyms, dates with a day, lengths of time, counts; in reading order.

    gaps: figures whose verb is left out, first token to one past their phrase (ellipsis.gaps).
    in_dates, in_counts, in_names: the tokens of any date, of figures, of toponyms in a name ("Istanbul agreements").
    in_quotes: the tokens of direct speech. ranks, lengths: ordinals, and durations that are counted.
    """

    actors: Sequence[Participant]
    places: Sequence[Participant]
    toponyms: Sequence[Participant]
    dates: Sequence[Filler[Date]]
    durations: Sequence[Filler[Date]]
    quantities: Sequence[Filler[Quantity]]
    in_dates: frozenset[int]
    in_counts: frozenset[int]
    in_names: frozenset[int]
    in_quotes: frozenset[int]
    by_token: Mapping[int, Participant]
    ranks: Sequence[Filler[Quantity]] = ()
    lengths: Sequence[Filler[Quantity]] = ()
    gaps: Mapping[int, int] = field(default_factory=dict)

    @property
    def countries(self) -> frozenset[str]:
        """The names of the countries among the places."""
        return frozenset(place.name for place in self.places if place.value.kind == "country")

    def is_in_gap(self, token: int) -> bool:
        """Whether a token belongs to a figure whose verb is left out, and so to a claim of its own."""
        return any(start <= token < end for start, end in self.gaps.items())

    def at(self, token: int) -> Participant | None:
        """The actor, else the place, that a token is in."""
        return self.by_token.get(token)


def read_fillers(doc: Doc, states: Mapping[str, str]) -> Fillers:
    """What the other layers found in a Doc; states: the states' names by country code."""
    named = [Participant(span.start, span.end, value) for span, value in actors(doc)]
    toponyms = [(span.start, span.end, value) for span, value in places(doc)]
    named_places = [
        Participant(start, end, value, states.get(value.country or "", ""), doc[start:end].text)
        for start, end, value in toponyms
    ]
    literal = [place for place in named_places if isinstance(place.value, Place) and place.value.reading == "literal"]
    numbers = [Filler(span.start, span.end, value) for span, value in quantities(doc) if not _is_distance(span, value)]
    figures = [number for number in numbers if number.value.kind not in NO_FIGURE]
    direct = [span for span, value in quotes(doc) if value.kind == "direct"]
    temporal = [Filler(span.start, span.end, value) for span, value in dates(doc)]
    return Fillers(
        actors=named,
        places=literal,
        toponyms=named_places,
        dates=[date for date in temporal if date.value.date_start or date.value.date_end],
        durations=[d for d in temporal if d.value.kind == _DURATION and not (d.value.date_start or d.value.date_end)],
        quantities=figures,
        in_dates=frozenset(i for date in temporal for i in range(date.start, date.end)),
        in_counts=frozenset(i for figure in figures for i in range(figure.start, figure.end)),
        in_names=frozenset(i for start, end, value in toponyms if value.reading == "name" for i in range(start, end)),
        in_quotes=frozenset(i for span in direct for i in range(span.start, span.end)),
        by_token={i: found for found in (*literal, *named) for i in range(found.start, found.end)},
        ranks=[number for number in numbers if number.value.kind == _RANK],
        lengths=[number for number in numbers if number.value.kind == _DURATION],
    )


def _plain(name: str) -> str:
    """A name in lower case without accents and hyphens."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))


def between(fillers: Sequence[Starting], start: int, end: int) -> Sequence[Starting]:
    """Those that begin between two tokens; they must be in reading order."""
    first = bisect_left(fillers, start, key=lambda found: found.start)
    return fillers[first : bisect_left(fillers, end, key=lambda found: found.start)]


def _is_distance(figure: Span, value: Quantity) -> bool:
    """Whether a length says how far something lies: "12 kilometres away"."""
    return value.dimension == _LENGTH and any(t.lower_ in _APART for t in figure.doc[figure.end : figure.end + 2])
