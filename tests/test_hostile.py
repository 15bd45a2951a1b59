"""Whatever the web holds, in one folder and one run: clear errors or right rows, and the batch goes on."""

import gzip
import json
from pathlib import Path
from typing import Any

import dateline
import pytest
from dateline.tables.frames import read_table
from dateline.tables.tabulate import SCHEMAS, Rows
from invariants import broken
from spacy.language import Language

GOOD = "Russia handed over 27 bodies in Kherson on 2 June 2025, Kyiv said."
LINKS = "Read more\nShare this article\nAdvertisement\nSubscribe to our newsletter\nAll rights reserved."


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "x", "text": GOOD, **fields}).encode() + b"\n"


# File, its bytes, and for each of its documents what its error says; None where it is annotated.
FILES: list[tuple[str, bytes, list[str | None]]] = [
    ("empty.txt", b"", ["is empty"]),
    ("blank.txt", b" \n\t\r\n", ["is empty"]),
    ("binary.txt", bytes(range(256)) * 40, ["binary data"]),
    ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(2000), ["binary data"]),
    ("latin.txt", (GOOD + " “So it is,” he said – for £5.").encode("cp1252"), [None]),
    ("broken-utf8.txt", GOOD.encode() + b"\xe2\x80 \xff\xfe \xc3(" + GOOD.encode(), [None]),
    ("utf16.txt", GOOD.encode("utf-16"), [None]),
    ("nul.txt", (GOOD.replace("Kyiv", "Kyiv\0") + f" {GOOD}" * 2).encode(), [None]),
    ("not-html.html", b"<<<>>> <p <p <p </ & &#xZZ; &#99999999999; <!-- <![CDATA[ ]]", ["no article text"]),
    ("half-html.html", b"<p>" + f"{GOOD} ".encode() * 8 + b"</div></b><td><script>if (a<b", [None]),
    ("mark.csv", "\ufeffid,text\nm1,".encode() + GOOD.replace(",", "").encode() + b"\n", [None]),
    ("cut.csv", b'id,text\nc1,"never closed', ["broken CSV"]),
    ("cut.jsonl.gz", gzip.compress(line(id="z") * 400)[:60], ["broken gzip"]),
    ("not.parquet", b"PAR1 no", ["cannot be read"]),
    ("front.md", b"---\ntitle: [unclosed\n--\n# " + GOOD.encode(), [None]),
    (
        "lines.jsonl",
        b'{"id": "a", "text": "cut sh\n'
        + b"[" * 5000
        + b"\nnull\n"
        + line(id="surrogate", text=f"\ud800{GOOD}\udfff", title="Bodies \udc80 back", publisher="W\ud800")
        + line(id="nul\0id", text=f"\0{GOOD}\0")
        + line(id="twice")
        + line(id="twice")
        + line(id="day", published="2025-02-30")
        + line(id="number", published=20250611)
        + line(id="list", text=[1])
        + line(id=None)
        + line(id="object", title={"a": 1})
        + line(id=" ", text=GOOD)
        + line(id="-1e999", published="0000-00-00")
        + line(id="far", published="9999-12-31", text=f"{GOOD} The next talks begin next week and last ten years.")
        + line(id="old", published="0001-01-01", text=f"{GOOD} The last talks began last week and two years ago."),
        [
            *["malformed", "malformed", "got NoneType", None, None, None, None],
            *["2025-02-30", None, "of type list", "is null", "of type dict", "is empty", "0000-00-00", None, None],
        ],
    ),
]

