"""Dateline's own gold: JSON Lines, a file a document, as corpus/README.md describes it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.errors import GoldError
from dateline.gold.formats.files import file_name, write_lines
from dateline.gold.formats.rows import need, objects
from dateline.gold.formats.shape import Annotated
from dateline.gold.formats.values import typed
from dateline.gold.mapping import Line, annotated_of, lines_of

SUFFIXES = (".jsonl",)


def read(path: Path) -> Iterator[Annotated]:
    """The document of a file."""
    rows = list(objects(path))
    if not rows or rows[0][1].get("layer") != "document":
        raise GoldError(f'{path}: expected the document first: {{"layer": "document", "id": …, "text": …}}.')
    where, head = rows[0]
    lines: list[Line] = [row for at, row in rows[1:] if need(row, "layer", str, at)]
    try:
        found = annotated_of(
            need(head, "id", str, where),
            need(head, "text", str, where),
            lines,
            published=head.get("published"),
            title=head.get("title"),
            where=str(path),
        )
        yield replace(found, spans=[replace(span, attributes=typed(span.attributes)) for span in found.spans])
    except (KeyError, TypeError) as err:
        raise GoldError(f"{path}: a line lacks {err}.") from err


def write(documents: Iterable[Annotated], folder: Path) -> int:
    """Writes a file a document; how many."""
    n = 0
    for document in documents:
        write_lines(folder / f"{file_name(document.doc_id)}.jsonl", [head_of(document), *lines_of(document)])
        n += 1
    return n


def head_of(document: Annotated) -> Line:
    """The first line of a document."""
    head: dict[str, Any] = {"layer": "document", "id": document.doc_id, "published": document.published}
    head |= {"title": document.title} if document.title else {}
    return head | {"text": document.text}
