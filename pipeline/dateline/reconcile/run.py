"""Reconciliation on one screen: the tables of many documents in, events and figures out."""

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dateline.data import models_dir
from dateline.errors import ConfigError, SchemaError
from dateline.garbage import seldom_collected
from dateline.reconcile.clusters import cluster
from dateline.reconcile.copies import Articles, Copy, runs
from dateline.reconcile.entities import ACTOR_COLUMNS, Actors, Entity
from dateline.reconcile.events import arg_rows, claim_rows, event_row
from dateline.reconcile.figures import figure_row, figures, statement_rows
from dateline.reconcile.inputs import COLUMNS, bundles, table_files
from dateline.reconcile.leads import Leads
from dateline.reconcile.spool import Spool
from dateline.reconcile.statements import ARGUMENT_COLUMNS, TABLES, Corpus, statements
from dateline.reconcile.store import Store
from dateline.reconcile.sweep import Sweep
from dateline.reconcile.table import CORPUS_SCHEMAS
from dateline.reconcile.values import Statement
from dateline.reconcile.words import Rarity, stems_of
from dateline.storage import Folder
from dateline.tables.layout import read_layout
from dateline.tables.write import as_json

NOTE = "reconcile.json"
HERE = "."


@dataclass(frozen=True)
class Reconciled:
    """What was done: rows by table, documents, seconds."""

    rows: dict[str, int]
    n_documents: int
    seconds: float


@dataclass(frozen=True)
class Survey:
    """What a first reading of the corpus gives. documents: id and sha256 of every annotated one."""

    corpus: Corpus
    copies: Sequence[Copy]
    entities: Sequence[Entity]
    documents: Sequence[tuple[str, str]]


def reconcile(outputs: Sequence[str | Path], out: str | Path | None = None) -> Reconciled:
    """Reconciles the documents of some output folders and writes the tables across documents.

    outputs: folders that `dateline run` wrote, or `reconcile` before, which stand for those that it read.
    out: where the tables go; the first of the outputs where it is not given.

    The tables hang on the set of documents only: not on the folders that they lie in, nor on their order.
    Raises ConfigError where no folder is given, SchemaError where one holds no tables.
    """
    began = time.perf_counter()
    if not outputs:
        raise ConfigError("No output folder given; expected folders that `dateline run` wrote.")
    folder = Path(out) if out is not None else Path(outputs[0])
    folders = sources([Path(path) for path in outputs])
    with seldom_collected(), Store() as store, Leads() as leads:
        found = survey(folders, leads)
        store.add("copies", (copy_row(copy) for copy in found.copies))
        for entity in found.entities:
            _add_entity(store, entity)
        for claims in events(folders, found.corpus):
            _add_event(store, claims)
        runs_read = {_noted(path, folder): _run_of(path) for path in folders}
        note = {"outputs": list(runs_read), "runs": runs_read, "documents": len(found.documents)}
        rows = store.write(folder, metadata(found.documents), {NOTE: as_json(note)})
    return Reconciled(rows, len(found.documents), time.perf_counter() - began)


def sources(folders: Sequence[Path]) -> list[Path]:
    """The folders that hold documents; one that `reconcile` wrote stands for those that it was made from.

    Raises SchemaError where a folder is neither.
    """
    found: dict[Path, Path] = {}
    for folder in folders:
        note = folder / NOTE
        noted = json.loads(note.read_text(encoding="utf-8"))["outputs"] if note.is_file() else []
        there = [folder / path for path in noted]
        for path in [folder, *there] if _has_documents(folder) else there:
            found.setdefault(path.resolve(), path)
        if not noted and not _has_documents(folder):
            table_files(folder, "documents")
    return sorted(found.values(), key=lambda path: path.resolve())


def forget(folder: Path) -> None:
    """Removes the tables across documents of a folder, which are no longer those of its documents."""
    for name in (*(f"{table}.parquet" for table in CORPUS_SCHEMAS), NOTE):
        (folder / name).unlink(missing_ok=True)


