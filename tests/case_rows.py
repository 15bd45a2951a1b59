"""Cases that name rows of the claims: what must be there and what must not. The format stands in corpus/README.md.

    python tests/case_rows.py [--write]

Prints how many cases of each kind are right; with --write, also lists anew the cases that are known to fail.
"""

import argparse
import itertools
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dateline
from dateline.tables.frames import read_table
from spacy.language import Language

CASES = Path(__file__).resolve().parent.parent / "corpus" / "gold" / "cases"
FAILING = CASES / "claims_failing.txt"
MENTIONS = ("actors", "places", "dates", "quantities")
NO_COLUMNS = frozenset({"args", "count", "any", "nth"})

Row = dict[str, Any]
Names = dict[str, list[list[Any]]]
"""The arguments of a claim by role, each as all that it may be called by."""


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
    args = _arguments(out)
    rows: dict[str, list[Row]] = {case["id"]: [] for case in cases}
    for row in read_table("claims", out).to_pylist():
        plain = {name: _plain(value) for name, value in row.items()}
        rows[row["doc_id"]].append(plain | {"args": args[row["claim_id"]]})
    return rows


def _arguments(out: Path) -> Mapping[str, Names]:
    """The arguments of every claim: name, ids and words of the mention, of a quantity its value and bounds."""
    mentions = {row["mention_id"]: row for layer in MENTIONS for row in read_table(layer, out).to_pylist()}
    found: dict[str, Names] = defaultdict(lambda: defaultdict(list))
    for arg in read_table("claim_args", out).to_pylist():
        mention = mentions.get(arg["mention_id"], {})
        names = [arg["name"], *(mention.get(name) for name in ("text", "name", "actor_id", "place_id", "value"))]
        if "low" in mention:
            names.append([mention["low"], mention["high"]])
        found[arg["claim_id"]][arg["role"]].append([name for name in names if name is not None])
    return found


def _plain(value: Any) -> Any:
    return value.date().isoformat() if hasattr(value, "date") else value


def fits(want: Any, got: Any) -> bool:
    """Whether a value is the one wanted, one of `any`, or a text that holds "~words" in capitals or not."""
    if isinstance(want, dict):
        return any(fits(one, got) for one in want["any"])
    if isinstance(want, str) and want.startswith("~"):
        return isinstance(got, str) and want[1:].casefold() in got.casefold()
    if isinstance(want, bool) or isinstance(got, bool):
        return want is got
    if isinstance(want, int | float) and isinstance(got, int | float):
        return abs(want - got) <= 1e-3 * max(abs(want), abs(got))
    return type(want) is type(got) and bool(want == got)


def fits_arguments(want: Any, args: Sequence[Sequence[Any]]) -> bool:
    """Whether a list is the whole of the arguments, in some order; a single value has to be among them."""
    if not isinstance(want, list):
        return any(fits(want, name) for names in args for name in names)
    if len(want) != len(args):
        return False
    return any(
        all(any(fits(one, name) for name in names) for one, names in zip(want, order, strict=True))
        for order in itertools.permutations(args)
    )


def matches(want: Row, row: Row, text: str) -> bool:
    """Whether a row has all that is wanted of it; what is not named may be anything."""
    if not all(fits(value, row[name]) for name, value in want.items() if name not in NO_COLUMNS):
        return False
    if "nth" in want and not row["start"] <= _nth(text, want["text"].removeprefix("~"), want["nth"]) < row["end"]:
        return False
    return all(fits_arguments(names, row["args"].get(role, [])) for role, names in want.get("args", {}).items())


def _nth(text: str, words: str, n: int) -> int:
    at = -1
    for _ in range(n):
        at = text.find(words, at + 1)
    return at


def faults(case: Row, rows: Sequence[Row]) -> Iterator[str]:
    """What is wrong with the rows of a case, one line each."""
    for what, wanted in (("missing", case.get("expect", [])), ("not wanted", case.get("absent", []))):
        for want in wanted:
            found = [(one, sum(matches(one, row, case["text"]) for row in rows)) for one in want.get("any", [want])]
            met = any(n == one["count"] if "count" in one else n > 0 for one, n in found)
            if met != (what == "missing"):
                yield f"{what}: {json.dumps(want, ensure_ascii=False)}"


def brief(row: Row) -> str:
    """A row in one line, for whoever reads why a case failed."""
    columns = ("text", "event_type", "mode", "polarity", "status", "date_start", "date_end")
    args = "; ".join(f"{role}: {', '.join(str(names[0]) for names in args)}" for role, args in row["args"].items())
    return " ".join(str(row[name]) for name in columns) + f" | {args}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"list what fails in {FAILING.name}")
    write = parser.parse_args().write
    cases = read_cases()
    with tempfile.TemporaryDirectory() as folder:
        rows = claims_of(cases, dateline.load(), Path(folder))
    wrong = [case["id"] for case in cases if any(faults(case, rows[case["id"]]))]
    total = Counter(case["kind"] for case in cases)
    right = total - Counter(case["kind"] for case in cases if case["id"] in set(wrong))
    for kind in [*sorted(total)]:
        print(f"{right[kind]:4}/{total[kind]:<4} {kind}")
    print(f"{right.total():4}/{total.total():<4} all")
    if write:
        FAILING.write_text("".join(f"{name}\n" for name in sorted(wrong)), encoding="utf-8")


if __name__ == "__main__":
    main()
