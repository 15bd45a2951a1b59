"""Quantities: value, bound, unit and what is counted."""

from typing import TYPE_CHECKING

from spacy.language import Language

from dateline.layers.registry import check_needs, factory

if TYPE_CHECKING:
    from dateline.layers.quantities.component import Quantities


@factory("quantities", requires=["token.tag", "token.dep"])
def make_quantities(nlp: Language, name: str) -> "Quantities":
    """The component that finds numbers, what bounds them and what they count."""
    check_needs(nlp, "quantities")
    from dateline.layers.quantities.component import build

    return build(nlp)
