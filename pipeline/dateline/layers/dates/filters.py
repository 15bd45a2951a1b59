"""Is it a date here? Checks on the sentence around a match, by the name that its pattern gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from dateline.layers.dates.patterns import Rule

_OLD = "1300"  # years before are numbers, unless a preposition makes them years
_NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM")
_NAMES = ("NNP", "NNPS")


@dataclass(frozen=True)
class Scene:
    """Tokens [start, end) of a Doc; label: that of their entity; whole: whether they cover it."""

    doc: Doc
    start: int
    end: int
    label: str
    whole: bool
    words: Mapping[str, frozenset[str]]

    @property
    def before(self) -> str:
        """The word before, lower case; empty at the start."""
        return self.doc[self.start - 1].lower_ if self.start else ""

    @property
    def after(self) -> str:
        """The word after, lower case; empty at the end."""
        return self.doc[self.end].lower_ if self.end < len(self.doc) else ""

    @property
    def dated(self) -> bool:
        """Whether the model calls it, or what it lies in, a date or a time."""
        return self.label in self.words["date-labels"]

    @property
    def named(self) -> bool:
        """Whether it is a part of a longer name."""
        return self.label in self.words["name-labels"] and not self.whole

    def follows(self, *names: str) -> bool:
        """Whether the word after is in one of the word sets."""
        return any(self.after in self.words[name] for name in names)

    def nominal_after(self) -> bool:
        """Whether a noun or adjective follows, which it would then belong to."""
        return self.end < len(self.doc) and self.doc[self.end].pos_ in _NOMINAL


def passes(rule: Rule, scene: Scene) -> bool:
    """Whether a match is a temporal expression where it stands.

    Not in a longer name, unless as a written date, or as the year of an event ("the 2008 Olympics").
    """
    if scene.named and (rule.ask != "absolute" or scene.label == "PERSON") and not _of_event(rule, scene):
        return False
    return not rule.guard or _GUARDS[rule.guard](scene)


def _of_event(rule: Rule, scene: Scene) -> bool:
    return rule.guard == "year" and scene.label == "EVENT" and scene.before in scene.words["articles"]


def _month(scene: Scene) -> bool:
    if scene.label in scene.words["name-labels"]:
        return False
    word = scene.doc[scene.end - 1]
    if word.lower_ not in scene.words["ambiguous"]:
        return True
    if word.tag_ not in ("NNP", "NNPS") or _titled(scene):
        return False
    return scene.dated or scene.before in scene.words["before-day"]


def _titled(scene: Scene) -> bool:
    """Whether a name goes on after "for" or "of" ("March for Life"), or something is its own ("August's")."""
    if not scene.follows("after-name"):
        return False
    after = scene.doc[scene.end + 1] if scene.end + 1 < len(scene.doc) else None
    return scene.before not in scene.words["before-day"] or after is None or not after.is_lower


def _weekday(scene: Scene) -> bool:
    return scene.label not in scene.words["name-labels"] or scene.before in scene.words["before-time"]


def _glued(scene: Scene) -> bool:
    """Whether a hyphen joins it to a word after it: "2019-nCoV"."""
    doc, end = scene.doc, scene.end
    return end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_


def _titled_year(scene: Scene) -> bool:
    """Whether a name ends in it: "Vision 2030", "Windows 2000"."""
    before = scene.doc[scene.start - 1] if scene.start and scene.doc[scene.start].is_digit else None
    return before is not None and before.tag_ in _NAMES and before.ent_type_ not in scene.words["place-labels"]


def _year(scene: Scene) -> bool:
    if scene.before in scene.words["not-before-year"] or scene.follows("percent", "measures") or _glued(scene):
        return False
    if _titled_year(scene):
        return False
    if scene.doc[scene.end - 1].text < _OLD and scene.before not in scene.words["before-day"]:
        return False
    counted = scene.end < len(scene.doc) and scene.doc[scene.end].tag_ == "NNS"
    if counted and scene.before not in scene.words["before-day"] | scene.words["articles"]:
        return False
    if scene.before in scene.words["before-time"]:
        return True
    if scene.dated:
        return True
    return scene.label not in scene.words["number-labels"] and not scene.nominal_after()


def _spelled(scene: Scene) -> bool:
    """Whether it is said in pairs, or as a round number where a year stands."""
    if all(t.lower_ not in scene.words["round-numbers"] for t in scene.doc[scene.start : scene.end]):
        return True
    return not scene.nominal_after() and (scene.dated or scene.before in scene.words["before-day"])


def _season(scene: Scene) -> bool:
    word = scene.doc[scene.end - 1]
    return (
        word.pos_ in ("NOUN", "PROPN")
        and (word.dep_ != "compound" or scene.end - scene.start > 1)
        and scene.before not in scene.words["indefinite"]
        and not _of_seasons(scene)
        and (scene.dated or scene.before in scene.words["before-day"])
        and not scene.follows("after-noun")
    )


def _of_seasons(scene: Scene) -> bool:
    """Whether it is an adjective beside others: "its summer and winter habitats"."""
    doc, end = scene.doc, scene.end
    if scene.end - scene.start > 1 or end + 1 >= len(doc):
        return False
    return scene.nominal_after() or (
        doc[end].tag_ == "CC" and end + 2 < len(doc) and doc[end + 2].tag_ in ("NN", "NNS")
    )


def _capital(scene: Scene) -> bool:
    return (
        any(t.text[0].isupper() or t.text[0].isdigit() for t in scene.doc[scene.start : scene.end])
        and scene.label != "PERSON"
    )


def _unnamed(scene: Scene) -> bool:
    return scene.label not in scene.words["name-labels"]


def _dayword(scene: Scene) -> bool:
    if scene.doc[scene.end - 1].text[0].isupper() and scene.follows("shows"):
        return False
    capital = scene.doc[scene.end - 1].text[0].isupper() and not scene.doc[scene.start].is_sent_start
    return _unnamed(scene) and not (capital and scene.start > 0 and scene.doc[scene.start - 1].pos_ == "PROPN")


def _lower(scene: Scene) -> bool:
    return scene.doc[scene.end - 1].text.islower()


def _unit(scene: Scene) -> bool:
    return not scene.follows("after-noun") and _lower(scene)


def _rel_unit(scene: Scene) -> bool:
    return _lower(scene) and not (scene.before in scene.words["definite"] and scene.follows("after-noun"))


def _phrase_end(scene: Scene) -> bool:
    return not scene.nominal_after() and not scene.follows("after-part")


def _clause_end(scene: Scene) -> bool:
    return scene.end == len(scene.doc) or scene.doc[scene.end].pos_ in ("PUNCT", "CCONJ", "SPACE")


def _quarter(scene: Scene) -> bool:
    """Whether nothing is quartered: "a loss for the third quarter of $226 million" is one for the quarter."""
    amount = scene.end + 1 < len(scene.doc) and scene.doc[scene.end + 1].pos_ in ("SYM", "NUM")
    return amount or not scene.follows("after-part")


def _weekend(scene: Scene) -> bool:
    """Whether it is one of the calendar's, not "a weekend" or "its first weekend"."""
    ranked = scene.start > 0 and scene.doc[scene.start - 1].tag_ == "JJ"
    return _unnamed(scene) and scene.before not in scene.words["indefinite"] and not ranked


