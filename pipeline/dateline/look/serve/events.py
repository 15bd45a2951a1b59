"""Events: those that filters leave, one with its claims and figures, and where they contradict each other."""

from collections import defaultdict
from collections.abc import Sequence

from dateline.look.report.gather import FLAGS, PARTIES
from dateline.look.serve.database import Asked, Row, Wanted
from dateline.look.serve.snippets import ROWS, Snippets

SPANS = 300  # spans of days of the timeline that are longer than a week, at most

EVENT = (
    *("id", "type", "mode", "date_start", "date_end", "date_precision", "place", "place_kind", "country", "admin1"),
    *("status", "contested", "n_sources", "n_sides", "n_documents", *PARTIES),
)
CONDITIONS = {
    "type": "type = $type",
    "status": "status = $status",
    "contested": "contested = 1",
    "place": "(country = upper($place) OR contains(places, lower($place)))",
    "actor": "contains(names, lower($actor))",
    "from": "last_day >= $from::DATE",
    "to": "first_day <= $to::DATE",
}
LACKS = {"": "true", "day": "first_day IS NULL", "place": "coalesce(place, '') = ''"}
TIMED = "n, type, date_start, date_end, date_end - date_start AS days, killed"
DAYS = (
    "SELECT date_start AS day, type, count(*) AS n, coalesce(sum(killed), 0) AS killed FROM kept "
    "WHERE days <= 6 GROUP BY ALL ORDER BY day, type"
)
LONGER = (
    'SELECT date_start AS "from", date_end AS "to", count(*) AS n FROM kept '
    f"WHERE days > 6 GROUP BY ALL ORDER BY n DESC, 1, 2 LIMIT {SPANS}"
)
BRIEF = "SELECT n, lat, lon, " + ", ".join(EVENT) + " FROM event"


def events(asked: Asked, wanted: Wanted) -> Row:
    """The events that are wanted, a page of them; with the first page the timeline of all of them."""
    used = {name: wanted[name] for name in CONDITIONS if wanted[name]}
    where = " AND ".join(["true", *(CONDITIONS[name] for name in used), LACKS[wanted["lacks"]]])
    given = {name: value for name, value in used.items() if name != "contested"}
    kind = "TABLE" if given else "VIEW"  # words are looked for once
    asked.run(f"CREATE TEMP {kind} kept AS SELECT {TIMED} FROM event WHERE {where}", given)
    page = {"offset": wanted["offset"], "limit": wanted["limit"]}
    found = asked.rows("SELECT n FROM kept ORDER BY n LIMIT $limit OFFSET $offset", page)
    rows = brief(asked, _numbered(asked, [row["n"] for row in found]))
    said: Row = {"total": asked.value("SELECT count(*) FROM kept"), "rows": rows}
    return said if wanted["offset"] else {**said, "days": asked.rows(DAYS), "spans": asked.rows(LONGER)}


def _numbered(asked: Asked, numbers: list[int]) -> list[Row]:
    """Events by their numbers, in order."""
    if not numbers:
        return []
    given = {"numbers": numbers, "low": min(numbers), "high": max(numbers)}
    return asked.rows(f"{BRIEF} WHERE n BETWEEN $low AND $high AND list_contains($numbers, n) ORDER BY n", given)


def brief(asked: Asked, found: Sequence[Row]) -> list[Row]:
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
    snippets = Snippets(asked, [*claims, *statements])
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
        for n, row in zip(numbers, brief(asked, found), strict=True)
    ]


def _by_number(asked: Asked, table: str, numbers: list[int]) -> list[Row]:
    """The claims, or the statements of figures, of events by their numbers, of each as many as a page shows."""
    if not numbers:
        return []
    given = {"numbers": numbers, "low": min(numbers), "high": max(numbers)}
    where = f"number BETWEEN $low AND $high AND list_contains($numbers, number) AND place <= {ROWS}"
    return asked.rows(f"SELECT * FROM {table} WHERE {where} ORDER BY number, place", given)


def _claim_said(claim: Row, snippets: Snippets) -> Row:
    said = {"status": claim["status"], "denied": claim["polarity"] == "-", "source": claim["source"]}
    return {**snippets.of(claim), **said, "flags": [flag for flag in FLAGS if claim[flag]]}


def _figures_said(figures: Sequence[Row], statements: Sequence[Row], snippets: Snippets) -> list[Row]:
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
    shown = {one["n"]: row for one, row in zip(rows, brief(asked, rows), strict=True)}
    said = [
        {"row": shown[figure["number"]], "figure": _without(figure, "number", "figure_id")}
        for figure in _figures_said([_plain(row) for row in found], statements, Snippets(asked, statements))
    ]
    return {"total": asked.value("SELECT count(*) FROM figure WHERE status = 'contested'"), "rows": said}


def disputed(asked: Asked, wanted: Wanted) -> Row:
    """The events that one side denies or disputes, a page of them."""
    where = "WHERE status IN ('contested', 'denied')"
    found = asked.rows(f"{BRIEF} {where} ORDER BY n LIMIT $limit OFFSET $offset", wanted)
    return {"total": asked.value(f"SELECT count(*) FROM event {where}"), "rows": _told(asked, found)}


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}
