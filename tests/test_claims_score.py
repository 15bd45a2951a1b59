"""Claims held to gold: pairs, alternatives, inferred values, sets, figures, what counts neither way."""

from collections.abc import Mapping
from typing import Any

import pytest
from dateline.gold.annotations import GoldDocument
from dateline.gold.claims import MEASURES, judged, pairs, predictions, tally

TEXT = "Rebels killed ten people in Lamu, and others fled to Somalia."

GOLD: dict[str, Any] = {
    "layer": "claims", "start": 0, "end": 32, "trigger": {"start": 7, "end": 13}, "event_type": "CASUALTY",
    "mode": "killed", "agent": ["the Lamu Front"], "agent_basis": "clause", "recipient": [], "recipient_basis": "none",
    "quantities": [{"value": 10}], "places": ["Lamu"], "places_basis": "clause", "date_start": "2025-06-02",
    "date_end": "2025-06-02", "date_basis": "document", "source": "narrator", "polarity": "+", "status": "asserted",
    "alt": {},
}  # fmt: skip
PRED: dict[str, Any] = {
    "start": 7, "end": 13, "scope_start": 0, "scope_end": 32, "event_type": "CASUALTY", "mode": "killed",
    "agent": ["Rebels"], "recipient": [], "quantities": [{"value": 10.0, "low": 10.0, "high": 10.0}],
    "places": ["Lamu"], "date": ["2025-06-02", "2025-06-02"], "source": "narrator", "polarity": "+",
    "status": "asserted", "rule": "claims/x",
}  # fmt: skip
ACTORS = [{"text": "rebels", "name": "Lamu Front"}]


def document(*claims: Mapping[str, Any]) -> GoldDocument:
    return GoldDocument("d", TEXT, None, {"actors": ACTORS, "places": []}, [dict(c) for c in claims])


RIGHT: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    ({}, {}, []),
    ({}, {"agent": ["The Lamu Front"]}, []),
    ({}, {"agent": []}, ["agent"]),
    ({"agent_basis": "document"}, {"agent": []}, []),
    ({}, {"agent": ["Rebels", "Somalia"]}, ["agent"]),
    ({"alt": {"agent": [["Somalia"]]}}, {"agent": ["Somalia"]}, []),
    ({}, {"date": [None, None]}, []),
    ({"date_basis": "own"}, {"date": [None, None]}, ["date"]),
    ({"date_basis": "own"}, {"date": ["2025-06-02", None]}, ["date"]),
    ({}, {"source": "Kenya"}, ["source"]),
    ({}, {"status": "claimed"}, ["status"]),
    ({"alt": {"status": ["claimed"]}}, {"status": "claimed"}, []),
    ({}, {"polarity": "-"}, ["polarity"]),
    ({}, {"mode": "injured"}, []),
    ({}, {"event_type": "DAMAGE"}, ["event_type"]),
    ({}, {"quantities": [{"value": 11.0}]}, ["quantities"]),
    ({"quantities": [{"low": 8, "high": 12}]}, {"quantities": [{"value": 10.0}]}, []),
    ({"quantities": [{"low": 8, "high": 12}]}, {"quantities": [{"value": 13.0}]}, ["quantities"]),
    ({"quantities": [{"value": 10, "alt_values": [3]}]}, {"quantities": [{"value": 10.0}, {"value": 3.0}]}, []),
    ({"places": []}, {"places": ["Lamu"]}, ["places"]),
]


@pytest.mark.parametrize(("gold", "pred", "wrong"), RIGHT)
def test_the_columns_that_are_wrong_are_named(gold: dict[str, Any], pred: dict[str, Any], wrong: list[str]) -> None:
    [(g, p, found)] = judged(document(GOLD | gold), [PRED | pred])
    assert g is not None
    assert p is not None
    assert found == wrong


def test_claims_are_paired_by_trigger_before_clause() -> None:
    later = GOLD | {"start": 34, "end": 60, "trigger": {"start": 45, "end": 49}}
    by_clause = PRED | {"start": 14, "end": 17}
    assert pairs([GOLD, later], [by_clause, PRED]) == [(0, 1)]
    assert pairs([GOLD, later], [by_clause]) == [(0, 0)]
    far = by_clause | {"scope_start": 28, "scope_end": 60}
    assert pairs([GOLD], [far]) == []


def test_a_claim_is_paired_once() -> None:
    twin = PRED | {"event_type": "DAMAGE"}
    assert pairs([GOLD], [twin, PRED]) == [(0, 1)]


def test_what_is_missed_and_what_is_extra_count() -> None:
    extra = PRED | {"start": 45, "end": 49, "scope_start": 34, "scope_end": 60, "agent": ["Somalia"]}
    counts = tally(document(GOLD), [PRED, extra]).counts
    assert counts["found"] == (1, 2, 1)
    assert counts["nine right"] == (1, 2, 1)
    assert counts["agent"] == (1, 2, 1)
    missed = tally(document(GOLD), [])
    assert missed.counts["places"] == (0, 0, 1)
    assert all(missed.prf(measure) == (0.0, 0.0, 0.0) for measure in MEASURES)


def test_predictions_where_readers_differ_count_neither_way() -> None:
    free = {"layer": "claims", "start": 34, "end": 60, "optional": True}
    extra = PRED | {"start": 45, "end": 49, "scope_start": 34, "scope_end": 60}
    assert tally(document(GOLD, free), [PRED, extra]).counts["found"] == (1, 1, 1)


def test_tallies_add_up() -> None:
    both = tally(document(GOLD), [PRED]) + tally(document(GOLD), [])
    assert both.counts["found"] == (1, 1, 2)
    assert both.prf("found") == (1.0, 0.5, pytest.approx(2 / 3))


def test_tables_are_read_as_predictions() -> None:
    claim = {"claim_id": "c", "start": 7, "end": 13, "date_start": None, "date_end": None}
    args = [
        {"claim_id": "c", "role": role, "n": n, "name": name, "mention_id": mention}
        for role, n, name, mention in [
            ("source", 2, "Kenya", None), ("source", 1, "Police", None), ("agent", 1, "Rebels", "a"),
            ("quantity", 1, "ten", "q"), ("quantity", 2, "many", "r"), ("place", 1, "Lamu", "p"),
        ]
    ]  # fmt: skip
    figures = [
        {"mention_id": "q", "value": 10.0, "low": 10.0, "high": 10.0},
        {"mention_id": "r", "value": None, "low": None, "high": None},
    ]
    [found] = predictions([claim], args, figures)
    assert (found["source"], found["agent"], found["places"]) == ("Police", ["Rebels"], ["Lamu"])
    assert [q["value"] for q in found["quantities"]] == [10.0]
    [bare] = predictions([claim], [], [])
    assert (bare["source"], bare["agent"], bare["date"]) == ("narrator", [], [None, None])