def _told_of(scene: Scene) -> bool:
    """Whether a clause says which it is: "the day it sank", "the night the war began"."""
    if scene.end < len(scene.doc) and scene.doc[scene.end].tag_ == "PRP":
        return True
    return any(c.dep_ in ("relcl", "acl") for c in scene.doc[scene.end - 1].rights)


def _theunit(scene: Scene) -> bool:
    if scene.follows("until-then") and scene.doc[min(scene.end + 1, len(scene.doc) - 1)].pos_ != "SYM":
        return False
    if _told_of(scene) or not scene.dated or scene.nominal_after() or scene.follows("after-unit"):
        return False
    return scene.end == len(scene.doc) or scene.doc[scene.end].tag_ != "VBG"


def _part(scene: Scene) -> bool:
    definite = scene.doc[scene.start].lower_ in scene.words["definite"]
    return scene.label == "TIME" and definite and _phrase_end(scene) and not _told_of(scene)


def _time(scene: Scene) -> bool:
    opening = scene.doc[scene.start].is_sent_start is True
    return scene.label == "TIME" or scene.before in scene.words["before-clock"] or opening


def _length(scene: Scene) -> bool:
    return scene.before in scene.words["before-length"] or (scene.dated and not scene.nominal_after())


def _bare_units(scene: Scene) -> bool:
    return scene.before in scene.words["before-length"] and not scene.follows("after-length")


