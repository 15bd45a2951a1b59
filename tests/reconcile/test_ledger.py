"""The ledger, in pandas and on the command line, and what is exported."""

import ast
import csv
import json
import re
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import dateline
import pandas as pd
import pyarrow.parquet as pq
import pytest
from dateline.cli import app
from dateline.errors import ConfigError, SchemaError
from dateline.reconcile.run import reconcile
from dateline.reconcile.table import CORPUS_SCHEMAS
from dateline.tables.export import SHAPES, export, harmless
from told import Paper, Told, write_tables
from typer.testing import CliRunner

runner = CliRunner()
LEAD = "Residents of the river town described hours of shelling near the grain market and the old mill."


def strike(number: str, source: str | None, **more: object) -> Told:
    sentence = f"Shelling by Russia killed {number} people in Dorvik, {source or 'it seems'}."
    about = {"place": "Dorvik", "day": "2025-06-11", "agent": "Russia", "source": source} | more
    return Told(sentence, "killed", number=number, **about)  # type: ignore[arg-type]


MEETING = Told(
    "Envoys of Ukraine met in Melna.", "met", "CONSULT", None, place="Melna", day="2025-07-02", agent="Ukraine"
)
PAPERS = [
    Paper("a", "2025-06-12", [strike("12", "the governor"), MEETING], LEAD, publisher="=Wire"),
    Paper("b", "2025-06-12", [strike("30", "a Russian general")], LEAD, publisher="Post"),
    Paper("c", "2025-06-13", [Told("The mayor asked for calm.", "asked", "REQUEST", None, modality="requested")]),
]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = write_tables(tmp_path / "out", PAPERS)
    reconcile([folder])
    return folder


def test_the_ledger_is_by_date_and_says_what_is_contested(out: Path) -> None:
    ledger = dateline.read_tables(out).ledger()
    assert list(ledger.event_type) == ["CASUALTY", "CONSULT", "REQUEST"]
    first = ledger.iloc[0]
    assert (first.agent, first.place, first.contested) == ("Russia", "Dorvik", True)
    assert first.figures == "people killed 12 (12 to 30, contested)"
    assert list(ledger.contested) == [True, False, False]


@pytest.mark.parametrize(
    ("wanted", "types"),
    [
        ({"place": "dorv"}, ["CASUALTY"]),
        ({"place": "ukr"}, ["CASUALTY", "CONSULT"]),
        ({"place": "odesa"}, ["CONSULT"]),
        ({"actor": "ukraine"}, ["CONSULT"]),
        ({"event_type": "request"}, ["REQUEST"]),
        ({"since": "2025-06-12"}, ["CONSULT"]),
        ({"until": "2025-06-11"}, ["CASUALTY"]),
        ({"contested": True}, ["CASUALTY"]),
        ({"place": "(no regex"}, []),
    ],
)
def test_the_ledger_is_filtered(out: Path, wanted: dict[str, object], types: list[str]) -> None:
    assert list(dateline.read_tables(out).ledger(**wanted).event_type) == types  # type: ignore[arg-type]


def test_contradictions_stand_side_by_side(out: Path) -> None:
    found = dateline.read_tables(out).contradictions()
    assert list(zip(found.source, found.side, found.value, found.agrees, strict=True)) == [
        ("the governor", "UKR", 12.0, True),
        ("a Russian general", "RUS", 30.0, False),
    ]


def test_an_event_has_the_sentences_of_its_claims(out: Path) -> None:
    tables = dateline.read_tables(out)
    found = tables.event(tables.ledger().event_id[0])
    assert list(found.doc_id) == ["a", "b"]
    assert found.sentence[1] == "Shelling by Russia killed 30 people in Dorvik, a Russian general."
    with pytest.raises(SchemaError, match="No event 'x'"):
        tables.event("x")


def test_deaths_are_summed_by_day_and_country(out: Path) -> None:
    tables = dateline.read_tables(out)
    best = tables.deaths()
    assert best.to_dict("records") == [
        {"date": pd.Timestamp("2025-06-11"), "country": "UKR", "deaths": 12.0, "events": 1}
    ]
    assert list(tables.deaths(by=["year"], use="high").deaths) == [30.0]
    with pytest.raises(ValueError, match="keys: date"):
        tables.deaths(by=["planet"])


def test_an_event_opens_to_who_says_what(out: Path) -> None:
    event_id = dateline.read_tables(out).ledger().event_id[0]
    result = runner.invoke(app, ["ledger", event_id, "--out", str(out)])
    assert result.exit_code == 0, result.output
    for words in (
        "exact 12: the governor (UKR), 2025-06-12",
        "exact 30: a Russian general (RUS), 2025-06-12, superseded",
    ):
        assert words in result.output
    assert "2025-06-12  b  a Russian general, asserted" in result.output


def test_the_ledger_is_printed_and_what_is_missing_named(out: Path, tmp_path: Path) -> None:
    result = runner.invoke(app, ["ledger", str(out), "--contested"])
    assert result.exit_code == 0
    assert "2025-06-11  CASUALTY killed  Dorvik (UKR)  Russia  people killed 12" in result.output
    assert runner.invoke(app, ["ledger", str(out), "--type", "AID"]).exit_code == 1
    assert runner.invoke(app, ["ledger", "no:such:event", "--out", str(out)]).exit_code == 2
    assert runner.invoke(app, ["ledger", str(tmp_path)]).exit_code == 2


