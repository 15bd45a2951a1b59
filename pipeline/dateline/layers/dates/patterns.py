"""Patterns over token classes: a text becomes one character a token, a pattern a regular expression over them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from dateline.errors import ConfigError
from dateline.layers.dates.lexicon import Lexicon, Value
from dateline.layers.dates.numbers import number, spelled_year

NONE = " "
_PIECE = re.compile(r"[()|?]|[^\s()|?]+")
_CLASS = re.compile(r"[A-Z][A-Z0-9]*")
_PRIVATE = 0xE000  # the first of 6,400 private-use characters: one for every set of classes
NUMERIC = (
    "N0", "N12", "N24", "N31", "N99", "YEAR", "NUMBER", "DIGIT", "TEEN", "TENS", "BIG", "COUPLE", "VAGUE", "VAGUES",
    "FRACTION", "ORD", "ORDINAL", "WEEKDAY", "WDABBR",
)  # fmt: skip
_CONTEXT = ("after", "not_after", "before", "not_before")


@dataclass(frozen=True)
class Rule:
    """One pattern of models/patterns/dates.jsonl, ready to match.

    starts: the characters it can begin with; values: what macros with a value of their own are worth, by group;
    guard: the check on the sentence that it must pass; ask: what dateparser is asked for; second: the slot that a
    second mention opens with ("June 2" and "4" in "June 2-4"); then: the reading of that mention, where it is another;
    given: slots that it sets.
    """

    id: str
    reading: str
    regex: re.Pattern[str]
    starts: frozenset[str]
    values: Mapping[str, Value]
    guard: str
    ask: str
    second: str
    then: str
    given: Mapping[str, Value]


Slot = tuple[str, int, int]  # group, first token, one past the last


@dataclass(frozen=True)
class Match:
    """A rule, the tokens [start, end) that it covers, and its slots as (group, start, end)."""

    rule: Rule
    start: int
    end: int
    slots: tuple[Slot, ...]

    def parts(self) -> list["Match"]:
        """The match itself, or the two mentions that it is."""
        pair = [s for s in self.slots if _base(s[0]) == self.rule.second]
        if not pair:
            return [self]
        opening = pair[-1]
        before = [s for s in self.slots if s[1] < opening[1]]
        after = [s for s in self.slots if s[1] >= opening[1]]
        told = [s for s in after if s != opening or self.rule.then != self.rule.reading]
        return [
            Match(self.rule, self.start, max(s[2] for s in before), _with(before, told)),
            Match(replace(self.rule, reading=self.rule.then), opening[1], self.end, _with(after, before)),
        ]

    def moved(self, by: int) -> "Match":
        """The same match so many tokens on."""
        slots = tuple((group, i + by, j + by) for group, i, j in self.slots)
        return Match(self.rule, self.start + by, self.end + by, slots)


def _base(group: str) -> str:
    return group.partition("__")[0]


def _with(own: Sequence[Slot], others: Iterable[Slot]) -> tuple[Slot, ...]:
    """A mention's own slots, with those that it lacks from the other mention of a pair."""
    names = {_base(s[0]) for s in own}
    return (*own, *(s for s in others if _base(s[0]) not in names))


