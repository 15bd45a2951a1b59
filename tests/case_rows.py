"""Cases that name rows of the claims: what must be there and what must not. The format stands in corpus/README.md.

    python tests/case_rows.py [--write]

Prints how many cases of each kind are right; with --write, also lists anew the cases that are known to fail.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dateline
from dateline.gold.cases import MENTIONS, claim_faults, with_arguments
from dateline.tables.frames import read_table
from spacy.language import Language

CASES = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "cases"
FAILING = CASES / "claims_failing.txt"

Row = dict[str, Any]


def read_cases() -> list[Row]:
    """The cases of the claims, in the order of the file."""
    lines = (CASES / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def failing() -> list[str]:
    """The ids of the cases that are known to fail."""
    return FAILING.read_text(encoding="utf-8").split()


def claims_of(cases: Sequence[Row], nlp: Language, folder: Path) -> dict[str, list[Row]]:
    """The rows of claims by case, each with `args`, from one run over all cases in the folder given."""
    with (folder / "cases.jsonl").open("w", encoding="utf-8") as sink:
        for case in cases:
            sink.write(json.dumps({name: case[name] for name in ("id", "text", "published")}) + "\n")
    out = folder / "out"
    summary = dateline.run([str(folder / "cases.jsonl")], out, nlp=nlp, any_language=True)
    assert not summary.failures, summary.failures
    tables = {name: read_table(name, out).to_pylist() for name in (*MENTIONS, "claims", "claim_args")}
    rows: dict[str, list[Row]] = {case["id"]: [] for case in cases}
    for row in with_arguments(tables):
        rows[row["doc_id"]].append(row)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"list what fails in {FAILING.name}")
    write = parser.parse_args().write
    cases = read_cases()
    with tempfile.TemporaryDirectory() as folder:
        rows = claims_of(cases, dateline.load(), Path(folder))
    wrong = [case["id"] for case in cases if any(claim_faults(case, rows[case["id"]]))]
    total = Counter(case["kind"] for case in cases)
    right = total - Counter(case["kind"] for case in cases if case["id"] in set(wrong))
    for kind in [*sorted(total)]:
        print(f"{right[kind]:4}/{total[kind]:<4} {kind}")
    print(f"{right.total():4}/{total.total():<4} all")
    if write:
        FAILING.write_text("".join(f"{name}\n" for name in sorted(wrong)), encoding="utf-8")


if __name__ == "__main__":
    main()
