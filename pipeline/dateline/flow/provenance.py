"""What made the tables: package and its data, packages it stands on, model, settings. Nothing of the run itself."""

import hashlib
import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from spacy.language import Language

from dateline.data import PACKAGE, models_dir

PACKAGES = ("dateline", "spacy", "dateparser", "quantulum3", "pyarrow", "trafilatura", "htmldate", "ftfy")


def provenance(nlp: Language, settings: dict[str, Any]) -> dict[str, str]:
    """What made the tables, as metadata of their files: versions, hashes of code, data, model and config, credits."""
    meaning = {name: part for name, part in settings.items() if name != "run"}  # [run] changes no row
    config = json.dumps(meaning, sort_keys=True).encode()
    return {
        "generator": "Dateline " + version("dateline"),
        "packages": json.dumps({name: version(name) for name in PACKAGES}),
        "source_sha256": source_sha256(),
        "model": json.dumps(nlp.meta["dateline"], sort_keys=True),
        "config_sha256": hashlib.sha256(config).hexdigest(),
        "credits": "Places: GeoNames (https://www.geonames.org), CC BY 4.0, modified.",
    }


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
            if path.suffix in kinds and (root == data or data not in path.parents) and "build" not in path.parts:
                yield f"{root == data}/{path.relative_to(root).as_posix()}", path


def run_id(made: dict[str, str], arguments: dict[str, Any], documents: Iterator[tuple[str, str]]) -> str:
    """The id that the files of one run share, so that a mix of two is found out; the same run again has it again.

    documents: id and sha256 of each.
    """
    digest = hashlib.sha256(json.dumps([made, arguments], sort_keys=True).encode())
    for doc_id, sha256 in documents:
        digest.update(f"{doc_id}\0{sha256}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]
