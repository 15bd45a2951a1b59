"""Persons: the model's names mended, titles and roles, short names led back to full ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.layers.actors.bodies import left_edge
from pipeline.layers.actors.lexicon import Lexicon
from pipeline.layers.actors.names import Hit
from pipeline.layers.actors.resolve import Actor, actor_id, spelling_key, unnamed_person
from pipeline.layers.actors.words import NOUNS, PROPER, Affiliation, Found, Words

_ROLE_TAGS = NOUNS | {"JJ", "JJR", "JJS", "POS", "HYPH", "VBG", "VBN", "CD"}
_SHORT_TAGS = NOUNS | {"JJ", "FW", "UH"}
_ROLE_JOINS = frozenset({"for", "of", "the", "and", "to", "at", "in", "&"})


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
    return (
        (
            word[0].isupper()
            and not any(c.isdigit() for c in word)
            and word.replace(".", "").replace("'", "").replace("-", "").isalpha()
        )
        or word in particles
        or word == "-"
    )


def _grow(words: Words, start: int, end: int, particles: frozenset[str]) -> tuple[int, int]:
    """The name with the parts that a hyphen or a particle ties to it: "Abdel Fattah el" + "-Sisi"."""
    n = len(words.text)
    while (
        end + 1 < n
        and words.text[end] == "-"
        and words.text[end + 1][0].isupper()
        and words.lower[end - 1] in particles
    ):
        end += 2
    while (
        end + 1 < n
        and words.text[end] in particles
        and words.tag[end + 1] in PROPER
        and words.text[end + 1][0].isupper()
        and words.text[end] != "e"
    ):
        end += 2
    return start, end


def role_before(words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], start: int) -> Role | None:
    """The title that stands right before a name: "UN High Commissioner for Human Rights" before "Volker Turk"."""
    floor = max(words.sentence(start)[0], start - 12)
    left = start
    while left > floor and (
        words.tag[left - 1] in _ROLE_TAGS or words.lower[left - 1] in ("for", "of", "the") or left in owners
    ):
        left -= 1
    title = _first_title(words, lexicon, left, start)
    if title is None:
        return None
    at, sector = title
    left = at
    while left > floor and (words.tag[left - 1] in _ROLE_TAGS or left in owners):
        left -= 1
    return _role(words, owners, left, start, sector)


def role_after(words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], end: int) -> Role | None:
    """The office in apposition: ", Russia's Presidential aide, who"."""
    n = len(words.text)
    if end + 1 >= n or words.text[end] != ",":
        return None
    left = stop = end + 1 + (words.lower[end + 1] in ("the", "a", "an", "his", "her", "their"))
    top = min(words.sentence(end)[1], left + 14)
    while stop < top and (words.tag[stop] in _ROLE_TAGS or words.lower[stop] in _ROLE_JOINS or stop + 1 in owners):
        stop += 1
    if stop >= n or words.text[stop] not in (",", ".", "-", "–", "—", ";", ")"):
        return None
    head = next((k for k in range(left, stop) if words.tag[k] not in _ROLE_TAGS and k + 1 not in owners), stop)
    title = _first_title(words, lexicon, left, head)
    return _role(words, owners, left, stop, title[1]) if title else None


def _first_title(words: Words, lexicon: Lexicon, left: int, right: int) -> tuple[int, str | None] | None:
    """Token and sector of the first title within [left, right)."""
    for i in range(left, right):
        for stop, sectors in lexicon.titles.at(words.lower, i):
            if stop <= right:
                return i, sectors[0]
    return None


def _role(words: Words, owners: Mapping[int, Affiliation], left: int, right: int, sector: str | None) -> Role:
    """The role in [left, right), without a state that opens it, and its country."""
    while words.text[left] in ("-", "'s", "'"):
        left += 1
    here = [by for j in range(left + 1, right + 1) if (by := owners.get(j)) is not None and by.start >= left]
    for by in here:
        if by.state and by.start == left and by.end < right:
            left = by.end + (words.lower[by.end] in ("'s", "'"))
    return Role(words.phrase(left, right), next((by.country for by in here if by.country), None), sector)


class People:
    """The persons of one document, by the names that they go by."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_key: dict[str, Actor] = {}
        self._ends: dict[str, Actor] = {}
        self.last: dict[str, Actor] = {}
        self.first: dict[str, Actor | None] = {}

    def full(self, words: Words, start: int, end: int) -> Actor:
        """The person of a name of several words: known to the data, met before under another spelling, or new."""
        name = words.phrase(start, end)
        key = spelling_key(name, self._lexicon.folds)
        known = self._by_key.get(key) or self._ends.get(name) or self._namesake(words.text[start], words.text[end - 1])
        person = known or self._lexicon.spellings.get(key) or Actor(actor_id("person", name), name, "person")
        self._by_key[key] = person
        return person

    def _namesake(self, first: str, last: str) -> Actor | None:
        """A person met before with that last name, whose first name begins alike: "Mitch", "Mitchell"."""
        known = self.last.get(last)
        if known is None or len(first) < 3:
            return None
        other = known.name.split()[0]
        return known if other.startswith(first) or first.startswith(other) and len(other) > 2 else None

    def learn(self, words: Words, start: int, end: int, person: Actor) -> None:
        """Lets the last name stand for the first person who has it, and the first name where nobody shares it."""
        for i in range(start + 1, end):
            self._ends.setdefault(words.phrase(i, end), person)
        self.last.setdefault(words.text[end - 1], person)
        first = words.text[start]
        known = self.first.get(first, person)
        self.first[first] = person if known is not None and known.actor_id == person.actor_id else None


