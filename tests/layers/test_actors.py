"""Actors: what names mean, who is led back to whom, what the data holds."""

from collections.abc import Callable
from typing import Any

import pytest
from cases import cases, check
from dateline.data import read_jsonl
from dateline.doc.mentions import why
from dateline.doc.phrases import PhraseTable
from dateline.layers.actors.lexicon import read_lexicon
from dateline.layers.actors.person_names import core_name
from dateline.layers.actors.resolve import (
    BodyName,
    Country,
    Office,
    actor_id,
    body_actor,
    fits_acronym,
    held_role,
    is_acronym,
    slug,
    spelling_key,
    write,
)
from spacy.language import Language
from spacy.tokens import Doc

UKRAINE = Country("UKR", "Ukraine", "Ukrainian", "Ukraine", "Armed Forces of Ukraine")
FOLDS = [(row["from"], row["to"]) for row in read_jsonl("lexicon/actors_spellings.jsonl")]
BODIES = read_jsonl("patterns/actors_bodies.jsonl")
GROUPS = read_jsonl("lexicon/actors_groups.jsonl")
TITLES = read_jsonl("lexicon/actors_titles.jsonl")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Volker Türk", "volker-turk"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Sana'a", "sanaa"),
        ("U.S. officials", "us-officials"),
        ("Łódź Council", "lodz-council"),
    ],
)
def test_actors_slug_is_plain_ascii(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_actors_id_of_a_name_without_latin_letters_is_kept() -> None:
    assert actor_id("org", "Суспільне") == "org:суспільне"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Mohammed bin Salman", "Mohamed bin Salman"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Abdel Fattah el-Sisi", "Abdel Fattah al-Sisi"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Rustem Umerov", "Rustem Umierov"),
        ("Andrii Sybiha", "Andrii Sibiga"),
    ],
)
def test_actors_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert spelling_key(one, FOLDS) == spelling_key(other, FOLDS)


def test_actors_spellings_of_two_names_do_not() -> None:
    assert spelling_key("Ivan Petrenko", FOLDS) != spelling_key("Ivan Petrov", FOLDS)


@pytest.mark.parametrize("word", ["KSHPW", "UN", "U.N.", "M23", "AfCFTA", "SPLM-IO"])
def test_actors_acronyms(word: str) -> None:
    assert is_acronym(word)


@pytest.mark.parametrize("word", ["Ukraine", "A", "the", "1,212", "Hamas"])
def test_actors_no_acronyms(word: str) -> None:
    assert not is_acronym(word)


@pytest.mark.parametrize(
    ("acronym", "words", "expected"),
    [
        ("IOM", "International Organization for Migration", True),
        ("AfCFTA", "African Continental Free Trade Area", True),
        ("NSW", "Parliament of New South Wales", False),
        ("UN", "the 42", False),
    ],
)
def test_actors_acronym_fits_its_words(acronym: str, words: str, expected: bool) -> None:
    assert fits_acronym(acronym, words.split()) is expected


def test_actors_body_takes_the_country_into_id_and_name() -> None:
    body = BodyName("ministry-of-health", "org", "GOV", "Ministry of Health of {the}", {"PSE": "Gaza Health Ministry"})
    actor = body_actor(body, UKRAINE, "health ministry")
    assert (actor.actor_id, actor.name) == ("org:ukr-ministry-of-health", "Ministry of Health of Ukraine")
    unknown = body_actor(body, None, "health ministry")
    assert (unknown.actor_id, unknown.name, unknown.country) == ("org:health-ministry", "health ministry", None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2025-06-11", ("Minister", "UKR")), ("2024-12-31", None), ("2025-08-01", None), (None, None)],
)
def test_actors_role_is_held_on_the_day(day: str | None, expected: tuple[str, str] | None) -> None:
    offices = [Office("Minister", "UKR", "2025-01-01", "2025-07-31")]
    assert held_role(offices, day) == expected


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Joseph R. Biden Jr.", "Joseph Biden"),
        ("Eva Glawischnig - Piesczek", "Eva Glawischnig - Piesczek"),
        ("J. K. Rowling", "J. Rowling"),
        ("Sergey M", "Sergey M"),
    ],
)
def test_actors_core_of_a_name_has_no_initials(name: str, core: str) -> None:
    assert " ".join(core_name(name.split(), frozenset({"Jr."}))) == core


