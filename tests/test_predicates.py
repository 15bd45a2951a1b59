"""What is asked of the parse, on Docs built by hand: no model, so each row is one rule of the module."""

from collections.abc import Callable

import pytest
from dateline.doc import predicates as p
from parses import parse
from spacy.tokens import Token


def named(token: Token | None) -> str | None:
    return None if token is None else token.text


FLED = "Troops/NNS/nsubj/1 fled/VBD/ROOT/1"
HAD_FLED = "Troops/NNS/nsubj/2 had/VBD/aux/2 fled/VBN/ROOT/2"
SHOT = "Ten/CD/nsubjpass/2 were/VBD/auxpass/2 shot/VBN/ROOT/2 by/IN/agent/2 police/NNS/pobj/3"
WROTE = "reports/NNS/ROOT/0 written/VBN/acl/0 by/IN/prep/1 police/NNS/pobj/2"
WANT = "They/PRP/nsubj/1 want/VBP/ROOT/1 to/TO/aux/3 leave/VB/xcomp/1"
TOLD = "She/PRP/nsubj/1 told/VBD/ROOT/1 them/PRP/dobj/1 to/TO/aux/4 leave/VB/xcomp/1"
CAME = "They/PRP/nsubj/1 came/VBD/ROOT/1 and/CC/cc/1 left/VBD/conj/1"
WHO = "men/NNS/ROOT/0 who/WP/nsubj/2 left/VBD/relcl/0"
ARMED = "men/NNS/ROOT/0 carrying/VBG/acl/0 guns/NNS/dobj/1"
KILLED = (
    "It/PRP/nsubjpass/2 was/VBD/auxpass/2 hit/VBN/ROOT/2 by/IN/agent/2 rockets/NNS/pobj/3 "
    ",/,/punct/2 killing/VBG/advcl/2 ten/CD/dobj/6"
)
MAYOR = (
    "The/DT/det/1 mayor/NN/nsubj/5 ,/,/punct/1 Berg/NNP/appos/1 ,/,/punct/1 said/VBD/ROOT/5 so/RB/advmod/5 ././punct/5"
)
LEE = "President/NN/nsubj/5 Lee/NNP/appos/0 and/CC/cc/1 Minister/NN/compound/4 Cho/NNP/conj/1 met/VBD/ROOT/5"


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        (FLED, 1, "past"),
        (HAD_FLED, 2, "past"),
        ("They/PRP/nsubj/2 will/MD/aux/2 leave/VB/ROOT/2", 2, "modal"),
        ("They/PRP/nsubj/2 are/VBP/aux/2 leaving/VBG/ROOT/2", 2, "present"),
        ("She/PRP/nsubj/1 leaves/VBZ/ROOT/1", 1, "present"),
        ("They/PRP/nsubj/3 would/MD/aux/3 have/VB/aux/3 left/VBN/ROOT/3", 3, "modal"),
        (WANT, 3, None),
        (WROTE, 1, None),
        (ARMED, 1, None),
    ],
)
def test_tense_is_that_of_the_first_word_of_the_group(text: str, at: int, expected: str | None) -> None:
    assert p.tense(parse(text)[at]) == expected


def test_tense_is_not_that_of_a_subject_or_a_clause_before_the_verb() -> None:
    doc = parse("What/WP/nsubj/1 happened/VBD/csubj/2 hurting/VBG/ROOT/2")
    assert p.tense(doc[2]) is None


def test_finite_tags_stand_in_three_sets() -> None:
    assert {"VBD", "VBZ", "VBP"} == p.FINITE
    assert {"MD"} == p.FINITE_OR_MODAL - p.FINITE
    assert {"VBN"} == p.FINITE_OR_PARTICIPLE - p.FINITE


