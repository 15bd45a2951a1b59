"""A lock in an object store, where no system frees it when its holder dies: it is lent for a while, and renewed."""

import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from dateline.errors import RunError

LENT, RENEWED = 90.0, 20.0  # seconds
SETTLED = 1.0  # seconds after which two that took it at once see whose it is


@contextmanager
def leased(fs: Any, path: str, url: str) -> Iterator[None]:
    """Holds the lock in a file of the store; renewed by a thread while the block runs.

    Raises RunError where somebody else holds it, with who that is and when it is free if they are dead.
    """
    lease = Lease(fs, path, uuid.uuid4().hex)
    other = lease.holder()
    if other is None:
        lease.take()
        time.sleep(SETTLED)
        other = lease.holder()
    if other is None or other["holder"] != lease.mine:
        who = f"{other['host']}, process {other['pid']}, free in {other['until'] - time.time():.0f} s" if other else "?"
        raise RunError(f"{url}: another run writes to it ({who} unless it lives); wait, or give another --out.")
    ended = threading.Event()
    renewal = threading.Thread(target=lease.renew_until, args=(ended,), daemon=True)
    renewal.start()
    try:
        yield
    finally:
        ended.set()
        renewal.join()
        with suppress(OSError):
            fs.rm_file(path)


class Lease:
    """The file of a lock: who holds it, and until when."""

    def __init__(self, fs: Any, path: str, mine: str) -> None:
        self.fs, self.path, self.mine = fs, path, mine

    def holder(self) -> dict[str, Any] | None:
        """Who holds it; None where nobody does, or not any more."""
        try:
            found: dict[str, Any] = json.loads(self.fs.cat_file(self.path))
        except (FileNotFoundError, ValueError):
            return None
        return found if found["until"] > time.time() else None

    def take(self) -> None:
        """Writes that it is ours, from now on for a while."""
        until = time.time() + LENT
        said = {"holder": self.mine, "host": socket.gethostname(), "pid": os.getpid(), "until": until}
        self.fs.pipe_file(self.path, json.dumps(said).encode())

    def renew_until(self, ended: threading.Event) -> None:
        """Takes it again and again; a store that does not answer is asked again the next time."""
        while not ended.wait(RENEWED):
            with suppress(OSError):
                self.take()
