"""Tables of a run written by hand: claims of known truth, told in sentences of our own."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from dateline.tables.schema import BOOL, allowed_of, to_batch
from dateline.tables.tabulate import SCHEMAS

PLACES = {
    "Dorvik": ("test:1", "city", "UKR", "Kharkiv Oblast", 50.00, 36.20),
    "Old Dorvik": ("test:2", "city", "UKR", "Kharkiv Oblast", 50.02, 36.25),
    "Kharkiv Oblast": ("test:3", "region", "UKR", "Kharkiv Oblast", 49.50, 36.50),
    "Melna": ("test:4", "city", "UKR", "Odesa Oblast", 46.50, 30.70),
    "Ukraine": ("test:5", "country", "UKR", None, 49.00, 32.00),
    "Russia": ("test:6", "country", "RUS", None, 60.00, 98.00),
}
ACTORS = {
    "Ukraine": ("state:UKR", "state", "GOV", "UKR"),
    "Russia": ("state:RUS", "state", "GOV", "RUS"),
    "Kyiv officials": ("group:kyiv-officials", "group", "GOV", "UKR"),
    "the governor": ("person:governor", "person", "GOV", "UKR"),
    "the mayor": ("person:mayor", "person", "GOV", "UKR"),
    "a Russian general": ("person:general", "person", "MIL", "RUS"),
    "a Russian envoy": ("person:envoy", "person", "GOV", "RUS"),
    "the UN": ("org:un", "org", "IGO", None),
    "Ana Orlova": ("person:ana-orlova", "person", "GOV", "UKR"),
    "Orlova": ("person:orlova", "person", None, None),
    "Lev Orlova": ("person:lev-orlova", "person", None, None),
    "the patrol": ("org:patrol", "org", "COP", "UKR"),
    "Petro Lysko": ("person:petro-lysko", "person", "GOV", "UKR"),
    "unnamed source in the Russian army": ("person:unnamed-source-in-the-russian-army", "person", None, "RUS"),
}


@dataclass
class Told:
    """A sentence and the claim in it. trigger, number, place and parties are words of the sentence."""

    sentence: str
    trigger: str
    event_type: str = "CASUALTY"
    mode: str | None = "killed"
    day: str | tuple[str | None, str | None] | None = None
    number: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    bound: str = "exact"
    item: str = "people"
    owner: str | None = None
    per: str | None = None
    place: str | None = None
    agent: str | None = None
    recipient: str | None = None
    source: str | None = None
    status: str = "asserted"
    polarity: str = "+"
    modality: str = "actual"
    reversed: bool = False
    rank: tuple[str, int, str] | None = None
    bare_source: str | None = None
    inherited: bool = False

    def __post_init__(self) -> None:
        """The value of a number in digits is the number."""
        if self.number and self.value is None and self.bound not in ("range", "vague"):
            self.value = float(self.number.replace(",", ""))


@dataclass
class Paper:
    """An article: its claims sentence by sentence, and sentences without one in front."""

    doc_id: str
    published: str | None
    told: Sequence[Told]
    lead: str = ""
    publisher: str | None = None
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def write_tables(folder: Path, papers: Sequence[Paper]) -> Path:
    """Writes the papers as a run would; every column that a paper does not fill has a value that its schema allows."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    for paper in sorted(papers, key=lambda p: p.doc_id):
        for name, found in rows_of(paper).items():
            rows[name] += found
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in SCHEMAS.items():
        filled = [_filled(row, schema) for row in rows[name]]
        pq.write_table(pa.Table.from_batches([to_batch(filled, schema)], schema), folder / f"{name}.parquet")
    return folder


def _filled(row: dict[str, Any], schema: pa.Schema) -> dict[str, Any]:
    return {f.name: row[f.name] if f.name in row else _default(f) for f in schema}


def _default(f: pa.Field) -> Any:
    if f.nullable:
        return None
    if f.type == BOOL:
        return False
    return sorted(allowed_of(f))[0] if allowed_of(f) else "" if f.type == pa.string() else 0


