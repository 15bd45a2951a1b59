"""Claims on disk by type and month, so that no more of them is in memory than can meet."""

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any
from weakref import WeakValueDictionary

from dateline.reconcile.values import NEVER, Count, Item, Origin, Party, Place, Source, Statement

BUCKET_DAYS = 32
FLUSH = 4096  # claims that wait in memory to be written
_NAMES = tuple(f.name for f in fields(Statement) if f.init)
_SETS = _NAMES.index("ordinals")  # the first field that is not plain by itself
_ITEM = [f.name for f in fields(Count)].index("item")


class Spool:
    """Claims in files of one type and one stretch of days each; `read` gives those of a type in order of their days."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="dateline-claims-")
        self._waiting: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._n_waiting = 0
        self._keys: set[tuple[str, int]] = set()
        self._origins: WeakValueDictionary[str, Origin] = WeakValueDictionary()

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def add(self, statement: Statement) -> None:
        """Takes a claim."""
        bucket = -1 if statement.since == NEVER else statement.since // BUCKET_DAYS
        self._waiting[statement.event_type, bucket].append(json.dumps(_plain(statement)))
        self._n_waiting += 1
        if self._n_waiting >= FLUSH:
            self._flush()

    def types(self) -> list[str]:
        """The event types that there are claims of."""
        self._flush()
        return sorted({event_type for event_type, _ in self._keys})

    def read(self, event_type: str) -> Iterator[Statement]:
        """The claims of a type by the first day that they can be of, then by Statement.order."""
        for key in sorted(key for key in self._keys if key[0] == event_type):
            yield from sorted(self._bucket(key), key=lambda s: (s.since, s.order))

    def _path(self, key: tuple[str, int]) -> Path:
        return Path(self._folder.name) / f"{key[0]}.{key[1]}"

    def _flush(self) -> None:
        for key, waiting in self._waiting.items():
            with self._path(key).open("a", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in waiting)
        self._keys |= self._waiting.keys()
        self._waiting.clear()
        self._n_waiting = 0

    def _bucket(self, key: tuple[str, int]) -> Iterator[Statement]:
        with self._path(key).open(encoding="utf-8", newline="\n") as file:
            for line in file:
                plain = json.loads(line)
                yield _statement(plain, self._origin(plain[-1]))

    def _origin(self, plain: tuple[Any, ...]) -> Origin:
        """The claims of a document share its Origin, as long as one of them is in use."""
        found = self._origins.get(plain[0])
        if found is None:
            found = self._origins[plain[0]] = Origin(*plain)
        return found


_KINDS = (Statement, Origin, Party, Place, Source, Item, Count)
_PARTS: Mapping[type, Callable[[Any], Any]] = {
    kind: attrgetter(*(f.name for f in fields(kind) if f.init)) for kind in _KINDS
}


def _plain(statement: Statement) -> tuple[Any, ...]:
    """A claim as plain values, in the order of its fields."""
    own = _PARTS[Statement](statement)
    return (
        own[0],
        None,  # its origin, which stands at the end
        *own[2:_SETS],
        sorted(statement.ordinals),
        sorted(statement.repeats),
        [_PARTS[Party](p) for p in statement.parties],
        [_PARTS[Place](p) for p in statement.places],
        [_PARTS[Place](p) for p in statement.around],
        [(*_PARTS[Count](c)[:_ITEM], _PARTS[Item](c.item), *_PARTS[Count](c)[_ITEM + 1 :]) for c in statement.counts],
        [_PARTS[Source](s) for s in statement.sources],
        dict(statement.vector),
        statement.rare,
        _PARTS[Origin](statement.origin),
    )


def _statement(plain: tuple[Any, ...], origin: Origin) -> Statement:
    """The claim of `_plain`."""
    ordinals, repeats, parties, places, around, counts, sources, vector, rare, _ = plain[_SETS:]
    made: dict[str, Any] = dict(zip(_NAMES, plain[:_SETS], strict=False)) | {"origin": origin}
    return Statement(
        **made,
        ordinals=frozenset((rank, noun) for rank, noun in ordinals),
        repeats=frozenset(repeats),
        parties=tuple(Party(*p) for p in parties),
        places=tuple(Place(*p) for p in places),
        around=tuple(Place(*p) for p in around),
        counts=tuple(_count(c) for c in counts),
        sources=tuple(Source(*s) for s in sources),
        vector=vector,
        rare=tuple(rare),
    )


def _count(plain: tuple[Any, ...]) -> Count:
    parts = list(plain)
    parts[_ITEM] = Item(*plain[_ITEM])
    return Count(*parts)
