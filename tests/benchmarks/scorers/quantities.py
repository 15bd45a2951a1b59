# ruff: noqa: B023, B905, C405, E501, E731, E741, N806, PT018, RET503, RUF005, SIM115, SIM201
"""Independent scorer for quantity extraction (python >= 3.11, stdlib only).

    score_quant.py GOLD.json PRED.jsonl [--unit-mode norm|strict] [--range strict|mean]
                   [--rtol 1e-5] [--ci 1000] [--by-kind] [--errors 50] [--official] [--json]
    score_quant.py --selftest GOLD.json            # gold==gold -> 1.0 ; broken -> < 1.0
    score_quant.py --gold2pred GOLD.json > x.jsonl # gold rewritten in the prediction format

GOLD  JSON list of {"text", "quantities":[{"value","unit"?,"normalized_unit","change"?,
      "referred_concepts"?}]}  (the CQE_Evaluation form: NewsQuant and the four R-Txt sets).
      sentence_id = 0-based index in that list.  Gold has NO character offsets.
PRED  one JSON object per line (one per quantity):
      {"sentence_id":int, "value":num, "value2":num|null, "unit":str|null,
       "modifier":"="|"~"|"<"|">"|"up"|"down"|null, "concept":str|list|null,
       "start":int|null, "end":int|null}

MATCHING RULES
 1. One-to-one.  Inside a sentence each gold quantity is paired with at most one prediction and vice
    versa.  Only pairs whose VALUE agrees may be paired; among the possible pairings the one is taken
    with the most pairs, then most unit matches, then most modifier matches, then best concept overlap
    (exact search; greedy above 8x8).  All metrics are read off that one pairing, so the metrics are
    nested: value >= value+unit >= value+unit+modifier.
 2. value: math.isclose(rel_tol=rtol, abs_tol=1e-8).  A range "a-b" agrees only with a range with the same
    two bounds (order of bounds ignored: gold writes "from 36040 to 34935" as 36040-34935).
    --range mean: ranges on either side become their mean before comparing (the CQE authors did that to
    gold for quantulum3).  value2 == value is treated as a single value.
    Gold idioms: "tens of thousands" = 10000-100000; "millions" = 1000000-10000000; "a third" = 0.333..;
    "sub-7 nm" = 7 with '<'; "minus 5" = -5.
 3. unit: '-' = no unit (also null, '', 'dimensionless', 'unk', 'count' stays 'count').
    norm (default): lower case; US->UK spelling; plural -> singular of every word; alias table below
    (percent/%/per cent -> percentage, US$/USD/$ -> dollar, ISO 4217 codes, SI symbols, tonne=metric ton, ...);
    'X/Y' and 'X a Y' and 'X an Y' -> 'X per Y';  a leading '% ' in gold (fraction of X) is dropped, so
    '% -' = '-' and '% germans' = 'german'.   strict: lower-cased string equality with normalized_unit.
    unit_head (reported beside it): right also if one side's words are a subset of the other's and share
    the last word of the shorter side (gold 'european country' ~ 'country';
    gold 'people responsible creation rich league' ~ 'people'), '-' only with '-'.
 4. modifier: equal after aliasing (None/'exact'/'' -> '=', 'approx'/'about'/'±' -> '~', '<=' -> '<', '>=' -> '>',
    '+'/'increase' -> 'up', '-'/'decrease' -> 'down').  Gold has exactly one modifier per quantity.
 5. concept: gold text split on spaces and commas into a word set; stop words and possessive 's dropped on both
    sides; '-' (none) matches only none.  partial = at least one shared word (or both none);
    full = same word set.  Counted over value-matched pairs, P over predictions, R over gold.
    concept_words = micro P/R/F1 of concept words over value-matched pairs only.
 6. P = hits / predictions, R = hits / gold, F1 harmonic.  Sentences without gold quantities count (false
    positives there cost precision).  start/end are not scored (gold has none) but checked for sanity.
 7. --official: re-implementation of the CQE authors' count, for comparison with their table only.
    It is lenient: one gold value may be counted as found twice (once per wrong-unit prediction with the same
    value), and concept/modifier hits may be counted from several predictions.
 8. value_nonexact, count_nouns ...: --by-kind prints recall (and value+unit recall) by kind of gold quantity.
"""

