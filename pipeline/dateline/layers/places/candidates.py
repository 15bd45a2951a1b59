"""Which words of a Doc can be toponyms: names of the gazetteer, and places that only the model sees."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from spacy.tokens import Doc

from dateline.gazetteer import Gazetteer, Place, fold
from dateline.layers.places.lexicon import Cues, Lexicon
from dateline.layers.places.resolve import LEVELS, inside
from dateline.layers.places.shapes import CAPITAL, OTHER, ShapedTokens, shaped

KEPT = 1 << 15
"""Strings whose look-up is kept, at most."""
GEOGRAPHIC = frozenset({"GPE", "LOC", "FAC"})
POSSESSIVE = ("'s", "’s", "'", "’")
OPENERS = "VIRCDW"
"""How the tags of words begin that open a sentence and no name: "Following South Carolina's primary"."""
SMALL = ("settlement", "admin2")
"""Levels of places whose name a longer one may hold."""
Candidates = tuple[tuple[Place, bool], ...]


@dataclass(slots=True)
class Candidate:
    """What can be a toponym: tokens [start, end), of which [start, name_end) is the name that is looked up.

    label: the model's entity there; candidates: the places that bear the name, and whether it is a usual one of theirs;
    rule: the id of what found it, "" for a name of the gazetteer; wanted: the level of place that a kind word asks for;
    abbreviated: whether the text has a short form; containers: where it is said to lie;
    tail: whether it only says where the name before lies: "Maine" in "Bangor, Maine".
    """

    start: int
    end: int
    name: str
    label: str
    candidates: Candidates
    name_end: int
    rule: str = ""
    wanted: str | None = None
    abbreviated: bool = False
    containers: list["Candidate"] = field(default_factory=list)
    tail: bool = False


class Finder:
    """Finds what can be a toponym. Keeps what it has looked up, so a name is searched once."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.gazetteer, self.lexicon, self.cues, self.limits = gazetteer, lexicon, lexicon.cues, lexicon.limits
        self.look_up = lru_cache(maxsize=KEPT)(self._look_up)
        self.short = frozenset(n.removesuffix(".") for n in lexicon.abbreviations) | lexicon.abbreviations.keys()
        self.adjectives = frozenset(w for w in lexicon.demonyms if not _is_country(self.look_up(w)))

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is pickled: made anew, without the names that it remembers."""
        return Finder, (self.gazetteer, self.lexicon)

    def read(self, doc: Doc) -> ShapedTokens:
        """The Doc's tokens with what names begin with and are joined by."""
        return shaped(doc, self.cues["joiner"])

    def find(self, tokens: ShapedTokens) -> list[Candidate]:
        """The candidates in reading order, without overlaps."""
        found = self._listed(tokens)
        found += self._unlisted(tokens, found)
        found += self._villages(tokens, found)
        found.sort(key=lambda m: m.start)
        _contain(tokens, found, self.lexicon)
        for part in _lists(tokens, found, self.lexicon):
            self._share_kind(tokens, part)
        return found

    def _look_up(self, text: str) -> Candidates:
        """The places that bear a name, its first word written out: "FT. WORTH" is Fort Worth."""
        first, space, rest = text.partition(" ")
        whole = self.lexicon.openers.get(first.lower()) if space else None
        return (self.gazetteer.find(fold(f"{whole} {rest}")) if whole else ()) or self.gazetteer.find(fold(text))

    # ---- names of the gazetteer ----

    def _listed(self, tokens: ShapedTokens) -> list[Candidate]:
        found, done = [], 0
        for i in tokens.capitals:
            if i >= done:
                candidate = self._match(tokens, i)
                if candidate:
                    found.append(candidate)
                    done = candidate.end
        return found

    def _match(self, tokens: ShapedTokens, i: int) -> Candidate | None:
        """The longest name of the gazetteer that begins at a capitalised token, or at the "el-" before it."""
        ends = _ends(tokens, i, self.limits.longest_name)
        starts: tuple[int, ...] = (i,)
        if tokens.words[i - 1] == "-" and tokens.lowers[i - 2] in self.cues["article"] and i > 1:
            starts = (i - 2, i)
        for start in starts:
            for end in ends:
                candidate = self._name(tokens, start, end)
                if candidate:
                    return candidate
        if tokens.lowers[i + 1] in self.lexicon.kinds and not tokens.capital(i + 1) and tokens.lowers[i] != "the":
            return self._name(tokens, i, i + 2)
        return None

    def _name(self, tokens: ShapedTokens, start: int, end: int) -> Candidate | None:
        text = tokens.text(start, end)
        short = self._abbreviation(tokens, start, end, text) if text in self.short else None
        if short or text in self.cues["direction-name"] or text in self.adjectives or self._is_article(text):
            return short
        if tokens.words[start - 1] == "-" and tokens.lowers[start - 2] in self.cues["prefix"]:
            return None
        candidates = () if self._is_title(text) else self.look_up(text)
        if start and tokens.lowers[start - 1] == "the":
            candidates = self.look_up("the " + text) or candidates
        if not candidates or self._compound(tokens, end) or self._of_a_body(tokens, start, end):
            return None
        _, entity_end, label = tokens.entity(start)
        label = "" if label == "NORP" and entity_end < end else label
        candidate = Candidate(start, end, text, label, candidates, end)
        self._kind(tokens, candidate)
        return candidate

    def _is_article(self, text: str) -> bool:
        """Whether a word is an article or preposition of names: "La Silla", not "LA"."""
        return text.istitle() and text.lower() in self.cues["joiner"]

    def _compound(self, tokens: ShapedTokens, end: int) -> bool:
        """Whether a hyphen and a participle follow: "US-brokered"; not so "Paris-based"."""
        if tokens.words[end] != "-" or end + 1 >= len(tokens) or tokens.capital(end + 1):
            return False
        word = tokens.lowers[end + 1]
        return word not in self.cues["located"] and (word.endswith("ed") or word in self.cues["participle"])

    def _of_a_body(self, tokens: ShapedTokens, start: int, end: int) -> bool:
        """Whether "Florida Department" goes on "of Transportation"."""
        if end - start == 1 or tokens.lowers[end] != "of" or not tokens.capital(end + 1):
            return False
        return tokens.lowers[end - 1] in self.lexicon.kinds and tokens.entity(start).label == "ORG"

    def _abbreviation(self, tokens: ShapedTokens, start: int, end: int, text: str) -> Candidate | None:
        """A state's short form, after a comma only, unless it is written with stops or the model sees a place."""
        short = self.lexicon.abbreviations
        entry = short.get(text) or (short.get(text + ".") if tokens.lowers[end] == "." else None)
        dotted = text.count(".") > 1 or (text.endswith(".") and tokens.entity(start).label == "GPE")
        if entry is None or not (dotted or tokens.lowers[start - 1] in (",", "-")):
            return None
        candidates = tuple(c for c in self.look_up(entry.name) if c[0].place_id == entry.place_id)
        return Candidate(start, end, entry.name, "GPE", candidates, end, entry.rule, wanted="admin1", abbreviated=True)

    # ---- kind words ----

    def _kind(self, tokens: ShapedTokens, m: Candidate) -> None:
        """Takes following kind words into the span, or notes what one before or inside says."""
        last, after, before = tokens.lowers[m.end - 1], tokens.lowers[m.end], tokens.lowers[m.start - 2]
        level = self.lexicon.kinds.get(after)
        if level and self._takes(tokens, m.end, level):
            whole = self.look_up(tokens.text(m.start, m.end + 1))
            if whole or level != "facility" or after in self.cues["kind-taken"]:
                m.end, m.wanted = m.end + 1, level
                m.candidates = whole or self._of_kind(m.candidates, level, after)
        elif tokens.words[m.end] in self.cues["kind/homograph"]:
            m.wanted = level
        elif m.end - m.start > 1 and last in self.lexicon.kinds:
            m.wanted = self.lexicon.kinds[last]
        elif tokens.lowers[m.start - 1] == "of" and before in self.cues["kind-before"]:
            m.wanted = self.lexicon.kinds.get(before)
        elif self._governed(tokens, m, after, before):
            m.wanted = "admin1"
        elif tokens.lowers[m.start - 1] in self.cues["kind-directly"] and not tokens.capital(m.start - 1):
            m.wanted = self.lexicon.kinds.get(tokens.lowers[m.start - 1], "settlement")
        elif after in self.cues["kind-begins"]:
            self._tail(tokens, m)

    def _governed(self, tokens: ShapedTokens, m: Candidate, after: str, before: str) -> bool:
        """Whether words around speak of a state that has the name of a town: "the New York governor"."""
        offices = self.cues["state-office"]
        if not (after in offices or (before in offices and tokens.lowers[m.start - 1] in self.cues["office-of"])):
            return False
        levels = {p.level for p, usual in m.candidates[:4] if usual}
        if "capital" in levels and after in self.cues["capital-office"]:
            return False
        return "admin1" in levels and not levels & {"country", "other"} and m.candidates[0][0].country == "USA"

    def _of_kind(self, candidates: Candidates, level: str, kind: str) -> Candidates:
        """The candidates that a kind word leaves: "Java Sea" is none of those of Java, "Java island" is natural."""
        if level != "natural":
            return candidates
        return () if kind in self.cues["kind-exact"] else tuple(c for c in candidates if c[0].kind == "natural")

    def _tail(self, tokens: ShapedTokens, m: Candidate) -> None:
        """Takes a longer kind into the span where the gazetteer knows the whole: "Zaporizhzhia nuclear power plant"."""
        for end in range(m.end + 2, min(m.end + 4, len(tokens)) + 1):
            if tokens.lowers[end - 1] in self.lexicon.kinds:
                whole = self.look_up(tokens.text(m.start, end))
                if whole:
                    m.end, m.name_end, m.candidates = end, end, whole
                    return

    def _takes(self, tokens: ShapedTokens, at: int, level: str) -> bool:
        """Whether the kind word at a token belongs to the name: "Kursk region", not "Kordofan city of Kadugli"."""
        if tokens.opens(at) or tokens.lowers[at + 1] == "-":
            return False
        if tokens.lowers[at] in self.cues["kind/homograph"] and tokens.lowers[at + 1] in self.cues["kind-of-another"]:
            return False
        if tokens.lowers[at + 1] == "of" and (level == "settlement" or tokens.capital(at)):
            return False
        return not (tokens.capital(at) and tokens.capital(at + 1) and not tokens.opens(at + 1))

    def _share_kind(self, tokens: ShapedTokens, part: Sequence[Candidate]) -> None:
        """Gives the names of a list the kind that it is said to be of: "Katsina and Kaduna states"."""
        kind = self.lexicon.plurals.get(self._plural(tokens, part))
        if kind is None:
            return
        level = self.lexicon.kinds[kind]
        for m in part:
            whole = self.look_up(f"{m.name} {kind}") if m.wanted is None else ()
            if whole or (m.wanted is None and any(usual and _fits(p, level) for p, usual in m.candidates)):
                m.candidates, m.wanted = whole or m.candidates, level

    def _plural(self, tokens: ShapedTokens, part: Sequence[Candidate]) -> str:
        """The word behind or before a list that says of which kind its names are."""
        if tokens.lowers[part[-1].end] in self.lexicon.plurals and not tokens.capital(part[-1].end):
            return tokens.lowers[part[-1].end]
        at = part[0].start - 1
        at -= tokens.lowers[at] == "the"
        if at > 0 and tokens.lowers[at] in self.cues["list-before"]:
            at -= 2 if tokens.lowers[at - 1] in self.cues["list-before/first"] else 1
        return tokens.lowers[at] if at >= 0 else ""

    # ---- places that the model sees and the gazetteer does not know ----

    def _unlisted(self, tokens: ShapedTokens, known: list[Candidate]) -> list[Candidate]:
        """Places by the model's word alone; a part of one that the gazetteer knows gives way to the whole."""
        at = {i: m for m in known for i in range(m.start, m.end)}
        found = []
        for start, end, label in tokens.flat.entities:
            if label not in GEOGRAPHIC:
                continue
            start, end = self._trim(tokens, start, end)
            if self._compound(tokens, end) or (label != "FAC" and tokens.lowers[end - 1] in self.cues["body-last"]):
                continue
            inside = [i for i in range(start, end) if i in at]
            if inside and (label == "FAC" or not self._whole(tokens, start, end, at)):
                continue
            text = tokens.text(start, end)
            if start < end and self._is_name(tokens, start, text):
                for m in {id(at[i]): at[i] for i in inside}.values():
                    known.remove(m)
                candidate = Candidate(start, end, text, label, (), end, "model:ner")
                self._kind(tokens, candidate)
                found.append(candidate)
        return found

    def _villages(self, tokens: ShapedTokens, found: list[Candidate]) -> list[Candidate]:
        """Towns that neither knows and the text calls so: "the village of Tuwaila", "in Bani Zuhair village".

        A lone part of one that the gazetteer knows gives way to the whole.
        """
        at = {i: m for m in found for i in range(m.start, m.end)}
        added = []
        for i in tokens.capitals:
            if i < 2 or not self._may_begin(tokens, i):
                continue
            end = self._run(tokens, i)
            parts = {id(at[j]): at[j] for j in range(i, end) if j in at}.values()
            level, text = self._called(tokens, i, end), tokens.text(i, end)
            if not level or tokens.lowers[end - 1] in self.cues["street"] or not self._is_name(tokens, i, text):
                continue
            if not _give_way(tokens, parts, i, end, self.limits.parts_city):
                continue
            for m in parts:
                found.remove(m)
            candidate = Candidate(i, end, text, "LOC", (), end, "places/kind-word")
            self._kind(tokens, candidate)
            candidate.wanted = candidate.wanted or level
            added.append(candidate)
        return added

    def _may_begin(self, tokens: ShapedTokens, i: int) -> bool:
        """Whether a name may begin at a token, behind a preposition and no title or direction."""
        before = tokens.lowers[i - 1]
        return (before == "of" or before in self.cues["preposition/strong"]) and not (
            tokens.lowers[i] in self.cues["direction"] or tokens.lowers[i] in self.lexicon.kinds
        )

    def _run(self, tokens: ShapedTokens, start: int) -> int:
        """Where the name ends that begins at a token: with the model's entity, else with the capitals."""
        joints = self.cues["list-joint"]
        begin, end, label = tokens.entity(start)
        if begin == start and label and all(tokens.shapes[i] != OTHER for i in range(start, end)):
            return next((i for i in range(start, end) if tokens.lowers[i] in joints or tokens.lowers[i] == "in"), end)
        end = start + 1
        while step := self._further(tokens, end):
            end += step
        return end

    def _further(self, tokens: ShapedTokens, i: int) -> int:
        """How many tokens from one on belong to the name before it: "Sarim", and "al-Sarim" and "-Sud" with it."""
        if tokens.capital(i):
            return int(not tokens.opens(i) and not tokens.entity(i).label)
        article = tokens.words[i] in self.cues["article"]
        hyphen = i + article
        if tokens.words[hyphen] == "-":
            return hyphen + 2 - i if tokens.capital(hyphen + 1) else 0
        return 2 if article and len(tokens.words[i]) > 1 and tokens.capital(i + 1) else 0

    def _called(self, tokens: ShapedTokens, start: int, end: int) -> str | None:
        """The level of place that the word before "of", or the one behind, says a name is of: towns only."""
        words = [tokens.words[end]]
        if tokens.lowers[start - 1] == "of":
            words.append(tokens.words[start - 2])
        return next((k for k in map(self.lexicon.kinds.get, words) if k == "settlement"), None)

    def _is_name(self, tokens: ShapedTokens, start: int, text: str) -> bool:
        """Whether the model's word can be a name: no adjective, number or title."""
        return tokens.capital(start) and not (text in self.adjectives or _numbered(text) or self._is_title(text))

    def _is_title(self, text: str) -> bool:
        """Whether a word is a short form of a title: "Brig." is a rank, Brig a town."""
        return text.endswith(".") and text[:-1].lower() in self.cues["title"]

    def _whole(self, tokens: ShapedTokens, start: int, end: int, at: dict[int, Candidate]) -> bool:
        """Whether an entity's first word is no part of what is known, as in "Pangkal Pinang"."""
        if start in at or len({id(at[i]) for i in range(start, end) if i in at}) != 1:
            return False
        if tokens.opens(start) and tokens.tag(start)[0] in OPENERS:
            return False
        return all(tokens.capital(i) for i in range(start, end)) and tokens.lowers[start] not in self.cues["title"]

    def _is_loose(self, word: str) -> bool:
        """Whether no name ends in a word."""
        return word in POSSESSIVE or word in self.cues["name-never-ends"]

    def _trim(self, tokens: ShapedTokens, start: int, end: int) -> tuple[int, int]:
        """An entity without its article, direction, possessive and closing marks."""
        while start < end and (tokens.lowers[start] in self.cues["direction"] or not tokens.words[start][0].isalpha()):
            start += 1
        while end > start and (self._is_loose(tokens.lowers[end - 1]) or not tokens.words[end - 1][-1].isalnum()):
            end -= 1
        return start, end


