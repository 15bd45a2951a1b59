"""An attribution: a cue with its source and the parts of its content; and what a document gives to make them of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dateline.doc.predicates import Range, minus, particle, trim
from dateline.layers.quotes.lexicon import Cue, Lexicon
from dateline.layers.quotes.source_phrase import cue_source


class View(NamedTuple):
    """A Doc with what was found in it before attributions are put together. Ranges are tokens.

    cues: by token, none in quotation marks; quoted: the parts in quotation marks, in reading order; paragraphs: the
    tokens at which they start; speakers: the end of every actor mention, and its start.
    """

    doc: Doc
    cues: Mapping[int, Cue]
    quoted: Sequence[Range]
    paragraphs: Sequence[int]
    speakers: Mapping[int, int]
    lex: Lexicon


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its source and the parts of its content, as token ranges.

    at: the cue's tokens. how: what showed the content, for `explain`. nested: whether it stands in the content of
    another and leads on to no further source.
    """

    cue: Cue
    at: Range
    source: Range | None
    parts: tuple[Range, ...] = ()
    how: tuple[str, ...] = ()
    nested: bool = False

    def adding(self, part: Range, how: str) -> "Attribution":
        """The same with a further part."""
        return replace(self, parts=(*self.parts, part), how=(*self.how, how))


Attributions = dict[int, Attribution]
"""Attributions by the first token of their cue."""


def attribute(token: Token, cue: Cue, parts: Sequence[Range], lex: Lexicon, *, how: str = "") -> Attribution:
    """The attribution of a cue with its content and with the source that the parse gives to it."""
    source = _before_cue(token, cue_source(token, cue, lex))
    inner = next((start for start, end in parts if source and source[0] < start and end == source[1]), None)
    source = source if source is None or inner is None else trim(token.doc, (source[0], inner))
    trimmed = [trim(token.doc, part) for part in cut_out(parts, source)]
    content = tuple(part for part in trimmed if part[0] < part[1])
    return Attribution(cue, cue_range(token, lex), source, content, (how,) if how else ())


def by_name(rule: str, mark: int, source: Range, parts: Sequence[Range] = (), how: Sequence[str] = ()) -> Attribution:
    """The attribution of a name that a colon or dash parts from its words; the mark is its cue."""
    cue = Cue(rule, "say", "PUNCT", frozenset({"quote"}))
    return Attribution(cue, (mark, mark + 1), source, tuple(parts), tuple(how))


def _before_cue(token: Token, source: Range | None) -> Range | None:
    """The source without the cue and what follows that, where the parser hung this on the source."""
    return trim(token.doc, (source[0], token.i)) if source and source[0] < token.i < source[1] else source


def cut_out(parts: Sequence[Range], hole: Range | None) -> tuple[Range, ...]:
    """The parts without what is no content, such as a source that the parser put into them."""
    return tuple(parts) if hole is None else tuple(rest for part in parts for rest in minus(part, hole))


def cue_range(token: Token, lex: Lexicon) -> Range:
    """The tokens of a cue, with its particle where that is near."""
    last = particle(token)
    near = last is not None and last.i <= token.i + lex.limits.particle_distance
    return token.i, (last.i if last is not None and near else token.i) + 1
