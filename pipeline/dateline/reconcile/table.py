"""The tables across documents."""

from collections.abc import Mapping

import pyarrow as pa

from dateline.tables.schema import BOOL, DAY, FLOAT, INT, STRING, allowed_of, column, declare
from dateline.tables.tabulate import SCHEMAS

EVENT_TYPES = tuple(sorted(allowed_of(SCHEMAS["claims"].field("event_type"))))
EVENT_STATUSES = ("confirmed", "asserted", "claimed", "contested", "denied", "planned", "requested", "unverified")
PRECISIONS = ("day", "range", "week", "month", "year", "none")
FIGURE_STATUSES = ("agreed", "contested", "single_source", "superseded")

COPIES = declare(
    "copies",
    "One row per document that copies another: agency text, syndication.",
    column("doc_id", STRING, "The copy."),
    column("copy_of", STRING, "The earliest document with its text."),
    column("similarity", FLOAT, "Share of the shorter one's runs of three words that both have, from 0 to 1."),
)

ENTITIES = declare(
    "entities",
    "One row per actor of the corpus.",
    column("entity_id", STRING, "One of its actor_ids."),
    column("name", STRING, "Its commonest name."),
    column("type", STRING, "Its type.", allowed=("person", "org", "state", "group")),
    column("sector", STRING, "Its PLOVER sector, such as GOV or MIL.", nullable=True),
    column("country", STRING, "The side that it belongs to, ISO 3166-1 alpha-3.", nullable=True),
    column("n_documents", INT, "Documents that name it."),
    column("n_mentions", INT, "Mentions in them."),
)

ENTITY_ACTORS = declare(
    "entity_actors",
    "One row per actor_id: the entity that it is of.",
    column("entity_id", STRING, "The entity."),
    column("actor_id", STRING, "An id of the table of actors."),
)

EVENTS = declare(
    "events",
    "One row per thing that happened, will or is said not to have, however many claims tell of it.",
    column("event_id", STRING, "The claim_id of its founding claim: first published, then first by doc_id and offset."),
    column("event_type", STRING, "PLOVER event type, or one of Dateline's own.", allowed=EVENT_TYPES),
    column("mode", STRING, "Mode of the event.", nullable=True),
    column("date_start", DAY, "First day, inclusive.", nullable=True),
    column("date_end", DAY, "Last day, inclusive.", nullable=True),
    column("date_precision", STRING, "How exact the days are.", allowed=PRECISIONS),
    column("place_id", STRING, "Where, the finest place that its claims agree on.", nullable=True),
    column("place", STRING, "Its name.", nullable=True),
    column("place_kind", STRING, "Its kind.", nullable=True),
    column("country", STRING, "Its country, ISO 3166-1 alpha-3.", nullable=True),
    column("admin1", STRING, "Its first-order division.", nullable=True),
    column("lat", FLOAT, "Its latitude.", nullable=True, unit="degrees"),
    column("lon", FLOAT, "Its longitude.", nullable=True, unit="degrees"),
    column(
        "status",
        STRING,
        "How sure it is: confirmed also by a side that does not gain from it; contested where one denies what "
        "another says.",
        allowed=EVENT_STATUSES,
    ),
    column("n_claims", INT, "Claims that tell of it."),
    column("n_documents", INT, "Documents, copies counted once."),
    column("n_sources", INT, "Different sources; who is not named counts once a story."),
    column("n_sides", INT, "Sides of a conflict among the sources."),
    column("first_published", DAY, "First day of publication.", nullable=True),
    column("last_published", DAY, "Last day of publication.", nullable=True),
)

EVENT_ARGS = declare(
    "event_args",
    "One row per actor or thing in an event.",
    column("event_id", STRING, "The event."),
    column("role", STRING, "Its role.", allowed=("agent", "recipient", "patient")),
    column("n", INT, "Order within the role, from 1: the most claims first."),
    column("entity_id", STRING, "The entity; null for a thing.", nullable=True),
    column("name", STRING, "Its name."),
    column("n_claims", INT, "Claims that say so."),
)

EVENT_CLAIMS = declare(
    "event_claims",
    "One row per claim that tells of an event.",
    column("event_id", STRING, "The event."),
    column("doc_id", STRING, "The document."),
    column("claim_id", STRING, "The claim."),
    column("part", STRING, "Whether it tells of the whole event or a part.", allowed=("whole", "part")),
)

FIGURES = declare(
    "figures",
    "One row per count or measure of one item in one event.",
    column("figure_id", STRING, "<event_id>/<item>."),
    column("event_id", STRING, "The event."),
    column("item", STRING, "What is counted or measured."),
    column("counted", STRING, "The noun that is counted.", nullable=True),
    column("unit", STRING, "Physical unit, ISO 4217 or percent; null for counts.", nullable=True),
    column("best", FLOAT, "The most reliable figure; null where nothing decides.", nullable=True),
    column("low", FLOAT, "The least that a statement gives, superseded ones left out.", nullable=True),
    column("high", FLOAT, "The most; null where nobody bounds it.", nullable=True),
    column("n_sources", INT, "Different sources."),
    column("n_sides", INT, "Sides of a conflict among them."),
    column("status", STRING, "Whether the statements agree.", allowed=FIGURE_STATUSES),
    column("rule", STRING, "How best was chosen."),
)

FIGURE_CLAIMS = declare(
    "figure_claims",
    "One row per statement of a figure.",
    column("figure_id", STRING, "The figure."),
    column("doc_id", STRING, "The document."),
    column("claim_id", STRING, "The claim."),
    column("mention_id", STRING, "The quantity."),
    column("value", FLOAT, "The number stated.", nullable=True),
    column("low", FLOAT, "The least that it allows.", nullable=True),
    column("high", FLOAT, "The most.", nullable=True),
    column("bound", STRING, "How it is bounded.", allowed=("exact", "approx", "lower", "upper", "range", "vague")),
    column("source", STRING, "Who says so: the nearest source, or narrator."),
    column("side", STRING, "The side of the source.", nullable=True),
    column("published", DAY, "Day of publication.", nullable=True),
    column("agrees", BOOL, "Whether it allows the best figure."),
)

CORPUS_SCHEMAS: Mapping[str, pa.Schema] = {
    "copies": COPIES,
    "entities": ENTITIES,
    "entity_actors": ENTITY_ACTORS,
    "events": EVENTS,
    "event_args": EVENT_ARGS,
    "event_claims": EVENT_CLAIMS,
    "figures": FIGURES,
    "figure_claims": FIGURE_CLAIMS,
}
