"""The data of the room, read once: names of states, bodies and persons, heads of groups, titles, word lists."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.data import read_jsonl
from pipeline.layers.actors.resolve import Actor, Country, is_acronym, spelling_key
from pipeline.layers.actors.surfaces import Surfaces

Tokenize = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an actor. kind: name, acronym, metonym, demonym, people or place (a state's own name or seat).

    strength: strong; weak (needs its country or a strong name in the document); common (needs a strong name).
    article: only after "the".
    """

    actor: Actor | None
    kind: str
    strength: str = "strong"
    article: bool = False
    country: str | None = None
    adjective: str | None = None


@dataclass(frozen=True)
class Lexicon:
    """Everything that the room knows beforehand."""

    names: Surfaces[Alias]
    countries: Mapping[str, Country]
    bodies: Surfaces[Mapping[str, Any]]
    groups: Surfaces[tuple[str, bool]]
    titles: Surfaces[str | None]
    words: Mapping[str, frozenset[str]]
    folds: list[tuple[str, str]]
    offices: Mapping[str, list[Mapping[str, str]]]
    spellings: Mapping[str, Actor]
    orgs: Mapping[str, Actor] = field(default_factory=dict)


def read_lexicon(tokenize: Tokenize) -> Lexicon:
    """The lexicon from models/; tokenize: how the model splits a name."""
    names: Surfaces[Alias] = Surfaces()
    countries = {row["country"]: _country(row) for row in read_jsonl("gazetteer/actors_states.jsonl")}
    folds = [(row["from"], row["to"]) for row in read_jsonl("lexicon/actors_spellings.jsonl")]
    persons = read_jsonl("gazetteer/actors_persons.jsonl")
    orgs = read_jsonl("gazetteer/actors_orgs.jsonl")
    for text, alias in _aliases(persons, orgs):
        names.add(tokenize(text), alias)
    spellings = {}
    for row in persons:
        for text in (row["name"], *row.get("aliases", ())):
            if " " in text:
                spellings[spelling_key(text, folds)] = _person(row)
    return Lexicon(
        names=names,
        countries=countries,
        bodies=_surfaces(read_jsonl("patterns/actors_bodies.jsonl"), "forms", lambda row, _: row, tokenize),
        groups=_surfaces(read_jsonl("lexicon/actors_groups.jsonl"), "forms", _group, tokenize),
        titles=_surfaces(read_jsonl("lexicon/actors_titles.jsonl"), "words", lambda row, _: row["sector"], tokenize),
        words={
            row["id"].removeprefix("actors/"): frozenset(row["words"])
            for row in read_jsonl("lexicon/actors_words.jsonl")
        },
        folds=folds,
        offices={row["id"]: row.get("offices", []) for row in persons},
        spellings=spellings,
        orgs={row["name"].lower(): _org(row) for row in orgs},
    )


def _country(row: Mapping[str, Any]) -> Country:
    adjective = row.get("adjectives", [row["name"]])[0]
    return Country(
        row["country"],
        row["name"],
        adjective,
        row.get("official", row["name"]),
        row.get("forces", f"{adjective} Armed Forces"),
    )


def _person(row: Mapping[str, Any]) -> Actor:
    offices = row.get("offices", [])
    return Actor(
        row["id"],
        row["name"],
        "person",
        row.get("sector", "GOV" if offices else None),
        next((o.get("country") for o in reversed(offices)), None),
    )


def _org(row: Mapping[str, Any]) -> Actor:
    return Actor(row["id"], row["name"], "org", row["sector"], row.get("country"))


def _group(row: Mapping[str, Any], form: str) -> tuple[str, bool]:
    return row["sector"], row["bare"] or form in row.get("bare_forms", ())


def _aliases(persons: Iterable[Mapping[str, Any]], orgs: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Alias]]:
    for row in read_jsonl("gazetteer/actors_states.jsonl"):
        yield from _state_aliases(row)
    for row in read_jsonl("gazetteer/actors_peoples.jsonl"):
        yield row["name"], Alias(None, "people", country=row["country"], adjective=row["adjective"])
    for row in orgs:
        yield from _org_aliases(row)
    for row in persons:
        for text in {
            row["name"].removeprefix("Pope "),
            *(a.removeprefix("Pope ") for a in row.get("aliases", ()) if a != "Pope Francis"),
        }:
            yield text, Alias(_person(row), "name", country=_person(row).country)


def _state_aliases(row: Mapping[str, Any]) -> Iterable[tuple[str, Alias]]:
    state = Actor(row["id"], row["name"], "state", "GOV", row["country"])
    adjectives = row.get("adjectives", [row["name"]])
    for kind, texts in (
        ("place", [row["name"], *row.get("aliases", ())]),
        ("seat", row.get("seats", ())),
        ("demonym", [a for a in adjectives if a not in row.get("aliases", ())]),
        ("people", [p for p in row.get("people", ()) if p not in adjectives]),
    ):
        for text in texts:
            yield (
                text.removeprefix("The ").removeprefix("the "),
                Alias(state, kind, country=row["country"], adjective=adjectives[0]),
            )


def _org_aliases(row: Mapping[str, Any]) -> Iterable[tuple[str, Alias]]:
    held_back = {*row.get("weak", ()), *row.get("common", ())}
    for strength, texts in (
        ("strong", [t for t in (row["name"], *row.get("aliases", ()), *row.get("metonyms", ())) if t not in held_back]),
        ("weak", row.get("weak", ())),
        ("common", row.get("common", ())),
    ):
        for text in dict.fromkeys(texts):
            kind = "metonym" if text in row.get("metonyms", ()) else "acronym" if is_acronym(text) else "name"
            article = text.startswith("The ") and text.removeprefix("The ") not in row.get("aliases", ())
            yield text.removeprefix("The "), Alias(_org(row), kind, strength, article, row.get("country"))


def _surfaces(
    rows: Iterable[Mapping[str, Any]], key: str, value: Callable[[Mapping[str, Any], str], Any], tokenize: Tokenize
) -> Surfaces[Any]:
    found: Surfaces[Any] = Surfaces()
    for row in rows:
        for form in dict.fromkeys(row[key]):
            found.add(tokenize(form), value(row, form))
    return found
