"""How a toponym is meant: where something is, a body that acts, or part of another name."""

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from pipeline.gazetteer import Place
from pipeline.layers.places.mentions import WHOLE, Mention

SUBJECTS = frozenset({"nsubj", "agent", "csubj"})
Cues = Mapping[str, frozenset[str]]


def read(doc: Doc, mention: Mention, place: Place | None, cues: Cues) -> str:
    """literal, actor or name."""
    if mention.nested:
        return "name"
    head = doc[mention.name_end - 1]
    following = doc[mention.end] if mention.end < len(doc) else None
    if following is not None and _names(following, cues):
        return "name"
    if following is not None and following.text in ("'s", "’s", "'", "’"):
        return _possessor(doc, mention, head, place, cues)
    if place is None or not _state(place) or mention.wanted:
        return "literal"
    return "actor" if _acts(head, cues) else "literal"


def _state(place: Place) -> bool:
    return place.level in ("country", "capital")


def _names(following: Token, cues: Cues) -> bool:
    """Whether the next word makes the toponym part of a name or title: "Istanbul agreements", "Moscow Mayor Petrov"."""
    word = following.lower_
    if following.text[0].isupper():
        return word in cues["name-head/person"] or word in cues["name-head/body"] or word in cues["name-head/event"]
    return word in cues["name-head/event"] or word in cues["name-head/body"]


def _possessor(doc: Doc, mention: Mention, head: Token, place: Place | None, cues: Cues) -> str:
    """The reading of "X's …", by the head of what is possessed."""
    owned = head.head if head.dep_ == "poss" else None
    if owned is None:
        return "literal"
    words = {t.lower_ for t in doc[mention.end + 1 : owned.i + 1]}
    if owned.lower_ in cues["name-head/body"] or owned.lower_ in cues["name-head/person"]:
        return "name"
    if place is None or not _state(place):
        return "literal"
    if "own" in words or owned.lower_ in cues["act"] and not words & cues["place-head"]:
        return "actor"
    if words & cues["place-head"] or owned.ent_type_ in WHOLE or owned.ent_type_ in ("GPE", "LOC") or owned.pos_ == "PROPN":
        return "literal"
    return "actor"


def _acts(head: Token, cues: Cues) -> bool:
    """Whether a state is the one that does, suffers, is spoken to or dealt with."""
    first = head
    while first.dep_ == "conj":
        first = first.head
    verb = first.head
    if first.dep_ in SUBJECTS:
        return verb.lemma_ in cues["speech-verb"] or verb.pos_ in ("VERB", "AUX") and verb.lemma_ != "be"
    if first.dep_ == "nsubjpass":
        return verb.lemma_ not in cues["passive-patient"]
    if first.dep_ in ("dobj", "dative"):
        return verb.lemma_ in cues["addressing-verb"]
    if first.dep_ == "pobj":
        return _party(verb, cues)
    return False


def _party(preposition: Token, cues: Cues) -> bool:
    """Whether "with X", "against X", "between X and Y" names a party."""
    governor = preposition.head
    if preposition.lower_ in ("with", "between", "against", "by", "versus"):
        return governor.lower_ not in cues["place-head"] or governor.lower_ in cues["party-noun"] and governor.lower_ != "border"
    return preposition.lower_ in ("for", "to", "from", "on") and governor.lower_ in cues["party-noun"]
