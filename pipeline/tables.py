"""What the tables are, and the rows of one document."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pyarrow as pa
from spacy.tokens import Doc

from pipeline.clean import Region
from pipeline.documents import Document
from pipeline.layers.actors import table as actors
from pipeline.layers.claims import table as claims
from pipeline.layers.dates import table as dates
from pipeline.layers.places import table as places
from pipeline.layers.quantities import table as quantities
from pipeline.layers.quotes import table as quotes
from pipeline.schema import DAY, INT, STRING, column, declare

DOCUMENTS = declare(
    "documents",
    "One row per input document, failed and skipped ones too.",
    column("doc_id", STRING, "The document's id."),
    column("path", STRING, "Where it was read from, as given."),
    column("sha256", STRING, "Of the raw input."),
    column("title", STRING, "Its title.", nullable=True),
    column("publisher", STRING, "Who published it.", nullable=True),
    column("url", STRING, "Where it was published.", nullable=True),
    column("published", DAY, "Day of publication, which relative dates count from.", nullable=True),
    column(
        "published_source",
        STRING,
        "Where that day comes from.",
        allowed=("given", "html", "dateline", "inferred", "unknown"),
    ),
    column("published_start", INT, "First character of its evidence in text.", nullable=True, unit="characters"),
    column("published_end", INT, "One past its last character.", nullable=True, unit="characters"),
    column("language", STRING, "ISO 639-1 code; null where it is too short to tell.", nullable=True),
    column("n_chars", INT, "Length of text.", unit="characters"),
    column("n_tokens", INT, "Tokens annotated: those of title, dateline and body.", unit="tokens"),
    column("text", STRING, "What all offsets count in."),
    column("text_offset", INT, "Where the text begins after the title.", unit="characters"),
    column("status", STRING, "Whether it was annotated.", allowed=("ok", "skipped", "failed")),
    column("error", STRING, "What was wrong: file, place, what was expected.", nullable=True),
)

REGIONS = declare(
    "regions",
    "One row per region of a document's text.",
    column("doc_id", STRING, "The document's id."),
    column("region_id", STRING, "<doc_id>:regions:<start>-<end>."),
    column("start", INT, "First character.", unit="characters"),
    column("end", INT, "One past the last character.", unit="characters"),
    column(
        "kind",
        STRING,
        "Only title, dateline and body are annotated.",
        allowed=("title", "dateline", "body", "repeat", "boilerplate"),
    ),
    column("repeat_of", INT, "Where the first copy of a repeat starts.", nullable=True, unit="characters"),
)

Rows = list[dict[str, Any]]

_OF_DOC: dict[str, tuple[pa.Schema, Callable[[Doc], Iterator[dict[str, Any]]]]] = {
    "actors": (actors.SCHEMA, actors.rows),
    "places": (places.SCHEMA, places.rows),
    "dates": (dates.SCHEMA, dates.rows),
    "quantities": (quantities.SCHEMA, quantities.rows),
    "quotes": (quotes.SCHEMA, quotes.rows),
    "claims": (claims.SCHEMA, claims.rows),
    "claim_args": (claims.ARGS, claims.arg_rows),
    "claim_relations": (claims.RELATIONS_SCHEMA, claims.relation_rows),
}
MENTION_TABLES = ("actors", "places", "dates", "quantities", "quotes", "claims")
SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": DOCUMENTS,
    "regions": REGIONS,
    **{name: schema for name, (schema, _) in _OF_DOC.items()},
}


def tabulate(document: Document, doc: Doc | None) -> dict[str, Rows]:
    """The rows of every table for one document; doc is None where it was not annotated."""
    rows: dict[str, Rows] = {name: [] for name in SCHEMAS}
    rows["documents"] = [_document_row(document, doc)]
    if document.status == "ok":
        rows["regions"] = [_region_row(document.doc_id, region) for region in document.regions]
    if doc is not None:
        rows |= {name: layer_rows(doc, name, document.text) for name in _OF_DOC}
    return rows


def layer_rows(doc: Doc, name: str, text: str) -> Rows:
    """The rows of one layer's table for an annotated Doc of an article with this text, in reading order."""
    rows = list(_OF_DOC[name][1](doc))
    if name in MENTION_TABLES:
        rows.sort(key=_reading_order)
        for row in rows:
            row["text"] = text[row["start"] : row["end"]]
    return rows


def _reading_order(row: dict[str, Any]) -> tuple[int, int, str]:
    return row["start"], row["end"], row["mention_id"]


def _document_row(document: Document, doc: Doc | None) -> dict[str, Any]:
    counted = {"n_chars": len(document.text), "n_tokens": 0 if doc is None else len(doc)}
    return {name: counted[name] if name in counted else getattr(document, name) for name in DOCUMENTS.names}


def _region_row(doc_id: str, region: Region) -> dict[str, Any]:
    return {
        "doc_id": doc_id,
        "region_id": f"{doc_id}:regions:{region.start}-{region.end}",
        "start": region.start,
        "end": region.end,
        "kind": region.kind,
        "repeat_of": region.repeat_of,
    }
