"""What says of two claims that they are not of one event, whatever else they share."""

import math
from collections.abc import Mapping
from datetime import date
from functools import cache

from dateline.data import read_jsonl
from dateline.reconcile.items import other_owner, same_item, wholes
from dateline.reconcile.limits import limits
from dateline.reconcile.persons import namesakes, strangers
from dateline.reconcile.places import nearest
from dateline.reconcile.types import types_that_are
from dateline.reconcile.values import Count, Place, Role, Statement, source_of
from dateline.reconcile.words import alike, cosine

_MODALITY = {
    "actual": "actual", "planned": "planned", "intended": "planned", "agreed": "agreed", "requested": "requested",
    "hypothetical": "hypothetical",
}  # fmt: skip


@cache
def _mode_groups() -> Mapping[str, str]:
    return {
        mode: entry["id"]
        for entry in read_jsonl("reconcile/modes.jsonl")
        if entry.get("one")
        for mode in entry["modes"]
    }


def modes_fit(a: str | None, b: str | None) -> bool:
    """Whether two modes can be of one event."""
    if a is None or b is None or a == b:
        return True
    groups = _mode_groups()
    return a in groups and groups.get(a) == groups.get(b)


def obstacle(a: Statement, b: Statement) -> str | None:
    """Why two claims cannot tell of one event; None where nothing speaks against it. The first that holds, by name:

    type, mode; summary: one sums up, the other does not, or they sum up other stretches; reality: planned and
    happened, or announced and done, unless on one day; days, places; owners: bodies of two countries; speakers: two
    do what is done by saying it, or does no harm; doers: one owns to a harm that another did, or two let go or take
    something each; direction: from A to B, from B to A; persons: other named persons did it or suffered it;
    several, plural: one counts some events, or people, or has a noun for several, the other tells of one; figures:
    two numbers of what is counted once, or in one article on the word of no two sources; ranks: "first", "second
    batch"; nothing: two stories that share no place, party, precise figure or rare words, or too little for what is
    said again and again, or one says, of no day, that there was none; voice: one source of one article says that it
    did and that it did not happen; another: "another strike" behind the first; sentence: both are told in one.
    """
    if a.event_type != b.event_type:
        return "type"
    if not modes_fit(a.mode, b.mode) or _is_another_deed(a, b):
        return "mode"
    if a.summary != b.summary or (a.summary and _periods_differ(a, b)):
        return "summary"
    if _MODALITY.get(a.modality) != _MODALITY.get(b.modality) and not _one_day(a, b):
        return "reality"
    if a.announced != b.announced and a.event_type in types_that_are("announced") and not _one_day(a, b):
        return "reality"
    if _days_apart(a, b):
        return "days"
    if nearest(a.places, b.places) == "apart":
        return "places"
    return _things_apart(a, b) or _told_apart(a, b)


def _is_another_deed(a: Statement, b: Statement) -> bool:
    """Whether one has a mode and the other none, of a type whose modes are deeds of their own, and by another word."""
    return a.mode != b.mode and a.trigger != b.trigger and a.event_type in types_that_are("deeds")


def _one_day(a: Statement, b: Statement) -> bool:
    return a.first is not None and a.first == a.last == b.first == b.last


def _periods_differ(a: Statement, b: Statement) -> bool:
    """Whether two summaries are of stretches that begin on other days, or run on and were counted on other days."""
    if a.first is None or b.first is None:
        return a.last is not None and b.last is not None and abs(a.last - b.last) > limits().far_days
    return a.first != b.first


def _days_apart(a: Statement, b: Statement) -> bool:
    """Whether the days on which they can have been do not meet; a date that another clause gave counts a day wider."""
    slack = int(a.date_loose or b.date_loose)
    if a.since > b.until + slack or b.since > a.until + slack:
        return True
    return (a.weekday is not None or b.weekday is not None) and _weekdays_differ(a, b)


def _weekdays_differ(a: Statement, b: Statement) -> bool:
    """Whether two claims, of which one article has no day of publication, are of two days of the week."""
    days = _weekday(a), _weekday(b)
    return None not in days and days[0] != days[1]


