"""The tables of a run as pandas frames."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import SchemaError
from dateline.reconcile.table import CORPUS_SCHEMAS
from dateline.storage import Folder
from dateline.tables.layout import PARTS, RUN, Layout, read_layout
from dateline.tables.schema import INT, allowed_of, check_schema
from dateline.tables.tabulate import SCHEMAS

ALL = {**SCHEMAS, **CORPUS_SCHEMAS}

Filter = tuple[str, str, Any]  # column, one of = != < > <= >= in "not in", value


def read_table(
    name: str,
    folder: str | Path,
    *,
    columns: Sequence[str] | None = None,
    doc_id: str | None = None,
    where: Sequence[Filter] = (),
) -> pa.Table:
    """One table of an output folder, checked against its schema; only some columns, documents or rows, if so asked.

    where: conditions that all must hold, (column, operator, value) as pyarrow takes them; files are skipped by them.
    Raises SchemaError where the table is unknown, missing, broken, of another run or another version's.
    """
    if name not in ALL:
        raise SchemaError(f"Table {name!r} is unknown. Tables: {', '.join(ALL)}.")
    _check_columns(name, [*(columns or ()), *(column for column, _, _ in where)])
    place = Folder(str(folder))
    if name in CORPUS_SCHEMAS:
        return _read_across(place, name, None if columns is None else list(columns), where)
    layout = layout_of(place)
    wanted = [*where, *([("doc_id", "=", doc_id)] if doc_id is not None else [])]
    chosen = None if columns is None else list(columns)
    tables = [_read_file(place, file, name, layout, chosen, wanted) for file in layout.files(name)]
    if not tables:
        return SCHEMAS[name].empty_table().select(chosen or SCHEMAS[name].names)
    return pa.concat_tables(tables)


def layout_of(folder: Folder) -> Layout:
    """How an output folder is laid out; warns where it is of a run that has not ended.

    Raises SchemaError where the folder holds no tables.
    """
    layout = read_layout(folder)
    if layout is None:
        raise SchemaError(f"No tables in {folder.url}; `dateline run PATHS --out {folder.url}` writes them.")
    if not layout.whole:
        warnings.warn(f"{folder.url}: the run has not ended; {len(layout.parts)} parts are there so far.", stacklevel=3)
    return layout


def _check_columns(name: str, columns: Sequence[str]) -> None:
    unknown = [column for column in columns if column not in ALL[name].names]
    if unknown:
        known = ", ".join(ALL[name].names)
        raise SchemaError(f"Table {name!r} has no column {unknown[0]!r}. Columns: {known}.")


def _read_across(folder: Folder, name: str, columns: list[str] | None, where: Sequence[Filter]) -> pa.Table:
    """A table across documents. Raises SchemaError where it is missing, broken, or of another version."""
    path = folder.path(f"{name}.parquet")
    try:
        with pq.ParquetFile(folder.open(f"{name}.parquet")) as parquet:
            check_schema(parquet.schema_arrow, ALL[name], path)
        opened = folder.open(f"{name}.parquet")
        return pq.read_table(opened, columns=columns, filters=list(where) or None, partitioning=None)
    except FileNotFoundError as err:
        raise SchemaError(f"{path} is not there; `dateline reconcile {folder.url}` writes it.") from err
    except (pa.ArrowException, OSError) as err:
        raise SchemaError(f"{path} cannot be read ({str(err).splitlines()[0]}).") from err


def _read_file(
    folder: Folder, file: str, name: str, layout: Layout, columns: list[str] | None, where: Sequence[Filter]
) -> pa.Table:
    """A file of a table. Raises SchemaError where it is missing, broken, or of another run or version."""
    path, again = folder.path(file), f"`dateline run PATHS --out {folder.url}` writes it."
    try:
        with pq.ParquetFile(folder.open(file)) as parquet:
            check_schema(parquet.schema_arrow, SCHEMAS[name], path)
            _check_run((parquet.schema_arrow.metadata or {}).get(b"run", b"none").decode(), file, folder, layout)
        return pq.read_table(folder.open(file), columns=columns, filters=list(where) or None, partitioning=None)
    except FileNotFoundError as err:
        raise SchemaError(f"{path} is not there; {again}") from err
    except (pa.ArrowException, OSError) as err:
        what = str(err).split("\n")[0]
        raise SchemaError(f"{path} cannot be read ({what}); {again}") from err


def _check_run(found: str, file: str, folder: Folder, layout: Layout) -> None:
    """Raises SchemaError where a file is of another run than run.json, or the documents beside it, say."""
    expected, by = layout.run, RUN
    if layout.kind == PARTS:
        expected = Path(file).stem.removeprefix("part-")
    elif not expected and folder.has("documents.parquet"):
        metadata = pq.read_schema(folder.open("documents.parquet")).metadata or {}
        expected, by = metadata.get(b"run", b"none").decode(), "documents.parquet beside it"
    if found != expected:
        raise SchemaError(
            f"{folder.path(file)} is of run {found}, {by} of run {expected}; "
            f"`dateline run PATHS --out {folder.url}` writes all tables anew."
        )


def to_pandas(table: pa.Table, schema: pa.Schema) -> pd.DataFrame:
    """The table as a frame: nullable integers stay integers; columns with a list of allowed values are categories."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=lambda kind: pd.Int64Dtype() if kind == INT else None)
    for f in schema:
        if allowed_of(f):
            frame[f.name] = pd.Categorical(frame[f.name], categories=sorted(allowed_of(f)))
    return frame


def most_frequent(folder: str | Path, name: str, column: str, n: int) -> list[tuple[str, int]]:
    """The n commonest values of a table's column with their counts, the alphabet deciding between equals."""
    values = read_table(name, folder, columns=[column])[column].drop_null().value_counts()
    counts = [(str(found["values"]), found["counts"]) for found in values.to_pylist()]
    return sorted(counts, key=lambda item: (-item[1], item[0]))[:n]
