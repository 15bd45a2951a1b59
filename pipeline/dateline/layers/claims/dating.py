"""When the event of a claim was: the dates of its own clause, else those of the clause that it hangs on."""

from collections.abc import Iterator, Sequence, Set

from spacy.tokens import Doc, Span, Token

from dateline.doc.offsets import sentence_of
from dateline.doc.predicates import FINITE, VERBAL, Range, is_passive, own_subject
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.coming import coming_into_force
from dateline.layers.claims.fillers import Filler, Fillers, between
from dateline.layers.claims.lags import lag_of
from dateline.layers.claims.lexicon import Words
from dateline.layers.claims.sourcing import Attribution
from dateline.layers.dates.values import Date

Dating = tuple[str, Filler[Date]]
"""What the preposition before a date makes of it (start, end, range, join, else ""), and the date."""

_INHERITING = frozenset({"advcl", "conj", "relcl", "acl", "xcomp", "ccomp"})
_DATING_CLASSES = frozenset({"announce", "confirm"})
"""Classes of cues whose day is that of what they tell, where it has none of its own."""
_ABOUT_ANOTHER = frozenset({
    "ACCUSE", "INVESTIGATE", "REQUEST", "SUPPORT", "REJECT", "AGREE", "STATEMENT", "CONSULT", "THREATEN", "CONCEDE",
})  # fmt: skip
"""Event types whose object is an event of its own, with days of its own: "condemned Monday's attack"."""
_MOST_HEADS = 8
_HARM = frozenset({"CASUALTY", "DAMAGE"})
_OF_PERSONS = frozenset({"who", "whom", "whose"})
_MOST_NOUNS = 3
"""Nouns over a relative clause, of which one may be the event."""
_SUPERLATIVE = "JJS"
_FROM_THEN = "start"
_WITH = "with"
_PARTING = frozenset({"after", "before", "following"})


def event_dates(
    found: Candidate, nearest: Attribution | None, fillers: Fillers, words: Words, *, own_only: bool
) -> tuple[list[Dating], str]:
    """The dates of the event and their basis: its own, else those of the verb above it, else of an announcement.

    nearest: the attribution that it stands in. The basis is clause for its own and sentence for inherited ones.
    own_only: what hangs on its own words is all ("came on Monday after an allegation that he beat a man").
    """
    own = own_dates(found, fillers, words)
    if own or own_only or lag_of(found.token, sentence_of(found.token.doc, found.token.i), fillers, words) is not None:
        return own, "clause"
    doc, verb = found.token.doc, found.verb
    coming = coming_into_force(verb)
    if coming is not None:
        return dates_at(doc, {coming.i}, found.scope, fillers.dates, words), "sentence"
    for clause in verb.children if found.frame.event_type not in _ABOUT_ANOTHER else ():
        if clause.dep_ == "advcl" and any(c.lower_ in words.simultaneous for c in clause.lefts):
            meanwhile = dates_at(doc, {clause.i}, found.scope, fillers.dates, words)
            if meanwhile:
                return meanwhile, "sentence"
    is_cue = nearest is not None and nearest.is_cue(verb.head.i)
    if verb.dep_ in _INHERITING and verb.head.pos_ == "VERB" and not is_cue:
        inherited = dates_at(doc, {verb.head.i}, found.scope, fillers.dates, words)
        if inherited:
            return inherited, "sentence"
    of_noun = _of_what_did_it(found, fillers, words)
    if of_noun:
        return of_noun, "sentence"
    if nearest is not None and nearest.class_name in _DATING_CLASSES:
        if any(not nearest.cue[0] <= date.start < nearest.cue[1] for date in between(fillers.dates, *found.scope)):
            return [], "clause"  # "announced on Tuesday that he had asked for the resignation on Monday night"
        return cue_dates(doc, nearest, fillers.dates, words), "sentence"
    return [], "clause"


