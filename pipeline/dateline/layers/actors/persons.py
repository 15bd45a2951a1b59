"""Persons: the model's names mended, short names led back to full ones, what a title or a verb betrays."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from dateline.gazetteer import Gazetteer
from dateline.layers.actors.lexicon import Lexicon
from dateline.layers.actors.offices import role_in_front
from dateline.layers.actors.resolve import Actor, actor_id, fold, spelling_key, write
from dateline.layers.actors.view import NOUNS, PROPER, Found, Page

_SHORT_TAGS = NOUNS | {"JJ", "FW", "UH"}
_ACTS = frozenset({"VBD", "VBZ", "VBP", "MD"})
Span = tuple[int, int]


class People:
    """The persons of one document, by the names that they go by."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon, self._given = lexicon, lexicon.words["given-names"]
        self._by_key: dict[str, Actor] = {}
        self._ends: dict[str, Actor] = {}
        self.last: dict[str, Actor] = {}
        self.first: dict[str, Actor | None] = {}
        self.middle: dict[str, Actor | None] = {}
        self.parts: dict[str, set[str]] = {}

    def full(self, parts: Sequence[str]) -> Actor:
        """The person of a name of several words: known to the data, met before under another spelling, or new."""
        name, core = write(parts), core_name(parts, self._lexicon.words["name-suffixes"])
        key = spelling_key(write(core), self._lexicon.folds)
        known = self._by_key.get(key) or self._ends.get(name) or self._namesake(core[0], core[-1])
        person = known or self._lexicon.spellings.get(key) or Actor(actor_id("person", name), name, "person")
        self._by_key[key] = person
        return person

    def _namesake(self, first: str, last: str) -> Actor | None:
        """A person met before with that last name, whose first name begins alike: "Mitch", "Mitchell"."""
        known = self.last.get(last)
        if known is None or len(first) < 3:
            return None
        other = known.name.split()[0]
        return known if other.startswith(first) or (first.startswith(other) and len(other) > 2) else None

    def learn(self, parts: Sequence[str], person: Actor) -> None:
        """Lets the last name stand for the first person who has it, and the first name where nobody shares it."""
        parts = core_name(parts, self._lexicon.words["name-suffixes"])
        for i in range(1, len(parts)):
            self._ends.setdefault(write(parts[i:]), person)
        self.last.setdefault(parts[-1], person)
        if parts[0] in self._lexicon.words["family-first"] and (len(parts) > 2 or parts[0] not in self._given):
            self.last.setdefault(parts[0], person)
        self.parts.setdefault(person.actor_id, set()).update(parts)
        for word, names in ((parts[0], self.first), *((word, self.middle) for word in parts[1:-1] if word != "-")):
            known = names.get(word, person)
            names[word] = person if known is not None and known.actor_id == person.actor_id else None


def core_name(parts: Sequence[str], suffixes: frozenset[str]) -> Sequence[str]:
    """First and last names without initials between them and what follows them: "Joseph R. Biden Jr."."""
    last = max((i for i, p in enumerate(parts) if p not in suffixes), default=0)
    core = [
        p
        for i, p in enumerate(parts[: last + 1])
        if i in (0, last) or len(p.rstrip(".")) > 1 or "-" in parts[i - 1 : i + 2]
    ]
    return core if len(core) > 1 else parts


