"""Which candidates are toponyms: those with evidence enough, by themselves or by what the document's others say."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.doc.firms import firms_like_places
from dateline.doc.persons import last_names, persons_like_places
from dateline.gazetteer import Place, distance
from dateline.layers.places.candidates import GEOGRAPHIC, Candidate
from dateline.layers.places.features import Evidence, own_evidence
from dateline.layers.places.lexicon import Cues, Lexicon, Limits
from dateline.layers.places.shapes import ShapedTokens

PLACED = ("in", "governed", "in-container", "apposed", "dateline")
"""Signs that a name stands for a place where they are, and so elsewhere in the document."""
UNPLACED = (*PLACED, "given-name", "word", "nested-word", "person")
"""Signs of a name that says the same, or that is so often something else that another's place says nothing."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A candidate that is one, with the evidence for it; rule: the id of what decided."""

    candidate: Candidate
    evidence: Evidence
    rule: str


def accept(tokens: ShapedTokens, found: Sequence[Candidate], lexicon: Lexicon) -> list[Toponym]:
    """The candidates with evidence enough; first by themselves, then with what the sure ones say for the others."""
    weights, persons = lexicon.weights, persons_like_places(tokens.flat)
    found = _outside_persons(found, persons, last_names(tokens.flat, persons))
    found = _outside_firms(found, firms_like_places(tokens.flat), lexicon.limits)
    own = own_evidence(tokens, found, persons, lexicon)
    sure = {i for i, evidence in enumerate(own) if _suffices(evidence, weights)}
    support = Support(found, own, sure, peoples(tokens, lexicon), lexicon.limits)
    unsure = [i for i, evidence in enumerate(own) if i not in sure and not evidence.has("person")]
    whole = list(own)
    for i in unsure:
        whole[i] = own[i].more([(sign, weights[sign] * factor) for sign, factor in support.signs(found[i], own[i])])
    for i in _together(tokens, found, support.shares, lexicon):
        whole[i] = whole[i].more([("together", weights["together"])])
    for i in (*unsure, *reversed(unsure)):
        if i not in sure:
            listed = [("listed", weights["listed"])] if _listed(tokens, found, i, own[i], sure, lexicon.cues) else []
            evidence = whole[i].more(listed)
            if _suffices(evidence, weights):
                sure.add(i)
                whole[i] = evidence
    return [Toponym(found[i], whole[i], _rule(found[i], own[i], whole[i], lexicon)) for i in sorted(sure)]


def _outside_persons(
    found: Sequence[Candidate], persons: Iterable[tuple[int, int]], alone: Iterable[tuple[int, int]]
) -> list[Candidate]:
    """The candidates that are no part of a person's full name, nor one alone: "Washington" in "Denzel Washington"."""
    whole = {i: end - start for start, end in persons for i in range(start, end)}
    last = {start for start, _ in alone}
    return [m for m in found if m.end - m.start >= whole.get(m.start, 1) + (m.start in last)]


def _outside_firms(found: Sequence[Candidate], firms: Iterable[tuple[int, int]], limits: Limits) -> list[Candidate]:
    """The candidates that are no firms whose shares are told of; a state, a capital or a large city is none."""
    starts = {start for start, _ in firms}
    return [m for m in found if m.start not in starts or any(_is_large(p, limits) for p, _ in m.candidates)]


def _is_large(place: Place, limits: Limits) -> bool:
    return place.level in ("country", "capital") or place.population >= limits.large


def _suffices(evidence: Evidence, weights: Mapping[str, float]) -> bool:
    return evidence.total >= weights["nested/accept" if evidence.nested else "accept"]


def _rule(m: Candidate, own: Evidence, whole: Evidence, lexicon: Lexicon) -> str:
    """The id of what decided: what found a name that the gazetteer lacks or that is written short, else a weight.

    It is the heaviest of the evidence that a name has by itself, where that suffices, else of what the document's
    other places added; the first of several.
    """
    signs = own.signs if _suffices(own, lexicon.weights) else whole.signs[len(own.signs) :]
    return m.rule or lexicon.rules[max(signs, key=lambda sign: sign[1])[0]]


