"""The main job on one screen: a corpus in, tidy tables out."""

import hashlib
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

from pipeline.decoding import storable
from pipeline.documents import Document, read
from pipeline.errors import ConfigError, SchemaError
from pipeline.nlp import annotated, load, make_doc, read_config
from pipeline.schema import markdown
from pipeline.tables import SCHEMAS, Rows, tabulate
from pipeline.write import Spill, replace_file, write_json

PACKAGES = ("dateline", "spacy", "dateparser", "quantulum3", "pyarrow", "trafilatura", "htmldate", "ftfy")
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
    progress: Progress = lambda document: None,
) -> Summary:
    """Runs the pipeline over files, folders, globs or "-" and writes one Parquet file a table, README.md and run.json.

    published: the day, ISO 8601, of every document that does not bring its own; not_after: the latest it can be.
    model, config: as `load` takes them; nlp: what `load` gave, to be used instead.
    progress: called for every document done.
    """
    began = time.perf_counter()
    settings = read_config(config)
    nlp = nlp or load(model, config=config)
    folder = output_folder(Path(out))
    tally = Tally()
    documents = read(paths, published=published, not_after=not_after, any_language=any_language)
    with Spill() as spill, threadpool_limits(1, user_api="blas"):
        for batch in batches(documents, settings["run"]["batch_size"], settings["run"]["max_chars"]):
            done = annotate(nlp, batch, max_chars=settings["run"]["max_chars"])
            for document in stored(spill, done):
                tally.add(document)
                progress(document)
        spill.write(folder, metadata=provenance(nlp, settings), row_group=settings["run"]["row_group"])
        counts = {name: spill.count(name) for name in SCHEMAS}
    summary = Summary(dict(tally.status), counts, tally.n_words, time.perf_counter() - began, tally.failures)
    write_readme(folder)
    write_json(
        folder / "run.json",
        {
            **provenance(nlp, settings),
            "config": settings,
            "arguments": {
                "paths": list(paths),
                "published": published,
                "not_after": not_after,
                "any_language": any_language,
            },
            "summary": summary.__dict__,
        },
    )
    return summary


def output_folder(path: Path) -> Path:
    """The folder, made where it is not there. Raises ConfigError where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise ConfigError(f"{path}: {err.strerror}; expected a folder that tables can be written to.") from err
    taken = [path / f"{name}.parquet" for name in SCHEMAS if (path / f"{name}.parquet").is_dir()]
    if taken or not os.access(path, os.W_OK):
        problem = f"{taken[0]}: is a folder" if taken else f"{path}: cannot be written to"
        raise ConfigError(f"{problem}; expected a folder that tables can be written to.")
    return path


class Tally:
    """Counts of what has been done."""

    def __init__(self) -> None:
        self.status: Counter[str] = Counter()
        self.n_words = 0
        self.failures: list[dict[str, str]] = []

    def add(self, document: Document) -> None:
        """Counts one document."""
        self.status[document.status] += 1
        if document.status == "ok":
            self.n_words += document.text.count(" ") + 1
        elif document.status == "failed":
            self.failures.append({"doc_id": document.doc_id, "path": document.path, "error": document.error or ""})


def batches(documents: Iterable[Document], size: int, max_chars: int) -> Iterator[list[Document]]:
    """Runs of documents: at most `size` of them with max_chars characters together; a longer one by itself."""
    batch: list[Document] = []
    n_chars = 0
    for document in documents:
        if batch and (len(batch) == size or n_chars + len(document.text) > max_chars):
            yield batch
            batch, n_chars = [], 0
        batch.append(document)
        n_chars += len(document.text)
    if batch:
        yield batch


def annotate(nlp: Language, batch: list[Document], *, max_chars: int) -> list[tuple[Document, dict[str, Rows]]]:
    """Every document of a batch with the rows of its tables, in order. No Doc leaves the memory zone.

    max_chars: what the base model sees at a time, in characters.
    """
    with nlp.memory_zone():
        try:
            made = [doc_of(nlp, document) for document in batch if document.status == "ok"]
            docs = iter(annotated(nlp, made, max_chars=max_chars))
            return [(d, tabulate(d, next(docs) if d.status == "ok" else None)) for d in batch]
        except Exception:
            # Whatever one document does to the model or to a layer, the others must not pay for it.
            return [_annotate_one(nlp, document, max_chars) for document in batch]


def _annotate_one(nlp: Language, document: Document, max_chars: int) -> tuple[Document, dict[str, Rows]]:
    try:
        docs = annotated(nlp, [doc_of(nlp, document)], max_chars=max_chars) if document.status == "ok" else [None]
        return document, tabulate(document, docs[0])
    except Exception as err:
        return _failed(document, err)


def _failed(document: Document, err: Exception) -> tuple[Document, dict[str, Rows]]:
    error = storable(f"{document.path}: annotation failed with {type(err).__name__}: {err}")
    failed = replace(document, status="failed", error=error)
    return failed, tabulate(failed, None)


def stored(spill: Spill, done: list[tuple[Document, dict[str, Rows]]]) -> list[Document]:
    """Spills the rows of some documents; one whose rows do not fit their schemas fails alone."""
    try:
        spill.add([rows for _, rows in done])
    except SchemaError as err:
        if len(done) == 1:
            return stored(spill, [_failed(done[0][0], err)])
        return [document for one in done for document in stored(spill, [one])]
    return [document for document, _ in done]


def doc_of(nlp: Language, document: Document) -> Doc:
    """The Doc of a document that was read, not yet annotated."""
    return make_doc(
        nlp,
        document.text,
        published=document.published,
        doc_id=document.doc_id,
        publisher=document.publisher,
        regions=document.regions,
    )


def provenance(nlp: Language, settings: dict[str, Any]) -> dict[str, str]:
    """What made the tables, and nothing of the run: package versions, hashes of model weights and config, credits."""
    meaning = {name: part for name, part in settings.items() if name != "run"}  # [run] changes no row
    config = json.dumps(meaning, sort_keys=True).encode()
    return {
        "generator": "Dateline " + version("dateline"),
        "packages": json.dumps({name: version(name) for name in PACKAGES}),
        "model": json.dumps(nlp.meta["dateline"], sort_keys=True),
        "config_sha256": hashlib.sha256(config).hexdigest(),
        "credits": "Places: GeoNames (https://www.geonames.org), CC BY 4.0, modified.",
    }


def write_readme(folder: Path) -> None:
    """Writes the data dictionary beside the tables."""
    text = readme()
    replace_file(folder / "README.md", lambda path: path.write_text(text, encoding="utf-8"))


def readme() -> str:
    """The data dictionary as Markdown."""
    return (
        "# Dateline's tables\n\nGenerated from the schemas by `dateline schema`. All offsets count characters of "
        "`documents.text`, end-exclusive.\n\n" + markdown(SCHEMAS.values())
    )
