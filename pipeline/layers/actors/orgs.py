"""Organisations: the model's spans mended, capitalised names around a head word, acronyms and what they stand for."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pipeline.gazetteer import Gazetteer
from pipeline.layers.actors.bodies import is_model
from pipeline.layers.actors.page import NOUNS, PROPER, Found, Page
from pipeline.layers.actors.resolve import Actor, actor_id, fits_acronym, is_acronym, shortens

_CUTS = frozenset('()[]{}"“”/|:;,—–') | {"'s", "'", "``", "''", "--"}
_TOLD = frozenset({"actors/called", "actors/apposed-body", "actors/bracketed"})
_JOINED = frozenset({"–", "—", "--", "|", ";"})
_OPEN = frozenset("(")
_DASHES = frozenset({"-", "–", "—", "--"})
_QUOTES = frozenset({'"', "“", "”", "'", "``", "''"})
_INSIDE = NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "POS", "HYPH", "CC", "CD", "AFX", "FW"}
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
    found = [*_dateline_agencies(page), *_called(page), *_listed(page), *_called_after(page), *_apposed(page), *_bracketed(page), *_platforms(page)]
    for start, end in chunks(page):
        same = ends.get(end)
        if (
            start not in page.headline
            and not page.lands.issuperset(range(start, end))
            and not (same is not None and start <= same.start <= start + 1)
            and not _only_a_site(page, start, end)
        ):
            found.append(_with_state(page, _found(page, start, end, "actors/head-word")))
    found += [_found(page, start, end, "actors/head-word") for start, end in _opened(page)]
    return [*found, *_labelled(page, gazetteer)]


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
            yield _found(page, start, stop, "model:ner", tier=1)


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


def _found(page: Page, start: int, end: int, rule: str, tier: int = 0, sector: str | None = None) -> Found:
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


def _with_state(page: Page, mention: Found) -> Found:
    """A body with the state that owns it: "Haiti's Transitional Presidential Council"."""
    by = (
        page.owners.get(mention.start - 1) if page.possessive(mention.start - 1) else page.owned_from.get(mention.start)
    )
    if by is None or not by.state or by.end > mention.end:
        return mention
    return replace(mention, actor=replace(mention.actor, country=by.country))


def _dateline_agencies(page: Page) -> Iterable[Found]:
    """The agency in a dateline: "KYIV, June 14 (Meridian Wire) —", "(NewsMill) Russia announced"."""
    for i in page.written(_OPEN):
        start = page.sentence(i)[0]
        end = i + 1
        while end < len(page.text) and end - i < 6 and page.text[end][0].isupper():
            end += 1
        closed = end > i + 1 and page.is_(end, ")") and (i == start or (i - start < 9 and page.is_(end + 1, *_DASHES)))
        if closed and not _is_person(page, i + 1, end):
            yield _found(page, i + 1, end, "actors/dateline", sector="MED")


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


def _is_person(page: Page, start: int, end: int) -> bool:
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
            yield _found(page, start, end, "actors/called")


def _listed(page: Page) -> Iterable[Found]:
    """Bodies in a row behind the plural of what they are: "the store chains Woolworths and Coles"."""
    given = page.lexicon.words["given-names"]
    for i in page.lowered(page.lexicon.words["kinds-plural"]):
        start = i + 1
        while start < len(page.text) and page.text[i].islower() and page.capital(start):
            end = start
            while end - start < 4 and page.capital(end) and end not in page.dated and end not in page.barred:
                end += 1
            if end == start or page.text[start] in given or _is_person(page, start, end) and end - start > 1:
                break
            yield _found(page, start, end, "actors/called", tier=1)
            start = end + page.is_(end, ",")
            start += page.is_(start, "and", "or", "&")
            if start == end:
                break


def _called_after(page: Page) -> Iterable[Found]:
    """Bodies with a common noun behind them that says what they are: "Menatep bank", "the Sunrise newspaper"."""
    unfit = page.lexicon.words["given-names"] | page.lexicon.words["rank-words"]
    for i in page.lowered(page.lexicon.words["kinds-after"]):
        start = i
        while i - start < 3 and page.capital(start - 1) and start - 1 not in page.dated:
            start -= 1
        free = page.barred.isdisjoint(range(start, i)) and page.placed.isdisjoint(range(start, i))
        plain = start < i and free and page.text[start] not in unfit and start not in page.headline
        if plain and page.text[i].islower() and not page.opens(start) and not page.goes_on(i + 1):
            if not any(page.lexicon.titles.at(page.lower, start)) and not _is_person(page, start, i):
                yield _found(page, start, i, "actors/called", tier=1)


def _apposed(page: Page) -> Iterable[Found]:
    """Bodies that an apposition says to be one: "UOKiK, the Polish anti-monopoly agency,"."""
    nouns = page.lexicon.words["org-nouns"] | page.lexicon.references.keys()
    commas = [i for i in page.where.get(",", ()) if i and page.is_(i + 1, "the", "a", "an")]
    for comma in [i for i in commas if page.capital(i - 1) or _mixed(page.text[i - 1])]:
        start, top = comma - 1, min(comma + 9, page.sentence(comma)[1])
        while comma - start < 4 and page.capital(start - 1) and start - 1 not in page.dated:
            start -= 1
        end = next((j for j in range(comma + 2, top) if page.tag[j] not in _INSIDE), top)
        free = page.barred.isdisjoint(range(start, comma)) and page.placed.isdisjoint(range(start, comma))
        if free and page.lower[end - 1] in nouns and start not in page.headline and page.text[start] not in _CUTS:
            titled = any(page.lexicon.titles.at(page.lower, start)) or page.is_(start, "the")
            if not titled and not _is_person(page, start, comma) and not page.dated.intersection(range(start, comma)):
                yield _found(page, start, comma, "actors/apposed-body", tier=1)


def _mixed(word: str) -> bool:
    """Whether a word has capitals after its first letter and small letters too: "UOKiK"."""
    return len(word) > 3 and word[0].isupper() and not word.isupper() and not word[1:].islower() and word.isalpha()


def _bracketed(page: Page) -> Iterable[Found]:
    """Bodies that the model half sees, told by their short form in brackets: "Notes from Poland (NFP)"."""
    seen = {t for start, end in page.labelled("ORG", "PRODUCT") for t in range(start, end)}
    unfit = page.lexicon.words["not-org-heads"] | page.lexicon.words["site-heads"]
    for i in page.written(_OPEN):
        close = next((j for j in range(i + 2, min(i + 5, len(page.text))) if page.text[j] == ")"), 0)
        start = _abbreviated(page, i, page.text[i + 1 : close]) if close else i
        if i - start > 1 and page.text[i - 1] not in unfit and not page.barred.issuperset(range(start, i)):
            told = page.is_(start - 1, "to") and page.is_(start - 2, "according")
            told = told or not is_acronym(page.text[i + 1]) or not seen.isdisjoint(range(start, close))
            if told and page.text[i + 1] not in page.lexicon.words["not-acronyms"] and not _is_person(page, start, i):
                yield _found(page, start, i, "actors/bracketed", tier=1)


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
    if word in words["org-heads"] or any(page.lexicon.titles.at(page.lower, start)):
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
    if listed or numbered or not page.text[end - 1][0].isupper() or _is_award(page, start, end):
        return False
    if page.text[head] in words["org-heads"] and head != end - 1:
        return True
    return not quoted and not {page.text[head], page.text[end - 1]} & words["not-org-heads"]


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
    if not page.capital(j) or j in page.dated or (j in page.owned_from and page.owned_from[j].state):
        return i
    while page.capital(j) and j not in page.dated:
        j += 1
    return _right(page, j)


def find_acronyms(page: Page, orgs: Sequence[Found]) -> list[Found]:
    """Acronyms that the document explains, "… (KSHPW)", wherever they stand."""
    means: dict[str, Actor] = {}
    for mention in sorted(orgs, key=lambda m: m.start - m.end):
        short, actor = _explained(page, mention)
        if actor is not None:
            means.setdefault(short, actor)
    if not means:
        return []
    return [
        Found(i, i + 1, "acronym", "actors/acronym", means[w], because=f"the text explains it as {means[w].name}")
        for i in page.written(means)
        for w in [page.text[i]]
    ]


def _explained(page: Page, mention: Found) -> tuple[str, Actor | None]:
    """The acronym that brackets join to a body's name, before or after it, and whom it stands for."""
    i, j, n = mention.start, mention.end, len(page.text)
    if j + 2 < n and page.text[j] == "(" and page.text[j + 2] == ")" and is_acronym(page.text[j + 1]):
        return page.text[j + 1], _expansion(page, mention, page.text[j + 1])
    short = page.text[i - 2] if i > 1 and page.text[i - 1] == "(" and page.is_(j, ")") else ""
    return short, mention.actor if is_acronym(short) and fits_acronym(short, page.text[i:j]) else None


