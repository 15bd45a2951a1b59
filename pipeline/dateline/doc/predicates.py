"""Predicates and arguments: the one module that asks the parse about them.

Verbs: finite or not, tense, negation, voice, particles. Arguments: subject (shared ones included), object, agent,
prepositional objects. Nouns: apposition, coordination, possessor, antecedent, noun phrase. Extents of clauses and what
is cut out of them. Everything is read off tags, dependency labels and heads (spaCy's English scheme, CLEAR) and
nothing is changed; positions are tokens, ranges end-exclusive. Which words count is the rooms' own lexicon.
"""

from collections.abc import Iterator, Set
from typing import Literal

from spacy.tokens import Doc, Token

from dateline.doc.offsets import sentence_of, sentence_tokens

Range = tuple[int, int]
Tense = Literal["past", "present", "modal"]

# Penn Treebank tags.
FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Verbs that have a tense and so can head a clause."""
FINITE_OR_MODAL = FINITE | {"MD"}
FINITE_OR_PARTICIPLE = FINITE | {"VBN"}
"""Verbs that may be meant as finite where the tagger takes a past tense for a participle ("officials warned")."""
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PROPER_NOUNS = frozenset({"NNP", "NNPS"})
RELATIVE_PRONOUNS = frozenset({"WP", "WDT"})
# Universal parts of speech.
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
VERBAL = frozenset({"VERB", "AUX"})
# Dependency labels.
AUXILIARIES = frozenset({"aux", "auxpass"})
CLAUSAL_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})

_TENSES: dict[str, Tense] = {"VBD": "past", "VBZ": "present", "VBP": "present", "MD": "modal"}
_SUBJECTS = CLAUSAL_SUBJECTS | {"expl"}
_SHARING = frozenset({"conj", "xcomp", "acomp", "advcl", "advmod", "pcomp", "prep", "ccomp", "dep", "parataxis"})
"""Labels of what shares the subject of its head."""
_WITH_SUBJECT = frozenset({"advcl", "ccomp"})
"""Labels of clauses that have a subject of their own where they have a tense; without one the parse is wrong.

