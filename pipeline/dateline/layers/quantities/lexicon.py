"""The words that the grammar knows, read once from models/."""

import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from dateline.data import read_jsonl, read_limits
from dateline.doc.phrases import PhraseTable
from dateline.errors import ConfigError
from dateline.layers.quantities.pieces import cut

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by name; money is named by its ISO 4217 code. rule: the line of data, or the function, that gave it.

    times: how many of the unit its sign stands for: "MUSD" is a million dollars.
    """

    name: str
    dimension: str
    needs: str = ""
    source: str = field(default="", compare=False)
    rule: str = field(default="", compare=False)
    times: float = 1.0


class Modifier(NamedTuple):
    """Words that bound a number: "at least". bound: exact, approx, lower or upper."""

    id: str
    words: str
    bound: str


class Vague(NamedTuple):
    """A plural or determiner that names no number: "dozens", "several", "a couple of".

    base: what it is some times of; low: the least; times: what it multiplies; after: the word before; needs: words of
    which one must stand behind, none for any.
    """

    id: str
    words: str
    base: float | None
    low: float | None
    times: float | None
    after: str | None
    needs: frozenset[str]
    determiner: bool


class Symbol(NamedTuple):
    """A unit's sign as written. glued: whether it stands only right behind the number."""

    unit: Unit
    glued: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of the layer, by the names of models/lexicon/quantities_limits.jsonl, which says what each is."""

    oldest: int
    youngest: int
    large: int
    warmth: int
    paid: int
    step: int
    range_gap: int
    loss: int
    same_figure: int
    scaled: int
    negation: int
    listed: int
    sentence: int
    verb_ahead: int
    noun_behind: int
    attachment: int
    bracket: int
    same_verb: int
    worth: int
    measured_arcs: int
    joined: int
    whole: int
    next_part: int
    owner_arcs: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of it."""

    words: Mapping[str, tuple[str, float]]
    letters: Mapping[str, float]
    denominators: Mapping[str, float]
    ordinals: Mapping[str, float]
    glyphs: Mapping[str, float]
    decades: Mapping[str, float]
    folds: Mapping[str, float]
    vague: PhraseTable[Vague]
    before: PhraseTable[Modifier]
    after: PhraseTable[Modifier]
    changes: Mapping[str, tuple[str, str]]
    change_phrases: PhraseTable[str]
    surfaces: PhraseTable[Unit]
    symbols: PhraseTable[Symbol]
    money_before: PhraseTable[Unit]
    subunits: Mapping[str, frozenset[str]]
    countries: Mapping[str, Mapping[str, str]]
    results: Mapping[str, str]
    fates: frozenset[str]
    offspring: Mapping[str, tuple[str, str]]
    lists: Mapping[str, frozenset[str]]
    phrases: Mapping[str, PhraseTable[str]]
    limits: Limits
    triggers: frozenset[str] = field(default_factory=frozenset)


def load_lexicon() -> Lexicon:
    """The lexicon: quantities_*.jsonl under models/lexicon and models/patterns, and quantulum3's unit tables."""
    numbers = read_jsonl("lexicon/quantities_numbers.jsonl")
    role = _by_role(numbers)
    changes = read_jsonl("patterns/quantities_changes.jsonl")
    modifiers = read_jsonl("patterns/quantities_modifiers.jsonl")
    results = read_jsonl("lexicon/quantities_results.jsonl")
    vague = phrases((e["words"], _vague(e)) for e in read_jsonl("lexicon/quantities_vague.jsonl"))
    surfaces, symbols, glued = _units()
    lists, fixed = _lists(read_jsonl("lexicon/quantities_words.jsonl"))
    currencies = read_jsonl("lexicon/quantities_currency_names.jsonl")
    prefixes = role["currency-prefix"]
    money = _money(surfaces, symbols, glued, lists["no-codes"], prefixes)
    words = {e["word"]: (e["role"], float(e["value"])) for e in numbers if e["role"] in ROLES}
    return Lexicon(
        words=words,
        letters=role["letter"],
        denominators=role["denominator"],
        ordinals=role["ordinal"],
        glyphs=role["glyph"],
        decades=role["decade"],
        folds=(folds := {f"{word}fold": value for word, (form, value) in words.items() if form in FOLDED}),
        vague=vague,
        before=_modifiers(modifiers, "before"),
        after=_modifiers(modifiers, "after"),
        changes={e["lemma"]: (e["change"], e.get("needs", "")) for e in changes if "lemma" in e},
        change_phrases=phrases(((e["word"], e["change"]) for e in changes if "word" in e), backwards=True),
        surfaces=phrases(surfaces),
        symbols=_symbols(symbols, glued),
        money_before=money,
        subunits={e["name"]: frozenset(e["of"]) for e in currencies if "of" in e},
        countries={e.get("code") or e["name"]: e["countries"] for e in currencies if "countries" in e},
        results={e["lemma"]: e["item"] for e in results if "lemma" in e},
        fates=frozenset(e["lemma"] for e in results if e.get("subject")),
        offspring={e["parent"]: (e["counted"], e["item"]) for e in results if "parent" in e},
        lists=lists,
        phrases=fixed,
        limits=Limits(**read_limits("quantities")),
        triggers=frozenset({*words, *role["denominator"], *role["ordinal"], *role["glyph"], *vague.firsts, *folds})
        - {"a"},
    )


