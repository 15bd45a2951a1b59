"""Bodies that the words beside their names introduce: what kind they are, short forms in brackets, employees, acts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from dateline.doc.predicates import NOUNS, PROPER_NOUNS
from dateline.layers.actors.candidates import Candidate
from dateline.layers.actors.filters import is_cited, is_free, is_mixed_case, is_person, opens_with_kind
from dateline.layers.actors.organisations import named_body, speaks
from dateline.layers.actors.resolve import Identity, actor_id, is_acronym, shortens
from dateline.layers.actors.view import DocumentView

_DASHES = frozenset({"-", "–", "—", "--"})
_IN_PHRASE = NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "POS", "HYPH", "CC", "CD", "AFX", "FW"}


def find_introduced(view: DocumentView) -> list[Candidate]:
    """Bodies that the words around their names tell, finder by finder."""
    finders: Sequence[Callable[[DocumentView], Iterable[Candidate]]] = (
        _dateline_agencies,
        _behind_kind,
        _listed_behind_kind,
        _before_kind,
        _employers,
        _apposed,
        _bracketed,
        _platforms,
    )
    return [found for find in finders for found in find(view)]


def _dateline_agencies(view: DocumentView) -> Iterator[Candidate]:
    """The agency in a dateline: "KYIV, June 14 (Meridian Wire) —", "(NewsMill) Russia announced"."""
    limits = view.lexicon.limits
    for i in view.written("("):
        start, end = view.sentence(i)[0], i + 1
        while end < len(view.text) and end - i <= limits.dateline_agency_words and view.text[end][0].isupper():
            end += 1
        in_dateline = i - start <= limits.dateline_words and view.is_(end + 1, *_DASHES)
        closed = end > i + 1 and view.is_(end, ")") and (i == start or in_dateline)
        given = view.text[i + 1] in view.lexicon.words["given-names"]
        if closed and not given and (in_dateline or not is_person(view, i + 1, end)):
            yield named_body(view, i + 1, end, "actors/dateline", tier=-1, sector="MED")


def _platforms(view: DocumentView) -> Iterator[Candidate]:
    """Platforms that are more than a channel: they act ("Telegram denied"), or a statement is theirs to publish."""
    for i in [i for i in view.written(view.lexicon.words["platforms"]) if view.tag[i] in PROPER_NOUNS]:
        channel = view.among(i - 1, "channel-prepositions") or view.is_(i - 1, "-")
        if view.among(i + 1, "statement-nouns") or ((speaks(view, i + 1) or _acts(view, i + 1)) and not channel):
            text = view.text[i]
            own = Identity(actor_id("org", text), text, "org", "BUS")
            actor = view.lexicon.orgs.get(text.lower(), own)
            yield Candidate(i, i + 1, "name", "actors/platform", actor, basis="outlet")


def _acts(view: DocumentView, i: int) -> bool:
    """Whether token i is a finite verb of what firms do: "TikTok removed 30 accounts"."""
    return view.finite(i) and view.lemma[i] in view.lexicon.words["firm-verbs"]


class Name(NamedTuple):
    """Capitalised words [start, end) beside a kind noun."""

    start: int
    end: int


def _names_after(view: DocumentView) -> Callable[[int], Name]:
    """Gives the capitalised words from a token on that are no days, places nor states."""
    most, stop_at = view.lexicon.limits.kind_name_words, view.date_tokens | view.geographic
    return lambda i: Name(i, view.capitals_end(i, most, stop_at=stop_at))


def _behind_kind(view: DocumentView) -> Iterator[Candidate]:
    """Bodies that a common noun says to be one: "the weather bureau Pagasa", "the newspaper Haaretz"."""
    name_after = _names_after(view)
    for i in view.listed("org-nouns"):
        name = name_after(i + 1)
        given = name.end > name.start and view.text[name.start] in view.lexicon.words["given-names"]
        kind = view.text[i].islower() or opens_with_kind(view, i)
        if name.end > name.start and kind and not given and not view.goes_on(name.end):
            yield named_body(view, *name, "actors/behind-kind", basis="introduced")


def _listed_behind_kind(view: DocumentView) -> Iterator[Candidate]:
    """Bodies in a row behind the plural of what they are: "the store chains Woolworths and Coles"."""
    name_after = _names_after(view)
    for i in [i for i in view.listed("kinds-plural") if view.text[i].islower()]:
        start, end = i + 1, i
        while start > end and view.capital(start):
            name = name_after(start)
            if name.end == start or _names_person(view, name):
                break
            yield named_body(view, *name, "actors/listed-behind-kind", tier=1, basis="introduced")
            end = name.end
            start = end + view.is_(end, ",")
            start += view.among(start, "conjunctions") or view.is_(start, "&")


def _names_person(view: DocumentView, name: Name) -> bool:
    """Whether listed words are a person's name; a single word must be a known first name."""
    first = view.text[name.start] in view.lexicon.words["given-names"]
    return first or (name.end - name.start > 1 and is_person(view, *name))


