"""Looking at one document: its text with the mentions in it, and why each mention is what it is."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from rich.text import Text
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import clean
from pipeline.documents import Document, read
from pipeline.errors import DatelineError
from pipeline.flow import annotate
from pipeline.frames import read_table
from pipeline.nlp import annotated, make_doc, read_config
from pipeline.spans import VALUES, text_span, why
from pipeline.tables import Rows

STYLES = {
    "actors": "bold cyan",
    "places": "bold green",
    "dates": "bold yellow",
    "quantities": "bold magenta",
    "quotes": "italic",
    "claims": "underline",
}
DIM = frozenset({"repeat", "boilerplate"})
SHARED = frozenset({"doc_id", "mention_id", "start", "end", "text", "region", "sentence", "sentence_start"})
HIDDEN = SHARED | {"sentence_end", "rule", "score", "claim_id"}


def open_document(name: str, out: Path) -> Document:
    """The document that a file holds, or that an output folder has under this id.

    Raises DatelineError where there is neither, or the document failed.
    """
    document = next(iter(read([name]))) if Path(name).is_file() else _from_tables(name, out)
    if document.status == "failed":
        raise DatelineError(document.error or f"{name}: failed")
    return document


def _from_tables(doc_id: str, out: Path) -> Document:
    table = read_table("documents", out)
    rows = [row for row in table.to_pylist() if row["doc_id"] == doc_id] if doc_id else []
    if not rows:
        known = ", ".join(table["doc_id"].to_pylist()[:10])
        raise DatelineError(f"{doc_id!r} is no file, and no document of {out}. It has: {known} …")
    row = rows[0]
    row["published"] = row["published"] and row["published"].date().isoformat()
    document = Document(**{f.name: row[f.name] for f in fields(Document) if f.name in row})
    return replace(document, regions=tuple(clean.regions(document.text, title_end=document.title_end)))


def about(document: Document) -> str:
    """When the document was published, and how that is known."""
    candidates = f"; candidates {', '.join(document.published_candidates)}" if document.published_candidates else ""
    return f"{document.doc_id}: published {document.published} ({document.published_source}{candidates})"


def rows_of(nlp: Language, document: Document) -> dict[str, Rows]:
    """The rows of every table for one document."""
    return annotate(nlp, [document], max_chars=_max_chars())[0][1]


def _max_chars() -> int:
    chars: int = read_config()["run"]["max_chars"]
    return chars


def paragraphs(document: Document, rows: dict[str, Rows], layers: tuple[str, ...]) -> Iterator[tuple[Text, list[str]]]:
    """Every paragraph with its mentions coloured by layer, and a line of values for each of them."""
    for start, end in clean.paragraphs(document.text):
        text = Text(escaped(document.text[start:end]))
        lines = []
        for layer in layers:
            for row in rows[layer]:
                if start <= row["start"] < end:
                    text.stylize(STYLES[layer], row["start"] - start, min(row["end"], end) - start)
                    lines.append(f"{layer:10s} {escaped(row['text'])} → {escaped(value_of(row))}")
        for region in rows["regions"]:
            if region["kind"] in DIM and region["start"] <= start < region["end"]:
                text.stylize("dim")
        yield text, lines


def value_of(row: dict[str, Any]) -> str:
    """A mention's own columns that say something, in one line."""
    own = {k: v for k, v in row.items() if k not in HIDDEN and v is not None and v is not False}
    return " ".join(f"{k}={_short(v)}" for k, v in own.items() if not k.endswith(("_start", "_end")) or "date" in k)


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)


def escaped(text: str) -> str:
    """The text with control characters as signs of the same length, so that a document cannot steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in text)


def explanations(
    nlp: Language, document: Document, layers: tuple[str, ...], at: str | None = None
) -> Iterator[tuple[str, list[str]]]:
    """For every mention (that contains `at`) its headline, and lines on what was decided and why."""
    made = make_doc(
        nlp,
        document.text,
        published=document.published,
        doc_id=document.doc_id,
        publisher=document.publisher,
        regions=document.regions,
    )
    [doc] = annotated(nlp, [made], max_chars=_max_chars())
    rows = rows_of(nlp, document)
    reasons = {
        (layer, *text_span(doc, span.start_char, span.end_char)): why(span, layer)
        for layer in VALUES
        for span in doc.spans[layer]
    }
    for layer in layers:
        for row in rows[layer]:
            if at is None or at.casefold() in row["text"].casefold():
                own = reasons.get((layer, row["start"], row["end"]), {})
                yield _headline(layer, row), [*_decision(row), *_model(doc, row), *_reasons(own)]


def _headline(layer: str, row: dict[str, Any]) -> str:
    return escaped(f"{layer} {row['text']!r} [{row['start']}:{row['end']}]")


def _decision(row: dict[str, Any]) -> list[str]:
    score = "" if row["score"] is None else f" (score {row['score']:.2f})"
    return [f"rule    {row['rule']}{score}", f"chosen  {escaped(value_of(row))}"]


def _model(doc: Doc, row: dict[str, Any]) -> list[str]:
    said = [
        f"{ent.label_} {escaped(ent.text)!r}"
        for ent in doc.ents
        if _overlaps(text_span(doc, ent.start_char, ent.end_char), (row["start"], row["end"]))
    ]
    return ["model   " + (", ".join(said) or "nothing")]


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _reasons(own: dict[str, Any]) -> list[str]:
    return [f"{key:7s} {escaped(str(value))}" for key, value in own.items() if value is not None]
