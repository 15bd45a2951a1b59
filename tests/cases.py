"""Gold sentences, room by room: what must pass passes, what is known to fail fails."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import ROOT
from dateline.tables.tabulate import layer_rows
from spacy.tokens import Doc

CASES = ROOT / "corpus" / "gold" / "cases"


def cases(layer: str) -> Iterator[Any]:
    """The gold sentences of a room, as parameters of its test."""
    for number, line in enumerate((CASES / f"{layer}.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            case = json.loads(line)
            marks = [pytest.mark.xfail(strict=True, reason=case["label"])] if case["expect"] == "fail" else []
            yield pytest.param(case, id=f"{number}:{case['label']}", marks=marks)


def _plain(value: Any) -> Any:
    return value[:10] if isinstance(value, str) and len(value) == 19 and value[10] == "T" else value


def _matches(expected: dict[str, Any], row: dict[str, Any]) -> bool:
    return all(_plain(row[column]) == value for column, value in expected.items())


def check(case: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    """Fails where a mention that the case expects is not there as expected, or, unless partial, one more is."""
    doc = annotate(case["text"], case.get("published"))
    for layer, expected in case["spans"].items():
        found = layer_rows(doc, layer, case["text"])[layer]
        for mention in expected:
            same = [row for row in found if row["text"] == mention["text"]]
            assert any(_matches(mention, row) for row in same), f"{layer}: expected {mention}, got {same or found}"
        if not case.get("partial"):
            texts = sorted(m["text"] for m in expected)
            assert sorted(row["text"] for row in found) == texts, f"{layer}: expected {texts} and no more"
