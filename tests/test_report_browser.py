"""The page in a real browser: what a reader clicks, filters, points at and types.

Needs Playwright and a Chromium on PATH (`apt-get install chromium`); the report's own logic is in test_report.py.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dateline.look.report.page import write_report
from report_tables import make_hostile, served, write_run

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH: `apt-get install chromium` brings it")

VIEWS = ("events", "map", "actors", "contradictions", "article", "quality")
SIZES = ((360, 740), (1280, 900), (3840, 2160))
LOOKS = [((360, 740), True), ((1440, 900), False)]
if "DATELINE_SLOW" in os.environ:
    LOOKS += [((360, 740), False), ((1440, 900), True)]

Open = Callable[..., Any]


@pytest.fixture(scope="module", params=["file", "served"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of two pages, as a file or from a server: of a run, and of one with attacks in every column."""
    folder = tmp_path_factory.mktemp("pages")
    folders = {"plain": write_run(folder / "plain"), "hostile": make_hostile(write_run(folder / "hostile"))}
    if request.param == "file":
        for name, outputs in folders.items():
            write_report(outputs, folder / f"{name}.html")
        yield {name: (folder / f"{name}.html").as_uri() for name in folders}
        return
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    with served(folders["plain"]) as plain, served(folders["hostile"]) as hostile:
        yield {"plain": plain.address, "hostile": hostile.address}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, pages: dict[str, str]) -> Iterator[Open]:
    """Opens an address of a page; a test fails where the browser complains of anything or asks for another address."""
    wrong: list[str] = []
    opened: list[Any] = []

    def visit(
        address: str = "", *, page: str = "plain", size: tuple[int, int] = (1280, 900), dark: bool = False
    ) -> Any:
        width, height = size
        scheme = "dark" if dark else "light"
        tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        opened.append(tab)
        tab.set_default_timeout(10_000)
        tab.on("console", lambda message: wrong.append(message.text))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on(
            "request", lambda request: wrong.append(request.url) if not request.url.startswith(pages[page]) else None
        )
        tab.on("dialog", lambda dialog: wrong.append(dialog.message))
        tab.goto(pages[page] + address)
        until(tab, "document.body.dataset.shown")
        return tab

    yield visit
    for tab in opened:
        tab.close()
    assert [said for said in wrong if not said.startswith("data:")] == []


def shown(tab: Any) -> str:
    return str(tab.inner_text("main"))


def rows(tab: Any) -> list[str]:
    return [row.inner_text() for row in tab.query_selector_all("table.events tbody tr:not(.detail)")]


def settled(tab: Any, part: str) -> None:
    """Waits until the address that is shown has a part."""
    until(tab, f"document.body.dataset.shown.includes({json.dumps(part)})")


def until(tab: Any, condition: str) -> None:
    """Waits until a condition holds; Playwright's own wait would need an eval, which the policy of a page forbids."""
    for _ in range(200):
        if tab.evaluate(condition):
            return
        tab.wait_for_timeout(50)
    raise AssertionError(f"{condition} does not hold: {tab.url}")


@pytest.mark.parametrize("pages", ["file"], indirect=True)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_view_fits_its_window_and_is_the_current_tab(visit: Open, view: str, size: tuple[int, int]) -> None:
    tab = visit(f"#{view}", size=size)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.get_attribute("nav a[aria-current]", "href") == f"#{view}"
    assert len(tab.query_selector_all("h1")) == 1


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", ["Melna", "Dorvik", "Melna"]),
        ("type=CASUALTY", ["Dorvik", "Melna"]),
        ("place=dorv", ["Dorvik"]),
        ("place=ukr", ["Melna", "Dorvik", "Melna"]),
        ("actor=russia", ["Melna"]),
        ("from=2025-06-03", ["Melna"]),
        ("to=2025-06-03", ["Dorvik"]),
        ("from=2025-06-02&to=2025-06-02", ["Dorvik"]),
        ("contested=yes", ["Dorvik"]),
        ("lacks=day", ["Melna"]),
        ("lacks=place", []),
        ("place=nowhere", []),
    ],
)
def test_the_address_filters_the_events(visit: Open, query: str, places: list[str]) -> None:
    found = rows(visit(f"#events?{query}"))
    assert len(found) == len(places)
    assert all(place in row for place, row in zip(places, found, strict=True))


