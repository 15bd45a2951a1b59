"""The day of publication: how it is parsed, read from datelines, inferred, and when it stays unknown."""

from datetime import UTC, date, datetime

import pytest
from dateline.reading.published import infer, mentions, parse, url_days
from dateline.reading.regions import regions


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-06-11", "2025-06-11"),
        (" 2025-06-11 ", "2025-06-11"),
        ("2025-06-11T14:02:00Z", "2025-06-11"),
        ("2025-06-11T23:59:59.123+03:00", "2025-06-11"),
        ("2025-06-11 14:02", "2025-06-11"),
        ("2025-06-11 14:02:00 UTC", "2025-06-11"),
        ("11 June 2025", "2025-06-11"),
        ("June 11, 2025", "2025-06-11"),
        ("11th of june 2025", "2025-06-11"),
        ("Wed, 11 Jun 2025 14:02:00 +0300", "2025-06-11"),
        ("Wednesday, 11 June 2025, 14:02 EEST", "2025-06-11"),
        ("13/06/2025", "2025-06-13"),
        ("06/13/2025", "2025-06-13"),
        ("06/06/2025", "2025-06-06"),
        ("2024-02-29", "2024-02-29"),
        (date(2025, 6, 11), "2025-06-11"),
        (datetime(2025, 6, 11, 23, 59), "2025-06-11"),
        (datetime(2025, 6, 11, 23, 59, tzinfo=UTC), "2025-06-11"),
    ],
)
def test_parse_reads_one_certain_day(value: object, day: str) -> None:
    assert parse(value) == day


@pytest.mark.parametrize(
    "value",
    [
        "2025-02-30",
        "2025-13-01",
        "2025-06-11T25:00",
        "31 June 2025",
        "Friday, 11 June 2025",
        "11/06/2025",
        "June 2025",
        "June 11",
        "2025",
        "yesterday",
        "11 June 2025 and after",
        "",
        "x",
        1.5,
        True,
        ["2025-06-11"],
    ],
)
def test_parse_refuses_what_is_no_certain_day(value: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse(value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on June 11, 2025, it", [(6, 11, 2025, None)]),
        ("on 11 June 2025 it", [(6, 11, 2025, None)]),
        ("on Friday, June 13, it", [(6, 13, None, 4)]),
        ("on Friday 13 June it", [(6, 13, None, 4)]),
        ("13 June (Friday)", [(6, 13, None, 4)]),
        ("FRIDAY, JUNE 13", [(6, 13, None, 4)]),
        ("2025-06-11T14:02", [(6, 11, 2025, None)]),
        ("June 2 and May 16", [(6, 2, None, None), (5, 16, None, None)]),
        ("June 2, 1,200 bodies", [(6, 2, None, None)]),
        ("Sept. 11", [(9, 11, None, None)]),
        ("13/06/2025", [(6, 13, 2025, None)]),
        ("11/06/2025", []),
        ("Friday, June 11, 2025", []),
        ("June 31, 2025", []),
        ("June 31", []),
        ("May 16-18", []),
        ("may 5 people", []),
        ("Token2049", []),
        ("March 2033", []),
        ("the June 2025 talks", []),
        ("version 1.2.2025.7", []),
    ],
)
def test_mentions_are_dates_with_month_and_day(text: str, found: list[tuple[int, int, int | None, int | None]]) -> None:
    assert [(m.month, m.day, m.year, m.weekday) for m in mentions(text)] == found


BODY = "Two boats went down off the island at night and eleven people are missing, the coast guard told reporters."


def told(
    text: str, *, title: str = "", url: str | None = None, not_after: str | None = None
) -> tuple[str | None, str, str | None]:
    """Day, source and the text of the evidence."""
    whole = f"{title}\n\n{text}" if title else text
    found = infer(whole, regions(whole, title_end=len(title)), url=url, not_after=not_after)
    evidence = whole[found.start : found.end] if found.start is not None else None
    return found.date, found.source, evidence


@pytest.mark.parametrize(
    ("text", "day", "evidence"),
    [
        (f"KYIV, June 11, 2025 (Wire) — {BODY}", "2025-06-11", "June 11, 2025"),
        (f"GENEVA/CAIRO, 3 March 2024 – {BODY}", "2024-03-03", "3 March 2024"),
        (f"Friday, January 4, 2019\n\n{BODY}", "2019-01-04", "Friday, January 4, 2019"),
        (f"Published: 11 Jun 2025 14:02 EEST\n\n{BODY}", "2025-06-11", "11 Jun 2025"),
        (f"Published 2025-06-11T14:02:00Z\n{BODY}", "2025-06-11", "2025-06-11"),
        (f"By Ada Obi | June 11, 2025\n\n{BODY}", "2025-06-11", "June 11, 2025"),
        (f"Last updated: 12 June 2025\n\n{BODY}", "2025-06-12", "12 June 2025"),
        (f"Updated: 12 June 2025\nPublished: 11 June 2025\n\n{BODY}", "2025-06-11", "11 June 2025"),
        (f"Published: 13/06/2025\n\n{BODY}", "2025-06-13", "13/06/2025"),
    ],
)
def test_infer_takes_the_full_date_of_a_dateline_or_byline(text: str, day: str, evidence: str) -> None:
    assert told(text) == (day, "dateline", evidence)


