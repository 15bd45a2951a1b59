"""Documents that tell of no conflict and no need: what counts there only between known public parties."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from dateline.layers.actors.values import Actor
from dateline.layers.claims.event import Event
from dateline.layers.claims.everyday import is_public
from dateline.layers.claims.fillers import Fillers
from dateline.layers.claims.lexicon import Lexicon
from dateline.layers.claims.nouns import kinds
from dateline.layers.claims.obituaries import is_blameless

_LOUD = frozenset({
    "ASSAULT", "CASUALTY", "COERCE", "DAMAGE", "DISASTER", "DISRUPTION", "MOBILIZE", "MOVEMENT", "PROTEST", "RETREAT",
    "SANCTION", "TERRITORIAL_CONTROL",
})  # fmt: skip
"""Event types whose rows, with something of their own, make a document one that tells of conflict or need."""
_BETWEEN_PARTIES = frozenset({
    "ACCUSE", "AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "INVESTIGATE", "REJECT", "REQUEST",
    "SANCTION", "STATEMENT", "SUPPORT", "TERRITORIAL_CONTROL", "THREATEN",
})  # fmt: skip
"""Event types that there take a known public party."""
_BY_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
"""Event types that there take a known public party, a place or a figure: a critic attacks, a queen is captured."""
_COERCING, _BY_DECREE = "COERCE", frozenset({None, "ban"})
"""What firms do as well as states: they forbid."""
_ARREST = "arrest"
"""What is of no game and no critic: nobody is arrested but by the state."""
_SAVING = frozenset({"rescue", "evacuate"})
_HELPING, _HARM = "AID", frozenset({"CASUALTY", "DAMAGE"})
_LOSS = "CASUALTY"
_PEOPLE = frozenset({"PERSON", "NORP"})
_PERSONS = frozenset({"person", "party", "kin", "force", "crowd", "number", "body", "place"})
_PARTIES = ("agent", "recipient", "source")
_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})


def without_small_talk(doc: Doc, events: Sequence[Event], fillers: Fillers, lexicon: Lexicon) -> list[Event]:
    """The events; of a document that tells of no conflict without what has no argument or no known public party."""
    if not is_quiet(doc, events, lexicon):
        return list(events)
    several = loudness(events) >= lexicon.limits.several_rows
    told = [event for event in events if several or _has_something(event)]
    return [event for event in told if not _is_small(event, fillers, lexicon)]


def loudness(events: Sequence[Event]) -> int:
    """How many events are deeds or losses with something of their own."""
    return sum(1 for event in events if event.candidate.frame.event_type in _LOUD and event.arguments)


def is_quiet(doc: Doc, events: Sequence[Event], lexicon: Lexicon) -> bool:
    """Whether a document long enough to judge by has few rows of deeds and losses, and few words for such."""
    limits = lexicon.limits
    if len(doc) < limits.quiet_tokens:
        return False
    trouble = len({token.lemma_.lower() for token in _troubled(doc, lexicon) if token.pos_ in _NAMING})
    loud = loudness(events)
    if trouble < limits.quiet_words and loud * limits.wordless_tokens_a_row < len(doc):
        return True
    return trouble < limits.troubled_words and loud * limits.quiet_tokens_a_row < len(doc)


def _troubled(doc: Doc, lexicon: Lexicon) -> Iterator[Token]:
    """The words of conflict and need, of any part of speech; each lemma is looked up once."""
    lemmas = doc.to_array("LEMMA").tolist()
    known = {lemma for lemma in set(lemmas) if doc.vocab.strings[lemma].lower() in lexicon.words.trouble}
    return (doc[i] for i, lemma in enumerate(lemmas) if lemma in known)


def _has_something(event: Event) -> bool:
    """Whether a claim has an argument; "no casualties were reported" needs none."""
    return bool(event.arguments) or (event.factuality.negated and event.candidate.frame.event_type in _HARM)


def _is_small(event: Event, fillers: Fillers, lexicon: Lexicon) -> bool:
    return (
        is_blameless(event, lexicon)
        or _befalls_nobody(event, fillers, lexicon)
        or (_takes_public_party(event) and not _has_public_party(event, lexicon))
    )


def _befalls_nobody(event: Event, fillers: Fillers, lexicon: Lexicon) -> bool:
    """ "The death of the project", "the product is dead": a loss of no person."""
    if event.candidate.frame.event_type != _LOSS or event.of("quantity") or not event.of("patient"):
        return False
    doc = event.candidate.token.doc
    spans = [doc[slice(*one.argument.at)] for one in event.of("patient") if one.argument.at is not None]
    heads = [span.root for span in spans]
    return not any(_is_person(head, fillers, lexicon) for head in heads)


def _is_person(head: Token, fillers: Fillers, lexicon: Lexicon) -> bool:
    if head.pos_ == "PRON" or head.ent_type_ in _PEOPLE:
        return True
    return bool(kinds(head, lexicon.nouns, fillers, lexicon.words) & _PERSONS)


def _takes_public_party(event: Event) -> bool:
    """ "Discussed", "restricted", "attacked": what needs a public party there; a deed with a place or figure not."""
    kind = event.candidate.frame.event_type
    forbids = kind == _COERCING and event.mode in _BY_DECREE
    if kind in _BY_FORCE and not forbids:
        return event.mode != _ARREST and not event.of("place") and not event.of("quantity")
    return forbids or (kind in _BETWEEN_PARTIES and not (kind == _HELPING and event.mode in _SAVING))


def _has_public_party(event: Event, lexicon: Lexicon) -> bool:
    """Whether a state, an office or an armed group takes part, not only a team, an agency, or a court."""
    words = lexicon.words
    parties = [party for role in _PARTIES for party in event.of(role)]
    told = [p for p in parties if not (isinstance(p.value, Actor) and p.value.sector in words.civic_sectors)]
    return any(is_public(party, event.candidate.token, lexicon, but=words.civic_nouns) for party in told)
