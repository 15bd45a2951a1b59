"""A project folder: made, read, proven line by line, and what is wrong in it told with file and line."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dateline
import pytest
import spacy
from dateline.cli import app
from dateline.data import added, adding, models_dir, read_folder, read_jsonl
from dateline.errors import ConfigError
from dateline.flow.config import read_config
from dateline.flow.load import proven
from dateline.flow.run import run
from dateline.flow.settings import Arguments, make_job
from dateline.gazetteer import Gazetteer
from dateline.layers.claims.lexicon import read_lexicon
from dateline.layers.registry import LAYERS, OWN_LINES
from dateline.look.explain import explanations
from dateline.look.rules import find, is_known, silent
from dateline.project import SETTINGS, nearest
from dateline.project.columns import files
from dateline.project.folder import Project, read_project
from dateline.project.proof import PROOFS, unproved
from dateline.project.scaffold import scaffold
from dateline.reading.clean import clean
from dateline.reading.documents import read
from dateline.reading.regions import regions
from spacy.language import Language
from spacy.tokens import Doc
from typer.testing import CliRunner

ARTICLE = """Two officials defenestrated in Varnholm

On the Feast of Lanterns 2025 the Selvane Watch defenestrated two officials in Varnholm. Oda Brekkestad came too.

The mayor opined that the convoy had brought 40 dorans of grain.

Subscribe to the Harbour Wire for a coin a week.
"""

EXTRA = {
    "actors.jsonl": {"type": "people", "id": "people:tolvish", "name": "Tolvish", "country": "KEN",
                     "adjective": "Tolvish",
                     "example": "Tolvish fighters attacked a village."},
    "patterns/dates.jsonl": {"id": "lanternmonth", "class": "MONTH", "value": 2, "words": ["Lanternmonth"],
                             "capital": True, "example": "They met in Lanternmonth 2025."},
    "frames/nouns.jsonl": {"id": "warden", "class": "person", "words": ["bellwarden"],
                           "example": "Rebels shot a bellwarden."},
    "frames/factuality.jsonl": {"id": "threaten-to", "pos": "VERB", "words": ["hanker"], "affirmed": "planned",
                                "negated": "actual", "example": "Kenya hankered to capture the town of Lamu."},
}  # fmt: skip
"""Lines of the kinds that a new project has no example of."""


def uncommented(text: str) -> str:
    """A file of a new project with its examples as lines that count."""
    return re.sub(r"^# (?=\{|Varnholm)", "", text, flags=re.MULTILINE)


def put(folder: Path, name: str, text: str) -> Path:
    """Adds text to a file of a project."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with every example of a new one, and with lines of the other kinds."""
    folder = tmp_path_factory.mktemp("projects") / "mine"
    for path in scaffold(folder):
        if path.suffix in (".csv", ".jsonl"):
            path.write_text(uncommented(path.read_text(encoding="utf-8")), encoding="utf-8")
    for name, entry in EXTRA.items():
        put(folder, name, json.dumps(entry) + "\n")
    put(folder, "articles/varnholm.txt", ARTICLE)
    return folder


@pytest.fixture(scope="module")
def project(folder: Path) -> Project:
    return read_project(folder)


@pytest.fixture(scope="module")
def mine(folder: Path) -> Language:
    """The Language with the project's lines, each of which has proven itself."""
    return dateline.load(project=folder)


@pytest.fixture(scope="module")
def doc(mine: Language, project: Project) -> Doc:
    with adding(project.added):
        return mine(dateline.make_doc(mine, ARTICLE, published="2025-06-11", regions=regions(ARTICLE)))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / SETTINGS).write_text("", encoding="utf-8")
    return tmp_path


# --- a new project ---


def test_a_new_project_has_a_file_of_each_kind_whose_examples_are_comments(tmp_path: Path) -> None:
    made = scaffold(tmp_path / "new")
    names = {path.relative_to(tmp_path / "new").as_posix() for path in made}
    assert {name for name in files() if not name.startswith("frames/")} <= names
    assert {SETTINGS, "Makefile", "gold/README.md", "frames/events.jsonl"} <= names
    assert read_project(tmp_path / "new").lines == ()
    for path in made:
        if path.suffix in (".csv", ".jsonl"):
            assert uncommented(path.read_text(encoding="utf-8")) != path.read_text(encoding="utf-8"), path


