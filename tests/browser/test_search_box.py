"""The search box of every page: a combobox that answers while one types, but never half a composition."""

import re

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect
from searching import DONE, answer_with, asked, letters, result

pytest_plugins = ("search_fixtures",)
pytestmark = pytest.mark.browser

THREE = [result("第一个问题", summary="第一个回答"), result("第二个问题"), result("第三个问题")]
OPTIONS = "#search-options > [role=option]"


def typed(tab: Page, words: str = "读者证") -> None:
    """Open a page, type and wait for suggestions."""
    tab.goto("all/")
    tab.locator("#search-input").press_sequentially(words)
    tab.wait_for_selector(OPTIONS)


def chosen(tab: Page) -> str:
    """Return the text of the option that the input names as active, or nothing."""
    id_ = tab.get_attribute("#search-input", "aria-activedescendant")
    if not id_:
        return ""
    option = tab.locator(f"#{id_}")
    expect(option).to_have_attribute("aria-selected", "true")
    return option.inner_text()


def compose(cdp: CDPSession, text: str) -> None:
    """Type `text` into the input method, letter by letter."""
    for part in letters(text):
        cdp.send(
            "Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)}
        )


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_leads_to_the_box(tab: Page, key: str) -> None:
    tab.goto("all/")
    # The box says which keys lead to it once it listens for them; a page may be loaded before.
    tab.wait_for_selector("#search-input[aria-keyshortcuts]")
    tab.keyboard.press(key)
    expect(tab.locator("#search-input")).to_be_focused()
    expect(tab.locator("#search-input")).to_have_value("")


def test_a_slash_in_a_question_stays_a_slash(tab: Page) -> None:
    tab.goto("search/")
    tab.locator("#search-input").press_sequentially("1/2")
    expect(tab.locator("#search-input")).to_have_value("1/2")


def test_other_pages_load_nothing_but_the_box_until_a_reader_means_to_search(tab: Page) -> None:
    loaded: list[str] = []
    tab.on("request", lambda request: loaded.append(request.url.split("/faq/")[1]))
    tab.goto("all/", wait_until="networkidle")
    assert [path for path in loaded if "search" in path] == ["assets/search/box.js"]
    with tab.expect_request("**/search/manifest.json"):
        tab.locator("#search-input").focus()


def test_results_come_while_one_types_and_lead_to_the_answer(tab: Page) -> None:
    typed(tab, "丹东读者证")
    first = tab.locator(OPTIONS).first
    expect(first).to_contain_text("丹东图书馆读者证")
    expect(first.locator("mark").first).to_be_visible()
    first.click()
    tab.wait_for_url("**/q/*/")
    assert "丹东图书馆读者证" in tab.inner_text("h1")


def test_over_a_keyboard_that_takes_half_a_phone_the_box_makes_room_for_its_answers(tab: Page) -> None:
    answer_with(tab, answered=True, total=3, results=THREE)
    tab.set_viewport_size({"width": 390, "height": 460})
    tab.emulate_media(reduced_motion="reduce")  # the page then scrolls at once
    tab.goto("./")
    below = "(form) => innerHeight - form.getBoundingClientRect().bottom"
    assert tab.locator("#search-form").evaluate(below) < 200
    tab.locator("#search-input").press_sequentially("问")
    tab.wait_for_selector(OPTIONS)
    assert tab.locator("#search-form").evaluate(below) > 300


def test_on_a_screen_with_room_nothing_scrolls(tab: Page) -> None:
    answer_with(tab, answered=True, total=3, results=THREE)
    tab.goto("./")
    tab.locator("#search-input").press_sequentially("问")
    tab.wait_for_selector(OPTIONS)
    assert tab.evaluate("scrollY") == 0


def test_the_input_is_a_combobox_with_a_named_list(tab: Page) -> None:
    answer_with(tab, answered=True, total=3, results=THREE)
    tab.goto("all/")
    box = tab.get_by_role("combobox", name="搜索问题")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("问")
    expect(tab.get_by_role("listbox", name="搜索建议").get_by_role("option")).to_have_count(3)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-controls") == tab.get_by_role("listbox").get_attribute("id")


