"""Mentions on the Doc: how a layer puts them there, their ids, what their rows begin with, and the reasons for them."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc, Span

from dateline.doc.attributes import kept
from dateline.doc.offsets import region_of, sentence_of, sentence_tokens, text_span, token_span

_DOC_ID, _WHY = kept("doc_id"), kept("why")


def mention_id(doc: Doc, layer: str, start: int, end: int) -> str:
    """The id of a mention, from its article characters."""
    return f"{doc.user_data.get(_DOC_ID, '')}:{layer}:{start}-{end}"


def span_id(doc: Doc, layer: str, span: Span) -> str:
    """The mention id of a span of a layer."""
    return mention_id(doc, layer, *text_span(doc, span.start_char, span.end_char))


def mention_row(doc: Doc, span: Span, layer: str, score: float | None = None) -> dict[str, Any]:
    """The columns that every mention row begins with (schema.MENTION), but `text`, which comes from the article."""
    start, end = text_span(doc, span.start_char, span.end_char)
    number = sentence_of(doc, span.start)
    sentence_start, sentence_end = token_span(doc, *sentence_tokens(doc, number))
    return {
        "doc_id": doc.user_data.get(_DOC_ID, ""),
        "mention_id": mention_id(doc, layer, start, end),
        "start": start,
        "end": end,
        "text": "",
        "region": region_of(doc, span.start_char),
        "sentence": number,
        "sentence_start": sentence_start,
        "sentence_end": sentence_end,
        "rule": span.id_,
        "score": score,
    }


def set_mentions(doc: Doc, layer: str, found: Iterable[Span]) -> None:
    """Puts a layer's mentions on the Doc in reading order; one a pair of offsets, none over two regions."""
    starts = [start for start, _, _ in doc._.regions or ()]
    unique = {
        (s.start, s.end): s for s in found if bisect_right(starts, s.start_char) == bisect_right(starts, s.end_char - 1)
    }
    doc.spans[layer] = [unique[key] for key in sorted(unique)]


def set_why(span: Span, layer: str, **reasons: Any) -> None:
    """Keeps the reasons for a mention, plain values that `explain` prints; a span's own attributes know no layers."""
    told = span.doc.user_data.get(_WHY)
    if told is None:
        told = span.doc.user_data[_WHY] = {}
    told[_why_key(span, layer)] = reasons


def why(span: Span, layer: str) -> dict[str, Any]:
    """The reasons for a mention; empty where none were kept."""
    reasons: dict[str, Any] = (span.doc._.why or {}).get(_why_key(span, layer), {})
    return reasons


def _why_key(span: Span, layer: str) -> str:
    """A layer and Doc characters as a string: keys of another type do not survive `Doc.to_bytes`."""
    return f"{layer}:{span.start_char}-{span.end_char}"
