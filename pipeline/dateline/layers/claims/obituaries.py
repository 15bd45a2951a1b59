"""Deaths that nobody is to blame for: of age or illness, at home, of somebody who holds no public office."""

from collections.abc import Sequence, Set

from spacy.tokens import Token

from dateline.layers.actors.values import Actor
from dateline.layers.claims.event import Event, Linked
from dateline.layers.claims.lexicon import Lexicon, Words

_DEATH, _KILLED = "CASUALTY", "killed"
_OF = frozenset({"of", "from", "after", "with", "due", "to"})
_AT = frozenset({"at", "in"})
_DEED = frozenset({
    "ASSAULT", "COERCE", "DAMAGE", "DISASTER", "DISRUPTION", "MOBILIZE", "PROTEST", "TERRITORIAL_CONTROL",
})  # fmt: skip
"""Event types of what can bring a death about."""
_OLDEST = 125
_ONE = frozenset({"he", "she"})
_POSSESSIVE = "'s"


def without_natural_deaths(events: Sequence[Event], lexicon: Lexicon) -> list[Event]:
    """The events without the deaths of those who, as the document tells once, died of age or illness.

    A headline or a line of news alone keeps them: it does not show what else the document would have told.
    """
    if not events or len(events[0].candidate.token.doc) < lexicon.limits.quiet_tokens:
        return list(events)
    natural = {name for event in events if is_natural_death(event, events, lexicon) for name in _names(event)}
    return [
        event
        for event in events
        if not (
            _tells_of_dying(event, lexicon.words)
            and (is_natural_death(event, events, lexicon) or (natural and _is_of_them(event, natural)))
        )
    ]


def is_natural_death(event: Event, events: Sequence[Event], lexicon: Lexicon) -> bool:
    """ "The singer died of cancer", "dies at 97": one private person, and nothing before it brings it about."""
    words, token = lexicon.words, event.candidate.token
    if not is_blameless(event, lexicon):
        return False
    start = token.sent.start
    reach = range(token.doc[start - 1].sent.start if start else start, token.sent.end)
    if any(other.candidate.frame.event_type in _DEED and other.candidate.token.i in reach for other in events):
        return False
    return any(_is_of_age(c, words) or _is_of_illness(c, words) for c in _around(event))


def is_blameless(event: Event, lexicon: Lexicon) -> bool:
    """ "My father died", "the drummer died in 2016": one private person, and the sentence has no word for a cause."""
    words = lexicon.words
    if not _tells_of_dying(event, words) or not _is_of_one(event, words):
        return False
    return not any(each.lemma_.lower() in words.unnatural for each in event.candidate.token.sent)


def _tells_of_dying(event: Event, words: Words) -> bool:
    """Whether it is a death told by a word that blames nobody."""
    found = event.candidate
    is_death = found.frame.event_type == _DEATH and event.mode == _KILLED and not event.of("agent")
    return is_death and found.token.lemma_.lower() in words.dying


def _is_of_one(event: Event, words: Words) -> bool:
    """Whether those who died are named or kin, hold no office, and no figure counts them."""
    dead = event.of("patient")
    return bool(dead) and not event.of("quantity") and all(_is_private(one, words) for one in dead)


def _is_private(one: Linked, words: Words) -> bool:
    """ "The singer Ada", "her third husband"; not "the minister", "a child"."""
    value = one.value
    if isinstance(value, Actor):
        return value.type == "person" and (value.sector is None or value.sector in words.private_sectors)
    return value is None and any(
        word.lower().removesuffix("s") in words.relatives for word in one.argument.name.split()
    )


def _names(event: Event) -> frozenset[str]:
    """Whom a death befell, by name."""
    named = (one for one in event.of("patient") if one.value is not None)
    return frozenset(one.argument.name.removesuffix(_POSSESSIVE) for one in named)


def _is_of_them(event: Event, natural: Set[str]) -> bool:
    """Whether those who died are among those named, or "he" or "she" is all that is said of them."""
    if event.of("patient"):
        return bool(_names(event)) and _names(event) <= natural
    return not event.of("quantity") and any(head.lower_ in _ONE for head in event.candidate.of("subject"))


def _around(event: Event) -> list[Token]:
    """What hangs on the word and on the verb that carries it."""
    found = event.candidate
    heads = {found.token, found.verb}
    return [child for head in heads for child in head.children]


def _is_of_age(child: Token, words: Words) -> bool:
    """ "Aged 64", "at 97", "at the age of 95"."""
    near = [token for token in child.subtree if abs(token.i - child.i) <= len(words.age_words) + 2]
    numbers = [token for token in near if token.like_num and token.text.isdigit() and int(token.text) < _OLDEST]
    if not numbers:
        return False
    aged = any(token.lower_ in words.age_words for token in near)
    bare = child.lower_ == "at" and any(token.head == child and token.dep_ == "pobj" for token in numbers)
    return aged or bare or (child.lower_ == "at" and _has_years(numbers))


def _has_years(numbers: Sequence[Token]) -> bool:
    return any(number.head.lemma_ == "year" for number in numbers)


def _is_of_illness(child: Token, words: Words) -> bool:
    """ "Of cancer", "after a long illness", "at her home", "peacefully"."""
    if child.lower_ in words.ailing_adverbs:
        return True
    if child.dep_ != "prep":
        return False
    below: Set[str] = {token.lemma_.lower() for token in child.subtree}
    if child.lower_ in _OF and below & words.ailments:
        return True
    objects = {token.lemma_.lower() for token in child.rights if token.dep_ == "pobj"}
    return child.lower_ in _AT and bool(objects & words.deathbeds)
