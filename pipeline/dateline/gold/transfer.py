"""Gold in from the tools that it is made in, and out to them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import GoldError
from dateline.gold import formats
from dateline.gold.formats import native
from dateline.gold.formats.offsets import prove, realigned
from dateline.gold.formats.shape import Annotated
from dateline.gold.mapping import LabelMap, lines_of, mapped, unknown
from dateline.gold.predicted import documents_of
from dateline.tables.frames import read_table


@dataclass(frozen=True, slots=True)
class Imported:
    """Documents with our labels and proven offsets; what was repaired, and what was left out as it could not be."""

    documents: Sequence[Annotated]
    repairs: Sequence[str]
    faults: Sequence[str]


def read_files(paths: Sequence[Path], name: str) -> list[Annotated]:
    """The documents of files in a format, folders searched for its endings. Raises GoldError where there are none."""
    module = formats.of(name)
    found = [document for file in _files(paths, module.SUFFIXES) for document in module.read(file)]
    if not found:
        raise GoldError(f"{', '.join(map(str, paths))}: no document that is annotated.")
    twice = _twice(found)
    if twice:
        raise GoldError(f"{twice[0].where}: document {twice[0].doc_id!r} is there twice; give each an id of its own.")
    return found


def _files(paths: Sequence[Path], suffixes: Sequence[str]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(
            p for p in path.rglob("*") if p.suffix in suffixes and p.is_file() and p.name != "documents.jsonl"
        )
        here = path / "documents.jsonl"
        if ".jsonl" in suffixes and here.is_file():
            inside = [here, *inside]
        if not inside:
            raise GoldError(f"{path}: no file that ends in {' or '.join(suffixes)}.")
        yield from inside


def _twice(documents: Sequence[Annotated]) -> list[Annotated]:
    seen: set[str] = set()
    found = []
    for document in documents:
        if document.doc_id in seen:
            found.append(document)
        seen.add(document.doc_id)
    return found


def imported(paths: Sequence[Path], name: str, *, names: LabelMap | None = None, texts: Path | None = None) -> Imported:
    """The documents of a tool's export as gold.

    texts: an output folder; gold then stands on its `documents.text`, and has its days of publication.
    Raises GoldError where a file is not of the format, and where names are unknown: all at once.
    """
    names = names or LabelMap()
    found = read_files(paths, name)
    strange = unknown(found, names)
    if strange:
        raise GoldError(
            f"Nothing says what these are: {'; '.join(strange)}. Give each a line in a file for --map: "
            '[labels] PER = {layer = "actors", type = "person"}; false leaves one out.'
        )
    repairs: list[str] = []
    faults: list[str] = []
    documents = []
    known = _texts(texts) if texts else {}
    for document in found:
        proven = prove(document)
        repairs += proven.repairs
        faults += proven.faults
        kept = mapped(proven.document, names)
        if texts:
            kept = _onto(kept, known, texts, repairs, faults)
        documents.append(kept)
    return Imported(documents, repairs, faults)


def _texts(folder: Path) -> Mapping[str, tuple[str, str | None, str | None]]:
    columns = ["doc_id", "text", "published", "title"]
    rows = read_table("documents", folder, columns=columns).to_pylist()
    days = {row["doc_id"]: row["published"].date().isoformat() if row["published"] else None for row in rows}
    return {row["doc_id"]: (row["text"], days[row["doc_id"]], row["title"]) for row in rows}


def _onto(
    document: Annotated,
    known: Mapping[str, tuple[str, str | None, str | None]],
    folder: Path,
    repairs: list[str],
    faults: list[str],
) -> Annotated:
    if document.doc_id not in known:
        faults.append(f"{document.doc_id}: no such document in {folder}")
        return document
    text, published, title = known[document.doc_id]
    moved = realigned(document, text)
    repairs += moved.repairs
    faults += moved.faults
    old = moved.document
    return Annotated(
        old.doc_id, text, old.spans, old.relations, old.published or published, old.title or title, old.where
    )


def write_gold(found: Imported, folder: Path) -> int:
    """Writes gold, a file a document; how many lines. Raises GoldError where a layer cannot hold what is annotated."""
    lines = sum(len(lines_of(document)) for document in found.documents)  # all of them are tried before any is written
    native.write(found.documents, folder)
    return lines


def export(source: Path, name: str, folder: Path, doc_ids: Sequence[str] | None = None) -> int:
    """Writes predictions, or gold where the folder holds gold, for correction in a tool; how many documents."""
    module = formats.of(name, written=True)
    if source.is_file() or (source.is_dir() and any(source.glob("*.jsonl")) and not (source / "run.json").exists()):
        proven = imported([source], "native")
        found = [d for d in proven.documents if not doc_ids or d.doc_id in doc_ids]
    else:
        found = list(documents_of(source, doc_ids))
    if not found:
        raise GoldError(f"{source}: no document to export.")
    n: int = module.write(found, folder)
    return n
