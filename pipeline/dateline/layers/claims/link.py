"""Which mentions of the other layers are the arguments of a claim, and in which role."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.doc.predicates import (
    FINITE,
    VERBAL,
    Range,
    appositions,
    belongs_to,
    by_agent,
    coordinated,
    noun_phrase,
    possessor,
    prepositional_object,
    trim,
)
from dateline.layers.actors.values import Actor
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.coreference import Referents
from dateline.layers.claims.factuality import Factuality
from dateline.layers.claims.fillers import Filler, Fillers, Participant, between
from dateline.layers.claims.lexicon import Lexicon
from dateline.layers.claims.nouns import kinds, wholes
from dateline.layers.claims.resolve import number
from dateline.layers.claims.values import Argument
from dateline.layers.places.values import Place
from dateline.layers.quantities.values import Quantity

CORE = ("agent", "recipient", "patient", "source")
_PARTIES = frozenset({"person", "party"})
_THINGS = frozenset({"structure", "vehicle", "goods", "ground", "weapon", "body"})
"""Classes of nouns for what is struck, seized or burnt, and is no party."""
_NO_COUNT = frozenset({"measure", "ratio"})
"""Kinds of quantities that count nobody: a distance, a rate."""
_BETWEEN_TWO = frozenset({"return_remains", "deliver_remains", "exchange_prisoners"})
"""Modes of transfers between the two sides of a war."""
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
_BEFORE_NOUN = frozenset({"amod", "compound", "poss", "nmod"})
_NAMING = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON"})
_MOST_NESTED = 6
_UNNAMED = frozenset({"det", "nummod", "predet", "cc", "preconj", "quantmod", "advmod", "punct", "neg"})
"""Labels of what is left out of the name of somebody who has none: "the two gunmen" is "gunmen"."""


@dataclass(frozen=True, slots=True)
class Linked:
    """An argument and what it was linked to; key: what makes two of them the same; state: in which a place lies."""

    argument: Argument
    key: str = ""
    value: Actor | Place | Quantity | None = None
    state: str = ""

    @property
    def role(self) -> str:
        """Its role in the claim."""
        return self.argument.role

    @property
    def country(self) -> str | None:
        """The country of an actor or place."""
        return self.value.country if isinstance(self.value, Actor | Place) else None

    @property
    def negated(self) -> bool:
        """Whether it is a stated zero."""
        return isinstance(self.value, Quantity) and self.value.negated


@dataclass(frozen=True, slots=True)
class Event:
    """What a word tells of: who, whom, how many and where, and how certain; without source, date and status."""

    candidate: Candidate
    factuality: Factuality
    arguments: tuple[Linked, ...]

    also_mode: str | None = None
    is_either: bool = False

    @property
    def mode(self) -> str | None:
        """Its mode: the frame's, else that of another word for the same event; none of "killed or wounded"."""
        return None if self.is_either else self.candidate.frame.mode or self.also_mode

    def of(self, role: str) -> list[Linked]:
        """The arguments of a role."""
        return [linked for linked in self.arguments if linked.role == role]

    def with_more_of(self, other: "Event") -> "Event":
        """With the arguments of another word for the same event in the roles that this one leaves empty."""
        own = {linked.role for linked in self.arguments}
        tokens = frozenset({self.candidate.token.i})
        more = [
            linked
            for linked in other.arguments
            if linked.role not in own and not (linked.argument.at and tokens & set(range(*linked.argument.at)))
        ]
        return replace(self, arguments=(*self.arguments, *more), also_mode=self.mode or other.mode)


