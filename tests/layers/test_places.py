"""Places: which candidate a name means, how a toponym is read, what the data files hold."""

import re
import runpy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import dateline
import numpy as np
import pytest
from cases import cases, check
from dateline.data import models_dir, read_jsonl
from dateline.doc.mentions import why
from dateline.errors import ConfigError
from dateline.gazetteer import Gazetteer, Place, fold
from dateline.layers.places import metonymy
from dateline.layers.places.candidates import Candidate, Finder
from dateline.layers.places.component import build
from dateline.layers.places.features import Evidence, own_evidence, standing_of
from dateline.layers.places.filters import Support, Toponym, accept
from dateline.layers.places.lexicon import read_lexicon
from dateline.layers.places.resolve import (
    Context,
    Ranked,
    Sense,
    confidence,
    context_features,
    inside,
    own_features,
    rank,
    resolve,
    sureness,
    weigh,
)
from dateline.layers.places.senses import group
from dateline.layers.places.table import brief
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc

GAZETTEER = Gazetteer()
LEXICON = read_lexicon()
WEIGHTS, LIMITS = LEXICON.weights, LEXICON.limits
CONFIDENCE = runpy.run_path(str(models_dir() / "build" / "confidence.py"))


FINDER = Finder(GAZETTEER, LEXICON)
VOCAB = English().vocab
ROOM = Path(dateline.__file__).parent / "layers" / "places"


def words(text: str) -> Doc:
    """A Doc of words with spaces between; a label behind a slash makes an entity, underlines its further words.

    "in Port_Sudan/GPE ." is four tokens. Words with capitals are proper nouns; the rest nouns, or verbs before "!".
    """
    tokens, tags, ents = [], [], []
    for word in text.split():
        name, _, label = word.partition("/") if len(word) > 1 else (word, "", "")
        for n, part in enumerate(name.split("_") if len(name) > 1 else [name]):
            tokens.append(part.rstrip("!") or part)
            tags.append("NNP" if part[0].isupper() and part[-1] != "!" else "VBD" if part[-1] == "!" else "NN")
            ents.append(f"{'I' if n else 'B'}-{label}" if label else "O")
    opens = [not i or tokens[i - 1] == "." for i in range(len(tokens))]
    return Doc(VOCAB, words=tokens, tags=tags, ents=ents, sent_starts=opens)


def candidates(text: str) -> list[tuple[str, Candidate]]:
    """The candidates with the text of their spans."""
    doc = words(text)
    return [(doc[m.start : m.end].text, m) for m in FINDER.find(FINDER.read(doc))]


def toponyms(text: str) -> dict[str, Toponym]:
    """What is accepted, by the text of its span."""
    doc = words(text)
    tokens = FINDER.read(doc)
    found = accept(tokens, FINDER.find(tokens), LEXICON)
    return {doc[t.candidate.start : t.candidate.end].text: t for t in found}