def _before_kind(view: DocumentView) -> Iterator[Candidate]:
    """Bodies with a common noun behind them that says what they are: "Menatep bank", "the Sunrise newspaper"."""
    persons = set(view.labelled("PERSON"))
    for i in view.listed("kinds-after"):
        end = i - (view.tag[i - 1] == "NN" and view.text[i - 1].islower()) if i else i
        start = view.capitals_start(end, view.lexicon.limits.employer_words - (i - end), stop_at=view.date_tokens)
        fits = start < end and view.text[i].islower() and (start, end) not in persons
        if fits and _begins_there(view, start) and not view.goes_on(i + 1) and is_free(view, start, end):
            yield named_body(view, start, end, "actors/before-kind", tier=1, basis="introduced")


def _begins_there(view: DocumentView, start: int) -> bool:
    """Whether a name may begin with token `start`: no first name or rank, no capital nor "of" before it."""
    words, word = view.lexicon.words, view.text[start]
    if word in words["given-names"] or word in words["rank-words"] or view.opens(start):
        return False
    if view.text[start - 1][0].isupper() or view.is_(start - 1, "-"):
        return False
    return not view.among(start - 1, "office-prepositions")


def _employers(view: DocumentView) -> Iterator[Candidate]:
    """Bodies between nothing and an office of somebody named: "Creditanstalt analyst Piotr Wozniak"."""
    persons, ends = {i for i, j in view.labelled("PERSON") if j - i > 1}, {j for _, j in view.labelled("ORG")}
    for title in view.titles:
        start, i = view.capitals_start(title.start, view.lexicon.limits.employer_words), title.start
        named = title.end in persons and title.sector is not None and not view.text[i][0].isupper()
        if start == i or not named or not _may_employ(view, start, i):
            continue
        if (i in ends or not view.opens(start)) and is_free(view, start, i):
            yield named_body(view, start, i, "actors/employer", tier=1)


def _may_employ(view: DocumentView, start: int, end: int) -> bool:
    """Whether words before an office may be a name: not "Senior analyst", "Bank analyst"."""
    words = view.lexicon.words
    if view.lower[start] in view.where or view.among(start, "office-modifiers"):
        return False
    return not (words["org-heads"] | words["not-acronyms"]).issuperset(view.text[start:end])


def _apposed(view: DocumentView) -> Iterator[Candidate]:
    """Bodies that an apposition says to be one: "UOKiK, the Polish anti-monopoly agency,"."""
    nouns, limits = view.lexicon.words["org-nouns"] | view.lexicon.references.keys(), view.lexicon.limits
    for comma in [i for i in view.where.get(",", ()) if i and view.among(i + 1, "articles")]:
        start = view.capitals_start(comma, limits.kind_name_words)
        top = min(comma + limits.apposition_words, view.sentence(comma)[1])
        start -= start == comma and _is_coined(view.text[comma - 1])
        end = next((j for j in range(comma + 2, top) if view.tag[j] not in _IN_PHRASE), top)
        begins = not view.is_(start - 1, "-") and not view.among(start, "definite-article")
        if view.text[end - 1] in nouns and begins and is_free(view, start, comma):
            yield named_body(view, start, comma, "actors/apposed-body", tier=1, basis="introduced")


def _is_coined(word: str) -> bool:
    """Whether a word that the tagger takes for no name is one by its capitals: "UOKiK"."""
    return word[0].isupper() and word.isalpha() and is_mixed_case(word)


def _bracketed(view: DocumentView) -> Iterator[Candidate]:
    """Bodies that the model half sees, told by their short form in brackets: "Notes from Poland (NFP)"."""
    words = view.lexicon.words
    seen = {t for start, end in view.labelled("ORG", "PRODUCT") for t in range(start, end)}
    places = view.geographic | view.place_tokens
    for i in view.written("("):
        close = view.closing_bracket(i)
        start = _abbreviated_start(view, i, view.text[i + 1 : close]) if close else i
        if i - start < 2 or view.titled(i - 1) or places.issuperset(range(start, i)):
            continue
        if view.text[i - 1] in words["not-org-heads"] or view.text[i - 1] in words["site-heads"]:
            continue
        body = not is_acronym(view.text[i + 1]) or is_cited(view, start) or not seen.isdisjoint(range(start, close))
        if body and view.text[i + 1] not in words["not-acronyms"] and not is_person(view, start, i):
            yield named_body(view, start, i, "actors/bracketed", tier=1, basis="introduced")


def _abbreviated_start(view: DocumentView, i: int, short: Sequence[str]) -> int:
    """Where the name ends at token i that some words in brackets shorten begins; i where there is none."""
    wanted = short[0] if len(short) == 1 and is_acronym(short[0]) else ""
    initials, start = "", i
    floor = max(0, i - view.lexicon.limits.expansion_words)
    while start > floor and (view.text[start - 1][0].isupper() or view.among(start - 1, "name-joins")):
        start -= 1
        upper = view.text[start][0].isupper()
        initials = view.text[start][0] + initials if upper else initials
        if wanted and wanted in (initials, "".join(w[0] for w in view.text[start:i]).upper()):
            return start if upper else i
    while start < i and not view.text[start][0].isupper():
        start += 1
    return start if not wanted and shortens(short, view.text[start:i]) else i
