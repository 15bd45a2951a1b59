"""Talks that take up talks told of right before: "the meeting" is between those who were said to meet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.doc.offsets import sentence_of
from dateline.doc.predicates import prepositional_objects
from dateline.layers.claims.event import Event, Linked

_TALKS, _AGREEMENT = "CONSULT", "AGREE"
_REACHED_AT = frozenset({"at", "during", "in"})
"""Prepositions before the talks at which something was agreed on."""
_DEFINITE = frozenset({"the", "this"})
_NOUNS = frozenset({"NN", "NNS"})


def with_talks_taken_up(events: Sequence[Event]) -> list[Event]:
    """The events in reading order; talks that name nobody have the parties of those in their sentence or that before.

    "Kenya and Somalia met in Lamu. The meeting lasted an hour."
    """
    found: list[Event] = []
    last: tuple[int, list[Linked]] | None = None
    for event in events:
        sides = event.of("agent")
        token = event.candidate.token
        sentence = sentence_of(token.doc, token.i)
        if event.candidate.frame.event_type == _TALKS:
            if not sides and last is not None and sentence - last[0] <= 1 and _takes_up(event):
                sides = [replace(side, argument=replace(side.argument, basis="document")) for side in last[1]]
                event = replace(event, arguments=(*sides, *event.arguments))
            if len(sides) > 1:
                last = sentence, sides
        found.append(event)
    return found


def with_talks_agreed_at(events: Sequence[Event]) -> list[Event]:
    """The events; an agreement that names nobody has the parties of the talks that it was reached at.

    "A deal forged during talks between Kenya and Somalia."
    """
    talks = {e.candidate.token.i: e for e in events if e.candidate.frame.event_type == _TALKS}
    return [_of_talks(event, talks) if event.candidate.frame.event_type == _AGREEMENT else event for event in events]


def _of_talks(event: Event, talks: Mapping[int, Event]) -> Event:
    if event.of("agent"):
        return event
    for verb in event.candidate.heads:
        for name, head in prepositional_objects(event.candidate.token.doc[verb]):
            held = talks.get(head.i)
            if name in _REACHED_AT and held is not None and len(held.of("agent")) > 1:
                sides = [replace(side, argument=replace(side.argument, basis="sentence")) for side in held.of("agent")]
                return replace(event, arguments=(*sides, *event.arguments))
    return event


def _takes_up(event: Event) -> bool:
    """Whether a noun stands for talks with "the" before it, and nobody takes part in them that it says."""
    token = event.candidate.token
    definite = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in token.lefts)
    return token.tag_ in _NOUNS and definite and not event.of("recipient")
