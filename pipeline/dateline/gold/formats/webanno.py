"""WebAnno TSV 3, of INCEpTION and WebAnno: tokens with offsets, a column a feature, numbers for what spans tokens.

Offsets are UTF-16 units. Text between sentences is not there: one character is taken for a space, more for line ends.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import GoldError
from dateline.gold.formats.shape import OF_WORDS, Annotated, Range, Relation, Span, read_utf8

SUFFIXES = (".tsv",)
_TOKEN = re.compile(r"([0-9]{1,9}-[0-9]{1,9})(\.[0-9]{1,9})?\t([0-9]{1,9})-([0-9]{1,9})\t([^\t]*)\t?(.*)")
_NUMBERED = re.compile(r"(.*)\[([0-9]{1,9})\]", re.DOTALL)
_TARGET = re.compile(r"([0-9]{1,9}-[0-9]{1,9})(?:\.[0-9]{1,9})?(?:\[([0-9]{1,9})_([0-9]{1,9})\]|\[([0-9]{1,9})\])?")
_ESCAPED = re.compile(r"\\(.)")
_PARTS = re.compile(r"(?<!\\)\|")
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_NAMES = ("value", "label")  # of the feature that says what a span is
_ANY = "Annotation"  # the type whose links lead to spans of any layer
_SLOTS, _BASE = "ROLE_", "BT_"  # a feature of links to other spans, and the type of what a relation joins


Key = tuple[int, str]
"""The number of a span's or relation's layer, and the number or the token and place by which it is known."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer of the header: its type's last name, whether it is of relations, and its features.

    base: the last name of the type that its relations join, or its links lead to; "" where it has none.
    """

    name: str
    is_relation: bool
    features: tuple[str, ...]
    base: str = ""


@dataclass(slots=True)
class _Found:
    """A span or relation as it is gathered over its tokens."""

    layer: _Layer
    values: dict[str, str] = field(default_factory=dict)
    pieces: list[Range] = field(default_factory=list)
    ends: tuple[str, str] = ("", "")
    roles: list[str] = field(default_factory=list)
    fillers: list[str] = field(default_factory=list)


def read(path: Path) -> Iterator[Annotated]:
    """The document of a file. Raises GoldError with its line where one is not as WebAnno writes them."""
    lines = read_utf8(path).removeprefix("\ufeff").split("\n")
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise GoldError(f"{path}:1: expected #FORMAT=WebAnno TSV 3.x, got {lines[0][:60]!r}.")
    layers: list[_Layer] = []
    found: dict[Key, _Found] = {}
    units: list[str] = []
    sentence = None
    for number, line in enumerate(lines, 1):
        line = line.removesuffix("\r")
        if line.startswith(("#T_SP=", "#T_RL=")):
            layers.append(_layer(line))
        elif line.startswith("#T_CH="):
            raise GoldError(f"{path}:{number}: chains (coreference) have no place in gold; export without that layer.")
        elif line.startswith("#Text="):
            said = _unescaped(line.removeprefix("#Text="))
            sentence = (sentence or "") + ("\n" if sentence is not None else "") + said
        elif line and not line.startswith("#"):
            token = _TOKEN.fullmatch(line)
            if token is None:
                raise GoldError(f"{path}:{number}: expected token, offsets, text and columns, got {line[:60]!r}.")
            start, end = int(token[3]), int(token[4])
            if sentence is not None:
                _place(units, sentence, start, token[5], f"{path}:{number}")
                sentence = None
            _columns(layers, found, token[1], (start, end), token[6].split("\t"), f"{path}:{number}")
    text = "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    ids = {key: str(n) for n, key in enumerate(found)}
    spans = [_span(ids[key], one, units) for key, one in found.items() if not one.layer.is_relation]
    relations = list(_relations(found, ids, path))
    yield Annotated(path.stem, text, spans, relations, where=str(path))


def _layer(line: str) -> _Layer:
    name, *features = line[6:].split("|")
    pairs = zip(["", *features], features, strict=False)
    bases = [said for before, said in pairs if said.startswith(_BASE) or before.startswith(_SLOTS)]
    base = bases[0].rpartition(".")[2] if bases else ""
    return _Layer(name.rpartition(".")[2], line.startswith("#T_RL"), tuple(features), base)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda m: _CONTROLS.get(m[1], m[1]), text)


def _place(units: list[str], sentence: str, start: int, first: str, where: str) -> None:
    """Sets a sentence into the text so that its first token begins where the file says; in UTF-16 units."""
    begin = start - _width(sentence[: max(0, sentence.find(_unescaped(first)))])
    if begin < len(units):
        raise GoldError(f"{where}: the sentence begins at {begin}, before the end of the one before, {len(units)}.")
    gap = begin - len(units)
    if gap > 100_000:
        raise GoldError(f"{where}: a gap of {gap} characters between sentences.")
    units += [" "] if gap == 1 else ["\n"] * gap
    for char in sentence:
        pair = char.encode("utf-16-le", "surrogatepass")
        units += [pair[n : n + 2].decode("utf-16-le", "surrogatepass") for n in range(0, len(pair), 2)]


def _width(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _columns(
    layers: list[_Layer],
    found: dict[Key, _Found],
    token: str,
    at: Range,
    values: list[str],
    where: str,
) -> None:
    """Adds what a token's columns say, but for layers of words."""
    values = [value for value in values if value] if not layers else values
    first = 0
    for n, layer in enumerate(layers):
        names = layer.features or ("",)
        cells = values[first : first + len(names)]
        first += len(names)
        if len(cells) < len(names):
            raise GoldError(f"{where}: expected {sum(len(x.features or ('',)) for x in layers)} columns.")
        if layer.name not in OF_WORDS and not (layer.is_relation and layer.base in OF_WORDS):
            _cells(n, layer, cells, found, token, at)


