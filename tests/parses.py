"""Docs written out by hand, with the parse that a test needs: no model, so a row of a table is one rule."""

import spacy
from spacy.tokens import Doc

VOCAB = spacy.blank("en").vocab
POS = {
    "DT": "DET", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WDT": "PRON", "IN": "ADP", "TO": "PART", "RB": "ADV", "RP": "ADP", "JJ": "ADJ", "CC": "CCONJ", "MD": "AUX",
    "POS": "PART", "CD": "NUM", ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "HYPH": "PUNCT", "``": "PUNCT",
    "''": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT", "UH": "INTJ",
}  # fmt: skip


def parse(text: str) -> Doc:
    """A Doc from "word/TAG/label/head" items, or "word=lemma/TAG/label/head/ENTITY".

    head: a position. A ~ after a word says that no blank follows. Neighbours of one entity label are one entity.
    """
    items = [[*item.split("/"), ""][:5] for item in text.split()]
    written = [word.rstrip("~").partition("=") for word, *_ in items]
    labels = [entity for *_, entity in items]
    return Doc(
        VOCAB,
        words=[word for word, *_ in written],
        lemmas=[lemma or word.lower() for word, _, lemma in written],
        spaces=[not word.endswith("~") for word, *_ in items],
        tags=[tag for _, tag, *_ in items],
        pos=[POS.get(tag, "AUX" if label in ("aux", "auxpass") else "VERB") for _, tag, label, *_ in items],
        deps=[label for _, _, label, *_ in items],
        heads=[int(head) for _, _, _, head, _ in items],
        ents=[
            f"{'I' if i and labels[i - 1] == label else 'B'}-{label}" if label else "O"
            for i, label in enumerate(labels)
        ],
    )
