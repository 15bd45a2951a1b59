"""What is reconciled hangs on the set of documents only."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from dateline.errors import ConfigError, SchemaError
from dateline.reconcile.run import NOTE, forget, reconcile
from dateline.reconcile.table import CORPUS_SCHEMAS
from told import Paper, Told, write_tables

LEAD = "Residents of the river town described hours of shelling near the grain market and the old mill."
DAYS = ("2025-06-11", "2025-06-13", "2025-07-01")


def told(n: int) -> Paper:
    """The n-th article: three attacks on one town, told again and again."""
    sentence = f"Shelling killed {10 + n % 4} people in Dorvik, the UN said."
    source = "the UN" if n % 2 else None
    claim = Told(sentence, "killed", number=str(10 + n % 4), place="Dorvik", day=DAYS[n % 3], source=source)
    more = Told(
        "Kyiv officials asked Russia for a truce.", "asked", "REQUEST", None, agent="Kyiv officials", recipient="Russia"
    )
    return Paper(f"d{n:02d}", f"2025-07-{1 + n % 5:02d}" if n % 7 else None, [claim, more], lead=LEAD)


PAPERS = [told(n) for n in range(24)]


def tables_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.parquet").read_bytes() for name in CORPUS_SCHEMAS}


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, bytes]:
    """The tables of all papers in one folder."""
    reconcile([write_tables(tmp_path / "whole", PAPERS)])
    return tables_of(tmp_path / "whole")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_portions_in_any_order_give_the_same_bytes(
    tmp_path: Path, whole: dict[str, bytes], order: Sequence[int]
) -> None:
    folders = [write_tables(tmp_path / f"part{n}", PAPERS[n::3]) for n in range(3)]
    reconcile([folders[n] for n in order], tmp_path / "events")
    assert tables_of(tmp_path / "events") == whole


def test_new_documents_join_what_was_reconciled_before(tmp_path: Path, whole: dict[str, bytes]) -> None:
    first, second = (write_tables(tmp_path / name, papers) for name, papers in (("a", PAPERS[:9]), ("b", PAPERS[9:])))
    reconcile([first], tmp_path / "events")
    assert tables_of(tmp_path / "events") != whole
    reconcile([tmp_path / "events", second], tmp_path / "events")
    assert tables_of(tmp_path / "events") == whole


def test_a_document_of_two_folders_counts_once(tmp_path: Path, whole: dict[str, bytes]) -> None:
    folders = [write_tables(tmp_path / "a", PAPERS[:14]), write_tables(tmp_path / "b", PAPERS[10:])]
    reconcile(folders, tmp_path / "events")
    assert tables_of(tmp_path / "events") == whole


def test_two_documents_of_one_id_are_refused(tmp_path: Path) -> None:
    other = Paper("d00", "2025-06-01", [told(5).told[0]])
    folders = [write_tables(tmp_path / "a", PAPERS[:2]), write_tables(tmp_path / "b", [other])]
    with pytest.raises(SchemaError, match="'d00'"):
        reconcile(folders, tmp_path / "events")


def test_tables_in_parts_are_read_as_whole_ones(tmp_path: Path, whole: dict[str, bytes]) -> None:
    parts = tmp_path / "parts"
    for n in range(3):
        folder = write_tables(tmp_path / f"part{n}", PAPERS[n::3])
        for path in folder.glob("*.parquet"):
            (parts / path.stem).mkdir(parents=True, exist_ok=True)
            shutil.move(path, parts / path.stem / f"part-{n:05d}.parquet")
    keys = [{"key": f"{n:05d}"} for n in range(3)]
    run = {"generator": "Dateline 1", "run": "r", "layout": "parts", "parts": keys}
    (parts / "run.json").write_text(json.dumps(run))
    reconcile([parts], tmp_path / "events")
    assert tables_of(tmp_path / "events") == whole


def test_columns_that_an_older_table_lacks_are_null(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "a", PAPERS[:6])
    before = (reconcile([folder]), tables_of(folder))
    path = folder / "claims.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["date_inherited", "source_unnamed"]), path)
    assert (reconcile([folder]).rows, tables_of(folder)) == (before[0].rows, before[1])


def test_an_empty_corpus_has_empty_tables(tmp_path: Path) -> None:
    assert set(reconcile([write_tables(tmp_path / "a", [])]).rows.values()) == {0}


def test_what_is_no_output_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="nowhere"):
        reconcile([tmp_path / "nowhere"])
    with pytest.raises(ConfigError, match="No output folder"):
        reconcile([])


def test_stale_tables_are_removed(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "a", PAPERS[:3])
    reconcile([folder])
    forget(folder)
    assert not any((folder / f"{name}.parquet").exists() for name in CORPUS_SCHEMAS)
    assert not (folder / NOTE).exists()


def test_every_claim_is_in_one_event_and_every_figure_in_one_that_is_there(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "a", PAPERS)
    reconcile([folder])
    rows = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in (*CORPUS_SCHEMAS, "claims")}
    assert sorted(r["claim_id"] for r in rows["event_claims"]) == sorted(r["claim_id"] for r in rows["claims"])
    events, figures = {r["event_id"] for r in rows["events"]}, {r["figure_id"] for r in rows["figures"]}
    assert len(events) == len(rows["events"])
    assert len(figures) == len(rows["figures"])
    assert {r["event_id"] for name in ("event_claims", "event_args", "figures") for r in rows[name]} <= events
    assert {r["figure_id"] for r in rows["figure_claims"]} == figures
