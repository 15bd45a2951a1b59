"""From a trigger to a claim: its arguments, its clause, and what is said about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Token

from dateline.doc.offsets import region_of
from dateline.doc.predicates import Range, extent, noun_phrase, own_subject, trim
from dateline.layers.claims.arguments import Arc, arcs, hangs_on
from dateline.layers.claims.factuality import Certainty, certainty
from dateline.layers.claims.fillers import Mention, Mentions, between
from dateline.layers.claims.lexicon import Trigger, Words
from dateline.layers.claims.resolve import number

_HARMS = frozenset({"ASSAULT", "CASUALTY", "COERCE", "DAMAGE", "AID"})
CORE = ("agent", "recipient", "patient")
_PERSONAL = frozenset({"it", "he", "she", "they"})


@dataclass
class Arg:
    """One argument of a claim: a mention of a layer, or (layer none) a phrase."""

    role: str
    layer: str
    name: str
    at: Range | None
    basis: str = "clause"
    key: str = ""
    side: str = ""
    value: dict[str, Any] = field(default_factory=dict)


@dataclass
class Draft:
    """A claim in the making."""

    trigger: Trigger
    token: Token
    light: Token | None
    arcs: list[Arc]
    certainty: Certainty
    scope: Range
    args: list[Arg] = field(default_factory=list)

    def of(self, *roles: str) -> list[Arg]:
        """The arguments of some roles."""
        return [arg for arg in self.args if arg.role in roles]


def draft(
    token: Token, triggers: list[Trigger], words: Words, mentions: Mentions, speaker: Mention | None
) -> Draft | None:
    """The claim that a token tells of, without source and relations; None where no trigger fits.

    speaker: the source of the content that the token stands in, whom a pronoun subject may stand for.
    """
    light = light_verb(token, words)
    doing = light is not None and words["light"][light.lemma_] != "bare"
    found = arcs(token, light, doing=doing, headline=_is_headline(token, triggers))
    trigger = next((t for t in triggers if _has_object(t, found, mentions)), None)
    if trigger is None or (trigger.event_type == "ASSAULT" and _is_nature(found, words)):
        return None
    made = Draft(trigger, token, light, found, certainty(token, light or token, words), (0, 0))
    made.scope = scope(token, light)
    made.args = _without_own_state(list(_core(made, mentions, speaker)))
    made.args += _quantities(made, mentions)
    made.args += _places(made, mentions)
    made.args += _struck(made)
    return made if _counts(made, mentions) else None


def _is_headline(token: Token, triggers: list[Trigger]) -> bool:
    """Whether a verb of harm or rescue stands in the title, where its past form has no subject that acts."""
    harms = any(t.frame in ("attack", "harm", "rescue") and t.event_type in _HARMS for t in triggers)
    return harms and region_of(token.doc, token.idx) == "title"


def light_verb(token: Token, words: Words) -> Token | None:
    """The verb that only carries a noun trigger: "launched" in "launched strikes", "held" in "talks were held"."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    noun = token
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in words["container"]:
        noun = noun.head.head
    if noun.dep_ in ("dobj", "nsubjpass", "nsubj", "acl") and noun.head.pos_ == "VERB":
        return noun.head if noun.head.lemma_ in words["light"] else None
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.lemma_ in words["light"]:
        return noun.head.head
    return None


def _is_nature(found: list[Arc], words: Words) -> bool:
    """Whether what strikes is no party: an earthquake, "Hurricane Odile", a crisis."""
    doers = [head for name, head in found if name == "subject"]
    return any(t.lemma_.lower() in words["nature"] for head in doers for t in (head, *head.lefts))


def _has_object(trigger: Trigger, found: list[Arc], mentions: Mentions) -> bool:
    if not trigger.objects:
        return True
    heads = [head for name, head in found if name in ("object", "of", "over", "modifier", "subject")]
    on_ground = [head for name, head in found if trigger.roles.get(name) == "place"] if trigger.ground else []
    return any(_stands_for(h, trigger.objects) for h in heads) or any(_is_place(h, mentions) for h in on_ground)


def _is_place(head: Token, mentions: Mentions) -> bool:
    """Whether a noun is a place, or a part of one: "Lamu", "most of Lamu"."""
    parts = [head, *(p for of in head.rights if of.lower_ == "of" for p in of.rights if p.dep_ == "pobj")]
    return any((found := mentions.at(p.i)) is not None and found.layer == "places" for p in parts)


def _stands_for(head: Token, objects: frozenset[str]) -> bool:
    if head.lemma_.lower() in objects:
        return True
    return any(
        c.lemma_.lower() in objects or (c.dep_ == "prep" and any(p.lemma_.lower() in objects for p in c.rights))
        for c in head.children
        if c.dep_ in ("prep", "compound", "poss", "conj")
    )


