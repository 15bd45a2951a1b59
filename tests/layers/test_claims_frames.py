# ruff: noqa: E501  A row of a table is one line.
"""Frames, roles, classes of nouns and signatures: every line proves itself on its example, and wrong lines are named."""

from collections.abc import Mapping
from typing import Any

import pytest
from dateline.data import read_jsonl
from dateline.errors import ConfigError
from dateline.layers.claims.candidates import holds
from dateline.layers.claims.factuality import factuality
from dateline.layers.claims.fillers import read_fillers
from dateline.layers.claims.filters import NEEDS
from dateline.layers.claims.lexicon import Signature, read_frames, read_lexicon, read_nouns, read_signatures, read_words
from dateline.layers.claims.nouns import kinds
from dateline.layers.claims.table import EVENT_TYPES, MODALITIES, ROLES, STATUSES
from dateline.layers.claims.values import claims
from frame_rows import Example, annotated, examples, failing, frames, is_right, lines
from spacy.language import Language
from spacy.tokens import Doc

LEXICON = read_lexicon(
    "frames", "lexicon/claims_classes.jsonl", "lexicon/claims_words.jsonl", "gazetteer/actors_states.jsonl"
)
WORDS = read_jsonl("lexicon/claims_words.jsonl")
EXAMPLES = list(examples())
NOUNS, PATTERNS, SIGNATURES = lines("nouns"), lines("roles"), lines("factuality")
XFAIL = pytest.mark.xfail(strict=True, reason="known")

KINDS = [
    ("Rebels attacked Mombasa.", "Mombasa", {"place"}),
    ("Kenya attacked the town.", "Kenya", {"party"}),
    ("William Ruto met the king.", "Ruto", {"person"}),
    ("A firefighter died.", "firefighter", {"person"}),
    ("A group of protesters met.", "group", {"person"}),
    ("Three of them died.", "Three", {"number", "pronoun"}),
    ("Ten died.", "Ten", {"number"}),
    ("Ten people died on Monday.", "Monday", {"time"}),
    ("He died.", "He", {"person"}),
]  # fmt: skip
"""A sentence, a head in it, and classes that it has beside those of its lemma."""

SEEN = {
    "place": ("Mombasa", "place"), "town": ("town", "ground"), "man": ("man", "person"), "step": ("step", "thing"),
}  # fmt: skip
HOLDS = [
    ("a class", {"object": ["place", "ground"]}, {}, [("object", "place")], True),
    ("another class", {"object": ["place", "ground"]}, {}, [("object", "man")], False),
    ("another role", {"object": ["place"]}, {}, [("subject", "place")], False),
    ("nothing there", {"object": ["place"]}, {}, [], False),
    ("one of two roles", {"subject|object": ["place"]}, {}, [("subject", "place")], True),
    ("a possessor is a subject", {"subject": ["person"]}, {}, [("possessor", "man")], True),
    ("a possessor is no object", {"object": ["person"]}, {}, [("possessor", "man")], False),
    ("a lemma", {"object": ["=step"]}, {}, [("object", "step")], True),
    ("another lemma", {"object": ["=step"]}, {}, [("object", "town")], False),
    ("anything", {"object": ["*"]}, {}, [("object", "step")], True),
    ("all of two conditions", {"object": ["place"], "subject": ["person"]}, {}, [("object", "place"), ("subject", "man")], True),
    ("one of two conditions", {"object": ["place"], "subject": ["person"]}, {}, [("object", "place")], False),
    ("what must be lacking", {}, {"object": ["=step"]}, [("object", "step")], False),
    ("what must be lacking is elsewhere", {}, {"object": ["=step"]}, [("subject", "step")], True),
    ("no condition", {}, {}, [], True),
]  # fmt: skip

