"""What Dateline adds to a spaCy program that does not use it: seconds and memory of `spacy.blank("en")`.

    python tests/benchmarks/startup.py [--runs 9]

spaCy imports the entry points of every installed package when it makes a Language. So the same program runs in
processes of its own, by turns with Dateline's entry points and with them hidden. Prints the medians of CPU seconds, of
seconds on the clock and of peak memory, and the differences; importing spaCy itself is not counted in the seconds. The
targets are at most 0.1 s and 10 MB more; the exit status is 1 where one is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

TARGETS = {"CPU s": 0.1, "s": 0.1, "MB": 10.0}
ROOT = Path(__file__).resolve().parent.parent.parent

PROGRAM = """
import json, resource, sys, time
import spacy, catalogue
class Others:
    def __init__(self, points): self.points = points
    def select(self, **asked): return [p for p in self.points.select(**asked) if not p.value.startswith("dateline")]
if sys.argv[1] == "hidden":
    catalogue.AVAILABLE_ENTRY_POINTS = Others(catalogue.AVAILABLE_ENTRY_POINTS)
clock, cpu = time.perf_counter(), time.process_time()
spacy.blank("en")
cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
imported = any(name.partition(".")[0] == "dateline" for name in sys.modules)
assert imported == (sys.argv[1] == "seen"), f"entry points {sys.argv[1]}, Dateline imported: {imported}"
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
print(json.dumps({"CPU s": cpu, "s": clock, "MB": memory}))
"""


def run(entry_points: str) -> dict[str, float]:
    """One process: seconds of spacy.blank("en"), and the peak memory of the whole in MB."""
    path = os.pathsep.join(filter(None, [str(ROOT / "pipeline"), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, entry_points],
        check=True,
        stdout=subprocess.PIPE,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": path},
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> int:
    """Prints the table; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9, help="of each kind, after one that is not counted")
    runs = parser.parse_args().runs
    found: dict[str, list[dict[str, float]]] = {"hidden": [], "seen": []}
    for _ in range(runs + 1):
        for entry_points, rows in found.items():
            rows.append(run(entry_points))
    medians = {
        kind: {unit: statistics.median(row[unit] for row in rows[1:]) for unit in TARGETS}
        for kind, rows in found.items()
    }
    print('| spacy.blank("en") | without | with Dateline | more | target |\n|---|---|---|---|---|')
    more = {unit: medians["seen"][unit] - medians["hidden"][unit] for unit in TARGETS}
    for unit, most in TARGETS.items():
        without, seen = (medians[kind][unit] for kind in ("hidden", "seen"))
        print(f"| {unit} | {without:.3f} | {seen:.3f} | {more[unit]:.3f} | {most:g} |")
    return int(any(more[unit] > most for unit, most in TARGETS.items()))


if __name__ == "__main__":
    sys.exit(main())
