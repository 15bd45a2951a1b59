"""What clean marks as title, dateline, body, repeat and boilerplate, and where paragraphs part."""

from itertools import pairwise

import pytest
from counting import calls
from dateline.data import read_jsonl
from dateline.reading.regions import (
    Region,
    boilerplate_rule,
    dateline_end,
    head_end,
    opening,
    paragraphs,
    regions,
    tail_start,
)

RULES = read_jsonl("lexicon/boilerplate.jsonl")
WHOLE = [rule for rule in RULES if rule["scope"] not in ("tail", "head")]
HEADS = [rule for rule in RULES if rule["scope"] == "head"]
TAILS = [rule for rule in RULES if rule["scope"] == "tail"]
DATELINES = [rule for rule in read_jsonl("lexicon/datelines.jsonl") if "part" not in rule]

LEAD = "Two boats went down off the island on Tuesday night and eleven people are missing, the coast guard said."
SECOND = "A third boat reached the harbour of the island with forty-one people, nine of them children, on board."
THIRD = "Its engine had failed twice, and a fishing crew had towed it for the last six miles, survivors told us."


def kinds(text: str, title_end: int = 0) -> list[tuple[str, str]]:
    """Kind and text of every region."""
    return [(region.kind, text[region.start : region.end]) for region in regions(text, title_end=title_end)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line.", ["One line."]),
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("One.\n\n\n  Two.  \n\n", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.\r\nThree.", ["One.", "Two.", "Three."]),
        ("One.\u2028Two.", ["One.", "Two."]),
        ("Heading\n" + LEAD, ["Heading", LEAD]),
        (LEAD + "\n" + SECOND, [LEAD, SECOND]),
        ("\xa0 \n\xa0One.\xa0\n", ["One."]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_paragraphs_part_at_lines_and_empty_lines(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == expected


WRAPPED = """The river rose by two metres in a single night and carried away
the bridge that links the two halves of the town. Nobody had been
warned, the mayor said.
A second wave is expected on Thursday, and the army has begun to
fill sandbags along the old mill.

Next steps
The council meets at noon. It will decide whether the school can
open again before the end of the month."""


def test_paragraphs_join_hard_wrapped_lines() -> None:
    found = [" ".join(WRAPPED[start:end].split()) for start, end in paragraphs(WRAPPED)]
    assert found == [
        "The river rose by two metres in a single night and carried away the bridge that links the two halves of the"
        " town. Nobody had been warned, the mayor said.",
        "A second wave is expected on Thursday, and the army has begun to fill sandbags along the old mill.",
        "Next steps",
        "The council meets at noon. It will decide whether the school can open again before the end of the month.",
    ]


def test_paragraphs_start_anew_where_hard_wrapped_lines_are_indented() -> None:
    text = (
        "   The ferry was late because the wind had turned in the early\n"
        "morning and the captain would not leave the bay without a tug,\n"
        "   The second ferry did not leave at all, its owner said, since\n"
        "half of the crew was in bed with fever and nobody took over."
    )
    assert [text[start:end][:12] for start, end in paragraphs(text)] == ["The ferry wa", "The second f"]


@pytest.mark.parametrize(
    "text",
    [
        "- Market to grow by a third until the end of the decade, says firm\n- Bank opens a branch in the old harbour",
        "Police found three boats\nA crew of nine is still missing\nDivers will go down again at first light",
        "Toll rises to nine after the storm in the north of the country.\nSchools stay closed until next Monday there.",
    ],
)
def test_paragraphs_leave_lists_and_lines_of_their_own_apart(text: str) -> None:
    assert len(paragraphs(text)) == text.count("\n") + 1


@pytest.mark.parametrize("rule", WHOLE, ids=lambda rule: str(rule["id"]))
def test_boilerplate_rule_fits_its_example_alone(rule: dict[str, str]) -> None:
    found = boilerplate_rule(rule["example"])
    assert found is not None
    assert found == (rule["id"], rule["scope"])
    assert boilerplate_rule(rule["counter_example"]) is None


@pytest.mark.parametrize("rule", TAILS, ids=lambda rule: str(rule["id"]))
def test_boilerplate_tail_fits_its_example_alone(rule: dict[str, str]) -> None:
    example, counter = rule["example"], rule["counter_example"]
    assert tail_start(example, 0, len(example)) < len(example)
    assert tail_start(counter, 0, len(counter)) == len(counter)


@pytest.mark.parametrize("rule", HEADS, ids=lambda rule: str(rule["id"]))
def test_boilerplate_head_fits_its_example_alone(rule: dict[str, str]) -> None:
    example, counter = rule["example"], rule["counter_example"]
    assert head_end(example, 0, len(example)) > 0
    assert head_end(counter, 0, len(counter)) == 0


@pytest.mark.parametrize("rule", DATELINES, ids=lambda rule: str(rule["id"]))
def test_dateline_fits_its_example_alone(rule: dict[str, str]) -> None:
    example, counter = rule["example"], rule["counter_example"]
    assert example[: dateline_end(example, 0, len(example))] == rule["dateline"]
    assert dateline_end(counter, 0, len(counter)) == 0


@pytest.mark.parametrize("rule", RULES + DATELINES, ids=lambda rule: str(rule["id"]))
def test_every_rule_says_where_it_is_from(rule: dict[str, str]) -> None:
    assert rule["source"]


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("KYIV, June 11 (Reuters) — Shelling went on.", "KYIV, June 11 (Reuters) —"),
        ("Kyiv, Ukraine (AP) — Shelling went on.", "Kyiv, Ukraine (AP) —"),
        ("GENEVA/CAIRO, 3 March 2024 – Aid is short.", "GENEVA/CAIRO, 3 March 2024 –"),
        ("PORT-AU-PRINCE, Haiti, Oct. 4 (AFP) -- Gangs attacked.", "PORT-AU-PRINCE, Haiti, Oct. 4 (AFP) --"),
        ("KHERSON – A drone struck a bus.", "KHERSON –"),
        ("LAGOS: Three men were freed.", "LAGOS:"),
        ("(MENAFN) Ukraine said so.", "(MENAFN)"),
        ("(AP) — “We are here,” he said.", "(AP) —"),
        ("Friday, January 4, 2019", "Friday, January 4, 2019"),
        ("11 June 2025, 14:02 EEST", "11 June 2025, 14:02 EEST"),
        ("2025-06-11T14:02:00Z", "2025-06-11T14:02:00Z"),
        ("Published: 11 Jun 2025 14:02 EEST", "Published: 11 Jun 2025 14:02 EEST"),
        ("Last updated 11 June 2025 at 09:15 GMT", "Last updated 11 June 2025 at 09:15 GMT"),
        ("By Olena Marchuk and Ada Obi, Lagos", "By Olena Marchuk and Ada Obi, Lagos"),
        ("By OLENA MARCHUK | June 11, 2025", "By OLENA MARCHUK | June 11, 2025"),
        ("Zelensky – a former comedian – said so.", ""),
        ("Kyiv – the capital – was calm.", ""),
        ("BREAKING: Bridge falls.", ""),
        ("By Friday the water had reached the mill.", ""),
        ("On 3 March 2024 the mill closed.", ""),
        ("(Names have been changed.) He left at dawn.", ""),
        ("June 11 was quiet – for once.", ""),
        ("", ""),
    ],
)
def test_dateline_end_of_wires_and_bylines(paragraph: str, dateline: str) -> None:
    assert paragraph[: dateline_end(paragraph, 0, len(paragraph))] == dateline


def test_regions_mark_title_dateline_body_repeat_and_boilerplate() -> None:
    text = (
        f"Boats sink off island\nSFAX, June 11 (Meridian) — {LEAD}\n{SECOND}\n{LEAD}\n{THIRD}\n\n"
        "Legal Disclaimer:\nThis comes as is.\nMost popular stories\n- Bank opens a branch\nComments\nNo comment"
    )
    body = text.index(LEAD)
    assert regions(text, title_end=21) == [
        Region(0, 21, "title"),
        Region(22, body - 1, "dateline"),
        Region(body, body + len(LEAD) + 1 + len(SECOND), "body"),
        Region(text.rindex(LEAD), text.rindex(LEAD) + len(LEAD), "repeat", body),
        Region(text.index(THIRD), text.index(THIRD) + len(THIRD), "body"),
        Region(text.index("Legal"), len(text), "boilerplate"),
    ]


@pytest.mark.parametrize(
    "copy",
    [
        "The mayor’s office said “nobody” was left – not one  person – in the house.",
        'The mayor\'s office said "nobody" was left - not one person - in the house.',
        "The mayor's office said ‘nobody’ was left -- not one person -- in the house.",
    ],
)
def test_regions_find_repeats_in_spite_of_quote_marks_dashes_and_spaces(copy: str) -> None:
    first = 'The mayor\'s office said "nobody" was left — not one person — in the house.'
    text = f"{first}\n\n{LEAD}\n\n{copy}"
    assert regions(text)[-1] == Region(len(text) - len(copy), len(text), "repeat", 0)


def test_regions_take_a_second_title_for_a_repeat_however_short() -> None:
    assert regions("Boats sink\n\nBoats sink\n\n" + LEAD, title_end=10)[1] == Region(12, 22, "repeat", 0)


@pytest.mark.parametrize("line", ["He denied it.", "“No,” she said.", "What happened next?"])
def test_regions_take_no_short_paragraph_for_a_repeat(line: str) -> None:
    text = f"{line}\n{LEAD}\n{line}"
    assert [kind for kind, _ in kinds(text)] == ["body"]


def test_regions_take_paragraphs_with_other_figures_for_no_repeat() -> None:
    text = (
        "The army shot down 12 drones over the northern region.\nThe army shot down 21 drones over the northern region."
    )
    assert [kind for kind, _ in kinds(text)] == ["body"]


def test_regions_end_a_list_of_links_where_the_body_goes_on() -> None:
    text = f"{LEAD}\nRelated articles\nHow the boats were built\nA night on the quay\n{SECOND}"
    assert kinds(text) == [
        ("body", LEAD),
        ("boilerplate", "Related articles\nHow the boats were built\nA night on the quay"),
        ("body", SECOND),
    ]


def test_regions_never_give_up_a_page_that_begins_with_its_furniture() -> None:
    text = f"12 Comments\nShare: Facebook | X | Email\n\n{LEAD}\n{SECOND}"
    assert kinds(text) == [
        ("boilerplate", "12 Comments\nShare: Facebook | X | Email"),
        ("body", f"{LEAD}\n{SECOND}"),
    ]


def test_regions_never_give_up_more_than_they_keep() -> None:
    text = f"{LEAD}\n{SECOND}\n{THIRD}\n12 comments\n" + "\n".join(f"{n}: {LEAD} {SECOND}" for n in range(9))
    assert [kind for kind, _ in kinds(text)] == ["body", "boilerplate", "body"]


def test_regions_part_the_credit_from_a_caption() -> None:
    text = f"Women wait for bread in Gao [File: Ali Hassan/AP Photo]\n{LEAD}"
    assert kinds(text)[:2] == [("body", "Women wait for bread in Gao"), ("boilerplate", "[File: Ali Hassan/AP Photo]")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sources in the ministry said that the talks had stalled over the lists of names.",
        "“We share nothing with them on Telegram,” the officer told the court in Gomel.",
        "Related charges against two other men were dropped in May, the prosecutor said.",
        "Subscribe to no illusions, the envoy warned, for the truce will not hold a week.",
        "Read the names slowly, the judge asked, and then nobody in the hall spoke at all.",
        "Comments by the minister on Monday had raised hopes that the border would open.",
        "More than 40 people were killed and another 100 injured, the ministry said.",
        "Photos from the site show two burnt-out trucks and what looks like a crater.",
        "By Monday evening, 14 bodies had been found, rescuers told the news agency.",
        "Advertisement revenue fell by a third while the war went on, the paper said.",
        "The views of the families were heard on Tuesday, and the trial goes on today.",
        "Follow the money, the auditors were told, and they found three empty accounts.",
        "(He was released two years later, after his wife had written to the president.)",
        "Reporting from the front line is banned, and two journalists have been detained.",
        "The letter, seen by Reuters/AFP, names four generals and one former minister.",
        "Editing genes in wheat is allowed in Kenya, where the first field was sown in March.",
    ],
)
def test_regions_leave_sentences_of_the_body_alone(sentence: str) -> None:
    text = f"{LEAD}\n{SECOND}\n{THIRD}\n{sentence}\n{LEAD[:-1]} again."
    assert [kind for kind, _ in kinds(text)] == ["body"]


@pytest.mark.parametrize(
    "rows",
    [
        "| Region | Killed | Hurt |\n|---|---|---|\n| Sfax | 12 | 30 |\n| Gabes | 4 | 9 |",
        "| Killed | 12 |\n| Hurt | 5 |",
        "Town\tKilled\tHurt\nSfax\t12\t30\nGabes\t4\t9",
        "Sfax | 12 | 30\nGabes | 4 | 9",
        "Town      Killed    Hurt\nSfax      12        30",
    ],
)
def test_regions_take_rows_of_tables_for_no_sentences(rows: str) -> None:
    assert kinds(f"{LEAD}\n{SECOND}\n{rows}\n{THIRD}")[1] == ("boilerplate", rows)


@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("Big News: Two boats sink off Sfax", "Big News:"),
        ("BREAKING: Two boats sink off Sfax", "BREAKING:"),
        ("Breaking News | Two boats sink off Sfax", "Breaking News |"),
        ("WATCH: Coast guard tows a boat", "WATCH:"),
        ("EXCLUSIVE - Owner of the boats speaks", "EXCLUSIVE -"),
        ("JUST IN: Eleven missing", "JUST IN:"),
        ("Live updates: Eleven missing at sea", "Live updates:"),
        ("Explainer: Why boats sink", "Explainer:"),
        ("[UPDATED] Eleven missing at sea", "[UPDATED]"),
    ],
)
def test_regions_part_the_prefix_of_a_headline_from_it(line: str, prefix: str) -> None:
    head = kinds(f"{line}\n\n{LEAD}\n{SECOND}", title_end=len(line))[:2]
    assert head == [("boilerplate", prefix), ("title", line[len(prefix) :].strip())]


