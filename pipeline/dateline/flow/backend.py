"""Which library multiplies the model's matrices: blis, as spaCy ships it, or the OpenBLAS of numpy.

Which is quicker hangs on the processor, by a factor of two and in either direction; the annotations are the same. So
it is tried when the Language is loaded, or set in the config.
"""

import time
from typing import Any

import numpy as np
from thinc.api import NumpyOps, Ops, get_current_ops, set_current_ops
from threadpoolctl import threadpool_limits

from dateline.errors import ConfigError

SETTINGS = ("auto", "blis", "openblas")
ROWS, WIDTH = 384, 288  # of a matrix as the model has them: tokens by the vectors of three neighbours
TRIES = 4  # the quickest of them counts


def set_backend(setting: str) -> str:
    """Sets the library for models that are loaded from here on, and gives its name; "auto": the quicker one.

    Raises ConfigError where the setting is unknown.
    """
    if setting not in SETTINGS:
        raise ConfigError(f"[base] backend is {setting!r}, expected one of {', '.join(SETTINGS)}.")
    ops = {"blis": NumpyOps(use_blis=True), "openblas": NumpyOps(use_blis=False)}
    name = min(ops, key=lambda name: seconds(ops[name])) if setting == "auto" else setting
    set_current_ops(ops[name])
    return name


def current_backend() -> str:
    """The library that models loaded now would use."""
    return "blis" if getattr(get_current_ops(), "use_blis", False) else "openblas"


def seconds(ops: Ops) -> float:
    """What one product takes on one thread, at best."""
    tokens: Any = np.ones((ROWS, WIDTH), "float32")
    weights: Any = np.ones((WIDTH, WIDTH), "float32")
    found = []
    with threadpool_limits(1, user_api="blas"):
        for _ in range(TRIES):
            began = time.perf_counter()
            ops.gemm(tokens, weights, trans2=True)
            found.append(time.perf_counter() - began)
    return min(found)
