"""Cases rewritten from what the pipeline gives now: each line as it is and as it would be."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.gold.cases import Case, faults, plain

Tables = Mapping[str, Sequence[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Change:
    """A case's line that does not hold any more. new: as it would be; None where a person has to say."""

    case: Case
    old: str
    new: str | None
    why: Sequence[str]


def changes(path: Path, cases: Sequence[Case], tables: Sequence[Tables]) -> Iterator[Change]:
    """The changes of a file. Columns that a mention names stay those that are named; what is known to fail stays.

    Cases of claims say what a row must hold and what not, which no output can tell: they are only listed.
    """
    old = path.read_text(encoding="utf-8").splitlines()
    for case, rows in zip(cases, tables, strict=True):
        why = [] if case.fails else list(faults(case, rows))
        if why:
            yield Change(case, old[case.number - 1], _line(case, rows) if "spans" in case.given else None, why)


def _line(case: Case, tables: Tables) -> str:
    spans = {layer: _mentions(expected, tables[layer], case) for layer, expected in case.given["spans"].items()}
    return json.dumps(case.given | {"spans": spans}, ensure_ascii=False)


def _mentions(expected: Sequence[dict[str, Any]], rows: Sequence[Any], case: Case) -> list[dict[str, Any]]:
    """The mentions as they are now, each with the columns that the case named of it, or of its first mention."""
    left = list(expected)
    found = []
    for row in rows:
        named = next((m for m in left if m["text"] == row["text"]), None)
        if named is not None:
            left.remove(named)
        elif case.given.get("partial"):
            continue
        columns = named or (expected[0] if expected else {"text": ""})
        found.append({"text": row["text"]} | {c: plain(row[c]) for c in columns if c != "text"})
    return found


def rewritten(path: Path, found: Sequence[Change]) -> None:
    """Writes the file with the new lines."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for change in found:
        if change.new is not None:
            lines[change.case.number - 1] = change.new
    path.write_text("\n".join(lines), encoding="utf-8")
