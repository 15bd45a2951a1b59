"""A new project folder: a copy of models/project, whose every file says what a line of it is."""

from collections.abc import Iterator
from pathlib import Path

from dateline.data import models_dir
from dateline.errors import ConfigError

TEMPLATE = "project"  # the folder under models/ that is copied


def scaffold(folder: Path) -> list[Path]:
    """Makes a project folder, and gives the files that it has written.

    Raises ConfigError, and writes nothing, where one of them is there already.
    """
    template = models_dir() / TEMPLATE
    files = [path.relative_to(template) for path in sorted(template.rglob("*")) if path.is_file()]
    there = list(_there(folder, files))
    if there:
        raise ConfigError(f"{there[0]}: is there already; expected a folder without the files of a project.")
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes((template / file).read_bytes())
    return [folder / file for file in files]


def _there(folder: Path, files: list[Path]) -> Iterator[Path]:
    if folder.exists() and not folder.is_dir():
        yield folder
    yield from (folder / file for file in files if (folder / file).exists())
