"""Places, items, days and spans of claims: the pieces that events are compared by."""

import pytest
from dateline.reconcile.constraints import is_rare
from dateline.reconcile.events import precision
from dateline.reconcile.items import item_of, kind_of
from dateline.reconcile.places import relation
from dateline.reconcile.statements import window
from dateline.reconcile.unions import Unions
from dateline.reconcile.values import ALWAYS, NEVER, Place
from dateline.reconcile.wording import one_more, sums_up
from dateline.reconcile.words import tokens
from told import PLACES, ordinal_of


def place(name: str) -> Place:
    place_id, kind, country, admin1, lat, lon = PLACES[name]
    return Place(place_id, name, kind, country, admin1, lat, lon)


DONBAS = Place("x:1", "Donbas", "region", "UKR", None, 48.3, 38.0)
FAR = Place("x:2", "Donetsk", "city", "UKR", "Donetsk Oblast", 48.0, 37.8)
HOSPITAL = Place("x:3", "Dorvik hospital", "facility", "UKR", "Kharkiv Oblast", 50.01, 36.2)
NAMELESS = Place(None, "Dorvik", "city", None, None, None, None)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (place("Dorvik"), place("Dorvik"), "same"),
        (place("Dorvik"), NAMELESS, "same"),
        (place("Dorvik"), place("Old Dorvik"), "inside"),
        (place("Dorvik"), HOSPITAL, "inside"),
        (place("Dorvik"), place("Kharkiv Oblast"), "inside"),
        (place("Melna"), place("Kharkiv Oblast"), "apart"),
        (place("Dorvik"), place("Melna"), "apart"),
        (place("Dorvik"), place("Ukraine"), "country"),
        (place("Dorvik"), place("Russia"), "apart"),
        (DONBAS, FAR, "inside"),
        (DONBAS, place("Melna"), "apart"),
        (Place(None, "Nowhere", "city", None, None, None, None), place("Dorvik"), "unknown"),
    ],
)
def test_two_places(a: Place, b: Place, said: str) -> None:
    assert relation(a, b) == relation(b, a) == said


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("people killed", "people"),
        ("bodies of Ukrainian soldiers", "remains"),
        ("Ukrainian Soldier Bodies", "remains"),
        ("fallen defenders", "soldiers"),
        ("children under five", "children"),
        ("prisoners of war", "prisoners"),
        ("tractors", None),
        ("", None),
    ],
)
def test_the_class_of_what_is_counted(phrase: str, kind: str | None) -> None:
    assert kind_of(tokens(phrase)) == kind


def test_whose_a_thing_is_comes_from_its_words_or_its_actor() -> None:
    row = {"item": "bodies of Ukrainian soldiers", "counted": "body", "kind": "count", "unit": None, "per": None}
    assert item_of(row, None, None).of == "UKR"
    assert item_of(row | {"item": "bodies"}, None, "RUS").of == "RUS"
    assert item_of(row | {"item": None, "counted": None}, "killed", None).kind == "people"
    assert item_of(row | {"item": "people"}, "exchange_prisoners", None).kind == "prisoners"
    assert item_of(row | {"item": "buses of the depot", "counted": None}, None, None).kind == "buse"


DAY = ordinal_of("2025-06-11")


@pytest.mark.parametrize(
    ("first", "last", "told", "modality", "days"),
    [
        (DAY, DAY, DAY + 1, "actual", (DAY, DAY)),
        (None, DAY, DAY + 1, "actual", (DAY - 30, DAY)),
        (None, None, DAY, "actual", (DAY - 30, DAY)),
        (None, None, DAY, "planned", (DAY - 30, DAY + 30)),
        (DAY, None, DAY + 5, "actual", (DAY, DAY + 5)),
        (None, None, None, "actual", (NEVER, ALWAYS)),
    ],
)
def test_the_days_that_a_claim_can_be_of(
    first: int | None, last: int | None, told: int | None, modality: str, days: tuple[int, int]
) -> None:
    assert window(first, last, told, modality, summary=False) == days


@pytest.mark.parametrize(
    ("clause", "days", "summed"),
    [
        ("Shelling killed 12 people", 1, False),
        ("12,000 people were killed since the start of the war", None, True),
        ("a conflict that has claimed tens of thousands of lives", None, True),
        ("Shelling killed 12 people", 900, True),
        ("Shelling killed 12 people", 7, False),
    ],
)
def test_what_sums_up(clause: str, days: int | None, summed: bool) -> None:
    first, last = (DAY, DAY + days - 1) if days else (None, None)
    assert sums_up(clause, first, last) is summed


@pytest.mark.parametrize(
    ("sentence", "trigger", "more"),
    [
        ("Another strike hit the port.", "strike", True),
        ("A second batch of bodies was returned.", "returned", True),
        ("Another 12 people were injured.", "injured", False),
        ("Another person was killed by shelling.", "killed", False),
        ("The strike hit another street.", "strike", False),
    ],
)
def test_one_more_event(sentence: str, trigger: str, more: bool) -> None:
    assert one_more(sentence, trigger) is more


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2025-06-11", "2025-06-11", "day"),
        ("2025-06-09", "2025-06-15", "week"),
        ("2025-06-10", "2025-06-16", "range"),
        ("2025-06-01", "2025-06-30", "month"),
        ("2024-02-01", "2024-02-29", "month"),
        ("2024-01-01", "2024-12-31", "year"),
        ("2022-02-24", "2025-06-11", "range"),
        (None, "2025-06-11", "range"),
        (None, None, "none"),
    ],
)
def test_how_exact_days_are(first: str | None, last: str | None, said: str) -> None:
    assert precision(first and ordinal_of(first), last and ordinal_of(last)) == said


def test_numbers_that_are_known_again() -> None:
    assert [n for n in (1212.0, 1200.0, 40.0, 7.0, 107.0) if is_rare(n)] == [1212.0, 107.0]


def test_unions_join_and_forget() -> None:
    groups = Unions(range(6))
    groups.join(0, 1)
    groups.join(3, 1)
    assert groups.groups() == [[0, 1, 3], [2], [4], [5]]
    groups.discard([0, 1, 3])
    assert groups.groups() == [[2], [4], [5]]
