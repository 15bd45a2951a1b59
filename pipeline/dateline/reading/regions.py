"""Clean: which parts of a text are title, dateline, body, repeat or boilerplate. The text itself stays as it is."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from dateline.calendar import names
from dateline.data import cached, read_jsonl

WRAP_WIDTHS = range(50, 101)  # characters in the longest line of hard-wrapped prose
REPEAT_LETTERS = 40  # letters and digits that a paragraph needs before a second copy of it is a repeat
HEAD_LENGTH = 300  # characters of body before a dateline or byline, at most
DATELINE_LENGTH = 160  # characters of a dateline or byline, at most
BODY_BEFORE_REST = 300  # characters of body before "from here to the end is boilerplate", and as many as come after
LINK_LENGTH = 160  # characters of a line in a list of links, at most
PARAGRAPH_LENGTH = 1200  # characters of a paragraph of boilerplate, at most
ROW_CELLS = 3  # cells that make a line a row of a table; 2 where a bar opens it
CELL_LENGTH = 60  # characters of a cell of a table, at most
SHOUTED_WORDS = 4  # words in capitals that make a line the headline of another article
CAPITALS = 0.4  # of a text's letters, from which on capitals say nothing of a line
PREFIX_LENGTH = 40  # characters of "Breaking news: ", at most
TAIL_LENGTH = 300  # characters of boilerplate at the end of a paragraph, at most

_LINE = re.compile(r"\S[^\n\r\u2028\u2029]*")
_NOT_LETTER = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LINK_END = re.compile(r"[.!?][\"'”’»)\]]*$")
_TITLE_END = re.compile(r"[.!?:]?$|[.:]?\s+(?=[\"“‘'(A-Z])|\s[-–—|]\s")
_BULLET = re.compile(r"[-*•·–—▪►»]\s|\d{1,2}[.)]\s")
_USUAL = (*((char, "'") for char in "‘’‛"), *((char, '"') for char in "“”„«»"), *((char, "-") for char in "–—―"))
_CELL = re.compile(r"\||\t| {3}")
_SLOT = re.compile(r"\{(\w+)\}")


class Region(NamedTuple):
    """A part of a text. kind: title, dateline, body, repeat or boilerplate; repeat_of: start of the first copy."""

    start: int
    end: int
    kind: str
    repeat_of: int | None = None


class Line(NamedTuple):
    """A line without its outer white space. after_blank: an empty line is before it; indented: by 2 spaces or more."""

    start: int
    end: int
    after_blank: bool
    indented: bool


Paragraph = tuple[int, int]


def paragraphs(text: str) -> list[Paragraph]:
    """Start and end of every paragraph: lines, joined where the text is hard-wrapped, parted at empty lines."""
    found: list[Paragraph] = []
    for block in _blocks(text):
        joined = _joins(text, block) if len(block) > 1 else ()
        start = block[0].start
        for line, following, join in zip(block, block[1:], joined, strict=False):
            if not join:
                found.append((start, line.end))
                start = following.start
        found.append((start, block[-1].end))
    return found


def _blocks(text: str) -> Iterator[list[Line]]:
    """Runs of lines without an empty line in between."""
    block: list[Line] = []
    for line in _lines(text):
        if line.after_blank and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _lines(text: str) -> Iterator[Line]:
    last = 0
    for match in _LINE.finditer(text):
        start = match.start()
        breaks = text.count("\n", last, start)
        margin = start - 1 - text.rfind("\n", last, start) if breaks else 0
        yield Line(start, start + len(match[0].rstrip()), breaks > 1, margin > 1)
        last = match.end()


def _joins(text: str, block: list[Line]) -> list[bool]:
    """For every line but the last: does the paragraph go on in the next line?

    In hard-wrapped prose a line breaks only where the next word would not have fitted.
    """
    lengths = [line.end - line.start for line in block]
    width = max(lengths)
    if width > WRAP_WIDTHS[-1]:
        return [False] * (len(block) - 1)
    mid = [not _SENTENCE_END.search(text, max(a.start, a.end - 4), a.end) for a in block]
    low = [m and text[b.start].islower() for m, b in zip(mid, block[1:], strict=False)]
    if width not in WRAP_WIDTHS or 3 * sum(low) < len(low) or not any(low):
        return [False] * (len(block) - 1)
    next_words = [len(text[b.start : b.end].split(None, 1)[0]) for b in block[1:]]
    full = [length + 1 + word > width for length, word in zip(lengths, next_words, strict=False)]
    margin = any(not line.indented for line in block)
    return [
        (is_full or is_low) and not (margin and b.indented) and not _BULLET.match(text, b.start)
        for is_full, is_low, b in zip(full, low, block[1:], strict=False)
    ]


def regions(text: str, *, title_end: int = 0) -> list[Region]:
    """The regions in reading order; every character that is no white space lies in exactly one.

    title_end: where the title that opens the text ends, 0 where there is none.
    """
    parts = _after(text, paragraphs(text), title_end)
    found = _title(text, title_end)
    seen = {_key(text, r.start, r.end): r.start for r in found if r.kind == "title"}
    boilerplate = _boilerplate(text, parts)
    head = HEAD_LENGTH
    for (start, end), marked in zip(parts, boilerplate, strict=True):
        dated = dateline_end(text, start, end) if head >= 0 else start
        if dated > start and (dated == end or not marked):
            found.append(Region(start, dated, "dateline"))
            start = _skip_space(text, dated, end)
        if marked and start < end:
            found.append(Region(start, end, "boilerplate"))
        elif start < end:
            found += _body(text, start, end, seen)
            head -= end - start
    return list(_merged(found))


def opening(text: str, title: str) -> int:
    """Where the title ends in a text that opens with it, whatever its quote marks and spaces; 0 where it does not."""
    line = _LINE.search(text)
    if not line or not title.strip():
        return 0
    first = line[0].rstrip()
    if first.startswith(title.strip()) and _TITLE_END.match(first, len(title.strip())):
        return line.start() + len(title.strip())
    return line.start() + len(first) if _key(first, 0, len(first)) == _key(title, 0, len(title)) != "" else 0


def _after(text: str, parts: list[Paragraph], title_end: int) -> list[Paragraph]:
    """The paragraphs, or what is left of them, after the title."""
    clipped = ((max(start, _skip_space(text, title_end, end)), end) for start, end in parts if end > title_end)
    return [(start, end) for start, end in clipped if start < end]


def _title(text: str, title_end: int) -> list[Region]:
    title = text[:title_end]
    start, end = len(title) - len(title.lstrip()), len(title.rstrip())
    prefix, start = _prefix(text, start, end)
    return prefix + ([Region(start, end, "title")] if start < end else [])


def _prefix(text: str, start: int, end: int) -> tuple[list[Region], int]:
    """What announces a headline or a paragraph ("Breaking: "), if anything does, and where that begins."""
    head = head_end(text, start, end)
    found = [Region(start, start + len(text[start:head].rstrip()), "boilerplate")] if head > start else []
    return found, head


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _key(text: str, start: int, end: int) -> str:
    """The letters and digits alone: equal for copies with other quote marks, dashes and spaces."""
    return _NOT_LETTER.sub("", text[start:end]).casefold()


def _body(text: str, start: int, end: int, seen: dict[str, int]) -> list[Region]:
    """A paragraph as repeat, or as body with the boilerplate that it may end in."""
    prefix, start = _prefix(text, start, end)
    key = _key(text, start, end)
    if key in seen and prefix:
        return [*prefix, Region(start, end, "repeat", seen[key])]
    if key in seen:
        return [Region(start, end, "repeat", seen[key])]
    if len(key) >= REPEAT_LETTERS:
        seen[key] = start
    tail = tail_start(text, start, end)
    body_end = start + len(text[start:tail].rstrip())
    kept = [Region(start, body_end, "body")] if start < body_end else []
    return prefix + kept + ([Region(tail, end, "boilerplate")] if tail < end else [])


def _merged(found: list[Region]) -> Iterator[Region]:
    """Neighbours of one kind as one region; every repeated paragraph stays by itself."""
    last: Region | None = None
    for region in found:
        if last and last.kind == region.kind and region.kind in ("body", "boilerplate"):
            last = last._replace(end=region.end)
            continue
        if last:
            yield last
        last = region
    if last:
        yield last


# ---- boilerplate: models/lexicon/boilerplate.jsonl ----


class Rules(NamedTuple):
    """Rules as one pattern. needs: strings of which a paragraph must hold one; rules: id and scope by group."""

    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    rules: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, needs: tuple[str, ...], rules: list[dict[str, str]]) -> "Rules":
        """The rules of entries of boilerplate.jsonl."""
        pattern = re.compile("|".join(f"(?P<r{i}>{rule['pattern']})" for i, rule in enumerate(rules)))
        return cls(needs, pattern, {f"r{i}": (rule["id"], rule["scope"]) for i, rule in enumerate(rules)})


def _boilerplate(text: str, parts: list[Paragraph]) -> list[bool]:
    """For every paragraph: is it boilerplate by itself, under a heading of links, or in the rest of the page?"""
    marked, body, scope = [], 0, ""
    capitals = _capitals(text) > CAPITALS
    for number, (start, end) in enumerate(parts):
        rule = boilerplate_rule(text[start:end]) if end - start <= PARAGRAPH_LENGTH else None
        if rule:
            scope = _widest(scope, rule[1])
            if scope == "rest" and body < max(BODY_BEFORE_REST, parts[-1][1] - start):
                scope = "paragraph"
        elif scope == "paragraph" or (scope == "list" and not _is_link(text, start, end)):
            scope = ""
        alone = is_row(text[start:end]) or (number > 0 and not capitals and _is_shouted(text, start, end))
        marked.append(bool(rule) or bool(scope) or alone)
        body += 0 if marked[-1] else end - start
    return marked


def is_row(paragraph: str) -> bool:
    """Whether every line of a paragraph is a row of a table: short cells, between bars, tabs or wide gaps."""
    return all(_is_row(line) for line in paragraph.splitlines())


def _is_row(line: str) -> bool:
    if len(line) > PARAGRAPH_LENGTH:
        return False
    line = line.strip()
    cells = [cell.strip() for cell in _CELL.split(line) if cell.strip()]
    fewest = ROW_CELLS - 1 if line.startswith("|") else ROW_CELLS
    return len(cells) >= fewest and all(len(cell) <= CELL_LENGTH for cell in cells)


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Whether a line is a headline in capitals, as of another article in the midst of this one."""
    if end - start > LINK_LENGTH or _LINK_END.search(text, max(start, end - 4), end):
        return False
    line = text[start:end]
    return line.isupper() and sum(any(c.isalpha() for c in word) for word in line.split()) >= SHOUTED_WORDS


