"""The data of the room, read once: names of states, bodies and persons, heads of groups, titles, word lists, limits."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dateline.data import read_jsonl, read_limits, words_of
from dateline.doc.phrases import PhraseTable
from dateline.layers.actors.resolve import BodyName, Country, Identity, Office, is_acronym, spelling_key

Row = Mapping[str, Any]
"""A line of a data file."""
Words = Mapping[str, frozenset[str]]
Tokenize = Callable[[str], list[str]]
Value = TypeVar("Value")
_NAME_FORM_LETTERS = 3
"""Letters up to which a name is not also looked for in another form of capitals: too many other words look like it."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an actor.

    kind: name, acronym, metonym; place, seat, demonym or people of a state. article: only after "the".
    strength: strong; weak (needs its country or a strong name in the document); common (needs a strong name).
    national: every country has one of its own (the Red Cross); sector: of the groups that a people's name makes.
    people: what a people is called whose name has several forms; form: of such a name, plural, one (the plural too),
    adjective, or "" where only the plural of the tagger makes it a people; ambiguous: other words are written so too.
    """

    actor: Identity | None
    kind: str
    strength: str = "strong"
    article: bool = False
    country: str | None = None
    adjective: str | None = None
    national: bool = False
    sector: str = "CVL"
    people: str = ""
    form: str = ""
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class BodyPattern:
    """A kind of body that states have, a line of patterns/actors_bodies.jsonl.

    name: how the body of a country is called. bare: whether this form may stand without its country; proper: so too
    with a capital; only, not_in: countries that a bare one may or may not be led to (all, where only is empty).
    named: may be called after who leads it; generic: a country may have several, so a name in capitals stays as it is.
    """

    id: str
    name: BodyName
    bare: bool = False
    proper: bool = False
    only: frozenset[str] = frozenset()
    not_in: frozenset[str] = frozenset()
    named: bool = False
    generic: bool = False

    def may_be_of(self, country: str | None) -> bool:
        """Whether a bare body of this kind may be a country's."""
        return country is not None and (not self.only or country in self.only) and country not in self.not_in


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The head of a group's phrase, a line of lexicon/actors_groups.jsonl; bare: it needs no affiliation."""

    id: str
    sector: str
    bare: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """The room's thresholds; each line of lexicon/actors_limits.jsonl says what one bounds, with an example."""

    acronym_letters: int
    apposition_words: int
    bracketed_words: int
    capitals_share: float
    country_share: float
    dateline_agency_words: int
    dateline_words: int
    employer_words: int
    expansion_words: int
    first_name_letters: int
    full_caps_letters: int
    group_phrase_words: int
    kind_name_words: int
    known_bodies: int
    modifiers: int
    names_after_first: int
    nearest_affiliation_words: int
    office_apposition_words: int
    office_words: int
    own_country_share: float
    person_words: int
    recipient_verb_words: int
    row_gap_words: int
    site_sign_words: int
    syllable_letters: int
    title_case_share: float
    title_gap_words: int
    titled_words: int
    transferred_words: int
    unit_words: int
    weak_title_words: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the room knows beforehand.

    titles: sectors, None for forms of address. words: the word lists by name.
    folds: spellings that are one; loose_folds: those, and more within one document.
    offices: by person; spellings: persons by spelling_key; orgs: bodies by name in lower case.
    references: nouns that lead back to a body, with the sectors that they fit.
    firms: firms of one common word, by it.
    offices_alike: titles that may name one office, by the first of them.
    """

    names: PhraseTable[Alias]
    countries: Mapping[str, Country]
    bodies: PhraseTable[BodyPattern]
    groups: PhraseTable[GroupHead]
    titles: PhraseTable[str | None]
    words: Words
    limits: Limits
    folds: list[tuple[str, str]]
    loose_folds: list[tuple[str, str]]
    offices: Mapping[str, list[Office]]
    spellings: Mapping[str, Identity]
    orgs: Mapping[str, Identity]
    org_ids: frozenset[str]
    firms: Mapping[str, Identity]
    references: Mapping[str, frozenset[str]]
    offices_alike: Mapping[str, str]


def read_lexicon(tokenize: Tokenize) -> Lexicon:
    """The lexicon from models/; tokenize: how the model splits a name. Raises ConfigError where a file is faulty."""
    states = read_jsonl("gazetteer/actors_states.jsonl")
    persons = read_jsonl("gazetteer/actors_persons.jsonl")
    orgs = read_jsonl("gazetteer/actors_orgs.jsonl")
    titles = read_jsonl("lexicon/actors_titles.jsonl")
    nouns = read_jsonl("lexicon/actors_references.jsonl")
    folds, loose = _spellings(read_jsonl("lexicon/actors_spellings.jsonl"))
    words = _words(titles)
    names: PhraseTable[Alias] = PhraseTable()
    for text, alias in (
        *_state_names(states),
        *_people_names(),
        *_org_names(orgs, words),
        *_person_names(persons, words),
    ):
        names.add(tokenize(text), alias)
    return Lexicon(
        names=names,
        countries={row["country"]: _country(row) for row in states},
        bodies=_surfaces(read_jsonl("patterns/actors_bodies.jsonl"), "forms", _body, tokenize),
        groups=_surfaces(read_jsonl("lexicon/actors_groups.jsonl"), "forms", _group, tokenize),
        titles=_surfaces(titles, "words", _sector, tokenize),
        words=words,
        limits=Limits(**read_limits("actors")),
        folds=folds,
        loose_folds=[*folds, *loose],
        offices={row["id"]: [_office(office) for office in row.get("offices", ())] for row in persons},
        spellings={spelling_key(name, folds): _person(row) for row in persons for name in _names(row) if " " in name},
        orgs={row["name"].lower(): _org(row) for row in orgs},
        org_ids=frozenset(row["id"] for row in orgs),
        firms={w: _org(row) for row in orgs if row["sector"] == "BUS" for w in row.get("common", ()) if " " not in w},
        references={w: frozenset(r["sectors"]) for r in nouns if "sectors" in r for w in r["words"]},
        offices_alike={w: r["words"][0] for r in nouns if "sectors" not in r for w in r["words"]},
    )


def _spellings(rows: Sequence[Row]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What is written in several ways everywhere, and what besides within one document."""
    pairs = [(row.get("loose", False), (row["from"], row["to"])) for row in rows]
    return [pair for loose, pair in pairs if not loose], [pair for loose, pair in pairs if loose]


