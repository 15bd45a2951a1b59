"""The spaCy Language: a base model and one component a layer."""

import hashlib
import re
from pathlib import Path
from typing import Any

import spacy
from confection import Config
from spacy.attrs import ORTH
from spacy.language import Language

from dateline.data import models_dir, read_jsonl
from dateline.doc.quick import quicken
from dateline.errors import ModelError
from dateline.flow.backend import set_backend
from dateline.layers.registry import PREFIX


def read_config(path: Path | None = None) -> dict[str, Any]:
    """The pipeline's settings: models/config.cfg, or the file given."""
    config: dict[str, Any] = Config().from_disk(path or models_dir() / "config.cfg")
    return config


def load(model: str | None = None, *, config: Path | None = None) -> Language:
    """The Language: the base model (the pinned one, or any English spaCy pipeline) with one component a layer.

    Raises ModelError where the model is not installed, is not English, or is the pinned one with other weights.
    """
    settings = read_config(config)
    set_backend(settings["base"]["backend"])
    base = model or settings["base"]["model"]
    nlp = _load_base(base)
    digest = weights_sha256(nlp)
    if model is None and digest != settings["base"]["sha256"]:
        raise ModelError(f"Model {base}: weights are {digest}, expected {settings['base']['sha256']}; reinstall it.")
    quicken(nlp)
    _keep_abbreviations(nlp)
    _part_numbers(nlp)
    nlp.meta["dateline"] = {"base": base, "sha256": digest}
    for name in settings["pipeline"]["layers"]:
        block = dict(settings["components"].get(name, {}))
        nlp.add_pipe(block.pop("factory", PREFIX + name), name=name, config=block)
    nlp.max_length = settings["pipeline"]["max_length"]
    return nlp


def _load_base(base: str) -> Language:
    try:
        nlp = spacy.load(base)
    except OSError as err:
        raise ModelError(f"Model {base!r} cannot be loaded ({err}); expected an installed spaCy pipeline.") from err
    if nlp.lang != "en":
        raise ModelError(f"Model {base!r} is for language {nlp.lang!r}, expected an English pipeline.")
    lacking = {"parser", "ner"} - set(nlp.pipe_names)
    if lacking:
        raise ModelError(
            f"Model {base!r} lacks {sorted(lacking)}; Dateline needs a parser and a named entity recogniser."
        )
    return nlp


def _keep_abbreviations(nlp: Language) -> None:
    """Keeps the full stop of "Brig." with its word, or a sentence would end there; lexicon/abbreviations.jsonl."""
    tokenizer: Any = nlp.tokenizer
    for entry in read_jsonl("lexicon/abbreviations.jsonl"):
        for word in entry["words"]:
            tokenizer.add_special_case(word, [{ORTH: word}])


def _part_numbers(nlp: Language) -> None:
    """Parts the numbers of "307-for-307" and "magnitude-6.1" from their words, as the tokenizer parts "21-year-old"."""
    tokenizer: Any = nlp.tokenizer
    known: str = tokenizer.infix_finditer.__self__.pattern
    tokenizer.infix_finditer = re.compile(rf"{known}|(?<=-for)-(?=[0-9])|(?<=agnitude)-(?=[0-9])").finditer


def weights_sha256(nlp: Language) -> str:
    """The sha256 over the weights of a loaded pipeline: every component's `model` file, in order of its name."""
    digest = hashlib.sha256()
    if nlp.path is not None:
        for file in sorted(Path(nlp.path).glob("*/model")):
            digest.update(file.parent.name.encode() + file.read_bytes())
    return digest.hexdigest()
