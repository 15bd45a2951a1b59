"""Organisations: the model's spans mended, capitalised names around a head word."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.gazetteer import Gazetteer
from dateline.layers.actors.apposition import find_told, named_org
from dateline.layers.actors.institutions import is_model, named_body
from dateline.layers.actors.resolve import fits_acronym, is_acronym
from dateline.layers.actors.view import PROPER, Found, Page

_CUTS = frozenset('()[]{}"“”/|:;,—–') | {"'s", "'", "``", "''", "--"}
_JOINED = frozenset({"–", "—", "--", "|", ";"})
_OPEN = frozenset("(")
_QUOTES = frozenset({'"', "“", "”", "'", "``", "''"})
_ACTS = frozenset({"VBD", "VBZ", "VBP", "MD"})


def org_tokens(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """The tokens of a body's name within [start, end): articles, "'s", brackets and what follows them cut off."""
    while start < end and (page.is_(start, "the", "a", "an") or not page.text[start][0].isalnum()):
        start += 1
    stop = start
    while stop < end and page.text[stop] not in _CUTS:
        stop += 1
    while stop > start and not (page.text[stop - 1][0].isupper() or page.text[stop - 1][0].isdigit()):
        stop -= 1
    return (start, stop) if stop > start and not page.text[start][0].islower() else None


def find_orgs(page: Page, known: Sequence[Found], gazetteer: Gazetteer) -> list[Found]:
    """Bodies that the model or their head word tells, where gazetteer and patterns (known) have no part of them."""
    ends = {m.end: m for m in known}
    found = find_told(page)
    labelled = dict(filter(None, (org_tokens(page, start, end) for start, end in _pieces(page))))
    for start, stop in chunks(page):
        end = _labelled_end(page, stop, labelled.get(start, stop))
        same = ends.get(end)
        if (
            start not in page.headline
            and end >= stop
            and not page.lands.issuperset(range(start, end))
            and not (same is not None and start <= same.start <= start + 1)
            and not _only_a_site(page, start, end)
        ):
            found.append(
                _state_body(page, start, end) or _with_state(page, named_org(page, start, end, "actors/head-word"))
            )
    found += [named_org(page, start, end, "actors/head-word") for start, end in _opened(page)]
    return [*found, *_labelled(page, gazetteer)]


def _state_body(page: Page, start: int, end: int) -> Found | None:
    """A body that a state's name and a pattern make up: "Iraqi Parliament"."""
    by = page.owned_from.get(start)
    for stop, entries in page.lexicon.bodies.at(page.lower, by.end) if by is not None and by.end < end else ():
        named = [
            a for end_, aliases in page.lexicon.names.at(page.text, start) if by and end_ == by.end for a in aliases
        ]
        own = any(a.kind in ("demonym", "place") for a in named)
        if own and stop == end and by is not None and by.country in page.lexicon.countries:
            actor = named_body(page.lexicon, entries[0], by.country, page.phrase(start, end))
            return Found(start, end, "name", entries[0]["id"], actor)
    return None


def _labelled_end(page: Page, end: int, longer: int) -> int:
    """One past a name where the model has more of it: "University College" + "London"; 0: it names something else."""
    if longer <= end or not all(page.capital(i) and page.text[i].isalpha() for i in range(end, longer)):
        return end
    return 0 if page.text[longer - 1] in page.lexicon.words["not-org-heads"] else longer


def _labelled(page: Page, gazetteer: Gazetteer) -> Iterable[Found]:
    """Bodies that only the model tells."""
    spans = [tokens for start, end in _pieces(page) if (tokens := org_tokens(page, start, end))]
    counts, things = Counter(page.phrase(*span) for span in spans), _explained_things(page)
    for start, end in spans:
        text = page.phrase(start, end)
        if (
            start not in page.headline
            and text not in things
            and page.text[start] not in things
            and _plausible(page, start, end, counts[text])
            and not _toponym(page, start, end, gazetteer)
        ):
            stop = _right(page, end) if _coordinates(page, end) else end
            yield named_org(page, start, stop, "model:ner", tier=1)


def _pieces(page: Page) -> Iterable[tuple[int, int]]:
    """The model's organisations, cut where a dash or a bar joins two: "Tesco — Netto Poland"."""
    for start, end in page.labelled("ORG"):
        for cut in [i for i in range(start + 1, end - 1) if page.text[i] in _JOINED]:
            yield start, cut
            start = cut + 1
        yield start, end