def _noted(path: Path, folder: Path) -> str:
    """How a folder that was read is noted in the one that is written: itself as ".", so that it may be moved."""
    return HERE if path.resolve() == folder.resolve() else str(path.resolve())


def is_stale(folder: Path) -> bool:
    """Whether a folder's tables across documents are missing, or not of the run that its tables are of."""
    note = folder / NOTE
    if not note.is_file():
        return True
    runs_read = json.loads(note.read_text(encoding="utf-8")).get("runs", {})
    return bool(runs_read.get(HERE) != _run_of(folder))


def _run_of(folder: Path) -> str | None:
    """The id of the run that a folder's tables are of."""
    layout = read_layout(Folder(str(folder)))
    return None if layout is None else layout.run


def _has_documents(folder: Path) -> bool:
    try:
        return bool(table_files(folder, "documents"))
    except SchemaError:
        return False


def survey(folders: Sequence[Path], leads: Leads) -> Survey:
    """The first reading: copies, entities, how rare words are, and what articles tell first, which `leads` takes."""
    actors, rarity, documents = Actors(), Rarity(), list[tuple[str, str]]()
    with Articles() as articles:
        for bundle in bundles(folders, ("regions", "actors"), {**COLUMNS, "actors": ACTOR_COLUMNS}):
            document, words = bundle.document, leads.add(bundle.doc_id, bundle.annotated)
            published = document["published"]
            articles.add(bundle.doc_id, published and published.date(), document["sha256"], runs(words))
            documents.append((bundle.doc_id, document["sha256"]))
            actors.add(bundle)
            rarity.add(stems_of(set(words)))
        copies = articles.copies()
    entities = actors.entities()
    by_actor = {actor_id: entity for entity in entities for actor_id in entity.actor_ids}
    corpus = Corpus(by_actor, {copy.doc_id: copy.copy_of for copy in copies}, rarity, leads)
    return Survey(corpus, copies, entities, documents)


def events(folders: Sequence[Path], corpus: Corpus) -> Iterator[list[Statement]]:
    """The second reading: the claims of every event."""
    with Spool() as spool:
        for bundle in bundles(folders, TABLES, {**COLUMNS, "actors": ARGUMENT_COLUMNS}):
            for statement in statements(bundle, corpus):
                spool.add(statement)
        for event_type in spool.types():
            for component in Sweep().components(spool.read(event_type)):
                for group in cluster(component.claims, component.odds):
                    yield [component.claims[i] for i in group]


def _add_entity(store: Store, entity: Entity) -> None:
    names = ("entity_id", "name", "type", "sector", "country", "n_documents", "n_mentions")
    store.add("entities", [{name: getattr(entity, name) for name in names}])
    store.add("entity_actors", ({"entity_id": entity.entity_id, "actor_id": a} for a in entity.actor_ids))


def copy_row(copy: Copy) -> dict[str, Any]:
    """The row of a copy."""
    return {"doc_id": copy.doc_id, "copy_of": copy.copy_of, "similarity": copy.similarity}


def _add_event(store: Store, claims: Sequence[Statement]) -> None:
    store.add("events", [event_row(claims)])
    store.add("event_args", arg_rows(claims))
    store.add("event_claims", claim_rows(claims))
    for figure in figures(claims):
        store.add("figures", [figure_row(figure, claims)])
        store.add("figure_claims", statement_rows(figure, claims))


def metadata(documents: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What the files carry: the version, a hash of the data of reconciliation, one of the documents."""
    rules = hashlib.sha256()
    for path in sorted((models_dir() / "reconcile").glob("*.jsonl")):
        rules.update(path.read_bytes())
    return {"dateline": version("dateline"), "reconcile": rules.hexdigest()[:16], "corpus": corpus_hash(documents)}


def corpus_hash(documents: Sequence[tuple[str, str]]) -> str:
    """The same for the same documents in any order."""
    lines = "\n".join(f"{doc_id}\t{sha256}" for doc_id, sha256 in sorted(documents))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]
