"""Looking at what came out: show, explain, score, gazetteer and doctor."""

import base64
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import FileHash, PackagePath
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import dateline
import pytest
from dateline.cli import app
from dateline.data import models_dir
from dateline.errors import ModelError
from dateline.layers.registry import LAYERS
from dateline.look import doctor
from dateline.look import document as look
from dateline.look.show import paragraphs
from dateline.tables.brief import line as line_of
from dateline.tables.tabulate import SCHEMAS
from spacy.language import Language
from typer.testing import CliRunner, Result

BODY = "Russia handed over 27 bodies in Kherson on 2 June 2025, Kyiv said.\n\nNo one was hurt in Sumy last week."
ESCAPE = "\x1b[31mred\x07"
HOSTILE = f"{ESCAPE} Russia returned 27 bodies in \x9bKherson\u202e on 2 June 2025."

Call = Callable[..., Result]


@pytest.fixture
def call(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs a command with the session's Language in the place of a new one."""
    monkeypatch.setattr("dateline.flow.load.load", lambda *args, **kw: nlp)
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
    dateline.run([str(folder / "in.jsonl")], folder / "out", nlp=nlp)
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
    assert "kherson: published 2025-06-11 (given)" in result.output
    assert "    dates      2 June 2025 → 2025-06-02 · day" in result.output
    assert "    dates      last week → 2025-06-02 to 2025-06-08 · week" in result.output
    assert "    places     Kherson → Kherson · city UKR · 46.6" in result.output
    assert "    quantities 27 → 27 bodies" in result.output
    assert "    quantities No one → 0" in result.output


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
        (("kerson",), "Did you mean kherson?"),
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
    assert "rule          dates/" in result.output
    assert "date_start=2025-06-02 date_end=2025-06-08" in result.output
    assert "model         DATE 'last week'" in result.output
    assert "anchor        published" in result.output
    assert "2 June" not in result.output


def test_explain_shows_the_candidates_of_a_place(call: Call, out: Path) -> None:
    result = call("explain", "kherson", "--out", out, "--layer", "places", "--at", "Kherson")
    assert "candidates" in result.output
    assert "geonames:" in result.output


def test_explain_of_a_text_that_is_not_there_explains_nothing(call: Call, out: Path) -> None:
    result = call("explain", "kherson", "--out", out, "--at", "Atlantis")
    assert result.exit_code == 0
    assert "rule" not in result.output
    assert "No mention holds 'Atlantis'." in result.output


def test_explain_of_a_claim_names_its_arguments_and_where_they_are(call: Call, out: Path) -> None:
    result = call("explain", "kherson", "--out", out, "--layer", "claims", "--at", "handed over")
    assert "handed over 27 bodies in Kherson on 2 June 2025'" in result.output
    assert "    place         Kherson (places, clause)" in result.output
    assert "    date          2 June 2025 (dates, clause)" in result.output
    assert "    source        Ukraine (actors, sentence)" in result.output


UNCLAIMED = (
    "Kenya launched strikes on Somalia on Monday. Ten people were reportedly killed. A tourist, 19, died with his two"
    " daughters at his bedside. Three cars stood in the yard. In a drill jets destroyed 12 houses."
)


def test_explain_of_a_claim_says_how_it_came_about(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(UNCLAIMED, encoding="utf-8")
    strikes = call("explain", tmp_path / "a.txt", "--layer", "claims", "--at", "strikes").output
    assert "carried by 'launched'" in strikes
    assert "agent Kenya: subject 'Kenya'" in strikes
    assert "recipient Somalia: on 'Somalia'" in strikes
    killed = call("explain", tmp_path / "a.txt", "--layer", "claims", "--at", "killed").output
    assert "status        unverified: 'reportedly'" in killed


def test_explain_says_why_a_count_has_no_claim(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(UNCLAIMED, encoding="utf-8")
    told = " ".join(call("explain", tmp_path / "a.txt", "--layer", "claims").output.split())
    at = UNCLAIMED.index("two daughters")
    assert f"no claim 'two' [{at}:{at + 3}] counts daughters why not it counts who was only there: 'with'" in told
    assert "counts cars why not no word of its sentence has a frame" in told
    assert "counts houses why not" in told
    assert "'destroyed' is told in a drill" in told
    assert "no claim 'Ten'" not in told


def test_a_document_that_was_skipped_is_shown_and_not_explained(call: Call, tmp_path: Path) -> None:
    text = "Le président a dit que les soldats sont dans la ville et que les corps des hommes ont été rendus hier."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    shown = call("show", tmp_path / "a.txt")
    assert "skipped, its language is fr" in shown.output
    assert "Le président" in shown.output
    explained = call("explain", tmp_path / "a.txt")
    assert explained.exit_code == 2
    assert "--any-language" in explained.output


def test_show_prints_what_is_in_the_tables(call: Call, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.flow.load.load", lambda: pytest.fail("the model was loaded"))
    assert "2 June 2025 →" in call("show", "kherson", "--out", out).output


def test_what_is_repeated_or_boilerplate_is_dimmed_and_nothing_else(nlp: Language, tmp_path: Path) -> None:
    line = "The ministry in Kyiv said that the bodies of 27 soldiers had been brought home."
    (tmp_path / "a.txt").write_text(f"{line}\n\nIt gave no names.\n\n{line}\n\nRead more: All news", encoding="utf-8")
    document = look.open_document(str(tmp_path / "a.txt"), tmp_path)
    rows = look.rows_of(lambda: nlp, document, str(tmp_path / "a.txt"), tmp_path)
    dim = ["dim" in {str(span.style) for span in text.spans} for text, _ in paragraphs(document, rows, ("dates",))]
    assert dim == [False, False, True, True]


@pytest.mark.parametrize(
    ("layer", "row", "said"),
    [
        ("dates", {"date_start": None, "date_end": "2025-06-13"}, "to 2025-06-13 · day"),
        ("dates", {"date_start": None, "date_end": None, "timex": "P1W", "mod": "LESS_THAN"}, "P1W LESS_THAN · day"),
        ("quantities", {"value": None, "low": 2.0, "high": 5.0, "bound": "range"}, "range 2 to 5"),
        ("quantities", {"value": None, "low": 3.0, "high": None, "bound": "vague"}, "vague from 3"),
        ("quantities", {"value": 7.5e6, "bound": "approx", "unit": "USD"}, "about 7,500,000 USD"),
        ("quantities", {"value": 1e300, "bound": "upper", "per": "side"}, "at most 1e+300 · per side"),
    ],
)
def test_a_value_in_a_few_words(layer: str, row: dict[str, Any], said: str) -> None:
    columns = {"dates": {"kind": "date", "grain": "day"}, "quantities": {"kind": "count", "negated": False}}
    assert line_of(LAYERS[layer].brief(dict.fromkeys(SCHEMAS[layer].names) | columns[layer] | row)) == said


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
    dateline.run([str(tmp_path / "in.jsonl")], tmp_path / "out", nlp=nlp)
    gold = gold_file(tmp_path / "gold.jsonl")
    forth = call("score", out, gold, "--against", tmp_path / "out")
    back = call("score", tmp_path / "out", gold, "--against", out)
    [gained] = [line for line in forth.output.splitlines() if line.startswith("+ gained dates")]
    [lost] = [line for line in back.output.splitlines() if line.startswith("- lost   dates")]
    assert "kherson 'last week' [dates/" in gained
    assert "was missed | No one was hurt in Sumy last week." in gained
    assert "kherson 'last week' [dates/" in lost
    assert lost.endswith("] missed | No one was hurt in Sumy last week.")
    assert "dates 1 gained" in forth.output
    assert "dates 1 lost" in back.output
    assert "-0.333" in back.output
    assert not any(
        line.startswith(("+ ", "- ")) for line in call("score", out, gold, "--against", out).output.splitlines()
    )


def test_score_counts_a_wrong_value(call: Call, out: Path, tmp_path: Path) -> None:
    right, wrong = (call("score", out, gold_file(tmp_path / "gold.jsonl", value)).output for value in (27.0, 28.0))
    assert right != wrong


def test_score_lists_what_is_wrong_with_its_sentence_and_rule(call: Call, out: Path, tmp_path: Path) -> None:
    result = call("score", out, gold_file(tmp_path / "gold.jsonl", 28.0), "--list", "--layer", "quantities")
    [wrong] = [line for line in result.output.splitlines() if "'27'" in line]
    assert wrong.startswith(
        "- wrong  quantities kherson '27' [quantities/digits] expected value 28.0, low 28.0, high 28.0;"
    )
    assert wrong.endswith("handed over 27 bodies in Kherson on 2 June 2025, Kyiv said.")
    assert "dates" not in result.output


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


def findings(text: str) -> dict[str, tuple[str, str]]:
    """Verdict and detail of the doctor's checks, by their names."""
    found = [line.split(": ", 1) for line in text.splitlines()]
    return {head.split(" ", 1)[1].strip(): (head.split(" ", 1)[0], detail) for head, detail in found}


def test_doctor_finds_a_sound_installation(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "MAX_OPEN_SECONDS", 60.0)
    result = call("doctor")
    assert result.exit_code == 0, result.output
    found = findings(result.output)
    assert {verdict for verdict, _ in found.values()} == {"ok"}
    assert {
        "Python",
        "dateline",
        "spacy",
        "rich",
        "files",
        "data files",
        "gazetteer",
        "model",
        "layers",
    } <= found.keys()
    assert "weights 3cd392773571… as pinned" in found["model"][1]


def test_doctor_says_what_is_not_sound_and_what_to_do(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Language:
        raise ModelError("Model 'x': weights are 1, expected 2; reinstall it.")

    monkeypatch.setattr("dateline.flow.load.load", broken)
    monkeypatch.setattr(doctor, "requires", lambda name: ["no-such-package>=2", "spacy>=99", "en-core-web-sm-x==3"])
    monkeypatch.setattr(doctor, "MAX_OPEN_SECONDS", 0.0)
    result = call("doctor")
    assert result.exit_code == 1
    found = findings(result.output)
    assert found["no-such-package"] == ("FAULT", "not installed; pip install 'no-such-package>=2'")
    assert found["spacy"][0] == "FAULT"
    assert found["spacy"][1].endswith("; expected >=99; pip install 'spacy>=99'")
    assert found["model"] == (
        "FAULT",
        "Model 'x': weights are 1, expected 2; reinstall it. "
        "pip install --force-reinstall --no-deps en-core-web-sm-x==3",
    )
    assert "it took" in found["gazetteer"][1]
    assert "make gazetteer" in found["gazetteer"][1]


@pytest.mark.parametrize(
    ("missing", "check", "said"),
    [
        ("config.cfg", "data files", "No models folder with a config.cfg"),
        ("gazetteer/places.arrow", "gazetteer", "places.arrow"),
        ("gazetteer/places_names.arrow", "gazetteer", "places_names.arrow"),
        ("lexicon", "data files", "no data files in"),
    ],
)
def test_doctor_names_the_data_that_is_missing(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str, check: str, said: str
) -> None:
    for name in ("config.cfg", "gazetteer"):
        (tmp_path / "models").mkdir(exist_ok=True)
        if name != missing:
            (tmp_path / "models" / name).symlink_to(models_dir() / name)
    if missing.startswith("gazetteer/"):
        (tmp_path / "models" / "gazetteer").unlink()
        (tmp_path / "models" / "gazetteer").mkdir()
        for path in (models_dir() / "gazetteer").iterdir():
            if path.name != Path(missing).name:
                (tmp_path / "models" / "gazetteer" / path.name).symlink_to(path)
    monkeypatch.setattr("dateline.data.PACKAGE", tmp_path)
    result = call("doctor")
    verdict, detail = findings(result.output)[check]
    assert result.exit_code == 1
    assert verdict == "FAULT"
    assert said in detail
    assert "pip install" in detail


def test_doctor_compares_files_with_their_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"one").digest()).decode().rstrip("=")
    (tmp_path / "dateline").mkdir()
    recorded = []
    for name, content in (("a.py", b"one"), ("b.py", b"two"), ("c.py", None)):
        file = PackagePath(f"dateline/{name}")
        file.hash, file.dist = FileHash(f"sha256={digest}"), SimpleNamespace(locate_file=lambda path: tmp_path / path)
        recorded.append(file)
        if content is not None:
            (tmp_path / "dateline" / name).write_bytes(content)
    monkeypatch.setattr(doctor, "files", lambda name: recorded)
    with pytest.raises(ValueError, match=r"missing or changed: dateline/b\.py, dateline/c\.py"):
        doctor._as_installed()
    monkeypatch.setattr(doctor, "files", lambda name: recorded[:1])
    assert doctor._as_installed() == "1 files as they were installed"


def test_doctor_starts_without_any_of_the_packages_that_it_looks_for() -> None:
    code = (
        "import sys, dateline.look.doctor; "
        "print([m for m in ('spacy', 'pandas', 'pyarrow', 'numpy') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
