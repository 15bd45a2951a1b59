"""Organisations: the model's spans mended, capitalised names around a head word, acronyms and what they stand for."""

from collections.abc import Iterable, Sequence

from pipeline.layers.actors.lexicon import Lexicon
from pipeline.layers.actors.resolve import Actor, actor_id, fits_acronym, is_acronym
from pipeline.layers.actors.words import PROPER, Found, Words

_CUTS = frozenset('()[]{}"“”/|:;,—–') | {"'s", "'", "``", "''", "--"}


def org_tokens(words: Words, start: int, end: int) -> tuple[int, int] | None:
    """The tokens of a body's name within [start, end): articles, "'s", brackets and what follows them cut off."""
    while start < end and (words.lower[start] in ("the", "a", "an") or not words.text[start][0].isalnum()):
        start += 1
    stop = start
    while stop < end and words.text[stop] not in _CUTS:
        stop += 1
    while stop > start and not (words.text[stop - 1][0].isupper() or words.text[stop - 1][0].isdigit()):
        stop -= 1
    return (start, stop) if stop > start and not words.text[start][0].islower() else None


def find_orgs(
    words: Words,
    lexicon: Lexicon,
    ents: Iterable[tuple[int, int]],
    known: Sequence[Found],
    barred: set[int],
    headline: set[int],
    dated: set[int],
) -> list[Found]:
    """Bodies that the model or their head word tells, where the gazetteer has no part of them.

    known: mentions by gazetteer and pattern; barred: tokens of places and states; headline: of title-case text;
    dated: of dates.
    """
    found = []
    ends = {(m.end): m for m in known}
    for start, end in chunks(words, lexicon, dated):
        if start not in headline and not ((same := ends.get(end)) and start <= same.start <= start + 1):
            found.append(_found(words, start, end, "actors/head-word", 0))
    spans = [tokens for start, end in ents if (tokens := org_tokens(words, start, end))]
    counts: dict[str, int] = {}
    for start, end in spans:
        text = words.phrase(start, end)
        counts[text] = counts.get(text, 0) + 1
    for start, end in spans:
        if (
            start in headline
            or not barred.isdisjoint(range(start, end))
            and end - start < 3
            and set(range(start, end)) <= barred
        ):
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
    if end - start == 3 and words.lower[start + 1] in ("and", "or"):
        return False
    if end - start > 1:
        return words.text[end - 1][0].isupper() and words.text[end - 1] not in lexicon.words["not-org-heads"]
    if word in lexicon.words["platforms"] or word in lexicon.words["not-acronyms"] or any(c.isdigit() for c in word):
        return False
    return (
        is_acronym(word)
        and len(word) > 1
        or count > 1
        and words.tag[start] in PROPER
        and words.lower[start] not in words.text
    )


def chunks(words: Words, lexicon: Lexicon, dated: set[int]) -> Iterable[tuple[int, int]]:
    """Capitalised names around a head word: "Sudan Doctors Network", "Committee to Protect Journalists"."""
    heads, joins, unsure = lexicon.words["org-heads"], lexicon.words["org-joins"], lexicon.words["not-heads"]
    end = 0
    for i in [i for i, word in enumerate(words.text) if word in heads]:
        if i < end or words.tag[i] not in PROPER:
            continue
        start = i
        while start > end and _part(words, start - 1) and start - 1 not in dated:
            start -= 1
        stop = _right(words, i + 1, heads, joins, dated)
        while start < i and words.lower[start] in ("the", "a", "an", "&"):
            start += 1
        if stop - start >= (3 if words.text[i] in unsure else 2):
            end = stop
            yield start, stop


def _part(words: Words, i: int) -> bool:
    word = words.text[i]
    return (word[0].isupper() and words.tag[i] in PROPER | {"JJ"}) or word == "&"


def _right(words: Words, i: int, heads: frozenset[str], joins: frozenset[str], dated: set[int]) -> int:
    """One past the last token of the name: on to a further head word, and over joining words that lead to capitals."""
    n = len(words.text)
    for j in range(i, min(i + 3, n)):
        if not _part(words, j):
            break
        if words.text[j] in heads:
            return _right(words, j + 1, heads, joins, dated)
    j = i
    if j < n and words.lower[j] in joins:
        j += 1 + (j + 1 < n and words.text[j + 1] == "the")
    if j == i or j >= n or j in dated or not (words.text[j][0].isupper() and words.tag[j] in PROPER):
        return i
    while j < n and words.text[j][0].isupper() and words.tag[j] in PROPER and j not in dated:
        j += 1
    return _right(words, j, heads, joins, dated)


def find_acronyms(words: Words, orgs: Sequence[Found], lexicon: Lexicon) -> list[Found]:
    """Acronyms that the document explains, "… (KSHPW)", wherever they stand."""
    means: dict[str, Actor] = {}
    n = len(words.text)
    for mention in sorted(orgs, key=lambda m: m.start - m.end):
        i, j = mention.start, mention.end
        if j + 2 < n and words.text[j] == "(" and words.text[j + 2] == ")" and is_acronym(short := words.text[j + 1]):
            if actor := _expansion(words, mention, short, lexicon.words["org-heads"]):
                means.setdefault(short, actor)
        elif j < n and words.text[j] == ")" and i > 1 and words.text[i - 1] == "(":
            if is_acronym(short := words.text[i - 2]) and fits_acronym(short, words.text[i:j]):
                means.setdefault(short, mention.actor)
    if not means:
        return []
    return [Found(i, i + 1, "acronym", "actors/acronym", means[w]) for i, w in enumerate(words.text) if w in means]


def _expansion(words: Words, mention: Found, short: str, heads: frozenset[str]) -> Actor | None:
    """Whom an acronym in brackets stands for: the body before it, or the end of its name; None where it is another's."""
    parts = words.text[mention.start : mention.end]
    if fits_acronym(short, parts):
        return mention.actor
    for k in range(1, len(parts) - 1):
        if parts[k][0] == short[0] and fits_acronym(short, parts[k:]):
            text = words.phrase(mention.start + k, mention.end)
            return Actor(actor_id("org", text), text, "org") if parts[-1] in heads else None
    return mention.actor if len(parts) > 3 and len(short) > 2 else None
