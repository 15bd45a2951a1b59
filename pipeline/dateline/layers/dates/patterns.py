"""Patterns over token classes: each is compiled to a regular expression over one character a token."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.errors import ConfigError
from dateline.layers.dates.lexicon import Lexicon
from dateline.layers.dates.slots import Value

NONE = " "
"""The character of a token that has nothing to do with time."""
_PIECE = re.compile(r"[()|?]|[^\s()|?]+")
_CLASS = re.compile(r"[A-Z][A-Z0-9]*")
_PRIVATE = 0xE000  # the first of 6,400 private-use characters: one for every set of classes
_BESIDE = ("after", "not_after", "before", "not_before")

_Part = tuple[str, frozenset[str], bool]  # a regular expression, what it may begin with, whether it may be empty


@dataclass(frozen=True)
class Pattern:
    """One pattern of models/patterns/dates.jsonl, ready to match.

    starts: the characters it can begin with; values: what macros with a value of their own are worth, by group;
    filter: the question about the sentence that decides whether it is a date there; ask: what dateparser is asked for;
    second: the slot that a second mention opens with ("June 2" and "4" in "June 2-4"); then: the reading of that
    mention, where it is another; listed: what opens a list of days, each of which is a mention, "month" or "day";
    given: slots that it sets.
    """

    id: str
    reading: str
    regex: re.Pattern[str]
    starts: frozenset[str]
    values: Mapping[str, Value]
    filter: str
    ask: str
    second: str
    then: str
    listed: str
    given: Mapping[str, Value]


class Alphabet:
    """The characters that stand for tokens: one for every set of classes that a word can have."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        sets = sorted(lexicon.class_sets(), key=sorted)
        self.characters = {s: chr(_PRIVATE + n) for n, s in enumerate(sets)}

    def code(self, text: str) -> str:
        """The character that stands for a token; NONE where it has no class."""
        classes = self.lexicon.classes(text)
        return self.characters[frozenset(classes)] if classes else NONE

    def of(self, piece: str, owner: str) -> str:
        """The characters of all tokens of a class, or of a word as such; ConfigError where no word has the class."""
        name = piece if _CLASS.fullmatch(piece) else f"={piece}"
        found = "".join(c for s, c in self.characters.items() if name in s)
        if not found:
            raise ConfigError(f"Pattern {owner}: no word has class {piece!r}.")
        return found


def literals(entries: Iterable[Mapping[str, Any]]) -> set[str]:
    """The words that patterns name as such."""
    texts = (e.get(key) or "" for e in entries for key in ("pattern", *_BESIDE))
    return {p for t in texts for p in _PIECE.findall(t) if p not in "()|?" and not _CLASS.fullmatch(p)}


def compiled(entries: Sequence[Mapping[str, Any]], alphabet: Alphabet) -> list[Pattern]:
    """The patterns in the order of their file; ConfigError where one lacks a key or cannot be read."""
    macros = {e["macro"]: e for e in entries if "macro" in e}
    return [_pattern(e, macros, alphabet) for e in entries if "macro" not in e]


def _pattern(entry: Mapping[str, Any], macros: Mapping[str, Mapping[str, Any]], alphabet: Alphabet) -> Pattern:
    missing = {"id", "reading", "pattern", "example"} - entry.keys()
    if missing:
        raise ConfigError(f"Pattern {entry.get('id', entry)!r}: {sorted(missing)} missing.")
    compiler = _Compiler(macros, alphabet, entry["id"])
    body, starts, _ = compiler.compile(entry["pattern"])
    after, not_after, before, not_before = (compiler.beside(entry.get(key)) for key in _BESIDE)
    left = (f"(?<={after})" if after else "") + (f"(?<!{not_after})" if not_after else "")
    right = (f"(?={before})" if before else "") + (f"(?!{not_before})" if not_before else "")
    reading, filter_, ask, second = (entry.get(key, "") for key in ("reading", "filter", "ask", "second"))
    return Pattern(
        entry["id"], reading, re.compile(left + body + right), starts, compiler.values, filter_, ask, second,
        entry.get("then", reading), entry.get("listed", ""), entry.get("given", {}),
    )  # fmt: skip


class _Compiler:
    """Compiles one pattern: classes, words and macros, with ( ) | and ? as in regular expressions."""

    def __init__(self, macros: Mapping[str, Mapping[str, Any]], alphabet: Alphabet, owner: str) -> None:
        self.macros = macros
        self.alphabet = alphabet
        self.owner = owner
        self.names: dict[str, int] = {}
        self.values: dict[str, Value] = {}

    def beside(self, words: str | None) -> str:
        """The expression of the words, one of which must or must not stand beside a match; empty for none."""
        return "[" + "".join(self.alphabet.of(w, self.owner) for w in words.split()) + "]" if words else ""

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
        macro = self.macros.get(piece)
        if macro is not None:
            slot = macro.get("slot", "")
            part = self.compile(macro["pattern"], named and not slot)
        else:
            slot = piece.lower() if _CLASS.fullmatch(piece) else ""
            found = self.alphabet.of(piece, self.owner)
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
