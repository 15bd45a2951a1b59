"""Parties that a clause names inside its object or under its infinitive: "rejected an offer from Kenya".

Their grammatical roles are "object" or "infinitive" with the preposition behind it ("object from", "infinitive
against"), "infinitive object" ("threatened to bomb Kenya"), "condition" ("unless Kenya withdraws"), "demanded"
("marched, demanding that Kenya withdraw") and "target" ("Kenya was the target of an attack"). Only frames whose
pattern of roles names them take them.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from spacy.tokens import Token

from dateline.doc.arguments import Argument, arguments
from dateline.doc.predicates import coordinated, own_subject, prepositional_objects, subject
from dateline.layers.claims.authors import giver_by
from dateline.layers.claims.lexicon import Frame, Lexicon

DEMANDED = "demanded"
"""The role of those of whom something is asked in a clause under the word."""
CONDITION, TARGET = "condition", "target"
"""The roles of those to whom a condition is put, and who are said to be the target of an event."""
_OBJECT, _INFINITIVE = "object", "infinitive"
DONE_BY = frozenset({"object by", "object from", "object of"})
"""Roles of those who do what an object names, and are no places."""
_DEEP = frozenset({"against", "on", "with", "to", "toward", "towards", "for", "at", "between"})
"""Prepositions that may stand deeper in an object; "by", "from" and "of" are another's there."""
_PARTIES, _NONE = frozenset({"person", "party"}), frozenset[str]()
_OF, _BY = "of", "by"


def indirect(
    token: Token, light: Token | None, frame: Frame, found: Sequence[Argument], lexicon: Lexicon
) -> Iterator[Argument]:
    """The parties inside a clause's object, under its infinitive and its condition, in the order of directness."""
    verb = light or token
    if TARGET in frame.roles and (target := target_of(token, lexicon)) is not None:
        yield TARGET, target
    if "source" in frame.roles:
        for child in token.rights:
            if (giver := giver_by(child, lexicon.words)) is not None:
                yield "source", giver
    if any(role.startswith(f"{_OBJECT} ") for role in frame.roles):
        for role, head in found:
            if role == _OBJECT and head.pos_ == "NOUN" and not _PARTIES & lexicon.nouns.get(head.lemma_.lower(), _NONE):
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


def target_of(noun: Token, lexicon: Lexicon) -> Token | None:
    """Who or what is said to be the target or scene of an event: "Kenya was the target of an attack"."""
    preposition = noun.head
    if (
        noun.dep_ != "pobj"
        or preposition.lower_ != _OF
        or preposition.head.lemma_.lower() not in lexicon.words.target_nouns
    ):
        return None
    named = preposition.head
    return named.head if named.dep_ == "appos" else subject(named.head) if named.dep_ == "attr" else None


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
                if deeper in _DEEP:
                    yield from ((f"{name} {deeper}", one) for one in coordinated(inner))


def _is_of_doer(noun: Token, lexicon: Lexicon) -> bool:
    """Whether whom "of" names does what a noun says: "the resignation of the president", not "the killing of"."""
    frames = lexicon.frames.get((noun.lemma_.lower(), "NOUN"), ())
    return bool(frames) and all(frame.roles.get(_OF) == "agent" for frame in frames)
