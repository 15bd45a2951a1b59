"""What reading, cleaning, the model, every layer, tabulating and writing cost as one document grows.

    python tests/benchmarks/linear.py [--sizes 1,10,100,1000,5000] [--corpus FILE.jsonl] [--profile quantities]

Prints milliseconds of CPU per 1,000 characters, and that figure relative to the one at 10 kB (--sizes are in kB): where
it grows with the size, cost is not linear. Small sizes are repeated until they can be measured. Each size runs in a
process of its own, whose peak memory is printed as well. The text is that of the articles of the sample corpus (or the
texts of a JSONL file), in new sentences each round: names, days and figures differ. --profile prints where one stage
spends its time at the largest size.
"""

import argparse
import cProfile
import json
import os
import pstats
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent.parent
MEASURED = 100_000  # characters that a size is run over, at least
PUBLISHED = "2025-06-14"
_NUMBER = re.compile(r"\b\d{1,3}\b")


def texts(corpus: Path | None) -> list[str]:
    """The articles that the long document is made of."""
    if corpus:
        lines = corpus.read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines if line.strip()]
    from dateline.reading.documents import read

    return [d.text for d in read(ROOT / "corpus" / "sample")]


def grown(articles: list[str], size: int) -> str:
    """So many characters: the articles in turn, with other figures in every round so that no paragraph is a repeat."""
    chance = random.Random(0)
    found: list[str] = []
    length = 0
    while length < size:
        for article in articles:
            new = _NUMBER.sub(lambda m: str(chance.randint(1, 10 ** len(m[0]) - 1)), article)
            paragraphs = [p if any(c.isdigit() for c in p) else f"{p} ({length})" for p in new.split("\n") if p.strip()]
            found.append("\n\n".join(paragraphs))
            length += len(found[-1]) + 2
            if length >= size:
                break
    return "\n\n".join(found)[:size]


class Clock:
    """CPU seconds by stage."""

    def __init__(self, profiled: str | None) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.profiled = profiled
        self.profile = cProfile.Profile()

    def time(self, stage: str, run: Callable[[], Any]) -> Any:
        """What run() gives, its time added to the stage's."""
        began = time.process_time()
        found = self.profile.runcall(run) if stage == self.profiled else run()
        self.seconds[stage] += time.process_time() - began
        return found


def measure(size: int, articles: list[str], profiled: str | None) -> dict[str, float]:
    """Milliseconds per 1,000 characters by stage, and the peak memory in MiB."""
    import dateline
    from dateline.flow.load import load

    nlp = load()
    for article in articles[:3]:
        nlp(dateline.make_doc(nlp, article, published=PUBLISHED))
    clock, rounds = Clock(profiled), max(1, MEASURED // size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.jsonl"
        line = {"id": "long", "text": grown(articles, size), "published": PUBLISHED}
        path.write_text(json.dumps(line), encoding="utf-8")
        for _ in range(rounds):
            read_and_annotate(clock, nlp, path)
    if profiled:
        pstats.Stats(clock.profile, stream=sys.stderr).sort_stats("tottime").print_stats(15)
    per_kb = {stage: seconds * 1e6 / (size * rounds) for stage, seconds in clock.seconds.items()}
    return per_kb | {"MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def read_and_annotate(clock: Clock, nlp: Any, path: Path) -> None:
    """Runs one document of a file through all stages, each on the clock."""
    from dateline.doc.make import make_doc
    from dateline.doc.mentions import VALUES
    from dateline.flow.annotate import annotated
    from dateline.flow.config import read_config
    from dateline.reading import regions as clean
    from dateline.reading.documents import read
    from dateline.tables.tabulate import SCHEMAS, layer_rows, tabulate
    from dateline.tables.write import Spill
    from threadpoolctl import threadpool_limits

    [document] = clock.time("read", lambda: list(read(path)))
    clock.time("clean", lambda: clean.regions(document.text))
    with nlp.memory_zone(), threadpool_limits(1, user_api="blas"):
        made = clock.time(
            "make doc",
            lambda: make_doc(nlp, document.text, published=PUBLISHED, doc_id="long", regions=document.regions),
        )
        with nlp.select_pipes(disable=list(VALUES)):
            max_chars = read_config()["run"]["max_chars"]
            [doc] = clock.time("base model", lambda: annotated(nlp, [made], max_chars=max_chars))
        for layer in VALUES:
            clock.time(layer, lambda: nlp.get_pipe(layer)(doc))  # noqa: B023
        for name in SCHEMAS:
            if name not in ("documents", "regions"):
                clock.time(f"{name} rows", lambda: layer_rows(doc, name, document.text))  # noqa: B023
        rows = tabulate(document, doc)
    with Spill() as spill:
        clock.time("spill", lambda: spill.add([rows]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1,10,100,1000,5000")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--profile")
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.size:
        print(json.dumps(measure(args.size, texts(args.corpus), args.profile)))
        return
    sizes = [int(size) for size in args.sizes.split(",")]
    found = {size: child(size, args.corpus, args.profile if size == sizes[-1] else None) for size in sizes}
    report(found)


def child(size: int, corpus: Path | None, profiled: str | None) -> dict[str, float]:
    command = [sys.executable, __file__, "--size", str(size * 1000)]
    command += ["--corpus", str(corpus)] if corpus else []
    command += ["--profile", profiled] if profiled else []
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return result


def report(found: dict[int, dict[str, float]]) -> None:
    """The table in Markdown: milliseconds per 1,000 characters, in brackets as a multiple of what they are at 10 kB."""
    print("| stage | " + " | ".join(f"{size} kB" for size in found) + " |")
    print("|---" * (len(found) + 1) + "|")
    base = found.get(10) or next(iter(found.values()))
    for stage in base:
        cells = [
            f"{row[stage]:.2f}" + (f" ({row[stage] / (base[stage] or 1e-9):.1f})" if stage != "MiB" else "")
            for row in found.values()
        ]
        print(f"| {stage} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
