"""What the parser and the entity recogniser share when they are decoded in step: the scores of their moves.

spaCy's greedy decoder asks of every state, at every token, which of the moves it may take, one after the other; in its
wheels for Python up to 3.11 each of these questions takes the interpreter's lock several times. Here a state is a row
of numpy arrays, and all states take a move at once. The scores are those of
spaCy's `ParserStepModel`: what each feature adds is computed once for every token, summed, the larger of the pieces
taken, and multiplied out into moves.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

MAX_TOKENS = 24576  # decoded at a time, about what a batch has; what their features add takes 4 kB each
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


def can_step(pipe: Any, features: int) -> bool:
    """Whether a component's moves can be scored here: greedy, with a hidden layer, these features, no unseen moves."""
    model = pipe.model
    return bool(
        pipe.cfg.get("beam_width", 1) == 1
        and not pipe.cfg.get("learn_tokens", False)
        and model.name == "parser_model"
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and model.get_ref("lower").get_dim("nF") == features
        and model.get_ref("lower").get_dim("nP") >= 2
    )


class Scorer:
    """Scores the moves of states over the tokens of some Docs, laid end to end; row 0 stands for no token."""

    def __init__(self, model: Any, docs: Sequence[Doc]) -> None:
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        vectors = model.get_ref("tok2vec").predict(docs)
        # Of (features, outputs, pieces, inputs) the pieces come first, so that the larger is taken over whole rows.
        weights = lower.get_param("W").swapaxes(1, 2)
        self._features, self._pieces, n_out, n_in = weights.shape
        hidden: Floats = np.empty((len(vectors) + 1, weights.size // n_in), "float32")
        hidden[0] = lower.get_param("pad")[0].swapaxes(1, 2).reshape(-1)
        model.ops.gemm(vectors, weights.reshape(-1, n_in), trans2=True, out=hidden[1:])
        self._hidden = hidden.reshape(-1, self._pieces * n_out)
        self._offsets = np.arange(self._features)[:, None]
        self._bias: Floats = lower.get_param("b").T.reshape(-1)
        self._weights: Floats = upper.get_param("W").T
        self._upper_bias: Floats = upper.get_param("b")

    def __call__(self, *tokens: Ints) -> Floats:
        """A row of scores for every state; tokens: of each feature its token in every state, -1 for none."""
        rows = np.concatenate(tokens).reshape(self._features, -1)
        rows += 1
        rows *= self._features
        rows += self._offsets
        total = np.add.reduce(self._hidden.take(rows, 0), 0)
        total += self._bias
        width = len(self._weights)
        largest = total[:, :width]
        for piece in range(1, self._pieces):
            largest = np.maximum(largest, total[:, piece * width : (piece + 1) * width])
        scores: Floats = largest @ self._weights
        scores += self._upper_bias
        return scores


def chunks(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """The Docs in runs of at most MAX_TOKENS tokens; a longer one by itself."""
    run: list[Doc] = []
    n_tokens = 0
    for doc in docs:
        if run and n_tokens + len(doc) > MAX_TOKENS:
            yield run
            run, n_tokens = [], 0
        run.append(doc)
        n_tokens += len(doc)
    if run:
        yield run


def whole_batches(pipe: Any, docs: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
    """What a component's `pipe` gives: the Docs in order, a batch at a time; faults go to its error handler."""
    fail = pipe.get_error_handler()
    ahead = iter(docs)
    while together := list(islice(ahead, batch_size)):
        try:
            pipe.set_annotations(together, pipe.predict(together))
        except Exception as err:
            fail(pipe.name, pipe, together, err)
        else:
            yield from together


def starts_of(docs: Sequence[Doc]) -> Ints:
    """Where each Doc starts among the tokens of all, and one past the last."""
    starts: Ints = np.cumsum([0, *map(len, docs)])
    return starts


def column(docs: Sequence[Doc], attribute: str) -> Ints:
    """An attribute of the tokens of all Docs, laid end to end."""
    return np.concatenate([doc.to_array(attribute) for doc in docs]).astype(np.int64)
