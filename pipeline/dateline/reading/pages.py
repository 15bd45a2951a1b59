"""Files of one document: text, Markdown and HTML, from bytes to fields."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dateline.reading.decoding import decode
from dateline.reading.page_dates import PageDates, stated
from dateline.reading.records import FIELDS, Record, RecordError, reason
from dateline.reading.regions import boilerplate_rule, dateline_end, paragraphs

TITLE_LENGTH = 200  # characters in a first line that can be a title
TITLE_SAMPLE = 2000  # characters in which the first line is told from prose
LAST_DAY = "9999-12-31"  # so that htmldate never measures a date against today's

_SENTENCE_END = re.compile(r"[.;:,][\"'”’»)]*$")
_FRONT_KEY = re.compile(r"([A-Za-z_][\w -]{0,40}):(?:\s+(.*))?$")
_CHARSET = re.compile(
    rb"(?:<meta[^>]{0,200}charset=[\"']?|^\s{0,20}<\?xml[^>]{0,100}encoding=[\"'])([\w.:-]{2,40})", re.IGNORECASE
)
_DATED = (
    ".//script[@type='application/ld+json'] | .//time[@datetime][ancestor::*[self::article or self::main][.//h1]]"
    "[not(ancestor::aside or ancestor::footer or ancestor::nav or ancestor::li or ancestor::a)]"
)
_MARKDOWN = (
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{0,500}\)"), r"\1"),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,500})(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,2})(?=\S)([^_\n]{1,500})(?<=\S)\1(?![\w_])"), r"\2"),
)


Parsed = tuple[dict[str, Any], PageDates]  # fields, and the days that a page's metadata names


def parsed(record: Record) -> Record:
    """The record with the fields that its file holds, where they are still raw; what metadata.csv says goes first."""
    if record.raw is None or record.error:
        return record
    try:
        fields, dates = PARSERS[record.kind](record.raw)
    except Exception as err:  # whatever a page does to the library that reads it, it fails alone
        return replace(record, raw=None, error=f"{record.path}: {reason(err)}")
    return replace(record, raw=None, fields={**fields, **record.fields}, html_dates=dates)


def _text(raw: bytes) -> Parsed:
    text = decode(raw)
    return {"text": text, "title": first_line_title(text)}, PageDates()


def first_line_title(text: str) -> str | None:
    """The first line, where it can be a title: short, no sentence, with text after it."""
    parts = paragraphs(text[:TITLE_SAMPLE])
    if len(parts) < 2:
        return None
    line = text[slice(*parts[0])]
    if (
        len(line) > TITLE_LENGTH
        or len(line) >= parts[-1][1] - parts[1][0]
        or _SENTENCE_END.search(line)
        or "\n" in line
    ):
        return None
    other = boilerplate_rule(line) or dateline_end(line, 0, len(line))
    return None if other else line


def _markdown_text(raw: bytes) -> Parsed:
    front, body = _front_matter(decode(raw))
    return {"title": None, **_markdown(body), **front}, PageDates()


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields between two lines of dashes at the top, as `key: value` or `key: "value"`, and the text after."""
    lines = text.split("\n")
    marks = [i for i, line in enumerate(lines[:200]) if line.rstrip() in ("---", "...")]
    if len(marks) < 2 or marks[0] != 0:
        return {}, text
    pairs = (_FRONT_KEY.match(line.rstrip()) for line in lines[1 : marks[1]])
    found = {m[1].strip().lower(): _unquoted(m[2] or "") for m in pairs if m}
    names = {"date": "published", "source": "publisher", **{name: name for name in FIELDS if name != "text"}}
    front = {names[k]: v for k, v in sorted(found.items(), key=lambda kv: kv[0] in FIELDS) if k in names and v}
    return front, "\n".join(lines[marks[1] + 1 :])


def _unquoted(value: str) -> str:
    value = value.strip()
    if value[:1] in ("'", '"'):
        end = value.find(value[0], 1)
        return value[1:end] if end > 0 else value
    return value.split(" #")[0].strip()


def _markdown(body: str) -> dict[str, str | None]:
    """The text without markup; a heading that opens it is its title."""
    top = body.lstrip()
    title = None
    if top.startswith("# "):
        head, _, body = top.partition("\n")
        title = head[2:].strip()
    for pattern, plain in _MARKDOWN:
        body = pattern.sub(plain, body)
    return {"text": body.strip("\n"), "title": title} if title else {"text": body.strip("\n")}


def _html(raw: bytes) -> Parsed:
    import trafilatura

    declared = _CHARSET.search(raw[:4096])
    html = decode(raw, declared=declared[1].decode() if declared else None)
    page: Any = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if page is None or not page.text:
        raise RecordError("no article text found, expected an HTML page with one")
    return {"text": page.text, "title": page.title, "publisher": page.sitename, "url": page.url}, _html_dates(html)


def _html_dates(html: str) -> PageDates:
    """The days that a page's metadata names: its head, JSON-LD, and <time> beside its main heading.

    What it states of its publication goes before the day of its address. htmldate sees nothing else: in the text of a
    page it takes what comes first, a sidebar's date as well.
    """
    import htmldate
    import trafilatura

    tree = trafilatura.load_html(html)
    dates = stated(tree) if tree is not None else PageDates()
    if dates.published:
        return dates
    for body in tree.xpath("//body") if tree is not None else ():
        kept = body.xpath(_DATED)
        for child in list(body):
            body.remove(child)
        body.extend(kept)
    found: str | None = htmldate.find_date(tree, extensive_search=False, original_date=True, max_date=LAST_DAY)
    return dates._replace(published=found)


PARSERS: dict[str, Callable[[bytes], Parsed]] = {".txt": _text, ".md": _markdown_text, ".html": _html, ".htm": _html}
