"""What claims say of each other within a document: the same again, a part, another figure, the other way, denied.

Claims of one event share what each lacks: the title has the place, the body the day, a third one who did it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.layers.claims.lexicon import Limits
from dateline.layers.claims.values import Argument, Claim, Relation

_COUNTED = frozenset({
    "CASUALTY", "RETREAT", "DAMAGE", "TERRITORIAL_CONTROL", "ASSAULT", "AID", "COERCE", "MOVEMENT", "DISASTER",
})  # fmt: skip
"""Event types of which two claims with the same figure are the same event."""
_OF_SILENCE = {"not_confirmed": "not_confirmed", "unverified": "questions"}
"""Status of a statement, and what it says of the claims before it."""
_SHARED = ("agent", "recipient")
_HAPPENED = "actual"
_LEAD = 2
"""The last sentence of title and lead."""
_TELLING = 3
"""From which on a figure tells events apart: in many, one or two are killed."""
_PARTIES = ("agent", "recipient", "patient")


def relate(claims: Sequence[Claim], limits: Limits) -> list[Relation]:
    """The relations as (claim, relation, target), by place in the list; a target always stands before its claim."""
    found: list[Relation] = []
    for i, claim in enumerate(claims):
        found += _to_earlier(claims, i, claim, limits)
        found += _of_denial(claims, i, claim, limits)
        found += _of_silence(claims, i, claim, limits)
    return found


def shared(claims: Sequence[Claim], relations: Sequence[Relation]) -> list[Claim]:
    """The claims with the agent and recipient that another claim of the same event names, on the basis of the document.

    Only where all of an event's claims that name one name the same, and what makes them one is not inherited itself.
    So place and days, over one and the same figure.
    """
    group = list(range(len(claims)))
    for i, relation, j in relations:
        if relation in ("repeats", "confirms") and _is_surely_one(claims[i], claims[j]):
            old, new = group[i], group[j]
            group = [new if g == old else g for g in group]
    found = list(claims)
    for role in _SHARED:
        for g in set(group):
            members = [i for i, at in enumerate(group) if at == g]
            named = {claims[i].names(role): i for i in members if claims[i].names(role)}
            if len(named) == 1:
                source = claims[next(iter(named.values()))]
                for i in members:
                    found[i] = _with(found[i], role, source)
    for g in set(group):
        members = [i for i, at in enumerate(group) if at == g]
        _share_scene(found, [i for i in members if claims[i].modality == _HAPPENED])
    return found


def _share_scene(found: list[Claim], members: Sequence[int]) -> None:
    """Gives the claims of one event over one figure the place and the days that one of them alone has."""
    placed = {found[i].names("place"): found[i] for i in members if found[i].names("place")}
    dated = {(found[i].date_start, found[i].date_end): found[i] for i in members if found[i].date_end}
    for i in members:
        claim = found[i]
        if (
            len(placed) == 1
            and not claim.names("place")
            and _is_over_same(claim, source := next(iter(placed.values())))
        ):
            places = (replace(arg, basis="document") for arg in source.arguments if arg.role == "place")
            found[i] = claim = replace(claim, place_inherited=True, arguments=(*claim.arguments, *places))
        undated = claim.date_start is None and claim.date_end is None
        if len(dated) == 1 and undated and _is_over_same(claim, source := next(iter(dated.values()))):
            days = tuple(replace(arg, basis="document") for arg in source.arguments if arg.role == "date")
            found[i] = replace(
                claim,
                date_start=source.date_start,
                date_end=source.date_end,
                date_inherited=True,
                arguments=(*claim.arguments, *days),
            )


def _is_over_same(claim: Claim, other: Claim) -> bool:
    """Whether two claims of an event have a figure in common that two events seldom have.

    What a later one says is lent to the lead only: another event further down may have cost as many.
    """
    if other.at > claim.at and claim.sentence > _LEAD:
        return False
    return claim.polarity == other.polarity and any(n >= _TELLING for n in claim.figures() & other.figures())


def _is_surely_one(claim: Claim, other: Claim) -> bool:
    """Whether two claims have a figure in common, or both a day and a place of their own."""
    if claim.figures() & other.figures():
        return True
    return not any(one.place_inherited or one.date_inherited for one in (claim, other))


def _with(claim: Claim, role: str, source: Claim) -> Claim:
    """The claim with the arguments that another one has in a role, unless they stand in it in another role."""
    given = [arg for arg in source.arguments if arg.role == role]
    others = [arg.name for arg in claim.arguments if arg.role in _PARTIES]
    if claim.names(role) or claim.status == "unverified" or any(arg.name in other for arg in given for other in others):
        return claim
    first = [replace(arg, basis="document") for arg in given]
    return replace(claim, arguments=(*first, *claim.arguments) if role == "agent" else _after_agents(claim, first))


def _after_agents(claim: Claim, added: Sequence[Argument]) -> tuple[Argument, ...]:
    agents = [arg for arg in claim.arguments if arg.role == "agent"]
    return (*agents, *added, *(arg for arg in claim.arguments if arg.role != "agent"))


def flagged(claims: Sequence[Claim], relations: Sequence[Relation]) -> list[Claim]:
    """The claims with what their relations make of them: direction reversed, figure differs, status unverified."""
    repeated = {i: j for i, relation, j in relations if relation in ("repeats", "confirms")}
    differing = {n for i, relation, j in relations if relation == "contradicts" for n in (i, j)}
    questioned = {j for _, relation, j in relations if relation == "questions"}
    disputed = {n for i, j in _opposed(claims, relations) for n in (i, j)}
    return [
        replace(
            claim,
            direction_reversed=i in repeated and is_reversed(claim, claims[repeated[i]]),
            figure_differs=i in differing,
            status=_status(claim, questioned=i in questioned, disputed=i in disputed),
        )
        for i, claim in enumerate(claims)
    ]


def _opposed(claims: Sequence[Claim], relations: Sequence[Relation]) -> Iterator[tuple[int, int]]:
    """Two claims of which one source says that it happened, and another that it did not."""
    for i, relation, j in relations:
        one, other = claims[i], claims[j]
        gainsaid = relation == "contradicts" and one.polarity != other.polarity
        if gainsaid and one.names("source") != other.names("source"):
            yield i, j


def _status(claim: Claim, *, questioned: bool, disputed: bool) -> str:
    """The status of a claim with what the document says of it elsewhere: unverified, else disputed."""
    if claim.status != "claimed":
        return claim.status
    return "unverified" if questioned else "disputed" if disputed else claim.status


def is_reversed(claim: Claim, other: Claim) -> bool:
    """ "Handed over 1,212 bodies to Russia" where the rest of the document has Russia hand them over."""
    giver, taker = claim.names("agent"), claim.names("recipient")
    if not giver or not taker or giver == taker:
        return False
    return giver == other.names("recipient") and taker == other.names("agent")


def contradicts(claim: Claim, other: Claim) -> bool:
    """Whether one states a figure above zero and the other that there was none, of the same agent."""
    if not claim.names("agent") & other.names("agent"):
        return False
    if claim.polarity == other.polarity or "actual" not in (claim.modality, other.modality):
        return False
    affirmed = other if claim.polarity == "-" else claim
    return bool(affirmed.figures() - {0.0})


def differs(claim: Claim, other: Claim) -> bool:
    """Whether two sources give two figures of what befell people in one event: on the same day at the same place.

    A source that corrects its own figure, and a figure that only adds to another, contradict nothing.
    """
    if claim.event_type != "CASUALTY" or claim.mode is None or not claim.figures() or not other.figures():
        return False
    if claim.figures() & other.figures() or claim.polarity != other.polarity or claim.modality != other.modality:
        return False
    if claim.is_addition or other.is_addition or claim.names("source") == other.names("source"):
        return False
    same_day = claim.date_start == other.date_start and claim.date_end == other.date_end and claim.date_end is not None
    here, there = claim.names("place"), other.names("place")
    return (
        same_day
        and (here == there or not here or not there)
        and bool(here or there or claim.sentence - other.sentence <= 2)
    )


def is_again(claim: Claim, other: Claim) -> bool:
    """Whether a claim tells of the event of an earlier one: the same figure, or the same day and place without two."""
    figures, others = claim.figures(), other.figures()
    if figures and others:
        return claim.event_type in _COUNTED and figures != {0.0} and bool(figures & others)
    if claim.modality != other.modality or claim.polarity != other.polarity or claim.is_addition:
        return False
    if not _may_be_same(claim, other, "agent") or not _may_be_same(claim, other, "recipient"):
        return False
    same_day = (
        claim.date_start is not None and claim.date_start == other.date_start and claim.date_end == other.date_end
    )
    return same_day and bool(claim.names("place") & other.names("place"))


def _may_be_same(claim: Claim, other: Claim, role: str) -> bool:
    here, there = claim.names(role), other.names(role)
    return not here or not there or bool(here & there)


def _to_earlier(claims: Sequence[Claim], i: int, claim: Claim, limits: Limits) -> Iterator[Relation]:
    """The nearest claim before of the same kind that tells of the same, of a part of it, or says the opposite."""
    for j in range(i - 1, max(-1, i - limits.reach), -1):
        other = claims[j]
        if other.event_type != claim.event_type or (other.mode != claim.mode and None not in (other.mode, claim.mode)):
            continue
        if claim.part_of is not None and claim.part_of in other.figure_tokens():
            yield i, "part_of", j
            return
        if is_again(claim, other):
            yield i, "confirms" if _confirms(claim, other) else "repeats", j
            return
        if contradicts(claim, other) or differs(claim, other):
            yield i, "contradicts", j
            return


def _confirms(claim: Claim, other: Claim) -> bool:
    return claim.status == "confirmed" and claim.names("source") != other.names("source")


def _of_denial(claims: Sequence[Claim], i: int, claim: Claim, limits: Limits) -> Iterator[Relation]:
    """ "Kyiv denied this", "Turkey denied that it had bombed the camp": the claim before it that is meant."""
    if claim.status != "denied":
        return
    for j in range(i - 1, max(-1, i - limits.reach), -1):
        other = claims[j]
        bare = claim.event_type == "STATEMENT" and claim.sentence - other.sentence <= limits.questioned_sentences
        same = other.event_type == claim.event_type and other.names("source") != claim.names("source")
        if other.event_type != "STATEMENT" and other.status != "denied" and (bare or same):
            yield i, "denies", j
            return


def _of_silence(claims: Sequence[Claim], i: int, claim: Claim, limits: Limits) -> Iterator[Relation]:
    """ "Has not confirmed the exchange" and "these figures remain unverified" speak of the claims before them."""
    relation = _OF_SILENCE.get(claim.status)
    if claim.event_type != "STATEMENT" or relation is None:
        return
    before = [j for j in range(max(0, i - limits.reach), i) if claims[j].event_type != "STATEMENT"]
    if relation == "questions":
        for j in before:
            if claims[j].figures() and claim.sentence - claims[j].sentence <= limits.questioned_sentences:
                yield i, relation, j
    elif before:
        yield i, relation, before[-1]
