"""What speaks for a candidate's being a toponym: label, fame, words around, and the document's sure places."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.gazetteer import Place, distance
from pipeline.layers.places.lexicon import Lexicon
from pipeline.layers.places.mentions import GEOGRAPHIC, POSSESSIVE, Mention
from pipeline.layers.places.reader import Entity, Reader

NEAR = 100.0
"""Kilometres within which a sure place speaks for an unsure one."""
POINTS = 100
"""Sure places that unsure ones are measured against, at most."""
WHOLE = frozenset({"ORG", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "FAC"})
SIZES = ((500_000, "known/million"), (100_000, "known/city"), (15_000, "known/town"))
SMALL = frozenset({"known/village", "known/by-other-name"})
STATES = frozenset({"country", "capital"})
LISTS = (",", "and", "or", "&")


def accept(reader: Reader, found: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The candidates with evidence enough; first by themselves, then with what the sure ones say for the others."""
    weights = lexicon.weights
    weigh(reader, found, lexicon)
    sure = {id(m) for m in found if m.evidence >= _needs(m, weights)}
    support = Support([m for m in found if id(m) in sure and not m.nested], peoples(reader, lexicon))
    unsure = [i for i, m in enumerate(found) if id(m) not in sure and "person" not in m.cues]
    for i in unsure:
        found[i].evidence += sum(weights[k] * v for k, v in support.features(found[i]))
    for i in (*unsure, *reversed(unsure)):
        listed = weights["listed"] * _listed(reader, found, i, sure)
        if found[i].evidence + listed >= _needs(found[i], weights):
            sure.add(id(found[i]))
    return [m for m in found if id(m) in sure]


def weigh(reader: Reader, found: Sequence[Mention], lexicon: Lexicon) -> None:
    """Notes the evidence that each candidate has by itself."""
    people = _people(reader, found, lexicon.cues)
    covered = {i for m in found for i in range(m.start, m.end)}
    lists = {e for e in reader.entities if e[2] in WHOLE and _only_places(reader, e, covered)}
    for m in found:
        entity = reader.entity(m.start)
        m.nested = entity[2] in WHOLE and entity not in lists
        key = f"label/{m.label}" if f"label/{m.label}" in lexicon.weights else "label/other"
        inside, around = _inside(reader, m, lexicon, people), _around(reader, m, lexicon.cues)
        standing = _standing(m)
        m.cues = (key, f"nested-{standing}" if m.nested and standing in SMALL else standing, *inside, *around)
        m.evidence = sum(lexicon.weights[k] for k in m.cues)


def _needs(m: Mention, weights: Mapping[str, float]) -> float:
    return weights["nested/accept"] if m.nested else weights["accept"]


def _only_places(reader: Reader, entity: Entity, covered: set[int]) -> bool:
    """Whether an entity is nothing but places and the words that join them: "Kadugli and Dilling"."""
    rest = [i for i in range(entity[0], entity[1]) if i not in covered]
    return all(reader.lowers[i] in ("the", *LISTS, *POSSESSIVE) for i in rest)


def _people(reader: Reader, found: Sequence[Mention], cues: Mapping[str, frozenset[str]]) -> Counter[str]:
    """Words of names of persons of two words or more → how much oftener they are that than a place.

    A surname alone is often a place to the model: where a full name ends in it, only words around it count against.
    """
    names = [(start, end) for start, end, label in reader.entities if label == "PERSON" and end - start > 1]
    votes = Counter(reader.lowers[i] for start, end in names for i in range(start, end) if reader.capital(i))
    surnames = {reader.lowers[end - 1] for _, end in names if reader.capital(end - 1)}
    places = (m for m in found if m.label in ("GPE", "LOC"))
    votes.subtract(m.name.lower() for m in places if m.name.lower() not in surnames or _somewhere(reader, m, cues))
    return votes


