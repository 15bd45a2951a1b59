"""Persons: those of the gazetteer, full names, short names led back to full ones, single words that act."""

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet

from dateline.doc.predicates import NOUNS
from dateline.gazetteer import Gazetteer
from dateline.layers.actors.candidates import Candidate, tokens_of_all
from dateline.layers.actors.filters import is_thing_head
from dateline.layers.actors.person_filters import (
    acts_as_person,
    is_inside_name,
    is_only_in_headlines,
    is_person_name,
    may_stand_alone,
    names_of_things,
)
from dateline.layers.actors.person_index import PersonIndex
from dateline.layers.actors.person_names import article_start, follows_first_name
from dateline.layers.actors.person_spans import PersonCue, person_spans
from dateline.layers.actors.resolve import Identity, actor_id, fold, write
from dateline.layers.actors.view import DocumentView, Range

_SHORT_TAGS = NOUNS | {"JJ", "FW", "UH"}


def find_persons(view: DocumentView, gazetteer: Gazetteer) -> list[Candidate]:
    """Every mention of a person: full names first, then the short ones that they explain."""
    index = PersonIndex(view.lexicon)
    found = list(_known_persons(view))
    for m in found:
        index.learn(view.text[m.start : m.end], m.actor)
    spans = person_spans(view)
    joined = _joined(view, {m.actor.name.split()[-1] for m in found} | view.surnames)
    names = _full_names(view, spans, joined, gazetteer)
    found.extend(_full_name(view, span, spans[span], index) for span in names)
    singles = {start: cue for (start, end), cue in spans.items() if end - start == 1} | joined
    found.extend(_short_names(view, index, tokens_of_all(found), singles))
    unfree = tokens_of_all(found) | view.geographic
    events = {view.text[i + 1] for i in view.listed("event-nouns") if i + 1 < len(view.text)}
    alone = {i: cue for i, cue in singles.items() if i not in unfree and view.text[i] not in events}
    return [*found, *_single_words(view, alone, gazetteer)]


def _known_persons(view: DocumentView) -> Iterator[Candidate]:
    """Persons of the gazetteer, with their own first name where it is spelled otherwise: "Volodimir Zelensky".

    The line of the gazetteer is the actor's id. A saint's name is none: "San Maduro".
    """
    for match in view.matches:
        person = match.alias.actor
        patron = len(match) == 1 and view.among(match.start - 1, "saints")
        if person is not None and person.type == "person" and not patron:
            start = match.start - _is_own_first_name(view, match.start - 1, person)
            yield Candidate(start, match.end, "name", "actors/known-person", person, basis="gazetteer")


def _is_own_first_name(view: DocumentView, i: int, person: Identity) -> bool:
    """Whether token i is a spelling of a person's first name: its first letters are the same."""
    letters = view.lexicon.limits.first_name_letters
    first = fold(person.name.split()[0]).lower()
    return view.capital(i) and fold(view.lower[i])[:letters] == first[:letters] and not view.titled(i)


def _joined(view: DocumentView, lasts: Collection[str]) -> dict[int, PersonCue]:
    """The last names on both sides of a hyphen that joins two persons who are named: "the Trump-Biden debate"."""
    hyphens = [i for i in view.where.get("-", ()) if view.tag[i] == "HYPH" and 0 < i < len(view.text) - 1]
    pairs = [i for i in hyphens if view.text[i - 1] in lasts and view.text[i + 1] in lasts]
    apart = [i for i in pairs if view.text[i - 1] != view.text[i + 1]]
    return {t: PersonCue("actors/joined", "label") for i in apart for t in (i - 1, i + 1)}


def _full_names(
    view: DocumentView, spans: Mapping[Range, PersonCue], joined: Collection[int], gazetteer: Gazetteer
) -> Iterator[Range]:
    """The names of several words that are persons', those that begin with a particle after the others."""
    things = names_of_things(view, spans)
    names = [s for s in spans if s[1] - s[0] > 1 and s[0] not in joined and write(view.text[s[0] : s[1]]) not in things]
    for span in sorted(names, key=lambda s: (view.among(s[0], "person-particles"), s)):
        if is_person_name(view, span, spans[span], gazetteer) and not is_only_in_headlines(view, span, spans):
            yield span


