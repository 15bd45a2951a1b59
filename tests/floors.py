"""Prints corpus/gold/floors.toml as it would be if raised to what an output folder of the gold documents has.

    python tests/floors.py OUTPUTS > floors.toml

No floor is lowered; a measure is put 0.005 under what was measured.
"""

import sys
import tomllib
from pathlib import Path

from dateline.gold.annotations import read_gold
from dateline.gold.evaluate import evaluate, read_rows

GOLD = Path(__file__).resolve().parents[1] / "corpus" / "gold"
FILE = GOLD / "floors.toml"
MEASURES = {
    "overlap": "span", "value": "value", "found": "found", "four right": "four", "nine right": "nine",
}  # fmt: skip
UNDER = 0.005


def raised(outputs: Path) -> str:
    """The file's text: its comment, then a table a part and layer."""
    text = FILE.read_text(encoding="utf-8")
    floors = tomllib.loads(text)
    lines = [line for line in text.splitlines() if line.startswith("#")]
    for part in floors:
        gold = read_gold(GOLD / part)
        for score in evaluate(gold, read_rows(outputs, gold)):
            name = MEASURES.get(score.measure)
            if name in floors[part][score.layer]:
                floors[part][score.layer][name] = max(floors[part][score.layer][name], score.f1 - UNDER)
        for layer, measures in floors[part].items():
            lines += ["", f"[{part}.{layer}]", *(f"{name} = {floor:.3f}" for name, floor in measures.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(raised(Path(sys.argv[1])))