def own_dates(found: Candidate, fillers: Fillers, words: Words) -> list[Dating]:
    """The dates that hang on the word, else on a verb coordinated with it; not those of the event that it is about."""
    doc, token = found.token.doc, found.token
    about = frozenset(_about(found, words))
    if token.i in fillers.gaps:
        return [("", date) for date in between(fillers.dates, *found.scope)]
    dates = [date for date in fillers.dates if not fillers.is_in_gap(date.start)] if fillers.gaps else fillers.dates
    own = dates_at(doc, found.heads, found.scope, dates, words, about)
    if own:
        return own
    behind = _right_behind(token, dates, words)
    if behind is not None:
        return [("", behind)]
    shared = {
        c.i for c in token.conjuncts if c.pos_ == token.pos_ and (c.i < token.i or _is_of_one_day(token, c, words))
    }
    own = dates_at(doc, shared, found.scope, dates, words, about)
    if own or token.pos_ not in ("NOUN", "PROPN"):
        return own
    return dates_at(doc, {c.i for c in token.subtree if _tells_of(c, token, words)}, found.scope, dates, words, about)


def _about(found: Candidate, words: Words) -> Iterator[int]:
    """The nouns with days of their own that an event is about: its object, the vote for which somebody is backed."""
    if found.frame.event_type not in _ABOUT_ANOTHER:
        return
    yield from (head.i for head in found.of("object"))
    yield from (head.i for head in found.of("for", "in") if head.lemma_.lower() in words.scheduled_nouns)


def _is_of_one_day(verb: Token, later: Token, words: Words) -> bool:
    """ "Killed and hurt ten on Monday", unlike "was shut after the blast and reopened on Monday"."""
    if own_subject(later) is not None or (verb.pos_ in VERBAL and is_passive(verb) and later.tag_ == "VBD"):
        return False
    parted = (c for c in verb.rights if c.dep_ in ("prep", "advcl") and c.i < later.i)
    after = any(c.lower_ in _PARTING or any(m.lower_ in _PARTING for m in c.lefts) for c in parted)
    return not after and not any(c.lower_ in words.sequence_adverbs for c in later.children)


def _of_what_did_it(found: Candidate, fillers: Fillers, words: Words) -> list[Dating]:
    """The dates of what a relative clause says that it did harm: "a 2004 bombing in Lamu that left ten dead"."""
    verb = found.verb
    if found.frame.event_type not in _HARM or verb.dep_ not in ("relcl", "acl"):
        return []
    if verb.dep_ == "acl" or any(c.lower_ in _OF_PERSONS for c in verb.subtree if c.i < verb.i):
        return []
    noun, doc = verb.head, found.token.doc
    for _ in range(_MOST_NOUNS):
        own = [date for date in dates_at(doc, {noun.i}, found.scope, fillers.dates, words) if date[1].start < verb.i]
        if own:
            return own
        if noun.dep_ != "pobj" or noun.head.head.pos_ != "NOUN":
            return []
        noun = noun.head.head
    return []


def _tells_of(clause: Token, event: Token, words: Words) -> bool:
    """ "Three strikes on clinics that killed ten last week": what an event did, on the day when it was."""
    told = clause.dep_ == "relcl" and clause.i > event.i and clause.lemma_ in words.happening_verbs
    return told and not is_passive(clause)


def _right_behind(noun: Token, dates: Sequence[Filler[Date]], words: Words) -> Filler[Date] | None:
    """The date behind an event that a clause counts from: "since the invasion in May", whatever it was hung on."""
    if noun.pos_ != "NOUN" or noun.dep_ != "pobj" or noun.head.lower_ not in words.date_bounds:
        return None
    if noun.i + 2 >= len(noun.doc) or noun.nbor(1).lower_ not in words.within:
        return None
    return next((date for date in between(dates, noun.i + 2, noun.i + 4)), None)


def cue_dates(doc: Doc, nearest: Attribution, dates: Sequence[Filler[Date]], words: Words) -> list[Dating]:
    """The dates on which the source said so."""
    return dates_at(doc, frozenset(range(*nearest.cue)), nearest.cue, dates, words)


