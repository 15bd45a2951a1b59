"""What is kept of an actor mention."""

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc

from pipeline.schema import MENTION, STRING, column, declare
from pipeline.spans import mention_row, values

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
    for span, value in values(doc, "actors"):
        yield mention_row(doc, span, "actors") | value