def signs(text: str, name: str) -> dict[str, float]:
    """What a candidate has by itself for and against it."""
    tokens = FINDER.read(words(text))
    found = FINDER.find(tokens)
    pairs = zip(found, own_evidence(tokens, found, (), LEXICON), strict=True)
    return next(dict(evidence.signs) for m, evidence in pairs if m.name == name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shells hit! Kursk", [("Kursk", None)]),
        ("shells hit! the Kursk region", [("Kursk region", "admin1")]),
        ("shells hit! the Kursk - region", [("Kursk", None)]),
        ("the region of Kursk", [("Kursk", "admin1")]),
        ("the town Bakhmut", [("Bakhmut", "settlement")]),
        ("the Town Bakhmut", [("Bakhmut", None)]),
        ("the dam at Khartoum airport", [("Khartoum airport", "facility")]),
        ("a Khartoum hotel", [("Khartoum", None)]),
        ("the Java Sea", [("Java Sea", "natural")]),
        ("a Kano state farm", [("Kano state", "admin1")]),
        ("a Kano state representative", [("Kano", "admin1")]),
        ("the New York governor", [("New York", "admin1")]),
        ("the governor of New York", [("New York", "admin1")]),
        ("the Paris governor", [("Paris", None)]),
        ("a US - brokered truce", []),
        ("a US - Based firm", [("US", None)]),
        ("a truce US -", [("US", None)]),
        ("in Springfield - IL on", [("Springfield", None), ("IL", "admin1")]),
        ("in Mass. on", [("Mass.", None)]),
        ("in Mass./GPE on", [("Mass.", "admin1")]),
        ("in N.Y. on", [("N.Y.", "admin1")]),
        ("in La Paz", [("La Paz", None)]),
        ("in Bangor , Maine", [("Bangor", None), ("Maine", "admin1")]),
        ("in White Plains , New York", [("White Plains", None), ("New York", "admin1")]),
        ("in Nairobi , Kenya", [("Nairobi", None), ("Kenya", "country")]),
        ("in Nairobi , Chad", [("Nairobi", None), ("Chad", None)]),
        ("in Kursk . region", [("Kursk", None)]),
        ("the Soledar City", [("Soledar City", "settlement")]),
        ("the Soledar City Tuwarbala", [("Soledar", None)]),
        ("the Soledar City . Tuwarbala", [("Soledar City", "settlement")]),
        ("in Katsina and Kaduna States .", [("Katsina", None), ("Kaduna", None)]),
        ("rivers like those in Katsina and Kaduna", [("Katsina", None), ("Kaduna", None)]),
        ("at the Rafah crossing", [("Rafah crossing", "facility")]),
        ("the Tuwarbala crossing", []),
        ("near the_northern_Tuwarbala/GPE .", [("Tuwarbala", None)]),
        ("near Tuwarbala_and/GPE .", [("Tuwarbala", None)]),
        ("near tuwarbala/GPE .", []),
        ("near Ukrainian/GPE .", []),
        ("a La street", []),
        ("the Kordofan city of Kadugli", [("Kordofan", None), ("Kadugli", "settlement")]),
        ("the Zaporizhzhia nuclear power plant", [("Zaporizhzhia nuclear power plant", None)]),
        ("the Kharkiv nuclear power plant", [("Kharkiv", None)]),
        ("the Florida_Department_of_Transportation/ORG", [("Florida", None)]),
        ("a US - made gun", []),
        ("a Paris - based firm", [("Paris", None)]),
        ("the US - Iran talks", [("US", None), ("Iran", None)]),
        ("pro - Moscow voices", []),
        ("anti - Kyiv voices", []),
        ("the Ukrainian army", []),
        ("the North", []),
        ("in el - Fasher", [("el - Fasher", None)]),
        ("Brig. Adams", [("Adams", None)]),
        ("in Springfield , Ill. on", [("Springfield", None), ("Ill.", "admin1")]),
        ("feeling Ill. Then", []),
        ("in Katsina and Kaduna states", [("Katsina", "admin1"), ("Kaduna", "admin1")]),
        ("states such as Katsina and Kaduna", [("Katsina", "admin1"), ("Kaduna", "admin1")]),
        ("the states of Katsina and Kaduna", [("Katsina", "admin1"), ("Kaduna", "admin1")]),
        ("states , including Katsina and Kaduna", [("Katsina", "admin1"), ("Kaduna", "admin1")]),
        ("fires in Katsina and Kaduna", [("Katsina", None), ("Kaduna", None)]),
        ("the village of Tuwarbala", [("Tuwarbala", "settlement")]),
        ("fire in Tuwarbala village", [("Tuwarbala village", "settlement")]),
        ("the head of Tuwarbala", []),
        ("the village of Tuwarbala Avenue", []),
        ("near Tuwarbala/GPE .", [("Tuwarbala", None)]),
        ("near the_Tuwarbala_'s/GPE .", [("Tuwarbala", None)]),
        ("near Tuwarbala_9/GPE .", []),
        ("near Tuwarbala/PERSON .", []),
        ("near Tuwarbala_Kursk/GPE .", [("Tuwarbala Kursk", None)]),
        ("near Tuwarbala_Kursk/FAC .", [("Kursk", None)]),
        ("near General_Kursk/GPE .", [("Kursk", None)]),
        ("Following!_Kursk/GPE fell!", [("Kursk", None)]),
    ],
)
def test_candidates_and_the_kind_they_are_said_to_be_of(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(surface, m.wanted) for surface, m in candidates(text)] == expected


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("in Bangor , Maine", "Bangor", "Maine"),
        ("in Gornal in the Kursk region", "Gornal", "Kursk"),
        ("in Gornal of Kursk region", "Gornal", "Kursk"),
        ("in Ukraine 's Pokrovsk", "Pokrovsk", "Ukraine"),
        ("in Brooklyn , New York City", "Brooklyn", "New York City"),
    ],
)
def test_candidates_that_lie_in_others(text: str, inner: str, outer: str) -> None:
    holders = {m.name: [c.name for c in m.containers] for _, m in candidates(text)}
    assert holders[inner] == [outer]
    assert holders[outer] == []


@pytest.mark.parametrize(
    "text",
    ["Bangor and Maine", "Gornal near Kursk region", "Pokrovsk 's Chad", "Bakhmut , Soledar", "Bakhmut , London"],
)
def test_candidates_that_lie_in_none(text: str) -> None:
    assert [m.containers for _, m in candidates(text)] == [[], []]


