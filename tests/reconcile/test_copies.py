"""Copies of a story are found, and other stories are not."""

from collections.abc import Callable
from datetime import date

import pytest
from dateline.reconcile.copies import Articles, Copy, runs
from dateline.reconcile.words import tokens

STORY = " ".join(
    f"The ferry number {n} left {town} at dawn with {n + 20} people and {n * 3} crates of {goods} on board."
    for n, (town, goods) in enumerate(
        (town, goods)
        for town in ("Dorvik", "Melna", "Ostrow", "Tarsk", "Velin")
        for goods in ("figs", "nails", "salt", "wool")
    )
)
OTHER = " ".join(f"Minister {n} spoke of grain in province {n * 7}, and of the mills on river {n}." for n in range(20))


def sentences(text: str) -> list[str]:
    return text.split(". ")


EDITS: dict[str, Callable[[str], str]] = {
    "the same": lambda text: text,
    "another headline": lambda text: "Boats at dawn: what we know so far. " + text,
    "cut to two thirds": lambda text: ". ".join(sentences(text)[:13]),
    "other order": lambda text: ". ".join(reversed(sentences(text))),
    "another agency credit": lambda text: "TARSK (Harbour Press) " + text + " (Reporting by A. Penn)",
    "lightly edited": lambda text: text.replace("at dawn with", "at daybreak carrying"),
}


Told = tuple[str, str, date | None, str]


def article(doc_id: str, text: str, day: date | None = date(2025, 6, 11), sha256: str = "") -> Told:
    return doc_id, text, day, sha256 or f"sha-{doc_id}"


def find_copies(*told: Told) -> list[Copy]:
    with Articles() as articles:
        for doc_id, text, day, sha256 in told:
            articles.add(doc_id, day, sha256, runs(tokens(text)))
        return articles.copies()


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_copy_is_found_whatever_was_done_to_it(edit: Callable[[str], str]) -> None:
    [copy] = find_copies(article("first", STORY), article("second", edit(STORY)), article("other", OTHER))
    assert (copy.doc_id, copy.copy_of) == ("second", "first")
    assert 0.6 <= copy.similarity <= 1


def test_the_earliest_is_the_original_and_one_of_no_day_comes_last() -> None:
    undated, later = article("a", STORY, None), article("b", STORY, date(2025, 6, 12))
    first = article("c", STORY, date(2025, 6, 10))
    found = [(copy.doc_id, copy.copy_of) for copy in find_copies(undated, later, first)]
    assert found == [("a", "c"), ("b", "c")]


def test_stories_that_quote_one_sentence_are_no_copies() -> None:
    shared = "We will find out who let the boats leave in that weather, the harbour master told us."
    assert find_copies(article("a", STORY + " " + shared), article("b", OTHER + " " + shared)) == []


def test_the_same_notice_a_year_later_is_no_copy() -> None:
    assert find_copies(article("a", STORY, date(2024, 6, 11)), article("b", STORY, date(2025, 6, 11))) == []


def test_two_lines_are_copies_only_word_for_word() -> None:
    short = "Boats are safe."
    assert find_copies(article("a", short), article("b", short)) == []
    [copy] = find_copies(article("a", short, sha256="x"), article("b", short, sha256="x"))
    assert copy.doc_id == "b"


def test_texts_without_words_are_nobodys_copies() -> None:
    assert find_copies(article("a", ""), article("b", "  "), article("c", STORY)) == []
    assert find_copies() == []


def test_copies_are_found_across_batches_of_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.reconcile.copies.BATCH", 2)
    told = [article("a", STORY), article("b", OTHER), article("c", OTHER), article("d", ""), article("e", STORY)]
    assert [(copy.doc_id, copy.copy_of) for copy in find_copies(*told)] == [("c", "b"), ("e", "a")]
