"""Which country's a body is that stands without one: the sentence's, the document's, or a body's named in full."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.layers.actors.affiliation import affiliations_within
from dateline.layers.actors.candidates import Candidate, tokens_of_all
from dateline.layers.actors.filters import modifies_private
from dateline.layers.actors.institutions import body_of
from dateline.layers.actors.resolve import Identity
from dateline.layers.actors.view import COUNTRY_KINDS, DocumentView

_SPEAK_OF_OTHERS = frozenset({"MED", "BUS"})
"""Sectors of bodies that speak of other countries than their own."""

_OF_STATES = frozenset({"GOV", "MIL", "COP", "JUD"})
"""Sectors of offices that a state gives."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A country, ISO 3166-1 alpha-3, and how it is known; None where sentence and document leave it open.

    by_document: whether only the document's commonest country speaks for it.
    """

    country: str | None
    how: str
    by_document: bool = False


@dataclass(frozen=True, slots=True)
class NamedCountries:
    """The countries that a document names, by token.

    first: the most frequent, None on a tie; main: one that prevails, if any.
    """

    seen: Sequence[tuple[int, str]]
    first: str | None
    main: str | None

    def guess(self, view: DocumentView, i: int) -> Guess:
        """The country of a bare body at token i: the nearest before it in its sentence, else the document's own."""
        start, end = view.sentence(i)
        here = self.seen[bisect_left(self.seen, (start, "")) : bisect_left(self.seen, (end, ""))]
        before = [country for at, country in here if at < i]
        if before:
            return Guess(before[-1], "named before it in its sentence")
        after = {country for _, country in here}
        if len(after) == 1 and self.first in after:
            return Guess(self.first, "the only one in its sentence, and the document's first")
        return Guess(self.main, "most of the document's names are its", by_document=True)


def named_countries(seen: Iterable[tuple[int, str]], share: float, filed_from: str | None = None) -> NamedCountries:
    """The countries of some names. share: of all names, from which on one country prevails.

    filed_from: the country of the dateline, if the article is about it, which then is its own.
    """
    ordered = sorted(seen)
    top = Counter(country for _, country in ordered).most_common(2)
    tied = len(top) > 1 and top[1][1] == top[0][1]
    prevailing = top[0][0] if top and top[0][1] >= share * len(ordered) else None
    main = filed_from or prevailing
    return NamedCountries(ordered, top[0][0] if top and not tied else None, main)


