"""Attributions: cues put together with their content, in the parse and in quotation marks, and with their sources."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc, Token

from pipeline.layers.clause import Range, by_agent, is_passive, minus, noun_phrase, own_subject, subject, trim
from pipeline.layers.quotes.content import adjunct_content, noun_content, noun_source, verb_content
from pipeline.layers.quotes.cues import Cue, Words
from pipeline.layers.quotes.direct import cue_after, cue_before, headline_speaker, name_after, name_before
from pipeline.layers.quotes.sound import is_sound

SAYS = Cue("quotes/name", "say", "PUNCT", frozenset({"quote"}), frozenset())
"""The cue of a colon or dash with a name."""

_SENTENCE_ENDS = frozenset({".", "!", "?", "”", '"', "''", "’", "…"})


@dataclass
class Attribution:
    """A cue with its source and the parts of its content, as token ranges."""

    cue: Cue
    at: Range
    source: Range | None
    parts: list[Range] = field(default_factory=list)
    direct: bool = False
    nested: bool = False


def find_attributions(
    doc: Doc, cues: Mapping[int, Cue], quoted: Sequence[Range], paragraphs: Sequence[int], words: Words
) -> list[Attribution]:
    """The attributions in the order of their cues; quoted: the parts in quotation marks, as token ranges."""
    found: dict[int, Attribution] = {}
    for i, cue in cues.items():
        parts = _parsed(doc[i], cue)
        if parts:
            found[i] = _attribution(doc[i], cue, parts, words)
    _share_speakers(doc, found)
    _attach(doc, cues, quoted, paragraphs, found, words)
    _headlines(doc, paragraphs, found)
    asides = sorted(i for i in found if doc[i].tag_ == "VBG" and doc[i].dep_ == "advcl" and doc[i - 1].text == ",")
    for attribution in found.values():
        attribution.parts = _whole([_before_aside(part, asides) for part in attribution.parts], quoted)
    sound = [
        found[i]
        for i in sorted(found)
        if is_sound(doc, found[i].cue, found[i].at, found[i].source, found[i].parts, words)
    ]
    _mark_nested(sound)
    return sound


def _share_speakers(doc: Doc, found: Mapping[int, Attribution]) -> None:
    """ "She said it rained and added that ...": a second cue that the parser took into the content of the first."""
    for i, second in found.items():
        verb = doc[i].head
        if doc[i].dep_ != "conj" or doc[i].pos_ != "VERB" or own_subject(doc[i]) is not None or verb.dep_ != "ccomp":
            continue
        first = found.get(verb.head.i)
        if first is None or verb.i in found or not (second.cue.takes("quote") or second.cue.name == "say"):
            continue
        second.source = first.source
        joint = next((c.i for c in verb.rights if c.dep_ == "cc"), i)
        first.parts = [(start, min(end, joint) if start < joint else end) for start, end in first.parts]


def _before_aside(part: Range, asides: Sequence[int]) -> Range:
    """The part up to ", citing ..." or ", adding that ...", which the speaker does, not says."""
    first = bisect_right(asides, part[0] + 1)
    return (part[0], asides[first] - 1) if first < len(asides) and asides[first] < part[1] else part


def _mark_nested(attributions: Sequence[Attribution]) -> None:
    """Marks those that stand in the content of another; they come in the order of their cues."""
    cues = [attribution.at[0] for attribution in attributions]
    for outer in attributions:
        if outer.cue.name == "refuse":
            continue
        for start, end in outer.parts:
            for inner in attributions[bisect_left(cues, start) : bisect_left(cues, end)]:
                inner.nested = inner.nested or inner is not outer


def _parsed(token: Token, cue: Cue) -> list[Range]:
    if cue.pos == "NOUN":
        return noun_content(token, cue)
    if cue.takes("adjunct"):
        return adjunct_content(token)
    return verb_content(token, cue)


def _attribution(token: Token, cue: Cue, parts: list[Range], words: Words) -> Attribution:
    source = _source(token, cue, words)
    return Attribution(cue, _cue_range(token), source, [p for part in parts for p in _cut(part, source)])


def _cut(part: Range, source: Range | None) -> list[Range]:
    """The part without the source, where the parser put one into the other."""
    if source is None or source[0] >= part[1] or source[1] <= part[0]:
        return [part]
    return minus(part, source)


def _cue_range(token: Token) -> Range:
    particle = next((c.i for c in token.rights if c.dep_ == "prt"), token.i)
    return (token.i, particle + 1) if particle <= token.i + 3 else (token.i, token.i + 1)


def _source(token: Token, cue: Cue, words: Words) -> Range | None:
    if cue.pos == "NOUN":
        head = noun_source(token, words["uttering"])
    elif cue.takes("adjunct"):
        head = next((c for to in token.rights for c in to.rights if c.dep_ == "pobj"), None)
    elif is_passive(token):
        head = by_agent(token)
    else:
        head = subject(token) or subject_after(token)
    start, end = noun_phrase(head) if head is not None else (0, 0)
    return (start, end) if start < end else None


def subject_after(verb: Token) -> Token | None:
    """The noun right after the verb, where the parser took an inverted subject for something else."""
    before = verb.nbor(-1) if verb.i else None
    if before is None or not before.is_punct:
        return None
    return next((c for c in verb.rights if c.dep_ in ("dobj", "npadvmod", "attr", "oprd")), None)


def _attach(
    doc: Doc,
    cues: Mapping[int, Cue],
    quoted: Sequence[Range],
    paragraphs: Sequence[int],
    found: dict[int, Attribution],
    words: Words,
) -> None:
    """Gives every quoted part that is speech to its attribution, new ones included."""
    last: Attribution | None = None
    edges = [*paragraphs, len(doc)]
    for part in quoted:
        number = max(1, bisect_right(paragraphs, part[0]))
        start, end = edges[number - 1], edges[number]
        opens = part[0] == start
        back = edges[number - 2] if opens and number > 1 and doc[start - 1].text == ":" else start
        owner = _owner(doc, part, cues, (back, end), found, words)
        if owner is None and last is not None and _continues(doc, part, last, edges, number):
            owner = last
        if owner is not None:
            owner.parts.append(part)
            owner.direct = True
            last = owner


def _headlines(doc: Doc, paragraphs: Sequence[int], found: dict[int, Attribution]) -> None:
    for start, end in pairwise([*paragraphs, len(doc)]):
        colon = headline_speaker(doc, start, end)
        if colon is not None and colon not in found:
            found[colon] = Attribution(SAYS, (colon, colon + 1), (start, colon), [(colon + 1, doc[colon + 1].sent.end)])


def _owner(
    doc: Doc, part: Range, cues: Mapping[int, Cue], limits: Range, found: dict[int, Attribution], words: Words
) -> Attribution | None:
    at, inverse = cue_after(doc, part, cues, limits[1]), True
    if at is None or _has_content_after(found.get(at), part, doc):
        at, inverse = cue_before(doc, part, cues, limits[0]), False
    if at is not None:
        if at not in found:
            found[at] = _attribution(doc[at], cues[at], [], words)
        if inverse:
            found[at].source = _outside(doc, found[at], part)
        return found[at]
    name, mark = name_before(doc, part[0] - 1, limits[0]), part[0] - 1
    if name is None:
        name, mark = name_after(doc, part[1], limits[1]), part[1]
    if name is None:
        return None
    found[mark] = Attribution(SAYS, (mark, mark + 1), name)
    return found[mark]


def _has_content_after(attribution: Attribution | None, part: Range, doc: Doc) -> bool:
    """Whether a cue has its content behind it: what is quoted before it is a name ("On “The Hour,” he said ...")."""
    if attribution is None or doc[part[0]].is_sent_start:
        return False
    return bool(attribution.parts) and all(start > attribution.at[0] for start, _ in attribution.parts)


def _outside(doc: Doc, attribution: Attribution, part: Range) -> Range | None:
    """The source of a cue after quoted speech: not a word of that, but what stands between it and the cue."""
    source, cue = attribution.source, attribution.at[0]
    if source is not None and not part[0] <= source[0] < part[1]:
        return source
    start, end = trim(doc, (part[1], cue))
    if start < end and not any(t.pos_ in ("VERB", "SCONJ") for t in doc[start:end]):
        return start, end
    after = subject_after(doc[cue])
    return noun_phrase(after) if after is not None else None


def _continues(doc: Doc, part: Range, last: Attribution, edges: Sequence[int], number: int) -> bool:
    """Whether a quoted part without a cue goes on with the last attribution's speech."""
    before = max(last.at[1], last.parts[-1][1])
    if part[1] - part[0] < 4 or before > part[0]:
        return False
    if part[0] == edges[number - 1]:
        return number > 1 and before > edges[number - 2]
    return before > edges[number - 1] and doc[part[0] - 1].text in _SENTENCE_ENDS


def _whole(cut: Sequence[Range], quoted: Sequence[Range]) -> list[Range]:
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
        if merged and part[0] <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], part[1])
        else:
            merged.append(part)
    return merged
