"""Where the quotes are: cues of attribution, their content in the parse and in quotation marks, and their sources."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dateline.data import read_jsonl
from dateline.doc.mentions import set_mentions, set_why
from dateline.doc.offsets import in_sentences, sentence_of
from dateline.doc.predicates import Range
from dateline.layers.quotes.attribution import find_attributions
from dateline.layers.quotes.lexicon import Attribution, Cue, Words, read_cues, read_words
from dateline.layers.quotes.link import Speaker, actor_mentions, source_actor
from dateline.layers.quotes.marks import quoted_parts
from dateline.layers.quotes.resolve import quote_kind
from dateline.layers.quotes.values import Quote
from dateline.layers.quotes.word_order import clause_before


def build(nlp: Language, cues: str, words: str) -> "Quotes":
    """The component; cues, words: the lexicon under models/."""
    return Quotes(read_cues(read_jsonl(cues)), read_words(read_jsonl(words)), nlp.vocab.strings.add)


class Quotes:
    """Finds the attributions of a Doc; a part of the content is a mention, `quote_id` holds the parts together."""

    def __init__(self, cues: dict[tuple[str, str], Cue], words: Words, number: Callable[[str], int]) -> None:
        self.cues = cues
        self.words = words
        self.lemmas = np.array(sorted({number(lemma.split()[0]) for lemma, _ in cues}), dtype=np.uint64)

    def __call__(self, doc: Doc) -> Doc:
        set_mentions(doc, "quotes", self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[Span]:
        """One span for each part of each attribution's content, with its value."""
        actors, paragraphs = actor_mentions(doc), doc._.paragraphs or [0]
        cues = self._cues(doc)
        quoted = _quoted(doc, paragraphs, cues)
        words = _words(doc, quoted)
        found: list[Span] = []
        last: Speaker | None = None
        at = 0
        for number, attribution in enumerate(self.attributions(doc, cues, actors, quoted, paragraphs), 1):
            sentence = sentence_of(doc, attribution.at[0])
            last = last if sentence - at <= 1 else None
            source, reason = source_actor(doc, attribution.source, actors, last, self.words)
            value = _value(attribution, f"q{number}", source.actor_id if source else None, words)
            found += _mentions(doc, attribution, value, reason)
            if doc[attribution.at[0]].dep_ != "relcl" or last is None or sentence > at:
                last, at = source, sentence
        return found

    def attributions(
        self,
        doc: Doc,
        cues: Mapping[int, Cue],
        actors: Sequence[Speaker],
        quoted: Sequence[Range],
        paragraphs: Sequence[int],
    ) -> list[Attribution]:
        """The attributions in the order of their cues."""
        spoken = {i for start, end in quoted for i in range(start, end)}
        heard = {i: cue for i, cue in cues.items() if i not in spoken}
        speakers = {actor.end: actor.start for actor in actors}
        return find_attributions(doc, heard, quoted, paragraphs, speakers, self.words)

    def _cues(self, doc: Doc) -> dict[int, Cue]:
        """The cues by token index."""
        hits = np.isin(doc.to_array("LEMMA"), self.lemmas).nonzero()[0].tolist() if len(doc) else []
        return {i: cue for i in in_sentences(doc, hits) if (cue := self._cue(doc[i])) is not None}

    def _cue(self, token: Token) -> Cue | None:
        pos = _part_of_speech(token)
        lemma = token.lemma_
        for child in token.rights if pos == "VERB" else ():
            if child.dep_ == "prt" or (child.lower_ == "it" and (f"{lemma} it", pos) in self.cues):
                lemma = f"{lemma} {child.lower_}"
                break
        return self.cues.get((lemma, pos))


def _polarity(doc: Doc, attribution: Attribution) -> str:
    """The sign of an attribution: the cue's, turned round where the cue is negated."""
    negated = any(child.dep_ == "neg" for child in doc[attribution.at[0]].children)
    return "-" if negated == (attribution.cue.polarity == "+") else "+"


def _part_of_speech(token: Token) -> str:
    """VERB, NOUN or neither; a noun with a subject of its own is a verb that the tagger misread ("the army claims")."""
    if token.pos_ == "NOUN" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.lefts):
        return "VERB"
    return token.pos_ if token.pos_ in ("NOUN", "VERB") else ""


def _quoted(doc: Doc, paragraphs: list[int], cues: Mapping[int, Cue]) -> list[Range]:
    """The quoted parts as token ranges; one that is not closed ends before its speaker."""
    found, heard = [], [i for i in sorted(cues) if cues[i].takes("quote")]
    for part in quoted_parts(doc.text, [doc[i].idx for i in paragraphs] if len(doc) else ()):
        span = doc.char_span(part.start, part.end, alignment_mode="expand")
        if span is not None:
            found.append((span.start, span.end if part.closed else _before_speaker(doc, (span.start, span.end), heard)))
    return found


def _before_speaker(doc: Doc, part: Range, cues: Sequence[int]) -> int:
    """Where a quoted part ends that is not closed: before ", the mayor said", else with its paragraph."""
    for i in cues[bisect_left(cues, part[0]) : bisect_left(cues, part[1])]:
        said = clause_before(doc[i])
        if said is not None and part[0] < said[1][1]:
            return said[1][1]
    return part[1]


def _words(doc: Doc, quoted: Sequence[Range]) -> tuple[list[int], list[int]]:
    """How many words stand before each token: those in quotation marks, and the others."""
    flags: Any = doc.to_array(["IS_PUNCT", "IS_SPACE"])
    word = (flags.sum(axis=1) == 0).astype(int)
    inside = np.zeros(len(doc), dtype=int)
    for start, end in quoted:
        inside[start:end] = 1
    return [0, *np.cumsum(word * inside).tolist()], [0, *np.cumsum(word * (1 - inside)).tolist()]


def _value(
    attribution: Attribution, quote_id: str, actor_id: str | None, words: tuple[list[int], list[int]]
) -> dict[str, Any]:
    source = attribution.source or (None, None)
    quoted, others = (sum(before[end] - before[start] for start, end in attribution.parts) for before in words)
    return {
        "quote_id": quote_id,
        "kind": quote_kind(quoted, others),
        "source_first": source[0],
        "source_last": source[1],
        "source_actor_id": actor_id,
        "cue_first": attribution.at[0],
        "cue_last": attribution.at[1],
        "cue_class": attribution.cue.name,
        "nested": attribution.nested,
    }


def _mentions(doc: Doc, attribution: Attribution, value: dict[str, Any], reason: str) -> Iterator[Span]:
    cue = attribution.cue
    sign = f"({cue.name}, polarity {_polarity(doc, attribution)}, {cue.tense})"
    for part, (start, end) in enumerate(attribution.parts, 1):
        span = Span(doc, start, end, label=value["kind"], span_id=attribution.cue.rule)
        span._.quote = Quote(**value, part=part)
        set_why(
            span,
            "quotes",
            cue=f"{doc[slice(*attribution.at)].text!r} {sign}",
            source=f"{doc[slice(*attribution.source)].text!r}: {reason}" if attribution.source else reason,
            content=", ".join(attribution.how),
        )
        yield span
