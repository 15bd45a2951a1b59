# ruff: noqa: E501  A row of a table is one line.
"""Arguments by grammatical role, on Docs built by hand: no model, so each row is one rule of the module."""

import pytest
from dateline.doc.arguments import arguments, is_bare_passive
from parses import parse

LIGHT = frozenset({"launch", "hold", "carry"})

VERBS = [
    ("active", "Kenya/NNP/nsubj/1 attacked/VBD/ROOT/1 Somalia/NNP/dobj/1", 1, ["subject Kenya", "object Somalia"]),
    ("passive", "Kenya/NNP/nsubjpass/2 was/VBD/auxpass/2 attacked/VBN/ROOT/2 by/IN/agent/2 rebels/NNS/pobj/3", 2, ["object Kenya", "by rebels"]),
    ("passive without by", "Kenya/NNP/nsubjpass/2 was/VBD/auxpass/2 attacked/VBN/ROOT/2", 2, ["object Kenya"]),
    ("coordinated objects one by one", "It/PRP/nsubj/1 hit/VBD/ROOT/1 cars/NNS/dobj/1 and/CC/cc/2 boats/NNS/conj/2", 1, ["subject It", "object cars", "object boats"]),
    ("a shared subject", "They/PRP/nsubj/1 came/VBD/ROOT/1 and/CC/cc/1 hit/VBD/conj/1 cars/NNS/dobj/3", 3, ["subject They", "object cars"]),
    ("an object shared by two verbs", "It/PRP/nsubj/1 killed/VBD/ROOT/1 and/CC/cc/1 hurt/VBD/conj/1 ten/CD/dobj/3", 1, ["subject It", "object ten"]),
    ("no object of its own is taken from another", "It/PRP/nsubj/1 killed/VBD/ROOT/1 two/CD/dobj/1 and/CC/cc/1 hurt/VBD/conj/1 ten/CD/dobj/4", 1, ["subject It", "object two"]),
    ("a relative pronoun is led back", "men/NNS/ROOT/0 who/WP/nsubj/2 left/VBD/relcl/0", 2, ["subject men"]),
    ("a fronted object", "prisoners/NNS/ROOT/0 Kenya/NNP/nsubj/2 freed/VBD/relcl/0", 2, ["subject Kenya", "object prisoners"]),
    ("a fronted object with its pronoun", "bodies/NNS/ROOT/0 which/WDT/dobj/3 Kenya/NNP/nsubj/3 returned/VBD/relcl/0", 3, ["subject Kenya", "object bodies"]),
    ("no fronted object beside another", "town/NN/ROOT/0 where/WRB/advmod/3 Kenya/NNP/nsubj/3 freed/VBD/relcl/0 men/NNS/dobj/3", 3, ["subject Kenya", "object men"]),
    ("no fronted object of a clause of place", "town/NN/ROOT/0 where/WRB/advmod/3 rebels/NNS/nsubj/3 fled/VBD/relcl/0", 3, ["subject rebels"]),
    ("a reduced relative", "sailors/NNS/ROOT/0 shot/VBN/acl/0 by/IN/agent/1 guards/NNS/pobj/2", 1, ["object sailors", "by guards"]),
    ("a participle that does it", "men/NNS/ROOT/0 carrying/VBG/acl/0 guns/NNS/dobj/1", 1, ["subject men", "object guns"]),
    ("control", "Kenya/NNP/nsubj/1 wants/VBZ/ROOT/1 to/TO/aux/3 leave/VB/xcomp/1", 3, ["subject Kenya"]),
    ("who is urged is the object", "Kenya/NNP/nsubj/1 urged/VBD/ROOT/1 Somalia/NNP/nsubj/4 to/TO/aux/4 leave/VB/ccomp/1", 1, ["subject Kenya", "object Somalia", "infinitive leave"]),
    ("the subject of a clause", "Kenya/NNP/nsubj/1 demanded/VBD/ROOT/1 that/IN/mark/4 Somalia/NNP/nsubj/4 leave/VBP/ccomp/1", 1, ["subject Kenya", "clause Somalia", "complement leave"]),
    ("a dative", "Kenya/NNP/nsubj/1 gave/VBD/ROOT/1 Somalia/NNP/dative/1 aid/NN/dobj/1", 1, ["subject Kenya", "dative Somalia", "object aid"]),
    ("a dative with to", "Kenya/NNP/nsubj/1 gave/VBD/ROOT/1 aid/NN/dobj/1 to/IN/dative/1 Somalia/NNP/pobj/3", 1, ["subject Kenya", "object aid", "dative Somalia"]),
    ("what it is called", "Kenya/NNP/nsubj/1 called/VBD/ROOT/1 it/PRP/dobj/1 murder/NN/oprd/1", 1, ["subject Kenya", "object it", "attribute murder"]),
    ("an adjective holds the object", "It/PRP/nsubj/1 left/VBD/ROOT/1 ten/CD/nsubj/3 dead/JJ/ccomp/1", 1, ["subject It", "attribute dead", "object ten"]),
    ("there is", "There/EX/expl/1 were=be/VBD/ROOT/1 deaths/NNS/attr/1", 1, ["subject deaths"]),
    ("prepositions by their names", "Troops/NNS/nsubj/1 left/VBD/ROOT/1 for/IN/prep/1 Kenya/NNP/pobj/2", 1, ["subject Troops", "for Kenya"]),
    ("nobody", "Fled/VBD/ROOT/0", 0, []),
]  # fmt: skip

