"""What is seen of runs: while they go, afterwards, and two of them side by side."""

import json
from pathlib import Path

import dateline
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from dateline.cli import app
from dateline.flow.work import Step
from dateline.look.progress import Counts, clock, numbers
from dateline.look.status import status
from dateline.storage import Folder
from filelock import FileLock
from spacy.language import Language
from typer.testing import CliRunner

runner = CliRunner()


@pytest.fixture
def out(nlp: Language, tmp_path: Path) -> Path:
    lines = [{"id": f"d{i}", "text": f"Two people died in Kherson on {i + 2} June 2025, Kyiv said."} for i in range(3)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "in" / "note.pdf").write_bytes(b"%PDF")
    assert dateline.run([str(tmp_path / "in")], tmp_path / "out", nlp=nlp).passed_over == {".pdf": 1}
    return tmp_path / "out"


def test_counts_say_how_far_a_run_is() -> None:
    counts = Counts()
    for step in (Step(total=40), Step(10, 1, 0, share=0.25), Step(5, 0, 1000), Step(share=0.5)):
        counts.add(step)
    said = numbers(counts)
    assert (said["documents"], said["total"], said["failed"], said["words"], said["share"]) == (15, 40, 1, 1000, 0.5)
    assert counts.eta is not None
    assert counts.line().startswith("15 of 40 documents, ")
    assert "1 failed, 50%, " in counts.line()
    fresh = Counts()
    fresh.add(Step(1, 0, 100))
    assert fresh.eta is None
    assert fresh.line().startswith("1 documents, ")


@pytest.mark.parametrize(("seconds", "said"), [(5, "0 min 05 s"), (3599, "59 min 59 s"), (200_000, "55 h 33 min")])
def test_times_are_told_in_two_parts(seconds: float, said: str) -> None:
    assert clock(seconds) == said


def test_status_tells_complete_and_waiting_parts_and_runs_at_work(out: Path, tmp_path: Path) -> None:
    assert list(status(Folder(str(tmp_path / "nowhere")))) == [f"{tmp_path}/nowhere: no run has written here."]
    said = runner.invoke(app, ["status", str(out)]).output
    assert "complete: 3 documents (3 ok), 33 words; run " in said
    assert "at work" not in said
    part = json.loads((out / "run.json").read_text(encoding="utf-8"))["parts"][0]
    (out / "manifest").mkdir()
    (out / "manifest" / "other.json").write_text(json.dumps(part | {"key": "other"}), encoding="utf-8")
    assert any(line.startswith("not complete: 3 documents") and "1 parts" in line for line in status(Folder(str(out))))
    with FileLock(out / ".lock"):
        assert list(status(Folder(str(out))))[-1] == "a run is at work"


def test_runs_are_compared_row_by_row(out: Path, tmp_path: Path) -> None:
    same = runner.invoke(app, ["diff", str(out), str(out)])
    assert (same.exit_code, same.output) == (0, "no differences\n")
    other = tmp_path / "other"
    other.mkdir()
    for path in out.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    table = pq.read_table(out / "dates.parquet")
    rule = pa.array(["dates/ago" if i == 0 else rule for i, rule in enumerate(table["rule"].to_pylist())])
    table = table.set_column(table.schema.get_field_index("rule"), table.schema.field("rule"), rule)
    pq.write_table(table.filter(pc.not_equal(table["doc_id"], "d1")), other / "dates.parquet")
    found = runner.invoke(app, ["diff", str(out), str(other), "--layer", "dates"])
    assert found.exit_code == 1
    lines = found.output.splitlines()
    assert lines[0].startswith("changed dates dates/ago d0:30-41 '2 June 2025' rule: ")
    assert lines[0].endswith(" → dates/ago | Two people died in Kherson on 2 June 2025, Kyiv said.")
    assert lines[1].startswith("lost dates ")
    assert "d1:" in lines[1]


def test_a_quiet_run_prints_nothing_and_a_logged_one_json(out: Path, tmp_path: Path, nlp: Language) -> None:
    paths = [str(tmp_path / "in"), "--out", str(out)]
    assert runner.invoke(app, ["run", *paths, "--quiet"]).output == ""
    logged = runner.invoke(app, ["run", *paths, "--log-json"])
    events = [json.loads(line) for line in logged.stderr.splitlines()]
    assert events[-1]["event"] == "end"
    assert (events[-1]["documents"], events[-1]["new"]) == (3, 0)
    told = runner.invoke(app, ["run", *paths, "--profile"])
    assert "passed over: 1 .pdf" in told.output
    assert "base model" in told.stderr
