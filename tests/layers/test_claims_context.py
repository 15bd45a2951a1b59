# ruff: noqa: E501  A row of a table is one line.
"""What a claim takes from the text around it: referents, gapped figures, places and days; and what it never takes."""

from collections.abc import Mapping

import pytest
from dateline.layers.claims.values import Claim, claims, relations
from frame_rows import annotated
from spacy.language import Language
from spacy.tokens import Doc

UNREACHED = pytest.mark.xfail(strict=True, reason="known: DESIGN section 4 asks for more")
MONDAY, FRIDAY = "2025-06-09", "2025-06-06"
BOMB = "A bomb exploded in Nairobi on Monday."

REFERENTS = [
    ("Kenya attacked Somalia. Its forces killed ten people.", "killed", "agent", ["Kenya"]),
    ("William Ruto spoke on Monday. He freed ten prisoners.", "freed", "agent", ["William Ruto"]),
    ("William Ruto said he would deploy 200 soldiers.", "deploy", "agent", ["William Ruto"]),
    ("William Ruto met Hassan Sheikh Mohamud. He freed ten prisoners.", "freed", "agent", ["William Ruto"]),
    pytest.param("William Ruto and Hassan Sheikh Mohamud spoke. He freed ten prisoners.", "freed", "agent", [], marks=UNREACHED),
    ("Kenya attacked Somalia. He freed ten prisoners.", "freed", "agent", []),
    ("It freed ten prisoners.", "freed", "agent", []),
    ("Somalia and Kenya met. Both sides agreed to return ten bodies.", "return", "agent", ["Somalia", "Kenya"]),
    ("Somalia, Sudan and Kenya met. Both sides agreed to return ten bodies.", "return", "agent", ["sides"]),
]  # fmt: skip
"""A text, a trigger of it, a role and the names in it: whom pronouns and bare nouns stand for, where that is safe."""

GAPS = [
    ("Two died in Herat and three in Kabul.", ["2 in Herat", "3 in Kabul"]),
    ("Two people died in Nairobi on Monday and three in Lamu on Friday.", ["2 in Nairobi", "3 in Lamu"]),
    pytest.param("The blast left ten dead and 20 injured in Nairobi.", ["10 in Nairobi", "20 in Nairobi"], marks=UNREACHED),
    ("Two died in Herat, and three met in Kabul.", ["2 in Herat"]),
    ("Two died in Herat and three cars burned in Kabul.", ["2 in Herat"]),
    ("Two died in Herat.", ["2 in Herat"]),
]  # fmt: skip
"""A text and its losses with their places: a figure whose verb is left out has a claim of its own."""

SETTINGS = [
    # inherited: place, place inherited, first day, day inherited
    (f"{BOMB} Ten people were killed.", "killed", ["Nairobi"], True, MONDAY, True),
    (f"{BOMB} Kenya condemned the raid. Ten people were killed.", "killed", ["Nairobi"], True, MONDAY, True),
    (f"{BOMB} Ten people were killed in Mombasa.", "killed", ["Mombasa"], False, MONDAY, True),
    # a day of its own, that the scene is not of
    (f"{BOMB} Ten people were killed on June 6.", "killed", [], False, FRIDAY, False),
    # plans, requests, statements and deals have neither
    (f"{BOMB} Kenya will deploy 200 soldiers.", "deploy", [], False, None, False),
    (f"{BOMB} Kenya and Somalia signed a treaty.", "treaty", [], False, None, False),
    # what goes on is of no day
    (f"{BOMB} Two people die every day.", "die", ["Nairobi"], True, None, False),
    # another event is not the one told before
    (f"{BOMB} In another attack rebels killed two people in Mombasa on June 6.", "killed", ["Mombasa"], False, FRIDAY, False),
    pytest.param(f"{BOMB} Another attack killed two people.", "killed", [], False, None, False, marks=UNREACHED),
    # nothing stands before it
    ("Ten people were killed.", "killed", [], False, None, False),
    ("Kenya and Somalia met in Nairobi on Monday. Ten people were killed.", "killed", [], False, None, False),
]  # fmt: skip

TEXTS = {str(getattr(row, "values", row)[0]) for table in (REFERENTS, GAPS, SETTINGS) for row in table}
TWO_COUNTS = (
    "Twelve people were killed in Nairobi on Monday, police said. Fifteen people were killed in Nairobi on Monday, the"
    " army said."
)
DENIAL = "Kenya accused Somalia of a raid. Somalia denied this."


@pytest.fixture(scope="module")
def docs(nlp: Language) -> Mapping[str, Doc]:
    return annotated(nlp, sorted(TEXTS | {TWO_COUNTS, DENIAL}))


def claim_of(doc: Doc, trigger: str) -> Claim:
    """The one claim with this trigger."""
    [found] = [claim for claim in claims(doc) if doc[claim.at[0] : claim.at[1]].text == trigger]
    return found


def names(claim: Claim, role: str) -> list[str]:
    return [arg.name for arg in claim.arguments if arg.role == role]


@pytest.mark.parametrize(("text", "trigger", "role", "expected"), REFERENTS)
def test_whom_a_word_stands_for(
    text: str, trigger: str, role: str, expected: list[str], docs: Mapping[str, Doc]
) -> None:
    assert names(claim_of(docs[text], trigger), role) == expected


@pytest.mark.parametrize(("text", "expected"), GAPS)
def test_figures_whose_verb_is_left_out(text: str, expected: list[str], docs: Mapping[str, Doc]) -> None:
    lost = [claim for claim in claims(docs[text]) if claim.event_type == "CASUALTY"]
    assert [f"{n:g} in {', '.join(names(claim, 'place'))}" for claim in lost for n in claim.figures()] == expected


@pytest.mark.parametrize(("text", "trigger", "places", "inherited", "day", "day_inherited"), SETTINGS)
def test_where_and_when_of_a_claim_that_does_not_say(
    text: str,
    trigger: str,
    places: list[str],
    inherited: bool,
    day: str | None,
    day_inherited: bool,
    docs: Mapping[str, Doc],
) -> None:
    found = claim_of(docs[text], trigger)
    assert (names(found, "place"), found.place_inherited) == (places, inherited)
    assert (found.date_start and found.date_start[:10], found.date_inherited) == (day, day_inherited)
    bases = {arg.basis for arg in found.arguments if arg.role == "place"}
    assert bases <= ({"sentence", "document"} if inherited else {"clause"})


def test_two_sources_with_two_figures_contradict(docs: Mapping[str, Doc]) -> None:
    assert list(relations(docs[TWO_COUNTS])) == [(1, "contradicts", 0)]
    assert [claim.figure_differs for claim in claims(docs[TWO_COUNTS])] == [True, True]


def test_a_denial_points_at_what_it_denies(docs: Mapping[str, Doc]) -> None:
    assert list(relations(docs[DENIAL])) == [(1, "denies", 0)]
