"""Whether a number is the size of a rise or a fall."""

from spacy.tokens import Token

from dateline.layers.quantities.alignment import View
from dateline.layers.quantities.readings import Reading


def change_of(view: View, r: Reading, first: int) -> str | None:
    """up or down where the number is the size of a rise or a fall."""
    if r.meaning.bound == "vague" or r.kind in ("ordinal", "age", "duration"):
        return None
    p, lex = view.pieces, view.lexicon
    at = r.opens
    by = p.at(at - 1) in view.lists["by-how-much"]
    at -= by
    found = lex.change_phrases.longest_ending(p.low, at)
    if found is not None and not _is_particle(view, r, found[0]):
        return found[1]
    if at == 0:
        return None
    verb = view.doc[view.token(at - 1)]
    if by and (verb.pos_ != "VERB" or verb.lemma_ not in lex.changes):
        verb = _by_head(view, at)
    verbal = verb.pos_ == "VERB" or (by and verb.i + 1 == view.token(at))
    change, needs = lex.changes.get(verb.lemma_.lower(), ("", "")) if verbal else ("", "")
    has_unit = r.kind in ("percent", "money") or p.at(r.after) in view.lists["points"] or r.fold
    if not change or (needs == "unit" and not has_unit) or (needs == "by" and not (by or r.fold)):
        return None
    if not by and r.unit is not None and r.unit.dimension == "length" and _leads_on(view, r):
        return None
    if (
        verb.lemma_ in view.lists["losing-verbs"]
        and r.kind == "money"
        and abs(r.meaning.value or r.meaning.low or 0) >= view.limits.loss
    ):
        return None
    return change


def _leads_on(view: View, r: Reading) -> bool:
    """ "sank 12 miles off the coast": where, not how much."""
    behind = view.pieces.at(r.after)
    return behind in view.lists["directions"] or behind in view.lists["leading-on"]


def _is_particle(view: View, r: Reading, piece: int) -> bool:
    """ "gave up 517 yards", "shot down three drones"."""
    token = view.doc[view.token(piece)]
    plain = (
        r.kind == "count"
        and token.i
        and token.nbor(-1).pos_ == "VERB"
        and view.pieces.at(r.after) not in view.lists["index-points"]
    )
    verb = token.nbor(-1) if plain else token.head
    return bool(plain or token.dep_ == "prt") and verb.lemma_ not in view.lists["going-verbs"]


def _by_head(view: View, at: int) -> Token:
    """The verb that "by 25 basis points" hangs on."""
    return view.doc[view.token(at)].head
