"""What the tables are, and the rows of one document."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from spacy.tokens import Doc

from dateline.layers.registry import LAYERS
from dateline.reading.documents import Document
from dateline.reading.regions import Region
from dateline.tables.schema import DAY, INT, STRING, column, declare

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
    column(
        "error",
        STRING,
        "What was wrong: file, place, what was expected; of one that is ok, a given day that is none.",
        nullable=True,
    ),
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

SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": DOCUMENTS,
    "regions": REGIONS,
    **{name: schema for layer in LAYERS.values() for name, (schema, _) in layer.tables.items()},
}


def tabulate(document: Document, doc: Doc | None) -> dict[str, Rows]:
    """The rows of every table for one document; doc is None where it was not annotated."""
    rows: dict[str, Rows] = {name: [] for name in SCHEMAS}
    rows["documents"] = [_document_row(document, doc)]
    if document.status == "ok":
        rows["regions"] = [_region_row(document.doc_id, region) for region in document.regions]
    if doc is not None:
        for layer in LAYERS:
            rows |= layer_rows(doc, layer, document.text)
    return rows


def layer_rows(doc: Doc, layer: str, text: str) -> dict[str, Rows]:
    """The rows of a layer's tables for an annotated Doc of an article with this text; mentions in reading order."""
    rows = {name: list(rows_of(doc)) for name, (_, rows_of) in LAYERS[layer].tables.items()}
    rows[layer].sort(key=_reading_order)
    for row in rows[layer]:
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
