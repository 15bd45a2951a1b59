"""The gold has floors for every layer; that no score is below them, pytest's plugin tests (`pytest corpus/gold`)."""

import pytest
from conftest import ROOT
from dateline.gold.evaluate import SCORED
from dateline.gold.floors import read_floors

FLOORS = read_floors(ROOT / "corpus" / "gold", SCORED)


@pytest.mark.parametrize("part", ["dev", "test"])
@pytest.mark.parametrize("layer", SCORED)
def test_every_layer_has_floors(part: str, layer: str) -> None:
    floors = FLOORS.by_key[part, layer]
    assert floors.keys() == ({"found", "four", "nine"} if layer == "claims" else {"span", "value"})
    assert all(0 < floor <= 1 for floor in floors.values())


def test_mistakes_of_the_test_articles_are_not_shown() -> None:
    assert "test" in FLOORS.frozen
