"""What arguments of several commands say."""

from typing import Annotated

import typer

Layers = Annotated[list[str] | None, typer.Option(help="Only this layer; may be given more than once.")]


def layer_names(wanted: list[str] | None, *, in_gold: bool = False) -> tuple[str, ...]:
    """The layers that are named; all of them, or all that gold has, where none is. Raises ConfigError of others."""
    from dateline.layers.registry import layers

    return tuple(layer.name for layer in layers(wanted, in_gold=in_gold))
