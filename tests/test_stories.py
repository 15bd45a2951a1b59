"""Stories told by several articles: the right events and figures, by hand, and floors that are only raised."""

import json
import tomllib

import dateline
import pytest
from conftest import ROOT
from spacy.language import Language
from stories import Found, b_cubed, compare, read_stories

STORIES = ROOT / "corpus" / "gold" / "stories"
SAMPLE = ROOT / "corpus" / "sample" / "stories.jsonl"
FLOORS = tomllib.loads((ROOT / "corpus" / "gold" / "floors.toml").read_text(encoding="utf-8"))["stories"]
NAMES = [path.stem for path in sorted(STORIES.glob("*.json"))]


@pytest.fixture(scope="module")
def found(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Found:
    out = tmp_path_factory.mktemp("stories") / "out"
    dateline.run([str(SAMPLE)], out, nlp=nlp)
    return compare(read_stories(STORIES), out)


@pytest.mark.parametrize("measure", ["claims", "events", "figures"])
def test_no_measure_is_below_its_floor(found: Found, measure: str) -> None:
    told = [*(f"split: {what}" for what in found.split), *(f"mixed: {what}" for what in found.mixed), *found.wrong]
    assert getattr(found, measure) >= FLOORS[measure], "\n".join(told)


def test_the_second_similar_event_is_another_one(found: Found) -> None:
    assert [what for what in found.mixed if "14 September" in what or "19 March" in what] == []


@pytest.mark.parametrize("name", NAMES)
def test_stories_are_told_by_five_articles_or_more_and_their_words_stand_there(name: str) -> None:
    texts = {d["id"]: d["title"] + "\n\n" + d["text"] for d in map(json.loads, SAMPLE.read_text("utf-8").splitlines())}
    story = json.loads((STORIES / f"{name}.json").read_text("utf-8"))
    claims = [claim for event in story["events"] for claim in event["claims"]]
    assert len({claim["doc_id"] for claim in claims}) >= 5
    for claim in claims:
        assert claim["trigger"] in claim["words"]
        assert claim["words"] in texts[claim["doc_id"]], claim


def test_b_cubed_is_that_of_the_worked_example() -> None:
    right = dict.fromkeys("12345", "a") | dict.fromkeys("67", "b") | dict.fromkeys("89xyz", "c")
    said = dict.fromkeys("12345", 1) | dict.fromkeys("6789xyz", 2)
    precision = (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12
    assert b_cubed(right, said) == pytest.approx(2 * precision / (precision + 1))


def test_the_gold_is_read_whole() -> None:
    assert [event["number"] for event in read_stories(STORIES)] == list(range(13))
