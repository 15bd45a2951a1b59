"""Whose words: the noun phrase that is the source of a cue."""

from spacy.tokens import Doc, Token

from dateline.doc.predicates import (
    FINITE,
    NOMINAL,
    Range,
    by_agent,
    direct_object,
    extent,
    is_bare_participle,
    is_passive,
    last_part,
    noun_phrase,
    own_subject,
    subject,
    trim,
)
from dateline.layers.quotes.adjuncts import adjunct_end, lacks_subject, noun_source
from dateline.layers.quotes.lexicon import Cue, Lexicon

_BRACKETS = {"(": ")", "[": "]"}
_CLOSING = frozenset(_BRACKETS.values())
_DATES = frozenset({"DATE", "TIME"})
_RELATIVES = frozenset({"WP", "WP$", "WDT"})
INVERTED = frozenset({"nsubj", "dobj", "npadvmod", "attr", "oprd"})
"""What the parser takes a subject for that stands after its verb."""
_SPEAKERS = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "CCONJ", "DET", "ADP"})


def cue_source(token: Token, cue: Cue, lex: Lexicon) -> Range | None:
    """The source that the parse gives to a cue; of a verb without one the name before it."""
    if cue.takes("adjunct") and cue.pos != "NOUN":
        source = _adjunct_source(token, lex)
    else:
        head = noun_source(token, cue, lex) if cue.pos == "NOUN" else _verb_source(token, lex)
        source = source_phrase(head, lex) if head is not None else None
    if source is None or _holds_past(token, source):
        return _name_before(token) or source
    return source


def _holds_past(token: Token, source: Range) -> bool:
    """Whether a verb in the past stands in a source before its cue, which the parser took for a part of the noun."""
    return source[0] < token.i and any(t.tag_ == "VBD" for t in token.doc[slice(*source)])


def _adjunct_source(adjunct: Token, lex: Lexicon) -> Range | None:
    """ "according to the army": what the adjunct's preposition governs, up to the comma that ends the adjunct."""
    head = next((c for to in adjunct.rights for c in to.rights if c.dep_ == "pobj"), None)
    if head is None:
        return None
    if not lacks_subject(adjunct) and adjunct_end(adjunct) > adjunct.right_edge.i:
        return source_phrase(head, lex)
    start, end = source_phrase(head, lex) or extent(head)
    start, end = trim(adjunct.doc, (start, min(end, adjunct_end(adjunct, cut=True))))
    return start, _with_brackets(adjunct.doc, start, end, lex)


def _verb_source(verb: Token, lex: Lexicon) -> Token | None:
    """The head of who says it: the subject, in the passive the agent, and of "quoted as saying" who is quoted."""
    quoting = _quoting(verb, lex)
    if quoting is not None:
        return own_subject(quoting) if is_passive(quoting) else direct_object(quoting)
    if is_passive(verb) or is_bare_participle(verb):
        return by_agent(verb)
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and is_passive(verb.head):
        return by_agent(verb.head)
    return subject(verb) or subject_after(verb)


def _quoting(verb: Token, lex: Lexicon) -> Token | None:
    """The verb that "as saying" hangs on, in "was quoted as saying" and "quoted the general as saying"."""
    role = verb.head
    fits = verb.dep_ == "pcomp" and role.lower_ in lex.words.role_markers
    return role.head if fits and role.head.pos_ == "VERB" else None


def _name_before(verb: Token) -> Range | None:
    """The noun phrase from a mark or the start to a verb without a subject in the parse; else the name right before."""
    doc, end = verb.doc, verb.i
    if end == 0 or doc[end].is_sent_start or verb.tag_ not in FINITE or doc[end - 1].pos_ not in NOMINAL:
        return None
    start = first = end - 1
    while doc[start].ent_iob_ == "I" and start:
        start -= 1
    while first and doc[first].pos_ in _NAMING and not doc[first].is_sent_start:
        first -= 1
    opens = doc[first].is_sent_start and doc[first].pos_ in _NAMING
    run = first if opens else first + 1
    if (opens or doc[first].is_punct) and doc[run].pos_ != "ADP":
        return run + (doc[run].pos_ == "CCONJ"), end
    return (start, end) if doc[start].ent_type_ in _SPEAKERS else None


