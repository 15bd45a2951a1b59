"""Persons without a name: by their office ("a Russian negotiator", "UN rights chief"), and unnamed sources."""

from collections.abc import Iterator, Sequence

from dateline.doc.predicates import NOUNS
from dateline.layers.actors.affiliation import affiliations_within, phrase_start
from dateline.layers.actors.candidates import Candidate, starts_of, tokens_of_all
from dateline.layers.actors.offices import office_sector
from dateline.layers.actors.resolve import unnamed_person
from dateline.layers.actors.view import DocumentView, Title


def find_unnamed(view: DocumentView, named: Sequence[Candidate]) -> list[Candidate]:
    """Office holders and sources without a name. named: the persons who have one."""
    return [*_office_holders(view, named), *_sources(view)]


def _office_holders(view: DocumentView, named: Sequence[Candidate]) -> Iterator[Candidate]:
    """Titles with a body, a state or an office word and no name: "a Russian negotiator", "the mayor of Kharkiv"."""
    starts, ends, inside = starts_of(named), frozenset(m.end for m in named), tokens_of_all(named)
    title_ends = {title.end for title in view.titles}
    for title in view.titles:
        i, end = title.start, title.end
        if title.sector is None or i in inside or not _heads_phrase(view, title):
            continue
        if view.among(i - 1, "genitive") and i - 1 in title_ends:
            continue
        left, stop = phrase_start(view, i), _office_end(view, end)
        start = i if left is None else left
        while view.among(start - 1, "rank-words"):
            start -= 1
        if stop is None or _is_predicated(view, start):
            continue
        bare = (left is None and stop == end) or view.possessive(stop)
        if not bare and not _leads_to_name(view, end, starts) and not _is_apposed(view, start, stop, starts, ends):
            owners = affiliations_within(view, start, stop)
            sector = office_sector(view, start, end, owners, title.sector)
            yield _unnamed(view, start, stop, "actors/unnamed-office", sector)


def _heads_phrase(view: DocumentView, title: Title) -> bool:
    """Whether a title is the head of a phrase for one person: not "ministers", "minister-level", "a student"."""
    one = view.tag[title.end - 1] in ("NN", "NNP") and not view.among(title.end - 1, "plain-people")
    return one and not view.goes_on(title.end) and not view.is_(title.start - 1, "-")


def _sources(view: DocumentView) -> Iterator[Candidate]:
    """Sources with what they belong to or what is said of them: "an unnamed source within the Russian military"."""
    for i in view.listed("source-nouns"):
        if view.goes_on(i + 1):
            continue
        left, stop = phrase_start(view, i), _source_end(view, i + 1)
        described = left is None and view.among(i - 1, "attitude-words")
        if left is not None or stop > i + 1 or described:
            yield _unnamed(view, i - described if left is None else left, stop, "actors/unnamed-source", None)


def _unnamed(view: DocumentView, start: int, stop: int, rule: str, sector: str | None) -> Candidate:
    text = view.phrase(start, stop)
    country = next((by.country for by in affiliations_within(view, start, stop) if by.country), None)
    person = unnamed_person(text, sector, country)
    return Candidate(start, stop, "nominal", rule, person, role=text, basis="office")


def _office_end(view: DocumentView, end: int) -> int | None:
    """One past what an office is of: "mayor of Kharkiv", "head of the Sumy Council"; `end` where nothing follows.

    None where the phrase goes on and does not tell how far: "spokeswoman for the Russian-installed management".
    """
    by = view.affiliations_at.get(view.after_article(end + 1)) if view.among(end, "office-prepositions") else None
    if by is None or view.possessive(by.end):
        return end
    stop = by.end
    while view.capital(stop):
        stop += 1
    body = view.text[stop - 1] in view.lexicon.words["org-heads"] and stop - by.start > 2
    return None if body or view.goes_on(stop) else stop


def _is_predicated(view: DocumentView, start: int) -> bool:
    """Whether an office is only said of somebody: "served as President of France", "was mayor of Paris"."""
    i = start - 1 - view.among(start - 1, "determiners")
    while view.among(i, "rank-words") or view.among(i, "office-adverbs"):
        i -= 1
    return view.among(i, "role-markers") or (i >= 0 and view.lemma[i] in view.lexicon.words["copulas"])


def _source_end(view: DocumentView, end: int) -> int:
    """One past what a source sits in or knows: "source within the Russian military"; `end` where that is a place."""
    i = end
    while view.among(i, "source-joins"):
        i += 1
    stop = view.after_article(i)
    while i > end and stop < len(view.text) and (view.tag[stop] in NOUNS | {"JJ"} or view.possessive(stop)):
        stop += 1
    by = view.affiliations_at.get(i)
    place = by is not None and by.end == stop and not by.state
    return end if stop <= i or place else stop


def _leads_to_name(view: DocumentView, end: int, starts: frozenset[int]) -> bool:
    """Whether a title goes on to a name: "High Commissioner [for Human Rights] Volker Turk"."""
    for i in range(end, min(end + view.lexicon.limits.title_gap_words, len(view.text))):
        if i in starts:
            return True
        joins = view.among(i, "office-joins") or view.is_(i, "&") or view.among(i, "seat-prepositions")
        if not joins and not view.capital(i) and not view.titled(i):
            return False
    return False


def _is_apposed(view: DocumentView, start: int, stop: int, starts: frozenset[int], ends: frozenset[int]) -> bool:
    """Whether the phrase is the office of a person named right before or after it."""
    left = start - view.among(start - 1, "renewed")
    if view.among(left - 1, "age-words") and view.is_(left - 2, "-"):
        left -= len(["40", "-", "year", "-", "old"])
    left -= view.among(left - 1, "determiners")
    before = view.is_(left - 1, ",") and left - 1 in ends
    return before or stop in starts or (view.is_(stop, ",") and _leads_to_name(view, stop + 1, starts))