import argparse
import collections
import json
import math
import random
import re
import sys

STOP = set(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "in",
        "on",
        "at",
        "to",
        "for",
        "with",
        "by",
        "from",
        "as",
        "its",
        "it",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "this",
        "that",
        "these",
        "those",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "he",
        "she",
        "they",
        "we",
        "you",
        "i",
    ]
)
MOD = {
    None: "=",
    "": "=",
    "exact": "=",
    "=": "=",
    "==": "=",
    "~": "~",
    "approx": "~",
    "approximately": "~",
    "about": "~",
    "±": "~",
    "≈": "~",
    "<": "<",
    "<=": "<",
    "≤": "<",
    "less": "<",
    ">": ">",
    ">=": ">",
    "≥": ">",
    "more": ">",
    "up": "up",
    "+": "up",
    "increase": "up",
    "down": "down",
    "-": "down",
    "decrease": "down",
}
ALIAS = {
    # none
    "": "-",
    "none": "-",
    "null": "-",
    "dimensionless": "-",
    "unk": "-",
    "number": "-",
    # share
    "%": "percentage",
    "percent": "percentage",
    "pct": "percentage",
    "pc": "percentage",
    "per cent": "percentage",
    "percentage": "percentage",
    "percentage drop": "percentage",
    "percentage point": "percentage point",
    "basis point": "basis point",
    "bp": "basis point",
    "bps": "basis point",
    "ppb": "parts-per-billion",
    "part per billion": "parts-per-billion",
    "parts-per-billion": "parts-per-billion",
    # money
    "$": "dollar",
    "us$": "dollar",
    "$us": "dollar",
    "usd": "dollar",
    "us dollar": "dollar",
    "united state dollar": "dollar",
    "u.s. dollar": "dollar",
    "american dollar": "dollar",
    "dollar dollar": "dollar",
    "€": "euro",
    "eur": "euro",
    "£": "pound sterling",
    "gbp": "pound sterling",
    "british pound": "pound sterling",
    "pound": "pound",
    "c$": "canadian dollar",
    "cad": "canadian dollar",
    "ca$": "canadian dollar",
    "a$": "australian dollar",
    "aud": "australian dollar",
    "au$": "australian dollar",
    "nz$": "new zealand dollar",
    "nzd": "new zealand dollar",
    "hk$": "hong kong dollar",
    "hkd": "hong kong dollar",
    "s$": "singapore dollar",
    "sgd": "singapore dollar",
    "¥": "japanese yen",
    "jpy": "japanese yen",
    "yen": "japanese yen",
    "cny": "chinese yuan",
    "rmb": "chinese yuan",
    "yuan": "chinese yuan",
    "renminbi": "chinese yuan",
    "元": "chinese yuan",
    "₹": "indian rupee",
    "inr": "indian rupee",
    "r": "indian rupee",
    "rupee": "rupee",
    "₽": "russian ruble",
    "rub": "russian ruble",
    "ruble": "russian ruble",
    "rouble": "russian ruble",
    "russian rouble": "russian ruble",
    "chf": "swiss franc",
    "franc": "swiss franc",
    "sek": "swedish krona",
    "nok": "norwegian krone",
    "dkk": "danish krone",
    "krw": "south korean won",
    "won": "south korean won",
    "myr": "malaysian ringgit",
    "rm": "malaysian ringgit",
    "ringgit": "malaysian ringgit",
    "nis": "shekel",
    "ils": "shekel",
    "israeli new shekel": "shekel",
    "israeli shekel": "shekel",
    "₪": "shekel",
    "thb": "thai baht",
    "baht": "thai baht",
    "try": "turkish lira",
    "lira": "turkish lira",
    "zar": "south african rand",
    "rand": "south african rand",
    "brl": "brazilian real",
    "mxn": "mexican peso",
    "uah": "ukrainian hryvnia",
    "hryvnia": "ukrainian hryvnia",
    "pln": "polish zloty",
    "zloty": "polish zloty",
    "btc": "bitcoin",
    "¢": "cent",
    "cent": "cent",
    "penny": "penny",
    "kuna": "croatian kuna",
    "lari": "georgian lari",
    "colone": "costa rican colón",
    "kip": "lao kip",
    # length, area, volume
    "km": "kilometre",
    "m": "metre",
    "cm": "centimetre",
    "mm": "millimetre",
    "nm": "nanometre",
    "μm": "micrometre",
    "µm": "micrometre",
    "micron": "micrometre",
    "mi": "mile",
    "ft": "foot",
    "in": "inch",
    "yd": "yard",
    "yard yard": "yard",
    "inch inch": "inch",
    "m2": "square metre",
    "sqm": "square metre",
    "sq m": "square metre",
    "m²": "square metre",
    "sq ft": "square foot",
    "sqft": "square foot",
    "ft2": "square foot",
    "km2": "square kilometre",
    "km²": "square kilometre",
    "sq km": "square kilometre",
    "sq mi": "square mile",
    "l": "litre",
    "ml": "millilitre",
    "cubic centimetre": "millilitre",
    "m3": "cubic metre",
    "m³": "cubic metre",
    "ly": "light-year",
    "light year": "light-year",
    "au": "astronomical unit",
    "us gallon": "gallon",
    "us pint": "pint",
    "us quart": "quart",
    "us fluid ounce": "ounce",
    "fluid ounce": "ounce",
    "foot-pound": "foot pound-force",
    "lb-ft": "pound-foot",
    "pound-foot of torque": "pound-foot",
    "pound foot": "pound-foot",
    # mass
    "kg": "kilogram",
    "g": "gram",
    "mg": "milligram",
    "μg": "microgram",
    "lb": "pound-mass",
    "lbs": "pound-mass",
    "pound mass": "pound-mass",
    "oz": "ounce",
    "tonne": "metric ton",
    "metric tonne": "metric ton",
    "gigatonne": "gigaton",
    # time, age
    "s": "second",
    "sec": "second",
    "second of arc": "second",
    "min": "minute",
    "minute of arc": "minute",
    "hr": "hour",
    "h": "hour",
    "yr": "year",
    "month-old": "month of age",
    "month old": "month of age",
    "year-old": "year of age",
    "year old": "year of age",
    "years of age": "year of age",
    "day old": "day of age",
    "day-old": "day of age",
    "week old": "week of age",
    "week-old": "week of age",
    # speed, power, energy ...
    "mph": "mile per hour",
    "kph": "kilometre per hour",
    "km/h": "kilometre per hour",
    "kmh": "kilometre per hour",
    "m/s": "metre per second",
    "kt": "knot",
    "hp": "horsepower",
    "bhp": "brake horsepower",
    "ps": "metric horsepower",
    "w": "watt",
    "kw": "kilowatt",
    "mw": "megawatt",
    "gw": "gigawatt",
    "tw": "terawatt",
    "kwh": "kilowatt hour",
    "kilowatt-hour": "kilowatt hour",
    "mwh": "megawatt hour",
    "megawatt-hour": "megawatt hour",
    "gwh": "gigawatt hour",
    "gigawatt-hour": "gigawatt hour",
    "twh": "terawatt hour",
    "mah": "milliampere-hour",
    "milliampere hour": "milliampere-hour",
    "mpg": "mile per gallon",
    "rpm": "revolution per minute",
    "revolution per minute": "revolution per minute",
    "hz": "hertz",
    "khz": "kilohertz",
    "mhz": "megahertz",
    "ghz": "gigahertz",
    "v": "volt",
    "a": "ampere",
    "mpa": "megapascal",
    "gpa": "gigapascal",
    "psi": "pound per square inch",
    "ksi": "kilopound per square inch",
    "newton meter": "newton metre",
    "bcm": "billion cubic metre",
    "bpd": "barrel per day",
    "bbl": "barrel",
    "°": "degree",
    "deg": "degree",
    "degree angle": "degree",
    "degree celsius": "celsius",
    "°c": "celsius",
    "c": "celsius",
    "centigrade": "celsius",
    "degree fahrenheit": "fahrenheit",
    "°f": "fahrenheit",
    "f": "fahrenheit",
    "degree angle degree fahrenheit": "fahrenheit",
    # data
    "b": "byte",
    "kb": "kilobyte",
    "mb": "megabyte",
    "gb": "gigabyte",
    "tb": "terabyte",
    "mbps": "megabit per second",
    "gbps": "gigabit per second",
    "mp": "megapixel",
    "5g": "generation wireless",
    # news idioms
    "time": "count",
    "fold": "count",
    "x": "count",
    "ppg": "point per game",
    "rpg": "rebound per game",
    "pt": "point",
    "war": "win above replacement",
    "person": "people",
    "touchdown": "touch down",
}
IRREG = {
    "feet": "foot",
    "people": "people",
    "children": "child",
    "men": "man",
    "women": "woman",
    "inches": "inch",
    "lives": "life",
    "pennies": "penny",
    "countries": "country",
    "companies": "company",
    "cities": "city",
    "bosses": "boss",
    "losses": "loss",
    "viruses": "virus",
    "moments": "moment",
    "series": "series",
    "news": "news",
    "gas": "gas",
    "celsius": "celsius",
    "hertz": "hertz",
    "us": "us",
    "lens": "lens",
    "as": "as",
    "this": "this",
    "plus": "plus",
    "census": "census",
    "means": "means",
    "bus": "bus",
    "gps": "gps",
    "ps": "ps",
    "mbps": "mbps",
    "gbps": "gbps",
    "bps": "bps",
    "teeth": "tooth",
    "axes": "axis",
    "fishermen": "fisherman",
    "gross": "gross",
}
SPELL = [
    (re.compile(r"meter(s?)\b"), r"metre\1"),
    (re.compile(r"\bliter(s?)\b"), r"litre\1"),
    (re.compile(r"(milli|centi|deci|kilo)liter(s?)\b"), r"\1litre\2"),
    (re.compile(r"gramme(s?)\b"), r"gram\1"),
]
NOT_METRE = re.compile(r"\b(para|dia|peri|thermo|baro|speedo|odo|alti)metre(s?)\b")


