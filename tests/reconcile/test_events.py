"""Which claims are one event."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from told import Paper, Told

Rows = dict[str, list[dict[str, Any]]]
Reconciled = Callable[[Sequence[Paper]], Rows]
LEAD = "Residents of the river town described hours of shelling near the grain market and the old mill."


def paper(doc_id: str, published: str | None, *told: Told, lead: str = LEAD) -> Paper:
    return Paper(doc_id, published, told, lead=lead)


def toll(sentence: str, number: str | None = "12", **more: Any) -> Told:
    return Told(sentence, "killed", number=number, **more)


def groups(rows: Rows) -> list[set[str]]:
    """The documents of every event."""
    found: dict[str, set[str]] = {}
    for row in rows["event_claims"]:
        found.setdefault(row["event_id"], set()).add(row["doc_id"])
    return sorted(found.values(), key=sorted)


DAY = "2025-06-11"
MARKET = "Shelling killed 12 people at the market in Dorvik."
BASE = toll(MARKET, place="Dorvik", day=DAY)

SAME = {
    "one day, one place": toll(
        "Shelling of Dorvik killed 12 people, the UN said.", place="Dorvik", day=DAY, source="the UN"
    ),
    "a town and its division": toll("Shelling killed 12 people in Kharkiv Oblast.", place="Kharkiv Oblast", day=DAY),
    "a suburb": toll("Shelling killed 12 people in Old Dorvik market.", place="Old Dorvik", day=DAY),
    "a toll that grew": toll("Shelling of Dorvik killed 15 people.", "15", place="Dorvik", day=DAY),
    "no day": toll(MARKET, place="Dorvik"),
    "no place": toll("Shelling killed 12 people at the market.", day=DAY),
    "an interval that holds the day": toll(MARKET, place="Dorvik", day=("2025-06-09", "2025-06-12")),
}
APART = {
    "another day": toll(MARKET, place="Dorvik", day="2025-06-13"),
    "another town": toll("Shelling killed 12 people at the market in Melna.", place="Melna", day=DAY),
    "injured": Told("Shelling injured 12 in Dorvik.", "injured", mode="injured", number="12", place="Dorvik", day=DAY),
    "a summary": toll("Shelling killed 12 people in Dorvik.", place="Dorvik", day=("2022-02-24", "2025-06-12")),
    "a summary in words": toll("The war has killed 12,000 people around Dorvik.", "12,000", place="Dorvik"),
    "only feared": toll(MARKET, place="Dorvik", modality="hypothetical"),
    "nothing in common": toll("A ferry accident killed 12 people."),
}


@pytest.mark.parametrize("told", SAME.values(), ids=SAME)
def test_claims_of_one_event_are_joined(reconciled: Reconciled, told: Told) -> None:
    assert groups(reconciled([paper("a", "2025-06-12", BASE), paper("b", "2025-06-13", told)])) == [{"a", "b"}]


@pytest.mark.parametrize("told", APART.values(), ids=APART)
def test_claims_that_something_sets_apart_are_two_events(reconciled: Reconciled, told: Told) -> None:
    other = "Harbour pilots spoke of fog." if told is APART["nothing in common"] else LEAD
    rows = reconciled([paper("a", "2025-06-12", BASE), paper("b", "2025-06-13", told, lead=other)])
    assert groups(rows) == [{"a"}, {"b"}]


def test_day_place_and_agent_may_come_from_three_claims(reconciled: Reconciled) -> None:
    day = toll("Shelling killed 12 people at the market on Wednesday.", day="2025-06-11")
    place = toll("Shelling killed 12 people at the market in Dorvik.", place="Dorvik")
    agent = toll("Shelling by Russia killed 12 people at the market.", agent="Russia")
    rows = reconciled([paper("a", "2025-06-12", day), paper("b", "2025-06-12", place), paper("c", "2025-06-12", agent)])
    [event] = rows["events"]
    assert (event["date_start"].date().isoformat(), event["place"], event["n_claims"]) == ("2025-06-11", "Dorvik", 3)
    [party] = rows["event_args"]
    assert (party["role"], party["entity_id"], party["n_claims"]) == ("agent", "state:RUS", 1)


def test_the_founding_claim_gives_the_id(reconciled: Reconciled) -> None:
    rows = reconciled([paper("z", "2025-06-12", BASE), paper("b", "2025-06-13", BASE), paper("a", "2025-06-13", BASE)])
    [event] = rows["events"]
    assert event["event_id"].startswith("z:claims:")


@pytest.mark.parametrize("sentence", ["Another shelling hit Dorvik.", "A second shelling hit Dorvik at dusk."])
def test_one_more_event_of_an_article_is_another_event(reconciled: Reconciled, sentence: str) -> None:
    first = Told("Shelling hit Dorvik at dawn.", "Shelling", "ASSAULT", None, place="Dorvik")
    told = Told(sentence, "shelling", "ASSAULT", None, place="Dorvik")
    assert len(reconciled([paper("a", "2025-06-12", first, told)])["events"]) == 2


def test_the_same_event_twice_in_an_article_is_one(reconciled: Reconciled) -> None:
    first = Told("Shelling hit Dorvik at dawn.", "Shelling", "ASSAULT", None, place="Dorvik")
    again = Told("The shelling of Dorvik went on for hours.", "shelling", "ASSAULT", None, place="Dorvik")
    assert len(reconciled([paper("a", "2025-06-12", first, again)])["events"]) == 1


def bodies(number: str, giver: str, taker: str, of: str, **more: Any) -> Told:
    sentence = f"{giver} handed {number} bodies to {taker}."
    parties = {"agent": giver, "recipient": taker, "owner": of}
    return Told(sentence, "handed", "RETREAT", "return_remains", number=number, item="bodies", **parties, **more)


FIRST = bodies("1,212", "Russia", "Ukraine", "Ukraine", day=DAY)
BATCHES = {
    "another day": bodies("1,200", "Russia", "Ukraine", "Ukraine", day="2025-06-13"),
    "another number, no day": bodies("1,200", "Russia", "Ukraine", "Ukraine"),
    "the other way": bodies("27", "Ukraine", "Russia", "Russia"),
    "agreed for each side": bodies("6,000", "Russia", "Ukraine", "Ukraine", per="side", modality="agreed"),
}


@pytest.mark.parametrize("told", BATCHES.values(), ids=BATCHES)
def test_batches_are_events_of_their_own(reconciled: Reconciled, told: Told) -> None:
    assert len(reconciled([paper("a", "2025-06-12", FIRST), paper("b", "2025-06-14", told)])["events"]) == 2


def test_ranks_tell_batches_apart(reconciled: Reconciled) -> None:
    def batch(rank: tuple[str, int, str], sentence: str) -> Told:
        return Told(sentence, "handed", "RETREAT", "return_remains", recipient="Ukraine", rank=rank)

    one = batch(("first", 1, "batch"), "The first batch of bodies was handed to Ukraine.")
    two = batch(("second", 2, "batch"), "The second batch of bodies was handed to Ukraine.")
    assert len(reconciled([paper("a", "2025-06-12", one), paper("b", "2025-06-12", two)])["events"]) == 2
    assert len(reconciled([paper("a", "2025-06-12", one), paper("b", "2025-06-12", one)])["events"]) == 1


def test_a_side_that_gives_its_own_dead_counts_as_reversed(reconciled: Reconciled) -> None:
    wrong = bodies("1,212", "Ukraine", "Russia", "Ukraine")
    rows = reconciled([paper("a", "2025-06-12", FIRST), paper("b", "2025-06-13", wrong)])
    [event] = rows["events"]
    parties = [(row["role"], row["entity_id"]) for row in rows["event_args"]]
    assert parties == [("agent", "state:RUS"), ("recipient", "state:UKR")]
    assert event["n_claims"] == 2


STATUS = [
    ([("asserted", "+", None)], "asserted"),
    ([("claimed", "+", "Kyiv officials")], "claimed"),
    ([("claimed", "+", "Kyiv officials"), ("asserted", "+", None)], "asserted"),
    ([("claimed", "+", "Kyiv officials"), ("claimed", "+", "a Russian general")], "confirmed"),
    ([("claimed", "+", "Kyiv officials"), ("denied", "-", "a Russian general")], "contested"),
    ([("confirmed", "+", "the UN")], "confirmed"),
    ([("confirmed", "+", "Kyiv officials")], "claimed"),
    ([("denied", "-", "a Russian general")], "denied"),
    ([("unverified", "+", None)], "unverified"),
    ([("claimed", "+", "a Russian general")], "confirmed"),
]


@pytest.mark.parametrize(("said", "status"), STATUS)
def test_status_hangs_on_who_says_so(
    reconciled: Reconciled, said: list[tuple[str, str, str | None]], status: str
) -> None:
    def strike(n: int, how: str, polarity: str, source: str | None) -> Paper:
        sentence = f"Russia struck the depot of Ukraine in Dorvik, {source or 'it seems'}."
        parties = {"place": "Dorvik", "agent": "Russia", "recipient": "Ukraine", "source": source}
        told = Told(sentence, "struck", "ASSAULT", "strike", day=DAY, status=how, polarity=polarity, **parties)
        return paper(f"d{n}", "2025-06-12", told)

    [event] = reconciled([strike(n, *one) for n, one in enumerate(said)])["events"]
    assert event["status"] == status


def test_plans_and_requests_are_events_of_that_status(reconciled: Reconciled) -> None:
    def meeting(modality: str, status: str) -> Paper:
        told = Told(
            "Envoys will meet in Dorvik.", "meet", "CONSULT", None, place="Dorvik", modality=modality, status=status
        )
        return paper(modality, "2025-06-12", told)

    rows = reconciled([meeting("planned", "planned"), meeting("requested", "requested")])
    assert sorted(row["status"] for row in rows["events"]) == ["planned", "requested"]
