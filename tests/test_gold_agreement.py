# ruff: noqa: E501  A row of a table is one line.
"""Two annotators compared, gold looked over, cases rewritten."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from dateline.cli import app
from dateline.cli.gold import gold
from dateline.errors import GoldError
from dateline.gold.agreement import agreement, alpha, disagreements, kappa, shared
from dateline.gold.annotations import GoldDocument, read_gold
from dateline.gold.cases import read_cases
from dateline.gold.lint import lint
from dateline.gold.update import changes, rewritten
from typer.testing import CliRunner

TEXT = "Mira Voss left Orlovka on 3 May. The mayor stayed."


def document(
    rows: Sequence[dict[str, Any]], text: str = TEXT, layer: str = "actors", doc_id: str = "d"
) -> GoldDocument:
    made = [row | {"text": text[row["start"] : row["end"]]} for row in rows]
    return GoldDocument(
        doc_id,
        text,
        None,
        {name: made if name == layer else [] for name in ("actors", "places", "dates", "quantities", "quotes")},
    )


def at(words: str, text: str = TEXT, **columns: Any) -> dict[str, Any]:
    return {"start": text.index(words), "end": text.index(words) + len(words), **columns}


# Figures worked by hand: of ten words both say yes 4 times, no 3, one alone 1, the other alone 2.
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({(True, True): 4, (False, False): 3, (True, False): 1, (False, True): 2}, (0.7 - 0.5) / 0.5),
        ({(True, True): 2, (False, False): 8}, 1.0),
        ({(True, False): 5, (False, True): 5}, -1.0),
        ({(False, False): 9}, None),
        ({}, None),
    ],
)
def test_kappa(words: Any, expected: float | None) -> None:
    assert kappa(words) == (None if expected is None else pytest.approx(expected))


# By hand: with two values a unit, alpha = 1 - (n - 1) * disagreeing pairs / products of the counts of unlike values.
@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (["aa", "bb", "ab", "bb"], 1 - 7 * 2 / (2 * 3 * 5)),
        (["aa", "bb", "cc"], 1.0),
        (["ab", "ba"], 1 - 3 * 4 / (2 * 2 * 2)),
        (["aa", "bb", "ab", "bb", "c"], 1 - 7 * 2 / (2 * 3 * 5)),  # judged once: not counted
        (["aab", "bbb"], 1 - 5 * 2 / (2 * 2 * 4)),  # three annotators
        (["aa", "aa"], None),
        (["a"], None),
        ([], None),
    ],
)
def test_alpha(units: list[str], expected: float | None) -> None:
    assert alpha(units) == (None if expected is None else pytest.approx(expected))


def test_agreement_of_a_layer() -> None:
    one = document([at("Mira Voss", name="Mira Voss", type="person"), at("Orlovka", name="Orlovka", type="org")])
    other = document([at("Mira Voss", name="Mira Voss", type="group"), at("mayor", name="mayor", type="person")])
    a = agreement([(one, other)], "actors")
    assert (a.first, a.second, a.exact, a.overlap, a.value) == (2, 2, 0.5, 0.5, 0.0)
    # 12 words, 3 each, 2 of them the same.
    assert a.kappa == pytest.approx((10 / 12 - 10 / 16) / (1 - 10 / 16))
    assert a.alpha == pytest.approx(1 - 3 * 2 / (2 * (2 * 1 + 2 * 1 + 1 * 1)))
    assert [d.line() for d in disagreements([(one, other)], "actors")] == [
        "actors d 0 'Mira Voss': type 'person', second 'group'",
        "actors d 15 'Orlovka': first only",
        "actors d 37 'mayor': second only",
    ]


def test_what_one_calls_optional_is_left_out_with_its_counterpart() -> None:
    one, other = document([at("Mira Voss", optional=True)]), document([at("Mira Voss"), at("mayor")])
    a = agreement([(one, other)], "actors")
    assert (a.first, a.second) == (0, 1)


def test_other_documents_and_texts_are_told() -> None:
    with pytest.raises(GoldError, match="no document in common"):
        shared([document([])], [document([], doc_id="e")])
    with pytest.raises(GoldError, match="other texts"):
        shared([document([])], [document([], text="Other.")])


def test_the_second_annotator_of_our_gold() -> None:
    result = CliRunner().invoke(
        app,
        [
            "gold",
            "agree",
            str(ROOT / "corpus/gold/dev"),
            str(ROOT / "corpus/gold/second"),
            "--layer",
            "quotes",
            "--list",
        ],
    )
    assert result.exit_code == 0
    assert "2 documents" in result.output
    assert "quotes" in result.output


@pytest.mark.parametrize("part", ["dev", "test"])
def test_our_gold_is_clean(part: str) -> None:
    found = lint(
        read_gold(ROOT / "corpus" / "gold" / part), ("actors", "places", "dates", "quantities", "quotes", "claims")
    )
    assert [oddity.line() for oddity in found] == []


@pytest.mark.parametrize(
    ("layer", "rows", "said"),
    [
        ("actors", [at("Mira Voss"), at("Orlovka")], []),
        ("actors", [at("Mira Voss"), at("Voss left")], ["overlaps 'Mira Voss'"]),
        ("actors", [at("Mira Voss"), at("Mira Voss")], ["is there twice"]),
        ("quotes", [at("Mira Voss"), at("Voss left")], []),
        ("actors", [at("ira")], ["begins inside a word"]),
        ("actors", [at("Mir")], ["ends inside a word"]),
        ("actors", [at("Mira ")], ["begins or ends with a space"]),
        ("actors", [{"start": 3, "end": 3}], ["is empty"]),
        ("actors", [at("Mira Voss", type="human")], ["type 'human' is none of group, org, person, state"]),
        ("actors", [at("Mira Voss", country="Ukraine")], ["country 'Ukraine': expected ISO 3166-1 alpha-3"]),
        ("actors", [at("Mira Voss", country=None, type="person")], []),
        ("dates", [at("3 May", date_start="2025-05-03", date_end="2025-05-03", timex="2025-05-03")], []),
        ("dates", [at("3 May", timex="P2W"), at("The", timex="2025-W20-WE"), at("mayor", timex="2025-05-03TNI")], []),
        ("dates", [at("3 May", date_start="2025-05-04", date_end="2025-05-03")], ["date_start 2025-05-04 is after date_end 2025-05-03"]),
        ("dates", [at("3 May", date_start="May 3", date_end=None)], ["date_start 'May 3', date_end None: expected days, 2025-06-11"]),
        ("dates", [at("3 May", timex="3 May")], ["timex '3 May' is no value of TIMEX3"]),
        ("places", [at("Orlovka", lat=48.1, lon=37.5)], []),
        ("places", [at("Orlovka", lat=481, lon=float("nan"))], ["lat 481 is none from -90 to 90", "lon nan is none from -180 to 180"]),
        ("quantities", [at("3", value=3, low=3, high=None)], []),
        ("quantities", [at("3", value=3, low=5, high=None)], ["expected low, value and high in order, got low 5, value 3"]),
        ("quantities", [at("3", value="three")], ["value 'three' is no number"]),
    ],
)  # fmt: skip
def test_what_lint_finds(layer: str, rows: list[dict[str, Any]], said: list[str]) -> None:
    found = [o.said for o in lint([document(rows, layer=layer)], [layer])]
    assert found == said


def test_one_sentence_in_two_ways() -> None:
    again = "They said so.\n" + TEXT
    one, other = document([at("Mira Voss")]), document([at("Voss", again)], text=again, doc_id="e")
    assert [o.said for o in lint([one, other], ["actors"])] == ["is annotated in another way in d at 0"]
    same = document([at("Mira Voss", again)], text=again, doc_id="e")
    assert list(lint([one, same], ["actors"])) == []


def row(text: str, day: str) -> dict[str, Any]:
    return {"text": text, "date_start": day, "rule": "dates/x", "grain": "day"}


@pytest.mark.parametrize(
    ("case", "rows", "spans"),
    [
        ({"spans": {"dates": [{"text": "May", "date_start": "2025-05-01"}]}}, [row("May", "2024-05-01")], [{"text": "May", "date_start": "2024-05-01"}]),
        ({"spans": {"dates": [{"text": "May", "date_start": "2025-05-01"}]}}, [], []),
        ({"spans": {"dates": [{"text": "May", "grain": "day"}]}}, [row("May", "2024-05-01"), row("June", "2024-06-01")], [{"text": "May", "grain": "day"}, {"text": "June", "grain": "day"}]),
        ({"spans": {"dates": []}}, [row("May", "2024-05-01")], [{"text": "May"}]),
        ({"spans": {"dates": [{"text": "July"}]}, "partial": True}, [row("May", "2024-05-01")], []),
        ({"spans": {"dates": [{"text": "May"}]}}, [row("May", "2024-05-01")], None),
        ({"spans": {"dates": []}, "expect": "fail"}, [row("May", "2024-05-01")], None),
    ],
)  # fmt: skip
def test_cases_are_rewritten_from_what_there_is(tmp_path: Path, case: Any, rows: Any, spans: Any) -> None:
    path = tmp_path / "a.jsonl"
    kept = json.dumps({"label": "kept", "text": "x", "spans": {}})
    path.write_text(f"{kept}\n\n{json.dumps({'label': 'a', 'text': 'In May.'} | case)}\n", encoding="utf-8")
    found = list(changes(path, read_cases(path), [{}, {"dates": rows}]))
    rewritten(path, found)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert (lines[0], lines[1], lines[3]) == (kept, "", "")
    assert json.loads(lines[2])["spans"]["dates"] == (case["spans"]["dates"] if spans is None else spans)
    assert bool(found) == (spans is not None)


def test_update_shows_what_changes_and_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nlp: Any) -> None:
    monkeypatch.setattr("dateline.flow.load.load", lambda **_: nlp)
    path = tmp_path / "a.jsonl"
    case = {
        "label": "a",
        "text": "They met on Monday.",
        "published": "2025-06-11",
        "expect": "pass",
        "spans": {"dates": [{"text": "Monday", "date_start": "2025-06-10"}]},
    }
    path.write_text(json.dumps(case) + "\n", encoding="utf-8")
    refused = CliRunner().invoke(app, ["gold", "update", str(path)], input="n\n")
    assert (refused.exit_code, json.loads(path.read_text(encoding="utf-8"))) == (1, case)
    assert '- {"label": "a"' in refused.output
    assert '"date_start": "2025-06-09"' in refused.output
    assert CliRunner().invoke(app, ["gold", "update", str(path), "--yes"]).exit_code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["spans"]["dates"] == [
        {"text": "Monday", "date_start": "2025-06-09"}
    ]
    assert "no case to rewrite" in CliRunner().invoke(app, ["gold", "update", str(path)]).output


def test_lint_ends_with_status_1_where_something_is_odd(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text(
        json.dumps({"layer": "document", "id": "d", "text": TEXT})
        + "\n"
        + json.dumps({"layer": "dates", "text": "3 May", **at("3 May"), "timex": "May"})
        + "\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(app, ["gold", "lint", str(tmp_path)])
    assert (result.exit_code, "1 oddity" in result.output) == (1, True)


def test_help_is_there_for_every_command_of_gold() -> None:
    assert len(gold.registered_commands) == 5
    for command in gold.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        result = CliRunner().invoke(app, ["gold", name, "--help"])
        assert result.exit_code == 0
        assert "Example: dateline gold " + name in result.output
