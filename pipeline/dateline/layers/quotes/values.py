"""What a part of an attribution's content is: the contract with the other rooms."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from dateline.doc.attributes import values


@dataclass(frozen=True, slots=True)
class Quote:
    """The value of a part of what somebody says. Ranges are tokens, end-exclusive.

    quote_id: the same for all parts of an attribution, within the document. part: its number, from 1.
    kind: direct, mixed or indirect. source_first, source_last: the source, None where there is none.
    nested: it is what a quoted source itself attributes to others, which is no row.
    """

    quote_id: str
    kind: str
    source_first: int | None
    source_last: int | None
    source_actor_id: str | None
    cue_first: int
    cue_last: int
    cue_class: str
    nested: bool
    part: int

    @property
    def source(self) -> tuple[int, int] | None:
        """The source's tokens."""
        return None if self.source_first is None or self.source_last is None else (self.source_first, self.source_last)

    @property
    def cue(self) -> tuple[int, int]:
        """The cue's tokens."""
        return self.cue_first, self.cue_last


def quotes(doc: Doc) -> Iterator[tuple[Span, Quote]]:
    """The parts of what is said in a Doc with their values, in reading order."""
    return values(doc, "quotes", Quote)
