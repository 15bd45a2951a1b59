"""Token vectors without context, once a word: the hash embeddings of a spaCy model, their mix and its norm, remembered.

What a token is before its neighbours are looked at depends on a few of its attributes only (norm, prefix, suffix,
shape, …), and most tokens of a corpus are of few kinds. A bounded table keeps the vector of every kind that was seen.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline.tok2vec import DEFAULT_TOK2VEC_MODEL, Tok2Vec
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model
from thinc.types import Ragged

from dateline.doc.encoder import in_blocks

MAX_KINDS = 1 << 15  # of tokens; beyond it what is known of them is forgotten
_LAYERS = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93], dtype=np.uint64)


@Language.factory("dateline_tok2vec", assigns=["doc.tensor"], default_config={"model": DEFAULT_TOK2VEC_MODEL})
def make_tok2vec(nlp: Language, name: str, model: Any) -> "RememberingTok2Vec":
    """A tok2vec with the settings of spaCy's factory "tok2vec"."""
    return RememberingTok2Vec(nlp.vocab, model, name)


class RememberingTok2Vec(Tok2Vec):
    """Sets the vectors that Tok2Vec sets."""

    def __init__(self, vocab: Vocab, model: Any, name: str = "tok2vec") -> None:
        super().__init__(vocab, model, name)
        remember(model)
        in_blocks(model)


def remember(model: Model[Any, Any]) -> None:
    """Makes the embedding layers of a model (spaCy's MultiHashEmbed without static vectors) remember what they gave."""
    for node in model.walk():
        if _is_embedding(node) and not isinstance(node._func, Remembered):
            node._func = Remembered(node._func)


def _is_embedding(node: Model[Any, Any]) -> bool:
    names = tuple(layer.name.partition("(")[0] for layer in node.layers)
    return names == _LAYERS


class Remembered:
    """The forward pass of an embedding layer that looks a token's kind up before it computes its vector."""

    def __init__(self, forward: Callable[..., Any]) -> None:
        self.forward = forward
        self._forget()

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is pickled: without the vectors that it remembers."""
        return Remembered, (self.forward,)

    def _forget(self) -> None:
        self._rows: dict[int, int] = {}
        self._table: NDArray[np.float32] = np.empty((0, 0), "float32")

    def __call__(self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[Any, Callable[..., Any]]:
        """A matrix of vectors for every Doc; when training, what the layer gives itself."""
        if is_train:
            self._forget()
        if is_train or not any(map(len, docs)):
            given: tuple[Any, Callable[..., Any]] = self.forward(model, docs, is_train)
            return given
        features = model.layers[0].predict(docs)
        stacked = np.concatenate(features)
        kinds, first, back = np.unique(_keys(stacked), return_index=True, return_inverse=True)
        rows = self._known(model, kinds.tolist(), stacked[first])
        ends = np.cumsum([len(one) for one in features])[:-1]
        return np.split(self._table[rows[back]], ends), _no_gradient

    def _known(self, model: Model[Any, Any], kinds: list[int], features: Any) -> NDArray[np.int64]:
        """The rows of the table that hold the vectors of some kinds of tokens; those not seen before are computed."""
        if len(self._rows) + len(kinds) > MAX_KINDS:
            self._forget()
        new = [i for i, kind in enumerate(kinds) if kind not in self._rows]
        if new:
            ragged = Ragged(features[new], model.ops.asarray1i([len(new)]))
            vectors = model.layers[3].predict(model.layers[2].predict(ragged)).dataXd
            first, last = len(self._rows), len(self._rows) + len(new)
            if not first:  # room for all, which costs nothing until it is written to
                self._table = np.empty((max(last, MAX_KINDS), vectors.shape[1]), vectors.dtype)
            self._table[first:last] = vectors
            self._rows |= {kinds[i]: row for row, i in enumerate(new, first)}
        return np.array([self._rows[kind] for kind in kinds])


def _keys(features: Any) -> NDArray[np.uint64]:
    """A number for every row of features; two kinds of tokens share one no more often than hashes of 64 bits do."""
    keys = np.zeros(len(features), np.uint64)
    for n in range(features.shape[1]):
        keys = (keys ^ features[:, n].astype(np.uint64)) * _FACTORS[n % len(_FACTORS)]
        keys ^= keys >> np.uint64(29)
    return keys


def _no_gradient(_: Any) -> Any:
    raise NotImplementedError("Vectors that were remembered are not trained.")
