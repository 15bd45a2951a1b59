"""Which actor a quantity counts: "12 Ukrainian soldiers", "the bodies of 1,212 servicemen of Ukraine"."""

from collections.abc import Iterable, Set
from dataclasses import replace

from spacy.tokens import Doc, Span

from dateline.layers.actors.values import actors
from dateline.layers.quantities.values import Quantity


def link_actors(doc: Doc, found: Iterable[Span], genitive: Set[str]) -> None:
    """Sets `item_actor_id` of the quantities whose item has an actor as its head; who only owns it is not counted.

    genitive: the words that tie "soldiers" to the "bodies of soldiers".
    """
    by_start = {s.start: (s.end, actor.actor_id) for s, actor in actors(doc) if not _possesses(doc, s.end)}
    for span in found:
        actor_id = _counted(doc, span._.quantity, by_start, genitive)
        if actor_id is not None:
            span._.quantity = replace(span._.quantity, item_actor_id=actor_id)


def _possesses(doc: Doc, end: int) -> bool:
    """Whether an actor that ends before token `end` only has what is counted: "Georgia's tanks"."""
    return any(t.tag_ == "POS" for t in doc[end - 1 : end + 1])


def _counted(doc: Doc, quantity: Quantity, by_start: dict[int, tuple[int, str]], genitive: Set[str]) -> str | None:
    """The first actor of the item that one of its heads stands in."""
    if quantity.counted is None or quantity.item_start is None or quantity.item_end is None:
        return None
    first, end = quantity.item_start, quantity.item_end
    inside = [(i, *by_start[i]) for i in range(first, end) if i in by_start]
    heads = _heads(doc[first:end], genitive) if inside else ()
    return next((who for i, last, who in inside if last <= end and any(i <= h < last for h in heads)), None)


def _heads(item: Span, genitive: Set[str]) -> tuple[int, ...]:
    """The tokens that say who or what is counted: the noun, and of "bodies of soldiers" the soldiers too."""
    of = (c for c in item.root.rights if c.lower_ in genitive)
    return item.root.i, *(c.i for prep in of for c in prep.rights if c.dep_ == "pobj")