def singular(w):
    if w in IRREG:
        return IRREG[w]
    if len(w) <= 3 or not w.isascii() or not w[-1] == "s" or w.endswith(("ss", "us", "is")):
        return w
    if w.endswith("ies") and len(w) > 4:
        return w[:-3] + "y"
    if w.endswith(("ches", "shes", "xes", "sses", "zes")):
        return w[:-2]
    return w[:-1]


def alias(s):
    return ALIAS.get(s, s)


def norm_unit(u, mode="norm"):
    u = "-" if u is None else str(u).strip()
    u = u.lower()
    if mode == "strict":
        return u if u and u not in ("dimensionless", "none") else "-"
    if u in ("-", ""):
        return "-"
    if u.startswith("% "):
        u = u[2:].strip()
        if u in ("-", ""):
            return "-"
    for r, s in SPELL:
        u = r.sub(s, u)
    u = NOT_METRE.sub(lambda m: m.group(0).replace("metre", "meter"), u)
    u = re.sub(r"\s+", " ", u.replace("’", "'").replace("_", " ")).strip(" .,;:")
    if u in ALIAS:
        return ALIAS[u]
    u2 = " ".join(singular(w) for w in u.split(" "))
    if u2 in ALIAS:
        return ALIAS[u2]
    u2 = re.sub(r"\bper cent\b", "percentage", u2)
    parts = re.split(r"\s*/\s*|\s+per\s+|[\s-]+an?[\s-]+|\s+each\s+", u2)
    if len(parts) > 1 and all(parts):
        return " per ".join(alias(" ".join(singular(w) for w in p.strip().split(" "))) for p in parts)
    return u2


