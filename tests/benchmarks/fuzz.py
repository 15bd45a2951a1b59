"""The invariants of tests/invariants.py over so many mutated texts.

    python tests/benchmarks/fuzz.py 20000 [--seed 0] [--show 20]

Prints every kind of fault once, with the shortest text that shows it; exit status 1 where there is any.
"""

import argparse
import os
import random
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import re  # noqa: E402

import dateline  # noqa: E402
from dateline.flow.annotate import Limits, annotate  # noqa: E402
from dateline.reading.documents import Document  # noqa: E402
from invariants import broken  # noqa: E402
from odd_texts import DAYS, as_document, mutated, samples  # noqa: E402
from spacy.language import Language  # noqa: E402

BATCH = 64


def faults_of(nlp: Language, batch: list[Document]) -> list[tuple[str, str, str | None]]:
    """Fault, text and day of publication of every fault in a batch."""
    return [
        (fault, document.text, document.published)
        for document, rows in annotate(nlp, batch, Limits(max_chars=1_000_000))
        for fault in broken(rows)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=20)
    args = parser.parse_args()
    chance, texts, nlp = random.Random(args.seed), samples(ROOT / "corpus" / "sample"), dateline.load()
    shortest: dict[str, tuple[str, str | None, str]] = {}
    began, done, wrong = time.process_time(), 0, 0
    while done < args.number:
        made = [as_document(done + i, mutated(chance, texts), chance.choice(DAYS)) for i in range(BATCH)]
        done += BATCH
        for fault, text, published in faults_of(nlp, [document for document in made if document]):
            wrong += 1
            kind = re.sub(r"\d+|'[^']*'", "#", fault)
            if kind not in shortest or len(text) < len(shortest[kind][0]):
                shortest[kind] = (text, published, fault)
    print(f"{done} texts, {wrong} faults of {len(shortest)} kinds, {time.process_time() - began:.0f} CPU s")
    for text, published, fault in list(shortest.values())[: args.show]:
        print(f"- {fault}\n    published {published}: {text!r}")
    sys.exit(bool(shortest))


if __name__ == "__main__":
    main()
