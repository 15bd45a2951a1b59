"""Quantities that no number states: zeros ("not a single", "no one was killed") and articles that count ("another")."""

from collections.abc import Iterator

from dateline.layers.quantities.candidates import modify
from dateline.layers.quantities.lexicon import Lexicon, Unit
from dateline.layers.quantities.pieces import Pieces
from dateline.layers.quantities.readings import Reading
from dateline.layers.quantities.resolve import bounded, ranged
from dateline.layers.quantities.signs import HYPHENS

_OLD = "old"
_BEFORE_ONE = frozenset({"no", "not", "even", "every", "each", "any", "but", "which"})
"""Words before "one of the" with which it counts nobody."""


def implicit(p: Pieces, lex: Lexicon) -> Iterator[Reading]:
    """What may be a stated zero or a counting article, in order; the parse has the last word."""
    possessives = lex.lists["possessives"]
    openings = lex.lists["implicit-openings"] | possessives
    for i in [i for i, w in enumerate(p.low) if w in openings]:
        if p.low[i] in possessives:
            found = _decade(p, i, lex)
        else:
            found = _single(p, i, lex) or _none(p, i, lex) or _article(p, i, lex)
        if found is not None:
            yield found


def _reading(start: int, end: int, value: float, form: str, rule: str) -> Reading:
    return Reading(start, end, end, "count", bounded(value, "exact"), None, None, form, rule)


def _single(p: Pieces, i: int, lex: Lexicon) -> Reading | None:
    """ "a single", "not one", "one of the guards": one, or zero where it is denied."""
    if p.low[i] == "single" and p.at(i - 1) == "a":
        if _denied(p, i - 1, lex):
            return _reading(i - 1, i + 1, 0, "not-a-single", "zero/not-a-single")
        return _reading(i - 1, i + 1, 1, "a-single", "article/a-single")
    if _is_one_of_them(p, i, lex):
        return _reading(i, i + 1, 1, "one-of", "article/one-of")
    denial = i - 1 - (p.at(i - 1) == "even")
    if p.low[i] in lex.lists["one"] and p.at(denial) == "not":
        return _reading(denial, i + 1, 0, "not-one", "zero/not-one")
    return None


def _denied(p: Pieces, i: int, lex: Lexicon) -> bool:
    """Whether a negation stands in the few words before piece i, in the same clause."""
    for j in range(i - 1, max(-1, i - 1 - lex.limits.negation), -1):
        if p.low[j] in lex.lists["negations"] or p.low[j].endswith(("n't", "n’t")):
            return True
        if p.low[j] in lex.lists["clause-ends"]:
            return False
    return False


def _is_one_of_them(p: Pieces, i: int, lex: Lexicon) -> bool:
    """ "One of the guards", and not denied."""
    of = p.low[i] in lex.lists["one"] and p.at(i + 1) in lex.lists["genitive"]
    return of and p.at(i - 1) not in _BEFORE_ONE


def _none(p: Pieces, i: int, lex: Lexicon) -> Reading | None:
    """ "no one was killed", "none of the 12", "no casualties"."""
    word, following = p.low[i], p.at(i + 1)
    no = word in lex.lists["no"]
    if no and (following in lex.lists["none-of"] or _has_none_lost(p, i, lex)):
        return _reading(i, i + 1, 0, "no-noun", "zero/no-noun")
    if word == "none" and following in lex.lists["genitive"]:
        return _reading(i, i + 1, 0, "none-of", "zero/none-of")
    end = i + 2 if no and following in lex.lists["one"] else i + 1
    if word in lex.lists["nobody"] or end == i + 2:
        return _reading(i, end, 0, "no-one", "zero/no-one")
    return None


def _has_none_lost(p: Pieces, i: int, lex: Lexicon) -> bool:
    """ "No soldiers were killed", "no Kenyan troops died"."""
    noun = next((j for j in (i + 1, i + 2) if p.at(j) in lex.lists["people-none"]), None)
    if noun is None:
        return False
    lost = next((j for j in range(noun + 1, noun + 4) if p.at(j) not in lex.lists["copulas-none"]), noun + 1)
    return p.at(lost) in lex.lists["lost-none"]


def _decade(p: Pieces, i: int, lex: Lexicon) -> Reading | None:
    """ "a man in his thirties", "in her early 50s"."""
    if p.at(i - 1) not in lex.lists["into"]:
        return None
    j = i + 1
    while p.at(j) in lex.lists["parts-of-decades"] or p.at(j) in HYPHENS:
        j += 1
    digits = len(p.at(j)) == 2 and p.at(j)[1] == "0" and p.is_number(j) and p.at(j + 1) == "s" and p.glued(j + 1)
    value = float(p.word[j]) if digits else lex.decades.get(p.at(j))
    if value is None or value < 20:
        return None
    end = j + 1 + digits
    unit = Unit("year of age", "age")
    return Reading(j, end, end, "age", ranged(value, value + 9), unit, None, "decade", "quantities/age-decade")


def _article(p: Pieces, i: int, lex: Lexicon) -> Reading | None:
    """ "just over an hour", "another soldier", "a woman"."""
    if p.low[i] in lex.lists["one"]:
        return None
    if p.low[i] in lex.lists["articles"]:
        found = lex.surfaces.longest(p.low, i + 1)
        if found is not None and (found[1].dimension == "time" or p.at(found[0]) in lex.lists["coordination"]):
            return _unit(p, i, found[0], found[1], lex)
    aged = _after_age(p, i + 1)
    first = i + 1 if aged is None else aged
    noun = next((j for j in range(first, first + 3) if p.at(j) in lex.lists["people"]), None)
    if noun is None or any(not p.word[j].isalpha() for j in range(first, noun)):
        return None
    while p.at(noun + 1) in lex.lists["people"]:
        noun += 1  # "a rebel commander"
    if aged is not None:
        return _reading(i, i + 1, 1, "a", "article/a")
    if p.low[i] == "another":
        return _reading(i, noun + 1, 1, "another", "article/another")
    return _reading(i, noun + 1, 1, "a", "article/a")


def _after_age(p: Pieces, i: int) -> int | None:
    """One past "18-year-old", where it begins at i."""
    year = i + 1 + (p.at(i + 1) in HYPHENS)
    joined = p.is_number(i) and p.at(year + 1) in HYPHENS and p.at(year + 2) == _OLD
    return year + 3 if joined else None


def _unit(p: Pieces, i: int, end: int, unit: Unit, lex: Lexicon) -> Reading | None:
    """ "just over an hour", "a mile and a half", "a year old"; a bare "a day" is no amount."""
    kind = "duration" if unit.dimension == "time" else "money" if unit.dimension == "currency" else "measure"
    if " ".join(p.low[end : end + 2]) in lex.lists["half-joints"] and p.at(end + 2) in lex.denominators:
        value = 1 + lex.denominators[p.at(end + 2)]
        r = Reading(i, end + 3, end + 3, kind, bounded(value, "exact"), unit, None, "unit", "article/unit")
        return modify(p, r, lex)
    if unit.dimension != "time":
        return None
    old = end + (p.at(end) in HYPHENS)
    if p.at(old) == _OLD:
        age = Unit(f"{unit.name} of age", "age")
        return modify(p, Reading(i, end, old + 1, "age", bounded(1, "exact"), age, None, "unit", "article/unit"), lex)
    r = modify(p, Reading(i, end, end, kind, bounded(1, "exact"), unit, None, "unit", "article/unit"), lex)
    return r if r.modifier and r.modifier[1] == i else None
