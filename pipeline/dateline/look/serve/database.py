"""The Parquet files of an output folder as tables of DuckDB: read only, in memory, with no way to any other file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import DatelineError, SchemaError
from dateline.layers.registry import LAYERS
from dateline.reconcile.inputs import table_files
from dateline.reconcile.run import sources
from dateline.reconcile.table import CORPUS_SCHEMAS
from dateline.tables.frames import ALL, read_table
from dateline.tables.schema import check_schema

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]
Wanted = Mapping[str, Any]
"""The parameters of a question, each read and checked."""
Settings = dict[str, str | bool | int | float | list[str]]

OF_DOCUMENTS = ("documents", "regions", *LAYERS, "claim_args", "claim_relations")
PARTS = pa.schema([("file", pa.string()), ("part", pa.int64())])
DERIVED = Path(__file__).resolve().parent / "derived.sql"


class Database:
    """The tables of an output folder, and what is derived from them.

    Raises SchemaError where the folder holds no tables, or none across documents; DatelineError without DuckDB.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folders = sources([folder])
        self._connection = _connected()
        self._files = {name: [path for one in folders for path in table_files(one, name)] for name in OF_DOCUMENTS}
        for name, paths in self._files.items():
            self._add_view(name, paths)
        for name in CORPUS_SCHEMAS:
            read_table(name, folder, columns=[])  # which says what is wrong with it
            self._add_view(name, [folder / f"{name}.parquet"])
        self._add_filed()
        mentions = " UNION ALL ".join(f"SELECT doc_id FROM {layer}" for layer in LAYERS)
        self._connection.execute(DERIVED.read_text(encoding="utf-8").replace("{mentions}", mentions))
        self._lock([folder, *folders])

    def _add_view(self, name: str, paths: Sequence[Path]) -> None:
        for path in paths:
            check_schema(_schema(path), ALL[name], str(path))
        if not paths:
            self._connection.register(f"no_{name}", ALL[name].empty_table())
            self._connection.execute(f"CREATE VIEW {name} AS SELECT * FROM no_{name}")
            return
        self._connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {_parquet(paths)}")

    def _add_filed(self) -> None:
        """The documents without their text, each with the number of the part that it lies in."""
        paths = self._files["documents"]
        numbers = {"file": [str(path.resolve()) for path in paths], "part": list(range(len(paths)))}
        self._connection.register("parts", pa.table(numbers, schema=PARTS))
        there = f"{_parquet(paths, 'filename = true')} JOIN parts ON filename = file"
        filed = there if paths else "no_documents, parts"
        self._connection.execute(f"CREATE VIEW filed AS SELECT * EXCLUDE (text, file) FROM {filed}")

    def _lock(self, folders: Sequence[Path]) -> None:
        """From here on no statement reads anything but these folders, writes, loads or changes a setting."""
        names = [f"{folder.resolve()}/" for folder in folders]
        allowed = ", ".join(map(quoted, {*names, *map(escape, names)}))  # as they are, and as statements name them
        self._connection.execute(f"SET allowed_directories = [{allowed}]")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    @contextmanager
    def asked(self) -> Iterator["Asked"]:
        """What a thread asks its questions of."""
        with self._connection.cursor() as cursor:
            yield Asked(cursor, self._files)

    def close(self) -> None:
        """Lets go of everything."""
        self._connection.close()


class Asked:
    """The database as one request sees it. Every value of a request goes in as a parameter."""

    def __init__(self, cursor: "DuckDBPyConnection", files: Mapping[str, Sequence[Path]]) -> None:
        self._cursor = cursor
        self._files = files

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows that a statement gives; days in ISO 8601."""
        found = self._cursor.execute(sql, dict(parameters or {}) or None)
        names = [column[0] for column in found.description or ()]
        return [{name: _plain(v) for name, v in zip(names, row, strict=True)} for row in found.fetchall()]

    def run(self, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Runs a statement for what it leaves behind: a table of this request's own, gone when it is answered."""
        self._cursor.execute(sql, dict(parameters or {}) or None)

    def of_parts(
        self, name: str, parts: Sequence[int], where: str, parameters: Mapping[str, Any], columns: str = "*"
    ) -> list[Row]:
        """The rows of a table in some parts of the run alone, so that it costs the same in a large one."""
        if not parts:
            return []
        files = _parquet([self._files[name][part] for part in parts])
        return self.rows(f"SELECT {columns} FROM {files} WHERE {where}", parameters)

    def value(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """The only value of the only row."""
        [row] = self.rows(sql, parameters)
        return next(iter(row.values()))


def _plain(value: Any) -> Any:
    """Days as ISO 8601; a datetime is one of those too."""
    return value.isoformat()[:10] if isinstance(value, date) else value


def _parquet(paths: Sequence[Path], more: str = "") -> str:
    """The files as DuckDB reads them; a sign in their names that would stand for others stands for itself."""
    files = ", ".join(quoted(escape(str(path.resolve()))) for path in paths)
    return f"read_parquet([{files}], hive_partitioning = false{more and ', ' + more})"


def _connected() -> "DuckDBPyConnection":
    try:
        import duckdb
    except ImportError as err:
        raise DatelineError("DuckDB is not installed; `pip install 'dateline[serve]'` brings it.") from err
    settings: Settings = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(":memory:", config=settings)
    connection.execute("SET parquet_metadata_cache = true")
    return connection


def _schema(path: Path) -> Any:
    try:
        return pq.read_schema(path)
    except (OSError, ValueError) as err:
        raise SchemaError(f"{path} cannot be read ({str(err).splitlines()[0]}).") from err


def quoted(text: str) -> str:
    """A string of our own, as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
