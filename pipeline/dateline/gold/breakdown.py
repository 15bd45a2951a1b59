"""Scores by label, by rule and by publisher: where what is wrong comes from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.gold import claims
from dateline.gold.annotations import GoldDocument
from dateline.gold.evaluate import Rows, Triple, compared
from dateline.gold.scoring import agrees, pairs

BY = ("label", "rule", "source")
LABELS = {"actors": "type", "places": "reading", "dates": "kind", "quantities": "kind", "quotes": "kind"}
"""The column that is a layer's label; of claims it is the event type."""

_Judged = tuple[Mapping[str, Any] | None, Mapping[str, Any] | None, bool]  # gold, prediction, whether right


def breakdown(
    gold: Sequence[GoldDocument],
    rows: Mapping[str, Mapping[str, Rows]],
    layer: str,
    by: str,
    publishers: Mapping[str, str | None] | None = None,
) -> dict[str, Triple]:
    """What is right with its value, predicted and in the gold, by label, by rule, or by publisher of the document.

    A rule has no gold of its own but what it found; so its precision alone says something. A mention with another label
    than its gold is wrong for both.
    """
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    label = "event_type" if layer == "claims" else LABELS.get(layer, "kind")
    for document in gold:
        source = (publishers or {}).get(document.doc_id) or "unknown"
        for one, pred, right in _judged(document, rows[layer][document.doc_id], layer):
            keys = [_key(row, by, label, source) for row in (one, pred)]
            if by == "rule" or (one is not None and one.get(label) is None and by == "label"):
                keys[0] = keys[1] if one is not None else None
            for key, k in ((keys[1], 1), (keys[0], 2)):
                if key is not None:
                    found[key][k] += 1
            if right and keys[0] is not None and keys[0] == keys[1]:
                found[keys[0]][0] += 1
    return {key: (n[0], n[1], n[2]) for key, n in sorted(found.items())}


def _key(row: Mapping[str, Any] | None, by: str, label: str, source: str) -> str | None:
    if row is None:
        return None
    return source if by == "source" else str(row.get("rule" if by == "rule" else label))


def _judged(document: GoldDocument, rows: Rows, layer: str) -> Iterator[_Judged]:
    """Every gold mention and prediction that counts, in pairs where they are."""
    if layer == "claims":
        for claim, row, wrong in claims.judged(document, rows):
            yield claim, row, claim is not None and row is not None and not wrong
        return
    real, pred, kept = compared(document, rows, layer)
    lines = [row for row in document.rows[layer] if not row.get("optional")]
    paired = pairs(real, pred)
    for i, j in paired:
        yield lines[i], rows[kept[j]], agrees(real[i], pred[j])
    yield from ((line, None, False) for i, line in enumerate(lines) if i not in {i for i, _ in paired})
    yield from ((None, rows[kept[j]], False) for j in range(len(pred)) if j not in {j for _, j in paired})