def test_the_number_of_results_is_announced(tab: Page) -> None:
    answer_with(tab, answered=True, total=3, results=THREE)
    typed(tab, "问")
    expect(tab.locator("#search-form [role=status]")).to_have_text("共 3 个结果")


def test_arrows_go_round_through_options_and_input(tab: Page) -> None:
    answer_with(tab, answered=True, total=3, results=THREE)
    typed(tab, "问")
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        tab.keyboard.press(key)
        seen.append(chosen(tab)[:2])
    assert seen == ["第一", "第二", "第三", "", "第三", "第二"]
    expect(tab.locator("#search-input")).to_be_focused()


def test_home_and_end_go_to_the_first_and_last_option(tab: Page) -> None:
    answer_with(tab, answered=True, total=3, results=THREE)
    typed(tab, "问")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("End")
    assert chosen(tab)[:2] == "第三"
    tab.keyboard.press("Home")
    assert chosen(tab)[:2] == "第一"


def test_home_moves_the_caret_while_no_option_is_chosen(tab: Page) -> None:
    answer_with(tab, answered=True, total=3, results=THREE)
    typed(tab, "问")
    tab.keyboard.press("Home")
    assert tab.locator("#search-input").evaluate("(input) => input.selectionStart") == 0


def test_enter_follows_the_chosen_option(tab: Page) -> None:
    typed(tab, "丹东读者证丢了")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/q/bu-3/")


def test_enter_without_a_choice_opens_the_search_page(tab: Page) -> None:
    typed(tab, "丹东读者证")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"/faq/search/\?q="))
    tab.wait_for_selector(DONE, state="attached")
    expect(tab.locator("#search-input")).to_have_value("丹东读者证")


def test_all_results_are_one_option_away(tab: Page) -> None:
    answer_with(tab, answered=True, total=31, results=THREE)
    typed(tab, "问")
    tab.keyboard.press("ArrowUp")
    assert chosen(tab) == "查看全部 31 个结果"
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"/faq/search/\?q="))


def test_escape_closes_the_list_then_empties_the_box(tab: Page) -> None:
    answer_with(tab, answered=True, total=3, results=THREE)
    typed(tab, "问")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Escape")
    expect(tab.locator("#search-options")).to_be_hidden()
    expect(tab.locator("#search-input")).to_have_attribute("aria-expanded", "false")
    expect(tab.locator("#search-input")).to_have_value("问")
    assert chosen(tab) == ""
    tab.keyboard.press("Escape")
    expect(tab.locator("#search-input")).to_have_value("")


def test_arrow_down_opens_a_closed_list_again(tab: Page) -> None:
    answer_with(tab, answered=True, total=3, results=THREE)
    typed(tab, "问")
    tab.keyboard.press("Escape")
    tab.keyboard.press("ArrowDown")
    expect(tab.locator(OPTIONS)).to_have_count(3)


def test_leaving_the_box_closes_the_list(tab: Page) -> None:
    answer_with(tab, answered=True, total=3, results=THREE)
    typed(tab, "问")
    tab.keyboard.press("Tab")  # to the form's button
    expect(tab.locator("#search-options")).to_be_visible()
    tab.keyboard.press("Tab")
    expect(tab.locator("#search-options")).to_be_hidden()


def test_what_was_indexed_is_shown_as_text(tab: Page) -> None:
    title = "<img src=x onerror=alert(1)>"
    answer_with(
        tab,
        answered=True,
        total=1,
        understood="<b>x</b>",
        results=[result(title, url="q/x/", titleSpans=[[0, 4]])],
    )
    typed(tab, "<script>")
    expect(tab.locator("#search-options")).to_contain_text(title)
    assert tab.locator(".w-suggest img, .w-suggest b, .w-suggest script").count() == 0


