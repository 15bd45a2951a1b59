"""A seventh layer, added by README's recipe to a copy of the package: it runs, shows, explains, scores and joins."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import dateline
import pytest
from conftest import ROOT
from dateline.data import models_dir

EXAMPLE = Path(__file__).resolve().parent / "example_layer"
RECORD = """
        Layer(
            "weather",
            attribute="phenomenon",
            record="Phenomenon",
            needs=("dates",),
            value="kind",
            scored=("kind",),
            style="bold blue",
            depth=0,
        ),"""
TEXT = "On 2 June 2025 a storm hit Kherson. The flood came later."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with the layer in it: a folder, a record, a name in the config, an entry point."""
    root = tmp_path_factory.mktemp("house")
    package, models = root / "pipeline" / "dateline", root / "models"
    shutil.copytree(Path(dateline.__file__).parent, package, ignore=shutil.ignore_patterns("models", "__pycache__"))
    shutil.copytree(EXAMPLE, package / "layers" / "weather", ignore=shutil.ignore_patterns("__pycache__"))
    registry = package / "layers" / "registry.py"
    text = registry.read_text(encoding="utf-8")
    assert text.count("for layer in (\n        Layer(") == 1
    registry.write_text(text.replace("for layer in (", f"for layer in ({RECORD}", 1), encoding="utf-8")
    models.mkdir()
    for path in models_dir().iterdir():
        (models / path.name).symlink_to(path)
    config = (models_dir() / "config.cfg").read_text(encoding="utf-8")
    (models / "config.cfg").unlink()
    named = re.sub(r"(?m)^layers = \[(.*)\]$", r'layers = [\1, "weather"]', config)
    assert named != config
    (models / "config.cfg").write_text(named, encoding="utf-8")
    info = root / "pipeline" / "weather-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: weather\nVersion: 0\n", encoding="utf-8")
    point = "[spacy_factories]\ndateline_weather = dateline.layers.weather:make_weather\n"
    (info / "entry_points.txt").write_text(point, encoding="utf-8")
    (root / "in.jsonl").write_text(json.dumps({"id": "a", "text": TEXT, "published": "2025-06-03"}), encoding="utf-8")
    gold = [
        {"layer": "document", "id": "a", "text": TEXT, "published": "2025-06-03"},
        {"layer": "weather", "start": 17, "end": 22, "text": "storm", "kind": "wind"},
        {"layer": "weather", "start": 40, "end": 45, "text": "flood", "kind": "wind"},
    ]
    (root / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)), encoding="utf-8")
    return root


COMMANDS = {
    "run": ["run", "in.jsonl", "--out", "out", "--workers", "1"],
    "show": ["show", "a", "--out", "out", "--layer", "weather"],
    "explain": ["explain", "a", "--out", "out", "--layer", "weather", "--at", "storm"],
    "score": ["score", "out", "gold.jsonl", "--layer", "weather"],
    "rule": ["explain", "weather/word"],
    "schema": ["schema"],
}


@pytest.fixture(scope="module")
def printed(house: Path) -> dict[str, str]:
    """What each command prints, all of them in one process."""
    code = f"""
import json
from dateline.cli import app
from typer.testing import CliRunner
if __name__ == "__main__":
    done = {{name: CliRunner().invoke(app, words) for name, words in {COMMANDS!r}.items()}}
    print(json.dumps([(name, result.exit_code, result.output) for name, result in done.items()]))
"""
    done = json.loads(_run(house, code).splitlines()[-1])
    assert [(name, status) for name, status, _ in done] == [(name, 0) for name in COMMANDS]
    return {name: output for name, _, output in done}


def _run(root: Path, code: str) -> str:
    """What a program prints that sees the copy of the package first."""
    env = os.environ | {"PYTHONPATH": str(root / "pipeline"), "COLUMNS": "200"}
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_is_the_layer_that_readme_describes() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in text for path in EXAMPLE.glob("*.py"))


def test_a_new_layer_is_shown_explained_and_scored(printed: dict[str, str]) -> None:
    assert "storm → wind · 2025-06-02" in printed["show"]
    assert "weather/word" in printed["explain"]
    assert "kind=wind" in printed["explain"]
    assert re.search(r"overlap *│ 1\.000", printed["score"])
    assert re.search(r"value *│ 0\.500", printed["score"])
    assert "_span: " in printed["rule"]
    assert "| kind | string |" in printed["schema"].partition("## weather")[2]


@pytest.mark.usefixtures("printed")
def test_a_new_layer_joins_the_others(house: Path) -> None:
    code = "import dateline; m = dateline.read_tables('out').mentions(); print(m[m.sentence == 0][['layer', 'value']])"
    joined = _run(house, code)
    assert re.search(r"dates +2025-06-02", joined)
    assert re.search(r"weather +wind", joined)


def test_a_new_layer_is_scored_by_spacy_too(house: Path) -> None:
    code = """
import dateline
from spacy.training import Example
nlp = dateline.load()
text = "A storm came."
gold = nlp(text)
print(nlp.evaluate([Example(nlp.make_doc(text), gold)])["weather_value_f"])
"""
    assert _run(house, code).split()[-1] == "1.0"


def test_a_new_layer_needs_what_its_record_says(house: Path) -> None:
    code = """
import spacy
nlp = spacy.blank("en")
try:
    nlp.add_pipe("dateline_weather")
except ValueError as err:
    print(err)
"""
    assert "Layer 'weather' needs 'dates' before it" in _run(house, code)
