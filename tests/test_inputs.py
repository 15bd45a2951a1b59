"""Input of any size and form: archives, compression, exports with their own names, stores; each document once."""

import bz2
import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dateline.errors import ConfigError
from dateline.reading import streams
from dateline.reading.clean import clean
from dateline.reading.columns import Columns
from dateline.reading.documents import Document, read
from dateline.reading.formats import sources
from dateline.reading.published import parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = "Two boats went down off the island on Tuesday night and eleven people are missing, the coast guard said."
LINES = "".join(json.dumps({"id": f"d{i}", "text": f"{TEXT} It was number {i}."}) + "\n" for i in range(3)).encode()

Put = Callable[[str, bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return write


def zstd(content: bytes) -> bytes:
    return bytes(pa.compress(content, "zstd", asbytes=True))


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return stream.getvalue()


INSIDE = {
    "2024/a.txt": TEXT.encode(),
    "2025/a.txt": f"{TEXT} Again.".encode(),
    "../../etc/b.txt": TEXT.encode(),
    "lines.jsonl.gz": gzip.compress(LINES),
    "inner.zip": zipped({"x.txt": b"x"}),
    ".hidden.txt": b"x",
    "c.pdf": b"%PDF",
}
IDS = {"news/2024/a", "news/2025/a", "news/../../etc/b", "d0", "d1", "d2"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("news.zip", zipped(INSIDE)),
        ("news.tar", tarred(INSIDE)),
        ("news.tar.gz", gzip.compress(tarred(INSIDE))),
        ("news.tgz", gzip.compress(tarred(INSIDE))),
        ("news.tar.zst", zstd(tarred(INSIDE))),
        ("news.tar.bz2", bz2.compress(tarred(INSIDE))),
    ],
)
def test_archives_are_read_without_unpacking_them(put: Put, tmp_path: Path, name: str, content: bytes) -> None:
    found = list(read(put(name, content)))
    assert {d.doc_id for d in found} == IDS
    assert all(d.status == "ok" and d.path.startswith(f"{tmp_path}/{name}/") for d in found)
    assert [path.name for path in tmp_path.iterdir()] == [name]


TOLD = {
    "2024/a.txt": TEXT.encode(),
    "2024/metadata.csv": b"file,published,title\na.txt,11 June 2024,Boats sink\nc.txt,2024-06-12,\n",
    "2024/deep/a.txt": f"{TEXT} Deep.".encode(),
    "a.txt": f"{TEXT} Again.".encode(),
    "metadata.csv": b"file,published\na.txt,2025-06-11\n2024/deep/a.txt,2025-06-12\n",
}


@pytest.mark.parametrize("pack", [zipped, tarred, lambda files: gzip.compress(tarred(files))])
@pytest.mark.parametrize("files", [TOLD, dict(reversed(TOLD.items()))])
def test_metadata_in_an_archive_is_of_the_texts_beside_it(
    put: Put, pack: Callable[[Mapping[str, bytes]], bytes], files: Mapping[str, bytes]
) -> None:
    name = {b"PK": "n.zip", b"\x1f\x8b": "n.tgz"}.get((content := pack(files))[:2], "n.tar")
    found = {d.doc_id: (d.published, d.title, d.status) for d in read(put(name, content))}
    assert found == {
        "n/2024/a": ("2024-06-11", "Boats sink", "ok"),
        "n/2024/deep/a": (None, None, "ok"),
        "n/a": ("2025-06-11", None, "ok"),
    }


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_day_is_never_lost_to_broken_metadata_in_an_archive(
    put: Put, tmp_path: Path, pack: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    name = "n.zip" if pack is zipped else "n.tar"
    broken = {**TOLD, "2024/metadata.csv": b"name,published\na.txt,2024-06-11\n"}
    broken["metadata.csv"] = b"file,published\na.txt,2025-06-31\n"
    found = {d.doc_id: (d.status, d.published, d.error or "") for d in read(put(name, pack(broken)))}
    place = f"{tmp_path}/{name}"
    assert found["n/2024/a"][:2] == ("failed", None)
    assert found["n/2024/a"][2].startswith(f"{place}/2024/a.txt: {place}/2024/metadata.csv: columns name, published;")
    assert found["n/2024/deep/a"] == ("ok", None, "")
    assert found["n/a"][:2] == ("ok", None)
    assert found["n/a"][2].startswith(f"{place}/metadata.csv:2: field 'published': got '2025-06-31'")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", LINES),
        ("a.ndjson", LINES),
        ("a.jsonl.gz", gzip.compress(LINES)),
        ("a.jsonl.zst", zstd(LINES)),
        ("a.jsonl.zst", zstd(LINES[:150]) + zstd(LINES[150:])),
        ("a.jsonl.bz2", bz2.compress(LINES)),
        ("a.json", LINES),
        ("a.json", b"[" + b",\n".join(LINES.splitlines()) + b"]"),
        ("a.json.gz", gzip.compress(json.dumps([json.loads(line) for line in LINES.splitlines()], indent=2).encode())),
        ("a.json", "\n".join(json.dumps(json.loads(line), indent=1) for line in LINES.splitlines()).encode("utf-16")),
    ],
)
def test_json_is_read_in_every_form(put: Put, name: str, content: bytes) -> None:
    found = list(read(put(name, content)))
    assert [(d.doc_id, d.status) for d in found] == [("d0", "ok"), ("d1", "ok"), ("d2", "ok")]


