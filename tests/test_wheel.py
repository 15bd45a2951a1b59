"""The installed wheel is the package that the other tests have tested, and a good neighbour.

It has the same files, byte for byte, declares what they import, and writes the same tables as the checkout: so no other
test is run again for it. Modules of generic names beside it are the user's own, in spaCy and CLI.

Where DATELINE_WHEEL names no folder with an installed wheel, as `make check-wheel` sets it, nothing is tested here.
"""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions, packages_distributions
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

WHEEL = os.environ.get("DATELINE_WHEEL", "")
pytestmark = pytest.mark.skipif(not WHEEL, reason="DATELINE_WHEEL names no installed wheel: `make check-wheel` does")

MINE = ("pipeline", "models", "dates", "places", "layers", "reading", "tables", "doc")
USER = f"""
import spacy
from spacy.language import Language
import {", ".join(MINE)}

@Language.component("mine")
def mine(text):
    text.user_data["mine"] = [module.MINE for module in ({", ".join(MINE)})]
    return text

nlp = spacy.blank("en")
nlp.add_pipe("mine")
assert nlp("It rained.").user_data["mine"] == {list(MINE)!r}
import dateline
from dateline.layers.registry import LAYERS
assert all(nlp.has_factory("dateline_" + name) for name in LAYERS)
print(dateline.__file__)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's folder, with modules of generic names and a text."""
    for name in MINE:
        (tmp_path / f"{name}.py").write_text(f"MINE = {name!r}\n", encoding="utf-8")
    (tmp_path / "note.txt").write_text("Two people died in Kherson on 2 June 2025.", encoding="utf-8")
    return tmp_path


def python(folder: Path, code: str, *arguments: str, path: str = WHEEL) -> str:
    """What a Python process in the folder prints, the wheel or another path alone on PYTHONPATH."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_spacy_and_modules_of_generic_names_are_left_alone(folder: Path) -> None:
    assert Path(python(folder, USER).strip()).is_relative_to(WHEEL)


def test_the_command_runs_beside_modules_of_generic_names(folder: Path) -> None:
    python(folder, "from dateline.cli import app; app()", "run", "note.txt", "--out", "out", "--workers", "1")
    places = "from dateline import read_tables; print(*read_tables('out').places['text'])"
    assert python(folder, places).split() == ["Kherson"]


def test_the_wheel_holds_one_package_and_no_more() -> None:
    names = {path.name for path in Path(WHEEL).iterdir()} - {"bin", "__pycache__"}  # the command stands in bin
    assert {name for name in names if not name.endswith(".dist-info")} == {"dateline"}
    assert [name.partition("-")[0] for name in names if name.endswith(".dist-info")] == ["dateline"]


def contents(folder: Path) -> dict[str, bytes]:
    """The files under a folder with their bytes, those that Python makes left out."""
    paths = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_wheel_holds_the_package_and_its_data_byte_for_byte() -> None:
    package = contents(ROOT / "pipeline" / "dateline")
    data = {f"models/{name}": found for name, found in contents(ROOT / "models").items()}
    assert "py.typed" in package
    assert "models/config.cfg" in data
    assert contents(Path(WHEEL) / "dateline") == package | data


def test_the_wheel_writes_the_tables_that_the_checkout_writes(folder: Path) -> None:
    run = "from dateline.cli import app; app()"
    sample = ROOT / "corpus" / "sample"
    articles = [str(sample / name) for name in ("abyan-boat.txt", "goma-hospitals.html", "treaties-explainer.md")]
    for out, path in (("wheel", WHEEL), ("checkout", str(ROOT / "pipeline"))):
        python(folder, run, "run", *articles, "--out", out, "--workers", "1", "--quiet", path=path)
    written = {out: contents(folder / out) for out in ("wheel", "checkout")}
    for files in written.values():
        files.pop("run.json")  # which holds the time that it took
    assert "claims.parquet" in written["wheel"]
    assert written["wheel"] == written["checkout"]


GOLD = (
    {"layer": "document", "id": "note", "text": "Two people died in Varnholm on Sunday.", "published": "2025-06-11"},
    {"layer": "dates", "start": 31, "end": 37, "text": "Sunday", "date_start": "2025-06-08", "date_end": "2025-06-08"},
)
CASE = {"label": "an own place", "text": "Troops left Varnholm.", "published": "2025-06-11", "expect": "pass"}
VARNHOLM = {"places": [{"text": "Varnholm", "name": "Varnholm", "country": "UKR"}]}
CONFTEST = f"""
from pathlib import Path
import dateline, dateline.gold.plugin
for module in (dateline, dateline.gold.plugin):
    assert Path(module.__file__).is_relative_to({WHEEL!r}), module.__file__
"""


def test_gold_and_rules_in_a_repository_of_a_user(tmp_path: Path) -> None:
    """Rules, gold and tests of their own: pytest fails with the sentence where gold is not met, then passes."""
    files = {
        "dateline.toml": "",
        "places.csv": "name,kind,lat,lon,country,example\nVarnholm,city,49.1,31.5,UKR,Two people died in Varnholm.\n",
        "pyproject.toml": '[tool.pytest.ini_options]\ntestpaths = ["tests"]\ndateline_gold = ["gold"]\n',
        "tests/conftest.py": CONFTEST,
        "tests/test_mine.py": "def test_mine(): assert True\n",
        "gold/cases/mine.jsonl": json.dumps(CASE | {"spans": VARNHOLM}) + "\n",
        "gold/floors.toml": "[note.dates]\nvalue = 1\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for day, status, said in (("2025-06-01", 1, "FAILED gold/note.jsonl::dates"), ("2025-06-08", 0, "3 passed")):
        gold = (GOLD[0], GOLD[1] | {"date_start": day, "date_end": day})
        (tmp_path / "gold" / "note.jsonl").write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": WHEEL, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == status, done.stdout + done.stderr
        assert said in done.stdout
        assert "PASSED gold/cases/mine.jsonl::1:an own place" in done.stdout


def installed(name: str) -> Distribution:
    """A distribution of the wheel's folder."""
    [found] = [one for one in distributions(path=[WHEEL]) if canonicalize_name(one.name) == name]
    return found


def imported() -> Iterator[str]:
    """The packages of others that the wheel's modules import."""
    for path in (Path(WHEEL) / "dateline").rglob("*.py"):
        if "models" not in path.parts:  # scripts that build the data are not run from a wheel
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    names = [node.module or ""]
                yield from (name.partition(".")[0] for name in names)


def test_all_that_the_wheel_imports_is_declared() -> None:
    declared = {canonicalize_name(Requirement(line).name) for line in installed("dateline").requires or ()}
    packages = packages_distributions()
    found = {name for name in imported() if name not in sys.stdlib_module_names} - {"dateline"}
    assert {"spacy", "pyarrow", "ray"} <= found
    undeclared = {name for name in found if not {canonicalize_name(n) for n in packages.get(name, [name])} & declared}
    assert not undeclared
