"""The tables of a run as somebody meets them in a notebook: frames, ledgers, drawings, articles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from dateline.errors import SchemaError
from dateline.layers.registry import LAYERS
from dateline.layers.registry import layers as known_layers
from dateline.notebook import drawing
from dateline.notebook.article import Article, article
from dateline.storage import Folder
from dateline.tables import ledger
from dateline.tables.frames import ALL, Filter, layout_of, read_table, to_pandas


@dataclass(frozen=True)
class Tables:
    """The tables of one run; each is an attribute, read when it is first asked for: t.dates, t.quantities, …"""

    folder: str | Path
    layers: tuple[str, ...] = tuple(LAYERS)
    where: tuple[Filter, ...] = ()
    _read: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in ALL:
            raise AttributeError(f"Table {name!r} is unknown. Tables: {', '.join(ALL)}.")
        if name not in self._read:
            schema = ALL[name]
            if name == "documents":  # the text of a corpus is large: texts() reads it
                schema = schema.remove(schema.get_field_index("text"))
            where = self.where if all(column in schema.names for column, _, _ in self.where) else ()
            self._read[name] = to_pandas(read_table(name, self.folder, columns=schema.names, where=where), schema)
        return self._read[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *ALL]

    def texts(self) -> pd.Series:
        """The text of every document, by doc_id."""
        table = read_table("documents", self.folder, columns=["doc_id", "text"])
        texts: pd.Series = table.to_pandas().set_index("doc_id")["text"]
        return texts

    def mentions(self, doc_id: str | None = None) -> pd.DataFrame:
        """All mentions in reading order, of one document or of all: the shared columns, the layer and a short value."""
        frames = [_short(name, getattr(self, name), doc_id) for name in self.layers]
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

    def timeline(self) -> drawing.Drawing:
        """The events by time and type, with people killed, as a drawing that a notebook shows."""
        return drawing.timeline(self.events, self.figures)

    def map(self, by: str = "events") -> drawing.Drawing:
        """The places on a map, as a drawing that a notebook shows. by: events, or articles that name the place.

        Raises ValueError where `by` is neither.
        """
        if by not in ("events", "articles"):
            raise ValueError(f"Got {by!r}; expected events or articles.")
        if by == "events":
            placed = self.events[self.events.lat.notna()].rename(columns={"place": "name", "place_kind": "kind"})
            counted = "event_id"
        else:
            placed = self.places[(self.places.reading == "literal") & self.places.lat.notna()]
            counted = "doc_id"
        groups = placed.astype({"kind": object}).groupby(["name", "kind", "lat", "lon"], dropna=False)
        points = groups[counted].nunique().rename("n").reset_index()
        return drawing.world(points.assign(whole=points.kind == "country"))

    def show(self, doc_id: str) -> Article:
        """An article with its mentions coloured by layer, as HTML that a notebook shows.

        Raises SchemaError where the folder has no such document.
        """
        found = read_table("documents", self.folder, columns=["doc_id", "text"], doc_id=doc_id).to_pylist()
        if not found:
            raise SchemaError(f"No document {doc_id!r} in {self.folder}; `t.documents.doc_id` lists them.")
        rows = {name: read_table(name, self.folder, doc_id=doc_id).to_pylist() for name in (*self.layers, "regions")}
        plain = {name: [_plain(row) for row in found] for name, found in rows.items()}
        return article(found[0]["text"], {name: plain[name] for name in self.layers}, plain["regions"])

    def deaths(self, by: Sequence[str] = ("date", "country"), use: str = "best") -> pd.DataFrame:
        """People killed, summed over events: one row a group. use: best, low or high; by: as `ledger.KEYS`.

        Raises ValueError where a key is unknown.
        """
        return ledger.deaths(self.events, self.figures, by, use)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Days as ISO 8601, as the layers' `brief` takes them."""
    return {key: value.date().isoformat() if hasattr(value, "date") else value for key, value in row.items()}


def _short(name: str, frame: pd.DataFrame, doc_id: str | None) -> pd.DataFrame:
    kept = frame if doc_id is None else frame[frame.doc_id == doc_id]
    value = kept[LAYERS[name].value].astype(object)
    shared = kept[["doc_id", "start", "end", "text", "region", "sentence", "rule", "mention_id"]]
    return shared.assign(region=shared.region.astype(object), layer=name, value=value.where(value.notna(), None))


def read_tables(
    folder: str | Path = "outputs", *, layers: Sequence[str] | None = None, where: Sequence[Filter] = ()
) -> Tables:
    """The tables of an output folder or URL; a table is read, and only as far as is needed, when it is asked for.

    layers: those that `mentions` joins. where: conditions on rows, such as ("date_start", ">=", datetime(2025, 6, 1));
    they hold for every table that has their columns, and files and row groups without such rows are not read.
    Raises SchemaError where the folder holds no tables; ConfigError where a layer is unknown.
    """
    place = Folder(str(folder))
    if not place.has("events.parquet"):
        layout_of(place)
    return Tables(folder, tuple(layer.name for layer in known_layers(layers)), tuple(where))
