"""Where the dates are: the candidates that are dates where they stand, read in the order of the text."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from dateline.data import read_jsonl, read_limits
from dateline.doc.mentions import set_mentions, set_why
from dateline.gold.scoring import score_layer
from dateline.layers.dates import dateparser_answers
from dateline.layers.dates.anchoring import Limits
from dateline.layers.dates.candidates import Candidate, Grammar
from dateline.layers.dates.days import is_impossible
from dateline.layers.dates.discourse import Discourse, clock_words, unread
from dateline.layers.dates.filters import filter_words, is_date, occurrence, opens_name
from dateline.layers.dates.holidays import Holiday, days_of_holidays, holiday_macro
from dateline.layers.dates.lexicon import calendar_words
from dateline.layers.dates.lists import is_ascending
from dateline.layers.dates.resolve import resolve
from dateline.layers.dates.retold import events, retold
from dateline.layers.dates.slots import Frame
from dateline.layers.dates.tense import Tense, tense_cues


def build(nlp: Language) -> "Dates":
    """The component, over models/patterns/dates.jsonl and models/lexicon/dates_*.jsonl."""
    dateparser_answers.prepare()
    holidays = read_jsonl("lexicon/dates_holidays.jsonl")
    patterns = [*read_jsonl("patterns/dates.jsonl"), holiday_macro(holidays)]
    words = [*calendar_words(), *read_jsonl("lexicon/dates_words.jsonl")]
    cues, limits = read_jsonl("lexicon/dates_cues.jsonl"), Limits(**read_limits("dates"))
    return Dates(Grammar(patterns, words), days_of_holidays(holidays), cues, limits)


class Dates:
    """Finds temporal expressions and says what they mean."""

    def __init__(
        self, grammar: Grammar, holidays: Mapping[str, Holiday], cues: Sequence[Mapping[str, Any]], limits: Limits
    ) -> None:
        self.grammar = grammar
        self.holidays = holidays
        self.words = filter_words(cues)
        self.tense = Tense(tense_cues(cues), limits.verb_climb)
        self.clocks = clock_words(cues)
        self.events = events(cues)
        self.limits = limits

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """Span and value F of the layer (dateline.gold.scoring)."""
        return score_layer(examples, "dates")

    def __call__(self, doc: Doc) -> Doc:
        set_mentions(doc, "dates", self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """The mentions in reading order, each with its meaning in `span._.date`."""
        entities = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
        found = list(self.grammar.candidates(doc))
        discourse = unread(doc, found, self.limits, self.clocks)
        end = 0
        for candidates in found:
            if candidates[0].start >= end:
                end, discourse = self._first(candidates, entities, discourse, end)
        for span, value in retold(doc, discourse.values(), self.events):
            span._.date = value
        return [expression.span for expression in discourse.expressions]

    def frame(self, candidate: Candidate, doc: Doc) -> Frame:
        """The slots of a candidate with their values."""
        frame = self.grammar.frame(candidate, doc)
        if "holiday" in frame:
            known = self.holidays.get(frame["holiday"].replace(" '", "'"))
            frame["holiday_id"], frame["holiday_day"] = known or ("", "")
        return frame

    def _first(
        self, candidates: Iterable[Candidate], entities: Mapping[int, Span], discourse: Discourse, end: int
    ) -> tuple[int, Discourse]:
        """One past the end of the first candidate that is a date where it stands, and the discourse with it read."""
        for candidate in candidates:
            if candidate.pattern.reading == "none":
                return candidate.end, discourse
            here = occurrence(discourse.doc, candidate, entities, self.words, self.limits)
            if opens_name(here):
                return candidate.end, discourse
            if is_date(candidate.pattern, here):
                parts = candidate.parts()
                frames = [self.frame(part, discourse.doc) for part in parts]
                if any(is_impossible(frame) for frame in frames):
                    return candidate.end, discourse
                if candidate.pattern.listed and not is_ascending(frames):
                    continue
                read = self._read(parts, discourse)
                if read is not discourse:
                    return candidate.end, read
        return end, discourse

    def _read(self, parts: Sequence[Candidate], discourse: Discourse) -> Discourse:
        """The discourse with one or two mentions read, on the side that the clause of the first means."""
        side, cue = self.tense.direction(discourse.doc, parts[0].start, parts[0].end)
        if side == "onset":
            side = "near" if "month" in parts[0].names else "future"
        for part in parts:
            discourse = self._read_one(part, discourse, side, cue)
        return discourse

    def _read_one(self, part: Candidate, discourse: Discourse, side: str | None, cue: str) -> Discourse:
        """The discourse with a mention read, or as it was where it means nothing."""
        doc, pattern = discourse.doc, part.pattern
        deadline = self.tense.deadline(doc, part.start, part.end)
        context = discourse.context(part, side, dateparser_answers.question(doc, part), deadline=deadline)
        frame = self.frame(part, doc)
        meaning = resolve(pattern.reading, frame, context)
        if meaning is None:
            return discourse
        span = Span(doc, part.start, part.end, label=meaning.kind, span_id=pattern.id)
        reasons = {"anchor": meaning.anchor, "direction": meaning.direction, "cue": cue}
        if "holiday_id" in frame:
            reasons["holiday"] = frame["holiday_id"]
        if meaning.by:
            reasons["value"] = meaning.by
        if meaning.candidates:
            reasons["candidates"] = " or ".join(meaning.candidates)
        set_why(span, "dates", **reasons)
        return discourse.after(span, meaning, context)
