"""The day on which an article was published: as given, as its dateline says, or inferred from its text."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from dateline.calendar import names, numbers
from dateline.data import read_jsonl
from dateline.reading.regions import Region, paragraphs

YEARS = range(1950, 2101)  # that a date without a year can lie in
LEAD_PARAGRAPHS = 2  # of body, in which a weekday with its date is the day of the news
LINE_LENGTH = 100  # characters of a line such as "Last updated: 11 June 2025, 14:02 GMT", at most
SENTENCE_LENGTH = 200  # characters on either side in which cues are looked for
SHOWN = 80  # characters of a value that is no day, in its error
LINKS_LATER = timedelta(days=366)  # lists of links can be so much younger than the article that they stand beside
URL_LATER = timedelta(days=7)  # a URL's day is that of the news, or so much later

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?"
)
_DIGITS = re.compile(r"\d{8,17}(?:\.\d{1,9})?")
_PARTS = {13: 10**3, 16: 10**6}  # digits of a time in milliseconds and microseconds, and how many make a second
_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})|(?P<m>\d\d)(?P<d>\d\d))"
    r"(?:[T ](?:\d{6}|\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,9})?)(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?"
)
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)[/-]?(\d{2})[/-]?(\d{2})(?=[/._?#-]|$)|/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/?#]|$)"
)
_YEAR = re.compile(r"(?<![\w$€£,.-])(?:19|20)\d\d(?![\w%]|[,.]\d)")
_SENTENCE = re.compile(r"[.!?]\s|\n")
_QUOTE = re.compile('["“”‘]')
_REST = re.compile(  # of a date: its weekday, as some exports have it, and the time of day
    r"\s*+(?:[T,]\s*+)?(?:(?:at\s++)?\d{1,2}[:.]\d{2}(?::\d{2})?[^\d\n]{0,20}(?:[+-]\d{2}:?\d{2})?\s*+)?"
)


class WrittenDate(NamedTuple):
    """A date in a text. year, weekday: None where the text does not say; weekday: 0 is Monday."""

    start: int
    end: int
    month: int
    day: int
    year: int | None
    weekday: int | None

    def on(self, year: int) -> date | None:
        """The day in a year; None where there is no such day, or where it is another weekday or year."""
        try:
            found = date(year, self.month, self.day)
        except ValueError:
            return None
        fits = self.weekday in (None, found.weekday()) and self.year in (None, year)
        return found if fits else None

    @property
    def full(self) -> date | None:
        """The day, where the text names its year."""
        return self.on(self.year) if self.year else None


class Published(NamedTuple):
    """date: ISO day or None; source: dateline, inferred or unknown; start, end: its evidence in the text, or None.

    candidates: the days that are left where it is unknown.
    """

    date: str | None = None
    source: str = "unknown"
    start: int | None = None
    end: int | None = None
    candidates: tuple[str, ...] = ()


def parse(value: object) -> str:
    """The ISO day of a date, a datetime, a time in seconds, or a string such as "20250611" or "11 June 2025".

    The zone is as written, of a time in seconds UTC. Raises ValueError where it is none, is impossible, or can be
    day-first as well as month-first.
    """
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _numbered(f"{value:.0f}", value)
    if not isinstance(value, str):
        raise ValueError(f"got {type(value).__name__} {_shown(value)}, expected a day such as 2025-06-11")
    text = value.strip()
    if _DIGITS.fullmatch(text):
        return _numbered(text.partition(".")[0], value)
    if iso := _ISO.fullmatch(text):
        try:
            datetime.fromisoformat(re.sub(r" ?(?:Z|UTC|GMT)$", "+00:00", text).replace(",", "."))
        except ValueError as err:
            raise ValueError(f"got {_shown(value)} ({err}), expected a day such as 2025-06-11") from err
        return iso[1]
    if plain := _YEAR_FIRST.fullmatch(text):
        return _calendar_day(plain["year"], plain["month"] or plain["m"], plain["day"] or plain["d"], value)
    found = _mention(_grammar().match(text.title())) if text else None
    rest = text[found.end :] if found else ""
    if found and found.full and _REST.fullmatch(rest):
        return found.full.isoformat()
    raise ValueError(f"got {_shown(value)}, expected one certain day, such as 2025-06-11 or 11 June 2025")


def _numbered(digits: str, value: object) -> str:
    """The day of digits alone: year, month and day, with the time or without, or the time in seconds or their parts."""
    if len(digits) in (8, 12, 14) and int(digits[:4]) in YEARS:
        return _calendar_day(digits[:4], digits[4:6], digits[6:8], value)
    seconds = int(digits) / _PARTS.get(len(digits), 1) if len(digits) in (9, 10, *_PARTS) else None
    if seconds is None:
        raise ValueError(f"got {_shown(value)}, expected a day such as 20250611, or a time in seconds since 1970")
    return (datetime(1970, 1, 1) + timedelta(seconds=seconds)).date().isoformat()


def _calendar_day(year: str, month: str, day: str, value: object) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as err:
        raise ValueError(f"got {_shown(value)} ({err}), expected a day such as 2025-06-11") from err


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"


def mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[WrittenDate]:
    """The dates with month and day in a part of a text, without impossible ones and those that can be two days."""
    for match in _grammar().finditer(text, start, len(text) if end is None else end):
        if found := _mention(match):
            yield found


def _mention(match: re.Match[str] | None) -> WrittenDate | None:
    if not match:
        return None
    group = match.groupdict()
    month, day = _month_day(group)
    years = [group[name] for name in ("y1", "y2", "y3", "y4") if group[name]]
    days = {numbers()[name.lower()] for name in (group["w1"], group["w2"]) if name}
    if month is None or len(days) > 1:
        return None
    found = WrittenDate(
        match.start(), match.end(), month, day, int(years[0]) if years else None, next(iter(days), None)
    )
    possible = found.full if found.year else found.on(2000) or (found.weekday is not None and 1 <= day <= 31)
    return found if possible else None


def _month_day(group: dict[str, str | None]) -> tuple[int | None, int]:
    """Month and day; a month of None where they could be either way round."""
    name, day = group["m1"] or group["m2"], group["d1"] or group["d2"]
    if name and day:
        return numbers()[name.lower()], int(day)
    if group["m3"] and group["d3"]:
        return int(group["m3"]), int(group["d3"])
    first, second = int(group["a"] or 0), int(group["b"] or 0)
    if first > 12 or first == second:
        return second, first
    return (first, second) if second > 12 else (None, 0)


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"\b(?:on |On )({names('weekday')})\b(?!,? (?:the )?\d|,? (?:{names('month')})\b)")


@cache
def _grammar() -> re.Pattern[str]:
    month, weekday = names("month"), names("weekday")
    nth, year = r"(?:st|nd|rd|th|St|Nd|Rd|Th|ST|ND|RD|TH)?", r"(?:19|20)\d\d(?![\d%]|[,.]\d)"
    return re.compile(
        rf"(?=[0-9A-Z])(?<![\w/.–-])(?:(?P<w1>{weekday})\.?,?\s+(?:the\s+)?)?(?:"
        rf"(?P<m1>{month})\.?\s+(?P<d1>\d{{1,2}}){nth}(?![\w%]|[,.:]\d|\s?[-–/]\s?\d)(?:,?\s+(?P<y1>{year}))?"
        rf"|(?P<d2>\d{{1,2}}){nth}\s+(?:[Oo]f\s+)?(?P<m2>{month})\b\.?(?:,?\s+(?P<y2>{year}))?"
        rf"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d{{2}})-(?P<d3>\d{{2}})(?!\d|-\d)"
        rf"|(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y4>{year})"
        rf")(?:,?\s+\(?(?P<w2>{weekday})\b\)?)?"
    )


def infer(text: str, regions: Sequence[Region], *, url: str | None = None, not_after: str | None = None) -> Published:
    """What the text itself tells about the day of its publication.

    A dateline or byline with a full date comes first. Else a day is inferred where only one is left: dates with a
    weekday in the lead, or a dateline without a year, bounded by full dates, the URL and not_after (ISO day).
    """
    latest = date.fromisoformat(not_after) if not_after else None
    return _stated(text, regions, latest) or _inferred(text, regions, url, latest)


def _stated(text: str, regions: Sequence[Region], latest: date | None) -> Published | None:
    """The full date of a dateline, byline or line of publication; one of an update only where there is no other."""
    found = []
    for region in regions:
        if region.kind in ("dateline", "boilerplate"):
            for start, end in _lines(text, region):
                found += [
                    (rank, m) for m in mentions(text, start, end) if (rank := _rank(text, start, m, region.kind)) < 3
                ]
    full = [(rank, m) for rank, m in found if m.full and (latest is None or m.full <= latest)]
    if not full:
        return None
    _, best = min(full, key=lambda item: (item[0], item[1].start))
    return Published(best.full.isoformat() if best.full else None, "dateline", best.start, best.end)


def _lines(text: str, region: Region) -> Iterator[tuple[int, int]]:
    for start, end in paragraphs(text[region.start : region.end]):
        if end - start <= LINE_LENGTH:
            yield region.start + start, region.start + end


def _rank(text: str, start: int, mention: WrittenDate, kind: str) -> int:
    """How well a line tells the day of publication: 0 dateline, 1 line of publication elsewhere, 2 update, 3 not."""
    before = text[start : mention.start].lower().rstrip(" :|,-–—(")
    if _cue("updated").search(before):
        return 2
    if kind == "dateline":
        return 0
    return 1 if _cue("label").search(before) else 3


@cache
def _cue(name: str) -> re.Pattern[str]:
    """The cue at the end of what comes before a date; "future" anywhere in it."""
    pattern = "|".join(e["pattern"] for e in read_jsonl("lexicon/published.jsonl") if e["cue"] == name)
    if name == "future":
        return re.compile(rf"\b(?:{pattern})\b")
    gap = r"\b[^,.;:?!\"“”'‘’\n]{0,60}" if name == "ahead" else r"\W*(?:the )?"
    return re.compile(rf"\b(?:{pattern}){gap}$")


class Bounds(NamedTuple):
    """The days between which an article was published, as far as its text and URL tell."""

    first: date
    last: date

    def hold(self, day: date) -> bool:
        """Whether the article can be of that day."""
        return self.first <= day <= self.last


def _inferred(text: str, regions: Sequence[Region], url: str | None, latest: date | None) -> Published:
    anchors = list(_anchors(text, regions))
    window = url_days(url) if url else None
    bounds = _bounds(text, regions, window, latest)
    said = _lead_weekdays(text, regions)
    days = (max(found) for year in YEARS if (found := _days(anchors, year, said)))
    left = [day for day in days if bounds.hold(day)]
    if window and window[0] == window[1] and (latest is None or window[0] <= latest):
        return _by_url(window[0], anchors, left)
    sure = len(left) == 1 or (latest is not None and left and any(a.weekday is not None for a in anchors))
    if not sure or max(left).year < last_year(text, regions):
        return Published(candidates=tuple(day.isoformat() for day in left))
    return _evidence(max(left), anchors)


def _days(anchors: Sequence[WrittenDate], year: int, said: set[int]) -> list[date]:
    """The days of all anchors in a year; none where one of them does not fit, with its weekday or the lead's."""
    found = [day for anchor in anchors if (day := anchor.on(year)) and (anchor.weekday is not None or _said(day, said))]
    return found if len(found) == len(anchors) else []


