"""Rules that are not in force yet: "the new rule, which is to take effect on Monday, bans all buses"."""

from spacy.tokens import Token

from dateline.doc.predicates import own_subject, tense

_SAID_OF = frozenset({"relcl", "amod", "acl", "appos", "advcl"})
_TAKING = frozenset({"take", "come", "go", "enter"})
_EFFECT = frozenset({"effect", "force"})


def coming_into_force(verb: Token) -> Token | None:
    """The verb of "take effect" in what is said of a verb's subject, where it is still to come.

    What is in the past has come: "the law, which took effect on Monday".
    """
    rule = own_subject(verb)
    if rule is None or rule.pos_ != "NOUN":
        return None
    for clause in rule.rights:
        if clause.dep_ in _SAID_OF:
            for token in clause.subtree:
                if token.lemma_ in _TAKING and any(c.lower_ in _EFFECT for c in token.subtree if c.i > token.i):
                    return token if _is_to_come(token) else None
    return None


def _is_to_come(verb: Token) -> bool:
    """Whether a verb is an infinitive or stands in the present or after a modal, and not in the perfect."""
    perfect = any(c.lemma_ == "have" for c in verb.lefts)
    return not perfect and (verb.tag_ == "VB" or tense(verb) in ("present", "modal"))
