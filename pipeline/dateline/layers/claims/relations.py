"""What claims say of each other within a document: the same again, another figure, the other way round, denied."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.layers.claims.lexicon import Limits
from dateline.layers.claims.values import Claim, Relation

_COUNTED = frozenset({"CASUALTY", "RETREAT", "DAMAGE", "TERRITORIAL_CONTROL", "ASSAULT"})
"""Event types of which two claims with the same figure are the same event."""
_OF_SILENCE = {"not_confirmed": "not_confirmed", "unverified": "questions"}
"""Status of a statement, and what it says of the claims before it."""


def relate(claims: Sequence[Claim], limits: Limits) -> list[Relation]:
    """The relations as (claim, relation, target), by place in the list; a target always stands before its claim."""
    found: list[Relation] = []
    for i, claim in enumerate(claims):
        found += _to_earlier(claims, i, claim, limits)
        found += _of_silence(claims, i, claim, limits)
    return found


def flagged(claims: Sequence[Claim], relations: Sequence[Relation]) -> list[Claim]:
    """The claims with what their relations make of them: direction reversed, figure differs, status unverified."""
    repeated = {i: j for i, relation, j in relations if relation in ("repeats", "confirms")}
    differing = {n for i, relation, j in relations if relation == "contradicts" for n in (i, j)}
    questioned = {j for _, relation, j in relations if relation == "questions"}
    return [
        replace(
            claim,
            direction_reversed=i in repeated and is_reversed(claim, claims[repeated[i]]),
            figure_differs=i in differing,
            status="unverified" if i in questioned and claim.status == "claimed" else claim.status,
        )
        for i, claim in enumerate(claims)
    ]


def is_reversed(claim: Claim, other: Claim) -> bool:
    """ "Handed over 1,212 bodies to Russia" where the rest of the document has Russia hand them over."""
    giver, taker = claim.names("agent"), claim.names("recipient")
    if not giver or not taker or giver == taker:
        return False
    return giver == other.names("recipient") and taker == other.names("agent")


def contradicts(claim: Claim, other: Claim) -> bool:
    """Whether one states a figure above zero and the other that there was none, of the same agent."""
    if not claim.names("agent") & other.names("agent"):
        return False
    if claim.polarity == other.polarity or "actual" not in (claim.modality, other.modality):
        return False
    affirmed = other if claim.polarity == "-" else claim
    return bool(affirmed.figures() - {0.0})


def _to_earlier(claims: Sequence[Claim], i: int, claim: Claim, limits: Limits) -> Iterator[Relation]:
    """The nearest claim before of the same kind that has the same figure, or says the opposite."""
    figures = claim.figures()
    for j in range(i - 1, max(-1, i - limits.reach), -1):
        other = claims[j]
        if (other.event_type, other.mode) != (claim.event_type, claim.mode):
            continue
        if claim.event_type in _COUNTED and figures != {0.0} and other.figures() & figures:
            yield i, "confirms" if _confirms(claim, other) else "repeats", j
            return
        if contradicts(claim, other):
            yield i, "contradicts", j
            return


def _confirms(claim: Claim, other: Claim) -> bool:
    return claim.status == "confirmed" and claim.names("source") != other.names("source")


def _of_silence(claims: Sequence[Claim], i: int, claim: Claim, limits: Limits) -> Iterator[Relation]:
    """ "Has not confirmed the exchange" and "these figures remain unverified" speak of the claims before them."""
    relation = _OF_SILENCE.get(claim.status)
    if claim.event_type != "STATEMENT" or relation is None:
        return
    before = [j for j in range(max(0, i - limits.reach), i) if claims[j].event_type != "STATEMENT"]
    if relation == "questions":
        for j in before:
            if claims[j].figures() and claim.sentence - claims[j].sentence <= limits.questioned_sentences:
                yield i, relation, j
    elif before:
        yield i, relation, before[-1]
