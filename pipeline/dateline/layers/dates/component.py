"""Where the dates are: token patterns and the model's entities, read in the order of the text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from dateline.data import read_jsonl, read_limits
from dateline.doc.mentions import set_mentions, set_why
from dateline.gold.scoring import score_layer
from dateline.layers.dates import dateparser_answers
from dateline.layers.dates.anchoring import Limits
from dateline.layers.dates.discourse import Story, begin
from dateline.layers.dates.filters import Scene, passes
from dateline.layers.dates.patterns import Grammar, Match
from dateline.layers.dates.resolve import resolve
from dateline.layers.dates.tense import Cues

_CODES = 1 << 18  # words whose class is remembered
# What dateparser is asked, in this order: a day without its year, which is read by itself; a month and year as such.
_WRITTEN = {"absolute": ("numeric", "month", "day"), "calendar": ("month", "year")}


def _holiday_macro(holidays: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    names = sorted((n.lower() for h in holidays for n in h["names"]), key=len, reverse=True)
    pattern = " | ".join(n.replace("'s", " POSS").replace("s'", "s POSS") for n in names)
    return {"id": "dates/macro/holiday", "macro": "HOLIDAY", "slot": "holiday", "pattern": pattern}


def build(nlp: Language) -> "Dates":
    """The component, over models/patterns/dates.jsonl and models/lexicon/dates_*.jsonl."""
    dateparser_answers.prepare()
    holidays = read_jsonl("lexicon/dates_holidays.jsonl")
    patterns = [*read_jsonl("patterns/dates.jsonl"), _holiday_macro(holidays)]
    grammar = Grammar(patterns, read_jsonl("lexicon/dates_words.jsonl"))
    return Dates(grammar, holidays, read_jsonl("lexicon/dates_cues.jsonl"), Limits(**read_limits("dates")))


class Dates:
    """Finds temporal expressions and says what they mean."""

    def __init__(
        self,
        grammar: Grammar,
        holidays: Iterable[Mapping[str, Any]],
        cues: Iterable[Mapping[str, Any]],
        limits: Limits,
    ) -> None:
        self.grammar = grammar
        self.holidays = {n.lower(): h["rule"] for h in holidays for n in h["names"]}
        kinds: dict[str, dict[str, str]] = defaultdict(dict)
        self.words: dict[str, frozenset[str]] = {}
        for cue in cues:
            kinds[cue["kind"]] |= dict.fromkeys(cue["words"], cue.get("value", ""))
            if cue["id"].startswith("dates/guard/"):
                self.words[cue["id"].removeprefix("dates/guard/")] = frozenset(cue["words"])
        self.limits = limits
        self.cues = Cues(kinds, limits.climb)
        self._codes: dict[int, str] = {}

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """Span and value F of the layer (dateline.gold.scoring)."""
        return score_layer(examples, "dates")

    def __call__(self, doc: Doc) -> Doc:
        set_mentions(doc, "dates", self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """The mentions in reading order, each with its meaning in `span._.date`."""
        entities = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
        found = list(self.grammar.matches(self._coded(doc)))
        story = begin(doc, found, self.limits, self.words["clock-to-day"])
        end = 0
        for matches in found:
            if matches[0].start >= end:
                end = self._first(matches, entities, story) or end
        story.confirm()
        return story.found

    def _first(self, matches: Iterable[Match], entities: Mapping[int, Span], story: Story) -> int:
        """Keeps the first of the matches that is a date where it stands; one past its end."""
        for match in matches:
            if match.rule.reading == "none":
                return match.end
            if passes(match.rule, self._scene(story.doc, match, entities)):
                parts = match.parts()
                side = self.cues.direction(story.doc, parts[0].start, parts[0].end)
                read = [self._read(part, story, side) for part in parts]
                if any(read):
                    return match.end
        return 0

    def _coded(self, doc: Doc) -> str:
        codes = self._codes
        if len(codes) > _CODES:
            codes.clear()
        orths = doc.to_array(ORTH).tolist()
        for orth in set(orths) - codes.keys():
            codes[orth] = self.grammar.code(doc.vocab.strings[orth])
        return "".join([codes[orth] for orth in orths])

    def _scene(self, doc: Doc, match: Match, entities: Mapping[int, Span]) -> Scene:
        ent = entities.get(match.end - 1) or entities.get(match.start)
        whole = ent is not None and match.start <= ent.start and ent.end <= match.end
        label = ent.label_ if ent is not None else ""
        if ent is not None and whole and len(ent) < match.end - match.start and label in self.words["name-labels"]:
            label = ""  # a word of it that the model takes for a name: "Today at 10:30 BST"
        return Scene(doc, match.start, match.end, label, whole, self.words)

    def _read(self, match: Match, story: Story, side: tuple[str | None, str]) -> bool:
        """Whether a match means something; if so it is added to the story. side: its direction, and the word for it."""
        doc = story.doc
        frame = self.grammar.frame(match, lambda i: doc[i].text)
        if "holiday" in frame:
            frame["rule"] = self.holidays.get(str(frame["holiday"]).replace(" '", "'"), "")
        direction, cue = side
        deadline = self.cues.deadline(doc, match.start, match.end)
        context = story.context(match, direction, _asked(doc, match), deadline=deadline)
        meaning = resolve(match.rule.reading, frame, context)
        if meaning is None:
            return False
        span = Span(doc, match.start, match.end, label=meaning.kind, span_id=match.rule.id)
        reasons = {"anchor": meaning.anchor, "direction": meaning.direction, "cue": cue}
        if meaning.by:
            reasons["value"] = meaning.by
        if meaning.candidates:
            reasons["candidates"] = " or ".join(meaning.candidates)
        set_why(span, "dates", **reasons)
        story.add(span, meaning, context)
        return True


def _asked(doc: Doc, match: Match) -> str:
    """What dateparser is asked: month and day, month and year, or the offset from now, its number always 2."""
    if not match.rule.ask:
        return ""
    slots = {group.partition("__")[0]: (start, end) for group, start, end in reversed(match.slots)}
    if match.rule.ask in _WRITTEN:
        return " ".join(doc[slots[n][0] : slots[n][1]].text.lower() for n in _WRITTEN[match.rule.ask] if n in slots)
    opening = slots.get("number") or slots.get("mod") or slots.get("cut")
    start = opening[1] if opening else match.start
    number = f"{dateparser_answers.SAMPLE} " if "number" in slots else ""
    return number + doc[start : match.end].text.lower()
