"""How large the page of a run is, how long it takes to make, and to its first view in a browser.

    python tests/benchmarks/report.py [ARTICLES] [WORDS]

The articles are made of the sample's paragraphs, drawn anew for each (seeded), so that they are as rich in events as
the sample is, which is more than most news is.
"""

import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from dateline.flow.run import run
from dateline.look.report.page import write_report
from dateline.reading.documents import read

ROOT = Path(__file__).resolve().parents[2]
OPENINGS = 5


def main(articles: int, words: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_corpus(folder / "corpus.jsonl", articles, words)
        run([str(folder / "corpus.jsonl")], str(folder / "out"), workers=2)
        began = time.perf_counter()
        size = write_report(folder / "out", folder / "report.html")
        made = time.perf_counter() - began
        print(f"{articles} articles of {words} words: {size / 1e6:.2f} MB, made in {made:.1f} s")
        print(f"first view: {_first_view(folder / 'report.html')}")


def _write_corpus(path: Path, articles: int, words: int) -> None:
    chance = random.Random(1)
    paragraphs = [p for d in read(str(ROOT / "corpus/sample")) for p in d.text.split("\n") if len(p.split()) > 15]
    with path.open("w", encoding="utf-8") as file:
        for n in range(articles):
            chosen: list[str] = []
            while sum(len(p.split()) for p in chosen) < words:
                chosen.append(chance.choice(paragraphs))
            article = {"id": f"article-{n}", "title": f"Article {n}", "text": "\n\n".join(dict.fromkeys(chosen))}
            file.write(json.dumps(article | {"published": f"2025-{n % 12 + 1:02d}-{n % 28 + 1:02d}"}) + "\n")


def _first_view(path: Path) -> str:
    """From the opening of the file to the events in the page, in milliseconds; the median of several."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return "no Chromium on PATH"
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(OPENINGS):
            tab = browser.new_page()
            tab.add_init_script(
                "new MutationObserver(() => { if (document.body && document.body.dataset.shown && !window.seen)"
                " requestAnimationFrame(() => window.seen = performance.now()); })"
                ".observe(document, {subtree: true, childList: true, attributes: true})"
            )
            tab.goto(path.as_uri())
            while not tab.evaluate("window.seen"):
                tab.wait_for_timeout(20)
            times.append(tab.evaluate("window.seen"))
            tab.close()
        browser.close()
    return f"{statistics.median(times):.0f} ms ({min(times):.0f} to {max(times):.0f})"


if __name__ == "__main__":
    main(*(int(n) for n in (*sys.argv[1:], *("200", "500")[len(sys.argv) - 1 :])))
