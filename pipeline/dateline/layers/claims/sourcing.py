"""On whose word a claim stands: the attributions that it is in, nearest first, and what their cues make of it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.doc.predicates import (
    FINITE,
    RELATIVE_PRONOUNS,
    Range,
    antecedent,
    direct_object,
    is_infinitive,
    is_passive,
    noun_phrase,
    own_subject,
)
from dateline.layers.actors.values import Actor
from dateline.layers.claims.coreference import Referents
from dateline.layers.claims.event import Event
from dateline.layers.claims.fillers import Filler, Fillers, Participant, between
from dateline.layers.claims.lexicon import CueClass, Lexicon, Words
from dateline.layers.claims.nouns import kinds
from dateline.layers.claims.resolve import SPEECH_ACTS, resolve_modality, resolve_status
from dateline.layers.claims.values import Argument
from dateline.layers.dates.values import Date
from dateline.layers.quotes.values import Quote, quotes

DENIAL = "denial"
"""The pattern of frames that say no more than that their subject denies what was said."""
CLAIMED = "claimed"
"""The pattern of frames whose subject says himself that he did it: "claimed responsibility"."""
_NOT_SO = frozenset({"unproven", "inactive"})
"""Patterns of frames that say by themselves that it is not so: "unverified", "stood by"."""
_CITING_CLASS, _ANNOUNCING, _RECEIVING = "cite", "announce", "receive"
_GIVING_WAY = frozenset({"RETREAT", "AID", "CONCEDE", "COOPERATE"})
"""Event types that whoever expects them of another wants."""
_REJECT = "REJECT"
_ACCORDING, _DIRECT, _SEMICOLON = "according", "direct", ";"
_ON, _WITH = "on", "with"
_MARKS = frozenset({'"', "“", "”"})
_FEWEST_QUOTED = 6
"""Tokens in quotation marks from which on they hold a statement and no name."""
_NO_SOURCE = frozenset({"ADP", "SCONJ", "CCONJ", "ADV", "PUNCT", "AUX"})
_LEAST_BEFORE = 4
_MOST_NAMED = 8
"""Tokens from "with" to a name that is put to what it opens."""
_SAYING = frozenset({"person", "party", "force", "crowd", "name", "place", "information"})
"""Classes of nouns that can be cited as the source of something."""
_NO_CUE_STATUS = frozenset({"planned", "requested", "intended", "agreed"})
"""What the content is by its modality; of the source these cues only say that it says so."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What somebody says: its parts and cue in tokens, end-exclusive, and what the class of its cue makes of it.

    source: the tokens of the source; speaker: the actor that it is; name: of the speaker, else the source's text.
    nested: it is what a quoted source itself attributes to others.
    hedged: the source is said to be unverified, or only seems to say it ("a video appeared to show").
    day: the date in the phrase that names the source, which is of what it says ("according to police on Thursday").
    """

    quote_id: str
    parts: tuple[Range, ...]
    cue: Range
    name: str
    cue_class: CueClass
    class_name: str
    source: Range | None
    speaker: Participant | None
    nested: bool
    hedged: bool = False
    day: Filler[Date] | None = None

    @property
    def length(self) -> int:
        """Tokens of its parts."""
        return sum(end - start for start, end in self.parts)

    def is_cue(self, token: int) -> bool:
        """Whether a token is in the cue."""
        return self.cue[0] <= token < self.cue[1]


@dataclass(frozen=True, slots=True)
class Attributions:
    """The attributions of a Doc. holding: by the triggers in their content, nearest first; citing: by the word that a
    short "citing ..." hangs on; days: the first tokens of the dates in the phrases that name a source."""

    holding: Mapping[int, Sequence[Attribution]]
    citing: Mapping[int, Sequence[Attribution]]
    days: frozenset[int]

    def around(self, hit: int) -> Sequence[Attribution]:
        """The attributions whose content holds a trigger, the shortest first."""
        return self.holding.get(hit, ())

    def nearest(self, hit: int) -> Attribution | None:
        """The nearest one that has a speaker."""
        return next((said for said in self.around(hit) if said.cue_class.speaks), None)


def read_attributions(doc: Doc, lexicon: Lexicon, referents: Referents, hits: Sequence[int]) -> Attributions:
    """The attributions that say something of their content; hits: the tokens that may be triggers, in order."""
    parts: dict[str, list[Range]] = defaultdict(list)
    first: dict[str, Quote] = {}
    for span, value in quotes(doc):
        if value.quote_id in first or value.cue_class in lexicon.classes:
            first.setdefault(value.quote_id, value)
            parts[value.quote_id].append((span.start, span.end))
    for name, value in first.items():
        parts[name] = _of_clause(doc, parts[name], value)
    parts = {name: kept for name, every in parts.items() if (kept := _of_part(doc, every, lexicon.words))}
    named = reversed(referents.fillers.actors)
    actors = {p.value.actor_id: p for p in named if isinstance(p.value, Actor)}
    found = [
        _attribution(doc, value, tuple(parts[name]), lexicon, actors, referents)
        for name, value in first.items()
        if name in parts
    ]
    found.sort(key=lambda said: said.length)
    days = frozenset(said.day.start for said in found if said.day is not None)
    return Attributions(_by_hit(found, hits), _by_cited(doc, found, lexicon, referents.fillers), days)


def _of_clause(doc: Doc, parts: Sequence[Range], value: Quote) -> list[Range]:
    """What a source says that breaks into a clause: "two boys drowned; they had, a neighbour says, gone fishing".

    What stands before the semicolon is not on his word, but where he is quoted word for word.
    """
    if value.kind == _DIRECT:
        return list(parts)
    kept = []
    for start, end in parts:
        last = next((i for i in range(end - 1, start, -1) if doc[i].text == _SEMICOLON), start)
        broken = (
            last > start
            and end <= value.cue[0]
            and not any(t.pos_ == "VERB" and t.lemma_ != "have" for t in doc[last:end])
        )
        kept.append((last + 1, end) if broken else (start, end))
    return kept


def _of_part(doc: Doc, parts: Sequence[Range], words: Words) -> list[Range]:
    """What a source says where it stands inside a clause: "ten died, including, the mayor said, six children".

    What stands before "including" and "among them" is not on his word.
    """
    return [(start, end) for start, end in parts if not _leads_to_part(doc, start, end, words)]


def _leads_to_part(doc: Doc, start: int, end: int, words: Words) -> bool:
    last = [token for token in doc[start:end] if not token.is_punct][-2:]
    if not last:
        return False
    among = len(last) == 2 and last[1].pos_ == "PRON" and last[0].lower_ in words.including
    among = among and last[0].i > 0 and last[0].nbor(-1).is_punct
    return among or (last[-1].lower_ in words.including and last[-1].dep_ != "prt")


def _attribution(
    doc: Doc,
    value: Quote,
    parts: tuple[Range, ...],
    lexicon: Lexicon,
    actors: Mapping[str, Participant],
    referents: Referents,
) -> Attribution:
    source, speaker = _read_out(doc, value, lexicon), actors.get(value.source_actor_id or "")
    source = source if speaker is not None or _may_speak(doc, source, lexicon) else None
    if source is not None and source[1] - source[0] == 1 and doc[source[0]].tag_ in RELATIVE_PRONOUNS:
        source = _whom_it_stands_for(doc[source[0]], referents.fillers)
    beside = _put_beside(doc, value.cue, referents.fillers)
    if beside is not None:
        source = beside.start, beside.end
        speaker = None if beside.is_place else beside
    elif source and not speaker and (held := referents.fillers.at(source[0])) is not None and not held.is_place:
        speaker = held if (held.start, held.end) == source else None
    elif source and speaker:
        named = (found for i in range(*source) if (found := referents.fillers.at(i)) is not None)
        speaker = next((found for found in named if found.key == speaker.key), speaker)
    elif source and source[1] - source[0] == 1 and doc[source[0]].lower_ in lexicon.words.pronouns:
        speaker = referents.of_pronoun(doc[source[0]], None, before=min(source[0], parts[0][0]))
    elif source:
        speaker = referents.of_utterance(doc[source[0] : source[1]].root)
    name = speaker.value.name if speaker else doc[source[0] : source[1]].text if source else "unspecified"
    cue_class, hedged = lexicon.classes[value.cue_class], _is_hedged(doc, source, value.cue, lexicon)
    day = _day_of_phrase(doc, value.cue, source, parts, referents.fillers.dates)
    return Attribution(
        value.quote_id, parts, value.cue, name, cue_class, value.cue_class, source, speaker, value.nested, hedged, day
    )


def _whom_it_stands_for(pronoun: Token, fillers: Fillers) -> Range | None:
    """The tokens of whoever "who" stands for: the mention of an actor, else the noun phrase."""
    found = antecedent(pronoun)
    named = fillers.at(found.i) if found is not None else None
    if found is None:
        return None
    return (named.start, named.end) if named is not None else noun_phrase(found)


def _put_beside(doc: Doc, cue: Range, fillers: Fillers) -> Participant | None:
    """ "With its neighbour, Uganda, reporting ten deaths": who is named right before a participle, between commas."""
    verb = doc[cue[0]]
    if verb.tag_ != "VBG" or own_subject(verb) is not None or verb.i < _LEAST_BEFORE or doc[verb.i - 1].text != ",":
        return None
    named = fillers.at(verb.i - 2)
    start = named.start if named is not None else 0
    start -= start > 0 and doc[start - 1].dep_ == "det"
    if named is None or start == 0 or doc[start - 1].text != ",":
        return None
    before = doc[max(0, start - _MOST_NAMED) : start - 1]
    opened = next((t for t in reversed(before) if t.lower_ == _WITH or t.is_punct or t.pos_ == "VERB"), None)
    return named if opened is not None and opened.lower_ == _WITH else None


def _day_of_phrase(
    doc: Doc, cue: Range, source: Range | None, parts: Sequence[Range], dates: Sequence[Filler[Date]]
) -> Filler[Date] | None:
    """The date that hangs on "according" or its source or stands right behind that: "according to police on Thursday".

    Before what is said it must be cut off from it: not "according to police on Thursday rebels attacked the town".
    """
    if source is None or doc[cue[0]].lower_ != _ACCORDING or source[0] < cue[1]:
        return None
    heads = {*range(*cue), doc[source[0] : source[1]].root.i}
    fronted = parts[0][0] >= source[1]
    for date in between(dates, source[1], doc[cue[0]].sent.end):
        root = doc[date.start : date.end].root
        behind = source[1] + (doc[source[1]].lower_ == _ON)
        cut_off = not fronted or date.end == len(doc) or doc[date.end].is_punct
        if (date.start == behind and cut_off) or (root.head.i in heads or root.head.head.i in heads):
            return date
    return None


def _read_out(doc: Doc, value: Quote, lexicon: Lexicon) -> Range | None:
    """The source of a quote; of "... read the statement; we will not yield" what is read, not whoever speaks in it."""
    source = value.source
    if source is None or lexicon.words.pronouns.get(doc[source[0]].lower_) != "first":
        return source
    read = direct_object(doc[value.cue[0]])
    return (read.i, read.i + 1) if read is not None and read.lemma_.lower() in lexicon.words.utterances else source


def _may_speak(doc: Doc, source: Range | None, lexicon: Lexicon) -> bool:
    """Whether the tokens of a source name anybody or anything that tells: not "amongst", not "the attack"."""
    if source is None:
        return False
    root = doc[source[0] : source[1]].root
    if root.pos_ in _NO_SOURCE:
        return False
    found = lexicon.nouns.get(root.lemma_.lower(), frozenset())
    only_happens = "event" in found and found.isdisjoint(_SAYING)
    return root.pos_ != "NOUN" or not only_happens or root.lemma_.lower() in lexicon.words.utterances


def _is_hedged(doc: Doc, source: Range | None, cue: Range, lexicon: Lexicon) -> bool:
    """ "Unverified footage showed", "a video appeared to show"."""
    seems = doc[cue[0]].dep_ in ("xcomp", "advcl") and doc[cue[0]].head.lemma_ in lexicon.words.raising_verbs
    return seems or (source is not None and any(t.lower_ in lexicon.words.hedges for t in doc[source[0] : source[1]]))


def _by_hit(found: Iterable[Attribution], hits: Sequence[int]) -> Mapping[int, Sequence[Attribution]]:
    holding: dict[int, list[Attribution]] = defaultdict(list)
    for said in found:
        for start, end in said.parts:
            for hit in hits[bisect_left(hits, start) : bisect_left(hits, end)]:
                if not said.is_cue(hit):
                    holding[hit].append(said)
    return holding


def _by_cited(
    doc: Doc, found: Iterable[Attribution], lexicon: Lexicon, fillers: Fillers
) -> Mapping[int, Sequence[Attribution]]:
    citing: dict[int, list[Attribution]] = defaultdict(list)
    for said in found:
        cue = doc[said.cue[0]]
        short = said.length <= lexicon.limits.cited_tokens
        if said.class_name == _CITING_CLASS and cue.tag_ == "VBG" and short and _can_say(doc, said, lexicon, fillers):
            citing[cue.head.i].append(said)
    return citing


def _can_say(doc: Doc, said: Attribution, lexicon: Lexicon, fillers: Fillers) -> bool:
    """Whether what is cited can say something: "an officer", "a report"; not "a lack of funds", "'security'"."""
    cited = doc[said.parts[0][0] : said.parts[0][1]].root
    if cited.lemma_.lower() in lexicon.words.utterances:
        return True
    return not kinds(cited, lexicon.nouns, fillers, lexicon.words).isdisjoint(_SAYING)


def source_arguments(event: Event, said: Attributions) -> list[Argument]:
    """The sources, nearest first: who speaks, else narrator or unspecified; last whom the source itself cites."""
    trigger = event.candidate.token.i
    speaking = [a for a in said.around(trigger) if a.cue_class.speaks]
    own_word = event.candidate.frame.event_type in SPEECH_ACTS or event.candidate.frame.pattern == CLAIMED
    nobody = event.candidate.frame.pattern == "speak" or (own_word and event.factuality.negated)
    doers = event.of("source") or (event.of("agent") if own_word and not nobody else [])
    if speaking:
        spoken = [_source(attribution) for attribution in speaking]
        found = list({(arg.layer, arg.at): arg for arg in reversed(spoken)}.values())[::-1]
    elif doers:
        found = [replace(doers[0].argument, role="source")]
    else:
        open_ = event.factuality.unspecified or _speaks(event) or is_quoted(event.candidate.token)
        found = [Argument("source", "none", "unspecified" if open_ else "narrator", None, "clause")]
    return found + _cited(event, speaking[0] if speaking else None, said)


def _source(said: Attribution) -> Argument:
    if said.speaker is None:
        return Argument("source", "none", said.name, said.source, "sentence")
    return Argument("source", "actors", said.name, (said.speaker.start, said.speaker.end), "sentence")


def _cited(event: Event, nearest: Attribution | None, said: Attributions) -> list[Argument]:
    """Whom the source itself cites: "Interfax reported it, citing an unnamed officer"."""
    token = event.candidate.token
    anchors = (token.i, *(range(*nearest.cue) if nearest else ()))
    parts = [cited.parts[0] for anchor in anchors for cited in said.citing.get(anchor, ())]
    return [Argument("source", "none", token.doc[start:end].text, (start, end), "sentence") for start, end in parts]


def is_quoted(token: Token) -> bool:
    """Whether a word stands in a quotation of whole clauses, so that it is not the narrator who says it.

    Looked at from the start of its sentence on: what is opened there and closed behind the word, or not at all.
    """
    doc, sent = token.doc, token.sent
    before = [t for t in doc[sent.start : token.i] if t.text in _MARKS]
    if not before or (len(before) % 2 == 0 and before[-1].text != "“") or before[-1].text == "”":
        return False
    end = next((t.i for t in doc[token.i : sent.end] if t.text in _MARKS), sent.end)
    return any(t.tag_ in FINITE for t in doc[before[-1].i : end]) and end - before[-1].i > _FEWEST_QUOTED


def is_unnamed(event: Event, nearest: Attribution | None) -> bool:
    """Whether the nearest source has no name: "officials", "a military source", "were reported"."""
    if nearest is None:
        return event.factuality.unspecified
    return nearest.speaker is None or nearest.speaker.value.kind == "nominal"


def _disputes(event: Event, words: Words) -> bool:
    """Whether the claim is that somebody denies what was said: "Kenya denied this", "rejected the allegation"."""
    found = event.candidate
    if found.frame.pattern == DENIAL:
        return True
    rejected = found.of("object") if found.frame.event_type == _REJECT else ()
    return any(head.lemma_.lower() in words.disputed for head in rejected)


def status_and_modality(
    event: Event, nearest: Attribution | None, around: Sequence[Attribution], words: Words
) -> tuple[str, str]:
    """How sure a claim is, and whether it is actual, by its clause and the nearest source."""
    sure, frame = event.factuality, event.candidate.frame
    silent = frame.pattern == "unproven" or (frame.pattern == "speak" and sure.negated)
    verifier = frame.mode == "verify" or sure.modality == "hypothetical"
    modality = "actual" if silent else resolve_modality(sure.modality, reported=nearest is not None)
    if frame.event_type == "REQUEST" and modality == "actual" and not sure.negated:
        modality = "requested"
    if modality == "planned" and _is_wanted(event, words):
        modality = "requested"
    denied = sure.denied or _disputes(event, words) or any(a.cue_class.status == "denied" for a in around)
    cue = (
        "denied"
        if denied
        else nearest.cue_class.status
        if nearest
        else "confirmed"
        if sure.confirmed
        else "claimed"
        if sure.unspecified or _speaks(event) or (not event.of("source") and is_quoted(event.candidate.token))
        else None
    )
    if cue in _NO_CUE_STATUS:
        cue = "claimed"
    if cue == CLAIMED and nearest is not None and _got_it_himself(event, nearest):
        cue = "confirmed"
    hedged = sure.hedge is not None or (nearest is not None and nearest.hedged)
    return resolve_status(cue=cue, modality=modality, hedged=hedged, silent=silent, verifier=verifier), modality


def _got_it_himself(event: Event, nearest: Attribution) -> bool:
    """Whether who announces a receipt is who got it: "Kenya announced that it had received ten bodies"."""
    got = event.candidate.frame.pattern == _RECEIVING and nearest.class_name == _ANNOUNCING
    return got and nearest.speaker is not None and any(one.key == nearest.speaker.key for one in event.of("recipient"))


def _is_wanted(event: Event, words: Words) -> bool:
    """Whether somebody expects another to give way or help, and so asks him to; what he may fear he does not."""
    found = event.candidate
    verb, above = found.verb, found.verb.head
    expected = verb.dep_ in ("ccomp", "xcomp") and above.lemma_ in words.expecting_verbs and not is_passive(above)
    own = own_subject(verb) if expected and is_infinitive(verb) else None
    return own is not None and own.i > above.i and found.frame.event_type in _GIVING_WAY and bool(event.of("agent"))


def cue_of(event: Event, nearest: Attribution | None, status: str) -> Range | None:
    """The tokens that made the status: a modal, a hedge, a verb above; else the cue of the nearest source."""
    sure = event.factuality
    if status == "unverified" and sure.hedge is not None:
        return sure.hedge, sure.hedge + 1
    own = sure.cue is not None and (sure.modality != "actual" or sure.denied or sure.unspecified)
    if own and sure.cue is not None:
        return sure.cue, sure.cue + 1
    return None if nearest is None else nearest.cue


def _speaks(event: Event) -> bool:
    """Whether the claim is an act of speech with a speaker, or in the passive with none named."""
    if event.candidate.frame.pattern == CLAIMED or event.of("source"):
        return not event.factuality.negated
    if event.candidate.frame.event_type not in SPEECH_ACTS:
        return False
    return bool(event.of("agent")) or is_passive(event.candidate.token)


def is_negative(event: Event, status: str) -> bool:
    """Whether the claim says that it is not so: negated, denied (but not both), a stated zero, unproven."""
    if event.candidate.frame.pattern in _NOT_SO or any(q.negated for q in event.of("quantity")):
        return True
    return event.factuality.negated != (status == "denied")


def without_attribution(scope: Range, nearest: Attribution | None, token: int) -> Range:
    """The clause without the attribution around it."""
    if nearest is None:
        return scope
    part = next(p for p in nearest.parts if p[0] <= token < p[1])
    clipped = max(scope[0], part[0]), min(scope[1], part[1])
    return clipped if clipped[0] <= token < clipped[1] else scope
