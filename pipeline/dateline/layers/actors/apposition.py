"""Organisations that the words around their names tell: appositions, what comes before or behind, brackets."""

from collections.abc import Iterable, Sequence

from dateline.layers.actors.resolve import Actor, actor_id, is_acronym, shortens
from dateline.layers.actors.view import NOUNS, PROPER, Found, Page

_OPEN = frozenset("(")
_DASHES = frozenset({"-", "–", "—", "--"})
_INSIDE = NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "POS", "HYPH", "CC", "CD", "AFX", "FW"}
_ACTS = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_told(page: Page) -> list[Found]:
    """Bodies that the words around their names tell."""
    finders = (_dateline_agencies, _called, _listed, _called_after, _employers, _apposed, _bracketed, _platforms)
    return [found for find in finders for found in find(page)]


def named_org(page: Page, start: int, end: int, rule: str, tier: int = 0, sector: str | None = None) -> Found:
    """A body that only its name tells; it never takes the id of one of the gazetteer that goes by another name."""
    words, forms = page.text[start:end], page.lexicon.words["legal-forms"]
    stop = end - (len(words) > 2 and words[-1] in forms)
    if (known := _known_as(page, start, stop)) is not None:
        return Found(start, end, "name", rule, known, tier)
    text = page.phrase(start, stop)
    ident = actor_id("org", text)
    if ident in page.lexicon.org_ids:
        ident = actor_id("org", f"unresolved {text}")
    kind = "acronym" if end - start == 1 and is_acronym(text) else "name"
    return Found(start, end, kind, rule, Actor(ident, text, "org", sector), tier)


def _known_as(page: Page, start: int, end: int) -> Actor | None:
    """The company of the gazetteer that goes by a name without what kind of company it is: "Boeing Co"."""
    stop = end - (page.text[end - 1] in page.lexicon.words["company-words"])
    for i, aliases in page.lexicon.names.at(page.text, start) if stop > start else ():
        actor = aliases[0].actor
        if i == stop and aliases[0].strength == "strong" and actor is not None and actor.sector == "BUS":
            return actor
    return None


def _dateline_agencies(page: Page) -> Iterable[Found]:
    """The agency in a dateline: "KYIV, June 14 (Meridian Wire) —", "(NewsMill) Russia announced"."""
    for i in page.written(_OPEN):
        start = page.sentence(i)[0]
        end = i + 1
        while end < len(page.text) and end - i < 6 and page.text[end][0].isupper():
            end += 1
        closed = end > i + 1 and page.is_(end, ")") and (i == start or (i - start < 9 and page.is_(end + 1, *_DASHES)))
        if closed and not is_person(page, i + 1, end):
            yield named_org(page, i + 1, end, "actors/dateline", sector="MED")


def _platforms(page: Page) -> Iterable[Found]:
    """Platforms that are more than a channel: they act ("Telegram denied"), or a statement is theirs to publish."""
    names, words = page.lexicon.words["platforms"], page.lexicon.words
    for i in [i for i in page.written(names) if page.tag[i] in PROPER]:
        end = i + 1
        speaks = end < len(page.text) and page.tag[end] in _ACTS and page.lemma[end] in words["speech-verbs"]
        if page.is_(end, *words["statement-nouns"]) or (speaks and not page.is_(i - 1, "on", "via", "-")):
            text = page.text[i]
            own = Actor(actor_id("org", text), text, "org", "BUS")
            yield Found(i, end, "name", "actors/platform", page.lexicon.orgs.get(text.lower(), own))


def is_person(page: Page, start: int, end: int) -> bool:
    votes = page.votes.get(tuple(page.text[start:end]), {})
    return votes.get("PERSON", 0) > votes.get("ORG", 0) or page.text[start] in page.lexicon.words["given-names"]


def _called(page: Page) -> Iterable[Found]:
    """Bodies that a common noun says to be one: "the weather bureau Pagasa", "the newspaper Haaretz"."""
    given = page.lexicon.words["given-names"]
    for i in page.lowered(page.lexicon.words["org-nouns"]):
        start = end = i + 1
        while end - start < 4 and page.capital(end) and end not in page.dated and end not in page.barred:
            end += 1
        if end > start and page.text[i].islower() and page.text[start] not in given and not page.goes_on(end):
            yield named_org(page, start, end, "actors/called")


def _listed(page: Page) -> Iterable[Found]:
    """Bodies in a row behind the plural of what they are: "the store chains Woolworths and Coles"."""
    given = page.lexicon.words["given-names"]
    for i in [i for i in page.lowered(page.lexicon.words["kinds-plural"]) if page.text[i].islower()]:
        start, end = i + 1, i
        while start > end and page.capital(start):
            end = start
            while end - start < 4 and page.capital(end) and end not in page.dated and end not in page.barred:
                end += 1
            person = page.text[start] in given or (end - start > 1 and is_person(page, start, end))
            if end == start or person:
                break
            yield named_org(page, start, end, "actors/called", tier=1)
            start = end + page.is_(end, ",")
            start += page.is_(start, "and", "or", "&")


