"""What holds of the rows of every document, whatever is in it."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from dateline.layers.registry import LAYERS
from dateline.tables.schema import to_batch
from dateline.tables.tabulate import SCHEMAS, Rows

DEAD = frozenset({"repeat", "boilerplate"})
PAIRS = (
    ("date_start", "date_end"),
    ("low", "high"),
)  # in order where both are known; other *_start, *_end are characters

DAYS = ("published", "date_start", "date_end", "said_on")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COUNTRY = re.compile(r"[A-Z]{3}")
_PERCENT = ("percent", "percentage point", "basis point")
_MONEY = re.compile(r"[A-Z]{3}(?: per .+)?|[a-z]+")  # ISO 4217, or the name of a currency that several countries have
_CALENDAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

Row = dict[str, Any]


def broken(rows: dict[str, Rows]) -> list[str]:
    """The invariants that one document's rows break, in words; none where all hold."""
    document = rows["documents"][0]
    text = document["text"]
    found = [fault for name in SCHEMAS for fault in _schema(name, rows[name])]
    found += [f"not annotated: {document['error']}"] if "annotation failed" in (document["error"] or "") else []
    found += [f"document: {fault}" for fault in _document(document, rows)]
    found += list(_regions(rows["regions"], text))
    dead = [(r["start"], r["end"]) for r in rows["regions"] if r["kind"] in DEAD]
    for name in LAYERS:
        for row in rows[name]:
            faults = [*_row(row, text, dead), *_place_in(name, row, rows["regions"]), *OWN[name](row, document)]
            found += [f"{name} {row['mention_id']}: {fault}" for fault in faults]
        found += [f"{name}: not in reading order"] if not _in_order(rows[name]) else []
        found += [f"{name}: {fault}" for fault in _sentences(rows[name])]
    ids = Counter(row["mention_id"] for name in LAYERS for row in rows[name])
    ids.update(row["region_id"] for row in rows["regions"])
    found += [f"{name} is the id of {n} rows" for name, n in ids.items() if n > 1]
    return [*found, *_links(rows), *_entities(rows["actors"]), *_quotes(rows["quotes"]), *_groups(rows), *_args(rows)]


def _schema(name: str, rows: Rows) -> Iterator[str]:
    try:
        to_batch(rows, SCHEMAS[name])
    except Exception as err:
        yield f"{name}: {err}"


def _document(document: Row, rows: dict[str, Rows]) -> Iterator[str]:
    if document["n_chars"] != len(document["text"]) or not 0 <= document["text_offset"] <= len(document["text"]):
        yield f"n_chars {document['n_chars']}, text_offset {document['text_offset']}"
    if (document["published"] is None) != (document["published_source"] == "unknown"):
        yield f"published {document['published']}, source {document['published_source']}"
    told = document["error"] is not None and "field 'published'" not in document["error"]
    if (document["status"] == "failed") != told:
        yield f"{document['status']} with error {document['error']}"
    if document["status"] != "ok" and any(rows[name] for name in SCHEMAS if name != "documents"):
        yield f"{document['status']}, yet it has rows"
    for name in SCHEMAS:
        if any(row["doc_id"] != document["doc_id"] for row in rows[name]):
            yield f"{name} has another doc_id"
        yield from (f"{name} {fault}" for row in rows[name] for fault in _plain(name, row))


def _plain(name: str, row: Row) -> Iterator[str]:
    """Days are days, and what is not known is null."""
    for column, value in row.items():
        if column in DAYS and value is not None and not _DAY.fullmatch(value.removesuffix("T00:00:00")):
            yield f"{column} is {value!r}"
        if value == "" and SCHEMAS[name].field(column).nullable:
            yield f"{column} is empty"
        if column == "country" and value is not None and not _COUNTRY.fullmatch(value):
            yield f"country is {value!r}"


def _regions(regions: Rows, text: str) -> Iterator[str]:
    if any(a["end"] > b["start"] for a, b in pairwise(regions)):
        yield "regions overlap"
    if any(not 0 <= r["start"] < r["end"] <= len(text) for r in regions):
        yield "a region is outside the text"
    if regions and "".join("".join(text[r["start"] : r["end"]] for r in regions).split()) != "".join(text.split()):
        yield "regions do not cover the text"
    for r in regions:
        if r["region_id"] != f"{r['doc_id']}:regions:{r['start']}-{r['end']}":
            yield f"a region's id is {r['region_id']}"
        if (r["kind"] == "repeat") != (r["repeat_of"] is not None) or not 0 <= (r["repeat_of"] or 0) <= r["start"]:
            yield f"a {r['kind']} repeats {r['repeat_of']}"


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


