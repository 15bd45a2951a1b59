"""The installed wheel is a good neighbour: modules of generic names beside it are the user's own, in spaCy and CLI.

Where DATELINE_WHEEL names no folder with an installed wheel, as `make check-wheel` sets it, nothing is tested here.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


def python(folder: Path, code: str, *arguments: str) -> str:
    """What a Python process in the folder prints, the wheel alone on PYTHONPATH."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": WHEEL},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_spacy_and_modules_of_generic_names_are_left_alone(folder: Path) -> None:
    assert Path(python(folder, USER).strip()).is_relative_to(WHEEL)


def test_the_command_runs_beside_modules_of_generic_names(folder: Path) -> None:
    python(folder, "from dateline.cli import app; app()", "run", "note.txt", "--out", "out")
    places = "from dateline import read_tables; print(*read_tables('out').places['text'])"
    assert python(folder, places).split() == ["Kherson"]


def test_the_wheel_holds_one_package_and_no_more() -> None:
    names = {path.name for path in Path(WHEEL).iterdir()} - {"bin", "__pycache__"}  # the command stands in bin
    assert {name for name in names if not name.endswith(".dist-info")} == {"dateline"}
    assert [name.partition("-")[0] for name in names if name.endswith(".dist-info")] == ["dateline"]


def test_the_wheel_holds_its_types_and_its_data() -> None:
    package = Path(WHEEL) / "dateline"
    assert (package / "py.typed").is_file()
    assert (package / "models" / "config.cfg").is_file()
    assert not list(package.rglob("test_*.py"))
