"""Which words of a Doc can be toponyms: names of the gazetteer, and places that only the model sees."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc

from dateline.gazetteer import Gazetteer, Place, fold
from dateline.layers.places.lexicon import Lexicon
from dateline.layers.places.resolve import LEVELS, inside
from dateline.layers.places.shapes import CAPITAL, OTHER, Reader, Shapes

LONGEST = 7
"""Tokens in a name, at most."""
LARGE = 500_000
"""People in a city that has parts with names of their own."""
KEPT = 100_000
"""Strings whose look-up is kept, at most."""
GEOGRAPHIC = frozenset({"GPE", "LOC", "FAC"})
POSSESSIVE = ("'s", "’s", "'", "’")
LOOSE = (*POSSESSIVE, "of", "the", "and", "in")
"""Words that no name ends in."""
OPENERS = "VIRCDW"
"""How the tags of words begin that open a sentence and no name: "Following South Carolina's primary"."""
SMALL = ("settlement", "admin2")
"""Levels of places whose name a longer one may hold."""
JOINTS, MAX_JOINT = (",", "and", "or", "&"), 2
"""Words that join the names of a list, and how many stand between two."""
Candidates = tuple[tuple[Place, bool], ...]


@dataclass(slots=True)
class Mention:
    """A toponym as found: tokens [start, end), of which [start, name_end) is the name that is looked up.

    label: the model's entity there; wanted: the level of place that a kind word asks for; nested: in a longer name;
    cues: the weights that make up the evidence; containers: places that it is said to lie in;
    tail: whether it only says where the name before lies: "Maine" in "Bangor, Maine".
    """

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
    tail: bool = False


class Finder:
    """Finds what can be a toponym. Keeps what it has looked up, so a name is searched once."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.gazetteer, self.lexicon, self.cues = gazetteer, lexicon, lexicon.cues
        self.shapes: Shapes = {}
        self.looked_up: dict[str, Candidates] = {}
        self.short = frozenset(n.removesuffix(".") for n in lexicon.abbreviations) | lexicon.abbreviations.keys()
        self.adjectives = frozenset(w for w in lexicon.demonyms if not _is_country(self.look_up(w)))

    def read(self, doc: Doc) -> Reader:
        """The Doc as lists."""
        for kept in (self.shapes, self.looked_up):
            if len(kept) > KEPT:
                kept.clear()
        return Reader(doc, self.shapes, self.cues["joiner"])

    def find(self, reader: Reader) -> list[Mention]:
        """The candidates in reading order, without overlaps."""
        found = self._known(reader)
        found += self._unknown(reader, found)
        found += self._said(reader, found)
        found.sort(key=lambda m: m.start)
        _contain(reader, found)
        for part in _lists(reader, found):
            self._share_kind(reader, part)
        return found

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
        """The longest name of the gazetteer that begins at a capitalised token, or at the "el-" before it."""
        ends = _ends(reader, i)
        starts: tuple[int, ...] = (i,)
        if reader.words[i - 1] == "-" and reader.lowers[i - 2] in self.cues["article"] and i > 1:
            starts = (i - 2, i)
        for start in starts:
            for end in ends:
                mention = self._name(reader, start, end)
                if mention:
                    return mention
        if reader.lowers[i + 1] in self.lexicon.kinds and not reader.capital(i + 1) and reader.lowers[i] != "the":
            return self._name(reader, i, i + 2)
        return None

    def _name(self, reader: Reader, start: int, end: int) -> Mention | None:
        text = reader.text(start, end)
        short = self._abbreviation(reader, start, end, text) if text in self.short else None
        if short or text in self.cues["direction-name"] or text in self.adjectives or self._is_article(text):
            return short
        if reader.words[start - 1] == "-" and reader.lowers[start - 2] in self.cues["prefix"]:
            return None
        candidates = () if self._is_title(text) else self.look_up(text)
        if start and reader.lowers[start - 1] == "the":
            candidates = self.look_up("the " + text) or candidates
        if not candidates or self._compound(reader, end) or self._of_a_body(reader, start, end):
            return None
        _, entity_end, label = reader.entity(start)
        label = "" if label == "NORP" and entity_end < end else label
        mention = Mention(start, end, text, "places/gazetteer", label, candidates, end)
        self._kind(reader, mention)
        return mention

    def _is_article(self, text: str) -> bool:
        """Whether a word is an article or preposition of names: "La Silla", not "LA"."""
        return text.istitle() and text.lower() in self.cues["joiner"]

    def _compound(self, reader: Reader, end: int) -> bool:
        """Whether a hyphen and a participle follow: "US-brokered"; not so "Paris-based"."""
        if reader.words[end] != "-" or end + 1 >= len(reader) or reader.capital(end + 1):
            return False
        word = reader.lowers[end + 1]
        return word not in self.cues["located"] and (word.endswith("ed") or word in self.cues["participle"])

    def _of_a_body(self, reader: Reader, start: int, end: int) -> bool:
        """Whether "Florida Department" goes on "of Transportation"."""
        if end - start == 1 or reader.lowers[end] != "of" or not reader.capital(end + 1):
            return False
        return reader.lowers[end - 1] in self.lexicon.kinds and reader.entity(start)[2] == "ORG"

    def _abbreviation(self, reader: Reader, start: int, end: int, text: str) -> Mention | None:
        """A state's short form, after a comma only, unless it is written with stops or the model sees a place."""
        short = self.lexicon.abbreviations
        entry = short.get(text) or (short.get(text + ".") if reader.lowers[end] == "." else None)
        dotted = text.count(".") > 1 or (text.endswith(".") and reader.entity(start)[2] == "GPE")
        if entry is None or not (dotted or reader.lowers[start - 1] in (",", "-")):
            return None
        place, name = entry
        candidates = tuple(c for c in self.look_up(name) if c[0].place_id == place)
        return Mention(start, end, name, "places/abbreviation", "GPE", candidates, end, wanted="admin1")

    # ---- kind words ----

    def _kind(self, reader: Reader, m: Mention) -> None:
        """Takes following kind words into the span, or notes what one before or inside says."""
        last, after, before = reader.lowers[m.end - 1], reader.lowers[m.end], reader.lowers[m.start - 2]
        level = self.lexicon.kinds.get(after)
        if level and self._takes(reader, m.end, level):
            whole = self.look_up(reader.text(m.start, m.end + 1))
            if whole or level != "facility" or after in self.cues["kind-taken"]:
                m.end, m.wanted = m.end + 1, level
                m.candidates = whole or self._of_kind(m.candidates, level, after)
        elif reader.words[m.end] == "state":
            m.wanted = level
        elif m.end - m.start > 1 and last in self.lexicon.kinds:
            m.wanted = self.lexicon.kinds[last]
        elif reader.lowers[m.start - 1] == "of" and before in self.cues["kind-before"]:
            m.wanted = self.lexicon.kinds.get(before)
        elif self._governed(reader, m, after, before):
            m.wanted = "admin1"
        elif reader.lowers[m.start - 1] in self.cues["kind-directly"] and not reader.capital(m.start - 1):
            m.wanted = self.lexicon.kinds.get(reader.lowers[m.start - 1], "settlement")
        elif after in self.cues["kind-begins"]:
            self._tail(reader, m)

    def _governed(self, reader: Reader, m: Mention, after: str, before: str) -> bool:
        """Whether words around speak of a state that has the name of a town: "the New York governor"."""
        offices = self.cues["state-office"]
        if not (after in offices or (before in offices and reader.lowers[m.start - 1] in ("of", "from", "for"))):
            return False
        levels = {p.level for p, usual in m.candidates[:4] if usual}
        return "admin1" in levels and not levels & {"country", "other"} and m.candidates[0][0].country == "USA"

    def _of_kind(self, candidates: Candidates, level: str, kind: str) -> Candidates:
        """The candidates that a kind word leaves: "Java Sea" is none of those of Java, "Java island" is natural."""
        if level != "natural":
            return candidates
        return () if kind in self.cues["kind-exact"] else tuple(c for c in candidates if c[0].kind == "natural")

    def _tail(self, reader: Reader, m: Mention) -> None:
        """Takes a longer kind into the span where the gazetteer knows the whole: "Zaporizhzhia nuclear power plant"."""
        for end in range(m.end + 2, min(m.end + 4, len(reader)) + 1):
            if reader.lowers[end - 1] in self.lexicon.kinds:
                whole = self.look_up(reader.text(m.start, end))
                if whole:
                    m.end, m.name_end, m.candidates = end, end, whole
                    return

    def _takes(self, reader: Reader, at: int, level: str) -> bool:
        """Whether the kind word at a token belongs to the name: "Kursk region", not "Kordofan city of Kadugli"."""
        if at in reader.starts or reader.lowers[at + 1] == "-":
            return False
        if reader.lowers[at] == "state" and reader.lowers[at + 1] in self.cues["kind-of-another"]:
            return False
        if reader.lowers[at + 1] == "of" and (level == "settlement" or reader.capital(at)):
            return False
        return not (reader.capital(at) and reader.capital(at + 1) and at + 1 not in reader.starts)

    def _share_kind(self, reader: Reader, part: Sequence[Mention]) -> None:
        """Gives the names of a list the kind that it is said to be of: "Katsina and Kaduna states"."""
        kind = self.lexicon.plurals.get(self._plural(reader, part))
        if kind is None:
            return
        level = self.lexicon.kinds[kind]
        for m in part:
            whole = self.look_up(f"{m.name} {kind}") if m.wanted is None else ()
            if whole or (m.wanted is None and any(usual and _fits(p, level) for p, usual in m.candidates)):
                m.candidates, m.wanted = whole or m.candidates, level

    def _plural(self, reader: Reader, part: Sequence[Mention]) -> str:
        """The word behind or before a list that says of which kind its names are."""
        if reader.lowers[part[-1].end] in self.lexicon.plurals and not reader.capital(part[-1].end):
            return reader.lowers[part[-1].end]
        at = part[0].start - 1
        at -= reader.lowers[at] == "the"
        if at > 0 and reader.lowers[at] in ("of", "including", "as"):
            at -= 2 if reader.lowers[at - 1] in ("such", ",") else 1
        return reader.lowers[at] if at >= 0 else ""

    # ---- places that the model sees and the gazetteer does not know ----

    def _unknown(self, reader: Reader, known: list[Mention]) -> list[Mention]:
        """Places by the model's word alone; a part of one that the gazetteer knows gives way to the whole."""
        at = {i: m for m in known for i in range(m.start, m.end)}
        found = []
        for start, end, label in reader.entities:
            if label not in GEOGRAPHIC:
                continue
            start, end = self._trim(reader, start, end)
            if self._compound(reader, end):
                continue
            inside = [i for i in range(start, end) if i in at]
            if inside and (label == "FAC" or not self._whole(reader, start, end, at)):
                continue
            text = reader.text(start, end)
            if start < end and self._is_name(reader, start, text):
                for m in {id(at[i]): at[i] for i in inside}.values():
                    known.remove(m)
                mention = Mention(start, end, text, "model:ner", label, (), end)
                self._kind(reader, mention)
                found.append(mention)
        return found

    def _said(self, reader: Reader, found: list[Mention]) -> list[Mention]:
        """Towns that neither knows and the text calls so: "the village of Tuwaila", "in Bani Zuhair village".

        A lone part of one that the gazetteer knows gives way to the whole.
        """
        at = {i: m for m in found for i in range(m.start, m.end)}
        added = []
        for i in reader.capitals:
            if i < 2 or not self._is_said(reader, i):
                continue
            end = _run(reader, i)
            parts = {id(at[j]): at[j] for j in range(i, end) if j in at}.values()
            level, text = self._called(reader, i, end), reader.text(i, end)
            street = reader.lowers[end - 1] in self.cues["street"]
            if not level or street or not self._is_name(reader, i, text) or not _give_way(reader, parts, i, end):
                continue
            for m in parts:
                found.remove(m)
            mention = Mention(i, end, text, "places/kind-word", "LOC", (), end)
            self._kind(reader, mention)
            mention.wanted = mention.wanted or level
            added.append(mention)
        return added

    def _is_said(self, reader: Reader, i: int) -> bool:
        """Whether a name may begin at a token, behind a preposition and no title or direction."""
        before = reader.lowers[i - 1]
        return (before == "of" or before in self.cues["preposition/strong"]) and not (
            reader.lowers[i] in self.cues["direction"] or reader.lowers[i] in self.lexicon.kinds
        )

    def _called(self, reader: Reader, start: int, end: int) -> str | None:
        """The level of place that the word before "of", or the one behind, says a name is of: towns only."""
        words = [reader.words[end]]
        if reader.lowers[start - 1] == "of":
            words.append(reader.words[start - 2])
        return next((k for k in map(self.lexicon.kinds.get, words) if k == "settlement"), None)

    def _is_name(self, reader: Reader, start: int, text: str) -> bool:
        """Whether the model's word can be a name: no adjective, number or title."""
        return reader.capital(start) and not (text in self.adjectives or _numbered(text) or self._is_title(text))

    def _is_title(self, text: str) -> bool:
        """Whether a word is a short form of a title: "Brig." is a rank, Brig a town."""
        return text.endswith(".") and text[:-1].lower() in self.cues["title"]

    def _whole(self, reader: Reader, start: int, end: int, at: dict[int, Mention]) -> bool:
        """Whether an entity's first word is no part of what is known, as in "Pangkal Pinang"."""
        if start in at or len({id(at[i]) for i in range(start, end) if i in at}) != 1:
            return False
        if start in reader.starts and reader.tag(start)[0] in OPENERS:
            return False
        return all(reader.capital(i) for i in range(start, end)) and reader.lowers[start] not in self.cues["title"]

    def _trim(self, reader: Reader, start: int, end: int) -> tuple[int, int]:
        """An entity without its article, direction, possessive and closing marks."""
        while start < end and (reader.lowers[start] in self.cues["direction"] or not reader.words[start][0].isalpha()):
            start += 1
        while end > start and (reader.lowers[end - 1] in LOOSE or not reader.words[end - 1][-1].isalnum()):
            end -= 1
        return start, end


