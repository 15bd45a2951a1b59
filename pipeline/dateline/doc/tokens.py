"""A Doc flattened once: its tokens as plain lists, for rooms that look at words without making Token objects."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from spacy.attrs import ENT_IOB, ENT_TYPE, LEMMA, ORTH, SPACY, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

from dateline.doc.offsets import sentence_starts

READ = [ORTH, TAG, LEMMA, ENT_TYPE, ENT_IOB]
BEGIN = 3  # ENT_IOB of an entity's first token
MAX_FORMS = 1 << 15  # words whose forms are remembered
_ELIDING = ("'", "’")
_APOSTROPHES = str.maketrans("’‘", "''")


class Entity(NamedTuple):
    """An entity of the model: tokens [start, end) and its label."""

    start: int
    end: int
    label: str


class Form(NamedTuple):
    """A word as written, in lower case, both with straight apostrophes, and whether it begins with a capital."""

    text: str
    lower: str
    straight: str
    straight_lower: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a Doc, a list a column; index = token.

    text, lower: as written and in lower case; straight, straight_lower: the same with straight apostrophes.
    capital: whether a word begins with a capital, an elided article before it or not ("d'Ivoire").
    starts, openers: the tokens at which sentences start, in order and as a set. entities: the model's, in order.
    orths, distinct: the words as written, each once, by number and as strings.
    """

    text: list[str]
    lower: list[str]
    straight: list[str]
    straight_lower: list[str]
    capital: list[bool]
    tag: list[str]
    lemma: list[str]
    starts: list[int]
    openers: frozenset[int]
    entities: Sequence[Entity]
    entity_at: Mapping[int, Entity]
    orths: frozenset[int]
    distinct: frozenset[str]

    def __len__(self) -> int:
        return len(self.text)

    def sentence(self, i: int) -> tuple[int, int]:
        """First token and one past the last token of the sentence of token i."""
        n = bisect_right(self.starts, i)
        return self.starts[n - 1], self.starts[n] if n < len(self.starts) else len(self.text)

    def opens(self, i: int) -> bool:
        """Whether a sentence starts with token i; false outside the Doc."""
        return i in self.openers


_forms: dict[int, Form] = {}
_spelled: dict[int, str] = {}
_last: list[tuple[Doc, Any, Tokens]] = []


def tokens_of(doc: Doc) -> Tokens:
    """The Doc's tokens; those of the Doc asked for last are kept, as all rooms ask one after the other."""
    array = doc.to_array(READ)
    if _last and _last[0][0] is doc and np.array_equal(_last[0][1], array):
        return _last[0][2]
    found = _read(doc, array)
    _last[:] = [(doc, array, found)]
    return found


def text_of(doc: Doc) -> str:
    """What doc.text is, without a Token object a token."""
    spaced = doc.to_array(SPACY).tolist()
    return "".join([word + " " if space else word for word, space in zip(tokens_of(doc).text, spaced, strict=True)])


def _read(doc: Doc, array: Any) -> Tokens:
    strings = doc.vocab.strings
    orths, tags, lemmas = (array[:, n].tolist() for n in range(3))
    for kept in (_forms, _spelled):
        if len(kept) > MAX_FORMS:
            kept.clear()
    _forms.update((orth, _form(strings[orth])) for orth in set(orths).difference(_forms))
    _spelled.update((key, strings[key]) for key in {*tags, *lemmas}.difference(_spelled))
    forms = [_forms[orth] for orth in orths]
    text, starts = [form.text for form in forms], sentence_starts(doc)
    entities = _entities(array[:, 3], array[:, 4], strings)
    return Tokens(
        text=text,
        lower=[form.lower for form in forms],
        straight=[form.straight for form in forms],
        straight_lower=[form.straight_lower for form in forms],
        capital=[form.capital for form in forms],
        tag=[_spelled[key] for key in tags],
        lemma=[_spelled[key] for key in lemmas],
        starts=starts,
        openers=frozenset(starts),
        entities=entities,
        entity_at={i: entity for entity in entities for i in range(entity.start, entity.end)},
        orths=frozenset(orths),
        distinct=frozenset(text),
    )


def _form(text: str) -> Form:
    straight = text.translate(_APOSTROPHES)
    capital = text[:1].isupper() or (text[1:2] in _ELIDING and text[2:3].isupper())
    return Form(text, text.lower(), straight, straight.lower(), capital)


def _entities(types: Any, begins: Any, strings: StringStore) -> list[Entity]:
    """The Doc's entities, without making its spans."""
    found: list[Entity] = []
    inside = types.nonzero()[0]
    for i, type_, begin in zip(inside.tolist(), types[inside].tolist(), begins[inside].tolist(), strict=True):
        if begin == BEGIN or not found or found[-1].end != i:
            found.append(Entity(i, i + 1, strings[type_]))
        else:
            found[-1] = found[-1]._replace(end=i + 1)
    return found
