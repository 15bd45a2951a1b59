"""Actors: who does what to whom, who is named and quoted."""

from dateline.look.serve.database import Asked, Row, Wanted
from dateline.look.serve.snippets import MENTION, ROWS, Snippets

NAMED = 500  # names that a field offers, at most


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
        "actors": [{key: value for key, value in row.items() if key != "entity_id"} for row in found[:ROWS]],
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
    snippets = Snippets(asked, [*quotes, *mentions])
    return {"quotes": [snippets.of(row) for row in quotes], "mentions": [snippets.of(row) for row in mentions]}
