"""Looking at what came out: show, explain, score, gazetteer and doctor."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from typer.testing import CliRunner, Result

import pipeline
from pipeline import doctor
from pipeline.cli import app
from pipeline.errors import ModelError

BODY = "Russia handed over 27 bodies in Kherson on 2 June 2025, Kyiv said.\n\nNo one was hurt in Sumy last week."
ESCAPE = "\x1b[31mred\x07"
HOSTILE = f"{ESCAPE} Russia returned 27 bodies in \x9bKherson\u202e on 2 June 2025."

Call = Callable[..., Result]


@pytest.fixture
def call(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs a command with the session's Language in the place of a new one."""
    monkeypatch.setattr("pipeline.nlp.load", lambda *args, **kw: nlp)
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def out(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("look")
    documents = [
        {"id": "kherson", "title": "Bodies back", "text": f"{BODY}\n\nRead more: All news", "published": "2025-06-11"},
        {"id": f"odd{ESCAPE}", "text": HOSTILE, "title": f"Title {ESCAPE}", "published": "2025-06-11"},
        {"id": "empty", "text": ""},
    ]
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    pipeline.run([str(folder / "in.jsonl")], folder / "out", nlp=nlp)
    return folder / "out"


def gold_file(path: Path, value: float = 27.0) -> Path:
    """Gold of one document with one date and one quantity."""
    text = f"Bodies back\n\n{BODY}\n\nRead more: All news"
    rows: list[dict[str, Any]] = [
        {"layer": "document", "id": "kherson", "published": "2025-06-11", "text": text},
        {"layer": "dates", "text": "2 June 2025", "date_start": "2025-06-02", "date_end": "2025-06-02"},
        {"layer": "dates", "text": "last week", "date_start": "2025-06-02", "date_end": "2025-06-08"},
        {"layer": "quantities", "text": "27", "value": value, "low": value, "high": value, "bound": "exact"},
        {"layer": "places", "text": "Sumy", "country": "UKR", "reading": "literal", "kind": "city"},
    ]
    for row in rows[1:]:
        row["start"] = text.index(row["text"])
        row["end"] = row["start"] + len(row["text"])
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_show_prints_the_article_with_its_mentions(call: Call, out: Path) -> None:
    result = call("show", "kherson", "--out", out)
    assert result.exit_code == 0
    assert "Bodies back" in result.output
    assert "Russia handed over 27 bodies in Kherson on 2 June 2025, Kyiv said." in result.output
    assert "dates      2 June 2025 → kind=date date_start=2025-06-02" in result.output
    assert "places     Kherson → place_id=geonames:" in result.output
    assert "quantities 27 → kind=count value=27" in result.output


def test_show_keeps_to_the_layers_asked_for(call: Call, out: Path) -> None:
    result = call("show", "kherson", "--out", out, "--layer", "dates", "--layer", "places")
    assert "    dates " in result.output
    assert "    places " in result.output
    assert "    quantities " not in result.output


def test_show_reads_a_file(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    result = call("show", tmp_path / "a.txt", "--out", tmp_path / "nothing")
    assert result.exit_code == 0
    assert "2 June 2025 →" in result.output


@pytest.mark.parametrize("command", ["show", "explain"])
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("kherson", "--layer", "place"), "Layer 'place' is unknown. Layers: actors, places, dates"),
        (("nowhere",), "'nowhere' is no file, and no document of"),
        (("",), "'' is no file, and no document of"),
        (("empty",), "field 'text' is empty"),
    ],
)
def test_wrong_layers_and_documents_are_named(
    call: Call, out: Path, command: str, args: tuple[str, ...], said: str
) -> None:
    result = call(command, *args, "--out", out)
    assert result.exit_code == 2
    assert said in result.output


def test_show_says_what_to_do_where_there_are_no_tables(call: Call, tmp_path: Path) -> None:
    result = call("show", "kherson", "--out", tmp_path)
    assert result.exit_code == 2
    assert "`dateline run PATHS --out" in result.output


@pytest.mark.parametrize("command", ["show", "explain"])
@pytest.mark.parametrize("name", [f"odd{ESCAPE}", "nowhere", f"nowhere{ESCAPE}"])
def test_a_document_cannot_steer_the_terminal(call: Call, out: Path, command: str, name: str) -> None:
    result = call(command, name, "--out", out)
    assert result.exit_code == (0 if name.startswith("odd") else 2)
    assert not set(result.output) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert "red" in result.output


def test_explain_says_which_rule_fired_and_what_was_chosen(call: Call, out: Path) -> None:
    result = call("explain", "kherson", "--out", out, "--layer", "dates", "--at", "LAST WEEK")
    assert result.exit_code == 0
    assert "kherson: published 2025-06-11 (given)" in result.output
    assert "dates 'last week' [" in result.output
    assert "rule    dates/" in result.output
    assert "date_start=2025-06-02 date_end=2025-06-08" in result.output
    assert "model   DATE 'last week'" in result.output
    assert "anchor  published" in result.output
    assert "2 June" not in result.output


