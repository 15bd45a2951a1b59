"""Articles that copy others: agency text that many print, cut, reordered and with another headline."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
from rensa import RMinHash, RMinHashLSH

from dateline.reconcile.limits import limits

Runs = npt.NDArray[np.uint64]
SEED = 1
KNOWN = 200_000  # words whose hashes are remembered
_MIX, _ADD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that copies another; similarity: the share of the shorter one's runs of words that both have."""

    doc_id: str
    copy_of: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Article:
    """What is kept of an article to find its copies. sha256: of the raw input."""

    doc_id: str
    published: date | None
    sha256: str
    runs: Runs

    @property
    def order(self) -> tuple[date, str]:
        """The earliest is the original; one of an unknown day comes last, as it may be of any."""
        return self.published or date.max, self.doc_id


class _Hashes(dict[str, int]):
    """The hash of every word seen."""

    def __missing__(self, word: str) -> int:
        found = self[word] = zlib.crc32(word.encode())
        return found


@cache
def _hashes() -> _Hashes:
    return _Hashes()


def runs(found: Sequence[str]) -> Runs:
    """The different runs of some words, as hashes in ascending order; of fewer words than a run the words."""
    known = _hashes()
    if len(known) > KNOWN:
        known.clear()
    words = np.fromiter(map(known.__getitem__, found), dtype=np.uint64, count=len(found))
    n = min(limits().copy_words, len(words)) or 1
    mixed = np.zeros(max(len(words) - n + 1, 0), dtype=np.uint64)
    for i in range(n):
        mixed = mixed * _MIX ^ words[i : len(words) - n + 1 + i] * _ADD
    return np.unique(mixed)


def find_copies(articles: list[Article]) -> list[Copy]:
    """The copies among some articles, in order of doc_id, each with the earliest article that it shares its text with.

    Articles are compared where one band of their MinHashes agrees, then by all their runs of words, so that nothing
    hangs on an estimate. A copy of a copy is a copy of the first.
    """
    ordered = sorted(articles, key=lambda article: article.order)
    original: dict[int, int] = {}
    for later, earlier in sorted(_candidates(ordered)):
        if later not in original and _same_text(ordered[later], ordered[earlier]):
            original[later] = original.get(earlier, earlier)
    found = [Copy(ordered[i].doc_id, ordered[j].doc_id, share(ordered[i], ordered[j])) for i, j in original.items()]
    return sorted(found, key=lambda copy: copy.doc_id)


def _candidates(articles: list[Article]) -> Iterator[tuple[int, int]]:
    """Pairs (later, earlier) of articles of which one band of MinHashes agrees."""
    bounds = limits()
    if not articles:
        return
    sets = [article.runs.view("V8").tolist() for article in articles]
    hashes = RMinHash.from_token_sets(sets, bounds.copy_permutations, SEED)
    index = RMinHashLSH(bounds.copy_share, bounds.copy_permutations, bounds.copy_bands)
    index.insert_many(hashes)
    for i, near in enumerate(index.query_all(hashes)):
        yield from ((i, j) for j in near if j < i)


def _same_text(a: Article, b: Article) -> bool:
    if a.sha256 == b.sha256:
        return True
    bounds = limits()
    if a.published and b.published and abs((a.published - b.published).days) > bounds.copy_days:
        return False
    return min(len(a.runs), len(b.runs)) >= bounds.copy_least and share(a, b) >= bounds.copy_share


def share(a: Article, b: Article) -> float:
    """The share of the shorter article's runs of words that both have, from 0 to 1."""
    both = len(np.intersect1d(a.runs, b.runs, assume_unique=True))
    return round(both / (min(len(a.runs), len(b.runs)) or 1), 4)
