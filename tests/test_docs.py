"""What the documents say is what the software does."""

import json
import tomllib

from conftest import ROOT
from dateline.data import models_dir
from dateline.tables.frames import ALL
from dateline.tables.schema import readme
from packaging.requirements import Requirement
from readme import pasted


def test_the_readme_shows_what_its_commands_print() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert pasted(text) == text, "run: python tests/readme.py"


def test_the_data_dictionary_is_current() -> None:
    assert (ROOT / "outputs" / "README.md").read_text(encoding="utf-8") == readme(ALL.values()), "run: make docs"


def test_the_licence_of_every_dependency_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    licences = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Licences")[2]
    assert [name for line in lines if (name := Requirement(line).name) not in licences] == []


def test_every_data_file_is_described() -> None:
    told = (models_dir() / "README.md").read_text(encoding="utf-8")
    files = [p.name for p in models_dir().rglob("*.*") if p.suffix in {".jsonl", ".json", ".arrow", ".csv"}]
    assert len(files) > 40
    assert [name for name in files if name not in told] == [], "not in models/README.md"


def test_every_entry_of_the_lexica_and_patterns_has_an_id() -> None:
    files = [*models_dir().glob("lexicon/*.jsonl"), *models_dir().glob("patterns/*.jsonl")]
    assert len(files) > 30
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not line.strip() or json.loads(line).get("id"), f"{path}:{number}"
