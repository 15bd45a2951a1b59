"""What a document has said so far: the dates that others count from."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from spacy.tokens import Doc, Span

from pipeline import spans
from pipeline.layers.dates.calendar import Period
from pipeline.layers.dates.context import Context
from pipeline.layers.dates.days import day_order
from pipeline.layers.dates.grammar import Match
from pipeline.layers.dates.timex import Meaning

_NEAR = 40  # tokens from a day within which a time of day is taken to be its own
_TOLD = 4  # dates with month and year that make a document a narrative,
_SHARE = 0.1  # unless it has so many times as many of its own time
_OWN_TIME = frozenset({"dayword", "rel", "tonight", "overnight"})


@dataclass
class Story:
    """The state of reading a document from its start.

    reference, quarter: the date and the quarter that were named last, with their mentions (no quarter any more after
    "for the nine months"); stated: whether the
    reference has a year of its own; known: the first mention of every period; pending: spans counted from an event
    with the time when that would have been.
    """

    doc: Doc
    published: date | None
    narrative: bool
    order: str | None
    reference: tuple[Period, Span] | None = None
    quarter: tuple[Period, Span] | None = None
    stated: bool = False
    known: dict[Period, Span] = field(default_factory=dict)
    pending: list[tuple[Span, Period]] = field(default_factory=list)
    found: list[Span] = field(default_factory=list)

    def context(self, start: int, direction: str | None, asked: tuple[str, str]) -> Context:
        """What a mention that begins at a token is read against."""
        last = self.reference[1] if self.reference is not None else None
        near = last is not None and start - last.end <= _NEAR and self._paragraph(last.start) == self._paragraph(start)
        same = last is not None and near and self._sentence(last.start) == self._sentence(start)
        return Context(
            text=asked[0],
            ask=asked[1],
            published=self.published,
            direction=direction,
            reference=self.reference[0] if self.reference is not None else None,
            quarter=self.quarter[0] if self.quarter is not None else None,
            order=self.order,
            narrative=self.narrative,
            near=near,
            dated=same and self.stated,
        )

    def add(self, span: Span, meaning: Meaning) -> None:
        """Keeps a mention with its columns, and counts on from it."""
        span._.date = _columns(meaning) | {"anchor_mention": self._anchor_mention(meaning)}
        self.found.append(span)
        if meaning.event is not None:
            self.pending.append((span, meaning.event))
        if meaning.kind == "duration" and meaning.grain == "month" and meaning.start is None:
            self.quarter = None
        if meaning.period is None:
            return
        self.reference = meaning.period, span
        self.stated = meaning.anchor == "none" and meaning.grain in ("day", "month", "range")
        self.known.setdefault(meaning.period, span)
        if meaning.period.grain == "quarter" and meaning.anchor != "text":
            self.quarter = self.reference

    def confirm(self) -> None:
        """Gives "eight months after the attack" the attack's dates where another date of the document names them."""
        for span, event in self.pending:
            other = self.known.get(event)
            if other is not None:
                dates = {"date_start": event.start.isoformat(), "date_end": event.end.isoformat()}
                value = {"kind": "date", "timex": event.timex, "grain": event.grain, "anchor": "text"}
                span._.date = span._.date | dates | value | {"anchor_mention": self._id(other)}
                self.found[self.found.index(span)] = Span(self.doc, span.start, span.end, "date", span_id=span.id_)

    def _sentence(self, token: int) -> int:
        return spans.sentence_of(self.doc, token)

    def _paragraph(self, token: int) -> int:
        return bisect_right(self.doc._.paragraphs or (), token)

    def _anchor_mention(self, meaning: Meaning) -> str | None:
        if meaning.anchor != "text":
            return None
        counted = self.quarter if meaning.grain == "quarter" and self.quarter is not None else self.reference
        return self._id(counted[1]) if counted is not None else None

    def _id(self, span: Span) -> str:
        return spans.span_id(self.doc, "dates", span)


def begin(doc: Doc, found: Sequence[Sequence[Match]]) -> Story:
    """The story of a document, from a first look at all its matches."""
    published = date.fromisoformat(doc._.published) if doc._.published else None
    return Story(doc, published, published is not None and _is_narrative(found), _order(doc, found))


def _is_narrative(found: Sequence[Sequence[Match]]) -> bool:
    """Whether a document dates its events by day or month and year, and never by its own day or week."""
    slots = [{group.partition("__")[0] for group, _, _ in matches[0].slots} for matches in found]
    told = sum("month" in s and "year" in s for s in slots)
    own = sum(not s.isdisjoint(_OWN_TIME) or ("weekday" in s and "month" not in s) for s in slots)
    return told >= _TOLD and own <= told * _SHARE


def _order(doc: Doc, found: Iterable[Sequence[Match]]) -> str | None:
    """The order of day and month that the numeric dates of a document show, where they agree."""
    numeric = (doc[m.start].text for matches in found for m in matches if m.rule.reading == "numeric")
    orders = {order for text in numeric if (order := day_order(text)) is not None}
    return orders.pop() if len(orders) == 1 else None


def _columns(meaning: Meaning) -> dict[str, Any]:
    return {
        "kind": meaning.kind,
        "date_start": meaning.start.isoformat() if meaning.start else None,
        "date_end": meaning.end.isoformat() if meaning.end else None,
        "grain": meaning.grain,
        "timex": meaning.timex,
        "mod": meaning.mod,
        "anchor": meaning.anchor,
        "direction": meaning.direction,
    }
