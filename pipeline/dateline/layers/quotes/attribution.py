"""Attributions: cues put together with their content, in the parse and in quotation marks, and with their sources."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from spacy.tokens import Doc, Token

from dateline.doc.predicates import Range, minus, own_subject, trim
from dateline.layers.quotes.adjuncts import adjunct_content, noun_content
from dateline.layers.quotes.bounds import close
from dateline.layers.quotes.content import verb_content
from dateline.layers.quotes.direct import cue_after, cue_before, name_after, name_before, subject_before
from dateline.layers.quotes.filters import is_sound
from dateline.layers.quotes.lexicon import Attribution, Cue, Words
from dateline.layers.quotes.source_phrase import cue_source, source_outside
from dateline.layers.quotes.word_order import (
    after_colon,
    clause_after,
    clause_before,
    headlines,
    is_report,
    named_first,
    named_last,
    rest_after,
)

SAYS = Cue("quotes/name", "say", "PUNCT", frozenset({"quote"}), frozenset())
"""The cue of a colon or dash with a name."""

FRAGMENT = 3
"""How many tokens before a quoted part are too few to be content beside it ("denies that: ...")."""

_NOMINAL = frozenset({"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_BARE = frozenset({"VB", "VBG"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SENTENCE_ENDS = frozenset({".", "!", "?", "”", '"', "''", "’", "…"})


def find_attributions(
    doc: Doc,
    cues: Mapping[int, Cue],
    quoted: Sequence[Range],
    paragraphs: Sequence[int],
    speakers: Mapping[int, int],
    words: Words,
) -> list[Attribution]:
    """The attributions in the order of their cues.

    quoted: the parts in quotation marks, as token ranges; speakers: the end of every actor mention, and its start.
    """
    found: dict[int, Attribution] = {}
    for i, cue in cues.items():
        frame, parts = _parsed(doc[i], cue)
        if parts:
            parts = [_after_aside(doc[i], _after_day(doc[i], parts[0], words), words), *parts[1:]]
            parts = _after_addressee(doc[i], parts, {start: end for end, start in speakers.items()}, words)
            found[i] = _attribution(doc[i], cue, parts, words, how=frame)
    _share_speakers(doc, found)
    _pass_on_speakers(doc, found)
    _attach(doc, cues, quoted, paragraphs, found, words)
    _by_order(doc, cues, quoted, paragraphs, speakers, found, words)
    close(doc, found, quoted, words)
    sound = [found[i] for i in sorted(found) if is_sound(doc, found[i], words)]
    _mark_nested(doc, sound, words)
    return sound


def _after_day(verb: Token, part: Range, words: Words) -> Range:
    """ "said Monday the town had fallen": without the day on which it was said."""
    start, end = part
    if start != verb.i + 1 or end - start < FRAGMENT or verb.doc[start].lower_ not in words["days"]:
        return part
    follows = verb.doc[start + 1]
    return (start + 1, end) if follows.pos_ in _NOMINAL or follows.is_quote or follows.lower_ == "that" else part


def _after_aside(verb: Token, part: Range, words: Words) -> Range:
    """ "claims, as ever without proof, the town has fallen": without an aside that holds no clause."""
    doc, (start, end) = verb.doc, part
    if start < verb.i or doc[verb.i + 1].text != "," or doc[start].lower_ not in words["aside"]:
        return part
    comma = next((i for i in range(start, end) if doc[i].text == ","), None)
    if comma is None or any(t.pos_ in ("VERB", "AUX") for t in doc[start:comma]):
        return part
    return comma + 1, end


def _after_addressee(verb: Token, parts: list[Range], actors: Mapping[int, int], words: Words) -> list[Range]:
    """ "told Agence France-Presse troops had fled": without whom the parser took for a part of the subject.

    actors: the start of every actor mention, and its end.
    """
    start, end = parts[0]
    at = actors.get(start, start)
    if verb.lemma_ not in words["addressed"] or start != verb.i + 1 or not start < at < end:
        return parts
    alone = all(c.dep_ not in ("dobj", "dative") for c in verb.rights)
    return [(at, end), *parts[1:]] if alone and verb.doc[at].pos_ in _NOMINAL else parts


def _share_speakers(doc: Doc, found: Mapping[int, Attribution]) -> None:
    """ "She said it rained and added that ...": a second cue that the parser took into the content of the first."""
    for i, second in found.items():
        if doc[i].dep_ != "conj" or doc[i].pos_ != "VERB" or own_subject(doc[i]) is not None:
            continue
        verb = doc[i].head
        finite = doc[i].tag_ in _FINITE
        if not (verb.dep_ == "ccomp" or (finite and verb.tag_ in _BARE and verb.dep_ in ("xcomp", "ccomp", "advcl"))):
            continue
        first = found.get(verb.head.i)
        if first is None or verb.i in found or not (second.cue.takes("quote") or second.cue.name == "say"):
            continue
        second.source = first.source
        joint = next((c.i for c in verb.rights if c.dep_ == "cc"), i)
        first.parts = [(start, min(end, joint) if start < joint else end) for start, end in first.parts]


def _pass_on_speakers(doc: Doc, found: Mapping[int, Attribution]) -> None:
    """ "The army reported a raid, citing an officer": what the parser hung on the raid is done by who reported it."""
    for i, attribution in found.items():
        noun = doc[i].head
        if doc[i].tag_ == "VBG" and doc[i].dep_ == "acl" and noun.dep_ in ("dobj", "pobj", "nsubj"):
            over = found.get(noun.head.i)
            if over is not None and over.source is not None and over.at[0] < i:
                attribution.source = over.source
        elif doc[i].tag_ == "VBG" and doc[i].dep_ == "advcl" and noun.dep_ in ("xcomp", "ccomp"):
            over = found.get(noun.head.i)
            if attribution.cue.name == "cite" and over is not None and over.source is not None and over.at[0] < i:
                attribution.source = over.source


def _mark_nested(doc: Doc, attributions: Sequence[Attribution], words: Words) -> None:
    """Marks those that stand in the content of another and lead on to no further source."""
    covering = [0] * (len(doc) + 1)
    for outer in attributions:
        for start, end in outer.parts if outer.cue.name != "refuse" else ():
            covering[start] += 1
            covering[end] -= 1
    depth = list(accumulate(covering))
    for inner in attributions:
        at = inner.at[0]
        own = inner.cue.name != "refuse" and any(start <= at < end for start, end in inner.parts)
        inner.nested = depth[at] > own and not _is_chain(doc, inner, words)


def _is_chain(doc: Doc, inner: Attribution, words: Words) -> bool:
    """Whether an attribution inside another leads on to a further source ("The mayor said the army had denied it")."""
    cue = doc[inner.at[0]]
    if inner.source is None:
        return False
    if inner.cue.pos == "NOUN":
        return inner.cue.takes("clause") and doc[inner.parts[0][0]].lower_ == "that"
    if inner.cue.name not in words["chained"]:
        return False
    if inner.cue.name != "say" and doc[inner.source[0]].lower_ in words["things"]:
        return False
    finite = (
        cue.tag_ in _FINITE
        or (cue.dep_ == "pcomp" and cue.head.lower_ == "as")
        or (cue.tag_ == "VBN" and any(c.dep_ == "aux" for c in cue.lefts))
    )
    clause = finite and any(c.dep_ == "ccomp" for c in cue.children)
    return clause and any(end - start > 2 for start, end in inner.parts)


def _parsed(token: Token, cue: Cue) -> tuple[str, list[Range]]:
    """The frame in which the parse gives content to a cue, and the parts of that."""
    if cue.adjuncts:
        return "adjunct", adjunct_content(token.head) if token.head.lower_ in cue.adjuncts else []
    if cue.pos == "NOUN":
        return "complement of the noun", noun_content(token, cue)
    if cue.takes("adjunct"):
        return "adjunct", adjunct_content(token)
    return verb_content(token, cue)


def _attribution(token: Token, cue: Cue, parts: list[Range], words: Words, *, how: str = "") -> Attribution:
    source = _before_cue(token, cue_source(token, cue, words))
    inner = next((start for start, end in parts if source and source[0] < start and end == source[1]), None)
    source = source if source is None or inner is None else trim(token.doc, (source[0], inner))
    found = [trim(token.doc, part) for part in _cut(parts, source)]
    parts = [part for part in found if part[0] < part[1]]
    return Attribution(cue, _cue_range(token), source, parts, [how] if how else [])


def _before_cue(token: Token, source: Range | None) -> Range | None:
    """The source without the cue and what follows that, where the parser hung this on the source."""
    return trim(token.doc, (source[0], token.i)) if source and source[0] < token.i < source[1] else source


def _cut(parts: Sequence[Range], hole: Range | None) -> list[Range]:
    """The parts without what is no content, such as a source that the parser put into them."""
    return list(parts) if hole is None else [rest for part in parts for rest in minus(part, hole)]


def _cue_range(token: Token) -> Range:
    particle = next((c.i for c in token.rights if c.dep_ == "prt"), token.i)
    return (token.i, particle + 1) if particle <= token.i + 3 else (token.i, token.i + 1)


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
    following = [*(start for start, _ in quoted), len(doc)]
    for part, stop in zip(quoted, following[1:], strict=True):
        number = max(1, bisect_right(paragraphs, part[0]))
        start, end = edges[number - 1], edges[number]
        opens = part[0] == start
        back = edges[number - 2] if opens and number > 1 and doc[start - 1].text == ":" else start
        owner = _owner(doc, part, cues, (back, min(end, stop)), found, words)
        if owner is None and last is not None and _continues(doc, part, last, edges, number):
            owner = last
        if owner is not None:
            owner.parts.append(part)
            owner.how.append("quotation marks")
            last = owner


def _by_order(
    doc: Doc,
    cues: Mapping[int, Cue],
    quoted: Sequence[Range],
    paragraphs: Sequence[int],
    speakers: Mapping[int, int],
    found: dict[int, Attribution],
    words: Words,
) -> None:
    """Adds what the order of words shows where the parse does not: new attributions only."""
    opening = {start for start, _ in quoted}
    for i, cue in cues.items():
        if i in found or not is_report(cue, words):
            continue
        if (said := clause_before(doc[i])) is not None:
            found[i] = Attribution(cue, _cue_range(doc[i]), said[0], [said[1]], ["order of words"])
        elif (rest := clause_after(doc[i], words) or after_colon(doc[i], opening, paragraphs)) is not None:
            found[i] = _attribution(doc[i], cue, [rest], words, how="order of words")
    for start, end in headlines(doc, paragraphs):
        at = next((i for i in range(start, end) if i in cues), None)
        if at is None:
            _add_colon(doc, named_last(doc, start, end, speakers), found)
        elif at not in found and is_report(cues[at], words) and (rest := rest_after(doc[at], end)) is not None:
            found[at] = _attribution(doc[at], cues[at], [rest], words, how="rest of the headline")
    for start, end in pairwise([*paragraphs, len(doc)]):
        _add_colon(doc, named_first(doc, start, end, speakers), found)


def _add_colon(doc: Doc, said: tuple[Range, Range] | None, found: dict[int, Attribution]) -> None:
    """The attribution of a name before a colon or after a dash; the mark between them is its cue."""
    if said is not None:
        source, content = said
        mark = source[1] if source[1] <= content[0] else source[0] - 1
        found.setdefault(
            mark, Attribution(SAYS, (mark, mark + 1), source, [content], ["what a colon or dash parts from a name"])
        )


def _owner(
    doc: Doc, part: Range, cues: Mapping[int, Cue], limits: Range, found: dict[int, Attribution], words: Words
) -> Attribution | None:
    at, inverse = cue_after(doc, part, cues, limits[1]), True
    if at is None or _has_content_after(found.get(at), part, doc):
        at, inverse = cue_before(doc, part, cues, limits[0], words["channel"]), False
    if at is not None:
        if at not in found:
            found[at] = _attribution(doc[at], cues[at], [], words)
        if inverse:
            found[at].source = source_outside(doc, found[at].source, at, part)
            found[at].parts = _cut(found[at].parts, found[at].source)
        elif doc[part[0] - 1].text == ":" and all(part[0] - p[0] <= FRAGMENT for p in found[at].parts if at < p[0]):
            found[at].parts = _cut(found[at].parts, (at, part[0]))
        return found[at]
    name, mark = name_before(doc, part[0] - 1, limits[0], words["channel"]), part[0] - 1
    if name is None:
        name, mark = name_after(doc, part[1], limits[1]), part[1]
    if name is None:
        name, mark = subject_before(doc, part, limits[0]), part[0] - 1
    if name is None:
        return None
    found[mark] = Attribution(SAYS, (mark, mark + 1), name)
    return found[mark]


def _has_content_after(attribution: Attribution | None, part: Range, doc: Doc) -> bool:
    """Whether a cue has its content behind it: what is quoted before it is a name ("On “The Hour,” he said ...")."""
    if attribution is None or doc[part[0]].is_sent_start:
        return False
    return bool(attribution.parts) and all(start > attribution.at[0] for start, _ in attribution.parts)


def _continues(doc: Doc, part: Range, last: Attribution, edges: Sequence[int], number: int) -> bool:
    """Whether a quoted part without a cue goes on with the last attribution's speech."""
    before = max(last.at[1], last.parts[-1][1])
    if part[1] - part[0] < 4 or before > part[0]:
        return False
    if part[0] == edges[number - 1]:
        return number > 1 and before > edges[number - 2]
    ended = max(before, last.source[1] if last.source else 0)
    return before > edges[number - 1] and (doc[part[0] - 1].text in _SENTENCE_ENDS or part[0] == ended)
