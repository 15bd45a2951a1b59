"""What the claims layer reads: frames, classes of nouns, signatures of factuality, classes of cues, words, limits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dateline.data import read_folder, read_jsonl, read_limits
from dateline.errors import ConfigError
from dateline.layers.claims.types import check_types

Entries = Iterable[Mapping[str, Any]]

EFFECTS = frozenset({
    "actual", "negative", "planned", "intended", "attempted", "requested", "agreed", "hypothetical", "unverified",
    "reported", "general", "none",
})  # fmt: skip
"""What a word can make of the clause under it: see models/frames/factuality.jsonl."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What one of some grammatical roles must hold: a noun of one of the classes, one of the lemmas, or anything."""

    roles: frozenset[str]
    classes: frozenset[str]
    lemmas: frozenset[str]
    anything: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One kind of event that a word can tell of.

    rule: its id. roles: our role by grammatical role (doc/arguments.py). wants: all must hold; lacks: none may.
    needs: what else must be there ("" for anything of its own), a key of filters.NEEDS.
    """

    rule: str
    event_type: str
    mode: str | None
    pattern: str
    roles: Mapping[str, str]
    wants: tuple[Condition, ...]
    lacks: tuple[Condition, ...]
    needs: str

    @property
    def takes_object(self) -> bool:
        """Whether its object has a role, or must be there."""
        return "object" in self.roles or any("object" in condition.roles for condition in self.wants)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a word makes of the clause under it when it is affirmed and when it is negated; one of EFFECTS each."""

    affirmed: str
    negated: str