def _explained_things(page: Page) -> set[str]:
    """Acronyms of what is no body: "Ebola virus disease (EVD)", "the PALM trial"."""
    things = set()
    for i in page.written(_OPEN):
        short = page.text[i + 1] if i + 2 < len(page.text) and page.text[i + 2] == ")" else ""
        before = page.text[max(0, i - len(short)) : i]
        if is_acronym(short) and before and before[-1].islower() and fits_acronym(short, before):
            things.add(short)
    words = page.lexicon.words
    things.update(page.text[i - 1] for i in page.lowered(words["thing-nouns"]) if page.text[i - 1].isupper())
    for start, end in page.labelled("ORG", "WORK_OF_ART", "PRODUCT"):
        after = end + page.is_(end, "gas", "oil")
        works = page.is_(start - 1, *words["work-nouns"]) and page.lower[start - 1] == page.text[start - 1]
        if works or page.is_(after, *words["things-after"]):
            things.add(page.phrase(start, end))
    return things


def _with_state(page: Page, mention: Found) -> Found:
    """A body with the state that owns it: "Haiti's Transitional Presidential Council"."""
    by = (
        page.owners.get(mention.start - 1) if page.possessive(mention.start - 1) else page.owned_from.get(mention.start)
    )
    if by is None or not by.state or by.end > mention.end:
        return mention
    return replace(mention, actor=replace(mention.actor, country=by.country))


