"""Actors of the corpus: the ids of one actor are joined where that is safe, and never by a surname alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from dateline.data import read_jsonl
from dateline.layers.actors.resolve import fold, is_acronym, spelling_key
from dateline.reconcile.inputs import Bundle
from dateline.reconcile.limits import limits
from dateline.reconcile.unions import Unions

ACTOR_COLUMNS = ("doc_id", "text", "kind", "actor_id", "name", "type", "sector", "country", "role")  # that are read
UNNAMED, UNRESOLVED = "person:unnamed-", "org:unresolved-"


@dataclass(slots=True)
class Actor:
    """What the corpus says of an actor_id; roles: those that it was named with, by the days of publication."""

    actor_id: str
    types: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    acronyms: Counter[str] = field(default_factory=Counter)
    roles: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    days: list[date] = field(default_factory=list)
    n_documents: int = 0
    n_mentions: int = 0

    @property
    def type(self) -> str:
        """The commonest type."""
        return _commonest(self.types) or "org"

    @property
    def name(self) -> str:
        """The commonest name, of equally common ones the longest."""
        return _commonest(self.names) or self.actor_id

    @property
    def country(self) -> str | None:
        """The commonest country."""
        return _commonest(self.countries)


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor of the corpus and the ids that it has in documents."""

    entity_id: str
    name: str
    type: str
    sector: str | None
    country: str | None
    n_documents: int
    n_mentions: int
    actor_ids: tuple[str, ...]


class Actors:
    """The actors of a corpus, gathered document by document."""

    def __init__(self) -> None:
        self._actors: dict[str, Actor] = {}

    def add(self, bundle: Bundle) -> None:
        """Counts the actor mentions of one document."""
        published = bundle.document["published"]
        day = published.date() if published else None
        seen: set[str] = set()
        for row in bundle.rows["actors"]:
            actor = self._actors.get(row["actor_id"])
            if actor is None:
                actor = self._actors[row["actor_id"]] = Actor(row["actor_id"])
            actor.types[row["type"]] += 1
            actor.n_mentions += 1
            actor.names[row["name"]] += 1
            for counter, value in ((actor.sectors, row["sector"]), (actor.countries, row["country"])):
                if value:
                    counter[value] += 1
            if row["kind"] == "acronym":
                actor.acronyms[row["text"].replace(".", "")] += 1
            if row["role"] and day:
                actor.roles[row["role"].casefold()] = _span([*actor.roles[row["role"].casefold()], day])
            seen.add(row["actor_id"])
        for actor_id in seen:
            self._actors[actor_id].n_documents += 1
            if day:
                self._actors[actor_id].days = _span([*self._actors[actor_id].days, day])

    def entities(self) -> list[Entity]:
        """The entities in order of their ids; every actor_id is in exactly one."""
        joined = Unions(self._actors)
        people = [a for a in self._actors.values() if a.type == "person" and not a.actor_id.startswith(UNNAMED)]
        for a, b in (*_spellings(people), *_shorter_names(people), *self._acronyms(), *self._offices(people)):
            joined.join(a, b)
        return sorted((_entity([self._actors[i] for i in ids]) for ids in joined.groups()), key=lambda e: e.entity_id)

    def _acronyms(self) -> Iterator[tuple[str, str]]:
        """Bodies that are only known by an acronym, with the one body that some document writes out with it.

        Rule entities/acronym.
        """
        long_forms: dict[str, set[str]] = defaultdict(set)
        for actor in self._actors.values():
            if actor.type in ("org", "group") and not is_acronym(actor.name):
                for acronym in actor.acronyms:
                    long_forms[acronym].add(actor.actor_id)
        for actor in self._actors.values():
            known = long_forms.get(actor.name.replace(".", ""), set())
            if actor.type == "org" and is_acronym(actor.name) and len(known) == 1:
                other = self._actors[next(iter(known))]
                if not _clash(actor.country, other.country):
                    yield actor.actor_id, other.actor_id

    def _offices(self, people: Sequence[Actor]) -> Iterator[tuple[str, str]]:
        """An office without a name ("the President of Ukraine") with the one who held it at the time.

        Rule entities/office: nobody else was seen in it, and its days lie within those of the office, give or take
        Limits.office_days.
        """
        holders: dict[tuple[str | None, str | None], list[tuple[str, list[date]]]] = defaultdict(list)
        for person in people:
            for role, days in person.roles.items():
                office = office_of(role)
                if office and person.country:
                    holders[office, person.country].append((person.actor_id, days))
        margin = timedelta(days=limits().office_days)
        for actor in self._actors.values():
            office = office_of(actor.name) if actor.actor_id.startswith(UNNAMED) else None
            held = holders.get((office, actor.country), [])
            if len({person for person, _ in held}) == 1 and actor.days:
                known = _span([day for _, days in held for day in days])
                if known[0] - margin <= actor.days[0] and actor.days[-1] <= known[-1] + margin:
                    yield actor.actor_id, held[0][0]


