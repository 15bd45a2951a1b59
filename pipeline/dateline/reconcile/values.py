"""A claim as reconciliation sees it: plain, frozen, with entities in the place of mentions and days as numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

NEVER = -(10**9)
ALWAYS = 10**9


class Place(NamedTuple):
    """Where, as the table of places has it."""

    place_id: str | None
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None


class Party(NamedTuple):
    """An argument who or what: entity_id is None for what is no actor; side: the country or movement that it is of.

    head: the stem of the noun that its name is about.
    """

    role: str
    entity_id: str | None
    name: str
    side: str | None
    head: str


class Source(NamedTuple):
    """Who says so. key: the same for the same source in every document."""

    key: str
    name: str
    side: str | None
    named: bool


class Item(NamedTuple):
    """What is counted or measured. kind: its class, or its own head; of: the country whose it is; unit: of measures."""

    kind: str
    of: str | None
    unit: str | None
    per: str | None


class Count(NamedTuple):
    """A quantity of a claim; columns as in the table of quantities. whole: mention_id of the whole it is a part of."""

    mention_id: str
    value: float | None
    low: float | None
    high: float | None
    bound: str
    item: Item
    text: str
    counted: str | None
    whole: str | None

    @property
    def exact(self) -> float | None:
        """The number, where it is stated without a bound."""
        return self.value if self.bound == "exact" else None


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Origin:
    """The document of a claim; one object for all of its claims.

    published: ordinal of the day; root: the document that it copies, itself where none.
    """

    doc_id: str
    published: int | None
    publisher: str
    root: str
    vector: Mapping[str, float]


PERSON, UNNAMED = "person:", "person:unnamed-"


@dataclass(frozen=True, slots=True)
class Role:
    """Who is in a role, or in one of several: entities, named persons among them, the sides that they are of.

    members: all who are in it, by entity, else by the noun that names them.
    """

    entities: frozenset[str]
    persons: frozenset[str]
    sides: frozenset[str]
    members: frozenset[str]

    @classmethod
    def of(cls, parties: Iterable[Party], roles: Sequence[str]) -> "Role":
        """The parties in some roles."""
        found = [p for p in parties if p.role in roles]
        if not found:
            return NOBODY
        entities = frozenset(p.entity_id for p in found if p.entity_id)
        persons = frozenset(e for e in entities if e.startswith(PERSON) and not e.startswith(UNNAMED))
        members = frozenset(p.entity_id or p.head for p in found) - {""}
        return cls(entities, persons, frozenset(p.side for p in found if p.side), members)


NOBODY = Role(frozenset(), frozenset(), frozenset(), frozenset())


@dataclass(frozen=True)
class Statement:
    """One claim.

    first, last: ordinals of the days of the event, inclusive, as the claim dates it. since, until: those on which it
    can have been, for claims without a date too. weekday: the day of the week that an article without a day of
    publication names, 0 for Monday. around: the places of a claim without one: those of its sentence, else
    the one town that its article tells of. summary: it sums up more than the events of some days. addressed: it is said
    to a "you". other: it says that it is one more than those told before. several: its noun tells of several events.
    announced: what it tells of is announced in it. ordinals: (2, "batch"). repeats: claims of the document that it says
    again. named: the persons that its sentence names. vector: the words of its sentence.
    """

    claim_id: str
    origin: Origin
    start: int
    sentence: int
    trigger: str
    event_type: str
    mode: str | None
    first: int | None
    last: int | None
    since: int
    until: int
    date_loose: bool
    weekday: int | None
    summary: bool
    polarity: str
    modality: str
    status: str
    reversed: bool
    addressed: bool
    other: bool
    several: bool
    announced: bool
    ordinals: frozenset[tuple[int, str]]
    repeats: frozenset[str]
    parties: tuple[Party, ...]
    places: tuple[Place, ...]
    around: tuple[Place, ...]
    counts: tuple[Count, ...]
    sources: tuple[Source, ...]
    named: frozenset[str]
    vector: Mapping[str, float]
    rare: tuple[str, ...]

    @cached_property
    def agents(self) -> Role:
        """Who did it."""
        return Role.of(self.parties, ("agent",))

    @cached_property
    def recipients(self) -> Role:
        """To whom it was done."""
        return Role.of(self.parties, ("recipient",))

    @cached_property
    def targets(self) -> Role:
        """To whom or to what it was done."""
        return Role.of(self.parties, ("recipient", "patient"))

    @cached_property
    def order(self) -> tuple[int, str, int, str]:
        """First published first; then doc_id and offset."""
        published = self.origin.published
        return ALWAYS if published is None else published, self.origin.doc_id, self.start, self.claim_id


def source_of(claim: Statement) -> Source:
    """Who says so: the nearest source, with the side of the first in the chain that is of one; else the narrator."""
    if not claim.sources:
        return Source(f"narrator:{claim.origin.root}", "narrator", None, named=False)
    nearest = claim.sources[0]
    side = next((s.side for s in claim.sources if s.side), None)
    return Source(nearest.key, nearest.name, side, nearest.named)
