"""The server of a run: what it answers, what it refuses, how it ends."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from dateline.cli import app
from dateline.look.report.gather import gather
from dateline.tables.tabulate import SCHEMAS
from dateline.tables.write import file_name
from report_tables import ATTACK, make_hostile, served, write_run
from typer.testing import CliRunner

if TYPE_CHECKING:
    from dateline.look.serve.server import Server

pytest.importorskip("duckdb", reason="DuckDB is not installed")

Get = tuple[int, dict[str, str], Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("serve") / "out [1] it's*")


@pytest.fixture(scope="module")
def server(run: Path) -> "Iterator[Server]":
    with served(run) as server:
        yield server


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Server]":
    with served(make_hostile(write_run(tmp_path_factory.mktemp("hostile") / "out"))) as server:
        yield server


def get(server: "Server", path: str, method: str = "GET", headers: dict[str, str] | None = None) -> Get:
    """Status, headers and content of an answer; JSON as what it says."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        content: Any = answer.read()
        if content and answer.headers.get_content_type() == "application/json":
            content = json.loads(content)
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, content
    finally:
        connection.close()


def asked(server: "Server", question: str, /, **parameters: object) -> Any:
    given = {key.rstrip("_"): value for key, value in parameters.items()}
    status, _, content = get(server, f"/api/{question}?{urlencode(given)}")
    assert status == 200, content
    return content


