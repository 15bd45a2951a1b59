"""The table of event types and modes: complete, defined, and held to by frames, gold and tables."""

import json
from typing import Any

import pytest
from conftest import ROOT
from dateline.data import read_folder, read_jsonl
from dateline.errors import ConfigError
from dateline.layers.claims.table import SCHEMA
from dateline.layers.claims.types import TYPES, check_types, event_types
from dateline.tables.schema import allowed_of

ENTRIES = read_jsonl(TYPES)
FRAMES = [e for entries in read_folder("frames").values() for e in entries if "roles" in e and "words" in e]


def test_the_schema_allows_what_the_table_has() -> None:
    assert allowed_of(SCHEMA.field("event_type")) == event_types().keys()
    assert allowed_of(SCHEMA.field("mode")) == frozenset().union(*event_types().values())


def test_every_type_and_mode_is_defined_once() -> None:
    keys = [(e["event_type"], e["mode"]) for e in ENTRIES]
    assert len(keys) == len(set(keys))
    assert {event_type for event_type, mode in keys if mode is None} == set(event_types())
    for e in ENTRIES:
        assert (e["definition"][-1], e["example"][-1]) == (".", "."), e
        assert e["source"], e


def test_every_frame_has_a_type_and_mode_of_the_table() -> None:
    assert len(FRAMES) > 100
    check_types(FRAMES)


@pytest.mark.parametrize(
    ("event_type", "mode", "said"),
    [
        ("ATTACK", None, "no event type 'ATTACK'"),
        ("CASUALTY", "strike", "CASUALTY has no mode 'strike'"),
        ("THREATEN", "bomb", "expected none"),
    ],
)
def test_an_unknown_type_or_mode_is_refused(event_type: str, mode: str | None, said: str) -> None:
    with pytest.raises(ConfigError, match=f"claims/x: .*{said}"):
        check_types([{"id": "claims/x", "event_type": event_type, "mode": mode}])


def test_gold_and_cases_keep_to_the_table() -> None:
    lines: list[dict[str, Any]] = [
        json.loads(line)
        for path in sorted((ROOT / "corpus" / "gold").glob("*/*.jsonl"))
        if path.parent.name in ("dev", "test")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    claims = [line | {"id": line["claim_id"]} for line in lines if line["layer"] == "claims" and "claim_id" in line]
    assert len(claims) > 200
    check_types(claims)
