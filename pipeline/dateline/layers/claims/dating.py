"""When the event of a claim was: its own dates, else those of the clause that it hangs on."""

from collections.abc import Sequence, Set

from spacy.tokens import Doc

from dateline.doc.predicates import Range
from dateline.layers.claims.arguments import hangs_on
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.fillers import Filler, between
from dateline.layers.claims.lexicon import Words
from dateline.layers.claims.sourcing import Attribution
from dateline.layers.dates.values import Date

Dating = tuple[str, Filler[Date]]
"""What the preposition before a date makes of it (start, end, range, else ""), and the date."""

_INHERITING = frozenset({"advcl", "conj", "relcl", "acl", "xcomp"})
_DATING_CLASSES = frozenset({"announce", "confirm"})
"""Classes of cues whose day is that of what they tell, where it has none of its own."""


def event_dates(
    found: Candidate, nearest: Attribution | None, dates: Sequence[Filler[Date]], words: Words
) -> tuple[list[Dating], str]:
    """The dates of the event and their basis: its own, else those of the verb above it, else of an announcement.

    nearest: the attribution that it stands in. The basis is clause for its own and sentence for inherited ones.
    """
    own = own_dates(found, dates, words)
    if own:
        return own, "clause"
    doc, verb = found.token.doc, found.verb
    is_cue = nearest is not None and nearest.is_cue(verb.head.i)
    if verb.dep_ in _INHERITING and verb.head.pos_ == "VERB" and not is_cue:
        inherited = dates_at(doc, {verb.head.i}, found.scope, dates, words)
        if inherited:
            return inherited, "sentence"
    if nearest is not None and nearest.class_name in _DATING_CLASSES:
        return cue_dates(doc, nearest, dates, words), "sentence"
    return [], "clause"


def own_dates(found: Candidate, dates: Sequence[Filler[Date]], words: Words) -> list[Dating]:
    """The dates that hang on the trigger, or on a verb coordinated with it."""
    return dates_at(found.token.doc, found.heads | {c.i for c in found.token.conjuncts}, found.scope, dates, words)


def cue_dates(doc: Doc, nearest: Attribution, dates: Sequence[Filler[Date]], words: Words) -> list[Dating]:
    """The dates on which the source said so."""
    return dates_at(doc, frozenset(range(*nearest.cue)), nearest.cue, dates, words)


def dates_at(doc: Doc, heads: Set[int], clause: Range, dates: Sequence[Filler[Date]], words: Words) -> list[Dating]:
    """The dates in the sentence of a clause that hang on one of the heads."""
    found = []
    sentence = doc[clause[0]].sent
    for date in between(dates, sentence.start, sentence.end):
        root = doc[date.start : date.end].root
        if hangs_on(root, heads):
            preposition = root.head.lower_ if root.dep_ in ("pobj", "pcomp") else ""
            found.append((words.date_bounds.get(preposition, ""), date))
    return found
