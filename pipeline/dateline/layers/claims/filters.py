"""What is no claim: purposes, names, forces of nature, bare mentions, what lacks what its frame needs, contents."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from spacy.tokens import Token

from dateline.doc.offsets import region_of
from dateline.doc.predicates import (
    RELATIVE_PRONOUNS,
    VERBAL,
    direct_object,
    is_infinitive,
    is_passive,
    is_reduced,
    own_subject,
    particle,
    tense,
)
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.dating import own_dates
from dateline.layers.claims.event import Event, Linked
from dateline.layers.claims.factuality import tells_of_rank
from dateline.layers.claims.fillers import Fillers
from dateline.layers.claims.lexicon import Lexicon, Limits, Words
from dateline.layers.claims.nouns import kinds

NEGATED = "negated"
"""What a frame needs that tells only of what was not done."""
OBLIGED = "obliged"
"""The pattern of modals: what a speaker says that somebody must do, he asks for."""
_NO_NAMES = frozenset({"nominal", "demonym"})
_CONTENT = frozenset({"xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "nsubj", "nsubjpass", "acl", "conj"})
_TALKS = "CONSULT"
_LOOKING_INTO = "INVESTIGATE"
_TELLING = ("agent", "patient", "quantity")
"""Roles that make a noun tell of what happened, whatever is done about it."""
_RETURN = "return_remains"
_RECIPROCAL = frozenset({"exchange_prisoners", "ceasefire"})
"""Modes of what two sides do to each other."""
_GIVEN = frozenset({"exchange_prisoners", "return_remains"})
"""Modes of what goes from one to the other, and back."""
_WHOSE_CARGO = frozenset({"NORP", "GPE", "CARDINAL"})
"""Labels of entities in the name of those who are given over that say whose they are, or how many."""
_AGREED = "agreed"
_TWO = 2
_PLURAL = frozenset({"NNS", "NNPS", "CD"})
_ALL = frozenset({"they", "we", "people", "everyone", "family", "community", "many", "most", "all"})
_EMBEDDING = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT"})
_DONE_IN_WORDS = frozenset({"COOPERATE", "CONCEDE"})
"""Event types that, agreed on, are no more than the agreement: "agreed to cooperate", "is willing to lift the ban"."""
_AIMED_AT = frozenset({"ASSAULT", "TERRITORIAL_CONTROL"})
_ADDRESSED = frozenset({"REQUEST", "THREATEN", "ACCUSE"})
_COUNTED, _DEATHS = "counted", "deaths"
_TOLD_AS_NONE = frozenset({"CASUALTY", "DAMAGE", "RETREAT"})
_SAID_IN = frozenset({"xcomp", "ccomp", "prep", "pcomp", "pobj", "conj", "dobj", "acl"})
_SETTING = frozenset({"at", "during", "in", "after", "following", "before"})
"""Prepositions of what an agreement came about in, and is not about."""
_DETERMINERS = frozenset({"the", "this", "that", "these", "those", "such", "both", "its", "their", "his", "her"})
_PRESENT = frozenset({"VBP", "VBZ"})
_DEPENDING = frozenset({"dobj", "acomp", "oprd", "attr", "nsubjpass", "ccomp", "xcomp", "pobj"})
_BY = "by"
_HARM, _DISASTER = "CASUALTY", "DISASTER"
_HAPPENING = frozenset({"nsubj", "nsubjpass", "ROOT", "appos", "attr"})


def is_purpose(token: Token, words: Words) -> bool:
    """ "Came to repair the road and to destroy old shells": what somebody is there for need not happen."""
    if token.dep_ == "conj" and token.tag_ == "VB":
        return is_purpose(token.head, words)  # "to leave town or die"
    if not is_infinitive(token):
        return False
    return token.dep_ == "advcl" and not _is_what_came(token.head, words)


def _is_what_came(verb: Token, words: Words) -> bool:
    """ "Went on to bomb the port", "became the first to do so": the infinitive tells what came about."""
    part = particle(verb)
    if f"{verb.lemma_} {part.lower_}" in words.continuing_verbs if part else verb.lemma_ in words.continuing_verbs:
        return True
    return tells_of_rank(verb, words)


def is_in_name(token: Token, fillers: Fillers) -> bool:
    """Whether a token is part of the name of an actor, a place or a date, or follows on it: "Istanbul agreements"."""
    if token.i in fillers.in_dates and token.pos_ in ("NOUN", "PROPN"):
        return True
    if token.i - 1 in fillers.in_names and token.pos_ != "VERB":
        return True
    if token.pos_ == "PROPN" and region_of(token.doc, token.idx) != "title" and fillers.at(token.i - 1) is not None:
        return token.text.istitle()  # "the G7 Summit"
    found = fillers.at(token.i)
    return found is not None and found.value.kind not in _NO_NAMES


def is_military_aim(found: Candidate, lexicon: Lexicon) -> bool:
    """ "Troops are there to defeat the rebels": what a force is there to do to another is told as planned."""
    if found.frame.event_type not in _AIMED_AT or not any(True for _ in found.of("object")):
        return False
    before = (token for token in found.token.head.subtree if token.i < found.token.i)
    return any("force" in lexicon.nouns.get(token.lemma_.lower(), ()) for token in before)


def is_generic(found: Candidate, lexicon: Lexicon) -> bool:
    """ "If you lose, anyone can take it": what anybody may do is no event; what he is asked to do is."""
    if found.token.dep_ == "acl" and any(h.lower_ in lexicon.words.generic_pronouns for h in found.of("object")):
        return True  # "anyone accused of a crime"
    if found.frame.event_type in _ADDRESSED:
        return False
    return any(head.lower_ in lexicon.words.generic_pronouns for head in found.of("subject"))


def is_described_doer(token: Token) -> bool:
    """ "Was stopped by protesting deputies": who did it, where the parser has a clause with an object."""
    if token.tag_ != "VBG" or token.dep_ != "pcomp" or token.head.lower_ != _BY or not is_passive(token.head.head):
        return False
    return any(c.dep_ == "dobj" and c.i == token.i + 1 and c.tag_ in _PLURAL for c in token.rights)


def is_natural(found: Candidate, lexicon: Lexicon, fillers: Fillers) -> bool:
    """Whether what strikes is no party: an earthquake, "Hurricane Odile", a crisis."""
    if found.frame.event_type not in ("ASSAULT", "ACCUSE", "THREATEN", "COERCE"):
        return False
    for head in found.of("subject", "by"):
        kind = kinds(head, lexicon.nouns, fillers, lexicon.words)
        if "nature" in kind and kind.isdisjoint({"event", "person", "party", "weapon"}):
            return True
        if any("nature" in lexicon.nouns.get(c.lemma_.lower(), ()) for c in head.lefts if c.dep_ == "compound"):
            return True
    return False


def stated(event: Event, status: str) -> Sequence[Linked]:
    """The arguments of an event; of a transfer that is not sure none that only the text suggests."""
    if event.candidate.frame.event_type != "RETREAT" or status != "unverified":
        return event.arguments
    parties = ("agent", "recipient")
    return [one for one in event.arguments if one.role not in parties or one.argument.basis != "document"]


def is_bare(event: Event, lexicon: Lexicon, fillers: Fillers) -> bool:
    """Whether a noun only takes up or mentions what is no news: "such attacks", "the attack", "the treaty"."""
    token = event.candidate.token
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    general = _is_of_all(token) and not (event.of("quantity") and any(True for _ in event.candidate.of("be")))
    if token.dep_ == "nsubj" and (general or _is_defined(event, lexicon)):
        return True
    if any(c.lower_ in lexicon.words.generic_adverbs for c in event.candidate.verb.children):
        return True
    determiners = {c.lower_ for c in token.lefts if c.dep_ in ("det", "poss", "predet")}
    if determiners & lexicon.words.such_determiners and not event.of("quantity") and not event.factuality.negated:
        return True
    if _is_only_spoken_of(event, determiners):
        return True
    told = [linked for linked in event.arguments if linked.argument.basis == "clause" and linked.role != "place"]
    sure = [linked for linked in told if not _is_any_cargo(event, linked, lexicon)]
    if told and not sure and event.candidate.light is None and not event.of("place"):
        return True
    told = sure
    if _is_told_of(event.candidate, fillers, lexicon):
        return False
    definite = bool(determiners & _DETERMINERS)
    if told or event.candidate.light is not None:
        return False
    numbered = any(c.lower_ in lexicon.words.other_event for c in token.lefts)
    if numbered and token.dep_ == "nsubj" and direct_object(token.head) is not None:
        return False  # "the second blast caught those who had come to help"
    return definite or (token.tag_ in ("NNS", "NNPS") and not event.of("place"))


def _is_any_cargo(event: Event, linked: Linked, lexicon: Lexicon) -> bool:
    """ "The exchange of prisoners", "body transfers": what any of them goes over with, and nothing says whose it is."""
    found = event.candidate
    if found.frame.mode not in _GIVEN or linked.role != "patient" or linked.argument.at is None:
        return False
    if event.factuality.modality == _AGREED or _is_announced(found.token, lexicon):
        return False
    named = found.token.doc[slice(*linked.argument.at)]
    return not any(token.pos_ in ("PROPN", "NUM") or token.ent_type_ in _WHOSE_CARGO for token in named)


def _is_announced(noun: Token, lexicon: Lexicon) -> bool:
    """ "Announced the return of bodies", "announced the start of body transfers"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in lexicon.words.part_prepositions else noun
    return above.dep_ == "dobj" and above.head.lemma_ in lexicon.words.announcing_verbs


