"""What a noun says that somebody says: "an allegation that he beat a man", also without "that"."""

from spacy.tokens import Token

from dateline.doc.predicates import VERBAL, direct_object, is_passive, own_subject
from dateline.layers.claims.lexicon import Lexicon, Signature

_NOT_SURE = frozenset({"unverified", "reported"})
"""What a noun whose content is only said makes of it."""
_CLAUSES = frozenset({"relcl", "advcl", "acl", "ccomp"})
_RELATIVE = frozenset({"WP", "WP$", "WRB"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MOST_VERBS = 3
"""Coordinated verbs up to the one that the noun has."""


def noun_of_content(verb: Token, lexicon: Lexicon) -> tuple[Token, Signature] | None:
    """The noun right before a clause that is its whole content, and its signature; None where it is none.

    The clause has its own subject and lacks nothing that the noun could be: "claims he bribed a judge", unlike "claims
    he made", "allegations that shook the party".
    """
    for _ in range(_MOST_VERBS):
        if verb.dep_ != "conj" or verb.head.pos_ not in VERBAL:
            break
        verb = verb.head
    own = [c for c in verb.lefts if c.dep_ in _SUBJECTS and c.tag_ != "WDT" and c.tag_ not in _RELATIVE]
    if verb.dep_ not in _CLAUSES or not own or not (is_passive(verb) or direct_object(verb) is not None):
        return None
    if any(c.tag_ in _RELATIVE or (c.dep_ == "dobj" and c.i < verb.i) for c in verb.lefts):
        return None
    before = own[-1].left_edge.i - 1
    if before > 0 and verb.doc[before].lower_ == "that":
        before -= 1
    if before < 0:
        return None
    noun = verb.doc[before]
    signature = lexicon.signatures.get((noun.lemma_.lower(), "NOUN"))
    if noun.pos_ != "NOUN" or signature is None or signature.affirmed not in _NOT_SURE:
        return None
    return (noun, signature) if own_subject(noun) is None else None
