"""A user's own folder: settings, names and rules that are added to the package's without touching it."""

from pathlib import Path

from dateline.data import Lines

SETTINGS = "dateline.toml"
GOLD = "gold"  # the folder of a project's gold
NOTES = frozenset({"example", "not", "counter_example", "source", "note"})
"""Columns that decide no row."""


def nearest(start: Path) -> Path | None:
    """The folder of the nearest dateline.toml, from a folder upwards."""
    here = start.absolute()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), None)


def deciding(lines: Lines) -> Lines:
    """Lines without what decides no row: examples, sources, notes."""
    return {
        name: [{key: value for key, value in entry.items() if key not in NOTES} for entry in entries]
        for name, entries in lines.items()
    }