def _is_only_spoken_of(event: Event, determiners: Set[str]) -> bool:
    """ "Take this storm lightly", "the storm was 90 miles away": what is known, and strikes nothing here."""
    found = event.candidate
    if found.frame.event_type != _DISASTER or not determiners & _DETERMINERS or event.of("place"):
        return False
    return _is_subject_of_be(found) or (found.light is not None and found.token.dep_ == "dobj")


def _is_subject_of_be(found: Candidate) -> bool:
    return found.light is not None and found.light.lemma_ == "be" and found.token.dep_ == "nsubj"


def _is_told_of(found: Candidate, fillers: Fillers, lexicon: Lexicon) -> bool:
    """Whether a verb says when a noun happened, or how long: "took place at 7:45", "talks held on May 16"."""
    words, noun = lexicon.words, found.token
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    verbs = [c for c in noun.rights if c.dep_ == "relcl" and c.lemma_ in words.occurring_verbs]
    verbs += [c for c in noun.rights if c.dep_ in ("acl", "relcl") and c.lemma_ in words.light_verbs and is_passive(c)]
    if noun.dep_ == "nsubj" and found.light is not None and found.light.lemma_ in words.occurring_verbs:
        verbs.append(found.light)
    return any(token.i in fillers.in_dates and token.i > noun.i for verb in verbs for token in verb.subtree)


