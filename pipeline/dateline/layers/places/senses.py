"""What the mentions of a document have to say about each other: lists, kind words elsewhere, containers."""

from collections.abc import Iterator, Sequence

from dateline.gazetteer import Place, fold
from dateline.layers.places.candidates import Candidate
from dateline.layers.places.resolve import Sense, inside

Key = tuple[str, str | None, str]
"""A folded name, the level that it asks for, and where it lies, if the document has several of the name."""


def group(
    mentions: Sequence[Candidate], joined: Sequence[bool], *, divisions: int
) -> tuple[list[Key], dict[Key, Sense]]:
    """The sense of each mention, by key, and the senses; joined: whether a mention is in a list with the one before."""
    wanted = _wanted(mentions, joined, divisions)
    keys = [(fold(m.name), w, c) for m, w, c in zip(mentions, wanted, _homes(mentions), strict=True)]
    containers: dict[tuple[str, str], list[Place]] = {}
    members: dict[Key, list[Candidate]] = {}
    for key, m in zip(keys, mentions, strict=True):
        members.setdefault(key, []).append(m)
        containers.setdefault(key[::2], []).extend(_holders(m))
    beside = _beside(keys, mentions, joined)
    senses = {
        key: Sense(key[0], found[0].candidates, key[1], _others(key, containers[key[::2]]), len(found), beside[key])
        for key, found in members.items()
    }
    return keys, senses


def _holders(m: Candidate) -> list[Place]:
    return [p for c in m.containers for p, _ in c.candidates[:3]]


def _beside(keys: Sequence[Key], mentions: Sequence[Candidate], joined: Sequence[bool]) -> dict[Key, list[int]]:
    """The numbers of the senses that stand next to each in lists; what only says where a place lies is in no list."""
    numbers = {key: n for n, key in enumerate(dict.fromkeys(keys))}
    found: dict[Key, list[int]] = {key: [] for key in numbers}
    for i in range(1, len(keys)):
        a, b = keys[i - 1], keys[i]
        if joined[i] and a[0] != b[0] and mentions[i] not in mentions[i - 1].containers:
            found[a].append(numbers[b])
            found[b].append(numbers[a])
    return found


def _homes(mentions: Sequence[Candidate]) -> list[str]:
    """Where each mention is said to lie, where no one place can be meant by all: "Paris, France; Paris, Texas"."""
    said = [fold(m.containers[0].name) if m.containers else "" for m in mentions]
    holders: dict[str, dict[str, list[Place]]] = {}
    for m, home in zip(mentions, said, strict=True):
        if home:
            holders.setdefault(fold(m.name), {})[home] = _holders(m)
    several = {name for name, homes in holders.items() if len(homes) > 1}
    split = {fold(m.name) for m in mentions if fold(m.name) in several and _apart(m, holders[fold(m.name)])}
    return [home if fold(m.name) in split else "" for m, home in zip(mentions, said, strict=True)]


def _apart(m: Candidate, homes: dict[str, list[Place]]) -> bool:
    """Whether each home has a place of the name, and none lies in all."""
    places = [p for p, usual in m.candidates if usual]
    each = [{p.place_id for p in places if any(inside(p, h) for h in held)} for held in homes.values()]
    return all(each) and not set.intersection(*each)


def _others(key: Key, containers: list[Place]) -> list[Place]:
    """The containers of a sense: the state of New York does not lie in New York."""
    name, wanted, _ = key
    return [c for c in containers if fold(c.name) != name] if wanted in ("admin1", "country") else containers


def _wanted(mentions: Sequence[Candidate], joined: Sequence[bool], divisions: int) -> list[str | None]:
    """The level that each mention asks for, by its own kind word, its list, or a kind word that the name has elsewhere.

    "Kursk" is the oblast where the document has "the Kursk region"; not so beside a name that is only a city's.
    """
    named = {fold(m.name) for m in mentions if m.wanted == "admin1" and not m.tail}
    wanted = [m.wanted for m in mentions]
    for part in _lists(joined):
        members = [mentions[i] for i in part]
        if len(members) >= divisions and _one_country(members):
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


def _divisions(m: Candidate) -> set[str | None]:
    return {p.country for p, usual in m.candidates if usual and p.level == "admin1"}


def _one_country(members: Sequence[Candidate]) -> bool:
    return bool(set.intersection(*map(_divisions, members)))