@pytest.mark.parametrize(
    "line",
    [
        "Minister: Boats will not sink",
        "UN: Eleven missing at sea",
        "Breaking waves sink two boats",
        "Watch Tower: boats sink",
        "Sfax: Two boats sink",
    ],
)
def test_regions_leave_speakers_and_places_in_a_headline(line: str) -> None:
    assert kinds(f"{line}\n\n{LEAD}", title_end=len(line))[0] == ("title", line)


@pytest.mark.parametrize(
    "lines",
    [
        "Leave a Reply\nYour email address will not be published.\nRequired fields are marked *\nComment *\nEmail *",
        "LEAVE A COMMENT\nYou must be logged in to post a comment.",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Sort by: Newest\nReply\nShow more replies\n3 replies",
        "Have your say\nBe the first to comment",
        "What do you think? Let us know in the comments below.",
        "Comments are closed.",
        "This comment has been removed by the moderator.",
    ],
)
def test_regions_take_comment_boxes_for_boilerplate(lines: str) -> None:
    assert kinds(f"{LEAD}\n{SECOND}\n{THIRD}\n{SECOND[:-1]} again.\n{lines}")[-1] == ("boilerplate", lines)


@pytest.mark.parametrize(
    "line",
    [
        "GUNMEN KILL 12 IN PLATEAU MARKET",
        "SEE WHAT THE GOVERNOR TOLD WIDOWS IN ABUJA",
        "ALSO READ: ARMY KILLS 30 BANDITS IN ZAMFARA",
        "JUST IN: COURT JAILS EX-MINISTER",
    ],
)
def test_regions_take_headlines_of_links_in_capitals_for_boilerplate(line: str) -> None:
    text = f"{LEAD}\n{SECOND}\n{line}\n{THIRD}"
    assert kinds(text)[1] == ("boilerplate", line)


