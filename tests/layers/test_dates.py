# ruff: noqa: E501  A row of a table is one line.
"""Dates: the calendar, the readings, the patterns' own examples, and what holds for every document."""

import json
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import spacy
from cases import cases, check
from conftest import ROOT
from dateline.data import read_jsonl
from dateline.doc.attributes import columns
from dateline.doc.make import make_doc
from dateline.doc.mentions import span_id, why
from dateline.layers.dates import dateparser_answers, table
from dateline.layers.dates.anchoring import Context, Limits
from dateline.layers.dates.calendar_periods import Period, easter, nth_weekday, orthodox_easter, period_of, shift_months
from dateline.layers.dates.candidates import Candidate
from dateline.layers.dates.component import Dates, build
from dateline.layers.dates.discourse import days_between
from dateline.layers.dates.filters import is_date, occurrence
from dateline.layers.dates.holidays import holiday
from dateline.layers.dates.lexicon import number, spelled_year
from dateline.layers.dates.lists import is_ascending
from dateline.layers.dates.resolve import resolve
from dateline.layers.dates.timex import Meaning, duration
from dateline.layers.registry import LAYERS
from dateline.reading.regions import regions
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

PATTERNS = [p for p in read_jsonl("patterns/dates.jsonl") if "reading" in p]
CASES = [
    json.loads(line)
    for line in (ROOT / "corpus" / "gold" / "cases" / "dates.jsonl").read_text(encoding="utf-8").splitlines()
]
GRAINS = ("day", "week", "weekend", "month", "season", "quarter", "half", "year", "decade", "century")
DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2070, 12, 31))