def find_people(page: Page, gazetteer: Gazetteer) -> list[Found]:
    """Every mention of a person: full names first, then the short ones that they explain."""
    people = People(page.lexicon)
    found = []
    for start, end, person in _known(page):
        found.append(Found(start, end, "name", "actors/gazetteer", person))
        people.learn(page.text[start:end], person)
    rules = _candidates(page)
    things = _things(page, rules)
    joined = _joined(page, {m.actor.name.split()[-1] for m in found} | page.surnames)
    names = [s for s in rules if s[1] - s[0] > 1 and s[0] not in joined and write(page.text[s[0] : s[1]]) not in things]
    particles = page.lexicon.words["person-particles"]
    for start, end in sorted(names, key=lambda s: (page.lower[s[0]] in particles, s)):
        if _person(page, start, end, rules[start, end], gazetteer) and not _headline_only(page, start, end, rules):
            person = people.full(page.text[start:end])
            people.learn(page.text[start:end], person)
            spelt = f"a spelling of {person.name}" if person.name != page.phrase(start, end) else ""
            found.append(Found(start, end, "name", rules[start, end], person, because=spelt))
    singles = {start: rule for (start, end), rule in rules.items() if end - start == 1}
    singles |= dict.fromkeys(joined, "actors/joined")
    found.extend(_short(page, people, found, singles))
    taken = {t for m in found for t in range(m.start, m.end)}
    events, unfree = page.lexicon.words["event-nouns"], taken | page.barred
    named = {page.text[i + 1] for i in page.lowered(events) if i + 1 < len(page.text)}
    alone = {i: rule for i, rule in singles.items() if i not in unfree and page.text[i] not in named}
    return found + _alone(page, alone, gazetteer)


def _joined(page: Page, lasts: Collection[str]) -> set[int]:
    """The last names on both sides of a hyphen that joins two persons who are named: "the Trump-Biden debate"."""
    hyphens = [i for i in page.where.get("-", ()) if page.tag[i] == "HYPH" and 0 < i < len(page.text) - 1]
    pairs = [i for i in hyphens if page.text[i - 1] in lasts and page.text[i + 1] in lasts]
    return {t for i in pairs if page.text[i - 1] != page.text[i + 1] for t in (i - 1, i + 1)}


def _person(page: Page, start: int, end: int, rule: str, gazetteer: Gazetteer) -> bool:
    """Whether a name of several words is a person's, and neither a place's nor one that a place or state begins."""
    words, given = page.lexicon.words, page.text[start] in page.lexicon.words["given-names"]
    street = page.capital(start - 1) and page.is_(start - 1, *words["street-openers"])
    if street or page.is_(start - 1, *words["event-nouns"]):
        return False
    if page.text[start] in words["first-heads"] and page.capital(start):
        return False
    if rule == "actors/apposed":
        return True
    if rule == "actors/title" and _is_thing(page, end - 1):
        return False
    if rule == "actors/title":
        return given or not any(page.lexicon.titles.at(page.lower, end - 1))
    if page.is_(end, *words["site-nouns"]) or _is_thing(page, end - 1) or _begins_thing(page, end):
        return False
    if given:
        return rule != "actors/given-name" or not page.placed.issuperset(range(start, end))
    if page.tag[end - 1] == "NNPS" or page.is_(start - 1, *words["org-nouns"]) or _outvoted(page, start, end):
        return False
    placed = page.placed.issuperset(range(start, end)) or start in page.lands
    return not placed and not gazetteer.named(page.phrase(start, end))


def _outvoted(page: Page, start: int, end: int) -> bool:
    """Whether the model takes the name for something else more often than for a person."""
    votes = page.votes.get(tuple(page.text[start:end]), {})
    persons = votes.get("PERSON", 0)
    return persons < max(votes.values(), default=0) or (persons < 2 and end - 1 in page.lands)


def _is_thing(page: Page, i: int) -> bool:
    """Whether token i is the head of another kind of name: "Al Noor Mosque", "the Anna Reed Show"."""
    return page.text[i] in page.lexicon.words["thing-heads"] and page.text[i] not in page.lexicon.words["surname-heads"]


def _begins_thing(page: Page, end: int) -> bool:
    """Whether a name goes on to such a head: "Rogaland Fire and Rescue Service"."""
    i = end + page.is_(end, "and", "&")
    heads = page.lexicon.words["thing-heads"]
    return any(page.capital(j) and page.text[j] in heads and j not in page.headline for j in (i, i + (i > end)))


