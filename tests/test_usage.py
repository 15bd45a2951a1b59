"""Wrong usage: one line that says what is wrong, and exit status 2."""

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from dateline.cli import app
from dateline.data import models_dir
from typer.testing import CliRunner

TEXT = "Two people died in Kherson on 2 June 2025."

Edit = Callable[[str], str | None]


def own(name: str, content: str | None) -> Edit:
    """An edit of the config that names a file of the user's, which is written where it has a content."""

    def edit(text: str) -> str:
        key, path = name.split(":")
        if content is not None:
            Path(path).write_text(content, encoding="utf-8")
        return text.replace(f'{key} = ""', f'{key} = "{path}"')

    return edit


CONFIGS: list[tuple[str, Edit, str]] = [
    ("missing", lambda text: None, "cfg: cannot be read (No such file"),
    ("not a config", lambda text: "batch_size 32", "cfg: cannot be read ("),
    ("partial", lambda text: text.partition("[run]")[0] + "[components]", "no section [run]"),
    ("lacking", lambda text: text.replace("batch_size = 32\n", ""), "[run] lacks 'batch_size'"),
    ("misspelt", lambda text: text.replace("batch_size", "bach_size"), "did you mean 'batch_size'?"),
    ("of a wrong kind", lambda text: text.replace("batch_size = 32", 'batch_size = "many"'), "a whole number from 1"),
    ("out of range", lambda text: text.replace("batch_size = 32", "batch_size = 0"), "a whole number from 1"),
    ("of a missing file", own("own:none.csv", None), "none.csv: cannot be read"),
    ("of broken JSON", own("own:own.jsonl", "{"), "own.jsonl: cannot be read"),
    ("of a missing column", own("own:own.csv", "name,kind,lat\nA,city,1\n"), "own.csv:2: 'lon' is missing"),
    ("of no kind", own("own:own.csv", "name,kind,lat,lon\nA,camp,1,2\n"), "own.csv:2: kind 'camp'"),
    ("of latitude nan", own("own:own.csv", "name,kind,lat,lon\nA,city,nan,2\n"), "own.csv:2: lat nan (from -90 to 90)"),
    ("of longitude 999", own("own:own.csv", "name,kind,lat,lon\nA,city,1,999\n"), "lon 999.0 (from -180 to 180)"),
    ("of contested places", own("contested:own.jsonl", '{"id": 1}'), "own.jsonl:1: missing ['places', 'country']"),
    ("of broken contested places", own("contested:own.jsonl", "{"), "own.jsonl:1: "),
    ("of a misspelt component setting", lambda text: text.replace('own = ""', 'onw = ""'), "onw"),
]


def said(*arguments: str) -> str:
    """What a command prints that is wrong usage: one line."""
    result = CliRunner().invoke(app, ["run", "a.txt", "--workers", "1", *arguments])
    assert result.exit_code == 2, result.output
    assert not Path("out").exists()
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")


@pytest.mark.parametrize(("edit", "expected"), [c[1:] for c in CONFIGS], ids=[c[0] for c in CONFIGS])
def test_a_config_that_is_wrong_is_told_on_one_line(edit: Edit, expected: str) -> None:
    text = edit((models_dir() / "config.cfg").read_text(encoding="utf-8"))
    if text is not None:
        Path("my.cfg").write_text(text, encoding="utf-8")
    assert expected in said("--config", "my.cfg", "--out", "out")


def test_a_model_that_is_none_is_told_on_one_line(tmp_path: Path) -> None:
    assert "is not there" in said("--model", "no_such_model", "--out", "out")
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_dates")
    nlp.to_disk("assembled")
    assert "name its base" in said("--model", "assembled", "--out", "out")
    (tmp_path / "empty").mkdir()
    assert "is not there" in said("--model", "empty", "--out", "out")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--published", "2025-02-30"], "2025-02-30"),
        (["--not-after", "soon"], "soon"),
        (["--partition-by", "day"], "expected 'month'"),
        (["--partition-by", "month", "--single"], "cannot be partitioned"),
        (["nostore://a/b"], "nostore"),
    ],
)
def test_settings_that_are_wrong_are_told_on_one_line(arguments: list[str], expected: str) -> None:
    assert expected in said(*arguments, "--out", "out")
