"""How sure a claim is: the chance that its row is wholly right, from what the claim itself says of how it was read."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dateline.data import read_jsonl
from dateline.layers.claims.values import Claim, Relation

WEIGHTS = "lexicon/claims_weights.jsonl"
_AGREEING = frozenset({"repeats", "confirms"})
_PARTYLESS = frozenset({"CASUALTY", "DAMAGE", "DISASTER", "DISRUPTION", "MOVEMENT", "STATEMENT"})
"""Event types whose claims often have neither agent nor recipient."""
FAR = 8  # tokens from the trigger
_INFERRED = ("agent", "recipient", "quantity", "place", "date")


@cache
def weights() -> Mapping[str, float]:
    """The weight of each sign, as models/build/claims_confidence.py fitted it."""
    return {entry["name"]: entry["weight"] for entry in read_jsonl(WEIGHTS)}


def scores(claims: Sequence[Claim], relations: Sequence[Relation], titles: Sequence[bool]) -> Iterator[float]:
    """The score of each claim of a document, in [0, 1].

    relations: as `values.relations` has them. titles: whether each claim stands in the title.
    """
    agreeing = agreement(len(claims), relations)
    for claim, n, in_title in zip(claims, agreeing, titles, strict=True):
        yield score(signs(claim, agreeing=n, in_title=in_title), weights())


def agreement(n_claims: int, relations: Sequence[Relation]) -> list[int]:
    """With how many other claims of its document each claim agrees."""
    found = [0] * n_claims
    for one, relation, other in relations:
        if relation in _AGREEING:
            found[one] += 1
            found[other] += 1
    return found


def score(found: Mapping[str, float], known: Mapping[str, float]) -> float:
    """The logistic function of the weighted signs; a sign without a weight says nothing."""
    total = sum(value * known.get(name, 0.0) for name, value in found.items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def signs(claim: Claim, *, agreeing: int, in_title: bool) -> dict[str, float]:
    """What says how sure a claim is, by name; each 0 or 1."""
    count = Counter(arg.role for arg in claim.arguments)
    found = {
        "constant": 1.0,
        "title": float(in_title),
        "negated": float(claim.polarity == "-"),
        "not-actual": float(claim.modality != "actual"),
        "unverified": float(claim.status in ("unverified", "not_confirmed", "disputed", "denied")),
        "quoted": float(claim.quote_id is not None),
        "asserted": float(claim.status == "asserted"),
        "unnamed-source": float(claim.source_unnamed),
        "far": float(_farthest(claim) > FAR),
        "agreeing": float(agreeing > 0),
        "figure-differs": float(claim.figure_differs),
        "no-parties": float(not count["agent"] and not count["recipient"] and claim.event_type not in _PARTYLESS),
    }
    found |= {f"no-{role}": float(not count[role]) for role in ("date", "place", "quantity")}
    return found | {f"inferred/{role}": float(n) for role, n in _inferred(claim).items()}


def _inferred(claim: Claim) -> dict[str, int]:
    """Whether a role has an argument that another clause gave."""
    away = {arg.role for arg in claim.arguments if arg.basis != "clause"}
    return {role: int(role in away) for role in _INFERRED}


def _farthest(claim: Claim) -> int:
    """Tokens between the trigger and the farthest argument of its own clause."""
    own = [arg.at[0] for arg in claim.arguments if arg.at is not None and arg.basis == "clause"]
    return max((abs(at - claim.at[0]) for at in own), default=0)
