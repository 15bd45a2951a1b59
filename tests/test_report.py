"""The page of a run: what it shows is what the tables say, and nothing of a document is markup."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from dateline.cli import app
from dateline.look.report.gather import gather
from dateline.look.report.page import CODE, EMBEDDED, PAGE, SERVED, page, write_report
from dateline.notebook.world import HEIGHT, WIDTH, _holds, _unwrapped, country_at, divisions, project, shapes
from report_tables import ATTACK, ATTACKS, make_hostile, write_run
from typer.testing import CliRunner


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder."""
    return write_run(tmp_path_factory.mktemp("report") / "out")


@pytest.fixture(scope="module")
def data(run: Path) -> dict[str, Any]:
    """What the page shows of it, as a browser has it."""
    return json.loads(json.dumps(gather(run)))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a folder with attacks in every column."""
    return page(gather(make_hostile(write_run(tmp_path_factory.mktemp("hostile") / "out"))))


def events(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(data["events"][0], row, strict=True)) for row in data["events"][1:]]


def characters(data: dict[str, Any], doc: int, mention: int) -> str:
    """The words of a mention, found as the page finds them."""
    document = data["documents"][doc]
    start = sum(packed[1] for packed in document["mentions"][: mention + 1])
    return document["text"][start : start + document["mentions"][mention][2]]


def test_every_claim_of_an_event_leads_to_its_characters(data: dict[str, Any]) -> None:
    found = {e["type"] + str(e["mode"]): {characters(data, *at) for at in e["claims"]} for e in events(data)}
    assert found == {"CASUALTYkilled": {"killed"}, "AGREENone": {"agreed"}, "CASUALTYinjured": {"hurt"}}


def test_the_figures_of_an_event_hold_every_statement_and_lead_to_its_number(data: dict[str, Any]) -> None:
    strings, rows = data["strings"], events(data)
    contested = [f for f in data["figures"] if strings[f[6]] == "contested"]
    assert [(rows[f[0]]["place"], strings[f[1]], f[4], f[5]) for f in contested] == [
        ("Dorvik", "people killed", 12, 19)
    ]
    said = [(characters(data, s[0], s[2]), s[3], strings[s[7]], strings[s[8]]) for s in contested[0][8]]
    assert said == [("12", 12, "the mayor", "UKR"), ("19", 19, "a Russian envoy", "RUS")]
    assert [e["contested"] for e in rows if e["type"] == "CASUALTY"] == [1, 0]


def test_events_stand_with_the_latest_first_and_those_of_no_day_last(data: dict[str, Any]) -> None:
    assert [e["date_start"] for e in events(data)] == ["2025-06-05", "2025-06-02", None]


def test_points_of_the_map_hold_events_and_mentions(data: dict[str, Any]) -> None:
    places = {p["name"]: (len(p["events"]), len(p["mentions"])) for p in data["places"]}
    assert places == {"Dorvik": (1, 2), "Melna": (2, 2)}


def test_deeds_say_who_did_what_to_whom(data: dict[str, Any]) -> None:
    assert [deed[:3] for deed in data["deeds"]] == [["Russia", "AGREE", "Ukraine"]]


def test_documents_that_failed_or_were_skipped_are_there(data: dict[str, Any]) -> None:
    assert [(d["id"], d["status"]) for d in data["documents"][3:]] == [("d", "skipped"), ("e", "failed")]
    assert data["documents"][4]["error"] == "e.pdf: no text in it"


@pytest.mark.parametrize(
    ("lat", "lon", "at"),
    [(84, -180, (0, 0)), (-58, 180, (WIDTH, HEIGHT)), (0, 0, (WIDTH // 2, 3185)), (50.45, 30.52, (5848, 1651))],
)
def test_a_point_lies_where_the_projection_puts_it(lat: float, lon: float, at: tuple[int, int]) -> None:
    assert project(lat, lon) == pytest.approx(at, abs=2)


def test_a_pole_and_what_is_beyond_it_have_a_point() -> None:
    assert project(90, 0)[1] < 0 < HEIGHT < project(-90, 0)[1]
    assert project(95, 0) == project(90, 0)


@pytest.mark.parametrize(
    ("lat", "lon", "inside"), [(0.5, 0.5, True), (0.5, 1.5, False), (-0.1, 0.5, False), (0.9, 0.05, True)]
)
def test_whether_a_point_lies_in_an_outline(lat: float, lon: float, inside: bool) -> None:
    assert _holds([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], lat, lon) is inside


def test_a_line_over_the_180th_meridian_goes_on_beyond_the_edge() -> None:
    line = [(WIDTH - 10, 5), (10, 6), (20, 7), (WIDTH - 20, 8)]
    assert _unwrapped(line) == [(WIDTH - 10, 5), (WIDTH + 10, 6), (WIDTH + 20, 7), (WIDTH - 20, 8)]


def test_the_shapes_are_paths_of_whole_numbers_without_leaps() -> None:
    for name, path in {**shapes(), "divisions": divisions([(50.0, 36.2), (55.0, 37.0)])}.items():
        assert re.fullmatch(r"(M-?\d+ -?\d+l(-?\d+ -?\d+ ?)+z?)+", path), name
        steps = [abs(int(x)) for part in path.split("l")[1:] for x in re.sub(r"z?M.*|z", "", part).split()[::2]]
        assert max(steps) < WIDTH / 2, name
    assert sum(map(len, shapes().values())) < 100_000


@pytest.mark.parametrize(
    ("lat", "lon", "name"),
    [(50.0, 36.2, "Ukraine"), (55.7, 37.6, "Russia"), (0.0, -30.0, None), (-29.6, 28.2, "Lesotho")],
)
def test_a_point_lies_in_a_country(lat: float, lon: float, name: str | None) -> None:
    assert country_at(lat, lon) == name


def test_divisions_are_drawn_of_the_countries_that_points_lie_in() -> None:
    ukraine = divisions([(50.0, 36.2)])
    assert 20 < ukraine.count("M") < 300
    west, north = project(52.5, 22.0)
    east, south = project(44.0, 40.5)
    for x, y in (map(int, start.split()) for start in re.findall(r"M(-?\d+ -?\d+)l", ukraine)):
        assert west < x < east
        assert north < y < south
    assert divisions([(0.0, -30.0)]) == divisions([]) == ""


def test_contested_borders_and_areas_are_drawn_apart() -> None:
    crimea = [tuple(map(int, start.split())) for start in re.findall(r"M(-?\d+ -?\d+)l", shapes()["disputed"])]
    assert len(crimea) == 1
    assert all(abs(a - b) < 100 for a, b in zip(crimea[0], project(45.2, 34.3), strict=True))
    assert shapes()["contested"].count("M") >= 8


class _Elements(HTMLParser):
    """The elements of a page, each with its attributes, and the text of scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.inside.append((self.elements[-1][0] if self.elements else "", data))


