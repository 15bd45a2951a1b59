"""Places: toponyms, their reading and their point on the map."""

from typing import TYPE_CHECKING

from spacy.language import Language

from dateline.layers.registry import check_needs, factory

if TYPE_CHECKING:
    from dateline.layers.places.component import Places


@factory("places", requires=["doc.ents", "token.dep"], default_config={"own": "", "contested": ""})
def make_places(nlp: Language, name: str, own: str, contested: str) -> "Places":
    """The component, with the shipped gazetteer; "" for none of the user's files.

    own: a CSV or JSONL file of places; contested: lines as in models/lexicon/places_contested.jsonl, which go first.
    """
    check_needs(nlp, "places")
    from dateline.layers.places.component import build

    return build(nlp, own, contested)
