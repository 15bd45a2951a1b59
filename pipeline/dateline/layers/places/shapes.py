"""Which tokens of a Doc begin or join a name, beside its flattened view."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from dateline.doc.predicates import PROPER_NOUNS
from dateline.doc.tokens import Entity, Tokens, tokens_of

CAPITAL, JOINER, OTHER = 1, 2, 0
_BEHIND = 3  # empty words behind the last: what is asked for before the first or behind the last is none
_BESIDE = [""] * _BEHIND
_LONG = 3  # letters of which a word has more that tells a line in capitals, and how many such words it needs


@dataclass(frozen=True, slots=True)
class ShapedTokens:
    """A Doc's tokens with the shapes of their words; index = token.

    words, lowers: as written and in lower case, with empty ones behind the last, so that what stands up to three
    tokens beside a name can be asked for at either end of the Doc. shapes: CAPITAL, JOINER or OTHER, one of the latter
    behind the last. capitals: the tokens that begin with a capital. headlines: those of sentences in capitals.
    """

    flat: Tokens
    words: list[str]
    lowers: list[str]
    shapes: list[int]
    capitals: list[int]
    headlines: frozenset[int]

    def __len__(self) -> int:
        return len(self.flat)

    def opens(self, i: int) -> bool:
        """Whether a sentence starts with a token; false outside the Doc."""
        return i in self.flat.openers

    def capital(self, i: int) -> bool:
        """Whether a token begins with a capital; false outside the Doc."""
        return i >= 0 and i < len(self.shapes) and self.shapes[i] == CAPITAL

    def text(self, start: int, end: int) -> str:
        """Tokens [start, end) as one string, apostrophes and stops glued."""
        if end - start == 1:
            return self.words[start]
        return " ".join(self.words[start:end]).replace(" '", "'").replace(" ’", "’").replace(" .", ".")

    def entity(self, i: int) -> Entity:
        """The model's entity over a token; the token itself with the label "" where there is none."""
        return self.flat.entity_at.get(i) or Entity(i, i + 1, "")

    def tag(self, i: int) -> str:
        """The tagger's word for a token; "-" where it has none."""
        return self.flat.tag[i] or "-"

    def proper(self, i: int) -> bool:
        """Whether the tagger sees a proper noun."""
        return self.flat.tag[i] in PROPER_NOUNS

    def in_lower_case(self, word: str) -> bool:
        """Whether the Doc has the word in lower case too."""
        return word in self.flat.distinct


def shaped(doc: Doc, joiners: Collection[str]) -> ShapedTokens:
    """The Doc's tokens with their shapes; joiners: words in lower case that stand between the capitals of a name."""
    flat = tokens_of(doc)
    capitals = [i for i, capital in enumerate(flat.capital) if capital]
    shapes = [JOINER if word in joiners else OTHER for word in flat.text]
    for i in capitals:
        shapes[i] = CAPITAL
    return ShapedTokens(
        flat, flat.text + _BESIDE, flat.lower + _BESIDE, [*shapes, OTHER], capitals, frozenset(_in_capitals(flat))
    )


def _in_capitals(flat: Tokens) -> Iterator[int]:
    """The tokens of sentences all of whose long words are in capitals: "TRAIN CRASH NEAR PUNE KILLS SEVEN"."""
    for start, end in pairwise([*flat.starts, len(flat.text)]):
        long = [word for word in flat.text[start:end] if len(word) > _LONG and word.isalpha()]
        if len(long) >= _LONG and all(word.isupper() for word in long):
            yield from range(start, end)
