"""What the clause around a trigger says of it: negated, planned, hypothetical, hedged (DESIGN section 4)."""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.doc.predicates import FINITE, is_passive
from dateline.layers.claims.lexicon import Words

_UP = frozenset({"xcomp", "ccomp", "pcomp", "pobj", "dobj", "prep", "acl", "conj", "nsubjpass", "nsubj", "attr"})
_VERBS = frozenset({"VERB", "AUX"})
_NEGATING = frozenset({"neg", "det", "preconj", "cc"})
_NEGATED_BY_HEAD = frozenset({"xcomp", "dobj", "pobj", "prep", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Factuality:
    """Polarity and modality of a clause. hedge: its token; unspecified: the source is left open ("were reported").

    modality: as in the table, or `reported` for what is future in reported speech only.
    """

    negated: bool = False
    modality: str = "actual"
    hedge: int | None = None
    unspecified: bool = False


def factuality(trigger: Token, verb: Token, words: Words, heads: int) -> Factuality:
    """What the words around a trigger make of it.

    verb: the trigger itself, or the verb that carries the noun. heads: how many heads up a word may govern it.
    """
    found = Factuality(
        negated=_is_negated(trigger, words) or (verb != trigger and _is_negated(verb, words)),
        modality=_modality(verb, words) or "actual",
        hedge=_hedge(trigger, verb, words),
    )
    token = trigger
    for _ in range(heads):
        head = token.head
        if head == token or token.dep_ not in _UP or (token.dep_ == "conj" and token.pos_ != head.pos_):
            break
        if token.dep_ != "conj":
            found = _governed(token, head, found, words)
        if _is_own_statement(token, head):
            break
        found = _shared_modality(token, head, found, words)
        token = head
    return found


def _is_own_statement(token: Token, head: Token) -> bool:
    """Whether the clause is the subject or the finite content of an active verb, whose modality is not its own."""
    return head.pos_ in _VERBS and token.dep_ in ("nsubj", "ccomp") and not is_passive(head)


def _shared_modality(token: Token, head: Token, found: Factuality, words: Words) -> Factuality:
    """With the modality of the verb above: "will attack and bomb"; not where a tense of its own starts anew."""
    anew = token.dep_ == "conj" and token.tag_ in FINITE
    if head.pos_ not in _VERBS or anew or found.modality != "actual":
        return found
    return replace(found, modality=_modality(head, words) or "actual")


def _is_negated(token: Token, words: Words) -> bool:
    """Whether a negator hangs on the token, its subject or object is nobody, or it stands behind "without"."""
    for child in token.children:
        if child.dep_ in _NEGATING and child.lower_ in words.negators:
            return True
        if child.dep_ in ("nsubjpass", "nsubj", "dobj", "attr") and _is_nobody(child, words):
            return True
    return token.dep_ == "pobj" and token.head.lower_ in words.negators


def _is_nobody(noun: Token, words: Words) -> bool:
    """ "None", "no one", "no civilians", "neither Kenya nor Somalia"."""
    if noun.lower_ in words.negative_pronouns:
        return True
    if any(c.dep_ in ("det", "preconj", "cc") and c.lower_ in words.negators for c in noun.lefts):
        return True
    return noun.lower_ in words.negated_indefinites and any(c.lower_ in words.negative_articles for c in noun.lefts)


def _modality(verb: Token, words: Words) -> str | None:
    """What the verb's own auxiliaries and conjunction make of it; the last one counts."""
    found = None
    for child in verb.lefts:
        if child.dep_ in ("aux", "auxpass"):
            found = words.modals.get(child.lower_, found)
        elif child.dep_ == "mark" and child.lower_ in words.conditions and not _is_correction(child, words):
            found = "hypothetical"
    return found


def _is_correction(mark: Token, words: Words) -> bool:
    """ "Hundreds, if not thousands, died": no condition."""
    after = mark.doc[mark.i + 1 : mark.i + 3]
    return len(after) > 1 and after[0].lower_ in words.negation and after[1].pos_ in ("NUM", "NOUN")


def _hedge(trigger: Token, verb: Token, words: Words) -> int | None:
    hedges = [
        child.i
        for token in (trigger, verb)
        for child in token.children
        if child.dep_ in ("advmod", "amod") and child.lower_ in words.hedges
    ]
    return hedges[-1] if hedges else None


def _governed(token: Token, head: Token, found: Factuality, words: Words) -> Factuality:
    """What the head makes of a clause that is its complement: a plan, a demand, a belief, a failure."""
    if head.pos_ in ("VERB", "ADJ", "AUX"):
        return _negated_by(token, head, _hedged_or_governed_by(token, head, found, words), words)
    if head.pos_ == "NOUN" and token.dep_ in ("prep", "acl"):
        return replace(found, modality=words.governing_nouns.get(head.lemma_.lower(), found.modality))
    return found


def _hedged_or_governed_by(token: Token, head: Token, found: Factuality, words: Words) -> Factuality:
    lemma, passive = head.lemma_.lower(), is_passive(head)
    if lemma in words.hedging_verbs and (passive or lemma in words.raising_verbs):
        hedge = head.i if found.hedge is None and words.hedging_verbs[lemma] == "unverified" else found.hedge
        return replace(found, hedge=hedge, unspecified=found.unspecified or passive)
    if lemma not in words.governing_verbs or token.dep_ == "nsubj" or _is_stated(token, lemma, words):
        return found
    own = found.modality not in ("actual", "reported")
    return found if own else replace(found, modality=words.governing_verbs[lemma])


def _negated_by(token: Token, head: Token, found: Factuality, words: Words) -> Factuality:
    """Negated by "failed to", "did not manage to", "has yet to"."""
    lemma = head.lemma_.lower()
    negates = lemma in words.negating_verbs or any(c.dep_ == "neg" for c in head.lefts)
    outstanding = lemma in words.outstanding_verbs and any(c.lower_ in words.outstanding_adverbs for c in head.children)
    negated = (negates and token.dep_ in _NEGATED_BY_HEAD) or outstanding
    return replace(found, negated=True) if negated else found


def _is_stated(token: Token, lemma: str, words: Words) -> bool:
    """ "Told reporters that it rained", unlike "told them to leave": the complement is stated, not wanted."""
    if token.dep_ != "ccomp":
        return False
    if lemma in words.stating_verbs:
        return any(t.tag_ in FINITE for t in (token, *token.lefts))
    return lemma in words.coming_infinitive_verbs and all(c.tag_ != "TO" for c in token.lefts)
