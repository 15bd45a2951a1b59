"""Which mentions of the other layers are the arguments of a claim, and in which role."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.doc.predicates import Range, noun_phrase, trim
from dateline.layers.actors.values import Actor
from dateline.layers.claims.arguments import hangs_on
from dateline.layers.claims.candidates import Candidate, wholes
from dateline.layers.claims.factuality import Factuality
from dateline.layers.claims.fillers import Filler, Fillers, Participant, between
from dateline.layers.claims.lexicon import Limits, Words
from dateline.layers.claims.resolve import number
from dateline.layers.claims.values import Argument
from dateline.layers.places.values import Place
from dateline.layers.quantities.values import Quantity

CORE = ("agent", "recipient", "patient")


@dataclass(frozen=True, slots=True)
class Linked:
    """An argument and what it was linked to; key: what makes two of them the same; state: in which a place lies."""

    argument: Argument
    key: str = ""
    value: Actor | Place | Quantity | None = None
    state: str = ""

    @property
    def role(self) -> str:
        """Its role in the claim."""
        return self.argument.role

    @property
    def country(self) -> str | None:
        """The country of an actor or place."""
        return self.value.country if isinstance(self.value, Actor | Place) else None

    @property
    def negated(self) -> bool:
        """Whether it is a stated zero."""
        return isinstance(self.value, Quantity) and self.value.negated


@dataclass(frozen=True, slots=True)
class Event:
    """What a trigger tells of: who, whom, how many and where, and how certain; without source, date and status."""

    candidate: Candidate
    factuality: Factuality
    arguments: tuple[Linked, ...]

    def of(self, role: str) -> list[Linked]:
        """The arguments of a role."""
        return [linked for linked in self.arguments if linked.role == role]


@dataclass(frozen=True, slots=True)
class Linker:
    """What arguments are looked up in; speaker: the source of the content, whom a pronoun subject may stand for."""

    words: Words
    limits: Limits
    fillers: Fillers
    speaker: Participant | None

    def link(self, found: Candidate) -> tuple[Linked, ...]:
        """The arguments in the order agent, recipient, patient as the arcs come, then quantities and places."""
        arguments = _without_own_state(list(self._core(found)))
        arguments += self._quantities(found)
        arguments += self._places(found)
        return tuple(arguments + _state_of_target(found, arguments))

    def _core(self, found: Candidate) -> Iterator[Linked]:
        roles, seen = found.trigger.roles, set()
        for name, head in found.arcs:
            role = self._role(name, head, roles)
            for each in ("agent", "recipient") if role == "both" else (role,):
                linked = list(self._participants(each, head)) if each in CORE else []
                if name == "modifier" and head.pos_ not in ("NOUN", "PROPN"):
                    linked = [one for one in linked if one.argument.layer != "none"]
                if name == "object" and "side" in roles:
                    linked += self._sides(roles["side"], head)
                for one in linked:
                    if (one.role, one.key) not in seen:
                        seen.add((one.role, one.key))
                        yield one

    def _role(self, name: str, head: Token, roles: Mapping[str, str]) -> str:
        """The role of an arc; an actor before a noun does it ("Russian strikes"), another noun has it done to."""
        if name != "modifier":
            return roles.get(name, "")
        return roles.get("object" if self.fillers.at(head.i) is None else "subject", "")

    def _participants(self, role: str, head: Token) -> Iterator[Linked]:
        found = self.fillers.at(head.i) or self._named(head)
        if found is None and head.lower_ in self.words.subject_pronouns:
            found = self._speaker(head)
            if found is None:
                return
        if found is not None and found.is_place:
            yield from _state_of(role, found)
        elif found is not None:
            yield _participant(role, found)
        elif role == "patient":
            yield from _phrase(role, head)
        else:
            yield from self._sides(role, head)
            for member in wholes(head, self.words):
                if (named := self.fillers.at(member.i)) is None or not named.is_place:
                    yield from self._participants(role, member)

    def _named(self, head: Token) -> Participant | None:
        """The person whom a title stands before, where the parser has the name as its apposition."""
        found = (self.fillers.at(c.i) for c in head.rights if c.dep_ == "appos" and c.left_edge.i == head.i + 1)
        return next((p for p in found if p and isinstance(p.value, Actor) and p.value.type == "person"), None)

    def _speaker(self, pronoun: Token) -> Participant | None:
        """Who speaks, where the pronoun can stand for him: "he" for a person, "it" and "they" for a body."""
        if self.speaker is None or not isinstance(self.speaker.value, Actor):
            return None
        personal = pronoun.lower_ in self.words.person_pronouns
        return self.speaker if personal == (self.speaker.value.type == "person") else None

    def _sides(self, role: str, head: Token) -> Iterator[Linked]:
        """ "Russian drones": the side that a weapon or a group without a name of its own belongs to."""
        for child in head.lefts:
            if child.dep_ in ("amod", "compound", "poss", "nmod"):
                found = self.fillers.at(child.i)
                if found is not None and not found.is_place:
                    yield _participant(role, found)

    def _quantities(self, found: Candidate) -> Iterator[Linked]:
        doc, roles = found.token.doc, found.trigger.roles
        heads = {found.token.i} | {head.i for name, head in found.arcs if roles.get(name) in (*CORE, "both", "place")}
        for quantity in between(self.fillers.quantities, *found.scope):
            if self._is_in_date(quantity) or _is_half_of_a_word(doc, quantity):
                continue
            if hangs_on(doc[quantity.start : quantity.end].root, heads):
                at, figure = (quantity.start, quantity.end), number(quantity.value)
                argument = Argument("quantity", "quantities", doc[at[0] : at[1]].text, at, "clause", figure)
                yield Linked(argument, value=quantity.value)

    def _is_in_date(self, quantity: Filler[Quantity]) -> bool:
        near = between(self.fillers.dates, quantity.start - self.limits.date_tokens, quantity.end)
        return any(date.start <= quantity.start < date.end for date in near)

    def _places(self, found: Candidate) -> Iterator[Linked]:
        """The places in the clause that hang on it, and the noun of "..., where ..."."""
        doc, seen = found.token.doc, set()
        for place in between(self.fillers.places, *found.scope):
            root = doc[place.start : place.end].root
            if place.key not in seen and root.dep_ != "poss" and hangs_on(root, found.heads):
                seen.add(place.key)
                yield _participant("place", place)
        verb = found.verb
        if verb.dep_ == "relcl" and any(c.lower_ in self.words.place_relatives for c in verb.lefts):
            where = self.fillers.at(verb.head.i)
            if where is not None and where.is_place:
                yield _participant("place", where)


def _participant(role: str, found: Participant) -> Linked:
    argument = Argument(role, found.layer, found.value.name, (found.start, found.end), "clause")
    return Linked(argument, found.key, found.value, found.state)


def _phrase(role: str, head: Token) -> Iterator[Linked]:
    """A noun phrase that is no mention of a layer."""
    start, end = _alone(head)
    if text := head.doc[start:end].text:
        yield Linked(Argument(role, "none", text, (start, end), "clause"), text.lower())


def _state_of(role: str, place: Participant) -> Iterator[Linked]:
    """A place that is struck or helped stands for its state; it is no patient."""
    if role != "patient":
        basis = "clause" if place.value.kind == "country" else "document"
        state = place.state or place.value.name
        argument = Argument(role, "places", state, (place.start, place.end), basis)
        yield Linked(argument, state.lower(), place.value)


def _alone(head: Token) -> Range:
    """The noun phrase of a head without those coordinated with it, which are arguments of their own."""
    start, end = noun_phrase(head)
    named = [child for child in head.rights if child.dep_ == "appos"]
    others = [c for noun in (head, *named) for c in noun.rights if c.dep_ in ("cc", "preconj", "conj")]
    return trim(head.doc, (start, min([end, *(c.left_edge.i for c in others)])))


def _is_half_of_a_word(doc: Doc, quantity: Filler[Quantity]) -> bool:
    """ "A five-storey block", "a 25-room home": it describes what was hit or given, and counts nothing."""
    return quantity.value.kind == "count" and doc[quantity.end : quantity.end + 1].text == "-"


def _without_own_state(arguments: list[Linked]) -> list[Linked]:
    """A place that is struck stands for its state, but not where that is the state of who strikes it."""
    owners = {linked.country for linked in arguments if linked.role == "agent"} - {None}
    return [
        linked
        for linked in arguments
        if linked.role != "recipient" or linked.argument.layer != "places" or linked.country not in owners
    ]


def _state_of_target(found: Candidate, arguments: list[Linked]) -> list[Linked]:
    """The state whose place is struck by another, where the text names no other party."""
    roles = {linked.role for linked in arguments}
    if found.trigger.event_type != "ASSAULT" or found.trigger.frame != "attack" or "recipient" in roles:
        return []
    owners = {linked.country for linked in arguments if linked.role == "agent"}
    place = next((linked for linked in arguments if linked.role == "place"), None)
    if place is None or not place.state or not owners or None in owners or place.country in owners:
        return []
    at, value = place.argument.at, place.value
    return [Linked(Argument("recipient", "places", place.state, at, "document"), place.state.lower(), value)]