"A bomb was on Monday rammed into the gate" has the auxiliary for the head of its verb.
"""
_AFTER_NOUN = frozenset({"relcl", "acl", "advcl", "parataxis"})
_NOUN_CLAUSES = frozenset({"relcl", "acl"})
_EDGE_MARKS = frozenset({"“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "„", "(", "["})
_BY = "by"
_OF, _OUT = "of", "out"
_USE = "use"
_SAME_DOER = frozenset({"by", "after", "before", "since", "without", "despite", "upon", "while", "when"})
"""Prepositions behind an object before what is done by the same one: "killed her by strangling her"."""
_DO = frozenset({"do", "please"})
_BEFORE_ORDER = frozenset({"“", '"', "‘", "'", ":"})
_COMPLEX = {("on", "part"): _BY, ("at", "hand"): _BY, ("by", "mean"): "with"}
"""Prepositions made of three words, by the first two: "on the part of", "at the hands of"."""
_SUPERLATIVE = "JJS"

# How many heads a look-up goes up before the parse counts as broken.
_MOST_SHARED = 6
_MOST_TO_RELATIVE = 4
_PAST_FORMS = frozenset({"VBN", "VBD"})
_OPENING_CLAUSES = frozenset({"after", "before", "since", "until", "as"})
"""Words that open a clause, or stand as prepositions before a noun."""
_INDEFINITE = frozenset({"a", "an"})
_WHOM, _WITH = "whom", "with"
_JOINTLY = frozenset({"together", "along", "jointly"})
_MOST_ASIDE = 10
"""Tokens of what breaks in between an auxiliary and its verb."""
_MOST_TO_HEAD = 8


# Extents.


def extent(token: Token) -> Range:
    """The tokens of the subtree, first and one past the last: of a verb, its clause."""
    return token.left_edge.i, token.right_edge.i + 1


def sentence_extent(token: Token) -> Range:
    """The tokens of the sentence that a token stands in."""
    return sentence_tokens(token.doc, sentence_of(token.doc, token.i))


def minus(whole: Range, hole: Range) -> list[Range]:
    """What is left of a range when another is cut out of it: no part, one or two."""
    left, right = (whole[0], min(whole[1], hole[0])), (max(whole[0], hole[1]), whole[1])
    return [part for part in (left, right) if part[0] < part[1]]


def trim(doc: Doc, span: Range) -> Range:
    """The range without punctuation at its ends, quotation marks and opening brackets apart."""
    start, end = span
    while start < end and _trimmed(doc[start]):
        start += 1
    while end > start and _trimmed(doc[end - 1]):
        end -= 1
    return start, end


def _trimmed(token: Token) -> bool:
    return (token.is_punct or token.is_space) and token.text not in _EDGE_MARKS


# Verbs.


def is_infinitive(verb: Token) -> bool:
    """Whether the verb has its "to"."""
    return any(c.tag_ == "TO" for c in verb.lefts)


def is_gerund(verb: Token) -> bool:
    """Whether the verb or its auxiliary is an -ing form: "suggested waiting", "denied being paid"."""
    return verb.tag_ == "VBG" or any(c.tag_ == "VBG" and c.dep_ in AUXILIARIES for c in verb.lefts)


def heads_finite_clause(verb: Token) -> bool:
    """Whether the verb, or a noun that has a subject, heads a clause that stands on its own: no infinitive, no -ing."""
    if is_infinitive(verb) or (verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.lefts)):
        return False
    return verb.pos_ in VERBAL or own_subject(verb) is not None


def has_finite(doc: Doc, span: Range) -> bool:
    """Whether a verb or modal with a tense stands in a range."""
    return any(t.tag_ in FINITE_OR_MODAL for t in doc[span[0] : span[1]])


def tense(verb: Token) -> Tense | None:
    """The tense of a verb group, told by its first word with one; None for infinitives and participles on their own.

    "had fled" is past, "is leaving" present, "will leave" modal.
    """
    group = [c for c in verb.lefts if c.dep_ in AUXILIARIES] + [verb]
    return next((_TENSES[t.tag_] for t in group if t.tag_ in _TENSES), None)


def is_negated(verb: Token) -> bool:
    """Whether "not" or "never" hangs on the verb."""
    return any(child.dep_ == "neg" for child in verb.children)


def is_contrast(word: Token) -> bool:
    """Whether "not" stands behind a comma after its verb: "freed ten, not twelve", which denies only the twelve."""
    return word.dep_ == "neg" and word.i > word.head.i and word.nbor(-1).is_punct


def is_imperative(verb: Token) -> bool:
    """Whether a verb without a subject opens a sentence or a quotation: "“Do not attack,” he said"."""
    if verb.tag_ != "VB" or own_subject(verb) is not None:
        return False
    if any(c.dep_ in ("aux", "mark") and c.lower_ not in _DO for c in verb.lefts):
        return False
    first = min([verb.i, *(c.i for c in verb.lefts if c.dep_ in ("aux", "neg"))])
    return first > 0 and verb.doc[first - 1].text in _BEFORE_ORDER


def particle(verb: Token) -> Token | None:
    """The particle after a verb ("pointed out")."""
    return next((c for c in verb.rights if c.dep_ == "prt"), None)


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive voice, a reduced relative ("a report written by ...") included."""
    if behind_whom(verb) is not None:
        return False
    if _auxiliary_over_aside(verb) is not None and not any(c.dep_ == "auxpass" for c in verb.children):
        return False
    deps = {child.dep_ for child in verb.children if child.dep_ != "agent" or prepositional_object(child) is not None}
    if "auxpass" in deps or "nsubjpass" in deps or ("agent" in deps and "dobj" not in deps and "aux" not in deps):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ == "acl"
        and "aux" not in deps
        and not (is_coordinate(verb) or _tells_clause(verb))
    )


