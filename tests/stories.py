"""Stories told by several articles, and how the events and figures of a run agree with them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """claims: share of the gold's claims that are there. events: B-cubed F1 over them. split: events in two or more.

    mixed: predicted events with claims of two. figures: share of the gold's figures that are right in best, low, high
    and status; wrong: what the others are.
    """

    claims: float
    events: float
    split: Sequence[str]
    mixed: Sequence[str]
    figures: float
    wrong: Sequence[str]


def read_stories(folder: Path) -> list[Row]:
    """The gold events of all stories, numbered."""
    events = [
        event for path in sorted(folder.glob("*.json")) for event in json.loads(path.read_text("utf-8"))["events"]
    ]
    return [event | {"number": n} for n, event in enumerate(events)]


def compare(gold: Sequence[Row], out: Path) -> Found:
    """The events of an output folder against the gold."""
    rows = {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in ("claims", "event_claims", "figures")}
    texts = dict(
        zip(*(pq.read_table(out / "documents.parquet")[c].to_pylist() for c in ("doc_id", "text")), strict=True)
    )
    event_of = {row["claim_id"]: row["event_id"] for row in rows["event_claims"]}
    right: dict[str, int] = {}
    for event in gold:
        right |= dict.fromkeys(_claims(event, rows["claims"], texts), event["number"])
    said = {claim_id: event_of[claim_id] for claim_id in right}
    n_claims = sum(len(event["claims"]) for event in gold)
    parts: dict[int, set[str]] = defaultdict(set)
    wholes: dict[str, set[int]] = defaultdict(set)
    for claim_id, number in right.items():
        parts[number].add(said[claim_id])
        wholes[said[claim_id]].add(number)
    wrong = list(_figures(gold, right, said, rows["figures"]))
    n_figures = sum(len(event["figures"]) for event in gold)
    return Found(
        claims=len(right) / n_claims,
        events=b_cubed(right, said),
        split=[gold[number]["what"] for number, found in parts.items() if len(found) > 1],
        mixed=[" + ".join(gold[n]["what"] for n in sorted(found)) for found in wholes.values() if len(found) > 1],
        figures=1 - len(wrong) / n_figures,
        wrong=wrong,
    )


def _claims(event: Row, claims: Sequence[Row], texts: Mapping[str, str]) -> Iterator[str]:
    """The claims of a run that are those of a gold event: type, mode, document, and trigger within its words."""
    for wanted in event["claims"]:
        start = texts[wanted["doc_id"]].index(wanted["words"])
        for row in claims:
            inside = start <= row["start"] < start + len(wanted["words"])
            same = (row["doc_id"], row["event_type"], row["mode"], row["text"]) == (
                wanted["doc_id"], event["event_type"], event["mode"], wanted["trigger"],
            )  # fmt: skip
            if inside and same:
                yield row["claim_id"]


def b_cubed(right: Mapping[str, Any], said: Mapping[str, Any]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998) of two labellings of the same things."""
    both = Counter((right[i], said[i]) for i in right)
    n_right, n_said = Counter(right.values()), Counter(said.values())
    precision = sum(both[right[i], said[i]] / n_said[said[i]] for i in right) / len(right)
    recall = sum(both[right[i], said[i]] / n_right[right[i]] for i in right) / len(right)
    return 2 * precision * recall / (precision + recall)


def _figures(
    gold: Sequence[Row], right: Mapping[str, int], said: Mapping[str, str], figures: Sequence[Row]
) -> Iterator[str]:
    """What is wrong with each figure of the gold in the event that has most of its claims."""
    for event in gold:
        ids = Counter(said[claim_id] for claim_id, number in right.items() if number == event["number"])
        event_id = ids.most_common(1)[0][0] if ids else None
        for wanted in event["figures"]:
            names = ("best", "low", "high", "status")
            found = [[f[n] for n in names] for f in figures if (f["event_id"], f["item"]) == (event_id, wanted["item"])]
            expected = [wanted[name] for name in names]
            if found != [expected]:
                yield f"{event['what']}, {wanted['item']}: expected {expected}, got {found}"
