"""What of a run is committed: a part counts when its row is in the manifest, a run when its parts are in run.json.

So readers see the run before until the next one is complete, and whatever happens to the machine, a part is there whole
or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import ConfigError
from dateline.flow.provenance import run_id
from dateline.flow.settings import Job
from dateline.flow.work import Done
from dateline.reconcile.table import CORPUS_SCHEMAS
from dateline.storage import Folder, Writer
from dateline.tables.layout import MANIFEST, PARTS, RUN, SINGLE, all_part_files, part_files, read_manifest, read_run
from dateline.tables.schema import readme
from dateline.tables.tabulate import SCHEMAS
from dateline.tables.write import as_json, merged, of_documents, parquet, text

Entry = dict[str, Any]  # a part as the manifest has it: the fields of Done, and `job`


@dataclass
class Manifest:
    """The parts of an output folder: those of its last complete run, and those committed since."""

    folder: Folder
    job: Job
    before: Mapping[str, Any] = field(default_factory=dict)
    complete: dict[str, Entry] = field(default_factory=dict)
    committed: dict[str, Entry] = field(default_factory=dict)

    def find(self, key: str) -> Entry | None:
        """A part that is there already."""
        return self.committed.get(key) or self.complete.get(key)

    def entry(self, key: str) -> Entry:
        """A part that is there. Raises KeyError where it is not."""
        return self.committed[key] if key in self.committed else self.complete[key]

    def commit(self, done: Done) -> None:
        """Makes a part count whose files have been written."""
        part = {"job": self.job.digest, **asdict(done)}
        self.folder.write({f"{MANIFEST}/{done.key}.json": text(as_json(part))})
        self.committed[done.key] = part

    def kept(self, sources: Iterable[str]) -> list[Entry]:
        """The parts of the complete run that come from elsewhere, and that a run over these sources leaves as they are.

        Raises ConfigError where those were made in another way, or where a source lies in one of theirs.
        """
        ours = list(sources)
        others = [p for p in self.complete.values() if not any(covers(source, p["source"]) for source in ours)]
        for part in others:
            self._check_kept(part, ours)
        return others

    def ids(self, parts: Iterable[Entry]) -> set[str]:
        """The ids of the documents of parts that are there."""
        return {doc_id for part in parts for doc_id in self._ids(part)}

    def _check_kept(self, part: Entry, ours: list[str]) -> None:
        inside = [source for source in ours if covers(part["source"], source)]
        remedy = "or start anew with --force, or into another --out"
        if inside:
            raise ConfigError(
                f"{inside[0]} lies in {part['source']}, of which {self.folder.url} is: run that, {remedy}."
            )
        if part["job"] != self.job.digest:
            raise ConfigError(
                f"{self.folder.url} holds documents of {part['source']} that were made with another version, model "
                f"or settings: run those too, {remedy}."
            )

    def finish(self, parts: list[Entry], kind: str, about: Mapping[str, Any]) -> None:
        """Makes these parts the complete run, where they are not, and removes what is of no part of it."""
        run = run_id(self.job.digest, sorted(part["key"] for part in parts))
        if run == self.before.get("run") and kind == self.before.get("layout") and not self.committed:
            return
        files: dict[str, Writer] = {"README.md": text(readme([*SCHEMAS.values(), *CORPUS_SCHEMAS.values()]))}
        if kind == SINGLE:
            parts = [part | {"ids": self._ids(part)} for part in parts]
            files |= {f"{name}.parquet": partial(self._write_single, name, parts, run) for name in SCHEMAS}
        else:
            for part in parts:
                self._unpack(part)
            parts = [{name: value for name, value in part.items() if name != "ids"} for part in parts]
        listed = {**about, "run": run, "layout": kind, "job": self.job.digest, "parts": parts}
        self.folder.write({**files, RUN: text(as_json(listed))})
        self._remove_others(parts, kind)

    def _metadata(self, run: str) -> dict[str, str]:
        return {**self.job.made, "run": run}

    def _write_single(self, name: str, parts: list[Entry], run: str, sink: Any) -> None:
        rows = self.job.settings["run"]["row_group"]
        tables = [self._table(name, part) for part in parts]
        parquet(merged(tables, rows), SCHEMAS[name], self._metadata(run), rows)(sink)

    def _ids(self, part: Entry) -> list[str]:
        """The documents of a part."""
        if part.get("ids") is not None:
            return list(part["ids"])
        ids: list[str] = self._table("documents", part)["doc_id"].to_pylist()
        return ids

    def _table(self, name: str, part: Entry) -> pa.Table:
        """The rows of a part, of its own files or of the single one that holds them."""
        if part["key"] not in self.committed and self.before.get("layout") == SINGLE:
            return of_documents(_read(self.folder, f"{name}.parquet"), part["ids"])
        return pa.concat_tables([_read(self.folder, file) for file in part_files(part, name)])

    def _unpack(self, part: Entry) -> None:
        """Writes the files of a part that a single file holds."""
        if part["key"] not in self.committed and self.before.get("layout") == SINGLE:
            row_group, metadata = self.job.settings["run"]["row_group"], self._metadata(part["key"])
            tables = {file: self._table(name, part) for name in SCHEMAS for file in part_files(part, name)}
            schemas = {file: SCHEMAS[name] for name in SCHEMAS for file in part_files(part, name)}
            self.folder.write({f: parquet([t], schemas[f], metadata, row_group) for f, t in tables.items()})

    def _remove_others(self, parts: list[Entry], kind: str) -> None:
        ours = {part["key"] for part in parts}
        sources = {part["source"] for part in parts}
        waiting = [p for p in read_manifest(self.folder) if p["key"] not in ours and p["source"] not in sources]
        remove_others(self.folder, parts if kind == PARTS else [], waiting, kind)


def covers(source: str, other: str) -> bool:
    """Whether a source is another one, or a folder that it lies in."""
    return source == other or other.startswith(source.rstrip("/") + "/")


def _read(folder: Folder, name: str) -> pa.Table:
    return pq.read_table(folder.open(name), partitioning=None)


@contextmanager
def opened(job: Job, *, force: bool) -> Iterator[Manifest]:
    """The manifest of a job's output folder, which no other run may write to meanwhile.

    What killed runs have left is removed. force: nothing that is there is taken.
    Raises ConfigError where another run writes to the folder.
    """
    folder = Folder(job.out)
    with folder.locked():
        folder.sweep()
        before = read_run(folder) if not force else None
        waiting = [] if force else _sound(folder, read_manifest(folder))
        complete = [] if before is None else _complete(folder, before)
        if not force:
            kind = before.get("layout", SINGLE) if before else SINGLE
            remove_others(folder, complete if kind == PARTS else [], waiting, kind)
        try:
            yield Manifest(folder, job, before or {}, _by_key(complete), _by_key(waiting))
        finally:
            folder.sweep()


def _by_key(parts: Iterable[Entry]) -> dict[str, Entry]:
    return {part["key"]: part for part in parts}


def _sound(folder: Folder, parts: list[Entry]) -> list[Entry]:
    """The parts whose files are all there."""
    there = set(folder.names())
    return [part for part in parts if there.issuperset(all_part_files(part))]


def _complete(folder: Folder, run: Mapping[str, Any]) -> list[Entry]:
    """The parts of a complete run whose files are all there and of that run."""
    parts: list[Entry] = run.get("parts", [])
    if run.get("layout") == PARTS:
        return _sound(folder, parts)
    try:
        runs = {(pq.read_schema(folder.open(f"{name}.parquet")).metadata or {}).get(b"run") for name in SCHEMAS}
    except (OSError, pa.ArrowException):
        return []
    return parts if runs == {run["run"].encode()} else []


def remove_others(folder: Folder, parts: list[Entry], waiting: list[Entry], kind: str) -> None:
    """Removes tables that belong neither to these parts nor to those that wait for their run to end."""
    kept = {name for part in (*parts, *waiting) for name in all_part_files(part)}
    kept |= {f"{MANIFEST}/{part['key']}.json" for part in waiting}
    if kind == SINGLE:
        kept |= {f"{name}.parquet" for name in SCHEMAS}
    folder.remove([name for name in folder.names() if _is_ours(name) and name not in kept])


def _is_ours(name: str) -> bool:
    table, _, rest = name.partition("/")
    if not rest:
        return name.removesuffix(".parquet") in SCHEMAS and name.endswith(".parquet")
    return table == MANIFEST or (table in SCHEMAS and rest.rsplit("/")[-1].startswith("part-"))
