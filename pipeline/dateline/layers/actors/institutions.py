"""Bodies that the data knows: those of the gazetteer, and the kinds that every state has, such as ministries."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.doc.predicates import PROPER_NOUNS
from dateline.layers.actors.affiliation import affiliation_after, affiliation_before, state_before
from dateline.layers.actors.aliases import Affiliation, Match
from dateline.layers.actors.candidates import Candidate
from dateline.layers.actors.filters import is_only_location, is_part_of_name, names_product
from dateline.layers.actors.lexicon import BodyPattern, Lexicon
from dateline.layers.actors.resolve import Identity, actor_id, body_actor
from dateline.layers.actors.view import DocumentView


def find_known_bodies(view: DocumentView) -> Iterator[Candidate]:
    """Bodies of the gazetteer, each with a demonym or state of its own before it."""
    for match in view.matches:
        actor = match.alias.actor
        if actor is None or actor.type != "org" or _means_other(view, match, actor):
            continue
        by = state_before(view, match.start)
        yield _national_society(view, match, actor, by) or _known_body(match, actor, by)


def _means_other(view: DocumentView, match: Match, actor: Identity) -> bool:
    """Whether the name stands for a building, a person or what a company makes."""
    if match.alias.kind == "metonym" and is_only_location(view, match.start):
        return True
    if len(match) == 1 and match.alias.kind == "name" and view.text[match.start] in view.surnames:
        return True
    return actor.sector == "BUS" and names_product(view, match.end)


def _national_society(view: DocumentView, match: Match, actor: Identity, by: Affiliation | None) -> Candidate | None:
    """A body that each country has one of its own of, with the country before it: "the Kenyan Red Cross"."""
    if by is None or not match.alias.national:
        return None
    text = view.phrase(by.start, match.end)
    own = Identity(actor_id("org", text), text, "org", actor.sector, by.country)
    return Candidate(by.start, match.end, "name", "actors/national-society", own)


def _known_body(match: Match, actor: Identity, by: Affiliation | None) -> Candidate:
    """A body by a name that the gazetteer has: "NATO", "Ukrainian Security Service"; its line is the actor's id."""
    own = by is not None and by.country == actor.country and actor.sector != "MED"
    start = by.start if by is not None and own and match.alias.kind == "name" and len(match) > 1 else match.start
    return Candidate(start, match.end, match.alias.kind, "actors/known-body", actor, basis="gazetteer")


def find_institutions(view: DocumentView) -> Iterator[Candidate]:
    """Ministries, armed forces, governments and the like, each with the state it belongs to where its phrase tells."""
    for i, end, patterns in view.lexicon.bodies.find(view.lower, view.lowered(view.lexicon.bodies.firsts)):
        found = _institution(view, patterns[0], i, end)
        if found is not None:
            yield found


def _institution(view: DocumentView, pattern: BodyPattern, i: int, end: int) -> Candidate | None:
    """The mention of a body whose words stand at tokens [i, end); None where they are none of a body."""
    by = affiliation_before(view, i)
    capital = view.text[end - 1][0].isupper() and view.tag[end - 1] in PROPER_NOUNS
    if by is not None:
        if (pattern.name.sector == "MED" and not by.state) or _goes_on(view, end, pattern.bare):
            return None
        return _owned(view, pattern, by, i, end, capital)
    if pattern.bare and pattern.named and view.capital(i - 1) and i - 1 not in view.title_case:
        return _named_after_leader(view, pattern, i, end)
    proper = capital and (end - i > 1 or pattern.proper)
    if not (pattern.bare or proper) or _goes_on(view, end, pattern.bare):
        return None
    if view.among(i - 1, "part-words") and not capital:
        return _part_of_state(view, pattern, i, end)
    return None if is_part_of_name(view, i, capital=capital) else _unowned(view, pattern, i, end, capital)


def _goes_on(view: DocumentView, end: int, bare: bool) -> bool:
    """Whether the head is another word behind a body's: "police car"; not "army chief Juma"."""
    if not view.goes_on(end) or (bare and view.among(end, "acts")):
        return False
    return not any(view.capital(stop) for stop, _ in view.lexicon.titles.at(view.lower, end) if stop < len(view.text))


def _named_after_leader(view: DocumentView, pattern: BodyPattern, i: int, end: int) -> Candidate:
    """A government by the name of who leads it: "the Trump administration"."""
    start = i - 1
    while view.capital(start - 1) and view.text[start - 1][-1].islower() and not view.opens(start - 1):
        start -= 1
    text = view.phrase(start, end)
    own = Identity(actor_id("org", text), text, "org", pattern.name.sector)
    return Candidate(start, end, "nominal", pattern.id, own)


def _part_of_state(view: DocumentView, pattern: BodyPattern, i: int, end: int) -> Candidate:
    """A body of some part of a state: "regional government"."""
    text = view.phrase(i - 1, end).lower()
    part = Identity(actor_id(pattern.name.type, text), text, pattern.name.type, pattern.name.sector)
    return Candidate(i - 1, end, "nominal", pattern.id, part)


def _owned(view: DocumentView, pattern: BodyPattern, by: Affiliation, i: int, end: int, capital: bool) -> Candidate:
    """A body with its owner before it: "Russian Defense Ministry", "Ukraine's Kharkiv regional prosecutor's office"."""
    lexicon, body, start = view.lexicon, pattern.name, by.start
    further = None if by.state else state_before(view, start)
    within = further is not None and further.country == by.country
    if further is not None and within:
        start = further.start
    text, kind = view.phrase(start, end), "name" if capital or within else "nominal"
    if pattern.generic and capital:
        actor = _by_own_name(lexicon, pattern, by.country, text)
    elif by.country in lexicon.countries and (by.state or within):
        actor = body_of(lexicon, pattern, by.country, text)
    else:
        ident = actor_id(body.type, f"{by.adjective} {view.phrase(i, end)}")
        actor = Identity(ident, text, body.type, body.sector, by.country)
    return Candidate(start, end, kind, pattern.id, actor)


def _unowned(view: DocumentView, pattern: BodyPattern, i: int, end: int, capital: bool) -> Candidate:
    """A body with its owner after it, or none yet: "Ministry of Defence of Ukraine", "the health ministry"."""
    of = affiliation_after(view, end)
    stop = of.end if of is not None and capital and view.among(end, "genitive") else end
    text = view.phrase(i, stop) if capital else " ".join(view.lower[i:stop])
    country, kind = of.country if of is not None else None, "name" if capital else "nominal"
    if pattern.generic and capital:
        return Candidate(i, stop, kind, pattern.id, _by_own_name(view.lexicon, pattern, country, text))
    found = Candidate(i, stop, kind, pattern.id, body_of(view.lexicon, pattern, country, text))
    return found if country is not None else replace(found, pattern=pattern)


def _by_own_name(lexicon: Lexicon, pattern: BodyPattern, country: str | None, text: str) -> Identity:
    """A body of a kind that a country has many of, by the name that the text gives it."""
    own = Identity(actor_id("org", text), text, "org", pattern.name.sector, country)
    return lexicon.orgs.get(text.lower(), own)


def body_of(lexicon: Lexicon, pattern: BodyPattern, country: str | None, text: str) -> Identity:
    """The body of a pattern and a country; the gazetteer's own where it has one of that name."""
    actor = body_actor(pattern.name, lexicon.countries.get(country or ""), text)
    return lexicon.orgs.get(actor.name.lower(), actor)
