"""Values of columns as the texts that annotation tools hold, and back."""

import json
from collections.abc import Mapping
from typing import Any


def encoded(value: Any) -> str:
    """A value as one line of text: JSON, but a text as it is where nobody could take it for something else."""
    if isinstance(value, str) and not _is_json(value) and value == " ".join(value.split()) and value.isprintable():
        return value
    return json.dumps(value, ensure_ascii=False)


def decoded(text: Any, *, is_text: bool) -> Any:
    """The value that a text stands for. is_text: whether the column holds texts, so that 2025 is one too."""
    if not isinstance(text, str):
        return str(text) if is_text and isinstance(text, int | float) and not isinstance(text, bool) else text
    if is_text and text != "null" and not text.startswith('"'):
        return text
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return text


def _is_json(text: str) -> bool:
    if text.startswith('"') or not text:
        return True
    try:
        json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


def typed(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns for a format that has types of its own: texts so that they come back as they are, the rest as it is."""
    return {name: encoded(value) if isinstance(value, str) else value for name, value in columns.items()}
