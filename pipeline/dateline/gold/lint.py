"""What is odd about gold: overlaps, borders inside words, values that do not parse, one sentence in two ways."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.gold.annotations import GoldDocument
from dateline.gold.mapping import choices

APART = ("actors", "places", "dates", "quantities")  # within them nothing overlaps (guideline 3)
_TIMEX = re.compile(
    r"[0-9X]{2,4}(-[0-9XWQHSPFAUM]{1,3}){0,3}(-WE)?(T[0-9XMODAENIV:]{1,8})?|P[0-9X.]+[YMWDE]{1,2}[0-9A-Z.]{0,12}"
    r"|PT[0-9X.]+[HMS][0-9HMS.]{0,12}|(PAST|PRESENT|FUTURE)_REF|BC[0-9]{1,4}|T[0-9X:]{1,8}|PX[A-Z]{1,2}"
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_COUNTRY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something that an annotator should look at."""

    doc_id: str
    layer: str
    start: int
    end: int
    text: str
    said: str

    def line(self) -> str:
        """All of it on one line."""
        return f"{self.doc_id} {self.layer} {self.start}–{self.end} {self.text!r}: {self.said}"


def lint(gold: Sequence[GoldDocument], names: Sequence[str]) -> Iterator[Oddity]:
    """The oddities of some layers, document by document, then sentences that are annotated in two ways."""
    for document in gold:
        for layer in names:
            rows = _rows(document, layer)
            if layer in APART:
                yield from _overlaps(document, layer, rows)
            for row in rows:
                yield from _borders(document, layer, row)
                yield from (_oddity(document, layer, row, said) for said in _values(layer, row))
    for layer in names:
        yield from _two_ways(gold, layer)


def _rows(document: GoldDocument, layer: str) -> list[Mapping[str, Any]]:
    rows: Sequence[Mapping[str, Any]] = document.claims if layer == "claims" else document.rows[layer]
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _oddity(document: GoldDocument, layer: str, row: Mapping[str, Any], said: str) -> Oddity:
    text = " ".join(document.text[row["start"] : row["end"]].split())
    return Oddity(document.doc_id, layer, row["start"], row["end"], text, said)


def _overlaps(document: GoldDocument, layer: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Oddity]:
    last: Mapping[str, Any] | None = None
    for row in rows:
        if last is not None and row["start"] < last["end"]:
            same = (row["start"], row["end"]) == (last["start"], last["end"])
            yield _oddity(document, layer, row, "is there twice" if same else f"overlaps {last['text']!r}")
        if last is None or row["end"] > last["end"]:
            last = row


def _borders(document: GoldDocument, layer: str, row: Mapping[str, Any]) -> Iterator[Oddity]:
    """Spaces at an end, or a letter or digit cut from others of its kind; "30km" has a border in it."""
    text, start, end = document.text, row["start"], row["end"]
    if start >= end:
        yield _oddity(document, layer, row, "is empty")
        return
    if text[start].isspace() or text[end - 1].isspace():
        yield _oddity(document, layer, row, "begins or ends with a space")
    for at in (start, end):
        before, after = text[at - 1 : at], text[at : at + 1]
        if (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit()):
            yield _oddity(document, layer, row, f"{'begins' if at == start else 'ends'} inside a word")


def _values(layer: str, row: Mapping[str, Any]) -> Iterator[str]:
    """What does not parse of a line's values."""
    known = choices(layer)
    for column, values in known.items():
        if column in row and column != "optional":
            value = "null" if row[column] is None else str(row[column])
            if value not in values:
                yield f"{column} {row[column]!r} is none of {', '.join(values)}"
    days = [_day(row.get(name)) for name in ("date_start", "date_end")]
    if "" in days:
        yield f"date_start {row.get('date_start')!r}, date_end {row.get('date_end')!r}: expected days, 2025-06-11"
    elif days[0] and days[1] and days[0] > days[1]:
        yield f"date_start {days[0]} is after date_end {days[1]}"
    if isinstance(row.get("timex"), str) and not _TIMEX.fullmatch(row["timex"]):
        yield f"timex {row['timex']!r} is no value of TIMEX3"
    for name, most in (("lat", 90), ("lon", 180)):
        if not (row.get(name) is None or (_is_number(row[name]) and abs(row[name]) <= most)):
            yield f"{name} {row[name]!r} is none from -{most} to {most}"
    if not (row.get("country") is None or (isinstance(row["country"], str) and _COUNTRY.fullmatch(row["country"]))):
        yield f"country {row['country']!r}: expected ISO 3166-1 alpha-3"
    yield from _numbers(row)


def _numbers(row: Mapping[str, Any]) -> Iterator[str]:
    found = {name: row[name] for name in ("low", "value", "high") if row.get(name) is not None}
    strange = [name for name, value in found.items() if not _is_number(value)]
    if strange:
        yield f"{strange[0]} {found[strange[0]]!r} is no number"
    elif list(found.values()) != sorted(found.values()):
        yield "expected low, value and high in order, got " + ", ".join(f"{name} {v}" for name, v in found.items())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def _day(value: Any) -> str | None:
    """A day as it is; None where there is none, "" where it is no day."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        return ""


def _two_ways(gold: Sequence[GoldDocument], layer: str) -> Iterator[Oddity]:
    """Sentences that stand in two places with other mentions, or other names and types of them."""
    ways: dict[str, dict[Any, tuple[GoldDocument, int, int]]] = defaultdict(dict)
    for document in gold:
        rows = _rows(document, layer)
        for match in _SENTENCE.finditer(document.text):
            words = " ".join(match.group().split())
            if words.count(" ") >= 3 and not _is_left_out(document, match.start()):
                inside = [r for r in rows if match.start() <= r["start"] and r["end"] <= match.end()]
                lead = match.start()
                way = tuple((r["start"] - lead, r["end"] - lead, r.get("kind"), r.get("type")) for r in inside)
                ways[words].setdefault(way, (document, match.start(), match.end()))
    for found in ways.values():
        (first, at, _), *others = found.values()
        for document, start, end in others:
            row = {"start": start, "end": end}
            yield _oddity(document, layer, row, f"is annotated in another way in {first.doc_id} at {at}")


def _is_left_out(document: GoldDocument, at: int) -> bool:
    """Whether a place lies in a paragraph that stands in the text before: repeats hold no mention."""
    start = document.text.rfind("\n", 0, at) + 1
    end = document.text.find("\n", at)
    paragraph = document.text[start : end if end >= 0 else None].strip()
    return bool(paragraph) and document.text.find(paragraph) < start