@pytest.mark.parametrize(
    ("text", "tail"), [("in Bangor , Maine", True), ("in Bangor in Maine", False), ("in Bangor", False)]
)
def test_what_only_says_where_another_lies(text: str, tail: bool) -> None:
    assert candidates(text)[-1][1].tail is tail


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("fire in Reading", "Reading", "in"),
        ("fire in northern Reading", "Reading", "direction"),
        ("fire in northern Reading", "Reading", "in"),
        ("a song from Reading", "Reading", "from"),
        ("the road to Reading", "Reading", "governed"),
        ("the mayor of Reading", "Reading", "governed"),
        ("troops entered Reading", "Reading", "governed"),
        ("after Kushk fell", "Kushk", "governed"),
        ("a Reading man", "Reading", "resident"),
        ("with Mr. Reading", "Reading", "title"),
        ("the agency Fars", "Fars", "named-thing"),
        ("the Reading !", "Reading", "article"),
        ("for Reading , a town", "Reading", "apposed"),
        ("for Reading , the small old town", "Reading", "apposed"),
        ("READING -- Police", "READING", "dateline"),
        ("Reading -- Police", "Reading", "dateline"),
        ("READING ( AP )", "READING", "dateline"),
        ("READING , Monday/DATE", "READING", "dateline"),
        ("on Reading Street", "Reading", "street"),
        ("Reading", "Reading", "sentence-start"),
        ("with Big Reading", "Reading", "partial"),
        ("with Reading Big", "Reading", "partial"),
        ("with Reading!", "Reading", "not-proper"),
        ("with Reading", "Reading", "word"),
        ("Adam", "Adam", "given-name"),
        ("with Kano/ORG", "Kano", "label/lone"),
        ("with Kano/PERSON", "Kano", "label/lone/PERSON"),
        ("with Kano_Pillars/ORG", "Kano", "label/ORG"),
        ("with Kano/GPE", "Kano", "label/GPE"),
        ("in Kano", "Kano", "label/"),
        ("with John_Kano/PERSON", "Kano", "in-person"),
        ("with John_Kano/PERSON", "Kano", "person"),
        ("D - Reading", "Reading", "in"),
        ("in Chad", "Chad", "known/country"),
        ("in Kampala", "Kampala", "known/capital"),
        ("in Kharkiv", "Kharkiv", "known/million"),
        ("in Donbas", "Donbas", "known/own"),
        ("by the village of Tuwarbala", "Tuwarbala", "known/not"),
        ("in Port Sudan", "Port Sudan", "words"),
        ("in Bangor , Maine", "Bangor", "in-container"),
        ("the Reading mill and its reading", "Reading", "lower-case-twin"),
        ("at BATH", "BATH", "acronym"),
        ("with Zorrgu_-_Kano/PERSON", "Kano", "person"),
        ("with Kano_-_Kharkiv/PERSON", "Kano", "person"),
        ("the White House said", "White House", "seat"),
        ("the Zorrgu_Kano/ORG", "Kano", "nested-end"),
        ("the Bank_of_Reading/ORG", "Reading", "nested-word"),
        ("John_Kano/PERSON spoke! . then Kano/GPE left!", "Kano", "person"),
        ("John_Kano_Smith/PERSON spoke!", "Kano", "person"),
        ("on St. Helens 's Day", "St. Helens", "saint"),
        ("by the Lok Kano/NORP", "Kano", "label/lone/NORP"),
        ("by Kano_Lok/NORP", "Kano", "label/NORP"),
        ("by Reading/PERSON", "Reading", "label/PERSON"),
        ("by Kano_Two/MONEY", "Kano", "label/other"),
        ("by Kano/MONEY", "Kano", "label/other"),
    ],
)
def test_signs_of_a_candidate(text: str, name: str, sign: str) -> None:
    assert sign in signs(text, name)


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("fire at Reading", "Reading", "in"),
        ("a song to Reading", "Reading", "governed"),
        ("the Reading man", "Reading", "article"),
        ("the Reading - plant", "Reading", "article"),
        ("for Reading , who left the town", "Reading", "apposed"),
        ("for Reading , a very small and rather old town", "Reading", "apposed"),
        ("for Reading , town", "Reading", "apposed"),
        ("Reading ( AP )", "Reading", "dateline"),
        ("said READING -- Police", "READING", "dateline"),
        ("on Reading street", "Reading", "street"),
        ("with big Reading", "Reading", "partial"),
        ("In! Reading", "Reading", "partial"),
        ("with Reading . Big", "Reading", "partial"),
        ("with Kano", "Kano", "word"),
        ("with Kano", "Kano", "not-proper"),
        ("with Reading", "Reading", "lower-case-twin"),
        ("with Reading/GPE and reading", "Reading", "lower-case-twin"),
        ("with BATHURST", "BATHURST", "acronym"),
        ("with CHAD", "CHAD", "acronym"),
        ("with SPLIT", "SPLIT", "acronym"),
        ("in Port Sudan", "Port Sudan", "acronym"),
        ("with John Kano/PERSON", "Kano", "in-person"),
        ("with John_Kano/PERSON - town", "Kano", "in-person"),
        ("the mr Reading", "Reading", "title"),
        ("the agency Fars province", "Fars", "named-thing"),
        ("met at the White House", "White House", "seat"),
        ("at the White House 's gate", "White House", "partial"),
        ("the University_of_Kano/ORG", "Kano", "nested-end"),
        ("the Kano_Zorrgu/ORG", "Kano", "nested-end"),
        ("the Bank_of_Reading/ORG", "Reading", "word"),
        ("John_Kano/PERSON spoke! in Kano/GPE", "Kano", "person"),
        ("John_Kano/PERSON spoke! in northern Kano/GPE", "Kano", "person"),
        ("with Egypt_-_US/PERSON", "Egypt", "person"),
        ("on St. Helens day", "St. Helens", "saint"),
        ("in Springfield , Ill. on", "Illinois", "acronym"),
    ],
)
def test_signs_that_a_candidate_has_not(text: str, name: str, sign: str) -> None:
    assert sign not in signs(text, name)


