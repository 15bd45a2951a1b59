"""spaCy's dependency parser, decoded in step: the same heads, labels and sentences, all paragraphs of a batch at once.

What stands between two sentence starts that are known before (a paragraph) is parsed by itself, as no arc crosses such
a start: so a batch takes as many steps as its longest paragraph has moves. The moves are those of the arc-eager system
(`spacy/pipeline/_parser_internals/arc_eager.pyx`): shift, reduce, left arc, right arc, break; so is what each needs.
Models of another make are left to spaCy's own decoder.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.pipeline.dep_parser import DEFAULT_PARSER_MODEL, DependencyParser
from spacy.tokens import Doc

from dateline.doc.transitions import Ints, Scorer, can_step, chunks, column, starts_of, whole_batches

FEATURES = 8
SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
_KINDS = "SDLRB"
DEEP = 3  # tokens of the stack that are looked at
Bools = NDArray[np.bool_]


@Language.factory(
    "dateline_parser",
    assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"],
    default_config={
        "moves": None,
        "update_with_oracle_cut_size": 100,
        "learn_tokens": False,
        "min_action_freq": 30,
        "model": DEFAULT_PARSER_MODEL,
        "scorer": {"@scorers": "spacy.parser_scorer.v1"},
    },
    default_score_weights={
        "dep_uas": 0.5,
        "dep_las": 0.5,
        "dep_las_per_type": None,
        "sents_p": None,
        "sents_r": None,
        "sents_f": 0.0,
    },
)
def make_parser(
    nlp: Language,
    name: str,
    model: Any,
    moves: Any,
    update_with_oracle_cut_size: int,
    learn_tokens: bool,
    min_action_freq: int,
    scorer: Callable[..., Any] | None,
) -> "ParserInStep":
    """A parser with the settings of spaCy's factory "parser"."""
    return ParserInStep(
        nlp.vocab,
        model,
        name=name,
        moves=moves,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        learn_tokens=learn_tokens,
        min_action_freq=min_action_freq,
        scorer=scorer,
    )


class ParserInStep(DependencyParser):
    """Sets the heads, labels and sentence starts that DependencyParser sets."""

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """The Docs with heads, labels and sentences, a whole batch at a time."""
        return whole_batches(self, docs, batch_size)

    def predict(self, docs: Iterable[Doc]) -> list[Any]:
        """For each Doc its heads and labels, or spaCy's own state where the Doc is left to its decoder."""
        docs = list(docs)
        found: list[Any] = [None] * len(docs)
        if can_step(self, FEATURES) and any(map(len, docs)):
            found = [arcs for run in chunks(docs) for arcs in self._decoded(run)]
        left = [i for i, arcs in enumerate(found) if arcs is None]
        for i, state in zip(left, super().predict([docs[i] for i in left]) if left else (), strict=True):
            found[i] = state
        return found

    def set_annotations(self, docs: Sequence[Doc], states: Sequence[Any]) -> None:
        """Puts what was predicted on the Docs."""
        for doc, state in zip(docs, states, strict=True):
            if isinstance(state, np.ndarray):
                arcs: Any = state
                doc.from_array([HEAD, DEP], arcs)
                for hook in self.postprocesses:
                    hook(doc)
            else:
                super().set_annotations([doc], [state])

    def _decoded(self, docs: Sequence[Doc]) -> list[Any]:
        """For each Doc an array of heads (relative) and labels; None where no move was allowed."""
        names = [self.moves.get_class_name(i) for i in range(self.moves.n_moves)]
        kind = np.array([_KINDS.index(name[0]) for name in names])
        label = np.array([self.vocab.strings[name[2:]] if len(name) > 2 else 0 for name in names], dtype=np.uint64)
        parse = _Parse(docs, Scorer(self.model, docs), kind, label)
        parse.run()
        return parse.arcs(self.vocab.strings["ROOT"])