def find_people(
    words: Words,
    lexicon: Lexicon,
    ents: Iterable[tuple[int, int]],
    hits: Sequence[Hit],
    owners: Mapping[int, Affiliation],
    barred: set[int],
) -> list[Found]:
    """Every mention of a person: full names first, then the short ones that they explain.

    ents: the model's persons; barred: tokens of places, states and bodies, which no single-word name may take.
    """
    people = People(lexicon)
    found = []
    for hit in hits:
        if hit.alias.actor is not None and hit.alias.actor.type == "person":
            found.append(Found(hit.start, hit.end, "name", "actors/gazetteer", hit.alias.actor))
            people.learn(words, hit.start, hit.end, hit.alias.actor)
    rules = {span: "model:ner" for start, end in ents if (span := name_tokens(words, lexicon, start, end))}
    rules |= {span: "actors/title" for span in _titled(words, lexicon) if span not in rules}
    for start, end in sorted(s for s in rules if s[1] - s[0] > 1):
        if barred.isdisjoint(range(start, end)):
            person = people.full(words, start, end)
            people.learn(words, start, end, person)
            found.append(Found(start, end, "name", rules[start, end], person))
    ner = {start for start, end in rules if end - start == 1}
    found.extend(_short(words, lexicon, people, found, ner))
    taken = {t for f in found for t in range(f.start, f.end)}
    for i in sorted(ner - taken - barred):
        rule = rules[i, i + 1]
        if _stands_alone(words, lexicon, i, rule == "actors/title"):
            name = words.text[i]
            found.append(Found(i, i + 1, "name", rule, Actor(actor_id("person", name), name, "person"), tier=2))
    _give_roles(words, lexicon, owners, found)
    return found


def _titled(words: Words, lexicon: Lexicon) -> Iterable[tuple[int, int]]:
    """Names after a title that is written as one: "President Tshisekedi"."""
    for _, stop, _ in lexicon.titles.find(words.lower):
        end = stop
        while (
            end < len(words.text)
            and words.tag[end] == "NNP"
            and words.text[end][0].isupper()
            and words.text[end][-1].islower()
            and end - stop < 3
        ):
            end += 1
        if (
            end > stop
            and words.text[stop - 1][0].isupper()
            and (tokens := name_tokens(words, lexicon, stop, end))
            and tokens[0] == stop
        ):
            yield tokens


def _short(words: Words, lexicon: Lexicon, people: People, full: Sequence[Found], ner: set[int]) -> list[Found]:
    """Last names, anywhere, of persons whom the document names in full; first names where the model sees a person."""
    taken = {t for f in full for t in range(f.start, f.end)}
    found = []
    last, first = people.last, people.first
    for i, word in enumerate(words.text):
        person = last.get(word) or (first.get(word) if i in ner else None)
        if (
            person is not None
            and i not in taken
            and words.tag[i] in _SHORT_TAGS
            and not _inside_name(words, lexicon, i)
        ):
            found.append(Found(i, i + 1, "name", "actors/short-name", person))
    return found


