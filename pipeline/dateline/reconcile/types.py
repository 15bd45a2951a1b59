"""What types of events have in common when claims are joined: the marks of models/reconcile/types.jsonl."""

from functools import cache

from dateline.data import read_jsonl


@cache
def types_that_are(mark: str) -> frozenset[str]:
    """The types with a mark: fixed, repeated, voiced, announced, deeds, harm, victims, inward; see the lines."""
    return frozenset(t for entry in read_jsonl("reconcile/types.jsonl") if entry.get(mark) for t in entry["types"])
