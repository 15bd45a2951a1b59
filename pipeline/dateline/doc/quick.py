"""spaCy's attribute ruler and English lemmatizer, quicker: the same attributes and lemmas on every token.

Nearly all the ruler's patterns look at one token's tag, lower form and dependency. What they set is remembered by these
three; patterns over several tokens are looked for only around the words that they need. A lemma is remembered by the
word, its part of speech and its morphology.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.errors import Errors
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, DependencyParser, EntityRecognizer, Tok2Vec
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dateline.doc import ner, parser
from dateline.doc.transitions import can_step

KEY = [TAG, LOWER, DEP, IS_SPACE]
KEY_NAMES = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
SET = [POS, MORPH, LEMMA]
WORD = [ORTH, POS, MORPH, LEMMA]
MAX_KNOWN = 1 << 15  # words; beyond it what is known of them is forgotten

# A pipeline's components that are decoded in step or remember: their class, the features of their model, our factory.
IN_STEP = (
    (Tok2Vec, 0, "dateline_tok2vec"),
    (DependencyParser, parser.FEATURES, "dateline_parser"),
    (EntityRecognizer, ner.FEATURES, "dateline_ner"),
)
Pattern = list[dict[str, Any]]
Kind = tuple[int, int, int, int]


@Language.factory("dateline_attributes", assigns=["token.tag", "token.pos", "token.lemma", "token.morph"])
def make_attributes(nlp: Language, name: str) -> "QuickAttributes":
    """An empty ruler; `quicken` fills it with the patterns of a pipeline's attribute ruler."""
    return QuickAttributes(nlp.vocab, name)


@Language.factory("dateline_lemmatizer", assigns=["token.lemma"], default_config={"overwrite": False})
def make_lemmatizer(nlp: Language, name: str, overwrite: bool) -> "QuickLemmatizer":
    """A rule lemmatizer without tables; `quicken` gives it those of a pipeline's lemmatizer."""
    return QuickLemmatizer(nlp.vocab, None, name, mode="rule", overwrite=overwrite)


def quicken(nlp: Language) -> None:
    """Puts the quick components in the place of a pipeline's own, where they are of the kinds known here."""
    for name, pipe in list(nlp.pipeline):
        for kind, features, factory in IN_STEP:
            if type(pipe) is kind and (not features or can_step(pipe, features)):
                _take_over(nlp, name, factory)
        if type(pipe) is EnglishLemmatizer and pipe.mode == "rule":
            lemmatizer: Any = nlp.replace_pipe(name, "dateline_lemmatizer", config={"overwrite": pipe.overwrite})
            lemmatizer.lookups = pipe.lookups
        entries: list[Any] = pipe.patterns if type(pipe) is AttributeRuler else []
        if entries and all(_is_known(pattern) for entry in entries for pattern in entry["patterns"]):
            quick: Any = nlp.replace_pipe(name, "dateline_attributes")
            quick.add_patterns(entries)


def _take_over(nlp: Language, name: str, factory: str) -> None:
    """Puts a component of ours with the settings and weights of a pipeline's own in its place."""
    own: Any = nlp.get_pipe(name)
    config = nlp.config.interpolate()["components"][name]
    settings = {key: value for key, value in config.items() if key != "factory"}
    ours: Any = nlp.replace_pipe(name, factory, config=settings)
    ours.from_bytes(own.to_bytes(exclude=["vocab"]), exclude=["vocab"])  # which both have already


class QuickLemmatizer(EnglishLemmatizer):
    """Sets the lemmas that EnglishLemmatizer sets by its rules."""

    def _validate_tables(self, error_message: str = Errors.E912) -> None:
        """Checks the tables, and keeps spaCy's rules with the words of the index as sets.

        As they are loaded they are lists, tens of thousands of words long, and searched for every form of a new word.
        """
        super()._validate_tables(error_message)
        self._rules = EnglishLemmatizer(self.vocab, None, mode="rule")
        for name in self.lookups.tables:
            table: dict[Any, Any] = self.lookups.get_table(name)
            if name == "lemma_index":
                table = {kind: frozenset(words) for kind, words in table.items()}
            self._rules.lookups.add_table(name, table)

    def __call__(self, doc: Doc) -> Doc:
        if not self._validated:
            self._validate_tables()
        if len(self.cache) > MAX_KNOWN:
            self.cache.clear()
            self._rules.cache.clear()
        if not len(doc):
            return doc
        words: Any = doc.to_array(WORD)
        lemmas = words[:, -1]
        lacking = np.arange(len(doc)) if self.overwrite else np.flatnonzero(lemmas == 0)
        kinds = list(map(tuple, words[lacking, :-1].tolist()))
        last = dict(zip(kinds, lacking.tolist(), strict=True))
        lemma_of = {kind: self._lemma(doc, i, kind) for kind, i in last.items()}
        lemmas[lacking] = [lemma_of[kind] for kind in kinds]
        doc.from_array([LEMMA], lemmas[:, None])
        return doc

    def _lemma(self, doc: Doc, i: int, key: tuple[int, int, int]) -> int:
        """The hash of the lemma; its string is added each time, for a memory zone may have dropped it."""
        forms = self.cache.get(key)
        if forms is None:
            forms = self.cache[key] = self._rules.rule_lemmatize(doc[i])
        return self.vocab.strings.add(forms[0])


