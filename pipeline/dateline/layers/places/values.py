"""What a toponym stands for: the contract with the other rooms."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from dateline.doc.attributes import values


@dataclass(frozen=True, slots=True)
class Place:
    """The value of a toponym; columns as in the table.

    place_id: None where no candidate is good enough; then country, admin1, lat, lon and precision are None too.
    country: ISO 3166-1 alpha-3. lat, lon: degrees, WGS 84. reading: literal, actor or name.
    score: the chance, 0 to 1, that place_id is right; None without candidates.
    """

    place_id: str | None
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    reading: str
    n_candidates: int
    score: float | None


def places(doc: Doc) -> Iterator[tuple[Span, Place]]:
    """The toponyms of a Doc with their values, in reading order."""
    return values(doc, "places", Place)
