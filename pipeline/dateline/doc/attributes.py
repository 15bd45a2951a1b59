"""Every attribute that Dateline adds to Doc and Span: what it holds, in which coordinates, who writes it, who reads it.

What is stored is plain (str, numbers, None, lists, dicts with string keys), so that a Doc travels: `to_bytes`, DocBin,
`nlp.pipe(n_process=2)`. What is read of a layer is its typed, frozen record (`layers/<room>/values.py`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from spacy.tokens import Doc, Span

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of the Doc: its value where nobody set it, what it holds, who writes and who reads it."""

    name: str
    default: Any
    holds: str
    written_by: str
    read_by: str


DOC = (
    Attribute("doc_id", "", "The document's id.", "make_doc", "rows, mention ids"),
    Attribute("published", None, "ISO day that relative dates count from, or None.", "make_doc", "dates, actors"),
    Attribute(
        "offsets",
        None,
        "Two lists: Doc characters, and the article characters that they stand for, a pair for every run of words.",
        "make_doc",
        "offsets.text_span",
    ),
    Attribute(
        "regions",
        None,
        "[first Doc character, one past the last, kind] of every region.",
        "make_doc",
        "set_mentions, rows",
    ),
    Attribute("paragraphs", None, "The tokens at which paragraphs start.", "make_doc", "dates, quotes"),
    Attribute("sentences", None, "The tokens at which sentences start; found once.", "offsets", "offsets"),
    Attribute("why", None, "Reasons of mentions, by layer and Doc characters.", "set_why", "explain"),
    Attribute("claims", None, "The claims in reading order, read by claims/values.py.", "set_claims", "claims()"),
    Attribute("claim_relations", None, "[claim, relation, claim] by place.", "set_claims", "relations()"),
)
# Attributes of one layer, by its name: declared by the registry, which knows the layers.
SPAN: dict[str, str] = {}


def kept(name: str) -> Any:
    """Where spaCy keeps doc._.name; reading it there is ten times quicker, and rows ask for it often."""
    return "._.", name, None, None


def _extend() -> None:
    for attribute in DOC:
        if not Doc.has_extension(attribute.name):
            Doc.set_extension(attribute.name, default=attribute.default)


_extend()


@cache
def record_of(path: str) -> type[Any]:
    """The class at "package.module:Name"."""
    module, _, name = path.partition(":")
    found: type[Any] = getattr(import_module(module), name)
    return found


def declare_span_value(layer: str, attribute: str, record: str) -> None:
    """Makes span._.<attribute> the typed value of a layer's mentions; record: its class, as "package.module:Name"."""
    SPAN[layer] = attribute
    if not Span.has_extension(attribute):
        Span.set_extension(attribute, getter=_getter(attribute, record), setter=_setter(attribute))


def _getter(attribute: str, record: str) -> Callable[[Span], Any]:
    def get(span: Span) -> Any:
        key: Any = ("._.", attribute, span.start_char, span.end_char)
        plain = span.doc.user_data.get(key)
        return None if plain is None else record_of(record)(**plain)

    return get


def _setter(attribute: str) -> Callable[[Span, Any], None]:
    def put(span: Span, value: Any) -> None:
        key: Any = ("._.", attribute, span.start_char, span.end_char)
        span.doc.user_data[key] = {name: getattr(value, name) for name in value.__dataclass_fields__}

    return put


def values(doc: Doc, layer: str, record: type[Record]) -> Iterator[tuple[Span, Record]]:
    """Every mention of a layer with its value, a `record`; none where the layer did not run."""
    attribute, data = SPAN[layer], doc.user_data
    for span in doc.spans.get(layer, ()):
        key: Any = ("._.", attribute, span.start_char, span.end_char)
        yield span, record(**data[key])


def columns(value: Any) -> dict[str, Any]:
    """The fields of a value by name, in order."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
