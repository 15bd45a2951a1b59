# ruff: noqa: E501  A row of a table is one line.
"""Relations of claims by table: repeats, parts, other figures, denials, silence; what claims of one event share."""

from dataclasses import replace
from typing import Any

import pytest
from claim_values import claim
from dateline.data import read_limits
from dateline.layers.claims.lexicon import Limits
from dateline.layers.claims.relations import contradicts, differs, flagged, is_again, is_reversed, relate, shared
from dateline.layers.claims.values import Claim, Relation

LIMITS = replace(Limits(**read_limits("claims")), reach=3)


OTHER = claim(event_type="PROTEST", mode=None)
SILENT = {"event_type": "STATEMENT", "mode": None, "status": "not_confirmed"}
QUESTION = {"event_type": "STATEMENT", "mode": None, "status": "unverified", "sentence": 1}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], []),
        ([claim((27.0,))], []),
        ([claim((27.0,)), claim((27.0,))], [(1, "repeats", 0)]),
        ([claim((27.0,)), claim((27.0, 3.0))], [(1, "repeats", 0)]),
        ([claim((27.0,)), claim((28.0,))], []),
        ([claim(), claim()], []),
        ([claim((0.0,)), claim((0.0,))], []),
        ([claim((0.0, 27.0)), claim((0.0, 27.0))], [(1, "repeats", 0)]),
        ([claim((27.0,)), claim((27.0,), mode="deliver_remains")], []),
        ([claim((27.0,)), claim((27.0,), event_type="CASUALTY")], []),
        ([claim((27.0,), event_type="AID"), claim((27.0,), event_type="AID")], [(1, "repeats", 0)]),
        ([claim((27.0,), event_type="CONSULT"), claim((27.0,), event_type="CONSULT")], []),
        ([claim((27.0,)), claim((27.0,)), claim((27.0,))], [(1, "repeats", 0), (2, "repeats", 1)]),
        ([claim((27.0,)), claim((27.0,), source="Kenya", status="confirmed")], [(1, "confirms", 0)]),
        ([claim((27.0,)), claim((27.0,), status="confirmed")], [(1, "repeats", 0)]),
        ([claim((27.0,)), claim((27.0,), source="Kenya", status="claimed")], [(1, "repeats", 0)]),
        ([claim((27.0,)), OTHER, claim((27.0,))], [(2, "repeats", 0)]),
        ([claim((27.0,)), OTHER, OTHER, claim((27.0,))], []),
        ([claim((27.0,), "Kenya"), claim((), "Kenya", polarity="-")], [(1, "contradicts", 0)]),
        ([claim(), claim((27.0,)), claim(**SILENT)], [(2, "not_confirmed", 1)]),
        ([claim((27.0,)), claim(**SILENT), claim(**SILENT)], [(1, "not_confirmed", 0), (2, "not_confirmed", 0)]),
        ([claim((27.0,)), OTHER, OTHER, claim(**SILENT)], [(3, "not_confirmed", 2)]),
        ([claim(**SILENT)], []),
        ([claim((27.0,)), claim(status="not_confirmed", mode="x")], []),
        ([claim((27.0,)), claim(), claim((3.0,)), claim(**QUESTION)], [(3, "questions", 0), (3, "questions", 2)]),
        ([claim((27.0,)), claim(), claim(), claim(), claim(**QUESTION)], []),
        ([claim((27.0,)), claim(**QUESTION | {"sentence": 2})], []),
        ([claim((27.0,)), claim(**QUESTION | {"status": "asserted"})], []),
    ],
)  # fmt: skip
def test_relate(found: list[Claim], expected: list[Relation]) -> None:
    assert relate(found, LIMITS) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (claim((27.0,), "Kenya"), claim((), "Kenya", polarity="-"), True),
        (claim((), "Kenya", polarity="-"), claim((27.0,), "Kenya"), True),
        (claim((0.0,), "Kenya"), claim((), "Kenya", polarity="-"), False),
        (claim((), "Kenya"), claim((27.0,), "Kenya", polarity="-"), False),
        (claim((27.0,), "Kenya"), claim((27.0,), "Kenya"), False),
        (claim((27.0,), "Kenya", polarity="-"), claim((27.0,), "Kenya", polarity="-"), False),
        (claim((27.0,), "Kenya"), claim((), "Somalia", polarity="-"), False),
        (claim((27.0,)), claim((), polarity="-"), False),
        (claim((27.0,), "Kenya", modality="planned"), claim((), "Kenya", polarity="-"), True),
        (claim((27.0,), "Kenya", modality="planned"), claim((), "Kenya", polarity="-", modality="planned"), False),
    ],
)
def test_contradicts(one: Claim, other: Claim, expected: bool) -> None:
    assert contradicts(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Kenya", "Somalia"), ("Somalia", "Kenya"), True),
        (("Kenya", "Somalia"), ("Kenya", "Somalia"), False),
        (("Kenya", "Somalia"), ("Somalia", "Sudan"), False),
        (("Kenya", "Somalia"), ("Sudan", "Kenya"), False),
        (("Kenya", "Kenya"), ("Kenya", "Kenya"), False),
        (("Kenya", ""), ("", "Kenya"), False),
        (("", "Kenya"), ("Kenya", ""), False),
    ],
)
def test_direction_is_reversed(one: tuple[str, str], other: tuple[str, str], expected: bool) -> None:
    assert is_reversed(claim((27.0,), *one), claim((27.0,), *other)) is expected


