"""The gazetteer: spellings, ids, the user's own places, size, and what it says of its sources."""

from pathlib import Path

import pyarrow as pa
import pytest
from dateline.data import models_dir, read_jsonl
from dateline.errors import ConfigError
from dateline.gazetteer import KINDS, Gazetteer, distance, fold, read_places, slug


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Sana’a", "sanaa"),
        ("El-Fasher", "el fasher"),
        ("Saint-Denis", "st denis"),
        ("St. Louis", "st louis"),
        ("São Paulo", "sao paulo"),
        ("Łódź", "lodz"),
        ("KYIV", "kyiv"),
        ("Cox's  Bazar", "coxs bazar"),
    ],
)
def test_fold_makes_spellings_meet(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "place_id", "kind"),
    [
        ("Kyiv", "geonames:703448", "city"),
        ("Kiev", "geonames:703448", "city"),
        ("Artemivsk", "geonames:713174", "city"),
        ("Kursk Region", "geonames:538555", "region"),
        ("Kursk Oblast", "geonames:538555", "region"),
        ("Sumy region", "geonames:692196", "region"),
        ("Zaporizhia", "geonames:687700", "city"),
        ("Ukraine", "geonames:690791", "country"),
        ("Fairfax County", "geonames:4758041", "region"),
        ("Gornal", "dateline:gornal", "city"),
        ("Black Sea", "dateline:black-sea", "natural"),
        ("Rafah crossing", "dateline:rafah-crossing", "facility"),
    ],
)
def test_gazetteer_holds_name(gazetteer: Gazetteer, name: str, place_id: str, kind: str) -> None:
    assert (place_id, kind) in [(p.place_id, p.kind) for p in gazetteer.named(name)]


@pytest.mark.parametrize("name", ["", "Qwertyville", "the", "Kyiv Kyiv"])
def test_gazetteer_gives_nothing_for_what_is_no_name(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.named(name) == ()


def test_every_country_has_a_point_and_a_code(gazetteer: Gazetteer) -> None:
    every = [gazetteer.place(row) for row in range(len(gazetteer)) if gazetteer.level_of(row) == "country"]
    countries = [p for p in every if p.country]
    assert len({p.country for p in countries}) == len(countries) == 250
    assert {p.place_id.partition(":")[0] for p in every if not p.country} == {"dateline"}  # those that are no more
    assert all(p.precision == "country" and -90 <= p.lat <= 90 and -180 <= p.lon <= 180 for p in countries)


def test_places_are_what_they_say(gazetteer: Gazetteer) -> None:
    sudzha = gazetteer.named("Sudzha")[0]
    assert (sudzha.country, sudzha.admin1, sudzha.precision) == ("RUS", "Kursk Oblast", "exact")
    assert distance(sudzha.lat, sudzha.lon, 51.19, 35.27) < 1
    assert len(gazetteer) > 250_000


def test_additions_are_sound() -> None:
    entries = read_jsonl("gazetteer/places_additions.jsonl")
    assert entries
    for entry in entries:
        assert entry["source"]
        assert entry["kind"] in KINDS
        scheme, _, number = entry["id"].partition(":")
        assert number.isdigit() if scheme == "geonames" else entry["id"] == f"dateline:{slug(entry['name'])}"
        assert "lat" in entry or scheme == "geonames"


@pytest.mark.parametrize("name", ["places.arrow", "places_names.arrow"])
def test_files_credit_their_source(name: str) -> None:
    schema = pa.ipc.open_file(pa.memory_map(str(models_dir() / "gazetteer" / name))).schema
    assert b"GeoNames" in schema.metadata[b"source"]
    assert schema.metadata[b"licence"] == b"CC BY 4.0"


def test_files_are_small() -> None:
    size = sum(path.stat().st_size for path in (models_dir() / "gazetteer").glob("places*"))
    assert size < 15_000_000


OWN = '{"name": "Camp Blue", "kind": "facility", "lat": 1.5, "lon": 2, "country": "TCD", "names": ["Blue Camp"]}\n'
OWN_CSV = "name,kind,lat,lon,country,names\nCamp Blue,facility,1.5,2,TCD,Blue Camp|Camp B\n"


@pytest.mark.parametrize(("suffix", "text"), [("jsonl", OWN), ("csv", OWN_CSV)])
def test_own_places_are_found_first(tmp_path: Path, suffix: str, text: str) -> None:
    path = tmp_path / f"own.{suffix}"
    path.write_text(text, encoding="utf-8")
    gazetteer = Gazetteer(own=read_places(path))
    place = gazetteer.named("Blue Camp")[0]
    assert (place.place_id, place.lat, place.country) == ("dateline:camp-blue", 1.5, "TCD")
    assert gazetteer.named("Kyiv")


@pytest.mark.parametrize(
    "line", ['{"name": "X", "kind": "planet", "lat": 1, "lon": 2}', '{"name": "X", "kind": "city", "lat": "north"}']
)
def test_wrong_own_places_are_named_by_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"own\.jsonl:1"):
        list(read_places(path))


def test_missing_file_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="make gazetteer"):
        Gazetteer(tmp_path)
