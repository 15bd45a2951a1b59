"""The colour of each layer, in figures, in `Tables.show` and in displaCy."""

from dateline.layers.registry import LAYERS
from dateline.tables.schema import allowed_of

COLOURS = {
    "actors": "#9bd9ea",
    "places": "#a5dfa8",
    "dates": "#f2d96b",
    "quantities": "#ecaee6",
    "quotes": "#d3d7dc",
    "claims": "#f0a98b",
}
OTHER = "#d9c9b0"  # of a layer that has none here
TYPES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e6a700", "#56b4e9", "#6f4fb3")  # after Okabe and Ito (2008)


def of_layer(name: str) -> str:
    """The colour of a layer."""
    return COLOURS.get(name, OTHER)


def of_labels() -> dict[str, str]:
    """The colour of every label that a layer's spans have, as displaCy asks for it.

    spaCy finds it by the entry point `spacy_displacy_colors`; a label of two layers has the colour of the first.
    """
    found: dict[str, str] = {}
    for name, layer in LAYERS.items():
        schema, _ = layer.tables[name]
        column = "event_type" if name == "claims" else "kind"
        for label in sorted(allowed_of(schema.field(column))) if column in schema.names else ():
            found.setdefault(label, of_layer(name))
    return found
