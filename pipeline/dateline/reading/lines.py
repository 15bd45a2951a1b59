"""JSON: an object a line, arrays of objects, objects one after the other; read as they come."""

import codecs
import gzip
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.reading.columns import Columns, text_of
from dateline.reading.decoding import decode, mark_of
from dateline.reading.records import MAX_BYTES, Record, RecordError, sha256

CHUNK = 2**20  # characters read at a time
EXPECTED = "expected one object with id and text a line"

Opened = io.BufferedReader | gzip.GzipFile


def json_lines(stream: BinaryIO, path: str, columns: Columns, first: int = 1) -> Iterator[Record]:
    """The records of a stream with one object a line; a line that is none is a record that says so."""
    for number, raw in enumerate(_lines(stream), first):
        if raw is None:
            yield Record(path, number, error=f"{path}:{number}: more than {MAX_BYTES >> 20} MiB; {EXPECTED}")
            continue
        raw = raw.rstrip(b"\r\n").removeprefix(codecs.BOM_UTF8 if number == 1 else b"")
        if raw.strip():
            yield json_line(path, number, raw, columns)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines, in UTF-8 where the stream begins with the mark of UTF-16 or UTF-32; None for one that is too long."""
    mark = mark_of(stream.peek(4)[:4]) if isinstance(stream, Opened) else None
    if mark not in (None, "utf-8-sig"):
        text = io.TextIOWrapper(stream, mark, errors="replace", newline="\n")
        try:
            yield from (line.encode() for line in text)
        finally:
            text.detach()
        return
    while raw := stream.readline(MAX_BYTES):
        whole = raw.endswith(b"\n") or len(raw) < MAX_BYTES
        yield raw if whole else None
        while not whole:
            rest = stream.readline(MAX_BYTES)
            whole = rest.endswith(b"\n") or not rest


def json_line(path: str, number: int, raw: bytes, columns: Columns) -> Record:
    """The record of a line."""
    digest = sha256(raw)
    try:
        found = json.loads(_json_text(raw), strict=False)
    except (ValueError, RecursionError) as err:
        return Record(path, number, digest, error=f"{path}:{number}: malformed JSON ({err}); {EXPECTED}")
    return _record(path, number, digest, found, columns)


def _record(path: str, number: int, digest: str, found: Any, columns: Columns) -> Record:
    if not isinstance(found, dict):
        problem = f"{path}:{number}: got {type(found).__name__}, expected a JSON object with id and text"
        return Record(path, number, digest, error=problem)
    fields = columns.fields(found)
    return Record(path, number, digest, fields | ({"text": text_of(fields["text"])} if "text" in fields else {}))


def _json_text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return decode(raw)


def json_values(stream: BinaryIO, path: str, columns: Columns) -> Iterator[Record]:
    """The records of a stream that is an array of objects, or has objects one after the other, on however many lines.

    Where it is broken what comes before is given; numbers count the objects. Raises RecordError with the number.
    """
    mark = mark_of(stream.peek(4)[:4]) if isinstance(stream, Opened) else None
    text = io.TextIOWrapper(stream, mark or "utf-8", errors="replace", newline="")
    number = 0
    try:
        for number, (source, found) in enumerate(_values(text), 1):
            yield _record(path, number, sha256(source.encode("utf-8", "surrogatepass")), found, columns)
    finally:
        text.detach()  # its stream is closed by whoever opened it
    if not number:
        raise RecordError("no JSON object in it, expected objects with id and text")


def _values(text: io.TextIOWrapper) -> Iterator[tuple[str, Any]]:
    decoder = json.JSONDecoder(strict=False)
    buffer, number, inside, ended = "", 0, False, False
    while True:
        buffer = buffer.lstrip(" \t\r\n,\ufeff")
        if not inside and buffer.startswith("["):
            buffer, inside = buffer[1:], True
            continue
        if inside and buffer.startswith("]"):
            buffer, inside = buffer[1:], False
            continue
        if buffer:
            try:
                found, end = decoder.raw_decode(buffer)
            except ValueError as err:
                if ended or len(buffer) > MAX_BYTES:
                    raise RecordError(f"object {number + 1}: malformed JSON ({err}); {EXPECTED}") from err
            else:
                number += 1
                yield buffer[:end], found
                buffer = buffer[end:]
                continue
        elif ended:
            if inside:
                raise RecordError(f"the array ends within; {EXPECTED}")
            return
        more = text.read(max(CHUNK, len(buffer)))
        buffer, ended = buffer + more, not more
