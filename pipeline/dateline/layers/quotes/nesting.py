"""Attributions inside others: which lead on to a further source, and so are rows of their own."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from spacy.tokens import Doc

from dateline.doc.predicates import FINITE
from dateline.layers.quotes.attribution import Attribution
from dateline.layers.quotes.lexicon import Lexicon


def mark_nested(doc: Doc, attributions: Sequence[Attribution], lex: Lexicon) -> list[Attribution]:
    """The attributions; those marked nested stand in the content of another and lead on to no further source."""
    covering = [0] * (len(doc) + 1)
    for outer in attributions:
        for start, end in outer.parts if outer.cue.name != "refuse" else ():
            covering[start] += 1
            covering[end] -= 1
    depth = list(accumulate(covering))
    return [replace(a, nested=depth[a.at[0]] > _is_in_own(a) and not _is_chain(doc, a, lex)) for a in attributions]


def _is_in_own(attribution: Attribution) -> bool:
    """Whether a cue stands in its own content, which does not make it nested."""
    at = attribution.at[0]
    return attribution.cue.name != "refuse" and any(start <= at < end for start, end in attribution.parts)


def _is_chain(doc: Doc, inner: Attribution, lex: Lexicon) -> bool:
    """Whether an attribution inside another leads on to a further source ("The mayor said the army had denied it")."""
    if inner.source is None:
        return False
    if inner.cue.pos == "NOUN":
        return inner.cue.takes("clause") and doc[inner.parts[0][0]].lower_ in lex.words.complementizers
    if inner.cue.name not in lex.words.chained_classes:
        return False
    if inner.cue.name != "say" and doc[inner.source[0]].lower_ in lex.words.inanimate_pronouns:
        return False
    return _has_clause(doc, inner, lex) and any(end - start >= lex.limits.chained_content for start, end in inner.parts)


def _has_clause(doc: Doc, inner: Attribution, lex: Lexicon) -> bool:
    """Whether a cue has a tense and takes a clause."""
    cue = doc[inner.at[0]]
    finite = (
        cue.tag_ in FINITE
        or (cue.dep_ == "pcomp" and cue.head.lower_ in lex.words.role_markers)
        or (cue.tag_ == "VBN" and any(c.dep_ == "aux" for c in cue.lefts))
    )
    return finite and any(c.dep_ == "ccomp" for c in cue.children)
