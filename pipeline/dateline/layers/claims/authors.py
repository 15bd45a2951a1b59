"""Who gives out what is said: the ministry of "a statement by the ministry", "the ministry released a statement"."""

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.doc.predicates import NOMINAL, by_agent, is_passive, possessor, prepositional_object, subject
from dateline.layers.claims.lexicon import Words

_AUTHORS = frozenset({"by", "from"})
_IN = "in"


def given_out(noun: Token, words: Words) -> Token | None:
    """The statement, message or the like that a noun is, or stands in: "a message on X"."""
    for _ in range(2):
        if noun.lemma_.lower() in words.utterances:
            return noun
        if noun.dep_ != "pobj" or noun.head.head.pos_ not in NOMINAL:
            return None
        noun = noun.head.head
    return None


def authors(utterance: Token, words: Words) -> Iterator[Token]:
    """Whoever may have given a statement out, the surest first: its owner, "by" and "from", a participle, a subject.

    The subject gave it out, or says something in it: "the ministry confirmed in a statement".
    """
    owner = possessor(utterance)
    if owner is not None:
        yield owner
    for child in utterance.rights:
        if child.lower_ in _AUTHORS and (named := prepositional_object(child)) is not None:
            yield named
        if (giver := giver_by(child, words)) is not None:
            yield giver
    said_in = utterance.dep_ == "pobj" and utterance.head.lower_ == _IN and utterance.head.head.pos_ == "VERB"
    verb = utterance.head.head if said_in else utterance.head if utterance.dep_ == "dobj" else None
    giver = subject(verb) if verb is not None and not is_passive(verb) else None
    if giver is not None:
        yield giver


def giver_by(participle: Token, words: Words) -> Token | None:
    """Whoever a participle behind a toll or a statement says gave it out: "the toll, released by the ministry"."""
    gives = participle.dep_ in ("acl", "relcl") and participle.lemma_.lower() in words.giving_verbs
    return by_agent(participle) if gives and is_passive(participle) else None
