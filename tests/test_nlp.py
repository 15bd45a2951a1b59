"""The Language and the Doc of an article."""

from pathlib import Path
from typing import Any

import dateline
import pytest
import spacy
from dateline.data import read_jsonl
from dateline.doc.make import make_doc
from dateline.doc.mentions import set_mentions
from dateline.doc.offsets import region_of, sentence_starts, text_span, token_span
from dateline.errors import ModelError
from dateline.flow.annotate import annotated, cut
from dateline.layers.registry import LAYERS
from dateline.reading.regions import Region
from spacy.language import Language
from spacy.tokens import Doc

TEXT = "Two  killed in  Kherson\n\nKYIV (Agency) — A drone\nhit a bus.\n\nRead more\n\n\tIt was on\u00a0Sunday.  "
BODY = TEXT.index("KYIV")
REGIONS = [
    Region(0, 23, "title"),
    Region(BODY, TEXT.index("A drone"), "dateline"),
    Region(TEXT.index("A drone"), TEXT.index("Read"), "body"),
    Region(TEXT.index("Read"), TEXT.index("It was"), "boilerplate"),
    Region(TEXT.index("It was"), len(TEXT), "body"),
]


def test_the_doc_holds_what_is_annotated_with_single_spaces(nlp: Language) -> None:
    doc = make_doc(nlp, TEXT, regions=REGIONS)
    assert doc.text == "Two killed in Kherson KYIV (Agency) — A drone hit a bus. It was on Sunday."


@pytest.mark.parametrize("entry", read_jsonl("lexicon/abbreviations.jsonl"), ids=lambda entry: entry["id"])
def test_a_full_stop_stays_with_its_abbreviation(nlp: Language, entry: dict[str, Any]) -> None:
    for word in entry["words"]:
        assert word in [token.text for token in nlp.make_doc(f"It was {word} Smith who spoke.")]
    assert len(list(nlp(make_doc(nlp, entry["example"])).sents)) == 1


def test_every_token_leads_back_to_its_characters(nlp: Language) -> None:
    doc = make_doc(nlp, TEXT, regions=REGIONS)
    for token in doc:
        start, end = text_span(doc, token.idx, token.idx + len(token))
        assert TEXT[start:end] == token.text
    start, end = token_span(doc, 0, 4)
    assert TEXT[start:end] == "Two  killed in  Kherson"


def test_sentences_start_at_paragraphs_and_regions(nlp: Language) -> None:
    doc = nlp(make_doc(nlp, TEXT, regions=REGIONS))
    starts = [doc[i].text for i in sentence_starts(doc)]
    assert {"Two", "KYIV", "A", "It"} <= set(starts)
    assert "Sunday" not in starts


def test_regions_are_known_by_character(nlp: Language) -> None:
    doc = make_doc(nlp, TEXT, regions=REGIONS)
    kinds = {token.text: region_of(doc, token.idx) for token in doc}
    assert (kinds["Kherson"], kinds["KYIV"], kinds["bus"], kinds["Sunday"]) == ("title", "dateline", "body", "body")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("9" * 900 + " bodies", ["9" * 900, "bodies"]),
        ("(" * 300 + "Kyiv", ["("] * 300 + ["Kyiv"]),
        ("“No”" + ")" * 300, ["“", "No", "”"] + [")"] * 300),
    ],
)
def test_runs_longer_than_any_word_are_parted(nlp: Language, text: str, tokens: list[str]) -> None:
    doc = make_doc(nlp, text)
    assert [token.text for token in doc] == tokens
    for token in doc:
        start, end = text_span(doc, token.idx, token.idx + len(token))
        assert text[start:end] == token.text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a", "…", "\u200f\U0001f680"])
def test_texts_of_nearly_nothing_are_annotated(nlp: Language, text: str) -> None:
    assert nlp(make_doc(nlp, text)).text == text.strip()


