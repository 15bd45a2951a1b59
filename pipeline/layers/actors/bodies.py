"""Bodies and groups by pattern: ministries, armed forces, governments; troops, officials, delegations."""

from collections.abc import Mapping

from pipeline.layers.actors.lexicon import Lexicon
from pipeline.layers.actors.names import owner
from pipeline.layers.actors.resolve import Actor, body_actor, group_actor
from pipeline.layers.actors.words import NOUNS, PROPER, Affiliation, Found, Words

_INSIDE = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "NNS", "VBN", "VBG", "POS", "HYPH", "CC"})


def find_bodies(words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], starts: Mapping[int, Affiliation], land: "Lands") -> list[Found]:
    """Ministries, armed forces, governments and the like, each with the state that it belongs to where the text tells."""
    found = []
    for i, end, entries in lexicon.bodies.find(words.lower):
        entry = entries[0]
        if _goes_on(words, end):
            continue
        by = owner(words, owners, i, lexicon.words["modifiers-between"])
        capital = words.text[i][0].isupper() and words.tag[i] in PROPER or words.text[end - 1][0].isupper()
        if by is None and not (entry["bare"] or capital and " " in words.phrase(i, end)):
            continue
        start, stop, country = (by.start, end, by.country) if by else (i, end, None)
        if by is None and (of := _owner_after(words, starts, end)) is not None:
            stop, country = (of.end, of.country) if capital else (end, of.country)
        if country is None and by is None:
            country = land.of(words, i)
        text = words.phrase(start, stop)
        if by is not None and country is None:
            actor = Actor(body_actor("", entry, None, f"{by.adjective} {words.phrase(i, end)}").actor_id, text, entry["type"], entry["sector"])
        else:
            actor = body_actor(entry["id"].removeprefix("actors/body-"), entry, lexicon.countries.get(country or ""), text)
        actor = lexicon.orgs.get(actor.name.lower(), actor)
        kind = "name" if capital else "nominal"
        found.append(Found(start, stop, kind, entry["id"], actor))
    return found


def _goes_on(words: Words, end: int) -> bool:
    """Whether the noun phrase goes on, so that its head is another word: "military sites", "police officers"."""
    return end < len(words.text) and (words.tag[end] in NOUNS or words.tag[end] == "HYPH" or words.text[end] == "-")


def _owner_after(words: Words, starts: Mapping[int, Affiliation], end: int) -> Affiliation | None:
    if end + 1 < len(words.text) and words.lower[end] in ("of", "in"):
        at = end + 2 if words.lower[end + 1] == "the" else end + 1
        return starts.get(at)
    return None


def find_groups(words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation]) -> list[Found]:
    """Collectives with an affiliation or an office: "Ukrainian soldiers", "RSF forces", "local officials"."""
    found = []
    for i, end, entries in lexicon.groups.find(words.lower):
        sector, bare = entries[0]
        if _goes_on(words, end) or words.tag[i] not in NOUNS and words.tag[i] != "JJ":
            continue
        left = _left_edge(words, owners, lexicon.words["office-modifiers"], i)
        if left is None and not bare:
            continue
        start, country, name = left or (i, None, words.phrase(i, end).lower())
        if left is not None:
            name = name + words.phrase(_after_owner(words, start, owners, i), end) if name else words.phrase(start, end)
        found.append(Found(start, end, "nominal", "actors/group", group_actor(name, sector, country)))
    return found


def _after_owner(words: Words, start: int, owners: Mapping[int, Affiliation], i: int) -> int:
    """The token after the first owner of the phrase, its possessive left out."""
    for j in range(start + 1, i + 1):
        if j in owners and owners[j].start == start:
            return j + 1 if words.lower[j] in ("'s", "'") else j
    return start


def _left_edge(words: Words, owners: Mapping[int, Affiliation], modifiers: frozenset[str], i: int) -> tuple[int, str | None, str] | None:
    """Start, country and adjective of the phrase before a head: back to its first owner, else to its office words."""
    floor = max(words.sentence(i)[0], i - 7)
    edge, country, adjective = None, None, ""
    j = i
    while j > floor:
        by = owners.get(j) or (owners.get(j - 1) if words.lower[j - 1] in ("'s", "'") else None)
        if by is not None and by.start >= floor:
            edge, country, adjective = by.start, by.country, by.adjective + " "
            j = by.start
            if words.lower[j - 1] not in ("and", "-", "/") or j - 1 <= floor or j - 1 not in owners:
                break
            j -= 1
            continue
        if words.lower[j - 1] in modifiers:
            edge, country, adjective = j - 1, None, ""
        elif words.tag[j - 1] not in _INSIDE or words.lower[j - 1] == "and":
            break
        j -= 1
    if edge is None:
        return None
    while edge > floor and words.lower[edge - 1] in ("senior", "top", "high-ranking", "former"):
        edge, adjective = edge - 1, ""
    return edge, country, adjective


class Lands:
    """Which country a bare body belongs to: the nearest one named before it in the sentence, else the document's own."""

    def __init__(self, seen: list[tuple[int, str]], share: float = 0.7) -> None:
        self._seen = sorted(seen)
        counts: dict[str, int] = {}
        for _, country in seen:
            counts[country] = counts.get(country, 0) + 1
        top = max(counts, key=lambda c: counts[c], default=None)
        self._main = top if top and counts[top] >= share * len(seen) else None

    def of(self, words: Words, i: int) -> str | None:
        """The country, alpha-3; None where the sentence and the document leave it open."""
        start, end = words.sentence(i)
        here = [(at, country) for at, country in self._seen if start <= at < end]
        before = [country for at, country in here if at < i]
        if before:
            return before[-1]
        if len({country for _, country in here}) == 1:
            return here[0][1]
        return self._main if not here else None
