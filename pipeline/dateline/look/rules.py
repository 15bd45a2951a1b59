"""From the id in the column `rule` to the rule: the line of data, or the function that decides under that id."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.data import PACKAGE, models_dir
from dateline.errors import DatelineError
from dateline.layers.registry import LAYERS
from dateline.tables.frames import read_table

if TYPE_CHECKING:
    from dateline.project.folder import Project

_ID = re.compile(r"[a-z]+(?:/[a-z0-9][a-z0-9_-]*)+")
DATA = ("lexicon", "patterns", "gazetteer", "shared")  # folders under models/ whose lines can be rules
NAMED = dict.fromkeys(LAYERS, "rule") | {"actors": "actor_id", "places": "place_id", "quantities": "unit"}
"""The column of each layer in which rows name a line of a project."""
OF_ROWS = ("place", "body", "person", "people", "pattern", "unit", "cue", "frame")  # kinds of such lines that rows name


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a rule stands, and what it says.

    kind: own (a line of a project), data (one of a file under models/) or code (a function). where: file and line.
    text: the line as it stands, or the function's name and docstring. example: the line's own, "" where it has none.
    """

    id: str
    kind: str
    where: str
    text: str
    example: str = ""


def find(rule: str, project: "Project | None" = None) -> list[Rule]:
    """What stands behind a rule's id: a line of the project, one of data, functions. Raises DatelineError of none."""
    found = [*_own(rule, project), *_lines(rule), *_functions().get(rule, ())]
    if not found:
        close = get_close_matches(rule, [*_functions(), *_ids()], n=3)
        hint = f" Did you mean {' or '.join(close)}?" if close else " `dateline rules OUTPUTS` lists those that fired."
        raise DatelineError(f"Rule {rule!r} is unknown.{hint}")
    return found


def meaning(rule: str) -> str:
    """A rule in a line: its example, or what its function says of itself; "" where nothing is known of it."""
    for line in _lines(rule):
        return f"as in “{line.example}”" if line.example else ""
    said = next(iter(_functions().get(rule, ())), None)
    return said.text.partition(": ")[2].split("\n\n")[0].replace("\n", " ") if said else ""


def is_known(rule: str, project: "Project | None" = None) -> bool:
    """Whether a rule's id leads to a line of a project or of data, or to a function."""
    return any(_own(rule, project)) or rule in _ids() or rule in _functions()


def fired(folder: Path) -> list[tuple[str, str, int]]:
    """Layer, rule and number of rows of an output folder, the most frequent rule of each layer first."""
    rows = []
    for layer in LAYERS:
        counts = Counter(read_table(layer, folder, columns=["rule"])["rule"].to_pylist())
        rows += [(layer, rule, n) for rule, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return rows


def silent(folder: Path, project: "Project | None" = None) -> list[tuple[str, str]]:
    """File and id of the lines of data that could be rules of a layer and decided no row of an output folder.

    Lines of a file that never give a rule its name (word lists, thresholds) are left out: a file counts when at least
    one of its lines did. Of a project, every line that rows can name (OF_ROWS) counts; they come first.
    """
    names = {rule for _, rule, _ in fired(folder)}
    by_file: dict[str, list[str]] = {}
    for name, where in _ids().items():
        by_file.setdefault(where.rpartition(":")[0], []).append(name)
    live = {file: ids for file, ids in by_file.items() if not names.isdisjoint(ids)}
    own = _silent_lines(folder, project) if project else []
    return own + [(file, name) for file, ids in sorted(live.items()) for name in ids if name not in names]


def _silent_lines(folder: Path, project: "Project") -> list[tuple[str, str]]:
    """File with line, and id, of the lines of a project that no row of an output folder names."""
    named: set[str] = set()
    for layer, column in NAMED.items():
        named.update(read_table(layer, folder, columns=[column])[column].unique().to_pylist())
    lines = [line for line in project.lines if line.kind.name in OF_ROWS]
    return [(line.where, line.id) for line in lines if named.isdisjoint({line.id, line.values.get("unit", line.id)})]


def _own(rule: str, project: "Project | None") -> Iterator[Rule]:
    line = project.owners.get(rule) if project else None
    if line is not None:
        yield Rule(rule, "own", line.where, line.text, line.values["example"])


def _lines(rule: str) -> Iterator[Rule]:
    where = _ids().get(rule)
    if where is None:
        return
    file, _, number = where.rpartition(":")
    text = (models_dir() / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    yield Rule(rule, "data", f"models/{where}", text, str(json.loads(text).get("example", "")))


@cache
def _ids() -> dict[str, str]:
    """The ids of all lines of data, with file and line."""
    found: dict[str, str] = {}
    for path in sorted(path for part in DATA for path in (models_dir() / part).rglob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            entry = json.loads(line) if line.strip() else {}
            if "id" in entry:
                found.setdefault(entry["id"], f"{path.relative_to(models_dir()).as_posix()}:{number}")
    return found


@cache
def _functions() -> dict[str, list[Rule]]:
    """The functions of the layers by the rule ids that stand in them as they are."""
    found: dict[str, list[Rule]] = {}
    for path in sorted((PACKAGE / "layers").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.ClassDef):
                for name in sorted(_literals(function)):
                    where = f"{path.relative_to(PACKAGE.parent).as_posix()}:{function.lineno}"
                    said = f"{function.name}: {ast.get_docstring(function) or 'no docstring'}"
                    found.setdefault(name, []).append(Rule(name, "code", where, said))
    return found


def _literals(function: ast.FunctionDef | ast.ClassDef) -> set[str]:
    """The strings of a function or class body that look like a rule's id, those of functions inside it left out."""
    found, ahead = set(), list(ast.iter_child_nodes(function))
    while ahead:
        node = ahead.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_id(node.value):
            found.add(node.value)
        ahead += ast.iter_child_nodes(node)
    return found


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None
