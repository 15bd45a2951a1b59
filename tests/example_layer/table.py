"""What is kept of a word for weather."""

from collections.abc import Iterator, Mapping
from typing import Any

from dateline.doc.attributes import columns, values
from dateline.doc.mentions import mention_row
from dateline.layers.weather.values import Phenomenon
from dateline.tables.schema import DAY, MENTION, STRING, column, declare
from spacy.tokens import Doc

SCHEMA = declare(
    "weather",
    "One row per word for weather.",
    *MENTION,
    column("kind", STRING, "What it is made of.", allowed=("wind", "water")),
    column("on", DAY, "The day that it is told of.", nullable=True),
)


def rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """A row per mention of the layer."""
    for span, value in values(doc, "weather", Phenomenon):
        yield mention_row(doc, span, "weather") | columns(value)


def brief(row: Mapping[str, Any]) -> Iterator[str]:
    """A row in a few words, part by part."""
    yield row["kind"]
    yield (row["on"] or "")[:10]


TABLES = {"weather": (SCHEMA, rows)}