def test_the_settings_of_a_new_project_are_valid_when_they_count(tmp_path: Path) -> None:
    scaffold(tmp_path)
    text = (tmp_path / SETTINGS).read_text(encoding="utf-8")
    (tmp_path / SETTINGS).write_text(re.sub(r"^# (?=\[|\w+ = )", "", text, flags=re.MULTILINE), encoding="utf-8")
    (tmp_path / "contested.jsonl").write_text("", encoding="utf-8")
    settings = read_config(None, read_project(tmp_path))
    assert settings["run"]["seconds"] == 120
    assert settings["components"]["places"]["contested"] == str(tmp_path / "contested.jsonl")
    assert settings["base"] == read_config()["base"]


def test_init_writes_nothing_over_what_is_there(tmp_path: Path) -> None:
    put(tmp_path, "units.jsonl", "mine\n")
    result = CliRunner().invoke(app, ["init", str(tmp_path)])
    assert result.exit_code == 2
    assert "units.jsonl: is there already" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["units.jsonl"]


# --- what the lines do ---


def test_every_kind_of_line_is_proven(project: Project) -> None:
    assert {line.kind.name for line in project.lines} == PROOFS.keys()
    assert {kind.name for kinds in files().values() for kind in kinds} == PROOFS.keys()


FOUND = [
    ("places", "Varnholm", "places/own-place"),
    ("actors", "Selvane Watch", "actors/known-body"),
    ("actors", "Oda Brekkestad", "actors/known-person"),
    ("dates", "Feast of Lanterns 2025", "dates/holiday"),
    ("quantities", "40", "project/doran"),
    ("quotes", "that the convoy had brought 40 dorans of grain", "project/opine"),
    ("claims", "defenestrated", "project/defenestrate"),
]


@pytest.mark.parametrize(("layer", "text", "rule"), FOUND)
def test_lines_find_what_they_are_for(layer: str, text: str, rule: str, doc: Doc) -> None:
    assert (text, rule) in {(" ".join(span.text.split()), span.id_) for span in doc.spans[layer]}


def test_nothing_of_it_is_found_without_the_project(nlp: Language, mine: Language, project: Project) -> None:
    plain = nlp(dateline.make_doc(nlp, ARTICLE, published="2025-06-11", regions=regions(ARTICLE)))
    ids = {span.id_ for layer in plain.spans.values() for span in layer}
    assert not [name for name in ids if name.startswith("project/")]
    assert not [span for span in plain.spans["actors"] if span._.actor.sector == "REB"]
    assert not [span for span in plain.spans["dates"] if "Lanterns" in span.text]
    assert "Subscribe" in plain.text
    assert added("lexicon/quotes_cues.jsonl") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels left Varnholm on 5 October 2025.", ["Varnholm"]),
        ("The army shelled Varnholm again.", ["Varnholm"]),
        ("He drove to Warnholm.", ["Warnholm"]),
        ("Ada Varnholm spoke in Paris.", ["Paris"]),
        ("The Varnholm Company rose.", []),
    ],
)
def test_a_place_of_the_project_counts_wherever_its_name_stands_alone(
    text: str, expected: list[str], mine: Language
) -> None:
    doc = mine(dateline.make_doc(mine, text, published="2025-06-11"))
    assert [span.text for span in doc.spans["places"]] == expected


def test_furniture_of_the_project_is_no_text(doc: Doc) -> None:
    assert "Subscribe" not in doc.text


def test_a_line_that_is_not_there_proves_nothing(nlp: Language, project: Project) -> None:
    """With the package's lines alone every example but those of furniture, which needs no model, fails."""
    said = list(unproved(nlp, project))
    lines = [line for line in project.lines if line.kind.name != "boilerplate"]
    lines = [
        line for line in lines if line.kind.name != "class of nouns"
    ]  # a noun in -en or -or is a person by its suffix
    assert {line.where for line in lines} <= {text.partition(": ")[0] for text in said}
    assert all("expected a" in text or "expected such" in text for text in said)