def _things(page: Page, rules: Mapping[Span, str]) -> set[str]:
    """Names that somewhere stand before what they name or begin with a body: "the SpaceX Dragon", "Dragon capsule"."""
    words = page.lexicon.words
    nouns = words["site-nouns"] | words["thing-nouns"]
    heads = words["thing-heads"] - words["surname-heads"]
    found = {write(page.text[i : j - 1]) for i, j in page.labelled("FAC", "ORG") if page.text[j - 1] in heads}
    for (start, end), rule in rules.items():
        given = page.text[start] in words["given-names"] and not page.is_(start + 1, "-")
        if not given and rule != "actors/title":
            by = page.owned_from.get(start)
            owned = by is not None and by.sector is not None
            if owned or page.is_(end, *nouns) or _begins_thing(page, end):
                found.add(write(page.text[start:end]))
    return found


def _headline_only(page: Page, start: int, end: int, rules: Mapping[Span, str]) -> bool:
    """Whether a name stands in title-case text alone, where a verb may pass for a surname: "Obama Seeks"."""
    if start not in page.headline or page.text[start] in page.lexicon.words["given-names"]:
        return False
    name = page.text[start:end]
    return not any(page.text[i:j] == name for i, j in rules if i not in page.headline)


def _known(page: Page) -> Iterable[tuple[int, int, Actor]]:
    """Persons of the gazetteer, with their own first name where the model's spelling of it is another."""
    for hit in page.hits:
        person = hit.alias.actor
        patron = hit.end - hit.start == 1 and page.is_(hit.start - 1, *page.lexicon.words["saints"])
        if person is not None and person.type == "person" and not patron:
            first, i = fold(person.name.split()[0]).lower(), hit.start - 1
            own = (
                page.capital(i)
                and fold(page.lower[i])[:4] == first[:4]
                and not any(page.lexicon.titles.at(page.lower, i))
            )
            yield hit.start - own, hit.end, person


def _candidates(page: Page) -> dict[Span, str]:
    """Spans of names with the rule that found them: the model's persons, names after titles, names by first name."""
    rules = dict.fromkeys(_titled(page), "actors/title")
    for start, end in page.labelled("PERSON"):
        if span := name_tokens(page, start, end):
            rules.setdefault(_first_name(page, *span), "model:ner")
    others = page.labelled("ORG", "FAC", "WORK_OF_ART", "GPE", "NORP", "PRODUCT")
    for span in (*_given(page, others), *_unseen(page)):
        rules.setdefault(span, "actors/given-name")
    for span in _related(page):
        rules.setdefault(span, "actors/title")
    for span in (*_apposed(page), *_like_persons(page, others)):
        rules.setdefault(span, "actors/apposed")
    return rules


def _first_name(page: Page, start: int, end: int) -> Span:
    """The name with a known first name right before it, which the model left out."""
    first = start > 0 and page.text[start - 1] in page.lexicon.words["given-names"] and page.capital(start - 1)
    return (start - 1, end) if first and not page.opens(start) else (start, end)


def name_tokens(page: Page, start: int, end: int) -> Span | None:
    """The tokens of a person's name within [start, end): titles, brackets, "'s" and what follows them cut off."""
    while start < end and (
        drop := next((stop for stop, _ in page.lexicon.titles.at(page.lower, start) if stop < end), 0)
    ):
        start = drop
    particles = page.lexicon.words["person-particles"]
    stop = start
    while stop < end and _may_name(page.text[stop], particles):
        stop += 1
    while stop > start and (page.text[stop - 1] == "-" or (page.lower[stop - 1] in particles and stop < end)):
        stop -= 1
    return _grow(page, start, stop) if stop > start and page.text[stop - 1][0].isupper() else None


def _may_name(word: str, particles: frozenset[str]) -> bool:
    letters = word.replace(".", "").replace("'", "").replace("-", "")
    return (letters.isalpha() and (word[0].isupper() or _elided(word))) or word in particles or word == "-"


def _elided(word: str) -> bool:
    """Whether a word is a name with a particle tied to it: "d'Estaing"."""
    return len(word) > 3 and word[1] == "'" and word[2].isupper()


