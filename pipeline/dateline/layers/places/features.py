"""What speaks for and against a name's being a toponym by itself: label, fame, the name, the words around it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.doc.tokens import Entity
from dateline.layers.places.candidates import GEOGRAPHIC, POSSESSIVE, Candidate
from dateline.layers.places.lexicon import Cues, Lexicon, Limits
from dateline.layers.places.shapes import ShapedTokens

WHOLE = frozenset({"ORG", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "FAC"})
"""The model's labels of names that hold places without being any."""
FAMED = {"known/village": "known/town", "known/town": "known/city"}
"""What a famous place counts as, by its size."""
SMALL = frozenset({"known/village", "known/by-other-name"})
STATE = ("known/country", "known/capital")
OWNERS = frozenset({*STATE, "known/division", "known/own", "known/million", "known/city"})
"""Places that bodies and wars are called after, whatever villages bear the other words: "Ontario Supreme Court"."""
TOWNS = frozenset({"settlement", "admin2"})
STATES = frozenset({"country", "capital"})
UNSURE = WHOLE - {"FAC"} | {"PERSON", "NORP"}
"""Labels that the model gives to lone words that it does not know."""
HYPHENS = ("-", "–", "/")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for (above 0) and against a name's being a toponym.

    signs: names of weights with what each adds; total: their sum; nested: whether the name is part of a longer one.
    """

    signs: tuple[tuple[str, float], ...]
    total: float
    nested: bool

    def has(self, *names: str) -> bool:
        """Whether one of the signs is there."""
        return any(name in names for name, _ in self.signs)

    def more(self, signs: Collection[tuple[str, float]]) -> "Evidence":
        """The same with further signs."""
        if not signs:
            return self
        return Evidence((*self.signs, *signs), self.total + sum(value for _, value in signs), self.nested)


def own_evidence(
    tokens: ShapedTokens, found: Sequence[Candidate], persons: Collection[tuple[int, int]], lexicon: Lexicon
) -> list[Evidence]:
    """The evidence that each candidate has by itself, whatever the others mean; persons: full names that hold some."""
    pairs = _pairs(tokens, found, lexicon)
    people = _people(tokens, found, persons, lexicon.cues, pairs)
    covered = {i for m in found for i in range(m.start, m.end)}
    wholes = (e for e in tokens.flat.entities if e.label in WHOLE)
    lists = pairs | {e for e in wholes if _is_list(tokens, e, found, covered, lexicon)}
    bodies = [(start, end) for start, end, _ in lexicon.bodies.find(tokens.flat.straight)]
    named = {i: end - start for start, end in bodies for i in range(start, end)}
    return [_evidence(tokens, m, lexicon, people, lists, named) for m in found]


def _evidence(
    tokens: ShapedTokens,
    m: Candidate,
    lexicon: Lexicon,
    people: Mapping[str, int],
    lists: Collection[Entity],
    bodies: Mapping[int, int],
) -> Evidence:
    """bodies: tokens of names of bodies that the actors' gazetteer knows, and how many each name has."""
    entity = tokens.entity(m.start)
    nested = entity.label in WHOLE and entity not in lists and not _where(tokens, m, entity, lexicon.cues)
    nested = nested or (m.end - m.start < bodies.get(m.start, 0) and tokens.words[m.end] not in POSSESSIVE)
    standing = standing_of(m, lexicon.limits)
    signs = [_label(m, entity, lexicon), f"nested-{standing}" if nested and standing in SMALL else standing]
    signs += _inside(tokens, m, lexicon, people, nested=nested)
    signs += _around(tokens, m, lexicon, nested=nested)
    if nested and _ends_a_body(tokens, m, entity):
        signs.append("nested-end")
    weighed = tuple((sign, lexicon.weights[sign]) for sign in signs)
    return Evidence(weighed, sum(weight for _, weight in weighed), nested)


def _label(m: Candidate, entity: Entity, lexicon: Lexicon) -> str:
    """The weight of the model's label; it says little of a lone word that it takes for anything but a place."""
    if m.label in UNSURE and entity[:2] == (m.start, m.end) and m.end - m.start == 1:
        name = m.name.lower()
        if m.name not in lexicon.demonyms and not any(name in lexicon.ambiguous[k] for k in ("word", "person")):
            return f"label/lone/{m.label}" if f"label/lone/{m.label}" in lexicon.weights else "label/lone"
    return f"label/{m.label}" if f"label/{m.label}" in lexicon.weights else "label/other"


def _where(tokens: ShapedTokens, m: Candidate, entity: Entity, cues: Cues) -> bool:
    """Whether a name ends an entity to say where it is: "Medical Center in Tyler, Texas"."""
    return m.start > entity[0] and tokens.lowers[m.start - 1] in cues["standing"] and bool(m.containers)


