"""Prodigy: JSON Lines with `text`, `tokens`, `spans` and `relations`; only what was answered "accept" is gold.

Values stand in a span's `columns`, which Prodigy keeps as it keeps all that it does not know.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import spacy

from dateline.errors import GoldError
from dateline.gold.formats.files import write_lines
from dateline.gold.formats.rows import Row, id_of, items, need, objects, said
from dateline.gold.formats.shape import Annotated, Relation, Span
from dateline.gold.formats.values import typed

SUFFIXES = (".jsonl",)
_EXTRA = frozenset(
    {"start", "end", "token_start", "token_end", "label", "text", "columns", "source", "input_hash", "id", "nth"}
)


def read(path: Path) -> Iterator[Annotated]:
    """The documents that were accepted; those rejected or ignored are left out, those without an answer are taken."""
    for where, row in objects(path):
        if row.get("answer", "accept") != "accept":
            continue
        tokens = {need(t, "id", int, where): t for t in items(row, "tokens", where)}
        spans = list(_spans(row, tokens, where))
        relations = list(_relations(row, tokens, spans, where))
        text = need(row, "text", str, where)
        doc_id = id_of(row, path, where)
        yield Annotated(doc_id, text, spans, relations, said(row, "published"), said(row, "title"), where)


def _spans(row: Row, tokens: Mapping[int, Row], where: str) -> Iterator[Span]:
    for n, one in enumerate(items(row, "spans", where)):
        yield _span(str(n), one, tokens, where)


def _span(name: str, one: Any, tokens: Mapping[int, Row], where: str) -> Span:
    start, end = need(one, "start", int, where), need(one, "end", int, where)
    columns = one.get("columns")
    extra = {key: value for key, value in one.items() if key not in _EXTRA and not isinstance(value, dict | list)}
    values = (columns if isinstance(columns, dict) else {}) | extra
    return Span(name, need(one, "label", str, where), ((start, end),), _words(one, tokens, where), values)


def _words(one: Row, tokens: Mapping[int, Row], where: str) -> str | None:
    """What the tool says stands there: the span's text, else its tokens'."""
    if isinstance(one.get("text"), str):
        return str(one["text"])
    first, last = one.get("token_start"), one.get("token_end")
    if not isinstance(first, int) or not isinstance(last, int) or last - first > len(tokens):
        return None
    found = [tokens.get(n) for n in range(first, last + 1)]
    if not found or any(token is None for token in found):
        return None
    words, end = "", None
    for token in found:
        at = need(token, "start", int, where)
        words += (" " if end is not None and at > end else "") + need(token, "text", str, where)
        end = need(token, "end", int, where)
    return words


def _relations(row: Row, tokens: Mapping[int, Row], spans: list[Span], where: str) -> Iterator[Relation]:
    """Relations point to tokens and say which spans these stand for; a span that is only there is added."""
    for one in items(row, "relations", where):
        ends = []
        for side in ("head_span", "child_span"):
            span = _span(f"relation {len(spans)}", need(one, side, dict, where), tokens, where)
            same = [s for s in spans if s.label == span.label and s.pieces == span.pieces]
            if not same:
                spans.append(span)
            ends.append((same[_nth(one, side, len(same))] if same else span).id)
        yield Relation(need(one, "label", str, where), *ends)


def _nth(one: Row, side: str, n: int) -> int:
    """Which of the spans of one place and label is meant, as our own export says it."""
    which = one.get(side, {}).get("nth", 0)
    return which if isinstance(which, int) and 0 <= which < n else 0


def write(documents: Iterable[Annotated], folder: Path) -> int:
    """Writes documents.jsonl with spaCy's tokens, for rel.manual or spans.manual; how many documents."""
    rows = [_row(document, _tokenizer()) for document in documents]
    write_lines(folder / "documents.jsonl", rows)
    return len(rows)


@cache
def _tokenizer() -> Any:
    return spacy.blank("en").tokenizer


def _row(document: Annotated, tokenizer: Any) -> dict[str, Any]:
    doc = tokenizer(document.text)
    tokens = [
        {"id": t.i, "text": t.text, "start": t.idx, "end": t.idx + len(t), "ws": bool(t.whitespace_)} for t in doc
    ]
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for token in tokens:
        for at in range(token["start"], token["end"]):
            first[at] = last[at] = token["id"]
    spans: list[dict[str, Any]] = []
    plain: dict[str, dict[str, Any]] = {}
    seen: dict[tuple[int, int, str], int] = {}
    for span in document.spans:
        if span.start not in first or span.end - 1 not in last:
            raise GoldError(f"{document.doc_id}: {span.label} {span.start}–{span.end} begins or ends at a space.")
        place: dict[str, Any] = {"start": span.start, "end": span.end, "label": span.label}
        place |= {"token_start": first[span.start], "token_end": last[span.end - 1]}
        key = (span.start, span.end, span.label)
        plain[span.id] = place | {"nth": seen.get(key, 0)}
        seen[key] = seen.get(key, 0) + 1
        words = {"text": document.text[span.start : span.end]}
        spans.append(place | words | ({"columns": typed(span.attributes)} if span.attributes else {}))
    relations = [
        {
            "head": plain[r.head]["token_end"],
            "child": plain[r.tail]["token_end"],
            "head_span": plain[r.head],
            "child_span": plain[r.tail],
            "label": r.label,
        }
        for r in document.relations
    ]
    meta = {"doc_id": document.doc_id, "published": document.published, "title": document.title}
    return {"text": document.text, "meta": meta, "tokens": tokens, "spans": spans, "relations": relations}
