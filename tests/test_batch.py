"""Parts, resume, kills: whatever happens to a run, the next one gives what an undisturbed run gives."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import dateline
import dateline.storage
import pandas as pd
import pyarrow.dataset as ds
import pytest
from dateline.data import models_dir
from dateline.errors import ConfigError, RunError, SchemaError
from dateline.flow.blame import TRIES, VERDICTS, Attempt
from dateline.flow.parts import Part, cut, heaviest_first
from dateline.reading.records import Record
from dateline.tables.tabulate import SCHEMAS
from filelock import FileLock
from spacy.language import Language

Files = dict[str, bytes]
PLACES = ["Kherson", "Sumy", "Odesa", "Lviv", "Kharkiv", "Donetsk", "Poltava", "Mykolaiv", "Kramatorsk", "Izium"]


def texts(n: int = 10) -> list[dict[str, str]]:
    made = [f"Two people died in {PLACES[i % 10]} on {i + 1} June 2025, Kyiv said." for i in range(n)]
    return [{"id": f"d{i}", "text": text, "published": "2025-06-30"} for i, text in enumerate(made)]


def put(path: Path, documents: list[dict[str, str]]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return str(path)


def tree(folder: Path) -> Files:
    """Every file in a folder by its name, hidden ones too; of run.json what hangs on no clock."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    if "run.json" in found:
        run = json.loads(found["run.json"])
        for clocked in (run["summary"], *run["parts"]):
            for name in ("seconds", "spent", "new", "passed_over"):
                clocked.pop(name, None)
        found["run.json"] = json.dumps(run).encode()
    return found


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A config with parts of two or three of the texts."""
    text = (models_dir() / "config.cfg").read_text(encoding="utf-8")
    path = tmp_path / "small.cfg"
    path.write_text(text.replace("part_size = 500000", "part_size = 120"), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _no_waiting_for_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process may be killed here, the machine not."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


Run = Callable[..., dateline.Summary]


@pytest.fixture
def run(nlp: Language, small: Path) -> Run:
    def go(paths: list[str], out: Path, **options: object) -> dateline.Summary:
        return dateline.run(paths, out, config=small, nlp=nlp, **{"single": False, **options})  # type: ignore[arg-type]

    return go


def test_light_parts_come_last_and_the_first_at_once() -> None:
    read: list[int] = []
    parts = (read.append(n) or Part(str(n), "s", (), n) for n in (2, 1, 5, 3, 4, 6))  # type: ignore[func-returns-value]
    ordered = heaviest_first(parts, 3)
    assert next(ordered).weight == 2
    assert read == [2]
    assert [part.weight for part in ordered] == [5, 4, 6, 3, 1]


def test_parts_end_where_the_documents_say() -> None:
    records = [
        ("s", Record("a.jsonl", i, f"{i}", {"text": "x" * (100 + i * 37 % 200)}, doc_id=str(i))) for i in range(600)
    ]
    parts = list(cut(records, "made", 5_000))
    assert [record for part in parts for record in part.records] == [record for _, record in records]
    sizes = [sum(len(r.fields["text"]) + 1 for r in part.records) for part in parts]
    assert all(2_500 <= size <= 10_300 for size in sizes[:-1])
    assert 3_000 < sum(sizes) / len(sizes) < 7_500
    keys = [part.key for part in parts]
    shifted = [part.key for part in cut(records[:200] + records[201:], "made", 5_000)]
    assert len(set(keys) - set(shifted)) <= 4
    assert not set(keys) & {part.key for part in cut(records, "another model", 5_000)}
    assert len(list(cut([*records[:3], ("t", records[3][1])], "made", 5_000))) == 2


def test_the_tables_are_read_as_one_file_or_as_many(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "in.jsonl", texts())
    run([path], tmp_path / "parts")
    run([path], tmp_path / "single", single=True)
    assert len(list((tmp_path / "parts" / "dates").glob("part-*.parquet"))) > 2
    for name in SCHEMAS:
        key = ["doc_id"] if name in ("documents", "regions") else list(SCHEMAS[name].names)
        many, one = (
            ds.dataset(tmp_path / "parts" / name).to_table().to_pandas().sort_values(key, ignore_index=True),
            pd.read_parquet(tmp_path / "single" / f"{name}.parquet").sort_values(key, ignore_index=True),
        )
        pd.testing.assert_frame_equal(many, one)
    tables = [dateline.read_tables(tmp_path / kind) for kind in ("parts", "single")]
    assert len(tables[0].mentions()) == len(tables[1].mentions()) > 30
    assert set(tables[0].texts().index) == {f"d{i}" for i in range(10)}
    ids = pd.read_parquet(tmp_path / "single" / "dates.parquet").doc_id
    assert ids.is_monotonic_increasing


def test_one_layout_turns_into_the_other_without_annotating(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path / "in.jsonl", texts())
    run([path], tmp_path / "parts")
    run([path], tmp_path / "single", single=True)
    parts, single = tree(tmp_path / "parts"), tree(tmp_path / "single")
    assert run([path], tmp_path / "parts", single=True).new == 0
    assert run([path], tmp_path / "single", single=False).new == 0
    assert {n: c for n, c in tree(tmp_path / "parts").items() if n != "run.json"} == {
        n: c for n, c in single.items() if n != "run.json"
    }
    assert {n: c for n, c in tree(tmp_path / "single").items() if n != "run.json"} == {
        n: c for n, c in parts.items() if n != "run.json"
    }


@pytest.mark.parametrize("single", [True, False])
def test_a_second_run_does_only_what_is_missing_or_changed(run: Run, tmp_path: Path, single: bool) -> None:
    path, out = put(tmp_path / "in.jsonl", texts(10)), tmp_path / "out"
    assert run([path], out, single=single).new == 10
    before = tree(out)
    times = {p: p.stat().st_mtime_ns for p in out.rglob("*")}
    assert run([path], out, single=single).new == 0
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*")} == times
    changed = texts(10)
    changed[4]["text"] = "Three people died in Bakhmut."
    put(tmp_path / "in.jsonl", changed)
    assert 0 < run([path], out, single=single).new < 10
    assert "Bakhmut" in set(dateline.read_tables(out).places.text)
    assert "Kharkiv" not in set(dateline.read_tables(out).places.text)
    put(tmp_path / "in.jsonl", texts(10))
    run([path], out, single=single)
    assert tree(out) == before
    assert run([path], out, single=single, force=True).new == 10
    assert tree(out) == before
    put(tmp_path / "in.jsonl", texts(9))
    run([path], out, single=single)
    assert len(dateline.read_tables(out).documents) == 9


@pytest.mark.parametrize("single", [True, False])
def test_another_corpus_is_added_to_what_is_there(run: Run, tmp_path: Path, single: bool) -> None:
    first = put(tmp_path / "a" / "in.jsonl", texts(4))
    second = put(tmp_path / "b" / "in.jsonl", [*texts(1), {"id": "other", "text": "Two died in Izium."}])
    out = tmp_path / "out"
    run([first], out, single=single)
    summary = run([second], out, single=single)
    assert (summary.new, summary.documents) == (2, {"ok": 6})
    ids = set(dateline.read_tables(out).documents.doc_id)
    assert len(ids) == 6
    assert {"d0", "d3", "other"} < ids
    put(tmp_path / "a" / "in.jsonl", texts(3))
    assert run([str(tmp_path / "a")], out, single=single).documents == {"ok": 5}
    with pytest.raises(ConfigError, match="lies in"):
        run([first], out, single=single)
    with pytest.raises(ConfigError, match="made with another version, model or settings"):
        run([second], out, single=single, not_after="2025-07-01")
    assert run([second], out, single=single, not_after="2025-07-01", force=True).documents == {"ok": 2}


def test_tables_of_a_run_that_has_not_ended_are_read_with_a_warning(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / "in.jsonl", texts())
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", failing_at(25, os.replace, OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            run([path], tmp_path / "out")
    with pytest.warns(UserWarning, match="2 parts are there so far"):
        assert 0 < len(dateline.read_tables(tmp_path / "out").documents) < 10
    with pytest.raises(SchemaError, match="No tables in"):
        dateline.read_tables(tmp_path / "nowhere")


def failing_at(n: int, call: Callable[..., None], error: BaseException) -> Callable[..., None]:
    """The call, whose n-th time fails."""
    calls = iter(range(1, 10_000))

    def fail(*args: object) -> None:
        if next(calls) == n:
            raise error
        call(*args)

    return fail


@pytest.mark.parametrize("single", [True, False])
def test_a_full_disk_anywhere_leaves_nothing_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, single: bool
) -> None:
    path = put(tmp_path / "in.jsonl", texts(3))
    run([path], tmp_path / "whole", single=single)
    failed = 0
    for n in range(3, 36, 8):
        with monkeypatch.context() as broken:
            full = failing_at(n, dateline.storage._write_synced, OSError(28, "No space left on device"))
            broken.setattr(dateline.storage, "_write_synced", full)
            try:
                run([path], tmp_path / f"{n}", single=single)
            except OSError:
                failed += 1
        assert not list((tmp_path / f"{n}").rglob(".*")), n
        run([path], tmp_path / f"{n}", single=single)
        assert tree(tmp_path / f"{n}") == tree(tmp_path / "whole"), n
    assert failed > 1


def killed_at(n: int, call: Callable[..., None]) -> Callable[..., None]:
    """The call, whose n-th time is the process's last: before it is done for even n, after for odd."""
    calls = iter(range(1, 10_000))

    def kill(*args: object) -> None:
        last = next(calls) == n
        if not (last and n % 2 == 0):
            call(*args)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)

    return kill


