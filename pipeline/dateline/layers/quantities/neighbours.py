"""Amounts that lean on the ones beside them: "3 x 4 m", "3.4m units, up from 2.9m", "six foot two"."""

from dataclasses import replace
from itertools import pairwise

from dateline.layers.quantities.amounts import Amount
from dateline.layers.quantities.lexicon import Lexicon, Unit
from dateline.layers.quantities.numerals import read_number
from dateline.layers.quantities.pieces import Pieces
from dateline.layers.quantities.signs import FOOT_MARKS, HYPHENS, INCH_MARKS

LETTERS = 12  # pieces between two amounts that abbreviate millions alike


def share_units(p: Pieces, amounts: list[Amount], lex: Lexicon) -> None:
    """Gives "3 x 4 m" and "two- and three-mile walks" the unit that only the last of them names."""
    for a, b in zip(reversed(amounts[:-1]), reversed(amounts[1:]), strict=True):
        if a.unit is not None or b.unit is None or a.after > b.start:
            continue
        gap = " ".join(w for w in p.low[a.after : b.start] if w not in HYPHENS)
        crossed = gap in lex.lists["crosses"] and b.unit.dimension == "length"
        suspended = p.at(a.after) in HYPHENS and p.glued(a.after) and not p.glued(a.after + 1)
        if crossed or (suspended and gap in lex.lists["suspensions"]):
            a.unit, a.kind, a.per = b.unit, b.kind, b.per


def share_letters(p: Pieces, amounts: list[Amount]) -> None:
    """Reads the m of "3.4m units, up from 2.9m" as the one before it: millions, not metres."""
    for a, b in pairwise(amounts):
        same = a.number.scaled and p.at(a.number.end - 1) == "m" and p.is_number(a.number.start)
        if not same or b.unit is None or b.unit.name != "metre" or p.at(b.number.end) != "m" or b.number.value is None:
            continue
        gap = p.low[a.after : b.start]
        if len(gap) <= LETTERS and "." not in gap and p.glued(b.number.end):
            b.number.value, b.number.scaled, b.number.end = b.number.value * 1e6, True, b.number.end + 1
            b.number.rule = "quantities/scale-letter"
            b.unit, b.kind, b.end, b.after = a.unit, a.kind, b.number.end, b.number.end


def join_tolerances(p: Pieces, amounts: list[Amount], lex: Lexicon) -> list[Amount]:
    """The amounts with "1,010 ± 195 light years" as one, in the unit that stands behind."""
    joined: list[Amount] = []
    for b in amounts:
        a = joined[-1] if joined else None
        within = a is not None and p.low[a.after : b.start] in [[sign] for sign in lex.lists["tolerances"]]
        if a is None or not within or a.number.value is None:
            joined.append(b)
            continue
        if b.unit is not None:
            a.unit, a.kind, a.per = b.unit, b.kind, b.per
        a.number.form = "tolerance"
        a.end, a.after = b.end, b.after
    return joined


def share_money(p: Pieces, amounts: list[Amount], lex: Lexicon) -> None:
    """Gives the second end of "$2-3m" the money that the first names, and reads its letter as a scale."""
    for a, b in pairwise(amounts):
        money = a.unit is not None and a.kind == "money" and b.start == b.number.start and b.kind != "money"
        joined = len(p.low[a.after : b.start]) == 1 and p.at(a.after) in HYPHENS and p.glued(b.start)
        if not (money and joined and p.is_number(b.start) and p.is_number(a.number.start)):
            continue
        end = b.number.start + 1
        letter = lex.letters.get(p.at(end)) if p.glued(end) else None
        if letter and not b.number.scaled and b.number.value is not None:
            b.number.mantissa, b.number.value = b.number.value, b.number.value * letter
            b.number.scaled, b.number.end, b.number.rule = True, end + 1, "quantities/scale-letter"
        if letter or b.unit is None:
            b.unit, b.kind, b.end, b.after = a.unit, "money", b.number.end, b.number.end


def share_changes(p: Pieces, amounts: list[Amount], lex: Lexicon) -> None:
    """Gives the 13 of "cut to 9.50 euros from 13", behind which nothing is counted, the unit of what it was cut to."""
    for a, b in pairwise(amounts):
        known = a.unit is not None and a.kind in ("money", "percent") and p.at(a.start - 1) in lex.lists["changed-to"]
        joined = p.low[a.after : b.start] in [[word] for word in lex.lists["changed-from"]]
        bare = b.unit is None and b.start == b.number.start and b.number.form == "digits" and not b.number.scaled
        ends = not p.at(b.end)[:1].isalnum() or p.at(b.end) in lex.lists["on-in"]
        if known and joined and bare and ends:
            b.unit, b.kind, b.per = a.unit, a.kind, a.per


def join_subunits(p: Pieces, amounts: list[Amount], lex: Lexicon) -> list[Amount]:
    """The amounts with "four pounds and twenty pence" and "£2 10p" as one sum each."""
    joined: list[Amount] = []
    for b in amounts:
        a = joined[-1] if joined else None
        parts = lex.subunits.get(b.unit.name) if b.unit is not None and b.kind == "money" else None
        if a is None or parts is None or a.unit is None or a.unit.name not in parts or a.per:
            joined.append(b)
            continue
        gap, few = p.low[a.after : b.start], b.number.value is not None and 0 < b.number.value < 100
        whole = a.number.value is not None and a.number.value % 1 == 0 and not a.number.scaled
        if not (few and whole and (not gap or gap == [*lex.lists["coordination"]])):
            joined.append(b)
            continue
        a.number.value = (a.number.value or 0) + (b.number.value or 0) / 100
        a.number.rule, a.unit = "quantities/sum-of-two-units", replace(a.unit, rule="quantities/sum-of-two-units")
        a.end, a.after, a.per = b.after, b.after, b.per
    return joined


def feet_and_inches(p: Pieces, a: Amount, lex: Lexicon) -> Amount | None:
    """The inches behind the feet: "six foot two"; 6'2" is one amount, and becomes 6 feet and a sixth."""
    j = a.after
    if a.unit is None and p.at(j) in FOOT_MARKS and p.glued(j) and p.glued(j + 1) and _inches(p.at(j + 1)):
        end = j + 2 + (p.at(j + 2) in INCH_MARKS and p.glued(j + 2))
        if end > j + 2 and a.number.value is not None:
            a.number.value += int(p.word[j + 1]) / 12
            a.unit, a.kind = Unit("foot", "length", rule="quantities/feet-and-inches"), "measure"
            a.after = a.end = end
        return None
    if a.unit is None or a.unit.name != "foot" or a.per or p.at(j - 1) not in lex.lists["feet"]:
        return None
    j += p.at(j) in HYPHENS and p.glued(j) and p.glued(j + 1)
    n = read_number(p, j, lex) if j < len(p) else None
    if n is None or n.value is None or not 1 <= n.value < 12 or n.form not in ("digits", "words"):
        return None
    if p.at(n.end).isalpha() and p.at(n.end) not in lex.lists["behind-age"] | lex.lists["stature"]:
        return None
    return Amount(j, n.end, n.end, n, Unit("inch", "length", rule="quantities/feet-and-inches"), kind="measure")


def _inches(text: str) -> bool:
    return text.isdecimal() and int(text) < 12
