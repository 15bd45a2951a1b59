"""Shared fixtures: the whole Language once a session, and a way to annotate a text."""

import os
from collections.abc import Callable
from pathlib import Path

import dateline
import pytest
from dateline.reading.regions import regions
from spacy.language import Language
from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parent.parent


def pytest_sessionstart() -> None:
    """Where the built wheel is to be tested, the tests must not see the checkout's package."""
    wheel = os.environ.get("DATELINE_WHEEL")
    if wheel:
        assert Path(dateline.__file__).is_relative_to(wheel), f"{dateline.__file__} is not the wheel in {wheel}"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole Language: the base model and all layers."""
    return dateline.load()


@pytest.fixture(scope="session")
def annotate(nlp: Language) -> Callable[..., Doc]:
    """A text, with its published date, as an annotated Doc."""

    def make(text: str, published: str | None = None, **kw: str) -> Doc:
        return nlp(dateline.make_doc(nlp, text, published=published, doc_id="d", regions=regions(text), **kw))

    return make
