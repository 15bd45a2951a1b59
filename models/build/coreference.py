"""Fits what makes two claims one event: DATELINE_BENCH=FOLDER python models/build/coreference.py [--write]

Learns the weights of reconcile/weights.jsonl by logistic regression over pairs of claims of one type that nothing sets
apart. The data are not part of this repository: FOLDER/crossdoc/*.jsonl, a document a line with `id`, `topic`, `text`
and `mentions` (start, end, cluster), such as the Event Coreference Bank. --tables: what `dateline run` made of them;
they are run anew where it is not given. A pair is right where both triggers lie on mentions of one cluster; wrong where
they lie on two, or in documents of two topics. The three kinds are weighed as WEIGH says, whatever their numbers.

The prior of each weight is set by hand and holds where the data say nothing; weights marked `held` are not learnt: the
data cannot tell them, since their articles have no day of publication and are about one event each.
Prints log loss and the share of right and wrong pairs above 0, on topics that the weights had not seen; --write puts
the weights into the file. The same data give the same weights.
"""

import argparse
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import numpy.typing as npt
from dateline.flow.run import run
from dateline.reconcile.constraints import obstacle
from dateline.reconcile.features import NAMES, features
from dateline.reconcile.inputs import bundles
from dateline.reconcile.leads import Leads
from dateline.reconcile.run import survey
from dateline.reconcile.statements import TABLES, statements
from dateline.reconcile.values import Statement

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "models" / "reconcile" / "weights.jsonl"
RIDGE = 3.0
LONGEST = 0.5  # step of Newton's method, which far from the answer may overshoot
WEIGH = {"right": 1.0, "other cluster": 0.3, "other topic": 0.5}
SOURCE = "models/build/coreference.py: logistic regression towards a prior set by hand"
Floats = npt.NDArray[np.float64]


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_claims(documents: Sequence[Mapping[str, Any]], tables: Path | None) -> list[Statement]:
    """The claims of the documents, of a run that is there or a new one."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = tables or Path(scratch) / "tables"
        if tables is None:
            lines = (json.dumps({"id": d["id"], "text": d["text"], "url": d.get("url")}) + "\n" for d in documents)
            source = Path(scratch) / "documents.jsonl"
            source.write_text("".join(lines), encoding="utf-8")
            run([str(source)], folder)
        with Leads() as leads:
            corpus = survey([folder], leads).corpus
            return [s for bundle in bundles([folder], TABLES) for s in statements(bundle, corpus)]


def clusters_of(claims: Sequence[Statement], documents: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The gold cluster of each claim whose trigger lies on a mention, by claim_id; of several the shortest mention."""
    mentions = {d["id"]: sorted(d["mentions"], key=lambda m: (m["end"] - m["start"], m["start"])) for d in documents}
    found = {}
    for claim in claims:
        on = [m["cluster"] for m in mentions[claim.origin.doc_id] if m["start"] <= claim.start < m["end"]]
        if on:
            found[claim.claim_id] = on[0]
    return found


def pairs(
    claims: Sequence[Statement], cluster: Mapping[str, str], topic: Mapping[str, Any]
) -> Iterator[tuple[Statement, Statement, str]]:
    """Pairs of claims that nothing sets apart (but that they share nothing), of which the data tell what they are."""
    by_type: dict[str, list[Statement]] = defaultdict(list)
    for claim in claims:
        by_type[claim.event_type].append(claim)
    for a, b in (pair for found in by_type.values() for pair in combinations(found, 2)):
        other_topic = topic[a.origin.doc_id] != topic[b.origin.doc_id]
        known = a.claim_id in cluster and b.claim_id in cluster
        if (other_topic or known) and obstacle(a, b) in (None, "nothing"):
            same = known and cluster[a.claim_id] == cluster[b.claim_id]
            yield a, b, "right" if same else "other topic" if other_topic else "other cluster"


def fit(signs: Floats, right: Floats, worth: Floats, prior: Floats, free: npt.NDArray[np.int64]) -> Floats:
    """The weights of the features by Newton's method, the nearer to the prior the less the data say."""
    weights = prior.copy()
    for _ in range(200):
        odds = 1 / (1 + np.exp(-signs @ weights))
        slope = (signs.T @ (worth * (odds - right)) + RIDGE * (weights - prior))[free]
        curve = (signs * (worth * odds * (1 - odds))[:, None]).T @ signs + RIDGE * np.eye(len(prior))
        step = np.clip(np.linalg.solve(curve[np.ix_(free, free)], slope), -LONGEST, LONGEST)
        weights[free] -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def worth_of(kinds: npt.NDArray[np.str_]) -> Floats:
    """What each pair counts for: all of a kind together as WEIGH says, in units of the right ones."""
    n_right = (kinds == "right").sum()
    totals = {kind: n_right * share / max((kinds == kind).sum(), 1) for kind, share in WEIGH.items()}
    return np.array([totals[kind] for kind in kinds])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tables", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    folder = Path(os.environ["DATELINE_BENCH"]) / "crossdoc"
    documents = [d for path in sorted(folder.glob("*.jsonl")) for d in read_lines(path)]
    topic = {d["id"]: d["topic"] for d in documents}
    claims = read_claims(documents, given.tables)
    found = list(pairs(claims, clusters_of(claims, documents), topic))
    signs = np.array([features(a, b) for a, b, _ in found])
    kinds = np.array([kind for _, _, kind in found])
    topics = np.array([(topic[a.origin.doc_id], topic[b.origin.doc_id]) for a, b, _ in found])
    lines = {line["name"]: line for line in read_lines(WEIGHTS)}
    prior = np.array([lines[name]["prior"] for name in NAMES])
    free = np.array([i for i, name in enumerate(NAMES) if not lines[name].get("held")])
    right, worth = (kinds == "right").astype(float), worth_of(kinds)
    for kind in WEIGH:
        print(f"{kind:14s} {(kinds == kind).sum():6d} pairs")

    said = np.zeros(len(found))
    for one in sorted(set(topics.flat)):
        held_out = (topics == one).any(axis=1)
        weights = fit(signs[~held_out], right[~held_out], worth_of(kinds[~held_out]), prior, free)
        own = (topics == one).all(axis=1) | (held_out & (topics[:, 0] != topics[:, 1]))
        said[own] = signs[own] @ weights
    loss = np.average(np.logaddexp(0, np.where(right > 0, -said, said)), weights=worth)
    print(
        f"topics not seen: log loss {loss:.3f}; above 0:", *(f"{k} {(said[kinds == k] > 0).mean():.3f}" for k in WEIGH)
    )

    for name, value in zip(NAMES, fit(signs, right, worth, prior, free), strict=True):
        lines[name] |= {"value": round(float(value), 3), "source": "set by hand" if lines[name].get("held") else SOURCE}
        print(f"{name:18s} {lines[name]['prior']:6.2f} {lines[name]['value']:7.3f}")
    if given.write:
        WEIGHTS.write_text("".join(json.dumps(line) + "\n" for line in lines.values()), encoding="utf-8")


if __name__ == "__main__":
    main()