def _only_places(tokens: ShapedTokens, entity: Entity, covered: set[int], cues: Cues) -> bool:
    """Whether an entity is nothing but places and the words that join them: "Kadugli and Dilling"."""
    rest = [i for i in range(entity[0], entity[1]) if i not in covered]
    between = ("the", *cues["list-joint"], *HYPHENS, *POSSESSIVE)
    return all(tokens.lowers[i] in between for i in rest)


def _is_list(
    tokens: ShapedTokens, entity: Entity, found: Sequence[Candidate], covered: set[int], lexicon: Lexicon
) -> bool:
    """Whether an entity is nothing but places and what joins them; there are villages called Supreme and Court."""
    if not _only_places(tokens, entity, covered, lexicon.cues):
        return False
    parts = [m for m in found if entity[0] <= m.start < entity[1]]
    if entity.label == "FAC" or not any(a.end == b.start for a, b in pairwise(parts)):
        return True
    common = lexicon.ambiguous["word"] | lexicon.ambiguous["never"] | lexicon.cues["name-head/event"]
    owned = any(standing_of(m, lexicon.limits) in OWNERS for m in parts)
    return not (owned and any(m.name.lower() in common for m in parts))


def _ends_a_body(tokens: ShapedTokens, m: Candidate, entity: Entity) -> bool:
    """Whether a name follows other capitals of a longer name: "Lok Sabha", not "University of Nebraska"."""
    return m.start > entity[0] and tokens.capital(m.start - 1) and tokens.lowers[m.start - 1] != "the"


def _pairs(tokens: ShapedTokens, found: Sequence[Candidate], lexicon: Lexicon) -> set[Entity]:
    """Entities that the model takes for persons and that are states joined by a hyphen: "Egypt-US"."""
    joined = [
        e for e in tokens.flat.entities if e.label == "PERSON" and any(w in HYPHENS for w in tokens.words[e[0] : e[1]])
    ]
    if not joined:
        return set()
    states = {i for m in found if standing_of(m, lexicon.limits) in STATE for i in range(m.start, m.end)}
    return {e for e in joined if _only_places(tokens, e, states, lexicon.cues)}


def _people(
    tokens: ShapedTokens,
    found: Sequence[Candidate],
    persons: Collection[tuple[int, int]],
    cues: Cues,
    pairs: Collection[Entity],
) -> Counter[str]:
    """Words of names of persons of two words or more → how much oftener they are that than a place.

    A surname alone is often a place to the model: where a full name ends in it, only words around it count against.
    """
    names = {e[:2] for e in tokens.flat.entities if e.label == "PERSON" and e[1] - e[0] > 1 and e not in pairs}
    names.update(persons)
    votes = Counter(tokens.lowers[i] for start, end in names for i in range(start, end) if tokens.capital(i))
    surnames = {tokens.lowers[end - 1] for _, end in names if tokens.capital(end - 1)}
    places = (m for m in found if m.label in ("GPE", "LOC"))
    votes.subtract(m.name.lower() for m in places if m.name.lower() not in surnames or _somewhere(tokens, m, cues))
    return votes


def _somewhere(tokens: ShapedTokens, m: Candidate, cues: Cues) -> bool:
    """Whether the words around a name say that it is a place."""
    before = tokens.lowers[m.start - 1]
    before = tokens.lowers[m.start - 2] if before in cues["direction"] else before
    weak = before in cues["preposition/weak"] and before not in cues["party-preposition"]
    return bool(m.wanted or m.containers or weak or before in cues["preposition/strong"])


def standing_of(m: Candidate, limits: Limits) -> str:
    """How well known the best place of that name is."""
    if not m.candidates:
        return "known/not"
    usual = [p for p, is_usual in m.candidates[:5] if is_usual]
    if not usual:
        return "known/by-other-name"
    levels = {p.level for p in usual}
    if levels & STATES:
        return "known/country" if "country" in levels else "known/capital"
    if "other" in levels or any(p.own for p in usual):
        return "known/own"
    best = max((p.population for p in usual if p.level != "admin1"), default=0)
    size = _size(best, limits)
    if size in FAMED and any(p.fame >= limits.famous for p in usual):
        size = FAMED[size]
    return "known/division" if "admin1" in levels and size != "known/million" else size


def _size(people: int, limits: Limits) -> str:
    """The weight of a place of that many people."""
    sizes = ((limits.million, "known/million"), (limits.city, "known/city"), (limits.town, "known/town"))
    return next((key for least, key in sizes if people >= least), "known/village")