def _called_after(page: Page) -> Iterable[Found]:
    """Bodies with a common noun behind them that says what they are: "Menatep bank", "the Sunrise newspaper"."""
    persons = set(page.labelled("PERSON"))
    unfit = page.lexicon.words["given-names"] | page.lexicon.words["rank-words"]
    for i in page.lowered(page.lexicon.words["kinds-after"]):
        end = i - (page.tag[i - 1] == "NN" and page.text[i - 1].islower()) if i else i
        start = end
        while i - start < 3 and page.capital(start - 1) and start - 1 not in page.dated:
            start -= 1
        plain = page.text[start] not in unfit and not page.opens(start) and not page.goes_on(i + 1)
        plain = plain and not page.text[start - 1][0].isupper() and not page.is_(start - 1, "for", "of", "-")
        if plain and (start, end) not in persons and page.text[i].islower() and _free(page, start, end):
            yield named_org(page, start, end, "actors/called", tier=1)


def _employers(page: Page) -> Iterable[Found]:
    """Bodies between nothing and an office of somebody named: "Creditanstalt analyst Piotr Wozniak"."""
    persons, orgs = {i for i, j in page.labelled("PERSON") if j - i > 1}, {j for _, j in page.labelled("ORG")}
    for i, end, sectors in page.titles:
        start = i
        while i - start < 3 and page.capital(start - 1):
            start -= 1
        if start == i or end not in persons or sectors[0] is None or page.text[i][0].isupper():
            continue
        words = page.lexicon.words
        plain = page.lower[start] not in page.forms and page.lower[start] not in words["office-modifiers"]
        plain = plain and not (words["org-heads"] | words["not-acronyms"]).issuperset(page.text[start:i])
        if plain and (i in orgs or not page.opens(start)) and _free(page, start, i):
            yield named_org(page, start, i, "actors/employer", tier=1)


def _free(page: Page, start: int, end: int) -> bool:
    """Whether tokens may be a body's name: no place, state, day, title, person, nor in a headline."""
    inside = range(start, end)
    return (
        start < end
        and start not in page.headline
        and page.barred.isdisjoint(inside)
        and page.placed.isdisjoint(inside)
        and page.dated.isdisjoint(inside)
        and page.text[end - 1] not in page.surnames
        and not any(page.lexicon.titles.at(page.lower, start))
        and not any(page.lexicon.names.at(page.text, start))
        and not is_person(page, start, end)
    )


def _apposed(page: Page) -> Iterable[Found]:
    """Bodies that an apposition says to be one: "UOKiK, the Polish anti-monopoly agency,"."""
    nouns = page.lexicon.words["org-nouns"] | page.lexicon.references.keys()
    for comma in [i for i in page.where.get(",", ()) if i and page.is_(i + 1, "the", "a", "an")]:
        start, top = comma, min(comma + 9, page.sentence(comma)[1])
        while comma - start < 4 and page.capital(start - 1):
            start -= 1
        start -= start == comma and _mixed(page.text[comma - 1])
        end = next((j for j in range(comma + 2, top) if page.tag[j] not in _INSIDE), top)
        if (
            page.text[end - 1] in nouns
            and not page.is_(start - 1, "-")
            and _free(page, start, comma)
            and not page.is_(start, "the")
        ):
            yield named_org(page, start, comma, "actors/apposed-body", tier=1)


def _mixed(word: str) -> bool:
    """Whether a word has capitals after its first letter and small letters too: "UOKiK"."""
    return len(word) > 3 and word[0].isupper() and not word.isupper() and not word[1:].islower() and word.isalpha()


def _bracketed(page: Page) -> Iterable[Found]:
    """Bodies that the model half sees, told by their short form in brackets: "Notes from Poland (NFP)"."""
    words = page.lexicon.words
    seen = {t for start, end in page.labelled("ORG", "PRODUCT") for t in range(start, end)}
    unfit, lands = words["not-org-heads"] | words["site-heads"], page.barred | page.placed
    for i in page.written(_OPEN):
        close = next((j for j in range(i + 2, min(i + 5, len(page.text))) if page.text[j] == ")"), 0)
        start = _abbreviated(page, i, page.text[i + 1 : close]) if close else i
        if i - start < 2 or any(page.lexicon.titles.at(page.lower, i - 1)):
            continue
        if page.text[i - 1] in unfit or lands.issuperset(range(start, i)):
            continue
        told = not is_acronym(page.text[i + 1]) or (page.is_(start - 1, "to") and page.is_(start - 2, "according"))
        told = told or not seen.isdisjoint(range(start, close))
        if told and page.text[i + 1] not in words["not-acronyms"] and not is_person(page, start, i):
            yield named_org(page, start, i, "actors/bracketed", tier=1)


def _abbreviated(page: Page, i: int, short: Sequence[str]) -> int:
    """Where the name ends at token i that some words in brackets shorten begins; i where there is none."""
    wanted = short[0] if len(short) == 1 and is_acronym(short[0]) else ""
    initials, start = "", i
    joins = page.lexicon.words["name-joins"]
    while start > max(0, i - 9) and (page.text[start - 1][0].isupper() or page.lower[start - 1] in joins):
        start -= 1
        upper = page.text[start][0].isupper()
        initials = page.text[start][0] + initials if upper else initials
        if wanted and wanted in (initials, "".join(w[0] for w in page.text[start:i]).upper()):
            return start if upper else i
    while start < i and not page.text[start][0].isupper():
        start += 1
    return start if not wanted and shortens(short, page.text[start:i]) else i
