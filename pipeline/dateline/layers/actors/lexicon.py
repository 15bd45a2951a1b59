"""The data of the room, read once: names of states, bodies and persons, heads of groups, titles, word lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.data import read_jsonl
from dateline.doc.phrases import PhraseTable
from dateline.layers.actors.resolve import Actor, Country, is_acronym, spelling_key

Row = Mapping[str, Any]
Tokenize = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an actor.

    kind: name, acronym, metonym; place, seat, demonym or people of a state. article: only after "the".
    strength: strong; weak (needs its country or a strong name in the document); common (needs a strong name).
    national: every country has one of its own (the Red Cross); sector: of the groups that a people's name makes.
    """

    actor: Actor | None
    kind: str
    strength: str = "strong"
    article: bool = False
    country: str | None = None
    adjective: str | None = None
    national: bool = False
    sector: str = "CVL"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the room knows beforehand.

    folds: spellings that are one; offices: by person; orgs: by name; references: nouns that lead back to a body, with
    the sectors that they fit; offices_alike: titles that may name one office, by the first of them.
    """

    names: PhraseTable[Alias]
    countries: Mapping[str, Country]
    bodies: PhraseTable[Row]
    groups: PhraseTable[tuple[str, bool]]
    titles: PhraseTable[str | None]
    words: Mapping[str, frozenset[str]]
    folds: list[tuple[str, str]]
    offices: Mapping[str, list[Mapping[str, str]]]
    spellings: Mapping[str, Actor]
    orgs: Mapping[str, Actor]
    org_ids: frozenset[str]
    references: Mapping[str, frozenset[str]]
    offices_alike: Mapping[str, str]


def read_lexicon(tokenize: Tokenize) -> Lexicon:
    """The lexicon from models/; tokenize: how the model splits a name."""
    states = read_jsonl("gazetteer/actors_states.jsonl")
    persons = read_jsonl("gazetteer/actors_persons.jsonl")
    orgs = read_jsonl("gazetteer/actors_orgs.jsonl")
    nouns = read_jsonl("lexicon/actors_references.jsonl")
    folds = [(row["from"], row["to"]) for row in read_jsonl("lexicon/actors_spellings.jsonl")]
    names: PhraseTable[Alias] = PhraseTable()
    for text, alias in (*_state_names(states), *_people_names(), *_org_names(orgs), *_person_names(persons)):
        names.add(tokenize(text), alias)
    return Lexicon(
        names=names,
        countries={row["country"]: _country(row) for row in states},
        bodies=_surfaces(read_jsonl("patterns/actors_bodies.jsonl"), "forms", lambda row, _: row, tokenize),
        groups=_surfaces(read_jsonl("lexicon/actors_groups.jsonl"), "forms", _group, tokenize),
        titles=_surfaces(read_jsonl("lexicon/actors_titles.jsonl"), "words", lambda row, _: row["sector"], tokenize),
        words=_words(),
        folds=folds,
        offices={row["id"]: row.get("offices", []) for row in persons},
        spellings={spelling_key(name, folds): _person(row) for row in persons for name in _names(row) if " " in name},
        orgs={row["name"].lower(): _org(row) for row in orgs},
        org_ids=frozenset(row["id"] for row in orgs),
        references={w: frozenset(r["sectors"]) for r in nouns if "sectors" in r for w in r["words"]},
        offices_alike={w: r["words"][0] for r in nouns if "sectors" not in r for w in r["words"]},
    )


def _names(row: Row) -> list[str]:
    return [row["name"], *row.get("aliases", ())]


def _country(row: Row) -> Country:
    adjective = row.get("adjectives", [row["name"]])[0]
    forces = row.get("forces", f"{adjective} Armed Forces")
    name = "the " + row["name"] if row.get("article") else row["name"]
    aliases = (*row.get("aliases", ()), *row.get("adjectives", ()), *row.get("seats", ()))
    return Country(row["country"], name, adjective, row.get("official", name), forces, aliases)


def _person(row: Row) -> Actor:
    offices = row.get("offices", [])
    country = row.get("country") or next((office.get("country") for office in reversed(offices)), None)
    return Actor(row["id"], row["name"], "person", row.get("sector", "GOV" if offices else None), country)


def _org(row: Row) -> Actor:
    return Actor(row["id"], row["name"], "org", row["sector"], row.get("country"))


def _group(row: Row, form: str) -> tuple[str, bool]:
    return row["sector"], row["bare"] or form in row.get("bare_forms", ())


def _state_names(rows: Iterable[Row]) -> Iterator[tuple[str, Alias]]:
    for row in rows:
        state = Actor(row["id"], row["name"], "state", "GOV", row["country"])
        adjectives = row.get("adjectives", [row["name"]])
        for kind, texts in (
            ("place", _names(row)),
            ("seat", row.get("seats", ())),
            ("demonym", [a for a in adjectives if a not in _names(row)]),
            ("people", [p for p in row.get("people", ()) if p not in adjectives]),
        ):
            for text in texts:
                yield text.removeprefix("The "), Alias(state, kind, country=row["country"], adjective=adjectives[0])


def _people_names() -> Iterator[tuple[str, Alias]]:
    for row in read_jsonl("gazetteer/actors_peoples.jsonl"):
        sector = row.get("sector", "CVL")
        yield row["name"], Alias(None, "people", country=row["country"], adjective=row["adjective"], sector=sector)


def _org_names(rows: Iterable[Row]) -> Iterator[tuple[str, Alias]]:
    for row in rows:
        strength = {t: s for s in ("weak", "common") for t in row.get(s, ())}
        for text in dict.fromkeys((*_names(row), *row.get("metonyms", ()), *strength)):
            kind = "metonym" if text in row.get("metonyms", ()) else "acronym" if is_acronym(text) else "name"
            bare = text.removeprefix("The ")
            if bare.startswith("Al-") and strength.get(text) is None:
                yield f"al-{bare[3:]}", Alias(_org(row), kind, "strong", False, row.get("country"))
            article = bare != text and bare not in row.get("aliases", ())
            national = row.get("national", False)
            alias = Alias(_org(row), kind, strength.get(text, "strong"), article, row.get("country"), national=national)
            yield bare, alias
            if row["sector"] == "PTY" and bare.endswith(" Party"):
                yield f"{bare.removesuffix('Party')}party", alias
            if kind == "name" and alias.strength == "strong" and _in_capitals(row["sector"], bare):
                yield bare.upper(), alias
            if kind == "acronym" and alias.strength == "strong" and len(text) > 3 and text.isupper() and text.isalpha():
                yield text.capitalize(), alias


def _in_capitals(sector: str, name: str) -> bool:
    """Whether a name is also written in capitals: "IZVESTIA" over its headlines, "ALDI"."""
    return len(name) > 3 and not name.isupper() and (sector == "MED" or (sector == "BUS" and " " not in name))


def _person_names(rows: Iterable[Row]) -> Iterator[tuple[str, Alias]]:
    """A title that is part of the usual name is no part of a mention: "Pope Francis" is found as "Francis"."""
    for row in rows:
        person = _person(row)
        for text in dict.fromkeys(name.removeprefix("Pope ") for name in _names(row)):
            yield text, Alias(person, "name", country=person.country)


def _words() -> dict[str, frozenset[str]]:
    words = {
        row["id"].removeprefix("actors/"): frozenset(row["words"]) for row in read_jsonl("lexicon/actors_words.jsonl")
    }
    given = read_jsonl("lexicon/actors_given_names.jsonl")
    return words | {"given-names": frozenset(word for row in given for word in row["words"])}


def _surfaces(rows: Iterable[Row], key: str, value: Callable[[Row, str], Any], tokenize: Tokenize) -> PhraseTable[Any]:
    """The surfaces of some rows, as the model splits them and by their spaces: it keeps "Mr." whole but not "mr."."""
    found: PhraseTable[Any] = PhraseTable()
    for row in rows:
        for form in dict.fromkeys(row[key]):
            for tokens in dict.fromkeys((tuple(tokenize(form)), tuple(form.split()))):
                found.add(tokens, value(row, form))
    return found
