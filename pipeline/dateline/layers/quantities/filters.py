"""What is no quantity: clock times, phone numbers, models, years, list numbers; by the words or by the sentence."""

from collections.abc import Set
from typing import NamedTuple

from dateline.layers.quantities import items
from dateline.layers.quantities.alignment import View
from dateline.layers.quantities.amounts import Amount
from dateline.layers.quantities.lexicon import Lexicon
from dateline.layers.quantities.pieces import Pieces
from dateline.layers.quantities.readings import NAMING, Reading
from dateline.layers.quantities.signs import APOSTROPHES, FOOT_MARKS, HYPHENS

FILE_DIGITS = 5  # digits without a comma that are no count behind "case" or "prisoner"
NOTE = 12  # pieces in which an opening bracket is looked for
NAMES = frozenset(("PRODUCT", "ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART"))


# ---- by the words around it ----


def is_name(p: Pieces, a: Amount, lex: Lexicon) -> bool:
    """Whether the words around an amount show that it is none."""
    if _fixed(p, a, lex) or _numbered(p, a) or p.at(a.start - 1) in lex.lists["per"]:
        return True
    if p.low[a.number.start] in lex.lists["zero"] and p.at(a.number.end) in HYPHENS and p.glued(a.number.end):
        return True  # "zero-coupon notes"
    if a.number.form == "fraction" and p.is_number(a.start) and p.at(a.start - 1) in lex.lists["files"]:
        return True
    if not p.is_number(a.number.start) and not p.is_number(a.number.end - 1):
        return a.number.form == "ordinal" and p.at(a.number.end) in lex.lists["formations"]
    return (
        _month(p, a, lex)
        or _tied_before(p, a, lex)
        or _tied_after(p, a)
        or _clock(p, a, lex)
        or _code(p, a)
        or _file(p, a, lex)
        or _coordinate(p, a)
        or (a.unit is None and (_year(p, a, lex) or _address(p, a, lex) or _formation(p, a, lex)))
    )


def _fixed(p: Pieces, a: Amount, lex: Lexicon) -> bool:
    """ "one of the", "24/7", "no one", "one another"."""
    table = lex.phrases["fixed"]
    for i in (a.number.start, a.number.start - 1, a.number.start - 2, a.number.start - 3):
        found = table.longest(p.low, i)
        if found is not None and found[0] > a.number.start:
            return True
    return False


def _numbered(p: Pieces, a: Amount) -> bool:
    """The number of a point or a note: "1) …", "[3]"."""
    closing = p.at(a.end)
    if closing == "]" and p.at(a.start - 1) == "[":
        return True
    return closing == ")" and p.glued(a.end) and "(" not in p.word[max(0, a.start - NOTE) : a.start]


def _tied_before(p: Pieces, a: Amount, lex: Lexicon) -> bool:
    """F-16, G7, COVID-19, CO2, No 5, #5, v2.1, @4."""
    i = a.start
    if p.word[i] in HYPHENS and a.unit is None and p.word[i - 1][:1].isupper():
        return True
    word = p.at(i - 1)
    if word in ("#", "№", "@", "_", "=", "*", "^"):
        return True
    if word == "." and p.glued(i - 1) and p.at(i - 2) in lex.lists["numbering"] and not p.glued(i):
        return True
    if not p.glued(i):
        return False
    if word.isalnum():
        return True
    if word in HYPHENS and p.glued(i - 1):
        before = p.at(i - 2)
        if p.is_number(i - 2) and p.glued(i - 2) and p.at(i - 3).isalpha():
            return True  # "K2-18b"
        tied = before in lex.lists["hyphen-before"] and (len(before) > 1 or p.word[i - 2] == before)
        tied = tied or (before in lex.letters and p.is_number(i - 3) and p.glued(i - 2))  # "$15m-20m"
        return before.isalpha() and not tied and before not in lex.words
    if (word == ":" and is_odds(p, i - 1)) or (word == "/" and a.unit is not None and p.at(i - 2).isalpha()):
        return False
    return (word in ("/", ".", ":", "'", "’") and p.glued(i - 1)) or (word in HYPHENS and p.word[i - 2][:1].isupper())


def _tied_after(p: Pieces, a: Amount) -> bool:
    """5G, 1990s, 737s, 3D, 787-9; but not 12-storey, 100+, 5x."""
    j = a.after if a.unit is not None else a.end
    if j >= len(p) or not p.glued(j) or a.number.form == "ordinal":
        return False
    if p.word[j][0].isalnum():
        return p.low[j] not in ("x",)
    if (p.word[j] == ":" and is_odds(p, j)) or (p.word[j] == "/" and a.unit is not None and p.is_number(j + 1)):
        return False
    return p.word[j] in "/:@_" and p.glued(j + 1)


