"""One number in running text: digits of all styles, words, scale words, fractions, vague plurals."""

from dataclasses import dataclass

from dateline.layers.quantities.lexicon import Lexicon
from dateline.layers.quantities.pieces import Pieces
from dateline.layers.quantities.resolve import read_digits
from dateline.layers.quantities.signs import APOSTROPHES, HYPHENS, SUPERSCRIPTS

LONGEST = 30  # digits; a longer run is an identifier
CLOSING = frozenset(".,;:!?)]%”’\"'")  # what may stand right behind the last group of "12 000."


@dataclass(slots=True)
class Number:
    """A number on pieces [start, end). mantissa is what stands before the scale; base is set for a vague plural."""

    start: int
    end: int
    value: float | None
    form: str
    rule: str
    mantissa: float = 0.0
    scaled: bool = False
    base: float | None = None
    low: float | None = None


def read_number(p: Pieces, i: int, lex: Lexicon) -> Number | None:
    """The longest number that starts at piece i, if one does."""
    if p.is_number(i):
        return _digits(p, i, lex)
    return _vague(p, i, lex) or _fraction(p, i, lex) or _spelt(p, i, lex) or _ordinal(p, i, lex) or _fold(p, i, lex)


# ---- digits ----


def _digits(p: Pieces, i: int, lex: Lexicon) -> Number | None:
    """ "12", "1,212", "1 200 000", "1'200'000", ".5", "7.5 million"; "25th" is an ordinal."""
    text, end = p.word[i], i + 1
    if len(text) > LONGEST:
        return None
    dated = p.at(i - 1) in lex.lists["months"]  # "on June 12 300 people"
    while len(text) <= 3 + 4 * (end - i - 1) and text[0] != "0" and not dated and _group_of_three(p, end):
        text, end = text + p.word[end], end + 1
    while len(text) <= LONGEST and _swiss_group(p, i, end):
        text, end = text + p.word[end + 1], end + 2
    value = read_digits(text)
    if value is None:
        return None
    if p.glued(i) and p.at(i - 1) == "." and not p.glued(i - 1) and text.isdigit():
        return _scaled(p, lex, Number(i - 1, end, float("0." + text), "digits", "quantities/digits"))
    if p.at(end) in lex.lists["ordinal-endings"] and p.glued(end) and text.replace(",", "").isdigit():
        return Number(i, end + 1, value, "ordinal", "quantities/ordinal-digits")
    plain = Number(i, end, value, "digits", "quantities/digits")
    return _scaled(p, lex, _power_of_ten(p, _halves(p, lex, _slash(p, lex, plain))))


LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
HIGHEST = 60  # powers of ten
HIGHEST_SCALE = 1e15


def _power_of_ten(p: Pieces, n: Number) -> Number:
    """ "5.97 × 10^24", "5.97×10²⁴"."""
    if n.value is None or p.at(n.end) not in ("×", "x", "·", "*") or p.at(n.end + 1) != "10":
        return n
    j = n.end + 2
    raised = p.at(j) == "^" or (p.at(j) in ("−", "-") and p.glued(j) and p.glued(j + 1))
    j += p.at(j) == "^"
    text = ""
    while (
        p.glued(j)
        and len(text) < 4
        and ((raised and (p.at(j) in ("-", "−") or p.word[j].isdecimal())) or _is_raised(p.at(j)))
    ):
        text, j = text + p.at(j).translate(LOWERED), j + 1
    if not text.lstrip("-").isdecimal() or abs(int(text)) > HIGHEST:
        return n
    return Number(n.start, j, float(f"{n.value!r}e{int(text)}"), "digits", "quantities/power-of-ten", scaled=True)


def _is_raised(text: str) -> bool:
    return text != "" and all(c in SUPERSCRIPTS for c in text)


def _group_of_three(p: Pieces, i: int) -> bool:
    """Whether piece i goes on with a number written "1 200 000": exactly three digits after one space."""
    return (
        p.is_number(i)
        and len(p.word[i]) == 3
        and p.start[i] == p.end[i - 1] + 1
        and (not p.glued(i + 1) or p.word[i + 1] in CLOSING)
    )  # fmt: skip


