"""What is no date: questions about the sentence around a candidate, by the name that its pattern gives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span, Token

from dateline.doc.predicates import PROPER_NOUNS
from dateline.layers.dates.anchoring import Limits
from dateline.layers.dates.candidates import Candidate
from dateline.layers.dates.patterns import Pattern

_COUNTED = ("dobj", "nsubj", "nsubjpass")
_NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM")


@dataclass(frozen=True)
class FilterWords:
    """The word lists that filters look up, by the names of their lines in models/lexicon/dates_cues.jsonl."""

    after_discourse: frozenset[str]
    after_length: frozenset[str]
    after_name: frozenset[str]
    after_noun: frozenset[str]
    after_part: frozenset[str]
    after_unit: frozenset[str]
    age: frozenset[str]
    ambiguous: frozenset[str]
    before_clock: frozenset[str]
    before_day: frozenset[str]
    before_length: frozenset[str]
    before_time: frozenset[str]
    by_how_much: frozenset[str]
    date_labels: frozenset[str]
    definite: frozenset[str]
    determiners: frozenset[str]
    discourse: frozenset[str]
    indefinite: frozenset[str]
    measures: frozenset[str]
    name_labels: frozenset[str]
    named: frozenset[str]
    named_common: frozenset[str]
    not_before_year: frozenset[str]
    number_labels: frozenset[str]
    number_names: frozenset[str]
    of_a_year: frozenset[str]
    of_counts: frozenset[str]
    of_what: frozenset[str]
    passing: frozenset[str]
    percent: frozenset[str]
    person_labels: frozenset[str]
    place_labels: frozenset[str]
    press: frozenset[str]
    quartered: frozenset[str]
    round_numbers: frozenset[str]
    share: frozenset[str]
    share_units: frozenset[str]
    shows: frozenset[str]
    streets: frozenset[str]
    until_then: frozenset[str]
    years_named: frozenset[str]


_OF_MANY, _HAD = frozenset({"have", "were", "are"}), "had"
"""What verbs of more than one subject have; a year is one."""


def filter_words(entries: Iterable[Mapping[str, Any]]) -> FilterWords:
    """The lists from the lines of the file whose ids open with dates/filter/; TypeError where one is not asked for."""
    lists = {e["id"].removeprefix("dates/filter/"): frozenset(e["words"]) for e in entries if "/filter/" in e["id"]}
    return FilterWords(**{name.replace("-", "_"): words for name, words in lists.items()})


@dataclass(frozen=True)
class Occurrence:
    """A candidate where it stands, tokens [start, end); label: that of its entity; whole: whether they cover it."""

    doc: Doc
    start: int
    end: int
    label: str
    whole: bool
    words: FilterWords
    limits: Limits

    @property
    def before(self) -> str:
        """The word before, lower case; empty at the start."""
        return self.doc[self.start - 1].lower_ if self.start else ""

    @property
    def after(self) -> str:
        """The word after, lower case; empty at the end."""
        return self.doc[self.end].lower_ if self.end < len(self.doc) else ""

    @property
    def tokens(self) -> Span:
        """The candidate's own tokens."""
        return self.doc[self.start : self.end]

    @property
    def is_dated(self) -> bool:
        """Whether the model calls it, or what it lies in, a date or a time."""
        return self.label in self.words.date_labels

    @property
    def in_name(self) -> bool:
        """Whether it is a part of a longer name."""
        return self.label in self.words.name_labels and not self.whole

    def before_nominal(self) -> bool:
        """Whether a noun or adjective follows, which it would then belong to."""
        return self.end < len(self.doc) and self.doc[self.end].pos_ in _NOMINAL


def occurrence(
    doc: Doc, candidate: Candidate, entities: Mapping[int, Span], words: FilterWords, limits: Limits
) -> Occurrence:
    """A candidate with the entity that it lies in; entities: the model's by token.

    A word of it that the model takes for a name makes it none: "Today at 10:30 BST".
    """
    start, end = candidate.start, candidate.end
    entity = entities.get(end - 1) or entities.get(start)
    if entity is None:
        return Occurrence(doc, start, end, "", False, words, limits)
    whole = start <= entity.start and entity.end <= end
    inside = whole and len(entity) < end - start and entity.label_ in words.name_labels
    return Occurrence(doc, start, end, "" if inside else entity.label_, whole, words, limits)


