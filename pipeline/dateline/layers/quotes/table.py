"""What is kept of reported speech."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from spacy.tokens import Doc

from dateline.doc.mentions import mention_row
from dateline.doc.offsets import token_span
from dateline.layers.quotes.values import quotes
from dateline.tables.schema import INT, MENTION, STRING, column, declare

SCHEMA = declare(
    "quotes",
    "One row per contiguous part of the content of an attribution.",
    *MENTION,
    column("quote_id", STRING, "The same for all parts of one attribution."),
    column("part", INT, "Number of the part, from 1."),
    column("kind", STRING, "Whose words they are.", allowed=("direct", "mixed", "indirect")),
    column("source_start", INT, "First character of the source.", nullable=True, unit="characters"),
    column("source_end", INT, "One past its last character.", nullable=True, unit="characters"),
    column("source_actor_id", STRING, "The actor_id of the source.", nullable=True),
    column("cue_start", INT, "First character of the cue, as of 'said'.", nullable=True, unit="characters"),
    column("cue_end", INT, "One past its last character.", nullable=True, unit="characters"),
    column("cue_class", STRING, "Class of the cue, such as say, claim, confirm, deny.", nullable=True),
)


def rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """A row per part; quote_id is made unique among all documents, the source and cue become characters.

    What a quoted source itself attributes to others ("he said that the UN had confirmed it") is no row.
    """
    parts: Counter[str] = Counter()
    for span, value in quotes(doc):
        if value.nested:
            continue
        parts[value.quote_id] += 1
        yield mention_row(doc, span, "quotes") | {
            "quote_id": f"{doc._.doc_id}:{value.quote_id}",
            "part": parts[value.quote_id],
            "kind": value.kind,
            **_chars(doc, "source", value.source),
            "source_actor_id": value.source_actor_id,
            **_chars(doc, "cue", value.cue),
            "cue_class": value.cue_class,
        }


def _chars(doc: Doc, name: str, tokens: tuple[int, int] | None) -> dict[str, int | None]:
    """Start and end, in article characters, of some tokens."""
    start, end = (None, None) if tokens is None else token_span(doc, *tokens)
    return {f"{name}_start": start, f"{name}_end": end}


def brief(row: Mapping[str, Any]) -> Iterator[str]:
    """A row in a few words, part by part."""
    yield row["kind"]
    yield row["cue_class"] or ""
    yield row["source_actor_id"] or ""


TABLES = {"quotes": (SCHEMA, rows)}
