"""What could be a date: the matches of all patterns, and the slots that each of them fills."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.attrs import ORTH
from spacy.tokens import Doc

from dateline.layers.dates.lexicon import Lexicon, number, spelled_year
from dateline.layers.dates.lists import Slot, items, shared
from dateline.layers.dates.patterns import NONE, Alphabet, Pattern, compiled, literals
from dateline.layers.dates.slots import Frame, Value, frame_of

_CODES = 1 << 15  # words whose character is remembered
_RUNS = 1 << 14  # runs of words of time whose matches are remembered
NUMERIC = (
    "N0", "N12", "N24", "N31", "N99", "YEAR", "NUMBER", "DIGIT", "TEEN", "TENS", "BIG", "COUPLE", "VAGUE", "VAGUES",
    "FRACTION", "ORD", "ORDINAL", "WEEKDAY", "WDABBR",
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A pattern, the tokens [start, end) that it covers, and its slots as (group, start, end)."""

    pattern: Pattern
    start: int
    end: int
    slots: tuple[Slot, ...]

    @property
    def names(self) -> set[str]:
        """The slots that the text fills."""
        return {_base(group) for group, _, _ in self.slots}

    def parts(self) -> list["Candidate"]:
        """The candidate itself, or the mentions that it is: "June 2" and "4" in "June 2-4"."""
        if self.pattern.listed:
            return self._listed()
        pair = [s for s in self.slots if _base(s[0]) == self.pattern.second]
        if not pair:
            return [self]
        opening = pair[-1]
        before = [s for s in self.slots if s[1] < opening[1]]
        after = [s for s in self.slots if s[1] >= opening[1]]
        shared = [s for s in after if s != opening or self.pattern.then != self.pattern.reading]
        return [
            Candidate(self.pattern, self.start, max(s[2] for s in before), _with(before, shared)),
            Candidate(replace(self.pattern, reading=self.pattern.then), opening[1], self.end, _with(after, before)),
        ]

    def _listed(self) -> list["Candidate"]:
        """The days of a list: its first begins, and its last ends, where the list does."""
        month_first = self.pattern.listed == "month"
        listed = items(self.slots, _base, month_first=month_first)
        starts = [self.start, *(item[0][1] for item in listed[1:])]
        ends = [*(max(s[2] for s in item) for item in listed[:-1]), self.end]
        others = (shared(listed, n, _base, month_first=month_first) for n in range(len(listed)))
        return [
            Candidate(self.pattern, start, end, _with(item, more))
            for start, end, item, more in zip(starts, ends, listed, others, strict=True)
        ]

    def moved(self, by: int) -> "Candidate":
        """The same candidate so many tokens on."""
        slots = tuple((group, i + by, j + by) for group, i, j in self.slots)
        return Candidate(self.pattern, self.start + by, self.end + by, slots)


def _base(group: str) -> str:
    return group.partition("__")[0]


def _with(own: Sequence[Slot], others: Iterable[Slot]) -> tuple[Slot, ...]:
    """A mention's own slots, with those that it lacks from the other mention of a pair."""
    names = {_base(s[0]) for s in own}
    return (*own, *(s for s in others if _base(s[0]) not in names))


Found = tuple[tuple[Candidate, ...], ...]


class Grammar:
    """The patterns over the classes of a lexicon."""

    def __init__(self, entries: Sequence[Mapping[str, Any]], words: Iterable[Mapping[str, Any]]) -> None:
        self.lexicon = Lexicon(words, literals=literals(entries))
        self.alphabet = Alphabet(self.lexicon)
        self.patterns = compiled(entries, self.alphabet)
        self._starting = {c: [p for p in self.patterns if c in p.starts] for c in self.alphabet.characters.values()}
        self._codes: dict[int, str] = {}
        self._runs: dict[str, Found] = {}

    def __getstate__(self) -> dict[str, Any]:
        """The grammar without what it remembers."""
        return vars(self) | {"_codes": {}, "_runs": {}}

    def candidates(self, doc: Doc) -> Iterator[list[Candidate]]:
        """For every token that a match begins with, from left to right: its matches, the longest first.

        Of equally long ones that of the earlier pattern is first.
        """
        for run in re.finditer(rf"[^{NONE}]+", self._coded(doc)):
            for found in self._run(run[0]):
                yield [candidate.moved(run.start()) for candidate in found]

    def frame(self, candidate: Candidate, doc: Doc) -> Frame:
        """The slots of a candidate with their values, of one slot's groups the first."""
        found: dict[str, Value] = dict(candidate.pattern.given)
        for group, start, end in candidate.slots:
            value = candidate.pattern.values.get(group)
            texts = [doc[i].text for i in range(start, end)]
            found.setdefault(_base(group), self._worth(group, texts) if value is None else value)
        return frame_of(found)

    def _coded(self, doc: Doc) -> str:
        """A character a token."""
        codes = self._codes
        if len(codes) > _CODES:
            codes.clear()
        orths = doc.to_array(ORTH).tolist()
        for orth in set(orths).difference(codes):
            codes[orth] = self.alphabet.code(doc.vocab.strings[orth])
        return "".join([codes[orth] for orth in orths])

    def _run(self, codes: str) -> Found:
        """The matches in a run of words of time, by the word that they begin with."""
        found = self._runs.get(codes)
        if found is None:
            if len(self._runs) > _RUNS:
                self._runs.clear()
            at = (sorted(self._at(codes, i), key=lambda c: -c.end) for i in range(len(codes)))
            found = self._runs[codes] = tuple(tuple(candidates) for candidates in at if candidates)
        return found

    def _at(self, codes: str, at: int) -> list[Candidate]:
        found = []
        for pattern in self._starting[codes[at]]:
            m = pattern.regex.match(codes, at)
            if m and m.end() > at:
                slots = ((group, *m.span(group)) for group, text in m.groupdict().items() if text)
                found.append(Candidate(pattern, at, m.end(), tuple(slots)))
        return found

    def _worth(self, group: str, texts: Sequence[str]) -> Value:
        name = _base(group)
        if name == "holiday":
            return " ".join(texts).lower().replace("’", "'")
        if name == "spelled":
            return spelled_year(self._numbers(texts))
        known = self.lexicon.classes(texts[0]) if len(texts) == 1 else {}
        own = known.get(name.upper(), known.get(name.upper().removeprefix("LAST")))
        return number(self._numbers(texts)) if own is None else own

    def _numbers(self, texts: Sequence[str]) -> list[Value]:
        classes = (self.lexicon.classes(t) for t in texts)
        return [found[name] for found in classes for name in NUMERIC if name in found]
