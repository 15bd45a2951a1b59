"""How many, of what: the statements of one event side by side, which of them is best, and whether they agree."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.data import read_jsonl
from dateline.layers.actors.resolve import slug
from dateline.reconcile.constraints import bounds
from dateline.reconcile.events import founding, iso, mode, where
from dateline.reconcile.items import heads
from dateline.reconcile.types import types_that_are
from dateline.reconcile.values import ALWAYS, Count, Source, Statement, source_of

CASUALTIES = ("killed", "injured", "missing", "displaced", "detained", "trapped")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a figure: a number of a claim, and who says so.

    published: ordinal of the day; 0, the first, where it is unknown. What a copy repeats is as old as its original.
    """

    claim: Statement
    count: Count
    source: Source
    published: int

    @property
    def denied(self) -> bool:
        """Whether the claim says that it is not so; a zero is negated and yet a figure."""
        return (self.claim.polarity == "-" or self.claim.status in ("denied", "disputed")) and self.count.value != 0

    @property
    def span(self) -> tuple[float, float]:
        """Least and greatest that it allows."""
        return bounds(self.count)


@dataclass(frozen=True, slots=True)
class Choice:
    """The best figure and the rule that chose it."""

    best: float | None
    rule: str


@dataclass(frozen=True)
class Figure:
    """The statements of one item, those that count now, and what they come to."""

    key: str
    said: Sequence[Said]
    current: Sequence[Said]
    choice: Choice
    low: float | None
    high: float | None

    @property
    def status(self) -> str:
        """agreed by several sources or parties, contested, of a single source; superseded: nobody stands by it now."""
        if not self.current:
            return "superseded"
        if not agree(self.current):
            return "contested"
        return "agreed" if len({s.source.key for s in self.current}) > 1 or self.parties else "single_source"

    @property
    def parties(self) -> frozenset[str]:
        """The sides that agreed on it, where it is the content of a deal."""
        deal = counting_role(self.said[0].claim.event_type) == "agent"
        told = (s.claim for s in self.said if deal or s.claim.modality == "agreed")
        return frozenset().union(*(claim.agents.sides for claim in told))


def figures(claims: Sequence[Statement]) -> list[Figure]:
    """The figures of an event, one an item; totals and parts apart, as are two numbers of one thing in one claim.

    What is only denied is none.
    """
    groups: dict[str, list[Said]] = defaultdict(list)
    owners, told = _owners(claims), dict[tuple[str, float | None], int]()
    for claim in sorted(claims, key=lambda c: c.order):
        keys = [_key(count, owners) for count in claim.counts]
        for n, (key, count) in enumerate(zip(keys, claim.counts, strict=True)):
            own = f"{key}-part-{slug(count.text)}-{keys[:n].count(key) + 1}" if keys.count(key) > 1 else key
            published = told.setdefault((claim.origin.root, count.value), claim.origin.published or 0)
            groups[own].append(Said(claim, count, source_of(claim), published))
    stated = {key: said for key, said in groups.items() if not all(s.denied for s in said)}
    return [_figure(key, said, claims) for key, said in sorted(stated.items())]


def _owners(claims: Sequence[Statement]) -> Mapping[tuple[str, str | None], str | None]:
    """Whose the things of a class are in an event, where all that say so agree: bodies, those of Ukraine."""
    found: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for claim in claims:
        for count in claim.counts:
            if count.item.of:
                found[count.item.kind, count.item.unit].add(count.item.of)
    return {key: next(iter(of)) if len(of) == 1 else None for key, of in found.items()}


def _key(count: Count, owners: Mapping[tuple[str, str | None], str | None]) -> str:
    """What makes one figure: the class, whose it is, unit, "per side"; a part has its own words besides."""
    item = count.item
    owner = item.of or owners.get((item.kind, item.unit))
    part = f"part {count.text}" if count.whole else None
    return slug(" ".join(word for word in (item.kind, owner, item.unit, item.per and f"per {item.per}", part) if word))


