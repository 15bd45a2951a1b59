"""The claims of the gold documents are well formed: offsets, values, what each refers to (corpus/README.md, Claims)."""

import itertools
import json
from datetime import date
from typing import Any

import pytest
from conftest import ROOT
from dateline.layers.claims.table import SCHEMA
from dateline.tables.schema import allowed_of

GOLD = sorted(path for part in ("dev", "test") for path in (ROOT / "corpus" / "gold" / part).glob("*.jsonl"))
ALLOWED = {name: set(allowed_of(SCHEMA.field(name))) for name in ("event_type", "polarity", "modality", "status")}
COLUMNS = {
    "layer", "claim_id", "start", "end", "text", "trigger", "event_type", "mode", "agent", "agent_basis", "recipient",
    "recipient_basis", "patient", "quantities", "places", "places_basis", "date_start", "date_end", "date_basis",
    "source", "source_chain", "polarity", "modality", "status", "repeats", "relations", "alt",
}  # fmt: skip
BASES = {"clause", "sentence", "document", "none"}
SETS = {"agent", "recipient", "places", "quantities"}
SINGLE = {"event_type", "mode", "date", "source", "polarity", "status"}
RELATIONS = {"confirms", "not_confirmed", "denies", "disputes", "contradicts", "part_of"}
MODAL = {"planned", "agreed", "hypothetical", "requested"}
"""Statuses that are modalities too; every other claim is actual."""

Line = dict[str, Any]


def document(path: Any) -> tuple[str, list[Line], list[Line]]:
    """The text, the claims and all other lines of a gold file."""
    first, *rest = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return first["text"], [line for line in rest if line["layer"] == "claims"], rest


def claims(path: Any) -> list[Line]:
    """The claims of a gold file that are scored."""
    return [line for line in document(path)[1] if not line.get("optional")]


@pytest.fixture(params=GOLD, ids=lambda path: path.stem)
def gold(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_claims_are_numbered_by_their_triggers(gold: Any) -> None:
    found = claims(gold)
    assert len(found) >= 10
    assert [c["claim_id"] for c in found] == [f"{gold.stem}-c{n:02}" for n in range(1, len(found) + 1)]
    spans = [(c["trigger"]["start"], c["trigger"]["end"]) for c in found]
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


def test_claims_stand_on_their_text(gold: Any) -> None:
    text, lines, _ = document(gold)
    for line in lines:
        inner = [] if line.get("optional") else [line["trigger"], *line["quantities"]]
        for span in [line, *inner]:
            assert text[span["start"] : span["end"]] == span["text"], span
            assert line["start"] <= span["start"] < span["end"] <= line["end"], span


def test_what_is_not_scored_holds_no_claim(gold: Any) -> None:
    _, lines, _ = document(gold)
    for free in (line for line in lines if line.get("optional")):
        assert free.keys() == {"layer", "start", "end", "text", "optional"}
        for trigger in (claim["trigger"] for claim in claims(gold)):
            assert not free["start"] <= trigger["start"] < trigger["end"] <= free["end"], (free, trigger)


def test_quantities_of_claims_are_those_of_the_gold(gold: Any) -> None:
    _, lines, rest = document(gold)
    known = {(line["start"], line["end"]): line for line in rest if line["layer"] == "quantities"}
    for quantity in (q for line in lines for q in line.get("quantities", ())):
        gold = known[quantity["start"], quantity["end"]]
        assert quantity.get("value") == gold["value"], quantity
        assert quantity["bound"] == gold["bound"], quantity
        if gold["value"] is None:
            assert (quantity["low"], quantity["high"]) == (gold["low"], gold["high"]), quantity


def test_repeats_and_relations_are_of_claims_of_the_document(gold: Any) -> None:
    ids = [claim["claim_id"] for claim in claims(gold)]
    for line in claims(gold):
        assert line["repeats"] is None or line["repeats"] in ids[: ids.index(line["claim_id"])], line
        for relation in line["relations"]:
            assert relation["relation"] in RELATIONS, line
            assert relation["target"] in set(ids) - {line["claim_id"]}, line


def test_columns_and_values_of_a_claim(gold: Any) -> None:
    for claim in claims(gold):
        assert claim.keys() - {"note"} == COLUMNS
        assert all(claim[name] in allowed for name, allowed in ALLOWED.items()), claim
        assert claim["mode"] is None or claim["mode"].replace("_", "").replace("-", "").islower()
        assert claim["modality"] == (claim["status"] if claim["status"] in MODAL else "actual"), claim
        assert claim["source"]
        assert claim["alt"].keys() <= SETS | SINGLE


def test_basis_says_whether_there_is_a_value(gold: Any) -> None:
    for claim in claims(gold):
        for name in ("agent", "recipient", "places"):
            assert claim[f"{name}_basis"] in BASES
            assert bool(claim[name]) == (claim[f"{name}_basis"] != "none"), claim
        assert claim["date_basis"] in BASES - {"clause"} | {"own"}
        assert bool(claim["date_start"] or claim["date_end"]) == (claim["date_basis"] != "none"), claim


def test_days_of_a_claim_are_in_order(gold: Any) -> None:
    for claim in claims(gold):
        for ends in [[claim["date_start"], claim["date_end"]], *claim["alt"].get("date", [])]:
            days = [date.fromisoformat(day) for day in ends if day]
            assert days == sorted(days), claim
