"""Where the data under models/ lies, and how its JSONL files are read.

A user's own lines are added to the package's in one way: where some are in force (`adding`), `read_jsonl` gives them
before those of the file. So no room knows of them, and wherever the first of two lines counts it is the user's.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from dateline.errors import ConfigError

PACKAGE = Path(__file__).resolve().parent

Value = TypeVar("Value")
Lines = Mapping[str, Sequence[dict[str, Any]]]
"""Lines by the file under models/ that they are added to, such as "lexicon/quotes_cues.jsonl"."""


class Added:
    """Lines that are in force, told apart from others by identity."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines


_NOTHING = Added({})
_ADDED: ContextVar[Added] = ContextVar("added", default=_NOTHING)


@contextmanager
def adding(lines: Lines) -> Iterator[None]:
    """Has these lines, and no others of a user's, in force in the block."""
    before = _ADDED.set(Added(lines) if lines else _NOTHING)
    try:
        yield
    finally:
        _ADDED.reset(before)


def added(name: str) -> list[dict[str, Any]]:
    """The lines in force that are added to a file under models/, which need not be there."""
    return [*_ADDED.get().lines.get(name, ())]


def cached(read: Callable[[], Value]) -> Callable[[], Value]:
    """Remembers what is read from data, anew for other lines in force."""
    known = lru_cache(maxsize=4)(lambda lines: read())
    return lambda: known(_ADDED.get())


def models_dir() -> Path:
    """The folder of data files: the wheel's own copy (dateline/models), else the checkout's models/."""
    for folder in (PACKAGE / "models", PACKAGE.parent.parent / "models"):
        if (folder / "config.cfg").is_file():
            return folder
    raise ConfigError(
        f"No models folder with a config.cfg in {PACKAGE} or {PACKAGE.parent.parent}: reinstall Dateline."
    )


def read_jsonl(name: str) -> list[dict[str, Any]]:
    """The entries of a JSONL file under models/, such as "lexicon/dates_holidays.jsonl"; ids must be unique.

    Lines in force come first; one with the id of an entry stands in its place.
    An entry whose `with` names shared lists ("shared/months") has their words after its own.
    Raises ConfigError with file and line where a line is no JSON object, or an id is there twice.
    """
    own, path = added(name), models_dir() / name
    taken = {entry["id"] for entry in own if "id" in entry}
    shipped = _entries(path) if path.is_file() or not own else ()
    return [*own, *(_with_shared(entry, name) for entry in shipped if entry.get("id") not in taken)]


def read_folder(name: str) -> dict[str, list[dict[str, Any]]]:
    """The entries of every JSONL file of a folder under models/, by the files' names without ending.

    Raises ConfigError where there is no such folder, and as `read_jsonl` does.
    """
    folder = models_dir() / name
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder; expected one with files of JSONL.")
    files = {path.name for path in folder.glob("*.jsonl")}
    files |= {file.removeprefix(f"{name}/") for file in _ADDED.get().lines if file.startswith(f"{name}/")}
    return {file.removesuffix(".jsonl"): read_jsonl(f"{name}/{file}") for file in sorted(files)}


def _with_shared(entry: dict[str, Any], name: str) -> dict[str, Any]:
    taken = [other for other in entry.get("with", ()) if other.startswith("shared/")]
    if not taken:
        return entry
    unknown = sorted(set(taken) - shared_lists().keys())
    if unknown:
        known = ", ".join(shared_lists())
        raise ConfigError(f"{name}: {entry.get('id')!r} names {unknown[0]!r}, expected one of {known}.")
    return entry | {"words": [*entry.get("words", ()), *(word for other in taken for word in shared_lists()[other])]}


@cache
def shared_lists() -> dict[str, tuple[str, ...]]:
    """The word lists that several rooms use, by name: months and weekdays in all forms, and by their full names."""
    entries = list(_entries(models_dir() / "shared/calendar.jsonl"))
    lists: dict[str, tuple[str, ...]] = {}
    for kind in ("month", "weekday"):
        names = [entry["names"] for entry in entries if kind in entry]
        lists[f"shared/{kind}s"] = tuple(name for forms in names for name in forms)
        lists[f"shared/full-{kind}s"] = tuple(forms[0] for forms in names)
    return lists


def words_of(name: str, rows: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The words of one of some word lists by name, with those of the lists of the file that it takes in by `with`."""
    yield from rows[name]["words"]
    for other in rows[name].get("with", ()):
        if other in rows:
            yield from words_of(other, rows)


def read_limits(room: str) -> dict[str, Any]:
    """A room's thresholds by name, from lexicon/<room>_limits.jsonl; each line says what it bounds, with an example."""
    return {entry["name"]: entry["value"] for entry in read_jsonl(f"lexicon/{room}_limits.jsonl")}


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as err:
            raise ConfigError(f"{path}:{number}: {err.msg}; expected one JSON object a line.") from err
        if not isinstance(entry, dict):
            raise ConfigError(f"{path}:{number}: got {type(entry).__name__}, expected a JSON object.")
        if "id" in entry:
            if entry["id"] in seen:
                raise ConfigError(f"{path}:{number}: id {entry['id']!r} is there twice.")
            seen.add(entry["id"])
        yield entry
