"""Where the actors are."""

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from pipeline import spans
from pipeline.layers.actors.bodies import Lands, find_bodies, find_groups, give_lands
from pipeline.layers.actors.lexicon import Lexicon, read_lexicon
from pipeline.layers.actors.names import Hit, affiliations, find_known, find_names, outside
from pipeline.layers.actors.orgs import find_acronyms, find_orgs
from pipeline.layers.actors.persons import find_people, find_unnamed
from pipeline.layers.actors.resolve import held_role
from pipeline.layers.actors.states import find_documents, find_states
from pipeline.layers.actors.words import Found, Words, keep_best, read_words

LANDS = frozenset({"place", "seat", "demonym", "people"})


@Language.factory("actors", requires=["doc.ents", "doc.spans", "token.tag"], assigns=["doc.spans"])
def make_actors(nlp: Language, name: str) -> "Actors":
    """The component, with the actors' data under models/."""
    tokenizer = nlp.tokenizer
    return Actors(read_lexicon(lambda text: [t.text.replace("’", "'") for t in tokenizer(text)]))


class Actors:
    """Finds persons, organisations, states and groups, and says who they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def find(self, doc: Doc) -> list[Span]:
        """The mentions, in reading order, without overlaps."""
        words = read_words(doc)
        places = [(s.start, s.end, s._.place) for s in doc.spans["places"]] if "places" in doc.spans else []
        hits = outside(find_names(words, self.lexicon), [(i, j) for i, j, _ in places])
        kept = keep_best(self._candidates(doc, words, hits, places))
        kept = keep_best(kept + find_documents(words, self.lexicon, _Lemmas(doc), kept))
        lands = Lands([(m.start, m.actor.country) for m in kept if m.actor.country] + _lands(hits))
        give_lands(words, self.lexicon, kept, lands)
        return [self._span(doc, m) for m in kept]

    def _candidates(
        self, doc: Doc, words: Words, hits: list[Hit], places: list[tuple[int, int, dict[str, Any]]]
    ) -> list[Found]:
        lexicon = self.lexicon
        acting = {(i, j) for i, j, place in places if place["reading"] == "actor"}
        barred = {t for i, j, place in places if place["reading"] != "name" for t in range(i, j)}
        barred |= {t for h in hits if h.alias.kind in LANDS for t in range(h.start, h.end)}
        owners = affiliations(hits, [(i, j, place["country"]) for i, j, place in places], words)
        headline = _headlines(words)
        ents = [(e.start, e.end, e.label_) for e in doc.ents]
        known = find_known(words, hits)
        known += find_bodies(words, lexicon, owners, {by.start: by for by in owners.values()})
        known += find_groups(words, lexicon, owners, headline)
        persons = find_people(words, lexicon, _labelled(ents, "PERSON"), hits, owners, barred)
        orgs = find_orgs(
            words,
            lexicon,
            _labelled(ents, "ORG"),
            known,
            barred,
            headline,
            {t for i, j in _labelled(ents, "DATE") for t in range(i, j)},
        )
        return [
            *find_acronyms(words, [m for m in known + orgs if m.actor.type == "org"], lexicon),
            *known,
            *persons,
            *find_unnamed(words, lexicon, owners, persons),
            *orgs,
            *find_states(words, hits, acting),
        ]

    def _span(self, doc: Doc, m: Found) -> Span:
        actor = m.actor
        role = m.role
        if (
            role is None
            and actor.type == "person"
            and (held := held_role(self.lexicon.offices.get(actor.actor_id, ()), doc._.published))
        ):
            role = held[0]
        span = Span(doc, m.start, m.end, label=m.kind, kb_id=actor.actor_id, span_id=m.rule)
        span._.actor = {
            "kind": m.kind,
            "actor_id": actor.actor_id,
            "name": actor.name,
            "type": actor.type,
            "sector": actor.sector,
            "country": actor.country,
            "role": role,
        }
        return span

    def __call__(self, doc: Doc) -> Doc:
        spans.set_mentions(doc, "actors", self.find(doc))
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Placeholder until gold examples carry actors."""
        return {}


def _labelled(ents: Iterable[tuple[int, int, str]], label: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end, own in ents if own == label]


def _lands(hits: list[Hit]) -> list[tuple[int, str]]:
    return [(h.start, h.alias.country) for h in hits if h.alias.country and h.alias.kind in LANDS]


class _Lemmas:
    """The Doc's lemmas by token, read only where asked."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc

    def __getitem__(self, i: int) -> str:
        return self._doc[i].lemma_


def _headlines(words: Words) -> set[int]:
    """Tokens of sentences written in title case, where capitals tell nothing."""
    found: set[int] = set()
    bounds = [*words.starts, len(words.text)]
    for start, end in zip(bounds, bounds[1:], strict=False):
        long = [w for w in words.text[start:end] if len(w) > 3 and w.isalpha()]
        if len(long) > 3 and sum(w[0].isupper() for w in long) >= 0.8 * len(long):
            found.update(range(start, end))
    return found
