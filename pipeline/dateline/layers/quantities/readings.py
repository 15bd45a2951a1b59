"""A quantity as the words state it."""

from dataclasses import dataclass

from dateline.layers.quantities.lexicon import Unit
from dateline.layers.quantities.resolve import Meaning

NAMING = frozenset(("number", "range", "score"))  # forms of numbers that may also name something: "Boeing 737"
ZEROS = frozenset(("not-a-single", "not-one", "no-noun", "none-of", "no-one"))
ARTICLES = frozenset(
    ("a-single", "another", "a", "one-of", "unit")
)  # "a single soldier", "another soldier", "just over an hour"


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity as the words state it: pieces [start, end), its unit up to `after`, the words that bound it.

    form: how it is written (number, range, score, share, vague, ordinal, one-in, decade, age, or one of ZEROS or
    ARTICLES). rule: what gave it its value, kind or unit; bound_rule: what set its bound, "" where nothing did.
    group: the first piece of the first figure of "6,000 for 6,000".
    """

    start: int
    end: int
    after: int
    kind: str
    meaning: Meaning
    unit: Unit | None
    per: str | None
    form: str
    rule: str
    modifier: tuple[int, int] | None = None
    group: int | None = None
    word: bool = False
    determiner: bool = False
    echo: bool = False
    fold: bool = False
    bound_rule: str = ""

    @property
    def is_zero(self) -> bool:
        """Whether a negation and no number states it: "no one was killed"."""
        return self.form in ZEROS

    @property
    def is_implicit(self) -> bool:
        """Whether no number states it."""
        return self.form in ZEROS or self.form in ARTICLES

    @property
    def decided_by(self) -> str:
        """The rule of the row: what set the bound, else what gave the value, kind or unit."""
        return self.bound_rule or self.rule

    @property
    def opens(self) -> int:
        """The piece that it starts with, a modifier before it taken in."""
        return self.modifier[0] if self.modifier and self.modifier[0] < self.start else self.start
