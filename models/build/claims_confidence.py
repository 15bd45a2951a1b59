"""Fits the score of claims: DATELINE_BENCH=FOLDER DATELINE_READ=FILE python models/build/claims_confidence.py [--write]

Learns how likely a row of the table claims is wholly right (nine columns, as `dateline score` counts) from `signs`, by
logistic regression over corpus/gold/dev and, where DATELINE_BENCH is given, FOLDER/claims/*-dev.jsonl, which is not
part of this repository: a document a line with `id`, `text`, `published`, `claims`, `ignore`, `actor_names` and
`place_names`. DATELINE_READ is a file of articles of Wikinews (a line each: `id`, `title`, `text`, `published`) whose
rows claims_readings.jsonl judges: `right`, else what is `wrong` (event, type, party, place, day, source, figure, or
lacking); a judgement counts while the row is the one that was read, by its `row`, a hash of what it says.
corpus/gold/test is never learnt from; what the weights say of it is printed last. Prints what was said and what was
right, each document by weights that had not seen it, and precision and share of rows by threshold; --write puts the
weights into models/lexicon/claims_weights.jsonl. The same data give the same weights. It takes about a minute.
"""

import argparse
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import dateline
import numpy as np
from confidence import fit, likelihood, read_lines, report
from dateline.doc.make import doc_of
from dateline.doc.offsets import token_span
from dateline.flow.annotate import annotated
from dateline.gold.annotations import GoldDocument, read_gold
from dateline.gold.claims import judged, predictions
from dateline.layers.claims.confidence import signs, surroundings
from dateline.layers.claims.values import Claim, claims, relations
from dateline.look.document import max_chars
from dateline.reading.clean import clean
from dateline.reading.documents import Document, read
from dateline.tables.tabulate import tabulate
from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "corpus" / "gold"
WEIGHTS = ROOT / "models" / "lexicon" / "claims_weights.jsonl"
THRESHOLDS = (0.5, 0.7, 0.9)
_INPUT = ("id", "title", "text", "published")
RIDGE = 6.0
"""How far the weights are drawn to 0; of 1, 3, 6 and 10 the one with the least loss held out by document."""
READINGS = ROOT / "models" / "build" / "claims_readings.jsonl"
FEWEST = 8
"""Examples that a sign must be seen in to have a weight."""
SOURCE = "models/build/claims_confidence.py: logistic regression over gold claims"
Row = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """A predicted claim: its signs, whether its row is wholly right, its document."""

    signs: Mapping[str, float]
    right: bool
    doc_id: str


def own(part: str) -> tuple[list[GoldDocument], list[Row]]:
    """The gold documents of a part, and their input."""
    heads = [read_lines(path)[0] for path in sorted((GOLD / part).glob("*.jsonl"))]
    return read_gold(GOLD / part), [{name: h.get(name) for name in ("id", "title", "text", "published")} for h in heads]


def other(folder: Path) -> tuple[list[GoldDocument], list[Row]]:
    """The gold documents of a folder of public sets, and their input."""
    lines = [line for path in sorted((folder / "claims").glob("*-dev.jsonl")) for line in read_lines(path)]
    gold = [GoldDocument(d["id"], d["text"], d["published"], _names(d), [*d["claims"], *_free(d)]) for d in lines]
    return gold, [{name: d[name] for name in ("id", "text", "published")} for d in lines]


def _names(document: Row) -> dict[str, list[Row]]:
    tables = {"actors": document.get("actor_names", {}), "places": document.get("place_names", {})}
    return {layer: [{"text": text, "name": name} for text, name in table.items()] for layer, table in tables.items()}


def _free(document: Row) -> Iterator[Row]:
    return ({"start": start, "end": end, "optional": True} for start, end in document.get("ignore", ()))


def examples(nlp: Any, gold: Sequence[GoldDocument], inputs: Sequence[Row]) -> Iterator[Example]:
    """An example for each claim that the pipeline finds and that counts."""
    by_id = {one.doc_id: one for one in gold}
    for document, doc in read_all(nlp, inputs):
        one = by_id[document.doc_id]
        tables = tabulate(document, doc)
        rows = predictions(tables["claims"], tables["claim_args"], tables["quantities"])
        said = {row["claim_id"]: sign for row, (_, sign) in zip(rows, signed(doc), strict=True)}
        for g, row, wrong in judged(one, rows):
            if row is not None:
                yield Example(said[row["claim_id"]], g is not None and not wrong, one.doc_id)