def test_plain_text_shows_the_layers(nlp: Language) -> None:
    doc = nlp("Russia handed over 1,212 bodies in Istanbul on 2 June 2025.")
    assert {"dates", "quantities", "places", "actors", "quotes", "claims"} <= set(doc.spans)


def test_a_missing_model_says_what_was_expected() -> None:
    with pytest.raises(ModelError, match=r"no_such_model.*expected an installed spaCy pipeline"):
        dateline.load("no_such_model")


def test_a_model_of_another_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path)
    with pytest.raises(ModelError, match="language 'de', expected an English pipeline"):
        dateline.load(str(tmp_path))


def test_a_model_without_a_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ModelError, match="lacks"):
        dateline.load(str(tmp_path))


def test_other_weights_under_the_pinned_name_are_refused(tmp_path: Path) -> None:
    from dateline.data import models_dir

    config = tmp_path / "config.cfg"
    text = (models_dir() / "config.cfg").read_text(encoding="utf-8")
    lines = ['sha256 = "0"' if line.startswith("sha256") else line for line in text.splitlines()]
    config.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ModelError, match="expected 0; reinstall"):
        dateline.load(config=config)


def test_the_assembled_folder_loads_with_plain_spacy(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "assembled")
    text = "Russia handed over 1,212 bodies in Istanbul on 2 June 2025."
    loaded = spacy.load(tmp_path / "assembled")
    assert [type(pipe) for _, pipe in loaded.pipeline] == [type(pipe) for _, pipe in nlp.pipeline]
    again, once = loaded(text), nlp(text)
    assert [(t.head.i, t.dep_, t.ent_type_, t.lemma_) for t in again] == [
        (t.head.i, t.dep_, t.ent_type_, t.lemma_) for t in once
    ]
    for layer in ("dates", "quantities", "places", "actors"):
        assert [s.text for s in again.spans[layer]] == [s.text for s in once.spans[layer]]


LONG = "\n\n".join(
    f"On {day} June 2025 Russia gave back {day}00 bodies in Kherson, Kyiv said. “We buried {day},” Ada Obi said."
    for day in range(1, 13)
)


def marks(doc: Doc) -> list[tuple[str, int, int, str]]:
    """The mentions of all layers."""
    return [(layer, s.start, s.end, s.id_) for layer in LAYERS for s in doc.spans[layer]]


def test_long_documents_are_cut_for_the_model_and_whole_for_the_layers(nlp: Language) -> None:
    whole, pieced = (
        annotated(nlp, [make_doc(nlp, LONG, published="2025-06-30", doc_id="d")], max_chars=chars)[0]
        for chars in (len(LONG), 500)
    )
    assert (pieced.text, pieced._.doc_id, pieced._.paragraphs) == (whole.text, "d", whole._.paragraphs)
    assert sentence_starts(pieced) == sentence_starts(whole)
    assert marks(pieced) == marks(whole)
    assert all(LONG[slice(*token_span(pieced, s.start, s.end))] == s.text for s in pieced.ents)


@pytest.mark.parametrize("max_chars", [1, 30, 400])
def test_the_model_never_sees_more_than_it_should(nlp: Language, max_chars: int) -> None:
    doc = make_doc(nlp, LONG[:2000].replace("\n\n", " "))
    pieces = list(cut(doc, max_chars))
    assert [token.text for piece in pieces for token in piece] == [token.text for token in doc]
    assert all(len(piece.text.rstrip()) <= max_chars or len(piece) == 1 for piece in pieces)
    assert max_chars < 400 or all(piece[-1].text == "." for piece in pieces[:-1])


def test_no_mention_runs_over_the_border_of_two_regions(nlp: Language) -> None:
    text = "It ended on 2 June\nRead more\n2025 saw no end of it."
    cut = [Region(0, 18, "body"), Region(19, 28, "boilerplate"), Region(29, len(text), "body")]
    doc = make_doc(nlp, text, regions=cut)
    set_mentions(doc, "dates", [doc[3:5], doc[3:6], doc[5:6]])
    assert [span.text for span in doc.spans["dates"]] == ["2 June", "2025"]