@dataclass(frozen=True, slots=True)
class Linker:
    """What arguments are looked up in; speaker: the source of the content, whom a pronoun may stand for."""

    lexicon: Lexicon
    fillers: Fillers
    referents: Referents
    speaker: Participant | None

    def link(self, found: Candidate, others: Set[int]) -> tuple[Linked, ...]:
        """The arguments in the order agent, recipient, patient as they come, then quantities and places.

        others: the tokens of other words that may tell of events; what hangs on them is theirs.
        """
        arguments = _without_own_state(list(self._core(found)))
        arguments = _without_victims(arguments)
        arguments += self._quantities(found, others)
        arguments += self._places(found, arguments)
        arguments += _state_of_target(found, arguments)
        return tuple(arguments + self._other_party(found, arguments))

    def _other_party(self, found: Candidate, arguments: list[Linked]) -> list[Linked]:
        """The parties of a transfer between the two sides that a text is about, where it names one or none.

        Bodies and prisoners go home, unless their own side is said to give them; the other of the two gives or takes.
        """
        if found.frame.event_type != "RETREAT" or found.frame.mode not in _BETWEEN_TWO:
            return []
        two = self.referents.two_sides()
        known = {one.role: one.country for one in arguments if one.role in ("agent", "recipient")}
        countries = [side.value.country for side in two]
        if len(two) != 2 or None in countries or not set(known.values()) <= set(countries):
            return []
        added: list[Linked] = []
        if not known and (home := self._home(found)) in countries:
            known["recipient"] = home
            added.append(participant("recipient", two[countries.index(home)], basis="document"))
        for role, other in (("agent", "recipient"), ("recipient", "agent")):
            if role not in known and other in known:
                side = two[1 - countries.index(known[other])]
                added.append(participant(role, side, basis="document"))
                break
        return added

    def _home(self, found: Candidate) -> str | None:
        """The country of those who are returned: "bodies of Ukrainian soldiers"."""
        for head in found.of("object", "of", "modifier"):
            for token in head.subtree:
                named = self.fillers.at(token.i)
                if named is not None and not named.is_place:
                    return named.value.country
        return None

    # Who and whom.

    def _core(self, found: Candidate) -> Iterator[Linked]:
        roles, seen = found.frame.roles, set()
        for name, head in found.arguments:
            if self.fillers.is_in_gap(head.i):
                continue
            role = self._role(name, head, roles)
            for each in ("agent", "recipient") if role == "both" else (role,):
                for one in self._filled(each, name, head, roles):
                    if (one.role, one.key) not in seen:
                        seen.add((one.role, one.key))
                        yield one

    def _filled(self, role: str, name: str, head: Token, roles: Mapping[str, str]) -> Iterator[Linked]:
        if head.i in self.fillers.in_dates:
            return
        if name == "with" and any(c.dep_ in ("acl", "advcl") for c in head.rights):
            return  # "banned the airline, with officials saying"
        if role == "cause":
            if "event" in kinds(head, self.lexicon.nouns, self.fillers, self.lexicon.words):
                yield from self._sides("agent", head)
            return
        if role not in CORE:
            return
        for one in self._participants(role, head, bare=name == "modifier"):
            if name != "modifier" or one.argument.layer != "none" or head.pos_ in ("NOUN", "PROPN"):
                yield one
        if name == "object" and "side" in roles:
            yield from self._sides(roles["side"], head)

    def _role(self, name: str, head: Token, roles: Mapping[str, str]) -> str:
        """The role of an argument; an actor before a noun does it ("Russian strikes"), another noun suffers it."""
        if name == "of" and head.head.head.pos_ == "VERB":
            return ""
        if name == "possessor":
            return roles.get(name, roles.get("subject", ""))
        if name != "modifier" or "modifier" in roles:
            return roles.get(name, "")
        if self.fillers.at(head.i) is not None:
            return roles.get("subject", "")
        return roles.get("object", "") if roles.get("object") == "patient" else ""

    def _participants(self, role: str, head: Token, *, bare: bool) -> Iterator[Linked]:
        """Those whom a noun phrase names in a role. bare: it stands right before an event ("a Kabul bombing")."""
        found = self.fillers.at(head.i) or self._named(head)
        if found is None and head.lower_ in self.lexicon.words.pronouns:
            found = self.referents.of_pronoun(head, self.speaker)
            if found is not None:
                yield participant(role, found, basis="sentence")
            elif role == "patient":
                return
            return
        if bare and found is not None and not _is_side(head, found):
            return
        if found is not None and found.is_place:
            yield from self._of_place(role, head, found, bare=bare)
        elif found is not None and not (role == "agent" and self._is_natural(head, found)):
            yield participant(role, found)
        elif found is None:
            yield from self._unnamed(role, head)

    def _is_natural(self, head: Token, found: Participant) -> bool:
        """Whether a name is that of a force of nature: "Typhoon Haiyan"."""
        named = head.doc[found.start : found.end]
        return any("nature" in self.lexicon.nouns.get(token.lower_, ()) for token in named)

    def _of_place(self, role: str, head: Token, found: Participant, *, bare: bool) -> Iterator[Linked]:
        """A country is a party; any other place that is struck or helped stands for its state, and does nothing."""
        if role == "agent" and (bare or not isinstance(found.value, Place) or found.value.kind != "country"):
            return
        yield from _state_of(role, found)

    def _unnamed(self, role: str, head: Token) -> Iterator[Linked]:
        """Those whom no layer names: "protesters", "its forces", "Russian drones", "a group of men"."""
        taken_up = self.referents.of_noun(head)
        if taken_up is not None:
            yield participant(role, taken_up, basis="sentence")
            return
        sides = self.referents.of_sides(head)
        if sides:
            yield from (participant(role, side, basis="document") for side in sides)
            return
        found = kinds(head, self.lexicon.nouns, self.fillers, self.lexicon.words)
        if role != "patient" and found & _PARTIES:
            bodies = list(self._bodies(head))
            if bodies:
                for body in bodies:
                    yield from _state_of(role, body) if body.is_place else [participant(role, body)]
                return
        members = [m for m in wholes(head, self.lexicon.words) if role != "patient" and self._is_party(m)]
        if members and ("number" in found or head.lemma_.lower() in self.lexicon.words.containers):
            for member in members:
                yield from self._participants(role, member, bare=False)
            return
        owner = possessor(head)
        if found & _PARTIES and owner is not None and owner.lower_ in self.lexicon.words.pronouns and role != "patient":
            owned = self.referents.of_pronoun(owner, self.speaker)
            if owned is not None and "party" in found:
                yield participant(role, owned, basis="sentence")
                return
        if role == "patient" or (found & _PARTIES and head.pos_ != "NUM"):
            yield from _phrase(role, head, full=role == "patient")
            return
        if role == "recipient" and "name" in found and head.dep_ != "pobj":
            yield from _phrase(role, head, full=False)
            return
        if role == "recipient" and found & _THINGS:
            yield from _phrase("patient", head, full=True)
        yield from self._sides(role, head)
        for member in wholes(head, self.lexicon.words):
            if (named := self.fillers.at(member.i)) is None or not named.is_place:
                yield from self._participants(role, member, bare=False)

    def _bodies(self, head: Token) -> Iterator[Participant]:
        """Whose people these are: "fighters of the ELN", "the ministers of Egypt and Ethiopia", "troops from Uganda"."""
        for preposition in head.rights:
            if preposition.lower_ not in ("of", "from") or preposition.dep_ != "prep":
                continue
            for noun in (each for c in preposition.rights if c.dep_ == "pobj" for each in coordinated(c)):
                body = self.fillers.at(noun.i)
                if body is not None and (not body.is_place or body.value.kind == "country"):
                    yield body

    def _is_party(self, head: Token) -> bool:
        """Whether a noun names people or a body, whom a layer has or not."""
        named = self.fillers.at(head.i)
        if named is not None:
            return not named.is_place
        return bool(kinds(head, self.lexicon.nouns, self.fillers, self.lexicon.words) & _PARTIES)

    def _is_body(self, head: Token) -> bool:
        """Whether a noun names a body that acts ("police", "army"), and no thing or victim besides."""
        return "party" in self.lexicon.nouns.get(head.lemma_.lower(), ()) and self.fillers.at(head.i) is None

    def _named(self, head: Token) -> Participant | None:
        """The person whom a title stands before, where the parser has the name as its apposition."""
        found = (self.fillers.at(c.i) for c in appositions(head) if c.left_edge.i == head.i + 1)
        return next((p for p in found if p and isinstance(p.value, Actor) and p.value.type == "person"), None)

    def _sides(self, role: str, head: Token) -> Iterator[Linked]:
        """ "Russian drones", "its drones": the side that a weapon or a group without a name of its own belongs to."""
        for child in head.lefts:
            if child.dep_ not in _BEFORE_NOUN:
                continue
            found = self.fillers.at(child.i)
            if found is None and child.dep_ == "poss" and child.lower_ in self.lexicon.words.pronouns:
                if "structure" in self.lexicon.nouns.get(head.lemma_.lower(), ()):
                    continue
                found = self.referents.of_pronoun(child, self.speaker)
                if found is not None:
                    yield participant(role, found, basis="sentence")
            elif found is not None and _is_side(child, found) and not self._is_of_a_thing(child, head):
                yield participant(role, found)
            elif found is not None and role == "recipient" and child.dep_ == "poss" and found.value.kind == "country":
                yield from _state_of(role, found)
            elif found is None and role == "agent" and child.dep_ != "poss" and self._is_body(child):
                yield from _phrase(role, child, full=False)
        if role == "agent":
            yield from self._doers(head)

    def _is_of_a_thing(self, side: Token, event: Token) -> bool:
        """Whether what stands between a side and an event is where it happened: "a Chinese factory blast"."""
        between_them = event.doc[side.i + 1 : event.i]
        return any("structure" in self.lexicon.nouns.get(t.lemma_.lower(), ()) for t in between_them)

    def _doers(self, event: Token) -> Iterator[Linked]:
        """ "An attack by rebels", "an attack carried out by rebels"."""
        for child in event.rights:
            doer = by_agent(child) if child.dep_ in ("acl", "relcl") else None
            if child.lower_ == "by":
                doer = prepositional_object(child)
            if doer is not None:
                for each in coordinated(doer):
                    yield from self._participants("agent", each, bare=False)

    # How many and where.

    def _quantities(self, found: Candidate, others: Set[int]) -> Iterator[Linked]:
        doc = found.token.doc
        heads = self._counted(found)
        for figure in between(self.fillers.quantities, *found.scope):
            root = doc[figure.start : figure.end].root
            if (
                self.fillers.is_in_gap(figure.start)
                or self._is_in_date(figure)
                or _is_half_of_a_word(doc, figure)
                or self._is_beside(root)
            ):
                continue
            if self._is_age_or_rate(figure, root) or self._is_of_none(root):
                continue
            if (figure.value.per is not None and figure.value.per not in self.lexicon.words.side_nouns) or (
                figure.value.kind in _NO_COUNT and found.frame.event_type not in _MEASURED
            ):
                continue
            if self._hangs_on(root, heads, others, tolls=found.frame.pattern in _TOLLS):
                yield figure_of(doc, figure)

    def _counted(self, found: Candidate) -> set[int]:
        """The tokens that a figure of the event can hang on: its own, those of who and what takes part, of a toll."""
        roles = found.frame.roles
        filled = ("patient", "place") if found.frame.event_type in _BEFALLING else (*CORE, "both", "place")
        heads = {h.i for name, h in found.arguments if self._role(name, h, roles) in filled}
        heads |= {found.token.i}
        if found.frame.pattern in _TOLLS and found.light is not None:
            heads.add(found.light.i)
        for i in tuple(heads):
            token = found.token.doc[i]
            if token.dep_ == "pobj" and token.head.lower_ in self.lexicon.words.part_prepositions:
                heads |= {token.head.head.i} & self.fillers.in_counts
        return heads

    def _hangs_on(self, root: Token, heads: set[int], others: Set[int], *, tolls: bool) -> bool:
        """Whether a figure counts one of the heads, or a part of it: over "of" and "including", never over "in"."""
        token = root
        for _ in range(self.lexicon.limits.governing_heads):
            if token.i in heads:
                return True
            head = token.head
            if head == token or token.dep_ not in _COUNTING or (token.i in others and token.pos_ == "NOUN"):
                return False
            if token.dep_ in ("pobj", "pcomp") and head.lower_ not in self.lexicon.words.figure_prepositions:
                return tolls and head.head.i in heads and head.lower_ in self.lexicon.words.toll_prepositions
            if head.pos_ in VERBAL and head.i not in heads and head.lower_ not in self.lexicon.words.including:
                return False
            token = head
        return False

    def _is_of_none(self, root: Token) -> bool:
        """ "None of the 240 passengers was hurt": the figure counts those whom it did not befall."""
        whole = root if root.dep_ == "pobj" else root.head
        return whole.dep_ == "pobj" and whole.head.head.lower_ in self.lexicon.words.negative_pronouns

    def _is_beside(self, root: Token) -> bool:
        """Whether a figure counts what is only there too: "with his two daughters", "a mother of four"."""
        words, token = self.lexicon.words, root
        for _ in range(3):
            if token.dep_ == "pobj" and token.head.lower_ in words.rate_prepositions:
                return True
            if token.dep_ == "pobj" and token.head.lower_ in words.companions and possessor(token) is not None:
                return True
            if (
                token.dep_ == "pobj"
                and token.head.lower_ == "of"
                and "kin" in self.lexicon.nouns.get(token.head.head.lemma_.lower(), ())
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
            c.lower_ in self.lexicon.words.rate_prepositions for t in (head, root) for c in t.subtree if c.i > root.i
        )

    def _is_in_date(self, quantity: Filler[Quantity]) -> bool:
        near = between(self.fillers.dates, quantity.start - self.lexicon.limits.date_tokens, quantity.end)
        return any(date.start <= quantity.start < date.end for date in near)

    def _places(self, found: Candidate, linked: list[Linked]) -> Iterator[Linked]:
        """The places in the clause that hang on it, and the noun of "..., where ...".

        Where one hangs on the word itself, only that and what it lies in: "a suspect in the Sousse attack was arrested
        in Genoa".
        """
        parties = {one.argument.at for one in linked if one.argument.layer == "places" and one.role == "agent"}
        near = [p for p in between(self.fillers.places, *found.scope) if (p.start, p.end) not in parties]
        near = [p for p in near if self._is_where(p, found)]
        direct = [p for p in near if _hangs_directly(_root(found, p), found.heads)]
        seen = set()
        for place in near:
            inside = any(_is_inside(_root(found, place), other) for other in direct)
            if place.key in seen or (direct and place not in direct and not inside):
                continue
            seen.add(place.key)
            yield participant("place", place)
        verb = found.verb
        if verb.dep_ == "relcl" and any(c.lower_ in self.lexicon.words.place_relatives for c in verb.lefts):
            where = self.fillers.at(verb.head.i)
            if where is not None and where.is_place and where.key not in seen:
                yield participant("place", where)

    def _is_where(self, place: Participant, found: Candidate) -> bool:
        """Whether a place of the clause says where it happened, not who takes part or where somebody comes from."""
        root = _root(found, place)
        if self.fillers.is_in_gap(place.start) or root.dep_ == "poss" or _is_origin(root, found):
            return False
        if root.dep_ == "pobj" and self._is_party_place(root, place):
            return False
        return belongs_to(root, found.heads, self.lexicon.words.within)

    def _is_party_place(self, root: Token, place: Participant) -> bool:
        """ "Alongside Russia", "the ambassador of Sweden": a country that takes part, or a part of a title."""
        preposition, words = root.head.lower_, self.lexicon.words
        if preposition in words.part_prepositions:
            return self._is_party(root.head.head)
        return preposition in words.party_prepositions and place.value.kind == "country"


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


