"""The word beside a figure that says what befell those it counts: "103 injured", "70 are missing", "injured 31".

What stands right beside a figure is sooner right than what the parser hung it on.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dateline.doc.offsets import sentence_of, sentence_tokens
from dateline.doc.predicates import is_passive, own_subject
from dateline.layers.claims.fillers import Filler
from dateline.layers.claims.lexicon import Frame, Lexicon
from dateline.layers.quantities.values import Quantity

Loss = tuple[Token, Frame]
"""A word for what befell somebody, and its frame."""

_LOSSES = frozenset({"harm", "suffer", "deaths", "harm-noun"})
"""Patterns of frames for those who were hurt or lost."""
_COPULAS = frozenset({"be", "have", "remain"})
_LISTING = frozenset({"include", "number"})
_WITH, _HARM, _ANIMAL = "with", "harm", "animal"
_BE, _AMONG = "be", "among"
_HURT = (("injured", "ADJ"),)
"""The entry of those who are "with wounds"."""
_PEOPLE = frozenset({"person", "party", "crowd", "force", "kin", "life", "body"})
"""Classes of nouns for those who can be lost."""
_MOST_BETWEEN = 4
"""Tokens from a figure or "with" to the word."""
_ACTIVE = frozenset({"VBD", "VBN", "VBG", "VBZ"})
_COUNTED = frozenset({"number", "person"})
_NOT_DONE = frozenset({"VBG", "VB", "VBZ", "VBP"})


def loss_of(doc: Doc, figure: Filler[Quantity], lexicon: Lexicon) -> Loss | None:
    """The word for what befell those whom a figure counts, right beside it, else what lists it; of no animals."""
    start, end = figure.value.item_start, figure.value.item_end
    items = doc[start:end] if start is not None and end is not None else ()
    if any(_ANIMAL in lexicon.nouns.get(token.lemma_.lower(), ()) for token in items):
        return None
    found = _behind(doc, figure, lexicon) or _before(doc, figure, lexicon) or _listed(doc, figure, lexicon)
    return found if found is None or _befell(list(items), found[1], lexicon) else None


def _befell(items: Sequence[Token], frame: Frame, lexicon: Lexicon) -> bool:
    """Whether what is counted can be what a frame asks for by its word: "ten men held", not "ten elections held"."""
    if not items or all(condition.classes or condition.anything for condition in frame.wants):
        return True
    lemmas = [token.lemma_.lower() for token in items]
    of_people = any(_PEOPLE & lexicon.nouns.get(lemma, frozenset()) for lemma in lemmas)
    return of_people or any(lemma.endswith(lexicon.words.person_suffixes) for lemma in lemmas)


def _listed(doc: Doc, figure: Filler[Quantity], lexicon: Lexicon) -> Loss | None:
    """ "The dead include four women and three children": those who are said to be among the lost."""
    token = doc[figure.start : figure.end].root
    noun = token.head if token.dep_ == "nummod" else token
    while noun.dep_ == "conj":
        noun = noun.head
    lost = _among(noun)
    if lost is None and noun.dep_ in ("dobj", "attr") and noun.head.lemma_ in _LISTING:
        lost = own_subject(noun.head)
    if lost is None or lost.tag_ not in ("JJ", "NNS", "VBN") or not any(c.lower_ == "the" for c in lost.lefts):
        return None
    frame = next(iter(lexicon.frames.get((lost.lower_, "ADJ"), ())), None)
    return None if frame is None or frame.event_type != "CASUALTY" else (lost, frame)


def _among(noun: Token) -> Token | None:
    """ "Among the dead were two children": those among whom a clause that opens so has somebody."""
    if noun.dep_ not in ("nsubj", "attr") or noun.head.lemma_ != _BE:
        return None
    opening = (c for c in noun.head.lefts if c.lower_ == _AMONG and c.dep_ == "prep")
    return next((dead for c in opening for dead in c.rights if dead.dep_ == "pobj"), None)


def _behind(doc: Doc, figure: Filler[Quantity], lexicon: Lexicon) -> Loss | None:
    """ "103 injured", "five worshippers dead", "70 are missing", "13 more with shrapnel wounds", "two fatally"."""
    end = sentence_tokens(doc, sentence_of(doc, figure.start))[1]
    i = figure.end
    while i < min(end, figure.end + 3) and doc[i].lemma_.lower() in lexicon.words.counted_people:
        i += 1
    item = figure.value.item_end if figure.value.item_start == figure.end else None
    if item is not None and i < item <= figure.end + _MOST_BETWEEN and frame_of_loss(doc[i], lexicon) is None:
        i = item
    if i < end and doc[i].lower_ == _WITH:
        i = next((c.i for c in doc[i].rights if c.dep_ == "pobj" and c.i <= i + _MOST_BETWEEN), i)
    while i < min(end, figure.end + _MOST_BETWEEN) and doc[i].tag_ == "RB" and frame_of_loss(doc[i], lexicon) is None:
        i += 1
    last = min(end, i + _MOST_BETWEEN)
    copula = i < last and doc[i].lemma_ in _COPULAS
    while copula and i < last and (doc[i].lemma_ in _COPULAS or doc[i].pos_ == "ADV"):
        i += 1
    if i >= end:
        return None
    word, frame = doc[i], frame_of_loss(doc[i], lexicon)
    if frame is None or (i + 1 < end and doc[i + 1].pos_ in ("NOUN", "PROPN") and not copula):
        return None
    does = word.pos_ == "VERB" and not is_passive(word) and any(c.dep_ == "dobj" for c in word.rights)
    return None if does else (word, frame)


def _before(doc: Doc, figure: Filler[Quantity], lexicon: Lexicon) -> Loss | None:
    """ "Killed 19, injured 31": the verb right before a figure."""
    i = (figure.start if figure.value.modifier_start is None else min(figure.start, figure.value.modifier_start)) - 1
    word = doc[max(i, 0)]
    if i < 0 or word.pos_ != "VERB" or word.tag_ not in _ACTIVE or any(c.dep_ == "auxpass" for c in word.lefts):
        return None
    if _counts_things(doc, figure, lexicon):
        return None
    frames = lexicon.frames.get((word.lemma_.lower(), "VERB"), ())
    harming = (f for f in frames if f.event_type == "CASUALTY" and f.pattern == _HARM)
    frame = next((f for f in harming if _is_of_people(f, lexicon)), None)
    return None if frame is None else (word, frame)


def _counts_things(doc: Doc, figure: Filler[Quantity], lexicon: Lexicon) -> bool:
    """ "Burned two tankers": what is counted is known and no people."""
    start, end = figure.value.item_start, figure.value.item_end
    if start != figure.end or end is None:
        return False
    known = lexicon.nouns.get(doc[start:end].root.lemma_.lower(), frozenset())
    return bool(known) and known.isdisjoint(_PEOPLE)


def frame_of_loss(word: Token, lexicon: Lexicon) -> Frame | None:
    """The frame of an adjective, participle or adverb ("two fatally"), or of "wounds", for those hurt or lost."""
    if word.pos_ not in ("ADJ", "VERB", "NOUN", "ADV"):
        return None
    lemma = word.lemma_.lower()
    keys = ((word.lower_, "ADJ"), (word.lower_, "ADV"), *(() if word.tag_ in _NOT_DONE else ((lemma, "VERB"),)))
    if word.dep_ == "pobj" and _HARM in lexicon.nouns.get(lemma, ()):
        keys = ((lemma, "NOUN"), *_HURT)
    frames = (frame for key in keys for frame in lexicon.frames.get(key, ()))
    losses = (f for f in frames if f.event_type == "CASUALTY" and f.pattern in _LOSSES)
    return next((f for f in losses if _is_of_people(f, lexicon)), None)


def _is_of_people(frame: Frame, lexicon: Lexicon) -> bool:
    """Whether people and a figure are all that a frame wants: "killed ten"; not "took 32 seats"."""
    return all(
        condition.anything
        or condition.classes & _COUNTED
        or any(_COUNTED & lexicon.nouns.get(lemma, frozenset()) for lemma in condition.lemmas)
        for condition in frame.wants
    )