def _ends(tokens: ShapedTokens, i: int, longest: int) -> list[int]:
    """Where a name that begins at a capitalised token can end, the farthest first."""
    end, stop = i + 1, min(i + longest, len(tokens))
    ends = [end]
    while end < stop and (tokens.shapes[end] != OTHER or _owns_in_capitals(tokens, end)) and not tokens.opens(end):
        end += 1
        if tokens.shapes[end - 1] == CAPITAL or _owns_in_capitals(tokens, end - 1):
            ends.insert(0, end)
    return ends


def _owns_in_capitals(tokens: ShapedTokens, i: int) -> bool:
    """Whether a token is an apostrophe and S in capitals, which may belong to a name: "ST. JOHN'S"."""
    return tokens.words[i] in ("'S", "’S") and tokens.words[i - 1].isupper()


def _give_way(tokens: ShapedTokens, parts: Collection[Candidate], start: int, end: int, large: int) -> bool:
    """Whether what is known of a name's tokens is less than the name, which the model sees as one or is small."""
    if any(m.start < start or m.end > end or m.end - m.start == end - start for m in parts):
        return False
    best = (p for m in parts for p, _ in m.candidates[:3])
    small = all(p.level in SMALL and p.population < large for p in best)
    return small or tokens.entity(start)[:2] == (start, end)


