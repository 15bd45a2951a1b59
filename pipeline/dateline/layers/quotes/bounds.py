"""Where contents end: before what the speaker does, before the narrator's own words, with speech in quotation marks."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dateline.doc.predicates import Range, has_finite, own_subject, sentence_extent, trim
from dateline.doc.tokens import tokens_of
from dateline.layers.quotes.attribution import Attribution, Attributions, View
from dateline.layers.quotes.lexicon import Lexicon

_AFTER_COMMENT = frozenset({"WDT", "WP", "IN"})
_BRACKETS = frozenset({"]", ")"})
_FULL_STOPS = frozenset({".", "!", "?", "…"})
_CUES = frozenset({"VERB", "PUNCT"})


class _Stops(NamedTuple):
    """Where contents end: before the narrator's comments, and before his own clauses where they follow their cue."""

    comments: Sequence[int]
    narrated: Sequence[int]


def close_contents(view: View, found: Attributions) -> Attributions:
    """The attributions with every content up to where it ends, and whole: brackets and quoted parts are not cut."""
    doc, closed = view.doc, dict(found)
    asides = {at: i for i in found if (at := _aside(doc[i], view.lex)) is not None}
    starts = sorted(asides)
    narrated = sorted([*_other_clauses(doc, found, view.lex), *_speech_ends(doc, view.quoted, view.lex)])
    stops = _Stops(_comments(doc, view.lex), narrated)
    marked, opening = set(view.quoted), {start for start, _ in view.quoted}
    for i in found:
        closed[i] = replace(closed[i], parts=_own_clause(doc, i, found, view.quoted, view.lex))
    for i in found:
        before = _asides_in(closed[i].parts, starts)
        for at in before:
            aside = asides[at]
            closed[aside] = replace(closed[aside], source=closed[i].source)
        closed[i] = _closed(view, _before_asides(closed[i], before), stops, marked, opening)
    return closed


def _own_clause(
    doc: Doc, cue: int, found: Mapping[int, Attribution], quoted: Sequence[Range], lex: Lexicon
) -> tuple[Range, ...]:
    """The parts without what another says behind a semicolon ("X, he said; Y, she added"), nor the press told."""
    parts = []
    for start, end in found[cue].parts:
        first, last = start, end
        for mark in [i for i in range(start, end) if doc[i].text == ";" and not _is_quoted(i, quoted)]:
            if end <= cue and any(first - 2 <= other < mark for other in found):
                first = mark + 1
            elif start > cue and mark < last and _says_before(found, mark, end):
                last = mark
        part = trim(doc, (first, _before_press(doc, cue, (first, last), lex)))
        if part[0] < part[1]:
            parts.append(part)
    return tuple(parts)


def _says_before(found: Mapping[int, Attribution], mark: int, end: int) -> bool:
    """Whether a cue behind a semicolon has its content before it ("; two soldiers were hurt, it added")."""
    return any(mark < other <= end and any(mark < e <= other for _, e in a.parts) for other, a in found.items())


def _is_quoted(i: int, quoted: Sequence[Range]) -> bool:
    at = bisect_right(quoted, i, key=lambda part: part[1])
    return at < len(quoted) and quoted[at][0] <= i < quoted[at][1]


def _before_press(doc: Doc, cue: int, part: Range, lex: Lexicon) -> int:
    """Where a content ends that "to" and the press follow: "confirmed his passing to Nine News"."""
    start, end = part
    if start < cue or doc[end - 1].lower_ not in lex.words.press_names:
        return end
    at = next((i for i in range(end - 2, start, -1) if doc[i].lower_ in lex.words.told_to), None)
    if at is None or any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in doc[at + 1 : end]):
        return end
    return at


def _before_asides(attribution: Attribution, asides: Sequence[int]) -> Attribution:
    """An attribution up to what its speaker does besides: ", adding ..."."""
    parts = attribution.parts
    for at in asides:
        parts = tuple((start, at - 1) if start < at < end else (start, end) for start, end in parts)
    return replace(attribution, parts=parts, how=(*attribution.how, *["up to what the speaker does"] * len(asides)))


def _closed(
    view: View, attribution: Attribution, stops: _Stops, marked: Set[Range], opening: Collection[int]
) -> Attribution:
    doc, how = view.doc, attribution.how
    parts = [_cut_at(part, stops.comments) for part in attribution.parts]
    parts = [_cut_at(part, stops.narrated) if part[0] > attribution.at[0] else part for part in parts]
    if parts != list(attribution.parts):
        how = (*how, "up to the narrator's words")
    if "clause" in how and parts and parts[-1][0] >= attribution.at[1]:
        parts = [*parts[:-1], _over_colon(doc, parts[-1], opening)]
    parts = _without_scene(doc, attribution.at[0], parts, marked)
    whole = tuple(_with_bracket(doc, part) for part in _whole(parts, view.quoted, marked))
    return replace(attribution, parts=whole, how=how)


