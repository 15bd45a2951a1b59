"""What is done with one part, by whichever process or machine: read it, annotate it, write its tables."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.language import Language
from threadpoolctl import threadpool_limits

from dateline.data import adding
from dateline.errors import SchemaError
from dateline.flow.annotate import Limits, annotate, batches, failed
from dateline.flow.clock import Seconds, timed
from dateline.flow.load import assembled
from dateline.flow.parts import Part
from dateline.flow.settings import Job
from dateline.garbage import seldom_collected
from dateline.reading.clean import clean
from dateline.reading.decoding import storable
from dateline.reading.documents import Document, document
from dateline.reading.records import Record
from dateline.storage import Folder, Writer
from dateline.tables.tabulate import SCHEMAS, Rows
from dateline.tables.write import Collected, file_name, parquet

UNKNOWN = "unknown"  # the month of documents whose day of publication is
LOST = "the process that annotated it died, when it was annotated alone too; it may need more memory than there is"


@dataclass(frozen=True)
class Done:
    """What a part has given: numbers of documents by status and of rows by table, words, faults, CPU seconds by stage.

    months: of publication, where the data set is partitioned by them.
    """

    key: str
    source: str
    documents: dict[str, int]
    rows: dict[str, int]
    n_words: int
    failures: list[dict[str, str]]
    spent: dict[str, float]
    months: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[str]:
        """The files that it has written."""
        return [file_name(name, self.key, month) for name in SCHEMAS for month in self.months or [""]]


@dataclass(frozen=True, slots=True)
class Step:
    """Some documents that are done: how many, how many of them failed, and their words; or how far the run is.

    share: of the input, that is done; total: documents there are. None where it is not known.
    """

    documents: int = 0
    failed: int = 0
    words: int = 0
    share: float | None = None
    total: int | None = None


Report = Callable[[Step], None]


@cache
def language(model: str | None, settings: str) -> Language:
    """The Language of a process, loaded once; settings: the config as JSON."""
    return assembled(model, json.loads(settings))


def loaded(job: Job) -> Language:
    """The Language that a job needs."""
    return language(job.model, json.dumps(job.settings))


def annotate_part(
    nlp: Language,
    job: Job,
    part: Part,
    report: Report,
    *,
    lost: frozenset[int] = frozenset(),
    own_process: bool = False,
) -> Done:
    """Annotates a part and writes its tables, which only count when the part is in the manifest.

    lost: numbers of the documents that are to be failed ones, as no process survives them.
    """
    spent: Seconds = Counter()
    counts: Counter[str] = Counter()
    found, failures, months = Collected(), [], {}
    words = 0
    for one in _annotated(nlp, job, part.records, found, spent, lost, own_process):
        counts[one.status] += 1
        n_words = one.text.count(" ") + 1 if one.status == "ok" else 0
        words += n_words
        if one.status == "failed":
            failures.append({"doc_id": one.doc_id, "path": one.path, "error": one.error or ""})
        months[one.doc_id] = (one.published or UNKNOWN)[: len("2025-06")]
        report(Step(1, one.status == "failed", n_words))
    by_month = sorted(set(months.values())) if job.arguments.partition_by else []
    with timed(spent, "write"):
        Folder(job.out).write(_files(job, part.key, found, months, by_month))
    rows = {name: found.count(name) for name in SCHEMAS}
    return Done(part.key, part.source, dict(counts), rows, words, failures, dict(spent), by_month)


def try_part(nlp: Language, job: Job, records: Sequence[Record], report: Report) -> None:
    """Annotates records for nothing, to see whether the process survives them."""
    for _ in _annotated(nlp, job, records, Collected(), Counter(), frozenset(), True):
        report(Step())


def _annotated(
    nlp: Language,
    job: Job,
    records: Sequence[Record],
    found: Collected,
    spent: Seconds,
    lost: frozenset[int],
    own_process: bool,
) -> Iterator[Document]:
    run = job.settings["run"]
    limits = Limits(run["max_chars"], run["seconds"], own_process)
    documents = (_read(job, record, number in lost, limits, spent) for number, record in enumerate(records))
    with threadpool_limits(1, user_api="blas"), seldom_collected():
        for batch in batches(documents, run["batch_size"], limits.max_chars):
            yield from collected(found, annotate(nlp, batch, limits, spent))


def _read(job: Job, record: Record, lost: bool, limits: Limits, spent: Seconds) -> Document:
    """The clean document of a record; a failed one where no process survives it, or whatever it does to the readers."""
    arguments, error = job.arguments, f"{record.place()}: annotation failed: {LOST}"
    try:
        with timed(spent, "read"), limits.on_chars(len(record.raw or "")):
            if not lost:
                one = document(record, arguments.published)
                with adding(job.lines):
                    return next(clean([one], not_after=arguments.not_after, any_language=arguments.any_language))
    except Exception as err:
        error = f"{record.place()}: reading failed with {type(err).__name__}: {err}"
    return Document(record.doc_id, storable(record.path), record.sha256, status="failed", error=storable(error))


def collected(found: Collected, done: list[tuple[Document, dict[str, Rows]]]) -> list[Document]:
    """Collects the rows of some documents; one whose rows do not fit their schemas fails alone."""
    try:
        found.add([rows for _, rows in done])
    except SchemaError as err:
        if len(done) == 1:
            return collected(found, [failed(done[0][0], err)])
        return [document for one in done for document in collected(found, [one])]
    return [document for document, _ in done]


def _files(job: Job, key: str, found: Collected, months: dict[str, str], by_month: list[str]) -> dict[str, Writer]:
    """What writes each file of a part: one a table, or one a table and month."""
    files = {}
    metadata = {**job.made, "run": key}
    for name, schema in SCHEMAS.items():
        for month in by_month or [""]:
            wanted = frozenset(doc_id for doc_id, of in months.items() if of == month) if month else None
            table = map(found.table, [name], [wanted])  # made when it is written, so that one is held at a time
            files[file_name(name, key, month)] = parquet(table, schema, metadata, job.settings["run"]["row_group"])
    return files
