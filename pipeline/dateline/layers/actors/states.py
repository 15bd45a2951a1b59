"""States: places that act, demonyms, peoples; and statements that speak for the body that issued them."""

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from dateline.layers.actors.aliases import Hit
from dateline.layers.actors.lexicon import Alias
from dateline.layers.actors.resolve import Actor, group_actor
from dateline.layers.actors.view import NOUNS, Found, Page

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LANGUAGE = frozenset({"in", "into", "from"})


def find_states(page: Page) -> list[Found]:
    """States from places that act, and from demonyms."""
    aliases = {(h.start, h.end): h.alias for h in page.hits}
    found = []
    for start, end in page.acting:
        alias = aliases.get((start, end))
        if alias is not None and alias.actor is not None and alias.actor.type == "state":
            found.append(_state(start, end, alias, alias.actor, "actors/acting-place"))
    found += [
        _state(hit.start, hit.end, hit.alias, hit.alias.actor, "actors/acting-name")
        for hit in page.hits
        if hit.alias.kind in ("place", "seat") and hit.alias.actor is not None and _acts_unplaced(page, hit)
    ]
    found += [
        _state(hit.start, hit.end, hit.alias, hit.alias.actor, "actors/recipient")
        for hit in page.hits
        if hit.alias.kind == "place" and hit.alias.actor is not None and _receives(page, hit.start)
    ]
    found += [
        _state(hit.start, hit.end, hit.alias, hit.alias.actor, "actors/represented")
        for hit in page.hits
        if hit.alias.kind == "place" and hit.alias.actor is not None and _represented(page, hit.start)
    ]
    found += _in_a_row(page, {m.start for m in found})
    return found + [m for hit in page.hits if (m := _demonym(page, hit)) is not None]


def _represented(page: Page, i: int) -> bool:
    """Whether a state is who sends those before it: "delegations of Cyprus", "the foreign ministers of Iraq"."""
    of = i - 1 - page.is_(i - 1, "the")
    return page.is_(of, "of", "from") and of > 0 and page.lower[of - 1] in page.lexicon.words["envoy-nouns"]


def _in_a_row(page: Page, starts: AbstractSet[int]) -> list[Found]:
    """States in a row with one that acts: "delegations of Cyprus, Greece and Israel"."""
    states = [h for h in page.hits if h.alias.kind == "place" and h.alias.actor is not None]
    rows: list[list[Hit]] = []
    for hit in states:
        last = rows[-1][-1] if rows else None
        near = last is not None and last.end < hit.start <= last.end + 3
        if near and last is not None and all(page.is_(i, ",", "and", "the") for i in range(last.end, hit.start)):
            rows[-1].append(hit)
        else:
            rows.append([hit])
    return [
        _state(h.start, h.end, h.alias, h.alias.actor, "actors/in-a-row")
        for row in rows
        if len(row) > 1
        and page.is_(row[-1].start - 1 - page.is_(row[-1].start - 1, "the"), "and")
        and any(h.start in starts for h in row)
        for h in row
        if h.start not in starts and h.alias.actor is not None
    ]


def _receives(page: Page, i: int) -> bool:
    """Whether a state is whom something is handed to: "the bodies were returned to Ukraine"."""
    to = i - 1 - page.is_(i - 1, "the")
    if not page.is_(to, "to"):
        return False
    words, start = page.lexicon.words, page.sentence(i)[0]
    verb = next(
        (j for j in range(to - 1, max(start, to - 4) - 1, -1) if page.lemma[j] in words["transfer-verbs"]), None
    )
    return verb is not None and not words["transferred-nouns"].isdisjoint(page.lower[max(start, verb - 12) : to])


def _acts_unplaced(page: Page, hit: Hit) -> bool:
    """Whether a state's name or seat that is no place on the map does something: "Bankova said"."""
    after = page.tag[hit.end] if hit.end < len(page.tag) else ""
    return after in _FINITE and page.placed.isdisjoint(range(hit.start, hit.end)) and page.capital(hit.start)


def _state(start: int, end: int, alias: Alias, state: Actor, rule: str) -> Found:
    return Found(start, end, "name" if alias.kind == "place" else "metonym", rule, state, tier=3)


def _demonym(page: Page, hit: Hit) -> Found | None:
    alias, start, end = hit.alias, hit.start, hit.end
    plural = page.tag[end - 1] in ("NNS", "NNPS")
    if (alias.actor is None and not plural) or page.is_(start - 1, "-") or page.is_(end, "-"):
        return None
    if alias.kind == "people" or (alias.kind == "demonym" and plural):
        group = group_actor(page.phrase(start, end), alias.sector, alias.country)
        return Found(start, end, "demonym", "actors/people", group, tier=4)
    if alias.kind != "demonym" or alias.actor is None or _is_language(page, start, end):
        return None
    if page.is_(end, "side") and not page.goes_on(end + 1):
        return Found(start, end + 1, "nominal", "actors/side", alias.actor, tier=3)
    return Found(start, end, "demonym", "actors/demonym", alias.actor, tier=4)


def _is_language(page: Page, start: int, end: int) -> bool:
    """Whether a demonym is a language: "conducted in Russian,"."""
    after = page.tag[end] if end < len(page.tag) else "."
    return page.is_(start - 1, *_LANGUAGE) and after not in NOUNS | {"JJ", "HYPH", "CC"}


def find_documents(page: Page, actors: Sequence[Found]) -> list[Found]:
    """A statement that says something, for the body that issued it; none where the document does not tell who."""
    issuer: Actor | None = None
    found, starts = [], [m.start for m in actors]
    for i in page.lowered(page.lexicon.words["document-nouns"]):
        if page.is_(i - 1, "the") and _speaks(page, i):
            if issuer is not None:
                found.append(Found(i, i + 1, "document", "actors/document", issuer, tier=2))
        else:
            here = actors[bisect_left(starts, page.sentence(i)[0]) : bisect_left(starts, i)]
            issuer = _issuer(here) or issuer
    return found


def _speaks(page: Page, i: int) -> bool:
    verbs = page.lexicon.words["speech-verbs"]
    after = range(i + 1, min(i + 3, len(page.text)))
    return page.is_(i - 3, "according") or any(page.lemma[k] in verbs and page.tag[k].startswith("VB") for k in after)


def _issuer(before: Sequence[Found]) -> Actor | None:
    """The last actor before a statement in its sentence, demonyms and groups aside."""
    before = [m for m in before if m.kind != "demonym" and m.actor.type != "group" and m.rule != "actors/platform"]
    return before[-1].actor if before else None
