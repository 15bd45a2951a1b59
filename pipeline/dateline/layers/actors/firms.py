"""Firms whose name is one common word, and platforms, where the words around say that they are: "Target shares"."""

from collections.abc import Iterator

from dateline.doc.predicates import PROPER_NOUNS
from dateline.layers.actors.candidates import Candidate
from dateline.layers.actors.resolve import Identity, actor_id
from dateline.layers.actors.view import DocumentView

_OWNED = 4  # words behind "'s" among which the noun that a firm owns stands
_PERCENT = 6  # words behind a verb among which the percent of a share's fall stands
_AUXILIARIES = frozenset({"have", "be", "do"})


def find_firms(view: DocumentView) -> Iterator[Candidate]:
    """Firms of one common word, by what they own or do; elsewhere in the document by their capital."""
    firms, platforms = view.lexicon.firms, view.lexicon.words["platforms"]
    where = [i for i in view.written(firms) if view.text[i] not in platforms and _stands_alone(view, i)]
    told = {i for i in where if _is_told(view, i)}
    names = {view.text[i] for i in told}
    for i in where:
        proper = view.tag[i] in PROPER_NOUNS and not view.opens(i) and i not in view.title_case
        if i in told or (view.text[i] in names and proper and view.lower[i] not in view.where):
            yield Candidate(i, i + 1, "name", "actors/firm", firms[view.text[i]], basis="gazetteer")
    yield from _renamed(view)


def _stands_alone(view: DocumentView, i: int) -> bool:
    before = view.capital(i - 1) and not view.opens(i - 1)
    return not before and not view.capital(i + 1) and not view.is_(i + 1, "-") and not view.is_(i - 1, "-")


def _is_told(view: DocumentView, i: int) -> bool:
    """Whether the words beside a capitalised word say that it is a firm."""
    if view.lower[i] in view.where or i in view.title_case or i + 1 >= len(view.text):
        return False
    return any(sign(view, i) for sign in (_owns, _does, _is_held, _beside_firm, _is_apposed))


def _owns(view: DocumentView, i: int) -> bool:
    """ "Target shares", "Visa's chief executive"; but for a few nouns the word must be a name to the tagger."""
    if view.possessive(i + 1):
        return any(view.among(j, "firm-nouns") for j in range(i + 2, min(i + 2 + _OWNED, len(view.text))))
    sure = view.tag[i] in PROPER_NOUNS or view.among(i + 1, "firm-nouns/sure")
    return sure and view.among(i + 1, "firm-nouns") and view.text[i + 1].islower()


def _is_apposed(view: DocumentView, i: int) -> bool:
    """ "Orange, the French operator,"."""
    if not (view.is_(i + 1, ",") and view.among(i + 2, "articles")):
        return False
    return any(view.among(j, "org-nouns") and view.is_(j + 1, ",", ".") for j in range(i + 3, i + 3 + _OWNED))


def _does(view: DocumentView, i: int) -> bool:
    """ "Shell said it would", "Gap will close"; "Apple fell 3 percent" as shares do; not "Visa said to be forged"."""
    words = view.lexicon.words
    verb = i + 1
    if not view.finite(verb):
        return False
    while verb + 1 < len(view.text) and (view.tag[verb] in ("MD", "RB") or view.lemma[verb] in _AUXILIARIES):
        verb += 1
    if view.is_(verb + 1, "to") and view.tag[verb] == "VBD":
        return False
    if view.lemma[verb] in words["firm-verbs"]:
        return True
    after = view.lower[verb + 1 : verb + _PERCENT]
    return view.lemma[verb] in words["market-verbs"] and ("percent" in after or "%" in after)


def _is_held(view: DocumentView, i: int) -> bool:
    """ "a stake in Shell", "worked at Apple"."""
    return view.among(i - 1, "stake-prepositions") and view.among(i - 2, "stake-nouns") and view.tag[i] == "NNP"


def _beside_firm(view: DocumentView, i: int) -> bool:
    """ "Apple and Google": a firm that the gazetteer knows by a name of its own stands beside it."""
    known = view.firm_tokens
    before, after = i - 2, i + 2
    joined = (before in known and view.among(i - 1, "and-words")) or (after in known and view.among(i + 1, "and-words"))
    return joined and view.tag[i] in PROPER_NOUNS


def _renamed(view: DocumentView) -> Iterator[Candidate]:
    """A platform and what it was called: "X, formerly Twitter,"."""
    platforms = view.lexicon.words["platforms"]
    for i in view.written(platforms):
        former = i + 2 + view.is_(i + 1, ",", "(")
        told = view.is_(former - 1, "formerly") and former < len(view.text) and view.text[former] in platforms
        for t in (i, former) if told else ():
            text = view.text[t]
            actor = view.lexicon.orgs.get(text.lower(), Identity(actor_id("org", text), text, "org", "BUS"))
            yield Candidate(t, t + 1, "name", "actors/platform", actor, basis="outlet")
