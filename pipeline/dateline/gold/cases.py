"""Cases: sentences that say which rows they must give and which not, one a line of JSON (corpus/README.md).

A case of spans names the mentions of layers; one of claims names rows that must be there and rows that must not.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import GoldError
from dateline.layers.registry import layers

MENTIONS = ("actors", "places", "dates", "quantities")
NO_COLUMNS = frozenset({"args", "count", "any", "nth"})

SHAPE = 'such as {"label": …, "text": …, "published": …, "spans": {"dates": [{"text": …, "date_start": …}]}}'
Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Case:
    """A line of a file of cases. fails: whether it is known to fail."""

    name: str
    number: int
    text: str
    published: str | None
    layers: tuple[str, ...]
    fails: bool
    given: Row


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; those named in `<stem>_failing.txt` beside it are known to fail, as with "expect": "fail".

    Raises GoldError with the line where one is none.
    """
    failing = path.with_name(f"{path.stem}_failing.txt")
    known = set(failing.read_text(encoding="utf-8").split()) if failing.is_file() else set()
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found.append(_case(row, number, known))
        except json.JSONDecodeError as err:
            raise GoldError(f"{path}:{number}: {err.msg}; expected one JSON object a line.") from err
        except KeyError as err:
            raise GoldError(f"{path}:{number}: no case: {err} is missing or unknown; expected {SHAPE}.") from err
        except (TypeError, AttributeError) as err:
            raise GoldError(f"{path}:{number}: no case ({err}); expected {SHAPE}.") from err
    return found


def _case(row: Row, number: int, known: set[str]) -> Case:
    name = row.get("label") or row["id"]
    names = tuple(row["spans"]) if "spans" in row else (row["layer"],)
    strange = sorted(set(names) - {layer.name for layer in layers(in_gold=True)})
    if strange:
        raise KeyError(strange[0])
    fails = row.get("expect") == "fail" or row.get("id") in known
    return Case(name, number, row["text"], row.get("published"), names, fails, row)


def faults(case: Case, tables: Tables) -> Iterator[str]:
    """What is wrong with the rows that a case gives, one line each. tables: the case's rows by table."""
    if "spans" in case.given:
        yield from _span_faults(case.given, tables)
    else:
        yield from claim_faults(case.given, with_arguments(tables))


def _span_faults(case: Row, tables: Tables) -> Iterator[str]:
    for layer, expected in case["spans"].items():
        found = tables[layer]
        for mention in expected:
            same = [row for row in found if row["text"] == mention["text"]]
            if not any(_has(row, mention) for row in same):
                yield f"{layer}: expected {_said(mention)}"
                for row in same or found:
                    yield f"{layer}: got {_said({c: plain(row[c]) for c in mention if c in row})} [{row['rule']}]"
        if not case.get("partial"):
            left = sorted(m["text"] for m in expected)
            for row in found:
                if row["text"] in left:
                    left.remove(row["text"])
                else:
                    yield f"{layer}: not wanted: {row['text']!r} [{row['rule']}]"


def _has(row: Row, mention: Row) -> bool:
    return all(plain(row[column]) == value for column, value in mention.items())


def plain(value: Any) -> Any:
    """A day as ISO 8601, all else as it is."""
    if hasattr(value, "date"):
        return value.date().isoformat()
    return value[:10] if isinstance(value, str) and len(value) == 19 and value[10] == "T" else value


def _said(values: Row) -> str:
    return json.dumps(values, ensure_ascii=False, default=str)


# Rows of claims.


def with_arguments(tables: Tables) -> list[Row]:
    """The rows of claims, each with `args`: by role all that each argument may be called by."""
    mentions = {row["mention_id"]: row for layer in MENTIONS for row in tables[layer]}
    found: dict[str, dict[str, list[list[Any]]]] = defaultdict(lambda: defaultdict(list))
    for arg in tables["claim_args"]:
        mention = mentions.get(arg["mention_id"], {})
        names = [arg["name"], *(mention.get(name) for name in ("text", "name", "actor_id", "place_id", "value"))]
        if "low" in mention:
            names.append([mention["low"], mention["high"]])
        found[arg["claim_id"]][arg["role"]].append([name for name in names if name is not None])
    return [
        {name: plain(value) for name, value in row.items()} | {"args": found[row["claim_id"]]}
        for row in tables["claims"]
    ]


def fits(want: Any, got: Any) -> bool:
    """Whether a value is the one wanted, one of `any`, or a text that holds "~words" in capitals or not."""
    if isinstance(want, dict):
        return any(fits(one, got) for one in want["any"])
    if isinstance(want, str) and want.startswith("~"):
        return isinstance(got, str) and want[1:].casefold() in got.casefold()
    if isinstance(want, bool) or isinstance(got, bool):
        return want is got
    if isinstance(want, int | float) and isinstance(got, int | float):
        return abs(want - got) <= 1e-3 * max(abs(want), abs(got))
    return type(want) is type(got) and bool(want == got)


def fits_arguments(want: Any, args: Sequence[Sequence[Any]]) -> bool:
    """Whether a list is the whole of the arguments, in some order; a single value has to be among them."""
    if not isinstance(want, list):
        return any(fits(want, name) for names in args for name in names)
    if len(want) != len(args) or len(want) > 6:
        return False
    return any(
        all(any(fits(one, name) for name in names) for one, names in zip(want, order, strict=True))
        for order in itertools.permutations(args)
    )


def matches(want: Row, row: Row, text: str) -> bool:
    """Whether a row has all that is wanted of it; what is not named may be anything."""
    if not all(fits(value, row[name]) for name, value in want.items() if name not in NO_COLUMNS):
        return False
    if "nth" in want and not row["start"] <= _nth(text, want["text"].removeprefix("~"), want["nth"]) < row["end"]:
        return False
    return all(fits_arguments(names, row["args"].get(role, [])) for role, names in want.get("args", {}).items())


def _nth(text: str, words: str, n: int) -> int:
    at = -1
    for _ in range(n):
        at = text.find(words, at + 1)
    return at


def claim_faults(case: Row, rows: Sequence[Row]) -> Iterator[str]:
    """What is wrong with the rows of claims of a case."""
    wrong = False
    for what, wanted in (("missing", case.get("expect", [])), ("not wanted", case.get("absent", []))):
        for want in wanted:
            found = [(one, sum(matches(one, row, case["text"]) for row in rows)) for one in want.get("any", [want])]
            met = any(n == one["count"] if "count" in one else n > 0 for one, n in found)
            if met != (what == "missing"):
                wrong = True
                yield f"{what}: {_said(want)}"
    if wrong:
        yield from (f"got: {brief(row)}" for row in rows)


def brief(row: Row) -> str:
    """A claim in one line, for whoever reads why a case failed."""
    columns = ("text", "event_type", "mode", "polarity", "status", "date_start", "date_end")
    args = "; ".join(f"{role}: {', '.join(str(names[0]) for names in args)}" for role, args in row["args"].items())
    return " ".join(str(row[name]) for name in columns) + f" | {args} [{row['rule']}]"
