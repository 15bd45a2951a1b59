"""Tables to Parquet: the rows of a part, collected document by document, in order of doc_id."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.storage import Writer
from dateline.tables.schema import to_batch
from dateline.tables.tabulate import SCHEMAS, Rows


def as_json(content: Any) -> str:
    """The content as JSON that a person can read."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def file_name(table: str, key: str, month: str = "") -> str:
    """The file that a table of a part lies in; month: of publication, where the data set is partitioned by it."""
    return f"{table}/month={month}/part-{key}.parquet" if month else f"{table}/part-{key}.parquet"


class Collected:
    """The rows of a part's documents, as Arrow batches; `table` puts them in order of doc_id."""

    def __init__(self) -> None:
        self._batches: list[dict[str, pa.RecordBatch]] = []
        self._documents: list[tuple[str, int, dict[str, tuple[int, int]]]] = []  # id, its batch, start and count

    def add(self, documents: Sequence[Mapping[str, Rows]]) -> None:
        """Takes the rows of some documents. Raises SchemaError, and takes none, where one does not fit its schema."""
        batches = {
            name: to_batch([row for rows in documents for row in rows[name]], schema)
            for name, schema in SCHEMAS.items()
        }
        counts = {name: [len(rows[name]) for rows in documents] for name in SCHEMAS}
        starts = {name: list(accumulate(counts[name], initial=0)) for name in SCHEMAS}
        for i, rows in enumerate(documents):
            places = {name: (starts[name][i], counts[name][i]) for name in SCHEMAS}
            self._documents.append((rows["documents"][0]["doc_id"], len(self._batches), places))
        self._batches.append(batches)

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return sum(batches[name].num_rows for batches in self._batches)

    def table(self, name: str, wanted: frozenset[str] | None = None) -> pa.Table:
        """A table in order of doc_id, start, end; of some documents only, where they are named."""
        kept = [one for one in self._documents if wanted is None or one[0] in wanted]
        ordered = sorted(kept, key=lambda document: document[0])
        slices = (self._batches[batch][name].slice(*places[name]) for _, batch, places in ordered)
        return pa.Table.from_batches(slices, schema=SCHEMAS[name]).combine_chunks()


def parquet(chunks: Iterable[pa.Table], schema: pa.Schema, metadata: Mapping[str, str], row_group: int) -> Writer:
    """What writes a table, chunk by chunk, as Parquet (zstd) with the metadata of its run."""
    full = schema.with_metadata({**schema.metadata, **metadata})

    def write(sink: BinaryIO) -> None:
        with pq.ParquetWriter(sink, full, compression="zstd") as writer:
            for chunk in chunks:
                writer.write_table(chunk.replace_schema_metadata(full.metadata), row_group_size=row_group)

    return write


def text(content: str) -> Writer:
    """What writes a text in UTF-8."""
    return lambda sink: sink.write(content.encode())


def merged(tables: Sequence[pa.Table], rows: int) -> Iterator[pa.Table]:
    """The tables of many parts in order of doc_id, so many rows at a time; a document's rows stay in their order."""
    whole = pa.concat_tables(tables)
    order = pc.sort_indices(whole["doc_id"])
    for start in range(0, len(order), rows):
        yield whole.take(order.slice(start, rows)).combine_chunks()


def of_documents(table: pa.Table, ids: Iterable[str]) -> pa.Table:
    """The rows of some documents."""
    return table.filter(pc.is_in(table["doc_id"], pa.array(list(ids), pa.string()))).combine_chunks()