def _expansion(page: Page, mention: Found, short: str) -> Actor | None:
    """Whom an acronym in brackets stands for: the body before it, or the end of its name; None: somebody else."""
    parts = page.text[mention.start : mention.end]
    if mention.rule == "actors/gazetteer" or fits_acronym(short, parts):
        return mention.actor
    for k in range(1, len(parts) - 1):
        if parts[k][0] == short[0] and fits_acronym(short, parts[k:]):
            text = page.phrase(mention.start + k, mention.end)
            return Actor(actor_id("org", text), text, "org") if parts[-1] in page.lexicon.words["org-heads"] else None
    foreign = len(parts) > 3 or (len(parts) > 2 and parts[0][0] == short[0])  # "Mohajir National Movement (MQM)"
    return mention.actor if foreign and len(short) > 2 else None


def find_nicknames(page: Page, orgs: Sequence[Found]) -> list[Found]:
    """Short names in brackets behind a body's name, wherever they stand: "Pennsylvania State University (Penn State)"."""
    means: dict[tuple[str, ...], Actor] = {}
    for m in orgs:
        if m.end + 2 < len(page.text) and page.text[m.end] == "(":
            close = next((j for j in range(m.end + 2, min(m.end + 5, len(page.text))) if page.text[j] == ")"), m.end)
            if shortens(short := page.text[m.end + 1 : close], page.text[m.start : m.end]):
                means.setdefault(tuple(short), m.actor)
    firsts = {short[0]: short for short in means}
    return [
        Found(i, i + len(short), "name", "actors/nickname", means[short], because=f"short for {means[short].name}")
        for i in page.written(firsts)
        for short in [firsts[page.text[i]]]
        if tuple(page.text[i : i + len(short)]) == short and not page.capital(i + len(short))
    ]


