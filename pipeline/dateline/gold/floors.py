"""floors.toml: the lowest F1 that gold may give, by folder or document and layer. To lower one takes a reason.

[gold]
frozen = ["test"]                # folders whose mistakes are never shown
skip = ["second"]                # folders and files that are no tests

[dev.dates]                      # a folder as a whole
span = 0.992

["crossing".actors]              # one document
value = 0.8
reason = "two spellings of one name"
"""

import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import GoldError

FILE = "floors.toml"
NAMES = {
    "exact": "exact", "span": "overlap", "value": "value", "found": "found", "four": "four right", "nine": "nine right",
}  # fmt: skip
"""Measures of `score` by their names in the file."""
OF_SPANS = ("exact", "value")
OF_CLAIMS = ("found", "nine")
_BARE = re.compile(r"[A-Za-z0-9_-]+")

Key = tuple[str, str]  # folder or document, layer


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors of a gold folder, and what of it is frozen or no test."""

    by_key: Mapping[Key, Mapping[str, float]] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()

    def of(self, key: Key) -> Mapping[str, float]:
        """The floors of a folder or document; where it has none, all must be right."""
        return self.by_key.get(key) or dict.fromkeys(OF_CLAIMS if key[1] == "claims" else OF_SPANS, 1.0)


def read_floors(folder: Path, layers: tuple[str, ...]) -> Floors:
    """The floors of a gold folder; none where it has no file. Tables of other layers are not ours.

    Raises GoldError where a floor is no measure, or no number from 0 to 1.
    """
    path = folder / FILE
    if not path.is_file():
        return Floors()
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        raise GoldError(f"{path}: {err}") from err
    settings = given.pop("gold", {})
    found = {
        (name, layer): _floors(f"{path}: [{name}.{layer}]", table)
        for name, tables in given.items()
        for layer, table in (tables.items() if isinstance(tables, dict) else ())
        if layer in layers and isinstance(table, dict)
    }
    return Floors(found, frozenset(settings.get("frozen", ())), frozenset(settings.get("skip", ())))


def _floors(where: str, table: Mapping[str, Any]) -> dict[str, float]:
    found = {name: floor for name, floor in table.items() if name != "reason"}
    for name, floor in found.items():
        if name not in NAMES or isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= 1:
            raise GoldError(f"{where}: expected {', '.join(NAMES)} from 0 to 1, got {name} = {floor!r}.")
    return found


def below(floors: Mapping[str, float], measured: Mapping[str, float]) -> Iterator[str]:
    """A line for every measure that is below its floor."""
    for name, floor in floors.items():
        if measured[NAMES[name]] < floor:
            yield f"{name} F1 is {measured[NAMES[name]]:.3f}, floor {floor:.3f}"


def risen(floors: Mapping[str, float], measured: Mapping[str, float]) -> dict[str, float]:
    """The floors that can rise, as high as they can."""
    return {name: now for name, floor in floors.items() if (now := _down(measured[NAMES[name]])) > floor}


def lowered(floors: Mapping[str, float], measured: Mapping[str, float]) -> dict[str, float]:
    """The floors that what was measured is below, as low as they must be."""
    return {name: now for name, floor in floors.items() if (now := _down(measured[NAMES[name]])) < floor}


def _down(f1: float) -> float:
    """Three places, never above what was measured."""
    return math.floor(f1 * 1000 + 1e-9) / 1000


def write_floors(folder: Path, new: Mapping[Key, Mapping[str, float]], reason: str | None = None) -> None:
    """Writes floors into the file, each in its place; all else in it stays as it is. reason: why some are lower now."""
    path = folder / FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for (name, layer), floors in sorted(new.items()):
        given = {measure: f"{floor:.3f}" for measure, floor in floors.items()}
        given |= {"reason": json.dumps(reason, ensure_ascii=False)} if reason else {}
        lines = _with(lines, (name, layer), given)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _with(lines: list[str], key: Key, given: Mapping[str, str]) -> list[str]:
    first = next((n for n, line in enumerate(lines) if _key(line) == key), None)
    if first is None:
        header = ".".join(part if _BARE.fullmatch(part) else json.dumps(part, ensure_ascii=False) for part in key)
        return [
            *lines,
            *([""] if lines else []),
            f"[{header}]",
            *(f"{name} = {value}" for name, value in given.items()),
        ]
    last = next((n for n in range(first + 1, len(lines)) if lines[n].startswith("[")), len(lines))
    inside, left = lines[first + 1 : last], dict(given)
    for n, line in enumerate(inside):
        name = line.partition("=")[0].strip()
        if name in left:
            inside[n] = f"{name} = {left.pop(name)}"
    end = next((n for n in range(len(inside), 0, -1) if inside[n - 1].strip()), 0)
    inside[end:end] = [f"{name} = {value}" for name, value in left.items()]
    return [*lines[: first + 1], *inside, *lines[last:]]


def _key(line: str) -> Key | None:
    """The folder or document, and the layer, that a header names."""
    if not line.startswith("["):
        return None
    try:
        [(name, tables)] = tomllib.loads(line).items()
    except (tomllib.TOMLDecodeError, ValueError, AttributeError):
        return None
    names = list(tables) if isinstance(tables, dict) else []
    return (name, names[0]) if len(names) == 1 else None
