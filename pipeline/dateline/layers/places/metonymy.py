"""How a toponym is meant: where something is, a body that acts, or part of another name."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from dateline.gazetteer import Place
from dateline.layers.places.candidates import POSSESSIVE, Candidate
from dateline.layers.places.features import WHOLE
from dateline.layers.places.filters import Toponym
from dateline.layers.places.lexicon import Cues, Lexicon
from dateline.layers.places.resolve import inside

_VERBS = frozenset({"VBD", "VBZ", "VBP", "VBN", "MD"})
_ASIDE = 16
"""Words behind a name within which an aside closes."""
_SPORT = 2
"""Words of sport that a report of games has at least."""


def reading(doc: Doc, toponym: Toponym, place: Place | None, lexicon: Lexicon) -> str:
    """literal, actor or name, as DESIGN.md section 3 has them; place: what the toponym means, if that is known."""
    candidate, cues = toponym.candidate, lexicon.cues
    if toponym.evidence.nested:
        return "name"
    if toponym.evidence.has("dateline"):
        return "literal"
    head = doc[candidate.name_end - 1]
    following = doc[candidate.end] if candidate.end < len(doc) else None
    if following is not None and _named(following, cues):
        return "name"
    if following is not None and candidate.name.lower() in cues["adjectival"] and _modifies(head, following, cues):
        return "name"
    if following is not None and following.text in cues["capital-office"] and not candidate.wanted:
        return "actor" if place is not None and place.level in ("country", "capital") else "name"
    if _ends_a_name(doc, candidate, cues):
        return "name"
    if _plays(doc, candidate, head, cues):
        return "actor" if place is not None and place.level == "country" else "name"
    if following is not None and following.text in POSSESSIVE:
        return _possessor(doc, candidate, head, place, cues)
    if place is None or place.level not in ("country", "capital") or candidate.wanted or candidate.tail:
        return "literal"
    if _located(candidate, place) or _is_visited(head, place, cues):
        return "literal"
    return "actor" if _acts(doc, candidate, head, lexicon) else "literal"


def _plays(doc: Doc, candidate: Candidate, head: Token, cues: Cues) -> bool:
    """Whether a town is the side that plays for it: "Collingwood have lost", "a win over Geelong"; told of games alone.

    A report of games has two words of sport at least.
    """
    if candidate.wanted or candidate.tail or candidate.containers:
        return False
    first = _first_joined(head)
    verb, dep = first.head, first.dep_
    if _stands_between(doc, candidate, cues):
        side = True
    elif dep == "nsubj":
        alone = not any(c.dep_ == "conj" for c in head.children)
        many = any(t.lower_ in cues["sport-many"] for t in (verb, *verb.lefts)) or verb.tag_ == "VBP"
        side = verb.lemma_ in cues["sport-verb"] or (alone and many)
    elif dep == "dobj":
        side = verb.lemma_ in cues["sport-verb"]
    else:
        result = verb.lower_ in cues["sport-joint"] and verb.head.lemma_ in cues["sport-result"]
        joins = verb.lower_ in cues["sport-for"] and verb.head.lemma_ in cues["sport-joining"]
        side = dep == "pobj" and (result or joins)
    return side and len(cues["sport"].intersection(t.lower_ for t in doc)) >= _SPORT


def _first_joined(head: Token) -> Token:
    """The first of two sides that "and" or "or" joins: "they face Ghana or Mali"."""
    joined = head.dep_ == "conj" and head.head.i < head.i and head.head.pos_ == "PROPN"
    return head.head if joined else head


def _stands_between(doc: Doc, candidate: Candidate, cues: Cues) -> bool:
    """Whether a verb of games stands between the name and another, however it is parsed: "Lyon host Marseille"."""
    behind, before = candidate.end, candidate.start - 1
    first = behind + 1 < len(doc) and doc[behind].lower_ in cues["sport-verb"] and doc[behind + 1].pos_ == "PROPN"
    second = before > 0 and doc[before].lower_ in cues["sport-verb"] and doc[before - 1].pos_ == "PROPN"
    return first or second


def _located(candidate: Candidate, place: Place) -> bool:
    """Whether the text says in which country a capital lies: "NAIROBI, Kenya"."""
    holders = (p for c in candidate.containers for p, _ in c.candidates[:3])
    return place.level == "capital" and any(inside(place, p) for p in holders)


def _is_visited(head: Token, place: Place, cues: Cues) -> bool:
    """Whether somebody goes to a capital: "cut short a visit to Bamako"."""
    to = head.head
    return place.level == "capital" and to.lower_ in cues["visit-to"] and to.head.lower_ in cues["visit"]


def _named(following: Token, cues: Cues) -> bool:
    """Whether the next word makes the toponym part of a name or title: "Istanbul agreements", "Moscow Mayor Petrov"."""
    word = following.lower_
    if word in cues["name-head/event"] or word in cues["name-head/body"]:
        return True
    return following.text[0].isupper() and word in cues["name-head/person"]


def _ends_a_name(doc: Doc, candidate: Candidate, cues: Cues) -> bool:
    """Whether an acronym in brackets behind ends in the toponym's first letter: "Co-operation in Europe (OSCE)"."""
    after = doc[candidate.end : candidate.end + 3]
    if len(after) < 3 or after[0].text != "(" or after[2].text != ")" or not candidate.start:
        return False
    short = after[1].text
    return (
        len(short) > 2
        and short.isupper()
        and short[-1] == candidate.name[0]
        and doc[candidate.start - 1].lower_ in cues["acronym-joint"]
    )


