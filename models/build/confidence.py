"""Fits what makes a place's score a likelihood: DATELINE_BENCH=FOLDER python models/build/confidence.py [--write]

Learns how likely the best candidate of a toponym is right from what `sureness` says of it, by logistic regression over
our own gold (corpus/gold/dev, every second line of conflict_places.jsonl) and local news with points, which is not part
of this repository: FOLDER/places/*.jsonl, a document a line with `doc`, `text` and `toponyms` (start, end, lat, lon,
geonameid). Prints figures of five folds over documents and a table of said against right; --write puts the weights
into models/lexicon/places_weights.jsonl. The same data give the same weights.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import dateline
import numpy as np
from dateline.gazetteer import Place, distance
from dateline.layers.places.filters import accept
from dateline.layers.places.resolve import sureness

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "models" / "lexicon" / "places_weights.jsonl"
NEAR = 161.0
"""Kilometres from the gold point within which a place is right."""
FOLDS = 5
OWN = 5.0
"""What a mention of our own gold, world and war news, counts for; one of local news counts for 1."""
RIDGE = 1.0
BINS = 10
SOURCE = "models/build/confidence.py: logistic regression over our own gold and local news"
Row = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """A toponym: the signs of its best candidate, whether that is right, its set and its fold."""

    signs: Mapping[str, float]
    right: bool
    own: bool
    fold: int


def read_lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def read_local(folder: Path) -> Iterator[tuple[str, list[Row]]]:
    """Text and gold of each document of local news."""
    for path in sorted((folder / "places").glob("*.jsonl")):
        for document in read_lines(path):
            found = [t for t in document["toponyms"] if t.get("lat") is not None]
            yield document["text"], [t | {"place_id": f"geonames:{t.get('geonameid')}"} for t in found]


def read_own(gold: Path) -> Iterator[tuple[str, list[Row]]]:
    """Text and gold of our own documents and of the open half of the conflict places."""
    for sentence in read_lines(gold / "conflict_places.jsonl")[::2]:
        yield sentence["text"], sentence["places"]
    for path in sorted((gold / "dev").glob("*.jsonl")):
        document, *rows = read_lines(path)
        yield document["text"], [r for r in rows if r["layer"] == "places" and r.get("lat") is not None]


def examples(nlp: Any, documents: Sequence[tuple[str, list[Row]]], *, own: bool) -> Iterator[Example]:
    """An example for each gold toponym that is found and has a candidate."""
    places = nlp.get_pipe("places")
    with nlp.select_pipes(disable=["places", "actors", "dates", "quantities", "quotes", "claims"]):
        docs = list(nlp.pipe(text for text, _ in documents))
    for number, (doc, (_, gold)) in enumerate(zip(docs, documents, strict=True)):
        tokens = places.finder.read(doc)
        toponyms = accept(tokens, places.finder.find(tokens), places.lexicon)
        for toponym, ranked in zip(toponyms, places.resolve(tokens, toponyms), strict=True):
            span = doc[toponym.candidate.start : toponym.candidate.end]
            said = [g for g in gold if g["start"] < span.end_char and g["end"] > span.start_char]
            if said and ranked:
                yield Example(
                    sureness(ranked, places.lexicon.limits), is_right(ranked[0].place, said[0]), own, number % FOLDS
                )


def is_right(place: Place, gold: Row) -> bool:
    """Whether a place has the gold's id, or lies near its point."""
    if place.place_id == gold.get("place_id"):
        return True
    return gold.get("lat") is not None and distance(place.lat, place.lon, gold["lat"], gold["lon"]) <= NEAR


def fit(signs: np.ndarray, right: np.ndarray, counts: np.ndarray, shrink: float = RIDGE) -> np.ndarray:
    """The weights of a logistic regression, by Newton's method; the first sign is the constant, which is not shrunk."""
    ridge = shrink * np.eye(signs.shape[1])
    ridge[0, 0] = 0.0
    weights = np.zeros(signs.shape[1])
    for _ in range(50):
        said = likelihood(signs, weights)
        slope = signs.T @ (counts * (right - said)) - ridge @ weights
        curve = (signs * (counts * said * (1 - said))[:, None]).T @ signs + ridge
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    return weights


def likelihood(signs: np.ndarray, weights: np.ndarray) -> np.ndarray:
    likely: np.ndarray = 1 / (1 + np.exp(-(signs @ weights)))
    return likely


def cross_validated(signs: np.ndarray, right: np.ndarray, counts: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """What is said of each example by weights that did not see its fold."""
    said = np.zeros(len(right))
    for fold in range(FOLDS):
        held = folds == fold
        said[held] = likelihood(signs[held], fit(signs[~held], right[~held], counts[~held]))
    return said


def report(said: np.ndarray, right: np.ndarray, name: str, counted: str = "toponyms") -> None:
    """Prints the loss, the area under the curve and a line for each bin of what is said."""
    order = right[np.argsort(said, kind="stable")]
    wrong = (1 - order).cumsum()
    area = (wrong * order).sum() / max(1.0, order.sum() * (1 - order).sum())
    loss = -np.log(np.clip(np.where(right > 0, said, 1 - said), 1e-9, 1)).mean()
    print(f"{name}: {len(right)} {counted}, right {right.mean():.3f}, log loss {loss:.4f}, area under curve {area:.3f}")
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    for b in sorted(set(bins.tolist())):
        of_bin = bins == b
        line = f"said {said[of_bin].mean():.3f}  right {right[of_bin].mean():.3f}  n {of_bin.sum()}"
        print(f"  {b / BINS:.1f} to {(b + 1) / BINS:.1f}: {line}")


def write(weights: Mapping[str, float]) -> None:
    """Puts the weights into their file, in the order that it has."""
    rows = read_lines(WEIGHTS)
    for row in rows:
        if row["name"] in weights:
            row |= {"weight": round(weights[row["name"]], 3), "source": SOURCE}
    WEIGHTS.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the weights into models/lexicon/places_weights.jsonl")
    args = parser.parse_args()
    folder = os.environ.get("DATELINE_BENCH")
    local = list(read_local(Path(folder))) if folder else []
    if not local:
        sys.exit("No local news: DATELINE_BENCH names the folder whose places/*.jsonl hold it.")
    nlp = dateline.load()
    found = [*examples(nlp, local, own=False), *examples(nlp, list(read_own(ROOT / "corpus" / "gold")), own=True)]
    names = list(found[0].signs)
    signs = np.array([[e.signs[name] for name in names] for e in found])
    right, own = np.array([float(e.right) for e in found]), np.array([e.own for e in found])
    counts, folds = np.where(own, OWN, 1.0), np.array([e.fold for e in found])
    said = cross_validated(signs, right, counts, folds)
    report(said[~own], right[~own], "local news, held out")
    report(said[own], right[own], "own gold, held out")
    weights = {f"sure/{k}": float(v) for k, v in zip(names, fit(signs, right, counts), strict=True)}
    print("\n".join(f"{name} {weight:.3f}" for name, weight in weights.items()))
    if args.write:
        write(weights)


if __name__ == "__main__":
    main()
