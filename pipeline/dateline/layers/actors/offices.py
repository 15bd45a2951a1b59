"""The role of a person who is named: the title before the name, the office in apposition after it or before it."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from dateline.doc.predicates import NOUNS
from dateline.layers.actors.affiliation import affiliations_within
from dateline.layers.actors.aliases import Affiliation
from dateline.layers.actors.candidates import Candidate
from dateline.layers.actors.view import DocumentView

_IN_OFFICE = NOUNS | {"JJ", "JJR", "JJS", "POS", "HYPH", "VBG", "VBN", "CD"}
_APPOSITION_ENDS = (",", ".", "-", "–", "—", ";", ")")


@dataclass(frozen=True, slots=True)
class Role:
    """An office as the text gives it, a state that opens it left out, and its country and sector."""

    text: str
    country: str | None
    sector: str | None


class FirstTitle(NamedTuple):
    """The token at which a title begins, and its sector."""

    start: int
    sector: str


def resolve_roles(view: DocumentView, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; every mention of a person by name with the first role that the text gives that person."""
    persons = sorted((m for m in found if m.actor.type == "person" and m.kind == "name"), key=lambda m: m.start)
    starts = {m.start for m in persons}
    roles: dict[str, Role] = {}
    for m in persons:
        if m.actor.actor_id not in roles:
            role = role_before(view, m.start) or role_after(view, m.end, starts) or role_in_front(view, m.start)
            if role is not None:
                roles[m.actor.actor_id] = role
    return [_with_role(m, roles) for m in found]


def _with_role(m: Candidate, roles: dict[str, Role]) -> Candidate:
    role = roles.get(m.actor.actor_id) if m.actor.type == "person" and m.kind == "name" else None
    if role is None:
        return m
    actor = replace(m.actor, sector=m.actor.sector or role.sector, country=m.actor.country or role.country)
    return replace(m, role=role.text, actor=actor)


def role_before(view: DocumentView, start: int) -> Role | None:
    """The title that stands right before a name: "UN High Commissioner for Human Rights" before "Volker Turk"."""
    floor = max(view.sentence(start)[0], start - view.lexicon.limits.office_words)
    if start - 1 in view.honorifics:
        start -= 1
    if _joins(view, start - 1) or _is_kin(view, start - 1):
        return None
    left = _phrase_left(view, start, floor)
    heads = (j + 1 for j in range(start - 1, left, -1) if view.among(j, "office-prepositions"))
    near = next((j for j in heads if j not in view.affiliations), left)
    title = _first_title(view, near, start) or _first_title(view, left, start)
    return _role(view, _office_left(view, title.start, floor), start, title.sector) if title else None


def _phrase_left(view: DocumentView, start: int, floor: int) -> int:
    """Where the words before a name begin that may be of its title, over "of", "for" and articles.

    Somebody else's office is none: "Governor Rell's wife Dina".
    """
    left, titles = start, {title.end for title in view.titles}
    while (
        left > floor
        and not (view.possessive(left - 1) and left - 1 not in view.affiliations)
        and (
            _in_office(view, left - 1)
            or view.among(left - 1, "office-prepositions")
            or (view.among(left - 1, "seat-prepositions") and left - 1 in titles)
            or view.among(left - 1, "definite-article")
            or left in view.affiliations
        )
    ):
        left -= 1
    return left


def _in_office(view: DocumentView, i: int) -> bool:
    """Whether a word may belong to the office before a name; of participles those that offices have, no verbs."""
    if view.tag[i] not in _IN_OFFICE or (view.among(i, "not-of-office") and view.text[i].islower()):
        return False
    if view.tag[i] not in ("VBN", "VBG") or view.is_(i - 1, "-") or view.among(i, "rank-words"):
        return True
    listed = view.among(i, "office-participles") or view.among(i, "renewed")
    return listed and not view.among(i - 1, "having-words")


def _office_left(view: DocumentView, left: int, floor: int) -> int:
    """Where the office of a title at token `left` begins: at its modifiers and at the body or state that it is of."""
    while left > floor and left - 1 not in view.date_tokens:
        if not (_in_office(view, left - 1) or left in view.affiliations):
            break
        foreign = view.possessive(left - 1) and left - 1 not in view.affiliations
        if foreign or view.among(left, "renewed"):
            break
        left = view.affiliations[left].start if left in view.affiliations else left - 1
    return left


def role_after(view: DocumentView, end: int, starts: AbstractSet[int]) -> Role | None:
    """The office in apposition: ", Russia's Presidential aide, who". starts: of names, which are no part of it."""
    if not view.is_(end, ","):
        return None
    left = stop = end + 1 + view.among(end + 1, "determiners")
    top = min(view.sentence(end)[1], left + view.lexicon.limits.office_apposition_words)
    while stop < top and (view.tag[stop] in _IN_OFFICE or _joins(view, stop) or stop + 1 in view.affiliations):
        stop += 1
    if _is_kin(view, stop - 1):
        return None
    if not view.is_(stop, *_APPOSITION_ENDS) or not starts.isdisjoint(range(left, stop)):
        return None
    head = next(
        (k for k in range(left, stop) if view.tag[k] not in _IN_OFFICE and k + 1 not in view.affiliations), stop
    )
    title = _first_title(view, left, head)
    return _role(view, left, _before_place(view, title.start, head, stop), title.sector) if title else None


