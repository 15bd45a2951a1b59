"""Past or future? The tense and the cues of the clause that a date stands in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from spacy.tokens import Doc, Token

from dateline.doc.predicates import FINITE

_VERBS = ("VERB", "AUX")
_NOUNS = ("NOUN", "PROPN")
_MODIFIERS = ("compound", "nmod", "nummod", "amod", "npadvmod")
_PARTICLES = ("prt", "advmod", "prep")
_PRESENT = FINITE - {"VBD"}


@dataclass(frozen=True)
class TenseCues:
    """Words that turn a clause to the past or the future: by kind, with the side of publication that they say.

    The kinds are those of models/lexicon/dates_cues.jsonl; in some of them words have no side of their own ("").
    """

    ahead: Mapping[str, str]
    at_preposition: Mapping[str, str]
    auxiliary: Mapping[str, str]
    back: Mapping[str, str]
    backshifted: Mapping[str, str]
    caller: Mapping[str, str]
    completed: Mapping[str, str]
    deadline: Mapping[str, str]
    decisive: Mapping[str, str]
    durative: Mapping[str, str]
    earliest: Mapping[str, str]
    fixer: Mapping[str, str]
    happened: Mapping[str, str]
    governor: Mapping[str, str]
    governor_for: Mapping[str, str]
    governor_of_day: Mapping[str, str]
    governor_of_order: Mapping[str, str]
    governor_to: Mapping[str, str]
    implicative: Mapping[str, str]
    infinitive: Mapping[str, str]
    origin: Mapping[str, str]
    participle: Mapping[str, str]
    perfect: Mapping[str, str]
    preposition: Mapping[str, str]
    purpose: Mapping[str, str]
    role: Mapping[str, str]
    scheduled: Mapping[str, str]
    will: Mapping[str, str]
    wish: Mapping[str, str]


def tense_cues(entries: Iterable[Mapping[str, Any]]) -> TenseCues:
    """The cues from the lines of the file whose ids open with dates/cue/; TypeError where a kind is not asked for."""
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in entries:
        if entry["id"].startswith("dates/cue/"):
            kinds[entry["kind"].replace("-", "_")] |= dict.fromkeys(entry["words"], entry.get("value", ""))
    return TenseCues(**kinds)


class Tense:
    """Asks the clause of a date for its side of publication; climb: how many words above the date are asked."""

    def __init__(self, cues: TenseCues, climb: int) -> None:
        self.cues = cues
        self.climb = climb

    def deadline(self, doc: Doc, start: int, end: int) -> bool:
        """Whether "by" stands before tokens [start, end), and they are not a part of a longer name after it."""
        if not start or doc[start - 1].lower_ not in self.cues.deadline:
            return False
        return _owner(doc, start, end) is None

    def direction(self, doc: Doc, start: int, end: int) -> tuple[str | None, str]:
        """The side of publication that tokens [start, end) are on by their clause, with the word that says so.

        "near" where the future is told from the past (was to meet, would meet): either side, the nearer one.
        None where nothing says: present tense, infinitive, no verb, no parse.
        """
        before = doc[start - 1].lower_ if start else ""
        head = _head(doc, start, end)
        said = self._said_before(doc, start, head) or self._of_plan(doc, start, end, head)
        if said is not None:
            return said
        owner = _owner(doc, start, end)
        if owner is not None:
            return self.cues.happened.get(owner.lemma_), owner.lower_
        prepositions = self.cues.preposition
        side, cue = self._climb(head)
        if cue is not None and (teller := _teller(doc, start, end, cue)) is not None:
            return "past", teller.lower_
        if side is None and before == "as" and start > 1 and doc[start - 2].lower_ in self.cues.earliest:
            return self.cues.earliest[doc[start - 2].lower_], doc[start - 2].lower_
        done = cue is not None and any(c.lower_ in self.cues.completed for c in cue.lefts)
        if before in self.cues.deadline and cue is not None and (head.head.i != cue.i or self._of_wish(cue)):
            done = False  # "had wanted them out by May 9": what was to be done by then may still be
        if before in prepositions and side != prepositions[before] and not done:
            return (None if side == "past" else prepositions[before]), before
        return side, cue.lower_ if cue is not None else ""

    def _said_before(self, doc: Doc, start: int, head: Token) -> tuple[str, str] | None:
        """What the words right before decide: beginning Friday, back in May, since or until Friday."""
        words = [t.lower_ for t in doc[max(0, start - 2) : start]]
        for word in words:
            if word in self.cues.participle:
                return self.cues.participle[word], word
        before = words[-1] if words else ""
        if before in self.cues.at_preposition and words[0] in self.cues.back:
            side, cue = self._climb(head)
            return (side, cue.lower_) if side in ("future", "onset") and cue is not None else ("past", words[0])
        if before not in self.cues.decisive:
            return None
        side, cue = self._climb(head)
        over = side == "past" and cue is not None and self._lasted(cue)
        return "past" if over else self.cues.decisive[before], before

    def _of_plan(self, doc: Doc, start: int, end: int, head: Token) -> tuple[str, str] | None:
        """What a plan says of its day: called for Sunday, put off to Friday, set Friday as the deadline."""
        before = doc[start - 1].lower_ if start else ""
        caller = self._caller(head) if before in self.cues.purpose else None
        if caller is not None:
            return "future", caller.lower_
        verb = _verb_of(head) if head.lower_ == before else None
        of = verb or (_subject(head) if head.lemma_ == "be" else None)
        if of is not None and self.cues.happened.get(of.lemma_) == "near":
            return "near", of.lower_
        if verb is not None and before in self.cues.infinitive and verb.lemma_ in self.cues.governor_of_day:
            return self.cues.governor_of_day[verb.lemma_], verb.lower_
        if verb is not None and before in self.cues.origin and verb.lemma_ in self.cues.governor_of_day:
            return "near", verb.lower_
        if verb is not None and before in self.cues.purpose:
            side = self.cues.governor_for.get(verb.lemma_) or self.cues.governor_for.get(verb.lower_)
            if side:
                if side == "future" or verb.dep_ == "acl":
                    side = "near" if self._is_backshifted(verb) else "future"
                return side, verb.lower_
        fixer = self._fixer(doc, start, end)
        role = self.cues.role.get(doc[end].lower_) if end < len(doc) else None
        return (role or "near", fixer.lower_) if fixer is not None else None

    def _lasted(self, verb: Token) -> bool:
        """Whether what was told went on until then: "did not open until Friday", "lasted until", "had had until"."""
        if verb.lemma_ in self.cues.governor_of_day:
            return False
        if verb.lemma_ in self.cues.durative or any(c.dep_ == "neg" for c in verb.lefts):
            return True
        kinds = {c.dep_: c.lower_ for c in verb.lefts if c.dep_ in ("aux", "auxpass")}
        return "auxpass" not in kinds and kinds.get("aux") in self.cues.backshifted

    def _climb(self, token: Token) -> tuple[str | None, Token | None]:
        for _ in range(self.climb):
            side, stop = self._of(token)
            if stop or token.head.i == token.i:
                return side, token
            token = token.head
        return None, None

    def _of(self, token: Token) -> tuple[str | None, bool]:
        """The side that a word above the date says, and whether to look no further."""
        governor = self._governor(token)
        if governor:
            return "near" if self._is_backshifted(token) else governor, True
        if token.lower_ in self.cues.ahead and token.head.pos_ in _VERBS:
            return "near", True
        if token.pos_ not in _VERBS:
            return None, False
        tag = token.tag_
        if tag == "VBD":
            return "past", True
        auxiliaries = [c.lower_ for c in token.lefts if c.dep_ in ("aux", "auxpass")]
        for sides in (self.cues.will, self.cues.perfect, self.cues.auxiliary):
            for word in auxiliaries:
                if word in sides:
                    return sides[word], True
        if any(word in self.cues.infinitive for word in auxiliaries):
            return self._of_infinitive(token)
        if tag in _PRESENT:
            return self.cues.scheduled.get(token.lemma_), True
        return ("past", True) if tag == "VBN" and not auxiliaries else (None, bool(auxiliaries))

    def _of_infinitive(self, token: Token) -> tuple[str | None, bool]:
        """The side of what one is to do, by what it hangs on: ordered to leave, expected to leave, began to leave."""
        head = token.head
        ordered = self.cues.governor_of_order.get(head.lemma_)
        if ordered:
            return ordered, True
        governor = self.cues.governor_to.get(head.lemma_) or self._governor(head)
        if governor and self._is_backshifted(head):
            return "near", True
        return governor, governor is not None or head.lemma_ not in self.cues.implicative

    def _fixer(self, doc: Doc, start: int, end: int) -> Token | None:
        """The verb that the date is the object of: "has set May 6 as the deadline"."""
        objects = ("dobj", "npadvmod") if end < len(doc) and doc[end].lower_ in self.cues.role else ("dobj",)
        heads = (t.head for t in doc[start:end] if t.dep_ in objects)
        fixed = (verb for verb in heads if verb.lemma_ in self.cues.fixer)
        return next((verb for verb in fixed if all(c.dep_ != "prt" for c in verb.children)), None)

    def _caller(self, token: Token) -> Token | None:
        """The verb that calls something for a day, not long before: "called elections for Sunday"."""
        for _ in range(self.climb):
            if token.lemma_ in self.cues.caller:
                return token if token.tag_ != "VBN" else None
            if token.head.i == token.i:
                return None
            token = token.head
        return None

    def _of_wish(self, verb: Token) -> bool:
        """Whether it is a verb of what is to come: wanted, hoped, sought, agreed."""
        cues = self.cues
        return any(verb.lemma_ in words for words in (cues.governor, cues.governor_of_order, cues.wish))

    def _governor(self, token: Token) -> str | None:
        governors = self.cues.governor
        found = governors.get(token.lower_) or governors.get(token.lemma_)
        if found and any(c.dep_ == "pcomp" and c.pos_ == "ADP" for c in token.rights):
            return None  # due to
        if found is None and token.lemma_ in self.cues.governor_for:
            purpose = any(c.lower_ in self.cues.purpose for c in token.rights)
            return self.cues.governor_for[token.lemma_] if purpose else None
        return found

    def _is_backshifted(self, token: Token) -> bool:
        """Whether a scheduled thing is told in the past: was expected, had been due."""
        if token.dep_ == "acomp":
            token = token.head
        if token.dep_ == "acl" and token.tag_ == "VBN":  # what was planned: what became of it
            heads = islice(token.ancestors, self.climb)
            token = next((t for t in heads if t.pos_ in _VERBS), token)
        return token.tag_ == "VBD" or any(c.lower_ in self.cues.backshifted for c in token.lefts)


def _teller(doc: Doc, start: int, end: int, verb: Token) -> Token | None:
    """The verb right before a day that the parser gave to what was told on it: "said on Monday he would leave"."""
    at = start - 1 - (start > 1 and doc[start - 1].pos_ == "ADP")
    named = _subject(verb)
    if at < 0 or doc[at].tag_ != "VBD" or verb.dep_ != "ccomp" or verb.head.i != at:
        return None
    return doc[at] if named is not None and named.i >= end else None


def _verb_of(preposition: Token) -> Token:
    """The verb of a preposition, also over its particle: "put back to Thursday", "pencilled in for Friday"."""
    head = preposition.head
    return head.head if head.pos_ not in _VERBS and head.head.pos_ in _VERBS and head.dep_ in _PARTICLES else head


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.lefts if c.dep_ == "nsubj"), None)


def _owner(doc: Doc, start: int, end: int) -> Token | None:
    """The noun after tokens [start, end) that they are a modifier of: the group in "the Monday group"."""
    head = _head(doc, start, end)
    inside = head.i >= end and head.pos_ in _NOUNS and doc[end - 1].dep_ in _MODIFIERS
    return head if inside else None


def _head(doc: Doc, start: int, end: int) -> Token:
    """The word outside the mention that it hangs on."""
    token = doc[end - 1]
    while start <= token.i < end and token.head.i != token.i:
        token = token.head
    return token
