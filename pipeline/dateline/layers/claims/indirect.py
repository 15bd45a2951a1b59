"""Parties that a clause names inside its object or under its infinitive: "rejected an offer from Kenya".

Their grammatical roles are "object" or "infinitive" with the preposition behind it ("object from", "infinitive
against"), "infinitive object" ("threatened to bomb Kenya"), "condition" ("unless Kenya withdraws") and "demanded"
("marched, demanding that Kenya withdraw"). Only frames whose pattern of roles names them take them.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from spacy.tokens import Token

from dateline.doc.arguments import Argument, arguments
from dateline.doc.predicates import coordinated, own_subject, prepositional_objects
from dateline.layers.claims.lexicon import Frame, Lexicon

CONDITION = "condition"
"""The role of those to whom a condition is put."""
_OBJECT, _INFINITIVE = "object", "infinitive"
_DONE_BY = frozenset({"by", "from", "of"})
"""Prepositions before who does what an object names; what stands deeper in it is another's."""
_OF, _BY = "of", "by"


def indirect(verb: Token, frame: Frame, found: Sequence[Argument], lexicon: Lexicon) -> Iterator[Argument]:
    """The parties inside a clause's object, under its infinitive and its condition, in the order of directness."""
    if any(role.startswith(f"{_OBJECT} ") for role in frame.roles):
        for role, head in found:
            if role == _OBJECT:
                yield from _hanging(_OBJECT, head, lexicon)
    if f"{_INFINITIVE} {_OBJECT}" in frame.roles:
        for role, head in found:
            if role == _INFINITIVE:
                yield from _of_infinitive(head, lexicon)
    if CONDITION in frame.roles:
        under = [verb, *(head for role, head in found if role == _INFINITIVE)]
        for clause in chain.from_iterable(head.rights for head in under):
            held = own_subject(clause) if clause.dep_ == "advcl" else None
            if held is not None and any(c.lower_ in lexicon.words.conditions for c in clause.lefts):
                yield from ((CONDITION, each) for each in coordinated(held))


def _of_infinitive(verb: Token, lexicon: Lexicon) -> Iterator[Argument]:
    for role, head in arguments(verb, None, frozenset(), bare_passive=False):
        if role == _OBJECT:
            yield f"{_INFINITIVE} {_OBJECT}", head
        if role not in ("subject", "infinitive", "complement", "clause"):
            if role != _OBJECT:
                yield f"{_INFINITIVE} {role}", head
            yield from _hanging(_INFINITIVE, head, lexicon)


def _hanging(name: str, noun: Token, lexicon: Lexicon) -> Iterator[Argument]:
    """What hangs on a noun by a preposition, and on that in turn: "relations with", "part of a programme for"."""
    for preposition, head in prepositional_objects(noun):
        if preposition == _OF and _is_of_doer(noun, lexicon):
            preposition = _BY
        for each in coordinated(head):
            yield f"{name} {preposition}", each
            for deeper, inner in prepositional_objects(each):
                if deeper not in _DONE_BY:
                    yield from ((f"{name} {deeper}", one) for one in coordinated(inner))


def _is_of_doer(noun: Token, lexicon: Lexicon) -> bool:
    """Whether whom "of" names does what a noun says: "the resignation of the president", not "the killing of"."""
    frames = lexicon.frames.get((noun.lemma_.lower(), "NOUN"), ())
    return bool(frames) and all(frame.roles.get(_OF) == "agent" for frame in frames)
