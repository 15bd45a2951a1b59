"""Documents that are one thing over and over, of a size and of four times that: where cost grows faster than length.

    python tests/benchmarks/hostile.py [--size 150000] [NAME ...]

Prints CPU seconds of the larger one, and every stage whose cost grows more than 6-fold and matters.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from linear import Clock, read_and_annotate

REPEATED = {
    "words": "Kherson ",
    "common words": "said ",
    "triggers": "killed ",
    "numbers": "27 ",
    "days": "2 June 2025, ",
    "relative days": "last week ",
    "lists": "Kyiv and ",
    "commas": "Kyiv, ",
    "sentences": "He said. ",
    "claims": "Russia returned 27 bodies. ",
    "quoted": "“We go,” he said. ",
    "brackets": "([{",
    "quotes": "“",
    "straight quotes": '"',
    "apostrophes": "'s",
    "digits": "9",
    "figures": "1,000,",
    "letters": "a",
    "lines": "Boats sink\n",
    "empty lines": "x\n\n",
    "paragraphs": "Boats sink off the island on Tuesday night, the coast guard said.\n\n",
    "boilerplate": "Read more: Boats\n",
    "bullets": "- Boats\n",
    "emoji": "🚀",
    "joined": "a-",
    "address": "https://a.example/a/",
    "possessives": "Kyiv's ",
    "titles": "President ",
    "names": "John Smith met ",
    "weekdays": "Monday ",
    "spans of days": "on Monday, Tuesday and ",
    "speakers": "said he ",
    "capitals": "KYIV ",
    "of": "of the ",
    "ages": "aged 5, 6, 7 and 8-year-old ",
    "ranges": "5-10-15–20 to 30 or 40 ",
    "halves": "half a third of a quarter of ",
    "acronyms": "(WHO) (UN) (ICRC) ",
    "initials": "J. K. L. M. N. ",
    "states": "U.S. U.N. E.U. ",
    "nested quotes": "“He said ‘she said “they said ",
    "zones": "10:00 GMT 11 a.m. EST ",
    "minus": "-5 −5 –5 —5 ",
    "other scripts": "人民共和国 ٢٥ جثة ",
}
RATIO, MATTERS = 6.0, 0.3  # a stage's cost at four times the length against the length, and its seconds at least


def measured(nlp: Any, text: str, folder: Path) -> dict[str, float]:
    path = folder / "text.jsonl"
    path.write_text(json.dumps({"id": "long", "text": text, "published": "2025-06-14"}), encoding="utf-8")
    clock = Clock(None)
    read_and_annotate(clock, nlp, path)
    return clock.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--size", type=int, default=150_000)
    args = parser.parse_args()
    import dateline

    nlp = dateline.load()
    with tempfile.TemporaryDirectory() as folder:
        for name in args.names or REPEATED:
            unit = REPEATED[name]
            try:
                small, large = (
                    measured(nlp, unit * (size // len(unit)), Path(folder)) for size in (args.size // 4, args.size)
                )
            except Exception as err:
                print(f"{name:16s} {type(err).__name__}: {str(err)[:200]}", flush=True)
                continue
            slow = {s: t for s, t in large.items() if t > MATTERS and t > RATIO * small[s]}
            said = ", ".join(f"{stage} {t:.1f} s ({t / max(small[stage], 1e-3):.0f}×)" for stage, t in slow.items())
            print(f"{name:16s} {sum(large.values()):6.1f} s  {said or 'linear'}", flush=True)


if __name__ == "__main__":
    main()
