"""What differs between two runs, without gold: rows gained, lost and changed, each with its rule and sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.layers.registry import LAYERS
from dateline.tables.frames import read_table
from dateline.tables.schema import MENTION

SHARED = frozenset(field.name for field in MENTION) - {"rule"}

Row = Mapping[str, Any]
Rows = dict[tuple[str, int, int], Row]


@dataclass(frozen=True, slots=True)
class Change:
    """A row that only one run has, or that both have with other values. rule: of the second run, if it has the row."""

    change: str
    layer: str
    rule: str
    row: Row
    values: str
    sentence: str

    def line(self) -> str:
        """All of it on one line."""
        place = f"{self.row['doc_id']}:{self.row['start']}-{self.row['end']}"
        said = f" {self.values}" if self.values else ""
        return f"{self.change} {self.layer} {self.rule} {place} {self.row['text']!r}{said} | {self.sentence}"


def changes(before: Path, after: Path, layers: Sequence[str] = tuple(LAYERS)) -> Iterator[Change]:
    """The changes from one output folder to another, layer by layer, in the order of documents and their text."""
    texts = {**_texts(before), **_texts(after)}
    for layer in layers:
        old, new = _rows(before, layer), _rows(after, layer)
        for key in sorted(old.keys() | new.keys()):
            if (values := _values(old.get(key), new.get(key))) is not None:
                row = new.get(key) or old[key]
                change = "changed" if key in old and key in new else "gained" if key in new else "lost"
                sentence = texts[row["doc_id"]][row["sentence_start"] : row["sentence_end"]]
                yield Change(change, layer, row["rule"], row, values, " ".join(sentence.split()))


def _texts(folder: Path) -> dict[str, str]:
    table = read_table("documents", folder, columns=["doc_id", "text"])
    return dict(zip(table["doc_id"].to_pylist(), table["text"].to_pylist(), strict=True))


def _rows(folder: Path, layer: str) -> Rows:
    return {(row["doc_id"], row["start"], row["end"]): row for row in read_table(layer, folder).to_pylist()}


def _values(old: Row | None, new: Row | None) -> str | None:
    """The columns that differ, with both values; "" where one run has no such row; None where nothing differs."""
    if old is None or new is None:
        return ""
    differ = [name for name in new if name not in SHARED and old[name] != new[name]]
    return ", ".join(f"{name}: {_short(old[name])} → {_short(new[name])}" for name in differ) if differ else None


def _short(value: Any) -> str:
    return value.date().isoformat() if hasattr(value, "date") else str(value)
