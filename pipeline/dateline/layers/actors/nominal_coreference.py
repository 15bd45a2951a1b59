"""Nominals that stand for an actor named before: "the ministry", "the UN human rights chief", "the governor"."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from dateline.layers.actors.affiliation import affiliations_within
from dateline.layers.actors.candidates import Candidate, tokens_of_all
from dateline.layers.actors.resolve import Identity
from dateline.layers.actors.view import DocumentView

_SUBJECT_ENDS = (",", ".")
_QUOTE_ENDS = ('"', "”")
_MARKS = frozenset({"'s", "'", "-"})


def find_statements(view: DocumentView, actors: Sequence[Candidate]) -> Iterator[Candidate]:
    """A statement that says something, for the body that issued it: "the statement added".

    None where the document does not tell who issued it.
    """
    issuer: Identity | None = None
    starts = [m.start for m in actors]
    for i in view.listed("document-nouns"):
        if view.among(i - 1, "definite-article") and _document_speaks(view, i):
            if issuer is not None:
                yield Candidate(i, i + 1, "document", "actors/document", issuer, tier=2)
        else:
            here = actors[bisect_left(starts, view.sentence(i)[0]) : bisect_left(starts, i)]
            issuer = _issuer(here) or issuer


def _document_speaks(view: DocumentView, i: int) -> bool:
    """Whether the statement at token i says something: "the statement also added", "according to the statement"."""
    verbs = view.lexicon.words["speech-verbs"]
    after = range(i + 1, min(i + 3, len(view.text)))
    cited = view.among(i - 3, "citing-words")
    return cited or any(view.lemma[k] in verbs and view.tag[k].startswith("VB") for k in after)


def _issuer(before: Sequence[Candidate]) -> Identity | None:
    """The last actor before a statement in its sentence; demonyms, groups and platforms issue none."""
    able = [m for m in before if m.kind != "demonym" and m.actor.type != "group" and m.basis != "outlet"]
    return able[-1].actor if able else None


def resolve_nominals(view: DocumentView, found: Sequence[Candidate]) -> list[Candidate]:
    """The mentions with those nominals led back that only one actor named before fits; bare ones added."""
    bodies = {_initials(m.actor.name): m.actor for m in found if m.actor.type == "org" and m.kind != "acronym"}
    holders = _holders(view, found)
    led = [_by_initials(m, bodies) if m.basis == "label" else _by_office(view, m, holders) for m in found]
    taken = tokens_of_all(led)
    bare = [*_bare_bodies(view, led, taken), *_bare_offices(view, led, taken)]
    return sorted([*led, *bare], key=lambda m: m.start)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _by_initials(m: Candidate, bodies: Mapping[str, Identity]) -> Candidate:
    """An acronym that nobody explains, for the body with these initials: "SRA" for the Sahel Rescue Alliance."""
    actor = bodies.get(m.actor.name) if m.kind == "acronym" and len(m.actor.name) > 2 else None
    return replace(m, actor=actor, rule="actors/initials") if actor is not None else m


def _bare_bodies(view: DocumentView, found: Sequence[Candidate], taken: AbstractSet[int]) -> Iterator[Candidate]:
    """Bare bodies that act: "the ministry said", for the last one named if it alone fits."""
    kinds = view.lexicon.references
    named: dict[str, list[Candidate]] = {}
    for i in [i for i in view.lowered(kinds) if i not in taken]:
        noun = view.lower[i]
        if not view.among(i - 1, "definite-article") or not _acts(view, i) or view.text[i][0].isupper():
            continue
        if noun not in named:
            named[noun] = [m for m in found if _is_of_kind(view, m, noun, kinds[noun])]
        actor = _only_one_before(view, i, named[noun])
        if actor is not None:
            reason = f"the only {noun} named before it"
            yield Candidate(i, i + 1, "nominal", "actors/refers-to-body", actor, reason=reason)


def _is_of_kind(view: DocumentView, m: Candidate, noun: str, sectors: frozenset[str]) -> bool:
    """Whether a body is of the kind that a noun names: by a word of its name or mention, or by its sector."""
    if m.actor.type != "org":
        return False
    spelt = view.lexicon.words["organisation-spellings"]
    wanted = spelt if noun in spelt else {noun}
    words = {*m.actor.name.lower().split(), *view.lower[m.start : m.end]}
    return not wanted.isdisjoint(words) or m.actor.sector in sectors


def _only_one_before(view: DocumentView, i: int, fits: Sequence[Candidate]) -> Identity | None:
    """Whom a nominal at token i means: the only actor that fits, or the only one in its sentence and the one before."""
    upto = bisect_left(fits, i, key=_start)
    if not upto:
        return None
    last = fits[upto - 1].actor
    window = view.sentence(max(0, view.sentence(i)[0] - 1))[0]
    near = fits[bisect_left(fits, window, key=_start) : upto]
    asked = near or fits[: min(upto, view.lexicon.limits.known_bodies)]
    return last if all(m.actor.actor_id == last.actor_id for m in asked) else None


def _start(m: Candidate) -> int:
    return m.start


def _after_adverb(view: DocumentView, i: int) -> int:
    """The token behind the one at i, over one adverb: "the ministry also said"."""
    return i + 1 + (i + 1 < len(view.tag) and view.tag[i + 1] == "RB")


def _acts(view: DocumentView, i: int) -> bool:
    """Whether the noun at token i says, does or owns something, or is a source: "warned by the agency,"."""
    if view.possessive(i + 1) or view.finite(_after_adverb(view, i)):
        return True
    ends = (
        i + 1 == len(view.text)
        or view.is_(i + 1, *_SUBJECT_ENDS, *_QUOTE_ENDS)
        or view.among(i + 1, "source-followers")
    )
    return ends and (view.among(i - 2, "source-openers") or view.among(i - 3, "citing-words"))


def _bare_offices(view: DocumentView, found: Sequence[Candidate], taken: AbstractSet[int]) -> Iterator[Candidate]:
    """Bare offices that speak: "the governor said", for the only person whom the document gives that office."""
    holders: dict[str, dict[str, Identity]] = {}
    for m in _with_office(found):
        words = (m.role or "").lower().split()
        for word in {" ".join(words), words[-1], words[0]}:
            holders.setdefault(word, {})[m.actor.actor_id] = m.actor
    for title in view.titles if holders else ():
        i, end = title.start, title.end
        actors = list(holders.get(" ".join(view.lower[i:end]), {}).values())
        free = view.among(i - 1, "definite-article") and taken.isdisjoint(range(i, end)) and not view.goes_on(end)
        if free and len(actors) == 1 and _speaks(view, end - 1) and view.lower[i] == view.text[i]:
            reason = "the only person whom the document gives that office"
            yield Candidate(i, end, "nominal", "actors/bare-office", actors[0], reason=reason)


def _with_office(found: Iterable[Candidate]) -> Iterator[Candidate]:
    return (m for m in found if m.actor.type == "person" and m.kind == "name" and m.role)


def _speaks(view: DocumentView, i: int) -> bool:
    """Whether the noun at token i is the subject of a verb of speech before or after it."""
    verbs, after = view.lexicon.words["speech-verbs"], _after_adverb(view, i)
    if view.finite(after) and view.lemma[after] in verbs:
        return True
    ends = i + 1 == len(view.text) or view.is_(i + 1, *_SUBJECT_ENDS)
    return ends and i > 1 and view.lemma[i - 2] in verbs and view.finite(i - 2)


Holders = Mapping[str, Mapping[str, tuple[Identity, set[str]]]]


def _holders(view: DocumentView, found: Iterable[Candidate]) -> Holders:
    """By class of title and by id: the persons with that office in this document, and its other words."""
    holders: dict[str, dict[str, tuple[Identity, set[str]]]] = {}
    for m in _with_office(found):
        heads, rest = _office_words(view, [*(m.role or "").lower().split(), *_affiliation_words(view, m.start)])
        for head in heads:
            holders.setdefault(head, {}).setdefault(m.actor.actor_id, (m.actor, rest))
    return holders


def _affiliation_words(view: DocumentView, i: int) -> list[str]:
    """The words of the owners named in the office before a name at token i: "eu" of "the EU's top diplomat"."""
    first = max(0, i - view.lexicon.limits.nearest_affiliation_words)
    return [word for by in affiliations_within(view, first, i - 1) for word in view.lower[by.start : by.end]]


def _by_office(view: DocumentView, m: Candidate, holders: Holders) -> Candidate:
    """An office holder without a name, as the person who holds that office in this document: "UN rights chief"."""
    if m.basis != "office" or view.among(m.start - 1, "indefinites") or view.text[m.end - 1].endswith("s"):
        return m
    wanted, mine = _office_words(view, view.lower[m.start : m.end])
    fits = {}
    for head in wanted:
        for other, theirs in holders.get(head, {}).values():
            same_country = m.actor.country is None or other.country == m.actor.country
            if same_country and _same_office(mine, theirs, _country_words(view, other.country)):
                fits[other.actor_id] = other
    if len(fits) != 1:
        return m
    reason = "the only person whose office in this document fits"
    return replace(m, actor=next(iter(fits.values())), rule="actors/held-office", reason=reason)


def _same_office(mine: set[str], theirs: set[str], country: set[str]) -> bool:
    """Whether the words of two offices fit: none but the holder's, or all that tell it: "UN human rights chief"."""
    fuller = len(theirs - country) > 1 and theirs <= mine
    return mine <= theirs | country or fuller


def _office_words(view: DocumentView, words: Sequence[str]) -> tuple[set[str], set[str]]:
    """The classes of the titles in an office, and its other words: {"head"} and {"un", "human", "rights"}."""
    titles, alike = view.lexicon.titles, view.lexicon.offices_alike
    heads = {alike.get(word, word) for word in words if any(titles.at([word], 0))}
    noise = view.lexicon.words["rank-words"] | view.lexicon.words["office-noise"] | _MARKS
    return heads, {w.replace(".", "") for w in words if w not in noise and not any(titles.at([w], 0))}


def _country_words(view: DocumentView, country: str | None) -> set[str]:
    """The words that name a country as an owner."""
    state = view.lexicon.countries.get(country or "")
    if state is None:
        return set()
    return {w for text in (state.adjective, state.name, *state.aliases) for w in text.lower().replace(".", "").split()}