TEXTS: dict[str, str] = {
    "links": LINKS,
    "right-to-left": f"\u202e{GOOD}\u202c קייב אמרה 27 גופות. \u200f{GOOD} في خيرسون",
    "emoji": "🇺🇦🚀 " + GOOD.replace(" ", " 👨‍👩‍👧‍👦 ") + " 🔥" * 100,
    "marks on letters": "".join(c + "\u0301\u0302\u0303" * 5 for c in GOOD),
    "one number": "Kyiv returned " + "9" * 10_000 + " bodies and " + "1," * 500 + "000 more, he said.",
    "small number": f"It lost 0.{'0' * 5_000}1 percent, 1e{'9' * 400} and {'1' * 400}.{'5' * 400} million dollars.",
    "ranges": "From 2 to 1, from " + "to 5 " * 100 + "and 1" + "-2" * 200 + " people died in 99999-1 BC.",
    "words": "Kherson " * 3_000,
    "sentences": "He said. " * 300,
    "ands": "Kyiv and " * 1_000 + "Moscow agreed on 2 June 2025 to return 5 bodies.",
    "quotes": "“" * 400 + GOOD + "”" * 300 + '"' * 301 + " he said.",
    "brackets": "([{" * 150 + GOOD + "}])" * 140 + " said (Kyiv (and (Moscow.",
    "punctuation": GOOD + "".join(chr(c) for c in range(33, 48)) * 50 + "-" * 500 + GOOD,
    "no spaces": "Kyiv2June2025" * 2_000,
    "white space": GOOD.replace(" ", "\u00a0\u2003\t \u200b") + "\u2028\u2029\x85\x0b\x0c" * 200 + GOOD,
    "lines": "\n".join(["x", "", "- y", "12", "June", "“", ")"] * 100) + GOOD,
    "dates": "2 June 2025, " * 200 + "June 31, 30 February 2025 and 2025-13-45 at 25:61.",
    "impossible dates": "On 0 June 2025, June 99 9999, year 0, -5 BC, the 99th century and 29 February 2023 they met.",
    "address": "https://a.example/" + "a/" * 300 + "?q=" + "%20" * 200 + " " + GOOD,
    "markup": "<p>" * 2_000 + GOOD + "&nbsp;" * 1_000 + "</p>",
    "terminal": f"\x1b[31m\x07\x08{GOOD}\x1b]0;title\x07\r",
    "long": "\n\n".join(f"{GOOD} The mayor of town {n} counted {n} houses on day {n}." for n in range(150)),
}


@pytest.fixture(scope="module")
def tables(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Rows]]:
    """The rows of every document by path or id, of one run over all of it."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, content, _ in FILES:
        (folder / name).write_bytes(content)
    lines = [line(id=name, text=text, published="2025-06-14") for name, text in TEXTS.items()]
    (folder / "texts.jsonl").write_bytes(b"".join(lines))
    (folder / "zz-last.txt").write_text(GOOD, encoding="utf-8")
    summary = dateline.run([str(folder)], folder / "out", nlp=nlp, any_language=True)
    assert sum(summary.documents.values()) == sum(len(errors) for _, _, errors in FILES) + len(TEXTS) + 1
    return by_document(folder / "out")


def by_document(out: Path) -> dict[str, dict[str, Rows]]:
    documents = read_table("documents", out).to_pylist()
    found = {d["doc_id"]: {name: [] for name in SCHEMAS} for d in documents}
    for name in SCHEMAS:
        for row in read_table(name, out).to_pylist():
            plain = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()}
            found[row["doc_id"]][name].append(plain)
    return found


def document(rows: dict[str, Rows]) -> dict[str, Any]:
    return rows["documents"][0]


@pytest.mark.parametrize(("name", "errors"), [(name, errors) for name, _, errors in FILES])
def test_every_document_of_a_file_has_its_row(
    tables: dict[str, dict[str, Rows]], name: str, errors: list[str | None]
) -> None:
    found = [document(rows) for rows in tables.values() if Path(document(rows)["path"]).name == name]
    assert len(found) == len(errors)
    wanted = sorted(error or "" for error in errors)
    said = [d["error"] or "" for d in found]
    assert all(any(error in s if error else not s for s in said) for error in wanted), said
    assert sum(bool(s) for s in said) == sum(bool(e) for e in errors)
    assert all((d["status"] == "failed") == bool(d["error"] and "'published'" not in d["error"]) for d in found)
    assert all(name in d["error"] and "expected" in d["error"] for d in found if d["error"])


def test_every_row_of_every_document_holds(tables: dict[str, dict[str, Rows]]) -> None:
    faults = {doc_id: found for doc_id, rows in tables.items() if (found := broken(rows))}
    assert faults == {}


@pytest.mark.parametrize("name", TEXTS)
def test_odd_texts_are_annotated(tables: dict[str, dict[str, Rows]], name: str) -> None:
    assert (document(tables[name])["status"], document(tables[name])["error"]) == ("ok", None)
    assert document(tables[name])["text"] == TEXTS[name]


def test_what_comes_last_is_not_lost(tables: dict[str, dict[str, Rows]]) -> None:
    assert [row["value"] for row in tables["zz-last"]["quantities"]] == [27]


def test_nothing_is_told_of_boilerplate(tables: dict[str, dict[str, Rows]]) -> None:
    rows = tables["links"]
    assert {r["kind"] for r in rows["regions"]} == {"boilerplate"}
    assert not any(rows[name] for name in SCHEMAS if name not in ("documents", "regions"))


@pytest.mark.parametrize(
    "name", ["latin", "utf16", "zz-last", "twice", "right-to-left", "punctuation", "terminal", "nul"]
)
def test_a_good_sentence_survives_what_stands_around_it(tables: dict[str, dict[str, Rows]], name: str) -> None:
    assert "Kherson" in {row["text"] for row in tables[name]["places"]}
