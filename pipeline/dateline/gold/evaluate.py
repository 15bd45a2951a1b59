"""Tables held to gold: scores by layer with intervals, and what one run gains and loses against another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from dateline.gold import claims
from dateline.gold.annotations import IN_GOLD, GoldDocument
from dateline.gold.scoring import Mention, agrees, count, pairs, same
from dateline.layers.registry import LAYERS
from dateline.tables.frames import read_table

SCORED = (*IN_GOLD, "claims")
MEASURES = ("exact", "overlap", "value")
SAMPLES = 1000  # bootstrap samples of the documents
MOST_WEIGHTS = 1 << 21  # of documents in samples, held at a time
_ENDS = ("\n", ". ", "? ", "! ")

Rows = Sequence[Mapping[str, Any]]
Range = tuple[int, int]
Triple = tuple[int, int, int]  # right, predicted, in the gold


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 with the 95% bootstrap interval of F1 over documents."""

    layer: str
    measure: str
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    gold: int
    pred: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A gold mention, or one in no gold, on which two runs differ, or that a run has wrong.

    change: gained (this run is right and the other was not), lost, or wrong;
    rule: of the row that is right, or of the wrong one where there is no right one; detail: what is, or was, wrong.
    at: where the sentence lies in the text; expected, got: where the mention lies in gold and tables.
    """

    layer: str
    doc_id: str
    text: str
    sentence: str
    rule: str
    change: str
    detail: str
    at: Range
    expected: Range | None
    got: Range | None

    def line(self) -> str:
        """The difference in one line."""
        sign = "+" if self.change == "gained" else "-"
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{sign} {self.change:6s} {self.layer} {self.doc_id} {self.text!r}{rule} {self.detail} | {self.sentence}"


def read_rows(folder: Path, gold: Sequence[GoldDocument]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The rows of an output folder for the gold's documents, by layer and document."""
    ids = {d.doc_id for d in gold}
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for layer in IN_GOLD:
        found[layer] = {doc_id: [] for doc_id in ids}
        for row in read_table(layer, folder).to_pylist():
            if row["doc_id"] in ids:
                found[layer][row["doc_id"]].append(row)
    return found | {"claims": _claim_rows(folder, found["quantities"])}


def _claim_rows(folder: Path, quantities: Mapping[str, Rows]) -> dict[str, list[dict[str, Any]]]:
    """The claims of an output folder with their arguments, by document."""
    tables: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name in ("claims", "claim_args"):
        tables[name] = {doc_id: [] for doc_id in quantities}
        for row in read_table(name, folder).to_pylist():
            if row["doc_id"] in quantities:
                tables[name][row["doc_id"]].append(row)
    return {
        doc_id: claims.predictions(tables["claims"][doc_id], tables["claim_args"][doc_id], figures)
        for doc_id, figures in quantities.items()
    }


def missing(folder: Path, gold: Sequence[GoldDocument]) -> list[str]:
    """The gold's documents that an output folder does not have, or has with another text."""
    texts = {r["doc_id"]: r["text"] for r in read_table("documents", folder).select(["doc_id", "text"]).to_pylist()}
    return [d.doc_id for d in gold if texts.get(d.doc_id) != d.text]


def mentions(rows: Rows, layer: str, columns: Sequence[str]) -> list[Mention]:
    """Rows as mentions with the columns given, days as ISO 8601."""
    return [Mention(r["start"], r["end"], {c: _plain(r[c]) for c in columns if c in r}) for r in rows]


def _plain(value: Any) -> Any:
    return value.date().isoformat() if hasattr(value, "date") else value