class Grammar:
    """Rules compiled over the classes of a lexicon."""

    def __init__(self, entries: Sequence[Mapping[str, Any]], words: Iterable[Mapping[str, Any]]) -> None:
        self.macros = {e["macro"]: e for e in entries if "macro" in e}
        self.lexicon = Lexicon(words, literals={w for e in entries for w in _literals(e)})
        sets = sorted(self.lexicon.class_sets(), key=sorted)
        self.chars = {s: chr(_PRIVATE + n) for n, s in enumerate(sets)}
        self.rules = [self._rule(e) for e in entries if "macro" not in e]
        self._starting = {c: [r for r in self.rules if c in r.starts] for c in self.chars.values()}
        self.island = lru_cache(maxsize=65536)(self._island)

    def __getstate__(self) -> dict[str, Any]:
        """The grammar without what it remembers, which cannot be pickled."""
        return {name: value for name, value in vars(self).items() if name != "island"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.island = lru_cache(maxsize=65536)(self._island)

    def code(self, text: str) -> str:
        """The character that stands for a token."""
        classes = self.lexicon.classes(text)
        return self.chars[frozenset(classes)] if classes else NONE

    def matches(self, codes: str) -> Iterator[list[Match]]:
        """For every token that a match begins with, from left to right: its matches, the longest first.

        Of equally long ones that of the earlier rule is first.
        """
        for run in re.finditer(rf"[^{NONE}]+", codes):
            for found in self.island(run[0]):
                yield [m.moved(run.start()) for m in found]

    def frame(self, match: Match, word: Callable[[int], str]) -> dict[str, Value]:
        """The slots of a match with their values, of one slot's groups the first; word: the text of a token."""
        found: dict[str, Value] = dict(match.rule.given)
        for group, start, end in match.slots:
            texts = [word(i) for i in range(start, end)]
            value = match.rule.values.get(group)
            found.setdefault(_base(group), self._worth(group, texts) if value is None else value)
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

    def _island(self, codes: str) -> tuple[tuple[Match, ...], ...]:
        found = (sorted(self._at(codes, at), key=lambda m: -m.end) for at in range(len(codes)))
        return tuple(tuple(ms) for ms in found if ms)

    def _at(self, codes: str, at: int) -> list[Match]:
        found = []
        for rule in self._starting[codes[at]]:
            m = rule.regex.match(codes, at)
            if m and m.end() > at:
                slots = ((group, *m.span(group)) for group, text in m.groupdict().items() if text)
                found.append(Match(rule, at, m.end(), tuple(slots)))
        return found

    def _rule(self, entry: Mapping[str, Any]) -> Rule:
        missing = {"id", "reading", "pattern", "example"} - entry.keys()
        if missing:
            raise ConfigError(f"Pattern {entry.get('id', entry)!r}: {sorted(missing)} missing.")
        after, not_after, before, not_before = (self._side(entry.get(k), entry["id"]) for k in _CONTEXT)
        compiler = _Compiler(self, entry["id"])
        body, starts, _ = compiler.compile(entry["pattern"])
        left = (f"(?<={after})" if after else "") + (f"(?<!{not_after})" if not_after else "")
        right = (f"(?={before})" if before else "") + (f"(?!{not_before})" if not_before else "")
        regex = re.compile(left + body + right)
        given = entry.get("given", {})
        reading, guard, ask, second = (entry.get(key, "") for key in ("reading", "guard", "ask", "second"))
        then = entry.get("then", reading)
        return Rule(entry["id"], reading, regex, starts, compiler.values, guard, ask, second, then, given)

    def _side(self, words: str | None, owner: str) -> str:
        return "[" + "".join(self.chars_of(w, owner) for w in words.split()) + "]" if words else ""

    def chars_of(self, piece: str, owner: str) -> str:
        """The characters of all tokens of a class, or of a word as such."""
        name = piece if _CLASS.fullmatch(piece) else f"={piece}"
        found = "".join(c for s, c in self.chars.items() if name in s)
        if not found:
            raise ConfigError(f"Pattern {owner}: no word has class {piece!r}.")
        return found


_Part = tuple[
    str, frozenset[str], bool
]  # a regular expression, the characters it may begin with, whether it may be empty


class _Compiler:
    """Compiles one pattern: classes, words and macros, with ( ) | and ? as in regular expressions."""

    def __init__(self, grammar: Grammar, owner: str) -> None:
        self.grammar = grammar
        self.owner = owner
        self.names: dict[str, int] = {}
        self.values: dict[str, Value] = {}

    def compile(self, pattern: str, named: bool = True) -> _Part:
        pieces = _PIECE.findall(pattern)
        part = self._choice(pieces, named)
        if pieces:
            raise ConfigError(f"Pattern {self.owner}: {pieces[0]!r} is out of place.")
        return part

    def _choice(self, pieces: list[str], named: bool) -> _Part:
        parts = [self._sequence(pieces, named)]
        while pieces and pieces[0] == "|":
            pieces.pop(0)
            parts.append(self._sequence(pieces, named))
        body = "|".join(p[0] for p in parts)
        return f"(?:{body})", frozenset().union(*(p[1] for p in parts)), any(p[2] for p in parts)

    def _sequence(self, pieces: list[str], named: bool) -> _Part:
        body, starts, empty = "", frozenset[str](), True
        while pieces and pieces[0] not in ")|":
            text, first, may_be_empty = self._item(pieces, named)
            if pieces and pieces[0] == "?":
                pieces.pop(0)
                text, may_be_empty = text + "?", True
            body, starts, empty = body + text, starts | first if empty else starts, empty and may_be_empty
        return body, starts, empty

    def _item(self, pieces: list[str], named: bool) -> _Part:
        piece = pieces.pop(0)
        if piece == "(":
            part = self._choice(pieces, named)
            if not pieces or pieces.pop(0) != ")":
                raise ConfigError(f"Pattern {self.owner}: a bracket is not closed.")
            return part
        macro = self.grammar.macros.get(piece)
        if macro is not None:
            slot = macro.get("slot", "")
            part = self.compile(macro["pattern"], named and not slot)
        else:
            slot = piece.lower() if _CLASS.fullmatch(piece) else ""
            found = self.grammar.chars_of(piece, self.owner)
            part = f"[{found}]", frozenset(found), False
        if not slot or not named:
            return part
        group = self._unique(slot)
        if macro is not None and "value" in macro:
            self.values[group] = macro["value"]
        return f"(?P<{group}>{part[0]})", part[1], part[2]

    def _unique(self, slot: str) -> str:
        self.names[slot] = self.names.get(slot, 0) + 1
        return slot if self.names[slot] == 1 else f"{slot}__{self.names[slot]}"


def _literals(entry: Mapping[str, Any]) -> set[str]:
    texts = (entry.get(k) or "" for k in ("pattern", *_CONTEXT))
    return {p for t in texts for p in _PIECE.findall(t) if p not in "()|?" and not _CLASS.fullmatch(p)}
