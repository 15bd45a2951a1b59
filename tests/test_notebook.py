"""What a notebook shows: figures and articles that stand on their own, with nothing of a document in them but text."""

import re
from pathlib import Path
from xml.etree import ElementTree

import dateline
import pandas as pd
import pytest
from dateline.errors import SchemaError
from dateline.layers.registry import LAYERS
from dateline.notebook import drawing
from dateline.notebook.article import article
from dateline.notebook.colours import of_labels, of_layer
from report_tables import make_hostile, write_run
from spacy import displacy
from spacy.language import Language

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dateline.Tables:
    return dateline.read_tables(write_run(tmp_path_factory.mktemp("notebook") / "out"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dateline.Tables:
    return dateline.read_tables(make_hostile(write_run(tmp_path_factory.mktemp("attacked") / "out")))


def titles(made: drawing.Drawing) -> list[str]:
    return [str(title.text) for title in ElementTree.fromstring(made.svg).iter(f"{SVG}title")]


def test_the_timeline_has_a_bar_for_every_day_with_the_people_killed(tables: dateline.Tables) -> None:
    assert titles(tables.timeline()) == ["Events by day", "2 Jun 25: 1 event, 12 killed", "5 Jun 25: 1 event"]


@pytest.mark.parametrize(
    ("last", "unit"), [("2025-06-30", "day"), ("2025-12-31", "week"), ("2029-01-01", "month"), ("2055-01-01", "year")]
)
def test_the_timeline_has_the_unit_that_its_span_asks_for(tables: dateline.Tables, last: str, unit: str) -> None:
    events = tables.events.copy()
    events.loc[events.event_type == "AGREE", ["date_start", "date_end"]] = pd.Timestamp(last)
    assert titles(drawing.timeline(events, tables.figures))[0] == f"Events by {unit}"


def test_events_of_a_month_lie_under_the_bars_in_lanes_of_their_own(tables: dateline.Tables) -> None:
    spans = [("2025-06-01", "2025-06-30"), ("2025-06-01", "2025-06-30"), ("2025-01-01", "2025-12-31")]
    away = [("2024-01-01", "2024-01-31"), ("2020-01-01", "2029-12-31")]
    rows = [
        tables.events.iloc[[0]].assign(date_start=pd.Timestamp(a), date_end=pd.Timestamp(b)) for a, b in spans + away
    ]
    svg = drawing.timeline(pd.concat([tables.events, *rows], ignore_index=True), tables.figures)
    assert titles(svg)[3:] == ["2025-06-01 to 2025-06-30: 2 events", "2025-01-01 to 2025-12-31: 1 event"]


def test_a_timeline_of_nothing_says_so(tables: dateline.Tables) -> None:
    assert "No event is dated." in drawing.timeline(tables.events.head(0), tables.figures).svg


@pytest.mark.parametrize(
    ("by", "said"), [("events", ["Melna: 2", "Dorvik: 1"]), ("articles", ["Dorvik: 2", "Melna: 2"])]
)
def test_the_map_has_a_point_for_every_place(tables: dateline.Tables, by: str, said: list[str]) -> None:
    assert titles(tables.map(by))[1:] == said


def test_names_on_the_map_do_not_cover_each_other() -> None:
    near, far = {"lat": 50.0, "lon": 36.2, "whole": False}, {"lat": 10.0, "lon": 36.2, "whole": False}
    rows = [near | {"name": "Large", "n": 9}, near | {"name": "Small", "n": 1}, far | {"name": "Far", "n": 2}]
    texts = ElementTree.fromstring(drawing.world(pd.DataFrame(rows)).svg).iter(f"{SVG}text")
    assert [text.text for text in texts] == ["Large", "Far"]


def test_the_map_is_by_events_or_articles(tables: dateline.Tables) -> None:
    with pytest.raises(ValueError, match="expected events or articles"):
        tables.map("claims")


def test_a_drawing_is_shown_and_saved(tables: dateline.Tables, tmp_path: Path) -> None:
    made = tables.timeline()
    made.save(tmp_path / "timeline.svg")
    assert made._repr_svg_() == made._repr_html_() == (tmp_path / "timeline.svg").read_text(encoding="utf-8")


def test_nothing_is_loaded_from_anywhere(tables: dateline.Tables) -> None:
    for made in (tables.timeline().svg, tables.map().svg, tables.show("a").html):
        assert re.findall(r"(?:href|src)=|url\(|https?://(?!www\.w3\.org/2000/svg)", made) == []


def test_an_article_keeps_its_text_and_marks_its_mentions(tables: dateline.Tables) -> None:
    html = tables.show("a").html
    assert re.sub(r"<[^>]+>", "", html.partition("</p>")[2]) == tables.texts()["a"]
    marked = re.search(r'<span style="([^"]*)" title="([^"]*)">12</span>', html)
    assert marked is not None
    assert of_layer("quantities") in marked[1]
    assert marked[2] == "quantities: 12 people (test)"


def test_repeats_are_dim() -> None:
    html = article("One. One.", {}, [{"start": 5, "end": 9, "kind": "repeat"}]).html
    assert 'One. <span style="opacity:.5">One.</span>' in html


def test_a_document_that_is_not_there_is_told(tables: dateline.Tables) -> None:
    with pytest.raises(SchemaError, match="No document 'z'"):
        tables.show("z")


def test_attacks_stay_text(hostile: dateline.Tables) -> None:
    for made in (hostile.timeline().svg, hostile.map().svg):
        assert {e.tag.removeprefix(SVG) for e in ElementTree.fromstring(made).iter()} <= {
            *("svg", "g", "title", "path", "rect", "circle", "text"),
        }
    html = hostile.show(hostile.documents.doc_id[0]).html
    assert set(re.findall(r"<(\w+)", html)) == {"div", "p", "span"}
    assert set(re.findall(r"<span ([\w-]+)=", html)) == {"style"}


def test_displacy_knows_a_colour_for_every_label(nlp: Language) -> None:
    doc = nlp("Russia returned 27 bodies in Kherson on Monday, Kyiv officials said.")
    colours = of_labels()
    for layer in LAYERS:
        assert all(span.label_ in colours for span in doc.spans[layer]), layer
    shown = displacy.render(doc, style="span", options={"spans_key": "places"}, jupyter=False)
    assert of_layer("places") in shown
