"""Label Studio: JSON (whole) and JSON-MIN; tasks with predictions, and the labelling config that shows them.

Label Studio counts in UTF-16 units. JSON-MIN holds labelled spans alone: no relations, no values of a region.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from dateline.errors import GoldError
from dateline.gold.formats.rows import Row, id_of, items, need, objects, said
from dateline.gold.formats.shape import Annotated, Relation, Span
from dateline.gold.formats.values import encoded, typed
from dateline.gold.mapping import LABELS, RELATIONS, choices

SUFFIXES = (".json", ".jsonl")
LABEL = "label"  # name of the config's tag with our labels
_LINES = "lines"  # the box of a region's other values, as JSON
_COLORS = ("#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#66a61e", "#e6ab02", "#a6761d", "#666666")


def read(path: Path) -> Iterator[Annotated]:
    """The tasks that are annotated. Those skipped are left out; predictions count only in a file of tasks to import."""
    for where, task in objects(path):
        if not isinstance(task.get("data"), dict):
            yield _small(task, path, where)
            continue
        results = _results(task, where)
        if results is None:
            continue
        data = task["data"]
        text = need(data, "text", str, where)
        known = {**data, "id": data.get("id", task.get("id"))}
        spans, relations = _read(results, where)
        yield Annotated(
            id_of(known, path, where), text, spans, relations, said(data, "published"), said(data, "title"), where
        )


def _results(task: Row, where: str) -> list[Any] | None:
    """The regions of the task's one annotation. Raises GoldError where several could be."""
    key = "annotations" if "annotations" in task else "completions" if "completions" in task else "predictions"
    done = [one for one in items(task, key, where) if isinstance(one, dict) and not one.get("was_cancelled")]
    if key == "predictions":
        done = done[:1]
    best = [one for one in done if one.get("ground_truth")] or done
    if len(best) > 1:
        raise GoldError(f"{where}: {len(best)} annotations of one task; mark one as ground truth in Label Studio.")
    return items(best[0], "result", where) if best else None


def _read(results: list[Any], where: str) -> tuple[list[Span], list[Relation]]:
    regions: dict[str, tuple[str, Any]] = {}
    values: dict[str, dict[str, Any]] = {}
    relations = []
    for one in results:
        kind = need(one, "type", str, where)
        if kind == "relation":
            for label in one.get("labels") or ["relation"]:
                ends = [need(one, side, str, where) for side in ("from_id", "to_id")]
                relations.append(Relation(str(label), *(ends if one.get("direction") != "left" else ends[::-1])))
            continue
        value, name = need(one, "value", dict, where), need(one, "id", str, where)
        if kind.endswith("labels"):
            for label in items(value, kind, where):
                regions.setdefault(name, (str(label), value))
        elif kind in ("choices", "textarea", "number", "rating", "datetime", "taxonomy"):
            values.setdefault(name, {}).update(_value(str(one.get("from_name")), kind, value, where))
        else:
            raise GoldError(f"{where}: a region of type {kind!r} is none of a text's.")
    spans = [_span(name, label, value, values.get(name, {}), where) for name, (label, value) in regions.items()]
    return spans, relations


def _value(name: str, kind: str, value: Row, where: str) -> dict[str, Any]:
    """A value that a person chose or wrote for a region, by the name of its tag."""
    got = value.get({"textarea": "text"}.get(kind, kind))
    got = got[0] if isinstance(got, list) and len(got) == 1 else got
    if not name.endswith(f"-{_LINES}"):
        return {name: got}
    try:
        told = json.loads(got) if isinstance(got, str) else None
    except json.JSONDecodeError as err:
        raise GoldError(f"{where}: {name}: {err.msg}.") from err
    return told if isinstance(told, dict) else {}


def _span(name: str, label: str, value: Row, attributes: Mapping[str, Any], where: str) -> Span:
    at = value.get("globalOffsets", value)
    words = value.get("text")
    piece = (need(at, "start", int, where), need(at, "end", int, where))
    return Span(name, label, (piece,), words if isinstance(words, str) else None, attributes)


