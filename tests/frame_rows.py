"""What the lines of the frames say of themselves: the example of each tells of its event, its counter-example does not.

    python tests/frame_rows.py [--write]

Prints the lines whose examples are read otherwise; with --write, also lists them anew as known to fail.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dateline
from dateline.data import read_folder
from dateline.layers.claims.values import claims
from dateline.project.proof import has_effect
from dateline.reading.regions import regions
from spacy.language import Language
from spacy.tokens import Doc

FAILING = Path(__file__).resolve().parent / "layers" / "claims_frames_failing.txt"
TABLES = frozenset({"roles", "nouns", "factuality", "types", "none"})
"""Files of the folder that hold no frames."""
PUBLISHED = "2025-06-11"

Line = dict[str, Any]
Example = tuple[str, str, Line]
"""`ID` or `ID/not`, its sentence, and the line that has it."""


def lines(name: str) -> Sequence[Line]:
    """The lines of one of the tables beside the frames."""
    return read_folder("frames")[name]


def frames() -> list[Line]:
    """The lines of all files that hold frames."""
    return [line for name, entries in sorted(read_folder("frames").items()) if name not in TABLES for line in entries]


def examples() -> Iterator[Example]:
    """Every example and counter-example of a frame, and every example of a signature of factuality."""
    for line in frames():
        yield line["id"], line["example"], line
        if "not" in line:
            yield f"{line['id']}/not", line["not"], line
    for line in lines("factuality"):
        yield line["id"], line["example"], line


def failing() -> list[str]:
    """The names of the examples that are known to be read otherwise."""
    return FAILING.read_text(encoding="utf-8").split()


def annotated(nlp: Language, texts: Sequence[str]) -> dict[str, Doc]:
    """The texts as annotated Docs, in one go."""
    made = [dateline.make_doc(nlp, text, published=PUBLISHED, doc_id="d", regions=regions(text)) for text in texts]
    return dict(zip(texts, nlp.pipe(made), strict=True))


def is_right(example: Example, docs: Mapping[str, Doc]) -> bool:
    """Whether an example's sentence has a claim as its line says, and a counter-example has none by its line."""
    name, text, line = example
    found = claims(docs[text])
    if "affirmed" in line:
        return has_effect(found, line["affirmed"])
    return (line["id"] in {claim.rule for claim in found}) is not name.endswith("/not")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"list what fails in {FAILING.name}")
    write = parser.parse_args().write
    every = list(examples())
    docs = annotated(dateline.load(), sorted({text for _, text, _ in every}))
    wrong = [example for example in every if not is_right(example, docs)]
    for name, text, _ in wrong:
        got = ", ".join(f"{docs[text][c.at[0] : c.at[1]].text} ({c.rule})" for c in claims(docs[text]))
        print(f"{name}: {text} -> {got or 'nothing'}")
    print(f"{len(every) - len(wrong)} of {len(every)} examples are right")
    if write:
        FAILING.write_text("".join(f"{name}\n" for name in sorted(name for name, _, _ in wrong)), encoding="utf-8")


if __name__ == "__main__":
    main()