def peoples(tokens: ShapedTokens, lexicon: Lexicon) -> Counter[str]:
    """How often the document speaks of each country by its adjective or people, or has a word of its news alone."""
    words = (tokens.words[i] for i in tokens.capitals)
    found = Counter(lexicon.demonyms[word] for word in words if word in lexicon.demonyms)
    found.update(lexicon.country_words[word] for word in lexicon.country_words.keys() & set(tokens.lowers))
    return found


def _together(
    tokens: ShapedTokens, found: Sequence[Candidate], shares: Mapping[str, float], lexicon: Lexicon
) -> set[int]:
    """The candidates joined to another that lies near, or in the same one of the document's chief countries.

    Persons' names are hardly ever those of neighbouring towns.
    """
    limits = lexicon.limits
    joined = (i for i, (a, b) in enumerate(pairwise(found)) if _linked(tokens, a, b, lexicon.cues))
    pairs = ((i, p, q) for i in joined for p in _few(found[i], limits) for q in _few(found[i + 1], limits))
    return {j for i, p, q in pairs if _near(p, q, limits) or _at_home(p, q, shares, limits.chief) for j in (i, i + 1)}


def _at_home(p: Place, q: Place, shares: Mapping[str, float], chief: float) -> bool:
    return p is not q and p.country == q.country and shares.get(p.country or "", 0.0) >= chief


def _few(m: Candidate, limits: Limits) -> list[Place]:
    """The places that bear a name, where they are few, else the large ones."""
    usual = [p for p, is_usual in m.candidates if is_usual]
    return usual if len(usual) <= limits.few else [p for p in usual[: limits.few] if p.population >= limits.large]


def _linked(tokens: ShapedTokens, a: Candidate, b: Candidate, cues: Cues) -> bool:
    """Whether one name follows another in a list, or on a way: "from Minova to Goma"."""
    return 0 < b.start - a.end <= 2 and all(
        w in cues["list-joint"] or w in cues["way"] for w in tokens.lowers[a.end : b.start]
    )


def _listed(
    tokens: ShapedTokens, found: Sequence[Candidate], i: int, own: Evidence, sure: Collection[int], cues: Cues
) -> bool:
    """Whether a neighbour in a list is a sure place."""
    m = found[i]
    if own.has("nested-word"):
        return False
    before = found[i - 1] if i else None
    if before and i - 1 in sure and _linked(tokens, before, m, cues):
        return True
    after = found[i + 1] if i + 1 < len(found) else None
    return bool(after and i + 1 in sure and _linked(tokens, m, after, cues))


class Support:
    """What a document's sure places say for the unsure ones."""

    def __init__(
        self,
        found: Sequence[Candidate],
        own: Sequence[Evidence],
        sure: Collection[int],
        peoples: Mapping[str, int],
        limits: Limits,
    ) -> None:
        self.limits = limits
        certain = [found[i] for i in sorted(sure) if not own[i].nested]
        self.names = {m.name.lower() for m in certain if m.label in GEOGRAPHIC or m.wanted}
        self.placed = {m.name.lower() for m, e in zip(found, own, strict=True) if e.total > 0 and e.has(*PLACED)}
        best = [m.candidates[0][0] for m in certain if m.candidates]
        countries = Counter(p.country for p in best if p.country) + Counter(peoples)
        total = countries.total()
        self.shares = {c: n / total for c, n in countries.items()}
        self.points = list({p.place_id: p for p in best if p.level != "country"}.values())[: limits.points]

    def signs(self, m: Candidate, own: Evidence) -> Iterator[tuple[str, float]]:
        """The names of weights and their factors; own: what the candidate has by itself."""
        if m.name.lower() in self.names:
            yield "seen", 1.0
        elif m.name.lower() in self.placed and not own.has(*UNPLACED):
            yield "placed", 1.0
        usual = [p for p, is_usual in m.candidates if is_usual]
        if 0 < len(usual) <= self.limits.few and not own.has("person", "given-name", "word"):
            share = min(1.0, 2 * self.shares.get(usual[0].country or "", 0.0))
            yield "only-one", share if len(usual) == 1 else share / 2
        if any(_near(p, q, self.limits) for p in usual[:10] for q in self.points):
            yield "near-sure", 1.0


def _near(a: Place, b: Place, limits: Limits) -> bool:
    return a is not b and abs(a.lat - b.lat) < 1 and distance(a.lat, a.lon, b.lat, b.lon) < limits.near_sure
