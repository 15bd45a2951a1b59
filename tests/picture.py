"""Takes the picture of the page that README opens with: tests/report.png, of the sample.

    python tests/picture.py OUTPUTS

Needs Playwright and a Chromium on PATH.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from dateline.look.report.page import write_report
from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).resolve().parent / "report.png"
LARGEST = 150_000  # bytes
SIZE = {"width": 1120, "height": 860}
VIEW = "#events?from=2025-02-01&to=2025-09-30"


def main(outputs: str) -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as started:
        path = Path(name) / "report.html"
        write_report(Path(outputs), path)
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport=SIZE, color_scheme="light")
        tab.goto(path.as_uri() + VIEW)
        while not tab.evaluate("document.body.dataset.shown"):
            tab.wait_for_timeout(50)
        PICTURE.parent.mkdir(exist_ok=True)
        tab.screenshot(path=str(PICTURE))
        browser.close()
    size = PICTURE.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{PICTURE} has {size:,} bytes; expected at most {LARGEST:,}.")
    print(f"{PICTURE}: {size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
