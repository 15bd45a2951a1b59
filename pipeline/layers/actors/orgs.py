"""Organisations: the model's spans mended, capitalised names around a head word, acronyms and what they stand for."""

from collections.abc import Iterable, Sequence

from pipeline.layers.actors.lexicon import Lexicon
from pipeline.layers.actors.resolve import Actor, actor_id, fits_acronym, is_acronym
from pipeline.layers.actors.words import PROPER, Found, Words

_CUTS = frozenset("()[]{}\"“”/|:;,—–") | {"'s", "'", "``", "''", "--"}


def org_tokens(words: Words, start: int, end: int) -> tuple[int, int] | None:
    """The tokens of a body's name within [start, end): articles, "'s", brackets and what follows them cut off."""
    while start < end and (words.lower[start] in ("the", "a", "an") or not words.text[start][0].isalnum()):
        start += 1
    stop = start
    while stop < end and words.text[stop] not in _CUTS:
        stop += 1
    while stop > start and not (words.text[stop - 1][0].isupper() or words.text[stop - 1][0].isdigit()):
        stop -= 1
    return (start, stop) if stop > start else None


def find_orgs(words: Words, lexicon: Lexicon, ents: Iterable[tuple[int, int]], barred: set[int], headline: set[int]) -> list[Found]:
    """Bodies that the model or their head word tells. barred: tokens of places and states, headline: of title-case text."""
    found = []
    for start, end in chunks(words, lexicon):
        if start not in headline:
            found.append(_found(words, start, end, "actors/head-word", 0))
    spans = [tokens for start, end in ents if (tokens := org_tokens(words, start, end))]
    counts: dict[str, int] = {}
    for start, end in spans:
        text = words.phrase(start, end)
        counts[text] = counts.get(text, 0) + 1
    for start, end in spans:
        if start in headline or not barred.isdisjoint(range(start, end)) and end - start < 3 and set(range(start, end)) <= barred:
            continue
        if _plausible(words, lexicon, start, end, counts[words.phrase(start, end)]):
            found.append(_found(words, start, end, "model:ner", 1))
    return found


def _found(words: Words, start: int, end: int, rule: str, tier: int) -> Found:
    text = words.phrase(start, end)
    kind = "acronym" if end - start == 1 and is_acronym(text) else "name"
    return Found(start, end, kind, rule, Actor(actor_id("org", text), text, "org"), tier)


def _plausible(words: Words, lexicon: Lexicon, start: int, end: int, count: int) -> bool:
    word = words.text[start]
    if end - start > 1:
        return words.tag[end - 1] in PROPER or words.text[end - 1][0].isupper()
    if word in lexicon.words["platforms"] or word in lexicon.words["not-acronyms"] or any(c.isdigit() for c in word):
        return False
    return is_acronym(word) and len(word) > 1 or count > 1 and words.tag[start] in PROPER and words.lower[start] not in words.text


def chunks(words: Words, lexicon: Lexicon) -> Iterable[tuple[int, int]]:
    """Capitalised names around a head word: "Sudan Doctors Network", "Committee to Protect Journalists"."""
    heads, joins, unsure = lexicon.words["org-heads"], lexicon.words["org-joins"], lexicon.words["not-heads"]
    end = 0
    for i in [i for i, word in enumerate(words.text) if word in heads]:
        if i < end or words.tag[i] not in PROPER:
            continue
        start = i
        while start > end and _part(words, start - 1):
            start -= 1
        stop = _right(words, i + 1, joins)
        while start < i and words.lower[start] in ("the", "a", "an"):
            start += 1
        if stop - start >= (3 if words.text[i] in unsure else 2):
            end = stop
            yield start, stop


def _part(words: Words, i: int) -> bool:
    word = words.text[i]
    return (word[0].isupper() and words.tag[i] in PROPER | {"JJ"}) or word in ("&",)


def _right(words: Words, i: int, joins: frozenset[str]) -> int:
    """One past the last token of the name: over capitalised words, and joining words that lead to more of them."""
    n = len(words.text)
    while i < n:
        if words.text[i][0].isupper() and words.tag[i] in PROPER:
            i += 1
            continue
        j = i
        if words.lower[j] in joins - {"in", "to"}:
            j += 1
            if j < n and words.text[j] == "the":
                j += 1
        if j > i and j < n and words.text[j][0].isupper() and words.tag[j] in PROPER and words.lower[i] != "and":
            i = j + 1
            continue
        break
    return i


def find_acronyms(words: Words, orgs: Sequence[Found], lexicon: Lexicon) -> list[Found]:
    """Acronyms that the document explains, "… (KSHPW)", wherever they stand."""
    means: dict[str, Actor] = {}
    n = len(words.text)
    for mention in sorted(orgs, key=lambda m: m.start - m.end):
        i = mention.end
        if i + 2 < n and words.text[i] == "(" and words.text[i + 2] == ")" and is_acronym(words.text[i + 1]):
            means.setdefault(words.text[i + 1], mention.actor)
        elif i < n and words.text[i] == ")" and mention.start > 1 and words.text[mention.start - 1] == "(":
            short = words.text[mention.start - 2]
            if is_acronym(short) and fits_acronym(short, words.text[mention.start : i]):
                means.setdefault(short, mention.actor)
    if not means:
        return []
    return [Found(i, i + 1, "acronym", "actors/acronym", means[w], tier=-1) for i, w in enumerate(words.text) if w in means]