def _lists(tokens: ShapedTokens, found: Sequence[Candidate], lexicon: Lexicon) -> Iterator[Sequence[Candidate]]:
    """The runs of two names or more that commas and conjunctions join."""
    start = 0
    for i in range(1, len(found) + 1):
        if i == len(found) or not is_listed(tokens, found[i - 1], found[i], lexicon):
            if i - start > 1:
                yield found[start:i]
            start = i


def is_listed(tokens: ShapedTokens, a: Candidate, b: Candidate, lexicon: Lexicon) -> bool:
    """Whether a candidate follows another in a list."""
    between = tokens.lowers[a.end : b.start]
    if between[-1:] == ["the"]:
        between = between[:-1]
    joints = lexicon.cues["list-joint"]
    short = 0 < len(between) <= lexicon.limits.longest_joint
    return short and all(word in joints for word in between) and a not in b.containers


def _fits(place: Place, level: str) -> bool:
    return place.kind == "natural" if level == "natural" else place.level in LEVELS.get(level, ())


def _contain(tokens: ShapedTokens, found: Sequence[Candidate], lexicon: Lexicon) -> None:
    """Notes which candidate is said to lie in which: "Bangor, Maine", "Gornal in the Kursk region"."""
    for a, b in pairwise(found):
        between = tokens.words[a.end : b.start]
        if not 0 < len(between) <= 3:
            continue
        if between[0] in POSSESSIVE:
            if _holds(a):
                b.containers.append(a)
        elif _holds(b) and (between == [","] or _is_in(between, lexicon.cues)):
            a.containers.append(b)
            if between == [","]:
                _hold(a, b)
        elif between == [","] and b.candidates and _part_of_city(a, b.candidates[0][0], lexicon.limits.parts_city):
            a.containers.append(b)