def compared(gold: GoldDocument, rows: Rows, layer: str) -> tuple[list[Mention], list[Mention], list[int]]:
    """The gold and predicted mentions that count, and which rows the latter are.

    Predictions on optional gold, and of kinds that the gold does not list, count neither way.
    """
    columns = LAYERS[layer].scored
    real = mentions([r for r in gold.rows[layer] if not r.get("optional")], layer, columns)
    optional = mentions([r for r in gold.rows[layer] if r.get("optional")], layer, columns)
    pred = mentions(rows, layer, columns)
    paired = {j for _, j in pairs(real, pred)}
    rest = [j for j in range(len(pred)) if j not in paired]
    free = {rest[j] for _, j in pairs(optional, [pred[j] for j in rest])}
    free |= {j for j in rest if rows[j].get("kind") in LAYERS[layer].uncounted}
    kept = [j for j in range(len(pred)) if j not in free]
    return real, [pred[j] for j in kept], kept


def evaluate(
    gold: Sequence[GoldDocument], rows: Mapping[str, Mapping[str, Rows]], layers: Sequence[str] = SCORED
) -> list[Score]:
    """The scores of every layer: exact span, overlapping span, span with value; TIMEX3; columns of claims."""
    scores: list[Score] = []
    for layer in layers:
        for measure, found in triples(gold, rows, layer).items():
            total = total_of(found)
            if measure != "timex" or total[2]:
                scores.append(Score(layer, measure, *prf(total), *bootstrap(found), total[2], total[1]))
    return scores


def f1(gold: Sequence[GoldDocument], rows: Mapping[str, Mapping[str, Rows]], layer: str) -> dict[str, float]:
    """F1 of a layer by measure; 1 where there is nothing in gold or tables, as then nothing is wrong."""
    totals = {measure: total_of(found) for measure, found in triples(gold, rows, layer).items()}
    return {measure: prf(total)[2] if total[1] or total[2] else 1.0 for measure, total in totals.items()}


def triples(
    gold: Sequence[GoldDocument], rows: Mapping[str, Mapping[str, Rows]], layer: str
) -> dict[str, list[Triple]]:
    """What is right, predicted and in the gold, by measure and document."""
    if layer == "claims":
        tallies = [claims.tally(d, rows[layer][d.doc_id]) for d in gold]
        return {measure: [tally.counts[measure] for tally in tallies] for measure in claims.MEASURES}
    both = [compared(d, rows[layer][d.doc_id], layer)[:2] for d in gold]
    counts = [count(*sides) for sides in both]
    found = {measure: [(getattr(c, measure), c.pred, c.gold) for c in counts] for measure in MEASURES}
    if layer == "dates":
        found["timex"] = [_timex(d, rows[layer][d.doc_id]) for d in gold]
    return found


def _timex(gold: GoldDocument, rows: Rows) -> Triple:
    """TempEval's value F1: overlapping spans with the same TIMEX3 value, over gold that has one."""
    real, pred, kept = compared(gold, rows, "dates")
    values = {(r["start"], r["end"]): r["timex"] for r in gold.rows["dates"] if r.get("timex") is not None}
    right = without = 0
    for i, j in pairs(real, pred):
        wanted = values.get((real[i].start, real[i].end))
        without += wanted is None
        right += wanted is not None and wanted == rows[kept[j]].get("timex")
    stated = sum((r.start, r.end) in values for r in real)
    return right, len(pred) - without, stated


def prf(triple: Triple) -> tuple[float, float, float]:
    """Precision, recall and F1 of what is right, predicted and in the gold; 0 where there is nothing to count."""
    right, pred, gold = triple
    f = 2 * right / (gold + pred) if gold + pred else 0.0
    return right / pred if pred else 0.0, right / gold if gold else 0.0, f


def total_of(documents: Sequence[Triple]) -> Triple:
    """The sums over documents."""
    right, pred, gold = (sum(each[k] for each in documents) for k in range(3))
    return right, pred, gold


def _sampled(documents: Sequence[Triple]) -> Iterator[Any]:
    """F1 of samples of the documents with replacement, in blocks; the same samples for as many documents."""
    n = len(documents)
    counts = np.asarray(documents, dtype=float)
    for weights in [_weights(n)] if n * SAMPLES <= MOST_WEIGHTS else _blocks(n):
        right, pred, gold = (weights @ counts).T
        yield np.divide(2 * right, pred + gold, out=np.zeros_like(right), where=pred + gold > 0)