def test_a_line_with_the_id_of_the_package_stands_in_its_place() -> None:
    own = {"id": "org:houthi", "name": "Ansar Allah", "sector": "REB"}
    before = read_jsonl("gazetteer/actors_orgs.jsonl")
    with adding({"gazetteer/actors_orgs.jsonl": [own]}):
        after = read_jsonl("gazetteer/actors_orgs.jsonl")
    assert (after[0], len(after)) == (own, len(before))
    assert [entry["name"] for entry in after if entry["id"] == "org:houthi"] == ["Ansar Allah"]
    assert read_jsonl("gazetteer/actors_orgs.jsonl") == before


def test_frames_of_a_file_of_its_own_are_read_with_the_others() -> None:
    with adding({"frames/project.jsonl": [{"id": "project/x"}]}):
        assert read_folder("frames").keys() - {"project"} == read_folder("frames").keys() - {"project"}
        assert read_folder("frames")["project"] == [{"id": "project/x"}]
    assert "project" not in read_folder("frames")


def test_an_assembled_folder_keeps_the_lines(mine: Language, doc: Doc, tmp_path: Path) -> None:
    mine.to_disk(tmp_path / "assembled")
    again = spacy.load(tmp_path / "assembled")
    text = "Rebels defenestrated the mayor in Varnholm."
    found = again(text)
    assert [span.id_ for span in found.spans["claims"]] == ["project/defenestrate"]
    assert [span._.place.place_id for span in found.spans["places"]] == ["project:varnholm"]


# --- whose rule it was, and what made the tables ---


def test_explain_says_whose_line_decided(mine: Language, project: Project, folder: Path) -> None:
    with adding(project.added):
        [document] = clean(read([str(folder / "articles")]))
    told = {
        (headline.split(" ")[0], said)
        for headline, lines in explanations(mine, document, tuple(LAYERS), None, project)
        for name, said in lines
        if name == "own"
    }  # fmt: skip
    assert ("places", f"project:varnholm ({folder / 'places.csv'}:3)") in told
    assert ("actors", f"org:selvane-watch ({folder / 'actors.jsonl'}:2)") in told
    assert ("dates", f"project/feast-of-lanterns ({folder / 'patterns/dates.jsonl'}:2)") in told
    assert ("quantities", f"project/doran ({folder / 'units.jsonl'}:2)") in told
    assert ("claims", f"project/defenestrate ({folder / 'frames/events.jsonl'}:2)") in told


@pytest.mark.parametrize("name", ["project/defenestrate", "project:varnholm", "org:selvane-watch", "doran"])
def test_a_rule_leads_to_its_line(name: str, project: Project) -> None:
    [rule] = find(name, project)
    assert rule.kind == "own"
    assert (
        rule.text
        == Path(rule.where.rpartition(":")[0])
        .read_text(encoding="utf-8")
        .splitlines()[int(rule.where.rpartition(":")[2]) - 1]
    )
    assert not is_known(name)


def digest(folder: Path) -> str:
    """The hash of what decides the rows of a run with a project."""
    return make_job("out", None, None, Arguments(), None, read_project(folder)).digest


def test_lines_decide_the_hash_of_a_run_and_notes_do_not(empty: Path) -> None:
    line = json.dumps(UNIT | {"example": "It weighs 3 doran."}) + "\n"
    none = digest(empty)
    assert none == make_job("out", None, None, Arguments(), None).digest
    path = put(empty, "units.jsonl", line)
    once = digest(empty)
    assert once != none
    path.write_text("# A note.\n\n" + line.replace("It weighs", "They weigh"), encoding="utf-8")
    assert digest(empty) == once
    path.write_text(line.replace('["doran"]', '["doran", "dorans"]'), encoding="utf-8")
    assert digest(empty) not in (none, once)


def test_a_run_with_a_project_is_taken_up_again_where_nothing_changed(
    mine: Language, folder: Path, tmp_path: Path
) -> None:
    first, second = (run([str(folder / "articles")], tmp_path / "out", nlp=mine, project=folder) for _ in range(2))
    assert (first.new, second.new) == (1, 0)
    told = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert told["lines"]["lexicon/quotes_cues.jsonl"] == 1
    assert "lines" not in told["config"]
    assert dateline.read_tables(tmp_path / "out").regions.kind.tolist().count("boilerplate") == 1


