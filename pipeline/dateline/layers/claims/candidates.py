"""What could be a claim: a trigger in its clause, read as one of the events that its word can tell of."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.doc.offsets import region_of
from dateline.doc.predicates import Range, extent, own_subject, trim
from dateline.layers.claims.arguments import Arc, arcs
from dateline.layers.claims.fillers import Fillers
from dateline.layers.claims.lexicon import Lexicon, Trigger, Words

_POS = {"VERB": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
_NO_TRIGGER = frozenset({"compound", "amod", "aux", "auxpass"})
_AFTER_VERB = frozenset({"prt", "prep", "acomp", "oprd"})
_CARRIED = frozenset({"dobj", "nsubjpass", "nsubj", "acl"})
_WHAT_IT_IS_DONE_TO = frozenset({"object", "of", "over", "modifier", "subject"})
_HEADLINE_FRAMES = frozenset({"attack", "harm", "rescue"})
_HARMS = frozenset({"ASSAULT", "CASUALTY", "COERCE", "DAMAGE", "AID"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger read as one event, with its arcs.

    light: the verb that carries a noun ("launched" in "launched strikes"). scope: the clause's tokens, end-exclusive.
    """

    trigger: Trigger
    token: Token
    light: Token | None
    arcs: tuple[Arc, ...]
    scope: Range

    @property
    def verb(self) -> Token:
        """The verb of the clause: the one that carries the noun, else the trigger itself, whatever it is."""
        return self.light or self.token

    @property
    def heads(self) -> frozenset[int]:
        """The tokens that arguments hang on."""
        return frozenset({self.token.i, self.verb.i})


def readings(token: Token, lexicon: Lexicon) -> Sequence[Trigger]:
    """The entries of a token's lemma; longer forms first: "shoot down" before "shoot", "air strike" before "strike"."""
    pos = _POS.get(token.pos_)
    if pos is None or token.dep_ in _NO_TRIGGER:
        return ()
    lemma, triggers = token.lemma_.lower(), lexicon.triggers
    if pos == "VERB":
        for child in token.rights:
            found = triggers.get((f"{lemma} {child.lower_}", pos))
            if found is not None and child.dep_ in _AFTER_VERB:
                return found
    compound = next((c.lower_ for c in token.lefts if c.dep_ == "compound"), "") if pos == "NOUN" else ""
    return triggers.get((f"{compound} {lemma}", pos)) or triggers.get((lemma, pos), ())


def candidate(token: Token, triggers: Sequence[Trigger], words: Words, fillers: Fillers) -> Candidate | None:
    """The first of a token's readings whose objects are there; None where none fits."""
    light = light_verb(token, words)
    doing = light is not None and light.lemma_ in words.light_verbs
    found = arcs(token, light, words, doing=doing, headline=_is_in_headline(token, triggers))
    trigger = next((t for t in triggers if has_object(t, found, words, fillers)), None)
    if trigger is None:
        return None
    return Candidate(trigger, token, light, found, scope(token, light))


def _is_in_headline(token: Token, triggers: Sequence[Trigger]) -> bool:
    """Whether a word of harm or rescue stands in the title, where its past form has no subject that acts."""
    harms = any(t.frame in _HEADLINE_FRAMES and t.event_type in _HARMS for t in triggers)
    return harms and region_of(token.doc, token.idx) == "title"


def light_verb(noun: Token, words: Words) -> Token | None:
    """The verb that only carries a noun trigger: "launched" in "launched strikes", "held" in "talks were held"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in words.part_prepositions:
        noun = noun.head.head if noun.head.head.lemma_ in words.containers else noun
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        verb = noun.head.head
    elif noun.dep_ in _CARRIED and noun.head.pos_ == "VERB":
        verb = noun.head
    else:
        return None
    return verb if verb.lemma_ in words.light_verbs or verb.lemma_ in words.bare_light_verbs else None


def has_object(trigger: Trigger, found: Sequence[Arc], words: Words, fillers: Fillers) -> bool:
    """Whether the event is done to what the trigger wants, where it wants something: lives for "claim"."""
    if not trigger.objects:
        return True
    if any(_stands_for(head, trigger.objects) for name, head in found if name in _WHAT_IT_IS_DONE_TO):
        return True
    return trigger.ground and any(
        _is_place(head, words, fillers) for name, head in found if trigger.roles.get(name) == "place"
    )


def _is_place(head: Token, words: Words, fillers: Fillers) -> bool:
    """Whether a noun is a place, or a part of one: "Lamu", "most of Lamu"."""
    named = (fillers.at(part.i) for part in (head, *wholes(head, words)))
    return any(found is not None and found.is_place for found in named)


def wholes(head: Token, words: Words) -> list[Token]:
    """The nouns behind the "of" of a part, a number or a group: "Lamu" of "most of Lamu"."""
    return [
        whole
        for preposition in head.rights
        if preposition.lower_ in words.part_prepositions
        for whole in preposition.rights
        if whole.dep_ == "pobj"
    ]


def _stands_for(head: Token, objects: frozenset[str]) -> bool:
    """Whether an object is the noun, its modifier or possessor, coordinated with it or behind a preposition."""
    if head.lemma_.lower() in objects:
        return True
    return any(
        c.lemma_.lower() in objects or (c.dep_ == "prep" and any(p.lemma_.lower() in objects for p in c.rights))
        for c in head.children
        if c.dep_ in ("prep", "compound", "poss", "conj")
    )


def scope(token: Token, light: Token | None) -> Range:
    """The clause of a claim: from the subject to the last argument or adjunct; coordinate clauses are left out."""
    head = light or token
    start, end = extent(head)
    for child in head.rights:
        if child.dep_ in ("conj", "cc", "parataxis") and child.i > token.i:
            end = min(end, child.left_edge.i)
            break
    if head.pos_ == "VERB" and own_subject(head) is None and head.dep_ == "conj":
        shared = own_subject(head.head)
        start = shared.left_edge.i if shared is not None and shared.i < head.i else start
    return trim(head.doc, (start, max(end, token.i + 1)))
