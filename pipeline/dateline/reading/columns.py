"""The names of columns: what others call a text, a title, a day; models/lexicon/columns.jsonl."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from dateline.data import read_jsonl
from dateline.errors import ConfigError
from dateline.reading.records import FIELDS, RecordError

SHOWN = 200  # characters of column names in errors

_BETWEEN = re.compile(r"[\s./-]+")


@dataclass(frozen=True)
class Columns:
    """Which columns hold which field. given: the user's own names, by field, which go before all that are known."""

    given: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = sorted(set(self.given) - set(FIELDS))
        if unknown:
            raise ConfigError(f"Field {unknown[0]!r} is unknown. Fields: {', '.join(FIELDS)}.")

    def fields(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a record, of the columns that say something; those of FIELDS also where they say null."""
        named = _normal(tuple(record))
        found = {name: record[name] for name in FIELDS if name in record and name not in self.given}
        for name, known in _known().items():
            own = self.given.get(name)
            columns = [own] if own else [named[column] for column in known if column in named]
            values = (record[column] for column in columns if column in record)
            value = next((value for value in values if value is not None and value != ""), None)
            if value is not None:
                found[name] = value
        return found

    def places(self, header: Iterable[str]) -> dict[str, int]:
        """The number of the column that holds each field. Raises RecordError where none holds the text."""
        columns = list(header)
        numbers = {column: number for number, column in reversed(list(enumerate(columns)))}
        named = _normal(tuple(numbers))
        found = {}
        for name, known in _known().items():
            own = self.given.get(name)
            column = own if own else next((named[k] for k in known if k in named), None)
            if column is not None and column in numbers:
                found[name] = numbers[column]
        if "text" not in found:
            wanted = self.given.get("text") or "text, or a name such as body, content or maintext"
            raise RecordError(f"columns {shown(columns)}; expected {wanted} (--text-column names another)")
        return found


@lru_cache(maxsize=256)
def _normal(names: tuple[str, ...]) -> Mapping[str, str]:
    """The names by what they are in small letters, with underscores; the first of those that are then the same."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(_BETWEEN.sub("_", str(name).strip().lower()), name)
    return found


@cache
def _known() -> dict[str, list[str]]:
    return {entry["field"]: entry["names"] for entry in read_jsonl("lexicon/columns.jsonl")}


def shown(names: Iterable[str]) -> str:
    """The names of columns as errors show them."""
    text = ", ".join(names) or "(none)"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def text_of(value: Any) -> Any:
    """A text that an export gives as paragraphs, or in parts, as one: those of Fundus have summary and sections."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    if isinstance(value, dict) and isinstance(value.get("sections"), list):
        parts = [*_strings(value.get("summary"))]
        for section in value["sections"]:
            if isinstance(section, dict):
                parts += [*_strings(section.get("headline")), *_strings(section.get("paragraphs"))]
        return "\n\n".join(parts) or value
    return value


def _strings(value: Any) -> list[str]:
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []
