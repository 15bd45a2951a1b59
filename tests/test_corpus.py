"""The corpus is what its README says: sample files parse, gold is well formed and stands on the same texts."""

import csv
import gzip
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dateline.layers.actors.table import SCHEMA as ACTORS
from dateline.layers.dates.table import SCHEMA as DATES
from dateline.layers.places.table import SCHEMA as PLACES
from dateline.layers.quantities.table import SCHEMA as QUANTITIES
from dateline.reading.clean import clean
from dateline.reading.documents import read
from dateline.tables.schema import allowed_of

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
GOLD = sorted(path for part in ("dev", "test") for path in (CORPUS / "gold" / part).glob("*.jsonl"))
SCHEMAS = {"actors": ACTORS, "places": PLACES, "dates": DATES, "quantities": QUANTITIES}
NEEDED = {
    "actors": {"kind", "name", "type"},
    "places": {"kind", "name", "country", "reading"},
    "dates": {"kind"},
    "quantities": {"kind", "value", "low", "high", "bound", "unit", "item", "negated"},
}
ORDER = ["document", "regions", "actors", "places", "dates", "quantities", "quotes"]
FULL_DATE = re.compile(r"\b(\w{3,6}day),? (\d{1,2}) ([A-Z][a-z]{2,8}) (\d{4})\b")

Line = dict[str, Any]


def lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def mentions(path: Path, *layers: str) -> list[Line]:
    return [line for line in lines(path) if line["layer"] in layers]


def pieces(quote: Line) -> list[Line]:
    """The spans of a quote: its contents, source and cue."""
    return [*quote["content"], *(quote[name] for name in ("source", "cue") if quote[name])]


def spans(path: Path) -> Iterator[Line]:
    for line in lines(path)[1:]:
        yield from pieces(line) if line["layer"] == "quotes" else [line]


def front_matter(path: Path) -> tuple[Line, str]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return {k: v.strip().strip('"') for k, v in (line.split(": ", 1) for line in head.splitlines())}, body


def html(path: Path) -> tuple[Line, str]:
    page = path.read_text(encoding="utf-8")
    published = re.search(r'"(?:article:published_time|date)" content="(\d{4}-\d\d-\d\d)', page)
    assert published
    article = page[page.index("<article>") : page.index("</article>")]
    return {"published": published[1]}, re.sub(r"<[^<>]*>", " ", article)


def sample() -> dict[str, Line]:
    """The sample's articles by id, with published and text, read by nothing but the standard library."""
    found: list[Line] = []
    with (CORPUS / "sample" / "metadata.csv").open(encoding="utf-8", newline="") as sidecar:
        for row in csv.DictReader(sidecar):
            text = (CORPUS / "sample" / row["file"]).read_text(encoding="utf-8")
            found.append(row | {"id": row["file"].removesuffix(".txt"), "path": row["file"], "text": text})
    for path in sorted((CORPUS / "sample").iterdir()):
        if path.suffix == ".jsonl":
            found += [line | {"path": path.name} for line in lines(path)]
        elif path.suffix in (".md", ".html"):
            head, text = (front_matter if path.suffix == ".md" else html)(path)
            found.append(head | {"id": path.stem, "path": path.name, "text": text})
    assert len({row["id"] for row in found}) == len(found)
    return {row["id"]: row for row in found}


SAMPLE = sample()


def test_sample_has_the_numbers_and_manners_required() -> None:
    manners = Counter(Path(row["path"]).suffix for row in SAMPLE.values())
    assert len(SAMPLE) >= 24
    assert manners[".html"] >= 2
    assert manners[".md"] >= 2
    assert manners[".txt"] >= 4
    assert {"wire.jsonl", "statements.jsonl", "outlets.jsonl"} <= {row["path"] for row in SAMPLE.values()}
    war = [row for row in SAMPLE.values() if "Ukrain" in row["text"]]
    assert 12 <= len(war) <= len(SAMPLE) - 10


@pytest.mark.parametrize("doc_id", SAMPLE)
def test_sample_article_is_dated_and_of_fit_length(doc_id: str) -> None:
    row = SAMPLE[doc_id]
    date.fromisoformat(row["published"])
    least = 40 if row["path"] == "stories.jsonl" else 150  # stories are told in briefs
    assert least <= len(row["text"].split()) <= 500


@pytest.mark.parametrize("doc_id", SAMPLE)
def test_sample_weekdays_agree_with_full_dates(doc_id: str) -> None:
    months = {date(2000, m, 1).strftime("%B"): m for m in range(1, 13)}
    for weekday, day, month, year in FULL_DATE.findall(SAMPLE[doc_id]["text"]):
        assert date(int(year), months[month], int(day)).strftime("%A") == weekday


def test_sample_is_read_whole_and_gold_stands_on_its_text() -> None:
    documents = {document.doc_id: document for document in clean(read(CORPUS / "sample"))}
    assert documents.keys() == SAMPLE.keys()
    assert {document.status for document in documents.values()} == {"ok"}
    assert all(document.published == SAMPLE[doc_id]["published"] for doc_id, document in documents.items())
    assert all(documents[path.stem].text == lines(path)[0]["text"] for path in GOLD)


