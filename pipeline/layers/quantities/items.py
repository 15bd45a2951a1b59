"""What a quantity counts or measures, from the parse."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.layers.quantities.lexicon import Lexicon

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
PLURALS = frozenset(("NNS", "NNPS"))
INSIDE = NOUNS | frozenset(("JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "AFX", "``", "''"))
DROPPED = frozenset(("DT", "PRP$", "WDT", "CD", "PDT"))
ATTACHED = frozenset(
    ["nummod", "quantmod", "det", "poss", "advmod", "prep", "pobj", "amod", "compound", "nmod", "case"]
)
ATTRIBUTE = frozenset(["nummod", "amod", "compound", "nmod", "npadvmod"])
CLAUSES = frozenset(("relcl", "acl", "appos", "advcl", "cc", "conj", "punct", "parataxis", "ccomp", "dep", "case"))


@dataclass(frozen=True, slots=True)
class Item:
    """counted: the noun; text: the whole thing; tokens [start, end) of it in the Doc."""

    counted: str | None
    text: str | None
    start: int
    end: int
    head: int
    arc: str


def head_of_count(doc: Doc, end: int, stop: frozenset[int], lex: Lexicon) -> int | None:
    """The token of the noun that a number ending before token `end` counts, or None."""
    i = end
    if i + 1 < len(doc) and doc[i].tag_ == "HYPH" and doc[i + 1].tag_ in NOUNS:
        return i + 1
    if i < len(doc) and doc[i].lower_ in lex.lists["counted-alone"]:
        return i
    of = i < len(doc) and doc[i].lower_ == "of"
    if of or (i < len(doc) and doc[i].lower_ in ("more", "other", "additional", "further")):
        i += 1
    while of and i < len(doc) and doc[i].tag_ in ("DT", "PRP$", "CD", "PDT", "$"):
        i += 1
    head = None
    while i < len(doc) and i not in stop and not (i > end and doc[i].is_sent_start) and _goes_on(doc, i, head, of):
        if doc[i].tag_ in NOUNS:
            head = i
        i += 1
    return head


def _goes_on(doc: Doc, i: int, head: int | None, of: bool) -> bool:
    """Whether the noun phrase that has come to `head` takes in token i."""
    tag = doc[i].tag_
    if tag in ("VBN", "VBG"):
        return head is None
    if tag in INSIDE:
        return not (head is not None and doc[head].tag_ in PLURALS and tag not in NOUNS and tag != "POS")
    if tag == "CC" and (head is None or doc[head].tag_ not in PLURALS) and i + 2 < len(doc):
        return any(t.tag_ in PLURALS for t in doc[i + 1 : i + 4]) and doc[i + 1].tag_ in INSIDE
    return tag == "CD" and (of or _coded(doc[i].text))


def _coded(text: str) -> bool:
    """Whether a token mixes letters and digits, as F-16 and COVID-19 do."""
    return any(c.isalpha() for c in text) and any(c.isdigit() for c in text)


def counted_name(doc: Doc, first: int, head: int) -> str:
    """The lemma of the noun at `head` with the nouns and adjectives that stand right before it."""
    words: list[str] = []
    for token in doc[first:head]:
        if token.tag_ in ("VBN", "VBG", "DT", "PRP$"):
            words = []
        elif token.tag_ in INSIDE or token.lower_ == "-" or (token.tag_ == "CD" and _coded(token.text)):
            words.append(token.lower_)
    return " ".join([*words, doc[head].lemma_.lower()]).replace(" - ", "-")


def phrase(doc: Doc, head: int, number: range) -> tuple[str, int, int]:
    """A noun with what is attached to it, without determiners and without the number itself; and its token span."""
    tokens = [t for t in _attached(doc[head]) if t.i not in number]
    start, end = min(t.i for t in tokens), max(t.i for t in tokens) + 1
    words = [t for t in tokens if t.tag_ not in DROPPED]
    text = "".join(t.text + (t.whitespace_ or " " * (t.i + 1 in number or t.tag_ == "")) for t in words).strip()
    return " ".join(text.split()), start, end


def _attached(head: Token) -> list[Token]:
    """The noun, its left modifiers and its of-phrases, in order; walks each token once."""
    found, todo = [], [head]
    while todo:
        token = todo.pop()
        found.append(token)
        for child in token.children:
            if child.dep_ in CLAUSES and not (child.dep_ == "case" and child.i < head.i):
                continue
            if child.dep_ == "prep" and (child.i < token.i or child.lower_ not in ("of",)):
                continue
            if child.dep_ in ATTACHED:
                todo.append(child)
    return sorted(found, key=lambda t: t.i)


def container(doc: Doc, head: int, lex: Lexicon) -> int | None:
    """The noun that holds a counted one: "bodies" in "the bodies of 1,212 fallen defenders"."""
    of = doc[head].head
    if of.lower_ == "of" and of.dep_ == "prep" and of.head.lower_ in lex.lists["containers"]:
        return of.head.i
    return None


def measured(doc: Doc, first: int, end: int) -> int | None:
    """The token of the noun that an amount on tokens [first, end) tells something about, or None."""
    root = _root(doc, first, end)
    following = doc[end] if end < len(doc) else None
    if following is not None and following.lower_ == "of":
        return next((c.i for c in following.children if c.dep_ == "pobj" and c.tag_ in NOUNS), None)
    if root.head.i >= end and root.head.tag_ in NOUNS and root.dep_ in ATTRIBUTE:
        return int(root.head.i)
    return _governor(root)


def _root(doc: Doc, first: int, end: int) -> Token:
    for token in doc[first:end]:
        if not first <= token.head.i < end or token.head.i == token.i:
            return token
    return doc[first]


def _governor(token: Token) -> int | None:
    """The noun before "of", or the subject of the verb that the amount hangs on."""
    for _ in range(6):
        head = token.head
        if head.i == token.i:
            return None
        if head.tag_ in NOUNS and head.i < token.i and token.dep_ in ("prep", "nummod", "appos", "nmod", "npadvmod"):
            return int(head.i)
        if head.pos_ in ("VERB", "AUX"):
            return _subject(head)
        token = head
    return None


def _subject(verb: Token) -> int | None:
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.i < verb.i:
                return int(child.i) if child.tag_ in NOUNS else None
        if verb.dep_ not in ("conj", "xcomp", "advcl", "acl", "relcl", "ccomp"):
            return None
        if verb.dep_ in ("acl", "relcl") and verb.head.tag_ in NOUNS:
            return int(verb.head.i)
        verb = verb.head
    return None
