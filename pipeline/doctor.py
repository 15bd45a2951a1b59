"""Whether the installation is sound, and what to do where it is not."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from spacy.language import Language

from pipeline.data import models_dir, read_jsonl
from pipeline.errors import DatelineError
from pipeline.flow import PACKAGES
from pipeline.gazetteer import Gazetteer
from pipeline.nlp import load

PROBE = "Russia handed over the bodies of 1,212 soldiers in Kherson on 2 June 2025, Kyiv said."
MAX_OPEN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is sound, what was seen or what to do."""

    check: str
    sound: bool
    detail: str


def examine() -> Iterator[Finding]:
    """The findings, one a check."""
    yield _python()
    yield from _packages()
    for check, look in CHECKS.items():
        try:
            yield Finding(check, True, look())
        except (DatelineError, OSError, ValueError) as err:
            yield Finding(check, False, f"{err} Reinstall Dateline.")


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", (3, 11) <= sys.version_info[:2] <= (3, 13), f"{found}; expected 3.11 to 3.13")


def _packages() -> Iterator[Finding]:
    for name in PACKAGES:
        try:
            yield Finding(name, True, version(name))
        except PackageNotFoundError:
            yield Finding(name, False, f"not installed; pip install {name}")


def _data() -> str:
    folder = models_dir()
    files = sorted(path.relative_to(folder) for path in folder.rglob("*.jsonl"))
    entries = sum(len(read_jsonl(str(file))) for file in files)
    return f"{len(files)} files, {entries} entries in {folder}"


def _gazetteer() -> str:
    began = time.perf_counter()
    gazetteer = Gazetteer()
    seconds = time.perf_counter() - began
    if not any(place.country == "UKR" for place in gazetteer.named("Kherson")):
        raise ValueError("The gazetteer does not know Kherson.")
    if seconds > MAX_OPEN_SECONDS:
        raise ValueError(f"The gazetteer took {seconds:.1f} s to open.")
    return f"{len(gazetteer):,} places, opened in {seconds:.2f} s"


def _model() -> str:
    nlp = load()
    _probe(nlp)
    return json.dumps(nlp.meta["dateline"])


def _probe(nlp: Language) -> None:
    doc = nlp(PROBE)
    empty = [layer for layer in ("actors", "places", "dates", "quantities") if not doc.spans[layer]]
    if empty:
        raise ValueError(f"The probe sentence gave no {', '.join(empty)}.")


CHECKS: dict[str, Callable[[], str]] = {"data files": _data, "gazetteer": _gazetteer, "model and layers": _model}
