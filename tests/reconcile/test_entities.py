"""The same actor under several ids."""

from datetime import datetime
from typing import Any

import pytest
from dateline.reconcile.entities import Actors, name_key, office_of
from dateline.reconcile.inputs import Bundle


def mention(actor_id: str, name: str, country: str | None = None, **more: Any) -> dict[str, Any]:
    kind = actor_id.split(":")[0]
    about = {"text": name, "kind": "name", "type": kind, "sector": "GOV", "role": None}
    return {"actor_id": actor_id, "name": name, "country": country} | about | more


def joined(*documents: list[dict[str, Any]], days: tuple[str, ...] = ()) -> list[set[str]]:
    """The actor_ids of every entity that has several."""
    actors = Actors()
    for n, rows in enumerate(documents):
        published = datetime.fromisoformat(days[n]) if days else None
        actors.add(Bundle({"doc_id": f"d{n}", "published": published}, {"actors": rows}))
    return [set(entity.actor_ids) for entity in actors.entities() if len(entity.actor_ids) > 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muammar Qaddafi", "Moammar Gadhafi"),
        ("Muammar Qaddafi", "Muammar Kadhafi"),
        ("Hassan Nasrallah", "Hasan Nasrallah"),
        ("Mohammed Deif", "Mohammad Deif"),
    ],
)
def test_spellings_of_one_full_name_are_one_actor(one: str, other: str) -> None:
    found = joined([mention("person:a", one, "LBY")], [mention("person:b", other, "LBY")])
    assert found == [{"person:a", "person:b"}]


APART = [
    (mention("person:a", "Hassan Ali", "LBY"), mention("person:b", "Hussein Ali", "LBY")),
    (mention("person:a", "Qaddafi", "LBY"), mention("person:b", "Gadhafi", "LBY")),
    (mention("person:a", "Ali Hassan", "IRQ"), mention("person:b", "Ali Hasan", "SYR")),
    (mention("person:a", "Ali Hassan"), mention("person:b", "Ali Hasan", "SYR")),
    (mention("person:a", "Omar Bakri", "SYR"), mention("person:b", "Omar Badri", "SYR")),
    (mention("org:a", "Northern Front", "SYR"), mention("org:b", "Northern Fronts", "SYR")),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_homonyms_and_surnames_stay_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert joined([one], [other]) == []


def test_a_fuller_name_is_the_same_person_unless_two_could_be_meant() -> None:
    short, first = mention("person:js", "John Smith", "USA"), mention("person:jas", "John Alan Smith", "USA")
    second = mention("person:jbs", "John Brian Smith", "USA")
    assert joined([short], [first]) == [{"person:js", "person:jas"}]
    assert joined([short], [first], [second]) == []


def test_an_acronym_is_the_body_that_some_document_writes_out() -> None:
    long = mention("org:river-relief", "River Relief Front", "SDN")
    explained = mention("org:river-relief", "River Relief Front", "SDN", text="RRF", kind="acronym")
    bare = mention("org:rrf", "RRF", text="RRF", kind="acronym")
    assert joined([long, explained], [bare]) == [{"org:river-relief", "org:rrf"}]
    other = mention("org:royal-rail", "Royal Rail Fund", "GBR", text="RRF", kind="acronym")
    assert joined([long, explained], [bare], [other]) == []


OFFICE = mention("person:unnamed-president-of-ardania", "President of Ardania", "ARD")


@pytest.mark.parametrize(
    ("name", "role", "days", "same"),
    [
        ("Mira Tolk", "President", ("2025-06-01", "2025-06-20"), True),
        ("Mira Tolk", "President", ("2023-06-01", "2025-06-20"), False),
        ("Mira Tolk", "former President", ("2025-06-01", "2025-06-20"), False),
        ("Mira Tolk", "Vice President", ("2025-06-01", "2025-06-20"), False),
        ("Mira Tolk", "finance minister", ("2025-06-01", "2025-06-20"), False),
    ],
)
def test_an_office_is_who_held_it_at_the_time(name: str, role: str, days: tuple[str, ...], same: bool) -> None:
    found = joined([mention("person:mira-tolk", name, "ARD", role=role)], [OFFICE], days=days)
    assert found == ([{"person:mira-tolk", OFFICE["actor_id"]}] if same else [])


def test_an_office_that_two_held_is_nobodys() -> None:
    people = [mention(f"person:{n}", n, "ARD", role="President") for n in ("Mira Tolk", "Jon Verr")]
    assert joined([people[0]], [people[1]], [OFFICE], days=("2025-06-01", "2025-06-10", "2025-06-20")) == []


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("President of Ardania", "head of state"),
        ("the Ardanian foreign minister", "foreign minister"),
        ("deputy foreign minister", None),
        ("negotiator", None),
        ("president of the chess club's rival", "head of state"),
    ],
)
def test_offices_of_which_a_country_has_one(role: str, office: str | None) -> None:
    assert office_of(role) == office


def test_an_entity_is_called_as_most_call_it() -> None:
    actors = Actors()
    for n, name in enumerate(("Muammar Gaddafi", "Muammar Gaddafi", "Moammar Gadhafi")):
        actor_id = "person:" + name.lower().replace(" ", "-")
        rows = [mention(actor_id, name, "LBY")]
        actors.add(Bundle({"doc_id": f"d{n}", "published": None}, {"actors": rows}))
    [entity] = actors.entities()
    assert (entity.entity_id, entity.name, entity.n_documents) == ("person:muammar-gaddafi", "Muammar Gaddafi", 3)


def test_keys_of_names_keep_their_words() -> None:
    assert name_key("Moammar Gadhafi") == name_key("Muammar Qaddafi")
    assert name_key("Moammar Gadhafi").count("-") == 1
