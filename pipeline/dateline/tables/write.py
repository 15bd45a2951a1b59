"""Tables to Parquet files: spilled to disk document by document, then put in order of doc_id."""

import json
import os
import tempfile
from array import array
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.tables.schema import to_batch
from dateline.tables.tabulate import SCHEMAS, Rows

MAX_CHUNK_BYTES = 256 * 2**20


def replace_files(folder: Path, writers: Mapping[str, Callable[[Path], object]]) -> None:
    """Writes files under temporary names, all of them, then moves all into place.

    writers: what writes each file, by its name. Where one fails, none is moved and nothing is left behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {name: folder / f".{name}.{os.getpid()}.tmp" for name in writers}
    try:
        for name, write in writers.items():
            write(written[name])
        for name, temporary in written.items():
            temporary.replace(folder / name)
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)


def as_json(content: Any) -> str:
    """The content as JSON that a person can read."""
    return json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n"


class Spill:
    """Rows of documents in input order, on disk; `write` puts them in order of doc_id.

    In memory it keeps the ids of the documents and their numbers of rows only.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="dateline-")
        self._ids: list[str] = []
        self._batches = array("q")
        self._starts = {name: array("q") for name in SCHEMAS}
        self._counts = {name: array("q") for name in SCHEMAS}
        self._n_batches = 0
        self._writers = {name: pa.ipc.new_file(str(self._path(name)), schema) for name, schema in SCHEMAS.items()}

    def __enter__(self) -> "Spill":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            writer.close()
        self._folder.cleanup()

    def _path(self, name: str) -> Path:
        return Path(self._folder.name) / f"{name}.arrow"

    def add(self, documents: list[dict[str, Rows]]) -> None:
        """Takes the rows of some documents. Raises SchemaError, and takes none, where one does not fit its schema."""
        batches = {
            name: to_batch([row for rows in documents for row in rows[name]], schema)
            for name, schema in SCHEMAS.items()
        }
        self._ids += [rows["documents"][0]["doc_id"] for rows in documents]
        self._batches.extend([self._n_batches] * len(documents))
        self._n_batches += 1
        for name, batch in batches.items():
            counts = [len(rows[name]) for rows in documents]
            self._counts[name].extend(counts)
            self._starts[name].extend(accumulate(counts[:-1], initial=0))
            self._writers[name].write_batch(batch)

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return sum(self._counts[name])

    def write(self, out: Path, texts: Mapping[str, str], *, metadata: dict[str, str], row_group: int) -> None:
        """Writes every table to out/<table>.parquet (zstd), rows in order of doc_id, start, end, and texts beside them.

        All are there, or none is: they are moved into place when the last one is written.
        """
        for writer in self._writers.values():
            writer.close()
        order = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        writers: dict[str, Callable[[Path], object]] = {}
        for name, schema in SCHEMAS.items():
            full = schema.with_metadata({**schema.metadata, **metadata})
            writers[f"{name}.parquet"] = partial(self._write_table, name, full, order, row_group)
        writers |= {name: partial(_write_text, text) for name, text in texts.items()}
        replace_files(out, writers)

    def _write_table(self, name: str, schema: pa.Schema, order: list[int], row_group: int, path: Path) -> None:
        with pa.memory_map(str(self._path(name))) as source, pq.ParquetWriter(path, schema, compression="zstd") as sink:
            for chunk in _chunks(self._in_order(name, source, order), row_group):
                table = pa.Table.from_batches(chunk).replace_schema_metadata(schema.metadata).combine_chunks()
                sink.write_table(table, row_group_size=row_group)

    def _in_order(self, name: str, source: pa.MemoryMappedFile, order: list[int]) -> Iterator[pa.RecordBatch]:
        """One slice a document, in the order given."""
        reader = pa.ipc.open_file(source)
        for i in order:
            if self._counts[name][i]:
                yield reader.get_batch(self._batches[i]).slice(self._starts[name][i], self._counts[name][i])


def _write_text(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")


def _chunks(batches: Iterator[pa.RecordBatch], rows: int) -> Iterator[list[pa.RecordBatch]]:
    """Runs of batches with about so many rows, and no more bytes than one Arrow string column can hold."""
    chunk: list[pa.RecordBatch] = []
    n = size = 0
    for batch in batches:
        chunk.append(batch)
        n, size = n + batch.num_rows, size + batch.nbytes
        if n >= rows or size >= MAX_CHUNK_BYTES:
            yield chunk
            chunk, n, size = [], 0, 0
    if chunk:
        yield chunk
