"""The spaCy Language: a base model and one component a layer; and the Doc of an article."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from confection import Config
from spacy.attrs import DEP, ENT_ID, ENT_IOB, ENT_KB_ID, ENT_TYPE, HEAD, IDX, LEMMA, MORPH, ORTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from pipeline.attributes import quicken
from pipeline.clean import Region, paragraphs
from pipeline.data import models_dir, read_jsonl
from pipeline.errors import ModelError
from pipeline.spans import VALUES

BASE = [TAG, POS, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE, ENT_KB_ID, ENT_ID]  # what the base model says of tokens
SENTENCE_ENDS = frozenset(Sentencizer.default_punct_chars)
ANNOTATED = frozenset({"title", "dateline", "body"})
# Words with single spaces between them. What is longer than any word is parted, as the tokenizer would take its time.
_PIECE = re.compile(r"\S{1,200}+(?!\S)(?: \S{1,200}+(?!\S))*|\w+(?:[^\w\s'’]\w+)*|[^\w\s]{1,20}")


def read_config(path: Path | None = None) -> dict[str, Any]:
    """The pipeline's settings: models/config.cfg, or the file given."""
    config: dict[str, Any] = Config().from_disk(path or models_dir() / "config.cfg")
    return config


def load(model: str | None = None, *, config: Path | None = None) -> Language:
    """The Language: the base model (the pinned one, or any English spaCy pipeline) with one component a layer.

    Raises ModelError where the model is not installed, is not English, or is the pinned one with other weights.
    """
    settings = read_config(config)
    set_current_ops(NumpyOps(use_blis=settings["base"]["use_blis"]))
    base = model or settings["base"]["model"]
    nlp = _load_base(base)
    digest = weights_sha256(nlp)
    if model is None and digest != settings["base"]["sha256"]:
        raise ModelError(f"Model {base}: weights are {digest}, expected {settings['base']['sha256']}; reinstall it.")
    quicken(nlp)
    _keep_abbreviations(nlp)
    _part_numbers(nlp)
    nlp.meta["dateline"] = {"base": base, "sha256": digest}
    for name in settings["pipeline"]["layers"]:
        block = dict(settings["components"].get(name, {}))
        nlp.add_pipe(block.pop("factory", name), name=name, config=block)
    nlp.max_length = settings["pipeline"]["max_length"]
    return nlp


def _load_base(base: str) -> Language:
    try:
        nlp = spacy.load(base)
    except OSError as err:
        raise ModelError(f"Model {base!r} cannot be loaded ({err}); expected an installed spaCy pipeline.") from err
    if nlp.lang != "en":
        raise ModelError(f"Model {base!r} is for language {nlp.lang!r}, expected an English pipeline.")
    lacking = {"parser", "ner"} - set(nlp.pipe_names)
    if lacking:
        raise ModelError(
            f"Model {base!r} lacks {sorted(lacking)}; Dateline needs a parser and a named entity recogniser."
        )
    return nlp


def _keep_abbreviations(nlp: Language) -> None:
    """Keeps the full stop of "Brig." with its word, or a sentence would end there; lexicon/abbreviations.jsonl."""
    tokenizer: Any = nlp.tokenizer
    for entry in read_jsonl("lexicon/abbreviations.jsonl"):
        for word in entry["words"]:
            tokenizer.add_special_case(word, [{ORTH: word}])


def _part_numbers(nlp: Language) -> None:
    """Parts the numbers of "307-for-307" and "magnitude-6.1" from their words, as the tokenizer parts "21-year-old"."""
    tokenizer: Any = nlp.tokenizer
    known: str = tokenizer.infix_finditer.__self__.pattern
    tokenizer.infix_finditer = re.compile(rf"{known}|(?<=-for)-(?=[0-9])|(?<=agnitude)-(?=[0-9])").finditer


def weights_sha256(nlp: Language) -> str:
    """The sha256 over the weights of a loaded pipeline: every component's `model` file, in order of its name."""
    digest = hashlib.sha256()
    if nlp.path is not None:
        for file in sorted(Path(nlp.path).glob("*/model")):
            digest.update(file.parent.name.encode() + file.read_bytes())
    return digest.hexdigest()


def make_doc(
    nlp: Language,
    text: str,
    *,
    published: str | None = None,
    doc_id: str = "",
    publisher: str | None = None,
    regions: Sequence[Region] | None = None,
) -> Doc:
    """The Doc of an article, not yet annotated: pass it to `nlp(doc)` or `nlp.pipe`.

    It holds the title, dateline and body only, white space runs as one space; a sentence starts at every paragraph;
    `spans.text_span` leads back to `text`. published: ISO 8601 day that relative dates count from, or None.
    """
    kept = [r for r in regions if r.kind in ANNOTATED] if regions is not None else [Region(0, len(text), "body", None)]
    pieces = [(r, m.start(), m.end()) for r in kept for m in _PIECE.finditer(text, r.start, r.end)]
    doc = nlp.make_doc(" ".join(text[start:end] for _, start, end in pieces))
    in_doc, at = [], 0
    for _, start, end in pieces:
        in_doc.append(at)
        at += end - start + 1
    doc._.doc_id, doc._.published, doc._.publisher = doc_id, published, publisher
    doc._.offsets = (in_doc, [start for _, start, _ in pieces]) if pieces else None
    doc._.regions = _region_starts(pieces, in_doc)
    doc._.paragraphs = _start_paragraphs(doc, {start for start, _ in paragraphs(text)})
    return doc


def _region_starts(pieces: list[tuple[Region, int, int]], in_doc: list[int]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    last = None
    for (region, start, end), at in zip(pieces, in_doc, strict=True):
        if region is last:
            found[-1] = (found[-1][0], at + end - start, region.kind)
        else:
            found.append((at, at + end - start, region.kind))
        last = region
    return found


def _start_paragraphs(doc: Doc, starts: set[int]) -> list[int]:
    """Makes a sentence start where a paragraph or a region does; the token indices of the paragraphs' starts."""
    if doc._.offsets is None:
        return []
    at = {d for d, t in zip(*doc._.offsets, strict=True) if t in starts}
    edges = at | {start for start, _, _ in doc._.regions}
    tokens: list[int] = doc.to_array(IDX).tolist()
    begins: Any = np.array([[char in edges] for char in tokens], dtype="uint64")
    doc.from_array([SENT_START], begins)
    return [i for i, char in enumerate(tokens) if char in at]


def annotated(nlp: Language, docs: Sequence[Doc], *, max_chars: int) -> list[Doc]:
    """The Docs with what the base model and the layers say of them.

    The base model sees max_chars characters of a Doc at a time, as its memory grows with them; the layers see it whole.
    """
    if all(len(doc.text) <= max_chars for doc in docs):
        return list(nlp.pipe(docs))
    return [_annotated_in_pieces(nlp, doc, max_chars) for doc in docs]


def _annotated_in_pieces(nlp: Language, doc: Doc, max_chars: int) -> Doc:
    layers = [name for name in nlp.pipe_names if name in VALUES]
    with nlp.select_pipes(disable=layers):
        said: list[Any] = [nlp(piece).to_array(BASE) for piece in cut(doc, max_chars)]
    values: Any = np.concatenate(said)
    doc.from_array(BASE, values)
    with nlp.select_pipes(enable=layers):
        return nlp(doc)


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
