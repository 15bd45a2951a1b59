"""Where the claims are: triggers of events in clauses, with who, whom, how many, where, when, and on whose word."""

from collections.abc import Callable

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dateline.doc.mentions import set_mentions
from dateline.doc.offsets import in_sentences, sentence_of
from dateline.doc.predicates import Range
from dateline.layers.claims.candidates import candidate, readings
from dateline.layers.claims.dating import cue_dates, event_dates
from dateline.layers.claims.factuality import factuality
from dateline.layers.claims.fillers import Fillers, read_fillers
from dateline.layers.claims.filters import has_what_it_needs, is_in_name, is_natural, is_purpose, without_embedded
from dateline.layers.claims.lexicon import Lexicon, read_lexicon
from dateline.layers.claims.link import Event, Linker
from dateline.layers.claims.relations import flagged, relate
from dateline.layers.claims.resolve import date_interval
from dateline.layers.claims.sourcing import (
    Attributions,
    is_negative,
    is_unnamed,
    read_attributions,
    source_arguments,
    status_and_modality,
    without_attribution,
)
from dateline.layers.claims.values import Argument, Claim, set_claims


def build(nlp: Language, triggers: str, frames: str, classes: str, words: str, states: str) -> "Claims":
    """The component; the settings name its lexicons under models/."""
    return Claims(read_lexicon(triggers, frames, classes, words, states), nlp.vocab.strings.add)


class Claims:
    """Finds the claims of a Doc; `values.claims(doc)` reads them, `doc.spans["claims"]` has their triggers."""

    def __init__(self, lexicon: Lexicon, number: Callable[[str], int]) -> None:
        self.lexicon = lexicon
        forms = {lemma.split()[0 if pos == "VERB" else -1] for lemma, pos in lexicon.triggers}
        forms |= {form.title() for form in forms}
        self.lemmas = np.array(sorted(number(form) for form in forms), dtype=np.uint64)

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        related = relate(found, self.lexicon.limits)
        claims = flagged(found, related)
        set_claims(doc, claims, related)
        triggers = {claim.at: claim for claim in claims}
        set_mentions(
            doc,
            "claims",
            [Span(doc, *at, label=claim.event_type, span_id=claim.rule) for at, claim in triggers.items()],
        )
        return doc

    def find(self, doc: Doc) -> list[Claim]:
        """The claims in reading order, without what they say of each other; positions are tokens."""
        found = np.isin(doc.to_array("LEMMA"), self.lemmas).nonzero()[0].tolist() if len(doc) else []
        hits = in_sentences(doc, found)
        if not hits:
            return []
        fillers = read_fillers(doc, self.lexicon.states)
        said = read_attributions(doc, self.lexicon, fillers, hits)
        events = [event for i in hits if (event := self._event(doc[i], fillers, said)) is not None]
        return [self._claim(event, fillers, said) for event in without_embedded(events, self.lexicon.limits)]

    def _event(self, token: Token, fillers: Fillers, said: Attributions) -> Event | None:
        words, limits = self.lexicon.words, self.lexicon.limits
        triggers = readings(token, self.lexicon)
        if not triggers or is_purpose(token) or is_in_name(token, fillers):
            return None
        found = candidate(token, triggers, words, fillers)
        if found is None or is_natural(found, words):
            return None
        speaker = next((a.speaker for a in said.around(token.i)), None)
        arguments = Linker(words, limits, fillers, speaker).link(found)
        sure = factuality(token, found.verb, words, limits.governing_heads)
        event = Event(found, sure, arguments)
        return event if has_what_it_needs(event, fillers, words) else None

    def _claim(self, event: Event, fillers: Fillers, said: Attributions) -> Claim:
        found, words = event.candidate, self.lexicon.words
        doc, nearest = found.token.doc, said.nearest(found.token.i)
        status, modality = status_and_modality(event, nearest)
        dates, basis = event_dates(found, nearest, fillers.dates, words)
        start, end = date_interval((bound, date.value) for bound, date in dates)
        said_on = cue_dates(doc, nearest, fillers.dates, words) if nearest else []
        days = [Argument("date", "dates", doc[d.start : d.end].text, (d.start, d.end), basis) for _, d in dates]
        return Claim(
            at=self._trigger(found.token),
            rule=found.trigger.rule,
            event_type=found.trigger.event_type,
            mode=found.trigger.mode,
            scope=without_attribution(found.scope, nearest, found.token.i),
            sentence=sentence_of(doc, found.token.i),
            date_start=start,
            date_end=end,
            said_on=said_on[0][1].value.date_end if said_on else None,
            quote_id=next((a.quote_id for a in said.around(found.token.i) if not a.nested), None),
            polarity="-" if is_negative(event, status) else "+",
            modality=modality,
            status=status,
            date_inherited=basis != "clause" and bool(dates),
            source_unnamed=is_unnamed(event, nearest),
            arguments=(*(a.argument for a in event.arguments), *source_arguments(event, said), *days),
        )

    def _trigger(self, token: Token) -> Range:
        """The trigger's tokens, with its particle: "shot down"."""
        particle = next((c.i for c in token.rights if c.dep_ == "prt"), token.i)
        return token.i, particle + 1 if particle <= token.i + self.lexicon.limits.particle_distance else token.i + 1
