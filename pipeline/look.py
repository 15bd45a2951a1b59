"""Looking at one document: its text with the mentions in it, and why each mention is what it is."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from rich.text import Text
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import clean, published
from pipeline.brief import brief
from pipeline.documents import Document, read
from pipeline.errors import DatelineError
from pipeline.flow import annotate, doc_of
from pipeline.frames import read_table
from pipeline.nlp import annotated, read_config
from pipeline.spans import VALUES, text_span, why
from pipeline.tables import SCHEMAS, Rows, tabulate

# In the order in which they are laid over each other: a place that acts shows as the actor that it is.
STYLES = {
    "quotes": "italic",
    "claims": "underline",
    "places": "bold green",
    "actors": "bold cyan",
    "dates": "bold yellow",
    "quantities": "bold magenta",
}
DIM = frozenset({"repeat", "boilerplate"})
SHARED = frozenset({"doc_id", "mention_id", "start", "end", "text", "region", "sentence", "sentence_start"})
HIDDEN = SHARED | {"sentence_end", "rule", "score", "claim_id"}
LONG = 60  # characters of a mention that are shown beside its value
INVISIBLE = frozenset("\u200c\u200d")  # joiners: no control of the terminal, and emoji are made with them

Nlp = Callable[[], Language]
Lines = list[tuple[str, str]]


def open_document(name: str, out: Path) -> Document:
    """The document that a file holds, or that an output folder has under this id.

    Raises DatelineError where there is neither, or the document failed.
    """
    document = _of_file(name) if Path(name).is_file() else _of_tables(name, out)
    if document.status == "failed":
        raise DatelineError(document.error or f"{name}: failed")
    return document


def _of_file(name: str) -> Document:
    document = next(iter(read([name])), None)
    if document is None:
        raise DatelineError(f"{name}: no document in it.")
    return document


def _of_tables(doc_id: str, out: Path) -> Document:
    rows = read_table("documents", out, doc_id=doc_id).to_pylist() if doc_id else []
    if not rows:
        raise DatelineError(f"{doc_id!r} is no file, and no document of {out}. {_known(doc_id, out)}")
    row = rows[0]
    row["published"] = row["published"] and row["published"].date().isoformat()
    document = Document(**{f.name: row[f.name] for f in fields(Document) if f.name in row})
    document = replace(document, regions=tuple(clean.regions(document.text, title_end=document.title_end)))
    return document if document.published else replace(document, published_candidates=_candidates(document, out))


def _known(doc_id: str, out: Path) -> str:
    ids = read_table("documents", out, columns=["doc_id"])["doc_id"].to_pylist()
    close = get_close_matches(doc_id, ids, n=3)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"It has: {', '.join(ids[:10])}{' …' if len(ids) > 10 else ''}"


def _candidates(document: Document, out: Path) -> tuple[str, ...]:
    """The days on which an undated document can have been published, with the bound that its run was given."""
    path = out / "run.json"
    run = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    latest = run.get("arguments", {}).get("not_after")
    return published.infer(document.text, document.regions, url=document.url, not_after=latest).candidates


def about(document: Document) -> str:
    """When the document was published, and how that is known; why it is not annotated, where it is not."""
    candidates = f"; candidates {', '.join(document.published_candidates)}" if document.published_candidates else ""
    known = f"{document.published or 'on an unknown day'} ({document.published_source}{candidates})"
    skipped = f"; skipped, its language is {document.language}" if document.status == "skipped" else ""
    return f"{document.doc_id}: published {known.replace(' (unknown)', '')}{skipped}"


def rows_of(nlp: Nlp, document: Document, name: str, out: Path) -> dict[str, Rows]:
    """The rows of every table for one document: those of the output folder, or new ones where it is a file.

    Raises DatelineError where a file cannot be annotated.
    """
    if not Path(name).is_file():
        return {table: _plain(read_table(table, out, doc_id=document.doc_id).to_pylist()) for table in SCHEMAS}
    [(done, rows)] = annotate(nlp(), [document], max_chars=_max_chars())
    if done.status == "failed":
        raise DatelineError(done.error or f"{name}: failed")
    return rows


def _plain(rows: Rows) -> Rows:
    """Days as ISO 8601, as the layers give them."""
    return [{k: v.date().isoformat() if hasattr(v, "date") else v for k, v in row.items()} for row in rows]


def _max_chars() -> int:
    chars: int = read_config()["run"]["max_chars"]
    return chars


# ---- show ----


def paragraphs(document: Document, rows: dict[str, Rows], layers: tuple[str, ...]) -> Iterator[tuple[Text, list[Text]]]:
    """Every paragraph with its mentions coloured by layer, and a line of values for each that starts in it."""
    parts = clean.paragraphs(document.text)
    texts = [Text(escaped(document.text[start:end])) for start, end in parts]
    for layer in (name for name in STYLES if name in layers):
        _stylize(texts, parts, ((row["start"], row["end"], STYLES[layer]) for row in rows[layer]))
    _stylize(texts, parts, ((r["start"], r["end"], "dim") for r in rows["regions"] if r["kind"] in DIM))
    lines = _by_paragraph(parts, rows, layers)
    yield from zip(texts, lines, strict=True)


def _stylize(texts: list[Text], parts: list[clean.Paragraph], found: Iterable[tuple[int, int, str]]) -> None:
    ends = [end for _, end in parts]
    for first, last, style in found:
        for i in range(bisect_right(ends, first), len(parts)):
            start, end = parts[i]
            if start >= last:
                break
            texts[i].stylize(style, max(first, start) - start, min(last, end) - start)


def _by_paragraph(parts: list[clean.Paragraph], rows: dict[str, Rows], layers: tuple[str, ...]) -> list[list[Text]]:
    starts = [start for start, _ in parts]
    lines: list[list[Text]] = [[] for _ in parts]
    for layer in layers:
        for row in rows[layer]:
            lines[bisect_right(starts, row["start"]) - 1].append(_line(layer, row))
    return lines


def _line(layer: str, row: dict[str, Any]) -> Text:
    text = row["text"] if len(row["text"]) <= LONG else f"{row['text'][: LONG - 1].rstrip()}…"
    colour = STYLES[layer].removeprefix("bold ") if "bold" in STYLES[layer] else ""
    said = escaped(f"{' '.join(text.split())} → {brief(layer, row)}")
    return Text.assemble((f"{layer:10s} ", colour), (said, "dim"))


# ---- explain ----


def explanations(
    nlp: Language, document: Document, layers: tuple[str, ...], at: str | None = None
) -> Iterator[tuple[str, Lines]]:
    """For every mention (that contains `at`) its headline, and what was decided and why: a word and what it stands for.

    Raises DatelineError where the document was skipped.
    """
    if document.status == "skipped":
        raise DatelineError(f"{about(document)}: it is not annotated. `dateline run --any-language` would.")
    [doc] = annotated(nlp, [doc_of(nlp, document)], max_chars=_max_chars())
    rows = tabulate(document, doc)
    reasons = {
        (layer, *text_span(doc, span.start_char, span.end_char)): why(span, layer)
        for layer in VALUES
        for span in doc.spans[layer]
    }
    claims = _claim_reasons(rows) if "claims" in layers else {}
    said = _Said(doc)
    for layer in layers:
        for row in rows[layer]:
            if at is None or at.casefold() in row["text"].casefold():
                own = reasons.get((layer, row["start"], row["end"]), {})
                told = {**_evidence(row, document.text), **own, **claims.get(row["mention_id"], {})}
                yield _headline(layer, row), [*_decision(row), said.of(row), *_reasons(told)]


def _headline(layer: str, row: dict[str, Any]) -> str:
    return escaped(f"{layer} {row['text']!r} [{row['start']}:{row['end']}]")


def _decision(row: dict[str, Any]) -> Lines:
    score = "" if row["score"] is None else f" (score {row['score']:.2f})"
    return [("rule", row["rule"] + score), ("chosen", escaped(value_of(row)))]


def value_of(row: dict[str, Any]) -> str:
    """A mention's own columns that say something, in one line."""
    own = {k: v for k, v in row.items() if k not in HIDDEN and v is not None and v is not False}
    return " ".join(f"{k}={_short(v)}" for k, v in own.items() if not k.endswith(("_start", "_end")) or "date" in k)


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)


