"""Where contents end: before what the speaker does, before the narrator's own words, with speech in quotation marks."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set

import numpy as np
from spacy.tokens import Doc, Token

from dateline.doc.offsets import sentence_of, sentence_tokens
from dateline.doc.predicates import Range, own_subject, trim
from dateline.layers.quotes.lexicon import Attribution, Words

_ARTICLES = frozenset({"a", "an"})
_RELATIVES = frozenset({"WDT", "WP", "IN"})
_BRACKETS = frozenset({"]", ")"})
_FULL_STOPS = frozenset({".", "!", "?", "…"})
_CUES = frozenset({"VERB", "PUNCT"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LEAST = 4


def close(doc: Doc, found: Mapping[int, Attribution], quoted: Sequence[Range], words: Words) -> None:
    """Ends every content where it ends, and makes it whole: brackets and quoted parts are not cut."""
    asides = {at: i for i in found if (at := _aside(doc[i])) is not None}
    starts, comments = sorted(asides), _comments(doc, words)
    marked, opening = set(quoted), {start for start, _ in quoted}
    narrated = sorted([*_other_clauses(doc, found, words), *_speech_ends(doc, quoted)])
    for attribution in found.values():
        for at in _asides_in(attribution.parts, starts):
            attribution.parts = [
                (start, at - 1) if start < at < end else (start, end) for start, end in attribution.parts
            ]
            attribution.how.append("up to what the speaker does")
            found[asides[at]].source = attribution.source
        parts = [_cut_at(part, comments) for part in attribution.parts]
        parts = [_cut_at(part, narrated) if part[0] > attribution.at[0] else part for part in parts]
        attribution.how += ["up to the narrator's words"] if parts != attribution.parts else []
        parts = _over_colon(doc, attribution, parts, opening)
        parts = _without_scene(doc, attribution.at[0], parts, marked)
        attribution.parts = [_with_bracket(doc, part) for part in _whole(parts, quoted, marked)]


def _over_colon(doc: Doc, attribution: Attribution, parts: list[Range], opening: Set[int]) -> list[Range]:
    """The parts with what a colon leads to: "said that three things are sure: prices rise, wages fall ..."."""
    start, end = parts[-1] if parts else (0, 0)
    if start < attribution.at[1] or "clause" not in attribution.how or end + 2 >= len(doc) or doc[end].text != ":":
        return parts
    if doc[end + 1].is_sent_start or end + 1 in opening or end + 2 in opening:
        return parts
    stop = sentence_tokens(doc, sentence_of(doc, end))[1]
    return [*parts[:-1], (start, trim(doc, (end, stop))[1])]


def _without_scene(doc: Doc, cue: int, parts: list[Range], quoted: Set[Range]) -> list[Range]:
    """The parts of quoted speech without a scene that is set before its cue: "Speaking to us, he said ..."."""
    if not any(part in quoted for part in parts):
        return parts
    return [p for p in parts if p in quoted or p[1] > cue or any(t.tag_ in _FINITE for t in doc[p[0] : p[1]])]


def _other_clauses(doc: Doc, found: Mapping[int, Attribution], words: Words) -> Iterator[int]:
    """Where ", and his critics say ..." begins: a clause with a speaker of its own, put to what another said."""
    for i, attribution in found.items():
        second = doc[i].dep_ in ("conj", "advcl") and attribution.cue.name in words["chained"]
        named = own_subject(doc[i]) if second else None
        if named is None or named.i > i or named.pos_ == "PRON":
            continue
        for joint in (named.left_edge.i - 1, doc[i].left_edge.i - 1):
            fits = doc[joint].dep_ == "cc" if doc[i].dep_ == "conj" else doc[joint].lower_ in words["contrast"]
            if joint > 0 and fits and doc[joint - 1].text == "," and doc[joint + 1].lower_ != "that":
                yield joint - 1


def _speech_ends(doc: Doc, quoted: Sequence[Range]) -> Iterator[int]:
    """Where speech in quotation marks ends with its sentence, or with a clause of it, and the narrator goes on."""
    for start, end in quoted:
        if end - start < _LEAST or end >= len(doc):
            continue
        inner, after = doc[end - 2], doc[end]
        last = inner.nbor(-1) if inner.text in _BRACKETS else inner
        if (last.text in _FULL_STOPS and after.is_title) or (
            last.text == "," and start and doc[start - 1].pos_ in _CUES and _goes_on(doc, (start, end))
        ):
            yield end


def _goes_on(doc: Doc, part: Range) -> bool:
    """Whether a clause in quotation marks is followed by ", and" and a clause that is not in them."""
    after = part[1]
    joint = doc[after].pos_ == "CCONJ" and after + 1 < len(doc) and doc[after + 1].lower_ != "that"
    return joint and any(t.tag_ in _FINITE for t in doc[part[0] : part[1]])


def _aside(verb: Token) -> int | None:
    """Where ", adding ..." or ", with some claiming ..." begins; None for any other verb."""
    if verb.tag_ != "VBG":
        return None
    if verb.dep_ == "advcl":
        first = verb.i
        while first and verb.doc[first - 1].dep_ == "advmod" and verb.doc[first - 1].head.i == verb.i:
            first -= 1
        return first if first and verb.doc[first - 1].text == "," else None
    over = verb.head
    return over.i if verb.dep_ == "pcomp" and over.lower_ == "with" and over.i and over.nbor(-1).text == "," else None


def _asides_in(parts: Sequence[Range], asides: Sequence[int]) -> list[int]:
    """The first aside in each part: ", citing ..." and ", adding that ..." are what the speaker does, not says."""
    first = [(end, bisect_right(asides, start + 1)) for start, end in parts]
    return [asides[at] for end, at in first if at < len(asides) and asides[at] < end]


def _comments(doc: Doc, words: Words) -> list[int]:
    """Where ", a claim that Kyiv rejected" and the like begin: what the narrator says of the words before it."""
    lower = np.array([doc.vocab.strings.add(word) for word in words["anaphor"]], dtype=np.uint64)
    nouns = np.isin(doc.to_array("LOWER"), lower).nonzero()[0].tolist() if len(doc) else []
    return [i - 2 for i in nouns if 1 < i < len(doc) - 1 and _is_comment(doc, i)]


def _is_comment(doc: Doc, noun: int) -> bool:
    before = doc[noun - 2].text == "," and doc[noun - 1].lower_ in _ARTICLES
    return before and doc[noun + 1].tag_ in _RELATIVES


def _cut_at(part: Range, stops: Sequence[int]) -> Range:
    """The part up to the first of the stops in it."""
    first = bisect_right(stops, part[0])
    return (part[0], stops[first]) if first < len(stops) and stops[first] < part[1] else part


def _with_bracket(doc: Doc, part: Range) -> Range:
    """The part with the bracket that closes what it ends in, or the rest of a word with a hyphen."""
    start, end = part
    if end + 1 < len(doc) and doc[end].text == "-" and not (doc[end - 1].whitespace_ or doc[end].whitespace_):
        return start, end + 2
    if end == len(doc) or doc[end].text != ")":
        return part
    inside = [token.text for token in doc[start:end]]
    return (start, end + 1) if inside.count("(") > inside.count(")") else part


def _whole(cut: Sequence[Range], quoted: Sequence[Range], marked: Set[Range]) -> list[Range]:
    """The parts in reading order, each widened to the quoted parts that it cuts, and none overlapping."""
    parts = []
    for part in cut:
        at = bisect_right(quoted, part[0], key=lambda quote: quote[1])
        while at < len(quoted) and quoted[at][0] < part[1]:
            part = min(part[0], quoted[at][0]), max(part[1], quoted[at][1])
            at += 1
        if part[0] < part[1]:
            parts.append(part)
    merged: list[Range] = []
    for part in sorted(parts):
        apart = part in marked and merged and part[0] == merged[-1][1]
        if merged and part[0] <= merged[-1][1] and not apart:
            merged[-1] = merged[-1][0], max(merged[-1][1], part[1])
        else:
            merged.append(part)
    return merged