def _capitals(text: str) -> float:
    """The share of capitals among the letters that can be one."""
    capitals = sum(map(str.isupper, text))
    return capitals / max(1, capitals + sum(map(str.islower, text)))


def _widest(*scopes: str) -> str:
    return max(scopes, key=("", "paragraph", "list", "rest").index)


def _is_link(text: str, start: int, end: int) -> bool:
    """Looks a line like a link in a list: short, and no sentence?"""
    if end - start > LINK_LENGTH:
        return False
    return bool(_BULLET.match(text, start, end)) or not _LINK_END.search(text, max(start, end - 4), end)


def boilerplate_rule(paragraph: str) -> tuple[str, str] | None:
    """Id and scope (paragraph, list, rest) of the rule that a whole paragraph fits, or None."""
    plain = _plain(paragraph)
    for group in _whole_rules():
        if _any_in(group.needs, plain) and (match := group.pattern.fullmatch(plain)) and match.lastgroup:
            return group.rules[match.lastgroup]
    return None


def _plain(paragraph: str) -> str:
    """The paragraph as the rules are written: in lower case, with plain quote marks, dashes and spaces."""
    plain = " ".join(paragraph.split()).lower()
    if not plain.isascii():
        for char, usual in _USUAL:
            plain = plain.replace(char, usual)
    return plain


