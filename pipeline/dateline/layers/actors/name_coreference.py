"""Other names of organisations that a document names: acronyms, nicknames, short forms, repeats."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from dateline.layers.actors.resolve import Actor, actor_id, fits_acronym, is_acronym, shortens
from dateline.layers.actors.view import PROPER, Found, Page

_TOLD = frozenset({"actors/called", "actors/apposed-body", "actors/bracketed"})


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
    """Short names in brackets behind a body's name, wherever they stand: "… (Penn State)"."""
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
