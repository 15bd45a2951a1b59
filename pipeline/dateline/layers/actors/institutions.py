"""Bodies and groups by pattern: ministries, armed forces, governments; troops, officials, delegations."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.layers.actors.aliases import Affiliation
from dateline.layers.actors.lexicon import Lexicon
from dateline.layers.actors.resolve import Actor, actor_id, body_actor, group_actor, slug
from dateline.layers.actors.view import LANDS, NOUNS, PROPER, Found, Page

_INSIDE = NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "POS", "HYPH"}
_ABROAD = frozenset({"MED", "BUS"})
"""Sectors of bodies that speak of other countries than their own."""
_MODEL = re.compile(r"[A-Z]{0,3}-?\d{2,4}(?:[A-Za-z]{0,2}s?|-\d{1,4}[A-Z]{0,2}s?)")
_MOST = "most of the document's names are its"
_REACH = 7
"""Tokens that a phrase may have before its head."""


def find_known(page: Page) -> list[Found]:
    """Bodies of the gazetteer, each with a demonym or state of its own before it: "Ukrainian Security Service"."""
    found = []
    for hit in page.hits:
        actor = hit.alias.actor
        if actor is None or actor.type != "org" or (hit.alias.kind == "metonym" and _located(page, hit.start)):
            continue
        if hit.end - hit.start == 1 and hit.alias.kind == "name" and page.text[hit.start] in page.surnames:
            continue
        if actor.sector == "BUS" and (
            (page.is_(hit.end, "-") and page.capital(hit.end + 1)) or is_model(page, hit.end)
        ):
            continue
        by = owner(page, hit.start, reach=0)
        if by is not None and by.state and hit.alias.national:
            text = page.phrase(by.start, hit.end)
            actor = Actor(actor_id("org", text), text, "org", actor.sector, by.country)
            found.append(Found(by.start, hit.end, "name", "actors/national-society", actor))
            continue
        own = by is not None and by.state and by.country == actor.country and actor.sector != "MED"
        start = (
            by.start if by is not None and own and hit.alias.kind == "name" and hit.end - hit.start > 1 else hit.start
        )
        found.append(Found(start, hit.end, hit.alias.kind, "actors/gazetteer", actor))
    return found


def is_model(page: Page, i: int) -> bool:
    """Whether token i numbers what a company makes: "Boeing 707s", "Airbus A320"."""
    if i >= len(page.text) or i in page.dated or _MODEL.fullmatch(page.text[i]) is None:
        return False
    return not (i + 1 < len(page.text) and page.lower[i + 1] in page.lexicon.words["number-nouns"])


def _located(page: Page, i: int) -> bool:
    """Whether a building is where something happens: "at the White House"."""
    before = page.lower[i - 1 - page.is_(i - 1, "the")] if i else ""
    return before != "from" and before in page.lexicon.words["locatives"]


def owner(page: Page, i: int, reach: int = 2) -> Affiliation | None:
    """The name that owns the phrase at token i: right before it, with "'s", or with up to `reach` modifiers between."""
    between = page.lexicon.words["modifiers-between"]
    for j in range(i, max(i - reach - 1, 0), -1):
        if j in page.owners:
            return page.owners[j]
        if page.possessive(j - 1) and j - 1 in page.owners:
            return page.owners[j - 1]
        if page.lower[j - 1] not in between and page.text[j - 1] != "-":
            return None
    return None


def find_bodies(page: Page) -> list[Found]:
    """Ministries, armed forces, governments and the like, each with the state it belongs to where its phrase tells."""
    found = []
    for i, end, entries in page.lexicon.bodies.find(page.lower, page.lowered(page.lexicon.bodies.firsts)):
        entry, by = entries[0], owner(page, i)
        capital = page.text[end - 1][0].isupper() and page.tag[end - 1] in PROPER
        bare = entry["bare"] and " ".join(page.lower[i:end]) not in entry.get("never_bare", ())
        if by is None and bare and page.capital(i - 1) and entry.get("named") and i - 1 not in page.headline:
            found.append(_named_after(page, entry, i, end))
            continue
        if (by is None and not (bare or (capital and (end - i > 1 or entry.get("proper"))))) or (
            by and not by.state and entry["sector"] == "MED"
        ):
            continue
        if page.goes_on(end) and not _acts_or_names(page, end, bare):
            continue
        if by is None and page.is_(i - 1, *page.lexicon.words["part-words"]) and not capital:
            text = page.phrase(i - 1, end).lower()
            part = Actor(actor_id(entry["type"], text), text, entry["type"], entry["sector"])
            found.append(Found(i - 1, end, "nominal", entry["id"], part))
        elif not (by is None and _is_part(page, i, capital)):
            found.append(_body(page, entry, by, i, end, capital))
    return [*found, *_units(page)]


def _is_part(page: Page, i: int, capital: bool) -> bool:
    """Whether a body's words at token i end a longer name, or belong to a person: "Ana Silva's government"."""
    if page.possessive(i - 1):
        return page.capital(i - 2)
    return capital and page.capital(i - 1) and i - 1 not in page.headline and not page.opens(i - 1)