def _names(row: Row) -> list[str]:
    return [row["name"], *row.get("aliases", ())]


def _country(row: Row) -> Country:
    adjective = row.get("adjectives", [row["name"]])[0]
    forces = row.get("forces", f"{adjective} Armed Forces")
    name = "the " + row["name"] if row.get("article") else row["name"]
    aliases = (*row.get("aliases", ()), *row.get("adjectives", ()), *row.get("seats", ()))
    return Country(row["country"], name, adjective, row.get("official", name), forces, aliases)


def _office(row: Row) -> Office:
    return Office(row["role"], row.get("country"), row["from"], row.get("to", row.get("known", "9999")))


def _person(row: Row) -> Identity:
    offices = row.get("offices", [])
    country = row.get("country") or next((office.get("country") for office in reversed(offices)), None)
    return Identity(row["id"], row["name"], "person", row.get("sector", "GOV" if offices else None), country)


def _org(row: Row) -> Identity:
    return Identity(row["id"], row["name"], "org", row["sector"], row.get("country"))


def _group(row: Row, form: str) -> GroupHead:
    return GroupHead(row["id"], row["sector"], row["bare"] or form in row.get("bare_forms", ()))


def _sector(row: Row, _form: str) -> str | None:
    sector: str | None = row["sector"]
    return sector


def _body(row: Row, form: str) -> BodyPattern:
    key = row["id"].removeprefix("actors/body-")
    return BodyPattern(
        id=row["id"],
        name=BodyName(key, row["type"], row["sector"], row["name"], row.get("names", {})),
        bare=row["bare"] and form not in row.get("never_bare", ()),
        proper=row.get("proper", False),
        only=frozenset(row.get("only", ())),
        not_in=frozenset(row.get("not_in", ())),
        named=row.get("named", False),
        generic=row.get("generic", False),
    )


