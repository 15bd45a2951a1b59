"""What could be a claim: a word in its clause, read as one of the events that it can tell of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.doc.arguments import Argument, arguments, is_bare_passive, participles
from dateline.doc.offsets import region_of
from dateline.doc.predicates import (
    VERBAL,
    Range,
    coordinated,
    extent,
    is_imperative,
    is_infinitive,
    is_nominal_participle,
    is_passive,
    own_subject,
    prepositional_object,
    prepositional_objects,
    subject,
    trim,
)
from dateline.layers.claims.fillers import Fillers
from dateline.layers.claims.headlines import joined_by_comma
from dateline.layers.claims.indirect import DEMANDED, indirect
from dateline.layers.claims.lexicon import Condition, Frame, Lexicon, Words
from dateline.layers.claims.nouns import fits, kinds
from dateline.layers.claims.types import spoken_types

_POS = {"VERB": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
_NO_TRIGGER = frozenset({"compound", "aux", "auxpass"})
_AFTER_VERB = frozenset(
    {"prt", "prep", "acomp", "oprd", "advmod", "npadvmod", "xcomp", "ccomp", "dobj", "acl", "amod", "pobj", "attr"}
)
_CARRIED = frozenset({"dobj", "nsubjpass", "nsubj", "acl"})
_CHANGING_HANDS = frozenset({
    "transfer", "receive", "receive-aid", "exchange", "aid", "fire", "force", "protest", "trade", "express", "cede",
    "cutting", "come-under",
})  # fmt: skip
"""Patterns whose object goes from one party to another, or is used against one."""
ANNOUNCER = "announcer"
"""The role of those who announce what they do themselves: "announced the suspension of flights"."""
_OF_ONE_KIND = frozenset({"counted", "find"})
"""Patterns whose verb says nothing of an event, but with an object of the right kind."""
_UP_TO = frozenset({"to", "above", "past", "over", "from"})
"""What stands between a toll that is brought somewhere and its figure."""
_OPENING, _CLOSING = frozenset({"“", '"', "‘"}), frozenset({"”", '"', "’"})
_QUOTED_WITHIN = 16
"""Tokens within which what a verb calls something stands in quotation marks."""
_THINGS = frozenset({"thing"})
_UNDER = frozenset({"xcomp", "advcl", "acl"})
_PAST_FORMS = frozenset({"VBD", "VBN"})
_ALSO_PREPOSITIONS = frozenset({"after", "before", "since", "until"})
"""What opens clauses and stands before nouns too."""
_OF_THOSE_HURT = frozenset({"CASUALTY", "AID"})
"""Event types that "the wounded", "the dead" tell of too."""
_UNDOING = "de"
"""The prefix that makes the opposite of the verb behind its hyphen: "de-escalating" is no escalating."""
_REQUEST, _RECIPIENT = "REQUEST", "recipient"
_HARMED = frozenset({"CASUALTY", "COERCE", "AID", "DAMAGE"})
"""Event types whose verbs are passives where a past form stands with nobody that it was done to."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word read as one event, with its arguments by grammatical role.

    light: the verb that carries a noun ("launched" in "launched strikes") or that a modal stands before.
    scope: the clause's tokens, end-exclusive. partner: the second word of its entry ("fire" of "open fire").
    participles: those that carry a noun from behind ("strikes carried out by both").
    """

    frame: Frame
    token: Token
    light: Token | None
    arguments: tuple[Argument, ...]
    scope: Range
    partner: str = ""
    participles: frozenset[int] = frozenset()

    @property
    def verb(self) -> Token:
        """The verb of the clause: the one that carries the noun, else the word itself, whatever it is."""
        return self.light or self.token

    @property
    def heads(self) -> frozenset[int]:
        """The tokens that arguments hang on."""
        return self.participles | {self.token.i, self.verb.i}

    def of(self, *roles: str) -> Iterator[Token]:
        """The heads of what fills some grammatical roles."""
        return (head for role, head in self.arguments if role in roles)


Reading = tuple[Frame, str]
"""A frame of a word, and the particle that its entry has ("over" of "hand over"), "" for none."""


def readings(token: Token, lexicon: Lexicon) -> Sequence[Reading]:
    """The frames of a token's lemma; longer forms first: "shoot down" before "shoot", "air strike" before "strike"."""
    if token.tag_ == "MD":
        asks = obliges(token) and token.head.lemma_ not in lexicon.words.mental_verbs
        return [(frame, "") for frame in lexicon.frames.get((token.lower_, "MODAL"), ())] if asks else ()
    pos = "VERB" if token.lemma_ == "be" else _POS.get(token.pos_)
    if pos is None or token.dep_ in _NO_TRIGGER or (token.dep_ == "amod" and pos != "ADJ") or _is_before_noun(token):
        return ()
    lemma, frames = token.lemma_.lower(), lexicon.frames
    partners = _behind_verb(token) if pos == "VERB" else _before_noun(token) if pos == "NOUN" else ()
    longer = []
    for partner in dict.fromkeys(partners):
        key = f"{lemma} {partner}" if pos == "VERB" else f"{partner} {lemma}"
        longer += [(frame, partner) for frame in frames.get((key, pos), ())]
    joined = _joined_by_hyphen(token) if pos == "VERB" else None
    whole = () if joined is None else frames.get((f"{joined}-{lemma}", pos), ())
    alone = () if joined == _UNDOING else frames.get((lemma, pos), ())
    return (*longer, *((frame, "") for frame in (*whole, *alone)))


