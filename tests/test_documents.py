"""What reading makes of files of every kind, good and bad: one Document each, never an exception."""

import csv
import gzip
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dateline.flow.config import read_config
from dateline.reading import documents, records
from dateline.reading import lines as lines_module
from dateline.reading.clean import clean
from dateline.reading.decoding import decode, storable
from dateline.reading.documents import Document
from dateline.reading.pages import first_line_title
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = "Two boats went down off the island on Tuesday night and eleven people are missing, the coast guard said."
SPANISH = "El alcalde dijo el lunes que dos personas murieron y que el puente de la ciudad está cerrado para todos."

Put = Callable[[str, bytes | str], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a file into a fresh folder."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def read(paths: Any, *, published: str | None = None, **options: Any) -> Iterator[Document]:
    """The documents read and clean, as a run has them."""
    return clean(documents.read(paths, published=published), **options)


def lines(*entries: object) -> str:
    return "".join(json.dumps(entry) + "\n" for entry in entries)


def one(path: Path | str, **options: Any) -> Document:
    found = list(read(path, **options))
    assert len(found) == 1
    return found[0]


def test_read_takes_the_first_line_of_a_text_file_as_title(put: Put) -> None:
    raw = f"Boats sink off island\n\n{TEXT}\n{TEXT[:-1]} again.\n"
    path = put("boats.txt", raw)
    found = one(path)
    assert (found.doc_id, found.path, found.status, found.error) == ("boats", str(path), "ok", None)
    assert (found.text, found.text_offset, found.title) == (raw, 0, "Boats sink off island")
    assert found.sha256 == sha256(raw.encode()).hexdigest()
    assert (found.title_end, found.language) == (21, "en")
    assert [region.kind for region in found.regions] == ["title", "body"]
    assert (found.published, found.published_source) == (None, "unknown")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Boats sink off island\n{TEXT}", "Boats sink off island"),
        (f"\n\n  Boats sink: eleven missing  \n\n{TEXT}", "Boats sink: eleven missing"),
        (f"Will the boats sail again?\n{TEXT}", "Will the boats sail again?"),
        (f"The boats sank.\n{TEXT}", None),
        (f"KYIV, June 11 (Wire) —\n{TEXT}", None),
        (f"Friday, January 4, 2019\n\n{TEXT}", None),
        (f"By Olena Marchuk\n\n{TEXT}", None),
        (f"{TEXT[:-1]}\n", None),
        (
            "The river rose by two metres in a single night and carried away\nthe only bridge of the town, and nobody",
            None,
        ),
        (f"{TEXT}\n{TEXT}", None),
        ("Boats sink off island", None),
        (f"{'Boats sink ' * 30}\n{TEXT * 5}", None),
        ("", None),
    ],
)
def test_first_line_title(text: str, title: str | None) -> None:
    assert first_line_title(text) == title


@pytest.mark.parametrize(
    ("title", "text", "whole", "offset", "title_end"),
    [
        ("Boats sink", TEXT, f"Boats sink\n\n{TEXT}", 12, 10),
        ("Boats sink", f"Boats sink\n{TEXT}", f"Boats sink\n{TEXT}", 0, 10),
        ("“Boats” sink", f'"Boats" sink\n{TEXT}', f'"Boats" sink\n{TEXT}', 0, 12),
        ("Two boats", TEXT, f"Two boats\n\n{TEXT}", 11, 9),
        (None, TEXT, TEXT, 0, 0),
        ("", TEXT, TEXT, 0, 0),
        ("  ", TEXT, TEXT, 0, 0),
    ],
)
def test_read_puts_a_title_before_a_text_that_does_not_open_with_it(
    put: Put, title: str | None, text: str, whole: str, offset: int, title_end: int
) -> None:
    found = one(put("a.jsonl", lines({"id": "1", "text": text, "title": title})))
    assert (found.text, found.text_offset, found.title_end) == (whole, offset, title_end)
    assert found.text[found.text_offset :] == text


def test_read_never_alters_strings_of_json_lines(put: Put) -> None:
    text = "  Itâ€™s “odd” \u00a0\u200b text\r\n\tKyivâ€™s \u0001 \ufeff mayor said so on the day.  "
    found = one(put("a.jsonl", lines({"id": "1", "text": text})))
    assert found.text == text