def test_a_name_in_a_body_is_nested_and_one_in_a_list_is_not() -> None:
    assert toponyms("the Bank_of_Ukraine/ORG")["Ukraine"].evidence.nested
    assert not toponyms("in Kadugli_and_Dilling/ORG , Sudan")["Dilling"].evidence.nested
    assert not toponyms("the Medical_Center_in_Tyler/ORG , Texas")["Tyler"].evidence.nested


@pytest.mark.parametrize(
    ("text", "name", "accepted"),
    [
        ("with Bunagana", "Bunagana", False),
        ("near Goma and Bunagana", "Bunagana", True),
        ("near Goma to Bunagana", "Bunagana", True),
        ("with Bunagana . then in Bunagana", "Bunagana", True),
        ("with Minova and Goma", "Minova", True),
        ("near Goma , while Bunagana", "Bunagana", True),
        ("near Kharkiv , while Bunagana", "Bunagana", False),
        ("Reading . They are in Reading/GPE .", "Reading", True),
    ],
)
def test_others_speak_for_a_candidate(text: str, name: str, accepted: bool) -> None:
    assert (name in toponyms(text)) is accepted


def test_the_only_place_of_a_name_is_in_the_country_that_the_document_speaks_of() -> None:
    alone, among = "near Kisangani/GPE with Bunagana", "near Kisangani/GPE and Kenya , Uganda and Chad with Bunagana"
    assert dict(toponyms(alone)["Bunagana"].evidence.signs)["only-one"] == WEIGHTS["only-one"]
    assert dict(toponyms(among)["Bunagana"].evidence.signs)["only-one"] == pytest.approx(WEIGHTS["only-one"] / 2)


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("near Chad", "Chad", "places/known-country"),
        ("near Kampala", "Kampala", "places/known-capital"),
        ("near Minova/GPE", "Minova", "places/label-gpe"),
        ("near Tuwarbala/GPE", "Tuwarbala", "model:ner"),
        ("by the village of Tuwarbala , they said", "Tuwarbala", "places/kind-word"),
        ("in Springfield , Ill. on", "Ill.", "places/abbreviation-il"),
        ("in Springfield , Ill. on", "Springfield", "places/in-container"),
        ("in Chad/GPE , they said", "Chad", "places/known-country"),
        ("with Kenya and Bunagana", "Bunagana", "places/listed"),
        ("with Bunagana and Kenya", "Bunagana", "places/listed"),
        ("near Goma while Bunagana", "Bunagana", "places/only-one"),
    ],
)
def test_the_rule_is_what_decided(text: str, name: str, rule: str) -> None:
    assert toponyms(text)[name].rule == rule


def rules() -> set[str]:
    """The ids that lead somewhere: lines of the room's data, and literals of its code."""
    files = ("weights", "abbreviations")
    lines = {entry["id"] for file in files for entry in read_jsonl(f"lexicon/places_{file}.jsonl")}
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))
    return lines | set(re.findall(r'"(places/[a-z-]+|model:ner)"', code))


RULES = rules()


def town(name: str, lat: float, lon: float, *, level: str = "settlement", admin1: str = "A", people: int = 0) -> Place:
    """A place of a country of our own, XAA; a country of that code has no division."""
    division = None if level in ("country", "admin1") else admin1
    kind = "country" if level == "country" else "region" if level == "admin1" else "city"
    return Place(f"test:{name}:{level}", name, kind, level, "XAA", division, lat, lon, people, 0)


HOME, AWAY = town("Home", 10.0, 10.0), town("Away", 10.0, 10.9, admin1="B")
STATE, LAND = town("A", 10.0, 10.0, level="admin1"), town("Land", 10.0, 10.0, level="country")


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


