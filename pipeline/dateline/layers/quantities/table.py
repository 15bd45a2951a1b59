"""What is kept of a quantity."""

from collections.abc import Iterator, Mapping
from typing import Any

from spacy.tokens import Doc

from dateline.doc.attributes import columns
from dateline.doc.mentions import mention_row, span_id
from dateline.doc.offsets import token_span
from dateline.layers.quantities.values import quantities
from dateline.tables.brief import words
from dateline.tables.schema import BOOL, FLOAT, INT, MENTION, STRING, column, declare

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
    ids = {span.start: span_id(doc, "quantities", span) for span, _ in quantities(doc)}
    for span, value in quantities(doc):
        yield (
            mention_row(doc, span, "quantities")
            | {name: None if part == "" else part for name, part in columns(value).items()}
            | _chars(doc, "item", value.item_start, value.item_end)
            | _chars(doc, "modifier", value.modifier_start, value.modifier_end)
            | {
                "part_of": None if value.part_of in (None, span.start) else ids.get(value.part_of),
                "group_id": None if value.group_id is None else ids.get(value.group_id),
            }
        )


def _chars(doc: Doc, name: str, first: int | None, end: int | None) -> dict[str, int | None]:
    """Start and end, in article characters, of some tokens."""
    start, stop = (None, None) if first is None or end is None else token_span(doc, first, end)
    return {f"{name}_start": start, f"{name}_end": stop}


_BOUND = {"exact": "", "approx": "about ", "lower": "at least ", "upper": "at most "}


def brief(row: Mapping[str, Any]) -> Iterator[str]:
    """A row in a few words, part by part."""
    yield words(_amount(row), row["unit"], row["item"])
    yield row["kind"] if row["kind"] not in ("count", "measure", "money", "percent") else ""
    yield f"per {row['per']}" if row["per"] else ""
    yield row["change"] or ""
    yield "negated" if row["negated"] else ""


def _amount(row: Mapping[str, Any]) -> str:
    if row["value"] is not None and row["bound"] in _BOUND:
        return _BOUND[row["bound"]] + _figure(row["value"])
    ends = [_figure(row[name]) for name in ("low", "high") if row[name] is not None]
    return f"{row['bound']} " + ("from " if len(ends) == 1 and row["high"] is None else "") + " to ".join(ends)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:g}"


TABLES = {"quantities": (SCHEMA, rows)}
