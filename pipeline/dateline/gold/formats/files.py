"""Files that are written: their names, and rows of JSON in them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

LONGEST = 150  # characters of a file's name; file systems take 255 bytes with the ending


def file_name(doc_id: str) -> str:
    """A name for a document's file that every file system takes, the same for the same id only."""
    name = quote(doc_id, safe=" ,~+=@()")
    if len(name) <= LONGEST and not name.startswith("."):
        return name
    return f"{name.lstrip('.')[: LONGEST - 17]}-{hashlib.sha256(doc_id.encode()).hexdigest()[:16]}"


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes JSON Lines, readable to people, line feeds alone at the ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as sink:
        for row in rows:
            sink.write(json.dumps(row, ensure_ascii=False) + "\n")