def sent(server: "Server", raw: bytes) -> bytes:
    """All that comes back for some bytes."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_the_page_asks_its_own_server_alone(server: "Server") -> None:
    status, headers, content = get(server, "/")
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(rule.strip().partition(" ")[::2] for rule in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert b"start(served())" in content


def test_events_are_those_of_the_page_in_one_file(server: "Server", run: Path) -> None:
    names, *rows = gather(run)["events"]
    found = asked(server, "events")
    assert found["total"] == len(rows) == len(found["rows"])
    for row, packed in zip(found["rows"], rows, strict=True):
        said = dict(zip(names, packed, strict=True))
        assert {name: row[name] for name in names if name not in ("point", "claims")} == {
            name: value for name, value in said.items() if name not in ("point", "claims")
        }


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({"type": "CASUALTY"}, ["Dorvik", "Melna"]),
        ({"place": "dorv"}, ["Dorvik"]),
        ({"place": "ukr"}, ["Melna", "Dorvik", "Melna"]),
        ({"place": "_orvik"}, []),
        ({"place": "%"}, []),
        ({"actor": "russia"}, ["Melna"]),
        ({"status": "claimed"}, ["Dorvik"]),
        ({"status": "denied"}, []),
        ({"from_": "2025-06-03"}, ["Melna"]),
        ({"to": "2025-06-03"}, ["Dorvik"]),
        ({"from_": "2025-13-99"}, ["Melna", "Dorvik", "Melna"]),
        ({"contested": "yes"}, ["Dorvik"]),
        ({"lacks": "day"}, ["Melna"]),
        ({"lacks": "place"}, []),
        ({"limit": 1}, ["Melna"]),
        ({"offset": 1, "limit": 1}, ["Dorvik"]),
        ({"offset": 9}, []),
    ],
)
def test_events_are_filtered_and_come_by_pages(server: "Server", wanted: dict[str, object], places: list[str]) -> None:
    assert [row["place"] for row in asked(server, "events", **wanted)["rows"]] == places


def test_an_event_is_told_with_sentences_and_statements(server: "Server") -> None:
    [row] = asked(server, "events", contested="yes")["rows"]
    told = asked(server, "event", id=row["id"])
    assert [claim["text"] for claim in told["claims"]] == ["killed", "killed"]
    said = [(s["at"]["text"], s["value"], s["source"], s["side"]) for s in told["figures"][0]["said"]]
    assert said == [("12", 12, "the mayor", "UKR"), ("19", 19, "a Russian envoy", "RUS")]
    sentence = told["claims"][0]
    whole = sentence["before"] + sentence["text"] + sentence["after"]
    assert whole == "Russian shells killed 12 people in Dorvik on Monday, the mayor said."
    assert asked(server, "event", id="none") is None


def test_an_article_is_packed_as_in_the_page_of_one_file(server: "Server", run: Path) -> None:
    for document in gather(run)["documents"]:
        found = asked(server, "article", id=document["id"])
        assert found["text"] == document.get("text", "")
        assert [m[:3] for m in found["mentions"]] == [m[:3] for m in document["mentions"]]
        assert set(found["claims"]) == set(document["claims"])
    assert asked(server, "article", id="../../etc/passwd") is None


def test_quality_and_what_lacks_are_as_in_the_page_of_one_file(server: "Server", run: Path) -> None:
    data = gather(run)
    for layer, expected in zip(asked(server, "quality")["layers"], data["layer_quality"], strict=True):
        assert layer == {**expected, "lacking": len(expected["lacking"]), "commonest": layer["commonest"]}
        assert len(asked(server, "lacking", layer=layer["layer"])) == layer["lacking"]
    assert asked(server, "quality")["unclaimed"] == len(data["unclaimed"])


def test_points_and_actors_are_as_in_the_page_of_one_file(server: "Server", run: Path) -> None:
    data = gather(run)
    found = {p["name"]: (p["x"], p["y"], p["events"], p["articles"]) for p in asked(server, "points")["rows"]}
    assert found == {
        p["name"]: (*p["point"], len(p["events"]), len({doc for doc, _ in p["mentions"]})) for p in data["places"]
    }
    x, y, *_ = found["Dorvik"]
    there = asked(server, "place", name="Dorvik", x=x, y=y)
    assert (there["n_events"], there["n_mentions"], len(there["mentions"])) == (1, 2, 2)
    assert asked(server, "place", name="Dorvik", x=1, y=1)["events"] == []
    deeds = [[d["who"], d["type"], d["whom"]] for d in asked(server, "actors")["deeds"]]
    assert deeds == [deed[:3] for deed in data["deeds"]]
    assert [m["text"] for m in asked(server, "actor", name="Russia")["mentions"]] == ["Russia"]


def test_the_answers_are_the_same_from_parts(server: "Server", run: Path, tmp_path: Path) -> None:
    with served(_in_parts(run, tmp_path / "parts")) as parted:
        names = ("events", "points", "actors", "quality", "documents", "contradictions", "disputed")
        for name in names:
            assert asked(parted, name) == asked(server, name), name
        assert asked(parted, "article", id="b") == asked(server, "article", id="b")


def _in_parts(run: Path, folder: Path) -> Path:
    """The same tables in a part a document, as a run of many parts lays them out."""
    ids = pq.read_table(run / "documents.parquet")["doc_id"].to_pylist()
    for name in SCHEMAS:
        table = pq.read_table(run / f"{name}.parquet")
        for doc_id in ids:
            path = folder / file_name(name, doc_id)
            path.parent.mkdir(parents=True, exist_ok=True)
            rows = table.filter(pc.equal(table["doc_id"], doc_id))
            pq.write_table(rows.replace_schema_metadata({b"run": doc_id.encode()}), path)
    for path in run.glob("*.parquet"):
        if path.stem not in SCHEMAS:
            (folder / path.name).write_bytes(path.read_bytes())
    note = {"generator": "Dateline 0", "run": "made", "layout": "parts", "parts": [{"key": name} for name in ids]}
    (folder / "run.json").write_text(json.dumps(note), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/nothing", 400),
        ("/api/", 400),
        ("/api/events/", 400),
        ("/api/events?sql=drop", 400),
        ("/api/events?limit=x", 400),
        ("/api/events?limit=1%3B", 400),
        ("/api/events?type=a&type=b", 400),
        ("/api/events?lacks=1%20OR%201=1", 400),
        ("/api/events?contested=1", 400),
        ("/api/lacking?layer=documents", 400),
        ("/api/events?place=%ff", 400),
        ("/api/events?place=%00", 400),
        ("/api/events?" + "&".join(f"p{n}=1" for n in range(30)), 400),
        (f"/api/events?place={'a' * 3000}", 400),
        (f"/api/events?place={'a' * 40_000}", 414),
        ("/api/../derived.sql", 400),
        ("/..%2f..%2fetc/passwd", 404),
        ("/report.html", 404),
        ("/documents.parquet", 404),
        ("//evil.example/", 404),
        ("/?x=1", 404),
    ],
)
def test_other_addresses_are_refused_in_a_few_words(server: "Server", path: str, status: int) -> None:
    found, headers, content = get(server, path)
    assert found == status
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert len(content["error"]) < 300
    assert "/" not in content["error"]


SQL = (
    "' OR '1'='1", "'; DROP TABLE event; --", '" OR ""="', "$type", "a' UNION SELECT text FROM documents --", "%", "\\",
    "read_csv('/etc/passwd')", "{x}", "?", "/* */", ATTACK,
)  # fmt: skip


@pytest.mark.parametrize("value", SQL)
def test_sql_in_a_value_is_a_value(server: "Server", value: str) -> None:
    for name in ("type", "place", "actor", "status"):
        assert asked(server, "events", **{name: value})["total"] == 0
    assert asked(server, "event", id=value) is None
    assert asked(server, "article", id=value) is None
    assert asked(server, "actors", name=value)["total"] == 0
    assert asked(server, "documents", find=value)["total"] == 0
    assert asked(server, "events")["total"] == 3


def test_the_database_reads_nothing_else_and_writes_nothing(server: "Server", tmp_path: Path) -> None:
    import duckdb

    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    with server.database.asked() as question:
        for sql in (
            f"SELECT * FROM read_csv('{tmp_path}/secret.csv')",
            f"COPY event TO '{tmp_path}/out.csv'",
            f"ATTACH '{tmp_path}/new.db'",
            "SET enable_external_access = true",
            "INSTALL httpfs",
        ):
            with pytest.raises(duckdb.Error):
                question.rows(sql)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_only_what_reads_is_answered(server: "Server", method: str) -> None:
    status, headers, _ = get(server, "/api/events", method=method)
    assert status == 405
    assert headers["allow"] == "GET, HEAD"
    assert not [name for name in headers if name.startswith("access-control")]


def test_a_head_is_the_answer_without_its_content(server: "Server") -> None:
    status, headers, content = get(server, "/", method="HEAD")
    assert (status, content) == (200, b"")
    assert int(headers["content-length"]) > 10_000


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST:{port}", 200),
        ("evil.example", 421),
        ("evil.example:{port}", 421),
        ("127.0.0.1", 421),
        ("127.0.0.1:{port}.evil.example", 421),
        ("localhost:1", 421),
        ("", 421),
    ],
)
def test_a_name_that_is_not_its_own_is_refused(server: "Server", host: str, status: int) -> None:
    assert get(server, "/api/about", headers={"Host": host.format(port=server.server_port)})[0] == status


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 200), ("none", 200), ("cross-site", 403), ("same-site", 403)]
)
def test_a_request_of_another_site_is_refused(server: "Server", site: str, status: int) -> None:
    assert get(server, "/api/about", headers={"Sec-Fetch-Site": site})[0] == status


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /api/about HTTP/1.1\r\n\r\n",
        b"GET /api/about HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\n\r\n",
        b"GET http://evil.example/api/about HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
        b"GET /api/about HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 9\r\n\r\nGET / HTT",
        b"GET /api/about HTTP/1.1\r\nHost: localhost:{port}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    ],
    ids=["no host", "two hosts", "another's", "a body", "chunked", "nonsense", "tls", "too long"],
)
def test_what_is_no_plain_question_gets_no_answer(server: "Server", raw: bytes) -> None:
    found = sent(server, raw.replace(b"{port}", str(server.server_port).encode()))
    assert b" 200 " not in found
    assert found.count(b"HTTP/1.1") + found.count(b"HTTP/1.0") <= 1
    assert asked(server, "about")["documents"] == 5


def test_hostile_documents_come_back_as_they_are(hostile: "Server") -> None:
    for row in asked(hostile, "documents")["rows"]:
        assert row["id"].endswith(ATTACK)
        assert get(hostile, f"/api/article?id={quote(row['id'])}")[0] == 200
    _, headers, _ = get(hostile, "/api/documents")
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["x-content-type-options"] == "nosniff"


def test_tables_that_are_gone_are_told_without_their_path(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run = write_run(tmp_path / "out")
    with served(run) as server:
        for name in ("documents", "claims"):
            (run / f"{name}.parquet").unlink()
        status, _, content = get(server, "/api/article?id=a")
    assert status == 500
    assert str(tmp_path) not in content["error"]
    assert "article" in capfd.readouterr().err


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "No tables in" in result.stderr


def test_a_port_that_is_taken_is_told(server: "Server", run: Path) -> None:
    result = CliRunner().invoke(app, ["serve", str(run), "--port", str(server.server_port)])
    assert result.exit_code == 2
    assert f"Port {server.server_port} is in use" in result.stderr


def test_without_duckdb_the_command_says_what_brings_it(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    result = CliRunner().invoke(app, ["serve", str(run), "--port", "0"])
    assert result.exit_code == 2
    assert "pip install 'dateline[serve]'" in result.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_it_is_told(run: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-c", "from dateline.cli import app; app()", "serve", str(run), "--port", "0"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().split(":")[2].split("/")[0])
        idle = socket.create_connection(("127.0.0.1", port))  # a browser that keeps its connection does not hold it up
        process.send_signal(number)
        said = process.communicate(timeout=20)[1]
        idle.close()
    assert process.returncode == 0, said
    assert said == "dateline: stopped.\n"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=2)
