"""Outlets and bodies that nothing but their place in the sentence tells: "told the Herald", "the Coalition"."""

from collections.abc import Iterator

from dateline.doc.predicates import NOUNS
from dateline.layers.actors.candidates import Candidate
from dateline.layers.actors.filters import is_free, may_be_word
from dateline.layers.actors.organisations import named_body
from dateline.layers.actors.resolve import Identity, actor_id, is_acronym
from dateline.layers.actors.view import DocumentView

_NAME = 3  # words of an outlet's name


def find_told_outlets(view: DocumentView) -> Iterator[Candidate]:
    """An outlet that somebody told something, by its article: "told the Herald that", "told The Argus:"."""
    for i in view.listed("told-words"):
        start = i + 2
        if not view.among(i + 1, "definite-article"):
            yield from _told_acronym(view, i + 1)
            continue
        end = view.capitals_end(start, _NAME, stop_at=view.date_tokens)
        if end == start or view.tag[end - 1] == "NNPS" or view.goes_on(end) or view.possessive(end):
            continue
        known = [a.actor for stop, aliases in view.lexicon.names.at(view.text, start) if stop == end for a in aliases]
        outlet = next((a for a in known if a is not None and a.sector == "MED"), None)
        if outlet is not None:
            yield Candidate(start, end, "name", "actors/told-outlet", outlet, tier=1)
        elif view.text[end - 1] not in view.lexicon.words["told-bodies"] and is_free(view, start, end):
            yield named_body(view, start, end, "actors/told-outlet", tier=2, sector="MED")


def _told_acronym(view: DocumentView, i: int) -> Iterator[Candidate]:
    """An outlet without an article: "told AAP", "told Moldpres that"; of one word in small letters no person's."""
    if i >= len(view.text) or view.tag[i] not in NOUNS or not view.text[i][0].isupper() or view.capital(i + 1):
        return
    word = view.text[i]
    acronym = is_acronym(word) and word.isupper() and len(word) > 2
    if (acronym or _is_name_of_outlet(view, i)) and may_be_word(view, i) and is_free(view, i, i + 1):
        yield named_body(view, i, i + 1, "actors/told-outlet", tier=2, sector="MED")


def _is_name_of_outlet(view: DocumentView, i: int) -> bool:
    """Whether a capitalised word that is told something is nobody's name, kind or title: "told Moldpres that"."""
    words, word = view.lexicon.words, view.text[i]
    label = view.tokens.entity_at.get(i)
    person = label is not None and label.label in ("PERSON", "NORP", "GPE")
    plain = word[1:].islower() and view.lower[i] not in view.where and word not in words["told-bodies"]
    singular = not any(view.lexicon.titles.at([view.lower[i].removesuffix("s")], 0))
    said = view.among(i + 1, "told-followers")
    return said and plain and singular and not person and word not in words["given-names"]


def find_leagues(view: DocumentView) -> Iterator[Candidate]:
    """A coalition that goes by that word alone, with the article and a capital: "aircraft of the Coalition".

    It is the one that the document names in full, where there is one.
    """
    words = view.lexicon.words["bare-bodies"]
    for i in view.written(words):
        alone = not view.goes_on(i + 1) and view.among(i - 1, "definite-article")
        if alone and view.capital(i) and i not in view.title_case:
            text = view.text[i]
            actor = Identity(actor_id("org", f"the {text}"), text, "org", "MIL")
            yield Candidate(i, i + 1, "name", "actors/bare-body", actor, tier=1)
