"""What is kept of a toponym."""

from collections.abc import Iterator, Mapping
from typing import Any

from spacy.tokens import Doc

from dateline.doc.attributes import columns
from dateline.doc.mentions import mention_row
from dateline.layers.places.values import places
from dateline.tables.brief import words
from dateline.tables.schema import FLOAT, INT, MENTION, STRING, column, declare

KINDS = ("country", "region", "city", "facility", "natural")
READINGS = ("literal", "actor", "name")

SCHEMA = declare(
    "places",
    "One row per toponym.",
    *MENTION,
    column(
        "place_id",
        STRING,
        "geonames:<id>, or dateline:<slug> for places of our own; null where no candidate is good enough.",
        nullable=True,
    ),
    column("name", STRING, "The place's usual English name, else the text's."),
    column("kind", STRING, "What kind of place.", allowed=KINDS),
    column("country", STRING, "ISO 3166-1 alpha-3, as internationally recognised.", nullable=True),
    column("admin1", STRING, "First-order division that it lies in.", nullable=True),
    column("lat", FLOAT, "Latitude, WGS 84.", nullable=True, unit="degrees"),
    column("lon", FLOAT, "Longitude, WGS 84.", nullable=True, unit="degrees"),
    column("precision", STRING, "What the point is.", nullable=True, allowed=("exact", "centre", "country")),
    column("reading", STRING, "Where something is, a body that acts, or a part of a name.", allowed=READINGS),
    column("n_candidates", INT, "How many places of the gazetteer bear the name."),
)


def rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """A row per mention of the layer."""
    for span, value in places(doc):
        yield mention_row(doc, span, "places") | columns(value)


def brief(row: Mapping[str, Any]) -> Iterator[str]:
    """A row in a few words, part by part."""
    yield row["name"]
    yield words(row["kind"], row["country"])
    yield f"{row['lat']:.2f} {row['lon']:.2f}" if row["lat"] is not None else ""
    yield row["reading"]


TABLES = {"places": (SCHEMA, rows)}
