"""What a quantity counts or measures, from the parse."""

from collections.abc import Set
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.layers.quantities.lexicon import Lexicon

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
PLURALS = frozenset(("NNS", "NNPS"))
PARTICIPLES = frozenset(("VBN", "VBG"))
INSIDE = NOUNS | PARTICIPLES | frozenset(("JJ", "JJR", "JJS", "HYPH", "POS", "AFX", "``", "''"))
DROPPED = frozenset(("DT", "PRP$", "WDT", "PDT", "_SP"))
RESTART = DROPPED | frozenset(("POS", "``", "''"))
ATTRIBUTE = frozenset(("nummod", "amod", "compound", "nmod", "npadvmod"))
BREAKS = frozenset((",", ".", ":", "-LRB-", "-RRB-", "WDT", "WP", "WRB", "VBD", "VBZ", "VBP", "MD", "``", "''"))
QUOTES = frozenset(("``", "''", '"'))
SUSPENDED = 8  # tokens of numbers that share a noun


@dataclass(frozen=True, slots=True)
class Skip:
    """What is left out of an item: the number's own tokens from `first` on, those of all amounts, those of dates."""

    first: int
    own: range
    amounts: Set[int]
    dates: Set[int]

    def keeps(self, token: Token) -> bool:
        """Whether a token before the noun is in no amount and modifies none; a date of one word may name it."""
        if token.i in self.dates and (token.i - 1 in self.dates or token.i + 1 in self.dates) and not _tied(token):
            return False
        return not any(i in self.amounts or i in self.own for i in (token.i, token.head.i))


@dataclass(frozen=True, slots=True)
class Item:
    """counted: the noun; text: the whole thing; tokens [start, end) of it in the Doc; arc: what led to it."""

    counted: str | None
    text: str | None
    start: int
    end: int
    head: int
    arc: str


def _tied(token: Token) -> bool:
    """Whether a hyphen ties a token: "first-quarter profit"."""
    return token.tag_ == "HYPH" or any(t.tag_ == "HYPH" for t in token.doc[max(0, token.i - 1) : token.i + 2])


# ---- the noun counted ----


def head_of_count(doc: Doc, end: int, stop: frozenset[int], lex: Lexicon) -> int | None:
    """The token of the noun that a number ending before token `end` counts, or None."""
    i = _past_suspension(doc, end)
    if i + 1 < len(doc) and doc[i].tag_ == "HYPH" and doc[i + 1].tag_ in NOUNS:
        return i + 1
    if i < len(doc) and doc[i].lower_ in lex.lists["counted-alone"]:
        return i
    if i < len(doc) and doc[i].lower_ in lex.fates:
        return None  # "Bus overturns; at least seven die"
    of = i < len(doc) and doc[i].lower_ in lex.lists["genitive"]
    i += of or (i < len(doc) and doc[i].lower_ in lex.lists["more"])
    while of and i < len(doc) and doc[i].tag_ in ("DT", "PRP$", "CD", "PDT", "$"):
        i += 1
    if of and i < len(doc) and doc[i - 1].lower_ in lex.lists["those"]:
        return None
    head = None
    while i < len(doc) and i not in stop and not (i > end and doc[i].is_sent_start) and _goes_on(doc, i, head, of, lex):
        if doc[i].tag_ == "POS" and head is not None and doc[head].tag_ == "NNS" and not of:
            break  # "the two nations' parliaments"
        if doc[i].tag_ in NOUNS or doc[i].tag_ == "POS":
            head = None if doc[i].tag_ == "POS" else i  # what has a possessor is counted, not he
        i += 1
    return head


def _past_suspension(doc: Doc, end: int) -> int:
    """The last hyphen of "four-, five- and six-cylinder" for a number that ends at `end`; else `end`."""
    if end >= len(doc) or not (doc[end - 1].text[-1] == "-" or doc[end].tag_ == "HYPH"):
        return end
    if doc[end].tag_ == "HYPH" and (end + 1 == len(doc) or doc[end + 1].tag_ not in (",", "CC")):
        return end
    i = end
    while i < min(len(doc), end + SUSPENDED) and (doc[i].tag_ in ("CD", ",", "CC", "HYPH") or doc[i].text[-1] == "-"):
        i += 1
    return i - 1 if doc[i - 1].tag_ == "HYPH" else end


