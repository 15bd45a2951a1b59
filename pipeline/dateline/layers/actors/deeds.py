"""Bodies that neither the model nor their own words tell, by what they do: "Olam Food closed its plant"."""

from collections.abc import Iterator

from dateline.doc.firms import firms_like_places
from dateline.layers.actors.candidates import Candidate
from dateline.layers.actors.filters import is_free, is_proper, opens_with_kind
from dateline.layers.actors.organisations import named_body, speaks
from dateline.layers.actors.view import DocumentView, Range

_PERCENT = 6  # words behind a verb among which the percent of a share's fall stands
_AUXILIARIES = frozenset({"have", "be", "do"})


def find_doers(view: DocumentView) -> Iterator[Candidate]:
    """Bodies by what they close, earn, say or own shares of, and clubs by who plays for them."""
    for start, end in _names(view):
        rule = _rule(view, start, end)
        if rule and is_free(view, start, end):
            yield named_body(view, start, end, rule, tier=1, sector="BUS", basis="introduced")
    yield from _held(view)
    yield from _joined_clubs(view)
    yield from _employers(view)


def _employers(view: DocumentView) -> Iterator[Candidate]:
    """Bodies at which somebody of a trade works: "analyst Jonas Frey at Vontobel", "an economist at Harmon"."""
    most = view.lexicon.limits.kind_name_words
    for i in view.listed("employed-at"):
        start = view.after_article(i + 1)
        end = view.capitals_end(start, most, stop_at=view.date_tokens)
        at = view.capitals_start(i, view.lexicon.limits.person_words) - 1
        if end > start and view.among(at, "employed") and is_free(view, start, end):
            yield named_body(view, start, end, "actors/works-at", tier=1, basis="introduced")


def _names(view: DocumentView) -> Iterator[Range]:
    """Capitalised names with a finite verb behind them; what a body is, before its name, is no part of it."""
    most, stop_at = view.lexicon.limits.kind_name_words, view.date_tokens | view.geographic
    end = 0
    for i in range(len(view.text)):
        if i < end or not view.capital(i) or i in stop_at or view.capital(i - 1):
            continue
        end = view.capitals_end(i, most, stop_at=stop_at)
        start = i + (end - i > 1 and opens_with_kind(view, i))
        if view.finite(end) and not view.among(start - 1, "articles") and not view.is_(start - 1, "-"):
            yield start, end


def _rule(view: DocumentView, start: int, end: int) -> str:
    """The rule by which a name is a body's, "" where nothing speaks for it."""
    verb = end
    while verb + 1 < len(view.text) and (view.tag[verb] in ("MD", "RB") or view.lemma[verb] in _AUXILIARIES):
        verb += 1
    words, lemma = view.lexicon.words, view.lemma[verb]
    if end - start == 1 and not is_proper(view, start):
        return ""
    if lemma in words["firm-verbs"] and view.among(verb + 1, "its"):
        return "actors/owns-what-it-treats"
    if end - start > 1 and view.text[end - 1] in words["not-heads"] and speaks(view, end):
        return "actors/speaking-body"
    after = view.lower[verb + 1 : verb + _PERCENT]
    rises = lemma in words["market-verbs"] and ("percent" in after or "%" in after)
    return "actors/share-that-moves" if rises and words["index-names"].isdisjoint(view.text[start:end]) else ""


def _held(view: DocumentView) -> Iterator[Candidate]:
    """Firms whose shares are told of, wherever they are named: "shares in Brightwater fell"."""
    for start, end in firms_like_places(view.tokens):
        if is_free(view, start, end) or view.labelled_as(start, end, "ORG"):
            yield named_body(view, start, end, "actors/shares-in", tier=1, sector="BUS", basis="introduced")


def _joined_clubs(view: DocumentView) -> Iterator[Candidate]:
    """Clubs by who plays for them: "who plays for Nkana"."""
    for i in view.listed("for-words"):
        end = view.capitals_end(i + 1, 3, stop_at=view.date_tokens)
        if end > i + 1 and view.lemma[i - 1] in view.lexicon.words["joining-verbs"] and is_free(view, i + 1, end):
            yield named_body(view, i + 1, end, "actors/joined-club", tier=1)
