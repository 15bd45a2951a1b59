"""Where the dates are: token patterns and the model's entities, read in the order of the text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import spans
from pipeline.data import read_jsonl
from pipeline.layers.dates.calendar import Period
from pipeline.layers.dates.direction import Cues
from pipeline.layers.dates.grammar import Grammar, Match
from pipeline.layers.dates.guards import Scene, passes
from pipeline.layers.dates.resolve import Context, resolve
from pipeline.layers.dates.timex import Meaning

_CODES = 1 << 18  # words whose class is remembered
_TOLD = 4  # dates with month and year that make a document a narrative,
_SHARE = 0.1  # unless it has so many times as many of its own time
_OWN_TIME = frozenset({"dayword", "rel", "tonight", "overnight"})


@Language.factory("dates", requires=["doc.ents", "token.dep", "token.tag"], assigns=["doc.spans"])
def make_dates(nlp: Language, name: str) -> "Dates":
    """The component, over models/patterns/dates.jsonl and models/lexicon/dates_*.jsonl."""
    holidays = read_jsonl("lexicon/dates_holidays.jsonl")
    words = read_jsonl("lexicon/dates_words.jsonl")
    cues = read_jsonl("lexicon/dates_cues.jsonl")
    return Dates(Grammar([*read_jsonl("patterns/dates.jsonl"), _holiday_macro(holidays)], words), holidays, cues)


def _holiday_macro(holidays: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    names = sorted((n.lower() for h in holidays for n in h["names"]), key=len, reverse=True)
    pattern = " | ".join(n.replace("'s", " POSS").replace("s'", "s POSS") for n in names)
    return {"id": "dates/macro/holiday", "macro": "HOLIDAY", "slot": "holiday", "pattern": pattern}


@dataclass
class _Story:
    """What was read so far in a document: the last date, the last quarter, and the mention that the date stands in."""

    narrative: bool = False
    reference: Meaning | None = None
    quarter: Meaning | None = None
    mention: Span | None = None
    known: dict[Period, Span] = field(default_factory=dict)
    pending: list[tuple[Span, Period]] = field(default_factory=list)
    found: list[Span] = field(default_factory=list)


class Dates:
    """Finds temporal expressions and says what they mean."""

    def __init__(
        self, grammar: Grammar, holidays: Iterable[Mapping[str, Any]], cues: Iterable[Mapping[str, Any]]
    ) -> None:
        self.grammar = grammar
        self.holidays = {n.lower(): h["rule"] for h in holidays for n in h["names"]}
        kinds: dict[str, dict[str, str]] = defaultdict(dict)
        self.words: dict[str, frozenset[str]] = {}
        for cue in cues:
            kinds[cue["kind"]] |= dict.fromkeys(cue["words"], cue.get("value", ""))
            if cue["id"].startswith("dates/guard/"):
                self.words[cue["id"].removeprefix("dates/guard/")] = frozenset(cue["words"])
        self.cues = Cues(kinds)
        self._codes: dict[int, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        spans.set_mentions(doc, "dates", self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """The mentions in reading order, each with its meaning in `span._.date`."""
        entities = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
        found = list(self.grammar.matches(self._coded(doc)))
        story = _Story(narrative=_is_narrative(found, doc._.published))
        end = 0
        for matches in found:
            if matches[0].start >= end:
                end = self._first(doc, matches, entities, story) or end
        _confirm(story)
        return story.found

    def _first(self, doc: Doc, matches: Iterable[Match], entities: Mapping[int, Span], story: _Story) -> int:
        """Keeps the first of the matches that is a date where it stands; one past its end."""
        for match in matches:
            if match.rule.reading == "none":
                return match.end
            if passes(match.rule, self._scene(doc, match, entities)):
                found = [part for part in match.parts() if self._read(doc, part, story)]
                if found:
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
        return Scene(doc, match.start, match.end, ent.label_ if ent is not None else "", whole, self.words)

    def _read(self, doc: Doc, match: Match, story: _Story) -> bool:
        frame = self.grammar.frame(match, lambda i: doc[i].text)
        if "holiday" in frame:
            frame["rule"] = self.holidays.get(str(frame["holiday"]).replace(" '", "'"), "")
        direction, cue = self.cues.direction(doc, match.start, match.end)
        reference, quarter = story.reference, story.quarter
        context = Context(
            doc[match.start : match.end].text,
            date.fromisoformat(doc._.published) if doc._.published else None,
            direction,
            reference.period if reference else None,
            quarter.period if quarter else None,
            None,
            story.narrative,
            match.rule.ask,
        )
        meaning = resolve(match.rule.reading, frame, context)
        if meaning is not None:
            self._keep(doc, match, meaning, cue, story)
        return meaning is not None

    def _keep(self, doc: Doc, match: Match, meaning: Meaning, cue: str, story: _Story) -> None:
        rule = f"dates/{meaning.by}" if meaning.by else match.rule.id
        span = Span(doc, match.start, match.end, label=meaning.kind, span_id=rule)
        anchor = story.mention if meaning.anchor == "text" else None
        span._.date = _columns(meaning, spans.span_id(doc, "dates", anchor) if anchor is not None else None)
        span._.why = {"pattern": match.rule.id, "anchor": meaning.anchor, "direction": meaning.direction, "cue": cue}
        story.found.append(span)
        if meaning.event is not None:
            story.pending.append((span, meaning.event))
        if meaning.period is not None:
            story.reference, story.mention = meaning, span
            story.known.setdefault(meaning.period, span)
            if meaning.period.grain == "quarter" and meaning.anchor != "text":
                story.quarter = meaning


def _is_narrative(found: list[list[Match]], published: str | None) -> bool:
    """Whether a document dates its events by day or month and year, and never by its own day or week."""
    slots = [{s[0].partition("__")[0] for s in matches[0].slots} for matches in found]
    told = sum("month" in s and "year" in s for s in slots)
    own = sum(not s.isdisjoint(_OWN_TIME) or ("weekday" in s and "month" not in s) for s in slots)
    return published is not None and told >= _TOLD and own <= told * _SHARE


def _confirm(story: _Story) -> None:
    """Gives "eight months after the attack" the attack's dates where another date of the document names them."""
    for span, event in story.pending:
        other = story.known.get(event)
        if other is not None:
            dates = {"date_start": event.start.isoformat(), "date_end": event.end.isoformat(), "anchor": "text"}
            span._.date = span._.date | dates | {"anchor_mention": spans.span_id(span.doc, "dates", other)}


def _columns(meaning: Meaning, anchor_mention: str | None) -> dict[str, Any]:
    return {
        "kind": meaning.kind,
        "date_start": meaning.start.isoformat() if meaning.start else None,
        "date_end": meaning.end.isoformat() if meaning.end else None,
        "grain": meaning.grain,
        "timex": meaning.timex,
        "mod": meaning.mod,
        "anchor": meaning.anchor,
        "anchor_mention": anchor_mention,
        "direction": meaning.direction,
    }
