"""What claims say of each other within a document: the same again, another figure, the other way round, denied."""

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.layers.claims.resolve import number

REACH = 100
"""How many claims before it a claim is held against."""

Claim = dict[str, Any]
Relation = tuple[int, str, int]

_COUNTED = ("CASUALTY", "RETREAT", "DAMAGE", "TERRITORIAL_CONTROL", "ASSAULT")


def relate(claims: Sequence[Claim]) -> list[Relation]:
    """The relations, as (claim, relation, target) by place in the list; sets the flags of the claims on the way."""
    for claim in claims:
        claim["direction_reversed"] = claim["figure_differs"] = False
    found: list[Relation] = []
    for i, claim in enumerate(claims):
        found += _of_earlier(claims, i, claim)
        found += _of_silence(claims, i, claim)
    return found


def _of_earlier(claims: Sequence[Claim], i: int, claim: Claim) -> Iterator[Relation]:
    mine = _figures(claim)
    for j in range(i - 1, max(-1, i - REACH), -1):
        other = claims[j]
        if (other["event_type"], other["mode"]) != (claim["event_type"], claim["mode"]):
            continue
        if claim["event_type"] in _COUNTED and mine and _figures(other) & mine and mine != {0.0}:
            _flag_direction(claim, other)
            yield i, "confirms" if _confirms(claim, other) else "repeats", j
            return
        if _contradicts(claim, other):
            yield i, "contradicts", j
            return


def _confirms(claim: Claim, other: Claim) -> bool:
    return claim["status"] == "confirmed" and _names(claim, "source") != _names(other, "source")


def _flag_direction(claim: Claim, other: Claim) -> None:
    """ "handed over 1,212 bodies to Russia" where the rest of the document has Russia hand them over."""
    giver, taker = _names(claim, "agent"), _names(claim, "recipient")
    if giver and taker and giver != taker and giver == _names(other, "recipient") and taker == _names(other, "agent"):
        claim["direction_reversed"] = True


def _contradicts(claim: Claim, other: Claim) -> bool:
    """Whether one states a figure above zero and the other that there was none, of the same agent."""
    if not _names(claim, "agent") or not _names(claim, "agent") & _names(other, "agent"):
        return False
    mine, theirs = _figures(claim), _figures(other)
    none, some = claim["polarity"] == "-", other["polarity"] == "-"
    if none == some or "actual" not in (claim["modality"], other["modality"]):
        return False
    differs = bool(theirs - {0.0}) if none else bool(mine - {0.0})
    if differs:
        claim["figure_differs"] = other["figure_differs"] = True
    return differs


def _of_silence(claims: Sequence[Claim], i: int, claim: Claim) -> Iterator[Relation]:
    """ "has not confirmed the exchange" and "these figures remain unverified" speak of the claims before them."""
    if claim["event_type"] != "STATEMENT":
        return
    relation = {"not_confirmed": "not_confirmed", "unverified": "questions"}.get(claim["status"])
    if relation is None:
        return
    before = [j for j in range(max(0, i - REACH), i) if claims[j]["event_type"] != "STATEMENT"]
    if relation == "questions":
        before = [j for j in before if _figures(claims[j])]
        near = [j for j in before if claim["sentence"] - claims[j]["sentence"] <= 1]
        for j in near:
            if claims[j]["status"] == "claimed":
                claims[j]["status"] = "unverified"
            yield i, relation, j
    elif before:
        yield i, relation, before[-1]


def _figures(claim: Claim) -> set[float]:
    numbers = (number(arg["value"]) for arg in claim["args"] if arg["role"] == "quantity")
    return {n for n in numbers if n is not None}


def _names(claim: Claim, role: str) -> set[str]:
    return {arg["name"] for arg in claim["args"] if arg["role"] == role}