def test_a_language_without_the_lines_is_refused(nlp: Language, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nlp was loaded without its lines"):
        run([str(folder / "articles")], tmp_path / "out", nlp=nlp, project=folder)


def test_lines_that_decided_nothing_are_listed_first(
    mine: Language, folder: Path, project: Project, tmp_path: Path
) -> None:
    run([str(folder / "articles")], tmp_path, nlp=mine, project=folder)
    own = [(where, name) for where, name in silent(tmp_path, project) if where.startswith(str(folder))]
    unused = [("actors.jsonl:4", "people:tolvish"), ("patterns/dates.jsonl:3", "project/festival-of")]
    assert own == [(f"{folder / where}", name) for where, name in unused]
    assert silent(tmp_path, project)[2:] == silent(tmp_path)
    result = CliRunner().invoke(app, ["rules", str(tmp_path), "--silent", "--project", str(folder)])
    assert result.output.splitlines()[0] == f"people:tolvish  {folder / 'actors.jsonl'}:4"


def test_frames_of_the_project_count_as_known(mine: Language, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path | None] = []
    monkeypatch.setattr("dateline.flow.load.load", lambda project: asked.append(project) or mine)
    command = ["frames", "--coverage", str(folder / "articles"), "--project", str(folder)]
    result = CliRunner().invoke(app, command)
    assert asked == [folder]
    assert "defenestrate (" not in result.output
    assert "opine (" in result.output


# --- where it is found ---


def test_the_nearest_settings_upwards_make_the_project(empty: Path) -> None:
    inner = empty / "a" / "b"
    inner.mkdir(parents=True)
    assert nearest(inner) == empty
    (empty / "a" / SETTINGS).write_text("", encoding="utf-8")
    assert nearest(inner) == empty / "a"


def test_commands_find_the_project_and_score_its_gold(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(empty, "units.jsonl", '{"id": "doran"}\n')
    (empty / "below").mkdir()
    monkeypatch.chdir(empty / "below")
    put(empty, "below/a.txt", "Two people died.")
    commands = (
        ["run", "a.txt"],
        ["show", "a.txt"],
        ["explain", "a.txt"],
        ["gazetteer", "Kyiv"],
        ["score"],
        ["assemble", "x"],
    )
    for command in commands:
        result = CliRunner().invoke(app, command)
        assert result.exit_code == 2, command
        assert re.search(r"units\.jsonl:1: no column 'example'; a unit needs", result.stderr), command
    result = CliRunner().invoke(app, ["score", "--project", str(put(empty, "other/" + SETTINGS, "").parent)])
    assert f"{empty / 'other' / 'gold'}: expected a gold file" in result.stderr


def test_commands_say_where_there_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["show", "a.txt", "--project", str(tmp_path)])
    assert (result.exit_code, "no dateline.toml there" in result.stderr) == (2, True)
    assert "no gold is named" in CliRunner().invoke(app, ["score"]).stderr


# --- settings that are wrong ---

WRONG_SETTINGS = [
    ("[run]\nsecnds = 3", 2, "did you mean 'seconds'?"),
    ("[run]\n\nseconds = 0", 3, "a whole number from 1"),
    ('[run]\nseconds = "long"', 2, "a whole number from 1"),
    ("seconds = 3", 1, "unknown section [seconds]"),
    ("[rnu]\nseconds = 3", 1, "unknown section [rnu]; expected base, pipeline, run, components"),
    ("# note\n[components.place]\nown = ''", 2, "unknown component 'place'"),
    ("[components.places]\nonw = ''", 2, "did you mean 'own'?"),
    ("[components.places]\nown = 3", 2, "expected such as ''"),
    ("[run\nseconds = 3", 1, "expected TOML"),
    ("[run]\nseconds = ", 2, "expected TOML"),
]


@pytest.mark.parametrize(("text", "line", "expected"), WRONG_SETTINGS)
def test_wrong_settings_are_told_by_line(text: str, line: int, expected: str, tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        read_config(None, read_project(tmp_path))
    assert str(told.value).startswith(f"{tmp_path / SETTINGS}:{line}: ")
    assert expected in str(told.value)


def test_a_model_of_the_project_is_not_pinned(tmp_path: Path) -> None:
    put(tmp_path, SETTINGS, '[base]\nmodel = "my-model"\n')
    (tmp_path / "my-model").mkdir()
    base = read_config(None, read_project(tmp_path))["base"]
    assert (base["model"], base["sha256"]) == (str(tmp_path / "my-model"), "")


# --- lines that are wrong ---

PLACE = {"name": "Varnholm", "kind": "city", "lat": "49", "lon": "31", "example": "They met in Varnholm."}
ORG = {"id": "org:watch", "name": "Selvane Watch", "sector": "REB", "example": "The Selvane Watch met."}
PERSON = {"type": "person", "id": "person:oda", "name": "Oda Brekkestad", "example": "Oda Brekkestad spoke."}
HOLIDAY = {"id": "lanterns", "names": ["Feast of Lanterns"], "rule": "02-11", "example": "on the Feast of Lanterns"}
PATTERN = {"id": "octave", "pattern": "octave of HOLIDAY", "reading": "holiday", "example": "the octave of Easter"}
UNIT = {"id": "doran", "unit": "doran", "dimension": "mass", "surfaces": ["doran"], "example": "3 doran"}
CUE = {"id": "opine", "lemma": "opine", "pos": "VERB", "class": "say", "frames": ["clause"], "example": "He opined."}
FRAME = {"id": "x", "pos": "VERB", "words": ["x"], "event_type": "ASSAULT", "roles": "harm", "example": "They x it."}
FURNITURE = {"id": "x", "scope": "paragraph", "pattern": "share this", "example": "Share this"}

WRONG_LINES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("actors.jsonl", ORG, {"sector": "XYZ"}, "sector is 'XYZ'; expected one of BUS"),
    ("actors.jsonl", ORG, {"example": None}, "no column 'example'; a body needs"),
    ("actors.jsonl", ORG, {"example": ""}, "example is ''; expected text"),
    ("actors.jsonl", ORG, {"id": "watch"}, "expected an id such as org:varnholm-watch"),
    ("actors.jsonl", ORG, {"alias": ["x"]}, "unknown column 'alias'; did you mean 'aliases'?"),
    ("actors.jsonl", ORG, {"aliases": "x"}, "expected a list of words"),
    ("actors.jsonl", ORG, {"aliases": [""]}, "expected a list of words"),
    ("actors.jsonl", ORG, {"type": "band"}, "expected a type org or person or people"),
    ("actors.jsonl", ORG, {"country": "Kenya"}, "ISO 3166-1 alpha-3"),
    ("actors.jsonl", ORG, {"national": 1}, "expected true or false"),
    ("actors.jsonl", PERSON, {"offices": [{"role": "Mayor"}]}, "expected offices, such as"),
    ("actors.jsonl", PERSON, {"offices": [{"role": "Mayor", "from": "2024"}]}, "expected offices, such as"),
    ("patterns/dates.jsonl", HOLIDAY, {"rule": "soon"}, "expected a day such as 07-25"),
    ("patterns/dates.jsonl", HOLIDAY, {"names": []}, "expected a list of words"),
    ("patterns/dates.jsonl", HOLIDAY, {"names": None}, "expected a column pattern or names or class, got id, rule"),
    ("patterns/dates.jsonl", PATTERN, {"reading": "feast"}, "reading is 'feast'; expected one of after"),
    ("patterns/dates.jsonl", PATTERN, {"filter": "feast"}, "filter is 'feast'; expected one of month"),
    ("patterns/dates.jsonl", PATTERN, {"id": "Octave Of"}, "expected an id such as feast-of-lanterns"),
    ("units.jsonl", UNIT, {"surfaces": None}, "neither surfaces nor symbols"),
    ("units.jsonl", UNIT, {"needs": "much"}, "expected one of bare, temperature"),
    ("cues.jsonl", CUE, {"class": "mumble"}, "class is 'mumble'; expected one of accuse"),
    ("cues.jsonl", CUE, {"frames": ["clauses"]}, "expected every one one of"),
    ("cues.jsonl", CUE, {"frames": ["prep:"]}, "expected every one one of"),
    ("frames/events.jsonl", FRAME, {"event_type": "FEAST"}, "event_type is 'FEAST'; expected one of"),
    ("frames/events.jsonl", FRAME, {"roles": "feast"}, "roles is 'feast'; expected one of"),
    ("frames/events.jsonl", FRAME, {"needs": "luck"}, "needs is 'luck'; expected one of actor"),
    ("frames/events.jsonl", FRAME, {"wants": {"object": "person"}}, "expected lists of words by grammatical role"),
    ("frames/factuality.jsonl", FRAME, {}, "unknown column 'event_type'"),
    ("boilerplate.jsonl", FURNITURE, {"scope": "page"}, "expected one of paragraph, list, rest, tail"),
    ("boilerplate.jsonl", FURNITURE, {"pattern": "(a+)+b"}, "cannot backtrack without bound (exponential"),
    ("boilerplate.jsonl", FURNITURE, {"pattern": "(?:a|a)*b"}, "cannot backtrack without bound (exponential"),
    ("boilerplate.jsonl", FURNITURE, {"pattern": ".*a.*b"}, "cannot backtrack without bound (polynomial"),
    ("boilerplate.jsonl", FURNITURE, {"pattern": "share (this)"}, "without groups that capture"),
    ("boilerplate.jsonl", FURNITURE, {"pattern": "share (this"}, "expected a regular expression ("),
    ("boilerplate.jsonl", FURNITURE, {"pattern": "(?i)share"}, "expected a regular expression (global flags"),
    ("boilerplate.jsonl", FURNITURE, {"pattern": "x" * 1001}, "1000 characters at most"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line", "change", "expected"), WRONG_LINES)
def test_a_wrong_line_is_told_by_file_and_line(
    name: str, line: dict[str, Any], change: dict[str, Any], expected: str, empty: Path
) -> None:
    made = {key: value for key, value in (line | change).items() if value is not None}
    path = put(empty, name, f"# A note.\n\n{json.dumps(made)}\n")
    with pytest.raises(ConfigError) as told:
        read_project(empty)
    assert str(told.value).startswith(f"{path}:3: ")
    assert expected in str(told.value)


@pytest.mark.parametrize(
    "name", ["actors.jsonl", "cues.jsonl", "units.jsonl", "patterns/dates.jsonl", "boilerplate.jsonl"]
)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "expected one JSON object a line"),
        ("[1]", "got list, expected a JSON object"),
        ('{"value": NaN}', "NaN is no number"),
    ],
)
def test_broken_json_is_told_by_line(name: str, text: str, expected: str, empty: Path) -> None:
    path = put(empty, name, text + "\n")
    with pytest.raises(ConfigError) as told:
        read_project(empty)
    assert str(told.value).startswith(f"{path}:1: ")
    assert expected in str(told.value)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"lat": "nan"}, "3: lat is 'nan'; expected a number from -90 to 90"),
        ({"lat": "91"}, "3: lat is '91'"),
        ({"lon": "999"}, "3: lon is '999'; expected a number from -180 to 180"),
        ({"lon": "inf"}, "3: lon is 'inf'"),
        ({"lon": "east"}, "3: lon is 'east'"),
        ({"lon": ""}, "3: no column 'lon'"),
        ({"kind": "camp"}, "3: kind is 'camp'; expected one of country, region, city, facility, natural"),
        ({"example": ""}, "3: no column 'example'"),
        ({"population": "many"}, "3: population is 'many'; expected a whole number"),
        ({"latt": "3"}, "2: unknown column 'latt'; did you mean 'lat'?"),
        ({"example": 'a,b"'}, "3: 6 cells; expected 5"),
    ],
)
def test_a_wrong_place_is_told_by_line(change: dict[str, str], expected: str, empty: Path) -> None:
    row = PLACE | change
    path = put(empty, "places.csv", f"# A note.\n{','.join(row)}\n{','.join(row.values())}\n")
    with pytest.raises(ConfigError, match=re.escape(f"{path}:{expected}")):
        read_project(empty)