def _place_in(name: str, row: Row, regions: Rows) -> Iterator[str]:
    if row["mention_id"] != f"{row['doc_id']}:{name}:{row['start']}-{row['end']}":
        yield "its id is not of its offsets"
    home = [r["kind"] for r in regions if r["start"] <= row["start"] and row["end"] <= r["end"]]
    if home != [row["region"]]:
        yield f"its region is {row['region']}, it stands in {home}"
    if row["score"] is not None and not 0 <= row["score"] <= 1:
        yield f"its score is {row['score']}"
    if not row["rule"] or row["rule"].strip() != row["rule"]:
        yield f"its rule is {row['rule']!r}"


def _sentences(rows: Rows) -> Iterator[str]:
    """The sentences that a table names are numbered in reading order, each with one pair of offsets."""
    named = sorted({(row["sentence"], row["sentence_start"], row["sentence_end"]) for row in rows})
    if any(a[0] == b[0] or a[2] > b[1] for a, b in pairwise(named)):
        yield "sentences overlap, or one number has two"


def _actor(row: Row, document: Row) -> Iterator[str]:
    if not row["actor_id"].strip() or not row["name"].strip():
        yield f"actor_id {row['actor_id']!r}, name {row['name']!r}"
    if row["actor_id"].startswith("state:") and (
        row["type"] != "state" or row["actor_id"] != f"state:{row['country']}"
    ):
        yield f"{row['actor_id']} of type {row['type']}, country {row['country']}"


def _place(row: Row, document: Row) -> Iterator[str]:
    point = (row["lat"], row["lon"], row["precision"])
    if any(value is None for value in point) and any(value is not None for value in point):
        yield f"its point is {point}"
    if row["lat"] is not None and not (-90 <= row["lat"] <= 90 and -180 <= row["lon"] <= 180):
        yield f"its point is {point}"
    if row["place_id"] is None and row["lat"] is not None:
        yield "it has a point and no place"
    if not row["name"].strip() or row["n_candidates"] < (row["place_id"] is not None):
        yield f"name {row['name']!r}, {row['n_candidates']} candidates"


def _date(row: Row, document: Row) -> Iterator[str]:
    if (row["anchor"] == "text") != (row["anchor_mention"] is not None):
        yield f"anchor {row['anchor']}, anchor_mention {row['anchor_mention']}"
    if row["anchor"] == "published" and document["published"] is None:
        yield "it counts from a day that is unknown"
    if row["anchor_mention"] == row["mention_id"]:
        yield "it counts from itself"
    if row["date_start"] is not None and row["date_end"] is None:
        yield "it has a start and no end"
    calendar = row["kind"] in ("date", "time") and row["grain"] != "range" and row["date_end"] is not None
    if calendar and (span := _calendar(row["timex"] or "")):
        start, end = (date.fromisoformat((row[c] or row["date_end"])[:10]) for c in ("date_start", "date_end"))
        if not span[0] <= start <= end <= span[1]:
            yield f"{start} to {end} is not in {row['timex']}"


