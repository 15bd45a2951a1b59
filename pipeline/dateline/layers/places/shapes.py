"""A Doc's tokens as plain lists, so that finding names costs no Token objects."""

import numpy as np
from spacy.attrs import ENT_IOB, ENT_TYPE, ORTH, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

from dateline.doc.offsets import sentence_starts

CAPITAL, JOINER, OTHER = 1, 2, 0
BEGIN = 3
"""ENT_IOB of an entity's first token."""
ELIDED = 2
"""Characters of an elided article: "d'Ivoire" begins with a capital."""
Entity = tuple[int, int, str]
Shapes = dict[int, tuple[str, str, int]]
"""A string's number → the string, the same in lower case, and whether it begins or joins a name."""


class Reader:
    """What finding names needs of a Doc. Lists of tokens are longer than the Doc by a few empty ones."""

    def __init__(self, doc: Doc, shapes: Shapes, joiners: frozenset[str]) -> None:
        self.strings = doc.vocab.strings
        array = doc.to_array([ORTH, TAG, ENT_TYPE, ENT_IOB])
        orths, self.tags = array[:, 0].tolist(), array[:, 1].tolist()
        unseen = set(orths).difference(shapes)
        shapes.update((orth, _shape(self.strings[orth], joiners)) for orth in unseen)
        tokens = [shapes[orth] for orth in orths]
        self.words = [word for word, _, _ in tokens] + [""]
        self.lowers = [lower for _, lower, _ in tokens] + ["", "", ""]
        self.shapes = [shape for _, _, shape in tokens] + [OTHER]
        self.capitals = [i for i, shape in enumerate(self.shapes) if shape == CAPITAL]
        self.orths = frozenset(orths)
        self.starts = frozenset(sentence_starts(doc))
        self.entities = _entities(array[:, 2], array[:, 3], self.strings)
        self.entity_at = {i: entity for entity in self.entities for i in range(entity[0], entity[1])}

    def __len__(self) -> int:
        return len(self.tags)

    def capital(self, i: int) -> bool:
        """Whether a token begins with a capital; false outside the Doc."""
        return 0 <= i < len(self.tags) and self.shapes[i] == CAPITAL

    def text(self, start: int, end: int) -> str:
        """The tokens as one string, apostrophes and stops glued."""
        if end - start == 1:
            return self.words[start]
        return " ".join(self.words[start:end]).replace(" '", "'").replace(" ’", "’").replace(" .", ".")

    def entity(self, i: int) -> Entity:
        """Start, end and label of the entity over a token; the token itself and "" where there is none."""
        return self.entity_at.get(i) or (i, i + 1, "")

    def tag(self, i: int) -> str:
        """The tagger's word for a token."""
        return self.strings[self.tags[i]] or "-"

    def proper(self, i: int) -> bool:
        """Whether the tagger sees a proper noun."""
        return self.tag(i) in ("NNP", "NNPS")

    def in_lower_case(self, word: str) -> bool:
        """Whether the Doc has the word in lower case too."""
        return self.strings[word] in self.orths


def _entities(types: np.ndarray, begins: np.ndarray, strings: StringStore) -> list[Entity]:
    """The Doc's entities, without making its spans."""
    found: list[Entity] = []
    inside = types.nonzero()[0]
    for i, type_, begin in zip(inside.tolist(), types[inside].tolist(), begins[inside].tolist(), strict=True):
        if begin == BEGIN or not found or found[-1][1] != i:
            found.append((i, i + 1, strings[type_]))
        else:
            start, _, label = found[-1]
            found[-1] = start, i + 1, label
    return found


def _shape(word: str, joiners: frozenset[str]) -> tuple[str, str, int]:
    capital = word[0].isupper() or (len(word) > ELIDED and word[1] in "'’" and word[2].isupper())
    return word, word.lower(), CAPITAL if capital else JOINER if word in joiners else OTHER