def test_an_id_counts_once(empty: Path) -> None:
    path = put(empty, "units.jsonl", json.dumps(UNIT) + "\n")
    other = put(empty, "cues.jsonl", json.dumps(CUE | {"id": "doran"}) + "\n")
    with pytest.raises(ConfigError, match=re.escape(f"{other}:1: id 'project/doran' is there already, at {path}:1")):
        read_project(empty)


def test_a_project_adds_no_event_types(empty: Path) -> None:
    path = put(empty, "frames/types.jsonl", "{}\n")
    with pytest.raises(ConfigError, match=re.escape(f"{path}:1: a project adds no types")):
        read_project(empty)


def claims_with(own: Project) -> Any:
    with adding(own.added):
        return read_lexicon(
            "frames", "lexicon/claims_classes.jsonl", "lexicon/claims_words.jsonl", "gazetteer/actors_states.jsonl"
        )


def dates_with(own: Project) -> Language:
    nlp = spacy.blank("en")
    nlp.meta[OWN_LINES] = own.added
    nlp.add_pipe("dateline_dates")
    return nlp


@pytest.mark.parametrize(
    ("name", "line", "make", "expected"),
    [
        ("patterns/dates.jsonl", PATTERN | {"pattern": "octave of FEAST"}, dates_with, "no word has class 'FEAST'"),
        ("patterns/dates.jsonl", PATTERN | {"pattern": "( octave"}, dates_with, "a bracket is not closed"),
        ("frames/events.jsonl", FRAME | {"wants": {"object": ["feast"]}}, claims_with, "no class of nouns feast"),
        ("frames/events.jsonl", FRAME | {"mode": "feast"}, claims_with, "ASSAULT has no mode 'feast'"),
    ],
)
def test_what_a_room_cannot_read_is_told_by_file_and_line(
    name: str, line: dict[str, Any], make: Callable[[Project], Any], expected: str, empty: Path
) -> None:
    path = put(empty, name, json.dumps(line) + "\n")
    own = read_project(empty)
    with pytest.raises(ConfigError) as told:
        proven(lambda: make(own), own)
    assert str(told.value).startswith(f"{path}:1: ")
    assert expected in str(told.value)


