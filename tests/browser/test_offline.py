"""Reading without a network: what was visited, search once it was used, and one version after another."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from bench.chromium import served
from wenda.site.driver import build_site
from wenda.site.texts import load_texts

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "tests" / "sites" / "library"
ARTICLE = "q/beijing-jie-ji-ben/"
UNREAD = "q/yajin-zenme-tui/"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build three versions of a site: the second has one more article, the third is not read offline."""
    folder = tmp_path_factory.mktemp("versions")
    newer = folder / "content"
    shutil.copytree(LIBRARY, newer)
    (newer / "xin.md").write_text(
        "---\ntitle: 自习室的座位怎么预约\n---\n\n在小程序上约。\n", encoding="utf-8"
    )
    build_site(ROOT / "mkdocs.yml", folder / "one", LIBRARY, jobs=1)
    build_site(ROOT / "mkdocs.yml", folder / "two", newer, jobs=1)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("  - wenda\n", "  - wenda: { offline: false }\n")
    settings = settings.replace("custom_dir: templates", f"custom_dir: {ROOT / 'templates'}")
    (folder / "mkdocs.yml").write_text(f"{settings}\ndocs_dir: {ROOT / 'docs'}\n", encoding="utf-8")
    build_site(folder / "mkdocs.yml", folder / "off", LIBRARY, jobs=1)
    return folder


@pytest.fixture
def site(sites: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve the first version below /faq/; give its address and its folder."""
    shutil.copytree(sites / "one", tmp_path / "faq")
    with served(tmp_path) as address:
        yield f"{address}faq/", tmp_path / "faq"


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        yield context


def settled(context: BrowserContext, address: str) -> Page:
    """Open a page, wait for the worker to be in charge, and read it once more, now through the worker."""
    page = context.new_page()
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller")
    page.reload()
    page.wait_for_load_state("networkidle")
    return page


def replace(folder: Path, newer: Path) -> None:
    """Publish another version of the site."""
    shutil.rmtree(folder)
    shutil.copytree(newer, folder)
    for path in folder.rglob(
        "*"
    ):  # the server tells versions apart by the second in which a file was written
        os.utime(path, (path.stat().st_mtime + 60,) * 2)


def searched(page: Page, address: str, words: str) -> list[str]:
    page.goto(f"{address}search/?q={words}")
    expect(page.locator("#search-results")).to_have_attribute("data-state", "done")
    return page.locator("#search-results li a:first-of-type").all_inner_texts()


KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.includes(" search "));
  const keys = names.length === 1 ? await (await caches.open(names[0])).keys() : [];
  return keys.some((request) => request.url.endsWith("/search/manifest.json"));
}"""


UNTIL = """async ([condition, arg]) => {
  for (let tries = 0; !(await condition(arg)); tries++) {
    if (tries > 600) throw new Error("never came true");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}"""


def until(page: Page, condition: str, arg: object = None) -> None:
    """Wait until an asynchronous function of the page says true; raises Error when it never does."""
    page.evaluate(f"(arg) => ({UNTIL})([{condition}, arg])", arg)


def test_what_was_read_can_be_read_again_offline(reader: BrowserContext, site: tuple[str, Path]) -> None:
    address, _ = site
    page = settled(reader, address + ARTICLE)
    reader.set_offline(True)
    page.goto(address + ARTICLE)
    assert page.locator(".wenda-summary").inner_text() == "普通读者一次借 10 本，一个月内还。"
    assert page.locator(".w-answer").evaluate("(box) => getComputedStyle(box).display") == "grid"


def test_what_was_never_read_leads_to_what_was(reader: BrowserContext, site: tuple[str, Path]) -> None:
    address, _ = site
    page = settled(reader, address + ARTICLE)
    reader.set_offline(True)
    page.goto(address + UNREAD)
    assert page.locator("h1").inner_text() == load_texts("zh")["offline_heading"]
    page.locator("#offline-read a", has_text="北京图书馆一次能借几本书").wait_for()
    assert page.locator("#offline-retry").get_attribute("href") == address + UNREAD
    reader.set_offline(False)
    page.wait_for_url(address + UNREAD)


def test_the_offline_page_leads_nowhere_else(reader: BrowserContext, site: tuple[str, Path]) -> None:
    address, _ = site
    page = reader.new_page()
    for wanted in ("javascript:alert(1)", "https://elsewhere.example/", "//elsewhere.example/"):
        page.goto(f"{address}offline/?from={wanted}")
        assert page.locator("#offline-retry").get_attribute("href") == "../"


def test_search_works_offline_once_it_was_used(reader: BrowserContext, site: tuple[str, Path]) -> None:
    address, _ = site
    page = settled(reader, address)
    online = searched(page, address, "借几本书")
    until(page, KEPT)
    reader.set_offline(True)
    assert searched(page, address, "借几本书") == online
    assert searched(page, address, "押金")


def test_a_new_version_takes_the_place_of_the_old_one(
    reader: BrowserContext, site: tuple[str, Path], sites: Path
) -> None:
    address, folder = site
    page = settled(reader, address)
    searched(page, address, "借几本书")
    until(page, KEPT)
    old = page.evaluate("caches.keys()")
    replace(folder, sites / "two")
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update())")
    until(page, "async (old) => (await caches.keys()).filter((name) => old.includes(name)).length === 1", old)
    until(page, KEPT)
    reader.set_offline(True)
    assert "自习室的座位怎么预约" in searched(page, address, "自习室座位")