def _weekday(claim: Statement) -> int | None:
    if claim.weekday is None and claim.first is not None and claim.first == claim.last and not claim.date_loose:
        return date.fromordinal(claim.first).weekday()
    return claim.weekday


def _things_apart(a: Statement, b: Statement) -> str | None:
    both_count = a.counts and b.counts
    if both_count and _owners_differ(a, b):
        return "owners"
    if a.parties and b.parties:
        if _two_speak(a, b):
            return "speakers"
        if not may_share(a.agents, b.agents) and (_is_avowed(a) or _is_avowed(b) or _of_one_doer(a, b)):
            return "doers"
        if (crossed(a, b) and not same_rare_figure(a, b)) or _victim_did_it(a, b):
            return "direction"
        if strangers(a.agents.persons, b.agents.persons) or strangers(a.targets.persons, b.targets.persons):
            return "persons"
    if a.several != b.several and _one_and_all(a, b):
        return "plural"
    if (a.counts or b.counts) and (_one_of_many(a, b) or _one_of_many(b, a)):
        return "several"
    return "figures" if both_count and _figures_apart(a, b) else None


def _owners_differ(a: Statement, b: Statement) -> bool:
    items = [(p.item, q.item) for p in a.counts for q in b.counts]
    return any(other_owner(p, q) for p, q in items) and not any(same_item(p, q) for p, q in items)


def _figures_apart(a: Statement, b: Statement) -> bool:
    """Whether numbers of one thing speak for two events: of what is counted once, or in one article and undisputed."""
    differ = figures_differ(a, b)
    if figures_far(a, b) and not a.summary and not _one_day(a, b) and not _disputed(a, b):
        return True
    if differ and a.event_type in types_that_are("fixed") and not _disputed(a, b):
        return True
    if a.origin.doc_id != b.origin.doc_id:
        return False
    return (differ or figures_far(a, b) or not figures_meet(a, b) or _part_exceeds(a, b)) and _undisputed(a, b)


def _disputed(a: Statement, b: Statement) -> bool:
    """Whether two sides, or a side and someone of none, count what happened on one day: one event, and contested.

    The day is that of the event, or where it is not told, the day of the telling.
    """
    sides = [next((s.side for s in claim.sources if s.side), None) for claim in (a, b)]
    days = [claim.first if claim.first == claim.last else None for claim in (a, b)]
    told = [claim.until if day is None else day for claim, day in zip((a, b), days, strict=True)]
    return told[0] == told[1] and sides[0] != sides[1]


def _two_speak(a: Statement, b: Statement) -> bool:
    """Whether two sides do what is done by saying it, or two persons by name what does no harm: they do two."""
    if a.event_type in types_that_are("voiced"):
        return not may_share(a.agents, b.agents)
    return a.event_type not in types_that_are("harm") and strangers(a.agents.persons, b.agents.persons)


def _is_avowed(claim: Statement) -> bool:
    """Whether it is a harm that its doer owns to: nobody else did it, and nothing is contested."""
    if claim.event_type not in types_that_are("harm") or claim.polarity == "-" or not claim.sources:
        return False
    source = claim.sources[0]
    return source.key in claim.agents.entities or (source.side is not None and source.side in claim.agents.sides)


def _of_one_doer(a: Statement, b: Statement) -> bool:
    """Whether both are of a mode that is always somebody's own deed, and who gives and who gets is not exchanged."""
    return a.mode == b.mode and a.mode in _own_deeds() and not (a.reversed or b.reversed)


@cache
def _own_deeds() -> frozenset[str]:
    return frozenset(m for entry in read_jsonl("reconcile/modes.jsonl") if entry.get("doer") for m in entry["modes"])


def _one_and_all(a: Statement, b: Statement) -> bool:
    """Whether one tells of a person by name, the other of several by its noun, and of nobody: a death, and deaths."""
    one, many = (b, a) if a.several else (a, b)
    return bool(one.targets.persons) and not many.targets.persons


