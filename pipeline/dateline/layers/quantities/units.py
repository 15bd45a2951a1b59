"""A unit behind a number: by name, by symbol, squared or cubed."""

from dateline.layers.quantities.lexicon import Lexicon, Unit
from dateline.layers.quantities.pieces import Pieces
from dateline.layers.quantities.signs import HYPHENS

SQUARE, CUBIC = ("square", "area"), ("cubic", "volume")


def read_unit(p: Pieces, j: int, lex: Lexicon, glued: bool = False) -> tuple[int, Unit] | None:
    """Where the unit that starts at piece j ends, and the unit."""
    if j >= len(p):
        return None
    dot = p.at(j + 1) == "." and p.glued(j + 1)
    raised = _raised(p.low[j], lex)
    if (
        raised is not None
        and _raised(p.at(j + 1 + dot), lex) is None
        and (base := read_unit(p, j + 1 + dot, lex))
        and base[1].dimension == "length"
    ):
        power, dimension = raised
        return base[0], Unit(f"{power} {base[1].name}", dimension, source=base[1].source, rule=base[1].rule)
    for end, symbols in lex.symbols.at(p.word, j):
        symbol = next((s for s in symbols if glued or not s.glued or _goes_on(p, end)), None)
        if symbol is not None:
            ranged = p.at(end) in HYPHENS and p.glued(end) and p.is_number(end + 1)
            return None if ranged else _power(p, end, symbol.unit)
    return _hyphenated(p, j, lex) or lex.surfaces.longest(p.low, j)


def _raised(word: str, lex: Lexicon) -> tuple[str, str] | None:
    """The power that a word raises the length behind it to, and what that measures: "square", "cu"."""
    if word in lex.lists["squared"]:
        return SQUARE
    return CUBIC if word in lex.lists["cubed"] else None


def _goes_on(p: Pieces, j: int) -> bool:
    """Whether a short symbol is part of a longer unit: A/cm2, m2."""
    return p.glued(j) and p.at(j) in ("/", "2", "3")


def _hyphenated(p: Pieces, j: int, lex: Lexicon) -> tuple[int, Unit] | None:
    """ "square-mile", "kilowatt-hour"."""
    if p.at(j + 1) not in HYPHENS or not p.glued(j + 1):
        return None
    found = lex.surfaces.longest([p.low[j], p.at(j + 2)], 0)
    return (j + 3, found[1]) if found and found[0] == 2 else None


def _power(p: Pieces, end: int, unit: Unit) -> tuple[int, Unit]:
    """km2, m3, km^2."""
    end += p.at(end) == "^" and p.glued(end) and p.glued(end + 1)
    if p.at(end) in ("2", "3") and p.glued(end) and unit.dimension == "length":
        power, dimension = SQUARE if p.at(end) == "2" else CUBIC
        return end + 1, Unit(f"{power} {unit.name}", dimension, rule=unit.rule)
    return end, unit