def flags(found: list[Claim]) -> list[tuple[bool, bool, str]]:
    return [(c.direction_reversed, c.figure_differs, c.status) for c in flagged(found, relate(found, LIMITS))]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([claim((27.0,), "A", "B"), claim((27.0,), "B", "A")], [(False, False, "asserted"), (True, False, "asserted")]),
        ([claim((27.0,), "A", "B"), claim((28.0,), "B", "A")], [(False, False, "asserted")] * 2),
        ([claim((27.0,), "A"), claim((), "A", polarity="-")], [(False, True, "asserted")] * 2),
        ([claim((27.0,), "A"), claim((27.0,), "A"), claim((), "A", polarity="-")], [(False, False, "asserted"), (False, True, "asserted"), (False, True, "asserted")]),
        ([claim((27.0,), status="claimed"), claim(**QUESTION)], [(False, False, "unverified")] * 2),
        ([claim((27.0,), status="confirmed"), claim(**QUESTION)], [(False, False, "confirmed"), (False, False, "unverified")]),
        ([claim((27.0,), status="claimed"), claim(**SILENT)], [(False, False, "claimed"), (False, False, "not_confirmed")]),
    ],
)  # fmt: skip
def test_flags_of_related_claims(found: list[Claim], expected: list[tuple[bool, bool, str]]) -> None:
    assert flags(found) == expected


MONDAY = {"date_start": "2025-06-09", "date_end": "2025-06-09"}
TUESDAY = {"date_start": "2025-06-10", "date_end": "2025-06-10"}
KILLED: dict[str, Any] = {"event_type": "CASUALTY", "mode": "killed", **MONDAY}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (claim((15.0,), source="army", place="Lamu", **KILLED), claim((12.0,), source="police", place="Lamu", **KILLED), True),
        (claim((15.0,), source="army", **KILLED), claim((12.0,), source="police", place="Lamu", **KILLED), True),
        (claim((15.0,), source="army", **KILLED), claim((12.0,), source="police", **KILLED), True),
        # far apart and nowhere
        (claim((15.0,), source="army", **KILLED | {"sentence": 9}), claim((12.0,), source="police", **KILLED), False),
        # another place, another day, no day at all
        (claim((15.0,), source="army", place="Mandera", **KILLED), claim((12.0,), source="police", place="Lamu", **KILLED), False),
        (claim((15.0,), source="army", place="Lamu", **KILLED | TUESDAY), claim((12.0,), source="police", place="Lamu", **KILLED), False),
        (claim((15.0,), source="army", event_type="CASUALTY", mode="killed"), claim((12.0,), source="police", event_type="CASUALTY", mode="killed"), False),
        # the same figure, the same source, more of them, none of them
        (claim((12.0,), source="army", **KILLED), claim((12.0,), source="police", **KILLED), False),
        (claim((15.0,), source="police", **KILLED), claim((12.0,), source="police", **KILLED), False),
        (claim((15.0,), source="army", is_addition=True, **KILLED), claim((12.0,), source="police", **KILLED), False),
        (claim((), source="army", **KILLED), claim((12.0,), source="police", **KILLED), False),
        # denied, planned, of no people
        (claim((15.0,), source="army", polarity="-", **KILLED), claim((12.0,), source="police", **KILLED), False),
        (claim((15.0,), source="army", modality="planned", **KILLED), claim((12.0,), source="police", **KILLED), False),
        (claim((15.0,), source="army", **MONDAY), claim((12.0,), source="police", **MONDAY), False),
    ],
)  # fmt: skip
def test_two_sources_differ_over_one_event(one: Claim, other: Claim, expected: bool) -> None:
    assert differs(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (claim(place="Lamu", **MONDAY), claim(place="Lamu", **MONDAY), True),
        (claim((), "Kenya", place="Lamu", **MONDAY), claim(place="Lamu", **MONDAY), True),
        (claim((27.0,), place="Lamu", **MONDAY), claim(place="Lamu", **MONDAY), True),
        (claim((27.0,), place="Lamu", **MONDAY), claim((28.0,), place="Lamu", **MONDAY), False),
        (claim((), "Kenya", place="Lamu", **MONDAY), claim((), "Somalia", place="Lamu", **MONDAY), False),
        (claim((), "", "Kenya", place="Lamu", **MONDAY), claim((), "", "Somalia", place="Lamu", **MONDAY), False),
        (claim(place="Lamu", **TUESDAY), claim(place="Lamu", **MONDAY), False),
        (claim(place="Mandera", **MONDAY), claim(place="Lamu", **MONDAY), False),
        (claim(**MONDAY), claim(place="Lamu", **MONDAY), False),
        (claim(place="Lamu"), claim(place="Lamu"), False),
        (claim(place="Lamu", polarity="-", **MONDAY), claim(place="Lamu", **MONDAY), False),
        (claim(place="Lamu", modality="planned", **MONDAY), claim(place="Lamu", **MONDAY), False),
        (claim(place="Lamu", is_addition=True, **MONDAY), claim(place="Lamu", **MONDAY), False),
    ],
)  # fmt: skip
def test_a_claim_tells_of_an_event_again(one: Claim, other: Claim, expected: bool) -> None:
    assert is_again(one, other) is expected