@pytest.mark.parametrize("char", [chr(0xD800), chr(0xDFFF), "\0"])
def test_read_replaces_lone_surrogates_and_nuls_one_for_one(put: Put, char: str) -> None:
    found = one(put("a.jsonl", lines({"id": f"i{char}", "text": f"{char}{TEXT}{char}{char}", "title": f"T{char}"})))
    assert found.text == f"T\ufffd\n\n\ufffd{TEXT}\ufffd\ufffd"
    assert (found.doc_id, found.title) == ("i\ufffd", "T\ufffd")
    found.text.encode()


def test_storable_keeps_paired_characters() -> None:
    assert storable("\U0001f600 é \u2028") == "\U0001f600 é \u2028"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Kyiv’s café".encode(), "Kyiv’s café"),
        ("Kyiv’s café".encode("utf-8-sig"), "Kyiv’s café"),
        ("Kyiv’s café".encode("utf-16"), "Kyiv’s café"),
        ("Kyiv’s café said “no” – £5 million".encode("cp1252"), "Kyiv’s café said “no” – £5 million"),
        (
            "Москва заявила, что обмен состоялся в среду.".encode("cp1251"),
            "Москва заявила, что обмен состоялся в среду.",
        ),
        (("Kyiv’s “café” " * 3).encode() + b"it\x92s", "Kyiv’s “café” " * 3 + "it’s"),
        ("Itâ€™s valid UTF-8".encode(), "Itâ€™s valid UTF-8"),
        (b"a\0b" + b"x" * 200, "a\ufffdb" + "x" * 200),
        (b"", ""),
    ],
)
def test_decode_reads_utf8_else_what_is_detected(raw: bytes, text: str) -> None:
    assert decode(raw) == text


def test_decode_asks_the_declared_encoding_before_it_guesses() -> None:
    assert decode("Źle i długo".encode("iso8859-2"), declared="iso-8859-2") == "Źle i długo"
    assert decode("café".encode("cp1252"), declared="no-such-encoding") == "café"


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, b"PK\x03\x04" + bytes(range(32)) * 9, b"\0" * 99]
)
def test_decode_refuses_binary_data(raw: bytes) -> None:
    with pytest.raises(ValueError, match="expected text"):
        decode(raw)


def test_read_joins_the_sidecar_to_files_of_its_folder(put: Put) -> None:
    put(
        "metadata.csv",
        "\ufefffile,published,title,publisher,url\na.txt,11 June 2025,Boats sink,Wire,https://a.example\nb.txt,,,,\n",
    )
    put("a.txt", TEXT)
    put("b.txt", TEXT)
    put("sub/a.txt", TEXT)
    first, second, third = read(put("x/y.z", "").parent.parent)
    assert (first.published, first.published_source, first.title, first.publisher, first.url) == (
        "2025-06-11",
        "given",
        "Boats sink",
        "Wire",
        "https://a.example",
    )
    assert first.text == f"Boats sink\n\n{TEXT}"
    assert (second.published, second.title, third.published) == (None, None, None)


def test_read_takes_front_matter_and_plain_text_of_markdown(put: Put) -> None:
    raw = (
        '---\ntitle: "Boats: what we know"\ndate: 2025-06-11  # of the print\nsource: Wire\ntags: [sea, boats]\n---\n\n'
        f"## First night\n\n**Two** boats, [the guard](https://a.example) said, ![x](x.png)_sank_. snake_case 2 * 3 * 4"
        f"\n\n> {TEXT}\n"
    )
    found = one(put("boats.md", raw))
    assert (found.title, found.published, found.publisher) == ("Boats: what we know", "2025-06-11", "Wire")
    assert found.text == (
        "Boats: what we know\n\nFirst night\n\nTwo boats, the guard said, sank. snake_case 2 * 3 * 4\n\n" + TEXT
    )


def test_read_takes_the_heading_of_markdown_without_front_matter_as_title(put: Put) -> None:
    found = one(put("boats.md", f"# Boats sink\n\n{TEXT}\n"))
    assert (found.title, found.text, found.text_offset) == ("Boats sink", f"Boats sink\n\n{TEXT}", 12)


