"""What each view of the page asks for, answered from the database in the shapes that page/data.js describes.

A request chooses between statements that stand here; what it says itself goes in as a parameter, never as SQL.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from typing import Any

from dateline.layers.registry import LAYERS
from dateline.look.report.gather import FLAGS, PARTIES, Strings, meanings, packed
from dateline.look.report.lacking import lacking_of
from dateline.look.serve.database import OF_DOCUMENTS, Asked, Database, Row, quoted
from dateline.notebook.world import HEIGHT, WIDTH, divisions, project, shapes

Wanted = Mapping[str, Any]

NAMED = 500  # names that a field offers, at most
ROWS = 100  # mentions, claims or statements of one thing, at most
POINTS = 2000  # points of the map, the largest
SPANS = 300  # spans of days of the timeline that are longer than a week
UNCLAIMED = "unclaimed"

EVENT = (
    *("id", "type", "mode", "date_start", "date_end", "date_precision", "place", "place_kind", "country", "admin1"),
    *("status", "contested", "n_sources", "n_sides", "n_documents", *PARTIES),
)
CONDITIONS = {
    "type": "type = $type",
    "status": "status = $status",
    "contested": "contested = 1",
    "place": "(country = upper($place) OR contains(lower(place), lower($place)) "
    "OR contains(lower(admin1), lower($place)))",
    "actor": "contains(names, lower($actor))",
    "from": "last_day >= $from::DATE",
    "to": "first_day <= $to::DATE",
}
LACKS = {"": "true", "day": "first_day IS NULL", "place": "coalesce(place, '') = ''"}
BRIEF = "SELECT n, lat, lon, " + ", ".join(EVENT) + " FROM event"

DOCUMENT_LACKS = {"": "true", "failed": "status <> 'ok'", "day": "(status = 'ok' AND published = '')"}
DOCUMENT = "SELECT * EXCLUDE (n, part) FROM doc"


class Answers:
    """The answers to what the views of the page ask."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.by_name: Mapping[str, Callable[[Asked, Wanted], Any]] = {
            "about": self.about, "events": events, "event": event, "points": self.points, "place": self.place,
            "actors": actors, "actor": actor, "contradictions": contradictions, "disputed": disputed,
            "documents": documents, "article": article, "quality": self.quality, "lacking": lacking,
        }  # fmt: skip

    def answer(self, name: str, wanted: Wanted) -> Any:
        """The answer to one question; wanted: its parameters, each read and checked."""
        with self.database.asked() as asked:
            return self.by_name[name](asked, wanted)

    def about(self, asked: Asked, wanted: Wanted) -> Any:
        """What the page says of itself, and what its fields offer."""
        return self._about

    def points(self, asked: Asked, wanted: Wanted) -> Any:
        """The points of the map, the largest first."""
        named = ("name", "country", "kind", "x", "y", "events", "articles")
        return {"total": len(self._points), "rows": [{key: p[key] for key in named} for p in self._points[:POINTS]]}

    def place(self, asked: Asked, wanted: Wanted) -> Any:
        """What is at a point of the map."""
        return place(asked, self._at.get((wanted["name"], wanted["x"], wanted["y"]), ()))

    def quality(self, asked: Asked, wanted: Wanted) -> Any:
        """Every layer in numbers."""
        return self._quality

    def prepare(self) -> None:
        """Works out beforehand what never changes."""
        _ = self._about, self._quality, self._at

    @cached_property
    def _about(self) -> Row:
        with self.database.asked() as asked:
            counts = {
                name: asked.value(f"SELECT count(*) FROM {table}")
                for name, table in (("documents", "doc"), ("events", "event"))
            }
            mentions = asked.value("SELECT coalesce(sum(n_mentions), 0)::BIGINT FROM doc")
            parties = " UNION ALL ".join(f"SELECT unnest({role}) AS v FROM event" for role in PARTIES)
            places = " UNION ALL ".join(f"SELECT {name} AS v FROM event" for name in ("place", "admin1", "country"))
            inner = divisions((p["lat"], p["lon"]) for p in self._points if p["kind"] != "country")
            return {
                "generator": f"dateline {version('dateline')}", "folder": self.database.folder.resolve().name,
                **counts, "mentions": mentions, "layers": list(LAYERS), "flags": FLAGS,
                "rules": meanings(row["rule"] for row in asked.rows(_RULES)),
                "types": _commonest(asked, "SELECT type AS v FROM event"),
                "statuses": _commonest(asked, "SELECT status AS v FROM event"),
                "places": _commonest(asked, places), "actors": _commonest(asked, parties),
                "map": {"width": WIDTH, "height": HEIGHT, **shapes(), "divisions": inner},
            }  # fmt: skip

    @cached_property
    def _points(self) -> list[Row]:
        """The points of the map by where they lie on the drawing, with the points in degrees that lie there."""
        found: dict[tuple[Any, ...], Row] = {}
        with self.database.asked() as asked:
            for row in asked.rows("SELECT * FROM point ORDER BY events DESC, mentions DESC, name, lat, lon"):
                x, y = project(row["lat"], row["lon"])
                new = {**row, "x": x, "y": y, "events": 0, "articles": 0, "degrees": []}
                at = found.setdefault((row["name"], row["country"], x, y), new)
                at["events"] += row["events"]
                at["articles"] += row["articles"]
                at["degrees"].append((row["name"], row["lat"], row["lon"]))
        return sorted(found.values(), key=lambda p: (-max(p["events"], p["articles"]), p["name"]))

    @cached_property
    def _at(self) -> dict[tuple[str, int, int], list[tuple[str, float, float]]]:
        found: dict[tuple[str, int, int], list[tuple[str, float, float]]] = defaultdict(list)
        for p in self._points:
            found[p["name"], p["x"], p["y"]] += p["degrees"]
        return dict(found)

    @cached_property
    def _quality(self) -> Row:
        with self.database.asked() as asked:
            layers = [_layer_quality(asked, name) for name in LAYERS]
            return {"layers": layers, "unclaimed": asked.value(f"SELECT count(*) FROM ({_LACKING[UNCLAIMED]})")}


