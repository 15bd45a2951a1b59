"""What a party says that it will do to another unless or if something happens: a threat, not a plan."""

from dataclasses import replace

from spacy.tokens import Token

from dateline.layers.claims.event import Event
from dateline.layers.claims.fillers import Participant
from dateline.layers.claims.lexicon import Words

_THREATEN = "THREATEN"
_HARMFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "REJECT"})
"""Event types that somebody can threaten with."""
_TO_COME = frozenset({"planned", "reported", "hypothetical"})
"""Modalities of what is said to come: "will", "would"."""


def as_threat(event: Event, speaker: Participant | None, words: Words) -> Event:
    """The event, as a threat where its doer himself says that it will come on a condition.

    "The rebels said they would storm the town unless the army left".
    """
    found, sure = event.candidate, event.factuality
    if speaker is None or found.frame.event_type not in _HARMFUL or sure.modality not in _TO_COME or sure.negated:
        return event
    own = any(linked.key == speaker.key for linked in event.of("agent"))
    if not own or not _is_on_condition(found.verb, words):
        return event
    frame = replace(found.frame, event_type=_THREATEN, mode=None)
    return replace(event, candidate=replace(found, frame=frame), factuality=replace(sure, modality="actual", cue=None))


def _is_on_condition(verb: Token, words: Words) -> bool:
    """Whether a clause under the verb says on what condition: "unless the army left"."""
    clauses = (c for c in verb.rights if c.dep_ == "advcl")
    return any(m.dep_ == "mark" and m.lower_ in words.conditions for c in clauses for m in c.lefts)