def _one_of_many(one: Statement, many: Statement) -> bool:
    """Whether one tells of one event or of the loss of a person by name, the other of several: "four shootings"."""
    several = [c for c in many.counts if (c.value or c.low or 0) > 1]
    if not several:
        return False
    if many.trigger == one.trigger and any(c.item.kind == many.trigger for c in several):
        return not any(c.item.kind == one.trigger for c in one.counts)
    return bool(one.targets.persons) and not many.targets.persons and not one.counts


def _undisputed(a: Statement, b: Statement) -> bool:
    """Whether one article gives both not on the word of two who are named: it tells of two things then."""
    voices = {s.key for claim in (a, b) for s in claim.sources[:1] if s.named}
    return len(voices) < 2


def crossed(a: Statement, b: Statement) -> bool:
    """Whether one goes from A to B and the other from B to A; where a claim says that it is reversed, nothing is.

    What a state does to its own people is crossed only where both claims say who did it.
    """
    if a.reversed or b.reversed:
        return False
    to_a, to_b = a.recipients.sides, b.recipients.sides
    from_a, from_b = a.agents.sides, b.agents.sides
    if not (from_a and from_b) and a.event_type in types_that_are("inward"):
        return False
    return bool((from_a & to_b and not from_a & from_b) or (from_b & to_a and not from_b & from_a))


def _victim_did_it(a: Statement, b: Statement) -> bool:
    """Whether a person by name does a harm in one and suffers it in the other: he killed, and was put to death."""
    if a.event_type not in types_that_are("harm"):
        return False
    pairs = ((a.agents.persons, b.targets.persons), (b.agents.persons, a.targets.persons))
    return any(not p.isdisjoint(q) for p, q in pairs) and a.targets.persons.isdisjoint(b.targets.persons)


def is_rare(value: float) -> bool:
    """Whether a number is precise enough to be known again: 1,212, not 1,200, 40 or 7."""
    return value >= 100 and len(f"{value:.0f}".rstrip("0")) >= 3


def same_rare_figure(a: Statement, b: Statement) -> bool:
    """Whether both give one precise number of one thing."""
    return any(
        p.exact is not None and p.exact == q.exact and is_rare(p.exact) and same_item(p.item, q.item)
        for p in a.counts
        for q in b.counts
    )


def figures_differ(a: Statement, b: Statement) -> bool:
    """Whether both give exact numbers of one thing and agree in none; a zero differs from nothing."""
    pairs = [
        p.exact == q.exact for p in a.counts for q in b.counts if p.exact and q.exact and same_item(p.item, q.item)
    ]
    return bool(pairs) and not any(pairs)


def figures_far(a: Statement, b: Statement) -> bool:
    """Whether numbers of one thing are so far apart that they can hardly be of one event; whatever their bounds."""
    pairs = [
        max(p.value, q.value) > limits().figures_far * min(p.value, q.value)
        for p in a.counts
        for q in b.counts
        if p.value and q.value and same_item(p.item, q.item)
    ]
    return bool(pairs) and all(pairs)


def figures_meet(a: Statement, b: Statement) -> bool:
    """Whether some number can be what both say of one thing, or nearly, or they count nothing in common."""
    pairs = [fits(p, q) or _near(p, q) for p in a.counts for q in b.counts if same_item(p.item, q.item)]
    return not pairs or any(pairs)


def _part_exceeds(a: Statement, b: Statement) -> bool:
    """Whether there are more of a part in one than there can be of the whole in the other: 12 civilians, 4 people."""
    pairs = [pair for p in a.counts for q in b.counts for pair in ((p, q), (q, p))]
    return any(wholes().get(p.item.kind) == q.item.kind and bounds(p)[0] > bounds(q)[1] for p, q in pairs)


def _near(p: Count, q: Count) -> bool:
    """Whether two numbers are as near as two counts of one event: 14 and "at least 15"."""
    if not p.value or not q.value:
        return False
    return max(p.value, q.value) <= limits().figures_near * min(p.value, q.value)