def dates_at(
    doc: Doc,
    heads: Set[int],
    clause: Range,
    dates: Sequence[Filler[Date]],
    words: Words,
    about: Set[int] = frozenset(),
) -> list[Dating]:
    """The dates in the sentence of a clause that hang on one of the heads; about: nouns whose dates are their own."""
    found: list[Dating] = []
    sentence = doc[clause[0]].sent
    for date in between(dates, sentence.start, sentence.end):
        root = doc[date.start : date.end].root
        bound = _bound(root, heads, words, about)
        if bound is not None and not is_of_clause_behind(date, heads, sentence, words):
            joined = root.dep_ == "conj" and any(d.start <= root.head.i < d.end for _, d in found)
            found.append(("join" if joined else bound, date))
    return found


def is_of_clause_behind(date: Filler[Date], heads: Set[int], sentence: Span, words: Words) -> bool:
    """Whether a date is of a clause that opens behind the heads, whatever the parser hung it on.

    "An arrest was made, while as of Monday two were at large", "declared it last week, with Kenya following on Monday".
    """
    doc, first = sentence.doc, date.start
    while first > sentence.start and (doc[first - 1].dep_ == "prep" or doc[first - 1].lower_ in words.within):
        first -= 1
    last = max((i for i in heads if i < date.start), default=date.start)
    if last >= first:
        return False
    if doc[first - 1].lower_ in words.contrasts:
        return any(token.tag_ in FINITE for token in doc[date.end : sentence.end])
    opened = next((i for i in range(last + 1, first) if doc[i].lower_ == _WITH and doc[i - 1].text == ","), None)
    return opened is not None and any(t.tag_ == "VBG" for t in doc[opened + 1 : first])


def _bound(root: Token, heads: Set[int], words: Words, about: Set[int]) -> str | None:
    """What the way from a date up to one of the heads makes of the date; None where it is none of its own.

    No other verb may stand in between, no superlative ("the deadliest since ..."), and no other event but one in
    which this one happened. "Since the invasion in February" is from then on.
    """
    token, bound = root, ""
    for _ in range(_MOST_HEADS):
        if token.i in heads:
            return bound
        if token.i in about:
            return None
        head = token.head
        describes = token.pos_ == "ADJ" and token.dep_ == "amod" and token.i > head.i  # "men missing since 1974"
        if head == token or head.tag_ == _SUPERLATIVE or describes:
            return None
        if (
            head.pos_ in VERBAL
            and head.i not in heads
            and not (head.dep_ == "acl" and head.lemma_ in words.light_verbs)
        ):
            since = any(
                c.dep_ in ("mark", "prep") and words.date_bounds.get(c.lower_) == _FROM_THEN for c in head.lefts
            )
            above = head.head
            if head.dep_ in ("pcomp", "pobj") and words.date_bounds.get(above.lower_) == _FROM_THEN:
                since, above = True, above.head  # "since starting work in 2019"
            return _FROM_THEN if since and above.i in heads else None
        if token.dep_ in ("pobj", "pcomp"):
            preposition = head.lower_
            if preposition in words.date_bounds and (token == root or head.head.i in heads):
                bound = words.date_bounds[preposition]
            elif token == root and _is_of_earlier(head, heads, words):
                bound = _FROM_THEN
            elif token != root and token.pos_ == "NOUN" and preposition not in words.within:
                return None
        token = head
    return None


def _is_of_earlier(preposition: Token, heads: Set[int], words: Words) -> bool:
    """Whether a date stands right behind the event that the clause counts from: "since the coup in May"."""
    if preposition.i == 0 or preposition.head.i not in heads:
        return False
    noun = preposition.nbor(-1)
    if noun.dep_ != "pobj" or words.date_bounds.get(noun.head.lower_) != _FROM_THEN:
        return False
    return any(verb.i in heads for verb in (noun.head.head, *noun.head.head.conjuncts))