def _is_of_all(token: Token) -> bool:
    """ "Attacks are a crime": said of all of them."""
    return token.tag_ == "NNS" and token.head.lemma_ == "be" and token.head.tag_ in _PRESENT


def _is_defined(event: Event, lexicon: Lexicon) -> bool:
    """ "A hurricane must sustain winds of 74 mph", "is a kind of storm": what any of them must do or is is no event."""
    token = event.candidate.token
    if (
        _is_subject_of_be(event.candidate)
        and token.head.tag_ in _PRESENT
        and event.candidate.frame.event_type == _DISASTER
    ):
        return True
    asked = any(c.dep_ == "aux" and lexicon.words.modals.get(c.lower_) == "requested" for c in token.head.lefts)
    indefinite = token.tag_ == "NNS" or any(c.lower_ in ("a", "an") for c in token.lefts)
    return asked and indefinite and event.candidate.frame.event_type == "DISASTER"


def has_what_it_needs(event: Event, fillers: Fillers, lexicon: Lexicon) -> bool:
    """Whether the claim has what its frame needs, or else something of its own: no bare mention (DESIGN 4)."""
    found = event.candidate
    check = NEEDS.get(found.frame.needs)
    if check is not None and not check(event, fillers):
        return False
    if found.frame.needs in ("participle", "negated", "event") or event.arguments:
        return True
    if event.factuality.negated and found.frame.event_type in _TOLD_AS_NONE:
        return True  # "no casualties were reported"
    if any(True for _ in found.of("subject", "object", "by")) and (found.token.pos_ != "NOUN" or _is_carried(found)):
        return True
    return _is_told_of(found, fillers, lexicon) or bool(own_dates(found, fillers, lexicon.words))


def _is_carried(found: Candidate) -> bool:
    """ "It had carried out the attack": a noun that is the object of a verb whose subject does it."""
    return found.light is not None and found.token.dep_ in ("dobj", "conj") and found.frame.event_type == "ASSAULT"


def _roles(event: Event) -> set[str]:
    return {linked.role for linked in event.arguments}


def _has_actor(event: Event, _: Fillers) -> bool:
    return not _roles(event).isdisjoint({"agent", "recipient", "place"})


