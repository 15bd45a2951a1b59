"""Actors: who is named, what they are, one id in every document."""

from typing import TYPE_CHECKING

from spacy.language import Language

from dateline.layers.registry import check_needs, factory

if TYPE_CHECKING:
    from dateline.layers.actors.component import Actors


@factory("actors", requires=["doc.ents", "token.tag"])
def make_actors(nlp: Language, name: str) -> "Actors":
    """The component, with the actors' data under models/."""
    check_needs(nlp, "actors")
    from dateline.layers.actors.component import build

    return build(nlp)
