"""The Doc as the finders of actors see it: tokens, names of the gazetteer, and what each token is part of."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from dateline.doc.predicates import FINITE, FINITE_OR_MODAL, NOUNS, PROPER_NOUNS
from dateline.doc.tokens import Entity, Tokens, tokens_of
from dateline.layers.actors.aliases import Affiliation, Match, affiliations, find_aliases, outside_places
from dateline.layers.actors.lexicon import Lexicon
from dateline.layers.actors.resolve import write
from dateline.layers.places.values import Place

COUNTRY_KINDS = frozenset({"place", "seat", "demonym", "people"})
"""Kinds of aliases that stand for a country."""
_NAMES = frozenset({"PERSON", "ORG", "GPE", "FAC", "LOC", "PRODUCT", "NORP", "EVENT", "WORK_OF_ART"})
_DASHES = frozenset({"-", "–", "—", "--"})
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Title:
    """A title or office of the lexicon at tokens [start, end); sector: None for a form of address."""

    start: int
    end: int
    sector: str | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Tokens with straight apostrophes, and what the room knows of them before it looks for actors. Nothing changes.

    where, where_lower: the tokens of each word, as written and in lower case.
    matches: names of the gazetteer. affiliations: names that may own what follows, by the token at which they end;
    affiliations_at: by the one at which they begin.
    acting_places: places that are actors; naming_places: that are part of a name, or name a side.
    entities: the model's.
    place_tokens: tokens of places; state_tokens: of states and peoples; geographic: of both, places that are part of
    names aside; title_case: of sentences in title case; date_tokens: of dates.
    labels: the model's labels of each name of several words, counted; surnames: last words of its persons' names.
    honorifics: last tokens of forms of address. firm_tokens: of firms that the gazetteer knows.
    located: where places are named that are no part of names, and their countries; filed_from: the dateline's country.
    """

    lexicon: Lexicon
    tokens: Tokens
    text: Sequence[str]
    lower: Sequence[str]
    tag: Sequence[str]
    lemma: Sequence[str]
    where: Mapping[str, Sequence[int]]
    where_lower: Mapping[str, Sequence[int]]
    matches: Sequence[Match]
    affiliations: Mapping[int, Affiliation]
    affiliations_at: Mapping[int, Affiliation]
    acting_places: Sequence[Range]
    naming_places: Sequence[Range]
    entities: Sequence[Entity]
    place_tokens: frozenset[int]
    state_tokens: frozenset[int]
    geographic: frozenset[int]
    title_case: frozenset[int]
    date_tokens: frozenset[int]
    labels: Mapping[tuple[str, ...], Mapping[str, int]]
    surnames: frozenset[str]
    titles: Sequence[Title]
    honorifics: frozenset[int]
    firm_tokens: frozenset[int]
    located: Sequence[tuple[int, str]]
    filed_from: str | None

    def sentence(self, i: int) -> Range:
        """First token and one past the last token of the sentence of token i."""
        return self.tokens.sentence(i)

    def opens(self, i: int) -> bool:
        """Whether a sentence starts with token i."""
        return self.tokens.opens(i)

    def phrase(self, start: int, end: int) -> str:
        """The tokens' text as it would be written."""
        return write(self.text[start:end])

    def labelled(self, *labels: str) -> list[Range]:
        """The model's entities of some labels, as [start, end)."""
        return [(start, end) for start, end, label in self.entities if label in labels]

    def labelled_as(self, start: int, end: int, label: str) -> bool:
        """Whether the model gives a name this label somewhere in the document."""
        name = self.text[start:end]
        return any(self.text[i:j] == name for i, j in self.labelled(label))

    def capital(self, i: int) -> bool:
        """Whether token i is a proper noun with a capital."""
        return 0 <= i < len(self.text) and self.tag[i] in PROPER_NOUNS and self.text[i][0].isupper()

    def capitals_end(self, i: int, most: int, *, stop_at: Collection[int] = frozenset()) -> int:
        """One past the proper nouns with capitals from token i on, `most` at most, none of them in `stop_at`."""
        end = i
        while end - i < most and self.capital(end) and end not in stop_at:
            end += 1
        return end

    def name_end(self, i: int, most: int, *, stop_at: Collection[int] = frozenset()) -> int:
        """The same for words with a small last letter, as persons' names have."""
        end = i
        while end - i < most and self.capital(end) and end not in stop_at and self.text[end][-1].islower():
            end += 1
        return end

    def capitals_start(self, i: int, most: int, *, stop_at: Collection[int] = frozenset()) -> int:
        """Where the proper nouns with capitals right before token i begin, `most` at most, none in `stop_at`."""
        start = i
        while i - start < most and self.capital(start - 1) and start - 1 not in stop_at:
            start -= 1
        return start

    def among(self, i: int, words: str) -> bool:
        """Whether token i is in a word list of the room, in lower case; False past the ends."""
        return 0 <= i < len(self.text) and self.lower[i] in self.lexicon.words[words]

    def is_(self, i: int, *marks: str) -> bool:
        """Whether token i is one of some punctuation marks; False past the ends."""
        return 0 <= i < len(self.text) and self.lower[i] in marks

    def possessive(self, i: int) -> bool:
        """Whether token i is a possessive mark."""
        return self.is_(i, "'s", "'")

    def after_article(self, i: int) -> int:
        """The token behind the article at token i; i where there is none."""
        return i + self.among(i, "articles")

    def before_article(self, i: int) -> int:
        """The token before the article at token i; i where there is none."""
        return i - self.among(i, "articles")

    def titled(self, i: int) -> bool:
        """Whether a title or office begins with token i."""
        return any(self.lexicon.titles.at(self.lower, i))

    def finite(self, i: int) -> bool:
        """Whether token i is a finite verb or a modal; False past the end."""
        return 0 <= i < len(self.tag) and self.tag[i] in FINITE_OR_MODAL

    def written(self, words: Collection[str]) -> list[int]:
        """The tokens that are one of some words as written, in order."""
        return _among(self.where, words)

    def listed(self, words: str) -> list[int]:
        """The tokens that are in a word list of the room, in lower case, in order."""
        return _among(self.where_lower, self.lexicon.words[words])

    def lowered(self, words: Collection[str]) -> list[int]:
        """The tokens that are one of some words in lower case, in order."""
        return _among(self.where_lower, words)

    def goes_on(self, end: int) -> bool:
        """Whether a noun phrase goes on after its head, so that its head is another word: "military sites"."""
        more = end < len(self.text) and (self.tag[end] in NOUNS or self.text[end] == "-")
        return more and end not in self.date_tokens

    def closing_bracket(self, opening: int) -> int:
        """The bracket that closes the one at a token, over one word or a few; 0 where there is none."""
        top = min(opening + self.lexicon.limits.bracketed_words + 2, len(self.text))
        return next((j for j in range(opening + 2, top) if self.text[j] == ")"), 0)


