"""The tables of one or more output folders, read as a stream of documents with their rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import SchemaError
from dateline.storage import Folder
from dateline.tables.layout import read_layout

Row = dict[str, Any]

# What is read of a table; a column that an older table lacks is null in every row.
COLUMNS: Mapping[str, Sequence[str]] = {
    "documents": ("doc_id", "sha256", "publisher", "url", "published", "status", "text"),
    "regions": ("doc_id", "start", "end", "kind"),
    "actors": (
        "doc_id", "mention_id", "start", "sentence", "text", "kind", "actor_id", "name", "type", "sector", "country",
        "role",
    ),
    "places": ("doc_id", "mention_id", "place_id", "name", "kind", "country", "admin1", "lat", "lon"),
    "quantities": (
        "doc_id", "mention_id", "start", "end", "kind", "value", "low", "high", "bound", "unit", "counted",
        "item", "item_actor_id", "per", "part_of", "rule",
    ),
    "claims": (
        "doc_id", "claim_id", "start", "text", "sentence", "sentence_start", "sentence_end", "scope_start",
        "scope_end", "event_type", "mode", "date_start", "date_end", "said_on", "polarity", "modality", "status",
        "direction_reversed", "date_inherited", "place_inherited",
    ),
    "claim_args": ("doc_id", "claim_id", "role", "n", "layer", "mention_id", "actor_id", "name"),
    "claim_relations": ("doc_id", "claim_id", "relation", "target_claim_id"),
}  # fmt: skip
BATCH = {"documents": 64}
ROWS = 2048


@dataclass(frozen=True)
class Bundle:
    """One document with the rows of every table that was asked for; rows as the tables have them."""

    document: Row
    rows: Mapping[str, list[Row]]

    @property
    def doc_id(self) -> str:
        """The document's id."""
        return str(self.document["doc_id"])

    @cached_property
    def annotated(self) -> str:
        """What was annotated of its text: title, dateline and body."""
        text, regions = self.document["text"], self.rows["regions"]
        return "\n".join(text[r["start"] : r["end"]] for r in regions if r["kind"] in ("title", "dateline", "body"))


def bundles(
    folders: Sequence[Path], tables: Sequence[str], columns: Mapping[str, Sequence[str]] = COLUMNS
) -> Iterator[Bundle]:
    """Every annotated document of the folders once, with its rows of these tables, of each its columns.

    A document that several folders have, with the same id and the same input, comes once.
    Raises SchemaError where a table is missing, or two documents share an id.
    """
    seen: dict[str, tuple[str, Path]] = {}
    for folder in folders:
        for bundle in _of_folder(folder, tables, columns):
            sha256 = bundle.document["sha256"]
            other, where = seen.setdefault(bundle.doc_id, (sha256, folder))
            if other != sha256:
                raise SchemaError(
                    f"Document {bundle.doc_id!r} of {folder} is another one in {where}; expected ids that differ."
                )
            if where == folder and bundle.document["status"] == "ok":
                yield bundle


def _of_folder(folder: Path, tables: Sequence[str], columns: Mapping[str, Sequence[str]]) -> Iterator[Bundle]:
    """A folder's documents, part by part: the parts of all tables correspond."""
    files = {name: table_files(folder, name) for name in ("documents", *tables)}
    by_part = {name: {_part_of(path): path for path in paths} for name, paths in files.items()}
    for documents in files["documents"]:
        yield from _joined(documents, {name: by_part[name].get(_part_of(documents)) for name in tables}, columns)


def _part_of(path: Path) -> tuple[str, ...]:
    """What the files of one part have in common: name and month; nothing where a table is one file."""
    if path.parent.name.startswith("month="):
        return path.parent.name, path.name
    return (path.name,) if path.name.startswith("part-") else ()


def _joined(
    documents: Path, others: Mapping[str, Path | None], columns: Mapping[str, Sequence[str]]
) -> Iterator[Bundle]:
    """The documents of a file with their rows in the files of the other tables, which are in the same order."""
    streams = {name: _Grouped(name, path, columns[name]) for name, path in others.items()}
    for document in _rows("documents", documents, columns["documents"]):
        yield Bundle(document, {name: stream.take(document["doc_id"]) for name, stream in streams.items()})
    for name, stream in streams.items():
        stream.check_empty(name, documents)


def table_files(folder: Path, name: str) -> list[Path]:
    """The files of a table that count, in order: one, or those of the parts that the folder's run is made of.

    Raises SchemaError where there is none.
    """
    layout = read_layout(Folder(str(folder)))
    if layout is None:
        raise SchemaError(f"No tables in {folder}; `dateline run PATHS --out {folder}` writes them.")
    return [folder / file for file in layout.files(name)]


class _Grouped:
    """The rows of a file, document by document."""

    def __init__(self, name: str, path: Path | None, columns: Sequence[str]) -> None:
        self._groups = groupby(_rows(name, path, columns) if path else (), key=itemgetter("doc_id"))
        self._advance()

    def _advance(self) -> None:
        doc_id, rows = next(self._groups, (None, iter(())))
        self._doc_id: str | None = doc_id
        self._held = list(rows)

    def take(self, doc_id: str) -> list[Row]:
        """The rows of the next document, if it is this one; none otherwise."""
        if self._doc_id != doc_id:
            return []
        rows = self._held
        self._advance()
        return rows

    def check_empty(self, name: str, documents: Path) -> None:
        """Raises SchemaError where rows are left that belong to no document."""
        if self._doc_id is not None:
            raise SchemaError(f"Table {name!r} has rows of {self._doc_id!r}, out of the order of {documents}.")


def _rows(name: str, path: Path, wanted: Sequence[str]) -> Iterator[Row]:
    """The rows of a file, the columns that are read of it only."""
    try:
        file = pq.ParquetFile(path)
        there = [column for column in wanted if column in file.schema_arrow.names]
        absent = [column for column in wanted if column not in there]
        names = [*there, *absent]
        for batch in _batches(file, BATCH.get(name, ROWS), there):
            values = [column.to_pylist() for column in batch.columns] + [[None] * batch.num_rows] * len(absent)
            yield from [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]
    except (pa.ArrowException, OSError) as err:
        raise SchemaError(f"{path} cannot be read ({str(err).splitlines()[0]}).") from err


def _batches(file: pq.ParquetFile, size: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The batches of a file. One row group at a time is asked for, as Arrow holds memory of those it passed."""
    for group in range(file.num_row_groups):
        yield from file.iter_batches(size, row_groups=[group], columns=columns, use_threads=False)
