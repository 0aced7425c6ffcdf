"""Filters of the search page: what they offer, narrow and say in the address."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from searching import address, answer_with, back, result, search, settled, titles

pytest_plugins = ("search_fixtures",)
pytestmark = pytest.mark.browser


class TestFilters:
    def test_each_kind_lists_its_values_with_counts(self, tab: Page) -> None:
        search(tab, "search/?q=图书馆读者证")
        expect(tab.get_by_role("group", name="地区").get_by_role("checkbox", name="丹东")).to_be_visible()
        expect(tab.get_by_role("group", name="年份").locator("label").first).to_have_text("202516")
        expect(tab.get_by_role("group", name="内容").get_by_label("节选")).to_be_visible()
        expect(tab.get_by_role("group", name="标签").get_by_label("挂失")).to_be_visible()

    def test_a_filter_narrows_the_results_and_stands_in_the_address(self, tab: Page) -> None:
        search(tab, "search/?q=图书馆读者证")
        box = tab.get_by_role("group", name="地区").get_by_role("checkbox", name="丹东")
        box.check()
        settled(tab, "共 2 个结果")
        assert address(tab) == {"q": ["图书馆读者证"], "region": ["辽宁 丹东"]}
        expect(box).to_be_focused()
        back(tab)
        settled(tab, "共 24 个结果")
        expect(box).not_to_be_checked()

    def test_filters_of_one_kind_widen_those_of_another_narrow(self, tab: Page) -> None:
        search(tab, "search/?q=图书馆读者证&region=辽宁+丹东&region=北京&status=excerpt")
        settled(tab, "共 2 个结果")
        assert sorted(titles(tab)) == ["丹东图书馆读者证丢了怎么补", "北京图书馆读者证丢了怎么补"]

    def test_a_chosen_filter_can_be_taken_away(self, tab: Page) -> None:
        search(tab, "search/?q=图书馆读者证&region=辽宁+丹东&status=excerpt")
        tab.get_by_role("button", name="取消筛选：丹东").click()
        settled(tab, "共 12 个结果")
        assert address(tab) == {"q": ["图书馆读者证"], "status": ["excerpt"]}
        expect(tab.locator("#results-heading")).to_be_focused()
        tab.get_by_role("button", name="清除筛选").click()
        settled(tab, "共 24 个结果")
        assert address(tab) == {"q": ["图书馆读者证"]}

    def test_a_filter_that_leaves_nothing_says_so_and_can_be_taken_away(self, tab: Page) -> None:
        search(tab, "search/?q=图书馆读者证&topic=没有这个主题")
        settled(tab, "选定的条件下没有结果")
        expect(tab.get_by_role("checkbox", name="没有这个主题")).to_be_checked()
        tab.get_by_role("button", name="取消筛选：没有这个主题").click()
        settled(tab, "共 24 个结果")

    def test_regions_stand_under_the_regions_around_them(self, tab: Page) -> None:
        facets = {"region": [["辽宁 丹东", 3], ["", 2], ["辽宁", 5], ["北京", 1]]}
        answer_with(tab, answered=True, total=20, results=[result("甲")], facets=facets)
        search(tab, "search/?q=问")
        labels = tab.get_by_role("group", name="地区").locator("label")
        assert labels.evaluate_all(
            "all => all.map((one) => [one.children[1].textContent, one.dataset.depth])"
        ) == [
            ["全国", "0"],
            ["辽宁", "0"],
            ["丹东", "1"],
            ["北京", "0"],
        ]

    def test_many_values_are_shown_on_request(self, tab: Page) -> None:
        facets = {"topic": [[f"主题{number}", 20 - number] for number in range(12)]}
        answer_with(tab, answered=True, total=20, results=[result("甲")], facets=facets)
        search(tab, "search/?q=问")
        group = tab.get_by_role("group", name="主题")
        assert group.get_by_role("checkbox").count() == 6
        group.get_by_role("button", name="全部 12 项").click()
        assert group.get_by_role("checkbox").count() == 12
        expect(group.get_by_role("checkbox").nth(5)).to_be_focused()

    def test_on_a_phone_they_open_on_request(self, phone: BrowserContext) -> None:
        tab = phone.new_page()
        search(tab, "search/?q=图书馆读者证")
        expect(tab.get_by_role("checkbox", name="丹东")).to_be_hidden()
        tab.get_by_text("筛选", exact=True).click()
        tab.get_by_role("checkbox", name="丹东").check()
        settled(tab, "共 2 个结果")
