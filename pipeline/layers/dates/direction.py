"""Past or future? The tense and the cues of the clause that a date stands in."""

from collections.abc import Mapping

from spacy.tokens import Doc, Token

_CLIMB = 8  # heads above a date that are looked at
_VERBS = ("VERB", "AUX")
_NOUNS = ("NOUN", "PROPN")
_MODIFIERS = ("compound", "nmod", "nummod", "amod", "npadvmod")
_PAST_AUXILIARIES = ("was", "were", "had")
_PRESENT = ("VBZ", "VBP")


class Cues:
    """Words that turn a clause to the past or the future, by kind, from models/lexicon/dates_cues.jsonl."""

    def __init__(self, kinds: Mapping[str, Mapping[str, str]]) -> None:
        self.kinds = kinds

    def direction(self, doc: Doc, start: int, end: int) -> tuple[str | None, str]:
        """The side of publication that tokens [start, end) are on by their clause, with the word that says so.

        "near" where the future is told from the past (was to meet, would meet): either side, the nearer one.
        None where nothing says: present tense, infinitive, no verb, no parse.
        """
        before = doc[start - 1].lower_ if start else ""
        prepositions = self.kinds["preposition"]
        for i in range(max(0, start - 2), start):
            if doc[i].lower_ in self.kinds["participle"]:
                return self.kinds["participle"][doc[i].lower_], doc[i].lower_
        if before in self.kinds["decisive"]:
            return self.kinds["decisive"][before], before
        head = _head(doc, start, end)
        if head.i >= end and head.pos_ in _NOUNS and doc[end - 1].dep_ in _MODIFIERS:
            return None, head.lower_
        side, cue = self._climb(head)
        if before in prepositions and side != prepositions[before]:
            return None, before
        return side, cue

    def _climb(self, token: Token) -> tuple[str | None, str]:
        for _ in range(_CLIMB):
            side, stop = self._of(token)
            if stop or token.head.i == token.i:
                return side, token.lower_
            token = token.head
        return None, ""

    def _of(self, token: Token) -> tuple[str | None, bool]:
        """The side that a word above the date says, and whether to look no further."""
        governor = self._governor(token)
        if governor:
            return "near" if _told_before(token) else governor, True
        if token.pos_ not in _VERBS:
            return None, False
        tag = token.tag_
        if tag == "VBD":
            return "past", True
        auxiliaries = [c.lower_ for c in token.lefts if c.dep_ in ("aux", "auxpass")]
        if "have" in auxiliaries and "to" not in auxiliaries and "will" not in auxiliaries:
            return "past", True
        for word in auxiliaries:
            if word in self.kinds["auxiliary"]:
                return self.kinds["auxiliary"][word], True
        if "to" in auxiliaries:
            governor = self.kinds["governor-to"].get(token.head.lemma_) or self._governor(token.head)
            if governor and _told_before(token.head):
                return "near", True
            return governor, governor is not None or token.head.lemma_ not in self.kinds["implicative"]
        if tag in _PRESENT:
            return self.kinds["scheduled"].get(token.lemma_), True
        return ("past", True) if tag == "VBN" and not auxiliaries else (None, bool(auxiliaries))

    def _governor(self, token: Token) -> str | None:
        governors = self.kinds["governor"]
        found = governors.get(token.lower_) or governors.get(token.lemma_)
        if (
            found is None
            and token.lemma_ in self.kinds["governor-for"]
            and any(c.lower_ == "for" for c in token.rights)
        ):
            return self.kinds["governor-for"][token.lemma_]
        return found


def _told_before(token: Token) -> bool:
    """Whether a scheduled thing is told in the past: was expected, had been due."""
    return token.tag_ == "VBD" or any(c.lower_ in _PAST_AUXILIARIES for c in token.lefts)


def _head(doc: Doc, start: int, end: int) -> Token:
    """The word outside the mention that it hangs on."""
    token = doc[end - 1]
    while start <= token.i < end and token.head.i != token.i:
        token = token.head
    return token
