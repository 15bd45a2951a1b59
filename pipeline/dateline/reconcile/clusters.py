"""Claims to events: the likeliest pairs first, as long as the groups agree on the whole and nothing sets them apart."""

import heapq
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dateline.reconcile.constraints import obstacle
from dateline.reconcile.limits import limits
from dateline.reconcile.score import log_odds
from dateline.reconcile.values import Statement

Pair = tuple[int, int]
APART = float("-inf")
_LOOSE = frozenset({"persons", "several", "voice"})
"""Obstacles that speak against a pair, yet do not keep groups apart of which the rest agrees.

Names are misread, and one voice may own to a strike, yet deny what it hit.
"""


class Likeness(NamedTuple):
    """How two groups stand to each other: the mean and the best of the log odds of their pairs."""

    mean: float
    best: float

    @property
    def linkage(self) -> float:
        """What decides whether they are joined: the mean, drawn towards the best by Limits.linkage_best."""
        return self.mean + limits().linkage_best * (self.best - self.mean) if self.mean != APART else APART


_NEVER = Likeness(APART, APART)


def cluster(found: Sequence[Statement], odds: Mapping[Pair, float]) -> list[list[int]]:
    """Groups of claims, by their place in `found`, that tell of one event each.

    odds: log odds of the pairs that have been compared. Two groups are joined where their linkage is above 0 and no
    pair is set apart, the best first: between average and single linkage, as one report may say much more than another
    of the same group (cannot-link constraints; means are kept up by the formula of Lance and Williams). The order of
    `found` decides between equals, and should be that of Statement.order.
    """
    return _Linkage(found, odds).groups() if odds else [[i] for i in range(len(found))]


class _Linkage:
    """Groups that are being joined, and the likeness of those that were compared."""

    def __init__(self, found: Sequence[Statement], odds: Mapping[Pair, float]) -> None:
        self._found = found
        self._members: dict[int, list[int]] = {i: [i] for i in range(len(found))}
        self._likeness: dict[int, dict[int, Likeness]] = {i: {} for i in self._members}
        for (i, j), value in odds.items():
            self._likeness[i][j] = self._likeness[j][i] = Likeness(value, value)
        self._pairs: dict[Pair, float] = {}
        self._queue = [(-value, *pair) for pair, value in odds.items() if value > 0]
        heapq.heapify(self._queue)

    def groups(self) -> list[list[int]]:
        """The groups when none can be joined any more."""
        while self._queue:
            value, i, j = heapq.heappop(self._queue)
            if i in self._members and j in self._likeness[i] and self._likeness[i][j].linkage == -value:
                self._join(i, j)
        return [sorted(group) for group in self._members.values()]

    def _join(self, i: int, j: int) -> None:
        """Puts group j into group i, and works out how the whole stands to the others."""
        others = sorted((self._likeness[i].keys() | self._likeness[j].keys()) - {i, j})
        merged = {k: self._merged(i, j, k) for k in others}
        self._members[i] += self._members.pop(j)
        for k in others:
            self._likeness[k].pop(j, None)
            self._likeness[k][i] = merged[k]
            linkage = merged[k].linkage
            if linkage > 0:
                heapq.heappush(self._queue, (-linkage, min(i, k), max(i, k)))
        del self._likeness[j]
        self._likeness[i] = merged

    def _merged(self, i: int, j: int, k: int) -> Likeness:
        a = self._between(i, k)
        if a.mean == APART:
            return _NEVER
        b = self._between(j, k)
        n, m = len(self._members[i]), len(self._members[j])
        return Likeness((n * a.mean + m * b.mean) / (n + m), max(a.best, b.best))

    def _between(self, i: int, k: int) -> Likeness:
        """The likeness of two groups; by a sample of their pairs where they were not compared before."""
        known = self._likeness[i].get(k)
        if known is not None:
            return known
        pairs = []
        ones, others = _spread(self._members[min(i, k)]), _spread(self._members[max(i, k)])
        for a in ones:
            for b in others:
                odds = self._of_pair(a, b)
                if odds == APART:
                    return _NEVER
                pairs.append(odds)
        return Likeness(sum(pairs) / len(pairs), max(pairs))

    def _of_pair(self, a: int, b: int) -> float:
        """The log odds of two claims, worked out once.

        Two claims of one sentence are rather two events; but a report may name one twice in a breath, and where the
        rest of a group speaks for it, that alone does not keep it out. Nor does one claim that is placed elsewhere,
        where many agree: towns have namesakes.
        """
        found = self._pairs.get((a, b))
        if found is None:
            one, other = self._found[a], self._found[b]
            apart = obstacle(one, other)
            if apart == "sentence":
                found = log_odds(one, other) - limits().one_sentence
            elif apart in _LOOSE:
                found = log_odds(one, other) - limits().misread
            elif apart == "places":
                found = log_odds(one, other) - limits().other_place
            else:
                found = APART if apart else log_odds(one, other)
            self._pairs[a, b] = found
        return found


def _spread(members: Sequence[int]) -> Sequence[int]:
    """Some of the members, at even distances."""
    if len(members) == 1:
        return members
    ordered = sorted(members)
    step = -(-len(ordered) // limits().linkage_sample)
    return ordered[::step]