def _figure(key: str, said: Sequence[Said], claims: Sequence[Statement]) -> Figure:
    stated = [s for s in said if not s.denied]
    current = [s for s in stated if not _superseded(s, stated)]
    low, high = extent(current)
    return Figure(key, said, current, choose(current, claims), low, high)


def _superseded(said: Said, others: Sequence[Said]) -> bool:
    """Whether a later statement takes the place of one: a new number of the same source, or a toll that has grown.

    A toll grows across sources too, but not from one side of a conflict to the other, and never down to less.
    """
    growing = said.claim.event_type not in types_that_are("fixed")
    for later in others:
        if later.published <= said.published:
            continue
        grown = growing and later.span[0] > said.span[0] and not _opposed(said, later)
        if grown or (later.source.key == said.source.key and later.source.named and not _fit(said, later)):
            return True
    return False


def _opposed(a: Said, b: Said) -> bool:
    return a.source.side is not None and b.source.side is not None and a.source.side != b.source.side


def _fit(a: Said, b: Said) -> bool:
    (low, high), (other_low, other_high) = a.span, b.span
    return low <= other_high and other_low <= high


def agree(said: Sequence[Said]) -> bool:
    """Whether one number can be what all say."""
    return max(s.span[0] for s in said) <= min(s.span[1] for s in said)


def extent(said: Sequence[Said]) -> tuple[float | None, float | None]:
    """The least and the most that the statements give; no most where all leave it open, as "at least" and "dozens" do.

    What is approximate counts as its number.
    """
    lows = [s.count.value if s.count.bound == "approx" else s.count.low for s in said]
    highs = [s.count.value if s.count.bound == "approx" else None if math.isinf(s.span[1]) else s.span[1] for s in said]
    known = [low for low in lows if low is not None], [high for high in highs if high is not None]
    most = max([*known[1], *known[0]]) if known[1] else None
    return min(known[0], default=None), most


@cache
def _counting() -> Mapping[str, str]:
    lines = [entry for entry in read_jsonl("reconcile/types.jsonl") if "counts" in entry]
    return {event_type: entry["counts"] for entry in lines for event_type in entry["types"]}


def counting_role(event_type: str) -> str | None:
    """Whose figure goes first: the recipient's, the agents', that of the authorities of the place; None: nobody's."""
    return _counting().get(event_type)


def counting_sides(claims: Sequence[Statement]) -> frozenset[str]:
    """The sides whose count of an event goes before others."""
    role = counting_role(claims[0].event_type)
    if role == "place":
        place = where(claims)
        return frozenset({place.country}) if place and place.country else frozenset()
    if role is None:
        return frozenset()
    roles = [c.agents if role == "agent" else c.recipients for c in claims if not c.reversed]
    return frozenset().union(*(found.sides for found in roles))


def choose(current: Sequence[Said], claims: Sequence[Statement]) -> Choice:
    """The best figure: the last one of the side that counts, else the one of most sources, never a mean.

    Rules: figures/counting-side, figures/most-sources (of equally many the one published last), figures/tie (none: as
    many say another on that day), figures/at-least (only lower bounds are given), figures/side-contradicts-itself and
    figures/no-number (none).
    """
    points = [s for s in current if s.count.value is not None and s.count.bound in ("exact", "approx")]
    least = [s for s in current if s.count.value is not None and s.count.bound == "lower"]
    sides = counting_sides(claims)
    own = [s for s in points if s.source.side in sides]
    if not agree_all(own) or (not own and not agree_all(points) and _one_side(points)):
        return Choice(None, "figures/side-contradicts-itself")
    if own:
        return Choice(max(own, key=_later).count.value, "figures/counting-side")
    if points:
        return _most_sources(points)
    if least:
        return Choice(max(s.count.value or 0.0 for s in least), "figures/at-least")
    return Choice(None, "figures/no-number")


