"""A weekday of an event that the document dates: "Friday's quake" of an article that tells of it a week later."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from spacy.tokens import Doc, Span, Token

from dateline.doc.mentions import span_id
from dateline.layers.dates.values import Date

_CLIMB = 3  # words above a date that are asked for an event
_WEEKS = 2  # back, in which a weekday can be that of an event told of before
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True)
class Events:
    """Words of events. kinds: the kind of a noun, as quake and tremor are one; other: words that say it is another."""

    kinds: Mapping[str, str]
    other: frozenset[str]


def events(cues: Iterable[Mapping[str, Any]]) -> Events:
    """The words of the lines of models/lexicon/dates_cues.jsonl whose ids open with dates/event/."""
    lines = [cue for cue in cues if cue["id"].startswith("dates/event/")]
    kinds = {word: line["id"] for line in lines if line["kind"] == "event" for word in line["words"]}
    return Events(kinds, frozenset(w for line in lines if line["kind"] == "other-event" for w in line["words"]))


def retold(doc: Doc, found: Sequence[tuple[Span, Date]], events: Events) -> list[tuple[Span, Date]]:
    """The dates, with those weekdays that are an event's on the day on which the document has it.

    It has to be such a weekday, at most so many weeks before the one next to publication, and the events of a kind.
    """
    dated = [(span, value, set(_kinds(span, events))) for span, value in found if _fixes(value)]
    told = []
    for span, value in found:
        day = date.fromisoformat(value.date_start) if _is_weekday(span, value) and value.date_start else None
        kinds = set(_kinds(span, events)) if day is not None else set[str]()
        other = next((d for d in dated if d[2] & kinds and d[0] != span and _earlier(day, d[1])), None)
        told.append((span, value if other is None else _moved(doc, value, _earlier(day, other[1]), other[0])))
    return told


def _is_weekday(span: Span, value: Date) -> bool:
    plain = span.id_ == "dates/weekday" and value.direction != "future"
    return plain and value.anchor == "published" and value.date_start == value.date_end


def _fixes(value: Date) -> bool:
    """Whether a date can fix an event: a day, or a week."""
    return value.kind in ("date", "time") and value.grain in ("day", "week", "hour", "minute", "part_of_day")


def _earlier(day: date | None, other: Date) -> date | None:
    """The same weekday in the days of another date, a week or two before."""
    if day is None or other.date_start is None or other.date_end is None:
        return None
    days = (day - timedelta(weeks=n) for n in range(1, _WEEKS + 1))
    return next((d for d in days if other.date_start <= d.isoformat() <= other.date_end), None)


def _moved(doc: Doc, value: Date, day: date | None, other: Span) -> Date:
    if day is None:
        return value
    iso, time = day.isoformat(), (value.timex or "").partition("T")
    timex = iso + "".join(time[1:])
    return replace(
        value, date_start=iso, date_end=iso, timex=timex, anchor="text", anchor_mention=span_id(doc, "dates", other)
    )


def _kinds(span: Span, events: Events) -> Iterator[str]:
    """The kinds of the events that a date hangs on, or that are the subject of its verb; not of another one."""
    token = span.root
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return
        token = token.head
        for noun in (token, *(c for c in token.children if c.dep_ in _SUBJECTS)):
            if noun.lemma_ in events.kinds and not _is_other(noun, events):
                yield events.kinds[noun.lemma_]
        if token.pos_ in ("VERB", "AUX") and token.dep_ != "relcl":
            return


def _is_other(noun: Token, events: Events) -> bool:
    return any(c.lower_ in events.other for c in noun.lefts)
