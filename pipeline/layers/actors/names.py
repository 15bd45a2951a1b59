"""Names that the gazetteer knows, and what they can own."""

from collections.abc import Iterable, Mapping, Sequence
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
    for i, j, aliases in lexicon.names.find(words.text):
        usable = [a for a in aliases if not a.article or (i and words.lower[i - 1] == "the")]
        strong = [a for a in usable if a.strength == "strong"]
        if strong:
            hits.append(Hit(i, j, strong[0]))
        elif usable:
            weak.append((i, j, usable))
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


def affiliations(
    hits: Sequence[Hit], places: Iterable[tuple[int, int, str | None]], words: Words
) -> dict[int, Affiliation]:
    """By the token at which they end: names of states, peoples, bodies and places that may own what follows."""
    owners = {end: Affiliation(start, end, words.phrase(start, end), country) for start, end, country in places}
    for hit in hits:
        alias = hit.alias
        if alias.actor is not None and alias.actor.type == "person":
            continue
        state = alias.kind in ("seat", "place", "demonym")
        adjective = (
            alias.adjective
            if (state or alias.kind == "people") and alias.adjective
            else words.phrase(hit.start, hit.end)
        )
        owners[hit.end] = Affiliation(hit.start, hit.end, adjective, alias.country, state)
    return owners


def outside(hits: Sequence[Hit], places: Iterable[tuple[int, int]]) -> list[Hit]:
    """The names that are no part of a longer place's name: not "Mexico" in "New Mexico"."""
    cover = {t: (i, j) for i, j in places for t in range(i, j)}
    return [h for h in hits if (by := cover.get(h.start)) is None or by[1] - by[0] <= h.end - h.start]


def owner(
    words: Words, owners: Mapping[int, Affiliation], i: int, between: frozenset[str], reach: int = 2
) -> Affiliation | None:
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


def find_known(words: Words, hits: Sequence[Hit]) -> list[Found]:
    """Bodies of the gazetteer, each with the demonym or state of its own before it: "Ukrainian Coordination Headquarters"."""
    found = []
    before = {h.end: h for h in hits if h.alias.kind in ("demonym", "place")}
    for hit in hits:
        actor = hit.alias.actor
        if actor is None or actor.type != "org":
            continue
        start = hit.start
        if hit.end - start > 1 and hit.alias.kind == "name" and actor.country and actor.sector != "MED":
            by = before.get(start) or (before.get(start - 1) if words.lower[start - 1] == "'s" else None)
            if by is not None and by.alias.country == actor.country:
                start = by.start
        found.append(Found(start, hit.end, hit.alias.kind, "actors/gazetteer", actor))
    return found
