"""Stores: input and output under memory:// and s3://, the latter served on this machine; months; filters."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import dateline
import fsspec
import pandas as pd
import pyarrow.dataset as ds
import pytest
from dateline import lease
from dateline.errors import ConfigError, RunError, SchemaError
from dateline.reading.documents import read
from dateline.storage import Folder
from dateline.tables.frames import read_table
from spacy.language import Language

TEXTS = [f"Two people died in Kherson on {i + 1} June 2025, Kyiv said." for i in range(4)]
ROWS = [{"id": f"d{i}", "text": text, "published": f"2025-0{6 + i % 2}-15"} for i, text in enumerate(TEXTS)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "SETTLED", 0.0)


@pytest.fixture
def memory() -> str:
    return f"memory://{uuid4().hex}"


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """A bucket on a server of this machine's."""
    moto = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as env:
        env.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            env.setenv(name, "testing")
        env.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.filesystem("s3").mkdir("news")
        yield "s3://news"
    server.stop()


def put(url: str, content: bytes) -> None:
    fs, path = fsspec.url_to_fs(url)
    fs.pipe_file(path, content)


@pytest.fixture(params=["memory", "s3"])
def store(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def test_a_store_is_read_and_written_as_a_folder_is(nlp: Language, store: str, tmp_path: Path) -> None:
    put(f"{store}/in/a.jsonl", LINES)
    put(f"{store}/in/note.pdf", b"%PDF")
    put(f"{store}/in/more/b.txt", TEXTS[0].encode())
    summary = dateline.run([f"{store}/in"], f"{store}/in/out", nlp=nlp)
    assert (summary.documents, summary.new, summary.passed_over) == ({"ok": 5}, 5, {".pdf": 1})
    names = Folder(f"{store}/in/out").names()
    assert {name.partition(".")[2] for name in names} == {"parquet", "json", "md"}
    assert dateline.run([f"{store}/in"], f"{store}/in/out", nlp=nlp).new == 0
    tables = dateline.read_tables(f"{store}/in/out")
    assert set(tables.documents.doc_id) == {"d0", "d1", "d2", "d3", "b"}
    assert len(tables.mentions()) > 10
    (tmp_path / "a.jsonl").write_bytes(LINES)
    dateline.run([str(tmp_path / "a.jsonl")], f"{store}/parts", nlp=nlp, single=False)
    dateline.run([str(tmp_path / "a.jsonl")], tmp_path / "parts", nlp=nlp, single=False, across=False)
    local = Folder(str(tmp_path / "parts"))
    assert Folder(f"{store}/parts").names() == local.names()
    assert all(Folder(f"{store}/parts").read(n) == local.read(n) for n in local.names("dates"))


def test_globs_and_files_of_a_store_are_found(memory: str) -> None:
    for name in ("in/a.txt", "in/b.txt", "in/x/c.txt", "in/d.md"):
        put(f"{memory}/{name}", TEXTS[0].encode())
    assert [d.doc_id for d in read(f"{memory}/in/*.txt")] == ["a", "b"]
    assert [d.doc_id for d in read([f"{memory}/in", f"{memory}/in/a.txt"])] == ["a", "b", "d", "c"]
    assert "no such file" in (next(read(f"{memory}/nothing")).error or "")
    with pytest.raises(ConfigError, match="nostore"):
        list(read("nostore://a/b"))


def test_metadata_in_a_store_is_of_the_texts_beside_it(store: str) -> None:
    folder = f"{store}/told"
    for name in ("a.txt", "b.txt", "deep/a.txt"):
        put(f"{folder}/{name}", TEXTS[0].encode())
    assert {d.published for d in read(folder)} == {None}
    put(f"{folder}/metadata.csv", b"file,published\na.txt,2025-06-11\n")
    assert [d.published for d in read(folder)] == ["2025-06-11", None, None]
    put(f"{folder}/metadata.csv", b"file,published\nb.txt,2025-06-12\n")
    assert [d.published for d in read(folder)] == [None, "2025-06-12", None]


def test_a_store_is_written_by_one_run_at_a_time(nlp: Language, memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put(f"{memory}/a.jsonl", LINES)
    folder = Folder(f"{memory}/out")
    with folder.locked():
        assert folder.at_work()
        with pytest.raises(RunError, match="another run writes to it"):
            dateline.run([f"{memory}/a.jsonl"], f"{memory}/out", nlp=nlp)
    assert not folder.at_work()
    monkeypatch.setattr(lease, "LENT", -1.0)  # as of one that died some time ago
    lease.Lease(*fsspec.url_to_fs(f"{memory}/out/.lock"), "other").take()
    monkeypatch.undo()
    assert dateline.run([f"{memory}/a.jsonl"], f"{memory}/out", nlp=nlp).new == 4


def test_parts_lie_in_a_folder_a_month(nlp: Language, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES + json.dumps({"id": "when", "text": TEXTS[0]}).encode())
    out = tmp_path / "out"
    dateline.run([str(tmp_path / "a.jsonl")], out, nlp=nlp, partition_by="month")
    assert {path.name for path in (out / "dates").iterdir()} == {"month=2025-06", "month=2025-07", "month=unknown"}
    table = ds.dataset(out / "dates", partitioning="hive").to_table(filter=ds.field("month") == "2025-06")
    assert set(table["doc_id"].to_pylist()) == {"d0", "d2"}
    assert set(dateline.read_tables(out).dates.doc_id) == {"d0", "d1", "d2", "d3", "when"}
    assert dateline.run([str(tmp_path / "a.jsonl")], out, nlp=nlp, partition_by="month").new == 0
    with pytest.raises(ConfigError, match="expected 'month'"):
        dateline.run([str(tmp_path / "a.jsonl")], out, nlp=nlp, partition_by="day")
    with pytest.raises(ConfigError, match="cannot be partitioned"):
        dateline.run([str(tmp_path / "a.jsonl")], out, nlp=nlp, partition_by="month", single=True)


@pytest.mark.parametrize("single", [True, False])
def test_rows_are_chosen_as_they_are_read(nlp: Language, tmp_path: Path, single: bool) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES)
    dateline.run([str(tmp_path / "a.jsonl")], tmp_path / "out", nlp=nlp, single=single)
    late = ("date_start", ">=", datetime(2025, 6, 3))
    tables = dateline.read_tables(tmp_path / "out", layers=["dates"], where=[late])
    assert set(tables.dates.doc_id) == {"d2", "d3"}
    assert set(tables.mentions().layer) == {"dates"}
    assert len(tables.documents) == 4
    some = read_table("places", tmp_path / "out", columns=["text"], where=[("doc_id", "in", ["d1", "d2"])])
    assert some.to_pandas().equals(pd.DataFrame({"text": ["Kherson", "Kyiv"] * 2}))
    with pytest.raises(SchemaError, match="no column 'date'"):
        read_table("dates", tmp_path / "out", where=[("date", "=", 1)])
    with pytest.raises(ConfigError, match="Layer 'date' is unknown"):
        dateline.read_tables(tmp_path / "out", layers=["date"])
