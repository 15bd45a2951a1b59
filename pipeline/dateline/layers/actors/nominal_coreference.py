"""Nominals that stand for an actor named before: "the ministry", "the UN human rights chief", "the governor"."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.layers.actors.resolve import Actor
from dateline.layers.actors.view import Found, Page

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MANY = 200
"""Mentions of bodies of a kind that are looked at before a nominal, at most."""
_INDEFINITE = ("a", "an", "one", "another", "some", "any", "every", "each", "no", "two", "three", "several", "many")


def refer(page: Page, found: Sequence[Found]) -> list[Found]:
    """The mentions with those nominals led back that only one actor named before fits; bare ones added."""
    bodies = {_initials(m.actor.name): m.actor for m in found if m.actor.type == "org" and m.kind != "acronym"}
    holders = _holders(page, found)
    led = [_acronym(m, bodies) if m.rule == "model:ner" else _office_holder(page, m, holders) for m in found]
    taken = {t for m in led for t in range(m.start, m.end)}
    return sorted([*led, *_bodies(page, led, taken), *_persons(page, led, taken)], key=lambda m: m.start)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _acronym(m: Found, bodies: Mapping[str, Actor]) -> Found:
    """An acronym that nobody explains, for the body in the document that has these initials: "SSPDF"."""
    actor = bodies.get(m.actor.name) if m.kind == "acronym" and len(m.actor.name) > 2 else None
    return replace(m, actor=actor, rule="actors/initials") if actor is not None else m


def _bodies(page: Page, found: Sequence[Found], taken: set[int]) -> Iterator[Found]:
    """Bare bodies that act: "the ministry said", for the last one named if it alone fits."""
    kinds, named = page.lexicon.references, {}
    for i in [i for i in page.lowered(kinds) if i not in taken]:
        noun = page.lower[i]
        if not page.is_(i - 1, "the") or not _acts(page, i) or page.text[i][0].isupper():
            continue
        if noun not in named:
            named[noun] = [m for m in found if _fits(page, m, noun, kinds[noun])]
        actor = _last(page, i, named[noun])
        if actor is not None:
            because = f"the only {noun} named before it"
            yield Found(i, i + 1, "nominal", "actors/refers-to-body", actor, because=because)


def _fits(page: Page, m: Found, noun: str, sectors: frozenset[str]) -> bool:
    """Whether a body is of the kind that a noun names: by a word of its name or mention, or by its sector."""
    if m.actor.type != "org" or m.rule == "actors/refers-to-body":
        return False
    words = m.actor.name.lower().replace("organisation", "organization").split() + page.lower[m.start : m.end]
    return noun.replace("organisation", "organization") in words or m.actor.sector in sectors


def _last(page: Page, i: int, fits: Sequence[Found]) -> Actor | None:
    """Whom a nominal at token i means: the only actor that fits, or the only one in its sentence and the one before."""
    upto = bisect_left(fits, i, key=_start)
    if not upto:
        return None
    last = fits[upto - 1].actor
    window = page.sentence(max(0, page.sentence(i)[0] - 1))[0]
    near = fits[bisect_left(fits, window, key=_start) : upto]
    alone = all(m.actor.actor_id == last.actor_id for m in near) if near else fits[0].actor.actor_id == last.actor_id
    return last if alone and (near or all(m.actor.actor_id == last.actor_id for m in fits[:upto][:_MANY])) else None


def _start(m: Found) -> int:
    return m.start


def _acts(page: Page, i: int) -> bool:
    """Whether the noun at token i says, does or owns something, or is a source."""
    after = i + 1 + (i + 1 < len(page.tag) and page.tag[i + 1] == "RB")
    if page.possessive(i + 1) or (after < len(page.tag) and page.tag[after] in _FINITE):
        return True
    ends = i + 1 == len(page.text) or page.is_(i + 1, ",", ".", "in", '"', "”")
    return ends and (page.is_(i - 2, "by", "told") or page.is_(i - 3, "according"))


def _persons(page: Page, found: Sequence[Found], taken: set[int]) -> Iterator[Found]:
    """Bare offices that speak: "the governor said", for the only person whom the document gives that office."""
    holders: dict[str, dict[str, Actor]] = {}
    for m in found:
        if m.actor.type == "person" and m.kind == "name" and m.role:
            for word in {m.role.lower(), m.role.lower().split()[-1], m.role.lower().split()[0]}:
                holders.setdefault(word, {})[m.actor.actor_id] = m.actor
    for i, end, _ in page.titles if holders else ():
        actors = list(holders.get(" ".join(page.lower[i:end]), {}).values())
        free = page.is_(i - 1, "the") and taken.isdisjoint(range(i, end)) and not page.goes_on(end)
        if free and len(actors) == 1 and _speaks(page, end - 1) and page.lower[i] == page.text[i]:
            because = "the only person whom the document gives that office"
            yield Found(i, end, "nominal", "actors/refers-to-person", actors[0], because=because)


def _speaks(page: Page, i: int) -> bool:
    """Whether the noun at token i is the subject of a verb of speech before or after it."""
    verbs = page.lexicon.words["speech-verbs"]
    after = i + 1 + (i + 1 < len(page.tag) and page.tag[i + 1] == "RB")
    if after < len(page.tag) and page.tag[after] in _FINITE and page.lemma[after] in verbs:
        return True
    ends = i + 1 == len(page.text) or page.is_(i + 1, ",", ".")
    return ends and i > 1 and page.lemma[i - 2] in verbs and page.tag[i - 2] in _FINITE


Holders = Mapping[str, Mapping[str, tuple[Actor, set[str]]]]


def _holders(page: Page, found: Iterable[Found]) -> Holders:
    """By class of title and by id: the persons with that office in this document, and its other words."""
    holders: dict[str, dict[str, tuple[Actor, set[str]]]] = {}
    for m in found:
        if m.actor.type == "person" and m.kind == "name" and m.role:
            heads, rest = _office(page, [*m.role.lower().split(), *_owned_by(page, m.start)])
            for head in heads:
                holders.setdefault(head, {}).setdefault(m.actor.actor_id, (m.actor, rest))
    return holders


def _owned_by(page: Page, i: int) -> list[str]:
    """The words of the owners named in the office before a name at token i: "eu" of "the EU's top diplomat"."""
    near = (page.owners[j] for j in range(max(0, i - 6), i) if j in page.owners)
    return [word for by in near for word in page.lower[by.start : by.end]]


def _office_holder(page: Page, m: Found, holders: Holders) -> Found:
    """An office holder without a name, as the person who holds that office in this document: "UN rights chief"."""
    if m.rule != "actors/unnamed" or page.is_(m.start - 1, *_INDEFINITE) or page.text[m.end - 1].endswith("s"):
        return m
    wanted, mine = _office(page, page.lower[m.start : m.end])
    fits = {}
    for head in wanted:
        for other, theirs in holders.get(head, {}).values():
            lands = _lands(page, other.country)
            fuller = len(theirs - lands) > 1 and theirs <= mine  # "UN human rights chief" for a "U.N. rights chief"
            same_land = m.actor.country is None or other.country == m.actor.country
            if same_land and (mine <= theirs | lands or fuller):
                fits[other.actor_id] = other
    if len(fits) != 1:
        return m
    because = "the only person whose office in this document fits"
    return replace(m, actor=next(iter(fits.values())), rule="actors/refers-to-person", because=because)


def _office(page: Page, words: Sequence[str]) -> tuple[set[str], set[str]]:
    """The classes of the titles in an office, and its other words: {"head"} and {"un", "human", "rights"}."""
    heads = {page.lexicon.offices_alike.get(word, word) for word in words if any(page.lexicon.titles.at([word], 0))}
    noise = page.lexicon.words["rank-words"] | {"for", "of", "the", "'s", "and", "high", "'", "general", "-"}
    rest = {w.replace(".", "") for w in words if w not in noise and not any(page.lexicon.titles.at([w], 0))}
    return heads, rest


def _lands(page: Page, country: str | None) -> set[str]:
    """The words that name a country as an owner."""
    land = page.lexicon.countries.get(country or "")
    if land is None:
        return set()
    return {w for text in (land.adjective, land.name, *land.aliases) for w in text.lower().replace(".", "").split()}
