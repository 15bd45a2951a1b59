"""How long `dateline serve` takes to answer each view over a large output folder.

    python tests/benchmarks/serve.py [MENTIONS] [FOLDER]

The folder (made anew where it is not there) holds the sample's tables many times over, in parts, each copy under ids,
days, places and people of its own. Every view is asked through HTTP, as the page asks for it, with other parameters
each time, so that nothing is answered from memory.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from dateline.flow.run import run
from dateline.layers.registry import LAYERS
from dateline.look.serve.database import Database
from dateline.look.serve.server import Server
from dateline.reconcile.table import CORPUS_SCHEMAS
from dateline.tables.tabulate import SCHEMAS
from dateline.tables.write import as_json, file_name

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 300  # milliseconds that a view may take
ASKED = 15  # times that each view is asked
PART = 10  # copies of the sample in a part
PEOPLE, TOWNS, SPAN = 400, 150, 1000  # so many names of each person, of each town, and days
DAY = 86_400_000

# Columns that begin with the id of a document, of an actor.
BY_DOCUMENT = {
    *("doc_id", "mention_id", "claim_id", "target_claim_id", "region_id", "quote_id", "anchor_mention", "part_of"),
    *("group_id", "event_id", "figure_id", "copy_of"),
}
BY_ACTOR = {"actor_id", "entity_id", "source_actor_id", "item_actor_id"}
DAYS = {"date_start", "date_end", "said_on", "first_published", "last_published", "published"}


def main(mentions: int, folder: Path | None) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = folder or Path(name) / "out"
        if not (folder / "run.json").exists():
            _write_outputs(folder, mentions)
        began = time.perf_counter()
        with Server(Database(folder), 0) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(f"{folder}: ready in {time.perf_counter() - began:.1f} s")
            _ask(f"http://127.0.0.1:{server.server_port}")
            server.shutdown()


def _ask(address: str) -> None:
    about = _get(address, "about")[1]
    print(f"{about['documents']:,} articles, {about['mentions']:,} mentions, {about['events']:,} events")
    slow = []
    for view, questions in _questions(address, random.Random(1)).items():
        times, sizes = zip(*(_timed(address, asked) for asked in questions), strict=True)
        print(f"{view:34} {statistics.median(times):5.0f} ms, at most {max(times):5.0f} ms, {max(sizes) / 1e3:7.0f} kB")
        slow += [view] if statistics.median(times) > LIMIT else []
    print(f"slower than {LIMIT} ms, by the median: {', '.join(slow) or 'none'}")


def _questions(address: str, chance: random.Random) -> dict[str, list[list[tuple[str, dict[str, object]]]]]:
    """For every view of the page what it asks the server, some times over, each time for something else."""
    events = [row["id"] for row in _get(address, "events", {"offset": 40_000, "limit": 100})[1]["rows"]]
    documents = [row["id"] for row in _get(address, "documents", {"offset": 7000, "limit": 100})[1]["rows"]]
    points = _get(address, "points")[1]["rows"]
    actors = [row["name"] for row in _get(address, "actors", {"name": "a"})[1]["actors"]]
    point = lambda: chance.choice(points)  # noqa: E731

    def day() -> str:
        return f"202{chance.randint(4, 6)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"

    views = {
        "Events": lambda: [("events", {"limit": 100, "to": day()})],
        "Events, by type and place": lambda: [
            ("events", {"type": "CASUALTY", "place": f"a {chance.randint(1, TOWNS)}", "limit": 100})
        ],
        "Events, by actor": lambda: [("events", {"actor": f"russia{chance.randint(0, 9)}"[:-1], "from": day()})],
        "Events, a later page": lambda: [("events", {"offset": chance.randint(1, 1000) * 100, "limit": 100})],
        "Events, one opened": lambda: [("event", {"id": chance.choice(events)})],  # the page keeps the others
        "Map": lambda: [("points", {})],
        "Map, a place": lambda: [("place", {key: point_[key] for key in ("name", "x", "y")}) for point_ in [point()]],
        "Actors": lambda: [("actors", {"name": ""})],
        "Actors, one": lambda: [
            (view, {"name": name}) for name in [chance.choice(actors)] for view in ("actors", "actor")
        ],
        "Contradictions": lambda: [("contradictions", {"limit": 20}), ("disputed", {"limit": 20})],
        "Articles": lambda: [("documents", {"limit": 100, "find": f"{chance.randint(10, 99)}-w"})],
        "Article": lambda: [("article", {"id": chance.choice(documents)})],
        "Quality": lambda: [("quality", {}), ("documents", {"lacks": "failed"}), ("documents", {"lacks": "day"})],
        "Quality, what lacks": lambda: [("lacking", {"layer": chance.choice([*LAYERS, "unclaimed"])})],
    }
    return {view: [make() for _ in range(ASKED)] for view, make in views.items()}


def _timed(address: str, asked: list[tuple[str, dict[str, object]]]) -> tuple[float, int]:
    """Milliseconds that all of a view's questions take, one after the other, and how many bytes come back."""
    began = time.perf_counter()
    size = sum(_get(address, name, parameters)[0] for name, parameters in asked)
    return (time.perf_counter() - began) * 1000, size


