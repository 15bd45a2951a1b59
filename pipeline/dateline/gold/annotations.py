"""Gold annotations: JSONL that a person can read and mend, one file a document."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dateline.errors import GoldError
from dateline.layers.registry import LAYERS, layers

IN_GOLD = tuple(layer.name for layer in layers(in_gold=True) if layer.scored)
"""The layers whose gold is spans with values; claims have arguments besides, see gold/claims.py."""
KNOWN = (*IN_GOLD, "claims", "regions")  # what a line after the first may be of
MARKS = ("layer", "optional", "convention", "note")  # columns of a line that no table has


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated article: rows by layer, each with start, end, text and the columns that are to be checked.

    claims: the lines of layer claims, the optional stretches too.
    """

    doc_id: str
    text: str
    published: str | None
    rows: Mapping[str, list[dict[str, Any]]]
    claims: Sequence[dict[str, Any]] = ()


def read_gold(path: Path) -> list[GoldDocument]:
    """The documents of a gold file, or of all JSONL files in a folder, in order of their names.

    Raises GoldError with file, line, offsets and what was found where an annotation does not fit its text.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise GoldError(f"{path}: expected a gold file, or a folder with JSONL files of gold.")
    return [_document(file) for file in files]


def _document(path: Path) -> GoldDocument:
    lines = list(_lines(path))
    if not lines or lines[0][1].get("layer") != "document" or not lines[0][1].keys() >= {"id", "text"}:
        raise GoldError(f'{path}:1: expected the document: {{"layer": "document", "id": …, "text": …}}.')
    head = lines[0][1]
    rows: dict[str, list[dict[str, Any]]] = {layer: [] for layer in IN_GOLD}
    columns = {layer: (*LAYERS[layer].tables[layer][0].names, *MARKS) for layer in IN_GOLD}
    claims = []
    for number, row in lines[1:]:
        where = f"{path}:{number}"
        _known(row["layer"], KNOWN, "layer", where)
        if row["layer"] == "claims":
            for span in (row, *(row[k] for k in ("trigger",) if k in row)):
                _check(span, head["text"], where)
            claims.append(row)
        elif row["layer"] == "quotes":
            rows["quotes"] += _parts(row, head["text"], where)
        elif row["layer"] in rows:
            for name in row:
                _known(name, columns[row["layer"]], "column", where)
            _check(row, head["text"], where)
            rows[row["layer"]].append(row)
    return GoldDocument(head["id"], head["text"], head.get("published"), rows, claims)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as err:
            raise GoldError(f"{path}:{number}: {err.msg}; expected one JSON object a line.") from err
        if not isinstance(row, dict) or "layer" not in row:
            raise GoldError(f"{path}:{number}: expected a JSON object with a layer.")
        yield number, row


def _parts(row: dict[str, Any], text: str, where: str) -> list[dict[str, Any]]:
    """A quote as one row a part of its content."""
    if not isinstance(row.get("content"), list) or "kind" not in row:
        raise GoldError(f"{where}: expected a quote's kind and its content, a list of stretches.")
    for span in [*row["content"], *(row[k] for k in ("source", "cue") if row.get(k))]:
        _check(span, text, where)
    source = row.get("source") or {"start": None, "end": None}
    shared = {"kind": row["kind"], "source_start": source["start"], "source_end": source["end"]}
    shared |= {"optional": True} if row.get("optional") else {}
    return [{**part, **shared} for part in row["content"]]


def _known(name: str, known: Sequence[str], what: str, where: str) -> None:
    if name not in known:
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(known)}."
        raise GoldError(f"{where}: unknown {what} {name!r}; {hint}")


def _check(row: dict[str, Any], text: str, where: str) -> None:
    if not all(isinstance(row.get(name), kind) for name, kind in (("start", int), ("end", int), ("text", str))):
        raise GoldError(f"{where}: expected start and end, characters of the document, and the text there.")
    found = text[row["start"] : row["end"]]
    if found != row["text"]:
        raise GoldError(f"{where}: text[{row['start']}:{row['end']}] is {found!r}, expected {row['text']!r}.")
