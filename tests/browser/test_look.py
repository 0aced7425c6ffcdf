"""The reader's pages in a real browser: what they show, how they hold up, and what they never do."""

import itertools
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from reading import ARTICLE, opened

from wenda.site.rendering.links import targets
from wenda.site.texts import load_texts

pytest_plugins = ("library_fixtures",)
pytestmark = pytest.mark.browser


def top(page: Page, selector: str) -> float:
    """Return how far below the window's upper edge an element begins, in pixels."""
    return float(page.locator(selector).evaluate("(part) => part.getBoundingClientRect().top"))


LISTS = ("topics/", "topics/jieshu/", "tags/", "regions/", "all/")
KINDS = ("", ARTICLE, "q/2020-biguan/", *LISTS, "map/", "search/", "about/", "offline/", "404.html")


@pytest.mark.parametrize("path", KINDS)
def test_a_page_loads_without_an_error_and_asks_no_other_host(
    browser: Browser, library_site: str, path: str
) -> None:
    said: list[str] = []
    asked: list[str] = []
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("requestfailed", lambda request: said.append(request.url))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(library_site + path, wait_until="load")
    assert said == []
    assert asked
    assert [address for address in asked if not address.startswith(library_site)] == []


@pytest.mark.parametrize("path", KINDS)
def test_a_page_has_whole_headings_and_no_inline_code(browser: Browser, library_site: str, path: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        html = opened(context, library_site + path).content()
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), levels
    scripts = re.findall(r"<script\b([^>]*)>", html)
    assert all("src=" in script or "application/" in script for script in scripts), scripts
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=", html)


@pytest.mark.parametrize("path", KINDS)
def test_no_page_scrolls_sideways(library_phone: BrowserContext, library_site: str, path: str) -> None:
    page = opened(library_phone, library_site + path)
    for width in (320, 390, 640, 800, 1280):  # 640: a desk at 200 %
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_article_answers_first_then_says_where_and_when_it_holds(
    library_phone: BrowserContext, library_site: str
) -> None:
    page = opened(library_phone, library_site + ARTICLE)
    parts = ("h1", ".w-notices", ".wenda-summary", ".w-facts", ".w-body", ".wenda-disclaimer")
    order = [top(page, part) for part in (*parts, "#related")]
    assert order == sorted(order)
    assert page.locator(".wenda-summary").inner_text() == "普通读者一次借 10 本，一个月内还。"
    assert top(page, ".wenda-summary") < 844 / 2
    facts = page.locator(".w-facts").inner_text()
    assert "北京" in facts
    assert "2024-05-02" in facts
    assert "读者手册" in facts
    assert "sha256" not in facts
    assert "服务台当天的答复" in page.locator(".wenda-disclaimer").inner_text()


def test_an_article_leads_on_to_tags_and_questions(library_phone: BrowserContext, library_site: str) -> None:
    page = opened(library_phone, library_site + ARTICLE)
    assert page.locator('a[rel~="tag"]').first.inner_text() == "借书"
    assert page.locator("section#related a").count() > 0
    page = opened(library_phone, library_site + "q/yajin-zenme-tui/")
    assert "北京图书馆一次能借几本书" in page.locator("section#backlinks a").all_inner_texts()


def test_the_same_question_for_other_regions_is_compared_in_a_table(
    library_phone: BrowserContext, library_site: str
) -> None:
    page = opened(library_phone, library_site + ARTICLE)
    rows = page.locator(".w-compare tbody tr").all_inner_texts()
    assert [row.split()[0] for row in rows] == ["北京", "深圳"]
    assert "每张证 15 本" in rows[1]


def test_notices_say_what_is_past_due_or_cut_short(library_phone: BrowserContext, library_site: str) -> None:
    texts = load_texts("zh")
    due = opened(library_phone, library_site + ARTICLE).locator(".w-notices li").all_inner_texts()
    assert due == [texts["notice_review_due"]]
    past = opened(library_phone, library_site + "q/2020-biguan/").locator(".w-notices li").all_inner_texts()
    assert past == [str(texts["notice_past_year"]).format(year=2020), texts["notice_excerpt"]]


def test_a_short_list_stands_below_its_heading(browser: Browser, library_site: str) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = opened(context, library_site + "tags/jieshu/")
        heading, first = (page.locator(part).first.bounding_box() for part in ("h1", ".w-rows li"))
        assert heading
        assert first
        assert first["x"] == heading["x"]
        assert first["y"] > heading["y"] + heading["height"]