def _inside(
    tokens: ShapedTokens, m: Candidate, lexicon: Lexicon, people: Mapping[str, int], *, nested: bool
) -> Iterator[str]:
    """What the name itself says for or against."""
    name, ambiguous = m.name.lower(), lexicon.ambiguous
    if m.wanted or m.containers:
        yield "kind" if m.wanted else "in-container"
    if name in ambiguous["never"]:
        yield "never"
    elif (name in ambiguous["word"] and not (nested and _is_short_state(m, lexicon.limits))) or name in lexicon.kinds:
        yield "nested-word" if nested else "word"
    if name in ambiguous["seat"] and not _at(tokens, m, lexicon.cues):
        yield "seat"
    if m.name_end - m.start > 1:
        yield "words"
        return
    if people.get(name, 0) > 0:
        yield "person"
    if name in ambiguous["person"]:
        yield "given-name"
    if m.abbreviated:
        return
    short = m.name.isupper() and len(m.name) < 5 and m.start not in tokens.headlines
    if short and not any(p.level in STATES for p, _ in m.candidates):
        yield "acronym"
    if m.label not in GEOGRAPHIC and tokens.in_lower_case(name):
        yield "lower-case-twin"


def _is_short_state(m: Candidate, limits: Limits) -> bool:
    """Whether a name is a state's in capitals: "the US Senate"."""
    return m.name.isupper() and standing_of(m, limits) in STATE


def _at(tokens: ShapedTokens, m: Candidate, cues: Cues) -> bool:
    """Whether something happens at a building that mostly stands for who works there."""
    before = tokens.lowers[m.start - 1]
    before = tokens.lowers[m.start - 2] if before == "the" else before
    return before in cues["preposition/seat"] and not tokens.capital(m.end) and tokens.lowers[m.end] not in POSSESSIVE


def _around(tokens: ShapedTokens, m: Candidate, lexicon: Lexicon, *, nested: bool) -> Iterator[str]:
    """What the words around say for or against."""
    cues = lexicon.cues
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
    if following == "," and _apposed(tokens, m.end + 1, cues, lexicon.limits.apposed):
        yield "apposed"
    dateline = tokens.opens(m.start) and _opens(tokens, m, after, cues)
    if dateline:
        yield "dateline"
    if after in POSSESSIVE and tokens.capital(m.end + 1) and m.name.startswith(tuple(cues["saint"])):
        yield "saint"
    if following in cues["street"] and tokens.capital(m.end):
        yield "street"
    if m.label == "PERSON" and not heads and tokens.words[m.end] not in HYPHENS and _in_longer(tokens, m):
        yield "in-person"
    if m.label not in ("GPE", "LOC") and not nested and not (dateline and tokens.capital(m.end + 1)):
        yield from _beside(tokens, m, directed=directed, heads=heads)


def _plain_town(m: Candidate) -> bool:
    """Whether a name is that of towns only, and none of them is called "The …"."""
    return (
        bool(m.candidates)
        and not m.wanted
        and all(p.level in TOWNS and p.name[:4] != "The " for p, _ in m.candidates[:5])
    )


def _noun(tokens: ShapedTokens, i: int) -> bool:
    """Whether a word can be the noun that a name before it belongs to: "the Toyota plant"."""
    return i < len(tokens) and (tokens.capital(i) or tokens.tag(i)[0] in "NJ" or tokens.words[i] == "-")


def _governed(tokens: ShapedTokens, m: Candidate, preposition: str, cues: Cues) -> bool:
    """Whether the word before the preposition is one that places go with: "the road to", "residents of"."""
    if f"place-before/{preposition}" not in cues:
        return False
    at = m.start - 2 if tokens.lowers[m.start - 1] == preposition else m.start - 3
    return at >= 0 and tokens.lowers[at] in cues[f"place-before/{preposition}"]


def _apposed(tokens: ShapedTokens, start: int, cues: Cues, longest: int) -> bool:
    """Whether "a town near the border" goes on from a token."""
    if tokens.lowers[start] not in cues["apposition/opens"]:
        return False
    nouns = (tokens.lowers[i] for i in range(start + 1, min(start + longest, len(tokens))))
    found = next((w for w in nouns if w in cues["kind-apposed"] or w in cues["apposition/ends"]), "")
    return found in cues["kind-apposed"]


def _in_longer(tokens: ShapedTokens, m: Candidate) -> bool:
    """Whether the model's entity has capitals on either side of the name: "George Washington"."""
    start, end, _ = tokens.entity(m.start)
    return any(tokens.capital(i) for i in (*range(start, m.start), *range(m.end, end)))


def _opens(tokens: ShapedTokens, m: Candidate, after: str, cues: Cues) -> bool:
    """Whether a name that opens a sentence is a dateline: before a dash, in capitals before a date or a bracket."""
    if m.name.isupper():
        return after in cues["dateline"] or (after == "," and tokens.entity(m.end + 1).label == "DATE")
    return after in cues["dateline"] and after != "("


def _beside(tokens: ShapedTokens, m: Candidate, *, directed: bool, heads: bool) -> Iterator[str]:
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
