"""Figures whose verb is left out: "two died in Herat and three in Kabul", "61 dead and 200 hurt".

Such a figure is a claim of its own, with what the one before it says but for what it says itself.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from dateline.doc.offsets import sentence_of, sentence_tokens
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.event import Event, Linked, figure_of, participant
from dateline.layers.claims.factuality import Factuality
from dateline.layers.claims.fillers import Filler, Fillers, Participant, between
from dateline.layers.claims.lexicon import Lexicon
from dateline.layers.claims.losses import loss_of
from dateline.layers.quantities.values import Quantity

_GAPPED = frozenset({"CASUALTY", "DAMAGE", "RETREAT", "AID", "TERRITORIAL_CONTROL", "MOVEMENT", "COERCE", "DISRUPTION"})
"""Event types whose figures go on without their verb."""
_BEFALLING = frozenset({"of", "to", "among"})
_JOINING = frozenset({"and", ",", "but", ";"})


def elided(doc: Doc, events: Sequence[Event], lexicon: Lexicon, fillers: Fillers) -> list[Event]:
    """The events that figures tell of whose verb is left out, with the figure's token as their word."""
    taken = {i for event in events for linked in event.of("quantity") for i in range(*_at(linked))}
    words = {event.candidate.token.i for event in events}
    found: dict[int, list[Event]] = {}
    for figure in fillers.quantities:
        if figure.start in taken or figure.value.kind != "count" or figure.value.per is not None:
            continue
        event = (
            _with_loss(doc, figure, words, lexicon)
            or _with_noun(doc, figure, words, lexicon)
            or _gapped(doc, figure, events, fillers)
        )
        if event is not None:
            found.setdefault(event.candidate.token.i, []).append(event)
    return [_joined(several) for several in found.values()]


def _joined(events: Sequence[Event]) -> Event:
    """One event of several over one word: "the dead include four women and three children"."""
    figures = (linked for event in events for linked in event.of("quantity"))
    return events[0] if len(events) == 1 else replace(events[0], arguments=tuple(figures))


def _at(linked: Linked) -> tuple[int, int]:
    return linked.argument.at or (0, 0)


def _with_loss(doc: Doc, figure: Filler[Quantity], words: set[int], lexicon: Lexicon) -> Event | None:
    """ "200 hurt", "nine others injured", "26 people unaccounted for": a figure and the word for what befell them."""
    loss = loss_of(doc, figure, lexicon)
    if loss is None or loss[0].i in words:
        return None
    word, frame = loss
    scope = min(figure.start, word.i), max(figure.end, word.i + 1)
    return Event(Candidate(frame, word, None, (), scope), Factuality(), (figure_of(doc, figure),))


def _with_noun(doc: Doc, figure: Filler[Quantity], words: set[int], lexicon: Lexicon) -> Event | None:
    """ "The deaths of ten and injuries to 50": a figure and the noun for what befell those before it."""
    i = (figure.start if figure.value.modifier_start is None else figure.value.modifier_start) - 2
    if i < 0 or i in words or doc[i].pos_ != "NOUN" or doc[i + 1].lower_ not in _BEFALLING:
        return None
    frames = lexicon.frames.get((doc[i].lemma_.lower(), "NOUN"), ())
    frame = next((f for f in frames if f.event_type == "CASUALTY" and f.pattern == "deaths"), None)
    if frame is None:
        return None
    candidate = Candidate(frame, doc[i], None, (), (i, figure.end))
    return Event(candidate, Factuality(), (figure_of(doc, figure),))


def with_parts(doc: Doc, events: Sequence[Event], fillers: Fillers) -> list[Event]:
    """The events with the parts of their figures that no event has: "45 hurt, six of them critically"."""
    owners = {
        linked.argument.at[0]: n for n, e in enumerate(events) for linked in e.of("quantity") if linked.argument.at
    }
    found = list(events)
    for figure in fillers.quantities:
        n = owners.get(figure.value.part_of) if figure.value.part_of is not None else None
        if n is not None and figure.start not in owners and figure.value.kind == "count":
            found[n] = replace(found[n], arguments=(*found[n].arguments, figure_of(doc, figure)))
            owners[figure.start] = n
    return found