NEGATED = [
    ("Kenya tried to capture the town of Lamu.", "capture", False, "intended"),
    ("Kenya did not try to capture the town of Lamu.", "capture", True, "actual"),
    ("Kenya managed to capture the town of Lamu.", "capture", False, "actual"),
    ("Kenya did not manage to capture the town of Lamu.", "capture", True, "actual"),
    ("Kenya failed to capture the town of Lamu.", "capture", True, "actual"),
    ("Kenya did not fail to capture the town of Lamu.", "capture", False, "actual"),
    ("Kenya plans to capture the town of Lamu.", "capture", False, "planned"),
    ("Kenya does not plan to capture the town of Lamu.", "capture", True, "actual"),
    ("Kenya urged Somalia to capture the town of Lamu.", "capture", False, "requested"),
    ("Kenya was unable to capture the town of Lamu.", "capture", True, "actual"),
    ("Kenya is likely to capture the town of Lamu.", "capture", False, "hypothetical"),
    ("Kenya refused to capture the town of Lamu.", "capture", True, "actual"),
    ("Kenya agreed to capture the town of Lamu.", "capture", False, "agreed"),
    ("The plan to capture the town of Lamu was made.", "capture", False, "planned"),
    ("The failure to capture the town of Lamu hurt Kenya.", "capture", True, "actual"),
    ("There was no plan to capture the town of Lamu.", "capture", True, "actual"),
    ("The planned attack on Kenya was put off.", "attack", False, "planned"),
    ("The deadly attack on Kenya was long.", "attack", False, "actual"),
    ("The foiled attack on Kenya was reported.", "attack", True, "actual"),
    ("Kenya captured the town of Lamu and tried to hold it.", "captured", False, "actual"),
]  # fmt: skip
"""A sentence, a word of it, whether it is negated and its modality."""

UNREAL = [
    ("In the drill jets bombed a bridge in Kenya.", "bombed", True),
    ("Jets bombed a bridge in Kenya.", "bombed", False),
    ("The film shows an attack on Kenya.", "attack", True),
    ("The navy held a drill simulating an attack on Kenya.", "attack", True),
    ("A mock attack on Kenya was held.", "attack", True),
]

TEXTS = {text for _, text, _ in EXAMPLES} | {line["example"] for line in (*NOUNS, *PATTERNS)}
TEXTS |= {str(row[0]) for table in (KINDS, NEGATED, UNREAL) for row in table}


@pytest.fixture(scope="module")
def docs(nlp: Language) -> Mapping[str, Doc]:
    return annotated(nlp, sorted(TEXTS))


KNOWN = frozenset(failing())


@pytest.mark.parametrize(
    "example", [pytest.param(e, id=e[0], marks=[XFAIL] if e[0] in KNOWN else []) for e in EXAMPLES]
)
def test_a_line_proves_itself_on_its_examples(example: Example, docs: Mapping[str, Doc]) -> None:
    assert is_right(example, docs), [(c.rule, c.polarity, c.modality, c.status) for c in claims(docs[example[1]])]


def test_known_failures_are_examples() -> None:
    assert failing() == sorted(KNOWN & {name for name, _, _ in EXAMPLES})


@pytest.mark.parametrize("line", NOUNS, ids=lambda line: str(line["id"]))
def test_a_class_of_nouns_is_that_of_a_word_of_its_example(line: dict[str, Any], docs: Mapping[str, Doc]) -> None:
    doc = docs[line["example"]]
    fillers = read_fillers(doc, LEXICON.states)
    found = [kinds(token, LEXICON.nouns, fillers, LEXICON.words) for token in doc]
    assert any(line["class"] in classes for classes in found), found


@pytest.mark.parametrize(("text", "head", "expected"), KINDS)
def test_classes_of_what_the_other_layers_found(
    text: str, head: str, expected: set[str], docs: Mapping[str, Doc]
) -> None:
    doc = docs[text]
    [token] = [token for token in doc if token.text == head]
    assert kinds(token, LEXICON.nouns, read_fillers(doc, LEXICON.states), LEXICON.words) >= expected


@pytest.mark.parametrize(("wants", "lacks", "seen", "expected"), [row[1:] for row in HOLDS], ids=[r[0] for r in HOLDS])
def test_conditions_of_a_frame(
    wants: dict[str, list[str]], lacks: dict[str, list[str]], seen: list[tuple[str, str]], expected: bool, nlp: Language
) -> None:
    line = LINE | {"wants": wants, "lacks": lacks}
    [[frame]] = read_frames([line], ROLE_LINES, frozenset({"place", "ground", "person", "thing"})).values()
    doc = Doc(nlp.vocab, [SEEN[name][0] for _, name in seen], lemmas=[SEEN[name][0] for _, name in seen])
    assert holds(frame, [(role, doc[i], frozenset({SEEN[name][1]})) for i, (role, name) in enumerate(seen)]) is expected


@pytest.mark.parametrize(("text", "word", "negated", "modality"), NEGATED)
def test_signatures_affirmed_and_negated(
    text: str, word: str, negated: bool, modality: str, docs: Mapping[str, Doc]
) -> None:
    [token] = [token for token in docs[text] if token.text == word]
    found = factuality(token, token, LEXICON)
    assert (found.negated, found.modality) == (negated, modality)


