"""JSON that strangers wrote: one object a line or a list of them, each value of the type that is expected."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from dateline.errors import GoldError
from dateline.gold.formats.shape import read_utf8

T = TypeVar("T")
Row = Mapping[str, Any]
_NAMES: Mapping[Any, str] = {str: "a text", int: "a whole number", list: "a list", dict: "an object"}


def objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a JSON Lines file, or of one JSON list, each with where it stands."""
    text = read_utf8(path).removeprefix("\ufeff")
    if text.lstrip().startswith("["):
        for number, row in enumerate(_parsed(text, f"{path}"), 1):
            yield f"{path}: item {number}", _object(row, f"{path}: item {number}")
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"{path}:{number}", _object(_parsed(line, f"{path}:{number}"), f"{path}:{number}")


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as err:
        raise GoldError(f"{where}: no JSON ({getattr(err, 'msg', 'nested too deep')}).") from err


def _object(row: Any, where: str) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise GoldError(f"{where}: expected an object, got {json.dumps(row)[:40]}.")
    return row


def need(row: Any, key: str, kind: type[T], where: str) -> T:
    """A value of an object. Raises GoldError where it is not there or of another type."""
    value = row.get(key) if isinstance(row, dict) else None
    if not isinstance(value, kind) or isinstance(value, bool):
        raise GoldError(f"{where}: expected {key!r} to be {_NAMES[kind]}, got {json.dumps(value)[:40]}.")
    return value


def items(row: Any, key: str, where: str) -> list[Any]:
    """A list of an object; empty where there is none."""
    return need(row, key, list, where) if isinstance(row, dict) and row.get(key) is not None else []


def id_of(row: Row, path: Path, where: str) -> str:
    """A document's id: its `doc_id`, that of its `meta`, its `id`, else file and line."""
    meta = row.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    for value in (row.get("doc_id"), meta.get("doc_id"), row.get("id"), meta.get("id")):
        if isinstance(value, str | int) and str(value):
            return str(value)
    return f"{path.stem}-{where.rpartition(':')[2].removeprefix(' item ')}"


def said(row: Row, key: str) -> str | None:
    """A text that a document, or its `meta`, may have."""
    meta = row.get("meta")
    value = row.get(key, meta.get(key) if isinstance(meta, dict) else None)
    return value if isinstance(value, str) and value else None
