"""Full names of persons that hold a place's name, told by the words around them: "Kenya Barris", "Joe Montana".

Places and actors ask alike, so that no word is a person to the one and a place to the other.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dateline.data import cached, read_jsonl, words_of
from dateline.doc.predicates import FINITE, FINITE_OR_MODAL, PROPER_NOUNS
from dateline.doc.tokens import Tokens

_FEW = 12  # words after a name within which a pronoun tells that it is a person's
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Names:
    """Words of persons' names.

    firsts: first names that are no places; like_places: those that are; surnames: common ones; things: words that end
    names of bodies, buildings and works, and of nobody. pronouns: of persons; placing: prepositions of places.
    """

    firsts: frozenset[str]
    like_places: frozenset[str]
    surnames: frozenset[str]
    things: frozenset[str]
    pronouns: frozenset[str]
    placing: frozenset[str]


def _read() -> Names:
    rows = read_jsonl("shared/persons.jsonl")
    lists = {row["id"].removeprefix("persons/"): frozenset(row["words"]) for row in rows}
    given = (word for row in read_jsonl("lexicon/actors_given_names.jsonl") for word in row["words"])
    words = {row["id"].removeprefix("actors/"): row for row in read_jsonl("lexicon/actors_words.jsonl")}
    like = lists["first-like-places"]
    return Names(
        firsts=frozenset(given) - like,
        like_places=like,
        surnames=lists["surnames"],
        things=frozenset(words_of("thing-heads", words)) - frozenset(words["surname-heads"]["words"]),
        pronouns=lists["pronouns"],
        placing=lists["placing"],
    )


names: Callable[[], Names] = cached(_read)
"""The words of persons' names, from models/."""


def persons_like_places(tokens: Tokens) -> list[Range]:
    """Full names of which a word is, or may be, a place's, as tokens [start, end), in order.

    A first name that is no place makes one of what the model sees as one name, or of a common last name ("Denzel
    Washington"). One that is a place's ("Jordan Hayes") needs a common last name behind it, an age, a pronoun, or its
    last name doing something elsewhere.
    """
    known = names()
    begins = (i for i, word in enumerate(tokens.text[:-1]) if word in known.firsts or word in known.like_places)
    found = [span for i in begins for span in _name(tokens, i, known)]
    acting = _acting(tokens, {tokens.text[end - 1] for _, end in found}, known)
    return [span for span in found if _is_person(tokens, *span, acting, known)]


def _name(tokens: Tokens, i: int, known: Names) -> Iterator[Range]:
    """The name of two words, or of two and an initial, that begins with token i and stands alone."""
    last = i + 1 + _is_initial(tokens.text[i + 1])
    end = last + 1
    if end > len(tokens.text) or _capital(tokens, i - 1) or _is_tied(tokens, i, end):
        return
    word = tokens.text[last]
    fits = word.isalpha() and word[0].isupper() and word[-1].islower() and len(word) > 2
    if fits and word not in known.things and tokens.tag[last] != "NNPS" and not tokens.opens(last):
        yield i, end


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def _capital(tokens: Tokens, i: int) -> bool:
    """Whether the word at a token belongs to the same run of names; one that opens a sentence may not."""
    return i >= 0 and tokens.capital[i] and tokens.tag[i] in PROPER_NOUNS and not tokens.opens(i)


def _is_tied(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a name goes on, or is part of a longer one: "Jordan Valley Authority", "Paris-based"."""
    after = end < len(tokens.text) and (tokens.text[end] == "-" or (tokens.capital[end] and not tokens.opens(end)))
    return after or (start > 0 and tokens.text[start - 1] in ("-", "/"))


def _is_person(tokens: Tokens, start: int, end: int, acting: Mapping[str, bool], known: Names) -> bool:
    """acting: last names that do something alone somewhere, and whether an age is told of them."""
    word, before = tokens.text[end - 1], tokens.lower[start - 1] if start else ""
    common, place = word in known.surnames, word in known.like_places
    entity = tokens.entity_at.get(start)
    whole = entity is not None and entity[:2] == (start, end)
    if before == "the" and not common:
        return False
    if tokens.text[start] in known.firsts:
        return common or whole
    if before in known.placing:
        return False
    if has_age(tokens.text, start, end) or acting.get(word, False):
        return True
    if place:
        return common and _is_spoken_of(tokens, end, known)
    return common or word in known.firsts or word in acting or _is_spoken_of(tokens, end, known)


def has_age(text: Sequence[str], start: int, end: int) -> bool:
    """Whether an age stands beside a name: "40-year-old Ana Cruz", "Ana Cruz, 40,", "Ana Cruz (40)"."""
    if start > 1 and text[start - 1] == "old" and text[start - 2] == "-":
        return True
    if end + 2 >= len(text) or text[end] not in (",", "("):
        return False
    i = end + 1 + (text[end + 1] == "aged")
    return text[i].isdigit() and len(text[i]) < 3 and i + 1 < len(text) and text[i + 1] in (",", ")", ".", ";")


def _acting(tokens: Tokens, words: AbstractSet[str], known: Names) -> dict[str, bool]:
    """Which last names stand alone somewhere and do or own something or have an age; whether they have the latter."""
    found: dict[str, bool] = {}
    for i in _alone(tokens, words):
        aged = has_age(tokens.text, i, i + 1)
        if aged or _acts(tokens, i, known):
            found[tokens.text[i]] = found.get(tokens.text[i], False) or aged
    return found


def last_names(tokens: Tokens, persons: Iterable[Range]) -> list[Range]:
    """Where the last name of one of some persons stands alone and does or owns something: "Montana retired"."""
    known, words = names(), {tokens.text[end - 1] for _, end in persons}
    alone = _alone(tokens, words)
    return [(i, i + 1) for i in alone if has_age(tokens.text, i, i + 1) or _acts(tokens, i, known)]


def _alone(tokens: Tokens, words: AbstractSet[str]) -> list[int]:
    """The tokens, but for the last one, that are one of some words and no part of a longer name."""
    return [i for i, word in enumerate(tokens.text[:-1]) if word in words and not _capital(tokens, i - 1)]


def _acts(tokens: Tokens, i: int, known: Names) -> bool:
    """Whether a lone name is not where something is, and does or owns something, or "who" follows it."""
    if i and tokens.lower[i - 1] in known.placing:
        return False
    who = tokens.text[i + 1] == "," and tokens.lower[i + 2 : i + 3] == ["who"]
    return who or tokens.tag[i + 1] in FINITE_OR_MODAL or tokens.straight[i + 1] == "'s"


def _is_spoken_of(tokens: Tokens, end: int, known: Names) -> bool:
    """Whether a name does something and is spoken of by "he" or "she" in its sentence, or "who" follows it."""
    last = min(tokens.sentence(end - 1)[1], end + _FEW)
    if end + 1 < last and tokens.text[end] == "," and tokens.lower[end + 1] == "who":
        return True
    acts = end < last and tokens.tag[end] in FINITE
    return acts and not known.pronouns.isdisjoint(tokens.lower[end:last])
