"""Things that are joined two by two into groups."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Unions(Generic[T]):
    """Disjoint sets of some things (union by size, path halving)."""

    def __init__(self, things: Iterable[T] = ()) -> None:
        self._parent: dict[T, T] = {thing: thing for thing in things}
        self._size: dict[T, int] = dict.fromkeys(self._parent, 1)

    def add(self, thing: T) -> None:
        """Takes a thing in, as a group of its own if it is new."""
        self._parent.setdefault(thing, thing)
        self._size.setdefault(thing, 1)

    def find(self, thing: T) -> T:
        """The thing that stands for the group."""
        parent = self._parent
        while parent[thing] != thing:
            parent[thing] = thing = parent[parent[thing]]
        return thing

    def join(self, a: T, b: T) -> T:
        """Makes one group of two; gives what stands for it."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return a
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size[b]
        return a

    def discard(self, things: Iterable[T]) -> None:
        """Forgets a whole group."""
        for thing in things:
            del self._parent[thing]
            del self._size[thing]

    def groups(self) -> list[list[T]]:
        """The groups, each and all in the order in which things came."""
        found: dict[T, list[T]] = defaultdict(list)
        for thing in self._parent:
            found[self.find(thing)].append(thing)
        return list(found.values())
