"""Where the actors are."""

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from pipeline import spans
from pipeline.layers.actors.bodies import Lands, find_bodies, find_groups
from pipeline.layers.actors.lexicon import Lexicon, read_lexicon
from pipeline.layers.actors.names import Hit, affiliations, find_names, mention
from pipeline.layers.actors.orgs import find_acronyms, find_orgs
from pipeline.layers.actors.persons import find_people
from pipeline.layers.actors.resolve import held_role
from pipeline.layers.actors.states import find_documents, find_states
from pipeline.layers.actors.words import Found, Words, keep_best, read_words


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
        hits = find_names(words, self.lexicon)
        places = [(s.start, s.end, s._.place) for s in doc.spans["places"]] if "places" in doc.spans else []
        found = self._candidates(doc, words, hits, places)
        kept = keep_best(found)
        lemmas = _Lemmas(doc)
        kept = keep_best(kept + find_documents(words, self.lexicon, lemmas, kept))
        return [self._span(doc, m) for m in kept]

    def _candidates(self, doc: Doc, words: Words, hits: list[Hit], places: list[tuple[int, int, dict[str, Any]]]) -> list[Found]:
        lexicon = self.lexicon
        owners = affiliations(hits, [(i, j, p["country"]) for i, j, p in places], words, {})
        starts = {by.start: by for by in owners.values()}
        acting = {(i, j): p["country"] for i, j, p in places if p["reading"] == "actor"}
        literal = {t for i, j, p in places if p["reading"] == "literal" for t in range(i, j)}
        state_tokens = {t for h in hits if h.alias.kind in ("place", "seat", "demonym", "people") for t in range(h.start, h.end)}
        ents = [(e.start, e.end, e.label_) for e in doc.ents if e.label_ in ("PERSON", "ORG")]
        barred = literal | state_tokens | {t for i, j in acting for t in range(i, j)}
        found = [m for hit in hits if (m := mention(hit, words)) is not None and m.actor.type != "person"]
        lands = Lands([(h.start, h.alias.country) for h in hits if h.alias.country and h.alias.kind in ("place", "seat", "demonym", "people", "name", "acronym")])
        found += find_bodies(words, lexicon, owners, starts, lands)
        found += find_groups(words, lexicon, owners)
        found += find_people(words, lexicon, [(i, j) for i, j, label in ents if label == "PERSON"], hits, owners, barred)
        found += find_orgs(words, lexicon, [(i, j) for i, j, label in ents if label == "ORG"], barred, _headlines(words))
        found += find_acronyms(words, [m for m in found if m.actor.type == "org"], lexicon)
        found += find_states(words, hits, acting, lexicon.countries)
        return found

    def _span(self, doc: Doc, m: Found) -> Span:
        actor = m.actor
        role = m.role
        if role is None and actor.type == "person" and (held := held_role(self.lexicon.offices.get(actor.actor_id, ()), doc._.published)):
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
