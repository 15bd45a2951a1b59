"""Where the quotes are: cues of attribution, their content in the parse and in quotation marks, and their sources."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from dateline.doc.mentions import set_mentions, set_why
from dateline.doc.offsets import sentence_of
from dateline.doc.predicates import Range, is_negated
from dateline.layers.quotes.attribution import Attribution, View
from dateline.layers.quotes.bounds import close_contents
from dateline.layers.quotes.candidates import find_cues, find_quoted, in_parse
from dateline.layers.quotes.direct import attach_quoted
from dateline.layers.quotes.filters import is_attribution
from dateline.layers.quotes.lexicon import Lexicon, read_lexicon
from dateline.layers.quotes.link import Speaker, source_actor, speakers
from dateline.layers.quotes.nesting import mark_nested
from dateline.layers.quotes.resolve import quote_kind
from dateline.layers.quotes.values import Quote
from dateline.layers.quotes.word_order import in_word_order


def build(nlp: Language, cues: str, words: str) -> "Quotes":
    """The component; cues, words: the lexicon under models/."""
    return Quotes(read_lexicon(cues, words), nlp.vocab.strings.add)


class Linked(NamedTuple):
    """An attribution with the actor that its source is, if one, and why."""

    attribution: Attribution
    actor_id: str | None
    reason: str


class Counts(NamedTuple):
    """How many words stand before each token: those in quotation marks, and the others."""

    quoted: Sequence[int]
    others: Sequence[int]


class Quotes:
    """Finds the attributions of a Doc; a part of the content is a mention, `quote_id` holds the parts together."""

    def __init__(self, lexicon: Lexicon, number: Callable[[str], int]) -> None:
        self.lexicon = lexicon
        self.lemmas = frozenset(number(lemma.split()[0]) for lemma, _ in lexicon.cues)

    def __call__(self, doc: Doc) -> Doc:
        set_mentions(doc, "quotes", self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """One span for each part of each attribution's content, with its value."""
        actors = speakers(doc)
        view = self.view(doc, actors)
        words = _words(doc, view.quoted)
        linked = link_sources(doc, find_attributions(view), actors, self.lexicon)
        return [span for n, each in enumerate(linked, 1) for span in _mentions(doc, each, f"q{n}", words)]

    def view(self, doc: Doc, actors: Sequence[Speaker]) -> View:
        """What attributions are made of: cues that stand in no quotation marks, quoted parts, paragraphs, speakers."""
        paragraphs = doc._.paragraphs or [0]
        cues = find_cues(doc, self.lemmas, self.lexicon)
        quoted = find_quoted(doc, paragraphs, cues, self.lexicon)
        inside = {i for start, end in quoted for i in range(start, end)}
        outside = {i: cue for i, cue in cues.items() if i not in inside}
        return View(doc, outside, quoted, paragraphs, {actor.end: actor.start for actor in actors}, self.lexicon)


def find_attributions(view: View) -> list[Attribution]:
    """The attributions in the order of their cues."""
    found = close_contents(view, in_word_order(view, attach_quoted(view, in_parse(view))))
    sound = [found[i] for i in sorted(found) if is_attribution(view.doc, found[i], view.lex)]
    return mark_nested(view.doc, sound, view.lex)


def link_sources(
    doc: Doc, attributions: Sequence[Attribution], actors: Sequence[Speaker], lex: Lexicon
) -> Iterator[Linked]:
    """Every attribution with the actor that its source is; a pronoun may stand for the source before."""
    last: Speaker | None = None
    at = 0
    for attribution in attributions:
        cue = attribution.at[0]
        sentence = sentence_of(doc, cue)
        last = last if sentence - at <= lex.limits.source_sentences else None
        source, reason = source_actor(doc, attribution.source, actors, last, lex)
        yield Linked(attribution, source.actor_id if source else None, reason)
        if doc[cue].dep_ != "relcl" or last is None or sentence > at:
            last, at = source, sentence


def _words(doc: Doc, quoted: Sequence[Range]) -> Counts:
    flags: Any = doc.to_array(["IS_PUNCT", "IS_SPACE"])
    word = (flags.sum(axis=1) == 0).astype(int)
    inside = np.zeros(len(doc), dtype=int)
    for start, end in quoted:
        inside[start:end] = 1
    return Counts([0, *np.cumsum(word * inside).tolist()], [0, *np.cumsum(word * (1 - inside)).tolist()])


def _polarity(doc: Doc, attribution: Attribution) -> str:
    """The sign of an attribution: the cue's, turned round where the cue is negated."""
    return "-" if is_negated(doc[attribution.at[0]]) == (attribution.cue.polarity == "+") else "+"


def _mentions(doc: Doc, linked: Linked, quote_id: str, words: Counts) -> Iterator[Span]:
    """A span with its value for every part of an attribution's content."""
    attribution, cue = linked.attribution, linked.attribution.cue
    quoted, others = (sum(before[end] - before[start] for start, end in attribution.parts) for before in words)
    kind, source = quote_kind(quoted, others), attribution.source
    for part, (start, end) in enumerate(attribution.parts, 1):
        span = Span(doc, start, end, label=kind, span_id=cue.rule)
        span._.quote = Quote(
            quote_id=quote_id,
            kind=kind,
            source_first=source[0] if source else None,
            source_last=source[1] if source else None,
            source_actor_id=linked.actor_id,
            cue_first=attribution.at[0],
            cue_last=attribution.at[1],
            cue_class=cue.name,
            nested=attribution.nested,
            part=part,
        )
        set_why(span, "quotes", **_reasons(doc, linked))
        yield span


def _reasons(doc: Doc, linked: Linked) -> dict[str, str]:
    """What `explain` prints: the cue with its class and sign, the source and what showed the content."""
    attribution, cue, source = linked.attribution, linked.attribution.cue, linked.attribution.source
    sign = f"({cue.name}, polarity {_polarity(doc, attribution)}, {cue.tense})"
    return {
        "cue": f"{doc[slice(*attribution.at)].text!r} {sign}",
        "source": f"{doc[slice(*source)].text!r}: {linked.reason}" if source else linked.reason,
        "content": ", ".join(attribution.how),
    }