class _Parse:
    """The states of all paragraphs of some Docs. Tokens are numbered over all Docs; -1 is none."""

    def __init__(self, docs: Sequence[Doc], score: Scorer, kind: Ints, label: NDArray[np.uint64]) -> None:
        self.score, self.kind, self.label = score, kind, label
        # What it costs to take a move, by the set of kinds that a state may take: nothing, or all.
        sets = np.arange(1 << len(_KINDS))[:, None] >> np.arange(len(_KINDS)) & 1
        self.cost = np.where(sets[:, kind] == 1, np.float32(0), np.float32(-np.inf))
        self.stuck = (sets[:, kind] == 0).all(1)
        self.edges = edges = starts_of(docs)
        n = int(edges[-1])
        preset = column(docs, "SENT_START")
        begins = preset == 1
        begins[edges[:-1][edges[:-1] < n]] = True
        self.preset = np.append(preset == 1, [False, False])
        self.sent_start = self.preset.copy()
        self.no_start = np.append(preset == -1, [False, False])
        self.head, self.by, self.prior = (np.full(n + 2, -1) for _ in range(3))
        self.last_left, self.last_right = np.full(n + 2, -1), np.full(n + 2, -1)
        self.unshifted = np.zeros(n + 2, bool)
        self.next = np.flatnonzero(begins)  # of each paragraph, the first token that was never taken from the buffer
        self.end = np.append(self.next[1:], n)
        self.doc_end = edges[np.searchsorted(edges, self.next, side="right")]
        size = int((self.end - self.next).max(initial=0)) + 2
        # A stack stands on as many places without a token as are looked at from its top.
        self.stack, self.depth = np.full((len(self.next), DEEP + size), -1), np.zeros(len(self.next), np.int64)
        self.back, self.n_back = np.full((len(self.next), size), -1), np.zeros(len(self.next), np.int64)
        self.failed: Bools = np.zeros(len(self.next), bool)
        self.doc_of = np.searchsorted(edges, self.next, side="right") - 1
        self.start = self.next.copy()
        # A paragraph may break between the first two tokens of the next one, which must then be parsed with that.
        self.broke_ahead: Bools = np.zeros(len(self.next), bool)
        self.broken: Bools = np.zeros(len(self.next), bool)

    def run(self) -> None:
        """Takes moves until every paragraph is parsed; anew where the one before it turns out to break into it."""
        live = np.arange(len(self.next))
        while len(live):
            self._parse(live)
            told = np.append(False, self.broke_ahead[:-1] & (self.doc_of[:-1] == self.doc_of[1:]))
            live = np.flatnonzero(told != self.broken)
            self._reset(live, told[live])

    def _parse(self, live: Ints) -> None:
        while len(live):
            popped, broke = self._step(live)
            if broke:
                live = self._restarted(live)
            if popped:
                done = (self.depth[live] == 0) & (self.n_back[live] == 0) & (self.next[live] >= self.end[live])
                live = live[~(done | self.failed[live])]

    def _restarted(self, live: Ints) -> Ints:
        """The paragraphs at work, with those taken back to their beginning that the one before has just broken into."""
        into = live[self.broke_ahead[live]] + 1
        into = into[~self.broken[into]] if len(into) else into
        if not len(into):
            return live
        self._reset(into, np.ones(len(into), bool))
        return np.union1d(live, into)

    def _reset(self, lanes: Ints, broken: Bools) -> None:
        """Takes some paragraphs back to their beginning; broken: whether their second token starts a sentence."""
        for lane, told in zip(lanes.tolist(), broken.tolist(), strict=True):
            own = slice(self.start[lane], self.end[lane])
            for values in (self.head, self.by, self.prior, self.last_left, self.last_right):
                values[own] = -1
            self.unshifted[own] = False
            self.sent_start[own] = self.preset[own]
            self.sent_start[self.start[lane] + 1] |= told
        self.next[lanes], self.depth[lanes], self.n_back[lanes] = self.start[lanes], 0, 0
        self.broken[lanes], self.broke_ahead[lanes] = broken, False

    def _step(self, live: Ints) -> tuple[bool, bool]:
        """One move of every state; whether one may have ended, and whether one broke into the next paragraph."""
        depth, n_back, end, doc_end = (of.take(live) for of in (self.depth, self.n_back, self.end, self.doc_end))
        ahead = self.next.take(live)
        b0, b1 = self._buffer(live, ahead, n_back, doc_end)
        top = live * self.stack.shape[1] + depth + (DEEP - 1)
        s0, s1, s2 = (self.stack.take(top - i) for i in range(DEEP))
        own = np.where(b0 < end, b0, -1)
        left_of, right_of = self.last_left, self.last_right
        scores = self.score(b0, b1, s0, s1, s2, left_of.take(own), left_of.take(s0), right_of.take(s0))
        waiting = doc_end - ahead + n_back
        allowed = self._allowed(depth, waiting, b0, b1, self._starts(live, end, b1))
        scores += self.cost.take(allowed, 0)
        best = scores.argmax(1)
        kinds = self.kind.take(best)
        shift, reduce, left, right, breaks = ((kinds == kind).nonzero()[0] for kind in range(len(_KINDS)))
        if len(reduce):
            self._reduce(live[reduce], s0[reduce])
        if len(left):
            self._left(live[left], b0[left], s0[left], best[left])
        if len(right):
            self._right(live[right], b0[right], s0[right], best[right])
        if len(shift):
            self._take(live[shift], b0[shift])
        broke = bool(len(breaks)) and self._break(live[breaks], b1[breaks])
        stuck = self.stuck.take(allowed)
        self.failed[live[stuck]] = True
        return bool(len(reduce) or len(left) or stuck.any()), broke

    def _buffer(self, live: Ints, ahead: Ints, n_back: Ints, doc_end: Ints) -> tuple[Ints, Ints]:
        """The first two tokens of the buffer of some paragraphs: what came back from the stack, then what is new."""
        returned = n_back.any()
        tokens = []
        for i in range(2):
            fresh = ahead + (i - n_back if returned else i)
            fresh[fresh >= doc_end] = -1
            tokens.append(np.where(i < n_back, self.back[live, n_back - 1 - i], fresh) if returned else fresh)
        return tokens[0], tokens[1]

    def _allowed(self, depth: Ints, left: Ints, b0: Ints, b1: Ints, starts: Bools) -> Ints:
        """Which kinds of moves a state may take, as a set of bits.

        depth, left: tokens of its stack and of its buffer; starts: whether the buffer's second token starts a sentence.
        """
        start, more, stacked = self.sent_start.take(b0), left >= 2, depth > 0
        arcs = stacked & (left > 0) & ~start
        shift = ~stacked | (more & ~start & ~self.unshifted.take(b0))
        reduce = stacked & ((left == 0) | ~((depth == 1) & self.no_start.take(b0)))
        breaks = more & (b1 == b0 + 1) & ~starts & ~self.no_start.take(b1)
        bits: Ints = (shift << SHIFT) + (reduce << REDUCE) + arcs * ((1 << LEFT) + (1 << RIGHT)) + (breaks << BREAK)
        return bits

    def _starts(self, live: Ints, end: Ints, token: Ints) -> Bools:
        """Whether a token starts a sentence, as a paragraph sees it: of the next one it knows what it did itself."""
        ahead = token > end
        if not ahead.any():
            return self.sent_start.take(token)
        return np.where(ahead, self.preset[token] | self.broke_ahead[live], self.sent_start[token])

    def _take(self, lanes: Ints, b0: Ints) -> None:
        """Moves the first token of the buffer onto the stack."""
        self.stack[lanes, self.depth[lanes] + DEEP] = b0
        self.depth[lanes] += 1
        again = self.n_back[lanes] > 0
        self.n_back[lanes[again]] -= 1
        self.next[lanes[~again]] += 1

    def _reduce(self, lanes: Ints, s0: Ints) -> None:
        """Takes the top off the stack; back to the buffer where it has no head yet and is not the last."""
        returns = (self.head[s0] < 0) & (self.depth[lanes] > 1)
        self.depth[lanes] -= 1
        back, tokens = lanes[returns], s0[returns]
        self.unshifted[tokens] = True
        self.back[back, self.n_back[back]] = tokens
        self.n_back[back] += 1

    def _left(self, lanes: Ints, heads: Ints, children: Ints, best: Ints) -> None:
        """Makes the buffer's first token the head of the stack's top, in the place of the one that it had."""
        had = self.head[children]
        again = had >= 0
        self.failed[lanes[again & (self.last_right[had] != children)]] = True
        self.last_right[had[again]] = self.prior[children[again]]
        self.prior[children] = self.last_left[heads]
        self.last_left[heads] = children
        self.head[children], self.by[children] = heads, best
        self.unshifted[heads] = False
        self.depth[lanes] -= 1

    def _right(self, lanes: Ints, children: Ints, heads: Ints, best: Ints) -> None:
        """Makes the stack's top the head of the buffer's first token, which goes onto the stack."""
        self.prior[children] = self.last_right[heads]
        self.last_right[heads] = children
        self.head[children], self.by[children] = heads, best
        self._take(lanes, children)

    def _break(self, lanes: Ints, b1: Ints) -> bool:
        """Makes a sentence start with the buffer's second token, or notes that the next paragraph's second is one.

        Whether there is one of the latter.
        """
        inside = b1 < self.end[lanes]
        self.sent_start[b1[inside]] = True
        self.broke_ahead[lanes[~inside]] = True
        return not inside.all()

    def arcs(self, root: int) -> list[Any]:
        """For each Doc heads (relative) and labels of its tokens; None for those that are left to spaCy."""
        n = int(self.edges[-1])
        head, at = self.head[:n], np.arange(n)
        labels = np.where(head >= 0, self.label[self.by[:n]], np.uint64(root))
        relative = np.where(head >= 0, head - at, 0).astype(np.int64).astype(np.uint64)
        both = np.stack((relative, labels), 1)
        left = set(self.doc_of[self.failed].tolist())
        bounds = zip(self.edges[:-1].tolist(), self.edges[1:].tolist(), strict=True)
        return [None if i in left or a == b else both[a:b] for i, (a, b) in enumerate(bounds)]