def _get(address: str, name: str, parameters: dict[str, object] | None = None) -> tuple[int, dict]:
    with urlopen(f"{address}/api/{name}?{urlencode(parameters or {})}") as answer:
        content = answer.read()
    return len(content), json.loads(content)


def _write_outputs(folder: Path, mentions: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        sample = Path(name) / "sample"
        run([str(ROOT / "corpus/sample")], str(sample), workers=1)
        tables = {table: pq.read_table(sample / f"{table}.parquet") for table in (*SCHEMAS, *CORPUS_SCHEMAS)}
    copies = -(-mentions // sum(tables[layer].num_rows for layer in LAYERS))
    parts = list(_parts(copies))
    for name, schema in SCHEMAS.items():
        for key, numbers in parts:
            path = folder / file_name(name, key)
            path.parent.mkdir(parents=True, exist_ok=True)
            whole = pa.concat_tables([_copy(tables[name], n) for n in numbers])
            pq.write_table(whole.cast(schema).replace_schema_metadata({b"run": key.encode()}), path, compression="zstd")
    for name in CORPUS_SCHEMAS:
        whole = pa.concat_tables([_copy(tables[name], n) for n in range(copies)])
        if name in ("entities", "entity_actors"):  # of whom every copy tells
            key = whole["entity_id" if name == "entities" else "actor_id"].to_pylist()
            whole = whole.take(list({value: n for n, value in enumerate(key)}.values()))
        pq.write_table(whole, folder / f"{name}.parquet", compression="zstd", row_group_size=65536)
    note = {"generator": "Dateline", "run": "made", "layout": "parts", "parts": [{"key": key} for key, _ in parts]}
    (folder / "run.json").write_text(as_json(note | {"generator": "Dateline 0"}), encoding="utf-8")


def _parts(copies: int) -> Iterator[tuple[str, range]]:
    for start in range(0, copies, PART):
        yield f"{start:06d}", range(start, min(copies, start + PART))


def _copy(table: pa.Table, n: int) -> pa.Table:
    """A table under ids, days, places and people that are the n-th copy's own."""
    person = pc.equal(table["type"], "person") if "type" in table.column_names else None
    for i, field in enumerate(table.schema):
        column = table[i]
        if field.name in BY_DOCUMENT:
            column = pc.binary_join_element_wise(f"{n:05d}", column, "-")
        elif field.name in BY_ACTOR:
            known = pc.fill_null(pc.starts_with(column, "person:"), False)
            column = pc.if_else(known, pc.binary_join_element_wise(column, str(n % PEOPLE), "~"), column)
        elif field.name in DAYS:
            column = pc.add(column.cast(pa.int64()), n * 37 % SPAN * DAY).cast(field.type)
        elif field.name == "name" and person is not None:
            column = pc.if_else(person, pc.binary_join_element_wise(column, str(n % PEOPLE), " "), column)
        elif field.name == "lat":
            column = pc.add(column, n % TOWNS / 100)
        elif field.name == "place" or (field.name == "name" and "lat" in table.column_names):
            column = pc.binary_join_element_wise(column, str(n % TOWNS), " ")
        table = table.set_column(i, field, column)
    return table


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
