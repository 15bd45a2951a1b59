"""Whom a pronoun or a bare noun stands for, where that is safe: "he", "its forces", "the group", "both sides"."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.doc.offsets import sentence_of, sentence_tokens
from dateline.doc.predicates import CLAUSAL_SUBJECTS, coordinated, own_subject
from dateline.layers.actors.values import Actor
from dateline.layers.claims.authors import authors, given_out
from dateline.layers.claims.fillers import Fillers, Participant, between
from dateline.layers.claims.lexicon import Lexicon

_MAY_SPEAK = CLAUSAL_SUBJECTS | {"poss"}
"""Labels of pronouns that may stand for who says what they stand in; nobody says whom he "accused"."""
_STATEMENT_REACH = 6
"""How many sentences back a statement is looked for that "the statement" takes up."""
_SPEAKING = frozenset({"first"})
_PAIRING = frozenset({"between", "by"})
"""Prepositions before two who do something to each other."""
_FITTING: Mapping[str, frozenset[str]] = {
    "person": frozenset({"person"}),
    "body": frozenset({"org", "state", "group"}),
    "many": frozenset({"org", "group", "state"}),
    "first": frozenset({"person", "org", "state", "group"}),
}
"""The types of actors that a class of pronouns can stand for."""
_WHAT_FOR = frozenset({"of", "for", "at", "in", "to", "from", "with"})
"""What leads from an office to whose or what it is."""


@dataclass(frozen=True, slots=True)
class Referents:
    """The actors of a Doc that something can be led back to."""

    lexicon: Lexicon
    fillers: Fillers

    def of_pronoun(self, pronoun: Token, speaker: Participant | None, before: int | None = None) -> Participant | None:
        """The actor that a pronoun, possessive or not, stands for; None where more than one could be meant.

        speaker: who says what it stands in. "He said his men had left": the speaker, where the pronoun can mean him;
        else the only actor of its kind in the sentence before it, else the only subject of the sentence before that.
        before: where the search starts, for a pronoun behind what it is said to say; else at the pronoun.
        """
        kind = self.lexicon.words.pronouns.get(pronoun.lower_)
        if kind is None:
            return None
        shared = self._of_first_clause(pronoun, _FITTING[kind])
        if shared is not None:
            return shared
        if kind in _SPEAKING:
            return speaker
        if speaker is not None and self._means_speaker(pronoun, speaker, kind):
            return speaker
        if pronoun.i in self.fillers.in_quotes and pronoun.dep_ not in _MAY_SPEAK:
            return None
        apart = speaker is not None and self._is_apart(pronoun, speaker)
        start = pronoun.i if before is None else before
        return self._nearest(pronoun, _FITTING[kind], start, speaker.key if apart and speaker else None)

    def _means_speaker(self, pronoun: Token, speaker: Participant, kind: str) -> bool:
        """Whether a pronoun of the third person may stand for who says what it stands in.

        "He said he would go", never "“He died”, she said": not in direct speech, and not before the speaker is named.
        """
        if self._is_apart(pronoun, speaker) or pronoun.dep_ not in _MAY_SPEAK:
            return False
        return _actor_type(speaker) in _FITTING[kind] and self._may_be(pronoun, speaker)

    def _is_apart(self, pronoun: Token, speaker: Participant) -> bool:
        """Whether a pronoun stands in direct speech, or before the name of who says it."""
        return pronoun.i in self.fillers.in_quotes or pronoun.i < speaker.end

    def _of_first_clause(self, pronoun: Token, types: frozenset[str]) -> Participant | None:
        """ "Kenyan troops shelled the town, and they took it": the subject of the clause coordinated with its own."""
        verb = pronoun.head
        if pronoun.dep_ not in CLAUSAL_SUBJECTS or verb.dep_ != "conj":
            return None
        first = own_subject(verb.head)
        found = self.fillers.at(first.i) if first is not None else None
        return found if found is not None and _type(found) in types else None

    def of_utterance(self, noun: Token) -> Participant | None:
        """Who gave out a statement: "a message by the ministry"; of "the statement", the last one told of before it."""
        words = self.lexicon.words
        utterance = given_out(noun, words)
        if utterance is None:
            return None
        found = self._author(utterance)
        if found is not None or not _is_definite(utterance):
            return found
        doc, number = noun.doc, sentence_of(noun.doc, noun.i)
        first = sentence_tokens(doc, max(0, number - _STATEMENT_REACH))[0]
        same = (t for t in reversed(doc[first : utterance.i]) if t.lemma_.lower() == utterance.lemma_.lower())
        return next((found for t in same if (found := self._author(t)) is not None), None)

    def _author(self, utterance: Token) -> Participant | None:
        named = (self.fillers.at(token.i) for token in authors(utterance, self.lexicon.words))
        return next((p for p in named if p is not None and not p.is_place), None)

    def of_noun(self, head: Token) -> Participant | None:
        """The actor that a bare definite noun takes up ("the group", "the ministry"): the last one so called."""
        lemma = head.lemma_.lower()
        if not _is_definite(head) or "kin" in self.lexicon.nouns.get(lemma, ()):
            return None
        held = self._holder(head, lemma)
        if held is not None:
            return held
        for found in reversed(between(self.fillers.actors, 0, head.left_edge.i)):
            named = isinstance(found.value, Actor) and found.value.kind != "nominal"
            if named and lemma in _heads_of(head.doc, found) and _is_so_called(head, found.value.name):
                return found
        return None

    def _holder(self, head: Token, lemma: str) -> Participant | None:
        """The only person told of so far whose office is so called: "the president", "the former minister"."""
        before = between(self.fillers.actors, 0, head.left_edge.i)
        held = [p for p in before if _type(p) == "person" and lemma in _office(_role(p) or "")]
        held = [p for p in held if _is_so_called(head, _role(p) or "")]
        return held[-1] if len({p.key for p in held}) == 1 else None

    def of_ground(self, head: Token) -> Participant | None:
        """The place that "it", "the town", "the Sudanese city" takes up: the last one of its kind near before it."""
        kind = self.lexicon.words.led_back.get(head.lemma_.lower())
        if kind is None and self.lexicon.words.pronouns.get(head.lower_) != "body":
            return None
        if kind is not None and not _is_definite(head):
            return None
        doc, number = head.doc, sentence_of(head.doc, head.i)
        back = self.lexicon.limits.antecedent_sentences if kind else 0
        start = sentence_tokens(doc, max(0, number - back))[0]
        of_state = next((p.value.country for c in head.lefts if (p := self.fillers.at(c.i)) is not None), None)
        for place in reversed(between(self.fillers.places, start, head.left_edge.i)):
            fits = place.value.kind == kind if kind else place.value.kind != "country"
            if fits and (of_state is None or place.value.country == of_state):
                return place
        return None

    def of_sides(self, head: Token) -> list[Participant]:
        """The two that "both sides", "the two countries", "each party" stands for.

        They are the last two named in one breath in the sentences before, else the states told of most, unless a
        third is told of as often as the second; else the only two that a text ever names in one breath.
        """
        words = self.lexicon.words
        counted = any(c.lower_ in words.two_determiners for c in head.lefts) or any(
            c.lower_ in words.two_determiners for c in head.lefts for c in c.lefts
        )
        if not counted or head.lemma_.lower() not in words.side_nouns:
            return []
        doc = head.doc
        start = sentence_tokens(doc, max(0, sentence_of(doc, head.i) - self.lexicon.limits.antecedent_sentences))[0]
        near = [pair for pair in self._pairs(doc, head.left_edge.i) if pair[0].start >= start]
        if near:
            return near[-1]
        states = self.two_sides()
        if states:
            return states
        pairs = {frozenset(one.key for one in pair): pair for pair in self._pairs(doc, head.left_edge.i)}
        return next(iter(pairs.values())) if len(pairs) == 1 else []

    def _pairs(self, doc: Doc, end: int) -> list[list[Participant]]:
        """The two bodies that a text names together before a token: "Kenya and Somalia met", "between A and B"."""
        found: list[list[Participant]] = []
        for first in between(self.fillers.actors, 0, end):
            root = doc[first.start : first.end].root
            named = [p for noun in coordinated(root) if (p := self.fillers.at(noun.i)) is not None]
            may_act = root.dep_ in CLAUSAL_SUBJECTS or root.head.lower_ in _PAIRING
            if may_act and len(named) == 2 and all(_type(p) in _FITTING["body"] for p in named):
                found.append(_distinct(named))
        return [pair for pair in found if len(pair) == 2]

    def two_sides(self) -> list[Participant]:
        """The two states that the Doc tells of most; none where a third comes near to the second."""
        count: Counter[str] = Counter()
        by_key: dict[str, Participant] = {}
        for found in self.fillers.actors:
            if isinstance(found.value, Actor) and found.value.type == "state":
                count[found.key] += 1
                by_key.setdefault(found.key, found)
        most = count.most_common(3)
        if len(most) < 2 or (len(most) == 3 and most[2][1] * 2 > most[1][1]):
            return []
        return [by_key[key] for key, _ in most[:2]]

    def _nearest(self, pronoun: Token, types: frozenset[str], before: int, speaker: str | None) -> Participant | None:
        """The actor of some types last told of; not the speaker, who is called by name in what he says himself."""
        doc, number = pronoun.doc, sentence_of(pronoun.doc, before)
        for back in range(self.lexicon.limits.antecedent_sentences + 1):
            if number - back < 0:
                return None
            start, end = sentence_tokens(doc, number - back)
            if back and not _is_same_paragraph(doc, end, before):
                return None
            found = [p for p in between(self.fillers.actors, start, min(end, before)) if _type(p) in types]
            found = [p for p in found if p.key != speaker and self._may_be(pronoun, p)]
            if pronoun.dep_ not in _MAY_SPEAK and not back:
                over = [p for p in found if _is_subject(doc, p)]
                found = [p for p in found if p not in over]
                if not found and any(doc[p.start : p.end].root.head != pronoun.head for p in over):
                    return None  # "Ali is in hospital, after a bullet hit him"
            subjects = _distinct(p for p in found if _is_subject(doc, p))
            every = _distinct(found)
            if len(subjects) == 1:
                return subjects[0]
            if len(every) == 1:
                return every[0]
            if every:
                return None
        return None

    def _may_be(self, pronoun: Token, found: Participant) -> bool:
        """Whether nothing speaks against the pronoun: no queen is "he", no "authorities" are "it"."""
        if self.lexicon.words.pronouns.get(pronoun.lower_) == "body" and _is_plural(pronoun.doc, found):
            return False
        genders = self.lexicon.words.genders
        wanted = genders.get(pronoun.lower_)
        if wanted is None:
            return True
        titled = [t.lower_ for t in pronoun.doc[max(0, found.start - 1) : found.end]]
        known = {genders[word] for word in (*titled, *(_role(found) or "").lower().split()) if word in genders}
        return not known or wanted in known


def _actor_type(found: Participant) -> str:
    return found.value.type if isinstance(found.value, Actor) else ""


def _role(found: Participant) -> str | None:
    return found.value.role if isinstance(found.value, Actor) else None


def _type(found: Participant) -> str:
    value = found.value
    return value.type if isinstance(value, Actor) and value.kind != "demonym" else ""


def _is_plural(doc: Doc, found: Participant) -> bool:
    """Whether a mention is a bare plural: "authorities", "Ukrainian forces"."""
    nominal = isinstance(found.value, Actor) and found.value.kind == "nominal"
    return nominal and doc[found.start : found.end].root.tag_ == "NNS"


def _distinct(found: Iterator[Participant] | Sequence[Participant]) -> list[Participant]:
    return list({participant.key: participant for participant in found}.values())


def _is_subject(doc: Doc, found: Participant) -> bool:
    return doc[found.start : found.end].root.dep_ in CLAUSAL_SUBJECTS


def _is_same_paragraph(doc: Doc, first: int, second: int) -> bool:
    """Whether no paragraph starts between two tokens."""
    return not any(first <= start <= second for start in doc._.paragraphs or ())


def _office(role: str) -> list[str]:
    """The words of a role without what it is for: "spokesman" of "spokesman for the fire service"."""
    words = role.lower().split()
    return words[: next((n for n, word in enumerate(words) if word in _WHAT_FOR), len(words))]


def _is_so_called(head: Token, name: str) -> bool:
    """Whether a name or role has the nouns that stand before a noun: no "defence minister" is the foreign minister."""
    known = name.lower().split()
    return all(c.lower_ in known for c in head.lefts if c.dep_ in ("compound", "nmod"))


def _is_definite(head: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in head.lefts)


def _heads_of(doc: Doc, found: Participant) -> set[str]:
    """What a name is called in short: its head and its last word, "group" of "Abu Sayyaf Group", never "war"."""
    named = doc[found.start : found.end]
    return {token.lemma_.lower() for token in (named.root, named[-1]) if token == named.root or token.dep_ != "pobj"}
