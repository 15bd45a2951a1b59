"""What a row of a layer lacks where it says little: a place without a point, a date without a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.layers.registry import LAYERS


@dataclass(frozen=True)
class Lacking:
    """In words; the columns that are all null; the values of other columns that a row must have to be meant at all."""

    words: str
    null: tuple[str, ...]
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Whether a row lacks it."""
        meant = all(row[name] in values for name, values in self.only.items())
        return meant and all(row[name] is None for name in self.null)


LACKING: Mapping[str, Lacking] = {
    "places": Lacking("no point", ("lat",), {"reading": ("literal",)}),
    "dates": Lacking("no day", ("date_start", "date_end"), {"kind": ("date", "time")}),
    "quantities": Lacking("no number", ("value", "low", "high")),
    "quotes": Lacking("no named source", ("source_actor_id",)),
    "claims": Lacking("no day", ("date_start", "date_end")),
}


def lacking_of(layer: str) -> Lacking:
    """What rows of a layer may lack; of one that is not named here: their value."""
    return LACKING.get(layer) or Lacking("no value", (LAYERS[layer].value,))