PAGE = """<html><head><title>Boats sink | Wire</title><meta property="og:title" content="Boats sink">
<meta property="og:site_name" content="The Wire">{head}</head><body><nav><a href="/">Home</a></nav><article>
<h1>Boats sink</h1><p>{text}</p><p>A third boat reached the harbour with forty-one people on board, said the guard.</p>
<p>{tail}</p></article></body></html>"""


@pytest.mark.parametrize(
    ("head", "tail", "published", "source"),
    [
        ('<meta property="article:published_time" content="2025-06-11T09:00:00Z">', "It rained.", "2025-06-11", "html"),
        (
            '<script type="application/ld+json">{"datePublished": "2025-06-11T09:00:00Z"}</script>',
            "",
            "2025-06-11",
            "html",
        ),
        ('<link rel="canonical" href="https://a.example/2025/06/11/boats">', "It rained.", "2025-06-11", "html"),
        ("", '<time datetime="2025-06-11T09:00">Wednesday</time>', "2025-06-11", "html"),
        ("", "It rained.", None, "unknown"),
        ("", '</p><aside><time datetime="2019-06-11">Other news</time></aside><p>', None, "unknown"),
        ("", '</p><footer>Made on 12 May 2019</footer><p><span class="date">11/06/2025</span>', None, "unknown"),
        ("", "The ship was built on 3 May 1999 in the yard of the town.", None, "unknown"),
    ],
)
def test_read_takes_text_and_meta_of_html(put: Put, head: str, tail: str, published: str | None, source: str) -> None:
    found = one(put("boats.html", PAGE.format(head=head, text=TEXT, tail=tail)))
    assert (found.status, found.title, found.publisher) == ("ok", "Boats sink", "The Wire")
    assert (found.published, found.published_source) == (published, source)
    assert TEXT in found.text
    assert "Home" not in found.text


@pytest.mark.parametrize("label", ["iso-8859-1", "ISO-8859-1", "latin1", "latin-1", "us-ascii", "iso8859-1", "cp1252"])
def test_decode_reads_latin_1_as_browsers_do(label: str) -> None:
    assert decode("“We can’t stay” — €7m".encode("cp1252"), declared=label) == "“We can’t stay” — €7m"


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="iso-8859-1">',
        '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">',
        "<meta charset=latin1>",
    ],
)
def test_read_takes_latin_1_of_pages_for_windows_1252(put: Put, head: str) -> None:
    page = PAGE.format(head=head, text=TEXT + " “No,” said Zoé — €7m was lost.", tail="It rained.")
    assert "“No,” said Zoé — €7m was lost." in one(put("boats.html", page.encode("cp1252"))).text


def test_read_takes_the_encoding_of_an_xml_declaration(put: Put) -> None:
    page = '<?xml version="1.0" encoding="iso-8859-2"?>' + PAGE.format(head="", text=TEXT + " Łódź.", tail="It rained.")
    assert "Łódź" in one(put("boats.html", page.encode("iso8859-2"))).text


ADDRESS = '<link rel="canonical" href="https://a.example/2025/06/20/boats">'
PUBLISHED = '<meta property="article:published_time" content="{}">'
LINKED = '<script type="application/ld+json">{}</script>'
ARTICLE = '{"@type": "NewsArticle", "dateModified": "2025-06-13", "datePublished": "2025-06-11T08:00:00+02:00"}'
GRAPH = '{"@graph": [{"@type": "WebPage", "datePublished": "2024-01-01"}, ' + ARTICLE + "]}"
LISTED = '[{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2025-06-19"}]}]'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (ADDRESS + PUBLISHED.format("2025-06-11T09:00:00Z"), "2025-06-11"),
        (ADDRESS + '<meta name="article:published_time" content="2025-06-11 09:00:00">', "2025-06-11"),
        (ADDRESS + '<meta itemprop="datePublished" content="2025-06-11">', "2025-06-11"),
        (ADDRESS + LINKED.replace("{}", ARTICLE), "2025-06-11"),
        (ADDRESS + LINKED.replace("{}", GRAPH), "2025-06-11"),
        (ADDRESS + LINKED.replace("{}", GRAPH.replace('"NewsArticle"', '["NewsArticle"]')), "2025-06-11"),
        (ADDRESS + LINKED.replace("{}", LISTED), "2025-06-20"),
        (ADDRESS + LINKED.replace("{}", "{broken"), "2025-06-20"),
        (ADDRESS + PUBLISHED.format("soon"), "2025-06-20"),
        ('<meta property="article:modified_time" content="2025-06-12">' + PUBLISHED.format("2025-06-11"), "2025-06-11"),
        (LINKED.replace("{}", ARTICLE) + PUBLISHED.format("2025-06-12"), "2025-06-12"),
    ],
)
def test_read_takes_the_day_that_a_page_states_before_that_of_its_address(put: Put, head: str, published: str) -> None:
    found = one(put("boats.html", PAGE.format(head=head, text=TEXT, tail="It rained.")))
    assert (found.published, found.published_source) == (published, "html")


