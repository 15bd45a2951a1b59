"""What a quantity means: the contract with the other rooms."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from dateline.doc.attributes import values


@dataclass(frozen=True, slots=True)
class Quantity:
    """The value of a quantity; columns as in the table, but for positions, which are tokens, end-exclusive.

    value, low, high: in `unit`, None as `bound` says (DESIGN: exact, approx, lower, upper, range, vague).
    part_of: first token of the figure that this one is a part of; group_id: of the first figure of its group.
    item_actor_id: who is counted, where that is a side or group; found by `link`.
    """

    kind: str
    value: float | None
    low: float | None
    high: float | None
    bound: str
    change: str | None
    unit: str | None
    dimension: str | None
    counted: str | None
    item: str | None
    item_start: int | None
    item_end: int | None
    modifier_start: int | None
    modifier_end: int | None
    item_actor_id: str | None
    per: str | None
    part_of: int | None
    group_id: int | None
    negated: bool


def quantities(doc: Doc) -> Iterator[tuple[Span, Quantity]]:
    """The quantities of a Doc with their values, in reading order."""
    return values(doc, "quantities", Quantity)
