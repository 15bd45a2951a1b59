"""brat standoff: a .txt and an .ann beside it; fragments, events, relations, attributes, notes, references.

Columns with few values are attributes, which brat shows as menus; all others stand as JSON in an annotator's note.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.errors import GoldError
from dateline.gold.formats.files import file_name, write_lines
from dateline.gold.formats.rows import objects
from dateline.gold.formats.shape import Annotated, Range, Relation, Span, read_utf8
from dateline.gold.formats.values import decoded, encoded, typed
from dateline.gold.mapping import LABELS, RELATIONS, choices

SUFFIXES = (".ann",)
SIDE = "documents.jsonl"  # ids and days of publication, which brat has no place for
_SPAN = re.compile(r"(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)")


def read(path: Path) -> Iterator[Annotated]:
    """The document of an .ann file. Raises GoldError with its line where one is not as brat writes them."""
    text = path.with_suffix(".txt")
    if not text.is_file():
        raise GoldError(f"{path}: expected {text.name} beside it.")
    known = {row.get("file"): row for _, row in objects(path.parent / SIDE)} if (path.parent / SIDE).is_file() else {}
    head = known.get(path.stem, {})
    spans: dict[str, Span] = {}
    rest = []
    for number, line in enumerate(read_utf8(path).removeprefix("\ufeff").split("\n"), 1):
        line = line.removesuffix("\r")
        if line.startswith("T"):
            span = _span(line, f"{path}:{number}")
            spans[span.id] = span
        elif line.strip():
            rest.append((f"{path}:{number}", line))
    triggers = {line.split("\t")[0]: _pairs(line, where)[0][1] for where, line in rest if line.startswith("E")}
    relations: list[Relation] = []
    for where, line in rest:
        if line[0] in "AM#N":
            _describe(spans, triggers, line, where)
        elif line[0] in "RE":
            relations += _relations(line, triggers, where)
        elif line[0] == "*":
            relations += _equal(line, where)
        else:
            raise GoldError(f"{where}: expected a line of brat's, got {line[:40]!r}.")
    name = head.get("doc_id") or path.stem
    yield Annotated(
        str(name), read_utf8(text), list(spans.values()), relations, head.get("published"), head.get("title"), str(path)
    )


def _span(line: str, where: str) -> Span:
    parts = line.split("\t", 2)
    found = _SPAN.fullmatch(parts[1]) if len(parts) == 3 else None
    if found is None:
        raise GoldError(f"{where}: expected id, label with start and end, and text, parted by tabs, got {line[:60]!r}.")
    pieces: list[Range] = []
    for piece in found[2].split(";"):
        start, end = piece.split(" ")
        pieces.append((int(start), int(end)))
    return Span(parts[0], found[1], tuple(pieces), parts[2])


def _pairs(line: str, where: str) -> list[tuple[str, str]]:
    """The names and ids of what follows an id: Type:T1 Role:T2, or Type Arg1:T1 Arg2:T2."""
    parts = line.split("\t")
    found = [tuple(word.rpartition(":")[::2]) for word in parts[1].split()] if len(parts) > 1 else []
    if not found:
        raise GoldError(f"{where}: expected names and ids, got {line[:60]!r}.")
    return [(name, value) for name, value in found]


def _relations(line: str, triggers: Mapping[str, str], where: str) -> Iterator[Relation]:
    (name, first), *rest = _pairs(line, where)
    if line.startswith("E"):
        head = triggers[line.split("\t")[0]]
        for role, tail in rest:
            yield Relation(role.rstrip("0123456789") or role, head, triggers.get(tail, tail))
    elif len(rest) == 2:
        ends = [triggers.get(value, value) for _, value in rest]
        yield Relation(name or first, *ends)
    else:
        raise GoldError(f"{where}: expected a relation of two spans, got {line[:60]!r}.")


def _equal(line: str, where: str) -> Iterator[Relation]:
    """Equivalence: *, tab, its name and the ids of all members; each is tied to the first."""
    name, *members = line.split("\t")[1].split() if "\t" in line else [""]
    if len(members) < 2:
        raise GoldError(f"{where}: expected two members at least, got {line[:60]!r}.")
    for member in members[1:]:
        yield Relation(name, members[0], member)


def _describe(spans: dict[str, Span], triggers: Mapping[str, str], line: str, where: str) -> None:
    """Adds an attribute, a reference or a note of ours to its span; notes of people are no values."""
    parts = line.split("\t", 2)
    words = parts[1].split(" ", 2) if len(parts) > 1 else []
    if len(words) < 2:
        raise GoldError(f"{where}: expected a name and an id, got {line[:60]!r}.")
    target = triggers.get(words[1], words[1])
    if target not in spans:
        if line[0] == "#" or words[1][:1] in ("R", "*"):
            return
        raise GoldError(f"{where}: {words[1]} is not there.")
    if line[0] == "#":
        values = _note(parts[2] if len(parts) > 2 else "")
    else:
        values = {words[0]: words[2] if len(words) > 2 else True}
    spans[target] = replace(spans[target], attributes={**spans[target].attributes, **values})


def _note(text: str) -> dict[str, Any]:
    value = decoded(text, is_text=False) if text.startswith("{") else None
    return value if isinstance(value, dict) else {}


def write(documents: Iterable[Annotated], folder: Path) -> int:
    """Writes a .txt and an .ann a document, annotation.conf, and documents.jsonl with ids; how many documents."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(config(), encoding="utf-8", newline="\n")
    heads = []
    for document in documents:
        name = file_name(document.doc_id)
        (folder / f"{name}.txt").write_text(document.text, encoding="utf-8", newline="")
        (folder / f"{name}.ann").write_text("".join(_lines(document)), encoding="utf-8", newline="\n")
        heads.append(
            {"file": name, "doc_id": document.doc_id, "published": document.published, "title": document.title}
        )
    write_lines(folder / SIDE, heads)
    return len(heads)


