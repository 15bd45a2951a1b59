"""The pipeline held to the gold documents: no score below its floor in corpus/gold/floors.toml."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dateline
import pytest
from conftest import ROOT
from dateline.gold.annotations import GoldDocument, read_gold
from dateline.gold.evaluate import SCORED, Score, evaluate, missing, mistakes, read_rows
from spacy.language import Language

GOLD = ROOT / "corpus" / "gold"
PARTS = ("dev", "test")
OPEN = ("dev",)  # whose mistakes may be looked at
FLOORS: dict[str, Any] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
MEASURES = {"span": "overlap", "value": "value"}
OF_CLAIMS = {"found": "found", "four": "four right", "nine": "nine right"}


@pytest.fixture(scope="module")
def gold() -> dict[str, list[GoldDocument]]:
    return {part: read_gold(GOLD / part) for part in PARTS}


@pytest.fixture(scope="module")
def out(nlp: Language, gold: dict[str, list[GoldDocument]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of all gold documents, read from their title, text and day of publication alone."""
    folder = tmp_path_factory.mktemp("gold")
    with (folder / "gold.jsonl").open("w", encoding="utf-8") as sink:
        for part in PARTS:
            for path in sorted((GOLD / part).glob("*.jsonl")):
                head = json.loads(path.read_text(encoding="utf-8").partition("\n")[0])
                sink.write(json.dumps({name: head.get(name) for name in ("id", "title", "text", "published")}) + "\n")
    dateline.run([str(folder / "gold.jsonl")], folder / "out", nlp=nlp)
    return folder / "out"


@pytest.mark.parametrize("part", PARTS)
def test_gold_documents_are_annotated_whole(out: Path, gold: dict[str, list[GoldDocument]], part: str) -> None:
    assert missing(out, gold[part]) == []


@pytest.mark.parametrize("part", PARTS)
def test_no_score_is_below_its_floor(out: Path, gold: dict[str, list[GoldDocument]], part: str) -> None:
    rows = read_rows(out, gold[part])
    worse = dict(below(evaluate(gold[part], rows), FLOORS[part]))
    wrong = (
        [m.line() for m in mistakes(gold[part], rows, sorted({layer for layer, _ in worse}))] if part in OPEN else []
    )
    assert not worse, "\n".join(["Scores below corpus/gold/floors.toml:", *worse.values(), *wrong])


def below(scores: list[Score], floors: dict[str, dict[str, float]]) -> Iterator[tuple[tuple[str, str], str]]:
    """Layer and measure, and one line, of every score that is below its floor."""
    now = {(score.layer, score.measure): score.f1 for score in scores}
    for layer, measures in floors.items():
        for measure, floor in measures.items():
            found = now[layer, (MEASURES | OF_CLAIMS)[measure]]
            if found < floor:
                yield (layer, measure), f"{layer}: {measure} F1 is {found:.3f}, floor {floor:.3f}"


@pytest.mark.parametrize("part", PARTS)
def test_every_layer_has_floors(part: str) -> None:
    assert FLOORS[part].keys() == set(SCORED)
    for layer, floors in FLOORS[part].items():
        assert floors.keys() == (OF_CLAIMS if layer == "claims" else MEASURES).keys()
    assert all(0 < floor <= 1 for floors in FLOORS[part].values() for floor in floors.values())


def test_a_score_below_its_floor_is_named() -> None:
    scores = [Score("dates", measure, 1.0, 0.8, 0.889, 0.8, 0.9, 10, 8) for measure in ("overlap", "value")]
    assert list(below(scores, {"dates": {"span": 0.88, "value": 0.9}})) == [
        (("dates", "value"), "dates: value F1 is 0.889, floor 0.900")
    ]
