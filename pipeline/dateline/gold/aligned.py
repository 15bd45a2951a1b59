"""A mistake for people: the sentence, what is expected and what was got below the words, the rule, how to ask why."""

import shlex
from collections.abc import Iterator

from dateline.gold.evaluate import Difference, Range


def aligned(text: str, mistake: Difference, source: str) -> Iterator[str]:
    """The lines of a mistake. text: the document's; source: the file that `explain` is to open."""
    start, end = mistake.at
    places = [place for place in (mistake.expected, mistake.got) if place]
    start = min([start, *(place[0] for place in places)])
    end = max([end, *(place[1] for place in places)])
    sentence = _plain(text[start:end])
    expected, _, got = mistake.detail.removesuffix("; got").partition("; got ")
    expected = expected.removeprefix("expected ")
    yield f"sentence  {sentence}"
    if mistake.expected:
        if not got and expected.startswith("wrong: "):
            expected, got = "", expected
        said = "" if expected == "missed" else expected
        yield f"expected  {_mark(mistake.expected, start)} {_plain(said)}".rstrip()
    else:
        yield "expected  nothing"
    if mistake.got:
        said = got if mistake.expected else ""
        yield f"got       {_mark(mistake.got, start)} {_plain(said)}".rstrip() + f"  [{mistake.rule}]"
    else:
        yield "got       nothing"
    words = " ".join(mistake.text.split())
    yield f"explain   dateline explain {shlex.quote(source)} --layer {mistake.layer} --at {shlex.quote(_plain(words))}"
    yield ""


def _plain(text: str) -> str:
    """As many characters as the text has, none of which can steer a terminal."""
    return "".join(" " if char.isspace() else char if char.isprintable() else "?" for char in text)


def _mark(place: Range, start: int) -> str:
    return " " * (place[0] - start) + "^" * (place[1] - place[0])