@pytest.mark.parametrize(
    ("lat", "container", "expected"),
    [
        (10.71, town("Out", 10.0, 10.0, level="admin2"), True),
        (10.73, town("Out", 10.0, 10.0, level="admin2"), False),
        (10.35, town("Out", 10.0, 10.0), True),
        (10.37, town("Out", 10.0, 10.0), False),
        (10.53, town("Out", 10.0, 10.0, level="capital"), True),
        (10.55, town("Out", 10.0, 10.0, level="capital"), False),
        (13.5, town("Out", 10.0, 10.0, level="other"), True),
        (13.7, town("Out", 10.0, 10.0, level="other"), False),
    ],
)
def test_inside_by_distance(lat: float, container: Place, expected: bool) -> None:
    """40 km of a city, 60 of a capital, 80 of a second-order division, 400 of a region; a degree is 111.2."""
    assert inside(town("In", lat, 10.0, admin1="C"), container) is expected
    assert not inside(replace(town("In", lat, 10.0), country="XBB"), container)
    assert not inside(container, container)


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


def one(place: Place, *others: Place) -> Candidate:
    """A candidate that places bear the name of."""
    return Candidate(0, 1, place.name, "GPE", ((place, True), *((p, True) for p in others)), 1)


def support(place: Candidate, *sure: Place, people: Mapping[str, int] | None = None) -> dict[str, float]:
    """What sure places say for another."""
    found, nothing = [one(p) for p in sure], Evidence((), 2.0, False)
    said = Support(found, [nothing] * len(found), range(len(found)), people or {}, LIMITS)
    return dict(said.signs(place, Evidence((), 0.0, False)))


def test_sure_places_speak_for_others_near_them() -> None:
    there, beyond = town("There", 10.0, 10.91), town("Beyond", 10.0, 10.92)
    assert "near-sure" in support(one(HOME), there)
    assert "near-sure" not in support(one(HOME), beyond)
    assert "near-sure" not in support(one(HOME), town("North", 11.0, 10.0))
    assert "near-sure" not in support(one(HOME), town("Land", 10.1, 10.0, level="country"))
    assert "near-sure" not in support(one(HOME), HOME)
    assert "near-sure" in support(one(beyond, HOME), town("On", 10.0, 10.0))


def test_the_fewer_places_bear_a_name_the_more_its_country_says() -> None:
    abroad = replace(AWAY, country="XBB")
    assert support(one(HOME), STATE)["only-one"] == 1.0
    assert support(one(HOME), STATE, abroad)["only-one"] == 1.0
    assert support(one(HOME), STATE, abroad, abroad, abroad)["only-one"] == 0.5
    assert support(one(HOME, HOME), STATE)["only-one"] == 0.5
    assert support(one(HOME, HOME, HOME), STATE)["only-one"] == 0.5
    assert "only-one" not in support(one(HOME, HOME, HOME, HOME), STATE)
    assert support(one(HOME), people={"XAA": 1, "XBB": 3})["only-one"] == 0.5


def test_a_name_seen_as_a_sure_place() -> None:
    assert support(one(HOME), HOME)["seen"] == 1.0
    assert "seen" not in support(one(HOME), AWAY)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], "known/not"),
        ([(LAND, True)], "known/country"),
        ([(HOME, True), (LAND, True)], "known/country"),
        ([(town("Home", 1.0, 1.0, level="capital"), True)], "known/capital"),
        ([(LAND, False)], "known/by-other-name"),
        ([*[(HOME, True)] * 5, (LAND, True)], "known/village"),
        ([*[(HOME, True)] * 4, (LAND, True)], "known/country"),
        ([(town("Home", 1.0, 1.0, level="other"), True)], "known/own"),
        ([(STATE, True)], "known/division"),
        ([(STATE, True), (town("A", 1.0, 1.0, people=500_000), True)], "known/million"),
        ([(STATE, True), (town("A", 1.0, 1.0, people=499_999), True)], "known/division"),
        ([(town("Home", 1.0, 1.0, people=499_999), True)], "known/city"),
        ([(town("Home", 1.0, 1.0, people=100_000), True)], "known/city"),
        ([(town("Home", 1.0, 1.0, people=99_999), True)], "known/town"),
        ([(town("Home", 1.0, 1.0, people=15_000), True)], "known/town"),
        ([(town("Home", 1.0, 1.0, people=14_999), True)], "known/village"),
        ([(replace(HOME, fame=60), True)], "known/town"),
        ([(replace(HOME, fame=59), True)], "known/village"),
        ([(replace(HOME, fame=60, population=15_000), True)], "known/city"),
        ([(replace(HOME, fame=60, population=100_000), True)], "known/city"),
    ],
)
def test_how_well_known_a_place_of_a_name_is(places: list[tuple[Place, bool]], expected: str) -> None:
    assert standing_of(Candidate(0, 1, "Home", "", tuple(places), 1), LIMITS) == expected


def test_a_country_or_a_town_far_off_is_not_near() -> None:
    def near(place: Place, *points: Place) -> float:
        return context_features(place, Context(points=points), LIMITS)["near"]

    assert near(HOME, town("On", 10.0, 10.0)) == pytest.approx(np.log(2))
    assert 0 < near(HOME, AWAY) < near(HOME, HOME)
    assert near(HOME, AWAY, AWAY) == pytest.approx(np.log(1 + 2 * np.expm1(near(HOME, AWAY))))
    assert near(HOME, town("Off", 13.5, 10.0)) == near(HOME, town("Off", 10.0, 14.0)) == 0.0
    assert near(HOME, LAND) == near(LAND, HOME) == 0.0
    assert near(HOME) == 0.0


