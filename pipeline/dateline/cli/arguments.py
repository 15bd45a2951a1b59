"""What arguments of several commands say."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dateline.project.folder import Project

Layers = Annotated[list[str] | None, typer.Option(help="Only this layer; may be given more than once.")]
ProjectFolder = Annotated[
    Path | None, typer.Option("--project", help="Folder of your own rules; that of the nearest dateline.toml upwards.")
]


def project_of(wanted: Path | None) -> "Project | None":
    """The project that is named, else the nearest one from the current folder upwards. Raises ConfigError."""
    from dateline.project import nearest

    folder = wanted if wanted is not None else nearest(Path.cwd())
    if folder is None:
        return None
    from dateline.project.folder import read_project

    return read_project(folder)


def layer_names(wanted: list[str] | None, *, in_gold: bool = False) -> tuple[str, ...]:
    """The layers that are named; all of them, or all that gold has, where none is. Raises ConfigError of others."""
    from dateline.layers.registry import layers

    return tuple(layer.name for layer in layers(wanted, in_gold=in_gold))