def _grow(page: Page, start: int, end: int) -> Span:
    """The name with the parts that a hyphen or a particle ties to it: "Abdel Fattah el-Sisi", "Ana Paz-Ruiz"."""
    particles, given = page.lexicon.words["person-particles"], page.lexicon.words["given-names"]
    if end - start > 1 and end < len(page.tag) and page.tag[end] == "HYPH" and page.capital(end + 1):
        end += 2 if page.text[end + 1] not in given and page.text[end + 1][-1].islower() else 0
    while page.is_(end, "-") and page.is_(end + 2, "-") and page.text[end + 1].islower():
        end += 4
    if page.is_(end, "-") and end + 1 < len(page.text) and _second_syllable(page, start, end):
        end += 2
    while page.is_(end, "-") and page.lower[end - 1] in particles and page.capital(end + 1):
        end += 2
    while page.is_(end, *particles) and len(page.text[end]) > 1 and page.text[end].islower():
        step = 2 if page.is_(end + 1, "-") else 1
        if not page.capital(end + step):
            break
        end += step + 1
    return start, end + (end < len(page.text) and _elided(page.text[end]))


def _second_syllable(page: Page, start: int, end: int) -> bool:
    """Whether the small word behind a hyphen at token `end` ends a Chinese or Korean name: "Chan Wai-man"."""
    word, families = page.text[end + 1], page.lexicon.words["family-first"] | page.lexicon.words["family-names"]
    small = word.islower() and word.isalpha() and len(word) < 7 and page.tag[end + 1] not in ("VBN", "VBG", "VBD")
    return small and end - start > 1 and not families.isdisjoint(page.text[start : end - 1])


def _given(page: Page, ents: Iterable[Span]) -> Iterable[Span]:
    """Names of persons that the model took for something else: a known first name and capitalised words after it."""
    given, heads = page.lexicon.words["given-names"], page.lexicon.words["org-heads"]
    known = {h.start for h in page.hits if h.alias.actor is not None and h.alias.actor.type == "person"}
    for start, end in ents:
        if end - start == 1 and _after_first_name(page, start) and start - 1 not in known:
            yield start - 1, end
        first = next((i for i in range(start, end - 1) if page.text[i] in given), None)
        if first is not None and page.is_(first - 1, *page.lexicon.words["place-openers"]):
            continue
        if (
            first is None
            or end - first > 4
            or heads.intersection(page.text[first:end])
            or known.intersection(range(start, end))
        ):
            continue
        span = name_tokens(page, first, end)
        if span is not None and span[0] == first and span[1] - span[0] > 1 and span[1] >= end:
            yield span


def _after_first_name(page: Page, i: int) -> bool:
    """Whether a known first name stands before the word at token i, and no further name before that."""
    words = page.lexicon.words
    if i < 1 or page.text[i - 1] not in words["given-names"] or not (page.capital(i) and page.capital(i - 1)):
        return False
    plain = page.text[i] not in words["thing-heads"] and page.text[i][-1].islower() and not page.opens(i)
    return plain and not page.capital(i + 1) and (not page.capital(i - 2) or i - 2 in page.dated)


def _apposed(page: Page) -> Iterable[Span]:
    """Two or three words after an office and a comma, whatever the model takes them for: "the chief, Ana Cruz,"."""
    people, titled = {start for start, _ in page.labelled("PERSON")}, {start for start, _, _ in page.titles}
    for start in [i + 1 for i in page.where.get(",", ()) if page.capital(i + 1)]:
        end = start + 1
        while end - start < 4 and page.capital(end) and page.text[end][-1].islower():
            end += 1
        ends = end - start in (2, 3) and start not in people | titled and (page.is_(end, ",") or _acting(page, end))
        if ends and page.placed.isdisjoint(range(start, end)) and start not in page.owned_from:
            plain = page.lexicon.words["thing-heads"].isdisjoint(page.text[start:end])
            if plain and name_tokens(page, start, end) == (start, end) and role_in_front(page, start) is not None:
                yield start, end


