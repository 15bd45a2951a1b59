"""The document that somebody wants to look at, of a file or of an output folder, and its rows."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from spacy.language import Language

from dateline.data import Lines, adding
from dateline.errors import DatelineError
from dateline.flow.annotate import Limits, annotate
from dateline.flow.config import read_config
from dateline.reading.clean import clean
from dateline.reading.documents import Document, read
from dateline.reading.published import infer
from dateline.reading.regions import Region
from dateline.tables.frames import read_table
from dateline.tables.tabulate import SCHEMAS, Rows

Nlp = Callable[[], Language]


def open_document(name: str, out: Path, lines: Lines | None = None) -> Document:
    """The document that a file holds, its twelfth where the name ends in `:12`, or that a folder has under this id.

    lines: the user's own. Raises DatelineError where there is neither, or the document failed.
    """
    file, number = _file_and_number(name)
    document = _of_file(file, number, lines or {}) if file else _of_tables(name, out)
    if document.status == "failed":
        raise DatelineError(document.error or f"{name}: failed")
    return document


def _file_and_number(name: str) -> tuple[str, int]:
    """The file that a name stands for, and which of its documents: "gold/cases/dates.jsonl:12" is the twelfth."""
    if Path(name).is_file():
        return name, 1
    file, _, number = name.rpartition(":")
    return (file, int(number)) if number.isdecimal() and len(number) < 10 and Path(file).is_file() else ("", 0)


def _of_file(name: str, number: int, lines: Lines) -> Document:
    with adding(lines):
        document = next(islice(clean(read([name])), max(number, 1) - 1, None), None)
    if document is None:
        raise DatelineError(f"{name}: no document {number} in it." if number != 1 else f"{name}: no document in it.")
    return document


def _of_tables(doc_id: str, out: Path) -> Document:
    rows = read_table("documents", out, doc_id=doc_id).to_pylist() if doc_id else []
    if not rows:
        raise DatelineError(f"{doc_id!r} is no file, and no document of {out}. {_known(doc_id, out)}")
    row = rows[0]
    row["published"] = row["published"] and row["published"].date().isoformat()
    stored = read_table("regions", out, doc_id=doc_id).to_pylist()
    document = Document(**{f.name: row[f.name] for f in fields(Document) if f.name in row}, regions=_regions(stored))
    return document if document.published else replace(document, published_candidates=_candidates(document, out))


def _regions(rows: Rows) -> tuple[Region, ...]:
    return tuple(Region(row["start"], row["end"], row["kind"], row["repeat_of"]) for row in rows)


def _known(doc_id: str, out: Path) -> str:
    ids = read_table("documents", out, columns=["doc_id"])["doc_id"].to_pylist()
    close = get_close_matches(doc_id, ids, n=3)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"It has: {', '.join(ids[:10])}{' …' if len(ids) > 10 else ''}"


def _candidates(document: Document, out: Path) -> tuple[str, ...]:
    """The days on which an undated document can have been published, with the bound that its run was given."""
    path = out / "run.json"
    run = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    latest = run.get("arguments", {}).get("not_after")
    return infer(document.text, document.regions, url=document.url, not_after=latest).candidates


def about(document: Document) -> str:
    """When the document was published, and how that is known; why it is not annotated, where it is not."""
    candidates = f"; candidates {', '.join(document.published_candidates)}" if document.published_candidates else ""
    known = f"{document.published or 'on an unknown day'} ({document.published_source}{candidates})"
    skipped = f"; skipped, its language is {document.language}" if document.status == "skipped" else ""
    return f"{document.doc_id}: published {known.replace(' (unknown)', '')}{skipped}"


def rows_of(nlp: Nlp, document: Document, name: str, out: Path) -> dict[str, Rows]:
    """The rows of every table for one document: those of the output folder, or new ones where it is a file.

    Raises DatelineError where a file cannot be annotated.
    """
    if not _file_and_number(name)[0]:
        return {table: _plain(read_table(table, out, doc_id=document.doc_id).to_pylist()) for table in SCHEMAS}
    [(done, rows)] = annotate(nlp(), [document], Limits(max_chars()))
    if done.status == "failed":
        raise DatelineError(done.error or f"{name}: failed")
    return rows


def _plain(rows: Rows) -> Rows:
    """Days as ISO 8601, as the layers give them."""
    return [{k: v.date().isoformat() if hasattr(v, "date") else v for k, v in row.items()} for row in rows]


def max_chars() -> int:
    """What the base model sees at a time, in characters."""
    chars: int = read_config()["run"]["max_chars"]
    return chars