def _month(p: Pieces, a: Amount, lex: Lexicon) -> bool:
    """3 March, May 2, 14th of June."""
    months = lex.lists["months"]
    before, after = a.start - 1, a.end + (p.at(a.end) in lex.lists["genitive"])
    if a.unit is not None or (a.number.value or 0) > 31:
        return False
    if p.at(before) in lex.lists["date-joints"] and p.is_number(before - 1):
        before -= 2  # May 24 to 26
    return any(p.at(i) in months and p.word[i][0].isupper() for i in (before, after))


def _clock(p: Pieces, a: Amount, lex: Lexicon) -> bool:
    """4:30, 10.45pm, 5 a.m., 1800 GMT, 10 o'clock."""
    if p.at(a.end) == ":" and p.is_number(a.end + 1) and p.glued(a.end + 1):
        return not is_odds(p, a.end)
    if p.at(a.start - 1) == ":" and p.is_number(a.start - 2) and p.glued(a.start):
        return not is_odds(p, a.start - 1)
    if is_hour(p, a, lex):
        return True
    j = a.number.end
    value = a.number.value or 0
    opens = a.unit is None and p.at(a.start - 1) in lex.lists["at"] and p.at(a.start - 2) in lex.lists["clock-verbs"]
    if (
        opens
        and value <= 12
        and p.word[a.start].isdigit()
        and (not p.at(j).isalpha() or p.at(j) in lex.lists["coordination"])
    ):
        return True
    if p.at(j) in ("a", "p") and p.at(j + 1) == "." and p.at(j + 2) == "m":
        return True
    return p.at(j) in lex.lists["clock"] and 0 <= value < 2400 and (value <= 24 or p.word[j].isupper())


def is_hour(p: Pieces, a: Amount, lex: Lexicon) -> bool:
    """ "quarter to 8", "until 2 in the morning", "at 6 on Sunday", "between 8 and 5 on weekdays"."""
    i, j, lists = a.number.start, a.number.end, lex.lists
    if a.unit is not None or not _is_hours(p, i) or j != i + 1:
        return False
    if p.at(i - 1) in lists["past-to"] and p.at(i - 2) in lists["quarters-of-hours"]:
        return True
    at = i - 1 - (p.at(i - 1) in lists["about-hours"] and p.at(i - 2) in lists["sure-hour-openings"])
    part, day = _time_of_day(p, j, lex)
    if p.at(j) in lists["hour-ends"] and _is_hours(p, j + 1):
        part, day = _time_of_day(p, j + 2, lex)
        return (part or day) and p.at(at) in lists["from-between"]
    if p.at(at) in lists["hour-ends"] and _is_hours(p, at - 1) and p.at(at - 2) in lists["from-between"]:
        return part or day
    if day:
        return p.at(at) in lists["sure-hour-openings"] and p.at(at - 1) not in lists["no-hour-before"]
    counted = p.at(at - 1) in lists["results"] or p.at(at - 1) in lists["moved"]
    return part and p.at(at) in lists["hour-openings"] and not counted


def _is_hours(p: Pieces, i: int) -> bool:
    """Whether piece i can be an hour of the clock with twelve."""
    return p.is_number(i) and p.word[i].isdecimal() and 1 <= int(p.word[i]) <= 12


def _time_of_day(p: Pieces, j: int, lex: Lexicon) -> tuple[bool, bool]:
    """Whether piece j opens a part of a day ("in the morning", "yesterday evening"), or only a day ("on Sunday")."""
    lists, joint = lex.lists, p.at(j) in lex.lists["on-in"]
    k = j + joint
    words = p.low[k : k + 3]
    if words and words[0] in lists["parts-of-days"]:
        return True, False
    if len(words) > 1 and words[0] in lists["days-of-hours"] and words[1] in lists["parts-of-days"]:
        return True, False
    return False, bool(words) and words[0] in lists["whole-days"]


def is_odds(p: Pieces, colon: int) -> bool:
    """Whether a colon stands in a ratio ("3:1", "1:500") and not in a time, a verse or a score by sets."""
    before, behind = colon - 1, colon + 1
    tight = p.glued(colon) and p.glued(behind) and p.is_number(before) and p.is_number(behind)
    alone = p.at(before - 1) != ":" and not (p.at(behind + 1) == ":" and p.glued(behind + 1))
    named = before > 0 and p.word[before - 1].istitle() and before > 1
    if "." in p.at(before) + p.at(behind):
        return False  # "won in 30:12.36"
    return tight and alone and not named and len(p.word[behind]) != 2