def test_a_filter_that_is_typed_stands_in_the_address_and_keeps_the_focus(visit: Open) -> None:
    tab = visit()
    tab.get_by_label("Place or country").press_sequentially("Dorv")
    settled(tab, "place=Dorv")
    assert len(rows(tab)) == 1
    assert tab.evaluate("document.activeElement.name") == "place"
    tab.get_by_label("contested only").check()
    settled(tab, "contested=yes")
    assert len(rows(tab)) == 1
    tab.get_by_role("button", name="Clear").click()
    until(tab, "document.querySelectorAll('table.events tbody tr').length === 3")
    assert tab.get_by_label("Place or country").input_value() == ""


def test_an_event_opens_with_figures_and_sentences_that_lead_to_the_characters(visit: Open) -> None:
    tab = visit("#events?contested=yes")
    opener = tab.get_by_role("button", name="casualty killed")
    assert opener.get_attribute("aria-expanded") == "false"
    opener.click()
    settled(tab, "event=")
    assert tab.get_by_role("button", name="casualty killed").get_attribute("aria-expanded") == "true"
    told = tab.inner_text("#opened")
    assert all(part in told for part in ("12 to 19", "the mayor", "a Russian envoy", "differs", "2 claims"))
    tab.locator("#opened .statement.differs mark").first.click()
    settled(tab, "#article?doc=b")
    assert tab.inner_text(".m.chosen") == "19"


def test_a_bar_of_the_timeline_is_a_link_to_its_day(visit: Open) -> None:
    tab = visit()
    bar = tab.get_by_role("link", name="2025-06-02: 1 event, 12 people killed")
    bar.focus()
    tab.keyboard.press("Enter")
    settled(tab, "from=2025-06-02&to=2025-06-02")
    assert len(rows(tab)) == 1


def test_events_of_a_month_are_spans_under_the_timeline(visit: Open) -> None:
    tab = visit()
    spans = [
        ("2025-06-01", "2025-06-30", 2),  # the same lane holds two that do not meet
        ("2025-07-01", "2025-07-31", 1),
        ("2025-01-01", "2025-12-31", 4),  # another one holds the year
        ("1990-01-01", "1999-12-31", 1),  # a decade has no room
        ("2024-01-01", "2024-01-31", 1),  # outside
    ]
    given = json.dumps([{"from": first, "to": last, "n": n} for first, last, n in spans])
    days = json.dumps([{"day": day, "type": "AID", "n": 1, "killed": 0} for day in ("2025-06-02", "2025-07-20")])
    lanes = tab.evaluate(
        f"inLanes({given}, {{from: '2025-06-02', to: '2025-07-20'}}).map((lane) => lane.map((s) => s.from))"
    )
    assert lanes == [["2025-06-01", "2025-07-01"], ["2025-01-01"]]
    drawn = tab.evaluate(
        f"(() => {{ const t = timeline({days}, {given}, 12); return [[...t.querySelectorAll('a.span')].map((a) => "
        "[a.getAttribute('aria-label'), a.getAttribute('href')]), t.textContent]; })()"
    )
    assert ["2025-06-01 to 2025-06-30: 2 events", "#events?from=2025-06-01&to=2025-06-30"] in drawn[0]
    assert "3 events without a day, or of spans for which there is no room" in drawn[1]


def test_an_event_of_no_week_alone_has_a_timeline_too(visit: Open) -> None:
    alone = "timeline([], [{from: '2025-06-01', to: '2025-06-30', n: 2}], 2).querySelectorAll('a.span').length"
    assert visit().evaluate(alone) == 1


def test_the_map_zooms_by_buttons_wheel_and_keys_and_opens_a_place(visit: Open) -> None:
    tab = visit("#map")
    width = "Number(document.querySelector('.world').getAttribute('viewBox').split(' ')[2])"
    before = tab.evaluate(width)
    tab.get_by_role("button", name="Whole world").click()
    whole = tab.evaluate(width)
    assert whole > before
    tab.get_by_role("button", name="Zoom in").click()
    closer = tab.evaluate(width)
    assert closer < whole
    tab.locator(".world").focus()
    tab.keyboard.press("+")
    closest = tab.evaluate(width)
    assert closest < closer
    tab.locator(".world").hover()
    tab.mouse.wheel(0, 100)
    until(tab, f"{width} !== {closest}")
    assert tab.evaluate(width) > closest
    tab.get_by_role("button", name="Where the events are").click()
    tab.get_by_role("link", name="Dorvik (UKR): 1 event, 2 articles").click()
    settled(tab, "place=Dorvik")
    assert "casualty killed" in tab.inner_text(".there")
    assert "2 mentions" in tab.inner_text(".there")
    tab.get_by_label("Size of points by").select_option("articles")
    settled(tab, "by=articles")


