"""The look follows the reader: letters, colours, no scripts, paper."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext
from reading import ARTICLE, PAPER, opened

from wenda.site.texts import load_texts

pytest_plugins = ("library_fixtures",)
pytestmark = pytest.mark.browser


def test_with_letters_twice_as_large_the_box_and_all_ways_around_fit(
    library_phone: BrowserContext, library_site: str
) -> None:
    page = opened(library_phone, library_site + ARTICLE)
    page.set_viewport_size(
        {"width": 195, "height": 422}
    )  # to letters of their usual size what 390 is to large ones
    brand, box = (page.locator(part).bounding_box() for part in (".w-brand", "#search-input"))
    assert brand
    assert box
    assert box["y"] >= brand["y"] + brand["height"]
    assert box["width"] > 140
    ends = page.locator(".w-nav a").evaluate_all("all => all.map((way) => way.getBoundingClientRect().right)")
    assert max(ends) <= 195


def test_where_the_system_forces_its_colours_icons_and_edges_stay(
    browser: Browser, library_site: str
) -> None:
    paint = """(part) => {
      const [icon, under] = [getComputedStyle(part, "::before"), getComputedStyle(document.body)];
      return icon.backgroundColor !== under.backgroundColor && icon.backgroundColor !== "rgba(0, 0, 0, 0)";
    }"""
    with browser.new_context(forced_colors="active") as context:
        page = opened(context, library_site + ARTICLE)
        for part in ("#search-form button", ".w-theme", ".w-tools button >> nth=0", ".w-notices"):
            assert page.locator(part).evaluate(paint), part
        for part in (".w-answer", ".w-notices"):
            style = page.locator(part).evaluate("(part) => getComputedStyle(part).borderTopStyle")
            assert style == "solid"


def test_the_theme_follows_the_system_until_the_reader_chooses(browser: Browser, library_site: str) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = opened(context, library_site)
        button = page.locator(".w-theme")
        dark = page.evaluate(PAPER)
        page.emulate_media(color_scheme="light")
        page.locator('[data-md-color-scheme="default"]').wait_for()
        assert page.evaluate(PAPER) != dark
        button.click()
        assert button.get_attribute("aria-label") == load_texts("zh").say("scripts", "theme_light")
        button.click()
        assert page.evaluate(PAPER) == dark
        page.goto(library_site + ARTICLE)
        assert page.evaluate(PAPER) == dark


def test_the_theme_is_set_before_there_is_anything_to_paint(browser: Browser, library_site: str) -> None:
    with browser.new_context(color_scheme="light") as context:
        context.add_init_script(
            """localStorage.setItem("wenda-theme", "dark");
            new MutationObserver((_, observer) => {
              if (!document.body) return;
              window.schemeAtFirst = document.documentElement.dataset.mdColorScheme;
              observer.disconnect();
            }).observe(document, {childList: true, subtree: true});"""
        )
        assert opened(context, library_site + ARTICLE).evaluate("schemeAtFirst") == "slate"


def test_without_scripts_everything_is_there_and_nothing_dead(browser: Browser, library_site: str) -> None:
    with browser.new_context(java_script_enabled=False, color_scheme="dark") as context:
        page = opened(context, library_site + ARTICLE)
        assert page.locator("section#related a").first.is_visible()
        assert page.locator("button:not(#search-form button)").count() == 0
        page.locator("#search-input").fill("借书")
        page.locator("#search-input").press("Enter")
        page.wait_for_url("**/faq/search/?q=*")
        page.locator("main a", has_text="全部问题").click()
        page.locator(".w-listing li a").filter(has_text="图书馆").first.click()
        assert "/faq/q/" in page.url


def test_without_scripts_the_dark_scheme_still_follows_the_system(
    browser: Browser, library_site: str
) -> None:
    papers = set()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        with browser.new_context(java_script_enabled=False, color_scheme=scheme) as context:
            papers.add(
                opened(context, library_site).screenshot(clip={"x": 0, "y": 300, "width": 4, "height": 4})
            )
    assert len(papers) == 2


def test_print_leaves_the_answer_and_takes_the_way_around_away(
    library_phone: BrowserContext, library_site: str
) -> None:
    page = opened(library_phone, library_site + ARTICLE)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".wenda-summary").is_visible()
    assert page.locator(".wenda-disclaimer").is_visible()
    assert page.locator("nav, .w-search, .w-tools, .w-aside").filter(visible=True).count() == 0
    assert page.evaluate(PAPER) == "rgb(255, 255, 255)"


def test_on_paper_an_answer_says_where_it_is_from(library_phone: BrowserContext, library_site: str) -> None:
    page = opened(library_phone, library_site + ARTICLE)
    page.emulate_media(media="print")
    shown = "getComputedStyle(document.querySelector('.w-article'), '::after').content"
    assert page.evaluate(shown) == f'"https://library.example/faq/{ARTICLE}"'