def nominal(doc: Doc, first: int, end: int, lex: Lexicon) -> int | None:
    """The adjective that stands for people with a definite number: "the three deceased", "none of the dead"."""
    of = doc[end : end + 2].text.lower() == "of the"
    i = end + 2 if of else end
    if (
        not (of or doc[first - 1].lower_ in lex.lists["definite"])
        or i >= len(doc)
        or doc[i].lower_ not in lex.lists["people-adjectives"]
    ):
        return None
    return i if i + 1 == len(doc) or doc[i + 1].tag_ not in INSIDE - PARTICIPLES else None


def numbered(doc: Doc, first: int, end: int, lex: Lexicon) -> int | None:
    """The noun that the parse hangs the number on, where it stands close behind it, or hangs on its "of"."""
    if end < len(doc) and doc[end].lower_ in lex.lists["genitive"]:
        return next((c.i for c in doc[end].rights if c.dep_ == "pobj" and c.tag_ in NOUNS), None)
    head = root(doc, first, end).head
    near = end <= head.i < end + lex.limits.noun_behind and head.tag_ in NOUNS and head.lower_ not in lex.fates
    return head.i if near and doc[first].dep_ == "nummod" else None


def _goes_on(doc: Doc, i: int, head: int | None, of: bool, lex: Lexicon) -> bool:
    """Whether the noun phrase that has come to `head` takes in token i."""
    tag = doc[i].tag_
    if doc[i].text == "%" or (doc[i].text[0] in "+-−" and len(doc[i]) > 1):
        return False
    if tag in PARTICIPLES or (tag == "VBD" and head is None and doc[i].lower_ in lex.lists["adjectival"]):
        return head is None or doc[i - 1].tag_ == "HYPH"
    if tag == "NN" and head is not None and doc[head].tag_ == "NNS" and doc[i].text.endswith("ing"):
        return False  # "video captured two factions pushing"
    if tag in INSIDE:
        return not (head is not None and doc[head].tag_ in PLURALS and tag not in NOUNS and tag != "POS")
    if tag == "CC" and doc[i - 1].tag_ != "CD" and (head is None or doc[head].tag_ not in PLURALS) and i + 2 < len(doc):
        return any(t.tag_ in PLURALS for t in doc[i + 1 : i + 4]) and doc[i + 1].tag_ in INSIDE
    return tag == "CD" and (of or coded(doc[i].text))


def coded(text: str) -> bool:
    """Whether a token goes on from letters to digits, as F-16 and COVID-19 do."""
    return text[0].isalpha() and any(c.isdigit() for c in text)


def counted_name(doc: Doc, first: int, head: int, lex: Lexicon, amounts: Set[int] = frozenset()) -> str:
    """The lemma of the noun at `head` with the nouns and adjectives right before it that are no part of `amounts`."""
    words: list[str] = []
    for token in doc[first:head]:
        new = token.tag_ in PARTICIPLES or token.tag_ in RESTART or token.lower_ in lex.lists["more"] | lex.lists["own"]
        if new or token.i in amounts or _is_strength(token, lex):
            words = []
        elif token.tag_ in INSIDE or (token.tag_ == "CD" and coded(token.text)):
            words.append(token.lower_)
    lemma = doc[head].lower_ if doc[head].lower_ in lex.lists["people-adjectives"] else doc[head].lemma_.lower()
    if doc[head].tag_ == "NNPS" and lemma.endswith("s") and lemma == doc[head].lower_:
        lemma = lemma[:-1]  # the lemmatizer leaves names as they are
    return " ".join([*words, lemma]).replace(" - ", "-").removeprefix("- ")


def _is_strength(token: Token, lex: Lexicon) -> bool:
    """ "the 1,300-strong force"."""
    return token.lower_ in lex.lists["strength"] and token.i > 0 and token.nbor(-1).tag_ == "HYPH"


def container(doc: Doc, head: int, lex: Lexicon) -> int | None:
    """The noun that holds a counted one: "bodies" in "the bodies of 1,212 fallen defenders"."""
    of = doc[head].head
    if of.lower_ in lex.lists["genitive"] and of.dep_ == "prep" and of.head.lower_ in lex.lists["containers"]:
        return of.head.i
    return None


def container_before(doc: Doc, first: int, lex: Lexicon) -> int | None:
    """The nearest such noun in the same sentence before token `first`: "bodies … : 6,000 for 6,000"."""
    for i in range(first - 1, max(-1, first - lex.limits.attachment), -1):
        if doc[i].lower_ in lex.lists["containers"]:
            return i
        if doc[i].is_sent_start:
            break
    return None


