"""What every annotation tool's export comes down to: texts with labelled spans and relations between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import GoldError

Range = tuple[int, int]

OF_WORDS = frozenset({
    "Token", "Sentence", "Lemma", "Stem", "POS", "MorphologicalFeatures", "SurfaceForm",
    "DocumentMetaData", "DocumentAnnotation", "TagsetDescription",
})  # fmt: skip
"""Types of DKPro, which INCEpTION exports besides its user's own, that are of words and files: no gold."""

MAX_BYTES = 256 * 2**20  # of a file; nobody annotates more by hand, and what is larger is no export


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of text. pieces: its ranges as the tool counts, more than one where it is discontinuous.

    text: what the tool says stands there, pieces parted by a space; None where it does not say.
    """

    id: str
    label: str
    pieces: tuple[Range, ...]
    text: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Its first character."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class Relation:
    """A labelled arc from one span to another, by their ids."""

    label: str
    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text as a tool gives it, its mark of byte order included. where: file and line, for errors."""

    doc_id: str
    text: str
    spans: Sequence[Span]
    relations: Sequence[Relation] = ()
    published: str | None = None
    title: str | None = None
    where: str = ""


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises GoldError where it is missing or larger than any export is."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GoldError(f"{path}: larger than {MAX_BYTES // 2**20} MiB; split the export.")
        return path.read_bytes()
    except OSError as err:
        raise GoldError(f"{path}: {err.strerror}.") from err


def read_utf8(path: Path) -> str:
    """A file's text, line ends and mark of byte order as they are. Raises GoldError where it is no UTF-8."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as err:
        raise GoldError(f"{path}: byte {err.start} is no UTF-8; save the file as UTF-8.") from err
