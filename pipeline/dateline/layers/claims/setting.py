"""Where and when of claims that do not say so themselves: from their sentence, else from what the text is about.

What is inherited never comes from another event: not over a date of its own, a plan, a rate, or "another", "earlier".
"""

from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Token

from dateline.doc.offsets import region_of, sentence_of, sentence_tokens
from dateline.doc.predicates import VERBAL, tense
from dateline.layers.claims.candidates import Candidate
from dateline.layers.claims.coreference import Referents
from dateline.layers.claims.dating import is_of_clause_behind
from dateline.layers.claims.event import Event
from dateline.layers.claims.fillers import Filler, Fillers, Participant, between
from dateline.layers.claims.lags import Lag, day_before, lag_of
from dateline.layers.claims.lexicon import Limits, Words
from dateline.layers.claims.types import spoken_types
from dateline.layers.claims.values import Argument, Claim
from dateline.layers.dates.values import Date
from dateline.layers.quantities.values import Quantity
from dateline.layers.quotes.values import quotes

_SCENIC = frozenset({
    "ASSAULT", "CASUALTY", "DAMAGE", "DISASTER", "DISRUPTION", "PROTEST", "COERCE", "MOVEMENT", "AID",
})  # fmt: skip
"""Event types that happen at a place on a day, and share both with what the sentences around them tell."""
_HARM = frozenset({"CASUALTY", "DAMAGE"})
_CAUSES = frozenset({"ASSAULT", "DISASTER", "COERCE", "PROTEST"})
_WHEN = frozenset({"when", "after", "as"})
"""What opens a clause that tells how somebody came to harm."""
_HAPPENED, _AFTER = "actual", "after"
_REACH = 8
"""How many claims back a paragraph's place and day are looked for."""
_FROM_THEN = "start"
_DAYS_ON = 14
"""Days from which on a period has no longer the place of what opened it."""
_COURT = frozenset({"punish", "charge"})
"""Modes of what a court does, long after the deed and elsewhere."""
_HOLDING = _COURT | {"arrest"}
_DEEDS = frozenset({"ASSAULT", "CASUALTY", "DAMAGE", "COERCE"})
_FOR_DEED = frozenset({"for", "over", "to", "of", "on", "with", "after", "due", "in"})
"""Prepositions from who is held to the deed: "held over the raid", "on suspicion of murder"."""
_TOLD_BY = frozenset({"before", "after", "following", "until", "since"})
_HOURS = frozenset({"dawn", "noon", "midnight", "dusk", "sunrise", "sunset", "nightfall", "daybreak", "midday"})
_TOLL = "toll"
_KILLED, _DYING = "killed", "suffer"
_ROUTES = frozenset({"evacuate", "escape"})
"""Modes of events whose places are the ends of a way."""
_WHO = frozenset({"who", "whom"})
_FRONT = 8
"""Tokens at the head of a sentence in which a place opens it."""
_IN_FRONT = frozenset({"ADV", "ADP", "CCONJ", "SCONJ", "DET"})
_MOST_ABOVE = 4
"""Tokens above a date in which "since" may open the clause that it is in."""
_MOST_NESTED = 6
"""Tokens above a place in which the verb may stand that it belongs to."""
_THERE = "there"
_MOVING = frozenset({"force", "weapon", "vehicle"})
"""Classes of nouns for what is as often abroad as at home."""
_WHERE = frozenset({"in", "at", "near", "outside", "off", "across", "throughout"})
"""Prepositions before where something goes on, and no way's end."""
_DEFINITE = frozenset({"the", "this"})


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a claim happened, as far as others can inherit it: arguments, days, sentence, paragraph.

    sides: the countries of who did it. died: who died, where it tells of single people.
    """

    places: tuple[Argument, ...]
    dates: tuple[Argument, ...]
    days: tuple[str | None, str | None]
    sentence: int
    paragraph: int
    sides: frozenset[str] = frozenset()
    died: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Around:
    """What a claim can inherit from: the scenes before it, nearest last, the lead's, the other layers' mentions.

    owned: the dates that are some claim's own. spoken: the tokens of cues of speech. reach: how many sentences after
    the lead its scene still counts. held: the tokens of events that hold, charge or try somebody for a deed.
    under: the scene of a claim behind it that tells how it came about ("died when a bomb fell on Lamu").
    """

    doc: Doc
    paragraph: int
    before: Sequence[Scene]
    under: Scene | None
    lead: Scene | None
    fillers: Fillers
    referents: Referents
    words: Words
    owned: Set[tuple[int, int] | None]
    spoken: Set[int]
    reach: int
    held: Set[int]


def settle(
    doc: Doc, events: Sequence[Event], claims: Sequence[Claim], referents: Referents, limits: Limits
) -> list[Claim]:
    """The claims, each with the place and the day that it has from its sentence, its paragraph or the lead."""
    paragraphs = [_paragraph(doc, claim.at[0]) for claim in claims]
    fillers, words = referents.fillers, referents.lexicon.words
    lead = _lead(events, claims, paragraphs, limits, fillers.countries)
    owned = frozenset(arg.at for claim in claims for arg in claim.arguments if arg.role == "date")
    spoken = frozenset(i for _, quote in quotes(doc) for i in range(*quote.cue))
    held = frozenset(i for e in events if e.candidate.frame.mode in _HOLDING for i in e.candidate.heads)
    found: list[Claim] = []
    scenes: list[Scene] = []
    for i, (event, claim, paragraph) in enumerate(zip(events, claims, paragraphs, strict=True)):
        if claim.event_type in _SCENIC:
            causes = (j for j in range(i + 1, min(len(claims), i + _REACH)) if _is_cause(events[j], event))
            under = next((_scene(claims[j], paragraph, limits, fillers.countries) for j in causes), None)
            sides = _sides(event)
            near = [s for s in scenes[-_REACH:] if s.sentence == claim.sentence or _is_same_side(s.sides, sides)]
            near = [s for s in near if _is_same_side(s.died, _dead(event))]
            about = lead if lead is not None and _is_same_side(lead.sides, sides) else None
            about = about if about is not None and _is_same_side(about.died, _dead(event)) else None
            around = Around(
                doc, paragraph, near, under, about, fillers, referents, words, owned, spoken, limits.lead_reach, held
            )
            claim = _settled(event, claim, around)
            scene = replace(_scene(claim, paragraph, limits, fillers.countries), sides=sides, died=_dead(event))
            scenes.append(_lent(event, scene))
        found.append(claim)
    return found


def _settled(event: Event, claim: Claim, around: Around) -> Claim:
    if event.factuality.alleged or _is_other(event.candidate, around.words):
        return claim
    undated = claim.date_start is None and claim.date_end is None and claim.modality == _HAPPENED
    settled = _is_present(event.candidate.verb) or _is_rate(event) or _is_told_back(event, claim)
    lag = lag_of(event.candidate.token, claim.sentence, around.fillers, around.words) if undated else None
    if lag is not None:
        claim = _dated_back(claim, lag, around)
    elif undated and not settled:
        claim = _dated(event, claim, around)
    if claim.date_inherited and _counts_on(event, around.words):
        claim = replace(claim, date_end=None)
    if _is_period(claim, around.doc._.published):
        return claim
    return claim if _has(claim, "place") else _placed(event, claim, around)


def _sides(event: Event) -> frozenset[str]:
    return frozenset(one.country for one in event.of("agent") if one.country is not None)


def _dead(event: Event) -> frozenset[str]:
    """The names of single people who died; "her father died" is of another day than "she died on Monday"."""
    frame = event.candidate.frame
    if frame.mode != _KILLED or frame.pattern != _DYING or event.of("quantity"):
        return frozenset()
    return event.names("patient")


def _is_same_side(one: Set[str], other: Set[str]) -> bool:
    """Whether two events may be one by who did them: one side's attack is not where the other side's was."""
    return not one or not other or bool(one & other)


def _is_cause(event: Event, harm: Event) -> bool:
    """Whether an event behind another is told as how that came about: "ten died when a bomb fell on Lamu"."""
    if harm.candidate.frame.event_type not in _HARM or event.candidate.frame.event_type not in _CAUSES:
        return False
    token = event.candidate.verb
    behind = token.head.head if token.dep_ == "acl" and token.head.dep_ == "pobj" else token
    if behind.lower_ == _AFTER and behind.head in (harm.candidate.verb, *harm.candidate.verb.conjuncts):
        return True  # the parser's "after a boat that was capsized"
    for _ in range(_REACH):
        if token.dep_ == "advcl":
            mark = next((c.lower_ for c in token.lefts if c.dep_ in ("mark", "advmod")), "")
            return mark in _WHEN and (token.head == harm.candidate.verb or harm.candidate.verb in token.head.conjuncts)
        if token.dep_ != "conj":
            return False
        token = token.head
    return False


def _is_period(claim: Claim, published: str | None) -> bool:
    """Whether it goes on from a day long past to now: the place of what opened a period is not that of the period."""
    open_end = claim.date_start is not None and claim.date_end is None
    return open_end and not _is_short((claim.date_start, published), _DAYS_ON)


def _counts_on(event: Event, words: Words) -> bool:
    """Whether it counts from the day that it inherits to now: "has since killed", "since then"."""
    verbs = (event.candidate.verb, event.candidate.token)
    return any(words.date_bounds.get(child.lower_) == _FROM_THEN for verb in verbs for child in verb.children)


def _dated(event: Event, claim: Claim, around: Around) -> Claim:
    """With the day of its sentence, else of its paragraph, else of the lead."""
    if _is_deed(event, around):
        return claim
    found = next((s for s in reversed(around.before) if s.sentence == claim.sentence and any(s.days)), None)
    if found is None and around.under is not None and any(around.under.days):
        found = around.under
    if found is None:
        free = _free_dates(claim, around)
        roots = [(day, around.doc[day.start : day.end].root) for day in free]
        own = [day for day, root in roots if not (_is_told_beside(root, claim) or _is_of_other_verb(root, claim))]
        if len(own) == 1:
            return _with_date(claim, own[0], around.doc)
        if free:
            return claim
    near = (s for s in reversed(around.before) if s.paragraph == around.paragraph and any(s.days))
    found = found or next(near, None) or _lead_for(claim, around)
    if found is None or not any(found.days):
        return claim
    basis = "sentence" if found.sentence == claim.sentence else "document"
    arguments = (*claim.arguments, *(replace(day, basis=basis) for day in found.dates))
    return replace(claim, date_start=found.days[0], date_end=found.days[1], date_inherited=True, arguments=arguments)


def _dated_back(claim: Claim, lag: Lag, around: Around) -> Claim:
    """With the day that lies so long before that which the sentence tells in front, else the one told last."""
    at = lag.length.start, lag.length.end
    day = next((s.days[0] for s in reversed(around.before) if any(date.at == at for date in s.dates)), None)
    day = day or _day_before(claim, lag, around)
    if day is None:
        return claim
    argument = Argument("date", "dates", around.doc[at[0] : at[1]].text, at, "sentence")
    return replace(claim, date_start=day, date_end=day, date_inherited=True, arguments=(*claim.arguments, argument))


def _day_before(claim: Claim, lag: Lag, around: Around) -> str | None:
    start, _ = sentence_tokens(around.doc, claim.sentence)
    front = [(d.value.date_start, d.value.date_end) for d in between(around.fillers.dates, start, lag.length.start)]
    told = [scene.days for scene in around.before if scene.sentence < claim.sentence or not _is_behind(scene, lag)]
    first, last = next((days for days in (*reversed(front), *reversed(told)) if any(days)), (None, None))
    return day_before(lag, first) if first is not None and first == last else None


def _is_behind(scene: Scene, lag: Lag) -> bool:
    """Whether the day of a scene stands behind a lag, and so is no day that it counts from."""
    return any(date.at is not None and date.at[0] > lag.length.start for date in scene.dates)


def _free_dates(claim: Claim, around: Around) -> list[Filler[Date]]:
    """The dates of a sentence none of whose claims has one: "In 2006 the town was the target of an attack"."""
    near = between(around.fillers.dates, *sentence_tokens(around.doc, claim.sentence))
    free = [day for day in near if day.value.date_end != claim.said_on and (day.start, day.end) not in around.owned]
    roots = [(day, around.doc[day.start : day.end].root) for day in free]
    roots = [(d, root) for d, root in roots if not (_is_of_speech(root, around.spoken) or _is_counted_from(root))]
    sentence, words = around.doc[claim.at[0]].sent, around.words
    roots = [(d, root) for d, root in roots if not is_of_clause_behind(d, {claim.at[0]}, sentence, words)]
    return [d for d, root in roots if not _opens_period(root, words)]


def _is_counted_from(date: Token) -> bool:
    """ "Was convicted before Monday's raids", "the arrests following the 2013 riot": the day of what it is told by."""
    nouns = (token for token in date.ancestors if token.dep_ == "pobj")
    return any(noun.head.lower_ in _TOLD_BY and noun.lower_ not in _HOURS for noun in nouns if noun != date)


def _opens_period(date: Token, words: Words) -> bool:
    """ "Has treated 40 since opening in May": the day from which something goes on is not the day of what it counts."""
    above = list(date.ancestors)[:_MOST_ABOVE]
    return any(words.date_bounds.get(t.lower_) == _FROM_THEN and t.head.pos_ in VERBAL for t in above[1:])


def _is_of_speech(date: Token, spoken: Set[int]) -> bool:
    """Whether a date is that of what is said: it hangs on a cue of speech ("told a newspaper on Monday")."""
    verb = next((token for token in date.ancestors if token.pos_ in VERBAL), None)
    return verb is not None and verb.i in spoken


def _is_told_beside(date: Token, claim: Claim) -> bool:
    """Whether only one of date and claim stands in what is said of a noun: "Li, who had spoken in May, was detained".

    An adjective behind the noun says so too ("soldiers missing since 1974"), and an apposition ("the ambush, the worst
    since the siege in 2019, killed ten"). What is said of somebody who is met on a day need not be of that day: "named
    the ship after a boy who drowned".
    """
    for token in (date, *date.ancestors):
        if token.dep_ in ("relcl", "appos") or (token.dep_ == "amod" and token.i > token.head.i):
            return not token.left_edge.i <= claim.at[0] <= token.right_edge.i
    trigger = date.doc[claim.at[0]]
    for token in (trigger, *trigger.ancestors):
        if token.dep_ == "relcl" and any(c.lower_ in _WHO for c in token.lefts):
            return not token.left_edge.i <= date.i <= token.right_edge.i
    return False


def _is_of_other_verb(date: Token, claim: Claim) -> bool:
    """Whether a date is of a participle or a later verb that tells of something else.

    "Beginning in 2010, he robbed men; three were found dead", "the port was shut after the blast and reopened in May".
    """
    verb = next((token for token in date.ancestors if token.pos_ in VERBAL), None)
    if verb is None or verb.left_edge.i <= claim.at[0] <= verb.right_edge.i:
        return False
    return (verb.dep_ == "advcl" and verb.tag_ == "VBG") or (verb.dep_ == "conj" and claim.at[0] < verb.left_edge.i)


def _is_deed(event: Event, around: Around) -> bool:
    """ "Was jailed on Monday over the torture of two": the deed for which somebody is held is of another day."""
    frame = event.candidate.frame
    if frame.event_type not in _DEEDS:
        return False
    token = event.candidate.token
    for above in token.ancestors:
        tried = above.i in around.held or above.lemma_.lower() in around.words.charging
        if tried and token.dep_ == "prep" and token.lower_ in _FOR_DEED:
            return True
        if token.dep_ not in ("prep", "pobj", "pcomp", "conj", "amod", "compound"):
            return False
        token = above
    return False


def _with_date(claim: Claim, day: Filler[Date], doc: Doc) -> Claim:
    argument = Argument("date", "dates", doc[day.start : day.end].text, (day.start, day.end), "sentence")
    days = day.value.date_start, day.value.date_end
    arguments = (*claim.arguments, argument)
    return replace(claim, date_start=days[0], date_end=days[1], date_inherited=True, arguments=arguments)


def _placed(event: Event, claim: Claim, around: Around) -> Claim:
    """With the place of its source's title, its sentence, its paragraph or the lead; the days must not part them."""
    if _is_deed(event, around):
        return claim
    told = _place_of_source(claim, around) or _place_led_back(event, claim, around) or _place_in_front(claim, around)
    told = told or _place_meanwhile(event, around)
    if told is not None:
        argument = Argument("place", "places", told.name, (told.start, told.end), "sentence")
        return replace(claim, place_inherited=True, arguments=(*claim.arguments, argument))
    days = (claim.date_start, claim.date_end)
    fitting = [s for s in around.before if s.places and _may_be_one(days, s.days)]
    found = next((s for s in reversed(fitting) if s.sentence == claim.sentence), None)
    if found is None and around.under is not None and around.under.places and _may_be_one(days, around.under.days):
        found = around.under
    found = found or next((s for s in reversed(fitting) if s.paragraph == around.paragraph), None)
    if found is None and around.lead is not None and _may_be_one(days, around.lead.days):
        found = _lead_for(claim, around)
    if found is None or not found.places or _is_of_another_state(event, found, around):
        return claim
    basis = "sentence" if found.sentence == claim.sentence else "document"
    added = (replace(place, basis=basis) for place in found.places)
    return replace(claim, place_inherited=True, arguments=(*claim.arguments, *added))


def _is_of_another_state(event: Event, scene: Scene, around: Around) -> bool:
    """ "A blast killed two in Kenya. Uganda's parliament was suspended": whose it is has a place of its own.

    Soldiers, weapons and vehicles go elsewhere: "Russia's troops".
    """
    owners = set[str]()
    for one in (*event.of("recipient"), *event.of("patient")):
        span = around.doc[slice(*one.argument.at)] if one.argument.at is not None else ()
        for token in span:
            named = around.fillers.at(token.i) if token.dep_ == "poss" and token.tag_ != "PRP$" else None
            moved = around.referents.lexicon.nouns.get(token.head.lemma_.lower(), frozenset()) & _MOVING
            if named is not None and named.value.country is not None and not moved:
                owners.add(named.value.country)
    there = (around.fillers.at(place.at[0]) for place in scene.places if place.at is not None)
    countries = {place.value.country for place in there if place is not None}
    return bool(owners) and None not in countries and owners.isdisjoint(countries)


def _place_of_source(claim: Claim, around: Around) -> Participant | None:
    """ "Two people died in the region, Rostov's governor said": the place in the source's title."""
    clause = around.doc[claim.scope[0] : claim.scope[1]]
    if not any(_leads_back(token, around.words) for token in clause):
        return None
    spoken = [arg.at for arg in claim.arguments if arg.role == "source" and arg.at is not None]
    return next((p for p in around.fillers.toponyms for start, end in spoken if start <= p.start < end), None)


def _place_in_front(claim: Claim, around: Around) -> Participant | None:
    """ "Meanwhile, in Lamu, men burnt a shop": the place that opens the sentence, if nobody speaks."""
    doc, (start, end) = around.doc, sentence_tokens(around.doc, claim.sentence)
    near = between(around.fillers.places, start, min(end, start + _FRONT, claim.at[0]))
    for place in near:
        before = [token for token in doc[start : place.start] if not token.is_punct]
        opened = bool(before) and all(t.pos_ in _IN_FRONT or t.i in around.fillers.in_dates for t in before)
        if not opened or before[-1].lower_ not in around.words.within or doc[place.end].text != ",":
            continue
        spoken = (arg.at for arg in claim.arguments if arg.role == "source" and arg.at is not None)
        return None if any(start <= at[0] < claim.at[0] for at in spoken) else place
    return None


def _place_led_back(event: Event, claim: Claim, around: Around) -> Participant | None:
    """ "Ten people died in the city": the last city that the sentence or the one before it names."""
    heads = event.candidate.heads
    for token in around.doc[claim.scope[0] : claim.scope[1]]:
        if _leads_back(token, around.words) and token.head.head.i in heads and token.head.lower_ in around.words.within:
            place = around.referents.of_ground(token)
            if place is not None:
                return place
    return None


def _place_meanwhile(event: Event, around: Around) -> Participant | None:
    """ "Violence broke out when thousands rallied in Lamu": the place of the clause that says what went on then."""
    if event.candidate.frame.event_type in spoken_types():
        return None
    for clause in event.candidate.verb.rights:
        if clause.dep_ != "advcl" or not any(c.lower_ in around.words.simultaneous for c in clause.lefts):
            continue
        for place in between(around.fillers.places, clause.i, clause.right_edge.i + 1):
            if _is_where(around.doc[place.start : place.end].root, clause):
                return place
    return None


def _is_where(place: Token, verb: Token) -> bool:
    """Whether a place is where a verb says something goes on: "in Lamu", "at a square in the port of Lamu"."""
    token = place
    for _ in range(_MOST_NESTED):
        if token.dep_ == "prep" and token.head == verb:
            return token.lower_ in _WHERE
        if token.dep_ not in ("pobj", "prep", "appos"):
            return False
        token = token.head
    return False


def _leads_back(token: Token, words: Words) -> bool:
    """Whether a word stands for a place named elsewhere: "there", "in the region"."""
    if token.lower_ == _THERE and token.dep_ == "advmod":
        return True
    if token.dep_ != "pobj" or token.lemma_.lower() not in words.led_back:
        return False
    return any(c.lower_ in _DEFINITE for c in token.lefts)


def _lead_for(claim: Claim, around: Around) -> Scene | None:
    """The lead's scene, for what is told after it."""
    lead = around.lead
    return lead if lead is not None and lead.sentence < claim.sentence <= lead.sentence + around.reach else None


def _lead(
    events: Sequence[Event], claims: Sequence[Claim], paragraphs: Sequence[int], limits: Limits, countries: Set[str]
) -> Scene | None:
    """What the text is about: of the scenes of its first sentences the first place and the first day."""
    first = [
        replace(_lent(event, _scene(claim, paragraph, limits, countries)), sides=_sides(event), died=_dead(event))
        for event, claim, paragraph in zip(events, claims, paragraphs, strict=True)
        if claim.event_type in _SCENIC and claim.sentence < limits.lead_sentences and claim.modality == _HAPPENED
    ]
    where = next((s for s in first if s.places), None)
    when = next((s for s in first if any(s.days)), None)
    known = where or when
    if known is None:
        return None
    last = max(scene.sentence for scene in (where, when) if scene is not None)
    if when is None:
        return replace(known, dates=(), days=(None, None), sentence=last)
    return replace(known, dates=when.dates, days=when.days, sentence=last, died=when.died)


def _scene(claim: Claim, paragraph: int, limits: Limits, countries: Set[str]) -> Scene:
    """What others can inherit of a claim: days that are near to each other; places, unless they are several states."""
    places = tuple(arg for arg in claim.arguments if arg.role == "place")
    if len(places) > 1 and all(arg.name in countries for arg in places):
        places = ()
    days = (claim.date_start, claim.date_end)
    if not _is_short(days, limits.lead_days):
        return Scene(places, (), (None, None), claim.sentence, paragraph)
    return Scene(places, tuple(a for a in claim.arguments if a.role == "date"), days, claim.sentence, paragraph)


def _lent(event: Event, scene: Scene) -> Scene:
    """What others can inherit of a scene: nothing of a court's, no day of a toll, no end of a way."""
    frame = event.candidate.frame
    if frame.mode in _COURT:
        return replace(scene, places=(), dates=(), days=(None, None))
    if frame.pattern == _TOLL:
        scene = replace(scene, dates=(), days=(None, None))
    if frame.mode in _ROUTES or frame.event_type == "MOVEMENT":
        scene = replace(scene, places=())
    return scene


def _is_short(days: tuple[str | None, str | None], most: int) -> bool:
    first, last = days
    if first is None or last is None:
        return False
    return (date.fromisoformat(last) - date.fromisoformat(first)).days <= most


def _is_present(verb: Token) -> bool:
    """Whether what is told goes on, in the present tense and not in a title: it is of no day."""
    perfect = any(c.lemma_ == "have" for c in verb.lefts)
    return tense(verb) == "present" and not perfect and region_of(verb.doc, verb.idx) != "title"


def _is_told_back(event: Event, claim: Claim) -> bool:
    """Whether the narrator goes back to what was before: "he had killed two boys"; in reported speech "had" is none."""
    had = any(c.lower_ in ("had", "'d") and c.dep_ in ("aux", "auxpass") for c in event.candidate.verb.lefts)
    return had and claim.status == "asserted"


def _is_rate(event: Event) -> bool:
    """Whether a figure counts by the day or the like, so that the claim is of no single day."""
    return any(isinstance(q.value, Quantity) and q.value.per is not None for q in event.of("quantity"))


def _has(claim: Claim, role: str) -> bool:
    return any(arg.role == role for arg in claim.arguments)


def _may_be_one(days: tuple[str | None, str | None], others: tuple[str | None, str | None]) -> bool:
    """Whether two spans of days overlap; open ends and unknown days leave it open."""
    (first, last), (start, end) = days, others
    return not ((last and start and last < start) or (end and first and end < first))


def _is_other(found: Candidate, words: Words) -> bool:
    """Whether this is not what was told before: "another attack", "an earlier raid", "had used force before"."""
    beside = (c for c in found.token.lefts if c.dep_ in ("amod", "det"))
    behind = (c for c in found.verb.rights if c.dep_ == "advmod" and found.verb.pos_ == "VERB")
    return any(c.lower_ in words.other_event for c in (*beside, *behind))


def _paragraph(doc: Doc, token: int) -> int:
    """The number of a token's paragraph; a sentence stands for one where the Doc knows none."""
    starts = doc._.paragraphs
    return bisect_right(starts, token) if starts else sentence_of(doc, token)