def scope(token: Token, light: Token | None) -> Range:
    """The clause of a claim: from the subject to the last argument or adjunct; coordinate clauses are left out."""
    head = light or token
    start, end = extent(head)
    for child in head.rights:
        if child.dep_ in ("conj", "cc", "parataxis") and child.i > token.i:
            end = min(end, child.left_edge.i)
            break
    if head.pos_ == "VERB" and own_subject(head) is None and head.dep_ == "conj":
        shared = own_subject(head.head)
        start = shared.left_edge.i if shared is not None and shared.i < head.i else start
    return trim(head.doc, (start, max(end, token.i + 1)))


def _core(made: Draft, mentions: Mentions, speaker: Mention | None) -> Iterator[Arg]:
    roles, seen = made.trigger.roles, set()
    for name, head in made.arcs:
        role = _role(name, head, roles, mentions)
        for each in ("agent", "recipient") if role == "both" else (role,):
            found = list(_args(each, head, mentions, speaker)) if each in CORE else []
            if name == "modifier" and head.pos_ not in ("NOUN", "PROPN"):
                found = [arg for arg in found if arg.layer != "none"]
            if name == "object" and "side" in roles:
                found += _sides(roles["side"], head, mentions)
            for arg in found:
                if (arg.role, arg.key) not in seen:
                    seen.add((arg.role, arg.key))
                    yield arg


def _without_own_state(args: list[Arg]) -> list[Arg]:
    """A place that is struck stands for its state, but not where that is the state of who strikes it."""
    owners = {arg.value.get("country") for arg in args if arg.role == "agent"} - {None}
    own = [a for a in args if a.role == "recipient" and a.layer == "places" and a.value.get("country") in owners]
    return [arg for arg in args if arg not in own]


def _role(name: str, head: Token, roles: Mapping[str, str], mentions: Mentions) -> str:
    if name != "modifier":
        return roles.get(name, "")
    side = mentions.at(head.i)
    return roles.get("subject" if side is not None else "object", "")


def _args(role: str, head: Token, mentions: Mentions, speaker: Mention | None) -> Iterator[Arg]:
    found = mentions.at(head.i) or _named(head, mentions)
    if found is None and head.lower_ in _PERSONAL:
        if speaker is None or (head.lower_ in ("he", "she")) != (speaker.value.get("type") == "person"):
            return
        found = speaker
    if found is not None and found.layer == "places":
        yield from _state_of(role, found)
    elif found is not None:
        yield _arg(role, found)
    elif role == "patient":
        start, end = _alone(head)
        if text := head.doc[start:end].text:
            yield Arg(role, "none", text, (start, end), key=text.lower())
    else:
        yield from _sides(role, head, mentions)
        for member in (c for of in head.rights if of.lower_ == "of" for c in of.rights if c.dep_ == "pobj"):
            if (found := mentions.at(member.i)) is None or found.layer == "actors":
                yield from _args(role, member, mentions, speaker)


def _alone(head: Token) -> Range:
    """The noun phrase of a head without those coordinated with it, which are arguments of their own."""
    start, end = noun_phrase(head)
    named = [child for child in head.rights if child.dep_ == "appos"]
    others = [c for noun in (head, *named) for c in noun.rights if c.dep_ in ("cc", "preconj", "conj")]
    return trim(head.doc, (start, min([end, *(c.left_edge.i for c in others)])))


def _named(head: Token, mentions: Mentions) -> Mention | None:
    """The person whom a title stands before, where the parser has the name as its apposition."""
    found = (mentions.at(c.i) for c in head.rights if c.dep_ == "appos" and c.left_edge.i == head.i + 1)
    return next((m for m in found if m is not None and m.value.get("type") == "person"), None)


def _sides(role: str, head: Token, mentions: Mentions) -> Iterator[Arg]:
    """ "Russian drones": the side that a weapon or a group without a name of its own belongs to."""
    for child in head.lefts:
        if child.dep_ in ("amod", "compound", "poss", "nmod"):
            found = mentions.at(child.i)
            if found is not None and found.layer == "actors":
                yield _arg(role, found)


def _state_of(role: str, place: Mention) -> Iterator[Arg]:
    """A place that is struck or helped stands for its state."""
    if role == "patient":
        return
    state = place.state or place.value["name"]
    basis = "clause" if place.value.get("kind") == "country" else "document"
    yield Arg(role, "places", state, (place.start, place.end), basis, state.lower(), value=place.value)


def _arg(role: str, mention: Mention) -> Arg:
    return Arg(
        role,
        mention.layer,
        str(mention.value.get("name") or ""),
        (mention.start, mention.end),
        key=mention.key,
        side=mention.state,
        value=mention.value,
    )


