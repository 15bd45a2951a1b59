"""To whom a phrase belongs: the state, body or place named before it ("Ukraine's", "UN") or after it ("of Sudan")."""

from dateline.doc.predicates import NOUNS
from dateline.layers.actors.aliases import Affiliation
from dateline.layers.actors.view import DocumentView

_IN_PHRASE = NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "POS", "HYPH"}


def affiliation_before(view: DocumentView, i: int, *, modifiers: bool = True) -> Affiliation | None:
    """The name that owns the phrase at token i: right before it, with "'s", or with modifiers between if so asked."""
    reach = view.lexicon.limits.modifiers if modifiers else 0
    between = view.lexicon.words["modifiers-between"]
    for j in range(i, max(i - reach - 1, 0), -1):
        if j in view.affiliations:
            return view.affiliations[j]
        if view.possessive(j - 1) and j - 1 in view.affiliations:
            return view.affiliations[j - 1]
        if view.lower[j - 1] not in between and view.text[j - 1] != "-":
            return None
    return None


def state_before(view: DocumentView, i: int) -> Affiliation | None:
    """The state that owns the phrase at token i, right before it or with "'s"."""
    by = affiliation_before(view, i, modifiers=False)
    return by if by is not None and by.state else None


def affiliation_after(view: DocumentView, end: int) -> Affiliation | None:
    """The state or place that a body belongs to: "Ministry of Defence of the Russian Federation", "army in Sudan"."""
    if not view.among(end, "owner-prepositions"):
        return None
    start = view.after_article(end + 1)
    return view.affiliations_at.get(start) or view.affiliations_at.get(start + view.among(start, "neighbour-words"))


def affiliations_within(view: DocumentView, start: int, end: int) -> list[Affiliation]:
    """The names that end within a phrase or with it, in order."""
    return [by for j in range(start, end + 1) if (by := view.affiliations.get(j)) is not None]


def phrase_start(view: DocumentView, i: int) -> int | None:
    """Where the phrase before a head at token i begins: at its first affiliation, else at its office words.

    None where neither stands before it.
    """
    floor = max(view.sentence(i)[0], i - view.lexicon.limits.group_phrase_words)
    start, j = None, i
    while j > floor:
        by = view.affiliations.get(j) or (view.affiliations.get(j - 1) if view.possessive(j - 1) else None)
        if by is not None and by.start >= floor and not view.is_(j, "-"):
            start = j = by.start
            if not (_joins(view, j - 1) and j - 1 in view.affiliations):
                break
        elif view.among(j - 1, "office-modifiers"):
            start = j - 1
        elif view.tag[j - 1] not in _IN_PHRASE:
            break
        j -= 1
    while start is not None and start > floor and view.among(start - 1, "rank-words"):
        start -= 1
    return start


def _joins(view: DocumentView, i: int) -> bool:
    """Whether token i joins two owners: "the US and Israeli forces"."""
    return view.among(i, "and-words") or view.is_(i, "-", "/")