def _joined_by_hyphen(verb: Token) -> str | None:
    """The first part of a verb that is made of two: "test" of "test-fired", "re" of "re-opened"."""
    i = verb.i
    if i < 2 or verb.doc[i - 1].text != "-" or verb.doc[i - 1].whitespace_ or verb.doc[i - 2].whitespace_:
        return None
    return verb.doc[i - 2].lower_


def _is_before_noun(verb: Token) -> bool:
    """ "Charity renames ship after drowned toddler": a participle before its noun that was taken for a clause's verb.

    What opens a clause stands before its subject, never between that and the verb.
    """
    if verb.pos_ != "VERB" or verb.tag_ not in _PAST_FORMS or verb.i == 0:
        return False
    before, found = verb.nbor(-1), own_subject(verb)
    opened = before.dep_ == "mark" and before.head == verb and before.lower_ in _ALSO_PREPOSITIONS
    return opened and found is not None and found.i < before.i


def obliges(modal: Token) -> bool:
    """Whether a modal says what somebody is to do: "must leave", unlike "must have left", "must be dreaming"."""
    verb = modal.head
    own = own_subject(verb)
    supposed = any(c.dep_ == "aux" and c.lemma_ in ("have", "be") for c in verb.lefts)
    return modal.dep_ == "aux" and not supposed and (own is None or own.i < modal.i) and not is_passive(verb)


def _behind_verb(verb: Token) -> Iterator[str]:
    """The words beside a verb that may be part of its entry: particles, "fire" of "catch fire", "fatally"."""
    if verb.i + 1 < len(verb.doc):
        yield verb.nbor(1).lower_  # "handed over 1,000 bodies", whatever the parser takes "over" for
    yield from (child.lower_ for child in verb.lefts if child.dep_ == "advmod")
    for child in verb.rights:
        if child.dep_ in _AFTER_VERB:
            yield child.lower_
            yield from (inner.lower_ for inner in child.rights if inner.dep_ == "pobj")


