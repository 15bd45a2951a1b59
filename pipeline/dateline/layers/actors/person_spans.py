"""Where persons' names could be: the model's, after titles and nouns of kin, by first name, beside an office."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from dateline.doc.persons import has_age, names, persons_like_places
from dateline.layers.actors.filters import no_thing, opens_with_kind
from dateline.layers.actors.offices import role_in_front
from dateline.layers.actors.person_names import follows_first_name, name_tokens
from dateline.layers.actors.view import DocumentView, Range

_NO_PERSONS = ("ORG", "FAC", "WORK_OF_ART", "GPE", "NORP", "PRODUCT")

CueKind = Literal["title", "label", "first name", "context"]
"""What speaks for a person: a title or a noun of kin before the name, the model, a first name, what is beside it."""


class PersonCue(NamedTuple):
    """The rule that found a person's name, and what speaks for it."""

    rule: str
    kind: CueKind


def person_spans(view: DocumentView) -> dict[Range, PersonCue]:
    """Spans that may be persons' names, each with what found it first."""
    others = view.labelled(*_NO_PERSONS)
    finders = (
        _after_titles(view),
        _like_places(view),
        _labelled(view),
        _by_first_name(view, others),
        _after_first_names(view),
        _after_kin(view),
        _after_kin_plural(view),
        _behind_offices(view),
        _like_persons(view, others),
    )
    spans: dict[Range, PersonCue] = {}
    for finder in finders:
        for span, found in finder:
            spans.setdefault(span, found)
    return spans


def _after_titles(view: DocumentView) -> Iterator[tuple[Range, PersonCue]]:
    """Names after a title: one word where the title is written as one ("President Tshisekedi"), else several."""
    most, heads = view.lexicon.limits.titled_words, view.lexicon.words["org-heads"]
    for title in view.titles:
        stop = title.end
        end = view.name_end(stop, most)
        end = next((i for i in range(stop, end) if view.text[i] in heads), end)
        needed = 1 if view.text[stop - 1][0].isupper() else 2
        if end - stop < needed or stop in view.state_tokens or view.capital(end):
            continue
        span = name_tokens(view, stop, end)
        if span is not None and span[0] == stop:
            yield span, PersonCue("actors/title", "title")


def _like_places(view: DocumentView) -> Iterator[tuple[Range, PersonCue]]:
    """Full names with a first name that is a place's, which the words around tell: "Kenya Barris built the house"."""
    for span in persons_like_places(view.tokens):
        if view.text[span[0]] in names().like_places:
            yield span, PersonCue("actors/like-place", "context")


def _labelled(view: DocumentView) -> Iterator[tuple[Range, PersonCue]]:
    """The model's persons, with a known first name before them that it left out: "met Ana Cruz in Lima"."""
    for start, end in view.labelled("PERSON"):
        span = name_tokens(view, start, end)
        kind = opens_with_kind(view, start) and view.among(start, "org-nouns")
        if span is not None and not kind:
            yield _with_first_name(view, *span), PersonCue("actors/labelled-person", "label")


def _with_first_name(view: DocumentView, start: int, end: int) -> Range:
    """The name with a known first name right before it."""
    first = start > 0 and view.text[start - 1] in view.lexicon.words["given-names"] and view.capital(start - 1)
    return (start - 1, end) if first and not view.opens(start) else (start, end)


def _by_first_name(view: DocumentView, others: Iterable[Range]) -> Iterator[tuple[Range, PersonCue]]:
    """Persons that the model took for something else: a known first name and capitals after it, "Paris Quispe"."""
    words = view.lexicon.words
    persons = (m for m in view.matches if m.alias.actor is not None and m.alias.actor.type == "person")
    known = {m.start for m in persons}
    for start, end in others:
        if end - start == 1 and follows_first_name(view, start) and start - 1 not in known:
            yield (start - 1, end), PersonCue("actors/given-name", "first name")
        first = next((i for i in range(start, end - 1) if view.text[i] in words["given-names"]), None)
        if first is None or end - first > view.lexicon.limits.person_words or view.among(first - 1, "place-openers"):
            continue
        if not words["org-heads"].isdisjoint(view.text[first:end]) or not known.isdisjoint(range(start, end)):
            continue
        span = name_tokens(view, first, end)
        if span is not None and span[0] == first and span[1] - span[0] > 1 and span[1] >= end:
            yield span, PersonCue("actors/given-name", "first name")