@pytest.mark.parametrize(
    ("text", "mention", "reason"),
    [
        ("Joan Ferrer runs the clinic. Ferrer said it was full.", "Ferrer", "part of the name of Joan Ferrer"),
        ("The Lakeside Rescue Association (LRA) came.", "LRA", "the text explains it as Lakeside Rescue Association"),
        ("Kenya sent doctors, the health ministry said.", "health ministry", "KEN: named before it in its sentence"),
        ("The Chilean health ministry came. The ministry said so.", "ministry", "the only ministry named before it"),
        ("Volodymyr Zelenskij met Rosa Quispe.", "Volodymyr Zelenskij", ""),
    ],
)
def test_actors_reasons_are_kept(text: str, mention: str, reason: str, annotate: Callable[..., Doc]) -> None:
    doc = annotate(text)
    [span] = [s for s in doc.spans["actors"] if s.text == mention][-1:]
    assert why(span, "actors").get("because", "") == reason


def test_actors_what_a_mention_won_against_is_kept(annotate: Callable[..., Doc]) -> None:
    doc = annotate("The Ukrainian Coordination Headquarters for the Treatment of Prisoners of War received the list.")
    assert any("overruled" in why(span, "actors") for span in doc.spans["actors"])


def test_actors_words_are_written_as_text() -> None:
    assert write(["Ukraine", "'s", "al", "-", "Noor", "(", "AN", ")"]) == "Ukraine's al-Noor (AN)"


def test_actors_longest_surface_wins_and_none_overlap() -> None:
    surfaces: PhraseTable[str] = PhraseTable()
    surfaces.add(["red", "cross"], "short")
    surfaces.add(["red", "cross", "committee"], "long")
    surfaces.add(["committee"], "alone")
    found = list(surfaces.find(["the", "red", "cross", "committee", "red", "cross"]))
    assert found == [(1, 4, ["long"]), (4, 6, ["short"])]


@pytest.mark.parametrize("entry", BODIES, ids=[row["id"] for row in BODIES])
def test_actors_body_pattern_finds_its_example(entry: dict[str, str], annotate: Callable[..., Doc]) -> None:
    text = entry["example"][0].upper() + entry["example"][1:] + "."
    doc = annotate(text)
    assert entry["id"] in [s.id_ for s in doc.spans["actors"]]


@pytest.mark.parametrize("entry", GROUPS, ids=[row["id"] for row in GROUPS])
def test_actors_group_finds_its_example(entry: dict[str, str], annotate: Callable[..., Doc]) -> None:
    text = entry["example"][0].upper() + entry["example"][1:] + "."
    doc = annotate(text)
    assert "group" in [s._.actor.type for s in doc.spans["actors"]]


def test_actors_data_agrees_with_itself(nlp: Language) -> None:
    lexicon = read_lexicon(lambda text: [t.text for t in nlp.tokenizer(text)])
    states = read_jsonl("gazetteer/actors_states.jsonl")
    assert len({row["name"] for row in states}) == len(states) > 195
    for row in (*read_jsonl("gazetteer/actors_orgs.jsonl"), *read_jsonl("gazetteer/actors_peoples.jsonl")):
        assert row.get("country") is None or row["country"] in lexicon.countries, row["id"]
    for row in read_jsonl("gazetteer/actors_persons.jsonl"):
        for office in row.get("offices", ()):
            assert office.get("country") is None or office["country"] in lexicon.countries, row["id"]
            assert office["from"] < office.get("to", "9999"), row["id"]


def test_actors_need_neither_places_nor_a_date(nlp: Language) -> None:
    doc = nlp.make_doc("Dmitry Peskov  met\nthe ICRC.")
    for name, component in nlp.pipeline:
        if name not in ("places", "dates", "quantities", "quotes", "claims"):
            doc = component(doc)
    assert [s.kb_id_ for s in doc.spans["actors"]] == ["person:dmitry-peskov", "org:icrc"]


def test_actors_of_an_empty_doc(nlp: Language) -> None:
    doc = nlp("")
    assert list(doc.spans["actors"]) == []


def test_actors_are_the_same_in_every_document(annotate: Callable[..., Doc]) -> None:
    one, other = annotate("Vladimir Medinsky spoke first."), annotate("After lunch Medinsky left.")
    assert one.spans["actors"][0].kb_id_ == other.spans["actors"][0].kb_id_ == "person:vladimir-medinsky"


@pytest.mark.parametrize("case", cases("actors"))
def test_actors_of_gold_sentences(case: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    check(case, annotate)