def _is_in(between: Sequence[str], cues: Cues) -> bool:
    """Whether words say that what is before them lies in what follows: "in the"."""
    return between[0] in cues["containing"] and between[1:] in ([], ["the"])


def _hold(a: Candidate, b: Candidate) -> None:
    """Makes the second of "White Plains, New York" the division or country in which the first lies, if there is one."""
    holders = [q for p, _ in a.candidates[:3] for q, usual in b.candidates[:5] if usual and inside(p, q)]
    b.tail = bool(holders)
    levels = (q.level for q in holders if q.level in ("country", "admin1"))
    b.wanted = b.wanted or next(levels, None)


def _part_of_city(a: Candidate, city: Place, least: int) -> bool:
    """Whether a name is that of a part of a large city: "Brooklyn, New York City"."""
    parts = (p for p, usual in a.candidates if usual and p.level == "settlement")
    return city.population >= least and any(inside(p, city) and p.population < city.population for p in parts)


def _numbered(text: str) -> bool:
    """Whether a name holds a number: a road."""
    return any(c.isdigit() for c in text)


def _is_country(candidates: Candidates) -> bool:
    return any(p.level == "country" for p, usual in candidates if usual)


def _holds(m: Candidate) -> bool:
    """Whether a candidate can be a container: a country, a division, an area."""
    return any(p.level in ("country", "admin1", "admin2", "other") for p, _ in m.candidates[:3])