def is_coordinate(verb: Token) -> bool:
    """Whether the parser hung the next of several verbs on the object of the first: "killed eight workers, hurt 14"."""
    noun = verb.head
    cut = verb.dep_ == "acl" and verb.tag_ == "VBN" and noun.dep_ == "dobj" and noun.head.pos_ == "VERB"
    start = verb.left_edge.i
    return cut and verb.doc[max(0, start - 1)].text == "," and any(c.dep_ == "dobj" for c in verb.rights)


def _tells_clause(verb: Token) -> bool:
    """ "A judge, ordered on Friday that they be freed": what has a finite clause as its object is in the active."""
    return any(c.dep_ == "ccomp" and own_subject(c) is not None and not is_infinitive(c) for c in verb.rights)


def is_reduced(verb: Token) -> bool:
    """Whether a participle has no auxiliary: "a report written by us", unlike "that it had been written"."""
    return verb.tag_ == "VBN" and not any(c.dep_ in AUXILIARIES for c in verb.lefts)


def is_bare_participle(verb: Token) -> bool:
    """Whether the verb is a passive adjunct without subject or auxiliary ("as stated by the army, ...")."""
    full = AUXILIARIES | {"nsubj", "nsubjpass"}
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(c.dep_ in full for c in verb.children)


def is_gerund_noun(word: Token) -> bool:
    """Whether an -ing form stands as a noun, with nothing that a verb has: "killed in police firing"."""
    nominal = word.tag_ == "VBG" and word.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass")
    return nominal and not any(c.dep_ in ("dobj", "nsubj", "aux", "auxpass", "ccomp", "xcomp") for c in word.children)


def is_nominal_participle(word: Token) -> bool:
    """Whether a participle stands as a noun, with an article of its own or an adjective: "the main accused"."""
    nominal = word.tag_ == "VBN" and not any(c.dep_ in AUXILIARIES for c in word.children)
    return nominal and any(c.dep_ in ("det", "amod", "poss") for c in word.lefts)


# Arguments.


def by_agent(verb: Token) -> Token | None:
    """The head of the noun phrase after "by", in the passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == _BY):
            return prepositional_object(child)
    return None


def own_subject(verb: Token) -> Token | None:
    """The verb's own subject; the nearer of two where the farther one has a verb in the past put to it as a participle.

    "The convoy left at dawn, Reuters said": what the parser took for the subject is a clause.
    """
    found = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if len(found) > 1 and found[1].i < verb.i and any(c.tag_ == "VBD" and c.dep_ == "acl" for c in found[0].rights):
        return found[1]
    if not found and (sides := behind_whom(verb)) is not None:
        return sides[0]
    if found:
        return found[0]
    return _subject_over_aside(verb) or _figure_before(verb) or _noun_before(verb) or _named_after_preposition(verb)


def _named_after_preposition(verb: Token) -> Token | None:
    """ "Was held after Anna Berg, the mayor of Lamu, was stabbed": a clause whose subject hangs on its conjunction."""
    if verb.dep_ != "conj" or verb.doc[verb.left_edge.i - 1].text != ",":
        return None
    before = [c for c in verb.head.rights if c.i < verb.i]
    opened = next(
        (c for c in before if verb.left_edge.i - c.right_edge.i in (1, 2) and c.lower_ in _OPENING_CLAUSES), None
    )
    named = prepositional_object(opened) if opened is not None else None
    if named is None or any(c.dep_ == "cc" for c in before):
        return None
    return named if any(c.dep_ == "appos" for c in named.rights) else None


def behind_whom(verb: Token) -> tuple[Token, Token] | None:
    """ "The mayor, whom a court jailed": who does it and to whom, where the verb was taken for a participle."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ not in _PAST_FORMS or noun.i + 1 != verb.i:
        return None
    at = noun.left_edge.i - 1
    whom = verb.doc[at] if at > 0 else noun
    if whom.lower_ != _WHOM:
        return None
    before = verb.doc[at - 2] if at > 1 and verb.doc[at - 1].text == "," else verb.doc[at - 1]
    return (noun, before) if before.pos_ in NOMINAL else None


