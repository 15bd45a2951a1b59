"""Places of war in sentences of our own: how many are found, and get the right id and first-order division.

    python tests/benchmarks/conflict.py [--list]

corpus/gold/conflict_places.jsonl has a sentence a line. Every second line, from the second on, is frozen: it is scored,
its errors are never read. --list prints the errors of the others.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dateline
from dateline.doc.attributes import columns
from dateline.layers.places.values import places

GOLD = Path(__file__).resolve().parents[2] / "corpus" / "gold" / "conflict_places.jsonl"
Row = dict[str, Any]


def halves() -> dict[str, list[Row]]:
    """The sentences to look at and the frozen ones."""
    lines = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return {"dev": lines[::2], "frozen": lines[1::2]}


def judged(nlp: Any, sentences: Sequence[Row]) -> Iterator[tuple[Row, Row, Row]]:
    """Each place of the gold with its sentence and what the pipeline says of it, {} where it finds nothing."""
    for sentence, doc in zip(sentences, nlp.pipe([s["text"] for s in sentences]), strict=True):
        found = [(span, columns(value)) for span, value in places(doc)]
        for gold in sentence["places"]:
            said = (v for s, v in found if s.start_char < gold["end"] and s.end_char > gold["start"])
            yield sentence, gold, next(said, {})


def shares(nlp: Any, sentences: Sequence[Row]) -> dict[str, float]:
    """The shares of the gold places that are found, have the right id, and the right first-order division."""
    counts: Counter[str] = Counter()
    for _, gold, said in judged(nlp, sentences):
        counts["places"] += 1
        counts["found"] += bool(said)
        counts["id"] += said.get("place_id") == gold["place_id"]
        counts["admin1"] += said.get("admin1") == gold["admin1"]
    return {key: counts[key] / counts["places"] for key in ("found", "id", "admin1")} | {"places": counts["places"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    nlp = dateline.load()
    for half, sentences in halves().items():
        got = shares(nlp, sentences)
        figures = ", ".join(f"{key} {got[key]:.3f}" for key in ("found", "id", "admin1"))
        print(f"{half:6s} {len(sentences)} sentences, {got['places']:.0f} places: {figures}")
    if args.list:
        for sentence, gold, said in judged(nlp, halves()["dev"]):
            if said.get("place_id") != gold["place_id"] or said.get("admin1") != gold["admin1"]:
                got_it = {key: said.get(key) for key in ("place_id", "name", "country", "admin1", "score")}
                print(f"{sentence['text']}\n  {gold['text']}: {gold['place_id']} in {gold['admin1']}, got {got_it}")


if __name__ == "__main__":
    main()
