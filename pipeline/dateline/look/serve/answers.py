"""What each view of the page asks for, answered from the database in the shapes that page/data.js describes.

A request chooses between statements that stand here and beside; what it says itself goes in as a parameter, never as
SQL.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from importlib.metadata import version
from typing import Any

from dateline.layers.registry import LAYERS
from dateline.look.report.gather import FLAGS, PARTIES, meanings
from dateline.look.serve.actors import NAMED, actor, actors
from dateline.look.serve.articles import article, documents
from dateline.look.serve.database import Asked, Database, Row, Wanted
from dateline.look.serve.events import LACKS, contradictions, disputed, event, events
from dateline.look.serve.places import POINTS, Points, place, read_points
from dateline.look.serve.quality import RULES, UNCLAIMED, WHERE_LACKING, lacking, layer_quality
from dateline.notebook.world import HEIGHT, WIDTH, shapes


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
        return {"total": len(self._points.rows), "rows": self._points.rows[:POINTS]}

    def place(self, asked: Asked, wanted: Wanted) -> Any:
        """What is at a point of the map."""
        return place(asked, self._points.at.get((wanted["name"], wanted["x"], wanted["y"]), ()))

    def quality(self, asked: Asked, wanted: Wanted) -> Any:
        """Every layer in numbers."""
        return self._quality

    def prepare(self) -> None:
        """Works out beforehand what never changes."""
        _ = self._about, self._quality

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
            return {
                "generator": f"dateline {version('dateline')}", "folder": self.database.folder.resolve().name,
                **counts, "mentions": mentions, "layers": list(LAYERS), "flags": FLAGS,
                "rules": meanings(row["rule"] for row in asked.rows(RULES)),
                "types": _commonest(asked, "SELECT type AS v FROM event"),
                "statuses": _commonest(asked, "SELECT status AS v FROM event"),
                "places": _commonest(asked, places), "actors": _commonest(asked, parties),
                "map": {"width": WIDTH, "height": HEIGHT, **shapes(), "divisions": self._points.divisions},
            }  # fmt: skip

    @cached_property
    def _points(self) -> Points:
        with self.database.asked() as asked:
            return read_points(asked)

    @cached_property
    def _quality(self) -> Row:
        with self.database.asked() as asked:
            layers = [layer_quality(asked, name) for name in LAYERS]
            unclaimed = asked.value(f"SELECT count(*) FROM ({WHERE_LACKING[UNCLAIMED]})")
            wanted = {"total": "", "undated": "day", "unplaced": "place"}
            gaps = {
                name: asked.value(f"SELECT count(*) FROM event WHERE {LACKS[lacks]}") for name, lacks in wanted.items()
            }
            return {"layers": layers, "unclaimed": unclaimed, **gaps}


def _commonest(asked: Asked, values: str) -> list[str]:
    """The commonest values of a statement's column v, by the alphabet."""
    sql = f"SELECT v, count(*) AS n FROM ({values}) WHERE v <> '' GROUP BY v ORDER BY n DESC, v LIMIT {NAMED}"
    return sorted(row["v"] for row in asked.rows(sql))
