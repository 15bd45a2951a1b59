# ruff: noqa: E501  A row of a table is one line.
"""Gold as tests in a user's own repository: what is collected, how it fails, how floors move."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dateline.errors import DatelineError, GoldError
from dateline.gold.floors import read_floors, write_floors
from dateline.look.document import open_document

TEXT = "Two boats sank off Odesa on Wednesday.\n\nThe mayor of Odesa spoke on Sunday."
LINES = [
    {"layer": "document", "id": "boats", "published": "2025-06-13", "text": TEXT},
    {"layer": "dates", "start": 28, "end": 37, "text": "Wednesday", "date_start": "2025-06-11", "date_end": "2025-06-11"},
    {"layer": "dates", "start": 68, "end": 74, "text": "Sunday", "date_start": "2025-06-08", "date_end": "2025-06-08"},
]  # fmt: skip
WRONG = [*LINES[:2], LINES[2] | {"date_start": "2025-06-15", "date_end": "2025-06-15"}]
RIGHT_CASE = {"label": "a weekday", "text": "They met on Monday.", "published": "2025-06-11", "expect": "pass", "spans": {"dates": [{"text": "Monday", "date_start": "2025-06-09"}]}}  # fmt: skip
LAYERS = ("dates", "actors")


def lines(*rows: Any) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's repository with gold of their own: a document and two sentences."""
    (tmp_path / "gold" / "cases").mkdir(parents=True)
    (tmp_path / "gold" / "boats.jsonl").write_text(lines(*LINES), encoding="utf-8")
    (tmp_path / "gold" / "cases" / "mine.jsonl").write_text(
        lines(RIGHT_CASE, RIGHT_CASE | {"label": "none", "expect": "fail", "spans": {"dates": []}}), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def pytest_in(repository: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs pytest in the repository, in this process: its exit status and what it printed."""

    def run(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        status = pytest.main(
            ["-p", "no:cacheprovider", "-W", "ignore", "--rootdir", ".", "--dateline-gold", "gold", *arguments]
        )
        return int(status), capsys.readouterr().out

    return run


def put(path: Path, *rows: Any) -> None:
    path.write_text(lines(*rows), encoding="utf-8")


def test_a_repository_of_a_user_with_gold_and_tests(repository: Path) -> None:
    put(repository / "gold" / "boats.jsonl", *WRONG)
    (repository / "tests").mkdir()
    (repository / "tests" / "test_mine.py").write_text("def test_mine(): assert True\n", encoding="utf-8")
    (repository / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\ntestpaths = ["tests"]\ndateline_gold = ["gold"]\n', encoding="utf-8"
    )
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    assert done.returncode == 1
    assert "PASSED tests/test_mine.py::test_mine" in done.stdout
    assert "PASSED gold/cases/mine.jsonl::1:a weekday" in done.stdout
    assert "XFAIL gold/cases/mine.jsonl::2:none" in done.stdout
    assert "FAILED gold/boats.jsonl::dates" in done.stdout
    assert (
        """
boats, dates: value F1 is 0.500, floor 1.000

sentence  The mayor of Odesa spoke on Sunday.
expected                              ^^^^^^ date_start 2025-06-15, date_end 2025-06-15
got                                   ^^^^^^ date_start 2025-06-08, date_end 2025-06-08  [dates/weekday]
explain   dateline explain gold/boats.jsonl --layer dates --at Sunday
"""
        in done.stdout
    )


def test_gold_that_is_met_passes(pytest_in: Callable[..., tuple[int, str]]) -> None:
    status, said = pytest_in()
    assert status == 0, said
    assert "2 passed, 1 xfailed" in said


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (RIGHT_CASE | {"expect": "fail"}, "[XPASS(strict)] known"),
        (RIGHT_CASE | {"spans": {"dates": []}}, "dates: not wanted: 'Monday' [dates/weekday]"),
        (RIGHT_CASE | {"spans": {"dates": [{"text": "Monday", "date_start": "2025-06-10"}]}}, 'dates: got {"text": "Monday", "date_start": "2025-06-09"} [dates/weekday]'),
        (RIGHT_CASE | {"spans": {"moods": []}}, "mine.jsonl:1: no case: 'moods' is missing or unknown; expected such as"),
        ({"label": "x"}, "mine.jsonl:1: no case"),
        ({"id": "a", "layer": "claims", "text": "Two men were killed in Odesa on Monday.", "published": "2025-06-11", "expect": [{"mode": "wounded"}]}, 'missing: {"mode": "wounded"}'),
        ({"id": "a", "layer": "claims", "text": "Two men were killed in Odesa on Monday.", "published": "2025-06-11", "absent": [{"mode": "killed", "args": {"quantity": 2}}]}, "not wanted: "),
    ],
)  # fmt: skip
def test_a_sentence_that_is_not_met_says_why(
    repository: Path, pytest_in: Callable[..., tuple[int, str]], case: Any, said: str
) -> None:
    put(repository / "gold" / "cases" / "mine.jsonl", case)
    status, printed = pytest_in("gold/cases")
    assert status in (1, 2)
    assert said in printed
    assert "explain   dateline explain gold/cases/mine.jsonl:1 --layer" in printed or status == 2 or "XPASS" in printed


def test_floors_fall_for_a_reason_only_and_rise_when_asked(
    repository: Path, pytest_in: Callable[..., tuple[int, str]]
) -> None:
    put(repository / "gold" / "boats.jsonl", *WRONG)
    floors = repository / "gold" / "floors.toml"
    assert pytest_in()[0] == 1
    assert not floors.exists()
    status, said = pytest_in("--dateline-accept", 'the "mayor" may speak later')
    assert (status, "1 lower, with the reason" in said) == (0, True)
    assert (
        floors.read_text(encoding="utf-8")
        == '[boats.dates]\nexact = 1.000\nvalue = 0.500\nreason = "the \\"mayor\\" may speak later"\n'
    )
    assert pytest_in()[0] == 0
    put(repository / "gold" / "boats.jsonl", *LINES)
    status, said = pytest_in()
    assert (status, "1 can rise; --dateline-raise writes them" in said) == (0, True)
    pytest_in("--dateline-raise")
    assert read_floors(repository / "gold", LAYERS).by_key == {("boats", "dates"): {"value": 1.0, "exact": 1.0}}
    put(repository / "gold" / "boats.jsonl", *WRONG)
    assert pytest_in()[0] == 1


def test_a_folder_with_a_floor_is_one_item_and_a_frozen_one_shows_nothing(
    repository: Path, pytest_in: Callable[..., tuple[int, str]]
) -> None:
    (repository / "gold" / "held").mkdir()
    put(repository / "gold" / "held" / "boats.jsonl", *WRONG)
    (repository / "gold" / "floors.toml").write_text(
        '[gold]\nfrozen = ["held"]\n\n[held.dates]\nvalue = 0.6\n', encoding="utf-8"
    )
    status, said = pytest_in()
    assert (status, "1 failed, 2 passed, 1 xfailed" in said) == (1, True)
    assert "held is frozen: its mistakes are not shown." in said
    assert "Sunday" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--dateline-gold", "nowhere"), "is no folder"), (("--dateline-accept", " "), "say why")],
)
def test_wrong_usage_is_told(
    pytest_in: Callable[..., tuple[int, str]], capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    capsys.readouterr()
    assert pytest.main(["-p", "no:cacheprovider", "--rootdir", ".", *arguments]) == 4
    assert said in capsys.readouterr().err


def test_gold_that_does_not_fit_its_text_is_an_error(
    repository: Path, pytest_in: Callable[..., tuple[int, str]]
) -> None:
    put(repository / "gold" / "boats.jsonl", LINES[0], LINES[1] | {"start": 27})
    status, said = pytest_in()
    assert status == 2
    assert "boats.jsonl:2: text[27:37] is ' Wednesday', expected 'Wednesday'." in said


@pytest.mark.parametrize("floors", ["[a.dates]\nspan = 2", "[a.dates]\nspan = true", "[a.dates]\nspam = 0.5", "[a"])
def test_floors_that_are_none_are_told(tmp_path: Path, floors: str) -> None:
    (tmp_path / "floors.toml").write_text(floors, encoding="utf-8")
    with pytest.raises(GoldError, match=r"floors\.toml"):
        read_floors(tmp_path, LAYERS)


def test_floors_are_written_in_their_places_and_all_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('# Ours.\n\n["a b/c".dates]\nspan = 0.5  # so far\n\n[stories]\nevents = 0.9\n', encoding="utf-8")
    write_floors(tmp_path, {("a b/c", "dates"): {"span": 0.75, "value": 0.5}, ("d", "actors"): {"span": 1.0}}, "why")
    assert path.read_text(encoding="utf-8") == (
        '# Ours.\n\n["a b/c".dates]\nspan = 0.750\nvalue = 0.500\nreason = "why"\n\n[stories]\nevents = 0.9\n\n'
        '[d.actors]\nspan = 1.000\nreason = "why"\n'
    )


def test_a_line_of_a_file_is_opened_by_its_number(repository: Path) -> None:
    put(repository / "a.jsonl", RIGHT_CASE, RIGHT_CASE | {"text": "They left on Tuesday."})
    assert open_document("a.jsonl:2", repository).text == "They left on Tuesday."
    assert open_document("a.jsonl", repository).text == "They met on Monday."
    with pytest.raises(DatelineError, match="no document 3 in it"):
        open_document("a.jsonl:3", repository)


def test_other_borders_are_shown_and_a_layer_with_nothing_to_count_passes(
    repository: Path, pytest_in: Callable[..., tuple[int, str]]
) -> None:
    wider = {"start": 25, "end": 37, "text": "on Wednesday"}
    free = {"layer": "quantities", "start": 0, "end": 3, "text": "Two", "optional": True}
    put(repository / "gold" / "boats.jsonl", LINES[0], LINES[1] | wider, LINES[2], free)
    (repository / "gold" / "floors.toml").write_text("[boats.quantities]\nvalue = 1\n", encoding="utf-8")
    status, said = pytest_in("-k", "dates or quantities")
    assert (status, "1 failed" in said) == (1, True)
    assert (
        """
sentence  Two boats sank off Odesa on Wednesday.
expected                           ^^^^^^^^^^^^ other borders
got                                   ^^^^^^^^^  [dates/weekday]
"""
        in said
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"layer": "date"}, "unknown layer 'date'; did you mean 'dates'"),
        ({"layer": "dates", "date_strat": None}, "unknown column 'date_strat'; did you mean 'date_start'"),
        ({"layer": "dates", "text": None}, "expected start and end, characters of the document, and the text there"),
        ({"layer": "dates", "start": "0"}, "expected start and end, characters of the document, and the text there"),
        ({"layer": "quotes"}, "expected a quote's kind and its content"),
    ],
)
def test_a_line_that_is_no_annotation_is_said_with_its_place(
    repository: Path, pytest_in: Callable[..., tuple[int, str]], row: Any, said: str
) -> None:
    put(repository / "gold" / "boats.jsonl", LINES[0], {"start": 28, "end": 37, "text": "Wednesday"} | row)
    status, printed = pytest_in()
    assert status != 0
    assert f"boats.jsonl:2: {said}" in printed


def test_gold_of_a_project_is_held_to_its_own_rules(repository: Path) -> None:
    (repository / "dateline.toml").write_text("", encoding="utf-8")
    (repository / "places.csv").write_text(
        "name,kind,lat,lon,country,example\nVarnholm,city,49.1,31.5,UKR,Two people died in Varnholm.\n",
        encoding="utf-8",
    )
    case = {"label": "an own place", "text": "Troops left Varnholm.", "published": "2025-06-11", "expect": "pass"}
    right = {"places": [{"text": "Varnholm", "name": "Varnholm", "country": "UKR"}]}
    put(repository / "gold" / "cases" / "mine.jsonl", case | {"spans": right})
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", "--dateline-gold", "gold"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    assert "PASSED gold/cases/mine.jsonl::1:an own place" in done.stdout, done.stdout
    assert done.returncode == 0