def _units(page: Page) -> Iterable[Found]:
    """Armed units by number or name: "the 155th Marine Brigade", "Ukraine's 3rd Assault Brigade", "the Kraken unit"."""
    heads = page.lexicon.words["unit-heads"]
    for i in page.lowered(page.lexicon.words["units"]):
        if page.text[i].islower() and page.capital(i - 1) and page.is_(i - 2, "the") and i not in page.owners:
            text = page.phrase(i - 1, i + 1)
            own = Actor(actor_id("org", text), text, "org", "MIL")
            yield Found(i - 1, i + 1, "name", "actors/named-unit", own, tier=1)
    for end in [i + 1 for i in page.lowered(heads)]:
        start = next((j for j in range(end - 2, max(end - 6, -1), -1) if _is_ordinal(page.lower[j])), end)
        if start == end or page.goes_on(end) or any(not page.capital(j) for j in range(start + 1, end - 1)):
            continue
        text, by = page.phrase(start, end), owner(page, start, reach=0)
        entry = {"id": f"actors/body-{slug(text)}", "type": "org", "sector": "MIL", "name": text}
        land = by.country if by is not None and by.state else None
        actor = named_body(page.lexicon, entry, land, text)
        begin = by.start if by is not None and by.state else start
        yield Found(begin, end, "name", "actors/numbered-unit", actor, body=None if land else entry)


def _is_ordinal(word: str) -> bool:
    return word[0].isdigit() and word[:-2].isdigit() and word[-2:] in ("st", "nd", "rd", "th")


def _named_after(page: Page, entry: Mapping[str, Any], i: int, end: int) -> Found:
    """A government by the name of who leads it: "the Trump administration"."""
    start = i - 1
    while page.capital(start - 1) and page.text[start - 1][-1].islower() and not page.opens(start - 1):
        start -= 1
    text = page.phrase(start, end)
    return Found(start, end, "nominal", entry["id"], Actor(actor_id("org", text), text, "org", entry["sector"]))


def _acts_or_names(page: Page, end: int, bare: bool) -> bool:
    """Whether a body may stand before a noun: "government air strike", "army chief Abdel Fattah al-Burhan"."""
    if bare and page.lower[end] in page.lexicon.words["acts"]:
        return True
    return any(page.capital(stop) for stop, _ in page.lexicon.titles.at(page.lower, end) if stop < len(page.text))


def _body(page: Page, entry: Mapping[str, Any], by: Affiliation | None, i: int, end: int, capital: bool) -> Found:
    """The mention of a body with its head at tokens [i, end), and an owner before it, after it, or none yet."""
    lexicon, kind = page.lexicon, "name" if capital else "nominal"
    if by is not None:
        start = by.start
        if (
            not by.state
            and (further := owner(page, start, reach=0))
            and further.state
            and further.country == by.country
        ):
            start, kind = further.start, "name"
        text = page.phrase(start, end)
        if entry.get("generic") and capital:
            return Found(start, end, kind, entry["id"], _own_name(lexicon, entry, by.country, text))
        if by.country in lexicon.countries and (by.state or start < by.start):
            return Found(start, end, kind, entry["id"], named_body(lexicon, entry, by.country, text))
        ident = actor_id(entry["type"], f"{by.adjective} {page.phrase(i, end)}")
        own = Actor(ident, text, entry["type"], entry["sector"], by.country)
        return Found(start, end, kind, entry["id"], own)
    of = _owner_after(page, end)
    stop = of.end if of is not None and capital and page.is_(end, "of") else end
    text = page.phrase(i, stop) if capital else " ".join(page.lower[i:stop])
    if entry.get("generic") and capital:
        return Found(i, stop, kind, entry["id"], _own_name(lexicon, entry, of.country if of else None, text))
    actor = named_body(lexicon, entry, of.country if of is not None else None, text)
    return Found(i, stop, kind, entry["id"], actor, body=entry if of is None or of.country is None else None)


