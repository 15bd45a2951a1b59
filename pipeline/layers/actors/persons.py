"""Persons: the model's names mended, titles and roles, short names led back to full ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.layers.actors.lexicon import Lexicon
from pipeline.layers.actors.names import Hit
from pipeline.layers.actors.resolve import Actor, actor_id, spelling_key
from pipeline.layers.actors.words import NOUNS, PROPER, Affiliation, Found, Words

_ROLE_TAGS = NOUNS | {"JJ", "JJR", "JJS", "POS", "HYPH", "VBG", "VBN", "CD"}


@dataclass(frozen=True, slots=True)
class Role:
    """An office as the text gives it, its country left out, and that country."""

    text: str
    country: str | None
    sector: str | None


def name_tokens(words: Words, lexicon: Lexicon, start: int, end: int) -> tuple[int, int] | None:
    """The tokens of a person's name within [start, end): titles, brackets, "'s" and what follows them cut off."""
    while start < end and (drop := _title_at(words, lexicon, start, end)):
        start = drop
    particles = lexicon.words["person-particles"]
    stop = start
    while stop < end and _names(words.text[stop], particles):
        stop += 1
    while stop > start and (words.text[stop - 1] == "-" or words.lower[stop - 1] in particles and stop < end):
        stop -= 1
    return _grow(words, start, stop, particles) if stop > start and words.text[stop - 1][0].isupper() else None


def _title_at(words: Words, lexicon: Lexicon, start: int, end: int) -> int | None:
    """The token after a title that opens [start, end) and leaves a name behind it."""
    for stop, _ in lexicon.titles.at(words.lower, start):
        if stop < end:
            return stop
    return None


def _names(word: str, particles: frozenset[str]) -> bool:
    return (word[0].isupper() and not any(c.isdigit() for c in word) and word.replace(".", "").replace("'", "").replace("-", "").isalpha()) or word in particles or word == "-"


def _grow(words: Words, start: int, end: int, particles: frozenset[str]) -> tuple[int, int]:
    """The name with the parts that a hyphen or a particle ties to it: "Abdel Fattah el" + "-Sisi"."""
    n = len(words.text)
    while end + 1 < n and words.text[end] == "-" and words.text[end + 1][0].isupper() and words.lower[end - 1] in particles:
        end += 2
    while end + 1 < n and words.text[end] in particles and words.tag[end + 1] in PROPER and words.text[end + 1][0].isupper() and words.text[end] != "e":
        end += 2
    return start, end


def role_before(words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], start: int) -> Role | None:
    """The title that stands right before a name: "UN High Commissioner for Human Rights" before "Volker Turk"."""
    floor = max(words.sentence(start)[0], start - 12)
    left = start
    while left > floor and (words.tag[left - 1] in _ROLE_TAGS or words.lower[left - 1] in ("for", "of") and left - 1 > floor or left in owners):
        left -= 1
    return _role(words, lexicon, owners, left, start)


def role_after(words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], end: int) -> Role | None:
    """The office in apposition: ", Russia's Presidential aide, who"."""
    n = len(words.text)
    if end + 1 >= n or words.text[end] != ",":
        return None
    left = end + 1 + (words.lower[end + 1] in ("the", "a", "an", "his", "her", "their"))
    stop = left
    top = min(words.sentence(end)[1], left + 14)
    while stop < top and (words.tag[stop] in _ROLE_TAGS or words.lower[stop] in ("for", "of", "the", "at", "in", "to", "and", "&") or stop + 1 in owners):
        stop += 1
    if stop >= n or words.text[stop] not in (",", ".", "-", "–", "—", ";", ")"):
        return None
    head = next((k for k in range(left, stop) if words.tag[k] not in _ROLE_TAGS and k + 1 not in owners), stop)
    role = _role(words, lexicon, owners, left, head)
    return role and Role(words.phrase(_own_start(owners, words, left), stop), role.country, role.sector)


def _own_start(owners: Mapping[int, Affiliation], words: Words, left: int) -> int:
    """The token after a state that opens the phrase; other owners are part of the office."""
    for j in range(left + 1, left + 5):
        by = owners.get(j)
        if by is not None and by.start == left and by.country and by.adjective != words.phrase(left, j) or by and words.phrase(left, j) == by.adjective and by.country:
            return j + 1 if j < len(words.lower) and words.lower[j] in ("'s", "'") else j
    return left


def _role(words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], left: int, right: int) -> Role | None:
    """The role in [left, right) where a title is in it."""
    for i in range(right - 1, left - 1, -1):
        for stop, sectors in lexicon.titles.at(words.lower, i):
            if stop <= right:
                begin = left
                country = next((owners[j].country for j in range(left + 1, right + 1) if j in owners and owners[j].country), None)
                return Role(words.phrase(begin, right), country, sectors[0])
    return None