def unit_head_ok(g_forms, p):
    for g in g_forms:
        if g == p:
            return True
        if g == "-" or p == "-":
            continue
        gw, pw = [w for w in g.split() if w not in STOP], [w for w in p.split() if w not in STOP]
        if not gw or not pw:
            continue
        short, long_ = (gw, pw) if len(gw) <= len(pw) else (pw, gw)
        if set(short) <= set(long_) and short[-1] in long_:
            return True
    return False


def words(c):
    if c is None:
        return frozenset()
    if isinstance(c, (list, tuple, set)):
        c = " ".join(" ".join(x) if isinstance(x, (list, tuple)) else str(x) for x in c)
    out = set()
    for w in re.split(r"[,;\s]+", str(c).lower()):
        w = re.sub(r"['’]s$", "", w.strip("\"'“”‘’()[].:!?"))
        if w and w != "-" and w not in STOP:
            out.add(w)
    return frozenset(out)


def gold_value(v):
    if isinstance(v, (int, float)):
        return float(v), None
    s = str(v).strip()
    m = re.fullmatch(r"(-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)\s*-\s*(-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)", s)
    if m:
        return float(m.group(1)), float(m.group(2))
    return float(s), None


class Q:
    __slots__ = ("con", "kind", "mod", "raw", "unit", "units", "v", "v2")

    def __init__(self, v, v2, unit, mod, con, raw, mode, surface=None):
        self.v, self.v2 = float(v), (None if v2 is None else float(v2))
        if self.v2 is not None and math.isclose(self.v, self.v2, rel_tol=1e-9):
            self.v2 = None
        self.unit = norm_unit(unit, mode)
        self.units = [self.unit] + (
            [norm_unit(surface, mode)] if surface and surface != "-" and self.unit != "-" else []
        )
        self.mod = MOD.get(mod if mod is None else str(mod).strip().lower(), str(mod))
        self.con, self.raw, self.kind = words(con), raw, None


