"""CoNLL-2003: a token a line, its name tag in the last column; -DOCSTART- parts documents, an empty line sentences.

The columns do not hold the text: tokens are parted by one space, sentences by a line end.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import GoldError
from dateline.gold.formats.columns import Token, tagged
from dateline.gold.formats.shape import Annotated, Span, read_utf8

SUFFIXES = (".conll", ".txt", ".iob", ".bio", ".tsv")
_TAG = re.compile(r"O|[BIESLU]-\S+")


def read(path: Path) -> Iterator[Annotated]:
    """The documents of a file. Raises GoldError with its line where the last column is no tag."""
    text, n = "", 0
    tokens: list[Token] = []
    spans: list[Span] = []
    for number, line in enumerate([*read_utf8(path).removeprefix("\ufeff").splitlines(), "-DOCSTART-"], 1):
        columns = line.split()
        if columns and columns[0] != "-DOCSTART-":
            if len(columns) < 2 or not _TAG.fullmatch(columns[-1]):
                raise GoldError(f"{path}:{number}: expected a token and, last, its tag, got {line[:60]!r}.")
            text += " " if tokens else "\n" if text else ""
            tokens.append(((len(text), len(text) + len(columns[0])), columns[-1]))
            text += columns[0]
            continue
        spans += _spans(text, tokens, len(spans))
        tokens = []
        if columns and text:
            n += 1
            yield Annotated(f"{path.stem}-{n}", text, spans, where=f"{path}:{number}")
            text, spans = "", []


def _spans(text: str, tokens: list[Token], first: int) -> list[Span]:
    found = enumerate(tagged(tokens), first)
    return [Span(str(n), label, (at,), text[slice(*at)]) for n, (at, label) in found]
