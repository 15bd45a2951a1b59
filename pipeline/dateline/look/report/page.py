"""The page itself: one file of HTML with its style, its code and its data, which loads nothing from anywhere.

All that documents say stands in the data; the code puts it into the page as text (`textContent`), never as markup. The
content security policy names the style and the code by their hashes, so that nothing else can run.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from dateline.look.report.gather import Data, gather

PAGE = Path(__file__).resolve().parent / "page"
CODE = (
    "dom",
    "address",
    "data",
    "figures",
    "timeline",
    "events",
    "map",
    "actors",
    "contradictions",
    "article",
    "quality",
    "main",
)
EMBEDDED, SERVED = (*CODE, "embedded"), (*CODE, "served")
ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}  # an HTML parser sees no tag in the data


def write_report(folder: Path, out: Path) -> int:
    """Writes the page of an output folder; how many bytes it has.

    Raises SchemaError where the folder holds no tables, or none across documents.
    """
    content = page(gather(folder)).encode("utf-8", "replace")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    return len(content)


def page(data: Data) -> str:
    """The page with its data in it."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _laid_out(said, EMBEDDED, "")[0]


def served_page() -> tuple[bytes, str]:
    """The page that asks a server for its data, and its policy as a header has it."""
    html, policy = _laid_out("{}", SERVED, "; connect-src 'self'")
    return html.encode(), f"{policy}; frame-ancestors 'none'"


def _laid_out(data: str, parts: Sequence[str], allowed: str) -> tuple[str, str]:
    """The page and its policy. parts: the files of its code; allowed: what the policy allows besides."""
    style, code = style_and_code(tuple(parts))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(code)}'; "
        f"img-src data:; base-uri 'none'; form-action 'none'{allowed}"
    )
    filling = {"policy": policy, "style": style, "code": code, "data": data.translate(ESCAPES)}
    first, *rest = (PAGE / "page.html").read_text(encoding="utf-8").split("{{")
    filled = (f"{filling[name]}{text}" for name, _, text in (part.partition("}}") for part in rest))
    return first + "".join(filled), policy


@cache
def style_and_code(parts: Sequence[str]) -> tuple[str, str]:
    """The text of the style sheet and of the code, whose files are one script in their order."""
    code = "\n".join((PAGE / f"{name}.js").read_text(encoding="utf-8") for name in parts)
    return (PAGE / "page.css").read_text(encoding="utf-8"), code


def _hash(text: str) -> str:
    """As a content security policy names an inline style or script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
