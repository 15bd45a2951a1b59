"""Events, figures and who says so as frames that are read from top to bottom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dateline.errors import SchemaError

HAPPENED = ("confirmed", "asserted", "claimed", "contested", "unverified")
KEYS = ("date", "month", "year", "country", "admin1", "place", "event_type", "status")
EXACT = pd.Timedelta(days=6)  # from first to last day of an event whose deaths may be counted to a day
PEOPLE = "people killed"


@dataclass(frozen=True)
class Wanted:
    """Which events: parts of names in any case, ISO 8601 days, the event type; None for all."""

    place: str | None = None
    actor: str | None = None
    event_type: str | None = None
    since: str | None = None
    until: str | None = None
    contested: bool = False


def events(events: pd.DataFrame, args: pd.DataFrame, figures: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """The events that are wanted, by date, those of no date last; parties and figures in words."""
    frame = events.astype(dict.fromkeys(events.select_dtypes("category"), object))
    for role in ("agent", "recipient", "patient"):
        names = args[args.role == role].sort_values(["event_id", "n"]).groupby("event_id")["name"].agg(", ".join)
        frame[role] = frame.event_id.map(names)
    said = figures.assign(said=[figure_words(row) for _, row in figures.astype(object).iterrows()])
    frame["figures"] = frame.event_id.map(said.groupby("event_id")["said"].agg("; ".join))
    contested = set(figures[figures.status == "contested"].event_id) | set(frame[frame.status == "contested"].event_id)
    frame["contested"] = frame.event_id.isin(contested)
    kept = frame[_matches(frame, wanted)].sort_values(["date_start", "date_end", "event_id"], kind="stable")
    columns = ["date_start", "date_end", "event_type", "mode", "place", "country", "agent", "recipient", "patient"]
    columns += ["figures", "status", "contested", "n_sources", "n_sides", "n_documents", "event_id"]
    return kept[columns].reset_index(drop=True)


def _matches(frame: pd.DataFrame, wanted: Wanted) -> pd.Series:
    kept = pd.Series(True, index=frame.index)
    if wanted.place:
        kept &= frame.country.eq(wanted.place.upper()) | _named(frame, ("place", "admin1"), wanted.place)
    if wanted.actor:
        kept &= _named(frame, ("agent", "recipient", "patient"), wanted.actor)
    if wanted.event_type:
        kept &= frame.event_type.eq(wanted.event_type.upper())
    first, last = frame.date_start.fillna(frame.date_end), frame.date_end.fillna(frame.date_start)
    if wanted.since:
        kept &= last >= pd.Timestamp(wanted.since)
    if wanted.until:
        kept &= first <= pd.Timestamp(wanted.until)
    return kept & frame.contested if wanted.contested else kept


def _named(frame: pd.DataFrame, columns: Sequence[str], part: str) -> pd.Series:
    """Whether one of the columns has some words in it, in any case."""
    found = pd.Series(False, index=frame.index)
    for column in columns:
        found |= frame[column].fillna("").astype(str).str.casefold().str.contains(part.casefold(), regex=False)
    return found


def figure_words(row: "Mapping[str, Any] | pd.Series") -> str:
    """A figure in words: "people killed 12 (10 to 15, contested)"."""
    best, low, high = row["best"], row["low"], row["high"]
    span = "" if low == high == best else f"{number(low) or '?'} to {number(high) or '?'}"
    notes = ", ".join(part for part in (span, "contested" if row["status"] == "contested" else "") if part)
    return " ".join(part for part in (row["item"], number(best), notes and f"({notes})") if part)


def number(value: float | None) -> str:
    """A number with its thousands set off; "" for none."""
    return "" if value is None or pd.isna(value) else f"{value:,.10g}"


def contradictions(events: pd.DataFrame, figures: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """A row per statement of a contested figure, with its event."""
    contested = figures[figures.status == "contested"][["figure_id", "event_id", "item"]]
    where = events[["event_id", "event_type", "mode", "date_start", "date_end", "place"]]
    merged = contested.merge(where, on="event_id").merge(said, on="figure_id")
    order = ["date_start", "figure_id", "published", "doc_id", "mention_id"]
    columns = ["event_type", "mode", "date_start", "place", "item", "source", "side", "bound", "value", "low", "high"]
    columns += ["published", "agrees", "doc_id", "claim_id", "figure_id", "event_id"]
    return merged.sort_values(order, kind="stable")[columns].reset_index(drop=True)


def claims_of(
    event_id: str,
    event_claims: pd.DataFrame,
    claims: pd.DataFrame,
    args: pd.DataFrame,
    documents: pd.DataFrame,
    texts: pd.Series,
) -> pd.DataFrame:
    """The claims of an event in order of publication, with sentence, sources and figures.

    Raises SchemaError where there is no such event, or its documents are not among these.
    """
    told = event_claims[event_claims.event_id == event_id]
    if told.empty:
        raise SchemaError(f"No event {event_id!r}; the ids stand in the table of events and in `dateline ledger`.")
    columns = ["claim_id", "status", "polarity", "date_start", "date_end", "sentence_start", "sentence_end"]
    about = documents[["doc_id", "published", "publisher"]]
    frame = told.merge(claims[columns], on="claim_id").merge(about, on="doc_id")
    if len(frame) < len(told):
        raise SchemaError(f"Documents of event {event_id!r} are in other folders; read_tables reads one.")
    spans = zip(frame.doc_id, frame.sentence_start, frame.sentence_end, strict=True)
    frame["sentence"] = [" ".join(texts[doc_id][start:end].split()) for doc_id, start, end in spans]
    for role in ("source", "quantity"):
        names = args[args.role == role].sort_values(["claim_id", "n"]).groupby("claim_id")["name"].agg(", ".join)
        frame[role] = frame.claim_id.map(names)
    order = frame.sort_values(["published", "doc_id", "sentence_start", "claim_id"], kind="stable")
    kept = ["published", "publisher", "doc_id", "source", "status", "polarity", "date_start", "date_end", "quantity"]
    return order[[*kept, "sentence", "part", "claim_id"]].reset_index(drop=True)


def deaths(events: pd.DataFrame, figures: pd.DataFrame, by: Sequence[str], use: str) -> pd.DataFrame:
    """People killed by group, of events that are said to have happened: columns `by`, deaths, events.

    An event counts with its figure of people; where only some groups are counted (children, soldiers), with the largest
    of them, as groups may overlap; one without such a figure counts as an event only. By date, month or year only
    events count whose date is exact to a week.
    """
    unknown = sorted(set(by) - set(KEYS))
    if unknown or use not in ("best", "low", "high"):
        raise ValueError(f"Got {unknown[0] if unknown else use!r}; keys: {', '.join(KEYS)}; use: best, low, high.")
    killed = figures[figures["item"].str.endswith(" killed") & ~figures.figure_id.str.contains("/.*-part-", regex=True)]
    whole = killed.assign(people=killed["item"] == PEOPLE).sort_values(["people", use], ascending=False, kind="stable")
    toll = whole.drop_duplicates("event_id").set_index("event_id")[use]
    happened = events[events.status.isin(HAPPENED) & events.event_id.isin(toll.index)].copy()
    if {"date", "month", "year"} & set(by):
        happened = happened[(happened.date_end - happened.date_start) <= EXACT]
    days = happened.date_start
    frame = happened.assign(deaths=happened.event_id.map(toll), date=days)
    frame = frame.assign(month=days.dt.to_period("M").dt.to_timestamp(), year=days.dt.year)
    frame = frame.astype(dict.fromkeys(frame.select_dtypes("category"), object))
    groups = frame.groupby(list(by), dropna=False)
    summed = groups.agg(events=("event_id", "nunique")).assign(deaths=groups["deaths"].sum(min_count=1))
    return summed.reset_index()[[*by, "deaths", "events"]]
