"""What coordinated clauses share: "two died and five were hurt on Monday in Lamu", both on that day and there."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from dateline.doc.predicates import own_subject
from dateline.layers.claims.event import Event
from dateline.layers.claims.values import Claim

_HARM = "CASUALTY"
_AND = "and"


def with_shared_adjuncts(events: Sequence[Event], claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each that tells of harm with the day and place that stand behind the one that goes on after "and".

    Only of a kind that it lacks itself, and only what is behind both words: what opens the second clause is its own.
    """
    found = list(claims)
    for n, (event, after) in reversed([*enumerate(pairwise(events))]):
        if _goes_on(event, after) and claims[n].modality == claims[n + 1].modality:
            found[n] = _lent(found[n], found[n + 1])
    return found


def _goes_on(event: Event, after: Event) -> bool:
    """Whether the second clause goes on with what befell others, both with a subject: "two died and five were hurt"."""
    if event.candidate.frame.event_type != _HARM or after.candidate.frame.event_type != _HARM:
        return False
    first, second = event.candidate.verb, after.candidate.verb
    joined = second.dep_ == "conj" and second.head == first and any(c.lower_ == _AND for c in first.rights)
    return joined and _has_subject(first) and _has_subject(second)


def _has_subject(verb: Token) -> bool:
    return own_subject(verb) is not None


def _lent(claim: Claim, other: Claim) -> Claim:
    """A claim with the day and the places that another one has behind its word, where it has none of the kind."""
    behind = [
        arg for arg in other.arguments if arg.basis == "clause" and arg.at is not None and arg.at[0] > other.at[0]
    ]
    has = {arg.role for arg in claim.arguments}
    places = tuple(replace(arg, basis="sentence") for arg in behind if arg.role == "place" and "place" not in has)
    days = tuple(replace(arg, basis="sentence") for arg in behind if arg.role == "date" and "date" not in has)
    if places:
        claim = replace(claim, place_inherited=True, arguments=(*claim.arguments, *places))
    if days and claim.date_start is None and claim.date_end is None:
        claim = replace(
            claim,
            date_start=other.date_start,
            date_end=other.date_end,
            date_inherited=True,
            arguments=(*claim.arguments, *days),
        )
    return claim
