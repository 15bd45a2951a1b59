"""On whose word a claim stands: the attributions that it is in, nearest first, and what their cues make of it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc

from dateline.doc.offsets import sentence_of
from dateline.doc.predicates import Range, is_passive
from dateline.layers.claims.fillers import Mention, Mentions
from dateline.layers.claims.lexicon import CueClass
from dateline.layers.claims.link import Arg, Draft, dates_at, own_dates
from dateline.layers.claims.resolve import SPEECH_ACTS, date_interval, resolve_modality, resolve_status
from dateline.layers.quotes.values import Quote, quotes

CITED = 12
"""How many tokens the name of a cited source has at most."""


@dataclass
class Speech:
    """An attribution: its parts, its cue, its source as text and as actor, and what its class says of the content."""

    quote_id: str
    parts: list[Range]
    cue: Range
    name: str
    cue_class: CueClass
    class_name: str
    source: Range | None
    speaker: Mention | None
    nested: bool

    def __len__(self) -> int:
        return sum(end - start for start, end in self.parts)


class Speeches:
    """The attributions of a Doc, by the triggers that they hold (nearest source first) and by the word they hang on."""

    def __init__(self, doc: Doc, found: Sequence[Speech], hits: Sequence[int]) -> None:
        self.holding: dict[int, list[Speech]] = defaultdict(list)
        self.citing: dict[int, list[Speech]] = defaultdict(list)
        for speech in sorted(found, key=len):
            for start, end in speech.parts:
                for hit in hits[bisect_left(hits, start) : bisect_left(hits, end)]:
                    if not speech.cue[0] <= hit < speech.cue[1]:
                        self.holding[hit].append(speech)
            cue = doc[speech.cue[0]]
            if speech.class_name == "cite" and cue.tag_ == "VBG" and len(speech) <= CITED:
                self.citing[cue.head.i].append(speech)

    def around(self, hit: int) -> list[Speech]:
        """The attributions whose content holds a trigger."""
        return self.holding.get(hit, [])


def speeches(doc: Doc, classes: dict[str, CueClass], mentions: Mentions, hits: Sequence[int]) -> Speeches:
    """The attributions that say something of their content; hits: the tokens that may be triggers, in order."""
    found: dict[str, Speech] = {}
    actors = {m.value.get("actor_id"): m for m in reversed(mentions.actors)}
    for span, value in quotes(doc):
        part = span.start, span.end
        if value.quote_id in found:
            found[value.quote_id].parts.append(part)
        elif value.cue_class in classes:
            speaker = actors.get(value.source_actor_id)
            found[value.quote_id] = _speech(doc, value, part, classes[value.cue_class], speaker, mentions)
    return Speeches(doc, list(found.values()), hits)


def _speech(
    doc: Doc, value: Quote, part: Range, cue_class: CueClass, speaker: Mention | None, mentions: Mentions
) -> Speech:
    source = value.source
    named = [m for i in range(*source) if (m := mentions.at(i)) is not None] if source and speaker else []
    speaker = next((m for m in named if speaker and m.key == speaker.key), speaker)
    name = str(speaker.value["name"]) if speaker else doc[source[0] : source[1]].text if source else "unspecified"
    return Speech(
        value.quote_id, [part], value.cue, name,
        cue_class, value.cue_class, source, speaker, value.nested,
    )  # fmt: skip


def sourced(made: Draft, mentions: Mentions, said: Speeches) -> dict[str, Any]:
    """The finished claim: sources, dates, polarity, modality and status added."""
    around = said.around(made.token.i)
    speaking = [s for s in around if s.cue_class.speaks]
    nearest = speaking[0] if speaking else None
    status, modality = _status(made, nearest)
    dates, basis = _dates(made, mentions, nearest)
    start, end = date_interval((preposition, d.value) for preposition, d in dates)
    doc = made.token.doc
    said_on = dates_at(doc, set(range(*nearest.cue)), mentions, nearest.cue) if nearest else []
    args = made.args + _source_args(made, speaking) + _cited(made, nearest, said)
    args += [Arg("date", "dates", doc[d.start : d.end].text, (d.start, d.end), basis, value=d.value) for _, d in dates]
    scope = _clip(made.scope, nearest, made.token.i)
    return {
        "at": _trigger_range(made),
        "rule": made.trigger.rule,
        "event_type": made.trigger.event_type,
        "mode": made.trigger.mode,
        "scope": scope,
        "sentence": sentence_of(doc, made.token.i),
        "date_start": start,
        "date_end": end,
        "said_on": said_on[0][1].value.get("date_end") if said_on else None,
        "quote_id": next((s.quote_id for s in around if not s.nested), None),
        "polarity": "-" if _is_negative(made, status) else "+",
        "modality": modality,
        "status": status,
        "date_inherited": basis != "clause" and bool(dates),
        "source_unnamed": _unnamed(speaking, made),
        "args": [vars(arg) for arg in args],
    }


def _is_negative(made: Draft, status: str) -> bool:
    if made.trigger.frame == "unproven" or any(arg.value.get("negated") for arg in made.of("quantity")):
        return True
    return made.certainty.negated != (status == "denied")


def _trigger_range(made: Draft) -> Range:
    particle = next((c.i for c in made.token.rights if c.dep_ == "prt"), made.token.i)
    return made.token.i, particle + 1 if particle <= made.token.i + 2 else made.token.i + 1


def _clip(scope: Range, nearest: Speech | None, token: int) -> Range:
    """The clause without the attribution around it."""
    if nearest is None:
        return scope
    part = next(p for p in nearest.parts if p[0] <= token < p[1])
    clipped = max(scope[0], part[0]), min(scope[1], part[1])
    return clipped if clipped[0] <= token < clipped[1] else scope


def _status(made: Draft, nearest: Speech | None) -> tuple[str, str]:
    sure, frame = made.certainty, made.trigger.frame
    silent = frame == "unproven" or (frame == "speak" and sure.negated)
    verifier = made.trigger.mode == "verify" or sure.modality == "hypothetical"
    modality = "actual" if silent else resolve_modality(sure.modality, reported=nearest is not None)
    if made.trigger.event_type == "REQUEST" and modality == "actual" and not sure.negated:
        modality = "requested"
    cue = nearest.cue_class.status if nearest else "claimed" if sure.unspecified or _speaks(made) else None
    if cue in ("planned", "requested", "intended", "agreed"):
        cue = "claimed"
    hedged = sure.hedge is not None
    return resolve_status(cue=cue, modality=modality, hedged=hedged, silent=silent, verifier=verifier), modality


def _speaks(made: Draft) -> bool:
    """Whether the claim is an act of speech with a speaker, or in the passive with none named."""
    return made.trigger.event_type in SPEECH_ACTS and (bool(made.of("agent")) or is_passive(made.token))


def _source_args(made: Draft, speaking: list[Speech]) -> list[Arg]:
    if not speaking:
        if made.trigger.event_type in SPEECH_ACTS and (doers := made.of("agent")):
            return [replace(a, role="source") for a in doers[:1]]
        name = "unspecified" if made.certainty.unspecified or _speaks(made) else "narrator"
        return [Arg("source", "none", name, None)]
    return list({(arg.layer, arg.at): arg for arg in reversed([_source_arg(s) for s in speaking])}.values())[::-1]


def _cited(made: Draft, nearest: Speech | None, said: Speeches) -> list[Arg]:
    """Whom the source itself cites: "Interfax reported it, citing an unnamed officer"."""
    anchors = (made.token.i, *(range(*nearest.cue) if nearest else ()))
    parts = [speech.parts[0] for anchor in anchors for speech in said.citing.get(anchor, ())]
    return [Arg("source", "none", made.token.doc[start:end].text, (start, end), "sentence") for start, end in parts]


def _source_arg(speech: Speech) -> Arg:
    if speech.speaker is None:
        return Arg("source", "none", speech.name, speech.source, "sentence", speech.name.lower())
    at = speech.speaker.start, speech.speaker.end
    return Arg("source", "actors", speech.name, at, "sentence", speech.speaker.key, value=speech.speaker.value)


def _unnamed(speaking: list[Speech], made: Draft) -> bool:
    if not speaking:
        return made.certainty.unspecified
    return speaking[0].speaker is None or speaking[0].speaker.value.get("kind") == "nominal"


def _dates(made: Draft, mentions: Mentions, nearest: Speech | None) -> tuple[list[tuple[str, Mention]], str]:
    """The dates of the event: its own, else those of the verb that it hangs on, else of an announcement."""
    own = own_dates(made, mentions)
    if own:
        return own, "clause"
    verb = made.light or made.token
    head = verb.head
    is_cue = nearest is not None and nearest.cue[0] <= head.i < nearest.cue[1]
    if verb.dep_ in ("advcl", "conj", "relcl", "acl", "xcomp") and head.pos_ == "VERB" and not is_cue:
        found = dates_at(made.token.doc, {head.i}, mentions, made.scope)
        if found:
            return found, "sentence"
    if nearest is not None and nearest.class_name in ("announce", "confirm"):
        return dates_at(made.token.doc, set(range(*nearest.cue)), mentions, nearest.cue), "sentence"
    return [], "clause"
