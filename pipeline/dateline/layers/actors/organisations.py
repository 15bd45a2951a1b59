"""Organisations that their own name tells: capitals around a head word, and the model's spans, mended and checked."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dateline.doc.predicates import PROPER_NOUNS
from dateline.gazetteer import Gazetteer
from dateline.layers.actors.candidates import Basis, Candidate
from dateline.layers.actors.filters import (
    explained_things,
    is_award,
    is_mixed_case,
    is_only_site,
    is_place,
    is_proper,
    may_be_body,
    opens_with_kind,
)
from dateline.layers.actors.institutions import body_of
from dateline.layers.actors.resolve import Identity, actor_id, is_acronym
from dateline.layers.actors.view import DocumentView, Range

_CUTS = frozenset('()[]{}"“”/|:;,—–') | {"'s", "'", "``", "''", "--"}
_BETWEEN_NAMES = frozenset({"–", "—", "--", "|", ";"})


def find_organisations(view: DocumentView, known: Sequence[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """Bodies that their head word or the model tells, where gazetteer and patterns (known) have no part of them."""
    return [*_by_head_word(view, known), *_by_first_word(view), *_labelled(view, gazetteer)]


def named_body(
    view: DocumentView,
    start: int,
    end: int,
    rule: str,
    *,
    tier: int = 0,
    sector: str | None = None,
    basis: Basis = "",
) -> Candidate:
    """A body that only its name tells; it never takes the id of one of the gazetteer that goes by another name."""
    words, forms = view.text[start:end], view.lexicon.words["legal-forms"]
    stop = end - (len(words) > 2 and words[-1] in forms)
    if (known := _known_company(view, start, stop)) is not None:
        return Candidate(start, end, "name", rule, known, tier, basis=basis)
    text = view.phrase(start, stop)
    ident = actor_id("org", text)
    if ident in view.lexicon.org_ids:
        ident = actor_id("org", f"unresolved {text}")
    kind = "acronym" if end - start == 1 and is_acronym(text) else "name"
    return Candidate(start, end, kind, rule, Identity(ident, text, "org", sector), tier, basis=basis)


def _known_company(view: DocumentView, start: int, end: int) -> Identity | None:
    """The company of the gazetteer that goes by a name without what kind of company it is: "Boeing Co"."""
    stop = end - (view.text[end - 1] in view.lexicon.words["company-words"])
    for i, aliases in view.lexicon.names.at(view.text, start) if stop > start else ():
        actor = aliases[0].actor
        if i == stop and aliases[0].strength == "strong" and actor is not None and actor.sector == "BUS":
            return actor
    return None


def _by_head_word(view: DocumentView, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Capitalised names around a head word, with the state before them: "Haiti's Transitional Council"."""
    ends = {m.end: m for m in known}
    labelled = dict(filter(None, (_body_tokens(view, start, end) for start, end in _labelled_pieces(view))))
    for start, stop in head_word_names(view):
        end = _labelled_end(view, stop, labelled.get(start, stop))
        same = ends.get(end)
        if (
            start not in view.title_case
            and end >= stop
            and not view.state_tokens.issuperset(range(start, end))
            and not (same is not None and start <= same.start <= start + 1)
            and not is_only_site(view, start, end)
        ):
            yield _body_of_state(view, start, end) or _with_state(
                view, named_body(view, start, end, "actors/head-word")
            )


def _body_of_state(view: DocumentView, start: int, end: int) -> Candidate | None:
    """A body that a state's name and a pattern make up: "Iraqi Parliament"."""
    by = view.affiliations_at.get(start)
    if by is None or by.end >= end or by.country not in view.lexicon.countries:
        return None
    names = [a for stop, aliases in view.lexicon.names.at(view.text, start) if stop == by.end for a in aliases]
    if not any(a.kind in ("demonym", "place") for a in names):
        return None
    for stop, patterns in view.lexicon.bodies.at(view.lower, by.end):
        if stop == end:
            actor = body_of(view.lexicon, patterns[0], by.country, view.phrase(start, end))
            return Candidate(start, end, "name", patterns[0].id, actor)
    return None


def _with_state(view: DocumentView, m: Candidate) -> Candidate:
    """A body with the state that owns it: "Haiti's Transitional Presidential Council"."""
    owned = view.possessive(m.start - 1)
    by = view.affiliations.get(m.start - 1) if owned else view.affiliations_at.get(m.start)
    if by is None or not by.state or by.end > m.end:
        return m
    return replace(m, actor=replace(m.actor, country=by.country))


