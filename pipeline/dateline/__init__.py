"""Dateline: a corpus of English news to tidy tables of who, where, when, how many and who says so."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.doc.make import make_doc
    from dateline.flow.load import load
    from dateline.flow.run import Summary, run
    from dateline.notebook.tables import Tables, read_tables

__all__ = ["Summary", "Tables", "load", "make_doc", "read_tables", "run"]

_WHERE = {
    "Summary": "dateline.flow.run",
    "Tables": "dateline.notebook.tables",
    "load": "dateline.flow.load",
    "make_doc": "dateline.doc.make",
    "read_tables": "dateline.notebook.tables",
    "run": "dateline.flow.run",
}


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first used, so that `import dateline` and the command line start at once."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
