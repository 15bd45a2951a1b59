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
    },
)
def make_claims(nlp: Language, name: str, frames: str, classes: str, words: str, states: str) -> "Claims":
    """The component; the settings name its lexicons under models/."""
    check_needs(nlp, "claims")
    from dateline.layers.claims.component import build

    return build(nlp, frames, classes, words, states)
