"""Where commands print."""

import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


@cache
def errors() -> "Console":
    """The console of errors and progress: standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False)


@cache
def output() -> "Console":
    """The console of what a command was asked for: standard output.

    Where that is no terminal, as in a pipe, lines are as long as they are and tables fit 120 columns.
    """
    from rich.console import Console

    return Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 120)


def print_indented(line: "Text", hanging: int) -> None:
    """A line under what it belongs to: wrapped inside its own column on a terminal, whole elsewhere."""
    from rich.table import Table
    from rich.text import Text

    if not output().is_terminal:
        output().print(Text("    ") + line, soft_wrap=True)
        return
    name, said = line[:hanging], line[hanging:]
    grid = Table.grid(padding=0)
    grid.add_column(width=4 + hanging)
    grid.add_column(overflow="fold")
    grid.add_row(Text("    ") + name, said)
    output().print(grid)
