"""The Doc of an article: its title, dateline and body, and the way back to the article's own characters."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from dateline.reading.documents import Document
from dateline.reading.regions import Region, paragraphs

ANNOTATED = frozenset({"title", "dateline", "body"})
# Words with single spaces between them. What is longer than any word is parted, as the tokenizer would take its time.
_PIECE = re.compile(r"\S{1,200}+(?!\S)(?: \S{1,200}+(?!\S))*|\w+(?:[^\w\s'’]\w+)*|[^\w\s]{1,20}")


def doc_of(nlp: Language, document: Document) -> Doc:
    """The Doc of a clean document, not yet annotated."""
    return make_doc(nlp, document.text, published=document.published, doc_id=document.doc_id, regions=document.regions)


def make_doc(
    nlp: Language,
    text: str,
    *,
    published: str | None = None,
    doc_id: str = "",
    regions: Sequence[Region] | None = None,
) -> Doc:
    """The Doc of an article, not yet annotated: pass it to `nlp(doc)` or `nlp.pipe`.

    It holds the title, dateline and body only, white space runs as one space; a sentence starts at every paragraph;
    `offsets.text_span` leads back to `text`. published: ISO 8601 day that relative dates count from, or None.
    """
    kept = [r for r in regions if r.kind in ANNOTATED] if regions is not None else [Region(0, len(text), "body", None)]
    pieces = [(r, m.start(), m.end()) for r in kept for m in _PIECE.finditer(text, r.start, r.end)]
    doc = nlp.make_doc(" ".join(text[start:end] for _, start, end in pieces))
    in_doc, at = [], 0
    for _, start, end in pieces:
        in_doc.append(at)
        at += end - start + 1
    doc._.doc_id, doc._.published = doc_id, published
    doc._.offsets = [in_doc, [start for _, start, _ in pieces]] if pieces else None
    doc._.regions = _region_starts(pieces, in_doc)
    doc._.paragraphs = _start_paragraphs(doc, {start for start, _ in paragraphs(text)})
    return doc


def _region_starts(pieces: list[tuple[Region, int, int]], in_doc: list[int]) -> list[list[Any]]:
    found: list[list[Any]] = []
    last = None
    for (region, start, end), at in zip(pieces, in_doc, strict=True):
        if region is last:
            found[-1][1] = at + end - start
        else:
            found.append([at, at + end - start, region.kind])
        last = region
    return found


def _start_paragraphs(doc: Doc, starts: set[int]) -> list[int]:
    """Makes a sentence start where a paragraph or a region does; the token indices of the paragraphs' starts."""
    if doc._.offsets is None:
        return []
    at = {d for d, t in zip(*doc._.offsets, strict=True) if t in starts}
    edges = at | {start for start, _, _ in doc._.regions}
    tokens: list[int] = doc.to_array(IDX).tolist()
    begins: Any = np.array([[char in edges] for char in tokens], dtype="uint64")
    doc.from_array([SENT_START], begins)
    return [i for i, char in enumerate(tokens) if char in at]