def test_what_was_read_before_a_new_version_can_still_be_read_offline_in_its_looks(
    reader: BrowserContext, site: tuple[str, Path], sites: Path
) -> None:
    address, folder = site
    page = settled(reader, address + ARTICLE)
    old = page.evaluate("caches.keys()")
    replace(folder, sites / "two")
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update())")
    until(page, "async (old) => (await caches.keys()).filter((name) => old.includes(name)).length === 1", old)
    reader.set_offline(True)
    page.goto(address + ARTICLE)
    assert page.locator(".wenda-summary").inner_text() == "普通读者一次借 10 本，一个月内还。"
    assert page.locator(".w-answer").evaluate("(box) => getComputedStyle(box).display") == "grid"


def test_a_site_that_is_no_longer_read_offline_takes_leave_of_its_readers(
    reader: BrowserContext, site: tuple[str, Path], sites: Path
) -> None:
    address, folder = site
    page = settled(reader, address + ARTICLE)
    assert page.evaluate("caches.keys()")
    replace(folder, sites / "off")
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update().catch(() => {}))")
    until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
    assert page.evaluate("caches.keys()") == []
    page.goto(address + ARTICLE)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_search_is_kept_whole_or_not_at_all(reader: BrowserContext, site: tuple[str, Path]) -> None:
    address, folder = site
    [index] = [path for path in (folder / "search").iterdir() if path.is_dir()]
    (index / "tags.bin").unlink()
    page = settled(reader, address)
    for offline in (False, True):
        reader.set_offline(offline)
        page.goto(f"{address}search/?q=押金")
        page.locator("#search-actions button").first.wait_for()
        with suppress(Error):  # a worker that the browser ends meanwhile clears up the next time
            until(page, "async () => (await caches.keys()).every((name) => !name.includes(' search '))")
        assert page.evaluate("async (url) => !(await caches.match(url))", f"{address}search/manifest.json")


def test_the_site_can_be_installed(reader: BrowserContext, site: tuple[str, Path]) -> None:
    address, _ = site
    page = reader.new_page()
    page.goto(address + ARTICLE)
    [errors] = [reader.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [error for error in errors if error["errorId"] != "in-incognito"] == []
    link = page.locator("link[rel=manifest]").evaluate("(link) => link.href")
    manifest = json.loads(page.request.get(link).text())
    assert manifest["name"] == "医保问答"
