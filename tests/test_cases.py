"""Gold sentences: what must pass passes, what is known to fail fails."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import ROOT
from dateline.tables.tabulate import layer_rows
from spacy.tokens import Doc

CASES = ROOT / "corpus" / "gold" / "cases"


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                case = json.loads(line)
                marks = [pytest.mark.xfail(strict=True, reason=case["label"])] if case["expect"] == "fail" else []
                yield pytest.param(case, id=f"{path.stem}:{number}:{case['label']}", marks=marks)


def plain(value: Any) -> Any:
    return value[:10] if isinstance(value, str) and len(value) == 19 and value[10] == "T" else value


def matches(expected: dict[str, Any], row: dict[str, Any]) -> bool:
    return all(plain(row[column]) == value for column, value in expected.items())


@pytest.mark.parametrize("case", cases())
def test_gold_sentence(case: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    doc = annotate(case["text"], case.get("published"))
    for layer, expected in case["spans"].items():
        found = layer_rows(doc, layer, case["text"])
        for mention in expected:
            same = [row for row in found if row["text"] == mention["text"]]
            assert any(matches(mention, row) for row in same), f"{layer}: expected {mention}, got {same or found}"
        if not case.get("partial"):
            texts = sorted(m["text"] for m in expected)
            assert sorted(row["text"] for row in found) == texts, f"{layer}: expected {texts} and no more"
