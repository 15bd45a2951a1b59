"""Where a claim says that it happened: the places of its own clause."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.doc.predicates import belongs_to
from dateline.layers.actors.values import Actor
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.event import Linked, participant
from dateline.layers.claims.fillers import Participant, between
from dateline.layers.claims.indirect import TARGET
from dateline.layers.claims.parties import Parties
from dateline.layers.claims.types import spoken_types

_BEFORE_NOUN = frozenset({"compound", "amod", "nmod"})
_MOST_NESTED = 6
_BEFALLING = frozenset({"recipient", "patient"})
_ON_GROUND = frozenset({"TERRITORIAL_CONTROL", "ASSAULT", "RETREAT"})
"""Event types whose object may be ground that is only called "it" or "the town"."""
_AT = "at"
_LEADING = frozenset({"to", "of"})
"""What leads from "close", "north" to a place."""
_MEASURED_FROM = frozenset({"of", "from", "away", "off"})
"""What stands, besides directions, between a distance and the place from which it is measured."""
_LENGTH = "length"
_MOST_BEFORE = 9
"""Tokens from a distance to that place."""
_FROM = "from"
_DONE_TO_PEOPLE = frozenset({"AID", "CASUALTY", "INVESTIGATE"})
_MOVED = frozenset({"evacuate", "rescue"})
"""Modes of what brings people from a place."""
_NAMING = frozenset({"for", "of"})
"""Prepositions inside the names of bodies."""
_HELD_FOR, _DEEDS = frozenset({"punish", "charge", "arrest"}), frozenset({"for", "over"})
"""Modes of what is done to somebody for a deed, and what leads to the deed."""
_OF_HOME = frozenset({"of", "from"})
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj"})


@dataclass(frozen=True, slots=True)
class Places:
    """What the places of a claim are looked up in; parties: who and what takes part in it."""

    parties: Parties

    def of(self, found: Candidate, linked: Sequence[Linked]) -> Iterator[Linked]:
        """The places in the clause that hang on it, and the noun of "..., where ...".

        Where one hangs on the word itself, only that and what it lies in: "a suspect in the Sousse attack was arrested
        in Genoa".
        """
        parties = {one.argument.at for one in linked if one.argument.layer == "places" and one.role == "agent"}
        near = [p for p in between(self.parties.fillers.places, *found.scope) if (p.start, p.end) not in parties]
        near = [p for p in near if self._is_where(p, found)]
        near = [p for p in near if not self._only_locates(p, near, found)]
        direct = [p for p in near if _hangs_directly(_root(found, p), found.heads)]
        seen = set()
        for place in near:
            inside = any(_is_inside(_root(found, place), other) for other in direct)
            if place.key in seen or (direct and place not in direct and not inside):
                continue
            seen.add(place.key)
            yield participant("place", place)
        if not seen:
            named = self._meant(found)
            if named is not None:
                yield participant("place", named, "sentence")
                return
        verb = found.verb
        if verb.dep_ == "relcl" and any(c.lower_ in self.parties.lexicon.words.place_relatives for c in verb.lefts):
            where = self.parties.fillers.at(verb.head.i)
            if where is not None and where.is_place and where.key not in seen:
                yield participant("place", where)

    def _meant(self, found: Candidate) -> Participant | None:
        """The place that what is attacked, taken or entered stands for, where the clause itself names none."""
        roles = found.frame.roles
        for name, head in found.arguments:
            if name != TARGET and roles.get(name) not in ("place", *(_BEFALLING if name == "object" else ())):
                continue
            named = self.parties.fillers.at(head.i)
            if named is not None and not named.is_place:
                continue
            relative = found.verb.dep_ == "relcl" and head.i < found.scope[0]
            apposed = _apposed_to(head, found.verb) if relative else None
            place = self.parties.fillers.at(apposed.i) if apposed is not None else None
            if place is not None and place.is_place:
                return place
            if named is not None and (relative or name == TARGET):
                return named
            again = named is None and roles.get(name) in ("place", "recipient")
            place = self.parties.referents.of_ground(head) if again and found.frame.event_type in _ON_GROUND else None
            if place is not None:
                return place
        return None

    def _only_locates(self, place: Participant, near: Sequence[Participant], found: Candidate) -> bool:
        """Whether a place only says where one named before it lies: "in Karaj, near Tehran", "at Fort Hall near Lamu".

        The one before it may be a name that no gazetteer has. Not of two in one breath: "in Lamu and near Mombasa".
        """
        beside = self._beside(_root(found, place))
        if beside is None or beside.dep_ == "conj" or any(c.dep_ == "conj" for c in beside.rights):
            return False
        before = [_root(found, other) for other in near if other.start < place.start]
        at_names = (t for t in found.token.doc[found.scope[0] : beside.i] if t.dep_ == "pobj" and t.head.lower_ == _AT)
        unknown = (t for t in at_names if t.pos_ == "PROPN" and self.parties.fillers.at(t.i) is None)
        others = [t for t in (*before, *unknown) if t.i not in self.parties.fillers.in_dates]
        return bool(others) and (beside.head.i in found.heads or beside.head in others)

    def _beside(self, root: Token) -> Token | None:
        """The word that says that something lies near or outside a place: "near Lamu", "close to Lamu"."""
        words = self.parties.lexicon.words.beside_words
        preposition = root.head
        if root.dep_ != "pobj" or preposition.lower_ in words:
            return preposition if root.dep_ == "pobj" else None
        return preposition.head if preposition.lower_ in _LEADING and preposition.head.lower_ in words else None

    def _is_where(self, place: Participant, found: Candidate) -> bool:
        """Whether a place of the clause says where it happened, not who takes part or where somebody comes from."""
        root = _root(found, place)
        if (
            self.parties.fillers.is_in_gap(place.start)
            or _is_origin(root, found)
            or self._is_origin_of_helped(root, found)
            or self._only_describes(root, found)
            or self._is_measured_from(place, found)
            or _is_of_deed(root, found)
            or _is_of_tried(root, found)
            or self._is_home(root)
        ):
            return False
        if root.dep_ == "poss":
            root = root.head
            if not self._is_ground(root) or root.i in found.heads or place.value.kind == "country":
                return False
        first = root
        while first.dep_ == "conj":
            first = first.head
        if first.dep_ == "pobj" and (self._is_party_place(first, place) or self._is_in_name(first)):
            return False
        if found.frame.event_type in spoken_types() and _is_of_speaker(root, place):
            return False
        struck = {name for name, role in found.frame.roles.items() if role in ("recipient", "patient")}
        words = self.parties.lexicon.words
        holding = {
            c.i
            for name, head in found.arguments
            if name in struck
            for c in head.rights
            if c.dep_ == "acl" and c.lemma_.lower() in words.holding_verbs
        }
        return belongs_to(root, found.heads | holding, words.within | struck)

    def _is_home(self, root: Token) -> bool:
        """ "Sentenced Lamu man Ali Said": where somebody lives, which is not where it happened; "Ali Said of Lamu"."""
        if root.dep_ in ("compound", "nmod", "amod"):
            return root.head.lemma_.lower() in self.parties.lexicon.words.private_persons
        token = root
        for _ in range(_MOST_NESTED):
            if token.dep_ == "prep" and token.lower_ in _OF_HOME:
                who = self.parties.fillers.at(token.head.i)
                return who is not None and isinstance(who.value, Actor) and who.value.type == "person"
            if token.dep_ not in ("pobj", "appos", "conj") and token.dep_ != "prep":
                return False
            token = token.head
        return False

    def _is_origin_of_helped(self, root: Token, found: Candidate) -> bool:
        """ "Help refugees from Eritrea": where those come from whom the parser has as helped from there."""
        if root.dep_ != "pobj" or root.head.lower_ != _FROM or found.frame.event_type not in _DONE_TO_PEOPLE:
            return False
        before = root.head.nbor(-1)
        undergone = root.head.head.i in found.heads and before.dep_ in ("dobj", "nsubjpass", "pobj")
        return undergone and found.frame.mode not in _MOVED and self.parties.is_party(before)

    def _only_describes(self, root: Token, found: Candidate) -> bool:
        """ "The mayor of Lamu, a port on the Indian Ocean, declared": where what is said of a doer or a place lies."""
        token = root.head if root.dep_ == "appos" else root
        for _ in range(_MOST_NESTED):
            if token.i in found.heads or token.head == token:
                return False
            if token.dep_ == "appos" and token != root:
                return token.head.i not in found.heads and self.parties.fillers.at(token.head.i) is not None
            token = token.head
        return False

    def _is_ground(self, noun: Token) -> bool:
        """ "San Salvador's metropolitan area", "Lamu's port": a noun for a part of the place that owns it."""
        return noun.pos_ == "NOUN" and "ground" in self.parties.lexicon.nouns.get(noun.lemma_.lower(), ())

    def _is_measured_from(self, place: Participant, found: Candidate) -> bool:
        """ "65 km east of Lamu", "200 km north of the southern city of Lamu": it happened anywhere but there."""
        doc, words = found.token.doc, self.parties.lexicon.words
        near = between(self.parties.fillers.quantities, place.start - _MOST_BEFORE, place.start)
        lengths = {i for figure in near if figure.value.dimension == _LENGTH for i in range(figure.start, figure.end)}
        for i in range(place.start - 1, max(0, place.start - _MOST_BEFORE), -1):
            token = doc[i]
            if i in lengths or (i - 1 in lengths and token.pos_ == "NOUN"):
                return doc[i + 1].lower_ in (*words.beside_words, *_MEASURED_FROM)
            led = token.lower_ in words.led_back or token.lower_ in words.beside_words or token.pos_ in ("DET", "ADJ")
            if not led and token.lower_ not in _MEASURED_FROM:
                return False
        return False

    def _is_party_place(self, root: Token, place: Participant) -> bool:
        """ "Alongside Russia", "the ambassador of Sweden": a country that takes part, or a part of a title."""
        preposition, words = root.head.lower_, self.parties.lexicon.words
        if preposition in words.part_prepositions:
            return self.parties.is_party(root.head.head)
        return preposition in words.party_prepositions and place.value.kind == "country"

    def _is_in_name(self, root: Token) -> bool:
        """Whether a place is part of a body's name that no layer has: "Transport for London", no "Battle of Lamu"."""
        preposition, name = root.head, root.head.head
        joined = preposition.lower_ in _NAMING and preposition.i == name.i + 1 and root.i == preposition.i + 1
        known = self.parties.lexicon.frames.get((name.lemma_.lower(), "NOUN"))
        return joined and name.pos_ == "PROPN" and known is None and self.parties.fillers.at(name.i) is None


