"""Names that the gazetteer knows, and what they can own."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.layers.actors.lexicon import Alias, Lexicon
from dateline.layers.actors.resolve import write


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the gazetteer at tokens [start, end)."""

    start: int
    end: int
    alias: Alias


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A name that may own what follows: tokens [start, end), the adjective made of it, its country.

    state: whether it is a state's name, seat or demonym; sector: of a body.
    """

    start: int
    end: int
    adjective: str
    country: str | None
    state: bool = False
    sector: str | None = None


def find_names(text: Sequence[str], lower: Sequence[str], lexicon: Lexicon, begins: Sequence[int]) -> list[Hit]:
    """Every name of the gazetteer that this document bears out, in reading order, without overlaps.

    begins: the tokens at which one may begin.
    """
    hits = []
    weak = []
    for i, j, aliases in lexicon.names.find(text, begins):
        usable = [a for a in aliases if not a.article or (i and lower[i - 1] == "the")]
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
    counts = Counter(h.alias.country for h in hits if h.alias.country)
    countries = {country for country, n in counts.items() if 2 * n >= max(counts.values())}
    found = []
    for i, j, aliases in weak:
        fits = [a for a in aliases if a.actor in actors or (a.strength == "weak" and a.country in countries)]
        if fits:
            found.append(Hit(i, j, fits[0]))
    return found


def outside(hits: Sequence[Hit], places: Iterable[tuple[int, int, str | None]]) -> list[Hit]:
    """The names that are no part of a longer place's name ("Mexico" in "New Mexico") and no place elsewhere."""
    cover = {t: (i, j, country) for i, j, country in places for t in range(i, j)}
    return [h for h in hits if (by := cover.get(h.start)) is None or _fits(h, *by)]


def _fits(hit: Hit, start: int, end: int, country: str | None) -> bool:
    """Whether a name may be what the places layer takes it for: Georgia the state is no country."""
    if end - start > hit.end - hit.start:
        return False
    elsewhere = hit.alias.kind in ("place", "seat") and country is not None and country != hit.alias.country
    return not (elsewhere and (start, end) == (hit.start, hit.end))


def affiliations(
    hits: Sequence[Hit], places: Iterable[tuple[int, int, str | None]], text: Sequence[str]
) -> dict[int, Affiliation]:
    """By the token at which they end: names of states, peoples, bodies and places that may own what follows."""
    owners = {end: Affiliation(start, end, write(text[start:end]), country) for start, end, country in places}
    for hit in hits:
        if hit.alias.actor is None or hit.alias.actor.type != "person":
            owners[hit.end] = _affiliation(hit, text)
    return owners


def _affiliation(hit: Hit, text: Sequence[str]) -> Affiliation:
    """A name as an owner; a state's name keeps its form where it is used as an adjective ("US officials")."""
    alias, words = hit.alias, write(text[hit.start : hit.end])
    owns = hit.end < len(text) and text[hit.end] in ("'s", "'")
    derived = alias.kind in ("seat", "people", "demonym") or (alias.kind == "place" and owns)
    return Affiliation(
        hit.start,
        hit.end,
        alias.adjective if derived and alias.adjective and alias.kind != "demonym" else words,
        alias.country,
        alias.kind in ("seat", "place", "demonym"),
        alias.actor.sector if alias.actor is not None and alias.actor.type == "org" else None,
    )
