"""Every regular expression of the package costs no more than its text is long: its structure shows it, no clock."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT
from dateline.linear_regex import faults

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
from dateline.reading import published, regions
text = "KYIV, June 11 — On Friday, June 13, they met until 2024.\\n\\nUpdated: 14 June 2025, 10:00"
published.infer(text, regions.regions(text), url="https://a.example/2025/06/15/x", not_after="2025-12-31")
for entry in data.read_jsonl("lexicon/published.jsonl"):
    published._cue(entry["cue"])
print(json.dumps(sorted(found)))
"""

# Patterns that are asked at one place of a text, by match or fullmatch, never searched for: how they begin, and where.
ASKED_ONCE = {
    "(?:(?:[A-Z][\\w.'’-]+": "reading/regions.py dateline_end: at the start of a paragraph",
    "[.!?:]?$|[.:]?\\s+": "reading/regions.py _TITLE_END: after the title",
    "\\s*+(?:[T,]\\s*+)?": "reading/published.py _REST: what follows a date",
    "([A-Za-z_][\\w -]{0,40}):": "reading/formats.py _FRONT_KEY: a line of front matter",
    "([a-z]+)-([12]": "layers/dates/lexicon.py _PREFIXED: one token",
    "\\d{1,3}(?:,\\d{3})+|\\d+": "layers/dates/lexicon.py _SHAPES: one token",
}

# Patterns that are not proved by their structure: how they begin, and why they are linear all the same.
BOUNDED = {
    "(?:(?:[A-Z][\\w.'’-]+": "reads no more than DATELINE_LENGTH characters",
    "(?:(?i:\\(?(?:read more": "reads the last TAIL_LENGTH characters of a paragraph",
    "([A-Za-z_][\\w -]{0,40}):": "what follows the spaces reads to the end of the line, so it never fails there",
    "\\S{1,200}+(?!\\S)(?: ": "every round ends where a match may end, and what was matched is not read again",
}


@pytest.fixture(scope="module")
def patterns() -> list[tuple[str, int]]:
    paths = [str(ROOT / "corpus" / folder) for folder in ("sample/*.html", "sample/*.md", "broken")]
    command = [sys.executable, "-W", "ignore", "-c", COLLECT, *paths]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    compiled = [(pattern, flags) for pattern, flags in json.loads(done.stdout.splitlines()[-1])]
    return compiled + [(pattern, 0) for pattern in of_matchers()]


def of_matchers() -> Iterator[str]:
    """The expressions that spaCy's matchers take from the data."""
    for file in sorted((ROOT / "models").rglob("*.jsonl")):
        text = file.read_text(encoding="utf-8")
        if '"REGEX"' in text:
            for line in filter(None, text.splitlines()):
                yield from _under("REGEX", json.loads(line))


def _under(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get(key), str):
            yield value[key]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _under(key, part)


def beginning(pattern: str, table: dict[str, str]) -> str | None:
    """The key of the table that the pattern begins with."""
    return next((key for key in table if pattern.startswith(key)), None)


def test_patterns_of_every_kind_are_collected(patterns: list[tuple[str, int]]) -> None:
    texts = [pattern for pattern, _ in patterns]
    assert len(texts) > 50
    assert any("(?P<m2>" in text for text in texts)  # published
    assert any("(?P<r0>" in text for text in texts)  # boilerplate, from data
    assert {beginning(text, ASKED_ONCE) for text in texts} >= ASKED_ONCE.keys()


def test_every_pattern_is_linear(patterns: list[tuple[str, int]]) -> None:
    doubtful = {p: found for p, flags in patterns if (found := faults(p, flags, searched=not beginning(p, ASKED_ONCE)))}
    unproved = [f"{p[:200]!r}: {'; '.join(found)}" for p, found in doubtful.items() if not beginning(p, BOUNDED)]
    assert not unproved, "\n".join(unproved)
    assert {beginning(p, BOUNDED) for p in doubtful} == BOUNDED.keys(), "a pattern is proved that BOUNDED excuses"


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("(a+)+b", "exponential"),
        ("(a+)+$", "exponential"),
        ("(a*)*b", "exponential"),
        ("(a|a)*b", "exponential"),
        ("(a|aa)+b", "exponential"),
        ("(a|b|ab)*c", "exponential"),
        ("(?i:ab|AB)*c", "exponential"),
        (r"(\w+\s?)*$", "exponential"),
        (r"(\w+\s?)+:", "exponential"),
        (r"(?:\w,|\d,)+x", "exponential"),
        ("(a(b?|c?))*d", "exponential"),
        ("(?:a{1,9})+b", "exponential"),
        ("(?:a|a){30}b", "exponential"),
        ("(?:a?){20}b", "exponential"),
        (r"\s*\s*$", "polynomial"),
        (".*a.*b", "polynomial"),
        ("x*y?x*$", "polynomial"),
        (r"a\d*[0-5]*b", "polynomial"),
        (r"(?:ab)*(?:aba)?(?:ba)*!", "polynomial"),
        (r"\d+x", "quadratic search"),
        (r"\d+\s*$|x", "quadratic search"),
        ("a(?:.*b)?", "quadratic search"),
        (r"\w+:", "quadratic search"),
        ("a++b", "quadratic search"),
        ("a(?:a*b)*", "quadratic search"),
        (r"\b.*x", "quadratic search"),
        ("(?=.*x)y", "in a lookahead"),
    ],
)
def test_what_is_not_linear_is_found(pattern: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        "a+",
        r"\ba+\b",
        "(?<!a)a+b",
        r"(?<!\w)\w+:",
        r"\b\w+:",
        r"(?<!\S)\S+(?!\S)",
        r"\S{1,200}+(?!\S)",
        "[ab]{1,9}c",
        "(?:ab){2,5}c",
        r"[0-9]+(?:[.,][0-9]+)*",
        r"(?<!\d)\d+(?:,\d{3})*",
        r"(?<!\w)\w+(?: \w+)*",
        r"^\s+x",
        r"[.!?][\"')]*$",
        r"\bby\W*(?:the )?$",
        "x(?:a*b)*",
    ],
)
def test_what_is_linear_is_proved(pattern: str) -> None:
    assert faults(pattern) == []


@pytest.mark.parametrize("pattern", [r"\d+x", "(?:ab)+c", "(a++)+b", "a*+b", r"(?:\d+,)*\d+;", "(?>a)*b"])
def test_what_is_linear_where_it_is_asked_once_is_proved(pattern: str) -> None:
    assert faults(pattern, searched=False) == []
    assert faults(pattern)


def test_flags_are_heeded() -> None:
    assert not faults("(?:ab|AB)+c", searched=False)
    assert faults("(?:ab|AB)+c", re.IGNORECASE, searched=False)
    assert not faults(r"^.*\n.*x", searched=False)
    assert faults(r"^.*\n.*x", re.DOTALL, searched=False)
    assert not faults("^ *x")
    assert not faults("^ *x", re.MULTILINE)
    assert faults(r"^\n*x", re.MULTILINE)
