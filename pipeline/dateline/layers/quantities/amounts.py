"""An amount: a number with the money sign before it and the unit after it."""

from dataclasses import dataclass, replace

from dateline.layers.quantities.lexicon import Lexicon, Unit
from dateline.layers.quantities.numerals import Number
from dateline.layers.quantities.pieces import Pieces
from dateline.layers.quantities.signs import HYPHENS, MINUSES
from dateline.layers.quantities.units import read_unit


@dataclass(slots=True)
class Amount:
    """A number on pieces [start, end), its unit up to `after`; start takes in a money sign and a minus."""

    start: int
    end: int
    after: int
    number: Number
    unit: Unit | None = None
    per: str | None = None
    kind: str = "count"


def read_amount(p: Pieces, number: Number, lex: Lexicon) -> Amount:
    """The amount around a number that has just been read."""
    start, money = _money_before(p, number, lex)
    if money is not None and money.times != 1 and number.value is not None:  # "MUSD 12.5"
        number.value, number.scaled = number.value * money.times, True
    start, number = _sign(p, start, number, lex)
    number = _letter(p, number, lex, money is not None)
    amount = Amount(start, number.end, number.end, number, money, kind="money" if money else "count")
    if money is None:
        _unit_after(p, amount, lex)
        _thirty_something(p, amount, lex)
        _under_age(p, amount, lex)
    elif (us := p.at(amount.after)) in lex.lists["american"] and p.word[amount.after][:1] == "U":
        more = 1 if len(us) > 1 else 1 + 3 * (p.at(amount.after + 2) == "s")
        amount.after = min(amount.after + more, len(p))  # "U.S" without its last full stop
    if amount.unit is not None:
        _rate(p, amount, lex)
    return amount


def _money_before(p: Pieces, number: Number, lex: Lexicon) -> tuple[int, Unit | None]:
    end = number.start
    dash = end - 1 if p.at(end - 1) in HYPHENS and p.glued(end) and p.glued(end - 1) else end
    found = _before(p, dash, lex)
    if found is None:
        return end, None
    start, unit = found
    if not _fits(unit, number, p, lex):
        return end, None
    if dash < end and number.value is not None:
        number.value = -number.value
    return start, unit


def _fits(unit: Unit, number: Number, p: Pieces, lex: Lexicon) -> bool:
    """Whether a sign that may mean something else is money before this number."""
    glued = p.glued(number.start)
    letter = p.glued(number.end) and p.at(number.end) in lex.letters and glued  # "R40m"
    scaled = number.scaled or letter
    grouped = scaled or "," in p.word[number.start]
    large = letter or _is_large(number, lex)
    return {"large": large, "scaled": scaled, "grouped": grouped, "glued": glued}.get(unit.needs, True)


def _before(p: Pieces, end: int, lex: Lexicon) -> tuple[int, Unit] | None:
    found = lex.money_before.ending(p.word, end)
    return next(((start, units[0]) for start, units in found if _is_tight(p, start, end)), None)


def _is_tight(p: Pieces, start: int, end: int) -> bool:
    """Whether "A$" is written as one: "a $5 note" is no Australian money; "US $5" is American."""
    return len(p.word[start]) > 1 or all(p.glued(i) for i in range(start + 1, end))


def _is_large(number: Number, lex: Lexicon) -> bool:
    return (
        number.scaled
        or (number.value or 0) >= lex.limits.large
        or number.base is not None
        or (number.value or 0) % 1 > 0
    )


def _sign(p: Pieces, start: int, number: Number, lex: Lexicon) -> tuple[int, Number]:
    """Takes in "minus", "minus-", a glued dash that opens a number, and the plus of "minus 3 to plus 4"."""
    dash = start - 1 if p.at(start - 1) in MINUSES and p.glued(start) else start
    if p.at(dash - 1) in lex.lists["sign-words"]:
        start, sign = dash - 1, -1
    elif p.at(start - 1) == "plus" and p.at(start - 2) in lex.lists["before-plus"] and p.is_number(start):
        return start - 1, number
    elif dash < start and _is_free(p, dash) and p.is_number(number.start) and _opens(p, dash) and number.value:
        start, sign = dash, -1
    else:
        return start, number
    if number.value is not None:
        number.value *= sign
    return start, number


