"""Python's search for cyclic garbage, kept away from what lives as long as the process: the model and the lexica.

A run makes millions of small objects that are freed as soon as nothing names them, and each time that enough of them
are alive Python walks through all that was ever loaded. That took a tenth of a run, and of reconciling.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (20_000, 10, 10)  # objects made and not freed before the newest are searched; Python's own is 700


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Within the block what is there already is not searched, and what is new more seldom.

    What the process itself has set aside before (`gc.freeze`) stays so.
    """
    before, is_ours = gc.get_threshold(), gc.get_freeze_count() == 0
    if is_ours:
        gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if is_ours:
            gc.unfreeze()
