"""What is told as so long before something else: "the raid came five days after a missile hit the market"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from dateline.doc.offsets import sentence_tokens
from dateline.layers.claims.fillers import Filler, Fillers, between
from dateline.layers.claims.lexicon import Words
from dateline.layers.dates.values import Date

_BEHIND, _BACK = "behind", "back"
"""Whether what comes after the word is earlier ("after"), or what the word stands with ("earlier")."""
_GRAINS = frozenset({"day", "week", "month", "year"})
_DAYS = re.compile(r"P(\d{1,3})D")


@dataclass(frozen=True, slots=True)
class Lag:
    """How long before. length: the words for it; days: how many, where that is told in days."""

    length: Filler[Date]
    days: int | None


def lag_of(trigger: Token, sentence: int, fillers: Fillers, words: Words) -> Lag | None:
    """How long before what the sentence, or the one before it, tells the event of a word was; None where it is not.

    Rule claims/lag.
    """
    doc = trigger.doc
    for length in between(fillers.durations, *sentence_tokens(doc, sentence)):
        if length.value.grain in _GRAINS and _is_before(trigger, length, doc, words):
            days = _DAYS.fullmatch(length.value.timex or "")
            return Lag(length, int(days[1]) if days else None)
    return None


def _is_before(trigger: Token, length: Filler[Date], doc: Doc, words: Words) -> bool:
    last, after = doc[length.end - 1], doc[min(length.end, len(doc) - 1)]
    if words.lags.get(after.lower_) == _BEHIND and after.i == length.end:
        told = after.head if after.dep_ == "mark" else after
        return (trigger.i > after.i and told.is_ancestor(trigger)) or trigger == told
    if words.lags.get(last.lower_) == _BACK and length.end - length.start > 1:
        verb = next((t for t in last.ancestors if t.pos_ in ("VERB", "AUX", "NOUN")), None)
        return verb is not None and (trigger == verb or verb.is_ancestor(trigger))
    return False


def day_before(lag: Lag, day: str) -> str | None:
    """The day that lies so long before another; None where the lag is not told in days. Both ISO 8601."""
    if lag.days is None:
        return None
    return (date.fromisoformat(day) - timedelta(days=lag.days)).isoformat()
