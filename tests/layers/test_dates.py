"""Dates: the calendar, the readings, the patterns' own examples, and what holds for every document."""

import json
import pickle
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from cases import cases, check
from conftest import ROOT
from dateline.data import read_jsonl
from dateline.doc.attributes import columns
from dateline.doc.make import make_doc
from dateline.doc.mentions import why
from dateline.layers.dates import dateparser_answers, table
from dateline.layers.dates.calendar_periods import Period, easter, nth_weekday, orthodox_easter, period_of, shift_months
from dateline.layers.dates.component import Dates
from dateline.layers.dates.lexicon import number, spelled_year
from dateline.layers.dates.timex import duration
from dateline.layers.registry import LAYERS
from dateline.reading.regions import regions
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

PATTERNS = [p for p in read_jsonl("patterns/dates.jsonl") if "reading" in p]
CASES = [
    json.loads(line)
    for line in (ROOT / "corpus" / "gold" / "cases" / "dates.jsonl").read_text(encoding="utf-8").splitlines()
]
GRAINS = ("day", "week", "weekend", "month", "season", "quarter", "half", "year", "decade", "century")
DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2070, 12, 31))


@pytest.mark.parametrize(
    ("grain", "timex", "start", "end"),
    [
        ("day", "2025-06-11", "2025-06-11", "2025-06-11"),
        ("week", "2025-W24", "2025-06-09", "2025-06-15"),
        ("weekend", "2025-W24-WE", "2025-06-14", "2025-06-15"),
        ("month", "2025-06", "2025-06-01", "2025-06-30"),
        ("season", "2025-SU", "2025-06-01", "2025-08-31"),
        ("quarter", "2025-Q2", "2025-04-01", "2025-06-30"),
        ("half", "2025-H1", "2025-01-01", "2025-06-30"),
        ("year", "2025", "2025-01-01", "2025-12-31"),
        ("decade", "202", "2020-01-01", "2029-12-31"),
        ("century", "20", "2000-01-01", "2099-12-31"),
    ],
)
def test_periods_have_a_value_and_their_days(grain: str, timex: str, start: str, end: str) -> None:
    period = period_of(grain, date(2025, 6, 11))
    assert (period.timex, period.start.isoformat(), period.end.isoformat()) == (timex, start, end)


@given(st.sampled_from(GRAINS), DAYS, st.integers(-3, 3))
def test_periods_follow_one_another(grain: str, day: date, n: int) -> None:
    period = period_of(grain, day) + n
    assert period.start <= period.end
    assert period_of(grain, period.start) == period
    if grain != "weekend":
        assert (period + 1).start == period.end + timedelta(days=1)


def test_winter_is_named_after_its_december() -> None:
    assert period_of("season", date(2025, 1, 15)).timex == "2024-WI"


def test_late_january_is_its_last_third() -> None:
    assert period_of("month", date(2026, 1, 1)).third(2) == (date(2026, 1, 21), date(2026, 1, 31))


@pytest.mark.parametrize(
    ("year", "west", "east"), [(2024, "2024-03-31", "2024-05-05"), (2025, "2025-04-20", "2025-04-20")]
)
def test_easter(year: int, west: str, east: str) -> None:
    assert (easter(year).isoformat(), orthodox_easter(year).isoformat()) == (west, east)


def test_nth_weekday_of_a_month() -> None:
    assert nth_weekday(2025, 11, 4, 4) == date(2025, 11, 27)
    assert nth_weekday(2025, 5, 1, 0) == date(2025, 5, 26)


def test_months_are_shifted_to_their_last_day_at_most() -> None:
    assert shift_months(date(2025, 3, 31), -1) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([20, 4], 24), ([2, 100], 200), ([2, 0.5], 2.5), ([], 1), (["X"], "X"), ([2, 1000, 4], 2004)],
)
def test_number_words_add_up(values: list[Any], expected: Any) -> None:
    assert number(values) == expected


@pytest.mark.parametrize(
    ("values", "expected"), [([19, 90, 6], 1996), ([19, 100], 1900), ([2, 1000], 2000), ([20, 13], 2013)]
)
def test_years_are_spelled_in_pairs(values: list[Any], expected: int) -> None:
    assert spelled_year(values) == expected


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (3, "M", "P3M"), (2, "TH", "PT2H"), ("X", "D", "PXD"), (2.5, "Y", "P2Y6M"), (1.5, "TM", "PT1M30S"),
        (0.5, "TH", "PT30M"), (2, "E", "P20Y"), ("X", "X", "PXX"), (1.5, "D", "P1DT12H"),
    ],
)  # fmt: skip
def test_durations(count: Any, unit: str, expected: str) -> None:
    assert duration(count, unit) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("two days ago", "2025-06-11", (-2, "day")),
        ("yesterday", "2024-02-29", (-1, "day")),
        ("three weeks ago", "2025-06-11", (-3, "week")),
        ("a month ago", "2025-06-11", (-1, "month")),
        ("two years ago", "2025-06-11", (-2, "year")),
        ("last August", "2025-06-11", None),
        ("Earlier this month", "2025-06-11", None),
    ],
)
def test_dateparser_reads_an_offset(text: str, published: str, expected: tuple[int, str] | None) -> None:
    assert dateparser_answers.offset(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("June 2, 2025", (2025, 6, 2)),
        ("3 May 2024", (2024, 5, 3)),
        ("Friday, June 13", (2000, 6, 13)),
        ("March eighth", None),
        ("last August", None),
    ],
)
def test_dateparser_reads_a_written_date(text: str, expected: tuple[int, int, int] | None) -> None:
    assert dateparser_answers.written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("June 1989", (1989, 6)), ("June", (2000, 6)), ("1988", (1988, None)), ("June 2", None), ("last June", None)],
)
def test_dateparser_reads_a_month_or_a_year(text: str, expected: tuple[int, int | None] | None) -> None:
    assert dateparser_answers.part(text) == expected


