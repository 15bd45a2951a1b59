"""Who holds the office that a noun names: Ana Berg of "the mayor of Lamu, Ana Berg", so that the two are one."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.doc.predicates import appositions, prepositional_object
from dateline.layers.actors.values import Actor
from dateline.layers.claims.fillers import Fillers, Participant, between

_SINGULAR = frozenset({"NN", "NNP"})
_REACH = 12
"""How many tokens behind an office its holder is looked for."""
_FROM = "from"


@dataclass(frozen=True, slots=True)
class Offices:
    """What the holders of offices are looked up in."""

    fillers: Fillers

    def holder(self, head: Token, *, is_person: bool) -> Participant | None:
        """The person named behind a noun that says what he is; is_person: the noun is one for a person.

        He is put to the noun, or his role, as the actors have it, is what stands from the noun to his name; or the
        parser took him for where the office is from: "the senator from Ohio Lena Marsh".
        """
        if head.tag_ not in _SINGULAR:
            return None
        found = self._put_to(head) if is_person else None
        found = found or self._whose_role(head)
        return found or (self._from(head) if is_person else None)

    def _put_to(self, head: Token) -> Participant | None:
        return next(self._persons(appositions(head)), None)

    def _whose_role(self, head: Token) -> Participant | None:
        named = between(self.fillers.actors, head.i + 1, head.i + _REACH)
        person = next((p for p in named if _is_named_person(p)), None)
        role = person.value.role if person is not None and isinstance(person.value, Actor) else None
        if person is None or not role:
            return None
        office = head.doc[head.i : person.start].text.rstrip(" ,").lower()
        return person if role.lower().endswith(office) else None

    def _from(self, head: Token) -> Participant | None:
        """The person whose name follows on the place that an office is from."""
        behind = (prepositional_object(c) for c in head.rights if c.lower_ == _FROM and c.i == head.i + 1)
        found = next(self._persons(token for token in behind if token is not None), None)
        before = self.fillers.at(found.start - 1) if found is not None else None
        return found if before is not None and before.is_place else None

    def _persons(self, tokens: Iterator[Token] | list[Token]) -> Iterator[Participant]:
        named = (self.fillers.at(token.i) for token in tokens)
        return (found for found in named if found is not None and _is_named_person(found))


def _is_named_person(found: Participant) -> bool:
    return isinstance(found.value, Actor) and found.value.type == "person" and found.value.kind == "name"
