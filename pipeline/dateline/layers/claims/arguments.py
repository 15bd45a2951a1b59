"""How a trigger's arguments hang on it: arcs named subject, object, dative, clause, modifier or a preposition."""

from collections.abc import Iterator, Set

from spacy.tokens import Token

from dateline.doc.predicates import by_agent, is_passive, own_subject, subject
from dateline.layers.claims.lexicon import Words

Arc = tuple[str, Token]

_MODIFIERS = frozenset({"compound", "amod", "nmod"})


def arcs(trigger: Token, light: Token | None, words: Words, *, doing: bool, headline: bool = False) -> tuple[Arc, ...]:
    """The trigger's arcs, coordinated nouns one by one, relative pronouns replaced by what they stand for.

    light: the verb that a noun trigger is the object or subject of ("launched strikes").
    doing: whether the subject of that verb is the doer ("launched", not "hosted").
    headline: whether a past form without an object is a passive ("Minister stabbed in market").
    """
    of = {"NOUN": _noun_arcs, "PROPN": _noun_arcs, "ADJ": _adjective_arcs}.get(trigger.pos_)
    every = of(trigger, light, words) if of else _verb_arcs(trigger, words, headline=headline)
    found = [arc for arc in every if doing or light is None or arc[1] != subject(light)]
    return tuple((name, each) for name, head in found for each in coordinated(_resolved(head, words)))


def _adjective_arcs(adjective: Token, _: Token | None, words: Words) -> Iterator[Arc]:
    """ "Ten people were dead", "the figures remain unverified": the subject is that of the verb."""
    if adjective.dep_ in ("acomp", "oprd", "attr"):
        found = subject(adjective.head)
        if found is not None:
            yield "subject", found
    yield from prepositional_objects(adjective, words)


def _verb_arcs(verb: Token, words: Words, *, headline: bool) -> Iterator[Arc]:
    passive = is_passive(verb) or (headline and _is_headline_passive(verb))
    found = doer(verb)
    if found is not None:
        yield ("object" if passive else "subject"), found
    yield from _objects(verb)
    if not passive and not any(c.dep_ == "dobj" for c in verb.children):
        later = (_objects(other) for other in verb.conjuncts if other.i > verb.i)
        yield from (arc for arcs in later for arc in arcs if arc[0] == "object")
    yield from prepositional_objects(verb, words)


def _is_headline_passive(verb: Token) -> bool:
    """Whether a past form stands with nothing that an active verb has: "Minister stabbed in market"."""
    if verb.tag_ not in ("VBD", "VBN") or verb.dep_ in ("amod", "acl"):
        return False
    return not any(c.dep_ in ("dobj", "aux", "ccomp", "xcomp", "prt") for c in verb.children)


def _objects(verb: Token) -> Iterator[Arc]:
    for child in verb.rights:
        if child.dep_ == "dobj":
            yield "object", child
        elif child.dep_ == "dative":
            yield "dative", next((c for c in child.children if c.dep_ == "pobj"), child)
        elif child.dep_ == "ccomp" and (addressee := own_subject(child)) is not None and verb.i < addressee.i:
            yield "object" if any(c.tag_ == "TO" for c in child.lefts) else "clause", addressee


def _noun_arcs(noun: Token, light: Token | None, words: Words) -> Iterator[Arc]:
    for child in noun.lefts:
        if child.dep_ == "poss":
            yield "subject", child
        elif child.dep_ in _MODIFIERS:
            yield "modifier", child
    yield from prepositional_objects(noun, words)
    if light is None:
        return
    if noun.dep_ == "dobj" and not is_passive(light):
        found = subject(light)
        if found is not None:
            yield "subject", found
    yield from prepositional_objects(light, words, light.i)


def _resolved(head: Token, words: Words) -> Token:
    """The noun itself, or what it stands for as a relative pronoun."""
    if head.lower_ in words.relative_pronouns and head.pos_ in ("PRON", "DET", "SCONJ"):
        return antecedent(head) or head
    return head


def doer(verb: Token) -> Token | None:
    """The verb's subject; of ", killing ten" after a passive the one who did that; nobody for "killed men"."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and own_subject(verb) is None and is_passive(verb.head):
        return by_agent(verb.head)
    return None if verb.dep_ == "amod" else subject(verb)


def prepositional_objects(head: Token, words: Words, after: int = -1) -> Iterator[Arc]:
    """The prepositions of a verb or noun after a position, in lower case, with what each governs.

    Of two prepositions in a row the inner one counts ("from inside the town"); "according to" is no argument's.
    """
    for child in head.children:
        if child.dep_ in ("prep", "agent") and child.i > after and child.lower_ not in words.source_prepositions:
            for inner in child.rights:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield child.lower_, inner
                elif inner.dep_ == "prep":
                    yield from ((inner.lower_, c) for c in inner.rights if c.dep_ == "pobj")


def antecedent(pronoun: Token) -> Token | None:
    """The noun that the clause around a relative pronoun belongs to; None where it stands in no such clause."""
    token = pronoun.head
    for _ in range(4):
        if token.dep_ in ("relcl", "acl"):
            return token.head
        token = token.head
    return None


def coordinated(noun: Token) -> Iterator[Token]:
    """The noun and those coordinated with it, or with its apposition: "President Lee and Foreign Minister Cho"."""
    waiting = [noun]
    while waiting:
        token = waiting.pop()
        yield token
        named = [child for child in token.rights if child.dep_ == "appos"]
        waiting += [child for part in (token, *named) for child in part.rights if child.dep_ == "conj"][::-1]


def hangs_on(token: Token, heads: Set[int]) -> bool:
    """Whether a token is or hangs on one of the heads, with no other verb in between."""
    for _ in range(8):
        if token.i in heads:
            return True
        head = token.head
        if head == token or (head.pos_ in ("VERB", "AUX") and head.i not in heads):
            return False
        token = head
    return False
