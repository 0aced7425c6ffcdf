"""What browser tests share: a Chromium, the site of content/ below /faq/, and a visitor who notices troubles.

There can be one Playwright in a process, so every test takes the `browser` from here.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.chromium import ARGS, find_chromium, served
from wenda.site.driver import build_site

expect.set_options(timeout=30_000)  # milliseconds; a slow machine is no failure

REPO = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a Chromium for all tests of this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def faq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build content/, serve it below /faq/ and give its address."""
    folder = tmp_path_factory.mktemp("served")
    build_site(REPO / "mkdocs.yml", folder / "faq", None, jobs=1)
    with served(folder) as address:
        yield f"{address}faq/"


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def visitor(browser: Browser, faq: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give a tab at home, on a desk and on a phone; the test fails when anything goes wrong there."""
    troubles: list[str] = []
    with browser.new_context(base_url=faq, viewport={"width": request.param, "height": 800}) as context:
        page = context.new_page()
        page.on(
            "console", lambda said: troubles.append(said.text) if said.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("requestfailed", lambda failed: troubles.append(f"{failed.failure}: {failed.url}"))
        page.on(
            "request",
            lambda sent: None if sent.url.startswith(faq) else troubles.append(f"foreign: {sent.url}"),
        )
        page.on(
            "response", lambda got: troubles.append(f"{got.status}: {got.url}") if got.status >= 400 else None
        )
        page.goto("./")
        yield page
    # A request that the visitor did not wait for is aborted when the page is left.
    assert [trouble for trouble in troubles if not trouble.startswith("net::ERR_ABORTED")] == []
