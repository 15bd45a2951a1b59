"""Which words of a Doc are toponyms: the model's entities, the gazetteer and the words around, weighed together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.attrs import ENT_IOB, ENT_TYPE, ORTH, TAG
from spacy.tokens import Doc

from pipeline.gazetteer import Gazetteer, Place, fold
from pipeline.layers.places.lexicon import Lexicon
from pipeline.spans import sentence_starts

LONGEST = 7
"""Tokens in a name, at most."""
GEOGRAPHIC = frozenset({"GPE", "LOC", "FAC"})
WHOLE = frozenset({"ORG", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "FAC", "NORP", "PERSON"})
OTHER, CAPITAL, JOINER = 0, 1, 2
JOINERS = frozenset({"of", "the", "and", "&", "-", "–", "de", "del", "la", "las", "los", "le", "du", "da", "do", "dos", "di", "des", "van", "den",
                     "der", "am", "an", "on", "upon", "sur", "under", "'s", "’s", "'", "’", "al", "el", "ez", "ash", "as", "ar", "e", "y", "i"})
ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "an", "az", "ez", "es", "l", "d"})


@dataclass(slots=True)
class Mention:
    """A toponym as found: tokens [start, end), the name that is looked up, and what is known of it."""

    start: int
    end: int
    name: str
    rule: str
    label: str
    candidates: tuple[tuple[Place, bool], ...]
    name_end: int = 0
    wanted: str | None = None
    nested: bool = False
    evidence: float = 0.0
    containers: list["Mention"] = field(default_factory=list)


class Reader:
    """A Doc's tokens as plain lists, so that finding names costs no Token objects."""

    def __init__(self, doc: Doc, shapes: dict[int, tuple[str, int]]) -> None:
        array = doc.to_array([ORTH, ENT_TYPE, ENT_IOB, TAG])
        self.doc = doc
        orths = array[:, 0].tolist()
        strings = doc.vocab.strings
        words = []
        for orth in orths:
            word = shapes.get(orth)
            if word is None:
                word = shapes[orth] = _shape(strings[orth])
            words.append(word)
        self.words = [w for w, _ in words]
        self.shapes = [s for _, s in words]
        self.orths = frozenset(orths)
        self.ent_types, self.tags = array[:, 1].tolist(), array[:, 3].tolist()
        self.starts = frozenset(sentence_starts(doc))
        self.entities = [(e.start, e.end, e.label_) for e in doc.ents]
        self.entity_at: dict[int, int] = {}
        for n, (start, end, _) in enumerate(self.entities):
            self.entity_at.update(dict.fromkeys(range(start, end), n))

    def text(self, start: int, end: int) -> str:
        """The tokens as one string."""
        if end - start == 1:
            return self.words[start]
        return str(self.doc[start:end].text)

    def lower(self, i: int) -> str:
        """A token in lower case; empty outside the Doc."""
        return self.words[i].lower() if 0 <= i < len(self.words) else ""

    def label(self, i: int) -> tuple[str, int, int]:
        """Label, start and end of the entity over a token; "" and the token itself where there is none."""
        n = self.entity_at.get(i)
        if n is None:
            return "", i, i + 1
        start, end, label = self.entities[n]
        return label, start, end


def _shape(word: str) -> tuple[str, int]:
    if word[0].isupper():
        return word, CAPITAL
    return word, JOINER if word in JOINERS else OTHER


