"""Scores on public sets, which are not part of this repository: $DATELINE_BENCH names the folder that holds them.

    DATELINE_BENCH=FOLDER python tests/benchmarks/public.py [NAME ...] [--errors N] [--keep FOLDER]

The folder holds KIND/NAME, a file or a folder; KIND is timex (TimeML), quantities (sentences in the form of
CQE_Evaluation), places (one document a line, with toponyms), quotes (one a line, with attributions), events (sentences
with PLOVER records) or news (one article a line, with four layers). Without names all sets are run. Each is read,
annotated and scored as a user's corpus would be; the scorers in scorers/ know nothing of this package.
"""

import argparse
import collections
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
SCORERS = Path(__file__).resolve().parent / "scorers"
ISO3 = json.loads((SCORERS / "iso3.json").read_text(encoding="utf-8"))  # ISO 3166-1 alpha-2 to alpha-3

Row = dict[str, Any]


def jsonl(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def emit(items: Iterable[Row]) -> Path:
    """A temporary JSONL file."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as sink:
        sink.writelines(json.dumps(item, ensure_ascii=False, default=str) + "\n" for item in items)
    return Path(sink.name)


def rows(tables: Path, name: str) -> list[Row]:
    import pyarrow.parquet as pq

    found: list[Row] = pq.read_table(tables / f"{name}.parquet").to_pylist()
    return found


def scorer(name: str, *args: object) -> None:
    subprocess.run([sys.executable, str(SCORERS / f"{name}.py"), *map(str, args)], check=True)


def day(value: object) -> str | None:
    return None if value is None else str(value)[:10]


def optional(row: Row) -> bool:
    """Whether sets differ on such rows: a stated zero, an article that counts, a definite pair."""
    return str(row["rule"]).startswith(("zero/", "article/", "pair/"))


# ---- documents of each kind, as {id, text, published} ----


def timex_docs(path: Path) -> list[Row]:
    dumped = emit([])
    scorer("timex", "dump", path, dumped)
    return [
        {
            "id": d["doc"],
            "text": d["text"],
            "published": d["dct"][:10] if re.match(r"\d{4}-\d\d-\d\d", d["dct"] or "") else None,
        }
        for d in jsonl(dumped)
    ]


def quantities_docs(path: Path) -> list[Row]:
    sentences = json.loads(path.read_text(encoding="utf-8"))
    return [{"id": f"s{i:05d}", "text": s["text"], "published": None} for i, s in enumerate(sentences)]


def jsonl_docs(path: Path) -> list[Row]:
    return [
        {"id": str(d.get("id", d.get("doc"))), "text": d["text"], "published": d.get("published")} for d in jsonl(path)
    ]


def events_docs(path: Path) -> list[Row]:
    records = json.loads(path.read_text(encoding="utf-8"))
    return [{"id": d["id"], "text": d["text"], "published": None} for d in records]


# ---- scoring of each kind ----


def timex_score(path: Path, tables: Path, errors: int) -> None:
    kinds = {"date": "DATE", "time": "TIME", "duration": "DURATION", "set": "SET"}
    pred = emit(
        {"doc": r["doc_id"], "start": r["start"], "end": r["end"], "value": r["timex"], "type": kinds[r["kind"]]}
        for r in rows(tables, "dates")
    )
    scorer("timex", "score", path, pred, "--per-type", *(["--errors", errors] if errors else []))


def quantities_score(path: Path, tables: Path, errors: int) -> None:
    pred = emit(map(_quantity, filter(_is_counted, rows(tables, "quantities"))))
    scorer("quantities", path, pred, "--by-kind", *(["--errors", errors] if errors else []))


def _is_counted(row: Row) -> bool:
    stated = row["value"] is not None or None not in (row["low"], row["high"])
    return row["kind"] != "ordinal" and not optional(row) and stated


def _quantity(row: Row) -> Row:
    """A row as the set has it: "tens of thousands" starts at 20,000 with us, at 10,000 there."""
    sign = {"exact": "=", "approx": "~", "lower": ">", "upper": "<", "range": "=", "vague": "="}
    low = row["low"] / 2 if row["bound"] == "vague" else row["low"]
    return {
        "sentence_id": int(row["doc_id"][1:]),
        "value": low if row["value"] is None else row["value"],
        "value2": row["high"] if row["value"] is None else None,
        "unit": row["unit"] or row["counted"],
        "modifier": row["change"] or sign.get(row["bound"], "="),
        "concept": row["item"],
        "start": row["start"],
        "end": row["end"],
    }


def places_score(path: Path, tables: Path, errors: int) -> None:
    pred = emit(
        {
            "doc": r["doc_id"],
            "start": r["start"],
            "end": r["end"],
            "lat": r["lat"],
            "lon": r["lon"],
            "geonameid": (r["place_id"] or "").removeprefix("geonames:") or None,
        }
        for r in rows(tables, "places")
    )
    scorer("places", path, pred, "--ignore-adj")
    print("coordinates only:", flush=True)
    scorer("places", path, pred, "--ignore-adj", "--no-id")


def quotes_score(path: Path, tables: Path, errors: int) -> None:
    quotes: dict[tuple[str, str], Row] = {}
    for r in rows(tables, "quotes"):
        new = {
            "speaker": _span(r["source_start"], r["source_end"]),
            "cue": _span(r["cue_start"], r["cue_end"]),
            "content": [],
        }
        quotes.setdefault((r["doc_id"], r["quote_id"]), new)["content"].append([r["start"], r["end"]])
    found = collections.defaultdict(list)
    for (doc_id, _), quote in quotes.items():
        found[doc_id].append(quote)
    pred = emit({"id": doc_id, "quotes": of_doc} for doc_id, of_doc in found.items())
    for kind in (None, "direct", "mixed", "indirect", "reported"):
        print(f"-- {kind or 'all'}", flush=True)
        scorer("quotes", "score", path, pred, *(["--kind", kind] if kind else []))


def _span(start: int | None, end: int | None) -> list[list[int | None]]:
    return [] if start is None else [[start, end]]


def events_score(path: Path, tables: Path, errors: int) -> None:
    """The first claim of a sentence is its event, a STATEMENT only where there is no other; patients are targets."""
    mentions = {m["mention_id"]: m["text"] for name in ("actors", "places") for m in rows(tables, name)}
    args: dict[str, dict[str, list[str]]] = collections.defaultdict(lambda: collections.defaultdict(list))
    for a in rows(tables, "claim_args"):
        if a["mention_id"] in mentions:
            args[a["claim_id"]][a["role"]].append(mentions[a["mention_id"]])
    first: dict[str, Row] = {}
    for c in sorted(rows(tables, "claims"), key=lambda c: (c["event_type"] == "STATEMENT", c["start"])):
        first.setdefault(c["doc_id"], c)
    pred = []
    for doc_id, c in first.items():
        roles = args[c["claim_id"]]
        target = roles["recipient"] + roles["patient"]
        pred.append({"id": doc_id, "event": c["event_type"], "source": roles["agent"], "target": target})
    scorer("events", path, emit(pred))


# ---- news: whole articles annotated by hand in four layers ----

ACTOR_TYPES = {"PERSON": "person", "ORG": "org", "GROUP": "group", "STATE": "state"}
BOUNDS = {"exact": ("exact",), "approx": ("approx", "vague"), "min": ("lower", "vague"), "max": ("upper",)}
DEGREES: dict[str, float | None] = {"country": None, "natural": None, "region": 2.0, "city": 0.3}
KEPT: dict[str, Callable[[Row], bool]] = {
    "actors": lambda r: r["kind"] != "document",
    "places": lambda r: r["reading"] == "literal",
    "dates": lambda r: r["kind"] != "set" and (r["date_start"] is not None or r["date_end"] is not None),
    "quantities": lambda r: r["kind"] != "ordinal",
}


def news_score(path: Path, tables: Path, errors: int) -> None:
    """F1 of overlapping spans, and of spans with the right type, name, place, interval or value.

    Gold marked role, vague or boilerplate, and nominals and demonyms that match nothing, count neither way.
    """
    gold = {str(d["id"]): d for d in jsonl(path)}
    shown = 0
    for layer, keep in KEPT.items():
        count: collections.Counter[str] = collections.Counter()
        found = [r for r in rows(tables, layer) if r["doc_id"] in gold and keep(r)]
        for doc_id, document in gold.items():
            pred = [r for r in found if r["doc_id"] == doc_id]
            for line in _news_document(layer, document[layer], pred, count):
                shown += 1
                if shown <= errors:
                    print(f"    {doc_id} {layer} {line}")
        for name in sorted(count.keys() - {"gold", "pred"}):
            print_f1(f"{layer}: {name}", count[name], count["gold"], count["pred"])


def _news_document(layer: str, gold: Sequence[Row], pred: Sequence[Row], count: collections.Counter[str]) -> list[str]:
    """Counts one document; what is wrong in it, in words."""
    soft = [g for g in gold if g.get("role") or g.get("vague") or g.get("boilerplate")]
    real = [g for g in gold if g not in soft]
    found = paired(real, pred)
    rest = [p for j, p in enumerate(pred) if j not in {j for _, j in found}]
    free = {j for _, j in paired(soft, rest)}
    extra = [p for j, p in enumerate(rest) if j not in free and not _is_free(p)]
    count.update({"gold": len(real), "pred": len(found) + len(extra), "span": len(found)})
    wrong = []
    for i, j in found:
        right = {"exact": (real[i]["start"], real[i]["end"]) == (pred[j]["start"], pred[j]["end"])}
        right |= RIGHT[layer](real[i], pred[j])
        count.update(right)
        wrong += [f"{real[i]['text']!r}: wrong {name}" for name, ok in right.items() if not ok and name != "exact"]
    missed = set(range(len(real))) - {i for i, _ in found}
    return wrong + [f"missed {real[i]['text']!r}" for i in sorted(missed)] + [f"extra {p['text']!r}" for p in extra]


def _is_free(row: Row) -> bool:
    return row.get("kind") in ("nominal", "demonym") or optional(row)


def paired(gold: Sequence[Row], pred: Sequence[Row]) -> list[tuple[int, int]]:
    from dateline.gold.scoring import Mention, pairs

    return pairs(*([Mention(r["start"], r["end"]) for r in side] for side in (gold, pred)))


def _actor(gold: Row, pred: Row) -> dict[str, bool]:
    same = plain(gold["name"]) == plain(pred["name"])
    return {"type": ACTOR_TYPES[gold["type"]] == pred["type"], "name": same}


def _place(gold: Row, pred: Row) -> dict[str, bool]:
    country = gold["country_iso2"] is None or ISO3[gold["country_iso2"]] == pred["country"]
    degrees = DEGREES.get(gold["kind"], 0.5)
    return {"country": country, "place": country and (degrees is None or near(gold, pred, degrees))}


def _date(gold: Row, pred: Row) -> dict[str, bool]:
    return {"interval": (gold["from"], gold["to"]) == (day(pred["date_start"]), day(pred["date_end"]))}


def _amount(gold: Row, pred: Row) -> dict[str, bool]:
    value = pred["value"] if pred["value"] is not None else pred["low"]
    same = value is not None and math.isclose(gold["value"], value, rel_tol=1e-6)
    return {"value": same, "value and bound": same and pred["bound"] in BOUNDS[gold["modifier"]]}


RIGHT = {"actors": _actor, "places": _place, "dates": _date, "quantities": _amount}


def plain(name: str | None) -> str:
    return " ".join((name or "").lower().replace("’", "'").removeprefix("the ").split())


def near(gold: Row, pred: Row, degrees: float) -> bool:
    """Whether two points lie within so many degrees of latitude; true where the gold has none."""
    if gold.get("lat") is None or pred["lat"] is None:
        return gold.get("lat") is None
    east = (gold["lon"] - pred["lon"]) * math.cos(math.radians(gold["lat"]))
    return math.hypot(gold["lat"] - pred["lat"], east) <= degrees


def print_f1(name: str, right: int, gold: int, pred: int) -> None:
    precision, recall = right / pred if pred else 0.0, right / gold if gold else 0.0
    f1 = 2 * right / (gold + pred) if gold + pred else 0.0
    print(f"{name:28s} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  right {right} gold {gold} predicted {pred}")


KINDS: dict[str, tuple[Callable[[Path], list[Row]], Callable[[Path, Path, int], None]]] = {
    "timex": (timex_docs, timex_score),
    "quantities": (quantities_docs, quantities_score),
    "places": (jsonl_docs, places_score),
    "quotes": (jsonl_docs, quotes_score),
    "events": (events_docs, events_score),
    "news": (jsonl_docs, news_score),
}


def sets(root: Path) -> dict[str, tuple[str, Path]]:
    """Kind and path of every set, by its name."""
    paths = [(kind, path) for kind in KINDS for path in sorted((root / kind).glob("[!.]*"))]
    return {path.stem if path.is_file() else path.name: (kind, path) for kind, path in paths}


def run(name: str, kind: str, path: Path, work: Path, errors: int) -> None:
    """Annotates a set with the command line, as a user would, and prints its scores."""
    work.mkdir(parents=True, exist_ok=True)
    documents = KINDS[kind][0](path)
    source = work / "documents.jsonl"
    source.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents), encoding="utf-8")
    began = time.perf_counter()
    command = [sys.executable, "-c", "from dateline.cli import app; app()", "run", source, "--out", work / "tables"]
    done = subprocess.run(list(map(str, command)), stdout=subprocess.DEVNULL)
    words = sum(len(d["text"].split()) for d in documents)
    took = time.perf_counter() - began
    print(f"\n=== {name} ({kind}): {len(documents)} documents, {words} words, {took:.0f} s", flush=True)
    if done.returncode:
        print(f"dateline run ended with exit status {done.returncode}", flush=True)
    KINDS[kind][1](path, work / "tables", errors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="sets; all of them if none is named")
    parser.add_argument("--errors", type=int, default=0, help="show so many errors, where the scorer can")
    parser.add_argument("--keep", type=Path, help="keep documents and tables in this folder")
    args = parser.parse_args()
    root = os.environ.get("DATELINE_BENCH")
    if not root:
        print("skipped: DATELINE_BENCH is not set; it names the folder that holds the public sets")
        return
    known = sets(Path(root))
    unknown = [name for name in args.names if name not in known]
    if unknown or not known:
        sys.exit(f"No set {', '.join(unknown) or 'at all'} in {root}. There are: {', '.join(known) or 'none'}.")
    with tempfile.TemporaryDirectory() as folder:
        for name in args.names or known:
            run(name, *known[name], (args.keep or Path(folder)) / name, args.errors)


if __name__ == "__main__":
    main()
