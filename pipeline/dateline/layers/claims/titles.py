"""When what a title tells of happened: the day of the lead's claim of the same event."""

from collections.abc import Sequence, Set
from dataclasses import replace

from spacy.tokens import Doc

from dateline.doc.offsets import region_of
from dateline.layers.claims.types import spoken_types
from dateline.layers.claims.values import Claim

_HAPPENED = "actual"
_TITLE = "title"
_SENTENCES = 2
"""Sentences of the lead in which the title's event is told again."""
_WHO = ("agent", "recipient")
_WHAT = ("agent", "recipient", "patient", "place")


def with_days_of_lead(doc: Doc, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those of the title with the days of the lead's claim of the same event, where all such agree.

    It is the same when it is of the same type and mode, has a party, a thing or a place in common and none of them
    otherwise, and counts no other number. basis of the days: document.
    """
    titled = [i for i, claim in enumerate(claims) if region_of(doc, doc[claim.at[0]].idx) == _TITLE]
    if not titled:
        return list(claims)
    last = max(claims[i].sentence for i in titled)
    lead = [c for i, c in enumerate(claims) if i not in titled and c.sentence <= last + _SENTENCES and c.date_end]
    found = list(claims)
    for i in titled:
        told = [c for c in lead if _is_same(claims[i], c)]
        days = {(c.date_start, c.date_end) for c in told}
        if len(days) == 1 and claims[i].date_start is None and claims[i].date_end is None:
            found[i] = _dated(claims[i], told[0])
    return found


def _is_same(title: Claim, claim: Claim) -> bool:
    if title.event_type != claim.event_type or title.event_type in spoken_types():
        return False
    if (title.modality, claim.modality) != (_HAPPENED, _HAPPENED) or title.polarity != claim.polarity:
        return False
    if title.mode != claim.mode and None not in (title.mode, claim.mode):
        return False
    if title.figures() and claim.figures() and not title.figures() & claim.figures():
        return False
    told = [role for role in _WHAT if title.names(role) and claim.names(role)]
    alike = {role for role in told if _is_alike(title.names(role), claim.names(role))}
    return bool(alike) and all(role in alike for role in told if role in _WHO)


def _is_alike(names: Set[str], others: Set[str]) -> bool:
    """Whether a name is among the others, or a part of one: "Kenyan police", "Police"."""
    pairs = ((one.casefold(), other.casefold()) for one in names for other in others)
    return any(one in other or other in one for one, other in pairs)


def _dated(title: Claim, claim: Claim) -> Claim:
    days = tuple(replace(arg, basis="document") for arg in claim.arguments if arg.role == "date")
    return replace(
        title,
        date_start=claim.date_start,
        date_end=claim.date_end,
        date_inherited=True,
        arguments=(*title.arguments, *days),
    )