def _small(task: Row, path: Path, where: str) -> Annotated:
    """A task of JSON-MIN: each tag's regions in a list under its name."""
    spans: list[Span] = []
    for values in task.values():
        for one in values if isinstance(values, list) else ():
            if isinstance(one, dict) and "start" in one and "end" in one:
                key = next((k for k in ("labels", "hypertextlabels", "paragraphlabels") if k in one), None)
                for label in items(one, key, where) if key else ():
                    spans.append(_span(f"{len(spans)}", str(label), one, {}, where))
    text = need(task, "text", str, where)
    return Annotated(id_of(task, path, where), text, spans, (), said(task, "published"), said(task, "title"), where)


def write(documents: Iterable[Annotated], folder: Path) -> int:
    """Writes config.xml, the project's labelling interface, and tasks.json with predictions; how many tasks."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.xml").write_text(config(), encoding="utf-8", newline="\n")
    tasks = [_task(document) for document in documents]
    said = json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"
    (folder / "tasks.json").write_text(said, encoding="utf-8", newline="\n")
    return len(tasks)


def _task(document: Annotated) -> dict[str, Any]:
    units = [0]
    for char in document.text:
        units.append(units[-1] + (2 if ord(char) > 0xFFFF else 1))
    results: list[dict[str, Any]] = []
    for span in document.spans:
        at = {"start": units[span.start], "end": units[span.end], "text": document.text[span.start : span.end]}
        place = {"id": span.id, "to_name": "text"}
        results.append(place | {"from_name": LABEL, "type": "labels", "value": at | {"labels": [span.label]}})
        menus, left = choices(span.label), {}
        for column, value in span.attributes.items():
            if column in menus and encoded(value) in menus[column]:
                given = at | {"choices": [encoded(value)]}
                results.append(place | {"from_name": f"{span.label}-{column}", "type": "choices", "value": given})
            else:
                left[column] = value
        if left:
            given = at | {"text": [json.dumps(typed(left), ensure_ascii=False)]}
            results.append(place | {"from_name": f"{span.label}-{_LINES}", "type": "textarea", "value": given})
    results += [
        {"type": "relation", "from_id": r.head, "to_id": r.tail, "direction": "right", "labels": [r.label]}
        for r in document.relations
    ]
    data = {
        "doc_id": document.doc_id,
        "published": document.published,
        "title": document.title,
        "text": document.text,
    }
    return {"data": data, "predictions": [{"model_version": "dateline", "result": results}]}


def config() -> str:
    """The labelling interface for our layers: labels, relations, and of each label its menus and a box for the rest."""
    lines = ["<View>", f'  <Labels name="{LABEL}" toName="text">']
    lines += [
        f'    <Label value="{escape(label)}" background="{_COLORS[n % len(_COLORS)]}"/>'
        for n, label in enumerate(LABELS)
    ]
    lines += ["  </Labels>", "  <Relations>"]
    lines += [f'    <Relation value="{escape(name)}"/>' for name in RELATIONS]
    lines += ["  </Relations>", '  <Text name="text" value="$text" granularity="word"/>']
    for label in LABELS:
        lines.append(f'  <View visibleWhen="region-selected" whenTagName="{LABEL}" whenLabelValue="{escape(label)}">')
        for column, values in choices(label).items():
            lines.append(f'    <Header value="{escape(column)}" size="6"/>')
            lines.append(
                f'    <Choices name="{label}-{escape(column)}" toName="text" perRegion="true" choice="single" '
                'layout="select">'
            )
            lines += [f'      <Choice value="{escape(value)}"/>' for value in values]
            lines.append("    </Choices>")
        lines.append('    <Header value="other columns, as JSON" size="6"/>')
        lines.append(
            f'    <TextArea name="{label}-{_LINES}" toName="text" perRegion="true" editable="true" maxSubmissions="1"/>'
        )
        lines.append("  </View>")
    return "\n".join([*lines, "</View>"]) + "\n"
