"""Where the claims are: triggers of events in clauses, with who, whom, how many, where, when, and on whose word."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dateline.data import read_jsonl
from dateline.doc.mentions import set_mentions
from dateline.doc.offsets import in_sentences
from dateline.layers.claims.fillers import Mention, Mentions
from dateline.layers.claims.lexicon import (
    CueClass,
    Trigger,
    Words,
    read_classes,
    read_triggers,
    read_words,
)
from dateline.layers.claims.link import Draft, draft
from dateline.layers.claims.relations import relate
from dateline.layers.claims.sourcing import Speeches, sourced, speeches

_POS = {"VERB": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
_LATER = ("xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "nsubj", "nsubjpass")


def build(nlp: Language, triggers: str, frames: str, classes: str, words: str, states: str) -> "Claims":
    """The component; the settings name its lexicons under models/."""
    lexicon = read_words(read_jsonl(words))
    return Claims(
        read_triggers(read_jsonl(triggers), read_jsonl(frames), lexicon),
        read_classes(read_jsonl(classes)),
        lexicon,
        {state["country"]: state["name"] for state in read_jsonl(states)},
        nlp.vocab.strings.add,
    )


class Claims:
    """Finds the claims of a Doc: `doc._.claims` has them in reading order, `doc.spans["claims"]` their triggers."""

    def __init__(
        self,
        triggers: dict[tuple[str, str], list[Trigger]],
        classes: dict[str, CueClass],
        words: Words,
        states: dict[str, str],
        number: Callable[[str], int],
    ) -> None:
        self.triggers, self.classes, self.words, self.states = triggers, classes, words, states
        forms = {lemma.split()[0 if pos == "VERB" else -1] for lemma, pos in triggers}
        forms |= {form.title() for form in forms}
        self.lemmas = np.array(sorted(number(form) for form in forms), dtype=np.uint64)

    def __call__(self, doc: Doc) -> Doc:
        doc._.claims = self.find(doc)
        doc._.claim_relations = relate(doc._.claims)
        triggers = {claim["at"]: claim for claim in doc._.claims}
        set_mentions(
            doc,
            "claims",
            [Span(doc, i, j, label=claim["event_type"], span_id=claim["rule"]) for (i, j), claim in triggers.items()],
        )
        return doc

    def find(self, doc: Doc) -> list[dict[str, Any]]:
        """The claims as dicts of plain values; positions are tokens."""
        found = np.isin(doc.to_array("LEMMA"), self.lemmas).nonzero()[0].tolist() if len(doc) else []
        hits = in_sentences(doc, found)
        if not hits:
            return []
        mentions = Mentions(doc, self.states)
        said = speeches(doc, self.classes, mentions, hits)
        drafts = [made for i in hits if (made := self._draft(doc[i], mentions, said)) is not None]
        return [sourced(made, mentions, said) for made in _without_embedded(drafts)]

    def _draft(self, token: Token, mentions: Mentions, said: Speeches) -> Draft | None:
        pos = _POS.get(token.pos_)
        if pos is None or token.dep_ in ("compound", "amod", "aux", "auxpass"):
            return None
        triggers = self._triggers(token, pos)
        if not triggers or _is_purpose(token) or _in_name(token, mentions):
            return None
        speaker = next((s.speaker for s in said.around(token.i)), None)
        return draft(token, triggers, self.words, mentions, speaker)

    def _triggers(self, token: Token, pos: str) -> list[Trigger]:
        lemma = token.lemma_.lower()
        if pos == "VERB":
            for child in token.rights:
                found = self.triggers.get((f"{lemma} {child.lower_}", pos))
                if found is not None and child.dep_ in ("prt", "prep", "acomp", "oprd"):
                    return found
        compound = next((c.lower_ for c in token.lefts if c.dep_ == "compound"), "") if pos == "NOUN" else ""
        return self.triggers.get((f"{compound} {lemma}", pos)) or self.triggers.get((lemma, pos), [])


def _is_purpose(token: Token) -> bool:
    if not any(c.tag_ == "TO" for c in token.lefts):
        return False
    return token.dep_ == "advcl" or (token.dep_ == "conj" and _is_purpose(token.head))


def _in_name(token: Token, mentions: Mentions) -> bool:
    found: Mention | None = mentions.at(token.i)
    if token.i - 1 in mentions.in_names and token.pos_ != "VERB":
        return True
    return found is not None and found.value.get("kind") not in ("nominal", "demonym")


def _without_embedded(drafts: list[Draft]) -> Iterator[Draft]:
    """What is requested or accused of gets no row of its own."""
    acts = {made.token.i for made in drafts if made.trigger.event_type in ("REQUEST", "ACCUSE")}
    for made in drafts:
        if made.token.i in acts or not _is_under(made.token, acts):
            yield made


def _is_under(token: Token, acts: set[int]) -> bool:
    for _ in range(6):
        head = token.head
        if head == token or token.dep_ not in _LATER:
            return False
        if head.i in acts:
            return token.dep_ not in ("nsubj",)
        token = head
    return False