def source_phrase(head: Token, lex: Lexicon) -> Range | None:
    """The noun phrase of a head with a bracketed acronym, up to a relative clause or an apposition after a name."""
    start, end = noun_phrase(head)
    head = last_part(head)
    end = max(end, noun_phrase(head)[1])
    for child in head.rights:
        edge = child.left_edge.i
        if child.dep_ == "acl" and child.tag_ == "VBN" and edge == end:
            end = child.right_edge.i + 1
        apposed = child.dep_ == "appos" and edge < end and child.doc[edge - 1].text == ","
        if apposed and head.pos_ == "PROPN" and not (child.ent_type_ == "PERSON" != head.ent_type_):
            end = edge
    stop = next((t.i for t in head.doc[head.i + 1 : end] if t.tag_ in _RELATIVES or t.ent_type_ in _DATES), end)
    while head.i + 1 < stop < end and (head.doc[stop - 1].pos_ == "ADP" or head.doc[stop - 1].tag_ == "VBN"):
        stop -= 1  # "the report dated March 16", "footage from 2017"
    start, end = trim(head.doc, (start, stop))
    end = _with_office(head, _with_name(head, end - (head.doc[end - 1].tag_ == "POS")))
    return (start, _with_brackets(head.doc, start, end, lex)) if start < end else None


def _with_name(head: Token, end: int) -> int:
    """The end of an office with the name in apposition that the parser left out ("the chief clerk, Anna Berg, ...")."""
    doc, at = head.doc, end + 1
    if head.ent_type_ == "PERSON" or at >= len(doc) or doc[end].text != ",":
        return end
    while at < len(doc) and doc[at].ent_type_ == "PERSON":
        at += 1
    return at if at > end + 1 and at < len(doc) and doc[at].text == "," else end


def _with_office(head: Token, end: int) -> int:
    """The end of a place with the office and the name after it that the parser cut off ("Ohio Senator Anna Berg, ...").

    Only where a comma follows.
    """
    doc, at = head.doc, end
    while head.pos_ == "PROPN" and at < len(doc) and doc[at].pos_ == "PROPN":
        at += 1
    cut_off = end < at < len(doc) and doc[at].text == "," and doc[end].ent_type_ != "PERSON"
    return at if cut_off and doc[at - 1].ent_type_ == "PERSON" else end


def _with_brackets(doc: Doc, start: int, end: int, lex: Lexicon) -> int:
    """The end of a phrase with the acronym in brackets that it ends in, or that follows it."""
    if end < len(doc) and doc[end].text in _CLOSING and any(t.text in _BRACKETS for t in doc[start:end]):
        return end + 1
    if end < len(doc) and doc[end].text in _BRACKETS:
        closing = _BRACKETS[doc[end].text]
        return next((t.i + 1 for t in doc[end : end + lex.limits.acronym] if t.text == closing), end)
    return end


def subject_after(verb: Token) -> Token | None:
    """The noun after a verb that stands behind a mark, its inverted subject whatever the parser took it for."""
    before = verb.nbor(-1) if verb.i else None
    if before is None or not before.is_punct:
        return None
    named = next((c for c in verb.rights if c.dep_ in INVERTED), None)
    return _phrase_after(verb) if named is None or named.left_edge.i > verb.i + 1 else named


def _phrase_after(verb: Token) -> Token | None:
    """The head of the noun phrase that begins right after the verb."""
    if verb.i + 1 == len(verb.doc):
        return None
    first = head = verb.nbor(1)
    while head.head.i > head.i and head.head.left_edge.i == first.i:
        head = head.head
    return head if head.pos_ in NOMINAL else None


def source_outside(doc: Doc, source: Range | None, cue: int, part: Range, lex: Lexicon) -> Range | None:
    """The source of a cue after quoted speech: not a word of that, but what stands between it and the cue."""
    if source is not None and not part[0] <= source[0] < part[1]:
        return source
    start, end = trim(doc, (part[1], cue))
    if start < end and not any(t.pos_ in ("VERB", "SCONJ") for t in doc[start:end]):
        return start, end
    after = subject_after(doc[cue])
    return source_phrase(after, lex) if after is not None else None
