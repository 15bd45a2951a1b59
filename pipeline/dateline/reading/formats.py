"""Files to records: what each format says about its documents, before anything is checked."""

import codecs
import csv
import glob
import gzip
import hashlib
import io
import json
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from dateline.reading.decoding import NotTextError, decode, encoding_of, is_binary, mark_of
from dateline.reading.regions import boilerplate_rule, dateline_end, paragraphs

FIELDS = ("id", "text", "published", "title", "publisher", "url")
SIDECAR = "metadata.csv"  # beside text files: file, published, title, publisher, url
TITLE_LENGTH = 200  # characters in a first line that can be a title
TITLE_SAMPLE = 2000  # characters in which the first line is told from prose
ROWS = 256  # rows of Parquet held at a time
SHOWN = 200  # characters of column names in errors
MAX_BYTES = 2**26  # of one document, as a file or as a line; what is longer is an error and never held in memory
LAST_DAY = "9999-12-31"  # so that htmldate never measures a date against today's

# What a broken file makes of the library that reads it. A missing package is no fault of the file, but fails it alone.
FAULTS = (
    OSError,
    ImportError,
    EOFError,
    ValueError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    zlib.error,
    csv.Error,
)

_SENTENCE_END = re.compile(r"[.;:,][\"'”’»)]*$")
_FRONT_KEY = re.compile(r"([A-Za-z_][\w -]{0,40}):(?:\s+(.*))?$")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w.:-]{2,40})", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Record:
    """A document as its file gives it. line: line or row, from 1, None where the file is the document.

    places: file and line of the fields that come from elsewhere (metadata.csv).
    raw: what is in a file of one document, as bytes that `parsed` reads, by the file's ending: `kind`.
    doc_id: its id, where that is settled. source: the path that was given, as an absolute one, or "-".
    """

    path: str
    line: int | None = None
    sha256: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    html_date: str | None = None
    error: str | None = None
    raw: bytes | None = None
    kind: str = ""
    doc_id: str = ""
    source: str = ""

    def place(self, name: str = "") -> str:
        """File and line that a field comes from, as errors name them."""
        return self.places.get(name) or (self.path if self.line is None else f"{self.path}:{self.line}")


class RecordError(ValueError):
    """A document cannot be read; the message says what was there and what was expected."""


def records(paths: Iterable[str]) -> Iterator[Record]:
    """The records of files, folders (recursive, sorted), globs and "-" in the order given; faults are records too."""
    for path in paths:
        source = path if path == "-" else os.path.realpath(path)
        yield from (replace(record, source=source) for record in _of_path(path))


def _of_path(path: str) -> Iterator[Record]:
    if path == "-":
        yield from _guard(path, lambda _: _stdin(sys.stdin.buffer))
        return
    found = False
    for file in _files(path):
        found = True
        yield from _guard(file, _reader(file))
    if not found:
        error = f"{path}: no such file; expected a file, folder or glob of {', '.join(READERS)}"
        yield Record(path, fields={"id": path}, error=error)


def _files(path: str) -> Iterator[str]:
    if Path(path).is_dir():
        yield from _folder(Path(path))
    elif Path(path).exists():
        yield path
    else:
        matches = (Path(match) for match in sorted(glob.glob(path, recursive=True)))
        files = (file for match in matches for file in (_folder(match) if match.is_dir() else (str(match),)))
        yield from dict.fromkeys(files)  # "a/**" matches folders and what is in them


def _folder(folder: Path, above: tuple[Path, ...] = ()) -> Iterator[str]:
    """The files of known formats in a folder and its folders, by name; hidden ones and sidecars left out.

    above: the folders that it lies in, as a link can lead back to one of them. One that cannot be listed is given
    itself, and reading it says why.
    """
    here = folder.resolve()
    if here in above or is_output(folder):
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield str(folder)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _folder(entry, (*above, here))
        elif entry.name != SIDECAR and _ending(entry.name):
            yield str(entry)