def test_json_that_breaks_keeps_what_comes_before(put: Put) -> None:
    found = list(read(put("a.json", b"[" + b",".join(LINES.splitlines()) + b", {")))
    assert [d.status for d in found] == ["ok", "ok", "ok", "failed"]
    assert "object 4: malformed JSON" in (found[3].error or "")
    assert "no JSON object" in (next(read(put("b.json", b" "))).error or "")
    assert next(read(put("c.json", b"[" * 100_000))).status == "failed"


EXPORTS: list[tuple[str, str, dict[str, Any], str | None]] = [
    ("news-please", "a", {"maintext": TEXT, "date_publish": "2024-05-16 10:00:00", "source_domain": "W"}, "2024-05-16"),
    ("CC-News", "a:1", {"plain_text": TEXT, "published_date": "2024-05-16", "publisher": "W"}, "2024-05-16"),
    (
        "Fundus",
        "a:1",
        {"plaintext": TEXT, "publishing_date": "2024-05-16 10:00:00+02:00", "publisher": "W"},
        "2024-05-16",
    ),
    (
        "Fundus, parts",
        "a:1",
        {
            "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [TEXT]}]},
            "publishing_date": "2024-05-16T10:00:00Z",
            "publisher": "W",
        },
        "2024-05-16",
    ),
    (
        "GDELT",
        "g1",
        {"GKGRECORDID": "g1", "content": TEXT, "DATE": 20240516140322, "SourceCommonName": "W"},
        "2024-05-16",
    ),
    (
        "export",
        "a:1",
        {"Full Text": TEXT, "Publication Date": "May 16, 2024 Thursday", "Publication": "W"},
        "2024-05-16",
    ),
    ("own", "7", {"id": 7, "text": TEXT, "date": "2024-05-16", "body": "not this", "source": "W"}, "2024-05-16"),
]


