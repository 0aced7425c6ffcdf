"""The library of tests/sites/library as a site to read; test modules name this one in `pytest_plugins`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from bench.chromium import served
from wenda.site.driver import build_site

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def library_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build tests/sites/library and return its folder."""
    folder = tmp_path_factory.mktemp("look") / "faq"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WENDA_SITE_URL", "https://library.example/faq/")
        build_site(ROOT / "mkdocs.yml", folder, ROOT / "tests" / "sites" / "library", jobs=1)
    return folder


@pytest.fixture(scope="session")
def library_site(library_folder: Path) -> Iterator[str]:
    """Serve the library below /faq/ and yield its address."""
    with served(library_folder.parent) as address:
        yield f"{address}faq/"


@pytest.fixture
def library_phone(browser: Browser) -> Iterator[BrowserContext]:
    """Yield a phone to read it on."""
    with browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="light") as context:
        yield context
