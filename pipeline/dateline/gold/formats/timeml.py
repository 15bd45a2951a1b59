"""TimeML: TIMEX3, and EVENT and SIGNAL where a map says what they are, inside TEXT; the day of publication in DCT."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from dateline.errors import GoldError
from dateline.gold.formats.shape import Annotated, Span
from dateline.gold.formats.xml import parsed

SUFFIXES = (".tml", ".xml")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COLUMNS = {"value": "timex", "mod": "mod", "type": "kind"}


def read(path: Path) -> Iterator[Annotated]:
    """The document of a file."""
    root = parsed(path)
    body = root.find("TEXT") if root.tag == "TimeML" else None
    if body is None:
        raise GoldError(f"{path}: expected TimeML with TEXT in it, got {str(root.tag)[:40]!r}.")
    text, spans = _read(body)
    made = [Span(s.id, s.label, s.pieces, text[s.start : s.end], s.attributes) for s in spans]
    day = next((t.get("value", "") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), "")
    found = _DAY.match(day)
    title = (root.findtext("TITLE") or "").strip() or None
    doc_id = (root.findtext("DOCID") or "").strip() or path.stem
    yield Annotated(doc_id, text, made, published=found[0] if found else None, title=title, where=str(path))


def _read(body: etree._Element) -> tuple[str, list[Span]]:
    """The text of an element and the annotations in it."""
    pieces: list[str] = []
    open_at: dict[etree._Element, int] = {}
    size = 0
    spans: list[Span] = []
    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if event == "start":
            open_at[element] = size
        elif event == "end" and element.tag in ("TIMEX3", "EVENT", "SIGNAL") and open_at[element] < size:
            spans.append(_span(element, len(spans), open_at[element], size))
        if (event == "end" or event in ("comment", "pi")) and element is not body:
            said = element.tail or ""
        else:
            said = (element.text or "") if event == "start" else ""
        pieces.append(said)
        size += len(said)
    return "".join(pieces), spans


def _span(element: etree._Element, n: int, start: int, end: int) -> Span:
    if element.tag != "TIMEX3":
        return Span(str(n), str(element.tag), ((start, end),), None, {})
    columns = {ours: element.get(theirs) for theirs, ours in _COLUMNS.items() if element.get(theirs)}
    if "kind" in columns:
        columns["kind"] = str(columns["kind"]).lower()
    return Span(str(n), "TIMEX3", ((start, end),), None, columns)
