"""Events by date for people who read along, and one event with all that is said of it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from rich.text import Text

from dateline.errors import SchemaError
from dateline.look.terminal import printable
from dateline.notebook.tables import read_tables
from dateline.reconcile.inputs import bundles
from dateline.reconcile.run import sources
from dateline.tables.frames import read_table
from dateline.tables.ledger import Wanted, figure_words

Row = dict[str, Any]


def lines(folder: Path, wanted: Wanted) -> Iterator[Text]:
    """A line an event: days, what, where, who, how many, how sure, how many say so; under it its id."""
    tables = read_tables(folder)
    for row in tables.ledger(**wanted.__dict__).itertuples():
        yield Text(printable(_headline(row)), style="bold" if row.contested else "")
        yield Text(f"    {printable(str(row.event_id))}", style="dim")


def _headline(row: Any) -> str:
    what = " ".join(part for part in (row.event_type, _said(row.mode)) if part)
    where = _said(row.place) + (f" ({row.country})" if _said(row.country) and row.place != row.country else "")
    parties = " → ".join(part for part in (_said(row.agent), _said(row.recipient)) if part)
    counted = f"{row.n_sources} {'source' if row.n_sources == 1 else 'sources'}"
    sides = f", {row.n_sides} sides" if row.n_sides > 1 else ""
    parts = (_days(row.date_start, row.date_end), what, where, parties, _said(row.figures), row.status, counted + sides)
    return "  ".join(part for part in parts if part)


def _said(value: object) -> str:
    return "" if value is None or value is pd.NaT or value != value else str(value)


def _days(start: Any, end: Any) -> str:
    first, last = (_said(day)[:10] for day in (start, end))
    if not first and not last:
        return "undated   "
    return first if first == last else f"{first}..{last}"


def opened(event_id: str, folder: Path) -> Iterator[Text]:
    """An event: its line, its figures with who says which, what is contested, and every claim with its sentence.

    Raises SchemaError where the folder has no such event.
    """
    ledger = read_tables(folder).ledger()
    rows = list(ledger[ledger.event_id == event_id].itertuples())
    if not rows:
        raise SchemaError(
            f"{event_id!r} is no folder, and no event of {folder}; `dateline ledger {folder}` lists them."
        )
    yield Text(printable(_headline(rows[0])), style="bold")
    yield from _figures(event_id, folder)
    told = _rows("event_claims", folder, event_id)
    yield Text("")
    for claim, sentence, source, published in _claims([row["claim_id"] for row in told], folder):
        head = f"{published or 'undated   '}  {claim['doc_id']}  {source}, {claim['status']}"
        yield Text(printable(head + (", says that it did not" if claim["polarity"] == "-" else "")), style="cyan")
        yield Text(printable(f"    {sentence}"))


def _rows(table: str, folder: Path, event_id: str) -> list[Row]:
    return [row for row in read_table(table, folder).to_pylist() if row["event_id"] == event_id]


def _figures(event_id: str, folder: Path) -> Iterator[Text]:
    """Each figure, the rule of its best, and a line a number: who gives it."""
    said = defaultdict(list)
    for row in read_table("figure_claims", folder).to_pylist():
        said[row["figure_id"]].append(row)
    for figure in _rows("figures", folder, event_id):
        words = figure_words(figure)
        yield Text(printable(f"  {words}: {figure['status']}, {figure['rule']}"), style="yellow")
        for line, agrees in _numbers(said[figure["figure_id"]]):
            yield Text(printable(f"    {line}"), style="" if agrees else "red")


def _numbers(said: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    """Who gives which number, the same of the same source once."""
    seen = set()
    for row in said:
        value = row["value"] if row["value"] is not None else f"{row['low'] or '?'} to {row['high'] or '?'}"
        day = str(row["published"])[:10] if row["published"] else "undated"
        side = f" ({row['side']})" if row["side"] else ""
        note = "" if row["agrees"] else ", superseded or contradicted"
        line = f"{value:g}" if isinstance(value, float) else str(value)
        line = f"{row['bound']} {line}: {row['source']}{side}, {day}{note}"
        if line not in seen:
            seen.add(line)
            yield line, row["agrees"]


def _claims(claim_ids: Sequence[str], folder: Path) -> list[tuple[Row, str, str, str | None]]:
    """Claims with their sentence, source and day of publication, in order of publication, from whatever folders."""
    wanted, found = set(claim_ids), []
    for bundle in bundles(sources([folder]), ("claims", "claim_args")):
        for claim in bundle.rows["claims"]:
            if claim["claim_id"] in wanted:
                text = bundle.document["text"][claim["sentence_start"] : claim["sentence_end"]]
                args = (a for a in bundle.rows["claim_args"] if a["claim_id"] == claim["claim_id"])
                named = " ← ".join(a["name"] for a in sorted(args, key=lambda a: a["n"]) if a["role"] == "source")
                published = bundle.document["published"]
                day = published.date().isoformat() if published else None
                found.append((claim, " ".join(text.split()), named or "narrator", day))
    return sorted(found, key=lambda item: (item[3] or "9999", item[0]["doc_id"], item[0]["start"]))
