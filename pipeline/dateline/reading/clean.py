"""Clean: what is what in a document's text, in which language it is, and on which day it was published.

The text itself stays as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from dateline.reading import language
from dateline.reading.documents import Document, day
from dateline.reading.page_dates import EVERGREEN_DAYS
from dateline.reading.published import infer, last_year
from dateline.reading.regions import regions

LANGUAGE_SAMPLE = 1000  # characters of body that the language is told by


def clean(
    documents: Iterable[Document], *, not_after: str | None = None, any_language: bool = False
) -> Iterator[Document]:
    """The documents with their regions, language and day of publication; failed ones as they are.

    One that is not English is skipped, unless any_language. not_after: no document is of a later day.
    Raises ConfigError where that is no day, such as "2025-06-11".
    """
    latest = day(not_after)
    return (
        document if document.status == "failed" else _cleaned(document, latest, any_language) for document in documents
    )


def _cleaned(document: Document, latest: str | None, any_language: bool) -> Document:
    parted = replace(document, regions=tuple(regions(document.text, title_end=document.title_end)))
    code = language.detect(_body_sample(parted))
    if code not in (None, "en") and not any_language:
        return replace(parted, language=code, status="skipped")
    return replace(_dated(parted, latest), language=code)


def _body_sample(document: Document) -> str:
    sample = ""
    for region in document.regions:
        if region.kind == "body" and len(sample) < LANGUAGE_SAMPLE:
            sample += document.text[region.start : min(region.end, region.start + LANGUAGE_SAMPLE)] + "\n"
    return sample[:LANGUAGE_SAMPLE] or document.text[:LANGUAGE_SAMPLE]


def _dated(document: Document, latest: str | None) -> Document:
    """The document with its day of publication: given, of the HTML, or as the text tells it."""
    if document.published:
        return document
    if document.html_date and is_rewritten(document):
        return replace(document, published_candidates=(document.html_date, document.html_modified or ""))
    if document.html_date:
        return replace(document, published=document.html_date, published_source="html")
    bounds = [day for day in (latest, document.not_after) if day]
    told = infer(document.text, document.regions, url=document.url, not_after=min(bounds, default=None))
    return replace(
        document,
        published=told.date,
        published_source=told.source,
        published_start=told.start,
        published_end=told.end,
        published_candidates=told.candidates,
    )


def is_rewritten(document: Document) -> bool:
    """Whether a page that says when it was published tells of later years, as it was changed long after.

    Such a text is of neither day; pages that were only moved, or mended, keep the day of their publication.
    """
    first, last = document.html_date, document.html_modified
    if not first or not last or (date.fromisoformat(last) - date.fromisoformat(first)).days <= EVERGREEN_DAYS:
        return False
    return last_year(document.text, document.regions) > int(first[:4])