def _toponym(page: Page, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether the model's organisation is rather a place of the gazetteer: "El Hierro"."""
    head = page.text[end - 1] in page.lexicon.words["org-heads"]
    return not head and not is_acronym(page.text[start]) and bool(gazetteer.named(page.phrase(start, end)))


def _only_a_site(page: Page, start: int, end: int) -> bool:
    """Whether a hospital or school is only where something happens: nothing says that it acts."""
    words = page.lexicon.words
    before = start - 1 - page.is_(start - 1, "the", "a")
    if page.text[end - 1] in words["study-heads"] or page.text[start] in words["study-heads"]:
        affiliated = words["affiliation-words"].intersection(page.lower[max(0, before - 6) : max(0, before)])
        return page.is_(before, *words["site-locatives"]) and not affiliated
    if page.text[end - 1] not in words["site-heads"]:
        return False
    if page.is_(before, "by") or (page.is_(before, "to") and page.is_(before - 1, "according")):
        return False
    acts = end < len(page.text) and (page.tag[end] in _ACTS or any(page.lexicon.titles.at(page.lower, end)))
    return not acts or page.is_(before, *words["locatives"])


def _plausible(page: Page, start: int, end: int, count: int) -> bool:
    """Whether the model's organisation may be one: no place, no law, no title, no single word without further sign."""
    words, word = page.lexicon.words, page.text[start]
    if page.text[end - 1] not in words["org-heads"] and any(page.capital(j) for j, _ in _titles(page, end)):
        return False
    if page.barred.issuperset(range(start, end)) or _only_a_site(page, start, end):
        return False
    if end - start > 1:
        return _plausible_name(page, start, end)
    if word in words["platforms"] or word in words["not-acronyms"] or any(c.isdigit() for c in word):
        return False
    if is_model(page, end) or word in words["product-names"]:
        return False
    generic = word in words["org-heads"] or word in words["not-org-heads"]
    if generic or any(page.lexicon.titles.at(page.lower, start)):
        return False
    if len(word) > 6 and word.isupper() and count < 2:
        return False
    if page.tag[start] not in PROPER or page.lower[start] in page.forms:
        return is_acronym(word) and len(word) > 1
    speaks = end < len(page.text) and page.tag[end] in _ACTS and page.lemma[end] in words["speech-verbs"]
    mixed = len(word) > 3 and word[1:].islower() is False and not word.isupper()
    return (is_acronym(word) and len(word) > 1) or count > 1 or mixed or (speaks and not page.opens(start))


def _plausible_name(page: Page, start: int, end: int) -> bool:
    """Whether the model's organisation of several words may be one: no award, no weapon, no title of a work."""
    words = page.lexicon.words
    head = next((i for i in range(start + 1, end) if page.text[i] in ("of", "for", "in", "on")), end) - 1
    listed = end - start == 3 and page.is_(start + 1, "and", "or")
    numbered = any(c.isdigit() for word in page.text[start:end] for c in word)
    quoted = start > 0 and end < len(page.text) and page.text[start - 1] in _QUOTES and page.text[end] in _QUOTES
    if page.phrase(start, end) in words["product-names"] or page.text[start] in words["product-names"]:
        return False
    if any(page.lower[end - 1] in (w, f"{w}s") for w in _last_titles(page, start, end)):
        return False
    if listed or numbered or not page.text[end - 1][0].isupper() or _is_award(page, start, end):
        return False
    if page.text[head] in words["org-heads"] and head != end - 1:
        return True
    return not quoted and not {page.text[head], page.text[end - 1]} & words["not-org-heads"]


def _last_titles(page: Page, start: int, end: int) -> Iterable[str]:
    """The last word, without its plural, where a name ends with a title: "Senior Advisors", "Detective Inspector"."""
    words = [*page.lower[start : end - 1], page.lower[end - 1].removesuffix("s")]
    named = "of" in words or not page.lexicon.words["org-heads"].isdisjoint(page.text[start:end])
    if not named and any(i + stop == len(words) for i in range(len(words)) for stop in _lengths(page, words[i:])):
        yield words[-1]


def _lengths(page: Page, words: Sequence[str]) -> Iterable[int]:
    return (stop for stop, _ in page.lexicon.titles.at(words, 0))


def _titles(page: Page, i: int) -> Iterable[tuple[int, object]]:
    return page.lexicon.titles.at(page.lower, i) if i < len(page.text) and page.capital(i) else ()


def chunks(page: Page) -> Iterable[tuple[int, int]]:
    """Capitalised names around a head word: "Sudan Doctors Network", "Office for the Prevention of Genocide"."""
    heads, unsure = page.lexicon.words["org-heads"], page.lexicon.words["not-heads"]
    titled = {t for i, j, _ in page.titles if j - i > 1 and page.text[i][0].isupper() for t in range(i, j)}
    end = 0
    for i in page.written(heads):
        if i < end or page.tag[i] not in PROPER or i in titled:
            continue
        start = i
        while start > end and any(
            inside(page, start - 1) for inside in (_part, _owns_within, _coordinates, _hyphenated)
        ):
            start -= 1
        stop = _right(page, i + 1)
        while start < i and page.is_(start, "the", "a", "an", "&"):
            start += 1
        if stop - start >= (3 if page.text[i] in unsure else 2) and not _is_award(page, start, stop):
            end = stop
            yield start, stop


def _opened(page: Page) -> Iterable[tuple[int, int]]:
    """Names that their first word makes a body's: "Bank Julius Baer", "Air Zimbabwe", "Radio Mogadishu"."""
    words = page.lexicon.words
    for i in page.written(words["first-heads"]):
        end = i + 1
        while end - i < 4 and page.capital(end) and end not in page.dated:
            end += 1
        unfit = words["thing-heads"].intersection(page.text[i + 1 : end]) or any(_titles(page, i + 1))
        if end > i + 1 and page.capital(i) and not page.capital(i - 1) and not unfit and i not in page.headline:
            yield i, end


def _is_award(page: Page, start: int, end: int) -> bool:
    return not page.lexicon.words["award-words"].isdisjoint(page.text[start:end])


def _hyphenated(page: Page, i: int) -> bool:
    """Whether token i is a hyphen inside a name: "Daimler-Benz AG"; not one between two names: "EU-Russia Council"."""
    joins = page.text[i] == "-" and page.capital(i - 1) and page.capital(i + 1)
    by = page.owners.get(i)
    return joins and (by is None or by.sector == "BUS") and i + 1 not in page.owned_from


def _coordinates(page: Page, i: int) -> bool:
    """Whether an "and" joins two fields of one body: "Fire and Rescue Service", "Committee on Ethics and Reform"."""
    if not page.is_(i, "and", "&") or not (page.capital(i - 1) and page.capital(i + 1)):
        return False
    fields = page.lexicon.words["field-words"]
    return page.text[i - 1] in fields and not fields.isdisjoint(page.text[i + 1 : i + 3])


def _part(page: Page, i: int) -> bool:
    """Whether token i may be part of a capitalised name."""
    if i >= len(page.text) or i in page.dated:
        return False
    return (page.text[i][0].isupper() and page.tag[i] in PROPER | {"JJ"}) or page.text[i] == "&"


def _owns_within(page: Page, i: int) -> bool:
    """Whether token i is a possessive mark inside a name: "Doctors' Union", "People's Party"."""
    plural = page.is_(i, "'") and page.capital(i - 1)
    return plural or (page.is_(i, "'s") and page.text[i - 1] in page.lexicon.words["possessive-names"])


def _right(page: Page, i: int) -> int:
    """One past the last token of the name: on to a further head word, and over joining words that lead to capitals."""
    for j in range(i, i + 3):
        if not _part(page, j):
            break
        if page.text[j] in page.lexicon.words["org-heads"]:
            return _right(page, j + 1)
    if page.is_(i, "-") and page.capital(i + 1) and page.text[i + 1] in page.lexicon.words["org-heads"]:
        return _right(page, i + 2)
    if _coordinates(page, i):
        while page.capital(i + 1) and i + 1 not in page.dated:
            i += 1
        return _right(page, i + 1)
    if not page.is_(i, *page.lexicon.words["org-joins"]):
        return i
    j = i + 1 + page.is_(i + 1, "the")
    state = j in page.owned_from and page.owned_from[j].state
    if state and page.is_(i, "of") and page.text[i - 1] in page.lexicon.words["state-heads"]:
        return page.owned_from[j].end
    if state or not page.capital(j) or j in page.dated or any(_titles(page, j)):
        return i
    while page.capital(j) and j not in page.dated:
        j += 1
    return _right(page, j)