@pytest.mark.parametrize(
    ("text", "at", "infinitive", "gerund", "clause"),
    [
        (FLED, 1, False, False, True),
        (WANT, 3, True, False, False),
        (ARMED, 1, False, True, False),
        ("denied/VBD/ROOT/0 being/VBG/auxpass/2 paid/VBN/xcomp/0", 2, False, True, True),
        ("They/PRP/nsubj/2 are/VBP/aux/2 leaving/VBG/ROOT/2", 2, False, True, True),
        ("they/PRP/nsubj/1 guards/NNS/ROOT/1", 1, False, False, True),
        ("the/DT/det/1 guards/NNS/ROOT/1", 1, False, False, False),
    ],
)
def test_forms_of_verbs(text: str, at: int, infinitive: bool, gerund: bool, clause: bool) -> None:
    verb = parse(text)[at]
    assert (p.is_infinitive(verb), p.is_gerund(verb), p.heads_finite_clause(verb)) == (infinitive, gerund, clause)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        (FLED, (0, 2), True),
        (FLED, (0, 1), False),
        (WANT, (2, 4), False),
        ("may/MD/ROOT/0 go/VB/xcomp/0", (0, 1), True),
        (WROTE, (0, 4), False),
    ],
)
def test_has_finite_counts_verbs_with_a_tense_and_modals(text: str, span: p.Range, expected: bool) -> None:
    assert p.has_finite(parse(text), span) is expected


def test_negation_and_particle_hang_on_the_verb() -> None:
    doc = parse(
        "They/PRP/nsubj/3 did/VBD/aux/3 not/RB/neg/3 point/VB/ROOT/3 out/RP/prt/3 that/IN/mark/6 fell/VBD/ccomp/3"
    )
    assert (p.is_negated(doc[3]), p.is_negated(doc[6])) == (True, False)
    assert (named(p.particle(doc[3])), p.particle(doc[6])) == ("out", None)


@pytest.mark.parametrize(
    ("text", "at", "passive", "agent"),
    [
        (SHOT, 2, True, "police"),
        (WROTE, 1, True, "police"),
        (FLED, 1, False, None),
        (HAD_FLED, 2, False, None),
        ("Ten/CD/nsubjpass/1 shot/VBN/ROOT/1", 1, True, None),
        ("men/NNS/ROOT/0 having/VBG/aux/2 fled/VBN/acl/0", 2, False, None),
        ("men/NNS/ROOT/0 carrying/VBG/acl/0 guns/NNS/dobj/1", 1, False, None),
        ("hit/VBN/ROOT/0 in/IN/prep/0 Lund/NNP/pobj/1", 0, False, None),
        ("left/VBD/ROOT/0 by/IN/prep/0 leaving/VBG/pcomp/1", 0, False, None),
    ],
)
def test_voice_and_agent(text: str, at: int, passive: bool, agent: str | None) -> None:
    verb = parse(text)[at]
    assert (p.is_passive(verb), named(p.by_agent(verb))) == (passive, agent)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("As/IN/mark/1 stated/VBN/advcl/3 ,/,/punct/3 fled/VBD/ROOT/3", 1, True),
        ("As/IN/mark/2 had/VBD/aux/2 stated/VBN/advcl/4 ,/,/punct/4 fled/VBD/ROOT/4", 2, False),
        ("As/IN/mark/2 they/PRP/nsubj/2 stated/VBN/advcl/4 ,/,/punct/4 fled/VBD/ROOT/4", 2, False),
        (WROTE, 1, False),
        (KILLED, 6, False),
    ],
)
def test_bare_participle_has_no_subject_and_no_auxiliary(text: str, at: int, expected: bool) -> None:
    assert p.is_bare_participle(parse(text)[at]) is expected


