"""Where the quantities are."""

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from dateline.doc.mentions import set_mentions, set_why
from dateline.gold.scoring import score_layer
from dateline.layers.quantities import interpret
from dateline.layers.quantities.candidates import Reading, read
from dateline.layers.quantities.implicit_numerals import stated
from dateline.layers.quantities.lexicon import Lexicon, load_lexicon
from dateline.layers.quantities.link import link_actors
from dateline.layers.quantities.pieces import cut
from dateline.layers.quantities.values import Quantity


def build(nlp: Language) -> "Quantities":
    """The component that finds numbers, what bounds them and what they count."""
    return Quantities(load_lexicon())


class Quantities:
    """Puts quantities into doc.spans["quantities"], each with its columns in span._.quantity."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def find(self, doc: Doc) -> list[Span]:
        """The mentions, in reading order."""
        pieces = cut(doc.text)
        readings = merged(read(pieces, self.lexicon), stated(pieces, self.lexicon))
        if not readings:
            return []
        view = interpret.View(doc, pieces, self.lexicon)
        found, last = [], None
        numbers = interpret.numbers(view, readings)
        for reading, view.following in zip(numbers, [*numbers[1:], None], strict=False):
            quantity = interpret.resolve(view, reading, last)
            if quantity is not None:
                found.append(self.span(view, reading, quantity))
            last = quantity
        return found

    def span(self, view: "interpret.View", reading: Reading, quantity: dict[str, Any]) -> Span:
        """The Span of a reading."""
        first, end = view.tokens(reading.start, reading.end)
        span = Span(view.doc, first, end, label=reading.kind, span_id=reading.rule)
        span._.quantity = Quantity(**quantity)
        set_why(span, "quantities", **view.why(reading))
        return span

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """Span and value scores of the layer, as spaCy's own components give them."""
        return score_layer(examples, "quantities")

    def __call__(self, doc: Doc) -> Doc:
        set_mentions(doc, "quantities", self.find(doc))
        link_actors(doc, doc.spans["quantities"])
        return doc


def merged(numbers: list[Reading], others: Iterable[Reading]) -> list[Reading]:
    """All readings in order; where two overlap, the one that holds a number, save "one" in "not one"."""
    others = list(others)
    denied = {r.end - 1 for r in others if r.rule == "zero/not-one"}
    numbers = [r for r in numbers if not (r.word and r.start in denied)] if denied else numbers
    taken = {i for r in numbers for i in range(r.start, r.after)}
    free = [r for r in others if taken.isdisjoint(range(r.start, r.end))]
    return sorted([*numbers, *free], key=lambda r: r.start) if free else numbers
