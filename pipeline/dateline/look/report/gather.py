"""What the page shows, gathered from the tables: plain values, rows by number instead of by id."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dateline.layers.registry import LAYERS
from dateline.look.report.lacking import lacking_of
from dateline.look.rules import meaning
from dateline.notebook.tables import read_tables
from dateline.notebook.world import HEIGHT, WIDTH, divisions, project, shapes
from dateline.reconcile.run import sources
from dateline.tables.brief import line
from dateline.tables.frames import read_table

Row = Mapping[str, Any]
Data = dict[str, Any]
Ref = tuple[int, int]
"""A document and a mention of it, by number."""
Mention = tuple[int, int, int, str, Row]
"""First and last character, the layer by number and by name, the row."""

TABLES = ("regions", *LAYERS, "claim_args", "claim_relations")
FLAGS = ("direction_reversed", "figure_differs", "date_inherited", "place_inherited", "source_unnamed")
PARTIES = ("agent", "recipient", "patient")
EVENT = (
    *("id", "type", "mode", "date_start", "date_end", "date_precision", "place", "place_kind", "country", "admin1"),
    *("status", "contested", "n_sources", "n_sides", "n_documents", "point", *PARTIES, "claims"),
)


class Strings:
    """Strings by number, each kept once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a string; a new one where it is new."""
        return self.numbers.setdefault(text, len(self.numbers))


def gather(folder: Path) -> Data:
    """All that the page of an output folder shows.

    Documents, their mentions, events, figures, places and actors refer to each other by their numbers in these lists,
    and strings that come often by their numbers in `strings`; page/data.js says the shape of each and reads them.
    Raises SchemaError where the folder holds no tables, or none across documents.
    """
    read_tables(folder)  # which says what is wrong with a folder that has none
    strings = Strings()
    documents, refs, rows = _documents(folder, strings)
    events = _events(folder, refs)
    return {
        "about": {"generator": f"dateline {version('dateline')}", "folder": folder.resolve().name},
        "layers": list(LAYERS),
        "flags": FLAGS,
        "documents": documents,
        "events": [list(EVENT), *([event[name] for name in EVENT] for event in events)],
        "figures": list(_figures(folder, {event["id"]: n for n, event in enumerate(events)}, refs, strings)),
        "places": _places(events, rows["places"], refs),
        "actors": _actors(folder, rows, refs),
        "deeds": _deeds(events),
        "layer_quality": [_layer_quality(name, rows[name], refs) for name in LAYERS],
        "unclaimed": _unclaimed(rows["quantities"], rows["claim_args"], refs),
        "map": {"width": WIDTH, "height": HEIGHT, **shapes(), "divisions": divisions(_degrees(events, rows["places"]))},
        "rules": meanings({row["rule"] for name in LAYERS for row in rows[name]}),
        "strings": list(strings.numbers),
    }


def meanings(rules: Iterable[str]) -> dict[str, str]:
    """What rules say of themselves, in a line each; those of which nothing is known are left out."""
    return {rule: said for rule in sorted(rules) if (said := meaning(rule))}


def _documents(folder: Path, strings: Strings) -> tuple[list[Data], dict[str, Ref], dict[str, list[Row]]]:
    """The documents with their mentions; the number of every mention by its id; the rows of every table."""
    documents: list[Data] = []
    refs: dict[str, Ref] = {}
    every: dict[str, list[Row]] = defaultdict(list)
    copies = {row["doc_id"]: row["copy_of"] for row in _rows("copies", folder)}
    for source in sources([folder]):
        rows = {name: _by_document(_rows(name, source)) for name in TABLES}
        for name, found in rows.items():
            every[name] += [row for group in found.values() for row in group]
        for row in _rows("documents", source):
            own = {name: found.get(row["doc_id"], []) for name, found in rows.items()}
            document = packed(len(documents), row, own, strings, refs)
            documents.append(_said(document | {"copy_of": copies.get(row["doc_id"])}))
    return documents, refs, every


def packed(number: int, row: Row, rows: Mapping[str, Sequence[Row]], strings: Strings, refs: dict[str, Ref]) -> Data:
    """A document with its mentions and claims; refs takes where each mention is to be found."""
    mentions = sorted(
        ((r["start"], r["end"], n, name, r) for n, name in enumerate(LAYERS) for r in rows[name]),
        key=lambda item: item[:3],
    )
    refs.update((r["mention_id"], (number, n)) for n, (*_, r) in enumerate(mentions))
    starts = [0, *(start for start, *_ in mentions)]
    named = ("title", "publisher", "url", "published", "published_source", "language", "status", "error", "text")
    return {
        "id": row["doc_id"],
        **{name: row[name] for name in named},
        "regions": [[r["start"], r["end"], r["kind"]] for r in rows["regions"]],
        "mentions": [_mention(item, before, strings) for item, before in zip(mentions, starts, strict=False)],
        "claims": dict(_claims(rows, refs, strings)),
        "lacking": [[n, strings.number(word)] for n, word in _lacking(mentions, rows["claim_args"])],
    }


def _lacking(mentions: Sequence[Mention], args: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """The numbers of the mentions that lack what they are for, with what that is in words."""
    taken = {row["mention_id"] for row in args}
    for n, (*_, name, row) in enumerate(mentions):
        if lacking_of(name).holds(row):
            yield n, lacking_of(name).words
        elif name == "quantities" and row["kind"] == "count" and row["mention_id"] not in taken:
            yield n, "no claim takes it"


def _mention(item: Mention, before: int, strings: Strings) -> list[Any]:
    """Layer, start from the mention before, length, value in words, rule, score, and what speaks for it.

    The last are three numbers for each span: what it is, its start from that of the mention, its length.
    """
    start, end, layer, name, row = item
    score = None if row["score"] is None else round(row["score"], 2)
    value = strings.number(line(LAYERS[name].brief(row)))
    spans = [part for what, a, b in _evidence(row) for part in (strings.number(what), a - start, b - a)]
    return [layer, start - before, end - start, value, strings.number(row["rule"]), score, *spans]


def _evidence(row: Row) -> Iterator[tuple[str, int, int]]:
    """The other spans of a row: an item, a modifier, a source, a cue, a scope."""
    for column in row:
        what = column.removesuffix("_start")
        if what != column and what not in ("sentence", "date") and row[column] is not None:
            yield what, row[column], row[f"{what}_end"]


def _claims(rows: Mapping[str, Sequence[Row]], refs: Mapping[str, Ref], strings: Strings) -> Iterator[tuple[str, Any]]:
    """Every claim under the number of its mention: sentence, status, whether denied, flags, arguments, relations."""
    args, relations = defaultdict(list), defaultdict(list)
    for row in rows["claim_args"]:
        at = refs[row["mention_id"]][1] if row["mention_id"] in refs else None
        role, name, basis = (strings.number(row[column]) for column in ("role", "name", "basis"))
        args[row["claim_id"]].append([role, name, at, basis])
    for row in rows["claim_relations"]:
        target = refs[row["target_claim_id"]][1]
        relations[row["claim_id"]].append([strings.number(row["relation"]), target])
    for row in rows["claims"]:
        name = row["claim_id"]
        flags = [n for n, flag in enumerate(FLAGS) if row[flag]]
        said = [strings.number(row["status"]), int(row["polarity"] == "-"), flags, args[name], relations[name]]
        yield str(refs[name][1]), [row["sentence_start"], row["sentence_end"] - row["sentence_start"], *said]


def _events(folder: Path, refs: Mapping[str, Ref]) -> list[Data]:
    """The events, the latest first, those of no day last."""
    parties: dict[tuple[str, str], list[str]] = defaultdict(list)
    claims: dict[str, list[Ref]] = defaultdict(list)
    for row in sorted(_rows("event_args", folder), key=lambda row: row["n"]):
        if row["role"] in PARTIES and row["name"] not in parties[row["event_id"], row["role"]]:
            parties[row["event_id"], row["role"]].append(row["name"])
    for row in _rows("event_claims", folder):
        if row["claim_id"] in refs:
            claims[row["event_id"]].append(refs[row["claim_id"]])
    contested = {row["event_id"] for row in _rows("figures", folder) if row["status"] == "contested"}
    found = []
    for row in _rows("events", folder):
        name = row["event_id"]
        point = None if row["lat"] is None else project(row["lat"], row["lon"])
        own = {role: parties[name, role] for role in PARTIES} | {"claims": claims[name], "point": point}
        disputed = int(row["status"] == "contested" or name in contested)
        found.append({**row, "id": name, "type": row["event_type"], "contested": disputed, **own})
    found.sort(key=lambda event: str(event["id"]))
    return sorted(found, key=lambda event: event["date_start"] or event["date_end"] or "", reverse=True)


def _figures(
    folder: Path, numbers: Mapping[str, int], refs: Mapping[str, Ref], strings: Strings
) -> Iterator[list[Any]]:
    """The figures: event, item, unit, best, low, high, status, rule, and every statement.

    A statement: document, claim, number, value, low, high, bound, source, side, whether it differs.
    """
    said = defaultdict(list)
    for row in _rows("figure_claims", folder):
        if row["claim_id"] in refs:
            number = refs[row["mention_id"]][1] if row["mention_id"] in refs else None
            values = [_number(row[name]) for name in ("value", "low", "high")]
            words = [strings.number(row[name] or "") for name in ("bound", "source", "side")]
            said[row["figure_id"]].append([*refs[row["claim_id"]], number, *values, *words, int(not row["agrees"])])
    for row in _rows("figures", folder):
        item, unit, status, rule = (strings.number(row[name] or "") for name in ("item", "unit", "status", "rule"))
        values = [_number(row[name]) for name in ("best", "low", "high")]
        yield [numbers[row["event_id"]], item, unit, *values, status, rule, said[row["figure_id"]]]


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _places(events: list[Data], rows: list[Row], refs: Mapping[str, Ref]) -> list[Data]:
    """The points of the map, with the events and the mentions there."""
    found: dict[tuple[Any, ...], Data] = {}

    def at(name: str, country: str | None, kind: str | None, point: Sequence[int]) -> Data:
        new = {"name": name, "country": country, "kind": kind, "point": point, "events": [], "mentions": []}
        return found.setdefault((name, country, *point), new)

    for n, event in enumerate(events):
        if event["point"] is not None:
            at(event["place"], event["country"], event["place_kind"], event["point"])["events"].append(n)
    for row in rows:
        if row["reading"] == "literal" and row["lat"] is not None:
            point = project(row["lat"], row["lon"])
            at(row["name"], row["country"], row["kind"], point)["mentions"].append(refs[row["mention_id"]])
    return list(found.values())


def _degrees(events: list[Data], rows: list[Row]) -> Iterator[tuple[float, float]]:
    """The points below countries, in degrees."""
    for event in events:
        if event["lat"] is not None and event["place_kind"] != "country":
            yield event["lat"], event["lon"]
    for row in rows:
        if row["reading"] == "literal" and row["lat"] is not None and row["kind"] != "country":
            yield row["lat"], row["lon"]


def _actors(folder: Path, rows: Mapping[str, list[Row]], refs: Mapping[str, Ref]) -> list[Data]:
    """The actors of the corpus, those of the most documents first, with their mentions and quotes."""
    entity = {row["actor_id"]: row["entity_id"] for row in _rows("entity_actors", folder)}
    mentions, quotes = defaultdict(list), defaultdict(list)
    for row in rows["actors"]:
        mentions[entity.get(row["actor_id"])].append(refs[row["mention_id"]])
    for row in rows["quotes"]:
        if row["part"] == 1 and row["source_actor_id"] is not None:
            quotes[entity.get(row["source_actor_id"])].append(refs[row["mention_id"]])
    named = ("name", "type", "sector", "country", "n_documents", "n_mentions")
    found = [
        {name: row[name] for name in named}
        | {"mentions": mentions[row["entity_id"]], "quotes": quotes[row["entity_id"]]}
        for row in _rows("entities", folder)
    ]
    return sorted(found, key=lambda actor: (-actor["n_documents"], -actor["n_mentions"], actor["name"]))


def _deeds(events: list[Data]) -> list[list[Any]]:
    """Who does what to whom: agent, event type, the other party or "", the events. The commonest first."""
    found = defaultdict(list)
    for n, event in enumerate(events):
        for who in event["agent"]:
            for whom in event["recipient"] or event["patient"] or [""]:
                if who != whom:  # both parties of an exchange stand in both roles
                    found[who, event["type"], whom].append(n)
    return [[*deed, numbers] for deed, numbers in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))]


def _layer_quality(name: str, rows: list[Row], refs: Mapping[str, Ref]) -> Data:
    """A layer's rows in numbers, and the rows that lack what they are for."""
    lacking = lacking_of(name)
    scores = [row["score"] for row in rows if row["score"] is not None]
    return {
        "layer": name,
        "rows": len(rows),
        "rules": len({row["rule"] for row in rows}),
        "mean": round(sum(scores) / len(scores), 3) if scores else None,
        "unscored": len(rows) - len(scores),
        "lacks": lacking.words,
        "lacking": [refs[row["mention_id"]] for row in rows if lacking.holds(row)],
        "commonest": Counter(row["rule"] for row in rows).most_common(5),
    }


def _unclaimed(quantities: list[Row], args: list[Row], refs: Mapping[str, Ref]) -> list[Ref]:
    """The counts that no claim takes."""
    taken = {row["mention_id"] for row in args}
    return [refs[row["mention_id"]] for row in quantities if row["kind"] == "count" and row["mention_id"] not in taken]


def _rows(name: str, folder: Path) -> list[Row]:
    """The rows of a table, days in ISO 8601."""
    return [
        {key: value.date().isoformat() if hasattr(value, "date") else value for key, value in row.items()}
        for row in read_table(name, folder).to_pylist()
    ]


def _by_document(rows: list[Row]) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in rows:
        found[row["doc_id"]].append(row)
    return found


def _said(values: Data) -> Data:
    """Without what is not known."""
    return {name: value for name, value in values.items() if value is not None}
