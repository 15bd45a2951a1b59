"""How likely two claims are of one event: a sum of weights that were learnt, kept as data."""

from functools import cache
from operator import mul

from dateline.data import read_jsonl
from dateline.errors import ConfigError
from dateline.reconcile.features import NAMES, features
from dateline.reconcile.values import Statement


@cache
def weights() -> tuple[float, ...]:
    """The weight of every feature in the order of NAMES, from models/reconcile/weights.jsonl.

    Raises ConfigError where the file has others than the features that there are.
    """
    found = {entry["name"]: float(entry["value"]) for entry in read_jsonl("reconcile/weights.jsonl")}
    if found.keys() != set(NAMES):
        raise ConfigError(f"reconcile/weights.jsonl: got {sorted(found)}, expected {sorted(NAMES)}.")
    return tuple(found[name] for name in NAMES)


def log_odds(a: Statement, b: Statement) -> float:
    """The log odds that two claims that nothing sets apart are of one event; above 0 they rather are."""
    odds: float = sum(map(mul, weights(), features(a, b)))
    return odds
