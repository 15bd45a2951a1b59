"""Quantities that no number states: zeros ("not a single", "no one was killed") and articles that count ("another")."""

from collections.abc import Iterator

from pipeline.layers.quantities.grammar import Reading, modify
from pipeline.layers.quantities.lexer import Pieces
from pipeline.layers.quantities.lexicon import Lexicon
from pipeline.layers.quantities.resolve import bounded

OPENERS = frozenset(("single", "no", "nobody", "none", "another", "a", "an", "one"))
REACH = 8  # pieces between a negation and the "single" that it denies


def stated(p: Pieces, lex: Lexicon) -> Iterator[Reading]:
    """What may be a stated zero or a counting article, in order; the parse has the last word."""
    for i in [i for i, w in enumerate(p.low) if w in OPENERS]:
        found = _single(p, i, lex) or _none(p, i, lex) or _article(p, i, lex)
        if found is not None:
            yield found


def _reading(start: int, end: int, value: float, rule: str) -> Reading:
    return Reading(start, end, end, "count", bounded(value, "exact"), None, None, rule)


def _single(p: Pieces, i: int, lex: Lexicon) -> Reading | None:
    """ "a single", "not one": one, or zero where it is denied."""
    if p.low[i] == "single" and p.at(i - 1) == "a":
        denied = _denied(p, i - 1, lex)
        return _reading(i - 1, i + 1, 0 if denied else 1, "zero/not-a-single" if denied else "article/a-single")
    if p.low[i] == "one" and p.at(i - 1) == "not":
        return _reading(i - 1, i + 1, 0, "zero/not-one")
    return None


def _denied(p: Pieces, i: int, lex: Lexicon) -> bool:
    """Whether a negation stands in the few words before piece i, in the same clause."""
    for j in range(i - 1, max(-1, i - 1 - REACH), -1):
        if p.low[j] in lex.lists["negations"] or p.low[j].endswith(("n't", "n’t")):
            return True
        if p.low[j] in (".", ",", ";", ":", "but", "and"):
            return False
    return False


def _none(p: Pieces, i: int, lex: Lexicon) -> Reading | None:
    """ "no one was killed", "none of the 12", "no casualties"."""
    word, following = p.low[i], p.at(i + 1)
    if word == "no" and following in lex.lists["none-of"]:
        return _reading(i, i + 1, 0, "zero/no-noun")
    if word == "none" and following == "of":
        return _reading(i, i + 1, 0, "zero/none-of")
    end = i + 2 if word == "no" and following == "one" else i + 1
    if word in ("nobody", "none") or end == i + 2:
        return _reading(i, end, 0, "zero/no-one")
    return None


def _article(p: Pieces, i: int, lex: Lexicon) -> Reading | None:
    """ "just over an hour", "another soldier", "a woman"."""
    if p.low[i] == "one":
        return None
    if p.low[i] in ("a", "an"):
        found = lex.surfaces.after(p.low, i + 1)
        unit = found[1]["unit"] if found else None
        if found and unit is not None and unit.dimension == "time":
            r = Reading(i, found[0], found[0], "duration", bounded(1, "exact"), unit, None, "article/unit")
            modify(p, r, lex)
            return r if r.modifier and r.modifier[1] == i else None
    noun = next((j for j in range(i + 1, i + 4) if p.at(j) in lex.lists["people"]), None)
    if noun is None or any(not p.word[j].isalpha() for j in range(i + 1, noun)):
        return None
    rule = "article/another" if p.low[i] == "another" else "article/a"
    return _reading(i, noun + 1, 1, rule)
