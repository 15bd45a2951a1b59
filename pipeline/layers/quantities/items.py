"""What a quantity counts or measures, from the parse."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline.layers.quantities.lexicon import Lexicon

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
PLURALS = frozenset(("NNS", "NNPS"))
PARTICIPLES = frozenset(("VBN", "VBG"))
INSIDE = NOUNS | PARTICIPLES | frozenset(("JJ", "JJR", "JJS", "HYPH", "POS", "AFX", "``", "''"))
DROPPED = frozenset(("DT", "PRP$", "WDT", "PDT", "_SP"))
RESTART = DROPPED | frozenset(("POS", "``", "''"))
ATTRIBUTE = frozenset(("nummod", "amod", "compound", "nmod", "npadvmod"))
BREAKS = frozenset((",", ".", ":", "-LRB-", "-RRB-", "WDT", "WP", "WRB", "VBD", "VBZ", "VBP", "MD", "``", "''"))
NEAR = 4  # tokens from a number to the noun that it counts
LONGEST = 20  # tokens of an attachment


@dataclass(frozen=True, slots=True)
class Item:
    """counted: the noun; text: the whole thing; tokens [start, end) of it in the Doc; arc: what led to it."""

    counted: str | None
    text: str | None
    start: int
    end: int
    head: int
    arc: str


# ---- the noun counted ----


def head_of_count(doc: Doc, end: int, stop: frozenset[int], lex: Lexicon) -> int | None:
    """The token of the noun that a number ending before token `end` counts, or None."""
    i = end
    if i + 1 < len(doc) and doc[i].tag_ == "HYPH" and doc[i + 1].tag_ in NOUNS:
        return i + 1
    if i < len(doc) and doc[i].lower_ in lex.lists["counted-alone"]:
        return i
    of = i < len(doc) and doc[i].lower_ == "of"
    i += of or (i < len(doc) and doc[i].lower_ in lex.lists["more"])
    while of and i < len(doc) and doc[i].tag_ in ("DT", "PRP$", "CD", "PDT", "$"):
        i += 1
    if of and i < len(doc) and doc[i - 1].lower_ in ("those", "these"):
        return None
    head = None
    while i < len(doc) and i not in stop and not (i > end and doc[i].is_sent_start) and _goes_on(doc, i, head, of):
        if doc[i].tag_ in NOUNS:
            head = i
        i += 1
    return head


def nominal(doc: Doc, first: int, end: int, lex: Lexicon) -> int | None:
    """The adjective that stands for people with a definite number: "the three deceased", "none of the dead"."""
    of = doc[end : end + 2].text.lower() == "of the"
    i = end + 2 if of else end
    if (
        not (of or doc[first - 1].lower_ == "the")
        or i >= len(doc)
        or doc[i].lower_ not in lex.lists["people-adjectives"]
    ):
        return None
    return i if i + 1 == len(doc) or doc[i + 1].tag_ not in INSIDE - PARTICIPLES else None


def numbered(doc: Doc, first: int, end: int) -> int | None:
    """The noun that the parse hangs the number on, where it stands close behind it."""
    head = _root(doc, first, end).head
    return head.i if end <= head.i < end + NEAR and head.tag_ in NOUNS and doc[first].dep_ == "nummod" else None


def _goes_on(doc: Doc, i: int, head: int | None, of: bool) -> bool:
    """Whether the noun phrase that has come to `head` takes in token i."""
    tag = doc[i].tag_
    if tag in PARTICIPLES:
        return head is None or doc[i - 1].tag_ == "HYPH"
    if tag in INSIDE:
        return not (head is not None and doc[head].tag_ in PLURALS and tag not in NOUNS and tag != "POS")
    if tag == "CC" and (head is None or doc[head].tag_ not in PLURALS) and i + 2 < len(doc):
        return any(t.tag_ in PLURALS for t in doc[i + 1 : i + 4]) and doc[i + 1].tag_ in INSIDE
    return tag == "CD" and (of or coded(doc[i].text))


def coded(text: str) -> bool:
    """Whether a token goes on from letters to digits, as F-16 and COVID-19 do."""
    return text[0].isalpha() and any(c.isdigit() for c in text)


def counted_name(doc: Doc, first: int, head: int, lex: Lexicon) -> str:
    """The lemma of the noun at `head` with the nouns and adjectives that stand right before it."""
    words: list[str] = []
    for token in doc[first:head]:
        if token.tag_ in PARTICIPLES or token.tag_ in RESTART or token.lower_ in lex.lists["more"]:
            words = []
        elif token.tag_ in INSIDE or (token.tag_ == "CD" and coded(token.text)):
            words.append(token.lower_)
    return " ".join([*words, doc[head].lemma_.lower()]).replace(" - ", "-").removeprefix("- ")


def container(doc: Doc, head: int, lex: Lexicon) -> int | None:
    """The noun that holds a counted one: "bodies" in "the bodies of 1,212 fallen defenders"."""
    of = doc[head].head
    if of.lower_ == "of" and of.dep_ == "prep" and of.head.lower_ in lex.lists["containers"]:
        return of.head.i
    return None


def container_before(doc: Doc, first: int, lex: Lexicon) -> int | None:
    """The nearest such noun in the same sentence before token `first`: "bodies … : 6,000 for 6,000"."""
    for i in range(first - 1, max(-1, first - LONGEST), -1):
        if doc[i].lower_ in lex.lists["containers"]:
            return i
        if doc[i].is_sent_start:
            break
    return None


def from_verb(doc: Doc, first: int, end: int, lex: Lexicon) -> Item | None:
    """What a bare number counts by its verb: "killed 12" counts people killed."""
    at = end + 1 if end + 1 < len(doc) and doc[end].tag_ == "RB" else end
    if at < len(doc) and doc[at].lower_ in lex.lists["results"]:
        return Item(None, f"people {doc[at].lower_}", at, at + 1, at, "word after the number")
    root = _root(doc, first, end)
    if root.dep_ in ATTRIBUTE and root.head.lower_ in lex.lists["more"] and root.head.i == end:
        root = root.head
    while root.dep_ == "conj" and root.head.i < root.i and root.head.tag_ == "CD":
        root = root.head
    verb = root.head
    text = lex.results.get(verb.lemma_) if root.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    if text is None or (root.dep_ == "nsubj" and verb.lemma_ != "die"):
        return None
    return Item(None, text, verb.i, verb.i + 1, verb.i, f"{root.dep_} of {verb.lemma_}")


# ---- the whole phrase ----


def phrase(doc: Doc, head: int, number: range, lex: Lexicon, *, only_of: bool) -> tuple[str, int, int]:
    """A noun with what is attached to it, without determiners and without the number; and its tokens [start, end).

    only_of: leaves out what other prepositions attach, which tells where and when rather than what.
    """
    noun = doc[head]
    left = [t for t in doc[max(noun.left_edge.i, head - LONGEST) : head] if _belongs(t, noun, number, lex)]
    tokens = [*left, noun]
    for child in noun.rights:
        if child.dep_ == "prep" and (child.lower_ == "of" or not only_of):
            tokens += _attachment(doc, child, number, whole=only_of)
    while len(tokens) > 1 and tokens[0].tag_ in ("RB", "CC", "IN", "HYPH", "PRP", "RBR"):
        tokens = tokens[1:]
    text = ""
    for t, following in zip(tokens, [*tokens[1:], None], strict=True):
        gap = following is not None and (t.whitespace_ or following.i != t.i + 1)
        text += t.text + (" " if gap else "")
    return " ".join(text.split()).lstrip("-– "), tokens[0].i, tokens[-1].i + 1


def _belongs(token: Token, noun: Token, number: range, lex: Lexicon) -> bool:
    """Whether a token before the noun names it; numbers, their modifiers and determiners do not."""
    if token.i in number or token.tag_ in DROPPED or token.head.i in number:
        return False
    if token.lower_ in lex.lists["comparing"] and token.i < number.start:
        return False
    if token.dep_ in ("advmod", "quantmod", "prep", "punct", "predet", "cc", "preconj") and token.head.i == noun.i:
        return False
    return token.tag_ not in ("CD", ",", "-LRB-", "-RRB-", "$")


def _attachment(doc: Doc, preposition: Token, number: range, *, whole: bool) -> list[Token]:
    """The prepositional phrase up to its first clause or comma, or, where not `whole`, up to the number."""
    found: list[Token] = []
    for token in doc[preposition.i : min(preposition.right_edge.i + 1, preposition.i + LONGEST)]:
        if (
            token.tag_ in BREAKS
            or (token.i in number and not whole)
            or (token.dep_ in ("relcl", "acl", "appos") and token.tag_ not in PARTICIPLES)
        ):
            break
        bare = token.tag_ in DROPPED and token.head.tag_ in NOUNS
        if token.i not in number and not bare and token.dep_ != "quantmod":
            found.append(token)
    while found and found[-1].tag_ not in NOUNS and found[-1].tag_ not in ("CD", "JJ", "POS", "PRP"):
        found.pop()
    return found


# ---- the thing measured ----


def measured(doc: Doc, first: int, end: int, stop: frozenset[int], lex: Lexicon) -> tuple[int, str] | None:
    """The token of the noun that an amount on tokens [first, end) tells something about, and the arc that led there."""
    root = _root(doc, first, end)
    following = doc[end].lower_ if end < len(doc) else ""
    if following == "of" or (following == "in" and doc[first].tag_ == "$"):
        head = head_of_count(doc, end if following == "of" else end + 1, stop, lex)
        if head is not None:
            return head, f"{following} + noun"
    if root.head.i >= end and root.head.tag_ in NOUNS and root.dep_ in ATTRIBUTE:
        return root.head.i, root.dep_
    run = _attributive(doc, first, end, stop, lex)
    return (run, "noun after the amount") if run is not None else _whole_of_share(doc, _governor(root))


def _whole_of_share(doc: Doc, found: tuple[int, str] | None) -> tuple[int, str] | None:
    """Past "40% of" to the thing itself."""
    if found is None or doc[found[0]].text != "%":
        return found
    inner = (c for of in doc[found[0]].rights if of.lower_ == "of" for c in of.rights if c.tag_ in NOUNS)
    return next(((c.i, found[1]) for c in inner), None)


def _attributive(doc: Doc, first: int, end: int, stop: frozenset[int], lex: Lexicon) -> int | None:
    """The noun of "an $800 stone pizza oven": behind an amount that an article opens."""
    opened = first > 0 and doc[first - 1].tag_ in ("DT", "PRP$", "JJ")
    if not opened or end >= len(doc) or doc[end].tag_ not in INSIDE:
        return None
    return head_of_count(doc, end, stop, lex)


def _root(doc: Doc, first: int, end: int) -> Token:
    for token in doc[first:end]:
        if not first <= token.head.i < end or token.head.i == token.i:
            return token
    return doc[first]


def _governor(token: Token) -> tuple[int, str] | None:
    """The noun before "of", the object of "raised X by", or the subject of the verb that the amount hangs on."""
    in_phrase = False
    for _ in range(6):
        head = token.head
        if head.i == token.i or head.dep_ == "agent":
            return None
        if head.tag_ in NOUNS and head.i < token.i and token.dep_ in ("prep", "nummod", "appos", "nmod", "npadvmod"):
            return head.i, token.dep_
        if head.pos_ in ("VERB", "AUX"):
            return (_object(head, token) if in_phrase else None) or _subject(head)
        in_phrase = in_phrase or token.dep_ == "pobj"
        token = head
    return None


def _object(verb: Token, before: Token) -> tuple[int, str] | None:
    for child in verb.children:
        if child.dep_ == "dobj" and child.i < before.i:
            return (child.i, "dobj") if child.tag_ in NOUNS else None
    return None


def _subject(verb: Token) -> tuple[int, str] | None:
    for _ in range(4):
        subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and subject.tag_ not in ("WDT", "WP"):
            return (subject.i, subject.dep_) if subject.tag_ in NOUNS else None
        if verb.dep_ in ("acl", "relcl") and verb.head.tag_ in NOUNS:
            return verb.head.i, verb.dep_
        if verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep"):
            return None
        verb = verb.head
    return None