def _is_of_deed(root: Token, found: Candidate) -> bool:
    """ "Sentenced for an attack in Lamu": where that was for which somebody is tried or held."""
    token = root
    for _ in range(_MOST_NESTED if found.frame.mode in _HELD_FOR else 0):
        if token.dep_ == "prep" and token.head.i in found.heads:
            return token.lower_ in _DEEDS and root.head != token
        token = token.head
    return False


def _is_of_tried(root: Token, found: Candidate) -> bool:
    """ "Sentenced Ohio man Paul Berg to ten years": where he is from who is tried, not where the court is."""
    if found.frame.mode not in _HELD_FOR or root.dep_ not in _BEFORE_NOUN:
        return False
    befallen = {head.i for head in found.of("object")}
    return root.head.i in befallen or (root.head.dep_ in _BEFORE_NOUN and root.head.head.i in befallen)


def _is_of_speaker(root: Token, place: Participant) -> bool:
    """Whether a place is, or is in the name of, who does what is done in words: "Transport for London rejected"."""
    if root.dep_ in _ACTING:
        return bool(place.value.kind == "country")
    return root.dep_ == "pobj" and root.head.lower_ in _NAMING and root.head.head.dep_ == "nsubj"


def _apposed_to(head: Token, relative: Token) -> Token | None:
    """What the noun before a relative clause is said of: "Lamu, the largest port of Kenya, which fell in May"."""
    token = head
    for _ in range(_MOST_NESTED):
        if token.dep_ == "appos":
            return token.head if token == head or relative.doc[relative.left_edge.i - 1].is_punct else None
        if token.dep_ not in ("pobj", "prep"):
            return None
        token = token.head
    return None


def _root(found: Candidate, place: Participant) -> Token:
    return found.token.doc[place.start : place.end].root


def _hangs_directly(root: Token, heads: Set[int]) -> bool:
    """Whether a place is the object of a preposition of one of the heads, or stands before it."""
    return root.head.i in heads or (root.dep_ == "pobj" and root.head.head.i in heads)


def _is_inside(root: Token, place: Participant) -> bool:
    """Whether the way up from a place's root leads through another place: "Lamu in Kenya"."""
    token = root
    for _ in range(_MOST_NESTED):
        if place.start <= token.i < place.end:
            return True
        if token.head == token:
            return False
        token = token.head
    return False


def _is_origin(root: Token, found: Candidate) -> bool:
    """Whether a place says only where somebody comes from: "pilgrims from Myanmar"."""
    if root.dep_ != "pobj" or root.head.lower_ != "from":
        return False
    noun = root.head.head
    return noun.pos_ in ("NOUN", "PROPN", "NUM") and noun.i not in found.heads
