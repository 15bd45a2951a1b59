"""Which mentions of the other layers are the arguments of a claim, and in which role."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.doc.predicates import coordinated, own_subject, prepositional_objects
from dateline.layers.actors.values import Actor
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.coreference import Referents
from dateline.layers.claims.event import Linked, participant
from dateline.layers.claims.figures import Figures
from dateline.layers.claims.fillers import Fillers, Participant
from dateline.layers.claims.filters import OBLIGED
from dateline.layers.claims.lexicon import Lexicon
from dateline.layers.claims.nouns import kinds
from dateline.layers.claims.parties import Parties
from dateline.layers.claims.places import Places
from dateline.layers.claims.values import Argument

_BETWEEN_TWO = frozenset({"return_remains", "deliver_remains", "exchange_prisoners"})
"""Modes of transfers between the two sides of a war."""
_SAID_OF = frozenset({OBLIGED, "held-responsible"})
"""Patterns of what a speaker says of another, and so does to him."""
_FOR, _WAR = "for", "war"
_HELD_IN = frozenset({"lock", "engage", "embroil", "mire"})
"""Lemmas of verbs whose subjects fight in a war behind "in"."""
_ENTERING = "incursion"
"""The mode of attacks into another's land."""
_WHERE = frozenset({"in", "near", "across"})
_STRIKING = frozenset({"attack", "fire", "barrage"})
"""Patterns of events that befall the place where they happen, and so its state."""


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
        parties = Parties(self.lexicon, self.fillers, self.referents, self.speaker)
        asking = self._asking(found)
        said = {one.key for one in asking}
        arguments = _without_own_state([*asking, *(one for one in parties.of(found) if one.key not in said)])
        arguments += Figures(parties).of(found, others)
        arguments += Places(parties).of(found, arguments)
        arguments += self._state_of_target(found, arguments)
        arguments = [_before_trigger(one, found) for one in arguments]
        sides = [*self._warring(found, arguments), *self._denying(found, arguments)]
        return tuple(sides + arguments + self._other_party(found, arguments) + self._talking(found, arguments))

    def _talking(self, found: Candidate, arguments: list[Linked]) -> list[Linked]:
        """The two sides that a text is about, where it tells of their peace talks without naming them."""
        if found.frame.event_type != "CONSULT" or found.token.pos_ != "NOUN" or self._is_what_for(found.token):
            return []
        so_called = (found.token, *(c for c in found.token.lefts if c.dep_ in ("compound", "amod")))
        settling = any(word.lemma_.lower() in self.lexicon.words.settling for word in so_called)
        if not settling or any(one.role in ("agent", "recipient") for one in arguments):
            return []
        return [participant("agent", side, basis="document") for side in self.referents.two_sides()]

    def _warring(self, found: Candidate, arguments: list[Linked]) -> list[Linked]:
        """Whose war it is that took lives: "both sides are locked in a war that has killed thousands"."""
        if found.frame.event_type != "CASUALTY" or any(one.role == "agent" for one in arguments):
            return []
        for war in found.of("subject"):
            frames = self.lexicon.frames.get((war.lemma_.lower(), "NOUN"), ())
            if any(frame.pattern == _WAR for frame in frames):
                sides = list(self._fighting(war))
                return sides if len(sides) > 1 else []
        return []

    def _denying(self, found: Candidate, arguments: list[Linked]) -> list[Linked]:
        """ "Kenya denied the withdrawal": of what a noun tells that nobody is said to have done, he denies his own."""
        noun, verb = found.token, found.token.head
        if noun.dep_ != "dobj" or verb.lemma_.lower() not in self.lexicon.words.denying_verbs:
            return []
        if found.frame.roles.get("subject", found.frame.roles.get("of")) != "agent":
            return []
        if any(one.role == "agent" for one in arguments):
            return []
        before = [c for c in verb.lefts if c.dep_ in ("nsubj", "amod", "compound")]
        named = [self.fillers.at(c.i) for c in before]
        return [participant("agent", one) for one in named if one is not None and _is_body(one)][:1]

    def _fighting(self, war: Token) -> Iterator[Linked]:
        """Those whom a war is said to be between, or who are in it."""
        named = [head for name, head in prepositional_objects(war) if name == "between"]
        if not named and war.dep_ == "pobj" and war.head.lower_ == "in" and war.head.head.lemma_ in _HELD_IN:
            own = own_subject(war.head.head)
            named = [own] if own is not None else []
        for noun in (each for head in named for each in coordinated(head)):
            side = self.fillers.at(noun.i)
            if side is not None:
                yield participant("agent", side, basis="sentence")
            yield from (participant("agent", one, basis="document") for one in self.referents.of_sides(noun))

    def _is_what_for(self, noun: Token) -> bool:
        """Whether a noun says what somebody is there for: "the envoy for Ukraine negotiations"."""
        held = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == _FOR else None
        return held is not None and "person" in kinds(held, self.lexicon.nouns, self.fillers, self.lexicon.words)

    def _asking(self, found: Candidate) -> list[Linked]:
        """Who says what somebody must do, or did wrong: the source of the content; nobody says it of himself."""
        if found.frame.pattern not in _SAID_OF or self.speaker is None:
            return []
        return [participant("agent", self.speaker, basis="sentence")]

    def _other_party(self, found: Candidate, arguments: list[Linked]) -> list[Linked]:
        """The parties of a transfer between the two sides that a text is about, where it names one or none.

        Bodies and prisoners go home, unless their own side is said to give them; the other of the two gives or takes.
        """
        if found.frame.event_type != "RETREAT" or found.frame.mode not in _BETWEEN_TWO:
            return []
        two = self.referents.two_sides()
        known = {one.role: one.country for one in arguments if one.role in ("agent", "recipient")}
        countries = [side.value.country for side in two]
        givers = {one.country for one in arguments if one.role == "agent"}
        if len(two) == 2 and givers == set(countries) and "recipient" not in known:
            return [participant("recipient", side, basis="document") for side in two]  # "6,000 from each side"
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

    def _state_of_target(self, found: Candidate, arguments: list[Linked]) -> list[Linked]:
        """The state that another one's forces enter, or whose place they strike where a text tells of these two sides.

        "An air strike in Iraq" is on nobody that is named: where something happened is no party to it.
        """
        roles = {linked.role for linked in arguments}
        if found.frame.event_type != "ASSAULT" or found.frame.pattern not in _STRIKING or "recipient" in roles:
            return []
        owners = {linked.country for linked in arguments if linked.role == "agent"}
        place = next((linked for linked in arguments if linked.role == "place"), None)
        if place is None or not place.state or not owners or None in owners or place.country in owners:
            return []
        sides = {side.value.country for side in self.referents.two_sides()}
        if (
            found.frame.mode != _ENTERING
            and not {place.country, *owners} <= sides
            and not _strikes_in(arguments, place, found.token.doc)
        ):
            return []
        at, value = place.argument.at, place.value
        return [Linked(Argument("recipient", "places", place.state, at, "document"), place.state.lower(), value)]

    def _home(self, found: Candidate) -> str | None:
        """The country of those who are returned: "bodies of Ukrainian soldiers"."""
        for head in found.of("object", "of", "modifier"):
            for token in head.subtree:
                named = self.fillers.at(token.i)
                if named is not None and not named.is_place:
                    return named.value.country
        return None


