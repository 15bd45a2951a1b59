"""An article with its mentions coloured by layer, as HTML that a notebook shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from dateline.layers.registry import LAYERS
from dateline.notebook.colours import of_layer
from dateline.tables.brief import line

Row = Mapping[str, Any]

DIM = frozenset({"repeat", "boilerplate"})
UNDER = frozenset({"quotes", "claims"})  # layers that are underlined, as others lie inside their spans


@dataclass(frozen=True)
class Article:
    """An article; a notebook shows it."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def article(text: str, mentions: Mapping[str, Sequence[Row]], regions: Sequence[Row]) -> Article:
    """The text with the rows of some layers over it; pointing at a mention shows its value and rule.

    mentions: rows by layer, days in ISO 8601. Repeats and boilerplate are dim.
    """
    spans = [(row["start"], row["end"], name, row) for name, rows in mentions.items() for row in rows]
    dim = [(row["start"], row["end"]) for row in regions if row["kind"] in DIM]
    edges = sorted({0, len(text), *(e for start, end, *_ in spans for e in (start, end)), *(e for d in dim for e in d)})
    over: dict[int, list[tuple[str, Row]]] = {edge: [] for edge in edges}
    order = {edge: n for n, edge in enumerate(edges)}
    for start, end, name, row in spans:
        for edge in edges[order[start] : order[end]]:
            over[edge].append((name, row))
    pieces = [
        _piece(text[start:end], over[start], any(a <= start < b for a, b in dim)) for start, end in pairwise(edges)
    ]
    keys = " ".join(f'<span style="{_style([name])}">{escape(name)}</span>' for name in mentions)
    body = f'<div dir="auto" style="white-space:pre-wrap;line-height:1.9;max-width:46em">{"".join(pieces)}</div>'
    return Article(f"<div><p>{keys}</p>{body}</div>")


def _piece(words: str, over: Sequence[tuple[str, Row]], dim: bool) -> str:
    if not over:
        return f'<span style="opacity:.5">{escape(words)}</span>' if dim else escape(words)
    title = "\n".join(f"{name}: {line(LAYERS[name].brief(row))} ({row['rule']})" for name, row in over)
    return f'<span style="{_style([name for name, _ in over])}" title="{escape(title)}">{escape(words)}</span>'


def _style(layers: Sequence[str]) -> str:
    """Colours behind the words; lines under them for layers that others lie inside."""
    behind = [name for name in layers if name not in UNDER]
    under = [name for name in layers if name in UNDER]
    style = f"background:{of_layer(behind[0])};color:#111;border-radius:2px;" if behind else ""
    lines = {"claims": "solid", "quotes": "dotted"}
    return style + (f"border-bottom:2px {lines[under[-1]]} {of_layer(under[-1])};" if under else "")