def _modifies(head: Token, following: Token, cues: Cues) -> bool:
    """Whether a country's short form is used as an adjective: "U.S. diplomats", not "the U.S. border"."""
    if head.dep_ not in ("compound", "amod", "nmod") or head.head.i <= head.i:
        return False
    if following.text[0].isupper():
        return True
    return following.lower_ not in cues["place-head"] and head.head.lower_ not in cues["place-head"]


def _possessor(doc: Doc, candidate: Candidate, head: Token, place: Place | None, cues: Cues) -> str:
    """The reading of "X's …", by the head of what is possessed."""
    owned = head.head if head.dep_ == "poss" else None
    if owned is None:
        return "literal"
    words = {t.lower_ for t in doc[candidate.end + 1 : owned.i + 1]}
    state = place is not None and place.level in ("country", "capital")
    body = owned.lower_ in cues["name-head/body"] or owned.lower_ in cues["owned-body"]
    if body or owned.lower_ in cues["name-head/person"]:
        return "actor" if state and body else "name"
    if not state:
        return "literal"
    if owned.lower_ in cues["owned-thing"] and not words & cues["act"]:
        return "literal"
    if words & cues["self"] or (owned.lower_ in cues["act"] and not words & cues["place-head"]):
        return "actor"
    if words & cues["place-head"] or owned.ent_type_ in WHOLE | {"GPE", "LOC"} or owned.pos_ == "PROPN":
        return "literal"
    return "actor"


def _acts(doc: Doc, candidate: Candidate, head: Token, lexicon: Lexicon) -> bool:
    """Whether a state is the one that does, says, is spoken to or dealt with."""
    cues, limits = lexicon.cues, lexicon.limits
    if candidate.start and doc[candidate.start - 1].lower_ in cues["kind-directly"]:
        return False
    first = head
    for _ in range(limits.joined):
        if first.dep_ not in ("conj", "appos") or first.head.i > first.i:
            break
        first = first.head
    if first.i > 1 and doc[first.i - 1].lower_ in cues["two-parties"]:
        return doc[first.i - 2].lower_ not in cues["no-party"]
    start = _first_of_list(doc, candidate.start, cues)
    if (doc[start].is_sent_start or doc[start - 1].lower_ in cues["clause-opener"]) and _opens(
        doc, candidate, cues, limits.ahead
    ):
        return True
    verb = first.head
    if first.dep_ in ("nsubj", "csubj", "agent"):
        return verb.pos_ in ("VERB", "AUX") and not _is_described(verb, cues)
    if first.dep_ == "nsubjpass":
        return verb.lemma_ not in cues["passive-patient"]
    if first.dep_ in ("dobj", "dative"):
        return verb.lemma_ in cues["addressing-verb"] or (
            verb.lemma_ in cues["wanting-verb"] and _is_to_act(doc, candidate)
        )
    return first.dep_ == "pobj" and _is_party(verb, cues, limits.back)


