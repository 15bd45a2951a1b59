"""Documents: news articles as read from files, with their text, title and date of publication."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.errors import ConfigError
from dateline.reading.columns import Columns
from dateline.reading.decoding import storable
from dateline.reading.formats import records, sources
from dateline.reading.pages import parsed
from dateline.reading.published import parse
from dateline.reading.records import Record, RecordError
from dateline.reading.regions import Region, opening

MAX_ID = 4096  # characters of an id, which every row of its document repeats
MAX_CHARS = 10_000_000  # of one text


@dataclass(frozen=True, slots=True)
class Document:
    """One article, or the reason why there is none. Offsets are characters of `text`, end-exclusive.

    status: ok, skipped (not English) or failed, with an error that names file, line and what was expected; one that is
    ok has an error where the day that it gives is none. not_after: a day on which it had been published.
    published: ISO day or None; published_start, published_end: its evidence where that lies in the text.
    """

    doc_id: str
    path: str
    sha256: str
    text: str = ""
    text_offset: int = 0
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    published_source: str = "unknown"
    published_start: int | None = None
    published_end: int | None = None
    published_candidates: tuple[str, ...] = ()
    language: str | None = None
    status: str = "ok"
    error: str | None = None
    html_date: str | None = None
    html_modified: str | None = None
    not_after: str | None = None
    regions: tuple[Region, ...] = ()

    @property
    def title_end(self) -> int:
        """Where the title that opens the text ends; 0 where there is none."""
        return title_end(self.text, self.title) if self.title else 0


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    published: str | None = None,
    columns: Columns | None = None,
) -> Iterator[Document]:
    """The documents of files, folders, globs and "-" (standard input), one after the other, bad ones too.

    They are as their files have them: `clean` says what is what in their text, in which language and of which day.
    published: day for documents that bring none of their own. columns: names of the user's for the fields.
    Raises ConfigError where it is no day, such as "2025-06-11".
    """
    given = day(published)
    listed = [paths] if isinstance(paths, str | Path) else paths
    return _documents(records(sources(str(path) for path in listed), columns), given)


def day(value: str | None) -> str | None:
    """The day that a setting names, ISO 8601. Raises ConfigError where it names none."""
    try:
        return parse(value) if value else None
    except ValueError as err:
        raise ConfigError(f"{err}.") from err


def _documents(found: Iterable[Record], given: str | None) -> Iterator[Document]:
    return (document(record, given) for record in named(found, set()))


def named(found: Iterable[Record], seen: set[str]) -> Iterator[Record]:
    """The records with their documents' ids, each of them once; seen: those that are taken, to which they are added."""
    for record in found:
        doc_id = _unique(_own_id(record), record, seen)
        seen.add(doc_id)
        yield replace(record, doc_id=doc_id)


def _own_id(record: Record) -> str:
    """The id that a record brings; else the name of its file, with the line where that holds many documents."""
    name = record.fields.get("id")
    if isinstance(name, str | int) and str(name).strip():
        return storable(str(name)[:MAX_ID])
    return storable(record.doc_id if record.line is None else f"{record.doc_id}:{record.line}")


def _unique(doc_id: str, record: Record, seen: set[str]) -> str:
    """The id, which the first in input order keeps; a later one gets 8 digits of its path and line."""
    place, unique = f"{record.path}:{record.line or 0}", doc_id
    while unique in seen:
        unique = f"{doc_id}~{hashlib.sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        place += "~"
    return unique


def document(record: Record, given: str | None) -> Document:
    """The document of a record with an id; a failed one where the record is not what it should be."""
    try:
        read = parsed(record)
        if read.error:
            raise RecordError(read.error)
        return _checked(read, given)
    except ValueError as err:
        error = storable(str(err))
        return Document(record.doc_id, storable(record.path), record.sha256, status="failed", error=error)


def _checked(record: Record, given: str | None) -> Document:
    """The document of a record whose fields are what they should be. Raises ValueError with place and expectation."""
    text = _string(record, "text", needed=True)
    doc_id = _string(record, "id", needed="id" in record.fields) or record.doc_id
    for name, value, most in (("text", text, MAX_CHARS), ("id", doc_id, MAX_ID)):
        if len(value) > most:
            said = f"field {name!r} has {len(value):,} characters, expected at most {most:,}"
            raise RecordError(f"{record.place(name)}: {said}")
    title, publisher, url = (_string(record, name) or None for name in ("title", "publisher", "url"))
    told, doubt = _published(record)
    known = told or given
    bound = _bound(record)
    opens = title_end(text, title) if title else 0
    whole = f"{title}\n\n{text}" if title and not opens else text
    return Document(
        doc_id=record.doc_id,
        path=storable(record.path),
        sha256=record.sha256,
        text=whole,
        text_offset=len(whole) - len(text),
        title=title,
        publisher=publisher,
        url=url,
        published=known,
        published_source="given" if known else "unknown",
        html_date=_within(record.html_dates.published, bound),
        html_modified=_within(record.html_dates.modified, bound),
        not_after=bound,
        error=doubt,
    )


def _within(day_: str | None, bound: str | None) -> str | None:
    """A day that a page names, unless the page was there before."""
    return day_ if not bound or (day_ or "") <= bound else None


def _string(record: Record, name: str, *, needed: bool = False) -> str:
    """A field as storable string, "" where it is empty and not needed. Raises ValueError where it is no string."""
    value = record.fields.get(name)
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise RecordError(f"{record.place(name)}: field {name!r} is {_kind(record, name)}, expected a string")
    if not value.strip():
        if needed:
            raise RecordError(f"{record.place(name)}: field {name!r} is empty, expected a string with some text")
        return ""
    return storable(value)


def _kind(record: Record, name: str) -> str:
    if name not in record.fields:
        return "missing"
    value = record.fields[name]
    return "null" if value is None else f"of type {type(value).__name__}"


def _published(record: Record) -> tuple[str | None, str | None]:
    """The day that a record gives, if it gives one; and what it gives instead, where that is no certain day."""
    value: Any = record.fields.get("published")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, None
    try:
        return parse(value), None
    except ValueError as err:
        return None, storable(f"{record.place('published')}: field 'published': {err}")


def _bound(record: Record) -> str | None:
    """The day on which the document is known to have been there, if one is."""
    try:
        return record.not_after or (parse(record.fields["seen"]) if "seen" in record.fields else None)
    except ValueError:
        return None


def title_end(text: str, title: str) -> int:
    """Where the title ends in a text that opens with it, whatever its quote marks and spaces; 0 where it does not."""
    return opening(text, title)