def find_repeats(page: Page, found: Sequence[Found], taken: AbstractSet[int]) -> list[Found]:
    """Names of bodies found once, wherever else they stand; and their first words where the model sees a body."""
    names = {tuple(page.text[m.start : m.end]): m.actor for m in found if m.end - m.start > 1 and m.rule != "model:ner"}
    names |= {(*name[:-1], "party"): actor for name, actor in names.items() if name[-1] == "Party"}
    names |= {(page.text[m.start],): m.actor for m in found if m.end - m.start == 1 and m.rule in _TOLD}
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names, key=len, reverse=True):
        firsts.setdefault(name[0], []).append(name)
    repeats = []
    for i in [i for i in page.written(firsts) if i not in taken]:
        name = next((n for n in firsts[page.text[i]] if tuple(page.text[i : i + len(n)]) == n), ())
        alone = len(name) > 1 or (not page.capital(i + 1) and not page.capital(i - 1) and i not in page.placed)
        if name and alone and not page.goes_on(i + len(name)):
            repeats.append(Found(i, i + len(name), "name", "actors/repeated-name", names[name], tier=1))
    return repeats


def find_short(page: Page, found: Sequence[Found]) -> list[Found]:
    """Single words for the one body before them whose name they begin, where the rest only says what it is: "Ford"."""
    begins: dict[str, dict[str, Found]] = {}
    for m in sorted(found, key=lambda m: m.start):
        if m.end - m.start > 1 and _only_heads(page, m):
            begins.setdefault(page.text[m.start], {}).setdefault(m.actor.actor_id, m)
    labelled, kinds = {i for i, _ in page.labelled("ORG")}, page.lexicon.words["field-words"]
    kinds = kinds | page.lexicon.words["org-heads"] if begins else kinds
    short, unfree = [], page.placed | page.barred if begins else frozenset()
    for i in [i for i in page.written(begins) if page.text[i] not in kinds or i in labelled]:
        bodies = _shortest(list(begins[page.text[i]].values()))
        alone = page.tag[i] in PROPER and not page.capital(i - 1) and not page.capital(i + 1)
        if len(bodies) == 1 and bodies[0].start < i and alone and i not in unfree:
            because = f"the only body before it that begins so is {bodies[0].actor.name}"
            short.append(Found(i, i + 1, "name", "actors/short-body", bodies[0].actor, because=because))
    return short


def _shortest(bodies: list[Found]) -> list[Found]:
    """One body where the names of the others are its name and more: "Harmon Group" and "Harmon Group Trading"."""
    least = min(bodies, key=lambda m: len(m.actor.name))
    return [least] if all(m.actor.name.startswith(least.actor.name) for m in bodies) else bodies


def _only_heads(page: Page, m: Found) -> bool:
    """Whether all that follows a body's first word says what kind of body it is: "Ford Motor Company"."""
    rest, heads = page.text[m.start + 1 : m.end], page.lexicon.words["org-heads"]
    return rest[0] in page.lexicon.words["org-joins"] or heads.issuperset(rest)
