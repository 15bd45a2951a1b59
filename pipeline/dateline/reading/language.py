"""Which language a text is in: by its script, and by the function words that news in any language is full of."""

import re
import unicodedata
from collections import Counter
from functools import cache

from dateline.data import read_jsonl

ENGLISH = "en"
UNKNOWN = "und"  # ISO 639-2: a language, but none of those that are known here
SURE_WORDS = 3  # different function words of another language
SURE_RATIO = 2.0  # times as many of them as English ones
ENGLISH_SHARE = 0.25  # of English function words among lower-case words, from which on nothing else is asked
PROSE_WORDS = 50  # lower-case words from which on English has function words in any case ...
PROSE_SHARE = 0.05  # ... at least in this share

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")


def detect(text: str) -> str | None:
    """ISO 639 code of the language; "und" where it is surely not English but none that is known; None where unsure."""
    words = _WORD.findall(text)
    if not text.isascii():
        foreign = _FOREIGN.findall(text)
        if 2 * len(foreign) > sum(map(len, words)):
            return _of_script(foreign, words)
    small = list(filter(str.islower, words))  # function words, but not those in names: Los Angeles
    english = sum(map(_english().__contains__, small))
    if english > ENGLISH_SHARE * len(small):
        return ENGLISH
    best = _other(small, english)
    if best or (len(small) >= PROSE_WORDS and english < PROSE_SHARE * len(small)):
        return best or UNKNOWN
    return ENGLISH if english else None


def _other(small: list[str], english: int) -> str | None:
    """The language other than English that the function words are surely of, or None."""
    hits = _hits(small, "LATIN")
    del hits[ENGLISH]
    best, count = max(hits.items(), key=lambda item: item[1], default=("", 0))
    kinds = {word for word in small if best in _lexicon()["LATIN"].get(word, ())}
    return best if count > SURE_RATIO * english and len(kinds) >= SURE_WORDS else None


def _of_script(foreign: list[str], words: list[str]) -> str:
    """The language of the commonest script: the one with most function words, else the first that is written so."""
    counts = Counter(unicodedata.name(char, UNKNOWN).split("-")[0].split()[0] for char in foreign)
    script = "HIRAGANA" if counts["HIRAGANA"] else counts.most_common(1)[0][0]
    hits = _hits(words, script)
    if hits:
        return max(hits, key=lambda code: hits[code])
    return _lexicon().get(script, {}).get("", (UNKNOWN,))[0]


def _hits(words: list[str], script: str) -> Counter[str]:
    """How many words are function words of each language; a word of several counts for each."""
    lexicon = _lexicon().get(script, {})
    return Counter(code for word in words for code in lexicon.get(word, ()))


@cache
def _english() -> frozenset[str]:
    return frozenset(word for word, codes in _lexicon()["LATIN"].items() if word and ENGLISH in codes)


@cache
def _lexicon() -> dict[str, dict[str, tuple[str, ...]]]:
    """Script, function word, languages; under "" the languages that are written so, the usual one first."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for entry in read_jsonl("lexicon/languages.jsonl"):
        words = found.setdefault(entry["script"], {})
        for word in ("", *entry["words"]):
            words[word] = (*words.get(word, ()), entry["language"])
    return found
