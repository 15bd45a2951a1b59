"""What the words of a claim, its clause and its sentence say of it."""

import re
from functools import cache

from dateline.calendar import weekdays
from dateline.data import read_jsonl
from dateline.reconcile.limits import limits

MONTH = 30  # days from the first to the last of one
_ANNOUNCED_BEFORE = 60  # characters before a trigger in which its announcement stands


def sums_up(clause: str, first: int | None, last: int | None, counts: bool = True) -> bool:
    """Whether a claim sums up the events of more than some days: by its interval, or by words of its clause.

    last: of an interval without an end ("since June") the day on which what has happened is told. counts: whether it
    says how many, or its noun is in the plural; else it may be of a day in its month ("an April 2007 shooting").
    """
    if first is not None and last is not None and last - first > (limits().summary_days if counts else MONTH):
        return True
    return _summary_words().search(clause.lower()) is not None


@cache
def _summary_words() -> re.Pattern[str]:
    words = [word for entry in read_jsonl("reconcile/words.jsonl") for word in entry.get("summary", ())]
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b")


@cache
def _words(key: str) -> frozenset[str]:
    """The words of one kind."""
    return frozenset(word for entry in read_jsonl("reconcile/words.jsonl") for word in entry.get(key, ()))


def _any_of(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def is_plural(trigger: str) -> bool:
    """Whether a trigger looks like a noun in the plural: "protests"; verbs look so too."""
    return trigger.endswith("s") and not trigger.endswith("ss")


def is_of_several(trigger: str) -> bool:
    """Whether a trigger is a noun that tells of several events: "deaths"."""
    return trigger.lower() in _words("several")


def runs_on(sentence: str, *, dated: bool) -> bool:
    """Whether a toll is one that runs on for months, by its sentence: that of an epidemic.

    dated: it has a day of its own, which is then that of the event, but behind "as of".
    """
    lower = sentence.lower()
    return _running().search(lower) is not None and not (dated and _counted_on().search(lower) is None)


@cache
def _running() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(_words('running'))})\b")


@cache
def _counted_on() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(_words('counted'))})\b")


def is_announced(before: str) -> bool:
    """Whether what stands right before a trigger announces it: "announced his" before "resignation"."""
    return _announced().search(before[-_ANNOUNCED_BEFORE:].lower()) is not None


@cache
def _announced() -> re.Pattern[str]:
    lines = [entry for entry in read_jsonl("reconcile/words.jsonl") if "announced" in entry]
    cues, between = ("|".join(re.escape(w) for e in lines for w in e[part]) for part in ("announced", "between"))
    return re.compile(rf"\b(?:{cues})\s(?:(?:{between})\s){{0,3}}$")


def weekday_of(before: str, after: str) -> int | None:
    """The day of the week on which something was, by its clause before and after its trigger; 0 is Monday.

    None where none or several are named: where other words than those of its own time stand between ("charged after a
    shooting on Friday"), the day is not its own.
    """
    own = _other_times().split(before)[-1], _other_times().split(after, maxsplit=1)[0]
    found = {weekdays()[name] for part in own for name in _weekday_names().findall(part)}
    return found.pop() if len(found) == 1 else None


@cache
def _weekday_names() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(weekdays())})\b(?!['’]s)")


@cache
def _other_times() -> re.Pattern[str]:
    return re.compile(rf"[,;:]|\b(?:{_any_of(_words('other_time'))})\b")


def is_addressed(clause: str) -> bool:
    """Whether a clause speaks to whoever reads or is asked."""
    return _you().search(clause.lower()) is not None


@cache
def _you() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(addressing())})\b")


@cache
def addressing() -> frozenset[str]:
    """Words for whoever reads or is asked."""
    return frozenset(word for entry in read_jsonl("reconcile/words.jsonl") for word in entry.get("address", ()))


@cache
def _one_more_words() -> tuple[re.Pattern[str], str, str]:
    """What begins "one more", the words that stand between, as a pattern, and the nouns."""
    lines = [entry for entry in read_jsonl("reconcile/words.jsonl") if "other" in entry]
    cues, between, nouns = (
        "|".join(re.escape(word) for entry in lines for word in entry[part]) for part in ("other", "between", "nouns")
    )
    return re.compile(rf"\b(?:{cues})\s+"), rf"(?:(?!(?:{between})\s)[\w-]+\s+){{0,2}}?", nouns


def one_more(sentence: str, trigger: str) -> bool:
    """Whether a sentence says that an event is one more than those told before: "another strike", "a second batch"."""
    cue, between, nouns = _one_more_words()
    lower = sentence.lower()
    if cue.search(lower) is None:  # compiling a pattern for a trigger costs more than all else here
        return False
    return re.search(rf"{cue.pattern}{between}(?:{re.escape(trigger.lower())}|{nouns})s?\b", lower) is not None
