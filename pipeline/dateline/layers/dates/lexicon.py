"""Words of time: which classes a token belongs to, what it is worth in each, and what number words make together."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from dateline.data import read_jsonl
from dateline.layers.dates.slots import Value

Classes = Mapping[str, Value]

_SHAPES: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], Value]], ...] = (
    (re.compile(r"(\d{3})0'?s"), "DECADE", lambda m: int(m[1])),
    (re.compile(r"['’]?([1-9])0s"), "DECADE", lambda m: 190 + int(m[1])),
    (re.compile(r"(\d{1,2})(?:st|nd|rd|th)"), "ORDINAL", lambda m: int(m[1])),
    (re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?(?:[ap]m)?"), "CLOCK", lambda m: m[0].lower()),
    (re.compile(r"(\d{1,2})[.:](\d\d)[ap]m"), "CLOCK", lambda m: m[0].lower()),
    (re.compile(r"(\d{1,2})[apAP][mM]"), "CLOCK", lambda m: f"{m[1]}:00{m[0][-2:].lower()}"),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)"), "NUMERIC", lambda m: m[0]),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})"), "NUMERIC", lambda m: m[0]),
    (re.compile(r"(\d{4})/(\d\d)/(\d\d)"), "NUMERIC", lambda m: m[0]),
    (re.compile(r"(\d{1,2})[-–](\d{1,2})"), "DAYS", lambda m: m[0]),
    (re.compile(r"([12]\d{3})[-–/]([12]?\d?\d\d)"), "YEARS", lambda m: m[0]),
    (re.compile(r"[qQ]([1-4])"), "QUARTERN", lambda m: int(m[1])),
    (re.compile(r"([1-4])[qQ]"), "QUARTERN", lambda m: int(m[1])),
    (re.compile(r"([1-4])Q(\d{4}|\d\d)"), "QUARTERYEAR", lambda m: m[0]),
    (re.compile(r"H([12])"), "HALFN", lambda m: int(m[1])),
    (re.compile(r"FY['’]?((?:\d{4}|\d\d)(?:/(?:\d{4}|\d\d))?)"), "FISCALYEAR", lambda m: m[1]),
    (re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.\d+|\d{5,}|\d{3}"), "NUMBER", lambda m: float(m[0].replace(",", ""))),
)
_DOTTED = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)")
_PREFIXED = re.compile(r"([a-z]+)-([12]\d{3}s?)")
_INTEGER = re.compile(r"\d{1,4}")
_SCALES = (100, 1000, 1_000_000)
VAGUE = "X"  # TIMEX3's placeholder: several days are PXD
SHAPE_CLASSES = {name for _, name, _ in _SHAPES} | {"N0", "N12", "N24", "N31", "N99", "YEAR", "EDGEYEAR"}


def _integer(text: str) -> tuple[str, Value]:
    """Class and value of up to four digits: a year, else the band of days, hours and months it can be."""
    n = int(text)
    if len(text) == 4:
        return ("YEAR", n) if 1000 <= n <= 2199 else ("NUMBER", n)
    bands = ((0, "N0"), (12, "N12"), (24, "N24"), (31, "N31"), (99, "N99"))
    return next((name for top, name in bands if n <= top), "NUMBER"), n


class Lexicon:
    """The classes of words, from data; those of numbers and written dates, from their shape.

    Words of the class PREFIX have no class of their own: with a hyphen and a year they are an EDGEYEAR (mid-2023).
    """

    def __init__(self, entries: Iterable[Mapping[str, Any]], literals: Iterable[str] = ()) -> None:
        self.words: dict[str, dict[str, Value]] = {}
        self.capital: dict[str, dict[str, Value]] = {}
        self.prefixes: dict[str, Value] = {}
        for entry in entries:
            if entry["class"] == "PREFIX":
                self.prefixes |= dict.fromkeys(entry["words"], entry["value"])
                continue
            table = self.capital if entry.get("capital") else self.words
            for word in entry["words"]:
                table.setdefault(word.lower(), {}).setdefault(entry["class"], entry["value"])
        for word in literals:
            self.words.setdefault(word, {})[f"={word}"] = word

    def classes(self, text: str) -> Classes:
        """The classes of a token with its value in each; empty where it has nothing to do with time."""
        lower = text.lower()
        found = self.words.get(lower, {})
        if text[:1].isupper() and lower in self.capital:
            return found | self.capital[lower]
        if found or not text[-1:].isalnum() or not any(c.isdigit() for c in text):
            return found
        return self._shape(text)

    def _shape(self, text: str) -> Classes:
        if _INTEGER.fullmatch(text):
            return dict([_integer(text)])
        prefixed = _PREFIXED.fullmatch(text)
        if prefixed and prefixed[1] in self.prefixes:
            return {"EDGEYEAR": f"{self.prefixes[prefixed[1]]}-{prefixed[2]}"}
        dotted = _DOTTED.fullmatch(text)
        if dotted:
            return {"NUMBER": float(text), "DOTCLOCK": f"{dotted[1]}:{dotted[2]}"}
        for pattern, name, value in _SHAPES:
            match = pattern.fullmatch(text)
            if match:
                return {name: value(match)}
        return {}

    def class_sets(self) -> set[frozenset[str]]:
        """Every set of classes that a token can have."""
        words = self.words.keys() | self.capital.keys()
        found = {frozenset(self.words.get(w, ())) for w in words}
        found |= {frozenset(self.words.get(w, {}) | self.capital.get(w, {})) for w in words}
        dotted = frozenset(["NUMBER", "DOTCLOCK"])
        return (found | {dotted} | {frozenset([name]) for name in SHAPE_CLASSES}) - {frozenset()}


def calendar_words() -> Iterator[dict[str, Any]]:
    """Months and weekdays with their short forms and plurals, in the form of the entries of a Lexicon.

    Weekdays are ISO's, Monday 1.
    """
    for entry in read_jsonl("shared/calendar.jsonl"):
        full, *short = (name.title() for name in entry["names"])
        shortened = [form for name in short for form in (name, f"{name}.")]
        if "month" in entry:
            yield {"class": "MONTH", "value": entry["month"], "words": [full, *shortened], "capital": True}
        else:
            number = entry["weekday"] + 1
            yield {"class": "WEEKDAY", "value": number, "words": [full], "capital": True}
            yield {"class": "WEEKDAYS", "value": number, "words": [f"{full}s"], "capital": True}
            yield {"class": "WDABBR", "value": number, "words": shortened, "capital": True}


def number(values: Sequence[int | float | str]) -> int | float | str:
    """The sum of number words, hundreds, thousands and millions multiplying what precedes; "X" where one is vague.

    number([20, 4]) == 24, number([2, 100]) == 200, number([2, 0.5]) == 2.5, number([]) == 1.
    """
    counts = [v for v in values if not isinstance(v, str)]
    if len(counts) < len(values):
        return VAGUE
    total: int | float = 0
    for value in counts:
        total = max(total, 1) * value if value in _SCALES else total + value
    return total if counts else 1


def spelled_year(values: Sequence[int | float | str]) -> int | float | str:
    """The year that is said in pairs, 1996 for [19, 90, 6]; other numbers as they are."""
    century, *rest = (v for v in values if not isinstance(v, str))
    if century not in (18, 19, 20) or not rest or rest[0] == 1000:
        return number(values)
    return century * 100 + sum(v for v in rest if v != 100)