def test_actors_say_who_does_what_to_whom_and_where_they_are_named(visit: Open) -> None:
    tab = visit("#actors")
    assert "Russia" in tab.inner_text("table >> nth=0")
    tab.get_by_role("link", name="Russia", exact=True).first.click()
    settled(tab, "name=Russia")
    tab.locator(".quoted mark").first.click()
    settled(tab, "#article")
    assert tab.inner_text(".m.chosen") == "Russia"


def test_contradictions_stand_side_by_side(visit: Open) -> None:
    tab = visit("#contradictions")
    sides = [side.inner_text() for side in tab.query_selector_all(".contradiction:first-of-type .side")]
    assert [("UKR" in side, "RUS" in side) for side in sides] == [(True, False), (False, True)]
    assert "12 people in Dorvik" in sides[0]
    assert "differs" in sides[1]


def test_the_keys_go_from_mention_to_mention_and_pass_over_layers_that_are_off(visit: Open) -> None:
    tab = visit("#article?doc=a")
    words = []
    for _ in range(4):
        tab.keyboard.press("n")
        words.append(tab.inner_text(".m.chosen"))
    assert words == ["killed", "12", "Dorvik", "the mayor"]
    assert tab.evaluate("document.activeElement.classList.contains('chosen')")
    tab.keyboard.press("p")
    assert tab.inner_text(".m.chosen") == "Dorvik"
    tab.get_by_label("quantities").uncheck()
    settled(tab, "off=quantities")
    tab.get_by_role("button", name="Previous").click()
    assert tab.inner_text(".m.chosen") == "killed"


def test_pointing_at_a_mention_says_what_is_known_of_it(visit: Open) -> None:
    tab = visit("#article?doc=a")
    tab.get_by_text("12", exact=True).hover()
    detail = tab.inner_text("aside")
    assert all(part in detail for part in ("quantities", "12 people", "rule", "test", "quantity of"))


def test_articles_are_found_by_their_title_or_id(visit: Open) -> None:
    tab = visit("#article")
    assert "5 articles" in shown(tab)
    tab.get_by_label("Title or id").press_sequentially("E")
    settled(tab, "find=E")
    assert "1 article" in shown(tab)
    assert tab.evaluate("document.activeElement.name") == "find"


def test_an_article_lists_what_lacks_something(visit: Open) -> None:
    tab = visit("#article?doc=c")
    tab.get_by_text("1 mention lacks something").click()
    assert "no day" in tab.inner_text("details.lacking")
    tab.locator("details.lacking a").click()
    settled(tab, "layer=claims")
    assert "lacks\nno day" in tab.inner_text("aside")


def test_a_rule_says_what_it_says_of_itself(visit: Open) -> None:
    tab = visit("#article?doc=a")
    said = tab.evaluate(
        "mentionDetail({rules: {test: 'as in a test'}}, unpacked({mentions: [[0, 0, 1, 0, 0, null]], claims: {}, "
        "lacking: [], regions: [], text: 'a'}, {layers: ['dates'], flags: []}, ['test']), 0).textContent"
    )
    assert "test as in a test" in said


