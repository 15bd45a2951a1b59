"""Who did it and to whom: the actors, places and nouns that fill a claim's grammatical roles."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.doc.arguments import taker_before
from dateline.doc.predicates import (
    FINITE,
    RELATIVE_PRONOUNS,
    Range,
    appositions,
    by_agent,
    coordinated,
    direct_object,
    is_passive,
    noun_phrase,
    own_subject,
    possessor,
    prepositional_object,
    prepositional_objects,
    trim,
)
from dateline.layers.actors.values import Actor
from dateline.layers.claims.authors import authors, given_out
from dateline.layers.claims.bodies import Bodies
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.coreference import Referents
from dateline.layers.claims.event import Linked, participant
from dateline.layers.claims.fillers import Fillers, Participant
from dateline.layers.claims.indirect import CONDITION, DONE_BY
from dateline.layers.claims.lexicon import Lexicon
from dateline.layers.claims.nouns import kinds, wholes
from dateline.layers.claims.offices import Offices
from dateline.layers.claims.types import spoken_types
from dateline.layers.claims.values import Argument
from dateline.layers.places.values import Place

CORE = ("agent", "recipient", "patient", "source")
_PARTIES = frozenset({"person", "party"})
_THINGS = frozenset({"structure", "vehicle", "goods", "ground", "weapon", "body"})
"""Classes of nouns for what is struck, seized or burnt, and is no party."""
_OWNED = _THINGS | {"proposal", "person", "party"}
"""Classes of nouns for what, when it is struck or refused, befalls its owner: "its drones", "their offer"."""
_ARMED = frozenset({"force", "weapon"})
"""Classes of nouns for what a state sends to strike."""
_BEFORE_NOUN = frozenset({"amod", "compound", "poss", "nmod"})
_BEFALLING = frozenset({"recipient", "patient"})
_UNDERGOING = frozenset({"of", "object"})
"""Grammatical roles of whom an event befell, so that its owner did it: "Kenya's arrest of ten men"."""
_OF_VERB = frozenset({"object", "dative", "clause", "subject"})
_ATTACK = "ASSAULT"
_UNDER_INFINITIVE = "infinitive object"
_OPPOSED = frozenset({"against", "on", "with"})
"""Prepositions before the other side of a war."""
_NATURAL = "natural"
"""The kind of places that no state stands for."""
_CONTROLLED = frozenset({"xcomp", "pcomp", "advcl", "acl"})
"""Labels of clauses whose subject may be that of the verb of saying: "Kenya claimed to have taken the town"."""
_NAMING = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON"})
_AT = "at"
_CAPTIVE = frozenset({"arrest", "punish", "charge"})
_AUTHORITIES = frozenset({"GOV", "COP", "JUD"})
"""Sectors of those who arrest and try, and seldom are."""
_WHOSE = frozenset({"for", "of"})
_SUCH_AS = frozenset({"like", "unlike"})
"""What leads, behind a comma, to somebody who is only one of them or like them."""
_UNNAMED = frozenset({"det", "nummod", "predet", "cc", "preconj", "quantmod", "advmod", "punct", "neg"})
"""Labels of what is left out of the name of somebody who has none: "the two gunmen" is "gunmen"."""


@dataclass(frozen=True, slots=True)
class Parties:
    """What the parties of a claim are looked up in; speaker: the source of the content, whom a pronoun may mean."""

    lexicon: Lexicon
    fillers: Fillers
    referents: Referents
    speaker: Participant | None

    @property
    def bodies(self) -> Bodies:
        """Whose people a noun names."""
        return Bodies(self.lexicon, self.fillers)

    def of(self, found: Candidate) -> list[Linked]:
        """The agents, recipients, patients and sources in the order of the clause, each once a role.

        Whom a condition is put to is the recipient where nothing else names one. Nobody does to himself what he does:
        an agent is no recipient of the same claim, but in exchanges and where two do it to each other.
        """
        roles: Mapping[str, str] = found.frame.roles
        linked: dict[tuple[str, str], Linked] = {}
        mutual = False
        spoken = found.frame.event_type in spoken_types() or found.verb.dep_ in _CONTROLLED or self._says(found.verb)
        for name, argument in found.arguments:
            head = _without_partner(argument, found.partner)
            if head is None:
                continue
            if self.fillers.is_in_gap(head.i) or (name == CONDITION and any(role == "recipient" for role, _ in linked)):
                continue
            role = self.role(name, head, roles)
            if name == "possessor" and self._is_doer(head, found, role):
                role = roles.get("subject", "")
            if name == "subject" and (self._is_between_others(found) or self._only_agrees(found)):
                continue  # "arranged a meeting between Kenya and Somalia"
            if self._is_by_another(name, found) or (role == "recipient" and self._is_of_victim(name, head, found)):
                continue
            doers = [one for one in linked.values() if one.role == "agent"]
            if role == "recipient" and len(doers) > 1 and self._is_each_other(head):
                mutual = True
                linked |= {(role, one.key): one.as_role(role) for one in doers}
                continue
            where = role == "recipient" and name not in _OF_VERB and found.frame.event_type == _ATTACK
            if where and (self._is_only_where(head, linked) or _is_scene(name, linked)):
                continue  # "beat up prisoners on the West Bank", "was shot at the centre"
            for each in ("agent", "recipient") if role == "both" else (role,):
                mutual = mutual or role == "both"
                for one in self._filled(each, name, head, roles):
                    if one.role == "patient" and name != "object" and role == "recipient" and _is_aid(found):
                        continue  # "sent flour to the camp": it is no thing that changes hands
                    if spoken or not self._is_speaker(one):
                        linked.setdefault((one.role, one.key), one)
        linked = {at: one for at, one in linked.items() if not _is_wrong_captive(one, found)}
        harmed = frozenset(key for role, key in linked if role == "patient")
        linked = {at: one for at, one in linked.items() if not _is_owner_of_doer(one, harmed)}
        doing = frozenset(key for role, key in linked if role == "agent")
        return [one for (role, key), one in linked.items() if mutual or role != "recipient" or key not in doing]

    def _is_by_another(self, name: str, found: Candidate) -> bool:
        """Whether a doer is another event's: "evidence supported the murder by agents"."""
        active = found.token.pos_ == "VERB" and not is_passive(found.token)
        return name == "by" and active and any(True for _ in found.of("subject"))

    def _is_of_victim(self, name: str, head: Token, found: Candidate) -> bool:
        """ "Ordered his killing": whose it is has it done to him, and is not whom it was asked of."""
        if found.frame.event_type != "REQUEST" or name != "object" or not self._is_deed(head):
            return False
        frames = self.lexicon.frames[head.lemma_.lower(), "NOUN"]
        return any(frame.event_type == "CASUALTY" for frame in frames)

    def _is_doer(self, owner: Token, found: Candidate, role: str) -> bool:
        """Whether whose an event is did it, though the frame has him in another role.

        "Kenya's arrest of ten men", unlike "his arrest"; "Kenya's war against Somalia", unlike "Sudan's war".
        """
        names = {name for name, _ in found.arguments}
        if role == "place":
            return not names.isdisjoint(_OPPOSED)
        named = self.fillers.at(owner.i)
        state = named is not None and named.is_a("state")
        return role in _BEFALLING and (state or not names.isdisjoint(_UNDERGOING))

    def _is_only_where(self, head: Token, linked: Mapping[tuple[str, str], Linked]) -> bool:
        """Whether a place behind a preposition says where somebody named was attacked."""
        named = self.fillers.at(head.i)
        others = any(role == "recipient" and one.argument.layer != "places" for (role, _), one in linked.items())
        return named is not None and named.is_place and others

    def _only_agrees(self, found: Candidate) -> bool:
        """Whether who agrees on something need not do it: "agreed on the deployment of peacekeepers"."""
        agrees = found.light is not None and found.light.lemma_ in self.lexicon.words.agreeing_verbs
        return agrees and "between" not in found.frame.roles and found.frame.event_type not in spoken_types()

    def _is_between_others(self, found: Candidate) -> bool:
        """Whether a noun says between which two it is, so that whose verb carries it is none of them."""
        return found.frame.roles.get("between") == "agent" and sum(name == "between" for name, _ in found.arguments) > 1

    def _says(self, verb: Token) -> bool:
        """Whether the verb that carries an event is the one of saying: "Kenya claimed control of the town"."""
        if self.speaker is None:
            return False
        says = verb.doc[self.speaker.start : self.speaker.end].root.head
        return says == verb or (verb.dep_ == "conj" and verb.head == says and own_subject(verb) is None)

    def _is_origin(self, head: Token) -> bool:
        """Whether a place says where something comes from, and not who says it: no "appeal from Kenya"."""
        named, noun = self.fillers.at(head.i), head.head.head.lemma_.lower()
        said = noun in self.lexicon.words.utterances or "proposal" in self.lexicon.nouns.get(noun, ())
        return named is not None and named.is_place and not said

    def _is_speaker(self, one: Linked) -> bool:
        """Whether a party is the very mention of who says it: he stands before the clause, and is no part of it."""
        speaker = self.speaker
        return (
            speaker is not None and one.argument.basis == "clause" and one.argument.at == (speaker.start, speaker.end)
        )

    def _is_each_other(self, head: Token) -> bool:
        """ "Each other", "one another", and "the other" of two."""
        return any(f"{c.lower_} {head.lower_}" in self.lexicon.words.reciprocals for c in head.lefts)

    def _filled(self, role: str, name: str, head: Token, roles: Mapping[str, str]) -> Iterator[Linked]:
        if head.i in self.fillers.in_dates:
            return
        if name == "with" and any(c.dep_ in ("acl", "advcl") for c in head.rights):
            return  # "banned the airline, with officials saying"
        if name.startswith(_UNDER_INFINITIVE) and self.fillers.at(head.i) is None and self._happens(head):
            return  # "threatened to launch a military offensive"
        if name == "for" and self._is_office(head):
            return  # "endorsed him for president"
        if name == "for" and role == "recipient" and self._is_deed(head):
            return  # "blamed the militia for the abduction of nine children"
        if role == "cause":
            if self._happens(head):
                yield from self._sides("agent", head)
            return
        if role not in CORE:
            return
        if name in DONE_BY and self._is_origin(head):
            return  # "demanded the release of men from Kenya"
        for one in self._participants(role, head, bare=name == "modifier"):
            if name != "modifier" or one.argument.layer != "none" or head.pos_ in ("NOUN", "PROPN"):
                yield one
        if name == "object" and "side" in roles:
            yield from self._sides(roles["side"], head)

    def _is_deed(self, head: Token) -> bool:
        """Whether a noun names what was done, and so not to whom something is said for it."""
        return head.pos_ == "NOUN" and (head.lemma_.lower(), "NOUN") in self.lexicon.frames

    def _is_harm(self, head: Token) -> bool:
        """ "Protested the shooting of a man": whom a deed befell did it no more than it is held against them."""
        frames = self.lexicon.frames.get((head.lemma_.lower(), "NOUN"), ())
        return head.pos_ == "NOUN" and any(frame.event_type in ("CASUALTY", "ASSAULT") for frame in frames)

    def _is_office(self, head: Token) -> bool:
        """Whether a bare singular says what somebody is to be: "for president"."""
        is_person = "person" in kinds(head, self.lexicon.nouns, self.fillers, self.lexicon.words)
        return is_person and head.tag_ == "NN" and not head.n_lefts

    def role(self, name: str, head: Token, roles: Mapping[str, str]) -> str:
        """The role of an argument; an actor before a noun does it ("Russian strikes"), another noun suffers it."""
        if name == "of" and head.head.head.pos_ == "VERB":
            return ""
        if name == "possessor":
            return roles.get(name, roles.get("subject", ""))
        if name == "modifier" and head.lemma_.lower() in self.lexicon.words.harming:
            return ""  # "fire damage"
        if name != "modifier" or "modifier" in roles:
            return roles.get(name, "")
        if self.fillers.at(head.i) is not None:
            return roles.get("subject", "")
        return "patient" if roles.get("object") == "patient" and not self._happens(head) else ""

    def _happens(self, head: Token) -> bool:
        """Whether a noun names an event: "offensive", "war"."""
        return "event" in kinds(head, self.lexicon.nouns, self.fillers, self.lexicon.words)

    def _participants(self, role: str, head: Token, *, bare: bool) -> Iterator[Linked]:
        """Those whom a noun phrase names in a role. bare: it stands right before an event ("a Kabul bombing")."""
        found = self._known(head)
        if found is None and (head.tag_ in RELATIVE_PRONOUNS or self._is_nobody_known(head, role)):
            return
        if (
            found is None
            and head.pos_ == "PRON"
            and head.tag_ == "PRP$"
            and head.lower_ not in self.lexicon.words.pronouns
        ):
            return  # "your support"
        if head.lower_ in self.lexicon.words.reflexives:
            return
        if found is None and head.lower_ in self.lexicon.words.pronouns:
            found = self.referents.of_pronoun(head, self.speaker)
            if found is not None and not (role == "patient" and self._is_of_others(head, found)):
                yield participant(role, found, basis="sentence")
            return
        if bare and found is not None and not _is_side(head, found):
            return
        if found is not None and found.is_place:
            yield from self._of_place(role, head, found, bare=bare)
        elif found is not None and not (role == "agent" and self._is_natural(head, found)):
            yield participant(role, found)
        elif found is None:
            yield from self._unnamed(role, head)

    def _known(self, head: Token) -> Participant | None:
        """Whom the other layers have for a noun: the mention that it is in; of an office rather who holds it."""
        found = self._mention(head)
        if found is not None and found.value.kind != "nominal":
            return found
        is_person = "person" in kinds(head, self.lexicon.nouns, self.fillers, self.lexicon.words)
        return Offices(self.fillers).holder(head, is_person=is_person) or found or self._named(head)

    def _whose(self, head: Token) -> Participant | None:
        """ "The ELN, whose fighters killed ten": the body of which a relative clause tells what its men did."""
        verb = head.head
        if verb.dep_ != "relcl" or head.dep_ != "nsubj" or not any(c.tag_ == "WP$" for c in head.lefts):
            return None
        owner = self.fillers.at(verb.head.i)
        return owner if owner is not None and owner.is_a("org") else None

    def _is_one_person(self, head: Token, found: frozenset[str]) -> bool:
        """ "The former president of Kenya was arrested": what is done to one person is not done to his state."""
        return head.tag_ in ("NN", "NNP") and "person" in found and "party" not in found

    def _is_nobody_known(self, head: Token, role: str) -> bool:
        """Whether a word names nobody: "someone", "those", unlike "those in the hall"; "'s" of "let's"; "no one"."""
        words = self.lexicon.words
        nobody = any(c.lower_ in words.negative_articles for c in head.lefts)
        if role != "patient" and (nobody or head.lower_ in words.demonstratives):
            return True
        return head.lower_ in words.unknown_pronouns and not head.n_rights

    def _is_of_others(self, pronoun: Token, found: Participant) -> bool:
        """ "The army said they were killed": what befalls many befalls people, not a body that stands for them."""
        kind = self.lexicon.words.pronouns.get(pronoun.lower_)
        is_body = found.is_a("org", "state")
        return kind == "many" and pronoun.dep_ != "poss" and is_body

    def _is_man(self, owner: Participant) -> bool:
        """Whether a body that is his is not he: "his agency", unlike "their agency" of a state."""
        return owner.is_a("person")

    def _of_forces(self, owner: Participant, pronoun: Token) -> Iterator[Participant]:
        """ "Our forces" of a person are those of his state, where the text names it."""
        own = self.lexicon.words.pronouns.get(pronoun.lower_) == "first"
        if not (own and isinstance(owner.value, Actor) and owner.value.type == "person"):
            yield owner
            return
        actors = (p for p in self.fillers.actors if isinstance(p.value, Actor) and p.value.type == "state")
        state = next((p for p in actors if p.value.country == owner.value.country and p.value.country), None)
        if state is not None:
            yield state

    def _mention(self, head: Token) -> Participant | None:
        """The mention that a head is in; not a bare noun that is another's: "the government of Anna Berg"."""
        found = self.fillers.at(head.i)
        if found is None or found.is_place or found.value.kind != "nominal" or found.end != head.i + 1:
            return found
        owned = any(
            c.lower_ == "of" and (noun := prepositional_object(c)) is not None and self.fillers.at(noun.i) is not None
            for c in head.rights
        )
        return None if owned and found.end - found.start == 1 else found

    def _is_natural(self, head: Token, found: Participant) -> bool:
        """Whether a name is that of a force of nature: "Typhoon Haiyan"."""
        named = head.doc[found.start : found.end]
        return any("nature" in self.lexicon.nouns.get(token.lower_, ()) for token in named)

    def _of_place(self, role: str, head: Token, found: Participant, *, bare: bool) -> Iterator[Linked]:
        """A country is a party; any other place that is struck or helped stands for its state, and does nothing."""
        if role == "agent" and (bare or not isinstance(found.value, Place) or found.value.kind != "country"):
            return
        yield from state_of(role, found)

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
        acting = self._whose(head) if role == "agent" else None
        whose = [acting] if acting is not None else list(self._of_each(head)) if role != "patient" else []
        if whose:
            yield from (participant(role, side) for side in whose)
            return
        found = kinds(head, self.lexicon.nouns, self.fillers, self.lexicon.words)
        if role != "patient" and found & _PARTIES:
            bodies = self.bodies.of(head)
            if bodies and not (role == "recipient" and self._is_one_person(head, found)):
                for body in bodies:
                    yield from state_of(role, body) if body.is_place else [participant(role, body)]
                return
        members = [m for m in wholes(head, self.lexicon.words) if role != "patient" and self.is_party(m)]
        if members and ("number" in found or head.lemma_.lower() in self.lexicon.words.containers):
            for member in members:
                yield from self._participants(role, member, bare=False)
            return
        owner = possessor(head)
        if found & _PARTIES and owner is not None and owner.lower_ in self.lexicon.words.pronouns and role != "patient":
            owned = self.referents.of_pronoun(owner, self.speaker)
            if owned is not None and "party" in found and ("force" in found or not self._is_man(owned)):
                yield from (participant(role, each, basis="sentence") for each in self._of_forces(owned, owner))
                return
        if role == "patient" or (found & _PARTIES and head.pos_ != "NUM"):
            yield from self._phrase(role, head, full=role == "patient")
            return
        if role == "recipient" and "name" in found and head.dep_ != "pobj":
            yield from self._phrase(role, head, full=False)
            return
        if role == "recipient" and found & _THINGS:
            yield from self._phrase("patient", head, full=True)
            yield from self._held(head)
            yield from self._of_ground(head)
        author = self._author(head) if role == "agent" else None
        if author is not None:
            yield from self._participants(role, author, bare=False)
            return
        said_in = self.referents.of_utterance(head) if role == "agent" and head.dep_ == "nsubj" else None
        if said_in is not None:
            yield participant(role, said_in, basis="sentence")
            return
        lemma = head.lemma_.lower()
        if role != "agent" or lemma in self.lexicon.nouns or (lemma, "NOUN") in self.lexicon.frames:
            yield from self._sides(role, head)
        # "A shooting of protesters that left ten dead": those struck are no doers.
        struck = self._is_harm(head) or (role == "agent" and self._happens(head))
        for member in () if struck else wholes(head, self.lexicon.words):
            if (named := self.fillers.at(member.i)) is None or not named.is_place:
                yield from self._participants(role, member, bare=False)

    def _of_each(self, head: Token) -> Iterator[Participant]:
        """ "The Turkish and Greek sides", "the Kenyan side": the states by whose adjectives sides are told apart."""
        if head.lemma_.lower() not in self.lexicon.words.side_nouns or self.fillers.at(head.i) is not None:
            return
        for adjective in (each for c in head.lefts if c.dep_ == "amod" for each in coordinated(c)):
            side = self.fillers.at(adjective.i)
            if side is not None and isinstance(side.value, Actor) and side.value.kind == "demonym":
                yield side

    def _held(self, thing: Token) -> Iterator[Linked]:
        """ "A camp for refugees", "a base housing Kenyan troops": whose a thing is that is struck, or who is in it."""
        for child in thing.rights:
            holder = prepositional_object(child) if child.lower_ == "for" else None
            if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in self.lexicon.words.holding_verbs:
                owners = (prepositional_object(c) for c in child.rights if c.lower_ in ("to", "by"))
                holder = direct_object(child) or next(owners, None)
            if holder is not None and self.is_party(holder):
                yield from self._participants("recipient", holder, bare=False)

    def _of_ground(self, noun: Token) -> Iterator[Linked]:
        """ "The district of Thatta received tents": the state of the place that a noun and its name stand for."""
        if noun.dep_ != "nsubj":
            return
        for name, behind in prepositional_objects(noun):
            named = self.fillers.at(behind.i) if name == "of" else None
            if named is not None and named.is_place:
                yield from state_of("recipient", named)

    def _author(self, noun: Token) -> Token | None:
        """ "Posted a message on X blaming Kenya": who gives out the statement that a participle behind it speaks of."""
        utterance = given_out(noun, self.lexicon.words)
        if utterance is None or utterance.dep_ != "dobj":
            return None
        return next(authors(utterance, self.lexicon.words), None)

    def is_party(self, head: Token) -> bool:
        """Whether a noun names people or a body, whom a layer has or not."""
        named = self.fillers.at(head.i)
        if named is not None:
            return not named.is_place
        return bool(kinds(head, self.lexicon.nouns, self.fillers, self.lexicon.words) & _PARTIES)

    def _named(self, head: Token) -> Participant | None:
        """Whom a noun right before a name is said to be: "the mayor Anna Berg", "the news agency AFP"."""
        if head.i + 1 == len(head.doc) or not self.is_party(head):
            named = (self.fillers.at(c.i) for c in appositions(head) if c.left_edge.i == head.i + 1)
            return next((p for p in named if p and p.is_a("person")), None)
        found = self.fillers.at(head.i + 1)
        if found is None or found.start != head.i + 1 or not isinstance(found.value, Actor):
            return None
        root = head.doc[found.start : found.end].root
        beside = root.head == head or (root.head == head.head and root.dep_ == head.dep_)
        return found if beside and found.value.kind in ("name", "acronym") else None

    def _sides(self, role: str, head: Token) -> Iterator[Linked]:
        """ "Russian drones", "its drones": the side that a weapon or a group without a name of its own belongs to."""
        within, named = self._is_within(head), False
        for child in () if within else _before(head):
            found = self.fillers.at(child.i)
            if found is None and child.dep_ == "poss" and child.lower_ in self.lexicon.words.pronouns:
                kind = self.lexicon.nouns.get(head.lemma_.lower(), frozenset())
                if "structure" in kind or (role == "recipient" and not kind & _OWNED):
                    continue
                found = self.referents.of_pronoun(child, self.speaker)
                if found is not None:
                    yield participant(role, found, basis="sentence")
            elif found is None and (state := self._state_before(child, role)) is not None:
                named = True
                yield from state_of(role, state)
            elif found is not None and _is_side(child, found) and not self._is_of_a_thing(child, head):
                named = True
                yield participant(role, found)
            elif found is not None and role == "recipient" and child.dep_ == "poss" and found.value.kind == "country":
                yield from state_of(role, found)
            elif not named and found is None and role == "agent" and child.dep_ != "poss" and self.bodies.is_one(child):
                yield from self._phrase(role, child, full=False)
        if role == "agent":
            yield from self._doers(head)

    def _state_before(self, child: Token, role: str) -> Participant | None:
        """ "A US operation", "a UK offer": a state's short name before what is its own, and no scene of a crime."""
        if child.dep_ == "poss" or not child.text.replace(".", "").isupper():
            return None
        noun = _noun_of(child).lemma_.lower()
        classes = self.lexicon.nouns.get(noun, frozenset())
        own = noun in self.lexicon.words.operations or not classes.isdisjoint(_ARMED)
        if not ("proposal" in classes if role == "recipient" else own):
            return None
        named = (p for p in self.fillers.toponyms if p.start <= child.i < p.end and p.value.kind == "country")
        return next(named, None)

    def _is_within(self, event: Token) -> bool:
        """Whether what stands before an event is where it goes on: "the Syrian civil war"."""
        frames = self.lexicon.frames.get((event.lemma_.lower(), "NOUN"), ())
        opposed = any(c.lower_ in _OPPOSED for c in event.rights)
        return bool(frames) and not opposed and all(frame.roles.get("possessor") == "place" for frame in frames)

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

    def _phrase(self, role: str, head: Token, *, full: bool) -> Iterator[Linked]:
        """A noun phrase that is no mention of a layer; full: with its article and figure."""
        start, end = _alone(head)
        if not full:
            while start < head.i and head.doc[start].dep_ in _UNNAMED:
                start += 1
            end = self._end_of_name(head)
        if head.pos_ in _NAMING and (text := head.doc[start:end].text):
            yield Linked(Argument(role, "none", text, (start, end), "clause"), text.lower())

    def _end_of_name(self, head: Token) -> int:
        """Where somebody without a name ends: with the name of whose he is, "a spokesman for the Red Cross"."""
        for child in head.rights:
            if child.i == head.i + 1 and child.lower_ in _WHOSE and (named := prepositional_object(child)) is not None:
                whose = self.fillers.at(named.i)
                return whose.end if whose is not None and not whose.is_place else head.i + 1
        return head.i + 1


