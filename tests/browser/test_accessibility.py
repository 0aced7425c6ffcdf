"""Each kind of page, light and dark, on a phone and on a desk, as axe-core judges it."""

from collections.abc import Iterator
from typing import Literal

import pytest
from miniature import REPO
from node_programs import package
from playwright.sync_api import Browser, Page, expect

from bench.chromium import served
from wenda.site.driver import build_site

pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "article with a table": "q/beijing-yibao-duanjiao-hou-duojiu-huifu/",
    "article that compares regions": "q/2025-nian-anhui-bozhou-zuo-saixian-zhongliu-qiechushu-neng-zou-yibao-ma/",
    "excerpt of a past year": "q/24-nian-beijing-yibao-bujiao-zenme-bujiao/",
    "topics": "topics/",
    "topic": "topics/duanjiao-huifu/",
    "tags": "tags/",
    "tag": "tags/yibao-duanjiao/",
    "regions": "regions/",
    "region": "regions/beijing/",
    "all questions": "all/",
    "map": "map/",
    "search": "search/",
    "results": "search/?q=北京医保断交后多久恢复",
    "no answer": "search/?q=火星上怎么种土豆",
    "about": "about/",
    "offline": "offline/",
    "not found": "404.html",
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def axe() -> str:
    """Return axe-core's code, or skip the test where it is not installed."""
    return (package("axe-core") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build content/ for below /faq/, so that the 404 page finds its styles; serve it and yield its address."""
    folder = tmp_path_factory.mktemp("accessible")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WENDA_SITE_URL", "https://faq.example/faq/")
        build_site(REPO / "mkdocs.yml", folder / "faq", None, jobs=1)
    with served(folder) as address:
        yield f"{address}faq/"


def violations(page: Page) -> Iterator[str]:
    """Yield the rules that axe finds broken, each with the elements concerned."""
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert found["passes"]
    for rule in found["violations"]:
        places = " ".join(str(node["target"]) for node in rule["nodes"])
        yield f"{rule['id']}: {rule['help']}: {places}"


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_no_violation(browser: Browser, site: str, axe: str, path: str) -> None:
    found = []
    with browser.new_context(base_url=site, color_scheme="light", reduced_motion="reduce") as context:
        page = context.new_page()
        if path == "offline/":  # it leaves as soon as there is a network
            page.add_init_script("Object.defineProperty(navigator, 'onLine', {get: () => false})")
        page.goto(path)
        if "?q=" in path:
            expect(page.locator("#search-results")).to_have_attribute("data-state", "done")
        page.evaluate(axe)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                material = {"light": "default", "dark": "slate"}[scheme]
                page.locator(f'html[data-md-color-scheme="{material}"]').wait_for(state="attached")
                found += [f"{width}, {scheme}: {violation}" for violation in violations(page)]
    assert found == []


def test_axe_with_suggestions_open_finds_no_violation(browser: Browser, site: str, axe: str) -> None:
    with browser.new_context(base_url=site, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(KINDS["topic"])
        page.locator("#search-input").press_sequentially("断缴")
        page.locator('[role="option"]').first.wait_for()
        page.evaluate(axe)
        assert list(violations(page)) == []


def test_axe_finds_what_is_wrong(browser: Browser, site: str, axe: str) -> None:
    with browser.new_context(base_url=site) as context:
        page = context.new_page()
        page.goto("about/")
        page.evaluate(axe)
        page.evaluate("""() => {
            document.querySelector("#search-input").removeAttribute("aria-label");
            document.querySelector("#search-input").removeAttribute("placeholder");
            document.querySelector("main p").className = "w-test";
            document.querySelector("main p").setAttribute("role", "buton");
        }""")
        rules = {violation.split(":")[0] for violation in violations(page)}
        assert {"label", "aria-roles"} <= rules
