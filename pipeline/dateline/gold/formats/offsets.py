"""Offsets proven against the text: how the tool counted is found out, never assumed.

Tools count in code points, in UTF-16 units (JavaScript, Java) or in bytes, a line end as one character or two, a mark
of byte order as one or none. A document is read in the simplest way in which all that the tool says stands there does.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import product

from dateline.gold.formats.shape import Annotated, Range, Span

BOM = "\ufeff"
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Proven:
    """A document whose offsets are Python indices into its text; what was repaired, and what could not be proven."""

    document: Annotated
    repairs: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to count: the index by the tool's offset. seen: whether the text itself gives a reason for it."""

    name: str
    index: Mapping[int, int]
    seen: bool

    def read(self, span: Span) -> tuple[Range, ...] | None:
        """The span's pieces as indices; None where they do not lie in the text or cut a character."""
        pieces = [(self.index.get(a, -1), self.index.get(b, -1)) for a, b in span.pieces]
        return tuple(pieces) if all(0 <= a < b for a, b in pieces) else None


def prove(document: Annotated) -> Proven:
    """The document with its spans where they belong; those that cannot be placed for certain are left out and named."""
    text = document.text.removeprefix(BOM)
    found = _reading(document, text)
    if found is None:
        said = f"{document.where or document.doc_id}: its offsets fit in more than one way, with other words"
        return Proven(replace(document, text=text, spans=(), relations=()), (), (said,))
    placed: dict[str, tuple[Range, ...]] = {}
    lost = []
    for span in document.spans:
        pieces = found.read(span)
        if pieces is None or not _fits(text, pieces, span.text) or (_is_doubtful(found, text, span, pieces)):
            lost.append(span)
        else:
            placed[span.id] = pieces
    repairs = [f"{document.doc_id}: {found.name}"] if found.name and document.spans else []
    moved = dict(_moved(text, lost, document.spans, placed))
    faults = [_fault(document, text, found, span) for span in lost if span.id not in moved]
    repairs += [
        f"{document.doc_id}: {span.text!r} moved from {_where(span.pieces)} to {_where(moved[span.id])}"
        for span in lost
        if span.id in moved
    ]
    spans = []
    for span in document.spans:
        pieces = placed.get(span.id) or moved.get(span.id)
        if pieces is None:
            continue
        trimmed = _trimmed(text, pieces)
        if not trimmed:
            faults.append(f"{document.doc_id}: {_where(pieces)} holds nothing but spaces")
            continue
        if trimmed != pieces:
            repairs.append(f"{document.doc_id}: spaces at the ends of {_words(text, pieces)!r} at {_where(pieces)} cut")
        spans.append(replace(span, pieces=trimmed, text=_words(text, trimmed)))
    kept = {span.id for span in spans}
    relations = [r for r in document.relations if r.head in kept and r.tail in kept]
    there = {span.id for span in document.spans}
    faults += [
        f"{document.doc_id}: relation {r.label!r} points to a span that is not there"
        for r in document.relations
        if r.head not in there or r.tail not in there
    ]
    return Proven(replace(document, text=text, spans=spans, relations=relations), tuple(repairs), tuple(faults))


def _reading(document: Annotated, text: str) -> _Reading | None:
    """The simplest way to count that fits all that is known, else the one that fits most; None where two fit all."""
    ways = list(_readings(document.text, text))
    scored = [(*_misfits(way, text, document.spans), n) for n, way in enumerate(ways)]
    plain = scored[0]
    if plain[0] == 0:
        better = [s for s in scored[1:] if s[0] == 0 and s[1] == 0 and ways[s[2]].seen]
        best = better[0] if plain[1] and better else plain
    else:
        best = min(scored, key=lambda s: (s[0], ways[s[2]].name.count(","), s[2]))
    if best is not plain and best[0] == 0:
        chosen = [ways[best[2]].read(span) for span in document.spans]
        plainness = ways[best[2]].name.count(",")
        equal = [s for s in scored if s[:2] == best[:2] and ways[s[2]].name.count(",") == plainness]
        if any([ways[s[2]].read(span) for span in document.spans] != chosen for s in equal):
            return None
    return ways[best[2]]


def _readings(raw: str, text: str) -> Iterator[_Reading]:
    """The ways to count that can differ on this text, plain ones first."""
    marked = raw.startswith(BOM)
    units = [("", 0, False)]
    units += [("UTF-16 units counted as characters", 1, True)] if any(ord(c) > 0xFFFF for c in text) else []
    units += [("bytes counted as characters", 2, True)] if not text.isascii() else []
    ends = [("", 0, False)]
    ends += [("line ends of two characters counted as one", -1, True)] if "\r\n" in text else []
    ends += [("line ends of one character counted as two", 1, False)] if "\n" in text.replace("\r\n", "") else []
    marks = [("the mark of byte order counted", 1, marked), ("", 0, False)]
    for (unit, size, u), (end, more, e), (mark, first, m) in product(units, ends, marks if marked else marks[::-1]):
        said = [name for name in (unit, end, mark) if name]
        name = ", ".join(said) + " by the tool" if said else ""
        yield _Reading(name, _index(text, size, more, first * (3 if size == 2 else 1)), not said or u or e or m)