def fits(p: Count, q: Count) -> bool:
    """Whether one number can be what both say: "at least 10" and 12, "about 200" and 207."""
    (low, high), (other_low, other_high) = bounds(p), bounds(q)
    return low <= other_high and other_low <= high


def bounds(count: Count) -> tuple[float, float]:
    """Least and greatest that a statement allows; a tenth to either side where it is approximate."""
    if count.bound == "approx" and count.value is not None:
        return 0.9 * count.value, 1.1 * count.value
    low = count.low if count.low is not None else 0.0
    return low, count.high if count.high is not None and count.bound != "vague" else math.inf


def _told_apart(a: Statement, b: Statement) -> str | None:
    """What the words say: ranks that differ, nothing in common, "another", two claims of one sentence."""
    if a.ordinals and b.ordinals and _ranks_differ(a, b):
        return "ranks"
    if (_is_undated_zero(a) or _is_undated_zero(b)) and not _told_together(a, b):
        return "nothing"
    if a.origin.root != b.origin.root:
        return None if _tied(a, b) else "nothing"
    if _is_repeated(a, b) and not _says_the_same(a, b):
        return "nothing"
    if a.origin.doc_id != b.origin.doc_id:
        return None
    first, second = (a, b) if a.start <= b.start else (b, a)
    if first.claim_id in second.repeats or second.claim_id in first.repeats:
        return None
    if a.polarity != b.polarity and source_of(a).key == source_of(b).key:
        return "voice"
    if second.other and not first.other:
        return "another"
    if _is_of_others(a, b):
        return "nothing"
    return "sentence" if a.sentence == b.sentence else None


def _is_of_others(a: Statement, b: Statement) -> bool:
    """Whether an article tells both of no day, below its headline, and of others each: what people do at all times.

    Of victims it need not be so, who are called otherwise each time; nor of an article without a day of publication,
    whose days are not known. What says nothing of who, where and how many must be told in like words.
    """
    if a.origin.published is None or 0 in (a.sentence, b.sentence) or a.event_type in types_that_are("victims"):
        return False
    if not a.summary and a.first is not None and b.first is not None:
        return False
    undated = a.first is None and b.first is None
    if undated and (_is_bare(a) or _is_bare(b)):
        return cosine(a.vector, b.vector) < limits().like_sentences
    if nearest(a.places, b.places) in ("same", "inside"):
        return False
    if not (undated or a.summary):
        return not may_share(a.agents, b.agents) and not _in_common(a, b)
    if not a.parties or not b.parties:
        return False
    return (a.agents.members | a.targets.members).isdisjoint(b.agents.members | b.targets.members)


def _told_together(a: Statement, b: Statement) -> bool:
    """Whether one article tells both of one agent, or articles of one day tell them."""
    if a.origin.doc_id == b.origin.doc_id:
        return bool(a.agents.entities & b.agents.entities)
    return a.origin.published == b.origin.published


def _is_undated_zero(statement: Statement) -> bool:
    """Whether it says, of no day, that there was none: "None were freed by Kenya" speaks of its own story."""
    if statement.first is not None or not statement.counts:
        return False
    return any(count.value == 0 for count in statement.counts)


def _tied(a: Statement, b: Statement) -> bool:
    """Whether anything but a common verb and a common number ties claims of two stories together.

    A place, a party, a precise figure, or articles or sentences that are alike, much alike where one alone has no
    day of publication. Two summaries need a place, a party or
    precise figure; what people say to each other a town, a precise figure or a sentence much alike. A claim that says
    nothing of where, when and who is of its own days only.
    """
    if a.addressed or b.addressed:
        return False
    bounds = limits()
    shared = _in_common(a, b)
    if a.summary:
        return shared or nearest(a.places, b.places) in ("same", "inside", "country") or same_rare_figure(a, b)
    if _is_repeated(a, b):
        return _says_the_same(a, b)
    if _told_far(a, b) and (_is_bare(a) or _is_bare(b)):
        return False
    if shared or same_rare_figure(a, b) or _placed_together(a, b):
        return True
    one_undated = (a.origin.published is None) != (b.origin.published is None)
    if cosine(a.vector, b.vector) >= (bounds.same_words if one_undated else bounds.like_sentences):
        return True
    return alike(a.origin, b.origin) >= bounds.like_articles and not _told_otherwise(a, b)


