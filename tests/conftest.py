"""Shared fixtures: the whole Language once a session, and a way to annotate a text."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import dateline
import pyarrow.parquet as pq
import pytest
from dateline.gold.plugin import language
from dateline.reading.regions import regions
from dateline.reconcile.run import reconcile
from dateline.reconcile.table import CORPUS_SCHEMAS
from spacy.language import Language
from spacy.tokens import Doc
from told import Paper, write_tables

ROOT = Path(__file__).resolve().parent.parent


def pytest_sessionstart() -> None:
    """Where the built wheel is to be tested, the tests must not see the checkout's package."""
    wheel = os.environ.get("DATELINE_WHEEL")
    if wheel:
        assert Path(dateline.__file__).is_relative_to(wheel), f"{dateline.__file__} is not the wheel in {wheel}"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole Language: the base model and all layers."""
    return language()


@pytest.fixture(scope="session")
def annotate(nlp: Language) -> Callable[..., Doc]:
    """A text, with its published date, as an annotated Doc."""

    def make(text: str, published: str | None = None, **kw: str) -> Doc:
        return nlp(dateline.make_doc(nlp, text, published=published, doc_id="d", regions=regions(text), **kw))

    return make


@pytest.fixture
def reconciled(tmp_path: Path) -> Callable[[Sequence[Paper]], dict[str, list[dict[str, Any]]]]:
    """The rows of every table across documents that some papers give."""

    def make(papers: Sequence[Paper]) -> dict[str, list[dict[str, Any]]]:
        reconcile([write_tables(tmp_path / "out", papers)])
        return {name: pq.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist() for name in CORPUS_SCHEMAS}

    return make