def is_output(folder: Path) -> bool:
    """Whether tables of Dateline's lie in a folder, or are being written to it: they are no documents."""
    try:
        with (folder / "run.json").open("rb") as stream:
            return b'"generator": "Dateline ' in stream.read(200)
    except OSError:
        return (folder / ".lock").is_file() or ((folder / "manifest").is_dir() and (folder / "documents").is_dir())


def _ending(name: str) -> str | None:
    return next((ending for ending in READERS if name.lower().endswith(ending)), None)


def stem(path: str) -> str:
    """A file's name without its ending: the id of its document."""
    name = Path(path).name
    ending = _ending(name) or Path(name).suffix
    return name[: len(name) - len(ending)] or name


def _reader(path: str) -> Callable[[str], Iterator[Record]]:
    if Path(path).exists() and not Path(path).is_file():
        return _irregular
    return READERS.get(_ending(Path(path).name) or "", _unknown)


def _unknown(path: str) -> Iterator[Record]:
    raise RecordError(f"unknown ending, expected one of {', '.join(READERS)}")


def _irregular(path: str) -> Iterator[Record]:
    """A folder that cannot be listed, or a pipe or device, whose reading might never end."""
    if Path(path).is_dir():
        next(Path(path).iterdir(), None)
    raise RecordError("no regular file, expected a readable file or folder")


def _guard(path: str, reader: Callable[[str], Iterator[Record]]) -> Iterator[Record]:
    """The records of a file; where it cannot be read (on), one that says so."""
    line = 0
    try:
        for record in reader(path):
            line = record.line or line
            yield record
    except FAULTS as err:
        place = f"{path}:{line + 1}" if line else path
        yield Record(path, line + 1 if line else None, error=f"{place}: {_reason(err)}")


def parsed(record: Record) -> Record:
    """The record with the fields that its file holds, where they are still raw; what metadata.csv says goes first."""
    if record.raw is None or record.error:
        return record
    try:
        fields, html_date = PARSERS[record.kind](record.raw)
    except FAULTS as err:
        return replace(record, raw=None, error=f"{record.path}: {_reason(err)}")
    return replace(record, raw=None, fields={**fields, **record.fields}, html_date=html_date)


def _reason(err: BaseException) -> str:
    if isinstance(err, RecordError | NotTextError):
        return str(err)
    if isinstance(err, EOFError | gzip.BadGzipFile | zlib.error):
        return f"broken gzip ({err}); expected a whole .gz file"
    if isinstance(err, ImportError):
        return f"cannot be read, a package is missing ({err}); `dateline doctor` says which and what to do"
    text = err.strerror if isinstance(err, OSError) and err.strerror else str(err).split("\n")[0]
    return f"cannot be read ({text}); expected a readable file of its format"


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


# ---- one document a file ----

Parsed = tuple[dict[str, Any], str | None]  # fields, and the day that a page's metadata names


def _one_document(path: str) -> Iterator[Record]:
    """The file's bytes, which `parsed` reads, and what metadata.csv says of it."""
    raw = _bytes(path)
    sidecar = Path(path).with_name(SIDECAR)
    row = _sidecar(str(sidecar), sidecar.stat().st_mtime_ns).get(Path(path).name) if sidecar.is_file() else None
    line, given = row or (0, {})
    places = dict.fromkeys(given, f"{sidecar}:{line}")
    record = Record(path, None, _sha256(raw), given, places, raw=raw, kind=_ending(Path(path).name) or "")
    yield parsed(record) if record.kind == ".md" else record  # its front matter can name its id


def _bytes(path: str) -> bytes:
    """What is in a file of one document. Raises RecordError where that is too much for one."""
    with open(path, "rb") as stream:
        return _bounded(stream)


def _bounded(stream: BinaryIO, first: bytes = b"") -> bytes:
    raw = first + stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise RecordError(f"more than {MAX_BYTES >> 20} MiB, expected one document")
    return raw


def _text(raw: bytes) -> Parsed:
    text = decode(raw)
    return {"text": text, "title": first_line_title(text)}, None


