"""Whether the installation is sound, and what to do where it is not."""

import base64
import gzip
import hashlib
import io
import json
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PACKAGE, MODEL = "dateline", "en-core-web-sm"
PROBE = "Russia handed over the bodies of 1,212 soldiers in Kherson on 2 June 2025, Kyiv said."
WARC = """WARC/1.0
WARC-Type: response
WARC-Target-URI: https://probe.example/
WARC-Date: 2025-06-11T00:00:00Z
Content-Type: application/http; msgtype=response
Content-Length: {}

"""
MAX_OPEN_SECONDS = 1.0
SHOWN = 3  # files that are named where more are wrong

_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is sound, what was seen or what to do."""

    check: str
    sound: bool
    detail: str


def examine(project: Path | None = None) -> Iterator[Finding]:
    """The findings, one a check, and one on a project folder. A package that is missing stops no other check."""
    yield _python()
    yield from _packages()
    for check, (look, remedy) in CHECKS.items():
        try:
            yield Finding(check, True, look())
        except Exception as err:  # whatever a broken installation makes of it, it is a finding
            said = str(err).split("\n")[0] or type(err).__name__
            yield Finding(check, False, f"{said.rstrip('.')}. {remedy.format(model=_pinned_model())}")
    if project is not None:
        yield _project(project)


def _project(folder: Path) -> Finding:
    """The finding on a user's own lines."""
    from dateline.errors import DatelineError
    from dateline.flow.load import load
    from dateline.project.folder import read_project

    try:
        lines = read_project(folder).lines
        load(project=folder)
    except (DatelineError, OSError) as err:
        return Finding("project", False, str(err))
    files = len({line.path for line in lines})
    return Finding("project", True, f"{len(lines)} lines in {files} files of {folder}, each proven on its example")


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    sound = (3, 11) <= sys.version_info[:2] <= (3, 13)
    remedy = "" if sound else "; make a new environment with one of these"
    return Finding("Python", sound, f"{found}; expected 3.11 to 3.13{remedy}")


def _packages() -> Iterator[Finding]:
    """Dateline and what it needs, each in a version that it takes."""
    try:
        wanted = sorted(requires(PACKAGE) or [])
        yield Finding(PACKAGE, True, version(PACKAGE))
    except PackageNotFoundError:
        yield Finding(PACKAGE, False, "not installed; `pip install .` in its folder, or `make run`")
        return
    for line in wanted:
        if "extra ==" in line:
            yield _extra(line)
        else:
            yield _package(line)


def _pinned_model() -> str:
    """The requirement of the base model, as pip takes it."""
    try:
        return next((line for line in requires(PACKAGE) or () if line.startswith(MODEL)), MODEL)
    except PackageNotFoundError:
        return MODEL


def _package(line: str) -> Finding:
    """The finding on one requirement, such as "spacy<3.9,>=3.8.7"."""
    match = _NAME.match(line)
    name = match[0] if match else line
    try:
        found = version(name)
    except PackageNotFoundError:
        return Finding(name, False, f"not installed; pip install {line!r}")
    if fits(found, line):
        return Finding(name, True, found)
    return Finding(name, False, f"{found}; expected {line[len(name) :]}; pip install {line!r}")


def _extra(line: str) -> Finding:
    """The finding on a package that only some need: it may be missing, but not be too old."""
    needed, _, extra = line.partition(";")
    finding = _package(needed.strip())
    if finding.sound or finding.detail.startswith("not installed"):
        name = extra.partition("==")[2].strip(" \"'")
        absent = f"not installed, which is right where dateline[{name}] is not needed"
        return Finding(finding.check, True, finding.detail if finding.sound else absent)
    return finding


def fits(found: str, line: str) -> bool:
    """Whether a version is one that a requirement takes; true where nothing is there to tell."""
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return True
    return bool(Requirement(line).specifier.contains(found, prereleases=True))


def _as_installed() -> str:
    """The package's own files against the hashes that the installer recorded."""
    recorded = [f for f in files(PACKAGE) or () if f.hash is not None and f.parts[0] == "dateline"]
    if not recorded:
        return "an editable installation: there are no hashes to compare with"
    wrong = [str(f) for f in recorded if not _is_whole(Path(str(f.locate())), f.hash)]
    if wrong:
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise ValueError(f"missing or changed: {', '.join(wrong[:SHOWN])}{more}")
    return f"{len(recorded)} files as they were installed"


