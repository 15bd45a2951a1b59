"""Quality: every layer in numbers, and the mentions that lack what they are for."""

from dateline.layers.registry import LAYERS
from dateline.look.report.lacking import lacking_of
from dateline.look.serve.database import Asked, Row, Wanted, quoted
from dateline.look.serve.snippets import MENTION, ROWS, Snippets

UNCLAIMED = "unclaimed"


def _condition(layer: str) -> str:
    """What a row of a layer lacks, as a condition."""
    lack = lacking_of(layer)
    only = [f"{name} IN ({', '.join(map(quoted, values))})" for name, values in lack.only.items()]
    return " AND ".join([*only, *(f"{name} IS NULL" for name in lack.null)])


RULES = " UNION ".join(f"SELECT rule FROM {layer}" for layer in LAYERS)
WHERE_LACKING = {layer: f"SELECT {MENTION} FROM {layer} WHERE {_condition(layer)}" for layer in LAYERS} | {
    UNCLAIMED: f"SELECT {MENTION} FROM quantities AS q WHERE kind = 'count' AND NOT EXISTS "
    "(SELECT 1 FROM claim_args AS a WHERE a.mention_id = q.mention_id)"
}


def lacking(asked: Asked, wanted: Wanted) -> list[Row]:
    """The first mentions of a layer that lack what they are for; of "unclaimed", counts that no claim takes."""
    found = asked.rows(f"{WHERE_LACKING[wanted['layer']]} LIMIT {ROWS}")
    snippets = Snippets(asked, found)
    return [snippets.of(row) for row in found]


def layer_quality(asked: Asked, name: str) -> Row:
    """A layer in numbers: rows, rules, scores, and how many rows lack what they are for."""
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