def _code(p: Pieces, a: Amount) -> bool:
    """Phone numbers and codes: a leading zero, a plus sign with several groups, three groups in a row, 978-3-16."""
    text = p.word[a.number.start]
    if len(text) > 1 and text[0] == "0" and text.isdigit():
        return True
    i, j = a.number.start, a.number.end
    tied = [_tied(p, i - 1) and p.is_number(i - 2), _tied(p, j) and p.is_number(j + 1)]
    if all(tied) or (tied[0] and _tied(p, i - 3)) or (tied[1] and _tied(p, j + 2)):
        return True
    groups = _groups(p, i, -1) + _groups(p, j - 1, 1)
    return (
        groups >= 2
        or (groups == 1 and "0" in (p.at(i - 1)[:1], p.at(j + 1)[:1]))
        or (groups == 1 and p.at(i - 1) == "+")
    )


def _file(p: Pieces, a: Amount, lex: Lexicon) -> bool:
    """A long number behind a file's word, or the last part of one: "Prisoner 20190412", "docket no. 2017-2208"."""
    i = a.number.start
    if len(p.word[i]) >= FILE_DIGITS and p.word[i].isdigit() and p.at(i - 1) in lex.lists["files"]:
        return True
    opening = i - 4 if p.at(i - 3) == "." else i - 3
    return _tied(p, i - 1) and p.is_number(i - 2) and p.at(opening) in lex.lists["files"]


def _tied(p: Pieces, hyphen: int) -> bool:
    return p.at(hyphen) in HYPHENS and p.glued(hyphen) and p.glued(hyphen + 1)


def _coordinate(p: Pieces, a: Amount) -> bool:
    """48.5 N, 27'E."""
    if a.unit is not None and a.unit.dimension != "angle":
        return False
    j = a.after + (p.at(a.after) in FOOT_MARKS)
    return p.at(j + 1) != "&" and p.word[j : j + 1] in (["N"], ["S"], ["E"], ["W"]) and not p.at(j + 1).isalpha()


def _groups(p: Pieces, i: int, step: int) -> int:
    """How many groups of plain digits stand next to piece i with only spaces or hyphens between; at most 3."""
    count, at = 0, i + step
    while count < 3:
        at += step * (p.at(at) in HYPHENS)
        if not (p.is_number(at) and p.word[at].isdigit() and len(p.word[at]) >= 2):
            return count
        count, at = count + 1, at + step
    return count


def _year(p: Pieces, a: Amount, lex: Lexicon) -> bool:
    """A bare 1500 to 2099 beside words that stand by years; "2,000 people" and "1500 people" count."""
    text = p.word[a.number.start]
    if not (len(text) == 4 and text.isdigit() and "1500" <= text < "2200") or a.number.scaled:
        return False
    if p.at(a.start - 1) == "," and p.is_number(a.start - 2) and p.at(a.start - 3) in lex.lists["months"]:
        return True
    if p.at(a.start - 1) == "," and p.at(a.start - 2) in lex.lists["laws"] and p.word[a.start - 2].istitle():
        return True
    listed = p.at(a.start - 1) in lex.lists["list-joints"] and p.is_number(a.start - 2)
    if p.at(a.end) in lex.lists["of-many"] and not listed:  # "2012 have died", unlike "2019 and 2020 were bad years"
        return False
    if p.at(a.end).endswith("s") or p.at(a.end) in lex.lists["plurals"]:
        return text >= "1900" and p.at(a.start - 1) in lex.lists["year-before"]
    return text >= "1900" or p.at(a.start - 1) in lex.lists["year-before"]


def _address(p: Pieces, a: Amount, lex: Lexicon) -> bool:
    """575 Wilbraham Road; 16-18 Industrial Avenue; 9 E 71st St."""
    for j in range(a.end, a.end + 5):
        word = p.word[j] if j < len(p) else ""
        if word[:1].isupper() and p.low[j] in lex.lists["streets"] and (j > a.end or p.word[j + 1 : j + 2] > ["A"]):
            return True
        if not (
            word[:1].isupper()
            or word.isdigit()
            or word == "-"
            or word in lex.lists["ordinal-endings"]
            or word[:1].isdigit()
        ):
            return False
    return False


