"""An article with its mentions coloured by layer and their values underneath."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from rich.text import Text

from dateline.layers.registry import LAYERS
from dateline.look.terminal import escaped
from dateline.reading.documents import Document
from dateline.reading.regions import Paragraph
from dateline.reading.regions import paragraphs as paragraphs_of
from dateline.tables.brief import line
from dateline.tables.tabulate import Rows

DIM = frozenset({"repeat", "boilerplate"})
LONG = 60  # characters of a mention that are shown beside its value


def paragraphs(document: Document, rows: dict[str, Rows], layers: tuple[str, ...]) -> Iterator[tuple[Text, list[Text]]]:
    """Every paragraph with its mentions coloured by layer, and a line of values for each that starts in it."""
    parts = paragraphs_of(document.text)
    texts = [Text(escaped(document.text[start:end])) for start, end in parts]
    for layer in sorted((LAYERS[name] for name in layers), key=lambda layer: -layer.depth):
        _stylize(texts, parts, ((row["start"], row["end"], layer.style) for row in rows[layer.name]))
    _stylize(texts, parts, ((r["start"], r["end"], "dim") for r in rows["regions"] if r["kind"] in DIM))
    lines = _by_paragraph(parts, rows, layers)
    yield from zip(texts, lines, strict=True)


def _stylize(texts: list[Text], parts: list[Paragraph], found: Iterable[tuple[int, int, str]]) -> None:
    ends = [end for _, end in parts]
    for first, last, style in found:
        for i in range(bisect_right(ends, first), len(parts)):
            start, end = parts[i]
            if start >= last:
                break
            texts[i].stylize(style, max(first, start) - start, min(last, end) - start)


def _by_paragraph(parts: list[Paragraph], rows: dict[str, Rows], layers: tuple[str, ...]) -> list[list[Text]]:
    starts = [start for start, _ in parts]
    lines: list[list[Text]] = [[] for _ in parts]
    for layer in layers:
        for row in rows[layer]:
            lines[bisect_right(starts, row["start"]) - 1].append(_line(layer, row))
    return lines


def _line(layer: str, row: dict[str, Any]) -> Text:
    text = row["text"] if len(row["text"]) <= LONG else f"{row['text'][: LONG - 1].rstrip()}…"
    style = LAYERS[layer].style
    colour = style.removeprefix("bold ") if "bold" in style else ""
    said = escaped(f"{' '.join(text.split())} → {line(LAYERS[layer].brief(row))}")
    return Text.assemble((f"{layer:10s} ", colour), (said, "dim"))
