"""The places of war in corpus/gold/conflict_places.jsonl: no share below its floor."""

import importlib.util
import json
from typing import Any

import pytest
from conftest import ROOT
from spacy.language import Language

FLOORS = {"dev": {"id": 0.98, "admin1": 0.98}, "frozen": {"id": 0.95, "admin1": 0.97}}


@pytest.fixture(scope="module")
def conflict() -> Any:
    spec = importlib.util.spec_from_file_location("conflict", ROOT / "tests" / "benchmarks" / "conflict.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("half", FLOORS)
def test_places_of_war_are_found_and_right(nlp: Language, conflict: Any, half: str) -> None:
    shares = conflict.shares(nlp, conflict.halves()[half])
    assert {key: shares[key] for key in FLOORS[half] if shares[key] < FLOORS[half][key]} == {}


def test_spans_of_the_list_are_those_of_their_sentences(conflict: Any) -> None:
    sentences = [s for half in conflict.halves().values() for s in half]
    places = [(s, place) for s in sentences for place in s["places"]]
    assert len(places) >= len(sentences) > 0
    for sentence, place in places:
        assert sentence["text"][place["start"] : place["end"]] == place["text"], json.dumps(sentence)


def test_list_is_large(conflict: Any) -> None:
    names = {p["text"] for half in conflict.halves().values() for s in half for p in s["places"]}
    assert len(names) >= 300
