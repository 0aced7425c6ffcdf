"""A site to search in, and a tab to do it with; test modules name this one in `pytest_plugins`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from searching import REPOSITORY

from bench.chromium import served
from wenda.site.driver import build_site

TEMPLATES = Path(__file__).parents[2] / "templates"
CITIES = ("北京", "上海", "天津", "丹东", "大连", "沈阳", "长沙", "湘潭", "深圳", "广州", "成都", "武汉")
TOPICS = [
    {"id": "banzheng", "name": "办证", "description": "读者证怎么办。", "keywords": ["读者证"]},
    {"id": "jieshu", "name": "借书", "description": "书怎么借、怎么还。", "keywords": ["借书", "还书"]},
]


def write_content(folder: Path) -> None:
    """Lay out questions about library cards: two for each city, three for everywhere."""
    for place, city in enumerate(CITIES):
        _write(
            folder / f"ban-{place}.md",
            title=f"{city}图书馆读者证怎么办",
            summary=f"带身份证到{city}图书馆的服务台登记，读者证当场领。",
            date=f"{2023 + place % 3}-05-01",
            topic="banzheng",
            region=city,
            tags=["读者证", "身份证"],
            related=[f"bu-{place}"],
        )
        _write(
            folder / f"bu-{place}.md",
            title=f"{city}图书馆读者证丢了怎么补",
            summary=f"先挂失，再到{city}图书馆补办读者证，工本费十元。",
            date="2025-03-01",
            status="excerpt",
            topic="banzheng",
            region=city,
            tags=["读者证", "挂失"],
        )
    for id_, title in (
        ("qixian", "书可以借多久"),
        ("yuqi", "还书晚了要交钱吗"),
        ("dianzi", "电子书能借几本"),
    ):
        _write(
            folder / f"{id_}.md",
            title=title,
            summary="各馆不同，借书时问一下。",
            date="2024-02-02",
            topic="jieshu",
        )
    (folder / "taxonomy.yml").write_text(
        yaml.safe_dump({"topics": TOPICS}, allow_unicode=True), encoding="utf-8"
    )


def _write(file: Path, **fields: object) -> None:
    header = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{header}---\n\n{fields['summary']}\n", encoding="utf-8")


@pytest.fixture(scope="session")
def search_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build the site, serve it below /faq/ and yield its address."""
    folder = tmp_path_factory.mktemp("search")
    write_content(folder / "content")
    (folder / "docs").mkdir()
    configuration = {
        "site_name": "借书问答",
        "site_url": "https://library.example/faq/",
        "repo_url": REPOSITORY,
        "theme": {"name": "material", "custom_dir": str(TEMPLATES), "language": "zh"},
        "plugins": ["wenda"],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(configuration, allow_unicode=True), encoding="utf-8")
    build_site(folder / "mkdocs.yml", folder / "served" / "faq", None, jobs=1)
    with served(folder / "served") as address:
        yield f"{address}faq/"


@contextmanager
def screen_of(browser: Browser, site: str, width: int) -> Iterator[BrowserContext]:
    """Open a window on the site. Without its service worker, which would answer before a test can."""
    size: ViewportSize = {"width": width, "height": 844}
    with browser.new_context(base_url=site, viewport=size, service_workers="block") as context:
        yield context


@pytest.fixture
def desk(browser: Browser, search_site: str) -> Iterator[BrowserContext]:
    with screen_of(browser, search_site, 1280) as context:
        yield context


@pytest.fixture
def phone(browser: Browser, search_site: str) -> Iterator[BrowserContext]:
    with screen_of(browser, search_site, 390) as context:
        yield context


@pytest.fixture(params=[320, 390, 1280])
def screen(browser: Browser, search_site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a tab as wide as the narrowest phone, a usual phone, and a desk's screen."""
    with screen_of(browser, search_site, request.param) as context:
        yield context.new_page()


@pytest.fixture
def tab(desk: BrowserContext) -> Iterator[Page]:
    """Open a tab; the test fails when a script does, or when the page breaks its own policy."""
    page = desk.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Security Policy" in said.text else None)
    yield page
    assert not wrong
