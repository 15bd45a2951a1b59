"""Dates, times, durations and sets: TIMEX3 value and calendar interval."""

from typing import TYPE_CHECKING

from spacy.language import Language

from dateline.layers.registry import check_needs, factory

if TYPE_CHECKING:
    from dateline.layers.dates.component import Dates


@factory("dates", requires=["doc.ents", "token.dep", "token.tag"])
def make_dates(nlp: Language, name: str) -> "Dates":
    """The component, over models/patterns/dates.jsonl and models/lexicon/dates_*.jsonl."""
    check_needs(nlp, "dates")
    from dateline.layers.dates.component import build

    return build(nlp)
