"""What every room shares: the Doc's attributes, offsets into the article, sentences, mention ids, overlap policy."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from spacy.tokens import Doc, Span

VALUES = {
    "dates": "date",
    "quantities": "quantity",
    "places": "place",
    "actors": "actor",
    "quotes": "quote",
    "claims": "claim",
}


LONGEST = 200  # tokens of a sentence; what is longer is a list, a table or noise


def _extend() -> None:
    for name, default in {
        "doc_id": "",
        "published": None,
        "publisher": None,
        "regions": None,
        "paragraphs": None,
        "offsets": None,
        "sentences": None,
        "claims": None,
        "claim_relations": None,
        "why": None,
    }.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    for name in VALUES.values():
        if not Span.has_extension(name):
            Span.set_extension(name, default=None)


_extend()


def _kept(name: str) -> Any:
    """Where spaCy keeps doc._.name; reading it there is ten times quicker, and rows ask for it often."""
    return "._.", name, None, None


_DOC_ID, _OFFSETS, _REGIONS, _SENTENCES, _WHY = (
    _kept(name) for name in ("doc_id", "offsets", "regions", "sentences", "why")
)


def text_span(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The characters of documents.text that the Doc's characters [start, end) stand for."""
    offsets = doc.user_data.get(_OFFSETS)
    if offsets is None:
        return start, end
    in_doc, in_text = offsets
    first, last = bisect_right(in_doc, start) - 1, bisect_right(in_doc, end - 1) - 1
    return start + in_text[first] - in_doc[first], end + in_text[last] - in_doc[last]


def token_span(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """The characters of documents.text that tokens [first, end) stand for."""
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
    """The token indices at which sentences start, in order; computed once a Doc."""
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


def mention_id(doc: Doc, layer: str, start: int, end: int) -> str:
    """The id of a mention, from its offsets in documents.text."""
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
        "text": span.text,
        "region": region_of(doc, span.start_char),
        "sentence": number,
        "sentence_start": sentence_start,
        "sentence_end": sentence_end,
        "rule": span.id_,
        "score": score,
    }


def longest(found: Iterable[Span]) -> list[Span]:
    """The spans without overlaps, in reading order: longer ones win, then earlier ones."""
    taken: set[int] = set()
    kept = []
    for span in sorted(found, key=lambda s: (s.start - s.end, s.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def set_mentions(doc: Doc, layer: str, found: Iterable[Span]) -> None:
    """Puts a layer's mentions on the Doc in reading order; one a pair of offsets, none over two regions."""
    starts = [start for start, _, _ in doc._.regions or ()]
    unique = {
        (s.start, s.end): s for s in found if bisect_right(starts, s.start_char) == bisect_right(starts, s.end_char - 1)
    }
    doc.spans[layer] = [unique[key] for key in sorted(unique)]


def set_why(span: Span, layer: str, **reasons: Any) -> None:
    """Keeps the reasons for a mention, plain values that `explain` prints; a span's own attributes know no layers."""
    kept = span.doc.user_data.get(_WHY)
    if kept is None:
        kept = span.doc.user_data[_WHY] = {}
    kept[layer, span.start_char, span.end_char] = reasons


def why(span: Span, layer: str) -> dict[str, Any]:
    """The reasons for a mention; empty where none were kept."""
    reasons: dict[str, Any] = (span.doc._.why or {}).get((layer, span.start_char, span.end_char), {})
    return reasons


def values(doc: Doc, layer: str) -> Iterator[tuple[Span, dict[str, Any]]]:
    """Every mention of a layer with its value; none where the layer did not run."""
    attribute = VALUES[layer]
    for span in doc.spans.get(layer, ()):
        yield span, getattr(span._, attribute)
