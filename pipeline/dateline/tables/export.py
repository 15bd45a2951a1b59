"""Events in the shapes that the field uses: UCDP, ACLED, CSV, GeoJSON, SQLite. What maps to what is data."""

import csv
import io
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, BinaryIO

from dateline.data import read_jsonl
from dateline.errors import ConfigError
from dateline.reconcile.inputs import bundles
from dateline.reconcile.run import sources
from dateline.reconcile.table import CORPUS_SCHEMAS
from dateline.storage import Folder
from dateline.tables.frames import read_table
from dateline.tables.ledger import HAPPENED
from dateline.tables.write import text

SHAPES = ("ucdp", "acled", "csv", "geojson", "sqlite")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for a formula at the start of a cell
Row = dict[str, Any]


@dataclass(frozen=True)
class Exported:
    """What was written. left_out: events and columns that the shape has no place for, and why."""

    path: Path
    n_rows: int
    left_out: Sequence[str]


@dataclass(frozen=True)
class Event:
    """An event with its parties, figures, and the documents that tell of it, founding claim first."""

    row: Row
    args: Sequence[Row]
    figures: Sequence[Row]
    documents: Sequence[Row]
    sentence: str


def export(folder: Path, shape: str, out: Path | None = None) -> Exported:
    """Writes the events of an output folder in a shape of SHAPES; out: the file, else events.<shape> in the folder.

    Raises ConfigError where the shape is unknown, SchemaError where the folder has no events.
    """
    if shape not in SHAPES:
        raise ConfigError(f"Shape {shape!r} is unknown. Shapes: {', '.join(SHAPES)}.")
    ending = {"ucdp": "ucdp.csv", "acled": "acled.csv"}.get(shape, shape)
    path = out or folder / f"events.{ending}"
    if shape == "sqlite":
        return _sqlite(folder, path)
    if shape == "csv":
        rows = [_plain(row) for row in read_table("events", folder).to_pylist()]
        return _csv(path, list(CORPUS_SCHEMAS["events"].names), rows, [])
    events = list(read_events(folder))
    if shape == "geojson":
        return _geojson(path, events)
    fitting = [event for event in events if event.row["status"] in HAPPENED and _fits(event, shape)]
    columns = [line for line in read_jsonl(f"reconcile/export_{shape}.jsonl") if line["from"] != "none"]
    rows = [{line["column"]: FROM[line["from"]](event, line["of"]) for line in columns} for event in fitting]
    return _csv(path, [line["column"] for line in columns], rows, _left_out(shape, events, fitting))


def _fits(event: Event, shape: str) -> bool:
    """UCDP has deaths by the hand of somebody only; ACLED the types that the data name."""
    if shape == "ucdp":
        return deaths(event, "best") is not None and _party(event, "agent") is not None
    return acled(event) is not None


def _left_out(shape: str, events: Sequence[Event], fitting: Sequence[Event]) -> list[str]:
    lines = read_jsonl(f"reconcile/export_{shape}.jsonl")
    missing = [f"column {line['column']}: {line['note'] or 'not told'}" for line in lines if line["from"] == "none"]
    kept = {event.row["event_id"] for event in fitting}
    counts: dict[str, int] = defaultdict(int)
    for event in events:
        if event.row["event_id"] not in kept:
            happened = event.row["status"] in HAPPENED
            counts[event.row["event_type"] if happened else f"{event.row['status']} {event.row['event_type']}"] += 1
    return [*missing, *(f"{n} events: {what}" for what, n in sorted(counts.items()))]


def read_events(folder: Path) -> Iterator[Event]:
    """The events of a folder in the order of the table, with all that an export needs."""
    args, figures, told = (_by_event(name, folder) for name in ("event_args", "figures", "event_claims"))
    sectors = {e["entity_id"]: e["sector"] for e in read_table("entities", folder).to_pylist()}
    claims = {claim["claim_id"] for rows in told.values() for claim in rows}
    documents, sentences = _documents(folder, claims)
    for row in read_table("events", folder).to_pylist():
        event_id = row["event_id"]
        ids = dict.fromkeys(claim["doc_id"] for claim in told[event_id])
        found = sorted(
            (documents[i] for i in ids if i in documents), key=lambda d: (d["published"] or "9", d["doc_id"])
        )
        known = [arg | {"sector": sectors.get(arg["entity_id"])} for arg in args[event_id]]
        yield Event(row, known, figures[event_id], found, sentences.get(event_id, ""))