@pytest.mark.parametrize(("text", "word", "unreal"), UNREAL)
def test_what_is_told_in_a_drill_is_unreal(text: str, word: str, unreal: bool, docs: Mapping[str, Doc]) -> None:
    [token] = [token for token in docs[text] if token.text == word]
    assert factuality(token, token, LEXICON).unreal is unreal


@pytest.mark.parametrize("line", frames(), ids=lambda line: str(line["id"]))
def test_a_frame_keeps_to_the_allowed_values(line: dict[str, Any]) -> None:
    assert line["event_type"] in EVENT_TYPES
    assert line["pos"] in {"VERB", "NOUN", "ADJ", "ADV", "MODAL"}
    assert line["words"]
    assert not line.get("needs") or line["needs"] in NEEDS
    assert line.keys() <= {*LINE, "wants", "lacks", "needs", "not"}


def test_roles_and_classes_of_cues_keep_to_the_allowed_values() -> None:
    assert {role for line in PATTERNS for role in line["roles"].values()} <= {*ROLES, "both", "cause"}
    for entry in read_jsonl("lexicon/claims_classes.jsonl"):
        assert entry["status"] in STATUSES
        assert (entry["modality"] or "actual") in MODALITIES


def test_every_line_has_an_id_of_its_own_an_example_and_a_source() -> None:
    words = [e for name in ("classes", "words", "limits") for e in read_jsonl(f"lexicon/claims_{name}.jsonl")]
    every = [*frames(), *NOUNS, *PATTERNS, *SIGNATURES, *words]
    assert [e["id"] for e in every if not e["example"] or not e["source"]] == []
    assert len({e["id"] for e in every}) == len(every)


def test_every_rule_is_a_frame(docs: Mapping[str, Doc]) -> None:
    found = {span.id_ for doc in docs.values() for span in doc.spans["claims"]}
    assert found
    assert found <= {line["id"] for line in frames()}


# --- wrong lines ---

LINE: dict[str, Any] = {
    "id": "claims/x", "pos": "VERB", "words": ["hold"], "event_type": "COERCE", "mode": None, "roles": "harm",
    "example": "x", "source": "x",
}  # fmt: skip
ROLE_LINES = [{"pattern": "harm", "roles": {"subject": "agent", "object": "patient"}}]


def test_frames_with_more_conditions_come_first() -> None:
    entries = [LINE | {"id": "a"}, LINE | {"id": "b", "wants": {"object": ["place"], "subject": ["*"]}}]
    entries.append(LINE | {"id": "c", "wants": {"object": ["=man"]}})
    [found] = read_frames(entries, ROLE_LINES, frozenset({"place"})).values()
    assert [frame.rule for frame in found] == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"roles": "unknown"}, "claims/x: no pattern 'unknown'"),
        ({"wants": {"object": ["plase"]}}, "claims/x: no class of nouns plase"),
        ({"lacks": {"object": ["zoo", "ark", "=man", "*"]}}, "claims/x: no class of nouns ark, zoo"),
    ],
)
def test_wrong_frames_are_named(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read_frames([LINE | wrong], ROLE_LINES, frozenset({"place"}))


def test_a_noun_can_have_several_classes() -> None:
    found = read_nouns([{"class": "road", "words": ["port"]}, {"class": "ground", "words": ["port", "hill"]}])
    assert found == {"port": frozenset({"road", "ground"}), "hill": frozenset({"ground"})}


def test_the_first_signature_of_a_word_counts() -> None:
    line = {"id": "x", "pos": "VERB", "words": ["try"], "affirmed": "attempted", "negated": "negative"}
    found = read_signatures([line, line | {"affirmed": "actual"}])
    assert found == {("try", "VERB"): Signature("attempted", "negative")}


def test_wrong_effects_are_named() -> None:
    with pytest.raises(ConfigError, match="frames/factuality/x: an effect is one of actual"):
        read_signatures(
            [{"id": "frames/factuality/x", "pos": "VERB", "words": ["x"], "affirmed": "real", "negated": "none"}]
        )


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (WORDS[1:], "missing or unknown"),
        ([*WORDS, WORDS[0] | {"id": "x"}], "has it already"),
        ([*WORDS, WORDS[0] | {"id": "x", "list": "other"}], "missing or unknown lists of words: other"),
        ([*WORDS, next(e for e in WORDS if "value" in e) | {"id": "x"}], "has it already"),
    ],
)
def test_wrong_lists_of_words_are_named(entries: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read_words(entries)


def test_lists_of_words_give_values_or_words() -> None:
    words = LEXICON.words
    assert (words.modals["will"], words.modals["could"]) == ("planned", "hypothetical")
    assert "host" in words.bare_light_verbs
    assert "host" not in words.light_verbs
