"""Python's garbage collector during a run and after it."""

import gc
from contextlib import suppress

from dateline.garbage import SELDOM, seldom_collected


def test_the_collector_is_as_it_was_when_the_block_ends() -> None:
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() == SELDOM
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_it_is_so_after_an_error_too() -> None:
    before = gc.get_threshold()
    with suppress(KeyError), seldom_collected():
        raise KeyError
    assert gc.get_threshold() == before


def test_what_the_process_set_aside_itself_stays_so() -> None:
    gc.freeze()
    try:
        with seldom_collected(), seldom_collected():
            pass
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_garbage_in_cycles_is_still_found() -> None:
    with seldom_collected():
        for _ in range(20 * SELDOM[0]):
            cycle: list[object] = []
            cycle.append(cycle)
        assert len(gc.get_objects()) < 2 * SELDOM[0] + 5_000
