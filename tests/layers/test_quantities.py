"""Quantities: numbers, bounds and units out of words, without a Doc; cases/quantities.jsonl has the rest."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dateline
import pytest
from cases import CASES, cases, check
from counting import calls
from dateline.data import read_jsonl
from dateline.doc.mentions import why
from dateline.doc.phrases import PhraseTable
from dateline.layers.quantities import lexicon, resolve, table
from dateline.layers.quantities.candidates import read
from dateline.layers.quantities.lexicon import load_lexicon
from dateline.layers.quantities.pieces import cut
from dateline.look.rules import is_known
from dateline.reading.regions import regions
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

LEX = load_lexicon()
MODIFIERS = read_jsonl("patterns/quantities_modifiers.jsonl")


def first(text: str) -> tuple[float | None, float | None, float | None, str, str | None]:
    pieces = cut(text)
    r = read(pieces, LEX)[0]
    name = r.unit.name if r.unit else None
    return (*r.meaning, f"{name} per {r.per}" if r.per else name)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("1,212", 1212),
        ("12,34,567", 1234567),
        ("2.5", 2.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("3,5", None),
        ("1,2,3", None),
        ("1.2.3", None),
        ("1.2,3", None),
    ],
)
def test_digits_with_separators(text: str, value: float | None) -> None:
    assert resolve.read_digits(text) == value


@pytest.mark.parametrize(
    ("bound", "low", "high"), [("exact", 5, 5), ("lower", 5, None), ("upper", None, 5), ("approx", None, None)]
)
def test_bounds(bound: str, low: float | None, high: float | None) -> None:
    assert resolve.bounded(5, bound) == (5, low, high, bound)


def test_a_range_is_in_order_whatever_the_text() -> None:
    assert resolve.ranged(36040, 34935) == (None, 34935, 36040, "range")


@pytest.mark.parametrize(
    ("base", "low", "meaning"),
    [
        (12, None, (None, 24, 120, "vague")),
        (None, 3, (None, 3, None, "vague")),
        (None, None, (None, None, None, "vague")),
    ],
)
def test_vague_plurals(base: float | None, low: float | None, meaning: tuple[object, ...]) -> None:
    assert resolve.vague(base, low) == meaning


@pytest.mark.parametrize(
    ("first_", "second", "scale", "shared"), [(10, 15, 1e9, True), (200, 4, 1e6, False), (5, 7, 1, False)]
)
def test_a_scale_word_holds_for_both_ends_of_a_rising_range(
    first_: float, second: float, scale: float, shared: bool
) -> None:
    assert resolve.shares_scale(first_, second, scale) is shared


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven carts", 7),
        ("twenty-one carts", 21),
        ("one hundred and twenty-three carts", 123),
        ("two million three hundred thousand carts", 2300000),
        ("four hundred million carts", 4e8),
        ("4 hundred million carts", 4e8),
        ("a hundred carts", 100),
        ("half a million carts", 500000),
        ("a quarter of a million carts", 250000),
        ("two dozen carts", 24),
        ("half a dozen carts", 6),
        ("one and a half million carts", 1.5e6),
        ("12 and a half tons", 12.5),
        ("2½ tons", 2.5),
        ("a rate of .5 percent", 0.5),
        ("7.5bn carts", 7.5e9),
        ("1 200 000 carts", 1200000),
        ("3/4 of the carts", 0.75),
        ("nine out of ten carts", 0.9),
        ("grew threefold", 3),
        ("minus 3 degrees", -3),
        ("−3 degrees", -3),
        ("3 degrees below zero", -3),
        ("6'3\" tall", 6.25),
        ("3m euros", 3e6),
        ("2,500 crore", 2.5e10),
    ],
)
def test_numbers(text: str, value: float) -> None:
    assert first(text)[0] == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 15 and 20 carts", 15, 20),
        ("15 to 20 carts", 15, 20),
        ("15–20 carts", 15, 20),
        ("three or four carts", 3, 4),
        ("$10 to $15 billion", 1e10, 1.5e10),
        ("$200 to $4 million", 200, 4e6),
        ("1 to 2 thousand carts", 1000, 2000),
        ("between $62 and $68 a share", 62, 68),
        ("5-10W lamps", 5, 10),
        ("from $90 U.S. per tonne to $61.50", 61.5, 90),
        ("a 30-something man", 30, 39),
        ("between the ages of 18 and 60", 18, 60),
        ("from minus 3 to plus 4 degrees", -3, 4),
        ("a vote of 3:1", 1, 3),
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    value, a, b, bound, _ = first(text)
    assert (value, a, b, bound) == (None, low, high, "range")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 km", "kilometre"),
        ("5km away", "kilometre"),
        ("12 miles per hour", "mile per hour"),
        ("12 km/h", "kilometre per hour"),
        ("20 square miles", "square mile"),
        ("32m2", "square metre"),
        ("5.5kWh", "kilowatt hour"),
        ("500 mg tablets", "milligram"),
        ("12 percentage points", "percentage point"),
        ("12 per cent", "percent"),
        ("12pc", "percent"),
        ("$5", "USD"),
        ("US$5m", "USD"),
        ("5 US dollars", "USD"),
        ("C$5", "CAD"),
        ("$A5", "AUD"),
        ("NIS 40 million", "ILS"),
        ("RM23.50", "MYR"),
        ("1,200€", "EUR"),
        ("CHF 2.4 million", "CHF"),
        ("12 million roubles", "RUB"),
        ("90 Swedish kronor", "SEK"),
        ("1.2 million pounds", "GBP"),
        ("12 pounds", "pound-mass"),
        ("40 dinars", "dinar"),
        ("three months", "month"),
        ("21-year-old", "year of age"),
        ("a$ 30", "AUD"),
        ("R2 million", "ZAR"),
        ("3 million US$", "USD"),
        ("5 million pounds sterling", "GBP"),
        ("12 Finnish markka", "Finnish markka"),
        ("46 sq. mi.", "square mile"),
        ("8 fl oz", "fluid ounce"),
        ("12 stone", "stone"),
        ("40 km^2", "square kilometre"),
        ("7 litres per 100 km", "litre per 100 kilometre"),
        ("20 degrees c", "degree Celsius"),
        ("magnitude of 6.1", "magnitude"),
        ("3 x 4 m", "metre"),
    ],
)
def test_units(text: str, unit: str) -> None:
    assert first(text)[4] == unit


@pytest.mark.parametrize("text", ["an anthem", "an NSF grant", "5 points", "8 bars", "3 sets", "two moles"])
def test_quantulum_traps_are_no_units(text: str) -> None:
    assert not [r for r in read(cut(text), LEX) if r.unit]


@pytest.mark.parametrize(
    "text",
    [
        "F-16", "Shahed-136", "COVID-19", "G7", "CO2", "TA-35", "5G phones", "10.45pm", "at 05:20", "5 a.m.",
        "0800 123 456", "+44 20 7946 0958", "#5", "9/11", "24/7", "one of the towns", "3 March", "May 2", "in 1991",
        "the 1990s", "575 Willow Road", "the 47th Brigade", "9" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert not read(cut(text), LEX)


@pytest.mark.parametrize("entry", MODIFIERS, ids=[e["id"] for e in MODIFIERS])
def test_every_modifier_bounds_its_example(entry: dict[str, str]) -> None:
    bounds = {r.meaning.bound for r in read(cut(entry["example"]), LEX)}
    assert entry["bound"] in bounds


@pytest.mark.parametrize(("end", "found"), [(3, (1, "at least")), (2, None), (5, (4, "least")), (0, None), (6, None)])
def test_a_phrase_is_found_by_where_it_ends(end: int, found: tuple[int, str] | None) -> None:
    table = PhraseTable[str](backwards=True)
    table.add(["least"], "least")
    table.add(["at", "least"], "at least")
    assert table.longest_ending(["not", "at", "least", "the", "least"], end) == found


def test_the_longest_phrase_at_a_word_wins_and_none_starts_outside_the_text() -> None:
    table = PhraseTable[str]()
    for phrase in ("square", "square mile"):
        table.add(phrase.split(), phrase)
    words = ["a", "square", "mile"]
    assert [table.longest(words, i) for i in (-1, 0, 1, 3)] == [None, None, (3, "square mile"), None]
    with pytest.raises(TypeError, match="backwards"):
        next(table.ending(words, 2))


@given(st.text(alphabet="0123456789 .,-–$€%/()abcdkmnot'\n", max_size=80))
def test_reading_never_fails_and_stays_inside(text: str) -> None:
    pieces = cut(text)
    for r in read(pieces, LEX):
        assert 0 <= r.start < r.end <= r.after <= len(pieces)


@pytest.mark.parametrize(
    "unit", ["one ", "5 to 6 ", "twenty-", "from 5 km to ", "several ", "25th and ", "half a ", "$ "]
)
def test_reading_is_linear(unit: str) -> None:
    few, many = (calls(lambda: read(cut(unit * n), LEX)) for n in (250, 2_000))  # noqa: B023
    assert many < 10 * few + 500


def test_quantulum_is_read_as_data_and_never_imported() -> None:
    code = (
        "import sys; from dateline.layers.quantities.lexicon import load_lexicon; load_lexicon();"
        "sys.exit(any(m.partition('.')[0] in ('quantulum3', 'sklearn', 'joblib') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_rows_are_the_same_where_scikit_learn_is_installed(tmp_path: Path) -> None:
    """quantulum3 turns its classifier on wherever scikit-learn can be imported; a stand-in would fail when imported."""
    package = tmp_path / "sklearn"
    package.mkdir()
    (package / "__init__.py").write_text("raise AssertionError('scikit-learn was imported')", encoding="utf-8")
    text = "It took 8 minutes, 5 pounds of nails and 30 C of heat to lay 12 m."
    code = (
        "from dateline.layers.quantities.candidates import read;"
        "from dateline.layers.quantities.pieces import cut;"
        "from dateline.layers.quantities.lexicon import load_lexicon;"
        f"print(read(cut({text!r}), load_lexicon()))"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    beside = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    found = read(cut(text), LEX)
    assert len(found) == 4
    assert beside.strip() == str(found)


def test_a_unit_of_the_users_own_is_one_line_of_data(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"id": "unit/jerrycan", "unit": "jerrycan", "dimension": "volume", "surfaces": ["jerrycan"]}

    def with_own(name: str) -> list[dict[str, Any]]:
        return [*read_jsonl(name), *([own] if name.endswith("quantities_units.jsonl") else [])]

    monkeypatch.setattr(lexicon, "read_jsonl", with_own)
    r = read(cut("They carried 40 jerrycans."), lexicon.load_lexicon())[0]
    assert r.unit is not None
    assert (r.unit.name, r.unit.dimension, r.unit.source) == ("jerrycan", "volume", "unit/jerrycan")


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "Rents rose by 4.5%.",
            {"number": "4.5 %", "unit": "percent: unit/percent", "arc": "nsubj, by"},
        ),
        (
            "At least 12 km of pipe burst.",
            {"unit": "kilometre: quantulum3", "arc": "of + noun", "modifier": "At least"},
        ),
        ("The blast killed 12.", {"number": "12", "unit": None, "arc": "dobj of kill"}),
    ],
)
def test_reasons_name_number_unit_and_arc(annotate: Callable[..., Doc], text: str, reasons: dict[str, object]) -> None:
    doc = annotate(text)
    found = why(doc.spans["quantities"][0], "quantities")
    assert {k: found[k] for k in reasons} == reasons


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("At least 40 Ukrainian soldiers were captured.", "group:ukrainian-soldiers"),
        ("They destroyed 12 of Georgia's tanks.", None),
        ("China's economy grew by 3%.", None),
    ],
)
def test_the_actor_of_an_item_is_counted_himself(annotate: Callable[..., Doc], text: str, actor: str | None) -> None:
    assert [row["item_actor_id"] for row in table.rows(annotate(text))] == [actor]


def test_plain_text_without_dates_or_map(annotate: Callable[..., Doc]) -> None:
    doc = annotate("Nothing is counted here.")
    assert not doc.spans["quantities"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The depot held 1,450 blankets.", "quantities/digits"),
        ("The depot held seven carts.", "quantities/number-words"),
        ("The depot held 7.5 million blankets.", "quantities/scale-word"),
        ("The depot held 12k blankets.", "quantities/scale-letter"),
        ("The depot held half a million blankets.", "quantities/part-of-round-number"),
        ("The star has 5.97 × 10^24 moons.", "quantities/power-of-ten"),
        ("She waited one and a half.", "quantities/and-a-half"),
        ("They ate 2½ loaves.", "quantities/mixed-number"),
        ("They ate two-thirds of the loaves.", "quantities/fraction-words"),
        ("They ate 3/4 of the loaves.", "quantities/fraction"),
        ("They ate ¾ of the loaves.", "quantities/fraction-sign"),
        ("Output grew threefold.", "quantities/fold"),
        ("Between 15 and 20 carts burned.", "quantities/range"),
        ("One in five carts burned.", "quantities/one-in"),
        ("Her third cart burned.", "quantities/ordinal-words"),
        ("Her 25th cart burned.", "quantities/ordinal-digits"),
        ("The pipe is 12 kilometres long.", "quantities/quantulum-unit"),
        ("The pipe is 12 km long.", "unit/symbol/km"),
        ("They paid $5 for it.", "money/USD"),
        ("Prices rose by 5%.", "unit/percent"),
        ("Dozens of carts burned.", "vague/dozens"),
        ("At least 40 carts burned.", "modifier/at-least"),
        ("The pipe is at least 12 km long.", "modifier/at-least"),
        ("He handed over 1,212 carts.", "quantities/digits"),
        ("It was 5 below zero.", "quantities/degrees-of-frost"),
        ("A ring of 1,200 mm (47 in) was found.", "quantities/bracketed-inches"),
        ("He is six foot two.", "quantities/feet-and-inches"),
        ("A 21-year-old fled.", "quantities/years-old"),
        ("A 30-something man fled.", "quantities/thirty-something"),
        ("The under-16s won.", "modifier/under"),
        ("Olena Kovalenko, 34, fled.", "quantities/age"),
        ("A man in his thirties fled.", "quantities/age-decade"),
        ("An engine of about 296 hp (224 kW) failed.", "quantities/conversion"),
        ("The two sides met.", "pair/definite"),
        ("No one was killed.", "zero/no-one"),
        ("The vote was 7-3.", "quantities/score"),
    ],
)
def test_a_rule_names_what_decided(annotate: Callable[..., Doc], text: str, rule: str) -> None:
    doc = annotate(text)
    found = [span.id_ for span in doc.spans["quantities"]]
    assert rule in found
    assert [name for name in found if not is_known(name)] == []


def test_every_rule_of_the_gold_sentences_leads_somewhere() -> None:
    text = " ".join(json.loads(line)["text"] for line in (CASES / "quantities.jsonl").read_text("utf-8").splitlines())
    rules = {r.decided_by for r in read(cut(text), LEX)}
    assert len(rules) > 50
    assert [rule for rule in sorted(rules) if not is_known(rule)] == []


@pytest.fixture(scope="module")
def annotated(nlp: Language) -> Callable[[str, str | None], Doc]:
    """The gold sentences, annotated in one go: ten times as fast as one by one."""
    asked = {(case["text"], case.get("published")) for (case,) in (param.values for param in cases("quantities"))}
    keys = sorted(asked, key=str)
    made = [
        dateline.make_doc(nlp, text, published=published, doc_id="d", regions=regions(text)) for text, published in keys
    ]
    docs = dict(zip(keys, nlp.pipe(made), strict=True))
    return lambda text, published: docs[text, published]


@pytest.mark.parametrize("case", cases("quantities"))
def test_quantities_of_gold_sentences(case: dict[str, Any], annotated: Callable[[str, str | None], Doc]) -> None:
    check(case, annotated)
