"""Quotes: who says what, in whose words."""

from typing import TYPE_CHECKING

from spacy.language import Language

from dateline.layers.registry import check_needs, factory

if TYPE_CHECKING:
    from dateline.layers.quotes.component import Quotes


@factory(
    "quotes",
    requires=["doc.ents", "token.dep", "token.lemma"],
    default_config={"cues": "lexicon/quotes_cues.jsonl", "words": "lexicon/quotes_words.jsonl"},
)
def make_quotes(nlp: Language, name: str, cues: str, words: str) -> "Quotes":
    """The component; cues, words: the lexicon under models/."""
    check_needs(nlp, "quotes")
    from dateline.layers.quotes.component import build

    return build(nlp, cues, words)
