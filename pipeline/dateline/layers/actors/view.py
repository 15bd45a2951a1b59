"""One document as the finders see it: plain lists of its tokens, the names in it, and what each token cannot be."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from spacy.attrs import LEMMA, ORTH, TAG
from spacy.tokens import Doc

from dateline.doc.offsets import sentence_starts
from dateline.layers.actors.aliases import Affiliation, Hit, affiliations, find_names, outside
from dateline.layers.actors.lexicon import Lexicon
from dateline.layers.actors.resolve import Actor, write

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PROPER = frozenset({"NNP", "NNPS"})
LANDS = frozenset({"place", "seat", "demonym", "people"})
"""Kinds of names that stand for a country."""
_NAMES = frozenset({"PERSON", "ORG", "GPE", "FAC", "LOC", "PRODUCT", "NORP", "EVENT", "WORK_OF_ART"})


@dataclass(slots=True)
class Found:
    """A mention not yet on the Doc: tokens [start, end), how it is named, who is meant.

    tier: lower wins where mentions overlap; body: its pattern, where its country is still to be found.
    because: why it is who it is, where rule and text do not tell; beaten: tokens and rules of what it won against.
    """

    start: int
    end: int
    kind: str
    rule: str
    actor: Actor
    tier: int = 0
    role: str | None = None
    body: Mapping[str, Any] | None = None
    because: str = ""
    beaten: list[tuple[int, int, str]] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A document's tokens (apostrophes straight), names and places.

    forms: the texts, each once; where, where_lower: the tokens of each text, as written and in lower case.
    owners: names that may own what follows, by the token at which they end; owned_from: by the one at which they begin.
    acting: places that are actors, [start, end); ents: the model's entities with labels.
    placed: tokens of places; lands: of states and peoples; barred: of both, places that are part of names aside;
    headline: of title-case sentences; dated: of dates.
    votes: the model's labels of each name, counted; surnames: last words of its persons' names.
    titles: start, end and sectors of titles and offices; addresses: last tokens of forms of address, which are none.
    """

    lexicon: Lexicon
    text: list[str]
    forms: frozenset[str]
    where: Mapping[str, Sequence[int]]
    where_lower: Mapping[str, Sequence[int]]
    lower: list[str]
    tag: list[str]
    lemma: list[str]
    starts: list[int]
    hits: Sequence[Hit]
    owners: Mapping[int, Affiliation]
    owned_from: Mapping[int, Affiliation]
    acting: Sequence[tuple[int, int]]
    placed: frozenset[int]
    lands: frozenset[int]
    barred: frozenset[int]
    headline: frozenset[int]
    dated: frozenset[int]
    ents: Sequence[tuple[int, int, str]]
    votes: Mapping[tuple[str, ...], Mapping[str, int]]
    surnames: frozenset[str]
    titles: Sequence[tuple[int, int, Sequence[str | None]]]
    addresses: frozenset[int]

    def sentence(self, i: int) -> tuple[int, int]:
        """First token and one past the last token of the sentence of token i."""
        n = bisect_right(self.starts, i)
        return self.starts[n - 1], self.starts[n] if n < len(self.starts) else len(self.text)

    def opens(self, i: int) -> bool:
        """Whether a sentence starts with token i."""
        return self.starts[bisect_right(self.starts, i) - 1] == i

    def phrase(self, start: int, end: int) -> str:
        """The tokens' text as it would be written."""
        return write(self.text[start:end])

    def labelled(self, *labels: str) -> list[tuple[int, int]]:
        """The model's entities of some labels, as [start, end)."""
        return [(start, end) for start, end, label in self.ents if label in labels]

    def capital(self, i: int) -> bool:
        """Whether token i is a proper noun with a capital."""
        return 0 <= i < len(self.text) and self.tag[i] in PROPER and self.text[i][0].isupper()

    def is_(self, i: int, *words: str) -> bool:
        """Whether token i is one of some lower-case words; False past the ends."""
        return 0 <= i < len(self.text) and self.lower[i] in words

    def possessive(self, i: int) -> bool:
        """Whether token i is a possessive mark."""
        return self.is_(i, "'s", "'")

    def written(self, words: Collection[str]) -> list[int]:
        """The tokens that are one of some words as written, in order."""
        return _among(self.where, words)

    def lowered(self, words: Collection[str]) -> list[int]:
        """The tokens that are one of some words in lower case, in order."""
        return _among(self.where_lower, words)

    def goes_on(self, end: int) -> bool:
        """Whether a noun phrase goes on after its head, so that its head is another word: "military sites"."""
        more = end < len(self.text) and (self.tag[end] in NOUNS or self.text[end] == "-")
        return more and end not in self.dated


def _among(where: Mapping[str, Sequence[int]], words: Collection[str]) -> list[int]:
    few, many = (words, where) if len(words) < len(where) else (where, words)
    return sorted(i for word in few if word in many for i in where[word])


def _where(words: Sequence[str]) -> dict[str, list[int]]:
    where: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(words):
        where[word].append(i)
    return dict(where)


