"""Texts that no editor would print: sentences of the sample cut, swapped, repeated, and sown with odd characters."""

import random
from pathlib import Path

from dateline.reading.documents import Document, read

ODD = [
    *"“”‘’\"'«»()[]{}<>—–-…,.;:!?/\\|%$€£#@&*+=~^_`´",
    *"0123456789½¼²٣五Ⅳ",
    *"\n\t\r\u2028\u0085\u00a0\u200b\u200f\u202e\ufeff\u0301\ufffd\u0001\x1b\x7f",
    *("🇺🇦", "👨‍👩‍👧", "ß", "ﬁ", "İ", "ǅ", "И", "中", "ع", "𝟚", "\ud800"),
    *("\n\n", " - ", "--", "...", "'s", "n't", "-year-old", "per cent", "km", "°C", "$1bn", "1,000,000", "0", "-1"),
    *(
        "between",
        "to",
        "and",
        "or",
        "from",
        "no",
        "not",
        "a",
        "half",
        "dozens",
        "million",
        "last",
        "next",
        "ago",
        "the",
    ),
    *(
        "said",
        "according to",
        "he",
        "they",
        "killed",
        "of",
        "in",
        "Monday",
        "June",
        "2025",
        "31",
        "1 BC",
        "99999999999",
    ),
    *("Russia", "Kyiv", "Jordan", "US", "U.S.", "UN", "May", "March", "Georgia", "I", "AM", "Read more", "By "),
]
DAYS = (None, None, "2025-06-14", "2024-02-29", "0001-01-01", "9999-12-31")


def samples(folder: Path) -> list[str]:
    """The texts of the sample articles."""
    return [document.text for document in read(folder) if document.status == "ok"]


def mutated(chance: random.Random, texts: list[str]) -> str:
    """A passage of one of the texts after some accidents; now and then odd characters alone."""
    if chance.random() < 0.1:
        return "".join(chance.choices(ODD, k=chance.randint(1, 60)))
    text = chance.choice(texts)
    start = chance.randrange(len(text))
    passage = text[start : start + chance.randint(5, 400)]
    for _ in range(chance.randint(1, 6)):
        passage = chance.choice(ACCIDENTS)(chance, passage)
    return passage[:2000]


def _cut(chance: random.Random, text: str) -> str:
    one, other = _places(chance, text)
    return text[:one] + text[other:]


def _repeat(chance: random.Random, text: str) -> str:
    one, other = _places(chance, text)
    return text[:one] + text[one:other] * chance.randint(2, 4) + text[other:]


def _swap(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    one, other = chance.randrange(len(words)), chance.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def _insert(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 5)):
        at = chance.randint(0, len(text))
        space = chance.choice(("", " "))
        text = text[:at] + space + chance.choice(ODD) * chance.choice((1, 1, 1, 3, 30)) + space + text[at:]
    return text


def _replace(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    for _ in range(chance.randint(1, 5)):
        words[chance.randrange(len(words))] = chance.choice(ODD)
    return " ".join(words)


def _case(chance: random.Random, text: str) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _lines(chance: random.Random, text: str) -> str:
    return text.replace(" ", "\n", chance.randint(1, 30))


def _digits(chance: random.Random, text: str) -> str:
    return "".join(chance.choice("0123456789,.-/: ") if c.isdigit() else c for c in text)


ACCIDENTS = (_cut, _repeat, _swap, _insert, _insert, _replace, _replace, _case, _lines, _digits)


def _places(chance: random.Random, text: str) -> tuple[int, int]:
    one, other = chance.randint(0, len(text)), chance.randint(0, len(text))
    return min(one, other), max(one, other)


def as_document(number: int, text: str, published: str | None) -> Document | None:
    """The text as a document that was read; None where nothing is in it."""
    from dateline.reading.decoding import storable
    from dateline.reading.regions import regions

    text = storable(text)
    if not text.strip():
        return None
    source = "given" if published else "unknown"
    return Document(
        f"n{number}",
        "x.txt",
        "0",
        text=text,
        published=published,
        published_source=source,
        regions=tuple(regions(text)),
    )
