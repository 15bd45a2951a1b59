"""Best, low and high, and who agrees."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from told import Paper, Told

Rows = dict[str, list[dict[str, Any]]]
Reconciled = Callable[[Sequence[Paper]], Rows]
LEAD = "Residents of the river town described hours of shelling near the grain market and the old mill."
DAY = "2025-06-11"


def said(published: str, number: str, source: str | None = None, **more: Any) -> tuple[str, Told]:
    """A toll of one attack, as an article of a day has it."""
    sentence = f"Shelling killed {number} people at the market in Dorvik, {source or 'it seems'}."
    return published, Told(sentence, "killed", number=number, place="Dorvik", day=DAY, source=source, **more)


def figure(reconciled: Reconciled, *told: tuple[str, Told]) -> dict[str, Any]:
    papers = [Paper(f"d{n}", published, [one], lead=LEAD) for n, (published, one) in enumerate(told)]
    rows = reconciled(papers)
    assert len(rows["events"]) == 1
    [found] = rows["figures"]
    return found | {"agrees": [row["agrees"] for row in rows["figure_claims"]]}


AT_LEAST = {"bound": "lower"}
ABOUT = {"bound": "approx"}
DOZENS = {"bound": "vague", "low": 24.0, "high": 120.0}
CASES: dict[str, tuple[list[tuple[str, Told]], tuple[Any, ...]]] = {
    "one source": ([said("2025-06-12", "12")], (12, 12, 12, "single_source", "most-sources")),
    "two that agree": (
        [said("2025-06-12", "12"), said("2025-06-12", "12", "the UN")],
        (12, 12, 12, "agreed", "most-sources"),
    ),
    "at least, and exact": (
        [said("2025-06-12", "10", **AT_LEAST), said("2025-06-12", "12", "the UN")],
        (12, 10, 12, "agreed", "most-sources"),
    ),
    "at least alone": ([said("2025-06-12", "10", **AT_LEAST)], (10, 10, None, "single_source", "at-least")),
    "about, and exact": (
        [said("2025-06-12", "100", **ABOUT), said("2025-06-12", "104", "the UN")],
        (104, 100, 104, "agreed", "most-sources"),
    ),
    "dozens bound nothing from above": (
        [said("2025-06-12", "dozens of", **DOZENS)],
        (None, 24, None, "single_source", "no-number"),
    ),
    "a number that most give": (
        [said("2025-06-12", "12", "the UN"), said("2025-06-12", "15"), said("2025-06-12", "12", "Kyiv officials")],
        (12, 12, 15, "contested", "counting-side"),
    ),
    "a toll that grew": (
        [said("2025-06-12", "12", "the UN"), said("2025-06-13", "15", "the UN")],
        (15, 15, 15, "single_source", "most-sources"),
    ),
    "a toll that grew, told by others": (
        [said("2025-06-12", "12"), said("2025-06-13", "15", "the UN"), said("2025-06-14", "15")],
        (15, 15, 15, "agreed", "most-sources"),
    ),
    "a source that takes back some": (
        [said("2025-06-12", "15", "the UN"), said("2025-06-13", "12", "the UN")],
        (12, 12, 12, "single_source", "most-sources"),
    ),
    "two numbers of one day": (
        [said("2025-06-12", "12", "the UN"), said("2025-06-12", "15")],
        (None, 12, 15, "contested", "tie"),
    ),
    "the side that counts goes first": (
        [said("2025-06-12", "12", "the governor"), said("2025-06-12", "30", "a Russian general")],
        (12, 12, 30, "contested", "counting-side"),
    ),
    "the last word of the side that counts": (
        [said("2025-06-12", "12", "the governor"), said("2025-06-13", "15", "the mayor")],
        (15, 15, 15, "single_source", "counting-side"),
    ),
    "one side's growth is not the other's": (
        [said("2025-06-12", "2", "a Russian general"), said("2025-06-13", "15", "the mayor")],
        (15, 2, 15, "contested", "counting-side"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), CASES.values(), ids=CASES)
def test_best_low_and_high(reconciled: Reconciled, told: list[tuple[str, Told]], expected: tuple[Any, ...]) -> None:
    found = figure(reconciled, *told)
    best, low, high, status, rule = expected
    assert (found["best"], found["low"], found["high"]) == (best, low, high)
    assert (found["status"], found["rule"]) == (status, f"figures/{rule}")


def test_what_is_superseded_stays_in_the_history(reconciled: Reconciled) -> None:
    found = figure(reconciled, said("2025-06-12", "12"), said("2025-06-13", "15", "the UN"))
    assert found["agrees"] == [False, True]


def test_a_copy_is_no_second_source(reconciled: Reconciled) -> None:
    _, told = said("2025-06-12", "12")
    lead = LEAD + " " + " ".join(f"The keeper of house {n} saw smoke over the roofs that morning." for n in range(8))
    papers = [Paper("a", "2025-06-12", [told], lead), Paper("b", "2025-06-12", [told], "By our staff. " + lead)]
    rows = reconciled(papers)
    assert [(row["doc_id"], row["copy_of"]) for row in rows["copies"]] == [("b", "a")]
    assert [(row["n_sources"], row["status"]) for row in rows["figures"]] == [(1, "single_source")]
    assert [(row["n_claims"], row["n_documents"], row["n_sources"]) for row in rows["events"]] == [(2, 1, 1)]


def bodies(number: str, source: str, value: float | None = None) -> Told:
    sentence = f"Ukraine has returned {number} bodies to Russia, {source} said."
    return Told(
        sentence, "returned", "RETREAT", "return_remains", number=number, value=value, item="bodies", owner="Russia",
        agent="Ukraine", recipient="Russia", source=source, status="claimed", polarity="-" if value == 0 else "+",
    )  # fmt: skip


def test_a_side_that_contradicts_itself_has_no_best(reconciled: Reconciled) -> None:
    told = [bodies("27", "a Russian envoy"), bodies("not a single one of the", "a Russian general", 0.0)]
    rows = reconciled([Paper(f"d{n}", "2025-06-13", [one], lead=LEAD) for n, one in enumerate(told)])
    [found] = rows["figures"]
    assert (found["best"], found["low"], found["high"], found["n_sides"]) == (None, 0, 27, 1)
    assert (found["status"], found["rule"]) == ("contested", "figures/side-contradicts-itself")
    assert [row["status"] for row in rows["events"]] == ["contested"]


def test_a_stated_zero_is_a_figure(reconciled: Reconciled) -> None:
    found = figure(reconciled, said("2025-06-12", "no", "the mayor", value=0.0, polarity="-"))
    assert (found["best"], found["low"], found["high"]) == (0, 0, 0)


def test_parts_and_totals_are_two_figures(reconciled: Reconciled) -> None:
    _, total = said("2025-06-12", "12")
    children = Told(
        "Shelling killed 3 children in Dorvik.", "killed", number="3", item="children", place="Dorvik", day=DAY
    )
    rows = reconciled([Paper("a", "2025-06-12", [total], lead=LEAD), Paper("b", "2025-06-12", [children], lead=LEAD)])
    assert sorted((row["item"], row["best"]) for row in rows["figures"]) == [
        ("children killed", 3),
        ("people killed", 12),
    ]


def test_what_was_agreed_is_of_all_who_agreed(reconciled: Reconciled) -> None:
    sentence = "Russia and Ukraine agreed on 6,000 bodies."
    told = Told(sentence, "agreed", "AGREE", None, number="6,000", item="bodies", agent="Russia", per="side")
    [found] = reconciled([Paper("a", "2025-06-12", [told])])["figures"]
    assert (found["best"], found["status"], found["n_sides"]) == (6000, "agreed", 1)


def test_what_is_denied_counts_for_nothing(reconciled: Reconciled) -> None:
    denied = said("2025-06-12", "30", "a Russian general", status="denied", polarity="-")
    found = figure(reconciled, said("2025-06-12", "12", "the mayor"), denied)
    assert (found["best"], found["low"], found["high"]) == (12, 12, 12)
