"""The main job on one screen: a corpus in, tidy tables out."""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from dateline.errors import ConfigError
from dateline.flow import cluster, pool
from dateline.flow.backend import current_backend
from dateline.flow.load import proven
from dateline.flow.manifest import Entry, Manifest, opened
from dateline.flow.parts import Part, cut
from dateline.flow.settings import Arguments, Job, make_job
from dateline.flow.work import Done, Report, Step, annotate_part, loaded
from dateline.garbage import seldom_collected
from dateline.reading.columns import Columns
from dateline.reading.documents import named
from dateline.reading.formats import records, sources
from dateline.reading.records import Record
from dateline.reading.sources import source_of
from dateline.storage import is_url
from dateline.tables.layout import PARTS, SINGLE
from dateline.tables.tabulate import SCHEMAS

if TYPE_CHECKING:
    from dateline.project.folder import Project

SHOWN = 3  # faults that are named where nothing could be read
SMALL = 16  # parts, up to which a table is one file unless told otherwise
FAILURES = 100  # that a summary holds; the tables hold them all

ENGINES = ("local", "ray")
Annotate = Callable[[Iterator[Part]], Generator[Done, None, None]]


@dataclass(frozen=True)
class Summary:
    """What an output folder holds: numbers of documents by status and of rows by table, words annotated, failures.

    seconds: that the run took; new: documents that it annotated; passed_over: files that it did not read, by ending.
    spent: CPU seconds by stage, those of before too.
    """

    documents: dict[str, int]
    rows: dict[str, int]
    n_words: int
    seconds: float
    failures: list[dict[str, str]]
    new: int
    passed_over: dict[str, int]
    spent: dict[str, float]


def run(
    paths: Sequence[str],
    out: str | Path = "outputs",
    *,
    published: str | None = None,
    not_after: str | None = None,
    any_language: bool = False,
    columns: Mapping[str, str] | None = None,
    model: str | None = None,
    config: Path | None = None,
    nlp: Language | None = None,
    project: str | Path | None = None,
    workers: int = 0,
    engine: str = "local",
    single: bool | None = None,
    force: bool = False,
    partition_by: str | None = None,
    across: bool = True,
    progress: Report = lambda step: None,
) -> Summary:
    """Runs the pipeline over files, folders, globs or "-" and writes the tables, README.md and run.json to a folder.

    What the folder has already is kept, of these paths and of others; only what is new or has changed is annotated.
    published: the day, ISO 8601, of every document that does not bring its own; not_after: the latest it can be.
    columns: the names of your own columns by field: {"text": "body"}; those that others use are known.
    model, config, project: as `load` takes them; nlp: what `load` gave, to be used instead, in this process.
    workers: processes to annotate with; 0: this one. engine: "local", or "ray": that many actors of a Ray cluster, 0
    for as many as it has CPUs. single: one file a table, or one a part; None: as the size is.
    partition_by: "month": parts lie in a folder a month of publication. force: start anew.
    across: whether events and figures are reconciled across the documents at the end, in a folder of this machine.
    progress: called for documents that are done.

    Raises ConfigError, and leaves the folder as it was, where no document was found; RunError where it cannot go on.
    """
    began = time.perf_counter()
    single = checked_layout(single, partition_by)
    pairs = tuple(sorted((columns or {}).items()))
    arguments = Arguments(published, not_after, any_language, pairs, partition_by)
    own = own_project(project)
    job = make_job(output_folder(str(out)), model, config, arguments, nlp, own)
    if own and own.lines and nlp is None:
        proven(lambda: loaded(job), own)
    files = sources(map(str, paths))
    found = something(records(files, Columns(columns or {})), paths, files.passed_over)
    with seldom_collected(), opened(job, force=force) as manifest:
        kept = manifest.kept(source_of(str(path)) for path in paths)
        named_records = ((record.source, record) for record in named(found, manifest.ids(kept)))
        parts = cut(named_records, job.digest, job.settings["run"]["part_size"])
        progress(Step(total=files.total))
        done, new = annotated(
            manifest, parts, annotator(job, nlp, workers, engine, progress), progress, lambda: files.share
        )
        entries = [*kept, *done]
        kind = SINGLE if single or (single is None and len(entries) <= SMALL) else PARTS
        summary = summed(entries, time.perf_counter() - began, new, files.passed_over)
        manifest.finish(entries, kind, about(job, paths, summary))
        if not is_url(job.out):  # still under the lock: no other run may write meanwhile
            summary = reconciled(Path(job.out), summary, across=across)
    return summary


def own_project(folder: str | Path | None) -> "Project | None":
    """The project in a folder, if one is named. Raises ConfigError where something in it is wrong."""
    if folder is None:
        return None
    from dateline.project.folder import read_project  # it imports most rooms

    return read_project(Path(folder))


def reconciled(folder: Path, summary: Summary, *, across: bool) -> Summary:
    """The summary with what reconciling the folder gave, where its tables across documents are not of this run."""
    from dateline.reconcile.run import forget, is_stale, reconcile  # not before documents are done: it takes a while

    if not is_stale(folder):
        return summary
    if not across:
        forget(folder)
        return summary
    found = reconcile([folder], folder)
    return replace(summary, rows=summary.rows | found.rows, seconds=summary.seconds + found.seconds)