@pytest.mark.parametrize(
    ("text", "options", "day", "evidence"),
    [
        ("The army on Friday, June 13, confirmed it.", {"not_after": "2025-12-31"}, "2025-06-13", "Friday, June 13"),
        ("The army on Friday, June 13, confirmed it.", {"not_after": "2025-06-13"}, "2025-06-13", "Friday, June 13"),
        (
            "KYIV, June 13 (Wire) — The army on Friday, June 13, confirmed it.",
            {"not_after": "2025-12-31"},
            "2025-06-13",
            "June 13",
        ),
        ("The army on Friday, June 13, confirmed it.", {"not_after": "2025-06-12"}, "2014-06-13", "Friday, June 13"),
        (
            "The army on Friday, June 13, confirmed it.",
            {"url": "https://a.example/2025/06/13/x"},
            "2025-06-13",
            "Friday, June 13",
        ),
        ("The army on Friday, June 13, confirmed it.", {"url": "https://a.example/2025/06/14/x"}, "2025-06-14", None),
        (
            "The army on Friday, June 13, confirmed it.",
            {"url": "https://a.example/2025/06/x"},
            "2025-06-13",
            "Friday, June 13",
        ),
        ("It was calm.", {"url": "https://a.example/news/2025-06-13/x.html"}, "2025-06-13", None),
        (
            "The army on Friday, June 13, confirmed it. They met on May 16, 2025. The court will rule on July 1, 2025.",
            {},
            "2025-06-13",
            "Friday, June 13",
        ),
        (
            "KYIV, June 11 (Wire) — The army confirmed it.",
            {"url": "https://a.example/2025/06/12/x"},
            "2025-06-11",
            "June 11",
        ),
        (
            "KYIV, June 11 (Wire) — The army confirmed it. Talks were held on May 16, 2025.",
            {"not_after": "2025-12-31"},
            "2025-06-11",
            "June 11",
        ),
        (
            "KYIV, June 11 (Wire) — The army confirmed it on Wednesday.\nTalks were held on May 16, 2024.",
            {"not_after": "2026-01-31"},
            "2025-06-11",
            "June 11",
        ),
    ],
)
def test_infer_takes_the_one_day_that_is_left(
    text: str, options: dict[str, str], day: str, evidence: str | None
) -> None:
    assert told(text, **options) == (day, "inferred", evidence)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("The army on Friday, June 13, confirmed it.", {}),
        ("The army confirmed it on Wednesday. Talks were held on June 2.", {"not_after": "2025-12-31"}),
        ("KYIV, June 11 (Wire) — The army confirmed it.", {"not_after": "2025-12-31"}),
        ("Talks will be held on Friday, June 13.", {"not_after": "2025-12-31"}),
        ("It has been calm since Friday, June 13, she said.", {"not_after": "2025-12-31"}),
        ("The army on Friday, June 13, confirmed it. War began in 2022.", {"not_after": "2021-12-31"}),
        ("The army on Friday, June 13, confirmed it. It met on Monday, June 3.", {"not_after": "2025-12-31"}),
        ("The army on Friday, June 13, confirmed it.", {"url": "https://a.example/2019/02/03/x"}),
        ("Published: 11/06/2025\n\nIt was calm.", {}),
        ("It was calm. Token2049 is on, and by 2033 it will be large.", {}),
        (
            "On Thursday, February 24, 2022, the war began. By 2024 it had reached the river, and in 2025 it went on.",
            {},
        ),
        ("The report, published on 11 June 2025, names nobody.", {}),
        ("It was calm.", {"url": "https://a.example/news-68890123"}),
        ("It was calm.", {"url": "https://a.example/2025/13/45/x"}),
        ("", {}),
    ],
)
def test_infer_leaves_unknown_what_is_not_decided(text: str, options: dict[str, str]) -> None:
    assert told(text, **options) == (None, "unknown", None)


def test_infer_names_the_days_that_are_left() -> None:
    text = "The army on Friday, June 13, confirmed it. Talks were held on May 16, 2025."
    assert infer(text, regions(text)).candidates[:2] == ("2025-06-13", "2031-06-13")


def test_infer_takes_no_date_of_a_list_of_links_for_a_strict_bound() -> None:
    text = (
        f"The army on Friday, June 13, confirmed it. {BODY}\nRelated articles\nBoats sink (June 20, 2025)\nMore on this"
    )
    assert told(text, not_after="2025-12-31")[0] == "2025-06-13"


def test_infer_ignores_a_dateline_after_the_latest_day() -> None:
    assert told(f"KYIV, June 11, 2025 (Wire) — {BODY}", not_after="2024-12-31") == (None, "unknown", None)


@pytest.mark.parametrize(
    ("url", "days"),
    [
        ("https://a.example/2025/06/13/x", ("2025-06-13", "2025-06-13")),
        ("https://a.example/2025/6/3/x", ("2025-06-03", "2025-06-03")),
        ("https://a.example/20250613/x", ("2025-06-13", "2025-06-13")),
        ("https://a.example/2024/02/x", ("2024-02-01", "2024-02-29")),
        ("https://a.example/2024/12/x", ("2024-12-01", "2024-12-31")),
        ("https://a.example/2025/x", None),
        ("https://a.example/world-2025-review", None),
        ("https://a.example/2025/02/30/x", None),
        ("no url", None),
    ],
)
def test_url_days(url: str, days: tuple[str, str] | None) -> None:
    found = url_days(url)
    assert (found and (found[0].isoformat(), found[1].isoformat())) == days
