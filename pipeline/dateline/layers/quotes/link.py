"""Which actor a source is: a mention inside it, its antecedent, or nobody where that is not safe."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dateline.doc.offsets import sentence_of, sentence_tokens
from dateline.doc.predicates import Range
from dateline.layers.actors.values import actors
from dateline.layers.quotes.lexicon import Words

_PERSONAL = frozenset({"he", "she"})
_BODILY = frozenset({"it", "they"})
_RELATIVE = frozenset({"who", "which", "that"})
_OWNING = frozenset({"poss", "compound", "amod", "nmod"})
_BY = frozenset({"by", "from"})
_FOR = frozenset({"of", "for", "from", "at", "with", "in"})
_STEPS = 3
"""How many words may lead from an actor up to the noun that speaks for it."""
_PRONOUNS = _PERSONAL | _BODILY | _RELATIVE


class Speaker(NamedTuple):
    """An actor mention as tokens, with its id and type."""

    start: int
    end: int
    actor_id: str
    type: str


def actor_mentions(doc: Doc) -> list[Speaker]:
    """The actor mentions in reading order; none where the actors layer did not run."""
    return [Speaker(span.start, span.end, actor.actor_id, actor.type) for span, actor in actors(doc)]


def source_actor(
    doc: Doc, source: Range | None, mentions: Sequence[Speaker], last: Speaker | None, words: Words
) -> tuple[Speaker | None, str]:
    """The actor that the source names or, if a pronoun, stands for, and why; None where several fit or none does.

    last: the source of the attribution before, if that stands in this or the previous sentence.
    """
    if source is None:
        return None, "nobody is named"
    inside = _between(mentions, source[0], source[1])
    if inside:
        root = doc[source[0] : source[1]].root
        heads = [root.i, *(c.i for c in root.rights if c.dep_ == "appos")]
        named = next(
            (m for at in heads for m in inside if m.start <= at < m.end), _named_last(doc, source, inside[-1], words)
        )
        if named is not None:
            return named, f"{_ids(inside)} in it"
        following = root.i + 1
        unknown = following < source[1] and doc[following].pos_ == "PROPN" and following >= inside[-1].end
        behind = None if unknown else _only([m for m in inside if _speaks_through(doc, m, root, words)])
        return behind, f"{_ids(inside)} in it" if behind else f"not the one who speaks: {_ids(inside)}"
    word = doc[source[0]].lower_
    if source[1] - source[0] != 1 or word not in _PRONOUNS:
        return None, "no actor"
    if word in _RELATIVE:
        noun = _antecedent_noun(doc[source[0]])
        return next(iter(_between(mentions, noun, noun + 1)), None), "the noun that the clause belongs to"
    if word in _PERSONAL:
        return _antecedent(doc, source[0], mentions, last, {"person"})
    bodily = last if last is not None and last.type in ("org", "state", "group") else None
    return bodily, "the source before" if bodily else "the source before is nobody's or a person's"


def _named_last(doc: Doc, source: Range, last: Speaker, words: Words) -> Speaker | None:
    """The person whose name ends the source, whatever the parser hung it on ("the governor of Ohio, Mike DeWine")."""
    if last.type != "person" or last.start == source[0] or any(not t.is_punct for t in doc[last.end : source[1]]):
        return None
    office = doc[source[0] : source[1]].root.lemma_.lower() in words["spokesmen"]
    before = doc[last.start - 1]
    return last if before.text == "," or (office and before.pos_ == "PROPN") else None


def _speaks_through(doc: Doc, mention: Speaker, noun: Token, words: Words) -> bool:
    """Whether a source is the word of an actor in it: a statement by her, a spokesman of it; no critic of either."""
    root = doc[mention.start : mention.end].root
    if mention.type == "group" and root.head.i == noun.i and root.dep_ in _OWNING:
        return True
    utterance = noun.lemma_.lower() in words["utterances"]
    if not utterance and (mention.type == "person" or noun.lemma_.lower() not in words["spokesmen"]):
        return False
    token, by = root, False
    for _ in range(_STEPS):
        if token.head.i == noun.i:
            near = token.dep_ in _OWNING or (token.dep_ == "prep" and token.lower_ in (_BY if utterance else _FOR))
            return near or (by and token.dep_ == "acl" and token.lemma_ in words["authoring"])
        token = token.head
        by = by or token.lower_ in _BY
    return False


def _ids(mentions: Sequence[Speaker]) -> str:
    return ", ".join(dict.fromkeys(m.actor_id or "?" for m in mentions)) or "none"


def _antecedent_noun(pronoun: Token) -> int:
    """The noun that a relative pronoun stands for; of an apposition the noun that it is put to."""
    noun = pronoun.head.head if pronoun.head.dep_ == "relcl" else pronoun
    return noun.head.i if noun.dep_ == "appos" else noun.i


def _between(mentions: Sequence[Speaker], start: int, end: int) -> Sequence[Speaker]:
    """The mentions that overlap tokens [start, end); mentions are in reading order and do not overlap."""
    first = bisect_right(mentions, start, key=lambda m: m.end)
    return mentions[first : bisect_left(mentions, end, key=lambda m: m.start)]


def _only(inside: Sequence[Speaker]) -> Speaker | None:
    ids = {m.actor_id for m in inside}
    return inside[0] if len(ids) == 1 else None


def _antecedent(
    doc: Doc, at: int, mentions: Sequence[Speaker], last: Speaker | None, types: set[str]
) -> tuple[Speaker | None, str]:
    """The source before, if of a fitting type; else the only fitting actor of this sentence and the previous one."""
    if last is not None and last.type in types:
        return last, "the source before"
    number = sentence_of(doc, at)
    start = sentence_tokens(doc, max(0, number - 1))[0]
    fitting = [m for m in _between(mentions, start, at) if m.type in types]
    return _only(fitting), f"fitting in this and the sentence before: {_ids(fitting)}"