def _by_event(name: str, folder: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in read_table(name, folder).to_pylist():
        found[row["event_id"]].append(row)
    return found


def _documents(folder: Path, claims: set[str]) -> tuple[dict[str, Row], dict[str, str]]:
    """Publisher, day and address of every document with an event, and the sentence of every claim, by id."""
    documents, sentences = {}, {}
    for bundle in bundles(sources([folder]), ("claims",)):
        for claim in bundle.rows["claims"]:
            if claim["claim_id"] in claims:
                text = bundle.document["text"][claim["sentence_start"] : claim["sentence_end"]]
                sentences[claim["claim_id"]] = " ".join(text.split())
        published = bundle.document["published"]
        about = {name: bundle.document[name] for name in ("doc_id", "publisher", "url")}
        documents[bundle.doc_id] = about | {"published": published and published.date().isoformat()}
    return documents, sentences


def deaths(event: Event, use: str) -> float | None:
    """How many people were killed in an event: best, low or high; of classes of people the largest, as they overlap."""
    killed = {
        f["item"]: f[use] for f in event.figures if f["item"].endswith(" killed") and "-part-" not in f["figure_id"]
    }
    known = [n for n in killed.values() if n is not None]
    whole = killed.get("people killed")
    return whole if whole is not None else max(known, default=None)


@cache
def _acled_types() -> Mapping[tuple[str, str | None], Row]:
    return {(line["event_type"], line["mode"]): line for line in read_jsonl("reconcile/export_acled_types.jsonl")}


@cache
def _inter() -> Mapping[str, str]:
    return {line["sector"]: line["inter"] for line in read_jsonl("reconcile/export_acled_actors.jsonl")}


def acled(event: Event) -> Row | None:
    """The line of ACLED's types for an event, by type and mode, else by type; None where none is, or a party lacks."""
    kind = event.row["event_type"]
    line = _acled_types().get((kind, event.row["mode"])) or _acled_types().get((kind, None))
    return line if line and (line.get("needs") is None or _party(event, line["needs"])) else None


def _party(event: Event, role: str) -> Row | None:
    """The party of most claims: the agent; as target the recipient, else a patient that is an actor."""
    roles = ("agent",) if role == "agent" else ("recipient", "patient")
    known = [arg for wanted in roles for arg in event.args if arg["role"] == wanted and arg["entity_id"]]
    return known[0] if known else None


def _party_name(event: Event, role: str) -> str:
    party = _party(event, role)
    return "" if party is None else str(party["name"])


def _inter_of(event: Event, role: str) -> str:
    party = _party(event, role)
    return "" if party is None else _inter().get(party["sector"] or "", "")


def _date_precision(event: Event, scale: Mapping[str, int], length: bool) -> int:
    precision = str(event.row["date_precision"])
    start, end = event.row["date_start"], event.row["date_end"]
    days = (end - start).days + 1 if start and end else None
    if length and precision == "range" and days is not None:
        return 2 if days < 7 else 3 if days < 11 else 4 if days < 32 else 5
    return scale[precision]


UCDP_DATES = {"day": 1, "range": 2, "week": 3, "month": 4, "year": 5, "none": 5}
ACLED_DATES = {"day": 1, "range": 2, "week": 2, "month": 3, "year": 3, "none": 3}
UCDP_PLACES = {"facility": 1, "city": 1, "natural": 2, "region": 4, "country": 6, None: 7}
ACLED_PLACES = {"facility": 1, "city": 1, "natural": 2, "region": 2, "country": 3, None: 3}


def _figure(event: Event, item: str) -> float | None:
    return next((f["best"] for f in event.figures if f["item"] == item), None)


def _article(document: Row) -> str:
    words = (document["publisher"], document["published"], document["url"] or document["doc_id"])
    return ", ".join(word for word in words if word)


FROM: Mapping[str, Callable[[Event, str], Any]] = {
    "id": lambda event, of: event.row[of],
    "column": lambda event, of: event.row[of],
    "day": lambda event, of: _day(event.row[of]),
    "first_published": lambda event, of: _day(event.row[of]),
    "year": lambda event, of: event.row[of].year if event.row[of] else None,
    "agent": lambda event, of: _party_name(event, "agent"),
    "target": lambda event, of: _party_name(event, "target"),
    "dyad": lambda event, of: " - ".join(n for n in (_party_name(event, "agent"), _party_name(event, "target")) if n),
    "inter": _inter_of,
    "interaction": lambda event, of: "-".join(i for i in (_inter_of(event, "agent"), _inter_of(event, "target")) if i),
    "sources": lambda event, of: "; ".join(map(_article, event.documents)),
    "publishers": lambda event, of: "; ".join(dict.fromkeys(d["publisher"] or d["doc_id"] for d in event.documents)),
    "notes": lambda event, of: event.sentence,
    "where_prec": lambda event, of: UCDP_PLACES[event.row["place_kind"]],
    "geo_precision": lambda event, of: ACLED_PLACES[event.row["place_kind"]],
    "date_prec": lambda event, of: _date_precision(event, UCDP_DATES, length=True),
    "time_precision": lambda event, of: _date_precision(event, ACLED_DATES, length=False),
    "clarity": lambda event, of: 1 if event.row["date_precision"] == "day" else 2,
    "deaths": lambda event, of: deaths(event, of) or (0 if acled(event) and of == "best" else None),
    "figure": _figure,
    "acled": lambda event, of: (acled(event) or {}).get("acled_type" if of == "event_type" else of),
}


def _day(value: datetime | None) -> str | None:
    return None if value is None else value.date().isoformat()


def _plain(row: Row) -> Row:
    return {name: _day(value) if isinstance(value, datetime) else value for name, value in row.items()}


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: text that opens like one gets an apostrophe in front."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _csv(path: Path, columns: Sequence[str], rows: Sequence[Row], left_out: Sequence[str]) -> Exported:
    sink = io.StringIO(newline="")
    writer = csv.DictWriter(sink, columns)
    writer.writeheader()
    writer.writerows({name: harmless(row[name]) for name in columns} for row in rows)
    Folder(str(path.parent)).write({path.name: text(sink.getvalue())})
    return Exported(path, len(rows), left_out)


def _geojson(path: Path, events: Sequence[Event]) -> Exported:
    """A feature an event with a point, figures as properties by item; RFC 7946."""
    points = [event for event in events if event.row["lat"] is not None]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [event.row["lon"], event.row["lat"]]},
            "properties": {
                **{k: v for k, v in _plain(event.row).items() if k not in ("lat", "lon")},
                "agent": _party_name(event, "agent"),
                "target": _party_name(event, "target"),
                "figures": {f["item"]: {k: f[k] for k in ("best", "low", "high", "status")} for f in event.figures},
            },
        }
        for event in points
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
    Folder(str(path.parent)).write({path.name: text(content + "\n")})
    without = len(events) - len(points)
    return Exported(path, len(points), [f"{without} events: no point"] if without else [])


def _sqlite(folder: Path, path: Path) -> Exported:
    """A table a table across documents, and one of the documents without their texts."""
    documents, _ = _documents(folder, set())
    rows = {name: [_plain(row) for row in read_table(name, folder).to_pylist()] for name in CORPUS_SCHEMAS}
    rows["documents"] = list(documents.values())
    columns = {name: list(schema.names) for name, schema in CORPUS_SCHEMAS.items()}
    columns["documents"] = ["doc_id", "publisher", "url", "published"]
    Folder(str(path.parent)).write({path.name: partial(_write_sqlite, columns, rows)})
    return Exported(path, len(rows["events"]), [])


def _write_sqlite(columns: Mapping[str, Sequence[str]], rows: Mapping[str, Sequence[Row]], sink: BinaryIO) -> None:
    base = sqlite3.connect(":memory:")
    with base:
        for name, names in columns.items():
            base.execute(f'CREATE TABLE "{name}" ({", ".join(names)})')
            marks = ", ".join("?" * len(names))
            base.executemany(f'INSERT INTO "{name}" VALUES ({marks})', ([row[n] for n in names] for row in rows[name]))
    sink.write(base.serialize())
    base.close()