def _subject_over_aside(verb: Token) -> Token | None:
    """ "The ministry has, in a statement, urged": the subject that the parser hung on the auxiliary."""
    over = _auxiliary_over_aside(verb)
    auxiliaries = [c for c in verb.lefts if c.dep_ in AUXILIARIES] if over is None else [over]
    stray = (c for auxiliary in auxiliaries for c in auxiliary.lefts)
    beside = (c for auxiliary in auxiliaries if over is not None for c in auxiliary.head.lefts if c.i < auxiliary.i)
    return next((c for c in (*stray, *beside) if c.dep_ in _SUBJECTS), None)


def _auxiliary_over_aside(verb: Token) -> Token | None:
    """ "The ministry has, in a statement, called on": the auxiliary that stands right before what breaks in."""
    doc, end = verb.doc, verb.i - 1
    if verb.tag_ not in _PAST_FORMS or end < 1 or doc[end].text != ",":
        return None
    for i in range(end - 1, max(0, end - _MOST_ASIDE), -1):
        if doc[i].text == ",":
            before = doc[i - 1]
            fits = doc[i + 1].pos_ == "ADP" and before.lemma_ == "have" and before.dep_ in AUXILIARIES
            return before if fits else None
        if doc[i].pos_ in VERBAL:
            return None
    return None


def _figure_before(verb: Token) -> Token | None:
    """ "Nine drowned and 14 were lost", "and up to 70 are missing": the figure that the parser hung elsewhere."""
    for up in (c for c in verb.lefts if c.lower_ == "up" and c.dep_ == "prep"):
        for bound in (c for c in up.rights if c.lower_ == "to"):
            return prepositional_object(bound)
    start = verb.left_edge.i
    if verb.dep_ != "conj" or start == 0:
        return None
    before = verb.doc[start - 1]
    stray = before.pos_ == "NUM" and before.dep_ == "conj" and before.head.pos_ == "VERB"
    return before if stray and before.head != verb else None


def _noun_before(verb: Token) -> Token | None:
    """ "Warned the coast and other officers expected a raid": whom the parser joined to the noun before them.

    The "and" before them is then the only one that the two verbs have.
    """
    start = verb.left_edge.i
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or start != verb.i or start == 0:
        return None
    before = verb.doc[start - 1]
    joined = before.dep_ == "conj" and before.pos_ in NOMINAL and before.head.pos_ in NOMINAL
    if not joined or verb.head.i > before.i or any(c.dep_ == "cc" for c in verb.head.rights):
        return None
    first = before.left_edge.i - 1
    return before if first > 0 and verb.doc[first].dep_ == "cc" and verb.doc[first].head == before.head else None


def subject(verb: Token) -> Token | None:
    """The head of the verb's subject: its own, or the one that it shares with the verb it hangs on.

    Coordination ("came and left"), control ("wants to leave"; by the object in "told them to leave"), participles and
    relative clauses ("the man who left").
    """
    if verb.tag_ == "VBG" and any(c.dep_ == "det" for c in verb.lefts):
        return None  # "the targeting of civilians"
    token, finite = verb, tense(verb) is not None
    for _ in range(_MOST_SHARED):
        found = own_subject(token)
        if found is not None and not (finite and token != verb and is_infinitive(token)):
            return found
        head = token.head
        if head == token:
            return _cut_off(token)
        if is_coordinate(token):
            token = head.head
            continue
        if token.dep_ in _NOUN_CLAUSES and (head.pos_ in NOMINAL or head.pos_ == "NUM"):
            return head
        cut_off = token == verb and finite and token.dep_ in _WITH_SUBJECT and head.pos_ != "AUX"
        cut_off = cut_off and not is_main_under_participle(token)
        if token.dep_ not in _SHARING or cut_off:
            return None
        if _is_in_passive(token) or _follows_charge(token):
            return None
        of_object = token.dep_ == "pcomp" and head.lower_ not in _SAME_DOER
        if of_object and (held := direct_object(head.head)) is not None and held.i < token.i:
            return held  # "banned the airline from flying"
        if token.dep_ == "xcomp":
            controller = next((c for c in head.children if c.dep_ == "dobj" and c.i < token.i), None)
            if controller is not None and head.lemma_ != _USE:
                return controller  # "told them to leave", unlike "used drones to strike"
        token = head
    return None


