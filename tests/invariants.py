"""What holds of the rows of every document, whatever is in it."""

import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pipeline.schema import to_batch
from pipeline.tables import MENTION_TABLES, SCHEMAS, Rows

DEAD = frozenset({"repeat", "boilerplate"})
PAIRS = (
    ("date_start", "date_end"),
    ("low", "high"),
)  # in order where both are known; other *_start, *_end are characters

Row = dict[str, Any]


def broken(rows: dict[str, Rows]) -> list[str]:
    """The invariants that one document's rows break, in words; none where all hold."""
    document = rows["documents"][0]
    text = document["text"]
    found = [fault for name in SCHEMAS for fault in _schema(name, rows[name])]
    found += [f"not annotated: {document['error']}"] if "annotation failed" in (document["error"] or "") else []
    found += list(_regions(rows["regions"], text))
    dead = [(r["start"], r["end"]) for r in rows["regions"] if r["kind"] in DEAD]
    for name in MENTION_TABLES:
        found += [f"{name} {row['mention_id']}: {fault}" for row in rows[name] for fault in _row(row, text, dead)]
        found += [f"{name}: not in reading order"] if not _in_order(rows[name]) else []
    ids = Counter(row["mention_id"] for name in MENTION_TABLES for row in rows[name])
    return [*found, *(f"{name} is the id of {n} rows" for name, n in ids.items() if n > 1), *_links(rows)]


def _schema(name: str, rows: Rows) -> Iterator[str]:
    try:
        to_batch(rows, SCHEMAS[name])
    except Exception as err:
        yield f"{name}: {err}"


def _regions(regions: Rows, text: str) -> Iterator[str]:
    if any(a["end"] > b["start"] for a, b in pairwise(regions)):
        yield "regions overlap"
    if any(not 0 <= r["start"] < r["end"] <= len(text) for r in regions):
        yield "a region is outside the text"
    if regions and "".join("".join(text[r["start"] : r["end"]] for r in regions).split()) != "".join(text.split()):
        yield "regions do not cover the text"


def _row(row: Row, text: str, dead: list[tuple[int, int]]) -> Iterator[str]:
    if not row["text"] or text[row["start"] : row["end"]] != row["text"]:
        yield f"its text is {row['text']!r}"
    if not row["sentence_start"] <= row["start"] < row["end"] or row["start"] >= row["sentence_end"]:
        yield "it starts outside its sentence"
    if any(start < row["end"] and row["start"] < end for start, end in dead):
        yield "it is in a repeat or boilerplate"
    for column, value in row.items():
        if isinstance(value, float) and not math.isfinite(value):
            yield f"{column} is {value}"
        if column.endswith("_start") and column != "date_start":
            yield from _inside(column, value, row[column[:-6] + "_end"], len(text))
    for low, high in PAIRS:
        if row.get(low) is not None and row.get(high) is not None and row[low] > row[high]:
            yield f"{low} {row[low]} is after {high} {row[high]}"


def _inside(column: str, start: int | None, end: int | None, length: int) -> Iterator[str]:
    if (start is None) != (end is None):
        yield f"{column} is {start}, its end {end}"
    elif start is not None and end is not None and not 0 <= start < end <= length:
        yield f"{column} {start}, its end {end}, in {length} characters"


def _in_order(rows: Rows) -> bool:
    return all((a["start"], a["end"]) <= (b["start"], b["end"]) for a, b in pairwise(rows))


def _links(rows: dict[str, Rows]) -> Iterator[str]:
    """Ids that lead to no row."""
    ids = {name: {row["mention_id"] for row in rows[name]} for name in MENTION_TABLES}
    actors = {row["actor_id"] for row in rows["actors"]}
    yield from (f"{r['claim_id']}: no such claim" for r in rows["claim_args"] if r["claim_id"] not in ids["claims"])
    for row in rows["claim_args"]:
        if row["mention_id"] is not None and row["mention_id"] not in ids[row["layer"]]:
            yield f"{row['claim_id']}: its argument {row['mention_id']} is not there"
    targets = (row["target_claim_id"] for row in rows["claim_relations"])
    yield from (f"{target}: no such claim" for target in targets if target is not None and target not in ids["claims"])
    for name, column, known in (
        ("dates", "anchor_mention", ids["dates"]),
        ("quantities", "part_of", ids["quantities"]),
        ("quantities", "item_actor_id", actors),
        ("quotes", "source_actor_id", actors),
        ("claims", "quote_id", {row["quote_id"] for row in rows["quotes"]}),
    ):
        yield from (
            f"{name} {column} {row[column]} is not there" for row in rows[name] if row[column] not in {None, *known}
        )
