"""Words of a text: stems, and how rare they are in the corpus."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import Stemmer

from dateline.data import read_jsonl
from dateline.reconcile.values import Origin

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[,.]\d+)*")
_PLAIN_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*|[0-9]+(?:[,.][0-9]+)*")  # the same in ASCII, twice as quick
KNOWN = 200_000  # words whose stems are remembered
TOP = 40  # words that stand for an article
SMOOTH = 5  # documents that every word is taken to stand in besides


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@cache
def stop_words() -> frozenset[str]:
    """Words that tell nothing of what a text is about."""
    return frozenset(word for entry in read_jsonl("reconcile/words.jsonl") for word in entry.get("stop", ()))


@lru_cache(maxsize=200_000)
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
    """In how many documents every stem stands, and what that makes it worth."""

    def __init__(self) -> None:
        self._documents: Counter[str] = Counter()
        self._n = 0
        self._weights: dict[str, float] = {}

    def add(self, found: Iterable[str]) -> None:
        """Counts the stems of one document."""
        self._documents.update(set(found))
        self._n += 1
        self._weights.clear()

    def weight(self, word: str) -> float:
        """Inverse document frequency, above 0; smoothed, so that in a corpus of two articles all are alike."""
        found = self._weights.get(word)
        if found is None:
            found = self._weights[word] = math.log(1 + (self._n + 20 * SMOOTH) / (self._documents[word] + SMOOTH))
        return found

    def shared(self, word: str) -> bool:
        """Whether more than one document has a stem."""
        return self._documents[word] > 1

    def vector(self, found: Iterable[str], top: int = TOP) -> dict[str, float]:
        """The weightiest stems of a text, scaled to length 1."""
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
    return math.fsum([a[word] * b[word] for word in a.keys() & b.keys()])  # the same whatever their order
