"""Coverage of predicates: what a corpus says, what has a frame, what is listed as no event, what has neither."""

from pathlib import Path

import pytest
from dateline.cli import app
from dateline.data import read_jsonl
from dateline.look.coverage import Predicate, coverage, no_events, share
from dateline.reading.clean import clean
from dateline.reading.documents import read
from spacy.language import Language
from typer.testing import CliRunner

TEXT = (
    "Rebels attacked the town on Monday. Troops attacked the village. The attack on Lamu killed ten people. "
    "The minister said that the yeast fermented. Bakers fermented the dough. The cloth is blue."
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def found(nlp: Language, corpus: Path) -> dict[tuple[str, str], Predicate]:
    predicates = coverage(nlp, clean(read([str(corpus)])), max_chars=10_000)
    assert [p.count for p in predicates] == sorted((p.count for p in predicates), reverse=True)
    return {(p.lemma, p.pos): p for p in predicates}


@pytest.mark.parametrize(
    ("lemma", "pos", "count", "known"),
    [
        ("attack", "VERB", 2, "frame"),
        ("attack", "NOUN", 1, "frame"),
        ("say", "VERB", 1, "none"),
        ("ferment", "VERB", 2, ""),
    ],
)
def test_predicates_are_counted_and_placed(
    found: dict[tuple[str, str], Predicate], lemma: str, pos: str, count: int, known: str
) -> None:
    predicate = found[lemma, pos]
    assert (predicate.count, predicate.known) == (count, known)


def test_predicates_without_frame_have_their_sentences(found: dict[tuple[str, str], Predicate]) -> None:
    assert found["ferment", "VERB"].examples == (
        "The minister said that the yeast fermented.",
        "Bakers fermented the dough.",
    )


def test_nouns_that_name_no_event_are_left_out(found: dict[tuple[str, str], Predicate]) -> None:
    assert ("yeast", "NOUN") not in found
    assert ("cloth", "NOUN") not in found


def test_the_share_counts_the_commonest_only() -> None:
    predicates = [Predicate("a", "VERB", 3, "frame", ()), Predicate("b", "VERB", 2, "", ("B.",)),
                  Predicate("c", "VERB", 1, "none", ())]  # fmt: skip
    assert share(predicates, 2) == {"frame": 1, "none": 0, "neither": 1}


def test_what_is_no_event_is_said_once_with_reason_and_example() -> None:
    entries = read_jsonl("frames/none.jsonl")
    words = [(word, e["pos"]) for e in entries for word in e["words"]]
    assert len(words) == len(set(words)) == len(no_events()) > 400
    assert all(e["note"] and e["example"] and e["source"] and e["pos"] in ("VERB", "NOUN") for e in entries)


def test_the_command_lists_what_is_unknown(corpus: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.flow.load.load", lambda *args, **kw: nlp)
    result = CliRunner().invoke(app, ["frames", "--coverage", str(corpus)])
    assert result.exit_code == 1
    assert "2 ferment (VERB)" in result.output
    assert "Bakers fermented the dough." in result.output
    assert "attack (" not in result.output
    assert "commonest predicates: " in result.output


def test_a_corpus_that_is_not_there_is_wrong_usage(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.flow.load.load", lambda *args, **kw: nlp)
    result = CliRunner().invoke(app, ["frames", "--coverage", "no-such-folder"])
    assert result.exit_code == 2
