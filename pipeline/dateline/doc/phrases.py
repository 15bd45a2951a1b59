"""Phrases of several tokens, looked up at a position of a text: the one phrase table of all rooms."""

from collections.abc import Collection, Iterator, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


class PhraseTable(Generic[Value]):
    """Phrases as token sequences with the values that they stand for; the longest one wins."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], list[Value]]]] = {}

    def add(self, tokens: Sequence[str], value: Value) -> None:
        """Keeps one more surface; one that is there already gets a further value."""
        entries = self._by_first.setdefault(tokens[0], [])
        rest = tuple(tokens[1:])
        for known, values in entries:
            if known == rest:
                values.append(value)
                return
        entries.append((rest, [value]))
        entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Sequence[str], i: int) -> Iterator[tuple[int, list[Value]]]:
        """End and values of every surface that starts at token i, longest first."""
        for rest, values in self._by_first.get(words[i], ()):
            end = i + 1 + len(rest)
            if tuple(words[i + 1 : end]) == rest:
                yield end, values

    @property
    def firsts(self) -> Collection[str]:
        """The tokens that surfaces begin with."""
        return self._by_first.keys()

    def find(self, words: Sequence[str], begins: Sequence[int] | None = None) -> Iterator[tuple[int, int, list[Value]]]:
        """Start, end and values of the surfaces of a text, from left to right, the longest one each; none overlap.

        begins: the tokens that begin some surface, in order, where they are known.
        """
        done = 0
        for i in [i for i, word in enumerate(words) if word in self._by_first] if begins is None else begins:
            if i < done:
                continue
            for done, values in self.at(words, i):
                yield i, done, values
                break
