"""What a claim says: the contract with those who read claims off a Doc."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from dateline.doc.attributes import columns

Range = tuple[int, int]
"""First token and one past the last."""
Relation = tuple[int, str, int]
"""Claim, relation, claim, by place among the Doc's claims."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a claim; role, layer, name and basis as in the table.

    at: its tokens, end-exclusive; None where nothing in the text names it, as for the narrator.
    figure: what a quantity counts as (its value, else the least that it can mean); None for other arguments.
    """

    role: str
    layer: str
    name: str
    at: Range | None
    basis: str
    figure: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that something happened, holds, will or did not; columns as in the table, but for positions.

    at, scope: the trigger and its clause, in tokens, end-exclusive. sentence: its number in the Doc, from 0.
    cue: the tokens that made its status. part_of: first token of the figure that its own is a part of.
    is_addition: its figure adds to one told before ("another two").
    quote_id: the quote that it stands in, as the quotes of the Doc have it. Days are ISO 8601.
    score: the chance that its row is wholly right.
    """

    at: Range
    rule: str
    event_type: str
    mode: str | None
    scope: Range
    sentence: int
    date_start: str | None
    date_end: str | None
    said_on: str | None
    quote_id: str | None
    polarity: str
    modality: str
    status: str
    date_inherited: bool
    place_inherited: bool
    source_unnamed: bool
    arguments: tuple[Argument, ...]
    cue: Range | None = None
    part_of: int | None = None
    is_addition: bool = False
    direction_reversed: bool = False
    figure_differs: bool = False
    score: float = 1.0

    def names(self, role: str) -> frozenset[str]:
        """The names of the arguments of a role."""
        return frozenset(arg.name for arg in self.arguments if arg.role == role)

    def figure_tokens(self) -> frozenset[int]:
        """The first tokens of its quantities."""
        return frozenset(arg.at[0] for arg in self.arguments if arg.role == "quantity" and arg.at is not None)

    def figures(self) -> frozenset[float]:
        """The numbers of its quantities."""
        return frozenset(arg.figure for arg in self.arguments if arg.role == "quantity" and arg.figure is not None)


def claims(doc: Doc) -> list[Claim]:
    """The claims of a Doc in reading order; none where the layer did not run."""
    return [_claim(plain) for plain in doc._.claims or ()]


def relations(doc: Doc) -> Iterator[Relation]:
    """What the claims of a Doc say of each other, by place among `claims`."""
    return ((i, relation, j) for i, relation, j in doc._.claim_relations or ())


def set_claims(doc: Doc, found: Sequence[Claim], related: Sequence[Relation]) -> None:
    """Keeps claims and relations on the Doc as plain values, which travel with it (`Doc.to_bytes`, processes)."""
    doc._.claims = [_plain(claim) for claim in found]
    doc._.claim_relations = [list(relation) for relation in related]


def _plain(claim: Claim) -> dict[str, Any]:
    arguments = [columns(arg) | {"at": arg.at and list(arg.at)} for arg in claim.arguments]
    cue = claim.cue and list(claim.cue)
    return columns(claim) | {"at": list(claim.at), "scope": list(claim.scope), "cue": cue, "arguments": arguments}


def _claim(plain: Mapping[str, Any]) -> Claim:
    arguments = tuple(Argument(**arg | {"at": arg["at"] and tuple(arg["at"])}) for arg in plain["arguments"])
    ranges = {name: plain[name] and tuple(plain[name]) for name in ("at", "scope", "cue")}
    return Claim(**{**plain, **ranges, "arguments": arguments})
