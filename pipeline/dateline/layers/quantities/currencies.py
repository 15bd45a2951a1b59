"""Which country's money a name that several share stands for: the shilling, rupee or peso of the country told of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Span

from dateline.doc.offsets import sentence_of
from dateline.layers.actors.values import actors
from dateline.layers.places.values import places
from dateline.layers.quantities.values import Quantity

Countries = Mapping[str, Mapping[str, str]]


def name_currencies(doc: Doc, found: Iterable[Span], countries: Countries) -> None:
    """Gives shared names of money their ISO code where the sentence, else the document, tells of one such country.

    countries: by the unit that grammar gives, the code by country.
    """
    shared = [(span, codes) for span in found if (codes := countries.get(_currency(span._.quantity)))]
    if not shared:
        return
    told = [(sentence_of(doc, span.start), country) for span, country in _told(doc)]
    for span, codes in shared:
        sentence = sentence_of(doc, span.start)
        code = _code([c for at, c in told if at == sentence], codes) or _code([c for _, c in told], codes)
        if code is not None:
            span._.quantity = _with_code(span._.quantity, code)


def _currency(quantity: Quantity) -> str:
    """The money of an amount, without what it is paid per; empty where it is no money."""
    return (quantity.unit or "").partition(" per ")[0] if quantity.dimension == "currency" else ""


def _told(doc: Doc) -> Iterable[tuple[Span, str]]:
    """The mentions of places and actors with their countries."""
    for span, place in places(doc):
        if place.country is not None:
            yield span, place.country
    for span, actor in actors(doc):
        if actor.country is not None:
            yield span, actor.country


def _code(told: Iterable[str], codes: Mapping[str, str]) -> str | None:
    """The code of the country that is told of most among those that have such money; None where two are alike."""
    most = Counter(codes[country] for country in told if country in codes).most_common(2)
    return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else None


def _with_code(quantity: Quantity, code: str) -> Quantity:
    currency = _currency(quantity)
    return replace(quantity, unit=code + (quantity.unit or "").removeprefix(currency))
