"""What reading costs, in bytes as a host sends them: gzipped, headers included, the service worker's fetches too."""

from collections.abc import Iterator

import pytest
from miniature import REPO
from playwright.sync_api import Browser

from bench.chromium import Host, hosted
from wenda.site.driver import build_site

pytestmark = pytest.mark.browser

FIRST = "q/beijing-yibao-duanjiao-hou-duojiu-huifu/"
SECOND = "q/beijing-yibaoka-duanjiao-le-hai-neng-yong-ma/"

SHIFT = """window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.shift += entry.value))
  .observe({type: "layout-shift", buffered: true});"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Build content/ and serve it below /faq/ as a host would."""
    folder = tmp_path_factory.mktemp("hosted")
    build_site(REPO / "mkdocs.yml", folder / "faq", None, jobs=1)
    with hosted(folder) as host:
        host.address += "faq/"
        yield host


def test_a_first_article_takes_120_kilobytes_at_most_and_a_second_15(browser: Browser, host: Host) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(host.address + FIRST)
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_load_state("networkidle")
        first = list(host.sent)
        host.sent.clear()
        page.goto(host.address + SECOND)
        page.wait_for_load_state("networkidle")
        second = list(host.sent)
    assert any(path.endswith("sw.js") for path, _ in first)
    assert sum(size for _, size in first) <= 120_000, first
    assert any(path.endswith(SECOND) for path, _ in second)
    assert sum(size for _, size in second) <= 15_000, second


def test_nothing_moves_on_an_article_or_among_results(browser: Browser, host: Host) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        context.add_init_script(SHIFT)
        page = context.new_page()
        page.goto(host.address + FIRST)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("shift") == 0
        page.goto(f"{host.address}search/?q=北京医保断交后多久恢复")
        page.locator("#search-results[data-state=done] li").first.wait_for()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("shift") == 0
