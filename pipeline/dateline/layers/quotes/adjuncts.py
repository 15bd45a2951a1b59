"""What an adjunct or a noun that is a cue is about: "according to the army ...", "the claim that ..."; whose claim."""

from spacy.tokens import Token

from dateline.doc.predicates import (
    FINITE,
    VERBAL,
    Range,
    extent,
    is_infinitive,
    minus,
    own_subject,
    sentence_extent,
    subject,
    trim,
)
from dateline.layers.quotes.lexicon import Cue, Lexicon

_CHAINED = frozenset(
    {"conj", "ccomp", "xcomp", "acomp", "attr", "dobj", "pobj", "prep", "appos", "acl", "relcl", "advcl", "npadvmod"}
)
_APPOSED = frozenset({"WP", "WDT", "DT"})
_ENTITIES = frozenset({"ORG", "GPE", "NORP"})


def adjunct_content(token: Token) -> list[Range]:
    """ "According to the ministry, ...": the clause that the adjunct belongs to, without it."""
    head = _whole_clause(token)
    if head.i == token.i or lacks_subject(token):
        return _rest(token)
    parts = minus(extent(head), (token.left_edge.i, adjunct_end(token)))
    for aside in (c for c in head.children if c.dep_ == "parataxis"):
        parts = [rest for part in parts for rest in minus(part, extent(aside))]
    parts = [_after_semicolon(token, part) for part in parts]
    return [part for part in (trim(token.doc, p) for p in parts) if part[0] < part[1]]


def adjunct_end(adjunct: Token, *, cut: bool = False) -> int:
    """Where "according to NPR" ends: at its comma, where the parser went on and no mark follows."""
    doc, end = adjunct.doc, adjunct.right_edge.i + 1
    if not cut and (adjunct.i != sentence_extent(adjunct)[0] or end == len(doc) or doc[end].is_punct):
        return end
    commas = [t.i for t in adjunct.subtree if t.text == ","]
    if not commas:
        return end
    before, after = doc[commas[0] - 1], doc[commas[0] + 1]
    goes_on = after.tag_ in _APPOSED or before.ent_type_ == after.ent_type_ == "GPE"
    return commas[-1] if goes_on else commas[0]


def lacks_subject(adjunct: Token) -> bool:
    """Whether an adjunct that opens its sentence took the subject: "According to the team, wool and silk were ..."."""
    head = adjunct.head
    finite = head.i > adjunct.i and head.tag_ in FINITE and own_subject(head) is None
    return finite and adjunct.i == sentence_extent(adjunct)[0] and any(t.text == "," for t in adjunct.subtree)


def _rest(token: Token) -> list[Range]:
    """ "According to the ministry, ...": what follows the comma, where the parser saw no clause."""
    start, end = sentence_extent(token)
    commas = [i for i in range(token.i, end) if token.doc[i].text == ","]
    if token.i != start or not commas:
        return []
    apposed = len(commas) > 1 and not any(t.pos_ in VERBAL for t in token.doc[commas[0] : commas[1]])
    return [trim(token.doc, (commas[apposed], end))]


def _after_semicolon(adjunct: Token, part: Range) -> Range:
    """What is left of a part after the semicolon before the adjunct: of "A; according to B, C" only C is B's."""
    if adjunct.i == 0 or adjunct.nbor(-1).text != ";":
        return part
    after = next((i for i in range(max(part[0], adjunct.i), part[1]) if adjunct.doc[i].text == ";"), part[1])
    return max(part[0], min(adjunct.i, part[1])), after


def _whole_clause(adjunct: Token) -> Token:
    """What an adjunct is about: its head, or the clause around that where a comma parts the adjunct from it."""
    head = adjunct.head
    if head.i > adjunct.i or adjunct.i == 0 or adjunct.nbor(-1).text != ",":
        return head
    while head.dep_ in _CHAINED and head.head.i != head.i:
        head = head.head
    return head


def noun_content(noun: Token, cue: Cue, lex: Lexicon) -> list[Range]:
    """ "the claim that ...", "a call for ...": the clause or phrase that the noun takes."""
    for child in noun.rights:
        infinitive = is_infinitive(child)
        if child.dep_ in ("acl", "ccomp", "relcl") and cue.takes("infinitive" if infinitive else "clause"):
            if not infinitive and child.left_edge.lower_ not in lex.words.complementizers:
                continue
            return [trim(noun.doc, extent(child))]
        if child.dep_ == "prep" and child.lower_ in cue.prepositions:
            return [trim(noun.doc, (child.i + 1, child.right_edge.i + 1))]
    return []


def noun_source(noun: Token, cue: Cue, lex: Lexicon) -> Token | None:
    """Whose claim it is: the possessor, by, from or in what press, or the subject of a verb that utters it."""
    author = lex.words.adjunct_author_prepositions if cue.adjuncts else lex.words.author_prepositions
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in lex.words.press_prepositions:
            whose = next((c for c in child.rights if c.dep_ == "pobj"), None)
            if child.lower_ in author or (whose is not None and whose.lower_ in lex.words.press_nouns):
                return whose
    if noun.dep_ == "dobj" and noun.head.lemma_ in lex.words.uttering_verbs:
        return subject(noun.head)
    named = (c for c in noun.lefts if c.dep_ in ("compound", "amod") and c.ent_type_ in _ENTITIES)
    return None if cue.adjuncts else next(named, None)