def test_a_server_that_is_gone_is_told(browser: Any, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    tab = browser.new_page()
    with served(write_run(tmp_path / "out")) as server:
        tab.goto(server.address)
        until(tab, "document.body.dataset.shown")
    tab.get_by_role("link", name="Actors").click()
    until(tab, "document.querySelector('[role=alert]')")
    assert "Is the server still running?" in shown(tab)
    tab.close()


def test_what_was_clicked_stands_again_when_the_pointer_leaves_the_text(visit: Open) -> None:
    tab = visit("#article?doc=a")
    tab.get_by_text("killed", exact=True).click()
    tab.locator(".text").get_by_text("12", exact=True).hover()
    assert tab.inner_text(".m.chosen") == "12"
    tab.locator("h1").hover()
    assert tab.inner_text(".m.chosen") == "killed"
    assert "at=15-21" in tab.url


def test_a_claim_highlights_its_arguments(visit: Open) -> None:
    tab = visit("#article?doc=a&at=15-21&layer=claims")
    assert tab.inner_text(".m.chosen") == "killed"
    roles = {m.inner_text(): m.get_attribute("data-role") for m in tab.query_selector_all(".m.argument")}
    assert roles == {"12": "quantity", "Dorvik": "place", "the mayor": "source"}


def test_offsets_count_characters_where_the_text_has_emoji(visit: Open) -> None:
    tab = visit("#article?doc=b")
    tab.keyboard.press("n")
    assert tab.inner_text(".m.chosen") == "killed"


def test_quality_names_what_failed_and_what_lacks_something(visit: Open) -> None:
    tab = visit("#quality")
    text = shown(tab)
    assert all(part in text for part in ("e.pdf: no text in it", "its language is fr", "Without a day of publication"))
    tab.get_by_role("link", name="events without a day").click()
    settled(tab, "lacks=day")
    assert len(rows(tab)) == 1


@pytest.mark.parametrize("view", [*VIEWS, "nonsense", "events?event=none", "article?doc=none", "map?place=x&at=1"])
def test_attacks_run_nowhere(visit: Open, view: str) -> None:
    tab = visit(f"#{view}", page="hostile")
    assert tab.evaluate("window.broken") is None
    assert tab.query_selector_all("main script, main img, main iframe, main style, [onmouseover], [onerror]") == []
    assert tab.query_selector_all("a[href^='javascript'], [style]") == []
    for link in tab.query_selector_all("main button, main a")[:6]:
        if link.is_visible():
            link.hover()
    assert tab.evaluate("window.broken") is None


def test_a_hostile_article_is_text_and_its_address_no_link(visit: Open) -> None:
    tab = visit("#article", page="hostile")
    tab.locator("main table a").first.click()
    settled(tab, "doc=")
    assert "<script>window.broken=1</script>" in tab.inner_text(".text")
    assert "javascript:window.broken=1" in tab.inner_text(".facts")
    assert tab.query_selector(".facts a") is None
    tab.locator(".m").first.hover()
    assert tab.evaluate("window.broken") is None


def test_words_of_documents_keep_their_own_direction(visit: Open) -> None:
    tab = visit("#article", page="hostile")
    assert tab.evaluate("getComputedStyle(document.querySelector('main bdi')).unicodeBidi") == "isolate"
    tab.locator("main table a").first.click()
    settled(tab, "doc=")
    assert {p.get_attribute("dir") for p in tab.query_selector_all(".text p")} == {"auto"}


def test_the_page_prints_without_its_controls(visit: Open) -> None:
    tab = visit("#article?doc=a")
    tab.emulate_media(media="print")
    for selector in (".top", ".tools", ".about"):
        assert not tab.is_visible(selector), selector
    assert tab.is_visible(".text")
    assert tab.pdf().startswith(b"%PDF")


def test_the_first_tab_stop_leads_to_the_content(visit: Open) -> None:
    tab = visit("#events")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_dark_and_light_differ(visit: Open) -> None:
    back = "getComputedStyle(document.body).backgroundColor"
    assert visit().evaluate(back) != visit(dark=True).evaluate(back)


AXE = next(
    (
        path
        for path in (Path("/usr/lib/node_modules"), Path("/usr/local/lib/node_modules"))
        if (path / "axe-core/axe.min.js").is_file()
    ),
    None,
)


@pytest.mark.skipif(AXE is None, reason="no axe-core: `npm install -g axe-core` brings it")
@pytest.mark.parametrize("pages", ["file"], indirect=True)
@pytest.mark.parametrize(("size", "dark"), LOOKS, ids=str)
@pytest.mark.parametrize("view", [*VIEWS, "article?doc=a&at=15-21", "events?contested=yes", "actors?name=Russia"])
def test_axe_finds_nothing_serious(visit: Open, view: str, size: tuple[int, int], dark: bool) -> None:
    tab = visit(f"#{view}", size=size, dark=dark)
    assert AXE is not None
    tab.evaluate((AXE / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})")[
        "violations"
    ]
    serious = [f for f in found if f["impact"] in ("serious", "critical")]
    assert not serious, json.dumps([(f["id"], [n["html"][:200] for n in f["nodes"][:3]]) for f in serious], indent=1)
