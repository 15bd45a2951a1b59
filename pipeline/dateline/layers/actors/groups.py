"""Groups of people who act together, with an affiliation or an office: troops, officials, delegations."""

from collections.abc import Iterator

from dateline.doc.predicates import NOUNS, PROPER_NOUNS
from dateline.layers.actors.affiliation import affiliation_after, affiliations_within, phrase_start
from dateline.layers.actors.aliases import Affiliation
from dateline.layers.actors.candidates import Candidate
from dateline.layers.actors.lexicon import GroupHead
from dateline.layers.actors.resolve import Identity, actor_id, group_actor
from dateline.layers.actors.view import DocumentView

_ARMED = frozenset({"MIL", "REB"})
_ARMED_BODIES = frozenset({"REB", "CRM"})


def find_groups(view: DocumentView) -> Iterator[Candidate]:
    """Collectives: "Ukrainian soldiers", "RSF forces", "local officials"; the rule is the line of their head."""
    for i, end, heads in view.lexicon.groups.find(view.lower, view.lowered(view.lexicon.groups.firsts)):
        tag, head = view.tag[end - 1], heads[0]
        title_case = end - 1 in view.title_case
        if view.goes_on(end) or tag not in NOUNS | {"JJ"} or (tag in PROPER_NOUNS and not title_case):
            continue
        start = phrase_start(view, i)
        found = _unowned(view, head, i, end) if start is None else _owned(view, head, start, end)
        if found is not None:
            yield found


def _unowned(view: DocumentView, head: GroupHead, i: int, end: int) -> Candidate | None:
    """A group without an owner before it: "aid agencies", "police in Kenya"; armed ones only by where they are."""
    of, text = affiliation_after(view, end), " ".join(view.lower[i:end])
    placed = of is not None and of.country is not None and view.among(end - 1, "placed-heads")
    if of is not None and placed:
        group = group_actor(f"{_adjective(view, of)} {text}", head.sector, of.country)
    elif head.bare:
        group = group_actor(text, head.sector, None)
    else:
        return None
    return Candidate(i, end, "nominal", head.id, group) if head.bare or head.sector in _ARMED else None


def _adjective(view: DocumentView, of: Affiliation) -> str:
    """What names a group after where it is: "Kenyan" for "in Kenya", "Darfur" for "in Darfur"."""
    state = view.lexicon.countries.get(of.country or "") if of.state else None
    return state.adjective if state else of.adjective


def _owned(view: DocumentView, head: GroupHead, start: int, end: int) -> Candidate:
    """The group of a phrase that opens with its owner or with an office word: "Kyiv's forces" are Ukrainian forces."""
    by = view.affiliations_at.get(start)
    if by is None or by.end >= end:
        text = view.phrase(start, end)
        text = text if view.tag[start] in PROPER_NOUNS and not view.opens(start) else text[0].lower() + text[1:]
        return Candidate(start, end, "nominal", head.id, group_actor(text, head.sector, None))
    if view.among(end - 1, "units") and not view.among(end - 1, "units-many") and not by.state:
        return _unit_of(view, head, by, end)
    text = f"{by.adjective} {view.phrase(by.end + view.possessive(by.end), end)}"
    sector = by.sector if by.sector in _ARMED_BODIES and head.sector in _ARMED else head.sector
    several = any(o.state and o.country != by.country for o in affiliations_within(view, by.end + 1, end - 1))
    return Candidate(start, end, "nominal", head.id, group_actor(text, sector, None if several else by.country))


def _unit_of(view: DocumentView, head: GroupHead, by: Affiliation, end: int) -> Candidate:
    """A unit that a body or a place names: "the Azov brigade"."""
    text = view.phrase(by.start, end)
    own = Identity(actor_id("org", text), text, "org", head.sector, by.country)
    return Candidate(by.start, end, "name", "actors/unit", own)