def _has_agent(event: Event, _: Fillers) -> bool:
    return "agent" in _roles(event)


def _has_party(event: Event, _: Fillers) -> bool:
    return not _roles(event).isdisjoint({"agent", "recipient"})


def _has_place(event: Event, _: Fillers) -> bool:
    roles = event.candidate.frame.roles
    return "place" in _roles(event) or any(roles.get(name) == "place" for name, _ in event.candidate.arguments)


def _has_number(event: Event, _: Fillers) -> bool:
    return "quantity" in _roles(event)


def _has_victim(event: Event, _: Fillers) -> bool:
    return not _roles(event).isdisjoint({"patient", "quantity", "place"})


def _is_negated(event: Event, _: Fillers) -> bool:
    return event.factuality.negated


def _is_bare_participle(event: Event, _: Fillers) -> bool:
    """ "Ten are missing", "ten are missing, most of them men", unlike "were missing the bus"."""
    edges = (head.left_edge for head in event.candidate.of("object"))
    return event.candidate.token.tag_ == "VBG" and all("," in (e.text, e.nbor(-1).text) for e in edges)


def _is_of_another(event: Event, _: Fillers) -> bool:
    """ "Asked Somalia to leave", unlike "asked to leave", "wants to leave": it is somebody else who is to act."""
    found = event.candidate
    clauses = list(found.of("infinitive"))
    if any(own_subject(c) is not None for c in clauses) or (clauses and is_passive(found.token)):
        return True
    return bool(clauses) and any(h.i < c.i for h in found.of("object") for c in clauses if h.i > found.token.i)


def _happens(event: Event, _: Fillers) -> bool:
    """Whether a noun tells of what happened: it strikes or occurs, or has a place or a figure of its own."""
    token = event.candidate.token
    if event.candidate.light is not None or not _roles(event).isdisjoint({"place", "quantity"}):
        return True
    sides = len(_told(event, "agent")) > 1 and event.factuality.modality in (None, "actual")
    if sides or (token.pos_ == "NOUN" and token.dep_ != "nsubj" and _did_something(token)):
        return True
    return token.dep_ in _HAPPENING and (token.dep_ == "ROOT" or token.head.pos_ == "VERB")


def _are_many(event: Event, _: Fillers) -> bool:
    """ "Thousands left their homes", unlike "he left home at noon"."""
    if event.of("quantity"):
        return True
    return any(h.tag_ in _PLURAL or h.lower_ in _ALL or h.dep_ == "conj" for h in event.candidate.of("subject"))


def _told(event: Event, *roles: str) -> list[Linked]:
    """The arguments in some roles that the clause itself names."""
    return [linked for linked in event.arguments if linked.role in roles and linked.argument.basis == "clause"]


def _did_something(noun: Token) -> bool:
    """ "A crash that left four people hurt": a noun of which a relative clause tells what it has done."""
    clauses = (c for c in noun.rights if c.dep_ == "relcl" and tense(c) == "past")
    return any((own := own_subject(c)) is not None and own.tag_ in RELATIVE_PRONOUNS for c in clauses)


NEEDS: Mapping[str, Callable[[Event, Fillers], bool]] = {
    "actor": _has_actor,
    "agent": _has_agent,
    "party": _has_party,
    "place": _has_place,
    "number": _has_number,
    "victim": _has_victim,
    NEGATED: _is_negated,
    "participle": _is_bare_participle,
    "another": _is_of_another,
    "event": _happens,
    "many": _are_many,
}
"""What a frame can need, by the word that its line has."""


def without_doubles(events: Sequence[Event], lexicon: Lexicon) -> list[Event]:
    """The events without the second word for one event in one clause.

    Of a verb and its noun or adjective that tell of the same type the noun stays where the verb only carries it
    ("provide assistance") or says who counts ("recorded ten deaths"), else the verb ("left ten dead"). A noun that
    another event is about ("returned ten bodies", "repelled the attack") is none of its own. What stays has what the
    other one knew.
    """
    by_token = {event.candidate.token.i: event for event in events}
    every = dict(by_token)
    about = {head.i: event for event in events for head in _what_it_is_about(event)}
    for event in events:
        token = event.candidate.token
        carrier = every.get(_first_of(token).head.i) or _whose_partner(token, every)
        if token.pos_ in VERBAL or carrier is None or not _is_same(event, carrier):
            continue
        carriers = lexicon.words.light_verbs | lexicon.words.bare_light_verbs
        counting = carrier.candidate.frame.pattern == _COUNTED and event.candidate.frame.pattern == _DEATHS
        light = counting or (token.head.lemma_ in carriers and token.pos_ != "ADJ" and token.dep_ != "nsubj")
        kept, dropped = (event, carrier) if light else (carrier, event)
        if counting:
            dropped = replace(dropped, arguments=tuple(dropped.of("source")))
        if dropped.candidate.token.i in by_token or counting:
            by_token[kept.candidate.token.i] = by_token.get(kept.candidate.token.i, kept).with_more_of(dropped)
            by_token.pop(dropped.candidate.token.i, None)
    kept_ones = [by_token[i] for i in sorted(by_token)]
    return [event for event in kept_ones if not _is_held(event, about, by_token)]