def _is_whole(path: Path, recorded: Any) -> bool:
    if not path.is_file():
        return False
    digest = base64.urlsafe_b64encode(hashlib.new(recorded.mode, path.read_bytes()).digest())
    return digest.decode().rstrip("=") == str(recorded.value)


def _data() -> str:
    from dateline.data import models_dir, read_jsonl

    folder = models_dir()
    found = sorted(
        path.relative_to(folder)
        for part in ("lexicon", "patterns", "shared")
        for path in (folder / part).rglob("*.jsonl")
    )
    if not found:
        raise ValueError(f"no data files in {folder}")
    entries = sum(len(read_jsonl(str(file))) for file in found)
    return f"{len(found)} files, {entries} entries in {folder}"


def _gazetteer() -> str:
    from dateline.gazetteer import Gazetteer

    began = time.perf_counter()
    gazetteer = Gazetteer()
    seconds = time.perf_counter() - began
    if not any(place.country == "UKR" for place in gazetteer.named("Kherson")):
        raise ValueError("it does not know Kherson")
    if seconds > MAX_OPEN_SECONDS:
        raise ValueError(f"it took {seconds:.1f} s to open")
    return f"{len(gazetteer):,} places, opened in {seconds:.2f} s"


def _formats() -> str:
    """A probe of each format, read as a run reads it."""
    from dateline.reading.documents import read

    probes = _probes()
    with tempfile.TemporaryDirectory() as folder:
        for name, content in probes.items():
            (Path(folder) / name).write_bytes(content)
        found = {Path(document.path).relative_to(folder).parts[0]: document for document in read(folder)}
    for name in probes:
        if name not in found or found[name].status != "ok":
            said = (found[name].error or "").partition(": ")[2] if name in found else "it was passed over"
            raise ValueError(f"{name}: {said}")
    return f"probes of {', '.join(name.partition('.')[2] for name in probes)} were read"


def _probes() -> dict[str, bytes]:
    """A file of each format, with one document; of those that need a package of an extra where that is installed."""
    said = f"{PROBE} It was the third such exchange of the week, the ministry added."
    page = f"<html><body><article><h1>Bodies</h1><p>{said}</p><p>{said[::-1]}</p></article></body></html>".encode()
    line = json.dumps({"id": "probe", "text": said}).encode() + b"\n"
    import pyarrow as pa
    import pyarrow.parquet as pq

    parquet, archive = io.BytesIO(), io.BytesIO()
    pq.write_table(pa.table({"id": ["probe"], "text": [said]}), parquet)
    with zipfile.ZipFile(archive, "w") as entries:
        entries.writestr("probe.txt", said)
    probes = {
        "a.txt": said.encode(),
        "b.md": said.encode(),
        "c.html": page,
        "d.jsonl": line,
        "e.json": b"[" + line + b"]",
        "f.csv": f'id;body\n1;"{said}"\n'.encode(),
        "g.parquet": parquet.getvalue(),
        "h.jsonl.gz": gzip.compress(line),
        "i.jsonl.zst": pa.compress(line, "zstd", asbytes=True),
        "j.zip": archive.getvalue(),
    }
    if find_spec("warcio") is not None:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        probes["k.warc"] = WARC.format(len(http)).replace("\n", "\r\n").encode() + http + b"\r\n\r\n"
    return probes


def _model() -> str:
    from dateline.flow.backend import current_backend
    from dateline.flow.load import load

    made = load().meta["dateline"]
    return f"{made['base']}, weights {made['sha256'][:12]}… as pinned; matrices by {current_backend()}"


def _layers() -> str:
    from dateline.flow.load import load
    from dateline.layers.registry import LAYERS

    doc = load()(PROBE)
    empty = [layer for layer in LAYERS if not doc.spans.get(layer)]
    if empty:
        raise ValueError(f"a probe sentence gave no {', '.join(empty)}")
    return "a probe sentence gave rows of every layer"


_AGAIN = "Install Dateline again: pip install --force-reinstall --no-deps, or `make run` in a checkout"
CHECKS: dict[str, tuple[Callable[[], str], str]] = {
    "files": (_as_installed, f"{_AGAIN}."),
    "formats": (_formats, "Install the package that is named: pip install --upgrade trafilatura lxml-html-clean."),
    "data files": (_data, f"{_AGAIN}."),
    "gazetteer": (_gazetteer, f"{_AGAIN}; `make gazetteer` in a checkout builds it."),
    "model": (_model, "pip install --force-reinstall --no-deps {model}"),
    "layers": (_layers, f"Mend what is named above first. {_AGAIN}."),
}