def test_explain_shows_the_candidates_of_a_place(call: Call, out: Path) -> None:
    result = call("explain", "kherson", "--out", out, "--layer", "places", "--at", "Kherson")
    assert "candidates" in result.output
    assert "geonames:" in result.output


def test_explain_of_a_text_that_is_not_there_explains_nothing(call: Call, out: Path) -> None:
    result = call("explain", "kherson", "--out", out, "--at", "Atlantis")
    assert result.exit_code == 0
    assert "rule" not in result.output


def test_score_prints_every_layer_and_measure(call: Call, out: Path, tmp_path: Path) -> None:
    result = call("score", out, gold_file(tmp_path / "gold.jsonl"))
    assert result.exit_code == 0
    lines = [line.split() for line in result.output.splitlines() if "│" in line]
    found = {(line[1], line[3]): line for line in lines if len(line) > 4}
    assert {layer for layer, _ in found} >= {"actors", "places", "dates", "quantities", "quotes"}
    assert found["dates", "value"][9] == "1.000"


def test_score_against_another_run_lists_gain_and_loss(
    call: Call, nlp: Language, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = {
        "id": "kherson",
        "title": "Bodies back",
        "text": f"{BODY}\n\nRead more: All news",
        "published": "2025-06-11",
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(line), encoding="utf-8")
    find = nlp.get_pipe("dates").find
    monkeypatch.setattr(nlp.get_pipe("dates"), "find", lambda doc: find(doc)[:1])
    pipeline.run([str(tmp_path / "in.jsonl")], tmp_path / "out", nlp=nlp)
    gold = gold_file(tmp_path / "gold.jsonl")
    forth = call("score", out, gold, "--against", tmp_path / "out")
    back = call("score", tmp_path / "out", gold, "--against", out)
    [gained] = [line for line in forth.output.splitlines() if line.startswith("+ gained dates")]
    [lost] = [line for line in back.output.splitlines() if line.startswith("- lost   dates")]
    assert "kherson 'last week' [dates/" in gained
    assert "No one was hurt in Sumy last week." in gained
    assert "'last week' []" in lost
    assert "missed" in lost
    assert not any(
        line.startswith(("+ ", "- ")) for line in call("score", out, gold, "--against", out).output.splitlines()
    )


def test_score_counts_a_wrong_value(call: Call, out: Path, tmp_path: Path) -> None:
    right, wrong = (call("score", out, gold_file(tmp_path / "gold.jsonl", value)).output for value in (27.0, 28.0))
    assert right != wrong


def test_score_names_the_documents_that_are_not_there(call: Call, out: Path, tmp_path: Path) -> None:
    gold = gold_file(tmp_path / "gold.jsonl")
    gold.write_text(
        gold.read_text(encoding="utf-8").replace('"id": "kherson"', '"id": "other\\u001b"'), encoding="utf-8"
    )
    result = call("score", out, gold)
    assert result.exit_code == 1
    assert "other\\x1b" in result.output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "expected the document"),
        ("{", "expected one JSON object a line"),
        ('{"layer": "document", "id": "a", "text": "b"}\n{"layer": "dates", "start": 0, "end": 1, "text": "c"}', "'b'"),
    ],
)
def test_score_says_what_is_wrong_with_the_gold(call: Call, out: Path, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "gold.jsonl").write_text(content, encoding="utf-8")
    result = call("score", out, tmp_path / "gold.jsonl")
    assert result.exit_code == 2
    assert said in result.output


def test_gazetteer_prints_the_places_of_a_name(call: Call) -> None:
    result = call("gazetteer", "Kherson")
    assert result.exit_code == 0
    assert "UKR" in result.output


@pytest.mark.parametrize("name", ["Nowhereville", "", "\x1b[31m"])
def test_gazetteer_says_where_there_is_no_such_place(call: Call, name: str) -> None:
    result = call("gazetteer", name)
    assert result.exit_code == 1
    assert "No place is called" in result.output
    assert "\x1b" not in result.output


def test_doctor_finds_a_sound_installation(call: Call, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "load", lambda: nlp)
    monkeypatch.setattr(doctor, "MAX_OPEN_SECONDS", 60.0)
    result = call("doctor")
    assert result.exit_code == 0
    assert "FAULT" not in result.output
    assert "ok    spacy: " in result.output
    assert "ok    gazetteer: " in result.output


def test_doctor_says_what_is_not_sound(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Language:
        raise ModelError("Model 'x': weights are 1, expected 2; reinstall it.")

    monkeypatch.setattr(doctor, "load", broken)
    monkeypatch.setattr(doctor, "PACKAGES", ("spacy", "no-such-package"))
    monkeypatch.setattr(doctor, "MAX_OPEN_SECONDS", 0.0)
    result = call("doctor")
    assert result.exit_code == 1
    assert "FAULT no-such-package: not installed; pip install no-such-package" in result.output
    assert "FAULT model and layers: Model 'x': weights are 1, expected 2; reinstall it." in result.output
    assert "FAULT gazetteer: The gazetteer took" in result.output
