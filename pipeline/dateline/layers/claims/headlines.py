"""Who else does it in a headline, where a comma stands for "and": "Kenya, Somalia agree truce"."""

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.doc.predicates import appositions
from dateline.layers.claims.fillers import Fillers

_LOOSE = frozenset({"npadvmod", "dep", "nmod", "nsubj", "ccomp", "advcl"})
"""Labels that the parser gives to the first of two names that a comma joins."""
_TODAY = frozenset({"VBP", "VBD", "VB"})


def joined_by_comma(subject: Token, verb: Token, fillers: Fillers) -> Iterator[Token]:
    """The other of two named parties that open a sentence, right before its verb, with nothing but a comma between."""
    if verb.tag_ not in _TODAY or fillers.at(subject.i) is None:
        return
    start = subject.sent.start
    for other in appositions(subject):
        if subject.left_edge.i == start and _is_pair(subject, other, verb, fillers):
            yield other
    opening = fillers.at(start)
    first = subject.doc[start : opening.end].root if opening is not None and opening.start == start else None
    if first is not None and first.i < subject.i and first.dep_ in _LOOSE and _is_pair(first, subject, verb, fillers):
        yield first


def _is_pair(first: Token, second: Token, verb: Token, fillers: Fillers) -> bool:
    """Whether two mentions stand beside each other with a comma, the second right before the verb."""
    one, two = fillers.at(first.i), fillers.at(second.i)
    if one is None or two is None or one.end + 1 != two.start or two.end != verb.i:
        return False
    return first.doc[one.end].text == ","