def test_shares_of_country_and_division() -> None:
    context = Context(countries={"XAA": 0.6}, divisions={("XAA", "A"): 0.4})
    assert context_features(HOME, context, LIMITS)["country"] == 0.6
    assert context_features(HOME, context, LIMITS)["division"] == 0.4
    assert context_features(STATE, context, LIMITS)["division"] == 0.4
    assert context_features(AWAY, context, LIMITS)["division"] == 0.0
    sea = Place("test:sea", "Sea", "natural", "other", None, None, 0.0, 0.0, 0, 0)
    assert context_features(sea, context, LIMITS)["country"] == 0.3
    assert context_features(sea, context, LIMITS)["division"] == 0.0


@pytest.mark.parametrize(
    ("place", "others", "likeness"),
    [
        (HOME, [], 0.0),
        (HOME, [AWAY], 1.0),
        (HOME, [STATE], 0.5),
        (HOME, [LAND], 0.0),
        (LAND, [LAND], 1.0),
        (LAND, [HOME], 0.0),
        (HOME, [AWAY, LAND], 0.5),
    ],
)
def test_a_place_is_like_its_neighbours_in_a_list(place: Place, others: list[Place], likeness: float) -> None:
    assert context_features(place, Context(beside=others), LIMITS)["beside"] == likeness


@pytest.mark.parametrize(
    ("city", "first"),
    [
        (town("A", 10.0, 10.0, people=50_000), True),
        (town("A", 10.0, 10.0, people=49_999), False),
        (town("A", 10.0, 10.0, admin1="B", people=90_000), False),
        (town("A", 10.0, 10.0, admin1="B", level="capital"), True),
    ],
)
def test_a_large_city_goes_before_the_division_of_its_name(city: Place, first: bool) -> None:
    def features(wanted: str | None) -> Mapping[str, float]:
        return own_features(STATE, True, Sense("a", [(STATE, True), (city, True)], wanted), LIMITS)

    assert ("city-first" in features(None)) is first
    assert "city-first" not in features("admin1")


def test_what_speaks_for_a_candidate_by_itself() -> None:
    people = town("Home", 10.0, 10.0, people=90)
    found = own_features(people, True, Sense("home", [(people, True)], "settlement", [STATE]), LIMITS)
    assert found == {"population": 2.0, "fame": 0.0, "level/settlement": 1.0, "kind-fits": 1.0, "contained": 1.0}
    found = own_features(AWAY, False, Sense("away", [(AWAY, False)], "admin1", [STATE]), LIMITS)
    assert {"unusual-name", "kind-differs", "not-contained"} < found.keys()


def test_votes_of_one_mention_are_doubted() -> None:
    home, other = Sense("home", [(HOME, True)]), Sense("away", [(AWAY, True)], count=1)
    ranked = resolve([home, other], WEIGHTS, LIMITS, people={})
    assert ranked[0][0].parts["country"] == pytest.approx(1 / 1.5)
    ranked = resolve([home, other], WEIGHTS, LIMITS, people={"XAA": 2, "XBB": 1})
    assert ranked[0][0].parts["country"] == pytest.approx(3 / 4.5)
    assert resolve([home], WEIGHTS, LIMITS, people={})[0][0].parts["country"] == 0.0


def test_rivals_nearby_are_none() -> None:
    weighed = weigh(Sense("a", [(HOME, True), (town("Home", 10.0, 10.5, admin1="B"), True)]), WEIGHTS, LIMITS)
    nearby = sureness(rank(weighed, Context(), WEIGHTS, LIMITS), LIMITS)
    weighed = weigh(Sense("a", [(HOME, True), (town("Home", 10.0, 11.0, admin1="B"), True)]), WEIGHTS, LIMITS)
    elsewhere = sureness(rank(weighed, Context(), WEIGHTS, LIMITS), LIMITS)
    assert nearby["rivals"] == pytest.approx(np.log(0.001))
    assert elsewhere["rivals"] == pytest.approx(np.log(1.001))


def named(name: str, *, wanted: str | None = None, within: str = "") -> Candidate:
    """A candidate as the finder leaves it."""
    holders = [named(within)] if within else []
    return Candidate(0, 1, name, "", GAZETTEER.find(fold(name)), 1, wanted=wanted, containers=holders)


def wanted(*found: Candidate, joined: bool = False) -> list[str | None]:
    """The levels that candidates ask for in the end; joined: whether they make one list."""
    keys, _ = group(found, [joined and i > 0 for i in range(len(found))], divisions=LIMITS.divisions)
    return [level for _, level, _ in keys]