def _is_aid(found: Candidate) -> bool:
    return found.frame.event_type == "AID"


def _is_scene(name: str, linked: Mapping[tuple[str, str], Linked]) -> bool:
    """Whether "at" says where somebody was attacked who is known: "was shot at the centre", unlike "shot at cars"."""
    return name == _AT and any(role == "recipient" for role, _ in linked)


def _is_owner_of_doer(one: Linked, harmed: Set[str]) -> bool:
    """ "The keeper was killed by his lions": what belongs to him did it, and not he himself."""
    return one.role == "agent" and one.argument.basis != "clause" and one.key in harmed


def _is_wrong_captive(one: Linked, found: Candidate) -> bool:
    """ "Officials saw ten men. The police arrested them": a pronoun led back to those who speak or arrest."""
    value = one.value
    led_back = one.role == "recipient" and one.argument.basis != "clause" and found.frame.mode in _CAPTIVE
    return led_back and isinstance(value, Actor) and value.kind == "nominal" and value.sector in _AUTHORITIES


def _without_partner(head: Token, partner: str) -> Token | None:
    """Who is meant where the parser takes the second word of a verb for its object: "took two nurses hostage"."""
    if head.lower_ != partner or head.dep_ not in ("dobj", "oprd"):
        return head
    before = list(head.lefts)
    if not before:
        return None
    return before[-1] if before[-1].tag_ == "NNS" else head


