"""The arguments of a predicate by grammatical role: verb, noun, adjective; voice undone, shared subjects found.

Roles: subject (who does it, also in the passive), possessor ("Kenya's raid"), object (to whom), dative, attribute
("called it a crime"), infinitive and clause (the verb of a complement; of the clause also its subject), purpose
(the verb of "to demand reforms" beside it), modifier (before a noun), "among be" and the like (the copula before a
noun: "one was among the dead"), be (the other side of a bare copula), light (the verb that carries a noun: "launched"
in "launched strikes"), bare (the preposition right before a noun: "in" of "in order"), and
every preposition by its name. Everything is read off the parse; which words count is the rooms' own lexicon.
"""

from collections.abc import Iterator, Set

from spacy.tokens import Token

from dateline.doc.predicates import (
    NOMINAL,
    RELATIVE_PRONOUNS,
    antecedent,
    behind_whom,
    by_agent,
    coordinated,
    direct_object,
    doer,
    is_bare_participle,
    is_contrast,
    is_infinitive,
    is_passive,
    own_subject,
    prepositional_objects,
    subject,
    together_with,
)

Argument = tuple[str, Token]
"""A grammatical role and the head of what fills it."""

_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_ATTRIBUTES = frozenset({"oprd", "attr"})
_ADVERBIAL = frozenset({"advmod", "npadvmod"})
_PERSONAL = frozenset({"who", "whom"})
_THAT = "that"
_FROM = frozenset({"from", "of", "in"})
_STANDING_FOR = frozenset({"PRON", "DET", "SCONJ"})
_COMPLEMENTS = frozenset({"dobj", "prep", "agent", "ccomp", "xcomp", "dative", "attr", "acomp"})
"""What a verb has that shares no object with the verb after it: "went to Lamu and questioned ten men"."""
_UNLIKE_PASSIVE = frozenset({"dobj", "aux", "ccomp", "xcomp", "prt", "attr", "dative"})


def arguments(word: Token, light: Token | None, light_verbs: Set[str], *, bare_passive: bool) -> Iterator[Argument]:
    """The arguments of a verb, noun or adjective; coordinated ones one by one, relative pronouns led back.

    light: the verb that carries a noun. light_verbs: lemmas of verbs whose subject does what the noun says.
    bare_passive: whether a past form with nothing that an active verb has is a passive ("Minister stabbed in market").
    """
    if word.pos_ in ("NOUN", "PROPN"):
        found = _of_noun(word, light, light_verbs)
    elif word.pos_ == "ADJ":
        found = _of_adjective(word)
    else:
        found = _of_verb(word, passive=is_passive(word) or (bare_passive and is_bare_passive(word)))
    for role, head in found:
        if role == "for" and head.tag_ == "WDT":
            continue  # "for which he was criticised": what for is the clause before it
        noun = _resolved(head)
        for each in (*coordinated(noun), *(together_with(noun) if role == "subject" else ())):
            yield role, each


def is_bare_passive(verb: Token) -> bool:
    """Whether a past form stands with nothing that an active verb has: "Minister stabbed in market"."""
    if verb.tag_ not in ("VBD", "VBN") or verb.dep_ in ("amod", "acl") or _has_gap(verb):
        return False
    held = any(c.dep_ in ("acomp", "oprd") and own_subject(c) is not None for c in verb.rights)
    held = held or any(direct_object(other) is not None for other in verb.conjuncts if other.i > verb.i)
    return not held and not any(c.dep_ in _UNLIKE_PASSIVE for c in verb.children)


def _has_gap(verb: Token) -> bool:
    """Whether the noun before a relative clause is its object: "men they claimed"."""
    return verb.dep_ == "relcl" and own_subject(verb) is not None


def _of_adjective(adjective: Token) -> Iterator[Argument]:
    """ "Ten people were dead", "the ten dead": who is said to be so."""
    if adjective.dep_ in ("acomp", "oprd", "attr", "xcomp", "ccomp", "conj"):
        held = direct_object(adjective.head) if adjective.dep_ == "oprd" else None
        found = own_subject(adjective) or held or subject(adjective.head)
        if found is not None and found != adjective:
            yield "subject", found
    elif _is_behind(adjective) and adjective.head.pos_ in ("NOUN", "NUM", "PROPN"):
        yield "subject", adjective.head
    yield from (("infinitive", c) for c in adjective.rights if c.dep_ == "xcomp" and is_infinitive(c))
    yield from prepositional_objects(adjective)