UNPROVEN = [
    ("units.jsonl", UNIT | {"example": "They met."}, "the example 'They met.' does not show project/doran"),
    ("places.csv", PLACE | {"example": "They met in Kenya."}, "expected a place by this line, got 'Kenya' by"),
    ("actors.jsonl", ORG | {"example": "The Selvane Watch met."}, "expected an actor by this line, got 'Selvane"),
    ("frames/events.jsonl", FRAME | {"example": "Officials sang."}, "expected a claim by this line"),
    ("boilerplate.jsonl", FURNITURE | {"example": "Share that"}, "expected boilerplate by this line"),
    ("boilerplate.jsonl", FURNITURE | {"counter_example": "Share this"}, "finds boilerplate in 'Share this' too"),
    ("boilerplate.jsonl", FURNITURE | {"scope": "tail", "example": "Share this now"}, "expected boilerplate by this"),
    ("boilerplate.jsonl", FURNITURE | {"needs": ["that"]}, "expected boilerplate by this line"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line", "expected"), UNPROVEN)
def test_a_line_that_does_not_prove_itself_is_told(
    name: str, line: dict[str, Any], expected: str, nlp: Language, empty: Path
) -> None:
    text = f"{','.join(line)}\n{','.join(line.values())}" if name.endswith(".csv") else json.dumps(line)
    path = put(empty, name, text + "\n")
    [said] = unproved(nlp, read_project(empty))
    assert said.startswith(f"{path}:{2 if name.endswith('.csv') else 1}: ")
    assert expected in said


def test_the_tail_of_a_paragraph_is_proven(nlp: Language, empty: Path) -> None:
    line = FURNITURE | {"scope": "tail", "pattern": "(?i:share this)", "example": "They met in Kenya. Share this"}
    put(empty, "boilerplate.jsonl", json.dumps(line) + "\n")
    assert list(unproved(nlp, read_project(empty))) == []


def test_own_places_are_in_every_gazetteer(project: Project) -> None:
    with adding(project.added):
        gazetteer = Gazetteer()
    assert gazetteer.named("Warnholm")[0].place_id == "project:varnholm"
    assert gazetteer.is_own("project:varnholm")
    assert not [place for place in Gazetteer().named("Warnholm") if place.place_id == "project:varnholm"]


def test_the_template_is_toml_and_make() -> None:
    template = models_dir() / "project"
    assert tomllib.loads((template / SETTINGS).read_text(encoding="utf-8")) == {}
    makefile = (template / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"^(\w+):", makefile, re.MULTILINE) == ["run", "test"]


def test_doctor_proves_the_project(folder: Path, mine: Language, monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    from dateline.look import doctor

    monkeypatch.setattr("dateline.flow.load.load", lambda project: mine)
    sound = doctor._project(folder)
    assert (sound.sound, "each proven on its example" in sound.detail) == (True, True)
    put(empty, "units.jsonl", "{\n")
    assert not doctor._project(empty).sound