def _swiss_group(p: Pieces, first: int, i: int) -> bool:
    """Whether piece i goes on with a number written 1'200'000."""
    if p.at(i) not in APOSTROPHES or not (p.glued(i) and p.glued(i + 1)) or not p.word[first].isdigit():
        return False
    return p.is_number(i + 1) and len(p.word[i + 1]) == 3 and p.word[i + 1].isdigit() and len(p.word[first]) <= 3


def _slash(p: Pieces, lex: Lexicon, n: Number) -> Number:
    """1/16, 5 1/2, 2½."""
    glyph = lex.glyphs.get(p.at(n.end))
    if glyph is not None and n.value is not None:
        return Number(n.start, n.end + 1, n.value + glyph, "digits", "quantities/mixed-number")
    if p.is_number(n.end) and not p.glued(n.end) and n.value is not None and n.value % 1 == 0 and n.form == "digits":
        part = _slash(p, lex, Number(n.end, n.end + 1, read_digits(p.word[n.end]), "digits", n.rule))
        if part.form == "fraction" and part.value is not None:
            return Number(n.start, part.end, n.value + part.value, "digits", "quantities/mixed-number")
    top, bottom = p.at(n.end - 1), p.at(n.end + 1)
    tight = p.at(n.end) in ("/", "⁄") and p.glued(n.end) and p.glued(n.end + 1) and len(top) <= len(bottom) <= 3
    if tight and bottom.isdecimal() and top.isdecimal() and 0 < int(top) < int(bottom) <= 128:
        return Number(n.start, n.end + 2, int(top) / int(bottom), "fraction", "quantities/fraction")
    return n


def _halves(p: Pieces, lex: Lexicon, n: Number, scale: float = 1.0) -> Number:
    """ "and a half", "and a quarter", "-and-a-half", "and two thirds"; of what `scale` says: "a million and a half"."""
    j = n.end
    words: list[str] = []
    while len(words) < 3 and j < len(p):
        if p.word[j] not in HYPHENS:
            words.append(p.low[j])
        j += 1
    part = lex.denominators.get(words[2]) if words[2:] and words[0] in lex.lists["coordination"] else None
    if n.value is None or part is None:
        return n
    one = words[1] in lex.lists["a-one"]
    role, top = ("unit", 1.0) if one else lex.words.get(words[1], ("", 0.0))
    if not one and not (n.value and role == "unit" and top > 1):
        return n
    return Number(n.start, j, n.value + top * part * scale, n.form, "quantities/and-a-half", scaled=n.scaled)


def _scaled(p: Pieces, lex: Lexicon, n: Number) -> Number:
    """The number with the scale words after it: "4 hundred million", "7.5 million", "12bn"."""
    n.mantissa = n.value or 0.0
    end = n.end + 1 if p.at(n.end) in HYPHENS and p.glued(n.end) and p.at(n.end + 1) in lex.words else n.end
    while end < len(p) and n.value is not None:
        role, factor = lex.words.get(p.low[end], ("", 0.0))
        if role not in ("hundred", "scale", "abbreviation") or n.value * factor > 1e18:
            break
        n.value, n.end, n.scaled, n.rule = n.value * factor, end + 1, True, "quantities/scale-word"
        end += 1
    return n


# ---- words ----

_AFTER = {
    "unit": frozenset(("", "ten", "hundred", "scale")),
    "teen": frozenset(("", "hundred", "scale")),
    "ten": frozenset(("", "hundred", "scale")),
}


