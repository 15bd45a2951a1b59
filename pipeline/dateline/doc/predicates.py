"""Clauses in the parse: where they begin and end, and who their subject is."""

from spacy.tokens import Doc, Token

Range = tuple[int, int]

# Penn Treebank tags.
FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Verbs that have a tense and so can head a clause."""
FINITE_OR_MODAL = FINITE | {"MD"}
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PROPER_NOUNS = frozenset({"NNP", "NNPS"})

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_CLIMB = frozenset({"conj", "xcomp", "acomp", "advcl", "advmod", "pcomp", "prep", "ccomp", "dep", "parataxis"})
_AFTER_NOUN = frozenset({"relcl", "acl", "advcl", "parataxis"})
_EDGE_MARKS = frozenset({"“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "„", "(", "["})


def extent(token: Token) -> Range:
    """The tokens of the subtree, first and one past the last."""
    return token.left_edge.i, token.right_edge.i + 1


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


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive voice, a reduced relative ("a report written by ...") included."""
    deps = {child.dep_ for child in verb.children}
    if "auxpass" in deps or "nsubjpass" in deps:
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and "aux" not in deps


def by_agent(verb: Token) -> Token | None:
    """The head of the noun phrase after "by", in the passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def own_subject(verb: Token) -> Token | None:
    """The verb's own subject; the nearer of two where the farther one has a verb in the past put to it as a participle.

    "The convoy left at dawn, Reuters said": what the parser took for the subject is a clause.
    """
    found = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if len(found) > 1 and found[1].i < verb.i and any(c.tag_ == "VBD" and c.dep_ == "acl" for c in found[0].rights):
        return found[1]
    return found[0] if found else None


def subject(verb: Token) -> Token | None:
    """The head of the verb's subject: its own, or the one that it shares with the verb it hangs on."""
    token = verb
    for _ in range(6):
        found = own_subject(token)
        if found is not None:
            return found
        head = token.head
        if head == token:
            return _cut_off(token)
        if token.dep_ in ("relcl", "acl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            return head
        if token.dep_ not in _CLIMB:
            return None
        if token.dep_ == "xcomp":
            controller = next((c for c in head.children if c.dep_ == "dobj" and c.i < token.i), None)
            if controller is not None:
                return controller
        token = head
    return None


def _cut_off(verb: Token) -> Token | None:
    """The noun that the parser made a sentence of its own, right before the verb's: "Kenya | on Monday confirmed"."""
    start = verb.left_edge.i
    if start == 0 or verb.pos_ != "VERB":
        return None
    before = verb.doc[start - 1]
    return before if before.pos_ in ("PROPN", "NOUN", "PRON") and before.dep_ == "ROOT" else None


def noun_phrase(head: Token, *, keep_clauses: bool = False) -> Range:
    """The noun phrase of a head, up to its first relative clause or participle unless these are kept."""
    start, end = extent(head)
    if not keep_clauses:
        for child in head.rights:
            if child.dep_ in _AFTER_NOUN:
                end = min(end, child.left_edge.i)
                break
        for child in head.lefts:
            if child.dep_ in _AFTER_NOUN:
                start = max(start, child.right_edge.i + 1)
    return trim(head.doc, (start, max(end, head.i + 1)))