def _before_noun(noun: Token) -> Iterator[str]:
    return (child.lower_ for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod"))


Seen = tuple[str, Token, frozenset[str]]
"""A grammatical role, the head that fills it, and its classes."""


def candidate(token: Token, frames: Sequence[Reading], lexicon: Lexicon, fillers: Fillers) -> Candidate | None:
    """The first of a token's readings whose conditions hold; None where none fits."""
    words = lexicon.words
    light = token.head if token.tag_ == "MD" else light_verb(token, words)
    active = _seen(token, light, lexicon, fillers, bare_passive=False)
    bare = is_bare_passive(token) and token.lower_ not in words.active_forms
    bare = bare and any(_may_be_bare_passive(token, frame) for frame, _ in frames)
    passive = _seen(token, light, lexicon, fillers, bare_passive=True) if bare else active
    for frame, particle in frames:
        if frame.event_type not in _OF_THOSE_HURT and is_nominal_participle(token):
            continue  # "the accused"
        undergone = bare and _may_be_bare_passive(token, frame) and not _governs(token, particle)
        seen = passive if undergone else active
        if frame.event_type in spoken_types() and (speaker := _speaker_before(token, seen)) is not None:
            by_whom = kinds(speaker, lexicon.nouns, fillers, words)
            seen = [one for one in seen if one[0] != "subject"] + [("subject", speaker, by_whom)]
        if frame.event_type in spoken_types() and token.dep_ == "acl" and _governs(token, particle):
            seen = [("subject" if one[:2] == ("object", token.head) else one[0], *one[1:]) for one in seen]
        read = [("object" if role == particle else role, head, kind) for role, head, kind in seen]
        if holds(frame, read):
            taken = tuple((role, head) for role, head, kind in read if not _is_beside_wanted(frame, role, head, kind))
            if (
                light is not None
                and light.lemma_ in words.counting_verbs
                and (counts := own_subject(light)) is not None
            ):
                taken = (*taken, ("source", counts))  # "AFP put the toll at ten"
            inner = (*nested(frame, taken), *indirect(token, light, frame, taken, lexicon))
            inner += tuple(_demanded(token, light, frame, lexicon, fillers))
            behind = (c.i for c in participles(token) if c.dep_ != "relcl" and c.lemma_ in words.light_verbs)
            clause = _with_copula(scope(token, light, words), taken)
            return Candidate(frame, token, light, (*taken, *inner), clause, particle, frozenset(behind))
    return None


def _speaker_before(verb: Token, seen: Sequence[Seen]) -> Token | None:
    """ "Said that roads were open and thanked Kenya": who said so, where what the clause is about can thank nobody."""
    clause, shared = verb.head, [kind for role, _, kind in seen if role == "subject"]
    if verb.dep_ != "conj" or clause.dep_ != "ccomp" or verb.tag_ != clause.head.tag_ or own_subject(verb) is not None:
        return None
    return subject(clause.head) if shared and all(kind == _THINGS for kind in shared) else None


def _demanded(
    token: Token, light: Token | None, frame: Frame, lexicon: Lexicon, fillers: Fillers
) -> Iterator[Argument]:
    """ "Marched, demanding that Kenya leave": those of whom something is asked in a clause under the word."""
    if DEMANDED not in frame.roles:
        return
    for verb in (c for head in dict.fromkeys((token, light or token)) for c in head.rights if c.dep_ in _UNDER):
        asked = candidate(verb, readings(verb, lexicon), lexicon, fillers)
        if asked is not None and asked.frame.event_type == _REQUEST:
            yield from ((DEMANDED, head) for name, head in asked.arguments if asked.frame.roles.get(name) == _RECIPIENT)


def _seen(token: Token, light: Token | None, lexicon: Lexicon, fillers: Fillers, *, bare_passive: bool) -> list[Seen]:
    """The arguments of a token with their classes."""
    words = lexicon.words
    if token.tag_ == "MD":
        token, light = token.head, None
    every = arguments(token, light, words.light_verbs, bare_passive=bare_passive)
    found = [one for one in every if one[1] != token]
    verb = light or token
    if is_imperative(verb):
        found = [one for one in found if one[0] != "subject"]
    found += [("subject", c) for r, h in found if r == "subject" for c in joined_by_comma(h, verb, fillers)]
    found = [*_of_intention(token, found, words, fillers), *_beside(token, words)]
    if light is not None and token.dep_ == "nsubj" and light.lemma_ in words.reaching_verbs:
        found += [("object", each) for c in light.rights if c.dep_ == "dobj" for each in coordinated(c)]
    if light is not None and light.lemma_ not in words.light_verbs and token.pos_ != "ADJ":
        found = [one for one in found if one[0] != "subject" or one[1].head != light]
    return [(role, head, kinds(head, lexicon.nouns, fillers, words)) for role, head in found]


def _of_intention(token: Token, found: list[Argument], words: Words, fillers: Fillers) -> list[Argument]:
    """The arguments with whose attempt or plan it is to do it as the subject: "Somali attempts to enter"."""
    if token.dep_ != "acl" or not is_infinitive(token) or token.head.lemma_ not in words.intention_nouns:
        return found
    own = [one for one in found if one[0] != "subject"]
    return own + [("subject", who) for who in _whose(token.head, words, fillers)]


def _beside(token: Token, words: Words) -> Iterator[Argument]:
    """Who announces what a noun says, and what a verb calls something in quotation marks."""
    if token.dep_ == "dobj" and token.head.lemma_ in words.announcing_verbs:
        who = subject(token.head)
        if who is not None:
            yield ANNOUNCER, who
    said = _quoted(token) if token.lemma_ in words.calling_verbs else None
    if said is not None:
        yield "attribute", said


def _whose(noun: Token, words: Words, fillers: Fillers) -> Iterator[Token]:
    """Whose an intention is: "Somali attempts to enter", "plans by the court to", "the army made an attempt to"."""
    if noun.dep_ == "dobj" and noun.head.lemma_ in words.intending_verbs and (who := subject(noun.head)) is not None:
        yield who
    yield from (c for c in noun.lefts if c.dep_ == "poss" or (c.dep_ == "amod" and fillers.at(c.i) is not None))
    yield from (head for name, head in prepositional_objects(noun) if name == "by")


def _quoted(verb: Token) -> Token | None:
    """The head of what a verb calls something in quotation marks: "called the raid “utterly shameful”"."""
    doc, end = verb.doc, min(verb.sent.end, verb.i + _QUOTED_WITHIN)
    opened = next((i for i in range(verb.i + 1, end) if doc[i].text in _OPENING), None)
    closed = next((i for i in range(opened + 2, end) if doc[i].text in _CLOSING), None) if opened is not None else None
    if opened is None or closed is None or any(t.dep_ == "conj" and t.pos_ in VERBAL for t in doc[verb.i + 1 : opened]):
        return None
    last = doc[closed - 1]
    return last if last.pos_ in ("ADJ", "NOUN", "PROPN") else None


def nested(frame: Frame, found: Sequence[Argument]) -> Iterator[Argument]:
    """Parties whose preposition the parser hung on what changes hands: "handed the bodies of soldiers to Kenya"."""
    if frame.pattern not in _CHANGING_HANDS:
        return
    taken = {role for role, _ in found}
    wanted = {role for role in ("to", "from", "against", "with") if role in frame.roles and role not in taken}
    for role, head in found:
        if role in ("object", "of", "subject", "under") and wanted:
            for token in head.subtree:
                if token.dep_ == "prep" and token.lower_ in wanted and token.i > head.i:
                    yield from ((token.lower_, c) for c in token.rights if c.dep_ == "pobj")


def holds(frame: Frame, seen: Sequence[Seen]) -> bool:
    """Whether all that a frame wants is there, and nothing that it must lack."""
    wanted = all(_met(c, seen, wanted=True) for c in frame.wants)
    return wanted and not any(_met(c, seen, wanted=False) for c in frame.lacks)


def _is_beside_wanted(frame: Frame, role: str, head: Token, kind: frozenset[str]) -> bool:
    """ "Counted 31 deaths and 88 injuries": a second object that is not of the kind that the frame wants."""
    if frame.pattern not in _OF_ONE_KIND or role != "object" or head.dep_ != "conj":
        return False
    asked = [condition for condition in frame.wants if role in condition.roles]
    return not all(fits(head, kind, condition, wanted=True) for condition in asked)


def _met(condition: Condition, seen: Sequence[Seen], *, wanted: bool) -> bool:
    return any(
        (role in condition.roles or (role == "possessor" and "subject" in condition.roles))
        and fits(head, found, condition, wanted=wanted and role != "subject")
        for role, head, found in seen
    )


def _may_be_bare_passive(token: Token, frame: Frame) -> bool:
    """Whether a past form with a subject alone has it done to him: "three others injured", "Minister stabbed"."""
    if not frame.takes_object:
        return False
    if region_of(token.doc, token.idx) == "title":
        return True
    return frame.event_type in _HARMED and frame.pattern in ("harm", "rescue", "attack", "detain")


def _governs(verb: Token, particle: str) -> bool:
    """Whether the second word of an entry has an object of its own: "called Thursday on the rebels"."""
    return any(c.dep_ == "prep" and c.lower_ == particle and prepositional_object(c) is not None for c in verb.rights)


def _with_copula(clause: Range, arguments: Sequence[Argument]) -> Range:
    """The clause with what a copula puts to the word: "seven are in critical condition"."""
    return min([clause[0], *(head.left_edge.i for role, head in arguments if role.endswith(" be"))]), clause[1]


def light_verb(noun: Token, words: Words) -> Token | None:
    """The verb that only carries a noun or adjective: "launched" in "launched strikes", "were" in "ten were dead"."""
    if noun.pos_ == "ADJ" and noun.dep_ in ("acomp", "oprd", "attr") and noun.head.pos_ in VERBAL:
        return noun.head
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in words.part_prepositions:
        noun = noun.head.head if noun.head.head.lemma_ in words.containers else noun
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.lower_ in words.light_prepositions:
        verb = noun.head.head
        if noun.i < verb.i or f"{verb.lemma_} {noun.head.lower_}" in words.resulting_phrases:
            return None  # "in the latest talks both agreed", "led to riots"
    elif noun.dep_ in _CARRIED and noun.head.pos_ in VERBAL:
        verb = noun.head
    else:
        return None
    led = noun.dep_ == "dobj" and verb.lemma_ in words.bringing_verbs and any(c.lower_ in _UP_TO for c in verb.rights)
    known = led or verb.lemma_ in words.light_verbs or verb.lemma_ in words.bare_light_verbs
    if verb.lemma_ in (words.happening_verbs if noun.dep_ == "dobj" else words.object_light_verbs):
        return None
    return verb if known or (noun.dep_ == "nsubj" and verb.lemma_ in words.toll_verbs) else None


def _is_against(clause: Token, words: Words) -> bool:
    """Whether a clause with a subject of its own is held against the one before it: "though", "while"."""
    held = any(c.dep_ == "mark" and c.lower_ in words.contrasts for c in clause.lefts)
    return clause.dep_ == "advcl" and held and own_subject(clause) is not None


def scope(token: Token, light: Token | None, words: Words) -> Range:
    """The clause of a claim: from its own subject to the last argument or adjunct.

    Coordinate clauses are left out, as are those that hold something against it: "has not confirmed it, though ...".
    """
    head = light or token
    start, end = extent(head)
    if light is None and token.dep_ == "pobj" and token.head.lower_ in words.part_prepositions:
        counted = token.head.head  # "dozens of deaths"
        start = min(start, counted.left_edge.i) if counted.lemma_.lower() in words.containers else start
    for child in head.rights:
        if child.i > token.i and (child.dep_ in ("conj", "cc", "parataxis") or _is_against(child, words)):
            end = min(end, child.left_edge.i)
            break
    if head.dep_ in ("acl", "relcl") and is_passive(head) and head.tag_ == "VBN":
        start = min(start, head.head.left_edge.i)
        parts = (c for c in head.head.rights if c.dep_ == "prep" and c.lower_ in words.including and c.i > token.i)
        end = max([end, *(part.right_edge.i + 1 for part in parts)])
    if head.pos_ == "NOUN":
        loose = (c for c in participles(head) if c.dep_ == "advcl" and c.lemma_ in words.light_verbs)
        end = max([end, *(c.right_edge.i + 1 for c in loose)])
    found = own_subject(head.head if head.dep_ == "acomp" and head.tag_ == "VBN" else head)
    if found is not None and found.i < start:
        start = found.left_edge.i
    return trim(head.doc, (start, max(end, token.i + 1)))
