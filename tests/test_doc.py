"""What every room stands on: the flattened Doc, phrases, coordinates, mentions. Docs by hand, no model."""

import pytest
import spacy
from dateline.doc.make import make_doc
from dateline.doc.mentions import mention_id, set_mentions, set_why, span_id, why
from dateline.doc.offsets import (
    LONGEST,
    in_sentences,
    region_of,
    sentence_of,
    sentence_starts,
    sentence_tokens,
    text_span,
    token_span,
)
from dateline.doc.phrases import PhraseTable
from dateline.doc.tokens import tokens_of
from dateline.reading.regions import Region
from parses import parse
from spacy.tokens import Doc, Span

NLP = spacy.blank("en")
HEADED = (
    "Ann/NNP/compound/1/PERSON Lee/NNP/nsubj/2/PERSON met/VBD/ROOT/2 Ben/NNP/dobj/2/PERSON "
    "Mali/NNP/appos/3/GPE ’s/POS/case/4 Army/NNP/dep/2/ORG"
)


def test_the_flattened_doc_has_words_tags_and_entities() -> None:
    tokens = tokens_of(parse(HEADED))
    assert tokens.text == ["Ann", "Lee", "met", "Ben", "Mali", "’s", "Army"]
    assert (tokens.text[5], tokens.straight[5], tokens.straight_lower[6]) == ("’s", "'s", "army")
    assert tokens.tag[2] == "VBD"
    assert [tuple(entity) for entity in tokens.entities] == [
        (0, 2, "PERSON"),
        (3, 4, "PERSON"),
        (4, 5, "GPE"),
        (6, 7, "ORG"),
    ]
    assert sorted(tokens.entity_at) == [0, 1, 3, 4, 6]
    assert tokens.entity_at[1].start == 0


def test_neighbouring_entities_of_one_label_stay_two() -> None:
    doc = Doc(NLP.vocab, words=["Ann", "Ben", "came"], ents=["B-PERSON", "B-PERSON", "O"])
    assert [tuple(entity) for entity in tokens_of(doc).entities] == [(0, 1, "PERSON"), (1, 2, "PERSON")]


def test_the_flattened_doc_is_read_anew_when_the_doc_has_changed() -> None:
    doc = Doc(NLP.vocab, words=["Mali", "won"])
    assert not tokens_of(doc).entities
    doc.set_ents([Span(doc, 0, 1, label="GPE")])
    assert [tuple(entity) for entity in tokens_of(doc).entities] == [(0, 1, "GPE")]
    assert tokens_of(doc) is tokens_of(doc)


def test_sentences_of_the_flattened_doc() -> None:
    doc = Doc(NLP.vocab, words=list("abcde"), sent_starts=[True, False, True, False, False])
    tokens = tokens_of(doc)
    assert [tokens.sentence(i) for i in range(5)] == [(0, 2), (0, 2), (2, 5), (2, 5), (2, 5)]
    assert [tokens.opens(i) for i in range(5)] == [True, False, True, False, False]
    assert sentence_starts(doc) == [0, 2]
    assert [sentence_of(doc, i) for i in range(5)] == [0, 0, 1, 1, 1]
    assert [sentence_tokens(doc, n) for n in (0, 1)] == [(0, 2), (2, 5)]


def test_sentences_longer_than_any_are_passed_over() -> None:
    starts = [True, *[False] * (LONGEST - 1), True, *[False] * LONGEST, True]
    doc = Doc(NLP.vocab, words=["x"] * len(starts), sent_starts=starts)
    assert in_sentences(doc, [0, LONGEST, 2 * LONGEST, len(starts) - 1]) == [0, len(starts) - 1]


def test_coordinates_lead_from_the_doc_to_the_article() -> None:
    text = "Title\n\nRead more\n\nKyiv  said\nso."
    regions = [Region(0, 7, "title"), Region(7, 18, "boilerplate"), Region(18, len(text), "body")]
    doc = make_doc(NLP, text, regions=regions, doc_id="d")
    assert doc.text == "Title Kyiv said so."
    assert [text[slice(*token_span(doc, t.i, t.i + 1))] for t in doc] == [t.text for t in doc]
    assert text[slice(*token_span(doc, 1, 3))] == "Kyiv  said"
    assert [region_of(doc, t.idx) for t in doc] == ["title", "body", "body", "body", "body"]
    assert span_id(doc, "places", doc[1:2]) == mention_id(doc, "places", 18, 22) == "d:places:18-22"


def test_a_doc_of_no_article_is_its_own_text() -> None:
    doc = NLP("Kyiv said so.")
    assert (text_span(doc, 5, 9), region_of(doc, 5)) == ((5, 9), "body")
    assert sentence_starts(Doc(NLP.vocab)) == [0]


def test_mentions_stand_in_reading_order_one_a_span() -> None:
    doc = Doc(NLP.vocab, words=list("abcd"))
    set_mentions(doc, "dates", [doc[2:3], doc[0:2], Span(doc, 2, 3, label="date")])
    assert [(s.start, s.end, s.label_) for s in doc.spans["dates"]] == [(0, 2, ""), (2, 3, "date")]
    set_why(doc[0:2], "dates", cue="said")
    assert why(doc[0:2], "dates") == {"cue": "said"}
    assert why(doc[0:2], "places") == why(doc[2:3], "dates") == {}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the red cross came", [(1, 3, ["body", "charity"])]),
        ("red cross hall", [(0, 3, ["hall"])]),
        ("red cross red cross", [(0, 2, ["body", "charity"]), (2, 4, ["body", "charity"])]),
        ("red", [(0, 1, ["colour"])]),
        ("cross red", [(1, 2, ["colour"])]),
        ("blue", []),
    ],
)
def test_the_longest_phrases_are_found_from_left_to_right(words: str, found: list[tuple[int, int, list[str]]]) -> None:
    table = PhraseTable[str]()
    for phrase, value in (
        ("red", "colour"),
        ("red cross", "body"),
        ("red cross", "charity"),
        ("red cross hall", "hall"),
    ):
        table.add(phrase.split(), value)
    text = words.split()
    assert list(table.find(text)) == found
    assert list(table.find(text, [i for i, word in enumerate(text) if word == "red"])) == found
    assert set(table.firsts) == {"red"}


def test_a_phrase_ends_where_the_text_may_end() -> None:
    table = PhraseTable[str](backwards=True)
    table.add(["red", "cross"], "body")
    words = ["the", "red", "cross"]
    assert [list(table.ending(words, end)) for end in (0, 2, 3, 4)] == [[], [], [(1, ["body"])], []]
    assert list(table.ending(["cross"], 1)) == []
    assert list(table.at(words, 1)) == [(3, ["body"])]