EVERGREEN = (
    '<meta property="article:published_time" content="2012-03-01"><meta property="article:modified_time" content="{}">'
)


@pytest.mark.parametrize(
    ("modified", "tail", "published"),
    [
        ("2026-02-03", "The museum had a million visitors in 2025, and the roof was mended in 2024.", None),
        ("2026-02-03", "The museum had a million visitors in 2011.", "2012-03-01"),
        ("2012-03-04", "The museum had a million visitors in 2011.", "2012-03-01"),
        ("2026-02-03", "The museum is to be rebuilt by 2030.", "2012-03-01"),
    ],
)
def test_a_page_that_goes_on_being_written_is_of_no_certain_day(
    put: Put, modified: str, tail: str, published: str | None
) -> None:
    found = one(put("museum.html", PAGE.format(head=EVERGREEN.format(modified), text=TEXT, tail=tail)))
    assert found.published == published
    assert published or found.published_candidates == ("2012-03-01", "2026-02-03")


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_nul_spoils_its_cell_alone(put: Put, name: str) -> None:
    mark = "," if name == "a.csv" else "\t"
    rows = [["id", "text"], ["a", "Floods cut off\0 the town.\0"], ["b", "\0"], ["c", "Police freed nine people."]]
    found = list(read(put(name, "".join(mark.join(row) + "\n" for row in rows))))
    assert [(d.doc_id, d.status, d.text) for d in found] == [
        ("a", "ok", "Floods cut off\ufffd the town.\ufffd"),
        ("b", "ok", "\ufffd"),
        ("c", "ok", "Police freed nine people."),
    ]


def test_a_nul_spoils_its_string_of_json_alone(put: Put) -> None:
    found = one(put("a.jsonl", lines({"id": "a", "text": TEXT + "@"}).replace("@", "\0")))
    assert found.text == TEXT + "\ufffd"


def test_read_decodes_html_as_it_declares(put: Put) -> None:
    page = PAGE.format(head='<meta charset="windows-1251">', text=TEXT + " Київ.", tail="It rained.")
    assert "Київ" in one(put("boats.htm", page.encode("cp1251"))).text


def table(**columns: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def as_csv(*rows: list[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return ("\ufeff" + stream.getvalue()).encode()


FIELDS = {
    "id": "d1",
    "text": f'“{TEXT}”\r\n"Quoted", she said.',
    "title": "Boats sink",
    "url": "https://a.example",
    "publisher": "W",
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", lines({**FIELDS, "published": "2025-06-11T14:00:00Z", "extra": [1]})),
        ("a.JSONL", "\ufeff\n" + lines({**FIELDS, "published": "11 June 2025"})),
        ("a.jsonl.gz", gzip.compress(lines({**FIELDS, "published": "2025-06-11"}).encode())),
        ("a.csv", as_csv([*FIELDS, "published", "extra"], [*FIELDS.values(), "2025-06-11", "x"])),
        ("a.parquet", table(**{k: [v] for k, v in FIELDS.items()}, published=[datetime(2025, 6, 11, 14)], extra=[1])),
        ("b.parquet", table(**{k: [v] for k, v in FIELDS.items()}, published=[date(2025, 6, 11)])),
        ("c.parquet", table(**{k: [v] for k, v in FIELDS.items()}, published=["2025-06-11"])),
    ],
)
def test_read_takes_the_fields_of_records(put: Put, name: str, content: bytes | str) -> None:
    found = one(put(name, content))
    assert found.error is None
    assert (found.doc_id, found.title, found.url, found.publisher) == ("d1", "Boats sink", "https://a.example", "W")
    assert found.text[found.text_offset :] == FIELDS["text"]
    assert (found.published, found.published_source) == ("2025-06-11", "given")


def test_read_detects_the_encoding_of_csv(put: Put) -> None:
    raw = as_csv(["id", "text"], ["1", f"Kyiv’s café. {TEXT}"]).decode("utf-8-sig").encode("cp1252")
    assert one(put("a.csv", raw)).text == f"Kyiv’s café. {TEXT}"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["txt", "md", "html", "jsonl", "jsonl.gz", "csv", "parquet"]))