def load_gold(path, mode):
    data = json.load(open(path, encoding="utf8"))
    sents, has_mod, has_con = [], False, False
    for s in data:
        qs = []
        for q in s["quantities"]:
            v, v2 = gold_value(q["value"])
            has_mod |= "change" in q
            has_con |= "referred_concepts" in q
            g = Q(v, v2, q.get("normalized_unit"), q.get("change"), q.get("referred_concepts"), q, mode, q.get("unit"))
            g.kind = kind(g)
            qs.append(g)
        sents.append((s["text"], qs))
    return sents, has_mod, has_con


MONEY = re.compile(
    r"dollar|euro\b|pound sterling|yen|yuan|shekel|ringgit|\bsen\b|cent\b|cent per|rupee|franc|won\b|baht|lira|rand\b|"
    r"krona|krone|bitcoin|ruble|penny|peso|real\b|lari|kuna|kip|colón|hryvnia|zloty|dinar|dirham|riyal"
)
PHYS = re.compile(
    r"\b(mile|inch|yard|kilomet|met(re|er)|foot|litre|gallon|gram|kilogram|pound-mass|pound-foot|ton|metric ton|ounce|"
    r"watt|kilowatt|megawatt|gigawatt|terawatt|horsepower|hertz|gigahertz|celsius|fahrenheit|degree|byte|gigabyte|megabyte|"
    r"terabyte|volt|pascal|megapascal|gigapascal|newton|joule|ampere|barrel|acre|hectare|square|cubic|\w*metre|\w*litre|"
    r"\w*gram|\w*watt|\w*pascal|milliampere-hour|revolution|megapixel|light-year|kilopound|radian|calorie)"
)
TIME = re.compile(r"^(second|minute|hour|day|week|month|year|decade|century|quarter|night)$")


def kind(g):
    u = g.unit
    if g.v2 is not None:
        return "range"
    if u in ("percentage", "percentage point", "basis point"):
        return "percent"
    if u.endswith("of age"):
        return "age"
    if MONEY.search(u):
        return "money"
    if TIME.match(u):
        return "duration"
    if PHYS.search(u):
        return "physical"
    if u == "-":
        return "bare"
    return "counted noun"


