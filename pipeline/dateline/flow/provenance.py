"""What made the tables: package and its data, packages it stands on, model, settings. Nothing of the run itself."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dateline.data import PACKAGE, models_dir
from dateline.project import deciding

PACKAGES = ("dateline", "spacy", "dateparser", "quantulum3", "pyarrow", "trafilatura", "htmldate", "ftfy")


ROWS_OF_RUN = ("max_chars",)  # what of [run] in the config decides rows


def provenance(model: dict[str, str], settings: dict[str, Any]) -> dict[str, str]:
    """What made the tables, as metadata of their files: versions, hashes of code, data, model and config, credits.

    model: name and weights of the base model, as `load.described` gives them.
    """
    run = {name: settings["run"][name] for name in ROWS_OF_RUN}
    decides = settings | {"run": run}
    if "lines" in settings:
        decides["lines"] = deciding(settings["lines"])
    meaning = json.dumps([decides, dict(_own_files(settings))], sort_keys=True)
    return {
        "generator": "Dateline " + version("dateline"),
        "packages": json.dumps({name: version(name) for name in PACKAGES}),
        "source_sha256": source_sha256(),
        "model": json.dumps(model, sort_keys=True),
        "config_sha256": hashlib.sha256(meaning.encode()).hexdigest(),
        "credits": "Places: GeoNames (https://www.geonames.org), CC BY 4.0, modified.",
    }


def _own_files(settings: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The files that components are given, by the setting's name, with the hash of what is in them."""
    for component, block in settings["components"].items():
        for name, value in block.items():
            if isinstance(value, str) and value and Path(value).is_file():
                yield f"{component}.{name}", hashlib.sha256(Path(value).read_bytes()).hexdigest()


@cache
def source_sha256() -> str:
    """The sha256 over Dateline's own code and data, whose versions decide rows as much as the package's number."""
    digest = hashlib.sha256()
    for name, path in sorted(_sources()):
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[tuple[str, Path]]:
    data = models_dir()
    for root, kinds in ((PACKAGE, {".py"}), (data, {".jsonl", ".arrow", ".toml"})):
        for path in root.rglob("*"):
            inside = path.relative_to(root)
            if path.suffix in kinds and (root == data or data not in path.parents) and "build" not in inside.parts:
                yield f"{root == data}/{inside.as_posix()}", path


def run_id(job: str, parts: Iterable[str]) -> str:
    """The id that tables of one run share, of the hash of what made them and their parts: so a mix is found out."""
    return hashlib.sha256("\n".join([job, *parts]).encode()).hexdigest()[:16]
