"""What sets two claims apart that share type, and what does not."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from told import Paper, Told

Rows = dict[str, list[dict[str, Any]]]
Reconciled = Callable[[Sequence[Paper]], Rows]
LEAD = "Residents of the river town described hours of shelling near the grain market and the old mill."
DAY = "2025-06-11"


def accused(who: str, what: str, **more: Any) -> Told:
    return Told(f"{who} accused Russia of {what}.", "accused", "ACCUSE", None, agent=who, recipient="Russia", **more)


def shelling(sentence: str, **more: Any) -> Told:
    return Told(sentence, "Shelling", "ASSAULT", None, **more)


def met(sentence: str, who: str, **more: Any) -> Told:
    return Told(sentence, "met", "CONSULT", None, agent=who, **more)


def condemned(who: str, **more: Any) -> Told:
    return Told(f"{who} condemned the raid on Dorvik.", "condemned", "ACCUSE", "disapprove", agent=who, **more)


def killed(sentence: str, number: str | None = None, **more: Any) -> Told:
    return Told(sentence, "killed", number=number, **more)


DORVIK: dict[str, Any] = {"place": "Dorvik", "day": DAY}
BRIBES = "taking bribes from grain traders in the river port"
PAIRS: dict[str, tuple[Told, Told, int, int]] = {
    "the same words of one speaker": (accused("the mayor", BRIBES), accused("the mayor", BRIBES), 1, 1),
    "other words of one speaker": (accused("the mayor", BRIBES), accused("the mayor", "shelling a clinic"), 1, 2),
    "two speakers in like words": (accused("the mayor", BRIBES), accused("the UN", BRIBES), 1, 2),
    "other words on one day": (
        accused("the mayor", BRIBES, day=DAY), accused("the mayor", "shelling a clinic", day=DAY), 1, 1,
    ),
    "two persons": (
        met("Ana Orlova met engineers in Dorvik.", "Ana Orlova", place="Dorvik", day=DAY),
        met("Petro Lysko met engineers in Dorvik.", "Petro Lysko", place="Dorvik", day=DAY), 0, 2,
    ),
    "one person": (
        met("Ana Orlova met engineers in Dorvik.", "Ana Orlova", place="Dorvik", day=DAY),
        met("In Dorvik Ana Orlova met engineers.", "Ana Orlova", place="Dorvik", day=DAY), 0, 1,
    ),
    "nothing of who and where, a week later": (shelling("Shelling went on."), shelling("Shelling went on."), 9, 2),
    "a place, a week later": (
        shelling("Shelling hit Dorvik market.", place="Dorvik"),
        shelling("Shelling hit Dorvik market.", place="Dorvik"), 9, 1,
    ),
    "a month, and a day in it": (
        killed("Shelling killed a baker in Dorvik.", place="Dorvik", day=("2025-06-01", "2025-06-30")),
        killed("Shelling killed a baker in Dorvik.", place="Dorvik", day=DAY), 20, 1,
    ),
    "a month with a count, and a day in it": (
        killed("Shelling killed 12 people in Dorvik.", "12", place="Dorvik", day=("2025-06-01", "2025-06-30")),
        killed("Shelling killed 12 people in Dorvik.", "12", place="Dorvik", day=DAY), 20, 2,
    ),
    "since a day long past, and a day": (
        killed("Shelling killed 12 people in Dorvik.", "12", place="Dorvik", day=("2025-01-03", None)),
        killed("Shelling killed 12 people in Dorvik.", "12", place="Dorvik", day=DAY), 1, 2,
    ),
    "two summaries with nothing in common": (
        killed("Measles killed 12 people.", "12", day=("2018-01-01", "2018-12-31")),
        killed("A vaccine killed 2 people.", "2", day=("2018-01-01", "2018-12-31")), 1, 2,
    ),
    "two who condemn one raid on one day": (
        condemned("Ukraine", place="Dorvik", day=DAY), condemned("Russia", place="Dorvik", day=DAY), 1, 2,
    ),
    "two who expel envoys": (
        Told("Ukraine banned the envoy in Dorvik.", "banned", "SANCTION", None, agent="Ukraine", place="Dorvik"),
        Told("Russia banned the envoy in Dorvik.", "banned", "SANCTION", None, agent="Russia", place="Dorvik"), 1, 2,
    ),
    "one who condemns one raid": (
        condemned("Ukraine", place="Dorvik", day=DAY), condemned("Ukraine", place="Dorvik", day=DAY), 1, 1,
    ),
    "a running toll, counted on two days": (
        killed("As of Wednesday the cholera epidemic had killed 813 people in Ukraine.", "813", place="Ukraine",
               day=DAY),
        killed("The cholera has killed 1,100 people in Ukraine.", "1,100", place="Ukraine"), 5, 2,
    ),
    "a running toll, counted on one day": (
        killed("The cholera epidemic has killed 813 people in Ukraine.", "813", place="Ukraine"),
        killed("Cholera has killed 813 people in Ukraine.", "813", place="Ukraine"), 0, 1,
    ),
    "the toll of a raid that grows": (
        killed("Shelling killed 813 people in Dorvik.", "813", place="Dorvik", day=DAY),
        killed("Shelling killed 1,100 people in Dorvik.", "1,100", place="Dorvik", day=DAY), 5, 1,
    ),
    "what is needed, and what must be done": (
        Told("Half of the councillors are needed to close the old mill for good.", "needed", "REQUEST", None),
        Told("Six councillors must vote to close the old mill for good.", "vote", "REQUEST", None), 5, 2,
    ),
    "a deed announced, and done": (
        Told("Ana Orlova announced her resignation.", "resignation", "CONCEDE", "resign", agent="Ana Orlova", day=DAY),
        Told("Ana Orlova resigned.", "resigned", "CONCEDE", "resign", agent="Ana Orlova"), 9, 2,
    ),
    "a deed told twice": (
        Told("Ana Orlova tendered her resignation.", "resignation", "CONCEDE", "resign", agent="Ana Orlova", day=DAY),
        Told("Ana Orlova resigned.", "resigned", "CONCEDE", "resign", agent="Ana Orlova"), 9, 1,
    ),
    "a protest of a day, and those of its month": (
        Told("Millers threw eggs in Dorvik.", "threw", "PROTEST", None, place="Dorvik", day=DAY),
        Told("The protests in Dorvik began.", "protests", "PROTEST", None, place="Dorvik",
             day=("2025-06-01", "2025-06-30")), 20, 2,
    ),
    "shots of one police, 20 and 6,500": (
        killed("Shelling killed 20 people in Dorvik.", "20", place="Dorvik"),
        killed("Shelling killed 6,500 people in Dorvik.", "6,500", place="Dorvik"), 5, 2,
    ),
    "a toll of one day that grows tenfold": (
        killed("Shelling killed 20 people in Dorvik.", "20", place="Dorvik", day=DAY),
        killed("Shelling killed 200 people in Dorvik.", "200", place="Dorvik", day=DAY), 5, 1,
    ),
    "two cases that are looked into": (
        Told("Ana Orlova opened an investigation into the fire.", "investigation", "INVESTIGATE", None),
        Told("Petro Lysko led an investigation of the fraud.", "investigation", "INVESTIGATE", None), 9, 2,
    ),
    "shots fired, and arrests": (
        Told("Police fired at millers in Dorvik.", "fired", "COERCE", None, **DORVIK),
        Told("Police arrested millers in Dorvik.", "arrested", "COERCE", "arrest", **DORVIK), 1, 2,
    ),
    "arrests in two words": (
        Told("Police detained millers in Dorvik.", "detained", "COERCE", "arrest", **DORVIK),
        Told("Police arrested millers in Dorvik.", "arrested", "COERCE", "arrest", **DORVIK), 1, 1,
    ),
    "a harm that its doer owns to, and one of another": (
        killed("Ukraine said that it killed an officer in Dorvik.", agent="Ukraine", source="Ukraine", **DORVIK),
        killed("Russia killed nine millers in Dorvik, the UN said.", "nine", value=9, agent="Russia", source="the UN",
               **DORVIK), 1, 2,
    ),
    "a harm that each side lays to the other": (
        killed("Ukraine said that Russia killed nine in Dorvik.", "nine", value=9, agent="Russia", source="Ukraine",
               **DORVIK),
        killed("Russia said that Ukraine killed nine in Dorvik.", "nine", value=9, agent="Ukraine", source="Russia",
               **DORVIK), 1, 1,
    ),
    "two who set captives free": (
        Told("Ukraine freed 39 captives in Dorvik.", "freed", "RETREAT", "release", agent="Ukraine", **DORVIK),
        Told("Russia freed captives in Dorvik.", "freed", "RETREAT", "release", agent="Russia", **DORVIK), 1, 2,
    ),
    "one who sets captives free": (
        Told("Ukraine freed 39 captives in Dorvik.", "freed", "RETREAT", "release", agent="Ukraine", **DORVIK),
        Told("Kyiv officials freed captives in Dorvik.", "freed", "RETREAT", "release", agent="Kyiv officials",
             **DORVIK), 1, 1,
    ),
    "one person, by her last name alone": (
        met("Ana Orlova met engineers in Dorvik.", "Ana Orlova", place="Dorvik", day=DAY),
        met("In Dorvik Orlova met engineers.", "Orlova", place="Dorvik", day=DAY), 0, 1,
    ),
    "two of one family": (
        met("Ana Orlova met engineers in Dorvik.", "Ana Orlova", place="Dorvik", day=DAY),
        met("In Dorvik Lev Orlova met engineers.", "Lev Orlova", place="Dorvik", day=DAY), 0, 2,
    ),
    "what a state does to its own": (
        Told("Ana Orlova was arrested in Dorvik.", "arrested", "COERCE", "arrest", recipient="Ana Orlova", **DORVIK),
        Told("In Dorvik the patrol arrested Orlova.", "arrested", "COERCE", "arrest", agent="the patrol",
             recipient="Orlova", **DORVIK), 0, 1,
    ),
    "a raid from one side, and one on it": (
        Told("Ukraine shelled a mill in Dorvik.", "shelled", "ASSAULT", None, agent="Ukraine", **DORVIK),
        Told("Ukraine was shelled in Dorvik.", "shelled", "ASSAULT", None, recipient="Ukraine", **DORVIK), 0, 2,
    ),
    "talks of two who are named by what they are": (
        met("The miners met Wikipress about the closing of the mill.", "The miners"),
        met("A baker met Wikipress about the closing of the mill.", "A baker"), 1, 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("first", "second", "days", "events"), PAIRS.values(), ids=PAIRS)
def test_claims_of_two_articles(reconciled: Reconciled, first: Told, second: Told, days: int, events: int) -> None:
    later = (date(2025, 6, 12) + timedelta(days)).isoformat()
    rows = reconciled([Paper("a", "2025-06-12", [first], lead=LEAD), Paper("b", later, [second], lead=LEAD)])
    assert len(rows["events"]) == events


WITHIN: dict[str, tuple[Told, Told, int]] = {
    "numbers that meet": (
        killed("Shelling killed 12 people in Dorvik.", "12", **DORVIK),
        killed("Shelling in Dorvik killed at least 10 people.", "10", bound="lower", **DORVIK), 1,
    ),
    "two counts that are near": (
        killed("Shelling killed 14 people in Dorvik.", "14", **DORVIK),
        killed("Shelling in Dorvik killed 15 or more people.", "15", bound="lower", **DORVIK), 1,
    ),
    "numbers that do not meet": (
        killed("Shelling killed 3 people in Dorvik.", "3", **DORVIK),
        killed("Shelling in Dorvik killed 4 or more people.", "4", bound="lower", **DORVIK), 2,
    ),
    "more of a part than of the whole": (
        killed("Shelling killed 4 people in Dorvik.", "4", **DORVIK),
        killed("Shelling in Dorvik killed 12 civilians.", "12", item="civilians", **DORVIK), 2,
    ),
    "fewer of a part than of the whole": (
        killed("Shelling killed 14 people in Dorvik.", "14", **DORVIK),
        killed("Shelling in Dorvik killed 12 civilians.", "12", item="civilians", **DORVIK), 1,
    ),
    "one voice says yes and no": (
        killed("Shelling killed nobody in Dorvik.", polarity="-", **DORVIK),
        killed("Shelling killed a baker in Dorvik.", **DORVIK), 2,
    ),
    "two voices say yes and no": (
        killed("Shelling killed nobody in Dorvik, a Russian general said.", polarity="-", source="a Russian general",
               **DORVIK),
        killed("Shelling killed a baker in Dorvik, the mayor said.", source="the mayor", **DORVIK), 1,
    ),
    "one article and nothing else": (
        killed("A flood killed the miller at dusk."), killed("Bandits killed a shepherd, far north."), 2,
    ),
    "one of several": (
        Told("Ana Orlova was killed in Dorvik.", "killed", recipient="Ana Orlova", **DORVIK),
        killed("Shelling killed 790 soldiers in Dorvik.", "790", item="soldiers", **DORVIK), 2,
    ),
    "what people do at all times, others each": (
        Told("The bakers collaborate across the narrow valley.", "collaborate", "COOPERATE", None,
             agent="The bakers"),
        Told("The shepherds collaborate across the narrow valley.", "collaborate", "COOPERATE", None,
             agent="The shepherds"), 2,
    ),
    "what people do at all times, the same": (
        Told("The bakers collaborate in the valley.", "collaborate", "COOPERATE", None, agent="The bakers"),
        Told("In the valley the bakers collaborate.", "collaborate", "COOPERATE", None, agent="the bakers"), 1,
    ),
    "what others do on one day": (
        Told("The bakers collaborate in Dorvik.", "collaborate", "COOPERATE", None, agent="The bakers", **DORVIK),
        Told("In Dorvik shepherds collaborate.", "collaborate", "COOPERATE", None, agent="shepherds", **DORVIK), 1,
    ),
    "victims in other words": (
        Told("Shelling killed the bakers at the old mill.", "killed", recipient="the bakers"),
        Told("Shelling killed five men at the old mill.", "killed", recipient="five men"), 1,
    ),
    "deeds without a party, in other words": (
        Told("With the trust I had in them, I just went along where they took me.", "took", "COERCE", "abduct"),
        Told("Many cold nights later a trusted cart took us upland past burnt orchards.", "took", "COERCE", "abduct"),
        2,
    ),
    "one who killed, and his own death": (
        Told("Lev Orlova killed a baker in Dorvik.", "killed", agent="Lev Orlova", **DORVIK),
        Told("The court killed Lev Orlova in Dorvik.", "killed", recipient="Lev Orlova", **DORVIK), 2,
    ),
    "the death of one, and deaths": (
        Told("Ana Orlova's death was mourned in Dorvik.", "death", recipient="Ana Orlova", **DORVIK),
        Told("Fever deaths rose in Dorvik.", "deaths", **DORVIK), 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("first", "second", "events"), WITHIN.values(), ids=WITHIN)
def test_claims_of_one_article(reconciled: Reconciled, first: Told, second: Told, events: int) -> None:
    headline = Told("Quiet days.", "Quiet", "AGREE", None)
    rows = reconciled([Paper("a", "2025-06-12", [headline, first, second], lead=LEAD)])
    assert len(rows["events"]) == events + 1


def test_what_is_said_to_a_you_is_of_its_own_article(reconciled: Reconciled) -> None:
    def thanked(party: str) -> list[Paper]:
        sentence = f"{party} agreed to talk about the mill."
        told = Told(sentence, "agreed", "AGREE", None, day=DAY, agent=party)
        return [Paper(doc_id, "2025-06-12", [told], lead=lead) for doc_id, lead in (("a", LEAD), ("b", "It rained."))]

    assert len(reconciled(thanked("the mayor"))["events"]) == 1
    assert len(reconciled(thanked("you"))["events"]) == 2


def test_an_undated_article_needs_more_than_like_words(reconciled: Reconciled) -> None:
    mill = "The baker of Dorvik was brutally killed on his way to the mill at night."
    other = (
        "Spring came late to the uplands, and flocks stayed in their pens until April. Wool traders from the coast "
        "paid less than last year; some farmers sold lambs, tools, carts, even orchards to settle debts with banks. "
        "Teachers walked miles through snow, schools shut early, doctors begged for fuel, candles, blankets, soup."
    )
    bridge = "Near the bridge of Dorvik a shepherd was brutally killed by masked bandits."

    def events(published: str | None, second: str) -> int:
        told = Paper("a", "2025-06-12", [killed(mill)], lead=LEAD), Paper("b", published, [killed(second)], lead=other)
        return len(reconciled(told)["events"])

    assert events(None, mill) == 1
    assert events(None, bridge) == 2


@pytest.mark.parametrize(
    ("first", "second", "events"),
    [
        ("Masked bandits shelled the mill of Dorvik on Friday.", "On Friday bandits shelled the mill of Dorvik.", 1),
        ("Masked bandits shelled the mill of Dorvik on Friday.", "On Monday bandits shelled the mill of Dorvik.", 2),
        ("Masked bandits shelled the mill of Dorvik on Friday.", "Bandits shelled the mill of Dorvik.", 1),
        (
            "Masked bandits shelled the mill of Dorvik on Friday.",
            "Masked bandits shelled the mill of Dorvik after talks on Monday.",
            1,
        ),
    ],
)
def test_a_day_of_the_week_counts_where_the_day_is_unknown(
    reconciled: Reconciled, first: str, second: str, events: int
) -> None:
    told = [Told(sentence, "shelled", "ASSAULT", None, place="Dorvik") for sentence in (first, second)]
    papers = [Paper(doc_id, None, [one], lead=LEAD) for doc_id, one in zip("ab", told, strict=True)]
    assert len(reconciled(papers)["events"]) == events


def test_a_country_is_too_wide_for_what_is_told_weeks_apart(reconciled: Reconciled) -> None:
    sentences = (
        "A baker died when the brick oven of his shop burst on market morning in Ukraine.",
        "In Ukraine a young climber slipped from wet rocks, fell forty metres and died.",
    )
    told = [Told(sentence, "died", place="Ukraine") for sentence in sentences]
    papers = [Paper("a", "2025-06-12", told[:1], lead=LEAD), Paper("b", "2025-06-30", told[1:], lead="It rained.")]
    assert len(reconciled(papers)["events"]) == 2


def test_a_question_is_of_the_one_who_is_asked(reconciled: Reconciled) -> None:
    def asked(whose: str) -> list[Paper]:
        told = Told(f"What is {whose} last plea to voters before the mill closes?", "plea", "REQUEST", None)
        return [Paper(doc_id, "2025-06-12", [told], lead=lead) for doc_id, lead in (("a", LEAD), ("b", "It rained."))]

    assert len(reconciled(asked("the"))["events"]) == 1
    assert len(reconciled(asked("your"))["events"]) == 2


def test_a_period_has_neither_day_nor_place_of_what_opened_it(reconciled: Reconciled) -> None:
    toll = killed(
        "Its campaign has since killed 54,000 people.", "54,000", day="2023-10-07", place=None, inherited=True
    )
    [event] = reconciled([Paper("a", "2025-06-03", [toll], lead=LEAD)])["events"]
    assert (event["date_start"], event["date_end"], event["place"]) == (None, None, None)
    since = killed("Shelling killed 54,000 people.", "54,000", day=("2023-10-07", None))
    [event] = reconciled([Paper("a", "2025-06-03", [since], lead=LEAD)])["events"]
    assert [event[name].date().isoformat() for name in ("date_start", "date_end")] == ["2023-10-07", "2025-06-03"]


def test_a_bare_source_has_the_side_of_the_one_that_was_introduced(reconciled: Reconciled) -> None:
    first = Told(
        "Shelling of Dorvik killed 12, an unnamed source in the Russian army said.", "killed", number="12",
        source="unnamed source in the Russian army", **DORVIK,
    )  # fmt: skip
    later = Told("Shelling hurt 9 in Dorvik, the source said.", "hurt", mode="injured", number="9", **DORVIK)
    later.bare_source = "the source"
    rows = reconciled([Paper("a", "2025-06-12", [first, later], lead=LEAD)])
    assert {(row["source"], row["side"]) for row in rows["figure_claims"]} == {
        ("unnamed source in the Russian army", "RUS")
    }


def test_two_of_the_victims_are_a_part(reconciled: Reconciled) -> None:
    whole = killed("Shelling killed 5 people in Dorvik.", "5", **DORVIK)
    part = killed("The mayor said shelling killed 2 of the people in Dorvik.", "2", source=None, **DORVIK)
    rows = reconciled([Paper("a", "2025-06-12", [whole], lead=LEAD), Paper("b", "2025-06-12", [part], lead=LEAD)])
    assert sorted((row["best"], row["status"]) for row in rows["figures"]) == [
        (2, "single_source"), (5, "single_source"),
    ]  # fmt: skip


def test_terms_per_side_are_agreed_by_all_parties(reconciled: Reconciled) -> None:
    def returned(source: str) -> Told:
        return Told(
            f"Ukraine, {source}, agreed on 6,000 bodies.", "bodies", "RETREAT", "return_remains", number="6,000",
            item="bodies", agent="Ukraine", per="side", modality="agreed", status="agreed",
        )  # fmt: skip

    told = [Paper(d, "2025-06-12", [returned("it seems")], lead=LEAD) for d in ("a", "b")]
    [found] = reconciled(told)["figures"]
    assert (found["best"], found["status"], found["n_sides"]) == (6000, "agreed", 1)
