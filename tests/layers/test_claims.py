"""Claims: status, modality and dates by table; every trigger of the lexicon proves itself on its own example."""

from collections.abc import Callable
from typing import Any

import pytest
from cases import cases, check
from dateline import make_doc
from dateline.data import read_jsonl
from dateline.doc.offsets import LONGEST
from dateline.layers.claims.resolve import date_interval, resolve_modality, resolve_status
from dateline.layers.claims.table import EVENT_TYPES, MODALITIES, STATUSES, arg_rows
from dateline.layers.claims.values import claims, relations
from dateline.layers.dates.values import Date
from dateline.reading.regions import regions
from spacy.language import Language
from spacy.tokens import Doc

TRIGGERS = read_jsonl("lexicon/claims_triggers.jsonl")


@pytest.mark.parametrize(
    ("cue", "modality", "hedged", "silent", "status"),
    [
        (None, "actual", False, False, "asserted"),
        ("claimed", "actual", False, False, "claimed"),
        ("confirmed", "actual", False, False, "confirmed"),
        ("confirmed", "planned", False, False, "planned"),
        ("claimed", "actual", True, False, "unverified"),
        ("claimed", "hypothetical", True, False, "hypothetical"),
        ("denied", "planned", True, False, "denied"),
        (None, "actual", False, True, "not_confirmed"),
    ],
)
def test_resolve_status_takes_the_first_that_fits(
    cue: str | None, modality: str, hedged: bool, silent: bool, status: str
) -> None:
    assert resolve_status(cue=cue, modality=modality, hedged=hedged, silent=silent) == status


def test_resolve_status_of_what_could_not_be_verified() -> None:
    assert resolve_status(cue=None, modality="actual", hedged=False, silent=True, verifier=True) == "unverified"


@pytest.mark.parametrize(
    ("own", "reported", "modality"),
    [("reported", True, "planned"), ("reported", False, "hypothetical"), ("actual", True, "actual")],
)
def test_resolve_modality_of_would(own: str, reported: bool, modality: str) -> None:
    assert resolve_modality(own, reported=reported) == modality


def day(start: str | None, end: str | None) -> Date:
    return Date("date", start, end, "day", None, None, "none", None, None)


JUNE, JULY = day("2025-06-01", "2025-06-30"), day("2025-07-01", "2025-07-31")


@pytest.mark.parametrize(
    ("found", "interval"),
    [
        ([], (None, None)),
        ([("", JUNE)], ("2025-06-01", "2025-06-30")),
        ([("start", JUNE)], ("2025-06-01", None)),
        ([("end", JUNE)], (None, "2025-06-30")),
        ([("", JUNE), ("range", JULY)], ("2025-06-01", "2025-07-31")),
        ([("", JULY), ("range", JUNE)], ("2025-06-01", "2025-06-30")),
        ([("", JUNE), ("", day("2025-06-11", "2025-06-11"))], ("2025-06-11", "2025-06-11")),
    ],
)
def test_date_interval(found: list[tuple[str, Date]], interval: tuple[str | None, str | None]) -> None:
    assert date_interval(found) == interval


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda t: str(t["id"]))
def test_trigger_finds_its_own_example(trigger: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    doc = annotate(trigger["example"], "2025-06-11")
    assert trigger["id"] in {claim.rule for claim in claims(doc)}


@pytest.mark.parametrize("entry", TRIGGERS + read_jsonl("lexicon/claims_classes.jsonl"), ids=lambda e: str(e["id"]))
def test_lexicon_keeps_to_the_allowed_values(entry: dict[str, Any]) -> None:
    assert entry.get("event_type", "AGREE") in EVENT_TYPES
    assert entry.get("status", "claimed") in STATUSES
    assert (entry.get("modality") or "actual") in MODALITIES


TEXT = (
    "Russia returned 1,212 bodies to Ukraine on Monday. Ukraine had handed over 1,212 bodies to Russia, Medinsky"
    " claimed. Ukraine has not returned a single body, a source said."
)


def test_relations_within_a_document(annotate: Callable[..., Doc]) -> None:
    doc = annotate(TEXT, "2025-06-11")
    found = {relation for _, relation, _ in relations(doc)}
    assert found == {"repeats", "contradicts"}
    assert [claim.direction_reversed for claim in claims(doc)] == [False, True, False]


def test_source_is_numbered_nearest_first(annotate: Callable[..., Doc]) -> None:
    doc = annotate("The UN said that Kenya had confirmed that ten people were killed.", "2025-06-11")
    sources = [(row["n"], row["name"]) for row in arg_rows(doc) if row["role"] == "source"]
    assert [n for n, _ in sources] == [1, 2]
    assert sources[0][1] == "Kenya"


@pytest.mark.parametrize(
    ("text", "role", "names"),
    [
        ("The fire caused further damage in Lamu.", "patient", []),
        ("House damage was reported in Lamu.", "patient", ["House"]),
        ("The church and the old market, and two barns, collapsed.", "patient", ["The church", "market", "two barns"]),
        ("Ten villagers were killed.", "patient", ["Ten villagers"]),
        ("A seven-storey building collapsed in Lamu.", "quantity", []),
        ("Seven people were killed in Lamu.", "quantity", ["Seven"]),
        ("Two villagers were hospitalised for several months.", "quantity", ["Two"]),
    ],
)
def test_arguments(text: str, role: str, names: list[str], annotate: Callable[..., Doc]) -> None:
    found = [row["name"] for row in arg_rows(annotate(text, "2025-06-11")) if row["role"] == role]
    assert len(found) == len(names)
    assert all(row.endswith(name) for row, name in zip(found, names, strict=True))


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Minister Elena Duarte stabbed in market", "recipient"),
        ("Minister Elena Duarte attacked Kenya", "agent"),
        ("Minister Elena Duarte attacks in parliament", "agent"),
    ],
)
def test_past_forms_in_headlines_are_passives(title: str, role: str, nlp: Language) -> None:
    text = f"{title}\n\nNothing else was known."
    doc = nlp(make_doc(nlp, text, doc_id="d", regions=regions(text, title_end=len(title))))
    assert role in {row["role"] for row in arg_rows(doc) if row["name"] == "Elena Duarte"}


@pytest.mark.parametrize("text", ["", " ", "killed", "Kill!", "attack attack attack", "…", "No no no"])
def test_claims_survive_any_text(text: str, nlp: Callable[[str], Doc]) -> None:
    doc = nlp(text)
    assert "claims" in doc.spans


def test_a_run_of_triggers_without_sentences_tells_nothing(annotate: Callable[..., Doc]) -> None:
    doc = annotate("killed " * (LONGEST + 1) + ".\n\nRussia returned 27 bodies on Monday.", "2025-06-11")
    assert [claim.event_type for claim in claims(doc)] == ["RETREAT"]


@pytest.mark.parametrize("case", cases("claims"))
def test_claims_of_gold_sentences(case: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    check(case, annotate)
