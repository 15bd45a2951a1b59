"""Where the actors are."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from dateline.doc.mentions import set_mentions, set_why
from dateline.gazetteer import Gazetteer
from dateline.gold.scoring import score_layer
from dateline.layers.actors import values
from dateline.layers.actors.institutions import find_bodies, find_groups, find_known, give_lands
from dateline.layers.actors.lexicon import Lexicon, read_lexicon
from dateline.layers.actors.name_coreference import find_acronyms, find_nicknames, find_repeats, find_short
from dateline.layers.actors.nominal_coreference import refer
from dateline.layers.actors.offices import find_unnamed, give_roles
from dateline.layers.actors.organisations import find_orgs
from dateline.layers.actors.persons import find_people
from dateline.layers.actors.resolve import Actor, held_role
from dateline.layers.actors.states import find_documents, find_states
from dateline.layers.actors.view import Found, Page, keep_best, read_page


def build(nlp: Language) -> "Actors":
    """The component, with the actors' data under models/."""
    tokenizer = nlp.tokenizer
    return Actors(read_lexicon(lambda text: [t.text.replace("’", "'") for t in tokenizer(text)]), Gazetteer())


class Actors:
    """Finds persons, organisations, states and groups, and says who they are."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon, self.gazetteer = lexicon, gazetteer

    def find(self, doc: Doc) -> list[Span]:
        """The mentions, in reading order, without overlaps."""
        page = read_page(doc, self.lexicon)
        kept = keep_best(self._candidates(page))
        kept = keep_best(kept + find_documents(page, kept))
        give_roles(page, kept)
        give_lands(page, kept)
        published = doc._.published
        return [self._span(doc, m, published) for m in _agreed(refer(page, kept))]

    def _candidates(self, page: Page) -> list[Found]:
        known = find_known(page) + find_bodies(page) + find_groups(page)
        persons = find_people(page, self.gazetteer)
        orgs = find_orgs(page, known, self.gazetteer)
        acronyms = find_acronyms(page, [m for m in known + orgs if m.actor.type == "org"])
        acronyms += find_nicknames(page, orgs)
        found = [*acronyms, *known, *persons, *find_unnamed(page, persons), *find_short(page, orgs), *orgs]
        taken = {t for m in found if not m.tier for t in range(m.start, m.end)}
        begins = {m.start for m in orgs}
        states = [m for m in find_states(page) if not (page.possessive(m.end) and m.end + 1 in begins)]
        return [*found, *find_repeats(page, orgs, taken), *states]

    def _span(self, doc: Doc, m: Found, published: str | None) -> Span:
        actor, role = m.actor, m.role
        if role is None and (held := held_role(self.lexicon.offices.get(actor.actor_id, ()), published)):
            role = held[0]
        held_on = f"held on {published}" if role is not None and m.role is None else None
        span = Span(doc, m.start, m.end, label=m.kind, kb_id=actor.actor_id, span_id=m.rule)
        if m.because or m.beaten or held_on:
            set_why(span, "actors", **_why(doc, m, held_on))
        span._.actor = values.Actor(m.kind, actor.actor_id, actor.name, actor.type, actor.sector, actor.country, role)
        return span

    def __call__(self, doc: Doc) -> Doc:
        set_mentions(doc, "actors", self.find(doc))
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, float]:
        """Span and value F of the layer (dateline.gold.scoring)."""
        return score_layer(examples, "actors")


def _why(doc: Doc, m: Found, role: str | None) -> dict[str, Any]:
    """Why a mention is who it is, what it won against, and where its role is from."""
    beaten = [f"{doc[start:end].text} ({rule})" for start, end, rule in m.beaten or ()]
    reasons = {"because": m.because or None, "overruled": beaten or None, "role": role}
    return {key: reason for key, reason in reasons.items() if reason is not None}


def _agreed(kept: list[Found]) -> Iterator[Found]:
    """The mentions with one actor an id: the first one's, one whose side is known before one whose side is not."""
    first: dict[str, Actor] = {}
    for m in sorted(kept, key=lambda m: m.actor.country is None):
        first.setdefault(m.actor.actor_id, m.actor)
    return (m if m.actor is (one := first[m.actor.actor_id]) else replace(m, actor=one) for m in kept)
