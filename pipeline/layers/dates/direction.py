"""Past or future? The tense and the cues of the clause that a date stands in."""

from collections.abc import Mapping

from spacy.tokens import Doc, Token

_CLIMB = 8  # heads above a date that are looked at
_VERBS = ("VERB", "AUX")


class Cues:
    """Words that turn a clause to the past or the future, by kind, from models/lexicon/dates_cues.jsonl."""

    def __init__(
        self, prepositions: Mapping[str, str], auxiliaries: Mapping[str, str], governors: Mapping[str, str]
    ) -> None:
        self.prepositions = prepositions
        self.auxiliaries = auxiliaries
        self.governors = governors

    def direction(self, doc: Doc, start: int, end: int) -> tuple[str | None, str]:
        """The side of publication that tokens [start, end) are on by their clause, with the word that says so.

        None where neither says: present tense, no verb, no parse.
        """
        before = doc[start - 1].lower_ if start else ""
        if self.prepositions.get(before) == "past":
            return "past", before
        token = _head(doc, start, end)
        for _ in range(_CLIMB):
            found = self._of(token)
            if found[0] is not None:
                return found
            if token.head.i == token.i or (token.tag_ in ("VBD", "VBZ", "VBP") and token.pos_ in _VERBS):
                break
            token = token.head
        return self.prepositions.get(before), before

    def _of(self, token: Token) -> tuple[str | None, str]:
        if token.lemma_ in self.governors or token.lower_ in self.governors:
            return self.governors.get(token.lower_, self.governors.get(token.lemma_)), token.lower_
        if token.pos_ not in _VERBS:
            return None, ""
        for child in token.lefts:
            if child.dep_ in ("aux", "auxpass") and child.lower_ in self.auxiliaries:
                return self.auxiliaries[child.lower_], child.lower_
        return ("past", token.lower_) if token.tag_ == "VBD" else (None, "")


def _head(doc: Doc, start: int, end: int) -> Token:
    """The word outside the mention that it hangs on."""
    token = doc[end - 1]
    while start <= token.i < end and token.head.i != token.i:
        token = token.head
    return token
