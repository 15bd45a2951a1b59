"""Attributions by the order of words, where the parse shows none: short reports, headlines, colons."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from dateline.doc.predicates import (
    AUXILIARIES,
    FINITE_OR_MODAL,
    FINITE_OR_PARTICIPLE,
    VERBAL,
    Range,
    is_passive,
    own_subject,
    sentence_extent,
    trim,
)
from dateline.layers.quotes.attribution import Attribution, Attributions, View, attribute, by_name, cue_range
from dateline.layers.quotes.lexicon import Cue, Lexicon
from dateline.layers.quotes.source_phrase import INVERTED, source_phrase

_ENDS = frozenset({".", "!", "?", "”", '"', "''", "…", ":", ";", ")"})
_BREAKS = frozenset({",", ";", ":", "“", "”", '"', "''", "``", "—", "–"})
_BETWEEN = frozenset({"AUX", "ADV", "PART"})
_CLAUSAL = VERBAL | {"SCONJ"}
_OPENERS = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT"})
_PARTICIPLES = frozenset({"VBN", "VBG"})
_TAIL = frozenset({"ADP", "PROPN", "PUNCT", "SPACE"})
_DASHES = frozenset({"-", "–", "—", "--"})
_PARTS = frozenset({";", ":"})
_NOMINAL = frozenset({"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ"})


_BY_MARK = "what a colon or dash parts from a name"


def in_word_order(view: View, found: Attributions) -> Attributions:
    """The attributions with those added that the order of words shows where the parse does not."""
    doc, lex, added = view.doc, view.lex, dict(found)
    opening = {start for start, _ in view.quoted}
    for i, cue in view.cues.items():
        if (i in added and not _beyond(doc, i, added[i])) or not is_report(cue, lex):
            continue
        if (said := clause_before(doc[i], lex)) is not None:
            added[i] = Attribution(cue, cue_range(doc[i], lex), said[0], (said[1],), ("order of words",))
        elif (rest := clause_after(doc[i], lex) or after_colon(doc[i], opening, view.paragraphs, lex)) is not None:
            added[i] = attribute(doc[i], cue, [rest], lex, how="order of words")
    named: list[Attribution | None] = []
    for start, end in headlines(doc, view.paragraphs, lex):
        at = next((i for i in range(start, end) if i in view.cues), None)
        if at is None:
            named.append(named_last(view, start, end))
        elif at not in added and is_report(view.cues[at], lex) and (rest := rest_after(doc[at], end, lex)) is not None:
            added[at] = attribute(doc[at], view.cues[at], [rest], lex, how="rest of the headline")
    named += [named_first(view, start, end) for start, end in pairwise([*view.paragraphs, len(doc)])]
    for attribution in filter(None, named):
        added.setdefault(attribution.at[0], attribution)
    return added


def _beyond(doc: Doc, cue: int, attribution: Attribution) -> bool:
    """Whether a semicolon parts a cue from all its content behind it: "X, he said; Y, she added"."""
    ends = cue + 1 < len(doc) and doc[cue + 1].text == ";"
    return ends and all(start > cue for start, _ in attribution.parts)


def clause_before(verb: Token, lex: Lexicon) -> tuple[Range, Range] | None:
    """ "Ten killed in floods, officials say": the source and the content before it; None where the order is another."""
    doc = verb.doc
    start, end = sentence_extent(verb)
    if verb.tag_ not in FINITE_OR_PARTICIPLE:
        return None
    i = verb.i - 1
    while i > start and (doc[i].pos_ in _BETWEEN or (doc[i].text in _DASHES and doc[i - 1].text == ",")):
        i -= 1
    comma = _last_comma(doc, start, i, lex)
    if comma is None:
        return None
    source: Range | None = comma + 1, i + 1
    tail = verb.i + 1
    if comma == i:
        named = next((c for c in verb.rights if c.dep_ in INVERTED), None)
        source = source_phrase(named, lex) if named is not None and named.left_edge.i == verb.i + 1 else None
        tail = source[1] if source else tail
    addressee = next((c for c in verb.rights if c.dep_ in ("dobj", "dative") and c.left_edge.i == tail), None)
    tail = tail if addressee is None else addressee.right_edge.i + 1
    if source is None or (tail < end and doc[tail].pos_ not in _TAIL):
        return None
    content = trim(doc, (start, comma))
    return (source, content) if _can_be_said(doc, content, lex) else None


def _can_be_said(doc: Doc, content: Range, lex: Lexicon) -> bool:
    """Whether a content is long enough and opens with no preposition, conjunction or participle."""
    first = doc[content[0] + doc[content[0]].is_quote]
    fits = content[1] - content[0] >= lex.limits.content and first.pos_ not in _OPENERS
    return fits and first.tag_ not in _PARTICIPLES


def _last_comma(doc: Doc, start: int, i: int, lex: Lexicon) -> int | None:
    """The comma before the source that ends at token i, an apposition to it included ("..., the mayor, Berg, said")."""
    comma = _comma_before(doc, start, i, lex)
    if comma is None or comma != i:
        return comma
    inner = _comma_before(doc, start, i - 1, lex)
    outer = _comma_before(doc, start, inner - 1, lex) if inner is not None and inner < i - 1 else None
    return outer if outer is not None and inner is not None and outer < inner - 1 else comma


def _comma_before(doc: Doc, start: int, i: int, lex: Lexicon) -> int | None:
    """The comma before the noun phrase that ends at token i; None where that is none, or another mark comes first."""
    at, start = i, max(start, i - lex.limits.name)
    while at > start and doc[at].text not in _BREAKS:
        if doc[at].pos_ in _CLAUSAL:
            return None
        at -= 1
    is_phrase = at == i or doc[at + 1].pos_ != "ADP"
    return at if doc[at].text == "," and is_phrase else None


def clause_after(verb: Token, lex: Lexicon) -> Range | None:
    """ "The minister told Reuters the convoy left at dawn": what follows a cue and its addressee, with a verb in it.

    None where no verb follows that could be one of a clause, whatever the parser made of it.
    """
    doc, end = verb.doc, sentence_extent(verb)[1]
    named = own_subject(verb)
    if (
        verb.lemma_ not in lex.words.clause_verbs
        or named is None
        or named.i > verb.i
        or verb.tag_ not in FINITE_OR_PARTICIPLE
        or is_passive(verb)
    ):
        return None
    start, addressed = verb.i + 1, verb.lemma_ in lex.words.verbs_with_addressee
    for child in verb.rights:
        told = addressed and child.dep_ in ("dobj", "dative") and child.left_edge.i == verb.i + 1
        if child.left_edge.i == start and (told or child.dep_ in ("advmod", "prep", "npadvmod")):
            start = child.right_edge.i + 1
    stop = next((i for i in range(start, end) if doc[i].text in _PARTS), end)
    if start == stop or doc[start].pos_ not in _NOMINAL or (addressed and start == verb.i + 1):
        return None
    clausal = any(_is_clausal(doc[i], verb, addressed) for i in range(start + 1, stop))
    return trim(doc, (start, stop)) if clausal else None


def after_colon(verb: Token, opening: Collection[int], paragraphs: Sequence[int], lex: Lexicon) -> Range | None:
    """ "The governor added: It is typical": what follows the colon, where no mark opens it.

    That is a sentence, or the next paragraph where the colon ends one. opening: where the quoted parts begin.
    """
    doc, start = verb.doc, verb.i + 2
    if start >= len(doc) or doc[verb.i + 1].text != ":" or start in opening or start + 1 in opening:
        return None
    at = bisect_right(paragraphs, start)
    end = sentence_extent(doc[start])[1]
    if at and paragraphs[at - 1] == start:
        end = paragraphs[at] if at < len(paragraphs) else len(doc)
    said = trim(doc, (start, end))
    return said if said[1] - said[0] >= lex.limits.content else None


def _is_clausal(token: Token, cue: Token, addressed: bool) -> bool:
    """Whether a token is the verb of a clause that the parser took for a participle of a noun."""
    if token.tag_ in FINITE_OR_MODAL:
        return token.dep_ in {"acl", "ccomp"} | AUXILIARIES
    if token.tag_ != "VBN":
        return False
    return (token.dep_ == "amod" and token.nbor(-1).pos_ == "PROPN") or (addressed and token.dep_ == "acl")


def rest_after(verb: Token, end: int, lex: Lexicon) -> Range | None:
    """ "Ukraine says 1,200 more bodies returned": what follows the cue of a headline, its subject before it."""
    named = own_subject(verb)
    if named is None or named.i > verb.i or verb.i + lex.limits.content >= end or verb.nbor(1).pos_ in _OPENERS:
        return None
    return trim(verb.doc, (verb.i + 1, end))


def headlines(doc: Doc, paragraphs: Sequence[int], lex: Lexicon) -> Iterator[Range]:
    """The paragraphs that end like a headline: short, with no full stop."""
    for start, end in pairwise([*paragraphs, len(doc)]):
        if lex.limits.content < end - start <= lex.limits.headline and doc[end - 1].text not in _ENDS:
            yield start, end


def named_first(view: View, start: int, end: int) -> Attribution | None:
    """A name that opens a paragraph before a colon, with what follows ("Kremlin: no talks planned this week").

    Rule: quotes/name-first.
    """
    doc, limits = view.doc, view.lex.limits
    for i in range(start + 1, min(end - limits.content, start + limits.colon_name)):
        if doc[i].text == ":":
            first = view.speakers.get(i, -1)
            named = first >= start and not any(t.pos_ in ("ADP", "CCONJ") for t in doc[start:first])
            content = trim(doc, (i + 1, end))
            named = named or (doc[i - 1].lemma_.lower() in view.lex.words.representative_nouns and _tells(doc, content))
            return by_name("quotes/name-first", i, (start, i), [content], [_BY_MARK]) if named else None
        if doc[i].is_punct or doc[i].pos_ in VERBAL:
            return None
    return None


def _tells(doc: Doc, content: Range) -> bool:
    """Whether a headline behind a role and a colon has a verb: "Minister: strike will end", not "Leader: Anna Berg"."""
    return any(t.pos_ in VERBAL for t in doc[slice(*content)])


def named_last(view: View, start: int, end: int) -> Attribution | None:
    """A name that ends a headline after a dash or colon, with what stands before ("Fourteen dead in fire - police").

    Rule: quotes/name-last.
    """
    doc, name = view.doc, view.speakers.get(end, -1)
    mark = doc[name - 1].text if name - start > view.lex.limits.content else ""
    if mark != ":" and (mark not in _DASHES or not doc[name - 2].whitespace_):
        return None
    content = trim(doc, (start, name - 1))
    return by_name("quotes/name-last", name - 1, (name, end), [content], [_BY_MARK])


def is_report(cue: Cue, lex: Lexicon) -> bool:
    """Whether a cue has what was said after or before it, and no thing as its object."""
    return cue.pos == "VERB" and cue.name in lex.words.report_classes and cue.takes("quote") and cue.takes("clause")
