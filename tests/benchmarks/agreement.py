"""How far two annotators of the gold agree: the first (gold/dev, gold/test) and the blind second (gold/second).

    python tests/benchmarks/agreement.py [--list]

Per layer: F1 of exact and of overlapping spans, and the share of overlapping pairs whose values agree. Values are the
interval of dates; value, low, high and bound of quantities; reading, country and point of places; name and type of
actors; the source of quotes, whose spans are the parts of their contents. What one of the two calls optional is left
out with its counterpart; a column that one of them left out is not compared. --list prints every disagreement.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.gold.scoring import Counts, Mention, pairs, same

GOLD = Path(__file__).resolve().parent.parent.parent / "corpus" / "gold"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "actors": ("name", "type"),
    "places": ("reading", "country", "lat", "lon"),
    "dates": ("date_start", "date_end"),
    "quantities": ("value", "low", "high", "bound"),
    "quotes": ("source",),
}
DEGREES = {"city": 0.3, "region": 2.0}  # how far apart two points may lie; 0.5 for other kinds

Row = dict[str, Any]


def rows(path: Path, layer: str) -> list[Row]:
    """A layer's lines; of quotes a row per part of the content."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [row for row in found if row["layer"] == layer]
    return [row | part for row in found for part in row["content"]] if layer == "quotes" else found


def agree(column: str, first: Row, second: Row) -> bool:
    """Whether two lines hold the same in a column, as near as the guidelines ask."""
    if column not in first or column not in second:
        return True
    one, two = first[column], second[column]
    if one is None or two is None:
        return one is two
    if column == "source":
        return bool(pairs([Mention(one["start"], one["end"])], [Mention(two["start"], two["end"])]))
    if column in ("lat", "lon"):
        return bool(abs(one - two) <= DEGREES.get(first["kind"], 0.5))
    return same(one, two)


def compare(layer: str, first: Sequence[Row], second: Sequence[Row]) -> tuple[Counts, list[str]]:
    """The counts of one document, the first annotator's as gold, and each disagreement in words."""
    found = pairs([Mention(r["start"], r["end"]) for r in first], [Mention(r["start"], r["end"]) for r in second])
    alone_first = [r for i, r in enumerate(first) if i not in {i for i, _ in found} and not r.get("optional")]
    alone_second = [r for j, r in enumerate(second) if j not in {j for _, j in found} and not r.get("optional")]
    both = [(first[i], second[j]) for i, j in found if not first[i].get("optional") and not second[j].get("optional")]
    said = [f"first only: {r['start']} {r['text']!r}" for r in alone_first]
    said += [f"second only: {r['start']} {r['text']!r}" for r in alone_second]
    exact = equal = 0
    for one, two in both:
        if (one["start"], one["end"]) == (two["start"], two["end"]):
            exact += 1
        else:
            said.append(f"span: {one['start']} {one['text']!r} / {two['text']!r}")
        unlike = [column for column in COLUMNS[layer] if not agree(column, one, two)]
        equal += not unlike
        said += [f"{column}: {one['start']} {one['text']!r}: {one[column]!r} / {two[column]!r}" for column in unlike]
    return Counts(len(both) + len(alone_first), len(both) + len(alone_second), exact, len(both), equal), said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="print every disagreement")
    listing = parser.parse_args().list
    twice = sorted((GOLD / "second").glob("*.jsonl"))
    print("| layer | first | second | span F1, exact | span F1, overlap | values equal on shared spans |")
    print("|---|---|---|---|---|---|")
    everything = []
    for layer in COLUMNS:
        total = Counts()
        for path in twice:
            [again] = [GOLD / part / path.name for part in ("dev", "test") if (GOLD / part / path.name).exists()]
            counts, said = compare(layer, rows(again, layer), rows(path, layer))
            total += counts
            everything += [f"{layer} {path.stem}: {line}" for line in said]
        exact, overlap = total.prf("exact")[2], total.prf("overlap")[2]
        shared = f"{total.value / total.overlap:.2f} of {total.overlap}" if total.overlap else "none shared"
        print(f"| {layer} | {total.gold} | {total.pred} | {exact:.2f} | {overlap:.2f} | {shared} |")
    if listing:
        print("", *everything, sep="\n")


if __name__ == "__main__":
    main()
