"""Where the actors are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span
from spacy.training import Example

from dateline.doc.mentions import set_mentions, set_why
from dateline.gazetteer import Gazetteer
from dateline.gold.scoring import score_layer
from dateline.layers.actors import values
from dateline.layers.actors.apposition import find_introduced
from dateline.layers.actors.armed_units import find_units
from dateline.layers.actors.candidates import Candidate, starts_of, without_overlaps
from dateline.layers.actors.clubs import find_clubs, find_sides
from dateline.layers.actors.deeds import find_doers
from dateline.layers.actors.filters import is_label
from dateline.layers.actors.firms import find_firms
from dateline.layers.actors.groups import find_groups
from dateline.layers.actors.institutions import find_institutions, find_known_bodies
from dateline.layers.actors.lexicon import Lexicon, read_lexicon
from dateline.layers.actors.media import find_leagues, find_told_outlets
from dateline.layers.actors.name_coreference import find_acronyms, find_nicknames, find_repeats, find_short_names
from dateline.layers.actors.nationality import resolve_countries
from dateline.layers.actors.nominal_coreference import find_statements, resolve_nominals
from dateline.layers.actors.office_holders import find_unnamed
from dateline.layers.actors.offices import resolve_roles
from dateline.layers.actors.organisations import find_organisations
from dateline.layers.actors.persons import find_persons
from dateline.layers.actors.resolve import Identity, held_role
from dateline.layers.actors.states import find_states
from dateline.layers.actors.view import DocumentView, read_view


def build(nlp: Language) -> "Actors":
    """The component, with the actors' data under models/."""
    return Actors(read_lexicon(partial(split, nlp.tokenizer)), Gazetteer())


def split(tokenizer: Callable[[str], Doc], name: str) -> list[str]:
    """The words of a name as the tokenizer gives them, with straight apostrophes.

    spaCy's own is asked only where it may part a word: one of letters alone is one token, but for its special cases.
    """
    words = name.split(" ")
    if isinstance(tokenizer, Tokenizer) and all(word.isalpha() and word not in tokenizer.rules for word in words):
        return words
    return [token.text.replace("’", "'") for token in tokenizer(name)]


class Actors:
    """Finds persons, organisations, states and groups, and says who they are."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon, self.gazetteer = lexicon, gazetteer

    def find(self, doc: Doc) -> list[Span]:
        """The mentions, in reading order, without overlaps."""
        view = read_view(doc, self.lexicon)
        found = [m for m in find_candidates(view, self.gazetteer) if not is_label(view, m.start, m.end)]
        found = without_overlaps(found)
        found = without_overlaps([*found, *find_statements(view, found)])
        found = resolve_countries(view, resolve_roles(view, found))
        published = doc._.published
        return [self._span(doc, m, published) for m in one_identity_each(resolve_nominals(view, found))]

    def _span(self, doc: Doc, m: Candidate, published: str | None) -> Span:
        actor, role = m.actor, m.role
        if role is None and (held := held_role(self.lexicon.offices.get(actor.actor_id, ()), published)):
            role = held[0]
        held_on = f"held on {published}" if role is not None and m.role is None else None
        span = Span(doc, m.start, m.end, label=m.kind, kb_id=actor.actor_id, span_id=m.rule)
        if m.reason or m.overruled or held_on:
            set_why(span, "actors", **_why(doc, m, held_on))
        span._.actor = values.Actor(m.kind, actor.actor_id, actor.name, actor.type, actor.sector, actor.country, role)
        return span

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with doc.spans["actors"] and span._.actor."""
        set_mentions(doc, "actors", self.find(doc))
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """Span and value F of the layer (dateline.gold.scoring)."""
        return score_layer(examples, "actors")


def find_candidates(view: DocumentView, gazetteer: Gazetteer) -> list[Candidate]:
    """All that could be mentions; of two that overlap alike, the first one stays."""
    known = [*find_known_bodies(view), *find_institutions(view), *find_units(view), *find_groups(view)]
    persons = find_persons(view, gazetteer)
    orgs = [*find_introduced(view), *find_organisations(view, known, gazetteer), *find_firms(view)]
    orgs += [*find_clubs(view), *find_sides(view), *find_told_outlets(view), *find_leagues(view), *find_doers(view)]
    named_orgs = [m for m in [*known, *orgs] if m.actor.type == "org"]
    other_names = [*find_acronyms(view, named_orgs), *find_nicknames(view, orgs)]
    short = find_short_names(view, orgs)
    found = [*other_names, *known, *persons, *find_unnamed(view, persons), *short, *orgs]
    taken = {t for m in found if not m.tier for t in range(m.start, m.end)}
    return [*found, *find_repeats(view, orgs, taken), *_states_that_own_none(view, orgs)]


def _states_that_own_none(view: DocumentView, orgs: Sequence[Candidate]) -> Iterator[Candidate]:
    """The states but those that only own a body named after them: "Haiti's Transitional Council"."""
    starts = starts_of(orgs)
    return (m for m in find_states(view) if not (view.possessive(m.end) and m.end + 1 in starts))


def one_identity_each(found: list[Candidate]) -> Iterator[Candidate]:
    """The mentions with one actor an id: the first one's, one whose side is known before one whose side is not."""
    first: dict[str, Identity] = {}
    for m in sorted(found, key=lambda m: m.actor.country is None):
        first.setdefault(m.actor.actor_id, m.actor)
    return (m if m.actor is (one := first[m.actor.actor_id]) else replace(m, actor=one) for m in found)


def _why(doc: Doc, m: Candidate, role: str | None) -> dict[str, Any]:
    """Why a mention is who it is, what it won against, and where its role is from."""
    overruled = [f"{doc[lost.start : lost.end].text} ({lost.rule})" for lost in m.overruled]
    reasons = {"because": m.reason or None, "overruled": overruled or None, "role": role}
    return {key: reason for key, reason in reasons.items() if reason is not None}