def _opens(doc: Doc, candidate: Candidate, cues: Cues, ahead: int) -> bool:
    """Whether a headline or lead opens with a state and its verb, however parsed: "Russia on Friday said"."""
    start = _behind_aside(doc, candidate.end, cues)
    if start != candidate.end:
        return start < len(doc) and doc[start].tag_ in _VERBS and doc[start].lemma_ != "be"
    for token in doc[candidate.end : candidate.end + ahead]:
        if any(verb in cues["speech-verb"] for verb in _stems(token.lower_)) and token.tag_[0] in "VN":
            return True
        if not token.ent_type_ and token.lower_ not in cues["before-verb"]:
            return False
    return False


def _behind_aside(doc: Doc, end: int, cues: Cues) -> int:
    """One past the comma that closes an aside: "Turkey, which runs a base there, offered help"; else `end`."""
    after = doc[end : end + _ASIDE]
    if len(after) < 3 or after[0].text != "," or after[1].lower_ not in cues["relative-opener"]:
        return end
    return next((t.i + 1 for t in after[2:] if t.text == ","), end)


def _first_of_list(doc: Doc, start: int, cues: Cues) -> int:
    """The token at which the first of two joined names starts: "Armenia and Azerbaijan"."""
    before = start - 2
    if before < 0 or doc[start - 1].lower_ not in cues["pair-joint"] or doc[before].ent_type_ != "GPE":
        return start
    while before and doc[before].ent_iob == 1:
        before -= 1
    return before


def _is_to_act(doc: Doc, candidate: Candidate) -> bool:
    """Whether "(first) to change" follows."""
    after = doc[candidate.end : candidate.end + 3]
    return any(a.lower_ == "to" and b.tag_ == "VB" for a, b in pairwise(after))


def _stems(word: str) -> Iterator[str]:
    """What a verb's form can be a form of: the tagger takes verbs of headlines for nouns."""
    yield word
    for ending in ("s", "es", "d", "ed"):
        if word.endswith(ending):
            yield word.removesuffix(ending)
    if word.endswith("ies"):
        yield word[:-3] + "y"


def _is_described(verb: Token, cues: Cues) -> bool:
    """Whether "X is …" says what place it is, not what it does."""
    return verb.lemma_ == "be" and any(c.lemma_ in cues["copula-place"] or c.lower_ == "in" for c in verb.children)


def _is_party(preposition: Token, cues: Cues, back: int) -> bool:
    """Whether "with X", "against X", "by X", "handed over to X" names a party."""
    word, governor = preposition.lower_, preposition.head
    if word == "by" and governor.pos_ == "VERB":
        return governor.tag_ == "VBN" and governor.lemma_ not in cues["passing-verb"]
    if word == "on" and governor.lemma_ in cues["imposing-verb"]:
        return True
    if word in cues["with-party"]:
        return governor.lower_ not in cues["place-head"] or governor.lower_ in cues["party-noun"] - cues["no-party"]
    if governor.lower_ in cues["party-noun"] and word in cues["noun-to-party"]:
        return governor.lower_ not in cues["no-party"]
    if word == "to":
        return (governor.lemma_ in cues["giving-verb"] and governor.tag_ != "VBN") or governor.lemma_ == "hand"
    return word == "from" and any(
        stem in cues["getting-verb"] for t in _before(preposition, back) for stem in _stems(t.lower_)
    )


def _before(token: Token, back: int) -> Iterator[Token]:
    """The tokens before one in its sentence, the nearest first."""
    for i in range(token.i, max(0, token.i - back), -1):
        if token.doc[i].is_sent_start:
            yield token.doc[i]
            return
        yield token.doc[i]
