"""How an output folder is laid out: run.json names the parts that its tables are made of; nothing else counts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import SchemaError
from dateline.storage import Folder
from dateline.tables.tabulate import SCHEMAS
from dateline.tables.write import file_name

RUN, MANIFEST = "run.json", "manifest"
SINGLE, PARTS = "single", "parts"
GENERATOR = "Dateline "  # what run.json's `generator` begins with


@dataclass(frozen=True)
class Layout:
    """run: id of the run. kind: single or parts. parts: what the manifest has of each. whole: the run has ended."""

    run: str
    kind: str
    parts: list[dict[str, Any]]
    whole: bool = True

    def files(self, table: str) -> list[str]:
        """The files that a table lies in."""
        if self.kind == SINGLE:
            return [f"{table}.parquet"]
        return [name for part in self.parts for name in part_files(part, table)]


def part_files(part: Mapping[str, Any], table: str) -> list[str]:
    """The files of a part that a table lies in: one, or one a month of publication."""
    return [file_name(table, part["key"], month) for month in part.get("months") or [""]]


def all_part_files(part: Mapping[str, Any]) -> list[str]:
    """The files of a part."""
    return [name for table in SCHEMAS for name in part_files(part, table)]


def read_run(folder: Folder) -> dict[str, Any] | None:
    """What run.json says of the run that is complete, if there is one. Raises SchemaError where it is broken."""
    try:
        found = json.loads(folder.read(RUN))
    except FileNotFoundError:
        return None
    except (ValueError, OSError) as err:
        raise SchemaError(
            f"{folder.path(RUN)}: cannot be read ({err}); `dateline run --force` writes it anew."
        ) from err
    if not isinstance(found, dict) or not str(found.get("generator")).startswith(GENERATOR):
        raise SchemaError(f"{folder.path(RUN)}: is not of Dateline; expected the folder of a run.")
    return found


def read_manifest(folder: Folder) -> list[dict[str, Any]]:
    """The parts that a run has committed that has not ended."""
    names = [name for name in folder.names(MANIFEST) if name.endswith(".json")]
    return [json.loads(folder.read(name)) for name in names]


def read_layout(folder: Folder) -> Layout | None:
    """The layout of the run that is complete, else of what is there of one that has not ended; None: there is none."""
    if (run := read_run(folder)) is not None:
        return Layout(str(run.get("run", "")), run.get("layout", SINGLE), run.get("parts", []))
    if parts := read_manifest(folder):
        return Layout("", PARTS, parts, whole=False)
    if folder.has("documents.parquet"):
        return Layout("", SINGLE, [])
    return None