def _commonest(asked: Asked, values: str) -> list[str]:
    """The commonest values of a statement's column v, by the alphabet."""
    sql = f"SELECT v, count(*) AS n FROM ({values}) WHERE v <> '' GROUP BY v ORDER BY n DESC, v LIMIT {NAMED}"
    return sorted(row["v"] for row in asked.rows(sql))


# Events


def events(asked: Asked, wanted: Wanted) -> Row:
    """The events that are wanted, a page of them; with the first page the timeline of all of them."""
    used = {name: wanted[name] for name in CONDITIONS if wanted[name]}
    where = " AND ".join(["true", *(CONDITIONS[name] for name in used), LACKS[wanted["lacks"]]])
    given = {name: value for name, value in used.items() if name != "contested"}
    page = {**given, "offset": wanted["offset"], "limit": wanted["limit"]}
    found = asked.rows(f"SELECT n FROM event WHERE {where} ORDER BY n LIMIT $limit OFFSET $offset", page)
    rows = _brief(asked, _numbered(asked, [row["n"] for row in found]))
    said: Row = {"total": asked.value(f"SELECT count(*) FROM event WHERE {where}", given), "rows": rows}
    if wanted["offset"]:
        return said
    days = asked.rows(
        "SELECT date_start AS day, type, count(*) AS n, coalesce(sum(killed), 0) AS killed FROM event "
        f"WHERE {where} AND date_end - date_start <= 6 GROUP BY ALL ORDER BY day, type",
        given,
    )
    spans = asked.rows(
        'SELECT date_start AS "from", date_end AS "to", count(*) AS n FROM event '
        f"WHERE {where} AND date_end - date_start > 6 GROUP BY ALL ORDER BY n DESC, 1, 2 LIMIT {SPANS}",
        given,
    )
    return {**said, "days": days, "spans": spans}


def _numbered(asked: Asked, numbers: list[int]) -> list[Row]:
    """Events by their numbers, in order."""
    if not numbers:
        return []
    given = {"numbers": numbers, "low": min(numbers), "high": max(numbers)}
    return asked.rows(f"{BRIEF} WHERE n BETWEEN $low AND $high AND list_contains($numbers, n) ORDER BY n", given)


