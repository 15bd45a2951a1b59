"""What could be a mention of an actor, not yet on the Doc; and which of those that overlap are kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.layers.actors.lexicon import BodyPattern
from dateline.layers.actors.resolve import Identity

Basis = Literal["", "gazetteer", "label", "introduced", "outlet", "office"]
"""What a candidate rests on, as far as a later step asks: the gazetteer; the model's label alone; words beside the
name that say what it is; a platform that acts; an office without a name."""


@dataclass(frozen=True, slots=True)
class Overruled:
    """Tokens [start, end) and rule of a candidate that lost against the one that is kept."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens [start, end), how they name an actor, the rule that says so, who is meant.

    tier: lower wins where candidates overlap; pattern: the body's, where its country is still to be found.
    reason: why it is who it is, where rule and text do not tell.
    """

    start: int
    end: int
    kind: str
    rule: str
    actor: Identity
    tier: int = 0
    role: str | None = None
    pattern: BodyPattern | None = None
    reason: str = ""
    basis: Basis = ""
    overruled: tuple[Overruled, ...] = ()

    def __len__(self) -> int:
        return self.end - self.start


def without_overlaps(found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stay, in reading order: lower tiers first, then longer ones, then earlier ones."""
    kept: list[Candidate] = []
    taken: dict[int, int] = {}
    losers: dict[int, list[Overruled]] = defaultdict(list)
    for one in sorted(found, key=lambda m: (m.tier, -len(m), m.start)):
        here = range(one.start, one.end)
        winner = next((taken[t] for t in here if t in taken), None)
        if winner is None:
            taken.update(dict.fromkeys(here, len(kept)))
            kept.append(one)
        elif _differs(kept[winner], one):
            losers[winner].append(Overruled(one.start, one.end, one.rule))
    for i, lost in losers.items():
        kept[i] = replace(kept[i], overruled=(*kept[i].overruled, *lost))
    return sorted(kept, key=lambda m: m.start)


def _differs(winner: Candidate, loser: Candidate) -> bool:
    """Whether what lost is worth telling: another rule that says something else."""
    return winner.rule != loser.rule and (winner.actor != loser.actor or len(winner) != len(loser))


def tokens_of_all(found: Iterable[Candidate]) -> frozenset[int]:
    """The tokens that some candidates cover."""
    return frozenset(t for m in found for t in range(m.start, m.end))


def starts_of(found: Sequence[Candidate]) -> frozenset[int]:
    """The tokens at which some candidates begin."""
    return frozenset(m.start for m in found)
