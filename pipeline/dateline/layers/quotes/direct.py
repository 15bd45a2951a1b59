"""Which cue a quoted part belongs to: the verb after it, the verb before it, or a colon or dash and a name."""

from collections.abc import Mapping, Set

from spacy.tokens import Doc, Token

from dateline.doc.offsets import sentence_of, sentence_tokens
from dateline.doc.predicates import Range, trim
from dateline.layers.quotes.lexicon import Cue

REACH = 30
"""How many tokens may stand between a quoted part and its cue."""
NAME = 14
"""How many tokens the name of a source has at most, before a colon or after a dash."""

_STOPS = frozenset({".", ";", "!", "?", "…"})
_OPENING = frozenset({"“", "''", '"', "„", "«", "‹", "「", "『", "〝", "＂"})
_DASHES = frozenset({"—", "–", "―", "--", "---"})
_ENDS = (",", "?", "!", "—", "–", "…", "--")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PERSONAL = frozenset({"he", "she"})
_INNER = frozenset({"relcl", "acl", "amod", "compound", "advcl", "aux", "auxpass", "pcomp"})


def cue_after(doc: Doc, part: Range, cues: Mapping[int, Cue], limit: int) -> int | None:
    """The cue verb that follows a quoted part, as in: "...," the minister said."""
    inner = doc[part[1] - 2] if part[1] - part[0] > 2 else doc[part[0]]
    at = part[1]
    ends = inner.text.endswith(_ENDS)
    if at < limit and doc[at].text in (",", "--", "—", "–", "―"):
        ends, at = True, at + 1
    if at >= limit or not (ends or doc[at].is_lower):
        return None
    for i in range(at, min(limit, at + REACH)):
        token = doc[i]
        cue = cues.get(i)
        if cue is not None and cue.name == "cite" and (saying := _as_saying(doc, i, min(limit, i + NAME), cues)):
            return saying
        if cue is not None and cue.takes("quote") and _can_lead(token, at):
            return i if token.tag_ != "VBG" or any(c.dep_ == "aux" for c in token.lefts) else None
        if token.text in _STOPS or token.text in _OPENING or (token.pos_ == "VERB" and token.dep_ not in _INNER):
            return None
    return None


def _as_saying(doc: Doc, quoting: int, limit: int, cues: Mapping[int, Cue]) -> int | None:
    """The cue in "was quoted as saying" and "quoted the general as saying"."""
    return next((i for i in range(quoting + 2, limit) if doc[i - 1].lower_ == "as" and i in cues), None)


def _can_lead(token: Token, at: int) -> bool:
    return token.i == at or (token.pos_ == "VERB" and token.dep_ not in ("relcl", "amod", "compound"))


def cue_before(doc: Doc, part: Range, cues: Mapping[int, Cue], limit: int, channels: Set[str]) -> int | None:
    """The cue verb before a quoted part, as in: the minister told reporters: "...".

    channels: the words that lead from a cue to where its words stood ("wrote on Telegram ...").
    """
    at = part[0] - 1
    if at < limit:
        return None
    last = doc[at]
    if last.text not in (",", ":", "that", "--", "—", "–") and at not in cues:
        return _cue_near(doc, part, cues, limit, channels)
    if last.text != ":" and doc[part[0]].is_sent_start and last.text in _STOPS:
        return None
    for i in range(at, max(limit - 1, at - REACH), -1):
        token = doc[i]
        cue = cues.get(i)
        if cue is not None and cue.takes("quote") and token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            return i
        if token.text in _STOPS or (last.text == "," and token.pos_ == "VERB" and token.dep_ not in _INNER):
            return None
    return None


def _cue_near(doc: Doc, part: Range, cues: Mapping[int, Cue], limit: int, channels: Set[str]) -> int | None:
    """The cue that only a channel or a day parts from a whole clause, as in: he wrote on Twitter "..."."""
    if doc[part[0] - 1].pos_ not in ("NOUN", "PROPN", "NUM") or not any(t.tag_ in _FINITE for t in doc[slice(*part)]):
        return None
    for i in range(part[0] - 2, max(limit - 1, part[0] - NAME // 2), -1):
        if i in cues:
            near = cues[i].takes("quote") and doc[i].pos_ == "VERB" and doc[i].dep_ not in ("amod", "compound")
            direct = doc[i + 1].lower_ in channels or doc[i + 1].ent_type_ in ("DATE", "TIME")
            return i if near and direct else None
        if doc[i].is_punct or doc[i].pos_ == "VERB":
            return None
    return None


def name_before(doc: Doc, at: int, limit: int, channels: Set[str]) -> Range | None:
    """The name before the colon at a token, as in: Minister: "..."; None where it is no name.

    channels: the words that lead from a name to where it spoke ("Minister on Telegram: ...").
    """
    if at <= limit or doc[at].text != ":":
        return None
    start = max(limit, at - 2 * NAME, sentence_tokens(doc, sentence_of(doc, at))[0])
    end = next((i for i in range(start + 1, at) if doc[i].lower_ in channels), at)
    start, end = trim(doc, (start, end))
    if not 0 < end - start <= NAME:
        return None
    return (start, end) if _is_name(doc, start, end) or _is_somebody(doc, start, end) else None


def subject_before(doc: Doc, part: Range, limit: int) -> Range | None:
    """The person whom a clause before a colon is about, as in: The minister was blunt: "..."."""
    at = part[0] - 1
    if at <= limit or doc[at].text != ":" or not any(t.tag_ in _FINITE for t in doc[slice(*part)]):
        return None
    start = max(limit, sentence_tokens(doc, sentence_of(doc, at))[0])
    subjects = [t for t in doc[start:at] if t.dep_ == "nsubj" and t.head.i < at]
    named = next((t for t in subjects if t.head.dep_ == "ROOT"), subjects[0] if subjects else None)
    if named is None or (named.ent_type_ != "PERSON" and named.lower_ not in _PERSONAL):
        return None
    return trim(doc, (named.left_edge.i, named.i + 1))


def _is_somebody(doc: Doc, start: int, end: int) -> bool:
    """Whether tokens are a noun phrase that opens with an article ("A doctor at the hospital: ...")."""
    return doc[start].pos_ == "DET" and not any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in doc[start:end])


def name_after(doc: Doc, at: int, limit: int) -> Range | None:
    """The name after the dash at a token that ends a paragraph, as in: "..." - Minister."""
    if at >= limit or doc[at].text not in _DASHES:
        return None
    end = limit
    while end > at + 1 and doc[end - 1].is_punct:
        end -= 1
    return (at + 1, end) if 0 < end - at - 1 <= NAME and _is_name(doc, at + 1, end) else None


def _is_name(doc: Doc, start: int, end: int) -> bool:
    tokens = doc[start:end]
    return any(t.pos_ == "PROPN" for t in tokens) and not any(t.pos_ in ("VERB", "AUX") for t in tokens)