@pytest.mark.parametrize(
    ("text", "at", "own", "shared"),
    [
        (FLED, 1, "Troops", "Troops"),
        (CAME, 3, None, "They"),
        (WANT, 3, None, "They"),
        (TOLD, 4, None, "them"),
        (WHO, 2, "who", "who"),
        (ARMED, 1, None, "men"),
        (WROTE, 1, None, "reports"),
        ("There/EX/expl/1 were/VBD/ROOT/1", 1, "There", "There"),
        ("Kenya/NNP/ROOT/0 confirmed/VBD/ROOT/1", 1, None, "Kenya"),
        ("Yesterday/RB/ROOT/0 confirmed/VBD/ROOT/1", 1, None, None),
        ("Leave/VB/ROOT/0", 0, None, None),
        ("They/PRP/nsubj/1 saw/VBD/ROOT/1 fallen/VBN/amod/3 trees/NNS/dobj/1", 2, None, None),
        (
            "convoy/NN/nsubj/4 left/VBD/acl/0 ,/,/punct/4 Reuters/NNP/nsubj/4 said/VBD/ROOT/4",
            4,
            "Reuters",
            "Reuters",
        ),
        ("men/NNS/nsubj/4 armed/VBN/acl/0 ,/,/punct/4 Reuters/NNP/nsubj/4 said/VBD/ROOT/4", 4, "men", "men"),
    ],
)
def test_subject_own_or_shared(text: str, at: int, own: str | None, shared: str | None) -> None:
    verb = parse(text)[at]
    assert (named(p.own_subject(verb)), named(p.subject(verb))) == (own, shared)


def test_subject_is_sought_no_further_than_six_heads() -> None:
    chain = " ".join(f"go/VB/xcomp/{max(1, i)}" for i in range(1, 8))
    doc = parse(f"They/PRP/nsubj/1 want/VBP/ROOT/1 {chain}")
    assert [named(p.subject(doc[i])) for i in (6, 7)] == ["They", None]


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        (KILLED, 6, "rockets"),
        (FLED, 1, "Troops"),
        ("killed/VBN/amod/1 men/NNS/nsubj/2 lay/VBD/ROOT/2", 0, None),
        ("They/PRP/nsubj/1 left/VBD/ROOT/1 ,/,/punct/1 killing/VBG/advcl/1", 3, "They"),
    ],
)
def test_doer(text: str, at: int, expected: str | None) -> None:
    assert named(p.doer(parse(text)[at])) == expected


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [(TOLD, 1, "them"), (FLED, 1, None), ("what/WP/dobj/2 they/PRP/nsubj/2 said/VBD/ROOT/2", 2, None)],
)
def test_direct_object_stands_after_the_verb(text: str, at: int, expected: str | None) -> None:
    assert named(p.direct_object(parse(text)[at])) == expected


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        (SHOT, -1, [("by", "police")]),
        (SHOT, 3, []),
        ("fled/VBD/ROOT/0 from/IN/prep/0 inside/IN/prep/1 Lund/NNP/pobj/2", -1, [("inside", "Lund")]),
        ("fled/VBD/ROOT/0 after/IN/prep/0 losing/VBG/pcomp/1", -1, [("after", "losing")]),
        ("fled/VBD/ROOT/0 according/VBG/prep/0 to/IN/prep/1 police/NNS/pobj/2", -1, []),
    ],
)
def test_prepositional_objects(text: str, after: int, expected: list[tuple[str, str]]) -> None:
    doc = parse(text)
    found = p.prepositional_objects(next(t for t in doc if t.dep_ == "ROOT"), after)
    assert [(name, token.text) for name, token in found] == expected


@pytest.mark.parametrize(
    ("text", "at", "keep", "expected"),
    [
        (MAYOR, 1, False, "The mayor , Berg"),
        (WHO, 0, False, "men"),
        (WHO, 0, True, "men who left"),
        ("armed/VBN/acl/1 men/NNS/ROOT/1 of/IN/prep/1 Lund/NNP/pobj/2", 1, False, "men of Lund"),
        ("the/DT/det/2 “/``/punct/2 friends/NNS/ROOT/2 ”/''/punct/2", 2, False, "the “ friends ”"),
    ],
)
def test_noun_phrase_ends_before_its_clause(text: str, at: int, keep: bool, expected: str) -> None:
    doc = parse(text)
    start, end = p.noun_phrase(doc[at], keep_clauses=keep)
    assert doc[start:end].text.strip() == expected