def _is_behind(adjective: Token) -> bool:
    """Whether an adjective says what those before it are: "dozens dead in boat fire"."""
    return adjective.dep_ in ("acl", "relcl", "appos") or (adjective.dep_ == "amod" and adjective.i > adjective.head.i)


def _of_verb(verb: Token, *, passive: bool) -> Iterator[Argument]:
    found = doer(verb)
    if found is not None and found.dep_ == "expl":
        found = next((c for c in verb.rights if c.dep_ in ("attr", "nsubj")), None)
    if found is not None:
        yield ("object" if passive else "subject"), found
    fronted = _fronted_object(verb, found)
    if fronted is not None and not passive:
        yield "object", fronted
    yield from _after_verb(verb, found)
    if not passive and not any(c.dep_ in _COMPLEMENTS for c in verb.rights):
        later = (_after_verb(other, None) for other in verb.conjuncts if other.i > verb.i)
        yield from (argument for some in later for argument in some if argument[0] == "object")
    for name, head in prepositional_objects(verb):
        yield ("near" if name == "from" and _is_so_far(verb, head.head) else name), head


def _is_so_far(verb: Token, preposition: Token) -> bool:
    """ "Landed 300 metres from the gate": near it; not "From the gate", with nothing before it."""
    if preposition.i == 0:
        return False
    measure = preposition.nbor(-1)
    return measure.dep_ == "npadvmod" and measure.head == verb and any(c.dep_ == "nummod" for c in measure.lefts)


def _fronted_object(verb: Token, known: Token | None) -> Token | None:
    """ "The region which troops entered", "the bodies that Kenya returned": the object before its verb."""
    if (sides := behind_whom(verb)) is not None:
        return sides[1]
    fronted = next((c for c in verb.lefts if c.dep_ == "dobj"), None)
    if fronted is not None or verb.dep_ != "relcl" or verb.head == known or verb.head.pos_ not in NOMINAL:
        return fronted
    opened = any(c.tag_ in RELATIVE_PRONOUNS or c.tag_ == "WRB" for c in verb.subtree if c.i < verb.i)
    has_object = any(c.dep_ in ("dobj", "ccomp", "xcomp", "attr", "acomp", "prep") for c in verb.rights)
    return None if opened or has_object or own_subject(verb) is None else verb.head


def _after_verb(verb: Token, known: Token | None) -> Iterator[Argument]:
    for child in verb.rights:
        if is_contrast(child):
            return
        if child == known:
            continue
        if child.dep_ == "dobj" or (child.dep_ in _ADVERBIAL and child.text[:1].isupper() and child.i == verb.i + 1):
            yield "object", child  # an unknown name is taken for an adverb: "attacked Lamu"
        elif child.dep_ == "prt" and (counted := _up_to(child)) is not None:
            yield "object", counted
        elif child.dep_ == "dative" and (taker := taker_before(child, verb)) is not None:
            yield from (("dative", taker), ("object", child))
        elif child.dep_ == "dative":
            yield "dative", next((c for c in child.children if c.dep_ == "pobj"), child)
        elif child.dep_ in _ATTRIBUTES or child.dep_ == "acomp" or (child.dep_ == "ccomp" and child.pos_ == "ADJ"):
            yield "attribute", child
            if child.pos_ == "ADJ" and (held := own_subject(child)) is not None and held.i > verb.i:
                yield "object", held
        elif child.dep_ in ("ccomp", "xcomp"):
            yield from _of_complement(verb, child)
        elif child.dep_ == "advcl" and is_infinitive(child):
            yield "purpose", child
            if (held := own_subject(child)) is not None:
                yield "clause", held  # "urged for them to stop"


def taker_before(given: Token, verb: Token) -> Token | None:
    """ "Offered Kenya credit": the taker, where the parser hung him on what is given and took that for the dative."""
    before = next(given.lefts, None)
    named = before is not None and before.pos_ == "PROPN" and before.dep_ in _MODIFIERS and before.i == verb.i + 1
    return before if named and given.pos_ == "NOUN" and not any(c.dep_ == "dobj" for c in verb.rights) else None


