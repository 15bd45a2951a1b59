"""What kind of thing a noun names: a person, a party, a weapon, a place; by its lemma and by the other layers."""

from collections.abc import Mapping

from spacy.tokens import Token

from dateline.doc.predicates import is_gerund_noun
from dateline.layers.actors.values import Actor
from dateline.layers.claims.fillers import Fillers
from dateline.layers.claims.lexicon import Condition, Words

_PERSON, _PARTY, _PLACE, _NUMBER, _NAME = (frozenset({word}) for word in ("person", "party", "place", "number", "name"))
_THING = frozenset({"thing"})
_SHORTEST = 3
"""Letters of a body's acronym."""
_ACTING = frozenset({"nsubj", "nsubjpass", "conj"})
_PRONOUNS = {
    "body": frozenset({"pronoun", "party", "weapon", "thing"}),
    "many": frozenset({"pronoun", "party", "person"}),
}
"""What "it" and "they" may be; as objects they are whatever a frame wants."""


def kinds(head: Token, nouns: Mapping[str, frozenset[str]], fillers: Fillers, words: Words) -> frozenset[str]:
    """The classes of what a noun phrase names, by its head.

    Of "a group of protesters", "most of the town", "three of them" what stands behind "of" counts too; of
    "a total of ten people" it alone. A noun that no list knows is a `thing`, a proper noun a `name`, a count without a
    noun a `number`.
    """
    found = _own_kinds(head, nouns, fillers, words)
    if found & (_NUMBER | _PARTY) or head.lemma_.lower() in words.containers:
        of_wholes = frozenset[str]().union(*(_own_kinds(one, nouns, fillers, words) for one in wholes(head, words)))
        found = of_wholes if of_wholes and found == _THING else found | of_wholes
    return found


def _own_kinds(head: Token, nouns: Mapping[str, frozenset[str]], fillers: Fillers, words: Words) -> frozenset[str]:
    lemma = head.lower_ if is_gerund_noun(head) else head.lemma_.lower()
    named = fillers.at(head.i)
    listed = nouns.get(lemma) or nouns.get(lemma.rpartition("-")[2]) or nouns.get(head.lower_, frozenset())
    if lemma in words.condition_nouns and any(whole.pos_ == "NOUN" for whole in wholes(head, words)):
        return _THING
    if named is not None and named.is_place:
        return listed | _PLACE
    if named is not None and isinstance(named.value, Actor):
        people = named.value.type == "person" or (named.value.kind == "demonym" and head.tag_ == "NNPS")
        parties = frozenset() if named.value.type == "person" else _PARTY
        return listed | parties | (_PERSON if people else frozenset())
    if head.pos_ == "NUM" or (head.i in fillers.in_counts and head.pos_ != "NOUN"):
        return _NUMBER
    if head.i in fillers.in_dates:
        return frozenset({"time"})
    if head.i in fillers.in_counts and not listed:
        return _NUMBER
    if head.pos_ == "PRON":
        return _PRONOUNS.get(words.pronouns.get(head.lower_, ""), _PERSON)
    if listed:
        return listed
    if head.pos_ == "NOUN" and lemma.endswith(words.person_suffixes):
        return _PERSON
    if is_acronym(head):
        return _NAME | _PARTY
    return _NAME if head.pos_ == "PROPN" else _THING


def is_acronym(head: Token) -> bool:
    """Whether a word in capitals that no list knows is a body's name: "PAIGC", in a sentence that has small letters."""
    return (
        len(head.text) >= _SHORTEST
        and head.text.isalpha()
        and head.text.isupper()
        and head.dep_ in _ACTING
        and any(token.text.islower() for token in head.sent)
    )


def wholes(head: Token, words: Words) -> list[Token]:
    """The nouns behind the "of" of a part, a number or a group: "Lamu" of "most of Lamu"."""
    return [
        whole
        for preposition in head.rights
        if preposition.lower_ in words.part_prepositions
        for whole in preposition.rights
        if whole.dep_ == "pobj"
    ]


def fits(head: Token, found: frozenset[str], condition: Condition, *, wanted: bool) -> bool:
    """Whether a filler of one of the condition's roles is what it asks for; found: its classes.

    A pronoun is all that may be wanted, and nothing that must be lacking.

    A lemma may be the noun itself, its modifier or possessor, coordinated with it or behind its preposition.
    """
    if (
        condition.anything
        or (wanted and "pronoun" in found and bool(condition.classes))
        or not found.isdisjoint(condition.classes)
    ):
        return True
    return bool(condition.lemmas) and _stands_for(head, condition.lemmas)


def _stands_for(head: Token, lemmas: frozenset[str]) -> bool:
    if head.lemma_.lower() in lemmas:
        return True
    return any(
        c.lemma_.lower() in lemmas
        or _joined(c) in lemmas
        or (c.dep_ == "prep" and any(_is_one_of(p, lemmas) for p in c.rights))
        for c in head.children
        if c.dep_ in ("prep", "compound", "poss", "conj", "amod")
    )


def _joined(modifier: Token) -> str:
    """A modifier with what a hyphen joins to it: "water-bombing", or nothing."""
    i = modifier.i
    if i < 2 or modifier.doc[i - 1].text != "-" or modifier.doc[i - 2].whitespace_:
        return ""
    return f"{modifier.doc[i - 2].lower_}-{modifier.lower_}"


def _is_one_of(noun: Token, lemmas: frozenset[str]) -> bool:
    """Whether a noun or what it is made up with is one of some lemmas: "part of an aid program"."""
    return noun.lemma_.lower() in lemmas or any(
        c.lemma_.lower() in lemmas for c in noun.lefts if c.dep_ in ("compound", "amod")
    )