@pytest.mark.parametrize(("name", "doc_id", "fields", "published"), EXPORTS, ids=[export[0] for export in EXPORTS])
def test_known_names_of_columns_are_taken_without_asking(
    put: Put, name: str, doc_id: str, fields: dict[str, Any], published: str
) -> None:
    if name == "news-please":
        fields = {**fields, "filename": "a"}
    found = next(read(put("a.jsonl", json.dumps(fields).encode())))
    assert (found.status, found.doc_id, found.text, found.published) == ("ok", doc_id, TEXT, published)
    assert found.publisher == "W"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_told_apart(put: Put, separator: str) -> None:
    stream = io.StringIO()
    rows = csv.writer(stream, delimiter=separator)
    rows.writerow(["Headline", "Body", "Date", "Link"])
    rows.writerow(
        ["Boats; sink, | off", f'{TEXT}\t"So it is", he said; twice.\nAnd again.', "2024/5/16", "https://a.example"]
    )
    path = put("a.tsv" if separator == "\t" else "a.csv", stream.getvalue().encode())
    for found in (next(read(path)), next(read(put("a.csv.gz", gzip.compress(path.read_bytes()))))):
        assert (found.status, found.title, found.published) == ("ok", "Boats; sink, | off", "2024-05-16")
        assert "he said; twice.\nAnd again." in found.text


def test_columns_can_be_named(put: Put) -> None:
    own = Columns({"text": "Said", "published": "When", "id": "No"})
    row = {"Said": TEXT, "text": "not this", "When": "2024-05-16", "No": 3}
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([row]), stream)
    table = f"No,When,Said,text\n3,2024-05-16,{TEXT.replace(',', '')},no\n".encode()
    for path in (put("a.jsonl", json.dumps(row).encode()), put("a.parquet", stream.getvalue()), put("a.csv", table)):
        found = next(read(path, columns=own))
        assert (found.doc_id, found.published, found.text[:9]) == ("3", "2024-05-16", "Two boats")
    assert "expected Said" in (next(read(put("b.csv", b"a,b\n1,2\n"), columns=own)).error or "")
    with pytest.raises(ConfigError, match="Field 'txt' is unknown"):
        Columns({"txt": "a"})


def test_bytes_of_windows_in_the_middle_of_a_table_are_read(put: Put) -> None:
    rows = "".join(f"{i},{'x' * 500}\n" for i in range(200)) + "last,"
    found = list(read(put("a.csv", b"id,text\n" + rows.encode() + b"It\x92s late\n")))
    assert found[-1].text == "It’s late"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("20240516", "2024-05-16"),
        ("20240516140322", "2024-05-16"),
        (20240516140322, "2024-05-16"),
        ("20240516T103000Z", "2024-05-16"),
        ("2024/05/16", "2024-05-16"),
        ("2025-6-3", "2025-06-03"),
        ("2025.6.3 10:00", "2025-06-03"),
        (1715868000, "2024-05-16"),
        ("1715868000", "2024-05-16"),
        (1715868000123, "2024-05-16"),
        (1715868000.5, "2024-05-16"),
        ("2024-05-16T10:00:00.000000Z", "2024-05-16"),
        ("Thu, 16 May 2024 10:00:00 GMT", "2024-05-16"),
        ("May 16, 2024 Thursday", "2024-05-16"),
        ("May 16, 2024 Thursday 10:15 AM GMT", "2024-05-16"),
        ("May 16, 2024 Friday", None),
        ("20241316", None),
        ("03/04/2025", None),
        ("May 2024", None),
        (True, None),
        (5, None),
        (float("nan"), None),
        (float("inf"), None),
        (10**30, None),
    ],
)
def test_days_are_taken_in_any_certain_form(value: object, day: str | None) -> None:
    try:
        assert parse(value) == day
    except ValueError as err:
        assert day is None
        assert "expected" in str(err)  # noqa: PT017


PAGE = f"<html><title>Boats</title><body><article><h1>Boats</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p></article></body>"


def warc(*pages: tuple[str, str, str]) -> bytes:
    """A WARC file of responses: address, type and day on which it was fetched."""
    found = b""
    for url, kind, day in pages:
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{PAGE}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(found)}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        found += gzip.compress(head.encode() + http + b"\r\n\r\n")
    return found


