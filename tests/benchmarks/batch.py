"""The figures of a batch: workers, memory, start, resume, help; each as a ratio or seconds of one run of this command.

    python tests/benchmarks/batch.py --corpus FILE.jsonl [--documents 2000] [--workers 2] [--only NAME …]

workers   words a second of so many workers and of one, over the same documents, loading counted and not
memory    peak of a worker process after so many documents and after ten times as many (whole articles, with repeats)
cost      core hours and gigabytes of tables that a million documents of 500 words take, from one run
start     seconds from the command to the first committed part, of one short article
resume    seconds of a second run over ten times the documents, of which nothing has changed
help      seconds of `dateline --help`
repeats   words per CPU second against the bare model, without repeated paragraphs and with 40 % of them (speed.py)
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-c", "from dateline.cli import app; app()"]


def articles(corpus: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]


def write(rows: list[dict[str, Any]], documents: int, to: Path) -> Path:
    """So many documents, the corpus as often as is needed, each with words of its own."""
    with to.open("w", encoding="utf-8") as sink:
        for i in range(documents):
            row = rows[i % len(rows)]
            text = f"{row['text']}\n\nThis is report number {i}."
            sink.write(json.dumps({**row, "id": f"d{i:06d}", "text": text}) + "\n")
    return to


def run(path: Path, out: Path, workers: int, *options: str) -> dict[str, Any]:
    """Runs the command; its wall time, the seconds without loading, and the peak memory of its largest process."""
    command = [*COMMAND, "run", str(path), "--out", str(out), "--workers", str(workers), "--log-json", *options]
    began = time.monotonic()
    peak = first = 0.0
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, stderr=log, stdout=subprocess.DEVNULL)
        while process.poll() is None:
            peak = max([peak, *(memory(pid) for pid in children(process.pid))])
            if not first and any(out.glob("dates/part-*.parquet")):
                first = time.monotonic() - began
            time.sleep(0.02)
        wall = time.monotonic() - began
        log.seek(0)
        end = json.loads(log.read().splitlines()[-1])
    return {**end, "wall": wall, "peak": peak, "first": first}


def children(pid: int) -> list[int]:
    """The worker processes of a run."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
        return [int(child) for child in listed]
    except OSError:
        return []


def memory(pid: int) -> float:
    """MiB that a process holds at most."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
    except OSError:
        return 0.0


def workers(rows: list[dict[str, Any]], args: argparse.Namespace, folder: Path) -> Iterator[str]:
    path = write(rows, args.documents, folder / "workers.jsonl")
    found = {n: run(path, folder / f"out-{n}", n, "--parts") for n in (1, args.workers)}
    speeds = {n: end["words"] / end["wall"] for n, end in found.items()}
    for n, end in found.items():
        yield f"workers: {n}: {speeds[n]:,.0f} words/s with loading, {end['words_per_second']:,} without"
    steady = found[args.workers]["words_per_second"] / found[1]["words_per_second"]
    yield f"workers: {args.workers} / 1: {speeds[args.workers] / speeds[1]:.2f} with loading, {steady:.2f} without"


def cost(rows: list[dict[str, Any]], args: argparse.Namespace, folder: Path) -> Iterator[str]:
    out = folder / "cost"
    run(write(rows, args.documents, folder / "cost.jsonl"), out, args.workers, "--parts")
    summary = json.loads((out / "run.json").read_text(encoding="utf-8"))["summary"]
    speed = summary["n_words"] / sum(summary["spent"].values())
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / summary["n_words"]
    planned = 500 * 1e6
    hours, bytes_ = planned / speed / 3600, planned * size
    yield f"cost: {speed:,.0f} words per CPU second, {size:.1f} bytes of tables a word"
    yield f"cost: {hours:.0f} core hours, {bytes_ / 1e9:.1f} GB per million documents of 500 words"


def grown(rows: list[dict[str, Any]], args: argparse.Namespace, folder: Path) -> Iterator[str]:
    few = run(write(rows, args.documents, folder / "few.jsonl"), folder / "few", 1)
    path = write(rows, args.documents * 10, folder / "many.jsonl")
    many = run(path, folder / "many", args.workers)
    for end in (few, many):
        yield f"memory: {end['peak']:.0f} MiB at most in a worker after {end['documents']:,} documents"
    yield f"memory: ratio {many['peak'] / few['peak']:.2f}"
    began = time.monotonic()
    subprocess.run([*COMMAND, "run", str(path), "--out", str(folder / "many"), "--quiet"], check=True)
    yield f"resume: {time.monotonic() - began:.1f} s of {many['documents']:,} documents"


def start(rows: list[dict[str, Any]], args: argparse.Namespace, folder: Path) -> Iterator[str]:
    path = write(rows[:1], 1, folder / "one.jsonl")
    seconds = [run(path, folder / f"one-{n}", 1, "--parts")["first"] for n in range(3)]
    yield f"start: first row after {min(seconds):.1f} s at best, {max(seconds):.1f} s at worst of three"


def help_(rows: list[dict[str, Any]], args: argparse.Namespace, folder: Path) -> Iterator[str]:
    seconds = []
    for _ in range(5):
        began = time.monotonic()
        subprocess.run([*COMMAND, "--help"], check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.monotonic() - began)
    yield f"help: {min(seconds):.2f} s at best, {max(seconds):.2f} s at worst of five"


def repeats(rows: list[dict[str, Any]], args: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Both corpora through speed.py, whose ratios are taken pair by pair."""
    speed = Path(__file__).with_name("speed.py")
    plain, doubled = folder / "plain.jsonl", folder / "doubled.jsonl"
    with plain.open("w", encoding="utf-8") as one, doubled.open("w", encoding="utf-8") as other:
        for row in rows:
            one.write(json.dumps({**row, "text": once(row["text"])}) + "\n")
            other.write(json.dumps({**row, "text": with_repeats(row["text"])}) + "\n")
    for name, path in (("without repeats", plain), ("40 % repeated", doubled)):
        command = [sys.executable, str(speed), "--corpus", str(path), "--pairs", "1"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        yield f"speed, {name}: " + next(line for line in said.splitlines() if line.startswith("ratio"))


def once(text: str) -> str:
    """The text with every paragraph once."""
    return "\n\n".join(dict.fromkeys(part.strip() for part in text.split("\n\n") if part.strip()))


def with_repeats(text: str) -> str:
    """The text with paragraphs again until two fifths of its characters are repeats."""
    parts = once(text).split("\n\n")
    wanted, added, more = len(text) * 2 / 3, 0, []
    for part in sorted(parts, key=len, reverse=True) * 2:
        if added < wanted:
            more.append(part)
            added += len(part)
    return "\n\n".join([*parts, *more])


MEASURES: dict[str, Callable[..., Iterator[str]]] = {
    "help": help_,
    "start": start,
    "workers": workers,
    "cost": cost,
    "memory": grown,
    "repeats": repeats,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", choices=MEASURES, nargs="*", default=list(MEASURES))
    args = parser.parse_args()
    rows = articles(args.corpus)
    with tempfile.TemporaryDirectory() as name:
        for measure in args.only:
            for line in MEASURES[measure](rows, args, Path(name)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
