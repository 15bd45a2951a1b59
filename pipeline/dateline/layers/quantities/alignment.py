"""The words of a text beside its parse: from pieces to tokens, and what is known of the quantities before."""

from bisect import bisect_right
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from dateline.layers.quantities.items import Item
from dateline.layers.quantities.lexicon import Lexicon, Limits
from dateline.layers.quantities.pieces import Pieces
from dateline.layers.quantities.readings import Reading
from dateline.layers.quantities.values import Quantity


@dataclass(frozen=True, slots=True)
class Before:
    """What the quantities before a reading leave behind.

    quantity: the one right before, None where that turned out to be none; item: what was counted or measured last.
    first: the first token of the last quantity; part: that of the whole that it is a part of; behind: the piece behind.
    items: the item that each token of an amount with a unit stands for.
    """

    quantity: Quantity | None = None
    item: Item | None = None
    first: int | None = None
    part: int | None = None
    behind: int = 0
    items: Mapping[int, Item] = field(default_factory=dict)

    @property
    def counted(self) -> Item | None:
        """The item where it is a noun that was counted."""
        return self.item if self.item is not None and self.item.counted is not None else None


@dataclass(frozen=True, slots=True)
class View:
    """What may be seen where a reading is interpreted: a Doc beside its pieces, and the readings around.

    covered: the tokens of all stated amounts; amounts: the same without "five-year", which may name a thing.
    following: the next reading. before: what the readings before it leave behind.
    """

    doc: Doc
    pieces: Pieces
    lexicon: Lexicon
    starts: list[int]
    dates: Mapping[int, Span]
    stop: frozenset[int]
    covered: Set[int] = frozenset()
    amounts: Set[int] = frozenset()
    following: Reading | None = None
    before: Before = field(default_factory=Before)

    @property
    def lists(self) -> Mapping[str, frozenset[str]]:
        """The lists of words, by name."""
        return self.lexicon.lists

    @property
    def limits(self) -> Limits:
        """The thresholds of the layer."""
        return self.lexicon.limits

    def token(self, piece: int) -> int:
        """The token that piece starts in."""
        return bisect_right(self.starts, self.pieces.start[piece]) - 1

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Tokens [first, end) that pieces [start, end) stand on."""
        return self.token(start), bisect_right(self.starts, self.pieces.end[end - 1] - 1)


def align(doc: Doc, pieces: Pieces, lexicon: Lexicon) -> View:
    """The View of a Doc before any of its readings is known."""
    dates = {i: s for s in doc.spans.get("dates", ()) for i in range(s.start, s.end)}
    return View(doc, pieces, lexicon, doc.to_array("IDX").tolist(), dates, frozenset(dates))