def _lines(document: Annotated) -> Iterator[str]:
    number = {span.id: f"T{n}" for n, span in enumerate(document.spans, 1)}
    n_attributes = 0
    for span in document.spans:
        pieces = [piece for whole in span.pieces for piece in _in_lines(document.text, whole)]
        where = ";".join(f"{a} {b}" for a, b in pieces)
        words = " ".join(document.text[a:b] for a, b in pieces)
        yield f"{number[span.id]}\t{span.label} {where}\t{words}\n"
        menus = choices(span.label)
        noted = {}
        for column, value in span.attributes.items():
            if column in menus and encoded(value) in menus[column]:
                n_attributes += 1
                yield f"A{n_attributes}\t{span.label}-{column} {number[span.id]} {encoded(value)}\n"
            else:
                noted[column] = value
        if noted:
            said = json.dumps(typed(noted), ensure_ascii=False)
            yield f"#{number[span.id][1:]}\tAnnotatorNotes {number[span.id]}\t{said}\n"
    for n, relation in enumerate(document.relations, 1):
        yield f"R{n}\t{relation.label} Arg1:{number[relation.head]} Arg2:{number[relation.tail]}\n"


def _in_lines(text: str, piece: Range) -> Iterator[Range]:
    """The parts of a piece between line ends, which brat does not allow in a span."""
    at = piece[0]
    for line in text[slice(*piece)].splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            yield start, start + len(words)
        at += len(line)


def config() -> str:
    """annotation.conf: our labels, relations and menus."""
    lines = ["[entities]", *LABELS, "", "[relations]"]
    lines += [f"{name} Arg1:<ENTITY>, Arg2:<ENTITY>" for name in RELATIONS]
    lines += ["", "[events]", "", "[attributes]"]
    for label in LABELS:
        lines += [
            f"{label}-{column} Arg:{label}, Value:{'|'.join(values)}" for column, values in choices(label).items()
        ]
    return "\n".join(lines) + "\n"