def _like_persons(page: Page, others: Iterable[Span]) -> Iterable[Span]:
    """Names that the model takes for something else, told by an age, "who" or the persons beside them."""
    persons = [(i, j) for i, j in page.labelled("PERSON") if j - i > 1]
    starts, ends = {i for i, _ in persons}, {j for _, j in persons}
    heads, known = page.lexicon.words["thing-heads"], {t for h in page.hits for t in range(h.start, h.end)}
    for start, end in others:
        inside = range(start, end)
        if not 1 < len(inside) < 4 or not heads.isdisjoint(page.text[start:end]) or not known.isdisjoint(inside):
            continue
        if not page.placed.isdisjoint(inside) or name_tokens(page, start, end) != (start, end):
            continue
        if page.is_(start, "the", "a", "an") or page.possessive(start - 1):
            continue
        before = start - 1 - (page.is_(start - 1, "and") and page.is_(start - 2, ","))
        after = end + (page.is_(end, ",") and page.is_(end + 1, "and"))
        row = (page.is_(before, ",", "and") and before in ends) or (page.is_(after, ",", "and") and after + 1 in starts)
        if row or _aged(page, start, end) or (page.is_(end, ",") and page.is_(end + 1, "who")):
            yield start, end


def _aged(page: Page, start: int, end: int) -> bool:
    """Whether an age stands beside a name: "40-year-old Ana Cruz", "Ana Cruz, 40,", "Ana Cruz (40)"."""
    if page.is_(start - 1, "old") and page.is_(start - 2, "-"):
        return True
    age = page.text[end + 1] if end + 2 < len(page.text) else ""
    return page.is_(end, ",", "(") and age.isdigit() and len(age) < 3 and page.is_(end + 2, ",", ")", ".")


def _related(page: Page) -> Iterable[Span]:
    """Names behind a noun that only persons go by: "his wife Melania", "the porn star Stormy Daniels"."""
    words, others = page.lexicon.words, (h for h in page.hits if h.alias.actor is None or h.alias.kind != "name")
    known = page.placed | page.dated | {t for h in others for t in range(h.start, h.end)}
    for i in [i for i in page.lowered(words["person-nouns"] | words["kin-nouns"]) if page.text[i].islower()]:
        start = end = i + 1
        while end - i < 4 and page.capital(end) and end not in known and page.text[end][-1].islower():
            end += 1
        if end - start < (1 if page.lower[i] in words["kin-nouns"] else 2) or page.capital(end) or page.goes_on(end):
            continue
        if words["thing-heads"].isdisjoint(page.text[start:end]) and not any(page.lexicon.titles.at(page.lower, start)):
            yield start, end


def _acting(page: Page, i: int) -> bool:
    return i < len(page.tag) and page.tag[i] in _ACTS


def _unseen(page: Page) -> Iterable[Span]:
    """A known first name and one or two capitalised words that the model sees nothing in, in running text."""
    words = page.lexicon.words
    known = {t for h in page.hits for t in range(h.start, h.end)} | page.placed
    taken = {t for start, end, _ in page.ents for t in range(start, end)} | known
    for i in page.written(words["given-names"]):
        end = i + 1
        while end - i < 3 and page.capital(end) and page.text[end][-1].islower() and _goes_on(page, i, end):
            end += 1
        alone = not page.capital(i - 1) or i - 1 in known or i - 1 in page.dated or page.opens(i)
        if end == i + 1 or not alone or page.capital(end) or not page.capital(i) or i in page.headline:
            continue
        if taken.isdisjoint(range(i, end)) and words["thing-heads"].isdisjoint(page.text[i:end]):
            yield i, end


def _goes_on(page: Page, i: int, end: int) -> bool:
    """Whether the word at token `end` may belong to the name from token i: no first name follows two words."""
    return end == i + 1 or page.text[end] not in page.lexicon.words["given-names"]


def _titled(page: Page) -> Iterable[Span]:
    """Names after a title: of one word where the title is written as one ("President Tshisekedi"), else of several."""
    heads = page.lexicon.words["org-heads"]
    for _, stop, _ in page.titles:
        end = stop
        while end - stop < 3 and page.capital(end) and page.text[end][-1].islower() and page.text[end] not in heads:
            end += 1
        if end - stop < (1 if page.text[stop - 1][0].isupper() else 2) or stop in page.lands or page.capital(end):
            continue
        if (span := name_tokens(page, stop, end)) and span[0] == stop:
            yield span


