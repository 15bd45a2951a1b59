"""WARC files, as Common Crawl's news set gives them: the pages of HTML that were fetched, with address and day."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from dateline.reading.records import MAX_BYTES, Record, sha256

HTML = ("text/html", "application/xhtml+xml")


def warc_pages(stream: BinaryIO, path: str) -> Iterator[Record]:
    """The responses of type HTML. The day on which a page was fetched bounds the day of its publication above."""
    from warcio.archiveiterator import ArchiveIterator

    for number, found in enumerate(ArchiveIterator(stream), 1):
        if found.rec_type == "response" and _is_page(found):
            yield _record(path, number, found)


def _is_page(found: Any) -> bool:
    headers = found.http_headers
    kind = (headers.get_header("Content-Type") or "") if headers else ""
    return kind.split(";")[0].strip().lower() in HTML and headers.get_statuscode() == "200"


def _record(path: str, number: int, found: Any) -> Record:
    record = Record(path, number, kind=".html")
    fields = {"url": found.rec_headers.get_header("WARC-Target-URI")}
    fetched = (found.rec_headers.get_header("WARC-Date") or "")[: len("2025-06-11")]
    raw = found.content_stream().read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        return replace(record, error=f"{path}:{number}: more than {MAX_BYTES >> 20} MiB, expected one page")
    return replace(record, sha256=sha256(raw), raw=raw, fields=fields, not_after=fetched or None)
