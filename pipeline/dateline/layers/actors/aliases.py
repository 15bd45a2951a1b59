"""Names that the gazetteer knows, and which of them can own what follows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.layers.actors.lexicon import Alias, Lexicon
from dateline.layers.actors.resolve import write


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the gazetteer at tokens [start, end)."""

    start: int
    end: int
    alias: Alias

    def __len__(self) -> int:
        return self.end - self.start


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


def find_aliases(text: Sequence[str], lower: Sequence[str], lexicon: Lexicon, begins: Sequence[int]) -> list[Match]:
    """Every name of the gazetteer that this document bears out, in reading order, without overlaps.

    begins: the tokens at which one may begin.
    """
    matches: list[Match] = []
    weak = []
    articles = lexicon.words["articles"]
    for i, j, aliases in lexicon.names.find(text, begins):
        usable = [a for a in aliases if not a.article or (i and lower[i - 1] in articles)]
        whence = bool(matches) and matches[-1].end == i and matches[-1].alias.kind == "demonym"
        usable = [a for a in usable if not a.form or _names_people(a, text, lower, i, j, lexicon, whence=whence)]
        strong = [a for a in usable if a.strength == "strong"]
        if strong:
            matches.append(Match(i, j, strong[0]))
        elif usable:
            weak.append((i, j, usable))
    share = lexicon.limits.country_share
    return sorted([*matches, *_borne_out(matches, weak, share)], key=lambda m: m.start)


def _names_people(
    alias: Alias, text: Sequence[str], lower: Sequence[str], i: int, j: int, lexicon: Lexicon, *, whence: bool
) -> bool:
    """Whether a people's name at tokens [i, j) may be one there: no part of a longer name; an ambiguous one told so.

    whence: whether the word before says of which country they are: "Iraqi Kurds".
    """
    trade = alias.ambiguous and j < len(lower) and lower[j] in lexicon.words["trade-nouns"]
    if not trade and is_told_people(text, lower, i, j, lexicon):
        return True
    alone = whence or i == 0 or lower[i - 1] in lexicon.words["articles"]
    beside = (text[j : j + 1], () if alone else text[i - 1 : i])
    return not alias.ambiguous and not any(word[:1].isupper() for words in beside for word in words)


def is_told_people(text: Sequence[str], lower: Sequence[str], i: int, j: int, lexicon: Lexicon) -> bool:
    """Whether the words beside a name say that it is a people's: "Masalit families", "300 Rohingya", "ethnic Fur"."""
    words, before = lexicon.words, lower[i - 1] if i else ""
    after = lower[j] if j < len(lower) and text[j] == lower[j] else ""
    if after in words["people-nouns"] or after in words["private-persons"]:
        return True
    quantity = lower[i - 2] if i > 1 and before == "of" else before
    counted = quantity in words["people-quantities"] or quantity.replace(",", "").isdigit()
    return counted and not (j < len(text) and text[j][:1].isupper())


def _borne_out(matches: Sequence[Match], weak: Sequence[tuple[int, int, list[Alias]]], share: float) -> list[Match]:
    """Weak names whose actor has a strong name in the document, or whose country is named there.

    share: of the mentions of the country named most, from which on one counts as named.
    """
    if not weak:
        return []
    actors = {m.alias.actor for m in matches}
    counts = Counter(m.alias.country for m in matches if m.alias.country)
    countries = {country for country, n in counts.items() if n >= share * max(counts.values())}
    found = []
    for i, j, aliases in weak:
        fits = [a for a in aliases if a.actor in actors or (a.strength == "weak" and a.country in countries)]
        if fits:
            found.append(Match(i, j, fits[0]))
    return found


def outside_places(matches: Sequence[Match], places: Iterable[tuple[int, int, str | None]]) -> list[Match]:
    """The names that are no part of a longer place's name ("Mexico" in "New Mexico") and no place elsewhere."""
    cover = {t: (i, j, country) for i, j, country in places for t in range(i, j)}
    return [m for m in matches if (by := cover.get(m.start)) is None or _fits(m, *by)]


def _fits(match: Match, start: int, end: int, country: str | None) -> bool:
    """Whether a name may be what the places layer takes it for: Georgia the state is no country."""
    if end - start > match.end - match.start:
        return False
    elsewhere = match.alias.kind in ("place", "seat") and country is not None and country != match.alias.country
    return not (elsewhere and (start, end) == (match.start, match.end))


def affiliations(
    matches: Sequence[Match], places: Iterable[tuple[int, int, str | None]], text: Sequence[str]
) -> dict[int, Affiliation]:
    """By the token at which they end: names of states, peoples, bodies and places that may own what follows."""
    by_end = {end: Affiliation(start, end, write(text[start:end]), country) for start, end, country in places}
    for match in matches:
        if match.alias.actor is None or match.alias.actor.type != "person":
            by_end[match.end] = _affiliation(match, text)
    return by_end


def _affiliation(match: Match, text: Sequence[str]) -> Affiliation:
    """A name as what owns; a state's name keeps its form where it is used as an adjective ("US officials")."""
    alias, words = match.alias, write(text[match.start : match.end])
    owns = match.end < len(text) and text[match.end] in ("'s", "'")
    derived = alias.kind in ("seat", "people", "demonym") or (alias.kind == "place" and owns)
    return Affiliation(
        match.start,
        match.end,
        alias.adjective if derived and alias.adjective and alias.kind != "demonym" else words,
        alias.country,
        alias.kind in ("seat", "place", "demonym"),
        alias.actor.sector if alias.actor is not None and alias.actor.type == "org" else None,
    )
