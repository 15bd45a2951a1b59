"""A project folder as it is read: its settings and its lines; what is wrong, with file, line and what was expected."""

import csv
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from dateline.data import Lines
from dateline.errors import ConfigError
from dateline.gazetteer import OWN_PLACES, slug
from dateline.project import SETTINGS
from dateline.project.columns import Kind, files, names

PREFIX = "project/"  # of the ids of a project's rules
ELSEWHERE = ("frames/types.jsonl", "frames/roles.jsonl", "frames/none.jsonl")  # which a project cannot add to


@dataclass(frozen=True)
class Line:
    """A line of a project: where it stands, its kind, its values as the rooms read them.

    id: the rule's or entity's, as rows and `explain` have it. text: as it is written.
    """

    path: Path
    number: int
    kind: Kind
    id: str
    values: dict[str, Any]
    text: str

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.path}:{self.number}"


@dataclass(frozen=True)
class Project:
    """A project folder: its settings by section as they stand in dateline.toml, and its lines."""

    folder: Path
    settings: Mapping[str, Any]
    lines: tuple[Line, ...]

    @property
    def added(self) -> Lines:
        """The lines as they are added to the files under models/."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in self.lines:
            found[line.kind.target].append(line.values)
        return found

    @cached_property
    def owners(self) -> Mapping[str, Line]:
        """The lines by what rows have of them: the id of a rule, place or actor, the name of a unit."""
        units = {line.values["unit"]: line for line in self.lines if line.kind.name == "unit"}
        return units | {line.id: line for line in self.lines}

    def placed(self, err: ConfigError) -> ConfigError:
        """An error that names a line by its id, with the file and line where that stands."""
        said = str(err)
        about = [line for line in self.lines if line.id in said]
        line = max(about, key=lambda one: len(one.id), default=None)
        return ConfigError(f"{line.where}: {said}") if line else err

    def setting(self, section: str, name: str = "") -> str:
        """File and line of a setting, or of a section."""
        path, at = self.folder / SETTINGS, 1
        here = False
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
            if line.strip().startswith("["):
                here = line.split("#")[0].strip(" \t[]") == section
                at = number if here else at
            elif here and name and re.match(rf"\s*['\"]?{re.escape(name)}['\"]?\s*=", line):
                return f"{path}:{number}"
        return f"{path}:{at}"


def read_project(folder: Path) -> Project:
    """The project in a folder. Raises ConfigError with file, line and what was expected where something is wrong."""
    if not (folder / SETTINGS).is_file():
        raise ConfigError(f"{folder}: no {SETTINGS} there; expected a project folder, as `dateline init` makes it.")
    known = files()
    lines: list[Line] = []
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        kinds = known.get(name) or known["frames/*.jsonl"]
        read = _csv if path.suffix == ".csv" else _jsonl
        lines += (_line(path, number, text, entry, kinds) for number, text, entry in read(path, kinds))
    _check_ids(lines)
    return Project(folder, _settings(folder / SETTINGS), tuple(lines))


def _paths(folder: Path) -> Iterator[Path]:
    """The files of a project that are there. Raises ConfigError of one that would add to what cannot be added to."""
    for name in files():
        found = sorted((folder / "frames").glob("*.jsonl")) if "*" in name else [folder / name]
        for path in found:
            at = path.relative_to(folder).as_posix()
            if at in ELSEWHERE:
                raise ConfigError(f"{path}:1: a project adds no {path.stem}; expected frames, nouns or factuality.")
            if path.is_file() and (at == name or at not in files()):
                yield path


def _settings(path: Path) -> dict[str, Any]:
    text = "\n".join(_lines(path))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        at = re.search(r"line (\d+)", str(err))
        number = at[1] if at else text.rstrip("\n").count("\n") + 1  # it says no line at the end
        raise ConfigError(f"{path}:{number}: {err}; expected TOML such as [run] and seconds = 60.") from err


Read = Iterator[tuple[int, str, dict[str, Any]]]
"""Number, text and entry of each line."""


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as err:
        raise ConfigError(f"{path}:1: cannot be read ({err}); expected UTF-8.") from err
    return [line.removesuffix("\r") for line in text.split("\n")]


def _jsonl(path: Path, kinds: Sequence[Kind]) -> Read:
    for number, line in enumerate(_lines(path), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            entry = json.loads(line, parse_constant=_no_number)
        except (ValueError, RecursionError) as err:
            raise ConfigError(f"{path}:{number}: {err}; expected one JSON object a line.") from err
        if not isinstance(entry, dict):
            raise ConfigError(f"{path}:{number}: got {type(entry).__name__}, expected a JSON object.")
        yield number, line, entry


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _csv(path: Path, kinds: Sequence[Kind]) -> Read:
    lines = ["" if line.lstrip().startswith("#") else line for line in _lines(path)]
    reader = csv.reader(lines, strict=True)
    heading: list[str] = []
    try:
        for cells in reader:
            number = reader.line_num
            if not heading and cells:
                heading = [cell.strip() for cell in cells]
                _check_columns(path, number, heading, kinds)
            elif cells:
                if len(cells) != len(heading):
                    raise ConfigError(
                        f"{path}:{number}: {len(cells)} cells; expected {len(heading)}, as the heading has."
                    )
                values = {name: cell.strip() for name, cell in zip(heading, cells, strict=True) if cell.strip()}
                yield number, lines[number - 1], values
    except csv.Error as err:
        raise ConfigError(f"{path}:{reader.line_num}: {err}; expected comma-separated values.") from err


def _check_columns(path: Path, number: int, found: Iterable[str], kinds: Sequence[Kind]) -> None:
    known = names(kinds)
    for name in found:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"expected {', '.join(known)}."
            raise ConfigError(f"{path}:{number}: unknown column {name!r}; {hint}")


def _line(path: Path, number: int, text: str, entry: dict[str, Any], kinds: Sequence[Kind]) -> Line:
    kind = _kind(path, number, entry, kinds)
    where = f"{path}:{number}"
    _check_columns(path, number, entry, [kind])
    for name in kind.must:
        if name not in entry and not (name == "type" and kind.tell == "org"):
            raise ConfigError(f"{where}: no column {name!r}; a {kind.name} needs {', '.join(kind.must)}.")
    for name, value in entry.items():
        if expected := (kind.must.get(name) or kind.may[name])(value):
            raise ConfigError(f"{where}: {name} is {value!r}; expected {expected}.")
    if kind.name == "unit" and not {"surfaces", "symbols"} & entry.keys():
        raise ConfigError(f"{where}: neither surfaces nor symbols; expected how the unit is written.")
    values = {name: value for name, value in {**kind.values, **entry}.items() if name != "type"}
    return Line(path, number, kind, *_with_id(kind, values), text)


def _kind(path: Path, number: int, entry: Mapping[str, Any], kinds: Sequence[Kind]) -> Kind:
    """The kind that an entry is of, by its type or the column that only it has."""
    if len(kinds) == 1:
        return kinds[0]
    wanted = entry.get("type", "org")
    found = [kind for kind in kinds if kind.tell == wanted or kind.tell in entry.keys() - {"type"}]
    if not found:
        tells = " or ".join(kind.tell for kind in kinds)
        what = "type" if "type" in kinds[0].must else "column"
        raise ConfigError(f"{path}:{number}: expected a {what} {tells}, got {', '.join(entry) or 'nothing'}.")
    return found[0]


def _with_id(kind: Kind, values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The id of a line as rows have it, and its values with that."""
    if kind.target == OWN_PLACES:
        own = values.get("id", f"project:{slug(values['name'])}")
    elif kind.target.startswith("gazetteer/"):
        own = values["id"]
    else:
        own = PREFIX + values["id"]
    return own, {**values, "id": own}


def _check_ids(lines: Sequence[Line]) -> None:
    seen: dict[str, Line] = {}
    for line in lines:
        if line.id in seen:
            raise ConfigError(
                f"{line.where}: id {line.id!r} is there already, at {seen[line.id].where}; expected another."
            )
        seen[line.id] = line
