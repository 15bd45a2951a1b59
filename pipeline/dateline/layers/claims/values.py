"""What a claim says: the contract with those who read claims off a Doc."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a claim. at: its tokens, end-exclusive; None where nothing in the text names it."""

    role: str
    layer: str
    name: str
    at: Range | None
    basis: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that something happened; columns as in the table, but at (the trigger) and scope, which are tokens.

    quote_id: the quote that it stands in, as the quotes of the Doc have it.
    """

    at: Range
    rule: str
    event_type: str
    mode: str | None
    scope: Range
    date_start: str | None
    date_end: str | None
    said_on: str | None
    quote_id: str | None
    polarity: str
    modality: str
    status: str
    direction_reversed: bool
    figure_differs: bool
    date_inherited: bool
    source_unnamed: bool
    arguments: tuple[Argument, ...]


def claims(doc: Doc) -> list[Claim]:
    """The claims of a Doc in reading order; none where the layer did not run."""
    return [_claim(plain) for plain in doc._.claims or ()]


def relations(doc: Doc) -> Iterator[tuple[int, str, int]]:
    """What claims say of each other: claim, relation, claim, by place among `claims`."""
    return ((i, relation, j) for i, relation, j in doc._.claim_relations or ())


def _claim(plain: dict[str, Any]) -> Claim:
    own = {name: plain[name] for name in Claim.__dataclass_fields__ if name not in ("at", "scope", "arguments")}
    arguments = tuple(
        Argument(arg["role"], arg["layer"], arg["name"], arg["at"] and tuple(arg["at"]), arg["basis"])
        for arg in plain["args"]
    )
    return Claim(at=tuple(plain["at"]), scope=tuple(plain["scope"]), arguments=arguments, **own)
