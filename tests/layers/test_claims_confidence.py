"""The score of claims: its signs, its weights, and what it does with both."""

from dataclasses import replace
from typing import Any

import pytest
from dateline.data import read_jsonl
from dateline.layers.claims.confidence import (
    DEEP,
    FAR,
    LONG,
    SHORT,
    WEIGHTS,
    Around,
    agreement,
    score,
    signs,
    surroundings,
    weights,
)
from dateline.layers.claims.values import Argument, Claim, claims, relations
from spacy.language import Language

AGENT = Argument("agent", "actors", "Kenya", (0, 1), "clause")
CLAIM = Claim(
    at=(1, 2), rule="claims/x", event_type="ASSAULT", mode="strike", scope=(0, 5), sentence=0, date_start=None,
    date_end=None, said_on=None, quote_id=None, polarity="+", modality="actual", status="asserted",
    date_inherited=False, place_inherited=False, source_unnamed=False, arguments=(AGENT,),
)  # fmt: skip
AROUND = Around()


def of(around: Around = AROUND, **changed: Any) -> dict[str, float]:
    return signs(replace(CLAIM, **changed), around)


@pytest.mark.parametrize(
    ("sign", "with_it", "without"),
    [
        ("negated", of(polarity="-"), of()),
        ("not-actual", of(modality="planned"), of()),
        ("unverified", of(status="denied"), of(status="claimed")),
        ("quoted", of(quote_id="quotes:0-5"), of()),
        ("asserted", of(), of(status="claimed")),
        ("unnamed-source", of(source_unnamed=True), of()),
        ("agreeing", of(Around(agreeing=2)), of()),
        ("title", of(Around(in_title=True)), of()),
        ("noun", of(Around(is_noun=True)), of()),
        ("told-back", of(Around(is_told_back=True)), of()),
        ("public", of(Around(is_public=True)), of()),
        ("deep", of(Around(is_deep=True)), of()),
        ("pronoun", of(Around(has_pronoun=True)), of()),
        ("short", of(Around(words=SHORT - 1)), of()),
        ("long", of(Around(words=LONG + 1)), of()),
        ("violent", of(Around(violent=1.0)), of()),
        ("dense", of(Around(dense=1.0)), of()),
        ("speech", of(event_type="REQUEST"), of()),
        ("text-agent", of(arguments=(replace(AGENT, layer="none"),)), of()),
        ("several-agent", of(arguments=(AGENT, AGENT)), of()),
        ("figure-differs", of(figure_differs=True), of()),
        ("no-parties", of(arguments=()), of()),
        ("no-parties", of(arguments=()), of(arguments=(), event_type="CASUALTY")),
        ("one-role", of(), of(arguments=(AGENT, replace(AGENT, role="place")))),
        ("no-role", of(arguments=(replace(AGENT, role="source"),)), of()),
        ("no-date", of(), of(arguments=(AGENT, replace(AGENT, role="date")))),
        ("inferred/agent", of(arguments=(replace(AGENT, basis="document"),)), of()),
        ("far", of(arguments=(replace(AGENT, at=(2 + FAR, 3 + FAR)),)), of()),
        ("far", of(arguments=(replace(AGENT, at=(2 + FAR, 3 + FAR)),)),
         of(arguments=(replace(AGENT, at=(2 + FAR, 3 + FAR), basis="document"),))),
    ],
)  # fmt: skip
def test_signs_are_there_where_they_should(sign: str, with_it: dict[str, float], without: dict[str, float]) -> None:
    assert (with_it[sign], without[sign]) == (1.0, 0.0)


def test_every_weight_has_a_sign_and_a_source() -> None:
    entries = read_jsonl(WEIGHTS)
    assert {entry["name"] for entry in entries} <= of().keys()
    assert all(entry["source"] for entry in entries)
    assert weights()["constant"] != 0


def test_a_score_is_the_logistic_function_of_its_signs() -> None:
    assert score({"constant": 1.0}, {"constant": 0.0}) == 0.5
    assert score({"constant": 1.0, "quoted": 1.0, "new": 5.0}, {"constant": 1.0, "quoted": -3.0}) == 0.119
    assert 0.0 <= score({"constant": 1e6}, {"constant": -1.0}) < score({"constant": 1e6}, {"constant": 1.0}) <= 1.0


def test_claims_that_repeat_each_other_agree() -> None:
    assert agreement(3, [(1, "repeats", 0), (2, "denies", 0)]) == [1, 1, 0]


def test_an_unnamed_source_is_less_sure() -> None:
    sure, unsure = (score(signs(claim, AROUND), weights()) for claim in (CLAIM, replace(CLAIM, source_unnamed=True)))
    assert 0 < unsure < sure < 1


def test_what_the_document_says_of_a_claim(nlp: Language) -> None:
    doc = nlp("Rebels in Kenya had killed ten people. They took the town of Lamu.")
    first, second = surroundings(doc, claims(doc), [])
    assert first.is_told_back
    assert not second.is_told_back
    assert (second.has_pronoun, second.violent, second.dense) == (True, 1.0, 1.0)
    assert first.words < SHORT
    assert not first.is_deep
    assert DEEP > 0


def test_claims_that_are_too_unsure_have_no_row(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    layer, article = nlp.get_pipe("claims"), "Rebels killed ten people in Lamu on Monday. " * 5
    for least, expected in ((0.0, 5), (1.0, 0)):
        monkeypatch.setattr(layer, "least_score", least)
        doc = nlp(article)
        assert len(claims(doc)) == expected
        assert len(list(relations(doc))) == (4 if expected else 0)
    assert len(claims(nlp("Rebels killed ten people in Lamu on Monday."))) == 1  # too short to say how sure it is


def test_rows_have_a_score(nlp: Language) -> None:
    from dateline.layers.claims.table import rows

    found = [row["score"] for row in rows(nlp("Rebels killed ten people in Lamu on Monday."))]
    assert found
    assert all(0 < each < 1 for each in found)