FOLDED = ("unit", "teen", "ten", "hundred")
ROLES = ("unit", "teen", "ten", "hundred", "scale", "abbreviation")


def _by_role(numbers: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for entry in numbers:
        found[entry["role"]][entry["word"]] = float(entry["value"])
    return found


def phrases(entries: Iterable[tuple[str, Value]], *, backwards: bool = False) -> PhraseTable[Value]:
    """A table of phrases, cut as a text would be, with what each stands for."""
    table = PhraseTable[Value](backwards=backwards)
    for words, value in entries:
        table.add(cut(words).low, value)
    return table


def _modifiers(entries: Iterable[Mapping[str, Any]], side: str) -> PhraseTable[Modifier]:
    """The modifiers that stand before, or after, what they bound."""
    found = ((e["words"], Modifier(e["id"], e["words"], e["bound"])) for e in entries if e["side"] == side)
    return phrases(found, backwards=side == "before")


def _vague(entry: Mapping[str, Any]) -> Vague:
    base, low, times, after = (entry.get(name) for name in ("base", "low", "times", "after"))
    needs = frozenset(entry.get("needs", ()))
    return Vague(entry["id"], entry["words"], base, low, times, after, needs, bool(entry.get("determiner")))


def _lists(entries: Iterable[Mapping[str, Any]]) -> tuple[dict[str, frozenset[str]], dict[str, PhraseTable[str]]]:
    """Sets of single words and of phrases, by the name of their list."""
    single: dict[str, frozenset[str]] = {}
    several: dict[str, PhraseTable[str]] = {}
    for entry in entries:
        name = entry["id"].split("/")[-1]
        words = list(entry["words"])
        if any(" " in w for w in words):
            several[name] = phrases((w, entry["id"]) for w in words)
        single[name] = frozenset(words)
    return single, several


# ---- units: quantulum3's tables, guarded and added to by our own ----


def quantulum_units() -> dict[str, dict[str, Any]]:
    """quantulum3's unit table, read as data: importing the package (parser, classifier) would take seconds."""
    spec = importlib.util.find_spec("quantulum3")
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError("quantulum3 is not installed; its unit tables are needed: pip install quantulum3.")
    folder = Path(next(iter(spec.submodule_search_locations)))
    table: dict[str, dict[str, Any]] = json.loads((folder / "units.json").read_text(encoding="utf-8"))
    return table


PREFIXES = {
    "E": "exa", "P": "peta", "T": "tera", "G": "giga", "M": "mega", "k": "kilo", "h": "hecto", "d": "deci",
    "c": "centi", "m": "milli", "µ": "micro", "n": "nano", "p": "pico",
}  # fmt: skip
Surfaces = list[tuple[str, Unit]]
Units = dict[str, Unit]


def _units() -> tuple[Surfaces, dict[str, Unit], dict[str, Unit]]:
    own = read_jsonl("lexicon/quantities_units.jsonl")
    dropped = {e["drop"] for e in own if "drop" in e}
    named: dict[str, Unit] = {}
    all_symbols: dict[str, Unit] = {}
    for surface, symbol, unit in _dictionary(quantulum_units()):
        if unit.dimension != "currency" and surface not in dropped:
            named[surface] = unit
        if symbol:
            all_symbols.setdefault(symbol, unit)
    ours: dict[str, Unit] = {}
    signs: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    glued: dict[str, Unit] = {}
    for entry in own:
        if "symbol" in entry and entry["symbol"] in all_symbols:
            unit = replace(all_symbols[entry["symbol"]], rule=entry["id"])
            (glued if entry.get("glued") else symbols).setdefault(entry["symbol"], unit)
        if "unit" in entry:
            unit = Unit(entry["unit"], entry["dimension"], entry.get("needs", ""), entry["id"], entry["id"])
            ours = dict.fromkeys(entry.get("surfaces", ()), unit) | ours
            signs = dict.fromkeys(entry.get("symbols", ()), unit) | signs
    named |= ours
    symbols |= signs
    forms = {name: {name} if unit.needs else _plurals(name) for name, unit in named.items()}
    surfaces = [(form, unit) for name, unit in named.items() for form in forms[name]]
    return surfaces, symbols, glued


def _dictionary(table: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[str, str, Unit]]:
    """Surface, symbol (or "") and unit of every line of quantulum3's table, metric prefixes spelt out.

    Under one rule, as that table has no ids: "12 kilometres" is measured in kilometres.
    """
    rule = "quantities/quantulum-unit"
    for name, entry in table.items():
        unit = Unit(name, entry["entity"], source="quantulum3", rule=rule)
        symbols = entry.get("symbols") or [""]
        for surface in {name, *(entry.get("surfaces") or ())}:
            for symbol in symbols:
                yield surface.lower(), symbol, unit
            for prefix in entry.get("prefixes") or ():
                if prefix in PREFIXES:
                    unit_ = Unit(PREFIXES[prefix] + name, entry["entity"], source="quantulum3", rule=rule)
                    for symbol in symbols:
                        yield PREFIXES[prefix] + surface.lower(), prefix + symbol if symbol else "", unit_


def _plurals(name: str) -> set[str]:
    """A unit's name in singular and plural; "per" keeps what follows it."""
    head, per, rest = name.partition(" per ")
    forms = {head, head + "es" if head.endswith(("s", "x", "ch", "sh")) else head + "s", head.replace("foot", "feet")}
    return {f + per + rest for f in forms}


def _money(
    surfaces: Surfaces,
    symbols: dict[str, Unit],
    glued: dict[str, Unit],
    no_codes: frozenset[str],
    prefixes: Mapping[str, float],
) -> PhraseTable[Unit]:
    """Adds the names of currencies to the units; returns what may stand before an amount.

    prefixes: letters before an ISO code that multiply it ("MUSD").
    """
    before: dict[str, Unit] = {}
    named: dict[str, Unit] = {}
    own = read_jsonl("lexicon/quantities_currency_names.jsonl")
    for entry in [*read_jsonl("lexicon/quantities_currencies.jsonl"), *own]:
        unit = Unit(entry.get("code") or entry["name"], "currency", entry.get("needs", ""), entry["id"], entry["id"])
        named.update((form, unit) for name in entry.get("names", ()) for form in (name, name + "s"))
        codes = {unit.name} & ({entry.get("code")} - no_codes)
        before.update(dict.fromkeys((*entry.get("symbols", ()), *codes), unit))
        before |= {prefix + code: replace(unit, times=n) for code in codes for prefix, n in prefixes.items()}
        glued.update(dict.fromkeys(entry.get("after", ()), unit))
    surfaces.extend(named.items())
    symbols.update((s, u) for s, u in before.items() if s == u.name or u.times != 1 or not s.isascii() or s[-1] == "$")
    table = PhraseTable[Unit](backwards=True)
    for symbol, unit in before.items():
        table.add(cut(symbol).word, unit)
    return table


def _symbols(free: Mapping[str, Unit], glued: Mapping[str, Unit]) -> PhraseTable[Symbol]:
    """Symbols as written; glued ones stand only right behind the number."""
    table = PhraseTable[Symbol]()
    for units, tight in ((free, False), (glued, True)):
        for symbol, unit in units.items():
            table.add(cut(symbol).word, Symbol(unit, tight))
    return table
