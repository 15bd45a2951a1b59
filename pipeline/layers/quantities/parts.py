"""Figures that belong to others: a part of a whole, so many for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.layers.quantities.context import View
    from pipeline.layers.quantities.grammar import Reading
    from pipeline.layers.quantities.items import Item

REACH = 20  # tokens from a part back to its whole
NEXT = 6  # tokens between two parts of one whole


def whole(view: View, r: Reading, first: int) -> int | None:
    """The first token of the figure that this one is a part of: "37 people, including three children"; or None."""
    if r.kind not in ("count", "ratio") or view.last is None or first - view.last > REACH:
        return None
    p, at = view.pieces, r.modifier[0] if r.modifier and r.modifier[0] < r.start else r.start
    before, sooner = p.at(at - 1), p.at(at - 2)
    lists = view.lexicon.lists
    opens = before in lists["parts-of"] or (before in lists["relatives"] and sooner in ("of", "among"))
    back = p.at(r.after) == "of" and p.at(r.after + 1) in lists["relatives"]
    if opens or back or _of_those(view, before):
        return view.last if view.part is None else view.part
    return (
        view.part
        if before in ("and", ",") and sooner != "," and first - view.last <= (2 * NEXT if r.word else NEXT)
        else None
    )


def _of_those(view: View, before: str) -> bool:
    """ "Of the 200 passengers, 27 were children"."""
    doc, at = view.doc, view.last
    if at is None or at < 2 or before != "," or doc[at - 1].lower_ not in ("the", "these", "those"):
        return False
    of = doc[at - 2]
    return of.lower_ == "of" and (of.is_sent_start or of.nbor(-1).text == ",")


def per(view: View, item: Item | None) -> str | None:
    """What a count is for each of: "6,000 soldiers from each side", "3,000 tests per day"; or None."""
    if item is None or item.counted is None:
        return None
    rest = view.doc[item.head + 1 : item.head + 4]
    words = [t.lower_ for t in rest]
    if words[1:2] in (["each"], ["every"]) and len(words) == 3:
        return rest[2].lemma_ if rest[2].tag_ == "NN" else None
    if words[:1] in (["per"], ["each"], ["every"]) and len(words) > 1 and rest[1].tag_ == "NN":
        return rest[1].lemma_
    if words[:1] == ["per"] and len(words) == 3 and rest[1].tag_ == "CD":
        return f"{words[1]} {words[2]}"
    timed = len(words) > 1 and words[0] in ("a", "an") and words[1] in view.lexicon.lists["spans-of-time"]
    return words[1] if timed else None