def _said(day: date, said: set[int]) -> bool:
    return not said or bool(said & {day.weekday(), (day.weekday() - 1) % 7})


def _lead_weekdays(text: str, regions: Sequence[Region]) -> set[int]:
    """The weekday without a date in the first paragraph of body, which is the dateline's day or the one before it."""
    body = next((r for r in regions if r.kind == "body"), None)
    if not body:
        return set()
    end = body.start + paragraphs(text[body.start : body.end])[0][1]
    found = {numbers()[match[1].lower()] for match in _weekday().finditer(text, body.start, end)}
    return found if len(found) == 1 else set()


def _by_url(day: date, anchors: Sequence[WrittenDate], left: Sequence[date]) -> Published:
    """The URL's day, or that of a dateline up to a week before; unknown where the lead speaks of another time."""
    if anchors and not left:
        return Published(candidates=(day.isoformat(),))
    return _evidence(left[-1] if any(a.weekday is None for a in anchors) else day, anchors)


def _evidence(day: date, anchors: Sequence[WrittenDate]) -> Published:
    anchor = next((a for a in anchors if a.on(day.year) == day), None)
    return Published(day.isoformat(), "inferred", anchor and anchor.start, anchor and anchor.end)


def _anchors(text: str, regions: Sequence[Region]) -> Iterator[WrittenDate]:
    """Dates that can only be the day of the news: in a dateline, or with their weekday in title and lead."""
    lead = 0
    for region in regions:
        if region.kind == "dateline":
            yield from mentions(text, region.start, region.end)
        if region.kind in ("title", "body") and lead < LEAD_PARAGRAPHS:
            parts = paragraphs(text[region.start : region.end])[: LEAD_PARAGRAPHS - lead]
            lead += len(parts) if region.kind == "body" else 0
            found = mentions(text, region.start, region.start + parts[-1][1])
            yield from (m for m in found if m.weekday is not None and not _elsewhen(text, m))


