"""The thing that an amount tells something about, from the parse."""

from typing import NamedTuple

from spacy.tokens import Token

from dateline.layers.quantities import items
from dateline.layers.quantities.alignment import View


class Found(NamedTuple):
    """The token of a noun, the arc that led there, and the item that it stands for where it is a pronoun."""

    head: int
    arc: str
    item: items.Item | None = None


BEHIND = frozenset(("prep", "nummod", "appos", "nmod", "npadvmod"))  # arcs from an amount back to a noun
DESCRIBING = BEHIND | {"amod", "acl", "advmod", "relcl", "acomp"}  # and from "worth", "deep" or "up" beside it
UPWARD = frozenset(("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "acomp", "advmod"))  # to the clause around
MODIFIERS = frozenset(("JJ", "JJR", "VBG", "VBN"))
ANOTHER = "another amount"
SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def find(view: View, first: int, end: int, *, money: bool = False) -> Found | None:
    """The noun that an amount on tokens [first, end) tells something about, and the arc that led there."""
    doc = view.doc
    root = items.root(doc, first, end)
    behind = past_conversion(view, end)
    found = _of(view, first, behind) or _after(view, root, end) or _attributive(view, first, behind)
    if found is not None:
        return _beyond_change(view, found) or found
    return _beside(view, first, end, money) or _climb(view, root, first, end)


def past_conversion(view: View, end: int) -> int:
    """Where the text goes on behind "(13 kilometres)", and behind a hyphen there."""
    doc = view.doc
    if end >= len(doc) or doc[end].text != "(":
        return end
    closing = next((i for i in range(end + 1, min(end + view.limits.bracket, len(doc))) if doc[i].text == ")"), None)
    if closing is None or not any(i in view.covered for i in range(end + 1, closing)):
        return end
    return closing + 2 if closing + 1 < len(doc) and doc[closing + 1].tag_ == "HYPH" else closing + 1


def is_distance(view: View, end: int) -> bool:
    """Whether an amount leads somewhere: "50 miles south of the port"."""
    at = past_conversion(view, end)
    return at < len(view.doc) and view.doc[at].lower_ in view.lists["directions"]


# ---- behind the amount ----


def _of(view: View, first: int, end: int) -> Found | None:
    """ "3% of the vote", "$2 billion in aid"."""
    doc = view.doc
    following = doc[end].lower_ if end < len(doc) else ""
    of = following in view.lists["genitive"]
    if of and end + 1 < len(doc) and doc[end + 1].lower_ in view.lists["relatives"]:
        return _of_them(view, end + 1)
    if not of and not (following == "in" and doc[first].tag_ == "$"):
        return None
    start = _past_amount(view, end) if of else end + 1
    head = items.head_of_count(doc, start, view.stop, view.lexicon)
    if head is None or head in view.covered or (not of and doc[head].tag_ not in ("NN", "NNS")):
        return None
    return Found(head, f"{following} + noun")


def _of_them(view: View, at: int) -> Found | None:
    """ "91% of those" are of what was counted before; "54% of those polled" says it itself."""
    doc = view.doc
    if doc[at].lower_ in view.lists["those"] and at + 1 < len(doc) and doc[at + 1].tag_ == "VBN":
        return Found(at, "of + those")
    known = view.before.item
    return None if known is None or known.text is None else Found(at, ANOTHER, known)


def _past_amount(view: View, of: int) -> int:
    """The token behind "of 30%"; "of" itself where no amount with a unit follows."""
    at = of + 1
    while at in view.covered:
        at += 1
    return at if at > of + 2 else of


def _after(view: View, root: Token, end: int) -> Found | None:
    """ "a 40-mile river", "a five-year, 60-mile journey": the noun behind, past other amounts and adjectives."""
    token = root
    for _ in range(view.limits.measured_arcs):
        head = token.head
        if head.i < end or token.dep_ not in items.ATTRIBUTE:
            return None
        if head.i not in view.covered and head.tag_ not in MODIFIERS:
            timed = head.i in view.stop or head.lower_ in view.lists["spans-of-time"]
            return Found(head.i, token.dep_) if head.tag_ in items.NOUNS and not timed else None
        token = head
    return None


def _attributive(view: View, first: int, end: int) -> Found | None:
    """The noun of "an $800 stone pizza oven": behind an amount that an article opens."""
    doc = view.doc
    opened = first > 0 and doc[first - 1].tag_ in ("DT", "PRP$", "JJ")
    if not opened or end >= len(doc) or doc[end].tag_ not in items.INSIDE:
        return None
    head = items.head_of_count(doc, end, view.stop, view.lexicon)
    return None if head is None or head in view.covered else Found(head, "noun after the amount")


def _beyond_change(view: View, found: Found) -> Found | None:
    """The subject of "trade saw a 5% rebound": a rise or a fall of nothing said is one of who had it."""
    noun = view.doc[found.head]
    if noun.lemma_ not in view.lists["moves"] or noun.dep_ not in ("dobj", "advcl", "ccomp", "npadvmod"):
        return None
    if any(child.i not in view.stop for child in noun.rights):
        return None
    subject = _subject(view, noun.head)
    return None if subject is None else Found(subject.head, f"{found.arc}, {subject.arc}")


def moved(view: View, found: Found) -> tuple[int, str]:
    """The noun, or of "Nasdaq decrease by 1%" what fell."""
    at, arc, _ = found
    noun = view.doc[at]
    compound = noun.nbor(-1) if at and arc != ANOTHER and noun.lemma_ in view.lists["moves"] else None
    if compound is None or compound.dep_ != "compound" or compound.i in view.stop or at + 1 == len(view.doc):
        return at, arc
    return (compound.i, f"{arc}, compound") if noun.nbor(1).lower_ in view.lists["change-prepositions"] else (at, arc)


# ---- right before it ----


def aged(view: View, first: int) -> Found | None:
    """The people of "men aged between 18 and 60", "those over 65", "a woman in her 50s"."""
    doc, skipped = view.doc, view.lists["before-ages"]
    at = first - 1
    while at > 0 and doc[at].lower_ in skipped:
        at -= 1
    people = view.lists["people"]
    if at > 0 and doc[at].text == "," and (doc[at - 1].ent_type_ == "PERSON" or doc[at - 1].lemma_ in people):
        at -= 1
    if at < 0 or at == first - 1 or doc[at].tag_ not in items.NOUNS:
        return None
    noun = doc[at]
    if noun.dep_ == "pobj" and noun.head.lower_ in view.lists["genitive"] and noun.head.head.tag_ in items.NOUNS:
        noun = noun.head.head
    return _noun(view, noun, "noun before the age")


def _beside(view: View, first: int, end: int, money: bool) -> Found | None:
    found = _before_change(view, first) or _before_bracket(view, first, end, money) or _before_range(view, first)
    found = found or _gapped(view, first) or _before_size(view, first, end)
    return found or (_before_worth(view, first) if money else None)


def _before_size(view: View, first: int, end: int) -> Found | None:
    """The water of "shallow water, just 47 feet deep"."""
    doc, at, behind = view.doc, first - 1, past_conversion(view, end)
    while at > 0 and doc[at].lower_ in view.lists["quantifying"]:
        at -= 1
    sized = behind < len(doc) and doc[behind].lower_ in view.lists["sizes"]
    if not sized or at < 1 or doc[at].text != "," or doc[at - 1].tag_ not in items.NOUNS or at - 1 in view.stop:
        return None
    return _noun(view, doc[at - 1], "noun before the size")


def _gapped(view: View, first: int) -> Found | None:
    """ "A was down 2%, B by 3%": a name with no verb of its own."""
    doc, last = view.doc, view.before.first
    if (
        last is None
        or not 2 < first - last <= view.limits.same_verb
        or doc[first - 1].lower_ not in view.lists["before-gaps"]
    ):
        return None
    noun, between = doc[first - 2], doc[last:first]
    if noun.tag_ not in ("NNP", "NNPS", "NNS") or noun.i in view.covered or noun.i in view.stop:
        return None
    verb = any(t.pos_ in ("VERB", "AUX") or t.is_sent_start or (t.tag_ == "IN" and t.i < first - 1) for t in between)
    joined = any(t.lower_ in view.lists["gap-joints"] for t in between)
    return Found(noun.i, "name before a gap") if joined and not verb else None


def _before_worth(view: View, first: int) -> Found | None:
    """ "Aid worth $5 million", where the parse takes the first word of a sentence for a verb."""
    doc = view.doc
    at = (
        next(
            (
                i
                for i in range(first - 1, max(0, first - view.limits.worth), -1)
                if doc[i].lower_ in view.lists["worth"]
            ),
            0,
        )
        - 1
    )
    opens = at >= 0 and doc[at].is_sent_start and doc[at].tag_ in ("VB", "VBP", "VBZ") and doc[at].is_title
    return Found(at, "noun before worth") if opens else None


def _before_bracket(view: View, first: int, end: int, money: bool) -> Found | None:
    """The noun of "the bridge (1.2 km)", the name of "a Canon 50 mm lens"."""
    doc = view.doc
    at = first - 2 if first and doc[first - 1].text == "(" else first - 1
    bracketed = at == first - 2 and end < len(doc) and doc[end].text == ")"
    if at < 0:
        return None
    named = (
        not money and at == first - 1 and doc[at].tag_ == "NNP" and doc[at].is_alpha and first <= doc[at].head.i < end
    )
    if not (bracketed or named) or doc[at].tag_ not in items.NOUNS:
        return None
    return _noun(view, doc[at], "noun before the amount")


def _before_range(view: View, first: int) -> Found | None:
    """The noun of "claims, ranging from $200 to $400"."""
    doc = view.doc
    at = first - 4
    if (
        at < 0
        or " ".join(t.lower_ for t in doc[first - 2 : first]) not in view.lists["ranging-from"]
        or doc[first - 3].text != ","
    ):
        return None
    return _noun(view, doc[at], "noun before the range")


def _before_change(view: View, first: int) -> Found | None:
    """ "Acme, up 3%", "Acme +0.2%": a name right before a change."""
    doc, at = view.doc, first - 1
    if at > 0 and doc[at].lower_ in view.lists["quantifying"]:
        at -= 1
    if at < 1 or not (doc[at].lower_ in view.lists["up-down"] or doc[first].text[0] in "+-−"):
        return None
    at -= doc[at].lower_ in view.lists["up-down"]
    at -= at > 0 and doc[at].text == ","
    token = doc[at]
    named = token.tag_ in ("NNP", "NNPS") or (token.tag_ == "CD" and doc[at - 1].tag_ == "NNP")
    if at in view.before.items:
        return Found(at, ANOTHER)
    if at in view.stop or not named or (token.dep_ == "pobj" and token.head.lower_ != "as"):
        return None
    return _noun(view, token.nbor(-1) if token.tag_ == "CD" else token, "name before the change")


# ---- up the tree ----


def _climb(view: View, root: Token, first: int, end: int) -> Found | None:
    """The noun before "of", the object of "raised X by", or the subject of what the amount hangs on."""
    token, phrase = root, ""
    whole: Found | None = None
    for _ in range(view.limits.measured_arcs):
        subject = _own_subject(view, token)
        if subject is not None and not first <= subject.head < end:
            return subject
        head = token.head
        if head.dep_ == "acl" and head.head.lower_ in view.lists["spans-of-time"]:
            token = head.head  # "their forecast for the year ended March to $84 billion"
            continue
        agent = head.dep_ == "agent" and whole is None
        if head.i == token.i or agent or head.lower_ in view.lists["directions"]:
            break
        if head.i in view.before.items:
            return Found(head.i, ANOTHER)
        timed = head.lower_ in view.lists["spans-of-time"]
        if head.i < token.i and head.tag_ in items.NOUNS and head.i not in view.covered and _links(token) and not timed:
            roughly = head.lower_ in view.lists["measuring-in"] and head.head.lower_ == "in"
            if head.lower_ not in view.lists["measuring"] and not roughly:
                return Found(head.i, f"prep {token.lower_}" if token.dep_ == "prep" else token.dep_)
            if head.lemma_ not in view.lists["aged"]:
                whole = whole or Found(head.i, f"prep {token.lower_}")
        if head.pos_ in ("VERB", "AUX"):
            return _paid_for(view, head, root, end) or _of_verb(view, head, token, phrase, first) or whole
        phrase = head.lower_ if token.dep_ == "pobj" else "" if head.tag_ in items.NOUNS else phrase
        token = head
    return whole


def _links(token: Token) -> bool:
    """Whether a token that an amount hangs on describes the noun it hangs on itself."""
    return token.dep_ in (DESCRIBING if token.pos_ in ("ADJ", "ADV") or token.tag_ in ("RP", "IN") else BEHIND)


def _of_verb(view: View, verb: Token, token: Token, phrase: str, first: int) -> Found | None:
    """What a verb says to have the amount: its object, else its subject."""
    if token.dep_ in SUBJECTS:
        return _predicate(view, verb)
    aside = phrase or token.dep_ in ("npadvmod", "advmod", "advcl", "prep", "ccomp")
    found = (_object(view, verb, first) if aside else None) or _subject(view, verb)
    return Found(found.head, f"{found.arc}, {phrase}") if found and phrase and found.arc != ANOTHER else found


def _paid_for(view: View, verb: Token, root: Token, end: int) -> Found | None:
    """ "paid $5 million for the plot"."""
    if verb.lemma_ not in view.lists["paying-verbs"]:
        return None
    for child in (*verb.rights, *root.rights):
        if child.i >= end and child.lower_ in view.lists["paid-for"]:
            noun = next((c for c in child.rights if c.dep_ == "pobj" and c.tag_ in items.NOUNS), None)
            if noun is not None and noun.i not in view.covered and noun.i not in view.stop:
                return Found(noun.i, f"{verb.lemma_} {child.lower_}")
    return None


def _predicate(view: View, verb: Token) -> Found | None:
    """ "40% are children"."""
    noun = next((c for c in verb.rights if c.dep_ == "attr" and c.tag_ in items.NOUNS), None)
    return None if noun is None else _noun(view, noun, "attr")


def _object(view: View, verb: Token, before: int) -> Found | None:
    noun = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < before), None)
    return None if noun is None or noun.tag_ not in items.NOUNS else _noun(view, noun, "dobj")