def read_all(nlp: Any, inputs: Sequence[Row]) -> Iterator[tuple[Document, Doc]]:
    """The documents, annotated."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "input.jsonl")
        file.write_text("".join(json.dumps(row) + "\n" for row in inputs), encoding="utf-8")
        for document in list(clean(read([str(file)]))):
            [doc] = annotated(nlp, [doc_of(nlp, document)], max_chars=max_chars())
            yield document, doc


def signed(doc: Doc) -> list[tuple[Claim, Mapping[str, float]]]:
    """The claims of a Doc with their signs."""
    found = claims(doc)
    around = surroundings(doc, found, list(relations(doc)))
    return [(claim, signs(claim, one)) for claim, one in zip(found, around, strict=True)]


def row_hash(claim: Claim) -> str:
    """What a row says, in eight letters: another row of the same word has others."""
    said = sorted((arg.role, arg.name) for arg in claim.arguments)
    days, kind = (claim.date_start, claim.date_end), (claim.event_type, claim.mode)
    row = json.dumps([kind, days, claim.status, claim.polarity, said])
    return hashlib.sha256(row.encode()).hexdigest()[:8]


def readings(nlp: Any, articles: Path) -> Iterator[Example]:
    """An example for each row of an article that somebody read and that is still as it was read."""
    known = {(line["doc_id"], line["start"]): line for line in read_lines(READINGS)}
    read_ones = {doc_id for doc_id, _ in known}
    inputs = [{name: a.get(name) for name in _INPUT} for a in read_lines(articles) if a["id"] in read_ones]
    for document, doc in read_all(nlp, inputs):
        for claim, sign in signed(doc):
            line = known.get((document.doc_id, token_span(doc, *claim.at)[0]))
            if line is not None and line["row"] == row_hash(claim):
                yield Example(sign, line["right"], document.doc_id)


def matrix(found: Sequence[Example], names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Signs by example and name, and what is right."""
    return np.array([[e.signs[n] for n in names] for e in found]), np.array([float(e.right) for e in found])


def held_out(values: np.ndarray, right: np.ndarray, documents: Sequence[str]) -> np.ndarray:
    """What is said of each example by weights that did not see its document."""
    said = np.zeros(len(right))
    for doc_id in sorted(set(documents)):
        held = np.array([each == doc_id for each in documents])
        said[held] = likelihood(values[held], fit(values[~held], right[~held], np.ones((~held).sum()), RIDGE))
    return said


def thresholds(said: np.ndarray, right: np.ndarray) -> None:
    """Prints precision and share of the rows at and above each threshold."""
    for least in THRESHOLDS:
        kept = said >= least
        precision = f"{right[kept].mean():.3f}" if kept.any() else "-"
        print(f"  score >= {least}: precision {precision}, share of rows {kept.mean():.3f} ({kept.sum()})")


def write(weights: Mapping[str, float]) -> None:
    """Puts the weights into their file."""
    rows = [
        {
            "id": f"claims/sure/{name.casefold().replace('_', '-')}",
            "name": name,
            "weight": round(w, 3),
            "source": SOURCE,
        }
        for name, w in weights.items()
    ]
    WEIGHTS.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the weights into models/lexicon/claims_weights.jsonl")
    args = parser.parse_args()
    nlp = dateline.load()
    nlp.get_pipe("claims").least_score = 0.0  # the unsure ones are learnt from too
    folder = os.environ.get("DATELINE_BENCH")
    sets = [own("dev"), *([other(Path(folder))] if folder else [])]
    found = [example for gold, inputs in sets for example in examples(nlp, gold, inputs)]
    if articles := os.environ.get("DATELINE_READ"):
        found += readings(nlp, Path(articles))
    seen = {name: sum(bool(e.signs[name]) for e in found) for name in found[0].signs}
    names = [name for name, n in seen.items() if n >= FEWEST]
    values, right = matrix(found, names)
    said = held_out(values, right, [e.doc_id for e in found])
    report(said, right, "held out by document", "claims")
    thresholds(said, right)
    weights = fit(values, right, np.ones(len(right)), RIDGE)
    frozen = list(examples(nlp, *own("test")))
    values, right = matrix(frozen, names)
    report(likelihood(values, weights), right, "corpus/gold/test, not learnt from", "claims")
    thresholds(likelihood(values, weights), right)
    print("\n".join(f"{name} {weight:.3f} (n {seen[name]})" for name, weight in zip(names, weights, strict=True)))
    if args.write:
        write(dict(zip(names, weights.tolist(), strict=True)))


if __name__ == "__main__":
    main()
