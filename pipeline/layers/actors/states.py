"""States: places that act, demonyms, peoples; and statements that speak for the body that issued them."""

from collections.abc import Iterable, Sequence

from pipeline.layers.actors.lexicon import Lexicon
from pipeline.layers.actors.names import Hit
from pipeline.layers.actors.resolve import Actor, group_actor
from pipeline.layers.actors.words import Found, Words

_LANGUAGE = frozenset({"in", "into", "from"})


def find_states(words: Words, hits: Sequence[Hit], acting: Iterable[tuple[int, int]]) -> list[Found]:
    """States from places that act, and from demonyms. acting: the tokens of those places."""
    found = []
    names = {(h.start, h.end): h.alias for h in hits}
    for start, end in acting:
        alias = names.get((start, end))
        if alias is not None and alias.actor is not None and alias.actor.type == "state":
            kind = "name" if alias.kind == "place" else "metonym"
            found.append(Found(start, end, kind, "actors/acting-place", alias.actor, tier=3))
    for hit in hits:
        if (mention := _demonym(words, hit)) is not None:
            found.append(mention)
    return found


def _demonym(words: Words, hit: Hit) -> Found | None:
    alias, start = hit.alias, hit.start
    if alias.actor is None or _bound(words, hit):
        return None
    if alias.kind == "people":
        text = words.phrase(start, hit.end)
        return Found(start, hit.end, "demonym", "actors/people", group_actor(text, "CVL", alias.country), tier=4)
    if alias.kind == "demonym" and not _is_language(words, hit):
        if words.tag[start].startswith("NN") and words.tag[hit.end - 1] == "NNS":
            return Found(
                start,
                hit.end,
                "demonym",
                "actors/people",
                group_actor(words.phrase(start, hit.end), "CVL", alias.country),
                tier=4,
            )
        return Found(start, hit.end, "demonym", "actors/demonym", alias.actor, tier=4)
    return None


def _bound(words: Words, hit: Hit) -> bool:
    """Whether the name is part of a hyphenated word: "pro-Ukrainian", "Russian-backed"."""
    return (hit.start > 1 and words.text[hit.start - 1] == "-") or (
        hit.end < len(words.text) and words.text[hit.end] == "-"
    )


def _is_language(words: Words, hit: Hit) -> bool:
    """Whether a demonym is a language: "conducted in Russian,"."""
    after = words.tag[hit.end] if hit.end < len(words.text) else "."
    return (
        hit.start > 0
        and words.lower[hit.start - 1] in _LANGUAGE
        and after not in ("NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "CC")
    )


def find_documents(words: Words, lexicon: Lexicon, lemmas: Sequence[str], actors: Sequence[Found]) -> list[Found]:
    """ "the statement" that says something, for the body that issued it; none where the document does not tell who."""
    issuer: Actor | None = None
    found = []
    nouns, verbs = lexicon.words["document-nouns"], lexicon.words["speech-verbs"]
    for i in [i for i, word in enumerate(words.lower) if word in nouns]:
        if _speaks(words, lemmas, verbs, i) and words.lower[i - 1] == "the":
            if issuer is not None:
                found.append(Found(i, i + 1, "document", "actors/document", issuer, tier=2))
        else:
            issuer = _issuer(words, actors, i) or issuer
    return found


def _speaks(words: Words, lemmas: Sequence[str], verbs: frozenset[str], i: int) -> bool:
    before = words.lower[max(0, i - 3) : i]
    if "according" in before:
        return True
    after = range(i + 1, min(i + 3, len(words.text)))
    return any(lemmas[k] in verbs and words.tag[k].startswith("VB") for k in after)


def _issuer(words: Words, actors: Iterable[Found], i: int) -> Actor | None:
    """The named actor nearest before a statement in its sentence."""
    start, _ = words.sentence(i)
    before = [m for m in actors if start <= m.start < i and m.kind != "demonym" and m.actor.type != "group"]
    return before[-1].actor if before else None
