"""What the mentions of a document have to say about each other: lists, kind words elsewhere, containers."""

from collections.abc import Iterator, Sequence

from pipeline.gazetteer import Place, fold
from pipeline.layers.places.mentions import Mention
from pipeline.layers.places.resolve import Sense

LIST_OF_DIVISIONS = 4
"""Names in a list, all of them names of divisions of one country, from which on it is a list of divisions."""
Key = tuple[str, str | None]


def group(mentions: Sequence[Mention], joined: Sequence[bool]) -> tuple[list[Key], dict[Key, Sense]]:
    """The sense of each mention, by key, and the senses; joined: whether a mention is in a list with the one before."""
    wanted = _wanted(mentions, joined)
    keys = [(fold(m.name), w) for m, w in zip(mentions, wanted, strict=True)]
    containers: dict[str, list[Place]] = {}
    members: dict[Key, list[Mention]] = {}
    for key, m in zip(keys, mentions, strict=True):
        members.setdefault(key, []).append(m)
        containers.setdefault(key[0], []).extend(p for c in m.containers for p, _ in c.candidates[:3])
    senses = {
        key: Sense(key[0], found[0].candidates, key[1], _others(key, containers[key[0]]), len(found))
        for key, found in members.items()
    }
    return keys, senses


def _others(key: Key, containers: list[Place]) -> list[Place]:
    """The containers of a sense: the state of New York does not lie in New York."""
    name, wanted = key
    return [c for c in containers if fold(c.name) != name] if wanted in ("admin1", "country") else containers


def _wanted(mentions: Sequence[Mention], joined: Sequence[bool]) -> list[str | None]:
    """The level that each mention asks for, by its own kind word, its list, or a kind word that the name has elsewhere.

    "Kursk" is the oblast where the document has "the Kursk region"; not so beside a name that is only a city's.
    """
    named = {fold(m.name) for m in mentions if m.wanted == "admin1" and not m.tail}
    wanted = [m.wanted for m in mentions]
    for part in _lists(joined):
        members = [mentions[i] for i in part]
        if len(members) >= LIST_OF_DIVISIONS and _one_country(members):
            hint = True
        else:
            hint = all(m.wanted or fold(m.name) in named for m in members)
        for i in part:
            if hint and wanted[i] is None and _divisions(mentions[i]):
                wanted[i] = "admin1"
    return wanted


def _lists(joined: Sequence[bool]) -> Iterator[range]:
    start = 0
    for i in range(1, len(joined) + 1):
        if i == len(joined) or not joined[i]:
            yield range(start, i)
            start = i


def _divisions(m: Mention) -> set[str | None]:
    return {p.country for p, usual in m.candidates if usual and p.level == "admin1"}


def _one_country(members: Sequence[Mention]) -> bool:
    return bool(set.intersection(*map(_divisions, members)))
