"""Which share of the counts of people and things no claim takes, and why.

    python tests/benchmarks/unclaimed.py FILE.jsonl [--show 3]

The file has `text`, and may have `id`, `title` and `published`, in each line. Prints the share over all documents, and
for each kind of reason its count, with some sentences (--show).
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import dateline
from dateline.doc.make import doc_of
from dateline.flow.annotate import annotated
from dateline.layers.claims.lexicon import Lexicon
from dateline.layers.claims.reasons import unclaimed
from dateline.layers.claims.values import claims
from dateline.reading.clean import clean
from dateline.reading.documents import read
from spacy.language import Language
from spacy.tokens import Doc

_QUOTED = re.compile(r"'[^']*'")
MAX_CHARS = 100_000


def docs(nlp: Language, path: Path) -> Iterator[Doc]:
    """The documents of a file, annotated one by one."""
    for document in clean(read([str(path)])):
        if document.status != "skipped":
            yield from annotated(nlp, [doc_of(nlp, document)], max_chars=MAX_CHARS)


def kind_of(reason: str) -> str:
    """A reason without the words of its document: "it counts none of those that … tells of"."""
    return _QUOTED.sub("…", reason).split(": ")[0].split("; ")[0].split(" claims/")[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", type=int, default=3, help="sentences a reason")
    given = parser.parse_args()
    nlp = dateline.load()
    lexicon: Lexicon = vars(nlp.get_pipe("claims"))["lexicon"]
    taken, left = 0, defaultdict(list)
    for doc in docs(nlp, given.corpus):
        told = {arg.at for claim in claims(doc) for arg in claim.arguments if arg.role == "quantity"}
        taken += len(told)
        for figure, reason in unclaimed(doc, lexicon):
            left[kind_of(reason)].append(f"{doc[figure.start : figure.end]} | {doc[figure.start].sent.text.strip()}")
    without = sum(map(len, left.values()))
    print(f"{without} of {taken + without} counts have no claim ({without / max(1, taken + without):.1%})")
    for reason, found in sorted(left.items(), key=lambda pair: -len(pair[1])):
        print(f"{len(found):5d}  {reason}")
        for sentence in found[: given.show]:
            print(f"         {sentence[:160]}")


if __name__ == "__main__":
    main()