def test_read_turns_any_bytes_into_documents(put: Put, raw: bytes, ending: str) -> None:
    found = list(read(put(f"a.{ending}", raw)))
    assert len(found) > 0 or not raw.removeprefix(b"\xef\xbb\xbf").strip()
    assert all(d.error if d.status == "failed" else d.text for d in found)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_read_keeps_any_string_as_it_is(put: Put, text: str) -> None:
    found = one(put("a.jsonl", lines({"id": "1", "text": text, "title": "Boats sink"})), any_language=True)
    if found.status == "ok":
        assert found.text[found.text_offset :] == text
        assert all(0 <= r.start < r.end <= len(found.text) for r in found.regions)
    else:
        assert not text.strip()


def test_read_takes_json_lines_or_a_text_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def piped(raw: bytes) -> list[Document]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return list(read(["-"]))

    first, second, third = piped(
        f"{lines({'id': 'a', 'text': TEXT})}\n{{bad\n{lines({'id': 'b', 'text': TEXT})}".encode()
    )
    assert (first.doc_id, first.path, second.status, third.doc_id) == ("a", "-", "failed", "b")
    assert second.error is not None
    assert second.error.startswith("-:3: malformed JSON")
    (whole,) = piped(f"Boats sink off island\n\n{TEXT}\n{TEXT}".encode())
    assert (whole.doc_id, whole.title, whole.status) == ("stdin", "Boats sink off island", "ok")
    (empty,) = piped(b"")
    assert empty.status == "failed"


