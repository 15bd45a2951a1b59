"""The days that a page's head names: when it was published, and when it was changed."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from dateline.data import read_jsonl
from dateline.reading.published import parse

EVERGREEN_DAYS = 366  # after which a page that was changed, and tells of later years, is no longer of its first day

_META = "//meta[@content and (@property or @name or @itemprop)]"
_ARTICLE = ("Article", "Posting", "Report")  # how the types of schema.org end that are an article


class PageDates(NamedTuple):
    """Days of a page, ISO 8601, or None."""

    published: str | None = None
    modified: str | None = None


def stated(tree: Any) -> PageDates:
    """What the page says of itself in its meta elements and, where those do not say it, in its JSON-LD."""
    meta, linked = dict(_of_meta(tree)), dict(_of_json(tree))
    return PageDates(*(meta.get(kind) or linked.get(kind) for kind in PageDates._fields))


def _of_meta(tree: Any) -> Iterator[tuple[str, str]]:
    """Kind and day of the meta elements that name one; of two of a kind the first counts."""
    found: dict[str, str] = {}
    for element in tree.xpath(_META):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        kind, day = _names().get(name.strip().lower(), ""), _day(element.get("content"))
        if kind and day:
            found.setdefault(kind, day)
    yield from found.items()


@cache
def _names() -> dict[str, str]:
    lines = read_jsonl("lexicon/page_dates.jsonl")
    return {name.lower(): line["kind"] for line in lines for name in line["names"]}


def _of_json(tree: Any) -> Iterator[tuple[str, str]]:
    """Kind and day of the first article of the page's JSON-LD; articles in a list of others are not this one."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            nodes = list(_articles(json.loads(script.text or "", strict=False)))
        except (ValueError, RecursionError):
            continue
        for node in nodes:
            days = {"published": _day(node.get("datePublished")), "modified": _day(node.get("dateModified"))}
            if days["published"]:
                yield from ((kind, day) for kind, day in days.items() if day)
                return


def _articles(found: Any) -> Iterator[dict[str, Any]]:
    """The articles of JSON-LD: an object, several of them, or those of its graph."""
    for node in found if isinstance(found, list) else [found]:
        if not isinstance(node, dict):
            continue
        types = node.get("@type")
        named = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and name.endswith(_ARTICLE) for name in named):
            yield node
        for key in ("@graph", "mainEntity"):
            if isinstance(node.get(key), list | dict):
                yield from _articles(node[key])


def _day(value: Any) -> str | None:
    try:
        return parse(value) if isinstance(value, str) and value.strip() else None
    except ValueError:
        return None
