"""Which claims are compared: a sweep over the days, in which claims meet that share something rare.

No pair of claims is looked at that has no rare word, name or number in common, and none whose days are over: what a
claim costs hangs on its block, not on the corpus.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from dateline.reconcile.constraints import modes_fit, obstacle
from dateline.reconcile.limits import limits
from dateline.reconcile.score import log_odds
from dateline.reconcile.unions import Unions
from dateline.reconcile.values import Place, Statement

FORGET = 4096  # claims after which keys of the past are let go
Key = tuple[object, ...]


@dataclass(slots=True)
class Component:
    """Claims that hang together by pairs that rather are of one event, in the order of Statement.order.

    odds: the log odds of the pairs that were compared, by their places among the claims.
    """

    claims: list[Statement]
    odds: dict[tuple[int, int], float]


@dataclass(slots=True)
class _Open:
    """A component that can still grow: numbers of its claims, how many can still meet others, compared pairs."""

    members: list[int]
    n_live: int
    odds: dict[tuple[int, int], float] = field(default_factory=dict)


def keys(statement: Statement) -> Iterator[Key]:
    """What a claim has that is rare enough for others of one event to share: blocking keys."""
    for word in statement.rare:
        yield "word", word
    for word in tuple(statement.origin.vector)[: limits().rare_words]:
        yield "article", word
    for count in statement.counts:
        if count.exact:
            yield "figure", count.item.kind, count.exact
        yield "item", count.item.kind, count.item.of
    for place in statement.places:
        yield from _place_keys(place)
    for entity in sorted(statement.agents.entities | statement.targets.entities):
        yield "entity", entity
    for side in sorted(statement.agents.sides):
        for other in sorted(statement.targets.sides):
            yield "sides", *sorted((side, other))
    yield "story", statement.origin.root


def _place_keys(place: Place) -> Iterator[Key]:
    if place.kind != "country":
        yield "place", place.place_id or place.name
        if place.admin1:
            yield "region", place.country, place.admin1
    elif place.country:
        yield "country", place.country


class Sweep:
    """Takes claims of one type by the first day that they can be of, and gives components that are complete."""

    def __init__(self) -> None:
        self._live: dict[int, Statement] = {}
        self._claims: dict[int, Statement] = {}
        self._postings: dict[Key, deque[int]] = defaultdict(partial(deque, maxlen=limits().posting))
        self._ends: list[tuple[int, int]] = []
        self._joined: Unions[int] = Unions()
        self._open: dict[int, _Open] = {}
        self._n = 0

    def components(self, claims: Iterable[Statement]) -> Iterator[Component]:
        """The components of some claims, each as soon as no later claim can join it."""
        for claim in claims:
            yield from self._expire(claim.since - 1)  # a day given by another clause counts a day wider
            self._add(claim)
        yield from self._expire(None)

    def _add(self, claim: Statement) -> None:
        number, self._n = self._n, self._n + 1
        found = list(dict.fromkeys(keys(claim)))
        self._joined.add(number)
        self._open[number] = _Open([number], 1)
        self._claims[number] = claim
        for other in self._partners(claim, found):
            self._compared(other, number, log_odds(self._live[other], claim))
        self._live[number] = claim
        heapq.heappush(self._ends, (claim.until, number))
        for key in found:
            self._postings[key].append(number)
        if self._n % FORGET == 0:
            self._forget()

    def _partners(self, claim: Statement, found: list[Key]) -> Iterator[int]:
        """The live claims that nothing sets apart from a claim, those with most and rarest keys in common first.

        Limits.partners of them, and no more than twice as many are looked at.
        """
        shared: dict[int, float] = defaultdict(float)
        for key in found:
            posting = self._postings.get(key)
            if posting:
                weight = 1 / (1 + len(posting))
                for number in posting:
                    shared[number] += weight
        least, live, own = limits().least_shared, self._live, claim.mode
        meeting = [
            (-weight, number)
            for number, weight in shared.items()
            if weight >= least and number in live and ((mode := live[number].mode) == own or modes_fit(mode, own))
        ]
        best = heapq.nsmallest(2 * limits().partners, meeting)
        fitting = (number for _, number in best if not obstacle(live[number], claim))
        return islice(fitting, limits().partners)

    def _forget(self) -> None:
        """Lets go of keys under which no live claim stands."""
        for key in [key for key, posting in self._postings.items() if posting[-1] not in self._live]:
            del self._postings[key]

    def _compared(self, i: int, j: int, odds: float) -> None:
        """Notes what a comparison gave; two that rather are of one event are in one component."""
        a, b = self._joined.find(i), self._joined.find(j)
        if a != b and odds > 0:
            root = self._joined.join(a, b)
            other = self._open.pop(b if root == a else a)
            kept = self._open[root]
            kept.members += other.members
            kept.n_live += other.n_live
            kept.odds |= other.odds
            a = b = root
        if a == b:
            self._open[a].odds[i, j] = odds

    def _expire(self, day: int | None) -> Iterator[Component]:
        """Lets go of the claims that are over before a day, of all where there is none."""
        while self._ends and (day is None or self._ends[0][0] < day):
            _, number = heapq.heappop(self._ends)
            del self._live[number]
            root = self._joined.find(number)
            self._open[root].n_live -= 1
            if self._open[root].n_live == 0:
                yield self._closed(self._open.pop(root))

    def _closed(self, component: _Open) -> Component:
        numbers = sorted(component.members, key=lambda n: self._claims[n].order)
        place = {number: i for i, number in enumerate(numbers)}
        odds = {}
        for (i, j), value in component.odds.items():
            first, second = sorted((place[i], place[j]))
            odds[first, second] = value
        self._joined.discard(numbers)
        return Component([self._claims.pop(number) for number in numbers], odds)
