"""Which words of a Doc are toponyms: the model's entities, the gazetteer and the words around, weighed together."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.attrs import ENT_TYPE, ORTH, TAG
from spacy.tokens import Doc

from pipeline.gazetteer import Gazetteer, Place, distance, fold
from pipeline.layers.places.lexicon import Lexicon
from pipeline.spans import sentence_starts

LONGEST = 7
"""Tokens in a name, at most."""
KEPT = 100_000
"""Strings whose look-up is kept, at most."""
NEAR = 100.0
"""Kilometres within which a sure place speaks for an unsure one."""
GEOGRAPHIC = frozenset({"GPE", "LOC", "FAC"})
WHOLE = frozenset({"ORG", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "FAC"})
CAPITAL, JOINER, OTHER = 1, 2, 0
POSSESSIVE = ("'s", "’s", "'", "’")
Candidates = tuple[tuple[Place, bool], ...]


@dataclass(slots=True)
class Mention:
    """A toponym as found: tokens [start, end), of which [start, name_end) is the name that is looked up."""

    start: int
    end: int
    name: str
    rule: str
    label: str
    candidates: Candidates
    name_end: int = 0
    wanted: str | None = None
    nested: bool = False
    evidence: float = 0.0
    cues: tuple[str, ...] = ()
    containers: list["Mention"] = field(default_factory=list)


class Reader:
    """A Doc's tokens as plain lists, so that finding names costs no Token objects."""

    def __init__(self, doc: Doc, shapes: dict[int, tuple[str, str, int]], joiners: frozenset[str]) -> None:
        self.doc, self.strings = doc, doc.vocab.strings
        array = doc.to_array([ORTH, TAG])
        orths, self.tags = array[:, 0].tolist(), array[:, 1].tolist()
        unseen = set(orths).difference(shapes)
        shapes.update((orth, _shape(self.strings[orth], joiners)) for orth in unseen)
        words = [shapes[orth] for orth in orths]
        self.words = [word for word, _, _ in words]
        self.lowers = [lower for _, lower, _ in words] + ["", "", ""]
        self.shapes = [shape for _, _, shape in words] + [OTHER]
        self.capitals = [i for i, shape in enumerate(self.shapes) if shape == CAPITAL]
        self.orths = frozenset(orths)
        self.starts = frozenset(sentence_starts(doc))
        self.entities = [(e.start, e.end, e.label_) for e in doc.ents]
        self.entity_at = {i: entity for entity in self.entities for i in range(entity[0], entity[1])}

    def capital(self, i: int) -> bool:
        """Whether a token begins with a capital; false outside the Doc."""
        return 0 <= i < len(self.words) and self.shapes[i] == CAPITAL

    def text(self, start: int, end: int) -> str:
        """The tokens as one string, apostrophes glued."""
        return " ".join(self.words[start:end]).replace(" '", "'").replace(" ’", "’").replace(" .", ".")

    def entity(self, i: int) -> tuple[int, int, str]:
        """Start, end and label of the entity over a token; the token itself and "" where there is none."""
        return self.entity_at.get(i) or (i, i + 1, "")


def _shape(word: str, joiners: frozenset[str]) -> tuple[str, str, int]:
    return word, word.lower(), CAPITAL if word[0].isupper() else JOINER if word in joiners else OTHER


