"""Coordinates. Three systems, never mixed up under one name:

- article characters: offsets into `documents.text`, what every table holds;
- Doc characters: offsets into `doc.text`, which has the annotated regions only and single spaces;
- tokens: indices into the Doc.

All ranges are end-exclusive. Nothing outside this file turns one into another.
"""

from bisect import bisect_right
from collections.abc import Iterable

from spacy.tokens import Doc

from dateline.doc.attributes import kept

LONGEST = 200  # tokens of a sentence; what is longer is a list, a table or noise

_OFFSETS, _REGIONS, _SENTENCES = (kept(name) for name in ("offsets", "regions", "sentences"))


def text_span(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The article characters that the Doc characters [start, end) stand for."""
    offsets = doc.user_data.get(_OFFSETS)
    if offsets is None:
        return start, end
    in_doc, in_text = offsets
    first, last = bisect_right(in_doc, start) - 1, bisect_right(in_doc, end - 1) - 1
    return start + in_text[first] - in_doc[first], end + in_text[last] - in_doc[last]


def token_span(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """The article characters that tokens [first, end) stand for."""
    last = doc[end - 1]
    return text_span(doc, doc[first].idx, last.idx + len(last))


def region_of(doc: Doc, char: int) -> str:
    """The kind of the region that a Doc character lies in; body where the Doc knows no regions."""
    regions = doc.user_data.get(_REGIONS)
    if not regions:
        return "body"
    kind: str = regions[max(0, bisect_right(regions, char, key=lambda r: r[0]) - 1)][2]
    return kind


def sentence_starts(doc: Doc) -> list[int]:
    """The tokens at which sentences start, in order; computed once a Doc."""
    starts: list[int] | None = doc.user_data.get(_SENTENCES)
    if starts is None:
        found = (doc.to_array("SENT_START") == 1).nonzero()[0].tolist() if len(doc) else []
        starts = doc.user_data[_SENTENCES] = found if found[:1] == [0] else [0, *found]
    return starts


def sentence_of(doc: Doc, token: int) -> int:
    """The number of the sentence that holds a token, from 0."""
    return bisect_right(sentence_starts(doc), token) - 1


def sentence_tokens(doc: Doc, number: int) -> tuple[int, int]:
    """First token and one past the last token of a sentence."""
    starts = sentence_starts(doc)
    return starts[number], starts[number + 1] if number + 1 < len(starts) else len(doc)


def in_sentences(doc: Doc, tokens: Iterable[int]) -> list[int]:
    """Those of some tokens that stand in a sentence that can be one; work on a clause can grow with its square."""
    bounds = ((i, *sentence_tokens(doc, sentence_of(doc, i))) for i in tokens)
    return [i for i, first, end in bounds if end - first <= LONGEST]