def test_explain_says_why_two_claims_are_one_event(out: Path) -> None:
    claims = pq.read_table(out / "claims.parquet")["claim_id"].to_pylist()
    result = runner.invoke(app, ["explain", claims[0], "--with", claims[2], "--out", str(out)])
    assert "place_same" in result.output
    assert "log odds of one event" in result.output
    result = runner.invoke(app, ["explain", claims[0], "--with", claims[1], "--out", str(out)])
    assert "set apart by type" in result.output
    assert runner.invoke(app, ["explain", claims[0], "--with", "x", "--out", str(out)]).exit_code == 2


def test_reconcile_writes_beside_the_tables_or_elsewhere(out: Path, tmp_path: Path) -> None:
    result = runner.invoke(app, ["reconcile", str(out), "--out", str(tmp_path / "events")])
    assert result.exit_code == 0
    assert "3 documents" in result.output
    for name in CORPUS_SCHEMAS:
        assert (tmp_path / "events" / f"{name}.parquet").read_bytes() == (out / f"{name}.parquet").read_bytes()
    assert len(dateline.read_tables(tmp_path / "events").ledger()) == 3
    assert runner.invoke(app, ["reconcile", str(tmp_path / "nowhere")]).exit_code == 2


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_ucdp_has_the_deaths_that_somebody_caused(out: Path) -> None:
    done = export(out, "ucdp")
    [row] = rows(done.path)
    names = (
        "side_a",
        "best",
        "low",
        "high",
        "date_start",
        "date_prec",
        "where_prec",
        "number_of_sources",
        "event_clarity",
    )
    assert [row[name] for name in names] == ["Russia", "12", "12", "30", "2025-06-11", "1", "1", "2", "1"]
    assert row["source_article"] == "'=Wire, 2025-06-12, a; Post, 2025-06-12, b"
    assert "1 events: CONSULT" in done.left_out
    assert any(line.startswith("column type_of_violence") for line in done.left_out)


def test_acled_has_its_types_and_who_is_who(out: Path) -> None:
    done = export(out, "acled")
    [row] = rows(done.path)
    names = ("event_date", "event_type", "sub_event_type", "actor1", "inter1", "fatalities", "geo_precision", "admin1")
    assert [row[name] for name in names] == [
        "2025-06-11", "Violence against civilians", "Attack", "Russia", "State Forces", "12", "1", "Kharkiv Oblast",
    ]  # fmt: skip
    assert row["notes"] == "Shelling by Russia killed 12 people in Dorvik, the governor."


def test_csv_has_every_event_and_column(out: Path) -> None:
    found = rows(export(out, "csv").path)
    assert len(found) == 3
    assert list(found[0]) == CORPUS_SCHEMAS["events"].names


def test_geojson_has_the_events_with_a_point(out: Path) -> None:
    done = export(out, "geojson")
    content = json.loads(done.path.read_text(encoding="utf-8"))
    assert [f["geometry"]["coordinates"] for f in content["features"]] == [[36.2, 50.0], [30.7, 46.5]]
    assert content["features"][0]["properties"]["figures"]["people killed"]["best"] == 12.0
    assert done.left_out == ["1 events: no point"]


def test_sqlite_has_the_tables(out: Path) -> None:
    with sqlite3.connect(export(out, "sqlite").path) as base:
        joined = "SELECT item, best FROM figures JOIN events USING (event_id) WHERE place = 'Dorvik'"
        assert base.execute(joined).fetchall() == [("people killed", 12.0)]
        assert base.execute("SELECT count(*) FROM documents").fetchone() == (3,)
    base.close()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_cells_that_open_like_a_formula_are_harmless(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(("cell", "written"), [("Dorvik", "Dorvik"), (None, None), (12.0, 12), (-1.5, -1.5), ("", "")])
def test_other_cells_stay_as_they_are(cell: object, written: object) -> None:
    assert harmless(cell) == written


def test_a_shape_that_is_unknown_is_named(out: Path) -> None:
    with pytest.raises(ConfigError, match="Shapes: ucdp"):
        export(out, "gdelt")
    assert runner.invoke(app, ["export", str(out), "--as", "gdelt"]).exit_code == 2
    for shape in SHAPES:
        assert runner.invoke(app, ["export", str(out), "--as", shape]).exit_code == 0


README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def asked_in_readme(library: str, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the README's one question to a library, imported under a name, answers of the tables of a folder."""
    module = pytest.importorskip(library, reason=f"{library} is not installed")
    monkeypatch.chdir(folder.rename(folder.parent / "outputs").parent)
    code = next(b for b in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if f"import {library}" in b)
    [question] = [line for s in ast.parse(code).body if (line := ast.unparse(s)).startswith(f"{name}.")]
    return eval(question, {name: module})


def test_the_readmes_question_to_duckdb(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked_in_readme("duckdb", "duckdb", out, monkeypatch)
    assert found.fetchall() == [(datetime(2025, 6, 11), "Dorvik", "people killed", 12.0, 12.0, 30.0)]


def test_the_readmes_question_to_polars(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked_in_readme("polars", "pl", out, monkeypatch)
    assert found.select("value", "source", "agrees").rows() == [(30.0, "a Russian general", False)]