class Finder:
    """Finds mentions. Keeps what it has looked up, so a name is searched once."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.gazetteer, self.lexicon, self.w, self.cues = gazetteer, lexicon, lexicon.weights, lexicon.cues
        self.shapes: dict[int, tuple[str, str, int]] = {}
        self.looked_up: dict[str, Candidates] = {}
        self.short = frozenset(n.removesuffix(".") for n in lexicon.abbreviations) | lexicon.abbreviations.keys()
        self.adjectives = frozenset(w for w in lexicon.demonyms if not _is_country(self.look_up(w)))

    def find(self, doc: Doc) -> list[Mention]:
        """The mentions, in reading order, without overlaps."""
        for kept in (self.shapes, self.looked_up):
            if len(kept) > KEPT:
                kept.clear()
        reader = Reader(doc, self.shapes, self.cues["joiner"])
        found = self._known(reader)
        found += self._unknown(reader, found)
        found.sort(key=lambda m: m.start)
        self._contain(reader, found)
        return self._accept(reader, found)

    def look_up(self, text: str) -> Candidates:
        """The places that bear a name."""
        found = self.looked_up.get(text)
        if found is None:
            found = self.looked_up[text] = self.gazetteer.find(fold(text))
        return found

    # ---- names of the gazetteer ----

    def _known(self, reader: Reader) -> list[Mention]:
        found, done = [], 0
        for i in reader.capitals:
            if i >= done:
                mention = self._match(reader, i)
                if mention:
                    found.append(mention)
                    done = mention.end
        return found

    def _match(self, reader: Reader, i: int) -> Mention | None:
        """The longest name of the gazetteer that begins at a capitalised token."""
        end, stop = i + 1, min(i + LONGEST, len(reader.words))
        ends = [end]
        while end < stop and reader.shapes[end] != OTHER and end not in reader.starts:
            end += 1
            if reader.shapes[end - 1] == CAPITAL:
                ends.append(end)
        starts = [i]
        if i > 1 and reader.words[i - 1] == "-" and reader.lowers[i - 2] in self.cues["article"]:
            starts.insert(0, i - 2)
        for start in starts:
            for end in reversed(ends):
                mention = self._name(reader, start, end)
                if mention:
                    return mention
        if reader.lowers[i + 1] in self.lexicon.kinds and not reader.capital(i + 1):
            return self._name(reader, i, i + 2)
        return None

    def _name(self, reader: Reader, start: int, end: int) -> Mention | None:
        text = reader.text(start, end)
        short = self._abbreviation(reader, start, end, text) if text in self.short else None
        if short or text in self.cues["direction-name"] or text in self.adjectives:
            return short
        candidates = self.look_up(text)
        if reader.lowers[start - 1] == "the":
            candidates = self.look_up("the " + text) or candidates
        if not candidates:
            return None
        mention = Mention(start, end, text, "places/gazetteer", reader.entity(start)[2], candidates, end)
        self._kind(reader, mention)
        return mention

    def _abbreviation(self, reader: Reader, start: int, end: int, text: str) -> Mention | None:
        """A state's short form, after a comma only, unless it is written with stops."""
        short = self.lexicon.abbreviations
        entry = short.get(text) or (short.get(text + ".") if reader.lowers[end] == "." else None)
        if entry is None or not (reader.lowers[start - 1] in (",", "-") or text.count(".") > 1):
            return None
        place, name = entry
        candidates = tuple(c for c in self.look_up(name) if c[0].place_id == place)
        return Mention(start, end, name, "places/abbreviation", "GPE", candidates, end, wanted="admin1")

    def _kind(self, reader: Reader, m: Mention) -> None:
        """Takes a following kind word into the span, or notes what one before or inside says."""
        last, after, before = reader.lowers[m.end - 1], reader.lowers[m.end], reader.lowers[m.start - 2]
        level = self.lexicon.kinds.get(after)
        if level and self._takes(reader, m.end):
            whole = self.look_up(reader.text(m.start, m.end + 1))
            if whole or level != "facility" or after in self.cues["kind-taken"]:
                m.end, m.wanted, m.candidates = m.end + 1, level, whole or m.candidates
        elif m.end - m.start > 1 and last in self.lexicon.kinds:
            m.wanted = self.lexicon.kinds[last]
        elif reader.lowers[m.start - 1] == "of" and before in self.cues["kind-before"]:
            m.wanted = self.lexicon.kinds.get(before)

    def _takes(self, reader: Reader, at: int) -> bool:
        """Whether the kind word at a token belongs to the name: "Kursk region", not "Kordofan city of Kadugli"."""
        if at in reader.starts or reader.lowers[at + 1] in ("of", "-"):
            return False
        return not (reader.capital(at) and reader.capital(at + 1) and at + 1 not in reader.starts)

    # ---- places that the model sees and the gazetteer does not know ----

    def _unknown(self, reader: Reader, known: Sequence[Mention]) -> list[Mention]:
        taken = {i for m in known for i in range(m.start, m.end)}
        found = []
        for start, end, label in reader.entities:
            if label in GEOGRAPHIC and taken.isdisjoint(range(start, end)):
                start, end = self._trim(reader, start, end)
                text = reader.text(start, end)
                if start < end and reader.capital(start) and text not in self.adjectives:
                    mention = Mention(start, end, text, "model:ner", label, (), end)
                    self._kind(reader, mention)
                    found.append(mention)
        return found

    def _trim(self, reader: Reader, start: int, end: int) -> tuple[int, int]:
        """An entity without its article, direction, possessive and closing marks."""
        while start < end and (reader.lowers[start] in self.cues["direction"] or not reader.words[start][0].isalpha()):
            start += 1
        while end > start and (reader.words[end - 1] in POSSESSIVE or not reader.words[end - 1][-1].isalnum()):
            end -= 1
        return start, end

    # ---- what speaks for them ----

    def _contain(self, reader: Reader, found: Sequence[Mention]) -> None:
        """Notes which mention is said to lie in which: "Bangor, Maine", "Gornal in the Kursk region", "Sudan's Kordofan"."""
        for a, b in zip(found, found[1:], strict=False):
            gap, between = b.start - a.end, reader.words[a.end : b.start]
            if gap > 3 or not gap:
                continue
            if between[0] in POSSESSIVE:
                if _holds(a):
                    b.containers.append(a)
            elif _holds(b) and (between == [","] or between[0] in ("in", "of") and between[1:] in ([], ["the"])):
                a.containers.append(b)

    def _accept(self, reader: Reader, found: Sequence[Mention]) -> list[Mention]:
        """Those with evidence enough; first by themselves, then with what the sure ones say for the others."""
        people = _people(reader, found)
        covered = {i for m in found for i in range(m.start, m.end)}
        lists = {e for e in reader.entities if e[2] in WHOLE and self._only_places(reader, e, covered)}
        for m in found:
            self._weigh(reader, m, people, lists)
        sure = {id(m) for m in found if m.evidence >= self._needs(m)}
        support = Support([m for m in found if id(m) in sure and not m.nested], self._demonyms(reader))
        unsure = [i for i, m in enumerate(found) if id(m) not in sure and "person" not in m.cues]
        for i in unsure:
            found[i].evidence += sum(self.w[k] * v for k, v in support.features(found[i]))
        for i in (*unsure, *reversed(unsure)):
            listed = self.w["listed"] * self._listed(reader, found, i, sure)
            if found[i].evidence + listed >= self._needs(found[i]):
                sure.add(id(found[i]))
        return [m for m in found if id(m) in sure]

    def _only_places(self, reader: Reader, entity: tuple[int, int, str], covered: set[int]) -> bool:
        """Whether an entity is nothing but places and the words that join them: "Kadugli and Dilling"."""
        rest = [i for i in range(entity[0], entity[1]) if i not in covered]
        return all(reader.words[i] in (",", "and", "or", "the", "The", *POSSESSIVE) for i in rest)

    def _needs(self, m: Mention) -> float:
        return self.w["nested/accept"] if m.nested else self.w["accept"]

    def _demonyms(self, reader: Reader) -> Counter[str]:
        found = (self.lexicon.demonyms.get(reader.words[start]) for start, _, label in reader.entities if label == "NORP")
        return Counter(country for country in found if country)

    def _listed(self, reader: Reader, found: Sequence[Mention], i: int, sure: set[int]) -> bool:
        """Whether a neighbour in a list is a sure place."""
        m, joins = found[i], (",", "and", "or", "&")
        before = found[i - 1] if i else None
        if before and id(before) in sure and 0 < m.start - before.end <= 2 and reader.words[before.end] in joins:
            return True
        after = found[i + 1] if i + 1 < len(found) else None
        return bool(after and id(after) in sure and 0 < after.start - m.end <= 2 and reader.words[m.end] in joins)

    def _weigh(
        self, reader: Reader, m: Mention, people: Counter[str], lists: set[tuple[int, int, str]]
    ) -> None:
        entity = reader.entity(m.start)
        label = entity[2]
        m.nested = label in WHOLE and entity not in lists
        key = f"label/{label}"
        m.cues = (key if key in self.w else "label/other", self._standing(m), *self._inside(reader, m, label, people))
        m.cues = (*m.cues, *self._around(reader, m, label))
        m.evidence = sum(self.w[k] for k in m.cues)

    def _standing(self, m: Mention) -> str:
        """How well known the best place of that name is."""
        if not m.candidates:
            return "known/not"
        usual = [p for p, is_usual in m.candidates[:5] if is_usual]
        if not usual:
            return "known/by-other-name"
        if any(p.level in ("country", "capital", "admin1", "other") for p in usual):
            return "known/world"
        best = max(p.population for p in usual)
        return next((k for size, k in SIZES if best >= size), "known/village")

    def _inside(self, reader: Reader, m: Mention, label: str, people: Counter[str]) -> Iterator[str]:
        """What the name itself says for or against."""
        name, ambiguous = m.name.lower(), self.lexicon.ambiguous
        if m.wanted or m.containers:
            yield "kind" if m.wanted else "in-container"
        if name in ambiguous["word"] or name in self.lexicon.kinds:
            yield "word"
        if m.name_end - m.start > 1:
            yield "words"
            return
        if people[name] > 0:
            yield "person"
        if name in ambiguous["person"]:
            yield "given-name"
        if m.rule == "places/abbreviation":
            return
        if m.name.isupper() and len(m.name) < 5 and not any(p.level == "country" for p, _ in m.candidates):
            yield "acronym"
        if label not in GEOGRAPHIC and reader.strings[name] in reader.orths:
            yield "lower-case-twin"

    def _around(self, reader: Reader, m: Mention, label: str) -> Iterator[str]:
        """What the words around say for or against."""
        before, after = reader.lowers[m.start - 1], reader.words[m.end] if m.end < len(reader.words) else ""
        directed = before in self.cues["direction"]
        heads = reader.lowers[m.end] in self.cues["resident"]
        if heads:
            yield "resident"
        if before.rstrip(".") in self.cues["title"] and reader.capital(m.start - 1):
            yield "title"
        if directed:
            yield "direction"
            before = reader.lowers[m.start - 2]
        if before in self.cues["preposition/strong"] or before == "-" and reader.words[m.start - 2] in self.cues["party"]:
            yield "in"
        elif before in self.cues["preposition/weak"]:
            yield "from"
        if after in self.cues["dateline"] and m.start in reader.starts and (m.name.isupper() or after != "("):
            yield "dateline"
        if after in POSSESSIVE and reader.capital(m.end + 1) and m.name[:3] in ("St.", "St ", "Sai"):
            yield "saint"
        if reader.lowers[m.end] in self.cues["street"] and reader.capital(m.end):
            yield "street"
        if label in GEOGRAPHIC and label != "FAC" or m.nested:
            return
        if m.start in reader.starts:
            yield "sentence-start"
        elif reader.capital(m.start - 1) and not directed:
            yield "partial"
        if reader.capital(m.end) and m.end not in reader.starts and not heads:
            yield "partial"
        if reader.strings[reader.tags[m.start]] not in ("NNP", "NNPS"):
            yield "not-proper"


