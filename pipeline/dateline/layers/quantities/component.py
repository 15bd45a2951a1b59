"""Where the quantities are."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from dateline.doc.mentions import set_mentions, set_why
from dateline.doc.tokens import text_of
from dateline.gold.scoring import score_layer
from dateline.layers.quantities.alignment import Before, View, align
from dateline.layers.quantities.candidates import read
from dateline.layers.quantities.currencies import name_currencies
from dateline.layers.quantities.implicit_numerals import implicit
from dateline.layers.quantities.interpret import Interpreted, interpret, stated
from dateline.layers.quantities.lexicon import Lexicon, load_lexicon
from dateline.layers.quantities.link import link_actors
from dateline.layers.quantities.pieces import cut
from dateline.layers.quantities.readings import Reading


def build(nlp: Language) -> "Quantities":
    """The component that finds numbers, what bounds them and what they count."""
    return Quantities(load_lexicon())


class Quantities:
    """Puts quantities into doc.spans["quantities"], each with its columns in span._.quantity."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def find(self, doc: Doc) -> list[Span]:
        """The mentions, in reading order."""
        pieces = cut(text_of(doc))
        readings = merged(read(pieces, self.lexicon), implicit(pieces, self.lexicon))
        if not readings:
            return []
        view, kept = stated(align(doc, pieces, self.lexicon), readings)
        found, before = [], Before()
        for reading, following in zip(kept, [*kept[1:], None], strict=False):
            quantity, before = interpret(replace(view, following=following, before=before), reading)
            if quantity is not None:
                found.append(self.span(view, quantity))
        return found

    def span(self, view: View, found: Interpreted) -> Span:
        """The Span of a quantity, its value set, and what led to it."""
        reading = found.reading
        first, end = view.tokens(reading.start, reading.end)
        span = Span(view.doc, first, end, label=reading.kind, span_id=reading.decided_by)
        span._.quantity = found.quantity
        set_why(span, "quantities", **why(view, found))
        return span

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """Span and value scores of the layer, as spaCy's own components give them."""
        return score_layer(examples, "quantities")

    def __call__(self, doc: Doc) -> Doc:
        set_mentions(doc, "quantities", self.find(doc))
        link_actors(doc, doc.spans["quantities"], self.lexicon.lists["genitive"])
        name_currencies(doc, doc.spans["quantities"], self.lexicon.countries)
        return doc


def why(view: View, found: Interpreted) -> dict[str, str | None]:
    """What led to the columns of a quantity: its words, the unit's source, the arc to the item."""
    r, word = found.reading, view.pieces.word
    return {
        "number": " ".join(word[r.start : r.end]),
        "modifier": " ".join(word[slice(*r.modifier)]) if r.modifier else None,
        "unit": f"{r.unit.name}: {r.unit.source}" if r.unit and r.unit.source else None,
        "arc": found.item.arc if found.item else None,
    }


def merged(numbers: list[Reading], others: Iterable[Reading]) -> list[Reading]:
    """All readings in order; where two overlap, the one that holds a number, save "one" in "not one"."""
    others = list(others)
    denied = {r.end - 1 for r in others if r.form == "not-one"}
    numbers = [r for r in numbers if not (r.word and r.start in denied)] if denied else numbers
    taken = {i for r in numbers for i in range(r.start, r.after)}
    free = [r for r in others if taken.isdisjoint(range(r.start, r.end))]
    return sorted([*numbers, *free], key=lambda r: r.start) if free else numbers