def rows_of(paper: Paper) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table for a paper."""
    text = " ".join([paper.lead, *(told.sentence for told in paper.told)]).strip()
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    sha256 = hashlib.sha256((paper.doc_id + text).encode()).hexdigest()
    document = {"path": paper.doc_id, "sha256": sha256, "publisher": paper.publisher, "published": paper.published}
    about = {"published_source": "given" if paper.published else "unknown", "text": text, "n_chars": len(text)}
    rows["documents"] = [{"doc_id": paper.doc_id, **document, **about, "status": "ok"}]
    rows["regions"] = [{"doc_id": paper.doc_id, "region_id": "r", "start": 0, "end": len(text), "kind": "body"}]
    start = len(paper.lead) + 1 if paper.lead else 0
    for n, told in enumerate(paper.told):
        _add_claim(rows, paper.doc_id, n, start, told)
        start += len(told.sentence) + 1
    return rows


def _mention(doc_id: str, layer: str, told: Told, start: int, words: str) -> dict[str, Any]:
    at = start + told.sentence.index(words)
    span = {"doc_id": doc_id, "start": at, "end": at + len(words), "text": words}
    return {**span, "mention_id": f"{doc_id}:{layer}:{at}-{at + len(words)}", "rule": "test"}


def _add_claim(rows: dict[str, list[dict[str, Any]]], doc_id: str, n: int, start: int, told: Told) -> None:
    mention = _mention(doc_id, "claims", told, start, told.trigger)
    first, last = told.day if isinstance(told.day, tuple) else (told.day, told.day)
    end = start + len(told.sentence)
    rows["claims"].append(
        mention
        | {"claim_id": mention["mention_id"], "sentence": n, "sentence_start": start, "sentence_end": end}
        | {"scope_start": start, "scope_end": end, "event_type": told.event_type, "mode": told.mode}
        | {"date_start": first, "date_end": last, "polarity": told.polarity, "modality": told.modality}
        | {"status": told.status, "direction_reversed": told.reversed, "date_inherited": told.inherited}
    )
    if told.number:
        _add_quantity(rows, doc_id, start, told, mention["mention_id"])
    if told.rank:
        words, value, noun = told.rank
        ordinal = {
            "kind": "ordinal",
            "value": float(value),
            "low": None,
            "high": None,
            "bound": "exact",
            "counted": noun,
        }
        rows["quantities"].append(_mention(doc_id, "quantities", told, start, words) | ordinal)
    if told.place:
        place = _mention(doc_id, "places", told, start, told.place)
        names = ("place_id", "kind", "country", "admin1", "lat", "lon")
        rows["places"].append(place | dict(zip(names, PLACES[told.place], strict=True)) | {"name": told.place})
        _add_arg(rows, doc_id, mention["mention_id"], "place", "places", place["mention_id"], told.place)
    for role in ("agent", "recipient", "source"):
        name = getattr(told, role)
        if name is None and role == "source":
            _add_arg(rows, doc_id, mention["mention_id"], role, "none", None, told.bare_source or "narrator")
        elif name is not None and name not in ACTORS:
            _add_arg(rows, doc_id, mention["mention_id"], role, "none", None, name)
        elif name is not None:
            _add_actor(rows, doc_id, start, told, mention["mention_id"], role, name)


def _add_quantity(rows: dict[str, list[dict[str, Any]]], doc_id: str, start: int, told: Told, claim_id: str) -> None:
    quantity = _mention(doc_id, "quantities", told, start, str(told.number))
    low = told.value if told.bound in ("exact", "lower") and told.low is None else told.low
    high = told.value if told.bound in ("exact", "upper") and told.high is None else told.high
    said = {"kind": "count", "value": told.value, "low": low, "high": high, "bound": told.bound, "item": told.item}
    owner = ACTORS[told.owner][0] if told.owner else None
    more = {"counted": told.item.split(" of ")[0], "item_actor_id": owner, "per": told.per, "negated": told.value == 0}
    rows["quantities"].append(quantity | said | more)
    if told.owner and not any(a["actor_id"] == owner and a["doc_id"] == doc_id for a in rows["actors"]):
        rows["actors"].append(_actor(doc_id, _mention(doc_id, "actors", told, start, told.trigger), told.owner))
    _add_arg(rows, doc_id, claim_id, "quantity", "quantities", quantity["mention_id"], str(told.number))


def _actor(doc_id: str, mention: dict[str, Any], name: str) -> dict[str, Any]:
    known = dict(zip(("actor_id", "type", "sector", "country"), ACTORS[name], strict=True))
    return mention | known | {"doc_id": doc_id, "name": name, "kind": "name"}


def _add_actor(
    rows: dict[str, list[dict[str, Any]]], doc_id: str, start: int, told: Told, claim_id: str, role: str, name: str
) -> None:
    mention = _mention(doc_id, "actors", told, start, name)
    if not any(a["mention_id"] == mention["mention_id"] for a in rows["actors"]):
        rows["actors"].append(_actor(doc_id, mention, name))
    _add_arg(rows, doc_id, claim_id, role, "actors", mention["mention_id"], name)


def _add_arg(
    rows: dict[str, list[dict[str, Any]]],
    doc_id: str,
    claim_id: str,
    role: str,
    layer: str,
    mention_id: str | None,
    name: str,
) -> None:
    arg = {"role": role, "n": 1, "layer": layer, "mention_id": mention_id, "name": name, "basis": "clause"}
    rows["claim_args"].append({"doc_id": doc_id, "claim_id": claim_id, **arg})


def ordinal_of(day: str) -> int:
    """A day as claims have it."""
    return date.fromisoformat(day).toordinal()
