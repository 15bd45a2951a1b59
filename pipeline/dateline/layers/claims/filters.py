"""What is no claim: purposes, names, forces of nature, what lacks what its trigger needs, contents of demands."""

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Token

from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.dating import own_dates
from dateline.layers.claims.fillers import Fillers
from dateline.layers.claims.lexicon import Limits, Words
from dateline.layers.claims.link import Event

_NO_NAMES = frozenset({"nominal", "demonym"})
_CONTENT = frozenset({"xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "nsubj", "nsubjpass"})
_EMBEDDING = frozenset({"REQUEST", "ACCUSE"})


def is_purpose(token: Token) -> bool:
    """ "Came to repair the road and to destroy old shells": what somebody is there for need not happen."""
    if not any(c.tag_ == "TO" for c in token.lefts):
        return False
    return token.dep_ == "advcl" or (token.dep_ == "conj" and is_purpose(token.head))


def is_in_name(token: Token, fillers: Fillers) -> bool:
    """Whether a token is part of the name of an actor or place, or follows on it: "Istanbul agreements"."""
    if token.i - 1 in fillers.in_names and token.pos_ != "VERB":
        return True
    found = fillers.at(token.i)
    return found is not None and found.value.kind not in _NO_NAMES


def is_natural(found: Candidate, words: Words) -> bool:
    """Whether what strikes is no party: an earthquake, "Hurricane Odile", a crisis."""
    if found.trigger.event_type != "ASSAULT":
        return False
    doers = [head for name, head in found.arcs if name == "subject"]
    return any(t.lemma_.lower() in words.natural_causes for head in doers for t in (head, *head.lefts))


def has_what_it_needs(event: Event, fillers: Fillers, words: Words) -> bool:
    """Whether the claim has what its trigger needs, or else something of its own: no bare mention (DESIGN 4)."""
    found = event.candidate
    check = _NEEDS.get(found.trigger.needs)
    if check is not None:
        return check(event, fillers)
    named = ("modifier",) if found.token.pos_ != "VERB" else ("subject", "object", "by")
    if event.arguments or any(name in named for name, _ in found.arcs):
        return True
    return bool(own_dates(found, fillers.dates, words))


def _roles(event: Event) -> set[str]:
    return {linked.role for linked in event.arguments}


def _has_actor(event: Event, _: Fillers) -> bool:
    return not _roles(event).isdisjoint({"agent", "recipient", "place"})


def _has_party(event: Event, _: Fillers) -> bool:
    return not _roles(event).isdisjoint({"agent", "recipient"})


def _has_place(event: Event, _: Fillers) -> bool:
    roles = event.candidate.trigger.roles
    return "place" in _roles(event) or any(roles.get(name) == "place" for name, _ in event.candidate.arcs)


def _has_number(event: Event, _: Fillers) -> bool:
    return "quantity" in _roles(event)


def _is_negated(event: Event, _: Fillers) -> bool:
    return event.factuality.negated


def _is_aimed(event: Event, fillers: Fillers) -> bool:
    """Done by someone to something that is no date: "fired on the crowd", unlike "fired him on Monday"."""
    roles = event.candidate.trigger.roles
    marks = (head.i for name, head in event.candidate.arcs if roles.get(name) == "recipient")
    return "agent" in _roles(event) and any(i not in fillers.in_dates for i in marks)


def _has_object(event: Event, _: Fillers) -> bool:
    return any(name == "object" for name, _ in event.candidate.arcs)


def _is_bare_participle(event: Event, _: Fillers) -> bool:
    found = event.candidate
    return found.token.tag_ == "VBG" and all(name != "object" for name, _ in found.arcs)


def _has_infinitive(event: Event, _: Fillers) -> bool:
    clauses = (c for c in event.candidate.token.rights if c.dep_ in ("xcomp", "ccomp"))
    return any(any(c.tag_ == "TO" for c in clause.lefts) for clause in clauses)


_NEEDS: Mapping[str, Callable[[Event, Fillers], bool]] = {
    "actor": _has_actor,
    "party": _has_party,
    "place": _has_place,
    "number": _has_number,
    "negated": _is_negated,
    "aimed": _is_aimed,
    "object": _has_object,
    "participle": _is_bare_participle,
    "infinitive": _has_infinitive,
}


def without_embedded(events: Sequence[Event], limits: Limits) -> list[Event]:
    """The events without those that are the content of a request or an accusation, which get no row of their own."""
    acts = {e.candidate.token.i for e in events if e.candidate.trigger.event_type in _EMBEDDING}
    tokens = ((event, event.candidate.token) for event in events)
    return [event for event, token in tokens if token.i in acts or not _is_under(token, acts, limits.embedding_heads)]


def _is_under(token: Token, acts: set[int], heads: int) -> bool:
    for _ in range(heads):
        head = token.head
        if head == token or token.dep_ not in _CONTENT:
            return False
        if head.i in acts:
            return token.dep_ != "nsubj"
        token = head
    return False
