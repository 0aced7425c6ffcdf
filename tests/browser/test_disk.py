"""Reading the built site from a disk, where a folder shows no page and no module loads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from miniature import SITES
from playwright.sync_api import Browser, Page, expect

from wenda.site.driver import build_site
from wenda.site.texts import load_texts

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build tests/sites/small and give its folder."""
    folder = tmp_path_factory.mktemp("disk") / "site"
    build_site(SITES / "small" / "mkdocs.yml", folder, None, jobs=1)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(color_scheme="light") as context:
        yield context.new_page()


def at(folder: Path, url: str) -> str:
    return (folder / url / "index.html").as_uri()


def test_links_lead_from_page_to_page(page: Page, small: Path) -> None:
    page.goto(at(small, ""))
    page.locator("main a[href*='topics/piao/']").first.click()
    expect(page.locator("h1")).to_have_text("车票")
    page.locator("main a", has_text="车票退票要收多少手续费").click()
    expect(page.locator("h1")).to_have_text("车票退票要收多少手续费")
    size = page.locator(".w-body img").evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert size == 8
    page.locator("a[rel~='tag']").first.click()
    assert page.url.endswith("index.html")
    page.locator(".w-brand").click()
    expect(page).to_have_url(at(small, ""))


def test_links_of_the_map_lead_to_pages_and_those_within_a_page_stay_there(page: Page, small: Path) -> None:
    page.goto(at(small, "map"))
    link = page.locator("svg a.w-map__topic").first
    assert str(link.get_attribute("href")).endswith("/index.html")
    link.click()
    expect(page.locator("h1")).not_to_have_text("知识地图")
    page.goto(at(small, "q/chepiao-tuipiao"))
    page.locator(".w-skip").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(at(small, "q/chepiao-tuipiao") + "#main")


def test_the_theme_can_be_chosen(page: Page, small: Path) -> None:
    page.goto(at(small, "q/chepiao-tuipiao"))
    page.locator(".w-theme").click()
    page.locator(".w-theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_search_says_that_it_cannot_be_had_and_what_there_is_instead(page: Page, small: Path) -> None:
    page.goto(at(small, "q/chepiao-tuipiao"))
    page.locator("#search-input").fill("退票")
    page.locator("#search-input").press("Enter")
    expect(page.locator("#search-browse p")).to_have_text(load_texts("zh").say("scripts", "search_on_disk"))
    expect(page.locator("#search-browse a").first).to_be_visible()
    page.locator("#search-browse a", has_text="全部问题").click()
    expect(page).to_have_url(at(small, "all"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_former_address_leads_to_the_article(browser: Browser, small: Path, *, scripts: bool) -> None:
    with browser.new_context(java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(at(small, "q/tuipiao-feiyong"))
        page.wait_for_url(at(small, "q/chepiao-tuipiao"))
        assert page.locator("h1").inner_text() == "车票退票要收多少手续费"


def test_an_article_can_be_read_without_scripts(browser: Browser, small: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(at(small, "q/chepiao-tuipiao"))
        assert page.locator("h1").inner_text() == "车票退票要收多少手续费"
        assert page.locator(".w-wrap").first.evaluate("(box) => getComputedStyle(box).maxWidth") != "none"
