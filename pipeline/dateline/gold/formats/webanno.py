"""WebAnno TSV 3, of INCEpTION and WebAnno: tokens with offsets, a column a feature, numbers for what spans tokens.

Offsets are UTF-16 units. Text between sentences is not there: one character is taken for a space, more for line ends.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import GoldError
from dateline.gold.formats.shape import Annotated, Range, Relation, Span, read_utf8

SUFFIXES = (".tsv",)
_TOKEN = re.compile(r"([0-9]{1,9}-[0-9]{1,9})(\.[0-9]{1,9})?\t([0-9]{1,9})-([0-9]{1,9})\t([^\t]*)\t?(.*)")
_NUMBERED = re.compile(r"(.*)\[([0-9]{1,9})\]", re.DOTALL)
_TARGET = re.compile(r"([0-9]{1,9}-[0-9]{1,9})(?:\.[0-9]{1,9})?(?:\[([0-9]{1,9})_([0-9]{1,9})\])?")
_ESCAPED = re.compile(r"\\(.)")
_PARTS = re.compile(r"(?<!\\)\|")
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_NAMES = ("value", "label")  # of the feature that says what a span is


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer of the header: its type's last name, whether it is of relations, and its features."""

    name: str
    is_relation: bool
    features: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """A span or relation as it is gathered over its tokens."""

    layer: _Layer
    values: dict[str, str] = field(default_factory=dict)
    pieces: list[Range] = field(default_factory=list)
    ends: tuple[str, str] = ("", "")


def read(path: Path) -> Iterator[Annotated]:
    """The document of a file. Raises GoldError with its line where one is not as WebAnno writes them."""
    lines = read_utf8(path).removeprefix("\ufeff").split("\n")
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise GoldError(f"{path}:1: expected #FORMAT=WebAnno TSV 3.x, got {lines[0][:60]!r}.")
    layers: list[_Layer] = []
    found: dict[tuple[int, str], _Found] = {}
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
    return _Layer(name.rpartition(".")[2], line.startswith("#T_RL"), tuple(features))


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
    found: dict[tuple[int, str], _Found],
    token: str,
    at: Range,
    values: list[str],
    where: str,
) -> None:
    """Adds what a token's columns say. Stacked values are parted by |, those of one annotation have one number."""
    values = [value for value in values if value] if not layers else values
    first = 0
    for n, layer in enumerate(layers):
        names = layer.features or ("",)
        cells = values[first : first + len(names)]
        first += len(names)
        if len(cells) < len(names):
            raise GoldError(f"{where}: expected {sum(len(x.features or ('',)) for x in layers)} columns.")
        for name, cell in zip(names, cells, strict=True):
            for k, part in enumerate(_PARTS.split(cell)):
                if part == "_":
                    continue
                numbered = _NUMBERED.fullmatch(part) if not part.endswith("\\]") else None
                value, number = (numbered[1], numbered[2]) if numbered and not name.startswith("BT_") else (part, "")
                key = (n, f"{token}[{number or k}]" if layer.is_relation or not number else f"[{number}]")
                if layer.is_relation:
                    key = (n, f"{token}/{k}")
                one = found.setdefault(key, _Found(layer))
                if at not in one.pieces:
                    one.pieces.append(at)
                if name.startswith("BT_"):
                    one.ends = (token, value)
                elif value != "*":
                    one.values[name] = _unescaped(value)


def _span(name: str, one: _Found, units: list[str]) -> Span:
    label = next((one.values[f] for f in _NAMES if f in one.values), one.layer.name)
    values = {k: v for k, v in one.values.items() if k not in _NAMES or v != label}
    piece = (one.pieces[0][0], one.pieces[-1][1])
    words = "".join(units[slice(*piece)]).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Span(name, label, (piece,), words, values)


def _relations(found: dict[tuple[int, str], _Found], ids: dict[tuple[int, str], str], path: Path) -> Iterator[Relation]:
    """Relations run from the span at the token that BT_ names to the span at the token of the line."""
    by_token: dict[str, list[tuple[int, str]]] = defaultdict(list)
    places = {one.pieces[0]: key for key, one in found.items() if not one.layer.is_relation}
    numbered = {key[1]: key for key, one in found.items() if not one.layer.is_relation}
    tokens = {one.ends[0]: one.pieces[0] for one in found.values() if one.layer.is_relation}
    for key, one in found.items():
        if not one.layer.is_relation:
            by_token[key[1].partition("[")[0]].append(key)
    for one in found.values():
        if not one.layer.is_relation or not one.ends[1]:
            continue
        target = _TARGET.fullmatch(one.ends[1])
        if target is None:
            raise GoldError(f"{path}: expected a token that a relation comes from, got {one.ends[1][:40]!r}.")
        head = _at(target[1], target[2], numbered, by_token)
        tail = _at(one.ends[0], target[3], numbered, by_token) or places.get(tokens[one.ends[0]])
        if head is None or tail is None:
            raise GoldError(f"{path}: a relation at {one.ends[0]} from {one.ends[1]} joins no two spans.")
        label = next(iter(one.values.values()), one.layer.name)
        yield Relation(label, ids[head], ids[tail])


def _at(
    token: str, number: str | None, numbered: dict[str, tuple[int, str]], by_token: dict[str, list[tuple[int, str]]]
) -> tuple[int, str] | None:
    """The span that a number, or a token where it has none, stands for."""
    if number and number != "0":
        return numbered.get(f"[{number}]")
    there = by_token.get(token, [])
    return there[0] if there else None
