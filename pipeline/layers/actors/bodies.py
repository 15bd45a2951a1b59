"""Bodies and groups by pattern: ministries, armed forces, governments; troops, officials, delegations."""

from collections.abc import Mapping
from typing import Any

from pipeline.layers.actors.lexicon import Lexicon
from pipeline.layers.actors.names import owner
from pipeline.layers.actors.resolve import Actor, actor_id, body_actor, group_actor
from pipeline.layers.actors.words import NOUNS, PROPER, Affiliation, Found, Words

_INSIDE = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "NNS", "VBN", "VBG", "POS", "HYPH", "CC"})
_HEADS = NOUNS | {"JJ"}


def find_bodies(
    words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], starts: Mapping[int, Affiliation]
) -> list[Found]:
    """Ministries, armed forces, governments and the like, each with the state that it belongs to where its phrase tells."""
    found = []
    for i, end, entries in lexicon.bodies.find(words.lower):
        entry = entries[0]
        by = owner(words, owners, i, lexicon.words["modifiers-between"])
        if _goes_on(words, end) and (
            by is not None or not entry["bare"] or words.lower[end] not in lexicon.words["acts"]
        ):
            continue
        capital = words.text[end - 1][0].isupper() and words.tag[end - 1] in PROPER
        if by is None and not (_bare(entry, words.phrase(i, end).lower()) or (capital and end - i > 1)):
            continue
        found.append(_body(words, lexicon, entry, by or (i, end), _owner_after(words, starts, end), i, end, capital))
    return found


def _body(
    words: Words,
    lexicon: Lexicon,
    entry: Mapping[str, Any],
    by: Affiliation | tuple[int, int],
    of: Affiliation | None,
    i: int,
    end: int,
    capital: bool,
) -> Found:
    """The mention of a body at tokens [i, end), owned by what stands before it or after it, or by nobody yet."""
    kind = "name" if capital else "nominal"
    if isinstance(by, Affiliation):
        text = words.phrase(by.start, end)
        if by.country in lexicon.countries:
            return Found(by.start, end, kind, entry["id"], named_body(lexicon, entry, by.country, text))
        actor = Actor(
            actor_id(entry["type"], f"{by.adjective} {words.phrase(i, end)}"), text, entry["type"], entry["sector"]
        )
        return Found(by.start, end, kind, entry["id"], actor)
    if of is not None:
        stop = of.end if capital else end
        return Found(i, stop, kind, entry["id"], named_body(lexicon, entry, of.country, words.phrase(i, stop)))
    return Found(i, end, kind, entry["id"], named_body(lexicon, entry, None, words.phrase(i, end)), body=entry)


def named_body(lexicon: Lexicon, entry: Mapping[str, Any], country: str | None, text: str) -> Actor:
    """The body of a pattern and a country; the gazetteer's own where it has one of that name."""
    actor = body_actor(entry["id"].removeprefix("actors/body-"), entry, lexicon.countries.get(country or ""), text)
    return lexicon.orgs.get(actor.name.lower(), actor)


def give_lands(words: Words, lexicon: Lexicon, found: list[Found], lands: "Lands") -> None:
    """Bare bodies get the country that their sentence or document points to."""
    for mention in found:
        if mention.body is not None and (country := lands.of(words, mention.start)):
            mention.actor = named_body(lexicon, mention.body, country, mention.actor.name)


def _bare(entry: Mapping[str, Any], form: str) -> bool:
    return entry["bare"] and form not in entry.get("never_bare", ())


def _goes_on(words: Words, end: int) -> bool:
    """Whether the noun phrase goes on, so that its head is another word: "military sites", "police officers"."""
    return end < len(words.text) and (words.tag[end] in NOUNS or words.tag[end] == "HYPH" or words.text[end] == "-")


def _owner_after(words: Words, starts: Mapping[int, Affiliation], end: int) -> Affiliation | None:
    if end + 1 < len(words.text) and words.lower[end] in ("of", "in"):
        at = end + 2 if words.lower[end + 1] == "the" else end + 1
        return starts.get(at)
    return None


def find_groups(words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], headline: set[int]) -> list[Found]:
    """Collectives with an affiliation or an office: "Ukrainian soldiers", "RSF forces", "local officials"."""
    found = []
    for i, end, entries in lexicon.groups.find(words.lower):
        sector, bare = entries[0]
        if (
            _goes_on(words, end)
            or words.tag[end - 1] not in _HEADS
            or (words.tag[end - 1] in PROPER and end - 1 not in headline)
        ):
            continue
        left = left_edge(words, owners, lexicon.words["office-modifiers"], i)
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


def left_edge(
    words: Words, owners: Mapping[int, Affiliation], modifiers: frozenset[str], i: int
) -> tuple[int, str | None, str] | None:
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
