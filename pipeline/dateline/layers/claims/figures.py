"""Which figures a claim has: what it counts, never an age, a rate, a distance, or who was only there too."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.doc.predicates import VERBAL, Range, is_contrast, possessor
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.event import Linked, figure_of
from dateline.layers.claims.fillers import Filler, between
from dateline.layers.claims.losses import Loss, loss_of
from dateline.layers.claims.parties import CORE, Parties
from dateline.layers.quantities.values import Quantity

_NO_COUNT = frozenset({"measure", "ratio"})
"""Kinds of quantities that count nobody: a distance, a rate."""
_CASUALTY, _ASSAULT = "CASUALTY", "ASSAULT"
_WITH_ARMS = frozenset({"with", "using"})
_BESIDE = 7
"""Tokens around a word for a loss in which its figure may stand, whatever the clause."""
_BEFALLING = frozenset({"CASUALTY", "DAMAGE"})
"""Event types whose figures count those whom they befall, never what did it."""
_MEASURED = frozenset({"DAMAGE", "DISASTER", "COERCE", "AID", "TERRITORIAL_CONTROL", "MOBILIZE", "COOPERATE"})
"""Event types of which a measure can be a quantity: a magnitude, kilograms, square kilometres."""
_TOLLS = frozenset({"toll", "deaths"})
"""Patterns of nouns whose verb can lead to the figure: "the toll rose to ten"."""
_COUNTING = frozenset({
    "nummod", "quantmod", "compound", "appos", "conj", "prep", "pobj", "pcomp", "dep", "nmod", "amod", "attr", "dobj",
    "nsubj", "nsubjpass", "advmod", "acl", "det", "predet", "npadvmod", "oprd",
})  # fmt: skip
"""Labels on the way from a figure to what it counts."""


_EXCEPTED, _EVERYBODY = 5, frozenset({"all", "everyone", "everybody"})
"""Tokens in which "all but" may stand before a figure, and what opens it."""
_LENGTH, _APART = "length", frozenset({"away", "off", "apart"})
_OPENING = frozenset({"det", "poss", "advmod", "quantmod", "amod", "predet"})
"""Labels of what may stand between a preposition and the figure that it governs."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the figures of a claim are looked up in; parties: who and what takes part in it."""

    parties: Parties

    @property
    def _including(self) -> frozenset[str]:
        return self.parties.lexicon.words.including

    def of(self, found: Candidate, others: Set[int]) -> Iterator[Linked]:
        """The figures that hang on the word or on who takes part; not what hangs on other words for events."""
        doc = found.token.doc
        heads = self._counted(found)
        barred = self._barred(found)
        start, end = found.scope
        is_loss = found.frame.event_type == _CASUALTY
        beside = (found.token.i - _BESIDE, found.token.i + _BESIDE) if is_loss else found.scope
        wholes = self._lost_wholes(found, beside) if is_loss else ()
        first = min(start, beside[0])
        if found.verb.dep_ == "relcl" and found.verb.head.i in heads - barred:
            first = min(first, found.verb.head.left_edge.i)
        for figure in between(self.parties.fillers.quantities, first, max(end, beside[1])):
            root = doc[figure.start : figure.end].root
            if (
                self.parties.fillers.is_in_gap(figure.start)
                or self._is_in_date(figure)
                or _is_half_of_a_word(doc, figure)
                or self._is_beside(root)
                or _is_contrasted(root)
                or self._is_otherwise(root)
                or _is_distance(doc, figure)
                or self._is_pair(root)
                or self._is_excepted(doc, figure)
                or self._is_of_one(root)
            ):
                continue
            if self._is_of_none(root):
                continue
            loss = loss_of(doc, figure, self.parties.lexicon) if is_loss else None
            word = loss[0].i if loss is not None else None
            if word in found.heads and (word == figure.end or not self._is_whole(found, figure, root)):
                yield figure_of(doc, figure)
                continue
            if self._is_age_or_rate(figure, root):
                continue
            if self._is_rate(figure) or (figure.value.kind in _NO_COUNT and found.frame.event_type not in _MEASURED):
                continue
            if self._is_whole(found, figure, root) or figure.value.part_of in wholes:
                continue
            inside = start <= figure.start < end or (_counts_antecedent(root, found) and found.verb.head.i in heads)
            if not inside or (loss is not None and _is_anothers(loss, root, found)):
                continue
            armed = found.frame.event_type == _ASSAULT and self._arms(root, heads)
            if armed or self._hangs_on(root, heads, found.heads, barred, others, tolls=found.frame.pattern in _TOLLS):
                yield figure_of(doc, figure)

    def _lost_wholes(self, found: Candidate, near: Range) -> list[int]:
        """The figures right before the word of which others are parts: "two of the 30 wounded died"."""
        doc, lexicon = found.token.doc, self.parties.lexicon
        losses = ((q, loss_of(doc, q, lexicon)) for q in between(self.parties.fillers.quantities, *near))
        behind = (q for q, loss in losses if loss is not None and loss[0] == found.token and q.end == found.token.i)
        return [q.start for q in behind if any(t.lower_ == "of" for t in doc[max(0, q.start - 2) : q.start])]

    def _counted(self, found: Candidate) -> set[int]:
        """The tokens that a figure of the event can hang on: its own, those of who and what takes part, of a toll."""
        roles = found.frame.roles
        filled = ("patient", "place") if found.frame.event_type in _BEFALLING else (*CORE, "both", "place")
        heads = {h.i for name, h in found.arguments if self.parties.role(name, h, roles) in filled}
        heads |= {found.token.i}
        if found.frame.pattern in _TOLLS and found.light is not None:
            heads.add(found.light.i)
        for i in tuple(heads):
            token = found.token.doc[i]
            if token.dep_ == "pobj" and token.head.lower_ in self.parties.lexicon.words.part_prepositions:
                heads |= {token.head.head.i} & self.parties.fillers.in_counts
        return heads

    def _barred(self, found: Candidate) -> set[int]:
        """The tokens of those who did it, where figures count only whom it befell: "four men murdered the mayor"."""
        if found.frame.event_type not in _BEFALLING:
            return set()
        roles = found.frame.roles
        return {head.i for name, head in found.arguments if self.parties.role(name, head, roles) == "agent"}

    def _hangs_on(
        self, root: Token, heads: set[int], words: Set[int], barred: set[int], others: Set[int], *, tolls: bool
    ) -> bool:
        """Whether a figure counts one of the heads, or a part of it: over "of" and "including", never over "in".

        words: those for the event itself. Of coordinated nouns each has its own figure.
        """
        token = root
        for _ in range(self.parties.lexicon.limits.governing_heads):
            if token.i in heads:
                return True
            head = token.head
            if (
                head == token
                or token.i in barred
                or token.dep_ not in _COUNTING
                or (token.i in others and token.pos_ == "NOUN" and self._may_be_event(token))
                or _has_own_event(token, others)
            ):
                return False
            if token.dep_ == "conj" and head.i in words and token.pos_ == "NOUN" == head.pos_:
                return False  # "56 deaths and 200 people hurt"
            if token.dep_ in ("pobj", "pcomp") and head.lower_ not in self.parties.lexicon.words.figure_prepositions:
                before = head.doc[max(0, head.i - 1)]
                reached = _over_prepositions(head).i in heads and (before.dep_ != "conj" or before.i not in others)
                return tolls and reached and head.lower_ in self.parties.lexicon.words.toll_prepositions
            reached = tolls and head.dep_ == "acl" and head.lemma_ in self.parties.lexicon.words.toll_verbs
            if head.pos_ in VERBAL and head.i not in heads and not (reached or head.lower_ in self._including):
                return False
            token = head
        return False

    def _is_otherwise(self, root: Token) -> bool:
        """ "Hurt 31 people, two fatally": what an adverb says of a part is a claim of its own."""
        return root.dep_ == "appos" and any((c.lower_, "ADV") in self.parties.lexicon.frames for c in root.rights)

    def _may_be_event(self, noun: Token) -> bool:
        """Whether a frame has the noun itself: no "nurse", which is a verb of aid only."""
        return (noun.lemma_.lower(), "NOUN") in self.parties.lexicon.frames

    def _is_rate(self, figure: Filler[Quantity]) -> bool:
        """Whether a figure is so many for each of something; not by the day, nor from each side."""
        words, per = self.parties.lexicon.words, figure.value.per
        return per is not None and per not in words.side_nouns and per not in words.calendar_nouns

    def _arms(self, root: Token, heads: Set[int]) -> bool:
        """ "Attacked Lamu with 30 drones", "an attack using ten drones": the weapons that a side used."""
        noun = root.head if root.dep_ == "nummod" else root
        led = noun.head
        armed = "weapon" in self.parties.lexicon.nouns.get(noun.lemma_.lower(), ())
        return armed and noun.dep_ in ("pobj", "dobj") and led.lower_ in _WITH_ARMS and led.head.i in heads

    def _is_pair(self, root: Token) -> bool:
        """ "The two nations" that stand for the sides named before: they are the parties, and are not counted."""
        return root.dep_ == "nummod" and bool(self.parties.referents.of_sides(root.head))

    def _is_excepted(self, doc: Doc, figure: Filler[Quantity]) -> bool:
        """ "All but one of the sixteen died": neither those left out nor all of them are those whom it befell."""
        near = doc[max(doc[figure.start].sent.start, figure.start - _EXCEPTED) : figure.start]
        left_out = (t.i for t in near if t.lower_ in self.parties.lexicon.words.excepting and t.i)
        behind = next((i for i in left_out if doc[i - 1].lower_ in _EVERYBODY), None)
        return behind is not None and not any(t.pos_ in VERBAL for t in doc[behind : figure.start])

    def _is_of_one(self, root: Token) -> bool:
        """ "The first victim of the eight was a nurse": the figure counts the whole of which one is told."""
        noun = root.head.head
        if (
            root.pos_ != "NUM"
            or root.dep_ != "pobj"
            or root.head.lower_ not in self.parties.lexicon.words.part_prepositions
        ):
            return False
        return noun.tag_ == "NN" and any(
            c.lower_ in self.parties.lexicon.words.ranks or c.ent_type_ == "ORDINAL" for c in noun.lefts
        )

    def _is_of_none(self, root: Token) -> bool:
        """ "None of the 240 passengers was hurt": the figure counts those whom it did not befall."""
        whole = root if root.dep_ == "pobj" else root.head
        return whole.dep_ == "pobj" and whole.head.head.lower_ in self.parties.lexicon.words.negative_pronouns

    def _is_whole(self, found: Candidate, figure: Filler[Quantity], root: Token) -> bool:
        """ "34 of the 38", "of the 52 passengers, 17 died": those out of whom it befell another figure.

        What is said right behind the whole is said of it: "freed 22 of the 31 men abducted in Lamu".
        """
        if found.verb.dep_ in ("acl", "relcl") and found.verb.head in (root, root.head):
            return False
        doc = found.token.doc
        of = figure.start - 1
        while of > 0 and doc[of].dep_ in _OPENING and doc[of].head.i >= figure.start:
            of -= 1
        if of < 0 or doc[of].lower_ not in self.parties.lexicon.words.part_prepositions:
            return False
        parts = (q for q in self.parties.fillers.quantities if q.value.part_of == figure.start)
        return any(part.end == of or (part.start > figure.start and _opens(doc, of)) for part in parts)

    def _is_beside(self, root: Token) -> bool:
        """Whether a figure counts what is only there too: "with his two daughters", "a mother of four"."""
        words, token = self.parties.lexicon.words, root
        for _ in range(3):
            if token.dep_ == "pobj" and token.head.lower_ in words.rate_prepositions:
                return True
            if token.dep_ == "pobj" and token.head.lower_ in words.companions and possessor(token) is not None:
                return True
            if (
                token.dep_ == "pobj"
                and token.head.lower_ == "of"
                and "kin" in self.parties.lexicon.nouns.get(token.head.head.lemma_.lower(), ())
            ):
                return True
            token = token.head
        return False

    def _is_age_or_rate(self, figure: Filler[Quantity], root: Token) -> bool:
        """ "A tourist, also 19, died", "18.9 deaths per 100,000": a bare number behind its person, a share of many."""
        head = root.head
        bare = figure.value.counted is None and root.pos_ == "NUM" and root.i > head.i
        if bare and head.tag_ in ("NN", "NNP") and root.dep_ in ("appos", "npadvmod", "amod", "nummod"):
            return True
        return any(
            c.lower_ in self.parties.lexicon.words.rate_prepositions
            for t in (head, root)
            for c in t.subtree
            if c.i > root.i
        )

    def _is_in_date(self, quantity: Filler[Quantity]) -> bool:
        near = between(
            self.parties.fillers.dates, quantity.start - self.parties.lexicon.limits.date_tokens, quantity.end
        )
        return any(date.start <= quantity.start < date.end for date in near)


