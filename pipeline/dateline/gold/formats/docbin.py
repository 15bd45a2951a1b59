"""spaCy's .spacy (DocBin): entities and span groups; msgpack, unpacked by srsly, nothing is executed."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from spacy.tokens import Span as DocSpan

from dateline.errors import GoldError
from dateline.gold.formats.shape import Annotated, Span, read_bytes

SUFFIXES = (".spacy",)
MAX_UNPACKED = 2**30  # bytes


def read(path: Path) -> Iterator[Annotated]:
    """The Docs of a file. A span without a label has that of its group. Raises GoldError where it is no DocBin."""
    raw = read_bytes(path)
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(raw, MAX_UNPACKED)
        if unpacker.unconsumed_tail:
            raise GoldError(f"{path}: unpacks to more than {MAX_UNPACKED // 2**20} MiB.")
        docs = list(DocBin().from_bytes(raw).get_docs(spacy.blank("en").vocab))
    except GoldError:
        raise
    except Exception as err:  # zlib, msgpack, numpy and spaCy each have their own for bytes that are none of theirs
        raise GoldError(f"{path}: no DocBin of spaCy's ({type(err).__name__}).") from err
    for n, doc in enumerate(docs, 1):
        found: list[tuple[DocSpan, str]] = [(ent, ent.label_) for ent in doc.ents]
        for key, group in doc.spans.items():
            found += [(span, span.label_ or str(key)) for span in group]
        seen = dict.fromkeys((s.start_char, s.end_char, label, s.kb_id_) for s, label in found)
        spans = [
            Span(str(i), label, ((start, end),), doc.text[start:end], {"kb_id": kb_id} if kb_id else {})
            for i, (start, end, label, kb_id) in enumerate(seen)
        ]
        yield Annotated(f"{path.stem}-{n}", doc.text, spans, where=f"{path}: Doc {n}")
