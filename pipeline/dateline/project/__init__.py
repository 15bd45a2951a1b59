"""A user's own folder: settings, names and rules that are added to the package's without touching it."""

from pathlib import Path

SETTINGS = "dateline.toml"
GOLD = "gold"  # the folder of a project's gold


def nearest(start: Path) -> Path | None:
    """The folder of the nearest dateline.toml, from a folder upwards."""
    here = start.absolute()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), None)