def _spelt(p: Pieces, i: int, lex: Lexicon) -> Number | None:
    """ "seven", "twenty-one", "one hundred and twenty-three", "two million three hundred thousand"."""
    total, current, last, end = 0.0, 0.0, "", i
    smallest = float("inf")
    scales: list[float] = []
    j = i
    while j < len(p):
        role, value = lex.words.get(p.low[j], ("", 0.0))
        if role in _AFTER and last in _AFTER[role]:
            current += value
        elif role == "hundred" and last in ("", "unit", "teen", "ten") and current < 100:
            current = (current or 1.0) * value
        elif role == "scale" and last != "scale" and value < smallest and (current or last == ""):
            total, current, smallest = total + (current or 1.0) * value, 0.0, value
        elif j > i and last and _joins(p, j, lex, last):
            j += 1
            continue
        else:
            break
        if role in ("hundred", "scale"):
            scales.append(value)
        last, end, j = role, j + 1, j + 1
    if end == i or (not total and not current and p.low[i] not in lex.lists["zero"]):
        return None
    start = _article(p, i, lex)
    first = lex.words[p.low[i]][0]
    if start == i and first in ("hundred", "scale") and not _bare_scale(p, i, lex):
        return None
    n = Number(start, end, total + current, "words", "quantities/number-words", scaled=last in ("hundred", "scale"))
    n.mantissa = (n.value or 0.0) / (scales[0] if n.scaled and len(scales) == 1 else 1.0)
    halved = _halves(p, lex, n, scales[-1] if n.scaled else 1.0)
    return _scaled(p, lex, halved) if halved is not n else n


def _joins(p: Pieces, j: int, lex: Lexicon, last: str) -> bool:
    """Whether piece j ("and" or a hyphen) holds two number words together."""
    role = lex.words.get(p.at(j + 1), ("",))[0]
    if p.low[j] in lex.lists["coordination"]:
        return last in ("hundred", "scale") and role in _AFTER
    return p.word[j] in HYPHENS and p.glued(j) and p.glued(j + 1) and bool(role) and (last, role) != ("unit", "unit")


def _article(p: Pieces, i: int, lex: Lexicon) -> int:
    """Where "a hundred" starts: at the article."""
    return i - 1 if p.at(i - 1) in lex.lists["articles"] and lex.words[p.low[i]][0] in ("hundred", "scale") else i


def _bare_scale(p: Pieces, i: int, lex: Lexicon) -> bool:
    """ "dozen" or "hundred" with no article counts only after "half a"-like openings, which are read elsewhere."""
    return p.at(i - 1) in lex.lists["bare-scale-openings"]


# ---- fractions ----


def _fraction(p: Pieces, i: int, lex: Lexicon) -> Number | None:
    """ "two-thirds of", "a quarter of", "half of", "half a million", "a quarter of a million", "¾"."""
    word = p.low[i]
    if word in lex.glyphs:
        return Number(i, i + 1, lex.glyphs[word], "fraction", "quantities/fraction-sign")
    top, at = _numerator(p, i, lex)
    share = lex.denominators.get(p.at(at))
    if share is None or (top > 1 and not p.at(at).endswith("s")):
        return None
    n = Number(i, at + 1, top * share, "fraction", "quantities/fraction-words")
    whole = _whole(p, at + 1, lex)
    if whole is not None and whole.value is not None and n.value is not None:
        value, rule = n.value * whole.value, "quantities/part-of-round-number"
        start = i - (p.at(i - 1) in lex.lists["articles"])
        return Number(start, whole.end, value, "words", rule, mantissa=n.value, scaled=True)
    if p.at(i - 1) in lex.lists["articles"]:
        n.start = i - 1
    elif top == 1 and at == i and word != "half":
        return None
    return n if _is_share(p, n, at, top, lex) else None


def _numerator(p: Pieces, i: int, lex: Lexicon) -> tuple[float, int]:
    """The number over the fraction word, and where the fraction word stands."""
    role, value = lex.words.get(p.low[i], ("", 0.0))
    if role != "unit" or not value:
        return 1.0, i
    return value, i + 2 if p.at(i + 1) in HYPHENS else i + 1