def _elsewhen(text: str, mention: WrittenDate) -> bool:
    """Is a date not that of the news: in a sentence about the future, or after "since", "until" and the like?"""
    before, after = _sentence(text, mention)
    return bool(_cue("distant").search(before) or _cue("future").search(before) or _cue("future").search(after))


def _sentence(text: str, mention: WrittenDate) -> tuple[str, str]:
    """What the sentence of a date says before and after it."""
    before = _SENTENCE.split(text[max(0, mention.start - SENTENCE_LENGTH) : mention.start])[-1]
    after = _SENTENCE.split(text[mention.end : mention.end + SENTENCE_LENGTH])[0]
    return before, after


def _bounds(text: str, regions: Sequence[Region], window: tuple[date, date] | None, latest: date | None) -> Bounds:
    first, last = date(YEARS[0], 1, 1), latest or date(YEARS[-1], 12, 31)
    for region in regions:
        for mention in mentions(text, region.start, region.end):
            if not (day := mention.full):
                continue
            before, after = _sentence(text, mention)
            if _cue("ahead").search(before) and not _QUOTE.search(before):
                last = min(last, day)
            elif not _cue("future").search(before) and not _cue("future").search(after):
                first = max(first, day - LINKS_LATER if region.kind == "boilerplate" else day)
    if window:
        first, last = max(first, window[0] - URL_LATER), min(last, window[1])
    return Bounds(first, last)


def last_year(text: str, regions: Sequence[Region]) -> int:
    """The latest year that title and body speak of, ahead of it left out; 0 where there is none."""
    found = 0
    for region in regions:
        if region.kind in ("title", "body", "dateline"):
            for match in _YEAR.finditer(text, region.start, region.end):
                if not _cue("horizon").search(text[max(0, match.start() - 12) : match.start()]):
                    found = max(found, int(match[0]))
    return found


def url_days(url: str) -> tuple[date, date] | None:
    """First and last day of what a URL's path dates itself to, a day or a month; None where it does not."""
    match = _URL_DATE.search(url)
    if not match:
        return None
    year, month, day = (
        int(x) if x else None for x in (match[1] or match[4], match[2] or match[5], match[3] or match[6])
    )
    try:
        first = date(year or 0, month or 0, day or 1)
    except ValueError:
        return None
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, first if day else after - timedelta(days=1)