def _ends(reader: Reader, i: int) -> list[int]:
    """Where a name that begins at a capitalised token can end, the farthest first."""
    end, stop = i + 1, min(i + LONGEST, len(reader))
    ends = [end]
    while end < stop and reader.shapes[end] != OTHER and end not in reader.starts:
        end += 1
        if reader.shapes[end - 1] == CAPITAL:
            ends.insert(0, end)
    return ends


def _run(reader: Reader, start: int) -> int:
    """Where the name ends that begins at a token: with the model's entity, else with the capitals."""
    begin, end, label = reader.entity(start)
    if begin == start and label and all(reader.shapes[i] != OTHER for i in range(start, end)):
        return next((i for i in range(start, end) if reader.lowers[i] in (*JOINTS, "in")), end)
    end = start + 1
    while reader.capital(end) and end not in reader.starts and not reader.entity(end)[2]:
        end += 1
    return end


def _give_way(reader: Reader, parts: Collection[Mention], start: int, end: int) -> bool:
    """Whether what is known of a name's tokens is less than the name, which the model sees as one or is small."""
    if any(m.start < start or m.end > end or m.end - m.start == end - start for m in parts):
        return False
    best = (p for m in parts for p, _ in m.candidates[:3])
    return reader.entity(start)[:2] == (start, end) or all(p.level in SMALL and p.population < LARGE for p in best)


