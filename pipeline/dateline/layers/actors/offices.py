"""Roles: the title before a name, the office in apposition after it, and office holders without a name."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from dateline.layers.actors.aliases import Affiliation
from dateline.layers.actors.institutions import left_edge
from dateline.layers.actors.resolve import unnamed_person
from dateline.layers.actors.view import NOUNS, Found, Page

_TAGS = NOUNS | {"JJ", "JJR", "JJS", "POS", "HYPH", "VBG", "VBN", "CD"}
_JOINS = frozenset({"for", "of", "the", "and", "to", "at", "in", "&"})
_DETERMINERS = ("the", "a", "an", "his", "her", "their", "its")


@dataclass(frozen=True, slots=True)
class Role:
    """An office as the text gives it, a state that opens it left out, and its country and sector."""

    text: str
    country: str | None
    sector: str | None


def give_roles(page: Page, found: Sequence[Found]) -> None:
    """Puts on every mention of a person the first role that the text gives that person."""
    persons = sorted((m for m in found if m.actor.type == "person" and m.kind == "name"), key=lambda m: m.start)
    starts = {m.start for m in persons}
    roles: dict[str, Role] = {}
    for m in persons:
        if m.actor.actor_id not in roles:
            role = role_before(page, m.start) or role_after(page, m.end, starts) or role_in_front(page, m.start)
            if role is not None:
                roles[m.actor.actor_id] = role
    for m in persons:
        if role := roles.get(m.actor.actor_id):
            m.role = role.text
            m.actor = replace(m.actor, sector=m.actor.sector or role.sector, country=m.actor.country or role.country)


def role_before(page: Page, start: int) -> Role | None:
    """The title that stands right before a name: "UN High Commissioner for Human Rights" before "Volker Turk"."""
    floor = max(page.sentence(start)[0], start - 12)
    if start - 1 in page.addresses:
        start -= 1
    if page.is_(start - 1, *_JOINS):
        return None
    left = start
    while left > floor and (
        page.tag[left - 1] in _TAGS or page.is_(left - 1, "for", "of", "the") or left in page.owners
    ):
        left -= 1
    near = next(
        (j + 1 for j in range(start - 1, left, -1) if page.is_(j, "for", "of") and j + 1 not in page.owners), left
    )
    title = _first_title(page, near, start) or _first_title(page, left, start)
    if title is None:
        return None
    left, sector = title
    while left > floor and left - 1 not in page.dated and (page.tag[left - 1] in _TAGS or left in page.owners):
        if (page.possessive(left - 1) and left - 1 not in page.owners) or page.is_(
            left, *page.lexicon.words["renewed"]
        ):
            break
        left = page.owners[left].start if left in page.owners else left - 1
    return _role(page, left, start, sector)


def role_after(page: Page, end: int, starts: AbstractSet[int]) -> Role | None:
    """The office in apposition: ", Russia's Presidential aide, who". starts: of names, which are no part of it."""
    if not page.is_(end, ","):
        return None
    left = stop = end + 1 + page.is_(end + 1, *_DETERMINERS)
    top = min(page.sentence(end)[1], left + 14)
    while stop < top and (page.tag[stop] in _TAGS or page.lower[stop] in _JOINS or stop + 1 in page.owners):
        stop += 1
    if not page.is_(stop, ",", ".", "-", "–", "—", ";", ")") or not starts.isdisjoint(range(left, stop)):
        return None
    head = next((k for k in range(left, stop) if page.tag[k] not in _TAGS and k + 1 not in page.owners), stop)
    title = _first_title(page, left, head)
    return _role(page, left, _before_place(page, title[0], head, stop), title[1]) if title else None


def role_in_front(page: Page, start: int) -> Role | None:
    """The office in apposition before a name: "The head of the Kursk region, Alexander Khinshtein,"."""
    if not page.is_(start - 1, ","):
        return None
    floor = max(page.sentence(start)[0], start - 14)
    left = start - 1
    while left > floor and (page.tag[left - 1] in _TAGS or page.lower[left - 1] in _JOINS or left in page.owners):
        left -= 1
    left += page.is_(left, *_DETERMINERS)
    head = next((k for k in range(left, start - 1) if page.lower[k] in _JOINS and k + 1 not in page.owners), start - 1)
    title = _first_title(page, left, head)
    return _role(page, left, _before_place(page, title[0], head, start - 1), title[1]) if title else None


def _before_place(page: Page, i: int, head: int, stop: int) -> int:
    """One past an office: where it is held is no part of it, "chief in Yemen"; what it is of is."""
    return head if page.is_(head, "in", "at") and head in dict(page.lexicon.titles.at(page.lower, i)) else stop


def _first_title(page: Page, left: int, right: int) -> tuple[int, str] | None:
    """Token and sector of the first title within [left, right), forms of address aside."""
    for i in range(left, right):
        for stop, sectors in page.lexicon.titles.at(page.lower, i):
            if stop <= right and sectors[0] is not None and not page.is_(stop, "-") and not page.is_(i - 1, "-"):
                return i, sectors[0]
    return None


def _role(page: Page, left: int, right: int, sector: str | None) -> Role:
    owners = [by for j in range(left + 1, right + 1) if (by := page.owners.get(j)) is not None and by.start >= left]
    owners = [by for by in owners if by.state or by.start == left or not page.capital(by.start - 1)]
    title = next(stop for i in range(left, right) for stop, _ in page.lexicon.titles.at(page.lower, i) if stop <= right)
    left = _plain(page, left, right)
    for by in owners:
        if by.start == left and by.state and by.end < right:
            left = _plain(page, by.end, right)
    possessive = next((j for j in range(left + 1, title) if page.possessive(j)), right)
    if possessive < right and all(page.text[j][0].isupper() for j in range(left, possessive)):
        left = possessive + 1
    return Role(
        page.phrase(left, right),
        next((by.country for by in owners if by.country), None),
        _sector(page, left, title, owners, sector),
    )


def _sector(page: Page, left: int, stop: int, owners: Sequence[Affiliation], sector: str | None) -> str | None:
    """The sector of an office: of its body, else of its state, else of its title where that tells; else None."""
    patterns = (rows[0]["sector"] for i in range(left, stop) for _, rows in page.lexicon.bodies.at(page.lower, i))
    body = next((by.sector for by in owners if by.sector), None) or next(patterns, None)
    if body:
        return body
    weak = any(page.phrase(i, stop).lower() in page.lexicon.words["weak-titles"] for i in range(max(0, stop - 3), stop))
    if not weak or page.text[stop - 1][0].isupper():
        return sector if not weak or sector == "GOV" else None
    return "GOV" if any(by.country for by in owners) and sector == "GOV" else None


def _plain(page: Page, left: int, right: int) -> int:
    """The token at which an office begins: possessive marks, "-installed" and "including" are no part of it."""
    ranks = page.lexicon.words["rank-words"]
    while left < right - 1:
        if page.is_(left, "-") and page.tag[left + 1] == "VBN":
            left += 2
        elif page.is_(left, "-", "'s", "'") or (page.tag[left] == "VBG" and page.lower[left] not in ranks):
            left += 1
        else:
            break
    return left


def find_unnamed(page: Page, named: Sequence[Found]) -> list[Found]:
    """Office holders and sources without a name: "a Russian negotiator", "UN rights chief", "an unnamed source"."""
    inside = {t for m in named for t in range(m.start, m.end)}
    return [*_office_holders(page, {m.start for m in named}, {m.end for m in named}, inside), *_sources(page)]


def _office_holders(page: Page, starts: set[int], ends: set[int], inside: set[int]) -> Iterator[Found]:
    """Titles with a body, a state or an office word and no name. starts, ends, inside: of the persons named."""
    offices = {end for _, end, _ in page.titles}
    for i, end, sectors in page.titles:
        if page.tag[end - 1] not in ("NN", "NNP") or sectors[0] is None or page.goes_on(end) or page.is_(i - 1, "-"):
            continue
        if (
            i in inside
            or (page.is_(i - 1, "of") and i - 1 in offices)
            or page.lower[end - 1] in page.lexicon.words["plain-people"]
        ):
            continue
        edge, stop = left_edge(page, i), _of(page, end)
        start = i if edge is None else edge
        while page.is_(start - 1, *page.lexicon.words["rank-words"]):
            start -= 1
        if stop < 0 or _predicated(page, start):
            continue
        bare = (edge is None and stop == end) or page.possessive(stop)
        if not bare and not _leads_to(page, end, starts) and not _apposed(page, start, stop, starts, ends):
            owners = [by for j in range(start, stop + 1) if (by := page.owners.get(j)) is not None]
            yield _unnamed(page, start, stop, _sector(page, start, end, owners, sectors[0]))


def _sources(page: Page) -> Iterator[Found]:
    """Sources with what they belong to or what is said of them: "an unnamed source within the Russian military"."""
    for i in page.lowered(page.lexicon.words["source-nouns"]):
        if page.goes_on(i + 1):
            continue
        edge, stop = left_edge(page, i), _within(page, i + 1)
        unnamed = edge is None and page.is_(i - 1, *page.lexicon.words["attitude-words"])
        if edge is not None or stop > i + 1 or unnamed:
            yield _unnamed(page, i - unnamed if edge is None else edge, stop, None)


def _unnamed(page: Page, start: int, stop: int, sector: str | None) -> Found:
    text = page.phrase(start, stop)
    country = next((by.country for j in range(start, stop + 1) if (by := page.owners.get(j)) and by.country), None)
    return Found(start, stop, "nominal", "actors/unnamed", unnamed_person(text, sector, country), role=text)


def _of(page: Page, end: int) -> int:
    """One past what an office is of: "mayor of Kharkiv", "head of the Sumy Council"; `end` where nothing follows.

    -1 where the phrase goes on and does not tell how far: "spokeswoman for the Russian-installed management".
    """
    by = page.owned_from.get(end + 1 + page.is_(end + 1, "the")) if page.is_(end, "of", "for") else None
    if by is None or page.possessive(by.end):
        return end
    stop = by.end
    while page.capital(stop):
        stop += 1
    if page.text[stop - 1] in page.lexicon.words["org-heads"] and stop - by.start > 2:
        return -1
    return -1 if page.goes_on(stop) else stop


def _predicated(page: Page, start: int) -> bool:
    """Whether an office is only said of somebody: "served as President of France", "was mayor of Paris"."""
    i = start - 1 - page.is_(start - 1, *_DETERMINERS)
    while page.is_(i, *page.lexicon.words["rank-words"], "later", "also", "then", "once", "now", "not", "n't"):
        i -= 1
    return i >= 0 and (page.lower[i] == "as" or page.lemma[i] in page.lexicon.words["copulas"])


def _within(page: Page, end: int) -> int:
    """One past what a source sits in or knows: "source within the Russian military"."""
    joins = page.lexicon.words["source-joins"]
    i = end
    while page.is_(i, *joins):
        i += 1
    stop = i + page.is_(i, "the", "a", "an")
    while i > end and stop < len(page.text) and (page.tag[stop] in NOUNS | {"JJ"} or page.possessive(stop)):
        stop += 1
    place = i in page.owned_from and page.owned_from[i].end == stop and not page.owned_from[i].state
    return end if stop <= i or place else stop


def _leads_to(page: Page, end: int, starts: set[int]) -> bool:
    """Whether a title goes on to a name: "High Commissioner [for Human Rights] Volker Turk"."""
    for i in range(end, min(end + 8, len(page.text))):
        if i in starts:
            return True
        if page.lower[i] not in _JOINS and not page.capital(i) and not any(page.lexicon.titles.at(page.lower, i)):
            return False
    return False


def _apposed(page: Page, start: int, stop: int, starts: set[int], ends: set[int]) -> bool:
    """Whether the phrase is the office of a person named right before or after it."""
    left = start - page.is_(start - 1, *page.lexicon.words["renewed"])
    if page.is_(left - 1, "old") and page.is_(left - 2, "-"):
        left -= 5
    left -= page.is_(left - 1, *_DETERMINERS)
    before = page.is_(left - 1, ",") and left - 1 in ends
    return before or stop in starts or (page.is_(stop, ",") and _leads_to(page, stop + 1, starts))
