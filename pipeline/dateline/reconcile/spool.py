"""Claims on disk by type and month, so that no more of them is in memory than can meet."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any
from weakref import WeakValueDictionary

from srsly.msgpack import Packer, Unpacker

from dateline.reconcile.values import NEVER, Count, Item, Origin, Party, Place, Source, Statement

BUCKET_DAYS = 32
FLUSH = 4096  # claims that wait in memory to be written
BLOCK = 1 << 20  # bytes of a file that are read at a time
_NAMES = tuple(f.name for f in fields(Statement))
_ORIGIN = _NAMES.index("origin")
_SETS = _NAMES.index("ordinals")  # the first field that is not plain by itself
_ITEM = Count._fields.index("item")


class Spool:
    """Claims in files of one type and one stretch of days each; `read` gives those of a type in order of their days."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="dateline-claims-")
        self._waiting: dict[tuple[str, int], list[bytes]] = defaultdict(list)
        self._n_waiting = 0
        self._packed = Packer(use_bin_type=True).pack
        self._unpacked = Unpacker(raw=False, use_list=False)  # costs more to make than a bucket to read
        self._keys: set[tuple[str, int]] = set()
        self._last: dict[tuple[str, int], str] = {}
        self._origins: WeakValueDictionary[str, Origin] = WeakValueDictionary()

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def add(self, statement: Statement) -> None:
        """Takes a claim. Those of a document that come one after another have its Origin once in a file."""
        bucket = -1 if statement.since == NEVER else statement.since // BUCKET_DAYS
        key, doc_id = (statement.event_type, bucket), statement.origin.doc_id
        plain = _plain(statement, with_origin=self._last.get(key) != doc_id)
        self._last[key] = doc_id
        self._waiting[key].append(self._packed(plain))
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
            with self._path(key).open("ab") as file:
                file.write(b"".join(waiting))
        self._keys |= self._waiting.keys()
        self._waiting.clear()
        self._n_waiting = 0

    def _bucket(self, key: tuple[str, int]) -> Iterator[Statement]:
        with self._path(key).open("rb") as file:
            origin: Origin | None = None
            while block := file.read(BLOCK):
                self._unpacked.feed(block)
                for plain in self._unpacked:
                    origin = self._origin(plain[-1]) if plain[-1] else origin
                    assert origin is not None
                    yield _statement(plain, origin)

    def _origin(self, plain: Sequence[Any]) -> Origin:
        """The claims of a document share its Origin, as long as one of them is in use."""
        found = self._origins.get(plain[0])
        if found is None:
            made: list[Any] = [*plain[:-1], dict(zip(*plain[-1], strict=True))]
            found = self._origins[plain[0]] = Origin(*made)
        return found


_PLAIN: Callable[[Statement], tuple[Any, ...]] = attrgetter(*_NAMES[:_ORIGIN], *_NAMES[_ORIGIN + 1 : _SETS])
_MADE = ("parties", "places", "around", "counts", "sources")
_NESTED: Callable[[Statement], tuple[Any, ...]] = attrgetter(*_MADE)
_ORIGIN_OF: Callable[[Origin], tuple[Any, ...]] = attrgetter(*[f.name for f in fields(Origin)][:-1])


def _plain(statement: Statement, *, with_origin: bool) -> list[Any]:
    """A claim as plain values: its fields in their order, but for its origin, which stands at the end or is null."""
    sets = sorted(statement.ordinals), sorted(statement.repeats)
    origin = [*_ORIGIN_OF(statement.origin), _columns(statement.origin.vector)] if with_origin else None
    words = sorted(statement.named), _columns(statement.vector), statement.rare
    return [*_PLAIN(statement), *sets, *_NESTED(statement), *words, origin]


def _columns(vector: Mapping[str, float]) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The words of a vector and their weights."""
    return tuple(vector), tuple(vector.values())


def _statement(plain: Sequence[Any], origin: Origin) -> Statement:
    """The claim of `_plain`."""
    ordinals, repeats, parties, places, around, counts, sources, named, vector, rare, _ = plain[_SETS - 1 :]
    made: list[Any] = [
        *plain[:_ORIGIN],
        origin,
        *plain[_ORIGIN : _SETS - 1],
        frozenset(ordinals),
        frozenset(repeats),
        tuple(map(Party._make, parties)),
        tuple(map(Place._make, places)),
        tuple(map(Place._make, around)),
        tuple(map(_count, counts)),
        tuple(map(Source._make, sources)),
        frozenset(named),
        dict(zip(*vector, strict=True)),
        rare,
    ]
    return Statement(*made)


def _count(plain: Sequence[Any]) -> Count:
    return Count._make([*plain[:_ITEM], Item._make(plain[_ITEM]), *plain[_ITEM + 1 :]])
