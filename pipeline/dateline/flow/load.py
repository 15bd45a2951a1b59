"""The spaCy Language: a base model and one component a layer."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from confection import ConfigValidationError
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.util import get_model_meta, get_package_path, is_package

from dateline.data import read_jsonl
from dateline.doc.quick import quicken
from dateline.errors import ConfigError, ModelError
from dateline.flow.backend import set_backend
from dateline.flow.config import read_config
from dateline.layers.registry import OWN_LINES, PREFIX

if TYPE_CHECKING:
    from dateline.project.folder import Project

PROBE = "Two people died in Kherson on Monday, the mayor said."
NEEDED = {
    "a parser": "DEP",
    "a named entity recogniser": "ENT_IOB",
    "a tagger": "TAG",
    "parts of speech": "POS",
    "a lemmatizer": "LEMMA",
}
"""What the layers read of the base model: what gives it, and spaCy's name for it."""
RULERS = ("entity_ruler", "future_entity_ruler", "span_ruler")
"""Factories of what adds entities to a recogniser's, and is none."""


def load(model: str | None = None, *, config: Path | None = None, project: str | Path | None = None) -> Language:
    """The Language: the base model (the pinned one, or any English spaCy pipeline) with one component a layer.

    project: a folder as `dateline init` makes it, whose settings and lines are added; each line is proven here.
    Raises ModelError where the model is not installed, is not English, or is the pinned one with other weights;
    ConfigError where the config, or a file that it names, or a line of the project, is not what it should be.
    """
    if project is None:
        return assembled(model, read_config(config))
    from dateline.project.folder import read_project

    own = read_project(Path(project))
    settings = read_config(config, own)
    return proven(lambda: assembled(model, settings), own)


def proven(made: Callable[[], Language], own: "Project") -> Language:
    """The Language with a project's lines, each proven on its example. Raises ConfigError with file and line."""
    from dateline.project.proof import prove  # it imports every room

    try:
        nlp = made()
    except ConfigError as err:
        raise own.placed(err) from err
    prove(nlp, own)
    return nlp


def assembled(model: str | None, settings: dict[str, Any]) -> Language:
    """The Language of a config that has been read already, as processes and machines are sent it."""
    set_backend(settings["base"]["backend"])
    made = described(model, settings)
    nlp = _load_base(made["base"])
    quicken(nlp)
    _keep_abbreviations(nlp)
    _part_numbers(nlp)
    nlp.meta["dateline"] = made
    nlp.meta[OWN_LINES] = settings.get("lines", {})
    for name in settings["pipeline"]["layers"]:
        _add_layer(nlp, name, dict(settings["components"].get(name, {})))
    nlp.max_length = settings["pipeline"]["max_length"]
    return nlp


def described(model: str | None, settings: dict[str, Any]) -> dict[str, str]:
    """Name and weights of the base model, as they stand in the metadata of the tables; nothing is loaded.

    Raises ModelError where it is not there, is a whole pipeline of Dateline's, or the pinned one with other weights.
    """
    base = model or settings["base"]["model"]
    path = _model_path(base)
    if PREFIX in (path / "config.cfg").read_text(encoding="utf-8"):
        raise ModelError(
            f"Model {base!r} holds Dateline's own layers, as `dateline assemble` saves them; name its base."
        )
    digest = weights_sha256(path)
    pinned = settings["base"]["sha256"]
    if model is None and pinned and digest != pinned:
        raise ModelError(f"Model {base}: weights are {digest}, expected {pinned}; reinstall it.")
    return {"base": base, "sha256": digest}


def _model_path(base: str) -> Path:
    """The folder of a base model's config and weights."""
    try:
        if is_package(base):
            package = get_package_path(base)
            meta = get_model_meta(package)
            path = package / f"{meta['lang']}_{meta['name']}-{meta['version']}"
        else:
            path = Path(base)
        if (path / "config.cfg").is_file():
            return path
    except (OSError, ValueError, KeyError) as err:
        raise ModelError(f"Model {base!r} cannot be loaded ({err}); expected an installed spaCy pipeline.") from err
    raise ModelError(f"Model {base!r} is not there; expected an installed spaCy pipeline, or a folder of one.")


def _add_layer(nlp: Language, name: str, block: dict[str, Any]) -> None:
    factory = block.pop("factory", PREFIX + name)
    try:
        nlp.add_pipe(factory, name=name, config=block)
    except ConfigValidationError as err:
        raise ConfigError(f"[components.{name}]: {' '.join(str(err).split())}") from err
    except (OSError, UnicodeDecodeError) as err:
        raise ConfigError(f"[components.{name}]: {err}; expected a readable file.") from err


def _load_base(base: str) -> Language:
    try:
        nlp = spacy.load(base)
    except OSError as err:
        raise ModelError(f"Model {base!r} cannot be loaded ({err}); expected an installed spaCy pipeline.") from err
    if nlp.lang != "en":
        raise ModelError(f"Model {base!r} is for language {nlp.lang!r}, expected an English pipeline.")
    if lacking := _lacking(nlp, base):
        has = ", ".join(nlp.pipe_names) or "no components"
        raise ModelError(f"Model {base!r} lacks {', '.join(lacking)} (it has {has}); Dateline reads what each gives.")
    return nlp


def _lacking(nlp: Language, base: str) -> list[str]:
    """What a pipeline does not say of a sentence, by what would; whatever its components are called."""
    rules = [name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory in RULERS]
    try:
        with nlp.select_pipes(disable=rules):
            doc = nlp(PROBE)
    except Exception as err:  # whatever a component that was never trained, or is of another's making, does
        raise ModelError(f"Model {base!r} cannot annotate a sentence ({err}); expected a trained pipeline.") from err
    return [name for name, attribute in NEEDED.items() if not doc.has_annotation(attribute)]


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


def weights_sha256(path: Path) -> str:
    """The sha256 over the weights in a pipeline's folder: every component's `model` file, in order of its name."""
    digest = hashlib.sha256()
    for file in sorted(path.glob("*/model")):
        digest.update(file.parent.name.encode() + file.read_bytes())
    return digest.hexdigest()
