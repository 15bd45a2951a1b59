"""What speaks for a candidate's being a toponym: label, fame, words around, and the document's sure places."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from dateline.doc.tokens import Entity
from dateline.gazetteer import Place, distance
from dateline.layers.places.candidates import GEOGRAPHIC, POSSESSIVE, Mention
from dateline.layers.places.lexicon import Lexicon
from dateline.layers.places.shapes import ShapedTokens

NEAR = 100.0
"""Kilometres within which a sure place speaks for an unsure one."""
POINTS = 100
"""Sure places that unsure ones are measured against, at most."""
WHOLE = frozenset({"ORG", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "FAC"})
FAMOUS, FAMED = 60, {"known/village": "known/town", "known/town": "known/city"}
"""Names that the sources know from which on a place counts as much as a larger one."""
SIZES = ((500_000, "known/million"), (100_000, "known/city"), (15_000, "known/town"))
SMALL = frozenset({"known/village", "known/by-other-name"})
OWNERS = frozenset({"known/state", "known/division", "known/own", "known/million", "known/city"})
"""Places that bodies and wars are called after, whatever villages bear the other words: "Ontario Supreme Court"."""
TOWNS = frozenset({"settlement", "admin2"})
STATES = frozenset({"country", "capital"})
PLACED = frozenset({"in", "governed", "in-container", "apposed", "dateline"})
"""Cues that a name stands for a place where they are, and so elsewhere in the document."""
UNPLACED = PLACED | {"given-name", "word", "nested-word", "person"}
"""Cues of a name that says the same, or that is so often something else that another's place says nothing."""
UNSURE = WHOLE - {"FAC"} | {"PERSON", "NORP"}
"""Labels that the model gives to lone words that it does not know."""
CHIEF = 0.3
"""Share of the document's places from which on a country is a chief one."""
FEW, LARGE = 3, 100_000
"""Places that may bear a name for its country to say that one is meant; people in one that is meant all the same."""
APPOSED = 5
"""Tokens in which a noun of a kind of place must stand, "the largest front-line town"."""
STOPS = frozenset({",", ".", ";", "of", "in", "who", "that", "which", "and", "'s", "’s"})
LISTS = (",", "and", "or", "&")
HYPHENS = ("-", "–", "/")
LINKS = frozenset({*LISTS, "to", "for", "from", "near", "in", "on", "towards", "toward", "between"})