def _brief(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """Events as a table shows them, with their figures."""
    figures = defaultdict(list)
    for figure in _figures_of(asked, [row["n"] for row in found]):
        figures[figure["number"]].append(_without(figure, "number", "figure_id", "rule"))
    return [{**_without(row, "n", "lat", "lon"), "figures": figures[row["n"]]} for row in found]


def _figures_of(asked: Asked, numbers: list[int]) -> list[Row]:
    if not numbers:
        return []
    sql = "SELECT * FROM figure WHERE number BETWEEN $low AND $high AND list_contains($numbers, number) ORDER BY number"
    found = asked.rows(sql, {"numbers": numbers, "low": min(numbers), "high": max(numbers)})
    return [_plain(row) for row in found]


def _plain(figure: Row) -> Row:
    return {**figure, **{name: _number(figure[name]) for name in ("best", "low", "high")}}


def event(asked: Asked, wanted: Wanted) -> Row | None:
    """An event with the sentences of its claims and who gives which figure; None: there is none."""
    found = asked.rows(f"{BRIEF} WHERE id = $id", wanted)
    return _told(asked, found)[0] if found else None


def _told(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """Events with their claims in order of publication, and the statements of their figures."""
    numbers = [row["n"] for row in found]
    claims = _by_number(asked, "claim", numbers)
    figures = _figures_of(asked, numbers)
    statements = _by_number(asked, "statement", [figure["number"] for figure in figures])
    snippets = _Snippets(asked, [*claims, *statements])
    told = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: snippets.published(claim) or "9"):
        told[claim["number"]].append(_claim_said(claim, snippets))
    said = _figures_said(figures, statements, snippets)
    return [
        {
            "row": row,
            "claims": told[n],
            "figures": [_without(f, "number", "figure_id") for f in said if f["number"] == n],
        }
        for n, row in zip(numbers, _brief(asked, found), strict=True)
    ]


def _by_number(asked: Asked, table: str, numbers: list[int]) -> list[Row]:
    """The claims, or the statements of figures, of events by their numbers, of each as many as a page shows."""
    if not numbers:
        return []
    given = {"numbers": numbers, "low": min(numbers), "high": max(numbers)}
    where = f"number BETWEEN $low AND $high AND list_contains($numbers, number) AND place <= {ROWS}"
    return asked.rows(f"SELECT * FROM {table} WHERE {where} ORDER BY number, place", given)


def _claim_said(claim: Row, snippets: "_Snippets") -> Row:
    said = {"status": claim["status"], "denied": claim["polarity"] == "-", "source": claim["source"]}
    return {**snippets.of(claim), **said, "flags": [flag for flag in FLAGS if claim[flag]]}


def _figures_said(figures: Sequence[Row], statements: Sequence[Row], snippets: "_Snippets") -> list[Row]:
    """Figures with every statement of them and its sentence."""
    said = defaultdict(list)
    for row in statements:
        values = {name: _number(row[name]) for name in ("value", "low", "high")}
        words = {name: row[name] for name in ("bound", "source", "side")}
        said[row["figure_id"]].append({**values, **words, "differs": not row["agrees"], "at": snippets.of(row)})
    return [{**figure, "said": said[figure["figure_id"]]} for figure in figures]


def contradictions(asked: Asked, wanted: Wanted) -> Row:
    """The contested figures in the order of their events, a page of them."""
    found = asked.rows(
        "SELECT * FROM figure WHERE status = 'contested' ORDER BY number, figure_id LIMIT $limit OFFSET $offset", wanted
    )
    numbers = sorted({row["number"] for row in found})
    statements = _by_number(asked, "statement", numbers)
    rows = _numbered(asked, numbers)
    brief = {one["n"]: row for one, row in zip(rows, _brief(asked, rows), strict=True)}
    said = [
        {"row": brief[figure["number"]], "figure": _without(figure, "number", "figure_id")}
        for figure in _figures_said([_plain(row) for row in found], statements, _Snippets(asked, statements))
    ]
    return {"total": asked.value("SELECT count(*) FROM figure WHERE status = 'contested'"), "rows": said}


def disputed(asked: Asked, wanted: Wanted) -> Row:
    """The events that one side denies or disputes, a page of them."""
    where = "WHERE status IN ('contested', 'denied')"
    found = asked.rows(f"{BRIEF} {where} ORDER BY n LIMIT $limit OFFSET $offset", wanted)
    return {"total": asked.value(f"SELECT count(*) FROM event {where}"), "rows": _told(asked, found)}


# The map and the actors


def place(asked: Asked, degrees: Sequence[tuple[str, float, float]]) -> Row:
    """The events and the mentions at some points, the first of each."""
    found: list[Row] = []
    mentions: list[Row] = []
    counts = {"n_events": 0, "n_mentions": 0}
    for name, lat, lon in degrees:
        at = {"name": name, "lat": lat, "lon": lon}
        found += asked.rows(f"{BRIEF} WHERE place = $name AND lat = $lat AND lon = $lon ORDER BY n LIMIT {ROWS}", at)
        where = "FROM places WHERE reading = 'literal' AND name = $name AND lat = $lat AND lon = $lon"
        mentions += asked.rows(f"SELECT {MENTION} {where} LIMIT {ROWS}", at)
        said = "events AS n_events, mentions AS n_mentions"
        for row in asked.rows(f"SELECT {said} FROM point WHERE name = $name AND lat = $lat AND lon = $lon", at):
            counts = {key: counts[key] + row[key] for key in counts}
    snippets = _Snippets(asked, mentions[:ROWS])
    said_there = [snippets.of(row) for row in mentions[:ROWS]]
    return {"events": _brief(asked, found[:ROWS]), "mentions": said_there, **counts}


def actors(asked: Asked, wanted: Wanted) -> Row:
    """The actors of a name, the deeds of theirs, and names for the field."""
    part = {"name": wanted["name"]}
    where = "contains(lower(name), lower($name))"
    found = asked.rows(f"SELECT * FROM actor WHERE {where} LIMIT {NAMED}", part)
    deeds = asked.rows(
        "SELECT * FROM deed WHERE contains(lower(who), lower($name)) OR contains(lower(whom), lower($name)) "
        f"LIMIT {ROWS}",
        part,
    )
    return {
        "actors": [_without(row, "entity_id") for row in found[:ROWS]],
        "total": asked.value(f"SELECT count(*) FROM actor WHERE {where}", part),
        "deeds": deeds,
        "exact": bool(asked.value("SELECT count(*) FROM actor WHERE name = $name", part)),
        "names": sorted({row["name"] for row in found}),
    }


def actor(asked: Asked, wanted: Wanted) -> Row:
    """What an actor is quoted with, and where it is named."""
    ids = "(SELECT actor_id FROM entity_actors JOIN actor USING (entity_id) WHERE actor.name = $name)"
    quotes = asked.rows(
        f"SELECT {MENTION} FROM quotes WHERE part = 1 AND source_actor_id IN {ids} LIMIT {ROWS}", wanted
    )
    mentions = asked.rows(f"SELECT {MENTION} FROM actors WHERE actor_id IN {ids} LIMIT {ROWS}", wanted)
    snippets = _Snippets(asked, [*quotes, *mentions])
    return {"quotes": [snippets.of(row) for row in quotes], "mentions": [snippets.of(row) for row in mentions]}


# Articles and quality


def documents(asked: Asked, wanted: Wanted) -> Row:
    """The articles that lack something or whose title or id holds some words, a page of them."""
    named = "(contains(lower(title), lower($find)) OR contains(lower(id), lower($find)))"
    where = f"{named} AND {DOCUMENT_LACKS[wanted['lacks']]}"
    page = {name: wanted[name] for name in ("find", "offset", "limit")}
    found = asked.rows(f"{DOCUMENT} WHERE {where} ORDER BY n LIMIT $limit OFFSET $offset", page)
    total = asked.value(f"SELECT count(*) FROM doc WHERE {where}", {"find": wanted["find"]})
    return {"total": total, "rows": found}


def article(asked: Asked, wanted: Wanted) -> Row | None:
    """An article as the page of one file has it, packed, with its own strings; None: there is none."""
    known = asked.rows("SELECT part, copy_of FROM doc WHERE id = $id", wanted)
    if not known:
        return None
    rows = {name: asked.of_parts(name, [known[0]["part"]], "doc_id = $id", wanted) for name in OF_DOCUMENTS}
    [document] = rows.pop("documents")
    strings = Strings()
    made = packed(0, document, rows, strings, {})
    return {**made, "copy_of": known[0]["copy_of"], "strings": list(strings.numbers)}


def _condition(layer: str) -> str:
    """What a row of a layer lacks, as a condition."""
    lack = lacking_of(layer)
    only = [f"{name} IN ({', '.join(map(quoted, values))})" for name, values in lack.only.items()]
    return " AND ".join([*only, *(f"{name} IS NULL" for name in lack.null)])


MENTION = 'doc_id, start, "end", sentence_start, sentence_end'
_RULES = " UNION ".join(f"SELECT rule FROM {layer}" for layer in LAYERS)
_LACKING = {layer: f"SELECT {MENTION} FROM {layer} WHERE {_condition(layer)}" for layer in LAYERS} | {
    UNCLAIMED: f"SELECT {MENTION} FROM quantities AS q WHERE kind = 'count' AND NOT EXISTS "
    "(SELECT 1 FROM claim_args AS a WHERE a.mention_id = q.mention_id)"
}


def lacking(asked: Asked, wanted: Wanted) -> list[Row]:
    """The first mentions of a layer that lack what they are for; of "unclaimed", counts that no claim takes."""
    found = asked.rows(f"{_LACKING[wanted['layer']]} LIMIT {ROWS}")
    snippets = _Snippets(asked, found)
    return [snippets.of(row) for row in found]


def _layer_quality(asked: Asked, name: str) -> Row:
    [counts] = asked.rows(
        "SELECT count(*) AS n, count(DISTINCT rule) AS rules, avg(score) AS mean, count(score) AS scored, "
        f"count(*) FILTER ({_condition(name)}) AS lacking FROM {name}"
    )
    commonest = asked.rows(f"SELECT rule, count(*) AS n FROM {name} GROUP BY rule ORDER BY n DESC, rule LIMIT 5")
    return {
        "layer": name,
        "rows": counts["n"],
        "rules": counts["rules"],
        "mean": None if counts["mean"] is None else round(counts["mean"], 3),
        "unscored": counts["n"] - counts["scored"],
        "lacks": lacking_of(name).words,
        "lacking": counts["lacking"],
        "commonest": [[row["rule"], row["n"]] for row in commonest],
    }


# Mentions and their sentences


class _Snippets:
    """Mentions in their sentences, with whose article it is."""

    def __init__(self, asked: Asked, mentions: Iterable[Row]) -> None:
        ids = sorted({row["doc_id"] for row in mentions})
        known = asked.rows(
            "SELECT id, part, title, publisher, published FROM doc WHERE list_contains($ids, id)", {"ids": ids}
        )
        parts = sorted({row["part"] for row in known})
        texts = asked.of_parts("documents", parts, "list_contains($ids, doc_id)", {"ids": ids}, "doc_id, text")
        self._documents = {row["id"]: row for row in known}
        self._texts = {row["doc_id"]: row["text"] for row in texts}

    def published(self, mention: Row) -> str:
        """The day of publication of its article; "" where it is not known."""
        return str(self._documents[mention["doc_id"]]["published"])

    def of(self, mention: Row) -> Row:
        """A mention and the words around it."""
        doc_id, start, end = mention["doc_id"], mention["start"], mention["end"]
        text, document = self._texts[doc_id], self._documents[doc_id]
        first, last = min(mention["sentence_start"], start), max(mention["sentence_end"], end)
        said = {"before": text[first:start], "text": text[start:end], "after": text[end:last]}
        about = {name: document[name] for name in ("title", "publisher", "published")}
        return {"doc": doc_id, **about, "start": start, "end": end, **said}


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}
