"""The formats of annotation tools, a module each: `read(path)` gives documents, `write(documents, folder)`."""

from importlib import import_module
from types import ModuleType

from dateline.errors import GoldError

READ = {
    "native": "native",
    "doccano": "doccano",
    "labelstudio": "label_studio",
    "brat": "brat",
    "prodigy": "prodigy",
    "webanno": "webanno",
    "xmi": "xmi",
    "conll2003": "conll2003",
    "conllu": "conllu",
    "spacy": "docbin",
    "timeml": "timeml",
}
WRITTEN = ("doccano", "labelstudio", "brat", "prodigy", "native")


def of(name: str, *, written: bool = False) -> ModuleType:
    """The module of a format. Raises GoldError with the formats that there are."""
    known = WRITTEN if written else tuple(READ)
    if name not in known:
        raise GoldError(f"Format {name!r} is unknown. Formats: {', '.join(known)}.")
    return import_module(f"dateline.gold.formats.{READ[name]}")