def test_a_name_beside_divisions_is_one() -> None:
    kursk, region = named("Kursk"), named("Kursk", wanted="admin1")
    assert wanted(region, kursk) == ["admin1", "admin1"]
    assert wanted(kursk) == [None]
    kharkiv = named("Kharkiv")
    assert wanted(region, kursk, kharkiv) == ["admin1", "admin1", None]
    assert wanted(region, kharkiv, joined=True) == ["admin1", None]
    tail = named("Kursk", wanted="admin1")
    tail.tail = True
    assert wanted(tail, kursk) == ["admin1", None]


def test_four_divisions_of_one_country_in_a_list() -> None:
    four = [named(name) for name in ("Kharkiv", "Sumy", "Luhansk", "Donetsk")]
    assert wanted(*four, joined=True) == ["admin1"] * 4
    assert wanted(*four[:3], joined=True) == [None] * 3
    assert wanted(*four[:3], named("Minsk"), joined=True) == [None] * 4
    assert wanted(*four) == [None] * 4
    towns = [named(name) for name in ("Bakhmut", "Soledar", "Pokrovsk", "Myrnohrad")]
    assert wanted(*towns, joined=True) == [None] * 4


def test_one_name_of_two_places_is_two_senses() -> None:
    paris = [named("Paris", within="France"), named("Paris", within="Texas"), named("Paris")]
    keys, senses = group(paris, [False] * 3, divisions=LIMITS.divisions)
    assert [home for _, _, home in keys] == ["france", "texas", ""]
    assert [sense.count for sense in senses.values()] == [1, 1, 1]
    same = [named("Paris", within="France"), named("Paris", within="Europe"), named("Paris")]
    keys, senses = group(same, [False] * 3, divisions=LIMITS.divisions)
    assert len(senses) == 1
    assert next(iter(senses.values())).count == 3


def test_a_division_lies_not_in_its_namesake() -> None:
    def within(*, wanted: str | None) -> list[str]:
        _, senses = group([named("New York", wanted=wanted, within="New York")], [False], divisions=LIMITS.divisions)
        return [place.name for place in next(iter(senses.values())).containers]

    assert within(wanted=None)
    assert not [name for name in within(wanted="admin1") if fold(name) == "new york"]