def tail_start(text: str, start: int, end: int) -> int:
    """Where the boilerplate that a paragraph ends in starts; end where there is none."""
    first = max(start, end - TAIL_LENGTH)
    plain = text[first:end].lower()
    found = (pattern.search(text, first, end) for needs, pattern in _tail_rules() if _any_in(needs, plain))
    return min((match.start() for match in found if match), default=end)


def head_end(text: str, start: int, end: int) -> int:
    """Where what announces a headline or a paragraph ends, with the space after it; start where nothing does."""
    match = _head_rule().match(text, start, min(end, start + PREFIX_LENGTH))
    return match.end() if match and match.end() < end else start


def _any_in(needs: tuple[str, ...], plain: str) -> bool:
    """Whether a rule is worth trying: one of the strings that it needs is there, or it needs none."""
    return not needs or any(need in plain for need in needs)


@cached
def _whole_rules() -> list[Rules]:
    """The rules for whole paragraphs, those that need the same strings together."""
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for rule in read_jsonl("lexicon/boilerplate.jsonl"):
        if rule["scope"] not in ("tail", "head"):
            groups.setdefault(tuple(rule.get("needs", ())), []).append(rule)
    return [Rules.of(needs, rules) for needs, rules in groups.items()]


@cached
def _tail_rules() -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    rules = [rule for rule in read_jsonl("lexicon/boilerplate.jsonl") if rule["scope"] == "tail"]
    return [(tuple(rule.get("needs", ())), re.compile(rf"(?:{rule['pattern']})\s*$")) for rule in rules]


@cached
def _head_rule() -> re.Pattern[str]:
    rules = [rule["pattern"] for rule in read_jsonl("lexicon/boilerplate.jsonl") if rule["scope"] == "head"]
    return re.compile("|".join(f"(?:{rule})" for rule in rules))


# ---- datelines: models/lexicon/datelines.jsonl ----


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the dateline or byline that opens a paragraph ends; start where there is none."""
    cut = min(end, start + DATELINE_LENGTH)
    match = _datelines()(text, start, cut)
    if not match or (match.end() == cut < end):
        return start
    return start + len(match[0].rstrip())


@cache
def _datelines() -> Callable[[str, int, int], re.Match[str] | None]:
    entries = read_jsonl("lexicon/datelines.jsonl")
    parts = {kind: names(kind) for kind in ("month", "weekday")}
    parts |= {e["part"]: e["pattern"] for e in entries if "part" in e}
    rules = [fill(e["pattern"], parts) for e in entries if "part" not in e]
    return re.compile("|".join(f"(?:{rule})" for rule in rules)).match


def fill(pattern: str, parts: dict[str, str]) -> str:
    """The pattern with every {name} of a part put in, parts within parts too."""
    return _SLOT.sub(lambda m: f"(?:{fill(parts[m[1]], parts)})" if m[1] in parts else m[0], pattern)