def _cells(n: int, layer: _Layer, cells: list[str], found: dict[Key, _Found], token: str, at: Range) -> None:
    """Adds what a layer's cells say. Stacked values are parted by |, those of one annotation have one number."""
    hosts: list[_Found | None] = []  # of the links whose fillers the next cell has
    before = ""
    for name, cell in zip(layer.features or ("",), cells, strict=True):
        if before.startswith(_SLOTS):
            for host, part in zip(hosts, _PARTS.split(cell), strict=False):
                if host is not None and at == host.pieces[0]:  # said again at each token of the host
                    host.fillers += part.split(";")
        else:
            hosts = [_cell(n, layer, name, k, part, found, token, at) for k, part in enumerate(_PARTS.split(cell))]
        before = name


def _cell(
    n: int, layer: _Layer, name: str, k: int, part: str, found: dict[Key, _Found], token: str, at: Range
) -> _Found | None:
    """The annotation of which a cell's k-th value says something, with that added; None where it says nothing."""
    if part == "_":
        return None
    numbered = _NUMBERED.fullmatch(part) if not part.endswith("\\]") else None
    value, number = (numbered[1], numbered[2]) if numbered and not name.startswith(_BASE) else (part, "")
    place = f"[{number}]" if number else f"{token}[{k}]"
    one = found.setdefault((n, f"{token}/{k}" if layer.is_relation else place), _Found(layer))
    if at not in one.pieces:
        one.pieces.append(at)
    if name.startswith(_BASE):
        one.ends = (token, value)
    elif name.startswith(_SLOTS):
        one.roles += [_unescaped(role) for role in value.split(";")] if at == one.pieces[0] else []
    elif value != "*":
        one.values[name] = _unescaped(value)
    return one


def _span(name: str, one: _Found, units: list[str]) -> Span:
    label = next((one.values[f] for f in _NAMES if f in one.values), one.layer.name)
    values = {k: v for k, v in one.values.items() if k not in _NAMES or v != label}
    piece = (min(start for start, _ in one.pieces), max(end for _, end in one.pieces))
    words = "".join(units[slice(*piece)]).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Span(name, label, (piece,), words, values)


def _relations(found: Mapping[Key, _Found], ids: Mapping[Key, str], path: Path) -> Iterator[Relation]:
    """Relations run from the span at the token that BT_ names to the span at the token of the line.

    A link runs from its host to what fills its role.
    """
    spans = {key: one for key, one in found.items() if not one.layer.is_relation}
    known = _known(spans)
    at = {one.pieces[0]: key for key, one in spans.items()}
    for key, one in found.items():
        base = "" if one.layer.base == _ANY else one.layer.base
        for role, said in zip(one.roles, one.fillers, strict=False):
            filler = _TARGET.fullmatch(said)
            end = _at(filler[1], filler[4], base, known) if filler else None
            if end is None:
                raise GoldError(f"{path}: a link {role[:40]!r} of {one.layer.name} to {said[:40]!r} leads to no span.")
            yield Relation(one.layer.name if role in ("*", "_") else role, ids[key], ids[end])
        if not one.ends[1]:
            continue
        target = _TARGET.fullmatch(one.ends[1])
        if target is None:
            raise GoldError(f"{path}: expected a token that a relation comes from, got {one.ends[1][:40]!r}.")
        head = _at(target[1], target[2], base, known)
        tail = _at(one.ends[0], target[3], base, known) or at.get(one.pieces[0])
        if head is None or tail is None:
            raise GoldError(f"{path}: a relation at {one.ends[0]} from {one.ends[1]} joins no two spans.")
        label = next(iter(one.values.values()), one.layer.name)
        yield Relation(label, ids[head], ids[tail])


def _known(spans: Mapping[Key, _Found]) -> dict[tuple[str, str], Key]:
    """The spans by their number, and by token and layer; by token alone the first one there."""
    known: dict[tuple[str, str], Key] = {}
    for key, one in spans.items():
        token, bracket, number = key[1].partition("[")
        place = token or bracket + number
        known.setdefault((place, one.layer.name), key)
        known.setdefault((place, ""), key)
    return known


def _at(token: str, number: str | None, base: str, known: Mapping[tuple[str, str], Key]) -> Key | None:
    """The span of a layer that a number, or a token where it has none, stands for."""
    return known.get((f"[{number}]", "")) if number and number != "0" else known.get((token, base))