NOUNS = [
    ("a possessor", "Kenya/NNP/poss/2 's/POS/case/0 raid/NN/ROOT/2", 2, None, ["possessor Kenya"]),
    ("a compound and an adjective", "deadly/JJ/amod/2 drone/NN/compound/2 raid/NN/ROOT/2", 2, None, ["modifier deadly", "modifier drone"]),
    ("an article is no argument", "the/DT/det/1 raid/NN/ROOT/1", 1, None, []),
    ("prepositions", "raid/NN/ROOT/0 by/IN/prep/0 Kenya/NNP/pobj/1 on/IN/prep/0 Somalia/NNP/pobj/3", 0, None, ["by Kenya", "on Somalia"]),
    ("a light verb", "Kenya/NNP/nsubj/1 launched=launch/VBD/ROOT/1 strikes/NNS/dobj/1", 2, 1, ["light launched", "subject Kenya"]),
    ("what a light verb has", "Kenya/NNP/nsubj/1 launched=launch/VBD/ROOT/1 strikes/NNS/dobj/1 on/IN/prep/1 Somalia/NNP/pobj/3", 2, 1, ["light launched", "subject Kenya", "on Somalia"]),
    ("a verb that is not light has a subject of its own", "Kenya/NNP/nsubj/1 hosted=host/VBD/ROOT/1 talks/NNS/dobj/1", 2, 1, ["light hosted"]),
    ("a light verb in the passive", "strikes/NNS/nsubjpass/2 were/VBD/auxpass/2 launched=launch/VBN/ROOT/2", 0, 2, ["light launched"]),
    ("a participle after it", "raid/NN/ROOT/0 launched=launch/VBN/acl/0 by/IN/agent/1 rebels/NNS/pobj/2", 0, None, ["subject rebels"]),
    ("a participle of another verb", "raid/NN/ROOT/0 seen=see/VBN/acl/0 by/IN/agent/1 rebels/NNS/pobj/2", 0, None, []),
    (
        "the copula",
        "child/NN/nsubj/1 was=be/VBD/ROOT/1 among/IN/prep/1 dead/NN/pobj/2",
        3,
        None,
        ["bare among", "among be child"],
    ),
    ("a bare copula", "militia/NN/nsubj/1 was=be/VBD/ROOT/1 culprit/NN/attr/1", 2, None, ["be militia"]),
    ("a bare copula, the other way", "deaths/NNS/nsubj/1 are=be/VBP/ROOT/1 farmers/NNS/attr/1", 0, None, ["be farmers"]),
    ("no copula", "child/NN/nsubj/1 stood=stand/VBD/ROOT/1 among/IN/prep/1 dead/NN/pobj/2", 3, None, ["bare among"]),
    ("nobody is there", "There/EX/expl/1 was=be/VBD/ROOT/1 among/IN/prep/1 dead/NN/pobj/2", 3, None, ["bare among"]),
]  # fmt: skip

