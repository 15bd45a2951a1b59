"""States and peoples: places that act, recipients, those represented, demonyms."""

from collections.abc import Iterator
from itertools import pairwise

from dateline.doc.predicates import NOUNS
from dateline.layers.actors.aliases import Match, is_told_people
from dateline.layers.actors.candidates import Candidate, starts_of
from dateline.layers.actors.filters import modifies_private
from dateline.layers.actors.resolve import Identity, group_actor
from dateline.layers.actors.view import DocumentView

_AFTER_LANGUAGE = NOUNS | {"JJ", "HYPH", "CC"}
_PLURAL = frozenset({"NNS", "NNPS"})


def find_states(view: DocumentView) -> list[Candidate]:
    """States from places that act, and from demonyms; peoples."""
    found = [m for find in (_acting_places, _acting_names, _recipients, _represented) for m in find(view)]
    found += _in_a_row(view, starts_of(found))
    peoples = frozenset(t for m in view.matches if m.alias.kind == "people" for t in (m.start, m.end - 1))
    for match in view.matches:
        if (named := _by_demonym(view, match, peoples)) is not None:
            found.append(named)
    return found


def _state(match: Match, actor: Identity, rule: str) -> Candidate:
    kind = "name" if match.alias.kind == "place" else "metonym"
    return Candidate(match.start, match.end, kind, rule, actor, tier=3)


def _places(view: DocumentView, *kinds: str) -> Iterator[tuple[Match, Identity]]:
    """The names of states that are places, with the state."""
    for match in view.matches:
        if match.alias.kind in kinds and match.alias.actor is not None:
            yield match, match.alias.actor


def _acting_places(view: DocumentView) -> Iterator[Candidate]:
    """Places that the places layer reads as actors: "Kyiv said"."""
    matches = {(m.start, m.end): m for m in view.matches}
    for place in view.acting_places:
        match = matches.get(place)
        if match is not None and match.alias.actor is not None and match.alias.actor.type == "state":
            yield _state(match, match.alias.actor, "actors/acting-place")


def _acting_names(view: DocumentView) -> Iterator[Candidate]:
    """A state's name or seat that is no place on the map, and does something: "Bankova said"."""
    for match, state in _places(view, "place", "seat"):
        placed = not view.place_tokens.isdisjoint(range(match.start, match.end))
        if view.finite(match.end) and view.capital(match.start) and not placed:
            yield _state(match, state, "actors/acting-name")


def _recipients(view: DocumentView) -> Iterator[Candidate]:
    """A state to which something is handed: "the bodies were returned to Ukraine"."""
    for match, state in _places(view, "place"):
        if _receives(view, match.start):
            yield _state(match, state, "actors/recipient")


def _receives(view: DocumentView, i: int) -> bool:
    """Whether a verb of transfer and what it hands over stand before the "to" before token i."""
    to = view.before_article(i - 1)
    if not view.among(to, "recipient-prepositions"):
        return False
    words, limits, start = view.lexicon.words, view.lexicon.limits, view.sentence(i)[0]
    nearest = range(to - 1, max(start, to - limits.recipient_verb_words) - 1, -1)
    verb = next((j for j in nearest if view.lemma[j] in words["transfer-verbs"]), None)
    if verb is None:
        return False
    return not words["transferred-nouns"].isdisjoint(view.lower[max(start, verb - limits.transferred_words) : to])


def _represented(view: DocumentView) -> Iterator[Candidate]:
    """A state whom those before it represent: "delegations of Cyprus", "the foreign ministers of Iraq"."""
    for match, state in _places(view, "place"):
        of = view.before_article(match.start - 1)
        if view.among(of, "origin-prepositions") and view.among(of - 1, "envoy-nouns"):
            yield _state(match, state, "actors/represented")


def _in_a_row(view: DocumentView, acting: frozenset[int]) -> Iterator[Candidate]:
    """States in a row with one that acts: "delegations of Cyprus, Greece and Israel"."""
    for row in _rows(view):
        before_last = view.before_article(row[-1].start - 1)
        closed = len(row) > 1 and view.among(before_last, "and-words")
        if closed and any(match.start in acting for match in row):
            for match in row:
                if match.start not in acting and match.alias.actor is not None:
                    yield _state(match, match.alias.actor, "actors/in-a-row")


