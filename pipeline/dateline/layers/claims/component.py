"""Where the claims are: triggers of events in clauses, with who, whom, how many, where, when, and on whose word."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dateline.doc.mentions import set_mentions
from dateline.doc.offsets import in_sentences, sentence_of
from dateline.doc.predicates import Range
from dateline.layers.claims.anaphora import with_talks_agreed_at, with_talks_taken_up
from dateline.layers.claims.candidates import candidate, readings
from dateline.layers.claims.confidence import scores
from dateline.layers.claims.coordination import with_shared_adjuncts
from dateline.layers.claims.coreference import Referents
from dateline.layers.claims.dating import cue_dates, event_dates
from dateline.layers.claims.ellipsis import elided, gaps, with_parts
from dateline.layers.claims.event import Event, Linked
from dateline.layers.claims.everyday import is_everyday
from dateline.layers.claims.factuality import factuality
from dateline.layers.claims.fillers import NO_FIGURE, Fillers, read_fillers
from dateline.layers.claims.filters import (
    NEGATED,
    OBLIGED,
    has_what_it_needs,
    is_bare,
    is_described_doer,
    is_generic,
    is_in_name,
    is_military_aim,
    is_natural,
    is_purpose,
    stated,
    without_doubles,
    without_embedded,
    without_repeats,
    without_taken_up,
)
from dateline.layers.claims.lexicon import Lexicon, Words, read_lexicon
from dateline.layers.claims.link import Linker
from dateline.layers.claims.measures import with_measures
from dateline.layers.claims.obituaries import without_natural_deaths
from dateline.layers.claims.quiet import without_small_talk
from dateline.layers.claims.relations import flagged, relate, shared
from dateline.layers.claims.resolve import date_interval
from dateline.layers.claims.setting import settle
from dateline.layers.claims.sourcing import (
    Attributions,
    cue_of,
    is_negative,
    is_unnamed,
    read_attributions,
    source_arguments,
    status_and_modality,
    without_attribution,
)
from dateline.layers.claims.threats import as_threat
from dateline.layers.claims.titles import with_days_of_lead
from dateline.layers.claims.values import Argument, Claim, Relation, set_claims
from dateline.layers.quantities.values import Quantity

_OF_NATURE = "DISASTER"
"""The type of what befalls people and is nobody's deed."""


def build(nlp: Language, frames: str, classes: str, words: str, states: str, least_score: float) -> "Claims":
    """The component; the settings name its lexicons under models/, and the score below which a claim is left out."""
    return Claims(read_lexicon(frames, classes, words, states), nlp.vocab.strings.add, least_score)


