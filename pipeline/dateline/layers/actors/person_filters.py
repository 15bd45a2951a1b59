"""What is no person, though it looks like one: streets, storms, mosques, places, names of things, headlines' verbs."""

from collections.abc import Mapping

from dateline.doc.predicates import PROPER_NOUNS
from dateline.gazetteer import Gazetteer
from dateline.layers.actors.filters import is_thing_head
from dateline.layers.actors.person_spans import PersonCue
from dateline.layers.actors.resolve import write
from dateline.layers.actors.view import DocumentView, Range


def is_person_name(view: DocumentView, span: Range, cue: PersonCue, gazetteer: Gazetteer) -> bool:
    """Whether a name of several words is a person's, and neither a place's nor one that a place or state begins."""
    start, end = span
    if names_street(view, start) or view.among(start - 1, "event-nouns"):
        return False
    if view.text[start] in view.lexicon.words["first-heads"] and view.capital(start):
        return False
    if cue.kind == "context":
        return True
    given = view.text[start] in view.lexicon.words["given-names"]
    if cue.kind == "title":
        return not is_thing_head(view, end - 1) and (given or not view.titled(end - 1))
    if view.among(end, "site-nouns") or is_thing_head(view, end - 1) or begins_thing(view, end):
        return False
    if given:
        if is_state_name(view, start, end):
            return False
        return cue.kind != "first name" or not view.place_tokens.issuperset(range(start, end))
    return not _is_other(view, start, end) and not gazetteer.named(view.phrase(start, end))


def is_state_name(view: DocumentView, start: int, end: int) -> bool:
    """Whether a name of several words is that of a state, whatever first name it begins with: "Sri Lanka"."""
    states = (m for m in view.matches if m.alias.kind == "place")
    return end - start > 1 and any((m.start, m.end) == (start, end) for m in states)


def names_street(view: DocumentView, start: int) -> bool:
    """Whether the word before a name makes a street of it: "Rue Ana Cruz"."""
    return view.capital(start - 1) and view.among(start - 1, "street-openers")


def _is_other(view: DocumentView, start: int, end: int) -> bool:
    """Whether a name without a known first name is a people's, a place's or a body's: "Costa Verde"."""
    if view.tag[end - 1] == "NNPS" or view.among(start - 1, "org-nouns") or _is_outvoted(view, start, end):
        return True
    return view.place_tokens.issuperset(range(start, end)) or start in view.state_tokens


def _is_outvoted(view: DocumentView, start: int, end: int) -> bool:
    """Whether the model takes the name for something else more often than for a person."""
    labels = view.labels.get(tuple(view.text[start:end]), {})
    persons = labels.get("PERSON", 0)
    return persons < max(labels.values(), default=0) or (persons < 2 and end - 1 in view.state_tokens)


def begins_thing(view: DocumentView, end: int) -> bool:
    """Whether a name goes on to the head of another kind of name: "Rogaland Fire and Rescue Service"."""
    i = end + view.among(end, "and-words")
    heads = view.lexicon.words["thing-heads"]
    return any(view.capital(j) and view.text[j] in heads and j not in view.title_case for j in (i, i + (i > end)))


def names_of_things(view: DocumentView, spans: Mapping[Range, PersonCue]) -> set[str]:
    """Names that somewhere stand before what they name or begin with a body: "the SpaceX Dragon", "Dragon capsule"."""
    words = view.lexicon.words
    nouns, heads = words["site-nouns"] | words["thing-nouns"], words["thing-heads"] - words["surname-heads"]
    found = {write(view.text[i : j - 1]) for i, j in view.labelled("FAC", "ORG") if view.text[j - 1] in heads}
    for (start, end), cue in spans.items():
        given = view.text[start] in words["given-names"] and not view.is_(start + 1, "-")
        if given or cue.kind == "title":
            continue
        by = view.affiliations_at.get(start)
        before_noun = end < len(view.text) and view.lower[end] in nouns
        if (by is not None and by.sector is not None) or before_noun or begins_thing(view, end):
            found.add(write(view.text[start:end]))
    return found


def is_only_in_headlines(view: DocumentView, span: Range, spans: Mapping[Range, PersonCue]) -> bool:
    """Whether a name stands in title-case text alone, where a verb may pass for a surname: "Obama Seeks"."""
    start, end = span
    if start not in view.title_case or view.text[start] in view.lexicon.words["given-names"]:
        return False
    name = view.text[start:end]
    return not any(view.text[i:j] == name for i, j in spans if i not in view.title_case)


def is_inside_name(view: DocumentView, i: int) -> bool:
    """Whether a word is part of a longer name: "Lincoln Memorial", "Maria Silva" where only "Jose Silva" is known."""
    if view.is_(i + 1, "-") or view.is_(i - 1, "-") or (view.capital(i + 1) and i + 1 not in view.title_case):
        return True
    name_before = view.capital(i - 1) and view.tag[i - 1] == "NNP" and i not in view.title_case
    name_before = name_before and i - 1 not in view.geographic and i - 1 not in view.date_tokens
    return name_before and not view.titled(i - 1)


def may_stand_alone(view: DocumentView, i: int, cue: PersonCue) -> bool:
    """Whether a single word may be a person's name: no storm, product, platform, title, headline's or common word."""
    word, words = view.text[i], view.lexicon.words
    if view.among(i - 1, "event-nouns") or (i and view.text[i - 1].isdigit()):
        return False
    if cue.kind != "title" and view.capital(i - 1) and i - 1 not in view.affiliations:
        return False
    if any(view.lexicon.titles.at([view.lower[i].removesuffix("s")], 0)):
        return False
    if word in words["product-names"] or word in words["platforms"] or view.lower[i] in view.where:
        return False
    return i not in view.title_case or (i, i + 1) in view.labelled("PERSON")


def acts_as_person(view: DocumentView, i: int, gazetteer: Gazetteer) -> bool:
    """Whether a single capitalised word does or owns what persons do, and is not where something is: "Quispe said"."""
    word = view.text[i]
    shaped = view.tag[i] in PROPER_NOUNS and len(word) > 2 and not word.isupper()
    if not shaped or view.among(i - 1, "locatives") or _plays_as_side(view, i):
        return False
    after = view.tag[i + 1] if i + 1 < len(view.text) else ""
    owns = after == "POS" and not view.capital(i + 2) and not gazetteer.named(word)
    said = i > 0 and view.lemma[i - 1] in view.lexicon.words["speech-verbs"]
    return word in view.lexicon.words["given-names"] or view.finite(i + 1) or owns or said


def _plays_as_side(view: DocumentView, i: int) -> bool:
    """Whether a verb of games in the plural follows, which a side takes and a person does not: "Derby play Hull"."""
    verb = i + 1 < len(view.text) and view.tag[i + 1] == "VBP" and view.capital(i + 2)
    return verb and view.lemma[i + 1] in view.lexicon.words["side-verbs"] and not view.among(i - 1, "and-words")