def killed(go: Callable[[], object], n: int) -> bool:
    """Runs in a process of its own that is killed at its n-th renaming of a file; whether it came to that."""
    child = os.fork()
    if child == 0:
        os.replace = killed_at(n, os.replace)  # type: ignore[assignment]
        try:
            go()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.fixture
def whole(run: Run, tmp_path: Path) -> tuple[str, str, dict[bool, Files]]:
    """Two inputs, one the other's change, and the folders that undisturbed runs over the second give."""
    old, new = texts(3), [*texts(4)[1:], {"id": "x", "text": "Three people died in Bakhmut."}]
    path = put(tmp_path / "in.jsonl", new)
    given = {}
    for single in (True, False):
        run([path], tmp_path / f"whole-{single}", single=single)
        given[single] = tree(tmp_path / f"whole-{single}")
    return path, json.dumps([old, new]), given


def whole_or_refused(out: Path, single: bool) -> int | None:
    """The number of documents of a folder; None where its single files are refused, as they are of two runs."""
    try:
        return len(dateline.read_tables(out).documents)
    except SchemaError as err:
        return None if single and "of run" in str(err) else -1


@pytest.mark.parametrize("single", [True, False])
@pytest.mark.parametrize("n", [1, 6, 11, 18, 24, 33])
def test_a_kill_inside_a_commit_loses_nothing(
    run: Run, tmp_path: Path, whole: tuple[str, str, dict[bool, Files]], n: int, single: bool
) -> None:
    path, inputs, given = whole
    old, new = json.loads(inputs)
    out = tmp_path / "out"
    put(Path(path), old)
    run([path], out, single=single)
    before = len(dateline.read_tables(out).documents)
    put(Path(path), new)
    if not killed(lambda: run([path], out, single=single), n):
        assert n > 24, "the run ended before it could be killed"
    else:
        assert whole_or_refused(out, single) in (before, len(new), None)
    run([path], out, single=single)
    assert tree(out) == given[single]