def _before_trigger(one: Linked, found: Candidate) -> Linked:
    """A patient without the word that tells of what befell it: "Dozens" of the title "Dozens dead in boat fire"."""
    at, token = one.argument.at, found.token
    if one.role != "patient" or one.argument.layer != "none" or at is None or not at[0] < token.i < at[1]:
        return one
    text = token.doc[at[0] : token.i].text
    return replace(one, argument=replace(one.argument, name=text, at=(at[0], token.i)), key=text.lower())


def _without_own_state(arguments: list[Linked]) -> list[Linked]:
    """A place that is struck stands for its state, but not where that is the state of who strikes it."""
    owners = {linked.country for linked in arguments if linked.role == "agent"} - {None}
    return [
        linked
        for linked in arguments
        if linked.role != "recipient" or linked.argument.layer != "places" or linked.country not in owners
    ]


def _is_body(found: Participant) -> bool:
    """Whether somebody is a state or an organisation, which answers for what its own do."""
    return found.is_a("state", "org")


def _strikes_in(arguments: list[Linked], place: Linked, doc: Doc) -> bool:
    """Whether a state strikes what stands at a place: "Russia fired missiles toward factories across Ukraine".

    The place may hang on the verb, right behind what is struck: "hit three villages in Khost province".
    """
    by_state = any(
        isinstance(one.value, Actor) and one.value.type == "state" for one in arguments if one.role == "agent"
    )
    at = place.argument.at
    struck = (one.argument.at for one in arguments if one.role == "patient" and one.argument.at is not None)
    if not by_state or at is None:
        return False
    return any(start <= at[0] and at[1] <= _with_place_behind(doc, end) for start, end in struck)


def _with_place_behind(doc: Doc, end: int) -> int:
    """Where a noun phrase ends with the preposition of place right behind it."""
    behind = doc[end] if end < len(doc) else None
    return behind.right_edge.i + 1 if behind is not None and behind.dep_ == "prep" and behind.lower_ in _WHERE else end
