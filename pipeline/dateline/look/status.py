"""What an output folder holds, and whether a run is at work on it."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from dateline.look.progress import clock
from dateline.storage import Folder
from dateline.tables.layout import MANIFEST, read_manifest, read_run


def status(folder: Folder) -> Iterator[str]:
    """Lines that say it: the complete run, the parts that wait for theirs to end, and whether one is at work."""
    run, waiting = read_run(folder), read_manifest(folder)
    if run is None and not waiting:
        yield f"{folder.url}: no run has written here."
    if run is not None:
        summary = run["summary"]
        yield f"complete: {_documents(run.get('parts', []))}; run {run['run']}, {run.get('layout', 'single')}"
        yield f"made by {run['generator']} in {clock(summary['seconds'])} from {', '.join(run['arguments']['paths'])}"
    ours = {part["key"] for part in run.get("parts", [])} if run else set()
    left = [part for part in waiting if part["key"] not in ours]
    if left:
        yield f"not complete: {_documents(left)} in {len(left):,} parts{_last_commit(folder)}"
    if folder.at_work():
        yield "a run is at work"
    elif left:
        yield "no run is at work: the same command goes on from there"


def _documents(parts: list[dict[str, Any]]) -> str:
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part["documents"])
    words = sum(part["n_words"] for part in parts)
    said = ", ".join(f"{n:,} {name}" for name, n in sorted(counts.items()))
    return f"{sum(counts.values()):,} documents ({said}), {words:,} words"


def _last_commit(folder: Folder) -> str:
    """When the last part was committed, where the folder lies on this machine."""
    if folder.remote:
        return ""
    times = [path.stat().st_mtime for path in (folder.local / MANIFEST).glob("*.json")]
    when = datetime.fromtimestamp(max(times), UTC).astimezone().isoformat(sep=" ", timespec="seconds")
    return f", the last one at {when}"
