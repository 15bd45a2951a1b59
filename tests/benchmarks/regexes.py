"""Every regular expression of the package costs no more than its text is long, on the strings that are worst for it.

    python -m pytest tests/benchmarks/regexes.py

It compares times, so it is a benchmark and no test: run it alone on a quiet machine.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Look = Callable[[str], object]
LENGTHS = (16, 20, 24, 64, 256, 1024, 4096)
MOST = 12  # strings a pattern is tried on
NOTICED = 0.005  # seconds: below it there is nothing to compare
RATIO = 8.0  # four times the length may take so many times as long
REPEATS, RETRIES = 2, 4

# Loads the package with a watch on the compiler, runs it over the sample, and prints all patterns that it compiled.
COLLECT = """
import json, os, re, sys, tempfile
os.environ["OPENBLAS_NUM_THREADS"] = "1"
found, compiled = set(), re._compile
def watched(pattern, flags):
    frame = sys._getframe(2)
    if frame.f_globals.get("__name__", "").startswith("dateline") and isinstance(pattern, str):
        found.add((pattern, int(flags)))
    return compiled(pattern, flags)
re._compile = watched
import dateline, dateline.gazetteer
with tempfile.TemporaryDirectory() as out:
    dateline.run(sys.argv[1:], out)
from dateline import data
from dateline.reading import published, regions as clean
text = "KYIV, June 11 — On Friday, June 13, they met until 2024.\\n\\nUpdated: 14 June 2025, 10:00"
published.infer(text, clean.regions(text), url="https://a.example/2025/06/15/x", not_after="2025-12-31")
for entry in data.read_jsonl("lexicon/published.jsonl"):
    published._cue(entry["cue"])
print(json.dumps(sorted(found)))
"""

# Patterns that are only asked whether a text begins with them: how they begin, and where they are.
ANCHORED = {
    "(?:(?:[A-Z][\\w.'’-]+": "clean.dateline_end",
    "[.!?:]?$|": "clean.opening",
    "[T,]?\\s*(?:at": "published.parse",
}


@pytest.fixture(scope="module")
def patterns() -> list[tuple[str, int]]:
    paths = [str(ROOT / "corpus" / folder) for folder in ("sample/*.html", "sample/*.md", "broken")]
    command = [sys.executable, "-W", "ignore", "-c", COLLECT, *paths]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [(pattern, flags) for pattern, flags in json.loads(done.stdout.splitlines()[-1])]


def test_patterns_of_every_kind_are_collected(patterns: list[tuple[str, int]]) -> None:
    texts = [pattern for pattern, _ in patterns]
    assert len(texts) > 50
    assert any("(?P<m2>" in text for text in texts)  # published
    assert any("(?P<r0>" in text for text in texts)  # boilerplate, from data


def test_every_pattern_is_linear(patterns: list[tuple[str, int]]) -> None:
    slow = [found for pattern, flags in patterns if (found := slowest(pattern, flags))]
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize("pattern", ["(a+)+$", r"(\w+\s?)+:", r"\d+\s*$|x", "(a|aa)+b"])
def test_a_pattern_that_is_not_linear_is_found(pattern: str) -> None:
    assert slowest(pattern, 0)


@pytest.mark.parametrize("pattern", [r"\ba+\b", r"\S{1,200}+(?!\S)", "[ab]{1,9}c", "(?<!a)a+b"])
def test_a_linear_pattern_is_let_pass(pattern: str) -> None:
    assert slowest(pattern, 0) is None


def slowest(pattern: str, flags: int) -> str | None:
    """The pattern with a string on which its cost grows faster than its length; None where there is none."""
    compiled = re.compile(pattern, flags)
    look: Look = compiled.match if pattern.startswith(tuple(ANCHORED)) else compiled.search
    for unit, end in worst(pattern, flags):
        length = next((n for n in LENGTHS if seconds(look, unit, end, n) > NOTICED), None)
        if length and all(ratio(look, unit, end, length) > RATIO for _ in range(RETRIES)):
            return f"{pattern[:200]!r} on {unit!r} × n + {end!r}: 4 times the length takes more than {RATIO:g} as long"
    return None


def ratio(look: Look, unit: str, end: str, length: int) -> float:
    long, short = (min(seconds(look, unit, end, n) for _ in range(REPEATS)) for n in (length, max(1, length // 4)))
    return long / max(short, 1e-7)


def seconds(look: Look, unit: str, end: str, length: int) -> float:
    text = unit * (length // len(unit)) + end
    began = time.process_time()
    look(text)
    return time.process_time() - began


def worst(pattern: str, flags: int) -> Iterator[tuple[str, str]]:
    """What to repeat, and how to end: parts of what the pattern matches, with and without a near miss."""
    tree = re._parser.parse(pattern, flags)  # type: ignore[attr-defined]
    units = dict.fromkeys(unit for unit in _units(tree) if unit)
    for unit in [*units][:MOST]:
        yield unit, "\x00"
        yield unit, ""


def _units(tree: Any) -> Iterator[str]:
    """Strings that the whole and each repeated part match."""
    yield _match(tree)
    yield from (" ", "a", "1", "A", ".", "a ", "A ", "1 ", "\n", "Aa ")
    for _, part in _parts(tree):
        one = _match(part)
        yield one
        yield one * 2 + " "
        yield one + "x"


def _parts(tree: Any) -> Iterator[tuple[Any, Any]]:
    for op, value in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield op, value[2]
            yield from _parts(value[2])
        elif name == "SUBPATTERN":
            yield from _parts(value[3])
        elif name == "ATOMIC_GROUP":
            yield from _parts(value)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _parts(branch)


SAMPLES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_DIGIT": "a"}


def _match(tree: Any) -> str:
    """A short string that the tree matches, as far as it can be told without looking around."""
    return "".join(_piece(str(op), value) for op, value in tree)


def _piece(op: str, value: Any) -> str:
    if op == "LITERAL":
        return chr(value)
    if op in ("NOT_LITERAL", "ANY"):
        return "a" if value != ord("a") else "b"
    if op == "IN":
        return _in(value)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _match(value[2]) * max(1, min(value[0], 3))
    if op == "SUBPATTERN":
        return _match(value[3])
    if op == "ATOMIC_GROUP":
        return _match(value)
    return _match(value[1][0]) if op == "BRANCH" else ""


def _in(members: Any) -> str:
    op, value = str(members[0][0]), members[0][1]
    if op == "NEGATE":
        excluded = {chr(v) for o, v in members if str(o) == "LITERAL"}
        return next(c for c in "a1 .\x02" if c not in excluded)
    if op == "LITERAL":
        return chr(value)
    return chr(value[0]) if op == "RANGE" else SAMPLES.get(str(value), ".")