class Claims:
    """Finds the claims of a Doc; `values.claims(doc)` reads them, `doc.spans["claims"]` has their triggers."""

    def __init__(self, lexicon: Lexicon, number: Callable[[str], int], least_score: float) -> None:
        self.lexicon = lexicon
        self.least_score = least_score
        forms = {lemma.split()[0 if pos == "VERB" else -1] for lemma, pos in lexicon.frames}
        forms |= {form.rpartition("-")[2] for form in forms}
        forms |= {form.title() for form in forms}
        self.lemmas = np.array(sorted(number(form) for form in forms), dtype=np.uint64)

    def __call__(self, doc: Doc) -> Doc:
        claims, related = self._sure(doc, self.find(doc))
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
        fillers = replace(fillers, gaps=gaps(doc, fillers, self.lexicon))
        referents = Referents(self.lexicon, fillers)
        said = read_attributions(doc, self.lexicon, referents, hits)
        fillers = replace(fillers, dates=[date for date in fillers.dates if date.start not in said.days])
        referents = Referents(self.lexicon, fillers)
        events = [event for i in hits if (event := self._event(doc[i], referents, said, hits)) is not None]
        kept = without_embedded(without_doubles(events, self.lexicon), self.lexicon.limits)
        more = [e for e in elided(doc, kept, self.lexicon, fillers) if not is_everyday(e, self.lexicon, fillers)]
        kept = sorted(kept + more, key=lambda event: event.candidate.token.i)
        kept = without_repeats(without_taken_up(kept, fillers, self.lexicon))
        kept = without_small_talk(doc, without_natural_deaths(kept, self.lexicon), fillers, self.lexicon)
        kept = with_parts(doc, with_talks_agreed_at(with_talks_taken_up(kept)), fillers)
        claims = with_shared_adjuncts(kept, [self._claim(event, fillers, said) for event in kept])
        return settle(doc, kept, claims, referents, self.lexicon.limits)

    def _sure(self, doc: Doc, found: Sequence[Claim]) -> tuple[list[Claim], list[Relation]]:
        """The claims that are sure enough, with their scores, and what they say of each other."""
        related = relate(found, self.lexicon.limits)
        joined = with_days_of_lead(doc, shared(found, related))
        sure = scores(doc, flagged(joined, related), related)
        few = self.lexicon.limits.scored_sentences
        is_short = sum(1 for _ in islice(doc.sents, few)) < few
        least = 0.0 if is_short else self.least_score
        kept = [replace(claim, score=one) for claim, one in zip(joined, sure, strict=True) if one >= least]
        if len(kept) < len(joined):
            related = relate(kept, self.lexicon.limits)
        return flagged(kept, related), related

    def _event(self, token: Token, referents: Referents, said: Attributions, hits: Sequence[int]) -> Event | None:
        lexicon, fillers = self.lexicon, referents.fillers
        frames = readings(token, lexicon)
        if not frames or is_in_name(token, fillers) or is_described_doer(token):
            return None
        found = candidate(token, frames, lexicon, fillers)
        if found is not None and found.frame.needs == NEGATED and not factuality(token, found.verb, lexicon).negated:
            told = [reading for reading in frames if reading[0].needs != NEGATED]
            found = candidate(token, told, lexicon, fillers)
        if found is not None and is_natural(found, lexicon, fillers):
            natural = [reading for reading in frames if reading[0].event_type == _OF_NATURE]
            found = candidate(token, natural, lexicon, fillers)  # "Hurricane Odile hit the town"
        if found is None or is_generic(found, lexicon):
            return None
        aimed = is_purpose(token, lexicon.words)
        if aimed and not is_military_aim(found, lexicon):
            return None
        sure = factuality(token, found.verb, lexicon)
        if sure.unreal:
            return None
        if aimed:
            sure = replace(sure, modality="planned")
        if found.frame.pattern == OBLIGED:
            sure = replace(sure, negated=False)  # "must not attack" is asked for too
        speaker = next((a.speaker for a in said.around(token.i)), None)
        others = frozenset(hits[bisect_left(hits, found.scope[0]) : bisect_left(hits, found.scope[1])]) - found.heads
        linked = Linker(lexicon, fillers, referents, speaker).link(found, others)
        event = as_threat(Event(found, sure, linked), speaker, lexicon.words)
        if is_bare(event, lexicon, fillers) or not has_what_it_needs(event, fillers, lexicon):
            return None
        return None if is_everyday(event, lexicon, fillers) else with_measures(event, fillers, lexicon.words)

    def _claim(self, event: Event, fillers: Fillers, said: Attributions) -> Claim:
        found, words = event.candidate, self.lexicon.words
        doc, nearest = found.token.doc, said.nearest(found.token.i)
        status, modality = status_and_modality(event, nearest, said.around(found.token.i), words)
        dates, basis = event_dates(found, nearest, fillers, words, own_only=event.factuality.alleged)
        start, end = date_interval((bound, date.value) for bound, date in dates)
        said_on = [date for _, date in cue_dates(doc, nearest, fillers.dates, words)] if nearest else []
        if nearest is not None and nearest.day is not None:
            said_on = [nearest.day]
        figures = [linked for linked in event.of("quantity") if _is_count(linked)]
        counted = [linked.value for linked in figures if isinstance(linked.value, Quantity)]
        days = [Argument("date", "dates", doc[d.start : d.end].text, (d.start, d.end), basis) for _, d in dates]
        return Claim(
            at=self._trigger(found.token, found.partner),
            rule=found.frame.rule,
            event_type=found.frame.event_type,
            mode=event.mode,
            scope=without_attribution(found.scope, nearest, found.token.i),
            sentence=sentence_of(doc, found.token.i),
            date_start=start,
            date_end=end,
            said_on=said_on[0].value.date_end if said_on else None,
            quote_id=next((a.quote_id for a in said.around(found.token.i) if not a.nested), None),
            polarity="-" if is_negative(event, status) else "+",
            modality=modality,
            status=status,
            place_inherited=False,
            date_inherited=basis != "clause" and bool(dates),
            source_unnamed=is_unnamed(event, nearest),
            cue=cue_of(event, nearest, status),
            part_of=next((q.part_of for q in counted if q.part_of is not None), None),
            is_addition=any(_is_addition(doc, q, words) for q in figures),
            arguments=(
                *(a.argument for a in stated(event, status) if a.role != "source"),
                *source_arguments(event, said),
                *days,
            ),
        )

    def _trigger(self, token: Token, partner: str) -> Range:
        """The trigger's tokens, with its particle or the second word of its entry: "shot down", "opened fire"."""
        behind = (c.i for c in token.rights if c.dep_ == "prt" or c.lower_ == partner)
        if token.lemma_ == "be" and partner:
            behind = (c.i for c in token.subtree if c.i > token.i and c.lower_ == partner)  # "were in favour"
        particle = next(behind, token.i)
        return token.i, particle + 1 if particle <= token.i + self.lexicon.limits.particle_distance else token.i + 1


def _is_count(figure: Linked) -> bool:
    """Whether a figure counts who or what takes part, and not the event itself."""
    return not (isinstance(figure.value, Quantity) and figure.value.kind in NO_FIGURE)


def _is_addition(doc: Doc, figure: Linked, words: Words) -> bool:
    """Whether a figure adds to one told before: "another two", "nine others", "twelve more"."""
    start, end = figure.argument.at or (0, 0)
    near = doc[max(0, start - 1) : min(len(doc), end + 2)]
    return any(token.lower_ in words.other_event or token.lower_ in words.counted_more for token in near)
