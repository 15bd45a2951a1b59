"""Rows of the tables across documents: spilled to disk as they come, then put in order and into place."""

import tempfile
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.reconcile.table import CORPUS_SCHEMAS
from dateline.storage import Folder, Writer
from dateline.tables.schema import to_batch
from dateline.tables.write import text

BATCH = 4096
ROW_GROUP = 65536
ORDER: Mapping[str, tuple[str, ...]] = {
    "copies": ("doc_id",),
    "entities": ("entity_id",),
    "entity_actors": ("entity_id", "actor_id"),
    "events": ("date_start", "date_end", "event_id"),
    "event_args": ("event_id", "role", "n"),
    "event_claims": ("event_id", "doc_id", "claim_id"),
    "figures": ("event_id", "figure_id"),
    "figure_claims": ("figure_id", "published", "doc_id", "mention_id", "claim_id"),
}


class Store:
    """Takes rows in any order; `write` gives the same files whatever that was."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="dateline-events-")
        self._waiting: dict[str, list[dict[str, Any]]] = {name: [] for name in CORPUS_SCHEMAS}
        self._counts = dict.fromkeys(CORPUS_SCHEMAS, 0)
        self._writers = {name: pa.ipc.new_file(str(self._path(name)), s) for name, s in CORPUS_SCHEMAS.items()}

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            writer.close()
        self._folder.cleanup()

    def _path(self, name: str) -> Path:
        return Path(self._folder.name) / f"{name}.arrow"

    def add(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        """Takes rows of a table. Raises SchemaError where one does not fit."""
        self._waiting[name] += rows
        if len(self._waiting[name]) >= BATCH:
            self._spill(name)

    def _spill(self, name: str) -> None:
        rows, self._waiting[name] = self._waiting[name], []
        if rows:
            self._counts[name] += len(rows)
            self._writers[name].write_batch(to_batch(rows, CORPUS_SCHEMAS[name]))

    def write(self, out: Path, metadata: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, int]:
        """Writes every table to out/<table>.parquet, and texts beside them, all or none; gives the numbers of rows."""
        writers: dict[str, Writer] = {}
        for name, schema in CORPUS_SCHEMAS.items():
            self._spill(name)
            self._writers[name].close()
            full = schema.with_metadata({**schema.metadata, **metadata})
            writers[f"{name}.parquet"] = partial(self._write_table, name, full)
        writers |= {name: text(content) for name, content in texts.items()}
        Folder(str(out)).write(writers)
        return dict(self._counts)

    def _write_table(self, name: str, schema: pa.Schema, file: BinaryIO) -> None:
        """A table in its order, a row group at a time; rows without a date come last."""
        with pa.memory_map(str(self._path(name))) as source, pq.ParquetWriter(file, schema, compression="zstd") as sink:
            table = pa.ipc.open_file(source).read_all()
            order = pc.sort_indices(table, sort_keys=[(column, "ascending") for column in ORDER[name]])
            for start in range(0, table.num_rows, ROW_GROUP):
                part = table.take(order.slice(start, ROW_GROUP)).replace_schema_metadata(schema.metadata)
                sink.write_table(part.combine_chunks(), row_group_size=ROW_GROUP)