def annotated(
    manifest: Manifest,
    parts: Iterator[Part],
    annotate: Annotate,
    progress: Report,
    share: Callable[[], float],
) -> tuple[list[Entry], int]:
    """What the manifest has of the parts when those that it lacks are annotated, in order; and how many documents."""
    order: list[tuple[str, str]] = []
    shares: list[float] = []  # of the input, that had been read when each part was cut
    new = ended = 0

    def missing() -> Iterator[Part]:
        nonlocal ended
        for part in parts:
            order.append((part.key, part.source))
            shares.append(share())
            if (entry := manifest.find(part.key)) is None:
                yield part
            else:
                counts = entry["documents"]
                ended += 1
                progress(Step(sum(counts.values()), counts.get("failed", 0), share=shares[ended - 1]))

    with closing(annotate(missing())) as results:
        for done in results:
            manifest.commit(done)
            new += sum(done.documents.values())
            ended += 1
            progress(Step(share=shares[ended - 1]))
    return [{**manifest.entry(key), "source": source} for key, source in order], new


def annotator(job: Job, nlp: Language | None, workers: int, engine: str, report: Report) -> Annotate:
    """What annotates parts as they come: this process, others, or a cluster. Raises ConfigError of another engine."""
    if engine not in ENGINES:
        raise ConfigError(f"engine is {engine!r}, expected one of {', '.join(ENGINES)}.")
    if engine == "ray":
        return lambda parts: cluster.annotate_parts(job, parts, workers, report)
    if nlp is None and workers:
        return lambda parts: pool.annotate_parts(job, parts, workers, report)
    return lambda parts: (annotate_part(nlp or loaded(job), job, part, report) for part in parts)


def checked_layout(single: bool | None, partition_by: str | None) -> bool | None:
    """Whether a table is one file, where that is settled. Raises ConfigError where the two settings do not fit."""
    if partition_by not in (None, "month"):
        raise ConfigError(f"partition_by is {partition_by!r}, expected 'month'.")
    if single and partition_by:
        raise ConfigError("one file a table cannot be partitioned by month: leave out --single or --partition-by.")
    return False if partition_by else single


def output_folder(path: str) -> str:
    """The folder, or the URL. Raises ConfigError where tables could not be written to it."""
    if is_url(path):
        return path
    folder = Path(path)
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    taken = [folder / f"{name}.parquet" for name in SCHEMAS if (folder / f"{name}.parquet").is_dir()]
    if taken:
        problem = f"{taken[0]}: is a folder"
    elif not there.is_dir():
        problem = f"{there}: is no folder"
    elif not os.access(there, os.W_OK | os.X_OK):
        problem = f"{there}: cannot be written to"
    else:
        return path
    raise ConfigError(f"{problem}; expected a folder that tables can be written to.")


def something(found: Iterator[Record], paths: Sequence[str | Path], passed_over: Mapping[str, int]) -> Iterator[Record]:
    """The records. Raises ConfigError where there was nothing to read at all, so that no run begins."""
    first: list[Record] = []
    for record in found:
        first.append(record)
        if record.sha256:
            return chain(first, found)
    why = "; ".join(record.error or "" for record in first[:SHOWN])
    others = f" (passed over: {', '.join(f'{n} {ending}' for ending, n in passed_over.items())})" if passed_over else ""
    empty = f"{', '.join(map(str, paths)) or 'no path'}: no document there{others}; expected files of known formats"
    raise ConfigError(f"{why or empty}. Nothing was read and nothing written.")


def summed(entries: Sequence[Entry], seconds: float, new: int, passed_over: Mapping[str, int]) -> Summary:
    """The counts of all parts."""
    documents: Counter[str] = Counter()
    rows: Counter[str] = Counter(dict.fromkeys(SCHEMAS, 0))
    spent: Counter[str] = Counter()
    for entry in entries:
        documents.update(entry["documents"])
        rows.update(entry["rows"])
        spent.update(entry["spent"])
    failures = [failure for entry in entries for failure in entry["failures"]][:FAILURES]
    words = sum(entry["n_words"] for entry in entries)
    return Summary(dict(documents), dict(rows), words, seconds, failures, new, dict(passed_over), dict(spent))


def about(job: Job, paths: Sequence[str | Path], summary: Summary) -> dict[str, Any]:
    """What run.json says of a run besides its parts."""
    made = {name: _plain(value) for name, value in job.made.items()}
    arguments = {"paths": [str(path) for path in paths], **asdict(job.arguments)}
    config = {name: block for name, block in job.settings.items() if name != "lines"}
    told = {"backend": current_backend(), "config": config, "arguments": arguments}
    if job.lines:
        told["lines"] = {name: len(lines) for name, lines in job.lines.items()}
    return {**made, **told, "summary": asdict(summary)}


def _plain(value: str) -> Any:
    """A value of the files' metadata, which are strings: JSON there is JSON here."""
    return json.loads(value) if value.startswith("{") else value
