# ruff: noqa: E501  A row of a table is one line.
"""Scores counted as the field counts, their intervals, what is behind them, and gold that comes back from a tool."""

import json
import random
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import dateline
import pytest
from conftest import ROOT
from dateline.cli import app
from dateline.gold import evaluate, formats
from dateline.gold.annotations import GoldDocument, read_gold
from dateline.gold.breakdown import breakdown
from dateline.gold.evaluate import Difference, Gain, Score, bootstrap, paired_bootstrap, prf, total_of, triples
from dateline.gold.page import page
from dateline.gold.transfer import export, imported, write_gold
from nervaluate import Evaluator
from typer.testing import CliRunner

LAYERS = ("actors", "places", "dates", "quantities", "quotes")


def document(
    rows: list[dict[str, Any]], layer: str = "dates", doc_id: str = "d", text: str = "x" * 400
) -> GoldDocument:
    return GoldDocument(doc_id, text, None, {name: rows if name == layer else [] for name in LAYERS})


def at(start: int, end: int, **columns: Any) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "text": "x" * (end - start),
        "rule": "dates/x",
        "sentence_start": 0,
        "sentence_end": 400,
    } | columns


def spans(chance: random.Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold and predictions of a document: some found as they are, some with other borders, some missed or in no gold."""
    gold, pred = [], []
    for first in range(0, 400, 20):
        what = chance.choice(("found", "shifted", "missed", "extra", "none"))
        start, end = first + chance.randint(0, 3), first + chance.randint(8, 12)
        if what in ("found", "shifted", "missed"):
            gold.append(at(start, end))
        if what in ("found", "extra"):
            pred.append(at(start, end))
        if what == "shifted":
            pred.append(at(start + chance.randint(1, 2), end))
    return gold, pred


@pytest.mark.parametrize("seed", range(5))
def test_spans_are_counted_as_nervaluate_counts(seed: int) -> None:
    chance = random.Random(seed)
    both = [spans(chance) for _ in range(6)]
    gold = [document(rows, doc_id=str(n)) for n, (rows, _) in enumerate(both)]
    counts = triples(gold, {"dates": {str(n): rows for n, (_, rows) in enumerate(both)}}, "dates")
    theirs = [
        [[{"label": "dates", "start": r["start"], "end": r["end"]} for r in rows] for rows in side]
        for side in zip(*both, strict=True)
    ]
    found = Evaluator(theirs[0], theirs[1], tags=["dates"], loader="dict").evaluate()["overall"]
    for ours, name in (("exact", "strict"), ("exact", "exact"), ("overlap", "ent_type")):
        figures = (found[name].precision, found[name].recall, found[name].f1)
        assert prf(total_of(counts[ours])) == pytest.approx(figures)


@pytest.mark.parametrize(
    ("gold", "pred", "expected"),
    [
        ([at(0, 5, timex="2025")], [at(0, 5, timex="2025")], (1, 1, 1)),
        ([at(0, 5, timex="2025")], [at(1, 5, timex="2025")], (1, 1, 1)),
        ([at(0, 5, timex="2025")], [at(0, 5, timex="2024")], (0, 1, 1)),
        ([at(0, 5, timex="2025")], [], (0, 0, 1)),
        ([], [at(0, 5, timex="2025")], (0, 1, 0)),
        ([at(0, 5)], [at(0, 5, timex="2025")], (0, 0, 0)),  # the gold does not say
        ([at(0, 5, timex="2025", optional=True)], [at(0, 5, timex="2024")], (0, 0, 0)),
    ],
)
def test_values_of_timex3(gold: Any, pred: Any, expected: Any) -> None:
    assert triples([document(gold)], {"dates": {"d": pred}}, "dates")["timex"] == [expected]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [([], (0.0, 0.0)), ([(3, 3, 3)] * 5, (1.0, 1.0)), ([(1, 2, 2)] * 9, (0.5, 0.5)), ([(0, 0, 0)] * 3, (0.0, 0.0))],
)
def test_the_interval_of_documents_that_are_all_alike_is_a_point(documents: Any, expected: Any) -> None:
    assert bootstrap(documents) == pytest.approx(expected)


def test_intervals_hold_the_score_and_come_out_the_same() -> None:
    chance = random.Random(1)
    counts = [
        (right := chance.randint(0, 9), right + chance.randint(0, 3), right + chance.randint(0, 3)) for _ in range(30)
    ]
    low, high = bootstrap(counts)
    assert low < prf(total_of(counts))[2] < high
    assert bootstrap(counts) == (low, high)


@pytest.mark.parametrize(
    ("mine", "theirs", "change", "sure"),
    [
        ([(8, 10, 10)] * 20, [(6, 10, 10)] * 20, 0.2, True),
        ([(6, 10, 10)] * 20, [(8, 10, 10)] * 20, -0.2, True),
        ([(8, 10, 10)] * 20, [(8, 10, 10)] * 20, 0.0, False),
        ([(9, 10, 10), (5, 10, 10)] * 5, [(5, 10, 10), (9, 10, 10)] * 5, 0.0, False),
        ([(9, 10, 10)] + [(5, 10, 10)] * 9, [(5, 10, 10)] * 10, 0.04, False),  # one document alone
    ],
)
def test_a_gain_is_sure_only_where_most_documents_have_it(mine: Any, theirs: Any, change: float, sure: bool) -> None:
    gain = paired_bootstrap(mine, theirs)
    assert gain.change == pytest.approx(change)
    assert gain.low - 1e-9 <= gain.change <= gain.high + 1e-9
    assert (gain.p < 0.05) == sure


def test_by_label_by_rule_and_by_source() -> None:
    gold = document([at(0, 5, kind="date", date_start="a"), at(10, 15, kind="set"), at(20, 25, kind="date")])
    rows = {
        "dates": {
            "d": [
                at(0, 5, kind="date", date_start="a"),
                at(10, 15, kind="date", rule="dates/y"),
                at(30, 35, kind="time"),
            ]
        }
    }
    assert breakdown([gold], rows, "dates", "label") == {"date": (1, 2, 2), "set": (0, 0, 1), "time": (0, 1, 0)}
    assert breakdown([gold], rows, "dates", "rule") == {"dates/x": (1, 2, 1), "dates/y": (1, 1, 1)}
    assert breakdown([gold], rows, "dates", "source", {"d": "Post"}) == {"Post": (2, 3, 3)}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [name for name, _ in attrs if name in ("src", "href") or name.startswith("on")]


def test_the_page_needs_nothing_else_and_escapes_what_documents_say() -> None:
    evil = '<script src="//x">alert(1)</script>&"'
    found = Difference("dates", evil, evil, f"It was {evil} there", evil, "wrong", evil, (0, 9), None, None)
    made = page(
        evil,
        [Score(evil, "exact", 1, 1, 1, 0, 1, 2, 2)],
        {(evil, "exact"): Gain(0.1, 0, 0.2, 0.04)},
        {(evil, "label"): {evil: (1, 1, 1)}},
        [found],
    )
    tags = Tags()
    tags.feed(made)
    assert not tags.seen & {"script", "img", "link", "iframe"}
    assert tags.links == []
    assert "<mark>&lt;script" in made


@pytest.fixture(scope="module")
def out(nlp: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of four sample articles."""
    folder = tmp_path_factory.mktemp("out")
    dateline.run([str(ROOT / "corpus" / "sample" / "wire.jsonl")], folder, nlp=nlp, across=False)
    return folder


@pytest.mark.parametrize("form", formats.WRITTEN)
def test_predictions_that_nobody_corrected_score_as_wholly_right(out: Path, tmp_path: Path, form: str) -> None:
    assert export(out, form, tmp_path / "todo") > 1
    found = imported([tmp_path / "todo"], form)
    assert not found.faults
    write_gold(found, tmp_path / "gold")
    gold = read_gold(tmp_path / "gold")
    assert evaluate.missing(out, gold) == []
    scores = evaluate.evaluate(gold, evaluate.read_rows(out, gold))
    assert [(s.layer, s.measure, s.f1) for s in scores if s.f1 != 1.0 and s.gold] == []
    assert {s.layer for s in scores if s.gold} == {*LAYERS, "claims"}


def test_score_against_another_run_by_rule_and_as_a_page(out: Path, tmp_path: Path) -> None:
    export(out, "native", tmp_path / "gold")
    arguments = [
        "score",
        str(out),
        str(tmp_path / "gold"),
        "--against",
        str(out),
        "--by",
        "rule",
        "--html",
        str(tmp_path / "a.html"),
    ]
    result = CliRunner().invoke(app, [*arguments, "--layer", "dates"])
    assert result.exit_code == 0, result.output
    assert "+0.000" in result.output
    assert "dates/weekday" in result.output
    assert "no differences" in result.output
    assert "dates by rule" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert CliRunner().invoke(app, ["score", str(out), str(tmp_path / "gold"), "--by", "mood"]).exit_code == 2


def test_gold_stands_on_the_text_of_the_tables_where_it_was_made_without_the_title(out: Path, tmp_path: Path) -> None:
    from dateline.gold.formats import native
    from dateline.gold.predicted import documents_of

    document = next(documents_of(out))
    offset = len(document.title or "") + 2
    assert document.text[offset - 2 : offset] == "\n\n"
    spans = [s for s in document.spans if s.start >= offset]
    (tmp_path / "a.jsonl").write_text(
        '{"id": "' + document.doc_id + '", "text": ' + json.dumps(document.text[offset:]) + ', "label": '
        + json.dumps([[s.start - offset, s.end - offset, s.label] for s in spans if s.label in LAYERS[:4]]) + "}\n",
        encoding="utf-8",
    )  # fmt: skip
    found = imported([tmp_path / "a.jsonl"], "doccano", texts=out)
    assert not found.faults
    assert native.head_of(found.documents[0])["published"] == document.published
    assert [(s.label, s.start, s.end) for s in found.documents[0].spans] == [
        (s.label, s.start, s.end) for s in spans if s.label in LAYERS[:4]
    ]