def _formation(p: Pieces, a: Amount, lex: Lexicon) -> bool:
    """the 47th Brigade, the 25th and 47th brigades, 38th parallel."""
    if a.number.form != "ordinal":
        return False
    j = a.end
    while j < len(p) and j < a.end + 6:
        if p.low[j] in lex.lists["formations"]:
            return True
        if not (p.low[j] in lex.lists["formation-joints"] or p.word[j][0].isupper() or p.is_number(j)):
            return False
        j += 1
    return False


# ---- by the sentence ----


def is_calendar(view: View, r: Reading, first: int) -> bool:
    """Whether a date takes the number; a counted duration inside one is a quantity too."""
    if first not in view.dates or r.form in ("unit", "decade"):
        return False
    if (
        r.meaning.value
        and view.tokens(r.start, r.end)[1] > view.dates[first].end
        and r.meaning.value >= view.limits.scaled
    ):
        return False  # "three quarters of a million"
    return r.kind in ("count", "ordinal", "ratio") or (r.kind in ("duration", "age") and r.after == r.end)


class Passed(NamedTuple):
    """What was found before a number: the first token of the last quantity, the last of a name, all covered."""

    last: int | None
    named: int | None
    covered: Set[int]


def is_named(view: View, r: Reading, first: int, end: int, passed: Passed) -> bool:
    """Boeing 737, Channel 4, Article 5, S&P 500, World War Two: a number that names rather than counts."""
    p, i = view.pieces, r.start
    if _stands_alone(view, r, first, end) or _is_points(view, r, first, end):
        return True
    if r.unit is not None and r.form in NAMING and p.at(i - 1) in view.lists["definite"] and _is_era(view, r):
        return True
    if not first or r.unit is not None or r.form not in NAMING or p.at(i - 1) in (",", "(", ";", ":"):
        return False
    if p.word[i].isalpha() and p.at(i - 1) in view.lists["counted-designators"] and r.end - i == 1:
        head = items.head_of_count(view.doc, end, view.stop, view.lexicon)
        return head is None or p.at(r.end) in view.lists["genitive"]
    if (
        p.at(i - 1) in view.lists["genitive"]
        and p.word[i - 2] == "Group"
        and (p.word[i].istitle() or p.word[i].isdigit())
    ):
        return True
    if p.word[i].istitle() and p.word[i].isalpha():
        return not view.doc[first].is_sent_start and _is_capital_name(view, first, end)
    before = view.doc[first - 1]
    if p.word[i].endswith(".0") and (before.is_title or before.is_upper) and view.doc[first].head.i == first - 1:
        return True
    if p.at(i - 1) in view.lists["designators"] and p.is_number(i) and end < len(view.doc):
        return p.word[i].isdigit() or view.doc[end].tag_ not in items.NOUNS
    if not p.word[i].isdigit() or r.meaning.bound not in ("exact", "range"):
        return False
    if r.form == "score":
        return end < len(view.doc) and view.doc[first - 1].tag_ == view.doc[end].tag_ == "NNP"
    return not _is_in_place(view, first, end) and (
        _goes_on(view, r, first, end, passed) or _is_model(view, first, end, passed.last)
    )


def _is_points(view: View, r: Reading, first: int, end: int) -> bool:
    """Whether bare "scores" are points or music, not people by the twenties: "killed scores", "Scores were hurt"."""
    p, lists, doc = view.pieces, view.lists, view.doc
    if p.at(r.start) not in lists["points-won"] or r.end - r.start > 1 or p.at(r.end) in lists["genitive"]:
        return False
    token = doc[first]
    if (
        first
        and doc[first - 1].tag_ in (*items.NOUNS, "DT", "PRP$", "JJ", "POS", "VBG", "CD")
        and not token.is_sent_start
    ):
        return True
    if token.tag_ not in ("NNS", "NNPS"):
        return p.at(r.end) not in lists["more"] | lists["others"]
    if not {p.at(r.end), p.at(r.end + 1)}.isdisjoint(lists["results"] | lists["more"] | lists["others"]):
        return False
    if first and doc[first - 1].tag_ in ("VBD", "VBN") and doc[first - 1].lemma_ in lists["casualty-verbs"]:
        return False
    verb = token.head
    if token.dep_ in ("dobj", "nsubjpass"):
        return verb.lemma_ not in lists["casualty-verbs"]
    return token.dep_ != "nsubj" or verb.pos_ != "VERB" or verb.lemma_ in lists["scored-verbs"]


