"""The main job on one screen: a corpus in, tidy tables out."""

import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from threadpoolctl import threadpool_limits

from dateline.errors import ConfigError, SchemaError
from dateline.flow.annotate import annotate, batches, failed
from dateline.flow.backend import current_backend
from dateline.flow.load import load, read_config
from dateline.flow.provenance import provenance, run_id
from dateline.reading.clean import clean
from dateline.reading.documents import Document, read
from dateline.reconcile.run import forget, reconcile
from dateline.reconcile.table import CORPUS_SCHEMAS
from dateline.tables.schema import readme
from dateline.tables.tabulate import SCHEMAS, Rows
from dateline.tables.write import Spill, as_json

SHOWN = 3  # faults that are named where nothing could be read
Progress = Callable[[Document], None]


@dataclass(frozen=True)
class Summary:
    """What a run did: numbers of documents by status and of rows by table, words annotated, seconds."""

    documents: dict[str, int]
    rows: dict[str, int]
    n_words: int
    seconds: float
    failures: list[dict[str, str]]


def run(
    paths: Sequence[str],
    out: str | Path = "outputs",
    *,
    published: str | None = None,
    not_after: str | None = None,
    any_language: bool = False,
    model: str | None = None,
    config: Path | None = None,
    nlp: Language | None = None,
    across: bool = True,
    progress: Progress = lambda document: None,
) -> Summary:
    """Runs the pipeline over files, folders, globs or "-" and writes one Parquet file a table, README.md and run.json.

    published: the day, ISO 8601, of every document that does not bring its own; not_after: the latest it can be.
    model, config: as `load` takes them; nlp: what `load` gave, to be used instead.
    across: whether events and figures are reconciled across the documents at the end.
    progress: called for every document done.

    Raises ConfigError, and leaves the folder as it was, where no document was found.
    """
    began = time.perf_counter()
    settings = read_config(config)
    nlp = nlp or load(model, config=config)
    folder = output_folder(Path(out))
    tally = Tally()
    size, max_chars = settings["run"]["batch_size"], settings["run"]["max_chars"]
    documents = clean(read(paths, published=published), not_after=not_after, any_language=any_language)
    with Spill() as spill, threadpool_limits(1, user_api="blas"):
        for batch in batches(documents, size, max_chars):
            for document in stored(spill, annotate(nlp, batch, max_chars=max_chars)):
                tally.add(document)
                progress(document)
        tally.check(paths)
        made = provenance(nlp, settings)
        arguments = {"published": published, "not_after": not_after, "any_language": any_language}
        made["run"] = run_id(made, arguments, iter(tally.read))
        summary = tally.summary({name: spill.count(name) for name in SCHEMAS}, time.perf_counter() - began)
        about = {
            "backend": current_backend(),
            "config": settings,
            "arguments": {"paths": list(paths), **arguments},
            "summary": summary.__dict__,
        }
        texts = {
            "README.md": readme([*SCHEMAS.values(), *CORPUS_SCHEMAS.values()]),
            "run.json": as_json({**made, **about}),
        }
        spill.write(folder, texts, metadata=made, row_group=settings["run"]["row_group"])
    if not across:
        forget(folder)
        return summary
    found = reconcile([folder], folder)
    return replace(summary, rows=summary.rows | found.rows, seconds=summary.seconds + found.seconds)


def output_folder(path: Path) -> Path:
    """The folder, which is made when there is something to write. Raises ConfigError where that could not be done."""
    there = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    taken = [path / f"{name}.parquet" for name in SCHEMAS if (path / f"{name}.parquet").is_dir()]
    if taken:
        problem = f"{taken[0]}: is a folder"
    elif not there.is_dir():
        problem = f"{there}: is no folder"
    elif not os.access(there, os.W_OK | os.X_OK):
        problem = f"{there}: cannot be written to"
    else:
        return path
    raise ConfigError(f"{problem}; expected a folder that tables can be written to.")


class Tally:
    """Counts of what has been done."""

    def __init__(self) -> None:
        self.status: Counter[str] = Counter()
        self.n_words = 0
        self.failures: list[dict[str, str]] = []
        self.read: list[tuple[str, str]] = []

    def add(self, document: Document) -> None:
        """Counts one document."""
        self.status[document.status] += 1
        self.read.append((document.doc_id, document.sha256))
        if document.status == "ok":
            self.n_words += document.text.count(" ") + 1
        elif document.status == "failed":
            self.failures.append({"doc_id": document.doc_id, "path": document.path, "error": document.error or ""})

    def check(self, paths: Sequence[str]) -> None:
        """Raises ConfigError where nothing was read at all, so that no table is replaced by an empty one."""
        if not any(sha256 for _, sha256 in self.read):
            why = "; ".join(failure["error"] for failure in self.failures[:SHOWN])
            empty = f"{', '.join(map(str, paths)) or 'no path'}: no document there; expected files of known formats"
            raise ConfigError(f"{why or empty}. Nothing was read and nothing written.")

    def summary(self, rows: dict[str, int], seconds: float) -> Summary:
        """The counts, with the numbers of rows by table."""
        return Summary(dict(self.status), rows, self.n_words, seconds, self.failures)


def stored(spill: Spill, done: list[tuple[Document, dict[str, Rows]]]) -> list[Document]:
    """Spills the rows of some documents; one whose rows do not fit their schemas fails alone."""
    try:
        spill.add([rows for _, rows in done])
    except SchemaError as err:
        if len(done) == 1:
            return stored(spill, [failed(done[0][0], err)])
        return [document for one in done for document in stored(spill, [one])]
    return [document for document, _ in done]