def test_a_part_points_at_the_whole() -> None:
    whole = claim((10.0,), **KILLED)
    [at] = whole.figure_tokens()
    assert relate([whole, claim((6.0,), part_of=at, **KILLED)], LIMITS) == [(1, "part_of", 0)]
    assert relate([whole, claim((6.0,), part_of=at + 7, **KILLED)], LIMITS) == []


DENIED = {"status": "denied", "polarity": "-"}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # a bare denial means the claim right before it
        ([claim(), claim(event_type="STATEMENT", mode="deny", sentence=1, **DENIED)], [(1, "denies", 0)]),
        ([claim(), claim(event_type="STATEMENT", mode="deny", sentence=2, **DENIED)], []),
        ([claim(event_type="STATEMENT", mode="comment"), claim(event_type="STATEMENT", mode="deny", **DENIED)], []),
        # a denial of the same kind of event, by somebody else
        ([claim(source="Kenya"), claim(source="Somalia", **DENIED)], [(1, "denies", 0)]),
        ([claim(source="Kenya"), claim(source="Kenya", **DENIED)], []),
        ([OTHER, claim(source="Somalia", **DENIED)], []),
        ([claim(source="Kenya", **DENIED), claim(source="Somalia", **DENIED)], []),
    ],
)  # fmt: skip
def test_denials_mean_a_claim_before_them(found: list[Claim], expected: list[Relation]) -> None:
    assert [r for r in relate(found, LIMITS) if r[1] == "denies"] == expected


@pytest.mark.parametrize(
    ("found", "related", "agents"),
    [
        ([claim((), "Kenya"), claim()], [(1, "repeats", 0)], ["Kenya", "Kenya"]),
        ([claim(), claim((), "Kenya")], [(1, "repeats", 0)], ["Kenya", "Kenya"]),
        ([claim(), claim((), "Kenya"), claim()], [(1, "repeats", 0), (2, "confirms", 1)], ["Kenya"] * 3),
        ([claim((), "Kenya"), claim()], [], ["Kenya", ""]),
        ([claim((), "Kenya"), claim()], [(1, "contradicts", 0)], ["Kenya", ""]),
        ([claim((), "Kenya"), claim()], [(1, "part_of", 0)], ["Kenya", ""]),
        ([claim((), "Kenya"), claim((), "", "Kenya")], [(1, "repeats", 0)], ["Kenya", ""]),
        ([claim((), "Kenya"), claim((), "Somalia"), claim()], [(1, "repeats", 0), (2, "repeats", 1)], ["Kenya", "Somalia", ""]),
    ],
)  # fmt: skip
def test_claims_of_one_event_share_their_agent(found: list[Claim], related: list[Relation], agents: list[str]) -> None:
    assert ["".join(c.names("agent")) for c in shared(found, related)] == agents


def test_what_is_shared_stands_on_the_document() -> None:
    [_, taken] = shared([claim((), "Kenya", "Somalia"), claim((), "", "")], [(1, "repeats", 0)])
    parties = [(arg.role, arg.name, arg.basis) for arg in taken.arguments if arg.role in ("agent", "recipient")]
    assert parties == [("agent", "Kenya", "document"), ("recipient", "Somalia", "document")]