def cells(text: str) -> list[list[str]]:
    """The rows of a table in the text of this file, cell by cell."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


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


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2025, "2025-12-25"),
        ("11-4-4", 2025, "2025-11-27"),
        ("11-4-4+1", 2025, "2025-11-28"),
        ("05-1-last", 2025, "2025-05-26"),
        ("easter-2", 2025, "2025-04-18"),
        ("easter+49", 2025, "2025-06-08"),
        ("orthodox+0", 2024, "2024-05-05"),
        ("2001-09-11", 2001, "2001-09-11"),
        ("2001-09-11", 2002, None),
    ],
)
def test_holidays_have_a_day_in_a_year(rule: str, year: int, day: str | None) -> None:
    found = holiday(rule, year)
    assert (found and found.isoformat()) == day


def test_nth_weekday_of_a_month() -> None:
    assert nth_weekday(2025, 11, 4, 4) == date(2025, 11, 27)
    assert nth_weekday(2025, 5, 1, 0) == date(2025, 5, 26)


def test_months_are_shifted_to_their_last_day_at_most() -> None:
    assert shift_months(date(2025, 3, 31), -1) == date(2025, 2, 28)


# Word or number | the classes of time that it has, with its value.
CLASSES = """
1980s | DECADE 198
1980's | DECADE 198
'80s | DECADE 198
’80s | DECADE 198
80s | DECADE 198
10s | DECADE 191
00s |
13th | ORDINAL 13
1st | ORDINAL 1
113th |
mid-2023 | EDGEYEAR MID-2023
late-1970s | EDGEYEAR END-1970s
big-2023 |
mid-3023 |
10:30 | CLOCK 10:30
10:30:15 | CLOCK 10:30:15
10:30pm | CLOCK 10:30pm
10.30pm | CLOCK 10.30pm
10.30 | DOTCLOCK 10:30, NUMBER 10.3
5pm | CLOCK 5:00pm
5PM | CLOCK 5:00pm
13/06/2025 | NUMERIC 13/06/2025
13/06/25 | NUMERIC 13/06/25
13.06.2025 | NUMERIC 13.06.2025
2025/06/13 | NUMERIC 2025/06/13
13/06 |
2-4 | DAYS 2-4
12–14 | DAYS 12–14
112-14 |
2009-10 | YEARS 2009-10
2009–2010 | YEARS 2009–2010
2009/10 | YEARS 2009/10
3009-10 |
Q3 | QUARTERN 3
3q | QUARTERN 3
Q5 |
4Q12 | QUARTERYEAR 4Q12
4Q2012 | QUARTERYEAR 4Q2012
H1 | HALFN 1
H3 |
FY24 | FISCALYEAR 24
FY’24 | FISCALYEAR 24
FY2024 | FISCALYEAR 2024
0 | N0 0
06 | N12 6
12 | N12 12
13 | N24 13
24 | N24 24
25 | N31 25
31 | N31 31
32 | N99 32
99 | N99 99
100 | NUMBER 100
999 | NUMBER 999
0999 | NUMBER 999
1000 | YEAR 1000
2199 | YEAR 2199
2200 | NUMBER 2200
12345 | NUMBER 12345
1,500 | NUMBER 1500
May | MONTH 5
may |
MAY | MONTH 5
Sept. | MONTH 9
Tues. | WDABBR 2
Sunday | WEEKDAY 7
Sundays | WEEKDAYS 7
house |
"""


@pytest.mark.parametrize(("word", "expected"), cells(CLASSES))
def test_classes_of_words_and_numbers(word: str, expected: str, plain: Dates) -> None:
    classes = plain.grammar.lexicon.classes(word)
    found = {f"{n} {v:g}" if isinstance(v, float) else f"{n} {v}" for n, v in classes.items() if not n.startswith("=")}
    assert found == {*expected.split(", ")} - {""}


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


# Text | what it is read against on Wednesday, 2025-06-11 | TIMEX3 value | its days, "-" where open | modifier;
# where nothing stands after the second bar it is no temporal expression.
MEANINGS = """
Friday | | 2025-06-06 | 2025-06-06
Friday | future | 2025-06-13 | 2025-06-13
Wednesday | past | 2025-06-11 | 2025-06-11
Wednesday | future | 2025-06-11 | 2025-06-11
Saturday | near | 2025-06-14 | 2025-06-14
Sunday | near | 2025-06-08 | 2025-06-08
last Friday | | 2025-06-06 | 2025-06-06
last Tuesday | | 2025-06-03 | 2025-06-03
last Wednesday | | 2025-06-04 | 2025-06-04
next Thursday | | 2025-06-19 | 2025-06-19
next Friday | | 2025-06-13 | 2025-06-13
next Wednesday | | 2025-06-18 | 2025-06-18
this Friday | | 2025-06-13 | 2025-06-13
this Friday | past | 2025-06-06 | 2025-06-06
this Monday | | 2025-06-09 | 2025-06-09
this Monday | future | 2025-06-16 | 2025-06-16
this Monday | past | 2025-06-09 | 2025-06-09
this Wednesday | past | 2025-06-11 | 2025-06-11
this coming Monday | | 2025-06-16 | 2025-06-16
this past Thursday | | 2025-06-05 | 2025-06-05
Monday last week | | 2025-06-02 | 2025-06-02
Sunday this week | past | 2025-06-15 | 2025-06-15
Monday next week | | 2025-06-16 | 2025-06-16
the previous Friday | anchor=2025-05-15 | 2025-05-09 | 2025-05-09
the following Thursday | anchor=2025-05-15 | 2025-05-22 | 2025-05-22
the previous Friday | | XXXX-WXX-5 |
Friday | undated | XXXX-WXX-5 |
June 2 | | 2025-06-02 | 2025-06-02
July 3 | future | 2025-07-03 | 2025-07-03
July 3 | past | 2024-07-03 | 2024-07-03
July 3 | near | 2025-07-03 | 2025-07-03
December 31 | | 2024-12-31 | 2024-12-31
November 20 | | 2024-11-20 | 2024-11-20
October 1 | | 2025-10-01 | 2025-10-01
June 2 | future | 2026-06-02 | 2026-06-02
June 7 | future | 2025-06-07 | 2025-06-07
June 11 | past | 2025-06-11 | 2025-06-11
February 29 | | 2024-02-29 | 2024-02-29
February 30 | | |
February 29, 2023 | | |
June 2 | undated | XXXX-06-02 |
Friday, June 13 | | 2025-06-13 | 2025-06-13
Friday, June 13 | past | 2025-06-13 | 2025-06-13
Friday, June 12 | | XXXX-06-12 |
June 2 last year | | 2024-06-02 | 2024-06-02
June 2, 2020 | | 2020-06-02 | 2020-06-02
2 June 2020 | undated | 2020-06-02 | 2020-06-02
2025-06-13 | | 2025-06-13 | 2025-06-13
June 2 at 5 p.m. | | 2025-06-02T17:00 | 2025-06-02
on the morning of June 2 | | 2025-06-02TMO | 2025-06-02
on the 17th | | 2025-06-17 | 2025-06-17
on the 31st | | 2025-05-31 | 2025-05-31
on the 10th | undated | XXXX-XX-10 |
on the 32nd | | |
June 2–4 | | 2025-06-02/2025-06-04 | 2025-06-02 2025-06-04
2–4 June 2020 | | 2020-06-02/2020-06-04 | 2020-06-02 2020-06-04
June 4–2 | | |
13/06/2025 | | 2025-06-13 | 2025-06-13
06/13/2025 | | 2025-06-13 | 2025-06-13
13.06.2025 | | 2025-06-13 | 2025-06-13
2025/06/13 | | 2025-06-13 | 2025-06-13
05/06/2024 | | XXXX-XX-XX |
05/06/2024 | order=DMY | 2024-06-05 | 2024-06-05
05/06/2024 | order=MDY | 2024-05-06 | 2024-05-06
13/06/2024 | order=MDY | 2024-06-13 | 2024-06-13
05/05/2024 | | 2024-05-05 | 2024-05-05
13/06/50 | | 2050-06-13 | 2050-06-13
13/06/51 | | 1951-06-13 | 1951-06-13
31/02/2024 | | |
yesterday | | 2025-06-10 | 2025-06-10
tomorrow | | 2025-06-12 | 2025-06-12
yesterday | undated | XXXX-XX-XX |
yesterday morning | | 2025-06-10TMO | 2025-06-10
tonight | | 2025-06-11TNI | 2025-06-11
last night | | 2025-06-10TNI | 2025-06-10
this morning | | 2025-06-11TMO | 2025-06-11
overnight | | 2025-06-10TNI | 2025-06-10 2025-06-11
overnight | undated | XXXX-XX-XXTNI |
7 p.m. | | XXXX-XX-XXT19:00 |
7 p.m. | today=2025-06-05 | 2025-06-05T19:00 | 2025-06-05
7 p.m. | stamp | 2025-06-11T19:00 | 2025-06-11
7 p.m. | anchor=2025-06-05 | 2025-06-05T19:00 |
7 p.m. | anchor=2025-06 | XXXX-XX-XXT19:00 |
7 p.m. | past reference=2025-06-05 | 2025-06-05T19:00 |
7 p.m. | reference=2025-06-05 | XXXX-XX-XXT19:00 |
12 a.m. | | XXXX-XX-XXT00:00 |
12 p.m. | | XXXX-XX-XXT12:00 |
7:15 p.m. | | XXXX-XX-XXT19:15 |
14:02 | | XXXX-XX-XXT14:02 |
24:00 | | XXXX-XX-XXT24:00 |
25:00 | | |
23:60 | | |
noon | | XXXX-XX-XXT12:00 |
midnight | | XXXX-XX-XXT24:00 |
0617 GMT | | XXXX-XX-XXT06:17 |
ten o'clock | | XXXX-XX-XXT10:00 |
at 4 in the morning | | XXXX-XX-XXT04:00 |
at 2 in the afternoon | | XXXX-XX-XXT14:00 |
at 8 in the evening | | XXXX-XX-XXT20:00 |
at 4 in the night | | XXXX-XX-XXT04:00 |
at 11 in the night | | XXXX-XX-XXT23:00 |
the morning | | XXXX-XX-XXTMO |
June | | 2025-06 | 2025-06-01 2025-06-30
April | | 2025-04 | 2025-04-01 2025-04-30
April | future | 2026-04 | 2026-04-01 2026-04-30
July | | 2025-07 | 2025-07-01 2025-07-31
October | | 2025-10 | 2025-10-01 2025-10-31
November | | 2024-11 | 2024-11-01 2024-11-30
October | past | 2024-10 | 2024-10-01 2024-10-31
last June | | 2024-06 | 2024-06-01 2024-06-30
last July | | 2024-07 | 2024-07-01 2024-07-31
next April | | 2026-04 | 2026-04-01 2026-04-30
next June | | 2026-06 | 2026-06-01 2026-06-30
this April | | 2025-04 | 2025-04-01 2025-04-30
June 1989 | | 1989-06 | 1989-06-01 1989-06-30
late June 2025 | | 2025-06 | 2025-06-21 2025-06-30 | END
mid-June 2025 | | 2025-06 | 2025-06-11 2025-06-20 | MID
early June | undated | XXXX-06 | | START
June last year | | 2024-06 | 2024-06-01 2024-06-30
the week of March 6 | | 2025-W10 | 2025-03-03 2025-03-09
the week of March 6 | undated | XXXX-WXX |
last summer | | 2024-SU | 2024-06-01 2024-08-31
next summer | | 2026-SU | 2026-06-01 2026-08-31
this summer | | 2025-SU | 2025-06-01 2025-08-31
this winter | | 2025-WI | 2025-12-01 2026-02-28
this winter | published=2026-01-20 | 2025-WI | 2025-12-01 2026-02-28
the summer | past | 2025-SU | 2025-06-01 2025-08-31
the spring | past | 2025-SP | 2025-03-01 2025-05-31
the spring | future | 2026-SP | 2026-03-01 2026-05-31
the winter of 1994 | | 1994-WI | 1994-12-01 1995-02-28
summer of last year | | 2024-SU | 2024-06-01 2024-08-31
the summer | undated | XXXX-SU |
the third quarter | | 2024-Q3 | 2024-07-01 2024-09-30
the third quarter | future | 2025-Q3 | 2025-07-01 2025-09-30
the first quarter | future | 2025-Q1 | 2025-01-01 2025-03-31
the third quarter | undated | XXXX-Q3 |
the third quarter of 1990 | | 1990-Q3 | 1990-07-01 1990-09-30
Q3 2024 | | 2024-Q3 | 2024-07-01 2024-09-30
4Q12 | | 2012-Q4 | 2012-10-01 2012-12-31
4Q2012 | | 2012-Q4 | 2012-10-01 2012-12-31
Q1 FY24 | | 2024-Q1 | 2024-01-01 2024-03-31
last year's first quarter | | 2024-Q1 | 2024-01-01 2024-03-31
the fifth quarter | | |
the last quarter of 1990 | | 1990-Q4 | 1990-10-01 1990-12-31
the first half of 2024 | | 2024-H1 | 2024-01-01 2024-06-30
the latter half of last year | | 2024-H2 | 2024-07-01 2024-12-31
the second half | reference=2024 | 2024-H2 | 2024-07-01 2024-12-31
the second half | | |
the second half | reference=2024-05-03 | |
the third half of 2024 | | |
2014 | | 2014 | 2014-01-01 2014-12-31
early 2014 | | 2014 | 2014-01-01 2014-04-30 | START
fiscal 2024 | | 2024 | 2024-01-01 2024-12-31
FY24 | | 2024 | 2024-01-01 2024-12-31
FY2024 | | 2024 | 2024-01-01 2024-12-31
nineteen ninety-six | | 1996 | 1996-01-01 1996-12-31
2009–2010 | | 2009/2010 | 2009-01-01 2010-12-31
2009/10 | | 2009/2010 | 2009-01-01 2010-12-31
1990/95 | | |
2010–2009 | | |
mid-2023 | | 2023 | 2023-05-01 2023-08-31 | MID
early-2023 | | 2023 | 2023-01-01 2023-04-30 | START
pre-2014 | | 2014 | - 2013-12-31 | BEFORE
post-2014 | | 2014 | 2015-01-01 - | AFTER
early to mid October | past | 2024-10 | 2024-10-01 2024-10-20
mid-to-late May | | 2025-05 | 2025-05-11 2025-05-31
the early to mid 2000s | | 200 | 2000-01-01 2006-08-31
mid- to late-1990s | | 199 | 1993-05-01 1999-12-31
FY2021-22 | | 2021/2022 | 2021-01-01 2022-12-31
FY2021/22 | | 2021/2022 | 2021-01-01 2022-12-31
FY 2022-23 | | 2022/2023 | 2022-01-01 2023-12-31
the 2021-22 financial year | | 2021/2022 | 2021-01-01 2022-12-31
the 2021 fiscal year | | 2021 | 2021-01-01 2021-12-31
Friday week | | 2025-06-20 | 2025-06-20
Wednesday week | | 2025-06-18 | 2025-06-18
a week on Sunday | | 2025-06-22 | 2025-06-22
a week on Sunday | past | |
a fortnight tomorrow | | 2025-06-26 | 2025-06-26
two weeks from Monday | | 2025-06-30 | 2025-06-30
a week ago yesterday | | 2025-06-03 | 2025-06-03
a year ago Monday | | 2024-06-09 | 2024-06-09
the Sunday before last | | 2025-06-01 | 2025-06-01
the Sunday after next | | 2025-06-22 | 2025-06-22
the Sunday before last | undated | XXXX-WXX-7 |
the day before yesterday | | 2025-06-09 | 2025-06-09
the day after tomorrow | | 2025-06-13 | 2025-06-13
the night before last | | 2025-06-09TNI | 2025-06-09
a fortnight ago | | 2025-W22 | 2025-05-26 2025-06-01
the past fortnight | | P2W | 2025-05-28 2025-06-11
a fortnight | | P2W |
two weeks' time | | 2025-W26 | 2025-06-23 2025-06-29
the week after next | | 2025-W26 | 2025-06-23 2025-06-29
the week beginning 5 May | past | 2025-W19 | 2025-05-05 2025-05-11
the week beginning 4 May | past | 2025-05-04/2025-05-10 | 2025-05-04 2025-05-10
half a century ago | | 1975 | 1975-01-01 1975-12-31
a quarter of a century ago | | 2000 | 2000-01-01 2000-12-31
half a year ago | | 2024-12 | 2024-12-01 2024-12-31
at half past six on Friday | past | 2025-06-06T06:30 | 2025-06-06
at a quarter to ten last night | | 2025-06-10T21:45 | 2025-06-10
late-1970s | | 197 | 1976-09-01 1979-12-31 | END
the late 1970s | | 197 | 1976-09-01 1979-12-31 | END
the nineties | | 199 | 1990-01-01 1999-12-31
490 BC | | BC0490 |
AD 79 | | 0079 | 0079-01-01 0079-12-31
the 17th century | | 16 | 1600-01-01 1699-12-31
year-end | | 2025 | 2025-09-01 2025-12-31 | END
year-end | past | 2024 | 2024-09-01 2024-12-31 | END
year-end | undated | XXXX | | END
the first Sunday in March | | 2025-03-02 | 2025-03-02
the last day of May | | 2025-05-31 | 2025-05-31
the first day of May | | 2025-05-01 | 2025-05-01
the second weekend in May 2025 | | 2025-W19-WE | 2025-05-10 2025-05-11
the fifth Sunday in May 2025 | | |
the first week of May | | 2025-05 | 2025-05-01 2025-05-07 | START
the second week of May | | 2025-05 | 2025-05-08 2025-05-14
the fourth week of May | | 2025-05 | 2025-05-22 2025-05-28
the last week of May | | 2025-05 | 2025-05-25 2025-05-31 | END
the fifth week of May | | |
the first Sunday in March | undated | XXXX-XX-XX |
Christmas 2024 | | 2024-12-25 | 2024-12-25
Christmas | | 2024-12-25 | 2024-12-25
Christmas | future | 2025-12-25 | 2025-12-25
Halloween | | 2025-10-31 | 2025-10-31
Christmas | past | 2024-12-25 | 2024-12-25
last Easter | | 2025-04-20 | 2025-04-20
next Easter | | 2026-04-05 | 2026-04-05
Easter | undated | XXXX-XX-XX |
Christmas | undated | XXXX-12-25 |
Orthodox Easter 2024 | | 2024-05-05 | 2024-05-05
Good Friday | past | 2025-04-18 | 2025-04-18
Thanksgiving 2024 | | 2024-11-28 | 2024-11-28
Black Friday 2024 | | 2024-11-29 | 2024-11-29
Memorial Day | | 2025-05-26 | 2025-05-26
9/11 | | 2001-09-11 | 2001-09-11
the Easter weekend | past | 2025-W16-WE | 2025-04-19 2025-04-20
last week | | 2025-W23 | 2025-06-02 2025-06-08
this week | | 2025-W24 | 2025-06-09 2025-06-11
this week | future | 2025-W24 | 2025-06-09 2025-06-15
this week | future published=2025-06-15 | 2025-W25 | 2025-06-16 2025-06-22
this week | past published=2025-06-15 | 2025-W24 | 2025-06-09 2025-06-15
next week | future published=2025-06-15 | 2025-W25 | 2025-06-16 2025-06-22
next month | | 2025-07 | 2025-07-01 2025-07-31
last year | | 2024 | 2024-01-01 2024-12-31
last month | undated | XXXX-XX |
earlier this month | | 2025-06 | 2025-06-01 2025-06-11 | START
later this year | | 2025 | 2025-06-11 2025-12-31 | END
the week before last | | 2025-W22 | 2025-05-26 2025-06-01
last weekend | | 2025-W23-WE | 2025-06-07 2025-06-08
this weekend | | 2025-W24-WE | 2025-06-14 2025-06-15
this weekend | past | 2025-W23-WE | 2025-06-07 2025-06-08
this weekend | past published=2025-06-14 | 2025-W24-WE | 2025-06-14 2025-06-15
the weekend | | 2025-W23-WE | 2025-06-07 2025-06-08
the weekend | future | 2025-W24-WE | 2025-06-14 2025-06-15
the weekend | published=2025-06-14 | 2025-W24-WE | 2025-06-14 2025-06-15
this past weekend | | 2025-W23-WE | 2025-06-07 2025-06-08
the end of the month | future | 2025-06 | 2025-06-21 2025-06-30 | END
the end of the month | past anchor=2025-05-15 | 2025-05 | 2025-05-21 2025-05-31 | END
the end of the month | anchor=2025-06-05 | 2025-06 | 2025-06-21 2025-06-30 | END
the past two years | | P2Y | 2023-06-11 2025-06-11
the next three weeks | | P3W | 2025-06-11 2025-07-02
the past year | | P1Y | 2024-06-11 2025-06-11
the last week | | P1W | 2025-06-04 2025-06-11
the past few years | | PXY |
the next 12 to 18 months | | PXM |
recent weeks | | PXW |
two weeks ago | | 2025-W22 | 2025-05-26 2025-06-01
three days ago | | 2025-06-08 | 2025-06-08
nearly four years ago | | 2021 | 2021-01-01 2021-12-31 | LESS_THAN
a year ago | | 2024 | 2024-01-01 2024-12-31
a year ago | quarter=2025-Q1 | 2024-Q1 | 2024-01-01 2024-03-31
two weeks from now | | 2025-W26 | 2025-06-23 2025-06-29
some months ago | | PAST_REF |
two weeks ago | undated | XXXX-WXX |
40 hours ago | | 2025-06-10 | 2025-06-10
two years ago this month | | 2023-06 | 2023-06-01 2023-06-30
a year ago today | | 2024-06-11 | 2024-06-11
a year ago today | undated | XXXX-XX-XX |
two days earlier | anchor=2025-05-15 | 2025-05-13 | 2025-05-13
two days later | anchor=2025-05-15 | 2025-05-17 | 2025-05-17
two months later | anchor=2025-05 | 2025-07 | 2025-07-01 2025-07-31
a quarter later | anchor=2025-05 | 2025-08 | 2025-08-01 2025-08-31
a month later | anchor=2025-Q1 | |
two years later | anchor=2025-Q1 | 2027-Q1 | 2027-01-01 2027-03-31
two hours later | anchor=2025-05-15 | PT2H |
two days earlier | | P2D |
a year earlier | quarter=2025-Q1 | 2024-Q1 | 2024-01-01 2024-03-31
one year earlier | quarter=2025-Q1 | 2024-Q1 | 2024-01-01 2024-03-31
two years earlier | quarter=2025-Q1 | P2Y |
one year later | quarter=2025-Q1 | P1Y |
two years ago | quarter=2025-Q1 | 2023 | 2023-01-01 2023-12-31
a year from now | quarter=2025-Q1 | 2026 | 2026-01-01 2026-12-31
a day and a half ago | | 2025-06-10 | 2025-06-10
a year and a half ago | | 2023 | 2023-01-01 2023-12-31
a month and a half ago | | 2025-05 | 2025-05-01 2025-05-31
the next day | anchors=2025-05-15 | 2025-05-16 | 2025-05-16
the next day | | XXXX-XX-XX |
the next morning | anchor=2025-05-15 | 2025-05-16TMO | 2025-05-16
the next morning | anchor=2025-05 | XXXX-XX-XXTMO |
the following month | anchors=2025-05-15 | 2025-06 | 2025-06-01 2025-06-30
the following week | anchors=2025-05 | XXXX-WXX |
that week | anchors=2025-05-15 | 2025-W20 | 2025-05-12 2025-05-18
the previous month | | 2025-05 | 2025-05-01 2025-05-31
the previous month | reference=2025-03-02 | XXXX-XX |
the previous month | reference=2020 | 2025-05 | 2025-05-01 2025-05-31
that winter | anchor=2024-12-05 | 2024-WI | 2024-12-01 2025-02-28
that winter | anchor=2024-06-05 | 2024-WI | 2024-12-01 2025-02-28
that winter | anchor=2024 | XXXX-WI |
the previous winter | anchor=2024-06-05 | 2023-WI | 2023-12-01 2024-02-29
the following winter | anchor=2024-12-05 | 2025-WI | 2025-12-01 2026-02-28
the previous summer | anchor=2024-06-05 | 2023-SU | 2023-06-01 2023-08-31
the year | | 2025 | 2025-01-01 2025-12-31
the year | anchor=2023-05-02 | 2023 | 2023-01-01 2023-12-31
the year | future anchor=2023-05-02 | 2025 | 2025-01-01 2025-12-31
the month | undated | XXXX-XX |
the quarter | | 2025-Q1 | 2025-01-01 2025-03-31
the quarter | quarter=2024-Q4 | 2024-Q4 | 2024-10-01 2024-12-31
the quarter | quarter=2025-Q2 | 2025-Q1 | 2025-01-01 2025-03-31
the day | anchor=2025-05-15 | 2025-05-15 | 2025-05-15
the day | | |
the latest quarter | | 2025-Q1 | 2025-01-01 2025-03-31
the latest week | | 2025-W23 | 2025-06-02 2025-06-08
the latest period | | |
the latest period | quarter=2024-Q4 | 2024-Q4 | 2024-10-01 2024-12-31
the latest month | undated | XXXX-XX |
the year-earlier quarter | quarter=2025-Q1 | 2024-Q1 | 2024-01-01 2024-03-31
the year-earlier quarter | | 2024 | 2024-01-01 2024-12-31
the year-earlier third quarter | | 2023-Q3 | 2023-07-01 2023-09-30
a year-earlier loss | undated | XXXX |
the 1988 period | | 1988 | 1988-01-01 1988-12-31
the 1988 period | quarter=1989-Q3 | 1988-Q3 | 1988-07-01 1988-09-30
the same period of 2011 | quarter=2012-Q3 | 2011-Q3 | 2011-07-01 2011-09-30
the same period a year ago | quarter=2012-Q3 | 2011-Q3 | 2011-07-01 2011-09-30
the same month a year ago | anchor=2012-03 | 2011-03 | 2011-03-01 2011-03-31
the same period last year | | 2024 | 2024-01-01 2024-12-31
the same period of 2011 | | 2011 | 2011-01-01 2011-12-31
the same day a year earlier | anchor=2025-05-15 | 2024-05-15 | 2024-05-15
the same week a year earlier | | 2024-W24 | 2024-06-10 2024-06-16
the first nine months of 1989 | | P9M | 1989-01-01 1989-09-30
the last two weeks of 2024 | | P2W | 2024-12-18 2024-12-31
the first three months of this year | | P3M | 2025-01-01 2025-03-31
the first 14 months of 1989 | | P14M |
a day after | | P1D |
two years and three months | | P2Y3M |
one hour 59 minutes | | PT1H59M |
two hours, one minute and 39 seconds | | PT2H1M39S |
nearly two months | | P2M | | LESS_THAN
at least 30 days | | P30D | | EQUAL_OR_MORE
one second | | |
two seconds | | PT2S |
half an hour | | PT30M |
several days | | PXD |
every morning | | XXXX-XX-XXTMO |
every Tuesday | | XXXX-WXX-2 |
on Tuesday nights | | XXXX-WXX-2TNI |
every June | | XXXX-06 |
every summer | | XXXX-SU |
every weekend | | XXXX-WXX-WE |
every two weeks | | P2W |
every other year | | P2Y |
every second year | | P2Y |
daily | | P1D |
now | | PRESENT_REF |
recently | | PAST_REF |
soon | future | FUTURE_REF |
soon | past | |
"""
# Text | what it is read against | kind, grain, anchor and direction of what it means.
KINDS = """
June 2 | | date day published past
June 2, 2020 | | date day none past
June 2, 2030 | | date day none future
June 11 | past | date day published past
June 11 | near | date day published -
June 11 | | date day published -
Friday | future undated | date day none future
Friday | near undated | date day none -
7 p.m. | | time hour none -
7:15 p.m. | | time minute none -
7 p.m. | stamp | time hour published -
7 p.m. | past today=2025-06-05 | time hour text past
yesterday morning | | time part_of_day published past
the next morning | anchor=2025-05-15 | time part_of_day text past
overnight | | time part_of_day published past
last week | | date week published past
this week | future | date week published future
last weekend | | date weekend published past
June 1989 | | date month none past
July | | date month published future
last summer | | date season published past
the winter of 1994 | | date season none past
the third quarter | | date quarter published past
the quarter | quarter=2024-Q4 | date quarter text past
the first half of last year | | date half published past
in 2014 | | date year none past
in 2025 | | date year none -
the nineties | | date decade none past
the 17th century | | date century none past
490 BC | | date year none -
2009–2010 | | date range none -
June 2–4 | | date range published past
earlier this month | | date range published past
later this year | | date range published future
earlier this week | undated | date week none -
the week of March 6 | | date week published past
the first week of May | | date week published past
Christmas 2024 | | date day none past
Christmas | undated | date day none -
two weeks ago | | date week published past
two weeks ago | undated | date week none past
two weeks from now | undated | date week none future
some months ago | | date - none past
two days earlier | anchor=2025-05-15 | date day text -
that week | anchors=2025-05-15 | date week text past
the previous month | | date month published past
the past two years | | duration year published past
the next three weeks | | duration week published future
the past two years | undated | duration year none past
recent weeks | | duration week none past
two hours | | duration hour none -
two seconds | | duration - none -
the first nine months of 1989 | | duration month none -
the first three months of this year | | duration month published -
for a while | | duration - none -
daily | | set - none -
every Tuesday | | set day none -
every morning | | set part_of_day none -
every June | | set month none -
every summer | | set season none -
every weekend | | set weekend none -
every two weeks | | set week none -
now | | date - none -
recently | | date - none past
soon | | date - none future
"""
# Two mentions in one: the value of each.
PAIRS = """
from Monday to Tuesday | past | 2025-06-09 | 2025-06-10
from Monday to Wednesday | past | 2025-06-09 | 2025-06-11
from Tuesday to Thursday | past | XXXX-WXX-2 | XXXX-WXX-4
from Tuesday to Thursday | future | 2025-06-17 | 2025-06-19
from Tuesday night to Thursday morning | future | 2025-06-17TNI | 2025-06-19TMO
from Tuesday to Thursday | undated | XXXX-WXX-2 | XXXX-WXX-4
June 2-4 | | 2025-06-02 | 2025-06-04
from June 28 through 30 | future | 2025-06-28 | 2025-06-30
from 8 to 10 a.m. | | XXXX-XX-XXT08:00 | XXXX-XX-XXT10:00
between two and three in the morning | | XXXX-XX-XXT02:00 | XXXX-XX-XXT03:00
2 and 16 June 2020 | | 2020-06-02 | 2020-06-16
March to May 2011 | | 2011-03 | 2011-05
June 2 to July 4, 2020 | | 2020-06-02 | 2020-07-04
in 1990-95 | | 1990 | 1995
between 1990 and 1995 | | 1990 | 1995
on Friday and Saturday nights | | XXXX-WXX-5TNI | XXXX-WXX-6TNI
the quarter ended March 31 | | 2025-Q1 | 2025-03-31
the quarter ended April 30 | | P1Q | 2025-04-30
the 12 months to March | | P12M | 2025-03
the year ended March 31, 2020 | | P1Y | 2020-03-31
the first nine months of 1989 | | P9M | 1989
"""


def period(text: str) -> Period:
    """The day, month, quarter or year that a TIMEX3 value names."""
    if "-Q" in text:
        return Period("quarter", int(text[:4]) * 4 + int(text[-1]) - 1)
    parts = [int(part) for part in text.split("-")]
    return period_of(("year", "month", "day")[len(parts) - 1], date(*[*parts, 1, 1][:3]))


def against(limits: Limits, words: str) -> Context:
    """What an expression is read against, in words: "past published=2025-06-15 anchor=2025-05"."""
    context = Context(limits, published=date(2025, 6, 11))
    for word in words.split():
        name, _, value = word.partition("=")
        if name in ("past", "future", "near"):
            context = replace(context, direction=name)
        elif name == "undated":
            context = replace(context, published=None)
        elif name == "published":
            context = replace(context, published=date.fromisoformat(value))
        elif not value:
            context = replace(context, **{name: True})
        elif name == "anchors":
            context = replace(context, anchors=tuple(period(v) for v in value.split(",")))
        else:
            context = replace(context, **{name: value if name == "order" else period(value)})
    return context


@pytest.fixture(scope="session")
def blank() -> Language:
    return spacy.blank("en")


@pytest.fixture(scope="session")
def plain(blank: Language) -> Dates:
    """The component without a model: what it reads of a text is up to its patterns alone."""
    return build(blank)


def meanings(text: str, words: str, blank: Language, plain: Dates) -> list[Meaning | None]:
    """What the longest candidate in a text means, part by part."""
    doc = blank.make_doc(text)
    found = [c for candidates in plain.grammar.candidates(doc) for c in candidates if c.pattern.reading != "none"]
    parts = max(found, key=lambda c: c.end - c.start).parts()
    context = against(plain.limits, words)
    return [resolve(part.pattern.reading, plain.frame(part, doc), context) for part in parts]


@pytest.mark.parametrize(("text", "words", "timex", "days", "mod"), [[*row, ""][:5] for row in cells(MEANINGS)])
def test_meanings(text: str, words: str, timex: str, days: str, mod: str, blank: Language, plain: Dates) -> None:
    found = meanings(text, words, blank, plain)[0]
    if found is None:
        assert timex == ""
        return
    ends = [day.isoformat() if day else "-" for day in dict.fromkeys((found.start, found.end))]
    assert (found.timex, "" if ends == ["-"] else " ".join(ends), found.mod or "") == (timex, days, mod)


@pytest.mark.parametrize(("text", "words", "expected"), cells(KINDS))
def test_kinds_grains_anchors_and_directions(
    text: str, words: str, expected: str, blank: Language, plain: Dates
) -> None:
    found = meanings(text, words, blank, plain)[0]
    assert found is not None
    assert " ".join(word or "-" for word in (found.kind, found.grain, found.anchor, found.direction)) == expected


@pytest.mark.xfail(strict=True, reason="the weekday alone is read")
def test_a_weekday_with_its_day_is_that_day(blank: Language, plain: Dates) -> None:
    assert meanings("Friday the 13th", "", blank, plain)[0].timex == "2025-06-13"  # type: ignore[union-attr]


# A list of days | the side of publication | the value of each.
LISTS = """
March 3, 7 and 12 | past | 2025-03-03 2025-03-07 2025-03-12
3, 7, 9 and 12 March 2024 | | 2024-03-03 2024-03-07 2024-03-09 2024-03-12
Monday 12, Thursday 15 and Sunday 18 May | past | 2025-05-12 2025-05-15 2025-05-18
Friday 6 and Saturday 7 June | past | 2025-06-06 2025-06-07
May 5th, 6th and 9th | past | 2025-05-05 2025-05-06 2025-05-09
February 1, 2 and 3, 2023 | | 2023-02-01 2023-02-02 2023-02-03
10 and 12-14 March | past | 2025-03-10 2025-03-12 2025-03-14
May 28, 30 and June 2 | past | 2025-05-28 2025-05-30 2025-06-02
"""


@pytest.mark.parametrize(("text", "words", "expected"), cells(LISTS))
def test_lists_of_days(text: str, words: str, expected: str, blank: Language, plain: Dates) -> None:
    assert [m.timex for m in meanings(text, words, blank, plain) if m is not None] == expected.split()


def test_a_list_of_days_goes_on(blank: Language, plain: Dates) -> None:
    frames = [plain.frame(part, doc) for doc in [blank.make_doc("March 7, 3 and 12")] for part in _longest(plain, doc)]
    assert not is_ascending(frames)


def _longest(plain: Dates, doc: Doc) -> list[Candidate]:
    return max((c for found in plain.grammar.candidates(doc) for c in found), key=lambda c: c.end - c.start).parts()


@pytest.mark.parametrize(
    ("local", "universal", "days"),
    [("06:10", "22:10", 1), ("01:30", "23:30", 1), ("23:40", "03:40", -1), ("14:20", "06:20", 0), ("MO", "06:20", 0)],
)
def test_days_between_zones(local: str, universal: str, days: int) -> None:
    assert days_between(local, universal) == days


@pytest.mark.parametrize(("text", "words", "first", "second"), cells(PAIRS))
def test_pairs(text: str, words: str, first: str, second: str, blank: Language, plain: Dates) -> None:
    assert [m.timex for m in meanings(text, words, blank, plain) if m is not None] == [first, second]


def test_days_that_a_weekday_can_be_are_said(blank: Language, plain: Dates) -> None:
    found = meanings("from Tuesday to Thursday", "past", blank, plain)[0]
    assert found is not None
    assert found.candidates == ("2025-06-10", "2025-06-03")


# Filter of the pattern | a sentence, the candidate in brackets: word/TAG/entity/label/head | whether it is a date.
FILTERED = """
 | left/VBD [May/NNP/DATE] ./. | yes
 | The/DT [Sunday/NNP/ORG] Times/NNP/ORG | no
 | left/VBD [two/CD days/NNS ago/RB] ./. | yes
