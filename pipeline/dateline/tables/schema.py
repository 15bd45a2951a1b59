"""One declared Arrow schema a table: written, checked and printed from the same object."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from dateline.errors import SchemaError

DAY = pa.timestamp("ms")
STRING, INT, FLOAT, BOOL = pa.string(), pa.int64(), pa.float64(), pa.bool_()

Row = Mapping[str, Any]


def column(
    name: str,
    type: pa.DataType,
    description: str,
    *,
    nullable: bool = False,
    unit: str = "",
    allowed: Sequence[str] = (),
) -> pa.Field:
    """An Arrow field whose metadata holds its description, unit and allowed values."""
    metadata = {"description": description, "unit": unit, "allowed": ",".join(allowed)}
    return pa.field(name, type, nullable=nullable, metadata={k: v for k, v in metadata.items() if v})


MENTION = (
    column("doc_id", STRING, "The document's id."),
    column("mention_id", STRING, "Unique over all tables and documents: <doc_id>:<layer>:<start>-<end>."),
    column("start", INT, "First character of the mention in documents.text.", unit="characters"),
    column("end", INT, "One past its last character.", unit="characters"),
    column("text", STRING, "Exactly documents.text[start:end]."),
    column("region", STRING, "Kind of the region it stands in.", allowed=("title", "dateline", "body")),
    column("sentence", INT, "Number of its sentence in document order, from 0."),
    column("sentence_start", INT, "First character of the sentence.", unit="characters"),
    column("sentence_end", INT, "One past the sentence's last character.", unit="characters"),
    column("rule", STRING, "Id of the rule that found it, or model:ner."),
    column("score", FLOAT, "Confidence in [0, 1]; null where nothing is calibrated.", nullable=True),
)


def declare(table: str, description: str, *columns: pa.Field) -> pa.Schema:
    """The schema of a table, with its name and description as metadata."""
    names = [c.name for c in columns]
    if len(set(names)) != len(names):
        raise SchemaError(f"Table {table!r}: a column is declared twice: {names}.")
    return pa.schema(columns, metadata={"table": table, "description": description})


def name_of(schema: pa.Schema) -> str:
    """The table's name."""
    return str(schema.metadata[b"table"].decode())


def allowed_of(field: pa.Field) -> frozenset[str]:
    """The values that a column may hold; empty means any."""
    text = (field.metadata or {}).get(b"allowed", b"").decode()
    return frozenset(text.split(",")) if text else frozenset()


def to_batch(rows: Sequence[Row], schema: pa.Schema) -> pa.RecordBatch:
    """The rows as an Arrow record batch, each checked against the schema.

    Raises SchemaError with table, row number, column, what was got and what is allowed.
    """
    _check(rows, schema)
    columns = [_array([row[f.name] for row in rows], f, schema) for f in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _check(rows: Sequence[Row], schema: pa.Schema) -> None:
    names = frozenset(schema.names)
    for n, row in enumerate(rows):
        if row.keys() != names:
            missing, unexpected = sorted(names - row.keys()), sorted(row.keys() - names)
            raise SchemaError(f"Table {name_of(schema)!r}, row {n}: missing {missing}, unexpected {unexpected}.")


def _array(values: list[Any], field: pa.Field, schema: pa.Schema) -> pa.Array:
    where = f"Table {name_of(schema)!r}, column {field.name!r}"
    if not field.nullable and None in values:
        raise SchemaError(f"{where}, row {values.index(None)}: got null, expected a {field.type}.")
    allowed = allowed_of(field)
    if allowed:
        wrong = set(values) - allowed - {None}
        if wrong:
            raise SchemaError(f"{where}: got {sorted(wrong)}, allowed {sorted(allowed)}.")
    try:
        if field.type == DAY:
            values = [None if v is None else datetime.fromisoformat(v) for v in values]
        return pa.array(values, type=field.type)
    except (ValueError, TypeError, OverflowError) as err:
        raise SchemaError(f"{where}: {err}") from err


def check_schema(found: pa.Schema, declared: pa.Schema, where: str) -> None:
    """Raises SchemaError where a file's columns are not those declared, field by field."""
    if found.names != declared.names:
        raise SchemaError(f"{where}: columns {found.names}, expected {declared.names}.")
    for f, d in zip(found, declared, strict=True):
        if f.type != d.type:
            raise SchemaError(f"{where}, column {f.name!r}: got {f.type}, expected {d.type}.")


def markdown(schemas: Iterable[pa.Schema]) -> str:
    """The data dictionary: a section a table, a line a column."""
    return "\n".join(_section(s) for s in schemas)


def _section(schema: pa.Schema) -> str:
    lines = [f"## {name_of(schema)}", "", schema.metadata[b"description"].decode(), ""]
    lines += ["| column | type | null | meaning |", "| --- | --- | --- | --- |"]
    for f in schema:
        meta = {k.decode(): v.decode() for k, v in (f.metadata or {}).items()}
        meaning = meta["description"]
        if "unit" in meta:
            meaning += f" In {meta['unit']}."
        if "allowed" in meta:
            meaning += " One of: " + ", ".join(f"`{v}`" for v in meta["allowed"].split(",")) + "."
        kind = "date" if f.type == DAY else str(f.type)
        lines.append(f"| {f.name} | {kind} | {'yes' if f.nullable else ''} | {meaning} |")
    return "\n".join(lines) + "\n"


def readme(schemas: Iterable[pa.Schema]) -> str:
    """The data dictionary as the README of an output folder."""
    return (
        "# Dateline's tables\n\nGenerated from the schemas by `dateline schema`. All offsets count characters of "
        "`documents.text`, end-exclusive.\n\n" + markdown(schemas)
    )
