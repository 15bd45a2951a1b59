"""What an actor mention means: ids, canonical names, roles. Pure functions of text and context."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&-]{0,7}[A-Z][a-z]?|[A-Z]{2,9}|[A-Z]\d{1,3}|(?:[A-Z]\.){2,6}")
_MODEL_CODE = re.compile(r"[A-Z]{0,3}-?\d{2,4}(?:[A-Za-z]{0,2}s?|-\d{1,4}[A-Z]{0,2}s?)")
_MARKS = frozenset({"'s", "'", ",", ".", "(", ")", "/", "-", "–"})
_LATIN = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ʿ": "", "ʼ": ""}
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is meant, the same in every document. type: person, org, state or group; country: ISO 3166-1 alpha-3."""

    actor_id: str
    name: str
    type: str
    sector: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A state's names, as bodies and groups are named after it.

    name, official: with the article that they take; forces: its armed forces.
    """

    iso: str
    name: str
    adjective: str
    official: str
    forces: str
    aliases: tuple[str, ...] = ()

    def fill(self, template: str) -> str:
        """The template with this state's name: "Ministry of Defence of {the}" -> "… of the Russian Federation"."""
        return template.format(the=self.official, adj=self.adjective, name=self.name, forces=self.forces)


@dataclass(frozen=True, slots=True)
class BodyName:
    """How the bodies of a kind are called. key: ends their ids; name: a template of Country.fill; names: exceptions.

    names: by ISO 3166-1 alpha-3 of the country.
    """

    key: str
    type: str
    sector: str
    name: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person of the gazetteer holds, both days included.

    until: for one that goes on, the day until which it is known to.
    """

    role: str
    country: str | None
    since: str
    until: str


def fold(text: str) -> str:
    """The text in plain ASCII where Latin letters allow it."""
    return unicodedata.normalize("NFKD", text.translate(_LATIN)).encode("ascii", "ignore").decode()


def slug(text: str) -> str:
    """The part of an id that a name gives: "Volker Türk" -> "volker-turk"."""
    return _NOT_SLUG.sub("-", fold(text).lower().replace("'", "").replace(".", "")).strip("-")


def actor_id(kind: str, name: str) -> str:
    """The id of an actor that no data file knows; a name without Latin letters keeps its own."""
    return f"{kind}:{slug(name) or name.lower().replace(' ', '-')}"


def spelling_key(name: str, rules: Iterable[tuple[str, str]]) -> str:
    """A key that spellings of a name share: "Zelenskiy", "Zelenskyy" -> "zelenski". rules: the lexicon's, in order."""
    key = slug(name)
    for old, new in rules:
        key = key.replace(old, new)
    return "".join(c for i, c in enumerate(key) if i == 0 or c != key[i - 1])


def write(words: Sequence[str]) -> str:
    """Tokens as they would be written: "Russia 's army ( x )" -> "Russia's army (x)"."""
    text = " ".join(words)
    if _MARKS.isdisjoint(words):
        return text
    for tight in ("'s", "'", ",", ".", ")", "/", "-", "–"):
        text = text.replace(f" {tight}", tight)
    for tight in ("(", "/", "-", "–"):
        text = text.replace(f"{tight} ", tight)
    return text


def is_acronym(word: str) -> bool:
    """Whether a word looks like an acronym: KSHPW, M23, AfCFTA, U.N."""
    return _ACRONYM.fullmatch(word) is not None


def is_model_code(word: str) -> bool:
    """Whether a word looks like the number of a model: 707s, A320, F-16."""
    return _MODEL_CODE.fullmatch(word) is not None


def fits_acronym(acronym: str, words: Sequence[str]) -> bool:
    """Whether the capitals of an acronym come, in order, among the initials of the words, the first one first."""
    wanted = [c for c in acronym if c.isupper()]
    initials = [w[0].upper() for w in words if w[:1].isalpha()]
    if not wanted or not initials or wanted[0] not in initials[:2]:
        return False
    rest = iter(initials)
    return all(c in rest for c in wanted)


def blends(acronym: str, words: Sequence[str]) -> bool:
    """Whether an acronym is made of pieces of words, each from its first letter on: "COCOBOD" of "Cocoa Board"."""
    letters = acronym.upper()
    if len(letters) < 5 or not letters.isalpha():
        return False
    for first in range(len(words)):
        rest, used = iter("".join(words[first:]).upper()), letters[0] == words[first][:1].upper()
        if used and all(c in rest for c in letters):
            return True
    return False


def shortens(short: Sequence[str], words: Sequence[str]) -> bool:
    """Whether some words are a name with words, or ends of words, left out: "Penn State" for its university."""
    if not 0 < len(short) < len(words) or not all(len(w) > 2 and w[0].isupper() for w in short):
        return False
    rest = iter(words)
    return all(any(word.startswith(w) for word in rest) for w in short)


def body_actor(body: BodyName, country: Country | None, text: str) -> Identity:
    """The body of a kind and a country: "Russian Defense Ministry" -> org:rus-ministry-of-defence.

    country: None where nothing tells; the name is then the text's own.
    """
    if country is None:
        return Identity(actor_id(body.type, text), text, body.type, body.sector, None)
    name = body.names.get(country.iso) or country.fill(body.name)
    return Identity(f"{body.type}:{country.iso.lower()}-{body.key}", name, body.type, body.sector, country.iso)


def group_actor(text: str, sector: str, country: str | None) -> Identity:
    """The group of a canonical phrase: "Ukrainian forces" -> group:ukrainian-forces."""
    return Identity(actor_id("group", text), text, "group", sector, country)


def unnamed_person(text: str, sector: str | None, country: str | None) -> Identity:
    """A person whom the text does not name: "Russian negotiator" -> person:unnamed-russian-negotiator."""
    return Identity(actor_id("person", f"unnamed {text}"), text, "person", sector, country)


def held_role(offices: Iterable[Office], day: str | None) -> tuple[str, str | None] | None:
    """The office held on a day (ISO 8601) and its country; None without a day or an office."""
    for office in offices if day else ():
        if day is not None and office.since <= day[:10] <= office.until:
            return office.role, office.country
    return None