def _whose_partner(noun: Token, events: Mapping[int, Event]) -> Event | None:
    """ "Was put under investigation": the verb whose entry has the noun in it."""
    above = events.get(noun.head.head.i) if noun.dep_ == "pobj" else None
    return above if above is not None and above.candidate.partner == noun.lower_ else None


def _first_of(noun: Token) -> Token:
    """The first of coordinated nouns."""
    while noun.dep_ == "conj" and noun.pos_ == noun.head.pos_ == "NOUN":
        noun = noun.head
    return noun


def _is_same(event: Event, carrier: Event) -> bool:
    """Whether a noun or adjective tells of what its verb tells: of the same type, and its object or subject."""
    token, frame = event.candidate.token, event.candidate.frame
    if _first_of(token) != token and carrier.candidate.frame.pattern != _COUNTED:
        return False
    token = _first_of(token)
    happens = frame.event_type == "DISASTER" and token.dep_ == "nsubj"
    return frame.event_type == carrier.candidate.frame.event_type and (token.dep_ in _DEPENDING or happens)


def _is_held(event: Event, about: Mapping[int, Event], kept: Mapping[int, Event]) -> bool:
    """Whether a noun is what another event that stays is about."""
    token = event.candidate.token
    holder = about.get(token.i)
    if holder is None or token.pos_ not in ("NOUN", "PROPN") or holder.candidate.token == token:
        return False
    if holder.candidate.frame.event_type == _LOOKING_INTO and (_told(event, *_TELLING) or _did_something(token)):
        return False  # "are investigating the killing of ten men"
    return holder.candidate.token.i in kept


def _what_it_is_about(event: Event) -> Sequence[Token]:
    """The heads that fill a role of a verb's frame, or of a noun's "of"; not those that only caused it."""
    found = event.candidate
    filled = found.frame.roles.items()
    roles = [name for name, role in filled if name not in ("subject", "possessor", "by", "from") and role != "cause"]
    if found.token.pos_ in ("NOUN", "PROPN"):
        roles = [role for role in roles if role == "of"]
    return [head for head in found.of("object", *roles) if head != found.token]


def without_embedded(events: Sequence[Event], limits: Limits) -> list[Event]:
    """The events without what is only the content of a request or an accusation, and without a mere agreement.

    What is requested or blamed gets no row of its own; of "agreed to return the bodies" the return is the row, of
    "agreed to cooperate" the agreement.
    """
    obliged = {e.candidate.verb.i for e in events if e.candidate.frame.pattern == OBLIGED}
    acts = obliged | {e.candidate.token.i for e in events if e.candidate.frame.event_type in _EMBEDDING}
    agreed = {e.candidate.token.i for e in events if e.candidate.frame.event_type == "AGREE"}
    tokens = [(event, event.candidate.token) for event in events]
    said = [(e, t) for e, t in tokens if t.i not in obliged]
    kept = [(e, t) for e, t in said if t.i in acts or not _is_under(t, acts, _CONTENT, limits.embedding_heads)]
    content = {
        t.i: i for _, t in kept for i in agreed if t.i != i and _is_under(t, {i}, _SAID_IN, limits.embedding_heads)
    }
    by_token = {t.i: e for e, t in tokens}
    in_words = {i for i in content if by_token[i].candidate.frame.event_type in _DONE_IN_WORDS}
    told = {agreement for i, agreement in content.items() if i not in in_words}
    kept = [(e, t) for e, t in kept if t.i not in told and not (t.i in in_words and content[t.i] not in told)]
    return [_of_agreed(e, by_token[content[t.i]]) if t.i in content else e for e, t in kept]


