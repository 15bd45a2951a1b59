"""Dateline: a corpus of English news to tidy tables of who, where, when, how many and who says so."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.flow import Summary, run
    from pipeline.frames import Tables, read_tables
    from pipeline.nlp import load, make_doc

__all__ = ["Summary", "Tables", "load", "make_doc", "read_tables", "run"]

_WHERE = {
    "Summary": "pipeline.flow",
    "Tables": "pipeline.frames",
    "load": "pipeline.nlp",
    "make_doc": "pipeline.nlp",
    "read_tables": "pipeline.frames",
    "run": "pipeline.flow",
}


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first used, so that `import pipeline` and the command line start at once."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