def load_pred(path, sents, mode):
    preds, bad_span, n_span = collections.defaultdict(list), 0, 0
    for line in sys.stdin if path == "-" else open(path, encoding="utf8"):
        if not line.strip():
            continue
        o = json.loads(line)
        if o.get("value") is None:
            continue
        i = int(o["sentence_id"])
        if not 0 <= i < len(sents):
            sys.exit(f"sentence_id {i} outside the gold file")
        s, e = o.get("start"), o.get("end")
        if s is not None and e is not None:
            n_span += 1
            bad_span += not (0 <= s < e <= len(sents[i][0]))
        preds[i].append(Q(o["value"], o.get("value2"), o.get("unit"), o.get("modifier"), o.get("concept"), o, mode))
    return preds, n_span, bad_span


def vmatch(g, p, rtol, rng):
    close = lambda a, b: math.isclose(a, b, rel_tol=rtol, abs_tol=1e-8)
    if rng == "mean":
        return close(g.v if g.v2 is None else (g.v + g.v2) / 2, p.v if p.v2 is None else (p.v + p.v2) / 2)
    if (g.v2 is None) != (p.v2 is None):
        return False
    if g.v2 is None:
        return close(g.v, p.v)
    a, b = sorted((g.v, g.v2)), sorted((p.v, p.v2))
    return close(a[0], b[0]) and close(a[1], b[1])


def pair(gs, ps, rtol, rng):
    """exact best one-to-one pairing; returns [(gi, pi)]"""

    def w(g, p):
        inter, uni = len(g.con & p.con), len(g.con | p.con)
        return (
            10**6
            + 10**4 * (p.unit in g.units)
            + 5000 * (p.unit not in g.units and unit_head_ok(g.units, p.unit))
            + 100 * (p.mod == g.mod)
            + (50 * inter / uni if uni else 50)
        )

    edges = {(i, j): w(g, p) for i, g in enumerate(gs) for j, p in enumerate(ps) if vmatch(g, p, rtol, rng)}
    out, left = [], set(edges)
    while left:  # split in connected components
        comp_g, comp_p = {next(iter(left))[0]}, set()
        while True:
            np_ = {j for i, j in left if i in comp_g}
            ng = {i for i, j in left if j in np_}
            if np_ == comp_p and ng == comp_g:
                break
            comp_p, comp_g = np_, ng | comp_g
        ce = {e: edges[e] for e in left if e[0] in comp_g}
        left -= set(ce)
        G, P = sorted(comp_g), sorted(comp_p)
        if len(G) <= 8 and len(P) <= 8:
            import functools

            @functools.lru_cache(None)
            def best(k, used):
                if k == len(G):
                    return 0, ()
                r = best(k + 1, used)
                for n, j in enumerate(P):
                    if not used >> n & 1 and (G[k], j) in ce:
                        s, l = best(k + 1, used | 1 << n)
                        if s + ce[G[k], j] > r[0]:
                            r = (s + ce[G[k], j], l + ((G[k], j),))
                return r

            out += best(0, 0)[1]
        else:
            ug, up = set(), set()
            for (i, j), _ in sorted(ce.items(), key=lambda x: -x[1]):
                if i not in ug and j not in up:
                    out.append((i, j))
                    ug.add(i)
                    up.add(j)
    return out


METRICS = [
    "value",
    "value+unit",
    "value+unit_head",
    "value+modifier",
    "value+unit+modifier",
    "value+unit_head+modifier",
    "value+concept_partial",
    "value+concept_full",
]


def sent_counts(gs, ps, a):
    c = collections.Counter(gold=len(gs), pred=len(ps))
    pr = pair(gs, ps, a.rtol, a.range)
    for i, j in pr:
        g, p = gs[i], ps[j]
        u, h, m = p.unit in g.units if a.unit_mode == "norm" else p.unit == g.unit, None, p.mod == g.mod
        h = u or unit_head_ok(g.units, p.unit)
        part = bool(g.con & p.con) or (not g.con and not p.con)
        full = g.con == p.con
        for k, ok in zip(METRICS, (True, u, h, m, u and m, h and m, part, full)):
            c[k] += ok
        c["cw_hit"] += len(g.con & p.con)
        c["cw_gold"] += len(g.con)
        c["cw_pred"] += len(p.con)
    return c, pr


