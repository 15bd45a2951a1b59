"""What a document has said so far: the dates that others count from."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from spacy.tokens import Doc, Span

from dateline.doc.mentions import span_id
from dateline.doc.offsets import sentence_of
from dateline.layers.dates.anchoring import Context, Limits
from dateline.layers.dates.calendar_periods import Period
from dateline.layers.dates.candidates import Candidate
from dateline.layers.dates.days import day_order
from dateline.layers.dates.timex import Meaning
from dateline.layers.dates.values import Date

_VAST = ("decade", "century")  # grains that dates without a year are not counted from
_LENGTHS = frozenset({"span", "pastunit"})  # readings of "the next three years", which a narrative has too
_DEICTIC = frozenset({"dayword", "rel", "tonight", "overnight"})  # slots that count from publication
_CLOCK = re.compile(r"\d\d:\d\d")
_OPPOSITE = {"past", "future"}


@dataclass(frozen=True)
class ClockWords:
    """Words beside clock times. between: those between a time and its day; universal: the zones that others hang on."""

    between: frozenset[str]
    universal: frozenset[str]

    def is_universal(self, span: Span) -> bool:
        """Whether a time is told in a zone that is everywhere the same."""
        return any(token.lower_ in self.universal for token in span)


def clock_words(cues: Iterable[Mapping[str, Any]]) -> ClockWords:
    """The words of the lines of models/lexicon/dates_cues.jsonl whose ids open with dates/discourse/."""
    kinds = {cue["kind"]: frozenset(cue["words"]) for cue in cues if cue["id"].startswith("dates/discourse/")}
    return ClockWords(kinds["clock-to-day"], kinds["universal"])


def days_between(local: str, universal: str) -> int:
    """How many days later it is where it is `local` o'clock, at `universal` of GMT.

    Zones are 12 hours behind to 14 ahead; 0 where that can be, and where either is no time of the clock.
    """
    if not (_CLOCK.fullmatch(local) and _CLOCK.fullmatch(universal)):
        return 0
    apart = _minutes(local) - _minutes(universal)
    return next((n for n in (0, 1, -1) if -12 * 60 <= apart + n * 24 * 60 <= 14 * 60), 0)


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


@dataclass(frozen=True)
class Antecedent:
    """A period that others can count from: its mention, and the side of publication that it is on."""

    period: Period
    span: Span
    side: str | None


@dataclass(frozen=True)
class Expression:
    """A temporal expression and its value, which what follows in the text can still complete."""

    span: Span
    value: Date


@dataclass(frozen=True)
class Discourse:
    """A document read up to some point.

    published, narrative, order: as in Context.
    expressions: those read, in the order of the text; antecedents: those of them that are periods; quarter: the one
    that was named last and has begun, until "for the nine months"; stamped: whether entries are headed by their times;
    with_year: whether the last date has a year of its own; clocks: the numbers of the clock times since the last date,
    of no day as yet; events: the numbers of the expressions that count from an event, with the time when that would
    have been.
    """

    doc: Doc
    limits: Limits
    published: date | None
    narrative: bool
    order: str | None
    clock_words: "ClockWords"
    expressions: tuple[Expression, ...] = ()
    antecedents: tuple[Antecedent, ...] = ()
    quarter: Period | None = None
    stamped: bool = False
    with_year: bool = False
    clocks: tuple[int, ...] = ()
    events: tuple[tuple[int, Period], ...] = ()

    def context(self, candidate: Candidate, direction: str | None, question: str, *, deadline: bool) -> Context:
        """What a candidate is read against; direction: that of its clause; question: what dateparser is asked."""
        start = candidate.start
        last = next((a for a in self._last() if a.period.grain not in _VAST), None)
        same = last is not None and self._sentence(last.span.start) == self._sentence(start)
        around = list(self._near(start, direction, self.limits.anchor_sentences))
        near = around[0] if around else None
        recalled = around or list(islice(self._near(start, direction, self.limits.same_day_sentences), 1))
        stamp = self._alone(start, candidate.end)
        gives_day = near is not None and self._gives_day(near, start, stamped=self.stamped or stamp)
        return Context(
            limits=self.limits,
            question=question,
            ask=candidate.pattern.ask,
            published=self.published,
            direction=direction,
            reference=last.period if last is not None else None,
            anchor=near.period if near is not None else None,
            anchors=tuple(a.period for a in recalled),
            today=near.period if near is not None and gives_day else None,
            quarter=self.quarter,
            order=self.order,
            narrative=self.narrative,
            dated=same and self.with_year,
            stamp=stamp,
            deadline=deadline,
        )

    def after(self, span: Span, meaning: Meaning, context: Context) -> "Discourse":
        """The discourse with one more expression read, which what follows counts on from."""
        number = len(self.expressions)
        expression = Expression(span, _value(meaning, self._anchor_mention(meaning, context)))
        clocks, events, quarter = self.clocks, self.events, self.quarter
        if meaning.kind == "time" and meaning.start is None:
            clocks = (*clocks[1 - self.limits.clock_times :], number)
        if meaning.event is not None:
            events = (*events, (number, meaning.event))
        if meaning.kind == "duration" and meaning.grain == "month" and meaning.start is None:
            quarter = None
        read = replace(
            self,
            expressions=(*self.expressions, expression),
            stamped=self.stamped or context.stamp,
            clocks=clocks,
            events=events,
            quarter=quarter,
        )
        return read if meaning.period is None else read._with_period(span, meaning, meaning.period)

    def values(self) -> list[tuple[Span, Date]]:
        """The expressions with their values, when the whole document is read.

        "Eight months after the attack" has the attack's dates where another date of the document names them.
        """
        first: dict[Period, Span] = {}
        for antecedent in self.antecedents:
            first.setdefault(antecedent.period, antecedent.span)
        found = [(expression.span, expression.value) for expression in self.expressions]
        for number, event in self.events:
            if event in first:
                span, value = found[number]
                days = {"date_start": event.start.isoformat(), "date_end": event.end.isoformat()}
                found[number] = span, replace(value, **days, anchor="text", anchor_mention=self._id(first[event]))
        return found

    def _with_period(self, span: Span, meaning: Meaning, period: Period) -> "Discourse":
        named = meaning.anchor != "text" and meaning.direction != "future"
        return replace(
            self,
            expressions=self._clocks_of(span, meaning, period),
            clocks=(),
            events=self._event_at(span, period),
            antecedents=(*self.antecedents, Antecedent(period, span, meaning.direction)),
            with_year=meaning.anchor == "none" and meaning.grain in ("day", "month", "range"),
            quarter=period if period.grain == "quarter" and named else self.quarter,
        )

    def _clocks_of(self, day: Span, meaning: Meaning, period: Period) -> tuple[Expression, ...]:
        """The expressions, with that day for the clock times right before it: "10:35 a.m. (0735 GMT) on Friday"."""
        found = list(self.expressions)
        if period.grain != "day" or meaning.start is None:
            return self.expressions
        inside = {i for n in self.clocks for i in range(found[n].span.start, found[n].span.end)}
        own = _value(meaning, self._id(day))
        for number in reversed(self.clocks):
            span, value = found[number].span, found[number].value
            between = self.doc[span.end : day.start]
            if any(t.i not in inside and not t.is_punct and t.lower_ not in self.clock_words.between for t in between):
                break
            time = (value.timex or "").partition("T")[2]
            own_day = period + self._zones_apart(span, time, day, meaning)
            value = replace(value, date_start=own_day.start.isoformat(), date_end=own_day.end.isoformat())
            value = replace(value, direction=own.direction, timex=f"{own_day.timex}T{time}")
            value = replace(value, anchor="text", anchor_mention=own.anchor_mention)
            found[number] = Expression(span, value)
        return tuple(found)

    def _zones_apart(self, span: Span, time: str, day: Span, meaning: Meaning) -> int:
        """How many days a clock time is from the day of one beside it: 6.10am is on Monday at 22:10 GMT on Sunday."""
        universal = meaning.timex.partition("T")[2]
        if not (self.clock_words.is_universal(day) and not self.clock_words.is_universal(span)):
            return 0
        return days_between(time, universal)

    def _event_at(self, span: Span, period: Period) -> tuple[tuple[int, Period], ...]:
        """The events, that of "a day after Saturday's attack" with the date that it has in its own phrase."""
        if not self.events:
            return ()
        *others, (number, _) = self.events
        after = self.expressions[number].span
        near = span.start - after.end <= self.limits.event_words
        if not near or self._sentence(after.start) != self._sentence(span.start):
            return self.events
        if any(t.is_punct for t in self.doc[after.end : span.start]):
            return self.events
        return (*others, (number, period))

    def _last(self) -> Iterator[Antecedent]:
        """The antecedents that are not too far back, the last first."""
        return reversed(self.antecedents[-self.limits.antecedents :])

    def _near(self, start: int, direction: str | None, reach: int) -> Iterator[Antecedent]:
        """The dates named up to so many sentences back, the last first, on no other side than a clause's direction."""
        sentence = self._sentence(start)
        for antecedent in self._last():
            at = antecedent.span.start
            within = self.narrative and self._paragraph(at) == self._paragraph(start)
            if not within and sentence - self._sentence(at) > reach:
                return
            if {antecedent.side, direction} != _OPPOSITE:
                yield antecedent

    def _gives_day(self, near: Antecedent, start: int, *, stamped: bool) -> bool:
        """Whether a date is the day of a clock time: named in its sentence, or in its entry of a live blog."""
        at = near.span.start
        entry = stamped and self._paragraph(at) == self._paragraph(start)
        return near.period.grain == "day" and (entry or self._sentence(at) == self._sentence(start))

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
        return next((self._id(a.span) for a in reversed(self.antecedents) if a.period == counted), None)

    def _id(self, span: Span) -> str:
        return span_id(self.doc, "dates", span)


