"""Which actor a source is: a mention inside it, its antecedent, or nobody where that is not safe."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence, Set
from typing import NamedTuple

from spacy.tokens import Doc, Token

from dateline.doc.offsets import sentence_of, sentence_tokens
from dateline.doc.predicates import Range, appositions
from dateline.layers.actors.values import actors
from dateline.layers.quotes.lexicon import Lexicon

_OWNING = frozenset({"poss", "compound", "amod", "nmod"})
_BODIES = frozenset({"org", "state", "group"})
_PERSONS = frozenset({"person"})


class Speaker(NamedTuple):
    """An actor mention as tokens, with its id and type."""

    start: int
    end: int
    actor_id: str
    type: str


Linked = tuple[Speaker | None, str]
"""The actor of a source and why; None where several fit or none does."""


def speakers(doc: Doc) -> list[Speaker]:
    """The actor mentions in reading order; none where the actors layer did not run."""
    return [Speaker(span.start, span.end, actor.actor_id, actor.type) for span, actor in actors(doc)]


def source_actor(
    doc: Doc, source: Range | None, mentions: Sequence[Speaker], last: Speaker | None, lex: Lexicon
) -> Linked:
    """The actor that the source names or, if a pronoun, stands for, and why.

    last: the source of the attribution before, if that stands near enough (limit source_sentences).
    """
    if source is None:
        return None, "nobody is named"
    inside = _between(mentions, source[0], source[1])
    if inside:
        return _in_phrase(doc, source, inside, lex)
    if source[1] - source[0] != 1:
        return None, "no actor"
    return _of_pronoun(doc, doc[source[0]], mentions, last, lex)


def _in_phrase(doc: Doc, source: Range, inside: Sequence[Speaker], lex: Lexicon) -> Linked:
    """The actor at the head of a source or put to it, whose name ends it, or whose word it is."""
    root = doc[source[0] : source[1]].root
    heads = [root.i, *(noun.i for noun in appositions(root))]
    named = next((m for at in heads for m in inside if m.start <= at < m.end), None)
    named = named or _named_last(doc, source, inside[-1], lex)
    if named is not None:
        return named, f"{_ids(inside)} in it"
    following = root.i + 1
    unknown = following < source[1] and doc[following].pos_ == "PROPN" and following >= inside[-1].end
    behind = None if unknown else _only([m for m in inside if _speaks_through(doc, m, root, lex)])
    return behind, f"{_ids(inside)} in it" if behind else f"not the one who speaks: {_ids(inside)}"


def _of_pronoun(doc: Doc, pronoun: Token, mentions: Sequence[Speaker], last: Speaker | None, lex: Lexicon) -> Linked:
    """The actor that a pronoun stands for."""
    word = pronoun.lower_
    if word in lex.words.relative_pronouns:
        noun = _antecedent_noun(pronoun)
        return next(iter(_between(mentions, noun, noun + 1)), None), "the noun that the clause belongs to"
    if word in lex.words.personal_pronouns:
        return _person_before(doc, pronoun.i, mentions, last)
    if word not in lex.words.group_pronouns:
        return None, "no actor"
    body = last if last is not None and last.type in _BODIES else None
    return body, "the source before" if body else "the source before is nobody's or a person's"


def _named_last(doc: Doc, source: Range, last: Speaker, lex: Lexicon) -> Speaker | None:
    """The person whose name ends the source, whatever the parser hung it on ("the governor of Ohio, Mike DeWine")."""
    if last.type != "person" or last.start == source[0] or any(not t.is_punct for t in doc[last.end : source[1]]):
        return None
    office = doc[source[0] : source[1]].root.lemma_.lower() in lex.words.representative_nouns
    before = doc[last.start - 1]
    return last if before.text == "," or (office and before.pos_ == "PROPN") else None


def _speaks_through(doc: Doc, mention: Speaker, noun: Token, lex: Lexicon) -> bool:
    """Whether a source is the word of an actor in it: a statement by her, a spokesman of it; no critic of either."""
    root = doc[mention.start : mention.end].root
    if mention.type == "group" and root.head.i == noun.i and root.dep_ in _OWNING:
        return True
    lemma = noun.lemma_.lower()
    if lemma in lex.words.utterance_nouns:
        return _leads_to(root, noun, lex.words.author_prepositions, lex)
    speaks = mention.type != "person" and lemma in lex.words.representative_nouns
    return speaks and _leads_to(root, noun, lex.words.representative_prepositions, lex)


def _leads_to(root: Token, noun: Token, prepositions: Set[str], lex: Lexicon) -> bool:
    """Whether a noun is that of an actor: by a possessive, a preposition, or a participle and an agent."""
    token, by = root, False
    for _ in range(lex.limits.steps_to_source):
        if token.head.i == noun.i:
            near = token.dep_ in _OWNING or (token.dep_ == "prep" and token.lower_ in prepositions)
            return near or (by and token.dep_ == "acl" and token.lemma_ in lex.words.authoring_verbs)
        token = token.head
        by = by or token.lower_ in lex.words.author_prepositions
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


def _person_before(doc: Doc, at: int, mentions: Sequence[Speaker], last: Speaker | None) -> Linked:
    """The source before, if a person; else the only person of this sentence and the previous one."""
    if last is not None and last.type in _PERSONS:
        return last, "the source before"
    number = sentence_of(doc, at)
    start = sentence_tokens(doc, max(0, number - 1))[0]
    fitting = [m for m in _between(mentions, start, at) if m.type in _PERSONS]
    return _only(fitting), f"fitting in this and the sentence before: {_ids(fitting)}"