def _somewhere(reader: Reader, m: Mention, cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether the words around a name say that it is a place."""
    before = reader.lowers[m.start - 1]
    before = reader.lowers[m.start - 2] if before in cues["direction"] else before
    weak = before in cues["preposition/weak"] and before not in cues["party-preposition"]
    return bool(m.wanted or m.containers or weak or before in cues["preposition/strong"])


def peoples(reader: Reader, lexicon: Lexicon) -> Counter[str]:
    """How often the document speaks of each country by its adjective or people."""
    words = (reader.words[start] for start, _, label in reader.entities if label == "NORP")
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
    return "known/division" if "admin1" in levels and size != "known/million" else size


def _inside(reader: Reader, m: Mention, lexicon: Lexicon, people: Mapping[str, int]) -> Iterator[str]:
    """What the name itself says for or against."""
    name, ambiguous = m.name.lower(), lexicon.ambiguous
    if m.wanted or m.containers:
        yield "kind" if m.wanted else "in-container"
    if name in ambiguous["never"]:
        yield "never"
    elif name in ambiguous["word"] or name in lexicon.kinds:
        yield "nested-word" if m.nested else "word"
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
    if m.label not in GEOGRAPHIC and reader.in_lower_case(name):
        yield "lower-case-twin"


def _around(reader: Reader, m: Mention, cues: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """What the words around say for or against."""
    before, after, following = reader.lowers[m.start - 1], reader.words[m.end], reader.lowers[m.end]
    directed, heads = before in cues["direction"], following in cues["resident"]
    if heads:
        yield "resident"
    if before.rstrip(".") in cues["title"] and reader.capital(m.start - 1):
        yield "title"
    if directed:
        yield "direction"
        before = reader.lowers[m.start - 2]
    if before in cues["preposition/strong"] or (before == "-" and reader.words[m.start - 2] in cues["party"]):
        yield "in"
    elif before in cues["preposition/weak"]:
        yield "from"
    if m.start in reader.starts and _opens(reader, m, after, cues):
        yield "dateline"
    if after in POSSESSIVE and reader.capital(m.end + 1) and m.name.startswith(("St.", "St ", "Saint")):
        yield "saint"
    if following in cues["street"] and reader.capital(m.end):
        yield "street"
    if m.label == "PERSON" and not heads and _in_longer(reader, m):
        yield "in-person"
    if m.label not in ("GPE", "LOC") and not m.nested:
        yield from _beside(reader, m, directed=directed, heads=heads)


def _in_longer(reader: Reader, m: Mention) -> bool:
    """Whether the model's entity has capitals on either side of the name: "George Washington"."""
    start, end, _ = reader.entity(m.start)
    return any(reader.capital(i) for i in (*range(start, m.start), *range(m.end, end)))


def _opens(reader: Reader, m: Mention, after: str, cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether a name that opens a sentence is a dateline: before a dash, in capitals before a date or a bracket."""
    if m.name.isupper():
        return after in cues["dateline"] or (after == "," and reader.entity(m.end + 1)[2] == "DATE")
    return after in cues["dateline"] and after != "("


def _beside(reader: Reader, m: Mention, *, directed: bool, heads: bool) -> Iterator[str]:
    """What speaks against a name that the model takes for no place: capitals beside it, a sentence's start, its tag."""
    if m.start in reader.starts:
        yield "sentence-start"
    elif reader.capital(m.start - 1) and not directed:
        yield "partial"
    if reader.capital(m.end) and m.end not in reader.starts and not heads:
        yield "partial"
    if not reader.proper(m.start) and not (m.wanted and m.name_end - m.start > 1):
        yield "not-proper"


def _listed(reader: Reader, found: Sequence[Mention], i: int, sure: set[int]) -> bool:
    """Whether a neighbour in a list is a sure place."""
    m = found[i]
    before = found[i - 1] if i else None
    if before and id(before) in sure and 0 < m.start - before.end <= 2 and reader.words[before.end] in LISTS:
        return True
    after = found[i + 1] if i + 1 < len(found) else None
    return bool(after and id(after) in sure and 0 < after.start - m.end <= 2 and reader.words[m.end] in LISTS)


class Support:
    """What a document's sure places say for the unsure ones."""

    def __init__(self, sure: Sequence[Mention], peoples: Mapping[str, int]) -> None:
        self.names = {m.name.lower() for m in sure if m.label in GEOGRAPHIC or m.wanted}
        best = [m.candidates[0][0] for m in sure if m.candidates]
        countries = Counter(p.country for p in best if p.country) + Counter(peoples)
        total = countries.total()
        self.shares = {c: n / total for c, n in countries.items()}
        self.points = list({p.place_id: p for p in best if p.level != "country"}.values())[:POINTS]

    def features(self, m: Mention) -> Iterator[tuple[str, float]]:
        """The names of weights and their factors."""
        if m.name.lower() in self.names:
            yield "seen", 1.0
        usual = [p for p, is_usual in m.candidates if is_usual]
        if len(usual) == 1:
            yield "only-one", self.shares.get(usual[0].country or "", 0.0)
        if any(_near(p, q) for p in usual[:10] for q in self.points):
            yield "near-sure", 1.0


def _near(a: Place, b: Place) -> bool:
    return a is not b and abs(a.lat - b.lat) < 1 and distance(a.lat, a.lon, b.lat, b.lon) < NEAR
