"""Why two claims are one event, or are not."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from rich.text import Text

from dateline.data import read_jsonl
from dateline.errors import DatelineError
from dateline.look.terminal import printable
from dateline.reconcile.constraints import obstacle
from dateline.reconcile.features import NAMES, features
from dateline.reconcile.inputs import bundles
from dateline.reconcile.leads import Leads
from dateline.reconcile.run import sources, survey
from dateline.reconcile.score import log_odds, weights
from dateline.reconcile.statements import TABLES, statements
from dateline.reconcile.values import Statement
from dateline.tables.frames import read_table


def compared(first: str, second: str, folder: Path) -> Iterator[Text]:
    """What sets two claims apart, or what all that they have in common is worth, and the events that they are in.

    Raises DatelineError where one of the claims is not there.
    """
    a, b = _claims(first, second, folder)
    event = {row["claim_id"]: row["event_id"] for row in read_table("event_claims", folder).to_pylist()}
    for claim in (a, b):
        yield Text(
            printable(f"{claim.claim_id}  {claim.event_type} {claim.mode or ''} {claim.trigger!r}"), style="bold"
        )
        yield Text(printable(f"    event       {event.get(claim.claim_id, 'none')}"))
    apart = obstacle(a, b)
    if apart:
        yield Text(f"    set apart by {apart}")
    notes = {entry["name"]: entry["comment"] for entry in read_jsonl("reconcile/weights.jsonl")}
    for name, value, weight in zip(NAMES, features(a, b), weights(), strict=True):
        if value:
            yield Text(f"    {value * weight:+6.2f}  {name} {value:.2f}  ({notes[name]})")
    said = "log odds of one event; groups are joined where the mean of their pairs, drawn towards the best, is above 0"
    yield Text(f"    {log_odds(a, b):+6.2f}  {said}")


def _claims(first: str, second: str, folder: Path) -> tuple[Statement, Statement]:
    folders = sources([folder])
    found: dict[str, Statement] = {}
    known = []
    with Leads() as leads:
        corpus = survey(folders, leads).corpus
        for bundle in bundles(folders, TABLES):
            known += [row["claim_id"] for row in bundle.rows["claims"]]
            if {first, second} & {row["claim_id"] for row in bundle.rows["claims"]}:
                found |= {s.claim_id: s for s in statements(bundle, corpus) if s.claim_id in (first, second)}
    for wanted in (first, second):
        if wanted not in found:
            close = get_close_matches(wanted, known, n=1)
            raise DatelineError(f"No claim {wanted!r} in {folder}." + (f" Did you mean {close[0]}?" if close else ""))
    return found[first], found[second]
