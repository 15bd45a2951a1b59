"""Claims to events: the likeliest pairs first, as long as the groups agree on the whole and nothing sets them apart."""

import heapq
from collections.abc import Mapping, Sequence

from dateline.reconcile.constraints import obstacle
from dateline.reconcile.limits import limits
from dateline.reconcile.score import log_odds
from dateline.reconcile.values import Statement

Pair = tuple[int, int]
APART = float("-inf")


def cluster(found: Sequence[Statement], odds: Mapping[Pair, float]) -> list[list[int]]:
    """Groups of claims, by their place in `found`, that tell of one event each.

    odds: log odds of the pairs that have been compared, APART where something sets them apart. Two groups are joined
    where the mean over their pairs is above 0 and no pair is set apart, the best first (average linkage with
    cannot-link constraints; means are kept up by the formula of Lance and Williams). The order of `found` decides
    between equals, and should be that of Statement.order.
    """
    return _Linkage(found, odds).groups()


class _Linkage:
    """Groups that are being joined, and the mean log odds between those that were compared."""

    def __init__(self, found: Sequence[Statement], odds: Mapping[Pair, float]) -> None:
        self._found = found
        self._members: dict[int, list[int]] = {i: [i] for i in range(len(found))}
        self._mean: dict[int, dict[int, float]] = {i: {} for i in self._members}
        for (i, j), value in odds.items():
            self._mean[i][j] = self._mean[j][i] = value
        self._pairs: dict[Pair, float] = {}
        self._queue = [(-value, *pair) for pair, value in odds.items() if value > 0]
        heapq.heapify(self._queue)

    def groups(self) -> list[list[int]]:
        """The groups when none can be joined any more."""
        while self._queue:
            value, i, j = heapq.heappop(self._queue)
            if i in self._members and self._mean[i].get(j) == -value:
                self._join(i, j)
        return [sorted(group) for group in self._members.values()]

    def _join(self, i: int, j: int) -> None:
        """Puts group j into group i, and works out how the whole stands to the others."""
        others = sorted((self._mean[i].keys() | self._mean[j].keys()) - {i, j})
        means = {k: self._merged(i, j, k) for k in others}
        self._members[i] += self._members.pop(j)
        for k in others:
            self._mean[k].pop(j, None)
            self._mean[k][i] = means[k]
            if means[k] > 0:
                heapq.heappush(self._queue, (-means[k], min(i, k), max(i, k)))
        del self._mean[j]
        self._mean[i] = means

    def _merged(self, i: int, j: int, k: int) -> float:
        n, m = len(self._members[i]), len(self._members[j])
        return (n * self._between(i, k) + m * self._between(j, k)) / (n + m)

    def _between(self, i: int, k: int) -> float:
        """The mean log odds of two groups; of a sample of their pairs where they were not compared before."""
        known = self._mean[i].get(k)
        if known is not None:
            return known
        total, n = 0.0, 0
        for a in _spread(self._members[min(i, k)]):
            for b in _spread(self._members[max(i, k)]):
                total += self._of_pair(a, b)
                n += 1
        return total / n

    def _of_pair(self, a: int, b: int) -> float:
        """The log odds of two claims, worked out once."""
        found = self._pairs.get((a, b))
        if found is None:
            one, other = self._found[a], self._found[b]
            found = self._pairs[a, b] = APART if obstacle(one, other) else log_odds(one, other)
        return found


def _spread(members: Sequence[int]) -> Sequence[int]:
    """Some of the members, at even distances."""
    ordered = sorted(members)
    step = -(-len(ordered) // limits().linkage_sample)
    return ordered[::step]
