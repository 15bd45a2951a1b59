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
from dateline.layers.places.candidates import Finder, Mention, is_listed
from dateline.layers.places.filters import accept, peoples
from dateline.layers.places.lexicon import Lexicon, read_lexicon
from dateline.layers.places.metonymy import read
from dateline.layers.places.resolve import Ranked, confidence, resolve
from dateline.layers.places.senses import group
from dateline.layers.places.shapes import ShapedTokens

KIND_OF_LABEL = {"FAC": "facility", "LOC": "region"}
KIND_OF_LEVEL = {"settlement": "city", "natural": "natural", "facility": "facility"}
WELL_KNOWN = 100_000
"""People in a city that a longer name may be called after anywhere."""
SHOWN = 5
"""Candidates kept for explanation."""


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
        """The mentions."""
        tokens = self.finder.read(doc)
        mentions = accept(tokens, self.finder.find(tokens), self.lexicon)
        resolved = self.resolve(tokens, mentions)
        return [self._span(doc, m, ranked) for m, ranked in zip(mentions, resolved, strict=True)]

    def __call__(self, doc: Doc) -> Doc:
        set_mentions(doc, "places", self.find(doc))
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """places_span_f, places_value_f and their precision and recall."""
        return score_layer(examples, "places")

    def resolve(self, tokens: ShapedTokens, mentions: Sequence[Mention]) -> list[list[Ranked]]:
        """The ranked candidates of each mention."""
        keys, senses = group(
            mentions,
            [a is not None and is_listed(tokens, a, b) for a, b in zip([None, *mentions], mentions, strict=False)],
        )
        ranked = resolve(list(senses.values()), self.lexicon.weights, people=peoples(tokens, self.lexicon))
        found = dict(zip(senses, ranked, strict=True))
        return [found[key] for key in keys]

    def _span(self, doc: Doc, m: Mention, ranked: Sequence[Ranked]) -> Span:
        score = confidence(ranked, self.lexicon.weights)
        sure = score >= self.lexicon.weights["null"] and not (ranked and _alone(doc, m, ranked[0]))
        place = ranked[0].place if ranked and sure else None
        span = Span(
            doc, m.start, m.end, label=self._kind(m, place), kb_id=place.place_id if place else "", span_id=m.rule
        )
        span._.place = values.Place(**self._value(m, place, read(doc, m, place, self.lexicon.cues), score))
        set_why(span, "places", **self._why(m, ranked, place))
        return span

    def _kind(self, m: Mention, place: Place | None) -> str:
        if place:
            return "region" if m.wanted == "area" and place.kind == "city" else place.kind
        return KIND_OF_LEVEL.get(m.wanted or "", "region" if m.wanted else KIND_OF_LABEL.get(m.label, "city"))

    def _value(self, m: Mention, place: Place | None, reading: str, score: float) -> dict[str, Any]:
        value: dict[str, Any] = {"place_id": None, "name": m.name, "kind": self._kind(m, place), "reading": reading}
        value |= dict.fromkeys(("country", "admin1", "lat", "lon", "precision"))
        if place:
            value |= {k: getattr(place, k) for k in ("place_id", "name", "admin1", "lat", "lon", "precision")}
            value["country"] = self._country(place)
            if place.level == "admin1":
                value["admin1"] = place.name
        return value | {"n_candidates": len(m.candidates), "score": round(score, 3) if m.candidates else None}

    def _why(self, m: Mention, ranked: Sequence[Ranked], place: Place | None) -> dict[str, Any]:
        """What speaks for the mention, the best candidates with their scores, and the entry of a contested place."""
        why: dict[str, Any] = {"evidence": ", ".join(m.cues)}
        why["candidates"] = [
            (r.place.place_id, r.place.name, r.place.country, round(r.score, 2)) for r in ranked[:SHOWN]
        ]
        entry = place and self._contested(place)
        return why | {"contested": entry["id"]} if entry else why

    def _contested(self, place: Place) -> dict[str, Any] | None:
        """The entry of models/lexicon/places_contested.jsonl for a place or its division."""
        entries = self.lexicon.contested
        return entries.get(place.place_id) or entries.get(f"{place.country}/{place.admin1}")

    def _country(self, place: Place) -> str | None:
        """The country that a place counts to, contested ones as internationally recognised."""
        entry = self._contested(place)
        return entry["country"] if entry else place.country


def _alone(doc: Doc, m: Mention, best: Ranked) -> bool:
    """Whether a part of a longer name, as in "Linwood Mosque", is a town of which the document says nothing else."""
    whole = m.nested or (m.end < len(doc) and doc[m.end].is_title and not doc[m.end].is_sent_start)
    small = best.place.level in ("settlement", "admin2") and best.place.population < WELL_KNOWN
    return whole and small and not m.containers and best.parts["country"] == 0 and best.parts["near"] == 0
