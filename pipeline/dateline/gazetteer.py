"""The gazetteer: named places with their points, opened as read-only memory maps that processes share.

Two Arrow files under models/gazetteer: places.arrow has a row per place, the best known first; places_names.arrow has
one sorted column of 64-bit keys, a name's hash above the row that bears the name. So a look-up is a binary search, no
name is kept twice, and nothing is unpacked. Made from GeoNames (https://www.geonames.org, CC BY 4.0); models/README.md.
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

from dateline.data import added, models_dir
from dateline.errors import ConfigError

OWN_PLACES = "gazetteer/places.csv"  # what lines of a user's are added as; the package has no such file
KINDS = ("country", "region", "city", "facility", "natural")
ROW_BITS, ROW_MASK = 20, (1 << 20) - 1
"""A key is 43 bits of hash, one bit that is 0 for a place's usual names, 20 bits of row."""

_DROP = str.maketrans(dict.fromkeys("’‘ʻʼʾʿ'`´.") | dict.fromkeys("-‐‑–/", " "))
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"}
)
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
    own: bool = False
    """Whether a user has named it, so that its name is one where it stands."""

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


class Rows:
    """The columns of places.arrow as memory views, so that reading a row allocates nothing but its values."""

    def __init__(self, path: Path) -> None:
        table = _open(path)
        columns = {name: table.column(name).chunk(0) for name in table.column_names}
        self.length = len(table)
        self.geonames = _view(columns["geonames"]).cast("i")
        self.lat, self.lon = _view(columns["lat"]).cast("f"), _view(columns["lon"]).cast("f")
        self.population, self.fame = _view(columns["population"]).cast("I"), _view(columns["fame"]).cast("B")
        self.kinds, self.kind = _few(columns["kind"])
        self.levels, self.level = _few(columns["level"])
        self.countries, self.country = _few(columns["country"])
        self.divisions, self.admin1 = _few(columns["admin1"])
        _, offsets, names = columns["name"].buffers()
        self.offsets, self.names = memoryview(offsets).cast("i"), memoryview(names)

    def place(self, row: int) -> Place:
        """The place of a row."""
        name = str(self.names[self.offsets[row] : self.offsets[row + 1]], "utf-8")
        number = self.geonames[row]
        return Place(
            place_id=f"geonames:{number}" if number else f"dateline:{slug(name)}",
            name=name,
            kind=self.kinds[self.kind[row]],
            level=self.levels[self.level[row]],
            country=self.countries[self.country[row]] or None,
            admin1=self.divisions[self.admin1[row]] or None,
            lat=round(self.lat[row], 5),
            lon=round(self.lon[row], 5),
            population=self.population[row],
            fame=self.fame[row],
        )


def _view(column: pa.Array) -> memoryview:
    return memoryview(column.buffers()[1])


def _few(column: pa.Array) -> tuple[list[str], memoryview]:
    """The values of a column that holds few, and each row's number among them."""
    codes = _view(column.indices)
    return column.dictionary.to_pylist(), codes.cast("b") if column.indices.type.bit_width == 8 else codes.cast("h")


class Gazetteer:
    """Looks names up. Places of the user's own stand before those of the shipped files."""

    def __init__(self, folder: Path | None = None, *, own: Iterable[tuple[Place, tuple[str, ...]]] = ()) -> None:
        folder = folder or models_dir() / "gazetteer"
        self._rows = Rows(folder / "places.arrow")
        self._keys = _view(_open(folder / "places_names.arrow").column("key").chunk(0)).cast("Q")
        self._own: dict[str, list[tuple[Place, bool]]] = {}
        self._folder, self._added = folder, (*own, *map(own_place, added(OWN_PLACES)))
        self._own_ids: set[str] = set()
        for place, names in self._added:
            self._own_ids.add(place.place_id)
            for name in dict.fromkeys(map(fold, (place.name, *names))):
                self._own.setdefault(name, []).append((place, True))
        self.place = lru_cache(maxsize=1 << 14)(self._rows.place)

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is pickled: the files are opened again, none of them travels."""
        return _opened, (self._folder, self._added)

    def __len__(self) -> int:
        return self._rows.length

    def find(self, folded: str) -> tuple[tuple[Place, bool], ...]:
        """The places that bear a folded name, the best known first, and whether it is a usual name of theirs."""
        own = self._own.get(folded, ()) if self._own else ()
        return (*own, *self._shipped(name_key(folded)))

    def _shipped(self, low: int) -> Iterator[tuple[Place, bool]]:
        i, end, keys = bisect_left(self._keys, low), len(self._keys), self._keys
        while i < end and keys[i] < low + (1 << 21):
            yield self.place(keys[i] & ROW_MASK), not keys[i] >> ROW_BITS & 1
            i += 1

    def is_own(self, place_id: str) -> bool:
        """Whether a place is one of the user's own."""
        return place_id in self._own_ids

    def level_of(self, row: int) -> str:
        """The level of the place of a row, without making the place."""
        return self._rows.levels[self._rows.level[row]]

    def named(self, name: str) -> tuple[Place, ...]:
        """The places that bear a name, in any spelling that folds to the same, the best known first."""
        return tuple(place for place, _ in self.find(fold(name)))


def _open(path: Path) -> pa.Table:
    if not path.is_file():
        raise ConfigError(f"No gazetteer file {path}: build it with `make gazetteer`.")
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def read_places(path: Path) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Places of the user's own, each with its other names, from a CSV or JSONL file.

    Columns: name, kind, lat, lon; optional id, names (a list, or split by "|"), country, admin1, population.
    Raises ConfigError with file and line where one is missing or no number.
    """
    for number, entry in _records(path):
        try:
            yield own_place(entry)
        except (KeyError, ValueError, TypeError, AttributeError) as err:
            raise ConfigError(f"{path}:{number}: {err} is missing or wrong; expected name, kind, lat, lon.") from err


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            if path.suffix == ".csv":
                yield from enumerate(csv.DictReader(file), 2)
            else:
                yield from ((n, json.loads(line)) for n, line in enumerate(file, 1) if line.strip())
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, csv.Error) as err:
        raise ConfigError(f"{path}: cannot be read ({err}); expected a CSV or JSONL file of places.") from err


def _opened(folder: Path | None, own: tuple[tuple[Place, tuple[str, ...]], ...]) -> "Gazetteer":
    return Gazetteer(folder, own=own)


def _degrees(entry: Mapping[str, Any], name: str, most: int) -> float:
    value = float(entry[name])
    if not -most <= value <= most:
        raise ValueError(f"{name} {value} (from -{most} to {most})")
    return value


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
        lat=_degrees(entry, "lat", 90),
        lon=_degrees(entry, "lon", 180),
        population=int(entry.get("population") or 0),
        fame=0,
        own=True,
    )
    return place, tuple(names.split("|")) if isinstance(names, str) else tuple(names)