def prf(h, npred, ngold):
    p, r = (h / npred if npred else 0.0), (h / ngold if ngold else 0.0)
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def official(sents, preds, a):
    """the CQE authors' counting, re-stated (lenient double counting kept)"""
    t = collections.Counter()
    for i, (_, gs) in enumerate(sents):
        ps = sorted(preds.get(i, []), key=lambda q: q.unit)
        t["gold"] += len(gs)
        t["pred"] += len(ps)
        budget = len(gs)
        for g in sorted(gs, key=lambda q: q.unit):
            for p in list(ps):
                if not vmatch(g, p, 1e-5, a.range):
                    continue
                if budget > 0:
                    t["value"] += 1
                    budget -= 1
                t["value+modifier"] += p.mod == g.mod
                t["value+concept_partial"] += bool(g.con & p.con) or (not g.con and not p.con)
                t["value+concept_full"] += g.con == p.con
                if p.unit in g.units[:1]:
                    t["value+unit"] += 1
                    ps.remove(p)
                    break
    return {
        k: prf(t[k], t["pred"], t["gold"])
        for k in ("value", "value+unit", "value+modifier", "value+concept_partial", "value+concept_full")
    }


def evaluate(sents, preds, a, has_mod=True, has_con=True):
    per = [sent_counts(gs, preds.get(i, []), a) for i, (_, gs) in enumerate(sents)]
    tot = sum((c for c, _ in per), collections.Counter())
    res = {}
    for m in METRICS:
        if ("modifier" in m and not has_mod) or ("concept" in m and not has_con):
            continue
        res[m] = prf(tot[m], tot["pred"], tot["gold"])
    if has_con:
        res["concept_words"] = prf(tot["cw_hit"], tot["cw_pred"], tot["cw_gold"])
    return res, tot, per


def gold_as_pred(path):
    for i, s in enumerate(json.load(open(path, encoding="utf8"))):
        for q in s["quantities"]:
            v, v2 = gold_value(q["value"])
            yield {
                "sentence_id": i,
                "value": v,
                "value2": v2,
                "unit": q.get("normalized_unit"),
                "modifier": q.get("change"),
                "concept": q.get("referred_concepts"),
                "start": None,
                "end": None,
            }