def _is_side(head: Token, found: Participant) -> bool:
    """Whether what stands before a noun is a side: "Russian", "US", "Houthi", never a town or a country's name."""
    if found.is_place or not isinstance(found.value, Actor):
        return False
    before = head.doc[found.start - 1 : found.start].text
    if before == "-" or head.text[:1].islower():
        return False  # "pro-Trump", "pan-African"
    if head.dep_ == "poss" or found.value.type != "state":
        return True
    return found.value.kind == "demonym" or head.tag_ == "JJ" or head.text.replace(".", "").isupper()


def participant(role: str, found: Participant, basis: str = "clause") -> Linked:
    """An actor or place as an argument."""
    argument = Argument(role, found.layer, found.name, (found.start, found.end), basis)
    return Linked(argument, found.key, found.value, found.state)


def figure_of(doc: Doc, figure: Filler[Quantity]) -> Linked:
    """A figure as an argument."""
    at = figure.start, figure.end
    argument = Argument("quantity", "quantities", doc[at[0] : at[1]].text, at, "clause", number(figure.value))
    return Linked(argument, value=figure.value)


def _phrase(role: str, head: Token, *, full: bool) -> Iterator[Linked]:
    """A noun phrase that is no mention of a layer; full: with its article and figure."""
    start, end = _alone(head)
    if not full:
        while start < head.i and head.doc[start].dep_ in _UNNAMED:
            start += 1
        end = head.i + 1
    if head.pos_ in _NAMING and (text := head.doc[start:end].text):
        yield Linked(Argument(role, "none", text, (start, end), "clause"), text.lower())


