"""Parts: what one worker annotates at a time, what a run resumes by, and what a file of a table holds.

Where one part ends and the next begins hangs on the documents themselves, so that a document more or less changes its
own part and leaves the others as they are.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from dateline.reading.records import Record

PAGE_SHARE = 16  # bytes of a page of HTML to one of its article, about
KEY_LENGTH = 16  # hex digits


@dataclass(frozen=True, slots=True)
class Part:
    """Documents of one source that follow each other.

    key: hex digits of all that decides its rows; two parts with one key are the same part. weight: bytes, about.
    """

    key: str
    source: str
    records: tuple[Record, ...]
    weight: int


def cut(records: Iterable[tuple[str, Record]], made: str, size: int) -> Iterator[Part]:
    """The records, which have their ids, each with its source, cut into parts of about so many bytes of text.

    made: what decides rows besides the records. A part has half to twice the size, unless a source ends.
    """
    for source, found in groupby(records, key=lambda pair: pair[0]):
        kept: list[Record] = []
        digests: list[bytes] = []
        weight = 0
        for _, record in found:
            digests.append(_digest(record))
            kept.append(record)
            weight += (own := _weight(record))
            if weight >= 2 * size or (weight >= size // 2 and _ends(digests[-1], own, size)):
                yield Part(_key(digests, made), source, tuple(kept), weight)
                kept, digests, weight = [], [], 0
        if kept:
            yield Part(_key(digests, made), source, tuple(kept), weight)


def heaviest_first(parts: Iterator[Part], ahead: int) -> Iterator[Part]:
    """The parts, always the heaviest of the next few, so that the last ones are light and no process waits long at the
    end; the first one at once."""
    yield from islice(parts, 1)
    known = list(islice(parts, ahead))
    while known:
        known.sort(key=lambda part: part.weight)
        yield known.pop()
        known += islice(parts, 1)


def _key(digests: list[bytes], made: str) -> str:
    return hashlib.sha256(made.encode() + b"\0" + b"".join(digests)).hexdigest()[:KEY_LENGTH]


def _digest(record: Record) -> bytes:
    """The hash of all that a record says; of a file that is not parsed yet its bytes say the rest."""
    place = [record.doc_id, record.path, record.line, record.sha256, record.kind, record.not_after, record.error]
    digest = hashlib.sha256(json.dumps([*place, dict(record.places)], sort_keys=True).encode())
    for name, value in sorted(record.fields.items()):
        said = value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=repr)
        digest.update(f"\0{name}\0{type(value).__name__}\0{len(said)}\0{said}".encode("utf-8", "surrogatepass"))
    return digest.digest()


def _weight(record: Record) -> int:
    if record.raw is not None:
        return len(record.raw) // (PAGE_SHARE if record.kind.startswith(".htm") else 1) + 1
    text = record.fields.get("text")
    return len(text) + 1 if isinstance(text, str) else 1


def _ends(digest: bytes, weight: int, size: int) -> bool:
    """Whether a part that is large enough ends with a document; the longer one is the likelier, so bytes are even."""
    return int.from_bytes(digest[:8], "big") * size < (weight << 64) * 2