def _calendar(timex: str) -> tuple[date, date] | None:
    """First and last day of a year, month or day; None for other values."""
    if not (match := _CALENDAR.fullmatch(timex)):
        return None
    year, month, day = (int(x) if x else None for x in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            return first, first
        return first, date(first.year + (month or 12) // 12, (month or 12) % 12 + 1, 1) - timedelta(1)
    except (ValueError, OverflowError):
        return None


def _quantity(row: Row, document: Row) -> Iterator[str]:
    value, low, high = row["value"], row["low"], row["high"]
    held = {
        "exact": value is not None and low == high == value,
        "lower": value is not None and low == value and high is None,
        "upper": value is not None and high == value and low is None,
        "approx": value is not None and low is None and high is None,
        "range": value is None and low is not None and high is not None,
        "vague": value is None,
    }
    if not held[row["bound"]]:
        yield f"{row['bound']} with value {value}, low {low}, high {high}"
    stated = {"zero": (0.0,), "article": (1.0, 1.5), "pair": (2.0,)}.get(row["rule"].partition("/")[0])
    if stated is not None and value not in stated:  # "an hour and a half"
        yield f"{row['rule']} has value {value}"
    if row["kind"] == "percent" and (row["unit"] or "").partition(" per ")[0] not in _PERCENT:
        yield f"a percentage in {row['unit']}"
    if row["kind"] == "money" and row["unit"] is not None and not _MONEY.fullmatch(row["unit"]):
        yield f"money in {row['unit']}"
    if row["part_of"] == row["mention_id"]:
        yield "it is a part of itself"


def _quote(row: Row, document: Row) -> Iterator[str]:
    if not row["quote_id"].startswith(f"{document['doc_id']}:"):
        yield f"its quote is {row['quote_id']}"
    if row["source_actor_id"] is not None and row["source_start"] is None:
        yield "an actor says it, and no source is there"


def _claim(row: Row, document: Row) -> Iterator[str]:
    if row["claim_id"] != row["mention_id"]:
        yield f"its claim_id is {row['claim_id']}"
    if not row["scope_start"] <= row["start"] < row["end"] <= row["scope_end"]:
        yield f"it is outside its scope {row['scope_start']} to {row['scope_end']}"
    if row["date_inherited"] and row["date_start"] is None and row["date_end"] is None:
        yield "it inherits no date"


OWN: dict[str, Callable[[Row, Row], Iterator[str]]] = {
    "actors": _actor,
    "places": _place,
    "dates": _date,
    "quantities": _quantity,
    "quotes": _quote,
    "claims": _claim,
}


def _entities(actors: Rows) -> Iterator[str]:
    """An actor_id has one name, one type and one country in a document."""
    known: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in actors:
        known[row["actor_id"]].add((row["name"], row["type"], row["country"]))
    yield from (f"actors: {actor} is {sorted(map(str, said))}" for actor, said in known.items() if len(said) > 1)


def _quotes(rows: Rows) -> Iterator[str]:
    """The parts of a quote are numbered from 1 and have one source, cue and kind."""
    parts: dict[str, Rows] = defaultdict(list)
    for row in rows:
        parts[row["quote_id"]].append(row)
    shared = ("kind", "source_start", "source_end", "source_actor_id", "cue_start", "cue_end", "cue_class")
    for name, of_quote in parts.items():
        if sorted(row["part"] for row in of_quote) != list(range(1, len(of_quote) + 1)):
            yield f"quotes: {name} has parts {[row['part'] for row in of_quote]}"
        if len({tuple(row[column] for column in shared) for row in of_quote}) > 1:
            yield f"quotes: the parts of {name} have other sources, cues or kinds"


def _groups(rows: dict[str, Rows]) -> Iterator[str]:
    """A group holds two quantities or more."""
    sizes = Counter(row["group_id"] for row in rows["quantities"] if row["group_id"] is not None)
    yield from (f"quantities: {name} is a group of one" for name, n in sizes.items() if n < 2)


def _args(rows: dict[str, Rows]) -> Iterator[str]:
    """The arguments of a claim are numbered from 1 in each role; none is there twice; no claim is about itself."""
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows["claim_args"]:
        numbers[row["claim_id"], row["role"]].append(row["n"])
        if (row["layer"] == "none") != (row["mention_id"] is None) or not row["name"].strip():
            yield f"claim_args: {row['claim_id']} {row['role']} {row['layer']} {row['mention_id']} {row['name']!r}"
    yield from (
        f"claim_args: {key} has {found}" for key, found in numbers.items() if found != [*range(1, len(found) + 1)]
    )
    said = Counter((r["claim_id"], r["role"], r["mention_id"]) for r in rows["claim_args"] if r["mention_id"])
    yield from (f"claim_args: {key} is there {n} times" for key, n in said.items() if n > 1)
    relations = Counter((r["claim_id"], r["relation"], r["target_claim_id"]) for r in rows["claim_relations"])
    yield from (f"claim_relations: {key}" for key, n in relations.items() if n > 1 or key[0] == key[2])


def _in_order(rows: Rows) -> bool:
    return all((a["start"], a["end"]) <= (b["start"], b["end"]) for a, b in pairwise(rows))


def _links(rows: dict[str, Rows]) -> Iterator[str]:
    """Ids that lead to no row."""
    ids = {name: {row["mention_id"] for row in rows[name]} for name in LAYERS}
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
        known.add(None)
        yield from (f"{name} {column} {row[column]} is not there" for row in rows[name] if row[column] not in known)