def _of_agreed(event: Event, agreement: Event) -> Event:
    """What two agree to do to each other, with both: "agreed on an exchange", on a truce, on talks.

    Of a mere return of bodies only where both are told of as the two sides.
    """
    sides = agreement.of("agent")
    if not event.of("quantity") and event.candidate.frame.mode in _GIVEN:
        event = replace(event, arguments=(*event.arguments, *agreement.of("quantity")))  # "the return: 600 for 600"
    mode, told = event.candidate.frame.mode, event.of("agent") or event.of("recipient")
    as_sides = all(side.argument.basis == "document" for side in sides)
    reciprocal = event.candidate.frame.event_type == _TALKS or mode in _RECIPROCAL or (mode == _RETURN and as_sides)
    if told or len(sides) != _TWO or not reciprocal:
        return event
    takers = sides if mode in _GIVEN else []
    return replace(event, arguments=(*sides, *(side.as_role("recipient") for side in takers), *event.arguments))


def without_taken_up(events: Sequence[Event], fillers: Fillers, lexicon: Lexicon) -> list[Event]:
    """The events without a noun that only takes up what a verb before it has told: "his death was mourned"."""
    told: set[tuple[str, str]] = set()
    kept: list[Event] = []
    for event in events:
        words = {(event.candidate.frame.event_type, name) for name in _whom(event)}
        if not (words & told and _only_takes_up(event, fillers, lexicon)):
            kept.append(event)
        if event.candidate.token.pos_ == "VERB":
            told |= words
    return kept


def _whom(event: Event) -> Set[str]:
    """The last words of those to whom it was done."""
    harmed = [linked.argument.name for role in ("patient", "recipient") for linked in event.of(role)]
    return {name.removesuffix("'s").split()[-1].lower() for name in harmed if name.strip("'s")}


def _only_takes_up(event: Event, fillers: Fillers, lexicon: Lexicon) -> bool:
    """Whether a noun tells nothing new: no figure, doer, place or day, and no verb says that it happened."""
    found = event.candidate
    if found.frame.event_type != _HARM or found.token.pos_ != "NOUN" or found.light is not None:
        return False
    if _is_told_of(found, fillers, lexicon):
        return False
    if any(event.of(role) for role in ("quantity", "agent", "place")):
        return False
    return not own_dates(found, fillers, lexicon.words)


def without_repeats(events: Sequence[Event]) -> list[Event]:
    """The events without a second one over the same figures: "the toll rose to 32 dead", "killed or wounded 40".

    Of two that "or" joins the first stays, without a mode.
    """
    kept: list[Event] = []
    for event in events:
        twin = next((n for n, other in enumerate(kept) if _is_over_same(event, other)), None)
        if twin is None:
            kept.append(event)
        elif event.mode != kept[twin].mode:
            kept[twin] = replace(kept[twin], is_either=True)
    return kept


def _is_over_same(event: Event, other: Event) -> bool:
    """Whether two events of one type in one clause count the same, or are joined by "or"."""
    if event.candidate.frame.event_type != other.candidate.frame.event_type:
        return False
    word, first = event.candidate.token, other.candidate.token
    if word.dep_ == "conj" and word.head == first and any(c.lower_ == "or" for c in first.rights if c.dep_ == "cc"):
        return True
    figures = {linked.argument.at for linked in event.of("quantity")}
    return (
        bool(figures)
        and figures == {linked.argument.at for linked in other.of("quantity")}
        and event.mode
        in (
            other.mode,
            None,
        )
    )


def _is_set_apart(clause: Token) -> bool:
    """ "The siege goes on; the governor wants ...": a clause before a semicolon, whatever the parser hangs it on."""
    after = clause.right_edge.i + 1
    return clause.dep_ == "ccomp" and clause.i < clause.head.i and clause.doc[after].text == ";"


def _is_setting(token: Token) -> bool:
    return token.dep_ == "prep" and token.lower_ in _SETTING


def _is_under(token: Token, acts: Set[int], labels: Set[str], heads: int) -> bool:
    for _ in range(heads):
        head = token.head
        if head == token or token.dep_ not in labels or _is_set_apart(token):
            return False
        if labels is _SAID_IN and (_is_setting(token) or (token.dep_ == "acl" and is_reduced(token))):
            return False  # "a deal reached at talks in Lamu", "agreed to a pause brokered by Kenya"
        if head.i in acts:
            return token.dep_ not in ("nsubj", "conj")
        token = head
    return False
