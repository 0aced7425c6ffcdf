"""What search looks like wherever it is read: nothing moves, nothing is cut off, and fingers hit what they mean."""

import pytest
from playwright.sync_api import Page
from searching import answer_with, held, result, search

pytest_plugins = ("search_fixtures",)
pytestmark = pytest.mark.browser

LONG = "一个很长的问题" * 12
FACETS = {"topic": [["办证", 9], ["借书", 3]], "region": [["", 8], ["黑龙江", 4], ["黑龙江 大兴安岭", 4]]}
RESULTS = [
    result(LONG, summary=LONG * 2, topic="借书", region="黑龙江 大兴安岭", date="2025-01-01", excerpt=True),
    result("短"),
    result("Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik" * 2, titleSpans=[[0, 40]]),
]
WATCH = """
window.moved = [];
window.watch = (list) => {
  for (const shift of list) for (const { node } of shift.sources) moved.push(node?.nodeName);
};
window.shifts = new PerformanceObserver((list) => watch(list.getEntries()));
shifts.observe({ type: "layout-shift", buffered: true });
"""
MOVED = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  watch(shifts.takeRecords());
  return moved;
}"""
SMALL = """(part) => [...part.querySelectorAll("a, button, label, summary")]
  .filter((target) => target.checkVisibility())
  .filter((target) => Math.min(target.getBoundingClientRect().width, target.getBoundingClientRect().height) < 44)
  .map((target) => target.textContent)"""


def width_lost(screen: Page) -> int:
    """Return by how many pixels the page is wider than the screen."""
    return int(screen.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_results_and_filters_fit_and_can_be_hit(screen: Page) -> None:
    answer_with(screen, answered=True, total=31, results=RESULTS, facets=FACETS, understood=LONG)
    search(screen, "search/?q=问&topic=办证&region=黑龙江+大兴安岭")
    if screen.locator("summary").is_visible():
        screen.locator("summary").click()
    assert width_lost(screen) <= 0
    assert screen.locator("main").evaluate(SMALL) == []


def test_no_answer_fits_and_can_be_hit(screen: Page) -> None:
    answer_with(screen, answered=False, understood=LONG)
    search(screen, f"search/?q={LONG}")
    assert width_lost(screen) <= 0
    assert screen.locator("main").evaluate(SMALL) == []


@pytest.mark.parametrize("address", ["all/", "./"])
def test_suggestions_fit_and_can_be_hit(screen: Page, address: str) -> None:
    answer_with(screen, answered=True, total=31, results=RESULTS, understood=LONG)
    screen.goto(address)
    screen.locator("#search-input").fill("问")
    box = screen.locator(".w-suggest")
    box.locator("[role=option]").last.wait_for()
    assert width_lost(screen) <= 0
    assert box.evaluate(SMALL) == []
    place = box.bounding_box()
    assert place
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= screen.viewport_size["width"]  # type: ignore[index]  # it has a size


def test_nothing_moves_while_results_come_in(screen: Page) -> None:
    screen.add_init_script(WATCH)
    with held(screen, "**/search/manifest.json"):
        screen.goto("search/?q=读者证")
        screen.get_by_text("正在搜索…").wait_for()
    screen.wait_for_selector('#search-results[data-state="done"]')
    assert screen.evaluate(MOVED) == []
