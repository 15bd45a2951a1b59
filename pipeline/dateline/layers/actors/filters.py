"""What is no actor, or no body, though it looks like one: sites, products, awards, works, places, parts of names."""

from collections.abc import Iterable

from dateline.doc.predicates import PROPER_NOUNS
from dateline.gazetteer import Gazetteer
from dateline.layers.actors.resolve import fits_acronym, is_acronym, is_model_code
from dateline.layers.actors.view import DocumentView

_BEFORE_NOUN = frozenset({"JJ", "JJR", "JJS", "HYPH", "CD"})
_MODIFIERS = 4  # words between a nationality and what it modifies
_QUOTES = frozenset({'"', "“", "”", "'", "``", "''"})


def names_product(view: DocumentView, end: int) -> bool:
    """Whether a company's name goes on to what it makes: "Boeing 707s", "Airbus-A320"."""
    return (view.is_(end, "-") and view.capital(end + 1)) or is_model_number(view, end)


def is_model_number(view: DocumentView, i: int) -> bool:
    """Whether token i numbers what a company makes: "Boeing 707s"; not what is counted: "Boeing 300 jobs"."""
    if i >= len(view.text) or i in view.date_tokens or not is_model_code(view.text[i]):
        return False
    return not view.among(i + 1, "number-nouns")


def is_only_location(view: DocumentView, i: int) -> bool:
    """Whether a building at token i is where something happens: "at the White House"; one may speak "from" it."""
    before = i - 1 - view.among(i - 1, "definite-article")
    return view.among(before, "locatives") and not view.among(before, "statement-origins")


def is_part_of_name(view: DocumentView, i: int, *, capital: bool) -> bool:
    """Whether a body's words at token i end a longer name, or belong to a person: "Ana Silva's government"."""
    if view.possessive(i - 1):
        return view.capital(i - 2)
    return capital and view.capital(i - 1) and i - 1 not in view.title_case and not view.opens(i - 1)


def is_person(view: DocumentView, start: int, end: int) -> bool:
    """Whether a name is rather a person's, by the model's labels or by its first word: "Anna Reed"."""
    labels = view.labels.get(tuple(view.text[start:end]), {})
    return labels.get("PERSON", 0) > labels.get("ORG", 0) or view.text[start] in view.lexicon.words["given-names"]


def is_free(view: DocumentView, start: int, end: int) -> bool:
    """Whether tokens may be a body's name: no place, state, day, title, person, known name, nor in a headline."""
    inside = range(start, end)
    return (
        start < end
        and start not in view.title_case
        and view.geographic.isdisjoint(inside)
        and view.place_tokens.isdisjoint(inside)
        and view.date_tokens.isdisjoint(inside)
        and view.text[end - 1] not in view.surnames
        and not view.titled(start)
        and not any(view.lexicon.names.at(view.text, start))
        and not is_person(view, start, end)
    )


def modifies_private(view: DocumentView, end: int) -> bool:
    """Whether a nationality that ends at a token only says whence a person or thing is: "an Australian teenager"."""
    words, i = view.lexicon.words, end
    while i < len(view.tag) and (view.tag[i] in _BEFORE_NOUN or view.goes_on(i + 1)) and i - end < _MODIFIERS:
        i += 1
    private = i < len(view.tag) and not view.text[i][0].isupper()
    return private and (view.lower[i] in words["private-persons"] or view.lower[i] in words["private-things"])


def opens_with_kind(view: DocumentView, i: int) -> bool:
    """Whether a word that opens a sentence says what the body behind it is: "Retailer Harmon cut 300 jobs"."""
    return view.opens(i) and view.among(i, "opening-kinds")


def is_label(view: DocumentView, start: int, end: int) -> bool:
    """Whether a sentence's first words are a label of what follows: "Breaking News: the dam holds"."""
    labels = view.lexicon.words["label-words"]
    return view.is_(end, ":") and view.opens(start) and labels.issuperset(view.text[start:end])


def is_award(view: DocumentView, start: int, end: int) -> bool:
    """Whether a name is that of a prize: "National Medal of Science"."""
    return not view.lexicon.words["award-words"].isdisjoint(view.text[start:end])