def _letter(p: Pieces, number: Number, lex: Lexicon, money: bool) -> Number:
    """k, m and b right behind the digits: thousands, millions, billions where nothing else makes sense."""
    i = number.end
    factor = lex.letters.get(p.at(i), 0.0)
    if not factor or number.scaled or not p.is_number(number.start) or number.value is None:
        return number
    plural = p.at(i + 1).endswith("s") or p.at(i + 1) in lex.lists["scaled-plurals"]
    if p.word[i] == "K" and not money and _is_warm(p, number.start, i + 1, lex):
        return number
    upper = p.word[i].isupper() and p.glued(i)
    plural = plural or _is_currency(p, i + 1, lex)
    bare = p.glued(i) and len(p.word[i]) == 1 and (p.at(i) == "k" or plural or (upper and p.at(i) == "m"))
    if bare or (money and (p.glued(i) or p.at(i) != "k")):
        number.value, number.end, number.scaled = number.value * factor, i + 1, True
        number.rule = "quantities/scale-letter"
    return number


def _is_currency(p: Pieces, i: int, lex: Lexicon) -> bool:
    """Whether money is named at piece i: "3m euros"."""
    found = lex.surfaces.longest(p.low, i)
    if found is not None:
        return found[1].dimension == "currency"
    codes = lex.symbols.at(p.word, i) if i < len(p) else ()
    return any(symbol.unit.dimension == "currency" for end, symbols in codes if end == i + 1 for symbol in symbols)


def _is_free(p: Pieces, dash: int) -> bool:
    """Whether a dash is tied to nothing before it but a bracket or a slash: "(-4°C)", "3 °C/-5 °C"."""
    return not p.glued(dash) or p.at(dash - 1) in ("(", "[", "/")


def _opens(p: Pieces, dash: int) -> bool:
    """Whether a dash can be a minus: behind a word, a bracket or a colon, and a true minus anywhere."""
    return p.word[dash] == "−" or p.at(dash - 1).isalpha() or p.at(dash - 1) in ("(", "[", "/", ":", ",")


# ---- units ----


def _unit_after(p: Pieces, amount: Amount, lex: Lexicon) -> None:
    j = amount.number.end
    tied = p.glued(j)
    if tied and (p.at(j) in HYPHENS or p.at(j) == "+"):
        j += 1
    elif _takes_of(p, amount.number, j, lex):
        j += 1 + (p.at(j + 1) in lex.lists["article-or-the"])
    elif p.at(j) in lex.lists["articles"] and amount.number.form == "fraction":
        j += 1
    found = read_unit(p, j, lex, tied and j == amount.number.end) or _unit_before(p, amount, lex)
    if found is None:
        found = _zero_point(p, amount, lex) or _bracketed_inches(p, j)
    if found is None:
        return
    end, unit = found
    code = amount.number.form == "words" and p.word[j][0].isupper() and not p.word[j].istitle()
    if code and unit.dimension != "currency":
        return  # "One MP" counts a politician
    if tied and p.word[j:end] == ["s"] and (amount.number.value or 0) % 1 == 0:
        return
    sure = _sure(p, unit, amount, end, lex)
    if sure is None:
        return
    if sure.times != 1 and amount.number.value is not None:
        amount.number.value = (amount.number.value or 0) * sure.times  # "12.5 MUSD"
    amount.unit, amount.after, amount.kind = sure, end, _kind(sure)
    if (tied and j == amount.number.end) or (p.at(j) in ("%", "€", "$", "£") and end == j + 1):
        amount.end = end
    _age(p, amount, lex)
    _below_zero(p, amount, lex)


DEGREE = Unit("degree", "temperature")