def selftest(path, a):
    import os
    import tempfile

    sents, hm, hc = load_gold(path, a.unit_mode)
    rows = list(gold_as_pred(path))

    def run(rs):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as f:
            f.writelines(json.dumps(r) + "\n" for r in rs)
        r = evaluate(sents, load_pred(f.name, sents, a.unit_mode)[0], a, hm, hc)[0]
        os.unlink(f.name)
        return r

    r = run(rows)
    assert all(abs(x - 1) < 1e-12 for t in r.values() for x in t), r
    print("gold vs itself: all 1.000")
    rnd = random.Random(0)
    for name, f in {
        "value x2": lambda o: o | {"value": o["value"] * 2 + 1},
        "unit -> banana": lambda o: o | {"unit": "banana"},
        "modifier -> zzz": lambda o: o | {"modifier": "zzz"},
        "concept -> zzz": lambda o: o | {"concept": "zzz"},
        "sentence shifted": lambda o: o | {"sentence_id": (o["sentence_id"] + 1) % len(sents)},
    }.items():
        b = run([f(o) if rnd.random() < 0.5 else o for o in rows])
        print(f"broken in half ({name:17s}): " + " ".join(f"{k}={v[2]:.3f}" for k, v in b.items()))
        if (hm or "modifier" not in name) and (hc or "concept" not in name):
            assert min(v[2] for v in b.values()) < 1
    dup = run(rows + rows)
    drop = run(rows[::2])
    none = run([])
    assert dup["value"][0] == 0.5 and dup["value"][1] == 1, dup
    assert drop["value"][1] < 0.51 and drop["value"][0] == 1
    assert none["value"] == (0, 0, 0)
    print(
        f"every prediction doubled: value P={dup['value'][0]:.3f} R={dup['value'][1]:.3f}; half dropped: "
        f"P={drop['value'][0]:.3f} R={drop['value'][1]:.3f}; empty: 0"
    )
    print("selftest ok")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold")
    ap.add_argument("pred", nargs="?")
    ap.add_argument("--unit-mode", choices=("norm", "strict"), default="norm")
    ap.add_argument("--range", choices=("strict", "mean"), default="strict")
    ap.add_argument("--rtol", type=float, default=1e-5)
    ap.add_argument("--ci", type=int, default=0, help="bootstrap resamples over sentences for 95%% CI of F1")
    ap.add_argument("--by-kind", action="store_true")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--official", action="store_true")
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--selftest", action="store_true")
    ap.add_argument("--gold2pred", action="store_true")
    a = ap.parse_args()
    if a.selftest:
        return selftest(a.gold, a)
    if a.gold2pred:
        for o in gold_as_pred(a.gold):
            print(json.dumps(o, ensure_ascii=False))
        return None
    sents, hm, hc = load_gold(a.gold, a.unit_mode)
    preds, n_span, bad = load_pred(a.pred, sents, a.unit_mode)
    res, tot, per = evaluate(sents, preds, a, hm, hc)
    off = official(sents, preds, a) if a.official else {}
    if a.json:
        return print(json.dumps({"gold": tot["gold"], "pred": tot["pred"], "strict": res, "official": off}))
    print(
        f"sentences {len(sents)}  gold {tot['gold']}  predicted {tot['pred']}  spans given {n_span} (bad {bad})  "
        f"unit-mode {a.unit_mode}  range {a.range}"
    )
    ci = {}
    if a.ci:
        rnd, n = random.Random(7), len(per)
        acc = collections.defaultdict(list)
        for _ in range(a.ci):
            t = collections.Counter()
            for k in rnd.choices(range(n), k=n):
                t.update(per[k][0])
            for m in res:
                if m != "concept_words":
                    acc[m].append(prf(t[m], t["pred"], t["gold"])[2])
        for m, v in acc.items():
            v.sort()
            ci[m] = f"  F1 95% [{100 * v[int(0.025 * len(v))]:.1f}, {100 * v[int(0.975 * len(v))]:.1f}]"
    for m, (p, r, f) in res.items():
        print(f"{m:26s} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}{ci.get(m, '')}")
    for m, (p, r, f) in off.items():
        print(f"official {m:24s} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f:5.1f}")
    if a.by_kind:
        n, v, u = collections.Counter(), collections.Counter(), collections.Counter()
        fp = collections.Counter()
        for i, (_, gs) in enumerate(sents):
            pr = per[i][1]
            ps = preds.get(i, [])
            for g in gs:
                n[g.kind] += 1
                n["mod " + g.mod] += 1
            for gi, pj in pr:
                for k in (gs[gi].kind, "mod " + gs[gi].mod):
                    v[k] += 1
                    u[k] += ps[pj].unit in gs[gi].units
            for j in set(range(len(ps))) - {j for _, j in pr}:
                fp[kind(ps[j])] += 1
        for k in sorted(n, key=lambda k: ("mod" in k, -n[k])):
            print(
                f"  {k:14s} gold {n[k]:4d}  value recall {100 * v[k] / n[k]:5.1f}  value+unit recall {100 * u[k] / n[k]:5.1f}"
                + (f"  unmatched predictions {fp[k]}" if "mod" not in k else "")
            )
    k = 0
    for i, (t, gs) in enumerate(sents):
        if k >= a.errors:
            break
        ps, pr = preds.get(i, []), per[i][1]
        miss = [gs[x].raw for x in range(len(gs)) if x not in {g for g, _ in pr}]
        extra = [ps[x].raw for x in range(len(ps)) if x not in {p for _, p in pr}]
        wu = [(gs[g].units, ps[p].unit) for g, p in pr if ps[p].unit not in gs[g].units]
        if miss or extra or wu:
            k += 1
            print(
                f"[{i}] {t}\n   missed: {[(q['value'], q['normalized_unit']) for q in miss]}\n   extra: "
                f"{[(q['value'], q.get('value2'), q.get('unit')) for q in extra]}\n   unit wrong: {wu}"
            )


if __name__ == "__main__":
    main()
