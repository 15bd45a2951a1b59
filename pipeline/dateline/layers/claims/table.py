"""What is kept of a claim: the claim, its arguments, its relations to other claims."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from spacy.tokens import Doc, Span

from dateline.doc.mentions import mention_id, mention_row
from dateline.doc.offsets import token_span
from dateline.layers.actors.values import actors
from dateline.layers.claims.types import event_types, modes
from dateline.layers.claims.values import Argument, Claim, claims, relations
from dateline.tables.brief import days, words
from dateline.tables.schema import BOOL, DAY, INT, MENTION, STRING, column, declare

EVENT_TYPES = tuple(event_types())
MODES = modes()
MODALITIES = ("actual", "planned", "intended", "agreed", "hypothetical", "requested")
STATUSES = (
    "denied", "disputed", "not_confirmed", "planned", "intended", "agreed", "hypothetical", "requested",
    "unverified", "confirmed", "claimed", "asserted",
)  # fmt: skip
RELATIONS = (
    "repeats", "confirms", "not_confirmed", "denies", "disputes", "contradicts", "questions", "part_of",
)  # fmt: skip
_AS_THEY_ARE = (
    "event_type", "mode", "date_start", "date_end", "said_on", "polarity", "modality", "status",
    "direction_reversed", "figure_differs", "date_inherited", "place_inherited", "source_unnamed",
)  # fmt: skip
ROLES = ("agent", "recipient", "patient", "quantity", "place", "date", "source")

SCHEMA = declare(
    "claims",
    "One row per statement that something happened, holds, will or did not; start and end are its trigger.",
    *MENTION,
    column("claim_id", STRING, "The same as mention_id."),
    column("scope_start", INT, "First character of the clause.", unit="characters"),
    column("scope_end", INT, "One past its last character.", unit="characters"),
    column("event_type", STRING, "PLOVER event type, or one of Dateline's own.", allowed=EVENT_TYPES),
    column("mode", STRING, "Mode of the event; what each means stands with its type.", nullable=True, allowed=MODES),
    column("date_start", DAY, "First day of the event, inclusive.", nullable=True),
    column("date_end", DAY, "Last day of the event, inclusive.", nullable=True),
    column("said_on", DAY, "Day on which the source said so.", nullable=True),
    column("quote_id", STRING, "The quote that it stands in.", nullable=True),
    column("cue_start", INT, "First character of what made the status.", nullable=True, unit="characters"),
    column("cue_end", INT, "One past its last character.", nullable=True, unit="characters"),
    column("polarity", STRING, "Whether it is affirmed or negated.", allowed=("+", "-")),
    column("modality", STRING, "Whether it is actual.", allowed=MODALITIES),
    column("status", STRING, "How sure it is, and on whose word.", allowed=STATUSES),
    column("direction_reversed", BOOL, "Agent and recipient stand the other way round than elsewhere in the document."),
    column("figure_differs", BOOL, "Another claim of the same event in the document gives another figure."),
    column("date_inherited", BOOL, "The date comes from another clause."),
    column("place_inherited", BOOL, "The place comes from another clause."),
    column("source_unnamed", BOOL, "The source has no name."),
)

ARGS = declare(
    "claim_args",
    "One row per argument of a claim.",
    column("doc_id", STRING, "The document's id."),
    column("claim_id", STRING, "The claim."),
    column("role", STRING, "The argument's role.", allowed=ROLES),
    column("n", INT, "Order within the role, from 1; for sources 1 is the nearest."),
    column(
        "layer",
        STRING,
        "The layer that the mention is of, or none.",
        allowed=("actors", "places", "dates", "quantities", "none"),
    ),
    column("mention_id", STRING, "The mention; null where there is none, as for the narrator.", nullable=True),
    column("actor_id", STRING, "The actor's id; null where it is no actor of the actors layer.", nullable=True),
    column("name", STRING, "Canonical name or text of the argument."),
    column("basis", STRING, "Where the argument was found.", allowed=("clause", "sentence", "document")),
)

RELATIONS_SCHEMA = declare(
    "claim_relations",
    "One row per claim about a claim.",
    column("doc_id", STRING, "The document's id."),
    column("claim_id", STRING, "The claim that says so."),
    column("relation", STRING, "What it says of the other.", allowed=RELATIONS),
    column("target_claim_id", STRING, "The claim that it is about."),
)


def rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """A row per claim."""
    for claim in claims(doc):
        trigger = Span(doc, *claim.at, label=claim.event_type, span_id=claim.rule)
        row = mention_row(doc, trigger, "claims", claim.score)
        scope_start, scope_end = token_span(doc, *claim.scope)
        cue_start, cue_end = token_span(doc, *claim.cue) if claim.cue else (None, None)
        yield (
            row
            | {name: getattr(claim, name) for name in _AS_THEY_ARE}
            | {
                "claim_id": row["mention_id"],
                "scope_start": scope_start,
                "scope_end": scope_end,
                "cue_start": cue_start,
                "cue_end": cue_end,
                "quote_id": None if claim.quote_id is None else f"{doc._.doc_id}:{claim.quote_id}",
            }
        )


def arg_rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """A row per argument, numbered within its role."""
    ids = {(span.start, span.end): actor.actor_id for span, actor in actors(doc)}
    for claim in claims(doc):
        count: Counter[str] = Counter()
        for arg in claim.arguments:
            count[arg.role] += 1
            yield {
                "doc_id": doc._.doc_id,
                "claim_id": _claim_id(doc, claim),
                "role": arg.role,
                "n": count[arg.role],
                "layer": arg.layer,
                "mention_id": _mention_id(doc, arg),
                "actor_id": ids.get(arg.at) if arg.layer == "actors" and arg.at is not None else None,
                "name": arg.name,
                "basis": arg.basis,
            }


def relation_rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """A row per relation."""
    found = claims(doc)
    for i, relation, j in relations(doc):
        yield {
            "doc_id": doc._.doc_id,
            "claim_id": _claim_id(doc, found[i]),
            "relation": relation,
            "target_claim_id": _claim_id(doc, found[j]),
        }


def _mention_id(doc: Doc, arg: Argument) -> str | None:
    return None if arg.layer == "none" or arg.at is None else mention_id(doc, arg.layer, *token_span(doc, *arg.at))


def _claim_id(doc: Doc, claim: Claim) -> str:
    return mention_id(doc, "claims", *token_span(doc, *claim.at))


def brief(row: Mapping[str, Any]) -> Iterator[str]:
    """A row in a few words, part by part."""
    yield words(row["event_type"], row["mode"])
    yield "not" if row["polarity"] == "-" else ""
    yield row["status"]
    yield days(row)


TABLES = {
    "claims": (SCHEMA, rows),
    "claim_args": (ARGS, arg_rows),
    "claim_relations": (RELATIONS_SCHEMA, relation_rows),
}
