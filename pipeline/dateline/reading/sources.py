"""Which files a run reads: those of folders, globs and stores, each once, in one order, with an id from its name."""

import glob
import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from dateline.reading.records import RecordError
from dateline.reading.streams import COMPRESSED
from dateline.storage import filesystem, is_url

SIDECAR = "metadata.csv"  # beside text files: file, published, title, publisher, url

_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read. path: as it was given, or found in what was given; key: what tells it from all others.

    root: the folder that it was found under; source: the path that was given; "-": standard input. size: in bytes.
    doc_id: the id of its document, or what the ids of its documents begin with where they bring none.
    """

    path: str
    key: str
    root: str
    source: str
    size: int = 0
    doc_id: str = ""

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.path.rstrip("/").rpartition("/")[2] if is_url(self.path) else Path(self.path).name

    def open(self) -> BinaryIO:
        """Its bytes. Raises OSError where it cannot be read, RecordError where it is a pipe that might never end."""
        if is_url(self.path):
            fs, path = filesystem(self.path)
            stream: BinaryIO = fs.open(path, "rb")
            return stream
        if Path(self.path).exists() and not Path(self.path).is_file():
            if Path(self.path).is_dir():
                next(Path(self.path).iterdir(), None)  # which says why it could not be listed
            raise RecordError("no regular file, expected a readable file or folder")
        return open(self.path, "rb")


@dataclass
class Sources:
    """The files that paths stand for. missing: paths with none, and their sources; passed_over: files by ending.

    read: bytes that have been read so far, by whoever reads them. total: documents, where each file is one.
    """

    files: list[File] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    read: int = 0
    total: int | None = None

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    @property
    def share(self) -> float:
        """The share of all bytes that has been read; of standard input nothing is known."""
        return min(self.read / self.size, 1.0) if self.size else 0.0


def find(paths: Iterable[str], known: Callable[[str], bool]) -> Sources:
    """The files of paths, globs, folders and URLs, each once, in an order that the order of the paths does not change.

    known: whether a file of such a name can be read; others in a folder are counted and passed over.
    """
    sources = Sources()
    found: dict[str, File] = {}
    for path in dict.fromkeys(paths):
        files = list(_of_path(path, known, sources.passed_over))
        for file in files:
            other = found.get(file.key)
            if other is None or (len(file.root), file.source, file.path) < (len(other.root), other.source, other.path):
                found[file.key] = file
        if not files:
            sources.missing.append((path, source_of(path)))
    ordered = sorted(found.values(), key=_order)
    sources.files = [replace(file, doc_id=doc_id) for file, doc_id in zip(ordered, _ids(ordered), strict=True)]
    return sources


def _order(file: File) -> tuple[bool, bool, tuple[str, ...]]:
    return file.path == "-", is_url(file.key), PurePosixPath(file.key).parts


def source_of(path: str) -> str:
    """What a path of the command line stands for, however it is spelt: a URL, an absolute path or pattern, or "-"."""
    return path if path == "-" or is_url(path) else os.path.realpath(path)


def _of_path(path: str, known: Callable[[str], bool], passed_over: Counter[str]) -> Iterator[File]:
    source = source_of(path)
    if path == "-":
        yield File(path, path, "", source)
    elif is_url(path):
        yield from _remote(path, known, passed_over)
    elif Path(path).is_dir():
        yield from (_local(file, path, source) for file in _folder(Path(path), known, passed_over))
    elif Path(path).exists() or Path(path).is_symlink():
        yield _local(path, os.path.dirname(path) or ".", source)
    else:
        base = os.path.dirname(path[: m.start()]) if (m := _MAGIC.search(path)) else "."
        for match in sorted(glob.glob(path, recursive=True)):
            inside = _folder(Path(match), known, passed_over) if Path(match).is_dir() else (match,)
            yield from (_local(file, base or ".", source) for file in inside)


def _local(path: str, root: str, source: str) -> File:
    size = os.path.getsize(path) if os.path.isfile(path) else 0
    return File(os.path.normpath(path), os.path.realpath(path), os.path.realpath(root), source, size)


def _folder(
    folder: Path, known: Callable[[str], bool], passed_over: Counter[str], above: tuple[Path, ...] = ()
) -> Iterator[str]:
    """The files in a folder and its folders; hidden ones and sidecars left out, and tables that Dateline has written.

    above: the folders that it lies in, as a link can lead back to one of them. One that cannot be listed is given
    itself, and reading it says why.
    """
    here = folder.resolve()
    if here in above or is_output(folder):
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield str(folder)
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == SIDECAR:
            continue
        if entry.is_dir():
            yield from _folder(entry, known, passed_over, (*above, here))
        elif known(entry.name):
            yield str(entry)
        else:
            passed_over[entry.suffix.lower() or "no ending"] += 1


def is_output(folder: Path) -> bool:
    """Whether tables of Dateline's lie in a folder, or are being written to it: they are no documents."""
    try:
        with (folder / "run.json").open("rb") as stream:
            return b'"generator": "Dateline ' in stream.read(200)
    except OSError:
        return (folder / ".lock").is_file() or ((folder / "manifest").is_dir() and (folder / "documents").is_dir())


def _remote(url: str, known: Callable[[str], bool], passed_over: Counter[str]) -> Iterator[File]:
    fs, path = filesystem(url)
    listed = fs.glob(path, detail=True) if _MAGIC.search(path) else fs.find(path, detail=True)
    tables = [name.rpartition("/")[0] for name in listed if name.endswith("/run.json")]
    base = path[: m.start()].rpartition("/")[0] if (m := _MAGIC.search(path)) else path
    for name, about in sorted(listed.items()):
        file = name.rpartition("/")[2]
        if about["type"] != "file" or file.startswith(".") or file == SIDECAR:
            continue
        if any(name.startswith(f"{folder}/") for folder in tables):
            continue
        full = fs.unstrip_protocol(name)
        if known(file) or name == path:
            root = base if name != path else name.rpartition("/")[0]
            yield File(full, full, fs.unstrip_protocol(root), url, int(about.get("size") or 0))
        else:
            passed_over[PurePosixPath(file).suffix.lower() or "no ending"] += 1


def stem(path: str) -> str:
    """A file's name without its endings: the id of its document."""
    name = path.rstrip("/").rpartition("/")[2]
    return without_ending(name) or name


def without_ending(name: str) -> str:
    """A name, or a path, without what tells its format and compression."""
    for ending in (*COMPRESSED, ".tgz"):
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
            break
    head, _, last = name.rpartition("/")
    kept = last.rpartition(".")[0] or last
    return f"{head}/{kept}" if head else kept


def _ids(files: list[File]) -> list[str]:
    """The id of each file: its stem; where that is another's too, its path from the root, and so on."""
    spellings = [_spellings(file) for file in files]
    counts = [Counter(options[i] for options in spellings) for i in range(4)]
    return [
        next((o for o, count in zip(options, counts, strict=True) if count[o] == 1), options[3])
        for options in spellings
    ]


def _spellings(file: File) -> tuple[str, str, str, str]:
    inside = file.key[len(file.root) :].lstrip("/") or file.name
    path = without_ending(inside)
    digest = hashlib.sha256(file.key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return stem(file.path), path, inside, f"{path}~{digest}"
