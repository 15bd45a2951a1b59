"""Words of a text: stems, and how rare they are in the corpus."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
import Stemmer

from dateline.data import read_jsonl
from dateline.reconcile.values import Origin

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[,.]\d+)*")
_PLAIN_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*|[0-9]+(?:[,.][0-9]+)*")  # the same in ASCII, twice as quick
KNOWN = 100_000  # words of which stems and weights are remembered
TOP = 40  # words that stand for an article
WAITING = 1 << 20  # stems that wait to be counted
SMOOTH = 5  # documents that every word is taken to stand in besides


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english", 0)  # without its own cache of words, which costs more than it saves


@cache
def stop_words() -> frozenset[str]:
    """Words that tell nothing of what a text is about."""
    return frozenset(word for entry in read_jsonl("reconcile/words.jsonl") for word in entry.get("stop", ()))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of a word in lower case: "strikes", "striking" -> "strike"; irregular forms by their line of data."""
    plain = word.removesuffix("'s").removesuffix("’s")
    return irregular().get(plain) or str(_stemmer().stemWord(plain))


@cache
def irregular() -> Mapping[str, str]:
    """Forms that no suffix tells: "struck" -> "strike", as stems."""
    lines = [entry for entry in read_jsonl("reconcile/words.jsonl") if "forms" in entry]
    return {
        form: str(_stemmer().stemWord(entry["stem"])) for entry in lines for form in (*entry["forms"], entry["stem"])
    }


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in lower case."""
    lines = text.lower().split("\n")
    return [word for line in lines for word in (_PLAIN_WORD if line.isascii() else _WORD).findall(line)]


def stems(text: str) -> list[str]:
    """The stems of the words of a text that tell something, without numbers."""
    return stems_of(tokens(text))


def stems_of(words: Iterable[str]) -> list[str]:
    """The stems of those words that tell something, without numbers."""
    known = _telling()
    if len(known) > KNOWN:
        known.clear()
    return list(filter(None, map(known.__getitem__, words)))


class _Telling(dict[str, str | None]):
    """The stem of every word seen that tells something; None for a stop word, a letter, a number."""

    def __missing__(self, word: str) -> str | None:
        tells = len(word) > 1 and word not in stop_words() and not word[0].isdigit()
        found = self[word] = stem(word) if tells else None
        return found


@cache
def _telling() -> _Telling:
    return _Telling()


class Rarity:
    """In how many documents every stem stands, and what that makes it worth.

    Stems are counted by their hashes, 12 bytes each: a corpus never ends to bring new names.
    """

    def __init__(self) -> None:
        self._hashes, self._documents = np.empty(0, np.int64), np.empty(0, np.int32)
        self._waiting: list[npt.NDArray[np.int64]] = []
        self._n_waiting = 0
        self._n = 0
        self._weights: dict[str, float] = {}
        self._alone = 0.0

    def add(self, found: Iterable[str]) -> None:
        """Counts the stems of one document."""
        different = set(found)
        self._waiting.append(np.fromiter(map(hash, different), np.int64, len(different)))
        self._n_waiting += len(different)
        self._n += 1
        if self._n_waiting >= max(WAITING, len(self._hashes)):
            self._count()

    def _count(self) -> None:
        """Adds up what waits."""
        found, times = np.unique(np.concatenate([*self._waiting, self._hashes]), return_counts=True)
        times[np.searchsorted(found, self._hashes)] += self._documents - 1
        self._hashes, self._documents = found, times.astype(np.int32)
        self._waiting.clear()
        self._n_waiting = 0
        self._weights.clear()
        self._alone = self._worth(1)

    def _worth(self, n_documents: int) -> float:
        return math.log(1 + (self._n + 20 * SMOOTH) / (n_documents + SMOOTH))

    def weight(self, word: str) -> float:
        """Inverse document frequency, above 0; smoothed, so that in a corpus of two articles all are alike."""
        if self._waiting:
            self._count()
        found = self._weights.get(word)
        if found is None:
            if len(self._weights) >= KNOWN:
                self._weights.clear()
            found = self._weights[word] = self._worth(self._n_documents(word))
        return found

    def _n_documents(self, word: str) -> int:
        hashed = hash(word)
        at = int(self._hashes.searchsorted(hashed))
        return int(self._documents[at]) if at < len(self._hashes) and self._hashes[at] == hashed else 0

    def rarest(self, found: Iterable[str], top: int) -> tuple[str, ...]:
        """The rarest stems of a text, rarest first; one that no other document has leads nowhere."""
        weighed = sorted([(-self.weight(word), word) for word in set(found)])
        return tuple([word for weight, word in weighed if -weight < self._alone][:top])

    def vector(self, found: Iterable[str], top: int = TOP) -> dict[str, float]:
        """The weightiest stems of a text, scaled to length 1."""
        if self._waiting:
            self._count()
        known = self._weights.get
        weighed = [
            (-(known(word) or self.weight(word)) * (1 + math.log(n) if n > 1 else 1), word)
            for word, n in Counter(found).items()
        ]
        best = sorted(weighed)[:top]
        length = math.sqrt(sum([w * w for w, _ in best])) or 1.0
        return {word: -w / length for w, word in best}


@lru_cache(maxsize=8192)
def alike(a: Origin, b: Origin) -> float:
    """How alike the articles of two claims are, from 0 to 1."""
    return cosine(a.vector, b.vector)


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """How alike two vectors of length 1 are, from 0 to 1."""
    if a.keys().isdisjoint(b):
        return 0.0
    return math.fsum([a[word] * b[word] for word in a.keys() & b.keys()])  # the same whatever their order