def from_verb(doc: Doc, first: int, end: int, lex: Lexicon) -> Item | None:
    """What a bare number counts by its verb: "killed 12" counts people killed."""
    behind = end < len(doc) and (doc[end].tag_ == "RB" or doc[end].lower_ in lex.lists["more"] | lex.lists["others"])
    at = end + 1 if behind and end + 1 < len(doc) else end
    if at < len(doc) and doc[at].lower_ in lex.lists["results"]:
        return Item(None, f"people {doc[at].lower_}", at, at + 1, at, "word after the number")
    if at < len(doc) and doc[at].lower_ in lex.fates:
        return Item(None, lex.results[doc[at].lower_], at, at + 1, at, f"word after the number: {doc[at].lower_}")
    token = root(doc, first, end)
    if token.dep_ in ATTRIBUTE and token.head.lower_ in lex.lists["more"] | lex.lists["others"] and token.head.i == end:
        token = token.head
    while token.dep_ == "conj" and token.head.i < token.i and token.head.tag_ == "CD":
        token = token.head
    verb = token.head
    text = lex.results.get(verb.lemma_) if token.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    if text is None or (token.dep_ == "nsubj" and verb.lemma_ not in lex.fates):
        return _passive(doc, end, lex)
    return Item(None, text, verb.i, verb.i + 1, verb.i, f"{token.dep_} of {verb.lemma_}")


def _passive(doc: Doc, end: int, lex: Lexicon) -> Item | None:
    """What "14 were wounded" counts by its words, whatever the parse makes of it."""
    end += end < len(doc) and doc[end].lower_ in lex.lists["more"] | lex.lists["others"]
    for token in doc[end : end + lex.limits.verb_ahead]:
        if token.i > end and token.tag_ == "VBN" and (text := lex.results.get(token.lemma_)):
            return Item(None, text, token.i, token.i + 1, token.i, f"words before {token.lemma_}")
        if token.lower_ not in lex.lists["passive-auxiliaries"] and token.tag_ != "RB":
            return None
    return None


# ---- the whole phrase ----


def phrase(doc: Doc, head: int, skip: Skip, lex: Lexicon, *, only_of: bool) -> tuple[str, int, int]:
    """A noun with what is attached to it, without determiners and amounts; and its tokens [start, end).

    only_of: leaves out what other prepositions attach, which tells where and when rather than what.
    """
    noun = doc[head]
    left = [t for t in doc[max(noun.left_edge.i, head - lex.limits.attachment) : head] if _belongs(t, noun, skip, lex)]
    left = _own(left, skip) if skip.first < head else left
    while left and _counts_on(left[0], skip, lex):
        left = left[1:]
    tokens = [*(_first_half(doc, head) if not left else _undated(left, skip)), noun, *_model(doc, head, skip, lex)]
    once = only_of
    for child in noun.rights:
        if (
            child.dep_ == "prep"
            and (child.lower_ in lex.lists["genitive"] or not once)
            and child.lower_ not in lex.lists["no-part"]
        ):
            tokens += _attachment(doc, child, skip, lex, whole=only_of)
            once = once or child.lower_ not in lex.lists["genitive"]
    while len(tokens) > 1 and tokens[0].tag_ in ("RB", "CC", "IN", "HYPH", "PRP", "RBR", "POS"):
        tokens = tokens[1:]
    tokens = [t for t in tokens if t.tag_ not in QUOTES or t.i in (noun.i, head)] or [noun]
    text = ""
    for t, following in zip(tokens, [*tokens[1:], None], strict=True):
        gap = following is not None and (t.whitespace_ or following.i != t.i + 1)
        text += t.text + (" " if gap else "")
    return " ".join(text.split()).lstrip("-– "), tokens[0].i, tokens[-1].i + 1


def _own(left: list[Token], skip: Skip) -> list[Token]:
    """Without what an "and" before the number joins to it: "36 Shahed drones and three missiles"."""
    joined = [k for k, t in enumerate(left) if t.i < skip.first and t.tag_ in ("CC", ",")]
    return left[joined[-1] + 1 :] if joined else left


def _undated(left: list[Token], skip: Skip) -> list[Token]:
    """Without the years of "between 1650 and 1850 global temperatures" dropped."""
    years = len(left) > 2 and left[1].tag_ == "CC" and left[0].i in skip.dates and left[2].i in skip.dates
    return left[3:] if years else left


def _counts_on(token: Token, skip: Skip, lex: Lexicon) -> bool:
    """The "more" of "12 more soldiers" and the "long" of "a 40 km long pipeline" belong to the figure."""
    behind = token.i in (skip.own.stop, skip.own.stop + 1)
    if behind and _is_strength(token, lex):
        return True
    if behind and len(skip.own) > 1 and token.lower_ in lex.lists["sizes"]:
        return True
    return (behind or token.i == skip.own.start - 1) and token.lower_ in lex.lists["more"] | lex.lists["fewer"]