def is_main_under_participle(verb: Token) -> bool:
    """Whether the parser hung the main verb on a participle of its subject: "men trying to enter were arrested"."""
    head = verb.head
    participle = head.tag_ == "VBG" and own_subject(head) is not None and not any(c.dep_ == "aux" for c in head.lefts)
    finite = any(c.tag_ in FINITE and c.dep_ == "auxpass" for c in verb.lefts)
    return verb.dep_ == "ccomp" and participle and finite and own_subject(verb) is None


def _is_in_passive(verb: Token) -> bool:
    """ "Injured in stabbing attacks": what somebody came to harm in he did not do."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "in":
        return False
    over = verb.head.head
    return over.pos_ == "VERB" and (is_passive(over) or is_reduced(over))


def _follows_charge(verb: Token) -> bool:
    """ "Accused him of fraud, threatening to go": a participle behind what somebody is charged with is either's."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG":
        return False
    charge = (c for c in verb.head.rights if c.lower_ == "of" and c.i < verb.i)
    return any(c.dep_ == "prep" and any(inner.dep_ == "pcomp" for inner in c.rights) for c in charge)


def _cut_off(verb: Token) -> Token | None:
    """The noun that the parser made a sentence of its own, right before the verb's: "Kenya | on Monday confirmed"."""
    start = verb.left_edge.i
    if start == 0 or verb.pos_ != "VERB":
        return None
    before = verb.doc[start - 1]
    return before if before.pos_ in NOMINAL and before.dep_ == "ROOT" else None


def doer(verb: Token) -> Token | None:
    """The verb's subject; of ", killing ten" after a passive the one who did that; nobody for "killed men"."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and own_subject(verb) is None and is_passive(verb.head):
        return by_agent(verb.head)
    return None if verb.dep_ == "amod" else subject(verb)


def direct_object(verb: Token) -> Token | None:
    """The verb's first direct object after it."""
    return next((c for c in verb.rights if c.dep_ == "dobj"), None)


def prepositional_object(preposition: Token) -> Token | None:
    """The head of the noun phrase that a preposition governs."""
    return next((c for c in preposition.children if c.dep_ == "pobj"), None)


def prepositional_objects(head: Token, after: int = -1) -> Iterator[tuple[str, Token]]:
    """The prepositions of a verb or noun after a position, in lower case, with what each governs.

    Of two prepositions in a row the inner one counts ("from inside the town"), as behind an adverb ("back from the
    town"), unless it is a mere "of" ("outside of the town"); "according to" is no argument's.
    """
    for child in head.children:
        if child.dep_ in ("advmod", "prt") and child.i > max(head.i, after):
            for inner in (c for c in child.rights if c.dep_ == "prep"):
                name = child.lower_ if _is_linked(child, inner) else inner.lower_
                yield from ((name, c) for c in inner.rights if c.dep_ == "pobj")
            if child.dep_ == "prt":
                yield from ((child.lower_, c) for c in child.rights if c.dep_ == "pobj")  # "called on the rebels"
        if child.dep_ in ("prep", "agent") and child.i > after and child.lower_ != "according":
            for inner in child.rights:
                meant = _COMPLEX.get((child.lower_, inner.lemma_))
                if meant is not None and (whose := _behind_of(inner)) is not None:
                    yield meant, whose
                elif inner.dep_ in ("pobj", "pcomp"):
                    yield child.lower_, inner
                elif inner.dep_ == "prep":
                    name = child.lower_ if _is_linked(child, inner) else inner.lower_
                    yield from ((name, c) for c in inner.rights if c.dep_ == "pobj")


def _behind_of(noun: Token) -> Token | None:
    """What stands behind the "of" of a noun: "rebels" in "at the hands of rebels"."""
    return next((found for c in noun.rights if c.lower_ == _OF and (found := prepositional_object(c))), None)


def _is_linked(outer: Token, inner: Token) -> bool:
    """Whether "of" only links an outer preposition: "outside of", unlike "out of"."""
    return inner.lower_ == _OF and outer.lower_ != _OUT


