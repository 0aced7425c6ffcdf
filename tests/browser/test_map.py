"""The knowledge map in a real browser: seen, followed, and read without the picture."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bench.chromium import served
from wenda.site.driver import build_site

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build tests/sites/library, serve it below /faq/ and yield its address."""
    folder = tmp_path_factory.mktemp("map")
    build_site(ROOT / "mkdocs.yml", folder / "faq", ROOT / "tests" / "sites" / "library", jobs=1)
    with served(folder) as address:
        yield f"{address}faq/"


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def unscripted(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    size = {"width": request.param, "height": 844}
    with browser.new_context(viewport=size, java_script_enabled=False, color_scheme="light") as context:  # type: ignore[arg-type]
        yield context


def opened(context: BrowserContext, site: str) -> Page:
    page = context.new_page()
    page.goto(f"{site}map/")
    return page


def test_a_dot_leads_to_its_question_without_scripts(unscripted: BrowserContext, site: str) -> None:
    page = opened(unscripted, site)
    dot = page.locator(".w-map__dots a").first
    title = dot.locator("title").text_content()
    dot.click()
    assert page.locator("h1").inner_text() == title


def test_names_are_legible_and_stay_in_their_circles(unscripted: BrowserContext, site: str) -> None:
    topics = opened(unscripted, site).locator(".w-map__topic")
    for number in range(topics.count()):
        circle, text = (topics.nth(number).locator(part).bounding_box() for part in ("circle", "text"))
        assert circle
        assert text
        assert text["width"] <= circle["width"]
        assert circle["y"] <= text["y"]
        assert text["y"] + text["height"] <= circle["y"] + circle["height"]


def test_dots_are_a_fingertip_apart_on_a_phone(unscripted: BrowserContext, site: str) -> None:
    dots = opened(unscripted, site).locator(".w-map__dots circle")
    boxes = [dots.nth(number).bounding_box() for number in range(dots.count())]
    centres = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box]
    assert len(centres) == 5
    nearest = min(abs(a - c) + abs(b - d) for a, b in centres for c, d in centres if (a, b) != (c, d))
    assert nearest >= 20


def test_the_list_has_every_question_of_the_picture(unscripted: BrowserContext, site: str) -> None:
    page = opened(unscripted, site)
    in_picture = page.locator(".w-map__picture a").evaluate_all(
        "(links) => links.map((link) => link.href.baseVal)"
    )
    listed = page.locator(".w-map__list a").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href'))"
    )
    assert set(in_picture) <= set(listed)
    assert len(in_picture) > 5


def test_the_keyboard_goes_through_topics_and_leaves_questions_to_the_list(
    browser: Browser, site: str
) -> None:
    with browser.new_context() as context:
        page = opened(context, site)
        stops = page.locator(".w-map__picture a").evaluate_all(
            "(links) => links.filter((link) => link.tabIndex === 0).length"
        )
        assert stops == page.locator(".w-map__topic").count()
        page.locator(".w-map__list summary").first.press("Enter")
        page.locator(".w-map__list a").first.click()
        assert page.url != f"{site}map/"


def test_the_picture_follows_light_and_dark(browser: Browser, site: str) -> None:
    with browser.new_context(color_scheme="light") as context:
        page = opened(context, site)
        fill = "getComputedStyle(document.querySelector('.w-map__field')).fill"
        light = page.evaluate(fill)
        page.emulate_media(color_scheme="dark")
        page.locator('[data-md-color-scheme="slate"]').wait_for()
        assert page.evaluate(fill) != light


@pytest.mark.parametrize("path", ["", "q/beijing-jie-ji-ben/"])
def test_the_map_is_reached_from_every_page(unscripted: BrowserContext, site: str, path: str) -> None:
    page = unscripted.new_page()
    page.goto(site + path)
    page.locator(".w-nav a", has_text="知识地图").click()
    assert page.url == f"{site}map/"
