"""Clubs in results, by the score beside them, though a town or nobody is called so: "Leicester beat Wigan 3-1"."""

from collections import Counter
from collections.abc import Iterator

from dateline.layers.actors.candidates import Candidate
from dateline.layers.actors.resolve import Identity, actor_id
from dateline.layers.actors.view import DocumentView, Range

_NAME = 3  # words of a club's name
_REACH = 12  # words between a verb and the score


def find_clubs(view: DocumentView) -> Iterator[Candidate]:
    """The two clubs of a result; none where a sentence has several scores, as sets of tennis have."""
    told: set[tuple[str, ...]] = set()
    for start, end in _sentences_with_score(view):
        for verb in range(start + 1, end - 1):
            sides = [span for span in _sides(view, verb, start, end) if not _is_person(view, *span)]
            if any(_is_club(view, *span) for span in sides):
                yield from (_club(view, *span) for span in sides)
                told.update(tuple(view.text[i:j]) for i, j in sides)
    yield from (_club(view, *span) for span in _again(view, told))


def _again(view: DocumentView, clubs: set[tuple[str, ...]]) -> Iterator[Range]:
    """Clubs of a result where the document names them again, and they do something or have a coach."""
    for i in view.written({name[0] for name in clubs}):
        end = view.capitals_end(i, _NAME)
        if tuple(view.text[i:end]) not in clubs or view.capital(i - 1) or _is_led(view, i):
            continue
        verb = end + (end < len(view.tag) and view.tag[end] == "RB")
        if view.finite(verb) or view.among(end, "side-nouns-of-games"):
            yield i, end


def find_sides(view: DocumentView) -> Iterator[Candidate]:
    """Towns that the places layer reads as the side that plays for them, with no score: "they face Fremantle"."""
    words = view.lexicon.words
    for start, end in view.naming_places:
        before = view.lemma[start - 1] if start else ""
        after = view.lemma[start - 2] if start > 1 else ""
        told = (view.finite(end) and not _is_led(view, start)) or before in words["side-verbs"]
        told = told or (view.among(start - 1, "game-prepositions") and after in words["result-nouns"])
        told = told or (view.among(start - 1, "for-words") and after in words["joining-verbs"])
        told = told or (end < len(view.lemma) and view.lemma[end] in words["side-verbs"] and view.capital(end + 1))
        if told and not view.capital(start - 1) and not view.capital(end) and start not in view.title_case:
            yield _club(view, start, end)
            first = view.capitals_start(start - 1, _NAME) if before in words["side-verbs"] else start
            if first < start - 1 and view.tag[start - 1] == "VBP" and view.geographic.isdisjoint(range(first, start)):
                yield _club(view, first, start - 1)


def _is_led(view: DocumentView, start: int) -> bool:
    """Whether a preposition leads to a name, which then is no subject: "the Treaty of Versailles ended the war"."""
    return start > 0 and view.tag[start - 1] == "IN"


def _sentences_with_score(view: DocumentView) -> list[Range]:
    scores = [i for i in view.where.get("-", ()) if _is_score(view, i)]
    scores += [i for i, word in enumerate(view.text) if "-" in word and _is_result(word)]
    return sorted(span for span, n in Counter(view.sentence(i) for i in scores).items() if n == 1)


def _is_score(view: DocumentView, i: int) -> bool:
    around = (view.text[i - 1], view.text[i + 1]) if 0 < i < len(view.text) - 1 else ("", "")
    return all(word.isdigit() and len(word) < 4 for word in around)


def _is_result(word: str) -> bool:
    first, _, second = word.partition("-")
    return first.isdigit() and second.isdigit() and len(first) < 4 and len(second) < 4


def _sides(view: DocumentView, verb: int, start: int, end: int) -> Iterator[Range]:
    """The names before and behind a verb of games: "X beat Y", "X won 2-0 against Y"."""
    words, lemma = view.lexicon.words, view.lemma[verb]
    if not view.finite(verb):
        return
    if lemma in words["game-verbs"]:
        other = verb + 1
    elif lemma in words["result-verbs"]:
        reach = range(verb + 1, min(verb + _REACH, end))
        joint = next((i for i in reach if view.among(i, "game-prepositions")), end)
        if not any(view.text[i][0].isdigit() for i in range(verb + 1, joint)):
            return
        other = joint + 1
    else:
        return
    other = view.after_article(other) if other < end else end
    first = max(start, view.capitals_start(verb, _NAME, stop_at=view.date_tokens))
    if first < verb:
        yield first, verb
    last = view.capitals_end(other, _NAME, stop_at=view.date_tokens) if other < end else other
    if last > other:
        yield other, last


def _is_person(view: DocumentView, start: int, end: int) -> bool:
    """Whether a name is a person's: by a first name, a title, a surname that the document explains, or the model."""
    if view.text[start] in view.lexicon.words["given-names"] or view.text[end - 1] in view.surnames:
        return True
    label = view.tokens.entity_at.get(start)
    return view.titled(start) or (label is not None and label.label == "PERSON")


def _is_club(view: DocumentView, start: int, end: int) -> bool:
    """Whether a name is a place, what the model has a label for, or "the Lakers"; the other side is one then too."""
    team = view.among(start - 1, "definite-article") and view.text[end - 1].endswith("s")
    return team or start in view.tokens.entity_at or view.place_tokens.issuperset(range(start, end))


def _club(view: DocumentView, start: int, end: int) -> Candidate:
    text = view.phrase(start, end)
    actor = view.lexicon.orgs.get(text.lower(), Identity(actor_id("org", text), text, "org"))
    return Candidate(start, end, "name", "actors/club", actor, tier=1)