def accept(tokens: ShapedTokens, found: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The candidates with evidence enough; first by themselves, then with what the sure ones say for the others."""
    weights = lexicon.weights
    weigh(tokens, found, lexicon)
    sure = {id(m) for m in found if m.evidence >= _needs(m, weights)}
    support = Support(found, [m for m in found if id(m) in sure and not m.nested], peoples(tokens, lexicon))
    unsure = [i for i, m in enumerate(found) if id(m) not in sure and "person" not in m.cues]
    for i in unsure:
        found[i].evidence += sum(weights[k] * v for k, v in support.features(found[i]))
    for i in _together(tokens, found, support.shares):
        found[i].evidence += weights["together"]
        found[i].cues += ("together",)
    for i in (*unsure, *reversed(unsure)):
        listed = weights["listed"] * _listed(tokens, found, i, sure)
        if found[i].evidence + listed >= _needs(found[i], weights):
            sure.add(id(found[i]))
    return [m for m in found if id(m) in sure]


def weigh(tokens: ShapedTokens, found: Sequence[Mention], lexicon: Lexicon) -> None:
    """Notes the evidence that each candidate has by itself."""
    pairs = _pairs(tokens, found)
    people = _people(tokens, found, lexicon.cues, pairs)
    covered = {i for m in found for i in range(m.start, m.end)}
    lists = pairs | {
        e for e in tokens.flat.entities if e.label in WHOLE and _is_list(tokens, e, found, covered, lexicon)
    }
    for m in found:
        entity = tokens.entity(m.start)
        m.nested = entity.label in WHOLE and entity not in lists and not _where(tokens, m, entity)
        key = _label(m, entity, lexicon)
        inside, around = _inside(tokens, m, lexicon, people), _around(tokens, m, lexicon.cues)
        standing = _standing(m)
        m.cues = (key, f"nested-{standing}" if m.nested and standing in SMALL else standing, *inside, *around)
        if m.nested and _ends_a_body(tokens, m, entity):
            m.cues += ("nested-end",)
        m.evidence = sum(lexicon.weights[k] for k in m.cues)


def _label(m: Mention, entity: Entity, lexicon: Lexicon) -> str:
    """The weight of the model's label; it says little of a lone word that it takes for anything but a place."""
    if m.label in UNSURE and entity[:2] == (m.start, m.end) and m.end - m.start == 1:
        name = m.name.lower()
        if m.name not in lexicon.demonyms and not any(name in lexicon.ambiguous[k] for k in ("word", "person")):
            return f"label/lone/{m.label}" if f"label/lone/{m.label}" in lexicon.weights else "label/lone"
    return f"label/{m.label}" if f"label/{m.label}" in lexicon.weights else "label/other"


def _needs(m: Mention, weights: Mapping[str, float]) -> float:
    return weights["nested/accept"] if m.nested else weights["accept"]


def _where(tokens: ShapedTokens, m: Mention, entity: Entity) -> bool:
    """Whether a name ends an entity to say where it is: "Medical Center in Tyler, Texas"."""
    return m.start > entity[0] and tokens.lowers[m.start - 1] in ("in", "at", "near") and bool(m.containers)


def _only_places(tokens: ShapedTokens, entity: Entity, covered: set[int]) -> bool:
    """Whether an entity is nothing but places and the words that join them: "Kadugli and Dilling"."""
    rest = [i for i in range(entity[0], entity[1]) if i not in covered]
    return all(tokens.lowers[i] in ("the", *LISTS, *HYPHENS, *POSSESSIVE) for i in rest)


def _is_list(
    tokens: ShapedTokens, entity: Entity, found: Sequence[Mention], covered: set[int], lexicon: Lexicon
) -> bool:
    """Whether an entity is nothing but places and what joins them; there are villages called Supreme and Court."""
    if not _only_places(tokens, entity, covered):
        return False
    parts = [m for m in found if entity[0] <= m.start < entity[1]]
    if entity.label == "FAC" or not any(a.end == b.start for a, b in pairwise(parts)):
        return True
    common = lexicon.ambiguous["word"] | lexicon.ambiguous["never"] | lexicon.cues["name-head/event"]
    return not (any(m.name.lower() in common for m in parts) and any(_standing(m) in OWNERS for m in parts))


def _ends_a_body(tokens: ShapedTokens, m: Mention, entity: Entity) -> bool:
    """Whether a name follows other capitals of a longer name: "Lok Sabha", not "University of Nebraska"."""
    return m.start > entity[0] and tokens.capital(m.start - 1) and tokens.lowers[m.start - 1] != "the"


def _pairs(tokens: ShapedTokens, found: Sequence[Mention]) -> set[Entity]:
    """Entities that the model takes for persons and that are states joined by a hyphen: "Egypt-US"."""
    joined = [
        e for e in tokens.flat.entities if e.label == "PERSON" and any(w in HYPHENS for w in tokens.words[e[0] : e[1]])
    ]
    if not joined:
        return set()
    states = {i for m in found if _standing(m) == "known/state" for i in range(m.start, m.end)}
    return {e for e in joined if _only_places(tokens, e, states)}


def _people(
    tokens: ShapedTokens, found: Sequence[Mention], cues: Mapping[str, frozenset[str]], pairs: Collection[Entity]
) -> Counter[str]:
    """Words of names of persons of two words or more → how much oftener they are that than a place.

    A surname alone is often a place to the model: where a full name ends in it, only words around it count against.
    """
    names = [e[:2] for e in tokens.flat.entities if e.label == "PERSON" and e[1] - e[0] > 1 and e not in pairs]
    votes = Counter(tokens.lowers[i] for start, end in names for i in range(start, end) if tokens.capital(i))
    surnames = {tokens.lowers[end - 1] for _, end in names if tokens.capital(end - 1)}
    places = (m for m in found if m.label in ("GPE", "LOC"))
    votes.subtract(m.name.lower() for m in places if m.name.lower() not in surnames or _somewhere(tokens, m, cues))
    return votes


def _somewhere(tokens: ShapedTokens, m: Mention, cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether the words around a name say that it is a place."""
    before = tokens.lowers[m.start - 1]
    before = tokens.lowers[m.start - 2] if before in cues["direction"] else before
    weak = before in cues["preposition/weak"] and before not in cues["party-preposition"]
    return bool(m.wanted or m.containers or weak or before in cues["preposition/strong"])


def peoples(tokens: ShapedTokens, lexicon: Lexicon) -> Counter[str]:
    """How often the document speaks of each country by its adjective or people."""
    words = (tokens.words[i] for i in tokens.capitals)
    return Counter(lexicon.demonyms[word] for word in words if word in lexicon.demonyms)


def _standing(m: Mention) -> str:
    """How well known the best place of that name is."""
    if not m.candidates:
        return "known/not"
    usual = [p for p, is_usual in m.candidates[:5] if is_usual]
    if not usual:
        return "known/by-other-name"
    levels = {p.level for p in usual}
    if levels & STATES:
        return "known/state"
    if "other" in levels:
        return "known/own"
    best = max((p.population for p in usual if p.level != "admin1"), default=0)
    size = next((key for size, key in SIZES if best >= size), "known/village")
    if size in FAMED and any(p.fame >= FAMOUS for p in usual):
        size = FAMED[size]
    return "known/division" if "admin1" in levels and size != "known/million" else size


def _inside(tokens: ShapedTokens, m: Mention, lexicon: Lexicon, people: Mapping[str, int]) -> Iterator[str]:
    """What the name itself says for or against."""
    name, ambiguous = m.name.lower(), lexicon.ambiguous
    if m.wanted or m.containers:
        yield "kind" if m.wanted else "in-container"
    if name in ambiguous["never"]:
        yield "never"
    elif (name in ambiguous["word"] and not (m.nested and _is_short_state(m))) or name in lexicon.kinds:
        yield "nested-word" if m.nested else "word"
    if name in ambiguous["seat"] and not _at(tokens, m, lexicon.cues):
        yield "seat"
    if m.name_end - m.start > 1:
        yield "words"
        return
    if people.get(name, 0) > 0:
        yield "person"
    if name in ambiguous["person"]:
        yield "given-name"
    if m.rule == "places/abbreviation":
        return
    if m.name.isupper() and len(m.name) < 5 and not any(p.level in STATES for p, _ in m.candidates):
        yield "acronym"
    if m.label not in GEOGRAPHIC and tokens.in_lower_case(name):
        yield "lower-case-twin"


def _is_short_state(m: Mention) -> bool:
    """Whether a name is a state's in capitals: "the US Senate"."""
    return m.name.isupper() and _standing(m) == "known/state"


def _at(tokens: ShapedTokens, m: Mention, cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether something happens at a building that mostly stands for who works there."""
    before = tokens.lowers[m.start - 1]
    before = tokens.lowers[m.start - 2] if before == "the" else before
    return before in cues["preposition/seat"] and not tokens.capital(m.end) and tokens.lowers[m.end] not in POSSESSIVE


def _around(tokens: ShapedTokens, m: Mention, cues: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """What the words around say for or against."""
    before, after, following = tokens.lowers[m.start - 1], tokens.words[m.end], tokens.lowers[m.end]
    directed, heads = before in cues["direction"], following in cues["resident"]
    if heads:
        yield "resident"
    if before.rstrip(".") in cues["title"] and tokens.capital(m.start - 1):
        yield "title"
    if before in cues["named-thing"] and not tokens.capital(m.start - 1) and not m.wanted:
        yield "named-thing"
    if directed:
        yield "direction"
        before = tokens.lowers[m.start - 2]
    if before in cues["preposition/strong"] or (before == "-" and tokens.words[m.start - 2] in cues["party"]):
        yield "in"
    elif before in cues["place-verb"] or _governed(tokens, m, before, cues) or following in cues["place-falls"]:
        yield "governed"
    elif before in cues["preposition/weak"]:
        yield "from"
    if tokens.lowers[m.start - 1] == "the" and _plain_town(m) and not _noun(tokens, m.end):
        yield "article"
    if following == "," and _apposed(tokens, m.end + 1, cues):
        yield "apposed"
    dateline = tokens.opens(m.start) and _opens(tokens, m, after, cues)
    if dateline:
        yield "dateline"
    if after in POSSESSIVE and tokens.capital(m.end + 1) and m.name.startswith(("St.", "St ", "Saint")):
        yield "saint"
    if following in cues["street"] and tokens.capital(m.end):
        yield "street"
    if m.label == "PERSON" and not heads and tokens.words[m.end] not in HYPHENS and _in_longer(tokens, m):
        yield "in-person"
    if m.label not in ("GPE", "LOC") and not m.nested and not (dateline and tokens.capital(m.end + 1)):
        yield from _beside(tokens, m, directed=directed, heads=heads)


def _plain_town(m: Mention) -> bool:
    """Whether a name is that of towns only, and none of them is called "The …"."""
    return (
        bool(m.candidates)
        and not m.wanted
        and all(p.level in TOWNS and p.name[:4] != "The " for p, _ in m.candidates[:5])
    )


def _noun(tokens: ShapedTokens, i: int) -> bool:
    """Whether a word can be the noun that a name before it belongs to: "the Toyota plant"."""
    return i < len(tokens) and (tokens.capital(i) or tokens.tag(i)[0] in "NJ" or tokens.words[i] == "-")


def _governed(tokens: ShapedTokens, m: Mention, preposition: str, cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether the word before the preposition is one that places go with: "the road to", "residents of"."""
    if preposition not in ("of", "to", "from"):
        return False
    at = m.start - 2 if tokens.lowers[m.start - 1] == preposition else m.start - 3
    return at >= 0 and tokens.lowers[at] in cues[f"place-before/{preposition}"]


def _apposed(tokens: ShapedTokens, start: int, cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether "a town near the border" goes on from a token."""
    if tokens.lowers[start] not in ("a", "an", "the", "another"):
        return False
    nouns = (tokens.lowers[i] for i in range(start + 1, min(start + APPOSED, len(tokens))))
    found = next((w for w in nouns if w in cues["kind-apposed"] or w in STOPS), "")
    return found in cues["kind-apposed"]


def _in_longer(tokens: ShapedTokens, m: Mention) -> bool:
    """Whether the model's entity has capitals on either side of the name: "George Washington"."""
    start, end, _ = tokens.entity(m.start)
    return any(tokens.capital(i) for i in (*range(start, m.start), *range(m.end, end)))


def _opens(tokens: ShapedTokens, m: Mention, after: str, cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether a name that opens a sentence is a dateline: before a dash, in capitals before a date or a bracket."""
    if m.name.isupper():
        return after in cues["dateline"] or (after == "," and tokens.entity(m.end + 1).label == "DATE")
    return after in cues["dateline"] and after != "("


def _beside(tokens: ShapedTokens, m: Mention, *, directed: bool, heads: bool) -> Iterator[str]:
    """What speaks against a name that the model takes for no place: capitals beside it, a sentence's start, its tag."""
    if tokens.opens(m.start):
        yield "sentence-start"
    elif tokens.capital(m.start - 1) and not (directed or _opens_plainly(tokens, m.start - 1)):
        yield "partial"
    if tokens.capital(m.end) and not tokens.opens(m.end) and not heads:
        yield "partial"
    if not tokens.proper(m.start) and not (m.wanted and m.name_end - m.start > 1):
        yield "not-proper"


def _opens_plainly(tokens: ShapedTokens, i: int) -> bool:
    """Whether a word has its capital from the sentence that it opens: "In Youngstown"."""
    return tokens.opens(i) and not tokens.proper(i)


def _together(tokens: ShapedTokens, found: Sequence[Mention], shares: Mapping[str, float]) -> set[int]:
    """The candidates joined to another that lies near, or in the same one of the document's chief countries.

    Persons' names are hardly ever those of neighbouring towns.
    """
    joined = (i for i, (a, b) in enumerate(pairwise(found)) if _linked(tokens, a, b))
    pairs = ((i, p, q) for i in joined for p in _few(found[i]) for q in _few(found[i + 1]))
    return {j for i, p, q in pairs if _near(p, q) or _at_home(p, q, shares) for j in (i, i + 1)}


def _at_home(p: Place, q: Place, shares: Mapping[str, float]) -> bool:
    return p is not q and p.country == q.country and shares.get(p.country or "", 0.0) >= CHIEF


def _few(m: Mention) -> list[Place]:
    """The places that bear a name, where they are few, else the large ones."""
    usual = [p for p, is_usual in m.candidates if is_usual]
    return usual if len(usual) <= FEW else [p for p in usual[:FEW] if p.population >= LARGE]


def _linked(tokens: ShapedTokens, a: Mention, b: Mention) -> bool:
    """Whether one name follows another in a list, or on a way: "from Minova to Goma"."""
    return 0 < b.start - a.end <= 2 and all(w in LINKS for w in tokens.lowers[a.end : b.start])


def _listed(tokens: ShapedTokens, found: Sequence[Mention], i: int, sure: set[int]) -> bool:
    """Whether a neighbour in a list is a sure place."""
    m = found[i]
    if "nested-word" in m.cues:
        return False
    before = found[i - 1] if i else None
    if before and id(before) in sure and _linked(tokens, before, m):
        return True
    after = found[i + 1] if i + 1 < len(found) else None
    return bool(after and id(after) in sure and _linked(tokens, m, after))


class Support:
    """What a document's sure places say for the unsure ones."""

    def __init__(self, found: Sequence[Mention], sure: Sequence[Mention], peoples: Mapping[str, int]) -> None:
        self.names = {m.name.lower() for m in sure if m.label in GEOGRAPHIC or m.wanted}
        self.placed = {m.name.lower() for m in found if m.evidence > 0 and PLACED.intersection(m.cues)}
        best = [m.candidates[0][0] for m in sure if m.candidates]
        countries = Counter(p.country for p in best if p.country) + Counter(peoples)
        total = countries.total()
        self.shares = {c: n / total for c, n in countries.items()}
        self.points = list({p.place_id: p for p in best if p.level != "country"}.values())[:POINTS]

    def features(self, m: Mention) -> Iterator[tuple[str, float]]:
        """The names of weights and their factors."""
        if m.name.lower() in self.names:
            yield "seen", 1.0
        elif m.name.lower() in self.placed and not UNPLACED.intersection(m.cues):
            yield "placed", 1.0
        usual = [p for p, is_usual in m.candidates if is_usual]
        if 0 < len(usual) <= FEW and not any(c in m.cues for c in ("person", "given-name", "word")):
            share = min(1.0, 2 * self.shares.get(usual[0].country or "", 0.0))
            yield "only-one", share if len(usual) == 1 else share / 2
        if any(_near(p, q) for p in usual[:10] for q in self.points):
            yield "near-sure", 1.0


def _near(a: Place, b: Place) -> bool:
    return a is not b and abs(a.lat - b.lat) < 1 and distance(a.lat, a.lon, b.lat, b.lon) < NEAR
