"""Bytes that come compressed or in archives: unpacked as they are read, within limits, and never to a file."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from dateline.reading.records import RecordError

BUFFER = 2**16
MAX_RATIO = 200  # bytes that one compressed byte may become, above what any stream may hold
FREE = 2**28  # bytes that a stream may hold whatever its ratio
MAX_ENTRIES = 10_000_000  # of one archive

COMPRESSED = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2"}
ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.zst", ".tar.bz2")


class Counted(io.RawIOBase):
    """A stream that counts what is read from it. tally: told of it as well."""

    def __init__(self, stream: Any, tally: Callable[[int], None] = lambda n: None) -> None:
        self.stream, self.count, self.tally = stream, 0, tally
        self.read_some = getattr(stream, "read1", stream.read)  # so that what comes before a break is not lost

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads into a buffer, as io asks for it."""
        found = self.read_some(len(buffer))
        buffer[: len(found)] = found
        self.count += len(found)
        self.tally(len(found))
        self.check()
        return len(found)

    def check(self) -> None:
        """What a packed stream does not need."""


class Unpacked(Counted):
    """What a packed stream unpacks to. Raises RecordError where that is out of all proportion."""

    def __init__(self, stream: Any, packed: Counted) -> None:
        super().__init__(stream)
        self.packed = packed

    def check(self) -> None:
        """Raises RecordError where a small file has become a huge one."""
        if self.count > FREE and self.count > MAX_RATIO * self.packed.count:
            raise RecordError(f"unpacks to more than {MAX_RATIO} times its size, expected news")


def buffered(stream: Any) -> io.BufferedReader:
    """The stream with a buffer that can be looked into."""
    if isinstance(stream, io.BufferedReader):
        return stream
    raw = stream if isinstance(stream, io.RawIOBase) else Counted(stream)
    return io.BufferedReader(raw, BUFFER)


def unpacked(stream: BinaryIO, name: str) -> tuple[io.BufferedReader, str]:
    """The stream without the compression that its name tells, and the name without that ending."""
    lower = name.lower()
    ending = next((ending for ending in COMPRESSED if lower.endswith(ending)), None)
    if ending is None:
        return buffered(stream), name
    packed = Counted(stream)
    return buffered(Unpacked(_decompressed(packed, COMPRESSED[ending]), packed)), name[: -len(ending)]


def _decompressed(packed: Counted, kind: str) -> Any:
    if kind == "gzip":
        return gzip.GzipFile(fileobj=io.BufferedReader(packed, BUFFER))
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), kind)


def entries(stream: BinaryIO, name: str, wanted: Callable[[str], bool]) -> Iterator[tuple[str, io.BufferedReader]]:
    """The files in an archive whose name in it is wanted, each by that name and its bytes, in the archive's order.

    A name is only a name: nothing is written anywhere. Links and devices are passed over.
    """
    found = _zip_entries(stream, wanted) if name.lower().endswith(".zip") else _tar_entries(stream, name, wanted)
    return ((name, buffered(content)) for name, content in found)


def _zip_entries(stream: BinaryIO, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(stream) as archive:
        listed = archive.infolist()
        if len(listed) > MAX_ENTRIES:
            raise RecordError(f"{len(listed):,} entries, expected at most {MAX_ENTRIES:,}")
        for entry in listed:
            if entry.is_dir() or not wanted(entry.filename):
                continue
            if entry.file_size > FREE and entry.file_size > MAX_RATIO * entry.compress_size:
                raise RecordError(f"{entry.filename!r} unpacks to more than {MAX_RATIO} times its size, expected news")
            with archive.open(entry) as content:
                yield entry.filename, content


def _tar_entries(stream: BinaryIO, name: str, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Any]]:
    plain = name[: -len(".tgz")] + ".gz" if name.lower().endswith(".tgz") else name
    content, _ = unpacked(stream, plain)
    with tarfile.open(fileobj=content, mode="r|") as archive:
        for entry in archive:
            if entry.isreg() and wanted(entry.name) and (file := archive.extractfile(entry)) is not None:
                yield entry.name, file


def is_archive(name: str) -> bool:
    """Whether a file is an archive by its name."""
    return name.lower().endswith(ARCHIVES)


def whole(stream: BinaryIO) -> io.BytesIO:
    """All of a stream that must be read from its end, as Parquet must. Raises RecordError where it is too much."""
    raw = stream.read(FREE + 1)
    if len(raw) > FREE:
        raise RecordError(f"more than {FREE >> 20} MiB in an archive, expected it as a file of its own")
    return io.BytesIO(raw)
