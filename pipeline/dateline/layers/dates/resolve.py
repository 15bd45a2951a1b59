"""What does it mean? From the slots of an expression and its context to TIMEX3 value and interval."""

from dataclasses import replace

from dateline.layers.dates import days, durations, fiscal, holidays, months, ordinals, relative
from dateline.layers.dates.anchoring import Context, Reading, side_of
from dateline.layers.dates.slots import Frame
from dateline.layers.dates.timex import Meaning

_READINGS: dict[str, Reading] = {
    **days.READINGS,
    **holidays.READINGS,
    **months.READINGS,
    **ordinals.READINGS,
    **fiscal.READINGS,
    **relative.READINGS,
    **durations.READINGS,
}
READINGS = (*sorted(_READINGS), "none")
"""What a pattern can be read as; none: its words are no date."""
_ANAPHORIC = frozenset({"day", "days", "daypart", "month", "season", "holiday", "rel", "theunit"})
_LENGTHS = frozenset({"span", "pastunit"})
_DEICTIC = frozenset({"dayword", "relyear", "relweek", "rel", "span", "current", "year", "spelled"})


def resolve(reading: str, frame: Frame, context: Context) -> Meaning | None:
    """The meaning of a frame; None where it is no temporal expression after all, or of no year from 1 to 9999.

    In a narrative, and after a date with its year in the same sentence, what lacks its year or its week is counted from
    the date that was named last; a narrative goes on rather than back. "By" a date is any day up to its end: then the
    start is None.
    """
    try:
        found = _resolved(reading, frame, context)
    except (ValueError, OverflowError):  # Python's calendar reaches no further
        return None
    if found is None or not context.deadline or found.kind not in ("date", "time"):
        return found
    return replace(found, start=None)


def _resolved(reading: str, frame: Frame, context: Context) -> Meaning | None:
    if context.narrative and reading in _LENGTHS:
        return _narrative_length(reading, frame, context)
    anaphoric = context.narrative or (context.dated and "month" in frame)
    if not anaphoric or reading not in _ANAPHORIC or frame.keys() & _DEICTIC:
        return _READINGS[reading](frame, context)
    reference = context.reference
    if reference is not None and reference.grain == "year" and frame.keys() & {"month", "season"}:
        frame = {**frame, "year": reference.index}
    found = _READINGS[reading](frame, _in_discourse(context, onward="season" in frame))
    if found is None or found.start is None or found.end is None:
        return found
    if found.anchor != "published" and "year" not in frame:
        return found
    side = side_of(found.start, found.end, context)
    if not context.narrative and {side, context.direction} == {"past", "future"}:
        return _READINGS[reading](frame, context)
    return replace(found, anchor="text", direction=side, counted=context.reference)


def _in_discourse(context: Context, *, onward: bool) -> Context:
    """The context with the date that was named last in place of publication; a narrative goes on rather than back."""
    day = context.reference.start if context.reference is not None else None
    moved = replace(context, published=day, direction=None)
    if not context.narrative:
        return moved
    limits = replace(context.limits, ahead_unsaid=1 / context.limits.ahead_unsaid)
    return replace(moved, limits=limits, direction="future" if onward else None)


def _narrative_length(reading: str, frame: Frame, context: Context) -> Meaning | None:
    """The next three years of a narrative, which begin with the date that was named last."""
    day = context.reference.start if context.reference is not None else None
    found = _READINGS[reading](frame, replace(context, published=day))
    if found is None or found.start is None or found.end is None:
        return found
    return replace(found, anchor="text", direction=side_of(found.start, found.end, context), counted=context.reference)