def read_page(doc: Doc, lexicon: Lexicon) -> Page:
    """The Doc as a Page; every distinct word is looked at once."""
    orths, tags, lemmas = doc.to_array([ORTH, TAG, LEMMA]).T.tolist() if len(doc) else ([], [], [])
    strings = doc.vocab.strings
    spell = {key: strings[key] for key in set(orths)}
    spell |= {
        key: word.replace("’", "'").replace("‘", "'") for key, word in spell.items() if "’" in word or "‘" in word
    }
    lowered = {key: word.lower() for key, word in spell.items()}
    tagged, lemma = ({key: strings[key] for key in set(column)} for column in (tags, lemmas))
    text, lower = [spell[key] for key in orths], [lowered[key] for key in orths]
    tag, starts = [tagged[key] for key in tags], sentence_starts(doc)
    _lower_capitals(text, starts, lexicon)
    found = doc.spans.get("places", ())
    places = [(s.start + (s.end - s.start > 1 and lower[s.start] == "the"), s.end, s._.place) for s in found]
    lands_of = [(i, j, place.country) for i, j, place in places]
    placed = [(i, j, None if place.kind == "country" else place.country) for i, j, place in places]
    where, where_lower = _where(text), _where(lower)
    hits = outside(find_names(text, lower, lexicon, _among(where, lexicon.names.firsts)), placed)
    owners = affiliations(hits, lands_of, text)
    ents = [(e.start, e.end, e.label_) for e in doc.ents]
    titles = list(lexicon.titles.find(lower, _among(where_lower, lexicon.titles.firsts)))
    lands = _tokens((h.start, h.end) for h in hits if h.alias.kind in LANDS)
    return Page(
        lexicon=lexicon,
        text=text,
        forms=frozenset(where),
        where=where,
        where_lower=where_lower,
        lower=lower,
        tag=tag,
        lemma=[lemma[key] for key in lemmas],
        starts=starts,
        hits=hits,
        owners=owners,
        owned_from={by.start: by for by in owners.values()},
        acting=[(i, j) for i, j, place in places if place.reading == "actor"],
        placed=_tokens((i, j) for i, j, place in places if place.reading != "name" or place.place_id is not None),
        lands=lands,
        barred=lands | _tokens((i, j) for i, j, place in places if place.reading != "name"),
        headline=_tokens(_headlines(text, lower, tag, starts)),
        dated=_tokens((i, j) for i, j, label in ents if label == "DATE"),
        ents=ents,
        votes=_votes(text, ents),
        surnames=frozenset(
            text[j - 1] for i, j, label in ents if label == "PERSON" and j - i > 1 and text[i + 1] != "-"
        ),
        titles=titles,
        addresses=frozenset(end - 1 for _, end, sectors in titles if sectors[0] is None),
    )


def _votes(text: Sequence[str], ents: Iterable[tuple[int, int, str]]) -> Mapping[tuple[str, ...], Mapping[str, int]]:
    """How often the model gives each label to a name of several words."""
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for start, end, label in ents:
        if end - start > 1 and label in _NAMES:
            votes.setdefault(tuple(text[start:end]), Counter())[label] += 1
    return votes


def _lower_capitals(text: list[str], starts: Sequence[int], lexicon: Lexicon) -> None:
    """Writes the words of lines in capitals as names are written: "CLINTON" -> "Clinton"; known acronyms stay."""
    for start, end in pairwise([*starts, len(text)]):
        if end - start > 2 and text[start].isupper() and text[end - 2].isupper():
            words = [w for w in text[start:end] if len(w) > 3 and w.isalpha()]
            if len(words) > 2 and sum(w.isupper() for w in words) >= 0.8 * len(words):
                for i in range(start, end):
                    known = any(len(text[i]) < 6 for _ in lexicon.names.at(text, i))
                    if text[i].isupper() and len(text[i]) > 1 and not known:
                        text[i] = text[i].capitalize()


def _tokens(ranges: Any) -> frozenset[int]:
    return frozenset(t for start, end in ranges for t in range(start, end))


def _headlines(
    text: Sequence[str], lower: Sequence[str], tag: Sequence[str], starts: Sequence[int], share: float = 0.8
) -> list[tuple[int, int]]:
    """Sentences written in title case, verbs too, where capitals tell nothing."""
    found = []
    for start, end in pairwise([*starts, len(text)]):
        if end - start < 4 or (text[start + 1] == lower[start + 1] and text[start + 2] == lower[start + 2]):
            continue
        long = [w for w in text[start:end] if len(w) > 3 and w.isalpha()]
        if len(long) > 3 and sum(w[0].isupper() for w in long) >= share * len(long):
            verbs = [i for i in range(start, end) if tag[i] in ("VBD", "VBZ", "VBP") and text[i] == lower[i]]
            if not any(text[i].isalpha() for i in verbs):
                found.append((start, end))
    return found


def keep_best(found: list[Found]) -> list[Found]:
    """The mentions without overlaps, in reading order: lower tiers first, then longer ones, then earlier ones."""
    taken: dict[int, Found] = {}
    kept = []
    for mention in sorted(found, key=lambda m: (m.tier, m.start - m.end, m.start)):
        here = range(mention.start, mention.end)
        winner = next((taken[t] for t in here if t in taken), None)
        if winner is None:
            taken.update(dict.fromkeys(here, mention))
            kept.append(mention)
        elif winner.rule != mention.rule and (winner.actor != mention.actor or winner.end - winner.start != len(here)):
            winner.beaten = [*(winner.beaten or ()), (mention.start, mention.end, mention.rule)]
    return sorted(kept, key=lambda m: m.start)