def test_read_walks_folders_and_globs_in_order_and_passes_by_what_it_cannot_read(put: Put, tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", "c.md", ".hidden.txt", "d.xyz", ".git/x.txt"):
        put(name, TEXT)
    assert [d.doc_id for d in read(tmp_path)] == ["a", "10", "2", "c"]
    assert [d.doc_id for d in read([f"{tmp_path}/*.txt", tmp_path / "b"])] == ["a", "10", "2"]
    assert [d.doc_id for d in read(f"{tmp_path}/**/*.txt")] == ["a", "10", "2"]


def test_read_gives_the_first_of_equal_ids_the_id(put: Put) -> None:
    path = put("a.jsonl", lines(*[{"id": "x", "text": TEXT}] * 3))
    other = put("b.jsonl", lines({"id": "x", "text": TEXT}))
    ids = [d.doc_id for d in read([path, other])]
    assert ids[0] == "x"
    assert all(len(i) == 10 and i.startswith("x~") for i in ids[1:])
    assert len(set(ids)) == 4
    assert ids == [d.doc_id for d in read([other, path])]


def test_read_takes_published_for_documents_without_their_own(put: Put) -> None:
    path = put("a.jsonl", lines({"id": "1", "text": TEXT, "published": "2024-01-01"}, {"id": "2", "text": TEXT}))
    assert [d.published for d in read(path, published="11 June 2025")] == ["2024-01-01", "2025-06-11"]


@pytest.mark.parametrize("option", ["published", "not_after"])
def test_read_refuses_options_that_are_no_day(option: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        read([], **{option: "soon"})


def test_read_bounds_what_it_infers(put: Put) -> None:
    path = put("a.txt", f"The army on Friday, June 13, confirmed it. {TEXT}")
    undated, dated = one(path), one(path, not_after="2025-12-31")
    assert (undated.published, undated.published_source) == (None, "unknown")
    assert "2025-06-13" in undated.published_candidates
    assert (dated.published, dated.published_source) == ("2025-06-13", "inferred")
    assert dated.text[dated.published_start : dated.published_end] == "Friday, June 13"


def test_read_skips_other_languages_unless_told_not_to(put: Put) -> None:
    path = put("a.jsonl", lines({"id": "es", "text": SPANISH}, {"id": "en", "text": TEXT}))
    assert [(d.doc_id, d.status, d.language) for d in read(path)] == [("es", "skipped", "es"), ("en", "ok", "en")]
    assert [d.status for d in read(path, any_language=True)] == ["ok", "ok"]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", b"", "a.txt: field 'text' is empty"),
        ("a.txt", b" \n\t ", "a.txt: field 'text' is empty"),
        ("a.txt", b"\x89PNG\0\0\0\0\0\0\0", "a.txt: binary data, expected text"),
        ("a.html", b"<html></html>", "a.html: no article text found"),
        ("a.html", b"<div>" * 20_000, "a.html: no article text found"),
        ("a.pdf", b"%PDF", "a.pdf: unknown ending, expected one of .txt, .md"),
        ("a.jsonl", b"{", "a.jsonl:1: malformed JSON"),
        ("a.jsonl", b"[" * 100_000, "a.jsonl:1: malformed JSON"),
        ("a.jsonl", b"\n\n[1]", "a.jsonl:3: got list, expected a JSON object"),
        ("a.jsonl", b'{"id": "1"}', "a.jsonl:1: field 'text' is missing, expected a string"),
        ("a.jsonl", b'{"id": "1", "text": 5}', "a.jsonl:1: field 'text' is of type int, expected a string"),
        ("a.jsonl", b'{"id": "1", "text": null}', "a.jsonl:1: field 'text' is null, expected a string"),
        ("a.jsonl", b'{"id": true, "text": "t"}', "a.jsonl:1: field 'id' is of type bool, expected a string"),
        ("a.jsonl", b'{"id": "", "text": "t"}', "a.jsonl:1: field 'id' is empty, expected"),
        (
            "a.jsonl",
            b'{"id": "1", "text": "t", "title": [1]}',
            "a.jsonl:1: field 'title' is of type list, expected a string",
        ),
        ("a.jsonl", b'{"id": "%s", "text": "t"}' % (b"x" * 5000), "a.jsonl:1: field 'id' has 5,000 characters"),
        ("a.jsonl.gz", b"no gzip", "a.jsonl.gz: broken gzip"),
        ("a.csv", b"", "a.csv: columns (none); expected text"),
        ("a.csv", b"a,b\n1,2\n", "a.csv: columns a, b; expected text"),
        ("a.csv", b'id,text\n1,"never closed\n', "a.csv:2: broken CSV"),
        ("a.csv", b"x," * 9000, "a.csv: columns x, x, x"),
        ("a.csv", b"id,text\n1,t,more\n", "a.csv:2: got 3 fields, expected 2"),
        ("a.csv", b"id,text\n1\n", "a.csv:2: got 1 fields, expected 2"),
        ("a.csv", b"id,text\n1,\n", "a.csv:2: field 'text' is empty"),
        ("a.csv", b"\0\1\2\3\4\5\6", "a.csv: binary data, expected CSV text"),
        ("a.parquet", b"PAR1", "a.parquet: cannot be read"),
        ("a.parquet", table(x=[1]), "a.parquet: columns x; expected text"),
        ("a.parquet", table(id=["1"], text=[[1]]), "a.parquet:1: field 'text' is of type list, expected a string"),
        ("a.parquet", table(id=["1"], text=pa.array([None], pa.string())), "a.parquet:1: field 'text' is null"),
    ],
)
def test_read_says_what_is_wrong_with_bad_input(
    put: Put, tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    found = one(put(name, content))
    assert found.status == "failed"
    assert found.error is not None
    assert found.error.startswith(f"{tmp_path}/{problem}")
    assert "expected" in found.error
    assert len(found.error) < len(str(tmp_path)) + 400
    assert (found.text, found.regions, found.published) == ("", (), None)


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.md", f"---\npublished: 2025-13-01\n---\n{TEXT}", "a.md: field 'published': got '2025-13-01'"),
        ("a.jsonl", lines({"text": TEXT, "published": "2025-02-30"}), "a.jsonl:1: field 'published': got '2025-02-30'"),
        ("a.jsonl", lines({"text": TEXT, "date": "03/04/2025"}), "a.jsonl:1: field 'published': got '03/04/2025'"),
        ("a.jsonl", lines({"text": TEXT, "published": "9" * 4000}), "a.jsonl:1: field 'published': got '9"),
        ("a.jsonl", lines({"text": TEXT, "published": 5}), "a.jsonl:1: field 'published': got 5"),
        ("a.csv", f'date,body\nlast week,"{TEXT}"\n', "a.csv:2: field 'published': got 'last week'"),
    ],
)
def test_a_day_that_is_none_is_told_and_costs_nothing_else(
    put: Put, tmp_path: Path, name: str, content: str, place: str
) -> None:
    found = one(put(name, content))
    assert (found.status, found.published, found.published_source) == ("ok", None, "unknown")
    assert found.text == TEXT
    assert (found.error or "").startswith(f"{tmp_path}/{place}")