def _state_names(rows: Iterable[Row]) -> Iterator[tuple[str, Alias]]:
    for row in rows:
        state = Identity(row["id"], row["name"], "state", "GOV", row["country"])
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
        yield (
            row["name"],
            Alias(
                None,
                "people",
                country=row["country"],
                adjective=row["adjective"],
                sector=row.get("sector", "CVL"),
                people=row.get("people", ""),
                form=row.get("form", ""),
                ambiguous=row.get("ambiguous", False),
            ),
        )


def _org_names(rows: Iterable[Row], words: Words) -> Iterator[tuple[str, Alias]]:
    for row in rows:
        strength = {t: s for s in ("weak", "common") for t in row.get(s, ())}
        for text in dict.fromkeys((*_names(row), *row.get("metonyms", ()), *strength)):
            kind = "metonym" if text in row.get("metonyms", ()) else "acronym" if is_acronym(text) else "name"
            bare = text.removeprefix("The ")
            alias = Alias(
                _org(row),
                kind,
                strength.get(text, "strong"),
                bare != text and bare not in row.get("aliases", ()),
                row.get("country"),
                national=row.get("national", False),
            )
            yield bare, alias
            yield from ((form, alias) for form in _other_forms(bare, alias, row["sector"], words))


def _other_forms(name: str, alias: Alias, sector: str, words: Words) -> Iterator[str]:
    """How else a name is written: "al-Qaeda", "Labour party", "IZVESTIA", "Nato"."""
    first, _, last = name.rpartition(" ")
    if sector == "PTY" and first and last in words["party-words"]:
        yield f"{first} {last.lower()}"
    if alias.strength != "strong":
        return
    article, hyphen, rest = name.partition("-")
    if hyphen and article in words["arabic-articles"]:
        yield f"{article.lower()}-{rest}"
    if alias.kind == "name" and _in_capitals(sector, name):
        yield name.upper()
    if alias.kind == "acronym" and len(name) > _NAME_FORM_LETTERS and name.isupper() and name.isalpha():
        yield name.capitalize()


def _in_capitals(sector: str, name: str) -> bool:
    """Whether a name is also written in capitals: "IZVESTIA" over its headlines, "ALDI"."""
    long = len(name) > _NAME_FORM_LETTERS and not name.isupper()
    return long and (sector == "MED" or (sector == "BUS" and " " not in name))


def _person_names(rows: Iterable[Row], words: Words) -> Iterator[tuple[str, Alias]]:
    """A title that is part of the usual name is no part of a mention: "Pope Francis" is found as "Francis"."""
    for row in rows:
        person = _person(row)
        for text in dict.fromkeys(_without(name, words["titles-in-names"]) for name in _names(row)):
            yield text, Alias(person, "name", country=person.country)


def _without(name: str, openers: Collection[str]) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first in openers else name


def _words(titles: Iterable[Row]) -> Words:
    """The word lists by name; a list takes in those that it names as `with`, but not the words it has `without`."""
    rows = {row["id"].removeprefix("actors/"): row for row in read_jsonl("lexicon/actors_words.jsonl")}
    given = read_jsonl("lexicon/actors_given_names.jsonl")
    return {name: frozenset(words_of(name, rows)).difference(rows[name].get("without", ())) for name in rows} | {
        "given-names": frozenset(word for row in given for word in row["words"]),
        "weak-titles": frozenset(word for row in titles if row.get("weak") for word in row["words"]),
    }


def _surfaces(
    rows: Iterable[Row], key: str, value: Callable[[Row, str], Value], tokenize: Tokenize
) -> PhraseTable[Value]:
    """The surfaces of some rows, as the model splits them and by their spaces: it keeps "Mr." whole but not "mr."."""
    found: PhraseTable[Value] = PhraseTable()
    for row in rows:
        for form in dict.fromkeys(row[key]):
            for tokens in dict.fromkeys((tuple(tokenize(form)), tuple(form.split()))):
                found.add(tokens, value(row, form))
    return found
