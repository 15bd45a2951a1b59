"""What the claims of one event make of it: day, place, parties, status, how many say so."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dateline.reconcile.places import RANK, finest, relation
from dateline.reconcile.types import types_that_are
from dateline.reconcile.values import Party, Place, Source, Statement, source_of

THINGS = 3  # things that are named as patients, besides entities
_AFFIRMED = frozenset({"confirmed", "asserted", "claimed", "unverified", "not_confirmed"})


def founding(claims: Iterable[Statement]) -> Statement:
    """The claim that an event has its id from."""
    return min(claims, key=lambda claim: claim.order)


def event_row(claims: Sequence[Statement]) -> dict[str, Any]:
    """The row of an event. Day, place and parties may each come from other claims."""
    first, last = days(claims)
    place = where(claims)
    published = [c.origin.published for c in claims if c.origin.published is not None]
    sources = independent(claims)
    return {
        "event_id": founding(claims).claim_id,
        "event_type": claims[0].event_type,
        "mode": mode(claims),
        "date_start": iso(first),
        "date_end": iso(last),
        "date_precision": precision(first, last),
        "place_id": place and place.place_id,
        "place": place and place.name,
        "place_kind": place and place.kind,
        "country": place and place.country,
        "admin1": place and place.admin1,
        "lat": place and place.lat,
        "lon": place and place.lon,
        "status": status(claims),
        "n_claims": len(claims),
        "n_documents": len({c.origin.root for c in claims}),
        "n_sources": len(sources),
        "n_sides": len({s.side for s in sources.values() if s.side}),
        "first_published": iso(min(published, default=None)),
        "last_published": iso(max(published, default=None)),
    }


def iso(day: int | None) -> str | None:
    """A day's ordinal as ISO 8601."""
    return None if day is None else date.fromordinal(day).isoformat()


def mode(claims: Iterable[Statement]) -> str | None:
    """The commonest mode; of equally common ones that of the earliest claim."""
    counts = Counter(c.mode for c in sorted(claims, key=lambda c: c.order) if c.mode)
    return counts.most_common(1)[0][0] if counts else None


def days(claims: Sequence[Statement]) -> tuple[int | None, int | None]:
    """First and last day: the interval that most claims give, own dates before inherited ones, the shorter the better.

    Where no claim gives a first day, the earliest day by which it had happened.
    """
    dated = [c for c in claims if c.first is not None and c.last is not None]
    own = [c for c in dated if not c.date_loose] or dated
    if own:
        counts = Counter((c.first, c.last) for c in own)
        return min(counts, key=lambda pair: (-counts[pair], _length(*pair), pair))
    ends = [c.last for c in claims if c.last is not None]
    starts = [c.first for c in claims if c.first is not None]
    return min(starts, default=None), min(ends, default=None)


def _length(first: int | None, last: int | None) -> int:
    return (last or 0) - (first or 0)


def precision(first: int | None, last: int | None) -> str:
    """How exact an interval is: a day, a calendar week, month or year, another range; none where it is unknown."""
    if first is None or last is None:
        return "none" if first is None and last is None else "range"
    if first == last:
        return "day"
    if last >= date.max.toordinal():
        return "range"
    start, after = date.fromordinal(first), date.fromordinal(last) + timedelta(days=1)
    if start.weekday() == 0 and last - first == 6:
        return "week"
    if start.day == 1 and after.day == 1 and last - first <= 30:
        return "month"
    if (start.month, start.day) == (1, 1) == (after.month, after.day) and last - first <= 365:
        return "year"
    return "range"


def where(claims: Sequence[Statement]) -> Place | None:
    """The place that fits the most claims, of those the finest: a town before the country that others name."""
    places = sorted({place for c in claims for place in c.places}, key=lambda p: (p.name, p.place_id or ""))
    if not places:
        return None
    support = {place: sum(_fits(place, c.places) for c in claims) for place in places}
    most = max(support.values())
    return finest(place for place in places if support[place] == most)