def test_sample_lines_survive_gzip() -> None:
    raw = (CORPUS / "sample" / "wire.jsonl").read_bytes()
    assert gzip.decompress(gzip.compress(raw, mtime=0)) == raw


def test_broken_holds_one_broken_line_and_an_article_that_is_not_english() -> None:
    broken = 0
    for line in (CORPUS / "broken" / "lines.jsonl").read_text(encoding="utf-8").splitlines():
        try:
            json.loads(line)
        except json.JSONDecodeError:
            broken += 1
    assert broken == 1
    assert "inondé" in (CORPUS / "broken" / "crue-du-niger.txt").read_text(encoding="utf-8")


def test_gold_is_split_in_eight_open_and_four_frozen() -> None:
    parts = Counter(path.parent.name for path in GOLD)
    assert parts["dev"] >= 8
    assert parts["test"] >= 4
    assert 3 * parts["test"] <= parts["dev"] + parts["test"] + 2
    assert len({path.stem for path in GOLD}) == len(GOLD)


def test_gold_and_sample_hold_what_the_tests_of_each_look_for() -> None:
    found = Counter(line["layer"] for path in GOLD for line in lines(path))
    assert {layer for layer in ORDER if found[layer] < 2} == set()
    assert any(FULL_DATE.search(row["text"]) for row in SAMPLE.values())


@pytest.fixture(params=GOLD, ids=lambda path: path.stem)
def gold(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def test_gold_opens_with_its_document(gold: Path) -> None:
    first, *rest = lines(gold)
    assert first["layer"] == "document"
    assert first["id"] == gold.stem
    assert all(line["layer"] != "document" for line in rest)


def test_gold_stands_on_the_text_of_the_sample(gold: Path) -> None:
    first, row = lines(gold)[0], SAMPLE[gold.stem]
    opens = row["text"].startswith(row["title"])
    assert first["text"] == (row["text"] if opens else f"{row['title']}\n\n{row['text']}")
    assert (first["published"], first["title"]) == (row["published"], row["title"])


def test_gold_offsets_slice_to_the_text(gold: Path) -> None:
    text = lines(gold)[0]["text"]
    for span in spans(gold):
        assert text[span["start"] : span["end"]] == span["text"], span
        assert span["text"] == span["text"].strip()


def test_gold_lines_are_sorted_by_layer_and_start(gold: Path) -> None:
    keys = [(ORDER.index(m["layer"]), m["start"]) for m in mentions(gold, *ORDER[1:-1])]
    assert keys == sorted(keys)


def test_gold_mentions_of_a_layer_do_not_overlap(gold: Path) -> None:
    for layer in ORDER[1:-1]:
        for one, other in itertools.pairwise(mentions(gold, layer)):
            assert one["end"] <= other["start"], (one, other)


def test_gold_leaves_repeats_and_boilerplate_alone(gold: Path) -> None:
    regions = mentions(gold, "regions")
    assert {r["kind"] for r in regions} <= {"repeat", "boilerplate"}
    for region in regions:
        inside = [s for s in spans(gold) if s["start"] < region["end"] and region["start"] < s["end"]]
        assert inside == [region]


def test_gold_columns_and_values_are_those_of_the_tables(gold: Path) -> None:
    for line in mentions(gold, *SCHEMAS):
        schema = SCHEMAS[line["layer"]]
        columns = line.keys() - {"layer", "convention", "optional"}
        assert columns <= set(schema.names), line
        assert columns >= NEEDED[line["layer"]] | {"start", "end", "text"}, line
        for name in columns:
            allowed = allowed_of(schema.field(name))
            assert not allowed or line[name] in allowed, (name, line)
            assert line[name] is not None or schema.field(name).nullable, (name, line)


def test_gold_date_intervals_are_in_order(gold: Path) -> None:
    for line in mentions(gold, "dates"):
        ends = [date.fromisoformat(line[c]) for c in ("date_start", "date_end") if line.get(c)]
        assert ends == sorted(ends), line


def test_gold_quantities_keep_the_rules_of_their_bound(gold: Path) -> None:
    for line in mentions(gold, "quantities"):
        value, low, high = line["value"], line["low"], line["high"]
        wanted = {
            "exact": (value, value, value),
            "approx": (value, None, None),
            "lower": (value, value, None),
            "upper": (value, None, value),
            "range": (None, low, high),
            "vague": (None, low, high),
        }[line["bound"]]
        assert (value, low, high) == wanted, line
        assert line["bound"] in ("range", "vague") or value is not None, line
        assert line.get("convention") in (None, "zero", "article", "pair"), line
        assert (line.get("convention") == "zero") == (value == 0 and line["negated"]), line


def test_gold_quotes_have_content_and_do_not_hold_their_own_source(gold: Path) -> None:
    for quote in mentions(gold, "quotes"):
        assert quote["kind"] in ("direct", "mixed", "indirect")
        assert quote["content"], quote
        ordered = sorted(pieces(quote), key=lambda p: p["start"])
        for one, other in itertools.pairwise(ordered):
            assert one["end"] <= other["start"], quote