def is_place(view: DocumentView, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether the model's organisation is rather a place of the gazetteer: "El Hierro"."""
    head = view.text[end - 1] in view.lexicon.words["org-heads"]
    return not head and not is_acronym(view.text[start]) and bool(gazetteer.named(view.phrase(start, end)))


def is_only_site(view: DocumentView, start: int, end: int) -> bool:
    """Whether a hospital or school is only where something happens, and does not act itself: "at Leeds Hospital"."""
    words = view.lexicon.words
    before = view.before_article(start - 1)
    if view.text[end - 1] in words["study-heads"] or view.text[start] in words["study-heads"]:
        reach = view.lexicon.limits.site_sign_words
        affiliated = words["affiliation-words"].intersection(view.lower[max(0, before - reach) : max(0, before)])
        return view.among(before, "site-locatives") and not affiliated
    if view.text[end - 1] not in words["site-heads"]:
        return False
    if view.among(before, "agent-prepositions") or is_cited(view, before + 1):
        return False
    return view.among(before, "locatives") or not (view.finite(end) or (end < len(view.text) and view.titled(end)))


def is_cited(view: DocumentView, i: int) -> bool:
    """Whether what begins at token i is a source: "according to Leeds Hospital"."""
    return view.among(i - 1, "citing-prepositions") and view.among(i - 2, "citing-words")


def may_be_body(view: DocumentView, start: int, end: int) -> bool:
    """Whether the model's organisation may be one by its words: no place, no site, no title before a name."""
    before_name = view.capital(end) and any(view.capital(j) for j, _ in view.lexicon.titles.at(view.lower, end))
    if before_name and view.text[end - 1] not in view.lexicon.words["org-heads"]:
        return False
    if view.geographic.issuperset(range(start, end)) or is_only_site(view, start, end):
        return False
    return may_be_name(view, start, end) if end - start > 1 else may_be_word(view, start)


def may_be_word(view: DocumentView, i: int) -> bool:
    """Whether a single word may be a body's name: no platform ("X"), product ("Iskander"), kind or title."""
    words, word = view.lexicon.words, view.text[i]
    if word in words["platforms"] or word in words["not-acronyms"] or word in words["product-names"]:
        return False
    if any(c.isdigit() for c in word) or is_model_number(view, i + 1) or is_ticker(view, i):
        return False
    return word not in words["org-heads"] and word not in words["not-org-heads"] and not view.titled(i)


def is_ticker(view: DocumentView, i: int) -> bool:
    """Whether a word is what an exchange calls a share: "(NYSE: HMN)"."""
    return view.is_(i - 1, ":") and view.is_(i - 3, "(") and view.is_(i + 1, ")") and view.text[i].isupper()


def may_be_name(view: DocumentView, start: int, end: int) -> bool:
    """Whether a name of several words may be a body's: no award, weapon, list, office nor title of a work."""
    words, head = view.lexicon.words, _head(view, start, end)
    if view.phrase(start, end) in words["product-names"] or view.text[start] in words["product-names"]:
        return False
    if view.text[start] in words["thing-firsts"]:
        return False
    if _ends_with_title(view, start, end) or is_award(view, start, end):
        return False
    numbered = any(c.isdigit() for word in view.text[start:end] for c in word)
    listed = end - start == 3 and view.among(start + 1, "conjunctions")
    if listed or numbered or not view.text[end - 1][0].isupper():
        return False
    if view.text[head] in words["org-heads"] and head != end - 1:
        return True
    return not _is_quoted(view, start, end) and not {view.text[head], view.text[end - 1]} & words["not-org-heads"]


def _head(view: DocumentView, start: int, end: int) -> int:
    """The last token of a name before what it is for: "Ministry" of "Ministry of Health"."""
    return next((i for i in range(start + 1, end) if view.text[i] in view.lexicon.words["head-prepositions"]), end) - 1


def _is_quoted(view: DocumentView, start: int, end: int) -> bool:
    return view.is_(start - 1, *_QUOTES) and view.is_(end, *_QUOTES)


def _ends_with_title(view: DocumentView, start: int, end: int) -> bool:
    """Whether a name is an office's: "Senior Advisors", "Detective Inspector"; not "Office of the Governor"."""
    words = [*view.lower[start : end - 1], view.lower[end - 1].removesuffix("s")]
    if not view.lexicon.words["genitive"].isdisjoint(words):
        return False
    if not view.lexicon.words["org-heads"].isdisjoint(view.text[start:end]):
        return False
    return any(i + stop == len(words) for i in range(len(words)) for stop, _ in view.lexicon.titles.at(words[i:], 0))


def explained_things(view: DocumentView, pieces: Iterable[tuple[int, int]]) -> set[str]:
    """Names of what is no body, as the text says: "Ebola virus disease (EVD)", "the PALM trial", "the novel Dune".

    pieces: the names that the model takes for bodies, works or products.
    """
    things = {short for i in view.written("(") if (short := _short_for_thing(view, i))}
    things.update(view.text[i - 1] for i in view.listed("thing-nouns") if view.text[i - 1].isupper())
    for start, end in pieces:
        work = view.among(start - 1, "work-nouns") and view.lower[start - 1] == view.text[start - 1]
        if work or view.among(end + view.among(end, "fuel-nouns"), "things-after"):
            things.add(view.phrase(start, end))
    return things


def _short_for_thing(view: DocumentView, i: int) -> str:
    """The acronym in the brackets at token i of words in small letters before them; "" where there is none."""
    short = view.text[i + 1] if view.is_(i + 2, ")") else ""
    before = view.text[max(0, i - len(short)) : i]
    thing = is_acronym(short) and before and before[-1].islower() and fits_acronym(short, before)
    return short if thing else ""


def is_thing_head(view: DocumentView, i: int) -> bool:
    """Whether token i is the head of another kind of name than a person's: "Al Noor Mosque", "the Anna Reed Show"."""
    return view.text[i] in view.lexicon.words["thing-heads"] and view.text[i] not in view.lexicon.words["surname-heads"]


def no_thing(view: DocumentView, start: int, end: int) -> bool:
    """Whether no word of a name is the head of another kind of name than a person's."""
    return view.lexicon.words["thing-heads"].isdisjoint(view.text[start:end])


def is_proper(view: DocumentView, i: int) -> bool:
    """Whether a word is a name as it stands, and is nowhere in the document written small."""
    return view.tag[i] in PROPER_NOUNS and view.lower[i] not in view.where


def is_mixed_case(word: str) -> bool:
    """Whether a word has capitals after its first letter and small letters too: "BlackRock", "eBay"."""
    return len(word) > 3 and not word[1:].islower() and not word.isupper()
