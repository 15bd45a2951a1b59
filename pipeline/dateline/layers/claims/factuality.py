"""What the clause around a trigger says of it: negated, planned, hypothetical, hedged."""

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.doc.predicates import is_passive
from dateline.layers.claims.lexicon import Words

_UP = frozenset({"xcomp", "ccomp", "pcomp", "pobj", "dobj", "prep", "acl", "conj", "nsubjpass", "nsubj", "attr"})

_FINITE = frozenset({"VBD", "VBZ", "VBP"})


@dataclass
class Certainty:
    """Polarity and modality of a clause; its hedge, as a token; whether its source is left open ("were reported")."""

    negated: bool = False
    modality: str = "actual"
    hedge: int | None = None
    unspecified: bool = False


def certainty(trigger: Token, verb: Token, words: Words) -> Certainty:
    """What the words around a trigger make of it; verb: the trigger itself, or the verb that governs the noun."""
    found = Certainty(negated=_negated(trigger, words) or (verb != trigger and _negated(verb, words)))
    _own(verb, words, found)
    for token in (trigger, verb):
        for child in token.children:
            if child.dep_ in ("advmod", "amod") and child.lower_ in words["hedge"]:
                found.hedge = child.i
    _governors(trigger, words, found)
    return found


def _negated(token: Token, words: Words) -> bool:
    for child in token.children:
        if child.dep_ in ("neg", "det", "preconj", "cc") and child.lower_ in words["negator"]:
            return True
        if child.dep_ in ("nsubjpass", "nsubj", "dobj", "attr"):
            if child.lower_ in ("none", "nobody") or any(
                c.dep_ in ("det", "preconj", "cc") and c.lower_ in words["negator"] for c in child.lefts
            ):
                return True
            if child.lower_ == "one" and any(c.lower_ == "no" for c in child.lefts):
                return True
    return token.dep_ == "pobj" and token.head.lower_ in words["negator"]


def _own(verb: Token, words: Words, found: Certainty) -> None:
    for child in verb.lefts:
        if child.dep_ in ("aux", "auxpass") and child.lower_ in words["modal"]:
            found.modality = words["modal"][child.lower_]
        elif child.dep_ == "mark" and child.lower_ in words["condition"] and not _is_or_even(child):
            found.modality = "hypothetical"


def _is_or_even(mark: Token) -> bool:
    """ "Hundreds, if not thousands, died": no condition."""
    after = mark.doc[mark.i + 1 : mark.i + 3]
    return len(after) > 1 and after[0].lower_ == "not" and after[1].pos_ in ("NUM", "NOUN")


def _governors(trigger: Token, words: Words, found: Certainty) -> None:
    """Climbs from the trigger through complements to what governs it: a plan, a demand, a belief, a failure."""
    token = trigger
    for _ in range(5):
        head = token.head
        if head == token or token.dep_ not in _UP or (token.dep_ == "conj" and token.pos_ != head.pos_):
            return
        lemma = head.lemma_.lower()
        if token.dep_ != "conj":
            _govern(token, head, lemma, words, found)
        if head.pos_ in ("VERB", "AUX") and token.dep_ in ("nsubj", "ccomp") and not is_passive(head):
            return
        if head.pos_ in ("VERB", "AUX") and not (token.dep_ == "conj" and token.tag_ in _FINITE):
            _own_if_actual(head, words, found)
        token = head


def _govern(token: Token, head: Token, lemma: str, words: Words, found: Certainty) -> None:
    if head.pos_ in ("VERB", "ADJ", "AUX"):
        passive = is_passive(head)
        if lemma in words["hedge verb"] and (passive or lemma in ("appear", "seem", "purport")):
            if found.hedge is None and words["hedge verb"][lemma] == "unverified":
                found.hedge = head.i
            found.unspecified = found.unspecified or passive
        elif lemma in words["governor"] and token.dep_ != "nsubj" and not _is_statement(token, lemma):
            found.modality = words["governor"][lemma] if found.modality in ("actual", "reported") else found.modality
        if lemma in words["negating verb"] or any(c.dep_ == "neg" for c in head.lefts):
            found.negated = token.dep_ in ("xcomp", "dobj", "pobj", "prep", "nsubjpass") or found.negated
        if any(c.lower_ == "yet" for c in head.children) and lemma == "have":
            found.negated = True
    elif head.pos_ == "NOUN" and lemma in words["governor noun"] and token.dep_ in ("prep", "acl"):
        found.modality = words["governor noun"][lemma]


def _is_statement(token: Token, lemma: str) -> bool:
    """ "Told reporters that it rained", unlike "told them to leave": the complement is stated, not wanted."""
    if lemma == "suggest":
        return token.dep_ == "ccomp" and any(t.tag_ in _FINITE for t in (token, *token.lefts))
    return lemma in ("go", "tell") and token.dep_ == "ccomp" and all(c.tag_ != "TO" for c in token.lefts)


def _own_if_actual(head: Token, words: Words, found: Certainty) -> None:
    if found.modality == "actual":
        _own(head, words, found)