def unread(doc: Doc, found: Sequence[Sequence[Candidate]], limits: Limits, words: ClockWords) -> Discourse:
    """The discourse of a document of which nothing is read, from a first look at all its candidates."""
    published = date.fromisoformat(doc._.published) if doc._.published else None
    narrative = published is not None and is_narrative(found, limits)
    return Discourse(doc, limits, published, narrative, _order(doc, found), words)


def is_narrative(found: Iterable[Sequence[Candidate]], limits: Limits) -> bool:
    """Whether a document dates its events by day or month and year, and never by its own day or week."""
    absolute = deictic = 0
    for candidate in _apart(found):
        slots = candidate.names
        absolute += "month" in slots and "year" in slots
        counted = not slots.isdisjoint(_DEICTIC) and candidate.pattern.reading not in _LENGTHS
        deictic += counted or ("weekday" in slots and "month" not in slots)
    return absolute >= limits.narrative_dates and deictic <= absolute * limits.narrative_deictic_share


def _apart(found: Iterable[Sequence[Candidate]]) -> Iterator[Candidate]:
    """The longest candidates from left to right, none inside another."""
    end = 0
    for candidate, *_ in found:
        if candidate.start >= end:
            end = candidate.end
            yield candidate


def _order(doc: Doc, found: Iterable[Sequence[Candidate]]) -> str | None:
    """The order of day and month that the numeric dates of a document show, where they agree."""
    numeric = (doc[c.start].text for candidates in found for c in candidates if c.pattern.reading == "numeric")
    orders = {order for text in numeric if (order := day_order(text)) is not None}
    return orders.pop() if len(orders) == 1 else None


def _value(meaning: Meaning, anchor_mention: str | None) -> Date:
    return Date(
        kind=meaning.kind,
        date_start=meaning.start.isoformat() if meaning.start else None,
        date_end=meaning.end.isoformat() if meaning.end else None,
        grain=meaning.grain,
        timex=meaning.timex,
        mod=meaning.mod,
        anchor=meaning.anchor,
        direction=meaning.direction,
        anchor_mention=anchor_mention,
    )
