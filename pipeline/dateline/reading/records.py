"""A record: a document as its file gives it, before anything is checked; and what a broken file is."""

import gzip
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from dateline.reading.decoding import NotTextError
from dateline.reading.page_dates import PageDates

FIELDS = ("id", "text", "published", "title", "publisher", "url")
MAX_BYTES = 2**26  # of one document, as a file or as a line; what is longer is an error and never held in memory


@dataclass(frozen=True, slots=True)
class Record:
    """A document as its file gives it. line: line or row, from 1, None where the file is the document.

    places: file and line of the fields that come from elsewhere (metadata.csv).
    raw: what is in a file of one document, as bytes that `pages.parsed` reads, by the file's ending: `kind`.
    html_dates: the days that a page's metadata names. not_after: a day, ISO 8601, on which it was there already.
    doc_id: its id where it brings none, and in the end its own. source: the path that was given, made absolute, or "-".
    """

    path: str
    line: int | None = None
    sha256: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    html_dates: PageDates = field(default_factory=PageDates)
    error: str | None = None
    raw: bytes | None = None
    kind: str = ""
    not_after: str | None = None
    doc_id: str = ""
    source: str = ""

    def place(self, name: str = "") -> str:
        """File and line that a field comes from, as errors name them."""
        return self.places.get(name) or (self.path if self.line is None else f"{self.path}:{self.line}")


class RecordError(ValueError):
    """A document cannot be read; the message says what was there and what was expected."""


def reason(err: BaseException) -> str:
    """What is wrong with a file, and what was expected, of what its reader raised."""
    if isinstance(err, RecordError | NotTextError):
        return str(err)
    if isinstance(err, EOFError | gzip.BadGzipFile | zlib.error):
        return f"broken gzip ({err}); expected a whole .gz file"
    if isinstance(err, ImportError):
        return f"cannot be read, a package is missing ({err}); `dateline doctor` says which and what to do"
    text = err.strerror if isinstance(err, OSError) and err.strerror else str(err).split("\n")[0]
    return f"cannot be read ({text or type(err).__name__}); expected a readable file of its format"


def sha256(raw: bytes) -> str:
    """The hash of a record as its file has it."""
    return hashlib.sha256(raw).hexdigest()


def bounded(stream: BinaryIO, first: bytes = b"") -> bytes:
    """What is in a stream of one document. Raises RecordError where that is too much for one."""
    raw = first + stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise RecordError(f"more than {MAX_BYTES >> 20} MiB, expected one document")
    return raw
