"""Kills at random moments, until a corpus is done: nothing lost, nothing twice, the bytes of an undisturbed run.

    python tests/benchmarks/kills.py [--corpus FILE.jsonl] [--documents 60] [--kills 40] [--workers 2]

A quarter of the kills hits the run inside a commit, as soon as it has renamed a file of a part that is not yet in the
manifest, or of the whole; the others come at random. Every second random one is a worker's, by SIGKILL; the others are
the run's own, by SIGKILL, SIGTERM or SIGINT. Then the run is done to its end and compared with one that nobody
disturbed, and TMPDIR and the output folder are searched for leavings.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = "import faulthandler; faulthandler.register(10); from dateline.cli import app; app()"  # SIGUSR1: where it stands
COMMAND = [sys.executable, "-c", CODE, "run"]
LONGEST_END = 60.0  # seconds that a run may take to end, once it is told to


def corpus(path: Path | None, documents: int, to: Path) -> Path:
    """So many documents of a corpus, or as many made ones."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path else []
    if not rows:
        text = "Two people died in Kherson on 2 June 2025, Kyiv said. The talks in Istanbul go on next week. "
        rows = [{"text": text * 20, "published": "2025-06-30"}]
    made = [{**rows[i % len(rows)], "id": f"d{i:05d}"} for i in range(documents)]
    to.write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
    return to


def config(size: int, to: Path) -> Path:
    """The config with parts of so many bytes, so that there are many commits."""
    text = (ROOT / "models" / "config.cfg").read_text(encoding="utf-8")
    to.write_text(text.replace("part_size = 1000000", f"part_size = {size}"), encoding="utf-8")
    return to


def tree(out: Path) -> dict[str, bytes]:
    """Every file of a folder but run.json, which tells the time."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


class Disturber:
    """Starts runs and kills them; counts how they ended and what they printed."""

    def __init__(self, command: list[str], out: Path, tmp: Path, seed: int) -> None:
        self.command, self.out, self.tmp = command, out, tmp
        self.random = random.Random(seed)
        self.ends: Counter[str] = Counter()
        self.faults: list[str] = []

    def start(self) -> subprocess.Popen[str]:
        env = os.environ | {"TMPDIR": str(self.tmp)}
        streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(self.command, env=env, preexec_fn=hear_ctrl_c, **streams)

    def kill_in_commit(self) -> None:
        """Kills a run as soon as a file is in place whose part is not in the manifest."""
        run = self.start()
        before = self.uncommitted()
        while run.poll() is None and not self.uncommitted() - before:
            time.sleep(0.0005)
        self.end(run, signal.SIGKILL, "in a commit")

    def uncommitted(self) -> set[str]:
        parts = {path.stem.removeprefix("part-") for path in self.out.glob("*/part-*.parquet")}
        return parts - {path.stem for path in self.out.glob("manifest/*.json")}

    def kill_at_random(self, longest: float) -> None:
        """Kills a run, or one of its workers, some time after its start."""
        run = self.start()
        deadline = time.monotonic() + self.random.uniform(0.2, longest)
        while run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        workers = children(run.pid)
        if workers and self.random.random() < 0.5:
            os.kill(self.random.choice(workers), signal.SIGKILL)
            self.ends["a worker"] += 1
            time.sleep(self.random.uniform(0, 2))
        self.end(run, self.random.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]), "at random")

    def end(self, run: subprocess.Popen[str], number: signal.Signals, when: str) -> None:
        if run.poll() is None:
            workers = children(run.pid)
            run.send_signal(number)
            said = self.last_words(run, number)
            self.ends[f"{when}, {number.name}"] += 1
            time.sleep(0.2)
            left = [pid for pid in workers if Path(f"/proc/{pid}").exists() and "Z" not in state(pid)]
            if left:
                self.faults.append(f"{number.name}: workers {left} live on")
        else:
            _, said = run.communicate()
            self.ends["too late"] += 1
        if "Traceback" in said:
            self.faults.append(said)

    def last_words(self, run: subprocess.Popen[str], number: signal.Signals) -> str:
        """What a run prints that was told to end; where it does not, a fault with where it stands."""
        try:
            return run.communicate(timeout=LONGEST_END)[1]
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGUSR1)
            time.sleep(1)
            run.kill()
            said = run.communicate()[1]
            self.faults.append(f"{number.name}: did not end\n{said}")
            return ""


def hear_ctrl_c() -> None:
    """Undoes what a shell does to jobs in its background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def children(pid: int) -> list[int]:
    """The worker processes of a run."""
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if "spawn_main" in line]


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")")[-1].split()[0]
    except OSError:
        return "Z"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--longest", type=float, default=15.0, help="seconds before a random kill")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tmp = folder / "tmp"
        tmp.mkdir()
        path = corpus(args.corpus, args.documents, folder / "in.jsonl")
        options = ["--config", str(config(8000, folder / "small.cfg")), "--workers", str(args.workers), "--parts"]
        subprocess.run([*COMMAND, str(path), "--out", str(folder / "whole"), *options], check=True, capture_output=True)
        disturber = Disturber(
            [*COMMAND, str(path), "--out", str(folder / "out"), *options], folder / "out", tmp, args.seed
        )
        for n in range(args.kills):
            if (folder / "out" / "run.json").exists():  # done in spite of all: from the beginning
                check(folder, disturber, tmp)
                subprocess.run(["rm", "-r", str(folder / "out")], check=True)
            disturber.kill_in_commit() if n % 4 == 0 else disturber.kill_at_random(args.longest)
        subprocess.run(disturber.command, check=True, capture_output=True)
        check(folder, disturber, tmp)
    print(f"{args.kills} kills:", ", ".join(f"{n} {how}" for how, n in disturber.ends.items()))
    print("\n".join(disturber.faults) or "0 rows lost, 0 twice, the bytes of an undisturbed run, nothing left behind")
    sys.exit(bool(disturber.faults))


def check(folder: Path, disturber: Disturber, tmp: Path) -> None:
    """Notes what a finished run has that an undisturbed one has not, and the reverse; and leavings."""
    found, expected = tree(folder / "out"), tree(folder / "whole")
    for name in found.keys() | expected.keys():
        if found.get(name) != expected.get(name):
            disturber.faults.append(f"{name}: differs")
    disturber.faults += [f"{path}: left in TMPDIR" for path in tmp.iterdir()]


if __name__ == "__main__":
    main()
