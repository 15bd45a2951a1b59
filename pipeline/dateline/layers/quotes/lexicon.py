"""What the quotes layer reads: cues of attribution, lists of words and limits, as typed records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dateline.data import read_jsonl, read_limits
from dateline.errors import ConfigError

_WORDS = "quotes/words/"


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the lexicon: what the word means, the frames in which it takes content, objects that are none.

    rule: its id. name: its class, such as say, claim, deny. pos: VERB, NOUN, or PUNCT for a colon or dash.
    prepositions: those that lead to its content; predicates: those that lead to what it says of its object; adjuncts:
    those that it is an adjunct with ("in her words"). polarity: "-" where the cue denies its content; tense: "future"
    where that lies ahead of it.
    """

    rule: str
    name: str
    pos: str
    frames: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    adjuncts: frozenset[str] = frozenset()
    no_objects: frozenset[str] = frozenset()
    polarity: str = "+"
    tense: str = "any"

    def takes(self, frame: str) -> bool:
        """Whether the cue takes content in this frame."""
        return frame in self.frames


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words; what each is for stands with it in lexicon/quotes_words.jsonl."""

    accompaniment: frozenset[str]
    addressing_verbs: frozenset[str]
    adjunct_author_prepositions: frozenset[str]
    adjunct_openers: frozenset[str]
    anaphoric_nouns: frozenset[str]
    answering_verbs: frozenset[str]
    answers: frozenset[str]
    articles: frozenset[str]
    aside_openers: frozenset[str]
    author_prepositions: frozenset[str]
    authoring_verbs: frozenset[str]
    chained_classes: frozenset[str]
    channel_prepositions: frozenset[str]
    clause_verbs: frozenset[str]
    comment_nouns: frozenset[str]
    complementizers: frozenset[str]
    conditions: frozenset[str]
    contrast_conjunctions: frozenset[str]
    copulas: frozenset[str]
    days: frozenset[str]
    disclosure_verbs: frozenset[str]
    disjunctions: frozenset[str]
    evidence_nouns: frozenset[str]
    figure_prepositions: frozenset[str]
    for_whom: frozenset[str]
    group_pronouns: frozenset[str]
    inanimate_pronouns: frozenset[str]
    naming_verbs: frozenset[str]
    negative_disjunctions: frozenset[str]
    nobody: frozenset[str]
    particle_pronouns: frozenset[str]
    person_nouns: frozenset[str]
    personal_pronouns: frozenset[str]
    press_names: frozenset[str]
    press_nouns: frozenset[str]
    press_prepositions: frozenset[str]
    privatives: frozenset[str]
    pictures: frozenset[str]
    question_openers: frozenset[str]
    refusing_verbs: frozenset[str]
    relative_pronouns: frozenset[str]
    remote_eyes: frozenset[str]
    report_classes: frozenset[str]
    representative_nouns: frozenset[str]
    representative_prepositions: frozenset[str]
    role_markers: frozenset[str]
    role_prepositions: frozenset[str]
    silence_verbs: frozenset[str]
    sourced_classes: frozenset[str]
    speechless_nouns: frozenset[str]
    told_to: frozenset[str]
    utterance_nouns: frozenset[str]
    uttering_verbs: frozenset[str]
    verbs_with_addressee: frozenset[str]


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds; what each bounds stands with it in lexicon/quotes_limits.jsonl."""

    acronym: int
    anaphor: int
    channel_distance: int
    chained_content: int
    colon_name: int
    content: int
    cue_distance: int
    fragment: int
    headline: int
    mark_distance: int
    name: int
    particle_distance: int
    predicate_distance: int
    source_sentences: int
    speech: int
    steps_to_source: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of it; cues by lemma and part of speech: a verb with its particle has both as lemma ("point out")."""

    cues: Mapping[tuple[str, str], Cue]
    words: Words
    limits: Limits


def read_lexicon(cues: str, words: str) -> Lexicon:
    """The lexicon from two files under models/ and the room's limits.

    Raises ConfigError where a list of words is missing or not known.
    """
    return Lexicon(read_cues(read_jsonl(cues)), read_words(read_jsonl(words), words), Limits(**read_limits("quotes")))


def read_cues(entries: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Cue]:
    """The cues by lemma and part of speech; of two the first counts."""
    found: dict[tuple[str, str], Cue] = {}
    for entry in entries:
        found.setdefault((entry["lemma"], entry["pos"]), _cue(entry))
    return found


def _cue(entry: Mapping[str, Any]) -> Cue:
    frames = entry["frames"]
    return Cue(
        rule=entry["id"],
        name=entry["class"],
        pos=entry["pos"],
        frames=frozenset(frames),
        prepositions=_after("prep:", frames),
        predicates=_after("object:", frames),
        adjuncts=_after("adjunct:", frames),
        no_objects=frozenset(entry.get("no_objects", ())),
        polarity=entry["polarity"],
        tense=entry["tense"],
    )


def _after(prefix: str, frames: Iterable[str]) -> frozenset[str]:
    return frozenset(frame.removeprefix(prefix) for frame in frames if frame.startswith(prefix))


def read_words(entries: Iterable[Mapping[str, Any]], name: str) -> Words:
    """The lists of words by the last part of their id; name: their file, for the error where one is missing or new."""
    lists = {e["id"].removeprefix(_WORDS).replace("-", "_"): frozenset(e["words"]) for e in entries}
    known = {field.name for field in fields(Words)}
    if lists.keys() != known:
        missing, unknown = sorted(known - lists.keys()), sorted(lists.keys() - known)
        raise ConfigError(f"{name}: missing lists {missing}, unknown lists {unknown}.")
    return Words(**lists)