def _zero_point(p: Pieces, amount: Amount, lex: Lexicon) -> tuple[int, Unit] | None:
    """ "5 below zero", "5 below": degrees of frost."""
    j = amount.number.end
    if p.at(j) in lex.lists["below"] and p.at(j + 1) in lex.lists["zero"] and p.is_number(amount.number.start):
        return j, replace(DEGREE, rule="quantities/degrees-of-frost")
    return None


def _bracketed_inches(p: Pieces, j: int) -> tuple[int, Unit] | None:
    """ "1,200 mm (47 in)": "in" is a unit only where a bracket closes behind it."""
    if p.at(j) != "in" or p.at(j + 1) not in (")", ";") or p.glued(j):
        return None
    return j + 1, Unit("inch", "length", rule="quantities/bracketed-inches")


def _below_zero(p: Pieces, amount: Amount, lex: Lexicon) -> None:
    """ "20 degrees below zero"."""
    if amount.unit is None or amount.number.value is None or p.at(amount.after + 1) not in lex.lists["zero"]:
        return
    if amount.unit.name.startswith("degree") and p.at(amount.after) in lex.lists["about-zero"]:
        amount.number.value *= -1 if p.at(amount.after) in lex.lists["below"] else 1
        amount.after += 2


def _unit_before(p: Pieces, amount: Amount, lex: Lexicon) -> tuple[int, Unit] | None:
    """ "an earthquake of magnitude 4.9", "a magnitude of 4.9"."""
    at = amount.start - (2 if p.at(amount.start - 1) in lex.lists["unit-joints"] else 1)
    if p.at(at) not in lex.lists["units-before"]:
        return None
    found = lex.surfaces.longest(p.low, at)
    return (amount.end, found[1]) if found else None


def _takes_of(p: Pieces, number: Number, j: int, lex: Lexicon) -> bool:
    return p.at(j) in lex.lists["genitive"] and (
        number.form in ("vague", "determiner", "couple", "fraction") or number.scaled
    )


def _sure(p: Pieces, unit: Unit, amount: Amount, end: int, lex: Lexicon) -> Unit | None:
    """The unit that an ambiguous name stands for beside this number, or None."""
    number = amount.number
    if unit.needs == "pound":
        paid = not lex.lists["money-words"].isdisjoint(p.low[max(0, amount.start - lex.limits.paid) : amount.start])
        weighed = p.at(end) in lex.lists["genitive"] and p.at(end + 1) not in lex.lists["money-nouns"]  # "of onions"
        paid = (paid and not weighed) or p.at(end) in lex.lists["money-nouns"] or _priced(p, end, lex)
        money = number.scaled or number.base or paid or _has_pence(p, end, lex)
        name, dimension = ("GBP", "currency") if money else ("pound-mass", "mass")
        return Unit(name, dimension, source=unit.source, rule=unit.rule)
    if unit.needs == "bare":
        alone = not p.at(end).isalpha() or p.at(end) in lex.lists["behind-age"]
        return unit if alone and number.value != 1 else None
    if unit.needs == "temperature" and not _is_warmth(p, amount, end, lex):
        return None
    if unit.name == DEGREE.name and _is_warmth(p, amount, end, lex):
        return replace(unit, dimension=DEGREE.dimension)
    return unit if unit.needs != "large" or _is_large(number, lex) else None


def _has_pence(p: Pieces, end: int, lex: Lexicon) -> bool:
    """ "four pounds and twenty pence"."""
    near = p.low[end : end + 4]
    return any(name in lex.lists["pence"] for name in near)


def _priced(p: Pieces, end: int, lex: Lexicon) -> bool:
    """ "3,000 pounds a litre", "12 pounds per person"."""
    if p.at(end) not in lex.lists["prices-per"]:
        return False
    found = read_unit(p, end + 1, lex)
    return found[1].dimension in ("volume", "mass") if found else p.at(end + 1) in lex.lists["per-nouns"]