ADJECTIVES = [
    ("predicate", "People/NNS/nsubj/1 were=be/VBD/ROOT/1 dead/JJ/acomp/1", 2, ["subject People"]),
    ("of an object", "It/PRP/nsubj/1 left/VBD/ROOT/1 ten/CD/nsubj/3 dead/JJ/ccomp/1", 3, ["subject ten"]),
    ("after its noun", "people/NNS/ROOT/0 dead/JJ/acl/0 in/IN/prep/1 Kenya/NNP/pobj/2", 1, ["subject people", "in Kenya"]),
    ("before its noun", "dead/JJ/amod/1 people/NNS/ROOT/1", 0, []),
]  # fmt: skip

BARE_PASSIVES = [
    ("a past form alone", "Minister/NN/nsubj/1 stabbed/VBD/ROOT/1 in/IN/prep/1 market/NN/pobj/2", 1, True),
    ("an object", "Minister/NN/nsubj/1 stabbed/VBD/ROOT/1 man/NN/dobj/1", 1, False),
    ("an auxiliary", "Minister/NN/nsubj/2 has/VBZ/aux/2 stabbed/VBN/ROOT/2", 2, False),
    ("a particle", "Deal/NN/nsubj/1 fell/VBD/ROOT/1 through/RP/prt/1", 1, False),
    ("a clause", "Minister/NN/nsubj/1 said/VBD/ROOT/1 it/PRP/nsubj/3 rained/VBD/ccomp/1", 1, False),
    ("the present", "Minister/NN/nsubj/1 stabs/VBZ/ROOT/1", 1, False),
    ("before a noun", "injured/VBN/amod/1 men/NNS/ROOT/1", 0, False),
    ("after a noun", "men/NNS/ROOT/0 injured/VBN/acl/0", 1, False),
    ("it holds somebody", "It/PRP/nsubj/1 left/VBD/ROOT/1 ten/CD/nsubj/3 dead/JJ/oprd/1", 1, False),
]  # fmt: skip


def found(text: str, at: int, light: int | None = None, *, bare_passive: bool = False) -> list[str]:
    doc = parse(text)
    carrier = None if light is None else doc[light]
    return [f"{role} {head.text}" for role, head in arguments(doc[at], carrier, LIGHT, bare_passive=bare_passive)]


@pytest.mark.parametrize(("text", "at", "expected"), [row[1:] for row in VERBS], ids=[row[0] for row in VERBS])
def test_arguments_of_verbs(text: str, at: int, expected: list[str]) -> None:
    assert found(text, at) == expected


@pytest.mark.parametrize(("text", "at", "light", "expected"), [row[1:] for row in NOUNS], ids=[row[0] for row in NOUNS])
def test_arguments_of_nouns(text: str, at: int, light: int | None, expected: list[str]) -> None:
    assert found(text, at, light) == expected


@pytest.mark.parametrize(("text", "at", "expected"), [row[1:] for row in ADJECTIVES], ids=[r[0] for r in ADJECTIVES])
def test_arguments_of_adjectives(text: str, at: int, expected: list[str]) -> None:
    assert found(text, at) == expected


@pytest.mark.parametrize(("text", "at", "expected"), [r[1:] for r in BARE_PASSIVES], ids=[r[0] for r in BARE_PASSIVES])
def test_bare_passives(text: str, at: int, expected: bool) -> None:
    assert is_bare_passive(parse(text)[at]) is expected


@pytest.mark.parametrize(("bare_passive", "expected"), [(True, ["object Minister"]), (False, ["subject Minister"])])
def test_a_bare_passive_is_one_where_the_room_says_so(bare_passive: bool, expected: list[str]) -> None:
    assert found("Minister/NN/nsubj/1 stabbed/VBD/ROOT/1", 1, bare_passive=bare_passive) == expected