def _among(where: Mapping[str, Sequence[int]], words: Collection[str]) -> list[int]:
    few, many = (words, where) if len(words) < len(where) else (where, words)
    return sorted(i for word in few if word in many for i in where[word])


def _where(words: Sequence[str]) -> dict[str, list[int]]:
    where: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(words):
        where[word].append(i)
    return dict(where)


def read_view(doc: Doc, lexicon: Lexicon) -> DocumentView:
    """The view of a Doc, its places read from the places layer where that has run."""
    tokens = tokens_of(doc)
    text, where_lower = _names_in_capitals_mended(tokens, lexicon), _where(tokens.straight_lower)
    where = _where(text)
    places = _places(doc, tokens, lexicon)
    matches = find_aliases(text, tokens.straight_lower, lexicon, _among(where, lexicon.names.firsts))
    matches = outside_places(matches, [(i, j, None if p.kind == "country" else p.country) for i, j, p in places])
    by_end = affiliations(matches, [(i, j, p.country) for i, j, p in places], text)
    titles = lexicon.titles.find(tokens.straight_lower, _among(where_lower, lexicon.titles.firsts))
    found = [Title(start, end, sectors[0]) for start, end, sectors in titles]
    states = _covered((m.start, m.end) for m in matches if m.alias.kind in COUNTRY_KINDS)
    return DocumentView(
        lexicon=lexicon,
        tokens=tokens,
        text=text,
        lower=tokens.straight_lower,
        tag=tokens.tag,
        lemma=tokens.lemma,
        where=where,
        where_lower=where_lower,
        matches=matches,
        affiliations=by_end,
        affiliations_at={by.start: by for by in by_end.values()},
        acting_places=[(i, j) for i, j, place in places if place.reading == "actor"],
        naming_places=[(i, j) for i, j, place in places if place.reading == "name"],
        entities=tokens.entities,
        place_tokens=_covered((i, j) for i, j, p in places if p.reading != "name" or p.place_id is not None),
        state_tokens=states,
        geographic=states | _covered((i, j) for i, j, place in places if place.reading != "name"),
        title_case=_covered(_in_title_case(text, tokens, lexicon.limits.title_case_share)),
        date_tokens=_covered((i, j) for i, j, label in tokens.entities if label == "DATE"),
        labels=_labels(text, tokens.entities),
        surnames=_surnames(text, tokens.entities),
        titles=found,
        honorifics=frozenset(title.end - 1 for title in found if title.sector is None),
        filed_from=_filed_from(tokens, places, lexicon.limits.dateline_words),
        located=[(i, p.country) for i, _, p in places if p.country and p.reading != "name"],
        firm_tokens=_covered((m.start, m.end) for m in matches if m.alias.actor and m.alias.actor.sector == "BUS"),
    )


