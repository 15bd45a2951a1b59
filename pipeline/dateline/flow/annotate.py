"""Annotating batches of documents: one that fails fails alone, and no Doc outlives its batch."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from spacy.attrs import DEP, ENT_ID, ENT_IOB, ENT_KB_ID, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc

from dateline.doc.make import doc_of
from dateline.flow.clock import Seconds, limit, limited, timed
from dateline.layers.registry import LAYERS
from dateline.reading.decoding import storable
from dateline.reading.documents import Document
from dateline.tables.tabulate import Rows, tabulate

BASE = [TAG, POS, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE, ENT_KB_ID, ENT_ID]  # what the base model says of tokens
KEPT_WORDS = 1 << 16  # of the vocabulary; some 200 bytes each
SENTENCE_ENDS = frozenset(Sentencizer.default_punct_chars)


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


@dataclass(frozen=True)
class Limits:
    """max_chars: what the base model sees at a time; seconds: what a document may take, besides its length.

    own_process: whether a document that no exception stops may end the process.
    """

    max_chars: int
    seconds: float = math.inf
    own_process: bool = False

    def on(self, documents: Sequence[Document]) -> AbstractContextManager[None]:
        """The limit of time on some documents."""
        return self.on_chars(sum(len(document.text) for document in documents))

    def on_chars(self, chars: int) -> AbstractContextManager[None]:
        """The limit of time on so many characters."""
        if math.isinf(self.seconds):
            return nullcontext()
        return limited(limit(self.seconds, chars), own_process=self.own_process)


def annotate(
    nlp: Language, batch: list[Document], limits: Limits, spent: Seconds | None = None
) -> list[tuple[Document, dict[str, Rows]]]:
    """Every document of a batch with the rows of its tables, in order. No Doc leaves the batch.

    spent: where the CPU seconds of each stage are added.
    """
    spent = Counter() if spent is None else spent
    with _zone(nlp, batch, limits.max_chars):
        try:
            with limits.on(batch):
                made = [doc_of(nlp, document) for document in batch if document.status == "ok"]
                docs = iter(annotated(nlp, made, max_chars=limits.max_chars, spent=spent))
                with timed(spent, "tabulate"):
                    return [(d, tabulate(d, next(docs) if d.status == "ok" else None)) for d in batch]
        except Exception:
            # Whatever one document does to the model or to a layer, the others must not pay for it.
            return [_annotate_one(nlp, document, limits, spent) for document in batch]


def _zone(nlp: Language, batch: Sequence[Document], max_chars: int) -> AbstractContextManager[Any]:
    """What a batch is annotated in: a memory zone, so that it leaves no word behind in the vocabulary.

    The words of the first batches do stay, KEPT_WORDS or a few more: most words of later ones are among them, and
    a word costs more to make than to annotate. Batches of one very long document leave nothing.
    """
    is_usual = sum(len(document.text) for document in batch) <= max_chars
    return nullcontext() if is_usual and len(nlp.vocab) < KEPT_WORDS else nlp.memory_zone()


def _annotate_one(
    nlp: Language, document: Document, limits: Limits, spent: Seconds
) -> tuple[Document, dict[str, Rows]]:
    try:
        with limits.on([document]):
            made = [doc_of(nlp, document)] if document.status == "ok" else []
            docs: list[Doc | None] = [*annotated(nlp, made, max_chars=limits.max_chars, spent=spent), None]
            return document, tabulate(document, docs[0])
    except Exception as err:
        return failed(document, err)


def failed(document: Document, err: Exception) -> tuple[Document, dict[str, Rows]]:
    """The document as one that failed, with the rows of such a one."""
    error = storable(f"{document.path}: annotation failed with {type(err).__name__}: {err}")
    lost = replace(document, status="failed", error=error)
    return lost, tabulate(lost, None)


def annotated(nlp: Language, docs: Sequence[Doc], *, max_chars: int, spent: Seconds | None = None) -> list[Doc]:
    """The Docs with what the base model and the layers say of them.

    The base model sees max_chars characters of a Doc at a time, as its memory grows with them; the layers see it whole.
    """
    spent = Counter() if spent is None else spent
    names = [name for name in nlp.pipe_names if name in LAYERS]
    with timed(spent, "base model"):
        if all(_n_chars(doc) <= max_chars for doc in docs):
            docs = list(nlp.pipe(docs, disable=names))
        else:
            docs = [_in_pieces(nlp, doc, max_chars, names) for doc in docs]
    layers: list[tuple[str, Any]] = [(name, nlp.get_pipe(name)) for name in names]
    return [_layered(doc, layers, spent) for doc in docs]


def _layered(doc: Doc, layers: Sequence[tuple[str, Any]], spent: Seconds) -> Doc:
    """The Doc after all layers, one after the other: what they keep of the Doc seen last serves them all."""
    for name, layer in layers:
        with timed(spent, name):
            doc = layer(doc)
    return doc


def _n_chars(doc: Doc) -> int:
    """The length of a Doc's text, in characters."""
    return doc[-1].idx + len(doc[-1]) if len(doc) else 0


def _in_pieces(nlp: Language, doc: Doc, max_chars: int, layers: list[str]) -> Doc:
    with nlp.select_pipes(disable=layers):
        said: list[Any] = [nlp(piece).to_array(BASE) for piece in cut(doc, max_chars)]
    values: Any = np.concatenate(said)
    return doc.from_array(BASE, values)


def cut(doc: Doc, max_chars: int) -> Iterator[Doc]:
    """The Doc in pieces, cut where a paragraph starts; else after a sentence, else between two tokens."""
    start = 0
    while start < len(doc):
        end = _piece_end(doc, start, max_chars)
        tokens = doc[start:end]
        starts: list[bool | int | None] = [token.is_sent_start for token in tokens]
        words, spaces = [token.text for token in tokens], [bool(token.whitespace_) for token in tokens]
        yield Doc(doc.vocab, words=words, spaces=spaces, sent_starts=starts)
        start = end


def _piece_end(doc: Doc, start: int, max_chars: int) -> int:
    """One past the last token of the piece that starts with a token; the piece has one token at least."""
    end, last = start + 1, doc[start].idx + max_chars
    paragraph = sentence = 0
    while end < len(doc) and doc[end].idx + len(doc[end]) <= last:
        if doc[end].is_sent_start:
            paragraph = end
        elif doc[end - 1].text in SENTENCE_ENDS:
            sentence = end
        end += 1
    return end if end == len(doc) else paragraph or sentence or end