def _inside_name(words: Words, lexicon: Lexicon, i: int) -> bool:
    """Whether a word is part of a longer name: "Lincoln Memorial", "Maria Silva" where only "Jose Silva" is known."""
    after, before = i + 1 < len(words.text), i > 0 and i not in words.starts
    if after and (words.text[i + 1] == "-" or (words.tag[i + 1] in PROPER and words.text[i + 1][0].isupper())):
        return True
    if before and words.text[i - 1] == "-":
        return True
    return (
        before
        and words.tag[i - 1] == "NNP"
        and words.text[i - 1][0].isupper()
        and not any(lexicon.titles.at(words.lower, i - 1))
    )


def _stands_alone(words: Words, lexicon: Lexicon, i: int, titled: bool) -> bool:
    """Whether a single word may be a person's name with nothing else to tell."""
    word = words.text[i]
    if word in lexicon.words["platforms"]:
        return False
    return titled or (
        words.tag[i] in PROPER and len(word) > 2 and not word.isupper() and words.lower[i] not in words.text
    )


def _give_roles(words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], found: list[Found]) -> None:
    """The first role that the text gives a person holds for all mentions."""
    roles: dict[str, Role] = {}
    for mention in sorted(found, key=lambda m: m.start):
        if mention.actor.actor_id not in roles:
            role = role_before(words, lexicon, owners, mention.start) or role_after(words, lexicon, owners, mention.end)
            if role is not None:
                roles[mention.actor.actor_id] = role
    for mention in found:
        role = roles.get(mention.actor.actor_id)
        if role is not None:
            actor = mention.actor
            mention.role = role.text
            mention.actor = Actor(
                actor.actor_id, actor.name, actor.type, actor.sector or role.sector, actor.country or role.country
            )


def find_unnamed(
    words: Words, lexicon: Lexicon, owners: Mapping[int, Affiliation], named: Sequence[Found]
) -> list[Found]:
    """Office holders and sources without a name: "a Russian negotiator", "UN human rights chief", "the mayor of Kharkiv"."""
    starts = {m.start for m in named}
    ends = {m.end for m in named}
    by_start = {by.start: by for by in owners.values()}
    modifiers = lexicon.words["unnamed-modifiers"] | lexicon.words["office-modifiers"]
    found = []
    for i, end, sectors in lexicon.titles.find(words.lower):
        if words.tag[end - 1] not in ("NN", "NNP") or sectors[0] is None or _leads_to_name(words, end, starts):
            continue
        left = left_edge(words, owners, modifiers, i)
        of = _of(words, by_start, end)
        if (left is None and of is None) or _goes_on(words, end):
            continue
        start, country, _ = left or (i, None, "")
        stop = of.end if of is not None else end
        if _apposed(words, start, stop, starts, ends):
            continue
        text = words.phrase(start, stop)
        actor = unnamed_person(text, sectors[0], country or (of.country if of else None))
        found.append(Found(start, stop, "nominal", "actors/unnamed", actor, role=text))
    return found


def _of(words: Words, by_start: Mapping[int, Affiliation], end: int) -> Affiliation | None:
    if end + 1 < len(words.text) and words.lower[end] in ("of", "for"):
        return by_start.get(end + 2 if words.lower[end + 1] == "the" else end + 1)
    return None


def _goes_on(words: Words, end: int) -> bool:
    return end < len(words.text) and (words.tag[end] in NOUNS or words.text[end] == "-")


def _leads_to_name(words: Words, end: int, starts: set[int]) -> bool:
    """Whether a title goes on to a name: "High Commissioner [for Human Rights] Volker Turk"."""
    for i in range(end, min(end + 8, len(words.text))):
        if i in starts:
            return True
        if words.lower[i] not in _ROLE_JOINS and not (words.tag[i] in PROPER and words.text[i][0].isupper()):
            return False
    return False


def _apposed(words: Words, start: int, stop: int, starts: set[int], ends: set[int]) -> bool:
    """Whether the phrase is the office of a person named right before or after it."""
    left = start - 1 if start and words.lower[start - 1] in ("the", "a", "an", "his", "her", "their") else start
    before = left > 1 and words.text[left - 1] == "," and (left - 1) in ends
    return before or stop in starts or (stop + 1 in starts and words.text[stop] == ",")
