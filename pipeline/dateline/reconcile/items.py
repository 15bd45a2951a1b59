"""What a quantity counts: the class of the thing, and whose it is."""

from collections.abc import Mapping
from functools import cache

from dateline.data import read_jsonl
from dateline.reconcile.inputs import Row
from dateline.reconcile.values import Count, Item
from dateline.reconcile.words import stem, tokens

COUNTED = frozenset({"count", "measure", "money", "percent"})
PEOPLE = "people"


@cache
def heads() -> Mapping[str, str]:
    """The class of a head, by its stems: "fallen defender" is no entry, "defend" is one of soldiers."""
    return {
        " ".join(map(stem, head.split())): entry["item"]
        for entry in reversed(read_jsonl("reconcile/items.jsonl"))
        for head in entry["heads"]
    }


@cache
def wholes() -> Mapping[str, str]:
    """The class that a class is part of: children are people."""
    return {e["item"]: e["part_of"] for e in read_jsonl("reconcile/items.jsonl") if "part_of" in e}


@cache
def adjectives() -> Mapping[str, str]:
    """The country of an adjective, both as the texts have them, in lower case: "ukrainian" -> UKR."""
    states = read_jsonl("gazetteer/actors_states.jsonl")
    return {a.lower(): s["country"] for s in reversed(states) for a in s.get("adjectives", ())}


@cache
def unsettled() -> frozenset[str]:
    """Names of regions that two sides claim, in lower case: whose soldiers those are no country tells."""
    ids = {place for entry in read_jsonl("lexicon/places_contested.jsonl") for place in entry["places"]}
    lines = [entry for entry in read_jsonl("gazetteer/places_additions.jsonl") if entry["id"] in ids]
    return frozenset(name.lower() for entry in lines for name in (entry["name"], *entry.get("names", ())))


@cache
def prepositions() -> frozenset[str]:
    """Words behind which a noun phrase has its head no more."""
    return frozenset(w for entry in read_jsonl("reconcile/words.jsonl") for w in entry.get("prepositions", ()))


@cache
def by_mode() -> Mapping[str, str]:
    """What a mode counts where nothing else is said: those who are exchanged are prisoners."""
    return {mode: entry["item"] for entry in read_jsonl("reconcile/items.jsonl") for mode in entry.get("modes", ())}


def count_of(row: Row, mode: str | None, country: str | None) -> Count | None:
    """A quantity as a figure of its claim; None for what is none: ages, ranks, "both sides", "many", a bare "the 90".

    country: of the actor that is counted.
    """
    says = (row["value"], row["low"], row["high"]) != (None, None, None)
    if row["kind"] not in COUNTED or not says or (row["rule"] or "").startswith("pair/"):
        return None
    item = item_of(row, mode, country)
    if not item.kind:
        return None
    text = row["item"] or row["counted"] or ""
    value, low, high, bound = (row[name] for name in ("value", "low", "high", "bound"))
    return Count(row["mention_id"], value, low, high, bound, item, text, row["counted"], row["part_of"])


def item_of(row: Row, mode: str | None, country: str | None) -> Item:
    """The class of what is counted, or its own head where none is known; people where a toll names nobody."""
    phrase = tokens(row["item"] or row["counted"] or "")
    unit = row["unit"] if row["kind"] != "count" else None
    kind = kind_of(phrase) or kind_of(tokens(row["counted"] or ""))
    usual = by_mode().get(mode or "")
    if kind is None:
        kind = head_of(phrase) or usual or ""
    elif kind == PEOPLE and usual:
        kind = usual
    owner = next((name for name in phrase if name in unsettled()), None)
    owner = owner or country or next((adjectives()[word] for word in phrase if word in adjectives()), None)
    return Item(kind, owner or _named_owner(row["item"] or ""), unit, row["per"])


def _named_owner(text: str) -> str | None:
    """The name before a head that has none of its own: "Artsakh" of "Artsakh soldiers"; none in a headline."""
    words = text.split()
    cut = next((i for i, word in enumerate(words) if word in prepositions()), len(words))
    pairs = ((words[i - 1], words[i]) for i in range(1, cut))
    return next((name.lower() for name, head in pairs if name[:1].isupper() and head.islower()), None)


def kind_of(phrase: list[str]) -> str | None:
    """The class of a noun phrase by its head, the last word before "of" or another preposition."""
    cut = next((i for i, word in enumerate(phrase) if word in prepositions()), None)
    head = [stem(word) for word in (phrase[:cut] if cut else phrase)]
    for n in (2, 1):
        kind = heads().get(" ".join(head[-n:])) if len(head) >= n else None
        if kind:
            return kind
    # A participle behind its noun: "people killed".
    return heads().get(head[-2]) if len(head) > 1 else None


def head_of(phrase: list[str]) -> str:
    """The stem of the head of a noun phrase; nothing of an empty one."""
    cut = next((i for i, word in enumerate(phrase) if word in prepositions()), None)
    head = phrase[:cut] if cut else phrase
    return stem(head[-1]) if head else ""


def same_item(a: Item, b: Item) -> bool:
    """Whether two figures can be of one thing: the class is the same, and nothing says that it is of two countries."""
    return a.kind == b.kind and a.unit == b.unit and not _differ(a.of, b.of)


def other_owner(a: Item, b: Item) -> bool:
    """Whether two things of one class are those of two countries: Ukrainian and Russian bodies."""
    return a.kind == b.kind and _differ(a.of, b.of)


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b
