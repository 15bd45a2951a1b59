"""The tables of a run as pandas frames."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import SchemaError
from dateline.layers.registry import LAYERS
from dateline.reconcile.table import CORPUS_SCHEMAS
from dateline.tables import ledger
from dateline.tables.schema import INT, allowed_of, check_schema
from dateline.tables.tabulate import SCHEMAS

ALL = {**SCHEMAS, **CORPUS_SCHEMAS}


def read_table(name: str, folder: Path, *, columns: Sequence[str] | None = None, doc_id: str | None = None) -> pa.Table:
    """One table of an output folder, checked against its schema; only some columns, or one document, if so asked.

    Raises SchemaError where the table is unknown, missing, broken, or another version's.
    """
    if name not in ALL:
        raise SchemaError(f"Table {name!r} is unknown. Tables: {', '.join(ALL)}.")
    path = folder / f"{name}.parquet"
    if not path.is_file():
        command = f"reconcile {folder}" if name in CORPUS_SCHEMAS else f"run PATHS --out {folder}"
        raise SchemaError(f"{path} is not there; `dateline {command}` writes it.")
    try:
        check_schema(found := pq.read_schema(path), ALL[name], str(path))
        if name in SCHEMAS:
            _check_run(found, path)
        wanted = None if doc_id is None else [("doc_id", "=", doc_id)]
        return pq.read_table(path, columns=None if columns is None else list(columns), filters=wanted)
    except (pa.ArrowException, OSError) as err:
        what = str(err).split("\n")[0]
        raise SchemaError(f"{path} cannot be read ({what}); `dateline run PATHS --out {folder}` writes it.") from err


def _check_run(found: pa.Schema, path: Path) -> None:
    """Raises SchemaError where a table is of another run than the documents beside it."""
    documents = path.with_name("documents.parquet")
    other = pq.read_schema(documents) if documents.is_file() else found
    runs = [(schema.metadata or {}).get(b"run", b"none").decode() for schema in (found, other)]
    if runs[0] != runs[1]:
        raise SchemaError(
            f"{path} is of run {runs[0]}, {documents.name} beside it of run {runs[1]}; "
            f"`dateline run PATHS --out {path.parent}` writes all tables anew."
        )


def to_pandas(table: pa.Table, schema: pa.Schema) -> pd.DataFrame:
    """The table as a frame: nullable integers stay integers; columns with a list of allowed values are categories."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=lambda kind: pd.Int64Dtype() if kind == INT else None)
    for f in schema:
        if allowed_of(f):
            frame[f.name] = pd.Categorical(frame[f.name], categories=sorted(allowed_of(f)))
    return frame


@dataclass(frozen=True)
class Tables:
    """The tables of one run; each is an attribute, read when it is first asked for: t.dates, t.quantities, …"""

    folder: Path
    _read: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in ALL:
            raise AttributeError(f"Table {name!r} is unknown. Tables: {', '.join(ALL)}.")
        if name not in self._read:
            table, schema = read_table(name, self.folder), ALL[name]
            if name == "documents":  # the text of a corpus is large: texts() reads it
                table, schema = table.drop_columns(["text"]), schema.remove(schema.get_field_index("text"))
            self._read[name] = to_pandas(table, schema)
        return self._read[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *ALL]

    def texts(self) -> pd.Series:
        """The text of every document, by doc_id."""
        table = pq.read_table(self.folder / "documents.parquet", columns=["doc_id", "text"])
        texts: pd.Series = table.to_pandas().set_index("doc_id")["text"]
        return texts

    def mentions(self, doc_id: str | None = None) -> pd.DataFrame:
        """All mentions in reading order, of one document or of all: the shared columns, the layer and a short value."""
        frames = [_short(name, getattr(self, name), doc_id) for name in LAYERS]
        order = ["doc_id", "start", "end", "layer", "mention_id"]
        return pd.concat(frames, ignore_index=True).sort_values(order, kind="stable", ignore_index=True)

    def ledger(
        self,
        *,
        place: str | None = None,
        actor: str | None = None,
        event_type: str | None = None,
        since: str | None = None,
        until: str | None = None,
        contested: bool = False,
    ) -> pd.DataFrame:
        """The events by date, a line each, with parties, figures, status and numbers of sources.

        place: a part of the name of the place, its division or country (ISO 3166-1 alpha-3); actor: of a party's name;
        since, until: days, ISO 8601; contested: only where claims or figures contradict each other.
        """
        wanted = ledger.Wanted(place, actor, event_type, since, until, contested)
        return ledger.events(self.events, self.event_args, self.figures, wanted)

    def contradictions(self) -> pd.DataFrame:
        """Every statement of a contested figure, beside the others of it: who says what, and of which side."""
        return ledger.contradictions(self.events, self.figures, self.figure_claims)

    def event(self, event_id: str) -> pd.DataFrame:
        """The claims of an event in order of publication, each with its sentence, source and figures.

        Raises SchemaError where there is no such event, or its documents are in other folders.
        """
        return ledger.claims_of(event_id, self.event_claims, self.claims, self.claim_args, self.documents, self.texts())

    def deaths(self, by: Sequence[str] = ("date", "country"), use: str = "best") -> pd.DataFrame:
        """People killed, summed over events: one row a group. use: best, low or high; by: as `ledger.KEYS`.

        Raises ValueError where a key is unknown.
        """
        return ledger.deaths(self.events, self.figures, by, use)


def _short(name: str, frame: pd.DataFrame, doc_id: str | None) -> pd.DataFrame:
    kept = frame if doc_id is None else frame[frame.doc_id == doc_id]
    value = kept[LAYERS[name].value].astype(object)
    shared = kept[["doc_id", "start", "end", "text", "region", "sentence", "rule", "mention_id"]]
    return shared.assign(region=shared.region.astype(object), layer=name, value=value.where(value.notna(), None))


def read_tables(folder: str | Path = "outputs") -> Tables:
    """The tables of an output folder.

    Raises SchemaError where the folder holds none.
    """
    root = Path(folder)
    if not any((root / f"{name}.parquet").is_file() for name in ("documents", "events")):
        raise SchemaError(f"No documents.parquet in {root}; `dateline run PATHS --out {root}` writes it.")
    return Tables(root)


def most_frequent(tables: Tables, name: str, column: str, n: int) -> list[tuple[str, int]]:
    """The n commonest values of a column with their counts, the alphabet deciding between equals."""
    counts = getattr(tables, name)[column].dropna().astype(str).value_counts()
    return sorted(counts[counts > 0].items(), key=lambda item: (-item[1], item[0]))[:n]
