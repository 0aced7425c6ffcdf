"""Search when something is in its way: it is named, there is a way out, and never a blank page."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from searching import DONE, answer_with, held, search, titles

pytest_plugins = ("search_fixtures",)
pytestmark = pytest.mark.browser

ERROR = '#search-results[data-state="error"]'
SHARDS = "**/search/*/**/*.bin"

SEARCH_KEPT = """async () => {
  const address = new URL("manifest.json", location.href).href;
  while (!(await caches.match(address))) await new Promise((resolve) => setTimeout(resolve, 50));
}"""


def said(tab: Page) -> str:
    """Return the line above the results once search has failed."""
    tab.wait_for_selector(ERROR, state="attached")
    return tab.inner_text("#search-status")


class TestOnTheSearchPage:
    def test_without_a_network_it_says_so_and_goes_on_by_itself(
        self, desk: BrowserContext, tab: Page
    ) -> None:
        tab.goto("search/", wait_until="networkidle")
        desk.set_offline(offline=True)
        tab.locator("#search-input").fill("丹东读者证")
        assert "连不上网络" in said(tab)
        expect(tab.locator("#search-browse")).to_be_visible()
        desk.set_offline(offline=False)
        tab.wait_for_selector(DONE, state="attached")
        assert "丹东" in titles(tab)[0]

    def test_a_missing_shard_can_be_asked_for_again(self, tab: Page) -> None:
        tab.route(SHARDS, lambda route: route.fulfill(status=404))
        tab.goto("search/?q=丹东读者证")
        assert "没有加载完整" in said(tab)
        assert titles(tab) == []
        tab.unroute(SHARDS)
        tab.get_by_role("button", name="再试一次").click()
        tab.wait_for_selector(DONE, state="attached")
        assert "丹东" in titles(tab)[0]

    def test_a_broken_shard_is_named_as_such(self, tab: Page) -> None:
        tab.route(SHARDS, lambda route: route.fulfill(body="not gzip at all"))
        tab.goto("search/?q=丹东读者证")
        assert "搜索出了问题" in said(tab)

    def test_a_site_without_an_index_says_so(self, tab: Page) -> None:
        tab.route("**/search/manifest.json", lambda route: route.fulfill(status=404))
        tab.goto("search/?q=丹东读者证")
        assert "没有加载完整" in said(tab)

    def test_an_old_page_before_a_new_index_is_reloaded_with_new_scripts(self, tab: Page) -> None:
        tab.route("**/search/manifest.json", lambda route: route.fulfill(json={"version": 999}))
        tab.goto("search/?q=丹东读者证")
        assert "网站刚更新过" in said(tab)
        tab.unroute("**/search/manifest.json")
        again: list[str] = []
        tab.on("request", lambda request: again.append(request.resource_type))
        tab.get_by_role("button", name="刷新页面").click()
        tab.wait_for_selector(DONE, state="attached")
        assert again.index("fetch") < again.index("document")
        assert "丹东" in titles(tab)[0]

    def test_results_stay_when_more_of_them_fail_to_load(self, tab: Page) -> None:
        search(tab, "search/?q=图书馆读者证")
        ten = titles(tab)
        tab.route(SHARDS, lambda route: route.abort())
        tab.get_by_role("button", name="显示更多").click()
        expect(tab.locator("#search-status")).to_contain_text("连不上网络")
        assert titles(tab) == ten
        tab.unroute(SHARDS)
        tab.get_by_role("button", name="再试一次").click()
        expect(tab.locator("#search-results > li")).to_have_count(20)

    def test_a_slow_network_is_mentioned_while_one_waits(self, tab: Page) -> None:
        tab.clock.install()
        with held(tab, "**/search/manifest.json"):
            tab.goto("search/?q=丹东读者证")
            tab.wait_for_selector('#search-results[data-state="loading"]', state="attached")
            expect(tab.locator("#search-status")).to_have_text("正在搜索…")
            tab.clock.fast_forward(6000)
            expect(tab.locator("#search-status")).to_have_text("网络有点慢，还在加载…")
        tab.wait_for_selector(DONE, state="attached")
        expect(tab.locator("#search-status")).to_contain_text("共")

    def test_an_answer_that_comes_late_does_not_replace_a_newer_one(self, tab: Page) -> None:
        answer_with(tab, wait=True, understood="旧的")
        tab.goto("search/?q=旧的")
        tab.wait_for_selector('html[data-asked*="旧的"]')
        tab.locator("#search-input").fill("新的问题")
        tab.wait_for_selector('html[data-asked*="新的问题"]')
        tab.evaluate("dispatchEvent(new Event('answer:新的问题')), dispatchEvent(new Event('answer:旧的'))")
        tab.wait_for_selector(DONE, state="attached")
        expect(tab.locator("#search-input")).to_have_value("新的问题")
        assert "旧的" not in tab.inner_text("#search-status")

    def test_scripts_that_never_come_leave_the_lists(self, tab: Page) -> None:
        tab.route("**/assets/search/page.js", lambda route: route.abort())
        tab.goto("search/?q=丹东读者证")
        expect(tab.locator("#search-browse")).to_have_css("visibility", "visible")
        expect(tab.locator(".w-browse__late")).to_be_visible()
        expect(tab.locator("#search-browse").get_by_role("link", name="主题")).to_be_visible()


class TestInTheBox:
    def test_without_a_network_it_says_so_and_goes_on_by_itself(
        self, desk: BrowserContext, tab: Page
    ) -> None:
        tab.goto("all/")
        tab.locator("#search-input").focus()
        expect(tab.locator("#search-form [role=status]")).to_be_attached()
        tab.wait_for_load_state("networkidle")
        desk.set_offline(offline=True)
        tab.locator("#search-input").fill("丹东读者证")
        expect(tab.locator(".w-suggest__status")).to_contain_text("连不上网络")
        desk.set_offline(offline=False)
        expect(tab.locator("#search-options [role=option]").first).to_contain_text("丹东")

    def test_a_missing_shard_can_be_asked_for_again_from_the_keyboard(self, tab: Page) -> None:
        tab.route(SHARDS, lambda route: route.fulfill(status=404))
        tab.goto("all/")
        tab.locator("#search-input").fill("丹东读者证")
        expect(tab.locator(".w-suggest__status")).to_contain_text("没有加载完整")
        tab.unroute(SHARDS)
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        expect(tab.locator("#search-options [role=option]").first).to_contain_text("丹东")

    @pytest.mark.parametrize(
        "part", ["**/assets/search/suggestions.js", "**/faq/search/", "**/assets/search/suggestions.css"]
    )
    def test_when_it_cannot_be_loaded_the_form_still_works_and_the_next_try_succeeds(
        self, tab: Page, part: str
    ) -> None:
        tab.route(part, lambda route: route.abort())
        tab.goto("all/")
        tab.locator("#search-input").fill("丹东读者证")
        expect(tab.locator("#search-form [role=status]")).to_have_text("搜索没有加载成功，请检查网络后再试。")
        tab.unroute(part)
        tab.locator("#search-input").press("Enter")
        tab.wait_for_selector(DONE, state="attached")


class TestWithTheServiceWorker:
    def test_the_box_of_a_visited_page_answers_without_a_network(
        self, browser: Browser, search_site: str
    ) -> None:
        with browser.new_context(base_url=search_site) as context:
            page = context.new_page()
            page.goto("all/")
            page.evaluate("navigator.serviceWorker.ready")
            page.reload()
            search(page, "search/?q=读者证")
            page.evaluate(SEARCH_KEPT)
            page.goto("all/", wait_until="networkidle")
            context.set_offline(offline=True)
            page.reload()
            page.locator("#search-input").fill("丹东读者证")
            expect(page.locator("#search-options [role=option]").first).to_contain_text("丹东")


class TestWithoutScripts:
    @pytest.fixture
    def plain(self, browser: Browser, search_site: str) -> Page:
        context = browser.new_context(base_url=search_site, java_script_enabled=False)
        return context.new_page()

    def test_the_search_page_points_to_the_lists(self, plain: Page) -> None:
        plain.goto("search/?q=丹东读者证")
        expect(plain.locator("noscript p")).to_contain_text("没有打开网页脚本")
        expect(plain.locator("noscript p")).to_be_visible()
        expect(plain.locator(".w-browse__late")).to_be_hidden()
        for name, target in (
            ("主题", "topics/"),
            ("地区", "regions/"),
            ("标签", "tags/"),
            ("全部问题", "all/"),
        ):
            link = plain.locator("#search-browse").get_by_role("link", name=name)
            expect(link).to_be_visible()
            expect(link).to_have_attribute("href", f"../{target}")

    def test_the_form_of_every_page_leads_to_the_search_page(self, plain: Page) -> None:
        plain.goto("all/")
        plain.locator("#search-input").fill("丹东读者证")
        plain.locator("#search-form button").click()
        plain.wait_for_url("**/faq/search/?q=*")