def _spellings(people: Sequence[Actor]) -> Iterator[tuple[str, str]]:
    """Persons whose full names are spellings of one name: Muammar Qaddafi, Moammar Gadhafi, Muammar Kadhafi.

    Rule entities/spelling: two names at least, and one country that both are known to be of; nothing is joined where
    that is not known.
    """
    by_key: dict[tuple[str, str], list[Actor]] = defaultdict(list)
    for person in people:
        if len(person.name.split()) > 1 and person.country:
            by_key[name_key(person.name), person.country].append(person)
    for same in by_key.values():
        yield from ((same[0].actor_id, other.actor_id) for other in same[1:])


def _shorter_names(people: Sequence[Actor]) -> Iterator[tuple[str, str]]:
    """A name with the fuller name of the same person: Franklin Roosevelt, Franklin Delano Roosevelt.

    Rule entities/fuller-name: first and last name and the country are the same, and all fuller names agree among
    themselves, so that two persons are never joined through the short name of both.
    """
    by_ends: dict[tuple[str, str, str], list[Actor]] = defaultdict(list)
    for person in people:
        words = name_key(person.name).split("-")
        if len(words) > 1 and person.country:
            by_ends[words[0], words[-1], person.country].append(person)
    for same in by_ends.values():
        names = [name_key(person.name).split("-") for person in same]
        if len(same) > 1 and all(_within(a, b) or _within(b, a) for a, b in combinations(names, 2)):
            yield from ((same[0].actor_id, other.actor_id) for other in same[1:])


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of a name come in order in another; an initial stands for its word."""
    rest = iter(long)
    return all(any(w == word or (len(word) == 1 and w.startswith(word)) for w in rest) for word in short)


@cache
def _spelling_rules() -> tuple[tuple[str, str], ...]:
    return tuple((entry["from"], entry["to"]) for entry in read_jsonl("reconcile/spellings.jsonl"))


def name_key(name: str) -> str:
    """What the spellings of a name share; its words are set off by "-"."""
    return spelling_key(name, _spelling_rules())


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    return tuple(
        (word, entry["office"]) for entry in read_jsonl("reconcile/offices.jsonl") for word in entry.get("words", ())
    )


@cache
def _other_offices() -> tuple[str, ...]:
    return tuple(word for entry in read_jsonl("reconcile/offices.jsonl") for word in entry.get("not", ()))


def office_of(role: str) -> str | None:
    """The office of which a country has one, that a role is: "President of Ukraine"; None for all others."""
    words = f" {fold(role).lower()} "
    if any(f" {other} " in words for other in _other_offices()):
        return None
    found = [(len(word), office) for word, office in _offices() if f" {word} " in words]
    return max(found)[1] if found else None


def _span(days: Iterable[date]) -> list[date]:
    """First and last of some days."""
    ordered = sorted(days)
    return [ordered[0], ordered[-1]]


def _clash(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _commonest(counts: Mapping[str, int]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], -len(value), value)) if counts else None


def _entity(actors: Sequence[Actor]) -> Entity:
    """One entity of some ids; it is called as the one of most documents is."""
    ordered = sorted(actors, key=lambda a: (a.actor_id.startswith((UNNAMED, UNRESOLVED)), -a.n_documents, a.actor_id))
    first = ordered[0]
    return Entity(
        entity_id=first.actor_id,
        name=max((a.name for a in ordered if a.name == first.name or is_acronym(first.name)), key=len),
        type=first.type,
        sector=next((s for a in ordered if (s := _commonest(a.sectors))), None),
        country=next((a.country for a in ordered if a.country), None),
        n_documents=sum(a.n_documents for a in ordered),
        n_mentions=sum(a.n_mentions for a in ordered),
        actor_ids=tuple(sorted(a.actor_id for a in ordered)),
    )
