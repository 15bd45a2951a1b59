"""The claims of a document, made ready to be compared with those of others."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from operator import itemgetter

from dateline.data import read_jsonl
from dateline.reconcile.entities import Entity
from dateline.reconcile.inputs import Bundle, Row
from dateline.reconcile.items import count_of, head_of, prepositions
from dateline.reconcile.leads import Leads
from dateline.reconcile.limits import limits
from dateline.reconcile.places import relation
from dateline.reconcile.types import types_that_are
from dateline.reconcile.values import ALWAYS, NEVER, UNNAMED, Count, Origin, Party, Place, Source, Statement
from dateline.reconcile.wording import (
    addressing,
    is_addressed,
    is_announced,
    is_of_several,
    is_plural,
    one_more,
    runs_on,
    sums_up,
    weekday_of,
)
from dateline.reconcile.words import Rarity, stem, stems, tokens

TABLES = ("actors", "places", "quantities", "claims", "claim_args", "claim_relations")
ARGUMENT_COLUMNS = ("doc_id", "mention_id", "start", "sentence", "text", "actor_id", "type")  # read of actors
PARTY_ROLES = ("agent", "recipient", "patient")
NOBODY = ("narrator", "unspecified")
TOLD = "told"  # the whole of a part that another sentence tells: "two of the victims"
_OF_EVENT = frozenset({"ordinal", "duration"})
"""Kinds of quantities that say of an event the how-manieth it is and how long it lasted."""
_OF_THEM = re.compile(r"\sof\s(?:the|them|those|these|whom|which)\b")


@dataclass(frozen=True)
class Corpus:
    """What is known of the whole corpus: the entity of every actor_id, the original of every copy, rarity of words.

    leads: the words of every article's lead.
    """

    entities: Mapping[str, Entity]
    originals: Mapping[str, str]
    rarity: Rarity
    leads: Leads


@dataclass(frozen=True)
class _Mentions:
    """The mentions of a document by id, and those that are ranks.

    free: counts that no claim has. persons: those named in each sentence. agreed: sentences that tell what was agreed.
    words: the stems of each sentence that a claim is of.
    """

    actors: Mapping[str, Row]
    places: Mapping[str, Row]
    quantities: Mapping[str, Row]
    ranks: Sequence[Row]
    free: Sequence[Row]
    persons: Mapping[int, Set[str]]
    agreed: Set[int]
    words: Mapping[int, Sequence[str]]


def statements(bundle: Bundle, corpus: Corpus) -> Iterator[Statement]:
    """The claims of a document in reading order."""
    rows = bundle.rows
    origin = _origin(bundle, corpus)
    mentions = _mentions(rows, corpus, bundle.document["text"])
    args: dict[str, list[Row]] = defaultdict(list)
    for arg in sorted(rows["claim_args"], key=lambda r: (r["role"], r["n"])):
        args[arg["claim_id"]].append(arg)
    repeats: dict[str, set[str]] = defaultdict(set)
    for said in rows["claim_relations"]:
        if said["relation"] in ("repeats", "confirms"):
            repeats[said["claim_id"]].add(said["target_claim_id"])
    where = {claim["claim_id"]: tuple(_places(args[claim["claim_id"]], mentions)) for claim in rows["claims"]}
    around = _around(rows["claims"], where)
    for claim in rows["claims"]:
        claim_id = claim["claim_id"]
        places = where[claim_id], around[claim_id]
        yield _statement(bundle, corpus, origin, mentions, claim, args[claim_id], places, frozenset(repeats[claim_id]))


def _mentions(rows: Mapping[str, list[Row]], corpus: Corpus, text: str) -> _Mentions:
    actors, places, quantities = (
        {r["mention_id"]: r for r in rows[name]} for name in ("actors", "places", "quantities")
    )
    ranks = [r for r in rows["quantities"] if r["kind"] == "ordinal" and r["value"]]
    taken = {arg["mention_id"] for arg in rows["claim_args"]}
    free = [r for r in rows["quantities"] if r["kind"] == "count" and r["item"] and r["mention_id"] not in taken]
    agreed = {claim["sentence"] for claim in rows["claims"] if claim["modality"] == "agreed"}
    spans = {claim["sentence"]: slice(claim["sentence_start"], claim["sentence_end"]) for claim in rows["claims"]}
    words = {sentence: stems(text[span]) for sentence, span in spans.items()}
    persons: dict[int, set[str]] = defaultdict(set)
    for row in rows["actors"]:
        if row["type"] == "person" and not row["actor_id"].startswith(UNNAMED):
            persons[row["sentence"]].add(corpus.entities[row["actor_id"]].entity_id)
    return _Mentions(actors, places, quantities, ranks, free, persons, agreed, words)


def _around(claims: list[Row], where: Mapping[str, tuple[Place, ...]]) -> dict[str, tuple[Place, ...]]:
    """The places by which a claim without one is told: of the other claims of its sentence, else of the article.

    An article counts only where all that it places can be one town.
    """
    by_sentence: dict[int, list[Place]] = defaultdict(list)
    for claim in claims:
        by_sentence[claim["sentence"]] += [place for place in where[claim["claim_id"]] if place.kind != "country"]
    every = list(dict.fromkeys(place for places in by_sentence.values() for place in places))
    one = every if all(relation(p, q) in ("same", "inside") for p in every for q in every) else []
    return {
        claim["claim_id"]: where[claim["claim_id"]]
        or tuple(dict.fromkeys(by_sentence[claim["sentence"]]))
        or tuple(one)
        for claim in claims
    }


def _origin(bundle: Bundle, corpus: Corpus) -> Origin:
    document = bundle.document
    root = corpus.originals.get(bundle.doc_id, bundle.doc_id)
    vector = corpus.rarity.vector(corpus.leads.of(bundle.doc_id))
    return Origin(bundle.doc_id, ordinal(document["published"]), document["publisher"] or root, root, vector)


def ordinal(day: datetime | None) -> int | None:
    """A day as a number that differences can be taken of."""
    return None if day is None else day.toordinal()


def _statement(
    bundle: Bundle,
    corpus: Corpus,
    origin: Origin,
    mentions: _Mentions,
    claim: Row,
    args: list[Row],
    places: tuple[tuple[Place, ...], tuple[Place, ...]],
    repeats: frozenset[str],
) -> Statement:
    text = bundle.document["text"]
    clause = text[claim["scope_start"] : claim["scope_end"]]
    trigger = stem(claim["text"].lower().split()[0]) if claim["text"].strip() else ""
    sentence = [word for word in mentions.words[claim["sentence"]] if word != trigger]
    said_from = claim["sentence_start"]
    said = text[said_from : claim["sentence_end"]]
    told = ordinal(claim["said_on"]) or origin.published
    counted = any(_is_count(arg, mentions) for arg in args)
    first, last, summary = _stretch(claim, clause, said, told, counted=counted)
    if summary:
        places = ((), ()) if claim["place_inherited"] else places
    since, until = window(first, last, told, claim["modality"], summary=summary)
    parties = tuple(_party(arg, mentions, corpus) for arg in args if arg["role"] in PARTY_ROLES)
    counts = tuple(_counts([*args, *_stated_apart(claim, args, mentions)], mentions, corpus, claim["mode"], text))
    terms = claim["modality"] == "actual" and any(count.item.per for count in counts)
    modality = "agreed" if terms and claim["sentence"] in mentions.agreed else claim["modality"]
    return Statement(
        claim_id=claim["claim_id"],
        origin=origin,
        start=claim["start"],
        sentence=claim["sentence"],
        trigger=trigger,
        event_type=claim["event_type"],
        mode=claim["mode"],
        first=first,
        last=last,
        since=since,
        until=until,
        date_loose=bool(claim["date_inherited"]),
        weekday=_weekday(claim, text) if told is None and first is None and last is None else None,
        summary=summary,
        polarity=claim["polarity"],
        modality=modality,
        status=claim["status"],
        reversed=bool(claim["direction_reversed"]) or gives_its_own(claim["mode"], parties, counts),
        addressed=_speaks_to_a_you(parties, clause),
        other=one_more(said, claim["text"]),
        several=is_of_several(claim["text"]),
        announced=claim["event_type"] in types_that_are("announced")
        and is_announced(text[claim["sentence_start"] : claim["start"]]),
        ordinals=_ordinals(mentions, claim),
        repeats=repeats,
        parties=parties,
        places=places[0],
        around=places[1],
        counts=counts,
        sources=tuple(_sources(claim, args, mentions, corpus, origin)),
        named=frozenset(mentions.persons.get(claim["sentence"], ())),
        vector=corpus.rarity.vector(sentence),
        rare=corpus.rarity.rarest(sentence, limits().rare_words),
    )


def _weekday(claim: Row, text: str) -> int | None:
    ends = claim["start"] + len(claim["text"])
    return weekday_of(text[claim["scope_start"] : claim["start"]], text[ends : claim["scope_end"]])


@cache
def _returns() -> frozenset[str]:
    lines = read_jsonl("reconcile/modes.jsonl")
    return frozenset(mode for entry in lines if entry.get("returns") for mode in entry["modes"])


def gives_its_own(mode: str | None, parties: Iterable[Party], counts: Iterable[Count]) -> bool:
    """Whether a side is said to return its own dead or prisoners to the other: who gives and who gets are exchanged.

    "Ukraine handed over 1,212 bodies of Ukrainian servicemen to Russia" is kept as written, and is reversed.
    """
    if mode not in _returns():
        return False
    own = {count.item.of for count in counts if count.item.of}
    gives = {p.side for p in parties if p.role == "agent"}
    gets = {p.side for p in parties if p.role == "recipient"}
    return bool(own & gives and gets - own - {None})


def window(first: int | None, last: int | None, told: int | None, modality: str, *, summary: bool) -> tuple[int, int]:
    """The days on which the event of a claim can have been, first and last, both inclusive.

    told: the day on which it was said, else published. Without a date: Limits.undated_days before that day, and as many
    after it for what is to come. Where that is unknown too: any. A summary is of any day, as it only meets others.
    """
    reach = limits().undated_days
    if summary or (first is None and last is None and told is None):
        return NEVER, ALWAYS
    if first is not None or last is not None:
        known = last if last is not None else first
        assert known is not None
        return (known - reach if first is None else first), (max(known, told or known) if last is None else last)
    assert told is not None
    return told - reach, told if modality == "actual" else told + reach


def _stretch(
    claim: Row, clause: str, sentence: str, told: int | None, *, counted: bool
) -> tuple[int | None, int | None, bool]:
    """First and last day of a claim, and whether it sums up more than the events of some days.

    A toll that runs on has no first day, and as its last the one on which it was counted.
    """
    first, last = ordinal(claim["date_start"]), ordinal(claim["date_end"])
    dated = first is not None and not claim["date_inherited"]
    if counted and claim["event_type"] == "CASUALTY" and runs_on(sentence, dated=dated):
        return None, last if dated else told, True
    ends = told if claim["modality"] == "actual" and last is None else last
    if sums_up(clause, first, ends, counted or is_plural(claim["text"])):
        return *_period(first, ends, inherited=claim["date_inherited"]), True
    return first, last, False


def _speaks_to_a_you(parties: Sequence[Party], clause: str) -> bool:
    """Whether it is said to a "you": one is a party, or no actor is and its clause has one."""
    if any(p.entity_id is not None for p in parties):
        return any(p.entity_id is None and p.name.lower() in addressing() for p in parties)
    return is_addressed(clause)


def _period(first: int | None, last: int | None, *, inherited: bool) -> tuple[int | None, int | None]:
    """The days that a summary is of; none where those of another event were given to it."""
    short = first is not None and last is not None and last - first <= limits().summary_days
    return (None, None) if inherited and short else (first, last)


def _ordinals(mentions: _Mentions, claim: Row) -> frozenset[tuple[int, str]]:
    """The ranks that a clause names: (2, "batch")."""
    return frozenset(
        (int(q["value"]), stem((q["counted"] or q["item"] or "").lower().split(" of ")[0].split(" ")[-1]))
        for q in mentions.ranks
        if claim["scope_start"] <= q["start"] < claim["scope_end"]
    )


def _entity(arg: Row, mentions: _Mentions, corpus: Corpus) -> Entity | None:
    """The entity of an argument; a state where a place stands for one."""
    actor = mentions.actors.get(arg["mention_id"])
    actor_id = actor["actor_id"] if actor is not None else arg["actor_id"]
    if actor_id is not None:
        return corpus.entities.get(actor_id)
    place = mentions.places.get(arg["mention_id"])
    if place is not None and place["kind"] == "country":
        return corpus.entities.get(f"state:{place['country']}")
    return None


@cache
def _armed() -> frozenset[str]:
    return frozenset(s for entry in read_jsonl("reconcile/sides.jsonl") for s in entry.get("sectors", ()))


@cache
def _unsided() -> frozenset[str]:
    return frozenset(s for entry in read_jsonl("reconcile/sides.jsonl") for s in entry.get("not", ()))


def side_of(entity: Entity | None) -> str | None:
    """The side of an actor: its country; for a movement that is of none, itself; none for media, aid and the UN."""
    if entity is None or entity.sector in _unsided():
        return None
    if entity.sector in _armed():
        return entity.entity_id
    return entity.country


def _party(arg: Row, mentions: _Mentions, corpus: Corpus) -> Party:
    entity = _entity(arg, mentions, corpus)
    place = mentions.places.get(arg["mention_id"])
    side = side_of(entity) if entity else (place["country"] if place else None)
    entity_id, name = (entity.entity_id, entity.name) if entity else (None, arg["name"])
    return Party(arg["role"], entity_id, name, side, _head(arg["name"]))


@lru_cache(maxsize=50_000)
def _head(name: str) -> str:
    return head_of(tokens(name))


def _places(args: list[Row], mentions: _Mentions) -> Iterator[Place]:
    for arg in args:
        row = mentions.places.get(arg["mention_id"]) if arg["role"] == "place" else None
        if row is not None:
            yield Place(*(row[c] for c in ("place_id", "name", "kind", "country", "admin1", "lat", "lon")))


def _counts(args: list[Row], mentions: _Mentions, corpus: Corpus, mode: str | None, text: str) -> Iterator[Count]:
    for arg in args:
        row = mentions.quantities.get(arg["mention_id"]) if arg["role"] == "quantity" else None
        if row is not None:
            counted = corpus.entities.get(row["item_actor_id"] or "")
            count = count_of(row, mode, counted.country if counted else None)
            if count is not None:
                yield count if count.whole or not _OF_THEM.match(text, row["end"]) else count._replace(whole=TOLD)


def _sources(claim: Row, args: list[Row], mentions: _Mentions, corpus: Corpus, origin: Origin) -> Iterator[Source]:
    """The sources of a claim, nearest first; who is not named is another one in every story."""
    for arg in args:
        if arg["role"] == "source":
            entity = _entity(arg, mentions, corpus) or _introduced(arg["name"], claim["start"], mentions, corpus)
            if entity is not None:
                yield Source(entity.entity_id, entity.name, side_of(entity), named=True)
            elif arg["name"] in NOBODY:
                yield Source(f"{arg['name']}:{origin.root}", arg["name"], None, named=False)
            else:
                yield Source(f"{arg['name'].casefold()}:{origin.root}", arg["name"], None, named=True)


def _is_count(arg: Row, mentions: _Mentions) -> bool:
    """Whether an argument counts something, and is neither the rank of its event nor how long that lasted."""
    row = mentions.quantities.get(arg["mention_id"]) if arg["role"] == "quantity" else None
    return arg["role"] == "quantity" and (row is None or row["kind"] not in _OF_EVENT)


def _stated_apart(claim: Row, args: list[Row], mentions: _Mentions) -> list[Row]:
    """The count of what a claim is about that its sentence gives elsewhere: "a formula for the return: 6,000 each"."""
    if any(_is_count(arg, mentions) for arg in args):
        return []
    about = {arg["name"] for arg in args if arg["role"] == "patient"}
    found = (
        count
        for count in mentions.free
        if count["item"] in about and claim["sentence_start"] <= count["start"] < claim["sentence_end"]
    )
    first = next(found, None)
    return [] if first is None else [{"role": "quantity", "mention_id": first["mention_id"]}]


def _introduced(name: str, before: int, mentions: _Mentions, corpus: Corpus) -> Entity | None:
    """The actor without a name that "the source" stands for: the last one of that noun that the article introduced."""
    words = name.lower().split()
    if len(words) != 2 or words[0] != "the":
        return None
    told = (
        actor
        for actor in mentions.actors.values()
        if actor["actor_id"].startswith(UNNAMED) and actor["start"] < before and words[1] in _head_phrase(actor["text"])
    )
    last = max(told, key=itemgetter("start"), default=None)
    return None if last is None else corpus.entities.get(last["actor_id"])


def _head_phrase(text: str) -> list[str]:
    """The words of a noun phrase before its first preposition: "unnamed source" of "unnamed source in the army"."""
    words = text.lower().split()
    cut = next((i for i, word in enumerate(words) if word in prepositions()), None)
    return words[:cut]
