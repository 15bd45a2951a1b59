"""The words that the layer knows, read once from models/lexicon/places_*.jsonl."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from dateline.data import read_jsonl, read_limits
from dateline.doc.phrases import PhraseTable
from dateline.errors import ConfigError

STATES = "gazetteer/actors_states.jsonl"


Cues = Mapping[str, frozenset[str]]
"""Words in lower case by what they are a cue of."""


class Abbreviation(NamedTuple):
    """A short form of a division: the id of its line, the id of the place and its full name."""

    rule: str
    place_id: str
    name: str


class Dispute(NamedTuple):
    """A contested place: the id of its line, and the country that it counts to, alpha-3; None where none is settled."""

    rule: str
    country: str | None


@dataclass(frozen=True)
class Limits:
    """The layer's thresholds; models/lexicon/places_limits.jsonl says what each one bounds, with an example."""

    longest_name: int
    longest_joint: int
    parts_city: int
    famous: int
    million: int
    city: int
    town: int
    apposed: int
    near_sure: float
    points: int
    chief: float
    few: int
    large: int
    near: float
    far: float
    around: int
    namesake: int
    doubt: float
    passes: int
    same: float
    divisions: int
    ahead: int
    back: int
    joined: int
    well_known: int
    shown: int
    bearers: int
    neighbours: float


@dataclass(frozen=True)
class Lexicon:
    """Sets of lower-case words by what they are a cue of."""

    cues: Cues
    kinds: Mapping[str, str]
    """Kind word after a name ("oblast") → the level of place that it asks for."""
    openers: Mapping[str, str]
    """Short form of a name's first word ("ft.") → the word."""
    plurals: Mapping[str, str]
    """Kind word in the plural → in the singular."""
    ambiguous: Mapping[str, frozenset[str]]
    abbreviations: Mapping[str, Abbreviation]
    """By the short form as written ("Fla.")."""
    demonyms: Mapping[str, str]
    """Capitalised adjective or people ("Ukrainian") → alpha-3."""
    country_words: Mapping[str, str]
    """Word in lower case that only one country's news has ("sheriff") → alpha-3."""
    contested: Mapping[str, Dispute]
    """By place id, or "alpha-3/admin1"."""
    bodies: PhraseTable[str]
    """Names of several words of bodies that the actors' gazetteer knows → their ids."""
    weights: Mapping[str, float]
    limits: Limits
    rules: Mapping[str, str]
    """A weight's name → the id of its line."""


def read_lexicon(contested: Path | None = None) -> Lexicon:
    """The layer's words, weights and contested places; contested: a file of the user's, which goes before ours."""
    disputes = [*read_jsonl("lexicon/places_contested.jsonl"), *(read_contested(contested) if contested else ())]
    weights = read_jsonl("lexicon/places_weights.jsonl")
    cues = {e["id"]: e for e in read_jsonl("lexicon/places_cues.jsonl")}
    kinds = {w: e["means"] for i, e in cues.items() if i.startswith("kind-after/") for w in e["words"]}
    return Lexicon(
        cues={i: frozenset(e["words"]) for i, e in cues.items()},
        kinds=kinds,
        openers={w: e["means"] for i, e in cues.items() if i.startswith("short-opener/") for w in e["words"]},
        plurals={plural: _singular(plural) for plural in cues["kind-plural"]["words"]},
        ambiguous={
            e["id"].partition("/")[2]: frozenset(e["words"]) for e in read_jsonl("lexicon/places_ambiguous.jsonl")
        },
        abbreviations={
            short: Abbreviation(e["id"], e["place"], e["name"])
            for e in read_jsonl("lexicon/places_abbreviations.jsonl")
            for short in e["names"]
        },
        demonyms=_demonyms(),
        country_words={w: e["means"] for i, e in cues.items() if i.startswith("country-words/") for w in e["words"]},
        contested={key: Dispute(e["id"], e["country"]) for e in disputes for key in e["places"]},
        bodies=_bodies(),
        weights={e["name"]: e["weight"] for e in weights},
        limits=Limits(**read_limits("places")),
        rules={e["name"]: e["id"] for e in weights},
    )


def read_contested(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a user's file; raises ConfigError with file and line where one lacks id, places or country."""
    expected = "expected JSON objects with id, places and country, one a line"
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as err:
        raise ConfigError(f"{path}: cannot be read ({err}); {expected}.") from err
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError as err:
            raise ConfigError(f"{path}:{number}: {err}; {expected}.") from err
        lacking = [key for key in ("id", "places", "country") if key not in entry]
        if lacking:
            raise ConfigError(f"{path}:{number}: missing {lacking}; expected id, places and country.")
        yield entry


def _bodies() -> PhraseTable[str]:
    found: PhraseTable[str] = PhraseTable()
    for entry in read_jsonl("gazetteer/actors_orgs.jsonl"):
        for name in (entry["name"], *entry.get("aliases", ())):
            if " " in name:
                found.add(name.replace("-", " - ").replace("'s", " 's").split(), entry["id"])
    return found


def _singular(plural: str) -> str:
    return plural[:-3] + "y" if plural.endswith("ies") else plural[:-1]


def _demonyms() -> dict[str, str]:
    found = {}
    for entry in read_jsonl(STATES):
        for word in (*entry.get("adjectives", ()), *entry.get("people", ())):
            found[word] = entry["country"]
    return found