def _is_distance(doc: Doc, figure: Filler[Quantity]) -> bool:
    """ "A second fire, eighteen kilometres away"."""
    end = max(figure.end, figure.value.item_end or 0)
    near = doc[end : end + 2] if figure.value.dimension == _LENGTH else ()
    return any(token.lower_ in _APART for token in near)


def _counts_antecedent(root: Token, found: Candidate) -> bool:
    """ "One of nine sailors who died": whom a relative clause is about."""
    noun = root.head if root.dep_ == "nummod" else root
    return found.verb.dep_ == "relcl" and noun == found.verb.head


def _is_anothers(loss: Loss, root: Token, found: Candidate) -> bool:
    """Whether the word beside a figure tells of another loss; not where it only says who ("remains of men missing")."""
    word, noun = loss[0], root.head if root.dep_ == "nummod" else root
    says_who = word.dep_ in ("acl", "amod", "relcl") and word.head == noun and noun.dep_ == "pobj"
    return loss[1].mode != found.frame.mode and not says_who


def _has_own_event(noun: Token, others: Set[int]) -> bool:
    """Whether something else is said of a noun beside another one: "56 deaths and 200 people injured"."""
    beside = noun.dep_ in ("conj", "appos")
    return beside and any(c.i in others and c.dep_ == "acl" and c.tag_ == "VBN" for c in noun.rights)


def _over_prepositions(preposition: Token) -> Token:
    """What a preposition hangs on, over another one: "rose from 12 to 19"."""
    token = preposition.head
    return token.head if token.dep_ == "prep" else token


def _opens(doc: Doc, i: int) -> bool:
    """Whether a token opens its sentence or a part of it."""
    return i == 0 or bool(doc[i].is_sent_start) or doc[i - 1].is_punct or doc[i - 1].dep_ in ("mark", "cc")


def _is_contrasted(root: Token) -> bool:
    """ "Freed 78 prisoners, not the 90 that were promised": the second figure is what it was not."""
    return any(is_contrast(c) and c.i < root.i for head in (root.head, root.head.head) for c in head.rights)


def _is_half_of_a_word(doc: Doc, quantity: Filler[Quantity]) -> bool:
    """ "A five-storey block", "a 25-room home": it describes what was hit or given, and counts nothing."""
    return quantity.value.kind == "count" and doc[quantity.end : quantity.end + 1].text == "-"