class QuickAttributes(AttributeRuler):
    """Sets what AttributeRuler sets."""

    def __init__(self, vocab: Vocab, name: str = "dateline_attributes") -> None:
        super().__init__(vocab, name)
        self._prepared = -1

    def _prepare(self) -> None:
        """Parts the patterns into those over one token and those over several."""
        self._single, self._several = Matcher(self.vocab), Matcher(self.vocab)
        self._words: set[str] = set()
        self._regexes: list[re.Pattern[str]] = []
        self._anchors: set[int] = set()
        self._reach = 0
        self._forget()
        entries: list[Any] = self.patterns
        for number, entry in enumerate(entries):
            for pattern in entry["patterns"]:
                self._sort(pattern)
            several = len(entry["patterns"][0]) > 1
            (self._several if several else self._single).add(str(number), entry["patterns"])
        self._prepared = len(self.attrs)

    def _sort(self, pattern: Pattern) -> None:
        if len(pattern) > 1:
            self._anchors |= {self.vocab.strings.add(word) for word in _anchor(pattern)}
            self._reach = max(self._reach, len(pattern))
        else:
            self._words |= set(_words(pattern[0]))
            self._regexes += [re.compile(regex) for regex in _regexes(pattern[0])]

    def _forget(self) -> None:
        self._asked: dict[int, int] = {}
        self._kinds: dict[Kind, dict[int, Any]] = {}

    def __call__(self, doc: Doc) -> Doc:
        if self._prepared != len(self.attrs):
            self._prepare()
        if len(self._asked) > MAX_KNOWN:
            self._forget()
        if not len(doc):
            return doc
        keys = doc.to_array(KEY).tolist()
        for lower in {key[1] for key in keys}.difference(self._asked):
            self._ask(lower)
        kinds = [(tag, self._asked[lower], dep, space) for tag, lower, dep, space in keys]
        last = {kind: i for i, kind in enumerate(kinds)}
        attrs = {kind: self._of_kind(doc, i, kind) for kind, i in last.items()}
        place = {kind: n for n, kind in enumerate(attrs)}
        rows: Any = np.array([[found.get(name, 0) for name in SET] for found in attrs.values()], dtype="uint64")
        doc.from_array(SET, rows[[place[kind] for kind in kinds]])
        tagged = {kind for kind, found in attrs.items() if TAG in found or DEP in found}
        for i in [i for i, kind in enumerate(kinds) if kind in tagged] if tagged else ():
            _set(doc, i, attrs[kinds[i]])
        for i, numbers in self._matched(doc, [key[1] for key in keys]).items():
            _set(doc, i, self._merged(self._numbers(doc, i) + numbers))
        return doc

    def _of_kind(self, doc: Doc, i: int, kind: Kind) -> dict[int, Any]:
        """What the patterns over one token set on tokens of a kind, of which token i is one."""
        if kind not in self._kinds:
            self._kinds[kind] = self._merged(self._numbers(doc, i))
        return self._kinds[kind]

    def _ask(self, lower: int) -> None:
        """Keeps a lower form, as itself where a pattern asks for it, else as 0."""
        word = self.vocab.strings[lower]
        asked = word in self._words or any(regex.search(word) for regex in self._regexes)
        self._asked[lower] = lower if asked else 0

    def _numbers(self, doc: Doc, i: int) -> list[int]:
        return [int(self.vocab.strings[match]) for match, _, _ in self._single(doc[i : i + 1], allow_missing=True)]

    def _merged(self, numbers: list[int]) -> dict[int, Any]:
        """The attributes of some patterns; later patterns have the last word, as the ruler has it."""
        merged: dict[int, Any] = {}
        for number in sorted(numbers):
            merged |= self.attrs[number]
        return merged

    def _matched(self, doc: Doc, lowers: list[int]) -> dict[int, list[int]]:
        """The numbers of the patterns over several tokens, by the token that they set."""
        found = defaultdict(set)
        for at in (i for i, lower in enumerate(lowers) if lower in self._anchors):
            first = max(0, at - self._reach)
            for match, start, end in self._several(doc[first : at + self._reach], allow_missing=True):
                number = int(self.vocab.strings[match])
                index = self.indices[number]
                found[first + (start + index if index >= 0 else end + index)].add(number)
        return {i: sorted(numbers) for i, numbers in found.items()}


def _set(doc: Doc, i: int, attrs: dict[int, Any]) -> None:
    token: Any = doc[i]
    for attr, value in attrs.items():
        if attr == MORPH:
            token.set_morph(value)
        else:
            setattr(token, {POS: "pos", LEMMA: "lemma", TAG: "tag", DEP: "dep"}[attr], value)


def _is_known(pattern: Pattern) -> bool:
    """Whether all conditions are on a token's key, and one token names its word where there are several."""
    conditions = [value for token in pattern for value in token.values() if isinstance(value, dict)]
    plain = all(token.keys() <= KEY_NAMES for token in pattern)
    return (
        plain
        and all(condition.keys() <= {"IN", "NOT_IN", "REGEX"} for condition in conditions)
        and all("REGEX" not in token.get(name, ()) for token in pattern for name in ("TAG", "DEP"))
        and (len(pattern) == 1 or bool(_anchor(pattern)))
    )


def _words(token: dict[str, Any]) -> Iterator[str]:
    value = token.get("LOWER")
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value.get("IN", ())
        yield from value.get("NOT_IN", ())


def _regexes(token: dict[str, Any]) -> Iterator[str]:
    value = token.get("LOWER")
    if isinstance(value, dict) and "REGEX" in value:
        yield value["REGEX"]


def _anchor(pattern: Pattern) -> list[str]:
    """The fewest words one of which must be there for the pattern to match."""
    named = [list(_words(token)) for token in pattern if "NOT_IN" not in token.get("LOWER", ())]
    return min((words for words in named if words), key=len, default=[])
