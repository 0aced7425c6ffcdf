"""The search page: address, box, filters and results say the same at any time."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from searching import DONE, REPOSITORY, address, answer_with, asked, back, result, search, settled, titles

pytest_plugins = ("search_fixtures",)
pytestmark = pytest.mark.browser

MODULES = Path(__file__).parents[2] / "templates" / "assets" / "search"


class TestResults:
    def test_a_shared_address_shows_its_results(self, tab: Page) -> None:
        search(tab, "search/?q=丹东读者证丢了怎么补")
        assert titles(tab)[0] == "丹东图书馆读者证丢了怎么补"
        assert tab.get_attribute("#search-results", "data-answered") == "yes"
        expect(tab.locator("#search-input")).to_have_value("丹东读者证丢了怎么补")
        expect(tab).to_have_title("丹东读者证丢了怎么补 - 搜索 - 借书问答")

    def test_a_result_says_what_tells_whether_it_is_about_the_reader(self, tab: Page) -> None:
        search(tab, "search/?q=丹东读者证丢了怎么补")
        first = tab.locator("#search-results > li").first
        expect(first.locator("mark").first).to_be_visible()
        expect(first).to_contain_text("先挂失，再到丹东图书馆补办读者证，工本费十元。")
        for fact in ("辽宁 丹东", "办证", "2025-03-01", "节选"):
            expect(first.locator(".w-card__facts")).to_contain_text(fact)

    def test_a_result_about_a_year_that_has_passed_says_so(self, tab: Page) -> None:
        both = [result("2020年甲", pastYear=True), result("乙")]
        answer_with(tab, answered=True, firstAnswers=True, total=2, results=both)
        search(tab, "search/?q=问")
        facts = tab.locator("#search-results .w-card__facts").all_inner_texts()
        assert ["往年规定" in of_one for of_one in facts] == [True, False]

    @pytest.mark.parametrize("words", ["读者正挂失", "duzhezheng guashi", "讀者證掛失"])
    def test_the_reader_sees_what_was_understood(self, tab: Page, words: str) -> None:
        answer_with(tab, understood="读者证 挂失", answered=True, total=1, results=[result("甲")])
        search(tab, f"search/?q={words}")
        expect(tab.locator("#search-status")).to_contain_text("按 读者证 挂失 搜索")

    @pytest.mark.parametrize("words", ["读者证挂失", "请问读者证怎么挂失呢"])
    def test_words_understood_as_typed_or_left_out_are_not_repeated(self, tab: Page, words: str) -> None:
        answer_with(tab, understood="读者证 挂失", answered=True, total=1, results=[result("甲")])
        search(tab, f"search/?q={words}")
        assert tab.inner_text("#search-status").strip() == "共 1 个结果"

    def test_the_best_result_is_shown_as_the_answer_only_where_it_answers(self, tab: Page) -> None:
        both = [result("甲", summary="甲的回答"), result("乙", summary="乙的回答")]
        answer_with(tab, answered=True, firstAnswers=True, total=2, results=both)
        search(tab, "search/?q=问")
        expect(tab.locator(".w-result--answer")).to_contain_text("甲的回答")
        answer_with(tab, answered=True, firstAnswers=False, total=2, results=both)
        search(tab, "search/?q=问")
        assert titles(tab) == ["甲", "乙"]
        assert tab.locator(".w-result--answer").count() == 0

    def test_what_was_asked_or_indexed_is_shown_as_text(self, tab: Page) -> None:
        hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
        fields = {
            "url": "q/x/",
            "summary": hostile,
            "topic": hostile,
            "region": hostile,
            "summarySpans": [[0, 9]],
        }
        facets = {"topic": [[hostile, 1], ["甲", 1]]}
        answer_with(
            tab,
            understood=hostile,
            answered=True,
            total=1,
            results=[result(hostile, **fields)],
            facets=facets,
        )
        search(tab, "search/?q=%3Cimg%20src=x%20onerror=alert(1)%3E")
        assert titles(tab) == [hostile]
        assert tab.locator("main img, main script:not([type])").count() == 0

    def test_more_results_come_on_request_and_after_coming_back(self, tab: Page) -> None:
        search(tab, "search/?q=图书馆读者证")
        assert len(titles(tab)) == 10
        tab.get_by_role("button", name="显示更多").click()
        settled(tab, "已显示 20 个")
        twenty = titles(tab)
        assert len(set(twenty)) == 20
        expect(tab.locator("#search-results > li:nth-child(11) a")).to_be_focused()
        tab.reload()
        tab.wait_for_selector(DONE, state="attached")
        assert titles(tab) == twenty
        tab.get_by_role("button", name="显示更多").click()
        settled(tab, "已显示 24 个")
        expect(tab.get_by_role("button", name="显示更多")).to_be_hidden()

    def test_arrows_lead_from_the_box_to_the_results_and_back(self, tab: Page) -> None:
        search(tab, "search/?q=读者证")
        tab.locator("#search-input").focus()
        tab.keyboard.press("ArrowDown")
        expect(tab.locator("#search-results > li:nth-child(1) a")).to_be_focused()
        tab.keyboard.press("ArrowDown")
        expect(tab.locator("#search-results > li:nth-child(2) a")).to_be_focused()
        tab.keyboard.press("ArrowUp")
        tab.keyboard.press("ArrowUp")
        expect(tab.locator("#search-input")).to_be_focused()


class TestAddress:
    def test_typing_changes_the_address_in_place(self, tab: Page) -> None:
        tab.goto("search/")
        before = tab.evaluate("history.length")
        tab.locator("#search-input").press_sequentially("丹东读者证")
        tab.wait_for_selector(DONE, state="attached")
        assert address(tab) == {"q": ["丹东读者证"]}
        assert tab.evaluate("history.length") == before

    def test_sent_searches_are_steps_of_the_back_button(self, tab: Page) -> None:
        search(tab, "search/?q=丹东读者证")
        tab.locator("#search-input").fill("电子书")
        tab.locator("#search-input").press("Enter")
        expect(tab.locator("#search-results > li").first).to_contain_text("电子书")
        assert address(tab) == {"q": ["电子书"]}
        back(tab)
        expect(tab.locator("#search-input")).to_have_value("丹东读者证")
        expect(tab.locator("#search-results > li").first).to_contain_text("丹东")
        tab.evaluate("history.forward()")
        expect(tab.locator("#search-input")).to_have_value("电子书")
        expect(tab.locator("#search-results > li").first).to_contain_text("电子书")

    def test_the_way_back_from_an_answer_leads_to_its_search(self, tab: Page) -> None:
        tab.goto("search/")
        tab.locator("#search-input").press_sequentially("丹东读者证")
        tab.wait_for_selector(DONE, state="attached")
        tab.locator("#search-results a").first.click()
        tab.wait_for_url("**/q/*/")
        tab.go_back()
        expect(tab.locator("#search-input")).to_have_value("丹东读者证")
        tab.wait_for_selector(DONE, state="attached")

    def test_an_endless_question_is_cut(self, tab: Page) -> None:
        answer_with(tab)
        search(tab, "search/?q=" + "长" * 3000)
        assert [len(words) for words in asked(tab)] == [200]


class TestNoAnswer:
    def test_nothing_found_is_said_and_the_lists_are_offered(self, tab: Page) -> None:
        search(tab, "search/?q=火箭发动机")
        assert tab.get_attribute("#search-results", "data-answered") == "no"
        assert titles(tab) == []
        expect(tab.locator("#search-status")).to_have_text("没有找到相关的问题")
        expect(tab.locator("#search-browse").get_by_role("link", name="全部问题")).to_be_visible()

    def test_the_nearest_are_shown_as_such(self, tab: Page) -> None:
        answer_with(tab, answered=False, total=1, results=[result("甲")])
        search(tab, "search/?q=问")
        assert titles(tab) == ["甲"]
        assert tab.get_attribute("#search-results", "data-answered") == "no"
        expect(tab.locator("#search-status")).to_contain_text("没有直接的回答")

    def test_the_question_can_be_put_to_the_site(self, tab: Page) -> None:
        search(tab, "search/?q=火箭%26发动机%2B")
        link = tab.get_by_role("link", name="把这个问题提给我们").get_attribute("href") or ""
        assert link.startswith(f"{REPOSITORY}/issues/new?")
        assert parse_qs(urlsplit(link).query) == {
            "title": ["火箭&发动机+"],
            "body": ["想问：火箭&发动机+"],
        }

    def test_without_a_repository_there_is_nobody_to_ask(self, tab: Page) -> None:
        tab.route(
            "**/search/?*",
            lambda route: route.fulfill(
                response=(got := route.fetch()), body=got.text().replace(REPOSITORY, "")
            ),
        )
        search(tab, "search/?q=火箭发动机")
        expect(tab.locator("#search-status")).to_have_text("没有找到相关的问题")
        assert tab.get_by_role("link", name="把这个问题提给我们").count() == 0


class TestAtRest:
    def test_an_empty_page_offers_the_lists(self, tab: Page) -> None:
        tab.goto("search/")
        expect(tab.locator("#search-browse")).to_be_visible()
        expect(tab.locator("#search-input")).to_be_focused()
        assert tab.get_attribute("#search-results", "data-state") == "idle"

    def test_recent_searches_are_offered_and_can_be_cleared(self, tab: Page) -> None:
        search(tab, "search/?q=丹东读者证")
        tab.locator("#search-input").press("Enter")
        tab.goto("search/")
        tab.get_by_role("link", name="丹东读者证").click()
        tab.wait_for_selector(DONE, state="attached")
        tab.goto("search/")
        tab.get_by_role("button", name="清除搜索记录").click()
        assert tab.get_by_role("link", name="丹东读者证").count() == 0
        assert tab.evaluate("localStorage.length") == 0

    def test_emptying_the_box_empties_the_page(self, tab: Page) -> None:
        search(tab, "search/?q=丹东读者证")
        tab.locator("#search-input").fill("")
        expect(tab.locator("#search-browse")).to_be_visible()
        assert titles(tab) == []
        expect(tab).to_have_url(re.compile(r"/faq/search/$"))


def test_a_slow_network_is_asked_once_for_all_that_the_worker_imports(tab: Page) -> None:
    tab.goto("search/")
    announced = tab.locator("link[rel=modulepreload]").evaluate_all("all => all.map((link) => link.href)")
    assert {address.rpartition("/")[2] for address in announced} == set(imported("worker.js"))


def imported(module: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return `known`, a module of search and all that it imports."""
    known = (*known, module)
    for other in re.findall(r'^import .* from "\./(.+)";$', (MODULES / module).read_text(), re.MULTILINE):
        known = known if other in known else imported(other, known)
    return known
