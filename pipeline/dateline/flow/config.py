"""The settings: models/config.cfg, or a file of the user's with the same sections."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from confection import Config, ConfigValidationError

from dateline.data import models_dir
from dateline.errors import ConfigError

CHECKED = ("base", "pipeline", "run")  # sections whose settings are these and no others


def read_config(path: Path | None = None) -> dict[str, Any]:
    """The pipeline's settings: models/config.cfg, or the file given.

    Raises ConfigError where the file is missing or broken, lacks a setting, has an unknown one, or one out of range.
    """
    found = _parsed(path) if path else _shipped()
    for section in (*CHECKED, "components"):
        _check(section, found.get(section), path)
    return found


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
        close = get_close_matches(name, expected, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"expected {', '.join(expected)}"
        raise ConfigError(f"{path}: [{section}] has an unknown setting {name!r}; {hint}")
    for name, value in expected.items():
        if name not in found:
            raise ConfigError(f"{path}: [{section}] lacks {name!r}; models/config.cfg has {name} = {value!r}.")
        if type(found[name]) is not type(value) or (isinstance(value, int) and found[name] < 1):
            kind = "a whole number from 1" if isinstance(value, int) else f"such as {value!r}"
            raise ConfigError(f"{path}: [{section}] {name} is {found[name]!r}, expected {kind}.")