def _own_name(lexicon: Lexicon, entry: Mapping[str, Any], country: str | None, text: str) -> Actor:
    """A body of a kind that a country has many of, by the name that the text gives it."""
    own = Actor(actor_id("org", text), text, "org", entry["sector"], country)
    return lexicon.orgs.get(text.lower(), own)


def _owner_after(page: Page, end: int) -> Affiliation | None:
    """The state or place that a body belongs to: "Ministry of Defence of the Russian Federation", "army in Sudan"."""
    if not page.is_(end, "of", "in"):
        return None
    start = end + 1 + page.is_(end + 1, "the")
    return page.owned_from.get(start) or page.owned_from.get(start + page.is_(start, "neighbouring", "neighboring"))


def named_body(lexicon: Lexicon, entry: Mapping[str, Any], country: str | None, text: str) -> Actor:
    """The body of a pattern and a country; the gazetteer's own where it has one of that name."""
    actor = body_actor(entry["id"].removeprefix("actors/body-"), entry, lexicon.countries.get(country or ""), text)
    return lexicon.orgs.get(actor.name.lower(), actor)


def find_groups(page: Page) -> list[Found]:
    """Collectives with an affiliation or an office: "Ukrainian soldiers", "RSF forces", "local officials"."""
    found = []
    for i, end, entries in page.lexicon.groups.find(page.lower, page.lowered(page.lexicon.groups.firsts)):
        head = end - 1
        if (
            page.goes_on(end)
            or page.tag[head] not in NOUNS | {"JJ"}
            or (page.tag[head] in PROPER and head not in page.headline)
        ):
            continue
        sector, bare = entries[0]
        edge = left_edge(page, i)
        if edge is None and bare:
            text, of = " ".join(page.lower[i:end]), _owner_after(page, end)
            land = of.country if of is not None and page.lower[head] in page.lexicon.words["placed-heads"] else None
            text = f"{_adjective(page, of)} {text}" if of is not None and land else text
            found.append(Found(i, end, "nominal", "actors/group", group_actor(text, sector, land)))
        elif edge is not None:
            found.append(_group(page, edge, end, sector))
        elif sector in ("REB", "MIL") and (of := _owner_after(page, end)) is not None and of.country is not None:
            found += _placed_group(page, i, end, of, sector)
    return found


def _placed_group(page: Page, i: int, end: int, of: Affiliation, sector: str) -> Iterable[Found]:
    """An armed group by where it is: "rebels in Darfur" are Darfur rebels; soldiers abroad are of another country."""
    if page.lower[end - 1] in page.lexicon.words["placed-heads"]:
        text = f"{_adjective(page, of)} {' '.join(page.lower[i:end])}"
        yield Found(i, end, "nominal", "actors/group", group_actor(text, sector, of.country))


def _adjective(page: Page, of: Affiliation) -> str:
    """What names a group after where it is: "Kenyan" for "in Kenya", "Darfur" for "in Darfur"."""
    state = page.lexicon.countries.get(of.country or "") if of.state else None
    return state.adjective if state else of.adjective


def _group(page: Page, start: int, end: int, sector: str) -> Found:
    """The group of a phrase that opens with its owner or with an office word: "Kyiv's forces" are Ukrainian forces."""
    by = page.owned_from.get(start)
    if by is None or by.end >= end:
        text = page.phrase(start, end)
        text = text if page.tag[start] in PROPER and not page.opens(start) else text[0].lower() + text[1:]
        return Found(start, end, "nominal", "actors/group", group_actor(text, sector, None))
    rest = by.end + page.possessive(by.end)
    text = f"{by.adjective} {page.phrase(rest, end)}"
    if (
        page.lower[end - 1] in page.lexicon.words["units"]
        and page.lower[end - 1] not in page.lexicon.words["units-many"]
        and not by.state
    ):
        text = page.phrase(start, end)
        return Found(start, end, "name", "actors/unit", Actor(actor_id("org", text), text, "org", sector, by.country))
    if by.sector in ("REB", "CRM") and sector in ("MIL", "REB"):
        sector = by.sector
    several = any(o.country != by.country for j in range(by.end + 1, end) if (o := page.owners.get(j)) and o.state)
    return Found(start, end, "nominal", "actors/group", group_actor(text, sector, None if several else by.country))