# Where dateparser is overruled, or asked for a part only: a sentence of Wednesday, 2025-06-11, with what dateparser
# is asked and says (counted from Monday, 2000-05-15), why that is not the answer, and the answer.
OVERRULED = [
    ("He will speak on Friday.", "Friday", "absolute", ("2000-05-12", "day"), "always the one past", "2025-06-13"),
    ("He spoke on Friday, June 12.", "Friday, June 12", "absolute", ("2000-06-12", "day"), "no Friday", "XXXX-06-12"),
    (
        "Polls open on July 3.",
        "July 3",
        "absolute",
        ("2000-07-03", "day"),
        "the year is the base's",
        "2025-07-03",
    ),
    (
        "It was held on November 20.",
        "November 20",
        "absolute",
        ("2000-11-20", "day"),
        "here the last one",
        "2024-11-20",
    ),
    ("He left in October.", "October", "absolute", ("2000-10-15", "month"), "the same of a month", "2024-10"),
    ("He left last August.", "last August", "absolute", None, "not read", "2024-08"),
    ("It fell in late January 2026.", "late January 2026", "absolute", None, "not read with its edge", "2026-01"),
    ("It was on March eighth.", "March eighth", "absolute", None, "not read in words", "2025-03-08"),
    ("It was dated 05/06/2024.", "05/06/2024", "absolute", ("2024-05-06", "day"), "can be 5 June", "XXXX-XX-XX"),
    ("He left earlier this month.", "earlier this month", "relative", None, "not read with its edge", "2025-06"),
    ("He fled 40 years ago.", "2 years ago", "relative", ("1998-05-15", "year"), "asked for its unit only", "1985"),
    ("He left in the third quarter of 2024.", "the third quarter of 2024", "absolute", None, "not read", "2024-Q3"),
]


@pytest.mark.parametrize(("sentence", "text", "form", "said", "reason", "timex"), OVERRULED)
def test_dateparser_is_overruled(
    sentence: str,
    text: str,
    form: str,
    said: tuple[str, str] | None,
    reason: str,
    timex: str,
    read: Callable[..., Doc],
) -> None:
    answer = dateparser_answers.ask(text, form)
    assert (answer and (answer[0].isoformat(), answer[1])) == said
    assert [value["timex"] for value in mentions(read(sentence, "2025-06-11"))] == [timex], reason


@pytest.fixture(scope="session")
def dates(nlp: Language) -> Dates:
    component = nlp.get_pipe("dates")
    assert isinstance(component, Dates)
    return component


@pytest.fixture(scope="session")
def read(nlp: Language, dates: Dates) -> Callable[..., Doc]:
    """A text with its dates alone; of the gold sentences the base model's annotation is made once for all tests."""

    def annotated(texts: Iterable[str]) -> Iterator[Doc]:
        docs = (make_doc(nlp, text, doc_id="d", regions=regions(text)) for text in texts)
        return nlp.pipe(docs, disable=list(LAYERS))

    known = {case["text"] for case in CASES}
    docs = dict(zip(known, annotated(known), strict=True))

    def make(text: str, published: str | None = None) -> Doc:
        if text not in docs:
            docs[text] = next(annotated([text]))
        doc = docs[text]
        doc._.published = published
        return dates(doc)

    return make


@pytest.mark.parametrize("pattern", PATTERNS, ids=[p["id"] for p in PATTERNS])
def test_every_pattern_matches_its_own_example(pattern: dict[str, Any], nlp: Language, dates: Dates) -> None:
    doc = nlp.make_doc(pattern["example"])
    found = {candidate.pattern.id for candidates in dates.grammar.candidates(doc) for candidate in candidates}
    assert pattern["id"] in found


def test_every_pattern_leaves_its_counter_example(nlp: Language) -> None:
    others = [name for name in LAYERS if name != "dates"]
    docs = nlp.pipe((p["counter_example"] for p in PATTERNS), disable=others)
    for pattern, doc in zip(PATTERNS, docs, strict=True):
        wrong = [s.text for s in doc.spans["dates"] if s.id_ == pattern["id"]]
        assert wrong == [], pattern["id"]


def test_both_readings_of_a_numeric_date_are_said(read: Callable[..., Doc]) -> None:
    doc = read("The form was signed on 05/06/2024.", "2025-06-11")
    assert why(doc.spans["dates"][0], "dates")["candidates"] == "2024-05-06 or 2024-06-05"