def _is_side(head: Token, found: Participant) -> bool:
    """Whether what stands before a noun is a side: "Russian", "US", "Houthi", never a town or a country's name."""
    if found.is_place or not isinstance(found.value, Actor):
        return False
    before = head.doc[found.start - 1 : found.start].text
    if before == "-" or (head.text[:1].islower() and found.value.kind != "nominal"):
        return False  # "pro-Trump", "pan-African"
    if head.dep_ == "poss" or found.value.type != "state":
        return True
    return found.value.kind == "demonym" or head.tag_ == "JJ" or head.text.replace(".", "").isupper()


def _noun_of(child: Token) -> Token:
    """The noun that a word before it belongs to, over the first half of a word with a hyphen."""
    above = child.head
    return above.head if above.i + 1 < len(child.doc) and above.nbor(1).text == "-" else above


def _before(head: Token) -> Iterator[Token]:
    """What stands before a noun; what the parser hung on the first half of a word with a hyphen is the noun's too."""
    for child in head.lefts:
        if child.dep_ in _BEFORE_NOUN:
            if child.nbor(1).text == "-":
                yield from (c for c in child.lefts if c.dep_ in _BEFORE_NOUN)  # "a US counter-terrorism operation"
            yield child


def state_of(role: str, place: Participant) -> Iterator[Linked]:
    """A place that is struck or helped stands for its state; it is no patient, and waters and mountains have none."""
    if role != "patient" and place.value.kind != _NATURAL:
        basis = "clause" if place.value.kind == "country" else "document"
        state = place.state or place.value.name
        argument = Argument(role, "places", state, (place.start, place.end), basis)
        yield Linked(argument, state.lower(), place.value)


def _alone(head: Token) -> Range:
    """The noun phrase of a head without those coordinated with it, which are arguments of their own."""
    start, end = noun_phrase(head)
    if (taker := taker_before(head, head.head)) is not None and head.dep_ == "dative":
        start = taker.i + 1  # "gave Kenya vaccines"
    named = appositions(head)
    others = [c for noun in (head, *named) for c in noun.rights if c.dep_ in ("cc", "preconj", "conj")]
    others += [c for c in head.rights if c.lower_ in _SUCH_AS and c.left_edge.nbor(-1).is_punct]
    verbs = (i for i in range(head.i + 1, end) if head.doc[i].tag_ in FINITE)
    said = [head.head.i] if head.dep_ == "nsubj" and head.i < head.head.i else []
    return trim(head.doc, (start, min([end, *(c.left_edge.i for c in others), *verbs, *said])))
