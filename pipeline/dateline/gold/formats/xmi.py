"""UIMA CAS XMI, which INCEpTION and others export, with its TypeSystem.xml beside it; needs `dateline[xmi]`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.errors import ConfigError, GoldError
from dateline.gold.formats.shape import OF_WORDS, Annotated, Relation, Span
from dateline.gold.formats.xml import safe_bytes

SUFFIXES = (".xmi",)
TYPES = "TypeSystem.xml"
_NAMES = ("value", "label")
_ENDS = ("Governor", "Dependent")


def read(path: Path) -> Iterator[Annotated]:
    """The document of a file; dkpro-cassis turns its UTF-16 offsets into characters. Raises GoldError."""
    try:
        from cassis import load_cas_from_xmi, load_typesystem
    except ImportError as err:
        raise ConfigError("CAS XMI needs dkpro-cassis: pip install 'dateline[xmi]'.") from err
    types = next((p for p in (path.with_name(TYPES), path.with_suffix(".xml")) if p.is_file()), None)
    if types is None:
        raise GoldError(f"{path}: expected {TYPES} beside it.")
    try:
        cas = load_cas_from_xmi(safe_bytes(path).decode(), typesystem=load_typesystem(safe_bytes(types).decode()))
    except GoldError:
        raise
    except Exception as err:  # cassis lets through what its parser and its checks raise
        raise GoldError(f"{path}: no CAS that {types.name} describes ({type(err).__name__}: {err}).") from err
    text = cas.sofa_string or ""
    spans: list[Span] = []
    ids: dict[int, str] = {}
    found = [one for one in cas.select_all() if _short(one) not in OF_WORDS and hasattr(one, "begin")]
    for one in found:
        if not any(getattr(one, end, None) is not None for end in _ENDS):
            ids[id(one)] = str(len(spans))
            spans.append(_span(one, text, str(len(spans))))
    arcs = [one for one in found if id(one) not in ids and not _of_words(one)]
    relations = [_relation(one, ids, path) for one in arcs]
    relations += [link for one in found if id(one) in ids for link in _links(one, ids, path)]
    yield Annotated(path.stem, text, spans, relations, where=str(path))


def _short(one: Any) -> str:
    return str(one.type.name).rpartition(".")[2]


def _of_words(one: Any) -> bool:
    """Whether a relation joins words, as a parse does."""
    return any(_short(end) in OF_WORDS for name in _ENDS if (end := getattr(one, name, None)) is not None)


def _links(one: Any, ids: dict[int, str], path: Path) -> Iterator[Relation]:
    """The links of a span's slots to what fills them, each under its role."""
    for feature in one.type.all_features:
        for link in getattr(getattr(one, feature.name, None), "elements", None) or ():
            filler = getattr(link, "target", None)
            if filler is None:
                continue
            if id(filler) not in ids:
                raise GoldError(f"{path}: a link of {_short(one)} at {one.begin} leads to no span.")
            yield Relation(str(getattr(link, "role", None) or feature.name), ids[id(one)], ids[id(filler)])


def _values(one: Any) -> dict[str, Any]:
    """The features of an annotation that are plain values."""
    names = [feature.name for feature in one.type.all_features if feature.name not in ("begin", "end", "sofa", "iob")]
    values = {name: getattr(one, name, None) for name in names}
    return {name: value for name, value in values.items() if isinstance(value, str | int | float) and value != ""}


def _span(one: Any, text: str, name: str) -> Span:
    values = _values(one)
    label = next((values.pop(n) for n in _NAMES if n in values), _short(one))
    piece = (int(one.begin), int(one.end))
    return Span(name, str(label), (piece,), text[slice(*piece)], values)


def _relation(one: Any, ids: dict[int, str], path: Path) -> Relation:
    ends = [ids.get(id(getattr(one, end, None))) for end in _ENDS]
    if None in ends:
        raise GoldError(f"{path}: {_short(one)} at {one.begin} joins no two spans.")
    values = _values(one)
    label = next((values[n] for n in (*_NAMES, *values) if n in values), _short(one))
    return Relation(str(label), str(ends[0]), str(ends[1]))