def agree_all(said: Sequence[Said]) -> bool:
    """As `agree`, and true of none."""
    return not said or agree(said)


def _one_side(said: Sequence[Said]) -> bool:
    """Whether all statements that are of a side are of one, and there are two such."""
    sides = [s.source.side for s in said if s.source.side]
    return len(sides) > 1 and len(set(sides)) == 1


def _later(said: Said) -> tuple[int, bool, bool, int, int]:
    """The last published goes first; then exact before approximate, confirmed before claimed, later in the text."""
    return (
        said.published, said.count.bound == "exact", said.claim.status == "confirmed",
        ALWAYS - said.claim.start, -len(said.claim.claim_id),
    )  # fmt: skip


def _most_sources(points: Sequence[Said]) -> Choice:
    """The number that most independent sources give, of several such the one published last; exact before about."""
    sources: dict[float | None, set[str]] = defaultdict(set)
    last: dict[float | None, int] = defaultdict(int)
    for said in points:
        sources[said.count.value].add(said.source.key)
        last[said.count.value] = max(last[said.count.value], said.published)
    weight = {value: (len(keys), last[value]) for value, keys in sources.items()}
    best = [value for value, found in weight.items() if found == max(weight.values())]
    exact = [s.count.value for s in points if s.count.bound == "exact" and s.count.value in best]
    if len(best) > 1 and not (agree(points) and exact):
        return Choice(None, "figures/tie")
    return Choice(exact[0] if exact else best[0], "figures/most-sources")


def figure_row(figure: Figure, claims: Sequence[Statement]) -> dict[str, Any]:
    """The row of a figure."""
    counted = Counter(s.count.counted for s in figure.said if s.count.counted)
    sides = {s.source.side for s in figure.current if s.source.side} | figure.parties
    event_id = founding(claims).claim_id
    return {
        "figure_id": f"{event_id}/{figure.key}",
        "event_id": event_id,
        "item": _label(figure, claims),
        "counted": min(counted, key=lambda noun: (-counted[noun], noun)) if counted else None,
        "unit": figure.said[0].count.item.unit,
        "best": figure.choice.best,
        "low": figure.low,
        "high": figure.high,
        "n_sources": len({s.source.key for s in figure.current}),
        "n_sides": len(sides),
        "status": figure.status,
        "rule": figure.choice.rule,
    }


def _label(figure: Figure, claims: Sequence[Statement]) -> str:
    """What is counted, for people to read: "people killed", "bodies of Ukrainian soldiers"."""
    first, how = figure.said[0].count, mode(claims)
    if how in CASUALTIES and first.item.unit is None and not first.whole and first.item.kind in set(heads().values()):
        return f"{first.item.kind} {how}"
    texts = Counter(s.count.text for s in figure.said if s.count.text)
    return min(texts, key=lambda text: (-texts[text], -len(text), text)) if texts else first.item.kind or "unknown"


def statement_rows(figure: Figure, claims: Sequence[Statement]) -> Iterator[dict[str, Any]]:
    """A row per statement, superseded and denied ones too, which do not agree."""
    event_id = founding(claims).claim_id
    current = {id(s) for s in figure.current}
    for said in figure.said:
        yield {
            "figure_id": f"{event_id}/{figure.key}",
            "doc_id": said.claim.origin.doc_id,
            "claim_id": said.claim.claim_id,
            "mention_id": said.count.mention_id,
            "value": said.count.value,
            "low": said.count.low,
            "high": said.count.high,
            "bound": said.count.bound,
            "source": said.source.name,
            "side": said.source.side,
            "published": iso(said.claim.origin.published),
            "agrees": id(said) in current and _allows(said, figure),
        }


def _allows(said: Said, figure: Figure) -> bool:
    low, high = said.span
    if figure.choice.best is None:
        return agree(figure.current)
    return low <= figure.choice.best <= high
