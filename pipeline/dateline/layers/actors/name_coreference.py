"""Other names of organisations that a document names: acronyms, nicknames, short forms, repeats."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from dateline.doc.predicates import PROPER_NOUNS
from dateline.layers.actors.candidates import Candidate
from dateline.layers.actors.resolve import Identity, actor_id, blends, fits_acronym, is_acronym, shortens
from dateline.layers.actors.view import DocumentView


def find_acronyms(view: DocumentView, orgs: Sequence[Candidate]) -> Iterator[Candidate]:
    """Acronyms that the document explains, wherever they stand: "KSHPW" after "Coordination Headquarters … (KSHPW)"."""
    means: dict[str, Identity] = {}
    for m in sorted(orgs, key=lambda m: -len(m)):
        short, actor = _explained(view, m)
        if actor is not None:
            means.setdefault(short, actor)
    for i in view.written(means):
        actor = means[view.text[i]]
        yield Candidate(i, i + 1, "acronym", "actors/acronym", actor, reason=f"the text explains it as {actor.name}")


def _explained(view: DocumentView, m: Candidate) -> tuple[str, Identity | None]:
    """The acronym that brackets join to a body's name, before or after it, and whom it stands for."""
    i, j = m.start, m.end
    if view.is_(j, "(") and view.is_(j + 2, ")") and is_acronym(view.text[j + 1]):
        return view.text[j + 1], _expansion(view, m, view.text[j + 1])
    short = view.text[i - 2] if i > 1 and view.text[i - 1] == "(" and view.is_(j, ")") else ""
    return short, m.actor if is_acronym(short) and fits_acronym(short, view.text[i:j]) else None


def _expansion(view: DocumentView, m: Candidate, short: str) -> Identity | None:
    """Whom an acronym in brackets stands for: the body before it, or the end of its name; None: somebody else."""
    parts = view.text[m.start : m.end]
    if m.basis == "gazetteer" or fits_acronym(short, parts):
        return m.actor
    for k in range(1, len(parts) - 1):
        if parts[k][0] == short[0] and fits_acronym(short, parts[k:]):
            text = view.phrase(m.start + k, m.end)
            return (
                Identity(actor_id("org", text), text, "org") if parts[-1] in view.lexicon.words["org-heads"] else None
            )
    if blends(short, parts):
        return m.actor
    foreign = len(parts) > 3 or (len(parts) > 2 and parts[0][0] == short[0])  # "Mohajir National Movement (MQM)"
    return m.actor if foreign and len(short) > 2 else None


def find_nicknames(view: DocumentView, orgs: Sequence[Candidate]) -> Iterator[Candidate]:
    """Short names in brackets behind a body's, wherever they stand: "Pennsylvania State University (Penn State)"."""
    means: dict[tuple[str, ...], Identity] = {}
    for m in orgs:
        close = view.closing_bracket(m.end) if view.is_(m.end, "(") else 0
        short = tuple(view.text[m.end + 1 : close]) if close else ()
        if shortens(short, view.text[m.start : m.end]):
            means.setdefault(short, m.actor)
    firsts = {short[0]: short for short in means}
    for i in view.written(firsts):
        short = firsts[view.text[i]]
        if tuple(view.text[i : i + len(short)]) == short and not view.capital(i + len(short)):
            actor = means[short]
            yield Candidate(i, i + len(short), "name", "actors/nickname", actor, reason=f"short for {actor.name}")


def find_repeats(view: DocumentView, found: Sequence[Candidate], taken: AbstractSet[int]) -> Iterator[Candidate]:
    """Names of bodies found once, wherever else they stand: "Harmon" after "the newspaper Harmon"."""
    names = _repeatable(view, found)
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names, key=len, reverse=True):
        firsts.setdefault(name[0], []).append(name)
    for i in [i for i in view.written(firsts) if i not in taken]:
        name = next((n for n in firsts[view.text[i]] if tuple(view.text[i : i + len(n)]) == n), ())
        alone = len(name) > 1 or (not view.capital(i + 1) and not view.capital(i - 1) and i not in view.place_tokens)
        if name and alone and not view.goes_on(i + len(name)):
            yield Candidate(i, i + len(name), "name", "actors/repeated-name", names[name], tier=1)


def _repeatable(view: DocumentView, found: Sequence[Candidate]) -> dict[tuple[str, ...], Identity]:
    """Names that stand for a body wherever they are: of several words, or introduced as one."""
    parties = view.lexicon.words["party-words"]
    names = {tuple(view.text[m.start : m.end]): m.actor for m in found if len(m) > 1 and m.basis != "label"}
    names |= {(*name[:-1], name[-1].lower()): actor for name, actor in names.items() if name[-1] in parties}
    names |= {(view.text[m.start],): m.actor for m in found if len(m) == 1 and m.basis == "introduced"}
    return names


def find_short_names(view: DocumentView, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """First words of a body named before, where the rest only says what it is: "Ford" after "Ford Motor Company"."""
    begins = _by_first_word(view, found)
    if not begins:
        return
    labelled = {i for i, _ in view.labelled("ORG")}
    kinds = view.lexicon.words["field-words"] | view.lexicon.words["org-heads"]
    for i in [i for i in view.written(begins) if view.text[i] not in kinds or i in labelled]:
        bodies = _shortest(list(begins[view.text[i]].values()))
        alone = view.tag[i] in PROPER_NOUNS and not view.capital(i - 1) and not view.capital(i + 1)
        free = i not in view.place_tokens and i not in view.geographic
        if len(bodies) == 1 and bodies[0].start < i and alone and free:
            reason = f"the only body before it that begins so is {bodies[0].actor.name}"
            yield Candidate(i, i + 1, "name", "actors/short-body", bodies[0].actor, reason=reason)


def _by_first_word(view: DocumentView, found: Sequence[Candidate]) -> dict[str, dict[str, Candidate]]:
    """By first word and by id: the first mention of each body that may be called by that word alone."""
    begins: dict[str, dict[str, Candidate]] = {}
    for m in sorted(found, key=lambda m: m.start):
        if len(m) > 1 and _says_kind(view, m):
            begins.setdefault(view.text[m.start], {}).setdefault(m.actor.actor_id, m)
    return begins


def _shortest(bodies: list[Candidate]) -> list[Candidate]:
    """One body where the names of the others are its name and more: "Harmon Group" and "Harmon Group Trading"."""
    least = min(bodies, key=lambda m: len(m.actor.name))
    return [least] if all(m.actor.name.startswith(least.actor.name) for m in bodies) else bodies


def _says_kind(view: DocumentView, m: Candidate) -> bool:
    """Whether all that follows a body's first word says what kind of body it is: "Ford Motor Company"."""
    rest, heads = view.text[m.start + 1 : m.end], view.lexicon.words["org-heads"]
    return rest[0] in view.lexicon.words["org-joins"] or heads.issuperset(rest)
