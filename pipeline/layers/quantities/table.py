"""What is kept of a quantity."""

from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Span

from pipeline.schema import BOOL, FLOAT, INT, MENTION, STRING, column, declare
from pipeline.spans import mention_row, span_id, token_span, values

KINDS = ("count", "measure", "money", "percent", "duration", "age", "ordinal", "ratio")
BOUNDS = ("exact", "approx", "lower", "upper", "range", "vague")

SCHEMA = declare(
    "quantities",
    "One row per quantity; start and end hold the number, its scale word and a glued unit or symbol.",
    *MENTION,
    column("kind", STRING, "What kind of quantity.", allowed=KINDS),
    column("value", FLOAT, "The number that the text states; null for ranges and vague plurals.", nullable=True),
    column("low", FLOAT, "Least value that it can mean; null if open.", nullable=True),
    column("high", FLOAT, "Greatest value that it can mean; null if open.", nullable=True),
    column("bound", STRING, "How the value bounds the quantity.", allowed=BOUNDS),
    column("change", STRING, "Whether it is the size of a rise or a fall.", nullable=True, allowed=("up", "down")),
    column("unit", STRING, "Physical unit by name, ISO 4217 currency, or percent.", nullable=True),
    column("dimension", STRING, "What the unit measures, such as length or currency.", nullable=True),
    column("counted", STRING, "The noun counted, lemma with the nouns and adjectives before it.", nullable=True),
    column("item", STRING, "The whole of what is counted or measured.", nullable=True),
    column("item_start", INT, "First character of the item.", nullable=True, unit="characters"),
    column("item_end", INT, "One past its last character.", nullable=True, unit="characters"),
    column("modifier_start", INT, "First character of the words that bound it.", nullable=True, unit="characters"),
    column("modifier_end", INT, "One past their last character.", nullable=True, unit="characters"),
    column("item_actor_id", STRING, "The actor_id of what is counted, where it is a side or group.", nullable=True),
    column("per", STRING, "What the number holds for each of, such as side.", nullable=True),
    column("part_of", STRING, "The mention_id of the figure that this one is a part of.", nullable=True),
    column("group_id", STRING, "The same for figures that stand together, as in '6,000 for 6,000'.", nullable=True),
    column("negated", BOOL, "Whether the text denies the quantity, as in 'no one was killed'."),
)


def rows(doc: Doc) -> Iterator[dict[str, Any]]:
    """A row per mention of the layer."""
    ids = {s.start: span_id(doc, "quantities", s) for s in doc.spans.get("quantities", ())}
    actors = {
        span.start: (span.end, value.get("actor_id"))
        for span, value in values(doc, "actors")
        if not _possesses(doc, span.end)
    }
    for span, value in values(doc, "quantities"):
        said = {name: None if part == "" else part for name, part in value.items()}
        yield (
            mention_row(doc, span, "quantities")
            | said
            | _offsets(doc, value)
            | _links(doc, span.start, value, ids, actors)
        )


def _possesses(doc: Doc, end: int) -> bool:
    """Whether an actor that ends before token `end` only has what is counted: "Georgia's tanks"."""
    return any(t.tag_ == "POS" for t in doc[end - 1 : end + 1])


def _offsets(doc: Doc, value: dict[str, Any]) -> dict[str, int | None]:
    """The item's and the modifier's characters in documents.text."""
    found: dict[str, int | None] = {}
    for name in ("item", "modifier"):
        first, end = value[f"{name}_start"], value[f"{name}_end"]
        found[f"{name}_start"], found[f"{name}_end"] = (None, None) if first is None else token_span(doc, first, end)
    return found


def _links(
    doc: Doc, at: int, value: dict[str, Any], ids: dict[int, str], actors: dict[int, tuple[int, Any]]
) -> dict[str, Any]:
    """The ids of the figure that this is a part of, of its group and of the actor counted."""
    counted = value["counted"] is not None
    first, end = value["item_start"] or 0, value["item_end"] or 0
    inside = [i for i in range(first, end) if i in actors] if counted else []
    heads = _heads(doc[first:end]) if inside else ()
    return {
        "part_of": ids.get(value["part_of"]) if value["part_of"] != at else None,
        "group_id": ids.get(value["group_id"]),
        "item_actor_id": next(
            (actors[i][1] for i in inside if actors[i][0] <= end and any(i <= h < actors[i][0] for h in heads)), None
        ),
    }


def _heads(item: Span) -> tuple[int, ...]:
    """The tokens that say who or what is counted: the noun, and of "bodies of soldiers" the soldiers too."""
    of = (c for c in item.root.rights if c.lower_ == "of")
    return item.root.i, *(c.i for prep in of for c in prep.rights if c.dep_ == "pobj")
