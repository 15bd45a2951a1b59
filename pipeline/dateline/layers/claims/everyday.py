"""What is no event that an analyst counts, though its words are: private dealings, games, what anybody may do."""

from collections.abc import Iterator, Set
from itertools import islice

from spacy.tokens import Token

from dateline.doc.offsets import region_of
from dateline.doc.predicates import VERBAL, is_passive, own_subject, tense
from dateline.layers.actors.values import Actor
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.event import Event, Linked
from dateline.layers.claims.fillers import Fillers
from dateline.layers.claims.games import is_contest
from dateline.layers.claims.lexicon import Lexicon, Words
from dateline.layers.claims.nouns import is_acronym
from dateline.layers.places.values import Place

_DEALINGS = frozenset({
    "REQUEST", "AGREE", "CONSULT", "COOPERATE", "CONCEDE", "REJECT", "SUPPORT", "SANCTION", "MOBILIZE",
    "INVESTIGATE",
})  # fmt: skip
"""Event types that take place between parties, of whom one at least must be public."""
_DEEDS = frozenset({
    "ASSAULT", "CASUALTY", "COERCE", "DAMAGE", "DISASTER", "DISRUPTION", "MOVEMENT", "AID", "RETREAT", "INVESTIGATE",
})  # fmt: skip
"""Event types that happen once and at one place; "smokers die young" is none of them."""
_TALKS = frozenset({"CONSULT", "AGREE", "MOBILIZE", "INVESTIGATE"})
"""Event types that tell of something even where nobody is named: "a treaty signed in Lamu"."""
_ASKING, _BLAMING, _HELPING = "REQUEST", "ACCUSE", "AID"
_IDENTIFYING, _MOBILISING = "identify", "MOBILIZE"
_ANYBODY = frozenset({"people", "public"})
"""Those who are no public party where something is done to them: "it allows people to see"."""
_PERSONAL = frozenset({"he", "she", "i", "we", "you", "me", "us"})
_SELF = frozenset({"i", "me", "you", "myself", "yourself"})
_OWN = frozenset({"my", "your"})
_SAID_OF_SELF = frozenset({"ACCUSE", "THREATEN", "AID"})
_ENDING, _ASKED = frozenset({".", "?", "!"}), "?"
_RECEIVING = "receive-aid"
_BY_STATE = frozenset({"given-sentence", "acquit", "put-under", "measure-ended", "plea"})
"""Patterns of what a state or its courts alone do."""
_PLURAL = frozenset({"NNS", "NNPS"})
_MAY_BE, _PLANNED = "hypothetical", "planned"
_DYING, _SUFFERING = "CASUALTY", "suffer"
_CHARGED = frozenset({"CASUALTY", "ASSAULT"})
_WHOSE = ("quantity", "recipient", "place")
_NEAR = 2
_ANCIENT = 500
"""Years ago from which on nobody is a party of today."""
_OF_NATURE = frozenset({"DISASTER", "DAMAGE", "CASUALTY"})
_PUBLIC_TYPES = frozenset({"state", "group"})
_ACTING = frozenset({"force", "crowd"})
_BARE = frozenset({"det", "poss", "nummod", "quantmod", "predet"})


def is_everyday(event: Event, lexicon: Lexicon, fillers: Fillers) -> bool:
    """Whether it is a dealing between private parties, a move in a game, a mere charge, or is said of all."""
    found = event.candidate
    if is_asked(found.token) or is_charge(event, lexicon) or is_contest(event, lexicon) or is_dread(event):
        return True
    if is_personal(event) or is_ancient(found.token, lexicon.words) or is_renaming(found, lexicon.words):
        return True
    return is_private(event, lexicon) or is_general(event, lexicon, fillers)


def is_asked(token: Token) -> bool:
    """ "Did the federation warn you?": what a question asks for is not told; what stands behind it may be."""
    end = next((t for t in token.doc[token.i : token.sent.end] if t.text in _ENDING), None)
    return end is not None and end.text == _ASKED


def is_personal(event: Event) -> bool:
    """ "My parents wanted me to play", "I talked to them": what "I" and "you" have to do with each other or with kin.

    Where a state, an office or another known actor takes part it may be of interest.
    """
    found = event.candidate
    if found.frame.event_type not in _DEALINGS | _SAID_OF_SELF or is_passive(found.token):
        return False
    parties = [*event.of("agent"), *event.of("recipient"), *event.of("source")]
    if any(isinstance(party.value, Actor | Place) for party in parties):
        return False
    heads = [head for _, head in found.arguments]
    return any(h.lower_ in _SELF or any(c.lower_ in _OWN for c in h.lefts if c.dep_ == "poss") for h in heads)