def _after_first_names(view: DocumentView) -> Iterator[tuple[Range, PersonCue]]:
    """A known first name and one or two capitalised words that the model sees nothing in: "told Ana Cruz"."""
    given = view.lexicon.words["given-names"]
    known = {t for m in view.matches for t in range(m.start, m.end)} | view.place_tokens
    taken = {t for start, end, _ in view.entities for t in range(start, end)} | known
    for i in view.written(given):
        end = view.name_end(i + 1, view.lexicon.limits.names_after_first)
        end = next((j for j in range(i + 2, end) if view.text[j] in given), end)
        begins = not view.capital(i - 1) or i - 1 in known or i - 1 in view.date_tokens or view.opens(i)
        if end == i + 1 or not begins or view.capital(end) or not view.capital(i) or i in view.title_case:
            continue
        if taken.isdisjoint(range(i, end)) and no_thing(view, i, end):
            yield (i, end), PersonCue("actors/unseen-person", "first name")


def _after_kin(view: DocumentView) -> Iterator[tuple[Range, PersonCue]]:
    """Names behind a noun that only persons go by: "his wife Melania", "the porn star Stormy Daniels"."""
    others = (m for m in view.matches if m.alias.actor is None or m.alias.kind != "name")
    known = view.place_tokens | view.date_tokens | {t for m in others for t in range(m.start, m.end)}
    words = view.lexicon.words
    for i in [i for i in view.lowered(words["person-nouns"] | words["kin-nouns"]) if view.text[i].islower()]:
        start, end = i + 1, view.name_end(i + 1, view.lexicon.limits.titled_words, stop_at=known)
        needed = 1 if view.among(i, "kin-nouns") else 2
        if end - start < needed or view.capital(end) or view.goes_on(end):
            continue
        if no_thing(view, start, end) and not view.titled(start):
            yield (start, end), PersonCue("actors/person-noun", "title")


def _after_kin_plural(view: DocumentView) -> Iterator[tuple[Range, PersonCue]]:
    """Two first names behind a plural of kin: "his sons Uday and Qusay"."""
    for i in [i for i in view.listed("kin-plurals") if view.text[i].islower()]:
        start = i + 1 + view.is_(i + 1, ",")
        joined = view.name_end(start, 1) == start + 1 and view.among(start + 1, "and-words")
        alone = joined and view.name_end(start + 2, 1) == start + 3 and not view.capital(start + 3)
        if alone and not view.possessive(start + 3):
            yield from (((j, j + 1), PersonCue("actors/person-noun", "title")) for j in (start, start + 2))


def _behind_offices(view: DocumentView) -> Iterator[tuple[Range, PersonCue]]:
    """Two or three words after an office and a comma, whatever the model takes them for: "the chief, Ana Cruz,"."""
    begun = {start for start, _ in view.labelled("PERSON")} | {title.start for title in view.titles}
    for start in [i + 1 for i in view.where.get(",", ()) if view.capital(i + 1)]:
        end = max(start + 1, view.name_end(start + 1, view.lexicon.limits.person_words - 1))
        if end - start not in (2, 3) or start in begun or not (view.is_(end, ",") or view.finite(end)):
            continue
        free = view.place_tokens.isdisjoint(range(start, end)) and start not in view.affiliations_at
        whole = free and no_thing(view, start, end) and name_tokens(view, start, end) == (start, end)
        if whole and role_in_front(view, start) is not None:
            yield (start, end), PersonCue("actors/office-in-front", "context")


def _like_persons(view: DocumentView, others: Iterable[Range]) -> Iterator[tuple[Range, PersonCue]]:
    """Names labelled otherwise, told by an age, "who" or the persons beside them: "Rio Cruz, 40,"."""
    persons = [(i, j) for i, j in view.labelled("PERSON") if j - i > 1]
    starts, ends = {i for i, _ in persons}, {j for _, j in persons}
    known = {t for m in view.matches for t in range(m.start, m.end)} | view.place_tokens
    for start, end in others:
        inside = range(start, end)
        if not 1 < len(inside) < view.lexicon.limits.person_words or not no_thing(view, start, end):
            continue
        if not known.isdisjoint(inside) or name_tokens(view, start, end) != (start, end):
            continue
        if view.among(start, "articles") or view.possessive(start - 1):
            continue
        who = view.is_(end, ",") and view.among(end + 1, "relative-pronouns")
        if who or _is_in_row(view, start, end, starts, ends) or has_age(view.text, start, end):
            yield (start, end), PersonCue("actors/like-persons", "context")


def _is_in_row(view: DocumentView, start: int, end: int, starts: set[int], ends: set[int]) -> bool:
    """Whether a person of the model stands beside a name, with a comma or "and" between: "Rio Cruz and Ana Paz"."""
    before = start - 1 - (view.among(start - 1, "and-words") and view.is_(start - 2, ","))
    after = end + (view.is_(end, ",") and view.among(end + 1, "and-words"))
    return (_parts(view, before) and before in ends) or (_parts(view, after) and after + 1 in starts)


def _parts(view: DocumentView, i: int) -> bool:
    return view.is_(i, ",") or view.among(i, "and-words")