def elements(html: str) -> _Elements:
    parser = _Elements()
    parser.feed(html)
    return parser


def test_attacks_in_every_column_make_no_element(hostile: str, run: Path) -> None:
    harmless = elements(page(gather(run))).elements
    assert [tag for tag, _ in elements(hostile).elements] == [tag for tag, _ in harmless]
    assert elements(hostile).elements[3:] == harmless[3:]
    for attack in ATTACKS:
        if set(attack) & set("<>&\u2028"):
            assert attack not in hostile


def test_the_data_reads_back_as_it_was(hostile: str) -> None:
    raw = re.search(r'<script type="application/json" id="data">(.*?)</script>', hostile, re.DOTALL)
    assert raw is not None
    assert not set(raw[1]) & set("<>&\u2028\u2029")
    data = json.loads(raw[1])
    assert data["documents"][0]["text"].endswith(ATTACK)
    assert any(name.endswith(ATTACK) for name in data["strings"])
    assert all(event["id"].endswith(ATTACK) for event in events(data))


def test_the_policy_allows_the_style_and_the_code_of_the_page_alone(hostile: str) -> None:
    parsed = elements(hostile)
    policy = next(str(a["content"]) for _, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    assert rules.pop("img-src") == "data:"
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        [text] = re.findall(rf"<{tag}>(.*?)</{tag}>", hostile, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules.pop(name) == f"'sha256-{digest}'"
    assert rules == {}


def test_the_page_loads_nothing(hostile: str) -> None:
    for tag, attributes in elements(hostile).elements:
        assert not set(attributes) & {"src", "style", "srcset", "action"}, tag
        assert (attributes.get("href") or "#").startswith(("#", "data:,")), tag
    for name in ("page.css", *(f"{part}.js" for part in EMBEDDED)):
        assert not re.search(r"url\(|@import|fetch\(|XMLHttp|WebSocket|import\(", (PAGE / name).read_text("utf-8")), (
            name
        )


def test_the_code_makes_no_markup_of_text() -> None:
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.style\b|DOMParser|srcdoc"
    )
    for part in {*EMBEDDED, *SERVED}:
        assert not re.search(forbidden, (PAGE / f"{part}.js").read_text(encoding="utf-8")), part


def test_all_code_is_in_a_page() -> None:
    assert {path.stem for path in PAGE.glob("*.js")} == {*EMBEDDED, *SERVED}
    assert set(EMBEDDED) & set(SERVED) == set(CODE)


def test_the_types_of_the_code_are_right() -> None:
    tsc = shutil.which("tsc")
    if tsc is None:
        pytest.skip("no tsc on PATH: `npm install -g typescript@5` brings it")
    options = [
        "--checkJs",
        "--allowJs",
        "--noEmit",
        "--strict",
        "--target",
        "es2022",
        "--lib",
        "es2022,dom,dom.iterable",
    ]
    files = [f"{part}.js" for part in (*EMBEDDED, *SERVED[-1:])]
    done = subprocess.run([tsc, *options, *files], cwd=PAGE, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_command_writes_the_page_and_says_where(run: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "page.html"
    result = CliRunner().invoke(app, ["report", str(run), "--out", str(path)])
    assert result.exit_code == 0, result.output
    assert str(path) in result.output
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_page_is_the_same_every_time(run: Path, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_report(run, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


@pytest.mark.parametrize("there", [False, True], ids=["no folder", "an empty folder"])
def test_a_folder_without_tables_is_told(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "none"
    if there:
        folder.mkdir()
    result = CliRunner().invoke(app, ["report", str(folder)])
    assert result.exit_code == 2
    assert "No tables in" in result.stderr
    assert not (folder / "report.html").exists()


def test_a_run_that_was_not_reconciled_is_told(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "out")
    (folder / "events.parquet").unlink()
    result = CliRunner().invoke(app, ["report", str(folder)])
    assert result.exit_code == 2
    assert "dateline reconcile" in result.stderr