class Support:
    """What a document's sure places say for the unsure ones."""

    def __init__(self, sure: Sequence[Mention], demonyms: Mapping[str, int]) -> None:
        self.names = {m.name.lower() for m in sure if m.label in GEOGRAPHIC or m.wanted}
        best = [m.candidates[0][0] for m in sure if m.candidates]
        countries = Counter(p.country for p in best if p.country) + Counter(demonyms)
        total = countries.total()
        self.shares = {c: n / total for c, n in countries.items()}
        self.points = [p for p in best if p.level != "country"]

    def features(self, m: Mention) -> Iterator[tuple[str, float]]:
        """The names of weights and their factors."""
        if m.name.lower() in self.names:
            yield "seen", 1.0
        usual = [p for p, is_usual in m.candidates if is_usual]
        if len(usual) == 1:
            yield "only-one", self.shares.get(usual[0].country or "", 0.0)
        if any(_near(p, q) for p in usual[:10] for q in self.points):
            yield "near-sure", 1.0


SIZES = ((500_000, "known/million"), (100_000, "known/city"), (15_000, "known/town"))


def _near(a: Place, b: Place) -> bool:
    return a is not b and abs(a.lat - b.lat) < 1 and distance(a.lat, a.lon, b.lat, b.lon) < NEAR


def _is_country(candidates: Candidates) -> bool:
    return any(p.level == "country" for p, usual in candidates if usual)


def _holds(m: Mention) -> bool:
    """Whether a mention can be a container: a country, a division, an area."""
    return any(p.level in ("country", "admin1", "admin2", "other") for p, _ in m.candidates[:3])


def _people(reader: Reader, found: Sequence[Mention]) -> Counter[str]:
    """Words of names of persons of two words or more → how much oftener they are that than a place, by the model."""
    votes = Counter(
        reader.lowers[i]
        for start, end, label in reader.entities
        if label == "PERSON" and end - start > 1
        for i in range(start, end)
        if reader.capital(i)
    )
    votes.subtract(m.name.lower() for m in found if m.label == "GPE" or m.label == "LOC")
    return votes