def _index(text: str, size: int, more: int, first: int) -> dict[int, int]:
    found, at = {first: 0}, first
    for n, char in enumerate(text):
        at += (1, 2 if ord(char) > 0xFFFF else 1, len(char.encode("utf-8", "surrogatepass")))[size]
        if char == "\n":
            crlf = n > 0 and text[n - 1] == "\r"
            at += more if (more < 0) == crlf else 0
        found[at] = n + 1
    return found


def _misfits(way: _Reading, text: str, spans: Sequence[Span]) -> tuple[int, int]:
    """How many spans a way to count puts wrong, and how many that say no words it puts off borders of words."""
    wrong = off = 0
    for span in spans:
        pieces = way.read(span)
        if pieces is None or not _fits(text, pieces, span.text):
            wrong += 1
        elif span.text is None:
            off += not _on_borders(text, pieces)
    return wrong, off


def _fits(text: str, pieces: tuple[Range, ...], said: str | None) -> bool:
    return said is None or " ".join(said.split()) == " ".join(_words(text, pieces).split())


def _words(text: str, pieces: tuple[Range, ...]) -> str:
    return " ".join(text[a:b] for a, b in pieces)


def _on_borders(text: str, pieces: tuple[Range, ...]) -> bool:
    """Whether no piece begins or ends inside a word or at a space."""
    for a, b in pieces:
        if text[a].isspace() or text[b - 1].isspace():
            return False
        if (a and text[a - 1].isalnum() and text[a].isalnum()) or (text[b - 1 : b + 1].isalnum() and b < len(text)):
            return False
    return True


def _is_doubtful(way: _Reading, text: str, span: Span, pieces: tuple[Range, ...]) -> bool:
    """Whether nothing proves a span: no words are given, it cuts a word, and the text could be counted otherwise."""
    odd = (not text.isascii() and any(ord(c) > 0xFFFF for c in text[: span.end])) or "\r\n" in text[: span.end]
    return span.text is None and odd and not _on_borders(text, pieces)


def _moved(
    text: str, lost: Sequence[Span], spans: Sequence[Span], placed: Mapping[str, tuple[Range, ...]]
) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """New places of spans whose words stand just once in the text, and between their neighbours of before."""
    settled = sorted((span.start, placed[span.id][0][0]) for span in spans if span.id in placed)
    starts = [old for old, _ in settled]
    for span in lost:
        words = " ".join((span.text or "").split())
        at = _only(text, words) if len(span.pieces) == 1 and words else None
        if at is None:
            continue
        n = bisect_left(starts, span.start)
        low = max((new for _, new in settled[:n]), default=0)
        high = min((new for old, new in settled[n:] if old > span.start), default=len(text))
        if low <= at[0] <= high:
            yield span.id, (at,)


def _only(text: str, words: str) -> Range | None:
    """Where words stand as whole words, if that is in one place alone; spaces may be any."""
    pattern = r"\s+".join(re.escape(word) for word in words.split(" "))
    found = [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    return found[0] if len(found) == 1 else None


def _trimmed(text: str, pieces: tuple[Range, ...]) -> tuple[Range, ...]:
    """The pieces without spaces at their ends; those of spaces alone are dropped."""
    found = []
    for a, b in pieces:
        words = text[a:b]
        a, b = a + len(words) - len(words.lstrip()), b - len(words) + len(words.rstrip())
        if a < b:
            found.append((a, b))
    return tuple(found)


def _where(pieces: tuple[Range, ...]) -> str:
    return ";".join(f"{a}–{b}" for a, b in pieces)


def _fault(document: Annotated, text: str, way: _Reading, span: Span) -> str:
    pieces = way.read(span)
    there = f"the text has {_words(text, pieces)[:60]!r}" if pieces else f"the text has {len(text)} characters"
    said = f"{span.text!r}" if span.text is not None else "no words to prove it by"
    return f"{document.doc_id}: {span.label} {_where(span.pieces)}: {there}, the annotation {said}"


def realigned(document: Annotated, text: str) -> Proven:
    """A proven document on another text of the same article: spans move with the words around them.

    Spans whose words are not all there, in the same order, are faults.
    """
    if document.text == text:
        return Proven(document, (), ())
    old, new = ([(m.group(), *m.span()) for m in _WORD.finditer(t)] for t in (document.text, text))
    matcher = SequenceMatcher(None, [w for w, *_ in old], [w for w, *_ in new], autojunk=False)
    starts, ends = {}, {}
    for a, b, n in matcher.get_matching_blocks():
        for k in range(n):
            starts[old[a + k][1]] = new[b + k][1]
            ends[old[a + k][2]] = new[b + k][2]
    spans, faults = [], []
    for span in document.spans:
        pieces = tuple((starts.get(a, -1), ends.get(b, -1)) for a, b in span.pieces)
        same = all(0 <= a < b for a, b in pieces) and _fits(text, pieces, span.text)
        if same:
            spans.append(replace(span, pieces=pieces, text=_words(text, pieces)))
        else:
            faults.append(f"{document.doc_id}: {span.label} {_where(span.pieces)} {span.text!r}: not in the other text")
    kept = {span.id for span in spans}
    relations = [r for r in document.relations if r.head in kept and r.tail in kept]
    repairs = (f"{document.doc_id}: moved to the text of the tables",)
    return Proven(replace(document, text=text, spans=spans, relations=relations), repairs, tuple(faults))
