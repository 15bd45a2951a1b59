"""Files to records: which reader takes which ending, and what becomes of a file that cannot be read."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from dateline.reading.columns import Columns
from dateline.reading.decoding import decode
from dateline.reading.lines import json_line, json_lines, json_values
from dateline.reading.pages import PARSERS, first_line_title, parsed
from dateline.reading.records import MAX_BYTES, Record, RecordError, bounded, reason, sha256
from dateline.reading.rows import csv_rows, parquet_rows
from dateline.reading.sidecar import Archived, Given, beside, is_sidecar
from dateline.reading.sources import File, Sources, find, without_ending
from dateline.reading.streams import ARCHIVES, COMPRESSED, Counted, buffered, entries, is_archive, unpacked, whole
from dateline.reading.warc import warc_pages

Rows = Callable[[BinaryIO, str, Columns], Iterator[Record]]

MANY: dict[str, Rows] = {
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".json": json_values,
    ".csv": csv_rows,
    ".tsv": csv_rows,
    ".parquet": parquet_rows,
}
WARCS = (".warc", ".warc.gz")
KNOWN = (*PARSERS, *MANY, *WARCS, *ARCHIVES)


def known(name: str) -> bool:
    """Whether a file of such a name can be read."""
    return is_archive(name) or name.lower().endswith(WARCS) or _plain_ending(name) in (*PARSERS, *MANY)


def sources(paths: Iterable[str]) -> Sources:
    """The files that paths stand for, of known formats."""
    found = find(paths, known)
    single = all(file.path != "-" and _plain_ending(file.name) in PARSERS for file in found.files)
    found.total = len(found.files) + len(found.missing) if single else None
    return found


def _plain_ending(name: str) -> str:
    """The ending of a file's name that tells its format, compressed or not."""
    lower = name.lower()
    return Path(next((lower[: -len(ending)] for ending in COMPRESSED if lower.endswith(ending)), lower)).suffix


def records(found: Sources, columns: Columns | None = None) -> Iterator[Record]:
    """The records of files, one after the other; what cannot be read is a record that says so."""
    for path, source in found.missing:
        error = f"{path}: no such file; expected a file, folder or glob of {', '.join(KNOWN)}"
        yield Record(path, doc_id=path, source=source, error=error)
    before = 0
    for file in found.files:
        reading = Reading(file, columns or Columns(), found)
        for record in _guard(file.path, file.doc_id, reading.records):
            yield replace(record, source=file.source, doc_id=record.doc_id or file.doc_id)
        before += file.size
        found.read = before


def _guard(path: str, doc_id: str, read: Callable[[], Iterator[Record]]) -> Iterator[Record]:
    """The records of a file; where it cannot be read (on), one that says so."""
    line = 0
    try:
        for record in read():
            line = record.line or line
            yield record
    except Exception as err:  # whatever a broken file does to the library that reads it, it fails alone
        place = f"{path}:{line + 1}" if line else path
        yield Record(path, line + 1 if line else None, doc_id=doc_id, error=f"{place}: {reason(err)}")


@dataclass(frozen=True)
class Reading:
    """A file that is being read; what is read of it is counted."""

    file: File
    columns: Columns
    found: Sources

    def records(self) -> Iterator[Record]:
        """Its records. Raises what its reader raises, where it cannot be read (on)."""
        file, columns = self.file, self.columns
        if file.path == "-":
            yield from _stdin(sys.stdin.buffer, columns)
            return
        with file.open() as stream:
            if file.name.lower().endswith(".zip"):
                yield from _of_archive(stream, file, columns)
            elif file.name.lower().endswith(".parquet"):
                yield from parquet_rows(stream, file.path, columns)
            elif is_archive(file.name):
                yield from _of_archive(self._counted(stream), file, columns)
            else:
                yield from _of_stream(self._counted(stream), file.path, columns, lambda: beside(file.path))

    def _counted(self, stream: BinaryIO) -> BinaryIO:
        def tally(n: int) -> None:
            self.found.read += n

        return buffered(Counted(stream, tally))


def _of_archive(stream: BinaryIO, file: File, columns: Columns) -> Iterator[Record]:
    sidecars = Archived(file)
    for name, content in entries(stream, file.name, _holds_documents):
        path, doc_id = f"{file.path}/{name}", f"{file.doc_id}/{without_ending(name)}"
        read = partial(_of_stream, content, path, columns, partial(sidecars.beside, name))
        for record in _guard(path, doc_id, read):
            yield replace(record, doc_id=doc_id)


def _holds_documents(name: str) -> bool:
    """Whether an entry of an archive is read, by its name."""
    is_hidden = name.rpartition("/")[2].startswith(".")
    return known(name) and not (is_hidden or is_archive(name) or is_sidecar(name))


def _of_stream(
    stream: BinaryIO, path: str, columns: Columns, given: Callable[[], Given] = lambda: ("", {})
) -> Iterator[Record]:
    """The records of a file's bytes, by the ending of its path."""
    if path.lower().endswith(WARCS):
        yield from warc_pages(stream, path)
        return
    content, name = unpacked(stream, path)
    ending = Path(name).suffix.lower()
    if ending in MANY:
        yield from MANY[ending](whole(content) if ending == ".parquet" else content, path, columns)
    elif ending in PARSERS:
        yield _one_document(content, path, ending, given())
    else:
        raise RecordError(f"unknown ending, expected one of {', '.join(KNOWN)}")


def _one_document(stream: BinaryIO, path: str, ending: str, given: Given) -> Record:
    """The file's bytes, which `parsed` reads, and what metadata.csv says of it."""
    place, fields = given
    raw = bounded(stream)
    record = Record(path, None, sha256(raw), fields, dict.fromkeys(fields, place), raw=raw, kind=ending)
    return parsed(record) if ending == ".md" else record  # its front matter can name its id


def _stdin(stream: BinaryIO, columns: Columns) -> Iterator[Record]:
    """JSON lines where the first line is an object, else all of it is one text."""
    first = stream.readline(MAX_BYTES)
    head = json_line("-", 1, first.rstrip(b"\r\n").removeprefix(b"\xef\xbb\xbf"), columns)
    if head.fields:
        yield replace(head, doc_id="stdin")
        yield from (replace(record, doc_id="stdin") for record in json_lines(stream, "-", columns, first=2))
    else:
        raw = bounded(stream, first)
        text = decode(raw)
        fields: dict[str, Any] = {"text": text, "title": first_line_title(text)}
        yield Record("-", None, sha256(raw), fields, doc_id="stdin")