@dataclass(frozen=True, slots=True)
class CueClass:
    """What the class of a cue says of a claim in its content; speaks: whether its source is a speaker at all."""

    speaks: bool
    status: str
    modality: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words; what each is for stands with it in lexicon/claims_words.jsonl."""

    active_forms: frozenset[str]
    agreeing_verbs: frozenset[str]
    age_words: frozenset[str]
    ailing_adverbs: frozenset[str]
    ailments: frozenset[str]
    announcing_verbs: frozenset[str]
    bare_light_verbs: frozenset[str]
    becoming_verbs: frozenset[str]
    belonging_words: frozenset[str]
    beside_words: frozenset[str]
    bringing_verbs: frozenset[str]
    calendar_nouns: frozenset[str]
    calling_verbs: frozenset[str]
    civic_nouns: frozenset[str]
    civic_sectors: frozenset[str]
    coming_infinitive_verbs: frozenset[str]
    charging: frozenset[str]
    companions: frozenset[str]
    capabilities: frozenset[str]
    condition_nouns: frozenset[str]
    conditions: frozenset[str]
    past_abilities: frozenset[str]
    private_persons: frozenset[str]
    unsaying_verbs: frozenset[str]
    setting_prepositions: frozenset[str]
    reflexives: frozenset[str]
    harming: frozenset[str]
    sequence_adverbs: frozenset[str]
    supposing_modals: frozenset[str]
    excepting: frozenset[str]
    counted_more: frozenset[str]
    counting_verbs: frozenset[str]
    counted_people: frozenset[str]
    containers: frozenset[str]
    confirming_verbs: frozenset[str]
    continuing_verbs: frozenset[str]
    contest_words: frozenset[str]
    contrasts: frozenset[str]
    date_bounds: Mapping[str, str]
    deathbeds: frozenset[str]
    demonstratives: frozenset[str]
    denying_verbs: frozenset[str]
    disputed: frozenset[str]
    done_in_past: frozenset[str]
    dropping_verbs: frozenset[str]
    expecting_verbs: frozenset[str]
    dying: frozenset[str]
    endorsing_verbs: frozenset[str]
    eras: frozenset[str]
    fiction: frozenset[str]
    figure_prepositions: frozenset[str]
    gap_prepositions: frozenset[str]
    genders: Mapping[str, str]
    generic_adverbs: frozenset[str]
    generic_pronouns: frozenset[str]
    giving_verbs: frozenset[str]
    happening_verbs: frozenset[str]
    hearsay: frozenset[str]
    hedges: frozenset[str]
    holding_verbs: frozenset[str]
    including: frozenset[str]
    intending_verbs: frozenset[str]
    intention_nouns: frozenset[str]
    lags: Mapping[str, str]
    large_numbers: frozenset[str]
    lasting_verbs: frozenset[str]
    led_back: Mapping[str, str]
    light_prepositions: frozenset[str]
    light_verbs: frozenset[str]
    members: frozenset[str]
    mental_verbs: frozenset[str]
    modals: Mapping[str, str]
    negated_indefinites: frozenset[str]
    negation: frozenset[str]
    negative_articles: frozenset[str]
    negative_pronouns: frozenset[str]
    negators: frozenset[str]
    object_light_verbs: frozenset[str]
    occurring_verbs: frozenset[str]
    operations: frozenset[str]
    other_event: frozenset[str]
    outstanding_adverbs: frozenset[str]
    outstanding_verbs: frozenset[str]
    part_prepositions: frozenset[str]
    play: frozenset[str]
    play_verbs: frozenset[str]
    private_sectors: frozenset[str]
    public_groups: frozenset[str]
    public_nouns: frozenset[str]
    party_prepositions: frozenset[str]
    person_suffixes: tuple[str, ...]
    place_relatives: frozenset[str]
    pronouns: Mapping[str, str]
    raising_verbs: frozenset[str]
    ranks: frozenset[str]
    rate_prepositions: frozenset[str]
    reaching_verbs: frozenset[str]
    reciprocals: frozenset[str]
    relatives: frozenset[str]
    resulting_phrases: frozenset[str]
    scheduled_nouns: frozenset[str]
    seldom_adverbs: frozenset[str]
    sequence_nouns: frozenset[str]
    settling: frozenset[str]
    side_nouns: frozenset[str]
    stating_verbs: frozenset[str]
    simultaneous: frozenset[str]
    such_determiners: frozenset[str]
    target_nouns: frozenset[str]
    telling_verbs: frozenset[str]
    toll_prepositions: frozenset[str]
    toll_verbs: frozenset[str]
    trouble: frozenset[str]
    two_determiners: frozenset[str]
    unnatural: frozenset[str]
    unknown_pronouns: frozenset[str]
    utterances: frozenset[str]
    warning_verbs: frozenset[str]
    within: frozenset[str]


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds; what each bounds stands with it in lexicon/claims_limits.jsonl."""

    antecedent_sentences: int
    cited_tokens: int
    date_tokens: int
    embedding_heads: int
    governing_heads: int
    lead_days: int
    lead_reach: int
    lead_sentences: int
    particle_distance: int
    questioned_sentences: int
    quiet_tokens: int
    quiet_tokens_a_row: int
    quiet_words: int
    reach: int
    scored_sentences: int
    several_rows: int
    troubled_words: int
    wordless_tokens_a_row: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the layer knows. frames: by lemma (with its particle) and part of speech, those with conditions first.

    nouns: the classes of a lemma. signatures: by lemma and part of speech, MOD for what stands before a noun.
    states: the states' names by ISO 3166-1 alpha-3 code.
    """

    frames: Mapping[tuple[str, str], tuple[Frame, ...]]
    nouns: Mapping[str, frozenset[str]]
    signatures: Mapping[tuple[str, str], Signature]
    classes: Mapping[str, CueClass]
    words: Words
    limits: Limits
    states: Mapping[str, str]


_NO_FRAMES = frozenset({"nouns", "roles", "factuality", "types", "none"})
"""Files of the folder of frames that hold none."""


def read_lexicon(frames: str, classes: str, words: str, states: str) -> Lexicon:
    """The lexicon from files under models/; frames: a folder.

    Raises ConfigError where a list of words is missing, unknown, or there twice, or a frame asks for what is not there.
    """
    files = read_folder(frames)
    groups = {name: entries for name, entries in files.items() if name not in _NO_FRAMES}
    nouns = read_nouns(files["nouns"])
    known = frozenset().union(*nouns.values()) | {"number", "place", "time", "thing", "name", "pronoun"}
    entries = [entry for name in sorted(groups) for entry in groups[name]]
    check_types(entries)
    return Lexicon(
        frames=read_frames(entries, files["roles"], known),
        nouns=nouns,
        signatures=read_signatures(files["factuality"]),
        classes=read_classes(read_jsonl(classes)),
        words=read_words(read_jsonl(words)),
        limits=Limits(**read_limits("claims")),
        states={state["country"]: state["name"] for state in read_jsonl(states)},
    )


def read_frames(entries: Entries, roles: Entries, known: frozenset[str]) -> dict[tuple[str, str], tuple[Frame, ...]]:
    """The frames by lemma and part of speech; those with more conditions come first.

    Raises ConfigError for a pattern of roles or a class of nouns that does not exist.
    """
    patterns = {pattern["pattern"]: pattern["roles"] for pattern in roles}
    found: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for e in entries:
        if e["roles"] not in patterns:
            raise ConfigError(f"{e['id']}: no pattern {e['roles']!r} in frames/roles.jsonl.")
        frame = Frame(
            e["id"],
            e["event_type"],
            e["mode"],
            e["roles"],
            patterns[e["roles"]],
            tuple(_condition(e["id"], names, fillers, known) for names, fillers in e.get("wants", {}).items()),
            tuple(_condition(e["id"], names, fillers, known) for names, fillers in e.get("lacks", {}).items()),
            e.get("needs", ""),
        )
        for word in e["words"]:
            found[word, e["pos"]].append(frame)
    return {key: tuple(sorted(found[key], key=lambda f: -_specificity(f))) for key in found}


def _specificity(frame: Frame) -> int:
    """How much a frame asks for: certain lemmas more than classes of nouns, these more than anything at all."""
    return sum(3 if c.lemmas and not c.classes else 1 if c.anything else 2 for c in frame.wants)


def _condition(rule: str, names: str, fillers: Iterable[str], known: frozenset[str]) -> Condition:
    """The condition that a line of wants or lacks states: "object|from": ["person", "=life"]."""
    every = frozenset(fillers)
    lemmas = frozenset(filler[1:] for filler in every if filler.startswith("="))
    classes = frozenset(filler for filler in every if not filler.startswith("=") and filler != "*")
    if unknown := sorted(classes - known):
        raise ConfigError(f"{rule}: no class of nouns {', '.join(unknown)} in frames/nouns.jsonl.")
    return Condition(frozenset(names.split("|")), classes, lemmas, "*" in every)


def read_nouns(entries: Entries) -> dict[str, frozenset[str]]:
    """The classes of nouns by lemma."""
    found: dict[str, set[str]] = defaultdict(set)
    for e in entries:
        for word in e["words"]:
            found[word].add(e["class"])
    return {word: frozenset(classes) for word, classes in found.items()}


def read_signatures(entries: Entries) -> dict[tuple[str, str], Signature]:
    """The signatures by lemma and part of speech. Raises ConfigError for an effect that does not exist."""
    found: dict[tuple[str, str], Signature] = {}
    for e in entries:
        if not {e["affirmed"], e["negated"]} <= EFFECTS:
            raise ConfigError(f"{e['id']}: an effect is one of {', '.join(sorted(EFFECTS))}.")
        for word in e["words"]:
            found.setdefault((word, e["pos"]), Signature(e["affirmed"], e["negated"]))
    return found


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
    lists: dict[str, Any] = {**sets, **values, "person_suffixes": tuple(sorted(sets["person_suffixes"]))}
    return Words(**lists)
