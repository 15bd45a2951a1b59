"""What a document has said so far: the dates that others count from."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from spacy.tokens import Doc, Span

from dateline.doc.mentions import span_id
from dateline.doc.offsets import sentence_of
from dateline.layers.dates.anchoring import Context, Limits
from dateline.layers.dates.calendar_periods import Period
from dateline.layers.dates.days import day_order
from dateline.layers.dates.patterns import Match
from dateline.layers.dates.timex import Meaning
from dateline.layers.dates.values import Date

_VAST = ("decade", "century")  # grains that dates without a year are not counted from
_LENGTHS = frozenset({"span", "pastunit"})  # readings of "the next three years", which a narrative has too
_NEAR = 8  # dates back that another one is counted from at most
_CLOCKS = 4  # times of day that can stand side by side before their day
_OWN_TIME = frozenset({"dayword", "rel", "tonight", "overnight"})


@dataclass(frozen=True)
class Named:
    """A period as it was named: its mention, and the side of publication that it is on."""

    period: Period
    span: Span
    side: str | None


@dataclass
class Story:
    """The state of reading a document from its start.

    named: the dates in the order of the text; stamped: whether entries are headed by their times; quarter: the one that
    was named last and has begun, until "for the nine months"; stated: whether the last date has a year of its own;
    known: the first mention of every period; pending: spans counted from an event with the time when that would have
    been; clocks: times of day since the last date, of no day as yet; on: words between such a time and its day.
    """

    doc: Doc
    limits: Limits
    published: date | None
    narrative: bool
    order: str | None
    on: frozenset[str]
    named: list[Named] = field(default_factory=list)
    quarter: Period | None = None
    stamped: bool = False
    stated: bool = False
    known: dict[Period, Span] = field(default_factory=dict)
    pending: list[tuple[Span, Period]] = field(default_factory=list)
    clocks: list[Span] = field(default_factory=list)
    found: list[Span] = field(default_factory=list)

    def context(self, match: Match, direction: str | None, text: str, *, deadline: bool) -> Context:
        """What a match is read against; direction: that of its clause; text: what dateparser is asked."""
        start = match.start
        last = next((n for n in reversed(self.named[-_NEAR:]) if n.period.grain not in _VAST), None)
        sentence = self._sentence(start)
        same = last is not None and self._sentence(last.span.start) == sentence
        around = list(self._near(start, direction, self.limits.reach))
        near = around[0] if around else None
        recalled = around or list(islice(self._near(start, direction, self.limits.recall), 1))
        stamp = self._alone(start, match.end)
        self.stamped = self.stamped or stamp
        return Context(
            limits=self.limits,
            text=text,
            ask=match.rule.ask,
            published=self.published,
            direction=direction,
            reference=last.period if last is not None else None,
            anchor=near.period if near is not None else None,
            anchors=tuple(n.period for n in recalled),
            today=near.period if near is not None and self._gives_day(near, start) else None,
            quarter=self.quarter,
            order=self.order,
            narrative=self.narrative,
            dated=same and self.stated,
            stamp=stamp,
            deadline=deadline,
        )

    def _near(self, start: int, direction: str | None, reach: int) -> Iterator[Named]:
        """The dates named up to so many sentences back, the last first, on no other side than a clause's direction."""
        sentence = self._sentence(start)
        for named in reversed(self.named[-_NEAR:]):
            within = self.narrative and self._paragraph(named.span.start) == self._paragraph(start)
            if not within and sentence - self._sentence(named.span.start) > reach:
                return
            if {named.side, direction} != {"past", "future"}:
                yield named

    def _gives_day(self, named: Named, start: int) -> bool:
        """Whether a date is the day of a clock time: named in its sentence, or in its entry of a live blog."""
        at = named.span.start
        entry = self.stamped and self._paragraph(at) == self._paragraph(start)
        return named.period.grain == "day" and (entry or self._sentence(at) == self._sentence(start))

    def add(self, span: Span, meaning: Meaning, context: Context) -> None:
        """Keeps a mention with its columns, and counts on from it."""
        span._.date = Date(**_columns(meaning), anchor_mention=self._anchor_mention(meaning, context))
        self.found.append(span)
        if meaning.kind == "time" and meaning.start is None:
            self.clocks = [*self.clocks[1 - _CLOCKS :], span]
        if meaning.event is not None:
            self.pending.append((span, meaning.event))
        if meaning.kind == "duration" and meaning.grain == "month" and meaning.start is None:
            self.quarter = None
        if meaning.period is None:
            return
        self._give_day(span, meaning)
        self._date_event(span, meaning.period)
        self.named.append(Named(meaning.period, span, meaning.direction))
        self.stated = meaning.anchor == "none" and meaning.grain in ("day", "month", "range")
        self.known.setdefault(meaning.period, span)
        if meaning.period.grain == "quarter" and meaning.anchor != "text" and meaning.direction != "future":
            self.quarter = meaning.period

    def _give_day(self, day: Span, meaning: Meaning) -> None:
        """Gives the clock times right before a day that day: "10:35 a.m. (0735 GMT) on Friday"."""
        clocks, self.clocks = self.clocks, []
        inside = {i for c in clocks for i in range(c.start, c.end)}
        for clock in reversed(clocks):
            between = self.doc[clock.end : day.start]
            if meaning.period is None or meaning.period.grain != "day" or meaning.start is None:
                return
            if any(t.i not in inside and not t.is_punct and t.lower_ not in self.on for t in between):
                return
            own = {k: v for k, v in _columns(meaning).items() if k in ("date_start", "date_end", "direction")}
            time = clock._.date.timex.partition("T")[2]
            named = {"timex": f"{meaning.period.timex}T{time}", "anchor": "text", "anchor_mention": self._id(day)}
            clock._.date = replace(clock._.date, **own, **named)

    def _date_event(self, span: Span, period: Period) -> None:
        """Gives "a day after Saturday's attack" the date that the event has in its own phrase."""
        if not self.pending:
            return
        after, _ = self.pending[-1]
        near = span.start - after.end <= self.limits.phrase and self._sentence(after.start) == self._sentence(
            span.start
        )
        if near and not any(t.is_punct for t in self.doc[after.end : span.start]):
            self.pending[-1] = (after, period)

    def confirm(self) -> None:
        """Gives "eight months after the attack" the attack's dates where another date of the document names them."""
        for span, event in self.pending:
            other = self.known.get(event)
            if other is not None:
                span._.date = replace(
                    span._.date,
                    date_start=event.start.isoformat(),
                    date_end=event.end.isoformat(),
                    anchor="text",
                    anchor_mention=self._id(other),
                )

    def _sentence(self, token: int) -> int:
        return sentence_of(self.doc, token)

    def _paragraph(self, token: int) -> int:
        return bisect_right(self.doc._.paragraphs or (), token)

    def _alone(self, start: int, end: int) -> bool:
        """Whether tokens [start, end) are a paragraph of their own."""
        starts = self.doc._.paragraphs or ()
        number = bisect_right(starts, start)
        after = starts[number] if number < len(starts) else len(self.doc)
        return number > 0 and starts[number - 1] == start and after == end

    def _anchor_mention(self, meaning: Meaning, context: Context) -> str | None:
        if meaning.anchor != "text":
            return None
        quarter = context.quarter if meaning.grain == "quarter" else None
        counted = quarter or meaning.counted or context.anchor
        return next((self._id(n.span) for n in reversed(self.named) if n.period == counted), None)

    def _id(self, span: Span) -> str:
        return span_id(self.doc, "dates", span)


def begin(doc: Doc, found: Sequence[Sequence[Match]], limits: Limits, on: frozenset[str]) -> Story:
    """The story of a document, from a first look at all its matches; on: words between a clock time and its day."""
    published = date.fromisoformat(doc._.published) if doc._.published else None
    narrative = published is not None and _is_narrative(found, limits)
    return Story(doc, limits, published, narrative, _order(doc, found), on)


def _is_narrative(found: Sequence[Sequence[Match]], limits: Limits) -> bool:
    """Whether a document dates its events by day or month and year, and never by its own day or week."""
    told = own = 0
    for match in _apart(found):
        slots = {group.partition("__")[0] for group, _, _ in match.slots}
        told += "month" in slots and "year" in slots
        relative = not slots.isdisjoint(_OWN_TIME) and match.rule.reading not in _LENGTHS
        own += relative or ("weekday" in slots and "month" not in slots)
    return told >= limits.told and own <= told * limits.own_share


def _apart(found: Iterable[Sequence[Match]]) -> Iterator[Match]:
    """The longest matches from left to right, none inside another."""
    end = 0
    for match, *_ in found:
        if match.start >= end:
            end = match.end
            yield match


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
