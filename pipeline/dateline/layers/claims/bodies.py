"""Whose people a noun names: the ELN of "fighters of the ELN", and of "the fighters" in the sentences after it."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.doc.offsets import sentence_of, sentence_tokens
from dateline.doc.predicates import coordinated, prepositional_objects
from dateline.layers.actors.values import Actor
from dateline.layers.claims.fillers import Fillers, Participant
from dateline.layers.claims.lexicon import Lexicon

_REACH = 4
"""How many sentences back those are looked for whom "the rebels" takes up."""
_OF = "of"
_BODY = "org"
_GOVERNING = "GOV"
_BELONGING = frozenset({_OF, "from"})
_OPENING, _CLOSING = frozenset({"(", "["}), frozenset({")", "]"})
_LONGEST = 10
"""Tokens of a name in brackets."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """What the bodies that people belong to are looked up in."""

    lexicon: Lexicon
    fillers: Fillers

    def of(self, head: Token) -> list[Participant]:
        """The bodies that a noun names behind it, else those that the same noun had before it."""
        named = self._naming(head) if self.fillers.at(head.i) is None else None
        sent = [*self._behind(head), *self._belonging(head)] or list(self._bracketed(head))
        return sent or ([named] if named is not None else list(self._before(head)))

    def is_one(self, head: Token) -> bool:
        """Whether a noun names a body that acts ("police", "army"), and no thing or victim besides."""
        return "party" in self.lexicon.nouns.get(head.lemma_.lower(), ()) and self.fillers.at(head.i) is None

    def _behind(self, head: Token) -> Iterator[Participant]:
        """ "Fighters of the ELN", "ministers of Egypt and Chad", "troops from Uganda", never "a man from Uganda"."""
        for preposition in head.rights:
            if preposition.lower_ not in _BELONGING or preposition.dep_ != "prep":
                continue
            sent = preposition.lower_ == _OF or self.is_one(head)
            for noun in (each for c in preposition.rights if c.dep_ == "pobj" for each in coordinated(c)):
                body = self.fillers.at(noun.i) or self._naming(noun)
                if body is None or self._is_only_in(head, body):
                    continue
                if not body.is_place or (sent and body.value.kind == "country"):
                    yield body

    def _belonging(self, head: Token) -> Iterator[Participant]:
        """ "Fighters loyal to the army", "workers affiliated with the union"."""
        for word in head.rights:
            if word.dep_ not in ("acl", "amod") or word.lower_ not in self.lexicon.words.belonging_words:
                continue
            named = (self.fillers.at(noun.i) for _, noun in prepositional_objects(word))
            yield from (body for body in named if body is not None and body.is_a(_BODY))

    def _bracketed(self, head: Token) -> Iterator[Participant]:
        """ "EPL (Popular Liberation Army) guerrillas": the body in brackets before a noun, else that before them."""
        doc, end = head.doc, head.i - 1
        if end < 1 or doc[end].text not in _CLOSING:
            return
        start = next((i for i in range(end - 1, max(0, end - _LONGEST), -1) if doc[i].text in _OPENING), None)
        if start is None or start == 0:
            return
        named = (self.fillers.at(i) for i in (end - 1, start - 1))
        yield from [body for body in named if body is not None and body.is_a(_BODY)][:1]

    def _is_only_in(self, head: Token, body: Participant) -> bool:
        """ "Members of parliament": some of those in a body that governs do not act for it."""
        member = head.lemma_.lower() in self.lexicon.words.members
        return member and isinstance(body.value, Actor) and body.value.sector == _GOVERNING

    def _naming(self, group: Token) -> Participant | None:
        """The body that a noun names before it: "the Maoist Shining Path group"."""
        if "party" not in self.lexicon.nouns.get(group.lemma_.lower(), ()):
            return None
        named = (self.fillers.at(c.i) for c in group.lefts if c.dep_ in ("compound", "nmod"))
        return next((p for p in named if p and p.is_a(_BODY)), None)

    def _before(self, head: Token) -> Iterator[Participant]:
        """ "The guerrillas": those of the body whose guerrillas the text last told of, where it told of no others."""
        if head.tag_ != "NNS" or [c.lower_ for c in head.lefts] != ["the"]:
            return
        doc = head.doc
        start = sentence_tokens(doc, max(0, sentence_of(doc, head.i) - _REACH))[0]
        same = (t for t in doc[start : head.i] if t.lemma_ == head.lemma_ and t.pos_ == "NOUN")
        found = {body.key: body for noun in same for body in self._behind(noun) if not body.is_place}
        if len(found) == 1:
            yield from found.values()