def _whole(p: Pieces, j: int, lex: Lexicon) -> Number | None:
    """What a fraction is taken of where that is a round number: "(half) a million", "(a quarter) of a million".

    The article may be left out: "(a half)-million", "(a quarter) million".
    """
    of = p.at(j) in lex.lists["genitive"]
    j += of
    j += p.at(j) in HYPHENS
    bare = not of and p.at(j - 1 - (p.at(j - 1) in HYPHENS)) in lex.lists["parts-of-round-numbers"]
    if p.at(j) in lex.lists["articles"]:
        j += 1
        j += p.at(j) in HYPHENS
    elif not bare:
        return None
    return _round(p, j, lex) if lex.words.get(p.at(j), ("",))[0] in ("hundred", "scale") else None


def _round(p: Pieces, j: int, lex: Lexicon) -> Number | None:
    """The round number that the scale words at piece j make: "million", "hundred thousand"."""
    value, end = 1.0, j
    while lex.words.get(p.at(end), ("",))[0] in ("hundred", "scale") and value < HIGHEST_SCALE:
        value, end = value * lex.words[p.at(end)][1], end + 1
    return Number(j, end, value, "words", "quantities/number-words", scaled=True)


def _is_share(p: Pieces, n: Number, at: int, top: float, lex: Lexicon) -> bool:
    """Whether a fraction word means a share here, not a rank, a quarter of the year or a part of a game."""
    following, word = p.at(n.end), p.at(at)
    if following in HYPHENS and p.glued(n.end) and p.glued(n.end + 1) and p.at(n.end + 1) in lex.surfaces.firsts:
        return True  # "a quarter-acre lot"
    if word == "half" and (p.at(n.start - 1) in lex.ordinals or p.at(n.start - 1) in lex.lists["half-of-games"]):
        return False
    if word == "half":
        return following in lex.lists["after-half"] or p.at(n.start - 1) in lex.lists["before-half"]
    return (
        top > 1
        or following in lex.lists["genitive"]
        or p.at(n.start - 1) in lex.lists["by-how-much"]
        or at - 1 > n.start
    )


# ---- vague plurals and ordinals ----


def _vague(p: Pieces, i: int, lex: Lexicon) -> Number | None:
    found = lex.vague.longest(p.low, i)
    if found is None:
        return None
    end, entry = found
    if entry.after not in (None, p.at(i - 1)):
        return None
    if entry.times is not None and lex.words.get(p.at(end), ("",))[0] in ("hundred", "scale"):
        value = entry.times * lex.words[p.at(end)][1]  # "a couple hundred"
        return Number(i - 1, end + 1, value, "couple", entry.id, scaled=True)
    if entry.needs and p.at(end) not in entry.needs:
        return None
    unsaid = entry.words == "many" and p.at(i - 1) in lex.lists["before-many"]
    if unsaid or (entry.determiner and p.at(end) in lex.vague.firsts):
        return None
    role, scale = lex.words.get(p.at(end), ("", 0.0))
    start = i - 1 if entry.after is not None else i
    if entry.times is not None:
        role, scale = lex.words.get(p.at(end + 1), ("", 0.0))
        if role in ("hundred", "scale"):
            return Number(start, end + 2, entry.times * scale, "couple", entry.id, scaled=True)
        return Number(start, end, entry.times, "couple", entry.id)
    if entry.determiner and role in ("hundred", "scale"):
        return Number(start, end + 1, None, "vague", entry.id, base=scale)
    form = "determiner" if entry.determiner else "vague"
    return Number(start, end, None, form, entry.id, base=entry.base, low=entry.low)


def _ordinal(p: Pieces, i: int, lex: Lexicon) -> Number | None:
    """ "third"."""
    value = lex.ordinals.get(p.low[i])
    return None if value is None else Number(i, i + 1, value, "ordinal", "quantities/ordinal-words")


def _fold(p: Pieces, i: int, lex: Lexicon) -> Number | None:
    """ "threefold"."""
    times = lex.folds.get(p.low[i])
    return None if times is None else Number(i, i + 1, times, "fold", "quantities/fold")
