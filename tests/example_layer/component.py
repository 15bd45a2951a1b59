"""Where the weather is."""

from collections.abc import Iterable
from typing import Any

from dateline.doc.mentions import set_mentions, set_why
from dateline.gold.scoring import score_layer
from dateline.layers.dates.values import dates
from dateline.layers.weather.values import Phenomenon
from spacy.tokens import Doc, Span, Token
from spacy.training import Example

KINDS = {"storm": "wind", "gale": "wind", "flood": "water"}


class Weather:
    """Finds words for weather."""

    def find(self, doc: Doc) -> list[Span]:
        """The mentions, each with its value."""
        return [self._span(doc, token) for token in doc if token.lemma_.lower() in KINDS]

    def _span(self, doc: Doc, token: Token) -> Span:
        """ "the storm": a word of the list, rule weather/word."""
        span = Span(doc, token.i, token.i + 1, label="weather", span_id="weather/word")
        days = [date.date_start for at, date in dates(doc) if at.end <= token.i and at.sent == token.sent]
        span._.phenomenon = Phenomenon(KINDS[token.lemma_.lower()], days[-1] if days else None)
        set_why(span, "weather", word=token.lemma_)
        return span

    def __call__(self, doc: Doc) -> Doc:
        set_mentions(doc, "weather", self.find(doc))
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """weather_span_f, weather_value_f and their precision and recall."""
        return score_layer(examples, "weather")
