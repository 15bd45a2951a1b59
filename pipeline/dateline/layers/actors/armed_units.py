"""Armed units by number or name."""

from collections.abc import Iterator

from dateline.layers.actors.affiliation import state_before
from dateline.layers.actors.candidates import Candidate
from dateline.layers.actors.institutions import body_of
from dateline.layers.actors.lexicon import BodyPattern
from dateline.layers.actors.resolve import BodyName, Identity, actor_id, slug
from dateline.layers.actors.view import DocumentView


def find_units(view: DocumentView) -> Iterator[Candidate]:
    """Units of armed forces and groups."""
    for i in view.listed("units"):
        if (named := _named(view, i)) is not None:
            yield named
    for i in view.listed("unit-heads"):
        if (numbered := _numbered(view, i + 1)) is not None:
            yield numbered


def _named(view: DocumentView, i: int) -> Candidate | None:
    """A unit with a name before what it is: "the Kraken unit"."""
    small = view.text[i].islower() and i not in view.affiliations
    if not small or not view.capital(i - 1) or not view.among(i - 2, "definite-article"):
        return None
    text = view.phrase(i - 1, i + 1)
    own = Identity(actor_id("org", text), text, "org", "MIL")
    return Candidate(i - 1, i + 1, "name", "actors/named-unit", own, tier=1)


def _numbered(view: DocumentView, end: int) -> Candidate | None:
    """A unit with a number, its state found later where none owns it: "Ukraine's 3rd Assault Brigade"."""
    floor = max(end - view.lexicon.limits.unit_words - 1, -1)
    start = next((j for j in range(end - 2, floor, -1) if _is_ordinal(view, j)), end)
    if start == end or view.goes_on(end) or any(not view.capital(j) for j in range(start + 1, end - 1)):
        return None
    text, by = view.phrase(start, end), state_before(view, start)
    pattern = BodyPattern("actors/numbered-unit", BodyName(slug(text), "org", "MIL", text, {}))
    country = by.country if by is not None else None
    actor = body_of(view.lexicon, pattern, country, text)
    begin = by.start if by is not None else start
    return Candidate(begin, end, "name", pattern.id, actor, pattern=None if country else pattern)


def _is_ordinal(view: DocumentView, i: int) -> bool:
    word = view.lower[i]
    return word[:-2].isdigit() and word[-2:] in view.lexicon.words["ordinal-endings"]
