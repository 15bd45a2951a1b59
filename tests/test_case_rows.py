# ruff: noqa: E501  A row of a table is one line.
"""What fits a case that names rows: values, arguments in any order, rows that must and must not be there."""

from typing import Any

import pytest
from dateline.gold.cases import Row, claim_faults, fits, fits_arguments, matches

KILLED = {
    "text": "killed",
    "event_type": "CASUALTY",
    "mode": "killed",
    "polarity": "+",
    "status": "asserted",
    "date_start": None,
    "date_end": None,
    "rule": "claims/casualties/kill",
    "start": 4,
    "end": 10,
    "args": {"agent": [["army"]], "quantity": [[3, [3, 3]]]},
}


@pytest.mark.parametrize(
    ("want", "got", "same"),
    [
        ("Mali", "Mali", True), ("mali", "Mali", False), ("~mali", "the army of Mali", True), ("~Mali", None, False),
        (None, None, True), (None, "x", False), (3, 3.0, True), (3, 4, False), (1, True, False), (True, True, True),
        ([24, 120], [24, 120], True), ({"any": [1, 2]}, 2, True), ({"any": ["~a", None]}, None, True), ("3", 3, False),
    ],
)  # fmt: skip
def test_values_that_fit(want: Any, got: Any, same: bool) -> None:
    assert fits(want, got) is same


@pytest.mark.parametrize(
    ("want", "args", "same"),
    [
        ("Mali", [["Mali"], ["Niger"]], True), (["Mali"], [["Mali"], ["Niger"]], False), ([], [], True), ([], [["x"]], False),
        (["Niger", "Mali"], [["Mali"], ["Niger"]], True), (["Mali", "Mali"], [["Mali"], ["Niger"]], False),
        ([[24, 120]], [["dozens", [24, 120]]], True), ([{"any": ["a", "b"]}], [["b"]], True), (5, [[4], [5]], True),
    ],
)  # fmt: skip
def test_arguments_that_fit(want: Any, args: Any, same: bool) -> None:
    assert fits_arguments(want, args) is same


@pytest.mark.parametrize(
    ("want", "same"),
    [
        ({"mode": "killed"}, True), ({"mode": "injured"}, False), ({"args": {"agent": "army", "quantity": [3]}}, True),
        ({"args": {"agent": []}}, False), ({"args": {"place": []}}, True), ({"args": {"place": "~Mali"}}, False),
        ({"text": "~kill", "nth": 1}, True), ({"text": "~kill", "nth": 2}, False),
    ],
)  # fmt: skip
def test_rows_that_match(want: Row, same: bool) -> None:
    assert matches(want, KILLED, "Two killed, one killed.") is same


@pytest.mark.parametrize(
    ("case", "wrong"),
    [
        ({"expect": [{"mode": "killed"}]}, 0), ({"expect": [{"mode": "injured"}]}, 1), ({"expect": [{"count": 1}]}, 0),
        ({"expect": [{"count": 0}]}, 1), ({"expect": [{"mode": "killed", "count": 2}]}, 1), ({"absent": [{"mode": "killed"}]}, 1),
        ({"absent": [{"mode": "injured"}, {"args": {"agent": "~Mali"}}]}, 0), ({"absent": [{"any": [{"mode": "injured"}, {"mode": "killed"}]}]}, 1),
        ({"expect": [{"any": [{"mode": "injured"}, {"mode": "killed"}]}]}, 0),
    ],
)  # fmt: skip
def test_faults_of_a_case(case: Row, wrong: int) -> None:
    told = list(claim_faults(case | {"text": "Two killed."}, [KILLED]))
    assert len([line for line in told if not line.startswith("got: ")]) == wrong
    assert [line for line in told if line.startswith("got: ")] == [
        "got: killed CASUALTY killed + asserted None None | agent: army; quantity: 3 [claims/casualties/kill]"
    ] * bool(wrong)