def gaps(doc: Doc, fillers: Fillers, lexicon: Lexicon) -> dict[int, int]:
    """The bare figures with a place, day or side of their own instead of a verb: first token, one past their phrase.

    "Two died in Herat and three in Kabul": another figure stands before it in the sentence, no verb in between.
    """
    found: dict[int, int] = {}
    for before, figure in pairwise(fillers.quantities):
        if figure.value.kind != "count" or sentence_of(doc, before.start) != sentence_of(doc, figure.start):
            continue
        end = sentence_tokens(doc, sentence_of(doc, figure.start))[1]
        i = figure.end
        while i < end and doc[i].lemma_.lower() in lexicon.words.counted_people:
            i += 1
        if doc[figure.start - 1].pos_ == "VERB":
            continue  # "kills nine, injures dozens in Lamu"
        if i >= end or i > figure.end + 2 or doc[i].lower_ not in lexicon.words.gap_prepositions:
            continue
        opened = {doc[k].lower_ for k in range(max(0, figure.start - 4), figure.start)} & _JOINING
        near = any(between(named, i, i + 4) for named in (fillers.places, fillers.dates, fillers.actors))
        if opened and near and not _has_verb(doc, before.end, figure.start):
            found[figure.start] = _last_of_phrase(doc, i, end)
    return found


def _gapped(doc: Doc, figure: Filler[Quantity], events: Sequence[Event], fillers: Fillers) -> Event | None:
    """A bare figure with a place or a day of its own, in the sentence of an event that has a figure too."""
    last = fillers.gaps.get(figure.start)
    if last is None:
        return None
    start, end = sentence_tokens(doc, sentence_of(doc, figure.start))
    near = [e for e in events if start <= e.candidate.token.i < end and e.of("quantity")]
    near.sort(key=lambda e: (e.candidate.token.i > figure.start, abs(e.candidate.token.i - figure.start)))
    model = next((e for e in near if e.candidate.frame.event_type in _GAPPED), None)
    if model is None:
        return None
    places = between(fillers.places, figure.end, last)
    return _like(doc, model, figure, places, (figure.start, last))


def _has_verb(doc: Doc, start: int, end: int) -> bool:
    """Whether a second verb stands between two figures; the first may follow its own ("two died in Herat and")."""
    verbs = sum(1 for i in range(start, end) if doc[i].pos_ == "VERB" and doc[i].tag_ != "VBG")
    return verbs > 1


def _last_of_phrase(doc: Doc, start: int, end: int) -> int:
    """One past the prepositional phrases from a token on: to the next comma, conjunction or verb."""
    for i in range(start + 1, end):
        if (
            doc[i].is_punct
            or doc[i].pos_ in ("CCONJ", "VERB", "SCONJ")
            or (doc[i].pos_ == "NUM" and doc[i - 1].pos_ == "ADP" and i > start + 3)
        ):
            return i
    return end


def _like(
    doc: Doc,
    model: Event,
    figure: Filler[Quantity],
    places: Sequence[Participant],
    scope: tuple[int, int],
) -> Event:
    """The event of the model with another figure, and its place and day where these are given."""
    kept = [linked for linked in model.arguments if linked.role not in ("quantity", "patient")]
    if places:
        kept = [linked for linked in kept if linked.role != "place"]
    own = [participant("place", place) for place in places]
    word = doc[figure.start]
    frame = model.candidate.frame
    candidate = Candidate(frame, word, None, (), scope)
    return replace(model, candidate=candidate, arguments=(*kept, figure_of(doc, figure), *own), also_mode=model.mode)