class TestComposition:
    """Nothing is searched, and no key acts, while an input method is at work."""

    @pytest.fixture
    def ime(self, desk: BrowserContext, tab: Page) -> CDPSession:
        tab.clock.install()
        answer_with(tab, answered=True, total=3, results=THREE)
        tab.goto("all/")
        tab.locator("#search-input").focus()
        tab.wait_for_selector("html[data-asked]")
        return desk.new_cdp_session(tab)

    def test_nothing_is_searched_while_composing(self, tab: Page, ime: CDPSession) -> None:
        compose(ime, "duzhezheng")
        expect(tab.locator("#search-input")).to_have_value("duzhezheng")
        tab.clock.fast_forward(5000)
        assert asked(tab) == []

    def test_the_characters_that_come_of_it_are_searched(self, tab: Page, ime: CDPSession) -> None:
        compose(ime, "duzhezheng")
        ime.send("Input.insertText", {"text": "读者证"})
        tab.clock.fast_forward(100)
        expect(tab.locator(OPTIONS)).to_have_count(3)
        assert asked(tab) == ["读者证"]

    def test_the_enter_that_confirms_goes_nowhere(self, tab: Page, ime: CDPSession) -> None:
        ime.send("Input.insertText", {"text": "读者证"})
        tab.clock.fast_forward(100)
        expect(tab.locator(OPTIONS)).to_have_count(3)
        tab.keyboard.press("ArrowDown")
        compose(ime, "bu")
        here = tab.url
        enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        ime.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
        ime.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
        assert chosen(tab)[:2] == "第一"
        ime.send("Input.insertText", {"text": "补"})
        expect(tab.locator("#search-input")).to_have_value("读者证补")
        assert tab.url == here

    def test_arrows_belong_to_the_candidates(self, tab: Page, ime: CDPSession) -> None:
        ime.send("Input.insertText", {"text": "读者证"})
        tab.clock.fast_forward(100)
        expect(tab.locator(OPTIONS)).to_have_count(3)
        compose(ime, "bu")
        down = {"key": "ArrowDown", "code": "ArrowDown", "windowsVirtualKeyCode": 229}
        ime.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **down})
        assert chosen(tab) == ""


class TestRecentSearches:
    """They are offered by an empty box, and stay on the device."""

    def test_a_search_is_remembered_and_offered(self, tab: Page) -> None:
        typed(tab, "丹东读者证")
        tab.keyboard.press("Enter")
        tab.wait_for_selector(DONE, state="attached")
        tab.goto("tags/")
        tab.locator("#search-input").focus()
        expect(tab.get_by_role("listbox", name="最近搜索").get_by_role("option").first).to_have_text(
            "丹东读者证"
        )
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        tab.wait_for_selector(DONE, state="attached")
        expect(tab.locator("#search-input")).to_have_value("丹东读者证")

    def test_they_can_be_cleared(self, tab: Page) -> None:
        tab.goto("all/")
        tab.evaluate("localStorage.setItem('wenda-searches:/faq/', JSON.stringify(['甲', '乙']))")
        tab.locator("#search-input").focus()
        expect(tab.locator(OPTIONS)).to_have_text(["甲", "乙", "清除搜索记录"])
        tab.keyboard.press("ArrowUp")
        tab.keyboard.press("Enter")
        expect(tab.locator("#search-options")).to_be_hidden()
        assert tab.evaluate("localStorage.length") == 0

    @pytest.mark.parametrize("stored", ["{", "7", '{"0": "x"}', "[1, null]"])
    def test_what_others_stored_there_is_harmless(self, tab: Page, stored: str) -> None:
        tab.goto("all/")
        tab.evaluate("(text) => localStorage.setItem('wenda-searches:/faq/', text)", stored)
        typed(tab, "丹东")
        assert tab.locator(OPTIONS).count() > 0

    def test_forbidden_storage_is_harmless(self, tab: Page) -> None:
        tab.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
        )
        typed(tab, "丹东读者证")
        tab.keyboard.press("Enter")
        tab.wait_for_selector(DONE, state="attached")
