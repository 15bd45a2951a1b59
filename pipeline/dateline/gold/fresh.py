"""The tables of gold documents and cases as the pipeline makes them now, without files."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from dateline.data import adding
from dateline.doc.make import make_doc
from dateline.errors import GoldError
from dateline.flow.annotate import Limits, annotate
from dateline.flow.config import read_config
from dateline.gold import claims
from dateline.gold.annotations import GoldDocument
from dateline.layers.registry import LAYERS, OWN_LINES, layers
from dateline.reading.clean import clean
from dateline.reading.documents import Document, read
from dateline.reading.regions import regions
from dateline.tables.tabulate import Rows, layer_rows

ByLayer = dict[str, dict[str, list[dict[str, Any]]]]


def rows_of(nlp: Language, gold: Sequence[GoldDocument], files: Sequence[Path]) -> ByLayer:
    """The rows by layer and document, from each gold file's title, text and day of publication alone.

    Raises GoldError where what is read of a file is not the text that its gold stands on.
    """
    documents = []
    for one, file in zip(gold, files, strict=True):
        with adding(nlp.meta.get(OWN_LINES, {})):
            document = next(clean(read([str(file)])))
        if document.text != one.text:
            raise GoldError(f"{file}: read as input its text is another: {document.text[:80]!r}; give the title in it.")
        documents.append(document)
    found: ByLayer = {layer.name: {} for layer in layers(in_gold=True)}
    for one, (done, tables) in zip(gold, annotated(nlp, documents), strict=True):
        if done.status != "ok":
            raise GoldError(f"{one.doc_id}: {done.status}: {done.error or done.language}.")
        for layer in found:
            found[layer][one.doc_id] = tables[layer]
        if "claims" in found:
            found["claims"][one.doc_id] = claims.predictions(
                tables["claims"], tables["claim_args"], tables["quantities"]
            )
    return found


def annotated(nlp: Language, documents: list[Document]) -> Iterator[tuple[Document, Mapping[str, Rows]]]:
    """Each document with the rows of its tables, days as ISO 8601."""
    yield from annotate(nlp, documents, Limits(read_config()["run"]["max_chars"]))


def tables_of(nlp: Language, sentences: Sequence[tuple[str, str | None]]) -> list[dict[str, Rows]]:
    """The rows of every table for each sentence with its day of publication; its document is called "d"."""
    with adding(nlp.meta.get(OWN_LINES, {})):
        made = [make_doc(nlp, text, published=day, doc_id="d", regions=regions(text)) for text, day in sentences]
    return [
        {name: rows for layer in LAYERS for name, rows in layer_rows(doc, layer, text).items()}
        for (text, _), doc in zip(sentences, nlp.pipe(made), strict=True)
    ]
