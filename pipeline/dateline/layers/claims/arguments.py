"""How a trigger's arguments hang on it: arcs named subject, object, dative or by their preposition."""

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.doc.predicates import by_agent, is_passive, own_subject, subject

Arc = tuple[str, Token]

_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})


def arcs(trigger: Token, light: Token | None, *, doing: bool, headline: bool = False) -> list[Arc]:
    """The trigger's arcs; light: the verb that a noun trigger is the object or subject of ("launched strikes").

    doing: whether the subject of that verb is the doer ("launched", not "hosted").
    """
    of = {"NOUN": _noun_arcs, "PROPN": _noun_arcs, "ADJ": _adjective_arcs}.get(trigger.pos_)
    every = of(trigger, light) if of else _verb_arcs(trigger, light, headline=headline)
    found = [arc for arc in every if doing or light is None or arc[1] != subject(light)]
    return [(name, each) for name, head in found for each in _conjoined(_antecedent(head))]


def _adjective_arcs(adjective: Token, light: Token | None) -> Iterator[Arc]:
    """ "Ten people were dead", "the figures remain unverified": the subject is that of the verb."""
    if adjective.dep_ in ("acomp", "oprd", "attr"):
        doer = subject(adjective.head)
        if doer is not None:
            yield "subject", doer
    yield from _prepositions(adjective)


def _verb_arcs(verb: Token, light: Token | None = None, *, headline: bool = False) -> Iterator[Arc]:
    """headline: whether the past form without an object is a passive there ("Minister stabbed in market")."""
    passive = is_passive(verb)
    doer = _doer(verb)
    if headline and not passive and verb.tag_ in ("VBD", "VBN") and verb.dep_ not in ("amod", "acl"):
        passive = not any(c.dep_ in ("dobj", "aux", "ccomp", "xcomp", "prt") for c in verb.children)
    if doer is not None:
        yield ("object" if passive else "subject"), doer
    yield from _objects(verb)
    if not any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children) and not passive:
        later = (_objects(other) for other in verb.conjuncts if other.i > verb.i)
        yield from (arc for found in later for arc in found if arc[0] == "object")
    yield from _prepositions(verb)


def _objects(verb: Token) -> Iterator[Arc]:
    for child in verb.rights:
        if child.dep_ == "dobj":
            yield "object", child
        elif child.dep_ == "dative":
            yield "dative", next((c for c in child.children if c.dep_ == "pobj"), child)
        elif child.dep_ == "ccomp" and (addressee := own_subject(child)) is not None and verb.i < addressee.i:
            yield "object" if any(c.tag_ == "TO" for c in child.lefts) else "clause", addressee


def _doer(verb: Token) -> Token | None:
    """The subject; for "..., killing ten" after a passive the one who did that."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and own_subject(verb) is None and is_passive(verb.head):
        return by_agent(verb.head)
    if verb.dep_ == "amod":
        return None
    return subject(verb)


def _prepositions(head: Token, after: int = -1) -> Iterator[Arc]:
    for child in head.children:
        if child.dep_ in ("prep", "agent") and child.i > after and child.lower_ != "according":
            for inner in child.rights:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield child.lower_, inner
                elif inner.dep_ == "prep":
                    yield from ((inner.lower_, c) for c in inner.rights if c.dep_ == "pobj")


def _noun_arcs(noun: Token, light: Token | None) -> Iterator[Arc]:
    for child in noun.lefts:
        if child.dep_ == "poss":
            yield "subject", child
        elif child.dep_ in _MODIFIERS:
            yield "modifier", child
    yield from _prepositions(noun)
    if light is None:
        return
    if noun.dep_ == "dobj" and not is_passive(light):
        doer = subject(light)
        if doer is not None:
            yield "subject", doer
    yield from _prepositions(light, light.i)


def _antecedent(head: Token) -> Token:
    """What a relative pronoun stands for."""
    if head.lower_ in _RELATIVES and head.pos_ in ("PRON", "DET", "SCONJ"):
        verb = head.head
        for _ in range(4):
            if verb.dep_ in ("relcl", "acl"):
                return verb.head
            verb = verb.head
    return head


def _conjoined(head: Token) -> Iterator[Token]:
    """The noun and those coordinated with it, or with its apposition: "President Lee and Foreign Minister Cho"."""
    waiting = [head]
    while waiting:
        token = waiting.pop()
        yield token
        named = [child for child in token.rights if child.dep_ == "appos"]
        waiting += [child for noun in (token, *named) for child in noun.rights if child.dep_ == "conj"][::-1]


def hangs_on(token: Token, heads: set[int]) -> bool:
    """Whether a token hangs on one of the heads, with no other verb in between."""
    for _ in range(8):
        if token.i in heads:
            return True
        head = token.head
        if head == token or (head.pos_ in ("VERB", "AUX") and head.i not in heads):
            return False
        token = head
    return False
