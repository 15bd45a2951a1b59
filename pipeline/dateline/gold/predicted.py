"""Tables as gold lines: what the pipeline says, in the shape that people correct."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import GoldError
from dateline.gold import claims
from dateline.gold.formats.shape import Annotated
from dateline.gold.mapping import PLAIN, Line, annotated_of
from dateline.layers.registry import layers
from dateline.tables.frames import read_table
from dateline.tables.schema import MENTION

Row = Mapping[str, Any]

_SHARED = frozenset(field.name for field in MENTION)
_LINKS = frozenset({"anchor_mention", "part_of", "group_id", "item_actor_id", "actor_id"})
_OF_CLAIMS = ("event_type", "mode", "polarity", "modality", "status")


def documents_of(folder: Path, names: Sequence[str] | None = None) -> Iterator[Annotated]:
    """The documents of an output folder that went well, or those of these ids, with all layers.

    Raises GoldError where a document that is named is not there.
    """
    heads = [row for row in read_table("documents", folder).to_pylist() if row["status"] == "ok"]
    absent = sorted(set(names or ()) - {row["doc_id"] for row in heads})
    if absent:
        raise GoldError(f"{folder}: no annotated document {absent[0]!r}.")
    heads = [row for row in heads if not names or row["doc_id"] in names]
    wanted = {row["doc_id"] for row in heads}
    tables = {name: _by_document(name, folder, wanted) for name in (*_layers(), "claim_args")}
    for head in heads:
        rows = {name: found[head["doc_id"]] for name, found in tables.items()}
        lines = list(_lines(head["text"], rows))
        yield annotated_of(
            head["doc_id"], head["text"], lines, published=_plain(head["published"]), title=head["title"]
        )


def _layers() -> list[str]:
    return [layer.name for layer in layers(in_gold=True)]


def _by_document(name: str, folder: Path, wanted: set[str]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in read_table(name, folder).to_pylist():
        if row["doc_id"] in wanted:
            found[row["doc_id"]].append(row)
    return found


def _plain(value: Any) -> Any:
    return value.date().isoformat() if hasattr(value, "date") else value


def _lines(text: str, rows: Mapping[str, list[Row]]) -> Iterator[Line]:
    for name in _layers():
        if name in PLAIN:
            for row in rows[name]:
                yield {"layer": name, **_at(text, row["start"], row["end"]), **_columns(row)}
    yield from _quotes(text, rows["quotes"])
    found = claims.predictions(rows["claims"], rows["claim_args"], rows["quantities"])
    patients = defaultdict(list)
    for arg in sorted(rows["claim_args"], key=lambda a: a["n"]):
        if arg["role"] == "patient":
            patients[arg["claim_id"]].append(arg["name"])
    for row in found:
        yield _claim(text, row, patients[row["claim_id"]])


def _at(text: str, start: int, end: int) -> Line:
    return {"start": start, "end": end, "text": text[start:end]}


def _columns(row: Row) -> Line:
    """The columns that gold may hold: no ids, rules or scores."""
    kept = {name: _plain(value) for name, value in row.items() if name not in _SHARED and name not in _LINKS}
    return {name: value for name, value in kept.items() if not name.endswith(("_start", "_end")) or "date" in name}


def _quotes(text: str, rows: Sequence[Row]) -> Iterator[Line]:
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        parts[row["quote_id"]].append(row)
    for found in parts.values():
        first = found[0]
        line: Line = {"layer": "quotes", "kind": first["kind"], "cue_class": first["cue_class"]}
        line["content"] = [_at(text, part["start"], part["end"]) for part in found]
        for what in ("source", "cue"):
            start, end = first[f"{what}_start"], first[f"{what}_end"]
            line[what] = None if start is None else _at(text, start, end)
        yield line


def _claim(text: str, row: Row, patients: list[str]) -> Line:
    first, last = row["date"]
    figures = [
        _at(text, q["start"], q["end"]) | {n: q[n] for n in ("value", "low", "high", "bound", "item") if _says(q, n)}
        for q in row["quantities"]
    ]
    return {
        "layer": "claims",
        **_at(text, row["scope_start"], row["scope_end"]),
        "trigger": _at(text, row["start"], row["end"]),
        **{name: row[name] for name in _OF_CLAIMS},
        **{name: row[name] for name in ("agent", "recipient", "places")},
        "patient": patients,
        "quantities": figures,
        "date_start": first,
        "date_end": last,
        "source": row["source"],
        "source_chain": [],
        "alt": {},
    }


def _says(row: Row, name: str) -> bool:
    """Low and high are said of a quantity of a claim where it has no value."""
    return name not in ("low", "high") or row["value"] is None
