"""What a temporal expression means: the contract with the other rooms."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from dateline.doc.attributes import values


@dataclass(frozen=True, slots=True)
class Date:
    """The value of a temporal expression; columns as in the table.

    kind: date, time, duration or set. date_start, date_end: ISO 8601 days, inclusive; no start means "by" the end.
    timex, mod: the TIMEX3 value and modifier (TimeML 1.2.1). anchor: published, text or none; anchor_mention: the
    mention_id of the date that it counts from. direction: past or future of the anchor, None where it is neither.
    """

    kind: str
    date_start: str | None
    date_end: str | None
    grain: str | None
    timex: str | None
    mod: str | None
    anchor: str
    direction: str | None
    anchor_mention: str | None


def dates(doc: Doc) -> Iterator[tuple[Span, Date]]:
    """The temporal expressions of a Doc with their values, in reading order."""
    return values(doc, "dates", Date)
