"""Docs and Languages travel: bytes, DocBin, other processes, pickle; and layers say what they need."""

import json
import pickle
import subprocess
import sys
from typing import Any

import dateline
import pytest
import spacy
from dateline.doc.attributes import DOC, SPAN, columns
from dateline.doc.make import make_doc
from dateline.doc.mentions import why
from dateline.errors import ConfigError
from dateline.layers.claims.values import claims
from dateline.layers.registry import LAYERS
from dateline.tables.tabulate import layer_rows
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

TEXT = (
    "Russia handed over the bodies of 27 soldiers in Kherson on 2 June 2025, Kyiv said. "
    "“We buried them last week,” Ada Obi told reporters."
)


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(make_doc(nlp, TEXT, published="2025-06-11", doc_id="d"))


def told(doc: Doc) -> Any:
    """Every row and every reason that a Doc holds."""
    rows = [layer_rows(doc, layer, TEXT) for layer in LAYERS]
    reasons = [why(span, layer) for layer in LAYERS for span in doc.spans[layer]]
    return json.loads(json.dumps([rows, reasons]))  # tuples come back as lists


def test_a_doc_survives_bytes(nlp: Language, doc: Doc) -> None:
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert told(again) == told(doc)


def test_a_doc_survives_a_docbin(nlp: Language, doc: Doc) -> None:
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    [again] = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert told(again) == told(doc)


def test_docs_survive_other_processes() -> None:
    code = f"""
import dateline
if __name__ == "__main__":
    nlp = dateline.load()
    made = [dateline.make_doc(nlp, {TEXT!r}, published="2025-06-11", doc_id=str(n)) for n in range(4)]
    for doc in nlp.pipe(made, n_process=2):
        print(doc._.doc_id, [s._.date.date_start for s in doc.spans["dates"]], len(doc._.claims))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert [line[0] for line in lines] == ["0", "1", "2", "3"]
    assert len({line[1:] for line in lines}) == 1
    assert "2025-06-02" in lines[0]


def test_a_language_survives_pickle(nlp: Language, doc: Doc) -> None:
    again = pickle.loads(pickle.dumps(nlp))
    assert told(again(make_doc(again, TEXT, published="2025-06-11", doc_id="d"))) == told(doc)


def test_values_are_typed_and_frozen(doc: Doc) -> None:
    for layer in LAYERS.values():
        if layer.attribute:
            value = getattr(doc.spans[layer.name][0]._, layer.attribute)
            assert type(value).__name__ == layer.record
            name = next(iter(columns(value)))
            with pytest.raises((AttributeError, TypeError)):
                setattr(value, name, "other")
    assert {claim.event_type for claim in claims(doc)} >= {"RETREAT"}


def test_no_attribute_is_there_but_those_that_are_told_of(doc: Doc) -> None:
    used = {key[1] for key in doc.user_data if isinstance(key, tuple) and key[0] == "._."}
    assert used <= {attribute.name for attribute in DOC} | set(SPAN.values())
    assert all(Doc.has_extension(attribute.name) for attribute in DOC)
    assert all(Span.has_extension(name) for name in SPAN.values())


@pytest.mark.parametrize(
    ("layer", "missing"),
    [
        ("claims", "'actors', 'places', 'dates'"),
        ("quotes", "'actors'"),
        ("actors", "'places'"),
        ("quantities", "'dates'"),
    ],
)
def test_a_layer_without_what_it_needs_is_refused(layer: str, missing: str) -> None:
    with pytest.raises(ConfigError, match=f"Layer '{layer}' needs {missing}"):
        spacy.blank("en").add_pipe(f"dateline_{layer}")


def test_layers_in_another_order_are_refused(tmp_path: object) -> None:
    from dateline.data import models_dir

    config = tmp_path / "config.cfg"  # type: ignore[operator]
    text = (models_dir() / "config.cfg").read_text(encoding="utf-8")
    order = '["claims", "quotes", "quantities", "dates", "actors", "places"]'
    lines = [f"layers = {order}" if line.startswith("layers = ") else line for line in text.splitlines()]
    config.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ConfigError, match="before it in the pipeline"):
        dateline.load(config=config)