def _up_to(particle: Token) -> Token | None:
    """ "Kidnapped up to 16 advisers": the counted noun, where the parser takes "up" for a particle."""
    bound = next((c for c in particle.rights if c.dep_ == "prep" and c.lower_ == "to"), None)
    counted = next((c for c in bound.rights if c.dep_ == "pobj"), None) if bound is not None else None
    if counted is None or particle.lower_ != "up":
        return None
    return counted if counted.pos_ == "NUM" or any(c.dep_ == "nummod" for c in counted.lefts) else None


def _of_complement(verb: Token, clause: Token) -> Iterator[Argument]:
    """ "Urged Somalia to leave", "demanded that Somalia leave": the verb of the complement and whom it is about."""
    infinitive = is_infinitive(clause)
    addressee = own_subject(clause)
    if addressee is not None and verb.i < addressee.i:
        yield ("object" if infinitive else "clause"), addressee
    yield ("infinitive" if infinitive else "complement"), clause


def _of_noun(noun: Token, light: Token | None, light_verbs: Set[str]) -> Iterator[Argument]:
    for child in noun.lefts:
        if child.dep_ == "poss":
            yield "possessor", child
        elif child.dep_ in _MODIFIERS:
            yield "modifier", child
    yield from prepositional_objects(noun)
    if noun.dep_ == "pobj" and noun.head.i + 1 == noun.i:
        yield "bare", noun.head
    yield from _of_participles(noun, light_verbs)
    yield from _of_content(noun)
    yield from _of_copula(noun)
    if light is None:
        return
    yield "light", light
    if noun.dep_ not in ("nsubj", "nsubjpass") and not is_passive(light) and light.lemma_ in light_verbs:
        found = subject(light)
        if found is not None:
            yield "subject", found
    yield from prepositional_objects(light, light.i)


def _of_participles(noun: Token, light_verbs: Set[str]) -> Iterator[Argument]:
    """ "A raid carried out by rebels": what a participle after the noun says of who does it."""
    for child in participles(noun):
        if child.lemma_ in light_verbs and (child.dep_ == "advcl" or is_passive(child)):
            agent = by_agent(child)
            if agent is not None:
                yield "subject", agent


def _of_content(noun: Token) -> Iterator[Argument]:
    """ "A demand that Somalia leave": whom the clause that a noun has for its content is about."""
    for clause in noun.rights:
        marked = any(c.dep_ == "mark" and c.lower_ == _THAT for c in clause.lefts)
        if clause.dep_ in ("acl", "ccomp") and marked and (held := own_subject(clause)) is not None:
            yield "clause", held


def participles(noun: Token) -> Iterator[Token]:
    """The participles and relative clauses that tell of a noun."""
    yield from (c for c in noun.rights if c.dep_ in ("acl", "relcl"))
    yield from _loose_participle(noun)


def _loose_participle(noun: Token) -> Iterator[Token]:
    """ "Died in the raid, reportedly carried out by rebels": a participle behind a comma tells of the noun."""
    end = noun.right_edge.i + 1
    if noun.dep_ == "pobj" and end + 1 < len(noun.doc) and noun.doc[end].text == ",":
        ahead = (c for c in noun.head.head.rights if c.left_edge.i == end + 1)
        yield from (c for c in ahead if is_bare_participle(c))


def _of_copula(noun: Token) -> Iterator[Argument]:
    """ "One child was among the dead", "He is in critical condition", "The militia is the culprit": who is so."""
    if noun.dep_ in ("attr", "nsubj") and noun.head.lemma_ == "be":
        other = "nsubj" if noun.dep_ == "attr" else "attr"
        yield from (("be", c) for c in noun.head.children if c.dep_ == other and c.tag_ not in ("EX", "WP", "WDT"))
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.lemma_ == "be":
        found = subject(noun.head.head)
        if found is not None and found.dep_ != "expl":
            yield noun.head.lower_ + " be", found


def _resolved(head: Token) -> Token:
    """The noun itself, or what it stands for as a relative pronoun."""
    is_relative = head.tag_ in RELATIVE_PRONOUNS or (head.lower_ == "that" and head.tag_ in ("WDT", "IN"))
    if is_relative and head.pos_ in _STANDING_FOR:
        found = antecedent(head)
        return head if found is None else _of_person(found) if head.lower_ in _PERSONAL else found
    return head


def _of_person(noun: Token) -> Token:
    """Whom "who" stands for: "a man from Japan who ...", whatever it was hung on."""
    behind = noun.dep_ == "pobj" and noun.pos_ == "PROPN" and noun.head.lower_ in _FROM
    return noun.head.head if behind and noun.head.head.pos_ == "NOUN" else noun