def test_why_says_rule_anchor_direction_and_cue(read: Callable[..., Doc]) -> None:
    doc = read("The court will rule on Friday.", "2025-06-11")
    said = {"anchor": "published", "direction": "future", "cue": "rule"}
    assert why(doc.spans["dates"][0], "dates") == said


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("He left on June 2.", "dates/month-day"),
        ("He left on 13/06/2024.", "dates/numeric"),
        ("He left in June 1989.", "dates/month-year"),
        ("He left in 1988.", "dates/year"),
        ("He left yesterday.", "dates/dayword"),
        ("He left three weeks ago.", "dates/ago"),
        ("He left last week.", "dates/rel-unit"),
    ],
)
def test_where_dateparser_reads_the_same_the_reasons_say_so(text: str, rule: str, read: Callable[..., Doc]) -> None:
    [span] = read(text, "2025-06-11").spans["dates"]
    assert (span.id_, why(span, "dates")["value"]) == (rule, "dateparser")


def test_every_rule_that_decides_a_gold_sentence_is_a_pattern(read: Callable[..., Doc]) -> None:
    rules = {span.id_ for case in CASES for span in read(case["text"], case["published"]).spans["dates"]}
    assert len(rules) > 100
    assert rules <= {p["id"] for p in PATTERNS}


def test_the_component_survives_pickle(nlp: Language, dates: Dates) -> None:
    text = "He left on Friday, three weeks after Easter, and will be back next June."
    docs = [nlp.make_doc(text) for _ in range(2)]
    for component, doc in zip((dates, pickle.loads(pickle.dumps(dates))), docs, strict=True):
        component(doc)
    assert [s.text for s in docs[0].spans["dates"]] == [s.text for s in docs[1].spans["dates"]] != []


def mentions(doc: Doc) -> list[dict[str, Any]]:
    return [columns(span._.date) for span in doc.spans["dates"]]


def test_start_is_never_after_end(read: Callable[..., Doc]) -> None:
    values = [v for case in CASES for v in mentions(read(case["text"], case["published"]))]
    both = [(v["date_start"], v["date_end"]) for v in values if v["date_start"] and v["date_end"]]
    assert len(both) > 200
    assert [(start, end) for start, end in both if start > end] == []


def timex_days(timex: str) -> tuple[date, date] | None:
    """The days of a calendar-valued TIMEX, found by going through all periods near it."""
    day = timex.partition("T")[0]
    for grain in GRAINS:
        index = next((i for i in _indices(grain, day) if Period(grain, i).timex == day), None)
        if index is not None:
            return Period(grain, index).start, Period(grain, index).end
    return None


def _indices(grain: str, timex: str) -> range:
    if not timex[:2].isdigit():
        return range(0)
    year = int((timex[:4] if timex[:4].isdigit() else timex[:3] if timex[:3].isdigit() else timex[:2]).ljust(4, "0"))
    return range(period_of(grain, date(year, 1, 1)).index - 1, period_of(grain, date(year, 12, 31)).index + 2)


def test_intervals_lie_inside_the_calendar_value(read: Callable[..., Doc]) -> None:
    checked = 0
    for case in CASES:
        doc = read(case["text"], case["published"])
        for value in (columns(s._.date) for s in doc.spans["dates"] if s.id_ != "dates/overnight"):
            days = timex_days(value["timex"]) if value["kind"] in ("date", "time") and value["date_start"] else None
            if days:
                first, last = (d.isoformat() for d in days)
                assert first <= value["date_start"] <= value["date_end"] <= last, case["text"]
                checked += 1
    assert checked > 150


def test_28_years_on_every_anchored_answer_is_28_years_on(read: Callable[..., Doc]) -> None:
    checked = 0
    for case in CASES:
        if case["published"] is None or "Easter" in case["text"]:
            continue
        first = mentions(read(case["text"], case["published"]))
        later = mentions(read(case["text"], later_by(case["published"], 28)))
        for a, b in zip(first, later, strict=True):
            if a["anchor"] == "published":
                for column in ("date_start", "date_end"):
                    assert later_by(a[column], 28) == b[column], case["text"]
                checked += 1
    assert checked > 100


def later_by(day: str | None, years: int) -> str | None:
    return f"{int(day[:4]) + years}{day[4:]}" if day else None


def test_plain_text_without_a_date_survives(nlp: Language) -> None:
    doc = nlp("It rained\n\n  last week. On 2 June 2025 it stopped.")
    assert [s.text for s in doc.spans["dates"]] == ["last week", "2 June 2025"]


def test_rows_have_the_declared_columns(read: Callable[..., Doc]) -> None:
    row = next(iter(table.rows(read("He left on June 2.", "2025-06-11"))))
    assert set(row) >= set(table.SCHEMA.names) - {"text"}


@pytest.mark.parametrize("case", cases("dates"))
def test_dates_of_gold_sentences(case: dict[str, Any], read: Callable[..., Doc]) -> None:
    check(case, read)
