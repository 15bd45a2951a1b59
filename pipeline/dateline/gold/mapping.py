"""Between gold lines and labelled spans: our own labels, and others' as a table of data (labels.toml).

A line of actors, places, dates, quantities or regions is one span. A quote is the span of its content with relations to
further parts, its source and its cue. A claim is the span of its trigger with relations to its clause and arguments.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import GoldError
from dateline.gold.formats.shape import Annotated, Range, Relation, Span
from dateline.gold.formats.values import decoded, encoded
from dateline.layers.registry import layers
from dateline.tables.schema import allowed_of

Line = dict[str, Any]

PLAIN = (*(layer.name for layer in layers(in_gold=True) if layer.name not in ("quotes", "claims")), "regions")
PARTS = ("quote_part", "quote_source", "quote_cue", "claim_clause", "claim_quantity")
LABELS = (*PLAIN, "quotes", "claims", *PARTS)
ARGUMENTS = {"agent": "actors", "recipient": "actors", "places": "places", "quantities": "quantities"}
RELATIONS = ("part", "source", "cue", "clause", *ARGUMENTS)

_COMMON = frozenset({"optional", "note", "convention", "name", "item"})
_OF_CLAIMS = frozenset(
    {
        "agent", "agent_basis", "recipient", "recipient_basis", "patient", "places", "places_basis", "date_basis",
        "quantities", "source", "source_chain", "repeats", "relations", "alt",
    }
)  # fmt: skip
_FIGURE = ("value", "low", "high", "bound", "item")
_MARKS = ("start", "end", "text", "layer")
_OWN: Mapping[str, str] = {"quote_part": "quotes", "claim_quantity": "quantities"}


@dataclass(frozen=True, slots=True)
class Target:
    """What a label stands for: one of LABELS, None where it is left out; and the columns that it sets."""

    label: str | None
    columns: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LabelMap:
    """What a tool's labels, relations, attributes and their values stand for. Our own need no entry.

    relations: ours by theirs, and whether theirs runs from the tail to the head; None: left out.
    values: by column, ours by theirs.
    """

    labels: Mapping[str, Target] = field(default_factory=dict)
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    relations: Mapping[str, tuple[str, bool] | None] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def target(self, label: str) -> Target | None:
        """What a label stands for; None where nothing says."""
        return self.labels.get(label) or (Target(label) if label in LABELS else None)

    def relation(self, label: str) -> tuple[str, bool] | None:
        """Our relation, and whether it is turned round; an empty name where it is left out, None where nothing says."""
        if label in self.relations:
            return self.relations[label] or ("", False)
        return (label, False) if label in RELATIONS else None


def read_map(path: Path) -> LabelMap:
    """The map that a TOML file gives; README shows one. Raises GoldError where an entry is not what it should be."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        raise GoldError(f"{path}: {getattr(err, 'strerror', None) or err}") from err
    unknown = sorted(given.keys() - {"labels", "attributes", "relations", "values"})
    if unknown or not all(isinstance(table, dict) for table in given.values()):
        got = unknown[0] if unknown else "a value"
        raise GoldError(f"{path}: expected tables labels, attributes, relations and values, got {got!r}.")
    return LabelMap(
        {name: _target(name, value, path) for name, value in given.get("labels", {}).items()},
        {name: value or None for name, value in given.get("attributes", {}).items()},
        {name: _relation(name, value, path) for name, value in given.get("relations", {}).items()},
        given.get("values", {}),
    )


def _target(name: str, value: Any, path: Path) -> Target:
    entry = {"layer": value} if isinstance(value, str) else value
    if entry is False:
        return Target(None)
    label = entry.get("layer") if isinstance(entry, dict) else None
    if label not in LABELS:
        raise GoldError(
            f"{path}: label {name!r}: expected false, or a layer of {', '.join(LABELS)}, got {label or value!r}."
        )
    columns = {column: _day(v) for column, v in entry.items() if column != "layer"}
    strange = sorted(columns.keys() - columns_of(label))
    if strange:
        raise GoldError(f"{path}: label {name!r}: {label} has no column {strange[0]!r}.")
    return Target(label, columns)