absolute: | a/DT [June/NNP/ORG 2/CD/ORG] Movement/NNP/ORG | yes
absolute: | a/DT [June/NNP/PERSON] Jones/NNP/PERSON | no
month | [April/NNP] ./. | yes
month | [May/NNP/PERSON] said/VBD | no
month | [May/NNP] said/VBD | no
month | [May/NNP/DATE] ./. | yes
month | in/IN [May/NNP] ./. | yes
month | in/IN [march/NN] ./. | no
month | the/DT [March/NNP/DATE] for/IN life/NN | no
month | in/IN [March/NNP/DATE] for/IN talks/NNS | yes
month | in/IN [March/NNP/DATE] for/IN Life/NNP | no
weekday | left/VBD [Friday/NNP/DATE] ./. | yes
weekday | left/VBD [Friday/NNP] ./. | yes
weekday | met/VBD [Sunday/NNP/ORG] ./. | no
weekday | on/IN [Sunday/NNP/ORG] ./. | yes
year | in/IN [2014/CD/DATE] ./. | yes
year | left/VBD [2014/CD] ./. | yes
year | left/VBD [2014/CD] ugly/JJ men/NNS | no
year | left/VBD [2014/CD/CARDINAL] ./. | no
year | saw/VBD [2014/CD/CARDINAL] men/NNS | no
year | saw/VBD [2014/CD/DATE] men/NNS | no
year | its/PRP$ [2014/CD/DATE] elections/NNS | yes
year | in/IN [2014/CD/DATE] elections/NNS | yes
year | than/IN [2014/CD/DATE] ./. | no
year | in/IN [2014/CD/DATE] %/NN | no
year | the/DT [2000/CD/DATE] km/NN long/JJ pipe/NN | no
year | the/DT [2019/CD/DATE]~ -/HYPH~ nCoV/NNP | no
year | the/DT [2019/CD/DATE] -/HYPH nCoV/NNP | yes
year | in/IN [2019/CD/DATE]~ -/HYPH | yes
year | a/DT Vision/NNP [2030/CD/DATE] ./. | no
year | in/IN Ukraine/NNP/GPE [2014/CD/DATE] ./. | yes
year | the/DT [1299/CD/DATE] war/NN | no
year | in/IN [1299/CD/DATE] ./. | yes
year | the/DT [1300/CD/DATE] war/NN | yes
year | the/DT [2008/CD/EVENT] Olympics/NNPS/EVENT | yes
year | at/IN [2008/CD/EVENT] Olympics/NNPS/EVENT | no
year | the/DT [2008/CD/ORG] Club/NNP/ORG | no
month | the/DT [April/NNP/EVENT] Games/NNPS/EVENT | no
spelled | in/IN [nineteen/CD ninety/CD] ./. | yes
spelled | saw/VBD [nineteen/CD ninety/CD] ./. | yes
spelled | in/IN [two/CD thousand/CD] degrees/NNS | no
spelled | in/IN [two/CD thousand/CD] ,/, | yes
spelled | saw/VBD [two/CD/DATE thousand/CD/DATE] ./. | yes
spelled | saw/VBD [two/CD thousand/CD] ./. | no
season | in/IN [summer/NN] ./. | yes
season | loves/VBZ [summer/NN] ./. | no
season | loves/VBZ [summer/NN/DATE] ./. | yes
season | prices/NNS [fall/VBP/DATE] ./. | no
season | a/DT [spring/NN/DATE] ./. | no
season | in/IN [fall/NN/DATE] of/IN | no
season | in/IN [summer/NN/DATE/compound/2] was/VBD | no
season | in/IN [last/JJ/DATE summer/NN/DATE/compound/3] was/VBD | yes
season | in/IN [summer/NN/DATE] habitats/NNS ./. | no
season | in/IN [summer/NN/DATE] and/CC winter/NN habitats/NNS | no
season | in/IN [summer/NN/DATE] and/CC winter/NN ./. | yes
season | in/IN [summer/NN/DATE] and/CC left/VBD | yes
season | in/IN [summer/NN/DATE] and/CC | yes
season | in/IN [the/DT/DATE summer/NN/DATE] and/CC winter/NN | yes
capital | on/IN [Christmas/NNP] ./. | yes
capital | on/IN [9-11/CD] ./. | yes
capital | on/IN [christmas/NN] ./. | no
capital | said/VBD [Christmas/NNP/PERSON] ./. | no
dayword | left/VBD [yesterday/NN] ./. | yes
dayword | left/VBD [yesterday/NN/ORG] ./. | no
dayword | USA/NNP [Today/NNP] said/VBD | no
dayword | USA/NNP [today/NN] said/VBD | yes
dayword | said/VBD [Today/NNP] ./. | yes
dayword | [Today/NN] he/PRP left/VBD | yes
dayword | [Today/NN] programme/NN | no
dayword | the/DT [today/NN] programme/NN | yes
unit | the/DT [last/JJ week/NN] ./. | yes
unit | the/DT [last/JJ week/NN] of/IN | no
unit | the/DT [last/JJ Week/NNP] ./. | no
rel-unit | left/VBD [last/JJ week/NN] of/IN | yes
rel-unit | the/DT [last/JJ week/NN] of/IN | no
rel-unit | the/DT [last/JJ week/NN] ./. | yes
rel-unit | left/VBD [Last/JJ Week/NNP] ./. | no
no-noun | on/IN [the/DT 17th/JJ] ./. | yes
no-noun | on/IN [the/DT 17th/JJ] century/NN | no
no-noun | on/IN [the/DT 17th/JJ] of/IN | no
phrase-end | in/IN [the/DT past/NN] ./. | yes
phrase-end | in/IN [the/DT past/JJ] two/CD | no
clause-end | left/VBD [two/CD weeks/NNS back/RB] | yes
clause-end | left/VBD [two/CD weeks/NNS back/RB] ,/, | yes
clause-end | left/VBD [two/CD weeks/NNS back/RB] and/CC | yes
clause-end | left/VBD [two/CD weeks/NNS back/RB] to/TO | no
day-of-next-week | opens/VBZ [Friday/NNP week/NN] ./. | yes
day-of-next-week | opens/VBZ [Friday/NNP week/NN] after/IN a/DT repair/NN | yes
day-of-next-week | a/DT [Friday/NNP week/NN] of/IN rain/NN | no
quarter | in/IN [the/DT third/JJ quarter/NN] ./. | yes
quarter | in/IN [the/DT third/JJ quarter/NN] of/IN the/DT | no
quarter | in/IN [the/DT third/JJ quarter/NN] of/IN 226/CD | yes
quarter | in/IN [the/DT third/JJ quarter/NN] of/IN | no
weekend | over/IN [the/DT weekend/NN] ./. | yes
weekend | a/DT [weekend/NN] ./. | no
weekend | its/PRP$ first/JJ [weekend/NN] ./. | no
weekend | over/IN [weekend/NN/ORG] ./. | no
theunit | for/IN [the/DT quarter/NN/DATE] ./. | yes
theunit | for/IN [the/DT quarter/NN/DATE] | yes
theunit | for/IN [the/DT quarter/NN] ./. | no
theunit | in/IN [the/DT year/NN/DATE] to/IN March/NNP | no
theunit | in/IN [the/DT year/NN/DATE] to/IN $/$ 4/CD | yes
theunit | in/IN [the/DT year/NN/DATE] to/IN | no
theunit | on/IN [the/DT day/NN/DATE] it/PRP sank/VBD | no
theunit | on/IN [the/DT day/NN/DATE] ,/, was/VBD//relcl/2 | no
theunit | in/IN [the/DT year/NN/DATE] market/NN | no
theunit | in/IN [the/DT year/NN/DATE] before/IN | no
theunit | in/IN [the/DT year/NN/DATE] growing/VBG | no
part | in/IN [the/DT morning/NN/TIME] ./. | yes
part | in/IN [the/DT morning/NN/DATE] ./. | no
part | in/IN [morning/NN/TIME] ./. | no
part | in/IN [the/DT morning/NN/TIME] of/IN | no
part | in/IN [the/DT morning/NN/TIME] it/PRP sank/VBD | no
time | won/VBD [14:02/CD/TIME] ./. | yes
time | at/IN [14:02/CD] ./. | yes
time | [14:02/CD] ./. | yes
time | won/VBD [14:02/CD] ./. | no
units | for/IN [two/CD months/NNS] ./. | yes
units | for/IN [two/CD Months/NNPS] ./. | no
lower | by/IN [mid/JJ year/NN] ./. | yes
lower | by/IN [mid/JJ Year/NNP] ./. | no
adj | a/DT [three-month/JJ] siege/NN | yes
adj | a/DT [three-month/JJ/ORG] ./. | no
q | in/IN [Q3/NNP] ./. | yes
q | an/DT Audi/NNP/PRODUCT [Q3/NNP/PRODUCT] ./. | no
overnight | struck/VBD [overnight/RB] ./. | yes
oneunit | for/IN [a/DT day/NN] ./. | yes
oneunit | saw/VBD [a/DT day/NN/DATE] ./. | yes
oneunit | saw/VBD [a/DT second/JJ/DATE] opinion/NN | no
oneunit | saw/VBD [a/DT day/NN] ./. | no
oneunit | fell/VBD by/IN [a/DT quarter/NN/DATE] ./. | no
bareunits | for/IN [years/NNS] ./. | yes
bareunits | for/IN [years/NNS] of/IN age/NN | no
bareunits | saw/VBD [years/NNS] ./. | no
often | the/DT [daily/JJ] attacks/NNS | yes
often | [Daily/JJ] attacks/NNS | yes
often | the/DT [Daily/JJ] mail/NN | no
often | a/DT [daily/NN] ./. | no
often | the/DT [daily/JJ] newspaper/NN | no
often | the/DT [daily/JJ] Granma/NNP | no
often | grew/VBD [annually/RB] ./. | yes
often | [annually/RB] ./. | yes
often | 8.5/CD/PERCENT %/NN/PERCENT [annually/RB] ./. | no
often | 8.5/CD/PERCENT %/NN/PERCENT [daily/JJ] ./. | yes
often | two/CD//nummod/1 units/NNS [annually/RB] ./. | no
adjective | the/DT [current/JJ] price/NN | yes
adjective | an/DT electric/JJ [current/NN] law/NN | no
adjective | it/PRP is/VBZ [current/JJ] ./. | no
after-amount | 9/CD/MONEY million/CD/MONEY [a/DT year/NN earlier/RB] ./. | yes
after-amount | 9/CD/MONEY million/CD/MONEY ,/, [a/DT year/NN earlier/RB] ./. | yes
after-amount | cents/NNS a/DT share/NN ,/, [a/DT year/NN earlier/RB] ./. | yes
after-amount | had/VBD left/VBN [a/DT year/NN earlier/RB] ./. | no
after-amount | [a/DT year/NN earlier/RB] ./. | no
after-amount | 9/CD/MONEY [a/DT year/NN earlier/RB] ./. | yes
before-verb | to/TO [one/CD day/NN] return/VB | yes
before-verb | will/MD [one/CD day/NN] | yes
before-verb | left/VBD [one/CD day/NN] later/RB | no
hour | at/IN [7/CD//pobj/0 in/IN the/DT morning/NN] ./. | yes
hour | killed=kill/VBD [10/CD//dobj/0 in/IN the/DT morning/NN] ./. | no
bare-hour | opens=open/VBZ at/IN//prep/0 [7/CD//pobj/1 on/IN Saturday/NNP] ./. | yes
bare-hour | stood=stand/VBD at/IN//prep/0 [12/CD//pobj/1 on/IN Saturday/NNP] ./. | no
bare-hour | killed=kill/VBD [12/CD//dobj/0 on/IN Saturday/NNP] ./. | no
week-on | meets/VBZ [a/DT week/NN on/IN Sunday/NNP] ./. | yes
week-on | jailed/VBN for/IN [a/DT week/NN on/IN Sunday/NNP] ./. | no
year | 0300/CD [1985/CD] 2011/CD | no
year | Law/NNP No/NNP~ ./. [1976/CD] ./. | no
year | at/IN [1938/CD] River/NNP Street/NNP | no
year | the/DT [1938/CD/DATE] River/NNP Street/NNP | yes
month | [June/NNP/DATE/compound/1] Okello/NNP/PERSON | no
weekday | [Sunday/NNP/DATE/compound/1] Adeyemi/NNP/PERSON | no
weekday | on/IN [Sunday/NNP/DATE/compound/1] Adeyemi/NNP/PERSON | yes
weekday | [Sunday/NNP/DATE/npadvmod/2] Russia/NNP/GPE voted/VBD | yes
followed | in/IN [the/DT years/NNS] that/WDT followed=follow/VBD | yes
followed | in/IN [the/DT minutes/NNS] that/WDT leaked=leak/VBD | no
followed | in/IN [the/DT minutes/NNS] that/WDT | no
generation | in/IN [today/NN] 's/POS world/NN | yes
generation | in/IN [today/NN] 's/POS vote/NN | no
generation | in/IN [today/NN] 's/POS | no
ref | he/PRP left/VBD [now/RB] ,/, | yes
ref | [Now/RB] officials/NNS say/VBP | yes
ref | [Now/RB] ,/, if/IN | no
ref | [Now/RB] it/PRP is/VBZ | no
ref | [Now/RB] | yes
ref | [Recently/RB] ,/, he/PRP | yes
"""
POS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "CD": "NUM", "CC": "CCONJ"}
POS |= {"$": "SYM", ",": "PUNCT", ".": "PUNCT"}
POS |= dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB")


def tagged(text: str, vocab: Vocab) -> tuple[Doc, int, int]:
    """A Doc from "word/TAG/entity/label/head" items, and the tokens [start, end) in brackets.

    A ~ after a word says that no blank follows, = parts it from its lemma; neighbours of one entity label are one.
    """
    items = text.split()
    start = next(i for i, item in enumerate(items) if item.startswith("["))
    end = next(i for i, item in enumerate(items) if item.rstrip("~").endswith("]")) + 1
    bare = [item.replace("[", "").replace("]", "") for item in items]
    cut = [[*item.rstrip("~").split("/"), "", "", ""] for item in bare]
    entities = [c[2] for c in cut]
    doc = Doc(
        vocab,
        words=[c[0].partition("=")[0] for c in cut],
        lemmas=[c[0].partition("=")[2] or c[0].lower() for c in cut],
        spaces=[not item.endswith("~") for item in bare],
        tags=[c[1] for c in cut],
        pos=[POS.get(c[1], "X") for c in cut],
        deps=[c[3] or "dep" for c in cut],
        heads=[int(c[4] or 0) for c in cut],
        ents=[f"{'I' if i and entities[i - 1] == e else 'B'}-{e}" if e else "O" for i, e in enumerate(entities)],
    )
    return doc, start, end


@pytest.mark.parametrize(("name", "text", "expected"), cells(FILTERED))
def test_filters(name: str, text: str, expected: str, blank: Language, plain: Dates) -> None:
    doc, start, end = tagged(text, blank.vocab)
    ask, _, filter_ = name.rpartition(":")
    pattern = replace(plain.grammar.patterns[0], ask=ask, filter=filter_)
    entities = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
    here = occurrence(doc, Candidate(pattern, start, end, ()), entities, plain.words, plain.limits)
    assert is_date(pattern, here) is (expected == "yes")


def test_every_filter_that_a_pattern_names_is_tested() -> None:
    assert {p.get("filter", "") for p in PATTERNS} <= {name for name, _, _ in cells(FILTERED)}


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


# A sentence with its date in brackets | the side of publication that its clause says, "-" where none.
SIDES = """
He left on [Friday]. | past
He will leave on [Friday]. | future
He may leave on [Friday]. | future
He said that it would leave on [Friday]. | onset
The crew has left on [Friday]. | past
He may have left on [Friday]. | past
They will have left by [Friday]. | future
They had left by [Friday]. | past
The vote is expected on [Friday]. | future
The vote was expected on [Friday]. | near
The payment is due on [Friday]. | future
The two sides meet on [Monday]. | future
The office is here on [Monday]. | -
The shop has been closed since [Friday]. | past
The shop will stay closed until [Friday]. | future
The shop was shut until [Friday]. | future
The strike lasted until [Friday]. | past
The shop did not open until [Friday]. | past
The vote was postponed until [Friday]. | future
The crew was working until [Friday]. | past
Trains stop beginning [Friday]. | onset
Sales fell in the year ended [March 31]. | past
He was chosen back in [February]. | past
He will be back in [September]. | future
He leaves by [Friday]. | future
He left by [Friday]. | -
The president called elections for [Sunday]. | future
The president called for elections for [Sunday]. | future
The match was postponed to [June 2]. | onset
The debate was put back to [Thursday]. | onset
The talks are slated for [Thursday]. | future
The [October 7] attack killed many. | past
The [October 7] vote divided them. | -
The court has set [May 6] as the deadline. | near
The men were ordered to report on [Monday]. | future
Prices began to fall on [Friday]. | past
He is going to leave on [Friday]. | future
He was going to leave on [Friday]. | near
The [Monday] group met again. | -
They met ahead of [Tuesday]'s vote. | near
The end could come as early as [Friday]. | future
He attended a summit set for [April]. | near
He will attend a summit set for [April]. | future
He wants to leave on [Friday]. | future
He failed to leave on [Friday]. | past
The deal planned for [Friday] collapsed. | near
The deal planned for [Friday] is on. | future
A man arrested on [Friday] was freed. | past
Leave on [Friday]. | -
On [Friday], he left. | past
The vote on [Friday] will be close. | future
The delay was due to the [Friday] storm. | -
He did leave on [Friday]. | past
He got hurt on [Friday]. | past
Shares are to fall on [Friday]. | future
"""


@pytest.mark.parametrize(("sentence", "side"), cells(SIDES))
def test_the_clause_says_the_side_of_publication(
    sentence: str, side: str, dates: Dates, read: Callable[..., Doc]
) -> None:
    start, end = sentence.index("["), sentence.index("]") - 1
    doc = read(sentence.replace("[", "").replace("]", ""))
    span = doc.char_span(start, end)
    assert (dates.tense.direction(doc, span.start, span.end)[0] or "-") == side


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("He will leave by [Friday].", None),
        ("He will leave on [Friday].", "2025-06-13"),
        ("It was sunny on [Friday].", "2025-06-06"),
        ("The men were hit by the [Monday] group.", "2025-06-09"),
    ],
)
def test_by_a_day_is_any_day_up_to_it(sentence: str, start: str | None, read: Callable[..., Doc]) -> None:
    [value] = mentions(read(sentence.replace("[", "").replace("]", ""), "2025-06-11"))
    assert value["date_start"] == start


# Sentences of Wednesday, 2025-06-11 | the TIMEX3 values of their dates | which of them counts from which.
DISCOURSE = """
The town fell on May 15. Two days later it burned. | 2025-05-15 2025-05-17 | 2>1
The town fell on May 15. Then it rained. It rained a lot. Two days later it burned. | 2025-05-15 P2D |
The town fell on May 15. It rained. It burned. It was freed the same day. | 2025-05-15 2025-05-15 | 2>1
The town fell on May 15. Rain came. It rained. It burned. It was freed the same day. | 2025-05-15 XXXX-XX-XX |
The town fell on May 15. It will vote on July 3. Two days later it burned. | 2025-05-15 2025-07-03 P2D |
On May 15 the shelling began at 7 p.m. | 2025-05-15 2025-05-15T19:00 | 2>1
At 7 p.m. on May 15 the shelling began. | 2025-05-15T19:00 |
The shelling began at 10:35 a.m. (0735 GMT) on Friday. | 2025-06-06T10:35 2025-06-06T07:35 2025-06-06 | 1>3 2>3
The shelling began at 10:35 a.m. in the town on Friday. | XXXX-XX-XXT10:35 2025-06-06 |
It began at 10:35 a.m. and rained until last week. | XXXX-XX-XXT10:35 2025-W23 |
He fled a day after Saturday's attack. | P1D 2025-06-07 | 1>2
He fled a day after the attack. It came on June 10. | P1D 2025-06-10 | 1>2
He fled a day after the attack. It came on June 9. | P1D 2025-06-09 |
On 2 May 2020 the war began. On 3 May 2021 it spread. On 4 May 2022 it ended. On 5 May 2023 peace came. In June he left. | 2020-05-02 2021-05-03 2022-05-04 2023-05-05 2023-06 | 5>4
On 2 May 2020 the war began. On 3 May 2021 it spread. On 4 May 2022 it ended. In June he left. | 2020-05-02 2021-05-03 2022-05-04 2025-06 |
In 2024, unlike in the 1990s, sales fell in the second half. | 2024 199 2024-H2 | 3>1
Sales rose in the third quarter of 2024. In the year-earlier quarter they fell. | 2024-Q3 2023-Q3 | 2>1
Sales rose in the third quarter of 2024. For the nine months they fell. A year earlier they rose. | 2024-Q3 P9M P1Y |
The forms were signed on 13/06/2024 and 05/06/2024. | 2024-06-13 2024-06-05 |
The forms were signed on 06/13/2024 and 05/06/2024. | 2024-06-13 2024-05-06 |
The forms were signed on 06/13/2024, 13/06/2024 and 05/06/2024. | 2024-06-13 2024-06-13 XXXX-XX-XX |
"""


@pytest.mark.parametrize(("text", "timexes", "links"), cells(DISCOURSE))
def test_dates_count_from_one_another(text: str, timexes: str, links: str, read: Callable[..., Doc]) -> None:
    doc = read(text, "2025-06-11")
    ids = {span_id(doc, "dates", s): n for n, s in enumerate(doc.spans["dates"], 1)}
    found = mentions(doc)
    assert [value["timex"] for value in found] == timexes.split()
    counted = [(n, ids[v["anchor_mention"]]) for n, v in enumerate(found, 1) if v["anchor_mention"]]
    assert [f"{n}>{other}" for n, other in counted] == links.split()


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
def test_dates_of_gold_sentences(case: dict[str, Any], read: Callable[..., Doc], annotate: Callable[..., Doc]) -> None:
    check(case, annotate if "quantities" in case["spans"] else read)