def _often(scene: Scene) -> bool:
    """Whether it is no newspaper ("the daily Granma", "a weekly magazine") and no rate ("8.5% annually")."""
    word = scene.doc[scene.start]
    if scene.follows("press") or (scene.end < len(scene.doc) and scene.doc[scene.end].pos_ == "PROPN"):
        return False
    if _of_amount(scene):
        return False
    return word.tag_ != "NN" and (word.text.islower() or word.is_sent_start is True)


def _after_amount(scene: Scene) -> bool:
    """Whether an amount stands before it: "$4 million, or 31 cents a share, a year earlier"."""
    last = scene.start - 1
    while last > 0 and scene.doc[last].is_punct:
        last -= 1
    if last < 0:
        return False
    word = scene.doc[last]
    return word.ent_type_ in scene.words["number-labels"] or word.lower_ in scene.words["share"]


def _of_amount(scene: Scene) -> bool:
    """Whether it tells a rate of the amount right before it: "8.5% annually", "10,000 units annually"."""
    word = scene.doc[scene.start - 1] if scene.start else None
    if word is None or scene.doc[scene.start].tag_ != "RB":
        return False
    return word.ent_type_ in scene.words["number-labels"] or any(c.dep_ == "nummod" for c in word.lefts)


def _followed(scene: Scene) -> bool:
    """Whether it is a time that went by: "the years that followed"."""
    return scene.end + 1 < len(scene.doc) and scene.doc[scene.end + 1].lemma_ in scene.words["passing"]


def _generation(scene: Scene) -> bool:
    """Whether it is the present age: "today's youth", "in today's world"."""
    return scene.end + 1 < len(scene.doc) and scene.doc[scene.end + 1].lower_ in scene.words["age"]


def _before_verb(scene: Scene) -> bool:
    after = scene.doc[scene.end].tag_ if scene.end < len(scene.doc) else ""
    return after == "VB" or (scene.start > 0 and scene.doc[scene.start - 1].tag_ == "MD")


def _adjective(scene: Scene) -> bool:
    return scene.doc[scene.start].pos_ == "ADJ" and scene.nominal_after()


def _ref(scene: Scene) -> bool:
    """Whether it tells of a time, and does not only go on: "Now, if you ask me", "Now that is a shame"."""
    first = scene.doc[scene.start]
    if not first.is_sent_start or first.lower_ not in scene.words["discourse"] or scene.end == len(scene.doc):
        return True
    return not scene.follows("after-discourse") and scene.doc[scene.end].tag_ != "PRP"


_GUARDS: dict[str, Callable[[Scene], bool]] = {
    "month": _month,
    "weekday": _weekday,
    "year": _year,
    "spelled": _spelled,
    "clause-end": _clause_end,
    "season": _season,
    "capital": _capital,
    "dayword": _dayword,
    "overnight": _unnamed,
    "unit": _unit,
    "rel-unit": _rel_unit,
    "no-noun": _phrase_end,
    "phrase-end": _phrase_end,
    "quarter": _quarter,
    "q": _unnamed,
    "weekend": _weekend,
    "theunit": _theunit,
    "part": _part,
    "time": _time,
    "units": _lower,
    "lower": _lower,
    "adj": _unnamed,
    "oneunit": _length,
    "bareunits": _bare_units,
    "often": _often,
    "adjective": _adjective,
    "after-amount": _after_amount,
    "before-verb": _before_verb,
    "followed": _followed,
    "generation": _generation,
    "ref": _ref,
}
