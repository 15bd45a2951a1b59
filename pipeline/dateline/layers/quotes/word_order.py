"""Attributions by the order of words, where the parse shows none: short reports, headlines, colons."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from spacy.tokens import Doc, Token

from dateline.doc.offsets import sentence_of, sentence_tokens
from dateline.doc.predicates import Range, is_passive, own_subject, trim
from dateline.layers.quotes.lexicon import Cue, Words
from dateline.layers.quotes.source_phrase import source_phrase

HEADLINE = 30
"""How many tokens a headline has at most."""
NAME = 14
"""How many tokens the name of a source has at most."""
LEAST = 3
"""How many tokens a content has at least."""

_ENDS = frozenset({".", "!", "?", "”", '"', "''", "…", ":", ";", ")"})
_BREAKS = frozenset({",", ";", ":", "“", "”", '"', "''", "``", "—", "–"})
_BETWEEN = frozenset({"AUX", "ADV", "PART"})
_VERBAL = frozenset({"VERB", "AUX", "SCONJ"})
_OPENERS = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT"})
_PARTICIPLES = frozenset({"VBN", "VBG"})
_TAIL = frozenset({"ADP", "PROPN", "PUNCT", "SPACE"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_DASHES = frozenset({"-", "–", "—", "--"})
_INVERTED = frozenset({"nsubj", "dobj", "attr", "npadvmod", "oprd"})
_PARTS = frozenset({";", ":"})
_NOMINAL = frozenset({"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ"})


def clause_before(verb: Token) -> tuple[Range, Range] | None:
    """ "Ten killed in floods, officials say": the source and the content before it; None where the order is another."""
    doc = verb.doc
    start, end = sentence_tokens(doc, sentence_of(doc, verb.i))
    if verb.tag_ not in _FINITE:
        return None
    i = verb.i - 1
    while i > start and (doc[i].pos_ in _BETWEEN or (doc[i].text in _DASHES and doc[i - 1].text == ",")):
        i -= 1
    comma = _comma_before(doc, start, i)
    if comma is not None and comma == i:
        inner = _comma_before(doc, start, i - 1)
        outer = _comma_before(doc, start, inner - 1) if inner is not None and inner < i - 1 else None
        comma = outer if outer is not None and inner is not None and outer < inner - 1 else comma
    if comma is None:
        return None
    source: Range | None = comma + 1, i + 1
    tail = verb.i + 1
    if comma == i:
        named = next((c for c in verb.rights if c.dep_ in _INVERTED), None)
        source = source_phrase(named) if named is not None and named.left_edge.i == verb.i + 1 else None
        tail = source[1] if source else tail
    told = next((c for c in verb.rights if c.dep_ in ("dobj", "dative") and c.left_edge.i == tail), None)
    tail = tail if told is None else told.right_edge.i + 1
    if source is None or (tail < end and doc[tail].pos_ not in _TAIL):
        return None
    content = trim(doc, (start, comma))
    first = doc[content[0] + doc[content[0]].is_quote]
    fits = content[1] - content[0] >= LEAST and first.pos_ not in _OPENERS
    return (source, content) if fits and first.tag_ not in _PARTICIPLES else None


def _comma_before(doc: Doc, start: int, i: int) -> int | None:
    """The comma before the noun phrase that ends at token i; None where that is none, or another mark comes first."""
    at, start = i, max(start, i - NAME)
    while at > start and doc[at].text not in _BREAKS:
        if doc[at].pos_ in _VERBAL:
            return None
        at -= 1
    is_phrase = at == i or doc[at + 1].pos_ != "ADP"
    return at if doc[at].text == "," and is_phrase else None


def clause_after(verb: Token, words: Words) -> Range | None:
    """ "The minister told Reuters the convoy left at dawn": what follows a cue and its addressee, with a verb in it.

    None where no verb follows that could be one of a clause, whatever the parser made of it.
    """
    doc, end = verb.doc, sentence_tokens(verb.doc, sentence_of(verb.doc, verb.i))[1]
    named = own_subject(verb)
    if (
        verb.lemma_ not in words["plain"]
        or named is None
        or named.i > verb.i
        or verb.tag_ not in _FINITE
        or is_passive(verb)
    ):
        return None
    start, addressed = verb.i + 1, verb.lemma_ in words["addressed"]
    for child in verb.rights:
        told = addressed and child.dep_ in ("dobj", "dative") and child.left_edge.i == verb.i + 1
        if child.left_edge.i == start and (told or child.dep_ in ("advmod", "prep", "npadvmod")):
            start = child.right_edge.i + 1
    stop = next((i for i in range(start, end) if doc[i].text in _PARTS), end)
    if start == stop or doc[start].pos_ not in _NOMINAL or (addressed and start == verb.i + 1):
        return None
    clausal = any(_is_clausal(doc[i], verb, addressed) for i in range(start + 1, stop))
    return trim(doc, (start, stop)) if clausal else None


def after_colon(verb: Token, opening: Set[int], paragraphs: Sequence[int]) -> Range | None:
    """ "The governor added: It is typical": what follows the colon, where no mark opens it.

    That is a sentence, or the next paragraph where the colon ends one. opening: where the quoted parts begin.
    """
    doc, start = verb.doc, verb.i + 2
    if start >= len(doc) or doc[verb.i + 1].text != ":" or start in opening or start + 1 in opening:
        return None
    at = bisect_right(paragraphs, start)
    end = sentence_tokens(doc, sentence_of(doc, start))[1]
    if at and paragraphs[at - 1] == start:
        end = paragraphs[at] if at < len(paragraphs) else len(doc)
    said = trim(doc, (start, end))
    return said if said[1] - said[0] >= LEAST else None


def _is_clausal(token: Token, cue: Token, addressed: bool) -> bool:
    """Whether a token is the verb of a clause that the parser took for a participle of a noun."""
    if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return token.dep_ in ("acl", "ccomp", "aux", "auxpass")
    if token.tag_ != "VBN":
        return False
    return (token.dep_ == "amod" and token.nbor(-1).pos_ == "PROPN") or (addressed and token.dep_ == "acl")


def rest_after(verb: Token, end: int) -> Range | None:
    """ "Ukraine says 1,200 more bodies returned": what follows the cue of a headline, its subject before it."""
    named = own_subject(verb)
    if named is None or named.i > verb.i or verb.i + LEAST >= end or verb.nbor(1).pos_ in _OPENERS:
        return None
    return trim(verb.doc, (verb.i + 1, end))


def headlines(doc: Doc, paragraphs: Sequence[int]) -> Iterator[Range]:
    """The paragraphs that end like a headline: short, with no full stop."""
    for start, end in pairwise([*paragraphs, len(doc)]):
        if LEAST < end - start <= HEADLINE and doc[end - 1].text not in _ENDS:
            yield start, end


def named_first(doc: Doc, start: int, end: int, speakers: Mapping[int, int]) -> tuple[Range, Range] | None:
    """ "Kremlin: no talks planned": source and content; speakers: the end of every actor mention, and its start."""
    for i in range(start + 1, min(end - LEAST, start + NAME // 2)):
        if doc[i].text == ":":
            first = speakers.get(i, -1)
            named = first >= start and not any(t.pos_ in ("ADP", "CCONJ") for t in doc[start:first])
            return ((start, i), trim(doc, (i + 1, end))) if named else None
        if doc[i].is_punct or doc[i].pos_ in ("VERB", "AUX"):
            return None
    return None


def named_last(doc: Doc, start: int, end: int, speakers: Mapping[int, int]) -> tuple[Range, Range] | None:
    """ "Fourteen dead in fire - police": source and content, in a headline."""
    name = speakers.get(end, -1)
    mark = doc[name - 1].text if name - start > LEAST else ""
    if mark != ":" and (mark not in _DASHES or not doc[name - 2].whitespace_):
        return None
    return (name, end), trim(doc, (start, name - 1))


def is_report(cue: Cue, words: Words) -> bool:
    """Whether a cue has what was said after or before it, and no thing as its object."""
    return cue.pos == "VERB" and cue.name in words["reporting"] and cue.takes("quote") and cue.takes("clause")