def _blocks(n: int) -> Iterator[Any]:
    """How often each of n documents is in each sample, so many samples at a time as there is room for."""
    chance = np.random.default_rng(0)
    block = max(1, MOST_WEIGHTS // n)
    for first in range(0, SAMPLES, block):
        yield chance.multinomial(n, np.full(n, 1 / n), size=min(block, SAMPLES - first)).astype(float)


@lru_cache(maxsize=1)
def _weights(n: int) -> Any:
    """The same for all samples at once."""
    return np.concatenate(list(_blocks(n)))


def bootstrap(documents: Sequence[Triple]) -> tuple[float, float]:
    """The 95% interval of F1, from samples of the documents with replacement; the same for the same counts."""
    if not documents:
        return 0.0, 0.0
    low, high = np.quantile(np.concatenate(list(_sampled(documents))), (0.025, 0.975))
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Gain:
    """How much higher F1 of a run is than of another on the same documents, with its 95% interval.

    p: how often, two-sided, samples of the documents would say so were there no difference (paired bootstrap).
    """

    change: float
    low: float
    high: float
    p: float


def paired_bootstrap(documents: Sequence[Triple], others: Sequence[Triple]) -> Gain:
    """The gain of a run over another, from the same samples of documents for both."""
    change = prf(total_of(documents))[2] - prf(total_of(others))[2]
    if not documents:
        return Gain(0.0, 0.0, 0.0, 1.0)
    gains = np.concatenate([one - other for one, other in zip(_sampled(documents), _sampled(others), strict=True)])
    low, high = np.quantile(gains, (0.025, 0.975))
    against = min(float(np.mean(gains <= 0)), float(np.mean(gains >= 0)))
    return Gain(change, float(low), float(high), min(1.0, 2 * max(against, 1 / SAMPLES)))


def gains(
    gold: Sequence[GoldDocument],
    rows: Mapping[str, Mapping[str, Rows]],
    others: Mapping[str, Mapping[str, Rows]],
    layers: Sequence[str] = SCORED,
) -> dict[tuple[str, str], Gain]:
    """The gain of a run over another by layer and measure."""
    found: dict[tuple[str, str], Gain] = {}
    for layer in layers:
        mine, theirs = triples(gold, rows, layer), triples(gold, others, layer)
        found |= {(layer, measure): paired_bootstrap(mine[measure], theirs[measure]) for measure in mine}
    return found


def differences(
    gold: Sequence[GoldDocument],
    rows: Mapping[str, Mapping[str, Rows]],
    others: Mapping[str, Mapping[str, Rows]],
    layers: Sequence[str] = SCORED,
) -> Iterator[Difference]:
    """What this run gains and loses against another one on the same gold."""
    for layer in layers:
        for document in gold:
            mine = _verdicts(document, rows[layer][document.doc_id], layer)
            theirs = _verdicts(document, others[layer][document.doc_id], layer)
            for key in sorted(mine.keys() | theirs.keys()):
                now, then = (side.get(key) or _nothing(document, key) for side in (mine, theirs))
                if now.right != then.right:
                    good, bad = (now, then) if now.right else (then, now)
                    change, was = ("gained", "was ") if now.right else ("lost", "")
                    verdict = replace(bad, rule=good.rule or bad.rule, detail=was + bad.detail)
                    yield _difference(document, layer, key, change, verdict)


def mistakes(
    gold: Sequence[GoldDocument],
    rows: Mapping[str, Mapping[str, Rows]],
    layers: Sequence[str] = SCORED,
    *,
    exact: bool = False,
) -> Iterator[Difference]:
    """The gold mentions that are missed or misread, and the predictions that are in no gold.

    exact: whether a mention with other borders is one that is misread.
    """
    for layer in layers:
        for document in gold:
            for key, verdict in sorted(_verdicts(document, rows[layer][document.doc_id], layer, exact=exact).items()):
                if not verdict.right:
                    yield _difference(document, layer, key, "wrong", verdict)


Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a mention is right, by which rule, what is wrong with it, its sentence, and its place in the tables."""

    right: bool
    rule: str
    detail: str
    at: Range
    got: Range | None = None


def _verdicts(gold: GoldDocument, rows: Rows, layer: str, *, exact: bool = False) -> dict[Key, Verdict]:
    """Right or wrong for every gold mention ("gold") and every prediction without one ("extra")."""
    if layer == "claims":
        return dict(_claim_verdicts(gold, rows))
    real, pred, kept = compared(gold, rows, layer)
    found: dict[Key, Verdict] = {(g.start, g.end, "gold"): _missed(gold, g.start, g.end) for g in real}
    paired = pairs(real, pred)
    for i, j in paired:
        row, g = rows[kept[j]], real[i]
        if exact and (g.start, g.end) != (row["start"], row["end"]) and agrees(g, pred[j]):
            place = (row["start"], row["end"])
            found[g.start, g.end, "gold"] = Verdict(
                False, row["rule"], "expected other borders; got", _said(row), place
            )
            continue
        found[g.start, g.end, "gold"] = Verdict(
            agrees(g, pred[j]), row["rule"], unlike(g, pred[j]), _said(row), (row["start"], row["end"])
        )
    for j in set(range(len(pred))) - {j for _, j in paired}:
        row = rows[kept[j]]
        found[pred[j].start, pred[j].end, "extra"] = Verdict(
            False, row["rule"], "not in the gold", _said(row), (row["start"], row["end"])
        )
    return found


def _claim_verdicts(gold: GoldDocument, rows: Rows) -> Iterator[tuple[Key, Verdict]]:
    """Right are claims of which all nine columns are."""
    for g, row, wrong in claims.judged(gold, rows):
        if g is None and row is not None:
            place = (row["start"], row["end"])
            yield (*place, "extra"), Verdict(False, row["rule"], "not in the gold", _said(row), place)
        elif g is not None:
            at = (g["trigger"]["start"], g["trigger"]["end"])
            detail = "wrong: " + ", ".join(wrong)
            found = _missed(gold, *at)
            if row:
                found = Verdict(not wrong, row["rule"], detail, _said(row), (row["start"], row["end"]))
            yield (*at, "gold"), found


def unlike(gold: Mention, pred: Mention) -> str:
    """The columns in which a prediction is not what the gold has, in words."""
    wrong = [c for c, value in gold.value.items() if not same(value, pred.value.get(c))]
    expected, got = (", ".join(f"{c} {side.get(c)}" for c in wrong) for side in (gold.value, pred.value))
    return f"expected {expected}; got {got}"


def _nothing(gold: GoldDocument, key: Key) -> Verdict:
    """What a run says of a mention that it knows nothing of: right where it is in no gold."""
    start, end, kind = key
    return replace(_missed(gold, start, end), right=kind == "extra")


def _missed(gold: GoldDocument, start: int, end: int) -> Verdict:
    """A gold mention without a row; its sentence is the line that it stands in, cut at full stops."""
    first = max(gold.text.rfind(mark, 0, start) + len(mark) for mark in _ENDS)
    last = min(at + 1 for mark in _ENDS if (at := gold.text.find(mark, end)) >= 0 or (at := len(gold.text)))
    return Verdict(False, "", "missed", (first, last))


def _said(row: Mapping[str, Any]) -> Range:
    return row["sentence_start"], row["sentence_end"]


def _difference(document: GoldDocument, layer: str, key: Key, change: str, verdict: Verdict) -> Difference:
    start, end, kind = key
    text, sentence = (" ".join(document.text[slice(*at)].split()) for at in ((start, end), verdict.at))
    expected = (start, end) if kind == "gold" else None
    return Difference(
        layer, document.doc_id, text, sentence, verdict.rule, change, verdict.detail, verdict.at, expected, verdict.got
    )
