"""Scores and what is behind them as one page of HTML that needs nothing else. All that documents say is escaped."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from dateline.gold.evaluate import Difference, Gain, Score, Triple, prf

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 68em; padding: 0 1em; color: #222 }
table { border-collapse: collapse; margin: 1em 0 } th, td { padding: .15em .7em; text-align: right }
th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left }
tr { border-bottom: 1px solid #ddd } .d { margin: .6em 0; padding-left: .8em; border-left: .25em solid #b33 }
.gained { border-color: #393 } small { color: #666 } mark { background: #fd8 } summary { cursor: pointer }
"""


def page(
    title: str,
    scores: Sequence[Score],
    gains: Mapping[tuple[str, str], Gain],
    parts: Mapping[tuple[str, str], Mapping[str, Triple]],
    found: Iterable[Difference],
) -> str:
    """The page. parts: scores by layer and by label, rule or source; found: mistakes, or gains and losses."""
    headings = ["layer", "measure", "P", "R", "F1", "95%", "gold", "predicted"]
    headings += ["change", "95%", "p"] if gains else []
    body = [f"<h1>{escape(title)}</h1>", _table(headings, [_score(s, gains) for s in scores])]
    for (layer, by), counts in parts.items():
        rows = [[name, "", *_figures(triple), triple[2], triple[1]] for name, triple in counts.items()]
        table = _table([by, "", "P", "R", "F1", "gold", "predicted"], rows)
        body.append(f"<details><summary>{escape(layer)} by {escape(by)}</summary>{table}</details>")
    body += ["<h2>Sentences</h2>", *(_difference(d) for d in found)]
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    return (
        f'<!doctype html>\n<html lang="en"><head>{policy}{head}</head><body>\n' + "\n".join(body) + "\n</body></html>\n"
    )


def _score(s: Score, gains: Mapping[tuple[str, str], Gain]) -> list[object]:
    figures: list[object] = [s.layer, s.measure, *(f"{x:.3f}" for x in (s.precision, s.recall, s.f1))]
    figures += [f"{s.low:.2f}–{s.high:.2f}", s.gold, s.pred]
    gain = gains.get((s.layer, s.measure))
    return figures + ([f"{gain.change:+.3f}", f"{gain.low:+.3f} to {gain.high:+.3f}", f"{gain.p:.3f}"] if gain else [])


def _figures(triple: Triple) -> list[str]:
    return [f"{figure:.3f}" for figure in prf(triple)]


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    lines = ["<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows]
    return f"<table><tr>{head}</tr>\n" + "\n".join(lines) + "</table>"


def _difference(d: Difference) -> str:
    before, words, after = d.sentence.partition(d.text)
    marked = f"{escape(before)}<mark>{escape(words)}</mark>{escape(after)}" if words else escape(d.sentence)
    said = " ".join(part for part in (d.change, d.layer, d.doc_id, f"[{d.rule}]" if d.rule else "") if part)
    return (
        f'<div class="d {escape(d.change)}"><small>{escape(said)}</small><br>{marked}<br>'
        f"<small>{escape(d.text)}: {escape(d.detail)}</small></div>"
    )
