"""Whose thing an amount measures, where a pronoun says so: "5% of its workforce"."""

from dataclasses import replace

from spacy.tokens import Token

from dateline.layers.quantities import items
from dateline.layers.quantities.alignment import View
from dateline.layers.quantities.items import Item

SINGULAR = frozenset(("NN", "NNP"))
OWNERS = {"owned-by-one": SINGULAR, "owned-by-several": frozenset(("NNS", "NNPS", "NNP"))}
SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def owned(view: View, item: Item) -> Item:
    """The item with the owner's name where a pronoun stands for the subject: "Dell's workforce" for "its workforce"."""
    noun = view.doc[item.head]
    pronouns = {word: tags for name, tags in OWNERS.items() for word in view.lists[name]}
    pronoun = next((c for c in noun.lefts if c.lower_ in pronouns), None)
    if pronoun is None or item.text is None:
        return item
    owner = _owner(view, noun, pronouns[pronoun.lower_])
    if owner is None or owner.i in view.covered:
        return item
    skip = items.Skip(owner.i, range(0), view.amounts, view.stop)
    name = items.phrase(view.doc, owner.i, skip, view.lexicon, only_of=True)[0]
    return replace(item, text=f"{name}{'’' if name.endswith('s') else '’s'} {item.text}")


def _owner(view: View, noun: Token, tags: frozenset[str]) -> Token | None:
    """The subject of the clause around a noun; where that is a pronoun, the subject of the verb that reports it."""
    token = noun
    for _ in range(view.limits.owner_arcs):
        if token.head.i == token.i:
            return None
        before, token = token, token.head
        if token.pos_ not in ("VERB", "AUX"):
            continue
        subject = next((c for c in token.lefts if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.i == before.i:
            return None
        if subject is not None and subject.lower_ not in view.lists["pronoun-subjects"]:
            return subject if subject.tag_ in tags else None
        if token.dep_ not in ("ccomp", "xcomp", "conj") and (subject is not None or token.dep_ != "acl"):
            return None
    return None