def test_read_names_the_sidecar_where_that_is_wrong(put: Put, tmp_path: Path) -> None:
    put("metadata.csv", "file,published\na.txt,2025-06-31\n")
    found = one(put("a.txt", TEXT))
    assert found.status == "ok"
    assert (found.error or "").startswith(f"{tmp_path}/metadata.csv:2: field 'published': got '2025-06-31'")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("name,published\na.txt,2025-06-11\n", "metadata.csv: columns name, published; expected CSV with file, "),
        ("file;published\na.txt;2025-06-11\n", "metadata.csv: columns file;published; expected CSV with file, "),
        ("file,published\na.txt,2025-06-11\na.txt,2025-06-12\n", "metadata.csv:3: 'a.txt' is there twice"),
        ('file,published\n"a.txt,2025-06-11\n', "metadata.csv: unexpected end of data; expected CSV with file, "),
    ],
)
def test_a_day_of_publication_is_never_lost_to_a_broken_sidecar(put: Put, content: str, problem: str) -> None:
    put("metadata.csv", content)
    found = one(put("a.txt", TEXT))
    assert found.status == "failed"
    assert problem in (found.error or "")


def test_what_is_too_long_for_one_document_is_passed_by(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (records, lines_module):
        monkeypatch.setattr(module, "MAX_BYTES", 2**12)
    for name in ("a.txt", "a.md", "a.html"):
        assert "expected one document" in (one(put(name, TEXT * 100)).error or "")
    long = json.dumps({"id": "long", "text": TEXT * 100})
    content = f"{long}\n{lines({'id': 'next', 'text': TEXT})}{long}"
    for path in (put("a.jsonl", content), put("a.jsonl.gz", gzip.compress(content.encode()))):
        found = list(read(path))
        assert [d.status for d in found] == ["failed", "ok", "failed"]
        assert found[0].error == f"{path}:1: more than 0 MiB; expected one object with id and text a line"
        assert found[1].doc_id == "next"


def test_a_text_can_be_as_long_as_the_model_takes(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_config()["pipeline"]["max_length"] == documents.MAX_CHARS
    monkeypatch.setattr(documents, "MAX_CHARS", 99)
    assert "field 'text' has 104 characters, expected at most 99" in (one(put("a.txt", TEXT)).error or "")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.jsonl.gz", "a.csv", "a.md"])
def test_read_knows_encodings_by_their_mark(put: Put, name: str, encoding: str) -> None:
    rows = [{"id": "1", "text": f"{TEXT} “Ø”\u2028"}, {"id": "2", "text": TEXT}]
    content = {".txt": TEXT, ".csv": f'id,text\n1,"{TEXT} “Ø”\u2028"\n2,"{TEXT}"\n', ".md": TEXT}.get(
        name[1:], lines(*rows)
    )
    raw = content.encode(encoding) if encoding != "utf-16-be" else f"\ufeff{content}".encode(encoding)
    found = list(read(put(name, gzip.compress(raw) if name.endswith(".gz") else raw)))
    assert [d.text for d in found] == ([row["text"] for row in rows] if len(found) == 2 else [TEXT])


def test_folders_that_lead_back_to_themselves_are_read_once(put: Put, tmp_path: Path) -> None:
    put("in/a.txt", TEXT)
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    assert [d.doc_id for d in read(tmp_path / "in")] == ["a"]
    assert len(list(read(f"{tmp_path}/*"))) == 1


def test_a_glob_of_folders_and_files_gives_each_file_once(put: Put, tmp_path: Path) -> None:
    put("in/more/a.txt", TEXT)
    assert [d.doc_id for d in read(f"{tmp_path}/**")] == ["a"]


def test_pipes_are_not_waited_for(put: Put, tmp_path: Path) -> None:
    put("b.txt", TEXT)
    os.mkfifo(tmp_path / "a.txt")
    pipe, good = read(tmp_path)
    assert pipe.error == f"{tmp_path}/a.txt: no regular file, expected a readable file or folder"
    assert good.status == "ok"


def test_a_folder_that_cannot_be_listed_is_an_error_row(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("b.txt", TEXT)
    (tmp_path / "a").mkdir()
    listed = Path.iterdir

    def refuse(folder: Path) -> Any:
        if folder.name == "a":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    closed, good = read(tmp_path)
    assert closed.error == f"{tmp_path}/a: cannot be read (Permission denied); expected a readable file of its format"
    assert good.status == "ok"


def test_what_comes_before_the_break_of_a_gzip_file_is_kept(put: Put) -> None:
    whole = gzip.compress(lines({"id": "1", "text": TEXT}, {"id": "2", "text": TEXT}).encode())
    for raw in (whole[:-4], whole + b"garbage", whole[:-8] + b"\0\0\0\0" + whole[-4:]):
        found = list(read(put("a.jsonl.gz", raw)))
        assert [d.status for d in found] == ["ok", "ok", "failed"]
        assert "a.jsonl.gz:3: broken gzip (" in (found[2].error or "")


def test_a_row_that_python_cannot_hold_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    days = pa.array([0, 10**13, 86400], pa.timestamp("s"))
    pq.write_table(pa.table({"id": ["1", "2", "3"], "text": [TEXT] * 3, "published": days}), tmp_path / "a.parquet")
    found = list(read(tmp_path / "a.parquet"))
    assert [d.published for d in found] == ["1970-01-01", None, "1970-01-02"]
    assert (found[1].error or "").startswith(f"{tmp_path}/a.parquet:2: cannot be read (")


@pytest.mark.parametrize("path", ["nowhere.txt", "nowhere/", "*.nothing", "no\udce9where.txt", ""])
def test_read_says_which_path_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    found = one(path)
    assert (found.status, found.path) == ("failed", path.replace("\udce9", "\ufffd"))
    assert found.error is not None
    assert "no such file" in found.error


def test_read_goes_on_after_bad_documents(put: Put) -> None:
    good = {"id": "good", "text": TEXT}
    paths = [
        put("empty.txt", ""),
        put("a.jsonl", lines({**good, "id": "1"}) + "{\n" + lines({**good, "id": "2"})),
        put(
            "b.jsonl.gz",
            gzip.compress(lines(*({**good, "id": f"g{n}{TEXT[n % 50 :]}"} for n in range(2000))).encode())[:-30],
        ),
        put("c.csv", b'id,text\n3,the text\n4,"bad"quote,x\n5,the text\n'),
        put("d.parquet", table(id=["6", "7", "8"], text=["the text", None, "the text"])),
        put("last.txt", TEXT),
    ]
    found = list(read(paths))
    plain = [d for d in found if not d.doc_id.startswith("g")]
    assert [d.doc_id for d in plain if d.status == "ok"] == ["1", "2", "3", "5", "6", "8", "last"]
    errors = {d.path.rsplit("/", 1)[1]: d.error for d in found if d.error}
    assert set(errors) == {"empty.txt", "a.jsonl", "b.jsonl.gz", "c.csv", "d.parquet"}
    assert "broken gzip" in str(errors["b.jsonl.gz"])
    assert len(found) - len(plain) > 1000


def test_read_reports_a_file_that_vanished(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    assert "No such file" in str(one(tmp_path).error)


def test_read_streams(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        """Standard input that never ends."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = lines({"id": "x", "text": TEXT}).encode()
            buffer[: len(line)] = line
            return len(line)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    found = read("-")
    assert [next(found).status for _ in range(500)] == ["ok"] * 500
