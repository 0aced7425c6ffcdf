"""A reader's way through the site, by clicks and by search, under a path that the site was not told of."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from bench.chromium import served
from wenda.site.driver import build_site

pytestmark = pytest.mark.browser

SMALL = Path(__file__).parents[1] / "sites" / "small" / "mkdocs.yml"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build tests/sites/small and give its folder."""
    folder = tmp_path_factory.mktemp("small") / "site"
    build_site(SMALL, folder, None, jobs=1)
    return folder


def heading(page: Page) -> str:
    return page.locator("h1").inner_text().strip()


def test_from_home_to_an_article_its_tag_a_related_question_and_back(visitor: Page) -> None:
    visitor.locator("main a[href*='topics/duanjiao-huifu/']").first.click()
    visitor.locator("main a[href*='q/']").first.click()
    article = heading(visitor)
    visitor.locator("a[rel~='tag']").first.click()
    expect(visitor.locator("main a", has_text=article).first).to_be_visible()
    visitor.go_back()
    visitor.locator("section#related a").first.click()
    assert heading(visitor) != article
    visitor.go_back()
    assert heading(visitor) == article
    visitor.locator(".w-brand").click()
    expect(visitor).to_have_url(visitor.url.split("/faq/")[0] + "/faq/")


def test_from_home_to_an_article_by_search(visitor: Page) -> None:
    visitor.locator("#search-input").fill("北京医保断交后多久恢复")
    visitor.locator("#search-input").press("Enter")
    results = visitor.locator("#search-results[data-state=done] li")
    expect(results.first).to_be_visible()
    first = results.first.locator("a").first
    assert first.inner_text() == "北京医保断交后多久恢复"
    first.click()
    assert heading(visitor) == "北京医保断交后多久恢复"


def test_every_kind_of_page_opens_without_trouble(visitor: Page) -> None:
    for path in ("topics/", "tags/", "regions/", "all/", "all/2/", "all/by-date/", "about/", "search/"):
        visitor.goto(path)
        assert heading(visitor)


def test_a_region_narrows_a_topic_in_place(visitor: Page) -> None:
    visitor.goto("topics/duanjiao-huifu/")
    rows = visitor.locator(".w-groups li").filter(visible=True)
    everything = rows.count()
    beijing = visitor.locator("[data-filter] button", has_text="北京")
    beijing.click()
    expect(beijing).to_have_attribute("aria-pressed", "true")
    colours = "(button) => [getComputedStyle(button).color, getComputedStyle(button).backgroundColor]"
    assert len(set(beijing.evaluate(colours))) == 2  # the pointer is still on it
    count = int(beijing.locator("span").inner_text())
    expect(rows).to_have_count(count)
    assert count < everything
    expect(visitor.locator("[data-filter] [role=status]")).to_contain_text(str(count))
    headings = visitor.locator(".w-groups h2").filter(visible=True).all_inner_texts()
    assert visitor.locator(".w-jump a").filter(visible=True).all_inner_texts() == headings
    beijing.click()
    expect(rows).to_have_count(everything)


def test_without_scripts_a_region_of_a_topic_is_a_link(browser: Browser, faq: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{faq}topics/duanjiao-huifu/")
        page.locator("[data-filter] a", has_text="北京").click()
        assert page.url == f"{faq}regions/beijing/#topic-duanjiao-huifu"
        assert page.locator("#topic-duanjiao-huifu").inner_text() == "断缴与恢复"


def test_a_former_address_leads_to_the_article(browser: Browser, small: Path) -> None:
    with served(small) as address, browser.new_context() as context:
        page = context.new_page()
        for old in ("q/tuipiao-feiyong/", "old/refund.html", "旧站/退票/"):
            page.goto(address + old)
            page.wait_for_url(f"{address}q/chepiao-tuipiao/")


def test_hostile_text_runs_nothing(browser: Browser, small: Path) -> None:
    ran: list[str] = []

    def note(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    with served(small) as address, browser.new_context() as context:
        page = context.new_page()
        page.on("dialog", note)
        for path in ("q/hostile/", "all/", "all/2/", "all/3/", "tags/", "", "search/?q=alert"):
            page.goto(address + path, wait_until="load")
    assert ran == []
