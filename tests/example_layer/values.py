"""What a word for weather means: the contract with the other rooms."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """kind: wind or water. on: the first day of the date nearest before it in its sentence, ISO 8601."""

    kind: str
    on: str | None