def test_regions_leave_a_text_in_capitals_alone() -> None:
    text = f"BOATS SINK OFF SFAX\n{LEAD.upper()}\nCOAST GUARD NAMES DEAD\n{SECOND.upper()}"
    assert "boilerplate" not in [kind for kind, _ in kinds(text)]


@pytest.mark.parametrize("line", ["THE UN", "SFAX", "“NO MORE BOATS,” HE SHOUTED."])
def test_regions_leave_a_few_words_in_capitals_alone(line: str) -> None:
    assert [kind for kind, _ in kinds(f"{LEAD}\n{SECOND}\n{line}\n{THIRD}")] == ["body"]


@pytest.mark.parametrize(
    ("text", "title", "end"),
    [
        ("Boats sink\n\nText.", "Boats sink", 10),
        ("\n Boats sink \nText.", "Boats sink", 12),
        ("“Boats” sink\nText.", '"Boats" sink', 12),
        ("Boats sink. The text goes on.", "Boats sink", 10),
        ("Boats sink off the island, the coast guard said.", "Boats sink", 0),
        ("Other title\nText.", "Boats sink", 0),
        ("Boats sink", "Boats sink", 10),
        ("", "Boats sink", 0),
        ("***\nText.", "...", 0),
    ],
)
def test_opening_finds_the_title_that_a_text_opens_with(text: str, title: str, end: int) -> None:
    assert opening(text, title) == end


@pytest.mark.parametrize("text", ["", " \n ", "\n\n\n", "a", "\ud83d\ude00 x", f"{LEAD}\n\n\t\n{SECOND}  ", WRAPPED])
def test_regions_cover_every_character_that_is_no_space_once(text: str) -> None:
    found = regions(text)
    assert all(region.end <= after.start for region, after in pairwise(found))
    covered = "".join(text[r.start : r.end] for r in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(text[r.start : r.end] == text[r.start : r.end].strip() for r in found)


@pytest.mark.parametrize(
    "unit",
    [
        "By AA ",
        "A/",
        "(",
        "[",
        "Photo: ",
        "KYIV, ",
        "share x ",
        "a, ",
        "- x\n",
        "word\n",
        "June 11, ",
        "x" * 50 + "\n",
        " ",
    ],
)
def test_regions_cost_grows_with_length_alone(unit: str) -> None:
    few, many = (calls(lambda: regions((unit * n)[:n])) for n in (5_000, 40_000))  # noqa: B023
    assert many < 12 * few + 1_000