def test_neighbours_in_a_list_are_beside_each_other() -> None:
    found = [named("Kharkiv"), named("Sumy"), named("Sumy"), named("Odesa")]
    _, senses = group(found, [False, True, True, False], divisions=LIMITS.divisions)
    assert [list(sense.beside) for sense in senses.values()] == [[1], [0], []]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Kenya said it would sign.", "Kenya", "actor"),
        ("Kenya on Friday said it would sign.", "Kenya", "actor"),
        ("Kenya is a country in Africa.", "Kenya", "literal"),
        ("Officials said Kenya was hit by a storm.", "Kenya", "literal"),
        ("The war between Kenya and Somalia goes on.", "Somalia", "actor"),
        ("The border between Kenya and Somalia is shut.", "Somalia", "literal"),
        ("The border with Kenya is shut.", "Kenya", "literal"),
        ("Talks with Kenya went on.", "Kenya", "actor"),
        ("They gave the bodies to Kenya.", "Kenya", "actor"),
        ("They drove to Kenya.", "Kenya", "literal"),
        ("They received arms from Kenya.", "Kenya", "actor"),
        ("They came from Kenya.", "Kenya", "literal"),
        ("They told Kenya to leave.", "Kenya", "actor"),
        ("They crossed Kenya.", "Kenya", "literal"),
        ("They want Kenya to sign.", "Kenya", "actor"),
        ("Kenya's army left.", "Kenya", "actor"),
        ("Kenya's capital burned.", "Kenya", "literal"),
        ("Kenya's president left.", "Kenya", "name"),
        ("Police in Mosul left; Mosul's army left.", "Mosul", "name"),
        ("Kenya's own decision was wrong.", "Kenya", "actor"),
        ("The Kenya government fell.", "Kenya", "name"),
        ("The Khartoum agreement was signed.", "Khartoum", "name"),
        ("The deal was signed by Kenya.", "Kenya", "actor"),
        ("A ceasefire was imposed on Kenya.", "Kenya", "actor"),
        ("A storm fell on Kenya.", "Kenya", "literal"),
        ("The village of Kenya said no.", "Kenya", "literal"),
        ("Support for Kenya grew.", "Kenya", "actor"),
        ("The U.S. diplomats left.", "U.S.", "name"),
        ("The U.S. border was shut.", "U.S.", "literal"),
        ("They met in Khartoum, Sudan.", "Khartoum", "literal"),
        ("They crossed Kenya, said the pilots.", "Kenya", "literal"),
        ("Kenya roads, officials said, are bad.", "Kenya", "literal"),
        ("Talks between Kenya and Somalia failed.", "Kenya", "actor"),
        ("Border between Kenya and Somalia shut.", "Kenya", "literal"),
        ("The U.S. land border was shut.", "U.S.", "literal"),
        ("The U.S. Navy left.", "U.S.", "name"),
        ("They live in the U.S. today.", "U.S.", "literal"),
        ("Kenya will on Friday also deny it.", "Kenya", "actor"),
        ("Kenya, with its many long and winding roads, denied it.", "Kenya", "actor"),
        ("They flew home because Kenya on Friday warned them.", "Kenya", "actor"),
        ("The rebels attacked Kenya.", "Kenya", "literal"),
        ("The rebels accused Kenya.", "Kenya", "actor"),
        ("Sanctions against Kenya failed.", "Kenya", "actor"),
        ("The report was given to Kenya.", "Kenya", "literal"),
        ("He got the report from Kenya.", "Kenya", "actor"),
        ("He left. They came home from Kenya.", "Kenya", "literal"),
        ("Kenya is in Africa.", "Kenya", "literal"),
        ("Kenya is angry.", "Kenya", "actor"),
        ("Kenya's fault is clear.", "Kenya", "actor"),
        ("Kenya's north is dry.", "Kenya", "literal"),
        ("Mosul's roads are bad.", "Mosul", "literal"),
        ("They fear Kenya's General Staff.", "Kenya", "actor"),
        ("They met in Texas, the Texas Mayor said.", "Texas", "name"),
        ("They bombed Kenya to change its mind.", "Kenya", "literal"),
        ("Kenya was accused of fraud.", "Kenya", "actor"),
        ("Kenya and Somalia said no.", "Somalia", "actor"),
        ("Kenya's attack failed.", "Kenya", "actor"),
        ("Kenya's attack on the border failed.", "Kenya", "actor"),
        ("The Kenya President left.", "Kenya", "name"),
        ("He worked at the Organization for Security and Co-operation in Europe (OSCE).", "Europe", "name"),
        ("A deal with Kenya failed.", "Kenya", "actor"),
        ("A soldier handed the report to Kenya.", "Kenya", "actor"),
        ("The deal was broken by Kenya.", "Kenya", "actor"),
        ("A storm passed by Kenya.", "Kenya", "literal"),
    ],
)
def test_readings_of_a_toponym(text: str, name: str, expected: str, annotate: Callable[..., Doc]) -> None:
    spans = {span.text: span._.place.reading for span in annotate(text).spans["places"]}
    assert spans[name] == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "They met in the Kursk region.",
            "Kursk region",
            {"kind": "region", "admin1": "Kursk Oblast", "country": "RUS"},
        ),
        ("They met in Mosul.", "Mosul", {"kind": "city", "precision": "exact", "country": "IRQ"}),
        ("They met in Kenya.", "Kenya", {"kind": "country", "precision": "country", "admin1": None}),
        ("They met in the village of Tuwarbala.", "Tuwarbala", {"kind": "city", "place_id": None, "n_candidates": 0}),
    ],
)
def test_value_of_a_toponym(text: str, name: str, expected: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    values = {span.text: span._.place for span in annotate(text).spans["places"]}
    assert {key: getattr(values[name], key) for key in expected} == expected


def test_the_score_is_none_without_candidates(annotate: Callable[..., Doc]) -> None:
    unknown, known = annotate("They met in the village of Tuwarbala. They met in Mosul.").spans["places"]
    assert unknown._.place.score is None
    assert 0 < known._.place.score <= 1


def test_brief() -> None:
    row = {"name": "Kyiv", "kind": "city", "country": "UKR", "lat": 50.4501, "lon": 30.5234, "reading": "literal"}
    assert list(brief(row)) == ["Kyiv", "city UKR", "50.45 30.52", "literal"]
    assert list(brief(row | {"lat": None, "country": None})) == ["Kyiv", "city", "", "literal"]


def test_a_place_of_the_users_own_is_a_rule(tmp_path: Path, nlp: Language) -> None:
    file = tmp_path / "own.csv"
    file.write_text("name,kind,lat,lon,country\nCamp Blue,facility,1.5,2.5,TCD\n", encoding="utf-8")
    span = build(nlp, str(file), "").find(words("at Camp Blue in Chad ."))[0]
    assert (span.text, span.id_, span.kb_id_) == ("Camp Blue", "places/own-place", "dateline:camp-blue")


@pytest.mark.parametrize("case", cases("places"))
def test_places_of_gold_sentences(case: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    seen: list[str] = []

    def kept(text: str, published: str | None = None) -> Doc:
        doc = annotate(text, published)
        seen.extend(span.id_ for span in doc.spans["places"])
        return doc

    check(case, kept)
    assert set(seen) <= RULES


@pytest.mark.parametrize(
    ("form", "stem"), [("denies", "deny"), ("urges", "urge"), ("vowed", "vow"), ("rejects", "reject")]
)
def test_a_form_of_a_verb_in_a_headline_leads_to_its_stem(form: str, stem: str) -> None:
    assert stem in metonymy._stems(form)
    assert f"{stem}x" not in metonymy._stems(form)
