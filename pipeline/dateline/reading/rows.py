"""Tables: CSV with any of the usual separators, and Parquet by row groups."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from dateline.reading.columns import Columns
from dateline.reading.decoding import SAMPLE, encoding_of, is_binary, mark_of
from dateline.reading.records import MAX_BYTES, Record, RecordError, reason, sha256

ROWS = 256  # rows of Parquet held at a time
SEPARATORS = ",;\t|"
WINDOWS = "dateline-windows-1252"  # how bytes are decoded that are no UTF-8


def csv_rows(stream: BinaryIO, path: str, columns: Columns) -> Iterator[Record]:
    """The records of a table with a header; the separator is the one by which the header has a column of text."""
    csv.field_size_limit(MAX_BYTES)
    text = _text(stream)
    try:
        yield from _csv_records(text, path, columns)
    finally:
        text.detach()  # its stream is closed by whoever opened it


def _csv_records(text: io.TextIOWrapper, path: str, columns: Columns) -> Iterator[Record]:
    taken: list[str] = []
    lines = _kept(text, taken)
    separator, places, width = _header(next(lines, ""), columns)
    taken.clear()
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        taken.clear()
        line = reader.line_num + 2
        try:
            row = next(reader, None)
        except csv.Error as err:
            said = f"{path}:{line}: broken CSV ({err}); expected every quote closed"
            yield Record(path, line, _raw(taken), error=said)
            continue
        if row is None:
            return
        if row:
            yield _csv_row(path, line, _raw(taken), places, width, row)


def _text(stream: BinaryIO) -> io.TextIOWrapper:
    """The text of a stream: UTF-8 where its beginning is, else what that looks like."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    head = buffered.peek(SAMPLE)[:SAMPLE]
    if is_binary(head):
        raise RecordError("binary data, expected CSV text")
    encoding = mark_of(head)
    if encoding is None:
        try:
            head[:-4].decode("utf-8")
            encoding = "utf-8"
        except UnicodeDecodeError as err:
            encoding = "utf-8" if err.start > len(head) - 8 else encoding_of(head)
    errors = WINDOWS if encoding == "utf-8" else "replace"
    return io.TextIOWrapper(buffered, encoding, errors=errors, newline="")


def _of_windows(err: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, as windows-1252: a curly quote far down in a table whose beginning has none."""
    import ftfy.bad_codecs  # noqa: F401  (registers sloppy-windows-1252, which knows all 256 bytes)

    if not isinstance(err, UnicodeDecodeError):
        raise err
    return err.object[err.start : err.end].decode("sloppy-windows-1252"), err.end


codecs.register_error(WINDOWS, _of_windows)


def _header(line: str, columns: Columns) -> tuple[str, dict[str, int], int]:
    """Separator, the column of each field, and how many columns there are. Raises RecordError where none holds text."""
    faults = []
    for separator in SEPARATORS:
        names = [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
        try:
            return separator, columns.places(names), len(names)
        except RecordError as err:
            faults.append((-len(names), err))
    raise min(faults, key=lambda fault: fault[0])[1]


def _csv_row(path: str, line: int, digest: str, places: dict[str, int], width: int, row: list[str]) -> Record:
    if len(row) != width:
        problem = f"{path}:{line}: got {len(row)} fields, expected {width} as in the header"
        return Record(path, line, digest, error=problem)
    fields = {name: row[number] for name, number in places.items()}
    return Record(path, line, digest, {k: v for k, v in fields.items() if v.strip() or k == "text"})


def _kept(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _raw(taken: list[str]) -> str:
    return sha256("".join(taken).encode("utf-8", "surrogatepass"))


def parquet_rows(stream: BinaryIO | str, path: str, columns: Columns) -> Iterator[Record]:
    """The records of a Parquet file, a row group at a time; only the columns that hold a field are read."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(stream) as file:
        header = file.schema_arrow.names
        places = {name: header[number] for name, number in columns.places(header).items()}
        batches = file.iter_batches(batch_size=ROWS, columns=sorted(set(places.values())))
        rows = (batch.slice(i, 1) for batch in batches for i in range(batch.num_rows))
        for number, row in enumerate(rows, 1):
            yield _parquet_row(path, number, row, places)


def _parquet_row(path: str, number: int, row: Any, places: dict[str, str]) -> Record:
    """The record of a row; where Python has no such value, as for a day in the year 300000, one that says so."""
    try:
        [found] = row.to_pylist()
    except (ValueError, OverflowError) as err:
        return Record(path, number, error=f"{path}:{number}: {reason(err)}")
    fields = {name: found[column] for name, column in places.items()}
    text = fields["text"]
    digest = sha256(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else b"")
    return Record(path, number, digest, fields)