def test_a_wide_table_scrolls_in_its_own_box_and_by_keyboard(
    library_phone: BrowserContext, library_site: str
) -> None:
    box = opened(library_phone, library_site + ARTICLE).locator(".w-body .wenda-table")
    assert box.evaluate("(box) => box.scrollWidth > box.clientWidth")
    assert box.get_attribute("tabindex") == "0"
    assert box.get_attribute("aria-label")


@pytest.mark.parametrize(
    ("path", "current"), [("topics/", "page"), ("topics/jieshu/", "true"), (ARTICLE, None), ("search/", None)]
)
def test_the_ways_around_say_in_which_of_them_the_reader_is(
    library_phone: BrowserContext, library_site: str, path: str, current: str | None
) -> None:
    ways = opened(library_phone, library_site + path).locator(".w-nav a")
    told = ways.evaluate_all("all => all.map((way) => way.getAttribute('aria-current'))")
    assert told == [current, None, None, None, None]


def test_the_address_can_be_copied(browser: Browser, library_site: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = opened(context, library_site + ARTICLE + "#main")
        page.locator('[data-tool="copy"]').click()
        page.locator(f'[data-said="{load_texts("zh").say("scripts", "copied")}"]').wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == library_site + ARTICLE


def test_keyboard_readers_skip_to_the_content(library_phone: BrowserContext, library_site: str) -> None:
    page = opened(library_phone, library_site + ARTICLE)
    page.keyboard.press("Tab")
    assert top(page, ".w-skip") > 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_tab_key_goes_through_a_page_in_its_order_and_shows_where_it_is(
    library_phone: BrowserContext, library_site: str
) -> None:
    page = opened(library_phone, library_site + ARTICLE)
    seen = page.locator("main").evaluate(
        "(main) => main.querySelectorAll('a[href], button, [tabindex=\"0\"]').length"
    )
    page.locator("main").focus()
    places = []
    for _ in range(seen):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate("(part) => getComputedStyle(part).outlineStyle") == "solid"
        places.append(focused.evaluate("(part) => [...document.querySelectorAll('*')].indexOf(part)"))
    assert places == sorted(set(places))
    assert page.locator("main :focus").count() == 1


def test_every_page_is_reached_by_links_alone(library_folder: Path) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        file = waiting.pop()
        for target in targets((library_folder / file).read_text(encoding="utf-8"), file, "/faq/"):
            if target.file.endswith("index.html") and target.file not in reached:
                reached.add(target.file)
                waiting.append(target.file)
    pages = {path.relative_to(library_folder).as_posix() for path in library_folder.rglob("index.html")}
    assert pages - reached == {"offline/index.html"}


def test_controls_are_large_enough_for_a_thumb(library_phone: BrowserContext, library_site: str) -> None:
    small = """() => [...document.querySelectorAll("a, button, input")]
        .filter((part) => part.checkVisibility())
        .filter((part) => !part.closest(".w-body, .w-facts, .w-topic, .w-note, table, .w-skip"))
        .filter((part) => part.getBoundingClientRect().height < 43.5)
        .map((part) => part.outerHTML)"""
    for path in ("", ARTICLE, "topics/jieshu/", "all/", "tags/"):
        assert opened(library_phone, library_site + path).evaluate(small) == []


def test_nothing_moves_while_a_page_loads(library_phone: BrowserContext, library_site: str) -> None:
    library_phone.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.shift += entry.value))
          .observe({type: "layout-shift", buffered: true});"""
    )
    for path in ("", ARTICLE, "search/"):
        assert opened(library_phone, library_site + path).evaluate("shift") == 0


def test_machines_read_an_article_and_the_way_to_it(library_phone: BrowserContext, library_site: str) -> None:
    page = opened(library_phone, library_site + ARTICLE)
    data = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    kinds = {entry["@type"]: entry for entry in data["@graph"]}
    assert kinds["Article"]["headline"] == "北京图书馆一次能借几本书"
    assert kinds["Article"]["dateModified"] == "2024-05-02"
    assert kinds["Article"]["inLanguage"] == "zh-CN"
    places = [item["position"] for item in kinds["BreadcrumbList"]["itemListElement"]]
    assert places == list(range(1, len(places) + 1))
    assert page.locator('meta[property="og:title"]').get_attribute("content") == "北京图书馆一次能借几本书"
    assert page.locator("meta[name=description]").get_attribute("content", timeout=1000)
    assert (page.locator("link[rel=canonical]").get_attribute("href") or "").endswith("/" + ARTICLE)
