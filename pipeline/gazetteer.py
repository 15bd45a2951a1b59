"""The gazetteer: named places with their points, opened as read-only memory maps that processes share.

Two Arrow files under models/gazetteer: places.arrow has a row per place, the best known first; places_names.arrow has one
sorted column of 64-bit keys, a name's hash above the row that bears the name. So a look-up is a binary search,
no name is kept twice, and nothing is unpacked.
"""

import csv
import hashlib
import json
import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.data import models_dir
from pipeline.errors import ConfigError

KINDS = ("country", "region", "city", "facility", "natural")
LEVELS = ("country", "admin1", "admin2", "capital", "settlement", "other")
ROW_BITS, ROW_MASK = 20, (1 << 20) - 1
"""A key is 43 bits of hash, one bit that is 0 for a place's usual names, 20 bits of row."""

_DROP = str.maketrans({c: None for c in "’‘ʻʼʾʿ'`´."} | {c: " " for c in "-‐‑–/"})
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"})
_SAINT = re.compile(r"\b(?:saint|sankt)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer."""

    place_id: str
    name: str
    kind: str
    level: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    fame: int
    """How many names the sources know for it, in all scripts: a sign of how widely it is spoken of."""

    @property
    def precision(self) -> str:
        """What the point is: exact, the centre of an area, or the centre of a country."""
        if self.kind == "country":
            return "country"
        return "exact" if self.kind in ("city", "facility") else "centre"


def fold(name: str) -> str:
    """A name as it is looked up: lower case, no accents, apostrophes or dots, hyphens as spaces, "st" for saint."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in decomposed if not unicodedata.combining(c)).lower().translate(_LETTERS)
    name = " ".join(name.lower().translate(_DROP).split())
    return _SAINT.sub("st", name) if "sa" in name else name


def name_key(folded: str) -> int:
    """The 43 bits that stand for a folded name, in the place where they lie in a key."""
    digest = hashlib.blake2b(folded.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 21 << 21


def slug(name: str) -> str:
    """An own place's id, after "dateline:"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def distance(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres."""
    a, b = math.radians(lat), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 12742.0176 * math.asin(min(1.0, math.sqrt(h)))


class Gazetteer:
    """Looks names up. Places of the user's own stand before those of the shipped files."""

    def __init__(self, folder: Path | None = None, *, own: Iterable[tuple[Place, tuple[str, ...]]] = ()) -> None:
        folder = folder or models_dir() / "gazetteer"
        self.table = _open(folder / "places.arrow")
        self._columns = {name: self.table.column(name).chunk(0) for name in self.table.column_names}
        self._keys = memoryview(_open(folder / "places_names.arrow").column("key").chunk(0).buffers()[1]).cast("Q")
        self._own: dict[str, list[tuple[Place, bool]]] = {}
        for place, names in own:
            for name in dict.fromkeys(map(fold, (place.name, *names))):
                self._own.setdefault(name, []).append((place, True))
        self.find = lru_cache(maxsize=50_000)(self._find)
        self.place = lru_cache(maxsize=50_000)(self._place)

    def __len__(self) -> int:
        return len(self.table)

    def _find(self, folded: str) -> tuple[tuple[Place, bool], ...]:
        """The places that bear a folded name, the best known first, and whether it is a usual name of theirs."""
        own = self._own.get(folded, []) if self._own else []
        return (*own, *((self.place(row), usual) for row, usual in self._rows(folded)))

    def _rows(self, folded: str) -> Iterator[tuple[int, bool]]:
        low = name_key(folded)
        first = bisect_left(self._keys, low)
        for key in self._keys[first : bisect_left(self._keys, low + (1 << 21), first)]:
            yield key & ROW_MASK, not key >> ROW_BITS & 1

    def _place(self, row: int) -> Place:
        """The place of a row of the shipped table."""
        value = {name: column[row].as_py() for name, column in self._columns.items()}
        name, number = value["name"], value.pop("geonames")
        value |= {"lat": round(value["lat"], 5), "lon": round(value["lon"], 5)}
        return Place(place_id=f"geonames:{number}" if number else f"dateline:{slug(name)}", **value)

    def named(self, name: str) -> tuple[Place, ...]:
        """The places that bear a name, in any spelling that folds to the same, the best known first."""
        return tuple(place for place, _ in self.find(fold(name)))


def _open(path: Path) -> pa.Table:
    if not path.is_file():
        raise ConfigError(f"No gazetteer file {path}: build it with `python models/build/gazetteer.py`.")
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def read_places(path: Path) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Places of the user's own, each with its other names, from a CSV or JSONL file.

    Columns: name, kind, lat, lon; optional id, names (a list, or split by "|"), country, admin1, population.
    Raises ConfigError with file and line where one is missing or no number.
    """
    for number, entry in _records(path):
        try:
            yield own_place(entry)
        except (KeyError, ValueError) as err:
            raise ConfigError(f"{path}:{number}: {err} is missing or wrong; expected name, kind, lat, lon.") from err


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            yield from enumerate(csv.DictReader(file), 2)
        else:
            yield from ((n, json.loads(line)) for n, line in enumerate(file, 1) if line.strip())


def own_place(entry: Mapping[str, Any]) -> tuple[Place, tuple[str, ...]]:
    """A place and its other names from a record of read_places."""
    names = entry.get("names") or ()
    kind = entry["kind"]
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r}")
    place = Place(
        place_id=entry.get("id") or f"dateline:{slug(entry['name'])}",
        name=entry["name"],
        kind=kind,
        level={"country": "country", "city": "settlement"}.get(kind, "other"),
        country=entry.get("country") or None,
        admin1=entry.get("admin1") or None,
        lat=float(entry["lat"]),
        lon=float(entry["lon"]),
        population=int(entry.get("population") or 0),
        fame=0,
    )
    return place, tuple(names.split("|")) if isinstance(names, str) else tuple(names)