def _places(doc: Doc, tokens: Tokens, lexicon: Lexicon) -> list[tuple[int, int, Place]]:
    """The places layer's mentions without the article that begins them."""
    articles = lexicon.words["articles"]
    return [
        (s.start + (s.end - s.start > 1 and tokens.straight_lower[s.start] in articles), s.end, s._.place)
        for s in doc.spans.get("places", ())
    ]


def _filed_from(tokens: Tokens, places: Iterable[tuple[int, int, Place]], reach: int) -> str | None:
    """The country of the place from which the article is filed: "ACCRA, June 3 (Wire) —"; None where none is told."""
    for i, end, place in places:
        line = tokens.text[end : end + reach]
        if tokens.opens(i) and place.country and (line[:1] == [":"] or not _DASHES.isdisjoint(line)):
            return place.country
    return None


def _surnames(text: Sequence[str], entities: Iterable[Entity]) -> frozenset[str]:
    """The last words of the model's persons; "Jean-" is a half of a first name."""
    persons = ((i, j) for i, j, label in entities if label == "PERSON" and j - i > 1)
    return frozenset(text[j - 1] for i, j in persons if text[i + 1] != "-")


def _labels(text: Sequence[str], entities: Iterable[Entity]) -> Mapping[tuple[str, ...], Mapping[str, int]]:
    """How often the model gives each label to a name of several words."""
    labels: dict[tuple[str, ...], Counter[str]] = {}
    for start, end, label in entities:
        if end - start > 1 and label in _NAMES:
            labels.setdefault(tuple(text[start:end]), Counter())[label] += 1
    return labels


def _names_in_capitals_mended(tokens: Tokens, lexicon: Lexicon) -> Sequence[str]:
    """The words, those of lines in capitals as names are written: "CLINTON" -> "Clinton"; known acronyms stay."""
    text: list[str] = tokens.straight
    mended: list[str] | None = None
    for start, end in pairwise([*tokens.starts, len(text)]):
        if _in_capitals(text[start:end], lexicon.limits.capitals_share):
            mended = mended or list(text)
            for i in range(start, end):
                known = any(len(text[i]) <= lexicon.limits.acronym_letters for _ in lexicon.names.at(mended, i))
                if text[i].isupper() and len(text[i]) > 1 and not known:
                    mended[i] = text[i].capitalize()
    return mended or text


def _in_capitals(line: Sequence[str], share: float) -> bool:
    """Whether most long words of a line are in capitals."""
    if len(line) < 3 or not (line[0].isupper() and line[-2].isupper()):
        return False
    long = [w for w in line if len(w) > 3 and w.isalpha()]
    return len(long) > 2 and sum(w.isupper() for w in long) >= share * len(long)


def _in_title_case(text: Sequence[str], tokens: Tokens, share: float) -> list[Range]:
    """Sentences written in title case, verbs too, where capitals tell nothing: "Mayor Warns Of Cuts"."""
    found = []
    lower = tokens.straight_lower
    for start, end in pairwise([*tokens.starts, len(text)]):
        if end - start < 4 or (text[start + 1] == lower[start + 1] and text[start + 2] == lower[start + 2]):
            continue
        long = [w for w in text[start:end] if len(w) > 3 and w.isalpha()]
        if len(long) > 3 and sum(w[0].isupper() for w in long) >= share * len(long):
            verbs = [i for i in range(start, end) if tokens.tag[i] in FINITE and text[i] == lower[i]]
            if not any(text[i].isalpha() for i in verbs):
                found.append((start, end))
    return found


def _covered(ranges: Iterable[Range]) -> frozenset[int]:
    return frozenset(t for start, end in ranges for t in range(start, end))