def _over_colon(doc: Doc, part: Range, opening: Collection[int]) -> Range:
    """A clause with what a colon leads to: "said that three things are sure: prices rise, wages fall ..."."""
    start, end = part
    if end + 2 >= len(doc) or doc[end].text != ":":
        return part
    if doc[end + 1].is_sent_start or end + 1 in opening or end + 2 in opening:
        return part
    return start, trim(doc, (end, sentence_extent(doc[end])[1]))[1]


def _without_scene(doc: Doc, cue: int, parts: list[Range], quoted: Set[Range]) -> list[Range]:
    """The parts of quoted speech without a scene that is set before its cue: "Speaking to us, he said ..."."""
    if not any(part in quoted for part in parts):
        return parts
    return [part for part in parts if part in quoted or part[1] > cue or has_finite(doc, part)]


def _other_clauses(doc: Doc, found: Mapping[int, Attribution], lex: Lexicon) -> Iterator[int]:
    """Where ", and his critics say ..." begins: a clause with a speaker of its own, put to what another said."""
    for i, attribution in found.items():
        second = doc[i].dep_ in ("conj", "advcl") and attribution.cue.name in lex.words.chained_classes
        named = own_subject(doc[i]) if second else None
        if named is None or named.i > i or named.pos_ == "PRON":
            continue
        for joint in (named.left_edge.i - 1, doc[i].left_edge.i - 1):
            coordinated = doc[i].dep_ == "conj"
            contrast = doc[joint].lower_ in lex.words.contrast_conjunctions
            fits = joint > 0 and (doc[joint].dep_ == "cc" if coordinated else contrast)
            goes_on = doc[joint + 1].lower_ in lex.words.complementizers
            if fits and doc[joint - 1].text == "," and not goes_on:
                yield joint - 1


def _speech_ends(doc: Doc, quoted: Sequence[Range], lex: Lexicon) -> Iterator[int]:
    """Where speech in quotation marks ends with its sentence, or with a clause of it, and the narrator goes on."""
    for start, end in quoted:
        if end - start < lex.limits.speech or end >= len(doc):
            continue
        inner, after = doc[end - 2], doc[end]
        last = inner.nbor(-1) if inner.text in _BRACKETS else inner
        if (last.text in _FULL_STOPS and after.is_title) or (
            last.text == "," and start and doc[start - 1].pos_ in _CUES and _goes_on(doc, (start, end), lex)
        ):
            yield end


def _goes_on(doc: Doc, part: Range, lex: Lexicon) -> bool:
    """Whether a clause in quotation marks is followed by ", and" and a clause that is not in them."""
    after = part[1]
    if doc[after].pos_ != "CCONJ" or after + 1 == len(doc):
        return False
    return doc[after + 1].lower_ not in lex.words.complementizers and has_finite(doc, part)


def _aside(verb: Token, lex: Lexicon) -> int | None:
    """Where ", adding ..." or ", with some claiming ..." begins; None for any other verb."""
    if verb.tag_ != "VBG":
        return None
    if verb.dep_ == "advcl":
        first = verb.i
        while first and verb.doc[first - 1].dep_ == "advmod" and verb.doc[first - 1].head.i == verb.i:
            first -= 1
        return first if first and verb.doc[first - 1].text == "," else None
    over = verb.head
    joined = verb.dep_ == "pcomp" and over.lower_ in lex.words.accompaniment
    return over.i if joined and over.i and over.nbor(-1).text == "," else None


def _asides_in(parts: Sequence[Range], asides: Sequence[int]) -> list[int]:
    """The first aside in each part: ", citing ..." and ", adding that ..." are what the speaker does, not says."""
    first = [(end, bisect_right(asides, start + 1)) for start, end in parts]
    return [asides[at] for end, at in first if at < len(asides) and asides[at] < end]


def _comments(doc: Doc, lex: Lexicon) -> list[int]:
    """Where ", a claim that Kyiv rejected" and the like begin: what the narrator says of the words before it."""
    nouns = [i for i, word in enumerate(tokens_of(doc).lower) if word in lex.words.comment_nouns]
    return [i - 2 for i in nouns if 1 < i < len(doc) - 1 and _is_comment(doc, i, lex)]


def _is_comment(doc: Doc, noun: int, lex: Lexicon) -> bool:
    before = doc[noun - 2].text == "," and doc[noun - 1].lower_ in lex.words.articles
    return before and doc[noun + 1].tag_ in _AFTER_COMMENT


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
