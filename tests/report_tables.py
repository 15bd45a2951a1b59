"""Tables of a small run for the page: two stories whose figures differ, a denial, a skipped and a failed article."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from dateline.reconcile.run import reconcile
from dateline.tables.schema import allowed_of
from told import Paper, Told, write_tables

if TYPE_CHECKING:
    from dateline.look.serve.server import Server

# Markup, attributes, an address, a style, ends of scripts, line ends of JavaScript, and text that runs from the right.
ATTACKS = (
    "</script><script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    '" onmouseover="window.broken=1" x=\'',
    "javascript:window.broken=1",
    "</style><style>*{display:none}</style>",
    "<!-- <svg onload=window.broken=1> ${window.broken=1} {{code}} \u2028\u2029&lt;&#x3c;",
    "red;background:url(https://evil.example/)",
    "\u202eمحمد الجنيد",
)
ATTACK = " ".join(ATTACKS)

STRIKE = Told(
    "Russian shells killed 12 people in Dorvik on Monday, the mayor said.",
    "killed", day="2025-06-02", number="12", item="people", place="Dorvik", source="the mayor", status="claimed",
)  # fmt: skip
OTHER = Told(
    "Russian shells killed 19 people in Dorvik on Monday, a Russian envoy said.",
    "killed", day="2025-06-02", number="19", item="people", place="Dorvik", source="a Russian envoy", status="claimed",
)  # fmt: skip
AGREED = Told(
    "Russia agreed with Ukraine in Melna on 5 June.",
    "agreed", event_type="AGREE", mode=None, day="2025-06-05", place="Melna", agent="Russia", recipient="Ukraine",
)  # fmt: skip
HURT = Told("In 2025 the fire in Melna hurt 3 people 😀 .", "hurt", mode="injured", number="3", place="Melna")
PAPERS = (
    Paper("a", "2025-06-03", [STRIKE, AGREED], publisher="Dorvik Post"),
    Paper("b", "2025-06-04", [OTHER], publisher="Melna Wire", lead="😀 Smoke stood over the town."),
    Paper("c", None, [HURT]),
)


def write_run(folder: Path) -> Path:
    """The tables of the papers, reconciled; one document more was skipped, one failed."""
    write_tables(folder, PAPERS)
    places = pq.read_table(folder / "places.parquet")
    _write("places", folder, [row | {"reading": "literal"} for row in places.to_pylist()])
    _add_documents(folder)
    reconcile([folder])
    return folder


def _add_documents(folder: Path) -> None:
    documents = pq.read_table(folder / "documents.parquet").to_pylist()
    row = documents[0]
    skipped = row | {"doc_id": "d", "status": "skipped", "language": "fr", "text": "Bonjour."}
    failed = row | {"doc_id": "e", "status": "failed", "error": "e.pdf: no text in it", "text": ""}
    _write("documents", folder, [*documents, skipped, failed])


def _write(name: str, folder: Path, rows: list[dict[str, Any]]) -> None:
    path = folder / f"{name}.parquet"
    pq.write_table(pa.Table.from_pylist(rows, pq.read_schema(path)), path)


def make_hostile(folder: Path) -> Path:
    """Every text of every column ends with the attacks, but for lists of allowed values; addresses begin with one."""
    for path in folder.glob("*.parquet"):
        table = pq.read_table(path)
        for n, field in enumerate(table.schema):
            if field.type == pa.string() and not allowed_of(field):
                values = [None if v is None else f"{v} {ATTACK}" for v in table[n].to_pylist()]
                if field.name in ("url", "title"):
                    start = "javascript:window.broken=1" if field.name == "url" else "<b>"
                    values = [f"{start} {ATTACK}"] * len(values)
                table = table.set_column(n, field, pa.array(values, pa.string()))
        pq.write_table(table, path)
    return folder


@contextmanager
def served(folder: Path) -> "Iterator[Server]":
    """A server of the tables, on a free port."""
    from dateline.look.serve.database import Database
    from dateline.look.serve.server import Server

    with Server(Database(folder), 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