def _subject(view: View, verb: Token) -> Found | None:
    """The subject of a verb, or of the clause that it goes on from; none where that is a pronoun."""
    for _ in range(view.limits.measured_arcs):
        subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        before = verb.nbor(-1) if subject is None and verb.dep_ == "ccomp" and verb.i else None
        if before is not None and before.tag_ in items.NOUNS and before.dep_ == "dobj" and before.head.i == verb.head.i:
            return _noun(view, before, "noun before the verb")  # "the map shows winds were near 180 mph"
        if subject is not None and subject.tag_ not in ("WDT", "WP"):
            return _own_subject(view, verb)
        if verb.dep_ in ("acl", "relcl") and verb.head.tag_ in items.NOUNS:
            return _noun(view, verb.head, verb.dep_)
        if verb.dep_ not in UPWARD or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def _own_subject(view: View, head: Token) -> Found | None:
    """The subject of a verb or of "worth", where it is a noun, a name with a number or a gerund; of two the nearer."""
    subjects = [c for c in head.lefts if c.dep_ in SUBJECTS]
    parted = len(subjects) > 1 and any(
        t.text in view.lists["series-joints"] for t in head.doc[subjects[0].i : subjects[-1].i]
    )
    for child in subjects[-1:] if parted else subjects[:1]:
        named = child.tag_ == "CD" and child.i > 0 and child.nbor(-1).tag_ in items.NOUNS
        nominal = child.tag_ in items.NOUNS or child.tag_ == "VBG" or named
        return _noun(view, child, child.dep_) if nominal else None
    return None


def _noun(view: View, token: Token, arc: str) -> Found | None:
    """A noun as what was found; that of another amount stands for what it measures."""
    if token.i in view.before.items:
        return Found(token.i, ANOTHER)
    return None if token.i in view.covered else Found(token.i, arc)