@lru_cache(maxsize=8)
def _sidecar(path: str, changed: int) -> dict[str, tuple[int, dict[str, str]]]:
    """Line and fields of each file that metadata.csv names; `changed` makes a changed file be read anew."""
    expected = f"expected CSV with {', '.join(('file', *FIELDS[2:]))}"
    stream = io.StringIO(decode(_bytes(path)), newline="")
    try:
        reader = csv.DictReader(stream, strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as err:
        raise RecordError(f"{path}: {err}; {expected}") from err
    if "file" not in (reader.fieldnames or ()):
        raise RecordError(f"{path}: columns {_shown(reader.fieldnames or ())}; {expected}")
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for line, row in rows:
        if row["file"] in found:
            raise RecordError(f"{path}:{line}: {row['file']!r} is there twice; expected one line a file")
        found[row["file"]] = line, {k: v for k, v in row.items() if k in FIELDS[2:] and v and v.strip()}
    return found


def _shown(names: Iterable[str]) -> str:
    """The names of columns as errors show them."""
    text = ", ".join(names) or "(none)"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


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
    return {"title": None, **_markdown(body), **front}, None


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
    return {"text": page.text, "title": page.title, "publisher": page.sitename, "url": page.url}, _html_date(html)


def _html_date(html: str) -> str | None:
    """The day that a page's metadata names: its head, JSON-LD, and <time> beside its main heading.

    htmldate sees nothing else: in the text of a page it takes what comes first, a sidebar's date as well.
    """
    import htmldate
    import trafilatura

    tree = trafilatura.load_html(html)
    for body in tree.xpath("//body") if tree is not None else ():
        kept = body.xpath(_DATED)
        for child in list(body):
            body.remove(child)
        body.extend(kept)
    found: str | None = htmldate.find_date(tree, extensive_search=False, original_date=True, max_date=LAST_DAY)
    return found


# ---- many documents a file ----


def _jsonl_file(path: str) -> Iterator[Record]:
    with open(path, "rb") as raw:
        stream: Any = gzip.GzipFile(fileobj=raw) if path.lower().endswith(".gz") else raw
        yield from _json_lines(path, stream)


def _json_lines(path: str, stream: BinaryIO, first: int = 1) -> Iterator[Record]:
    for number, raw in enumerate(_lines(stream), first):
        if raw is None:
            problem = f"{path}:{number}: more than {MAX_BYTES >> 20} MiB; expected one object with id and text a line"
            yield Record(path, number, error=problem)
            continue
        raw = raw.rstrip(b"\r\n").removeprefix(codecs.BOM_UTF8 if number == 1 else b"")
        if raw.strip():
            yield _json_line(path, number, raw)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines, in UTF-8 where the stream begins with the mark of UTF-16 or UTF-32; None for one that is too long."""
    mark = mark_of(stream.peek(4)[:4]) if isinstance(stream, io.BufferedReader | gzip.GzipFile) else None
    if mark not in (None, "utf-8-sig"):
        text = io.TextIOWrapper(stream, mark, errors="replace", newline="\n")
        yield from (line.encode() for line in text)
        text.detach()
        return
    while raw := stream.readline(MAX_BYTES):
        whole = raw.endswith(b"\n") or len(raw) < MAX_BYTES
        yield raw if whole else None
        while not whole:
            rest = stream.readline(MAX_BYTES)
            whole = rest.endswith(b"\n") or not rest


def _json_line(path: str, number: int, raw: bytes) -> Record:
    digest = _sha256(raw)
    try:
        fields = json.loads(_json_text(raw))
    except (ValueError, RecursionError) as err:
        problem = f"{path}:{number}: malformed JSON ({err}); expected one object with id and text a line"
        return Record(path, number, digest, error=problem)
    if not isinstance(fields, dict):
        problem = f"{path}:{number}: got {type(fields).__name__}, expected a JSON object with id and text"
        return Record(path, number, digest, error=problem)
    return Record(path, number, digest, fields)


def _json_text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return decode(raw)


def _stdin(stream: BinaryIO) -> Iterator[Record]:
    """JSON lines where the first line is an object with a text, else all of it is one text."""
    first = stream.readline(MAX_BYTES)
    head = _json_line("-", 1, first.rstrip(b"\r\n").removeprefix(codecs.BOM_UTF8))
    if isinstance(head.fields.get("text"), str):
        yield head
        yield from _json_lines("-", stream, first=2)
    else:
        raw = _bounded(stream, first)
        text = decode(raw)
        yield Record("-", None, _sha256(raw), {"text": text, "title": first_line_title(text)}, doc_id="stdin")


def _csv_file(path: str) -> Iterator[Record]:
    csv.field_size_limit(MAX_BYTES)
    with open(path, encoding=_file_encoding(path), errors="replace", newline="") as stream:
        taken: list[str] = []
        reader = csv.reader(_kept(stream, taken), strict=True)
        header = [name.strip() for name in next(reader, [])]
        if not {"id", "text"} <= set(header):
            raise RecordError(f"columns {_shown(header)}; expected id, text and if known {', '.join(FIELDS[2:])}")
        while True:
            taken.clear()
            line = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as err:
                yield Record(
                    path, line, _raw(taken), error=f"{path}:{line}: broken CSV ({err}); expected every quote closed"
                )
                continue
            if row is None:
                return
            if row:
                yield _csv_row(path, line, _raw(taken), header, row)


def _csv_row(path: str, line: int, digest: str, header: list[str], row: list[str]) -> Record:
    if len(row) != len(header):
        problem = f"{path}:{line}: got {len(row)} fields, expected {len(header)} as in the header"
        return Record(path, line, digest, error=problem)
    fields = {name: value for name, value in zip(header, row, strict=True) if name in FIELDS}
    return Record(path, line, digest, {k: v for k, v in fields.items() if v.strip() or k in ("id", "text")})


def _kept(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _raw(taken: list[str]) -> str:
    return _sha256("".join(taken).encode("utf-8", "surrogatepass"))


def _file_encoding(path: str) -> str:
    """UTF-8 (its mark dropped) where the whole file is, else what its beginning looks like."""
    with open(path, "rb") as stream:
        head = stream.read(65_536)
    if is_binary(head):
        raise RecordError("binary data, expected CSV text")
    if mark := mark_of(head):
        return mark
    try:
        with open(path, encoding="utf-8-sig") as text:
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return encoding_of(head)
    return "utf-8-sig"


def _parquet_file(path: str) -> Iterator[Record]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        names = [name for name in FIELDS if name in file.schema_arrow.names]
        if not {"id", "text"} <= set(names):
            got = _shown(file.schema_arrow.names)
            raise RecordError(f"columns {got}; expected id, text and if known {', '.join(FIELDS[2:])}")
        rows = (
            batch.slice(i, 1)
            for batch in file.iter_batches(batch_size=ROWS, columns=names)
            for i in range(batch.num_rows)
        )
        for number, row in enumerate(rows, 1):
            yield _parquet_row(path, number, row)


def _parquet_row(path: str, number: int, row: Any) -> Record:
    """The record of a row; where Python has no such value, as for a day in the year 300000, one that says so."""
    try:
        [fields] = row.to_pylist()
    except (ValueError, OverflowError) as err:
        return Record(path, number, error=f"{path}:{number}: {_reason(err)}")
    return Record(path, number, _row_sha256(fields), fields)


def _row_sha256(fields: dict[str, Any]) -> str:
    text = fields["text"]
    return _sha256(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else b"")


READERS: dict[str, Callable[[str], Iterator[Record]]] = {
    ".txt": _one_document,
    ".md": _one_document,
    ".html": _one_document,
    ".htm": _one_document,
    ".jsonl": _jsonl_file,
    ".jsonl.gz": _jsonl_file,
    ".csv": _csv_file,
    ".parquet": _parquet_file,
}

PARSERS: dict[str, Callable[[bytes], Parsed]] = {".txt": _text, ".md": _markdown_text, ".html": _html, ".htm": _html}
