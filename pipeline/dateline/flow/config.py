"""The settings: models/config.cfg, or a file of the user's with the same sections; a project's laid over them."""

from collections.abc import Iterable
from copy import deepcopy
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from confection import Config, ConfigValidationError
from spacy.language import Language

from dateline.data import models_dir
from dateline.errors import ConfigError
from dateline.layers.registry import LAYERS, PREFIX

if TYPE_CHECKING:
    from dateline.project.folder import Project

CHECKED = ("base", "pipeline", "run")  # sections whose settings are these and no others


def read_config(path: Path | None = None, project: "Project | None" = None) -> dict[str, Any]:
    """The pipeline's settings: models/config.cfg, or the file given; those of a project go before them.

    With a project, `lines` are its lines by the file under models/ that they are added to.
    Raises ConfigError where the file is missing or broken, lacks a setting, has an unknown one, or one out of range.
    """
    found = _parsed(path) if path else _shipped()
    for section in (*CHECKED, "components"):
        _check(section, found.get(section), path)
    return _laid_over(found, project) if project else found


def _laid_over(found: dict[str, Any], project: "Project") -> dict[str, Any]:
    """The settings with those of dateline.toml and the project's lines. A model of its own is not pinned."""
    made = deepcopy(found)
    for section, settings in project.settings.items():
        if section not in (*CHECKED, "components") or not isinstance(settings, dict):
            known = ", ".join((*CHECKED, "components"))
            raise ConfigError(f"{project.setting(section)}: unknown section [{section}]; expected {known}.")
        blocks = settings.items() if section == "components" else [("", settings)]
        for component, block in blocks:
            _lay_over(made, project, section, component, block)
    base = project.settings.get("base", {})
    if "model" in base and "sha256" not in base:
        made["base"]["sha256"] = ""
    if project.lines:
        made["lines"] = dict(project.added)
    return made


def _lay_over(made: dict[str, Any], project: "Project", section: str, component: str, block: Any) -> None:
    """Lays the settings of a section, or of a component, over those that are there."""
    name = f"{section}.{component}" if component else section
    target = made[section] if not component else made[section].setdefault(component, {})
    if component and (component not in LAYERS or not isinstance(block, dict)):
        raise ConfigError(f"{project.setting(name)}: unknown component {component!r}; expected {', '.join(LAYERS)}.")
    own: Any = Language.get_factory_meta(PREFIX + component).default_config if component else None
    known: dict[str, Any] = own if component else _shipped()[section]
    for key, value in block.items():
        where = project.setting(name, key)
        if key not in known:
            raise ConfigError(f"{where}: [{name}] has an unknown setting {key!r}; {_hint(key, known)}")
        if problem := _problem(value, known[key]):
            raise ConfigError(f"{where}: [{name}] {key} is {value!r}, expected {problem}.")
        is_path = isinstance(value, str) and value and (component or key == "model")
        target[key] = str(project.folder / value) if is_path and (project.folder / value).exists() else value


@cache
def _shipped() -> dict[str, Any]:
    return _parsed(models_dir() / "config.cfg")


def _parsed(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = Config().from_disk(path)
    except (OSError, ValueError, ConfigValidationError) as err:
        what = err.strerror if isinstance(err, OSError) else " ".join(str(err).split())
        raise ConfigError(f"{path}: cannot be read ({what}); expected a config such as models/config.cfg.") from err
    return found


def _check(section: str, found: Any, path: Path | None) -> None:
    """Raises ConfigError where a section is missing or its settings are not those of models/config.cfg."""
    expected = _shipped()[section]
    if not isinstance(found, dict):
        raise ConfigError(f"{path}: no section [{section}]; expected those of models/config.cfg.")
    if section not in CHECKED:
        return
    for name in found.keys() - expected.keys():
        raise ConfigError(f"{path}: [{section}] has an unknown setting {name!r}; {_hint(name, expected)}")
    for name, value in expected.items():
        if name not in found:
            raise ConfigError(f"{path}: [{section}] lacks {name!r}; models/config.cfg has {name} = {value!r}.")
        if problem := _problem(found[name], value):
            raise ConfigError(f"{path}: [{section}] {name} is {found[name]!r}, expected {problem}.")


def _hint(name: str, known: Iterable[str]) -> str:
    """What a misspelt name may have meant."""
    close = get_close_matches(name, known := list(known), n=1)
    return f"did you mean {close[0]!r}?" if close else f"expected {', '.join(known) or 'none'}"


def _problem(value: Any, like: Any) -> str:
    """What was expected in place of a value; "" where it is of the kind of the one that is shipped."""
    if type(value) is type(like) and not (isinstance(like, int) and value < 1):
        return ""
    return "a whole number from 1" if isinstance(like, int) else f"such as {like!r}"