def _lists(reader: Reader, found: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """The runs of two names or more that commas and conjunctions join."""
    start = 0
    for i in range(1, len(found) + 1):
        if i == len(found) or not is_listed(reader, found[i - 1], found[i]):
            if i - start > 1:
                yield found[start:i]
            start = i


def is_listed(reader: Reader, a: Mention, b: Mention) -> bool:
    """Whether a mention follows another in a list."""
    between = reader.lowers[a.end : b.start]
    if between[-1:] == ["the"]:
        between = between[:-1]
    return 0 < len(between) <= MAX_JOINT and all(word in JOINTS for word in between) and a not in b.containers


def _fits(place: Place, level: str) -> bool:
    return place.kind == "natural" if level == "natural" else place.level in LEVELS.get(level, ())


def _contain(reader: Reader, found: Sequence[Mention]) -> None:
    """Notes which mention is said to lie in which: "Bangor, Maine", "Gornal in the Kursk region"."""
    for a, b in pairwise(found):
        between = reader.words[a.end : b.start]
        if not 0 < len(between) <= 3:
            continue
        if between[0] in POSSESSIVE:
            if _holds(a):
                b.containers.append(a)
        elif _holds(b) and (between == [","] or (between[0] in ("in", "of") and between[1:] in ([], ["the"]))):
            a.containers.append(b)
            if between == [","]:
                _hold(a, b)
        elif between == [","] and b.candidates and _part_of_city(a, b.candidates[0][0]):
            a.containers.append(b)


def _hold(a: Mention, b: Mention) -> None:
    """Makes the second of "White Plains, New York" the division or country in which the first lies, if there is one."""
    holders = [q for p, _ in a.candidates[:3] for q, usual in b.candidates[:5] if usual and inside(p, q)]
    b.tail = bool(holders)
    levels = (q.level for q in holders if q.level in ("country", "admin1"))
    b.wanted = b.wanted or next(levels, None)


def _part_of_city(a: Mention, city: Place) -> bool:
    """Whether a name is that of a part of a large city: "Lewisham, London"."""
    parts = (p for p, usual in a.candidates if usual and p.level == "settlement")
    return city.population >= LARGE and any(inside(p, city) and p.population < city.population for p in parts)


def _numbered(text: str) -> bool:
    """Whether a name holds a number: a road."""
    return any(c.isdigit() for c in text)


def _is_country(candidates: Candidates) -> bool:
    return any(p.level == "country" for p, usual in candidates if usual)


def _holds(m: Mention) -> bool:
    """Whether a mention can be a container: a country, a division, an area."""
    return any(p.level in ("country", "admin1", "admin2", "other") for p, _ in m.candidates[:3])
