"""A folder of output, on this machine or in an object store: files in it appear whole or not at all."""

import io
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock, Timeout

from dateline.errors import ConfigError, RunError
from dateline.lease import Lease, leased

LOCK = ".lock"
WRITING = ".writing"  # what is being written lies here, and what a killed run leaves

Writer = Callable[[BinaryIO], object]


def is_url(path: str) -> bool:
    """Whether a path names a store, such as s3://bucket/news, and no file of this machine."""
    return "://" in path and not path.startswith("file://")


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL or path, and the path in it.

    Raises ConfigError where the store is unknown, or the package that it needs is not installed.
    """
    import fsspec

    try:
        fs, path = fsspec.url_to_fs(url)
    except (ValueError, ImportError) as err:
        what = str(err).split("\n")[0]
        raise ConfigError(f"{url}: {what}; pip install 'dateline[s3]' or 'dateline[gcs]' brings the stores.") from err
    return fs, path.rstrip("/")


@dataclass(frozen=True)
class Folder:
    """A folder by its path or URL; names in it have forward slashes: "dates/part-0f.parquet"."""

    url: str

    @property
    def remote(self) -> bool:
        """Whether it lies in a store."""
        return is_url(self.url)

    @property
    def local(self) -> Path:
        """The folder on this machine."""
        return Path(self.url.removeprefix("file://"))

    def path(self, name: str) -> str:
        """The path or URL of a file."""
        return f"{self.url.rstrip('/')}/{name}" if self.remote else str(self.local / name)

    def open(self, name: str) -> Any:
        """What pyarrow reads a file from: its path, or a stream of the store."""
        if not self.remote:
            return self.path(name)
        fs, root = filesystem(self.url)
        return fs.open(f"{root}/{name}", "rb")

    def read(self, name: str) -> bytes:
        """What is in a file. Raises FileNotFoundError where it is not there."""
        if not self.remote:
            return (self.local / name).read_bytes()
        fs, root = filesystem(self.url)
        content: bytes = fs.cat_file(f"{root}/{name}")
        return content

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        if not self.remote:
            return (self.local / name).is_file()
        fs, root = filesystem(self.url)
        return bool(fs.isfile(f"{root}/{name}"))

    def names(self, below: str = "") -> list[str]:
        """The files in the folder, or in one below it, at any depth, in order; of none where it is not there."""
        if self.remote:
            fs, root = filesystem(self.url)
            fs.invalidate_cache()
            return sorted(path[len(root) + 1 :] for path in fs.find(f"{root}/{below}".rstrip("/")))
        start = self.local / below
        return sorted(path.relative_to(self.local).as_posix() for path in start.rglob("*") if path.is_file())

    def write(self, files: Mapping[str, Writer]) -> None:
        """Writes files, each by what writes its bytes, and moves them into place when all are written and synced.

        Where one cannot be written none is moved, and nothing is left behind.
        """
        if self.remote:
            self._put(files)
        else:
            self._move(files)

    def _put(self, files: Mapping[str, Writer]) -> None:
        fs, root = filesystem(self.url)
        for name, content in {name: _bytes(write) for name, write in files.items()}.items():
            fs.pipe_file(f"{root}/{name}", content)

    def _move(self, files: Mapping[str, Writer]) -> None:
        (self.local / WRITING).mkdir(parents=True, exist_ok=True)
        written = {name: self.local / WRITING / f"{os.getpid()}-{name.replace('/', '-')}" for name in files}
        try:
            for name, write in files.items():
                _write_synced(written[name], write)
            for folder in {(self.local / name).parent for name in files}:
                folder.mkdir(parents=True, exist_ok=True)
            for name, temporary in written.items():
                os.replace(temporary, self.local / name)
            for folder in {(self.local / name).parent for name in files}:
                _sync(folder)
        finally:
            for temporary in written.values():
                temporary.unlink(missing_ok=True)

    def remove(self, names: list[str]) -> None:
        """Removes files that are there, and folders that they leave empty."""
        if self.remote:
            fs, root = filesystem(self.url)
            for name in names:
                fs.rm_file(f"{root}/{name}")
            return
        for name in names:
            (self.local / name).unlink(missing_ok=True)
        for name in names:
            _remove_empty((self.local / name).parent, self.local)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other runs out of the folder, which is made, and removed again where it stays empty.

        The system gives the lock free when its process dies, a store a while after. Raises RunError where another run
        holds it.
        """
        if self.remote:
            fs, root = filesystem(self.url)
            with leased(fs, f"{root}/{LOCK}", self.url):
                yield
            return
        lock = FileLock(self.local / LOCK)
        try:
            self.local.mkdir(parents=True, exist_ok=True)
            lock.acquire(blocking=False)
        except Timeout as err:
            raise RunError(f"{self.url}: another run writes to it; wait for it, or give another --out.") from err
        try:
            yield
        finally:
            (self.local / LOCK).unlink(missing_ok=True)
            lock.release()
            if not any(self.local.iterdir()):
                self.local.rmdir()

    def at_work(self) -> bool:
        """Whether a run holds the lock."""
        if self.remote:
            fs, root = filesystem(self.url)
            return Lease(fs, f"{root}/{LOCK}", "").holder() is not None
        if not (self.local / LOCK).is_file():
            return False
        lock = FileLock(self.local / LOCK)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return True
        lock.release()
        return False

    def sweep(self) -> None:
        """Removes what killed runs left half written. To be called where no other run writes."""
        if not self.remote:
            shutil.rmtree(self.local / WRITING, ignore_errors=True)


def _bytes(write: Writer) -> bytes:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()


def _write_synced(path: Path, write: Writer) -> None:
    with path.open("wb") as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Makes the names in a folder durable, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
