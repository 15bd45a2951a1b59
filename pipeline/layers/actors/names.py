"""Names that the gazetteer knows, and what they can own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.layers.actors.lexicon import Alias, Lexicon
from pipeline.layers.actors.words import Affiliation, Found, Words


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the gazetteer at tokens [start, end)."""

    start: int
    end: int
    alias: Alias


def find_names(words: Words, lexicon: Lexicon) -> list[Hit]:
    """Every name of the gazetteer that this document bears out, in reading order, without overlaps."""
    hits = []
    weak = []
    end = 0
    for i, j, aliases in lexicon.names.find(words.text):
        if i < end:
            continue
        usable = [a for a in aliases if not a.article or (i and words.lower[i - 1] == "the")]
        strong = [a for a in usable if a.strength == "strong"]
        if strong:
            hits.append(Hit(i, j, strong[0]))
        elif usable:
            weak.append((i, j, usable))
        if usable:
            end = j
    return sorted([*hits, *_borne_out(hits, weak)], key=lambda h: h.start)


def _borne_out(hits: Sequence[Hit], weak: Sequence[tuple[int, int, list[Alias]]]) -> list[Hit]:
    """Weak names whose actor has a strong name in the document, or whose country is in it."""
    if not weak:
        return []
    actors = {h.alias.actor for h in hits}
    countries = {h.alias.country for h in hits if h.alias.country}
    found = []
    for i, j, aliases in weak:
        fits = [a for a in aliases if a.actor in actors or (a.strength == "weak" and a.country in countries)]
        if fits:
            found.append(Hit(i, j, fits[0]))
    return found


def affiliations(hits: Sequence[Hit], places: Sequence[tuple[int, int, str | None]], words: Words, adjectives: Mapping[str, str]) -> dict[int, Affiliation]:
    """By the token at which they end: names of states, peoples, bodies and places that may own what follows."""
    owners = {}
    for start, end, country in places:
        owners[end] = Affiliation(start, end, words.phrase(start, end), country)
    for hit in hits:
        alias = hit.alias
        text = words.phrase(hit.start, hit.end)
        if alias.actor is not None and alias.actor.type == "person":
            continue
        adjective = alias.adjective if alias.kind in ("seat", "place", "demonym", "people") and alias.adjective else text
        owners[hit.end] = Affiliation(hit.start, hit.end, adjective, alias.country)
    return owners


def owner(words: Words, owners: Mapping[int, Affiliation], i: int, between: frozenset[str], reach: int = 2) -> Affiliation | None:
    """The name that owns the noun phrase at token i: right before it, or with "'s" or up to `reach` modifiers between."""
    for step in range(reach + 1):
        j = i - step
        if j <= 0:
            return None
        if j in owners:
            return owners[j]
        if words.lower[j - 1] in ("'s", "'") and j - 1 in owners:
            return owners[j - 1]
        if words.lower[j - 1] not in between and words.lower[j - 1] != "-":
            return None
    return None


def mention(hit: Hit, words: Words) -> Found | None:
    """The mention that a name of a body or person is; None for states and peoples, which their places decide."""
    alias = hit.alias
    if alias.actor is None or alias.actor.type == "state":
        return None
    start = hit.start
    return Found(start, hit.end, alias.kind, "actors/gazetteer", alias.actor)
