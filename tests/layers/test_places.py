"""Places: which candidate a name means, how a toponym is read, what the data files hold."""

import runpy
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cases import cases, check
from dateline.data import models_dir, read_jsonl
from dateline.doc.mentions import why
from dateline.errors import ConfigError
from dateline.gazetteer import Gazetteer, Place, fold
from dateline.layers.places.lexicon import read_lexicon
from dateline.layers.places.resolve import Context, Ranked, Sense, confidence, inside, rank, resolve, sureness, weigh
from spacy.tokens import Doc

GAZETTEER = Gazetteer()
LEXICON = read_lexicon()
WEIGHTS, LIMITS = LEXICON.weights, LEXICON.limits
CONFIDENCE = runpy.run_path(str(models_dir() / "build" / "confidence.py"))


def sense(name: str, *, wanted: str | None = None, within: Sequence[Place] = ()) -> Sense:
    return Sense(fold(name), GAZETTEER.find(fold(name)), wanted, within)


def place(name: str, level: str) -> Place:
    return next(p for p, _ in GAZETTEER.find(fold(name)) if p.level == level)


def alone(sense: Sense) -> list[Ranked]:
    return rank(weigh(sense, WEIGHTS, LIMITS), Context(), WEIGHTS, LIMITS)


def best(*names: str, people: Mapping[str, int] | None = None) -> list[str]:
    ranked = resolve([sense(n) for n in names], WEIGHTS, LIMITS, people=people or {})
    return [f"{r[0].place.country}/{r[0].place.admin1}" for r in ranked]


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (("Paris",), "FRA/Île-de-France"),
        (("London",), "GBR/England"),
        (("London", "Toronto", "Ontario"), "CAN/Ontario"),
        (("Pokrovsk", "Ukraine"), "UKR/Donetsk Oblast"),
        (("Tripoli", "Lebanon", "Beirut"), "LBN/None"),
        (("Tripoli", "Benghazi", "Libya"), "LBY/None"),
        (("Georgia", "Tbilisi"), "GEO/None"),
        (("Georgia", "Atlanta", "Alabama"), "USA/None"),
        (("Odesa",), "UKR/Odesa Oblast"),
    ],
)
def test_resolve_by_the_other_names(names: tuple[str, ...], first: str) -> None:
    country, _, admin1 = first.partition("/")
    found = best(*names)[0]
    assert found == first if admin1 != "None" else found.startswith(country)


def test_resolve_by_the_peoples_spoken_of() -> None:
    assert best("Pokrovsk", people={"UKR": 2}) == ["UKR/Donetsk Oblast"]


@pytest.mark.parametrize(
    ("wanted", "kind"), [(None, "city"), ("admin1", "region"), ("settlement", "city"), ("division", "region")]
)
def test_kind_word_picks_the_level(wanted: str | None, kind: str) -> None:
    assert alone(sense("Kharkiv", wanted=wanted))[0].place.kind == kind


def test_container_outweighs_fame() -> None:
    found = alone(sense("Paris", within=[place("Texas", "admin1")]))
    assert found[0].place.admin1 == "Texas"


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (("Sudzha", "settlement"), ("Kursk", "admin1"), True),
        (("Sudzha", "settlement"), ("Russia", "country"), True),
        (("Sudzha", "settlement"), ("Sumy", "admin1"), False),
        (("Kursk", "settlement"), ("Moscow", "capital"), False),
        (("Russia", "country"), ("Kursk", "admin1"), False),
    ],
)
def test_inside(inner: tuple[str, str], outer: tuple[str, str], expected: bool) -> None:
    assert inside(place(*inner), place(*outer)) is expected


def test_confidence_falls_with_rivals_and_is_nothing_without_candidates() -> None:
    sure = confidence(alone(sense("Ukraine")), WEIGHTS, LIMITS)
    unsure = confidence(alone(sense("Springfield")), WEIGHTS, LIMITS)
    assert 0 < unsure < sure <= 1
    assert confidence([], WEIGHTS, LIMITS) == 0.0


def test_explanation_shows_the_losers(annotate: Callable[..., Doc]) -> None:
    doc = annotate("He flew to Tripoli.")
    span = doc.spans["places"][0]
    assert len(why(span, "places")["candidates"]) > 1


def test_contested_places_say_which_country_and_whose_claim(annotate: Callable[..., Doc]) -> None:
    doc = annotate("Shells landed in Crimea.")
    span = doc.spans["places"][0]
    assert span._.place.country == "UKR"
    assert why(span, "places")["contested"] == "contested/crimea"


def test_a_file_of_ones_own_decides_contested_places(tmp_path: Path) -> None:
    file = tmp_path / "contested.jsonl"
    file.write_text('{"id": "own/kosovo", "places": ["geonames:831053"], "country": "SRB"}\n', encoding="utf-8")
    contested = read_lexicon(file).contested
    assert contested["geonames:831053"].country == "SRB"
    assert contested["geonames:703883"].country == "UKR"


def test_a_contested_place_without_a_country_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "contested.jsonl"
    file.write_text('\n{"id": "own/kosovo", "places": ["geonames:831053"]}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"contested.jsonl:2: missing \['country'\]"):
        read_lexicon(file)


def test_every_sign_of_confidence_has_a_weight() -> None:
    signs = sureness(alone(sense("Paris")), LIMITS)
    assert {f"sure/{sign}" for sign in signs} == {key for key in WEIGHTS if key.startswith("sure/")}


def test_fitted_confidence_is_calibrated() -> None:
    fit, likelihood = CONFIDENCE["fit"], CONFIDENCE["likelihood"]
    signs = np.array([[1.0, x / 10] for x in range(-20, 21)] * 4)
    right = np.array([float(i % 4 < 3 if x > 0 else i % 4 < 1) for i, x in enumerate(signs[:, 1])])
    weights = fit(signs, right, np.ones(len(right)))
    assert weights[1] > 0
    assert likelihood(signs, weights).mean() == pytest.approx(right.mean())


def test_component_survives_a_bare_text(annotate: Callable[..., Doc]) -> None:
    for text in ("", "   ", "\n\n", "Kyiv", "Kyiv\n\nMoscow"):
        assert "places" in annotate(text).spans


@pytest.mark.parametrize("file", ["cues", "ambiguous", "abbreviations", "contested", "weights"])
def test_every_entry_has_a_source(file: str) -> None:
    assert all(entry["source"] for entry in read_jsonl(f"lexicon/places_{file}.jsonl"))


@pytest.mark.parametrize("case", cases("places"))
def test_places_of_gold_sentences(case: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    check(case, annotate)
