"""Articles that copy others: agency text that many print, cut, reordered and with another headline."""

import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import TracebackType

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from dateline.reconcile.limits import limits

Runs = npt.NDArray[np.uint64]
SEED = 1
KNOWN = 100_000  # words whose hashes are remembered
SIZE = 8  # bytes of a run
BATCH = 256  # articles whose MinHashes are taken at a time
_MIX, _ADD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that copies another; similarity: the share of the shorter one's runs of words that both have."""

    doc_id: str
    copy_of: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Article:
    """What memory keeps of an article. sha256: of the raw input; first: place on disk of its first run of words."""

    doc_id: str
    published: date | None
    sha256: str
    first: int
    n_runs: int

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


class Articles:
    """The articles of a corpus, among which copies are looked for. Their runs wait on disk, some numbers in memory."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="dateline-runs-")  # noqa: SIM115
        self._n_runs = 0
        self._articles: list[Article] = []
        self._waiting: list[Runs] = []
        self._bands: list[Runs] = []

    def __enter__(self) -> "Articles":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, doc_id: str, published: date | None, sha256: str, found: Runs) -> None:
        """Takes an article by its runs of words. sha256: of the raw input."""
        self._articles.append(Article(doc_id, published, sha256, self._n_runs, len(found)))
        self._file.write(found.tobytes())
        self._n_runs += len(found)
        self._waiting.append(found)
        if len(self._waiting) >= BATCH:
            self._hash()

    def _hash(self) -> None:
        """The bands of the articles that wait."""
        if self._waiting:
            self._bands.append(bands(self._waiting))
            self._waiting.clear()

    def copies(self) -> list[Copy]:
        """The copies, in order of doc_id, each with the earliest article that it shares its text with.

        Articles are compared where one band of their MinHashes agrees, then by all their runs of words, so that nothing
        hangs on an estimate. A copy of a copy is a copy of the first.
        """
        self._hash()
        if not self._articles:
            return []
        order = sorted(range(len(self._articles)), key=lambda i: self._articles[i].order)
        ordered = [self._articles[i] for i in order]
        original: dict[int, int] = {}
        for later, near in candidates(np.concatenate(self._bands)[order]):
            earlier = next((i for i in near if self._same_text(ordered[later], ordered[i])), None)
            if earlier is not None:
                original[later] = original.get(earlier, earlier)
        found = [
            Copy(ordered[i].doc_id, ordered[j].doc_id, self._share(ordered[i], ordered[j])) for i, j in original.items()
        ]
        return sorted(found, key=lambda copy: copy.doc_id)

    def _same_text(self, a: Article, b: Article) -> bool:
        if a.sha256 == b.sha256:
            return True
        bounds = limits()
        if a.published and b.published and abs((a.published - b.published).days) > bounds.copy_days:
            return False
        return min(a.n_runs, b.n_runs) >= bounds.copy_least and self._share(a, b) >= bounds.copy_share

    def _share(self, a: Article, b: Article) -> float:
        return share(self._runs(a), self._runs(b))

    def _runs(self, article: Article) -> Runs:
        self._file.seek(article.first * SIZE)
        return np.frombuffer(self._file.read(article.n_runs * SIZE), dtype=np.uint64)


def bands(found: Sequence[Runs]) -> Runs:
    """A row an article: a hash for every band of its MinHashes."""
    bounds = limits()
    sets = [runs.view("V8").tolist() for runs in found]
    hashes = np.array(RMinHash.digests_from_token_sets(sets, bounds.copy_permutations, SEED), dtype=np.uint64)
    mixed = np.zeros((len(found), bounds.copy_bands), dtype=np.uint64)
    for column in hashes.reshape(len(found), bounds.copy_bands, -1).transpose(2, 0, 1):
        mixed = (mixed ^ column) * _MIX
    return mixed


def candidates(rows: Runs) -> Iterator[tuple[int, list[int]]]:
    """The articles that have a band in common with earlier ones, in order, and these in order. rows: as of `bands`."""
    n = len(rows)
    by_band = np.empty((rows.shape[1], n), dtype=np.int32)  # articles in order of their hash
    place, first = np.empty_like(by_band), np.empty_like(by_band)  # of every article there, of the first of its hash
    for band, hashes in enumerate(rows.T):
        by_band[band] = order = np.argsort(hashes, kind="stable")
        begins = np.append(True, hashes[order][1:] != hashes[order][:-1])
        place[band, order] = np.arange(n)
        first[band, order] = np.maximum.accumulate(np.where(begins, np.arange(n), 0))
    for later in np.flatnonzero((first < place).any(axis=0)):
        near = [by_band[band, first[band, later] : place[band, later]] for band in range(len(by_band))]
        yield int(later), np.unique(np.concatenate(near)).tolist()


def share(a: Runs, b: Runs) -> float:
    """The share of the shorter article's runs of words that both have, from 0 to 1."""
    both = len(np.intersect1d(a, b, assume_unique=True))
    return round(both / (min(len(a), len(b)) or 1), 4)
