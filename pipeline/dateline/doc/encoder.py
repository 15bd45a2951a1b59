"""Token vectors with context: spaCy's window encoder, in blocks of tokens that stay in the processor's cache.

spaCy's `MaxoutWindowEncoder` takes each of its steps (the window, the product, the larger of the pieces, the norm)
over all tokens of a batch before the next one, so that every step but the product waits for memory. Here a block of
tokens goes through all steps of a layer at once. The numbers are the same but for the last bit, which depends on how a
library multiplies fewer rows, or columns in another order, on the processor at hand.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

BLOCK = 512  # tokens; what is computed of them takes some 2 MB
_STEPS = ("expand_window", "maxout", "layernorm", "dropout")
_LEAST_VARIANCE = 1e-8  # as thinc's layernorm has it
Floats = NDArray[np.float32]


def in_blocks(model: Model[Any, Any]) -> None:
    """Makes the window encoders of a model compute in blocks; layers of another make are left as they are."""
    for node in model.walk():
        if _is_encoder(node) and not isinstance(node._func, InBlocks):
            node._func = InBlocks(node._func)


def _is_encoder(node: Model[Any, Any]) -> bool:
    return node.name.startswith("with_array(residual(") and all(map(_is_known, _residuals(node)))


def _residuals(encoder: Model[Any, Any]) -> list[Model[Any, Any]]:
    """The layers of an encoder, each with what it adds to its input; an encoder of one layer is that layer."""
    inner = encoder.layers[0]
    return [inner] if inner.name.startswith("residual(") and len(inner.layers) == 1 else list(inner.layers)


def _is_known(residual: Model[Any, Any]) -> bool:
    """Whether a layer adds the window, the maxout and the norm to an input as wide as its output."""
    steps = _steps(residual)
    if tuple(step.name for step in steps) != _STEPS:
        return False
    maxout, width = steps[1], 2 * steps[0].attrs["window_size"] + 1
    return bool(maxout.get_dim("nI") == width * maxout.get_dim("nO"))


def _steps(layer: Model[Any, Any]) -> list[Model[Any, Any]]:
    return [step for part in layer.layers for step in _steps(part)] if layer.layers else [layer]


class InBlocks:
    """The forward pass of a window encoder, a block of tokens at a time."""

    def __init__(self, forward: Callable[..., Any]) -> None:
        self.forward = forward

    def __call__(self, model: Model[Any, Any], inputs: Any, is_train: bool) -> tuple[Any, Callable[..., Any]]:
        """A matrix of vectors for every matrix of vectors; when training, what the encoder gives itself."""
        if is_train or not isinstance(inputs, Sequence) or not any(map(len, inputs)):
            given: tuple[Any, Callable[..., Any]] = self.forward(model, inputs, is_train)
            return given
        pad, layers = model.attrs["pad"], _residuals(model)
        starts = np.cumsum([pad, *(len(one) + pad for one in inputs)])
        vectors: Floats = np.zeros((int(starts[-1]), inputs[0].shape[1]), "float32")
        places = [slice(start, start + len(one)) for start, one in zip(starts.tolist(), inputs, strict=False)]
        for place, one in zip(places, inputs, strict=True):
            vectors[place] = one
        for residual in layers:
            vectors = _layer(residual, vectors)
        return [vectors[place] for place in places], _no_gradient


def _layer(residual: Model[Any, Any], vectors: Floats) -> Floats:
    """The vectors (tokens, width) with what a layer adds to them."""
    window, maxout, norm, _ = _steps(residual)
    reach: int = window.attrs["window_size"]
    (n, width), pieces = vectors.shape, maxout.get_dim("nP")
    # The pieces come first, so that the larger of them is taken over whole rows.
    weights = _array(maxout, "W").transpose(1, 0, 2).reshape(pieces * width, -1)
    bias = _array(maxout, "b").T.reshape(-1)
    scale, shift = _array(norm, "G"), _array(norm, "b")
    multiply: Callable[..., Any] = maxout.ops.gemm
    edges = np.linspace(0, n, -(-n // BLOCK) + 1).astype(int).tolist()  # no block is much shorter than the others
    size = max(b - a for a, b in pairwise(edges))
    around: Floats = np.pad(vectors, ((reach, reach), (0, 0)))
    seen: Floats = np.empty((size, weights.shape[1]), "float32")
    product: Floats = np.empty((size, len(weights)), "float32")
    squares: Floats = np.empty((size, width), "float32")
    added = np.empty_like(vectors)
    for start, end in pairwise(edges):
        rows, largest = end - start, added[start:end]
        for place in range(2 * reach + 1):  # each token's neighbours and itself, from left to right, in a row
            seen[:rows, place * width : (place + 1) * width] = around[start + place : end + place]
        scores: Any = multiply(seen[:rows], weights, trans2=True, out=product[:rows])
        scores += bias
        np.maximum(scores[:, :width], scores[:, width : 2 * width], out=largest)
        for piece in range(2, pieces):
            np.maximum(largest, scores[:, piece * width : (piece + 1) * width], out=largest)
        largest -= largest.mean(1, keepdims=True)
        np.multiply(largest, largest, out=squares[:rows])
        largest *= (squares[:rows].mean(1, keepdims=True) + _LEAST_VARIANCE) ** -0.5
        largest *= scale
        largest += shift
        largest += vectors[start:end]
    return added


def _array(layer: Model[Any, Any], name: str) -> Floats:
    """A parameter of a layer."""
    found: Any = layer.get_param(name)
    return np.asarray(found)


def _no_gradient(_: Any) -> Any:
    raise NotImplementedError("An encoder that computes in blocks is not trained so.")
