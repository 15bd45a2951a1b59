"""Phrases of several tokens, looked up at a position of a text: the one phrase table of all rooms."""

from collections.abc import Collection, Iterator, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


Entries = list[tuple[tuple[str, ...], list[Value]]]


class PhraseTable(Generic[Value]):
    """Phrases as token sequences with the values that they stand for; the longest one wins.

    backwards: whether they are looked up by where they end, too.
    """

    def __init__(self, *, backwards: bool = False) -> None:
        self._by_first: dict[str, Entries[Value]] = {}
        self._by_last: dict[str, Entries[Value]] | None = {} if backwards else None

    def add(self, tokens: Sequence[str], value: Value) -> None:
        """Keeps one more surface; one that is there already gets a further value."""
        _keep(self._by_first.setdefault(tokens[0], []), tuple(tokens[1:]), value)
        if self._by_last is not None:
            _keep(self._by_last.setdefault(tokens[-1], []), tuple(tokens[:-1]), value)

    def at(self, words: Sequence[str], i: int) -> Iterator[tuple[int, list[Value]]]:
        """End and values of every surface that starts at token i, longest first."""
        for rest, values in self._by_first.get(words[i], ()):
            end = i + 1 + len(rest)
            if tuple(words[i + 1 : end]) == rest:
                yield end, values

    def ending(self, words: Sequence[str], end: int) -> Iterator[tuple[int, list[Value]]]:
        """Start and values of every surface that ends right before token `end`, longest first.

        Raises TypeError where the table is not one that can be read backwards.
        """
        if self._by_last is None:
            raise TypeError("This PhraseTable is not read backwards: PhraseTable(backwards=True).")
        for rest, values in self._by_last.get(words[end - 1], ()) if 0 < end <= len(words) else ():
            start = end - 1 - len(rest)
            if start >= 0 and tuple(words[start : end - 1]) == rest:
                yield start, values

    def longest(self, words: Sequence[str], i: int) -> tuple[int, Value] | None:
        """End and first value of the longest surface that starts at token i; None beside and behind the text too."""
        found = next(self.at(words, i), None) if 0 <= i < len(words) else None
        return None if found is None else (found[0], found[1][0])

    def longest_ending(self, words: Sequence[str], end: int) -> tuple[int, Value] | None:
        """Start and first value of the longest surface that ends right before token `end`."""
        found = next(self.ending(words, end), None)
        return None if found is None else (found[0], found[1][0])

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


def _keep(entries: Entries[Value], rest: tuple[str, ...], value: Value) -> None:
    for known, values in entries:
        if known == rest:
            values.append(value)
            return
    entries.append((rest, [value]))
    entries.sort(key=lambda entry: -len(entry[0]))