def left_edge(page: Page, i: int) -> int | None:
    """Where the phrase before a head at token i begins: at its first owner, else at its office words; None without."""
    floor = max(page.sentence(i)[0], i - _REACH)
    modifiers, ranks = page.lexicon.words["office-modifiers"], page.lexicon.words["rank-words"]
    edge, j = None, i
    while j > floor:
        by = page.owners.get(j) or (page.owners.get(j - 1) if page.possessive(j - 1) else None)
        if by is not None and by.start >= floor and not page.is_(j, "-"):
            edge = j = by.start
            if not (page.is_(j - 1, "and", "-", "/") and j - 1 in page.owners):
                break
        elif page.lower[j - 1] in modifiers:
            edge = j - 1
        elif page.tag[j - 1] not in _INSIDE:
            break
        j -= 1
    while edge is not None and edge > floor and page.lower[edge - 1] in ranks:
        edge -= 1
    return edge


class Lands:
    """Which country a bare body belongs to: the nearest before it in its sentence, else the document's own."""

    def __init__(self, seen: Iterable[tuple[int, str]], share: float = 0.7) -> None:
        self._seen = sorted(seen)
        top = Counter(country for _, country in self._seen).most_common(2)
        tied = len(top) > 1 and top[1][1] == top[0][1]
        self._top = top[0][0] if top and not tied else None
        self._main = top[0][0] if top and top[0][1] >= share * len(self._seen) else None

    def of(self, page: Page, i: int) -> tuple[str | None, str]:
        """The country, alpha-3, and how it is known; None where the sentence and the document leave it open."""
        start, end = page.sentence(i)
        here = self._seen[bisect_left(self._seen, (start, "")) : bisect_left(self._seen, (end, ""))]
        before = [country for at, country in here if at < i]
        if before:
            return before[-1], "named before it in its sentence"
        after = {country for _, country in here}
        if len(after) == 1 and self._top in after:
            return self._top, "the only one in its sentence, and the document's first"
        return self._main, _MOST


def give_lands(page: Page, found: Sequence[Found]) -> None:
    """Bare bodies get the country that their sentence or document points to."""
    open_ = [m for m in found if m.body is not None]
    if not open_:
        return
    named = [(m.start, m.actor.country) for m in found if m.actor.country and m.actor.sector not in _ABROAD]
    hits = [(h.start, h.alias.country) for h in page.hits if h.alias.country and h.alias.kind in LANDS]
    lands, kinds = Lands({*named, *hits}), _kinds(page, found)
    for mention in open_:
        body, (country, how) = mention.body, lands.of(page, mention.start)
        if body is None:
            continue
        one = _one_of_its_kind(page, mention, kinds)
        if one is not None and (_is_local(page, *one) or how == _MOST):
            mention.actor, mention.because = one[1], f"the document names no other than {one[1].name}"
        elif country is None or country not in body.get("only", (country,)) or country in body.get("not_in", ()):
            if one is not None:
                mention.actor, mention.because = one[1], f"the document names no other than {one[1].name}"
        else:
            mention.because = f"{country}: {how}"
            mention.actor = named_body(page.lexicon, body, country, mention.actor.name)


Kinds = Mapping[str, Mapping[str, tuple[int, Actor]]]


def _kinds(page: Page, found: Sequence[Found]) -> Kinds:
    """The bodies that the document names, by the last word of a mention and by id, with where the mention begins."""
    kinds: dict[str, dict[str, tuple[int, Actor]]] = {}
    for m in found:
        named = m.body is None and m.actor.type == "org" and m.end - m.start > 1
        if named and page.lower[m.start] not in page.lexicon.words["part-words"]:
            kinds.setdefault(page.lower[m.end - 1], {})[m.actor.actor_id] = (m.start, m.actor)
    return kinds


def _one_of_its_kind(page: Page, m: Found, kinds: Kinds) -> tuple[int, Actor] | None:
    """The only body of a bare one's kind that the document names, with the token at which a mention of it begins."""
    named = kinds.get(page.lower[m.end - 1], {}) if m.end - m.start == 1 else {}
    return next(iter(named.values())) if len(named) == 1 else None


def _is_local(page: Page, start: int, body: Actor) -> bool:
    """Whether a body is one of a place: "Paris Police", not "French police"."""
    land = page.lexicon.countries.get(body.country or "")
    national = body.actor_id.startswith(f"{body.type}:{(body.country or '-').lower()}-")
    return not national and (land is None or page.text[start] not in (land.adjective, land.name.split()[-1]))
