"""Where the places are."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from dateline.doc.mentions import set_mentions, set_why
from dateline.gazetteer import Gazetteer, Place, read_places
from dateline.gold.scoring import score_layer
from dateline.layers.places import values
from dateline.layers.places.candidates import Candidate, Finder, is_listed
from dateline.layers.places.filters import Toponym, accept, peoples
from dateline.layers.places.lexicon import Dispute, Lexicon, Limits, read_lexicon
from dateline.layers.places.metonymy import reading
from dateline.layers.places.resolve import Ranked, confidence, resolve
from dateline.layers.places.senses import group
from dateline.layers.places.shapes import ShapedTokens

KIND_OF_LABEL = {"FAC": "facility", "LOC": "region"}
KIND_OF_LEVEL = {"settlement": "city", "natural": "natural", "facility": "facility"}


def build(nlp: Language, own: str, contested: str) -> "Places":
    """The component, with the shipped gazetteer; "" for none of the user's files.

    own: a CSV or JSONL file of places; contested: lines as in models/lexicon/places_contested.jsonl, which go first.
    """
    gazetteer = Gazetteer(own=read_places(Path(own)) if own else ())
    return Places(gazetteer, read_lexicon(Path(contested) if contested else None))


class Places:
    """Finds toponyms, reads them and puts them on the map."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.gazetteer, self.lexicon = gazetteer, lexicon
        self.finder = Finder(gazetteer, lexicon)

    def find(self, doc: Doc) -> list[Span]:
        """The toponyms in reading order, with their values, rules and reasons."""
        tokens = self.finder.read(doc)
        toponyms = accept(tokens, self.finder.find(tokens), self.lexicon)
        resolved = self.resolve(tokens, toponyms)
        return [self._span(doc, t, ranked) for t, ranked in zip(toponyms, resolved, strict=True)]

    def __call__(self, doc: Doc) -> Doc:
        set_mentions(doc, "places", self.find(doc))
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """places_span_f, places_value_f and their precision and recall."""
        return score_layer(examples, "places")

    def resolve(self, tokens: ShapedTokens, toponyms: Sequence[Toponym]) -> list[list[Ranked]]:
        """The places that each toponym can mean, best first."""
        found = [t.candidate for t in toponyms]
        joined = [
            a is not None and is_listed(tokens, a, b, self.lexicon) for a, b in zip([None, *found], found, strict=False)
        ]
        keys, senses = group(found, joined, divisions=self.lexicon.limits.divisions)
        people = peoples(tokens, self.lexicon)
        ranked = resolve(list(senses.values()), self.lexicon.weights, self.lexicon.limits, people=people)
        by_sense = dict(zip(senses, ranked, strict=True))
        return [by_sense[key] for key in keys]

    def _span(self, doc: Doc, toponym: Toponym, ranked: Sequence[Ranked]) -> Span:
        limits = self.lexicon.limits
        m, score = toponym.candidate, confidence(ranked, self.lexicon.weights, limits)
        least = self.lexicon.weights["null/known" if ranked and _is_known(ranked[0], limits) else "null"]
        sure = score >= least and not (ranked and _alone(doc, toponym, ranked[0], limits.well_known))
        place = ranked[0].place if ranked and sure else None
        kind, place_id, rule = _kind(m, place), place.place_id if place else "", self._rule(toponym, place)
        span = Span(doc, m.start, m.end, label=kind, kb_id=place_id, span_id=rule)
        span._.place = self._value(m, place, reading(doc, toponym, place, self.lexicon), score)
        dispute = self._dispute(place)
        contested = {"contested": dispute.rule} if dispute else {}
        set_why(span, "places", evidence=_listing(toponym), candidates=_best(ranked[: limits.shown]), **contested)
        return span

    def _rule(self, toponym: Toponym, place: Place | None) -> str:
        """The id of what decided that there is a toponym, and which: a place of the user's own goes before all else.

        "Camp Blue", where the file named as `own` in models/config.cfg has it.
        """
        return "places/own-place" if place and self.gazetteer.is_own(place.place_id) else toponym.rule

    def _value(self, m: Candidate, place: Place | None, reading: str, score: float) -> values.Place:
        return values.Place(
            place_id=place.place_id if place else None,
            name=place.name if place else m.name,
            kind=_kind(m, place),
            country=self._country(place) if place else None,
            admin1=(place.name if place.level == "admin1" else place.admin1) if place else None,
            lat=place.lat if place else None,
            lon=place.lon if place else None,
            precision=place.precision if place else None,
            reading=reading,
            n_candidates=len(m.candidates),
            score=round(score, 3) if m.candidates else None,
        )

    def _dispute(self, place: Place | None) -> Dispute | None:
        """What models/lexicon/places_contested.jsonl says of a place or its division."""
        if place is None:
            return None
        disputes = self.lexicon.contested
        return disputes.get(place.place_id) or disputes.get(f"{place.country}/{place.admin1}")

    def _country(self, place: Place) -> str | None:
        """The country that a place counts to, contested ones as internationally recognised."""
        dispute = self._dispute(place)
        return dispute.country if dispute else place.country


def _kind(m: Candidate, place: Place | None) -> str:
    """The kind of the place, else what its kind word or the model's label says."""
    if place:
        return "region" if m.wanted == "area" and place.kind == "city" else place.kind
    return KIND_OF_LEVEL.get(m.wanted or "", "region" if m.wanted else KIND_OF_LABEL.get(m.label, "city"))


def _listing(toponym: Toponym) -> str:
    """The names of the weights that speak for and against a toponym."""
    return ", ".join(name for name, _ in toponym.evidence.signs)


def _best(ranked: Sequence[Ranked]) -> list[tuple[str, str, str | None, float]]:
    """Id, name, country and score of the best candidates."""
    return [(r.place.place_id, r.place.name, r.place.country, round(r.score, 2)) for r in ranked]


def _is_known(best: Ranked, limits: Limits) -> bool:
    """Whether a place is meant without a word more: a country, a capital, a city of a million or of fame."""
    place = best.place
    large = place.population >= limits.million or place.fame >= limits.famous
    return large or place.level in ("country", "capital", "other")


def _alone(doc: Doc, toponym: Toponym, best: Ranked, well_known: int) -> bool:
    """Whether a part of a longer name, as in "Linwood Mosque", is a town of which the document says nothing else."""
    m = toponym.candidate
    whole = toponym.evidence.nested or (m.end < len(doc) and doc[m.end].is_title and not doc[m.end].is_sent_start)
    small = best.place.level in ("settlement", "admin2") and best.place.population < well_known
    return whole and small and not m.containers and best.parts["country"] == 0 and best.parts["near"] == 0
