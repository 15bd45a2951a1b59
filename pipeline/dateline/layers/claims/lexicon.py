"""What the claims layer reads: triggers with event type and roles, classes of cues, lists of words, limits, states."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dateline.data import read_jsonl, read_limits
from dateline.errors import ConfigError

Entries = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a word tells of: an event type, a mode, the role of each of its arguments, and what it needs to count.

    rule: its id. roles: role by arc (subject, object, dative, a preposition …). objects: lemmas of which one must be
    its object; ground: a place, too, can be that. needs: what else must be there, "" for anything of its own.
    """

    rule: str
    event_type: str
    mode: str | None
    frame: str
    roles: Mapping[str, str]
    objects: frozenset[str] = frozenset()
    needs: str = ""
    ground: bool = False


@dataclass(frozen=True, slots=True)
class CueClass:
    """What the class of a cue says of a claim in its content; speaks: whether its source is a speaker at all."""

    speaks: bool
    status: str
    modality: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words; what each is for stands with it in lexicon/claims_words.jsonl."""

    bare_light_verbs: frozenset[str]
    coming_infinitive_verbs: frozenset[str]
    conditions: frozenset[str]
    containers: frozenset[str]
    date_bounds: Mapping[str, str]
    governing_nouns: Mapping[str, str]
    governing_verbs: Mapping[str, str]
    ground: frozenset[str]
    hedges: frozenset[str]
    hedging_verbs: Mapping[str, str]
    light_verbs: frozenset[str]
    modals: Mapping[str, str]
    natural_causes: frozenset[str]
    negated_indefinites: frozenset[str]
    negating_verbs: frozenset[str]
    negation: frozenset[str]
    negative_articles: frozenset[str]
    negative_pronouns: frozenset[str]
    negators: frozenset[str]
    outstanding_adverbs: frozenset[str]
    outstanding_verbs: frozenset[str]
    part_prepositions: frozenset[str]
    person_pronouns: frozenset[str]
    place_relatives: frozenset[str]
    raising_verbs: frozenset[str]
    relative_pronouns: frozenset[str]
    source_prepositions: frozenset[str]
    stating_verbs: frozenset[str]
    subject_pronouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds; what each bounds stands with it in lexicon/claims_limits.jsonl."""

    cited_tokens: int
    date_tokens: int
    embedding_heads: int
    governing_heads: int
    particle_distance: int
    questioned_sentences: int
    reach: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the layer knows. triggers: by lemma (with its particle) and part of speech, those with objects first.

    states: the states' names by ISO 3166-1 alpha-3 code.
    """

    triggers: Mapping[tuple[str, str], tuple[Trigger, ...]]
    classes: Mapping[str, CueClass]
    words: Words
    limits: Limits
    states: Mapping[str, str]


def read_lexicon(triggers: str, frames: str, classes: str, words: str, states: str) -> Lexicon:
    """The lexicon from files under models/.

    Raises ConfigError where a list of words is missing, unknown, or there twice.
    """
    lists = read_words(read_jsonl(words))
    return Lexicon(
        triggers=read_triggers(read_jsonl(triggers), read_jsonl(frames), lists.ground),
        classes=read_classes(read_jsonl(classes)),
        words=lists,
        limits=Limits(**read_limits("claims")),
        states={state["country"]: state["name"] for state in read_jsonl(states)},
    )


def read_triggers(
    entries: Entries, frames: Entries, ground: frozenset[str]
) -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """The triggers by lemma and part of speech; those that want a certain object come first."""
    roles = {frame["frame"]: frame["roles"] for frame in frames}
    found: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
    for e in entries:
        on_ground = e.get("objects") == "ground"
        trigger = Trigger(
            e["id"],
            e["event_type"],
            e["mode"],
            e["frame"],
            roles[e["frame"]],
            ground if on_ground else frozenset(e.get("objects", ())),
            e.get("needs", ""),
            on_ground,
        )
        found[e["lemma"], e["pos"]].append(trigger)
    return {key: tuple(sorted(found[key], key=lambda t: not t.objects)) for key in found}


def read_classes(entries: Entries) -> dict[str, CueClass]:
    """The classes of cues by name."""
    return {e["class"]: CueClass(e["source_is_speaker"], e["status"], e["modality"]) for e in entries}


def read_words(entries: Entries) -> Words:
    """The lists of words; a list whose lines have a `value` gives it by word.

    Raises ConfigError where a list is missing or unknown, or a word stands in it twice.
    """
    sets: dict[str, frozenset[str]] = {}
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for e in entries:
        name = e["list"]
        if name in sets or not values.get(name, {}).keys().isdisjoint(e["words"]):
            raise ConfigError(f"lexicon/claims_words.jsonl, {e['id']}: the list {name!r} has it already.")
        if "value" in e:
            values[name] |= dict.fromkeys(e["words"], e["value"])
        else:
            sets[name] = frozenset(e["words"])
    names = {field.name for field in fields(Words)}
    if wrong := sorted(names ^ (sets.keys() | values.keys())):
        raise ConfigError(f"lexicon/claims_words.jsonl: missing or unknown lists of words: {', '.join(wrong)}.")
    lists: dict[str, Any] = {**sets, **values}
    return Words(**lists)