def role_in_front(view: DocumentView, start: int) -> Role | None:
    """The office in apposition before a name: "The head of the Kursk region, Alexander Khinshtein,"."""
    if not view.is_(start - 1, ",") or _is_kin(view, start - 2):
        return None
    floor = max(view.sentence(start)[0], start - view.lexicon.limits.office_apposition_words)
    left = stop = start - 1
    while left > floor and (view.tag[left - 1] in _IN_OFFICE or _joins(view, left - 1) or left in view.affiliations):
        left -= 1
    left += view.among(left, "determiners")
    head = next((k for k in range(left, stop) if _joins(view, k) and k + 1 not in view.affiliations), stop)
    title = _first_title(view, left, head)
    return _role(view, left, _before_place(view, title.start, head, stop), title.sector) if title else None


def _is_kin(view: DocumentView, i: int) -> bool:
    """Whether token i says whose kin a name is, and so no office: "the mayor's brother Max"; not "Father Max"."""
    return view.among(i, "kin-nouns") and view.text[i].islower()


def _joins(view: DocumentView, i: int) -> bool:
    """Whether token i joins the parts of an office: "head of the", "chief in", "Trade & Industry"."""
    return view.among(i, "office-joins") or view.is_(i, "&")


def _before_place(view: DocumentView, i: int, head: int, stop: int) -> int:
    """One past an office: where it is held is no part of it, "chief in Yemen"; what it is of is."""
    held_in = view.among(head, "location-prepositions") and head in dict(view.lexicon.titles.at(view.lower, i))
    return head if held_in else stop


def _first_title(view: DocumentView, left: int, right: int) -> FirstTitle | None:
    """The first title within [left, right), forms of address aside."""
    for i in range(left, right):
        for stop, sectors in view.lexicon.titles.at(view.lower, i):
            tied = view.is_(i - 1, "-") and not (i - 2 >= left and view.among(i - 2, "renewed"))
            if stop <= right and sectors[0] is not None and not view.is_(stop, "-") and not tied:
                return FirstTitle(i, sectors[0])
    return None


def _role(view: DocumentView, left: int, right: int, sector: str | None) -> Role:
    """The role that the words [left, right) state, its title being of some sector."""
    owners = [by for by in affiliations_within(view, left + 1, right) if by.start >= left]
    owners = [by for by in owners if by.state or by.start == left or not view.capital(by.start - 1)]
    title = next(stop for i in range(left, right) for stop, _ in view.lexicon.titles.at(view.lower, i) if stop <= right)
    left = _without_owner(view, left, right, title, owners)
    country = next((by.country for by in owners if by.country), None)
    return Role(view.phrase(left, right), country, office_sector(view, left, title, owners, sector))


def _without_owner(view: DocumentView, left: int, right: int, title: int, owners: Sequence[Affiliation]) -> int:
    """Where an office begins without the state, or the name with "'s", that opens it: "Presidential aide"."""
    left = _without_marks(view, left, right)
    for by in owners:
        if by.start == left and by.state and by.end < right:
            left = _without_marks(view, by.end, right)
    possessive = next((j for j in range(left + 1, title) if view.possessive(j)), right)
    if possessive < right and all(view.text[j][0].isupper() for j in range(left, possessive)):
        left = possessive + 1
    return left


def office_sector(
    view: DocumentView, left: int, stop: int, owners: Iterable[Affiliation], sector: str | None
) -> str | None:
    """The sector of an office: of its body, else of its state, else of its title where that tells; else None."""
    owners = list(owners)
    patterns = (bodies[0].name.sector for i in range(left, stop) for _, bodies in view.lexicon.bodies.at(view.lower, i))
    body = next((by.sector for by in owners if by.sector), None) or next(patterns, None)
    if body:
        return body
    weak_titles, longest = view.lexicon.words["weak-titles"], view.lexicon.limits.weak_title_words
    weak = any(view.phrase(i, stop).lower() in weak_titles for i in range(max(0, stop - longest), stop))
    if not weak or view.text[stop - 1][0].isupper():
        return sector if not weak or sector == "GOV" else None
    return "GOV" if any(by.country for by in owners) and sector == "GOV" else None


def _opens_list(view: DocumentView, i: int) -> bool:
    """Whether token i is a participle before an office, and no rank: "including", not "acting"."""
    return view.tag[i] == "VBG" and not view.among(i, "rank-words")


def _without_marks(view: DocumentView, left: int, right: int) -> int:
    """The token at which an office begins: possessive marks, "-installed" and "including" are no part of it."""
    while left < right - 1:
        if view.is_(left, "-") and view.tag[left + 1] == "VBN":
            left += 2
        elif view.is_(left, "-") or view.possessive(left) or _opens_list(view, left):
            left += 1
        else:
            break
    return left
