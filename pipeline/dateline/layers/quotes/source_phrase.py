"""Whose words: the noun phrase that is the source of a cue."""

from spacy.tokens import Doc, Token

from dateline.doc.predicates import Range, by_agent, extent, is_passive, noun_phrase, own_subject, subject, trim
from dateline.layers.quotes.adjuncts import adjunct_end, lacks_subject, noun_source
from dateline.layers.quotes.lexicon import Cue, Words

ACRONYM = 5
"""How many tokens an acronym has at most, brackets included."""

_BRACKETS = {"(": ")", "[": "]"}
_FULL = frozenset({"aux", "auxpass", "nsubj", "nsubjpass"})
_CLOSING = frozenset(_BRACKETS.values())
_DATES = frozenset({"DATE", "TIME"})
_RELATIVES = frozenset({"WP", "WP$", "WDT"})
_INVERTED = frozenset({"nsubj", "dobj", "npadvmod", "attr", "oprd"})
_SPEAKERS = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "CCONJ", "DET", "ADP"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def cue_source(token: Token, cue: Cue, words: Words) -> Range | None:
    """The source that the parse gives to a cue."""
    if cue.pos == "NOUN":
        head = noun_source(token, cue, words)
    elif cue.takes("adjunct"):
        head = next((c for to in token.rights for c in to.rights if c.dep_ == "pobj"), None)
        if head is not None and (lacks_subject(token) or adjunct_end(token) <= token.right_edge.i):
            start, end = source_phrase(head) or extent(head)
            start, end = trim(token.doc, (start, min(end, adjunct_end(token, cut=True))))
            return start, _with_brackets(token.doc, start, end)
    elif (quoting := _quoting(token)) is not None:
        head = own_subject(quoting) if is_passive(quoting) else _object(quoting)
    elif is_passive(token) or _is_participle(token):
        head = by_agent(token)
    elif token.tag_ == "VBG" and token.dep_ == "advcl" and is_passive(token.head):
        head = by_agent(token.head)
    else:
        head = subject(token) or subject_after(token)
    source = source_phrase(head) if head is not None else None
    if source is None or (source[0] < token.i and any(t.tag_ == "VBD" for t in token.doc[slice(*source)])):
        return _name_before(token) or source
    return source


def _quoting(verb: Token) -> Token | None:
    """The verb that "as saying" hangs on, in "was quoted as saying" and "quoted the general as saying"."""
    role = verb.head
    return role.head if verb.dep_ == "pcomp" and role.lower_ == "as" and role.head.pos_ == "VERB" else None


def _object(verb: Token) -> Token | None:
    return next((c for c in verb.rights if c.dep_ == "dobj"), None)


def _name_before(verb: Token) -> Range | None:
    """The noun phrase from a mark or the start to a verb without a subject in the parse; else the name right before."""
    doc, end = verb.doc, verb.i
    if end == 0 or doc[end].is_sent_start or verb.tag_ not in _FINITE or doc[end - 1].pos_ not in _NOMINAL:
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


def _is_participle(verb: Token) -> bool:
    """Whether the verb is a passive without auxiliary ("as stated by the army", "asked about the raid, he left")."""
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(c.dep_ in _FULL for c in verb.children)


def source_phrase(head: Token) -> Range | None:
    """The noun phrase of a head with a bracketed acronym, up to a relative clause or an apposition after a name."""
    start, end = noun_phrase(head)
    head = _second_half(head)
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
    return (start, _with_brackets(head.doc, start, end)) if start < end else None


def _second_half(head: Token) -> Token:
    """The last part of a word with hyphens that the parser took apart ("co-author")."""
    doc = head.doc
    while (
        head.i + 2 < len(doc) and doc[head.i + 1].text == "-" and not (head.whitespace_ or doc[head.i + 1].whitespace_)
    ):
        head = doc[head.i + 2]
    return head


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


def _with_brackets(doc: Doc, start: int, end: int) -> int:
    """The end of a phrase with the acronym in brackets that it ends in, or that follows it."""
    if end < len(doc) and doc[end].text in _CLOSING and any(t.text in _BRACKETS for t in doc[start:end]):
        return end + 1
    if end < len(doc) and doc[end].text in _BRACKETS:
        closing = _BRACKETS[doc[end].text]
        return next((t.i + 1 for t in doc[end : end + ACRONYM] if t.text == closing), end)
    return end


def subject_after(verb: Token) -> Token | None:
    """The noun after a verb that stands behind a mark, its inverted subject whatever the parser took it for."""
    before = verb.nbor(-1) if verb.i else None
    if before is None or not before.is_punct:
        return None
    named = next((c for c in verb.rights if c.dep_ in _INVERTED), None)
    return _phrase_after(verb) if named is None or named.left_edge.i > verb.i + 1 else named


def _phrase_after(verb: Token) -> Token | None:
    """The head of the noun phrase that begins right after the verb."""
    if verb.i + 1 == len(verb.doc):
        return None
    first = head = verb.nbor(1)
    while head.head.i > head.i and head.head.left_edge.i == first.i:
        head = head.head
    return head if head.pos_ in _NOMINAL else None


def source_outside(doc: Doc, source: Range | None, cue: int, part: Range) -> Range | None:
    """The source of a cue after quoted speech: not a word of that, but what stands between it and the cue."""
    if source is not None and not part[0] <= source[0] < part[1]:
        return source
    start, end = trim(doc, (part[1], cue))
    if start < end and not any(t.pos_ in ("VERB", "SCONJ") for t in doc[start:end]):
        return start, end
    after = subject_after(doc[cue])
    return source_phrase(after) if after is not None else None
