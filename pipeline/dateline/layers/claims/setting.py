"""Where and when of claims that do not say so themselves: from their sentence, else from what the text is about.

What is inherited never comes from another event: not over a date of its own, a plan, or "another", "earlier".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Token

from dateline.doc.offsets import region_of, sentence_of
from dateline.doc.predicates import tense
from dateline.layers.claims.lexicon import Limits, Words
from dateline.layers.claims.link import Event
from dateline.layers.claims.values import Argument, Claim

_SCENIC = frozenset({
    "ASSAULT", "CASUALTY", "DAMAGE", "DISASTER", "DISRUPTION", "PROTEST", "COERCE", "MOVEMENT", "AID",
})  # fmt: skip
"""Event types that happen at a place on a day, and share both with what the sentences around them tell."""
_TOLD = frozenset({"actual"})


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a claim of a kind happened: its places and dates as arguments, its days, its sentence."""

    places: tuple[Argument, ...]
    dates: tuple[Argument, ...]
    days: tuple[str | None, str | None]
    sentence: int
    paragraph: int


def settle(doc: Doc, events: Sequence[Event], claims: Sequence[Claim], words: Words, limits: Limits) -> list[Claim]:
    """The claims, each with the place and the day that it has from its sentence, its paragraph or the lead."""
    paragraphs = [_paragraph(doc, claim.at[0]) for claim in claims]
    lead = _lead(claims, paragraphs, limits)
    found: list[Claim] = []
    for n, (event, claim) in enumerate(zip(events, claims, strict=True)):
        near = [(c, paragraphs[k]) for k, c in enumerate(found)]
        found.append(_settled(doc, event, claim, near, paragraphs[n], lead, words, limits))
    return found


def _settled(
    doc: Doc,
    event: Event,
    claim: Claim,
    before: Sequence[tuple[Claim, int]],
    paragraph: int,
    lead: Scene | None,
    words: Words,
    limits: Limits,
) -> Claim:
    if claim.event_type not in _SCENIC or _is_other(event.candidate.token, words):
        return claim
    scenes = [_scene(c, p, limits) for c, p in before if c.event_type in _SCENIC and c.sentence >= claim.sentence - 3]
    if (
        not claim.date_start
        and not claim.date_end
        and claim.modality in _TOLD
        and not _is_present(event.candidate.verb)
    ):
        claim = _dated(claim, scenes, paragraph, lead)
    if not _has(claim, "place"):
        claim = _placed(claim, scenes, paragraph, lead)
    return claim


def _dated(claim: Claim, scenes: Sequence[Scene], paragraph: int, lead: Scene | None) -> Claim:
    """With the day of its sentence, else of its paragraph, else of the lead."""
    found = next((s for s in reversed(scenes) if s.sentence == claim.sentence and any(s.days)), None)
    found = found or next((s for s in reversed(scenes) if s.paragraph == paragraph and any(s.days)), None)
    if found is None and lead is not None and any(lead.days) and claim.sentence > lead.sentence:
        found = lead
    if found is None:
        return claim
    basis = "sentence" if found.sentence == claim.sentence else "document"
    arguments = (*claim.arguments, *(replace(date, basis=basis) for date in found.dates))
    return replace(claim, date_start=found.days[0], date_end=found.days[1], date_inherited=True, arguments=arguments)


def _placed(claim: Claim, scenes: Sequence[Scene], paragraph: int, lead: Scene | None) -> Claim:
    """With the place of its sentence, else of its paragraph, else of the lead; the days must not part them."""
    days = (claim.date_start, claim.date_end)
    fitting = [s for s in scenes if s.places and _may_be_one(days, s.days)]
    found = next((s for s in reversed(fitting) if s.sentence == claim.sentence), None)
    found = found or next((s for s in reversed(fitting) if s.paragraph == paragraph), None)
    if found is None and lead is not None and lead.places and _may_be_one(days, lead.days):
        found = lead if claim.sentence > lead.sentence else None
    if found is None:
        return claim
    basis = "sentence" if found.sentence == claim.sentence else "document"
    return replace(
        claim, place_inherited=True, arguments=(*claim.arguments, *(replace(p, basis=basis) for p in found.places))
    )


def _lead(claims: Sequence[Claim], paragraphs: Sequence[int], limits: Limits) -> Scene | None:
    """What the text is about: of the scenes of its first sentences the first place and the first day."""
    first = [
        _scene(claim, p, limits)
        for claim, p in zip(claims, paragraphs, strict=True)
        if claim.event_type in _SCENIC and claim.sentence < limits.lead_sentences and claim.modality in _TOLD
    ]
    where = next((s for s in first if s.places), None)
    when = next((s for s in first if any(s.days)), None)
    known = where or when
    if known is None:
        return None
    return replace(
        known,
        dates=when.dates if when else (),
        days=when.days if when else (None, None),
        sentence=max(s.sentence for s in (where, when) if s is not None),
    )


def _scene(claim: Claim, paragraph: int, limits: Limits) -> Scene:
    """What others can inherit of a claim: days that are near to each other, and the finest places."""
    places = tuple(arg for arg in claim.arguments if arg.role == "place")
    days = (claim.date_start, claim.date_end)
    if not _is_short(days, limits.lead_days):
        return Scene(places, (), (None, None), claim.sentence, paragraph)
    return Scene(places, tuple(a for a in claim.arguments if a.role == "date"), days, claim.sentence, paragraph)


def _is_short(days: tuple[str | None, str | None], most: int) -> bool:
    first, last = days
    return bool(first and last) and (date.fromisoformat(str(last)) - date.fromisoformat(str(first))).days <= most


def _is_present(verb: Token) -> bool:
    """Whether what is told goes on, in the present tense and not in a title: it is of no day."""
    return (
        tense(verb) == "present"
        and not any(c.lemma_ == "have" for c in verb.lefts)
        and region_of(verb.doc, verb.idx) != "title"
    )


def _has(claim: Claim, role: str) -> bool:
    return any(arg.role == role for arg in claim.arguments)


def _may_be_one(days: tuple[str | None, str | None], others: tuple[str | None, str | None]) -> bool:
    """Whether two spans of days overlap; open ends and unknown days leave it open."""
    (first, last), (start, end) = days, others
    return not ((last and start and last < start) or (end and first and end < first))


def _is_other(token: Token, words: Words) -> bool:
    """Whether the word says that this is not what was told before: "another attack", "an earlier raid"."""
    return any(c.lower_ in words.other_event for c in token.lefts if c.dep_ in ("amod", "det"))


def _paragraph(doc: Doc, token: int) -> int:
    """The number of a token's paragraph; a sentence stands for one where the Doc knows none."""
    starts = doc._.paragraphs
    if not starts:
        return sentence_of(doc, token)
    return sum(1 for start in starts if start <= token)
