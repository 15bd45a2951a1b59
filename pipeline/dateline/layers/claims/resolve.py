"""What a claim amounts to: its status from polarity, modality, hedge and source; its dates from several mentions."""

from collections.abc import Iterable
from datetime import date

from dateline.layers.dates.values import Date
from dateline.layers.quantities.values import Quantity

SPEECH_ACTS = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
"""Event types that are acts of speech: the agent is their source."""


def resolve_status(
    *, cue: str | None, modality: str, hedged: bool, silent: bool = False, verifier: bool = False
) -> str:
    """How sure a claim is; the first that fits: denial or silence, modality, hedge, the nearest source's cue, narrator.

    cue: the status that the class of the source's cue gives, None for the narrator's own words.
    silent: "has not commented", "has not confirmed"; verifier: "could not be verified".
    """
    if cue == "denied":
        return "denied"
    if silent:
        return "unverified" if verifier else "not_confirmed"
    if modality != "actual":
        return modality
    if hedged:
        return "unverified"
    return cue or "asserted"


def resolve_modality(own: str, *, reported: bool) -> str:
    """The modality of a claim; own: that of its clause, `reported` for "would", which is future in reported speech."""
    if own == "reported":
        return "planned" if reported else "hypothetical"
    return own


def date_interval(found: Iterable[tuple[str, Date]]) -> tuple[str | None, str | None]:
    """First and last day, ISO 8601, that dates with their bounds make; (None, None) without dates.

    The bound says what the preposition before it makes of a date: "start" (since D) leaves the end open, "end" (by D)
    the start; of several dates the narrowest counts; "range" (to B) ends what began before it, where B is not earlier.
    """
    start: str | None = None
    end: str | None = None
    width = None
    for bound, value in found:
        first = None if bound == "end" else value.date_start
        last = None if bound == "start" else value.date_end
        if bound == "join" and last is not None:
            end = last if end is None or last > end else end
            start = first if start is None or (first is not None and first < start) else start
            continue
        if bound == "range" and start is not None and last is not None and start <= last:
            return start, last
        size = (first is None) + (last is None), _days(first, last)
        if width is None or size < width:
            start, end, width = first, last, size
    return start, end


def _days(first: str | None, last: str | None) -> int:
    if first is None or last is None:
        return 0
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def number(quantity: Quantity) -> float | None:
    """The number that a quantity counts as: its value, else the least that it can mean."""
    return quantity.value if quantity.value is not None else quantity.low