def _day(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _relation(name: str, value: Any, path: Path) -> tuple[str, bool] | None:
    entry = {"as": value} if isinstance(value, str) else value
    if entry is False:
        return None
    ours = entry.get("as") if isinstance(entry, dict) else None
    if ours not in RELATIONS:
        raise GoldError(f"{path}: relation {name!r}: expected false, or one of {', '.join(RELATIONS)}, got {value!r}.")
    return ours, bool(entry.get("reversed", False))


@cache
def _schema(label: str) -> Any:
    name = _OWN.get(label, label)
    known = {layer.name: layer for layer in layers(in_gold=True)}
    return known[name].tables[name][0] if name in known else None


@cache
def columns_of(label: str) -> frozenset[str]:
    """The columns that a span of a label may set."""
    schema = _schema(label)
    own = frozenset(schema.names) if schema is not None else frozenset({"kind", "repeat_of"})
    return own | _COMMON | (_OF_CLAIMS if label == "claims" else frozenset()) | frozenset({"alt_values"})


@cache
def choices(label: str) -> Mapping[str, tuple[str, ...]]:
    """The columns of a label that have few values, with these as texts."""
    schema = _schema(label)
    found: dict[str, tuple[str, ...]] = {"optional": ("true",)} if label not in PARTS else {}
    if schema is None:
        return found
    for column in schema:
        if allowed := allowed_of(column):
            found[column.name] = tuple(sorted({*map(encoded, allowed), *(["null"] if column.nullable else [])}))
    return found


@cache
def _is_text(label: str, column: str) -> bool:
    schema = _schema(label)
    if schema is not None and column in schema.names and column not in ("agent", "places"):
        kind = str(schema.field(column).type)
        return kind.startswith(("string", "large_string", "timestamp"))
    return False


# Lines to spans.


def annotated_of(
    doc_id: str,
    text: str,
    lines: Sequence[Line],
    *,
    published: str | None = None,
    title: str | None = None,
    where: str = "",
) -> Annotated:
    """A document's gold lines as spans and relations. Nothing is lost on the way there and back."""
    made = _Made([], [])
    rows: dict[str, list[tuple[Line, str]]] = defaultdict(list)
    for line in lines:
        if line["layer"] in PLAIN:
            name = made.add(line["layer"], line, {k: v for k, v in line.items() if k not in _MARKS})
            rows[line["layer"]].append((line, name))
    for line in lines:
        if line["layer"] == "quotes":
            _add_quote(made, line)
        elif line["layer"] == "claims":
            _add_claim(made, line, rows)
        elif line["layer"] not in PLAIN:
            raise GoldError(
                f"{where}: layer {line['layer']!r} is unknown. Layers: {', '.join((*PLAIN, 'quotes', 'claims'))}."
            )
    return Annotated(doc_id, text, made.spans, made.relations, published, title, where)


@dataclass(frozen=True, slots=True)
class _Made:
    """The spans and relations of a document as they are made."""

    spans: list[Span]
    relations: list[Relation]

    def add(self, label: str, at: Line, columns: Line) -> str:
        """A new span; its id."""
        name = f"s{len(self.spans)}"
        self.spans.append(Span(name, label, ((at["start"], at["end"]),), at.get("text"), columns))
        return name

    def link(self, relation: str, head: str, label: str, at: Line) -> None:
        """A relation to a span that has no values of its own, made where it is not there yet."""
        pieces = ((at["start"], at["end"]),)
        there = next((s.id for s in self.spans if s.label == label and s.pieces == pieces and not s.attributes), None)
        self.relations.append(Relation(relation, head, there or self.add(label, at, {})))


def _add_quote(made: _Made, line: Line) -> None:
    first, *others = line["content"]
    head = made.add("quotes", first, {k: v for k, v in line.items() if k not in ("layer", "content", "source", "cue")})
    for part in others:
        made.relations.append(Relation("part", head, made.add("quote_part", part, {})))
    for what in ("source", "cue"):
        if line.get(what):
            made.link(what, head, f"quote_{what}", line[what])


def _add_claim(made: _Made, line: Line, rows: Mapping[str, list[tuple[Line, str]]]) -> None:
    if "trigger" not in line:  # a stretch where readers differ
        made.add("claims", line, {k: v for k, v in line.items() if k not in _MARKS})
        return
    related = {role: found for role in ARGUMENTS if (found := _found(line, role, rows)) is not None}
    left = {k: v for k, v in line.items() if k not in (*_MARKS, "trigger", "quantities", *related)}
    head = made.add("claims", line["trigger"], left)
    made.link("clause", head, "claim_clause", line)
    for role, found in related.items():
        made.relations.extend(Relation(role, head, name) for name in found)
    if "quantities" in line and "quantities" not in related:
        for figure in line["quantities"]:
            own = made.add("claim_quantity", figure, {k: v for k, v in figure.items() if k not in _MARKS})
            made.relations.append(Relation("quantities", head, own))


def _found(line: Line, role: str, rows: Mapping[str, list[tuple[Line, str]]]) -> list[str] | None:
    """The mentions that an argument of a claim stands for, nearest ones; None where one has none, or none is wanted."""
    found: list[str] = []
    for wanted in line.get(role) or ():
        fitting = [(row, name) for row, name in rows[ARGUMENTS[role]] if _stands_for(row, wanted, role)]
        if not fitting:
            return None
        at = line["trigger"]["start"]
        found.append(min(fitting, key=lambda pair: abs(pair[0]["start"] - at))[1])
    return found if found and len(set(found)) == len(found) else None


def _stands_for(row: Line, wanted: Any, role: str) -> bool:
    if role == "quantities":
        return (row["start"], row["end"]) == (wanted["start"], wanted["end"]) and _figure(row) == wanted
    return bool((row.get("name") or row["text"]) == wanted)


def _figure(row: Line) -> Line:
    """What a claim says of a quantity of it: all of it but what follows from its value."""
    names = _FIGURE if row.get("value") is None else ("value", "bound", "item")
    return {"start": row["start"], "end": row["end"], "text": row["text"]} | {n: row[n] for n in names if n in row}


# Spans to lines.


def unknown(documents: Sequence[Annotated], names: LabelMap) -> list[str]:
    """The labels, relations and attributes that nothing says the meaning of, each with how often it is there."""
    count: dict[str, int] = defaultdict(int)
    for document in documents:
        for span in document.spans:
            target = names.target(span.label)
            if target is None:
                count[f"label {span.label!r}"] += 1
            elif target.label is not None:
                for name in span.attributes:
                    if _column(name, target.label, names) is None:
                        count[f"attribute {name!r} of {span.label!r}"] += 1
        for relation in document.relations:
            if names.relation(relation.label) is None:
                count[f"relation {relation.label!r}"] += 1
    return [f"{name} ({n})" for name, n in sorted(count.items())]


def _column(name: str, label: str, names: LabelMap) -> str | None:
    """The column that an attribute stands for; "" where it is left out, None where nothing says."""
    if name in names.attributes:
        return names.attributes[name] or ""
    name = name.removeprefix(f"{label}-")
    return name if name in columns_of(label) else None


def mapped(document: Annotated, names: LabelMap) -> Annotated:
    """The same document with our labels, columns and relations; what is left out is gone."""
    spans = []
    for span in document.spans:
        target = names.target(span.label)
        if target is None or target.label is None:
            continue
        columns = dict(target.columns)
        for name, value in span.attributes.items():
            column = _column(name, target.label, names)
            if column:
                value = decoded(value, is_text=_is_text(target.label, column))
                columns[column] = names.values.get(column, {}).get(str(value), value)
        spans.append(replace(span, label=target.label, attributes=columns))
    there = {span.id for span in spans}
    relations = []
    for relation in document.relations:
        label, turned = names.relation(relation.label) or ("", False)
        head, tail = (relation.tail, relation.head) if turned else (relation.head, relation.tail)
        if label and head in there and tail in there:
            relations.append(Relation(label, head, tail))
    return replace(document, spans=spans, relations=relations)


def lines_of(document: Annotated) -> list[Line]:
    """The gold lines of a document with our labels, in the order of the layers, then of the text.

    Raises GoldError where a layer cannot hold what a span is: a stretch with words of others in it.
    """
    spans = {span.id: replace(span, pieces=_joined(document.text, span.pieces)) for span in document.spans}
    arcs: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for relation in document.relations:
        arcs[relation.head][relation.label].append(spans[relation.tail])
    found = []
    for span in spans.values():
        if span.label in PLAIN:
            found.append({"layer": span.label, **_whole(document, span), **span.attributes})
        elif span.label == "quotes":
            found.append(_quote(document, span, arcs[span.id]))
        elif span.label == "claims":
            found.append(_claim(document, span, arcs[span.id]))
    order = {name: n for n, name in enumerate(("regions", *PLAIN, "quotes", "claims"))}
    return sorted(found, key=lambda line: (order[line["layer"]], *_place(line)))


def _place(line: Line) -> Range:
    at = line.get("trigger") or (line["content"][0] if "content" in line else line)
    return at["start"], at["end"]


def _joined(text: str, pieces: tuple[Range, ...]) -> tuple[Range, ...]:
    """The pieces in order, those with nothing but spaces between them as one."""
    found: list[Range] = []
    for a, b in sorted(pieces):
        if found and not text[found[-1][1] : a].strip():
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return tuple(found)


def _whole(document: Annotated, span: Span) -> Line:
    if len(span.pieces) > 1:
        raise GoldError(
            f"{document.doc_id}: {span.label} {span.start}–{span.end} {span.text!r} is in {len(span.pieces)} pieces, "
            "which only quotes can be; annotate it whole, or leave its label out."
        )
    return _at(document, span.pieces[0])


def _at(document: Annotated, piece: Range) -> Line:
    return {"start": piece[0], "end": piece[1], "text": document.text[slice(*piece)]}


def _quote(document: Annotated, span: Span, arcs: Mapping[str, list[Span]]) -> Line:
    pieces = [*span.pieces, *(piece for part in arcs["part"] for piece in part.pieces)]
    line: Line = {"layer": "quotes", **span.attributes, "content": [_at(document, piece) for piece in sorted(pieces)]}
    for what in ("source", "cue"):
        line[what] = _whole(document, arcs[what][0]) if arcs[what] else None
    return line


def _claim(document: Annotated, span: Span, arcs: Mapping[str, list[Span]]) -> Line:
    trigger = _whole(document, span)
    if not arcs["clause"] and span.attributes.get("optional"):
        return {"layer": "claims", **trigger, **span.attributes}
    clause = _whole(document, arcs["clause"][0]) if arcs["clause"] else trigger
    line = {"layer": "claims", **clause, "trigger": trigger, **span.attributes}
    for role in ("agent", "recipient", "places"):
        if arcs[role]:
            line[role] = [arg.attributes.get("name") or document.text[slice(*arg.pieces[0])] for arg in arcs[role]]
    figures = [{**_at(document, arg.pieces[0]), **arg.attributes} for arg in arcs["quantities"]]
    line["quantities"] = [
        figure if arg.label == "claim_quantity" else _figure(figure)
        for arg, figure in zip(arcs["quantities"], figures, strict=True)
    ]
    return line