class Finder:
    """Finds mentions. Keeps what it has looked up, so a name is searched once."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.gazetteer, self.lexicon, self.w = gazetteer, lexicon, lexicon.weights
        self.shapes: dict[int, tuple[str, int]] = {}
        self._by_id: dict[str, tuple[tuple[Place, bool], ...]] = {}

    def find(self, doc: Doc) -> list[Mention]:
        """The mentions, in reading order, without overlaps."""
        if len(self.shapes) > 100_000:
            self.shapes.clear()
        reader = Reader(doc, self.shapes)
        found = self._known(reader)
        found += self._unknown(reader, found)
        found.sort(key=lambda m: m.start)
        self._contain(reader, found)
        return self._accept(reader, found)

    # ---- names of the gazetteer ----

    def _known(self, reader: Reader) -> list[Mention]:
        found, i, n = [], 0, len(reader.words)
        while i < n:
            if reader.shapes[i] != CAPITAL:
                i += 1
                continue
            mention = self._match(reader, i)
            if mention:
                found.append(mention)
                i = max(mention.end, i + 1)
            else:
                i += 1
        return found

    def _match(self, reader: Reader, i: int) -> Mention | None:
        """The longest name of the gazetteer that begins at a capitalised token."""
        start = i
        if i > 1 and reader.words[i - 1] == "-" and reader.words[i - 2] in ARTICLES:
            start = i - 2
        end, stop = i + 1, min(i + LONGEST, len(reader.words))
        ends = [end]
        while end < stop and reader.shapes[end] != OTHER and end not in reader.starts:
            end += 1
            if reader.shapes[end - 1] == CAPITAL:
                ends.append(end)
        for first in dict.fromkeys((start, i)):
            for end in reversed(ends):
                mention = self._name(reader, first, end)
                if mention:
                    return mention
        return None

    def _name(self, reader: Reader, start: int, end: int) -> Mention | None:
        text = reader.text(start, end)
        short = self._abbreviation(reader, start, end, text)
        if short:
            return short
        candidates = self.gazetteer.find(fold(text))
        if not candidates:
            return None
        label = reader.label(start)[0]
        mention = Mention(start, end, text, "places/gazetteer", label, candidates, end)
        self._kind(reader, mention)
        return mention

    def _abbreviation(self, reader: Reader, start: int, end: int, text: str) -> Mention | None:
        """A state's short form, after a comma only, unless it is written with stops."""
        entry = self.lexicon.abbreviations.get(text)
        if entry is None or not (reader.lower(start - 1) == "," or text.count(".") > 1):
            return None
        place, name = entry
        candidates = tuple(c for c in self.gazetteer.find(fold(name)) if c[0].place_id == place)
        return Mention(start, end, name, "places/abbreviation", "GPE", candidates, end, wanted="admin1")

    def _kind(self, reader: Reader, mention: Mention) -> None:
        """Takes a kind word into the span, before which "of" must not follow; or notes one that stands before."""
        end = mention.end
        level = self.lexicon.kinds.get(reader.lower(end))
        if level and reader.lower(end + 1) not in ("of", "-") and end not in reader.starts:
            whole = self.gazetteer.find(fold(reader.text(mention.start, end + 1)))
            mention.end, mention.wanted = end + 1, level
            mention.candidates = whole or mention.candidates
        elif reader.lower(mention.start - 1) == "of" and reader.lower(mention.start - 2) in self.lexicon.cues["kind-before"]:
            mention.wanted = self.lexicon.kinds.get(reader.lower(mention.start - 2))

    # ---- places that the model sees and the gazetteer does not know ----

    def _unknown(self, reader: Reader, known: Sequence[Mention]) -> list[Mention]:
        taken = {i for m in known for i in range(m.start, m.end)}
        found = []
        for start, end, label in reader.entities:
            if label in GEOGRAPHIC:
                start, end = self._trim(reader, start, end)
                if start < end and taken.isdisjoint(range(start, end)) and reader.shapes[start] == CAPITAL:
                    mention = Mention(start, end, reader.text(start, end), "model:ner", label, (), end)
                    self._kind(reader, mention)
                    found.append(mention)
        return found

    def _trim(self, reader: Reader, start: int, end: int) -> tuple[int, int]:
        """An entity without its article, direction, possessive and closing marks."""
        cues = self.lexicon.cues
        while start < end and (reader.lower(start) in ("the", "a", "an") or reader.words[start] in cues["direction"] or not reader.words[start][0].isalpha()):
            start += 1
        while end > start and reader.words[end - 1] in ("'s", "’s", "'", "’", ",", ".", "-"):
            end -= 1
        return start, end

    # ---- what speaks for them ----

    def _contain(self, reader: Reader, found: Sequence[Mention]) -> None:
        """Notes which mention is said to lie in which: "Bangor, Maine", "Gornal in the Kursk region", "Sudan's Kordofan"."""
        for a, b in zip(found, found[1:], strict=False):
            gap = b.start - a.end
            if gap == 1 and reader.words[a.end] == "," and _contains(b, a):
                a.containers.append(b)
            elif gap in (1, 2) and reader.words[a.end] in ("in", "of") and (gap == 1 or reader.words[a.end + 1] == "the"):
                if _contains(b, a):
                    a.containers.append(b)
            elif gap <= 3 and reader.words[a.end] in ("'s", "’s") and _contains(a, b):
                b.containers.append(a)

    def _accept(self, reader: Reader, found: Sequence[Mention]) -> list[Mention]:
        people = _people(reader)
        for m in found:
            m.evidence = self._evidence(reader, m, people)
        accepted = [m for m in found if m.evidence >= self._threshold(m)]
        sure = {m.start for m in accepted}
        for before, m, after in zip([None, *found], found, [*found[1:], None], strict=False):
            if m.start not in sure and self._listed(reader, before, m, after, sure):
                m.evidence += self.w["listed"]
                if m.evidence >= self._threshold(m):
                    accepted.append(m)
                    sure.add(m.start)
        return sorted(accepted, key=lambda m: m.start)

    def _threshold(self, m: Mention) -> float:
        return self.w["nested/accept"] if m.nested else self.w["accept"]

    def _listed(self, reader: Reader, before: Mention | None, m: Mention, after: Mention | None, sure: set[int]) -> bool:
        """Whether a neighbour in a list is a sure place."""
        joins = (",", "and", "or", "&")
        if before and before.start in sure and 0 < m.start - before.end <= 2 and reader.words[before.end] in joins:
            return True
        return bool(after and after.start in sure and 0 < after.start - m.end <= 2 and reader.words[m.end] in joins)

    def _evidence(self, reader: Reader, m: Mention, people: frozenset[str]) -> float:
        w = self.w
        label, start, end = reader.label(m.start)
        m.nested = label in WHOLE and (start < m.start or end > m.end + (reader.lower(m.end) in ("'s", "’s"))) and label not in ("PERSON", "NORP")
        key = f"label/{label}" if f"label/{label}" in w else "label/other"
        total = w[key] + self._standing(m)
        if m.name_end - m.start > 1:
            total += w["words"]
        total += sum(w[k] for k in self._surroundings(reader, m, people, label, start, end))
        return total

    def _standing(self, m: Mention) -> float:
        """How well known the best place of that name is."""
        w = self.w
        if not m.candidates:
            return w["known/not"]
        return max(_known_as(p, w) + (0.0 if usual else w["known/by-other-name"]) for p, usual in m.candidates[:5])

    def _surroundings(
        self, reader: Reader, m: Mention, people: frozenset[str], label: str, start: int, end: int
    ) -> Iterator[str]:
        """The names of the weights that the words around call for."""
        cues, ambiguous = self.lexicon.cues, self.lexicon.ambiguous
        before, after = reader.lower(m.start - 1), reader.lower(m.end)
        if before == "the" or before in cues["direction"]:
            before = reader.lower(m.start - 2)
        if before in cues["preposition/strong"]:
            yield "in"
        elif before in cues["preposition/weak"]:
            yield "from"
        if m.wanted:
            yield "kind"
        if m.containers:
            yield "in-container"
        name = m.name.lower()
        if before.rstrip(".") in cues["title"] and reader.shapes[m.start - 1] == CAPITAL:
            yield "title"
        if m.name_end - m.start == 1:
            if name in people:
                yield "person"
            if name in ambiguous["word"]:
                yield "word"
            if name in ambiguous["person"]:
                yield "given-name"
            if reader.doc.vocab.strings[name] in reader.orths and label not in GEOGRAPHIC:
                yield "lower-case-twin"
            if m.name.isupper() and len(m.name) < 5 and m.rule != "places/abbreviation" and not any(p.level == "country" for p, _ in m.candidates):
                yield "acronym"
        if m.start in reader.starts and label not in GEOGRAPHIC:
            yield "sentence-start"
        if label not in GEOGRAPHIC and not m.nested and m.end < len(reader.words) and reader.shapes[m.end] == CAPITAL and m.end not in reader.starts:
            yield "partial"
        if m.start and reader.shapes[m.start - 1] == CAPITAL and not m.nested and label not in GEOGRAPHIC and m.start not in reader.starts:
            yield "partial"
        if reader.doc.vocab.strings[reader.tags[m.start]] not in ("NNP", "NNPS") and label not in GEOGRAPHIC:
            yield "not-proper"


def _contains(outer: Mention, inner: Mention) -> bool:
    return any(p.level in ("country", "admin1", "admin2", "other") for p, _ in outer.candidates) and outer.start != inner.start


def _known_as(place: Place, w: dict[str, float]) -> float:
    if place.level in ("country", "capital", "admin1", "other"):
        return w["known/world"]
    for size, key in ((500_000, "known/million"), (100_000, "known/city"), (15_000, "known/town")):
        if place.population >= size:
            return w[key]
    return w["known/village"]


def _people(reader: Reader) -> frozenset[str]:
    """Words of the names of persons of two words or more."""
    return frozenset(
        reader.lower(i)
        for start, end, label in reader.entities
        if label == "PERSON" and end - start > 1
        for i in range(start, end)
        if reader.shapes[i] == CAPITAL
    )
