"""The main job: files in, tables out."""

import json
import sys
from pathlib import Path
from typing import Any

import dateline
import dateline.flow.annotate
import dateline.storage
import pandas as pd
import pyarrow.parquet as pq
import pytest
from conftest import ROOT
from dateline.data import models_dir
from dateline.errors import ConfigError, SchemaError
from dateline.layers.registry import LAYERS
from dateline.reading.documents import Document
from dateline.reconcile.run import NOTE
from dateline.tables.frames import ALL
from dateline.tables.tabulate import SCHEMAS, Rows
from spacy.language import Language
from spacy.tokens import Doc

SAMPLE = str(ROOT / "corpus" / "sample")
FEW = [f"{SAMPLE}/{name}" for name in ("abyan-boat.txt", "goma-hospitals.html", "kherson-minibus.txt", "outlets.jsonl")]


@pytest.fixture(scope="module")
def out(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    dateline.run([SAMPLE], folder, nlp=nlp)
    return folder


@pytest.fixture(scope="module")
def few(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a part of the sample."""
    folder = tmp_path_factory.mktemp("few")
    assert sum(dateline.run(FEW, folder, nlp=nlp).documents.values()) > 4
    return folder


def test_every_table_is_written_with_its_schema_and_provenance(out: Path) -> None:
    for name, schema in SCHEMAS.items():
        found = pq.read_schema(out / f"{name}.parquet")
        assert found.names == schema.names
        for field in schema:
            assert found.field(field.name).metadata[b"description"] == field.metadata[b"description"]
        assert found.metadata[b"generator"].startswith(b"Dateline ")
        assert b"GeoNames" in found.metadata[b"credits"]
        assert json.loads(found.metadata[b"model"])["sha256"]


def test_every_mention_leads_back_to_its_characters(out: Path) -> None:
    tables = dateline.read_tables(out)
    texts = tables.texts()
    for name in LAYERS:
        frame = getattr(tables, name)
        assert len(frame), name
        assert frame.mention_id.is_unique, name
        for row in frame.itertuples():
            text = texts[row.doc_id]
            assert text[row.start : row.end] == row.text
            assert 0 <= row.sentence_start <= row.start < row.end <= len(text)
            assert row.sentence_end <= len(text)
            for column in frame.columns:
                if column.endswith("_start") and column[:-6] + "_end" in frame and column != "date_start":
                    start, end = getattr(row, column), getattr(row, column[:-6] + "_end")
                    assert pd.isna(start) == pd.isna(end)
                    assert pd.isna(start) or 0 <= start < end <= len(text), (name, column)


def test_no_mention_stands_in_a_repeat_or_boilerplate(out: Path) -> None:
    tables = dateline.read_tables(out)
    dead = tables.regions[tables.regions.kind.isin(["repeat", "boilerplate"])]
    assert len(dead)
    for name in LAYERS:
        both = getattr(tables, name).merge(dead, on="doc_id", suffixes=("", "_region"))
        assert not ((both.start < both.end_region) & (both.end > both.start_region)).any(), name


def test_rows_are_sorted_and_ids_unique_over_all_tables(out: Path) -> None:
    tables = dateline.read_tables(out)
    ids: list[str] = []
    for name in LAYERS:
        frame = getattr(tables, name)
        keys = list(frame[["doc_id", "start", "end"]].itertuples(index=False, name=None))
        assert keys == sorted(keys), name
        ids += frame.mention_id.tolist()
    assert len(ids) == len(set(ids))


def test_regions_cover_every_text_without_overlap(out: Path) -> None:
    tables = dateline.read_tables(out)
    texts = tables.texts()
    assert tables.regions.doc_id.nunique() == len(texts) > 20
    for doc_id, regions in tables.regions.groupby("doc_id"):
        at = 0
        for region in regions.itertuples():
            assert texts[doc_id][at : region.start].strip() == ""
            at = region.end
        assert texts[doc_id][at:].strip() == ""


def test_intervals_and_bounds_are_in_order(out: Path) -> None:
    tables = dateline.read_tables(out)
    dates = tables.dates.dropna(subset=["date_start", "date_end"])
    assert (dates.date_start <= dates.date_end).all()
    quantities = tables.quantities.dropna(subset=["low", "high"])
    assert (quantities.low <= quantities.high).all()


def test_claims_point_at_rows_that_are_there(out: Path) -> None:
    tables = dateline.read_tables(out)
    ids = {name: set(getattr(tables, name).mention_id) for name in LAYERS}
    assert set(tables.claim_args.claim_id) <= set(tables.claims.claim_id)
    assert set(tables.claim_relations.target_claim_id) <= set(tables.claims.claim_id)
    for row in tables.claim_args.dropna(subset=["mention_id"]).itertuples():
        assert row.mention_id in ids[row.layer]
    assert set(tables.claims.quote_id.dropna()) <= set(tables.quotes.quote_id)
    assert set(tables.dates.anchor_mention.dropna()) <= ids["dates"]
    assert set(tables.quantities.part_of.dropna()) <= ids["quantities"]
    actors = set(tables.actors.actor_id)
    assert set(tables.quantities.item_actor_id.dropna()) <= actors
    assert set(tables.quotes.source_actor_id.dropna()) <= actors


@pytest.mark.parametrize("batch_size", [1, 3])
def test_the_bytes_do_not_depend_on_the_batch_size(nlp: Language, few: Path, tmp_path: Path, batch_size: int) -> None:
    text = (models_dir() / "config.cfg").read_text(encoding="utf-8")
    config = tmp_path / "config.cfg"
    config.write_text(text.replace("batch_size = 32", f"batch_size = {batch_size}"), encoding="utf-8")
    assert config.read_text(encoding="utf-8") != text
    dateline.run(FEW, tmp_path, nlp=nlp, config=config)
    for name in SCHEMAS:
        assert (tmp_path / f"{name}.parquet").read_bytes() == (few / f"{name}.parquet").read_bytes(), name


def test_run_json_says_what_was_done(out: Path) -> None:
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert run["summary"]["documents"]["ok"] >= 12
    assert run["summary"]["rows"]["dates"] == pq.read_metadata(out / "dates.parquet").num_rows
    assert run["arguments"]["paths"] == [SAMPLE]


def test_nothing_but_the_tables_is_left_in_the_folder(out: Path) -> None:
    assert {p.name for p in out.iterdir()} == {f"{name}.parquet" for name in ALL} | {"README.md", "run.json", NOTE}


def test_bad_documents_are_rows_and_the_others_go_on(nlp: Language, tmp_path: Path) -> None:
    lines = [
        '{"id": "good", "text": "Russia returned 27 bodies on 2 June 2025.", "published": "2025-06-11"}',
        '{"id": "broken", "text": ',
        '{"id": "empty", "text": ""}',
        '{"id": "good", "text": "Ukraine returned 12 bodies.", "published": "2025-06-11"}',
        '{"id": "when", "text": "Ukraine returned 12 bodies.", "published": "2025-02-30"}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    seen = []
    summary = dateline.run([str(tmp_path / "in.jsonl")], tmp_path / "out", nlp=nlp, progress=seen.append)
    documents = dateline.read_tables(tmp_path / "out").documents
    assert sum(step.documents for step in seen) == len(documents) == 5
    assert summary.documents == {"ok": 3, "failed": 2}
    assert documents[documents.error.notna()].doc_id.tolist() == ["empty", "in:2", "when"]
    assert documents[documents.status == "failed"].error.str.contains("in.jsonl").all()
    assert documents.doc_id.is_unique


def test_a_document_that_breaks_a_layer_fails_alone(
    nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dates = nlp.get_pipe("dates")
    find = dates.find

    def broken(doc: object) -> object:
        if "Kherson" in str(doc):
            raise RuntimeError("no luck")
        return find(doc)

    monkeypatch.setattr(dates, "find", broken)
    texts = ["Two died in Kursk on 2 June 2025.", "Two died in Kherson.", "Two died in Sumy on 3 June 2025."]
    lines = [json.dumps({"id": str(i), "text": text}) for i, text in enumerate(texts)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    summary = dateline.run([str(tmp_path / "in.jsonl")], tmp_path / "out", nlp=nlp)
    assert summary.documents == {"ok": 2, "failed": 1}
    assert "RuntimeError: no luck" in summary.failures[0]["error"]
    assert set(dateline.read_tables(tmp_path / "out").dates.doc_id) == {"0", "2"}


def test_a_document_whose_rows_do_not_fit_fails_alone(
    nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tabulate = dateline.flow.annotate.tabulate

    def wrong(document: Document, doc: Doc | None) -> dict[str, Rows]:
        rows = tabulate(document, doc)
        return rows if document.doc_id != "1" else rows | {"dates": [r | {"grain": "aeon"} for r in rows["dates"]]}

    monkeypatch.setattr("dateline.flow.annotate.tabulate", wrong)
    lines = [json.dumps({"id": str(i), "text": "Two died in Kursk on 2 June 2025."}) for i in range(3)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    summary = dateline.run([str(tmp_path / "in.jsonl")], tmp_path / "out", nlp=nlp)
    assert summary.documents == {"ok": 2, "failed": 1}
    assert "SchemaError: Table 'dates', column 'grain': got ['aeon']" in summary.failures[0]["error"]
    assert set(dateline.read_tables(tmp_path / "out").dates.doc_id) == {"0", "2"}


def test_plain_pandas_filters_and_joins(out: Path) -> None:
    dates = pd.read_parquet(out / "dates.parquet")
    quantities = pd.read_parquet(out / "quantities.parquet")
    assert len(dates[dates.date_start >= "2025-06-01"])
    joined = quantities.merge(dates, on=["doc_id", "sentence"], suffixes=("", "_date"))
    assert len(joined[joined.date_start.notna()])


def test_frames_have_the_right_types(out: Path) -> None:
    tables = dateline.read_tables(out)
    assert str(tables.quantities.item_start.dtype) == "Int64"
    assert str(tables.quantities.negated.dtype) == "bool"
    assert isinstance(tables.places.kind.dtype, pd.CategoricalDtype)
    assert "text" not in tables.documents
    assert str(tables.dates.date_start.dtype).startswith("datetime64")
    mentions = tables.mentions(tables.documents.doc_id[0])
    assert mentions.start.is_monotonic_increasing
    assert set(mentions.layer) <= set(LAYERS)


def test_an_unknown_table_names_those_there_are(out: Path, tmp_path: Path) -> None:
    with pytest.raises(AttributeError, match="Tables: documents, regions"):
        dateline.read_tables(out).date  # noqa: B018
    with pytest.raises(SchemaError, match="dateline run"):
        dateline.read_tables(tmp_path)


@pytest.mark.parametrize("missing", ["losss", "empty", "no/*.txt"])
def test_where_nothing_was_read_nothing_is_written(nlp: Language, tmp_path: Path, missing: str) -> None:
    (tmp_path / "in.txt").write_text("Russia returned 27 bodies on 2 June 2025.", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    dateline.run([str(tmp_path / "in.txt")], tmp_path / "out", nlp=nlp)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with pytest.raises(ConfigError, match="Nothing was read and nothing written"):
        dateline.run([str(tmp_path / missing)], tmp_path / "out", nlp=nlp)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    with pytest.raises(ConfigError, match="Nothing was read"):
        dateline.run([str(tmp_path / missing)], tmp_path / "new", nlp=nlp)
    assert not (tmp_path / "new").exists()


def test_a_missing_path_among_others_is_a_failed_document(nlp: Language, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("Russia returned 27 bodies on 2 June 2025.", encoding="utf-8")
    summary = dateline.run([str(tmp_path / "in.txt"), str(tmp_path / "losss")], tmp_path / "out", nlp=nlp)
    assert summary.documents == {"ok": 1, "failed": 1}


def test_tables_are_moved_into_place_when_all_are_written(
    nlp: Language, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "in.txt"
    text.write_text("Russia returned 27 bodies on 2 June 2025.", encoding="utf-8")
    dateline.run([str(text)], tmp_path / "out", nlp=nlp)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    text.write_text("Ukraine returned 12 bodies on 3 June 2025.", encoding="utf-8")
    write = dateline.storage._write_synced

    def full(path: Path, *args: Any) -> None:
        write(path, *args)
        if path.name.endswith("-claims.parquet"):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("dateline.storage._write_synced", full)
    with pytest.raises(OSError, match="No space left"):
        dateline.run([str(text)], tmp_path / "out", nlp=nlp)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.*")} == before
    monkeypatch.undo()
    dateline.run([str(text)], tmp_path / "out", nlp=nlp)
    assert dateline.read_tables(tmp_path / "out").places.text.tolist() == ["Ukraine"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(before)


def test_tables_of_two_runs_are_told_apart(nlp: Language, out: Path, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("Russia returned 27 bodies on 2 June 2025.", encoding="utf-8")
    dateline.run([str(tmp_path / "in.txt")], tmp_path / "out", nlp=nlp)
    assert len(dateline.read_tables(tmp_path / "out").dates) == 1
    (tmp_path / "out" / "dates.parquet").write_bytes((out / "dates.parquet").read_bytes())
    with pytest.raises(SchemaError, match=r"dates\.parquet is of run .*, run\.json of run"):
        dateline.read_tables(tmp_path / "out").dates  # noqa: B018
    (tmp_path / "out" / "run.json").unlink()
    with pytest.raises(SchemaError, match=r"dates\.parquet is of run .*, documents\.parquet beside it of run"):
        dateline.read_tables(tmp_path / "out").dates  # noqa: B018


def test_a_reader_without_its_package_fails_its_file_alone(
    nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").write_text("<p>Russia returned 27 bodies.</p>", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Russia returned 27 bodies on 2 June 2025.", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    summary = dateline.run([str(tmp_path / "a.html"), str(tmp_path / "b.txt")], tmp_path / "out", nlp=nlp)
    assert summary.documents == {"ok": 1, "failed": 1}
    assert "a package is missing" in summary.failures[0]["error"]


@pytest.mark.parametrize(("kept_words", "stays"), [(0, False), (1 << 30, True)])
def test_words_stay_in_the_vocabulary_up_to_a_number_and_change_no_row(
    nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: Path, kept_words: int, stays: bool
) -> None:
    monkeypatch.setattr("dateline.flow.annotate.KEPT_WORDS", kept_words)
    word = f"zorbish{kept_words}"
    (tmp_path / "a.txt").write_text(f"The {word} police killed two men in Kyiv on Friday.", encoding="utf-8")
    dateline.run([str(tmp_path / "a.txt")], tmp_path / "one", nlp=nlp)
    assert (word in nlp.vocab.strings) is stays
    dateline.run(FEW, tmp_path / "out", nlp=nlp)
    for name in SCHEMAS:
        assert (tmp_path / "out" / f"{name}.parquet").read_bytes() == (few / f"{name}.parquet").read_bytes()
