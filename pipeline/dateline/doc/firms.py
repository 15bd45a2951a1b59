"""Firms whose name may be a place's, told by their shares: "shares in Brightwater fell".

Places and actors ask alike, so that no word is a firm to the one and a place to the other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.data import cached, read_jsonl
from dateline.doc.predicates import PROPER_NOUNS
from dateline.doc.tokens import Tokens

_NAME = 3  # words of a firm's name
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shares:
    """Words of what is held of a firm, and those between them and its name."""

    nouns: frozenset[str]
    prepositions: frozenset[str]


def _read() -> Shares:
    rows = {row["id"]: frozenset(row["words"]) for row in read_jsonl("shared/firms.jsonl")}
    return Shares(rows["firms/held"], rows["firms/joints"])


shares: Callable[[], Shares] = cached(_read)
"""The words of what is held of a firm, from models/."""


def firms_like_places(tokens: Tokens) -> list[Range]:
    """Names behind "shares in", and the same names wherever they stand alone, as tokens [start, end), in order."""
    names = {tuple(tokens.text[start:end]) for start, end in _held(tokens)}
    firsts = {name[0] for name in names}
    found = []
    for i, word in enumerate(tokens.text) if names else ():
        if word in firsts and not _capital(tokens, i - 1):
            end = _end(tokens, i)
            if tuple(tokens.text[i:end]) in names:
                found.append((i, end))
    return found


def _held(tokens: Tokens) -> Iterator[Range]:
    known = shares()
    for i in range(1, len(tokens.text) - 1):
        if tokens.lower[i] in known.prepositions and tokens.lower[i - 1] in known.nouns:
            end = _end(tokens, i + 1)
            if end > i + 1:
                yield i + 1, end


def _end(tokens: Tokens, start: int) -> int:
    """One past the capitalised words from a token on; a name that is longer than a firm's has none."""
    end = start
    while _capital(tokens, end):
        end += 1
    return end if end - start <= _NAME else start


def _capital(tokens: Tokens, i: int) -> bool:
    return 0 <= i < len(tokens.text) and tokens.capital[i] and tokens.tag[i] in PROPER_NOUNS and not _is_day(tokens, i)


def _is_day(tokens: Tokens, i: int) -> bool:
    entity = tokens.entity_at.get(i)
    return entity is not None and entity.label == "DATE"
