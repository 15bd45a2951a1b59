"""The command line."""

import os
import subprocess
import sys
from pathlib import Path

import dateline
import pytest
from conftest import ROOT
from dateline.cli import app
from dateline.look.terminal import printable
from spacy.language import Language
from typer.testing import CliRunner

runner = CliRunner()


def test_run_ends_with_a_summary_and_exit_status_1_where_documents_failed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two people died in Kherson on 2 June 2025.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    result = runner.invoke(app, ["run", str(tmp_path), "--out", str(tmp_path / "out"), "--workers", "1"])
    assert result.exit_code == 1
    assert "documents: 1 failed, 1 ok" in result.output
    assert "b.txt" in result.output


def test_wrong_usage_is_exit_status_2(tmp_path: Path) -> None:
    assert runner.invoke(app, ["run"]).exit_code == 2
    assert runner.invoke(app, ["run", "x", "--out", str(tmp_path), "--model", "no_such_model"]).exit_code == 2


def test_schema_prints_the_data_dictionary() -> None:
    result = runner.invoke(app, ["schema"])
    assert result.exit_code == 0
    assert result.output == (ROOT / "outputs" / "README.md").read_text(encoding="utf-8")


def test_help_is_there_for_every_command() -> None:
    assert len(app.registered_commands) >= 5
    for command in app.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        result = runner.invoke(app, [name, "--help"])
        assert result.exit_code == 0
        assert "Example: dateline " + name in result.output


def test_the_command_line_imports_lightly() -> None:
    heavy = ("spacy", "pandas", "pyarrow", "numpy", "rich")
    code = f"import sys, dateline.cli; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[31mb", "a\\x1b[31mb"), ("a\nb", "a\\nb"), ("Київ — “ok”", "Київ — “ok”"), ("\u202eabc", "\\u202eabc")],
)
def test_control_characters_of_documents_are_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_an_impossible_day_is_wrong_usage(tmp_path: Path) -> None:
    result = runner.invoke(app, ["run", str(tmp_path), "--published", "2025-02-30", "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "2025-02-30" in result.output


def test_an_output_folder_that_is_a_file_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    result = runner.invoke(app, ["run", str(tmp_path), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "expected a folder" in result.output


def test_a_table_that_is_a_folder_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "out" / "dates.parquet").mkdir(parents=True)
    result = runner.invoke(app, ["run", str(tmp_path), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "dates.parquet: is a folder; expected a folder that tables can be written to" in result.output


def test_a_terminal_without_arrows_gets_escapes() -> None:
    code = "from dateline.cli import app; app(['gazetteer', 'Київ →'])"
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr


def test_an_interrupted_run_leaves_the_tables_that_were_there(nlp: Language, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two people died in Kherson on 2 June 2025.", encoding="utf-8")
    dateline.run([str(tmp_path / "a.txt")], tmp_path / "out", nlp=nlp)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def stop(document: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dateline.run([str(tmp_path / "a.txt")] * 3, tmp_path / "out", nlp=nlp, progress=stop)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