def _is_repeated(a: Statement, b: Statement) -> bool:
    """Whether it is what the same parties do again and again, or one person does to another, and not of one day."""
    if _one_day(a, b):
        return False
    by_persons = a.agents.persons and a.targets.persons and b.agents.persons and b.targets.persons
    return a.event_type in types_that_are("repeated") or bool(by_persons and a.event_type != "CASUALTY")


def _says_the_same(a: Statement, b: Statement) -> bool:
    """Whether two claims share a town or a precise figure, or stand in sentences much alike that name one person.

    Like words count only with one verb or a party in common.
    """
    if not may_share(a.agents, b.agents) or _others_too(a.agents, b.agents):
        return False
    if nearest(_towns(a), _towns(b)) in ("same", "inside") or same_rare_figure(a, b):
        return True
    tied = a.trigger == b.trigger or _in_common(a, b)
    return tied and not strangers(a.named, b.named) and cosine(a.vector, b.vector) >= limits().same_words


def _in_common(a: Statement, b: Statement) -> bool:
    """Whether an actor has a part in both."""
    return bool((a.agents.entities | a.targets.entities) & (b.agents.entities | b.targets.entities))


def _placed_together(a: Statement, b: Statement) -> bool:
    """Whether their places are one, or one in the other; a country is too wide for what is told days apart."""
    apart = _told_far(a, b)
    return nearest(_towns(a) if apart else a.places, _towns(b) if apart else b.places) in ("same", "inside")


def _told_otherwise(a: Statement, b: Statement) -> bool:
    """Whether both say who did it, not the same, by another verb and without a word in common; a harm is told so."""
    if (
        a.event_type in types_that_are("harm")
        or a.trigger == b.trigger
        or not a.vector.keys().isdisjoint(b.vector.keys())
    ):
        return False
    return bool(a.agents.members and b.agents.members) and _others_too(a.agents, b.agents)


def _others_too(a: Role, b: Role) -> bool:
    """Whether each role has someone whom the other lacks, and no side is in both: two who met one press."""
    return bool(a.members - b.members and b.members - a.members) and a.sides.isdisjoint(b.sides)


def may_share(a: Role, b: Role) -> bool:
    """Whether an actor or a side can fill a role in both: one does, or a claim does not say."""
    if not (a.entities or a.sides) or not (b.entities or b.sides):
        return True
    return meet(a, b) or namesakes(a.persons, b.persons)


def meet(a: Role, b: Role) -> bool:
    """Whether one actor or side fills a role in both."""
    return not (a.entities.isdisjoint(b.entities) and a.sides.isdisjoint(b.sides))


def _told_far(a: Statement, b: Statement) -> bool:
    """Whether two claims that are not both dated were published more than Limits.far_days apart."""
    p, q = a.origin.published, b.origin.published
    if p is None or q is None or (a.last is not None and b.last is not None):
        return False
    return abs(p - q) > limits().far_days


def _is_bare(statement: Statement) -> bool:
    """Whether a claim says nothing of who, where, when and how many: "hurricanes are cyclones"."""
    return not (statement.parties or statement.places or statement.counts) and statement.last is None


def _towns(statement: Statement) -> tuple[Place, ...]:
    return tuple(place for place in statement.places if place.kind != "country")


def _ranks_differ(a: Statement, b: Statement) -> bool:
    """Whether both rank one noun, and differently; of several ranks of a noun the last counts."""
    ranks, others = ({noun: rank for rank, noun in sorted(claim.ordinals)} for claim in (a, b))
    return any(others.get(noun, rank) != rank for noun, rank in ranks.items())
