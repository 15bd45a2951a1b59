"""Why each mention of a document is what it is."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from dateline.doc.make import doc_of
from dateline.doc.mentions import mention_id, why
from dateline.doc.offsets import text_span
from dateline.errors import DatelineError
from dateline.flow.annotate import annotated
from dateline.layers.claims.lexicon import Lexicon
from dateline.layers.claims.reasons import fillers_of, of_claim, unclaimed
from dateline.layers.claims.values import claims as claims_of
from dateline.layers.registry import LAYERS
from dateline.look.document import about, max_chars
from dateline.look.terminal import escaped
from dateline.reading.documents import Document
from dateline.tables.tabulate import Rows, tabulate

if TYPE_CHECKING:
    from dateline.project.folder import Project

SHARED = frozenset({"doc_id", "mention_id", "start", "end", "text", "region", "sentence", "sentence_start"})
HIDDEN = SHARED | {"sentence_end", "rule", "score", "claim_id"}

Lines = list[tuple[str, str]]


def explanations(
    nlp: Language,
    document: Document,
    layers: tuple[str, ...],
    at: str | None = None,
    project: "Project | None" = None,
) -> Iterator[tuple[str, Lines]]:
    """For every mention (that contains `at`) its headline, and what was decided and why: a word and what it stands for.

    project: whose lines are named where they decided.

    Raises DatelineError where the document was skipped.
    """
    if document.status == "skipped":
        raise DatelineError(f"{about(document)}: it is not annotated. `dateline run --any-language` would.")
    [doc] = annotated(nlp, [doc_of(nlp, document)], max_chars=max_chars())
    rows = tabulate(document, doc)
    reasons = {
        (layer, *text_span(doc, span.start_char, span.end_char)): why(span, layer)
        for layer in LAYERS
        for span in doc.spans[layer]
    }
    claims = _claim_reasons(rows) if "claims" in layers else {}
    lexicon: Lexicon | None = getattr(nlp.get_pipe("claims"), "lexicon", None) if "claims" in layers else None
    if lexicon is not None:
        _add_ways(doc, lexicon, claims)
    said = _Said(doc)
    for layer in layers:
        for row in rows[layer]:
            if at is None or at.casefold() in row["text"].casefold():
                own = reasons.get((layer, row["start"], row["end"]), {})
                told = {**_evidence(row, document.text), **own, **claims.get(row["mention_id"], {})}
                yield _headline(layer, row), [*_decision(row), *_own(row, told, project), said.of(row), *_reasons(told)]
    if lexicon is not None:
        yield from _unclaimed(doc, lexicon, at)


def _unclaimed(doc: Doc, lexicon: Lexicon, at: str | None) -> Iterator[tuple[str, Lines]]:
    """The counts of people and things that no claim takes, with the reason."""
    for figure, reason in unclaimed(doc, lexicon):
        span = doc[figure.start : figure.end]
        if at is None or at.casefold() in span.text.casefold():
            start, end = text_span(doc, span.start_char, span.end_char)
            headline = escaped(f"no claim {span.text!r} [{start}:{end}]")
            yield headline, [("counts", escaped(figure.value.item or "nothing named")), ("why not", escaped(reason))]


def _add_ways(doc: Doc, lexicon: Lexicon, told: dict[str, dict[str, Any]]) -> None:
    """Adds to each claim its frame, the ways to its arguments and what decided its status."""
    fillers = fillers_of(doc, lexicon)
    for claim in claims_of(doc):
        trigger = doc[claim.at[0] : claim.at[1]]
        name = mention_id(doc, "claims", *text_span(doc, trigger.start_char, trigger.end_char))
        if name in told:
            told[name] |= of_claim(doc, claim, lexicon, fillers)


def _headline(layer: str, row: dict[str, Any]) -> str:
    return escaped(f"{layer} {row['text']!r} [{row['start']}:{row['end']}]")


def _decision(row: dict[str, Any]) -> Lines:
    score = "" if row["score"] is None else f" (score {row['score']:.2f})"
    return [("rule", row["rule"] + score), ("chosen", escaped(value_of(row)))]


def value_of(row: dict[str, Any]) -> str:
    """A mention's own columns that say something, in one line."""
    own = {k: v for k, v in row.items() if k not in HIDDEN and v is not None and v is not False}
    return " ".join(f"{k}={_short(v)}" for k, v in own.items() if not k.endswith(("_start", "_end")) or "date" in k)


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)


class _Said:
    """What the model's own entities say of a mention's characters."""

    def __init__(self, doc: Doc) -> None:
        self.ents = [(*text_span(doc, e.start_char, e.end_char), f"{e.label_} {escaped(e.text)!r}") for e in doc.ents]
        self.starts, self.ends = [start for start, _, _ in self.ents], [end for _, end, _ in self.ents]

    def of(self, row: dict[str, Any]) -> tuple[str, str]:
        """The entities that overlap with the mention."""
        found = self.ents[bisect_right(self.ends, row["start"]) : bisect_left(self.starts, row["end"])]
        return "model", ", ".join(said for _, _, said in found) or "nothing"


def _evidence(row: dict[str, Any], text: str) -> dict[str, str]:
    """The words that the row's other offsets point at: a modifier, an item, a source, a cue, a scope."""
    names = [
        c.removesuffix("_start") for c in row if c.endswith("_start") and c not in ("sentence_start", "date_start")
    ]
    return {n: repr(text[row[f"{n}_start"] : row[f"{n}_end"]]) for n in names if row[f"{n}_start"] is not None}


def _own(row: dict[str, Any], told: dict[str, Any], project: "Project | None") -> Lines:
    """The lines of a project that decided something of a row, where they stand."""
    owners = project.owners if project else {}
    values = [value for value in (*row.values(), *told.values()) if isinstance(value, str) and value in owners]
    said = {owners[value].where: escaped(f"{owners[value].id} ({owners[value].where})") for value in values}
    return list(zip(["own", *[""] * len(said)], said.values(), strict=False))


def _claim_reasons(rows: dict[str, Rows]) -> dict[str, dict[str, Any]]:
    """For every claim its arguments and where they were found, and what it says of other claims."""
    triggers = {row["mention_id"]: row["text"] for row in rows["claims"]}
    found: dict[str, dict[str, Any]] = {name: {} for name in triggers}
    for arg in rows["claim_args"]:
        said = f"{arg['name']} ({arg['layer']}, {arg['basis']})" if arg["layer"] != "none" else arg["name"]
        found[arg["claim_id"]].setdefault(arg["role"], []).append(said)
    for r in rows["claim_relations"]:
        target = r["target_claim_id"]
        found[r["claim_id"]].setdefault(r["relation"], []).append(f"{triggers[target]!r} {target}")
    return found


def _reasons(told: dict[str, Any]) -> Lines:
    """A line a reason; of several candidates a line each."""
    lines = []
    for name, value in told.items():
        several = value if isinstance(value, list | tuple) else [] if value is None else [value]
        lines += [(name if i == 0 else "", escaped(_reason(one))) for i, one in enumerate(several)]
    return lines


def _reason(value: Any) -> str:
    return "  ".join(map(_short, value)) if isinstance(value, list | tuple) else str(value)