def _short(page: Page, people: People, full: Sequence[Found], singles: dict[int, str]) -> list[Found]:
    """Last names, anywhere, of persons whom the document names in full; other names where the model sees a person."""
    taken = {t for m in full for t in range(m.start, m.end)}
    last, first, middle = people.last, people.first, people.middle
    found = []
    for i in page.written({*last, *first, *middle}):
        word = page.text[i]
        person = last.get(word) or (first.get(word) or middle.get(word) if i in singles else None)
        if person is None or i in taken or page.tag[i] not in _SHORT_TAGS:
            continue
        parts = people.parts.get(person.actor_id, ())
        start = _with_first(page, i, parts, taken)
        if start == i and i - 1 not in taken and _after_first_name(page, i) and page.text[i - 1] not in parts:
            other = people.full(page.text[i - 1 : i + 1])
            found.append(Found(i - 1, i + 1, "name", "actors/given-name", other))
            continue
        rule = "actors/short-name" if start == i else "actors/full-name"
        if start < i or (i in singles and not _is_thing(page, i)) or not _inside_name(page, i):
            found.append(Found(start, i + 1, "name", rule, person, because=f"part of the name of {person.name}"))
    return found


def _with_first(page: Page, i: int, parts: Collection[str], taken: set[int]) -> int:
    """Where the name that ends with token i begins: names of that person before it belong to it."""
    start = i
    while start > 0 and page.text[start - 1] in parts:
        first = start - 1 - (page.tag[start - 1] == "HYPH")
        if first in taken or page.text[first] not in parts or not page.capital(first):
            break
        start = first
    return start


def _inside_name(page: Page, i: int) -> bool:
    """Whether a word is part of a longer name: "Lincoln Memorial", "Maria Silva" where only "Jose Silva" is known."""
    if page.is_(i + 1, "-") or page.is_(i - 1, "-") or (page.capital(i + 1) and i + 1 not in page.headline):
        return True
    before = page.capital(i - 1) and page.tag[i - 1] == "NNP" and i not in page.headline and i - 1 not in page.barred
    return i > 0 and before and i - 1 not in page.dated and not any(page.lexicon.titles.at(page.lower, i - 1))


def _alone(page: Page, singles: dict[int, str], gazetteer: Gazetteer) -> list[Found]:
    """Single words that the model takes for persons, where a title, a verb or the possessive speaks for it."""
    persons = set(page.labelled("PERSON"))
    sound = {page.text[i] for i, rule in singles.items() if rule == "actors/title" or _acts(page, i, gazetteer)}
    found = []
    for i, rule in singles.items():
        word = page.text[i]
        if page.is_(i - 1, *page.lexicon.words["event-nouns"]) or (i and page.text[i - 1].isdigit()):
            continue
        if rule != "actors/title" and page.capital(i - 1) and i - 1 not in page.owners:
            continue
        titled = any(page.lexicon.titles.at([page.lower[i].removesuffix("s")], 0))
        if titled or word in page.lexicon.words["product-names"]:
            continue
        if i in page.headline and (i, i + 1) not in persons:
            continue
        if word in sound and word not in page.lexicon.words["platforms"] and page.lower[i] not in page.forms:
            person = Actor(actor_id("person", word), word, "person")
            found.append(Found(i, i + 1, "name", rule, person, tier=2))
    return found


def _acts(page: Page, i: int, gazetteer: Gazetteer) -> bool:
    """Whether a single capitalised word does or owns what persons do, and is not where something is."""
    word = page.text[i]
    if (
        page.tag[i] not in PROPER
        or len(word) < 3
        or word.isupper()
        or page.is_(i - 1, *page.lexicon.words["locatives"])
    ):
        return False
    after = page.tag[i + 1] if i + 1 < len(page.text) else ""
    owns = after == "POS" and not page.capital(i + 2) and not gazetteer.named(word)
    given = word in page.lexicon.words["given-names"]
    return given or after in _ACTS or owns or (i > 0 and page.lemma[i - 1] in page.lexicon.words["speech-verbs"])