def _is_the_name(here: Occurrence) -> bool:
    """Whether the name that the model sees is these words, several of them, and no more but an article."""
    first = here.doc[here.start]
    article = here.doc[here.start - 1] if here.start else first
    opens = first.ent_iob_ != "I" or (article.ent_iob_ == "B" and article.lower_ == "the")
    return opens and here.end - here.start > 1 and (here.end == len(here.doc) or here.doc[here.end].ent_iob_ != "I")


def is_date(pattern: Pattern, here: Occurrence) -> bool:
    """Whether a candidate is a temporal expression where it stands.

    Not in a name, unless as a written date, as the year of an event ("the 2008 Olympics"), or as a holiday of several
    words that is the whole name ("the Feast of the Epiphany").
    """
    written = pattern.ask == "absolute" and here.label != "PERSON"
    named = pattern.reading == "holiday" and _is_the_name(here)
    if here.in_name and not written and not named and not _of_event(pattern, here):
        return False
    return not pattern.filter or _FILTERS[pattern.filter](here)


def opens_name(here: Occurrence) -> bool:
    """Whether a name goes on after it: "the March 23 Movement", "July 9 Avenue", "the April 6 Youth Movement"."""
    after = here.doc[here.end : here.end + 2]
    if not after:
        return False
    if not after[0].text[0].isupper():
        definite = here.before in here.words.definite or here.doc[here.start].lower_ in here.words.definite
        return definite and after[0].lower_ in here.words.named_common and any(t.is_digit for t in here.tokens)
    if after[0].lower_ in here.words.named:
        return True
    further = len(after) == 2 and after[1].text[0].isupper() and after[1].lower_ in here.words.named
    return further and here.before not in here.words.before_time


def _given_name(here: Occurrence, clear_of: frozenset[str]) -> bool:
    """Whether it is the first name of somebody: "Sunday Adeyemi"; clear_of: the words before a date."""
    if here.end - here.start != 1 or here.end == len(here.doc) or here.before in clear_of:
        return False
    word, after = here.doc[here.start], here.doc[here.end]
    surname = after.tag_ == "NNP" and after.text.istitle() and after.ent_type_ in here.words.person_labels
    return surname and word.tag_ == "NNP" and word.dep_ == "compound" and word.head.i >= here.end


def _of_event(pattern: Pattern, here: Occurrence) -> bool:
    return pattern.filter == "year" and here.label == "EVENT" and here.before in here.words.determiners


def _month(here: Occurrence) -> bool:
    if here.label in here.words.name_labels:
        return False
    word = here.doc[here.end - 1]
    if _given_name(here, here.words.before_day):
        return False
    if word.lower_ not in here.words.ambiguous:
        return True
    if word.tag_ not in PROPER_NOUNS or _titled(here):
        return False
    return here.end - here.start > 1 or here.is_dated or here.before in here.words.before_day


def _titled(here: Occurrence) -> bool:
    """Whether a name goes on after "for" or "of" ("March for Life"), or something is its own ("August's")."""
    if here.after not in here.words.after_name:
        return False
    after = here.doc[here.end + 1] if here.end + 1 < len(here.doc) else None
    return here.before not in here.words.before_day or after is None or not after.is_lower


def _weekday(here: Occurrence) -> bool:
    if _given_name(here, here.words.before_time):
        return False
    return here.label not in here.words.name_labels or here.before in here.words.before_time


def _glued(here: Occurrence) -> bool:
    """Whether a hyphen joins it to a word after it: "2019-nCoV"."""
    doc, end = here.doc, here.end
    return end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_


def _titled_year(here: Occurrence) -> bool:
    """Whether a name ends in it: "Vision 2030", "Windows 2000"."""
    before = here.doc[here.start - 1] if here.start and here.doc[here.start].is_digit else None
    return before is not None and before.tag_ in PROPER_NOUNS and before.ent_type_ not in here.words.place_labels