def belongs_to(token: Token, heads: Set[int], within: Set[str]) -> bool:
    """Whether an adjunct is that of one of the heads, and not of another event on the way to it.

    No other verb may stand in between, no superlative ("the deadliest since ..."), and no noun behind a preposition
    that is not one of `within` ("died since the attack in Ghazni", unlike "died in an attack in Ghazni").
    """
    first = token
    for _ in range(_MOST_TO_HEAD):
        if token.i in heads:
            return True
        head = token.head
        if head == token or head.tag_ == _SUPERLATIVE or (head.pos_ in VERBAL and head.i not in heads):
            return False
        if token.dep_ == "pobj" and token != first and token.pos_ == "NOUN" and head.lower_ not in within:
            return False
        token = head
    return False


# Nouns.


def noun_phrase(head: Token, *, keep_clauses: bool = False) -> Range:
    """The noun phrase of a head, up to its first relative clause or participle unless these are kept."""
    start, end = extent(head)
    if not keep_clauses:
        for child in head.rights:
            if child.dep_ in _AFTER_NOUN:
                end = min(end, child.left_edge.i)
                break
        for child in head.lefts:
            if child.dep_ in _AFTER_NOUN or child.dep_ == "ccomp":
                start = max(start, child.right_edge.i + 1)
    return trim(head.doc, (start, max(end, head.i + 1)))


def appositions(noun: Token) -> list[Token]:
    """The heads of what is put to a noun after it ("the mayor, Anna Berg")."""
    return [child for child in noun.rights if child.dep_ == "appos"]


def coordinated(noun: Token) -> Iterator[Token]:
    """The noun and those coordinated with it, or with its apposition: "President Lee and Foreign Minister Cho".

    Not what the same one is said to be besides: "Juma, the leader and founder of the group".
    """
    waiting = [noun]
    while waiting:
        token = waiting.pop()
        yield token
        beside = [c for c in token.rights if c.dep_ == "conj"]
        named = ((part, c) for part in appositions(token) for c in part.rights if c.dep_ == "conj")
        waiting += [*beside, *(c for part, c in named if not _describes(part, c))][::-1]


def together_with(noun: Token) -> Iterator[Token]:
    """Who does it too: "Kenya, together with Somalia, will search the bay", "the army along with the police"."""
    for preposition in noun.rights:
        if preposition.dep_ == "prep" and any(c.lower_ in _JOINTLY for c in preposition.lefts):
            found = prepositional_object(preposition)
            if found is not None and preposition.lower_ == _WITH:
                yield from coordinated(found)


def _describes(apposition: Token, other: Token) -> bool:
    """Whether two common nouns say what one person is: "the leader and founder", "the minister and a figure in"."""
    first = other.left_edge
    joined = first.tag_ == "DT" and first.lower_ in _INDEFINITE and first.i > 1 and first.nbor(-2).text != ","
    bare = joined or not any(c.dep_ in ("det", "nummod", "poss") for c in other.lefts)
    return apposition.tag_ == other.tag_ == "NN" and bare and apposition.head.tag_ in PROPER_NOUNS


def possessor(noun: Token) -> Token | None:
    """Whose the noun is ("the ministry's claim", "her claim")."""
    return next((c for c in noun.children if c.dep_ == "poss"), None)


def antecedent(pronoun: Token) -> Token | None:
    """The noun that the clause around a relative pronoun belongs to; None where it stands in no such clause."""
    token = pronoun.head
    for _ in range(_MOST_TO_RELATIVE):
        if token.dep_ in _NOUN_CLAUSES:
            return token.head
        token = token.head
    return None


def last_part(head: Token) -> Token:
    """The last part of a word with hyphens that the parser took apart ("co-author")."""
    doc = head.doc
    while head.i + 2 < len(doc) and doc[head.i + 1].text == "-" and not _is_spaced(head):
        head = doc[head.i + 2]
    return head


def _is_spaced(token: Token) -> bool:
    """Whether a blank stands on either side of the token after this one."""
    return bool(token.whitespace_ or token.nbor(1).whitespace_)
