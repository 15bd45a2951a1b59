"""Where quotation marks open and close: characters only, any marks, balanced or not."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_MARK = re.compile(r"''|``|<<|>>|[\"“”„‟«»‹›「」『』〝〞＂‘’‚‛'`]")
_CLOSERS = {
    "“": '”"“', "„": "“”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』",
    "〝": "〞", "＂": "＂", "<<": frozenset({">>"}), "‚": "‘’",
    '"': '"”', "''": "''", "``": "''", "”": "”", "‟": "”",
}  # fmt: skip
_DOUBLE = frozenset(_CLOSERS) | frozenset("」』〞")
_CLOSING = _DOUBLE | {">>"}
_REOPENING = frozenset({"“", '"'})
_SINGLE_CLOSERS = "'’‛"
_SPACED = frozenset("«‹") | {"<<"}
"""Marks that a blank may stand behind, as in French."""
_BEFORE_OPENING = frozenset(" \n\t\r\xa0([{-–—―/:")
_AFTER_CLOSING = frozenset(" \n\t\r\xa0)]}-–—―/:;,.?!")


class Quoted(NamedTuple):
    """A quoted part with its marks; closed is False where the closing mark is missing."""

    start: int
    end: int
    closed: bool


def quoted_parts(text: str, paragraphs: Sequence[int] = (0,), *, reach: int) -> list[Quoted]:
    """The outermost quoted parts in reading order; none crosses the start of a paragraph.

    A part that is not closed runs to the next opening mark or the paragraph's end where it opens the paragraph, or
    where another part opens the next one; elsewhere its mark is ignored. Positions are characters of the text.
    reach: how many marks after an opening one may stand before the one that closes it.
    """
    found: list[Quoted] = []
    for start, end in pairwise(sorted({0, *paragraphs, len(text)})):
        found += _paragraph(text, start, end, reach)
    return found


def _paragraph(text: str, start: int, end: int, reach: int) -> list[Quoted]:
    marks = [(m.start(), m.end(), m.group()) for m in _MARK.finditer(text, start, end)]
    goes_on = text[end : end + 1] in _DOUBLE
    found: list[Quoted] = []
    at = 0
    while at < len(marks):
        left, right, mark = marks[at]
        closing = None
        if _opens(text, left, right, mark, start, end):
            find = _double if mark in _DOUBLE else _single
            closing = find(text, marks, at, min(len(marks), at + reach), end)
            if closing is not None and any(c.isalnum() for c in text[right : marks[closing][0]]):
                found.append(Quoted(left, marks[closing][1], True))
            elif closing is None and mark in _DOUBLE and (left == start or (goes_on and at == len(marks) - 1)):
                following = next((i for i in range(at + 1, len(marks)) if _reopens(text, *marks[i])), len(marks))
                stop = marks[following][0] if following < len(marks) else end
                found.append(Quoted(left, start + len(text[start:stop].rstrip()), False))
                at = following
                continue
        at = at + 1 if closing is None else closing + 1
    return found


def _reopens(text: str, left: int, right: int, mark: str) -> bool:
    """Whether a mark opens another part of speech: a double one between a blank and a word."""
    return mark in _DOUBLE and text[left - 1] in _BEFORE_OPENING and text[right : right + 1].isalnum()


def _opens(text: str, left: int, right: int, mark: str, start: int, end: int) -> bool:
    free = left == start or text[left - 1] in _BEFORE_OPENING
    filled = right < end and not text[right].isspace()
    if mark in _SPACED and free:
        return right < end
    if mark in ("’", "‛", "`"):
        return False
    if mark in _DOUBLE and mark not in ('"', "''"):
        return filled and (free or mark in "“„«‹「『〝")
    return free and filled and not (mark in "‘'" and text[right].isdigit() and text[right + 2 : right + 3] == "s")


def _double(text: str, marks: list[tuple[int, int, str]], at: int, stop: int, end: int) -> int | None:
    """The index of the mark that closes marks[at]: the next of its closers that no blank stands before."""
    opener = marks[at][2]
    closers = _CLOSERS[opener]
    spaced = opener in _SPACED and text[marks[at][1]].isspace()
    for i in range(at + 1, stop):
        left, right, mark = marks[i]
        if mark in closers and (mark in _CLOSING or opener == "‚") and _closes(text, left, right, end, spaced):
            return i
        if mark == opener and mark in _REOPENING and _reopens(text, left, right, mark):
            return None
    return None


def _single(text: str, marks: list[tuple[int, int, str]], at: int, stop: int, end: int) -> int | None:
    """Like _double; a mark after "s" may be a possessive, so one that cannot be is preferred."""
    possessive = None
    for i in range(at + 1, stop):
        left, right, mark = marks[i]
        if mark in "‘":
            break
        if mark in _SINGLE_CLOSERS and _closes(text, left, right, end):
            if text[left - 1] not in "sS":
                return i
            possessive = i if possessive is None else possessive
    return possessive


def _closes(text: str, left: int, right: int, end: int, spaced: bool = False) -> bool:
    parted = not spaced and text[left - 1].isspace() and text[left - 2] not in _SINGLE_CLOSERS  # "a 'b,' "
    return not parted and (right >= end or text[right] in _AFTER_CLOSING or text[right] in "\"'”’»")