def _in_number(here: Occurrence) -> bool:
    """Whether it is a part of a longer number or of a number's name: "0300 1985 2011", "no. 1976", "2014/22"."""
    doc, start, end = here.doc, here.start, here.end
    if not doc[start].is_digit:
        return False
    if start and (doc[start - 1].is_digit or doc[start - 1].text[0] == "+"):
        return True
    if start > 1 and doc[start - 1].text == "." and doc[start - 2].lower_ in here.words.number_names:
        return True
    return end < len(doc) and doc[end].is_digit and here.before not in here.words.before_day


def _house_number(here: Occurrence) -> bool:
    """Whether a street follows: "2014 Maple Avenue"."""
    if here.before in here.words.determiners or here.end - here.start != 1:
        return False
    for token in here.doc[here.end : here.end + 3]:
        if not token.text[0].isupper():
            return False
        if token.lower_ in here.words.streets:
            return True
    return False


def _counts_subjects(here: Occurrence) -> bool:
    """Whether it counts those who did something or to whom it was done: "1720 had been freed", "2012 have died"."""
    number = here.doc[here.start]
    if here.end - here.start != 1 or not number.is_digit or number.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if any(c.dep_ == "conj" for c in number.rights) or (here.start and here.doc[here.start - 1].is_digit):
        return False
    said = {c.lower_ for c in number.head.lefts if c.dep_ in ("aux", "auxpass")} | {number.head.lower_}
    return not said.isdisjoint(_OF_MANY) or (number.dep_ == "nsubjpass" and _HAD in said)


def _year(here: Occurrence) -> bool:
    if here.before in here.words.not_before_year or _glued(here):
        return False
    if _in_number(here) or _house_number(here):
        return False
    if here.after in here.words.percent or here.after in here.words.measures:
        return False
    if _titled_year(here) or _counts_subjects(here):
        return False
    if here.doc[here.end - 1].text < str(here.limits.first_bare_year) and here.before not in here.words.before_day:
        return False
    counted = here.end < len(here.doc) and here.doc[here.end].tag_ == "NNS"
    if counted and here.before not in here.words.before_day | here.words.determiners:
        return False
    if here.before in here.words.before_time:
        return True
    if here.is_dated:
        return True
    return here.label not in here.words.number_labels and not here.before_nominal()


def _spelled(here: Occurrence) -> bool:
    """Whether it is said in pairs, or as a round number where a year stands."""
    if all(t.lower_ not in here.words.round_numbers for t in here.doc[here.start : here.end]):
        return True
    return not here.before_nominal() and (here.is_dated or here.before in here.words.before_day)


def _season(here: Occurrence) -> bool:
    word = here.doc[here.end - 1]
    return (
        word.pos_ in ("NOUN", "PROPN")
        and (word.dep_ != "compound" or here.end - here.start > 1)
        and here.before not in here.words.indefinite
        and not _of_seasons(here)
        and (here.is_dated or here.before in here.words.before_day)
        and here.after not in here.words.after_noun
    )


def _of_seasons(here: Occurrence) -> bool:
    """Whether it is an adjective beside others: "its summer and winter habitats"."""
    doc, end = here.doc, here.end
    if here.end - here.start > 1 or end + 1 >= len(doc):
        return False
    return here.before_nominal() or (
        doc[end].tag_ == "CC" and end + 2 < len(doc) and doc[end + 2].tag_ in ("NN", "NNS")
    )


def _capital(here: Occurrence) -> bool:
    return (
        any(t.text[0].isupper() or t.text[0].isdigit() for t in here.doc[here.start : here.end])
        and here.label != "PERSON"
    )


def _unnamed(here: Occurrence) -> bool:
    return here.label not in here.words.name_labels


def _dayword(here: Occurrence) -> bool:
    if here.doc[here.end - 1].text[0].isupper() and here.after in here.words.shows:
        return False
    capital = here.doc[here.end - 1].text[0].isupper() and not here.doc[here.start].is_sent_start
    return _unnamed(here) and not (capital and here.start > 0 and here.doc[here.start - 1].pos_ == "PROPN")


def _lower(here: Occurrence) -> bool:
    return here.doc[here.end - 1].text.islower()


def _units(here: Occurrence) -> bool:
    return _lower(here) and not _is_share(here)


def _adj(here: Occurrence) -> bool:
    return _unnamed(here) and not _is_share(here)