def _rows(view: DocumentView) -> list[list[Match]]:
    """The names of states, those in one row that nothing but commas, "and" and articles part."""
    states = [match for match, _ in _places(view, "place")]
    rows = [[match] for match in states[:1]]
    for last, match in pairwise(states):
        between = range(last.end, match.start)
        if 0 < len(between) <= view.lexicon.limits.row_gap_words and all(_joins(view, i) for i in between):
            rows[-1].append(match)
        else:
            rows.append([match])
    return rows


def _joins(view: DocumentView, i: int) -> bool:
    return view.is_(i, ",") or view.among(i, "and-words") or view.among(i, "articles")


def _by_demonym(view: DocumentView, match: Match, peoples: frozenset[int]) -> Candidate | None:
    """A state by its demonym, a people by its name; not within a word joined by hyphens: "Franco-German".

    peoples: first and last tokens of peoples' names.
    """
    alias, start, end = match.alias, match.start, match.end
    plural = view.tag[end - 1] in _PLURAL or alias.form == "plural"
    if view.is_(start - 1, "-") or view.is_(end, "-"):
        return None
    if alias.actor is None and not plural:
        return _people_by_form(view, match, peoples)
    if alias.kind == "people" or (alias.kind == "demonym" and plural):
        return _people(view, match)
    if alias.kind != "demonym" or alias.actor is None or _is_language(view, start, end):
        return None
    return _side(view, match, alias.actor) or _demonym(view, match, alias.actor)


def _people(view: DocumentView, match: Match, tier: int = 4) -> Candidate:
    """A people, a creed or a party's members: "Kurds", "Ukrainians", "Democrats"."""
    name = match.alias.people or view.phrase(match.start, match.end)
    group = group_actor(name, match.alias.sector, match.alias.country)
    return Candidate(match.start, match.end, "demonym", "actors/people", group, tier=tier)


def _people_by_form(view: DocumentView, match: Match, peoples: frozenset[int]) -> Candidate | None:
    """A people whose name has no plural of its own, or that owns people: "some 300 Rohingya", "Yazidi families"."""
    start, end, form = match.start, match.end, match.alias.form
    if not form:
        return None
    if is_told_people(view.text, view.lower, start, end, view.lexicon):
        return _people(view, match, tier=1)
    many = view.tag[end] == "VBP" if end < len(view.tag) else False
    the = view.among(start - 1, "definite-article") and not view.goes_on(end)
    return _people(view, match) if form == "one" and (many or the or _beside_people(view, match, peoples)) else None


def _beside_people(view: DocumentView, match: Match, peoples: frozenset[int]) -> bool:
    """Whether "and" joins a people's name to another's: "Assyrians and Zaghawa"."""
    before = match.start - 2 in peoples and view.among(match.start - 1, "and-words")
    after = match.end + 1 in peoples and view.among(match.end, "and-words")
    return (before or after) and not view.goes_on(match.end)


def _side(view: DocumentView, match: Match, state: Identity) -> Candidate | None:
    """A state as a side: "the Ukrainian side"."""
    if not view.among(match.end, "side-nouns") or view.goes_on(match.end + 1):
        return None
    return Candidate(match.start, match.end + 1, "nominal", "actors/side", state, tier=3)


def _demonym(view: DocumentView, match: Match, state: Identity) -> Candidate | None:
    """A state by the adjective made of its name, "a Russian drone"; a private person or thing is not its doing."""
    if modifies_private(view, match.end):
        return None
    return Candidate(match.start, match.end, "demonym", "actors/demonym", state, tier=4)


def _is_language(view: DocumentView, start: int, end: int) -> bool:
    """Whether a demonym is a language: "conducted in Russian,"."""
    after = view.tag[end] if end < len(view.tag) else "."
    return view.among(start - 1, "language-prepositions") and after not in _AFTER_LANGUAGE
