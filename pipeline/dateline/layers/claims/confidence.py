"""How sure a claim is: the chance that its row is wholly right, from what the claim itself says of how it was read."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from dateline.data import read_jsonl
from dateline.doc.offsets import region_of
from dateline.layers.actors.values import actors
from dateline.layers.claims.values import Claim, Relation

WEIGHTS = "lexicon/claims_weights.jsonl"
_AGREEING = frozenset({"repeats", "confirms"})
_PARTYLESS = frozenset({"CASUALTY", "DAMAGE", "DISASTER", "DISRUPTION", "MOVEMENT", "STATEMENT"})
"""Event types whose claims often have neither agent nor recipient."""
_VIOLENT = frozenset({
    "ASSAULT", "CASUALTY", "COERCE", "TERRITORIAL_CONTROL", "RETREAT", "MOBILIZE", "DAMAGE", "DISASTER", "PROTEST",
})  # fmt: skip
"""Event types of which news of war and disaster is full."""
_PUBLIC = frozenset({"state", "group"})
_SEVERAL = ("agent", "recipient", "patient", "place")
_SPEECH = frozenset({
    "REQUEST", "ACCUSE", "THREATEN", "STATEMENT", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "CONSULT",
})  # fmt: skip
"""Event types that are words, or dealings by words."""
_CORE = frozenset({"nsubj", "nsubjpass", "dobj"})
DEEP = 4  # heads above the trigger
SHORT, LONG = 15, 35  # tokens of a sentence
FAR = 8  # tokens from the trigger
_INFERRED = ("agent", "recipient", "quantity", "place", "date")


@cache
def weights() -> Mapping[str, float]:
    """The weight of each sign, as models/build/claims_confidence.py fitted it."""
    return {entry["name"]: entry["weight"] for entry in read_jsonl(WEIGHTS)}


@dataclass(frozen=True, slots=True)
class Around:
    """What the document says of how sure a claim is.

    agreeing: other claims that agree with it. in_title, is_noun, is_told_back ("had killed"), is_public (a state, an
    office or an armed group takes part), is_deep (far down in the parse), has_pronoun (as its subject or object): of
    the claim. words: those of its sentence. violent: the share of the document's claims that tell of violence or
    disaster; dense: claims a sentence, at most 1.
    """

    agreeing: int = 0
    in_title: bool = False
    is_noun: bool = False
    is_told_back: bool = False
    is_public: bool = False
    is_deep: bool = False
    has_pronoun: bool = False
    words: int = 20
    violent: float = 0.0
    dense: float = 0.0


def scores(doc: Doc, found: Sequence[Claim], related: Sequence[Relation]) -> list[float]:
    """The score of each claim of a Doc, in [0, 1]."""
    around = surroundings(doc, found, related)
    return [score(signs(claim, one), weights()) for claim, one in zip(found, around, strict=True)]


def surroundings(doc: Doc, found: Sequence[Claim], related: Sequence[Relation]) -> Iterator[Around]:
    """What the document says of each of its claims."""
    known = {(span.start, span.end): actor for span, actor in actors(doc)}
    public = {at for at, actor in known.items() if actor.type in _PUBLIC or actor.sector not in (None, "CVL", "BUS")}
    violent = sum(claim.event_type in _VIOLENT for claim in found) / max(1, len(found))
    dense = min(1.0, len(found) / max(1, sum(1 for _ in doc.sents)))
    for claim, agreeing in zip(found, agreement(len(found), related), strict=True):
        word = doc[claim.at[0]]
        yield Around(
            agreeing=agreeing,
            in_title=region_of(doc, word.idx) == "title",
            is_noun=word.pos_ in ("NOUN", "PROPN"),
            is_told_back=any(c.lower_ == "had" and c.dep_ == "aux" for c in word.lefts),
            is_public=any(arg.at in public for arg in claim.arguments if arg.role in ("agent", "recipient")),
            is_deep=sum(1 for _ in word.ancestors) > DEEP,
            has_pronoun=any(c.pos_ == "PRON" and c.dep_ in _CORE for c in word.children),
            words=len(word.sent),
            violent=violent,
            dense=dense,
        )


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


def signs(claim: Claim, around: Around) -> dict[str, float]:
    """What says how sure a claim is, by name; each from 0 to 1."""
    count = Counter(arg.role for arg in claim.arguments)
    found = {
        "constant": 1.0,
        "title": float(around.in_title),
        "noun": float(around.is_noun),
        "told-back": float(around.is_told_back),
        "public": float(around.is_public),
        "deep": float(around.is_deep),
        "pronoun": float(around.has_pronoun),
        "short": float(around.words < SHORT),
        "long": float(around.words > LONG),
        "speech": float(claim.event_type in _SPEECH),
        "violent": around.violent,
        "dense": around.dense,
        "text-agent": float(any(arg.role == "agent" and arg.layer == "none" for arg in claim.arguments)),
        "negated": float(claim.polarity == "-"),
        "not-actual": float(claim.modality != "actual"),
        "unverified": float(claim.status in ("unverified", "not_confirmed", "disputed", "denied")),
        "quoted": float(claim.quote_id is not None),
        "asserted": float(claim.status == "asserted"),
        "unnamed-source": float(claim.source_unnamed),
        "far": float(_farthest(claim) > FAR),
        "agreeing": float(around.agreeing > 0),
        "figure-differs": float(claim.figure_differs),
        "no-parties": float(not count["agent"] and not count["recipient"] and claim.event_type not in _PARTYLESS),
    }
    own = {arg.role for arg in claim.arguments if arg.role != "source" and arg.basis == "clause"}
    found |= {"one-role": float(len(own) == 1), "no-role": float(not count.keys() - {"source"})}
    found |= {f"no-{role}": float(not count[role]) for role in ("date", "place", "quantity")}
    found |= {f"several-{role}": float(count[role] > 1) for role in _SEVERAL}
    return found | {f"inferred/{role}": float(n) for role, n in _inferred(claim).items()}


def _inferred(claim: Claim) -> dict[str, int]:
    """Whether a role has an argument that another clause gave."""
    away = {arg.role for arg in claim.arguments if arg.basis != "clause"}
    return {role: int(role in away) for role in _INFERRED}


def _farthest(claim: Claim) -> int:
    """Tokens between the trigger and the farthest argument of its own clause."""
    own = [arg.at[0] for arg in claim.arguments if arg.at is not None and arg.basis == "clause"]
    return max((abs(at - claim.at[0]) for at in own), default=0)