class People:
    """The persons of one document, by the names that they go by."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_key: dict[str, Actor] = {}
        self.short: dict[str, Actor | None] = {}

    def full(self, name: str) -> Actor:
        """The person of a full name: known to the data, met before under another spelling, or new."""
        key = spelling_key(name, self._lexicon.folds)
        if key not in self._by_key:
            self._by_key[key] = self._lexicon.spellings.get(key) or Actor(actor_id("person", name), name, "person")
        return self._by_key[key]

    def learn(self, parts: Sequence[str], person: Actor) -> None:
        """Lets the last name, and the first, stand for a person where no other person of the document has it."""
        for part in {parts[-1], parts[0]}:
            known = self.short.get(part, person)
            self.short[part] = person if known is not None and known.actor_id == person.actor_id else None


def find_people(words: Words, lexicon: Lexicon, ents: Iterable[tuple[int, int]], hits: Sequence[Hit], owners: Mapping[int, Affiliation], barred: set[int]) -> list[Found]:
    """Every mention of a person: full names first, then the short ones that they explain.

    ents: the model's persons; barred: tokens of places, states and bodies, which no single-word name may take.
    """
    people = People(lexicon)
    spans = {span for start, end in ents if (span := name_tokens(words, lexicon, start, end))}
    known = {(h.start, h.end): h.alias.actor for h in hits if h.alias.actor and h.alias.actor.type == "person"}
    titled = {(s, e) for s, e in _titled(words, lexicon) if (s, e) not in spans}
    found = []
    for (start, end), person in known.items():
        found.append(Found(start, end, "name", "actors/gazetteer", person))
        people.learn(words.text[start:end], person)
    singles = []
    for start, end in sorted(spans | titled):
        if end - start > 1 and barred.isdisjoint(range(start, end)):
            person = people.full(words.phrase(start, end))
            people.learn([w for w in words.text[start:end] if w[0].isupper()], person)
            found.append(Found(start, end, "name", "actors/title" if (start, end) in titled else "model:ner", person))
        elif end - start == 1:
            singles.append((start, end))
    found.extend(_short(words, people, found))
    taken = {t for f in found for t in range(f.start, f.end)}
    for start, end in singles:
        if start not in taken and start not in barred and _stands_alone(words, start, (start, end) in titled):
            person = people.full(words.text[start])
            found.append(Found(start, end, "name", "actors/title" if (start, end) in titled else "model:ner", person, tier=2))
    _give_roles(words, lexicon, owners, found)
    return found


def _titled(words: Words, lexicon: Lexicon) -> Iterable[tuple[int, int]]:
    """Names after a title that is written as one: "President Tshisekedi"."""
    for _, stop, _ in lexicon.titles.find(words.lower):
        end = stop
        while end < len(words.text) and words.tag[end] == "NNP" and words.text[end][0].isupper() and words.text[end][-1].islower() and end - stop < 3:
            end += 1
        if end > stop and words.text[stop - 1][0].isupper() and (tokens := name_tokens(words, lexicon, stop, end)) and tokens[0] == stop:
            yield tokens


def _short(words: Words, people: People, full: Sequence[Found]) -> list[Found]:
    """Last or first names, anywhere, of persons whom the document names in full."""
    taken = {t for f in full for t in range(f.start, f.end)}
    found = []
    for i, word in enumerate(words.text):
        person = people.short.get(word)
        if person is not None and i not in taken and words.tag[i] in NOUNS | {"JJ", "FW", "UH"}:
            found.append(Found(i, i + 1, "name", "actors/short-name", person))
    return found


def _stands_alone(words: Words, i: int, titled: bool) -> bool:
    """Whether a single word may be a person's name with nothing else to tell."""
    word = words.text[i]
    return titled or (words.tag[i] in PROPER and len(word) > 2 and not word.isupper() and words.lower[i] not in words.text)


def _give_roles(words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], found: list[Found]) -> None:
    """The first role that the text gives a person holds for all mentions."""
    roles: dict[str, Role] = {}
    for mention in sorted(found, key=lambda m: m.start):
        if mention.actor.actor_id in roles:
            continue
        role = role_before(words, lexicon, owners, mention.start) or role_after(words, lexicon, owners, mention.end)
        if role is not None:
            roles[mention.actor.actor_id] = role
    for mention in found:
        role = roles.get(mention.actor.actor_id)
        if role is not None:
            actor = mention.actor
            mention.role = role.text
            mention.actor = Actor(actor.actor_id, actor.name, actor.type, actor.sector or role.sector, actor.country or role.country)