def _full_name(view: DocumentView, span: Range, cue: PersonCue, index: PersonIndex) -> Candidate:
    """The mention of a full name, which the index learns."""
    parts, last = view.text[span[0] : span[1]], span[1] - 1
    known = index.last.get(view.text[last])
    if known is not None and _start_with_article(view, last, index.parts.get(known.actor_id, ())) == span[0]:
        return Candidate(*span, "name", "actors/short-name", known, reason=_part_of(known))
    person = index.person(parts)
    index.learn(parts, person)
    reason = f"a spelling of {person.name}" if person.name != view.phrase(*span) else ""
    return Candidate(*span, "name", cue.rule, person, reason=reason)


def _short_names(
    view: DocumentView, index: PersonIndex, taken: AbstractSet[int], singles: Mapping[int, PersonCue]
) -> Iterator[Candidate]:
    """Last names, anywhere, of persons whom the document names in full; other names where the model sees a person."""
    for i in view.written({*index.last, *index.first, *index.middle}):
        word = view.text[i]
        first = (index.first.get(word) or index.middle.get(word)) if i in singles else None
        person = index.last.get(word) or first
        if person is None or i in taken or view.tag[i] not in _SHORT_TAGS:
            continue
        parts = index.parts.get(person.actor_id, ())
        start, article = _start_with_first(view, i, parts, taken), _start_with_article(view, i, parts)
        if start == i and article < i and taken.isdisjoint(range(article, i)):
            yield Candidate(article, i + 1, "name", "actors/short-name", person, reason=_part_of(person))
        elif start == i and i - 1 not in taken and follows_first_name(view, i) and view.text[i - 1] not in parts:
            yield _namesake(view, i, index)
        elif start < i:
            yield _longer(view, start, i, person)
        elif (i in singles and not is_thing_head(view, i)) or not is_inside_name(view, i):
            yield _shorter(i, person)


def _start_with_article(view: DocumentView, i: int, parts: Collection[str]) -> int:
    """Where the last name at token i begins with its article, which has a hyphen or is told before: "Al Rawi"."""
    start = article_start(view, i)
    told = start == i - 2 or any(part.lower() == view.lower[start] for part in parts)
    return start if told else i


def _namesake(view: DocumentView, i: int, index: PersonIndex) -> Candidate:
    """Another person of that last name, by a first name before it: "Ana Quispe" where Rosa Quispe is known."""
    return Candidate(i - 1, i + 1, "name", "actors/namesake", index.person(view.text[i - 1 : i + 1]))


def _longer(view: DocumentView, start: int, i: int, person: Identity) -> Candidate:
    """A full name that the model did not see whole: "Rosa Quispe" again."""
    return Candidate(start, i + 1, "name", "actors/full-name", person, reason=_part_of(person))


def _shorter(i: int, person: Identity) -> Candidate:
    """A part of a name for the person who has it: "Ferrer" for Joan Ferrer."""
    return Candidate(i, i + 1, "name", "actors/short-name", person, reason=_part_of(person))


def _part_of(person: Identity) -> str:
    return f"part of the name of {person.name}"


def _start_with_first(view: DocumentView, i: int, parts: Collection[str], taken: AbstractSet[int]) -> int:
    """Where the name that ends with token i begins: names of that person before it belong to it."""
    start = i
    while start > 0 and view.text[start - 1] in parts:
        first = start - 1 - (view.tag[start - 1] == "HYPH")
        if first in taken or view.text[first] not in parts or not view.capital(first):
            break
        start = first
    return start


def _single_words(view: DocumentView, singles: Mapping[int, PersonCue], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Single words for persons, where a title, a verb or the possessive speaks for the word somewhere."""
    acting = {view.text[i] for i, cue in singles.items() if _is_borne_out(view, i, cue, gazetteer)}
    for i, cue in singles.items():
        word = view.text[i]
        if word in acting and may_stand_alone(view, i, cue):
            person = Identity(actor_id("person", word), word, "person")
            yield Candidate(i, i + 1, "name", _single_word_rule(cue), person, tier=2)


def _is_borne_out(view: DocumentView, i: int, cue: PersonCue, gazetteer: Gazetteer) -> bool:
    return cue.kind == "title" or acts_as_person(view, i, gazetteer)


def _single_word_rule(cue: PersonCue) -> str:
    """The rule of a single word: what found it, but where the model alone did, that it acts: "Quispe said"."""
    return "actors/acting-person" if cue.rule == "actors/labelled-person" else cue.rule
