"""Text cut into numbers, words and signs, with offsets; finer than spaCy's tokens ("50bn" is two)."""

import re
from dataclasses import dataclass

_PIECE = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\s]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's pieces in order: as written, in lower case, and their character offsets, end-exclusive."""

    text: str
    word: list[str]
    low: list[str]
    start: list[int]
    end: list[int]

    def __len__(self) -> int:
        return len(self.word)

    def glued(self, i: int) -> bool:
        """Whether piece i follows the one before it with nothing between; False at both ends of the text."""
        return 0 < i < len(self.word) and self.start[i] == self.end[i - 1]

    def at(self, i: int) -> str:
        """Piece i in lower case; empty outside the text."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def is_number(self, i: int) -> bool:
        """Whether piece i is written in digits."""
        return "0" <= self.at(i)[:1] <= "9"


def cut(text: str) -> Pieces:
    """The pieces of a text, in time linear in its length."""
    found = list(_PIECE.finditer(text))
    word = [m.group() for m in found]
    start = [m.start() for m in found]
    return Pieces(text, word, [w.lower() for w in word], start, [s + len(w) for s, w in zip(start, word, strict=True)])
