"""What the files of a project hold: their columns, what each may be, and the file under models/ they are added to."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.data import read_folder, read_jsonl
from dateline.gazetteer import KINDS, OWN_PLACES
from dateline.layers.claims.filters import NEEDS
from dateline.layers.claims.lexicon import EFFECTS
from dateline.layers.dates.filters import FILTERS
from dateline.layers.dates.resolve import READINGS
from dateline.linear_regex import faults

LONGEST_PATTERN = 1000  # characters of a regular expression

Check = Callable[[Any], str]
"""What was expected; "" where the value is that."""
Columns = dict[str, Check]


@dataclass(frozen=True)
class Kind:
    """A kind of line: what it is called, the file under models/ that it is added to, and its columns.

    tell: the column by which it is known among the kinds of its file. values: what columns that are left out are.
    """

    name: str
    target: str
    must: Columns
    may: Columns = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    tell: str = ""

    def columns(self) -> list[str]:
        """The names of all columns, those that must be there first."""
        return [*self.must, *(name for name in self.may if name not in self.must)]


def text(value: Any) -> str:
    """Words."""
    return "" if isinstance(value, str) and value.strip() else "text"


def words(value: Any) -> str:
    """A list of words."""
    good = isinstance(value, list) and value and not any(text(word) for word in value)
    return "" if good else 'a list of words, such as ["one", "two"]'


def boolean(value: Any) -> str:
    """True or false."""
    return "" if isinstance(value, bool) else "true or false"


def table(value: Any) -> str:
    """A JSON object."""
    return "" if isinstance(value, dict) else "a JSON object"


def fillers(value: Any) -> str:
    """Lists of words by grammatical role."""
    good = isinstance(value, dict) and not any(words(found) for found in value.values())
    return "" if good else 'lists of words by grammatical role, such as {"object": ["person"]}'


def worth(value: Any) -> str:
    """What a word of a class is worth."""
    return "" if isinstance(value, str) or not number(-math.inf, math.inf)(value) else "a number or text"


def number(low: float, high: float) -> Check:
    """A number between two."""

    def check(value: Any) -> str:
        try:
            good = not isinstance(value, bool) and low <= float(value) <= high
        except (TypeError, ValueError):
            good = False
        return "" if good else f"a number from {low:g} to {high:g}"

    return check


def one_of(*known: str | None) -> Check:
    """One of some words; None: or null."""
    said = ", ".join("null" if word is None else word for word in known)
    return lambda value: "" if value in known and not isinstance(value, bool) else f"one of {said}"


def like(pattern: str, said: str) -> Check:
    """Text of a shape."""
    shape = re.compile(pattern)
    return lambda value: "" if isinstance(value, str) and shape.fullmatch(value) else said


def each(check: Check) -> Check:
    """A list whose every entry is right."""

    def checked(value: Any) -> str:
        return words(value) or next((f"every one {said}" for one in value if (said := check(one))), "")

    return checked


def offices(value: Any) -> str:
    """Offices of a person, each with role and first day."""
    day = like(r"\d{4}-\d\d-\d\d", "a day")
    good = isinstance(value, list) and all(
        isinstance(one, dict)
        and {"role", "from"} <= one.keys() <= {"role", "country", "from", "to", "known"}
        and not text(one["role"])
        and all(isinstance(one.get(name, "2000-01-01"), str) and not day(one.get(name, "2000-01-01")) for name in DAYS)
        for one in value
    )
    return "" if good else 'offices, such as [{"role": "Governor", "from": "2024-05-01", "to": "2025-05-01"}]'


DAYS = ("from", "to", "known")


def holiday_rule(value: Any) -> str:
    """The day of a holiday, as models/README.md has it."""
    shapes = r"\d\d-\d\d|\d{1,2}-[1-7]-(?:[1-5]|last)(?:\+\d{1,2})?|(?:easter|orthodox)[+-]\d{1,3}|\d{4}-\d\d-\d\d"
    return like(shapes, "a day such as 07-25, 11-4-4 (month, weekday, n-th), easter-2 or 2001-09-11")(value)


def expression(value: Any) -> str:
    """A regular expression whose cost has a bound."""
    if said := text(value):
        return said
    if len(value) > LONGEST_PATTERN:
        return f"a regular expression of {LONGEST_PATTERN} characters at most"
    try:
        compiled = re.compile(f"(?:{value})")  # as it stands beside others
        found = faults(value, searched=False)
    except (re.error, ValueError, OverflowError, RecursionError) as err:
        return f"a regular expression ({err})"
    if found:
        return f"a regular expression that cannot backtrack without bound ({found[0]})"
    return "a regular expression without groups that capture: (?:…) in place of (…)" if compiled.groups else ""


def files() -> dict[str, tuple[Kind, ...]]:
    """The kinds of lines by the file of a project that holds them; "frames/*.jsonl" for any other file of frames."""
    note: Columns = {"source": text, "note": text}
    own_id: Columns = {"id": like(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*", "an id such as feast-of-lanterns")}
    proven: Columns = {**own_id, "example": text}
    return {
        "places.csv": (_place(note),),
        "actors.jsonl": _actors({"example": text}, note),
        "patterns/dates.jsonl": _dates(proven, note),
        "units.jsonl": (_unit(proven, note),),
        "cues.jsonl": (_cue(proven, note),),
        "boilerplate.jsonl": (_boilerplate(proven, note),),
        "frames/nouns.jsonl": (_nouns(proven, note),),
        "frames/factuality.jsonl": (_signature(proven, note),),
        "frames/*.jsonl": (_frame(proven, note),),
    }  # fmt: skip


def _place(note: Columns) -> Kind:
    whole = like(r"\d{1,12}", "a whole number")
    must: Columns = {
        "name": text,
        "kind": one_of(*KINDS),
        "lat": number(-90, 90),
        "lon": number(-180, 180),
        "example": text,
    }
    may: Columns = {"id": like(r"[a-z]+:[\w-]+", "an id such as project:varnholm"), "names": text, "country": COUNTRY}
    return Kind("place", OWN_PLACES, must, may | {"admin1": text, "population": whole} | note)


COUNTRY = like("[A-Z]{3}", "a country's ISO 3166-1 alpha-3 code, such as KEN")


def _actors(proven: Columns, note: Columns) -> tuple[Kind, ...]:
    orgs, persons, peoples = (f"gazetteer/actors_{name}.jsonl" for name in ("orgs", "persons", "peoples"))
    sector = one_of(*sorted({entry["sector"] for entry in read_jsonl(orgs)}))
    named = proven | {"name": text}
    common: Columns = {"country": COUNTRY, "aliases": words} | note
    several: Columns = dict.fromkeys(("weak", "common", "metonyms"), words) | {"national": boolean}
    owner: Columns = {"country": COUNTRY, "adjective": text}

    def of(kind: str) -> Columns:
        return {"type": one_of(kind), "id": like(rf"{kind}:[a-z0-9-]+", f"an id such as {kind}:varnholm-watch")}

    return (
        Kind("body", orgs, of("org") | named | {"sector": sector}, common | several, tell="org"),
        Kind("person", persons, of("person") | named, common | {"sector": sector, "offices": offices}, tell="person"),
        Kind("people", peoples, of("people") | named | owner, {"sector": sector} | note, tell="people"),
    )


def _dates(proven: Columns, note: Columns) -> tuple[Kind, ...]:
    pattern = proven | {"pattern": text, "reading": one_of(*READINGS)}
    beside: Columns = dict.fromkeys(("after", "not_after", "before", "not_before", "second"), text)
    may = beside | {"counter_example": text, "filter": one_of(*FILTERS), "then": one_of(*READINGS), "given": table}
    may |= {"ask": one_of("absolute", "calendar", "relative")}
    day = proven | {"names": words, "rule": holiday_rule}
    word = proven | {"class": like("[A-Z][A-Z0-9]*", "a class in capitals"), "value": worth, "words": words}
    return (
        Kind("pattern", "patterns/dates.jsonl", pattern, may | note, tell="pattern"),
        Kind("holiday", "lexicon/dates_holidays.jsonl", day, note, tell="names"),
        Kind("word of time", "lexicon/dates_words.jsonl", word, {"capital": boolean} | note, tell="class"),
    )


def _unit(proven: Columns, note: Columns) -> Kind:
    must = proven | {"unit": text, "dimension": text}
    may: Columns = {"surfaces": words, "symbols": words, "needs": one_of("bare", "temperature")}
    return Kind("unit", "lexicon/quantities_units.jsonl", must, may | note)


def _cue(proven: Columns, note: Columns) -> Kind:
    shipped = read_jsonl("lexicon/quotes_cues.jsonl")
    kinds = one_of(*sorted({entry["class"] for entry in shipped}))
    plain = sorted({frame for entry in shipped for frame in entry["frames"] if ":" not in frame})
    led = "(?:prep|object|adjunct):[a-z]+"
    frames = each(like(rf"{'|'.join(plain)}|{led}", f"one of {', '.join(plain)}, or such as prep:for or object:of"))
    must = proven | {"lemma": text, "pos": one_of("VERB", "NOUN"), "class": kinds, "frames": frames}
    may = {"tense": one_of("any", "future"), "polarity": one_of("+", "-"), "no_objects": words} | note
    return Kind("cue", "lexicon/quotes_cues.jsonl", must, may, {"tense": "any", "polarity": "+"})


def _boilerplate(proven: Columns, note: Columns) -> Kind:
    must = proven | {"scope": one_of("paragraph", "list", "rest", "tail"), "pattern": expression}
    return Kind("boilerplate", "lexicon/boilerplate.jsonl", must, {"counter_example": text, "needs": words} | note)


def _nouns(proven: Columns, note: Columns) -> Kind:
    return Kind("class of nouns", "frames/nouns.jsonl", proven | {"class": text, "words": words}, note)


def _frame(proven: Columns, note: Columns) -> Kind:
    shipped = read_folder("frames")
    types = one_of(*dict.fromkeys(entry["event_type"] for entry in shipped["types"]))
    roles = one_of(*(entry["pattern"] for entry in shipped["roles"]))
    must = proven | {"pos": one_of("VERB", "NOUN", "ADJ"), "words": words, "event_type": types, "roles": roles}
    may = {"mode": _or_none(text), "wants": fillers, "lacks": fillers, "needs": one_of(*NEEDS), "not": text} | note
    return Kind("frame", "frames/project.jsonl", must, may, {"mode": None})


def _or_none(check: Check) -> Check:
    return lambda value: "" if value is None else check(value)


def _signature(proven: Columns, note: Columns) -> Kind:
    effect = one_of(*sorted(EFFECTS))
    pos = one_of("VERB", "NOUN", "ADJ", "PASSIVE", "MOD")
    must = proven | {"pos": pos, "words": words, "affirmed": effect, "negated": effect}
    return Kind("signature", "frames/factuality.jsonl", must, note)


def names(kinds: Iterable[Kind]) -> list[str]:
    """The columns of some kinds."""
    return list(dict.fromkeys(name for kind in kinds for name in kind.columns()))
