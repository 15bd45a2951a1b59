# ruff: noqa: E501  A row of a table is one line.
"""Quotes: marks, kinds and cues; every cue of the lexicon proves itself on its own example; rules on Docs by hand."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dateline.layers.quotes as room
import pytest
from cases import cases, check
from dateline.data import read_jsonl
from dateline.doc.mentions import why
from dateline.errors import ConfigError
from dateline.layers.quotes import bounds
from dateline.layers.quotes.adjuncts import adjunct_content, adjunct_end, noun_content, noun_source
from dateline.layers.quotes.attribution import Attribution, View, cue_range, cut_out
from dateline.layers.quotes.bounds import close_contents
from dateline.layers.quotes.candidates import find_cues, in_parse
from dateline.layers.quotes.content import verb_content
from dateline.layers.quotes.direct import attach_quoted, cue_after, cue_before, name_after, name_before, subject_before
from dateline.layers.quotes.filters import is_attribution
from dateline.layers.quotes.lexicon import Cue, read_lexicon, read_words
from dateline.layers.quotes.link import Speaker, source_actor
from dateline.layers.quotes.marks import quoted_parts
from dateline.layers.quotes.nesting import mark_nested
from dateline.layers.quotes.resolve import quote_kind
from dateline.layers.quotes.source_phrase import cue_source, source_outside, source_phrase
from dateline.layers.quotes.word_order import (
    after_colon,
    clause_after,
    clause_before,
    headlines,
    named_first,
    named_last,
    rest_after,
)
from parses import parse
from spacy.tokens import Doc

CUES = read_jsonl("lexicon/quotes_cues.jsonl")
LEX = read_lexicon("lexicon/quotes_cues.jsonl", "lexicon/quotes_words.jsonl")
SPOKEN_BY = (("police", "NNS/nsubj"), ("Monday", "NNP/advmod"))
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


@pytest.mark.parametrize(
    ("text", "reach", "parts"),
    [("“a ” b” c", 3, ["“a ” b”"]), ("“a ” b” c", 2, ["“a ” b” c"]), ("x “a ” b” c", 2, [])],
)
def test_quoted_parts_end_within_reach(text: str, reach: int, parts: list[str]) -> None:
    assert [text[p.start : p.end] for p in quoted_parts(text, reach=reach)] == parts


@pytest.mark.parametrize("marks", ["“" * 400, '"' * 401, "‘’" * 300, "''`" * 200, "«" * 99 + "”" * 99])
def test_quoted_parts_take_any_marks(marks: str) -> None:
    text = f"a {marks} b {marks}"
    edges = [edge for part in quoted_parts(text, reach=100) for edge in part[:2]]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)


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
    cue = LEX.cues[text, "VERB"]
    assert (cue.polarity, cue.tense) == (polarity, tense)


def test_pronoun_with_two_persons_before_is_nobody(annotate: Callable[..., Doc]) -> None:
    doc = annotate("Dmitry Peskov met Rustem Umerov on Monday. Later he said that the convoy had left.")
    assert [span._.quote.source_actor_id for span in doc.spans["quotes"]] == [None]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("he said that ", "that it rained"),
        ("“yes” he said ", "“yes”"),
        ("according to him, it rained, ", "it rained"),
    ],
)
def test_nested_attributions_of_one_sentence_survive(text: str, content: str, annotate: Callable[..., Doc]) -> None:
    doc = annotate(text * 8 + "it rained.")
    assert any(span.text.endswith(content) for span in doc.spans["quotes"])


@pytest.mark.parametrize("case", cases("quotes"))
def test_quotes_of_gold_sentences(case: dict[str, Any], annotate: Callable[..., Doc]) -> None:
    check(case, annotate)


# Rules: every id is found in the data or in the code.


def literals() -> dict[str, str]:
    """The rule ids that stand in the code of the room, and the docstring of the function around each."""
    found = {}
    for path in Path(room.__file__).parent.glob("*.py"):
        for function in re.split(r"\n(?=def |class )", path.read_text(encoding="utf-8"))[1:]:
            docstring = function.split('"""')[1] if '"""' in function else ""
            found |= dict.fromkeys(re.findall(r"\"(quotes/[a-z-]+)\"", function), docstring)
    return found


def test_every_rule_leads_to_a_cue_or_to_a_function_that_says_it_with_an_example() -> None:
    mentions = [m for case in cases("quotes") for m in case.values[0]["spans"].get("quotes", ())]
    named = {mention["rule"] for mention in mentions if "rule" in mention}
    code = literals()
    assert named - {cue["id"] for cue in CUES} <= code.keys()
    assert code.keys() == {
        "quotes/name-before-colon",
        "quotes/name-after-dash",
        "quotes/subject-before-colon",
        "quotes/name-first",
        "quotes/name-last",
        "quotes/told-of",
    }
    assert [rule for rule, docstring in code.items() if rule not in docstring or '("' not in docstring] == []


@pytest.mark.parametrize(
    ("lists", "told"),
    [([], "missing lists ['accompaniment', "), ([{"id": "quotes/words/new", "words": ["x"]}], "unknown lists ['new']")],
)
def test_lists_of_words_that_are_missing_or_unknown_are_named(lists: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(ConfigError, match=r"words\.jsonl: ") as failed:
        read_words(lists, "words.jsonl")
    assert told in str(failed.value)


# On Docs by hand.

SAY, TELL, CITE, AGREE, REFUSE, CALL, SHOW = (
    LEX.cues[lemma, "VERB"] for lemma in ("say", "tell", "cite", "agree", "refuse", "call", "show")
)
TEN = "Ten/CD/nummod/1 people/NNS/nsubj/2 died/VBD/ccomp/5 ,/,/punct/5"


def view(doc: Doc, cues: dict[int, Cue], speakers: dict[int, int] | None = None) -> View:
    """speakers: the end of every actor mention, and its start."""
    return View(doc, cues, [], [0], speakers or {}, LEX)


def said(doc: Doc, *ranges: tuple[int, int] | None) -> list[str | None]:
    return [None if part is None else doc[slice(*part)].text for part in ranges]


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        (f"{TEN} police/NNS/nsubj/5 said=say/VBD/ROOT/5", 5, ["police", "Ten people died"]),
        (
            "Ten/CD/nummod/1 people/NNS/nsubj/2 died/VBD/ccomp/4 ,/,/punct/4 said=say/VBD/ROOT/4 police/NNS/nsubj/4",
            4,
            ["police", "Ten people died"],
        ),
        (f"{TEN} police/NNS/nsubj/5 told=tell/VBD/ROOT/5 reporters/NNS/dobj/5", 5, ["police", "Ten people died"]),
        (f"{TEN} police/NNS/nsubj/6 now/RB/advmod/6 said=say/VBD/ROOT/6", 6, ["police", "Ten people died"]),
        (f"{TEN} police/NNS/nsubj/5 said=say/VBD/ROOT/5 on/IN/prep/5", 5, ["police", "Ten people died"]),
        (f"{TEN} police/NNS/nsubj/5 said=say/VBD/ROOT/5 bread/NN/dep/5", 5, None),
        (f"{TEN} police/NNS/nsubj/5 say/VB/ROOT/5", 5, None),
        (f"{TEN} in/IN/prep/6 Lund/NNP/pobj/4 said=say/VBD/ROOT/6", 6, None),
        (f"{TEN} left/VBD/conj/5 said=say/VBD/ROOT/5", 5, None),
        ("people/NNS/nsubj/1 died/VBD/ccomp/4 ,/,/punct/4 police/NNS/nsubj/4 said=say/VBD/ROOT/4", 4, None),
        (
            "In/IN/prep/5 Lund/NNP/pobj/0 today/NN/npadvmod/5 ,/,/punct/5 police/NNS/nsubj/5 said=say/VBD/ROOT/5",
            5,
            None,
        ),
        (
            "Leaving/VBG/advcl/5 the/DT/det/2 town/NN/dobj/0 ,/,/punct/5 police/NNS/nsubj/5 said=say/VBD/ROOT/5",
            5,
            None,
        ),
        (
            "Ten/CD/nummod/1 people/NNS/nsubj/2 died/VBD/ccomp/5 ;/:/punct/5 police/NNS/nsubj/5 said=say/VBD/ROOT/5",
            5,
            None,
        ),
    ],
)
def test_clause_before_is_followed_by_a_comma_and_its_source(text: str, at: int, expected: list[str] | None) -> None:
    doc = parse(text)
    found = clause_before(doc[at], LEX)
    assert (None if found is None else said(doc, *found)) == ([*expected] if expected else None)


def test_clause_before_an_inverted_cue_has_no_time_as_its_source() -> None:
    inverted = "Ten/CD/nummod/1 men/NNS/nsubj/2 died/VBD/ccomp/4 ,/,/punct/4 said/VBD/ROOT/4 {} ././punct/4"
    police, monday = (parse(inverted.format(f"{word}/{label}/4")) for word, label in SPOKEN_BY)
    assert said(police, *(clause_before(police[4], LEX) or ())) == ["police", "Ten men died"]
    assert clause_before(monday[4], LEX) is None


@pytest.mark.parametrize(
    ("cue", "kept"),
    [(3, [(4, 8)]), (2, [(0, 3), (4, 8)])],
)
def test_a_scene_before_the_cue_of_quoted_speech_is_none_of_it(cue: int, kept: list[tuple[int, int]]) -> None:
    doc = parse(
        "Speaking/VBG/advcl/4 to/IN/prep/0 us/PRP/pobj/1 he/PRP/nsubj/4 said/VBD/ROOT/4 We/PRP/nsubj/6 go/VBP/ccomp/4 "
        "././punct/4"
    )
    assert bounds._without_scene(doc, cue, [(0, 3), (4, 8)], {(4, 8)}) == kept
    assert bounds._without_scene(doc, cue, [(0, 3), (4, 8)], set()) == [(0, 3), (4, 8)]


@pytest.mark.parametrize(("words", "fits"), [(14, True), (15, False)])
def test_clause_before_has_a_source_no_longer_than_a_name(words: int, fits: bool) -> None:
    verb = 4 + words
    named = " ".join(f"police/NNS/nsubj/{verb}" for _ in range(words))
    doc = parse(
        f"Ten/CD/nummod/1 people/NNS/nsubj/2 died/VBD/ccomp/{verb} ,/,/punct/{verb} {named} said/VBD/ROOT/{verb}"
    )
    assert (clause_before(doc[verb], LEX) is not None) == fits


CONVOY = "the/DT/det/4 convoy/NN/nsubj/5 left/VBD/ccomp/1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"She/PRP/nsubj/1 told=tell/VBD/ROOT/1 Reuters/NNP/dobj/1 {CONVOY}", "the convoy left"),
        (f"She/PRP/nsubj/1 told=tell/VBD/ROOT/1 them/PRP/dative/1 {CONVOY} ;/:/punct/1 so/RB/dep/1", "the convoy left"),
        (f"She/PRP/nsubj/1 said=say/VBD/ROOT/1 today/RB/advmod/1 {CONVOY}", "the convoy left"),
        (f"She/PRP/nsubj/1 noted=note/VBD/ROOT/1 today/RB/advmod/1 {CONVOY}", None),
        (f"Now/RB/advmod/1 said=say/VBD/ROOT/1 she/PRP/nsubj/1 {CONVOY}", None),
        (f"Who/WP/dep/1 said=say/VBD/ROOT/1 today/RB/advmod/1 {CONVOY}", None),
        (f"To/TO/nsubj/1 say/VB/ROOT/1 today/RB/advmod/1 {CONVOY}", None),
        (f"She/PRP/nsubjpass/1 said=say/VBN/ROOT/1 today/RB/advmod/1 {CONVOY}", None),
        ("She/PRP/nsubj/1 told=tell/VBD/ROOT/1 the/DT/det/3 convoy/NN/dep/1 left/VBD/ccomp/1", None),
        ("She/PRP/nsubj/1 told=tell/VBD/ROOT/1 Reuters/NNP/dobj/1 the/DT/det/4 truth/NN/dobj/1 now/RB/advmod/1", None),
        ("She/PRP/nsubj/1 said=say/VBD/ROOT/1 Reuters/NNP/nmod/3 armed/VBN/amod/4 men/NNS/dobj/1", "Reuters armed men"),
        ("She/PRP/nsubj/1 said=say/VBD/ROOT/1 the/DT/det/4 armed/VBN/amod/4 men/NNS/dobj/1", None),
    ],
)
def test_clause_after_has_a_verb_that_could_be_one(text: str, expected: str | None) -> None:
    doc = parse(text)
    assert said(doc, clause_after(doc[1], LEX)) == [expected]


ADDED = "She/PRP/nsubj/1 added=add/VBD/ROOT/1"
IT_IS = "It/PRP/nsubj/4 is/VBZ/ROOT/4 late/JJ/acomp/4"


@pytest.mark.parametrize(
    ("text", "opening", "paragraphs", "expected"),
    [
        (f"{ADDED} :/:/punct/1 {IT_IS} ././punct/4", set(), [0], "It is late"),
        (f"{ADDED} :/:/punct/1 {IT_IS} So/RB/ROOT/6 ././punct/6", set(), [0, 3], "It is late So"),
        (f"{ADDED} :/:/punct/1 {IT_IS} So/RB/ROOT/6", set(), [0, 3, 6], "It is late"),
        (f"{ADDED} :/:/punct/1 {IT_IS} So/RB/ROOT/6", set(), [0], "It is late"),
        (f"{ADDED} :/:/punct/1 {IT_IS}", {3}, [0], None),
        (f"{ADDED} :/:/punct/1 {IT_IS}", {4}, [0], None),
        (f"{ADDED} ,/,/punct/1 {IT_IS}", set(), [0], None),
        (f"{ADDED} :/:/punct/1 It/PRP/nsubj/4 is/VBZ/ROOT/4", set(), [0], None),
        (f"{ADDED} :/:/punct/1", set(), [0], None),
    ],
)
def test_after_colon_takes_a_sentence_or_the_next_paragraph(
    text: str, opening: set[int], paragraphs: list[int], expected: str | None
) -> None:
    doc = parse(text)
    assert said(doc, after_colon(doc[1], opening, paragraphs, LEX)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya/NNP/nsubj/1 says=say/VBZ/ROOT/1 ten/CD/nummod/3 bodies/NNS/dobj/1 back/RB/advmod/1", "ten bodies back"),
        ("Kenya/NNP/nsubj/1 says=say/VBZ/ROOT/1 ten/CD/nummod/3 bodies/NNS/dobj/1", None),
        ("Kenya/NNP/nsubj/1 says=say/VBZ/ROOT/1 in/IN/prep/1 ten/CD/nummod/4 days/NNS/pobj/2", None),
        ("Now/RB/advmod/1 says=say/VBZ/ROOT/1 Kenya/NNP/nsubj/1 ten/CD/dep/1 back/RB/advmod/1", None),
        ("Now/RB/advmod/1 says=say/VBZ/ROOT/1 ten/CD/nummod/3 bodies/NNS/dobj/1 back/RB/advmod/1", None),
    ],
)
def test_rest_of_a_headline_follows_subject_and_cue(text: str, expected: str | None) -> None:
    doc = parse(text)
    assert said(doc, rest_after(doc[1], len(doc), LEX)) == [expected]


@pytest.mark.parametrize(
    ("words", "last", "expected"),
    [(4, "now", True), (3, "now", False), (30, "now", True), (31, "now", False), (5, ".", False), (5, ")", False)],
)
def test_headlines_are_short_and_end_without_a_stop(words: int, last: str, expected: bool) -> None:
    doc = parse(" ".join(["go/VB/dep/0"] * (words - 1)) + f" {last}/RB/dep/0")
    assert list(headlines(doc, [0], LEX)) == ([(0, words)] if expected else [])


def test_headlines_are_paragraphs() -> None:
    doc = parse(" ".join(["go/VB/dep/0"] * 9))
    assert list(headlines(doc, [0, 4, 7], LEX)) == [(0, 4)]


NO_TALKS = "no/DT/det/{0} talks/NNS/ROOT/{0} planned/VBN/acl/{0}"


@pytest.mark.parametrize(
    ("text", "speakers", "expected"),
    [
        (
            "Kremlin/NNP/dep/3 :/:/punct/3 no/DT/det/3 talks/NNS/ROOT/3 now/RB/dep/3",
            {1: 0},
            ["Kremlin", "no talks now"],
        ),
        ("Kremlin/NNP/dep/3 :/:/punct/3 no/DT/det/3 talks/NNS/ROOT/3 now/RB/dep/3", {}, None),
        ("Kremlin/NNP/dep/3 :/:/punct/3 no/DT/det/3 talks/NNS/ROOT/3", {1: 0}, None),
        ("Kremlin/NNP/dep/3 ,/,/punct/3 no/DT/det/3 talks/NNS/ROOT/3 now/RB/dep/3", {1: 0}, None),
        ("In/IN/prep/4 Kenya/NNP/pobj/0 :/:/punct/4 no/DT/det/4 talks/NNS/ROOT/4 now/RB/dep/4", {2: 1}, None),
        (
            "Late/JJ/dep/4 Kenya/NNP/dep/4 :/:/punct/4 no/DT/det/4 talks/NNS/ROOT/4 now/RB/dep/4",
            {2: 1},
            ["Late Kenya", "no talks now"],
        ),
        (
            "Now/RB/dep/5 see/VB/dep/5 Kenya/NNP/dep/5 :/:/punct/5 no/DT/det/5 talks/NNS/ROOT/5 now/RB/dep/5",
            {3: 2},
            None,
        ),
        (
            "K/NNP/dep/0 " * 6 + ":/:/punct/0 no/DT/det/0 talks/NNS/dep/0 now/RB/dep/0",
            {6: 0},
            ["K K K K K K", "no talks now"],
        ),
        ("K/NNP/dep/0 " * 7 + ":/:/punct/0 no/DT/det/0 talks/NNS/dep/0 now/RB/dep/0", {7: 0}, None),
    ],
)
def test_name_first_opens_a_paragraph(text: str, speakers: dict[int, int], expected: list[str] | None) -> None:
    doc = parse(text)
    found = named_first(view(doc, {}, speakers), 0, len(doc))
    assert (found and said(doc, found.source, *found.parts)) == expected
    assert found is None or (found.cue.rule, doc[found.at[0]].text) == ("quotes/name-first", ":")


@pytest.mark.parametrize(
    ("text", "speakers", "expected"),
    [
        (
            "Ten/CD/dep/1 dead/JJ/ROOT/1 today/RB/dep/1 -/:/punct/1 police/NNS/dep/1",
            {5: 4},
            ["police", "Ten dead today"],
        ),
        (
            "Ten/CD/dep/1 dead/JJ/ROOT/1 today/RB/dep/1 :/:/punct/1 police/NNS/dep/1",
            {5: 4},
            ["police", "Ten dead today"],
        ),
        ("Ten/CD/dep/1 dead/JJ/ROOT/1 today~/RB/dep/1 -/:/punct/1 police/NNS/dep/1", {5: 4}, None),
        ("Ten/CD/dep/1 dead/JJ/ROOT/1 today/RB/dep/1 ,/,/punct/1 police/NNS/dep/1", {5: 4}, None),
        ("Ten/CD/dep/1 dead/JJ/ROOT/1 -/:/punct/1 police/NNS/dep/1", {4: 3}, None),
        ("Ten/CD/dep/1 dead/JJ/ROOT/1 today/RB/dep/1 -/:/punct/1 police/NNS/dep/1", {}, None),
    ],
)
def test_name_last_ends_a_headline(text: str, speakers: dict[int, int], expected: list[str] | None) -> None:
    doc = parse(text)
    found = named_last(view(doc, {}, speakers), 0, len(doc))
    assert (found and said(doc, found.source, *found.parts)) == expected
    assert found is None or found.cue.rule == "quotes/name-last"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna/NNP/dep/0 Berg/NNP/dep/0 :/:/punct/0", "Anna Berg"),
        ("Anna/NNP/dep/0 on/IN/dep/0 Telegram/NNP/dep/0 :/:/punct/0", "Anna"),
        ("a/DT/dep/0 doctor/NN/dep/0 :/:/punct/0", "a doctor"),
        ("doctor/NN/dep/0 :/:/punct/0", None),
        ("Anna/NNP/dep/0 left/VBD/dep/0 :/:/punct/0", None),
        ("a/DT/dep/0 doctor/NN/dep/0 left/VBD/dep/0 :/:/punct/0", None),
        ("a/DT/dep/0 doctor/NN/dep/0 ,/,/punct/0 too/RB/dep/0 :/:/punct/0", None),
        ("Anna/NNP/dep/0 Berg/NNP/dep/0 ,/,/punct/0", None),
        ("A/NNP/dep/0 " * 14 + ":/:/punct/0", " ".join("A" * 14)),
        ("A/NNP/dep/0 " * 15 + ":/:/punct/0", None),
    ],
)
def test_name_before_a_colon(text: str, expected: str | None) -> None:
    doc = parse(text)
    found = name_before(doc, len(doc) - 1, 0, LEX)
    assert said(doc, found.source if found else None) == [expected]
    assert found is None or found.cue.rule == "quotes/name-before-colon"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("—/:/punct/0 Anna/NNP/dep/0 Berg/NNP/dep/0", "Anna Berg"),
        ("—/:/punct/0 Anna/NNP/dep/0 ././punct/0", "Anna"),
        ("—/:/punct/0 Anna/NNP/dep/0 left/VBD/dep/0", None),
        ("—/:/punct/0 doctor/NN/dep/0", None),
        ("—/:/punct/0", None),
        (",/,/punct/0 Anna/NNP/dep/0", None),
        ("—/:/punct/0 " + "A/NNP/dep/0 " * 14, " ".join("A" * 14)),
        ("—/:/punct/0 " + "A/NNP/dep/0 " * 15, None),
    ],
)
def test_name_after_a_dash(text: str, expected: str | None) -> None:
    doc = parse(text)
    found = name_after(doc, 0, len(doc), LEX)
    assert said(doc, found.source if found else None) == [expected]
    assert found is None or found.cue.rule == "quotes/name-after-dash"


BLUNT = (
    "was/VBD/ROOT/{0} blunt/JJ/acomp/{0} :/:/punct/{0} “/``/punct/{1} We/PRP/nsubj/{1} left/VBD/ROOT/{1} ”/''/punct/{1}"
)


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("The/DT/det/1 Berg/NNP/nsubj/2/PERSON " + BLUNT.format(2, 7), 4, "The Berg"),
        ("She/PRP/nsubj/1 " + BLUNT.format(1, 6), 3, "She"),
        ("It/PRP/nsubj/1 " + BLUNT.format(1, 6), 3, None),
        ("She/PRP/nsubj/1 was/VBD/ROOT/1 :/:/punct/1 “/``/punct/4 rain/NN/ROOT/4 ”/''/punct/4", 2, None),
        (
            "She/PRP/nsubj/1 was/VBD/ROOT/1 ,/,/punct/1 “/``/punct/5 We/PRP/nsubj/5 left/VBD/ROOT/5 ”/''/punct/5",
            2,
            None,
        ),
    ],
)
def test_subject_before_a_colon_is_a_person(text: str, mark: int, expected: str | None) -> None:
    doc = parse(text)
    found = subject_before(doc, (mark + 1, len(doc)), 0, LEX)
    assert said(doc, found.source if found else None) == [expected]
    assert found is None or found.cue.rule == "quotes/subject-before-colon"


def after_quote(words: str, *, cue: int) -> int | None:
    """Where cue_after finds a cue put at a token after a quoted part of three tokens."""
    doc = parse(f"“/``/punct/1 Go/VB/ROOT/1 ,/,/punct/1 ”/''/punct/1 {words}")
    return cue_after(doc, (0, 4), {4 + cue: SAY}, len(doc), LEX)


@pytest.mark.parametrize(
    ("words", "cue", "found"),
    [
        ("he/PRP/nsubj/5 said=say/VBD/ROOT/5", 1, True),
        ("said=say/VBD/ROOT/4 he/PRP/nsubj/4", 0, True),
        ("he/PRP/nsubj/6 ././punct/6 said=say/VBD/ROOT/6", 2, False),
        ("he/PRP/nsubj/5 left/VBD/ROOT/5 said=say/VBD/ROOT/6", 2, False),
        ("men/NNS/nsubj/6 left/VBN/acl/4 said=say/VBD/ROOT/6", 2, True),
        ("he/PRP/nsubj/6 “/``/punct/6 said=say/VBD/ROOT/6", 2, False),
        ("he/PRP/nsubj/5 saying=say/VBG/ROOT/5", 1, False),
        ("he/PRP/nsubj/6 is/VBZ/aux/6 saying=say/VBG/ROOT/6", 2, True),
        ("he/PRP/nsubj/5 said=say/VBD/relcl/4", 1, False),
        ("he/PRP/nsubj/4 " * 29 + "said=say/VBD/ROOT/33", 29, True),
        ("he/PRP/nsubj/4 " * 30 + "said=say/VBD/ROOT/34", 30, False),
    ],
)
def test_cue_after_a_quoted_part(words: str, cue: int, found: bool) -> None:
    assert after_quote(words, cue=cue) == (4 + cue if found else None)


@pytest.mark.parametrize(
    ("text", "cue", "start", "expected"),
    [
        ("He/PRP/nsubj/1 said=say/VBD/ROOT/1 :/:/punct/1", 1, 3, 1),
        ("He/PRP/nsubj/1 said=say/VBD/ROOT/1 that/IN/mark/1", 1, 3, 1),
        ("He/PRP/nsubj/1 said=say/VBD/ROOT/1 now/RB/advmod/1", 1, 3, None),
        ("He/PRP/nsubj/1 wrote=write/VBD/ROOT/1 on/IN/prep/1 Telegram/NNP/pobj/2", 1, 4, 1),
        ("He/PRP/nsubj/1 wrote=write/VBD/ROOT/1 Anna/NNP/dobj/1 Berg/NNP/dobj/1", 1, 4, None),
        ("He/PRP/nsubj/1 wrote=write/VBD/ROOT/1 last/JJ/dobj/1/DATE May/NNP/dobj/1/DATE", 1, 4, 1),
        ("He/PRP/nsubj/1 said=say/VBD/ROOT/1 ././punct/1 So/RB/ROOT/3 ,/,/punct/3", 1, 5, None),
        ("He/PRP/nsubj/1 said=say/VBD/amod/1 :/:/punct/1", 1, 3, None),
    ],
)
def test_cue_before_a_quoted_part(text: str, cue: int, start: int, expected: int | None) -> None:
    doc = parse(
        f"{text} “/``/punct/{start + 2} We/PRP/nsubj/{start + 2} left/VBD/ROOT/{start + 2} ”/''/punct/{start + 2}"
    )
    assert cue_before(doc, (start, start + 4), {cue: SAY}, 0, LEX) == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("the/DT/det/1 army/NN/ROOT/1 of/IN/prep/1 Kenya/NNP/pobj/2", 1, "the army of Kenya"),
        ("the/DT/det/1 man/NN/ROOT/1 who/WP/nsubj/3 left/VBD/relcl/1", 1, "the man"),
        ("a/DT/det/1 report/NN/ROOT/1 written/VBN/acl/1 today/NN/npadvmod/2", 1, "a report written today"),
        ("men/NNS/ROOT/0 carrying/VBG/acl/0 guns/NNS/dobj/1", 0, "men"),
        ("Kenya/NNP/poss/0 's/POS/case/0", 0, "Kenya"),
        ("footage/NN/ROOT/0 from/IN/prep/0 2017/CD/pobj/1/DATE", 0, "footage"),
        ("report/NN/ROOT/0 dated/VBN/acl/0 May/NNP/npadvmod/1/DATE", 0, "report"),
        ("the/DT/det/1 body/NN/ROOT/1 (/-LRB-/punct/1 WHO/NNP/appos/1 )/-RRB-/punct/1", 1, "the body (WHO)"),
        ("Berg/NNP/ROOT/0/PERSON ,/,/punct/0 the/DT/det/3 mayor/NN/appos/0 ,/,/punct/0", 0, "Berg"),
        (
            "Kenya/NNP/ROOT/0/GPE mayor/NN/dep/0 ,/,/punct/0 Berg/NNP/appos/0/PERSON ,/,/punct/0",
            0,
            "Kenya mayor , Berg",
        ),
        (
            "the/DT/det/1 clerk/NN/nsubj/5 ,/,/punct/5 Anna/NNP/dep/5/PERSON ,/,/punct/5 left/VBD/ROOT/5",
            1,
            "the clerk , Anna",
        ),
        (
            "Anna/NNP/nsubj/5/PERSON Berg/NNP/dep/5/PERSON ,/,/punct/5 Ivan/NNP/dep/5/PERSON ,/,/punct/5 left/VBD/ROOT/5",
            0,
            "Anna",
        ),
        (
            "Ohio/NNP/nsubj/4/GPE Senator/NNP/dep/4 Berg/NNP/dep/4/PERSON ,/,/punct/4 left/VBD/ROOT/4",
            0,
            "Ohio Senator Berg",
        ),
        ("Ohio/NNP/nsubj/3/GPE Senator/NNP/dep/3 Berg/NNP/dep/3/PERSON left/VBD/ROOT/3", 0, "Ohio"),
    ],
)
def test_source_phrase_ends_where_the_name_ends(text: str, at: int, expected: str) -> None:
    doc = parse(text)
    assert [re.sub(r"(?<=\() | (?=\))", "", str(part)) for part in said(doc, source_phrase(doc[at], LEX))] == [expected]


@pytest.mark.parametrize(
    ("between", "source", "cue", "expected"),
    [
        ("the/DT/dep/5 mayor/NN/dep/5", None, 5, "the mayor"),
        ("mayor/NN/dep/5 left/VBD/dep/5", None, 5, None),
        ("the/DT/dep/5 mayor/NN/dep/5", (4, 5), 5, "mayor"),
        ("the/DT/dep/5 mayor/NN/dep/5", (1, 2), 5, "the mayor"),
    ],
)
def test_source_of_a_cue_after_speech_is_no_word_of_it(
    between: str, source: tuple[int, int] | None, cue: int, expected: str | None
) -> None:
    doc = parse(f"“/``/punct/1 Go/VB/ROOT/1 ”/''/punct/1 {between} said=say/VBD/ROOT/5")
    assert said(doc, source_outside(doc, source, cue, (0, 3), LEX)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pointed=point/VBD/ROOT/0 out/RP/prt/0", (0, 2)),
        ("pointed=point/VBD/ROOT/0 the/DT/det/2 way/NN/dobj/0 out/RP/prt/0", (0, 4)),
        ("pointed=point/VBD/ROOT/0 the/DT/det/3 best/JJ/amod/3 way/NN/dobj/0 out/RP/prt/0", (0, 1)),
        ("pointed=point/VBD/ROOT/0", (0, 1)),
    ],
)
def test_cue_has_a_particle_that_is_near(text: str, expected: tuple[int, int]) -> None:
    assert cue_range(parse(text)[0], LEX) == expected


def test_source_is_cut_out_of_the_content() -> None:
    assert cut_out([(0, 5), (7, 9)], (2, 3)) == ((0, 2), (3, 5), (7, 9))
    assert cut_out([(0, 5)], None) == ((0, 5),)


@pytest.mark.parametrize(
    ("text", "at", "cue", "source", "part", "expected"),
    [
        ("Police/NNS/nsubj/1 said=say/VBD/ROOT/1 it/PRP/nsubj/3 rained/VBD/ccomp/1", 1, SAY, (0, 1), (2, 4), True),
        ("Nobody/PRP/nsubj/1 said=say/VBD/ROOT/1 it/PRP/nsubj/3 rained/VBD/ccomp/1", 1, SAY, (0, 1), (2, 4), False),
        ("Police/NNS/nsubj/1 said=say/VBD/ROOT/1 this/DT/dobj/1", 1, SAY, (0, 1), (2, 3), False),
        (
            "Police/NNS/nsubj/1 said=say/VBD/ROOT/1 that/DT/det/4 same/DT/det/4 claim/NN/dobj/1",
            1,
            SAY,
            (0, 1),
            (2, 5),
            False,
        ),
        (
            "Police/NNS/nsubj/1 said=say/VBD/ROOT/1 that/DT/det/5 very/DT/det/5 same/DT/det/5 claim/NN/dobj/1",
            1,
            SAY,
            (0, 1),
            (2, 6),
            True,
        ),
        (
            "Kenya/NNP/nsubj/3 and/CC/cc/0 Uganda/NNP/conj/0 agreed=agree/VBD/ROOT/3 to/TO/aux/5 go/VB/xcomp/3",
            3,
            AGREE,
            (0, 3),
            (4, 6),
            False,
        ),
        ("Kenya/NNP/nsubj/1 agreed=agree/VBD/ROOT/1 to/TO/aux/3 go/VB/xcomp/1", 1, AGREE, (0, 1), (2, 4), True),
        ("She/PRP/nsubj/1 refused=refuse/VBD/ROOT/1 to/TO/aux/3 say/VB/xcomp/1", 1, REFUSE, (0, 1), (2, 4), False),
        ("She/PRP/nsubj/1 refused=refuse/VBD/ROOT/1 to/TO/aux/3 go/VB/xcomp/1", 1, REFUSE, (0, 1), (2, 4), True),
        (
            "It/PRP/nsubjpass/2 was/VBD/auxpass/2 said=say/VBN/ROOT/2 they/PRP/nsubj/4 left/VBD/ccomp/2",
            2,
            SAY,
            None,
            (3, 5),
            True,
        ),
        (
            "It/PRP/nsubjpass/2 was/VBD/auxpass/2 said=say/VBN/ROOT/2 to/TO/aux/4 go/VB/xcomp/2",
            2,
            SAY,
            None,
            (3, 5),
            False,
        ),
        ("They/PRP/nsubjpass/2 were/VBD/auxpass/2 said=say/VBN/ROOT/2 now/RB/advmod/2", 2, SAY, None, (0, 1), False),
        ("Saying=say/VBG/ROOT/0 they/PRP/nsubj/2 left/VBD/ccomp/0", 0, SAY, None, (1, 3), False),
        (
            "It/PRP/nsubjpass/2 was/VBD/auxpass/2 agreed=agree/VBN/ROOT/2 they/PRP/nsubj/4 left/VBD/ccomp/2",
            2,
            AGREE,
            None,
            (3, 5),
            False,
        ),
        ("plan/NN/ROOT/0 to/TO/aux/2 say/VB/acl/0 they/PRP/nsubj/4 left/VBD/ccomp/2", 2, SAY, (0, 1), (3, 5), False),
        (
            "left/VBD/ROOT/0 without/IN/prep/0 saying=say/VBG/pcomp/1 they/PRP/nsubj/4 left/VBD/ccomp/2",
            2,
            SAY,
            (0, 1),
            (3, 5),
            False,
        ),
        (
            "left/VBD/ROOT/0 after/IN/prep/0 saying=say/VBG/pcomp/1 they/PRP/nsubj/4 left/VBD/ccomp/2",
            2,
            SAY,
            (0, 1),
            (3, 5),
            True,
        ),
        (
            "go/VB/ROOT/0 if/IN/mark/3 police/NNS/nsubj/3 say/VBP/advcl/0 they/PRP/nsubj/5 left/VBD/ccomp/3",
            3,
            SAY,
            (2, 3),
            (4, 6),
            False,
        ),
        (
            "go/VB/ROOT/0 as/IN/mark/3 police/NNS/nsubj/3 say/VBP/advcl/0 they/PRP/nsubj/5 left/VBD/ccomp/3",
            3,
            SAY,
            (2, 3),
            (4, 6),
            True,
        ),
        (
            "Police/NNS/nsubj/2 went/VBD/conj/0 to/TO/aux/3 cite/VB/advcl/1 an/DT/det/5 act/NN/dobj/3",
            3,
            CITE,
            (0, 1),
            (4, 6),
            False,
        ),
        (
            "plan/NN/ROOT/0 that/WDT/nsubj/2 says=say/VBZ/relcl/0 they/PRP/nsubj/4 left/VBD/ccomp/2",
            2,
            SAY,
            (1, 2),
            (3, 5),
            False,
        ),
        (
            "report/NN/ROOT/0 that/WDT/nsubj/2 says=say/VBZ/relcl/0 they/PRP/nsubj/4 left/VBD/ccomp/2",
            2,
            SAY,
            (1, 2),
            (3, 5),
            True,
        ),
        (
            "road/NN/ROOT/0 that/WDT/nsubj/2 says=say/VBZ/relcl/0 they/PRP/nsubj/4 left/VBD/ccomp/2",
            2,
            SAY,
            (1, 2),
            (3, 5),
            False,
        ),
        ("man/NN/ROOT/0 saying=say/VBG/acl/0 they/PRP/nsubj/3 left/VBD/ccomp/1", 1, SAY, (0, 1), (2, 4), False),
        (
            "man/NN/ROOT/0 saying=say/VBG/acl/0 that/IN/mark/4 they/PRP/nsubj/4 left/VBD/ccomp/1",
            1,
            SAY,
            (0, 1),
            (2, 5),
            True,
        ),
        ("letter/NN/ROOT/0 saying=say/VBG/acl/0 they/PRP/nsubj/3 left/VBD/ccomp/1", 1, SAY, (0, 1), (2, 4), True),
    ],
)
def test_what_is_no_attribution(
    text: str, at: int, cue: Cue, source: tuple[int, int] | None, part: tuple[int, int], expected: bool
) -> None:
    assert is_attribution(parse(text), Attribution(cue, (at, at + 1), source, (part,)), LEX) is expected


@pytest.mark.parametrize(
    ("how", "first", "expected"),
    [("evidence", "Footage", True), ("evidence", "Police", False), ("object", "Police", True)],
)
def test_only_evidence_shows(how: str, first: str, expected: bool) -> None:
    doc = parse(f"{first}/NN/nsubj/1 shows=show/VBZ/ROOT/1 two/CD/nummod/3 men/NNS/dobj/1")
    assert is_attribution(doc, Attribution(SHOW, (1, 2), (0, 1), ((2, 4),), (how,)), LEX) is expected


@pytest.mark.parametrize(("how", "expected"), [("small", False), ("clause", True)])
def test_what_a_thing_is_called_is_said_by_nobody(how: str, expected: bool) -> None:
    doc = parse("It/PRP/nsubjpass/2 was/VBD/auxpass/2 called=call/VBN/ROOT/2 a/DT/det/4 sham/NN/oprd/2")
    assert is_attribution(doc, Attribution(CALL, (2, 3), None, ((3, 5),), (how,)), LEX) is expected


NEGATED = [
    ("They/PRP/nsubj/3 have/VBP/aux/3 not/RB/neg/3 confirmed=confirm/VBN/ROOT/3 the/DT/det/5 raid/NN/dobj/3", 3, False),
    ("They/PRP/nsubj/2 have/VBP/aux/2 confirmed=confirm/VBN/ROOT/2 the/DT/det/4 raid/NN/dobj/2", 2, True),
    (
        "They/PRP/nsubj/3 did/VBD/aux/3 not/RB/neg/3 say/VB/ROOT/3 that/IN/mark/6 it/PRP/nsubj/6 fell/VBD/ccomp/3",
        3,
        True,
    ),
    (
        "They/PRP/nsubj/3 did/VBD/aux/3 not/RB/neg/3 say/VB/ROOT/3 whether/IN/mark/6 it/PRP/nsubj/6 fell/VBD/ccomp/3",
        3,
        False,
    ),
    (
        "They/PRP/nsubj/3 did/VBD/aux/3 not/RB/neg/3 say/VB/ROOT/3 who/WP/nsubj/6 then/RB/advmod/6 fell/VBD/ccomp/3",
        3,
        False,
    ),
    (
        "They/PRP/nsubj/1 declined=decline/VBD/ROOT/1 to/TO/aux/3 confirm/VB/xcomp/1 the/DT/det/5 raid/NN/dobj/3",
        3,
        False,
    ),
    ("They/PRP/nsubj/1 wanted=want/VBD/ROOT/1 to/TO/aux/3 confirm/VB/xcomp/1 the/DT/det/5 raid/NN/dobj/3", 3, True),
    (
        "They/PRP/nsubj/3 do/VBP/aux/3 not/RB/neg/3 deny/VB/ROOT/3 or/CC/cc/3 confirm/VB/conj/3 the/DT/det/7 raid/NN/dobj/5",
        5,
        False,
    ),
    ("They/PRP/nsubj/1 deny/VBP/ROOT/1 or/CC/cc/1 confirm/VBP/conj/1 the/DT/det/5 raid/NN/dobj/3", 3, True),
    ("They/PRP/nsubj/1 deny/VBP/ROOT/1 nor/CC/cc/1 confirm/VBP/conj/1 the/DT/det/5 raid/NN/dobj/3", 3, False),
    ("They/PRP/nsubj/1 deny/VBP/ROOT/1 and/CC/cc/1 confirm/VBP/conj/1 the/DT/det/5 raid/NN/dobj/3", 3, True),
]


@pytest.mark.parametrize(("text", "at", "expected"), NEGATED)
def test_silence_is_no_attribution(text: str, at: int, expected: bool) -> None:
    doc = parse(text)
    attribution = Attribution(SAY, (at, at + 1), (0, 1), ((at + 1, len(doc)),))
    assert is_attribution(doc, attribution, LEX) is expected


# Which actor a source is.

BODY, STATE = Speaker(0, 1, "org:un", "org"), Speaker(0, 1, "state:KEN", "state")
PERSON = Speaker(0, 1, "person:berg", "person")


@pytest.mark.parametrize(
    ("pronoun", "last", "expected"),
    [
        ("it", BODY, "org:un"),
        ("They", STATE, "state:KEN"),
        ("it", PERSON, None),
        ("it", None, None),
        ("she", PERSON, "person:berg"),
        ("she", BODY, None),
        ("we", BODY, None),
        ("we", PERSON, None),
    ],
)
def test_pronoun_is_the_source_before_if_that_fits(pronoun: str, last: Speaker | None, expected: str | None) -> None:
    doc = parse(f"{pronoun}/PRP/nsubj/1 left/VBD/ROOT/1")
    actor, _ = source_actor(doc, (0, 1), [], last, LEX)
    assert (actor and actor.actor_id) == expected


TWO = "Berg/NNP/nsubj/1 left/VBD/ROOT/1 Go/VB/ROOT/2 he/PRP/nsubj/4 said=say/VBD/ROOT/4"


@pytest.mark.parametrize(
    ("text", "mentions", "source", "expected"),
    [
        ("Berg/NNP/nsubj/1 left/VBD/ROOT/1 he/PRP/nsubj/3 said=say/VBD/ROOT/3", [PERSON], (2, 3), "person:berg"),
        ("Berg/NNP/nsubj/1 left/VBD/ROOT/1 he/PRP/nsubj/3 said=say/VBD/ROOT/3", [BODY], (2, 3), None),
        (TWO, [PERSON], (3, 4), None),
        ("Berg/NNP/ROOT/0 who/WP/nsubj/2 left/VBD/relcl/0", [PERSON], (1, 2), "person:berg"),
        ("Berg/NNP/ROOT/0 mayor/NN/appos/0 who/WP/nsubj/3 left/VBD/relcl/1", [PERSON], (2, 3), "person:berg"),
        ("Kenya/NNP/poss/2 's/POS/case/0 army/NN/ROOT/2", [STATE], (0, 3), None),
        ("Kenya/NNP/poss/2 's/POS/case/0 spokesman/NN/ROOT/2", [STATE], (0, 3), "state:KEN"),
        ("Berg/NNP/poss/2 's/POS/case/0 spokesman/NN/ROOT/2", [PERSON], (0, 3), None),
        ("Berg/NNP/poss/2 's/POS/case/0 statement/NN/ROOT/2", [PERSON], (0, 3), "person:berg"),
        ("Berg/NNP/poss/2 's/POS/case/0 critic/NN/ROOT/2", [PERSON], (0, 3), None),
        ("report/NN/ROOT/0 by/IN/prep/0 UN/NNP/pobj/1", [BODY._replace(start=2, end=3)], (0, 3), "org:un"),
        ("report/NN/ROOT/0 for/IN/prep/0 UN/NNP/pobj/1", [BODY._replace(start=2, end=3)], (0, 3), None),
        ("spokesman/NN/ROOT/0 for/IN/prep/0 UN/NNP/pobj/1", [BODY._replace(start=2, end=3)], (0, 3), "org:un"),
        ("spokesman/NN/ROOT/0 against/IN/prep/0 UN/NNP/pobj/1", [BODY._replace(start=2, end=3)], (0, 3), None),
        (
            "report/NN/ROOT/0 published=publish/VBN/acl/0 by/IN/agent/1 UN/NNP/pobj/2",
            [BODY._replace(start=3, end=4)],
            (0, 4),
            "org:un",
        ),
        (
            "report/NN/ROOT/0 leaked=leak/VBN/acl/0 by/IN/agent/1 UN/NNP/pobj/2",
            [BODY._replace(start=3, end=4)],
            (0, 4),
            None,
        ),
        ("governor/NN/ROOT/0 ,/,/punct/0 Berg/NNP/dep/0", [PERSON._replace(start=2, end=3)], (0, 3), "person:berg"),
        ("friend/NN/ROOT/0 of/IN/prep/0 Berg/NNP/pobj/1", [PERSON._replace(start=2, end=3)], (0, 3), None),
        ("army/NN/ROOT/0", [], (0, 1), None),
        ("army/NN/ROOT/0", [PERSON], None, None),
    ],
)
def test_source_is_the_actor_at_its_head_or_who_speaks_through_it(
    text: str, mentions: list[Speaker], source: tuple[int, int] | None, expected: str | None
) -> None:
    actor, _ = source_actor(parse(text), source, mentions, None, LEX)
    assert (actor and actor.actor_id) == expected


# Nesting and bounds.

CHAIN = "Police/NNS/nsubj/1 said=say/VBD/ROOT/1 {0}/PRP/nsubj/3 {1}/{2}/ccomp/1 they/PRP/nsubj/5 left/VBD/ccomp/3 now/RB/advmod/5"


@pytest.mark.parametrize(
    ("text", "inner", "source", "nested"),
    [
        (CHAIN.format("men", "said", "VBD"), SAY, (2, 3), False),
        (CHAIN.format("men", "say", "VB"), SAY, (2, 3), True),
        (CHAIN.format("men", "said", "VBD"), AGREE, (2, 3), True),
        (CHAIN.format("men", "said", "VBD"), SAY, None, True),
        (CHAIN.format("it", "said", "VBD"), SAY, (2, 3), False),
        (CHAIN.format("it", "denied", "VBD"), LEX.cues["deny", "VERB"], (2, 3), True),
        (CHAIN.format("men", "denied", "VBD"), LEX.cues["deny", "VERB"], (2, 3), False),
    ],
)
def test_attribution_inside_another_is_a_row_where_it_leads_to_a_source(
    text: str, inner: Cue, source: tuple[int, int] | None, nested: bool
) -> None:
    doc = parse(text)
    outer = Attribution(SAY, (1, 2), (0, 1), ((2, 7),))
    found = mark_nested(doc, [outer, Attribution(inner, (3, 4), source, ((4, 7),))], LEX)
    assert [attribution.nested for attribution in found] == [False, nested]


def test_short_content_of_a_further_source_is_no_row() -> None:
    doc = parse(CHAIN.format("men", "said", "VBD"))
    outer = Attribution(SAY, (1, 2), (0, 1), ((2, 7),))
    [_, inner] = mark_nested(doc, [outer, Attribution(SAY, (3, 4), (2, 3), ((4, 6),))], LEX)
    assert inner.nested


def test_what_is_refused_holds_no_attribution() -> None:
    doc = parse(CHAIN.format("men", "say", "VB"))
    found = mark_nested(
        doc, [Attribution(REFUSE, (1, 2), (0, 1), ((2, 7),)), Attribution(SAY, (3, 4), None, ((4, 7),))], LEX
    )
    assert [attribution.nested for attribution in found] == [False, False]


def closed(
    text: str, part: tuple[int, int], quoted: tuple[tuple[int, int], ...] = (), how: str = "clause"
) -> list[str]:
    doc = parse(text)
    before = Attribution(SAY, (1, 2), (0, 1), (part,), (how,))
    found = close_contents(View(doc, {}, list(quoted), [0], {}, LEX), {1: before})
    return [doc[slice(*p)].text for p in found[1].parts]


SAID = "He/PRP/nsubj/1 said=say/VBD/ROOT/1"


@pytest.mark.parametrize(
    ("rest", "part", "quoted", "expected"),
    [
        (
            "it/PRP/nsubj/3 fell/VBD/ccomp/1 ,/,/punct/1 a/DT/det/6 claim/NN/appos/1 that/WDT/dobj/6 hurt/VBD/relcl/6",
            (2, 9),
            (),
            ["it fell"],
        ),
        (
            "it/PRP/nsubj/3 fell/VBD/ccomp/1 ,/,/punct/1 the/DT/det/6 claim/NN/appos/1 that/WDT/dobj/6 hurt/VBD/relcl/6",
            (2, 9),
            (),
            ["it fell , the claim that hurt"],
        ),
        (
            "it/PRP/nsubj/3 fell/VBD/ccomp/1 ,/,/punct/1 a/DT/det/6 tree/NN/appos/1 that/WDT/dobj/6 hurt/VBD/relcl/6",
            (2, 9),
            (),
            ["it fell , a tree that hurt"],
        ),
        (
            "three/CD/dobj/1 :/:/punct/1 one/CD/dep/1 ,/,/punct/1 two/CD/dep/1 ././punct/1",
            (2, 3),
            (),
            ["three : one , two"],
        ),
        ("(/-LRB-/punct/1 one/CD/dep/1 )/-RRB-/punct/1", (2, 4), (), ["( one )"]),
        ("one/CD/dep/1 )/-RRB-/punct/1", (2, 3), (), ["one"]),
        ("de~/CD/dep/1 -~/HYPH/punct/1 ice/NN/dep/1", (2, 3), (), ["de-ice"]),
        ("de/CD/dep/1 -/HYPH/punct/1 ice/NN/dep/1", (2, 3), (), ["de"]),
        ("so/RB/dep/1 “/``/punct/1 go/VB/dep/1 now/RB/dep/1 ”/''/punct/1", (2, 5), ((3, 7),), ["so “ go now ”"]),
        (
            "“/``/punct/1 We/PRP/nsubj/4 left/VBD/ccomp/1 ././punct/1 ”/''/punct/1 They/PRP/nsubj/8 sat/VBD/conj/1",
            (2, 9),
            ((2, 7),),
            ["“ We left . ”"],
        ),
    ],
)
def test_content_ends_where_the_narrator_goes_on_and_is_whole(
    rest: str, part: tuple[int, int], quoted: tuple[tuple[int, int], ...], expected: list[str]
) -> None:
    assert closed(f"{SAID} {rest}", part, quoted) == expected


def test_content_ends_before_what_the_speaker_does_besides() -> None:
    doc = parse(
        f"{SAID} it/PRP/nsubj/3 fell/VBD/ccomp/1 ,/,/punct/1 adding=add/VBG/advcl/1 it/PRP/nsubj/7 hurt/VBD/ccomp/5"
    )
    first = Attribution(SAY, (1, 2), (0, 1), ((2, 8),), ("clause",))
    second = Attribution(LEX.cues["add", "VERB"], (5, 6), None, ((6, 8),), ("clause",))
    found = close_contents(view(doc, {}), {1: first, 5: second})
    assert [said(doc, *a.parts) for a in found.values()] == [["it fell"], ["it hurt"]]
    assert found[5].source == (0, 1)
    assert first.parts == ((2, 8),)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("army/NN/nsubj/1 claims=claim/NNS/ROOT/1", 1, "quotes/claim"),
        ("the/DT/det/1 claims=claim/NNS/ROOT/1", 1, "quotes/claim-noun"),
        ("pointed=point/VBD/ROOT/0 out/RP/prt/0", 0, "quotes/point-out"),
        ("pointed=point/VBD/ROOT/0 up/RP/prt/0", 0, None),
        ("put/VBD/ROOT/0 it/PRP/dobj/0", 0, "quotes/put-it"),
        ("said=say/VBD/ROOT/0 it/PRP/dobj/0", 0, "quotes/say"),
    ],
)
def test_cue_is_found_by_lemma_and_particle(text: str, at: int, expected: str | None) -> None:
    doc = parse(text)
    hashes = {doc.vocab.strings.add(lemma.split()[0]) for lemma, _ in LEX.cues}
    found = find_cues(doc, hashes, LEX)
    assert (found[at].rule if at in found else None) == expected


@pytest.mark.parametrize(
    ("text", "cues", "speakers", "expected"),
    [
        (
            "She/PRP/nsubj/1 told=tell/VBD/ROOT/1 Agence/NNP/nmod/3 men/NNS/nsubj/4 left/VBD/ccomp/1",
            {1: TELL},
            {3: 2},
            {1: ["men left"]},
        ),
        (
            "She/PRP/nsubj/1 said=say/VBD/ROOT/1 Monday/NNP/nmod/3 men/NNS/nsubj/4 left/VBD/ccomp/1",
            {1: SAY},
            {},
            {1: ["men left"]},
        ),
        (
            "She/PRP/nsubj/1 said=say/VBD/ROOT/1 Monday/NNP/nsubj/3 left/VBD/ccomp/1",
            {1: SAY},
            {},
            {1: ["Monday left"]},
        ),
    ],
)
def test_day_and_addressee_are_no_content(
    text: str, cues: dict[int, Cue], speakers: dict[int, int], expected: dict[int, list[str]]
) -> None:
    doc = parse(text)
    found = in_parse(view(doc, cues, speakers))
    assert {i: said(doc, *a.parts) for i, a in found.items()} == expected


# Content in the parse.


@pytest.mark.parametrize(
    ("text", "at", "lemma", "frame", "expected"),
    [
        ("He/PRP/nsubj/1 said=say/VBD/ROOT/1 it/PRP/nsubj/3 fell/VBD/ccomp/1", 1, "say", "clause", ["it fell"]),
        (
            "It/PRP/nsubj/1 fell/VBD/ccomp/4 ,/,/punct/4 he/PRP/nsubj/4 said=say/VBD/ROOT/4",
            4,
            "say",
            "clause",
            ["It fell"],
        ),
        (
            "He/PRP/nsubj/1 said=say/VBD/ROOT/1 it/PRP/nsubj/3 fell/VBD/ccomp/1 ,/,/punct/1 and/CC/cc/1 that/IN/mark/8 it/PRP/nsubj/8 hurt/VBD/conj/3",
            1,
            "say",
            "clause",
            ["it fell , and that it hurt"],
        ),
        (
            "He/PRP/nsubj/1 noted=note/VBD/ROOT/1 paper/NN/dobj/1 is/VBZ/ccomp/1 thick/JJ/acomp/3",
            1,
            "note",
            "clause",
            ["paper is thick"],
        ),
        (
            "He/PRP/nsubj/1 told=tell/VBD/ROOT/1 men/NNS/dobj/1 is/VBZ/ccomp/1 thick/JJ/acomp/3",
            1,
            "tell",
            "clause",
            ["is thick"],
        ),
        (
            "He/PRP/nsubj/1 noted=note/VBD/ROOT/1 paper/NN/dobj/1 it/PRP/nsubj/4 is/VBZ/ccomp/1",
            1,
            "note",
            "clause",
            ["it is"],
        ),
        ("He/PRP/nsubj/1 said=say/VBD/ROOT/1 no/UH/intj/1", 1, "say", "clause", ["no"]),
        ("He/PRP/nsubj/1 said=say/VBD/ROOT/1 well/UH/intj/1", 1, "say", "", []),
        ("He/PRP/nsubj/1 said=say/VBD/ROOT/1 29/CD/dobj/1", 1, "say", "clause", ["29"]),
        ("He/PRP/nsubj/1 noted=note/VBD/ROOT/1 29/CD/attr/1", 1, "note", "", []),
        (
            "He/PRP/nsubj/1 claimed=claim/VBD/ROOT/1 to/TO/aux/3 be/VB/advcl/1 ill/JJ/acomp/3",
            1,
            "claim",
            "infinitive",
            ["to be ill"],
        ),
        ("He/PRP/nsubj/1 claimed=claim/VBD/ROOT/1 to/TO/aux/3 go/VB/advcl/1", 1, "claim", "", []),
        (
            "He/PRP/nsubj/1 told=tell/VBD/ROOT/1 them/PRP/dobj/1 to/TO/aux/4 go/VB/xcomp/1",
            1,
            "tell",
            "infinitive",
            ["them to go"],
        ),
        (
            "He/PRP/nsubj/1 said=say/VBD/ROOT/1 to/TO/aux/3 go/VB/xcomp/1 them/PRP/dobj/1",
            1,
            "say",
            "infinitive",
            ["to go"],
        ),
        (
            "They/PRP/nsubjpass/2 were/VBD/auxpass/2 told=tell/VBN/ROOT/2 to/TO/aux/4 go/VB/xcomp/2",
            2,
            "tell",
            "infinitive",
            ["They", "to go"],
        ),
        (
            "He/PRP/nsubj/1 suggested=suggest/VBD/ROOT/1 leaving/VBG/xcomp/1 now/RB/advmod/2",
            1,
            "suggest",
            "gerund",
            ["leaving now"],
        ),
        ("He/PRP/nsubj/1 suggested=suggest/VBD/ROOT/1 leaving/VBG/advcl/1", 1, "suggest", "", []),
        (
            "He/PRP/nsubj/1 called=call/VBD/ROOT/1 it/PRP/nsubj/4 a/DT/det/4 sham/NN/ccomp/1",
            1,
            "call",
            "small",
            ["it a sham"],
        ),
        (
            "He/PRP/nsubj/1 called=call/VBD/ROOT/1 it/PRP/dobj/1 a/DT/det/4 sham/NN/oprd/1",
            1,
            "call",
            "small",
            ["it a sham"],
        ),
        (
            "what/WP/dobj/2 he/PRP/nsubj/2 called=call/VBD/ROOT/2 a/DT/det/4 sham/NN/oprd/2",
            2,
            "call",
            "small",
            ["a sham"],
        ),
        (
            "It/PRP/nsubjpass/2 was/VBD/auxpass/2 called=call/VBN/ROOT/2 a/DT/det/4 sham/NN/oprd/2",
            2,
            "call",
            "small",
            ["It", "a sham"],
        ),
        (
            "He/PRP/nsubj/1 accused=accuse/VBD/ROOT/1 them/PRP/dobj/1 of/IN/prep/1 lying/VBG/pcomp/3",
            1,
            "accuse",
            "predicate",
            ["them of lying"],
        ),
        (
            "They/PRP/nsubjpass/2 were/VBD/auxpass/2 accused=accuse/VBN/ROOT/2 of/IN/prep/2 lying/VBG/pcomp/3",
            2,
            "accuse",
            "predicate",
            ["They", "of lying"],
        ),
        ("He/PRP/nsubj/1 put/VBD/ROOT/1 it/PRP/dobj/1 at/IN/prep/1 20/CD/pobj/3", 1, "put", "predicate", ["it at 20"]),
        ("He/PRP/nsubj/1 put/VBD/ROOT/1 it/PRP/dobj/1 at/IN/prep/1 home/NN/pobj/3", 1, "put", "", []),
        ("He/PRP/nsubj/1 referred=refer/VBD/ROOT/1 to/IN/prep/1 delays/NNS/pobj/2", 1, "refer", "prep", ["delays"]),
        ("He/PRP/nsubj/1 referred=refer/VBD/ROOT/1 at/IN/prep/1 length/NN/pobj/2", 1, "refer", "", []),
        (
            "He/PRP/nsubj/1 called=call/VBD/ROOT/1 for/IN/prep/1 men/NNS/pobj/2 to/TO/aux/5 go/VB/advcl/1 today/NN/npadvmod/1",
            1,
            "call",
            "prep",
            ["men to go"],
        ),
        ("He/PRP/nsubj/1 outlined=outline/VBD/ROOT/1 a/DT/det/3 plan/NN/dobj/1", 1, "outline", "object", ["a plan"]),
        (
            "He/PRP/nsubj/1 outlined=outline/VBD/ROOT/1 it/PRP/dobj/1 as/IN/prep/1 aid/NN/pobj/3",
            1,
            "outline",
            "object",
            ["it as aid"],
        ),
        (
            "He/PRP/nsubj/1 outlined=outline/VBD/ROOT/1 it/PRP/dobj/1 in/IN/prep/1 May/NNP/pobj/3",
            1,
            "outline",
            "object",
            ["it"],
        ),
        ("It/PRP/nsubjpass/2 was/VBD/auxpass/2 outlined=outline/VBN/ROOT/2", 2, "outline", "object", ["It"]),
        ("It/PRP/nsubj/1 claimed=claim/VBD/ROOT/1 ten/CD/nummod/3 lives=life/NNS/dobj/1", 1, "claim", "", []),
        (
            "He/PRP/nsubj/1 reported=report/VBD/ROOT/1 storm/NN/dobj/1 off/IN/prep/2 Lund/NNP/pobj/3 had/VBD/aux/6 grown/VBN/ccomp/1",
            1,
            "report",
            "clause",
            ["storm off Lund had grown"],
        ),
        (
            "It/PRP/nsubj/1 shows=show/VBZ/ROOT/1 men/NNS/dobj/1 in/IN/prep/1 Lund/NNP/pobj/3 ,/,/punct/1 now/RB/advmod/1",
            1,
            "show",
            "evidence",
            ["men in Lund"],
        ),
    ],
)
def test_content_of_a_verb_by_its_frame(text: str, at: int, lemma: str, frame: str, expected: list[str]) -> None:
    doc = parse(text)
    found, parts = verb_content(doc[at], LEX.cues[lemma, "VERB"], LEX)
    assert (found, said(doc, *parts)) == (frame, expected)


@pytest.mark.parametrize(
    ("text", "at", "lemma", "expected"),
    [
        ("the/DT/det/1 claim/NN/ROOT/1 that/IN/mark/4 it/PRP/nsubj/4 fell/VBD/acl/1", 1, "claim", ["that it fell"]),
        ("the/DT/det/1 claim/NN/ROOT/1 it/PRP/nsubj/3 fell/VBD/acl/1", 1, "claim", []),
        ("the/DT/det/1 claim/NN/ROOT/1 of/IN/prep/1 fraud/NN/pobj/2", 1, "claim", ["fraud"]),
        ("the/DT/det/1 claim/NN/ROOT/1 in/IN/prep/1 court/NN/pobj/2", 1, "claim", []),
        ("the/DT/det/1 promise/NN/ROOT/1 to/TO/aux/3 go/VB/acl/1", 1, "promise", ["to go"]),
        ("the/DT/det/1 claim/NN/ROOT/1 to/TO/aux/3 go/VB/acl/1", 1, "claim", []),
    ],
)
def test_content_of_a_noun(text: str, at: int, lemma: str, expected: list[str]) -> None:
    doc = parse(text)
    assert said(doc, *noun_content(doc[at], LEX.cues[lemma, "NOUN"], LEX)) == expected


@pytest.mark.parametrize(
    ("text", "at", "lemma", "expected"),
    [
        ("Berg/NNP/poss/2 's/POS/case/0 claim/NN/ROOT/2", 2, "claim", "Berg"),
        ("claim/NN/ROOT/0 by/IN/prep/0 Berg/NNP/pobj/1", 0, "claim", "Berg"),
        ("claim/NN/ROOT/0 from/IN/prep/0 Berg/NNP/pobj/1", 0, "claim", "Berg"),
        ("claim/NN/ROOT/0 of/IN/prep/0 fraud/NN/pobj/1", 0, "claim", None),
        ("claim/NN/ROOT/0 in/IN/prep/0 media/NNS/pobj/1", 0, "claim", "media"),
        ("claim/NN/ROOT/0 in/IN/prep/0 court/NN/pobj/1", 0, "claim", None),
        ("claim/NN/ROOT/0 against/IN/prep/0 media/NNS/pobj/1", 0, "claim", None),
        ("claim/NN/ROOT/0 in/IN/dep/0 media/NNS/pobj/1", 0, "claim", None),
        ("words/NN/ROOT/0 of/IN/prep/0 Berg/NNP/pobj/1", 0, "word", "Berg"),
        ("Berg/NNP/nsubj/1 made=make/VBD/ROOT/1 claims/NNS/dobj/1", 2, "claim", "Berg"),
        ("Berg/NNP/nsubj/1 read=read/VBD/ROOT/1 claims/NNS/dobj/1", 2, "claim", None),
        ("UN/NNP/compound/1/ORG claims/NNS/ROOT/1", 1, "claim", "UN"),
        ("Berg/NNP/compound/1/PERSON claims/NNS/ROOT/1", 1, "claim", None),
        ("May/NNP/compound/1/DATE claims/NNS/ROOT/1", 1, "claim", None),
    ],
)
def test_source_of_a_noun(text: str, at: int, lemma: str, expected: str | None) -> None:
    found = noun_source(parse(text)[at], LEX.cues[lemma, "NOUN"], LEX)
    assert (found and found.text) == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        (
            "According/VBG/prep/5 to/IN/prep/0 police/NNS/pobj/1 ,/,/punct/5 he/PRP/nsubj/5 fell/VBD/ROOT/5",
            0,
            ["he fell"],
        ),
        ("He/PRP/nsubj/1 fell/VBD/ROOT/1 according/VBG/prep/1 to/IN/prep/2 police/NNS/pobj/3", 2, ["He fell"]),
        (
            "He/PRP/nsubj/1 fell/VBD/ROOT/1 and/CC/cc/1 it/PRP/nsubj/4 hurt/VBD/conj/1 ,/,/punct/4 according/VBG/prep/4 to/IN/prep/6 police/NNS/pobj/7",
            6,
            ["He fell and it hurt"],
        ),
        (
            "He/PRP/nsubj/1 fell/VBD/ROOT/1 and/CC/cc/1 it/PRP/nsubj/4 hurt/VBD/conj/1 according/VBG/prep/4 to/IN/prep/5 police/NNS/pobj/6",
            5,
            ["it hurt"],
        ),
        (
            "According/VBG/prep/6 to/IN/prep/0 Lund/NNP/pobj/1 ,/,/punct/2 wool/NN/appos/2 now/RB/advmod/6 fell/VBD/ROOT/6",
            0,
            ["wool now fell"],
        ),
        (
            "He/PRP/nsubj/1 fell/VBD/ROOT/1 ;/:/punct/1 according/VBG/prep/1 to/IN/prep/3 police/NNS/pobj/4 ,/,/punct/1 it/PRP/nsubj/8 hurt/VBD/conj/1",
            3,
            ["it hurt"],
        ),
    ],
)
def test_content_of_an_adjunct_is_the_clause_that_it_belongs_to(text: str, at: int, expected: list[str]) -> None:
    doc = parse(text)
    assert said(doc, *adjunct_content(doc[at])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According/VBG/prep/5 to/IN/prep/0 Lund/NNP/pobj/1 ,/,/punct/5 he/PRP/nsubj/5 fell/VBD/ROOT/5", 3),
        (
            "According/VBG/prep/6 to/IN/prep/0 Lund/NNP/pobj/1 ,/,/punct/2 wool/NN/appos/2 now/RB/advmod/6 fell/VBD/ROOT/6",
            3,
        ),
        (
            "According/VBG/prep/8 to/IN/prep/0 Lund/NNP/pobj/1/GPE ,/,/punct/2 Sweden/NNP/appos/2/GPE ,/,/punct/2 wool/NN/appos/2 now/RB/advmod/8 fell/VBD/ROOT/8",
            5,
        ),
    ],
)
def test_adjunct_ends_at_its_comma(text: str, expected: int) -> None:
    assert adjunct_end(parse(text)[0]) == expected


# Quoted parts and whose they are.


@pytest.mark.parametrize(
    ("text", "cues", "quoted", "paragraphs", "expected"),
    [
        (
            "“/``/punct/1 Go/VB/ROOT/1 now/RB/advmod/1 ,/,/punct/1 ”/''/punct/1 he/PRP/nsubj/6 said=say/VBD/ROOT/6 ././punct/6 “/``/punct/9 Go/VB/ROOT/9 now/RB/advmod/9 ././punct/9 ”/''/punct/9",
            {6: SAY},
            [(0, 5), (8, 13)],
            [0],
            {6: [(0, 5), (8, 13)]},
        ),
        (
            "“/``/punct/1 Go/VB/ROOT/1 now/RB/advmod/1 ,/,/punct/1 ”/''/punct/1 he/PRP/nsubj/6 said=say/VBD/ROOT/6 ././punct/6 “/``/punct/9 Go/VB/ROOT/9 ”/''/punct/9",
            {6: SAY},
            [(0, 5), (8, 11)],
            [0],
            {6: [(0, 5)]},
        ),
        (
            "He/PRP/nsubj/1 said=say/VBD/ROOT/1 :/:/punct/1 “/``/punct/4 Go/VB/ROOT/4 now/RB/advmod/4 ”/''/punct/4",
            {1: SAY},
            [(3, 7)],
            [0, 3],
            {1: [(3, 7)]},
        ),
        (
            "He/PRP/nsubj/1 said=say/VBD/ROOT/1 ././punct/1 “/``/punct/4 Go/VB/ROOT/4 now/RB/advmod/4 ”/''/punct/4",
            {1: SAY},
            [(3, 7)],
            [0, 3],
            {},
        ),
        (
            "He/PRP/nsubj/1 saw/VBD/ROOT/1 “/``/punct/3 it/PRP/dobj/1 all/DT/dep/3 now/RB/dep/3 ”/''/punct/3",
            {},
            [(2, 7)],
            [0],
            {},
        ),
    ],
)
def test_quoted_part_belongs_to_its_cue_or_goes_on(
    text: str, cues: dict[int, Cue], quoted: list[tuple[int, int]], paragraphs: list[int], expected: dict[int, Any]
) -> None:
    found = attach_quoted(View(parse(text), cues, quoted, paragraphs, {}, LEX), {})
    assert {i: list(a.parts) for i, a in found.items()} == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("Police/NNS/nsubj/1 said=say/VBD/ROOT/1", 1, "Police"),
        ("They/PRP/nsubjpass/2 were/VBD/auxpass/2 said=say/VBN/ROOT/2 by/IN/agent/2 police/NNS/pobj/3", 2, "police"),
        (
            "As/IN/mark/1 said=say/VBN/advcl/5 by/IN/agent/1 police/NNS/pobj/2 it/PRP/nsubj/5 fell/VBD/ROOT/5",
            1,
            "police",
        ),
        (
            "It/PRP/nsubjpass/2 was/VBD/auxpass/2 hit/VBN/ROOT/2 by/IN/agent/2 men/NNS/pobj/3 saying=say/VBG/advcl/2",
            5,
            "men",
        ),
        ("She/PRP/nsubj/1 left/VBD/ROOT/1 with/IN/prep/1 men/NNS/pobj/2 saying=say/VBG/advcl/1", 4, "She"),
        ("Berg/NNP/nsubjpass/2 was/VBD/auxpass/2 quoted/VBN/ROOT/2 as/IN/prep/2 saying=say/VBG/pcomp/3", 4, "Berg"),
        ("They/PRP/nsubj/1 quoted/VBD/ROOT/1 Berg/NNP/dobj/1 as/IN/prep/1 saying=say/VBG/pcomp/3", 4, "Berg"),
        ("Now/RB/advmod/2 police/NNS/dep/2 said=say/VBD/ROOT/2", 2, None),
        ("go/VB/dep/3 ,/,/punct/3 police/NNS/dep/3 said=say/VBD/ROOT/3", 3, "police"),
        ("police/NNS/dep/1 said=say/VBD/ROOT/1", 1, "police"),
        ("go/VB/dep/2 Berg/NNP/dep/2/PERSON said=say/VBD/ROOT/2", 2, "Berg"),
    ],
)
def test_source_of_a_verb(text: str, at: int, expected: str | None) -> None:
    doc = parse(text)
    assert said(doc, cue_source(doc[at], SAY, LEX)) == [expected]


def test_adverb_belongs_to_what_the_speaker_does_besides() -> None:
    doc = parse(
        f"{SAID} it/PRP/nsubj/3 fell/VBD/ccomp/1 ,/,/punct/1 later/RB/advmod/6 adding=add/VBG/advcl/1 it/PRP/nsubj/8 hurt/VBD/ccomp/6"
    )
    first = Attribution(SAY, (1, 2), (0, 1), ((2, 9),), ("clause",))
    second = Attribution(LEX.cues["add", "VERB"], (6, 7), None, ((7, 9),), ("clause",))
    found = close_contents(view(doc, {}), {1: first, 6: second})
    assert said(doc, *found[1].parts) == ["it fell"]