def _labelled_end(view: DocumentView, end: int, longer: int) -> int:
    """One past a name where the model has more of it: "University College" + "London"; 0: it names something else."""
    if longer <= end or not all(view.capital(i) and view.text[i].isalpha() for i in range(end, longer)):
        return end
    return 0 if view.text[longer - 1] in view.lexicon.words["not-org-heads"] else longer


def _labelled(view: DocumentView, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Bodies that only the model tells, whose words may be one's: "shares of Harmon Tools"."""
    spans = [tokens for start, end in _labelled_pieces(view) if (tokens := _body_tokens(view, start, end))]
    counts = Counter(view.phrase(*span) for span in spans)
    things = explained_things(view, view.labelled("ORG", "WORK_OF_ART", "PRODUCT"))
    for start, end in spans:
        text = view.phrase(start, end)
        if start in view.title_case or text in things or view.text[start] in things:
            continue
        side = end - start == 1 and view.among(end, "many-verbs")
        if may_be_body(view, start, end) and (side or not is_place(view, start, end, gazetteer)):
            rule = "actors/labelled-name" if end - start > 1 else _single_word(view, start, counts[text])
            if rule:
                stop = _right_end(view, end) if _joins_fields(view, end) else end
                yield named_body(view, start, stop, rule, tier=1, basis="label")


def _single_word(view: DocumentView, i: int, count: int) -> str:
    """The rule by which the model's organisation of one word is one; "" where nothing but the label speaks for it.

    It is an acronym ("KSHPW"), stands there twice or more ("Harmon said ... to Harmon"), has capitals inside
    ("BlackRock"), has a verb in the plural ("Harmon have signed a striker"), owns something ("a lot owned by
    Harmon") or says something ("on Monday Harmon said"). A word that stands elsewhere in small letters must be an
    acronym, and a long one in capitals must stand there twice.
    """
    word = view.text[i]
    acronym = is_acronym(word) and len(word) > 1
    if len(word) > view.lexicon.limits.full_caps_letters and word.isupper() and count < 2:
        return ""
    if acronym:
        return "actors/labelled-acronym"
    if i and opens_with_kind(view, i - 1):
        return "actors/labelled-behind-kind"
    if not is_proper(view, i):
        return ""
    if count > 1:
        return "actors/labelled-twice"
    if is_mixed_case(word):
        return "actors/labelled-mixed-case"
    if view.among(i + 1, "many-verbs") and not view.among(i - 1, "conjunctions"):
        return "actors/labelled-many"
    if view.among(i - 1, "agent-prepositions") and view.among(i - 2, "owned-words"):
        return "actors/labelled-owner"
    return "actors/labelled-speaker" if speaks(view, i + 1) and not view.opens(i) else ""


def speaks(view: DocumentView, i: int) -> bool:
    """Whether token i is a finite verb of speech: "Harmon said"."""
    return view.finite(i) and view.lemma[i] in view.lexicon.words["speech-verbs"]


def _labelled_pieces(view: DocumentView) -> Iterator[Range]:
    """The model's organisations, cut where a dash or a bar joins two: "Tesco — Netto Poland"."""
    for start, end in view.labelled("ORG"):
        begin = start
        for cut in [i for i in range(start + 1, end - 1) if view.text[i] in _BETWEEN_NAMES]:
            yield begin, cut
            begin = cut + 1
        yield begin, end


def _body_tokens(view: DocumentView, start: int, end: int) -> Range | None:
    """The tokens of a body's name within [start, end): articles, "'s", brackets and what follows them cut off."""
    while start < end and (view.among(start, "articles") or not view.text[start][0].isalnum()):
        start += 1
    start += end - start > 1 and opens_with_kind(view, start)
    stop = start
    while stop < end and view.text[stop] not in _CUTS:
        stop += 1
    while stop > start and not (view.text[stop - 1][0].isupper() or view.text[stop - 1][0].isdigit()):
        stop -= 1
    return (start, stop) if stop > start and not view.text[start][0].islower() else None


def head_word_names(view: DocumentView) -> Iterator[Range]:
    """Capitalised names around a head word: "Sudan Doctors Network", "Office for the Prevention of Genocide"."""
    heads, unsure = view.lexicon.words["org-heads"], view.lexicon.words["not-heads"]
    titles = (t for t in view.titles if t.end - t.start > 1 and view.text[t.start][0].isupper())
    in_title = {i for t in titles for i in range(t.start, t.end)}
    parts: tuple[Callable[[DocumentView, int], bool], ...] = (_is_part, _owns_within, _joins_fields, _is_hyphen_within)
    end = 0
    for i in view.written(heads):
        if i < end or view.tag[i] not in PROPER_NOUNS or i in in_title:
            continue
        start = i
        while start > end and any(part(view, start - 1) for part in parts):
            start -= 1
        stop = _right_end(view, i + 1)
        while start < i and (view.among(start, "articles") or view.is_(start, "&") or opens_with_kind(view, start)):
            start += 1
        if stop - start >= (3 if view.text[i] in unsure else 2) and not is_award(view, start, stop):
            end = stop
            yield start, stop


def _by_first_word(view: DocumentView) -> Iterator[Candidate]:
    """Names that their first word makes a body's: "Bank Julius Baer", "Air Zimbabwe", "Radio Mogadishu"."""
    words, most = view.lexicon.words, view.lexicon.limits.kind_name_words
    for i in view.written(words["first-heads"]):
        end = view.capitals_end(i + 1, most - 1, stop_at=view.date_tokens)
        unfit = words["thing-heads"].intersection(view.text[i + 1 : end]) or _title_in_capitals(view, i + 1)
        if end > i + 1 and view.capital(i) and not view.capital(i - 1) and not unfit and i not in view.title_case:
            yield named_body(view, i, end, "actors/first-word")


def _title_in_capitals(view: DocumentView, i: int) -> bool:
    return view.capital(i) and view.titled(i)


def _is_hyphen_within(view: DocumentView, i: int) -> bool:
    """Whether token i is a hyphen inside a name: "Daimler-Benz AG"; not one between two names: "EU-Russia Council"."""
    joins = view.text[i] == "-" and view.capital(i - 1) and view.capital(i + 1)
    by = view.affiliations.get(i)
    return joins and (by is None or by.sector == "BUS") and i + 1 not in view.affiliations_at


def _joins_fields(view: DocumentView, i: int) -> bool:
    """Whether an "and" joins two fields of one body: "Fire and Rescue Service", "Committee on Ethics and Reform"."""
    if not view.among(i, "and-words") or not (view.capital(i - 1) and view.capital(i + 1)):
        return False
    fields = view.lexicon.words["field-words"]
    return view.text[i - 1] in fields and not fields.isdisjoint(view.text[i + 1 : i + 3])


def _is_part(view: DocumentView, i: int) -> bool:
    """Whether token i may be part of a capitalised name."""
    if i >= len(view.text) or i in view.date_tokens:
        return False
    return (view.text[i][0].isupper() and view.tag[i] in PROPER_NOUNS | {"JJ"}) or view.text[i] == "&"


def _owns_within(view: DocumentView, i: int) -> bool:
    """Whether token i is a possessive mark inside a name: "Doctors' Union", "People's Party"."""
    plural = view.is_(i, "'") and view.capital(i - 1)
    return plural or (view.is_(i, "'s") and view.text[i - 1] in view.lexicon.words["possessive-names"])


def _right_end(view: DocumentView, i: int) -> int:
    """One past the last token of the name: on to a further head word, and over joining words that lead to capitals.

    A legal form ends it: "Harmon Tools Ltd of Leeds".
    """
    heads = view.lexicon.words["org-heads"]
    if view.text[i - 1] in view.lexicon.words["legal-forms"]:
        return i
    for j in range(i, i + 3):
        if not _is_part(view, j):
            break
        if view.text[j] in heads:
            return _right_end(view, j + 1)
    if view.is_(i, "-") and view.capital(i + 1) and view.text[i + 1] in heads:
        return _right_end(view, i + 2)
    if _joins_fields(view, i):
        while view.capital(i + 1) and i + 1 not in view.date_tokens:
            i += 1
        return _right_end(view, i + 1)
    return _joined_end(view, i) if view.among(i, "org-joins") else i


def _joined_end(view: DocumentView, i: int) -> int:
    """One past what a joining word at token i leads to: "Party of Serbia", "Committee to Protect Journalists"."""
    j = view.after_article(i + 1)
    by = view.affiliations_at.get(j)
    if by is not None and by.state:
        of_state = view.among(i, "genitive") and view.text[i - 1] in view.lexicon.words["state-heads"]
        return by.end if of_state else i
    if not view.capital(j) or j in view.date_tokens or _title_in_capitals(view, j):
        return i
    while view.capital(j) and j not in view.date_tokens:
        j += 1
    return _right_end(view, j)
