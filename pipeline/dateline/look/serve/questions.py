"""What may be asked: the questions by name, each with its parameters and what their values may be."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from dateline.errors import DatelineError
from dateline.layers.registry import LAYERS
from dateline.look.serve.articles import DOCUMENT_LACKS
from dateline.look.serve.events import LACKS
from dateline.look.serve.quality import UNCLAIMED

LONGEST = 2000  # characters of a value
PAGE = 100  # rows of a page, and at most
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Parameter = tuple[Any, Callable[[str], Any]]  # its value where it is not given; what reads one that is


class QuestionError(DatelineError):
    """A question that does not exist, or a value that a parameter cannot have."""


def read_question(name: str, query: str) -> dict[str, Any]:
    """The parameters of a question, each checked; those that are not given have their defaults.

    Raises QuestionError where the question or a parameter is unknown, comes twice, or has a value that it cannot have.
    """
    if name not in QUESTIONS:
        raise QuestionError("There is no such question.")
    known = QUESTIONS[name]
    wanted = {parameter: default for parameter, (default, _) in known.items()}
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError as err:
        raise QuestionError("The parameters cannot be read.") from err
    if len({parameter for parameter, _ in pairs}) < len(pairs):
        raise QuestionError("A parameter is given twice.")
    for parameter, value in pairs:
        if parameter not in known:
            raise QuestionError(f"Unknown parameter. Parameters: {', '.join(known)}.")
        wanted[parameter] = known[parameter][1](value) if value else wanted[parameter]
    return wanted


def _text(value: str) -> str:
    if len(value) > LONGEST or "\0" in value:
        raise QuestionError(f"A value is longer than {LONGEST} characters.")
    return value


def _number(value: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", value):
        raise QuestionError("A number is none.")
    return int(value)


def _offset(value: str) -> int:
    return max(0, _number(value))


def _limit(value: str) -> int:
    return max(0, min(PAGE, _number(value)))


def _day(value: str) -> str:
    """ISO 8601. One that is half typed, or that no calendar has, is none."""
    try:
        return date.fromisoformat(value).isoformat() if DAY.fullmatch(value) else ""
    except ValueError:
        return ""


def _one_of(values: Sequence[str]) -> Callable[[str], str]:
    def chosen(value: str) -> str:
        if value not in values:
            raise QuestionError(f"Expected one of: {', '.join(values)}.")
        return value

    return chosen


TEXT: Parameter = ("", _text)
PAGES: Mapping[str, Parameter] = {"offset": (0, _offset), "limit": (PAGE, _limit)}

QUESTIONS: Mapping[str, Mapping[str, Parameter]] = {
    "about": {},
    "events": {
        **dict.fromkeys(("type", "place", "actor", "status"), TEXT),
        **dict.fromkeys(("from", "to"), ("", _day)),
        "lacks": ("", _one_of(tuple(LACKS))),
        "contested": ("", _one_of(("yes",))),
        **PAGES,
    },
    "event": {"id": TEXT},
    "points": {},
    "place": {"name": TEXT, "x": (0, _number), "y": (0, _number)},
    "actors": {"name": TEXT},
    "actor": {"name": TEXT},
    "contradictions": {"offset": (0, _offset), "limit": (20, _limit)},
    "disputed": {"offset": (0, _offset), "limit": (20, _limit)},
    "documents": {"find": TEXT, "lacks": ("", _one_of(tuple(DOCUMENT_LACKS))), **PAGES},
    "article": {"id": TEXT},
    "quality": {},
    "lacking": {"layer": (UNCLAIMED, _one_of((*LAYERS, UNCLAIMED)))},
}