def resolve_countries(view: DocumentView, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; bare bodies, and persons in a state's office, with the country that is meant (DESIGN section 4).

    A body's is the one that its sentence or document points to; a person's must be the document's own.
    """
    found = [_of_told_country(view, m) for m in found]
    if all(m.pattern is None and not _is_of_state(m) for m in found):
        return found
    share, filed_from = view.lexicon.limits.own_country_share, _filed_from(view)
    countries = named_countries(_countries(view, found), share, filed_from)
    by_kind = _named_by_kind(view, found)
    resolved = (m if m.pattern is None else _resolved(view, m, countries, by_kind) for m in found)
    return [_of_own_country(view, m, countries) for m in resolved]


def _of_told_country(view: DocumentView, m: Candidate) -> Candidate:
    """A body that only its name tells, with the country that its name or the words behind it say.

    "Football Association of Zambia", "University of Leeds", "the Wegener Institute in Germany", "ANID, Chile's research
    agency,".
    """
    named = m.actor.type == "org" and m.kind != "nominal" and m.basis != "gazetteer"
    if not named or m.actor.country or m.pattern is not None:
        return m
    owners = (by for by in affiliations_within(view, m.start + 1, m.end) if by.start >= m.start and not by.sector)
    inside = {by.country for by in owners if by.country}
    country = inside.pop() if len(inside) == 1 else None if inside else _country_behind(view, m.end)
    return m if country is None else replace(m, actor=replace(m.actor, country=country))


def _country_behind(view: DocumentView, end: int) -> str | None:
    """The country of the place in which a body is, or of the state whose it is said to be."""
    if view.among(end, "location-in"):
        by = view.affiliations_at.get(view.after_article(end + 1))
        return by.country if by is not None and not view.possessive(by.end) else None
    by = view.affiliations_at.get(view.after_article(end + 1)) if view.is_(end, ",") else None
    if by is None or not by.state:
        return None
    stop = by.end + view.possessive(by.end)
    nouns = view.lexicon.words["org-nouns"]
    return by.country if any(view.lower[j] in nouns for j in range(stop, min(stop + 4, len(view.text)))) else None


def _countries(view: DocumentView, found: Sequence[Candidate]) -> set[tuple[int, str]]:
    """The countries of actors and states, by token; where none is named those of places, else of peoples."""
    persons = tokens_of_all(m for m in found if m.actor.type == "person" and m.kind == "name")
    bodies = (m for m in found if m.actor.country and m.actor.sector not in _SPEAK_OF_OTHERS)
    named = {(m.start, m.actor.country, m.rule == "actors/people") for m in bodies}
    states = (a for a in view.matches if a.alias.kind in COUNTRY_KINDS and a.start not in persons)
    whence = (a for a in states if a.alias.kind != "demonym" or not modifies_private(view, a.end))
    named |= {(a.start, a.alias.country, a.alias.kind == "people") for a in whence}
    sure = {(i, country) for i, country, people in named if country and not people}
    return sure or set(view.located) or {(i, country) for i, country, _ in named if country}


def _filed_from(view: DocumentView) -> str | None:
    """The country of the dateline, where no other country's places and names are told of more often."""
    counts = Counter(country for _, country in view.located)
    peoples = (m.alias.country for m in view.matches if m.alias.kind in COUNTRY_KINDS - {"place", "seat"})
    counts.update(country for country in peoples if country)
    filed = view.filed_from
    return filed if filed and counts[filed] >= max(counts.values()) else None


def _is_of_state(m: Candidate) -> bool:
    """Whether a person or body is of some state that is not told: "the finance minister", "Civil Defence"."""
    if m.kind != "name" or m.actor.country is not None or m.actor.sector not in _OF_STATES:
        return False
    return m.role is not None if m.actor.type == "person" else m.actor.type == "org" and not m.basis


def _of_own_country(view: DocumentView, m: Candidate, countries: NamedCountries) -> Candidate:
    """A person or body of a state as of the document's own country, where the sentence names no other before."""
    if not _is_of_state(m) or countries.main is None or countries.guess(view, m.start).country != countries.main:
        return m
    return replace(m, actor=replace(m.actor, country=countries.main))


ByKind = Mapping[str, Mapping[str, tuple[int, Identity]]]


def _resolved(view: DocumentView, m: Candidate, countries: NamedCountries, by_kind: ByKind) -> Candidate:
    """A bare body as the only one of its kind that is named, else as that of the country that is meant."""
    guess, one = countries.guess(view, m.start), _only_one_of_kind(view, m, by_kind)
    fits = m.pattern is not None and m.pattern.may_be_of(guess.country)
    if one is not None and (_is_local(view, *one) or guess.by_document or not fits):
        return replace(m, actor=one[1], reason=f"the document names no other than {one[1].name}")
    if m.pattern is None or not fits:
        return m
    actor = body_of(view.lexicon, m.pattern, guess.country, m.actor.name)
    return replace(m, actor=actor, reason=f"{guess.country}: {guess.how}")


def _named_by_kind(view: DocumentView, found: Sequence[Candidate]) -> ByKind:
    """The bodies that the document names, by the last word of a mention and by id, with where the mention begins."""
    kinds: dict[str, dict[str, tuple[int, Identity]]] = {}
    for m in found:
        if m.pattern is None and m.actor.type == "org" and len(m) > 1 and not view.among(m.start, "part-words"):
            kinds.setdefault(view.lower[m.end - 1], {})[m.actor.actor_id] = (m.start, m.actor)
    return kinds


def _only_one_of_kind(view: DocumentView, m: Candidate, by_kind: ByKind) -> tuple[int, Identity] | None:
    """The only body of a bare one's kind that the document names, with the token at which a mention of it begins."""
    named = by_kind.get(view.lower[m.end - 1], {}) if len(m) == 1 else {}
    return next(iter(named.values())) if len(named) == 1 else None


def _is_local(view: DocumentView, start: int, body: Identity) -> bool:
    """Whether a body is one of a place: "Paris Police", not "French police"."""
    state = view.lexicon.countries.get(body.country or "")
    national = body.actor_id.startswith(f"{body.type}:{(body.country or '-').lower()}-")
    return not national and (state is None or view.text[start] not in (state.adjective, state.name.split()[-1]))
