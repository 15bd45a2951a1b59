"""What is kept of a temporal expression."""

from collections.abc import Iterator, Mapping
from typing import Any

from spacy.tokens import Doc

from dateline.doc.attributes import columns
from dateline.doc.mentions import mention_row
from dateline.layers.dates.values import dates
from dateline.tables.brief import days, words
from dateline.tables.schema import DAY, MENTION, STRING, column, declare

KINDS = ("date", "time", "duration", "set")
GRAINS = (
    "minute", "hour", "part_of_day", "day", "weekend", "week", "month",
    "season", "quarter", "half", "year", "decade", "century", "range",
)  # fmt: skip

SCHEMA = declare(
    "dates",
    "One row per temporal expression.",
    *MENTION,
    column("kind", STRING, "TIMEX3 type.", allowed=KINDS),
    column("date_start", DAY, "First day it can mean here, inclusive; null with an end means 'by' it.", nullable=True),
    column("date_end", DAY, "Last day it can mean here, inclusive.", nullable=True),
    column("grain", STRING, "The precision that the text has.", nullable=True, allowed=GRAINS),
    column("timex", STRING, "TIMEX3 value, such as 2025-06-11, 2024-08, P3M, PRESENT_REF.", nullable=True),
    column("mod", STRING, "TIMEX3 modifier, such as START, MID, END, APPROX, MORE_THAN.", nullable=True),
    column("anchor", STRING, "What it counts from.", allowed=("published", "text", "none")),
    column("anchor_mention", STRING, "The mention_id of the date that it counts from.", nullable=True),
    column("direction", STRING, "Which side of the anchor it lies on.", nullable=True, allowed=("past", "future")),
)


def rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """A row per mention of the layer."""
    for span, value in dates(doc):
        yield mention_row(doc, span, "dates") | columns(value)


def brief(row: Mapping[str, Any]) -> Iterator[str]:
    """A row in a few words, part by part."""
    yield days(row) or words(row["timex"], row["mod"])
    yield words(row["grain"] if row["kind"] == "date" else row["kind"])


TABLES = {"dates": (SCHEMA, rows)}
