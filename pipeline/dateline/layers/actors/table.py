"""What is kept of an actor mention."""

from collections.abc import Iterator, Mapping
from typing import Any

from spacy.tokens import Doc

from dateline.doc.attributes import columns
from dateline.doc.mentions import mention_row
from dateline.layers.actors.values import actors
from dateline.tables.brief import words
from dateline.tables.schema import MENTION, STRING, column, declare

KINDS = ("name", "acronym", "metonym", "demonym", "nominal", "document")
TYPES = ("person", "org", "state", "group")

SCHEMA = declare(
    "actors",
    "One row per mention of a person, organisation, state or group.",
    *MENTION,
    column("kind", STRING, "How the text names it.", allowed=KINDS),
    column("actor_id", STRING, "Same in every document, such as state:UKR or person:vladimir-medinsky."),
    column("name", STRING, "Usual full English name."),
    column("type", STRING, "What it is.", allowed=TYPES),
    column("sector", STRING, "PLOVER sector, such as GOV, MIL, MED, NGO, IGO, CVL.", nullable=True),
    column("country", STRING, "ISO 3166-1 alpha-3 of the side that it belongs to.", nullable=True),
    column("role", STRING, "Office or role that the text gives, such as Kremlin spokesperson.", nullable=True),
)


def rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """A row per mention of the layer."""
    for span, value in actors(doc):
        yield mention_row(doc, span, "actors") | columns(value)


def brief(row: Mapping[str, Any]) -> Iterator[str]:
    """A row in a few words, part by part."""
    yield row["name"]
    yield words(row["type"], row["country"])
    yield row["role"] or ""


TABLES = {"actors": (SCHEMA, rows)}