def _state_of(role: str, place: Participant) -> Iterator[Linked]:
    """A place that is struck or helped stands for its state; it is no patient."""
    if role != "patient":
        basis = "clause" if place.value.kind == "country" else "document"
        state = place.state or place.value.name
        argument = Argument(role, "places", state, (place.start, place.end), basis)
        yield Linked(argument, state.lower(), place.value)


def _alone(head: Token) -> Range:
    """The noun phrase of a head without those coordinated with it, which are arguments of their own."""
    start, end = noun_phrase(head)
    named = appositions(head)
    others = [c for noun in (head, *named) for c in noun.rights if c.dep_ in ("cc", "preconj", "conj")]
    verbs = (i for i in range(head.i + 1, end) if head.doc[i].tag_ in FINITE)
    return trim(head.doc, (start, min([end, *(c.left_edge.i for c in others), *verbs])))


def _is_half_of_a_word(doc: Doc, quantity: Filler[Quantity]) -> bool:
    """ "A five-storey block", "a 25-room home": it describes what was hit or given, and counts nothing."""
    return quantity.value.kind == "count" and doc[quantity.end : quantity.end + 1].text == "-"


def _without_own_state(arguments: list[Linked]) -> list[Linked]:
    """A place that is struck stands for its state, but not where that is the state of who strikes it."""
    owners = {linked.country for linked in arguments if linked.role == "agent"} - {None}
    return [
        linked
        for linked in arguments
        if linked.role != "recipient" or linked.argument.layer != "places" or linked.country not in owners
    ]


def _without_victims(arguments: list[Linked]) -> list[Linked]:
    """Nobody does to himself what he does: an agent is no recipient of the same claim, exchanges apart."""
    doers = {linked.key for linked in arguments if linked.role == "agent"}
    taken = {linked.key for linked in arguments if linked.role == "recipient"}
    if doers == taken:
        return arguments
    return [linked for linked in arguments if linked.role != "recipient" or linked.key not in doers]


def _state_of_target(found: Candidate, arguments: list[Linked]) -> list[Linked]:
    """The state whose place is struck by another, where the text names no other party."""
    roles = {linked.role for linked in arguments}
    if found.frame.event_type != "ASSAULT" or found.frame.pattern != "attack" or "recipient" in roles:
        return []
    owners = {linked.country for linked in arguments if linked.role == "agent"}
    place = next((linked for linked in arguments if linked.role == "place"), None)
    if place is None or not place.state or not owners or None in owners or place.country in owners:
        return []
    at, value = place.argument.at, place.value
    return [Linked(Argument("recipient", "places", place.state, at, "document"), place.state.lower(), value)]
