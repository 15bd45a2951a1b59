"""CoNLL-U: ten columns; names as tags in MISC (NER=B-PER, NE= or Entity=); documents by `# newdoc`.

The text is made from the tokens and SpaceAfter, and must be what `# text` says.
"""

from collections.abc import Iterator
from pathlib import Path

from dateline.errors import GoldError
from dateline.gold.formats.columns import Token, tagged
from dateline.gold.formats.shape import Annotated, Span, read_utf8

SUFFIXES = (".conllu",)
KEYS = ("NER", "NE", "Entity")


def read(path: Path) -> Iterator[Annotated]:
    """The documents of a file. Raises GoldError with its line where a sentence is not what its `# text` says."""
    doc_id, n = path.stem, 0
    sentences: list[tuple[str, list[Token]]] = []
    rows: list[list[str]] = []
    said: str | None = None
    for number, line in enumerate([*read_utf8(path).removeprefix("\ufeff").splitlines(), "", "# newdoc"], 1):
        name, _, value = line.removeprefix("#").partition("=")
        if line.startswith("#"):
            if name.split()[:1] == ["newdoc"]:
                if sentences:
                    n += 1
                    yield _document(doc_id, n, sentences, f"{path}:{number}")
                    sentences = []
                doc_id = value.strip() if "id" in name.split() and value.strip() else path.stem
            said = value.strip() if name.split() == ["text"] else said
        elif line.strip():
            columns = line.split("\t")
            if len(columns) != 10:
                raise GoldError(f"{path}:{number}: expected ten columns parted by tabs, got {len(columns)}.")
            rows.append(columns)
        elif rows:
            sentences.append(_sentence(rows, said, f"{path}:{number}"))
            rows, said = [], None


def _sentence(rows: list[list[str]], said: str | None, where: str) -> tuple[str, list[Token]]:
    """Its text and tokens; the words of a contraction share the place of its surface form."""
    text, inside = "", 0
    tokens: list[Token] = []
    for columns in rows:
        if "." in columns[0]:
            continue  # an empty node
        misc = dict(part.partition("=")[::2] for part in columns[9].split("|"))
        tag = next((misc[key] for key in KEYS if key in misc), "O")
        number = columns[0].split("-")
        if len(number) == 1 and number[0].isdigit() and int(number[0]) <= inside:
            tokens.append((tokens[-1][0], tag))
            continue
        at = (len(text), len(text) + len(columns[1]))
        text += columns[1] + ("" if misc.get("SpaceAfter") == "No" else " ")
        if len(number) == 2 and number[1].isdigit():
            inside = int(number[1])
            tokens.append((at, tag if tag != "O" else ""))
        else:
            tokens.append((at, tag))
    text = text.rstrip(" ")
    if said is not None and said != text:
        raise GoldError(f"{where}: the tokens give {text[:80]!r}, `# text` says {said[:80]!r}.")
    return text, [(at, tag) for at, tag in tokens if tag]


def _document(doc_id: str, n: int, sentences: list[tuple[str, list[Token]]], where: str) -> Annotated:
    text = ""
    spans: list[Span] = []
    for sentence, tokens in sentences:
        text += "\n" if text else ""
        first = len(text)
        for (start, end), label in tagged(tokens):
            words = sentence[start:end]
            spans.append(Span(str(len(spans)), label, ((first + start, first + end),), words))
        text += sentence
    return Annotated(doc_id, text, spans, where=where)