def _is_era(view: View, r: Reading) -> bool:
    """ "the Six-Day War", "the Thirty Years' War"."""
    p = view.pieces
    noun = r.after + (p.at(r.after) in APOSTROPHES)
    return all(p.word[i : i + 1] and p.word[i].istitle() for i in (r.start, r.after - 1, noun)) and not p.is_number(
        r.start
    )


def _is_in_place(view: View, first: int, end: int) -> bool:
    """ "In Gaza 42 were killed": the name before the number is a place, and the number does something."""
    doc = view.doc
    place = doc[first - 1]
    start = place.left_edge.i if place.dep_ == "pobj" and place.left_edge.i < first else place.i
    if start < 1 or doc[start - 1].tag_ != "IN" or end >= len(doc):
        return False
    verb = doc[end]
    if verb.lower_ in view.lists["happened"] or verb.lower_ in view.lists["results"]:
        return True
    head = items.head_of_count(doc, end, view.stop, view.lexicon)
    if doc[start - 1].is_sent_start and place.ent_type_ in ("PERSON", "FAC"):
        return head is not None and doc[head].tag_ == "NNS"
    return place.ent_type_ in ("GPE", "LOC") and (verb.tag_ in ("VBD", "VBP") or head is not None)


def _goes_on(view: View, r: Reading, first: int, end: int, passed: Passed) -> bool:
    """ "resolutions 1701 and 2231": the second number of a name."""
    if view.pieces.at(r.start - 1) not in view.lists["and-or"] or first < 2:
        return False
    named = passed.named == first - 2 or (view.doc[first - 2].is_digit and first - 2 not in passed.covered)
    return named and items.head_of_count(view.doc, end, view.stop, view.lexicon) is None


def _stands_alone(view: View, r: Reading, first: int, end: int) -> bool:
    """ "3." on a line of its own, or before a sentence: the number of a point."""
    doc = view.doc
    if r.unit is not None or not doc[first].is_sent_start or r.end - r.start > 1 or not doc[first].text.isdigit():
        return False
    if doc[first].tag_ == "LS" and end < len(doc) and doc[end].text in (".", ")"):
        return True
    dotted = end < len(doc) and doc[end].text in (".", ")")
    end += dotted
    ends = not dotted and first > 0 and doc[first - 1].is_alpha  # "dies aged 22" before a paragraph
    return end < len(doc) and bool(doc[end].is_sent_start) and not ends


def _is_model(view: View, first: int, end: int, last: int | None) -> bool:
    """Whether plain digits name the noun beside them: "787 Dreamliner", "Falcon 9 rocket", "two new 737 Max jets"."""
    doc, token = view.doc, view.doc[first]
    before, head = doc[first - 1], items.head_of_count(doc, end, view.stop, view.lexicon)
    if before.is_upper and before.is_alpha and 1 < len(before) < 6 and head is None and len(token) > 2:
        return True
    named = end < len(doc) and doc[end].is_title and (doc[end].tag_ != "JJ" or head is None)
    if before.is_title and not before.is_sent_start and named and before.pos_ != "DET":
        return doc[end].lower_ not in view.lists["results"]
    if len(token) > 1 and head is not None and doc[head].tag_ == doc[end].tag_ == "NNP":
        return doc[end].lower_ not in view.lists["results"]
    if (
        last is not None
        and 1 < first - last <= 3
        and doc[last + 1].tag_ in ("JJ", "NN")
        and doc[first - 1].text != "%"
        and doc[last + 1].text != "%"
    ):
        return before.tag_ in ("JJ", "NN")
    if before.lower_ in view.lists["definite"] and head is None and len(token) > 2:
        return doc[end : end + 1].text.lower() not in view.lists["prices-per"] | view.lists["results"]
    if first > 1 and before.lower_ in view.lists["list-joints"] and items.coded(doc[first - 2].text) and head is None:
        return True
    if before.tag_ not in ("NNP", "NNPS") or first - 1 in view.stop:
        return False
    if head is not None and doc[head].tag_ == doc[end].tag_ == "NN":
        return True
    return token.head.i < first or head is None or token.ent_type_ in NAMES


def _is_capital_name(view: View, first: int, end: int) -> bool:
    """World War Two, Six Flags: a number word with a capital inside a name."""
    doc = view.doc
    if doc[first - 1].tag_ in ("NNP", "NNPS"):
        return True
    return doc[first - 1].is_lower and end < len(doc) and doc[end].is_title
