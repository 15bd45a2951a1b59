"""Places and actors by kinds of faults, as users of such tools have reported them: names_by_kind.jsonl.

A line: kind, text, published; `expect`, rows that must be there, and `absent`, rows that must not. A row names its
layer, the words of its mention and columns with their values: "~x" holds x, in capitals or not, a list is any of them.
A line with `fails` says why it is not right yet.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dateline
import pytest
from spacy.language import Language
from spacy.tokens import Doc

CASES = [json.loads(line) for line in Path(__file__).with_name("names_by_kind.jsonl").read_text("utf-8").splitlines()]


def parameters() -> Iterator[Any]:
    """The lines; those that fail must go on failing until they are moved."""
    for case in CASES:
        marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
        yield pytest.param(case, id=f"{case['kind']}: {case['text'][:40]}", marks=marks)


def fits(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, list):
        return any(fits(one, value) for one in wanted)
    if isinstance(wanted, str) and wanted.startswith("~"):
        return isinstance(value, str) and wanted[1:].lower() in value.lower()
    return bool(wanted == value)


def has(doc: Doc, row: Mapping[str, Any]) -> bool:
    """Whether some mention is as a row says; `nth`: where its text stands for the n-th time."""
    wanted = {key: value for key, value in row.items() if key not in ("layer", "nth", "text")}
    for span in doc.spans[row["layer"]]:
        value = span._.actor if row["layer"] == "actors" else span._.place
        fit = fits(row.get("text", "~"), span.text) and all(fits(want, getattr(value, k)) for k, want in wanted.items())
        if fit and ("nth" not in row or doc.text[: span.end_char].count(row["text"].removeprefix("~")) == row["nth"]):
            return True
    return False


@pytest.mark.parametrize("case", parameters())
def test_names_by_kind(case: Mapping[str, Any], nlp: Language) -> None:
    doc = nlp(dateline.make_doc(nlp, case["text"], published=case["published"]))
    assert [row for row in case.get("expect", ()) if not has(doc, row)] == []
    assert [row for row in case.get("absent", ()) if has(doc, row)] == []