def _is_share(here: Occurrence) -> bool:
    """Whether quarters are those of a whole and not of a year: "three quarters of the wells", "fell by three quarters".

    "three quarters of growth" and "three quarters of the year" are stretches of time.
    """
    doc, words = here.doc, here.words
    if doc[max(here.start, here.end - 2) : here.end].text.lower() not in words.quartered:
        return False
    if here.after in words.of_what:
        return _is_whole(here)
    if here.before in words.by_how_much:
        return True
    opens = here.start == 0 or doc[here.start].is_sent_start or doc[here.start - 1].text in (",", ";")
    return opens and here.end < len(doc) and doc[here.end].pos_ in ("AUX", "VERB") and doc[here.end].tag_ != "VBG"


def _is_whole(here: Occurrence) -> bool:
    """Whether what follows "of" has parts and is no time: "the wells", "voters", "them"."""
    rest = here.doc[here.end + 1 : here.end + 4]
    if not len(rest) or rest[0].pos_ == "NUM" or any(t.lower_ in here.words.years_named for t in rest):
        return False
    if rest[0].tag_ in ("DT", "PRP", "PRP$", "PDT", "WDT", "NNP", "NNPS"):
        return True
    return rest[0].lower_ not in here.words.of_a_year and any(t.tag_ == "NNS" for t in rest[:2])


def _unit(here: Occurrence) -> bool:
    return here.after not in here.words.after_noun and _lower(here)


def _rel_unit(here: Occurrence) -> bool:
    return _lower(here) and not (here.before in here.words.definite and here.after in here.words.after_noun)


def _phrase_end(here: Occurrence) -> bool:
    return not here.before_nominal() and here.after not in here.words.after_part


def _clause_end(here: Occurrence) -> bool:
    return here.end == len(here.doc) or here.doc[here.end].pos_ in ("PUNCT", "CCONJ", "SPACE")


def _day_of_next_week(here: Occurrence) -> bool:
    """Whether a phrase ends with it: "on Friday week, she said", "Saturday week after a repair"; not "week of rain"."""
    if _clause_end(here):
        return True
    return here.doc[here.end].tag_ == "IN" and here.after not in here.words.of_what


def _quarter(here: Occurrence) -> bool:
    """Whether nothing is quartered: "a loss for the third quarter of $226 million" is one for the quarter."""
    amount = here.end + 1 < len(here.doc) and here.doc[here.end + 1].pos_ in ("SYM", "NUM")
    return amount or here.after not in here.words.after_part


def _weekend(here: Occurrence) -> bool:
    """Whether it is one of the calendar's, not "a weekend" or "its first weekend"."""
    ranked = here.start > 0 and here.doc[here.start - 1].tag_ == "JJ"
    return _unnamed(here) and here.before not in here.words.indefinite and not ranked


def _has_clause(here: Occurrence) -> bool:
    """Whether a clause says which it is: "the day it sank", "the night the war began"."""
    if here.end < len(here.doc) and here.doc[here.end].tag_ == "PRP":
        return True
    return any(c.dep_ in ("relcl", "acl") for c in here.doc[here.end - 1].rights)


def _theunit(here: Occurrence) -> bool:
    if here.after in here.words.until_then and here.doc[min(here.end + 1, len(here.doc) - 1)].pos_ != "SYM":
        return False
    if _has_clause(here) or not here.is_dated or here.before_nominal() or here.after in here.words.after_unit:
        return False
    return here.end == len(here.doc) or here.doc[here.end].tag_ != "VBG"


def _part(here: Occurrence) -> bool:
    definite = here.doc[here.start].lower_ in here.words.definite
    return here.label == "TIME" and definite and _phrase_end(here) and not _has_clause(here)


def _time(here: Occurrence) -> bool:
    opening = here.doc[here.start].is_sent_start is True
    return here.label == "TIME" or here.before in here.words.before_clock or opening


def _hour(here: Occurrence) -> bool:
    """Whether it is an hour of the clock and counts nothing: not "killed about 10 on Monday night"."""
    return _number(here).dep_ not in _COUNTED