class _Said:
    """What the model's own entities say of a mention's characters."""

    def __init__(self, doc: Doc) -> None:
        self.ents = [(*text_span(doc, e.start_char, e.end_char), f"{e.label_} {escaped(e.text)!r}") for e in doc.ents]
        self.starts, self.ends = [start for start, _, _ in self.ents], [end for _, end, _ in self.ents]

    def of(self, row: dict[str, Any]) -> tuple[str, str]:
        """The entities that overlap with the mention."""
        found = self.ents[bisect_right(self.ends, row["start"]) : bisect_left(self.starts, row["end"])]
        return "model", ", ".join(said for _, _, said in found) or "nothing"


def _evidence(row: dict[str, Any], text: str) -> dict[str, str]:
    """The words that the row's other offsets point at: a modifier, an item, a source, a cue, a scope."""
    names = [
        c.removesuffix("_start") for c in row if c.endswith("_start") and c not in ("sentence_start", "date_start")
    ]
    return {n: repr(text[row[f"{n}_start"] : row[f"{n}_end"]]) for n in names if row[f"{n}_start"] is not None}


def _claim_reasons(rows: dict[str, Rows]) -> dict[str, dict[str, Any]]:
    """For every claim its arguments and where they were found, and what it says of other claims."""
    triggers = {row["mention_id"]: row["text"] for row in rows["claims"]}
    found: dict[str, dict[str, Any]] = {name: {} for name in triggers}
    for arg in rows["claim_args"]:
        said = f"{arg['name']} ({arg['layer']}, {arg['basis']})" if arg["layer"] != "none" else arg["name"]
        found[arg["claim_id"]].setdefault(arg["role"], []).append(said)
    for r in rows["claim_relations"]:
        target = r["target_claim_id"]
        found[r["claim_id"]].setdefault(r["relation"], []).append(f"{triggers[target]!r} {target}")
    return found


def _reasons(told: dict[str, Any]) -> Lines:
    """A line a reason; of several candidates a line each."""
    lines = []
    for name, value in told.items():
        several = value if isinstance(value, list | tuple) else [] if value is None else [value]
        lines += [(name if i == 0 else "", escaped(_reason(one))) for i, one in enumerate(several)]
    return lines


def _reason(value: Any) -> str:
    return "  ".join(map(_short, value)) if isinstance(value, list | tuple) else str(value)


def escaped(text: str) -> str:
    """The text with control characters as signs of the same length, so that a document cannot steer the terminal."""
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or char == "\n" or char in INVISIBLE:
        return char
    return " " if char.isspace() else "�"