def _is_warmth(p: Pieces, amount: Amount, end: int, lex: Lexicon) -> bool:
    """Whether a degree or a letter behind a number is one of heat: by the words near it, or by "below zero"."""
    return _is_warm(p, amount.start, end, lex) or (
        p.at(end) in lex.lists["about-zero"] and p.at(end + 1) in lex.lists["zero"]
    )


def _is_warm(p: Pieces, start: int, end: int, lex: Lexicon) -> bool:
    return not lex.lists["temperature-words"].isdisjoint(
        p.low[max(0, start - lex.limits.warmth) : end + lex.limits.warmth]
    )


def _kind(unit: Unit) -> str:
    return {"currency": "money", "percent": "percent", "time": "duration"}.get(unit.dimension, "measure")


def _thirty_something(p: Pieces, amount: Amount, lex: Lexicon) -> None:
    """ "a 30-something woman"."""
    j = amount.number.end
    if p.at(j) in HYPHENS and p.at(j + 1) in lex.lists["something"] and (amount.number.value or 1) % 10 == 0:
        amount.unit, amount.kind = Unit("year of age", "age", rule="quantities/thirty-something"), "age"
        amount.after = j + 2
        amount.number.form = "decade"


def _under_age(p: Pieces, amount: Amount, lex: Lexicon) -> None:
    """ "under-16s", "over-65s"; with a capital it is the name of a team."""
    i, j = amount.number.start, amount.number.end
    if p.at(j) != "s" or not (p.glued(j) and p.glued(i) and p.glued(i - 1)) or p.at(i - 1) not in HYPHENS:
        return
    if p.word[i - 2] in lex.lists["age-teams"]:
        amount.unit, amount.kind = Unit("year of age", "age", rule="quantities/under-age"), "age"
        amount.after = j + 1


def _age(p: Pieces, amount: Amount, lex: Lexicon) -> None:
    """ "21-year-old", "18 month-old", "34 years old", "years of age"."""
    if amount.unit is None or amount.unit.dimension != "time":
        return
    j = amount.after
    j += p.at(j) in HYPHENS
    if p.at(j) in lex.lists["old"]:
        amount.after = j + 1
    elif p.at(j) in lex.lists["genitive"] and p.at(j + 1) == "age":
        amount.after = j + 2
    else:
        return
    unit, amount.kind = amount.unit, "age"
    amount.unit = Unit(f"{unit.name} of age", "age", source=unit.source, rule="quantities/years-old")


def _rate(p: Pieces, amount: Amount, lex: Lexicon) -> None:
    """ "per gallon", "a month", "/cm2", "an hour", "per share"."""
    j = amount.after
    word = p.at(j)
    tight = word in HYPHENS and p.at(j + 1) in lex.lists["prices-per"]
    if tight:
        j += 1
        word = p.at(j)
        j += p.at(j + 1) in HYPHENS
    if word not in lex.lists["prices-per"] and not (word == "/" and p.glued(j)):
        return
    per = word in lex.lists["per"]
    if per and p.is_number(j + 1) and (found := read_unit(p, j + 2, lex, p.glued(j + 2))) is not None:
        amount.after, amount.per = found[0], f"{p.word[j + 1]} {found[1].name}"
        return
    found = read_unit(p, j + 1, lex, word == "/")
    if found is not None and found[1].dimension == "currency" and p.is_number(found[0]):
        amount.after, amount.per = found[0] + 1, f"{p.word[found[0]]} {found[1].name}"  # "$308 per $1,000"
        return
    if found is not None and not per and p.at(found[0]) in lex.lists["after-time"]:
        return
    if found is not None and (per or word == "/" or found[1].dimension in ("time", "mass", "volume", "length")):
        amount.after, amount.per = found[0], found[1].name
    elif p.at(j + 1).isalpha() and (per or (word in lex.lists["articles"] and p.at(j + 1) in lex.lists["per-nouns"])):
        amount.after, amount.per = j + 2, p.at(j + 1)