def _fits(place: Place, others: Iterable[Place]) -> bool:
    return any(RANK.index(relation(place, other)) < RANK.index("unknown") for other in others)


def independent(claims: Iterable[Statement]) -> Mapping[str, Source]:
    """The different sources of some claims, by key: the nearest of each; copies of a story have the same."""
    found: dict[str, Source] = {}
    for claim in sorted(claims, key=lambda c: c.order):
        source = source_of(claim)
        if source.key not in found or (found[source.key].side is None and source.side):
            found[source.key] = source
    return found


def status(claims: Sequence[Statement]) -> str:
    """How sure an event is, by what its claims say and who says it.

    contested: some say that it happened, others that it did not. confirmed: by both sides of it; for a harm by the
    side that did it; or with a word of confirmation by someone of no side of it.
    """
    told = [c for c in claims if c.modality == "actual"]
    denied = [c for c in told if _denies(c)]
    affirmed = [c for c in told if not _denies(c) and c.status in _AFFIRMED]
    if affirmed and denied:
        return "contested"
    if denied:
        return "denied"
    if affirmed:
        return _affirmed_status(claims, affirmed)
    kinds = {c.modality for c in claims}
    return (
        "planned"
        if kinds & {"planned", "intended", "agreed"}
        else "requested"
        if "requested" in kinds
        else "unverified"
    )


def _denies(claim: Statement) -> bool:
    return (claim.polarity == "-" and claim.status != "not_confirmed") or claim.status in ("denied", "disputed")


def _affirmed_status(claims: Sequence[Statement], affirmed: Sequence[Statement]) -> str:
    if _confirmed(claims, affirmed):
        return "confirmed"
    kinds = {c.status for c in affirmed}
    return next((kind for kind in ("asserted", "claimed") if kind in kinds), None) or (
        "claimed" if "confirmed" in kinds else "unverified"
    )


def _confirmed(claims: Sequence[Statement], affirmed: Sequence[Statement]) -> bool:
    """Whether a side that does not gain from an event says so too."""
    doers = frozenset().union(*(c.agents.sides for c in claims if not c.reversed))
    others = frozenset().union(*(c.targets.sides for c in claims if not c.reversed)) - doers
    says = {side for c in affirmed if c.status != "unverified" and (side := source_of(c).side)}
    if says & doers and (says & others or claims[0].event_type in types_that_are("harm")):
        return True
    return any(
        c.status == "confirmed" and (source := source_of(c)).named and source.side not in doers | others
        for c in affirmed
    )


def arg_rows(claims: Sequence[Statement]) -> Iterator[dict[str, Any]]:
    """The parties of an event, each with the number of claims that say so; claims that are reversed count for none."""
    event_id = founding(claims).claim_id
    for role in ("agent", "recipient", "patient"):
        counts: Counter[tuple[str | None, str]] = Counter()
        for claim in claims:
            if not (claim.reversed and role != "patient"):
                counts.update({_known(p) for p in claim.parties if p.role == role})
        ordered = sorted(counts, key=lambda key: (key[0] is None, -counts[key], key[1]))
        kept = [k for k in ordered if k[0]] + [k for k in ordered if not k[0]][:THINGS]
        for n, (entity_id, name) in enumerate(kept, 1):
            row = {"event_id": event_id, "role": role, "n": n, "entity_id": entity_id, "name": name}
            yield row | {"n_claims": counts[entity_id, name]}


def _known(party: Party) -> tuple[str | None, str]:
    return party.entity_id, party.name


def claim_rows(claims: Sequence[Statement]) -> Iterator[dict[str, Any]]:
    """The claims of an event; one whose every number is part of a whole tells of a part."""
    event_id = founding(claims).claim_id
    for claim in claims:
        part = bool(claim.counts) and all(count.whole for count in claim.counts)
        row = {"event_id": event_id, "doc_id": claim.origin.doc_id, "claim_id": claim.claim_id}
        yield row | {"part": "part" if part else "whole"}
