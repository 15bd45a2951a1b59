"""Claims: what is said to have happened, to whom, where, when, and how sure it is."""

from typing import TYPE_CHECKING

from spacy.language import Language

from dateline.layers.registry import check_needs, factory

if TYPE_CHECKING:
    from dateline.layers.claims.component import Claims


@factory(
    "claims",
    requires=["token.dep", "token.lemma"],
    default_config={
        "frames": "frames",
        "classes": "lexicon/claims_classes.jsonl",
        "words": "lexicon/claims_words.jsonl",
        "states": "gazetteer/actors_states.jsonl",
        "least_score": 0.25,
    },
)
def make_claims(
    nlp: Language, name: str, frames: str, classes: str, words: str, states: str, least_score: float
) -> "Claims":
    """The component; the settings name its lexicons under models/. In articles, claims of a lower score have no row."""
    check_needs(nlp, "claims")
    from dateline.layers.claims.component import build

    return build(nlp, frames, classes, words, states, least_score)
