"""What an actor mention stands for: the contract with the other rooms."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from dateline.doc.attributes import values


@dataclass(frozen=True, slots=True)
class Actor:
    """The value of an actor mention; columns as in the table.

    kind: name, acronym, metonym, demonym, nominal or document. type: person, org, state or group.
    country: ISO 3166-1 alpha-3 of its side. role: office or role, None where the text gives none.
    """

    kind: str
    actor_id: str
    name: str
    type: str
    sector: str | None
    country: str | None
    role: str | None


def actors(doc: Doc) -> Iterator[tuple[Span, Actor]]:
    """The actor mentions of a Doc with their values, in reading order."""
    return values(doc, "actors", Actor)