def is_private(event: Event, lexicon: Lexicon) -> bool:
    """ "The singer asked her band to play": what passes between people and firms alone, or between nobody.

    Of what somebody unnamed does ("the clerk was told not to publish it") it is not known.
    """
    found = event.candidate
    if found.frame.pattern in _BY_STATE:
        return False
    if found.frame.pattern == _RECEIVING:
        if event.of("quantity") or any(head.tag_ in _PLURAL for head in found.of("subject")):
            return False
    elif found.frame.event_type not in _DEALINGS or found.frame.mode == _IDENTIFYING:
        return False
    parties = [*event.of("agent"), *event.of("recipient"), *event.of("source")]
    named = any(isinstance(party.value, Actor) for party in parties)
    if not named and found.frame.event_type != _MOBILISING and _may_only_be(event, lexicon.words):
        return True
    if not parties:
        if found.token.pos_ in ("NOUN", "PROPN") or found.frame.event_type in _TALKS or is_passive(found.token):
            return False
        return not any(_may_be_public(head, lexicon) for head in found.of("subject", "by"))
    by_somebody = found.frame.event_type == _ASKING and is_passive(found.token) and not event.of("agent")
    return not by_somebody and not any(is_public(party, found.token, lexicon) for party in parties)


def _may_only_be(event: Event, words: Words) -> bool:
    """ "Prosecutors could demand an apology", "if they agree": a modal or a condition says that it is not known."""
    sure = event.factuality
    if sure.modality != _MAY_BE or sure.cue is None:
        return False
    modal = event.candidate.token.doc[sure.cue]
    cue = modal.lower_ if modal.head.i in event.candidate.heads else ""
    return words.modals.get(cue) == _MAY_BE or cue in words.conditions


def _may_be_public(head: Token, lexicon: Lexicon) -> bool:
    """Whether a subject that is no party of the claim may be one: "they", a name, "ministers"; not "the shop"."""
    lemma = head.lemma_.lower()
    acts = bool(lexicon.nouns.get(lemma, frozenset()) & _ACTING)
    named = head.pos_ in ("PRON", "PROPN") and head.lower_ not in _PERSONAL
    return named or lemma in lexicon.words.public_nouns or acts


def is_public(party: Linked, token: Token, lexicon: Lexicon, but: Set[str] = frozenset()) -> bool:
    """Whether a party is a state or a body or office of one, an armed group, a crowd, or speaks for people.

    but: public nouns that do not make it one.
    """
    words, value = lexicon.words, party.value
    if isinstance(value, Place):
        return True
    if isinstance(value, Actor) and (
        value.type in _PUBLIC_TYPES or (value.sector is not None and value.sector not in words.private_sectors)
    ):
        return True
    at = party.argument.at
    tokens = token.doc[at[0] : at[1]] if at is not None else ()
    lemmas = {each.lemma_.lower() for each in tokens} | {word.lower() for word in party.argument.name.split()}
    if isinstance(value, Actor) and value.sector in words.private_sectors:
        lemmas = {each.lemma_.lower() for each in tokens if each.pos_ != "PROPN"}  # "the Salling Group"
    public = words.public_nouns - but
    if lemmas & (public if party.role != "recipient" else public - _ANYBODY):
        return True
    if party.argument.layer == "none" and any(is_acronym(each) for each in tokens):
        return True
    if any(each.tag_ in _PLURAL and each.lemma_.lower() in words.public_groups for each in tokens):
        return True
    return any(lexicon.nouns.get(lemma, frozenset()) & _ACTING for lemma in lemmas)


def is_dread(event: Event) -> bool:
    """ "I thought I was going to die": nobody plans to, unless it is told how many will."""
    frame = event.candidate.frame
    planned = event.factuality.modality == _PLANNED and frame.event_type == _DYING and frame.pattern == _SUFFERING
    return planned and not event.of("quantity") and any(h.pos_ == "PRON" for h in event.candidate.of("subject"))


