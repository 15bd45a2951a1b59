"""What a word tells of, with its arguments: the records that the room's files hand to each other."""

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from dateline.layers.actors.values import Actor
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.factuality import Factuality
from dateline.layers.claims.fillers import Filler, Participant
from dateline.layers.claims.resolve import number
from dateline.layers.claims.values import Argument
from dateline.layers.places.values import Place
from dateline.layers.quantities.values import Quantity


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

    def as_role(self, role: str) -> "Linked":
        """The same in another role."""
        return replace(self, argument=replace(self.argument, role=role))

    @property
    def negated(self) -> bool:
        """Whether it is a stated zero."""
        return isinstance(self.value, Quantity) and self.value.negated


@dataclass(frozen=True, slots=True)
class Event:
    """What a word tells of: who, whom, how many and where, and how certain; without source, date and status."""

    candidate: Candidate
    factuality: Factuality
    arguments: tuple[Linked, ...]

    also_mode: str | None = None
    is_either: bool = False

    @property
    def mode(self) -> str | None:
        """Its mode: the frame's, else that of another word for the same event; none of "killed or wounded"."""
        return None if self.is_either else self.candidate.frame.mode or self.also_mode

    def of(self, role: str) -> list[Linked]:
        """The arguments of a role."""
        return [linked for linked in self.arguments if linked.role == role]

    def names(self, role: str) -> frozenset[str]:
        """The names of the arguments of a role."""
        return frozenset(linked.argument.name for linked in self.of(role))

    def with_more_of(self, other: "Event") -> "Event":
        """With the arguments of another word for the same event in the roles that this one leaves empty."""
        own = {linked.role for linked in self.arguments}
        tokens = frozenset({self.candidate.token.i})
        more = [
            linked
            for linked in other.arguments
            if linked.role not in own and not (linked.argument.at and tokens & set(range(*linked.argument.at)))
        ]
        return replace(self, arguments=(*self.arguments, *more), also_mode=self.mode or other.mode)


def participant(role: str, found: Participant, basis: str = "clause") -> Linked:
    """An actor or place as an argument."""
    argument = Argument(role, found.layer, found.name, (found.start, found.end), basis)
    return Linked(argument, found.key, found.value, found.state)


def figure_of(doc: Doc, figure: Filler[Quantity]) -> Linked:
    """A figure as an argument."""
    at = figure.start, figure.end
    argument = Argument("quantity", "quantities", doc[at[0] : at[1]].text, at, "clause", number(figure.value))
    return Linked(argument, value=figure.value)
