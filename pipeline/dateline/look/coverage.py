"""Which predicates of a corpus the claims know: those with a frame, those listed as no event, those with neither."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dateline.data import read_jsonl
from dateline.doc.make import doc_of
from dateline.doc.predicates import particle
from dateline.flow.annotate import annotated, batches
from dateline.layers.claims.candidates import light_verb, readings
from dateline.layers.claims.component import Claims
from dateline.layers.claims.lexicon import Lexicon
from dateline.layers.registry import LAYERS
from dateline.reading.documents import Document

EXAMPLES = 2  # sentences kept of a predicate
LONGEST = 160  # characters of a sentence that is shown
BATCH = 32  # documents
CARRIED = 0.05  # share of a noun's mentions that a light verb carries, from which on it may name an event

Key = tuple[str, str]
"""Lemma, with its particle, and part of speech (VERB, NOUN)."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb or noun of the corpus.

    known: frame (its word has one, whatever its conditions), none (listed as no event), or "" for neither.
    """

    lemma: str
    pos: str
    count: int
    known: str
    examples: tuple[str, ...]


def no_events() -> frozenset[Key]:
    """The predicates that are no event an analyst counts: models/frames/none.jsonl."""
    return frozenset((word, entry["pos"]) for entry in read_jsonl("frames/none.jsonl") for word in entry["words"])


def coverage(nlp: Language, documents: Iterable[Document], *, max_chars: int) -> list[Predicate]:
    """The predicates of a corpus, the commonest first: all verbs, and the nouns that name events.

    A noun names an event where it has a frame, or where light verbs carry it now and then ("held a rally")
    and the corpus has a verb of the same form ("a strike") or its suffix makes nouns of verbs.
    """
    claims = nlp.get_pipe("claims")
    assert isinstance(claims, Claims)
    lexicon, listed = claims.lexicon, no_events()
    counts: Counter[Key] = Counter()
    framed: set[Key] = set()
    carried: Counter[Key] = Counter()
    said: dict[Key, list[str]] = {}
    for doc in _parsed(nlp, documents, max_chars):
        for token in doc:
            if token.pos_ not in ("VERB", "NOUN") or not token.is_alpha:
                continue
            key = predicate(token, lexicon, listed)
            counts[key] += 1
            carried[key] += token.pos_ == "NOUN" and light_verb(token, lexicon.words) is not None
            if readings(token, lexicon):
                framed.add(key)
            elif len(said.setdefault(key, [])) < EXAMPLES:
                said[key].append(_sentence(token.sent))
    suffixes = _event_suffixes()
    verbs = {lemma for lemma, pos in counts if pos == "VERB"}
    named = (
        key for key in counts if key[1] == "VERB" or key in framed
        or (carried[key] >= CARRIED * counts[key] > 0 and (key[0] in verbs or key[0].endswith(suffixes)))
    )  # fmt: skip
    return [
        Predicate(*key, counts[key], known(key, framed, listed), tuple(said.get(key, ())))
        for key in sorted(named, key=lambda key: (-counts[key], key))
    ]


def known(key: Key, framed: set[Key], listed: frozenset[Key]) -> str:
    """What the claims know of a predicate: frame, none or ""."""
    return "frame" if key in framed else "none" if key in listed else ""


def predicate(token: Token, lexicon: Lexicon, listed: frozenset[Key]) -> Key:
    """The predicate that a verb or noun stands for; the particle belongs to it where an entry has the two together."""
    lemma, after = token.lemma_.lower(), particle(token) if token.pos_ == "VERB" else None
    if after is not None:
        longer = (f"{lemma} {after.lower_}", "VERB")
        if longer in lexicon.frames or longer in listed:
            return longer
    return lemma, token.pos_


def share(found: Sequence[Predicate], top: int) -> dict[str, int]:
    """How many of the commonest predicates have a frame, are listed as no event, or neither."""
    counts = Counter(each.known or "neither" for each in found[:top])
    return {name: counts[name] for name in ("frame", "none", "neither")}


def _event_suffixes() -> tuple[str, ...]:
    entries = read_jsonl("lexicon/claims_coverage.jsonl")
    return tuple(word for entry in entries if entry["list"] == "event_suffixes" for word in entry["words"])


def _parsed(nlp: Language, documents: Iterable[Document], max_chars: int) -> Iterator[Doc]:
    """The Docs with what the base model says of them; the layers do not run."""
    readable = (document for document in documents if document.status == "ok")
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name in LAYERS]):
        for batch in batches(readable, BATCH, max_chars):
            with nlp.memory_zone():
                yield from annotated(nlp, [doc_of(nlp, document) for document in batch], max_chars=max_chars)


def _sentence(sentence: Span) -> str:
    text = " ".join(sentence.text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
