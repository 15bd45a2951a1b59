"""Why a claim is what it is, and why a count has no claim; worked out anew for those who ask, kept nowhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.doc.offsets import sentence_of, sentence_tokens
from dateline.doc.predicates import VERBAL, possessor
from dateline.layers.claims.candidates import Candidate, candidate, readings
from dateline.layers.claims.ellipsis import gaps
from dateline.layers.claims.factuality import factuality
from dateline.layers.claims.fillers import Filler, Fillers, read_fillers
from dateline.layers.claims.lexicon import Lexicon, Words
from dateline.layers.claims.values import Argument, Claim, claims
from dateline.layers.quantities.values import Quantity

_MOST_HEADS = 6


def fillers_of(doc: Doc, lexicon: Lexicon) -> Fillers:
    """The other layers' mentions as the component has them."""
    fillers = read_fillers(doc, lexicon.states)
    return replace(fillers, gaps=gaps(doc, fillers, lexicon))


def of_claim(doc: Doc, claim: Claim, lexicon: Lexicon, fillers: Fillers) -> dict[str, list[str]]:
    """The frame of a claim with its conditions, the way of each argument, and the word that decided its status."""
    token = doc[claim.at[0]]
    found = candidate(token, readings(token, lexicon), lexicon, fillers)
    if found is None or found.frame.rule != claim.rule:
        return {"frame": ["of the figure or noun before it, whose verb is left out"], **_status(doc, claim)}
    ways = [f"{arg.role} {arg.name}: {_way(doc, arg, found)}" for arg in claim.arguments if arg.layer != "none"]
    return {"frame": [_frame(found)], "way": ways, **_status(doc, claim)}


def _frame(found: Candidate) -> str:
    """What the frame has of its roles, and the verb that carries a noun."""
    roles = ", ".join(f"{name} is {role}" for name, role in found.frame.roles.items())
    carried = f"; carried by {found.light.text!r}" if found.light is not None else ""
    return f"{found.token.lemma_} ({found.frame.pattern}: {roles}){carried}"


def _way(doc: Doc, arg: Argument, found: Candidate) -> str:
    """The grammatical role and the head that lead to an argument; else on what it stands."""
    if arg.at is None:
        return arg.basis
    start, end = arg.at
    role = next((f"{role} {head.text!r}" for role, head in found.arguments if start <= head.i < end), None)
    role = role or next((f"{role} {head.text!r}" for role, head in found.arguments if _holds(head, arg.at)), None)
    if arg.basis != "clause":
        return f"{arg.basis}" + (f", for {role}" if role else f", {doc[start:end].text!r}")
    return role or " < ".join(t.text for t in _up(doc[start:end].root, found.heads))


def _holds(head: Token, at: tuple[int, int]) -> bool:
    """Whether an argument stands inside the phrase of a head."""
    return head.left_edge.i <= at[0] and at[1] <= head.right_edge.i + 1


def _up(token: Token, heads: frozenset[int]) -> Iterator[Token]:
    """A token and the heads over it, to the event's."""
    for _ in range(_MOST_HEADS):
        yield token
        if token.i in heads or token.head == token:
            return
        token = token.head


def _status(doc: Doc, claim: Claim) -> dict[str, list[str]]:
    if claim.cue is None:
        return {"status": [f"{claim.status}: no word says otherwise"]}
    start, end = claim.cue
    return {"status": [f"{claim.status}: {doc[start:end].text!r}"]}


def unclaimed(doc: Doc, lexicon: Lexicon) -> Iterator[tuple[Filler[Quantity], str]]:
    """The counts of people and things that no claim takes, each with the reason."""
    fillers = fillers_of(doc, lexicon)
    told = claims(doc)
    taken = {i for c in told for a in c.arguments if a.role == "quantity" and a.at for i in range(*a.at)}
    for figure in fillers.quantities:
        if figure.value.kind == "count" and taken.isdisjoint(range(figure.start, figure.end)):
            yield figure, _why_not(doc, figure, told, lexicon, fillers)


def _why_not(doc: Doc, figure: Filler[Quantity], told: Sequence[Claim], lexicon: Lexicon, fillers: Fillers) -> str:
    """The first reason that holds: a date, a rate, an age, a companion, no event, one that is none, another one."""
    root = doc[figure.start : figure.end].root
    if root.i in fillers.in_dates:
        return "it is part of a date"
    own = _own_reason(figure, root, lexicon.words)
    if own is not None:
        return own
    start, end = sentence_tokens(doc, sentence_of(doc, figure.start))
    known = [doc[i] for i in range(start, end) if readings(doc[i], lexicon)]
    claimed = {claim.at[0] for claim in told}
    here = [token for token in known if token.i in claimed]
    if not known:
        return "no word of its sentence has a frame"
    if not here:
        return "; ".join(dict.fromkeys(_why_none(token, lexicon, fillers) for token in known))
    way = " < ".join(token.text for token in _up(root, frozenset(token.i for token in here)))
    return f"it counts none of those that {here[0].text!r} tells of: {way}"


def _own_reason(figure: Filler[Quantity], root: Token, words: Words) -> str | None:
    """What the figure itself is: a rate, an age, those who were only there."""
    if figure.value.per is not None or any(t.lower_ in words.rate_prepositions for t in root.head.rights):
        return "it is a rate"
    behind = root.i > root.head.i and root.pos_ == "NUM" and root.dep_ in ("appos", "npadvmod", "amod")
    if behind and figure.value.counted is None and root.head.tag_ in ("NN", "NNP"):
        return f"it is the age of {root.head.text!r}"
    phrase = root.head if root.dep_ == "nummod" else root
    if phrase.dep_ == "pobj" and phrase.head.lower_ in words.companions and possessor(phrase) is not None:
        return f"it counts who was only there: {phrase.head.text!r}"
    return None


def _why_none(token: Token, lexicon: Lexicon, fillers: Fillers) -> str:
    """Why a word with a frame tells of no event."""
    found = candidate(token, readings(token, lexicon), lexicon, fillers)
    if found is None:
        rules = ", ".join(dict.fromkeys(frame.rule for frame, _ in readings(token, lexicon)))
        return f"{token.text!r} lacks what {rules} wants"
    if factuality(token, found.verb, lexicon).unreal:
        return f"{token.text!r} is told in a drill, a film or the like"
    kind = "verb" if token.pos_ in VERBAL else "noun"
    return f"the {kind} {token.text!r} is only mentioned, is the content of another claim, or is too unsure"