def test_pages_of_warc_files_have_address_and_bound(put: Put) -> None:
    pytest.importorskip("warcio")
    raw = warc(
        ("https://a.example/1", "text/html; charset=utf-8", "2024-05-16"),
        ("https://a.example/x.png", "image/png", "2024-05-16"),
        ("https://a.example/2", "application/xhtml+xml", "2024-05-17"),
    )
    found = list(clean(read(put("CC-NEWS-1.warc.gz", raw))))
    assert [(d.url, d.not_after, d.status) for d in found] == [
        ("https://a.example/1", "2024-05-16", "ok"),
        ("https://a.example/2", "2024-05-17", "ok"),
    ]
    assert [d.doc_id for d in found] == ["CC-NEWS-1:1", "CC-NEWS-1:3"]
    assert TEXT in found[0].text


def ids(*paths: Path | str) -> dict[str, str]:
    return {Path(d.path).resolve().as_posix(): d.doc_id for d in read([str(path) for path in paths])}


def test_ids_do_not_hang_on_the_order_or_spelling_of_paths(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("in/a.txt", "in/x/b.txt", "in/y/b.txt", "in/y/b.html", "in/z/b.txt.gz", "other/x/b.txt"):
        content = PAGE.encode() if name.endswith("html") else TEXT.encode()
        put(name, gzip.compress(content) if name.endswith("gz") else content)
    known = ids(tmp_path / "in")
    assert sorted(known.values()) == ["a", "x/b", "y/b.html", "y/b.txt", "z/b"]
    monkeypatch.chdir(tmp_path)
    assert ids("./in", "in/") == ids("in/x", tmp_path / "in", "in/a.txt") == ids("in/../in") == known
    both = ids("in", "other")
    assert both == ids("other", "in")
    assert len(set(both.values())) == 6
    (tmp_path / "link").symlink_to(tmp_path / "in")
    assert ids("in", "link", "in/**/*.txt") == known


def test_what_is_passed_over_is_counted_by_ending(put: Put, tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", "c.PDF", "x/d.docx", "README", ".hidden"):
        put(name, TEXT.encode())
    assert sources([str(tmp_path)]).passed_over == {".pdf": 2, ".docx": 1, "no ending": 1}


def test_bombs_are_refused(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "FREE", 2**16)
    bomb = b'{"id": "a", "text": "' + b"x" * 2**22 + b'"}\n'
    for name, content in (
        ("a.jsonl.gz", gzip.compress(bomb)),
        ("a.jsonl.zst", zstd(bomb)),
        ("a.tar.gz", gzip.compress(tarred({"a.jsonl": bomb}))),
        ("a.zip", zipped({"a.jsonl": bomb})),
    ):
        found = list(read(put(name, content)))
        assert "unpacks to more than 200 times its size" in (found[-1].error or ""), name


FORMATS = [
    "json",
    "jsonl.zst",
    "csv",
    "tsv",
    "parquet",
    "zip",
    "tar",
    "tar.gz",
    "tar.zst",
    "warc.gz",
    "warc",
    "html",
    "bz2",
]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from(FORMATS))
def test_any_bytes_give_documents_or_errors(put: Put, raw: bytes, ending: str) -> None:
    check(read(put(f"a.{ending}", raw)))


GOOD = {
    "json": b"[" + b",".join(LINES.splitlines()) + b"]",
    "jsonl.gz": gzip.compress(LINES),
    "jsonl.zst": zstd(LINES),
    "csv": b"id;body\n1;two boats\n2;three\n",
    "zip": zipped(INSIDE),
    "tar.gz": gzip.compress(tarred(INSIDE)),
    "tar": tarred(INSIDE),
    "html": PAGE.encode(),
    "warc.gz": warc(("https://a.example/1", "text/html", "2024-05-16")),
}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 10**6), st.binary(min_size=1, max_size=8), st.booleans())
def test_mutated_files_give_documents_or_errors(put: Put, ending: str, at: int, new: bytes, cut: bool) -> None:
    raw = GOOD[ending]
    at %= len(raw)
    check(read(put(f"a.{ending}", raw[:at] if cut else raw[:at] + new + raw[at + len(new) :])))


def check(found: Iterator[Document]) -> None:
    for document in found:
        assert document.text if document.status == "ok" else "expected" in (document.error or "")
        document.doc_id.encode()
