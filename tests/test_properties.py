"""What holds of every row whatever the text: a small share of what tests/benchmarks/fuzz.py runs."""

import random

import pytest
from conftest import ROOT
from dateline.flow.annotate import Limits, annotate
from dateline.reading.documents import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invariants import broken
from odd_texts import DAYS, as_document, mutated, samples
from spacy.language import Language

TEXTS = samples(ROOT / "corpus" / "sample")
QUICK = settings(
    max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
ANY_TEXT = st.lists(st.text(st.characters(exclude_categories=[]), min_size=1, max_size=80), min_size=4, max_size=12)


def faults(nlp: Language, documents: list[Document | None]) -> list[tuple[str, str, str | None]]:
    done = annotate(nlp, [d for d in documents if d], Limits(max_chars=100_000))
    return [(fault, document.text, document.published) for document, rows in done for fault in broken(rows)]


@QUICK
@given(ANY_TEXT, st.sampled_from(DAYS))
def test_any_text_gives_sound_rows(nlp: Language, texts: list[str], published: str | None) -> None:
    assert faults(nlp, [as_document(n, text, published) for n, text in enumerate(texts)]) == []


@QUICK
@given(st.integers(0, 2**32))
def test_articles_after_accidents_give_sound_rows(nlp: Language, seed: int) -> None:
    chance = random.Random(seed)
    made = [as_document(n, mutated(chance, TEXTS), chance.choice(DAYS)) for n in range(10)]
    assert faults(nlp, made) == []


# Texts after accidents that once gave an error, or rows which contradict each other.
ONCE = [
    "he gave $ two U.S",
    "He is 6'² tall.",
    "1/² of them, 0.² km, the ²th of June and ²-³ men.",
    "baby of one and a half months.\n“In an hour and a half we counted at least 4. explosi",
    "at cla-1-1-1-1-1-1- half 1-???????????1-1-1-1-1- 444--------------- 0 1-1-1By By By By By -1-1-1- 444-------...-4",
    "\u200b0kmAM,中¼\x85or👨\u200d👩\u200d👧%\x1b-1'2025--»\n;U.S.~İno\rGeorgia\u202e{#\"İ…~7",
    "Service\nEstimates\nTh $1bn at\nAbout\n,9,.92\nNorth\nK–Oreans\nWere\nSent\nTo\nR\n:\nUssia\nAnd\n7,:,8\nOf\n"
    "Them Were Killed Or Wounded.\nUkraine'S General Staff Dismissed Th e Statement As Propaganda.",
    '  -  aly by sea since January, 90 per cent of them from Libya.\n\nPremier Giorgia Meloni blamed "the merchants of '
    "deovernment would fight them. The opposition asked why not a single patrol boat had been sent.",
    "Moscow agreed last week to March between 160,000 and 200,000 tonnes of fuel, state television said.",
    "The Conflict In Th———E 0  Sahel Hahalfs Uprooted About Four Million People In Mali, Burkina Faso} Aandnd Niger.",
    "Vladimir Medinsky said Moscow had offered a truce. on parts of the front so that commanders could collect their "
    "days He also confirmed that badly wounded prisoners would be exchanged “all for all”; he expected 1,000 people ",
    "THE ARMY SAID IT HAD LEFT.\n\nThe army said it had left, and the Army denied that.",
    "two women, according to the Red Cross; the remaining victims have not / described.\n\nWhen the first boat took in "
    "water, everybody climbed 2025 AM secoat took in water, everybody climbed into the secoat",
]


@pytest.mark.parametrize("text", ONCE)
@pytest.mark.parametrize("published", ["2024-02-29", "9999-12-31", None])
def test_rows_agree_with_each_other(nlp: Language, text: str, published: str | None) -> None:
    assert faults(nlp, [as_document(0, text, published)]) == []