def is_charge(event: Event, lexicon: Lexicon) -> bool:
    """ "Charged with murder", "seven counts of homicide": what a court says, unless it says of whose death."""
    found = event.candidate
    token = found.token
    if found.frame.event_type not in _CHARGED or token.pos_ != "NOUN" or token.dep_ not in ("pobj", "conj"):
        return False
    if any(event.of(role) for role in _WHOSE) or any(True for _ in found.of("of", "possessor")):
        return False
    above = list(islice(token.ancestors, _NEAR))
    return any(each.lemma_.lower() in lexicon.words.charging for each in above)


def is_general(event: Event, lexicon: Lexicon, fillers: Fillers) -> bool:
    """ "Smokers die younger", "a blow can damage the brain", "events where people are killed": said of no one event."""
    found, words = event.candidate, lexicon.words
    verb = found.verb
    if found.frame.event_type == _BLAMING and verb.dep_ in ("acl", "relcl"):
        return _is_bare_plural(verb.head, lexicon, fillers)  # "people accused of crimes"
    if found.frame.event_type not in _DEEDS or verb.pos_ not in VERBAL or found.token.pos_ == "ADJ":
        return False
    if any(c.dep_ == "aux" and c.lower_ in words.capabilities for c in verb.lefts):
        return True
    if not _is_simple_present(verb):
        return False
    if found.frame.event_type in _OF_NATURE and _is_of_nature(verb, lexicon, fillers):
        return True
    if event.of("place"):
        return False
    if found.frame.event_type == _HELPING and not is_passive(verb) and not event.of("quantity"):
        return True  # "the charity provides food for families"
    return any(noun != found.token and _is_bare_plural(noun, lexicon, fillers) for noun in _spoken_of(verb))


def is_renaming(found: Candidate, words: Words) -> bool:
    """ "It became a tropical storm": what something is called from then on strikes nobody yet."""
    token = found.token
    return token.dep_ == "attr" and token.pos_ == "NOUN" and token.head.lemma_ in words.becoming_verbs


def is_ancient(token: Token, words: Words) -> bool:
    """ "Captured the hill in 15 BC", "died 3,500 years ago": what archaeology tells of."""
    for each in token.sent:
        if each.lower_ in words.eras and each.i and each.nbor(-1).like_num:
            return True
        if each.lower_ == "ago" and each.i > token.sent.start + 1 and each.nbor(-1).lemma_ == "year":
            number = each.nbor(-2).lower_.replace(",", "")
            if number in words.large_numbers or (number.isdigit() and int(number) >= _ANCIENT):
                return True
    return False


def _is_of_nature(verb: Token, lexicon: Lexicon, fillers: Fillers) -> bool:
    """ "Hurricanes strike the Caribbean in summer"; not "floods kill ten"."""
    if any(token.i in fillers.in_counts for token in verb.subtree):
        return False
    return any(_is_bare_nature(noun, lexicon) for noun in _spoken_of(verb))


def _is_bare_nature(noun: Token, lexicon: Lexicon) -> bool:
    """ "Hurricanes"; not "a storm", "the floods", "Hurricane Odile", "quake hits island"."""
    if noun.tag_ != "NNS" or any(c.dep_ in _BARE or c.pos_ in ("PROPN", "NUM") for c in noun.lefts):
        return False
    return "nature" in lexicon.nouns.get(noun.lemma_.lower(), ())


def _spoken_of(verb: Token) -> Iterator[Token]:
    """The subject of a clause, and the noun that a relative clause says more of."""
    found = own_subject(verb)
    if found is not None:
        yield found
    if verb.dep_ == "relcl":
        yield verb.head


def _is_simple_present(verb: Token) -> bool:
    """ "Die", "are killed"; not "have died", "are dying", and not in a title."""
    if verb.tag_ == "VBG" or any(c.lemma_ in ("have", "do", "will") or c.tag_ in ("MD", "VBG") for c in verb.lefts):
        return False
    if verb.tag_ == "VBN" and not is_passive(verb):
        return False
    return tense(verb) == "present" and region_of(verb.doc, verb.idx) != "title"


def _is_bare_plural(noun: Token, lexicon: Lexicon, fillers: Fillers) -> bool:
    """ "Smokers", "events"; not "rebels", "the soldiers", "ten men", "Kenyan miners"."""
    if noun.tag_ != "NNS" or fillers.at(noun.i) is not None or noun.i in fillers.in_counts:
        return False
    if any(c.dep_ in _BARE or c.pos_ == "PROPN" or c.i in fillers.in_counts for c in noun.lefts):
        return False
    return lexicon.nouns.get(noun.lemma_.lower(), frozenset()).isdisjoint(_ACTING)
