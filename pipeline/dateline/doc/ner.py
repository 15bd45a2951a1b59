"""spaCy's entity recogniser, decoded in step: the same entities, for all sentences of a batch at once, in numpy.

An entity never crosses a sentence, so sentences are independent, and a whole batch takes as many steps as its longest
sentence has tokens. The moves are spaCy's: B(egin), I(n), L(ast), U(nit) with a label, O(ut); which are allowed, too
(`spacy/pipeline/_parser_internals/ner.pyx`). Docs with entities set before, as by an entity ruler, and models of
another make are left to spaCy's own decoder.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline.ner import DEFAULT_NER_MODEL, EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from dateline.doc.embedding import remember
from dateline.doc.encoder import in_blocks
from dateline.doc.transitions import Ints, Scorer, can_step, chunks, column, starts_of, whole_batches

FEATURES = 3  # the token, the first token of the open entity, the token before within it
BEGIN, IN, LAST, UNIT, OUT = 1, 2, 3, 4, 5
_KINDS = "-BILUO"
Entities = list[tuple[int, int, str]]


@Language.factory(
    "dateline_ner",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={
        "moves": None,
        "update_with_oracle_cut_size": 100,
        "model": DEFAULT_NER_MODEL,
        "incorrect_spans_key": None,
        "scorer": {"@scorers": "spacy.ner_scorer.v1"},
    },
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def make_ner(
    nlp: Language,
    name: str,
    model: Any,
    moves: Any,
    update_with_oracle_cut_size: int,
    incorrect_spans_key: str | None,
    scorer: Callable[..., Any] | None,
) -> "NerInStep":
    """A recogniser with the settings of spaCy's factory "ner"."""
    return NerInStep(
        nlp.vocab,
        model,
        name=name,
        moves=moves,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        incorrect_spans_key=incorrect_spans_key,
        scorer=scorer,
    )


class NerInStep(EntityRecognizer):
    """Sets the entities that EntityRecognizer sets."""

    def __init__(self, vocab: Vocab, model: Any, *args: Any, **settings: Any) -> None:
        super().__init__(vocab, model, *args, **settings)
        remember(model)
        in_blocks(model)

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """The Docs with their entities, a whole batch at a time."""
        return whole_batches(self, docs, batch_size)

    def predict(self, docs: Iterable[Doc]) -> list[Any]:
        """What is found in each Doc: its entities, or spaCy's own state where the Doc is left to its decoder."""
        docs = list(docs)
        steps = can_step(self, FEATURES)
        free = [i for i, doc in enumerate(docs) if steps and len(doc) and not doc.has_annotation("ENT_IOB")]
        found: list[Any] = [None] * len(docs)
        entities = (one for run in chunks([docs[i] for i in free]) for one in self._decoded(run))
        for i, one in zip(free, entities, strict=True):
            found[i] = one
        left = [i for i, one in enumerate(found) if one is None]
        for i, state in zip(left, super().predict([docs[i] for i in left]) if left else (), strict=True):
            found[i] = state
        return found

    def set_annotations(self, docs: Sequence[Doc], states: Sequence[Any]) -> None:
        """Puts what was predicted on the Docs."""
        for doc, state in zip(docs, states, strict=True):
            if isinstance(state, list):
                doc.set_ents([Span(doc, *entity) for entity in state], default="outside")
            else:
                super().set_annotations([doc], [state])

    def _decoded(self, docs: Sequence[Doc]) -> list[Entities]:
        """The entities of some Docs without any, as first token, one past the last, label."""
        names = [self.moves.get_class_name(i) for i in range(self.moves.n_moves)]
        kind = np.array([max(0, _KINDS.find(name[:1])) if name not in ("", "U-") else 0 for name in names])
        labels = sorted({name[2:] for name in names if len(name) > 2})
        label = np.array([labels.index(name[2:]) if len(name) > 2 else -1 for name in names])
        moves, starts = _moves(Scorer(self.model, docs), docs, kind, label), starts_of(docs)
        return [
            _entities(kind[moves[a:b]], label[moves[a:b]], labels)
            for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)
        ]


def _moves(score: Scorer, docs: Sequence[Doc], kind: Ints, label: Ints) -> Ints:
    """The move of every token: its place among the model's moves, whose kind and label are given."""
    starts, ends = _sentences(docs)
    solid = ~column(docs, "IS_SPACE").astype(bool)
    cost = _costs(kind, label)
    moves = np.zeros(len(solid), np.int64)
    opened, current = np.full(len(starts), -1), np.full(len(starts), -1)  # first token and label of the open entity
    live = len(starts)
    for step in range(int((ends - starts).max(initial=0))):
        while live and ends[live - 1] - starts[live - 1] <= step:
            live -= 1
        at, first, now = starts[:live] + step, opened[:live], current[:live]
        scores = score(at, first, np.where(first >= 0, at - 1, -1))
        more = ends[:live] - 1 != at
        scores += cost[now + 1, more.view(np.int8), solid[at].view(np.int8)]
        moves[at] = best = scores.argmax(1)
        kinds = kind[best]
        begins, goes_on = kinds == BEGIN, kinds == IN
        opened[:live] = np.where(begins, at, np.where(goes_on, first, -1))
        current[:live] = np.where(begins | goes_on, label[best], -1)
    return moves


def _costs(kind: Ints, label: Ints) -> NDArray[np.float32]:
    """What each move costs, nothing or all: by the open entity's label (0: none is open), more tokens, a solid token.

    more: whether the sentence has a token after this one; solid: whether this one is no space.
    """
    n_labels = int(label.max(initial=-1)) + 1
    now, more, solid = np.ogrid[-1:n_labels, 0:2, 0:2]
    now, more, solid = (of[..., None] for of in (now, more == 1, solid == 1))
    same, is_open = label == now, now >= 0
    allowed = np.select(
        [kind == BEGIN, kind == IN, kind == LAST, kind == UNIT, kind == OUT],
        [~is_open & more & solid, is_open & more & same, is_open & same, ~is_open & solid, ~is_open],
        default=False,
    )
    return np.where(allowed, np.float32(0), np.float32(-np.inf))


def _sentences(docs: Sequence[Doc]) -> tuple[Ints, Ints]:
    """First token of every sentence and one past its last, the longest sentence first."""
    edges = starts_of(docs)
    is_start = column(docs, "SENT_START") == 1
    is_start[edges[:-1]] = True
    starts = np.flatnonzero(is_start)
    ends = np.append(starts[1:], edges[-1])
    order = np.argsort(starts - ends, kind="stable")
    return starts[order], ends[order]


def _entities(kinds: Ints, labels: Ints, names: Sequence[str]) -> Entities:
    found: Entities = []
    start = 0
    for i in np.flatnonzero(kinds != OUT).tolist():
        if kinds[i] == BEGIN:
            start = i
        elif kinds[i] in (LAST, UNIT):
            found.append((start if kinds[i] == LAST else i, i + 1, names[labels[i]]))
    return found
