"""Games and elections: whose attacks, defeats and endorsements are no event of a conflict."""

import re

from spacy.tokens import Token

from dateline.layers.actors.values import Actor
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.event import Event
from dateline.layers.claims.lexicon import Lexicon

_SPORTING = frozenset({"ASSAULT", "CASUALTY", "TERRITORIAL_CONTROL", "COERCE", "RETREAT", "THREATEN"})
_SUPPORT = "SUPPORT"
_FEWEST_WORDS = 2
"""Words of play in a sentence from which on it tells of a game."""
_MOST_WORDS, _AROUND = 5, 200
"""Different words of play within so many tokens from which on what stands among them is of a game too."""
_SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")
_TEAM = "org"


def is_contest(event: Event, lexicon: Lexicon) -> bool:
    """Whether it is a move in a game, or a choice between candidates."""
    return is_play(event.candidate, lexicon) or is_between_teams(event, lexicon) or is_endorsement(event, lexicon)


def is_play(found: Candidate, lexicon: Lexicon) -> bool:
    """ "Kenya beat Somalia in the second half of the match": a verb of fighting in a sentence about a game."""
    words = lexicon.words
    if not _may_be_play(found, lexicon) or any(True for _ in found.of("with")):
        return False
    said = {token.lemma_.lower() for token in found.token.sent} & words.play
    if len(said) >= _FEWEST_WORDS or (said and _has_score(found.token)):
        return True
    doc, i = found.token.doc, found.token.i
    around = {token.lemma_.lower() for token in doc[max(0, i - _AROUND) : i + _AROUND]} & words.play
    return len(around) >= _MOST_WORDS


def is_between_teams(event: Event, lexicon: Lexicon) -> bool:
    """ "Kenya beat Zambia": the name of a state that stands for its team."""
    if not _may_be_play(event.candidate, lexicon):
        return False
    states = frozenset(lexicon.states.values())
    parties = [*event.of("agent"), *event.of("recipient")]
    values = [party.value for party in parties if isinstance(party.value, Actor)]
    return any(value.type == _TEAM and value.name in states for value in values)


def is_endorsement(event: Event, lexicon: Lexicon) -> bool:
    """ "The party endorsed the candidate before the primary": a choice within a party."""
    found, words = event.candidate, lexicon.words
    if found.frame.event_type != _SUPPORT or found.verb.lemma_ not in words.endorsing_verbs:
        return False
    return any(token.lemma_.lower() in words.contest_words for token in found.token.sent)


def _may_be_play(found: Candidate, lexicon: Lexicon) -> bool:
    return found.frame.event_type in _SPORTING and found.verb.lemma_ in lexicon.words.play_verbs


def _has_score(token: Token) -> bool:
    return _SCORE.search(token.sent.text) is not None