def test_a_folder_is_written_by_one_run_at_a_time(run: Run, tmp_path: Path) -> None:
    path, out = put(tmp_path / "in.jsonl", texts(1)), tmp_path / "out"
    out.mkdir()
    with FileLock(out / ".lock"), pytest.raises(RunError, match="another run writes to it"):
        run([path], out)
    assert run([path], out).new == 1


def test_tables_inside_the_input_are_no_input(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "in.jsonl", texts(2))
    for _ in range(2):
        assert run([str(tmp_path)], tmp_path / "out").documents == {"ok": 2}
    with pytest.raises(ConfigError, match="Nothing was read"):
        run([str(tmp_path / "out")], tmp_path / "again")


def test_own_data_decides_rows_by_what_is_in_it(nlp: Language, small: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,kind,lat,lon\nCamp Blue,facility,1,2\n", encoding="utf-8")
    small.write_text(small.read_text(encoding="utf-8").replace('own = ""', f'own = "{own}"'), encoding="utf-8")
    path = put(tmp_path / "in.jsonl", texts(2))
    assert dateline.run([path], tmp_path / "out", config=small, nlp=nlp).new == 2
    assert dateline.run([path], tmp_path / "out", config=small, nlp=nlp).new == 0
    own.write_text("name,kind,lat,lon\nCamp Blue,facility,1,3\n", encoding="utf-8")
    assert dateline.run([path], tmp_path / "out", config=small, nlp=nlp).new == 2


def test_two_processes_give_the_bytes_of_one(run: Run, small: Path, tmp_path: Path) -> None:
    path = put(tmp_path / "in.jsonl", texts())
    run([path], tmp_path / "one")
    seen = []
    dateline.run([path], tmp_path / "two", config=small, workers=2, single=False, progress=seen.append)
    assert tree(tmp_path / "two") == tree(tmp_path / "one")
    assert sum(step.documents for step in seen) == 10
    assert [step.share for step in seen if step.share is not None][-1] == 1.0


@pytest.mark.parametrize("guilty", [{0}, {5}, {9}, {2, 3}, {0, 4, 9}])
def test_the_document_that_a_process_dies_of_is_found(guilty: set[int]) -> None:
    attempt = Attempt(Part("key", "s", tuple(Record("a.jsonl", i) for i in range(10)), 10))
    deaths = 0
    while (trial := attempt.trial) is not None or guilty - attempt.lost:
        if set(range(10) if trial is None else trial) & (guilty - attempt.lost):
            attempt.died()
            deaths += 1
        else:
            attempt.survived()
    assert attempt.lost == guilty
    assert deaths <= TRIES + len(guilty) * (VERDICTS + 4) + 4


def test_processes_that_die_of_nothing_end_the_run() -> None:
    attempt = Attempt(Part("key", "s", (Record("a.jsonl", 1), Record("a.jsonl", 2)), 2))
    for _ in range(TRIES):
        attempt.died()
    with pytest.raises(RunError, match="die when they start"):
        attempt.died()
    attempt = Attempt(Part("key", "s", (Record("a.jsonl", 1), Record("a.jsonl", 2)), 2))
    for _ in range(2 * TRIES + 1):
        attempt.died() if attempt.trial is None else attempt.survived()
    with pytest.raises(RunError, match="of no document alone"):
        attempt.died()


def test_a_document_that_takes_too_long_fails_alone(
    nlp: Language, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dates = nlp.get_pipe("dates")
    find = dates.find

    def endless(doc: object) -> object:
        while "Sumy" in str(doc):
            pass
        return find(doc)

    monkeypatch.setattr(dates, "find", endless)
    small.write_text(small.read_text(encoding="utf-8").replace("seconds = 60", "seconds = 1"), encoding="utf-8")
    path = put(tmp_path / "in.jsonl", texts(3))
    summary = dateline.run([path], tmp_path / "out", config=small, nlp=nlp)
    assert summary.documents == {"ok": 2, "failed": 1}
    assert "TimeoutError: it took more than 1 s" in summary.failures[0]["error"]


@pytest.mark.skipif("DATELINE_SLOW" not in os.environ, reason="starts seven processes; set DATELINE_SLOW")
def test_what_a_process_dies_of_is_a_failed_row(
    nlp: Language, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that no process survives: it is found, fails alone, and the others are as if it had not been there."""
    path = put(tmp_path / "in.jsonl", [*texts(2), {"id": "bomb", "text": "Two people died in Bakhmut."}])
    (tmp_path / "sitecustomize.py").write_text(BOMB, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setattr("dateline.flow.blame.TRIES", 1)
    monkeypatch.setattr("dateline.flow.blame.VERDICTS", 1)
    summary = dateline.run([path], tmp_path / "out", config=small, workers=1)
    assert summary.documents == {"ok": 2, "failed": 1}
    assert "the process that annotated it died" in summary.failures[0]["error"]


# Read by each worker process at its start; it dies of the document before it has loaded what costs seconds.
BOMB = """
import os, sys
if "--multiprocessing-fork" in sys.argv:
    import dateline.flow.pool as pool
    loaded, work = pool.loaded, pool.work
    bombs = []
    def careful(job):
        if bombs:
            os._exit(9)
        return loaded(job)
    def dangerous(job, part, lost, span):
        chosen = range(len(part.records)) if span is None else span
        bombs[:] = [i for i in chosen if i not in lost and "Bakhmut" in part.records[i].fields["text"]]
        return work(job, part, lost, span)
    dangerous.__module__, dangerous.__qualname__ = work.__module__, work.__qualname__
    pool.loaded, pool.work = careful, dangerous
"""