def test_apposition_coordination_and_possessor() -> None:
    lee, mayor = parse(LEE), parse(MAYOR)
    assert [t.text for t in p.coordinated(lee[0])] == ["President", "Cho"]
    assert [t.text for t in p.coordinated(mayor[1])] == ["mayor"]
    assert [t.text for t in p.appositions(mayor[1])] == ["Berg"]
    assert p.appositions(mayor[3]) == []
    doc = parse("Lund/NNP/poss/2 's/POS/case/0 mayor/NN/nsubj/3 left/VBD/ROOT/3")
    assert (named(p.possessor(doc[2])), p.possessor(doc[0])) == ("Lund", None)


def test_coordination_is_in_reading_order() -> None:
    doc = parse("A/NNP/ROOT/0 ,/,/punct/0 B/NNP/conj/0 ,/,/punct/0 C/NNP/conj/2 and/CC/cc/0 D/NNP/conj/0")
    assert [t.text for t in p.coordinated(doc[0])] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        (WHO, 1, "men"),
        ("men/NNS/ROOT/0 who/WP/nsubj/2 wanted/VBD/relcl/0 to/TO/aux/4 go/VB/xcomp/2", 3, "men"),
        ("who/WP/nsubj/1 left/VBD/ROOT/1", 0, None),
    ],
)
def test_antecedent_of_a_relative_pronoun(text: str, at: int, expected: str | None) -> None:
    assert named(p.antecedent(parse(text)[at])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("co~/NN/ROOT/0 -~/HYPH/punct/0 author/NN/dep/0", "author"),
        ("co~/NN/ROOT/0 -~/HYPH/punct/0 co~/NN/dep/0 -~/HYPH/punct/0 author/NN/dep/0", "author"),
        ("team/NN/ROOT/0 -/HYPH/punct/0 author/NN/dep/0", "team"),
        ("co~/NN/ROOT/0 -/HYPH/punct/0 author/NN/dep/0", "co"),
        ("co~/NN/ROOT/0 -/HYPH/punct/0", "co"),
        ("author/NN/ROOT/0", "author"),
    ],
)
def test_last_part_of_a_word_with_hyphens(text: str, expected: str) -> None:
    assert p.last_part(parse(text)[0]).text == expected


@pytest.mark.parametrize(
    ("whole", "hole", "expected"),
    [
        ((0, 9), (3, 5), [(0, 3), (5, 9)]),
        ((0, 9), (0, 5), [(5, 9)]),
        ((0, 9), (5, 9), [(0, 5)]),
        ((0, 9), (0, 9), []),
        ((3, 5), (0, 9), []),
        ((3, 5), (5, 9), [(3, 5)]),
        ((3, 5), (0, 3), [(3, 5)]),
    ],
)
def test_minus_leaves_what_is_around(whole: p.Range, hole: p.Range, expected: list[p.Range]) -> None:
    assert p.minus(whole, hole) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [((0, 8), (0, 7)), ((2, 5), (3, 4)), ((2, 3), (3, 3)), ((4, 4), (4, 4)), ((3, 4), (3, 4))],
)
def test_trim_takes_off_punctuation_at_the_ends(span: p.Range, expected: p.Range) -> None:
    assert p.trim(parse(MAYOR), span) == expected


def test_trim_leaves_quotation_marks_and_opening_brackets() -> None:
    doc = parse("(/-LRB-/punct/2 “/``/punct/2 go/VB/ROOT/2 ”/''/punct/2 ,/,/punct/2")
    assert p.trim(doc, (0, 5)) == (0, 4)


@pytest.mark.parametrize(("find", "expected"), [(p.extent, (0, 2)), (p.sentence_extent, (0, 2))])
def test_extents_are_those_of_clause_and_sentence(find: Callable[[Token], p.Range], expected: p.Range) -> None:
    doc = parse("Troops/NNS/nsubj/1 fled/VBD/ROOT/1 Police/NNS/nsubj/3 came/VBD/ROOT/3")
    assert find(doc[1]) == expected
    assert find(doc[3]) == (2, 4)