def _first_half(doc: Doc, head: int) -> list[Token]:
    """The "Ben-" of "Ben-Moshe" where the parse parts the two."""
    name, hyphen = (doc[head - 2], doc[head - 1]) if head > 1 and doc[head].tag_ == "NNP" else (doc[head], doc[head])
    parted = hyphen.text in "-–" and not (name.whitespace_ or hyphen.whitespace_)
    return [name, hyphen] if parted and name.tag_ == "NNP" else []


def _model(doc: Doc, head: int, skip: Skip, lex: Lexicon) -> list[Token]:
    """The number of a name ("Orion 12"), the end of one that a hyphen parts ("Ben-Moshe"), "those polled"."""
    if doc[head].lower_ in lex.lists["those"]:
        return [t for t in doc[head + 1 : head + 2] if t.tag_ == "VBN"]
    behind = doc[head + 1 : head + 4] if doc[head].tag_ in ("NNP", "NNPS") else doc[head:head]
    if len(behind) > 1 and behind[0].text in "-–" and not (doc[head].whitespace_ or behind[0].whitespace_):
        rest = [t for t in behind[1:] if all(u.tag_ in ("NNP", "NNPS") for u in doc[head + 2 : t.i + 1])]
        return [behind[0], *rest] if rest else []
    return [t for t in behind[:1] if t.tag_ == "CD" and t.head.i == head and t.i not in skip.amounts]


def _belongs(token: Token, noun: Token, skip: Skip, lex: Lexicon) -> bool:
    """Whether a token before the noun names it; amounts, their modifiers and determiners do not."""
    if token.tag_ in DROPPED or not skip.keeps(token):
        return False
    if token.tag_ == "HYPH" and token.i and not skip.keeps(token.nbor(-1)):
        return False
    if token.lower_ in lex.lists["comparing"] and token.i < skip.first:
        return False
    if token.tag_ == "HYPH":
        return True
    if token.dep_ in ("advmod", "quantmod", "prep", "punct", "predet", "cc", "preconj") and token.head.i == noun.i:
        return False
    return token.tag_ not in (",", "-LRB-", "-RRB-", "$") and (
        token.tag_ != "CD" or token.text not in lex.words or _tied(token)
    )


def _attachment(doc: Doc, preposition: Token, skip: Skip, lex: Lexicon, *, whole: bool) -> list[Token]:
    """The prepositional phrase up to its first clause or comma, or, where not `whole`, up to an amount or a date."""
    found: list[Token] = []
    last = preposition.right_edge.i + 1
    if preposition.lower_ in lex.lists["between"]:
        last = _second(doc, last, lex)
    for token in doc[preposition.i : min(last, preposition.i + lex.limits.attachment)]:
        if (
            token.tag_ in BREAKS
            or (not whole and (token.i in skip.amounts or token.i in skip.dates))
            or (token.dep_ in ("relcl", "acl", "appos") and token.tag_ not in PARTICIPLES)
            or (
                not whole
                and token.i > preposition.i
                and token.dep_ == "prep"
                and token.lower_ not in lex.lists["genitive"]
            )
        ):
            break
        bare = token.tag_ in DROPPED and token.head.tag_ in NOUNS
        if token.i not in skip.own and not bare and token.dep_ != "quantmod":
            found.append(token)
    while found and found[-1].tag_ not in NOUNS and found[-1].tag_ not in ("CD", "JJ", "POS", "PRP", "VBN"):
        found.pop()
    return found


def _second(doc: Doc, end: int, lex: Lexicon) -> int:
    """Where the second half of "between the dollar and the yen" ends, though the parse joins it to another noun."""
    if end + 1 >= len(doc) or doc[end].lower_ not in lex.lists["coordination"]:
        return end
    noun = next(
        (
            t
            for t in doc[end + 1 : end + lex.limits.verb_ahead]
            if t.tag_ in NOUNS and t.head.tag_ in NOUNS and t.dep_ == "conj"
        ),
        None,
    )
    return end if noun is None else noun.i + 1


def root(doc: Doc, first: int, end: int) -> Token:
    """The token of [first, end) that the others hang on."""
    for token in doc[first:end]:
        if token.tag_ != "DT" and (not first <= token.head.i < end or token.head.i == token.i):
            return token
    return doc[first]
