"""doccano: JSON Lines with `text` and `entities` and `relations`, or `label` as lists of start, end and label.

doccano has no attributes on spans. What a span of ours means besides its label goes into a column of its own,
`dateline`, which doccano keeps as metadata; a span that a person moved or relabelled finds nothing there.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.errors import GoldError
from dateline.gold.formats.files import write_lines
from dateline.gold.formats.rows import Row, id_of, items, need, objects, said
from dateline.gold.formats.shape import Annotated, Relation, Span
from dateline.gold.formats.values import typed

SUFFIXES = (".jsonl", ".json")
META = "dateline"

Known = Mapping[tuple[int, int, str], list[tuple[Any, dict[str, Any]]]]


def read(path: Path) -> Iterator[Annotated]:
    """The documents of an export."""
    for where, row in objects(path):
        values = _values(row, where)
        spans = [*_entities(row, values, where), *_triples(row, values, where)]
        yield Annotated(
            id_of(row, path, where),
            need(row, "text", str, where),
            spans,
            list(_relations(row, where)),
            said(row, "published"),
            said(row, "title"),
            where,
        )


def _values(row: Row, where: str) -> Known:
    """The words of our spans and their columns, by place and label; several where spans share both."""
    found: dict[tuple[int, int, str], list[tuple[Any, dict[str, Any]]]] = {}
    for one in items(row, META, where):
        key = (need(one, "start", int, where), need(one, "end", int, where), need(one, "label", str, where))
        found.setdefault(key, []).append((one.get("text"), need(one, "columns", dict, where)))
    return found


def _entities(row: Row, values: Known, where: str) -> Iterator[Span]:
    for one in items(row, "entities", where):
        start, end = need(one, "start_offset", int, where), need(one, "end_offset", int, where)
        yield _span(str(one.get("id")), start, end, need(one, "label", str, where), values)


def _triples(row: Row, values: Known, where: str) -> Iterator[Span]:
    key = "label" if row.get("label") is not None else "labels"
    for n, one in enumerate(items(row, key, where)):
        if not isinstance(one, list) or [type(v) for v in one] != [int, int, str]:
            raise GoldError(f"{where}: expected start, end and label, got {str(one)[:40]}.")
        yield _span(f"label {n}", one[0], one[1], one[2], values)


def _span(name: str, start: int, end: int, label: str, values: Known) -> Span:
    known = values.get((start, end, label))
    words, columns = known.pop(0) if known else (None, {})
    return Span(name, label, ((start, end),), words if isinstance(words, str) else None, columns)


def _relations(row: Row, where: str) -> Iterator[Relation]:
    for one in items(row, "relations", where):
        yield Relation(need(one, "type", str, where), str(one.get("from_id")), str(one.get("to_id")))


def write(documents: Iterable[Annotated], folder: Path) -> int:
    """Writes documents.jsonl, for import into a project of sequence labelling with relations; how many documents."""
    rows = [_row(document) for document in documents]
    write_lines(folder / "documents.jsonl", rows)
    return len(rows)


def _row(document: Annotated) -> dict[str, Any]:
    number = {span.id: n for n, span in enumerate(document.spans)}
    return {
        "doc_id": document.doc_id,
        "published": document.published,
        "title": document.title,
        "text": document.text,
        "entities": [
            {"id": number[s.id], "label": s.label, "start_offset": s.start, "end_offset": s.end} for s in document.spans
        ],
        "relations": [
            {"id": n, "from_id": number[r.head], "to_id": number[r.tail], "type": r.label}
            for n, r in enumerate(document.relations)
        ],
        META: [
            {
                "start": s.start,
                "end": s.end,
                "label": s.label,
                "text": document.text[s.start : s.end],
                "columns": typed(s.attributes),
            }
            for s in document.spans
        ],
    }
