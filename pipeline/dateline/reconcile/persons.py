"""Whether two persons who are named can be one: by their names alone, where no entity joins them."""

from collections.abc import Set
from functools import lru_cache

from dateline.reconcile.values import PERSON


def strangers(a: Set[str], b: Set[str]) -> bool:
    """Whether both name persons, by entity_id, and none of one can be one of the other."""
    return bool(a) and bool(b) and a.isdisjoint(b) and not namesakes(a, b)


def namesakes(a: Set[str], b: Set[str]) -> bool:
    """Whether a person of one can be a person of the other: "Jackson" and "Vincent Jackson"."""
    return any(_can_be_one(p, q) for p in a for q in b)


@lru_cache(maxsize=50_000)
def _can_be_one(a: str, b: str) -> bool:
    """Whether one name is a part of the other, or they have one last name and first names that begin alike.

    A father and his daughter have their last name in common, and are two.
    """
    names, others = (person.removeprefix(PERSON).split("-") for person in (a, b))
    if set(names) <= set(others) or set(others) <= set(names):
        return True
    return names[-1] == others[-1] and names[0][:1] == others[0][:1]
