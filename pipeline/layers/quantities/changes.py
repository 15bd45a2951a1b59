"""Whether a number is the size of a rise or a fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

if TYPE_CHECKING:
    from pipeline.layers.quantities.context import View
    from pipeline.layers.quantities.grammar import Reading


def change_of(view: View, r: Reading, first: int) -> str | None:
    """up or down where the number is the size of a rise or a fall."""
    if r.meaning.bound == "vague" or r.kind in ("ordinal", "age", "duration"):
        return None
    p, lex = view.pieces, view.lexicon
    at = r.modifier[0] if r.modifier and r.modifier[0] < r.start else r.start
    by = p.at(at - 1) == "by"
    at -= by
    found = lex.change_phrases.before(p.low, at)
    if found is not None and not _is_particle(view, found[0]):
        return str(found[1]["change"])
    if at == 0:
        return None
    verb = view.doc[view.token(at - 1)]
    if by and (verb.pos_ != "VERB" or verb.lemma_ not in lex.changes):
        verb = _by_head(view, at)
    verbal = verb.pos_ == "VERB" or (by and verb.i + 1 == view.token(at))
    change, needs = lex.changes.get(verb.lemma_.lower(), ("", "")) if verbal else ("", "")
    has_unit = r.kind in ("percent", "money") or p.at(r.after) in ("points", "point") or r.fold
    if not change or (needs == "unit" and not has_unit) or (needs == "by" and not (by or r.fold)):
        return None
    return change


def _is_particle(view: View, piece: int) -> bool:
    """ "gave up 517 yards"."""
    token = view.doc[view.token(piece)]
    return token.dep_ == "prt" and token.head.lemma_ in view.lexicon.lists["up-verbs"]


def _by_head(view: View, at: int) -> Token:
    """The verb that "by 25 basis points" hangs on."""
    return view.doc[view.token(at)].head
