"""What an event says of itself: the how-manieth it is ("the second round of talks"), and how long it lasted.

Such a figure counts nobody, so it makes no two claims one, and none contradicts another; `figures` has those that do.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from dateline.doc.predicates import own_subject
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.event import Event, Linked, figure_of
from dateline.layers.claims.fillers import Filler, Fillers, between
from dateline.layers.claims.lexicon import Words
from dateline.layers.quantities.values import Quantity

_IN_A_ROW = frozenset({"CONSULT", "RETREAT", "AID"})
"""Event types that come one after another: talks by rounds, transfers and help by batches."""
_BEFORE_NOUN = frozenset({"amod", "compound", "nummod"})
_ADVERBIAL = frozenset({"npadvmod", "dobj", "attr"})
_FOR = "for"
_UNDERGOING = frozenset({"object", "of"})


def with_measures(event: Event, fillers: Fillers, words: Words) -> Event:
    """The event with its rank and its length; they are no reason to keep a bare mention, so they come last."""
    doc = event.candidate.token.doc
    own = [*_ranks(event.candidate, fillers, words), *_lengths(event.candidate, fillers, words)]
    added = [_uncounted(doc, figure) for figure in own]
    return replace(event, arguments=(*event.arguments, *added)) if added else event


def _uncounted(doc: Doc, figure: Filler[Quantity]) -> Linked:
    linked = figure_of(doc, figure)
    return replace(linked, argument=replace(linked.argument, figure=None))


def _ranks(found: Candidate, fillers: Fillers, words: Words) -> Iterator[Filler[Quantity]]:
    """ "The second round of talks", "the first meeting", "received a third batch of bodies"."""
    if found.frame.event_type not in _IN_A_ROW:
        return
    for noun in _in_a_row(found, words):
        for rank in between(fillers.ranks, noun.left_edge.i, noun.i):
            root = noun.doc[rank.start : rank.end].root
            counts = rank.end < noun.i and noun.doc[rank.end].like_num  # "the first two rounds"
            if root.head == noun and root.dep_ in _BEFORE_NOUN and not counts:
                yield rank


def _in_a_row(found: Candidate, words: Words) -> Iterator[Token]:
    """The nouns that number an event: its own, the one that groups it, those of what changes hands."""
    token = found.token
    nouns = [token, *found.of(*_UNDERGOING)]
    if token.dep_ == "pobj" and token.head.lower_ in words.part_prepositions:
        nouns.append(token.head.head)
    yield from (noun for noun in nouns if noun.lemma_.lower() in words.sequence_nouns)


def _lengths(found: Candidate, fillers: Fillers, words: Words) -> Iterator[Filler[Quantity]]:
    """ "The meeting, which lasted just over an hour": only what a verb of lasting says of the noun itself."""
    for verb in _lasting(found.token, words):
        for length in between(fillers.lengths, verb.i + 1, verb.right_edge.i + 1):
            root = verb.doc[length.start : length.end].root
            noun = root.head if root.dep_ in ("nummod", "quantmod", "amod") else root
            over = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == _FOR else None
            if over == verb or (noun.dep_ in _ADVERBIAL and noun.head == verb):
                yield length


def _lasting(noun: Token, words: Words) -> Iterator[Token]:
    if noun.pos_ not in ("NOUN", "PROPN"):
        return
    if noun.dep_ == "nsubj" and noun.head.lemma_ in words.lasting_verbs:
        yield noun.head
    for clause in noun.rights:
        if clause.dep_ in ("relcl", "acl") and clause.lemma_ in words.lasting_verbs:
            own = own_subject(clause)
            if own is None or own.tag_ == "WDT" or own.lower_ == "that":
                yield clause