def _heads(made: Draft) -> set[int]:
    return {made.token.i} | ({made.light.i} if made.light is not None else set())


def _quantities(made: Draft, mentions: Mentions) -> Iterator[Arg]:
    doc = made.token.doc
    heads = {made.token.i} | {
        head.i for name, head in made.arcs if made.trigger.roles.get(name) in (*CORE, "both", "place")
    }
    for q in between(mentions.quantities, *made.scope):
        dated = any(d.start <= q.start < d.end for d in between(mentions.dates, q.start - 6, q.end))
        if not dated and not _is_half_of_a_word(doc, q) and hangs_on(doc[q.start : q.end].root, heads):
            text = doc[q.start : q.end].text
            yield Arg("quantity", "quantities", text, (q.start, q.end), key=str(number(q.value)), value=q.value)


def _is_half_of_a_word(doc: Doc, quantity: Mention) -> bool:
    """ "A five-storey block", "a 25-room home": it describes what was hit or given, and counts nothing."""
    after = quantity.end
    return quantity.value.get("kind") == "count" and after + 1 < len(doc) and doc[after].text == "-"


def _places(made: Draft, mentions: Mentions) -> Iterator[Arg]:
    doc, heads, seen = made.token.doc, _heads(made), set()
    for place in between(mentions.places, *made.scope):
        root = doc[place.start : place.end].root
        if place.key not in seen and root.dep_ != "poss" and hangs_on(root, heads):
            seen.add(place.key)
            yield _arg("place", place)
    where = _where(made)
    if where is not None and (found := mentions.at(where.i)) is not None and found.layer == "places":
        yield _arg("place", found)


def _where(made: Draft) -> Token | None:
    """The noun of "..., where ..."."""
    verb = made.light or made.token
    if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.lefts):
        return verb.head
    return None


def _struck(made: Draft) -> Iterator[Arg]:
    """The state whose place is struck, where the text names no other party."""
    if made.trigger.event_type != "ASSAULT" or made.trigger.frame != "attack" or made.of("recipient"):
        return
    owners = {arg.value.get("country") for arg in made.of("agent")}
    for arg in made.of("place")[:1]:
        if owners and None not in owners and arg.value.get("country") not in owners and arg.side:
            yield Arg("recipient", "places", arg.side, arg.at, "document", arg.side.lower(), value=arg.value)


def _counts(made: Draft, mentions: Mentions) -> bool:
    """Whether the claim has what its trigger needs, and a noun something of its own."""
    needs, roles = made.trigger.needs, {arg.role for arg in made.args}
    if needs == "actor":
        return bool(roles & {"agent", "recipient", "place"})
    if needs == "party":
        return bool(roles & {"agent", "recipient"})
    if needs == "place":
        return "place" in roles or any(made.trigger.roles.get(name) == "place" for name, _ in made.arcs)
    if needs == "number":
        return "quantity" in roles
    if needs == "negated":
        return made.certainty.negated
    if needs == "aimed":
        return "agent" in roles and _is_aimed(made, mentions)
    if needs == "object":
        return any(name == "object" for name, _ in made.arcs)
    if needs == "participle":
        return made.token.tag_ == "VBG" and all(name != "object" for name, _ in made.arcs)
    if needs == "infinitive":
        return any(c.dep_ in ("xcomp", "ccomp") and any(x.tag_ == "TO" for x in c.lefts) for c in made.token.rights)
    named = ("modifier",) if made.token.pos_ != "VERB" else ("subject", "object", "by")
    return bool(roles) or any(name in named for name, _ in made.arcs) or bool(own_dates(made, mentions))


def _is_aimed(made: Draft, mentions: Mentions) -> bool:
    """Whether it is done to something that is no date: "fired on the crowd", unlike "fired him on Monday"."""
    marks = (head.i for name, head in made.arcs if made.trigger.roles.get(name) == "recipient")
    return any(i not in mentions.in_dates for i in marks)


def own_dates(made: Draft, mentions: Mentions) -> list[tuple[str, Mention]]:
    """The dates that hang on the trigger, or on a verb coordinated with it, with their prepositions."""
    return dates_at(made.token.doc, _heads(made) | {c.i for c in made.token.conjuncts}, mentions, made.scope)


def dates_at(doc: Doc, heads: set[int], mentions: Mentions, scope: Range) -> list[tuple[str, Mention]]:
    """The dates near a clause that hang on one of the heads."""
    found = []
    sentence = doc[scope[0]].sent
    for date in between(mentions.dates, sentence.start, sentence.end):
        root = doc[date.start : date.end].root
        if hangs_on(root, heads):
            found.append((root.head.lower_ if root.dep_ in ("pobj", "pcomp") else "", date))
    return found
