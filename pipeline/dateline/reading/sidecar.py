"""metadata.csv: what it says of the text files that it lies beside, in a folder, a store or an archive."""

import csv
import io
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from dateline.reading.columns import shown
from dateline.reading.decoding import decode
from dateline.reading.records import FIELDS, RecordError, bounded
from dateline.reading.sources import SIDECAR, File
from dateline.reading.streams import entries
from dateline.storage import filesystem, is_url

Given = tuple[str, dict[str, str]]  # the place of a line, and its fields
Lines = Mapping[str, tuple[int, dict[str, str]]]  # line and fields, by the file's name

EXPECTED = f"expected CSV with {', '.join(('file', *FIELDS[2:]))}"


def beside(path: str) -> Given:
    """What metadata.csv beside a file says of it. Raises RecordError where it is not what it should be."""
    sidecar = _folder(path) + SIDECAR if is_url(path) else str(Path(path).with_name(SIDECAR))
    changed = _changed(sidecar)
    return _row(_of_file(sidecar, changed), sidecar, path.rpartition("/")[2]) if changed else ("", {})


def _changed(path: str) -> str:
    """What tells one state of a file from another; "" where there is none. A site is asked for no page but its own."""
    if path.startswith(("http://", "https://")):
        return ""
    if not is_url(path):
        return str(Path(path).stat().st_mtime_ns) if Path(path).is_file() else ""
    fs, inside = filesystem(path)
    try:
        return str(fs.ukey(inside))
    except FileNotFoundError:
        return ""


@lru_cache(maxsize=8)
def _of_file(path: str, changed: str) -> Lines:
    """Its lines; `changed` makes a changed file be read anew."""
    if is_url(path):
        fs, inside = filesystem(path)
        with fs.open(inside, "rb") as raw:
            return read(bounded(raw), path)
    with open(path, "rb") as raw:
        return read(bounded(raw), path)


class Archived:
    """The metadata.csv of every folder of an archive, wherever in it they stand: it is gone through once for them."""

    def __init__(self, file: File) -> None:
        self.path = file.path
        self._of: dict[str, Lines | RecordError] = {}
        # What comes before a break in a broken archive is read all the same, and the reader says what is wrong.
        with suppress(Exception), file.open() as stream:
            for name, content in entries(stream, file.name, is_sidecar):
                try:
                    self._of[_folder(name)] = read(bounded(content), f"{self.path}/{name}")
                except RecordError as err:
                    self._of[_folder(name)] = err

    def beside(self, name: str) -> Given:
        """What metadata.csv beside an entry says of it. Raises RecordError where it is not what it should be."""
        folder = _folder(name)
        lines = self._of.get(folder, {})
        if isinstance(lines, RecordError):
            raise lines
        return _row(lines, f"{self.path}/{folder}{SIDECAR}", name.removeprefix(folder)) if lines else ("", {})


def is_sidecar(name: str) -> bool:
    """Whether an entry of an archive is a metadata.csv."""
    return name.removeprefix(_folder(name)) == SIDECAR


def _folder(name: str) -> str:
    """The folder of an entry, with its slash; "" where it is in none."""
    return name[: name.rfind("/") + 1]


def _row(lines: Lines, path: str, name: str) -> Given:
    line, fields = lines.get(name) or (0, {})
    return f"{path}:{line}", fields


def read(raw: bytes, path: str) -> Lines:
    """The lines of a metadata.csv. Raises RecordError where it is broken, or names a file twice or none."""
    stream = io.StringIO(decode(raw), newline="")
    try:
        reader = csv.DictReader(stream, strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as err:
        raise RecordError(f"{path}: {err}; {EXPECTED}") from err
    if "file" not in (reader.fieldnames or ()):
        raise RecordError(f"{path}: columns {shown(reader.fieldnames or ())}; {EXPECTED}")
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for line, row in rows:
        if row["file"] in found:
            raise RecordError(f"{path}:{line}: {row['file']!r} is there twice; expected one line a file")
        found[row["file"]] = line, {k: v for k, v in row.items() if k in FIELDS[2:] and v and v.strip()}
    return found
