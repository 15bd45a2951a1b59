"""What reconciling costs as a corpus grows, and how well copies are found.

    python tests/benchmarks/reconcile.py OUTPUTS [--claims 10000,100000] [--copies FILE.jsonl]

OUTPUTS, of any run, is multiplied until it has so many claims: each time the days are moved on by 3, round again after
a year, and the words that begin with a capital, with a third of all others, are written in other letters. So every
round tells of other events of the same places, days and types, and their blocks are as full as in one busy year.
Prints CPU seconds, microseconds a claim and the peak of memory, each size in a process of its own. A million claims of
Wikinews are 113,000 documents: a GB of tables and some 4 GB of files in the temporary folder. Actors keep their ids
from round to round; those of a real corpus grow in number, at 1.3 KB of memory each.

--copies: articles of which copies are made (cut, reordered, with another headline or credit, lightly edited, all of it
at once), a sixth each; prints recall by kind, and how many pairs of different articles are taken for copies.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

DAYS = ("published", "date_start", "date_end", "said_on")
IDS = ("doc_id", "mention_id", "claim_id", "target_claim_id", "part_of", "region_id")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TABLES = ("documents", "regions", "actors", "places", "quantities", "claims", "claim_args", "claim_relations")
_WORD = re.compile(r"[A-Za-z]{4,}")


def ciphered(text: str, key: int) -> str:
    """The text with its names, and a third of its other words, in other letters; lengths stay."""
    shuffled = list(LETTERS)
    random.Random(key).shuffle(shuffled)
    table = str.maketrans(LETTERS + LETTERS.upper(), "".join(shuffled) + "".join(shuffled).upper())

    def word(match: re.Match[str]) -> str:
        plain = match[0]
        other = plain[0].isupper() or zlib.crc32(plain.lower().encode()) % 3 == 0
        return plain.translate(table) if other else plain

    return _WORD.sub(word, text)


def moved(table: pa.Table, n: int) -> pa.Table:
    """The rows of the n-th round."""
    columns = {name: table[name] for name in table.column_names}
    for name in columns.keys() & set(IDS):
        columns[name] = pc.binary_join_element_wise(f"r{n:04d}", table[name], "-")
    for name in columns.keys() & set(DAYS):
        columns[name] = pc.add(table[name], pa.scalar(timedelta(days=3 * (n % 120)), pa.duration("ms")))
    if "sha256" in columns:
        columns["sha256"] = pc.binary_join_element_wise(table["sha256"], str(n), "-")
        columns["text"] = pa.array([ciphered(text, n) for text in table["text"].to_pylist()])
    return pa.table(columns, table.schema)


def multiply(source: Path, target: Path, claims: int) -> int:
    """Writes so many rounds of a run that they have that many claims; gives how many there are."""
    tables = {name: pq.read_table(source / f"{name}.parquet") for name in TABLES}
    rounds = -(-claims // tables["claims"].num_rows)
    target.mkdir(parents=True)
    for name, table in tables.items():
        with pq.ParquetWriter(target / f"{name}.parquet", table.schema) as sink:
            for n in range(rounds):
                sink.write_table(moved(table, n))
    return rounds * tables["claims"].num_rows


def measure(folder: Path) -> dict[str, Any]:
    """CPU seconds, rows and peak memory of reconciling a folder, in this process."""
    from dateline.reconcile.run import reconcile

    began = time.process_time()
    done = reconcile([folder])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.process_time() - began, "peak": peak, "rows": done.rows, "documents": done.n_documents}


def speed(source: Path, sizes: list[int]) -> Iterator[str]:
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "tables"
            claims = multiply(source, folder, size)
            code = [sys.executable, __file__, str(folder), "--measure"]
            found = json.loads(subprocess.run(code, capture_output=True, text=True, check=True).stdout)
        each = 1e6 * found["seconds"] / claims
        yield (
            f"{claims:9,} claims of {found['documents']:7,} documents: {found['seconds']:7.1f} s CPU, "
            f"{each:5.0f} µs a claim, {found['rows']['events']:9,} events, peak {found['peak']:,.0f} MiB"
        )


def edits(rng: random.Random) -> dict[str, Callable[[str], str]]:
    """The ways in which copies are made."""

    def cut(text: str) -> str:
        paragraphs = [p for p in text.split("\n") if p.strip()]
        return "\n".join(paragraphs[: max(1, round(len(paragraphs) * 0.6))])

    def reordered(text: str) -> str:
        paragraphs = [p for p in text.split("\n") if p.strip()]
        rest = paragraphs[1:]
        rng.shuffle(rest)
        return "\n".join(paragraphs[:1] + rest)

    def headline(text: str) -> str:
        return "What we know so far of this story\n" + text

    def credit(text: str) -> str:
        return "By our staff and agencies\n" + text + "\n(Reporting by A. Penn; editing by B. Quill)"

    def edited(text: str) -> str:
        kept = [word for word in text.split(" ") if rng.random() > 0.03]
        return " ".join(f"reportedly {word}" if rng.random() < 0.02 else word for word in kept)

    one = {"cut": cut, "reordered": reordered, "headline": headline, "credit": credit, "edited": edited}
    return one | {"all": lambda text: credit(headline(reordered(edited(cut(text)))))}


def copies(source: Path) -> Iterator[str]:
    from dateline.reconcile.copies import Articles, runs
    from dateline.reconcile.words import tokens

    texts = [json.loads(line)["text"] for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    ways = list(edits(random.Random(1)).items())
    kinds, began = {}, time.process_time()
    with Articles() as articles:
        for n, text in enumerate(texts):
            kind, edit = ways[n % len(ways)]
            kinds[f"b{n}"] = kind
            for doc_id, told in ((f"a{n}", text), (f"b{n}", edit(text))):
                articles.add(doc_id, None, doc_id, runs(tokens(told)))
        found = articles.copies()
    seconds = time.process_time() - began
    right = {copy.doc_id for copy in found if copy.doc_id[1:] == copy.copy_of[1:]}
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for doc_id, kind in kinds.items():
        by_kind[kind].append(doc_id in right)
    for kind, hits in by_kind.items():
        yield f"{kind:10s} recall {sum(hits) / len(hits):.3f} of {len(hits)}"
    precision = len(right) / len(found) if found else 0.0
    recall = len(right) / len(kinds)
    yield f"together   recall {recall:.3f}, precision {precision:.3f}; {seconds:.2f} s for {2 * len(texts)} articles"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("outputs", type=Path)
    parser.add_argument("--claims", default="10000,100000")
    parser.add_argument("--copies", type=Path)
    parser.add_argument("--measure", action="store_true")
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.outputs)))
        return
    if given.copies:
        print(*copies(given.copies), sep="\n")
    for line in speed(given.outputs, [int(size) for size in given.claims.split(",") if size]):
        print(line, flush=True)


if __name__ == "__main__":
    main()
