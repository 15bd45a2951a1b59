"""The grammar over a text's pieces: amounts, ranges, ratios, modifiers. Linear in the text; knows no Doc."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.layers.quantities.amounts import Amount, read_amount
from dateline.layers.quantities.filters import is_name
from dateline.layers.quantities.lexicon import Lexicon, Modifier
from dateline.layers.quantities.neighbours import (
    feet_and_inches,
    join_subunits,
    join_tolerances,
    share_changes,
    share_letters,
    share_money,
    share_units,
)
from dateline.layers.quantities.numerals import read_number
from dateline.layers.quantities.pieces import Pieces
from dateline.layers.quantities.readings import Reading
from dateline.layers.quantities.resolve import bounded, ranged, shares_scale, vague
from dateline.layers.quantities.signs import HYPHENS

_TOLL_REACH = 8
"""Words before a figure in which a toll is named that rises."""
NEARLY = frozenset(("couple", "tolerance"))
"""Forms of numbers that are only about right by themselves: "a couple hundred", "1,010 ± 195"."""


def read(p: Pieces, lex: Lexicon) -> list[Reading]:
    """The quantities of a text in order; what only the parse can tell is left open."""
    amounts = list(_amounts(p, lex))
    share_units(p, amounts, lex)
    share_letters(p, amounts)
    share_money(p, amounts, lex)
    share_changes(p, amounts, lex)
    amounts = join_tolerances(p, join_subunits(p, amounts, lex), lex)
    return _joined(p, amounts, lex)


def _amounts(p: Pieces, lex: Lexicon) -> Iterator[Amount]:
    done = 0
    for i in [i for i, w in enumerate(p.low) if w in lex.triggers or "0" <= w[0] <= "9"]:
        if i < done:
            continue
        number = read_number(p, i, lex)
        if number is None:
            continue
        amount = read_amount(p, number, lex)
        done = max(number.end, amount.end)
        if not is_name(p, amount, lex):
            inches = feet_and_inches(p, amount, lex)
            done = max(done, inches.after if inches else amount.after)
            yield from (amount, inches) if inches else (amount,)


# ---- two numbers that belong together ----


def _joined(p: Pieces, amounts: list[Amount], lex: Lexicon) -> list[Reading]:
    found: list[Reading] = []
    i = 0
    while i < len(amounts):
        a, b = amounts[i], amounts[i + 1] if i + 1 < len(amounts) else None
        pair = _ratio(p, a, b, lex) or _range(p, a, b, lex) if b is not None else None
        i += 2 if pair is not None else 1
        r = modify(p, pair or _single(p, a, lex), lex)
        if pair is None and b is not None and _stands_for(p, a, b):
            i += 1
            found += [replace(r, group=r.start), replace(modify(p, _single(p, b, lex), lex), group=r.start)]
        else:
            found.append(r)
        if len(found) > 1:
            found[-1] = _echoed(p, *found[-2:])
    return found


def _echoed(p: Pieces, a: Reading, b: Reading) -> Reading:
    """The second reading; in "296 hp (224 kW / 300 PS)" the same amount in another unit, and bounded as the first."""
    gap = p.low[a.after : b.modifier[0] if b.modifier else b.start]
    if not (_same_dimension(a, b) and (gap == ["("] or (a.echo and gap in (["/"], [";"], [","])))):
        return b
    if b.modifier is None and a.meaning.bound in ("approx", "lower", "upper") and b.meaning.value is not None:
        meaning = bounded(b.meaning.value, a.meaning.bound)
        return replace(b, echo=True, meaning=meaning, modifier=a.modifier, bound_rule="quantities/conversion")
    return replace(b, echo=True)


def _same_dimension(a: Reading, b: Reading) -> bool:
    """Whether two amounts measure the same; a speed may be written as a length per hour."""
    if a.unit is None or b.unit is None:
        return False
    rate = bool(a.per or b.per) and {a.unit.dimension, b.unit.dimension} == {"speed", "length"}
    return rate or a.unit.dimension == b.unit.dimension


def _single(p: Pieces, a: Amount, lex: Lexicon) -> Reading:
    n = a.number
    if n.form == "ordinal" and n.value is not None:
        meaning = bounded(n.value, "exact")
        return Reading(a.start, a.end, a.after, "ordinal", meaning, None, None, "ordinal", n.rule)
    meaning = vague(n.base, n.low) if n.value is None else bounded(n.value, "approx" if n.form in NEARLY else "exact")
    if n.form == "decade" and n.value is not None:
        meaning = ranged(n.value, n.value + 9)
    forms = {"fraction": "share"} | dict.fromkeys(("vague", "determiner", "couple"), "vague")
    form = forms.get(n.form, "number")
    kind = "ratio" if n.form == "fraction" and a.unit is None else a.kind
    return Reading(
        a.start,
        a.end,
        a.after,
        kind,
        meaning,
        a.unit,
        a.per,
        form,
        n.rule if a.unit is None or form == "vague" else a.unit.rule or n.rule,
        word=n.form == "words" and n.value == 1,
        determiner=n.form == "determiner" or (n.form == "couple" and not n.scaled),
        fold=n.form == "fold" or p.at(a.end + (p.at(a.end) in HYPHENS)) in lex.lists["fold"],
    )


def _ratio(p: Pieces, a: Amount, b: Amount, lex: Lexicon) -> Reading | None:
    """ "one in five", "nine out of ten"; "214-203", "3:1" and "40 to 12" as a pair of numbers."""
    x, y = a.number.value, b.number.value
    gap = p.low[a.after : b.start]
    if x is None or y is None or a.unit is not None or (b.unit is not None and gap != ["-"]):
        return None
    gap = gap[1:] if len(gap) > 1 and x == 1 and gap[0] in lex.lists["people"] and _ends_odds(p, b, lex) else gap
    said, lists = " ".join(gap), lex.lists
    odds = _is_odds(said, x, y, lex) or (said in lists["odds-in"] and y <= 10 and _opens_odds(p, a, b, lex))
    if said in lists["odds-in"] | lists["odds-out-of"] | lists["genitive"] and 0 < x < y and x.is_integer() and odds:
        meaning = bounded(x / y, "exact")
        return Reading(a.start, b.end, b.after, "ratio", meaning, None, None, "one-in", "quantities/one-in")
    tight = gap in (["-"], ["–"], [":"]) and p.glued(b.start) and p.glued(b.start - 1)
    against = said in lists["score-to"] and x > y and _opening(p, a.start, lex) not in lex.lists["range-openings"]
    if against:
        against = not _moved(p, _modified(p, a.start, lex) - 1, lex)
    if (tight or against) and b.unit is None and (x >= y or gap == [":"]) and x.is_integer() and y.is_integer():
        return Reading(a.start, b.end, b.after, "ratio", ranged(x, y), None, None, "score", "quantities/score")
    return None


def _moved(p: Pieces, at: int, lex: Lexicon) -> bool:
    """Whether a rise or a fall ends at piece `at`: "fell", "rose by"."""
    return p.at(at - (p.at(at) in lex.lists["by-how-much"])) in lex.lists["moved"] - lex.lists["by-how-much"]


def _is_odds(said: str, x: float, y: float, lex: Lexicon) -> bool:
    return (
        said in lex.lists["odds-out-of"]
        or (said in lex.lists["odds-in"] and y <= 10 and x == 1)
        or y in (10, 20, 50, 100, 1000, 1e4, 1e5, 1e6)
    )


def _opens_odds(p: Pieces, a: Amount, b: Amount, lex: Lexicon) -> bool:
    """Whether "three in four" opens what is said of all: no verb before it has so many as its object."""
    at = _modified(p, a.start, lex) - 1
    return (at < 0 or p.at(at) in lex.lists["before-odds"]) and p.is_number(a.start) == p.is_number(b.start)


def _ends_odds(p: Pieces, b: Amount, lex: Lexicon) -> bool:
    """ "one person in five is hungry", not "one person in five cities"."""
    behind = p.at(b.after)
    return b.unit is None and (not behind.isalpha() or behind in lex.lists["behind-odds"])


def _stands_for(p: Pieces, a: Amount, b: Amount) -> bool:
    """ "6,000 for 6,000"."""
    gap = [w for w in p.low[a.after : b.start] if w not in HYPHENS]
    return gap == ["for"] and a.number.value == b.number.value and a.unit is None and b.unit is None


def _range(p: Pieces, a: Amount, b: Amount, lex: Lexicon) -> Reading | None:
    x, y = a.number.value, b.number.value
    if x is None or y is None or "ordinal" in (a.number.form, b.number.form) or not _compatible(a, b):
        return None
    scale = y / b.number.mantissa if b.number.scaled and b.number.mantissa else 1.0
    if not a.number.scaled and shares_scale(x, b.number.mantissa, scale):
        x *= scale
    elif _times_round(p, a, b, lex):
        y *= x
    if not _connected(p, a, b, x, y, lex):
        return None
    unit = b.unit or a.unit
    kind = b.kind if b.unit else a.kind
    end = max(b.end, a.end)
    return Reading(a.start, end, b.after, kind, ranged(x, y), unit, b.per or a.per, "range", "quantities/range")


def _times_round(p: Pieces, a: Amount, b: Amount, lex: Lexicon) -> bool:
    """ "a dozen or two": the second number tells how many of the first."""
    round_number = p.at(a.start) in lex.lists["articles"] and a.number.scaled and a.unit is None
    few = b.number.form == "words" and b.number.value in (2, 3) and b.end - b.start == 1
    return round_number and few and p.low[a.after : b.start] == ["or"]


def _compatible(a: Amount, b: Amount) -> bool:
    if any((a.number.form == form) != (b.number.form == form) for form in ("fraction", "fold")):
        return False
    return a.unit is None or b.unit is None or a.unit == b.unit or b.unit.name.startswith(a.unit.name)


def _connected(p: Pieces, a: Amount, b: Amount, x: float, y: float, lex: Lexicon) -> bool:
    """Whether the words around two amounts make them one range."""
    first, gap = _opening(p, a.start, lex), p.low[a.after : _modified(p, b.start, lex)]
    said = " ".join(gap)
    if said in lex.lists["between-joints"]:
        return first in lex.lists["between"] or (
            first in lex.lists["genitive"] and _between_ages(p, _modified(p, a.start, lex) - 1, lex)
        )
    if said in lex.lists["range-to"]:
        return (first in lex.lists["range-openings"] or not _own_change(p, a, b, lex)) and not _grew(p, a, first, lex)
    if len(gap) == 1 and gap[0] in HYPHENS:
        return x < y and p.glued(b.start) == p.glued(b.start - 1)
    if gap == ["or"]:
        return a.unit is None and x < y <= 2 * x + 1
    return _from_to(lex, a, first, gap)


def _between_ages(p: Pieces, of: int, lex: Lexicon) -> bool:
    """ "between the ages of 18 and 60"."""
    return p.at(of - 1) == "ages" and not lex.lists["between"].isdisjoint((p.at(of - 2), p.at(of - 3)))


def _from_to(lex: Lexicon, a: Amount, first: str, gap: list[str]) -> bool:
    """ "from $90 U.S. per tonne to $61.50": a few words may part the two, no comma and no clause."""
    return (
        first == "from"
        and 1 < len(gap) <= lex.limits.range_gap
        and gap[-1] == "to"
        and a.unit is not None
        and "," not in gap
    )


def _grew(p: Pieces, a: Amount, first: str, lex: Lexicon) -> bool:
    """ "The toll rose from 12 to 19": what it was and what it is, two amounts."""
    at = _modified(p, a.start, lex) - 1
    toll = any(p.at(i) in lex.lists["tolls"] for i in range(max(0, at - _TOLL_REACH), at))
    return first == "from" and toll and a.unit is None and p.at(at - 1) in lex.lists["moved"]


def _own_change(p: Pieces, a: Amount, b: Amount, lex: Lexicon) -> bool:
    """ "Oil fell $2.40 to $71.15": a step and where it led, two amounts."""
    at = _modified(p, a.start, lex) - 1
    if p.at(at) in lex.lists["by-how-much"]:
        return p.at(at - 1) in lex.lists["moved"] and (b.number.value or 0) > lex.limits.step * (a.number.value or 0)
    return a.unit is not None and p.at(at) in lex.lists["moved"]


def _modified(p: Pieces, start: int, lex: Lexicon) -> int:
    found = lex.before.longest_ending(p.low, start)
    return found[0] if found else start


def _opening(p: Pieces, start: int, lex: Lexicon) -> str:
    """The word before an amount and its modifier: from, between."""
    at = _modified(p, start, lex) - 1
    return p.at(at)


# ---- modifiers ----


def modify(p: Pieces, r: Reading, lex: Lexicon) -> Reading:
    """The reading with the modifier before or behind it."""
    found = _modifier(p, r, lex)
    if found is None:
        return r
    start, end, entry = found
    if r.meaning.bound == "exact" and r.meaning.value is not None and r.kind != "ordinal":
        rule = "" if r.is_implicit else entry.id
        return replace(r, modifier=(start, end), meaning=bounded(r.meaning.value, entry.bound), bound_rule=rule)
    return replace(r, modifier=(start, end))


def _modifier(p: Pieces, r: Reading, lex: Lexicon) -> tuple[int, int, Modifier] | None:
    at = r.start
    if p.at(at - 1) in lex.lists["one-more"] or (p.at(at - 1) in HYPHENS and p.glued(at)):
        at -= 1
    for end in (r.start, at):
        found = lex.before.longest_ending(p.low, end)
        if found is not None:
            return found[0], end, found[1]
    for j in (r.end, r.after):
        k = j + (p.at(j) in HYPHENS)
        behind = lex.after.longest(p.low, k)
        if behind is not None and (k == j or behind[0] == k + 1) and not _opens_sum(p, behind[0], behind[1], lex):
            return j, behind[0], behind[1]
    return None


def _opens_sum(p: Pieces, end: int, entry: Modifier, lex: Lexicon) -> bool:
    """ "5 plus 3", "12 at least 3": what stands behind belongs to the next number."""
    return entry.words in lex.lists["sum-openings"] and p.is_number(end)