def _bare_hour(here: Occurrence) -> bool:
    """Whether it is an hour though no part of the day says so: not "stood at 12 on Friday"."""
    number = _number(here)
    above = (number.head, number.head.head, number.head.head.head)
    return _hour(here) and all(t.lemma_ not in here.words.of_counts for t in above)


def _number(here: Occurrence) -> Token:
    return next((t for t in here.tokens if t.pos_ == "NUM"), here.tokens[0])


def _length(here: Occurrence) -> bool:
    return here.before in here.words.before_length or (here.is_dated and not here.before_nominal())


def _one_unit(here: Occurrence) -> bool:
    """Whether it is a length of time, and no share: "for a quarter", not "fell by a quarter"."""
    share = here.doc[here.end - 1].lower_ in here.words.share_units and here.before in here.words.by_how_much
    return _length(here) and not share


def _bare_units(here: Occurrence) -> bool:
    return here.before in here.words.before_length and here.after not in here.words.after_length


def _often(here: Occurrence) -> bool:
    """Whether it is no newspaper ("the daily Granma", "a weekly magazine") and no rate ("8.5% annually")."""
    word = here.doc[here.start]
    if here.after in here.words.press or (here.end < len(here.doc) and here.doc[here.end].pos_ == "PROPN"):
        return False
    if _of_amount(here):
        return False
    return word.tag_ != "NN" and (word.text.islower() or word.is_sent_start is True)


def _after_amount(here: Occurrence) -> bool:
    """Whether an amount stands before it: "$4 million, or 31 cents a share, a year earlier"."""
    last = here.start - 1
    while last > 0 and here.doc[last].is_punct:
        last -= 1
    if last < 0:
        return False
    word = here.doc[last]
    return word.ent_type_ in here.words.number_labels or word.lower_ in here.words.share


def _of_amount(here: Occurrence) -> bool:
    """Whether it tells a rate of the amount right before it: "8.5% annually", "10,000 units annually"."""
    word = here.doc[here.start - 1] if here.start else None
    if word is None or here.doc[here.start].tag_ != "RB":
        return False
    return word.ent_type_ in here.words.number_labels or any(c.dep_ == "nummod" for c in word.lefts)


def _week_on(here: Occurrence) -> bool:
    """Whether it is a day, and not how long something took: "jailed for a week on Monday"."""
    return here.before not in here.words.before_length


def _followed(here: Occurrence) -> bool:
    """Whether it is a time that went by: "the years that followed"."""
    return here.end + 1 < len(here.doc) and here.doc[here.end + 1].lemma_ in here.words.passing


def _generation(here: Occurrence) -> bool:
    """Whether it is the present age: "today's youth", "in today's world"."""
    return here.end + 1 < len(here.doc) and here.doc[here.end + 1].lower_ in here.words.age


def _before_verb(here: Occurrence) -> bool:
    after = here.doc[here.end].tag_ if here.end < len(here.doc) else ""
    return after == "VB" or (here.start > 0 and here.doc[here.start - 1].tag_ == "MD")


def _adjective(here: Occurrence) -> bool:
    return here.doc[here.start].pos_ == "ADJ" and here.before_nominal()


def _ref(here: Occurrence) -> bool:
    """Whether it tells of a time, and does not only go on: "Now, if you ask me", "Now that is a shame"."""
    first = here.doc[here.start]
    if not first.is_sent_start or first.lower_ not in here.words.discourse or here.end == len(here.doc):
        return True
    return here.after not in here.words.after_discourse and here.doc[here.end].tag_ != "PRP"


_FILTERS: dict[str, Callable[[Occurrence], bool]] = {
    "month": _month,
    "weekday": _weekday,
    "year": _year,
    "spelled": _spelled,
    "clause-end": _clause_end,
    "day-of-next-week": _day_of_next_week,
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
    "units": _units,
    "lower": _lower,
    "adj": _adj,
    "hour": _hour,
    "bare-hour": _bare_hour,
    "oneunit": _one_unit,
    "bareunits": _bare_units,
    "often": _often,
    "adjective": _adjective,
    "after-amount": _after_amount,
    "before-verb": _before_verb,
    "followed": _followed,
    "week-on": _week_on,
    "generation": _generation,
    "ref": _ref,
}
FILTERS = tuple(_FILTERS)
"""The questions that a pattern can ask of its sentence."""
