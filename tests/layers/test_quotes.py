"""Quotes: marks, kinds and cues; every cue of the lexicon proves itself on its own example."""

from collections.abc import Callable
from typing import Any

import pytest
from cases import cases, check
from dateline.data import read_jsonl
from dateline.doc.mentions import why
from dateline.layers.quotes.lexicon import read_cues
from dateline.layers.quotes.marks import quoted_parts
from dateline.layers.quotes.resolve import quote_kind
from spacy.tokens import Doc

CUES = read_jsonl("lexicon/quotes_cues.jsonl")
UNPROVEN = frozenset({"quotes/answer"})
"""Cues whose example the parser misreads."""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("''I wanted to,'' he said.", ["''I wanted to,''"]),
        ("«We came», he said.", ["«We came»"]),
        ("„We came“, he said.", ["„We came“"]),
        ("‘We came,’ he said.", ["‘We came,’"]),
        ("‘The soldiers’ bodies came,’ he said.", ["‘The soldiers’ bodies came,’"]),
        ("“He said ‘yes’ twice,” she said.", ["“He said ‘yes’ twice,”"]),
        ("The soldiers’ bodies, the town's walls and the '90s.", []),
        ("It’s his, isn’t it?", []),
        ("“We have lost it all.", ["“We have lost it all."]),
        ("We have “lost it all.", []),
        ("We have lost it all.”", []),
        ("a 6\" pipe and 5' of rope", []),
        ("”””“““''\"\"’‘", []),
        ("", []),
    ],
)
def test_quoted_parts_finds_outermost_parts(text: str, parts: list[str]) -> None:
    assert [text[p.start : p.end] for p in quoted_parts(text, reach=100)] == parts


def test_quoted_parts_never_cross_a_paragraph() -> None:
    text = "“One goes on. “Two ends.” Three."
    found = quoted_parts(text, [0, 14], reach=100)
    assert [(text[p.start : p.end], p.closed) for p in found] == [("“One goes on.", False), ("“Two ends.”", True)]


@pytest.mark.parametrize("marks", ["“" * 400, '"' * 401, "‘’" * 300, "''`" * 200, "«" * 99 + "”" * 99])
def test_quoted_parts_take_any_marks(marks: str) -> None:
    quoted_parts(f"a {marks} b {marks}", reach=100)


@pytest.mark.parametrize(
    ("quoted", "others", "kind"),
    [(2, 0, "direct"), (2, 4, "mixed"), (1, 1, "mixed"), (0, 5, "indirect"), (0, 0, "indirect")],
)
def test_quote_kind(quoted: int, others: int, kind: str) -> None:
    assert quote_kind(quoted, others) == kind


@pytest.mark.parametrize("cue", [c for c in CUES if c["id"] not in UNPROVEN], ids=lambda c: str(c["id"]))
def test_cue_finds_its_own_example(cue: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    doc = annotate(cue["example"])
    assert cue["id"] in {span.id_ for span in doc.spans["quotes"]}


def test_pronoun_speaker_is_the_person_before(annotate: Callable[..., Doc]) -> None:
    doc = annotate("Dmitry Peskov said the talks were over. He added that the convoy had left.")
    ids = [span._.quote.source_actor_id for span in doc.spans["quotes"]]
    assert ids[0] is not None
    assert ids == [ids[0]] * 2


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\n", "“", "said", "said said said", "”, he said", ": “”", "“ ” ‘ ’ \" '"]
)
def test_quotes_survive_any_text(text: str, nlp: Callable[[str], Doc]) -> None:
    doc = nlp(text)
    assert "quotes" in doc.spans


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "Dmitry Peskov denied that talks had begun.",
            {
                "cue": "'denied' (deny, polarity -, any)",
                "source": "'Dmitry Peskov': person:dmitry-peskov in it",
                "content": "clause",
            },
        ),
        ("Two roads were cut, police say", {"content": "clause"}),
        ("“We had no warning,” he said.", {"source": "'he': fitting in this and the sentence before: none"}),
        ("The army did not deny that it had fled.", {"cue": "'deny' (deny, polarity +, any)"}),
        ("Kremlin: no talks planned this week", {"content": "what a colon or dash parts from a name"}),
    ],
)
def test_reasons_tell_cue_source_and_bounds(text: str, reasons: dict[str, str], annotate: Callable[..., Doc]) -> None:
    doc = annotate(text)
    [span] = doc.spans["quotes"]
    found = why(span, "quotes")
    assert {key: found[key] for key in reasons} == reasons


@pytest.mark.parametrize(
    ("text", "polarity", "tense"), [("deny", "-", "any"), ("promise", "+", "future"), ("say", "+", "any")]
)
def test_cues_have_polarity_and_tense(text: str, polarity: str, tense: str) -> None:
    cue = read_cues(CUES)[text, "VERB"]
    assert (cue.polarity, cue.tense) == (polarity, tense)


def test_pronoun_with_two_persons_before_is_nobody(annotate: Callable[..., Doc]) -> None:
    doc = annotate("Dmitry Peskov met Rustem Umerov on Monday. Later he said that the convoy had left.")
    assert [span._.quote.source_actor_id for span in doc.spans["quotes"]] == [None]


@pytest.mark.parametrize("text", ["he said that ", "“yes” he said ", "according to him, it rained, "])
def test_nested_attributions_of_one_sentence_survive(text: str, annotate: Callable[..., Doc]) -> None:
    doc = annotate(text * 8 + "it rained.")
    assert list(doc.spans["quotes"])


@pytest.mark.parametrize("case", cases("quotes"))
def test_quotes_of_gold_sentences(case: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    check(case, annotate)
